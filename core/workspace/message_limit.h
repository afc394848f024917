// What an agent's message may be, and what it costs: how long, with which files, from which number. One rule for the composer,
// which holds such a message back, for its meter, for the browser that makes pictures smaller, for templates that bring files,
// and for the relay, which refuses with the same sentence whatever was let through. Pure.
//
// Most specific wins: the profile of the number's carrier, what the number says instead (more or less), and what its queue
// says, which only narrows: a queue cannot grant what the number has not got. What a carrier cannot do at all (files over
// SMPP), or the number has not got (`has_mms`), nothing grants. A number that is not ours any more is taken as Twilio's.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/conversation/media.h"
#include "core/queue/queue.h"
#include "core/workspace/workspace.h"

namespace smsdesk {

struct SendLimits {
  std::size_t chars_max = kCharsMax;  ///< UTF-16 units
  std::size_t segments_max = 0;       ///< of a text alone; 0 = only the characters count
  bool has_mms = true;                ///< files can be sent: all of a message as one MMS, with its text
  MediaLimits media{};
};
/// Twilio: 1,600 characters (carrier.md §1a, code 21617); 10 files, pictures of 5 MB, others of 500 KB (§1a, MediaUrl), 5 MB
/// together (features.md, limits). SMPP: texts alone, of 10 segments, which is what most operators take (carrier.md §2).
SendLimits limits_of(CarrierProfile profile);
/// From that number in that queue; null where there is none.
SendLimits limits_of(const OurNumber* number, const Queue* queue);
SendLimits limits_of(const Workspace& workspace, const Conversation& conversation);

/// What is too much in a text.
struct Excess {
  bool is_segments = false;  ///< else UTF-16 units
  std::size_t size = 0, max = 0;
};
/// Nothing where it may be sent. An MMS is not cut into segments: only its characters count.
std::optional<Excess> find_excess(const SendLimits& limits, std::string_view text, bool is_mms = false);
/// "12 characters too long: at most 1,600. Shorten it or send it in two parts."
std::string sentence_of(const Excess& excess);
/// Why a message cannot have these files (some are wanted), as a sentence; empty where it can.
std::string trouble_with_attachments(const SendLimits& limits, std::span<const Media> files);

/// Of one segment, or of one MMS with all that is in it, from the conversation's number; not set where nothing is known.
enum class Priced : std::uint8_t { Segment, Mms };
Price price_of(const Workspace& workspace, const Conversation& conversation, Priced what);

}  // namespace smsdesk
