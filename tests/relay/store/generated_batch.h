// Batches whose every row follows from its offset alone, so that a file written by a process that
// was killed can be judged by another one: whatever the head is, the content is known.
#pragma once

#include <cstdint>
#include <string>

#include "core/base/random.h"
#include "relay/store/store.h"

namespace smsdesk::store::generated {

inline constexpr std::uint64_t kConversations = 40;
/// Row n changes the status of message n - kStatusLag, so that old rows are touched too.
inline constexpr std::uint64_t kStatusLag = 7;
/// Of the process that is killed: rows of a batch, and batches that it appends ahead of the disk.
inline constexpr std::uint64_t kBatchMax = 24;
inline constexpr std::size_t kAheadMax = 2;
inline constexpr const char* kOurNumber = "+14155550100";

inline std::string body(std::uint64_t offset) {
  Random random(offset);
  std::string text = "row " + std::to_string(offset) + " ";
  const std::uint64_t size = 20 + random.below(600);
  while (text.size() < size) text += std::to_string(random.next());
  return text;
}
inline std::string seen_key(std::uint64_t offset) {
  return "twilio:SM" + std::to_string(offset);
}
inline std::string carrier_id(std::uint64_t offset) {
  return "SM" + std::to_string(Random(offset).next()) + "." + std::to_string(offset);
}
inline std::uint64_t conversation(std::uint64_t offset) {
  return 1 + offset % kConversations;
}
inline std::string customer(std::uint64_t conversation) {
  return "+1415555" + std::to_string(1000 + conversation);
}
inline std::string status(std::uint64_t offset, std::uint64_t head) {
  return offset + kStatusLag <= head ? "delivered" : "received";
}

/// Rows head+1 … head+count with their keys and archive operations.
inline Batch batch_after(std::uint64_t head, std::uint64_t count) {
  Batch batch;
  batch.at = {static_cast<std::int64_t>(head)};
  for (std::uint64_t offset = head + 1; offset <= head + count; ++offset) {
    const auto at = Instant{static_cast<std::int64_t>(offset)};
    batch.log.push_back({offset, at, body(offset)});
    batch.seen_keys.push_back(seen_key(offset));
    const ConversationId id{conversation(offset)};
    batch.archive.emplace_back(PutConversation{id, {1}, customer(id.value), kOurNumber, at});
    PutMessage message;
    message.message = {offset};
    message.conversation = id;
    message.is_inbound = true;
    message.at = at;
    message.text = body(offset);
    message.status = "received";
    message.carrier_id = carrier_id(offset);
    batch.archive.emplace_back(message);
    if (offset > kStatusLag) {
      batch.archive.emplace_back(SetMessageStatus{{offset - kStatusLag}, at, "delivered", "", ""});
    }
  }
  return batch;
}

}  // namespace smsdesk::store::generated
