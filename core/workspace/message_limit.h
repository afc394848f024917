// How long an agent's message may be: what the carrier takes, and what its queue allows below that. One rule for the composer,
// which holds such a message back, and for the relay, which refuses it. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/queue/queue.h"

namespace smsdesk {

/// What is too much in a text.
struct Excess {
  bool is_segments = false;  ///< else UTF-16 units
  std::size_t size = 0, max = 0;
};
/// Of a text in that queue (null: the carrier's limit alone); nothing where it may be sent.
std::optional<Excess> find_excess(const Queue* queue, std::string_view text);
/// "12 characters too long: at most 1,600. Shorten it or send it in two parts."
std::string sentence_of(const Excess& excess);

}  // namespace smsdesk
