#include "imgui.h"
#include "imgui_internal.h"
#include "web/platform/canvas.h"

namespace smsdesk::web {
namespace {

bool is_press(const ImGuiInputEvent& one) {
  if (one.Type == ImGuiInputEventType_MouseButton) return true;
  return one.Type == ImGuiInputEventType_Key && one.Key.Down && (one.Key.Key & ImGuiMod_Mask_) == 0;
}

}  // namespace

bool hears_press() {
  const ImGuiContext& context = *ImGui::GetCurrentContext();
  for (const ImGuiInputEvent& one : context.InputEventsTrail)
    if (is_press(one)) return true;
  for (const ImGuiInputEvent& one : context.InputEventsQueue)
    if (is_press(one)) return true;
  return false;
}

}  // namespace smsdesk::web
