// Contacts and consent in SQLite. For relay/store only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "relay/store/sqlite.h"
#include "relay/store/store.h"

namespace smsdesk::store {

/// instr() of what follows in a contact's words without its numbers; to be closed by ")".
#define SMSDESK_INSTR_BEFORE_NUMBERS "instr(substr(words, 1, instr(words, char(31)) - 1), "
static_assert(kNumbersBegin == 31);

class ContactWriter {
 public:
  static Result<ContactWriter> prepare(Connection& connection);
  Status put(const PutContact& op);
  Status put(const RemoveContact& op);
  Status put(const PutContactsApart& op);
  Status put(const PutConsent& op);

 private:
  Statement put_, drop_numbers_, put_number_, drop_keys_, put_key_, remove_, put_consent_;
  Statement put_apart_, take_over_apart_, drop_apart_;
};

/// The keys of contacts that were kept before there were any; within the caller's transaction. One that is damaged has none.
Status fill_contact_keys(Connection& connection);

Result<std::optional<std::string>> find_contact(Connection& connection, ContactId contact);
Result<std::optional<std::string>> find_contact_of(Connection& connection, const std::string& number);
Result<std::vector<std::string>> find_contacts(Connection& connection, const std::vector<std::string>& words,
                                               std::size_t limit, NumberMatch numbers);
Result<std::vector<std::string>> find_contacts_by_key(Connection& connection, const std::string& key, ContactId but,
                                                      std::size_t limit);
Result<std::vector<ContactId>> find_contacts_apart(Connection& connection, ContactId contact,
                                                   const std::vector<ContactId>& from);
Result<std::optional<PutConsent>> find_consent(Connection& connection, const std::string& customer,
                                               const std::string& our_number);

}  // namespace smsdesk::store
