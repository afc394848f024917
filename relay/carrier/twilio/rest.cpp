#include "relay/carrier/twilio/rest.h"

#include "core/base/utf8.h"
#include "relay/carrier/twilio/dates.h"

namespace smsdesk::twilio {
namespace {

std::string messages_path(std::string_view account, std::string_view behind) {
  return "/2010-04-01/Accounts/" + std::string(account) + "/Messages" + std::string(behind) + ".json";
}

Error refused(std::string sentence) {
  return Error{ErrorCode::Invalid, std::move(sentence)};
}

}  // namespace

Result<RestRequest> make_send_request(std::string_view account, const SendOrder& order) {
  if (!order.to.can_be_answered()) return refused("A message can go to a telephone number or a short code only.");
  if (!order.from.is_set() && order.messaging_service.empty()) {
    return refused("No sending number is configured for this message.");
  }
  if (order.text.empty() && order.media_urls.empty()) return refused("The message is empty; write a text.");
  if (order.media_urls.size() > kSendMediaMax) {
    return Error{ErrorCode::TooLarge,
                 "A message takes at most " + std::to_string(kSendMediaMax) + " pictures or files."};
  }
  if (utf8::utf16_units(order.text) > kTextUnitsMax) {
    return Error{ErrorCode::TooLarge, "The message is longer than 1,600 characters; send it in parts."};
  }

  RestRequest request{"POST", messages_path(account, ""), {}, {}};
  request.form.emplace_back("To", order.to.text());
  if (order.from.is_set()) request.form.emplace_back("From", order.from.text());
  if (!order.messaging_service.empty()) request.form.emplace_back("MessagingServiceSid", order.messaging_service);
  if (!order.text.empty()) request.form.emplace_back("Body", order.text);
  for (const std::string& url : order.media_urls) request.form.emplace_back("MediaUrl", url);
  if (order.is_mms_text && order.media_urls.empty()) request.form.emplace_back("SendAsMms", "true");
  if (!order.status_callback.empty()) request.form.emplace_back("StatusCallback", order.status_callback);
  return request;
}

RestRequest make_fetch_request(std::string_view account, const CarrierMessageId& id) {
  return {"GET", messages_path(account, "/" + id.value), {}, {}};
}

RestRequest make_list_request(std::string_view account, const sms::Address& from, const sms::Address& to) {
  RestRequest request{"GET", messages_path(account, ""), {}, {}};
  request.query.emplace_back("To", to.text());
  if (from.is_set()) request.query.emplace_back("From", from.text());
  request.query.emplace_back("PageSize", std::to_string(kPageSize));
  return request;
}

RestRequest make_list_request_since(std::string_view account, const sms::Address& from, const sms::Address& to,
                                    Instant since) {
  RestRequest request = make_list_request(account, from, to);
  request.query.emplace_back("DateSent>", iso8601(since));  // written "DateSent>=…": at or after
  return request;
}

RestRequest make_next_page_request(std::string_view next_page_path) {
  return {"GET", std::string(next_page_path), {}, {}};
}

}  // namespace smsdesk::twilio
