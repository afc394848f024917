// A reaction after the goodbye: it stands with what it is about, in the archive, and nobody is asked.
#include "relay/service/late_reaction.h"

#include "tests/relay/service/relay_fixture.h"

namespace smsdesk::relay::test {
namespace {

using effect::WebhookAnswer;

class LateReaction : public RelayFixture {
 protected:
  LateReaction() {
    id_ = own_conversation();
    answer_ = send(id_, "It left this morning.", "k1");
    step(
        {input::CarrierAnswered{SendFinished{answer_, SendOutcome::Taken, {"SMx"}, DeliveryStatus::Delivered, "", 0}}});
  }
  void end() { step({command(7, EndConversation{id_}, "e")}); }
  void close() {
    end();
    step({command(7, CompleteWrapUp{id_, kSolved, ""}, "w")});
    EXPECT_EQ(service_->workspace().find_conversation(id_), nullptr);
  }
  void says(const std::string& text) {
    name_ = "SM-" + std::to_string(++said_);
    step({input::Inbound{2, InboundMessage{{name_}, kCustomer, kSupportNumber, text, {}}}});
    EXPECT_EQ(all<effect::AnswerWebhook>().at(0).answer, WebhookAnswer::Taken);
  }
  /// Where the last one that was said is.
  ConversationId kept_in() {
    const auto kept = store_.find_message_by_carrier_id(name_);
    return kept && *kept ? (*kept)->conversation : ConversationId{};
  }
  bool is_anybody_asked() const {
    return !service_->workspace().offers.empty() ||
           service_->workspace().find_open(kCustomer, kSupportNumber) != nullptr;
  }

  ConversationId id_;
  MessageId answer_;
  std::string name_;
  unsigned said_ = 0;
};

TEST_F(LateReaction, IsKeptInTheClosedConversation) {
  close();
  says("Loved “It left this morning.”");
  EXPECT_EQ(kept_in(), id_);
  EXPECT_FALSE(is_anybody_asked());
  EXPECT_TRUE(store_.find_conversation(id_)->value().ended_at) << "it stays closed";
  EXPECT_EQ(service_->workspace().load_of(kAna), 0u);
  EXPECT_EQ(store_.read_timeline(kCustomer, kSupportNumber, std::nullopt, 1)->messages.at(0).text,
            "Loved “It left this morning.”");
  says("Removed a heart from “It left this morning.”");
  EXPECT_EQ(kept_in(), id_);
  EXPECT_FALSE(is_anybody_asked());
}

/// Conversations of which that page was told in the last turn that something was added.
class FollowedTimeline : public LateReaction {
 protected:
  void ask(SocketId socket, bool follows) {
    step({frame(socket, PageRequest{{"p"}, id_, {}, 50, {}, {}, follows})});
    ASSERT_EQ(all<effect::ReadPage>().size(), 1u);
  }
  std::vector<ConversationId> changed(SocketId socket) const {
    std::vector<ConversationId> found;
    for (const RelayFrame& one : told(socket))
      if (const auto* frame = std::get_if<TimelineChangedFrame>(&one)) found.push_back(frame->conversation);
    return found;
  }
  const std::vector<ConversationId> once_{id_};
};

TEST_F(FollowedTimeline, SaysThatAReactionWasAdded) {
  close();
  says("Loved “It left this morning.”");
  EXPECT_TRUE(changed(7).empty()) << "it is not read";
  ask(7, false);
  says("Removed a heart from “It left this morning.”");
  EXPECT_TRUE(changed(7).empty()) << "an older page does not know the word";
  ask(7, true);
  says("Liked “It left this morning.”");
  EXPECT_EQ(changed(7), once_);
  EXPECT_EQ(store_.read_timeline(kCustomer, kSupportNumber, std::nullopt, 1)->messages.at(0).text,
            "Liked “It left this morning.”")
      << "who asks then finds it";
  ask(7, false);
  says("Removed a like from “It left this morning.”");
  EXPECT_EQ(changed(7), once_) << "what is followed is followed on";
}

TEST_F(FollowedTimeline, IsOfThatTimelineAlone) {
  close();
  ask(7, true);
  step({input::Inbound{2,
                       InboundMessage{{"SM-o"}, kOtherCustomer, kSupportNumber, "Loved “It left this morning.”", {}}}});
  EXPECT_TRUE(changed(7).empty());
}

TEST_F(FollowedTimeline, IsNotToldToWhoMayNotReadItAnyMore) {
  close();
  connect(9, kSam);
  ask(9, true);
  says("Loved “It left this morning.”");
  EXPECT_EQ(changed(9), once_);
  Organisation all = an_organisation();
  for (auto& one : all.agents)
    if (one.agent == kSam) one.role = AgentRole::Agent;
  step({input::Configured{all}});
  says("Removed a heart from “It left this morning.”");
  EXPECT_TRUE(changed(9).empty());
}

TEST_F(LateReaction, IsFoundByItsWords) {
  close();
  says("Loved “It left this morning.”");
  step({frame(7, [] {
    MessagesRequest request;
    request.key = {"m"};
    request.words = "loved";
    return request;
  }())});
  ASSERT_EQ(all<effect::FindMessages>().size(), 1u);
  const auto asked = all<effect::FindMessages>().at(0);
  const auto page = store_.find_messages(asked.query, asked.limit);
  ASSERT_TRUE(page);
  ASSERT_EQ(page->messages.size(), 1u);
  EXPECT_EQ(page->messages[0].conversation, id_);
}

TEST_F(LateReaction, ThatComesAgainIsKeptOnce) {
  close();
  const input::Inbound in{2, InboundMessage{{"SM-r"}, kCustomer, kSupportNumber, "Liked “It left this morning.”", {}}};
  step({in, in});
  step({in});
  EXPECT_EQ(all<effect::AnswerWebhook>().at(0).answer, WebhookAnswer::Taken);
  EXPECT_EQ(store_.count_messages(id_).value(), 3u);
}

TEST_F(LateReaction, IsTakenBackInTheTurnInWhichItCame) {
  close();
  const auto in = [](const char* name, const char* text) {
    return input::Inbound{2, InboundMessage{{name}, kCustomer, kSupportNumber, text, {}}};
  };
  step({in("SM-1", "Liked “It left this morning.”"), in("SM-2", "Removed a like from “It left this morning.”")});
  EXPECT_FALSE(is_anybody_asked());
  EXPECT_EQ(store_.count_messages(id_).value(), 4u);
}

TEST_F(LateReaction, OutlivesARestart) {
  close();
  says("Loved “It left this morning.”");
  const Workspace before = service_->workspace();
  auto again = Service::load(store_);
  ASSERT_TRUE(again) << again.error().sentence;
  EXPECT_TRUE(*again == before);
}

TEST_F(LateReaction, StandsWithWhatIsStillFiled) {
  end();
  says("Loved “It left this morning.”");
  EXPECT_EQ(kept_in(), id_);
  EXPECT_FALSE(is_anybody_asked());
  const Conversation* filed = service_->workspace().find_conversation(id_);
  ASSERT_NE(filed, nullptr);
  EXPECT_EQ(filed->state, ConversationState::AfterCallWork);
  EXPECT_EQ(filed->detail->messages.back().text, "Loved “It left this morning.”");
}

TEST_F(LateReaction, ThatMatchesNothingExactlyIsAMessage) {
  close();
  for (const char* text : {"Loved “It left this evening.”", "Removed a like from “It left this morning.”",
                           "Emphasized “hi”", "Thank you"}) {
    EXPECT_EQ(find_reacted_conversation(store_, {{"SM"}, kCustomer, kSupportNumber, text, {}}, {}).value(),
              ConversationId{})
        << text;
  }
  says("Loved “It left this evening.”");
  EXPECT_TRUE(is_anybody_asked());
  EXPECT_EQ(kept_in(), service_->workspace().find_open(kCustomer, kSupportNumber)->id);
}

TEST_F(LateReaction, IsLookedForInTheLastConversationAlone) {
  end();
  says("Another thing");
  const Conversation* open = service_->workspace().find_open(kCustomer, kSupportNumber);
  ASSERT_NE(open, nullptr);
  const ConversationId second = open->id;
  ASSERT_NE(second, id_);
  step({command(7, AnswerOffer{open->offer}, "a2")});
  step({command(7, EndConversation{second}, "e2"), command(7, CompleteWrapUp{second, kSolved, ""}, "w2"),
        command(7, CompleteWrapUp{id_, kSolved, ""}, "w")});
  ASSERT_TRUE(service_->workspace().conversations.empty());
  says("Loved “It left this morning.”");
  EXPECT_TRUE(is_anybody_asked());
}

TEST_F(LateReaction, IsAboutOneMessageOfAllThatWasSaid) {
  for (int i = 0; i < 150; ++i) says("and " + std::to_string(i));
  close();
  const InboundMessage in{{"SM"}, kCustomer, kSupportNumber, "Loved “It left this morning.”", {}};
  EXPECT_EQ(find_reacted_conversation(store_, in, {}).value(), id_) << "also where it is pages back";
}

TEST_F(LateReaction, IsAboutNoneWhereTwoSayTheSamePagesApart) {
  for (int i = 0; i < 150; ++i) says("and " + std::to_string(i));
  send(id_, "It left this morning.", "k2");
  close();
  const InboundMessage in{{"SM"}, kCustomer, kSupportNumber, "Loved “It left this morning.”", {}};
  EXPECT_EQ(find_reacted_conversation(store_, in, {}).value(), ConversationId{});
}

}  // namespace
}  // namespace smsdesk::relay::test
