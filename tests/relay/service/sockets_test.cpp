// Browsers: greeting, resume, commands, limits.
#include "core/workspace/visibility.h"
#include "tests/relay/service/relay_fixture.h"

namespace smsdesk::relay::test {
namespace {

using Sockets = RelayFixture;

TEST_F(Sockets, WelcomeAndSnapshotComeBeforeWhatTheSameTurnStreams) {
  connect(1, kAna);
  step({command(1, SetOnQueue{true}, "q"), input::SocketClosed{1}});
  // The greeting makes Ana available, and the message of the same turn is offered to her.
  step({input::SocketOpened{2, kAna}, frame(2, Hello{}), inbound("SM1")});
  const auto frames = told(2);
  ASSERT_EQ(frames.size(), 3u);
  EXPECT_TRUE(std::holds_alternative<Welcome>(frames[0]));
  ASSERT_TRUE(std::holds_alternative<SnapshotFrame>(frames[1]));
  ASSERT_TRUE(std::holds_alternative<EntriesFrame>(frames[2]));
  Workspace view = std::get<SnapshotFrame>(frames[1]).view;
  for (const LogEntry& entry : std::get<EntriesFrame>(frames[2]).entries) ASSERT_TRUE(apply_view(view, entry).is_ok());
  EXPECT_EQ(digest(view), digest(view_of(service_->workspace(), kAna)));
}

TEST_F(Sockets, AResumeBringsExactlyWhatWasMissed) {
  connect(1, kAna);
  const auto snapshot = std::get<SnapshotFrame>(told(1).at(1));
  Workspace view = snapshot.view;
  step({input::SocketClosed{1}});
  step({inbound("SM1"), inbound("SM2", kOtherCustomer)});
  connect(2, kAna, Hello{kProtocolVersion, store_.epoch(), snapshot.offset});
  const auto entries = std::get<EntriesFrame>(told(2).at(1));
  for (const LogEntry& entry : entries.entries) ASSERT_TRUE(apply_view(view, entry).is_ok());
  view.offset = entries.up_to;
  EXPECT_EQ(digest(view), *entries.digest);
  EXPECT_EQ(service_->counters().resumes, 1u);
}

TEST_F(Sockets, AnotherEpochOrAnUnknownPlaceGetsASnapshot) {
  connect(1, kAna, Hello{kProtocolVersion, "ffff", 3});
  EXPECT_TRUE(std::holds_alternative<SnapshotFrame>(told(1).at(1)));
  connect(2, kBen, Hello{kProtocolVersion, store_.epoch(), 1});
  EXPECT_TRUE(std::holds_alternative<SnapshotFrame>(told(2).at(1)));
  connect(3, kEve, Hello{kProtocolVersion, store_.epoch(), 9'999});
  EXPECT_TRUE(std::holds_alternative<SnapshotFrame>(told(3).at(1)));
}

TEST_F(Sockets, AMissedStretchBeyondTheMaximumGetsASnapshot) {
  connect(1, kAna);
  const std::uint64_t offset = std::get<SnapshotFrame>(told(1).at(1)).offset;
  step({input::SocketClosed{1}});
  for (std::size_t i = 0; i < kStreamEntriesMax + 1; ++i) {
    step({input::SocketOpened{9, kSam}, frame(9, Hello{}),
          command(9, SetPresence{i % 2 == 0 ? Presence::Busy : Presence::Away}, "p" + std::to_string(i))});
  }
  connect(2, kAna, Hello{kProtocolVersion, store_.epoch(), offset});
  EXPECT_TRUE(std::holds_alternative<SnapshotFrame>(told(2).at(1)));
}

TEST_F(Sockets, ACommandTwiceIsObeyedOnceAndAnsweredTwice) {
  const ConversationId id = own_conversation();
  const auto say = command(7, SendMessage{id, "hello", MessageId{~0ull >> 1}, true}, "k");
  step({say, say});
  step({say});
  EXPECT_EQ(told(7).size(), 1u);
  EXPECT_FALSE(std::get<AnswerFrame>(told(7).at(0)).refusal);
  restart();
  connect(8, kAna);
  step({command(8, SendMessage{id, "hello", MessageId{~0ull >> 1}, true}, "k")});
  EXPECT_EQ(service_->workspace().find_conversation(id)->detail->messages.size(), 2u);
}

TEST_F(Sockets, WhatIsMarkedAsUnreadIsSoAtTheAgentsOtherPagesAndAfterARestart) {
  const ConversationId id = own_conversation();
  connect(8, kAna);
  const auto detail = [&]() -> const ConversationDetail& {
    return *service_->workspace().find_conversation(id)->detail;
  };
  const MessageId first = detail().messages.front().id;
  step({command(8, MarkSeen{id, first}, "s")});
  const auto mark = command(7, MarkUnread{id, first}, "m");
  step({mark});
  EXPECT_EQ(detail().unread_count(), 1u);
  bool is_told = false;
  for (const RelayFrame& one : told(8)) {
    const auto* entries = std::get_if<EntriesFrame>(&one);
    for (std::size_t i = 0; entries != nullptr && i < entries->entries.size(); ++i)
      is_told = is_told || std::holds_alternative<ConversationMarkedUnread>(entries->entries[i].body);
  }
  EXPECT_TRUE(is_told);
  // Its answer was lost, and what was asked for is asked for once more; meanwhile the agent has read it.
  step({command(8, MarkSeen{id, first, true}, "s2")});
  step({mark});
  ASSERT_EQ(told(7).size(), 1u);
  EXPECT_FALSE(std::get<AnswerFrame>(told(7)[0]).refusal);
  EXPECT_EQ(detail().unread_count(), 0u);
  // Likewise the end of a mark.
  step({command(7, MarkUnread{id, first}, "m1")});
  step({command(8, MarkSeen{id, first, true}, "s2")});
  EXPECT_EQ(detail().unread_count(), 1u);
  step({command(7, MarkUnread{id, MessageId{first.value + 1'000}}, "far")});
  EXPECT_EQ(std::get<AnswerFrame>(told(7).back()).refusal->kind, RefusalKind::UnknownMessage);
  step({command(7, MarkUnread{id, first}, "m2")});
  restart();
  EXPECT_EQ(detail().unread_count(), 1u);
  EXPECT_TRUE(detail().is_marked_unread);
}

TEST_F(Sockets, AFileOfAMessageThatTheFactsDoNotHoldIsFetchedAgain) {
  const ConversationId id = own_conversation();
  const Media sent{"https://c/1", "image/png"};
  step({input::Inbound{1, InboundMessage{{"MM1"}, kCustomer, kSupportNumber, "", {sent}}}});
  const MessageId message = service_->workspace().find_conversation(id)->detail->messages.back().id;
  Media failed = sent;
  failed.state = MediaState::Failed;
  failed.failure = MediaFailure::Unreachable;
  step({input::MediaFetched{message, 0, failed}});
  std::vector<ServiceInput> later;
  for (std::size_t i = 0; i < kMessagesHeldMax; ++i) later.push_back(inbound("SM" + std::to_string(i)));
  step(std::move(later));
  ASSERT_EQ(service_->workspace().find_conversation(id)->detail->find(message), nullptr);

  const auto refusal = [&] {
    std::optional<Refusal> found;
    for (const RelayFrame& one : told(7))
      if (const auto* answer = std::get_if<AnswerFrame>(&one)) found = answer->refusal;
    return found;
  };
  /// What the agent's page is told of the file.
  const auto told_media = [&] {
    std::vector<Media> media;
    for (const RelayFrame& one : told(7))
      if (const auto* entries = std::get_if<EntriesFrame>(&one))
        for (const LogEntry& entry : entries->entries)
          if (const auto* changed = std::get_if<MediaChanged>(&entry.body)) media.push_back(changed->media);
    return media;
  };
  step({command(7, FetchMedia{id, message, 0}, "f")});
  EXPECT_FALSE(refusal());
  EXPECT_EQ(told_media(), std::vector{sent});
  EXPECT_EQ(all<effect::MediaWaits>().size(), 1u);
  EXPECT_TRUE((*store_.find_media(message, 0))->is_waiting);
  Media stored = sent;
  stored.state = MediaState::Stored;
  stored.hash = std::string(64, 'a');
  step({input::MediaFetched{message, 0, stored}});
  EXPECT_EQ(told_media(), std::vector{stored});
  EXPECT_EQ((*store_.find_media(message, 0))->hash, stored.hash);
  step({command(7, FetchMedia{id, message, 1}, "g")});
  ASSERT_TRUE(refusal());
  EXPECT_EQ(refusal()->kind, RefusalKind::UnknownMessage);
  restart();
  EXPECT_EQ(service_->workspace().find_conversation(id)->detail->messages.size(), kMessagesHeldMax);
}

TEST_F(Sockets, NoFileOfAnotherConversationIsFetchedAgain) {
  const ConversationId id = own_conversation();
  step(
      {input::Inbound{1, InboundMessage{{"MM1"}, kOtherCustomer, kSupportNumber, "", {{"https://c/1", "image/png"}}}}});
  const Workspace& w = service_->workspace();
  const auto other =
      std::find_if(w.conversations.begin(), w.conversations.end(), [&](const auto& one) { return one.first != id; });
  ASSERT_NE(other, w.conversations.end());
  const MessageId message = other->second.detail->messages.front().id;
  Media failed{"https://c/1", "image/png"};
  failed.state = MediaState::Failed;
  step({input::MediaFetched{message, 0, failed}, command(7, FetchMedia{id, message, 0}, "f")});
  step({command(7, FetchMedia{id, message, 0}, "g")});
  EXPECT_EQ(std::get<AnswerFrame>(told(7).back()).refusal->kind, RefusalKind::UnknownMessage);
  EXPECT_FALSE((*store_.find_media(message, 0))->is_waiting);
}

TEST_F(Sockets, ARefusedCommandMayBeGivenAgainUnderItsKey) {
  const ConversationId id = own_conversation();
  step({command(7, SendMessage{id, "hello", MessageId{}, false}, "k")});
  EXPECT_EQ(std::get<AnswerFrame>(told(7).back()).refusal->kind, RefusalKind::NewerMessages);
  step({command(7, SendMessage{id, "hello", MessageId{}, true}, "k")});
  EXPECT_EQ(service_->workspace().find_conversation(id)->detail->messages.size(), 2u);
}

TEST_F(Sockets, AnswersComeBehindTheEntriesTheyCaused) {
  connect(1, kAna);
  step({command(1, SetOnQueue{true}, "q")});
  ASSERT_EQ(told(1).size(), 2u);
  EXPECT_TRUE(std::holds_alternative<EntriesFrame>(told(1)[0]));
  EXPECT_TRUE(std::holds_alternative<AnswerFrame>(told(1)[1]));
}

TEST_F(Sockets, WhatBreaksTheRulesIsClosedAndNotHeardAgain) {
  step({input::SocketOpened{1, kAna}, command(1, SetOnQueue{true}, "q"), frame(1, Hello{}),
        command(1, SetOnQueue{true}, "r")});
  ASSERT_EQ(all<effect::CloseSocket>().size(), 1u);
  EXPECT_EQ(all<effect::CloseSocket>()[0].code, kCloseBadFrame);
  EXPECT_EQ(service_->workspace().find_agent(kAna)->queue_status, QueueStatus::OffQueue);
  step({input::SocketOpened{2, kAna}, input::SocketFrame{2, "{"}});
  EXPECT_EQ(all<effect::CloseSocket>().at(0).code, kCloseBadFrame);
  connect(3, kAna, Hello{kProtocolVersion + 1, "", 0});
  EXPECT_EQ(all<effect::CloseSocket>().at(0).code, kCloseVersion);
}

TEST_F(Sockets, MoreCommandsThanAPersonCanGiveCloseTheSocket) {
  connect(1, kAna);
  std::vector<ServiceInput> many;
  for (unsigned i = 0; i < kCommandsPerSecondMax + 5; ++i)
    many.push_back(command(1, SetOnQueue{i % 2 == 0}, "k" + std::to_string(i)));
  step(many);
  ASSERT_EQ(all<effect::CloseSocket>().size(), 1u);
  EXPECT_EQ(all<effect::CloseSocket>()[0].code, kCloseTooMany);
}

TEST_F(Sockets, AnOfferThatRanOutWhileNoRelayWasThereIsNobodysFault) {
  connect(7, kAna);
  step({command(7, SetOnQueue{true}, "q"), inbound("SM1")});
  ASSERT_EQ(service_->workspace().offers.size(), 1u);
  now_ = now_ + minutes(5);
  restart();
  EXPECT_EQ(service_->workspace().find_agent(kAna)->queue_status, QueueStatus::OnQueue);
  EXPECT_TRUE(service_->workspace().offers.empty());
}

TEST_F(Sockets, AChangedRightBringsANewSnapshot) {
  connect(1, kAna);
  Organisation changed = an_organisation();
  changed.agents[0].queues = {kSales};
  step({input::Configured{changed}});
  ASSERT_EQ(told(1).size(), 1u);
  EXPECT_TRUE(std::holds_alternative<SnapshotFrame>(told(1)[0]));
}

TEST_F(Sockets, ARemovedAgentIsShownOutAndNotGreetedAgain) {
  const ConversationId id = own_conversation();
  connect(8, kBen);
  Organisation changed = an_organisation();
  changed.agents.erase(changed.agents.begin());
  step({input::Configured{changed}, command(7, SendMessage{id, "one more", MessageId{~0ull >> 1}, true}, "k")});
  ASSERT_EQ(all<effect::CloseSocket>().size(), 1u);
  EXPECT_EQ(all<effect::CloseSocket>()[0].socket, 7u);
  EXPECT_EQ(all<effect::CloseSocket>()[0].code, kCloseSignedOut);
  EXPECT_TRUE(told(7).empty());
  EXPECT_EQ(service_->workspace().find_conversation(id)->state, ConversationState::Waiting);
  EXPECT_EQ(service_->workspace().find_conversation(id)->detail->messages.size(), 1u) << "it was not heard any more";
  EXPECT_FALSE(told(8).empty()) << "colleagues see it waiting again";
  step({input::SocketClosed{7}});
  connect(9, kAna);
  ASSERT_EQ(all<effect::CloseSocket>().size(), 1u);
  EXPECT_EQ(all<effect::CloseSocket>()[0].code, kCloseSignedOut);
  EXPECT_TRUE(told(9).empty());
  step({input::Configured{an_organisation()}});
  connect(10, kAna);
  EXPECT_TRUE(std::holds_alternative<SnapshotFrame>(told(10).at(1)));
}

TEST_F(Sockets, WhoWasToldNothingForAWhileGetsAPulse) {
  const auto pulses = [&](SocketId socket) {
    const auto frames = told(socket);
    return std::count_if(frames.begin(), frames.end(),
                         [](const RelayFrame& one) { return std::holds_alternative<PulseFrame>(one); });
  };
  connect(1, kAna);
  EXPECT_EQ(all<effect::WakeAt>().at(0).at, now_ + kPulseAfter);
  now_ = now_ + (kPulseAfter - 1);
  step({input::TimerDue{}});
  EXPECT_EQ(pulses(1), 0);
  connect(2, kBen);  // Ana hears of it
  now_ = now_ + 1;
  step({input::TimerDue{}});
  EXPECT_EQ(pulses(1), 0) << "something else was said meanwhile";
  // However the rounds fall, nobody waits longer than the page is promised.
  Instant heard[] = {now_, now_};
  for (int i = 0; i < 200; ++i) {
    now_ = now_ + 700;
    step({input::TimerDue{}});
    for (const SocketId socket : {1, 2}) {
      if (!told(socket).empty()) heard[socket - 1] = now_;
      EXPECT_LE(now_ - heard[socket - 1], kQuietMax);
    }
  }
  step({input::SocketClosed{1}, input::SocketClosed{2}});
  now_ = now_ + minutes(1);
  step({input::TimerDue{}});
  EXPECT_TRUE(all<effect::SendFrame>().empty());
}

TEST_F(Sockets, SigningOutInTheLastBrowserGoesOffQueue) {
  connect(7, kAna);
  connect(8, kAna);
  step({command(7, SetOnQueue{true}, "q")});
  step({input::SignedOut{kAna, {7}}});
  EXPECT_EQ(service_->workspace().find_agent(kAna)->queue_status, QueueStatus::OnQueue) << "another browser is at work";
  EXPECT_TRUE(service_->workspace().find_agent(kAna)->is_connected);
  step({input::SignedOut{kAna, {8}}, input::SocketClosed{7}, input::SocketClosed{8}});
  EXPECT_EQ(service_->workspace().find_agent(kAna)->queue_status, QueueStatus::OffQueue);
  EXPECT_FALSE(service_->workspace().find_agent(kAna)->is_connected);
  step({inbound("SM1")});
  connect(9, kAna);
  EXPECT_TRUE(service_->workspace().offers.empty()) << "nothing is offered before she says so";
}

TEST_F(Sockets, NobodyReadsAPageOfWhatTheyMayNotRead) {
  const ConversationId id = own_conversation();
  connect(8, kBen);
  step({frame(8, PageRequest{{"p"}, id, {}, 50})});
  EXPECT_TRUE(all<effect::ReadPage>().empty());
  EXPECT_TRUE(std::get<PageFrame>(told(8).at(0)).messages.empty());
  step({frame(7, PageRequest{{"p"}, id, {}, 50})});
  EXPECT_EQ(all<effect::ReadPage>().size(), 1u);
}

TEST_F(Sockets, WhoMayHandItOverIsToldWhomItCouldGoTo) {
  const ConversationId id = own_conversation();
  connect(9, kBen);
  step({command(9, SetOnQueue{true}, "q")});
  step({frame(7, TargetsRequest{{"t"}, id})});
  ASSERT_EQ(told(7).size(), 1u);
  const auto mine = std::get<TargetsFrame>(told(7)[0]);
  EXPECT_EQ(mine.key.value, "t");
  EXPECT_EQ(mine.targets, targets_of(service_->workspace(), *service_->workspace().find_conversation(id)));
  EXPECT_FALSE(mine.targets.agents.empty());
  step({frame(9, TargetsRequest{{"u"}, id})});
  EXPECT_EQ(std::get<TargetsFrame>(told(9).at(0)).targets, Targets{}) << "it is not Ben's";
}

/// Ana's, closed with a wrap-up.
class Closed : public RelayFixture {
 protected:
  ConversationId close() {
    const ConversationId id = own_conversation();
    step({command(7, EndConversation{id}, "e"), command(7, CompleteWrapUp{id, kSolved, "All fine"}, "w")});
    EXPECT_EQ(service_->workspace().find_conversation(id), nullptr);
    return id;
  }
};

TEST_F(Closed, AreLookedForWithTheRightsAndNamesOfTheOrganisation) {
  close();
  step({frame(7, FindRequest{{"f"}, "sup (415) lop", true, {}, {}, 20})});
  const auto asked = all<effect::FindClosed>();
  ASSERT_EQ(asked.size(), 1u);
  const store::ClosedQuery& query = asked[0].query;
  EXPECT_EQ(query.reader, kAna);
  EXPECT_FALSE(query.sees_everything);
  EXPECT_TRUE(query.is_mine);
  EXPECT_EQ(query.queues, service_->workspace().find_agent(kAna)->queues);
  ASSERT_EQ(query.words.size(), 3u);
  EXPECT_EQ(query.words[0].queues, std::vector<QueueId>{kSupport});
  EXPECT_EQ(query.words[1].text, "(415)");
  EXPECT_EQ(query.words[1].number, "415");
  EXPECT_EQ(query.words[2].number, "");
  EXPECT_EQ(query.words[2].agents, std::vector<AgentId>{kAna});
  EXPECT_FALSE(query.before_at);
  const auto page = store_.find_closed(query, asked[0].limit);
  ASSERT_TRUE(page);
  connect(9, kSam);
  step({frame(9,
              FindRequest{{"f"}, std::string(20, ' ') + "a b c d e f g h", false, Instant{5}, ConversationId{6}, 20})});
  EXPECT_TRUE(all<effect::FindClosed>().at(0).query.sees_everything);
  EXPECT_EQ(all<effect::FindClosed>().at(0).query.words.size(), store::kClosedWordsMax);
  EXPECT_EQ(all<effect::FindClosed>().at(0).query.before_at, Instant{5});
}

TEST_F(Closed, AreLookedForByNamesWithoutCaseAndAccentsAndByThoseThatLookLikeNumbers) {
  step({input::Configured{an_organisation_with([](Organisation& all) {
    all.queues[0].name = "24/7";
    all.agents[0].name = "Zoë Überall";
  })}});
  connect(7, kAna);
  step({frame(7, FindRequest{{"f"}, "zoe ÜBER 24/7 -", false, {}, {}, 20})});
  const auto asked = all<effect::FindClosed>();
  ASSERT_EQ(asked.size(), 1u);
  const std::vector<store::ClosedWord>& words = asked[0].query.words;
  ASSERT_EQ(words.size(), 3u) << "a sign alone is no word";
  EXPECT_EQ(words[0].agents, std::vector<AgentId>{kAna});
  EXPECT_EQ(words[1].agents, std::vector<AgentId>{kAna});
  EXPECT_EQ(words[2].queues, std::vector<QueueId>{kSupport});
  EXPECT_EQ(words[2].text, "24/7");
  EXPECT_EQ(words[2].number, "247");
}

TEST_F(Closed, AreReadByWhoHadThemTheirQueueAndSupervisors) {
  const ConversationId id = close();
  step({frame(7, PageRequest{{"p"}, id, {}, 50})});
  ASSERT_EQ(all<effect::ReadPage>().size(), 1u);
  EXPECT_EQ(all<effect::ReadPage>()[0].customer, kCustomer);
  EXPECT_FALSE(all<effect::ReadPage>()[0].hidden.is_set());
  connect(9, kSam);
  step({frame(9, PageRequest{{"p"}, id, {}, 50})});
  EXPECT_EQ(all<effect::ReadPage>().size(), 1u);
  connect(10, kEve);
  step({frame(10, PageRequest{{"p"}, id, {}, 50})});
  EXPECT_TRUE(all<effect::ReadPage>().empty()) << "Eve is of another queue";
  EXPECT_TRUE(std::get<PageFrame>(told(10).at(0)).messages.empty());
}

TEST_F(Closed, DoNotShowWhatTheSameCustomerWritesWithSomebodyElse) {
  Organisation apart = an_organisation();
  apart.queues[0].threading_window = 0;
  step({input::Configured{apart}});
  const ConversationId id = close();
  connect(8, kBen);
  step({command(7, SetOnQueue{false}, "off"), command(8, SetOnQueue{true}, "on"), inbound("SM9", kCustomer)});
  const Conversation* later = service_->workspace().find_open(kCustomer, kSupportNumber);
  ASSERT_NE(later, nullptr);
  ASSERT_NE(later->id, id);
  step({frame(7, PageRequest{{"p"}, id, {}, 50})});
  ASSERT_EQ(all<effect::ReadPage>().size(), 1u);
  EXPECT_EQ(all<effect::ReadPage>()[0].hidden, later->id);
}

TEST_F(Closed, AndTheirMessagesAreFoundByWhoMayReadThem) {
  const ConversationId closed = close();
  step({inbound("SM77", "+14155550177")});
  const Conversation* waits = service_->workspace().find_open("+14155550177", kSupportNumber);
  ASSERT_NE(waits, nullptr);
  MessagesRequest request;
  request.key = {"m"};
  request.words = "parcel";
  const auto asked_by = [&](SocketId socket) {
    step({frame(socket, request)});
    auto asked = all<effect::FindMessages>();
    EXPECT_EQ(asked.size(), 1u);
    return asked.empty() ? effect::FindMessages{} : asked[0];
  };
  const effect::FindMessages ana = asked_by(7);
  EXPECT_EQ(ana.key, request.key);
  EXPECT_EQ(ana.limit, 50u);
  EXPECT_EQ(ana.query.reader, kAna);
  EXPECT_EQ(ana.query.terms.size(), 1u);
  EXPECT_FALSE(ana.query.sees_everything);
  EXPECT_EQ(ana.query.queues, service_->workspace().find_agent(kAna)->queues);
  const auto& shown = may_read(service_->workspace(), *waits, *service_->workspace().find_agent(kAna))
                          ? ana.query.shown
                          : ana.query.hidden;
  EXPECT_EQ(shown, std::vector<ConversationId>{waits->id});
  EXPECT_EQ(ana.query.kind, FoundKind::Messages) << "an old page";
  EXPECT_FALSE(ana.query.author.is_set());
  request.kind = FoundKind::Notes;
  request.author = kBen;
  request.queue = kSupport;
  request.from = Instant{5};
  request.until = Instant{7};
  const effect::FindMessages narrowed = asked_by(7);
  EXPECT_EQ(narrowed.query.kind, FoundKind::Notes);
  EXPECT_EQ(narrowed.query.author, kBen);
  EXPECT_EQ(narrowed.query.queue, kSupport);
  EXPECT_EQ(narrowed.query.from, Instant{5});
  EXPECT_EQ(narrowed.query.until, Instant{7});
  EXPECT_EQ(narrowed.query.shown, ana.query.shown) << "filters give no right";
  EXPECT_EQ(narrowed.query.hidden, ana.query.hidden);
  connect(9, kSam);
  EXPECT_TRUE(asked_by(9).query.sees_everything);
  connect(10, kEve);
  EXPECT_EQ(asked_by(10).query.hidden, std::vector<ConversationId>{waits->id});
  // In one timeline: only where it may be read.
  request.conversation = closed;
  const effect::FindMessages within = asked_by(7);
  EXPECT_TRUE(within.query.is_within);
  EXPECT_EQ(within.query.customer, kCustomer);
  step({frame(10, request)});
  EXPECT_TRUE(all<effect::FindMessages>().empty()) << "Eve is of another queue";
  EXPECT_TRUE(std::get<FoundMessagesFrame>(told(10).at(0)).messages.empty());
}

TEST_F(Closed, ReportedMessagesAreListedForSupervisorsAlone) {
  own_conversation();
  connect(9, kSam);
  step({frame(7, ReportedRequest{{"r"}, {}, {}, 50})});
  EXPECT_TRUE(all<effect::FindReported>().empty());
  EXPECT_TRUE(std::get<ReportedFrame>(told(7).at(0)).messages.empty());
  step({frame(9, ReportedRequest{{"r"}, {}, {}, 50})});
  ASSERT_EQ(all<effect::FindReported>().size(), 1u);
  EXPECT_EQ(all<effect::FindReported>()[0].key.value, "r");
  EXPECT_EQ(all<effect::FindReported>()[0].limit, 50u);
  EXPECT_FALSE(all<effect::FindReported>()[0].query.behind);
  step({frame(9, ReportedRequest{{"r"}, Instant{5}, MessageId{6}, 50})});
  EXPECT_EQ(all<effect::FindReported>().at(0).query.behind, (store::ReportPlace{Instant{5}, 6}));
}

TEST_F(Closed, AReportIsDismissedByASupervisorWhenItsConversationIsClosed) {
  const ConversationId id = own_conversation();
  const MessageId message = service_->workspace().find_conversation(id)->detail->messages.front().id;
  step({command(7, ReportMessage{id, message, ReportKind::Spam}, "r")});
  step({command(7, EndConversation{id}, "e"), command(7, CompleteWrapUp{id, kSolved, ""}, "w")});
  ASSERT_EQ(service_->workspace().find_conversation(id), nullptr);
  const auto reports = [&] {
    const auto page = store_.read_message_reports({}, 10);
    EXPECT_TRUE(page);
    return page ? page->rows.size() : 0;
  };
  const auto is_refused = [&](SocketId socket) {
    for (const RelayFrame& one : told(socket))
      if (const auto* answer = std::get_if<AnswerFrame>(&one)) return answer->refusal.has_value();
    ADD_FAILURE() << "no answer";
    return false;
  };
  EXPECT_EQ(reports(), 1u);
  connect(8, kBen);
  step({command(8, ReportMessage{id, message, ReportKind::None}, "n")});
  EXPECT_TRUE(is_refused(8)) << "Ben is no supervisor";
  EXPECT_EQ(reports(), 1u);
  connect(9, kSam);
  step({command(9, ReportMessage{id, message, ReportKind::None}, "n")});
  EXPECT_FALSE(is_refused(9));
  EXPECT_EQ(reports(), 0u);
  const std::uint64_t head = store_.head();
  step({command(9, ReportMessage{id, message, ReportKind::None}, "m")});
  EXPECT_FALSE(is_refused(9));
  EXPECT_EQ(store_.head(), head) << "nothing is left to take back";
  restart();
  EXPECT_EQ(service_->workspace().find_conversation(id), nullptr) << "the log is read again without it";
}

TEST_F(Closed, WhatTheCustomerWroteIsReportedByWhoeverMayReadItHoweverOldItIs) {
  const ConversationId id = own_conversation();
  const MessageId message = service_->workspace().find_conversation(id)->detail->messages.front().id;
  const MessageId own = send(id, "No", "s");
  connect(8, kBen);
  connect(9, kEve);
  const auto reports = [&] {
    const auto page = store_.read_message_reports({}, 10);
    EXPECT_TRUE(page);
    return page ? page->rows : std::vector<store::SetMessageReport>{};
  };
  int key = 0;
  const auto is_refused = [&](SocketId socket, ReportMessage report) {
    step({command(socket, std::move(report), "report-" + std::to_string(++key))});
    for (const RelayFrame& one : told(socket))
      if (const auto* answer = std::get_if<AnswerFrame>(&one)) return answer->refusal.has_value();
    ADD_FAILURE() << "no answer";
    return false;
  };
  EXPECT_TRUE(is_refused(8, {id, message, ReportKind::Spam})) << "it is Ana's while it runs";
  step({command(7, EndConversation{id}, "e")});
  EXPECT_FALSE(is_refused(8, {id, message, ReportKind::Spam})) << "his queue reads what has ended";
  EXPECT_EQ(service_->workspace().find_conversation(id)->detail->find(message)->report.by, kBen);
  EXPECT_TRUE(is_refused(7, {id, message, ReportKind::None})) << "Ben's, also where the facts hold it";
  EXPECT_FALSE(is_refused(8, {id, message, ReportKind::None}));
  EXPECT_EQ(reports().size(), 0u);
  step({command(7, CompleteWrapUp{id, kSolved, ""}, "w")});
  EXPECT_TRUE(is_refused(9, {id, message, ReportKind::Spam})) << "not Eve's queue";
  EXPECT_TRUE(is_refused(8, {id, own, ReportKind::Spam})) << "not the customer's";
  EXPECT_TRUE(is_refused(8, {id, MessageId{99'999}, ReportKind::Spam}));
  EXPECT_EQ(reports().size(), 0u);
  EXPECT_FALSE(is_refused(8, {id, message, ReportKind::Abuse}));
  ASSERT_EQ(reports().size(), 1u);
  EXPECT_EQ(reports()[0].message, message);
  EXPECT_EQ(reports()[0].by, kBen);
  const std::uint64_t head = store_.head();
  EXPECT_FALSE(is_refused(7, {id, message, ReportKind::Abuse}));
  EXPECT_EQ(store_.head(), head) << "it is reported already";
  EXPECT_TRUE(is_refused(7, {id, message, ReportKind::None})) << "Ben's, also in the archive";
  EXPECT_TRUE(is_refused(7, {id, message, ReportKind::Spam}));
  EXPECT_EQ(store_.head(), head);
  restart();
  EXPECT_EQ(service_->workspace().find_conversation(id), nullptr) << "the log is read again without it";
  connect(8, kBen);
  EXPECT_FALSE(is_refused(8, {id, message, ReportKind::None})) << "his own";
  EXPECT_EQ(reports().size(), 0u);
  EXPECT_FALSE(is_refused(8, {id, message, ReportKind::Spam}));
  // It goes on, without what was said before among the facts.
  step({inbound("SM-next")});
  const ConversationId next = service_->workspace().conversations.begin()->first;
  ASSERT_EQ(service_->workspace().find_conversation(next)->detail->find(message), nullptr);
  connect(10, kSam);
  EXPECT_FALSE(is_refused(10, {next, message, ReportKind::Abuse}));
  ASSERT_EQ(reports().size(), 1u);
  EXPECT_EQ(reports()[0].by, kSam);
}

}  // namespace
}  // namespace smsdesk::relay::test
