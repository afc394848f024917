// Pages of the archive as a browser gets them.
#include "relay/host/archive_reader.h"

#include <gtest/gtest.h>

#include <future>

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
  static std::string notes_of(const PageFrame& page) {
    std::string texts;
    for (const TimelineNote& one : page.notes)
      texts += std::to_string(one.conversation.value) + ":" + one.note.text + " ";
    return texts;
  }

  store::MemoryStore store_{"00112233445566778899aabbccddeeff"};
};

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

TEST_F(Reading, KeepsToTheNewestNotesWhereThereAreMany) {
  std::vector<store::ArchiveOp> ops{store::PutConversation{{1}, {7}, kCustomer, kOurNumber, {1}}, message(11, 1)};
  for (std::uint64_t i = 0; i < kPageNotesMax + 3; ++i) ops.emplace_back(note(100 + i, 1, std::to_string(i)));
  put(std::move(ops));
  const PageFrame read = page(0, 5);
  ASSERT_EQ(read.notes.size(), kPageNotesMax);
  EXPECT_EQ(read.notes.front().note.text, "3");
  EXPECT_EQ(read.notes.back().note.text, std::to_string(kPageNotesMax + 2));
}

}  // namespace
}  // namespace smsdesk::relay
