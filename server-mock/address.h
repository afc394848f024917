// Phone numbers, short codes and sender names, as Twilio's Messages API takes them. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace smsdesk::mock {

/// "+14155550199" from what a caller wrote: spaces, dots, dashes and brackets are removed, a US
/// number may lack its country code. Nothing where it cannot be a phone number.
std::optional<std::string> normalise_number(std::string_view text);
/// Three to eight digits: a short code, valid as a sender only.
bool is_short_code(std::string_view text);
/// One to eleven letters, digits and spaces with at least one letter: an alphanumeric sender.
bool is_sender_name(std::string_view text);
/// An absolute http or https URL whose host has no underscore (Twilio refuses those).
bool is_callback_url(std::string_view text);

/// What a whole message that is one keyword asks the carrier to do by itself.
enum class Keyword { None, Stop, Start, Help };
/// Twilio's default lists; one single word, any case, spaces around it ignored. "YES" is not here:
/// it opts in only those who had opted out, and the carrier decides that.
Keyword find_keyword(std::string_view body);
bool is_yes(std::string_view body);

}  // namespace smsdesk::mock
