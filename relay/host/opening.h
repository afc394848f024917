// The database and the organisation in it, before the relay serves: who is master of the configuration is decided here.
//
// The organisation's file seeds an empty database. From then on the running configuration, in the log, is the master: admins
// change it live, and a file is taken in when somebody says so (`organisation import`, POST /api/organisation). A file that
// was edited meanwhile is told about, and changes nothing by itself.
#pragma once

#include <memory>
#include <string>

#include "core/workspace/workspace.h"
#include "relay/host/config.h"
#include "relay/organisation/read_organisation.h"
#include "relay/store/store.h"

namespace smsdesk::relay {

struct Opened {
  std::unique_ptr<store::Store> store;
  Workspace workspace;
  std::size_t old_opt_outs = 0;  ///< that were found in the archive, at the first start that looks for them
  std::string notice{};          ///< for the log: the file differs from what runs; empty = it does not
};

/// The database's file; it may not be there yet.
std::string database_file(const Config& config);
/// The folder of the files of messages; likewise.
std::string media_folder(const Config& config);

/// Error: data_dir is not there and cannot be made, or cannot be written to. Nothing is changed.
Status check_data_folder(const Config& config);

/// Errors: the database cannot be opened; it is empty and the organisation's file is missing or wrong.
Result<Opened> open_database(const Config& config, Instant now);

/// Puts the document in the place of the running configuration, while no relay runs: log, archive, initial passwords.
Status take_in(store::Store& store, Workspace& workspace, const OrganisationFile& file, Instant now);
/// Writes it behind the head; nobody else may have written meanwhile.
Status keep(store::Store& store, const store::Batch& batch);
/// The organisation that an empty database begins with.
Result<OrganisationFile> read_first_organisation(const Config& config);
/// Whether the library of templates, where there is one, could be taken in beside that organisation; the error says what is
/// wrong.
Status check_templates_file(const Config& config, const Organisation& organisation, Instant now);
/// That library into an empty database: the templates of the organisation and its teams.
Status take_in_templates(store::Store& store, Workspace& workspace, const Config& config, Instant now);
/// The file's content is what runs: it is not told about again until it changes.
Status note_taken_in(store::Store& store, const std::string& file);

}  // namespace smsdesk::relay
