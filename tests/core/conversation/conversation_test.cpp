#include "core/conversation/conversation.h"

#include <gtest/gtest.h>

namespace smsdesk {
namespace {

ConversationDetail a_detail() {
  ConversationDetail detail;
  for (std::uint64_t id : {3u, 5u, 8u, 13u}) {
    Message m;
    m.id = MessageId{id};
    m.is_inbound = id != 5;
    detail.messages.push_back(m);
  }
  return detail;
}

TEST(ConversationDetail, FindsMessagesById) {
  ConversationDetail detail = a_detail();
  for (std::uint64_t id : {3u, 5u, 8u, 13u}) ASSERT_NE(detail.find(MessageId{id}), nullptr) << id;
  for (std::uint64_t id : {0u, 4u, 14u}) EXPECT_EQ(detail.find(MessageId{id}), nullptr) << id;
}

TEST(ConversationDetail, KnowsWhichMessageStandsBeforeAnother) {
  const ConversationDetail detail = a_detail();
  EXPECT_FALSE(detail.before(MessageId{3}).is_set());
  EXPECT_EQ(detail.before(MessageId{5}), MessageId{3});
  EXPECT_EQ(detail.before(MessageId{7}), MessageId{5});
  EXPECT_EQ(detail.before(MessageId{99}), MessageId{13});
}

TEST(ConversationDetail, CountsInboundMessagesAfterTheOneSeen) {
  ConversationDetail detail = a_detail();
  EXPECT_EQ(detail.unread_count(), 3u);
  detail.seen_up_to = MessageId{5};
  EXPECT_EQ(detail.unread_count(), 2u);
  detail.seen_up_to = MessageId{13};
  EXPECT_EQ(detail.unread_count(), 0u);
}

TEST(ConversationDetail, NamesTheNewestInboundMessage) {
  ConversationDetail detail = a_detail();
  EXPECT_EQ(detail.last_inbound()->id, MessageId{13});
  detail.messages.resize(2);
  EXPECT_EQ(detail.last_inbound()->id, MessageId{3});
  detail.messages.clear();
  EXPECT_EQ(detail.last_inbound(), nullptr);
}

}  // namespace
}  // namespace smsdesk
