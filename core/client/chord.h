// A key with its modifiers, as a shortcut: how it is kept, how it is read, and which ones no page may have.
//
// Why: agents choose their shortcuts themselves. What they choose must reach the page: a chord that belongs to the browser, to
// the system or to writing would do something else, or nothing. Chosen for Chromium, Firefox, Edge and Safari on Linux,
// Windows and macOS; where only one of them has a chord, it is theirs.
//
// Some of theirs can be chosen nevertheless, and no action has one from the start: Firefox's menus (Alt with B, H, S, T and V in
// English, with other letters in other languages) and what Chrome has got for groups of tabs, reading and two pages side by side
// (Alt+Shift with C, N, P, R, W, X, Z). A page hears those first and the browser only what it leaves, so they work, and what
// agents chose before is not taken from them. On a Mac neither is there: Alt is Control+Shift.
//
// A key alone that types a character is heard only where nothing is written, and no action has one from the start: whoever
// speaks to their computer, or whose hand slips, would do with every letter something that they did not mean (WCAG 2.1, 2.1.4).
// Digits can be chosen so.
//
// Ctrl with Alt is AltGr on Windows and types characters; with Shift there are letters on which no common keyboard has one.
//
// On a Mac Option types a character with every key that prints one (a German "@" is Option+L), so there Alt with such a key
// is Control+Shift, and Alt+Shift is Control+Shift+Cmd. Not Control alone: it moves and deletes in texts (Control+A, E, K …),
// and whoever also works on a PC presses Control+X and Control+A there without thinking. Not Control+Option: that is
// VoiceOver's. Keys that print nothing keep Option. What is kept is one chord, whichever keyboard it was chosen on. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace smsdesk {

/// By what is printed on it, where that is a Latin letter or a mark that stands here; else by its place (codeOf in canvas.js).
enum class KeyCode : std::uint8_t {
  // clang-format off
  None, A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R, S, T, U, V, W, X, Y, Z,
  D0, D1, D2, D3, D4, D5, D6, D7, D8, D9,
  F1, F2, F3, F4, F5, F6, F7, F8, F9, F10, F11, F12,
  Up, Down, Left, Right, Home, End, PageUp, PageDown, Insert, Delete, Backspace, Space, Tab, Enter, Escape,
  Quote, Comma, Minus, Period, Slash, Semicolon, Equal, BracketLeft, Backslash, BracketRight, Backquote,
  Count
  // clang-format on
};

/// Modifiers, to be added up. Ctrl is the key that programs use for their commands: Cmd on a Mac.
inline constexpr std::uint8_t kCtrl = 1, kShift = 2, kAlt = 4;
/// The other one of the two; no shortcut has it.
inline constexpr std::uint8_t kSystemKey = 8;

/// The keys that are really held, to be added up: Alt is Option on a Mac, Super is Cmd there.
inline constexpr std::uint8_t kHeldControl = 1, kHeldShift = 2, kHeldAlt = 4, kHeldSuper = 8;

struct Chord {
  KeyCode key = KeyCode::None;  ///< None: there is no shortcut
  std::uint8_t mods = 0;
  bool is_set() const { return key != KeyCode::None; }
  friend bool operator==(const Chord&, const Chord&) = default;
};

/// "Ctrl+Shift+F", "Alt+Up"; empty for none. decode_chord(encode_chord(x)) == x.
std::string encode_chord(const Chord& chord);
std::optional<Chord> decode_chord(std::string_view text);
/// As people read it: "Alt+A", "Alt+↑", on a Mac "Control+Shift+A", "Option+↑".
std::string chord_words(const Chord& chord, bool is_mac);

/// What is held for it.
std::uint8_t held_for(const Chord& chord, bool is_mac);
/// What is meant by a key while those are held; of several, the one that an action can have. What Option types is a key without
/// modifiers.
Chord chord_of(KeyCode key, std::uint8_t held, bool is_mac);

/// Types a character: heard only where nothing is written.
bool is_character(const Chord& chord);

/// Why no action can have it, as a sentence that names what is free on that keyboard; empty where one can.
std::string trouble_with(const Chord& chord, bool is_mac = false);

}  // namespace smsdesk
