// The admin's page: a line of every kind raises what it is for, long lists draw what is near, and the keyboard gets there.
#include <algorithm>

#include "tests/web/view/desk_page.h"

namespace smsdesk::web::view {
namespace {

int count_role(Role role) {
  const auto& nodes = headless::mirrored_nodes();
  return static_cast<int>(
      std::count_if(nodes.begin(), nodes.end(), [&](const headless::MirroredNode& n) { return n.role == role; }));
}

TEST(Organisation, EveryLineChangesItsPlace) {
  DeskPage page("organisation");
  const auto place_of = [&](std::string_view name) {
    for (const screen::FormLine& line : page.screen.desk.organisation.form.lines)
      if (line.name == name) return line.place;
    ADD_FAILURE() << name;
    return FormPlace{};
  };
  ASSERT_TRUE(headless::type_into("Name", "Help"));
  page.run();
  ASSERT_NE(page.only<intent::EditOrganisation>(), nullptr);
  EXPECT_EQ(page.only<intent::EditOrganisation>()->text, "Help");
  EXPECT_EQ(page.only<intent::EditOrganisation>()->place, place_of("Name"));
  page.click(Role::Switch, "Members may take waiting conversations");
  ASSERT_NE(page.only<intent::EditOrganisation>(), nullptr);
  EXPECT_EQ(page.only<intent::EditOrganisation>()->edit, FormEdit::Toggle);
  page.click(Role::Button, "Take Billing out of Required skills");
  ASSERT_NE(page.only<intent::EditOrganisation>(), nullptr);
  EXPECT_EQ(page.only<intent::EditOrganisation>()->edit, FormEdit::Drop);
  EXPECT_EQ(page.only<intent::EditOrganisation>()->number, 2u);
  page.click(Role::Radio, "Most of them first");
  ASSERT_NE(page.only<intent::EditOrganisation>(), nullptr);
  EXPECT_EQ(page.only<intent::EditOrganisation>()->number, 1u);
  page.click(Role::Button, "Required skills: Add skill");
  ASSERT_NE(page.only<intent::OpenPicker>(), nullptr);
  EXPECT_EQ(page.only<intent::OpenPicker>()->place, place_of("Required skills"));
}

TEST(Organisation, TheTitlesOfItsPartsAreWholeWhereTheyAreLonger) {
  DeskPage page("organisation");
  auto& sections = page.screen.desk.organisation.sections;
  const float before = headless::find_node(Role::Button, sections[0].accessible_name)->max.x;
  const char* const kLonger = "Horario de atención";
  for (const std::size_t i : {std::size_t{0}, std::size_t{6}})
    sections[i].title = sections[i].accessible_name = kLonger;
  sections[6].count = "128";
  page.changed();
  int whole = 0;
  for (const DrawnText& drawn : page.stage.drawn_texts()) whole += drawn.text == kLonger ? 1 : 0;
  EXPECT_EQ(whole, 2) << "beside the sign of a problem, and beside a long number";
  const headless::MirroredNode* row = headless::find_node(Role::Button, kLonger);
  ASSERT_NE(row, nullptr);
  EXPECT_GT(row->max.x, before);
  EXPECT_LE(row->max.x, headless::find_node(Role::Button, "Support")->min.x) << "what stands beside them goes on";
}

TEST(Organisation, ShowsWhatIsWrongAtTheField) {
  const DeskPage page("organisation");
  const headless::PlacedField* field = headless::find_field("Time to answer an offer");
  ASSERT_NE(field, nullptr);
  EXPECT_TRUE(field->is_invalid);
  EXPECT_EQ(field->description, "Must be 7 to 900 seconds.");
  EXPECT_NE(headless::find_text("Must be 7 to 900 seconds."), nullptr);
}

TEST(Organisation, OfAThousandItemsOnlyThoseNearTheViewAreThere) {
  const DeskPage page("organisation-list");
  const headless::MirroredNode* first = headless::find_node(Role::Button, "Support");
  ASSERT_NE(first, nullptr);
  EXPECT_LT(count_role(Role::ListItem), 60);
}

TEST(Organisation, OfALongReviewOnlyWhatIsNearTheViewIsThere) {
  DeskPage page("organisation-review");
  EXPECT_LT(count_role(Role::ListItem), 80);
  page.click(Role::Button, "Queue Support, Time to answer an offer: Must be 7 to 900 seconds.");
  ASSERT_NE(page.only<intent::ShowOrganisation>(), nullptr);
  EXPECT_EQ(page.only<intent::ShowOrganisation>()->place.field, 1);
}

TEST(Organisation, WhatADocumentDoesAwayWithIsSaidInFullAboveWhatPutsItInForce) {
  DeskPage phone("organisation-review", {.width = 390, .height = 800});
  screen::OrganisationPage& s = phone.screen.desk.organisation;
  s.has_import = true;
  s.is_problem = false;
  s.report_text =
      "This is what changes, for everybody and at once. Customer field “Account” goes. Used by 2 templates: Invoice, "
      "Quote. A template says its default there; where it has none, whoever sends fills it in.";
  screen::OrganisationAction apply;
  apply.step = OrganisationStep::Import;
  apply.label = "Put it in force";
  s.report_actions = {apply};
  phone.changed();
  const headless::MirroredNode* said = headless::find_text("Customer field “Account” goes.");
  const headless::MirroredNode* button = headless::find_node(Role::Button, "Put it in force");
  ASSERT_NE(said, nullptr);
  ASSERT_NE(button, nullptr);
  EXPECT_EQ(said->role, Role::Status);
  EXPECT_EQ(said->text, s.report_text);
  EXPECT_LE(said->max.x, 390);
  EXPECT_GT(said->max.y - said->min.y, 60) << "in lines, as many as it takes";
  EXPECT_GE(button->min.y, said->max.y);
  phone.click(Role::Button, "Put it in force");
  ASSERT_NE(phone.only<intent::DoOrganisation>(), nullptr);
  EXPECT_EQ(phone.only<intent::DoOrganisation>()->step, OrganisationStep::Import);
}

TEST(Organisation, AProblemThatWasFollowedPutsTheKeyboardAtItsField) {
  DeskPage page("organisation");
  screen::OrganisationForm& form = page.screen.desk.organisation.form;
  form.focus = form.lines.back().place;
  ++form.focus_count;
  page.changed();
  const headless::PlacedField* greeting = headless::find_field("Greeting");
  ASSERT_NE(greeting, nullptr);
  EXPECT_LE(greeting->max.y, 800);
}

TEST(Organisation, AReportTakesTheFocusFromTheMenuThatHasLedThere) {
  DeskPage page("organisation");
  screen::ActionMenu& more = page.screen.desk.organisation.more;
  more.label = "More";
  more.name = "Import, export and history";
  more.has_menu = more.is_open = true;
  screen::ActionChoice history;
  history.label = history.accessible_name = "History";
  more.entries = {history};
  page.changed();
  page.screen = gallery::make("organisation-review", page_now());
  ++page.state.screen_revision;
  page.frame_once();
  EXPECT_EQ(headless::focus_asked_for(), id_of("org.back"));
}

TEST(Organisation, TheFocusGoesWhereThePasswordIsWrittenAndBack) {
  DeskPage page("organisation");
  screen::PasswordPanel& password = page.screen.desk.organisation.form.password;
  password.is_shown = true;
  page.changed();
  password.is_open = true;
  ++page.state.screen_revision;
  page.frame_once();
  EXPECT_EQ(headless::focus_asked_for(), id_of("org.password.field"));
  password.is_open = false;
  ++page.state.screen_revision;
  page.frame_once();
  const NodeId ask = id_of(id_of("org.password.action"), static_cast<std::uint64_t>(OrganisationStep::AskPassword));
  EXPECT_EQ(headless::focus_asked_for(), ask);
}

TEST(Organisation, EscapeGoesOneStepBackAndThenOutOfIt) {
  {
    DeskPage report("organisation-review");
    report.key(ImGuiKey_Escape);
    ASSERT_NE(report.only<intent::DoOrganisation>(), nullptr);
    EXPECT_EQ(report.only<intent::DoOrganisation>()->step, OrganisationStep::ShowForm);
  }
  DeskPage phone("organisation", {.width = 390, .height = 800});
  phone.key(ImGuiKey_Escape);
  ASSERT_NE(phone.only<intent::ShowOrganisation>(), nullptr);
  EXPECT_EQ(phone.only<intent::ShowOrganisation>()->place.section, 0);
  phone.screen.desk.organisation.form = {};
  phone.screen.desk.organisation.has_section = false;
  phone.changed();
  phone.key(ImGuiKey_Escape);
  ASSERT_NE(phone.only<intent::ShowRoster>(), nullptr);
}

}  // namespace
}  // namespace smsdesk::web::view
