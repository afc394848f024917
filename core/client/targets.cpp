// Whom a conversation could go to: asked while the transfer's menu is open, and again every few seconds, because it changes.
// Who sees everything works it out from the facts (core/screen/menus).
#include "core/client/turn.h"

namespace smsdesk {
namespace {

constexpr DurationMs kAskedEvery = seconds(3);

bool is_wanted(const State& s) {
  const Agent* me = s.workspace.find_agent(s.me);
  return s.is_page_visible && s.open_menu == ConversationMenu::Transfer && s.selected.is_set() && me != nullptr &&
         !me->sees_everything();
}

}  // namespace

void ask_for_targets(Turn& turn) {
  State& s = turn.s;
  if (!is_wanted(s)) {
    s.targets = {};
    return;
  }
  if (s.targets.conversation != s.selected) {
    s.targets = {};
    s.targets.conversation = s.selected;
    s.targets.ask_at = turn.now;
  }
  if (s.connection.link != Link::Up || turn.now < s.targets.ask_at) return;
  s.targets.pending = turn.next_key();
  s.targets.ask_at = turn.now + kAskedEvery;
  const TargetsRequest request{*s.targets.pending, s.selected};
  turn.emit(effect::TransmitFrame{encode_frame(ClientFrame(request))});
}

std::optional<Instant> next_targets_request(const State& state) {
  if (!state.targets.conversation.is_set() || state.connection.link != Link::Up) return std::nullopt;
  return state.targets.ask_at;
}

void on_targets(Turn& turn, TargetsFrame& frame) {
  TargetsState& targets = turn.s.targets;
  if (targets.pending != frame.key) return;
  targets.pending.reset();
  targets.known = std::move(frame.targets);
}

}  // namespace smsdesk
