// What every implementation of Store checks before it writes or reads. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "relay/store/store.h"

namespace smsdesk::store {

/// Keys come from outside and may be too long or empty: an Error. Offsets that do not follow the
/// head are our bug.
inline Status check_batch(std::uint64_t expected_head, const Batch& batch) {
  std::uint64_t offset = expected_head;
  for (const LogRow& row : batch.log) {
    ++offset;
    SMSDESK_ASSERT(row.offset == offset);
  }
  for (const std::string& key : batch.seen_keys) {
    if (key.empty() || key.size() > kSeenKeyBytesMax) {
      return Error{ErrorCode::TooLarge, "An idempotency key has 1 to " + std::to_string(kSeenKeyBytesMax) +
                                            " bytes, not " + std::to_string(key.size()) + "."};
    }
  }
  return Done{};
}

inline Error refuse_seen_key() {
  return {ErrorCode::Conflict, "An idempotency key of this batch has been used before."};
}

inline Error refuse_dropped_rows(std::uint64_t after, std::uint64_t dropped_until) {
  return {ErrorCode::NotFound, "The log after " + std::to_string(after) + " is not kept any more: rows up to " +
                                   std::to_string(dropped_until) +
                                   " were dropped behind a snapshot; start from the snapshot."};
}

/// A snapshot must stand between the one kept (nothing = 0) and the head.
inline Status check_snapshot(std::uint64_t offset, std::uint64_t kept, std::uint64_t head) {
  if (offset >= kept && offset <= head) return Done{};
  return Error{ErrorCode::Invalid, "A snapshot at " + std::to_string(offset) + " cannot be kept: the one there is at " +
                                       std::to_string(kept) + " and the log ends at " + std::to_string(head) + "."};
}

inline Status check_drop(std::uint64_t offset, const std::optional<std::uint64_t>& snapshot) {
  if (snapshot.has_value() && *snapshot >= offset) return Done{};
  return Error{ErrorCode::Invalid, "The log cannot be dropped until " + std::to_string(offset) +
                                       ": no snapshot stands there or behind it."};
}

/// A page size outside 1–kPageMax is refused.
inline Status check_page_limit(std::size_t limit) {
  if (limit >= 1 && limit <= kPageMax) return Done{};
  return Error{ErrorCode::Invalid,
               "A page holds 1 to " + std::to_string(kPageMax) + " entries, not " + std::to_string(limit) + "."};
}

}  // namespace smsdesk::store
