// What smsdesk-relay does besides serving. Where it opens the database, no relay may run on it meanwhile, but for back_up().
// They print what a person reads and return the process's exit code.
#pragma once

#include <string>

#include "relay/host/config.h"

namespace smsdesk::relay {

/// Reads the password from standard input and ends the agent's sessions.
int set_password(const Config& config, const std::string& login);
/// The running configuration, as "toml" or "json", to standard output.
int export_organisation(const Config& config, const std::string& format);
/// Whether a start would begin; changes nothing, and a relay may be running.
int check(const Config& config);
/// Everything that is wrong with a file; opens no database.
int check_organisation_file(const std::string& file);
/// What the file would change.
int diff_organisation(const Config& config, const std::string& file);
/// Puts the file in the place of the running configuration.
int import_organisation(const Config& config, const std::string& file);

/// Copies the database to a file that is not there yet, and what files of messages are new to media beside it, also while a
/// relay serves from it.
int back_up(const Config& config, const std::string& file);

/// Tells standard error; 1.
int fail(const std::string& sentence);

}  // namespace smsdesk::relay
