#include "relay/service/finding.h"

#include <algorithm>

#include "core/conversation/masked_address.h"
#include "core/template/fold.h"
#include "core/workspace/enum_words.h"
#include "core/workspace/masking.h"
#include "core/workspace/visibility.h"
#include "core/workspace/workspace_json.h"
#include "relay/service/readable_timeline.h"

namespace smsdesk::relay {
namespace {

/// Of a number as people write it the digits, which are what the archive has of numbers; any other word as it is.
std::string plain_number(const std::string& word) {
  if (word.find_first_not_of("+-./()0123456789") != std::string::npos) return word;
  std::string digits;
  for (const char c : word)
    if (c >= '0' && c <= '9') digits += c;
  return digits;
}

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  std::size_t at = 0;
  while (words.size() < store::kClosedWordsMax) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n", at);
    if (begin == std::string::npos) break;
    at = std::min(text.find_first_of(" \t\r\n", begin), text.size());
    std::string word = text.substr(begin, at - begin);
    if (!plain_number(word).empty()) words.push_back(std::move(word));
  }
  return words;
}

/// All that the reader may read.
store::ClosedQuery all_closed(const Workspace& workspace, const Agent& reader) {
  store::ClosedQuery query;
  query.reader = reader.id;
  query.sees_everything = reader.sees_everything();
  query.numbers = number_match(workspace, reader);
  for (const auto& [id, queue] : workspace.queues)
    if (workspace.is_member(reader.id, id)) query.queues.push_back(id);
  return query;
}

FoundConversation open_conversation(const Conversation& one) {
  FoundConversation found;
  found.conversation = one.id;
  found.queue = one.queue;
  found.customer = one.detail->customer;
  found.our_number = one.detail->our_number;
  found.opened_at = one.opened_at;
  found.agent = one.owner;
  return found;
}

}  // namespace

store::NumberMatch number_match(const Workspace& workspace, const Agent& reader) {
  return has_masked_numbers(workspace.settings, reader.role) ? store::NumberMatch::Whole : store::NumberMatch::AnyPart;
}

void mask_for(const Workspace& workspace, const Agent& reader, RelayFrame& answer) {
  if (!has_masked_numbers(workspace.settings, reader.role)) return;
  const auto mask_all = [&](std::vector<FoundConversation>& all) {
    for (FoundConversation& one : all) {
      const Conversation* open = workspace.find_conversation(one.conversation);
      if (open == nullptr || is_masked_for(workspace.settings, *open, reader))
        one.customer = masked_address(one.customer, one.conversation);
    }
  };
  if (auto* found = std::get_if<FoundFrame>(&answer)) mask_all(found->conversations);
  if (auto* found = std::get_if<FoundMessagesFrame>(&answer)) mask_all(found->conversations);
  if (auto* reported = std::get_if<ReportedFrame>(&answer)) mask_all(reported->conversations);
  if (auto* contacts = std::get_if<ContactsFrame>(&answer)) {
    for (Contact& one : contacts->contacts) mask(one);
    mask_all(contacts->conversations);
  }
  if (auto* likely = std::get_if<DuplicatesFrame>(&answer))
    for (LikelyDuplicate& one : likely->duplicates) mask(one.contact);
}

store::ClosedQuery closed_query(const Workspace& workspace, const Agent& reader, const FindRequest& request) {
  store::ClosedQuery query = all_closed(workspace, reader);
  query.is_mine = request.is_mine;
  if (request.before.is_set()) {
    query.before_at = request.before_at;
    query.before = request.before;
  }
  for (std::string& text : words_of(request.words)) {
    store::ClosedWord word;
    const std::string name = folded(text);
    const auto is_called = [&](const std::string& whole) {
      return !name.empty() && folded(whole).find(name) != std::string::npos;
    };
    // What was removed keeps its name, and its conversations are looked for by it.
    for (const auto& [id, queue] : workspace.queues)
      if (is_called(queue.name)) word.queues.push_back(id);
    for (const auto& [id, agent] : workspace.agents)
      if (is_called(agent.name)) word.agents.push_back(id);
    if (std::string digits = plain_number(text); digits != text) word.number = std::move(digits);
    word.text = std::move(text);
    query.words.push_back(std::move(word));
  }
  return query;
}

std::vector<std::string> contact_query(const std::string& words) {
  std::vector<std::string> all;
  for (const std::string& word : words_of(words)) all.push_back(folded(plain_number(word)));
  all.erase(std::remove(all.begin(), all.end(), std::string()), all.end());
  return all;
}

ReadableContacts readable_contacts(const Workspace& workspace, const Agent& reader) {
  ReadableContacts readable{all_closed(workspace, reader), {}};
  for (const auto& [id, one] : workspace.conversations) {
    if (!one.detail || !one.detail->record.contact || !may_read(workspace, one, reader)) continue;
    FoundConversation& newest = readable.open[one.detail->record.contact->id];
    if (!newest.conversation.is_set() || newest.opened_at <= one.opened_at) newest = open_conversation(one);
  }
  return readable;
}

Result<ContactsFrame> find_contacts(store::Reader& reader, const SendKey& key, const std::vector<std::string>& words,
                                    store::NumberMatch numbers, const std::optional<ReadableContacts>& readable) {
  const auto bodies = reader.find_contacts(words, readable ? kContactsLookedMax : kFoundContactsMax, numbers);
  if (!bodies) return bodies.error();
  ContactsFrame frame{key, {}, false};
  for (const std::string& body : *bodies) {
    if (frame.contacts.size() == kFoundContactsMax) break;
    auto contact = decode_contact(body);  // one that is damaged is nobody's to find
    if (!contact) continue;
    if (readable) {
      std::optional<FoundConversation> newest;
      if (const auto open = readable->open.find(contact->id); open != readable->open.end()) {
        newest = open->second;
      } else {
        store::ClosedQuery query = readable->closed;
        query.customers = contact->numbers;
        const auto page = reader.find_closed(query, 1);
        if (!page) return page.error();
        if (!page->conversations.empty()) newest = found_conversation(page->conversations.front());
      }
      if (!newest) continue;
      newest->name = contact->name;
      frame.conversations.push_back(std::move(*newest));
    }
    frame.contacts.push_back(std::move(contact.value()));
  }
  return frame;
}

DuplicateRules duplicate_rules(const Workspace& workspace, const Agent& reader) {
  DuplicateRules rules;
  rules.tells_numbers = !has_masked_numbers(workspace.settings, reader.role);
  for (const CustomerField& one : workspace.settings.customer_fields)
    if (!one.choices.empty()) rules.chosen_fields.push_back(one.name);
  return rules;
}

Result<std::vector<LikelyDuplicate>> find_duplicates(store::Reader& reader, const Contact& contact,
                                                     const DuplicateRules& rules) {
  std::vector<LikelyDuplicate> likely;
  const auto is_there = [&](ContactId id) {
    return std::any_of(likely.begin(), likely.end(), [&](const LikelyDuplicate& one) { return one.contact.id == id; });
  };
  for (const DuplicateKey& key : duplicate_keys(contact)) {
    if (key.sign == DuplicateSign::Number && !rules.tells_numbers) continue;
    const bool is_name = key.sign == DuplicateSign::Name;
    // One more than that says that it is nobody's own.
    const auto bodies = reader.find_contacts_by_key(key.text, contact.id, is_name ? kNamesakesMax : kSharedMax + 1);
    if (!bodies) return bodies.error();
    if (!is_name && bodies->size() > kSharedMax) continue;
    for (const std::string& body : *bodies) {
      auto other = decode_contact(body);  // one that is damaged is nobody's duplicate
      if (!other || is_there(other->id)) continue;
      auto why = likeness(contact, *other, rules, key.sign);
      if (why && why->sign == key.sign) likely.push_back({std::move(*other), std::move(*why)});
    }
  }
  std::vector<ContactId> ids;
  for (const LikelyDuplicate& one : likely)
    if (ids.size() < store::kPageMax) ids.push_back(one.contact.id);
  const auto apart = reader.find_contacts_apart(contact.id, ids);
  if (!apart) return apart.error();
  std::erase_if(likely, [&](const LikelyDuplicate& one) {
    return std::find(apart->begin(), apart->end(), one.contact.id) != apart->end();
  });
  if (likely.size() > kDuplicatesMax) likely.resize(kDuplicatesMax);
  return likely;
}

store::MessageQuery message_query(const Workspace& workspace, const Agent& reader, const MessagesRequest& request) {
  constexpr DurationMs kTimeMax = 400;  // a person waits for it
  store::MessageQuery query;
  query.terms = store::search_terms(request.words);
  query.reader = reader.id;
  query.sees_everything = reader.sees_everything();
  query.kind = request.kind;
  query.agent = request.agent;
  query.author = request.author;
  query.queue = request.queue;
  if (request.from.ms != 0) query.from = request.from;
  if (request.until.ms != 0) query.until = request.until;
  if (request.before.is_set()) {
    query.before = request.before;
    query.before_wrap_up = request.before_wrap_up;
  }
  query.time_max = kTimeMax;
  if (query.sees_everything) return query;
  for (const auto& [id, queue] : workspace.queues)
    if (workspace.is_member(reader.id, id)) query.queues.push_back(id);
  // What is under way is read by whom the facts say, whatever the archive has of it; both lists rise, as the maps do.
  for (const auto& [id, conversation] : workspace.conversations) {
    if (may_read(workspace, conversation, reader))
      query.shown.push_back(id);
    else if (is_hidden_from(workspace, conversation, reader))
      query.hidden.push_back(id);
  }
  return query;
}

FoundConversation found_conversation(const store::ArchivedConversation& one) {
  FoundConversation found;
  found.conversation = one.conversation;
  found.queue = one.queue;
  found.customer = one.customer;
  found.our_number = one.our_number;
  found.opened_at = one.opened_at;
  if (one.ended_at) found.ended_at = *one.ended_at;
  found.agent = one.agent;
  found.code = one.wrap_up_code;
  found.note = one.note;
  found.resolution = fields::find_word<Resolution>(one.resolution).value_or(Resolution::NotAsked);
  return found;
}

FoundFrame found_frame(const SendKey& key, const store::ClosedPage& page) {
  FoundFrame frame;
  frame.key = key;
  frame.has_more = page.has_more;
  for (const store::ArchivedConversation& one : page.conversations)
    frame.conversations.push_back(found_conversation(one));
  return frame;
}

}  // namespace smsdesk::relay
