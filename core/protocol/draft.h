// What an agent has begun to write in a conversation, as pages and relay tell each other. Plain values.
//
// Why parts: an answer, a note for colleagues and the files of the answer are changed at different times, maybe at different
// devices. Each has a version of its own, so that a note is no reason to ask about the answer.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/conversation/media.h"

namespace smsdesk {

enum class DraftPart : std::uint8_t {
  Answer,  ///< to the customer
  Note,    ///< for colleagues
  Files,   ///< of the answer
};

/// A file of a draft, as it is to be attached: the relay has it, or it is on its way there from the page that has it.
struct DraftFile {
  std::string hash{};  ///< SHA-256 of the content, 64 hex digits; empty: on its way
  std::string key{};   ///< names what is on its way among all pages of the agent; at most kDraftFileKeyBytesMax
  std::string name{};
  std::string content_type{};  ///< of what the relay has: by its bytes; before, as the browser says
  std::uint64_t bytes = 0;
  unsigned width = 0, height = 0;  ///< of a picture; 0 = not known
  bool is_here() const { return !hash.empty(); }
  friend bool operator==(const DraftFile&, const DraftFile&) = default;
};

/// Two pages may each have attached as many as a message takes before they hear of each other: none is dropped.
inline constexpr std::size_t kDraftFilesMax = 2 * kMediaMax;
inline constexpr std::size_t kDraftFileKeyBytesMax = 100;
inline constexpr std::size_t kDraftFileTypeBytesMax = 100;

/// For the relay's store; what cannot be read is an empty list.
std::string encode_draft_files(const std::vector<DraftFile>& files);
std::vector<DraftFile> decode_draft_files(std::string_view bytes);

}  // namespace smsdesk
