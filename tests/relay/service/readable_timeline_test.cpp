// Who reads which part of one customer's timeline, through every door that there is to it.
#include "relay/service/readable_timeline.h"

#include "tests/relay/service/relay_fixture.h"

namespace smsdesk::relay::test {
namespace {

/// Ana (socket 7) still files the first conversation; the customer has written again, and Ben (socket 8) has that one.
class StillFiled : public RelayFixture {
 protected:
  void SetUp() override {
    first_ = own_conversation();
    step({command(7, EndConversation{first_}, "e"), command(7, SetOnQueue{false}, "off")});
    connect(8, kBen);
    step({command(8, SetOnQueue{true}, "on"), inbound("SM-again")});
    const Conversation* open = service_->workspace().find_open(kCustomer, kSupportNumber);
    ASSERT_NE(open, nullptr);
    second_ = open->id;
    ASSERT_NE(second_, first_);
    ASSERT_EQ(service_->workspace().find_conversation(first_)->state, ConversationState::AfterCallWork);
    step({command(8, AnswerOffer{open->offer}, "a")});
    ASSERT_EQ(service_->workspace().find_conversation(second_)->owner, kBen);
    connect(9, kSam);
    connect(10, kEve);
  }
  MessageId newest(ConversationId id) const {
    return service_->workspace().find_conversation(id)->detail->messages.back().id;
  }
  std::optional<effect::ReadPage> page(SocketId socket, ConversationId id, MessageId after = {},
                                       MessageId around = {}) {
    step({frame(socket, PageRequest{{"p"}, id, {}, 50, after, around})});
    auto read = all<effect::ReadPage>();
    EXPECT_LE(read.size(), 1u);
    return read.empty() ? std::nullopt : std::optional(std::move(read[0]));
  }
  std::optional<effect::ReadTranscript> transcript(AgentId by, ConversationId id) {
    step({input::TranscriptAsked{1, by, {id, "txt", true, true}}});
    auto read = all<effect::ReadTranscript>();
    EXPECT_EQ(read.size() + all<effect::RefuseTranscript>().size(), 1u);
    return read.empty() ? std::nullopt : std::optional(std::move(read[0]));
  }
  /// The conversations whose messages are found, the newest message first; with `within`, in that one's timeline.
  std::vector<ConversationId> found(SocketId socket, ConversationId within = {}) {
    MessagesRequest request;
    request.key = {"m"};
    request.words = "hi";
    request.conversation = within;
    step({frame(socket, request)});
    std::vector<ConversationId> ids;
    for (const auto& asked : all<effect::FindMessages>()) {
      const auto page = store_.find_messages(asked.query, asked.limit);
      EXPECT_TRUE(page);
      if (!page) continue;
      for (const store::MatchedMessage& one : page->messages) ids.push_back(one.conversation);
    }
    return ids;
  }

  ConversationId first_, second_;
};
using Ids = std::vector<ConversationId>;

TEST_F(StillFiled, IsReadByItsQueueAsItIsListed) {
  step({frame(8, FindRequest{{"f"}, "", false, {}, {}, 20})});
  const auto asked = all<effect::FindClosed>();
  ASSERT_EQ(asked.size(), 1u);
  const auto listed = store_.find_closed(asked[0].query, asked[0].limit);
  ASSERT_TRUE(listed);
  ASSERT_EQ(listed->conversations.size(), 1u);
  ASSERT_EQ(listed->conversations[0].conversation, first_);
  const auto read = page(8, first_);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->socket, 8u);
  EXPECT_EQ(read->request.conversation, first_);
  EXPECT_EQ(read->customer, kCustomer);
  EXPECT_EQ(read->our_number, kSupportNumber);
  EXPECT_FALSE(read->hidden.is_set()) << "what goes on is his own";
  EXPECT_TRUE(transcript(kBen, first_));
  step({frame(8, DeliveryRequest{{"d"}, first_, newest(first_)})});
  EXPECT_EQ(all<effect::ReadDelivery>().size(), 1u);
  EXPECT_EQ(found(8), (Ids{second_, first_}));
}

TEST_F(StillFiled, IsFoundInTheTimelineThatShowsIt) {
  EXPECT_EQ(found(8, second_), (Ids{second_, first_}));
  EXPECT_EQ(found(8, first_), (Ids{second_, first_}));
}

TEST_F(StillFiled, IsNotReadByOtherQueues) {
  EXPECT_FALSE(page(10, first_));
  EXPECT_FALSE(transcript(kEve, first_));
  EXPECT_EQ(found(10), Ids{});
  EXPECT_EQ(found(10, first_), Ids{});
}

TEST_F(StillFiled, DoesNotShowItsOwnerWhatSomebodyElseHas) {
  ASSERT_FALSE(page(7, second_));
  for (const auto& [after, around] : {std::pair(MessageId{}, MessageId{}), std::pair(newest(first_), MessageId{}),
                                      std::pair(MessageId{}, newest(second_))}) {
    const auto read = page(7, first_, after, around);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->hidden, second_) << "after " << after.value << ", around " << around.value;
  }
  const auto taken = transcript(kAna, first_);
  ASSERT_TRUE(taken);
  EXPECT_TRUE(taken->taken.is_whole);
  EXPECT_EQ(taken->hidden, second_);
  step({frame(7, DeliveryRequest{{"d"}, first_, newest(second_)})});
  ASSERT_EQ(all<effect::ReadDelivery>().size(), 1u);
  EXPECT_EQ(all<effect::ReadDelivery>()[0].hidden, second_);
  EXPECT_EQ(found(7), Ids{first_});
  EXPECT_EQ(found(7, first_), Ids{first_});
}

TEST_F(StillFiled, HidesNothingFromSupervisors) {
  for (const ConversationId id : {first_, second_}) {
    const auto read = page(9, id);
    ASSERT_TRUE(read);
    EXPECT_FALSE(read->hidden.is_set());
  }
  EXPECT_EQ(found(9), (Ids{second_, first_}));
}

}  // namespace
}  // namespace smsdesk::relay::test
