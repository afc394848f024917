// What every Store promises about looking for messages.
#include <gtest/gtest.h>

#include "tests/relay/store/contract.h"

namespace smsdesk::store {
namespace {

using Ids = std::vector<std::uint64_t>;

PutMessage said(std::uint64_t id, std::uint64_t conversation, const std::string& text, AgentId author = {}) {
  PutMessage message = a_message(id, conversation);
  message.text = text;
  message.author = author;
  message.is_inbound = !author.is_set();
  return message;
}

PutNote noted(std::uint64_t id, std::uint64_t conversation, const std::string& text, AgentId author) {
  return {{id}, {conversation}, author, {9000 + static_cast<std::int64_t>(id)}, text, {}};
}

SetConversationEnded ended(std::uint64_t conversation, AgentId agent) {
  return {{conversation}, {20'000}, agent, "Order", ""};
}

MessageQuery asked(const std::string& words) {
  MessageQuery query;
  query.terms = search_terms(words);
  query.sees_everything = true;
  return query;
}

/// Conversation 1: customer A, ended, Ana's (11), queue 7. 2: customer B, ended, Ben's (12), queue 8. 3: customer A again, goes
/// on. Each has messages, and the first and the second a note.
class Searched {
 public:
  explicit Searched(Store& store) : store_(store) {
    PutConversation second = a_conversation(2, "+4930111");
    second.queue = {8};
    append({a_conversation(1), said(101, 1, "Where is my parcel?"), said(102, 1, "The parcel is in Łódź.", {11}),
            ended(1, {11}), second, said(103, 2, "Parcel 東京都 lost"), said(104, 2, "A letter"), ended(2, {12}),
            a_conversation(3), said(105, 3, "parcels 📦 again"), noted(106, 2, "His parcel is at the customs", {13}),
            noted(107, 1, "Gave her parcel a new label", {11})});
  }
  Ids found(const MessageQuery& query, std::size_t limit = 50) {
    Ids ids;
    const auto page = store_.find_messages(query, limit);
    EXPECT_TRUE(page) << page.error().sentence;
    if (page)
      for (const MatchedMessage& one : page->messages) ids.push_back(one.message.value);
    return ids;
  }
  /// The same is found before anything is in the index, when all is, and when something came behind it.
  template <typename Check>
  void in_every_state(Check check) {
    check();
    fill();
    check();
    append({said(900, 3, "nothing of that")});
    check();
  }

  void append(std::vector<ArchiveOp> ops) {
    Batch batch;
    batch.archive = std::move(ops);
    EXPECT_TRUE(store_.append(store_.head(), batch));
  }

  void fill() {
    auto filler = store_.open_search_filler();
    ASSERT_TRUE(filler) << filler.error().sentence;
    for (int step = 0; step < 1000; ++step) {
      auto done = (*filler)->go_on(2);
      ASSERT_TRUE(done) << done.error().sentence;
      if (done->is_level) return;
    }
    FAIL() << "it does not come to an end";
  }

 private:
  Store& store_;
};

TEST_P(StoreContract, FindsTheNewestFirstAndTellsWhatItNeeds) {
  Searched search(store());
  search.in_every_state([&] {
    EXPECT_EQ(search.found(asked("parcel")), (Ids{105, 103, 102, 101}));
    EXPECT_EQ(search.found(asked("lodz")), (Ids{102}));
    EXPECT_EQ(search.found(asked("京都")), (Ids{103}));
    EXPECT_EQ(search.found(asked("京")), (Ids{103}));
    EXPECT_EQ(search.found(asked("📦")), (Ids{105}));
    EXPECT_EQ(search.found(asked("parcel lost")), (Ids{103}));
    EXPECT_EQ(search.found(asked("p")), (Ids{105, 103, 102, 101}));
    EXPECT_EQ(search.found(asked("parcelsx")), Ids{});
    EXPECT_EQ(search.found(asked("")), Ids{});
    EXPECT_EQ(search.found(asked("\"*")), Ids{});
    EXPECT_EQ(search.found(asked("1")), Ids{});  // no number of a timeline
    const auto page = store().find_messages(asked("lodz"), 5);
    ASSERT_TRUE(page);
    const MatchedMessage one{{102},      {1},       false,      {11}, {9102}, "The parcel is in Łódź.",
                             {{17, 24}}, kCustomer, kOurNumber, {7},  {11}};
    ASSERT_EQ(page->messages.size(), 1u);
    EXPECT_EQ(page->messages[0], one);
    EXPECT_FALSE(page->next);
  });
}

TEST_P(StoreContract, FindsTheNewWordsOfACorrectedNoteAndNotTheOld) {
  Searched search(store());
  search.fill();
  search.append({SetNoteWords{{106}, 1, {9500}, "His suitcase is at the customs", {}},
                 SetNoteWords{{107}, 1, {9501}, "", {}, true}});
  MessageQuery query = asked("parcel");
  query.kind = FoundKind::Notes;
  MessageQuery corrected = asked("suitcase");
  corrected.kind = FoundKind::Notes;
  EXPECT_EQ(search.found(query), Ids{}) << "at once";
  search.fill();
  EXPECT_EQ(search.found(query), Ids{});
  EXPECT_EQ(search.found(corrected), (Ids{106}));
}

TEST_P(StoreContract, GoesOnPageByPage) {
  Searched search(store());
  search.in_every_state([&] {
    MessageQuery query = asked("parcel");
    Ids all;
    for (int page = 0; page < 10; ++page) {
      const auto read = store().find_messages(query, 1);
      ASSERT_TRUE(read);
      for (const MatchedMessage& one : read->messages) all.push_back(one.message.value);
      if (!read->next) break;
      query.before = read->next;
    }
    EXPECT_EQ(all, (Ids{105, 103, 102, 101}));
  });
  EXPECT_FALSE(store().find_messages(asked("parcel"), 0));
  EXPECT_FALSE(store().find_messages(asked("parcel"), kPageMax + 1));
}

TEST_P(StoreContract, FindsOnlyWhatTheReaderMaySee) {
  Searched search(store());
  search.in_every_state([&] {
    MessageQuery query = asked("parcel");
    query.sees_everything = false;
    query.reader = {99};
    EXPECT_EQ(search.found(query), Ids{});  // nobody's member, nothing open
    query.reader = {11};
    EXPECT_EQ(search.found(query), (Ids{102, 101}));  // what she had last; what goes on is the facts' to tell
    query.queues = {{8}};
    EXPECT_EQ(search.found(query), (Ids{103, 102, 101}));
    query.shown = {{3}};
    EXPECT_EQ(search.found(query), (Ids{105, 103, 102, 101}));
    // Under way, though the archive has its end (after-call work), and not hers to read.
    query.hidden = {{2}};
    EXPECT_EQ(search.found(query), (Ids{105, 102, 101}));
  });
}

TEST_P(StoreContract, FindsWithinATimelineAndByFilters) {
  Searched search(store());
  search.in_every_state([&] {
    MessageQuery within = asked("parcel");
    within.sees_everything = false;
    within.reader = {99};
    within.is_within = true;
    within.customer = kCustomer;
    within.our_number = kOurNumber;
    EXPECT_EQ(search.found(within), (Ids{105, 102, 101}));
    within.hidden = {{3}};
    EXPECT_EQ(search.found(within), (Ids{102, 101}));
    within.customer = "+1";
    EXPECT_EQ(search.found(within), Ids{});

    MessageQuery by_agent = asked("parcel");
    by_agent.agent = {11};
    EXPECT_EQ(search.found(by_agent), (Ids{102, 101}));
    MessageQuery by_queue = asked("parcel");
    by_queue.queue = {8};
    EXPECT_EQ(search.found(by_queue), (Ids{103}));
    MessageQuery by_time = asked("parcel");
    by_time.from = Instant{9102};
    by_time.until = Instant{9105};
    EXPECT_EQ(search.found(by_time), (Ids{103, 102}));
  });
}

TEST_P(StoreContract, FindsNotesBesideMessagesWhereTheyAreAskedFor) {
  Searched search(store());
  search.in_every_state([&] {
    MessageQuery query = asked("parcel");
    query.kind = FoundKind::Everything;
    EXPECT_EQ(search.found(query), (Ids{107, 106, 105, 103, 102, 101}));
    Ids all;
    for (int page = 0; page < 10; ++page) {
      const auto read = store().find_messages(query, 1);
      ASSERT_TRUE(read);
      for (const MatchedMessage& one : read->messages) all.push_back(one.message.value);
      if (!read->next) break;
      query.before = read->next;
    }
    EXPECT_EQ(all, (Ids{107, 106, 105, 103, 102, 101}));
    query.before = {};
    query.kind = FoundKind::Notes;
    EXPECT_EQ(search.found(query), (Ids{107, 106}));
    query.kind = FoundKind::Customer;
    EXPECT_EQ(search.found(query), (Ids{105, 103, 101}));
    query.kind = FoundKind::Us;
    EXPECT_EQ(search.found(query), (Ids{102}));
    query.terms = search_terms("customs");
    query.kind = FoundKind::Everything;
    const auto page = store().find_messages(query, 5);
    ASSERT_TRUE(page);
    const MatchedMessage one{{106},      {2},        false,      {13}, {9106}, "His parcel is at the customs",
                             {{21, 28}}, "+4930111", kOurNumber, {8},  {12},   true};
    ASSERT_EQ(page->messages.size(), 1u);
    EXPECT_EQ(page->messages[0], one);
  });
}

TEST_P(StoreContract, FindsOnlyNotesOfConversationsThatTheReaderMaySee) {
  Searched search(store());
  search.in_every_state([&] {
    MessageQuery query = asked("parcel");
    query.kind = FoundKind::Notes;
    query.sees_everything = false;
    query.reader = {13};
    EXPECT_EQ(search.found(query), Ids{});  // having written a note gives no right
    query.reader = {11};
    EXPECT_EQ(search.found(query), (Ids{107}));
    query.queues = {{8}};
    EXPECT_EQ(search.found(query), (Ids{107, 106}));
    query.hidden = {{2}};
    EXPECT_EQ(search.found(query), (Ids{107}));
    query.is_within = true;
    query.customer = kCustomer;
    query.our_number = kOurNumber;
    EXPECT_EQ(search.found(query), (Ids{107}));
  });
}

TEST_P(StoreContract, FindsByAuthorAndDaysInNotesToo) {
  Searched search(store());
  search.in_every_state([&] {
    MessageQuery query = asked("parcel");
    query.kind = FoundKind::Everything;
    query.author = {11};
    EXPECT_EQ(search.found(query), (Ids{107, 102}));
    query.author = {12};
    EXPECT_EQ(search.found(query), Ids{});  // he had a conversation, and wrote nothing
    query.author = {};
    query.queue = {8};
    EXPECT_EQ(search.found(query), (Ids{106, 103}));
    query.from = Instant{9104};
    query.until = Instant{9107};
    EXPECT_EQ(search.found(query), (Ids{106}));
    query.queue = {};
    EXPECT_EQ(search.found(query), (Ids{106, 105}));
    query.from = Instant{hours(24) * 500};
    query.until = Instant{hours(24) * 501};
    EXPECT_EQ(search.found(query), Ids{});
    query.until = query.from;
    EXPECT_EQ(search.found(query), Ids{});
  });
}

/// Conversation 3 ends with a note, goes on, and ends with another one.
void end_with_notes(Searched& search) {
  search.append({SetConversationEnded{{3}, {20'500}, {11}, "Order", "Refund for her parcel"},
                 SetConversationReopened{{3}, {21'000}, {7}, {12}, 2}, said(110, 3, "A parcel more"),
                 SetConversationEnded{{3}, {22'000}, {12}, "Order", "Parcel promised", 2}});
}

/// Messages by their number, and notes of wrap-ups by that of the message and their segment.
using Places = std::vector<std::pair<std::uint64_t, unsigned>>;
Places places(Store& store, MessageQuery query, std::size_t limit) {
  Places all;
  for (int page = 0; page < 20; ++page) {
    const auto read = store.find_messages(query, limit);
    EXPECT_TRUE(read);
    if (!read) return all;
    EXPECT_LE(read->messages.size(), limit);
    for (const MatchedMessage& one : read->messages) {
      all.emplace_back(one.message.value, one.segment);
      EXPECT_TRUE(one.segment == 0 || one.is_note);
    }
    if (!read->next) return all;
    query.before = read->next;
    query.before_wrap_up = read->next_wrap_up;
  }
  ADD_FAILURE() << "it does not come to an end";
  return all;
}

TEST_P(StoreContract, FindsNotesOfWrapUpsInTheirPlaceAmongMessages) {
  Searched search(store());
  end_with_notes(search);
  search.in_every_state([&] {
    MessageQuery query = asked("parcel");
    EXPECT_EQ(search.found(query), (Ids{110, 105, 103, 102, 101})) << "who asks for messages gets none";
    query.kind = FoundKind::Everything;
    const Places all{{110, 2}, {110, 0}, {105, 1}, {107, 0}, {106, 0}, {105, 0}, {103, 0}, {102, 0}, {101, 0}};
    for (const std::size_t limit : {1u, 2u, 3u, 50u}) EXPECT_EQ(places(store(), query, limit), all) << limit;
    query.kind = FoundKind::Notes;
    EXPECT_EQ(places(store(), query, 1), (Places{{110, 2}, {105, 1}, {107, 0}, {106, 0}}));
    for (const FoundKind kind : {FoundKind::Customer, FoundKind::Us}) {
      query.kind = kind;
      for (const auto& [message, segment] : places(store(), query, 50)) EXPECT_EQ(segment, 0u) << message;
    }
    query = asked("refund");
    query.kind = FoundKind::Everything;
    const auto page = store().find_messages(query, 5);
    ASSERT_TRUE(page);
    const MatchedMessage one{{105},      {3}, false, {11}, {20'500}, "Refund for her parcel", {{0, 6}}, kCustomer,
                             kOurNumber, {7}, {12},  true, 1};
    ASSERT_EQ(page->messages.size(), 1u);
    EXPECT_EQ(page->messages[0], one);
  });
}

TEST_P(StoreContract, FindsNotesOfWrapUpsUnderTheRightToReadTheirConversation) {
  Searched search(store());
  end_with_notes(search);
  search.in_every_state([&] {
    MessageQuery query = asked("parcel");
    query.kind = FoundKind::Notes;
    query.sees_everything = false;
    query.reader = {11};
    EXPECT_EQ(places(store(), query, 5), (Places{{107, 0}})) << "to have written one gives no right";
    query.reader = {12};
    EXPECT_EQ(places(store(), query, 5), (Places{{110, 2}, {105, 1}, {106, 0}}));
    query.hidden = {{3}};
    EXPECT_EQ(places(store(), query, 5), (Places{{106, 0}}));
    query.hidden = {};
    query.reader = {99};
    query.queues = {{7}};
    EXPECT_EQ(places(store(), query, 5), (Places{{110, 2}, {105, 1}, {107, 0}}));
    query.author = {11};
    EXPECT_EQ(places(store(), query, 5), (Places{{105, 1}, {107, 0}}));
    query.author = {};
    query.from = Instant{21'000};
    EXPECT_EQ(places(store(), query, 5), (Places{{110, 2}}));
    query.from = {};
    query.queues = {};
    query.is_within = true;
    query.customer = kCustomer;
    query.our_number = kOurNumber;
    EXPECT_EQ(places(store(), query, 5), (Places{{110, 2}, {105, 1}, {107, 0}}));
    query.customer = "+4930111";
    EXPECT_EQ(places(store(), query, 5), (Places{{106, 0}}));
  });
}

TEST_P(StoreContract, ANoteOfAWrapUpIsAsItWasSaidLastAndOldNewsChangesNothing) {
  Searched search(store());
  end_with_notes(search);
  search.append({SetConversationEnded{{3}, {20'500}, {11}, "Order", "Old news of a parcel", 1}});
  search.append({SetConversationEnded{{3}, {22'000}, {12}, "Order", "Voucher promised", 2}});
  search.in_every_state([&] {
    MessageQuery query = asked("parcel");
    query.kind = FoundKind::Notes;
    EXPECT_EQ(places(store(), query, 5), (Places{{105, 1}, {107, 0}, {106, 0}}));
    query.terms = search_terms("voucher");
    EXPECT_EQ(places(store(), query, 5), (Places{{110, 2}}));
    query.terms = search_terms("old news");
    EXPECT_EQ(places(store(), query, 5), Places{});
  });
  search.append({SetConversationEnded{{3}, {22'000}, {12}, "Order", "", 2}});
  search.in_every_state([&] {
    MessageQuery query = asked("voucher");
    query.kind = FoundKind::Everything;
    EXPECT_EQ(places(store(), query, 5), Places{});
  });
  // What is refused leaves nothing behind.
  Batch batch;
  batch.archive = {SetConversationEnded{{3}, {22'000}, {12}, "Order", "Umbrella", 2},
                   said(120, 99, "of no conversation")};
  EXPECT_FALSE(store().append(store().head(), batch));
  MessageQuery query = asked("umbrella");
  query.kind = FoundKind::Everything;
  EXPECT_EQ(places(store(), query, 5), Places{});
}

TEST_P(StoreContract, ReadsATimelineForwards) {
  Searched search(store());
  const auto first = store().read_timeline_after(kCustomer, kOurNumber, {}, 2);
  ASSERT_TRUE(first);
  EXPECT_EQ(ids_of(*first), (Ids{101, 102}));
  EXPECT_TRUE(first->has_more);
  const auto last = store().read_timeline_after(kCustomer, kOurNumber, {102}, 2);
  ASSERT_TRUE(last);
  EXPECT_EQ(ids_of(*last), (Ids{105}));
  EXPECT_FALSE(last->has_more);
  EXPECT_TRUE(store().read_timeline_after("+9", kOurNumber, {}, 2)->messages.empty());
  EXPECT_TRUE(store().read_timeline_after(kCustomer, kOurNumber, {~std::uint64_t{0}}, 2)->messages.empty());
  EXPECT_FALSE(store().read_timeline_after(kCustomer, kOurNumber, {}, 0));
}

}  // namespace

}  // namespace smsdesk::store
