#include "relay/net/response_head.h"

#include <array>
#include <ctime>

namespace smsdesk::net {

std::string_view reason_phrase(int status) {
  struct Phrase {
    int status;
    std::string_view text;
  };
  static constexpr Phrase kPhrases[] = {{200, "OK"},
                                        {201, "Created"},
                                        {202, "Accepted"},
                                        {204, "No Content"},
                                        {206, "Partial Content"},
                                        {301, "Moved Permanently"},
                                        {302, "Found"},
                                        {303, "See Other"},
                                        {304, "Not Modified"},
                                        {307, "Temporary Redirect"},
                                        {308, "Permanent Redirect"},
                                        {400, "Bad Request"},
                                        {401, "Unauthorized"},
                                        {403, "Forbidden"},
                                        {404, "Not Found"},
                                        {405, "Method Not Allowed"},
                                        {406, "Not Acceptable"},
                                        {408, "Request Timeout"},
                                        {409, "Conflict"},
                                        {410, "Gone"},
                                        {411, "Length Required"},
                                        {412, "Precondition Failed"},
                                        {413, "Content Too Large"},
                                        {414, "URI Too Long"},
                                        {415, "Unsupported Media Type"},
                                        {416, "Range Not Satisfiable"},
                                        {417, "Expectation Failed"},
                                        {421, "Misdirected Request"},
                                        {422, "Unprocessable Content"},
                                        {426, "Upgrade Required"},
                                        {428, "Precondition Required"},
                                        {429, "Too Many Requests"},
                                        {431, "Request Header Fields Too Large"},
                                        {500, "Internal Server Error"},
                                        {501, "Not Implemented"},
                                        {502, "Bad Gateway"},
                                        {503, "Service Unavailable"},
                                        {504, "Gateway Timeout"},
                                        {507, "Insufficient Storage"},
                                        {505, "HTTP Version Not Supported"}};
  for (const Phrase& phrase : kPhrases) {
    if (phrase.status == status) return phrase.text;
  }
  return "Unknown";
}

std::string http_date(std::int64_t unix_seconds) {
  // Names by hand: strftime would follow the process's locale.
  static constexpr std::array<const char*, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::time_t seconds = unix_seconds;
  std::tm parts{};
  if (gmtime_r(&seconds, &parts) == nullptr) return {};
  const auto two = [](int n) { return std::string(n < 10 ? "0" : "") + std::to_string(n); };
  return std::string(kDays[static_cast<std::size_t>(parts.tm_wday)]) + ", " + two(parts.tm_mday) + " " +
         kMonths[static_cast<std::size_t>(parts.tm_mon)] + " " + std::to_string(parts.tm_year + 1900) + " " +
         two(parts.tm_hour) + ":" + two(parts.tm_min) + ":" + two(parts.tm_sec) + " GMT";
}

bool has_body(int status) {
  return status >= 200 && status != 204 && status != 304;
}

bool is_sendable(const HttpResponse& response) {
  if (response.status < 200 || response.status > 599) return false;
  for (const Header& header : response.headers) {
    if (!is_token(header.name) || has_control_byte(header.value)) return false;
  }
  return true;
}

std::string encode_response_head(const HttpResponse& response, std::size_t body_bytes, std::string_view date,
                                 bool is_closing) {
  const bool sendable = is_sendable(response);
  const int status = sendable ? response.status : 500;
  std::string head = "HTTP/1.1 " + std::to_string(status) + " ";
  head += reason_phrase(status);
  head += "\r\nDate: ";
  head += date;
  if (sendable) {
    for (const Header& header : response.headers) {
      const bool is_ours =
          equals_without_case(header.name, "content-length") || equals_without_case(header.name, "connection") ||
          equals_without_case(header.name, "transfer-encoding") || equals_without_case(header.name, "date");
      if (is_ours) continue;
      head += "\r\n";
      head += header.name;
      head += ": ";
      head += header.value;
    }
  }
  if (has_body(status)) {
    head += "\r\nContent-Length: ";
    head += std::to_string(body_bytes);
  }
  if (is_closing) head += "\r\nConnection: close";
  head += "\r\n\r\n";
  return head;
}

HttpResponse make_refusal_response(const Refusal& refusal) {
  HttpResponse response;
  response.status = refusal.status;
  response.headers = {{"Content-Type", "text/plain; charset=utf-8"}};
  if (refusal.status == 426) {
    response.headers.push_back({"Sec-WebSocket-Version", "13"});
    response.headers.push_back({"Upgrade", "websocket"});
  }
  if (refusal.status == 503) response.headers.push_back({"Retry-After", "5"});
  response.body = std::string(refusal.sentence) + "\n";
  return response;
}

}  // namespace smsdesk::net
