// What is to be done with an answer: it stands with the draft, goes with the message, comes back with it, and is done once.
#include "core/client/draft_actions.h"

#include <gtest/gtest.h>

#include "core/client/turn.h"
#include "core/screen/make_screen.h"
#include "tests/core/client/tab.h"

namespace smsdesk::test {
namespace {

const TemplateAction kNoteIt{TemplateActionKind::Note, "Asked the warehouse"};
const TemplateAction kLabelIt{TemplateActionKind::Label, "VIP"};
const TemplateAction kParkIt{TemplateActionKind::Park, {}, {}, hours(2)};
const TemplateAction kEndIt{TemplateActionKind::End};

class DraftActions : public testing::Test {
 protected:
  DraftActions() { tab_.raise(intent::Select{id_}); }
  void insert(std::vector<TemplateAction> actions, const std::string& text = {}) {
    tab_.raise(intent::InsertTemplate{id_, TemplateId{1}, text, std::move(actions)});
  }
  std::vector<TemplateAction> here() const { return draft_actions(tab_.s, id_); }
  KeptDraft kept(std::vector<TemplateAction> actions, const std::string& version, const std::string& over = "") const {
    KeptDraft one{id_, "", version, over, tab_.now, DraftPart::Actions};
    one.actions = std::move(actions);
    return one;
  }
  std::vector<std::pair<SendKey, DoActions>> asked() const {
    std::vector<std::pair<SendKey, DoActions>> found;
    for (const auto& frame : tab_.sent_kind<CommandFrame>())
      if (const auto* one = std::get_if<DoActions>(&frame.command)) found.emplace_back(frame.key, *one);
    return found;
  }
  screen::ComposerActions shown() const {
    return screen::make_screen(tab_.s, tab_.now).desk.conversation.composer.actions;
  }
  /// There is no after-call work that nobody has asked for.
  void end_at_once() {
    for (Workspace* one : {&at_.world.workspace, &tab_.s.workspace})
      one->queues.at(kSupport).acw_mode = AcwMode::AgentRequested;
  }
  AtWork at_;
  Tab& tab_ = at_.tab;
  const ConversationId id_ = at_.id;
};

TEST_F(DraftActions, GoWithTheMessageAndNotBefore) {
  insert({kNoteIt, kParkIt}, "We look into it");
  EXPECT_EQ(here(), (std::vector{kNoteIt, kParkIt}));
  EXPECT_TRUE(asked().empty());
  EXPECT_EQ(shown().title, "When sent:");
  EXPECT_EQ(shown().chips.at(1).words, "Park for 2 hours");
  EXPECT_EQ(shown().do_label, "") << "they go with what is written";
  tab_.raise(intent::Send{id_});
  EXPECT_TRUE(here().empty());
  ASSERT_EQ(tab_.s.outbox.entries().size(), 1u);
  EXPECT_EQ(decode_outbox_entry(encode_outbox_entry(tab_.s.outbox.entries()[0]))->actions,
            (std::vector{kNoteIt, kParkIt}))
      << "a reload has them";
  tab_.give(event::StorageWritten{"outbox", tab_.stored_key()});
  ASSERT_EQ(tab_.sends().size(), 1u);
  EXPECT_EQ(tab_.sends()[0].second.actions, (std::vector{kNoteIt, kParkIt}));
}

TEST_F(DraftActions, ComeBackWithAMessageThatIsTakenBack) {
  tab_.raise(intent::SetUndo{seconds(5)});
  insert({kNoteIt}, "We look into it");
  tab_.raise(intent::Send{id_});
  ASSERT_EQ(tab_.s.outbox.entries().size(), 1u);
  const SendKey key = tab_.s.outbox.entries()[0].key;
  tab_.give(event::StorageWritten{"outbox", key.value});
  EXPECT_TRUE(tab_.sends().empty());
  tab_.raise(intent::UndoSend{key});
  EXPECT_EQ(here(), std::vector{kNoteIt});
  EXPECT_EQ(tab_.s.drafts[id_].text, "We look into it");
}

TEST_F(DraftActions, ComeBackWithAMessageThatIsRefusedAndEdited) {
  insert({kNoteIt}, "We look into it");
  tab_.raise(intent::Send{id_});
  const SendKey key = tab_.s.outbox.entries().at(0).key;
  tab_.give(event::StorageWritten{"outbox", key.value});
  tab_.frame(AnswerFrame{key, Refusal{RefusalKind::NewerMessages, "One more.", 1}});
  EXPECT_TRUE(here().empty()) << "they are the message's still: sent anyway, they are done";
  EXPECT_EQ(tab_.s.outbox.entries().at(0).actions, std::vector{kNoteIt});
  tab_.raise(intent::EditAgain{key});
  EXPECT_EQ(here(), std::vector{kNoteIt});
}

TEST_F(DraftActions, AreThereAfterAReload) {
  insert({kNoteIt, kEndIt});
  insert({kLabelIt});
  Tab again;
  again.start({}, {{tab_.s.scope + ":" + encode_place({id_, DraftKind::Actions}) + "@gone",
                    tab_.s.drafts.at({id_, DraftKind::Actions}).text}});
  again.welcome(kAna);
  again.snapshot(at_.world, kAna);
  EXPECT_EQ(draft_actions(again.s, id_), (std::vector{kNoteIt, kLabelIt, kEndIt}));
}

TEST_F(DraftActions, AreToldToTheRelayAndTakenOverFromAnotherDevice) {
  insert({kNoteIt});
  tab_.tick(kDraftToldAfter);
  const auto told = tab_.sent_kind<DraftFrame>();
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].part, DraftPart::Actions);
  EXPECT_EQ(told[0].actions, std::vector{kNoteIt});
  EXPECT_EQ(told[0].text, "");
  tab_.frame(DraftsFrame{{kept({kParkIt}, "w1", told[0].version.value)}});
  EXPECT_EQ(here(), std::vector{kParkIt}) << "the other page knew of the note, and took it out";
  tab_.frame(DraftsFrame{{kept({}, "", "w1")}});
  EXPECT_TRUE(here().empty()) << "it was sent there";
}

TEST_F(DraftActions, NothingIsLostWhereTwoPagesAddAtTheSameTime) {
  insert({kNoteIt, kEndIt});
  tab_.frame(DraftsFrame{{kept({kLabelIt, kParkIt}, "w1", "of something else")}});
  EXPECT_EQ(here(), (std::vector{kLabelIt, kNoteIt, kEndIt})) << "of what closes there can be one: this page's";
}

TEST_F(DraftActions, CanBeTakenOutOneByOne) {
  insert({kNoteIt, kParkIt}, "We look into it");
  EXPECT_EQ(shown().chips.at(0).remove_name, "Remove: Add the note “Asked the warehouse”");
  tab_.raise(shown().chips.at(0).remove);
  EXPECT_EQ(here(), std::vector{kParkIt});
  tab_.raise(intent::Send{id_});
  EXPECT_TRUE(tab_.s.outbox.entries().empty()) << "the second press of the same Enter sends nothing";
}

TEST_F(DraftActions, AreDoneByThemselvesWhereNothingIsWritten) {
  insert({kNoteIt, kParkIt});
  EXPECT_EQ(shown().title, "To be done:");
  EXPECT_EQ(shown().do_label, "Do it now");
  tab_.raise(intent::Send{id_});
  EXPECT_TRUE(tab_.s.outbox.entries().empty()) << "there is nothing to send";
  tab_.raise(shown().do_now);
  ASSERT_EQ(asked().size(), 1u);
  EXPECT_EQ(asked()[0].second.actions, (std::vector{kNoteIt, kParkIt}));
  const SendKey key = asked()[0].first;
  EXPECT_EQ(here().size(), 2u) << "nothing is lost before it is done";
  EXPECT_FALSE(shown().is_enabled);
  tab_.raise(intent::DoDraftActions{id_});
  EXPECT_TRUE(asked().empty()) << "pressed twice, it is done once";
  tab_.send(id_, "and a text");
  EXPECT_TRUE(tab_.s.outbox.entries().empty()) << "they would go along, and be done twice";
  EXPECT_TRUE(tab_.said("on its way"));
  tab_.frame(AnswerFrame{key, {}});
  EXPECT_TRUE(here().empty());
}

TEST_F(DraftActions, StayWhereOneOfThemCannotBeDone) {
  insert({kNoteIt, kParkIt});
  tab_.raise(intent::DoDraftActions{id_});
  ASSERT_EQ(asked().size(), 1u);
  tab_.frame(AnswerFrame{asked()[0].first, Refusal{RefusalKind::NotNow, "It is being transferred.", 2}});
  EXPECT_EQ(here().size(), 2u);
  EXPECT_TRUE(tab_.said("Nothing was done, because one part cannot be: Park for 2 hours. It is being transferred."));
}

TEST_F(DraftActions, NeedAConnectionToBeDoneByThemselves) {
  insert({kNoteIt});
  tab_.lose();
  tab_.raise(intent::DoDraftActions{id_});
  EXPECT_TRUE(tab_.said("no connection"));
  EXPECT_EQ(here(), std::vector{kNoteIt});
}

TEST_F(DraftActions, WhatWasNotDoneWithAMessageIsSaid) {
  SendMessage message{id_, "We look into it", at_.world.newest(id_)};
  message.actions = {kLabelIt, kNoteIt};
  at_.relay(CommandInput{kAna, {"k1"}, message});
  EXPECT_TRUE(tab_.said("this was not done: Add the label “VIP”. This customer is not among the contacts yet"));
  const auto bubbles = screen::make_screen(tab_.s, tab_.now).desk.conversation.bubbles;
  ASSERT_FALSE(bubbles.empty());
  EXPECT_NE(bubbles.back().not_done.find("Not done: "), std::string::npos);
}

TEST_F(DraftActions, AreBoundedAndWhatHasNoRoomIsSaid) {
  std::vector<TemplateAction> many;
  for (std::size_t i = 0; i < kMessageActionsMax; ++i)
    many.push_back({TemplateActionKind::Note, "note " + std::to_string(i)});
  insert(many);
  insert({kLabelIt});
  EXPECT_EQ(here(), many);
  EXPECT_TRUE(tab_.said("Not added: Add the label “VIP”."));
}

TEST_F(DraftActions, AreNoMoreThanAFrameCarries) {
  std::vector<TemplateAction> many;
  for (std::size_t i = 0; i < kMessageActionsMax; ++i)
    many.push_back({TemplateActionKind::Note, std::string(3'900, '"') + std::to_string(i)});  // each is two bytes there
  insert(many);
  EXPECT_LT(here().size(), many.size());
  EXPECT_LT(encode_draft_actions(here()).size() + kKeptDraftBytesMax, kClientFrameBytesMax);
  EXPECT_TRUE(tab_.said("Not added: "));
}

TEST_F(DraftActions, GoWithWhatIsWrittenMeanwhile) {
  insert({kNoteIt});
  tab_.raise(intent::EditDraft{id_, "and a text"});
  tab_.raise(intent::DoDraftActions{id_});  // as it was pressed, or had waited for an earlier message
  EXPECT_TRUE(asked().empty());
  EXPECT_EQ(here(), std::vector{kNoteIt});
}

TEST_F(DraftActions, WhatEndsTheConversationIsNotSaidToBeLost) {
  end_at_once();
  insert({kNoteIt, kEndIt});
  tab_.raise(shown().do_now);
  ASSERT_EQ(asked().size(), 1u);
  const auto given = asked()[0];
  at_.relay(CommandInput{kAna, given.first, given.second});
  ASSERT_EQ(tab_.s.workspace.find_conversation(id_), nullptr);
  tab_.frame(AnswerFrame{given.first, {}});
  EXPECT_FALSE(tab_.said("Not done"));
  EXPECT_TRUE(here().empty());
}

TEST_F(DraftActions, WhatSomebodyElseEndedBeforeItWasDoneIsSaidWithTheRefusal) {
  insert({kNoteIt});
  tab_.raise(intent::DoDraftActions{id_});
  ASSERT_EQ(asked().size(), 1u);
  tab_.frame(AnswerFrame{asked()[0].first, Refusal{RefusalKind::Ended, "It has ended.", 0}});
  EXPECT_TRUE(tab_.said("Not done: Add the note “Asked the warehouse”. It has ended."));
}

TEST_F(DraftActions, WhatAnotherPageSentAndEndedIsNotSaidToBeLost) {
  end_at_once();
  insert({kNoteIt, kEndIt}, "We look into it");
  tab_.tick(kDraftToldAfter);
  SendMessage message{id_, "We look into it", at_.world.newest(id_)};
  message.actions = {kNoteIt, kEndIt};
  at_.relay(CommandInput{kAna, {"k1"}, message});
  ASSERT_EQ(tab_.s.workspace.find_conversation(id_), nullptr);
  EXPECT_FALSE(tab_.said("Not sent"));
  EXPECT_FALSE(tab_.said("Not done"));
}

TEST_F(DraftActions, OtherWordsThanThoseThatEndedAreSaid) {
  end_at_once();
  insert({kNoteIt}, "Is it the green one?");
  SendMessage message{id_, "We look into it", at_.world.newest(id_)};
  message.actions = {kEndIt};
  at_.relay(CommandInput{kAna, {"k1"}, message});
  EXPECT_TRUE(tab_.said("Not sent, because the conversation is closed: “Is it the green one?”"));
  EXPECT_TRUE(tab_.said("Not done, because the conversation is closed: Add the note “Asked the warehouse”"))
      << "no other page knew of it";
}

TEST_F(DraftActions, AreSaidWhereTheConversationIsClosed) {
  insert({kNoteIt});
  at_.relay(CommandInput{kAna, {"k1"}, EndConversation{id_}});
  at_.relay(CommandInput{kAna, {"k2"}, CompleteWrapUp{id_, kSolved, "", {}}});
  EXPECT_TRUE(tab_.said("Not done, because the conversation is closed: Add the note “Asked the warehouse”"));
}

TEST(ActionWords, SayWhatIsNotThereAnyMore) {
  World world;
  const TemplateAction transfer{TemplateActionKind::Transfer, {}, {}, 0, kSales};
  EXPECT_EQ(action_words(world.workspace, transfer), "Transfer to Sales");
  EXPECT_FALSE(is_gone(world.workspace, transfer));
  const TemplateAction nowhere{TemplateActionKind::Transfer, {}, {}, 0, QueueId{99}};
  EXPECT_EQ(action_words(world.workspace, nowhere), "Transfer to a queue that is no longer there");
  EXPECT_TRUE(is_gone(world.workspace, nowhere));
  EXPECT_TRUE(is_gone(world.workspace, {TemplateActionKind::WrapUpCode, {}, WrapUpCodeId{99}}));
  EXPECT_EQ(action_words(world.workspace, {TemplateActionKind::Park, {}, {}, minutes(30)}), "Park for 30 minutes");
  EXPECT_EQ(action_words(world.workspace, {TemplateActionKind::Park, {}, {}, hours(48)}), "Park for 2 days");
}

}  // namespace
}  // namespace smsdesk::test
