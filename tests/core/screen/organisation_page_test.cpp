// What the admin's page shows of a working copy, a verdict and the history.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/screen/field_uses.h"
#include "core/screen/organisation_words.h"
#include "core/screen/parts.h"
#include "core/words/words.h"
#include "tests/core/screen/desk.h"
#include "tests/support/catalogue.h"

namespace smsdesk::screen {
namespace {

constexpr const char* kDocument = R"({
  "settings":{"default_capacity":1,"reserve":1,"away_after":"15 min"},
  "skill":[{"id":31,"name":"German"},{"id":32,"name":"Billing"}],
  "queue":[{"id":1,"name":"Support","alert_timeout":"30 s","skills":["German"],
            "ring":[{"after":"2 min","groups":[],"dropped_skills":[]},{"after":"4 min"}]}],
  "number":[{"number":"+15005550006","queue":"Support"}],
  "agent":[{"id":11,"login":"ana","name":"Ana Lopez","queues":["Support"],"skills":{"German":4}}]})";

class Page : public ::testing::Test {
 protected:
  Page() {
    s.me = test::kAda;
    s.area = Area::Organisation;
    OrganisationState& o = s.organisation;
    o.load = OrganisationState::Load::Ready;
    o.loaded = o.working = std::move(form::read_document(kDocument).value());
    o.at.section = 0;
    o.at.item = o.working.sections[0][0].key;
  }
  OrganisationPage page() const { return organisation_page(s); }
  FormPlace at(const char* field) const {
    FormPlace place = s.organisation.at;
    place.field = static_cast<std::uint8_t>(form::find_field(form::sections()[0].fields, field));
    return place;
  }
  static const FormLine* line(const OrganisationPage& page, const std::string& name) {
    const auto& all = page.form.lines;
    const auto found = std::find_if(all.begin(), all.end(), [&](const FormLine& one) { return one.name == name; });
    return found == all.end() ? nullptr : &*found;
  }
  State s;
};

TEST_F(Page, IsNothingInAnotherArea) {
  s.area = Area::Conversations;
  EXPECT_FALSE(page().is_shown);
}

TEST_F(Page, HasALineForEveryFieldAndRow) {
  const OrganisationPage p = page();
  ASSERT_NE(line(p, "Time to answer an offer"), nullptr);
  EXPECT_EQ(line(p, "Time to answer an offer")->value, "30 s");
  ASSERT_NE(line(p, "Ring 2: After"), nullptr);
  EXPECT_EQ(line(p, "Ring 2: After")->value, "4 min");
  EXPECT_EQ(line(p, "Ring 1")->raise_name, "");
  EXPECT_EQ(line(p, "Ring 1")->lower_name, "Move Ring 1 down");
  EXPECT_EQ(line(p, "Ring 2")->raise_name, "Move Ring 2 up");
  EXPECT_EQ(line(p, "Ring 2")->remove_name, "Remove Ring 2");
  ASSERT_EQ(line(p, "Agents")->picks.size(), 1u) << "who lists the queue is its member";
  EXPECT_EQ(line(p, "Agents")->picks[0].label, "Ana Lopez");
  EXPECT_EQ(line(p, "Required skills")->picks[0].drop_name, "Take German out of Required skills");
}

TEST_F(Page, ARuleAsksForWhatItsKindLooksAt) {
  constexpr const char* kWithRules = R"({
    "queue":[{"id":1,"name":"Support"}],"contact_list":[{"id":5,"name":"Important"}],
    "number":[{"number":"+15005550006","queue":"Support","rule":[
      {"kind":"keyword","words":["book"],"queue":"Support"},
      {"kind":"contact_list","contact_list":"Important","queue":"Support"},
      {"kind":"language","words":["es"],"queue":"Support"}]}]})";
  OrganisationState& o = s.organisation;
  o.loaded = o.working = std::move(form::read_document(kWithRules).value());
  o.at.section = form::find_section("number");
  o.at.item = o.working.sections[o.at.section][0].key;
  const OrganisationPage p = page();
  EXPECT_NE(line(p, "Rule 1: Words"), nullptr);
  EXPECT_EQ(line(p, "Rule 1: Contact list"), nullptr);
  EXPECT_EQ(line(p, "Rule 2: Words"), nullptr);
  ASSERT_NE(line(p, "Rule 2: Contact list"), nullptr);
  EXPECT_EQ(line(p, "Rule 2: Contact list")->picks.at(0).label, "Important");
  EXPECT_NE(line(p, "Rule 3: Words"), nullptr);
  EXPECT_EQ(line(p, "Rule 3: Contact list"), nullptr);
  EXPECT_TRUE(line(p, "Rule 2: Adds to the priority")->ends_row);
  // What is wrong with a field is never hidden with it.
  FormProblem problem;
  problem.place = line(p, "Rule 2: Contact list")->place;
  problem.place.part = static_cast<std::uint8_t>(problem.place.part - 1);
  problem.sentence = "Something is wrong.";
  o.verdict.problems.push_back(problem);
  ASSERT_NE(line(page(), "Rule 2: Words"), nullptr);
  EXPECT_EQ(line(page(), "Rule 2: Words")->problem, "Something is wrong.");
}

class CustomerFieldsPage : public Page {
 protected:
  CustomerFieldsPage() {
    OrganisationState& o = s.organisation;
    o.loaded = o.working = std::move(form::read_document(R"({"settings":{
      "customer_field":[{"name":"Account"},{"name":"Plan"}],
      "customer_link":[{"name":"CRM","address":"https://crm.example/{field.account}"}]}})")
                                         .value());
    o.at.section = form::find_section("settings");
    o.at.item = o.working.sections[o.at.section][0].key;
    put("Quote", "Your {{field.ACCOUNT|account}}");
    put("Invoice", "Hello", "Su {{ field.Account }}");
    put("Plain", "Hello {{customer.name|}}");
  }
  void put(const std::string& name, const std::string& english, const std::string& spanish = "Hola") {
    Template one;
    one.id = TemplateId{s.workspace.templates.size() + 1};
    one.name = name;
    one.texts = {{"en", english}, {"es", spanish}};
    s.workspace.templates.emplace(one.id, one);
  }
  std::vector<form::Row>& rows(const char* field) {
    const std::size_t section = s.organisation.at.section;
    return s.organisation.working.sections[section][0]
        .values[form::find_field(form::sections()[section].fields, field)]
        .rows;
  }
  std::string help(const std::string& name) const {
    const OrganisationPage p = page();
    return line(p, name) == nullptr ? "no such line" : line(p, name)->help;
  }
  static constexpr const char* kUsed = "Used by 2 templates: Invoice, Quote. Used by 1 link: CRM.";
  static constexpr const char* kThen =
      " A template says its default there; where it has none, whoever sends fills it in.";
};

TEST_F(CustomerFieldsPage, SaysOfEachWhatAsksForIt) {
  EXPECT_EQ(help("Customer field 1"), kUsed);
  EXPECT_EQ(help("Customer field 2"), "");
  EXPECT_EQ(help("Customer link 1"), "");
  EXPECT_EQ(help("Add customer field"), "Kept with every contact; templates and links can say it.");
  for (int i = 0; i < 10; ++i) put("T" + std::to_string(i), "{{field.Plan|x}}");
  EXPECT_EQ(help("Customer field 2"), "Used by 10 templates: T0, T1, T2, T3, T4, T5, T6, T7, ….");
}

TEST_F(CustomerFieldsPage, SaysWhatAskedForOneThatGoesBeforeItIsSaved) {
  s.organisation.unsaved = 1;
  s.organisation.page = OrganisationPageKind::Review;
  const std::string before = page().report_text;
  rows("customer_field").erase(rows("customer_field").begin());
  const std::string goes = std::string("Customer field “Account” goes. ") + kUsed + kThen;
  EXPECT_EQ(page().report_text, before + " " + goes);
  s.organisation.page = OrganisationPageKind::Form;
  EXPECT_EQ(help("Add customer field"), "Kept with every contact; templates and links can say it. " + goes);
  // A new name is another field, unless it reads the same.
  rows("customer_field").front().parts[0].text = "ACCOUNT";
  EXPECT_EQ(help("Customer field 1"), kUsed);
  EXPECT_EQ(help("Add customer field"), "Kept with every contact; templates and links can say it.");
  // What goes with its link, or is asked for by nothing, needs no word.
  rows("customer_field").front().parts[0].text = "Plan";
  rows("customer_link").clear();
  s.workspace.templates.clear();
  EXPECT_EQ(help("Add customer field"), "Kept with every contact; templates and links can say it.");
}

TEST_F(CustomerFieldsPage, OfOthersOwnTemplatesTheirNumberIsSaid) {
  OrganisationState& o = s.organisation;
  o.hidden_uses = {{"Account", 3}, {"Plan", 1}};
  constexpr const char* kAccount =
      "Used by 2 templates: Invoice, Quote. Used by 3 templates in agents' own libraries. Used by 1 link: CRM.";
  constexpr const char* kPlan = "Used by 1 template in an agent's own library.";
  EXPECT_EQ(help("Customer field 1"), kAccount);
  EXPECT_EQ(help("Customer field 2"), kPlan) << "also where no other asks for it";
  rows("customer_field").front().parts[0].text = "ACCOUNT";
  EXPECT_EQ(help("Customer field 1"), kAccount) << "it reads the same";
  rows("customer_field").clear();
  rows("customer_link").clear();
  s.workspace.templates.clear();
  EXPECT_EQ(FieldUses(s).of_lost(),
            "Customer field “Account” goes. Used by 3 templates in agents' own libraries. "
            "Customer field “Plan” goes. " +
                std::string(kPlan) + kThen);
  EXPECT_EQ(FieldUses(s).of_lost({"Plan"}), "Customer field “Plan” goes. " + std::string(kPlan) + kThen);
  o.hidden_uses = {{"Account", 0}};
  EXPECT_EQ(FieldUses(s).of_lost(), "");
}

TEST_F(CustomerFieldsPage, SaysThatTheNumberOfOthersOwnIsNotKnownWhileTheRelayRefusesIt) {
  constexpr const char* kUnknown =
      "How many templates in agents' own libraries use a field is not known at the moment. The relay is asked again.";
  const std::string kept = "Kept with every contact; templates and links can say it.";
  s.organisation.uses_failures = 1;
  EXPECT_EQ(help("Add customer field"), kept + " " + kUnknown);
  EXPECT_EQ(FieldUses(s).of_lost({"Plan"}), kUnknown) << "somebody may use it";
  rows("customer_field").erase(rows("customer_field").begin());
  EXPECT_EQ(help("Add customer field"), kept + " Customer field “Account” goes. " + kUsed + kThen + " " + kUnknown)
      << "once";
  s.organisation.uses_failures = 0;
  EXPECT_EQ(help("Add customer field"), kept + " Customer field “Account” goes. " + kUsed + kThen);
  EXPECT_EQ(FieldUses(s).of_lost({"Plan"}), "");
}

TEST_F(CustomerFieldsPage, SaysOfADocumentWhatAskedForTheFieldsThatItDoesAwayWith) {
  OrganisationState& o = s.organisation;
  o.page = OrganisationPageKind::Import;
  o.import_text = "x";
  o.import_verdict = FormVerdict{{}, {{"changed", "settings", "settings", "Settings", "customer_field", "", ""}}, "e1"};
  const std::string before = page().report_text;
  EXPECT_EQ(before, "This is what changes, for everybody and at once.");
  o.import_verdict->lost_fields = {"Account", "Plan"};
  const std::string goes = std::string(" Customer field “Account” goes. Used by 2 templates: Invoice, Quote.") + kThen;
  EXPECT_EQ(page().report_text, before + goes) << "of Plan nothing is lost, and the link goes with its field";
  EXPECT_FALSE(page().is_problem);
  EXPECT_TRUE(page().report_actions.back().is_enabled) << "a template outlives its field";
  put("Offer", "{{field.plan|your plan}}");
  EXPECT_EQ(page().report_text, before + " Customer field “Account” goes. Used by 2 templates: Invoice, Quote." +
                                    " Customer field “Plan” goes. Used by 1 template: Offer." + kThen);
  // Also where it has to wait; of a document that is wrong only what is wrong.
  o.unsaved = 1;
  EXPECT_NE(page().report_text.find(goes.substr(0, 30)), std::string::npos);
  o.import_verdict->problems.push_back({{}, 3, "", "is missing.", "settings/customer_field/0/name"});
  EXPECT_EQ(page().report_text, "1 thing is wrong with it.");
}

TEST_F(CustomerFieldsPage, ALinkWhoseFieldGoesSaysSoAtItsAddressBeforeItIsSaved) {
  rows("customer_field").erase(rows("customer_field").begin());
  s.organisation.unsaved = 1;
  FormPlace address = s.organisation.at;
  address.field =
      static_cast<std::uint8_t>(form::find_field(form::sections()[s.organisation.at.section].fields, "customer_link"));
  address.row = rows("customer_link").front().key;
  address.part = 1;
  const std::string sentence =
      "“CRM” asks for the customer field “Account”, which is not there: add that field, or write the address without "
      "it.";
  s.organisation.verdict.problems.push_back({address, 0, "", sentence, "settings/customer_link/0/address"});
  const OrganisationPage form = page();
  ASSERT_NE(line(form, "Customer link 1: Address"), nullptr);
  EXPECT_EQ(line(form, "Customer link 1: Address")->problem, sentence);
  s.organisation.page = OrganisationPageKind::Review;
  const OrganisationPage review = page();
  ASSERT_FALSE(review.lines.empty());
  EXPECT_EQ(review.lines[0].text, "Defaults, Customer link 1, Address: " + sentence);
  EXPECT_EQ(review.lines[0].place, address) << "and leads there";
  EXPECT_FALSE(review.report_actions[0].is_enabled);
}

TEST_F(CustomerFieldsPage, ATemplateThatWritesAFieldTwoWaysIsNamedOnce) {
  put("Both", "{{field.plan|x}} {{field.Plan|x}}", "{{field.PLAN|x}}");
  EXPECT_EQ(FieldUses(s).of("Plan"), "Used by 1 template: Both.");
  EXPECT_EQ(FieldUses(s).of("Nothing of that name"), "");
}

TEST_F(CustomerFieldsPage, TemplatesAreReadOnceForAScreenAndNotBeforeAFieldIsAskedFor) {
  FieldUses uses(s);
  EXPECT_EQ(uses.of_lost(), "");
  EXPECT_EQ(uses.of(""), "");
  put("Late", "{{field.Plan|x}}");
  EXPECT_EQ(uses.of("Account"), kUsed);
  s.workspace.templates.clear();
  EXPECT_EQ(uses.of("Plan"), "Used by 1 template: Late.") << "gathered with the first that was asked for";
  rows("customer_field").clear();
  EXPECT_EQ(uses.of_lost(), std::string("Customer field “Account” goes. ") + kUsed +
                                " Customer field “Plan” goes. Used by 1 template: Late." + kThen);
}

TEST_F(Page, NamesAreUniqueInAForm) {
  const OrganisationPage p = page();
  std::vector<std::string> names;
  for (const FormLine& one : p.form.lines)
    if (!one.name.empty()) names.push_back(one.name);
  std::sort(names.begin(), names.end());
  EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end());
}

TEST_F(Page, AProblemIsShownAtItsFieldItsItemAndItsSection) {
  s.organisation.verdict.problems.push_back(
      {at("alert_timeout"), 0, "Support", "must be 7 to 900 seconds.", "queue/0/alert_timeout"});
  s.organisation.unsaved = 1;
  const OrganisationPage p = page();
  EXPECT_EQ(line(p, "Time to answer an offer")->problem, "Must be 7 to 900 seconds.");
  EXPECT_TRUE(p.items[0].has_problem);
  EXPECT_EQ(p.sections[0].accessible_name, "Queues, 1, 1 problem");
  EXPECT_EQ(p.status, "1 unsaved change, 1 problem");
  s.organisation.page = OrganisationPageKind::Review;
  const OrganisationPage review = page();
  ASSERT_FALSE(review.lines.empty());
  EXPECT_EQ(review.lines[0].text, "Queue Support, Time to answer an offer: Must be 7 to 900 seconds.");
  EXPECT_EQ(review.lines[0].place, at("alert_timeout"));
  EXPECT_FALSE(review.report_actions[0].is_enabled);
}

TEST_F(Page, AProblemIsSaidInTheLanguageInUseWithItsValues) {
  const auto german = test::a_catalogue(
      "must be {from} to {to} seconds.\tErlaubt sind {from} bis {to} Sekunden.\n"
      "must be {words} or {last}.\t{words} oder {last} muss es sein.\n"
      "queue\tWarteschlange\nTime to answer an offer\tZeit für Anfragen\n"
      "Line {n}, {where}\tZeile {n}, {where}\n");
  s.organisation.verdict.problems = {
      {at("alert_timeout"), 0, "Support", "must be 7 to 900 seconds.", "queue/0/alert_timeout"},
      {at("acw_mode"), 0, "Support", "must be optional, never or always.", "queue/0/acw_mode"}};
  s.organisation.unsaved = 1;
  const words::Use use(german.get());
  EXPECT_EQ(line(page(), "Zeit für Anfragen")->problem, "Erlaubt sind 7 bis 900 Sekunden.");
  EXPECT_EQ(line(page(), "After-call work")->problem, "optional, never oder always muss es sein.")
      << "what is put in stays as it is";
  s.organisation.page = OrganisationPageKind::Review;
  const std::string listed = "Warteschlange Support, Zeit für Anfragen: Erlaubt sind 7 bis 900 Sekunden.";
  EXPECT_EQ(page().lines.at(0).text, listed);
  FormProblem imported = s.organisation.verdict.problems[0];
  imported.place = {};
  imported.line = 3;
  EXPECT_EQ(problem_lines({imported}, form::Document{}).at(0).text, "Zeile 3, " + listed);
}

TEST_F(Page, AProblemOfAnImportSaysWhereInTheFormsWords) {
  struct Row {
    FormProblem problem;
    const char* says;
  };
  const Row rows[] = {
      {{{}, 6, "B", "there is no skill \"Elvish\".", "queue/1/skills/0"},
       "Line 6, Queue B, Required skills: There is no skill \"Elvish\"."},
      {{{}, 0, "B", "must begin after the one before it.", "queue/1/ring/1"},
       "Queue B, Ring 2: Must begin after the one before it."},
      {{{}, 9, "B", "is missing.", "queue/1/field/0/name"}, "Line 9, Queue B, Wrap-up field 1, Name: Is missing."},
      {{{}, 9, "B", "is not a setting here.", "queue/1/ring/0/before"},
       "Line 9, Queue B, Ring 1, before: Is not a setting here."},
      {{{}, 2, "", "is missing.", "queue/0/name"}, "Line 2, Queue, Name: Is missing."},
      {{{}, 2, "", "must be a list.", "queue"}, "Line 2, Queues: Must be a list."},
      {{{}, 2, "", "must be 0 to 25 units.", "settings/reserve"},
       "Line 2, Defaults, Places kept for quiet ones that come back: Must be 0 to 25 units."},
      {{{}, 2, "", "is not a setting here.", "team"}, "Line 2, team: Is not a setting here."},
      {{{}, 2, "", "this is no TOML: it ends.", ""}, "Line 2: This is no TOML: it ends."},
      {{{}, 0, "", "an object is expected.", ""}, "An object is expected."},
  };
  for (const Row& row : rows) EXPECT_EQ(problem_lines({row.problem}, form::Document{}).at(0).text, row.says);
}

TEST_F(Page, APickerOffersWhatIsNotNamedYet) {
  s.organisation.picker = at("skills");
  const OrganisationPage p = page();
  const ActionMenu* menu = p.open_menu();
  ASSERT_NE(menu, nullptr);
  ASSERT_EQ(menu->entries.size(), 1u);
  EXPECT_EQ(menu->entries[0].label, "Billing");
}

TEST_F(Page, FindsItemsByWhatTheyAreCalled) {
  s.organisation.at = {};
  s.organisation.at.section = static_cast<std::uint8_t>(form::find_section("skill"));
  s.organisation.filter = "bill";
  const OrganisationPage p = page();
  ASSERT_EQ(p.items.size(), 1u);
  EXPECT_EQ(p.items[0].title, "Billing");
  s.organisation.filter = "zzz";
  EXPECT_EQ(page().empty_title, "Nothing fits");
}

TEST_F(Page, DifferencesAreInWords) {
  const auto lines =
      difference_lines({{"changed", "queue", "1", "Support", "alert_timeout", "\"30 s\"", "\"45 s\""},
                        {"changed", "queue", "1", "Support", "skills", "[]", "[\"German\", \"Billing\"]"},
                        {"changed", "queue", "1", "Support", "acw_mode", "\"optional\"", "\"mandatory_timed\""},
                        {"removed", "skill", "31", "German", "", "", ""}});
  ASSERT_EQ(lines.size(), 5u);
  EXPECT_EQ(lines[0].text, "Queue Support: changed");
  EXPECT_EQ(lines[1].accessible_name, "Time to answer an offer: 30 s, then 45 s");
  EXPECT_EQ(lines[2].after, "German, Billing");
  EXPECT_EQ(lines[2].before, "nothing");
  EXPECT_EQ(lines[3].after, "A code within the time");
  EXPECT_EQ(lines[4].text, "Skill German: removed");
}

TEST_F(Page, TheHistorySaysWhoAndWhatInTheFormsWords) {
  s.organisation.audit = {{9, Instant{5}, 0, "queue_configured", "1", "Support",
                           R"({"alert_timeout":30000,"skills":[]})", R"({"alert_timeout":45000,"skills":[31]})"},
                          {8, Instant{4}, 77, "agent_removed", "12", "Ben", R"({"name":"Ben"})", "null"},
                          {7, Instant{3}, 0, "agent_password_set", "12", "Ben", "null", "null"}};
  const auto lines = history_lines(s);
  ASSERT_EQ(lines.size(), 5u);
  EXPECT_EQ(lines[0].text, "The relay · Queue Support: changed");
  EXPECT_EQ(lines[1].accessible_name, "Time to answer an offer: 30 s, then 45 s");
  EXPECT_EQ(lines[2].after, "German");
  EXPECT_EQ(lines[3].text, "Agent 77 · Agent Ben: removed");
  EXPECT_EQ(lines[4].text, "The relay · Agent Ben: password set");
}

}  // namespace
}  // namespace smsdesk::screen
