#include "relay/host/commands.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "relay/host/accounts.h"
#include "relay/host/backups.h"
#include "relay/host/directory.h"
#include "relay/host/opening.h"
#include "relay/host/sign_in.h"
#include "relay/host/start_check.h"
#include "relay/host/writer.h"
#include "relay/media/file_copies.h"
#include "relay/organisation/document_text.h"
#include "relay/store/sqlite_store.h"

namespace smsdesk::relay {
namespace {

struct Compared {
  Opened opened;
  OrganisationFile file;
  std::vector<Difference> changes;
};

Result<Compared> compare(const Config& config, const std::string& file) {
  auto opened = open_database(config, wall_clock());
  if (!opened) return opened.error();
  const Organisation known = organisation_of(opened->workspace);
  auto read = read_organisation_file(file, {&known, opened->workspace.last_id});
  if (!read) return read.error();
  std::vector<Difference> changes = differences(make_document(known), make_document(read->organisation));
  return Compared{std::move(*opened), std::move(*read), std::move(changes)};
}

}  // namespace

int fail(const std::string& sentence) {
  std::cerr << "smsdesk-relay: " << sentence << "\n";
  return 1;
}

int set_password(const Config& config, const std::string& login) {
  auto opened = open_database(config, wall_clock());
  if (!opened) return fail(opened.error().sentence);
  Directory directory;
  directory.set(organisation_of(opened->workspace).agents);
  const AgentConfigured* agent = directory.find_login(login);
  if (agent == nullptr) return fail("there is no agent with the login " + login + ".");
  std::string password;
  std::cerr << "New password for " << login << " (read from standard input): ";
  if (!std::getline(std::cin, password) || password.size() < kPasswordBytesMin || password.size() > kPasswordBytesMax) {
    return fail("a password needs " + std::to_string(kPasswordBytesMin) + " to " + std::to_string(kPasswordBytesMax) +
                " bytes.");
  }
  store::Batch batch;
  batch.at = wall_clock();
  if (Status put = append_password(opened->workspace, agent->agent, password, batch.at, batch); !put) {
    return fail(put.error().sentence);
  }
  if (Status kept = keep(*opened->store, batch); !kept) return fail(kept.error().sentence);
  std::cerr << "The password of " << login << " is set.\n";
  return 0;
}

int export_organisation(const Config& config, const std::string& format) {
  auto opened = open_database(config, wall_clock());
  if (!opened) return fail(opened.error().sentence);
  const Document document = make_document(organisation_of(opened->workspace));
  std::cout << (format == "json" ? to_json(document) + "\n" : to_toml(document));
  return std::cout.good() ? 0 : 1;
}

int check(const Config& config) {
  if (Status good = check_start(config); !good) return fail(good.error().sentence);
  std::cout << "The configuration is in order.";
  if (std::error_code error; !std::filesystem::exists(config.data_dir, error))
    std::cout << " The folder " << config.data_dir << " is not there yet: the first start makes it.";
  std::cout << "\n";
  return 0;
}

int check_organisation_file(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return fail("The file " + file + " cannot be read. Check the path and its rights.");
  const OrganisationRead read = read_organisation_toml(std::string(std::istreambuf_iterator<char>(stream), {}));
  for (const TomlProblem& problem : read.problems) std::cerr << problem.sentence(file) << "\n";
  if (read.problems.empty()) std::cout << file << " is in order.\n";
  return read.problems.empty() ? 0 : 1;
}

int diff_organisation(const Config& config, const std::string& file) {
  const auto compared = compare(config, file);
  if (!compared) return fail(compared.error().sentence);
  std::cout << (compared->changes.empty() ? "There is no difference.\n" : to_text(compared->changes));
  return 0;
}

int import_organisation(const Config& config, const std::string& file) {
  auto compared = compare(config, file);
  if (!compared) return fail(compared.error().sentence);
  Opened& opened = compared->opened;
  if (Status taken = take_in(*opened.store, opened.workspace, compared->file, wall_clock()); !taken) {
    return fail(taken.error().sentence);
  }
  if (file == config.organisation_file) {
    if (Status noted = note_taken_in(*opened.store, file); !noted) return fail(noted.error().sentence);
  }
  std::cout << to_text(compared->changes) << file << " is taken in.\n";
  return 0;
}

int back_up(const Config& config, const std::string& file) {
  const std::string database = database_file(config);
  const std::string media = media_beside(std::filesystem::path(file).parent_path().string());
  const auto goes_on = [] { return true; };
  // Before the database and after it: a relay may be removing files meanwhile. What that database names was on disk by then, so
  // the second round finds it; unless it was removed in between, and then it was no new file, and the first round has it.
  auto copied = media::copy_files(media_folder(config), media, goes_on);
  if (!copied) return fail(copied.error().sentence);
  if (Status made = store::back_up_sqlite(database, file, goes_on); !made) return fail(made.error().sentence);
  const Status there = check_media_folder(media_folder(config), file);
  auto last = there ? media::copy_files(media_folder(config), media, goes_on) : Result<media::Copied>(there.error());
  if (!last) return fail("the database is copied to " + file + ", and not all files are: " + last.error().sentence);
  std::error_code error;
  const auto bytes = std::filesystem::file_size(file, error);
  if (error) return fail("the backup " + file + " was written and cannot be read again: " + error.message() + ".");
  std::cout << file << " is a complete copy of " << database << ", " << (bytes + 1023) / 1024
            << " KiB. It holds messages and password hashes: keep it as safe as the database.\n";
  if (const std::uint64_t files = copied->files + last->files; files != 0) {
    std::cout << "Files of messages that were not there yet: " << files << ", copied to " << media << ".\n";
  }
  return 0;
}

}  // namespace smsdesk::relay
