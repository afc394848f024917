// What every Store promises of the tables for reports and audit.
#include "relay/store/report_rows.h"
#include "tests/relay/store/contract.h"

namespace smsdesk::store {
namespace {

PutAudit an_audit(std::uint64_t offset) {
  return {offset,     {1000 + static_cast<std::int64_t>(offset)}, {5}, "queue_configured", "7", "Support", "{\"a\":1}",
          "{\"a\":2}"};
}

/// All rows of an agent, of a conversation.
ReportQuery of_agent(std::uint64_t agent) {
  ReportQuery query;
  query.agent = {agent};
  return query;
}
ReportQuery of_conversation(std::uint64_t conversation) {
  ReportQuery query;
  query.conversation = {conversation};
  return query;
}
template <typename Page>
std::vector<std::uint64_t> numbers_of(const Result<Page>& page) {
  std::vector<std::uint64_t> numbers;
  if (!page) return {~0ull};
  for (const auto& row : page->rows) numbers.push_back(place_of(row).number);
  return numbers;
}
using Numbers = std::vector<std::uint64_t>;

PutAgentState a_state(std::uint64_t offset, AgentStateKind kind, const std::string& word, std::uint64_t agent = 1) {
  return {offset, {agent}, kind, {1000 + static_cast<std::int64_t>(offset)}, word, "", {}, false};
}

TEST_P(StoreContract, PagesTheAuditNewestFirst) {
  ASSERT_TRUE(is_committed(append_archive({an_audit(3), an_audit(5), an_audit(9)})));
  const auto first = store().read_audit({}, 2);
  ASSERT_TRUE(first);
  ASSERT_EQ(first->rows.size(), 2u);
  EXPECT_TRUE(first->has_more);
  EXPECT_EQ(first->rows[0].offset, 9u);
  EXPECT_EQ(first->rows[0].by, AgentId{5});
  EXPECT_EQ(first->rows[0].at, Instant{1009});
  EXPECT_EQ(first->rows[0].action, "queue_configured");
  EXPECT_EQ(first->rows[0].item + first->rows[0].name, "7Support");
  EXPECT_EQ(first->rows[0].before + first->rows[0].after, "{\"a\":1}{\"a\":2}");
  const auto rest = store().read_audit(first->rows[1].offset, 2);
  ASSERT_TRUE(rest);
  ASSERT_EQ(rest->rows.size(), 1u);
  EXPECT_EQ(rest->rows[0].offset, 3u);
  EXPECT_FALSE(rest->has_more);
  EXPECT_FALSE(store().read_audit({}, 0));
  EXPECT_FALSE(store().read_audit({}, kPageMax + 1));
  EXPECT_EQ(store().read_audit(UINT64_MAX, 500)->rows.size(), 3u);
}

TEST_P(StoreContract, AStateOfAnAgentEndsTheOneBeforeItOfItsKind) {
  PutAgentState meeting = a_state(4, AgentStateKind::Presence, "meeting");
  meeting.sub_status = "Coaching";
  meeting.by = {9};
  meeting.is_automatic = true;
  ASSERT_TRUE(is_committed(
      append_archive({a_state(1, AgentStateKind::Presence, "available"), a_state(2, AgentStateKind::Queue, "on_queue"),
                      a_state(3, AgentStateKind::Presence, "away", 2), meeting})));
  const auto page = store().read_agent_states(of_agent(1), 10);
  ASSERT_TRUE(page);
  const auto* states = &page->rows;
  ASSERT_EQ(states->size(), 3u);
  EXPECT_FALSE(page->next);
  EXPECT_EQ((*states)[0].began.state, "meeting");
  EXPECT_EQ((*states)[0].began.sub_status, "Coaching");
  EXPECT_EQ((*states)[0].began.by, AgentId{9});
  EXPECT_TRUE((*states)[0].began.is_automatic);
  EXPECT_FALSE((*states)[0].ended_at);
  EXPECT_EQ((*states)[1].began.state, "on_queue");
  EXPECT_EQ((*states)[1].began.kind, AgentStateKind::Queue);
  EXPECT_FALSE((*states)[1].ended_at);
  EXPECT_EQ((*states)[2].began.at, Instant{1001});
  EXPECT_EQ((*states)[2].ended_at, Instant{1004});
  ReportQuery narrow = of_agent(1);
  narrow.kind = AgentStateKind::Presence;
  EXPECT_EQ(numbers_of(store().read_agent_states(narrow, 10)), (Numbers{16, 4}));
  EXPECT_TRUE(store().read_agent_states(of_agent(7), 10)->rows.empty());
  EXPECT_TRUE(store().read_agent_states(of_conversation(1), 10)->rows.empty());
}

TEST_P(StoreContract, PagesStatesThatOneEntryBegan) {
  ASSERT_TRUE(is_committed(append_archive(
      {a_state(1, AgentStateKind::Queue, "on_queue"), a_state(2, AgentStateKind::Presence, "offline"),
       a_state(2, AgentStateKind::Queue, "off_queue"), a_state(2, AgentStateKind::Connection, "disconnected")})));
  ReportQuery query = of_agent(1);
  Numbers seen;
  for (int pages = 0; pages < 4; ++pages) {
    const auto page = store().read_agent_states(query, 1);
    ASSERT_TRUE(page);
    ASSERT_EQ(page->rows.size(), 1u);
    seen.push_back(place_of(page->rows[0]).number);
    EXPECT_EQ(page->next.has_value(), pages < 3);
    query.behind = page->next;
  }
  EXPECT_EQ(seen, (Numbers{10, 9, 8, 5}));
}

TEST_P(StoreContract, KeepsOffersAndHowTheyEnded) {
  ASSERT_TRUE(is_committed(append_archive(
      {PutOffer{{11}, {1}, {41}, {7}, {10}, "longest_idle", "{\"free\":3}"},
       SetOfferEnded{{11}, {20}, "declined", "busy", false}, PutOffer{{12}, {1}, {42}, {7}, {21}, "last_agent"},
       PutOffer{{13}, {2}, {42}, {7}, {22}, "picked"}, SetOfferEnded{{13}, {22}, "accepted", "", true}})));
  const auto page = store().read_offers(of_conversation(1), 10);
  ASSERT_TRUE(page);
  const auto* offers = &page->rows;
  ASSERT_EQ(offers->size(), 2u);
  EXPECT_EQ((*offers)[1].made.agent, AgentId{41});
  EXPECT_EQ((*offers)[1].made.queue, QueueId{7});
  EXPECT_EQ((*offers)[1].made.why, "longest_idle");
  EXPECT_EQ((*offers)[1].made.trace, "{\"free\":3}");
  ASSERT_TRUE((*offers)[1].ended);
  EXPECT_EQ((*offers)[1].ended->outcome + (*offers)[1].ended->reason, "declinedbusy");
  EXPECT_EQ((*offers)[1].ended->at, Instant{20});
  EXPECT_FALSE((*offers)[0].ended);
  EXPECT_TRUE(store().read_offers(of_conversation(2), 10)->rows[0].ended->is_automatic);
}

TEST_P(StoreContract, ReadsOffersByAgentConversationAndTime) {
  std::vector<ArchiveOp> ops;
  for (std::uint64_t i = 1; i <= 6; ++i)  // two of every instant
    ops.push_back(
        PutOffer{{10 + i}, {1 + i % 2}, {41 + i % 3}, {7}, {static_cast<std::int64_t>((i + 1) / 2 * 10)}, "x"});
  ASSERT_TRUE(is_committed(append_archive(ops)));
  EXPECT_EQ(numbers_of(store().read_offers({}, 10)), (Numbers{16, 15, 14, 13, 12, 11}));
  EXPECT_EQ(numbers_of(store().read_offers(of_agent(42), 10)), (Numbers{14, 11}));
  EXPECT_EQ(numbers_of(store().read_offers(of_conversation(1), 10)), (Numbers{16, 14, 12}));
  ReportQuery both = of_agent(42);
  both.conversation = {1};
  EXPECT_EQ(numbers_of(store().read_offers(both, 10)), (Numbers{14}));
  ReportQuery between;
  between.from = Instant{20};
  between.before = Instant{30};
  EXPECT_EQ(numbers_of(store().read_offers(between, 10)), (Numbers{14, 13}));
  between.conversation = {2};
  EXPECT_EQ(numbers_of(store().read_offers(between, 10)), (Numbers{13}));
  between.agent = {42};
  EXPECT_EQ(numbers_of(store().read_offers(between, 10)), (Numbers{}));
  // Page by page, over rows of one instant; a time that ends the report does so on every page.
  ReportQuery paged;
  paged.before = Instant{30};
  const auto first = store().read_offers(paged, 3);
  EXPECT_EQ(numbers_of(first), (Numbers{14, 13, 12}));
  ASSERT_TRUE(first->next);
  paged.behind = first->next;
  const auto rest = store().read_offers(paged, 3);
  EXPECT_EQ(numbers_of(rest), (Numbers{11}));
  EXPECT_FALSE(rest->next);
  for (const std::size_t limit : {std::size_t{0}, kPageMax + 1}) EXPECT_FALSE(store().read_offers({}, limit));
  EXPECT_TRUE(store().read_offers(of_agent(UINT64_MAX), 10)->rows.empty());
  EXPECT_TRUE(store().read_offers(of_conversation(UINT64_MAX), 10)->rows.empty());
}

TEST_P(StoreContract, KeepsNotes) {
  ASSERT_TRUE(is_committed(append_archive(
      {PutNote{{3}, {1}, {41}, {10}, "call back", {{42}, {43}}}, PutNote{{4}, {1}, {42}, {11}, "done", {}}})));
  const auto notes = store().read_notes(of_conversation(1), 10);
  ASSERT_TRUE(notes);
  ASSERT_EQ(numbers_of(notes), (Numbers{4, 3}));
  EXPECT_EQ(notes->rows[1].text, "call back");
  EXPECT_EQ(notes->rows[1].mentions, (std::vector<AgentId>{{42}, {43}}));
  EXPECT_TRUE(notes->rows[0].mentions.empty());
  EXPECT_TRUE(store().read_notes(of_conversation(9), 10)->rows.empty());
  EXPECT_EQ(store().find_note({3})->value().text, "call back");
  EXPECT_FALSE(store().find_note({9})->has_value());
  EXPECT_FALSE(store().find_note({UINT64_MAX})->has_value());
  EXPECT_EQ(numbers_of(store().read_notes(of_agent(41), 10)), (Numbers{3}));
  ReportQuery late;
  late.from = Instant{11};
  EXPECT_EQ(numbers_of(store().read_notes(late, 10)), (Numbers{4}));
}

TEST_P(StoreContract, KeepsWhatANoteSaidBeforeItWasCorrected) {
  const std::vector<ArchiveOp> ops = {PutNote{{3}, {1}, {41}, {10}, "first", {{42}}},
                                      SetNoteWords{{3}, 1, {20}, "second", {{43}}},
                                      SetNoteWords{{3}, 2, {30}, "third", {}}};
  ASSERT_TRUE(is_committed(append_archive(ops)));
  const auto look = [this] { return **store().find_note({3}); };
  EXPECT_EQ(look().text, "third");
  EXPECT_EQ(look().at, Instant{10}) << "it keeps its place";
  EXPECT_EQ(look().correction, 2u);
  EXPECT_EQ(look().corrected_at, Instant{30});
  EXPECT_TRUE(look().mentions.empty());
  const std::vector<NoteWording> earlier = {{{10}, "first"}, {{20}, "second"}};
  EXPECT_EQ(*store().read_note_wordings({3}), earlier);
  EXPECT_TRUE(store().read_note_wordings({4})->empty());
  EXPECT_TRUE(store().read_note_wordings({UINT64_MAX})->empty());
  for (std::size_t from = 0; from < ops.size(); ++from) {
    ASSERT_TRUE(is_committed(append_archive({ops.begin() + static_cast<std::ptrdiff_t>(from), ops.end()}))) << from;
    EXPECT_EQ(look().text, "third") << from;
    EXPECT_EQ(*store().read_note_wordings({3}), earlier) << from;
  }
  auto reader = store().open_reader();
  ASSERT_TRUE(reader);
  EXPECT_EQ(*(*reader)->read_note_wordings({3}), earlier);
  ASSERT_FALSE(append_archive({SetNoteWords{{3}, 3, {40}, "fourth", {}}, a_message(1, 77)}));
  EXPECT_EQ(look().text, "third") << "of a refused batch";
  EXPECT_EQ(*store().read_note_wordings({3}), earlier);
}

TEST_P(StoreContract, ANoteThatWasTakenBackHasNoWordsOfItsOwn) {
  ASSERT_TRUE(is_committed(
      append_archive({PutNote{{3}, {1}, {41}, {10}, "call back", {{42}}}, SetNoteWords{{3}, 1, {20}, "", {}, true}})));
  const auto notes = store().read_notes(of_conversation(1), 10);
  ASSERT_EQ(numbers_of(notes), (Numbers{3}));
  EXPECT_TRUE(notes->rows[0].is_taken_back);
  EXPECT_EQ(notes->rows[0].text, "");
  EXPECT_TRUE(notes->rows[0].mentions.empty());
  EXPECT_EQ(*store().read_note_wordings({3}), (std::vector<NoteWording>{{{10}, "call back"}}));
}

TEST_P(StoreContract, KeepsHowAConversationEnded) {
  SetConversationEnded wrapped{{1}, {6000}, {41}, "Solved", "n"};
  wrapped.fields = "[[\"Case\",\"4711\"]]";
  ASSERT_TRUE(is_committed(append_archive(
      {a_conversation(1), SetConversationEnded{{1}, {6000}, {41}, "", "", 1, "agent", "resolved"}, wrapped})));
  const auto look = [this] { return **store().find_conversation(ConversationId{1}); };
  EXPECT_EQ(look().resolution, "resolved");
  EXPECT_EQ(look().end_cause, "agent");
  EXPECT_EQ(look().fields, "[[\"Case\",\"4711\"]]");
  EXPECT_EQ(store().read_history(kCustomer, kOurNumber, 1)->front().fields, "[[\"Case\",\"4711\"]]");
}

TEST_P(StoreContract, KeepsHowEachSegmentEnded) {
  SetConversationEnded wrapped{{1}, {6000}, {41}, "Solved", "router replaced"};
  wrapped.fields = "[[\"Case\",\"4711\"]]";
  ASSERT_TRUE(is_committed(append_archive({a_conversation(1), SetConversationOwner{{1}, {41}, {1}},
                                           SetConversationEnded{{1}, {6000}, {41}, "", "", 1, "agent", "resolved"},
                                           wrapped, SetConversationReopened{{1}, {7000}, {8}, {42}, 2}})));
  const auto look = [this] { return *store().read_segments({1}); };
  ASSERT_EQ(look().size(), 2u);
  const ArchivedSegment first = look()[0];
  EXPECT_EQ(first.conversation, ConversationId{1});
  EXPECT_EQ(first.segment, 1u);
  EXPECT_EQ(first.queue, QueueId{7});
  EXPECT_EQ(first.agent, AgentId{41});
  EXPECT_EQ(first.opened_at, Instant{5001});
  EXPECT_EQ(first.ended_at, Instant{6000});
  EXPECT_EQ(first.wrap_up_code + "/" + first.note, "Solved/router replaced");
  EXPECT_EQ(first.resolution + "/" + first.end_cause, "resolved/agent");
  EXPECT_EQ(first.fields, wrapped.fields);
  const ArchivedSegment second = look()[1];
  EXPECT_EQ(second.segment, 2u);
  EXPECT_EQ(second.queue, QueueId{8});
  EXPECT_EQ(second.agent, AgentId{42});
  EXPECT_EQ(second.opened_at, Instant{7000});
  EXPECT_FALSE(second.ended_at);
  EXPECT_EQ(second.wrap_up_code + second.note + second.resolution + second.end_cause + second.fields, "");
  // The next one begins with nothing of it either, and ends in its own way.
  ASSERT_TRUE(is_committed(append_archive({SetConversationEnded{{1}, {8000}, {42}, "Follow up", "", 2, "inactivity"},
                                           SetConversationReopened{{1}, {9000}, {8}, {}, 3}})));
  ASSERT_EQ(look().size(), 3u);
  EXPECT_EQ(look()[0].wrap_up_code, "Solved");
  EXPECT_EQ(look()[1].wrap_up_code + look()[1].end_cause, "Follow upinactivity");
  EXPECT_EQ(look()[1].opened_at, Instant{7000});
  EXPECT_EQ(look()[2].agent, AgentId{42}) << "who had it last is who is asked first";
  EXPECT_EQ((**store().find_conversation({1})).wrap_up_code, "");
  EXPECT_TRUE(store().read_segments({9})->empty());
  EXPECT_TRUE(store().read_segments({UINT64_MAX})->empty());
}

TEST_P(StoreContract, KeepsNoSegmentOfARefusedReopening) {
  ASSERT_TRUE(is_committed(
      append_archive({a_conversation(1), SetConversationEnded{{1}, {6000}, {41}, "Solved", ""}, a_conversation(2)})));
  ASSERT_FALSE(append_archive({SetConversationReopened{{1}, {7000}, {7}, {}, 2}}));
  ASSERT_FALSE(append_archive({SetConversationEnded{{2}, {6500}, {41}, "", ""},
                               SetConversationReopened{{1}, {7000}, {7}, {}, 2}, a_message(1, 77)}));
  const auto segments = *store().read_segments({1});
  ASSERT_EQ(segments.size(), 1u);
  EXPECT_EQ(segments[0].wrap_up_code, "Solved");
  EXPECT_EQ(segments[0].ended_at, Instant{6000});
}

PutHanding a_handing(std::uint64_t offset, std::uint64_t conversation, const std::string& kind) {
  return {offset, {{conversation}, {1000 + static_cast<std::int64_t>(offset)}, kind, {41}, {42}, {7}, "freed"}};
}

TEST_P(StoreContract, KeepsHowConversationsChangedHands) {
  ASSERT_TRUE(is_committed(append_archive(
      {a_conversation(1), a_handing(9, 1, "returned"), a_handing(5, 1, "answered"), a_handing(6, 2, "parked")})));
  const auto handings = store().read_handings({1});
  ASSERT_TRUE(handings);
  EXPECT_EQ(*handings,
            (std::vector<ArchivedHanding>{a_handing(5, 1, "answered").handing, a_handing(9, 1, "returned").handing}));
  EXPECT_TRUE(store().read_handings({3})->empty());
  EXPECT_TRUE(store().read_handings({UINT64_MAX})->empty());
  ASSERT_FALSE(append_archive({a_handing(10, 1, "left"), a_message(1, 77)}));
  EXPECT_EQ(store().read_handings({1})->size(), 2u) << "of a refused batch";
}

TEST_P(StoreContract, ReadsTheLastHandsOfVeryMany) {
  std::vector<ArchiveOp> ops;
  for (std::uint64_t i = 1; i <= kPageMax + 2; ++i) ops.emplace_back(a_handing(i, 1, "joined"));
  ASSERT_TRUE(is_committed(append_archive(ops)));
  const auto handings = *store().read_handings({1});
  ASSERT_EQ(handings.size(), kPageMax);
  EXPECT_EQ(handings.front().at, Instant{1003});
}

TEST_P(StoreContract, LeavesReportsAsTheyAreWhenTheLogsTailIsReplayed) {
  const std::vector<ArchiveOp> ops = {an_audit(1),
                                      a_state(2, AgentStateKind::Presence, "available"),
                                      PutOffer{{11}, {1}, {41}, {7}, {10}, "longest_idle"},
                                      a_state(3, AgentStateKind::Presence, "away"),
                                      SetOfferEnded{{11}, {20}, "declined", "busy", false},
                                      PutNote{{3}, {1}, {41}, {10}, "x", {}},
                                      a_handing(3, 1, "answered"),
                                      a_state(4, AgentStateKind::Presence, "available")};
  const auto look = [this] {
    std::string seen = std::to_string(store().read_audit({}, 10)->rows.size());
    const auto states = store().read_agent_states(of_agent(1), 10);
    for (const auto& s : states->rows) {
      seen +=
          s.began.state + std::to_string(s.began.at.ms) + "-" + std::to_string(s.ended_at ? s.ended_at->ms : -1) + ";";
    }
    const auto offers = store().read_offers(of_conversation(1), 10);
    for (const auto& o : offers->rows) seen += o.made.why + (o.ended ? o.ended->outcome : "") + ";";
    seen += std::to_string(store().read_handings({1})->size()) + ";";
    return seen + std::to_string(store().read_notes(of_conversation(1), 10)->rows.size());
  };
  ASSERT_TRUE(is_committed(append_archive(ops)));
  const std::string before = look();
  for (std::size_t from = 0; from < ops.size(); ++from) {
    ASSERT_TRUE(is_committed(append_archive({ops.begin() + static_cast<std::ptrdiff_t>(from), ops.end()}))) << from;
    EXPECT_EQ(look(), before) << from;
  }
}

TEST_P(StoreContract, TakesBackReportsOfARefusedBatch) {
  ASSERT_TRUE(is_committed(append_archive(
      {a_state(1, AgentStateKind::Queue, "on_queue"), PutOffer{{11}, {1}, {41}, {7}, {10}, "longest_idle"}})));
  ASSERT_FALSE(append_archive({an_audit(2), a_state(3, AgentStateKind::Queue, "off_queue"),
                               SetOfferEnded{{11}, {20}, "declined", "", false}, PutNote{{3}, {1}, {41}, {10}, "x", {}},
                               a_message(1, 77)}));
  EXPECT_TRUE(store().read_audit({}, 10)->rows.empty());
  ASSERT_EQ(store().read_agent_states(of_agent(1), 10)->rows.size(), 1u);
  EXPECT_FALSE(store().read_agent_states(of_agent(1), 10)->rows.front().ended_at);
  EXPECT_FALSE(store().read_offers(of_conversation(1), 10)->rows.front().ended);
  EXPECT_TRUE(store().read_notes(of_conversation(1), 10)->rows.empty());
}

}  // namespace
}  // namespace smsdesk::store
