// The beginning of a text, for where all of it has no room or would be heard too long. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace smsdesk {

/// `text`, or its beginning in at most `bytes_max` bytes, which cuts no scalar, and an ellipsis.
std::string shortened(std::string_view text, std::size_t bytes_max);

}  // namespace smsdesk
