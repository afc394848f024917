// The admin's page: loading, judging, saving, taking in and giving out, history, passwords (organisation.h).
//
// The relay judges while the admin writes: a short while after the last key, and never two questions at once. An answer
// about a working copy that has changed meanwhile is dropped; the next one is on its way.
#include "core/client/organisation.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/client/organisation_import.h"
#include "core/client/organisation_verdict.h"
#include "core/client/turn.h"
#include "core/words/words.h"

namespace smsdesk {
namespace {

using LoadState = OrganisationState::Load;
using AfterLoad = OrganisationState::AfterLoad;

constexpr DurationMs kCheckedAfter = 500;  // the last key
constexpr DurationMs kStoredAfter = 500;
constexpr DurationMs kAskedAgain = seconds(5);  // where the relay was away
constexpr unsigned kAgainDoublings = 4;         // at most 80 s
constexpr const char* kDraftKey = "organisation_draft";
constexpr const char* kAway = mark("The relay cannot be reached. Nothing is lost; try again in a moment.");
constexpr const char* kJson = "application/json";
constexpr std::size_t kAuditPage = 50;

std::string tag(const char* what) {
  return kOrganisationTag + std::string(what);
}

void ask(Turn& turn, const char* what, const char* method, std::string path, std::string body = {},
         std::string type = {}, const std::string& etag = {}) {
  turn.emit(effect::HttpRequest{tag(what), method, std::move(path), std::move(body), std::move(type),
                                etag.empty() ? std::string() : "\"" + etag + "\""});
}

void load(Turn& turn, AfterLoad after) {
  OrganisationState& o = turn.s.organisation;
  if (o.load == LoadState::Loading) return;
  o.after_load = after;
  if (o.load != LoadState::Ready) o.load = LoadState::Loading;
  o.failure.clear();
  ask(turn, "load", "GET", "/api/organisation?format=json");
}

/// What of the kept draft is this agent's and this log's: the text of its changes.
std::string_view changes_kept(const State& s) {
  const std::string& kept = s.organisation.kept;
  const std::string prefix = s.scope + "\n";
  return kept.compare(0, prefix.size(), prefix) == 0 ? std::string_view(kept).substr(prefix.size())
                                                     : std::string_view();
}

/// The item that is open, in another reading of the configuration.
std::uint32_t same_item(const form::Document& document, std::size_t section, const form::Item& open) {
  for (const form::Item& item : document.sections[section]) {
    if (open.id.empty() ? form::title_of(section, item) == form::title_of(section, open) : item.id == open.id)
      return item.key;
  }
  return 0;
}

void ask_hidden_uses(Turn& turn) {
  turn.s.organisation.uses_at.reset();
  ask(turn, "field_uses", "GET", "/api/customer_fields");
}

void adopt(Turn& turn, form::Document document, const std::string& etag) {
  State& s = turn.s;
  OrganisationState& o = s.organisation;
  std::string changes;
  if (o.after_load == AfterLoad::Fresh) changes = changes_kept(s);
  if (o.after_load == AfterLoad::KeepChanges) changes = form::write_changes(o.loaded, o.working);
  const form::Item* open = o.working.find(o.at.section, o.at.item);
  const form::Item before = open == nullptr ? form::Item{} : *open;
  o.loaded = document;
  o.working = std::move(document);
  const std::size_t lost = changes.empty() ? 0 : form::apply_changes(o.working, changes);
  if (lost > 0) {
    turn.notice(NoticeState::Tone::Problem,
                trn("{n} of your changes is gone: somebody has removed what it was about.",
                    "{n} of your changes are gone: somebody has removed what it was about.", lost));
  }
  o.at.item = open == nullptr ? 0 : same_item(o.working, o.at.section, before);
  if (o.at.section == FormPlace::kNone) o.at.section = 0;
  o.load = LoadState::Ready;
  o.etag = etag;
  o.is_outdated = false;
  o.picker = {};
  ++o.field_revision;
  note_edited(turn);
  o.check_at = turn.now;
}

void on_loaded(Turn& turn, const event::HttpAnswered& answer) {
  OrganisationState& o = turn.s.organisation;
  auto document =
      answer.status == 200 ? form::read_document(answer.body) : Result<form::Document>(Error{ErrorCode::Invalid, ""});
  std::string etag = answer.etag;
  etag.erase(std::remove(etag.begin(), etag.end(), '"'), etag.end());
  if (document) {
    // Later it is asked where something is about to go: each answer costs the relay a walk through everybody's templates.
    if (o.load != LoadState::Ready) ask_hidden_uses(turn);
    adopt(turn, std::move(document.value()), etag);
    return ask(turn, "agents", "GET", "/api/agents");
  }
  const std::string why =
      answer.status == 0 ? tr(kAway) : sentence_in(answer.body, tr("The configuration could not be read."));
  if (o.load == LoadState::Ready) return turn.notice(NoticeState::Tone::Problem, why);
  o.load = LoadState::Failed;
  o.failure = why;
}

void check(Turn& turn) {
  OrganisationState& o = turn.s.organisation;
  o.check_at.reset();
  o.is_checking = true;
  o.asked_revision = o.revision;
  ask(turn, "check", "POST", "/api/organisation/check", form::write_document(o.working, &o.asked_order), kJson);
}

void on_checked(Turn& turn, const event::HttpAnswered& answer) {
  OrganisationState& o = turn.s.organisation;
  if (!o.is_checking) return;  // asked by somebody who has signed out
  o.is_checking = false;
  auto document = json::Document::parse(answer.status == 200 ? answer.body : "null");
  o.was_unreachable = answer.status != 200 || !document;
  if (o.was_unreachable) {
    o.check_at = turn.now + kAskedAgain;
    return;
  }
  if (o.asked_revision != o.revision) return;
  o.checked_revision = o.revision;
  const json::View root = document->root();
  o.verdict = {read_problems(root.find("problems"), &o.working, o.asked_order),
               read_differences(root.find("differences")), std::string(root.text_or("etag", "")),
               read_names(root.find("lost_fields"))};
  if (!o.is_saving && o.verdict.etag != o.etag) note_configured(turn);
}

void save(Turn& turn) {
  OrganisationState& o = turn.s.organisation;
  if (o.is_saving || o.load != LoadState::Ready || o.unsaved == 0) return;
  o.is_saving = true;
  o.saving = o.working;
  o.asked_revision = o.revision;
  ask(turn, "save", "POST", "/api/organisation", form::write_document(o.working, &o.asked_order), kJson, o.etag);
}

/// "Ben and Zoe have no password yet: …"
std::string without_password(json::View logins) {
  std::string names;
  for (std::size_t i = 0; i < logins.size() && i < 5; ++i)
    names += (i == 0 ? std::string() : comma()) + std::string(logins.at(i).string());
  if (names.empty()) return {};
  if (logins.size() > 5) names = tr("{names} and others", {{"names", names}});
  return " " + tr("Set a password, so that they can sign in: {names}.", {{"names", names}});
}

void say_saved(Turn& turn, const std::string& body) {
  auto document = json::Document::parse(body);
  const std::string missing = document ? without_password(document->root().find("without_password")) : std::string();
  turn.notice(missing.empty() ? NoticeState::Tone::Success : NoticeState::Tone::Info,
              tr("Saved, and in force.") + missing);
}

void on_saved(Turn& turn, const event::HttpAnswered& answer) {
  OrganisationState& o = turn.s.organisation;
  if (!o.is_saving) return;
  o.is_saving = false;
  const form::Document saved = std::move(o.saving);
  o.saving = {};
  if (answer.status == 200) {
    say_saved(turn, answer.body);
    // What was written meanwhile stays.
    o.loaded = saved;
    o.page = OrganisationPageKind::Form;
    o.has_audit = false;
    return load(turn, AfterLoad::KeepChanges);
  }
  if (answer.status == 412 || answer.status == 409) {
    o.is_outdated = true;
    return turn.emit(effect::Announce{tr("Somebody else has changed the configuration meanwhile."), true});
  }
  auto document = json::Document::parse(answer.body);
  if (answer.status == 422 && document && document->root().find("problems").size() > 0) {
    if (o.asked_revision != o.revision) return;
    o.verdict.problems = read_problems(document->root().find("problems"), &o.working, o.asked_order);
    return;
  }
  turn.notice(
      NoticeState::Tone::Problem,
      answer.status == 0 ? tr(kAway) : sentence_in(answer.body, tr("It could not be saved. Try again in a moment.")));
}

// A document from outside --------------------------------------------------------------------------------------------

void ask_import(Turn& turn, bool is_check) {
  OrganisationState& o = turn.s.organisation;
  if (o.is_importing || o.import_text.empty() || (!is_check && (o.unsaved > 0 || !o.import_verdict))) return;
  const std::size_t first = o.import_text.find_first_not_of(" \t\r\n");
  const bool is_json = first != std::string::npos && o.import_text[first] == '{';
  o.is_importing = true;
  o.import_failure.clear();
  if (is_check) ask_hidden_uses(turn);
  ask(turn, is_check ? "import_check" : "import", "POST", is_check ? "/api/organisation/check" : "/api/organisation",
      o.import_text, is_json ? kJson : "application/toml", is_check ? std::string() : o.import_verdict->etag);
}

/// What came of it stands above lines that whoever hears the page has yet to find.
void say_import(Turn& turn) {
  const OrganisationState& o = turn.s.organisation;
  if (o.page != OrganisationPageKind::Import || turn.s.area != Area::Organisation) return;
  const bool is_bad = !o.import_failure.empty() || (o.import_verdict && !o.import_verdict->problems.empty());
  std::string sentence = import_words(o);
  if (!sentence.empty()) turn.emit(effect::Announce{std::move(sentence), is_bad});
}

void on_import_checked(Turn& turn, const event::HttpAnswered& answer) {
  OrganisationState& o = turn.s.organisation;
  o.is_importing = false;
  auto document = json::Document::parse(answer.body);
  if (answer.status != 200 || !document) {
    o.import_failure = answer.status == 0 ? tr(kAway) : sentence_in(answer.body, tr("It could not be read."));
    return say_import(turn);
  }
  const json::View root = document->root();
  o.import_verdict =
      FormVerdict{read_problems(root.find("problems"), nullptr, {}), read_differences(root.find("differences")),
                  std::string(root.text_or("etag", "")), read_names(root.find("lost_fields"))};
  say_import(turn);
}

void set_import(OrganisationState& o, std::string text) {
  o.import_text = std::move(text);
  o.import_verdict.reset();
  o.import_failure.clear();
}

void on_imported(Turn& turn, const event::HttpAnswered& answer) {
  OrganisationState& o = turn.s.organisation;
  o.is_importing = false;
  if (answer.status == 200) {
    set_import(o, {});
    o.import_name.clear();
    ++o.import_revision;
    o.page = OrganisationPageKind::Form;
    o.has_audit = false;
    say_saved(turn, answer.body);
    return load(turn, AfterLoad::DropChanges);
  }
  o.import_verdict.reset();
  auto document = json::Document::parse(answer.status == 422 ? answer.body : "null");
  if (document && document->root().find("problems").size() > 0) {
    o.import_verdict = FormVerdict{read_problems(document->root().find("problems"), nullptr, {}), {}, {}};
    return say_import(turn);
  }
  o.import_failure = answer.status == 0 ? tr(kAway)
                     : answer.status == 412 || answer.status == 409
                         ? tr("Somebody else has changed the configuration meanwhile. Compare it again.")
                         : sentence_in(answer.body, tr("It could not be taken in."));
  say_import(turn);
}

// History, passwords -------------------------------------------------------------------------------------------------

void ask_audit(Turn& turn) {
  OrganisationState& o = turn.s.organisation;
  if (o.is_loading_audit) return;
  o.is_loading_audit = true;
  o.audit_failure.clear();
  const std::string before = o.audit.empty() ? "" : "&before=" + std::to_string(o.audit.back().offset);
  ask(turn, "audit", "GET", "/api/audit?limit=" + std::to_string(kAuditPage) + before);
}

void on_audit(OrganisationState& o, const event::HttpAnswered& answer) {
  o.is_loading_audit = false;
  if (answer.status != 200) {
    o.audit_failure = answer.status == 0 ? tr(kAway) : sentence_in(answer.body, tr("The history could not be read."));
    return;
  }
  o.has_audit = true;
  o.has_more_audit = read_audit(answer.body, o.audit);
}

void on_agents(OrganisationState& o, const event::HttpAnswered& answer) {
  auto document = json::Document::parse(answer.body);
  if (answer.status != 200 || !document) return;  // the form then says nothing of passwords
  const json::View agents = document->root().find("agents");
  o.passwords.clear();
  o.are_passwords_known = true;
  for (std::size_t i = 0; i < agents.size(); ++i)
    o.passwords.emplace_back(std::to_string(agents.at(i).u64_or("id", 0)), agents.at(i).bool_or("has_password", false));
}

void on_field_uses(Turn& turn, const event::HttpAnswered& answer) {
  OrganisationState& o = turn.s.organisation;
  auto document = json::Document::parse(answer.body);
  if (answer.status != 200 || !document) {  // it says the last that it knew
    o.uses_at = turn.now + (kAskedAgain << std::min(o.uses_failures, kAgainDoublings)) + turn.jitter();
    ++o.uses_failures;
    return;
  }
  o.uses_at.reset();
  o.uses_failures = 0;
  const json::View fields = document->root().find("customer_fields");
  o.hidden_uses.clear();
  for (std::size_t i = 0; i < fields.size(); ++i)
    o.hidden_uses.emplace_back(fields.at(i).text_or("name", ""), fields.at(i).u64_or("own_templates", 0));
}

void forget_password(OrganisationState& o) {
  o.password.clear();
  o.password_failure.clear();
  o.password_for = 0;
  ++o.password_revision;
}

void ask_password(Turn& turn) {
  OrganisationState& o = turn.s.organisation;
  const form::Item* agent = o.working.find(form::find_section("agent"), o.password_for);
  if (agent == nullptr || agent->id.empty() || o.is_setting_password || o.password.empty()) return;
  o.is_setting_password = true;
  o.password_failure.clear();
  json::Writer writer;
  writer.begin_object().key("password").string(o.password).end_object();
  ask(turn, "password", "POST", "/api/agents/" + agent->id + "/password", writer.take(), kJson);
}

void on_password(Turn& turn, const event::HttpAnswered& answer) {
  OrganisationState& o = turn.s.organisation;
  o.is_setting_password = false;
  if (answer.status != 204) {
    o.password_failure =
        answer.status == 0 ? tr(kAway) : sentence_in(answer.body, tr("The password could not be set."));
    return;
  }
  const std::size_t section = form::find_section("agent");
  if (const form::Item* agent = o.working.find(section, o.password_for)) {
    turn.notice(NoticeState::Tone::Success, tr("The password of {agent} is set. They are signed out everywhere.",
                                               {{"agent", form::title_of(section, *agent)}}));
  }
  forget_password(o);
  o.has_audit = false;
  ask(turn, "agents", "GET", "/api/agents");
}

void show_page(OrganisationState& o, OrganisationPageKind page) {
  o.page = page;
  o.is_menu_open = false;
  o.picker = {};
}

}  // namespace

std::string import_words(const OrganisationState& o) {
  if (!o.import_verdict) return o.import_failure;
  const std::size_t problems = o.import_verdict->problems.size();
  if (problems > 0) return trn("{n} thing is wrong with it.", "{n} things are wrong with it.", problems);
  if (o.import_verdict->differences.empty()) return tr("It says what is in force already.");
  return o.unsaved > 0 ? tr("You have unsaved changes. Save or discard them before you import.")
                       : tr("This is what changes, for everybody and at once.");
}

void enter_organisation(Turn& turn) {
  OrganisationState& o = turn.s.organisation;
  if (o.load == LoadState::None || o.load == LoadState::Failed) return load(turn, AfterLoad::Fresh);
  if (o.is_outdated && o.unsaved == 0) load(turn, AfterLoad::KeepChanges);
}

void note_configured(Turn& turn) {
  OrganisationState& o = turn.s.organisation;
  if (o.load != LoadState::Ready || o.is_saving || o.is_importing) return;
  o.is_outdated = true;
  o.has_audit = false;
  // What is typed until the answer comes stays.
  if (o.unsaved == 0 && turn.s.area == Area::Organisation) load(turn, AfterLoad::KeepChanges);
}

void note_edited(Turn& turn) {
  OrganisationState& o = turn.s.organisation;
  ++o.revision;
  o.unsaved = form::count_changes(o.loaded, o.working);
  o.store_at = turn.now + kStoredAfter;
  o.check_at = turn.now + kCheckedAfter;
  if (o.unsaved > 0) return;
  // Nothing differs: nothing can be wrong with it.
  o.check_at.reset();
  o.verdict = {};
  o.checked_revision = o.revision;
}

void tend_organisation(Turn& turn, bool all) {
  State& s = turn.s;
  OrganisationState& o = s.organisation;
  if (o.load != LoadState::Ready) return;
  if (o.store_at && (all || *o.store_at <= turn.now)) {
    o.store_at.reset();
    const std::string changes = o.unsaved == 0 ? std::string() : form::write_changes(o.loaded, o.working);
    const std::string kept =
        changes.empty() || changes.size() > kOrganisationDraftBytesMax ? std::string() : s.scope + "\n" + changes;
    if (kept != o.kept) {
      o.kept = kept;
      if (kept.empty())
        turn.emit(effect::DeleteStorage{"settings", kDraftKey});
      else
        turn.emit(effect::PutStorage{"settings", kDraftKey, kept});
    }
  }
  if (o.uses_at && *o.uses_at <= turn.now && s.area == Area::Organisation) ask_hidden_uses(turn);
  if (o.check_at && *o.check_at <= turn.now && !o.is_checking) {
    if (o.unsaved > 0)
      check(turn);
    else
      o.check_at.reset();
  }
}

std::optional<Instant> next_organisation_wake(const State& s) {
  const OrganisationState& o = s.organisation;
  std::optional<Instant> next = o.store_at;
  if (o.check_at && !o.is_checking && (!next || *o.check_at < *next)) next = o.check_at;
  if (o.uses_at && s.area == Area::Organisation && (!next || *o.uses_at < *next)) next = o.uses_at;
  return o.load == LoadState::Ready ? next : std::nullopt;
}

void load_organisation_draft(State& s, const event::StorageLoaded& settings) {
  for (const auto& [key, value] : settings.content)
    if (key == kDraftKey) s.organisation.kept = value;
}

std::size_t unsaved_changes(const State& s) {
  const OrganisationState& o = s.organisation;
  return o.load == LoadState::Ready ? o.unsaved : form::count_changes_in(changes_kept(s));
}

void on_organisation_http(Turn& turn, const event::HttpAnswered& answer) {
  OrganisationState& o = turn.s.organisation;
  if (turn.s.session != SessionPhase::SignedIn) return;
  const std::string what = answer.tag.substr(std::string_view(kOrganisationTag).size());
  if (what == "load") return on_loaded(turn, answer);
  if (what == "check") return on_checked(turn, answer);
  if (what == "save") return on_saved(turn, answer);
  if (what == "import_check") return on_import_checked(turn, answer);
  if (what == "import") return on_imported(turn, answer);
  if (what == "audit") return on_audit(o, answer);
  if (what == "agents") return on_agents(o, answer);
  if (what == "field_uses") return on_field_uses(turn, answer);
  if (what == "password") return on_password(turn, answer);
  const bool is_toml = what == "toml";
  if (answer.status != 200) {
    return turn.notice(NoticeState::Tone::Problem,
                       answer.status == 0 ? tr(kAway) : sentence_in(answer.body, tr("It could not be exported.")));
  }
  turn.emit(effect::SaveFile{is_toml ? "organisation.toml" : "organisation.json", is_toml ? "application/toml" : kJson,
                             answer.body});
}

void on_file_chosen(Turn& turn, const event::FileChosen& chosen) {
  OrganisationState& o = turn.s.organisation;
  if (o.page != OrganisationPageKind::Import) return;
  const bool is_too_long = chosen.content.size() > kImportBytesMax;
  set_import(o, is_too_long || !chosen.failure.empty() ? std::string() : chosen.content);
  o.import_name = chosen.name;
  ++o.import_revision;
  o.import_failure = is_too_long ? tr("The file is larger than 8 MB.") : translated(chosen.failure);
  if (!o.import_failure.empty()) say_import(turn);
  ask_import(turn, true);
}

void on_organisation_intent(Turn& turn, const intent::DoOrganisation& i) {
  OrganisationState& o = turn.s.organisation;
  switch (i.step) {
    case OrganisationStep::Load:
      return load(turn, o.load == LoadState::Ready ? AfterLoad::KeepChanges : AfterLoad::Fresh);
    case OrganisationStep::Filter:
      o.filter = std::string(utf8::prefix(i.text, 200));
      return;
    case OrganisationStep::ShowMenu:
      o.is_menu_open = true;
      return;
    case OrganisationStep::CloseMenus:
      o.is_menu_open = false;
      o.picker = {};
      return;
    case OrganisationStep::ShowForm:
      return show_page(o, OrganisationPageKind::Form);
    case OrganisationStep::Review:
      show_page(o, OrganisationPageKind::Review);
      if (o.unsaved == 0) return;
      o.check_at = turn.now;
      return ask_hidden_uses(turn);
    case OrganisationStep::Save:
      return save(turn);
    case OrganisationStep::DropChanges:
      o.working = o.loaded;
      o.at.item = o.working.find(o.at.section, o.at.item) == nullptr ? 0 : o.at.item;
      ++o.field_revision;
      note_edited(turn);
      return show_page(o, OrganisationPageKind::Form);
    case OrganisationStep::TakeTheirs:
      return load(turn, AfterLoad::DropChanges);
    case OrganisationStep::KeepChanges:
      return load(turn, AfterLoad::KeepChanges);
    case OrganisationStep::ShowImport:
      return show_page(o, OrganisationPageKind::Import);
    case OrganisationStep::ChooseFile:
      return turn.emit(effect::ChooseFile{".toml,.json"});
    case OrganisationStep::EditImport:
      return set_import(o, i.text.substr(0, kImportBytesMax));
    case OrganisationStep::CheckImport:
      return ask_import(turn, true);
    case OrganisationStep::Import:
      return ask_import(turn, false);
    case OrganisationStep::ExportToml:
      o.is_menu_open = false;
      return ask(turn, "toml", "GET", "/api/organisation?format=toml");
    case OrganisationStep::ExportJson:
      o.is_menu_open = false;
      return ask(turn, "json", "GET", "/api/organisation?format=json");
    case OrganisationStep::ShowHistory:
      show_page(o, OrganisationPageKind::History);
      if (o.has_audit) return;
      o.audit.clear();
      return ask_audit(turn);
    case OrganisationStep::MoreHistory:
      return ask_audit(turn);
    case OrganisationStep::AskPassword:
      forget_password(o);
      o.password_for = o.at.item;
      return;
    case OrganisationStep::EditPassword:
      o.password = std::string(utf8::prefix(i.text, 4 * kPasswordCharsMax));
      return;
    case OrganisationStep::SetPassword:
      return ask_password(turn);
  }
}

void on_organisation_intent(Turn& turn, const intent::ShowOrganisation& i) {
  OrganisationState& o = turn.s.organisation;
  if (o.password_for != i.place.item) forget_password(o);
  if (o.at.section != i.place.section) o.filter.clear();
  const bool has_section = i.place.section < form::sections().size();
  o.at = {};
  o.at.section = has_section ? i.place.section : std::uint8_t{0};
  o.has_section = has_section;
  o.at.item = i.place.item;
  const auto& spec = form::sections()[o.at.section];
  const bool is_loaded = o.at.section < o.working.sections.size();
  if (spec.is_single && is_loaded && !o.working.sections[o.at.section].empty())
    o.at.item = o.working.sections[o.at.section].front().key;
  show_page(o, OrganisationPageKind::Form);
  if (i.place.field == FormPlace::kNone) return;
  o.focus = i.place;
  ++o.focus_count;
}

void on_organisation_intent(Turn& turn, const intent::OpenPicker& i) {
  turn.s.organisation.picker = i.place;
  turn.s.menu_form.filter.clear();
  ++turn.s.menu_form.revision;
}

}  // namespace smsdesk
