// The keys that belong to no single control: what the desk listens to, what tooltips and the settings say. One table, so
// that nothing is shown that is not heard.
//
// Chosen so that no browser has them (Chromium, Firefox and Safari on Linux, Windows and macOS): Alt with a digit changes
// the browser's tab on Linux, Ctrl with a digit everywhere; Ctrl+Alt is AltGr on Windows and VoiceOver's on macOS. Those
// with Alt are claimed from the page, because Option with a letter types a character on macOS.
#pragma once

#include <string>
#include <string_view>

#include "imgui.h"

namespace smsdesk::web::view::shortcuts {

struct Chord {
  ImGuiKey key;
  int mods;
  std::string_view words;
};

inline constexpr Chord kPrevious{ImGuiKey_UpArrow, ImGuiMod_Alt, "Alt+↑"};
inline constexpr Chord kNext{ImGuiKey_DownArrow, ImGuiMod_Alt, "Alt+↓"};
inline constexpr Chord kEnd{ImGuiKey_W, ImGuiMod_Alt, "Alt+W"};
inline constexpr Chord kTransfer{ImGuiKey_T, ImGuiMod_Alt, "Alt+T"};
inline constexpr Chord kPark{ImGuiKey_P, ImGuiMod_Alt, "Alt+P"};
inline constexpr Chord kSuggestion{ImGuiKey_R, ImGuiMod_Alt, "Alt+R"};
inline constexpr Chord kOnQueue{ImGuiKey_Q, ImGuiMod_Alt, "Alt+Q"};
inline constexpr Chord kGsm{ImGuiKey_G, ImGuiMod_Alt, "Alt+G"};
inline constexpr Chord kUndo{ImGuiKey_Z, ImGuiMod_Alt, "Alt+Z"};
inline constexpr Chord kEmoji{ImGuiKey_J, ImGuiMod_Alt, "Alt+J"};
inline constexpr Chord kSearch{ImGuiKey_F, ImGuiMod_Ctrl | ImGuiMod_Shift, "Ctrl+Shift+F"};
inline constexpr Chord kChords[] = {kPrevious, kNext, kEnd,  kTransfer, kPark,  kSuggestion,
                                    kOnQueue,  kGsm,  kUndo, kEmoji,    kSearch};

/// Answers the offer of that number, while the agent writes; the bare digit does it otherwise.
inline constexpr int kAnswerMods = ImGuiMod_Ctrl | ImGuiMod_Shift;
inline constexpr int kAnswersMax = 9;
inline std::string answer_words(int number) {
  return number <= kAnswersMax ? "Ctrl+Shift+" + std::to_string(number) : std::string();
}

struct Line {
  std::string_view keys, what;
};
/// As the settings list them.
inline constexpr Line kLines[] = {
    {"1 … 9", "Answer that offer"},
    {"Ctrl+Shift+1 … 9", "The same while you write"},
    {"Alt+↑ ↓", "Previous and next conversation"},
    {"Ctrl+Enter", "Send, or finish the wrap-up"},
    {kEnd.words, "End the conversation"},
    {kTransfer.words, "Transfer it"},
    {kPark.words, "Park it"},
    {kSuggestion.words, "Use a colleague's suggested reply"},
    {kUndo.words, "Take back what is about to be sent"},
    {kGsm.words, "Replace what forces Unicode"},
    {kEmoji.words, "Pick an emoji"},
    {kOnQueue.words, "Go on or off queue"},
    {kSearch.words, "Search in the conversation"},
    {"Page Up, Page Down", "Move through the messages"},
    {"Ctrl+Home, Ctrl+End", "To the first or the newest one"},
    {"Esc", "One step back"},
};

}  // namespace smsdesk::web::view::shortcuts
