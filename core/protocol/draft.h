// What an agent has begun to write in a conversation, as pages and relay tell each other. Plain values.
//
// Why parts: an answer, a note for colleagues, the files of the answer and what is to be done with it are changed at different
// times, maybe at different devices. Each has a version of its own, so that a note is no reason to ask about the answer.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/conversation/media.h"
#include "core/template/template_action.h"

namespace smsdesk {

enum class DraftPart : std::uint8_t {
  Answer,   ///< to the customer
  Note,     ///< for colleagues
  Files,    ///< of the answer
  Actions,  ///< done when the answer is sent
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

/// For storage, one action on a line: what is alike is the same line. Lines that cannot be read are left out, and a list that
/// comes from two of them is one as put_action makes it.
std::string encode_draft_actions(const std::vector<TemplateAction>& actions);
std::vector<TemplateAction> decode_draft_actions(std::string_view lines);

}  // namespace smsdesk
