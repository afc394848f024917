// What can be told of a file by what the browser says of it, before it goes anywhere. Pure; for core/client only.
#pragma once

#include <string>
#include <string_view>

#include "core/words/words.h"

namespace smsdesk {

/// By its type; the relay looks at the bytes.
bool may_be_sent(std::string_view type);
/// The browser makes a smaller JPEG of it, where it can decode it: any picture but one that may move.
bool can_be_scaled(std::string_view type);
/// What the browser says where it cannot (web/platform/browser/uploads.js).
inline constexpr std::string_view kUnreadablePicture = mark("The picture could not be read. Choose another one.");
/// Every browser reads it: what it cannot read of that is broken.
bool is_read_everywhere(std::string_view type);
/// "“map.png”", or what one without a name is called.
std::string file_words(const std::string& name);

}  // namespace smsdesk
