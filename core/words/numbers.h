// Numbers as the language in use writes them, with its signs between thousands and before tenths. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace smsdesk {

/// "1,600"
std::string number_words(std::uint64_t number);
/// "1,600.25": `behind` are the digits behind the mark; without any there is no mark.
std::string number_words(std::uint64_t whole, std::string_view behind);

}  // namespace smsdesk
