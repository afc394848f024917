#include "web/widget/choice.h"

#include <algorithm>
#include <cmath>

#include "imgui_internal.h"

namespace smsdesk::web {

bool switch_row(Ui& ui, const Switch& s) {
  const Theme& t = ui.theme();
  const bool answers = s.is_enabled && !s.is_busy;
  Control c;
  c.id = s.id;
  c.rect = s.rect;
  c.role = Role::Switch;
  c.flags = (s.is_on ? kNodeChecked : 0u) | (answers ? 0u : kNodeDisabled);
  c.name = s.name;
  c.description = s.description;
  c.tooltip = s.tooltip;
  c.shortcut = s.shortcut;
  const Press p = ui.press(c);

  Rect row = s.rect;
  row.cut_right(s.inset);
  const Rect track = centered_in(row.cut_right(px_snap(kSwitchWidth)), px_snap(kSwitchWidth), px_snap(kSwitchHeight));
  const float on = ui.motions().toward(s.id, s.is_on ? 1.0f : 0.0f);
  ImU32 off_color = p.is_hovered ? mix(t.control_border, t.text, 0.2f) : t.control_border;
  if (!s.is_enabled) off_color = t.border;
  if (s.is_busy) ui.push_alpha(0.6f);
  const ImU32 color = mix(off_color, p.is_hovered ? t.primary_hover : t.primary, on);
  if (s.is_uncertain)
    ui.stroke(track, off_color, radius::kPill, 2);
  else
    ui.fill(track, color, radius::kPill);
  const float r = kSwitchHeight * 0.5f - 3, inset = px(kSwitchHeight * 0.5f);
  const float x = track.min.x + inset + (track.width() - 2 * inset) * on;
  const ImU32 knob = t.is_high_contrast ? t.on_primary : rgb(0xFFFFFF);
  ui.disc({x, track.center().y}, r, s.is_uncertain ? off_color : knob);
  if (s.is_busy) ui.pop_alpha();
  return p.was_pressed && answers;
}

namespace {

constexpr float kRadioPad = 8, kRadioDot = 16, kRadioRow = 36;
constexpr int kRadioLinesMax = 2;

}  // namespace

float radio_height(Ui& ui, float width, std::string_view name) {
  const float room = width - px_snap(3 * kRadioPad + kRadioDot);
  const float text = ui.measure(name, type::style(type::Kind::Interface, 0), room, kRadioLinesMax).y;
  return std::max(px_snap(kRadioRow), text + px_snap(16));
}

bool radio_row(Ui& ui, const Radio& r) {
  const Theme& t = ui.theme();
  Control c;
  c.id = r.id;
  c.rect = r.rect;
  c.role = Role::Radio;
  c.flags = (r.is_chosen ? kNodeChecked : 0u) | (r.is_enabled ? 0u : kNodeDisabled);
  c.name = r.name;
  c.position = r.position;
  c.count = r.count;
  c.is_ring_inside = true;
  const Press p = ui.press(c);
  if (r.is_chosen)
    ui.fill(r.rect, t.selected, radius::kControl);
  else if (p.is_hovered)
    ui.fill(r.rect, t.hover, radius::kControl);
  if (p.is_focused) ui.focus_ring(r.rect, radius::kControl, true);
  Rect row = r.rect.inset(px_snap(kRadioPad), 0);
  const Rect dot = row.cut_left(px_snap(kRadioDot));
  const ImU32 edge = !r.is_enabled ? t.border : r.is_chosen ? t.primary : t.control_border;
  ui.disc(dot.center(), 8, edge);
  ui.disc(dot.center(), r.is_chosen ? 3 : 6.5f, r.is_chosen ? t.on_primary : t.surface);
  row.cut_left(px_snap(kRadioPad));
  ui.lines(row, r.name, type::style(type::Kind::Interface, r.is_enabled ? t.text : t.text_disabled), kRadioLinesMax);
  return p.was_pressed;
}

int segmented(Ui& ui, NodeId id, const Rect& rect, std::string_view name, const std::string_view* labels, int count,
              int chosen) {
  const Theme& t = ui.theme();
  ui.group(Role::RadioGroup, id, rect, name);
  const ParentScope scope(ui, id);
  ui.fill(rect, t.neutral.soft, radius::kControl + 2);
  ui.stroke(rect, t.border, radius::kControl + 2, t.border_width);
  Rect rest = rect.inset(px_snap(2));
  const float width = std::floor(rest.width() / static_cast<float>(count));
  int pressed = -1;
  for (int i = 0; i < count; ++i) {
    const Rect part = i + 1 == count ? rest : rest.cut_left(width);
    Control c;
    c.id = id_of(id, static_cast<std::uint64_t>(i));
    c.rect = part;
    c.role = Role::Radio;
    c.flags = i == chosen ? kNodeChecked : 0u;
    c.name = labels[i];
    c.position = i + 1;
    c.count = count;
    const Press p = ui.press(c);
    if (i == chosen) {
      ui.fill(part, t.is_dark ? mix(t.raised, t.control_border, 0.35f) : t.surface, radius::kControl);
      ui.stroke(part, t.is_high_contrast ? t.accent : mix(t.border, t.control_border, 0.5f), radius::kControl);
    } else if (p.is_hovered) {
      ui.fill(part, t.hover, radius::kControl);
    }
    ui.words(part, labels[i],
             type::style(type::Kind::Interface, i == chosen ? t.text : t.text_secondary,
                         i == chosen ? TextWeight::Semibold : TextWeight::Regular),
             Align::Center);
    if (p.was_pressed && i != chosen) pressed = i;
  }
  return pressed;
}

ChipsAnswer radio_chips(Ui& ui, const Chips& chips) {
  const Theme& t = ui.theme();
  const float height = px_snap(32), gap = px_snap(8), pad = px_snap(12);
  const auto style = [&](bool is_chosen) {
    return type::style(type::Kind::Interface,
                       !chips.is_enabled ? t.text_disabled
                       : is_chosen       ? t.accent
                                         : t.text,
                       is_chosen ? TextWeight::Semibold : TextWeight::Regular);
  };
  std::vector<Rect> boxes;
  ImVec2 at = chips.at;
  for (const std::string& label : *chips.labels) {
    const float width = std::min(chips.width, ui.measure(label, style(true)).x + 2 * pad);
    if (at.x > chips.at.x && at.x + width > chips.at.x + chips.width) at = {chips.at.x, at.y + height + gap};
    boxes.push_back({at, {at.x + width, at.y + height}});
    at.x += width + gap;
  }
  ChipsAnswer answer;
  answer.height = boxes.empty() ? 0 : boxes.back().max.y - chips.at.y;
  ui.group(Role::RadioGroup, chips.id, {chips.at, {chips.at.x + chips.width, chips.at.y + answer.height}}, chips.name);
  const ParentScope scope(ui, chips.id);
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    const bool is_chosen = static_cast<int>(i) == chips.chosen;
    Control c;
    c.id = id_of(chips.id, static_cast<std::uint64_t>(i));
    c.rect = boxes[i];
    c.role = Role::Radio;
    c.flags = (is_chosen ? kNodeChecked : 0u) | (chips.is_enabled ? 0u : kNodeDisabled);
    c.name = (*chips.labels)[i];
    c.radius = 16;
    c.position = static_cast<int>(i) + 1;
    c.count = static_cast<int>(boxes.size());
    const Press p = ui.press(c);
    if (is_chosen)
      ui.fill(boxes[i], t.selected, 16);
    else if (p.is_hovered)
      ui.fill(boxes[i], t.hover, 16);
    ui.stroke(boxes[i], is_chosen ? t.accent : chips.is_enabled ? t.control_border : t.border, 16, is_chosen ? 2 : 1);
    ui.words(boxes[i].inset(pad - px_snap(2), 0), (*chips.labels)[i], style(is_chosen), Align::Center);
    if (p.was_pressed) answer.pressed = static_cast<int>(i);
  }
  return answer;
}

}  // namespace smsdesk::web
