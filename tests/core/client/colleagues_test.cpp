// Notes, consults and guests in one tab: no word is lost on its way to a colleague.
#include <gtest/gtest.h>

#include "tests/core/client/tab.h"

namespace smsdesk::test {
namespace {

class Colleagues : public testing::Test {
 protected:
  Colleagues() {
    at_.world.arrive(kBen);
    at_.world.arrive(kEve);
    at_.tab.snapshot(at_.world, kAna);
  }
  template <typename Command>
  std::vector<std::pair<SendKey, Command>> given() const {
    std::vector<std::pair<SendKey, Command>> found;
    for (const ClientFrame& frame : at_.tab.sent()) {
      const auto* command = std::get_if<CommandFrame>(&frame);
      if (command == nullptr) continue;
      if (const auto* one = std::get_if<Command>(&command->command)) found.emplace_back(command->key, *one);
    }
    return found;
  }
  const ConversationDetail& facts() const { return *at_.tab.s.workspace.find_conversation(at_.id)->detail; }
  std::string draft(const DraftPlace& place) const {
    const auto found = at_.tab.s.drafts.find(place);
    return found == at_.tab.s.drafts.end() ? std::string() : found->second.text;
  }
  /// Ana asks Ben, and the relay takes it.
  ConsultId ask_ben() {
    at_.relay(CommandInput{kAna, at_.world.fresh_key(), BeginConsult{at_.id, kBen, "May I refund?"}});
    return facts().consults.at(0).id;
  }
  AtWork at_;
};

TEST_F(Colleagues, ANoteStaysWrittenUntilTheRelayHasIt) {
  at_.tab.raise(intent::EditNote{at_.id, "Asked @Ben Okafor twice, @Nobody knows"});
  at_.tab.raise(intent::AddNote{at_.id});
  const auto notes = given<AddNote>();
  ASSERT_EQ(notes.size(), 1u);
  EXPECT_EQ(notes[0].second.mentions, std::vector<AgentId>{kBen});
  EXPECT_NE(draft({at_.id, DraftKind::Note}), "");
  at_.tab.raise(intent::AddNote{at_.id});
  EXPECT_TRUE(given<AddNote>().empty()) << "not twice";
  at_.tab.frame(AnswerFrame{notes[0].first, {}});
  EXPECT_EQ(draft({at_.id, DraftKind::Note}), "");
}

TEST_F(Colleagues, ARefusedNoteIsStillThere) {
  at_.tab.raise(intent::EditNote{at_.id, "Important"});
  at_.tab.raise(intent::AddNote{at_.id});
  const SendKey key = given<AddNote>().at(0).first;
  at_.tab.frame(AnswerFrame{key, Refusal{RefusalKind::NotYours, "It is not yours any more.", 0}});
  EXPECT_EQ(draft({at_.id, DraftKind::Note}), "Important");
  EXPECT_TRUE(at_.tab.said("not yours"));
}

TEST_F(Colleagues, BlankTextsAreNotHandedIn) {
  at_.tab.raise(intent::EditNote{at_.id, " \n"});
  at_.tab.raise(intent::AddNote{at_.id});
  EXPECT_TRUE(given<AddNote>().empty());
  at_.tab.raise(intent::EditConsult{at_.id, {}, "Who knows?"});
  at_.tab.raise(intent::AskColleague{at_.id});
  EXPECT_TRUE(given<BeginConsult>().empty()) << "nobody was chosen";
}

TEST_F(Colleagues, WordsOfAThreadThatHasEndedFitIntoAnyNote) {
  const ConsultId thread = ask_ben();
  const std::string note(kDraftBytesMax, 'x');
  at_.tab.raise(intent::EditNote{at_.id, note});
  at_.tab.raise(intent::EditConsult{at_.id, thread, "and this"});
  at_.relay(CommandInput{kBen, at_.world.fresh_key(), EndConsult{at_.id, thread}});
  EXPECT_EQ(draft({at_.id, DraftKind::Note}), note + "\nand this");
  EXPECT_EQ(draft({at_.id, DraftKind::Consult, thread}), "");
}

TEST_F(Colleagues, WhatIsTooLongForThemIsSaidAndStays) {
  const std::string text(kNoteBytesMax + 1, 'x');
  at_.tab.raise(intent::EditNote{at_.id, text});
  at_.tab.raise(intent::AddNote{at_.id});
  EXPECT_TRUE(given<AddNote>().empty());
  EXPECT_TRUE(at_.tab.said("Keep it below 4,000 characters."));
  EXPECT_EQ(draft({at_.id, DraftKind::Note}), text);
  at_.tab.raise(intent::EditNote{at_.id, text.substr(1)});
  at_.tab.raise(intent::AddNote{at_.id});
  EXPECT_EQ(given<AddNote>().size(), 1u);
}

TEST_F(Colleagues, ASuggestionForWhichThereIsNoRoomIsSaid) {
  const std::string text(kDraftBytesMax, 'x');
  at_.tab.raise(intent::EditDraft{at_.id, text});
  at_.tab.raise(intent::UseSuggestion{at_.id, "We refund today."});
  EXPECT_EQ(draft(at_.id), text);
  EXPECT_TRUE(at_.tab.said("The text would be too long with it."));
}

TEST_F(Colleagues, AMentionIsCompletedAtTheEndOfALine) {
  at_.tab.raise(intent::EditNote{at_.id, "Ask @oka"});
  at_.tab.raise(intent::CompleteMention{at_.id, kBen});
  EXPECT_EQ(draft({at_.id, DraftKind::Note}), "Ask @" + at_.world.agent(kBen).name + " ");
  EXPECT_EQ(mention_begin("mail a@b"), std::nullopt);
  EXPECT_EQ(mention_begin("@x\nmore"), std::nullopt);
  EXPECT_EQ(mention_begin("(@x"), 1u);
}

TEST_F(Colleagues, AQuestionGoesToWhoWasChosen) {
  at_.tab.raise(intent::ChooseColleague{at_.id, kBen});
  at_.tab.raise(intent::EditConsult{at_.id, {}, "May I refund?"});
  at_.tab.raise(intent::AskColleague{at_.id});
  const auto asked = given<BeginConsult>();
  ASSERT_EQ(asked.size(), 1u);
  EXPECT_EQ(asked[0].second.colleague, kBen);
  EXPECT_EQ(asked[0].second.text, "May I refund?");
  at_.tab.frame(AnswerFrame{asked[0].first, {}});
  EXPECT_EQ(draft({at_.id, DraftKind::Consult}), "");
}

TEST_F(Colleagues, AnAnswerIsHeardAndASuggestionGoesIntoTheComposer) {
  const ConsultId thread = ask_ben();
  at_.tab.raise(intent::EditDraft{at_.id, "Dear customer,"});
  at_.relay(CommandInput{kBen, at_.world.fresh_key(), SayInConsult{at_.id, thread, "We refund today.", true}});
  EXPECT_TRUE(at_.tab.did<effect::PlaySound>());
  ASSERT_EQ(at_.tab.all<effect::Announce>().size(), 1u);
  EXPECT_NE(at_.tab.all<effect::Announce>()[0].sentence.find("suggests a reply"), std::string::npos);
  at_.tab.raise(intent::UseSuggestion{at_.id, "We refund today."});
  EXPECT_EQ(draft(at_.id), "Dear customer,\nWe refund today.");
}

TEST_F(Colleagues, WordsInOneThreadDoNotHoldUpAnother) {
  const ConsultId with_ben = ask_ben();
  at_.relay(CommandInput{kAna, at_.world.fresh_key(), BeginConsult{at_.id, kEve, "And you?"}});
  const ConsultId with_eve = facts().consults.at(1).id;
  at_.tab.raise(intent::EditConsult{at_.id, with_ben, "One more thing"});
  at_.tab.raise(intent::EditConsult{at_.id, with_eve, "I asked Ben, too"});
  at_.tab.raise(intent::SayToColleague{at_.id, with_ben, false});
  ASSERT_EQ(given<SayInConsult>().size(), 1u);
  at_.tab.raise(intent::SayToColleague{at_.id, with_ben, false});
  EXPECT_TRUE(given<SayInConsult>().empty()) << "not twice into the same";
  at_.tab.raise(intent::SayToColleague{at_.id, with_eve, false});
  const auto said = given<SayInConsult>();
  ASSERT_EQ(said.size(), 1u);
  EXPECT_EQ(said[0].second.consult, with_eve);
  at_.tab.raise(intent::EndConsult{at_.id, with_ben});
  EXPECT_EQ(given<EndConsult>().size(), 1u);
  at_.tab.raise(intent::EndConsult{at_.id, with_ben});
  EXPECT_TRUE(given<EndConsult>().empty());
  at_.tab.raise(intent::EndConsult{at_.id, with_eve});
  EXPECT_EQ(given<EndConsult>().size(), 1u);
}

TEST_F(Colleagues, WordsInAThreadThatEndsBecomePartOfTheNote) {
  const ConsultId thread = ask_ben();
  at_.tab.raise(intent::EditConsult{at_.id, thread, "half a sentence"});
  at_.relay(CommandInput{kBen, at_.world.fresh_key(), EndConsult{at_.id, thread}});
  EXPECT_EQ(draft({at_.id, DraftKind::Consult, thread}), "");
  EXPECT_EQ(draft({at_.id, DraftKind::Note}), "half a sentence");
}

TEST_F(Colleagues, PlacesHaveKeysOfTheirOwnInStorage) {
  for (const DraftPlace& place :
       {DraftPlace(at_.id), DraftPlace(at_.id, DraftKind::Note), DraftPlace(at_.id, DraftKind::Consult),
        DraftPlace(at_.id, DraftKind::Consult, {7})}) {
    EXPECT_EQ(decode_place(encode_place(place)), place);
  }
  for (const char* bad : {"", "x", ":note", "1:", "1:notes", "1:consult:", "1:consult:x", "1:consult:7:8", "1 "}) {
    EXPECT_EQ(decode_place(bad), std::nullopt) << bad;
  }
}

TEST_F(Colleagues, SideTextsComeBackAfterAReload) {
  at_.tab.raise(intent::EditNote{at_.id, "half a note"});
  at_.tab.give(event::PageShown{false});
  std::vector<std::pair<std::string, std::string>> stored;
  for (const auto& put : at_.tab.written("drafts")) stored.push_back(put);
  ASSERT_EQ(stored.size(), 1u);
  Tab again;
  again.start({}, stored);
  again.welcome(kAna);
  again.snapshot(at_.world, kAna);
  const DraftPlace place{at_.id, DraftKind::Note};
  ASSERT_EQ(again.s.drafts.count(place), 1u);
  EXPECT_EQ(again.s.drafts.at(place).text, "half a note");
}

TEST_F(Colleagues, ANoteThatWasNotHandedInIsShownWhenTheConversationCloses) {
  at_.tab.raise(intent::EditNote{at_.id, "never handed in"});
  at_.relay(CommandInput{kAna, at_.world.fresh_key(), EndConversation{at_.id}});
  at_.relay(CommandInput{kAna, at_.world.fresh_key(), CompleteWrapUp{at_.id, kSolved, ""}});
  EXPECT_TRUE(at_.tab.said("never handed in"));
}

TEST_F(Colleagues, TheRelayIsToldWhatIsLookedAtAndTyped) {
  using Told = std::vector<AttentionFrame>;
  at_.tab.raise(intent::Select{at_.id});
  EXPECT_EQ(at_.tab.sent_kind<AttentionFrame>(), (Told{{at_.id, false}}));
  at_.tab.raise(intent::EditDraft{at_.id, "D"});
  EXPECT_EQ(at_.tab.sent_kind<AttentionFrame>(), (Told{{at_.id, true}}));
  at_.tab.raise(intent::EditDraft{at_.id, "De"});
  EXPECT_TRUE(at_.tab.sent_kind<AttentionFrame>().empty()) << "only what changed";
  ASSERT_TRUE(at_.tab.did<effect::WakeAt>());
  at_.tab.tick(seconds(4));
  EXPECT_EQ(at_.tab.sent_kind<AttentionFrame>(), (Told{{at_.id, false}}));
  at_.tab.raise(intent::EditDraft{at_.id, "Dear"});
  at_.tab.raise(intent::Send{at_.id});
  EXPECT_EQ(at_.tab.sent_kind<AttentionFrame>(), (Told{{at_.id, false}}));
  at_.tab.give(event::PageShown{false});
  EXPECT_EQ(at_.tab.sent_kind<AttentionFrame>(), (Told{{{}, false}}));
  at_.tab.give(event::PageShown{true});
  EXPECT_EQ(at_.tab.sent_kind<AttentionFrame>(), (Told{{at_.id, false}}));
}

TEST_F(Colleagues, AttentionIsSaidAnewWhenTheConnectionIsBack) {
  at_.tab.raise(intent::Select{at_.id});
  at_.tab.frame(WatchersFrame{at_.id, {{kAna, false}, {kBen, true}}});
  EXPECT_EQ(at_.tab.s.watchers.at(at_.id).size(), 2u);
  at_.tab.lose();
  EXPECT_TRUE(at_.tab.s.watchers.empty()) << "nobody knows any more";
  at_.tab.tick(seconds(20));
  at_.tab.give(event::SocketOpened{});
  at_.tab.welcome(kAna);
  EXPECT_TRUE(at_.tab.sent_kind<AttentionFrame>().empty());
  at_.tab.frame(EntriesFrame{at_.world.workspace.offset, {}, {}});
  EXPECT_EQ(at_.tab.sent_kind<AttentionFrame>(), (std::vector<AttentionFrame>{{at_.id, false}}));
}

TEST_F(Colleagues, WatchersOfSomethingElseAreNotKept) {
  at_.tab.raise(intent::Select{at_.id});
  at_.tab.frame(WatchersFrame{ConversationId{999}, {{kBen, true}}});
  EXPECT_TRUE(at_.tab.s.watchers.empty());
}

/// Ben's tab: he has nothing of his own, and Ana asks him.
class AskedIn : public testing::Test {
 protected:
  AskedIn() {
    world_.arrive(kBen);
    tab_.start();
    tab_.welcome(kBen);
    tab_.snapshot(world_, kBen);
  }
  void ana(AgentCommand command) {
    Workspace w = world_.workspace;
    const Decision decision = world_.decide(CommandInput{kAna, world_.fresh_key(), std::move(command)});
    EntriesFrame frame;
    for (const LogEntry& entry : decision.entries) {
      const Sight sight = sight_of(w, entry.body, kBen);
      ASSERT_TRUE(apply(w, entry).is_ok());
      ASSERT_TRUE(append_view_entries(w, entry, sight, kBen, frame.entries));
    }
    frame.up_to = w.offset;
    tab_.frame(frame);
  }
  std::string spoken() const {
    std::string all;
    for (const auto& one : tab_.all<effect::Announce>()) all += one.sentence;
    return all;
  }
  World world_;
  ConversationId id_ = a_conversation().with_inbound("hi").owned_by(kAna).in(world_);
  Tab tab_;
};

TEST_F(AskedIn, AQuestionIsHeardAndReadable) {
  ana(BeginConsult{id_, kBen, "May I refund?"});
  EXPECT_NE(spoken().find("asks you: May I refund?"), std::string::npos) << spoken();
  EXPECT_TRUE(tab_.s.workspace.find_conversation(id_)->detail.has_value());
  tab_.send(id_, "not his to send");
  EXPECT_TRUE(tab_.s.outbox.entries().empty());
}

TEST_F(AskedIn, AMentionAndAnInvitationAreHeard) {
  ana(AddNote{id_, "look", {kBen}});
  EXPECT_NE(spoken().find("mentioned you: look"), std::string::npos) << spoken();
  ana(InviteGuest{id_, kBen});
  EXPECT_NE(spoken().find("invited"), std::string::npos) << spoken();
  tab_.send(id_, "now it is");
  EXPECT_EQ(tab_.s.outbox.entries().size(), 1u);
}

}  // namespace
}  // namespace smsdesk::test
