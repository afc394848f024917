#include "core/conversation/media.h"

#include <algorithm>
#include <array>

#include "core/base/utf8.h"
#include "core/words/numbers.h"
#include "core/words/words.h"

namespace smsdesk {
namespace {

constexpr std::array kTypes = {
    MediaType{"image/jpeg", MediaKind::Picture, "jpg", mark("JPEG picture")},
    MediaType{"image/png", MediaKind::Picture, "png", mark("PNG picture")},
    MediaType{"image/gif", MediaKind::Picture, "gif", mark("GIF picture")},
    MediaType{"image/webp", MediaKind::Picture, "webp", mark("WebP picture")},
    MediaType{"image/heic", MediaKind::Picture, "heic", mark("HEIC picture")},
    MediaType{"audio/mpeg", MediaKind::Audio, "mp3", mark("MP3 audio")},
    MediaType{"audio/mp4", MediaKind::Audio, "m4a", mark("M4A audio")},
    MediaType{"audio/ogg", MediaKind::Audio, "ogg", mark("Ogg audio")},
    MediaType{"audio/wav", MediaKind::Audio, "wav", mark("WAV audio")},
    MediaType{"audio/aac", MediaKind::Audio, "aac", mark("AAC audio")},
    MediaType{"audio/amr", MediaKind::Audio, "amr", mark("AMR audio")},
    MediaType{"video/mp4", MediaKind::Video, "mp4", mark("MP4 video")},
    MediaType{"video/3gpp", MediaKind::Video, "3gp", mark("3GP video")},
    MediaType{"video/webm", MediaKind::Video, "webm", mark("WebM video")},
    MediaType{"video/quicktime", MediaKind::Video, "mov", mark("QuickTime video")},
    MediaType{"application/pdf", MediaKind::File, "pdf", mark("PDF document")},
    MediaType{"text/vcard", MediaKind::File, "vcf", mark("Contact card")},
    MediaType{"text/calendar", MediaKind::File, "ics", mark("Calendar entry")},
    MediaType{"text/plain", MediaKind::File, "txt", mark("Text file")},
};

}  // namespace

std::span<const MediaType> media_types() {
  return kTypes;
}

const MediaType* find_media_type(std::string_view name) {
  const auto at = std::find_if(kTypes.begin(), kTypes.end(), [&](const MediaType& one) { return one.name == name; });
  return at == kTypes.end() ? nullptr : &*at;
}

MediaKind media_kind(std::string_view content_type) {
  const MediaType* type = find_media_type(content_type);
  return type == nullptr ? MediaKind::File : type->kind;
}

bool is_picture_everywhere(std::string_view content_type) {
  return media_kind(content_type) == MediaKind::Picture && content_type != "image/heic";
}

bool is_sent_as_picture(std::string_view content_type) {
  return content_type == "image/jpeg" || content_type == "image/png" || content_type == "image/gif";
}

bool is_media_hash(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string cleaned_media_name(std::string_view name) {
  if (!utf8::is_valid(name)) return {};
  if (const std::size_t slash = name.find_last_of("/\\"); slash != std::string_view::npos)
    name.remove_prefix(slash + 1);
  std::string cleaned;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte != 0x7F && c != '"' && c != ';') cleaned += c;
  }
  while (!cleaned.empty() && (cleaned.front() == '.' || cleaned.front() == ' ')) cleaned.erase(0, 1);
  return std::string(utf8::prefix(cleaned, kMediaNameBytesMax));
}

std::string readable_size(std::uint64_t bytes) {
  if (bytes < 1'000) return tr("{n} bytes", {{"n", std::to_string(bytes)}});
  if (bytes < 999'500) return tr("{n} KB", {{"n", std::to_string((bytes + 500) / 1'000)}});
  const std::uint64_t tenths = (bytes + 50'000) / 100'000;
  return tr("{n} MB", {{"n", number_words(tenths / 10, tenths % 10 == 0 ? "" : std::to_string(tenths % 10))}});
}

bool MediaLimits::takes(std::string_view content_type) const {
  return types.empty() || std::find(types.begin(), types.end(), content_type) != types.end();
}

std::string types_words(const MediaLimits& limits) {
  std::string words;
  for (const std::string& name : limits.types) {
    const MediaType* type = find_media_type(name);
    const std::string_view label = type == nullptr ? std::string_view(name) : type->label;
    words += (words.empty() ? "" : comma()) + translated(label);
  }
  return words;
}

std::string trouble_with_sending(std::span<const Media> media, const MediaLimits& limits) {
  if (media.size() > limits.files_max) {
    return trn("A message takes at most {n} attachment. Send the others in another one.",
               "A message takes at most {n} attachments. Send the others in another one.", limits.files_max);
  }
  std::uint64_t total = 0;
  for (const Media& one : media) {
    total += one.bytes;
    if (!limits.takes(one.content_type)) {
      return tr(one.name.empty() ? mark("An attachment cannot be sent here, only these can: {types}.")
                                 : mark("{name} cannot be sent here, only these can: {types}."),
                {{"name", one.name}, {"types", types_words(limits)}});
    }
    if (is_sent_as_picture(one.content_type) || one.bytes <= limits.file_bytes_max) continue;
    return tr(one.name.empty() ? mark("Files other than pictures may have {max} at most.")
                               : mark("Files other than pictures may have {max} at most: {name} has {size}."),
              {{"max", readable_size(limits.file_bytes_max)}, {"name", one.name}, {"size", readable_size(one.bytes)}});
  }
  if (total > limits.bytes_max) {
    return tr("The attachments have {size} together; a message takes {max}. Send some in another one.",
              {{"size", readable_size(total)}, {"max", readable_size(limits.bytes_max)}});
  }
  return {};
}

}  // namespace smsdesk
