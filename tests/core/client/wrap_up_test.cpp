// The wrap-up form on its way from the tab to the relay and back, and which part of the context panel it brings up.
#include "core/client/wrap_up.h"

#include <gtest/gtest.h>

#include "core/client/context_choice.h"
#include "core/client/pending.h"
#include "tests/core/client/tab.h"

namespace smsdesk::test {
namespace {

std::vector<std::pair<std::string, PrepareWrapUp>> told(const Tab& tab) {
  std::vector<std::pair<std::string, PrepareWrapUp>> found;
  for (const ClientFrame& frame : tab.sent()) {
    const auto* command = std::get_if<CommandFrame>(&frame);
    if (command == nullptr) continue;
    if (const auto* one = std::get_if<PrepareWrapUp>(&command->command)) found.emplace_back(command->key.value, *one);
  }
  return found;
}

WrapUpForm shown(const AtWork& work) {
  return wrap_up_form(work.tab.s, *work.tab.s.workspace.find_conversation(work.id));
}

TEST(WrapUp, ACodeIsToldAtOnceAndANoteWhenTheAgentPauses) {
  AtWork work;
  work.tab.raise(intent::ChooseWrapUpCode{work.id, kSolved});
  auto sent = told(work.tab);
  ASSERT_EQ(sent.size(), 1u);
  EXPECT_EQ(sent[0].second.form.code, kSolved);
  work.tab.frame(AnswerFrame{{sent[0].first}, std::nullopt});
  work.tab.raise(intent::EditWrapUpNote{work.id, "Call"});
  EXPECT_TRUE(told(work.tab).empty());
  work.tab.tick(kWrapUpToldAfter - 1);
  EXPECT_TRUE(told(work.tab).empty());
  work.tab.raise(intent::EditWrapUpNote{work.id, "Called"});  // the pause begins anew
  work.tab.tick(kWrapUpToldAfter - 1);
  EXPECT_TRUE(told(work.tab).empty());
  work.tab.tick(1);
  sent = told(work.tab);
  ASSERT_EQ(sent.size(), 1u);
  EXPECT_EQ(sent[0].second.form.note, "Called");
  EXPECT_EQ(sent[0].second.form.code, kSolved);
}

// A command that only this page's memory holds would be gone with a reload, and the agent would believe it done.
TEST(WrapUp, WithoutAConnectionEndAndFinishSayThatTheyAreNotDone) {
  AtWork work;
  work.tab.lose();
  work.tab.raise(intent::End{work.id});
  EXPECT_TRUE(work.tab.said("could not be done"));
  EXPECT_TRUE(work.tab.s.pending.empty());

  AtWork ended;
  ended.relay(CommandInput{kAna, ended.world.fresh_key(), EndConversation{ended.id}});
  ended.tab.raise(intent::ChooseWrapUpCode{ended.id, kSolved});
  ended.tab.frame(AnswerFrame{{told(ended.tab).at(0).first}, std::nullopt});
  ended.tab.lose();
  ended.tab.raise(intent::EditWrapUpNote{ended.id, "Called"});
  ended.tab.raise(intent::FinishWrapUp{ended.id});
  EXPECT_TRUE(ended.tab.said("could not be done"));
  EXPECT_TRUE(ended.tab.s.pending.empty());
  EXPECT_EQ(shown(ended).note, "Called") << "what was written stays";
  const auto own = ended.tab.s.wrap_ups.find(ended.id);
  ASSERT_NE(own, ended.tab.s.wrap_ups.end());
  EXPECT_TRUE(own->second.tell_at.has_value()) << "and is still told";
}

TEST(WrapUp, TheTabIsWokenForWhatIsDueAndForNothingElse) {
  AtWork work;
  work.tab.raise(intent::EditWrapUpNote{work.id, "x"});
  ASSERT_EQ(work.tab.all<effect::WakeAt>().size(), 1u);
  EXPECT_EQ(work.tab.all<effect::WakeAt>()[0].at, work.tab.now + kWrapUpToldAfter);
  // Beside it only the watch over the link, which comes later.
  const auto wakes_for_the_form = [&] {
    const auto wakes = work.tab.all<effect::WakeAt>();
    return !wakes.empty() && wakes[0].at <= work.tab.now + kWrapUpToldAfter;
  };
  work.tab.tick(kWrapUpToldAfter);
  EXPECT_FALSE(wakes_for_the_form());
  work.tab.raise(intent::EditWrapUpNote{work.id, "xy"});  // behind one on its way: its answer wakes
  EXPECT_FALSE(wakes_for_the_form());
}

TEST(WrapUp, WhatIsWrittenWhileOneIsOnItsWayFollowsItsAnswer) {
  AtWork work;
  work.tab.raise(intent::ChooseWrapUpCode{work.id, kSolved});
  const std::string key = told(work.tab).at(0).first;
  work.tab.raise(intent::ChooseWrapUpCode{work.id, kFollowUp});
  EXPECT_TRUE(told(work.tab).empty());
  work.tab.frame(AnswerFrame{{key}, std::nullopt});
  ASSERT_EQ(told(work.tab).size(), 1u);
  EXPECT_EQ(told(work.tab)[0].second.form.code, kFollowUp);
}

TEST(WrapUp, WithoutAConnectionItWaitsForIt) {
  AtWork work;
  work.tab.lose();
  work.tab.raise(intent::ChooseWrapUpCode{work.id, kSolved});
  EXPECT_TRUE(told(work.tab).empty());
  EXPECT_EQ(shown(work).code, kSolved);
  EXPECT_FALSE(work.tab.said("no connection"));
  work.tab.tick(seconds(30));
  work.tab.give(event::SocketOpened{});
  work.tab.welcome(kAna);
  work.tab.snapshot(work.world, kAna);
  ASSERT_EQ(told(work.tab).size(), 1u);
  EXPECT_EQ(shown(work).code, kSolved);
}

// A key may have done it, from the message field.
TEST(WrapUp, WhatWasAskedOfItsTimeIsSaid) {
  AtWork work;
  const auto says = [&](EntryBody body) {
    const Workspace& w = work.world.workspace;
    work.stream(w, {LogEntry{w.offset + 1, work.world.now, std::move(body), kAna}});
    const auto said = work.tab.all<effect::Announce>();
    return said.size() == 1 ? said[0].sentence : std::string();
  };
  EXPECT_EQ(says(AcwRequested{work.id, true}), "After-call work follows when it ends.");
  AtWork other;
  other.relay(CommandInput{kAna, other.world.fresh_key(), EndConversation{other.id}});
  const Workspace& w = other.world.workspace;
  other.stream(w, {LogEntry{w.offset + 1, other.world.now, AcwExtended{other.id, other.world.now + minutes(5)}, kAna}});
  ASSERT_EQ(other.tab.all<effect::Announce>().size(), 1u);
  EXPECT_EQ(other.tab.all<effect::Announce>()[0].sentence, "You have more time for the wrap-up.");
}

TEST(WrapUp, AHiddenPageTellsAtOnce) {
  AtWork work;
  work.tab.raise(intent::EditWrapUpNote{work.id, "x"});
  work.tab.give(event::PageShown{false});
  EXPECT_EQ(told(work.tab).size(), 1u);
}

TEST(WrapUp, TheRelaysFormIsShownUntilThisTabHasOne) {
  AtWork work;
  work.relay(CommandInput{kAna, work.world.fresh_key(), PrepareWrapUp{work.id, {kSolved, "from my phone", {}}}});
  EXPECT_EQ(shown(work).note, "from my phone");
  work.tab.raise(intent::EditWrapUpNote{work.id, "from my phone, and here"});
  EXPECT_EQ(shown(work).code, kSolved);
  const std::uint32_t revision = work.tab.s.wrap_ups[work.id].revision;
  // While this tab has words that the relay does not know, they go before others.
  work.relay(CommandInput{kAna, work.world.fresh_key(), PrepareWrapUp{work.id, {kFollowUp, "elsewhere", {}}}});
  EXPECT_EQ(shown(work).note, "from my phone, and here");
  EXPECT_EQ(work.tab.s.wrap_ups[work.id].revision, revision);
}

TEST(WrapUp, OwnWordsThatComeBackCleanedLeaveTheFieldAlone) {
  AtWork work;
  work.tab.raise(intent::EditWrapUpNote{work.id, "Hello\x07 "});  // the relay leaves the control character out
  work.tab.tick(kWrapUpToldAfter);
  const auto sent = told(work.tab);
  ASSERT_EQ(sent.size(), 1u);
  work.tab.frame(AnswerFrame{{sent[0].first}, std::nullopt});
  const std::uint32_t revision = work.tab.s.wrap_ups[work.id].revision;
  work.relay(CommandInput{kAna, work.world.fresh_key(), sent[0].second});
  EXPECT_EQ(work.tab.s.wrap_ups[work.id].revision, revision);
  EXPECT_EQ(shown(work).note, "Hello\x07 ");
  // Another device's words come in, and the field shows them.
  work.relay(CommandInput{kAna, work.world.fresh_key(), PrepareWrapUp{work.id, {{}, "Other", {}}}});
  EXPECT_EQ(work.tab.s.wrap_ups[work.id].revision, revision + 1);
  EXPECT_EQ(shown(work).note, "Other");
}

TEST(WrapUp, ASnapshotBringsWhatWasWrittenElsewhereMeanwhile) {
  AtWork work;
  work.relay(CommandInput{kAna, work.world.fresh_key(), PrepareWrapUp{work.id, {kSolved, "one", {}}}});
  const auto come_back = [&] {
    work.tab.tick(seconds(30));
    work.tab.give(event::SocketOpened{});
    work.tab.welcome(kAna);
    work.tab.snapshot(work.world, kAna);
  };
  work.tab.lose();
  work.world.command(kAna, PrepareWrapUp{work.id, {kSolved, "two", {}}});
  come_back();
  EXPECT_EQ(shown(work).note, "two");
  work.tab.lose();
  work.tab.raise(intent::EditWrapUpNote{work.id, "here"});
  work.world.command(kAna, PrepareWrapUp{work.id, {kSolved, "three", {}}});
  come_back();
  EXPECT_EQ(shown(work).note, "here");
}

TEST(WrapUp, FieldsGoWithTheForm) {
  AtWork work;
  work.tab.raise(intent::EditWrapUpField{work.id, "Order", "4471"});
  work.tab.raise(intent::EditWrapUpField{work.id, "Product", "Desk"});
  work.tab.raise(intent::EditWrapUpField{work.id, "Product", ""});
  EXPECT_EQ(field_value(shown(work), "Order"), "4471");
  EXPECT_EQ(field_value(shown(work), "Product"), "");
  EXPECT_EQ(shown(work).fields.size(), 1u);
  work.relay(CommandInput{kAna, work.world.fresh_key(), EndConversation{work.id}});
  work.tab.raise(intent::ChooseWrapUpCode{work.id, kSolved});
  work.tab.raise(intent::FinishWrapUp{work.id});
  const CompleteWrapUp* complete = nullptr;
  const std::vector<ClientFrame> frames = work.tab.sent();
  for (const ClientFrame& frame : frames) {
    if (const auto* command = std::get_if<CommandFrame>(&frame)) {
      complete = std::get_if<CompleteWrapUp>(&command->command);
    }
  }
  ASSERT_NE(complete, nullptr);
  EXPECT_EQ(complete->code, kSolved);
  ASSERT_EQ(complete->fields.size(), 1u);
  EXPECT_EQ(complete->fields[0].value, "4471");
}

TEST(WrapUp, OfAFinishThatIsNotTakenIsStillTold) {
  AtWork work;
  work.relay(CommandInput{kAna, work.world.fresh_key(), EndConversation{work.id}});
  work.tab.raise(intent::ChooseWrapUpCode{work.id, kSolved});
  work.tab.raise(intent::EditWrapUpNote{work.id, "Sent a new one."});
  ASSERT_TRUE(work.tab.s.wrap_ups[work.id].tell_at);
  for (std::uint64_t other = 1000; work.tab.s.pending.size() < kPendingMax; ++other) {
    work.tab.s.pending.push_back({work.world.fresh_key(), MarkSeen{ConversationId{other}, MessageId{1}}, true});
  }
  work.tab.raise(intent::FinishWrapUp{work.id});
  EXPECT_FALSE(is_pending<CompleteWrapUp>(work.tab.s, work.id));
  EXPECT_TRUE(work.tab.s.wrap_ups[work.id].tell_at);
  EXPECT_EQ(work.tab.s.notices.size(), 1u);
  work.tab.s.pending.clear();
  work.tab.raise(intent::FinishWrapUp{work.id});
  EXPECT_TRUE(is_pending<CompleteWrapUp>(work.tab.s, work.id));
  EXPECT_FALSE(work.tab.s.wrap_ups[work.id].tell_at);
}

TEST(WrapUp, WhatIsTooLongIsCutAndTheFieldShowsIt) {
  AtWork work;
  work.tab.raise(intent::EditWrapUpNote{work.id, std::string(kNoteBytesMax + 1, 'x')});
  EXPECT_EQ(shown(work).note.size(), kNoteBytesMax);
  EXPECT_EQ(work.tab.s.wrap_ups[work.id].revision, 1u);
}

TEST(WrapUp, IsForgottenWithTheConversation) {
  AtWork work;
  work.tab.raise(intent::ChooseWrapUpCode{work.id, kSolved});
  work.tab.raise(intent::ChooseContextTab{work.id, ContextTab::WrapUp});
  work.relay(CommandInput{kAna, work.world.fresh_key(), EndConversation{work.id}});
  EXPECT_FALSE(work.tab.s.wrap_ups.empty());
  work.relay(CommandInput{kAna, work.world.fresh_key(), CompleteWrapUp{work.id, kSolved, ""}});
  EXPECT_TRUE(work.tab.s.wrap_ups.empty());
  EXPECT_TRUE(work.tab.s.context_tabs.empty());
}

TEST(WrapUp, NamesWhatIsMissing) {
  Queue queue;
  EXPECT_EQ(missing_in({}, queue), "");
  queue.wrap_up_codes = {kSolved};
  EXPECT_EQ(missing_in({}, queue), "Choose a code to finish.");
  EXPECT_EQ(missing_in({kFollowUp, "", {}}, queue), "Choose a code to finish.");
  queue.fields = {{"Order", true, {}}, {"Product", true, {"Desk", "Chair"}}, {"Shelf", false, {}}};
  EXPECT_EQ(missing_in({kSolved, "", {{"Order", " "}}}, queue), "Fill in “Order” to finish.");
  EXPECT_EQ(missing_in({kSolved, "", {{"Order", "1"}}}, queue), "Choose a value of “Product” to finish.");
  EXPECT_EQ(missing_in({kSolved, "", {{"Order", "1"}, {"Product", "Desk"}}}, queue), "");
  queue.acw_mode = AcwMode::Optional;
  EXPECT_EQ(missing_in({{}, "", {{"Order", "1"}, {"Product", "Desk"}}}, queue), "");
}

TEST(ContextChoice, AfterCallWorkBringsItsFormAndOpensTheDrawer) {
  AtWork work;
  const auto conversation = [&]() -> const Conversation& { return *work.tab.s.workspace.find_conversation(work.id); };
  work.tab.raise(intent::Select{work.id});
  EXPECT_EQ(context_tab(work.tab.s, conversation()), ContextTab::Customer);
  EXPECT_FALSE(is_context_open(work.tab.s));
  work.tab.raise(intent::ChooseContextTab{work.id, ContextTab::WrapUp});
  EXPECT_EQ(context_tab(work.tab.s, conversation()), ContextTab::WrapUp);
  work.tab.raise(intent::ChooseContextTab{work.id, ContextTab::Customer});
  work.tab.raise(intent::ShowContext{true});
  work.tab.raise(intent::ShowContext{false});
  work.relay(CommandInput{kAna, work.world.fresh_key(), EndConversation{work.id}});
  EXPECT_EQ(context_tab(work.tab.s, conversation()), ContextTab::WrapUp);
  EXPECT_TRUE(is_context_open(work.tab.s));
  work.tab.raise(intent::ChooseContextTab{work.id, ContextTab::Customer});
  work.tab.raise(intent::ShowContext{false});
  EXPECT_EQ(context_tab(work.tab.s, conversation()), ContextTab::Customer);
  EXPECT_FALSE(is_context_open(work.tab.s));
}

TEST(ContextChoice, IsKeptForEachConversation) {
  AtWork work;
  const ConversationId other = a_conversation().from(kOtherCustomer).with_inbound("two").owned_by(kAna).in(work.world);
  work.tab.lose();
  work.tab.tick(seconds(30));
  work.tab.give(event::SocketOpened{});
  work.tab.welcome(kAna);
  work.tab.snapshot(work.world, kAna);
  work.tab.raise(intent::Select{work.id});
  work.tab.raise(intent::ChooseContextTab{work.id, ContextTab::WrapUp});
  work.tab.raise(intent::ShowContext{true});
  work.tab.raise(intent::Select{other});
  EXPECT_FALSE(is_context_open(work.tab.s));
  EXPECT_EQ(context_tab(work.tab.s, *work.tab.s.workspace.find_conversation(other)), ContextTab::Customer);
  work.tab.raise(intent::Select{work.id});
  EXPECT_EQ(context_tab(work.tab.s, *work.tab.s.workspace.find_conversation(work.id)), ContextTab::WrapUp);
}

TEST(ContextChoice, AnOpenDrawerIsNotThereAgainWhenTheNextConversationComes) {
  AtWork work;
  const ConversationId other = a_conversation().from(kOtherCustomer).with_inbound("two").owned_by(kAna).in(work.world);
  work.tab.lose();
  work.tab.tick(seconds(30));
  work.tab.give(event::SocketOpened{});
  work.tab.welcome(kAna);
  work.tab.snapshot(work.world, kAna);
  // Left open in one, while another is worked on and wrapped up: its drawer is that of the after-call work.
  work.tab.raise(intent::Select{other});
  work.tab.raise(intent::ShowContext{true});
  work.tab.raise(intent::Select{work.id});
  work.relay(CommandInput{kAna, work.world.fresh_key(), EndConversation{work.id}});
  EXPECT_TRUE(is_context_open(work.tab.s));
  work.relay(CommandInput{kAna, work.world.fresh_key(), CompleteWrapUp{work.id, kSolved, "", {}}});
  EXPECT_EQ(work.tab.s.selected, other);
  EXPECT_FALSE(is_context_open(work.tab.s));
}

}  // namespace
}  // namespace smsdesk::test
