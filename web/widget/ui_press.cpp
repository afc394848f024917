// Pointer, keyboard and tooltips of the Ui.
#include <algorithm>
#include <cmath>

#include "imgui_internal.h"
#include "web/platform/canvas.h"
#include "web/widget/ui.h"

namespace smsdesk::web {
namespace {

constexpr DurationMs kTooltipDelayMs = 500;
constexpr float kTooltipWidthMax = 360;  // CSS px
constexpr int kTooltipLinesMax = 12;
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
    const bool went_down = ImGui::IsMouseClicked(ImGuiMouseButton_Left) && ImGui::GetActiveID() == id;
    if (went_down && !is_further_press_) first_pressed_ = c.id;
    const bool is_meant = !is_disabled && (!is_further_press_ || first_pressed_ == c.id);
    press.is_hovered = hovered && !is_disabled;
    press.is_held = held && is_meant;
    press.was_pressed = clicked && is_meant;
    if (hovered) {
      hot_ = c.id;
      if (!is_disabled) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
      if (!c.tooltip.empty()) ask_for_tooltip(c, false);
    }
  }
  if (was_activated(c.id) && !is_disabled) press.was_pressed = true;
  if (focused_ == c.id && is_focus_visible_) {
    press.is_focused = true;
    ring_ = c.rect;
    if (!c.is_ring_inside) focus_ring(c.rect, c.radius);  // inside, it is drawn over the ground by the widget
    if (!c.tooltip.empty() && c.has_tooltip_on_focus) ask_for_tooltip(c, true);
  }
  // Once only: the wheel may then scroll away from it. Also where no ring shows: a press never moves the focus by itself.
  if (focused_ == c.id && focused_ != focused_before_) {
    has_scroll_wish_ = true;
    scroll_wish_ = c.rect;
  }
  return press;
}

bool Ui::has_first_press() const {
  return press_count() == 1;
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
  if (focused_ == field.id && focused_ != focused_before_) {
    has_scroll_wish_ = true;
    scroll_wish_ = {field.min, field.max};
  }
  field.min = {std::floor(field.min.x + 0.5f), std::floor(field.min.y + 0.5f)};
  field.max = {std::floor(field.max.x + 0.5f), std::floor(field.max.y + 0.5f)};
  place_text_field(field, parents_.back());
  if (focused_ == field.id && focused_ != focused_before_) {
    has_scroll_wish_ = true;
    scroll_wish_ = {field.min, field.max};
  }
}

bool Ui::has_key(int imgui_key, int imgui_mods, bool counts_repeats) const {
  return ImGui::GetIO().KeyMods == imgui_mods && ImGui::IsKeyPressed(static_cast<ImGuiKey>(imgui_key), counts_repeats);
}

bool Ui::has_menu_key() const {
  return has_key(ImGuiKey_Menu) || has_key(ImGuiKey_F10, ImGuiMod_Shift);
}

bool Ui::take_scroll_wish(Rect& rect) {
  if (!has_scroll_wish_) return false;
  rect = scroll_wish_;
  has_scroll_wish_ = false;
  return true;
}

void Ui::hush_tooltips() {
  is_pointer_hushed_ = true;
  hushed_focus_ = focused_before_;
}

void Ui::note_input() {
  if (const int count = press_count(); count > 0) {
    is_further_press_ = count > 1;
    if (!is_further_press_) first_pressed_ = 0;
  }
  if (focused_ != hushed_focus_) hushed_focus_ = 0;
  for (const ImGuiInputEvent& event : ImGui::GetCurrentContext()->InputEventsTrail) {
    const bool is_down = (event.Type == ImGuiInputEventType_Key && event.Key.Down) ||
                         (event.Type == ImGuiInputEventType_MouseButton && event.MouseButton.Down);
    if (event.Type == ImGuiInputEventType_MousePos) is_pointer_hushed_ = false;
    if (is_down || event.Type == ImGuiInputEventType_MouseWheel) hush_tooltips();
  }
  for (const TextFieldEvent& event : text_field_events())
    if (event.kind != TextFieldEvent::Kind::Focused && event.kind != TextFieldEvent::Kind::Blurred) hush_tooltips();
}

void Ui::ask_for_tooltip(const Control& c, bool is_by_keyboard) {
  if (is_by_keyboard ? hushed_focus_ == c.id : is_pointer_hushed_) return;
  Tooltip& wish = is_by_keyboard ? by_focus_ : by_pointer_;
  wish.id = c.id;
  wish.anchor = c.rect;
  wish.text.assign(c.tooltip);
  wish.shortcut.assign(c.shortcut);
  wish.is_beside = c.is_tooltip_beside;
  wish.layer = open_layers_.back();
}

void Ui::tell_whole(const Rect& rect, std::string_view text) {
  Control c;
  c.rect = rect;
  c.tooltip = text;
  c.id = id_of(parents_.back(), text);
  if (by_pointer_.id == 0 && is_hovering(rect)) ask_for_tooltip(c, false);
  if (!ring_.contains(rect.center())) return;
  c.id = focused_;
  c.rect = ring_;
  if (by_focus_.id == 0)
    ask_for_tooltip(c, true);
  else if (by_focus_.id == focused_ && by_focus_.text.find(text) == std::string::npos)
    by_focus_.text.append(" · ").append(text);
}

const Ui::Tooltip* Ui::wanted_tooltip() const {
  if (ImGui::IsMouseDown(ImGuiMouseButton_Left)) return nullptr;
  if (by_pointer_.id != 0 && !is_pointer_hushed_) return &by_pointer_;
  return by_focus_.id != 0 && by_focus_.id != hushed_focus_ ? &by_focus_ : nullptr;
}

/// Below its control, or beside it, else above; on the page, and over nothing that floats above its control. It
/// comes with its size, at 0, 0.
bool Ui::find_place_for(const Tooltip& tooltip, Rect& box) const {
  const Rect& a = tooltip.anchor;
  const float gap = px_snap(8), w = box.width(), h = box.height();
  const float x = std::clamp(std::floor(a.center().x - w * 0.5f), page_.min.x + gap,
                             std::max(page_.min.x + gap, page_.max.x - gap - w));
  const ImVec2 beside{a.max.x + gap, std::floor(a.center().y - h * 0.5f)};
  const ImVec2 below{x, a.max.y + gap}, above{x, a.min.y - gap - h};
  for (const ImVec2& at : {tooltip.is_beside ? beside : below, above}) {
    const Rect there = box.moved(at.x, at.y);
    if (there.min.y < page_.min.y || there.max.y > page_.max.y) continue;
    bool is_free = true;
    for (std::size_t i = tooltip.layer; i < layers_.size(); ++i) is_free = is_free && !there.overlaps(layers_[i]);
    if (!is_free) continue;
    box = there;
    return true;
  }
  return false;
}

void Ui::draw_tooltip() {
  const Tooltip* tooltip = wanted_tooltip();
  if (tooltip == nullptr) {
    if (tooltip_ != 0 && now_ - tooltip_since_ >= kTooltipDelayMs) tooltip_gone_at_ = now_;
    tooltip_ = 0;
    return;
  }
  if (tooltip_ != tooltip->id) {
    const bool is_warm = now_ - tooltip_gone_at_ < kTooltipWarmMs;
    tooltip_ = tooltip->id;
    tooltip_since_ = is_warm ? now_ + -kTooltipDelayMs : now_;
  }
  const DurationMs left = kTooltipDelayMs - (now_ - tooltip_since_);
  if (left > 0) {
    request_frame_in(left);
    return;
  }
  const Theme& t = *theme_;
  const ImU32 ground = t.is_dark ? t.raised : rgb(0x1C2027);
  const TextStyle text_style = type::style(type::Kind::Secondary, rgb(0xF2F4F7));
  const TextStyle key_style = type::style(type::Kind::Secondary, rgb(0xB4BBC7));
  const float key_width = tooltip->shortcut.empty() ? 0 : measure(tooltip->shortcut, key_style).x + px_snap(10);
  const float room = page_.width() - px_snap(2 * 8 + 2 * 10) - key_width;
  const float wrap = std::max(px_snap(60), std::min(px_snap(kTooltipWidthMax), room));
  const ImVec2 text = measure(tooltip->text, text_style, wrap, kTooltipLinesMax);
  Rect box{{0, 0}, {text.x + key_width + px_snap(20), text.y + px_snap(10)}};
  if (!find_place_for(*tooltip, box)) return;
  begin_layer("tooltip", box);
  push_alpha(motions_.appear(id_of(tooltip_, "tooltip"), MotionKind::Fade));
  shadow(box, radius::kControl);
  fill(box, ground, radius::kControl);
  if (t.is_dark) stroke(box, t.is_high_contrast ? t.border : t.control_border, radius::kControl);
  Rect inner = box.inset(px_snap(10), px_snap(5));
  if (key_width > 0) words(inner.cut_right(key_width), tooltip->shortcut, key_style, Align::Right, WhenCut::Nothing);
  paragraph(inner.min, wrap, tooltip->text, text_style, kTooltipLinesMax, Align::Left, WhenCut::Nothing);
  pop_alpha();
  end_layer();
}

}  // namespace smsdesk::web
