// What agents have begun to write: their other devices have it, also after a restart; nobody else ever does.
#include "relay/service/drafts.h"

#include "tests/relay/service/relay_fixture.h"

namespace smsdesk::relay::test {
namespace {

class DraftsKept : public RelayFixture {
 protected:
  std::vector<KeptDraft> drafts_told(SocketId socket) {
    std::vector<KeptDraft> all;
    for (const RelayFrame& one : told(socket)) {
      if (const auto* frame = std::get_if<DraftsFrame>(&one))
        all.insert(all.end(), frame->drafts.begin(), frame->drafts.end());
    }
    return all;
  }
  ServiceInput keep(SocketId socket, ConversationId at, const std::string& text, const std::string& version = "v1",
                    const std::string& over = "") {
    return frame(socket, DraftFrame{at, text, {version}, over});
  }
};

TEST_F(DraftsKept, GoToTheAgentsOtherPagesAndToNobodyElse) {
  const ConversationId id = own_conversation();
  connect(8, kAna);
  connect(9, kSam);
  step({keep(7, id, "hello")});
  ASSERT_EQ(drafts_told(8).size(), 1u);
  EXPECT_EQ(drafts_told(8)[0], (KeptDraft{id, "hello", "v1", "", now_}));
  EXPECT_TRUE(drafts_told(7).empty());
  EXPECT_TRUE(drafts_told(9).empty());
  step({keep(8, id, "hello, Bo", "v2", "v1")});
  EXPECT_EQ(drafts_told(7).at(0).over, "v1");
}

TEST_F(DraftsKept, ComeBeforeTheFactsAndOutliveARestart) {
  const ConversationId id = own_conversation();
  step({keep(7, id, "hello")});
  restart();
  connect(1, kAna);
  const std::vector<RelayFrame> frames = told(1);
  ASSERT_GE(frames.size(), 3u);
  EXPECT_TRUE(std::holds_alternative<Welcome>(frames[0]));
  ASSERT_TRUE(std::holds_alternative<DraftsFrame>(frames[1]));
  EXPECT_EQ(drafts_told(1).at(0).text, "hello");
  connect(2, kSam);
  EXPECT_TRUE(drafts_told(2).empty());
}

TEST_F(DraftsKept, SayHowTheyAreToGoAlsoAfterARestart) {
  const ConversationId id = own_conversation();
  connect(8, kAna);
  DraftFrame draft{id, "hello", {"v1"}, ""};
  draft.send_as = SendAs::Mms;
  step({frame(7, draft)});
  EXPECT_EQ(drafts_told(8).at(0).send_as, SendAs::Mms);
  restart();
  connect(1, kAna);
  EXPECT_EQ(drafts_told(1).at(0).send_as, SendAs::Mms);
  DraftFrame emptied{id, " ", {"v2"}, "v1"};
  emptied.send_as = SendAs::Mms;
  connect(2, kAna);
  step({frame(1, emptied)});
  EXPECT_EQ(drafts_told(2).at(0).send_as, SendAs::Usual) << "of no words";
}

TEST_F(DraftsKept, LeaveWithTheMessageThatTheyBecame) {
  const ConversationId id = own_conversation();
  connect(8, kAna);
  step({keep(7, id, "hello")});
  send(id, "hello, Bo", "k1");
  ASSERT_EQ(drafts_told(8).size(), 1u);
  EXPECT_EQ(drafts_told(8)[0].text, "");
  EXPECT_EQ(drafts_told(8)[0].over, "v1");
  EXPECT_TRUE(store_.all_drafts()->empty());
  step({keep(7, id, "something else", "v2")});
  send(id, "another text", "k2");
  EXPECT_TRUE(drafts_told(8).empty());
  EXPECT_EQ(store_.all_drafts()->size(), 1u);
}

TEST_F(DraftsKept, LeaveWithTheConversation) {
  const ConversationId id = own_conversation();
  step({keep(7, id, "hello")});
  step({command(7, EndConversation{id}, "e")});
  EXPECT_EQ(store_.all_drafts()->size(), 1u);
  step({command(7, CompleteWrapUp{id, kSolved, ""}, "w")});
  EXPECT_TRUE(store_.all_drafts()->empty());
}

TEST_F(DraftsKept, AreOfThoseOnlyWhoMayWrite) {
  const ConversationId id = own_conversation();
  connect(9, kSam);
  step({keep(9, id, "not mine"), keep(7, ConversationId{999}, "nowhere")});
  EXPECT_TRUE(store_.all_drafts()->empty());
}

TEST_F(DraftsKept, HavePartsThatComeAndGoOneByOne) {
  const ConversationId id = own_conversation();
  connect(8, kAna);
  step({keep(7, id, "hello"), frame(7, DraftFrame{id, "was promised a refund", {"n1"}, "", DraftPart::Note})});
  ASSERT_EQ(drafts_told(8).size(), 2u);
  EXPECT_EQ(drafts_told(8)[1].part, DraftPart::Note);
  step({command(7, AddNote{id, "was promised a refund, by Ben", {}}, "n")});
  ASSERT_EQ(drafts_told(8).size(), 1u);
  EXPECT_EQ(drafts_told(8)[0], (KeptDraft{id, "", "", "n1", now_, DraftPart::Note}));
  ASSERT_EQ(store_.all_drafts()->size(), 1u);
  EXPECT_EQ(store_.all_drafts()->front().text, "hello");
}

TEST_F(DraftsKept, ANoteIsOfWhoeverMayRead) {
  const ConversationId id = own_conversation();
  connect(9, kSam);
  connect(10, kBen);
  step({frame(9, DraftFrame{id, "of the supervisor", {"n1"}, "", DraftPart::Note}),
        frame(10, DraftFrame{id, "of a stranger", {"n1"}, "", DraftPart::Note})});
  ASSERT_EQ(store_.all_drafts()->size(), 1u);
  EXPECT_EQ(store_.all_drafts()->front().agent, kSam);
}

class DraftActionsKept : public DraftsKept {
 protected:
  ServiceInput keep_actions(ConversationId id, std::vector<TemplateAction> actions, const std::string& version) {
    DraftFrame draft{id, "", {version}, "", DraftPart::Actions};
    draft.actions = std::move(actions);
    return frame(7, draft);
  }
  const TemplateAction note_{TemplateActionKind::Note, "Asked the warehouse"};
  const TemplateAction label_{TemplateActionKind::Label, "VIP"};
};

TEST_F(DraftActionsKept, GoToTheOtherPagesAndOutliveARestart) {
  const ConversationId id = own_conversation();
  connect(8, kAna);
  step({keep_actions(id, {note_}, "v1")});
  ASSERT_EQ(drafts_told(8).size(), 1u);
  EXPECT_EQ(drafts_told(8)[0].actions, std::vector{note_});
  restart();
  connect(1, kAna);
  ASSERT_EQ(drafts_told(1).size(), 1u);
  EXPECT_EQ(drafts_told(1)[0].part, DraftPart::Actions);
  EXPECT_EQ(drafts_told(1)[0].actions, std::vector{note_});
}

TEST_F(DraftActionsKept, LeaveWithTheMessageThatDidThemAndNoOthers) {
  const ConversationId id = own_conversation();
  connect(8, kAna);
  step({keep_actions(id, {note_, label_}, "v1")});
  SendMessage message{id, "here it is", MessageId{~0ull >> 1}, true};
  message.actions = {note_};
  step({command(7, message, "k1")});
  ASSERT_EQ(drafts_told(8).size(), 1u);
  EXPECT_EQ(drafts_told(8)[0].actions, std::vector{label_}) << "it was added elsewhere meanwhile";
  EXPECT_EQ(drafts_told(8)[0].over, "v1");
  step({command(7, message, "k1")});
  EXPECT_EQ(service_->workspace().find_conversation(id)->detail->notes.size(), 1u) << "once, however often it is sent";
}

TEST_F(DraftActionsKept, StayWhereTheyAreRefusedAndLeaveWhereTheyAreDone) {
  const ConversationId id = own_conversation();
  step({keep_actions(id, {label_, note_}, "v1")});
  step({command(7, DoActions{id, {label_, note_}}, "k1")});
  EXPECT_EQ(store_.all_drafts()->size(), 1u) << "nobody has said who the customer is";
  step({keep_actions(id, {note_}, "v2"), command(7, DoActions{id, {note_}}, "k2")});
  EXPECT_TRUE(store_.all_drafts()->empty());
  EXPECT_EQ(service_->workspace().find_conversation(id)->detail->notes.size(), 1u);
}

class DraftFilesKept : public DraftsKept {
 protected:
  static std::string hash(char letter) { return std::string(64, letter); }
  static DraftFile here(char letter) { return {hash(letter), {}, std::string(1, letter) + ".png", "image/claimed", 1}; }
  static DraftFile on_its_way(const std::string& key) { return {{}, key, "plan.pdf", "application/pdf", 9}; }
  void upload(AgentId agent, char letter) {
    ASSERT_TRUE(store_.put_upload(agent, {hash(letter), "image/png", 1'000, 40, 30}, now_));
  }
  ServiceInput keep_files(SocketId socket, ConversationId id, std::vector<DraftFile> files,
                          const std::string& version) {
    return frame(socket, DraftFrame{id, "", {version}, "", DraftPart::Files, std::move(files)});
  }
  std::vector<std::string> unneeded(std::vector<std::string> hashes) {
    return *store_.find_unused_files(hashes, now_ + hours(2'400));
  }
};

TEST_F(DraftFilesKept, GoToTheOtherPagesAsTheRelayKnowsThemAndOutliveARestart) {
  const ConversationId id = own_conversation();
  connect(8, kAna);
  upload(kAna, 'a');
  step({keep_files(7, id, {here('a'), on_its_way("page:f2")}, "v1")});
  ASSERT_EQ(drafts_told(8).size(), 1u);
  const std::vector<DraftFile> kept{{hash('a'), {}, "a.png", "image/png", 1'000, 40, 30}, on_its_way("page:f2")};
  EXPECT_EQ(drafts_told(8)[0].files, kept) << "its type is what the relay found, not what the page says";
  restart();
  connect(1, kAna);
  ASSERT_EQ(drafts_told(1).size(), 1u);
  EXPECT_EQ(drafts_told(1)[0].files, kept);
  EXPECT_EQ(drafts_told(1)[0].version, "v1");
}

TEST_F(DraftFilesKept, AreTheAgentsOwn) {
  const ConversationId id = own_conversation();
  upload(kBen, 'b');
  step({keep_files(7, id, {here('b'), here('c')}, "v1")});
  EXPECT_TRUE(store_.all_drafts()->empty()) << "one is a colleague's, one is nobody's";
  upload(kAna, 'a');
  step({keep_files(7, id, {here('b'), here('a')}, "v2")});
  connect(8, kAna);
  ASSERT_EQ(drafts_told(8).size(), 1u);
  ASSERT_EQ(drafts_told(8)[0].files.size(), 1u);
  EXPECT_EQ(drafts_told(8)[0].files[0].hash, hash('a'));
}

TEST_F(DraftFilesKept, AreNeededUntilTheyAreDiscardedOrSent) {
  const ConversationId id = own_conversation();
  upload(kAna, 'a');
  upload(kAna, 'b');
  EXPECT_EQ(unneeded({hash('a'), hash('b')}).size(), 2u);
  step({keep_files(7, id, {here('a'), here('b')}, "v1")});
  EXPECT_TRUE(unneeded({hash('a'), hash('b')}).empty());
  step({keep_files(7, id, {here('b')}, "v2")});
  EXPECT_EQ(unneeded({hash('a'), hash('b')}), std::vector{hash('a')});
  connect(8, kAna);
  SendMessage message{id, "here it is", MessageId{~0ull >> 1}, true};
  message.attachments = {{hash('b'), "b.png"}};
  step({command(7, message, "k1")});
  ASSERT_EQ(drafts_told(8).size(), 1u);
  EXPECT_EQ(drafts_told(8)[0], (KeptDraft{id, "", "", "v2", now_, DraftPart::Files}));
  EXPECT_TRUE(store_.all_drafts()->empty());
  EXPECT_EQ(unneeded({hash('a'), hash('b')}), std::vector{hash('a')}) << "the message has the other one";
}

TEST_F(DraftFilesKept, StayWhereAMessageGoesWithoutThem) {
  const ConversationId id = own_conversation();
  connect(8, kAna);
  upload(kAna, 'a');
  upload(kAna, 'b');
  step({keep_files(7, id, {here('a'), here('b'), on_its_way("page:f2")}, "v1")});
  send(id, "one moment", "k1");
  EXPECT_TRUE(drafts_told(8).empty());
  SendMessage message{id, "one of them", MessageId{~0ull >> 1}, true};
  message.attachments = {{hash('a'), "a.png"}};
  step({command(7, message, "k2")});
  ASSERT_EQ(drafts_told(8).size(), 1u);
  ASSERT_EQ(drafts_told(8)[0].files.size(), 2u);
  EXPECT_EQ(drafts_told(8)[0].files[0].hash, hash('b'));
  EXPECT_EQ(drafts_told(8)[0].files[1].key, "page:f2");
  EXPECT_EQ(drafts_told(8)[0].version, "") << "it was the relay that took it out";
}

TEST_F(DraftFilesKept, LeaveWithTheConversation) {
  const ConversationId id = own_conversation();
  upload(kAna, 'a');
  step({keep(7, id, "hello"), keep_files(7, id, {here('a')}, "v1")});
  step({command(7, EndConversation{id}, "e")});
  step({command(7, CompleteWrapUp{id, kSolved, ""}, "w")});
  EXPECT_TRUE(store_.all_drafts()->empty());
  EXPECT_EQ(unneeded({hash('a')}), std::vector{hash('a')});
}

TEST_F(DraftsKept, AreNoFacts) {
  const ConversationId id = own_conversation();
  const std::uint64_t head = service_->workspace().offset;
  step({keep(7, id, "hello")});
  EXPECT_EQ(service_->workspace().offset, head);
  EXPECT_EQ(store_.head(), head);
}

TEST_F(DraftsKept, AreBoundedInNumberAndSize) {
  Drafts drafts{{}};
  store::Batch batch;
  for (std::uint64_t i = 1; i <= kKeptDraftsMax + 5; ++i)
    drafts.put(kAna, DraftFrame{ConversationId{i}, "x", {"v"}, ""}, now_, batch);
  EXPECT_EQ(drafts.of(kAna).size(), kKeptDraftsMax);
  const auto changed = drafts.put(kAna, DraftFrame{ConversationId{1}, "y", {"w"}, ""}, now_, batch);
  ASSERT_TRUE(changed) << "one that is there may change";
  EXPECT_EQ(changed->text, "y");
  const std::string large =
      encode_frame(ClientFrame(DraftFrame{{1}, std::string(kKeptDraftBytesMax + 1, 'x'), {"v"}, ""}));
  EXPECT_FALSE(decode_client_frame(large));
}

TEST_F(DraftsKept, BlankOnesTakeNoRoom) {
  Drafts drafts{{}};
  store::Batch batch;
  EXPECT_FALSE(drafts.put(kAna, DraftFrame{ConversationId{1}, " \n", {"v"}, ""}, now_, batch));
  drafts.put(kAna, DraftFrame{ConversationId{1}, "x", {"v"}, ""}, now_, batch);
  const auto emptied = drafts.put(kAna, DraftFrame{ConversationId{1}, " ", {"w"}, "v"}, now_, batch);
  ASSERT_TRUE(emptied);
  EXPECT_TRUE(emptied->is_empty());
  EXPECT_TRUE(drafts.of(kAna).empty());
}

TEST_F(DraftsKept, OneForWhichThereIsNoRoomIsToldToItsWriterAlone) {
  std::vector<ServiceInput> messages;
  for (std::size_t i = 0; i <= kKeptDraftsMax; ++i)
    messages.push_back(inbound("SM" + std::to_string(i), "+1415555" + std::to_string(1'000 + i)));
  step(messages);
  connect(8, kSam);
  connect(9, kSam);
  std::vector<ConversationId> ids;
  for (const auto& [id, conversation] : service_->workspace().conversations) ids.push_back(id);
  ASSERT_EQ(ids.size(), kKeptDraftsMax + 1);
  const auto note = [&](ConversationId id, const std::string& text, const std::string& version) {
    return frame(8, DraftFrame{id, text, {version}, "", DraftPart::Note});
  };
  for (std::size_t i = 0; i < kKeptDraftsMax; ++i) {
    if (i % 40 == 0) now_ = now_ + seconds(1);  // no more than a page may say in a second
    step({note(ids[i], "x", "v" + std::to_string(i))});
    EXPECT_TRUE(drafts_told(8).empty());
  }
  now_ = now_ + seconds(1);
  step({note(ids.back(), "one more", "w1")});
  KeptDraft refused{ids.back(), "", "w1", "", now_, DraftPart::Note};
  refused.has_no_room = true;
  EXPECT_EQ(drafts_told(8), std::vector{refused});
  EXPECT_TRUE(drafts_told(9).empty());
  EXPECT_EQ(store_.all_drafts()->size(), kKeptDraftsMax);
  step({note(ids[0], "", "v")});
  step({note(ids.back(), "one more", "w2")});
  EXPECT_TRUE(drafts_told(8).empty());
  EXPECT_EQ(drafts_told(9).at(0).text, "one more");
}

}  // namespace
}  // namespace smsdesk::relay::test
