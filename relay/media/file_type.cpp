#include "relay/media/file_type.h"

#include <magic.h>

#include <algorithm>
#include <array>

#include "core/conversation/media.h"

namespace smsdesk::media {
namespace {

constexpr int kFlags = MAGIC_MIME_TYPE | MAGIC_ERROR | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_TAR |
                       MAGIC_NO_CHECK_APPTYPE | MAGIC_NO_CHECK_ELF | MAGIC_NO_CHECK_TOKENS | MAGIC_NO_CHECK_CDF |
                       MAGIC_NO_CHECK_JSON;

struct Alias {
  std::string_view from, to;
};
// The same under other names.
constexpr std::array kAliases = {
    Alias{"audio/x-m4a", "audio/mp4"},      Alias{"audio/x-wav", "audio/wav"},
    Alias{"audio/vnd.wave", "audio/wav"},   Alias{"application/ogg", "audio/ogg"},
    Alias{"audio/AMR", "audio/amr"},        Alias{"audio/x-hx-aac-adts", "audio/aac"},
    Alias{"audio/x-aac", "audio/aac"},      Alias{"audio/mpegapplication/octet-stream", "audio/mpeg"},
    Alias{"image/heif", "image/heic"},      Alias{"image/heic-sequence", "image/heic"},
    Alias{"text/x-vcard", "text/vcard"},    Alias{"text/csv", "text/plain"},
    Alias{"application/csv", "text/plain"}, Alias{"video/x-m4v", "video/mp4"},
    Alias{"video/3gpp2", "video/3gpp"},
};

struct Closer {
  void operator()(magic_set* cookie) const { magic_close(cookie); }
};

}  // namespace

struct FileTypes::Inner {
  std::unique_ptr<magic_set, Closer> cookie;
};

FileTypes::FileTypes(std::unique_ptr<Inner> inner) : inner_(std::move(inner)) {}
FileTypes::FileTypes(FileTypes&&) noexcept = default;
FileTypes& FileTypes::operator=(FileTypes&&) noexcept = default;
FileTypes::~FileTypes() = default;

Result<FileTypes> FileTypes::open() {
  auto inner = std::make_unique<Inner>();
  inner->cookie.reset(magic_open(kFlags));
  if (!inner->cookie || magic_load(inner->cookie.get(), nullptr) != 0) {
    return Error{ErrorCode::Unavailable,
                 "The list of file signatures cannot be read: install libmagic-mgc, which has it."};
  }
  const auto limit = [&](int parameter, std::size_t value) { magic_setparam(inner->cookie.get(), parameter, &value); };
  limit(MAGIC_PARAM_BYTES_MAX, kHeadBytesMax);
  limit(MAGIC_PARAM_REGEX_MAX, 4'096);
  limit(MAGIC_PARAM_INDIR_MAX, 8);
  limit(MAGIC_PARAM_NAME_MAX, 50);
  limit(MAGIC_PARAM_ENCODING_MAX, 64 * 1024);
  return FileTypes(std::move(inner));
}

std::string FileTypes::find(std::string_view head) {
  head = head.substr(0, kHeadBytesMax);
  const char* said = head.empty() ? nullptr : magic_buffer(inner_->cookie.get(), head.data(), head.size());
  if (said == nullptr) return std::string(kUnknownMediaType);
  std::string_view name = said;
  const auto alias = std::find_if(kAliases.begin(), kAliases.end(), [&](const Alias& one) { return one.from == name; });
  if (alias != kAliases.end()) name = alias->to;
  return std::string(find_media_type(name) == nullptr ? kUnknownMediaType : name);
}

}  // namespace smsdesk::media
