// Text from outside → text that may be stored, shown and searched.
//
// Kept: everything a customer wrote, byte for byte, as long as it is well-formed UTF-8 and no
// control character. Malformed parts become U+FFFD. U+0000, which carriers send where an "@" stood
// (septet 0), becomes U+FFFD too, so that a reader sees that something is missing. Other C0 and C1
// controls and DEL are left out, but for TAB, LF and CR. Direction overrides stay: whoever shows
// the text isolates it. Pure.
#pragma once

#include <string>
#include <string_view>

namespace smsdesk::sms {

/// cleaned_text(cleaned_text(x)) == cleaned_text(x).
std::string cleaned_text(std::string_view text);

/// For showing: each line with direction controls stands in an isolate of its own (UAX #9), closed at its end, so that none
/// reaches beyond the text. Other text comes back as it is.
std::string isolated(std::string_view text);

/// Nothing but spaces, tabs and line ends: there is nothing to send.
bool is_blank(std::string_view text);

}  // namespace smsdesk::sms
