// What the relay's tables know of customers, for decisions that need it: contacts, consent, and where a number's clock stands.
//
// Why a class: what this very turn has decided is not in the tables yet, and must be seen by the turn's next input. One
// lives as long as a turn.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/workspace/decide.h"
#include "relay/service/zone_offsets.h"
#include "relay/store/store.h"

namespace smsdesk::relay {

class Customers {
 public:
  Customers(store::Store& store, const ZoneOffsets& zones, Instant now) : store_(store), zones_(zones), now_(now) {}

  /// No message may wait for a record that is damaged: a contact is left out then, and consent says so itself.
  struct Found {
    CustomerRecord record;
    bool is_contact_unreadable = false;
  };
  /// Unavailable: the tables cannot be read just now, and may be in a moment.
  Result<Found> record_of(const std::string& customer, const std::string& our_number) const;
  Consent consent_of(const std::string& customer, const std::string& our_number) const;
  /// Fills in what the command needs to know.
  /// `kept_number`: whoever saves does not change numbers: that of the conversation is among them, and those that are known.
  Status look_up(SaveContact& command, const std::optional<std::string>& kept_number) const;
  Status look_up(MergeContacts& command) const;
  Status look_up(TellContactsApart& command) const;
  /// Decided in this turn; `before`: the workspace before the entry.
  void note(const Workspace& before, const EntryBody& body);
  /// The numbers of whom this turn has changed something: a contact, also one that they are no part of any more, or consent.
  const std::set<std::string>& touched() const { return touched_; }

 private:
  Result<Consent> read_consent(const std::string& customer, const std::string& our_number) const;
  Result<std::optional<Contact>> find(ContactId id) const;
  Result<std::optional<Contact>> find_of(const std::string& number) const;
  void touch(const Contact& contact) { touched_.insert(contact.numbers.begin(), contact.numbers.end()); }
  Result<std::optional<Contact>> read(const Result<std::optional<std::string>>& body) const;
  Status add_numbers(const std::vector<std::string>& numbers, std::vector<NumberFacts>& into) const;
  /// Not set: there is no such zone.
  std::optional<LocalZone> zone_named(const std::string& name, bool is_guess) const;
  /// What the number itself says: a zone, or those between which it is.
  std::optional<LocalZone> zone_of(const std::string& number) const;

  store::Store& store_;
  const ZoneOffsets& zones_;
  Instant now_;
  std::map<ContactId, std::optional<Contact>> fresh_;  ///< nothing: it is part of another one now
  std::map<std::pair<std::string, std::string>, Consent> fresh_consents_;
  std::set<std::string> touched_;
};

/// The words in which a contact is looked for.
std::string contact_words(const Contact& contact);

}  // namespace smsdesk::relay
