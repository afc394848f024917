// A signed-in state over a World, as Ana's tab holds it.
#pragma once

#include "core/client/state.h"
#include "core/screen/make_screen.h"
#include "core/workspace/visibility.h"
#include "tests/support/builders/world.h"

namespace smsdesk::test {

inline State a_state(const World& world, AgentId me = kAna) {
  State s;
  s.session = SessionPhase::SignedIn;
  s.connection.link = Link::Up;
  s.me = me;
  s.has_facts = true;
  s.workspace = view_of(world.workspace, me);
  return s;
}

inline constexpr ConversationId kReopened{900};
/// Ana has taken up a conversation of Support's again, and nobody has written since.
inline void reopen(World& world) {
  world.arrive(kAna);
  const ClosedConversation closed{
      kReopened, kSupport, kCustomer, kSupportNumber, world.now + -hours(50), world.now + -hours(49), kAna, 1, 2};
  world.command(kAna, ReopenConversation{kReopened, closed});
}

inline screen::Desk a_desk(const State& s, Instant now) {
  return screen::make_screen(s, now).desk;
}

}  // namespace smsdesk::test
