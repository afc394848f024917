#include "server-mock/webhook.h"

#include <cstdlib>
#include <optional>

#include "server-mock/error_codes.h"
#include "server-mock/twilio_json.h"

namespace smsdesk::mock {
namespace {

constexpr std::size_t kRepliesMax = 10;

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

void append_utf8(std::string& text, unsigned long point) {
  if (point < 0x80) {
    text += static_cast<char>(point);
  } else if (point < 0x800) {
    text += static_cast<char>(0xC0 | (point >> 6));
    text += static_cast<char>(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    text += static_cast<char>(0xE0 | (point >> 12));
    text += static_cast<char>(0x80 | ((point >> 6) & 0x3F));
    text += static_cast<char>(0x80 | (point & 0x3F));
  } else {
    text += static_cast<char>(0xF0 | (point >> 18));
    text += static_cast<char>(0x80 | ((point >> 12) & 0x3F));
    text += static_cast<char>(0x80 | ((point >> 6) & 0x3F));
    text += static_cast<char>(0x80 | (point & 0x3F));
  }
}

std::optional<std::string> decode_entities(std::string_view text) {
  std::string decoded;
  while (!text.empty()) {
    if (text.front() != '&') {
      decoded += text.front();
      text.remove_prefix(1);
      continue;
    }
    const std::size_t end = text.find(';');
    if (end > 10) return std::nullopt;  // also where there is none
    const std::string name(text.substr(1, end - 1));
    text.remove_prefix(end + 1);
    if (name == "amp")
      decoded += '&';
    else if (name == "lt")
      decoded += '<';
    else if (name == "gt")
      decoded += '>';
    else if (name == "quot")
      decoded += '"';
    else if (name == "apos")
      decoded += '\'';
    else if (name.size() > 1 && name[0] == '#') {
      const bool is_hex = name[1] == 'x' || name[1] == 'X';
      const unsigned long point = std::strtoul(name.c_str() + (is_hex ? 2 : 1), nullptr, is_hex ? 16 : 10);
      if (point == 0 || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) return std::nullopt;
      append_utf8(decoded, point);
    } else {
      return std::nullopt;
    }
  }
  return decoded;
}

// A reader for the small part of XML that TwiML for messages is: elements, attributes (skipped),
// text, comments.
class TwimlReader {
 public:
  explicit TwimlReader(std::string_view text) : rest_(trim(text)) {}

  std::optional<std::vector<TwimlMessage>> read() {
    if (rest_.starts_with("\xEF\xBB\xBF")) rest_.remove_prefix(3);
    if (rest_.starts_with("<?xml")) {
      const std::size_t end = rest_.find("?>");
      if (end == std::string_view::npos) return std::nullopt;
      rest_.remove_prefix(end + 2);
    }
    skip_blank();
    bool is_empty = false;
    if (!open("Response", is_empty)) return std::nullopt;
    std::vector<TwimlMessage> messages;
    while (!is_empty) {
      skip_blank();
      if (close("Response")) break;
      bool is_message_empty = false;
      if (!open("Message", is_message_empty)) return std::nullopt;  // a verb that is not known here
      TwimlMessage message;
      if (!is_message_empty && !read_message(message)) return std::nullopt;
      if (messages.size() < kRepliesMax) messages.push_back(std::move(message));
    }
    skip_blank();
    if (!rest_.empty()) return std::nullopt;
    return messages;
  }

 private:
  void skip_blank() {
    for (;;) {
      rest_ = trim(rest_);
      if (!rest_.starts_with("<!--")) return;
      const std::size_t end = rest_.find("-->");
      rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 3);
    }
  }

  bool open(std::string_view name, bool& is_empty) {
    if (!rest_.starts_with("<") || rest_.substr(1, name.size()) != name) return false;
    std::string_view after = rest_.substr(1 + name.size());
    if (after.empty() || (after[0] != '>' && after[0] != '/' && !is_space(after[0]))) return false;
    char quote = 0;
    for (std::size_t i = 0; i < after.size(); ++i) {
      if (quote != 0) {
        if (after[i] == quote) quote = 0;
      } else if (after[i] == '"' || after[i] == '\'') {
        quote = after[i];
      } else if (after[i] == '>') {
        is_empty = i > 0 && after[i - 1] == '/';
        rest_ = after.substr(i + 1);
        return true;
      }
    }
    return false;
  }

  bool close(std::string_view name) {
    const std::string tag = "</" + std::string(name);
    if (!rest_.starts_with(tag)) return false;
    const std::string_view after = trim(rest_.substr(tag.size()));
    if (!after.starts_with(">")) return false;
    rest_ = after.substr(1);
    return true;
  }

  bool read_text(std::string& into) {
    const std::size_t end = rest_.find('<');
    if (end == std::string_view::npos) return false;
    const std::optional<std::string> text = decode_entities(rest_.substr(0, end));
    if (!text) return false;
    into += *text;
    rest_.remove_prefix(end);
    return true;
  }

  bool read_message(TwimlMessage& message) {
    std::string direct;
    for (;;) {
      if (!read_text(direct)) return false;
      bool is_empty = false;
      if (close("Message")) break;
      if (open("Body", is_empty)) {
        if (!is_empty && (!read_text(message.body) || !close("Body"))) return false;
      } else if (open("Media", is_empty)) {
        std::string url;
        if (!is_empty && (!read_text(url) || !close("Media"))) return false;
        if (message.media_urls.size() < kMediaPerMessageMax) message.media_urls.push_back(std::move(url));
      } else {
        return false;
      }
    }
    if (message.body.empty()) message.body = std::string(trim(direct));
    return true;
  }

  std::string_view rest_;
};

bool is_xml(std::string_view content_type) {
  const std::string_view kind = trim(content_type.substr(0, content_type.find(';')));
  return net::equals_without_case(kind, "text/xml") || net::equals_without_case(kind, "application/xml") ||
         net::equals_without_case(kind, "text/html");
}

}  // namespace

net::FormFields make_inbound_fields(const Message& message, std::string_view account_sid, std::string_view base_url) {
  net::FormFields fields{
      {"ToCountry", "US"},
      {"ToState", ""},
      {"SmsMessageSid", message.sid},
      {"NumMedia", std::to_string(message.media.size())},
      {"ToCity", ""},
      {"FromZip", ""},
      {"SmsSid", message.sid},
      {"FromState", ""},
      {"SmsStatus", "received"},
      {"FromCity", ""},
      {"Body", message.body},
      {"FromCountry", message.from.starts_with("+44") ? "GB" : "US"},
      {"To", message.to},
      {"ToZip", ""},
      {"NumSegments", std::to_string(message.segments)},
      {"MessageSid", message.sid},
      {"AccountSid", std::string(account_sid)},
      {"From", message.from},
      {"ApiVersion", std::string(kApiVersion)},
  };
  for (std::size_t i = 0; i < message.media.size(); ++i) {
    fields.emplace_back("MediaContentType" + std::to_string(i), message.media[i].content_type);
    fields.emplace_back("MediaUrl" + std::to_string(i), std::string(base_url) + messages_path(account_sid) + "/" +
                                                            message.sid + "/Media/" + message.media[i].sid);
  }
  return fields;
}

net::FormFields make_status_fields(const Message& message, std::string_view account_sid) {
  net::FormFields fields{
      {"SmsSid", message.sid},
      {"SmsStatus", std::string(name_of(message.status))},
      {"MessageStatus", std::string(name_of(message.status))},
      {"To", message.to},
      {"MessageSid", message.sid},
      {"AccountSid", std::string(account_sid)},
      {"From", message.from},
      {"ApiVersion", std::string(kApiVersion)},
  };
  if (!message.service_sid.empty()) fields.emplace_back("MessagingServiceSid", message.service_sid);
  if (message.error_code != 0) {
    fields.emplace_back("ErrorCode", std::to_string(message.error_code));
    fields.emplace_back("ErrorMessage", std::string(describe_code(message.error_code).text));
  }
  if (message.status == MessageStatus::Delivered || message.status == MessageStatus::Undelivered) {
    fields.emplace_back("RawDlrDoneDate", format_receipt_date(message.updated_at));
  }
  return fields;
}

WebhookVerdict judge_answer(bool is_inbound, int status, std::string_view content_type, std::string_view body) {
  WebhookVerdict verdict;
  if (status < 200 || status > 299) {
    verdict.error_code = 11200;
    verdict.sentence = "11200: the application answered HTTP " + std::to_string(status) + ".";
    return verdict;
  }
  verdict.sentence = "HTTP " + std::to_string(status);
  if (!is_inbound || trim(body).empty()) return verdict;
  if (!is_xml(content_type)) {
    verdict.error_code = 12300;
    verdict.sentence = "12300: the answer's Content-Type is not XML.";
    return verdict;
  }
  auto replies = TwimlReader(body).read();
  if (!replies) {
    verdict.error_code = 12100;
    verdict.sentence = "12100: the answer is not TwiML that the mock can read.";
    return verdict;
  }
  verdict.replies = std::move(*replies);
  return verdict;
}

}  // namespace smsdesk::mock
