// What a message carries beside its text: pictures, sounds, films, documents. Plain values.
//
// Why two steps: the carrier only says where a customer's file is, and what it claims to be. The relay fetches it, looks at
// its bytes, and keeps it under the hash of its content; only then is it shown. Nothing is trusted by its name or claim.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace smsdesk {

enum class MediaState : std::uint8_t {
  Waiting,  ///< the relay is fetching it
  Stored,   ///< the relay has it; hash, bytes and type are set
  Failed,   ///< it could not be fetched; tried again when somebody asks for it
};
enum class MediaFailure : std::uint8_t {
  None,
  NotFound,     ///< the carrier does not have it (any more)
  Unreachable,  ///< no answer, or an error, on every try
  TooLarge,
  Unsafe,  ///< its address leads into a private network, or is none
  Empty,
  NoRoom,  ///< the relay's disk is full
};

struct Media {
  std::string url{};           ///< the carrier's; fetched by the relay only
  std::string content_type{};  ///< Stored: by its bytes, one of media_types() or kUnknownMediaType; before: as claimed
  MediaState state = MediaState::Waiting;
  MediaFailure failure = MediaFailure::None;
  std::string hash{};  ///< SHA-256 of the content, 64 hex digits
  std::string name{};  ///< the file's, of what an agent sent; empty = none
  std::uint64_t bytes = 0;
  unsigned width = 0, height = 0;  ///< of a picture, as it is shown; 0 = not known
  friend bool operator==(const Media&, const Media&) = default;
};

/// What an agent attached: the hash of an upload, and the name of the file.
struct Attached {
  std::string hash;
  std::string name;
  friend bool operator==(const Attached&, const Attached&) = default;
};

inline constexpr std::size_t kMediaMax = 10;
inline constexpr std::size_t kMediaNameBytesMax = 120;
// carrier.md §2, Twilio: pictures up to 5 MB, others up to 500 KB; a message up to 5 MB together (features.md, limits).
inline constexpr std::uint64_t kSentBytesMax = 5'000'000;
inline constexpr std::uint64_t kSentFileBytesMax = 500'000;
/// What files one message takes; as it stands, the most that any carrier does, and all that the relay takes from a page.
/// Which hold for a conversation: core/workspace/message_limit.h.
struct MediaLimits {
  std::size_t files_max = kMediaMax;
  std::uint64_t bytes_max = kSentBytesMax;           ///< of all together
  std::uint64_t file_bytes_max = kSentFileBytesMax;  ///< of one that is no picture
  std::vector<std::string> types{};                  ///< content types; empty: all that are known
  bool takes(std::string_view content_type) const;
};
/// The carrier converts nothing and phones show no others (carrier.md §2).
bool is_sent_as_picture(std::string_view content_type);

enum class MediaKind : std::uint8_t { File, Picture, Audio, Video };
struct MediaType {
  std::string_view name;       ///< "image/jpeg"
  MediaKind kind;              ///< how a browser shows it, if it can (shown_kind); File: it is downloaded
  std::string_view extension;  ///< "jpg"
  std::string_view label;      ///< "JPEG picture"
};
inline constexpr std::string_view kUnknownMediaType = "application/octet-stream";
/// All that is known; everything else is kUnknownMediaType, and is only ever downloaded.
std::span<const MediaType> media_types();
/// Null where it is none of them.
const MediaType* find_media_type(std::string_view name);
/// Of a stored one by its bytes; of another by what is claimed, so that room is kept for it.
MediaKind media_kind(std::string_view content_type);
/// A picture that there is no browser without.
bool is_picture_everywhere(std::string_view content_type);

bool is_media_hash(std::string_view text);
/// A file's name without what a file system or a header could misread; at most kMediaNameBytesMax.
std::string cleaned_media_name(std::string_view name);
/// "640 KB", "1.2 MB".
std::string readable_size(std::uint64_t bytes);
/// Why these cannot go in one message, as a sentence; empty where they can.
std::string trouble_with_sending(std::span<const Media> media, const MediaLimits& limits = {});
/// "JPEG picture, PNG picture": what they take, where that is not everything.
std::string types_words(const MediaLimits& limits);

}  // namespace smsdesk
