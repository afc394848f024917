// A consistent copy of a live database into a new file.
#pragma once

#include <string>

#include "relay/store/sqlite.h"
#include "relay/store/store.h"

namespace smsdesk::store {

/// Copies within one read transaction, so that the copy is one moment whatever is written meanwhile, and in steps of
/// kBackupStepPages, between which `go_on` is asked. It goes into `path`.part; `path` itself appears complete and synced.
Status copy_database(Connection& from, const std::string& path, const BackupGoesOn& go_on);
/// Pages of 4 KiB.
inline constexpr int kBackupStepPages = 1024;

}  // namespace smsdesk::store
