// The database's tables, as numbered steps: a file of any earlier version is brought to this one at
// start.
//
// Invariant: a step that has been released is never edited; a change is a new step at the end.
#pragma once

#include <string>

#include "core/base/result.h"
#include "core/base/time.h"
#include "relay/store/sqlite.h"

namespace smsdesk::store {

/// Marks our files ("SMSD"), so that another program's database is refused before it is touched.
inline constexpr int kApplicationId = 0x534D5344;

/// What this build writes; PRAGMA user_version of the file.
int schema_version();
/// Every table and index of a version (0 = the newest) as one SQL text, for a floor that writes the same rows and for
/// tests of what an older file becomes.
std::string schema_sql(int version = 0);
/// Per connection: page size, WAL, synchronous=FULL and the bounds of cache and WAL.
std::string connection_sql(int wal_pages_max);

/// Refuses another program's file and one newer than us. Changes nothing.
Status check_ownership(Connection& connection, const std::string& path);
/// Brings a file that passed check_ownership to schema_version(), in one transaction. A new file
/// gets the epoch, which is 32 hex digits.
Status migrate(Connection& connection, const std::string& fresh_epoch, Instant now);

}  // namespace smsdesk::store
