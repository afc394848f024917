// Notes that are corrected and taken back in one tab: no word is lost, and what is shown is what the note says now.
#include <gtest/gtest.h>

#include "core/screen/make_screen.h"
#include "tests/core/client/tab.h"

namespace smsdesk::test {
namespace {

class NoteDialogs : public testing::Test {
 protected:
  NoteDialogs() {
    at_.world.command(kAna, AddNote{at_.id, "call her", {}});
    at_.tab.snapshot(at_.world, kAna);
    at_.tab.raise(intent::Select{at_.id});
    note_ = facts().notes.at(0).id;
  }
  const ConversationDetail& facts() const { return *at_.tab.s.workspace.find_conversation(at_.id)->detail; }
  screen::NoteDialog shown() const { return screen::make_screen(at_.tab.s, at_.tab.now).desk.note_dialog; }
  void open(NoteStep step) { at_.tab.raise(intent::DoNote{step, at_.id, note_}); }
  void write(const std::string& text) { at_.tab.raise(intent::DoNote{NoteStep::Edit, {}, {}, text}); }
  /// What Save has given, if anything.
  std::vector<std::pair<SendKey, CorrectNote>> save() {
    at_.tab.raise(intent::DoNote{NoteStep::Save});
    std::vector<std::pair<SendKey, CorrectNote>> found;
    for (const ClientFrame& frame : at_.tab.sent()) {
      const auto* command = std::get_if<CommandFrame>(&frame);
      if (command == nullptr) continue;
      if (const auto* one = std::get_if<CorrectNote>(&command->command)) found.emplace_back(command->key, *one);
    }
    return found;
  }
  void answer(const SendKey& key, const CorrectNote& command) {
    const Workspace before = at_.world.workspace;
    const Decision decision = at_.world.decide(CommandInput{kAna, key, command});
    at_.stream(before, decision.entries);
    at_.tab.frame(AnswerFrame{key, decision.refusal});
  }
  /// At another page of Ana's.
  void correct_elsewhere(const std::string& text) {
    at_.relay(
        CommandInput{kAna, at_.world.fresh_key(), CorrectNote{at_.id, note_, facts().notes.at(0).correction, text}});
  }
  bool heard(const std::string& part) const {
    for (const auto& one : at_.tab.all<effect::Announce>())
      if (one.sentence.find(part) != std::string::npos) return true;
    return false;
  }
  AtWork at_;
  NoteId note_;
};

TEST_F(NoteDialogs, OpenWithTheWordsThatThereAreAndCloseWhenTheRelayHasTheNewOnes) {
  open(NoteStep::Correct);
  ASSERT_TRUE(shown().is_open);
  EXPECT_EQ(shown().title, "Correct note");
  EXPECT_EQ(shown().field.text, "call her");
  EXPECT_TRUE(shown().now.empty());
  write("call @Ben Okafor");
  const auto given = save();
  ASSERT_EQ(given.size(), 1u);
  EXPECT_EQ(given[0].second.text, "call @Ben Okafor");
  EXPECT_EQ(given[0].second.mentions, std::vector{kBen});
  EXPECT_EQ(given[0].second.over, 0u);
  EXPECT_TRUE(shown().is_busy);
  EXPECT_TRUE(save().empty()) << "not twice";
  answer(given[0].first, given[0].second);
  EXPECT_FALSE(shown().is_open);
  EXPECT_TRUE(at_.tab.said("The note is corrected."));
  EXPECT_EQ(facts().notes.at(0).text, "call @Ben Okafor");
}

TEST_F(NoteDialogs, BlankAndTooLongWordsAreNotHandedIn) {
  open(NoteStep::Correct);
  write(" \n");
  EXPECT_FALSE(shown().can_save);
  EXPECT_TRUE(save().empty());
  write(std::string(kNoteBytesMax + 1, 'x'));
  EXPECT_TRUE(save().empty());
  EXPECT_EQ(shown().problem, "The text is too long. Keep it below 4,000 characters.");
}

TEST_F(NoteDialogs, WhereAnotherPageWasFasterTheWordsStayAndAreSavedOverWhatThereIs) {
  open(NoteStep::Correct);
  write("mine");
  const auto given = save();
  ASSERT_EQ(given.size(), 1u);
  correct_elsewhere("theirs");
  answer(given[0].first, given[0].second);
  EXPECT_TRUE(shown().is_open);
  EXPECT_NE(shown().problem.find("another page of yours"), std::string::npos) << shown().problem;
  EXPECT_EQ(shown().field.text, "mine");
  EXPECT_EQ(shown().now, "It says now: “theirs”");
  const auto again = save();
  ASSERT_EQ(again.size(), 1u);
  EXPECT_EQ(again[0].second.over, 1u);
  EXPECT_EQ(again[0].second.text, "mine");
  answer(again[0].first, again[0].second);
  EXPECT_FALSE(shown().is_open);
  EXPECT_EQ(facts().notes.at(0).text, "mine");
}

TEST_F(NoteDialogs, SayWhatAnotherPageHasMadeOfItBeforeAnythingIsSaved) {
  open(NoteStep::Correct);
  write("mine");
  correct_elsewhere("theirs");
  EXPECT_EQ(shown().now, "It says now: “theirs”");
  const auto given = save();
  ASSERT_EQ(given.size(), 1u);
  EXPECT_EQ(given[0].second.over, 0u) << "the relay refuses what was begun before";
}

TEST_F(NoteDialogs, WordsThatWereNotSavedAreThereAgain) {
  open(NoteStep::Correct);
  write("begun");
  at_.tab.raise(intent::DoNote{NoteStep::Close});
  EXPECT_FALSE(shown().is_open);
  open(NoteStep::TakeBack);
  at_.tab.raise(intent::DoNote{NoteStep::Close});
  open(NoteStep::Correct);
  EXPECT_EQ(shown().field.text, "begun");
  write("call her");
  at_.tab.raise(intent::DoNote{NoteStep::Close});
  correct_elsewhere("call him");
  open(NoteStep::Correct);
  EXPECT_EQ(shown().field.text, "call him") << "nothing was left of what was begun";
}

TEST_F(NoteDialogs, AskBeforeANoteIsTakenBack) {
  open(NoteStep::TakeBack);
  EXPECT_EQ(shown().title, "Take the note back?");
  EXPECT_EQ(shown().now, "It says now: “call her”");
  EXPECT_EQ(shown().save_label, "Take note back");
  const auto given = save();
  ASSERT_EQ(given.size(), 1u);
  EXPECT_TRUE(given[0].second.takes_back);
  answer(given[0].first, given[0].second);
  EXPECT_FALSE(shown().is_open);
  EXPECT_TRUE(facts().notes.at(0).is_taken_back);
  open(NoteStep::Correct);
  EXPECT_FALSE(shown().is_open) << "it is gone for good";
}

TEST_F(NoteDialogs, AreTheAuthorsAlone) {
  at_.world.command(kSam, AddNote{at_.id, "well done", {}});
  at_.tab.snapshot(at_.world, kAna);
  const NoteId other = facts().notes.back().id;
  at_.tab.raise(intent::DoNote{NoteStep::Correct, at_.id, other});
  EXPECT_FALSE(shown().is_open);
  at_.tab.raise(intent::DoNote{NoteStep::TakeBack, at_.id, other});
  EXPECT_FALSE(shown().is_open);
  at_.tab.raise(intent::DoNote{NoteStep::Correct, at_.id, NoteId{9'000}});
  EXPECT_FALSE(shown().is_open);
}

TEST_F(NoteDialogs, WaitForTheConnection) {
  at_.tab.lose();
  open(NoteStep::Correct);
  write("call him");
  EXPECT_TRUE(save().empty());
  EXPECT_TRUE(shown().is_busy);
  ASSERT_EQ(at_.tab.s.pending.size(), 1u);
  EXPECT_EQ(std::get<CorrectNote>(at_.tab.s.pending[0].command).text, "call him");
  EXPECT_FALSE(at_.tab.s.pending[0].is_sent);
}

TEST_F(NoteDialogs, ShowWhatANoteSaidBefore) {
  correct_elsewhere("call him");
  open(NoteStep::Earlier);
  EXPECT_EQ(shown().status, "The earlier wording is on its way…");
  std::optional<NoteWordingsRequest> asked;
  for (const ClientFrame& frame : at_.tab.sent())
    if (const auto* one = std::get_if<NoteWordingsRequest>(&frame)) asked = *one;
  ASSERT_TRUE(asked);
  EXPECT_EQ(asked->conversation, at_.id);
  EXPECT_EQ(asked->note, note_);
  at_.tab.frame(NoteWordingsFrame{{"another"}, note_, {{kMorning, "of another question"}}, false});
  EXPECT_TRUE(shown().wordings.empty());
  at_.tab.frame(NoteWordingsFrame{asked->key, note_, {{kMorning, "call her"}}, false});
  ASSERT_EQ(shown().wordings.size(), 1u);
  EXPECT_EQ(shown().wordings[0].text, "call her");
  EXPECT_TRUE(shown().status.empty());
  EXPECT_TRUE(shown().save_label.empty());
}

TEST_F(NoteDialogs, TellWhoReadsItOfACorrection) {
  at_.world.command(kSam, AddNote{at_.id, "well done", {}});
  at_.tab.snapshot(at_.world, kAna);
  const NoteId other = facts().notes.back().id;
  at_.relay(CommandInput{kSam, at_.world.fresh_key(), CorrectNote{at_.id, other, 0, "done"}});
  EXPECT_TRUE(heard("corrected a note: done"));
  at_.relay(CommandInput{kSam, at_.world.fresh_key(), CorrectNote{at_.id, other, 1, {}, {}, true}});
  EXPECT_TRUE(heard("took a note back."));
  at_.relay(CommandInput{kSam, at_.world.fresh_key(), AddNote{at_.id, "a third", {}}});
  const NoteId third = facts().notes.back().id;
  at_.relay(CommandInput{kSam, at_.world.fresh_key(), CorrectNote{at_.id, third, 0, "@Ana", {kAna}}});
  EXPECT_TRUE(heard("mentioned you"));
}

TEST_F(NoteDialogs, ANoteThatIsTakenBackGoesFromWhatWasFoundAndItsEarlierWordsToo) {
  FoundMessage found;
  found.message = MessageId{note_.value};
  found.conversation = at_.id;
  found.author = kAna;
  found.text = "call her";
  found.marks = {{0, 4}};
  found.is_note = true;
  FoundMessage wrap_up = found;
  wrap_up.segment = 1;
  auto& list = at_.tab.s.find.messages.found;
  auto& within = at_.tab.s.transcript.matches.found;
  list = {found, wrap_up};
  within = {found, wrap_up};
  at_.tab.s.transcript.at = 1;
  correct_elsewhere("call him");
  for (const auto* one : {&list, &within}) {
    EXPECT_EQ(one->at(0).text, "call him");
    EXPECT_TRUE(one->at(0).marks.empty()) << "those are of other words";
    EXPECT_EQ(one->at(1), wrap_up);
  }
  open(NoteStep::Earlier);
  std::optional<NoteWordingsRequest> asked;
  for (const ClientFrame& frame : at_.tab.sent())
    if (const auto* one = std::get_if<NoteWordingsRequest>(&frame)) asked = *one;
  ASSERT_TRUE(asked);
  at_.tab.frame(NoteWordingsFrame{asked->key, note_, {{kMorning, "call her"}}, false});
  ASSERT_EQ(shown().wordings.size(), 1u);
  at_.relay(CommandInput{kAna, at_.world.fresh_key(), CorrectNote{at_.id, note_, 1, {}, {}, true}});
  EXPECT_EQ(list, std::vector{wrap_up});
  EXPECT_EQ(within, std::vector{wrap_up});
  EXPECT_EQ(at_.tab.s.transcript.at, 0u) << "the same one is shown";
  EXPECT_TRUE(shown().wordings.empty());
  EXPECT_EQ(shown().status, "There is no earlier wording.");
}

TEST_F(NoteDialogs, AreHeardOnceWhereTheNoteIsCorrectedHere) {
  const Note old{NoteId{1}, kAna, kMorning, "of last week", {}};
  History& history = at_.tab.s.histories[at_.id];
  history.notes[old.id] = {old, ConversationId{5}};
  at_.tab.raise(intent::DoNote{NoteStep::Correct, at_.id, old.id});
  write("of the week before");
  const auto given = save();
  ASSERT_EQ(given.size(), 1u);
  EXPECT_EQ(given[0].second.conversation, ConversationId{5});
  Note corrected = old;
  corrected.text = "of the week before";
  corrected.correction = 1;
  at_.tab.frame(NoteFrame{{corrected, ConversationId{5}}});
  EXPECT_FALSE(heard("You corrected a note")) << "its answer says it";
  at_.tab.frame(AnswerFrame{given[0].first, std::nullopt});
  EXPECT_TRUE(at_.tab.said("The note is corrected."));
}

TEST_F(NoteDialogs, FollowWhatWasLoadedOfTheTimeline) {
  const Note old{NoteId{1}, kSam, kMorning, "of last week", {}};
  History& history = at_.tab.s.histories[at_.id];
  history.notes[old.id] = {old, ConversationId{5}};
  const std::uint64_t number = history.number;
  Note corrected = old;
  corrected.text = "of the week before";
  corrected.correction = 1;
  corrected.corrected_at = kMorning + minutes(1);
  at_.tab.frame(NoteFrame{{corrected, ConversationId{5}}});
  EXPECT_EQ(history.notes.at(old.id).note, corrected);
  EXPECT_NE(history.number, number) << "it is drawn anew";
  EXPECT_TRUE(heard("of the week before"));
  at_.tab.frame(NoteFrame{{old, ConversationId{5}}});
  EXPECT_EQ(history.notes.at(old.id).note, corrected) << "one that comes late changes nothing";
}

}  // namespace
}  // namespace smsdesk::test
