#include "web/view/shortcuts.h"

#include <iterator>

#include "core/screen/actions.h"
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

int imgui_mods(std::uint8_t mods, bool is_mac) {
  int all = 0;
  if ((mods & kCtrl) != 0) all |= is_mac ? ImGuiMod_Super : ImGuiMod_Ctrl;
  if ((mods & kSystemKey) != 0) all |= is_mac ? ImGuiMod_Ctrl : ImGuiMod_Super;
  if ((mods & kShift) != 0) all |= ImGuiMod_Shift;
  if ((mods & kAlt) != 0) all |= ImGuiMod_Alt;
  return all;
}

}  // namespace

bool is_pressed(const Ui& ui, const Chord& chord, bool is_mac) {
  return chord.is_set() && ui.has_key(imgui_key(chord.key), imgui_mods(chord.mods, is_mac));
}

Chord pressed_chord(const Ui& ui, bool is_mac) {
  for (std::uint8_t mods = 0; mods < 2 * kSystemKey; ++mods) {
    if (ImGui::GetIO().KeyMods != imgui_mods(mods, is_mac)) continue;
    for (int key = 1; key < static_cast<int>(KeyCode::Count); ++key) {
      const Chord chord{static_cast<KeyCode>(key), mods};
      if (is_pressed(ui, chord, is_mac)) return chord;
    }
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
  for (const Chord& chord : chords) claim_chord(imgui_key(chord.key), imgui_mods(chord.mods, is_mac));
  for (int i = 0; i < screen::kAnswersMax; ++i) claim_chord(static_cast<ImGuiKey>(ImGuiKey_1 + i), kAnswerMods);
}

}  // namespace smsdesk::web::view::shortcuts
