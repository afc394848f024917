// Start, sign-in, connection and backoff.
#include <gtest/gtest.h>

#include "tests/core/client/tab.h"

namespace smsdesk::test {
namespace {

TEST(Start, LoadsTheStoresAndAsksForTheSession) {
  Tab tab;
  tab.give(event::Started{});
  EXPECT_EQ(tab.all<effect::LoadStorage>().size(), 3u);
  ASSERT_EQ(tab.all<effect::HttpRequest>().size(), 1u);
  EXPECT_EQ(tab.s.session, SessionPhase::Unknown);
}

TEST(Start, OpensTheSocketOnceStoresAndSessionAreKnownInAnyOrder) {
  const EventBody events[] = {event::HttpAnswered{"session", 200, "{}"}, event::StorageLoaded{"outbox", {}},
                              event::StorageLoaded{"drafts", {}}};
  int order[] = {0, 1, 2};
  do {
    Tab tab;
    tab.give(event::Started{});
    for (int i = 0; i < 3; ++i) {
      tab.give(events[order[i]]);
      EXPECT_EQ(tab.did<effect::OpenSocket>(), i == 2) << order[0] << order[1] << order[2];
    }
  } while (std::next_permutation(order, order + 3));
}

TEST(Start, WithoutASessionAsksForTheName) {
  Tab tab;
  tab.give(event::Started{});
  tab.give(event::HttpAnswered{"session", 200, R"({"agent":null})"});
  EXPECT_EQ(tab.s.session, SessionPhase::SignedOut);
  EXPECT_EQ(tab.s.sign_in.error, "");
}

TEST(Start, WithoutARelaySaysSo) {
  Tab tab;
  tab.give(event::Started{});
  tab.give(event::HttpAnswered{"session", 0, ""});
  EXPECT_EQ(tab.s.session, SessionPhase::SignedOut);
  EXPECT_NE(tab.s.sign_in.error, "");
}

TEST(Start, WithoutARelayAsksAgainAndGoesOnWithoutAPassword) {
  Tab tab;
  tab.give(event::Started{});
  tab.give(event::StorageLoaded{"outbox", {}});
  tab.give(event::StorageLoaded{"drafts", {}});
  for (int i = 0; i < 3; ++i) {
    tab.give(event::HttpAnswered{"session", 0, ""});
    EXPECT_EQ(tab.did<effect::Announce>(), i == 0) << "said once";
    EXPECT_NE(tab.s.sign_in.error, "");
    tab.tick(seconds(3));
    ASSERT_EQ(tab.all<effect::HttpRequest>().size(), 1u);
  }
  tab.give(event::HttpAnswered{"session", 200, R"({"agent":7})"});
  EXPECT_EQ(tab.s.session, SessionPhase::SignedIn);
  EXPECT_TRUE(tab.did<effect::OpenSocket>());
}

TEST(Start, ALateAnswerDoesNotUndoASignInByHand) {
  Tab tab;
  tab.give(event::Started{});
  tab.give(event::HttpAnswered{"session", 0, ""});
  tab.tick(seconds(3));
  tab.raise(intent::EditSignIn{"ana", "right"});
  tab.raise(intent::SignIn{});
  tab.give(event::HttpAnswered{"sign_in", 200, ""});
  tab.give(event::HttpAnswered{"session", 0, ""});
  EXPECT_EQ(tab.s.session, SessionPhase::SignedIn);
  EXPECT_EQ(tab.s.sign_in.error, "");
}

TEST(SignIn, SaysWhatTheRelaySaysAndForgetsAWrongPassword) {
  Tab tab;
  tab.give(event::Started{});
  tab.give(event::HttpAnswered{"session", 401, ""});
  tab.raise(intent::SignIn{});
  EXPECT_FALSE(tab.did<effect::HttpRequest>()) << "nothing typed yet";
  tab.raise(intent::EditSignIn{"ana", "wrong\"pass"});
  tab.raise(intent::SignIn{});
  ASSERT_EQ(tab.all<effect::HttpRequest>().size(), 1u);
  EXPECT_EQ(tab.all<effect::HttpRequest>()[0].body, R"({"login":"ana","password":"wrong\"pass"})");
  tab.raise(intent::SignIn{});
  EXPECT_FALSE(tab.did<effect::HttpRequest>()) << "busy already";
  tab.give(event::HttpAnswered{"sign_in", 401, R"({"sentence":"Not right."})"});
  EXPECT_EQ(tab.s.sign_in.error, "Not right.");
  EXPECT_EQ(tab.s.sign_in.password, "");
  EXPECT_EQ(tab.s.sign_in.login, "ana");
  tab.raise(intent::EditSignIn{"ana", "right"});
  tab.raise(intent::SignIn{});
  tab.give(event::HttpAnswered{"sign_in", 0, ""});
  EXPECT_EQ(tab.s.sign_in.password, "right") << "the relay was away, the password was not wrong";
  EXPECT_NE(tab.s.sign_in.error, "");
  tab.raise(intent::SignIn{});
  tab.give(event::HttpAnswered{"sign_in", 503, "<html>"});
  EXPECT_NE(tab.s.sign_in.error, "");
  tab.raise(intent::SignIn{});
  tab.give(event::HttpAnswered{"sign_in", 200, ""});
  EXPECT_EQ(tab.s.session, SessionPhase::SignedIn);
  EXPECT_EQ(tab.s.sign_in.password, "");
}

TEST(Connection, GreetsWithNothingFirstAndWithItsPlaceLater) {
  AtWork at;
  at.tab.lose();
  EXPECT_EQ(at.tab.s.connection.link, Link::Down);
  at.tab.tick(seconds(20));
  EXPECT_TRUE(at.tab.did<effect::OpenSocket>());
  at.tab.give(event::SocketOpened{});
  const auto hello = std::get<Hello>(at.tab.sent().at(0));
  EXPECT_EQ(hello.epoch, "e1");
  EXPECT_EQ(hello.offset, at.world.workspace.offset);
}

TEST(Connection, BacksOffWithinItsBounds) {
  Tab tab;
  tab.give(event::Started{});
  tab.give(event::StorageLoaded{"outbox", {}});
  tab.give(event::StorageLoaded{"drafts", {}});
  tab.give(event::HttpAnswered{"session", 200, ""});
  DurationMs whole = 500;
  for (int i = 0; i < 40; ++i) {
    tab.lose();
    const DurationMs wait = *tab.s.connection.retry_at - tab.now;
    EXPECT_GE(wait, whole / 2);
    EXPECT_LE(wait, whole);
    EXPECT_EQ(tab.all<effect::WakeAt>().at(0).at, *tab.s.connection.retry_at);
    tab.tick(wait - 1);
    EXPECT_FALSE(tab.did<effect::OpenSocket>());
    tab.tick(1);
    EXPECT_TRUE(tab.did<effect::OpenSocket>());
    whole = std::min<DurationMs>(whole * 2, seconds(15));
  }
}

TEST(Connection, AHangingOpeningIsGivenUp) {
  Tab tab;
  tab.start();
  tab.tick(seconds(10));
  EXPECT_TRUE(tab.did<effect::CloseSocket>());
  EXPECT_EQ(tab.s.connection.link, Link::Down);
}

TEST(Connection, ARefusedUpgradeAsksWhetherTheSessionIsThere) {
  Tab tab;
  tab.start();
  bool has_asked = false;
  for (int i = 0; i < 3; ++i) {
    tab.lose();
    has_asked = has_asked || tab.did<effect::HttpRequest>();
    if (i < 2) tab.tick(seconds(20));
  }
  ASSERT_TRUE(has_asked);
  tab.give(event::HttpAnswered{"session_check", 200, ""});
  EXPECT_EQ(tab.s.session, SessionPhase::SignedIn);
  tab.give(event::HttpAnswered{"session_check", 200, R"({"agent":7})"});
  EXPECT_EQ(tab.s.session, SessionPhase::SignedIn);
  tab.give(event::HttpAnswered{"session_check", 200, R"({"agent":null})"});
  EXPECT_EQ(tab.s.session, SessionPhase::SignedOut);
  EXPECT_NE(tab.s.sign_in.error, "");
}

TEST(Connection, OnlineAgainTriesAtOnce) {
  AtWork at;
  at.tab.lose();
  at.tab.give(event::OnlineChanged{true});
  EXPECT_TRUE(at.tab.did<effect::OpenSocket>());
}

TEST(Connection, ALinkThatSaysNothingForTwoPulsesIsLost) {
  AtWork at;
  at.tab.tick(2 * kQuietMax - 1);
  at.tab.frame(PulseFrame{});
  EXPECT_EQ(at.tab.all<effect::WakeAt>().at(0).at, at.tab.now + 2 * kQuietMax);
  at.tab.tick(2 * kQuietMax - 1);
  EXPECT_EQ(at.tab.s.connection.link, Link::Up);
  at.tab.tick(1);
  EXPECT_TRUE(at.tab.did<effect::CloseSocket>());
  EXPECT_TRUE(at.tab.did<effect::Announce>());
  EXPECT_EQ(at.tab.s.connection.link, Link::Down);
  at.tab.tick(seconds(1));
  EXPECT_TRUE(at.tab.did<effect::OpenSocket>());
}

TEST(Connection, ACommandWithoutAWordForTenSecondsMeansALostLink) {
  AtWork at;
  at.tab.raise(intent::SetPresence{Presence::Meal});
  at.tab.tick(seconds(9));
  at.tab.frame(PulseFrame{});
  at.tab.tick(seconds(10) - 1);
  EXPECT_EQ(at.tab.s.connection.link, Link::Up) << "a relay that is slow but speaks is there";
  at.tab.tick(1);
  EXPECT_EQ(at.tab.s.connection.link, Link::Down);
  EXPECT_FALSE(at.tab.s.pending.at(0).is_sent) << "it goes out again under its key";
}

TEST(Connection, ASendWithoutAWordForTenSecondsMeansALostLinkAndGoesOutAgainUnderItsKey) {
  AtWork at;
  at.tab.send(at.id, "hello");
  const std::string key = at.tab.stored_key();
  at.tab.give(event::StorageWritten{"outbox", key});
  at.tab.tick(seconds(10) - 1);
  EXPECT_EQ(at.tab.s.connection.link, Link::Up);
  at.tab.tick(1);
  EXPECT_TRUE(at.tab.did<effect::CloseSocket>());
  at.tab.tick(seconds(1));
  at.tab.give(event::SocketOpened{});
  at.tab.welcome(kAna);
  at.tab.frame(EntriesFrame{at.world.workspace.offset, {}, {}});
  ASSERT_EQ(at.tab.sends().size(), 1u);
  EXPECT_EQ(at.tab.sends()[0].first, key);
}

TEST(Connection, ABrowserThatIsOfflineHasLostItAtOnce) {
  AtWork at;
  at.tab.give(event::OnlineChanged{false});
  EXPECT_TRUE(at.tab.did<effect::CloseSocket>());
  EXPECT_EQ(at.tab.s.connection.link, Link::Down);
}

TEST(Connection, APulseNeedsNoFrameUnlessSomethingElseIsDue) {
  AtWork at;
  at.tab.frame(PulseFrame{});
  EXPECT_TRUE(at.tab.did<effect::KeepScreen>());
  at.tab.lose();
  EXPECT_FALSE(at.tab.did<effect::KeepScreen>());
}

TEST(Connection, AnotherVersionReloadsThePage) {
  AtWork at;
  at.tab.give(event::SocketClosed{kCloseVersion, ""});
  EXPECT_TRUE(at.tab.did<effect::ReloadPage>());
}

/// How long each of many tabs waits before it connects again after a close with this code.
std::vector<DurationMs> waits_after(std::uint16_t code, std::uint64_t agents) {
  std::vector<DurationMs> waits;
  AtWork at;
  for (std::uint64_t id = at.tab.s.workspace.agents.size() + 1; id <= agents; ++id) {
    at.tab.s.workspace.agents[AgentId{1000 + id}].id = AgentId{1000 + id};
  }
  for (int i = 0; i < 100; ++i) {
    Tab tab = at.tab;
    for (int k = 0; k < i; ++k) tab.give(event::Ticked{});  // the next random digits
    tab.give(event::SocketClosed{code, ""});
    waits.push_back(*tab.s.connection.retry_at - tab.now);
  }
  return waits;
}

TEST(Connection, AfterARestartOfTheRelayManyAgentsComeBackOneAfterTheOther) {
  const auto last = [](const std::vector<DurationMs>& waits) { return *std::max_element(waits.begin(), waits.end()); };
  const std::vector<DurationMs> many = waits_after(1012, 1'000);
  EXPECT_GT(last(many), seconds(4));
  EXPECT_LE(last(many), seconds(5) + 500);
  EXPECT_GT(std::count_if(many.begin(), many.end(), [](DurationMs wait) { return wait < seconds(2); }), 20);
  EXPECT_LE(last(waits_after(1012, 10'000)), seconds(5) + 500);
  EXPECT_LE(last(waits_after(1012, 10)), 550) << "few need not wait for each other";
  EXPECT_LE(last(waits_after(1013, 1'000)), 500) << "only one was closed";
}

TEST(SignOut, ForgetsEverythingButWhatIsStored) {
  AtWork at;
  at.tab.raise(intent::EditDraft{at.id, "half a thought"});
  at.tab.raise(intent::SignOut{});
  EXPECT_EQ(at.tab.s.session, SessionPhase::SignedIn) << "a conversation is open: the agent is told first";
  at.tab.raise(intent::SignOut{});
  EXPECT_TRUE(at.tab.did<effect::CloseSocket>());
  ASSERT_EQ(at.tab.all<effect::PutStorage>().size(), 1u) << "a draft that was not written yet is written now";
  EXPECT_EQ(at.tab.all<effect::PutStorage>()[0].value, "half a thought");
  EXPECT_EQ(at.tab.s.session, SessionPhase::SignedOut);
  EXPECT_TRUE(at.tab.s.workspace.conversations.empty());
  EXPECT_TRUE(at.tab.s.drafts.empty());
  at.tab.give(event::HttpAnswered{"sign_out", 0, ""});
  EXPECT_NE(at.tab.s.sign_in.error, "") << "the cookie may still live";
}

TEST(SignOut, KeepsWhatTheBrowserCannotShow) {
  AtWork at;
  at.tab.s.types_not_shown = {"image/heic"};
  at.tab.raise(intent::SignOut{});
  at.tab.raise(intent::SignOut{});
  ASSERT_EQ(at.tab.s.session, SessionPhase::SignedOut);
  EXPECT_EQ(shown_kind(at.tab.s, "image/heic"), MediaKind::File) << "it is asked at the page's start alone";
}

TEST(SignOut, ThatTheRelayDoesNotKnowOfIsToldBeforeAnybodyGoesOn) {
  AtWork at;
  at.tab.raise(intent::SignOut{});
  at.tab.raise(intent::SignOut{});
  EXPECT_TRUE(at.tab.did<effect::CloseNotification>()) << "what a customer wrote stands in no list of the system";
  EXPECT_EQ(at.tab.s.kept_mine, "");
  at.tab.give(event::HttpAnswered{"sign_out", 0, ""});
  ASSERT_EQ(at.tab.written("settings").count("owes_sign_out"), 1u);
  // The page is opened anew, and the cookie is as good as before.
  Tab next;
  next.give(event::Started{});
  next.give(event::HttpAnswered{"session", 200, R"({"agent":1})"});
  next.give(event::StorageLoaded{"settings", {{"owes_sign_out", "1"}}});
  EXPECT_EQ(next.s.session, SessionPhase::SignedOut);
  ASSERT_EQ(next.all<effect::HttpRequest>().size(), 1u);
  EXPECT_EQ(next.all<effect::HttpRequest>()[0].method, "DELETE");
  next.give(event::HttpAnswered{"sign_out", 0, ""});
  next.tick(seconds(60));
  ASSERT_EQ(next.all<effect::HttpRequest>().size(), 1u);
  EXPECT_EQ(next.all<effect::HttpRequest>()[0].method, "DELETE") << "until it is told";
  next.give(event::HttpAnswered{"sign_out", 204, ""});
  EXPECT_TRUE(next.did<effect::DeleteStorage>());
  EXPECT_FALSE(next.s.owes_sign_out);
}

TEST(SignOut, WithOpenConversationsTakesASecondPress) {
  AtWork at;
  at.tab.raise(intent::SignOut{});
  EXPECT_FALSE(at.tab.did<effect::HttpRequest>());
  EXPECT_TRUE(at.tab.said("still open"));
  at.tab.tick(seconds(20));
  EXPECT_FALSE(at.tab.said("still open"));
  at.tab.frame(PulseFrame{});
  at.tab.raise(intent::SignOut{});
  EXPECT_FALSE(at.tab.did<effect::HttpRequest>()) << "the first press is forgotten";
  at.relay(CommandInput{kAna, {"e"}, EndConversation{at.id}});
  EXPECT_FALSE(at.tab.said("still open")) << "none is open any more";
  at.tab.raise(intent::SignOut{});
  EXPECT_TRUE(at.tab.did<effect::HttpRequest>());
}

TEST(SignOut, IsRefusedWhileMessagesWait) {
  AtWork at;
  at.tab.lose();
  at.tab.send(at.id, "hello");
  at.tab.raise(intent::SignOut{});
  EXPECT_EQ(at.tab.s.session, SessionPhase::SignedIn);
  EXPECT_TRUE(at.tab.said("still wait"));
}

TEST(SignOut, ByTheRelayOrAnotherTabSaysWhy) {
  AtWork one;
  one.tab.give(event::SocketClosed{kCloseSignedOut, ""});
  EXPECT_EQ(one.tab.s.session, SessionPhase::SignedOut);
  EXPECT_NE(one.tab.s.sign_in.error, "");
  AtWork other;
  other.tab.give(event::OtherTabSaid{"signed_out"});
  EXPECT_EQ(other.tab.s.session, SessionPhase::SignedOut);
  EXPECT_NE(other.tab.s.sign_in.error, "");
}

}  // namespace
}  // namespace smsdesk::test
