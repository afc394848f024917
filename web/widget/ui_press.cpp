// Pointer, keyboard and tooltips of the Ui.
#include <algorithm>
#include <cmath>

#include "imgui_internal.h"
#include "web/widget/ui.h"

namespace smsdesk::web {
namespace {

constexpr DurationMs kTooltipDelayMs = 500;
constexpr DurationMs kTooltipWarmMs = 300;  ///< another one follows at once within that time

ImGuiID imgui_id(NodeId id) {
  const auto folded = static_cast<ImGuiID>(id ^ (id >> 32));
  return folded ? folded : 1;
}

}  // namespace

Press Ui::press(const Control& c) {
  Press press;
  const bool is_disabled = (c.flags & kNodeDisabled) != 0;

  MirrorNode n;
  n.id = c.id;
  n.role = c.role;
  n.flags = c.flags;
  n.min = c.rect.min;
  n.max = c.rect.max;
  n.name = c.name;
  n.description = c.description.empty() ? c.shortcut : c.description;
  n.position = c.position;
  n.count = c.count;
  n.level = c.least;
  node(n);

  const ImRect box(c.rect.min, c.rect.max);
  const ImGuiID id = imgui_id(c.id);
  if (ImGui::ItemAdd(box, id)) {
    bool hovered = false, held = false;
    const bool clicked = ImGui::ButtonBehavior(box, id, &hovered, &held, ImGuiButtonFlags_NoNavFocus);
    press.is_hovered = hovered && !is_disabled;
    press.is_held = held && !is_disabled;
    press.was_pressed = clicked && !is_disabled;
    if (hovered) {
      hot_ = c.id;
      if (!is_disabled) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
      if (!c.tooltip.empty()) ask_for_tooltip(c, false);
    }
  }
  if (was_activated(c.id) && !is_disabled) press.was_pressed = true;
  if (focused_ == c.id && is_focus_visible_) {
    press.is_focused = true;
    if (!c.is_ring_inside) focus_ring(c.rect, c.radius);  // inside, it is drawn over the ground by the widget
    if (!c.tooltip.empty() && c.has_tooltip_on_focus) ask_for_tooltip(c, true);
    // Once only: the wheel may then scroll away from it.
    has_scroll_wish_ = focused_ != focused_before_;
    scroll_wish_ = c.rect;
  }
  return press;
}

void Ui::hint(NodeId id, const Rect& rect, std::string_view text) {
  if (!is_hovering(rect)) return;
  Control c;
  c.id = id;
  c.rect = rect;
  c.tooltip = text;
  ask_for_tooltip(c, false);
}

bool Ui::is_hovering(const Rect& rect) const {
  return ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem) &&
         rect.intersected(clips_.back()).contains(ImGui::GetIO().MousePos);
}

bool Ui::is_typing() const {
  return focused_ != 0 && std::find(fields_before_.begin(), fields_before_.end(), focused_) != fields_before_.end();
}

void Ui::place_field(TextField field) {
  fields_.push_back(field.id);
  field.min = {std::floor(field.min.x + 0.5f), std::floor(field.min.y + 0.5f)};
  field.max = {std::floor(field.max.x + 0.5f), std::floor(field.max.y + 0.5f)};
  place_text_field(field, parents_.back());
  if (focused_ == field.id && focused_ != focused_before_) {
    has_scroll_wish_ = true;
    scroll_wish_ = {field.min, field.max};
  }
}

bool Ui::has_key(int imgui_key, int imgui_mods) const {
  return ImGui::GetIO().KeyMods == imgui_mods && ImGui::IsKeyPressed(static_cast<ImGuiKey>(imgui_key), false);
}

bool Ui::take_scroll_wish(Rect& rect) {
  if (!has_scroll_wish_) return false;
  rect = scroll_wish_;
  has_scroll_wish_ = false;
  return true;
}

void Ui::ask_for_tooltip(const Control& c, bool is_by_keyboard) {
  if (tooltip_.is_wanted && is_by_keyboard) return;  // the pointer wins
  if (tooltip_.id != c.id) {
    const bool is_warm = now_ - tooltip_gone_at_ < kTooltipWarmMs;
    tooltip_.id = c.id;
    tooltip_.since = is_warm ? now_ + -kTooltipDelayMs : now_;
  }
  tooltip_.anchor = c.rect;
  tooltip_.text.assign(c.tooltip);
  tooltip_.shortcut.assign(c.shortcut);
  tooltip_.is_wanted = true;
  tooltip_.is_by_keyboard = is_by_keyboard;
}

void Ui::draw_tooltip() {
  if (!tooltip_.is_wanted || ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
    if (tooltip_.id != 0 && now_ - tooltip_.since >= kTooltipDelayMs) tooltip_gone_at_ = now_;
    tooltip_.id = 0;
    return;
  }
  const DurationMs left = kTooltipDelayMs - (now_ - tooltip_.since);
  if (left > 0) {
    request_frame_in(left);
    return;
  }
  const Theme& t = *theme_;
  const ImU32 ground = t.is_dark ? t.raised : rgb(0x1C2027);
  const TextStyle text_style = type::style(type::Kind::Secondary, rgb(0xF2F4F7));
  const TextStyle key_style = type::style(type::Kind::Secondary, rgb(0xB4BBC7));
  const float text_width = measure(tooltip_.text, text_style).x;
  const float key_width = tooltip_.shortcut.empty() ? 0 : measure(tooltip_.shortcut, key_style).x + px_snap(10);
  const float w = text_width + key_width + px_snap(20), h = px_snap(28);

  const Rect& a = tooltip_.anchor;
  const float gap = px_snap(8);
  float x = std::floor(a.center().x - w * 0.5f);
  float y = a.max.y + gap;
  if (a.width() <= px_snap(56) && a.max.x <= px_snap(56)) {  // in the rail there is room only beside it
    x = a.max.x + gap;
    y = std::floor(a.center().y - h * 0.5f);
  } else if (y + h > page_.max.y - gap) {
    y = a.min.y - gap - h;
  }
  x = std::clamp(x, page_.min.x + gap, std::max(page_.min.x + gap, page_.max.x - gap - w));
  Rect box{{x, y}, {x + w, y + h}};
  begin_layer("tooltip", box);
  push_alpha(motions_.appear(id_of(tooltip_.id, "tooltip"), MotionKind::Fade));
  shadow(box, radius::kControl);
  fill(box, ground, radius::kControl);
  if (t.is_dark) stroke(box, t.is_high_contrast ? t.border : t.control_border, radius::kControl);
  Rect inner = box.inset(px_snap(10), 0);
  words(inner.cut_left(text_width + 1), tooltip_.text, text_style);
  words(inner, tooltip_.shortcut, key_style, Align::Right);
  pop_alpha();
  end_layer();
}

}  // namespace smsdesk::web
