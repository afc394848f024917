// What is looked through for words.
#pragma once

#include <cstdint>

namespace smsdesk {

/// Messages alone is what a page asks for that knows of nothing else; Everything is these, internal notes and
/// notes of wrap-ups; Notes is the latter two.
enum class FoundKind : std::uint8_t { Messages, Everything, Customer, Us, Notes };

}  // namespace smsdesk
