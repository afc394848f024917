#include "relay/carrier/twilio/inbound.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "core/base/utf8.h"
#include "core/sms/text_cleanup.h"

namespace smsdesk::twilio {
namespace {

/// Looks fields up and remembers the first fault, so that a reader can go through all of them and
/// ask once at the end.
class Reader {
 public:
  explicit Reader(const Fields& fields) : fields_(fields) {}

  std::string_view text(std::string_view name) {
    const std::string* found = nullptr;
    for (const auto& [key, value] : fields_) {
      if (key != name) continue;
      if (found) fail(ErrorCode::Invalid, "The webhook has the field " + std::string(name) + " twice.");
      found = &value;
    }
    return found ? std::string_view(*found) : std::string_view();
  }

  /// The first of the names that is not empty; the carrier gives the same value under several.
  std::string_view first_of(std::initializer_list<std::string_view> names) {
    for (std::string_view name : names) {
      if (std::string_view value = text(name); !value.empty()) return value;
    }
    return {};
  }

  std::string identifier(std::string_view value, std::string_view name, bool is_required) {
    bool is_plain = value.size() <= kIdentifierBytesMax && std::all_of(value.begin(), value.end(), [](char c) {
                      return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
                    });
    if (!is_plain) fail(ErrorCode::Invalid, "The webhook's " + std::string(name) + " is not an identifier.");
    if (value.empty() && is_required) fail(ErrorCode::Invalid, "The webhook has no " + std::string(name) + ".");
    return std::string(value);
  }

  int number(std::string_view name, int otherwise, int at_most) {
    std::string_view value = text(name);
    if (value.empty()) return otherwise;
    int read = 0;
    auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), read);
    if (fault == std::errc() && end == value.data() + value.size() && read >= 0 && read <= at_most) return read;
    fail(ErrorCode::Invalid,
         "The webhook's " + std::string(name) + " is not a number from 0 to " + std::to_string(at_most) + ".");
    return otherwise;
  }

  sms::Address address(std::string_view name) {
    auto parsed = sms::parse_address(text(name));
    if (parsed) return *parsed;
    fail(ErrorCode::Invalid, "The webhook's " + std::string(name) + " cannot be used. " + parsed.error().sentence);
    return {};
  }

  void fail(ErrorCode code, std::string sentence) {
    if (!error_) error_ = Error{code, std::move(sentence)};
  }

  const std::optional<Error>& error() const { return error_; }

 private:
  const Fields& fields_;
  std::optional<Error> error_;
};

bool is_web_url(std::string_view url) {
  return url.size() <= kMediaUrlBytesMax && (url.starts_with("https://") || url.starts_with("http://")) &&
         std::all_of(url.begin(), url.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

std::string bounded(std::string_view text, std::size_t bytes_max) {
  std::string clean = sms::cleaned_text(text);
  return std::string(utf8::prefix(clean, bytes_max));
}

std::vector<Media> read_media(Reader& reader) {
  std::vector<Media> media;
  int count = reader.number("NumMedia", 0, kMediaMax);
  for (int i = 0; i < count; ++i) {
    std::string_view url = reader.text("MediaUrl" + std::to_string(i));
    if (!url.empty() && !is_web_url(url)) {
      reader.fail(ErrorCode::Invalid, "The webhook's MediaUrl" + std::to_string(i) + " is not a web address.");
    }
    Media one;
    one.url = url;
    one.content_type = bounded(reader.text("MediaContentType" + std::to_string(i)), kIdentifierBytesMax);
    media.push_back(std::move(one));
  }
  return media;
}

OptOutType read_opt_out(Reader& reader) {
  std::string_view word = reader.text("OptOutType");
  if (word == "STOP") return OptOutType::Stop;
  if (word == "START") return OptOutType::Start;
  return word == "HELP" ? OptOutType::Help : OptOutType::None;
}

}  // namespace

Result<InboundMessage> parse_inbound(const Fields& fields) {
  Reader reader(fields);
  InboundMessage message;
  message.carrier_id.value =
      reader.identifier(reader.first_of({"MessageSid", "SmsMessageSid", "SmsSid"}), "MessageSid", true);
  message.account = reader.identifier(reader.text("AccountSid"), "AccountSid", true);
  message.messaging_service = reader.identifier(reader.text("MessagingServiceSid"), "MessagingServiceSid", false);
  message.from = reader.address("From");
  message.to = reader.address("To");
  std::string_view body = reader.text("Body");
  if (body.size() > kBodyBytesMax) {
    reader.fail(ErrorCode::TooLarge, "The webhook's Body is longer than " + std::to_string(kBodyBytesMax) + " bytes.");
  }
  message.media = read_media(reader);
  message.segments = reader.number("NumSegments", 1, 1000);
  message.opt_out = read_opt_out(reader);
  if (reader.error()) return *reader.error();
  message.text = sms::cleaned_text(body);
  return message;
}

Result<StatusReport> parse_status_report(const Fields& fields) {
  Reader reader(fields);
  StatusReport report;
  report.carrier_id.value = reader.identifier(reader.first_of({"MessageSid", "SmsSid"}), "MessageSid", true);
  report.account = reader.identifier(reader.text("AccountSid"), "AccountSid", true);
  std::string_view word = reader.first_of({"MessageStatus", "SmsStatus"});
  if (word.empty()) reader.fail(ErrorCode::Invalid, "The webhook has no MessageStatus.");
  report.raw_status = bounded(word, kIdentifierBytesMax);
  report.status = parse_status(word);
  report.error_code = reader.number("ErrorCode", 0, 999'999);
  report.error_message = bounded(reader.text("ErrorMessage"), kErrorMessageBytesMax);
  report.raw_done_date = bounded(reader.text("RawDlrDoneDate"), kIdentifierBytesMax);
  if (reader.error()) return *reader.error();
  return report;
}

}  // namespace smsdesk::twilio
