// Away by itself, and back with the first touch.
#include <gtest/gtest.h>

#include "tests/core/client/tab.h"

namespace smsdesk::test {
namespace {

/// Ana's tab, available and off queue.
class Idle : public testing::Test {
 protected:
  AtWork at;
  const DurationMs after = at.world.workspace.settings.away_after;

  Idle() {
    at.world.command(kAna, SetOnQueue{false});
    at.tab.snapshot(at.world, kAna);
    at.tab.give(event::PageTouched{});
  }
  std::vector<SetPresence> asked() const {
    std::vector<SetPresence> found;
    for (const ClientFrame& frame : at.tab.sent()) {
      const auto* command = std::get_if<CommandFrame>(&frame);
      if (command == nullptr) continue;
      if (const auto* one = std::get_if<SetPresence>(&command->command)) found.push_back(*one);
    }
    return found;
  }
  /// The relay does what was asked last, and answers.
  void granted(const SetPresence& wish) {
    const SendKey key = at.tab.s.pending.back().key;
    at.world.now = at.tab.now;
    at.relay(CommandInput{kAna, key, wish});
    at.tab.frame(AnswerFrame{key, {}});
  }
};

TEST_F(Idle, WakesWhenItIsTime) {
  at.tab.idle(after - 1);
  const auto wakes = at.tab.all<effect::WakeAt>();
  ASSERT_EQ(wakes.size(), 1u);
  EXPECT_EQ(wakes[0].at, at.tab.now + 1);
}

TEST_F(Idle, BecomesAwayOnceAndComesBackWithATouch) {
  at.tab.idle(after - 1);
  EXPECT_TRUE(asked().empty());
  at.tab.tick(1);
  ASSERT_EQ(asked().size(), 1u);
  const SetPresence away = asked()[0];
  EXPECT_EQ(away.presence, Presence::Away);
  EXPECT_TRUE(away.is_automatic);
  at.tab.tick(1);
  EXPECT_TRUE(asked().empty()) << "asked already";
  granted(away);
  ASSERT_EQ(at.tab.s.workspace.find_agent(kAna)->presence, Presence::Away);
  at.tab.give(event::PageTouched{});
  ASSERT_EQ(asked().size(), 1u);
  EXPECT_EQ(asked()[0].presence, Presence::Available);
  granted(asked()[0]);
  EXPECT_EQ(at.tab.s.workspace.find_agent(kAna)->presence, Presence::Available);
}

TEST_F(Idle, ARefusalIsNotAskedForAgainUntilATouch) {
  at.tab.idle(after);
  ASSERT_EQ(asked().size(), 1u);
  const SendKey key = at.tab.s.pending.back().key;
  at.tab.frame(AnswerFrame{key, Refusal{RefusalKind::NotNow, "Not now.", 0}});
  EXPECT_TRUE(asked().empty());
  at.tab.idle(hours(1));
  EXPECT_TRUE(asked().empty());
}

TEST_F(Idle, AnotherTabsTouchCounts) {
  EXPECT_TRUE(at.tab.did<effect::TellOtherTabs>());
  at.tab.idle(after - 1);
  at.tab.give(event::OtherTabSaid{"active"});
  EXPECT_FALSE(at.tab.did<effect::TellOtherTabs>()) << "what was heard is not told again";
  at.tab.idle(after - 1);
  EXPECT_TRUE(asked().empty());
  at.tab.tick(1);
  EXPECT_EQ(asked().size(), 1u);
}

TEST_F(Idle, NobodyWhoChoseAwayComesBackByATouch) {
  at.tab.raise(intent::SetPresence{Presence::Away, {}});
  ASSERT_EQ(asked().size(), 1u);
  granted(asked()[0]);
  at.tab.give(event::PageTouched{});
  EXPECT_TRUE(asked().empty());
}

TEST_F(Idle, WhoIsOnQueueStaysSo) {
  at.world.command(kAna, SetOnQueue{true});
  at.tab.snapshot(at.world, kAna);
  at.tab.give(event::PageTouched{});
  at.tab.idle(after);
  EXPECT_TRUE(asked().empty());
}

TEST_F(Idle, AnOrganisationMayLeaveItOut) {
  at.tab.s.workspace.settings.away_after = 0;
  at.tab.tick(hours(9));
  EXPECT_TRUE(asked().empty());
}

}  // namespace
}  // namespace smsdesk::test
