// Notes that are corrected and taken back: in open conversations, in those that have left the workspace, and who hears of it.
#include "tests/relay/service/relay_fixture.h"

namespace smsdesk::relay::test {
namespace {

/// Ana (socket 7) has written a note; Ben (8) and Eve (10) are there, Sam (9) supervises. `kSales` is Eve's, not Ben's.
class NoteCorrections : public RelayFixture {
 protected:
  void SetUp() override {
    id_ = own_conversation();
    step({command(7, AddNote{id_, "call her", {}}, "n")});
    note_ = service_->workspace().find_conversation(id_)->detail->notes.back().id;
    connect(8, kBen);
    connect(9, kSam);
    connect(10, kEve);
  }
  void close() {
    step({command(7, EndConversation{id_}, "e")});
    step({command(7, CompleteWrapUp{id_, kSolved, ""}, "w")});
    ASSERT_EQ(service_->workspace().find_conversation(id_), nullptr);
  }
  std::optional<Refusal> correct(const CorrectNote& wanted, const std::string& key, SocketId socket = 7) {
    step({command(socket, wanted, key)});
    return answer(socket);
  }
  std::optional<Refusal> answer(SocketId socket) const {
    for (const RelayFrame& one : told(socket))
      if (const auto* answer = std::get_if<AnswerFrame>(&one)) return answer->refusal;
    ADD_FAILURE() << "no answer";
    return std::nullopt;
  }
  std::vector<TimelineNote> notes_told(SocketId socket) const {
    std::vector<TimelineNote> found;
    for (const RelayFrame& one : told(socket))
      if (const auto* frame = std::get_if<NoteFrame>(&one)) found.push_back(frame->note);
    return found;
  }
  void follow(SocketId socket) { step({frame(socket, PageRequest{{"p"}, id_, {}, 50, {}, {}, true})}); }

  ConversationId id_;
  NoteId note_;
};

TEST_F(NoteCorrections, ReachThePagesThatHaveItAndTheArchive) {
  EXPECT_FALSE(correct({id_, note_, 0, "call him"}, "c"));
  bool is_told = false;
  for (const RelayFrame& one : told(9))
    if (const auto* entries = std::get_if<EntriesFrame>(&one))
      for (const LogEntry& entry : entries->entries)
        is_told = is_told || std::holds_alternative<NoteCorrected>(entry.body);
  EXPECT_TRUE(is_told) << "a supervisor reads along";
  EXPECT_EQ((*store_.find_note(note_))->text, "call him");
  EXPECT_EQ(store_.read_note_wordings(note_)->at(0).text, "call her");
  const Workspace before = service_->workspace();
  restart();
  EXPECT_EQ(service_->workspace().find_conversation(id_)->detail->notes, before.find_conversation(id_)->detail->notes);
}

TEST_F(NoteCorrections, OfAClosedConversationAreTheArchivesAndToldToWhoReadsIt) {
  close();
  follow(7);
  follow(8);
  EXPECT_FALSE(correct({id_, note_, 0, "call him"}, "c"));
  EXPECT_EQ((*store_.find_note(note_))->text, "call him");
  for (const SocketId socket : {SocketId{7}, SocketId{8}}) {
    const auto told = notes_told(socket);
    ASSERT_EQ(told.size(), 1u) << socket;
    EXPECT_EQ(told[0].conversation, id_);
    EXPECT_EQ(told[0].note.text, "call him");
    EXPECT_EQ(told[0].note.correction, 1u);
    EXPECT_EQ(told[0].note.corrected_at, now_);
  }
  EXPECT_TRUE(notes_told(9).empty()) << "she reads something else";
  const auto late = correct({id_, note_, 0, "call them"}, "late");
  ASSERT_TRUE(late);
  EXPECT_EQ(late->kind, RefusalKind::NotNow);
  EXPECT_EQ(late->count, 1u);
  EXPECT_EQ(correct({id_, note_, 1, "call Ben"}, "other", 8)->kind, RefusalKind::NoRight);
  EXPECT_EQ(correct({id_, note_, 1, "call Eve"}, "none", 10)->kind, RefusalKind::NotYours);
  EXPECT_FALSE(correct({id_, note_, 1, "", {}, true}, "back"));
  ASSERT_EQ(notes_told(8).size(), 1u);
  EXPECT_TRUE(notes_told(8)[0].note.is_taken_back);
  EXPECT_EQ(notes_told(8)[0].note.text, "");
}

TEST_F(NoteCorrections, TwoInOneTurnLoseNothing) {
  close();
  step({command(7, CorrectNote{id_, note_, 0, "second"}, "c1"), command(7, CorrectNote{id_, note_, 0, "other"}, "c2"),
        command(7, CorrectNote{id_, note_, 1, "third"}, "c3")});
  std::vector<bool> refused;
  for (const RelayFrame& one : told(7))
    if (const auto* answer = std::get_if<AnswerFrame>(&one)) refused.push_back(answer->refusal.has_value());
  EXPECT_EQ(refused, (std::vector<bool>{false, true, false}));
  EXPECT_EQ((*store_.find_note(note_))->text, "third");
  EXPECT_EQ(store_.read_note_wordings(note_)->size(), 2u);
}

TEST_F(NoteCorrections, ThatComeAgainAreOne) {
  EXPECT_FALSE(correct({id_, note_, 0, "call him"}, "c"));
  EXPECT_FALSE(correct({id_, note_, 0, "call him"}, "c"));
  EXPECT_EQ((*store_.find_note(note_))->correction, 1u);
}

TEST_F(NoteCorrections, BringWhatWasReadOfTheArchiveBeforeThemUpToDate) {
  close();
  // As the archive's reader had it a moment before.
  PageFrame page;
  page.key = {"p"};
  page.conversation = id_;
  page.notes = {{Note{note_, kAna, now_, "call her", {}}, id_}};
  FoundMessagesFrame found;
  found.key = {"f"};
  for (const unsigned segment : {0u, 1u}) {
    FoundMessage& one = found.messages.emplace_back();
    one.message = MessageId{note_.value};
    one.conversation = id_;
    one.text = "call her";
    one.is_note = true;
    one.segment = segment;
  }
  const NoteWordingsFrame earlier{{"w"}, note_, {{now_, "call her"}}, false};
  const auto brought = [&](SocketId socket, const RelayFrame& read) {
    step({input::ArchiveRead{socket, read}});
    return told(socket).at(0);
  };
  EXPECT_FALSE(correct({id_, note_, 0, "call him"}, "c"));
  EXPECT_EQ(std::get<PageFrame>(brought(8, page)).notes.at(0).note.text, "call him");
  EXPECT_EQ(std::get<FoundMessagesFrame>(brought(8, found)).messages.size(), 2u);
  EXPECT_EQ(std::get<NoteWordingsFrame>(brought(8, earlier)).wordings.size(), 1u);
  EXPECT_FALSE(correct({id_, note_, 1, "", {}, true}, "back"));
  const PageFrame late = std::get<PageFrame>(brought(8, page));
  EXPECT_TRUE(late.notes.at(0).note.is_taken_back);
  EXPECT_EQ(late.notes.at(0).note.text, "");
  const auto left = std::get<FoundMessagesFrame>(brought(8, found)).messages;
  ASSERT_EQ(left.size(), 1u);
  EXPECT_EQ(left[0].segment, 1u) << "that of a wrap-up is another one";
  EXPECT_TRUE(std::get<NoteWordingsFrame>(brought(8, earlier)).wordings.empty());
  EXPECT_EQ(std::get<NoteWordingsFrame>(brought(9, earlier)).wordings.size(), 1u) << "a supervisor may read them";
}

TEST_F(NoteCorrections, ThatAPageHasMissedAreToldWhenItComesBack) {
  close();
  follow(8);
  const Hello back{kProtocolVersion, store_.epoch(), service_->workspace().offset};
  step({input::SocketClosed{8}, input::SocketClosed{10}});
  EXPECT_FALSE(correct({id_, note_, 0, "call him"}, "c"));
  EXPECT_FALSE(correct({id_, note_, 1, "", {}, true}, "back"));
  connect(11, kBen, back);
  ASSERT_GE(told(11).size(), 2u);
  EXPECT_TRUE(std::holds_alternative<EntriesFrame>(told(11)[1])) << "first what brings it in step";
  ASSERT_EQ(notes_told(11).size(), 2u);
  EXPECT_TRUE(notes_told(11)[1].note.is_taken_back);
  connect(12, kEve, back);
  EXPECT_TRUE(notes_told(12).empty()) << "she may not read it";
  step({input::SocketClosed{11}});
  connect(13, kBen, Hello{kProtocolVersion, store_.epoch(), service_->workspace().offset});
  EXPECT_TRUE(notes_told(13).empty()) << "it has missed none";
}

TEST_F(NoteCorrections, OfWhichAPageHasMissedTooManyMeanASnapshot) {
  std::vector<NoteId> notes = {note_};
  for (const char* key : {"n2", "n3"}) {
    step({command(7, AddNote{id_, key, {}}, key)});
    notes.push_back(service_->workspace().find_conversation(id_)->detail->notes.back().id);
  }
  const Hello back{kProtocolVersion, store_.epoch(), service_->workspace().offset};
  step({input::SocketClosed{8}});
  std::size_t count = 0;
  for (unsigned over = 0; over < kNoteCorrectionsMax; ++over) {
    for (const NoteId note : notes) {
      if (count > kCorrectedNotesMax) break;
      now_ = now_ + 25;  // no faster than a socket may
      const std::string number = std::to_string(++count);
      ASSERT_FALSE(correct({id_, note, over, "wording " + number}, "c" + number)) << count;
    }
  }
  ASSERT_GT(count, kCorrectedNotesMax);
  connect(11, kBen, back);
  EXPECT_TRUE(std::holds_alternative<SnapshotFrame>(told(11).at(1)));
}

TEST_F(NoteCorrections, AreToldToWhoHasTheNextConversationBeforeThem) {
  close();
  step({inbound("SM-again")});
  const Conversation* open = service_->workspace().find_open(kCustomer, kSupportNumber);
  ASSERT_NE(open, nullptr);
  const ConversationId next = open->id;
  if (open->offer.is_set()) step({command(7, AnswerOffer{open->offer}, "a2")});
  step({frame(7, AttentionFrame{next, false}), frame(9, AttentionFrame{next, false})});
  EXPECT_FALSE(correct({id_, note_, 0, "call him"}, "c"));
  EXPECT_EQ(notes_told(7).size(), 1u) << "it stands above its messages";
  EXPECT_EQ(notes_told(9).size(), 1u);
}

TEST_F(NoteCorrections, ShowWhatWasSaidBeforeToWhoMayReadItAndOfWhatWasTakenBackToSupervisors) {
  const auto asked = [&](SocketId socket) {
    step({frame(socket, NoteWordingsRequest{{"k"}, id_, note_})});
    return all<effect::ReadNoteWordings>();
  };
  ASSERT_EQ(asked(7).size(), 1u);
  EXPECT_FALSE(asked(7)[0].has_taken_back);
  EXPECT_EQ(asked(7)[0].customer, kCustomer);
  EXPECT_TRUE(asked(9)[0].has_taken_back);
  EXPECT_TRUE(asked(10).empty()) << "she may not read the conversation";
  const auto frames = told(10);
  ASSERT_FALSE(frames.empty());
  const auto* nothing = std::get_if<NoteWordingsFrame>(&frames.back());
  ASSERT_NE(nothing, nullptr);
  EXPECT_TRUE(nothing->wordings.empty());
}

}  // namespace
}  // namespace smsdesk::relay::test
