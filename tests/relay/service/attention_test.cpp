// Who looks at which conversation: told to those who look, and to nobody who may not.
#include "relay/service/attention.h"

#include "tests/relay/service/relay_fixture.h"

namespace smsdesk::relay::test {
namespace {

using Told = std::vector<Watcher>;

class Watching : public RelayFixture {
 protected:
  std::vector<Told> watchers_told(SocketId socket) {
    std::vector<Told> all;
    for (const RelayFrame& one : told(socket)) {
      if (const auto* frame = std::get_if<WatchersFrame>(&one)) all.push_back(frame->watchers);
    }
    return all;
  }
  ServiceInput look(SocketId socket, ConversationId at, bool is_typing = false) {
    return frame(socket, AttentionFrame{at, is_typing});
  }
};

TEST_F(Watching, EachWhoLooksIsToldOfTheOthers) {
  const ConversationId id = own_conversation();
  connect(1, kSam);
  step({look(7, id)});
  EXPECT_EQ(watchers_told(7), (std::vector<Told>{{{kAna, false}}}));
  step({look(1, id)});
  const Told both{{kAna, false}, {kSam, false}};
  EXPECT_EQ(watchers_told(7), std::vector<Told>{both});
  EXPECT_EQ(watchers_told(1), std::vector<Told>{both});
  step({look(7, id, true)});
  EXPECT_EQ(watchers_told(1), (std::vector<Told>{{{kAna, true}, {kSam, false}}}));
  step({look(7, id, true)});
  EXPECT_TRUE(watchers_told(1).empty()) << "nothing has changed";
  step({input::SocketClosed{7}});
  EXPECT_EQ(watchers_told(1), (std::vector<Told>{{{kSam, false}}}));
}

TEST_F(Watching, WhoMayNotReadIsNotThere) {
  const ConversationId id = own_conversation();
  connect(8, kEve);
  step({look(7, id)});
  step({look(8, id, true)});
  EXPECT_TRUE(watchers_told(7).empty());
  EXPECT_TRUE(watchers_told(8).empty());
  step({look(8, ConversationId{9'999})});
  EXPECT_TRUE(watchers_told(8).empty());
}

TEST_F(Watching, NothingOfItIsStored) {
  const ConversationId id = own_conversation();
  const std::uint64_t head = service_->workspace().offset;
  step({look(7, id, true)});
  EXPECT_EQ(watchers_told(7).size(), 1u);
  EXPECT_EQ(service_->workspace().offset, head);
}

TEST(AttentionOf, AnAgentWithTwoPagesIsThereOnce) {
  const ConversationId a{1}, b{2};
  Attention attention;
  EXPECT_EQ(attention.set(1, AgentId{5}, a, false), std::vector{a});
  EXPECT_EQ(attention.set(2, AgentId{5}, a, true), std::vector{a});
  EXPECT_EQ(attention.watchers(a), (Told{{AgentId{5}, true}}));
  EXPECT_EQ(attention.set(2, AgentId{5}, b, true), (std::vector{a, b}));
  EXPECT_EQ(attention.watchers(a), (Told{{AgentId{5}, false}}));
  EXPECT_EQ(attention.forget(1), std::vector{a});
  EXPECT_TRUE(attention.watchers(a).empty());
  EXPECT_TRUE(attention.sockets(a).empty());
  EXPECT_TRUE(attention.forget(1).empty());
  EXPECT_EQ(attention.set(3, AgentId{6}, {}, true), std::vector<ConversationId>{});
}

}  // namespace
}  // namespace smsdesk::relay::test
