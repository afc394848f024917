#include "core/client/outbox.h"

#include <algorithm>

#include "core/words/words.h"
#include "core/workspace/fields.h"

namespace smsdesk {

namespace {
// The longest a message is held back. A clock that was set back must not hold it for hours.
constexpr DurationMs kHeldMax = seconds(15);
}  // namespace

bool may_have_gone(const OutboxEntry& entry) {
  return entry.phase == SendPhase::InFlight || (entry.phase == SendPhase::Queued && entry.sent_at.ms != 0);
}

bool is_held_back(const OutboxEntry& entry, Instant now) {
  return (entry.phase == SendPhase::Storing || entry.phase == SendPhase::Queued) && now < entry.not_before &&
         entry.not_before - now <= kHeldMax;
}

Status Outbox::add(OutboxEntry entry) {
  if (is_full()) {
    return Error{ErrorCode::TooLarge, tr("500 messages wait to be sent. Wait until the connection is back.")};
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
    const bool is_undoing = e.phase == SendPhase::Undone && !e.is_undone_stored;
    return e.conversation == conversation && (e.phase == SendPhase::Storing || is_undoing);
  });
}

std::size_t Outbox::unsent_count() const {
  return static_cast<std::size_t>(std::count_if(entries_.begin(), entries_.end(), [](const OutboxEntry& e) {
    return e.phase != SendPhase::Refused && e.phase != SendPhase::Undone;
  }));
}

bool Outbox::has_any(ConversationId conversation) const {
  return std::any_of(entries_.begin(), entries_.end(), [&](const OutboxEntry& e) {
    return e.conversation == conversation && e.phase != SendPhase::Undone;
  });
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
  a("again_of", v.again_of, default_of<OutboxEntry>().again_of);
  const OutboxEntry& d = default_of<OutboxEntry>();
  a("media", v.media, d.media);
  a("is_mms_text", v.is_mms_text, d.is_mms_text);
  a("not_before", v.not_before, d.not_before);
  a("despite", v.despite, d.despite);
  a("actions", v.actions, d.actions);
  a("is_undone", v.is_undone, d.is_undone);
  a("refusal", v.refusal, d.refusal);
  a("refusal_sentence", v.refusal_sentence, d.refusal_sentence);
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
  entry.phase = entry.is_undone                  ? SendPhase::Undone
                : entry.refusal_sentence.empty() ? SendPhase::Queued
                                                 : SendPhase::Refused;
  entry.sent_at = entry.pressed_at;
  entry.is_undone_stored = entry.is_undone;
  return entry;
}

}  // namespace smsdesk
