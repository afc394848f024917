// How large a picture is, from its head, so that room is kept for it before it has loaded. As it is shown: a photo that a phone
// has marked as turned is turned. Pure; never reads beyond the bytes given.
#pragma once

#include <optional>
#include <string_view>

namespace smsdesk::media {

inline constexpr unsigned kPictureSideMax = 30'000;  ///< larger ones have no size that we believe

struct PictureSize {
  unsigned width = 0, height = 0;
  friend bool operator==(const PictureSize&, const PictureSize&) = default;
};

/// Of a JPEG, PNG, GIF or WebP whose beginning this is.
std::optional<PictureSize> find_picture_size(std::string_view head);

}  // namespace smsdesk::media
