// One tab in a test: events in, effects kept; the relay's side is a World, whose frames are given
// by hand.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "core/base/assert.h"
#include "core/client/reduce.h"
#include "core/workspace/visibility.h"
#include "tests/support/builders/world.h"

namespace smsdesk::test {

class Tab {
 public:
  State s;
  Instant now = kMorning;
  std::vector<Effect> effects;  ///< of the last event

  void give(EventBody body) {
    std::string key = std::to_string(++keys_);
    key.insert(0, 32 - key.size(), '0');
    effects = reduce(s, Event{std::move(body), now, key});
  }
  void raise(Intent intent) { give(event::IntentRaised{std::move(intent)}); }
  void frame(const RelayFrame& frame) { give(event::FrameReceived{encode_frame(frame)}); }
  void tick(DurationMs after) {
    now = now + after;
    give(event::Ticked{});
  }

  /// Time passes on a link that lives: the relay pulses.
  void idle(DurationMs for_ms) {
    for (; for_ms > kPulseAfter; for_ms -= kPulseAfter) {
      now = now + kPulseAfter;
      frame(PulseFrame{});
      std::vector<Effect> before = std::move(effects);
      give(event::Ticked{});
      effects.insert(effects.begin(), before.begin(), before.end());
      if (!sent().empty()) return;  // what it did is what the test looks at
    }
    tick(for_ms);
  }

  template <typename E>
  std::vector<E> all() const {
    std::vector<E> found;
    for (const Effect& effect : effects) {
      if (const auto* one = std::get_if<E>(&effect)) found.push_back(*one);
    }
    return found;
  }
  template <typename E>
  bool did() const {
    return !all<E>().empty();
  }
  bool said(const std::string& part) const {
    return std::any_of(s.notices.begin(), s.notices.end(),
                       [&](const NoticeState& n) { return n.text.find(part) != std::string::npos; });
  }
  std::vector<ClientFrame> sent() const {
    std::vector<ClientFrame> frames;
    for (const auto& one : all<effect::TransmitFrame>()) {
      auto frame = decode_client_frame(one.bytes);
      SMSDESK_ASSERT(frame.is_ok());
      frames.push_back(std::move(frame.value()));
    }
    return frames;
  }
  template <typename Frame>
  std::vector<Frame> sent_kind() const {
    std::vector<Frame> found;
    for (const ClientFrame& frame : sent()) {
      if (const auto* one = std::get_if<Frame>(&frame)) found.push_back(*one);
    }
    return found;
  }
  std::vector<std::pair<std::string, SendMessage>> sends() const {
    std::vector<std::pair<std::string, SendMessage>> found;
    for (const ClientFrame& frame : sent()) {
      const auto* command = std::get_if<CommandFrame>(&frame);
      if (command == nullptr) continue;
      if (const auto* send = std::get_if<SendMessage>(&command->command)) found.emplace_back(command->key.value, *send);
    }
    return found;
  }

  /// From nothing to signed in, stores loaded, socket open and greeted.
  void start(std::vector<std::pair<std::string, std::string>> outbox = {},
             std::vector<std::pair<std::string, std::string>> drafts = {},
             std::vector<std::pair<std::string, std::string>> settings = {}) {
    give(event::Started{});
    give(event::StorageLoaded{"outbox", std::move(outbox)});
    give(event::StorageLoaded{"drafts", std::move(drafts)});
    give(event::StorageLoaded{"settings", std::move(settings)});
    give(event::HttpAnswered{"session", 200, "{}"});
    give(event::SocketOpened{});
  }
  void welcome(AgentId agent, const std::string& epoch = "e1") { frame(Welcome{kProtocolVersion, agent, epoch, now}); }
  void snapshot(const World& world, AgentId agent) {
    frame(SnapshotFrame{world.workspace.offset, view_of(world.workspace, agent)});
  }
  void lose() { give(event::SocketClosed{1006, ""}); }
  /// Types and presses Send.
  void send(ConversationId id, const std::string& text) {
    raise(intent::EditDraft{id, text});
    raise(intent::Send{id});
  }
  /// What the last event wrote into that store.
  std::map<std::string, std::string> written(const std::string& store) const {
    std::map<std::string, std::string> found;
    for (const auto& put : all<effect::PutStorage>()) {
      if (put.store == store) found[put.key] = put.value;
    }
    return found;
  }
  /// What the last event took out of the store of what is being written, or of what waits to be sent.
  std::vector<effect::DeleteStorage> deleted() const {
    std::vector<effect::DeleteStorage> found;
    for (const auto& one : all<effect::DeleteStorage>())
      if (one.store != "settings") found.push_back(one);
    return found;
  }
  std::string stored_key() const {
    for (const auto& put : all<effect::PutStorage>()) {
      if (put.store == "outbox") return put.key;
    }
    return {};
  }

 private:
  unsigned keys_ = 0;
};

/// As the relay tells of it in a list.
inline FoundConversation closed(std::uint64_t id) {
  FoundConversation one;
  one.conversation = ConversationId{id};
  one.queue = kSupport;
  one.customer = "+14155550199";
  one.our_number = "+14155550100";
  one.ended_at = kMorning;
  one.agent = kAna;
  return one;
}

/// A tab, Ana's if nobody else is named, in step with a world in which she owns one conversation.
class AtWork {
 public:
  World world;
  ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  Tab tab;
  AgentId viewer;
  explicit AtWork(AgentId whose = kAna) : viewer(whose) {
    tab.start();
    tab.welcome(viewer);
    tab.snapshot(world, viewer);
  }
  /// Decides on the relay's side and streams what the tab's agent sees of it.
  void relay(const Input& input) {
    const Workspace before = world.workspace;
    stream(before, world.decide(input).entries);
  }
  void stream(Workspace w, const std::vector<LogEntry>& entries) {
    EntriesFrame frame;
    for (const LogEntry& entry : entries) {
      const Sight sight = sight_of(w, entry.body, viewer);
      SMSDESK_ASSERT(apply(w, entry).is_ok());
      SMSDESK_ASSERT(append_view_entries(w, entry, sight, viewer, frame.entries));
    }
    frame.up_to = w.offset;
    frame.digest = digest(view_of(w, viewer));
    tab.frame(frame);
  }
};

}  // namespace smsdesk::test
