// What an agent looks for among closed conversations, as the archive is asked for it: the names of queues and agents are the
// workspace's, and so is what one may read. Pure, but for what is read from the store's tables.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/protocol/frame.h"
#include "core/workspace/workspace.h"
#include "relay/store/store.h"

namespace smsdesk::relay {

/// Words beyond store::kClosedWordsMax are left out. A word of a number's digits and punctuation only ("(415)",
/// "555-0199") is looked for among numbers by its digits, and as it is written everywhere else ("24/7").
/// By whole numbers only, where they are masked.
store::NumberMatch number_match(const Workspace& workspace, const Agent& reader);
store::ClosedQuery closed_query(const Workspace& workspace, const Agent& reader, const FindRequest& request);
/// Who works with masked numbers is told nothing by them; what the organisation has choices for says nothing of anybody.
DuplicateRules duplicate_rules(const Workspace& workspace, const Agent& reader);
/// By the rules of core/conversation/duplicates.h, from the store's tables.
Result<std::vector<LikelyDuplicate>> find_duplicates(store::Reader& reader, const Contact& contact,
                                                     const DuplicateRules& rules);
/// But for the timeline of MessagesRequest::conversation, which is not looked up here.
store::MessageQuery message_query(const Workspace& workspace, const Agent& reader, const MessagesRequest& request);
/// The part of an answer that tells customers' numbers, as this agent may know them. A conversation whose number was shown to
/// them is shown with it while it is open.
void mask_for(const Workspace& workspace, const Agent& reader, RelayFrame& answer);
/// As a list tells of it; `ended_at` is 0 where it goes on.
FoundConversation found_conversation(const store::ArchivedConversation& one);
FoundFrame found_frame(const SendKey& key, const store::ClosedPage& page);

/// The words by which contacts are looked for, as store::Reader::find_contacts takes them.
std::vector<std::string> contact_query(const std::string& words);

/// By which conversations an agent knows contacts.
struct ReadableContacts {
  store::ClosedQuery closed;                    ///< without words
  std::map<ContactId, FoundConversation> open;  ///< the newest that goes on with each, where they may read it
};
ReadableContacts readable_contacts(const Workspace& workspace, const Agent& reader);
/// So many contacts that fit the words are looked at, by name, for those of whom the reader may read something.
inline constexpr std::size_t kContactsLookedMax = 200;
/// `readable` not set: all that fit, and no conversations.
Result<ContactsFrame> find_contacts(store::Reader& reader, const SendKey& key, const std::vector<std::string>& words,
                                    store::NumberMatch numbers, const std::optional<ReadableContacts>& readable);

}  // namespace smsdesk::relay
