#include "relay/carrier/twilio/url_forms.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "core/base/utf8.h"

namespace smsdesk::twilio {
namespace {

struct Url {
  std::string scheme;    // "https"
  std::string userinfo;  // with its "@", or empty
  std::string host;
  std::string port;   // with its ":", or empty
  std::string path;   // from "/" up to the query
  std::string query;  // with its "?", or empty
  std::string fragment;
};

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lowered(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), lower);
  return text;
}

/// Cuts what stands from `mark` on off the end of `text`.
std::string cut_from(std::string_view& text, std::size_t mark) {
  if (mark == std::string_view::npos) return {};
  std::string tail(text.substr(mark));
  text = text.substr(0, mark);
  return tail;
}

bool split(std::string_view text, Url& url) {
  std::size_t colon = text.find("://");
  if (colon == std::string_view::npos) return false;
  url.scheme = text.substr(0, colon);
  if (lowered(url.scheme) != "https" && lowered(url.scheme) != "http") return false;
  text.remove_prefix(colon + 3);
  url.fragment = cut_from(text, text.find('#'));
  url.query = cut_from(text, text.find('?'));
  url.path = cut_from(text, text.find('/'));
  if (std::size_t at = text.rfind('@'); at != std::string_view::npos) {
    url.userinfo = text.substr(0, at + 1);
    text.remove_prefix(at + 1);
  }
  std::size_t port = text.rfind(':');
  if (port != std::string_view::npos && text.find(']', port) == std::string_view::npos) {
    url.port = cut_from(text, port);  // a colon inside [an IPv6 address] is no port
  }
  url.host = text;
  return !url.host.empty();
}

std::string join(const Url& url, std::string_view port) {
  std::string text = url.scheme + "://" + url.userinfo + url.host;
  text += port;
  return text + url.path + url.query + url.fragment;
}

std::string_view default_port(const Url& url) {
  return lowered(url.scheme) == "https" ? ":443" : ":80";
}

constexpr char kHex[] = "0123456789ABCDEF";

void append_percent(std::string& to, unsigned char byte) {
  to += '%';
  to += kHex[byte >> 4];
  to += kHex[byte & 15];
}

/// Encodes controls, spaces, bytes beyond ASCII and the characters of `also`; a "%" stays as it is
/// (WHATWG URL).
std::string encoded(std::string_view text, std::string_view also) {
  std::string out;
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || byte >= 0x7F || also.find(c) != std::string_view::npos) {
      append_percent(out, byte);
    } else {
      out += c;
    }
  }
  return out;
}

Url normalised(Url url) {
  url.scheme = lowered(url.scheme);
  url.host = lowered(url.host);
  if (url.port == default_port(url)) url.port.clear();
  if (url.path.empty()) url.path = "/";
  url.path = encoded(url.path, "\"<>^`{}");
  url.query = encoded(url.query, "\"'<>");
  return url;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c = lower(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/// "+" is a space; a "%" without two digits behind it stands for itself; what is no UTF-8 becomes
/// U+FFFD.
std::string decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    int high = text[i] == '%' && i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
    int low = high >= 0 ? hex_value(text[i + 2]) : -1;
    if (low >= 0) {
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += text[i] == '+' ? ' ' : text[i];
    }
  }
  return utf8::repaired(out);
}

/// Node's querystring.escape: letters, digits and -_.!~*'() stay.
std::string escaped(std::string_view text) {
  std::string out;
  for (char c : text) {
    bool stays = (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z') ||
                 std::string_view("-_.!~*'()").find(c) != std::string_view::npos;
    if (stays) {
      out += c;
    } else {
      append_percent(out, static_cast<unsigned char>(c));
    }
  }
  return out;
}

/// Decodes a query and encodes it anew: values of a repeated name move to its first place.
std::string requoted(std::string_view query) {
  std::vector<std::pair<std::string, std::vector<std::string>>> names;
  query.remove_prefix(1);
  while (!query.empty()) {
    std::size_t end = std::min(query.find('&'), query.size());
    std::string_view pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    if (pair.empty()) continue;
    std::size_t equals = std::min(pair.find('='), pair.size());
    std::string name = decoded(pair.substr(0, equals));
    std::string value = decoded(pair.substr(std::min(equals + 1, pair.size())));
    auto known = std::find_if(names.begin(), names.end(), [&](const auto& n) { return n.first == name; });
    if (known == names.end()) known = names.insert(names.end(), {name, {}});
    known->second.push_back(value);
  }
  std::string out;
  for (const auto& [name, values] : names) {
    for (const std::string& value : values) {
      out += out.empty() ? '?' : '&';
      out += escaped(name) + '=' + escaped(value);
    }
  }
  return out;
}

}  // namespace

std::vector<std::string> url_forms(std::string_view text) {
  Url given;
  if (!split(text, given)) return {std::string(text)};
  std::vector<std::string> forms;
  auto add = [&forms](std::string form) {
    if (std::find(forms.begin(), forms.end(), form) == forms.end()) forms.push_back(std::move(form));
  };
  auto add_with_ports = [&add](const Url& url) {
    add(join(url, ""));
    add(join(url, url.port.empty() ? default_port(url) : std::string_view(url.port)));
  };
  auto add_all = [&add_with_ports](const Url& url) {
    Url browser = normalised(url);
    add_with_ports(url);
    add_with_ports(browser);
    if (url.query.size() <= 1) return;
    browser.query = requoted(url.query);
    add_with_ports(browser);
  };
  Url bare = given;
  bare.fragment.clear();
  add_all(bare);
  if (!given.fragment.empty()) add_all(given);
  return forms;
}

std::vector<std::string> other_forms(std::span<const std::string> urls) {
  std::vector<std::string> others;
  for (const std::string& url : urls) {
    for (std::string& form : url_forms(url)) {
      const bool is_known = std::find(urls.begin(), urls.end(), form) != urls.end() ||
                            std::find(others.begin(), others.end(), form) != others.end();
      if (!is_known) others.push_back(std::move(form));
    }
  }
  return others;
}

}  // namespace smsdesk::twilio
