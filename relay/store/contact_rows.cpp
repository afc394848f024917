#include "relay/store/contact_rows.h"

#include <algorithm>

#include "core/conversation/duplicates.h"
#include "core/workspace/workspace_json.h"
#include "relay/store/batch_check.h"

namespace smsdesk::store {
namespace {

constexpr auto kAll = static_cast<std::uint64_t>(INT64_MAX);

Result<std::optional<std::string>> first_text(Statement& query) {
  const auto has_row = query.next();
  if (!has_row) return has_row.error();
  if (!*has_row) return std::optional<std::string>();
  return std::optional<std::string>(query.text(0));
}

}  // namespace

Result<ContactWriter> ContactWriter::prepare(Connection& connection) {
  ContactWriter writer;
  const Status prepared = prepare_all(
      connection,
      {{writer.put_, "REPLACE INTO contact (id, merged_into, name, words, body) VALUES (?, 0, ?, ?, ?)"},
       {writer.drop_numbers_, "DELETE FROM contact_number WHERE contact = ?"},
       {writer.put_number_, "REPLACE INTO contact_number (number, contact) VALUES (?, ?)"},
       {writer.drop_keys_, "DELETE FROM contact_key WHERE contact = ?"},
       {writer.put_key_, "INSERT OR IGNORE INTO contact_key (key, contact) VALUES (?, ?)"},
       {writer.put_apart_, "INSERT OR IGNORE INTO contact_apart (first, second) VALUES (min(?1, ?2), max(?1, ?2))"},
       {writer.take_over_apart_,
        "INSERT OR IGNORE INTO contact_apart (first, second) SELECT min(other, ?2), max(other, ?2) FROM"
        " (SELECT second AS other FROM contact_apart WHERE first = ?1 UNION ALL"
        " SELECT first FROM contact_apart WHERE second = ?1) WHERE other <> ?2"},
       {writer.drop_apart_, "DELETE FROM contact_apart WHERE first = ?1 OR second = ?1"},
       {writer.remove_, "UPDATE contact SET merged_into = ? WHERE id = ?"},
       {writer.put_consent_,
        "REPLACE INTO consent (customer, our_number, state, at, message, word) VALUES (?, ?, ?, ?, ?, ?)"}});
  if (!prepared) return prepared.error();
  return writer;
}

Status ContactWriter::put(const PutContact& op) {
  if (auto done = put_.with(op.contact, op.name, op.words, op.body).run(); !done) return done;
  if (auto done = drop_numbers_.with(op.contact).run(); !done) return done;
  for (const std::string& number : op.numbers)
    if (auto done = put_number_.with(number, op.contact).run(); !done) return done;
  if (auto done = drop_keys_.with(op.contact).run(); !done) return done;
  for (const std::string& key : op.keys)
    if (auto done = put_key_.with(key, op.contact).run(); !done) return done;
  return Done{};
}

Status ContactWriter::put(const RemoveContact& op) {
  if (auto done = remove_.with(op.into, op.contact).run(); !done) return done;
  if (auto done = drop_keys_.with(op.contact).run(); !done) return done;
  if (auto done = take_over_apart_.with(op.contact, op.into).run(); !done) return done;
  if (auto done = drop_apart_.with(op.contact).run(); !done) return done;
  return drop_numbers_.with(op.contact).run();
}

Status ContactWriter::put(const PutContactsApart& op) {
  if (op.first == op.second) return Done{};
  return put_apart_.with(op.first, op.second).run();
}

Status ContactWriter::put(const PutConsent& op) {
  return put_consent_.with(op.customer, op.our_number, op.state, op.at, op.message, op.word).run();
}

Result<std::optional<std::string>> find_contact(Connection& connection, ContactId contact) {
  if (contact.value > kAll) return std::optional<std::string>();
  auto query = connection.prepare("SELECT body FROM contact WHERE id = ? AND merged_into = 0");
  if (!query) return query.error();
  return first_text(query->with(contact));
}

Result<std::optional<std::string>> find_contact_of(Connection& connection, const std::string& number) {
  auto query = connection.prepare(
      "SELECT body FROM contact_number JOIN contact ON contact.id = contact_number.contact"
      " WHERE number = ? AND merged_into = 0");
  if (!query) return query.error();
  return first_text(query->with(number));
}

Result<std::vector<std::string>> find_contacts(Connection& connection, const std::vector<std::string>& words,
                                               std::size_t limit, NumberMatch numbers) {
  if (auto checked = check_page_limit(limit); !checked) return checked.error();
  if (words.empty()) return std::vector<std::string>();
  SMSDESK_ASSERT(words.size() <= kClosedWordsMax);
  std::string sql = "SELECT body FROM contact WHERE merged_into = 0";
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string word = "?" + std::to_string(i + 2);
    if (numbers == NumberMatch::AnyPart)
      sql += " AND instr(words, " + word + ")";
    else
      sql += " AND (" SMSDESK_INSTR_BEFORE_NUMBERS + word +
             ") OR id IN (SELECT contact FROM contact_number WHERE number = " + word + " OR number = '+' || " + word +
             "))";
  }
  auto query = connection.prepare(sql + " ORDER BY name COLLATE NOCASE, id LIMIT ?1");
  if (!query) return query.error();
  query->with(static_cast<std::uint64_t>(limit));
  for (std::size_t i = 0; i < words.size(); ++i) query->bind(static_cast<int>(i) + 2, words[i]);
  return all_rows<std::string>(*query, [](const Statement& row) { return row.text(0); });
}

Result<std::vector<std::string>> find_contacts_by_key(Connection& connection, const std::string& key, ContactId but,
                                                      std::size_t limit) {
  if (auto checked = check_page_limit(limit); !checked) return checked.error();
  auto query = connection.prepare(
      "SELECT body FROM contact_key JOIN contact ON contact.id = contact_key.contact"
      " WHERE key = ? AND contact <> ? AND merged_into = 0 ORDER BY contact LIMIT ?");
  if (!query) return query.error();
  query->with(key, std::min(but.value, kAll), static_cast<std::uint64_t>(limit));
  return all_rows<std::string>(*query, [](const Statement& row) { return row.text(0); });
}

Result<std::vector<ContactId>> find_contacts_apart(Connection& connection, ContactId contact,
                                                   const std::vector<ContactId>& from) {
  std::vector<ContactId> found;
  auto query = connection.prepare("SELECT 1 FROM contact_apart WHERE first = min(?1, ?2) AND second = max(?1, ?2)");
  if (!query) return query.error();
  for (const ContactId other : from) {
    const auto is_apart = has_a_row(query->with(std::min(contact.value, kAll), std::min(other.value, kAll)));
    if (!is_apart) return is_apart.error();
    if (*is_apart) found.push_back(other);
  }
  return found;
}

Status fill_contact_keys(Connection& connection) {
  auto contacts = connection.prepare("SELECT id, body FROM contact WHERE merged_into = 0");
  if (!contacts) return contacts.error();
  auto put = connection.prepare("INSERT OR IGNORE INTO contact_key (key, contact) VALUES (?, ?)");
  if (!put) return put.error();
  for (;;) {
    const auto has_row = contacts->next();
    if (!has_row) return has_row.error();
    if (!*has_row) return Done{};
    const std::uint64_t id = contacts->number(0);
    const auto contact = decode_contact(contacts->text(1));
    if (!contact) continue;
    for (const DuplicateKey& key : duplicate_keys(*contact))
      if (auto done = put->with(key.text, id).run(); !done) return done;
  }
}

Result<std::optional<PutConsent>> find_consent(Connection& connection, const std::string& customer,
                                               const std::string& our_number) {
  auto query = connection.prepare("SELECT state, at, message, word FROM consent WHERE customer = ? AND our_number = ?");
  if (!query) return query.error();
  const auto has_row = query->with(customer, our_number).next();
  if (!has_row) return has_row.error();
  if (!*has_row) return std::optional<PutConsent>();
  return std::optional<PutConsent>(
      PutConsent{customer, our_number, query->text(0), query->instant(1), {query->number(2)}, query->text(3)});
}

}  // namespace smsdesk::store
