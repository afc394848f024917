// The customer's panel as this page has it: a form under way, a search for another contact, what was before. Facts about
// the customer stand in the workspace. Pure.
//
// Invariants: a form keeps its words until they are saved or given up, also while another conversation is looked at, when the
// relay refuses them, and when the conversation ends that this agent may read on; what somebody else changes meanwhile comes
// into the fields that were not touched. A closed conversation's customer is changed only from what the relay has told of them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/client/contact_step.h"
#include "core/protocol/frame.h"

namespace smsdesk {

struct State;

struct ContactField {
  ContactPart part = ContactPart::Name;
  std::string name;  ///< Field: the organisation's
  std::string text;  ///< lists one a line
};
struct ContactForm {
  Contact before;  ///< as the relay last told it; no id: a new one
  std::vector<ContactField> fields;
  std::uint32_t revision = 1;  ///< rises when the native fields must be set anew
  std::string problem;         ///< why it was not saved; or what happened meanwhile
  std::optional<SendKey> pending;
  std::optional<std::uint64_t> choosing;  ///< the field whose choice is open
  bool outlives_end = false;              ///< the agent may read the conversation when it is closed
  bool is_behind_end = false;             ///< it was begun there, or the agent knows that it waits there
};
/// What was changed in the form of a closed conversation's customer, until that conversation is read again.
struct KeptContactForm {
  std::uint32_t revision = 0;  ///< of the contact that was before the agent's eyes
  std::vector<ContactField> changed;
};

/// The search for another contact, and the one that was chosen.
struct OtherContact {
  ConversationId conversation;  ///< not set: closed
  std::string words;
  std::optional<Instant> ask_at;
  std::optional<SendKey> pending, merging;
  bool was_answered = false, is_failed = false;
  std::vector<Contact> found;
  std::optional<Contact> chosen;
  bool keeps_other = false;  ///< the other one's name stays
  std::string problem;
};

/// Closed conversations of the customer that is looked at.
struct CustomerHistory {
  ConversationId conversation;       ///< not set: of nobody
  std::vector<std::string> numbers;  ///< whose it is
  std::vector<FoundConversation> found;
  std::optional<SendKey> pending;
  bool is_continued = false, was_answered = false, is_failed = false, has_more = false;
};

/// Contacts that may be the same person as the customer that is looked at, as the relay's rules say.
struct SuggestedDuplicates {
  ConversationId conversation;  ///< not set: of nobody
  ContactId contact;
  std::uint32_t revision = 0;  ///< of that contact: what it says decides
  std::vector<LikelyDuplicate> found;
  std::optional<SendKey> pending;
  std::optional<SendKey> telling_apart;
  ContactId apart;  ///< which one
};

/// The customer of the closed conversation that is read, asked for when it is opened; the relay tells what changes of them as it
/// told that. What is known of them stands in FindState::reading.
struct ReadCustomer {
  FoundConversation found;  ///< as the list had it from which it was opened; no conversation: none was
  bool was_asked = false, is_known = false, is_failed = false;
  std::optional<SendKey> asked, pending;  ///< under which key on this connection; not answered yet
};

struct ContactsState {
  std::map<ConversationId, ContactForm> forms;
  std::map<ConversationId, KeptContactForm> waiting;  ///< of conversations that have no form here
  OtherContact other;
  CustomerHistory history;
  SuggestedDuplicates duplicates;
  ReadCustomer read;
  /// By scope and page: the forms, as the browser's storage has them; those of other pages that are there are not among them.
  std::map<std::string, std::string> kept;
  bool were_kept_opened = false;  ///< those of the last time stand among `forms`
};

/// Who the customer of that conversation is can be said here: it is open, or it is read as a closed one and what is known of
/// them has come.
bool can_edit_contact(const State& state, const Conversation& conversation);
/// This agent works with masked numbers, and changes none.
bool keeps_numbers(const State& state);
/// They may ask to see that of a conversation that they read.
bool can_reveal_number(const State& state, const Conversation& conversation);

/// What stands in that part, one a line where it is a list.
std::string text_of(const Contact& contact, const ContactField& field);
/// The contact that the form means.
Contact contact_of(const ContactForm& form);
/// Under which numbers this customer is known.
std::vector<std::string> numbers_of(const ConversationDetail& detail);

}  // namespace smsdesk
