#include "core/conversation/folded_reaction.h"

#include <gtest/gtest.h>

#include "core/conversation/conversation.h"

namespace smsdesk {
namespace {

/// What the customer and we have written, one after the other.
class Talk {
 public:
  Talk& customer(const std::string& text) { return add(text, true); }
  Talk& ours(const std::string& text, DeliveryStatus status = DeliveryStatus::Delivered) {
    add(text, false);
    detail.messages.back().status = status;
    return *this;
  }
  std::optional<FoldedReaction> folded(const std::string& text) const {
    return fold_reaction(detail.messages, inbound(text));
  }
  bool asks_nothing(const std::string& text) const { return smsdesk::asks_nothing(detail.messages, inbound(text)); }
  static Message inbound(const std::string& text) {
    Message message;
    message.is_inbound = true;
    message.text = text;
    return message;
  }
  ConversationDetail detail;

 private:
  Talk& add(const std::string& text, bool is_inbound) {
    Message message = inbound(text);
    message.id = MessageId{detail.messages.size() + 1};
    message.is_inbound = is_inbound;
    detail.messages.push_back(std::move(message));
    return *this;
  }
};

TEST(FoldedReaction, IsAboutTheOneMessageThatItQuotes) {
  const Talk talk = Talk().customer("Where is it?").ours("It left this morning.").customer("Thank you");
  const auto folded = talk.folded("Liked “It left this morning.”");
  ASSERT_TRUE(folded);
  EXPECT_EQ(folded->emoji, "👍");
  EXPECT_EQ(folded->about, &talk.detail.messages[1]);
  EXPECT_FALSE(talk.folded("Liked “It left this evening.”"));
  EXPECT_FALSE(talk.folded("It left this morning."));
}

TEST(FoldedReaction, IsNoneWhereItIsNotSureWhatItIsAbout) {
  const Talk talk = Talk().ours("Yes").ours("Yes").ours("No", DeliveryStatus::Failed);
  EXPECT_FALSE(talk.folded("Liked “Yes”"));
  EXPECT_FALSE(talk.folded("Liked “No”")) << "it never came to them";
  Message with_file = Talk::inbound("Liked “It left”");
  with_file.media.push_back({"https://c/1", "image/png"});
  EXPECT_FALSE(fold_reaction(Talk().ours("It left").detail.messages, with_file));
}

TEST(FoldedReaction, IsLookedForAsFarBackAsItReaches) {
  Talk talk;
  talk.ours("It left this morning.");
  for (std::size_t i = 1; i < kReactionSearchMax; ++i) talk.customer("and");
  EXPECT_TRUE(talk.folded("Liked “It left this morning.”"));
  talk.customer("and");
  EXPECT_FALSE(talk.folded("Liked “It left this morning.”"));
}

TEST(FoldedReaction, TakesBackOnlyWhatIsThere) {
  Talk talk = Talk().ours("Yes");
  EXPECT_FALSE(talk.folded("Removed a like from “Yes”"));
  talk.customer("Liked “Yes”");
  EXPECT_FALSE(talk.folded("Removed a heart from “Yes”")) << "another one";
  const auto folded = talk.folded("Removed a like from “Yes”");
  ASSERT_TRUE(folded);
  EXPECT_TRUE(folded->is_removal);
  talk.customer("Removed a like from “Yes”");
  EXPECT_FALSE(talk.folded("Removed a like from “Yes”")) << "it is gone";
}

TEST(FoldedReaction, AsksNothingWhereItIsAboutWhatWeWrote) {
  const Talk talk = Talk().customer("Where is it?").ours("It left this morning.");
  EXPECT_TRUE(talk.asks_nothing("Loved “It left this morning.”"));
  EXPECT_FALSE(talk.asks_nothing("Emphasized “Where is it?”")) << "their own question once more";
  EXPECT_FALSE(talk.asks_nothing("Loved “It”"));
}

TEST(FoldedReaction, IsNotTheLastThatTheCustomerAsks) {
  Talk talk = Talk().customer("Where is it?").ours("We look into it.");
  EXPECT_EQ(last_asking(talk.detail), &talk.detail.messages[0]);
  talk.customer("Loved “We look into it.”");
  EXPECT_EQ(last_asking(talk.detail), &talk.detail.messages[0]);
  talk.customer("Any news?");
  EXPECT_EQ(last_asking(talk.detail), &talk.detail.messages[3]);
  talk.detail.messages = {Talk::inbound("Loved “We look into it.”")};
  EXPECT_EQ(last_asking(talk.detail), &talk.detail.messages[0]) << "there is no other";
  talk.detail.messages.clear();
  EXPECT_EQ(last_asking(talk.detail), nullptr);
}

TEST(FoldedReaction, IsSaidWithTheBeginningOfWhatItIsAbout) {
  Talk talk = Talk().ours("It left this\nmorning.").ours(std::string(100, 'x'));
  EXPECT_EQ(words_of(*talk.folded("Liked “It left this\nmorning.”")), "Reacted with 👍 to “It left this morning.”");
  EXPECT_EQ(words_of(*talk.folded("Liked “" + std::string(100, 'x') + "”")),
            "Reacted with 👍 to “" + std::string(60, 'x') + "…”");
  talk.customer("Liked “It left this\nmorning.”");
  EXPECT_EQ(words_of(*talk.folded("Removed a like from “It left this\nmorning.”")),
            "Took 👍 back from “It left this morning.”");
}

}  // namespace
}  // namespace smsdesk
