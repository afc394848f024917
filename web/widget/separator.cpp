#include "web/widget/separator.h"

#include <algorithm>
#include <cmath>

#include "core/words/words.h"
#include "imgui.h"

namespace smsdesk::web {
namespace {

constexpr int kStep = 16;
constexpr float kBefore = 2, kAfter = 6;  // the scroll bar of the panel at its left keeps its lane

int stepped(const Separator& s, int value) {
  const int outwards = s.is_panel_left ? 1 : -1;
  if (ImGui::GetIO().KeyMods != 0) return value;
  if (ImGui::IsKeyPressed(ImGuiKey_RightArrow)) return value + outwards * kStep;
  if (ImGui::IsKeyPressed(ImGuiKey_LeftArrow)) return value - outwards * kStep;
  if (ImGui::IsKeyPressed(ImGuiKey_Home, false)) return s.value_min;
  if (ImGui::IsKeyPressed(ImGuiKey_End, false)) return s.value_max;
  return value;
}

}  // namespace

SeparatorAnswer separator(Ui& ui, SeparatorState& state, const Separator& s) {
  const Theme& t = ui.theme();
  Control c;
  c.id = s.id;
  c.rect = {{s.x - px_snap(kBefore), s.y0}, {s.x + px_snap(kAfter), s.y1}};
  c.role = Role::Separator;
  c.flags = kNodeFocusable;
  c.name = s.name;
  c.shortcut = tr("Arrow keys");
  c.position = s.value;
  c.count = s.value_max;
  c.least = s.value_min;
  c.is_ring_inside = true;
  const Press p = ui.press(c);
  if (p.is_hovered || state.is_held) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
  if (p.is_hovered || p.is_held || p.is_focused) {
    const float width = px_snap(2);
    ui.fill({{s.x - width, s.y0}, {s.x, s.y1}}, t.accent);
  }

  SeparatorAnswer answer;
  answer.value = s.value;
  const float x = ImGui::GetIO().MousePos.x;
  const bool is_by_pointer = ImGui::IsMouseReleased(ImGuiMouseButton_Left);
  const bool is_reset =
      (p.is_hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) || (p.was_pressed && !is_by_pointer);
  if (is_reset) {
    state.is_held = false;
    answer.value = s.value_default;
    answer.is_settled = true;
  } else if (p.is_held && !state.is_held && ImGui::IsMouseClicked(ImGuiMouseButton_Left)) {
    state = {true, x, s.value};
  } else if (state.is_held) {
    const float moved = (x - state.grip_x) / pixel_ratio();
    answer.value = state.value_before + static_cast<int>(std::lround(s.is_panel_left ? moved : -moved));
    if (!ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
      state.is_held = false;
      answer.is_settled = true;
    }
  } else if (ui.is_focused(s.id)) {
    answer.value = stepped(s, s.value);
    answer.is_settled = answer.value != s.value;
  }
  answer.value = std::clamp(answer.value, s.value_min, std::max(s.value_min, s.value_max));
  answer.has_moved = answer.value != s.value;
  return answer;
}

}  // namespace smsdesk::web
