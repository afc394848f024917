// Pages of the archive as a browser gets them.
#include "relay/host/archive_reader.h"

#include <gtest/gtest.h>

#include <future>

#include "core/workspace/workspace_json.h"
#include "relay/store/memory_store.h"

namespace smsdesk::relay {
namespace {

constexpr const char* kCustomer = "+14155550199";
constexpr const char* kOurNumber = "+14155550100";

class Reading : public testing::Test {
 protected:
  void put(std::vector<store::ArchiveOp> ops) {
    store::Batch batch;
    batch.archive = std::move(ops);
    ASSERT_TRUE(store_.append(store_.head(), batch));
  }
  static store::PutMessage message(std::uint64_t id, std::uint64_t conversation) {
    store::PutMessage put;
    put.message = MessageId{id};
    put.conversation = ConversationId{conversation};
    put.text = "text";
    put.status = "received";
    return put;
  }
  static store::PutNote note(std::uint64_t id, std::uint64_t conversation, std::string text) {
    return {NoteId{id}, ConversationId{conversation}, AgentId{41}, Instant{9}, std::move(text), {AgentId{42}}};
  }
  PageFrame page(std::uint64_t before, std::uint32_t limit, std::uint64_t hidden = 0) {
    std::promise<ServiceInput> answer;
    auto opened = store_.open_reader();
    EXPECT_TRUE(opened);
    ArchiveReader reader(std::move(opened.value()), [&](ServiceInput input) { answer.set_value(std::move(input)); });
    effect::ReadPage asked{7, {{"k"}, ConversationId{2}, MessageId{before}, limit}, kCustomer, kOurNumber, {}};
    asked.hidden = ConversationId{hidden};
    reader.read(asked);
    const auto read = std::get<input::ArchiveRead>(answer.get_future().get());
    EXPECT_EQ(read.socket, 7u);
    return std::get<PageFrame>(read.answer);
  }
  PageFrame page_of(PageRequest request, std::uint64_t hidden = 0) {
    request.key = {"k"};
    request.conversation = ConversationId{2};
    effect::ReadPage asked{7, request, kCustomer, kOurNumber, ConversationId{hidden}};
    return std::get<PageFrame>(answer_to(asked));
  }
  RelayFrame answer_to(ArchiveReader::Question question) {
    std::promise<ServiceInput> answer;
    auto opened = store_.open_reader();
    EXPECT_TRUE(opened);
    ArchiveReader reader(std::move(opened.value()), [&](ServiceInput input) { answer.set_value(std::move(input)); });
    reader.read(std::move(question));
    return std::get<input::ArchiveRead>(answer.get_future().get()).answer;
  }
  static std::vector<std::uint64_t> ids_of(const PageFrame& page) {
    std::vector<std::uint64_t> ids;
    for (const TimelineMessage& one : page.messages) ids.push_back(one.message.id.value);
    return ids;
  }
  static effect::FindMessages search(const std::string& words, SocketId socket = 7) {
    effect::FindMessages asked;
    asked.socket = socket;
    asked.key = {"s"};
    asked.query.terms = store::search_terms(words);
    asked.query.sees_everything = true;
    asked.limit = 10;
    return asked;
  }
  static std::string notes_of(const PageFrame& page) {
    std::string texts;
    for (const TimelineNote& one : page.notes)
      texts += std::to_string(one.conversation.value) + ":" + one.note.text + " ";
    return texts;
  }

  store::MemoryStore store_{"00112233445566778899aabbccddeeff"};
};

TEST_F(Reading, BringsTheNewestWordsOfANoteAndTellsTheEarlierOnes) {
  put({store::PutConversation{{1}, {7}, kCustomer, kOurNumber, {1}}, message(11, 1), note(20, 1, "one"),
       note(21, 1, "two"), store::SetConversationEnded{{1}, {2}, {41}, "", ""},
       store::SetNoteWords{{20}, 1, {15}, "uno", {}}, store::SetNoteWords{{21}, 1, {16}, "", {}, true}});
  const PageFrame read = page(0, 2);
  EXPECT_EQ(notes_of(read), "1:uno 1: ");
  EXPECT_EQ(read.notes[0].note.correction, 1u);
  EXPECT_EQ(read.notes[0].note.corrected_at, Instant{15});
  EXPECT_TRUE(read.notes[1].note.is_taken_back);
  const auto told = [&](std::uint64_t note, bool has_taken_back, std::uint64_t hidden = 0,
                        const std::string& customer = kCustomer) {
    effect::ReadNoteWordings asked{
        7, {{"w"}, ConversationId{1}, NoteId{note}}, customer, kOurNumber, {hidden}, has_taken_back};
    const auto frame = std::get<NoteWordingsFrame>(answer_to(asked));
    EXPECT_EQ(frame.key, SendKey{"w"});
    EXPECT_EQ(frame.note, NoteId{note});
    EXPECT_FALSE(frame.is_failed);
    return frame.wordings;
  };
  EXPECT_EQ(told(20, false), (std::vector<NoteWording>{{{9}, "one"}}));
  EXPECT_TRUE(told(21, false).empty()) << "it was taken back";
  EXPECT_EQ(told(21, true), (std::vector<NoteWording>{{{9}, "two"}}));
  EXPECT_TRUE(told(20, false, 1).empty()) << "its conversation is hidden";
  EXPECT_TRUE(told(20, false, 0, "+14155550198").empty()) << "another timeline";
  EXPECT_TRUE(told(99, true).empty());
}

TEST_F(Reading, BringsTheNotesOfTheConversationsWhoseMessagesItBrings) {
  put({store::PutConversation{{1}, {7}, kCustomer, kOurNumber, {1}}, message(11, 1), note(20, 1, "one"),
       store::SetConversationEnded{{1}, {2}, {41}, "", ""},
       store::PutConversation{{2}, {7}, kCustomer, kOurNumber, {3}}, message(12, 2), message(13, 2), note(21, 2, "two"),
       note(22, 2, "three"), store::PutConversation{{3}, {7}, "+14155550198", kOurNumber, {3}}, message(14, 3),
       note(23, 3, "of another")});
  const PageFrame newest = page(0, 2);
  EXPECT_EQ(newest.messages.size(), 2u);
  EXPECT_EQ(notes_of(newest), "2:two 2:three ");
  EXPECT_EQ(newest.notes[0].note.author, AgentId{41});
  EXPECT_EQ(newest.notes[0].note.mentions, std::vector<AgentId>{AgentId{42}});
  EXPECT_EQ(newest.notes[0].note.at, Instant{9});
  EXPECT_EQ(notes_of(page(13, 2)), "1:one 2:two 2:three ") << "of both whose messages came";
  EXPECT_EQ(notes_of(page(12, 2)), "1:one ");
  EXPECT_EQ(notes_of(page(0, 3, 2)), "1:one ") << "what is hidden keeps its notes to itself";
}

TEST_F(Reading, BringsHowConversationsChangedHandsInTheSegmentOfItsTime) {
  const auto handing = [](std::uint64_t offset, std::int64_t at, const char* kind) {
    return store::PutHanding{offset, {{2}, {at}, kind, {41}, {}, {}, ""}};
  };
  put({store::PutConversation{{2}, {7}, kCustomer, kOurNumber, {1000}}, message(11, 2), handing(3, 1500, "answered"),
       store::SetConversationEnded{{2}, {2000}, {41}, "", ""}, store::SetConversationReopened{{2}, {3000}, {7}, {}, 2},
       handing(6, 3500, "answered"), handing(7, 3600, "parked"), handing(8, 3700, "of a later smsdesk")});
  const PageFrame read = page(0, 5);
  ASSERT_EQ(read.segments.size(), 2u);
  ASSERT_EQ(read.segments[0].handings.size(), 1u);
  EXPECT_EQ(read.segments[0].handings[0], (Handing{{1500}, HandingKind::Answered, {41}, {}, {}, ReturnReason::None}));
  ASSERT_EQ(read.segments[1].handings.size(), 2u);
  EXPECT_EQ(read.segments[1].handings[1].kind, HandingKind::Parked);
}

TEST_F(Reading, BringsWhatWasNotDoneWithAMessage) {
  const std::vector<ActionNotDone> not_done{{{TemplateActionKind::Label, "VIP"}, "Nobody to label."}};
  store::PutMessage put_message = message(11, 1);
  put_message.not_done = encode_not_done(not_done);
  store::PutMessage damaged = message(12, 1);
  damaged.not_done = "no JSON";
  put({store::PutConversation{{1}, {7}, kCustomer, kOurNumber, {1}}, put_message, damaged});
  const PageFrame read = page(0, 5);
  ASSERT_EQ(read.messages.size(), 2u);
  EXPECT_EQ(read.messages[0].message.not_done, not_done);
  EXPECT_TRUE(read.messages[1].message.not_done.empty());
}

TEST_F(Reading, KeepsToTheNewestHandsWhereThereAreMany) {
  std::vector<store::ArchiveOp> ops;
  std::uint64_t offset = 0;
  for (std::uint64_t id = 1; id <= 3; ++id) {
    ops.emplace_back(store::PutConversation{{id}, {7}, kCustomer, kOurNumber, {1000}});
    ops.emplace_back(message(10 + id, id));
    for (int i = 0; i < 400; ++i)
      ops.emplace_back(store::PutHanding{++offset, {{id}, {2000 + i}, "joined", {41}, {}, {}, ""}});
    ops.emplace_back(store::SetConversationEnded{{id}, {3000}, {41}, "", ""});
  }
  put(std::move(ops));
  const PageFrame read = page(0, 5);
  ASSERT_EQ(read.segments.size(), 3u);
  ASSERT_EQ(read.segments[0].handings.size(), kPageHandingsMax - 800) << "of the oldest conversation";
  EXPECT_EQ(read.segments[0].handings.back().at, Instant{2399});
  EXPECT_EQ(read.segments[1].handings.size(), 400u);
  EXPECT_EQ(read.segments[2].handings.size(), 400u);
}

TEST_F(Reading, KeepsToTheNewestNotesWhereThereAreMany) {
  std::vector<store::ArchiveOp> ops{store::PutConversation{{1}, {7}, kCustomer, kOurNumber, {1}}, message(11, 1)};
  for (std::uint64_t i = 0; i < kPageNotesMax + 3; ++i) ops.emplace_back(note(100 + i, 1, std::to_string(i)));
  put(std::move(ops));
  const PageFrame read = page(0, 5);
  ASSERT_EQ(read.notes.size(), kPageNotesMax);
  EXPECT_EQ(read.notes.front().note.text, "3");
  EXPECT_EQ(read.notes.back().note.text, std::to_string(kPageNotesMax + 2));
}

// An old note among very many, and one of a conversation that has no message on the page.
TEST_F(Reading, BringsTheNoteThatIsGoneTo) {
  std::vector<store::ArchiveOp> ops{store::PutConversation{{1}, {7}, kCustomer, kOurNumber, {1}},
                                    store::PutConversation{{3}, {7}, "+14155550198", kOurNumber, {3}},
                                    note(50, 3, "of another customer")};
  for (std::uint64_t i = 0; i < kPageNotesMax + 3; ++i) ops.emplace_back(note(100 + i, 1, std::to_string(i)));
  ops.emplace_back(store::SetConversationEnded{{1}, {2}, {41}, "", ""});
  ops.emplace_back(store::PutConversation{{2}, {7}, kCustomer, kOurNumber, {2}});
  for (std::uint64_t id = 11; id <= 20; ++id) ops.emplace_back(message(id, 2));
  put(std::move(ops));
  const auto wanted = [&](std::uint64_t id, std::uint64_t hidden = 0) {
    PageRequest around;
    around.around = MessageId{id};
    around.limit = 4;
    const PageFrame page = page_of(around, hidden);
    return std::count_if(page.notes.begin(), page.notes.end(),
                         [&](const TimelineNote& one) { return one.note.id == NoteId{id}; });
  };
  EXPECT_EQ(wanted(100), 1);
  EXPECT_EQ(wanted(100, 1), 0) << "what is hidden keeps its notes to itself";
  EXPECT_EQ(wanted(50), 0);
  EXPECT_EQ(wanted(99), 0) << "there is none";
}

using Ids = std::vector<std::uint64_t>;

TEST_F(Reading, GoesBothWaysFromAPlaceInTheMiddle) {
  std::vector<store::ArchiveOp> ops{store::PutConversation{{2}, {7}, kCustomer, kOurNumber, {1}}};
  for (std::uint64_t id = 11; id <= 20; ++id) ops.emplace_back(message(id, 2));
  put(std::move(ops));
  PageRequest around;
  around.around = MessageId{15};
  around.limit = 4;
  PageFrame page = page_of(around);
  EXPECT_EQ(ids_of(page), (Ids{14, 15, 16, 17}));
  EXPECT_TRUE(page.has_more);
  EXPECT_TRUE(page.has_newer);
  around.around = MessageId{20};
  page = page_of(around);
  EXPECT_EQ(ids_of(page), (Ids{19, 20}));
  EXPECT_FALSE(page.has_newer);
  PageRequest after;
  after.after = MessageId{17};
  after.limit = 2;
  page = page_of(after);
  EXPECT_EQ(ids_of(page), (Ids{18, 19}));
  EXPECT_TRUE(page.has_newer);
  after.after = MessageId{18};
  page = page_of(after);
  EXPECT_EQ(ids_of(page), (Ids{19, 20}));
  EXPECT_FALSE(page.has_newer);
}

TEST_F(Reading, LeavesOutWhatIsHiddenForwardsToo) {
  put({store::PutConversation{{1}, {7}, kCustomer, kOurNumber, {1}}, message(11, 1),
       store::SetConversationEnded{{1}, {2}, {41}, "", ""},
       store::PutConversation{{3}, {7}, kCustomer, kOurNumber, {3}}, message(12, 3), message(13, 3),
       store::SetConversationEnded{{3}, {4}, {42}, "", ""},
       store::PutConversation{{4}, {7}, kCustomer, kOurNumber, {5}}, message(14, 4)});
  PageRequest after;
  after.after = MessageId{11};
  after.limit = 1;
  const PageFrame page = page_of(after, 3);
  EXPECT_EQ(ids_of(page), (Ids{14}));
  EXPECT_FALSE(page.has_newer);
}

TEST_F(Reading, SearchesWithExcerptsOrInOneTimelineWithWholeTexts) {
  store::PutMessage said = message(11, 1);
  said.text = std::string(300, '-') + " the Café and more " + std::string(300, '-');
  put({store::PutConversation{{1}, {7}, kCustomer, kOurNumber, {1}}, said,
       store::SetConversationEnded{{1}, {2}, {41}, "Order", "Two"}});
  const auto found = std::get<FoundMessagesFrame>(answer_to(search("cafe")));
  EXPECT_EQ(found.key, SendKey{"s"});
  ASSERT_EQ(found.messages.size(), 1u);
  const FoundMessage& one = found.messages[0];
  EXPECT_LT(one.text.size(), 220u);
  ASSERT_EQ(one.marks.size(), 1u);
  EXPECT_EQ(one.text.substr(one.marks[0].begin, one.marks[0].end - one.marks[0].begin), "Café");
  ASSERT_EQ(found.conversations.size(), 1u);
  EXPECT_EQ(found.conversations[0].code, "Order");
  EXPECT_EQ(found.conversations[0].ended_at, Instant{2});
  EXPECT_FALSE(found.next.is_set());
  effect::FindMessages within = search("cafe");
  within.query.is_within = true;
  within.query.customer = kCustomer;
  within.query.our_number = kOurNumber;
  const auto whole = std::get<FoundMessagesFrame>(answer_to(within));
  ASSERT_EQ(whole.messages.size(), 1u);
  EXPECT_EQ(whole.messages[0].text, said.text);
  EXPECT_EQ(whole.messages[0].marks[0].begin, said.text.find("Café"));
}

TEST_F(Reading, FindsNotesWithWhatAListTellsOfTheirConversation) {
  put({store::PutConversation{{1}, {7}, kCustomer, kOurNumber, {1}}, message(11, 1), note(20, 1, "One calm text"),
       store::SetConversationEnded{{1}, {2}, {41}, "Order", "Two"}});
  effect::FindMessages asked = search("text");
  asked.query.kind = FoundKind::Everything;
  const auto found = std::get<FoundMessagesFrame>(answer_to(asked));
  ASSERT_EQ(found.messages.size(), 2u);
  const FoundMessage& one = found.messages[0];
  EXPECT_TRUE(one.is_note);
  EXPECT_FALSE(found.messages[1].is_note);
  EXPECT_EQ(one.message, MessageId{20});
  EXPECT_EQ(one.author, AgentId{41});
  EXPECT_EQ(one.at, Instant{9});
  EXPECT_EQ(one.text, "One calm text");
  ASSERT_EQ(one.marks.size(), 1u);
  EXPECT_EQ(one.marks[0], (TextMark{9, 13}));
  ASSERT_EQ(found.conversations.size(), 1u);
  EXPECT_EQ(found.conversations[0].code, "Order");
  // A page around a note's number has what stands before and behind it.
  PageRequest around;
  around.around = MessageId{20};
  around.limit = 4;
  const PageFrame page = page_of(around);
  EXPECT_EQ(ids_of(page), (Ids{11}));
  EXPECT_EQ(notes_of(page), "1:One calm text ");
}

TEST_F(Reading, ListsReportedMessagesWithTheirFirstWordsAndConversations) {
  store::PutMessage said = message(11, 1);
  said.text = "buy\nnow " + std::string(400, 'x');
  put({store::PutConversation{{1}, {7}, kCustomer, kOurNumber, {1}}, said, message(12, 1), message(13, 1),
       store::SetConversationEnded{{1}, {2}, {41}, "Order", "Two"},
       store::SetMessageReport{{11}, {1}, {50}, {41}, "spam"}, store::SetMessageReport{{12}, {1}, {51}, {42}, "abuse"},
       store::SetMessageReport{{13}, {1}, {52}, {42}, ""}});
  effect::FindReported asked{7, {"r"}, {}, 1};
  auto reported = std::get<ReportedFrame>(answer_to(asked));
  EXPECT_EQ(reported.key.value, "r");
  EXPECT_TRUE(reported.has_more);
  EXPECT_FALSE(reported.is_failed);
  ASSERT_EQ(reported.messages.size(), 1u) << "what was taken back is not there";
  EXPECT_EQ(reported.messages[0],
            (ReportedMessage{MessageId{12}, ConversationId{1}, {ReportKind::Abuse, AgentId{42}, Instant{51}}, "text"}));
  ASSERT_EQ(reported.conversations.size(), 1u);
  EXPECT_EQ(reported.conversations[0].customer, kCustomer);
  asked.query.behind = store::ReportPlace{Instant{51}, 12};
  reported = std::get<ReportedFrame>(answer_to(asked));
  EXPECT_FALSE(reported.has_more);
  ASSERT_EQ(reported.messages.size(), 1u);
  EXPECT_EQ(reported.messages[0].report, (MessageReport{ReportKind::Spam, AgentId{41}, Instant{50}}));
  EXPECT_EQ(reported.messages[0].text.substr(0, 8), "buy now ");
  EXPECT_LT(reported.messages[0].text.size(), 220u);
  asked.limit = 0;
  EXPECT_TRUE(std::get<ReportedFrame>(answer_to(asked)).is_failed);
}

TEST_F(Reading, TellsOfADeliveryWhetherItIsAnMms) {
  store::PutMessage text = message(20, 2), as_mms = message(21, 2), files = message(22, 2);
  as_mms.is_mms_text = true;
  Media picture;
  picture.hash = std::string(64, 'a');
  files.media = encode_media({picture});
  put({store::PutConversation{{2}, {1}, kCustomer, kOurNumber, {1}}, text, as_mms, files});
  for (const std::uint64_t id : {20u, 21u, 22u}) {
    const effect::ReadDelivery asked{7, {{"d"}, ConversationId{2}, MessageId{id}}, kCustomer, kOurNumber, {}};
    const auto told = std::get<DeliveryFrame>(answer_to(asked));
    ASSERT_EQ(told.chain.size(), 1u) << id;
    EXPECT_EQ(told.chain[0].is_mms, id != 20) << id;
  }
  for (const TimelineMessage& one : page(0, 10).messages)
    EXPECT_EQ(one.message.is_mms_text, one.message.id == MessageId{21});
}

TEST_F(Reading, KeepsOneSearchWaitingForASocket) {
  put({store::PutConversation{{1}, {7}, kCustomer, kOurNumber, {1}}, message(11, 1)});
  std::promise<void> may_go_on;
  std::mutex mutex;
  std::vector<std::pair<std::string, bool>> answers;
  {
    auto opened = store_.open_reader();
    ASSERT_TRUE(opened);
    std::promise<void> all;
    ArchiveReader reader(std::move(opened.value()), [&](ServiceInput input) {
      const auto frame = std::get<FoundMessagesFrame>(std::get<input::ArchiveRead>(input).answer);
      const std::lock_guard lock(mutex);
      answers.emplace_back(frame.key.value, frame.is_failed);
      if (answers.size() == 4) all.set_value();
    });
    ASSERT_TRUE(reader.report([&](store::Reader&) { may_go_on.get_future().wait(); }));
    for (const auto& [key, socket] : {std::pair{"a", 7}, {"b", 7}, {"other", 8}, {"c", 7}}) {
      effect::FindMessages asked = search("text", static_cast<SocketId>(socket));
      asked.key = {key};
      reader.read(asked);
    }
    may_go_on.set_value();
    all.get_future().wait();
  }
  using Answers = std::vector<std::pair<std::string, bool>>;
  EXPECT_EQ(answers, (Answers{{"a", true}, {"b", true}, {"other", false}, {"c", false}}));
}

}  // namespace
}  // namespace smsdesk::relay
