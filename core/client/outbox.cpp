#include "core/client/outbox.h"

#include <algorithm>

#include "core/workspace/fields.h"

namespace smsdesk {

Status Outbox::add(OutboxEntry entry) {
  if (is_full()) {
    return Error{ErrorCode::TooLarge, "500 messages wait to be sent already. Wait until the connection is back."};
  }
  if (find(entry.key) != nullptr) return Error{ErrorCode::Conflict, "This message is being sent already."};
  entries_.push_back(std::move(entry));
  return Done{};
}

OutboxEntry* Outbox::find(const SendKey& key) {
  const auto at = std::find_if(entries_.begin(), entries_.end(), [&](const OutboxEntry& e) { return e.key == key; });
  return at == entries_.end() ? nullptr : &*at;
}
const OutboxEntry* Outbox::find(const SendKey& key) const {
  return const_cast<Outbox*>(this)->find(key);
}

void Outbox::erase(const SendKey& key) {
  std::erase_if(entries_, [&](const OutboxEntry& e) { return e.key == key; });
}

void Outbox::requeue_in_flight() {
  for (OutboxEntry& entry : entries_) {
    if (entry.phase == SendPhase::InFlight) entry.phase = SendPhase::Queued;
  }
}

void Outbox::suspect_in_flight() {
  for (OutboxEntry& entry : entries_) {
    if (entry.phase == SendPhase::InFlight) entry.is_suspect = true;
  }
}

bool Outbox::is_storing(ConversationId conversation) const {
  return std::any_of(entries_.begin(), entries_.end(), [&](const OutboxEntry& e) {
    return e.conversation == conversation && e.phase == SendPhase::Storing;
  });
}

std::size_t Outbox::unsent_count() const {
  return static_cast<std::size_t>(std::count_if(entries_.begin(), entries_.end(),
                                                [](const OutboxEntry& e) { return e.phase != SendPhase::Refused; }));
}

namespace fields {
template <typename A>
void describe(A& a, OutboxEntry& v) {
  a("key", v.key);
  a("scope", v.scope);
  a("conversation", v.conversation);
  a("text", v.text);
  a("seen_up_to", v.seen_up_to);
  a("ignores_newer", v.ignores_newer);
  a("pressed_at", v.pressed_at);
}
}  // namespace fields

std::string encode_outbox_entry(const OutboxEntry& entry) {
  json::Writer writer;
  fields::Out(writer).object(entry);
  return writer.take();
}

Result<OutboxEntry> decode_outbox_entry(std::string_view bytes) {
  auto document = json::Document::parse(bytes);
  if (!document) return document.error();
  OutboxEntry entry;
  fields::In in;
  in.object(document->root(), entry);
  if (!in.is_ok()) return Error{ErrorCode::Invalid, "Stored message: " + in.error()};
  if (!entry.key.is_set() || entry.key.value.size() > kSendKeyBytesMax) {
    return Error{ErrorCode::Invalid, "Stored message: its key is missing."};
  }
  // It was stored, so it is as good as queued; a refusal comes again if it still holds.
  entry.phase = SendPhase::Queued;
  return entry;
}

}  // namespace smsdesk
