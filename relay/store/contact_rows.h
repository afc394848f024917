// Contacts and consent in SQLite. For relay/store only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "relay/store/sqlite.h"
#include "relay/store/store.h"

namespace smsdesk::store {

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
                                               std::size_t limit);
Result<std::optional<PutConsent>> find_consent(Connection& connection, const std::string& customer,
                                               const std::string& our_number);

}  // namespace smsdesk::store
