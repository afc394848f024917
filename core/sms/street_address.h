// Street addresses by their shape: English, German, French, Spanish and Japanese.
//
// Why so narrow: what is taken for an address is offered to be copied, and one that is none is worse than one that is missed.
// So each shape asks for the number of a house at its place, and for a word or, in Japan, a prefecture that names a street or a
// region; names are capitalised words, with a language's own small words between. What follows is of it where it is a
// postcode of its country. Not known: shapes without a number, other countries', building names. Pure.
#pragma once

#include <cstddef>
#include <string_view>

namespace smsdesk::sms {

/// Where the address ends that begins there; `begin` where none does. Whether a word may begin there is for the caller to say.
/// Text: PlainDigits::text().
std::size_t street_address_end(std::string_view text, std::size_t begin);

}  // namespace smsdesk::sms
