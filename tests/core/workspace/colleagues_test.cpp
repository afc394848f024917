// Asking colleagues without giving the conversation away: consults, notes with mentions, invited guests.
#include <gtest/gtest.h>

#include "core/sms/text_cleanup.h"
#include "core/workspace/note_correction.h"
#include "core/workspace/visibility.h"
#include "tests/support/builders/world.h"

namespace smsdesk::test {
namespace {

struct Answered {
  World world;
  ConversationId id;
};
/// Ana has a conversation; Ben and Eve are there.
Answered an_answered_one() {
  Answered answered{World(), {}};
  answered.id = a_conversation().with_inbound("hi").owned_by(kAna).in(answered.world);
  answered.world.arrive(kBen);
  answered.world.arrive(kEve);
  return answered;
}
bool reads(const World& world, AgentId viewer, ConversationId id) {
  return may_read(world.workspace, world.conversation(id), world.agent(viewer));
}
const Consult& only_consult(const World& world, ConversationId id) {
  EXPECT_EQ(world.conversation(id).detail->consults.size(), 1u);
  return world.conversation(id).detail->consults.at(0);
}

TEST(Consult, LetsTheColleagueReadAndSuggestAsLongAsItIsOpen) {
  auto [world, id] = an_answered_one();
  EXPECT_FALSE(reads(world, kEve, id));
  ASSERT_FALSE(world.command(kAna, BeginConsult{id, kEve, "What do I say?"}).refusal);
  EXPECT_TRUE(reads(world, kEve, id));
  const ConsultId consult = only_consult(world, id).id;
  EXPECT_FALSE(world.command(kEve, SayInConsult{id, consult, "Try this:", false}).refusal);
  EXPECT_FALSE(world.command(kEve, SayInConsult{id, consult, "We send a new one.", true}).refusal);
  const auto& said = only_consult(world, id).messages;
  ASSERT_EQ(said.size(), 3u);
  EXPECT_EQ(said[0], (ConsultMessage{kAna, world.now, "What do I say?", false}));
  EXPECT_EQ(said[2], (ConsultMessage{kEve, world.now, "We send a new one.", true}));
  EXPECT_EQ(world.conversation(id).detail->messages.size(), 1u) << "the customer gets none of it";
  EXPECT_EQ(refusal_of(world.command(kEve, SendMessage{id, "x", world.newest(id), false})), RefusalKind::NotYours);
  EXPECT_FALSE(world.command(kEve, EndConsult{id, consult}).refusal);
  EXPECT_FALSE(reads(world, kEve, id));
  EXPECT_EQ(refusal_of(world.command(kAna, SayInConsult{id, consult, "thanks", false})), RefusalKind::Ended);
}

TEST(Consult, IsWithAColleagueWhoIsHere) {
  auto [world, id] = an_answered_one();
  world.decide(AgentLeft{kEve});
  EXPECT_EQ(refusal_of(world.command(kAna, BeginConsult{id, kEve, "?"})), RefusalKind::NotNow);
  EXPECT_EQ(refusal_of(world.command(kAna, BeginConsult{id, kAna, "?"})), RefusalKind::BadValue);
  EXPECT_EQ(refusal_of(world.command(kAna, BeginConsult{id, AgentId{99}, "?"})), RefusalKind::BadValue);
}

TEST(Consult, IsOneThreadAColleagueAndFiveAtOnce) {
  Organisation all = an_organisation();
  for (std::uint64_t i = 0; i < 6; ++i) {
    all.agents.push_back({AgentId{101 + i}, "a" + std::to_string(i), "A", AgentRole::Agent, 1, {}});
  }
  World world(all);
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  for (std::uint64_t i = 0; i < 6; ++i) world.arrive(AgentId{101 + i});
  for (std::uint64_t i = 0; i < kConsultsMax; ++i) {
    EXPECT_FALSE(world.command(kAna, BeginConsult{id, AgentId{101 + i}, "?"}).refusal);
  }
  EXPECT_EQ(refusal_of(world.command(kAna, BeginConsult{id, AgentId{101}, "?"})), RefusalKind::NotNow);
  EXPECT_EQ(refusal_of(world.command(kAna, BeginConsult{id, AgentId{106}, "?"})), RefusalKind::NoRoom);
}

TEST(Consult, SaysSomethingAndNotTooMuch) {
  auto [world, id] = an_answered_one();
  EXPECT_EQ(refusal_of(world.command(kAna, BeginConsult{id, kEve, " "})), RefusalKind::Empty);
  EXPECT_EQ(refusal_of(world.command(kAna, BeginConsult{id, kEve, std::string(kNoteBytesMax + 1, 'x')})),
            RefusalKind::TooLong);
  world.command(kAna, BeginConsult{id, kEve, "?"});
  const ConsultId consult = only_consult(world, id).id;
  EXPECT_EQ(refusal_of(world.command(kEve, SayInConsult{id, consult, "", false})), RefusalKind::Empty);
  const std::string long_text(kTextUnitsMax + 1, 'x');
  EXPECT_EQ(refusal_of(world.command(kEve, SayInConsult{id, consult, long_text, true})), RefusalKind::TooLong)
      << "a suggestion has to fit into a message";
  EXPECT_FALSE(world.command(kEve, SayInConsult{id, consult, long_text, false}).refusal);
}

TEST(Consult, IsNobodyElses) {
  auto [world, id] = an_answered_one();
  EXPECT_EQ(refusal_of(world.command(kBen, BeginConsult{id, kEve, "?"})), RefusalKind::NotYours);
  world.command(kAna, BeginConsult{id, kEve, "?"});
  const ConsultId consult = only_consult(world, id).id;
  EXPECT_EQ(refusal_of(world.command(kBen, SayInConsult{id, consult, "me too", false})), RefusalKind::Ended);
  EXPECT_TRUE(world.command(kBen, EndConsult{id, consult}).entries.empty());
  EXPECT_EQ(only_consult(world, id).messages.size(), 1u);
}

TEST(Consult, KeepsItsLastFiftyLines) {
  auto [world, id] = an_answered_one();
  world.command(kAna, BeginConsult{id, kEve, "0"});
  const ConsultId consult = only_consult(world, id).id;
  for (int i = 1; i <= 50; ++i) world.command(kEve, SayInConsult{id, consult, std::to_string(i), false});
  EXPECT_EQ(only_consult(world, id).messages.size(), kConsultMessagesHeldMax);
  EXPECT_EQ(only_consult(world, id).messages.front().text, "1");
}

TEST(Consult, EndsWithTheConversationAndWhenTheColleagueTakesItOver) {
  auto [world, id] = an_answered_one();
  world.command(kAna, BeginConsult{id, kEve, "?"});
  world.command(kAna, BeginConsult{id, kBen, "?"});
  world.command(kEve, SetOnQueue{true});
  world.command(kAna, BeginTransfer{id, {}, kEve, "", true});
  world.command(kEve, AnswerOffer{world.offer_of(id).id});
  EXPECT_EQ(only_consult(world, id).colleague, kBen) << "the other thread goes on";
  EXPECT_TRUE(reads(world, kBen, id));
  world.command(kEve, EndConversation{id});
  EXPECT_TRUE(world.conversation(id).detail->consults.empty());
}

TEST(Notes, AreKeptInOrderAndNeverSent) {
  auto [world, id] = an_answered_one();
  world.command(kAna, AddNote{id, "first", {}});
  world.command(kAna, AddNote{id, "second", {}});
  const auto& notes = world.conversation(id).detail->notes;
  ASSERT_EQ(notes.size(), 2u);
  EXPECT_EQ(notes[0].text, "first");
  EXPECT_EQ(notes[0].author, kAna);
  EXPECT_EQ(world.conversation(id).detail->messages.size(), 1u);
  EXPECT_TRUE(world.workspace.sends.empty());
}

TEST(Notes, AMentionLetsTheColleagueReadAndNote) {
  auto [world, id] = an_answered_one();
  EXPECT_EQ(refusal_of(world.command(kEve, AddNote{id, "x", {}})), RefusalKind::NotYours);
  world.command(kAna, AddNote{id, "@Eve, you know her", {kEve, kEve, AgentId{99}}});
  EXPECT_EQ(world.conversation(id).detail->notes[0].mentions, std::vector{kEve}) << "once, and nobody unknown";
  EXPECT_TRUE(reads(world, kEve, id));
  EXPECT_FALSE(world.command(kEve, AddNote{id, "I do", {}}).refusal);
}

TEST(Notes, SaySomethingAndNotTooMuch) {
  auto [world, id] = an_answered_one();
  EXPECT_EQ(refusal_of(world.command(kAna, AddNote{id, "\n ", {}})), RefusalKind::Empty);
  EXPECT_EQ(refusal_of(world.command(kAna, AddNote{id, std::string(kNoteBytesMax + 1, 'x'), {}})),
            RefusalKind::TooLong);
  EXPECT_EQ(refusal_of(world.command(kAna, AddNote{ConversationId{999}, "x", {}})), RefusalKind::Ended);
  for (std::size_t i = 0; i <= kNotesHeldMax; ++i) world.command(kAna, AddNote{id, std::to_string(i), {}});
  EXPECT_EQ(world.conversation(id).detail->notes.size(), kNotesHeldMax);
  EXPECT_EQ(world.conversation(id).detail->notes.front().text, "1");
}

TEST(Notes, OfASupervisorNeedNoInvitation) {
  auto [world, id] = an_answered_one();
  EXPECT_FALSE(world.command(kSam, AddNote{id, "well done", {}}).refusal);
}

/// A note by Ana that names Eve.
Answered a_noted_one() {
  Answered answered = an_answered_one();
  answered.world.command(kAna, AddNote{answered.id, "@Eve, call her", {kEve}});
  return answered;
}
const Note& only_note(const World& world, ConversationId id) {
  EXPECT_EQ(world.conversation(id).detail->notes.size(), 1u);
  return world.conversation(id).detail->notes.at(0);
}

TEST(NoteCorrection, GivesItTheNewWordsAndNamesAndKeepsItsPlace) {
  auto [world, id] = a_noted_one();
  const Note first = only_note(world, id);
  EXPECT_TRUE(reads(world, kEve, id));
  world.pass(minutes(2));
  const Decision decision = world.command(kAna, CorrectNote{id, first.id, 0, " @Ben, call him ", {kBen, kBen}});
  ASSERT_EQ(decision.entries.size(), 1u);
  EXPECT_EQ(std::get<NoteCorrected>(decision.entries[0].body),
            (NoteCorrected{id, first.id, 1, sms::cleaned_text(" @Ben, call him "), {kBen}, false}));
  const Note& note = only_note(world, id);
  EXPECT_EQ(note.id, first.id);
  EXPECT_EQ(note.at, first.at);
  EXPECT_EQ(note.author, kAna);
  EXPECT_EQ(note.mentions, std::vector{kBen});
  EXPECT_EQ(note.correction, 1u);
  EXPECT_EQ(note.corrected_at, world.now);
  EXPECT_TRUE(reads(world, kBen, id));
  EXPECT_FALSE(reads(world, kEve, id)) << "she is not named any more";
}

TEST(NoteCorrection, OfTheSameWordsChangesNothing) {
  auto [world, id] = a_noted_one();
  const Decision decision = world.command(kAna, CorrectNote{id, only_note(world, id).id, 0, "@Eve, call her"});
  EXPECT_FALSE(decision.refusal);
  EXPECT_TRUE(decision.entries.empty());
}

TEST(NoteCorrection, OverWordsThatItsAuthorHasNotSeenIsRefused) {
  auto [world, id] = a_noted_one();
  const NoteId note = only_note(world, id).id;
  world.command(kAna, CorrectNote{id, note, 0, "second"});
  const Decision late = world.command(kAna, CorrectNote{id, note, 0, "another second"});
  ASSERT_TRUE(late.refusal);
  EXPECT_EQ(late.refusal->kind, RefusalKind::NotNow);
  EXPECT_EQ(late.refusal->count, 1u) << "so that it can be said again over what there is now";
  EXPECT_EQ(only_note(world, id).text, "second");
  EXPECT_FALSE(world.command(kAna, CorrectNote{id, note, 1, "another second"}).refusal);
  EXPECT_EQ(only_note(world, id).text, "another second");
  EXPECT_EQ(refusal_of(world.command(kAna, CorrectNote{id, note, 0, {}, {}, true})), RefusalKind::NotNow);
}

TEST(NoteCorrection, IsItsAuthorsAlone) {
  auto [world, id] = a_noted_one();
  const NoteId note = only_note(world, id).id;
  for (const AgentId other : {kEve, kSam})
    EXPECT_EQ(refusal_of(world.command(other, CorrectNote{id, note, 0, "x"})), RefusalKind::NoRight);
  EXPECT_EQ(refusal_of(world.command(kBen, CorrectNote{id, note, 0, "x"})), RefusalKind::NotYours)
      << "he cannot read it";
  EXPECT_EQ(refusal_of(world.command(kAna, CorrectNote{id, NoteId{9'000}, 0, "x"})), RefusalKind::NotYours);
  EXPECT_EQ(refusal_of(world.command(kAna, CorrectNote{id, note, 0, " \n"})), RefusalKind::Empty);
  EXPECT_EQ(refusal_of(world.command(kAna, CorrectNote{id, note, 0, std::string(kNoteBytesMax + 1, 'x')})),
            RefusalKind::TooLong);
}

TEST(NoteCorrection, TakesItBackForGoodWithItsWordsAndNames) {
  auto [world, id] = a_noted_one();
  const NoteId id_of_note = only_note(world, id).id;
  EXPECT_FALSE(world.command(kAna, CorrectNote{id, id_of_note, 0, "these words go nowhere", {kBen}, true}).refusal);
  const Note& note = only_note(world, id);
  EXPECT_TRUE(note.is_taken_back);
  EXPECT_EQ(note.text, "");
  EXPECT_TRUE(note.mentions.empty());
  EXPECT_EQ(note.correction, 1u);
  EXPECT_FALSE(reads(world, kEve, id));
  EXPECT_EQ(refusal_of(world.command(kAna, CorrectNote{id, id_of_note, 1, "again"})), RefusalKind::Ended);
  const Decision twice = world.command(kAna, CorrectNote{id, id_of_note, 0, {}, {}, true});
  EXPECT_FALSE(twice.refusal) << "it is what was wanted";
  EXPECT_TRUE(twice.entries.empty());
}

TEST(NoteCorrection, HasAnEnd) {
  auto [world, id] = a_noted_one();
  const NoteId note = only_note(world, id).id;
  for (unsigned i = 0; i < kNoteCorrectionsMax; ++i)
    ASSERT_FALSE(world.command(kAna, CorrectNote{id, note, i, "wording " + std::to_string(i)}).refusal) << i;
  EXPECT_EQ(refusal_of(world.command(kAna, CorrectNote{id, note, kNoteCorrectionsMax, "one more"})),
            RefusalKind::NoRoom);
  EXPECT_FALSE(world.command(kAna, CorrectNote{id, note, kNoteCorrectionsMax, {}, {}, true}).refusal);
}

TEST(NoteCorrection, OfWhatIsInTheArchiveOnlyIsTheArchivesToChange) {
  auto [world, id] = a_noted_one();
  const Note kept{NoteId{7}, kAna, world.now, "of last week", {}};
  CorrectNote command{ConversationId{5}, kept.id, 0, "of the week before", {kBen}, false, kept};
  const std::uint64_t before = digest(world.workspace);
  const Decision decision = world.command(kAna, command);
  ASSERT_EQ(decision.entries.size(), 1u);
  EXPECT_EQ(std::get<NoteCorrected>(decision.entries[0].body).text, "of the week before");
  EXPECT_NE(digest(world.workspace), before) << "its offset";
  EXPECT_EQ(only_note(world, id).text, "@Eve, call her");
  command.archived->author = kBen;
  EXPECT_EQ(refusal_of(world.command(kAna, command)), RefusalKind::NoRight);
  command.archived.reset();
  EXPECT_EQ(refusal_of(world.command(kAna, command)), RefusalKind::NotYours);
}

TEST(NoteCorrection, IsFoldedOnceAndInItsOrder) {
  Note note{NoteId{7}, kAna, {5}, "first", {}};
  const NoteCorrected one{ConversationId{5}, note.id, 1, "second", {kBen}}, two{ConversationId{5}, note.id, 2, "third"};
  EXPECT_FALSE(correct(note, two, {8}));
  EXPECT_TRUE(correct(note, one, {7}));
  EXPECT_FALSE(correct(note, one, {9}));
  EXPECT_EQ(note.text, "second");
  EXPECT_EQ(note.corrected_at, Instant{7});
  EXPECT_TRUE(correct(note, two, {8}));
  EXPECT_TRUE(note.mentions.empty());
}

TEST(NoteCorrection, OfTheWordsOfATransferChangesWhatIsToldOfIt) {
  auto [world, id] = an_answered_one();
  world.command(kAna, BeginTransfer{id, kSales, {}, "wants to buy", true});
  const NoteId note = only_note(world, id).id;
  world.command(kAna, CorrectNote{id, note, 0, "wants to rent"});
  EXPECT_EQ(world.conversation(id).transfer->note, "wants to rent");
  world.on_queue(kEve);
  world.make_offers();
  ASSERT_EQ(world.asked_for(id), kEve);
  EXPECT_EQ(world.offer_of(id).trace.handed_note, "wants to rent");
  world.command(kAna, CorrectNote{id, note, 1, std::string(kReasonBytesMax + 100, 'x')});
  EXPECT_EQ(world.conversation(id).transfer->note, std::string(kReasonBytesMax, 'x') + "…") << "as long as it may be";
  world.command(kAna, CorrectNote{id, note, 2, "wants to lease"});
  EXPECT_EQ(world.offer_of(id).trace.handed_note, "wants to lease");
}

TEST(NoteCorrection, ThatTakesBackTheWordsOfATransferLeavesNoneOfThem) {
  auto [world, id] = an_answered_one();
  world.on_queue(kEve);
  world.command(kAna, BeginTransfer{id, kSales, {}, "wants to buy", true});
  world.make_offers();
  ASSERT_EQ(world.offer_of(id).trace.handed_note, "wants to buy");
  const NoteId note = only_note(world, id).id;
  world.command(kAna, CorrectNote{id, note, 0, {}, {}, true});
  EXPECT_EQ(world.conversation(id).transfer->note, "");
  EXPECT_EQ(world.offer_of(id).trace.handed_note, "");
  world.command(kEve, AnswerOffer{world.offer_of(id).id});
  ASSERT_EQ(world.conversation(id).owner, kEve);
  EXPECT_EQ(world.conversation(id).detail->why->handed_note, "");
}

TEST(NoteCorrection, OfTheReasonOfAParkChangesIt) {
  auto [world, id] = an_answered_one();
  world.command(kAna, ParkConversation{id, world.now + hours(5), "waits for the parcel"});
  world.command(kAna, CorrectNote{id, only_note(world, id).id, 0, {}, {}, true});
  EXPECT_EQ(world.conversation(id).parking->reason, "");
}

TEST(NoteCorrection, OfAnotherNoteOfTheSameWordsLeavesTheTransferAlone) {
  auto [world, id] = an_answered_one();
  for (const char* text : {"wants to buy", "has no money"}) world.command(kAna, AddNote{id, text, {}});
  world.command(kAna, BeginTransfer{id, kSales, {}, "wants to buy", true});
  ASSERT_EQ(world.conversation(id).detail->notes.size(), 3u);
  world.command(kAna, CorrectNote{id, world.conversation(id).detail->notes.at(0).id, 0, {}, {}, true});
  EXPECT_EQ(world.conversation(id).transfer->note, "wants to buy");
}

TEST(Guests, MayWriteUntilTheyAreDismissed) {
  auto [world, id] = an_answered_one();
  world.command(kAna, InviteGuest{id, kEve});
  EXPECT_TRUE(reads(world, kEve, id));
  world.send(kEve, id, "I can help");
  EXPECT_EQ(world.conversation(id).detail->messages.back().author, kEve);
  EXPECT_FALSE(world.command(kEve, BeginConsult{id, kBen, "?"}).refusal) << "whoever writes may ask";
  EXPECT_TRUE(world.command(kAna, InviteGuest{id, kEve}).entries.empty()) << "once";
  world.command(kAna, DismissGuest{id, kEve});
  EXPECT_EQ(refusal_of(world.command(kEve, SendMessage{id, "x", world.newest(id), false})), RefusalKind::NotYours);
}

TEST(Guests, AreInvitedByTheOwnerAndMayLeave) {
  auto [world, id] = an_answered_one();
  EXPECT_EQ(refusal_of(world.command(kBen, InviteGuest{id, kEve})), RefusalKind::NotYours);
  EXPECT_EQ(refusal_of(world.command(kAna, InviteGuest{id, kAna})), RefusalKind::BadValue);
  EXPECT_EQ(refusal_of(world.command(kAna, InviteGuest{id, AgentId{99}})), RefusalKind::BadValue);
  world.command(kAna, InviteGuest{id, kEve});
  EXPECT_EQ(refusal_of(world.command(kBen, DismissGuest{id, kEve})), RefusalKind::NotYours);
  EXPECT_FALSE(world.command(kEve, DismissGuest{id, kEve}).refusal);
  EXPECT_TRUE(world.conversation(id).detail->invited.empty());
  EXPECT_TRUE(world.command(kEve, DismissGuest{id, kEve}).entries.empty());
}

TEST(Guests, AreTenAtMost) {
  Organisation all = an_organisation();
  for (std::uint64_t i = 0; i < 11; ++i) {
    all.agents.push_back({AgentId{101 + i}, "a" + std::to_string(i), "A", AgentRole::Agent, 1, {}});
  }
  World world(all);
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  for (std::uint64_t i = 0; i < kInvitedMax; ++i) {
    EXPECT_FALSE(world.command(kAna, InviteGuest{id, AgentId{101 + i}}).refusal);
  }
  EXPECT_EQ(refusal_of(world.command(kAna, InviteGuest{id, AgentId{111}})), RefusalKind::NoRoom);
}

TEST(Guests, AreGuestsNoMoreWhenTheConversationEndsReturnsOrBecomesTheirs) {
  auto [world, id] = an_answered_one();
  world.command(kAna, InviteGuest{id, kEve});
  world.command(kAna, InviteGuest{id, kBen});
  world.command(kEve, SetOnQueue{true});
  world.command(kAna, BeginTransfer{id, {}, kEve, "", true});
  world.command(kEve, AnswerOffer{world.offer_of(id).id});
  EXPECT_EQ(world.conversation(id).detail->invited, std::vector{kBen});
  world.command(kSam, FreeConversation{id});
  EXPECT_TRUE(world.conversation(id).detail->invited.empty());
}

TEST(Colleagues, WhoIsNotInTheOrganisationAnyMoreIsNobodyToAsk) {
  auto [world, id] = an_answered_one();
  world.decide(an_organisation_with([](Organisation& all) { all.agents.erase(all.agents.begin() + 2); }));
  EXPECT_EQ(refusal_of(world.command(kAna, InviteGuest{id, kEve})), RefusalKind::BadValue);
  EXPECT_EQ(refusal_of(world.command(kAna, BeginConsult{id, kEve, "?"})), RefusalKind::BadValue);
  EXPECT_EQ(refusal_of(world.command(kAna, BeginTransfer{id, {}, kEve, "", true})), RefusalKind::BadValue);
  world.command(kAna, AddNote{id, "@Eve", {kEve}});
  EXPECT_TRUE(world.conversation(id).detail->notes[0].mentions.empty());
}

}  // namespace
}  // namespace smsdesk::test
