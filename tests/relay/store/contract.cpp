#include "tests/relay/store/contract.h"

#include <thread>

namespace smsdesk::store {

TEST_P(StoreContract, BeginsEmptyWithItsEpoch) {
  EXPECT_EQ(store().epoch(), kEpoch);
  EXPECT_EQ(store().head(), 0u);
  EXPECT_EQ(store().dropped_until(), 0u);
  EXPECT_TRUE(store().read_log(0, 10)->empty());
  EXPECT_FALSE(store().load_snapshot()->has_value());
  EXPECT_FALSE(store().is_seen("anything"));
}

TEST_P(StoreContract, GivesBackTheRowsItCommitted) {
  ASSERT_TRUE(is_committed(append_rows(3)));
  ASSERT_TRUE(is_committed(append_rows(2)));
  EXPECT_EQ(store().head(), 5u);
  const auto rows = store().read_log(1, 3);
  ASSERT_TRUE(rows);
  ASSERT_EQ(rows->size(), 3u);
  EXPECT_EQ((*rows)[0].offset, 2u);
  EXPECT_EQ((*rows)[0].body, "row 2");
  EXPECT_EQ((*rows)[0].at, (Instant{1002}));
  EXPECT_EQ((*rows)[2].offset, 4u);
  EXPECT_TRUE(store().read_log(5, 10)->empty());
  EXPECT_TRUE(store().read_log(UINT64_MAX, SIZE_MAX)->empty());
}

TEST_P(StoreContract, KeepsBodiesByteForByte) {
  Batch batch;
  const std::string body("{\"t\":\"\xF0\x9F\x98\x80 \xD9\x85 \\u0000\"}\0end", 26);
  batch.log = {{1, {1}, body}, {2, {2}, ""}};
  ASSERT_TRUE(is_committed(store().append(0, batch)));
  const auto rows = store().read_log(0, 10);
  EXPECT_EQ((*rows)[0].body, body);
  EXPECT_EQ((*rows)[1].body, "");
}

TEST_P(StoreContract, RefusesAWrongHeadAndWritesNothing) {
  ASSERT_TRUE(is_committed(append_rows(2)));
  for (const std::uint64_t wrong : {0u, 1u, 3u}) {
    Batch batch;
    batch.log = rows_after(wrong, 1);
    batch.seen_keys = {"key"};
    batch.archive = {a_conversation(1)};
    const auto outcome = store().append(wrong, batch);
    ASSERT_TRUE(outcome);
    EXPECT_EQ(*outcome, AppendOutcome::Conflict);
  }
  EXPECT_EQ(store().head(), 2u);
  EXPECT_EQ(store().read_log(0, 10)->size(), 2u);
  EXPECT_FALSE(store().is_seen("key"));
  EXPECT_TRUE(store().read_history(kCustomer, kOurNumber, 10)->empty());
}

TEST_P(StoreContract, ShowsWhatIsAppendedAheadAtOnce) {
  Batch batch;
  batch.log = rows_after(0, 2);
  batch.seen_keys = {"key"};
  batch.archive = {a_conversation(1)};
  ASSERT_TRUE(is_committed(store().append_ahead(0, batch)));
  EXPECT_EQ(store().head(), 2u);
  EXPECT_EQ(store().read_log(0, 10)->size(), 2u);
  EXPECT_TRUE(store().is_seen("key"));
  auto reader = store().open_reader();
  ASSERT_TRUE(reader);
  EXPECT_EQ((*reader)->read_history(kCustomer, kOurNumber, 10)->size(), 1u);
  EXPECT_EQ(*store().append_ahead(0, batch), AppendOutcome::Conflict);
  std::thread([this] { EXPECT_TRUE(store().flush()); }).join();
  Batch same_key;
  same_key.seen_keys = {"key"};
  EXPECT_FALSE(store().append_ahead(2, same_key));
  ASSERT_TRUE(is_committed(append_rows(1)));
  EXPECT_EQ(store().head(), 3u);
}

TEST_P(StoreContract, StopsTheProcessWhenOffsetsDoNotFollowTheHead) {
  testing::GTEST_FLAG(death_test_style) = "threadsafe";
  Batch batch;
  batch.log = {{2, {}, "gap"}};
  EXPECT_DEATH((void)store().append(0, batch), "internal error");
}

TEST_P(StoreContract, CommitsAnEmptyBatchWithoutATrace) {
  EXPECT_TRUE(is_committed(store().append(0, Batch())));
  EXPECT_EQ(*store().append(1, Batch()), AppendOutcome::Conflict);
  EXPECT_EQ(store().head(), 0u);
}

TEST_P(StoreContract, RemembersSeenKeysExactly) {
  Batch batch;
  batch.seen_keys = {"twilio:SM1", "twilio:SM2", std::string(kSeenKeyBytesMax, 'x')};
  ASSERT_TRUE(is_committed(store().append(0, batch)));
  EXPECT_TRUE(store().is_seen("twilio:SM1"));
  EXPECT_TRUE(store().is_seen("twilio:SM2"));
  EXPECT_TRUE(store().is_seen(std::string(kSeenKeyBytesMax, 'x')));
  EXPECT_FALSE(store().is_seen("twilio:SM3"));
  EXPECT_FALSE(store().is_seen("twilio:SM"));
  EXPECT_FALSE(store().is_seen("TWILIO:SM1"));
  EXPECT_FALSE(store().is_seen(""));
}

TEST_P(StoreContract, RefusesAUsedKeyAndKeepsNothingOfItsBatch) {
  Batch first;
  first.seen_keys = {"once"};
  ASSERT_TRUE(is_committed(store().append(0, first)));
  Batch again;
  again.log = rows_after(0, 2);
  again.seen_keys = {"fresh", "once"};
  const auto outcome = store().append(0, again);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, ErrorCode::Conflict);
  EXPECT_EQ(store().head(), 0u);
  EXPECT_FALSE(store().is_seen("fresh"));
  Batch twice;
  twice.seen_keys = {"same", "same"};
  EXPECT_FALSE(store().append(0, twice));
  EXPECT_FALSE(store().is_seen("same"));
}

TEST_P(StoreContract, RefusesKeysThatAreEmptyOrTooLong) {
  for (const std::string& key : {std::string(), std::string(kSeenKeyBytesMax + 1, 'x')}) {
    Batch batch;
    batch.seen_keys = {key};
    const auto outcome = store().append(0, batch);
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code, ErrorCode::TooLarge);
  }
}

TEST_P(StoreContract, ForgetsOnlyKeysOlderThanAsked) {
  for (int round = 0; round < 3; ++round) {
    Batch batch;
    batch.at = {1000 * round};
    for (int i = 0; i < 10; ++i) {
      batch.seen_keys.push_back("k" + std::to_string(round) + "." + std::to_string(i));
    }
    ASSERT_TRUE(is_committed(store().append(0, batch)));
  }
  const auto is_over = store().forget_seen_before({2000});
  ASSERT_TRUE(is_over);
  EXPECT_TRUE(*is_over);
  EXPECT_FALSE(store().is_seen("k0.3"));
  EXPECT_FALSE(store().is_seen("k1.9"));
  EXPECT_TRUE(store().is_seen("k2.0"));
  EXPECT_TRUE(store().is_seen("k2.9"));
}

TEST_P(StoreContract, KeepsTheNewestSnapshot) {
  ASSERT_TRUE(is_committed(append_rows(5)));
  ASSERT_TRUE(store().save_snapshot({2, "two"}));
  ASSERT_TRUE(store().save_snapshot({4, "four"}));
  const auto snapshot = store().load_snapshot();
  ASSERT_TRUE(snapshot);
  ASSERT_TRUE(snapshot->has_value());
  EXPECT_EQ((*snapshot)->offset, 4u);
  EXPECT_EQ((*snapshot)->body, "four");
  EXPECT_FALSE(store().save_snapshot({3, "older than the one kept"}));
  EXPECT_FALSE(store().save_snapshot({6, "beyond the head"}));
  EXPECT_EQ((*store().load_snapshot())->body, "four");
}

TEST_P(StoreContract, DropsTheLogOnlyBehindASnapshot) {
  ASSERT_TRUE(is_committed(append_rows(6)));
  EXPECT_FALSE(store().drop_log_until(1));
  ASSERT_TRUE(store().save_snapshot({4, "four"}));
  EXPECT_FALSE(store().drop_log_until(5));
  EXPECT_EQ(store().read_log(0, 10)->size(), 6u);
  ASSERT_TRUE(store().drop_log_until(4));
  EXPECT_EQ(store().dropped_until(), 4u);
  EXPECT_EQ(store().head(), 6u);
  const auto rows = store().read_log(4, 10);
  ASSERT_TRUE(rows);
  ASSERT_EQ(rows->size(), 2u);
  EXPECT_EQ((*rows)[0].offset, 5u);
  EXPECT_TRUE(store().drop_log_until(2));
  EXPECT_EQ(store().dropped_until(), 4u);
}

TEST_P(StoreContract, SaysThatDroppedRowsAreGoneInsteadOfSkippingThem) {
  ASSERT_TRUE(is_committed(append_rows(3)));
  ASSERT_TRUE(store().save_snapshot({3, "all"}));
  ASSERT_TRUE(store().drop_log_until(3));
  const auto rows = store().read_log(2, 10);
  ASSERT_FALSE(rows);
  EXPECT_EQ(rows.error().code, ErrorCode::NotFound);
  EXPECT_TRUE(store().read_log(3, 10)->empty());
  EXPECT_EQ(store().head(), 3u);
  EXPECT_TRUE(is_committed(append_rows(1)));
  EXPECT_EQ((*store().read_log(3, 10))[0].body, "row 4");
}

TEST_P(StoreContract, ArchivesAMessageWithAllItsFields) {
  PutMessage outbound = a_message(11, 1);
  outbound.is_inbound = false;
  outbound.author = {42};
  outbound.media = "[\"https://example.org/a.jpg\"]";
  outbound.status = "queued";
  ASSERT_TRUE(is_committed(
      append_archive({a_conversation(1), outbound, SetMessageStatus{{11}, {9500}, "failed", "SM9", "30003"}})));
  const auto page = timeline();
  ASSERT_EQ(page.messages.size(), 1u);
  const ArchivedMessage& message = page.messages[0];
  EXPECT_EQ(message.message, (MessageId{11}));
  EXPECT_EQ(message.conversation, (ConversationId{1}));
  EXPECT_FALSE(message.is_inbound);
  EXPECT_EQ(message.author, (AgentId{42}));
  EXPECT_EQ(message.at, (Instant{9011}));
  EXPECT_EQ(message.text, "text 11");
  EXPECT_EQ(message.media, outbound.media);
  EXPECT_EQ(message.status, "failed");
  EXPECT_EQ(message.error_code, "30003");
  EXPECT_EQ(message.carrier_id, "SM9");
}

TEST_P(StoreContract, FindsAMessageByTheCarriersId) {
  ASSERT_TRUE(
      is_committed(append_archive({a_conversation(1), a_message(1, 1, "SM1"), a_message(2, 1), a_message(3, 1)})));
  EXPECT_EQ((*store().find_message_by_carrier_id("SM1"))->message, (MessageId{1}));
  EXPECT_FALSE(store().find_message_by_carrier_id("SM2")->has_value());
  EXPECT_FALSE(store().find_message_by_carrier_id("")->has_value());
  ASSERT_TRUE(is_committed(append_archive({SetMessageStatus{{2}, {1}, "sent", "SM2", ""}})));
  ASSERT_TRUE(is_committed(append_archive({SetMessageStatus{{2}, {2}, "delivered", "", ""}})));
  const auto found = store().find_message_by_carrier_id("SM2");
  ASSERT_TRUE(found);
  ASSERT_TRUE(found->has_value());
  EXPECT_EQ((*found)->message, (MessageId{2}));
  EXPECT_EQ((*found)->status, "delivered");
}

TEST_P(StoreContract, GivesACarriersIdToOneMessageOnly) {
  ASSERT_TRUE(is_committed(append_archive({a_conversation(1), a_message(1, 1, "SM1"), a_message(2, 1)})));
  const auto put = append_archive({a_message(3, 1), a_message(4, 1, "SM1")});
  ASSERT_FALSE(put);
  EXPECT_EQ(put.error().code, ErrorCode::Conflict);
  const auto set = append_archive({SetMessageStatus{{2}, {1}, "sent", "SM1", ""}});
  ASSERT_FALSE(set);
  EXPECT_EQ(set.error().code, ErrorCode::Conflict);
  EXPECT_EQ(ids_of(timeline()), (std::vector<std::uint64_t>{2, 1}));
  EXPECT_EQ(timeline().messages[0].status, "received");
}

TEST_P(StoreContract, PagesOneLifelongTimelineAcrossConversations) {
  const std::string other = "+14155550198";
  std::vector<ArchiveOp> ops = {a_conversation(1), a_conversation(2, other)};
  for (std::uint64_t id = 1; id <= 10; ++id) ops.emplace_back(a_message(id, id % 2 == 0 ? 2 : 1));
  ops.emplace_back(SetConversationEnded{{1}, {6000}, {42}, "Solved", ""});
  ops.emplace_back(a_conversation(3));
  for (std::uint64_t id = 11; id <= 14; ++id) ops.emplace_back(a_message(id, 3));
  ASSERT_TRUE(is_committed(append_archive(ops)));

  const auto newest = timeline({}, 4);
  EXPECT_EQ(ids_of(newest), (std::vector<std::uint64_t>{14, 13, 12, 11}));
  EXPECT_TRUE(newest.has_more);
  const auto middle = timeline(MessageId{11}, 3);
  EXPECT_EQ(ids_of(middle), (std::vector<std::uint64_t>{9, 7, 5}));
  EXPECT_TRUE(middle.has_more);
  const auto oldest = timeline(MessageId{5}, 2);
  EXPECT_EQ(ids_of(oldest), (std::vector<std::uint64_t>{3, 1}));
  EXPECT_FALSE(oldest.has_more);
  EXPECT_TRUE(timeline(MessageId{1}, 2).messages.empty());
  EXPECT_EQ(timeline(MessageId{UINT64_MAX}, 500).messages.size(), 9u);
  EXPECT_TRUE(store().read_timeline("+1", kOurNumber, {}, 5)->messages.empty());
}

TEST_P(StoreContract, RefusesPagesOutsideTheirLimits) {
  for (const std::size_t limit : {std::size_t{0}, kPageMax + 1}) {
    EXPECT_FALSE(store().read_timeline(kCustomer, kOurNumber, {}, limit));
    EXPECT_FALSE(store().read_history(kCustomer, kOurNumber, limit));
  }
}

TEST_P(StoreContract, KeepsTheHistoryOfConversations) {
  ASSERT_TRUE(is_committed(
      append_archive({a_conversation(1), SetConversationOwner{{1}, {41}, {1}}, SetConversationOwner{{1}, {42}, {2}},
                      SetConversationEnded{{1}, {6000}, {42}, "Solved", "all fine"}, a_conversation(5)})));
  const auto history = store().read_history(kCustomer, kOurNumber, 10);
  ASSERT_TRUE(history);
  ASSERT_EQ(history->size(), 2u);
  EXPECT_EQ((*history)[0].conversation, (ConversationId{5}));
  EXPECT_FALSE((*history)[0].ended_at.has_value());
  EXPECT_EQ((*history)[0].agent, AgentId());
  const ArchivedConversation& ended = (*history)[1];
  EXPECT_EQ(ended.conversation, (ConversationId{1}));
  EXPECT_EQ(ended.queue, (QueueId{7}));
  EXPECT_EQ(ended.customer, kCustomer);
  EXPECT_EQ(ended.our_number, kOurNumber);
  EXPECT_EQ(ended.opened_at, (Instant{5001}));
  EXPECT_EQ(ended.ended_at, (Instant{6000}));
  EXPECT_EQ(ended.agent, (AgentId{42}));
  EXPECT_EQ(ended.wrap_up_code, "Solved");
  EXPECT_EQ(ended.note, "all fine");
  EXPECT_EQ(store().read_history(kCustomer, kOurNumber, 1)->size(), 1u);
}

namespace {

/// Five closed ones and an open one: of two customers, queues 7 and 8, agents 41 and 42, ended at 6001 … 6005.
std::vector<ArchiveOp> closed_ones() {
  std::vector<ArchiveOp> ops;
  for (std::uint64_t i = 1; i <= 5; ++i) {
    PutConversation one = a_conversation(i, i % 2 == 0 ? "+14155550199" : "+4930123456");
    one.queue = QueueId{i <= 2 ? 7u : 8u};
    ops.push_back(one);
    ops.push_back(SetConversationEnded{{i},
                                       {6000 + static_cast<std::int64_t>(i == 5 ? 4 : i)},
                                       AgentId{i == 3 ? 42u : 41u},
                                       i == 1 ? "Refund 100%" : "Solved",
                                       i == 4 ? "Wants an INVOICE" : ""});
  }
  ops.push_back(a_conversation(6, "+4930999"));
  return ops;
}

std::vector<std::uint64_t> found_by(Store& store, const ClosedQuery& query, std::size_t limit = 10) {
  std::vector<std::uint64_t> ids;
  const auto page = store.find_closed(query, limit);
  if (!page) return {999};
  for (const ArchivedConversation& one : page->conversations) ids.push_back(one.conversation.value);
  return ids;
}

using Ids = std::vector<std::uint64_t>;

}  // namespace

TEST_P(StoreContract, FindsClosedConversationsTheLastEndedFirst) {
  ASSERT_TRUE(is_committed(append_archive(closed_ones())));
  ClosedQuery all;
  all.sees_everything = true;
  EXPECT_EQ(found_by(store(), all), (Ids{5, 4, 3, 2, 1})) << "4 and 5 ended at the same instant";
  const auto first = store().find_closed(all, 2);
  ASSERT_TRUE(first);
  EXPECT_TRUE(first->has_more);
  ASSERT_EQ(first->conversations.size(), 2u);
  EXPECT_EQ(first->conversations[1].note, "Wants an INVOICE");
  EXPECT_EQ(first->conversations[1].customer, "+14155550199");
  EXPECT_EQ(first->conversations[1].our_number, kOurNumber);
  all.before_at = *first->conversations[0].ended_at;
  all.before = first->conversations[0].conversation;
  EXPECT_EQ(found_by(store(), all), (Ids{4, 3, 2, 1})) << "between two of the same instant";
  all.before_at = Instant{6001};
  all.before = ConversationId{1};
  const auto last = store().find_closed(all, 2);
  EXPECT_TRUE(last->conversations.empty());
  EXPECT_FALSE(last->has_more);
  EXPECT_FALSE(store().find_closed(all, 0));
}

TEST_P(StoreContract, FindsOnlyWhatTheReaderMaySee) {
  ASSERT_TRUE(is_committed(append_archive(closed_ones())));
  ClosedQuery query;
  query.reader = AgentId{42};
  EXPECT_EQ(found_by(store(), query), (Ids{3}));
  query.queues = {QueueId{7}, QueueId{9}};
  EXPECT_EQ(found_by(store(), query), (Ids{3, 2, 1}));
  query.is_mine = true;
  EXPECT_EQ(found_by(store(), query), (Ids{3}));
  query.sees_everything = true;
  EXPECT_EQ(found_by(store(), query), (Ids{3})) << "their own, whatever they may see";
}

TEST_P(StoreContract, FindsClosedConversationsByWords) {
  ASSERT_TRUE(is_committed(append_archive(closed_ones())));
  ClosedQuery query;
  query.sees_everything = true;
  const auto look = [&](std::vector<ClosedWord> words) {
    query.words = std::move(words);
    return found_by(store(), query);
  };
  EXPECT_EQ(look({{"555", {}, {}}}), (Ids{4, 2}));
  EXPECT_EQ(look({{"invoice", {}, {}}}), (Ids{4}));
  EXPECT_EQ(look({{"REFUND", {}, {}}}), (Ids{1}));
  EXPECT_EQ(look({{"100%", {}, {}}}), (Ids{1})) << "no pattern of its own";
  EXPECT_EQ(look({{"%", {}, {}}}), (Ids{1}));
  EXPECT_EQ(look({{"sales", {QueueId{7}}, {}}}), (Ids{2, 1}));
  EXPECT_EQ(look({{"ben", {}, {AgentId{42}}}}), (Ids{3}));
  EXPECT_EQ(look({{"sales", {QueueId{7}}, {}}, {"solved", {}, {}}}), (Ids{2})) << "all words";
  EXPECT_EQ(look({{"nothing", {}, {}}}), Ids{});
  EXPECT_EQ(look(std::vector<ClosedWord>(kClosedWordsMax, {"4930", {}, {}})), (Ids{5, 3, 1}));
  EXPECT_EQ(look({{"' OR 1=1 --", {}, {}}}), Ids{});
}

TEST_P(StoreContract, FindsWrapUpCodesWithoutCaseAndAccentsAndThoseThatLookLikeNumbers) {
  ASSERT_TRUE(is_committed(
      append_archive({a_conversation(1), SetConversationEnded{{1}, {6001}, {41}, "Überweisung", ""}, a_conversation(2),
                      SetConversationEnded{{2}, {6002}, {41}, "24/7", ""}, a_conversation(3, "+4930247"),
                      SetConversationEnded{{3}, {6003}, {41}, "Solved", "Zahlt per Überweisung"}})));
  ClosedQuery query;
  query.sees_everything = true;
  const auto look = [&](ClosedWord word) {
    query.words = {std::move(word)};
    return found_by(store(), query);
  };
  EXPECT_EQ(look({"überweisung", {}, {}}), (Ids{1}));
  EXPECT_EQ(look({"UBERWEISUNG", {}, {}}), (Ids{1}));
  EXPECT_EQ(look({"Überweisung", {}, {}}), (Ids{3, 1})) << "a note as it is written";
  EXPECT_EQ(look({"24/7", {}, {}, "247"}), (Ids{3, 2})) << "a number by its digits alone";
  EXPECT_EQ(look({"247", {}, {}}), (Ids{3}));
  EXPECT_EQ(look({"\xCC\x88", {}, {}}), Ids{}) << "a mark alone is in no name";
  ASSERT_TRUE(is_committed(append_archive(
      {SetConversationReopened{{1}, {7000}, {8}, {42}, 2}, SetConversationEnded{{1}, {8000}, {42}, "Solved", "", 2}})));
  EXPECT_EQ(look({"uberweisung", {}, {}}), (Ids{1})) << "of an earlier segment";
}

TEST_P(StoreContract, FindsClosedConversationsByWhatAnEarlierSegmentSays) {
  ASSERT_TRUE(is_committed(append_archive(closed_ones())));
  ASSERT_TRUE(is_committed(append_archive({SetConversationReopened{{1}, {7000}, {8}, {42}, 2}})));
  ClosedQuery query;
  query.sees_everything = true;
  query.words = {{"refund", {}, {}}};
  EXPECT_EQ(found_by(store(), query), Ids{}) << "it is open again";
  ASSERT_TRUE(is_committed(append_archive({SetConversationEnded{{1}, {8000}, {42}, "Solved", "now Fine", 2},
                                           SetConversationReopened{{1}, {8500}, {8}, {}, 3},
                                           SetConversationEnded{{1}, {9000}, {42}, "Spam", "", 3}})));
  EXPECT_EQ(found_by(store(), query), (Ids{1}));
  query.words = {{"refund", {}, {}}, {"FINE", {}, {}}, {"spam", {}, {}}};
  EXPECT_EQ(found_by(store(), query), (Ids{1})) << "of any segment";
  EXPECT_EQ(store().find_closed(query, 1)->conversations[0].wrap_up_code, "Spam");
  query.words = {{"refund", {}, {}}, {"invoice", {}, {}}};
  EXPECT_EQ(found_by(store(), query), Ids{}) << "what another conversation says is not its own";
}

TEST_P(StoreContract, AllowsOneOpenConversationOfACustomerOnANumber) {
  ASSERT_TRUE(is_committed(append_archive({a_conversation(1)})));
  Batch second;
  second.log = rows_after(0, 1);
  second.archive = {a_conversation(2)};
  const auto refused = store().append(0, second);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::Conflict);
  EXPECT_EQ(store().head(), 0u);
  PutConversation other_number = a_conversation(3);
  other_number.our_number = "+14155550101";
  EXPECT_TRUE(is_committed(append_archive({other_number, a_conversation(4, "+14155550000")})));
  EXPECT_TRUE(is_committed(append_archive({SetConversationEnded{{1}, {1}, {42}, "", ""}, a_conversation(2)})));
}

TEST_P(StoreContract, ReopensWhatHadEnded) {
  ASSERT_TRUE(is_committed(append_archive({a_conversation(1), SetConversationOwner{{1}, {41}, {1}},
                                           SetConversationEnded{{1}, {6000}, {41}, "Solved", "n"},
                                           SetConversationReopened{{1}, {7000}, {8}, {}, 2}})));
  const auto open = store().find_conversation(ConversationId{1});
  ASSERT_TRUE(open);
  ASSERT_TRUE(*open);
  EXPECT_FALSE((*open)->ended_at);
  EXPECT_EQ((*open)->queue, (QueueId{8}));
  EXPECT_EQ((*open)->agent, (AgentId{41})) << "who had it last is who is asked first";
  EXPECT_EQ((*open)->segment, 2u);
  EXPECT_EQ((*open)->customer, kCustomer);
  EXPECT_EQ(store().read_history(kCustomer, kOurNumber, 1)->front().segment, 2u);
  ASSERT_TRUE(is_committed(append_archive({SetConversationOwner{{1}, {42}, {1}, {9}, 2}})));
  EXPECT_EQ((**store().find_conversation(ConversationId{1})).queue, (QueueId{9}));
  EXPECT_FALSE(*store().find_conversation(ConversationId{2}));
  EXPECT_FALSE(*store().find_conversation(ConversationId{UINT64_MAX}));
}

TEST_P(StoreContract, CountsTheMessagesOfAllSegmentsOfAConversation) {
  ASSERT_TRUE(is_committed(
      append_archive({a_conversation(1), a_message(11, 1), a_message(12, 1),
                      SetConversationEnded{{1}, {6000}, {41}, "", ""}, SetConversationReopened{{1}, {7000}, {8}, {}, 2},
                      a_message(13, 1), SetConversationEnded{{1}, {8000}, {41}, "", "", 2}, a_conversation(20),
                      a_message(21, 20), a_conversation(30, "+4930111"), a_message(31, 30)})));
  EXPECT_EQ(*store().count_messages({1}), 3u);
  EXPECT_EQ(*store().count_messages({20}), 1u);
  EXPECT_EQ(*store().count_messages({99}), 0u);
  EXPECT_EQ(*store().count_messages({UINT64_MAX}), 0u);
}

TEST_P(StoreContract, ReopensNothingBesideAnotherOpenOne) {
  ASSERT_TRUE(is_committed(
      append_archive({a_conversation(1), SetConversationEnded{{1}, {6000}, {41}, "", ""}, a_conversation(2)})));
  Batch batch;
  batch.log = rows_after(store().head(), 1);
  batch.archive = {SetConversationReopened{{1}, {7000}, {7}, {}, 2}};
  const auto refused = store().append(store().head(), batch);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::Conflict);
  EXPECT_TRUE((**store().find_conversation(ConversationId{1})).ended_at);
}

TEST_P(StoreContract, KeepsWhoHadItLastAndHowItEnded) {
  ASSERT_TRUE(is_committed(
      append_archive({a_conversation(1), SetConversationOwner{{1}, {41}, {1}}, SetConversationOwner{{1}, {}, {2}, {8}},
                      SetConversationEnded{{1}, {3}, {}, "", "", 1, "abandoned"}})));
  const auto abandoned = store().find_conversation(ConversationId{1});
  EXPECT_EQ((*abandoned)->agent, (AgentId{41}));
  EXPECT_EQ((*abandoned)->queue, (QueueId{8}));
  EXPECT_EQ((*abandoned)->end_cause, "abandoned");
  ASSERT_TRUE(is_committed(append_archive({SetConversationReopened{{1}, {4}, {8}, {}, 2}})));
  EXPECT_EQ((*store().find_conversation(ConversationId{1}))->end_cause, "");
  ASSERT_TRUE(is_committed(append_archive({SetConversationEnded{{1}, {5}, {42}, "", "", 2, "inactivity"},
                                           SetConversationEnded{{1}, {5}, {42}, "Solved", "", 2}})));
  EXPECT_EQ(store().read_history(kCustomer, kOurNumber, 1)->front().end_cause, "inactivity");
}

TEST_P(StoreContract, RefusesAMessageWithoutItsConversation) {
  Batch batch;
  batch.log = rows_after(0, 1);
  batch.seen_keys = {"key"};
  batch.archive = {a_conversation(1), a_message(1, 1, "SM1"), a_message(2, 99)};
  const auto outcome = store().append(0, batch);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, ErrorCode::Invalid);
  EXPECT_EQ(store().head(), 0u);
  EXPECT_FALSE(store().is_seen("key"));
  EXPECT_TRUE(timeline().messages.empty());
  EXPECT_TRUE(store().read_history(kCustomer, kOurNumber, 10)->empty());
  EXPECT_FALSE(store().find_message_by_carrier_id("SM1")->has_value());
  // What was taken back can come again.
  batch.archive.pop_back();
  EXPECT_TRUE(is_committed(store().append(0, batch)));
  EXPECT_EQ(ids_of(timeline()), (std::vector<std::uint64_t>{1}));
}

TEST_P(StoreContract, TakesBackChangesOfARefusedBatch) {
  ASSERT_TRUE(is_committed(append_archive({a_conversation(1), a_message(1, 1, "SM1")})));
  ASSERT_FALSE(
      append_archive({SetMessageStatus{{1}, {2}, "delivered", "SM7", "1"}, SetConversationOwner{{1}, {42}, {2}},
                      SetConversationEnded{{1}, {3}, {43}, "Solved", "note"}, a_message(2, 99)}));
  const auto page = timeline();
  EXPECT_EQ(page.messages[0].status, "received");
  EXPECT_EQ(page.messages[0].carrier_id, "SM1");
  EXPECT_EQ(page.messages[0].error_code, "");
  EXPECT_FALSE(store().find_message_by_carrier_id("SM7")->has_value());
  EXPECT_TRUE(store().find_message_by_carrier_id("SM1")->has_value());
  const auto history = store().read_history(kCustomer, kOurNumber, 10);
  EXPECT_FALSE((*history)[0].ended_at.has_value());
  EXPECT_EQ((*history)[0].agent, AgentId());
}

TEST_P(StoreContract, LeavesTheArchiveAsItIsWhenTheLogsTailIsReplayed) {
  const std::vector<ArchiveOp> ops = {a_conversation(1),
                                      SetConversationOwner{{1}, {41}, {1}},
                                      a_message(1, 1, "SM1"),
                                      a_message(2, 1),
                                      SetMessageStatus{{2}, {3}, "sent", "SM2", ""},
                                      SetMessageStatus{{2}, {4}, "delivered", "", ""},
                                      SetConversationEnded{{1}, {5}, {41}, "Solved", "n", 1, "agent"},
                                      SetConversationReopened{{1}, {5}, {8}, {}, 2},
                                      SetConversationOwner{{1}, {44}, {5}, {9}, 2},
                                      SetConversationEnded{{1}, {7}, {44}, "Follow up", "m", 2, "inactivity"},
                                      a_conversation(2),
                                      SetConversationOwner{{2}, {43}, {6}},
                                      a_message(3, 2, "SM3")};
  const auto look = [this] {
    std::string seen;
    for (const auto& m : timeline().messages) {
      seen += std::to_string(m.message.value) + "/" + std::to_string(m.conversation.value) + " " + m.status + " " +
              m.carrier_id + m.error_code + ";";
    }
    const auto history = store().read_history(kCustomer, kOurNumber, 10);
    for (const auto& c : *history) {
      seen += std::to_string(c.conversation.value) + " " + std::to_string(c.agent.value) + c.wrap_up_code + c.note +
              c.end_cause + std::to_string(c.queue.value) + "/" + std::to_string(c.segment) + " " +
              std::to_string(c.ended_at ? c.ended_at->ms : -1) + ";";
    }
    const auto segments = store().read_segments({1});
    for (const auto& s : *segments) {
      seen += std::to_string(s.segment) + s.wrap_up_code + s.note + s.end_cause + std::to_string(s.agent.value) + "/" +
              std::to_string(s.queue.value) + " " + std::to_string(s.opened_at.ms) + ";";
    }
    return seen;
  };
  ASSERT_TRUE(is_committed(append_archive(ops)));
  const std::string before = look();
  for (std::size_t from = 0; from < ops.size(); ++from) {
    const std::vector<ArchiveOp> tail(ops.begin() + static_cast<std::ptrdiff_t>(from), ops.end());
    ASSERT_TRUE(is_committed(append_archive(tail))) << from;
    EXPECT_EQ(look(), before) << from;
  }
}

TEST_P(StoreContract, IgnoresChangesOfWhatIsNotThere) {
  EXPECT_TRUE(
      is_committed(append_archive({SetMessageStatus{{9}, {1}, "delivered", "SM9", ""},
                                   SetConversationOwner{{9}, {1}, {1}}, SetConversationEnded{{9}, {1}, {1}, "", ""}})));
  EXPECT_FALSE(store().find_message_by_carrier_id("SM9")->has_value());
}

TEST_P(StoreContract, KeepsOnePasswordOfAnAgent) {
  ASSERT_TRUE(is_committed(set_passwords({{{1}, "hash one"}, {{2}, "hash two"}})));
  ASSERT_TRUE(is_committed(set_passwords({{{1}, "hash three"}})));
  EXPECT_EQ(store().find_password({1})->value_or(""), "hash three");
  EXPECT_FALSE(store().find_password({3})->has_value());
  EXPECT_FALSE(store().find_password({})->has_value());
  EXPECT_EQ(*store().agents_with_password(), (std::vector<AgentId>{{1}, {2}}));
}

TEST_P(StoreContract, RenewsAHashOnlyWhereItIsStillTheSame) {
  ASSERT_TRUE(is_committed(set_passwords({{{1}, "weak"}, {{2}, "other"}})));
  ASSERT_TRUE(store().renew_password_hash({1}, "weak", "strong"));
  ASSERT_TRUE(store().renew_password_hash({2}, "weak", "strong"));
  ASSERT_TRUE(store().renew_password_hash({3}, "weak", "strong"));
  EXPECT_EQ(store().find_password({1})->value_or(""), "strong");
  EXPECT_EQ(store().find_password({2})->value_or(""), "other");
  EXPECT_FALSE(store().find_password({3})->has_value());
}

TEST_P(StoreContract, SetsAndForgetsPasswordsInTheirOrder) {
  ASSERT_TRUE(is_committed(set_passwords({{{1}, "one"}, {{2}, "two"}})));
  ASSERT_TRUE(is_committed(set_passwords({{{1}, ""}, {{2}, ""}, {{2}, "another"}, {{9}, ""}})));
  EXPECT_FALSE(store().find_password({1})->has_value());
  EXPECT_EQ(store().find_password({2})->value_or(""), "another");
}

TEST_P(StoreContract, APasswordEndsTheSessionsOfTheOneBeforeIt) {
  ASSERT_TRUE(store().put_session({"aa", {1}, {1}, {1}}));
  ASSERT_TRUE(store().put_session({"bb", {2}, {1}, {1}}));
  ASSERT_TRUE(is_committed(set_passwords({{{1}, "one"}})));
  EXPECT_FALSE(store().find_session("aa")->has_value());
  EXPECT_TRUE(store().find_session("bb")->has_value());
}

TEST_P(StoreContract, KeepsPasswordsAndSessionsAsTheyWereWhereTheBatchIsRefused) {
  ASSERT_TRUE(is_committed(set_passwords({{{1}, "one"}, {{2}, "two"}})));
  ASSERT_TRUE(store().put_session({"aa", {1}, {1}, {1}}));
  Batch batch;
  batch.passwords = {{{1}, "three"}, {{2}, ""}};
  EXPECT_FALSE(batch.is_empty());
  batch.archive = {a_message(1, 77)};  // without its conversation
  ASSERT_FALSE(store().append(store().head(), batch));
  EXPECT_EQ(store().find_password({1})->value_or(""), "one");
  EXPECT_EQ(store().find_password({2})->value_or(""), "two");
  EXPECT_TRUE(store().find_session("aa")->has_value());
}

TEST_P(StoreContract, KeepsTheLastDraftOfEachAgentAndConversation) {
  const auto keep = [&](std::vector<DraftChange> drafts) {
    Batch batch;
    batch.drafts = std::move(drafts);
    EXPECT_FALSE(batch.is_empty());
    const auto outcome = store().append(store().head(), batch);
    return outcome && *outcome == AppendOutcome::Committed;
  };
  EXPECT_TRUE(store().all_drafts()->empty());
  ASSERT_TRUE(keep({{{2}, {9}, {10}, "two", "v1"}, {{1}, {9}, {11}, "one \n日本", "v2"}, {{1}, {8}, {12}, "x", "v3"}}));
  ASSERT_TRUE(keep({{{1}, {9}, {20}, "one more", "v4"}, {{1}, {8}, {21}, "", ""}, {{5}, {5}, {21}, "", ""}}));
  EXPECT_EQ(*store().all_drafts(),
            (std::vector<DraftChange>{{{1}, {9}, {20}, "one more", "v4"}, {{2}, {9}, {10}, "two", "v1"}}));
  Batch refused;
  refused.drafts = {{{1}, {9}, {30}, "never", "v5"}};
  refused.archive = {a_message(1, 77)};  // without its conversation
  ASSERT_FALSE(store().append(store().head(), refused));
  EXPECT_EQ(store().all_drafts()->front().text, "one more");
}

TEST_P(StoreContract, KeepsThePartsOfADraftApart) {
  const auto keep = [&](std::vector<DraftChange> drafts) {
    Batch batch;
    batch.drafts = std::move(drafts);
    const auto outcome = store().append(store().head(), batch);
    return outcome && *outcome == AppendOutcome::Committed;
  };
  const DraftChange answer{{1}, {9}, {10}, "answer", "v1"}, note{{1}, {9}, {11}, "note", "v2", DraftPart::Note},
      files{{1}, {9}, {12}, "a list", "v3", DraftPart::Files},
      actions{{1}, {9}, {12}, "another list", "v4", DraftPart::Actions};
  ASSERT_TRUE(keep({actions, files, note, answer}));
  EXPECT_EQ(*store().all_drafts(), (std::vector<DraftChange>{answer, note, files, actions}));
  ASSERT_TRUE(keep({{{1}, {9}, {13}, "", "", DraftPart::Note}}));
  EXPECT_EQ(*store().all_drafts(), (std::vector<DraftChange>{answer, files, actions}));
}

TEST_P(StoreContract, KeepsHowADraftIsToGo) {
  DraftChange answer{{1}, {9}, {10}, "answer", "v1"};
  for (const SendAs send_as : {SendAs::Mms, SendAs::Text, SendAs::Usual}) {
    answer.send_as = send_as;
    Batch batch;
    batch.drafts = {answer};
    const auto outcome = store().append(store().head(), batch);
    ASSERT_TRUE(outcome && *outcome == AppendOutcome::Committed);
    EXPECT_EQ(*store().all_drafts(), std::vector<DraftChange>{answer});
  }
}

TEST_P(StoreContract, KeepsTheLastPreferenceOfEachAgentAndName) {
  const auto keep = [&](std::vector<PreferenceChange> preferences) {
    Batch batch;
    batch.preferences = std::move(preferences);
    EXPECT_FALSE(batch.is_empty());
    const auto outcome = store().append(store().head(), batch);
    return outcome && *outcome == AppendOutcome::Committed;
  };
  EXPECT_TRUE(store().all_preferences()->empty());
  ASSERT_TRUE(keep({{{2}, "theme", "dark"}, {{1}, "theme", "light"}, {{1}, "sound", "no"}}));
  ASSERT_TRUE(keep({{{1}, "theme", "日本"}, {{1}, "sound", ""}, {{5}, "sound", ""}}));
  EXPECT_EQ(*store().all_preferences(),
            (std::vector<PreferenceChange>{{{1}, "theme", "日本"}, {{2}, "theme", "dark"}}));
  Batch refused;
  refused.preferences = {{{1}, "theme", "never"}};
  refused.archive = {a_message(1, 77)};  // without its conversation
  ASSERT_FALSE(store().append(store().head(), refused));
  EXPECT_EQ(store().all_preferences()->front().value, "日本");
}

TEST_P(StoreContract, KeepsFactsByName) {
  EXPECT_FALSE(store().find_fact("file")->has_value());
  ASSERT_TRUE(store().put_fact("file", "a"));
  ASSERT_TRUE(store().put_fact("file", "b"));
  EXPECT_EQ(store().find_fact("file")->value_or(""), "b");
}

TEST_P(StoreContract, DeletesTheSessionsOfOneAgent) {
  for (std::uint64_t agent : {1u, 1u, 2u}) {
    ASSERT_TRUE(store().put_session({"hash" + std::to_string(store().all_sessions()->size()), {agent}, {1}, {1}}));
  }
  ASSERT_TRUE(store().delete_sessions_of({1}));
  ASSERT_EQ(store().all_sessions()->size(), 1u);
  EXPECT_EQ(store().all_sessions()->front().agent, AgentId{2});
}

TEST_P(StoreContract, KeepsSessionsUntilTheyAreDeleted) {
  ASSERT_TRUE(store().put_session({"aa", {1}, {1000}, {1000}}));
  ASSERT_TRUE(store().put_session({"aa", {1}, {1000}, {2000}}));
  const auto found = store().find_session("aa");
  ASSERT_TRUE(found);
  ASSERT_TRUE(found->has_value());
  EXPECT_EQ((*found)->agent, (AgentId{1}));
  EXPECT_EQ((*found)->created_at, (Instant{1000}));
  EXPECT_EQ((*found)->last_used_at, (Instant{2000}));
  EXPECT_FALSE(store().find_session("AA")->has_value());
  ASSERT_TRUE(store().delete_session("aa"));
  EXPECT_FALSE(store().find_session("aa")->has_value());
  EXPECT_TRUE(store().delete_session("aa"));
}

TEST_P(StoreContract, ListsAllSessions) {
  EXPECT_TRUE(store().all_sessions()->empty());
  ASSERT_TRUE(store().put_session({"aa", {1}, {1000}, {1000}}));
  ASSERT_TRUE(store().put_session({"bb", {2}, {1500}, {2000}}));
  const auto all = store().all_sessions();
  ASSERT_TRUE(all);
  ASSERT_EQ(all->size(), 2u);
  const auto& bb = (*all)[0].token_hash == "bb" ? (*all)[0] : (*all)[1];
  EXPECT_EQ(bb.agent, (AgentId{2}));
  EXPECT_EQ(bb.last_used_at, (Instant{2000}));
}

TEST_P(StoreContract, DeletesSessionsThatAreOldOrIdle) {
  ASSERT_TRUE(store().put_session({"old", {1}, {10}, {900}}));
  ASSERT_TRUE(store().put_session({"idle", {1}, {500}, {510}}));
  ASSERT_TRUE(store().put_session({"live", {1}, {100}, {800}}));
  ASSERT_TRUE(store().delete_sessions_before({100}, {800}));
  EXPECT_FALSE(store().find_session("old")->has_value());
  EXPECT_FALSE(store().find_session("idle")->has_value());
  EXPECT_TRUE(store().find_session("live")->has_value());
}

TEST_P(StoreContract, LetsReadersOnOtherThreadsSeeWhatIsCommitted) {
  ASSERT_TRUE(is_committed(append_archive({a_conversation(1)})));
  auto reader = store().open_reader();
  ASSERT_TRUE(reader);
  constexpr std::uint64_t kMessages = 200;
  std::size_t seen = 0;
  bool is_ordered = true;
  std::thread other([&] {
    // Ends when it has seen the last message, so a reader that sees nothing is found by the
    // timeout.
    while (seen < kMessages) {
      const auto page = (*reader)->read_timeline(kCustomer, kOurNumber, {}, 500);
      if (!page || page->messages.size() < seen) {
        is_ordered = false;
        return;
      }
      seen = page->messages.size();
    }
  });
  bool is_all_committed = true;
  for (std::uint64_t id = 1; id <= kMessages; ++id) {
    is_all_committed = is_committed(append_archive({a_message(id, 1)})) && is_all_committed;
  }
  other.join();
  EXPECT_TRUE(is_all_committed);
  EXPECT_TRUE(is_ordered);
  EXPECT_EQ(seen, kMessages);
  EXPECT_EQ((*reader)->read_history(kCustomer, kOurNumber, 5)->size(), 1u);
}

namespace {

SetMessageStatus a_step(std::uint64_t message, std::uint64_t offset, const std::string& status,
                        const std::string& code = "") {
  SetMessageStatus op;
  op.message = {message};
  op.at = {9000 + static_cast<std::int64_t>(offset)};
  op.status = status;
  op.error_code = code;
  op.offset = offset;
  op.attempt = 1;
  return op;
}
PutMessage an_own_message(std::uint64_t id, std::uint64_t conversation, std::uint64_t again_of = 0) {
  PutMessage message = a_message(id, conversation);
  message.is_inbound = false;
  message.status = "queued";
  message.again_of = {again_of};
  return message;
}

}  // namespace

TEST_P(StoreContract, KeepsEveryStepOfAMessagesWay) {
  SetMessageStatus waits = a_step(20, 102, "queued", "20429");
  waits.retry_at = Instant{12345};
  const std::vector<ArchiveOp> ops = {a_conversation(10), an_own_message(20, 10), a_step(20, 101, "sending"), waits,
                                      a_step(20, 103, "undelivered", "30003")};
  ASSERT_TRUE(is_committed(append_archive(ops)));
  ASSERT_TRUE(is_committed(append_archive(ops))) << "replaying changes nothing";
  const auto chain = store().read_delivery({20});
  ASSERT_TRUE(chain.is_ok());
  ASSERT_EQ(chain->size(), 1u);
  const ArchivedDelivery& one = (*chain)[0];
  EXPECT_EQ(one.message.status + one.message.error_code, "undelivered30003");
  EXPECT_EQ(one.message.status_at, Instant{9103});
  ASSERT_EQ(one.steps.size(), 3u);
  EXPECT_EQ(one.steps[0], (DeliveryStep{{9101}, 1, "sending", "", {}}));
  EXPECT_EQ(one.steps[1], (DeliveryStep{{9102}, 1, "queued", "20429", Instant{12345}}));
  EXPECT_EQ(one.steps[2], (DeliveryStep{{9103}, 1, "undelivered", "30003", {}}));
  EXPECT_TRUE(store().read_delivery({21})->empty());
  EXPECT_TRUE(store().read_delivery({~0ull})->empty());
}

TEST_P(StoreContract, FindsAllAttemptsFromEachOfThem) {
  ASSERT_TRUE(is_committed(append_archive(
      {a_conversation(10), an_own_message(20, 10), a_step(20, 101, "failed", "30008"), an_own_message(21, 10),
       an_own_message(22, 10, 20), a_step(22, 102, "failed", "30008"), an_own_message(23, 10, 22)})));
  for (const std::uint64_t asked : {20u, 22u, 23u}) {
    const auto chain = store().read_delivery({asked});
    ASSERT_TRUE(chain.is_ok());
    std::vector<std::uint64_t> ids;
    for (const auto& one : *chain) ids.push_back(one.message.message.value);
    EXPECT_EQ(ids, (std::vector<std::uint64_t>{20, 22, 23})) << asked;
  }
  EXPECT_EQ(store().read_delivery({21})->size(), 1u);
  EXPECT_EQ(timeline().messages.at(0).again_of, MessageId{22});
}

TEST_P(StoreContract, TellsWhatWasNotDoneWithAMessage) {
  PutMessage message = an_own_message(20, 10);
  message.not_done = "a list";
  ASSERT_TRUE(is_committed(append_archive({a_conversation(10), message, an_own_message(21, 10)})));
  for (const ArchivedMessage& one : timeline().messages)
    EXPECT_EQ(one.not_done, one.message == MessageId{20} ? "a list" : "");
}

TEST_P(StoreContract, KeepsThatATextWentAsAnMms) {
  PutMessage as_mms = an_own_message(21, 10);
  as_mms.is_mms_text = true;
  ASSERT_TRUE(is_committed(append_archive(
      {a_conversation(10), an_own_message(20, 10), as_mms, SetMessageReport{{20}, {10}, {50}, {7}, "spam"}})));
  for (const std::uint64_t id : {20u, 21u}) {
    const auto chain = store().read_delivery({id});
    ASSERT_TRUE(chain.is_ok());
    EXPECT_EQ(chain->at(0).message.is_mms_text, id == 21);
    EXPECT_EQ(chain->at(0).message.report, id == 20 ? "spam" : "") << "it stands beside";
  }
}

TEST_P(StoreContract, TellsWhichMessagesAreReported) {
  ASSERT_TRUE(is_committed(append_archive({a_conversation(10), a_message(20, 10), a_message(21, 10),
                                           SetMessageReport{{20}, {10}, {50}, {7}, "spam"},
                                           SetMessageReport{{21}, {10}, {51}, {8}, "abuse"}})));
  EXPECT_EQ(timeline().messages.at(1).report, "spam");
  EXPECT_EQ(timeline().messages.at(1).reported_by, AgentId{7});
  EXPECT_EQ(timeline().messages.at(1).reported_at, Instant{50});
  const auto both = store().read_message_reports({}, 10);
  ASSERT_TRUE(both.is_ok());
  ASSERT_EQ(both->rows.size(), 2u);
  EXPECT_EQ(both->rows[0].message, MessageId{21}) << "the newest first";
  ReportQuery of_seven;
  of_seven.agent = {7};
  EXPECT_EQ(store().read_message_reports(of_seven, 10)->rows.size(), 1u);
  ASSERT_TRUE(is_committed(append_archive({SetMessageReport{{20}, {10}, {60}, {7}, ""}})));
  EXPECT_EQ(timeline().messages.at(1).report, "") << "taken back";
  EXPECT_EQ(store().read_message_reports({}, 10)->rows.size(), 1u);
}

}  // namespace smsdesk::store
