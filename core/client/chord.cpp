#include "core/client/chord.h"
#include "core/words/words.h"

#include <array>

namespace smsdesk {
namespace {

constexpr std::uint8_t kModsMax = kCtrl | kShift | kAlt;

struct Named {
  const char* kept;
  const char* read;
};
constexpr std::array<Named, 26> kNamed = {{{"Up", "↑"},
                                           {"Down", "↓"},
                                           {"Left", "←"},
                                           {"Right", "→"},
                                           {"Home", markc("key", "Home")},
                                           {"End", markc("key", "End")},
                                           {"PageUp", markc("key", "Page Up")},
                                           {"PageDown", markc("key", "Page Down")},
                                           {"Insert", markc("key", "Insert")},
                                           {"Delete", markc("key", "Delete")},
                                           {"Backspace", markc("key", "Backspace")},
                                           {"Space", markc("key", "Space")},
                                           {"Tab", markc("key", "Tab")},
                                           {"Enter", markc("key", "Enter")},
                                           {"Escape", markc("key", "Esc")},
                                           {"Quote", "'"},
                                           {"Comma", ","},
                                           {"Minus", "-"},
                                           {"Period", "."},
                                           {"Slash", "/"},
                                           {"Semicolon", ";"},
                                           {"Equal", "="},
                                           {"BracketLeft", "["},
                                           {"Backslash", "\\"},
                                           {"BracketRight", "]"},
                                           {"Backquote", "`"}}};
static_assert(static_cast<int>(KeyCode::Up) + static_cast<int>(kNamed.size()) == static_cast<int>(KeyCode::Count));

constexpr bool is_between(KeyCode key, KeyCode first, KeyCode last) {
  return key >= first && key <= last;
}
int distance(KeyCode from, KeyCode to) {
  return static_cast<int>(to) - static_cast<int>(from);
}

std::string key_name(KeyCode key, bool is_kept) {
  if (is_between(key, KeyCode::A, KeyCode::Z))
    return std::string(1, static_cast<char>('A' + distance(KeyCode::A, key)));
  if (is_between(key, KeyCode::D0, KeyCode::D9)) return std::to_string(distance(KeyCode::D0, key));
  if (is_between(key, KeyCode::F1, KeyCode::F12)) return "F" + std::to_string(distance(KeyCode::F1, key) + 1);
  if (key < KeyCode::Up || key >= KeyCode::Count) return {};
  const Named& named = kNamed[static_cast<std::size_t>(distance(KeyCode::Up, key))];
  return is_kept ? named.kept : trc("key", named.read);
}

std::string written(const Chord& chord, const char* ctrl, const char* alt, bool is_kept) {
  if (!chord.is_set()) return {};
  std::string text;
  if ((chord.mods & kCtrl) != 0) text += ctrl;
  if ((chord.mods & kAlt) != 0) text += alt;
  if ((chord.mods & kShift) != 0) text += is_kept ? "Shift+" : trc("key", "Shift+");
  return text + key_name(chord.key, is_kept);
}

bool is_one_of(KeyCode key, std::string_view letters) {
  return is_between(key, KeyCode::A, KeyCode::Z) &&
         letters.find(static_cast<char>('A' + distance(KeyCode::A, key))) != std::string_view::npos;
}

// What of each kind of chord is left for a page.
bool is_browsers(const Chord& c) {
  const bool is_letter = is_between(c.key, KeyCode::A, KeyCode::Z);
  switch (c.mods) {
    case kCtrl:  // tabs, windows, find, print, save, zoom, history …; Ctrl+K is its search field, which a page may take
      return is_letter ? c.key != KeyCode::K
                       : c.key == KeyCode::Minus || c.key == KeyCode::Equal || c.key == KeyCode::BracketLeft ||
                             c.key == KeyCode::BracketRight || c.key == KeyCode::PageUp || c.key == KeyCode::PageDown ||
                             c.key == KeyCode::Quote || c.key == KeyCode::Backquote || c.key == KeyCode::Comma ||
                             c.key == KeyCode::Period;
    case kCtrl | kShift:  // closed tabs, private windows, developer tools, bookmarks …
      return c.key != KeyCode::F;
    case kAlt:  // the address (D), the browser's menus (E, F), the window's (Space), back, forward, the home page
      return is_one_of(c.key, "DEF") || c.key == KeyCode::Left || c.key == KeyCode::Right || c.key == KeyCode::Home ||
             c.key == KeyCode::Space || c.key == KeyCode::Backquote;
    case kAlt | kShift:  // the toolbar (T), bookmarks (B), a report to the maker (I), infobars (A)
      return is_one_of(c.key, "ABDEFIT") || c.key == KeyCode::Left || c.key == KeyCode::Right ||
             c.key == KeyCode::Home || c.key == KeyCode::Space || c.key == KeyCode::Backquote;
    default:
      return false;
  }
}

}  // namespace

std::string encode_chord(const Chord& chord) {
  return written(chord, "Ctrl+", "Alt+", true);
}

std::string chord_words(const Chord& chord, bool is_mac) {
  return is_mac ? written(chord, "Cmd+", "Option+", false)
                : written(chord, trc("key", "Ctrl+"), trc("key", "Alt+"), false);
}

std::optional<Chord> decode_chord(std::string_view text) {
  Chord chord;
  if (text.empty()) return chord;
  const auto take = [&](std::string_view word, std::uint8_t mod) {
    if (text.substr(0, word.size()) != word) return;
    text.remove_prefix(word.size());
    chord.mods = static_cast<std::uint8_t>(chord.mods | mod);
  };
  take("Ctrl+", kCtrl);
  take("Alt+", kAlt);
  take("Shift+", kShift);
  for (int i = 1; i < static_cast<int>(KeyCode::Count); ++i) {
    if (key_name(static_cast<KeyCode>(i), true) != text) continue;
    chord.key = static_cast<KeyCode>(i);
    return chord;
  }
  return std::nullopt;
}

std::string trouble_with(const Chord& c) {
  if (!c.is_set()) return {};
  if (c.mods > kModsMax) return tr("That key belongs to the system. Use Alt, or Alt and Shift, with another key.");
  if ((c.mods & kCtrl) != 0 && (c.mods & kAlt) != 0)
    return tr("Ctrl with Alt writes characters on many keyboards. Use Alt, or Alt and Shift.");
  if (c.key == KeyCode::Escape || c.key == KeyCode::Tab || c.key == KeyCode::Enter)
    return tr("Esc, Tab and Enter move, send and close. Choose another key.");
  if (is_between(c.key, KeyCode::F1, KeyCode::F12)) {
    const bool is_free = c.mods == 0 && (c.key == KeyCode::F2 || c.key == KeyCode::F8);
    return is_free ? "" : tr("That function key belongs to the browser or the system. F2 and F8 are free.");
  }
  if ((c.mods & (kCtrl | kAlt)) == 0)
    return tr("That key writes or moves in a text. Hold Alt, or Alt and Shift, with it.");
  if (is_between(c.key, KeyCode::D0, KeyCode::D9))
    return tr("Digits choose the browser's tabs and answer offers. Choose another key.");
  const bool is_writing = c.key == KeyCode::Backspace || c.key == KeyCode::Delete || c.key == KeyCode::Insert ||
                          ((c.mods & kCtrl) != 0 && is_between(c.key, KeyCode::Up, KeyCode::End)) ||
                          (c.mods == kCtrl && c.key == KeyCode::Space);
  if (is_writing) return tr("That key moves or deletes in a text. Choose another one.");
  if (is_browsers(c)) return tr("The browser or the system uses that. Use Alt, or Alt and Shift, with another key.");
  return {};
}

}  // namespace smsdesk
