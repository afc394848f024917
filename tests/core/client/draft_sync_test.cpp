// Drafts on the relay: another page of the agent has them, none is lost, none stands in another conversation.
#include <gtest/gtest.h>

#include <deque>

#include "core/base/random.h"
#include "tests/core/client/tab.h"
#include "tests/support/builders/random_inputs.h"

namespace smsdesk::test {
namespace {

std::vector<DraftFrame> told(const Tab& tab) {
  return tab.sent_kind<DraftFrame>();
}

TEST(DraftSync, TellsTheRelayAfterAWhileAndOnceForManyKeys) {
  AtWork at;
  for (const char* text : {"h", "he", "hel"}) {
    at.tab.raise(intent::EditDraft{at.id, text});
    EXPECT_TRUE(told(at.tab).empty());
  }
  at.tab.tick(seconds(2));
  ASSERT_EQ(told(at.tab).size(), 1u);
  EXPECT_EQ(told(at.tab)[0].text, "hel");
  EXPECT_EQ(told(at.tab)[0].conversation, at.id);
  at.tab.tick(seconds(2));
  EXPECT_TRUE(told(at.tab).empty());
}

TEST(DraftSync, TakesOverWhatAnotherPageHasWrittenAndKeepsItOutOfItsStorage) {
  AtWork at;
  at.tab.frame(DraftsFrame{{{at.id, "from the phone", "v1", "", at.tab.now}}});
  const Draft& draft = at.tab.s.drafts[at.id];
  EXPECT_EQ(draft.text, "from the phone");
  EXPECT_TRUE(draft.is_from_elsewhere);
  at.tab.tick(seconds(2));
  EXPECT_TRUE(at.tab.written("drafts").empty()) << "sent there, it would come back here after a restart";
  EXPECT_TRUE(told(at.tab).empty()) << "it would go round";
  at.tab.frame(DraftsFrame{{{at.id, "", "", "v1", at.tab.now}}});
  EXPECT_EQ(draft.text, "") << "it was sent there";
}

TEST(DraftSync, ShowsBothWhereTwoPagesHaveWrittenApart) {
  AtWork at;
  at.tab.raise(intent::EditDraft{at.id, "mine"});
  at.tab.frame(DraftsFrame{{{at.id, "theirs", "v1", "", at.tab.now}}});
  Draft& draft = at.tab.s.drafts[at.id];
  EXPECT_EQ(draft.text, "mine");
  EXPECT_EQ(draft.other, Draft::Other::Newer);
  EXPECT_EQ(draft.other_text, "theirs");
  at.tab.raise(intent::TakeOtherDraft{at.id, true});
  EXPECT_EQ(draft.text, "theirs");
  EXPECT_EQ(draft.other, Draft::Other::Replaced);
  at.tab.raise(intent::TakeOtherDraft{at.id, true});
  EXPECT_EQ(draft.text, "mine");
  EXPECT_EQ(draft.other, Draft::Other::None);
}

TEST(DraftSync, WordsThatWereNotSentThereStay) {
  AtWork at;
  at.tab.raise(intent::EditDraft{at.id, "mine"});
  at.tab.tick(seconds(2));
  const std::string version = told(at.tab)[0].version.value;
  at.tab.frame(DraftsFrame{{{at.id, "", "", "another", at.tab.now}}});
  EXPECT_EQ(at.tab.s.drafts[at.id].text, "mine");
  at.tab.tick(seconds(4));
  ASSERT_EQ(told(at.tab).size(), 1u) << "the relay has them again";
  EXPECT_EQ(told(at.tab)[0].text, "mine");
}

TEST(DraftSync, WordsOfThisPageStayWhateverAnotherTabWritesOverThemAndSends) {
  AtWork at;
  at.tab.raise(intent::EditDraft{at.id, "draft in tab one"});
  at.tab.tick(seconds(2));
  const std::string version = told(at.tab)[0].version.value;
  Draft& draft = at.tab.s.drafts[at.id];
  at.tab.frame(DraftsFrame{{{at.id, "two", "v2", version, at.tab.now}}});
  EXPECT_EQ(draft.text, "draft in tab one");
  EXPECT_EQ(draft.other, Draft::Other::Newer);
  at.tab.frame(DraftsFrame{{{at.id, "", "", "v2", at.tab.now}}});
  EXPECT_EQ(draft.text, "draft in tab one");
  EXPECT_EQ(draft.other, Draft::Other::None) << "there is nothing newer any more";
  at.tab.idle(seconds(5));
  EXPECT_TRUE(told(at.tab).empty()) << "the other one has just replaced them";
}

TEST(DraftSync, WhatWasSentElsewhereLeavesThisPageAndWhatWasEmptiedThereStays) {
  for (const bool is_sent : {true, false}) {
    AtWork at;
    at.tab.raise(intent::EditDraft{at.id, "hello"});
    at.tab.tick(seconds(2));
    const std::string version = told(at.tab)[0].version.value;
    at.tab.frame(DraftsFrame{{{at.id, "", is_sent ? "" : "v2", version, at.tab.now}}});
    EXPECT_EQ(at.tab.s.drafts[at.id].text, is_sent ? "" : "hello");
    at.tab.idle(seconds(5));
    EXPECT_TRUE(told(at.tab).empty());
  }
}

TEST(DraftSync, WhoGoesOnElsewhereIsFollowedWhoShortensIsShown) {
  AtWork at;
  at.tab.raise(intent::EditDraft{at.id, "hello"});
  at.tab.tick(seconds(2));
  const std::string version = told(at.tab)[0].version.value;
  at.tab.tick(seconds(3));
  Draft& draft = at.tab.s.drafts[at.id];
  at.tab.frame(DraftsFrame{{{at.id, "hello world", "v2", version, at.tab.now}}});
  EXPECT_EQ(draft.text, "hello world");
  at.tab.raise(intent::EditDraft{at.id, "hello world!"});
  at.tab.tick(seconds(5));
  const std::string newest = told(at.tab)[0].version.value;
  at.tab.frame(DraftsFrame{{{at.id, "hello", "v3", newest, at.tab.now}}});
  EXPECT_EQ(draft.text, "hello world!");
  EXPECT_EQ(draft.other_text, "hello");
}

TEST(DraftSync, WhatReplacedAnotherPagesWordsIsSentAndGone) {
  AtWork at;
  at.tab.frame(DraftsFrame{{{at.id, "from the phone", "v1", "", at.tab.now}}});
  at.tab.raise(intent::EditDraft{at.id, "two"});
  at.tab.raise(intent::Send{at.id});
  const std::string key = at.tab.stored_key();
  at.tab.give(event::StorageWritten{"outbox", key});
  at.relay(CommandInput{kAna, {key}, SendMessage{at.id, "two", at.world.newest(at.id), false}});
  EXPECT_EQ(at.tab.s.drafts[at.id].text, "");
  at.tab.idle(seconds(5));
  EXPECT_EQ(at.tab.s.drafts[at.id].text, "");
  EXPECT_TRUE(at.tab.s.drafts[at.id].told.empty());
}

TEST(DraftSync, AFieldThatStillReportsWhatWasSentBringsBackOnlyWhatWasTypedBehindIt) {
  AtWork at;
  Draft& draft = at.tab.s.drafts[at.id];
  const std::uint32_t revision = draft.revision;
  at.tab.raise(intent::EditDraft{at.id, "two", 3, revision});
  at.tab.raise(intent::Send{at.id});
  at.tab.raise(intent::EditDraft{at.id, "two", 3, revision});
  EXPECT_EQ(draft.text, "") << "the cursor moved, nothing else";
  at.tab.raise(intent::EditDraft{at.id, "two, th", 7, revision});
  EXPECT_EQ(draft.text, ", th");
  at.tab.raise(intent::EditDraft{at.id, "two", 3, draft.revision});
  EXPECT_EQ(draft.text, "two") << "written once more";
}

TEST(DraftSync, WhatIsSentLeavesTheRelayWithItsMessage) {
  AtWork at;
  at.tab.raise(intent::EditDraft{at.id, "hello"});
  at.tab.tick(seconds(2));
  at.tab.raise(intent::Send{at.id});
  const std::string key = at.tab.stored_key();
  at.tab.give(event::StorageWritten{"outbox", key});
  at.tab.idle(seconds(5));
  EXPECT_TRUE(told(at.tab).empty()) << "until the relay has the message, its copy of the words is all there is of them";
  at.relay(CommandInput{kAna, {key}, SendMessage{at.id, "hello", at.world.newest(at.id), false}});
  ASSERT_EQ(told(at.tab).size(), 1u);
  EXPECT_EQ(told(at.tab)[0].text, "");
}

TEST(DraftSync, AfterAnInterruptionBothSidesMeet) {
  AtWork at;
  at.tab.frame(DraftsFrame{{{at.id, "from the phone", "v1", "", at.tab.now}}});
  at.tab.lose();
  at.tab.tick(seconds(20));
  at.tab.give(event::SocketOpened{});
  at.tab.welcome(kAna);
  at.tab.frame(EntriesFrame{at.world.workspace.offset, {}, {}});
  EXPECT_EQ(at.tab.s.drafts[at.id].text, "") << "it was sent or emptied there meanwhile";
}

TEST(DraftSync, AReloadedPageKnowsItsOwnOlderWords) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  const std::string tab_before(32, '7');
  Tab tab;
  tab.start({},
            {{"e1:" + std::to_string(kAna.value) + ":" + std::to_string(id.value) + "@" + tab_before, "hello wor"}});
  tab.welcome(kAna);
  tab.frame(DraftsFrame{{{id, "hello w", tab_before + "-3", "", tab.now}}});
  tab.snapshot(world, kAna);
  EXPECT_EQ(tab.s.drafts[id].text, "hello wor");
  EXPECT_EQ(tab.s.drafts[id].other, Draft::Other::None) << "no other device has written anything";
  ASSERT_EQ(told(tab).size(), 1u);
  EXPECT_EQ(told(tab)[0].text, "hello wor");
}

// Law: two pages of an agent and a relay that keeps the last word, with frames under way, lost links and sends in any order.
// Every text carries the number of the conversation in which it was typed; it never shows, is told or is sent anywhere else.
TEST(DraftSync, NoDraftIsEverInAnotherConversation) {
  for (const std::uint64_t seed : seeds(40)) {
    Random random(seed);
    World world;
    std::vector<ConversationId> ids;
    for (int i = 0; i < 2; ++i) {
      ids.push_back(
          a_conversation().from("+1415555020" + std::to_string(i)).with_inbound("hi").owned_by(kAna).in(world));
    }
    Tab tabs[2];
    std::map<ConversationId, KeptDraft> kept;
    std::deque<KeptDraft> under_way[2];
    const auto own = [](ConversationId id, const std::string& text) {
      return text.empty() || text.find("#" + std::to_string(id.value) + "#") != std::string::npos;
    };
    const auto only = [&](ConversationId id, const std::string& text) {
      for (const ConversationId other : ids)
        if (other != id && text.find("#" + std::to_string(other.value) + "#") != std::string::npos) return false;
      return own(id, text);
    };
    const auto greet = [&](Tab& tab) {
      tab.welcome(kAna);
      DraftsFrame all;
      for (const auto& [id, draft] : kept) all.drafts.push_back(draft);
      if (!all.drafts.empty()) tab.frame(all);
      tab.snapshot(world, kAna);
    };
    for (Tab& tab : tabs) {
      tab.start();
      greet(tab);
    }
    tabs[1].s.tab = "other";
    for (int step = 0; step < 300; ++step) {
      const std::size_t which = random.below(2);
      Tab& tab = tabs[which];
      const ConversationId id = ids[random.below(ids.size())];
      switch (random.below(8)) {
        case 0:
        case 1:
          tab.raise(intent::Select{id});
          tab.raise(intent::EditDraft{id, "#" + std::to_string(id.value) + "# " + std::to_string(step)});
          break;
        case 2:
          tab.raise(intent::Send{id});
          if (!tab.stored_key().empty()) tab.give(event::StorageWritten{"outbox", tab.stored_key()});
          break;
        case 3:
          tab.raise(intent::TakeOtherDraft{id, random.chance(50)});
          break;
        case 4:
          if (!under_way[which].empty() && tab.s.connection.link == Link::Up) {
            const KeptDraft next = under_way[which].front();
            const Draft before = tab.s.drafts[next.conversation];
            tab.frame(DraftsFrame{{next}});
            under_way[which].pop_front();
            // Law: words that were typed here are not replaced by words from elsewhere.
            const std::string& after = tab.s.drafts[next.conversation].text;
            const bool is_kept = after.compare(0, before.text.size(), before.text) == 0;
            ASSERT_TRUE(next.text.empty() || before.is_from_elsewhere || is_kept) << "seed " << seed;
          }
          break;
        case 5:
          if (random.chance(20)) {
            tab.lose();
            under_way[which].clear();
            tab.tick(seconds(20));
            tab.give(event::SocketOpened{});
            greet(tab);
          }
          break;
        default:
          tab.tick(static_cast<DurationMs>(random.below(3'000)));
      }
      for (const ClientFrame& frame : tab.sent()) {
        if (const auto* draft = std::get_if<DraftFrame>(&frame)) {
          ASSERT_TRUE(only(draft->conversation, draft->text)) << "seed " << seed << ": " << draft->text;
          KeptDraft now{draft->conversation, draft->text, draft->version.value, draft->over, tab.now};
          if (now.text.empty())
            kept.erase(now.conversation);
          else
            kept[now.conversation] = now;
          under_way[1 - which].push_back(now);
        }
      }
      for (const auto& [key, send] : tab.sends()) {
        ASSERT_TRUE(only(send.conversation, send.text)) << "seed " << seed << ": " << send.text;
        if (kept.count(send.conversation) != 0 && kept[send.conversation].text == send.text) {
          under_way[1 - which].push_back({send.conversation, "", "", kept[send.conversation].version, tab.now});
          kept.erase(send.conversation);
        }
        tab.frame(AnswerFrame{{key}, {}});
      }
      for (const Tab& one : tabs) {
        for (const auto& [place, draft] : one.s.drafts) {
          ASSERT_TRUE(only(place.conversation, draft.text)) << "seed " << seed << ": " << draft.text;
          ASSERT_TRUE(only(place.conversation, draft.other_text)) << "seed " << seed;
        }
      }
    }
  }
}

}  // namespace
}  // namespace smsdesk::test
