#include "core/client/sending_again.h"

#include <algorithm>

#include "core/client/turn.h"
#include "core/conversation/delivery_failure.h"

namespace smsdesk {
namespace {

bool are_same_files(const std::vector<Media>& one, const std::vector<Media>& other) {
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [](const Media& a, const Media& b) { return a.hash == b.hash; });
}

/// A part that is shown by itself: what lies between it and the facts is not here, and may have the attempt.
bool has_gap_behind(const State& s, const Conversation& c) {
  return s.place.conversation == c.id && s.place.page.has_value();
}

bool is_same(const Message& failed, const std::string& text, const std::vector<Media>& media) {
  return failed.text == text && are_same_files(failed.media, media);
}

}  // namespace

const Message* find_failed(const State& s, const Conversation& c, MessageId id) {
  if (!c.detail) return nullptr;
  const auto failed = [](const Message& m) { return !m.is_inbound && has_failed(m.status); };
  if (const Message* held = c.detail->find(id)) return failed(*held) ? held : nullptr;
  const History* shown = shown_history(s, c.id);
  if (shown == nullptr) return nullptr;
  const std::size_t at = place_in(*shown, id);
  if (at >= shown->messages.size()) return nullptr;
  const TimelineMessage& one = shown->messages[at];
  return one.conversation == c.id && failed(one.message) ? &one.message : nullptr;
}

SendKey key_of_attempt(const State& s, MessageId failed) {
  // Another log counts its messages from the beginning.
  std::string key = "again-" + std::to_string(failed.value) + "-" + s.epoch;
  if (key.size() > kSendKeyBytesMax) key.resize(kSendKeyBytesMax);
  return SendKey{std::move(key)};
}

const Message* find_to_send_again(const State& s, const Conversation& c, MessageId id) {
  if (!may_write(s, c)) return nullptr;
  const Message* failed = find_failed(s, c, id);
  if (failed == nullptr) return nullptr;
  const bool is_held = c.detail->find(id) != nullptr;
  if (!is_held && has_gap_behind(s, c)) return nullptr;
  const auto follows = [&](const Message& one) {
    return one.again_of == id || (!is_held && !one.is_inbound && id < one.id && is_same(*failed, one.text, one.media));
  };
  if (std::any_of(c.detail->messages.begin(), c.detail->messages.end(), follows)) return nullptr;
  if (const History* history = is_held ? nullptr : shown_history(s, c.id); history != nullptr) {
    const auto& messages = history->messages;
    for (auto one = messages.rbegin(); one != messages.rend() && id < one->message.id; ++one)
      if (follows(one->message)) return nullptr;
  }
  for (const OutboxEntry& waiting : s.outbox.entries()) {
    if (waiting.again_of == id) return nullptr;
    if (!is_held && waiting.conversation == c.id && is_same(*failed, waiting.text, waiting.media)) return nullptr;
  }
  return failed;
}

}  // namespace smsdesk
