#include "relay/store/memory_contacts.h"

#include <algorithm>
#include <tuple>

#include "core/base/ascii.h"
#include "relay/store/batch_check.h"
#include "relay/store/closed.h"

namespace smsdesk::store {

void MemoryContacts::drop_numbers(ContactId contact) {
  std::erase_if(numbers_, [&](const auto& one) { return one.second == contact; });
}

void MemoryContacts::put(Undo& undo, const PutContact& op) {
  keep(undo, contacts_, op.contact);
  undo.push_back([this, before = numbers_] { numbers_ = before; });
  contacts_[op.contact] = {op, {}};
  drop_numbers(op.contact);
  for (const std::string& number : op.numbers) numbers_[number] = op.contact;
}

void MemoryContacts::put(Undo& undo, const RemoveContact& op) {
  const auto at = contacts_.find(op.contact);
  if (at == contacts_.end()) return;
  keep(undo, contacts_, op.contact);
  undo.push_back([this, before = numbers_] { numbers_ = before; });
  at->second.merged_into = op.into;
  drop_numbers(op.contact);
  undo.push_back([this, before = apart_] { apart_ = before; });
  for (const auto& [first, second] : std::set(apart_)) {
    if (first != op.contact && second != op.contact) continue;
    apart_.erase({first, second});
    const ContactId other = first == op.contact ? second : first;
    if (other != op.into) apart_.insert(std::minmax(other, op.into));
  }
}

void MemoryContacts::put(Undo& undo, const PutContactsApart& op) {
  if (op.first == op.second) return;
  undo.push_back([this, before = apart_] { apart_ = before; });
  apart_.insert(std::minmax(op.first, op.second));
}

void MemoryContacts::put(Undo& undo, const PutConsent& op) {
  const auto key = std::pair(op.customer, op.our_number);
  keep(undo, consents_, key);
  consents_[key] = op;
}

std::optional<std::string> MemoryContacts::find(ContactId contact) const {
  const auto at = contacts_.find(contact);
  if (at == contacts_.end() || at->second.merged_into.is_set()) return std::nullopt;
  return at->second.contact.body;
}

const MemoryContacts::Row* MemoryContacts::row_of(const std::string& number) const {
  const auto at = numbers_.find(number);
  const auto row = at == numbers_.end() ? contacts_.end() : contacts_.find(at->second);
  return row == contacts_.end() || row->second.merged_into.is_set() ? nullptr : &row->second;
}

std::optional<std::string> MemoryContacts::find_of(const std::string& number) const {
  const Row* row = row_of(number);
  return row == nullptr ? std::nullopt : std::optional(row->contact.body);
}

std::string MemoryContacts::words_of(const std::string& number) const {
  const Row* row = row_of(number);
  return row == nullptr ? std::string() : row->contact.words;
}

Result<std::vector<std::string>> MemoryContacts::find_all(const std::vector<std::string>& words, std::size_t limit,
                                                          NumberMatch numbers) const {
  if (auto checked = check_page_limit(limit); !checked) return checked.error();
  std::vector<std::tuple<std::string, ContactId, std::string>> found;
  for (const auto& [id, row] : contacts_) {
    const PutContact& one = row.contact;
    const bool is_whole = numbers == NumberMatch::Whole;
    const std::string told = is_whole ? before_numbers(one.words) : one.words;
    const bool has_all = std::all_of(words.begin(), words.end(), [&](const std::string& word) {
      const auto is_it = [&](const std::string& number) { return is_whole_number(number, word); };
      return told.find(word) != std::string::npos ||
             (is_whole && std::any_of(one.numbers.begin(), one.numbers.end(), is_it));
    });
    if (!row.merged_into.is_set() && !words.empty() && has_all)
      found.emplace_back(ascii_lowered(one.name), id, one.body);
  }
  std::sort(found.begin(), found.end());
  if (found.size() > limit) found.resize(limit);
  std::vector<std::string> bodies;
  bodies.reserve(found.size());
  for (auto& [name, id, body] : found) bodies.push_back(std::move(body));
  return bodies;
}

Result<std::vector<std::string>> MemoryContacts::find_by_key(const std::string& key, ContactId but,
                                                             std::size_t limit) const {
  if (auto checked = check_page_limit(limit); !checked) return checked.error();
  std::vector<std::string> bodies;
  for (const auto& [id, row] : contacts_) {
    const auto& keys = row.contact.keys;
    if (id == but || row.merged_into.is_set() || bodies.size() == limit) continue;
    if (std::find(keys.begin(), keys.end(), key) != keys.end()) bodies.push_back(row.contact.body);
  }
  return bodies;
}

std::vector<ContactId> MemoryContacts::find_apart(ContactId contact, const std::vector<ContactId>& from) const {
  std::vector<ContactId> found;
  for (const ContactId other : from)
    if (apart_.count(std::minmax(contact, other)) != 0) found.push_back(other);
  return found;
}

std::optional<PutConsent> MemoryContacts::find_consent(const std::string& customer,
                                                       const std::string& our_number) const {
  const auto at = consents_.find({customer, our_number});
  return at == consents_.end() ? std::nullopt : std::optional(at->second);
}

}  // namespace smsdesk::store
