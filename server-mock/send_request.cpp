#include "server-mock/send_request.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "server-mock/address.h"
#include "server-mock/read_number.h"
#include "server-mock/segments.h"

namespace smsdesk::mock {
namespace {

struct MagicNumber {
  std::string_view number;
  int code;
};
// Twilio's published test numbers: each provokes one error, here with any credentials.
constexpr std::array kMagicRecipients{MagicNumber{"+15005550001", 21211}, MagicNumber{"+15005550002", 21612},
                                      MagicNumber{"+15005550003", 21408}, MagicNumber{"+15005550004", 21610},
                                      MagicNumber{"+15005550009", 21614}};
constexpr std::array kMagicSenders{MagicNumber{"+15005550001", 21212}, MagicNumber{"+15005550007", 21606},
                                   MagicNumber{"+15005550008", 21611}};

struct EnumField {
  std::string_view name;
  std::string_view first;
  std::string_view second;  ///< may be empty
};
constexpr std::array kEnumFields{EnumField{"ContentRetention", "retain", "discard"},
                                 EnumField{"AddressRetention", "retain", "obfuscate"},
                                 EnumField{"RiskCheck", "enable", "disable"},
                                 EnumField{"TrafficType", "free", ""},
                                 EnumField{"ScheduleType", "fixed", ""},
                                 EnumField{"SmartEncoded", "true", "false"},
                                 EnumField{"SendAsMms", "true", "false"}};

std::string value_of(const net::FormFields& fields, std::string_view name) {
  const std::string* value = net::find_field(fields, name);
  return value == nullptr ? std::string() : *value;
}

/// The carrier believes the ending; the bytes are the receiver's affair.
std::string guess_content_type(std::string_view url) {
  const std::string_view path = url.substr(0, url.find_first_of("?#"));
  if (path.ends_with(".png")) return "image/png";
  if (path.ends_with(".gif")) return "image/gif";
  if (path.ends_with(".mp4")) return "video/mp4";
  if (path.ends_with(".pdf")) return "application/pdf";
  if (path.ends_with(".vcf")) return "text/vcard";
  return "image/jpeg";
}

std::optional<ApiError> check_sender(const std::string& from, const Identity& identity) {
  for (const MagicNumber& magic : kMagicSenders) {
    if (from == magic.number) return ApiError{magic.code, ""};
  }
  const std::optional<std::string> number = normalise_number(from);
  if (!number && !is_short_code(from) && !is_sender_name(from)) {
    return ApiError{21212,
                    "The 'From' number " + from + " is not a valid phone number, shortcode, or alphanumeric name."};
  }
  if ((number || is_short_code(from)) && identity.find_number(number.value_or(from)) == nullptr) {
    return ApiError{21606, "The 'From' number " + from + " is not an SMS-capable number of your account."};
  }
  return std::nullopt;
}

std::optional<ApiError> check_content(const net::FormFields& fields, const std::vector<std::string>& media_urls) {
  const std::string body = value_of(fields, "Body");
  if (body.empty() && media_urls.empty() && value_of(fields, "ContentSid").empty()) {
    return ApiError{21602, "Message body is required."};
  }
  if (count_utf16_units(body) > kBodyUnitsMax) {
    return ApiError{21617, "The concatenated message body exceeds the 1600 character limit."};
  }
  if (media_urls.size() > kMediaPerMessageMax) return ApiError{21623, ""};
  for (const std::string& url : media_urls) {
    if (!is_callback_url(url)) return ApiError{21620, "Invalid media URL(s): " + url};
  }
  return std::nullopt;
}

std::optional<ApiError> check_options(const net::FormFields& fields) {
  const std::string callback = value_of(fields, "StatusCallback");
  if (!callback.empty() && !is_callback_url(callback)) {
    return ApiError{21609, "The 'StatusCallback' URL " + callback + " is not a valid URL."};
  }
  const std::string validity = value_of(fields, "ValidityPeriod");
  if (!validity.empty() && !read_number_within(validity, 1, 36'000)) {
    return ApiError{20001, "ValidityPeriod must be from 1 to 36000 seconds."};
  }
  for (const EnumField& field : kEnumFields) {
    const std::string value = value_of(fields, field.name);
    if (!value.empty() && value != field.first && (field.second.empty() || value != field.second)) {
      return ApiError{20001, std::string(field.name) + " cannot be '" + value + "'."};
    }
  }
  return std::nullopt;
}

/// The instant of a scheduled message, nothing for one that goes at once.
std::variant<std::optional<Instant>, ApiError> check_schedule(const net::FormFields& fields, bool has_service,
                                                              Instant now) {
  const std::string send_at = value_of(fields, "SendAt");
  const bool is_scheduled = !value_of(fields, "ScheduleType").empty();
  if (send_at.empty() && !is_scheduled) return std::optional<Instant>();
  if (send_at.empty()) return ApiError{35111, ""};
  if (!is_scheduled) return ApiError{20001, "ScheduleType is required with SendAt."};
  if (!has_service) return ApiError{35118, ""};
  const std::optional<ParsedDate> parsed = parse_date(send_at);
  if (!parsed || parsed->is_whole_day) {
    return ApiError{20001, "SendAt must be an ISO 8601 date and time."};
  }
  if (parsed->at < now + std::chrono::minutes(15) || parsed->at > now + std::chrono::days(35)) {
    return ApiError{35114, ""};
  }
  return std::optional<Instant>(parsed->at);
}

}  // namespace

const OurNumber* Identity::find_number(std::string_view number) const {
  for (const OurNumber& ours : numbers) {
    if (ours.number == number) return &ours;
  }
  return nullptr;
}

std::variant<Message, ApiError> make_message(const net::FormFields& fields, const Identity& identity,
                                             const Account& account, IdSource& ids, Instant now) {
  const std::string to = value_of(fields, "To");
  std::string from = value_of(fields, "From");
  const std::string service = value_of(fields, "MessagingServiceSid");
  if (to.empty()) return ApiError{21604, "A 'To' phone number is required."};
  if (from.empty() && service.empty()) return ApiError{21603, "A 'From' phone number is required."};
  if (!service.empty() && service != identity.service_sid) {
    return ApiError{21701, "The Messaging Service " + service + " does not exist."};
  }

  std::vector<std::string> media_urls;
  for (const auto& [name, value] : fields) {
    if (name == "MediaUrl" && !value.empty()) media_urls.push_back(value);
  }
  if (auto error = check_content(fields, media_urls)) return *error;

  const std::optional<std::string> recipient = normalise_number(to);
  if (!recipient) {
    return ApiError{21211, "The 'To' number " + to + " is not a valid phone number."};
  }
  for (const MagicNumber& magic : kMagicRecipients) {
    if (*recipient == magic.number) return ApiError{magic.code, ""};
  }
  if (!from.empty()) {
    if (auto error = check_sender(from, identity)) return *error;
    from = normalise_number(from).value_or(from);
  }
  if (auto error = check_options(fields)) return *error;
  const auto schedule = check_schedule(fields, !service.empty(), now);
  if (const ApiError* error = std::get_if<ApiError>(&schedule)) return *error;

  // A service without a given sender takes the pool's first number.
  const std::string sender = !from.empty() || identity.numbers.empty() ? from : identity.numbers.front().number;
  if (account.is_opted_out(*recipient, sender)) {
    return ApiError{21610, "Attempt to send to unsubscribed recipient."};
  }

  const bool is_mms = !media_urls.empty() || value_of(fields, "SendAsMms") == "true";
  const OurNumber* ours = identity.find_number(sender);
  if (is_mms && ours != nullptr && !ours->has_mms) {
    return ApiError{21612, "The 'To' number " + *recipient + " is not currently reachable using the 'From' number " +
                               sender + " via MMS."};
  }

  Message message;
  message.is_mms = is_mms;
  message.sid = ids.make(is_mms ? "MM" : "SM");
  message.direction = Direction::OutboundApi;
  message.from = service.empty() ? from : std::string();
  message.to = *recipient;
  message.body = value_of(fields, "Body");
  message.service_sid = service;
  message.status_callback = value_of(fields, "StatusCallback");
  for (std::string& url : media_urls) {
    Media media{ids.make("ME"), guess_content_type(url), std::move(url)};
    message.media.push_back(std::move(media));
  }
  message.segments = is_mms ? 1 : measure_text(message.body).segments;
  message.send_at = *std::get_if<std::optional<Instant>>(&schedule);
  message.status = message.send_at   ? MessageStatus::Scheduled
                   : service.empty() ? MessageStatus::Queued
                                     : MessageStatus::Accepted;
  message.created_at = now;
  message.updated_at = now;
  return message;
}

}  // namespace smsdesk::mock
