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
  Status put(const PutConsent& op);

 private:
  Statement put_, drop_numbers_, put_number_, remove_, put_consent_;
};

Result<std::optional<std::string>> find_contact(Connection& connection, ContactId contact);
Result<std::optional<std::string>> find_contact_of(Connection& connection, const std::string& number);
Result<std::vector<std::string>> find_contacts(Connection& connection, const std::vector<std::string>& words,
                                               std::size_t limit, NumberMatch numbers);
Result<std::optional<PutConsent>> find_consent(Connection& connection, const std::string& customer,
                                               const std::string& our_number);

}  // namespace smsdesk::store
