// A consistent copy of a live database into a new file.
#pragma once

#include <string>

#include "relay/store/sqlite.h"

namespace smsdesk::store {

/// Copies within one read transaction, into `path`.part first; `path` itself appears complete and
/// synced. An existing `path` is replaced.
Status copy_database(Connection& from, const std::string& path);

}  // namespace smsdesk::store
