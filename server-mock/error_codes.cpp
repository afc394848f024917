#include "server-mock/error_codes.h"

#include <array>

namespace smsdesk::mock {
namespace {

constexpr std::array kCodes{
    CodeText{20001, 400, "Invalid parameter"},
    CodeText{20003, 401, "Authenticate"},
    CodeText{20004, 405, "Method not allowed"},
    CodeText{20009, 409, "Cannot delete or change this message before it is complete"},
    CodeText{20404, 404, "The requested resource was not found"},
    CodeText{20429, 429, "Too Many Requests"},
    CodeText{20500, 500, "Internal Server Error"},
    CodeText{21211, 400, "The 'To' number is not a valid phone number"},
    CodeText{21212, 400, "The 'From' number is not a valid phone number, shortcode, or name"},
    CodeText{21408, 400, "Permission to send an SMS has not been enabled for this region"},
    CodeText{21602, 400, "Message body is required"},
    CodeText{21603, 400, "A 'From' phone number is required"},
    CodeText{21604, 400, "A 'To' phone number is required"},
    CodeText{21606, 400, "The 'From' number is not an SMS-capable number of your account"},
    CodeText{21609, 400, "The 'StatusCallback' URL is not a valid URL"},
    CodeText{21610, 400, "Attempt to send to unsubscribed recipient"},
    CodeText{21611, 400, "This 'From' number has exceeded its maximum number of queued messages"},
    CodeText{21612, 400, "Message cannot be sent with the current combination of 'To' and 'From'"},
    CodeText{21614, 400, "The 'To' number is not a mobile number"},
    CodeText{21617, 400, "The concatenated message body exceeds the 1600 character limit"},
    CodeText{21620, 400, "Invalid media URL"},
    CodeText{21623, 400, "Number of media files exceeds the limit of 10"},
    CodeText{21635, 400, "The 'To' number cannot be a landline"},
    CodeText{21701, 400, "The Messaging Service does not exist"},
    CodeText{30001, 0, "Queue overflow"},
    CodeText{30002, 0, "Account suspended"},
    CodeText{30003, 0, "Unreachable destination handset"},
    CodeText{30004, 0, "Message blocked"},
    CodeText{30005, 0, "Unknown destination handset"},
    CodeText{30006, 0, "Landline or unreachable carrier"},
    CodeText{30007, 0, "Message filtered"},
    CodeText{30008, 0, "Unknown error"},
    CodeText{30034, 0, "Message from an unregistered number"},
    CodeText{30409, 409, "The message cannot be canceled"},
    CodeText{35111, 400, "SendAt is required to schedule a message"},
    CodeText{35114, 400, "SendAt must be from 15 minutes to 35 days in the future"},
    CodeText{35118, 400, "MessagingServiceSid is required to schedule a message"},
};

}  // namespace

std::span<const CodeText> known_codes() {
  return kCodes;
}

CodeText describe_code(int code) {
  for (const CodeText& known : kCodes) {
    if (known.code == code) return known;
  }
  return {code, 400, "The request was refused"};
}

}  // namespace smsdesk::mock
