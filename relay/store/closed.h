// Looking for closed conversations: one question, asked of SQLite and of the store in memory. For relay/store only.
#pragma once

#include "relay/store/sqlite.h"
#include "relay/store/store.h"

namespace smsdesk::store {

Result<ClosedPage> find_closed(Connection& connection, const ClosedQuery& query, std::size_t limit);
/// Whether the query asks for that conversation; `segments`: all of its own; `contact_words`: those of its customer's contact.
bool is_asked_for(const ClosedQuery& query, const ArchivedConversation& conversation,
                  const std::vector<ArchivedSegment>& segments, const std::string& contact_words);

/// A word that is all of a number, with its "+" or without.
bool is_whole_number(const std::string& number, const std::string& word);
/// A contact's words without its numbers.
std::string before_numbers(const std::string& contact_words);

}  // namespace smsdesk::store
