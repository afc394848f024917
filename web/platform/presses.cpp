#include "imgui.h"
#include "imgui_internal.h"
#include "web/platform/canvas.h"
#include "web/platform/mirror.h"
#include "web/platform/text_field.h"

namespace smsdesk::web {
namespace {

bool is_press(const ImGuiInputEvent& one) {
  if (one.Type == ImGuiInputEventType_MouseButton) return true;
  return one.Type == ImGuiInputEventType_Key && one.Key.Down && (one.Key.Key & ImGuiMod_Mask_) == 0;
}

/// What a field gives away of its keys acts as a button does.
bool is_press(const TextFieldEvent& one) {
  using Kind = TextFieldEvent::Kind;
  return one.kind == Kind::Enter || one.kind == Kind::ModifiedEnter || one.kind == Kind::Tab || one.kind == Kind::Up ||
         one.kind == Kind::Down;
}

}  // namespace

bool hears_press() {
  if (has_activations()) return true;
  for (const TextFieldEvent& one : text_field_events())
    if (is_press(one)) return true;
  const ImGuiContext& context = *ImGui::GetCurrentContext();
  for (const ImGuiInputEvent& one : context.InputEventsTrail)
    if (is_press(one)) return true;
  for (const ImGuiInputEvent& one : context.InputEventsQueue)
    if (is_press(one)) return true;
  return false;
}

}  // namespace smsdesk::web
