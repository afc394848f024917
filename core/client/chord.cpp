#include "core/client/chord.h"
#include "core/words/words.h"

#include <array>

namespace smsdesk {
namespace {

constexpr std::uint8_t kModsMax = kCtrl | kShift | kAlt;

// AltGr with Shift types nothing on these on the keyboards of Europe and the Americas, US-International among them; and neither a
// Mac nor one of its browsers has Shift, Option and Cmd with one of them.
constexpr std::string_view kWithoutAltGr = "BFGHJK";

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

bool is_printing(KeyCode key) {
  return is_between(key, KeyCode::A, KeyCode::D9) || key >= KeyCode::Quote;
}

/// "Ctrl+Shift", on a Mac in the order that is usual there.
std::string modifier_words(const Chord& chord, bool is_mac) {
  const std::uint8_t held = held_for(chord, is_mac);
  std::string text;
  if ((held & kHeldControl) != 0) text += is_mac ? "Control+" : trc("key", "Ctrl+");
  if ((held & kHeldAlt) != 0) text += is_mac ? "Option+" : trc("key", "Alt+");
  if ((held & kHeldShift) != 0) text += trc("key", "Shift+");
  if ((held & kHeldSuper) != 0 && is_mac) text += "Cmd+";
  return text;
}

/// With a place for what is free with that key: {first} and {second}.
std::string hint(const char* english, KeyCode key, bool is_mac) {
  const auto words = [&](std::uint8_t mods) {
    std::string text = modifier_words({key, mods}, is_mac);
    text.pop_back();
    return text;
  };
  return tr(english, {{"first", words(kAlt)}, {"second", words(kAlt | kShift)}});
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
      return is_one_of(c.key, "ABIT") || c.key == KeyCode::Left || c.key == KeyCode::Right || c.key == KeyCode::Home ||
             c.key == KeyCode::Space || c.key == KeyCode::Backquote;
    default:
      return false;
  }
}

/// Of a digit: alone; with Ctrl and Shift, but 0, by which Windows may change the keyboard; 0 with Alt, as the others are tabs on
/// Linux; with Alt and Shift where a Mac takes no picture of its screen.
bool is_free_digit(const Chord& c) {
  if (!is_between(c.key, KeyCode::D0, KeyCode::D9)) return false;
  switch (c.mods) {
    case 0:
      return true;
    case kCtrl | kShift:
      return c.key != KeyCode::D0;
    case kAlt:
      return c.key == KeyCode::D0;
    case kAlt | kShift:
      return !is_between(c.key, KeyCode::D3, KeyCode::D6);
    default:
      return false;
  }
}

/// F2 and F8; F7 and F9 are browsers' alone and with Shift, and free with one more. F12 is free with Ctrl and Shift only: the others
/// are developer tools, Linux' effects and its desktop. With Alt alone windows are sized and programs run by them on Linux, with Ctrl
/// alone its desktops are chosen.
bool is_free_function_key(const Chord& c) {
  if (c.key == KeyCode::F12) return c.mods == (kCtrl | kShift);
  if (c.key != KeyCode::F2 && c.key != KeyCode::F7 && c.key != KeyCode::F8 && c.key != KeyCode::F9) return false;
  if (c.mods == (kAlt | kShift) || c.mods == (kCtrl | kShift)) return true;
  return (c.key == KeyCode::F2 || c.key == KeyCode::F8) && (c.mods == 0 || c.mods == kShift);
}

}  // namespace

std::string encode_chord(const Chord& chord) {
  if (!chord.is_set()) return {};
  std::string text;
  if ((chord.mods & kCtrl) != 0) text += "Ctrl+";
  if ((chord.mods & kAlt) != 0) text += "Alt+";
  if ((chord.mods & kShift) != 0) text += "Shift+";
  return text + key_name(chord.key, true);
}

std::string chord_words(const Chord& chord, bool is_mac) {
  return chord.is_set() ? modifier_words(chord, is_mac) + key_name(chord.key, false) : std::string();
}

std::uint8_t held_for(const Chord& chord, bool is_mac) {
  const std::uint8_t mods = chord.mods;
  if (!is_mac) return mods;
  if (is_printing(chord.key) && (mods == kAlt || mods == (kAlt | kShift)))
    return kHeldControl | kHeldShift | (mods == kAlt ? 0 : kHeldSuper);
  // Not Cmd, by which a Mac takes pictures of its screen.
  if (is_between(chord.key, KeyCode::D1, KeyCode::D9) && mods == (kCtrl | kShift)) return kHeldControl | kHeldShift;
  const int control = (mods & kSystemKey) != 0 ? kHeldControl : 0, command = (mods & kCtrl) != 0 ? kHeldSuper : 0;
  return static_cast<std::uint8_t>((mods & (kShift | kAlt)) | control | command);
}

Chord chord_of(KeyCode key, std::uint8_t held, bool is_mac) {
  if (is_mac && is_printing(key) && (held == kHeldAlt || held == (kHeldAlt | kHeldShift)))
    return {key, static_cast<std::uint8_t>(held & kHeldShift)};
  for (std::uint8_t mods = 0; mods < 2 * kSystemKey; ++mods)
    if (held_for({key, mods}, is_mac) == held) return {key, mods};
  return {};
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

bool is_character(const Chord& chord) {
  return is_printing(chord.key) && (chord.mods & ~kShift) == 0;
}

std::string trouble_with(const Chord& c, bool is_mac) {
  if (!c.is_set()) return {};
  if (c.mods > kModsMax)
    return hint(mark("That key belongs to the system. Use {first} or {second} with another key."), KeyCode::A, is_mac);
  if (c.mods == kModsMax && is_one_of(c.key, kWithoutAltGr)) return {};
  if ((c.mods & kCtrl) != 0 && (c.mods & kAlt) != 0)
    return hint(mark("Ctrl with Alt writes characters on many keyboards. Use {first} or {second}."), c.key, is_mac);
  if (c.key == KeyCode::Escape || c.key == KeyCode::Tab || c.key == KeyCode::Enter)
    return tr("Esc, Tab and Enter move, send and close. Choose another key.");
  if (is_between(c.key, KeyCode::F1, KeyCode::F12)) {
    return is_free_function_key(c) ? ""
                                   : tr("That function key belongs to the browser or the system. F2 and F8 are free.");
  }
  if (is_free_digit(c)) return {};
  if ((c.mods & (kCtrl | kAlt)) == 0)
    return hint(mark("That key writes or moves in a text. Hold {first} or {second} with it."), c.key, is_mac);
  if (is_between(c.key, KeyCode::D0, KeyCode::D9))
    return tr("With those keys, digits choose the browser's tabs or take pictures of the screen. Choose another key.");
  const bool is_writing = c.key == KeyCode::Backspace || c.key == KeyCode::Delete || c.key == KeyCode::Insert ||
                          ((c.mods & kCtrl) != 0 && is_between(c.key, KeyCode::Up, KeyCode::End)) ||
                          (c.mods == kCtrl && c.key == KeyCode::Space);
  if (is_writing) return tr("That key moves or deletes in a text. Choose another one.");
  if (is_browsers(c))
    return hint(mark("The browser or the system uses that. Use {first} or {second} with another key."), KeyCode::A,
                is_mac);
  return {};
}

}  // namespace smsdesk
