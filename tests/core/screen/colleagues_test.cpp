// What notes, threads with colleagues and guests look like to each who takes part.
#include <gtest/gtest.h>

#include "tests/core/screen/desk.h"

namespace smsdesk::test {
namespace {

class ColleaguesPanels : public testing::Test {
 protected:
  ColleaguesPanels() {
    for (const AgentId agent : {kBen, kSam}) {
      world_.arrive(agent);
      world_.command(agent, SetPresence{Presence::Available});
    }
  }
  State state_of(AgentId agent) const {
    State s = a_state(world_, agent);
    s.selected = id_;
    return s;
  }
  screen::Context context(const State& s) const { return a_desk(s, world_.now).context; }
  ConsultId ask_ben() {
    world_.command(kAna, BeginConsult{id_, kBen, "May I refund?"});
    return world_.conversation(id_).detail->consults.at(0).id;
  }
  World world_;
  ConversationId id_ = a_conversation().with_inbound("hi").owned_by(kAna).in(world_);
};

TEST_F(ColleaguesPanels, NotesNameTheirAuthorAndWhoIsMeant) {
  EXPECT_FALSE(context(state_of(kAna)).notes.empty_text.empty());
  world_.command(kAna, AddNote{id_, "Ask him", {kBen}});
  const screen::NotesPanel mine = context(state_of(kAna)).notes;
  ASSERT_EQ(mine.notes.size(), 1u);
  EXPECT_EQ(mine.notes[0].author, "You");
  EXPECT_FALSE(mine.notes[0].mentions_me);
  EXPECT_TRUE(mine.empty_text.empty());
  const screen::NotesPanel his = context(state_of(kBen)).notes;
  ASSERT_EQ(his.notes.size(), 1u);
  EXPECT_EQ(his.notes[0].author, "Ana Lopez");
  EXPECT_TRUE(his.notes[0].mentions_me);
}

TEST_F(ColleaguesPanels, ANoteTellsThatItWasCorrectedAndWhatItsAuthorCanDo) {
  world_.command(kAna, AddNote{id_, "Ask him", {kBen}});
  const NoteId note = world_.conversation(id_).detail->notes.at(0).id;
  const auto labels = [](const screen::NoteLine& line) {
    std::vector<std::string> found;
    for (const screen::ActionChoice& one :
         screen::uses_of_note(ConversationId{1}, line.note, line.text, line.uses).more)
      found.push_back(one.label);
    return found;
  };
  using Labels = std::vector<std::string>;
  screen::NoteLine mine = context(state_of(kAna)).notes.notes.at(0), his = context(state_of(kBen)).notes.notes.at(0);
  EXPECT_EQ(labels(mine), (Labels{"Correct note…", "Take note back…"}));
  EXPECT_TRUE(labels(his).empty()) << "it is not his";
  EXPECT_EQ(screen::corrected_words(mine.uses, "14:07"), "");
  world_.pass(minutes(1));
  world_.command(kAna, CorrectNote{id_, note, 0, "Ask them", {kBen}});
  mine = context(state_of(kAna)).notes.notes.at(0);
  his = context(state_of(kBen)).notes.notes.at(0);
  EXPECT_EQ(his.text, "Ask them");
  EXPECT_EQ(his.uses.corrected_at, world_.now);
  EXPECT_EQ(screen::corrected_words(his.uses, "14:07"), "corrected 14:07");
  EXPECT_EQ(labels(mine), (Labels{"Correct note…", "Take note back…", "Earlier wording"}));
  EXPECT_EQ(labels(his), (Labels{"Earlier wording"}));
}

TEST_F(ColleaguesPanels, ANoteThatWasTakenBackSaysThatAlone) {
  world_.command(kAna, AddNote{id_, "Ask him", {}});
  world_.command(kAna, CorrectNote{id_, world_.conversation(id_).detail->notes.at(0).id, 0, {}, {}, true});
  const screen::NoteLine mine = context(state_of(kAna)).notes.notes.at(0);
  EXPECT_EQ(mine.text, "You took this note back");
  EXPECT_FALSE(mine.uses.can_correct);
  EXPECT_FALSE(mine.uses.has_earlier) << "its words are for supervisors";
  EXPECT_EQ(screen::corrected_words(mine.uses, "14:07"), "");
  const screen::WordsCopy copy = screen::uses_of_note(id_, mine.note, mine.text, mine.uses);
  EXPECT_TRUE(copy.name.empty()) << "there are no words to copy";
  const screen::NoteLine hers = context(state_of(kSam)).notes.notes.at(0);
  EXPECT_EQ(hers.text, "Note taken back by Ana Lopez");
  EXPECT_TRUE(hers.uses.has_earlier);
}

TEST_F(ColleaguesPanels, WhatWasSaidTodayHasATimeAndLaterADate) {
  world_.command(kAna, AddNote{id_, "Ask him", {kBen}});
  ask_ben();
  const State s = state_of(kAna);
  for (const bool is_today : {true, false}) {
    const screen::Context panel = a_desk(s, world_.now + (is_today ? 0 : hours(24))).context;
    EXPECT_EQ(panel.notes.notes.at(0).is_today, is_today);
    EXPECT_EQ(panel.colleagues.threads.at(0).lines.at(0).is_today, is_today);
    EXPECT_EQ(panel.is_opened_today, is_today);
  }
}

TEST_F(ColleaguesPanels, NotesOfBeforeStandApartTheNewestFirst) {
  world_.command(kAna, AddNote{id_, "Ask him", {}});
  State s = state_of(kBen);
  world_.command(kAna, BeginConsult{id_, kBen, "May I refund?"});
  s.workspace = view_of(world_.workspace, kBen);
  EXPECT_TRUE(context(s).notes.earlier.empty());
  EXPECT_TRUE(context(s).notes.earlier_title.empty());
  const Note held = world_.conversation(id_).detail->notes.at(0);
  auto& loaded = s.histories[id_].notes;
  loaded[NoteId{1}] = {{NoteId{1}, kBen, kMorning + -hours(50), "first", {}}, ConversationId{1}};
  loaded[NoteId{2}] = {{NoteId{2}, kAna, kMorning + -hours(40), "second", {kBen}}, id_};
  loaded[held.id] = {held, id_};
  const screen::NotesPanel panel = context(s).notes;
  ASSERT_EQ(panel.notes.size(), 1u);
  EXPECT_EQ(panel.earlier_title, "Earlier notes");
  ASSERT_EQ(panel.earlier.size(), 2u) << "what the facts have is no earlier one";
  EXPECT_EQ(panel.earlier[0].text, "second");
  EXPECT_EQ(panel.earlier[0].author, "Ana Lopez");
  EXPECT_EQ(panel.earlier[0].at, kMorning + -hours(40));
  EXPECT_FALSE(panel.earlier[0].is_today);
  EXPECT_TRUE(panel.earlier[0].mentions_me);
  EXPECT_EQ(panel.earlier[1].author, "You");
}

TEST_F(ColleaguesPanels, TheNameBeingWrittenIsOffered) {
  State s = state_of(kAna);
  const std::string surname = world_.agent(kBen).name.substr(world_.agent(kBen).name.find(' ') + 1, 2);
  for (const std::string& part : {std::string("@b"), "see @" + surname}) {
    s.drafts[{id_, DraftKind::Note}].text = part;
    const auto choices = context(s).notes.mentions;
    ASSERT_FALSE(choices.empty()) << part;
    EXPECT_EQ(choices[0].label, world_.agent(kBen).name);
  }
  s.drafts[{id_, DraftKind::Note}].text = "@zz";
  EXPECT_TRUE(context(s).notes.mentions.empty());
}

TEST_F(ColleaguesPanels, AskingNeedsSomebodyAndWords) {
  State s = state_of(kAna);
  s.drafts[{id_, DraftKind::Consult}].text = "May I refund?";
  EXPECT_FALSE(context(s).colleagues.question.can_send);
  ASSERT_FALSE(context(s).colleagues.people.empty());
  s.asked.insert_or_assign(id_, kBen);
  EXPECT_TRUE(context(s).colleagues.question.can_send);
  EXPECT_EQ(context(s).colleagues.asked, world_.agent(kBen).name);
  s.drafts[{id_, DraftKind::Consult}].text = " ";
  EXPECT_FALSE(context(s).colleagues.question.can_send);
  s.drafts[{id_, DraftKind::Consult}].text = std::string(kNoteBytesMax + 1, 'x');
  EXPECT_TRUE(context(s).colleagues.question.can_send) << "pressed, it says that it is too long";
}

TEST_F(ColleaguesPanels, AThreadReadsDifferentlyForEachSide) {
  const ConsultId thread = ask_ben();
  world_.command(kBen, SayInConsult{id_, thread, "We refund today.", true});
  const auto mine = context(state_of(kAna)).colleagues.threads.at(0);
  EXPECT_EQ(mine.title, world_.agent(kBen).name);
  EXPECT_EQ(mine.suggestion, "We refund today.");
  EXPECT_FALSE(mine.can_suggest);
  ASSERT_EQ(mine.next_steps.size(), 2u);
  EXPECT_EQ(mine.next_steps[0].label, "Hand over to " + world_.agent(kBen).name);

  const auto his = context(state_of(kBen)).colleagues.threads.at(0);
  EXPECT_EQ(his.title, "Ana Lopez asks you");
  EXPECT_TRUE(his.can_suggest);
  EXPECT_TRUE(his.suggestion.empty()) << "he does not write to the customer";
  ASSERT_EQ(his.next_steps.size(), 1u);

  const auto watched = context(state_of(kSam)).colleagues.threads.at(0);
  EXPECT_FALSE(watched.field.is_enabled);
  EXPECT_TRUE(watched.next_steps.empty());
}

TEST_F(ColleaguesPanels, OneThreadIsBusyWhileTheOtherIsNot) {
  const ConsultId with_ben = ask_ben();
  world_.command(kAna, BeginConsult{id_, kSam, "And you?"});
  State s = state_of(kAna);
  s.pending.push_back({{"k"}, SayInConsult{id_, with_ben, "One more thing", false}, true});
  const auto threads = context(s).colleagues.threads;
  ASSERT_EQ(threads.size(), 2u);
  EXPECT_TRUE(threads[0].field.is_busy);
  EXPECT_FALSE(threads[0].field.is_enabled);
  EXPECT_FALSE(threads[1].field.is_busy);
  EXPECT_TRUE(threads[1].field.is_enabled);
}

TEST_F(ColleaguesPanels, WhoWasAskedFindsItInTheRoster) {
  EXPECT_TRUE(a_desk(state_of(kBen), world_.now).roster.asked.empty());
  ask_ben();
  const screen::Desk desk = a_desk(state_of(kBen), world_.now);
  ASSERT_EQ(desk.roster.asked.size(), 1u);
  EXPECT_EQ(desk.roster.asked[0].state_name, "Ana Lopez asks you");
  EXPECT_EQ(desk.roster.asked[0].last_line, "Question: May I refund?") << "not the customer's words";
  EXPECT_NE(desk.roster.asked[0].accessible_name.find("Question: May I refund?"), std::string::npos);
  EXPECT_EQ(desk.roster.asked[0].unread, 0u);
  EXPECT_TRUE(desk.roster.mine.empty());
  EXPECT_FALSE(desk.conversation.composer.is_shown);
  EXPECT_TRUE(a_desk(state_of(kAna), world_.now).roster.asked.empty());
}

TEST_F(ColleaguesPanels, TheRosterGoesOnWithTheThreadAndTellsOfAMention) {
  const ConsultId thread = ask_ben();
  world_.command(kBen, SayInConsult{id_, thread, "How much\nis it?", false});
  EXPECT_EQ(a_desk(state_of(kBen), world_.now).roster.asked.at(0).last_line, "You: How much is it?");
  world_.command(kAna, SayInConsult{id_, thread, "20 euros", false});
  EXPECT_EQ(a_desk(state_of(kBen), world_.now).roster.asked.at(0).last_line, world_.agent(kAna).name + ": 20 euros");
  world_.inbound("still there?");
  EXPECT_EQ(a_desk(state_of(kBen), world_.now).roster.asked.at(0).last_line, world_.agent(kAna).name + ": 20 euros");
}

TEST_F(ColleaguesPanels, ColleaguesWhoLookOnAreNamedAndWritersFirst) {
  State s = state_of(kAna);
  const auto others = [&] { return a_desk(s, world_.now).conversation.others; };
  EXPECT_EQ(others(), "");
  s.watchers[id_] = {{kAna, true}};
  EXPECT_EQ(others(), "");
  const std::string ben = world_.agent(kBen).name, sam = world_.agent(kSam).name;
  s.watchers[id_] = {{kAna, true}, {kBen, false}, {kSam, false}};
  EXPECT_EQ(others(), ben + " and " + sam + " look at this too.");
  s.watchers[id_] = {{kBen, true}, {kSam, false}};
  EXPECT_EQ(others(), ben + " is typing.");
}

TEST_F(ColleaguesPanels, WithoutAConnectionWhatColleaguesDoIsTheLastThatIsKnown) {
  ask_ben();
  world_.command(kAna, InviteGuest{id_, kBen});
  State s = state_of(kAna);
  s.drafts[{id_, DraftKind::Note}].text = "@B";
  const std::string ben = world_.agent(kBen).name;
  for (const bool is_up : {true, false}) {
    s.connection.link = is_up ? Link::Up : Link::Down;
    const std::string known = is_up ? "" : ", last known";
    const screen::Context c = context(s);
    ASSERT_EQ(c.colleagues.threads.size(), 1u);
    EXPECT_EQ(c.colleagues.threads[0].is_uncertain, !is_up);
    EXPECT_EQ(c.colleagues.threads[0].accessible_title, ben + ", available" + known);
    EXPECT_EQ(c.colleagues.threads[0].title, ben);
    ASSERT_EQ(c.colleagues.guests.size(), 1u);
    EXPECT_EQ(c.colleagues.guests[0].is_uncertain, !is_up);
    EXPECT_EQ(c.colleagues.guests[0].accessible_name, ben + ", available" + known);
    ASSERT_FALSE(c.notes.mentions.empty());
    EXPECT_EQ(c.notes.mentions[0].is_uncertain, !is_up);
    EXPECT_EQ(c.notes.mentions[0].accessible_name, ben + ", available" + known);
    ASSERT_FALSE(c.colleagues.invitable.empty());
    for (const screen::ActionChoice& one : c.colleagues.invitable) {
      EXPECT_EQ(one.is_uncertain, !is_up);
      EXPECT_EQ(one.detail, "off queue" + known);
      EXPECT_EQ(one.accessible_name, one.label + ", off queue" + known);
    }
  }
}

TEST_F(ColleaguesPanels, AnInvitedColleagueWritesAndMayLeave) {
  ASSERT_FALSE(context(state_of(kAna)).colleagues.invitable.empty());
  world_.command(kAna, InviteGuest{id_, kBen});
  const screen::Desk his = a_desk(state_of(kBen), world_.now);
  EXPECT_TRUE(his.conversation.composer.is_shown);
  ASSERT_EQ(his.context.colleagues.guests.size(), 1u);
  EXPECT_EQ(his.context.colleagues.guests[0].remove_name, "Leave this conversation");
  EXPECT_TRUE(his.context.colleagues.invitable.empty());
  const auto mine = context(state_of(kAna)).colleagues;
  EXPECT_EQ(mine.guests.at(0).name, world_.agent(kBen).name);
  EXPECT_FALSE(mine.guests[0].remove_name.empty());
}

}  // namespace
}  // namespace smsdesk::test
