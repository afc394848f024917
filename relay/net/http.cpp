#include "relay/net/http.h"

namespace smsdesk::net {

namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

void append_encoded(std::string& to, std::string_view text, bool is_space_plus) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  for (const char c : text) {
    if (is_unreserved(c)) {
      to += c;
    } else if (c == ' ' && is_space_plus) {
      to += '+';
    } else {
      const auto byte = static_cast<unsigned char>(c);
      to += '%';
      to += kDigits[byte >> 4];
      to += kDigits[byte & 15];
    }
  }
}

bool decode_part(std::string_view part, std::string& into) {
  into.reserve(part.size());
  for (std::size_t i = 0; i < part.size(); ++i) {
    if (part[i] == '+') {
      into += ' ';
    } else if (part[i] == '%') {
      if (part.size() - i < 3) return false;
      const int high = hex_value(part[i + 1]);
      const int low = hex_value(part[i + 2]);
      if (high < 0 || low < 0) return false;
      into += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      into += part[i];
    }
  }
  return true;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

}  // namespace

bool equals_without_case(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (lower(a[i]) != lower(b[i])) return false;
  }
  return true;
}

std::string_view HttpRequest::path() const {
  return std::string_view(target).substr(0, target.find('?'));
}

std::string_view HttpRequest::query() const {
  const std::size_t at = target.find('?');
  return at == std::string::npos ? std::string_view{} : std::string_view(target).substr(at + 1);
}

const std::string* HttpRequest::find_header(std::string_view name) const {
  for (const Header& header : headers) {
    if (equals_without_case(header.name, name)) return &header.value;
  }
  return nullptr;
}

std::string_view HttpRequest::cookie(std::string_view name) const {
  for (const Header& header : headers) {
    if (!equals_without_case(header.name, "cookie")) continue;
    std::string_view rest = header.value;
    while (!rest.empty()) {
      const std::size_t end = rest.find(';');
      const std::string_view pair = trim(rest.substr(0, end));
      const std::size_t equals = pair.find('=');
      if (equals != std::string_view::npos && pair.substr(0, equals) == name) {
        return pair.substr(equals + 1);
      }
      rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    }
  }
  return {};
}

bool decode_form(std::string_view body, FormFields& into) {
  into.clear();
  while (!body.empty()) {
    const std::size_t end = body.find('&');
    const std::string_view pair = body.substr(0, end);
    body = end == std::string_view::npos ? std::string_view{} : body.substr(end + 1);
    if (pair.empty()) continue;  // "a=1&&b=2": browsers' parsers skip it too
    if (into.size() == kFormFieldsMax) return false;
    const std::size_t equals = pair.find('=');
    auto& field = into.emplace_back();
    if (!decode_part(pair.substr(0, equals), field.first)) return false;
    if (equals != std::string_view::npos && !decode_part(pair.substr(equals + 1), field.second)) {
      return false;
    }
  }
  return true;
}

std::string encode_form(const FormFields& fields) {
  std::string text;
  for (const auto& [name, value] : fields) {
    if (!text.empty()) text += '&';
    append_encoded(text, name, true);
    text += '=';
    append_encoded(text, value, true);
  }
  return text;
}

std::string encode_component(std::string_view text) {
  std::string encoded;
  append_encoded(encoded, text, false);
  return encoded;
}

const std::string* find_field(const FormFields& fields, std::string_view name) {
  for (const auto& field : fields) {
    if (field.first == name) return &field.second;
  }
  return nullptr;
}

}  // namespace smsdesk::net
