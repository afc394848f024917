#include "server-mock/twilio_api.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <utility>

#include "server-mock/error_codes.h"
#include "server-mock/read_number.h"
#include "server-mock/signature.h"
#include "server-mock/twilio_json.h"

namespace smsdesk::mock {
namespace {

using nlohmann::json;

net::HttpResponse make_json(int status, const json& body) {
  net::HttpResponse response;
  response.status = status;
  response.headers = {{"Content-Type", "application/json; charset=utf-8"}, {"Cache-Control", "no-store"}};
  response.body = dump(body);
  return response;
}

ApiAnswer make_answer(int status, const json& body) {
  ApiAnswer answer;
  answer.response = make_json(status, body);
  return answer;
}

ApiAnswer make_error(int code, std::string_view detail = {}) {
  const int status = describe_code(code).http_status;
  ApiAnswer answer = make_answer(status == 0 ? 400 : status, error_to_json(code, detail));
  answer.error_code = code;
  if (code == 20003) {
    answer.response.headers.push_back({"WWW-Authenticate", "Basic realm=\"Twilio API\""});
  }
  return answer;
}

ApiAnswer make_rate_limited(int retry_after_s) {
  ApiAnswer answer = make_error(20429);
  if (retry_after_s > 0) answer.response.headers.push_back({"Retry-After", std::to_string(retry_after_s)});
  return answer;
}

ApiAnswer make_not_found(const net::HttpRequest& request) {
  return make_error(20404, "The requested resource " + std::string(request.path()) + " was not found");
}

bool take_front(std::string_view& text, std::string_view front) {
  if (!text.starts_with(front)) return false;
  text.remove_prefix(front.size());
  return true;
}

std::string value_of(const net::FormFields& fields, std::string_view name) {
  const std::string* value = net::find_field(fields, name);
  return value == nullptr ? std::string() : *value;
}

// A page token is "PASM" and the ordinal below which the page begins, as Twilio's are "PASM" and a
// sid.
constexpr std::string_view kTokenFront = "PASM";

std::string make_token(std::uint64_t below) {
  char digits[17];
  const auto end = std::to_chars(digits, digits + sizeof digits, below, 16).ptr;
  const std::string hex(digits, end);
  return std::string(kTokenFront) + std::string(32 - hex.size(), '0') + hex;
}

/// The filters of a list request, or the field that is wrong.
std::optional<std::string> read_filters(const net::FormFields& fields, ListQuery& query) {
  query.to = value_of(fields, "To");
  query.from = value_of(fields, "From");
  for (const auto& [name, value] : fields) {
    if (value.empty()) continue;
    if (name == "DateSent" || name == "DateSent<" || name == "DateSent>") {
      const std::optional<ParsedDate> date = parse_date(value);
      if (!date) return name + " must be a date (YYYY-MM-DD) or an ISO 8601 date and time.";
      // "On or before" a whole day includes that day; an exact instant includes itself.
      const Instant after_it = date->at + (date->is_whole_day ? std::chrono::milliseconds(std::chrono::days(1))
                                                              : std::chrono::milliseconds(1'000));
      if (name != "DateSent<") query.not_before = date->at;
      if (name != "DateSent>") query.before = after_it;
    } else if (name == "PageSize") {
      const auto size = read_number<std::size_t>(value);
      if (!size || *size == 0) return "PageSize must be from 1 to 1000.";
      query.page_size = std::min(*size, kPageSizeMax);
    } else if (name == "PageToken") {
      std::string_view token = value;
      const auto below =
          take_front(token, kTokenFront) && token.size() == 32 ? read_number<std::uint64_t>(token, 16) : std::nullopt;
      if (!below || *below == 0) return "PageToken is not one that a list answer gave.";
      query.below_ordinal = *below;
    }
  }
  return std::nullopt;
}

}  // namespace

bool TwilioApi::is_authentic(const net::HttpRequest& request) const {
  const std::string* header = request.find_header("Authorization");
  if (header == nullptr || header->size() < 6) return false;
  if (!net::equals_without_case(std::string_view(*header).substr(0, 6), "Basic ")) return false;
  std::string pair;
  if (!decode_base64(std::string_view(*header).substr(6), pair)) return false;
  const std::size_t colon = pair.find(':');
  if (colon == std::string::npos) return false;
  const std::string_view user = std::string_view(pair).substr(0, colon);
  const std::string_view password = std::string_view(pair).substr(colon + 1);
  if (user == identity_.account_sid) {
    return equals_in_constant_time(password, identity_.auth_token);
  }
  for (const ApiKey& key : identity_.api_keys) {
    if (user == key.sid) return equals_in_constant_time(password, key.secret);
  }
  return false;
}

ApiAnswer TwilioApi::answer(const net::HttpRequest& request, const Faults& faults, Instant now) {
  if (!is_authentic(request)) return make_error(20003);
  std::string_view path = request.path();
  const std::string base = messages_path(identity_.account_sid);
  if (!take_front(path, base)) return make_not_found(request);
  if (path == ".json") {
    if (request.method == "POST") return create(request, faults, now);
    if (request.method == "GET") return list(request);
    return make_error(20004);
  }
  if (!take_front(path, "/")) return make_not_found(request);

  const std::size_t end = path.find_first_of("/.");
  const std::string_view sid = path.substr(0, end);
  const std::string_view rest = end == std::string_view::npos ? std::string_view() : path.substr(end);
  Message* message = account_.find(sid);
  if (message == nullptr || message->is_network_notice) return make_not_found(request);
  if (rest == ".json") return answer_message(request, sid, now);
  return answer_media(request, *message, rest);
}

ApiAnswer TwilioApi::create(const net::HttpRequest& request, const Faults& faults, Instant now) {
  const SendFate fate = decide_send(seed_, ++send_requests_, faults);
  if (fate.outcome == SendOutcome::RateLimit) return make_rate_limited(faults.retry_after_s);
  if (fate.outcome == SendOutcome::ServerError) return make_error(20500);

  net::FormFields fields;
  if (!net::decode_form(request.body, fields)) {
    return make_error(20001, "The request body is not a well-formed form.");
  }
  auto made = make_message(fields, identity_, account_, ids_, now);
  if (const ApiError* error = std::get_if<ApiError>(&made)) {
    return make_error(error->code, error->detail);
  }
  if (fate.outcome == SendOutcome::Refuse) return make_error(faults.refuse_code);

  const Message& message = account_.add(std::move(*std::get_if<Message>(&made)));
  ApiAnswer answer = make_answer(201, message_to_json(message, identity_.account_sid));
  answer.accepted_sid = message.sid;
  answer.fate = fate;
  answer.is_never_sent = fate.outcome == SendOutcome::AcceptAndHang;
  return answer;
}

ApiAnswer TwilioApi::list(const net::HttpRequest& request) const {
  net::FormFields fields;
  ListQuery query;
  if (!net::decode_form(request.query(), fields)) {
    return make_error(20001, "The query is not well formed.");
  }
  if (auto wrong = read_filters(fields, query)) return make_error(20001, *wrong);

  const int page_number = read_number<int>(value_of(fields, "Page")).value_or(0);
  const ListPage page = account_.list(query);
  json messages = json::array();
  for (const Message* message : page.messages) {
    messages.push_back(message_to_json(*message, identity_.account_sid));
  }
  // Every page's address repeats the filters, so that a client only follows it.
  net::FormFields kept;
  for (const auto& field : fields) {
    if (field.first != "Page" && field.first != "PageToken" && field.first != "PageSize") {
      kept.push_back(field);
    }
  }
  kept.emplace_back("PageSize", std::to_string(query.page_size));
  const std::string base = messages_path(identity_.account_sid) + ".json?";
  const auto address = [&](int number, std::string_view token) {
    net::FormFields all = kept;
    all.emplace_back("Page", std::to_string(number));
    if (!token.empty()) all.emplace_back("PageToken", token);
    return base + net::encode_form(all);
  };
  const auto start = static_cast<std::int64_t>(page_number) * static_cast<std::int64_t>(query.page_size);
  const auto count = static_cast<std::int64_t>(page.messages.size());
  return make_answer(
      200, {{"messages", std::move(messages)},
            {"end", start + (count > 0 ? count - 1 : 0)},
            {"first_page_uri", address(0, "")},
            {"next_page_uri",
             page.next_below == 0 ? json(nullptr) : json(address(page_number + 1, make_token(page.next_below)))},
            {"page", page_number},
            {"page_size", query.page_size},
            {"previous_page_uri", page.previous_below == 0 ? json(nullptr)
                                                           : json(address(page_number > 0 ? page_number - 1 : 0,
                                                                          make_token(page.previous_below)))},
            {"start", start},
            {"uri", std::string(request.target)}});
}

ApiAnswer TwilioApi::answer_message(const net::HttpRequest& request, std::string_view sid, Instant now) {
  const auto show = [&] { return make_answer(200, message_to_json(*account_.find(sid), identity_.account_sid)); };
  if (request.method == "GET") return show();
  if (request.method == "DELETE") {
    if (!is_final(account_.find(sid)->status)) return make_error(20009);
    account_.remove(sid);
    ApiAnswer answer;
    answer.response.status = 204;
    return answer;
  }
  if (request.method != "POST") return make_error(20004);

  net::FormFields fields;
  if (!net::decode_form(request.body, fields)) {
    return make_error(20001, "The request body is not a well-formed form.");
  }
  const std::string* status = net::find_field(fields, "Status");
  const std::string* body = net::find_field(fields, "Body");
  if (status != nullptr) {
    if (*status != "canceled") return make_error(20001, "Status can only be set to 'canceled'.");
    return account_.cancel(sid, now) ? show() : make_error(30409);
  }
  if (body != nullptr) {
    if (!body->empty()) return make_error(20001, "Body can only be set to an empty text.");
    return account_.redact(sid, now) ? show() : make_error(20009);
  }
  return make_error(20001, "Nothing to change: give Body or Status.");
}

ApiAnswer TwilioApi::answer_media(const net::HttpRequest& request, Message& message, std::string_view rest) {
  const bool is_list = rest == ".json" || rest == "/Media.json";
  if (request.method != "GET" && (is_list || request.method != "DELETE")) return make_error(20004);
  if (is_list) {
    json list = json::array();
    for (const Media& media : message.media) {
      list.push_back(media_to_json(media, message, identity_.account_sid));
    }
    const std::string uri = messages_path(identity_.account_sid) + "/" + message.sid + "/Media.json";
    return make_answer(200, {{"media_list", std::move(list)},
                             {"start", 0},
                             {"end", message.media.empty() ? 0 : message.media.size() - 1},
                             {"page", 0},
                             {"page_size", kPageSizeDefault},
                             {"first_page_uri", uri},
                             {"next_page_uri", nullptr},
                             {"previous_page_uri", nullptr},
                             {"uri", uri}});
  }
  if (!take_front(rest, "/Media/")) return make_not_found(request);
  const bool wants_json = rest.ends_with(".json");
  if (wants_json) rest.remove_suffix(5);
  const auto found =
      std::find_if(message.media.begin(), message.media.end(), [&](const Media& one) { return one.sid == rest; });
  if (found == message.media.end()) return make_not_found(request);
  ApiAnswer answer;
  if (request.method == "DELETE") {
    // While it is on its way, the carrier itself needs what it carries.
    if (!is_final(message.status)) return make_error(20009);
    message.media.erase(found);
    answer.response.status = 204;
    return answer;
  }
  if (wants_json) return make_answer(200, media_to_json(*found, message, identity_.account_sid));
  // Twilio sends the client on to its storage.
  answer.response.status = 302;
  answer.response.headers = {{"Location", found->location}};
  return answer;
}

}  // namespace smsdesk::mock
