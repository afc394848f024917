// A relay in a test: the real Service over the store in memory, inputs by hand, every turn
// committed.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "relay/service/service.h"
#include "relay/store/memory_store.h"
#include "tests/support/builders/world.h"

namespace smsdesk::relay::test {

using namespace smsdesk::test;

class RelayFixture : public testing::Test {
 protected:
  RelayFixture() { restart(); }

  void restart() {
    auto workspace = Service::load(store_);
    ASSERT_TRUE(workspace) << workspace.error().sentence;
    service_.emplace(std::move(*workspace), store_);
    step({input::Started{}, input::Configured{an_organisation()}});
  }
  /// One turn, committed; its effects are kept.
  const std::vector<ServiceEffect>& step(std::vector<ServiceInput> inputs) {
    ServiceTurn turn = service_->step(inputs, now_);
    if (!turn.batch.is_empty()) {
      const auto outcome = store_.append(turn.expected_head, turn.batch);
      EXPECT_TRUE(outcome) << (outcome ? "" : outcome.error().sentence);
    }
    const Status sound = check_invariants(service_->workspace());
    EXPECT_TRUE(sound) << (sound ? "" : sound.error().sentence);
    effects_ = std::move(turn.effects);
    seen_keys_ = std::move(turn.batch.seen_keys);
    return effects_;
  }
  template <typename E>
  std::vector<E> all() const {
    std::vector<E> found;
    for (const ServiceEffect& effect : effects_) {
      if (const auto* one = std::get_if<E>(&effect)) found.push_back(*one);
    }
    return found;
  }
  /// What that socket is told in the last turn, in order.
  std::vector<RelayFrame> told(SocketId socket) const {
    std::vector<RelayFrame> frames;
    for (const auto& send : all<effect::SendFrame>()) {
      if (send.socket != socket) continue;
      auto frame = decode_relay_frame(*send.bytes);
      EXPECT_TRUE(frame) << *send.bytes;
      if (frame) frames.push_back(std::move(frame.value()));
    }
    return frames;
  }
  static ServiceInput frame(SocketId socket, const ClientFrame& frame) {
    return input::SocketFrame{socket, encode_frame(frame)};
  }
  ServiceInput command(SocketId socket, AgentCommand command, const std::string& key) {
    return frame(socket, CommandFrame{{key}, std::move(command)});
  }
  ServiceInput inbound(const std::string& id, const std::string& from = kCustomer) {
    return input::Inbound{1, InboundMessage{{id}, from, kSupportNumber, "hi", {}}};
  }
  void connect(SocketId socket, AgentId agent, Hello hello = {}) {
    step({input::SocketOpened{socket, agent}, frame(socket, hello)});
  }
  /// Ana on socket 7 owns a conversation of kCustomer.
  ConversationId own_conversation() {
    connect(7, kAna);
    step({command(7, SetOnQueue{true}, "q")});
    step({inbound("SM-own")});
    const OfferId offer = service_->workspace().offers.begin()->first;
    step({command(7, AnswerOffer{offer}, "a")});
    return service_->workspace().conversations.begin()->first;
  }
  MessageId send(ConversationId id, const std::string& text, const std::string& key) {
    step({command(7, SendMessage{id, text, MessageId{~0ull >> 1}, true}, key)});
    return service_->workspace().find_conversation(id)->detail->messages.back().id;
  }
  DeliveryStatus status_of(ConversationId id, MessageId message) const {
    return service_->workspace().find_conversation(id)->detail->find(message)->status;
  }

  Instant now_ = kMorning;
  store::MemoryStore store_{"0123456789abcdef0123456789abcdef"};
  std::optional<Service> service_;
  std::vector<ServiceEffect> effects_;
  std::vector<std::string> seen_keys_;  ///< of the last turn
};

}  // namespace smsdesk::relay::test
