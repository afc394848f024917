#include "web/view/gallery_organisation.h"

#include <string>

namespace smsdesk::web::view::gallery {
namespace {

using namespace screen;  // the values that are made here are all of it

FormPlace at(std::uint8_t section, std::uint32_t item, std::uint8_t field = FormPlace::kNone, std::uint32_t row = 0) {
  FormPlace place;
  place.section = section;
  place.item = item;
  place.field = field;
  place.row = row;
  return place;
}

OrganisationAction action(OrganisationStep step, std::string label, bool is_primary = false) {
  OrganisationAction made;
  made.step = step;
  made.label = std::move(label);
  if (is_primary) made.look = OrganisationAction::Look::Primary;
  return made;
}

ActionMenu menu(std::string label, std::string name, Intent intent) {
  ActionMenu made;
  made.label = std::move(label);
  made.name = std::move(name);
  made.has_menu = true;
  made.intent = std::move(intent);
  return made;
}

class Lines {
 public:
  FormLine& add(FormLine::Kind kind, std::string label, std::string value = {}, std::string help = {}) {
    FormLine line;
    line.kind = kind;
    line.place = at(0, 1, ++field_);
    line.label = line.name = std::move(label);
    line.value = std::move(value);
    line.help = std::move(help);
    lines.push_back(std::move(line));
    return lines.back();
  }
  std::vector<FormLine> lines;

 private:
  std::uint8_t field_ = 0;
};

std::vector<FormLine> form_lines() {
  using Kind = FormLine::Kind;
  Lines made;
  made.add(Kind::Text, "Name", "Support");
  made.add(Kind::Text, "Time to answer an offer", "1 s", "7 s to 15 min. Then it goes to the next agent.").problem =
      "Must be 7 to 900 seconds.";
  made.add(Kind::Switch, "Members may take waiting conversations").is_on = true;
  made.add(Kind::Heading, "Who answers");
  FormLine& picks = made.add(Kind::Picks, "Required skills");
  picks.picks = {{1, "Spanish", "Take Spanish out of Required skills"},
                 {2, "Billing", "Take Billing out of Required skills"}};
  picks.menu = menu("Add skill", "Required skills: Add skill", intent::OpenPicker{picks.place});
  FormLine& choice = made.add(Kind::Choice, "Who must have them");
  choice.choices = {"All of them", "Most of them first", "Not looked at"};
  choice.chosen = 0;
  FormLine& head = made.add(Kind::RowHead, "Ring 1");
  head.is_inside = true;
  head.remove_name = "Remove Ring 1";
  head.lower_name = "Move Ring 1 down";
  FormLine& after = made.add(Kind::Text, "After", "2 min", "How long somebody has waited when it begins");
  after.name = "Ring 1: After";
  after.is_inside = after.ends_row = true;
  made.add(Kind::AddRow, "Add ring", "", "Whoever waits longer is offered to more agents.");
  made.add(Kind::Area, "Greeting", "Thank you. We answer in a moment.", "When a conversation begins to wait");
  return std::move(made.lines);
}

void fill_form(OrganisationPage& page, bool has_form) {
  page.body = OrganisationPage::Body::Form;
  page.status = "2 unsaved changes, 1 problem";
  page.actions.push_back(action(OrganisationStep::Review, "Review changes", true));
  page.more = menu("More", "Import, export and history", intent::DoOrganisation{OrganisationStep::ShowMenu});
  static constexpr const char* kTitles[] = {"Queues", "Numbers",       "Agents",        "Groups",
                                            "Skills", "Wrap-up codes", "Opening hours", "Contact lists",
                                            "Labels", "Sub-statuses",  "Defaults"};
  for (std::uint8_t i = 0; i < 11; ++i) {
    OrganisationSection section;
    section.place = at(i, 0);
    section.title = kTitles[i];
    if (i < 10) section.count = std::to_string(3 + i * 7);
    section.is_chosen = i == 0;
    section.is_changed = i == 2;
    section.has_problem = i == 0;
    section.accessible_name = section.title + ", " + section.count;
    page.sections.push_back(std::move(section));
  }
  page.section_title = "Queues";
  page.filter_name = "Find in queues";
  page.add_label = "Add queue";
  page.add_place = at(0, 0);
  page.choose_text = "Choose one to change it, or add one.";
  for (std::uint32_t i = 0; i < 1'000; ++i) {
    OrganisationItem item;
    item.place = at(0, i + 1);
    item.title = i == 0 ? "Support" : "Queue " + std::to_string(i + 1);
    item.detail = i == 1 ? "Removed with the next save" : "";
    item.mark = i == 0 ? "Changed" : i == 1 ? "Removed" : "";
    item.is_chosen = has_form && i == 0;
    item.is_removed = i == 1;
    item.has_problem = i == 0;
    item.accessible_name = item.title;
    page.items.push_back(std::move(item));
  }
  if (!has_form) return;
  OrganisationForm& form = page.form;
  form.is_shown = form.can_copy = form.can_remove = form.can_restore = true;
  form.place = at(0, 1);
  form.title = "Support";
  form.status = "Changed";
  form.copy_name = "Duplicate Support";
  form.remove_name = "Remove Support";
  form.restore_name = "Undo the changes of Support";
  form.lines = form_lines();
}

void fill_review(OrganisationPage& page, Instant now) {
  page.body = OrganisationPage::Body::Report;
  page.title = "Review changes";
  page.has_back = true;
  page.report_text = "1 thing is to be put right first.";
  page.is_problem = true;
  OrganisationAction save = action(OrganisationStep::Save, "Save", true);
  save.is_enabled = false;
  page.report_actions = {save, action(OrganisationStep::DropChanges, "Discard all changes")};
  page.banner = "Somebody else has changed the configuration meanwhile.";
  page.banner_actions = {action(OrganisationStep::KeepChanges, "Keep my changes", true),
                         action(OrganisationStep::TakeTheirs, "Discard mine")};
  const auto line = [&](ReportLine::Kind kind, std::string text, std::string before = {}, std::string after = {}) {
    ReportLine made;
    made.kind = kind;
    made.accessible_name = text;
    made.text = std::move(text);
    made.before = std::move(before);
    made.after = std::move(after);
    page.lines.push_back(std::move(made));
  };
  line(ReportLine::Kind::Problem, "Queue Support, Time to answer an offer: Must be 7 to 900 seconds.");
  page.lines.back().place = at(0, 1, 1);
  line(ReportLine::Kind::Title, "Queue Support: changed");
  page.lines.back().at = now;
  line(ReportLine::Kind::Change, "Time to answer an offer", "30 s", "1 s");
  line(ReportLine::Kind::Change, "Greeting", "nothing",
       "Thank you for your message. We answer as soon as somebody is free.");
  for (int i = 0; i < 500; ++i) line(ReportLine::Kind::Title, "Agent " + std::to_string(i) + ": added");
}

}  // namespace

OrganisationPage make_organisation(std::string_view name, Instant now) {
  OrganisationPage page;
  page.is_shown = true;
  page.title = "Organisation";
  if (name == "organisation-waiting") {
    page.waiting_title = "The configuration is not here";
    page.waiting_text = "The relay cannot be reached. Nothing is lost; try again in a moment.";
    page.actions.push_back(action(OrganisationStep::Load, "Try again"));
  } else if (name == "organisation-review") {
    fill_review(page, now);
  } else {
    fill_form(page, name == "organisation");
  }
  return page;
}

}  // namespace smsdesk::web::view::gallery
