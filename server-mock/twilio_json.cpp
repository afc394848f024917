#include "server-mock/twilio_json.h"

#include <nlohmann/json.hpp>

#include "server-mock/error_codes.h"

namespace smsdesk::mock {
namespace {

nlohmann::json string_or_null(std::string_view text) {
  return text.empty() ? nlohmann::json(nullptr) : nlohmann::json(text);
}

}  // namespace

std::string messages_path(std::string_view account_sid) {
  return "/" + std::string(kApiVersion) + "/Accounts/" + std::string(account_sid) + "/Messages";
}

nlohmann::json message_to_json(const Message& message, std::string_view account_sid) {
  const std::string base = messages_path(account_sid) + "/" + message.sid;
  // A Messaging Service counts segments once it has chosen a sender.
  const bool is_counted = !message.from.empty();
  nlohmann::json error_message = nullptr;
  if (message.error_code != 0) error_message = describe_code(message.error_code).text;
  return {
      {"account_sid", account_sid},
      {"api_version", kApiVersion},
      {"body", message.body},
      {"date_created", format_rfc2822(message.created_at)},
      {"date_sent", message.sent_at ? nlohmann::json(format_rfc2822(*message.sent_at)) : nullptr},
      {"date_updated", format_rfc2822(message.updated_at)},
      {"direction", name_of(message.direction)},
      {"error_code", message.error_code == 0 ? nlohmann::json(nullptr) : nlohmann::json(message.error_code)},
      {"error_message", std::move(error_message)},
      {"from", string_or_null(message.from)},
      {"messaging_service_sid", string_or_null(message.service_sid)},
      {"num_media", std::to_string(message.media.size())},
      {"num_segments", std::to_string(is_counted ? message.segments : 0)},
      {"price", nullptr},
      {"price_unit", "USD"},
      {"sid", message.sid},
      {"status", name_of(message.status)},
      {"subresource_uris", {{"media", base + "/Media.json"}}},
      {"to", message.to},
      {"uri", base + ".json"},
  };
}

nlohmann::json media_to_json(const Media& media, const Message& message, std::string_view account_sid) {
  return {
      {"sid", media.sid},
      {"account_sid", account_sid},
      {"parent_sid", message.sid},
      {"content_type", media.content_type},
      {"date_created", format_rfc2822(message.created_at)},
      {"date_updated", format_rfc2822(message.created_at)},
      {"uri", messages_path(account_sid) + "/" + message.sid + "/Media/" + media.sid + ".json"},
  };
}

nlohmann::json error_to_json(int code, std::string_view detail) {
  const CodeText known = describe_code(code);
  return {
      {"code", code},
      {"message", detail.empty() ? known.text : detail},
      {"more_info", "https://www.twilio.com/docs/errors/" + std::to_string(code)},
      {"status", known.http_status == 0 ? 400 : known.http_status},
  };
}

std::string dump(const nlohmann::json& value) {
  return value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace smsdesk::mock
