// What can be told of a file by what the browser says of it, before it goes anywhere. Pure; for core/client only.
#pragma once

#include <string>
#include <string_view>

namespace smsdesk {

/// By its type; the relay looks at the bytes.
bool may_be_sent(std::string_view type);
/// The browser can decode it and make a smaller JPEG of it.
bool can_be_scaled(std::string_view type);
/// "“map.png”", or what one without a name is called.
std::string file_words(const std::string& name);

}  // namespace smsdesk
