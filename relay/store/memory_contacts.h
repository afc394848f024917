// What contact_rows.h keeps in tables, in memory.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "relay/store/memory_reports.h"
#include "relay/store/store.h"

namespace smsdesk::store {

class MemoryContacts {
 public:
  void put(Undo& undo, const PutContact& op);
  void put(Undo& undo, const RemoveContact& op);
  void put(Undo& undo, const PutContactsApart& op);
  void put(Undo& undo, const PutConsent& op);
  std::optional<std::string> find(ContactId contact) const;
  std::optional<std::string> find_of(const std::string& number) const;
  /// The words of the contact whose number it is; empty where it is nobody's.
  std::string words_of(const std::string& number) const;
  Result<std::vector<std::string>> find_all(const std::vector<std::string>& words, std::size_t limit,
                                            NumberMatch numbers) const;
  Result<std::vector<std::string>> find_by_key(const std::string& key, ContactId but, std::size_t limit) const;
  std::vector<ContactId> find_apart(ContactId contact, const std::vector<ContactId>& from) const;
  std::optional<PutConsent> find_consent(const std::string& customer, const std::string& our_number) const;

 private:
  struct Row {
    PutContact contact;
    ContactId merged_into;
  };
  const Row* row_of(const std::string& number) const;
  void drop_numbers(ContactId contact);

  std::map<ContactId, Row> contacts_;
  std::map<std::string, ContactId> numbers_;
  std::set<std::pair<ContactId, ContactId>> apart_;  ///< the smaller id first
  std::map<std::pair<std::string, std::string>, PutConsent> consents_;
};

}  // namespace smsdesk::store
