// Full-text search in messages and notes by SQLite: FTS5 tables in a file of their own beside the database, NAME.search; one
// for messages and internal notes, one for notes of wrap-ups, whose results are merged.
//
// Why a file of its own: SQLite has one writer for a file, and the acknowledgement of a message must not wait for an index.
// Why this is safe: the index holds no fact. It has its place (the last of each table taken in, with a print of it) in the same
// transaction as its words; where that message is not the archive's (a backup was put back), or the file is damaged or of
// another version, it is made anew. Texts that are changed or erased are listed by triggers of the database and leave the
// index at the next step. A backup needs no index.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "relay/store/message_query.h"
#include "relay/store/sqlite.h"

namespace smsdesk::store {

/// "…/smsdesk.db.search"
std::string search_file(const std::string& database);

/// Opens or makes the index of a database that is open already. The file is its owner's only.
Result<std::unique_ptr<SearchFiller>> open_search_filler(const std::string& database);

/// Looks in the index, where there is one, and at everything that is not in it yet.
class MessageSearch {
 public:
  explicit MessageSearch(std::string database) : database_(std::move(database)) {}
  /// `connection` is one of the database.
  Result<MatchedPage> find(Connection& connection, const MessageQuery& query, std::size_t limit);

 private:
  /// The connection sees the index that stands beside the database now; it may have come into being or been made anew.
  bool attach(Connection& connection);

  std::string database_;
  std::uint64_t attached_ = 0;  ///< the index's file (its inode); 0 = none
};

}  // namespace smsdesk::store
