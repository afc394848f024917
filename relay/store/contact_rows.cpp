#include "relay/store/contact_rows.h"

#include <algorithm>

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
  return Done{};
}

Status ContactWriter::put(const RemoveContact& op) {
  if (auto done = remove_.with(op.into, op.contact).run(); !done) return done;
  return drop_numbers_.with(op.contact).run();
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
