#include "relay/host/opening.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/workspace/template_document.h"
#include "relay/host/accounts.h"
#include "relay/host/folder_check.h"
#include "relay/host/sign_in.h"
#include "relay/organisation/document_text.h"
#include "relay/organisation/zones.h"
#include "relay/service/old_opt_outs.h"
#include "relay/service/rows.h"
#include "relay/service/service.h"
#include "relay/store/sqlite_store.h"

namespace smsdesk::relay {
namespace {

constexpr const char* kFileFact = "organisation_file";
constexpr const char* kOptOutsFact = "old_opt_outs_read";

/// Empty where it cannot be read.
std::string print_of(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return {};
  return hash_token(std::string(std::istreambuf_iterator<char>(stream), {}));
}

/// Once: how many there were.
Result<std::size_t> take_old_opt_outs(store::Store& store, Workspace& workspace, Instant now) {
  const auto is_done = store.find_fact(kOptOutsFact);
  if (!is_done) return is_done.error();
  if (*is_done == "1") return std::size_t{0};
  const auto found = find_old_opt_outs(store);
  if (!found) return found.error();
  if (!found->empty()) {
    store::Batch batch;
    batch.at = now;
    append_old_opt_outs(*found, workspace, now, batch);
    if (Status kept = keep(store, batch); !kept) return kept.error();
  }
  // Behind it: where this cannot be written, the next start finds the records and has nothing to add.
  if (Status noted = store.put_fact(kOptOutsFact, "1"); !noted) return noted.error();
  return found->size();
}

Error unusable(const std::string& folder, const std::string& reason) {
  return {ErrorCode::Unavailable, "The folder " + folder + " cannot be made or written to: " + reason + "."};
}

bool is_empty(const Workspace& workspace) {
  return workspace.agents.empty() && workspace.queues.empty() && workspace.numbers.empty();
}

/// The entries that take in the library of templates; none where there is none.
Result<std::vector<LogEntry>> templates_in(const Config& config, const Workspace& workspace, Instant now) {
  const std::string& file = config.templates_file;
  if (file.empty()) return std::vector<LogEntry>();
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return unreadable(config, "templates", config.templates_line, file);
  auto templates = read_template_document(workspace, {}, std::string(std::istreambuf_iterator<char>(stream), {}));
  if (!templates) return Error{templates.error().code, file + ": " + templates.error().sentence};
  for (Template& one : *templates) one.files.clear();  // a new database has none of them
  std::erase_if(*templates, [](const Template& one) { return one.is_empty(); });
  if (templates->empty()) return std::vector<LogEntry>();
  Decision decision = decide(workspace, TemplatesGiven{std::move(*templates), {}}, now);
  if (decision.refusal) return Error{ErrorCode::Invalid, file + ": " + decision.refusal->sentence};
  return std::move(decision.entries);
}

/// What to say of a file that is not what runs.
Result<std::string> look_at_file(store::Store& store, const Workspace& workspace, const std::string& file) {
  const std::string print = print_of(file);
  if (print.empty()) return std::string();
  const auto known_print = store.find_fact(kFileFact);
  if (!known_print) return known_print.error();
  if (*known_print == print) return std::string();
  const Organisation known = organisation_of(workspace);
  const auto read = read_organisation_file(file, {&known, workspace.last_id});
  if (!read) return read.error().sentence + " The running configuration is kept.";
  const auto changes = differences(make_document(known), make_document(read->organisation));
  if (changes.empty()) {
    if (Status noted = store.put_fact(kFileFact, print); !noted) return noted.error();
    return std::string();
  }
  return file + " would change " + std::to_string(changes.size()) +
         " settings. The running configuration is kept. `smsdesk-relay organisation diff` shows them, "
         "`smsdesk-relay organisation import` takes them in.";
}

}  // namespace

Status take_in(store::Store& store, Workspace& workspace, const OrganisationFile& file, Instant now) {
  Organisation organisation = file.organisation;
  for (Schedule& schedule : organisation.schedules) {
    auto offsets = zone_offsets(schedule.zone, now);
    if (!offsets) return offsets.error();
    schedule.offsets = std::move(*offsets);
  }
  store::Batch batch;
  batch.at = now;
  fold_into_batch(workspace, decide(workspace, organisation, now).entries, batch);
  if (Status put = append_initial_passwords(store, workspace, file.accounts, now, batch); !put) return put;
  return keep(store, batch);
}

Status keep(store::Store& store, const store::Batch& batch) {
  const auto outcome = store.append(store.head(), batch);
  if (!outcome) return outcome.error();
  if (*outcome == store::AppendOutcome::Conflict) {
    return Error{ErrorCode::Conflict, "The database was changed by another process. Try again."};
  }
  return Done{};
}

Result<OrganisationFile> read_first_organisation(const Config& config) {
  const std::string& file = config.organisation_file;
  if (!std::ifstream(file)) return unreadable(config, "organisation", config.organisation_line, file);
  return read_organisation_file(file);
}

Status check_templates_file(const Config& config, const Organisation& organisation, Instant now) {
  Workspace trial;
  for (const LogEntry& entry : decide(trial, organisation, now).entries) {
    if (Status folded = apply(trial, entry); !folded) return folded.error();
  }
  const auto given = templates_in(config, trial, now);
  return given ? Status(Done{}) : Status(given.error());
}

Status take_in_templates(store::Store& store, Workspace& workspace, const Config& config, Instant now) {
  const auto entries = templates_in(config, workspace, now);
  if (!entries) return entries.error();
  if (entries->empty()) return Done{};
  store::Batch batch;
  batch.at = now;
  fold_into_batch(workspace, *entries, batch);
  return keep(store, batch);
}

Status note_taken_in(store::Store& store, const std::string& file) {
  return store.put_fact(kFileFact, print_of(file));
}

std::string database_file(const Config& config) {
  return config.data_dir + "/smsdesk.db";
}

std::string media_folder(const Config& config) {
  return config.data_dir + "/media";
}

Status check_data_folder(const Config& config) {
  const std::string trouble = trouble_with_folder(config.data_dir);
  return trouble.empty() ? Status(Done{}) : Status(unusable(config.data_dir, trouble));
}

Result<Opened> open_database(const Config& config, Instant now) {
  if (Status usable = check_data_folder(config); !usable) return usable.error();
  std::error_code error;
  std::filesystem::create_directories(config.data_dir, error);
  if (error) return unusable(config.data_dir, error.message());
  store::SqliteOptions options;
  options.path = database_file(config);
  options.now = now;
  options.fresh_epoch = new_token().substr(0, 32);
  auto store = store::open_sqlite_store(options);
  if (!store) return store.error();
  auto workspace = Service::load(**store);
  if (!workspace) return workspace.error();
  Opened opened{std::move(*store), std::move(*workspace)};
  auto opt_outs = take_old_opt_outs(*opened.store, opened.workspace, now);
  if (!opt_outs) return opt_outs.error();
  opened.old_opt_outs = *opt_outs;
  const std::string& file = config.organisation_file;
  if (!is_empty(opened.workspace)) {
    auto notice = look_at_file(*opened.store, opened.workspace, file);
    if (!notice) return notice.error();
    opened.notice = std::move(*notice);
    return opened;
  }
  const auto seed = read_first_organisation(config);
  if (!seed) return seed.error();
  // Before anything is written: a database that holds half of it would not begin again.
  if (Status good = check_templates_file(config, seed->organisation, now); !good) return good.error();
  if (Status taken = take_in(*opened.store, opened.workspace, *seed, now); !taken) return taken.error();
  if (Status taken = take_in_templates(*opened.store, opened.workspace, config, now); !taken) return taken.error();
  if (Status noted = note_taken_in(*opened.store, file); !noted) return noted.error();
  return opened;
}

}  // namespace smsdesk::relay
