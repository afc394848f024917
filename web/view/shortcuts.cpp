#include "web/view/shortcuts.h"

#include <iterator>

#include "imgui.h"
#include "web/platform/canvas.h"

namespace smsdesk::web::view::shortcuts {
namespace {

constexpr ImGuiKey kNamed[] = {ImGuiKey_UpArrow,      ImGuiKey_DownArrow,  ImGuiKey_LeftArrow,   ImGuiKey_RightArrow,
                               ImGuiKey_Home,         ImGuiKey_End,        ImGuiKey_PageUp,      ImGuiKey_PageDown,
                               ImGuiKey_Insert,       ImGuiKey_Delete,     ImGuiKey_Backspace,   ImGuiKey_Space,
                               ImGuiKey_Tab,          ImGuiKey_Enter,      ImGuiKey_Escape,      ImGuiKey_Apostrophe,
                               ImGuiKey_Comma,        ImGuiKey_Minus,      ImGuiKey_Period,      ImGuiKey_Slash,
                               ImGuiKey_Semicolon,    ImGuiKey_Equal,      ImGuiKey_LeftBracket, ImGuiKey_Backslash,
                               ImGuiKey_RightBracket, ImGuiKey_GraveAccent};
static_assert(static_cast<int>(KeyCode::Up) + static_cast<int>(std::size(kNamed)) == static_cast<int>(KeyCode::Count));

ImGuiKey imgui_key(KeyCode key) {
  const int at = static_cast<int>(key);
  const auto from = [at](KeyCode first, ImGuiKey to) {
    return static_cast<ImGuiKey>(static_cast<int>(to) + at - static_cast<int>(first));
  };
  if (key >= KeyCode::A && key <= KeyCode::Z) return from(KeyCode::A, ImGuiKey_A);
  if (key >= KeyCode::D0 && key <= KeyCode::D9) return from(KeyCode::D0, ImGuiKey_0);
  if (key >= KeyCode::F1 && key <= KeyCode::F12) return from(KeyCode::F1, ImGuiKey_F1);
  if (key >= KeyCode::Up && key < KeyCode::Count) return kNamed[at - static_cast<int>(KeyCode::Up)];
  return ImGuiKey_None;
}

constexpr struct {
  std::uint8_t held;
  int imgui;
} kModifiers[] = {{kHeldControl, ImGuiMod_Ctrl},
                  {kHeldShift, ImGuiMod_Shift},
                  {kHeldAlt, ImGuiMod_Alt},
                  {kHeldSuper, ImGuiMod_Super}};

int imgui_mods(const Chord& chord, bool is_mac) {
  const std::uint8_t held = held_for(chord, is_mac);
  int all = 0;
  for (const auto& one : kModifiers)
    if ((held & one.held) != 0) all |= one.imgui;
  return all;
}

}  // namespace

bool is_pressed(const Ui& ui, const Chord& chord, bool is_mac) {
  if (!chord.is_set() || (is_character(chord) && ui.is_typing())) return false;
  if (ui.has_key(imgui_key(chord.key), imgui_mods(chord, is_mac))) return true;
  // A digit alone is that of the number pad too.
  const int digit = static_cast<int>(chord.key) - static_cast<int>(KeyCode::D0);
  return chord.mods == 0 && digit >= 0 && digit <= 9 && ui.has_key(ImGuiKey_Keypad0 + digit);
}

Chord pressed_chord(const Ui& ui, bool is_mac) {
  const int mods = ImGui::GetIO().KeyMods;
  std::uint8_t held = 0;
  for (const auto& one : kModifiers)
    if ((mods & one.imgui) != 0) held = static_cast<std::uint8_t>(held | one.held);
  for (int i = 1; i < static_cast<int>(KeyCode::Count); ++i) {
    const auto key = static_cast<KeyCode>(i);
    if (ui.has_key(imgui_key(key), mods)) return chord_of(key, held, is_mac);
  }
  return {};
}

void claim(ViewState& state, const std::vector<Chord>& chords, bool is_mac, bool takes_all) {
  if (takes_all != state.claims_all) {
    state.claims_all = takes_all;
    claim_all_chords(takes_all);
  }
  if (chords == state.claimed) return;
  state.claimed = chords;
  release_chords();
  for (const Chord& chord : chords) claim_chord(imgui_key(chord.key), imgui_mods(chord, is_mac));
}

}  // namespace smsdesk::web::view::shortcuts
