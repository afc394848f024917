// A contact: what an organisation knows of a customer, under all numbers that the customer writes from. Plain values and
// their rules.
//
// Contacts live in the relay's tables, by the hundred thousand; a workspace holds those of its open conversations, each as a
// part of the conversation, so that whoever may read the conversation sees them. Agents find the others by looking for them, to merge duplicates.
// A number belongs to one contact at most. Consent is no part of a contact: it is given, or taken back, by one number to one
// of ours (features.md J.4), and stands beside it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <optional>

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/base/zone_offset.h"

namespace smsdesk {

inline constexpr std::size_t kContactNameBytesMax = 200;
inline constexpr std::size_t kContactNamesMax = 20;  ///< other ones
inline constexpr std::size_t kContactNumbersMax = 50;
inline constexpr std::size_t kContactLabelsMax = 50;
inline constexpr std::size_t kContactLabelBytesMax = 100;
inline constexpr std::size_t kContactFieldsMax = 60;  ///< filled ones; the organisation may have had others before
inline constexpr std::size_t kContactFieldBytesMax = 400;
inline constexpr std::size_t kContactNoteBytesMax = 8'000;
inline constexpr std::size_t kContactBytesMax = 16'000;  ///< of all its texts: it stands in every open conversation

/// What somebody has filled in under a name.
struct FilledField {
  std::string name;
  std::string value;
  friend bool operator==(const FilledField&, const FilledField&) = default;
};

struct Contact {
  ContactId id;
  std::string name;                      ///< as it is written; never empty in one that is kept
  std::vector<std::string> other_names;  ///< former ones, a company's, what a merged contact was called
  std::vector<std::string> numbers;      ///< canonical addresses, sorted; at least one
  std::vector<std::string> labels;       ///< "VIP", in the order of writing
  std::vector<FilledField> fields;       ///< the organisation's own, filled ones only, by name
  std::string note;
  std::string language;        ///< BCP 47 primary tag; empty = not known
  std::string zone;            ///< IANA time zone; empty = not known
  std::uint32_t revision = 0;  ///< rises with every change
  AgentId changed_by;
  Instant changed_at;
  friend bool operator==(const Contact&, const Contact&) = default;

  /// Empty where it is not filled in.
  std::string_view field(std::string_view name) const;
  bool has_number(const std::string& number) const;
};

/// In the one form in which it is kept: spaces around and empty parts left out, numbers in order and each once, no label and
/// no name twice (without case). What people type as a number and cannot be one stays, and is for trouble_with to name.
Contact normalised(Contact contact);
/// Far more than what a form can mean: it is refused before anything is done with it.
bool is_far_too_long(const Contact& contact);
/// What is wrong with a normalised one by itself, as one sentence; empty = nothing.
std::string trouble_with(const Contact& contact);
/// Likewise, whatever its numbers are: of one whose numbers somebody else fills in.
std::string trouble_but_numbers(const Contact& contact);

/// One contact out of two, under the id of the one that is kept. Nothing is lost: what both have and cannot both be said in
/// one place (language, zone, a field) is `kept`'s, and the other's stands in the note; its name is among the other names.
Contact merged(const Contact& kept, const Contact& gone);

/// Whether the customer agrees to get messages from one of our numbers.
enum class ConsentState : std::uint8_t {
  Unknown,   ///< nothing was said
  OptedOut,  ///< asked for no more, by a word such as STOP
  OptedIn,   ///< took that back, by a word such as START
};
struct Consent {
  ConsentState state = ConsentState::Unknown;
  Instant at;                  ///< when it was said
  MessageId message;           ///< in which it was said: the evidence
  std::string word;            ///< the keyword in it, "STOP"; empty: the carrier refused a message because of it
  bool is_unreadable = false;  ///< something was said, and what it was cannot be read
  /// What cannot be read may be a STOP.
  bool allows_messages() const { return state != ConsentState::OptedOut && !is_unreadable; }
  friend bool operator==(const Consent&, const Consent&) = default;
};

/// What is known of the customer of a conversation.
struct CustomerRecord {
  std::optional<Contact> contact{};  ///< not set: the number is nobody's yet
  Consent consent{};                 ///< of this number, to the number of ours that it writes to
  LocalZone zone{};                  ///< the contact's, else what the number tells of one (core/sms/number_zone.h)
  friend bool operator==(const CustomerRecord&, const CustomerRecord&) = default;
};

/// Minutes that local time is ahead of UTC; nothing where the zone is not known.
std::optional<int> offset_at(const LocalZone& zone, Instant at);
/// Of the two between which it is: the same twice where it is known. Nothing where neither is.
struct OffsetSpan {
  int behind = 0, ahead = 0;
};
std::optional<OffsetSpan> offsets_at(const LocalZone& zone, Instant at);

}  // namespace smsdesk
