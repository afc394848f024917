// Chords that browsers and systems own, and what AltGr types: what no action has from the start.
//
// A table of its own and not core's rules read back: two readings of the same lists, so that one mistake cannot cancel itself out.
// Chromium's rows for PCs were held against a published list; the others are as known when this was written, and where they are
// doubted the makers' own lists decide: Chromium, chrome/browser/ui/accelerator_table.cc and accelerators_cocoa.mm, and
// support.google.com/chrome/answer/157179; Firefox, browser/base/content/browser-sets.inc.xhtml, the menus' access keys in
// browser/locales/en-US/browser/menubar.ftl, and support.mozilla.org/kb/keyboard-shortcuts-perform-firefox-tasks-quickly; Safari,
// support.apple.com/guide/safari/cpsh003; Edge, support.microsoft.com "Keyboard shortcuts in Microsoft Edge"; macOS,
// support.apple.com/102650. On PCs also what Windows and the desktops of Linux have.
#pragma once

#include <string_view>

namespace smsdesk::test {

struct OwnedChord {
  const char* keys;  ///< as an action's is kept; on a Mac as it is read
  const char* whose;
  bool can_be_chosen = false;  ///< a page is heard first, and the browser gets what it leaves (core/client/chord.h)
};

inline constexpr bool kHeardFirst = true;

// clang-format off
inline constexpr OwnedChord kOwnedOnPc[] = {
    {"Ctrl+A", "select all"}, {"Ctrl+B", "Firefox: bookmarks; bold"}, {"Ctrl+C", "copy"}, {"Ctrl+D", "bookmark"},
    {"Ctrl+E", "search"}, {"Ctrl+F", "find"}, {"Ctrl+G", "find next"}, {"Ctrl+H", "history"},
    {"Ctrl+I", "Firefox: page info"}, {"Ctrl+J", "downloads"}, {"Ctrl+K", "search in the address bar", kHeardFirst},
    {"Ctrl+L", "address bar"}, {"Ctrl+M", "Firefox, Edge: mute the tab"}, {"Ctrl+N", "new window, reserved"},
    {"Ctrl+O", "open a file"}, {"Ctrl+P", "print"}, {"Ctrl+Q", "Firefox: quit"}, {"Ctrl+R", "reload"},
    {"Ctrl+S", "save"}, {"Ctrl+T", "new tab, reserved"}, {"Ctrl+U", "source"}, {"Ctrl+V", "paste"},
    {"Ctrl+W", "close the tab, reserved"}, {"Ctrl+X", "cut"}, {"Ctrl+Y", "redo"}, {"Ctrl+Z", "undo"},
    {"Ctrl+0", "zoom"}, {"Ctrl+1", "tab"}, {"Ctrl+2", "tab"}, {"Ctrl+3", "tab"}, {"Ctrl+4", "tab"}, {"Ctrl+5", "tab"},
    {"Ctrl+6", "tab"}, {"Ctrl+7", "tab"}, {"Ctrl+8", "tab"}, {"Ctrl+9", "tab"}, {"Ctrl+Minus", "zoom"},
    {"Ctrl+Equal", "zoom"}, {"Ctrl+Tab", "next tab, reserved"}, {"Ctrl+PageUp", "tab before"},
    {"Ctrl+PageDown", "tab after"}, {"Ctrl+F4", "close the tab"}, {"Ctrl+F5", "reload"},
    {"Ctrl+Enter", "completes an address"}, {"Ctrl+Shift+A", "Chrome: search tabs; Firefox: add-ons"},
    {"Ctrl+Shift+B", "bookmarks bar"}, {"Ctrl+Shift+C", "inspect"}, {"Ctrl+Shift+D", "bookmark all"},
    {"Ctrl+Shift+E", "Firefox: network; Edge: side bar"}, {"Ctrl+Shift+G", "find before"},
    {"Ctrl+Shift+H", "Firefox: library"}, {"Ctrl+Shift+I", "developer tools"}, {"Ctrl+Shift+J", "console"},
    {"Ctrl+Shift+K", "Firefox: console; Edge: double the tab"},
    {"Ctrl+Shift+L", "Chrome: vertical tabs; Edge: paste and search"},
    {"Ctrl+Shift+M", "profile; Firefox: other sizes"}, {"Ctrl+Shift+N", "private window, reserved"},
    {"Ctrl+Shift+O", "bookmarks"}, {"Ctrl+Shift+P", "print; private window"}, {"Ctrl+Shift+Q", "quit"},
    {"Ctrl+Shift+R", "reload"}, {"Ctrl+Shift+S", "Firefox, Edge: screenshot"}, {"Ctrl+Shift+T", "reopen, reserved"},
    {"Ctrl+Shift+U", "Edge: read aloud; Linux: a character by its number"}, {"Ctrl+Shift+V", "paste as text"},
    {"Ctrl+Shift+W", "close the window, reserved"}, {"Ctrl+Shift+X", "Firefox: direction of the text"},
    {"Ctrl+Shift+Y", "Firefox: downloads; Edge: collections"}, {"Ctrl+Shift+Z", "redo"},
    {"Ctrl+Shift+0", "Windows: another keyboard"}, {"Ctrl+Shift+Tab", "tab before"},
    {"Ctrl+Shift+PageUp", "moves the tab"}, {"Ctrl+Shift+PageDown", "moves the tab"},
    {"Ctrl+Shift+Delete", "clear data"}, {"Ctrl+Shift+Escape", "Windows: task manager"}, {"Alt+D", "address bar"},
    {"Alt+E", "Chrome's menu; Firefox: Edit"}, {"Alt+F", "Chrome's menu; Firefox: File"},
    {"Alt+B", "Firefox: Bookmarks", kHeardFirst}, {"Alt+H", "Firefox: Help", kHeardFirst},
    {"Alt+S", "Firefox: History", kHeardFirst}, {"Alt+T", "Firefox: Tools", kHeardFirst},
    {"Alt+V", "Firefox: View", kHeardFirst}, {"Alt+Left", "back"}, {"Alt+Right", "forward"}, {"Alt+Home", "home page"},
    {"Alt+Space", "the window's menu"}, {"Alt+Tab", "another program"}, {"Alt+Escape", "another window"},
    {"Alt+Enter", "a new tab"}, {"Alt+1", "Linux: tab"}, {"Alt+2", "Linux: tab"}, {"Alt+3", "Linux: tab"},
    {"Alt+4", "Linux: tab"}, {"Alt+5", "Linux: tab"}, {"Alt+6", "Linux: tab"}, {"Alt+7", "Linux: tab"},
    {"Alt+8", "Linux: tab"}, {"Alt+9", "Linux: tab"}, {"Alt+F1", "Linux: menu"}, {"Alt+F2", "Linux: runs a program"},
    {"Alt+F4", "closes the window"}, {"Alt+F7", "Linux: moves the window"}, {"Alt+F8", "Linux: sizes the window"},
    {"Alt+F9", "Linux: hides the window"}, {"Alt+F10", "Linux: the whole screen"}, {"Alt+Shift+A", "Chrome: infobars"},
    {"Alt+Shift+B", "Chrome: bookmarks bar"}, {"Alt+Shift+I", "Chrome: a report"}, {"Alt+Shift+T", "Chrome: toolbar"},
    {"Alt+Shift+Tab", "another program"}, {"Alt+Shift+C", "Chrome: tab into the group", kHeardFirst},
    {"Alt+Shift+N", "Chrome: two side by side", kHeardFirst}, {"Alt+Shift+P", "Chrome: new group", kHeardFirst},
    {"Alt+Shift+R", "Chrome: reading mode", kHeardFirst}, {"Alt+Shift+W", "Chrome: close the group", kHeardFirst},
    {"Alt+Shift+X", "Chrome: next group", kHeardFirst}, {"Alt+Shift+Z", "Chrome: group before", kHeardFirst},
    {"Ctrl+Alt+D", "Linux: desktop"}, {"Ctrl+Alt+L", "Linux: locks the screen"}, {"Ctrl+Alt+T", "Linux: terminal"},
    {"Ctrl+Alt+Delete", "system"}, {"Ctrl+Alt+Shift+I", "Firefox: browser tools"},
    {"Ctrl+Alt+Shift+R", "Linux: films the screen"}, {"F1", "help"}, {"F3", "find next"}, {"F4", "Edge: address bar"},
    {"F5", "reload"}, {"F6", "next pane"}, {"F7", "caret"}, {"F9", "Firefox, Edge: reader"}, {"F10", "menu"},
    {"F11", "full screen"}, {"F12", "developer tools"}, {"Shift+F3", "find before"}, {"Shift+F5", "reload"},
    {"Shift+F6", "pane before"}, {"Shift+F7", "Firefox: styles"}, {"Shift+F9", "Firefox: storage"},
    {"Shift+F10", "context menu"}, {"Shift+F12", "Firefox: accessibility"},
    {"Ctrl+F12", "Linux: desktop"}, {"Alt+Shift+F12", "Linux: effects"}, {"Shift+Escape", "Chrome: task manager"},
};

inline constexpr OwnedChord kOwnedOnMac[] = {
    {"Cmd+K", "Firefox: search", kHeardFirst}, {"Cmd+C", "copy"}, {"Cmd+F", "find"}, {"Cmd+H", "hides the program"},
    {"Cmd+L", "address bar"}, {"Cmd+M", "minimises"}, {"Cmd+N", "new window"}, {"Cmd+Q", "quits"}, {"Cmd+R", "reload"},
    {"Cmd+T", "new tab"}, {"Cmd+V", "paste"}, {"Cmd+W", "closes the tab"}, {"Cmd+,", "settings"}, {"Cmd+1", "tab"},
    {"Cmd+9", "tab"}, {"Cmd+0", "zoom"}, {"Shift+Cmd+3", "macOS: picture of the screen"},
    {"Shift+Cmd+4", "macOS: picture of a part"}, {"Shift+Cmd+5", "macOS: pictures and films"},
    {"Shift+Cmd+6", "macOS: picture of the Touch Bar"}, {"Control+Shift+Cmd+3", "macOS: copies the screen"},
    {"Control+Shift+Cmd+4", "macOS: copies a part"}, {"Control+Shift+Cmd+5", "macOS: pictures and films"},
    {"Control+Shift+Cmd+6", "macOS: copies the Touch Bar"}, {"Shift+Cmd+A", "Chrome: search tabs"},
    {"Shift+Cmd+B", "bookmarks bar"}, {"Shift+Cmd+C", "inspect"}, {"Shift+Cmd+D", "bookmark all"},
    {"Shift+Cmd+G", "find before"}, {"Shift+Cmd+H", "home page"}, {"Shift+Cmd+I", "Safari: mail the page"},
    {"Shift+Cmd+J", "downloads"}, {"Shift+Cmd+L", "Safari: side bar"}, {"Shift+Cmd+M", "profile"},
    {"Shift+Cmd+N", "private window"}, {"Shift+Cmd+O", "bookmarks"}, {"Shift+Cmd+P", "private window; page setup"},
    {"Shift+Cmd+Q", "macOS: signs out"}, {"Shift+Cmd+R", "reload; reader"}, {"Shift+Cmd+T", "reopen"},
    {"Shift+Cmd+V", "paste as text"}, {"Shift+Cmd+W", "closes the window"}, {"Shift+Cmd+/", "help"},
    {"Option+Shift+Cmd+I", "a report; Firefox: browser tools"},
    {"Option+Shift+Cmd+V", "pastes in the style that is there"}, {"Option+Shift+Cmd+W", "closes all windows"},
    {"Option+Shift+Cmd+Q", "macOS: signs out at once"}, {"Option+←", "a word back"}, {"Option+→", "a word on"},
    {"Control+↑", "macOS: all windows"}, {"Control+↓", "macOS: the program's windows"},
    {"Control+F2", "macOS: menu bar"}, {"Control+F8", "macOS: status menus"}, {"F11", "macOS: desktop"},
    {"F12", "developer tools"},
};
// clang-format on

inline const OwnedChord* find_owned(std::string_view keys, bool is_mac) {
  if (is_mac) {
    for (const OwnedChord& one : kOwnedOnMac)
      if (keys == one.keys) return &one;
    return nullptr;
  }
  for (const OwnedChord& one : kOwnedOnPc)
    if (keys == one.keys) return &one;
  return nullptr;
}

/// Letters that AltGr with Shift types on Windows, by Microsoft's descriptions of these keyboards.
struct AltGrLetters {
  const char* keyboard;
  std::string_view letters;
};
inline constexpr AltGrLetters kAltGrShift[] = {{"US-International", "ACDEILNOPQSTUWYZ"},
                                               {"United Kingdom, extended", "AEIOUWY"},
                                               {"Polish, programmers'", "ACELNOSXZ"},
                                               {"Romanian, programmers'", "AIQST"},
                                               {"Turkish Q", "AIST"}};
/// Ctrl with Alt is AltGr; without Shift it types on too many. The keyboard on which the chord types something, or null.
inline const char* typed_by_altgr(std::string_view keys) {
  constexpr std::string_view kBoth = "Ctrl+Alt+", kAllThree = "Ctrl+Alt+Shift+";
  if (keys.substr(0, kBoth.size()) != kBoth) return nullptr;
  if (keys.substr(0, kAllThree.size()) != kAllThree) return "most of them";
  for (const AltGrLetters& one : kAltGrShift)
    if (keys.size() == kAllThree.size() + 1 && one.letters.find(keys.back()) != std::string_view::npos)
      return one.keyboard;
  return nullptr;
}

}  // namespace smsdesk::test
