// The host of a web address as it is, whatever it looks like: its ASCII form, and whether its letters could pass for
// another name's.
//
// Why: "аpple.com" with a Cyrillic а looks like somebody else's address (UTS #39, homographs). What an agent is asked to
// open is named by its ASCII form (RFC 5890 A-label, RFC 3492) wherever it has letters beyond ASCII, and said to be
// doubtful where alphabets are mixed or where Cyrillic or Greek letters stand before an ASCII ending. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace smsdesk::sms {

struct WebHost {
  std::string ascii;         ///< lower case; labels beyond ASCII as "xn--…"
  std::string written;       ///< as it was written, lower case in ASCII
  bool is_doubtful = false;  ///< its letters may pass for another name's
  bool is_beyond_ascii() const { return ascii != written; }
};

inline constexpr std::size_t kHostBytesMax = 253;  ///< RFC 1035 §2.3.4, of the ASCII form

/// A name of two labels or more, or four numbers; nothing for what is no host: empty or too long labels, characters that
/// no name has, invisible ones, look-alikes of the characters that end a host.
std::optional<WebHost> parse_web_host(std::string_view text);

/// One label as RFC 3492 writes it, without "xn--"; empty where it is too long to be a label.
std::string punycode(std::u32string_view label);

}  // namespace smsdesk::sms
