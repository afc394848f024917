// The words of enumerations, in JSON and wherever else a value is written down: configuration, archive, audit.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "core/workspace/decide.h"

namespace smsdesk::fields {

/// In the order of the enumerators.
template <typename E>
struct Words;
#define SMSDESK_WORDS(E, N, ...)                                        \
  template <>                                                           \
  struct Words<E> {                                                     \
    static constexpr std::array<std::string_view, N> list{__VA_ARGS__}; \
  }
SMSDESK_WORDS(AgentRole, 3, "agent", "supervisor", "admin");
SMSDESK_WORDS(Presence, 8, "offline", "available", "away", "break", "busy", "meal", "meeting", "training");
SMSDESK_WORDS(QueueStatus, 3, "off_queue", "on_queue", "not_responding");
SMSDESK_WORDS(RoutingStatus, 4, "off_queue", "idle", "interacting", "not_responding");
template <>
struct Words<DeliveryStatus> {
  static constexpr const auto& list = kDeliveryWords;
};
SMSDESK_WORDS(MediaState, 3, "waiting", "stored", "failed");
SMSDESK_WORDS(MediaFailure, 7, "none", "not_found", "unreachable", "too_large", "unsafe", "empty", "no_room");
SMSDESK_WORDS(ConversationState, 5, "waiting", "alerting", "active", "after_call_work", "parked");
SMSDESK_WORDS(ReturnReason, 8, "none", "agent_lost", "inactivity", "park_ended", "customer_back", "transferred",
              "freed", "agent_removed");
SMSDESK_WORDS(HandingKind, 7, "answered", "moved", "returned", "parked", "resumed", "joined", "left");
SMSDESK_WORDS(Resolution, 3, "not_asked", "resolved", "follow_up");
SMSDESK_WORDS(SkillEvaluation, 3, "none", "best", "all");
SMSDESK_WORDS(LastAgentMode, 3, "disabled", "queue_members_only", "any_agent");
SMSDESK_WORDS(AcwMode, 5, "optional", "mandatory_discretionary", "mandatory_timed", "mandatory_fixed_time",
              "agent_requested");
SMSDESK_WORDS(InactivityAction, 2, "end", "back_to_queue");
SMSDESK_WORDS(NumberRule::Kind, 3, "keyword", "contact_list", "language");
SMSDESK_WORDS(ItemKind, 7, "wrap_up_code", "skill", "group", "label", "schedule", "contact_list", "sub_status");
SMSDESK_WORDS(TemplateLibrary, 3, "own", "team", "organisation");
SMSDESK_WORDS(TemplateActionKind, 8, "wrap_up_code", "label", "note", "park", "transfer", "end", "end_resolved",
              "end_follow_up");
SMSDESK_WORDS(RoutingTrace::Why, 7, "longest_idle", "best_skills", "last_agent", "preferred_group", "same_agent",
              "transfer", "picked");
SMSDESK_WORDS(AutomaticText, 4, "none", "greeting", "waiting", "away");
SMSDESK_WORDS(ConsentState, 3, "unknown", "opted_out", "opted_in");
SMSDESK_WORDS(CarrierProfile, 2, "twilio", "smpp");
SMSDESK_WORDS(TextAsMms, 3, "never", "offer", "automatic");
SMSDESK_WORDS(NumberTextAsMms, 4, "default", "never", "offer", "automatic");
SMSDESK_WORDS(MaskedFor, 3, "nobody", "agents", "agents_and_supervisors");
SMSDESK_WORDS(ReportKind, 3, "none", "spam", "abuse");
SMSDESK_WORDS(sms::Risk, 6, "card_number", "bank_account", "social_security", "national_id", "shouting", "listed_word");
SMSDESK_WORDS(EndCause, 4, "agent", "inactivity", "supervisor", "abandoned");
SMSDESK_WORDS(OfferOutcome, 5, "accepted", "declined", "timed_out", "agent_lost", "withdrawn");
SMSDESK_WORDS(RefusalKind, 15, "not_yours", "ended", "offer_gone", "newer_messages", "empty", "too_long",
              "cannot_reply", "wrap_up_needed", "unknown_number", "unknown_message", "no_right", "resolved_needed",
              "no_room", "not_now", "bad_value");
#undef SMSDESK_WORDS

template <typename E>
constexpr std::string_view word_of(E value) {
  return Words<E>::list[static_cast<std::size_t>(value)];
}
template <typename E>
constexpr std::optional<E> find_word(std::string_view word) {
  for (std::size_t i = 0; i < Words<E>::list.size(); ++i) {
    if (Words<E>::list[i] == word) return static_cast<E>(i);
  }
  return std::nullopt;
}

}  // namespace smsdesk::fields
