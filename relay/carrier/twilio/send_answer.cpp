#include "relay/carrier/twilio/send_answer.h"

#include <algorithm>
#include <charconv>

#include "core/base/utf8.h"
#include "core/json/json.h"
#include "core/sms/text_cleanup.h"
#include "relay/carrier/twilio/dates.h"
#include "relay/carrier/twilio/errors.h"

namespace smsdesk::twilio {
namespace {

/// The machine that dates records need not be the one that dates answers.
constexpr DurationMs kClockAllowance = minutes(1);
constexpr std::size_t kPagePathBytesMax = 2048;

std::string bounded(std::string_view text, std::size_t bytes_max) {
  std::string clean = sms::cleaned_text(text);
  return std::string(utf8::prefix(clean, bytes_max));
}

/// A count that the carrier writes as a string; 0 where it is null, absent or no number.
int count_in(json::View value) {
  std::string_view text = value.string();
  int count = 0;
  auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), count);
  return fault == std::errc() && end == text.data() + text.size() && count >= 0 ? count : 0;
}

int error_code_in(json::View value) {
  std::int64_t code = value.integer().value_or(0);
  return code > 0 && code <= 999'999 ? static_cast<int>(code) : 0;
}

Result<MessageRecord> read_message(json::View view) {
  MessageRecord record;
  record.carrier_id.value = view.text_or("sid", "");
  record.raw_status = bounded(view.text_or("status", ""), kIdentifierBytesMax);
  if (!record.carrier_id.is_set() || record.carrier_id.value.size() > kIdentifierBytesMax ||
      record.raw_status.empty()) {
    return Error{ErrorCode::Invalid, "The carrier's answer does not describe a message: it has no sid or no status."};
  }
  record.status = parse_status(record.raw_status);
  record.is_outbound = view.text_or("direction", "").starts_with("outbound");
  record.from = bounded(view.text_or("from", ""), kIdentifierBytesMax);
  record.to = bounded(view.text_or("to", ""), kIdentifierBytesMax);
  record.text = view.text_or("body", "");
  record.segments = count_in(view.find("num_segments"));
  record.media_count = std::min(count_in(view.find("num_media")), kMediaMax);
  record.error_code = error_code_in(view.find("error_code"));
  record.error_message = bounded(view.text_or("error_message", ""), kErrorMessageBytesMax);
  record.created_at = parse_rfc2822(view.text_or("date_created", ""));
  record.sent_at = parse_rfc2822(view.text_or("date_sent", ""));
  return record;
}

/// Trailing spaces and line ends may be dropped on the way.
std::string_view without_end(std::string_view text) {
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

}  // namespace

Result<MessageRecord> parse_message(std::string_view body) {
  auto document = json::Document::parse(body);
  if (!document) return Error{ErrorCode::Invalid, "The carrier's answer cannot be read. " + document.error().sentence};
  return read_message(document->root());
}

CarrierError parse_error(int http_status, std::string_view body) {
  CarrierError error;
  error.http_status = http_status;
  auto document = json::Document::parse(body);
  if (!document) return error;  // a proxy's page, for example: the status alone has to do
  error.code = error_code_in(document->root().find("code"));
  error.message = bounded(document->root().text_or("message", ""), kErrorMessageBytesMax);
  return error;
}

SendVerdict classify(const CarrierError& error) {
  int status = error.http_status;
  if (status == 429) return SendVerdict::Retry;
  if (status == 401 || status == 403 || status == 404 || (status >= 300 && status < 400))
    return SendVerdict::ChannelDown;
  if (status == 408 || status < 400 || status >= 500) return SendVerdict::Uncertain;
  switch (fault_of(error.code)) {
    case FaultClass::RetryLater:
      return SendVerdict::Retry;
    case FaultClass::ChannelDown:
      return SendVerdict::ChannelDown;
    default:
      return SendVerdict::Permanent;
  }
}

SendAnswer read_send_answer(int http_status, std::string_view body) {
  SendAnswer answer;
  if (http_status >= 200 && http_status < 300) {
    auto record = parse_message(body);
    if (record) {
      answer.verdict = SendVerdict::Accepted;
      answer.record = std::move(record).value();
    } else {
      answer.verdict = SendVerdict::Uncertain;  // taken, perhaps, but under a name we did not learn
      answer.error = {0, http_status, record.error().sentence};
    }
    return answer;
  }
  answer.error = parse_error(http_status, body);
  answer.verdict = classify(answer.error);
  return answer;
}

Result<MessagePage> parse_message_page(std::string_view body) {
  auto document = json::Document::parse(body);
  if (!document) return Error{ErrorCode::Invalid, "The carrier's list cannot be read. " + document.error().sentence};
  json::View messages = document->root().find("messages");
  if (!messages.is_array()) return Error{ErrorCode::Invalid, "The carrier's list has no messages in it."};
  MessagePage page;
  for (std::size_t i = 0; i < messages.size(); ++i) {
    auto record = read_message(messages.at(i));
    if (!record) return record.error();
    page.messages.push_back(std::move(record).value());
  }
  // It is followed with our credentials: anything but a path of this interface could carry them
  // elsewhere.
  std::string_view next = document->root().text_or("next_page_uri", "");
  if (!next.empty()) {
    bool is_ours = next.starts_with("/2010-04-01/Accounts/") && next.size() <= kPagePathBytesMax &&
                   next.find_first_of(" \r\n\t#\\") == std::string_view::npos;
    if (!is_ours) return Error{ErrorCode::Invalid, "The carrier's list continues at an address that is not its own."};
    page.next_page_path = next;
  }
  return page;
}

std::optional<InboundMessage> inbound_of(const MessageRecord& record, std::string_view account) {
  if (record.is_outbound || record.status != MessageStatus::Received) return std::nullopt;
  auto from = sms::parse_address(record.from);
  auto to = sms::parse_address(record.to);
  if (!from || !to) return std::nullopt;
  InboundMessage message;
  message.carrier_id = record.carrier_id;
  message.account = account;
  message.from = *from;
  message.to = *to;
  message.text = bounded(record.text, kBodyBytesMax);
  message.media.resize(static_cast<std::size_t>(record.media_count));
  message.segments = std::max(record.segments, 1);
  return message;
}

Fit fit_of(const MessageRecord& record, const SendOrder& order, std::optional<Instant> attempted_at) {
  if (!record.is_outbound || record.to != order.to.text()) return Fit::None;
  if (order.from.is_set() && record.from != order.from.text()) return Fit::None;
  if (without_end(record.text) != without_end(order.text)) return Fit::None;
  // The carrier names messages with pictures MM…; how many there are it may not have counted yet.
  const bool is_mms = record.media_count > 0 || record.carrier_id.value.rfind("MM", 0) == 0;
  // A text that was asked to go as an MMS may have gone as a text: it went, and that is the question.
  const bool has_either_name = order.is_mms_text && order.media_urls.empty() && record.media_count == 0;
  if (!has_either_name && is_mms == order.media_urls.empty()) return Fit::None;
  if (!record.created_at || !attempted_at) return Fit::Doubtful;
  if (*record.created_at + kClockAllowance >= *attempted_at) return Fit::Good;
  return *record.created_at + kFitDoubt >= *attempted_at ? Fit::Doubtful : Fit::None;
}

bool is_older(const MessageRecord& record, std::optional<Instant> attempted_at) {
  // Whether the list goes by creation or by sending, the carrier does not promise: it must be old by both.
  if (!record.created_at || !attempted_at) return false;
  const Instant last = std::max(*record.created_at, record.sent_at.value_or(*record.created_at));
  return last + kFitDoubt < *attempted_at;
}

}  // namespace smsdesk::twilio
