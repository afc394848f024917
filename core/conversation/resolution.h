// The owner's answer to "resolved?" at the end of a conversation. Plain value.
#pragma once

#include <cstdint>

namespace smsdesk {

enum class Resolution : std::uint8_t { NotAsked, Resolved, FollowUp };

}  // namespace smsdesk
