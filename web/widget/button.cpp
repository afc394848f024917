#include "web/widget/button.h"

#include <algorithm>

#include "core/words/words.h"
#include "web/widget/mark.h"

namespace smsdesk::web {
namespace {

struct Paint {
  ImU32 fill = 0, ink = 0, edge = 0;
};

Paint paint_of(const Theme& t, ButtonLook look, const Press& p, bool is_enabled) {
  Paint paint;
  switch (look) {
    case ButtonLook::Primary:
      paint.fill = p.is_hovered || p.is_held ? t.primary_hover : t.primary;
      paint.ink = t.on_primary;
      break;
    case ButtonLook::Danger:
      paint.fill = p.is_held ? mix(t.danger_fill, t.text, 0.15f) : t.danger_fill;
      paint.ink = t.on_danger_fill;
      break;
    case ButtonLook::Secondary:
      paint.fill = p.is_held ? t.pressed : p.is_hovered ? t.hover : 0;
      paint.ink = t.text;
      paint.edge = t.is_high_contrast ? t.border : mix(t.border, t.control_border, p.is_hovered ? 0.6f : 0.35f);
      break;
    case ButtonLook::Ghost:
      paint.fill = p.is_held ? t.pressed : p.is_hovered ? t.hover : 0;
      paint.ink = p.is_hovered ? t.text : t.text_secondary;
      break;
  }
  if (!is_enabled) {
    const bool is_filled = look == ButtonLook::Primary || look == ButtonLook::Danger;
    paint.fill = is_filled ? t.neutral.soft : 0;
    paint.ink = t.text_disabled;
    if (is_filled || look == ButtonLook::Secondary) paint.edge = t.border;
  }
  return paint;
}

}  // namespace

float button_width(Ui& ui, std::string_view label, std::string_view key_cap) {
  const TextStyle style = type::style(type::Kind::Interface, ui.theme().text, TextWeight::Semibold);
  float width = ui.measure(label, style).x + px_snap(28);
  if (!key_cap.empty()) width += key_cap_width(ui, key_cap) + px_snap(8);
  return width;
}

std::vector<Rect> button_rows(Ui& ui, const std::vector<std::string_view>& labels, float width) {
  const float height = px_snap(36), gap = px_snap(8);
  std::vector<Rect> places;
  float x = 0, y = 0;
  for (const std::string_view label : labels) {
    const float own = std::min(width, button_width(ui, label));
    if (x > 0 && x + own > width) {
      x = 0;
      y += height + gap;
    }
    places.push_back({{x, y}, {x + own, y + height}});
    x += own + gap;
  }
  return places;
}

bool button(Ui& ui, const Button& b) {
  const bool answers = b.is_enabled && !b.is_busy;
  Control c;
  c.id = b.id;
  c.rect = b.rect;
  c.flags = b.flags | (answers ? 0u : kNodeDisabled);
  c.name = b.name.empty() ? b.label : b.name;
  c.description = b.is_busy ? std::string_view(tr("Working")) : b.description;
  c.tooltip = b.tooltip;
  c.shortcut = b.shortcut;
  const Press p = ui.press(c);

  const Paint paint = paint_of(ui.theme(), b.look, p, b.is_enabled);
  if (paint.fill) ui.fill(b.rect, paint.fill, radius::kControl);
  if (paint.edge) ui.stroke(b.rect, paint.edge, radius::kControl, ui.theme().border_width);

  TextStyle style = type::style(type::Kind::Interface, paint.ink, TextWeight::Semibold);
  style.size = b.size_css;
  if (b.is_busy) ui.push_alpha(0.6f);
  if (b.key_cap.empty()) {
    ui.words(b.rect.inset(px_snap(8), 0), b.label, style, Align::Center);
  } else {
    // Label and key stand together in the middle.
    const float label_width = ui.measure(b.label, style).x;
    const float cap_width = key_cap_width(ui, b.key_cap), gap = px_snap(8);
    Rect row = centered_in(b.rect, label_width + gap + cap_width, b.rect.height());
    ui.words(row.cut_left(label_width + 1), b.label, style);
    key_cap(ui, row.cut_right(cap_width), b.key_cap, paint.ink);
  }
  if (b.is_busy) ui.pop_alpha();
  return p.was_pressed && answers;
}

void icon_in(Ui& ui, const Rect& rect, Icon icon, float size_css, ImU32 color) {
  const float side = px_snap(size_css);
  const Rect box = centered_in(rect, side, side);
  if (ui.is_visible(box)) draw_icon(ui.list(), icon, box.min, side, ui.shaded(color));
}

bool icon_button(Ui& ui, const IconButton& b) {
  const Theme& t = ui.theme();
  Control c;
  c.id = b.id;
  c.rect = b.rect;
  c.flags = b.flags | (b.is_enabled ? 0u : kNodeDisabled);
  c.name = b.name;
  c.description = b.description;
  c.tooltip = b.tooltip.empty() ? b.name : b.tooltip;
  c.has_tooltip_on_focus = b.has_tooltip_on_focus;
  c.is_tooltip_beside = b.is_tooltip_beside;
  c.shortcut = b.shortcut;
  const Press p = ui.press(c);
  if (p.is_held)
    ui.fill(b.rect, t.pressed, radius::kControl);
  else if (p.is_hovered)
    ui.fill(b.rect, t.hover, radius::kControl);
  if (b.is_on) ui.fill(b.rect, t.selected, radius::kControl);
  const ImU32 rest = b.color ? b.color : b.is_on ? t.accent : p.is_hovered ? t.text : t.text_secondary;
  icon_in(ui, b.rect, b.icon, b.icon_css, b.is_enabled ? rest : t.text_disabled);
  return p.was_pressed;
}

}  // namespace smsdesk::web
