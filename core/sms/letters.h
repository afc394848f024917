// Letters as far as words, capitals and digits of any script need them. Not a full Unicode database: what separates words is
// known, what has case is a generated table (tables/make_case_table.mjs, 2 KB), all else counts as part of a word. Pure.
#pragma once

#include <string>
#include <string_view>

namespace smsdesk::sms {

/// The small letter of a capital; any other character itself. One code point each (Unicode's simple mapping), so "ẞ" is "ß"
/// and "ss" is not.
char32_t lowered(char32_t character);
/// A capital with a small letter.
bool is_capital(char32_t character);
/// A small letter with a capital.
bool is_small(char32_t character);

/// 0 … 9 of the scripts in which people write numbers; -1 for anything else.
int digit_value(char32_t character);
/// Letters, digits and marks; not spaces, punctuation, symbols, emoji.
bool is_word_part(char32_t character);
/// Of a script that puts no spaces between words: where a word ends cannot be told.
bool is_unspaced(char32_t character);

/// Every letter lowered, final sigma as any other: for comparing without case.
std::string case_folded(std::string_view utf8);

}  // namespace smsdesk::sms
