// What a template does beside its text, when the message that it became is sent: what an agent could do by themselves, each
// with one press less. Plain values and their rules.
//
// Why with the message: what was not sent has done nothing. The command that sends takes the actions along, and the relay does
// them in the same batch (core/workspace/decide_actions.cpp), so that each happens once with the message, or not at all.
//
// Invariants of a list (put_action keeps them): at most one sets the wrap-up code; at most one takes the conversation away from
// the agent, and that one is the last.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/base/time.h"

namespace smsdesk {

enum class TemplateActionKind : std::uint8_t {
  WrapUpCode,   ///< is chosen already when the conversation ends
  Label,        ///< of the contact
  Note,         ///< for colleagues
  Park,         ///< for a while
  Transfer,     ///< to a queue
  End,          ///< without saying whether it is resolved
  EndResolved,  ///< where the queue asks
  EndFollowUp,
};
inline constexpr std::size_t kTemplateActionKinds = 8;

inline constexpr std::size_t kTemplateActionsMax = 5;           ///< of one template
inline constexpr std::size_t kMessageActionsMax = 10;           ///< of one message: it may be made of several templates
inline constexpr std::size_t kTemplateLabelBytesMax = 100;      ///< as of a contact
inline constexpr std::size_t kTemplateNoteCharsMax = 1'000;     ///< UTF-16 units, before it is filled
inline constexpr std::size_t kActionTextBytesMax = 4'000;       ///< as of a note
inline constexpr DurationMs kTemplateParkMax = hours(24 * 31);  ///< as of any park

struct TemplateAction {
  TemplateActionKind kind = TemplateActionKind::Note;
  std::string text{};       ///< Label; Note: with placeholders (text.h), in a message filled
  WrapUpCodeId code{};      ///< WrapUpCode
  DurationMs park_for = 0;  ///< Park
  QueueId queue{};          ///< Transfer
  friend bool operator==(const TemplateAction&, const TemplateAction&) = default;
};

/// What could not be done when the message was sent, and why, as one sentence.
struct ActionNotDone {
  TemplateAction action;
  std::string sentence;
  friend bool operator==(const ActionNotDone&, const ActionNotDone&) = default;
};

/// After it the conversation is parked, on its way or ended.
bool is_closing(TemplateActionKind kind);

/// Puts it into the list: in the place of what there can be only one of, else behind what is alike in being closing or not; one
/// that stands there already stays. False: there are `max` already.
bool put_action(std::vector<TemplateAction>& list, TemplateAction one, std::size_t max);

/// What is wrong with one by itself, or with the list, as one sentence; empty = nothing. Whether its code and its queue are there
/// is the workspace's to say.
std::string trouble_with(const TemplateAction& one);
std::string trouble_with(const std::vector<TemplateAction>& list);

}  // namespace smsdesk
