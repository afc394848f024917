// Street addresses in French and Spanish, whose streets are named alike: a word for the street, then words of which the small
// ones are known. For street_address.cpp alone. Pure.
#pragma once

#include <cstddef>
#include <string_view>

namespace smsdesk::sms {

/// "12 bis rue de la Paix, 75002 Paris"; `begin` where none begins there.
std::size_t french_address_end(std::string_view text, std::size_t begin);
/// "Calle Mayor 5, 3º B, 28013 Madrid"; likewise.
std::size_t spanish_address_end(std::string_view text, std::size_t begin);

}  // namespace smsdesk::sms
