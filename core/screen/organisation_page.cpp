// The admin's page. Which fields an item has, and of what kind each is, says the table; here they become lines.
#include "core/screen/organisation_page.h"

#include <algorithm>

#include "core/client/organisation_import.h"
#include "core/client/state.h"
#include "core/screen/field_uses.h"
#include "core/screen/menus.h"
#include "core/screen/organisation_words.h"
#include "core/screen/parts.h"
#include "core/screen/words.h"
#include "core/template/fold.h"
#include "core/words/words.h"

namespace smsdesk::screen {
namespace {

using form::Kind;

constexpr std::size_t kPickerEntriesMax = 50;

std::uint8_t small(std::size_t index) {
  return static_cast<std::uint8_t>(index);
}

FormPlace section_place(std::size_t section) {
  FormPlace place;
  place.section = small(section);
  return place;
}

FormPlace item_place(std::size_t section, std::uint32_t item) {
  FormPlace place = section_place(section);
  place.item = item;
  return place;
}

const char* english_mark(form::Change change) {
  switch (change) {
    case form::Change::None:
      return "";
    case form::Change::Added:
      return mark("New");
    case form::Change::Changed:
      return mark("Changed");
    case form::Change::Removed:
      return mark("Removed");
  }
  return "";
}

OrganisationAction action(OrganisationStep step, std::string label,
                          OrganisationAction::Look look = OrganisationAction::Look::Secondary) {
  OrganisationAction made;
  made.step = step;
  made.label = std::move(label);
  made.look = look;
  return made;
}

class FormMaker {
 public:
  FormMaker(const State& state, std::size_t section, const form::Item& item)
      : s_(state), o_(state.organisation), section_(section), item_(item), uses_(state) {}

  std::vector<FormLine> make() {
    const auto fields = form::sections()[section_].fields;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      FormPlace place = item_place(section_, item_.key);
      place.field = small(i);
      if (!fields[i].heading.empty()) {
        FormLine heading;
        heading.kind = FormLine::Kind::Heading;
        heading.place = place;
        heading.label = translated(fields[i].heading);
        lines_.push_back(std::move(heading));
      }
      add(fields[i], item_.values[i], place, "");
    }
    return std::move(lines_);
  }

 private:
  void add(const form::Field& field, const form::Value& value, const FormPlace& place, const std::string& prefix) {
    if (field.kind == Kind::Rows || field.kind == Kind::Levels) return rows(field, value, place);
    FormLine line;
    line.place = place;
    line.label = translated(field.label);
    line.name = prefix.empty() ? line.label : labelled(prefix, line.label);
    line.help = translated(field.help);
    line.value = value.text;
    line.problem = problem_at(place);
    line.is_inside = !prefix.empty();
    switch (field.kind) {
      case Kind::LongText:
      case Kind::Lines:
        line.kind = FormLine::Kind::Area;
        break;
      case Kind::YesNo:
        line.kind = FormLine::Kind::Switch;
        line.is_on = value.text == "true";
        break;
      case Kind::Choice:
        line.kind = FormLine::Kind::Choice;
        for (const form::Choice& one : field.choices) {
          if (one.word == value.text) line.chosen = static_cast<int>(line.choices.size());
          line.choices.push_back(translated(one.label));
        }
        if (value.text.empty()) line.chosen = 0;
        break;
      case Kind::One:
      case Kind::Many:
      case Kind::Members:
        picks(line, field, value);
        break;
      default:
        break;
    }
    lines_.push_back(std::move(line));
  }

  void rows(const form::Field& field, const form::Value& value, FormPlace place) {
    const bool is_levels = field.kind == Kind::Levels, is_customer_field = field.name == "customer_field";
    std::size_t number = 0;
    for (const form::Row& row : value.rows) {
      ++number;
      place.row = row.key;
      FormLine head;
      head.kind = FormLine::Kind::RowHead;
      head.place = place;
      head.label = is_levels
                       ? level_title(row)
                       : tr("{thing} {name}", {{"thing", translated(field.label)}, {"name", std::to_string(number)}});
      head.name = head.label;
      head.is_inside = true;
      head.problem = problem_at(place);
      if (is_customer_field) head.help = uses_.of(row.parts[0].text);
      head.remove_name = tr("Remove {name}", {{"name", head.name}});
      if (!is_levels && number > 1) head.raise_name = tr("Move {name} up", {{"name", head.name}});
      if (!is_levels && number < value.rows.size()) head.lower_name = tr("Move {name} down", {{"name", head.name}});
      const std::string prefix = head.label;
      lines_.push_back(std::move(head));
      for (std::size_t i = is_levels ? 1 : 0; i < field.parts.size(); ++i) {
        FormPlace part = place;
        part.part = small(i);
        // What is not asked for keeps its value, for who chooses back; a problem there is shown all the same.
        const bool is_asked = form::is_asked_for(field.parts[i], field.parts[0], row.parts[0].text);
        if (!is_asked && problem_at(part).empty()) continue;
        add(field.parts[i], row.parts[i], part, prefix);
      }
      lines_.back().ends_row = true;
    }
    place.row = 0;
    FormLine more;
    more.place = place;
    more.help = translated(field.help);
    std::string uses = is_customer_field ? uses_.of_lost() : std::string();
    if (uses.empty() && is_customer_field && !value.rows.empty()) uses = uses_.doubt();
    if (!uses.empty()) more.help += " " + uses;
    more.problem = problem_at(place);
    if (is_levels) {
      more.kind = FormLine::Kind::Picks;
      more.label = more.name = translated(field.label);
      more.menu = menu(field, value, place, tr("Add {thing}", {{"thing", within(field.of)}}));
    } else {
      more.kind = FormLine::Kind::AddRow;
      more.label = more.name = tr("Add {thing}", {{"thing", within(field.label)}});
    }
    lines_.push_back(std::move(more));
  }
  std::string level_title(const form::Row& row) const {
    return row.parts[0].refs.empty() ? tr("Skill") : name(row.parts[0].refs.front(), form::find_section("skill"));
  }

  std::string name(const form::Reference& one, std::size_t section) const {
    if (one.key == 0) return one.name;
    const form::Item* item = o_.working.find(section, one.key);
    if (item == nullptr) return tr("Something that is gone");
    const std::string title = form::title_of(section, *item);
    return item->is_removed ? tr("{name} (removed)", {{"name", title}}) : title;
  }

  void picks(FormLine& line, const form::Field& field, const form::Value& value) {
    line.kind = FormLine::Kind::Picks;
    const std::size_t section = form::find_section(field.of);
    const auto add_pick = [&](std::uint32_t key, std::string label) {
      std::string drop = tr("Take {item} out of {list}", {{"item", label}, {"list", line.name}});
      line.picks.push_back({key, std::move(label), std::move(drop)});
    };
    if (field.kind == Kind::Members) {
      for (const form::Item& item : o_.working.sections[section])
        if (!item.is_removed && is_member(field, item)) add_pick(item.key, form::title_of(section, item));
    } else {
      for (const form::Reference& one : value.refs) add_pick(one.key, name(one, section));
    }
    const bool has_one = field.kind == Kind::One && !line.picks.empty();
    const std::string one = translated(form::sections()[section].one);
    line.menu = menu(field, value, line.place,
                     has_one                   ? tr("Change")
                     : field.kind == Kind::One ? tr("Choose {thing}", {{"thing", one}})
                                               : tr("Add {thing}", {{"thing", one}}));
    line.menu.name = labelled(line.name, line.menu.label);
    if (field.kind == Kind::One && field.is_required)
      for (FormPick& pick : line.picks) pick.drop_name.clear();
  }
  bool is_member(const form::Field& field, const form::Item& item) const {
    const std::size_t section = form::find_section(field.of);
    const form::Value& list = item.values[form::find_field(form::sections()[section].fields, field.back)];
    return std::any_of(list.refs.begin(), list.refs.end(), [&](const auto& one) { return one.key == item_.key; });
  }
  bool is_taken(const form::Field& field, const form::Value& value, const form::Item& item) const {
    if (field.kind == Kind::Members) return is_member(field, item);
    const auto names_it = [&](const form::Value& one) {
      return std::any_of(one.refs.begin(), one.refs.end(), [&](const auto& ref) { return ref.key == item.key; });
    };
    return names_it(value) || std::any_of(value.rows.begin(), value.rows.end(), [&](const form::Row& row) {
             return field.kind == Kind::Levels && names_it(row.parts[0]);
           });
  }

  ActionMenu menu(const form::Field& field, const form::Value& value, const FormPlace& place, std::string label) const {
    ActionMenu made;
    made.label = std::move(label);
    made.name = made.label;
    made.has_menu = true;
    made.is_open = o_.picker == place;
    made.intent = intent::OpenPicker{made.is_open ? FormPlace{} : place};
    made.close = intent::OpenPicker{};
    if (!made.is_open) return made;
    const std::size_t section = form::find_section(field.of);
    const form::Section& spec = form::sections()[section];
    made.title = translated(spec.title);
    const auto& items = o_.working.sections[section];
    made.form.has_filter = items.size() > kMenuPlainMax;
    made.form.filter = s_.menu_form.filter;
    made.form.filter_name = tr("Find in {things}", {{"things", within(spec.title)}});
    made.form.revision = s_.menu_form.revision;
    const std::string wanted = folded(s_.menu_form.filter);
    std::size_t found = 0;
    for (const form::Item& item : items) {
      const std::string title = form::title_of(section, item);
      if (item.is_removed || is_taken(field, value, item) || folded(title).find(wanted) == std::string::npos) continue;
      if (++found > kPickerEntriesMax) continue;
      ActionChoice choice;
      choice.label = choice.accessible_name = title;
      choice.intent = intent::EditOrganisation{FormEdit::Take, place, {}, item.key};
      made.entries.push_back(std::move(choice));
    }
    if (found > kPickerEntriesMax)
      made.title += comma() + tr("the first {shown} of {count}",
                                 {{"shown", std::to_string(kPickerEntriesMax)}, {"count", std::to_string(found)}});
    made.empty_text = items.empty()    ? tr("There are none yet.")
                      : wanted.empty() ? tr("All of them are there.")
                                       : tr("Nothing fits.");
    return made;
  }

  /// The first that is wrong there.
  std::string problem_at(const FormPlace& place) const {
    for (const FormProblem& one : o_.verdict.problems)
      if (one.place == place) return problem_text(one);
    return {};
  }

  const State& s_;
  const OrganisationState& o_;
  std::size_t section_;
  const form::Item& item_;
  std::vector<FormLine> lines_;
  FieldUses uses_;
};

class PageMaker {
 public:
  explicit PageMaker(const State& state) : s_(state), o_(state.organisation) {}

  OrganisationPage make() {
    page_.is_shown = true;
    page_.title = tr("Organisation");
    if (o_.load != OrganisationState::Load::Ready) {
      const bool has_failed = o_.load == OrganisationState::Load::Failed;
      page_.waiting_title = has_failed ? tr("The configuration is not here") : tr("Loading …");
      page_.waiting_text = has_failed ? o_.failure : tr("The configuration is on its way.");
      if (has_failed) page_.actions.push_back(action(OrganisationStep::Load, tr("Try again")));
      return std::move(page_);
    }
    status();
    switch (o_.page) {
      case OrganisationPageKind::Form:
        form_page();
        break;
      case OrganisationPageKind::Review:
        review();
        break;
      case OrganisationPageKind::Import:
        import();
        break;
      case OrganisationPageKind::History:
        history();
        break;
    }
    return std::move(page_);
  }

 private:
  bool is_judged() const { return o_.checked_revision == o_.revision; }

  void status() {
    if (o_.is_outdated && o_.unsaved > 0) {
      page_.banner = tr("Somebody else has changed the configuration meanwhile.");
      page_.banner_actions.push_back(
          action(OrganisationStep::KeepChanges, tr("Keep my changes"), OrganisationAction::Look::Primary));
      page_.banner_actions.push_back(action(OrganisationStep::TakeTheirs, tr("Discard mine")));
    }
    if (o_.unsaved == 0) return;
    page_.status = trn("{n} unsaved change", "{n} unsaved changes", o_.unsaved);
    if (!o_.verdict.problems.empty())
      page_.status += comma() + trn("{n} problem", "{n} problems", o_.verdict.problems.size());
  }

  // The form ---------------------------------------------------------------------------------------------------------
  void form_page() {
    page_.body = OrganisationPage::Body::Form;
    OrganisationAction review =
        action(OrganisationStep::Review, tr("Review changes"), OrganisationAction::Look::Primary);
    review.is_enabled = o_.unsaved > 0;
    page_.actions.push_back(std::move(review));
    page_.more = more();
    for (std::size_t i = 0; i < form::sections().size(); ++i) page_.sections.push_back(section_line(i));
    page_.has_section = o_.has_section;
    const form::Section& spec = form::sections()[o_.at.section];
    page_.section_title = translated(spec.title);
    page_.has_items = !spec.is_single;
    if (page_.has_items) items(spec);
    if (const form::Item* item = o_.working.find(o_.at.section, o_.at.item)) fill_form(*item);
  }

  ActionMenu more() const {
    ActionMenu made;
    made.label = tr("More");
    made.name = tr("Import, export and history");
    made.title = tr("Organisation");
    made.has_menu = true;
    made.is_open = o_.is_menu_open;
    made.intent = intent::DoOrganisation{o_.is_menu_open ? OrganisationStep::CloseMenus : OrganisationStep::ShowMenu};
    made.close = intent::DoOrganisation{OrganisationStep::CloseMenus};
    if (!made.is_open) return made;
    const auto entry = [&](const char* label, OrganisationStep step) {
      ActionChoice choice;
      choice.label = choice.accessible_name = label;
      choice.intent = intent::DoOrganisation{step};
      made.entries.push_back(std::move(choice));
    };
    entry(tr("Import a document"), OrganisationStep::ShowImport);
    entry(tr("Export as TOML"), OrganisationStep::ExportToml);
    entry(tr("Export as JSON"), OrganisationStep::ExportJson);
    entry(tr("History"), OrganisationStep::ShowHistory);
    return made;
  }

  OrganisationSection section_line(std::size_t section) const {
    const form::Section& spec = form::sections()[section];
    const auto& all = o_.working.sections[section];
    OrganisationSection line;
    line.place = section_place(section);
    line.title = translated(spec.title);
    line.is_chosen = section == o_.at.section;
    std::size_t count = 0;
    for (const form::Item& item : all) {
      count += item.is_removed ? 0 : 1;
      line.is_changed = line.is_changed || form::change_of(o_.loaded, section, item) != form::Change::None;
    }
    if (!spec.is_single) line.count = std::to_string(count);
    std::size_t problems = 0;
    for (const FormProblem& one : o_.verdict.problems) problems += one.place.section == section ? 1 : 0;
    line.has_problem = problems > 0;
    line.accessible_name = line.title + (line.count.empty() ? "" : comma() + line.count) +
                           (line.is_changed ? comma() + tr("changed") : std::string()) +
                           (problems == 0 ? "" : comma() + trn("{n} problem", "{n} problems", problems));
    return line;
  }

  void items(const form::Section& spec) {
    const std::size_t section = o_.at.section;
    page_.filter_name = tr("Find in {things}", {{"things", within(spec.title)}});
    page_.filter = o_.filter;
    page_.filter_revision = o_.field_revision;
    page_.add_label = tr("Add {thing}", {{"thing", translated(spec.one)}});
    page_.add_place = section_place(section);
    const std::string wanted = folded(o_.filter);
    for (const form::Item& item : o_.working.sections[section]) {
      OrganisationItem line;
      line.title = form::title_of(section, item);
      line.detail = detail_of(spec, item);
      const bool is_chosen = item.key == o_.at.item;
      if (!is_chosen && folded(line.title + " " + line.detail).find(wanted) == std::string::npos) continue;
      line.place = item_place(section, item.key);
      const form::Change change = form::change_of(o_.loaded, section, item);
      line.mark = tr(english_mark(change));
      line.is_chosen = is_chosen;
      line.is_removed = item.is_removed;
      line.has_problem = has_problem(item.key);
      line.accessible_name = line.title + (line.detail.empty() ? "" : comma() + line.detail) +
                             (line.mark.empty() ? "" : comma() + within(english_mark(change))) +
                             (line.has_problem ? comma() + tr("has a problem") : std::string());
      page_.items.push_back(std::move(line));
    }
    const bool is_empty = o_.working.sections[section].empty();
    if (page_.items.empty()) {
      page_.empty_title = is_empty ? tr("No {things} yet", {{"things", within(spec.title)}}) : tr("Nothing fits");
      page_.empty_text = is_empty ? translated(spec.help) : tr("Write less to find more.");
    }
    if (!is_empty) page_.choose_text = tr("Choose one to change it, or add one.");
  }
  /// The first single reference or choice of the item says most about it beside its name.
  std::string detail_of(const form::Section& spec, const form::Item& item) const {
    for (std::size_t i = 0; i < spec.fields.size(); ++i) {
      const form::Field& field = spec.fields[i];
      if (field.kind == Kind::One && field.is_required && !item.values[i].refs.empty()) {
        const form::Reference& one = item.values[i].refs.front();
        const std::size_t section = form::find_section(field.of);
        const form::Item* named = o_.working.find(section, one.key);
        return named == nullptr ? one.name : form::title_of(section, *named);
      }
      if (spec.name_field != spec.title_field && field.name == spec.name_field) return item.values[i].text;
      if (field.name == "presence") return translated(form::label_of(field, item.values[i].text));
    }
    return {};
  }
  bool has_problem(std::uint32_t item) const {
    return std::any_of(o_.verdict.problems.begin(), o_.verdict.problems.end(),
                       [&](const FormProblem& one) { return one.place.item == item; });
  }

  void fill_form(const form::Item& item) {
    const std::size_t section = o_.at.section;
    const form::Section& spec = form::sections()[section];
    OrganisationForm& made = page_.form;
    made.is_shown = true;
    made.place = item_place(section, item.key);
    made.title = form::title_of(section, item);
    const form::Change change = form::change_of(o_.loaded, section, item);
    made.is_enabled = !item.is_removed;
    made.can_copy = made.can_remove = !spec.is_single && !item.is_removed;
    made.can_restore = change == form::Change::Changed || change == form::Change::Removed;
    const auto named = [&](const char* what) { return tr(what, {{"name", made.title}}); };
    made.copy_name = named(mark("Duplicate {name}"));
    made.remove_name = named(mark("Remove {name}"));
    made.restore_name = named(item.is_removed ? mark("Keep {name}") : mark("Undo the changes of {name}"));
    made.status = change == form::Change::Removed ? tr("It is removed when you save.") : tr(english_mark(change));
    for (const FormProblem& one : o_.verdict.problems)
      if (one.place == made.place) made.problem = problem_text(one);
    if (!item.is_removed) made.lines = FormMaker(s_, section, item).make();
    made.revision = o_.field_revision;
    made.focus = o_.focus;
    made.focus_count = o_.focus_count;
    if (spec.kind == "agent" && !item.is_removed) password(item);
  }

  void password(const form::Item& item) {
    PasswordPanel& panel = page_.form.password;
    panel.is_shown = true;
    if (item.id.empty()) {
      panel.state = tr("A password can be set once the agent is saved.");
      return;
    }
    const auto known =
        std::find_if(o_.passwords.begin(), o_.passwords.end(), [&](const auto& one) { return one.first == item.id; });
    if (o_.are_passwords_known)
      panel.state = known != o_.passwords.end() && known->second ? tr("There is a password.")
                                                                 : tr("There is none yet, so they cannot sign in.");
    panel.is_open = o_.password_for == item.key;
    if (!panel.is_open) {
      panel.actions.push_back(action(OrganisationStep::AskPassword, tr("Set password")));
      return;
    }
    panel.value = o_.password;
    panel.revision = o_.password_revision;
    panel.problem = o_.password_failure;
    panel.hint = tr("At least 8 characters. It counts at once, and they are signed out everywhere.");
    OrganisationAction set =
        action(OrganisationStep::SetPassword, tr("Set this password"), OrganisationAction::Look::Primary);
    set.is_enabled = o_.password.size() >= 8;
    set.is_busy = o_.is_setting_password;
    panel.actions.push_back(std::move(set));
  }

  // Reports ----------------------------------------------------------------------------------------------------------
  void report(std::string title) {
    page_.body = OrganisationPage::Body::Report;
    page_.title = std::move(title);
    page_.has_back = true;
  }

  void review() {
    report(tr("Review changes"));
    page_.lines = problem_lines(o_.verdict.problems, o_.working);
    for (ReportLine& line : difference_lines(o_.verdict.differences)) page_.lines.push_back(std::move(line));
    const std::size_t problems = o_.verdict.problems.size();
    page_.is_problem = problems > 0 || o_.was_unreachable;
    if (o_.unsaved == 0)
      page_.report_text = tr("Nothing is changed.");
    else if (o_.was_unreachable)
      page_.report_text = tr("The relay cannot be reached, so this is not compared yet. Nothing is lost.");
    else if (!is_judged())
      page_.report_text = tr("Comparing with what is in force …");
    else if (problems > 0)
      page_.report_text = trn("{n} thing is to be put right first.", "{n} things are to be put right first.", problems);
    else if (o_.verdict.differences.empty())
      page_.report_text = tr("This changes nothing of what is in force.");
    else
      page_.report_text = tr("This is what changes, for everybody and at once.");
    if (o_.unsaved == 0) return;
    if (const std::string lost = FieldUses(s_).of_lost(); !lost.empty()) page_.report_text += " " + lost;
    OrganisationAction save = action(OrganisationStep::Save, tr("Save"), OrganisationAction::Look::Primary);
    save.is_enabled = is_judged() && problems == 0 && !o_.is_outdated && !o_.was_unreachable;
    save.is_busy = o_.is_saving;
    page_.report_actions.push_back(std::move(save));
    OrganisationAction drop = action(OrganisationStep::DropChanges, tr("Discard all changes"));
    drop.is_enabled = !o_.is_saving;
    page_.report_actions.push_back(std::move(drop));
  }

  void import() {
    report(tr("Import a document"));
    page_.has_import = true;
    page_.import_text = o_.import_text;
    page_.import_revision = o_.import_revision;
    page_.import_hint =
        o_.import_name.empty()
            ? tr("TOML or JSON, as the export has it. It is the whole of it: what it does not name is removed.")
            : tr("From {file}", {{"file", o_.import_name}});
    OrganisationAction choose = action(OrganisationStep::ChooseFile, tr("Choose a file"));
    choose.is_enabled = !o_.is_importing;
    page_.report_actions.push_back(std::move(choose));
    OrganisationAction compare =
        action(OrganisationStep::CheckImport, tr("Compare"), OrganisationAction::Look::Primary);
    compare.is_enabled = !o_.import_text.empty();
    compare.is_busy = o_.is_importing && !o_.import_verdict;
    if (!o_.import_verdict) page_.report_actions.push_back(std::move(compare));
    page_.report_text = import_words(o_);
    page_.is_problem = !o_.import_failure.empty();
    if (!o_.import_verdict) return;
    const FormVerdict& verdict = *o_.import_verdict;
    page_.lines = problem_lines(verdict.problems, form::Document{});
    for (ReportLine& line : difference_lines(verdict.differences)) page_.lines.push_back(std::move(line));
    if (!verdict.problems.empty()) {
      page_.is_problem = true;
      return;
    }
    if (verdict.differences.empty()) return;
    OrganisationAction apply =
        action(OrganisationStep::Import, tr("Put it in force"), OrganisationAction::Look::Primary);
    apply.is_busy = o_.is_importing;
    apply.is_enabled = o_.unsaved == 0;
    if (const std::string lost = FieldUses(s_).of_lost(verdict.lost_fields); !lost.empty())
      page_.report_text += " " + lost;
    page_.report_actions.push_back(std::move(apply));
  }

  void history() {
    report(tr("History"));
    page_.lines = history_lines(s_);
    page_.report_text = !o_.audit_failure.empty() ? o_.audit_failure
                        : o_.is_loading_audit     ? tr("Loading …")
                        : page_.lines.empty()     ? tr("Nothing has been changed yet.")
                                                  : tr("Every change, newest first.");
    page_.is_problem = !o_.audit_failure.empty();
    if (!o_.has_more_audit && o_.audit_failure.empty()) return;
    OrganisationAction more =
        action(OrganisationStep::MoreHistory, o_.audit_failure.empty() ? tr("Older changes") : tr("Try again"));
    more.is_busy = o_.is_loading_audit;
    page_.more_actions.push_back(std::move(more));
  }

  const State& s_;
  const OrganisationState& o_;
  OrganisationPage page_;
};

}  // namespace

OrganisationPage organisation_page(const State& state) {
  return state.area == Area::Organisation ? PageMaker(state).make() : OrganisationPage{};
}

}  // namespace smsdesk::screen
