// The message is folded to plain capitals with single spaces; whatever is neither letter nor digit
// is kept inside (a hyphen is a part of OPT-OUT) and dropped at both ends. Any letter that does not
// fold to A–Z stays a letter, so that a word in another script beside STOP makes the message an
// ordinary one.
#include "core/sms/keywords.h"

#include <cstddef>
#include <string>

#include "core/base/utf8.h"
#include "core/sms/grapheme.h"

namespace smsdesk::sms {
namespace {

struct Entry {
  std::string_view word;
  KeywordKind kind;
};

// Sources: the lists of Twilio, Telnyx and AWS, and the words of 47 CFR 64.1200(a)(10).
constexpr Entry kWords[] = {
    {"STOP", KeywordKind::OptOut},        {"STOPALL", KeywordKind::OptOut}, {"STOP ALL", KeywordKind::OptOut},
    {"UNSUBSCRIBE", KeywordKind::OptOut}, {"CANCEL", KeywordKind::OptOut},  {"END", KeywordKind::OptOut},
    {"QUIT", KeywordKind::OptOut},        {"OPTOUT", KeywordKind::OptOut},  {"OPT OUT", KeywordKind::OptOut},
    {"OPT-OUT", KeywordKind::OptOut},     {"REVOKE", KeywordKind::OptOut},  {"REMOVE", KeywordKind::OptOut},
    {"ARRET", KeywordKind::OptOut},       {"START", KeywordKind::OptIn},    {"UNSTOP", KeywordKind::OptIn},
    {"YES", KeywordKind::OptIn},          {"HELP", KeywordKind::Help},      {"INFO", KeywordKind::Help},
    {"AIDE", KeywordKind::Help},
};

/// More than the longest word with a good deal of decoration; longer messages are no keywords.
constexpr std::size_t kMessageBytesMax = 256;

/// Of the words above; one that has become longer is none of them.
constexpr std::size_t kWordBytesMax = 16;
static_assert([] {
  for (const Entry& entry : kWords)
    if (entry.word.size() > kWordBytesMax) return false;
  return true;
}());

constexpr char32_t kCircumflex = 0x302;

bool is_space(char32_t c) {
  return c == U' ' || (c >= U'\t' && c <= U'\r') || c == 0xA0 || (c >= 0x2000 && c <= 0x200B) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

/// Punctuation, symbols and emoji: what may stand around a keyword. Letters and digits of any
/// script do not.
bool is_decoration(char32_t c) {
  if (c < 0x80) return !(c >= U'0' && c <= U'9') && !(c >= U'A' && c <= U'Z');
  if (c == 0xAA || c == 0xB5 || c == 0xBA) return false;  // letters among Latin-1's signs
  if (c < 0xC0 || c == 0xD7 || c == 0xF7) return true;
  if (c >= 0x2010 && c <= 0x2BFF) return c < 0x2070 || c >= 0x2190;  // but not super- and subscripts, letterlike
  if ((c >= 0x3001 && c <= 0x3004) || (c >= 0x3008 && c <= 0x3020) || c == utf8::kReplacement) return true;
  switch (grapheme_class(c)) {
    case GraphemeClass::Control:
    case GraphemeClass::Zwj:
    case GraphemeClass::Pictographic:
    case GraphemeClass::RegionalIndicator:
      return true;
    case GraphemeClass::Extend:  // variation selectors, the keycap, skin tones, tags; other marks
                                 // belong to letters
      return (c >= 0xFE00 && c <= 0xFE0F) || c == 0x20E3 || (c >= 0x1F3FB && c <= 0x1F3FF) ||
             (c >= 0xE0020 && c <= 0xE007F);
    default:
      return false;
  }
}

char32_t folded(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;  // full-width forms stand in ASCII's order
  if (c == U'ê' || c == U'Ê') return U'E';
  return c >= U'a' && c <= U'z' ? c - U'a' + U'A' : c;
}

}  // namespace

Keyword find_keyword(std::string_view message) {
  if (message.size() > kMessageBytesMax) return {};
  std::string word;
  std::string undecided;  // spaces and decoration: inside the word if a letter follows, else its end
  for (std::size_t at = 0; at < message.size();) {
    char32_t c = folded(utf8::next(message, at));
    if (c == kCircumflex && !word.empty() && word.back() == 'E' && undecided.empty()) continue;
    if (is_space(c)) {
      if (undecided.empty() || undecided.back() != ' ') undecided += ' ';
    } else if (is_decoration(c)) {
      utf8::append(undecided, c);
    } else {
      if (!word.empty()) word += undecided;
      undecided.clear();
      utf8::append(word, c);
      if (word.size() > kWordBytesMax) return {};
    }
  }
  for (const Entry& entry : kWords) {
    if (entry.word == word) return {entry.kind, entry.word};
  }
  return {};
}

}  // namespace smsdesk::sms
