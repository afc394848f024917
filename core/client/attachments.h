// What an agent attaches to an answer: each file from being chosen to being on the relay. Plain values.
//
// A file is checked before it is sent anywhere, a picture that is too large is made smaller by the browser, and what the relay
// has taken belongs to the draft: it is kept with it, and outlives a reload. What fails stays where it is, with the reason, and
// takes nothing else with it. The files of a template that is being written come the same way, and are kept when it is saved.
//
// Where the number takes none, a file becomes a link in the draft, which is text like any other: it is listed only until the
// relay has it, and is on this page alone.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/conversation/media.h"

namespace smsdesk {

struct Attachment {
  enum class Phase : std::uint8_t {
    Uploading,
    Ready,      ///< the relay has it: `media` says what it is
    Failed,     ///< `failure` says why
    Elsewhere,  ///< another page of the agent's has it, and is giving it to the relay
  };
  std::string key;  ///< names it on this page
  Media media;      ///< name, claimed type and size at first
  Phase phase = Phase::Uploading;
  unsigned percent = 0;
  std::string failure;
  bool was_scaled = false;          ///< the browser made it smaller
  std::uint64_t bytes_max = 0;      ///< of the upload
  std::uint64_t bytes_offered = 0;  ///< before it was made smaller
  std::string link;                 ///< what became of it, where it could not be put into the draft at once
  std::uint64_t link_days = 0;      ///< set: it waits for the end of an input method's work, and works for so long
};

inline constexpr std::size_t kOfferedMax = 50;  ///< files at once; more are not looked at
/// A picture that has to be smaller than this to fit beside the others is refused instead.
inline constexpr std::uint64_t kScaledBytesMin = 300'000;
inline constexpr const char* kUploadPath = "/api/media";
inline constexpr const char* kLinkPath = "/api/media/link";
inline constexpr const char* kLinkTag = "link.";  ///< and the key: what the relay has becomes a link
/// For the browser's choice of files.
inline constexpr std::string_view kAttachmentsAccepted =
    "image/*,audio/*,video/*,application/pdf,text/plain,text/vcard,text/x-vcard,text/calendar,.vcf,.ics,.heic,.amr";

/// One that the relay has.
Attachment stored_attachment(const Media& media);
/// What they are, on the relay or not.
std::vector<Media> media_in(const std::vector<Attachment>& all);
/// A line for each that the relay has, for the draft's storage; and back.
std::string encode_attachments(const std::vector<Attachment>& all);
std::vector<Attachment> decode_attachments(std::string_view lines);

}  // namespace smsdesk
