// What is looked through for words.
#pragma once

#include <cstdint>

namespace smsdesk {

/// Messages alone is what a page asks for that knows of nothing else; Everything is these and internal notes.
enum class FoundKind : std::uint8_t { Messages, Everything, Customer, Us, Notes };

}  // namespace smsdesk
