// Templates with actions: what is done with a message and what is not, each once and in the same entries.
#include <gtest/gtest.h>

#include "core/workspace/visibility.h"
#include "core/workspace/workspace_json.h"
#include "tests/support/builders/world.h"

namespace smsdesk::test {
namespace {

using Kind = TemplateActionKind;

const TemplateAction kNoteIt{Kind::Note, "Asked the warehouse"};
const TemplateAction kLabelIt{Kind::Label, "VIP"};
const TemplateAction kSetSolved{Kind::WrapUpCode, {}, kSolved};
const TemplateAction kParkIt{Kind::Park, {}, {}, hours(2)};
const TemplateAction kToSales{Kind::Transfer, {}, {}, 0, kSales};
const TemplateAction kEndIt{Kind::End};

class Actions : public ::testing::Test {
 protected:
  ConversationId begin() { return a_conversation().with_inbound("hi").owned_by(kAna).in(world); }
  Decision send(AgentId by, std::vector<TemplateAction> actions) {
    SendMessage command{id, "We look into it", world.newest(id)};
    command.actions = std::move(actions);
    return world.command(by, command);
  }
  Decision act(AgentId by, std::vector<TemplateAction> actions) {
    return world.command(by, DoActions{id, std::move(actions)});
  }
  void name_customer() {
    Contact mira;
    mira.name = "Mira Lind";
    mira.numbers = {kCustomer};
    SaveContact save{id, mira};
    save.zone = LocalZone{};
    ASSERT_FALSE(world.command(kAna, save).refusal);
  }
  const ConversationDetail& detail() const { return *world.conversation(id).detail; }
  const std::vector<ActionNotDone>& not_done() const { return detail().messages.back().not_done; }

  World world;
  ConversationId id = begin();
};

TEST_F(Actions, AreDoneWithTheMessageInOneDecision) {
  name_customer();
  const Decision sent = send(kAna, {kSetSolved, kLabelIt, kNoteIt, kParkIt});
  ASSERT_FALSE(sent.refusal);
  EXPECT_TRUE(std::holds_alternative<MessageAccepted>(sent.entries.front().body)) << "the message comes first";
  EXPECT_TRUE(std::holds_alternative<ConversationParked>(sent.entries.back().body)) << "what closes comes last";
  EXPECT_EQ(detail().prepared.code, kSolved);
  ASSERT_EQ(detail().notes.size(), 1u);
  EXPECT_EQ(detail().notes[0].text, "Asked the warehouse");
  EXPECT_EQ(detail().notes[0].author, kAna);
  EXPECT_EQ(detail().record.contact->labels, std::vector<std::string>{"VIP"});
  EXPECT_EQ(detail().record.contact->revision, 2u);
  EXPECT_EQ(detail().record.contact->changed_by, kAna);
  EXPECT_EQ(world.conversation(id).state, ConversationState::Parked);
  EXPECT_EQ(world.conversation(id).parking->until, world.now + hours(2));
  EXPECT_TRUE(not_done().empty());
}

TEST_F(Actions, AreNotDoneWhereTheMessageIsRefused) {
  world.inbound("one more");
  SendMessage command{id, "We look into it", MessageId{}};
  command.actions = {kNoteIt, kParkIt};
  EXPECT_EQ(refusal_of(world.command(kAna, command)), RefusalKind::NewerMessages);
  EXPECT_TRUE(detail().notes.empty());
  EXPECT_EQ(world.conversation(id).state, ConversationState::Active);
}

TEST_F(Actions, WhatCannotBeDoneIsToldWithTheMessageThatGoes) {
  const Decision sent = send(
      kAna, {{Kind::WrapUpCode, {}, WrapUpCodeId{99}}, kLabelIt, kNoteIt, {Kind::Transfer, {}, {}, 0, QueueId{99}}});
  ASSERT_FALSE(sent.refusal);
  ASSERT_EQ(not_done().size(), 3u);
  EXPECT_EQ(not_done()[0].action.kind, Kind::WrapUpCode);
  EXPECT_EQ(not_done()[1].action, kLabelIt) << "nobody has said yet who the customer is";
  EXPECT_EQ(not_done()[2].action.kind, Kind::Transfer);
  for (const ActionNotDone& one : not_done()) EXPECT_TRUE(one.sentence.ends_with('.')) << one.sentence;
  EXPECT_EQ(detail().notes.size(), 1u) << "the rest is done";
  EXPECT_EQ(world.conversation(id).state, ConversationState::Active);
  const Workspace view = view_of(world.workspace, kAna);
  EXPECT_EQ(view.find_conversation(id)->detail->messages.back().not_done, not_done());
  EXPECT_EQ(
      decode_workspace(encode_workspace(world.workspace))->find_conversation(id)->detail->messages.back().not_done,
      not_done());
}

TEST_F(Actions, OnlyOneClosesWhateverAListSays) {
  ASSERT_FALSE(send(kAna, {kParkIt, kToSales, kNoteIt}).refusal);
  EXPECT_EQ(world.conversation(id).state, ConversationState::Parked);
  EXPECT_FALSE(world.conversation(id).transfer);
  EXPECT_EQ(detail().notes.size(), 1u) << "done before what closes";
  ASSERT_EQ(not_done().size(), 1u);
  EXPECT_EQ(not_done()[0].action, kToSales);
}

TEST_F(Actions, OnlyOneSetsTheCodeWhateverAListSays) {
  ASSERT_FALSE(send(kAna, {kSetSolved, {Kind::WrapUpCode, {}, kSolved}}).refusal);
  EXPECT_EQ(detail().prepared.code, kSolved);
  EXPECT_EQ(not_done().size(), 1u);
}

TEST_F(Actions, ATransferGoesToTheQueue) {
  ASSERT_FALSE(send(kAna, {kToSales}).refusal);
  ASSERT_TRUE(world.conversation(id).transfer);
  EXPECT_EQ(world.conversation(id).transfer->to_queue, kSales);
  ASSERT_FALSE(send(kAna, {kParkIt}).refusal);
  ASSERT_EQ(not_done().size(), 1u) << "it is on its way";
}

TEST_F(Actions, GuestsDoWhatGuestsMay) {
  world.command(kAna, InviteGuest{id, kBen});
  ASSERT_FALSE(send(kBen, {kSetSolved, kNoteIt, kEndIt}).refusal);
  EXPECT_EQ(detail().notes.size(), 1u);
  EXPECT_EQ(not_done().size(), 2u);
  EXPECT_FALSE(detail().prepared.code.is_set());
  EXPECT_EQ(world.conversation(id).state, ConversationState::Active);
}

TEST_F(Actions, AnEndAsksNothingThatTheActionSays) {
  world = World(with_support([](Queue& q) { q.asks_resolved = true; }));
  id = begin();
  ASSERT_FALSE(send(kAna, {kEndIt}).refusal);
  ASSERT_EQ(not_done().size(), 1u) << "the queue asks";
  ASSERT_FALSE(send(kAna, {{Kind::EndResolved}}).refusal);
  EXPECT_EQ(world.conversation(id).state, ConversationState::AfterCallWork);
}

TEST_F(Actions, TheCodeThatIsSetIsTheOneThatAnEndFiles) {
  world = World(with_support([](Queue& q) { q.acw_mode = AcwMode::AgentRequested; }));
  id = begin();
  const Decision sent = send(kAna, {kSetSolved, kEndIt});
  ASSERT_FALSE(sent.refusal);
  const auto* filed = std::get_if<WrapUpCompleted>(&sent.entries.back().body);
  ASSERT_NE(filed, nullptr) << "there is no after-call work that was not asked for";
  EXPECT_EQ(filed->code, kSolved);
  EXPECT_EQ(world.workspace.find_conversation(id), nullptr);
  EXPECT_EQ(world.workspace.sends.size(), 1u) << "the message goes all the same";
}

TEST_F(Actions, ALabelIsToldInEveryConversationWithTheCustomer) {
  const ConversationId other = world.inbound("hi too", kCustomer, kSalesNumber);
  name_customer();
  ASSERT_FALSE(act(kAna, {kLabelIt}).refusal);
  EXPECT_EQ(world.conversation(other).detail->record.contact->labels, std::vector<std::string>{"VIP"});
  const Decision again = act(kAna, {{Kind::Label, "vip"}});
  EXPECT_FALSE(again.refusal);
  EXPECT_TRUE(again.entries.empty()) << "it has that one";
}

TEST_F(Actions, WithoutAMessageAllAreDoneOrNone) {
  const Decision refused = act(kAna, {kNoteIt, {Kind::Transfer, {}, {}, 0, QueueId{99}}});
  EXPECT_EQ(refusal_of(refused), RefusalKind::NotNow);
  EXPECT_EQ(refused.refusal->count, 2u) << "which one it was";
  EXPECT_TRUE(detail().notes.empty());
  ASSERT_FALSE(act(kAna, {kNoteIt, kParkIt}).refusal);
  EXPECT_EQ(detail().notes.size(), 1u);
  EXPECT_EQ(world.conversation(id).state, ConversationState::Parked);
}

TEST_F(Actions, WithoutAMessageAreForWhoMayWrite) {
  EXPECT_EQ(refusal_of(act(kBen, {kNoteIt})), RefusalKind::NotYours);
  EXPECT_EQ(refusal_of(act(kAna, {})), RefusalKind::Empty);
  EXPECT_EQ(refusal_of(act(kAna, std::vector<TemplateAction>(kMessageActionsMax + 1, kNoteIt))), RefusalKind::TooLong);
  EXPECT_EQ(refusal_of(send(kAna, std::vector<TemplateAction>(kMessageActionsMax + 1, kNoteIt))), RefusalKind::TooLong);
  world.command(kAna, EndConversation{id});
  EXPECT_EQ(refusal_of(act(kAna, {kNoteIt})), RefusalKind::Ended);
}

TEST_F(Actions, ATemplateNamesWhatIsThere) {
  Template one;
  one.name = "To sales";
  one.owner = kAna;
  one.actions = {{Kind::Transfer, {}, {}, 0, QueueId{99}}};
  EXPECT_EQ(refusal_of(world.command(kAna, SaveTemplates{{one}})), RefusalKind::BadValue);
  one.actions = {{Kind::WrapUpCode, {}, WrapUpCodeId{99}}};
  EXPECT_EQ(refusal_of(world.command(kAna, SaveTemplates{{one}})), RefusalKind::BadValue);
  one.actions = {kSetSolved, {Kind::Note, "{{field.Nothing}}"}};
  EXPECT_EQ(refusal_of(world.command(kAna, SaveTemplates{{one}})), RefusalKind::BadValue) << "no such customer field";
  one.actions = {kSetSolved, kToSales};
  ASSERT_FALSE(world.command(kAna, SaveTemplates{{one}}).refusal);
  const Template& kept = world.workspace.templates.begin()->second;
  EXPECT_EQ(kept.actions, one.actions);
  EXPECT_EQ(decode_workspace(encode_workspace(world.workspace))->templates.begin()->second, kept);
}

}  // namespace
}  // namespace smsdesk::test
