// One class per identity, so that a queue's number can never travel as an agent's.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>

namespace smsdesk {

/// A number given once by the relay. 0 means "none".
template <typename Tag>
struct Id {
  std::uint64_t value = 0;
  constexpr bool is_set() const { return value != 0; }
  friend constexpr bool operator==(Id, Id) = default;
  friend constexpr auto operator<=>(Id, Id) = default;
};

using AgentId = Id<struct AgentTag>;
using QueueId = Id<struct QueueTag>;
using ConversationId = Id<struct ConversationTag>;
using MessageId = Id<struct MessageTag>;
using OfferId = Id<struct OfferTag>;
using WrapUpCodeId = Id<struct WrapUpCodeTag>;
using SkillId = Id<struct SkillTag>;
using GroupId = Id<struct GroupTag>;
using LabelId = Id<struct LabelTag>;
using ScheduleId = Id<struct ScheduleTag>;
using ContactListId = Id<struct ContactListTag>;
using SubStatusId = Id<struct SubStatusTag>;
using ConsultId = Id<struct ConsultTag>;
using NoteId = Id<struct NoteTag>;
using TemplateId = Id<struct TemplateTag>;
using ContactId = Id<struct ContactTag>;

/// A word given by somebody else (a browser tab, a carrier): opaque, bounded, never parsed.
template <typename Tag>
struct Key {
  std::string value;
  bool is_set() const { return !value.empty(); }
  friend bool operator==(const Key&, const Key&) = default;
  friend bool operator<(const Key& a, const Key& b) { return a.value < b.value; }
};

/// Idempotency key of one command, made in the agent's tab; for a send it travels to the carrier and back.
using SendKey = Key<struct SendKeyTag>;
inline constexpr std::size_t kSendKeyBytesMax = 64;
/// The carrier's name for a message, for example Twilio's SM… sid.
using CarrierMessageId = Key<struct CarrierMessageTag>;

}  // namespace smsdesk

template <typename Tag>
struct std::hash<smsdesk::Id<Tag>> {
  std::size_t operator()(smsdesk::Id<Tag> id) const noexcept { return std::hash<std::uint64_t>{}(id.value); }
};
