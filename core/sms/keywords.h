// Is this whole message one of the words by which people stop, start or ask for help?
//
// Only the whole message counts: "STOP" and " stop. " do, "please stop by at five" does not. Case,
// surrounding punctuation, quotes and emoji, full-width letters, a circumflex and repeated spaces
// make no difference. What the answer means is for others to decide: an opt-in word from somebody
// who has not opted out is an ordinary reply. Pure.
#pragma once

#include <string_view>

namespace smsdesk::sms {

enum class KeywordKind { None, OptOut, OptIn, Help };

struct Keyword {
  KeywordKind kind = KeywordKind::None;
  std::string_view word;  ///< the list's own spelling, for logs and screens; empty for None
};

Keyword find_keyword(std::string_view message);

}  // namespace smsdesk::sms
