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
  EXPECT_TRUE(drafts.put(kAna, DraftFrame{ConversationId{1}, "y", {"w"}, ""}, now_, batch))
      << "one that is there may change";
  const std::string large =
      encode_frame(ClientFrame(DraftFrame{{1}, std::string(kKeptDraftBytesMax + 1, 'x'), {"v"}, ""}));
  EXPECT_FALSE(decode_client_frame(large));
}

}  // namespace
}  // namespace smsdesk::relay::test
