// Text for comparing in a search: without case and without the marks that people leave out when they type. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace smsdesk {

/// Latin, Greek and Cyrillic letters small and without accents, katakana as hiragana, combining marks and Arabic vowel signs
/// left out; everything else as it is. fold(fold(x)) == fold(x).
std::string folded(std::string_view text);
/// The folded text cut at spaces; none is empty.
std::vector<std::string> folded_words(std::string_view text);

}  // namespace smsdesk
