#include "web/widget/mark.h"

#include <cmath>
#include <string>

#include "imgui_internal.h"
#include "web/widget/button.h"

namespace smsdesk::web {
namespace {

TextStyle tiny(ImU32 color) {
  return type::style(type::Kind::Tiny, color, TextWeight::Semibold);
}

constexpr float kClock = 16, kClockGap = 6;

struct Hue {
  ImU32 light_ground, light_ink, dark_ground, dark_ink;
};
// Soft grounds with inks of the same hue; contrast is computed in tests/web/theme_test.cpp through
// avatar_hue().
constexpr Hue kHues[] = {
    {rgb(0xE3ECFF), rgb(0x1D46AD), rgb(0x22335C), rgb(0xB4CCFF)},
    {rgb(0xDFF3E7), rgb(0x17663A), rgb(0x1C3D2B), rgb(0x9FE0BC)},
    {rgb(0xFBEAD7), rgb(0x874607), rgb(0x45311A), rgb(0xF3CD97)},
    {rgb(0xF6E4F4), rgb(0x83297A), rgb(0x43244A), rgb(0xEAB5E4)},
    {rgb(0xDDF1F4), rgb(0x0F5F6B), rgb(0x183C43), rgb(0x98DBE6)},
    {rgb(0xEBE6FC), rgb(0x5233B3), rgb(0x322A58), rgb(0xC9BCFA)},
};

void uncertain_dot(Ui& ui, ImVec2 center, float radius_css, ImU32 ground) {
  ui.disc(center, radius_css + 2, ground);
  const float thick = px(2), r = px(radius_css) - thick / 2;
  for (int quarter = 0; quarter < 4; ++quarter) {  // a broken ring: a whole one is Offline
    const float from = (static_cast<float>(quarter) + 0.2f) * IM_PI * 0.5f;
    ui.list().PathArcTo(center, r, from, from + IM_PI * 0.3f, 6);
    ui.list().PathStroke(ui.shaded(ui.theme().text_secondary), 0, thick);
  }
}

}  // namespace

float chip_width(Ui& ui, std::string_view text) {
  return std::ceil(ui.measure(text, type::style(type::Kind::Secondary, 0)).x) + px_snap(12);
}

Rect chip(Ui& ui, ImVec2 at, std::string_view text, const Tone& tone, float width_max) {
  const float width = std::min(chip_width(ui, text), width_max), height = px_snap(20);
  const float y = std::floor(at.y - height * 0.5f);
  const Rect box{{at.x, y}, {at.x + width, y + height}};
  ui.fill(box, tone.soft, 5);
  if (ui.theme().is_high_contrast) ui.stroke(box, tone.ink, 5);
  ui.words(box.inset(px_snap(6), 0), text, type::style(type::Kind::Secondary, tone.ink));
  return box;
}

float badge(Ui& ui, ImVec2 at, std::uint32_t count, ImU32 fill, ImU32 ink) {
  const std::string text = count > 99 ? "99+" : std::to_string(count);
  const float height = px_snap(18);
  const float width = std::max(height, std::ceil(ui.figures_width(text, tiny(ink))) + px_snap(10));
  const float y = std::floor(at.y - height * 0.5f);
  const Rect box{{at.x - width, y}, {at.x, y + height}};
  ui.fill(box, fill, radius::kPill);
  ui.figures(box, text, tiny(ink), Align::Center);
  return width;
}

float key_cap_width(Ui& ui, std::string_view key) {
  return std::max(px_snap(18), std::ceil(ui.measure(key, tiny(0)).x) + px_snap(10));
}

void key_cap(Ui& ui, const Rect& rect, std::string_view key, ImU32 ink) {
  const Rect box = centered_in(rect, std::min(key_cap_width(ui, key), rect.width()), px_snap(18));
  ui.stroke(box, with_alpha(ink, 0.45f), 4);
  ui.words(box, key, tiny(ink), Align::Center);
}

void avatar(Ui& ui, const Rect& rect, std::string_view initials, std::string_view name) {
  const Hue& hue = kHues[id_of(name) % std::size(kHues)];
  const bool is_dark = ui.theme().is_dark;
  const float side = std::min(rect.width(), rect.height());
  ui.disc(rect.center(), side * 0.5f / pixel_ratio(), is_dark ? hue.dark_ground : hue.light_ground);
  TextStyle style = type::style(type::Kind::Secondary, is_dark ? hue.dark_ink : hue.light_ink, TextWeight::Semibold);
  if (side < px(30)) style.size = 11;
  ui.words(rect, initials, style, Align::Center);
}

ImU32 presence_color(const Theme& t, Presence presence) {
  switch (presence) {
    case Presence::Available:
      return t.success.ink;
    case Presence::Busy:
    case Presence::Meeting:
      return t.danger.ink;
    case Presence::Away:
    case Presence::Break:
    case Presence::Meal:
    case Presence::Training:
      return t.warning.ink;
    case Presence::Offline:
      break;
  }
  return t.text_secondary;
}

void presence_dot(Ui& ui, ImVec2 center, float radius_css, Presence presence, ImU32 ground, bool is_uncertain) {
  if (is_uncertain) return uncertain_dot(ui, center, radius_css, ground);
  const ImU32 color = presence_color(ui.theme(), presence);
  ui.disc(center, radius_css + 2, ground);
  ui.disc(center, radius_css, color);
  const float r = px(radius_css);
  switch (presence) {
    case Presence::Available:
      break;
    case Presence::Busy:
    case Presence::Meeting: {
      const float half = r * 0.55f, thick = std::max(1.0f, r * 0.2f);
      ui.fill({{center.x - half, center.y - thick}, {center.x + half, center.y + thick}}, ground);
      break;
    }
    case Presence::Away:
    case Presence::Break:
    case Presence::Meal:
    case Presence::Training:
      ui.list().PathArcTo(center, r * 0.62f, -IM_PI * 0.5f, IM_PI * 0.5f, 12);
      ui.list().PathFillConvex(ui.shaded(ground));
      break;
    case Presence::Offline:
      ui.disc(center, radius_css * 0.5f, ground);
      break;
  }
}

void countdown_ring(Ui& ui, const Rect& rect, float part, ImU32 color) {
  if (!ui.is_visible(rect)) return;
  const float thick = px(2), r = std::min(rect.width(), rect.height()) * 0.5f - thick * 0.5f;
  ui.list().AddCircle(rect.center(), r, ui.shaded(ui.theme().border), 48, thick);
  part = std::clamp(part, 0.0f, 1.0f);
  if (part <= 0) return;
  const float end = IM_PI * 1.5f, begin = end - IM_PI * 2 * part;
  ui.list().PathArcTo(rect.center(), r, begin, end, 48);
  ui.list().PathStroke(ui.shaded(color), 0, thick);
}

void running_time_node(Ui& ui, NodeId id, const Rect& rect, std::string_view name, std::string_view time) {
  if (time.empty()) return;
  MirrorNode n;
  n.id = id;
  n.role = Role::Timer;
  n.min = rect.min;
  n.max = rect.max;
  n.name = name;
  n.text = time;
  ui.node(n);
}

float running_time_width(Ui& ui, std::string_view time, const TextStyle& style) {
  return time.empty() ? 0 : px_snap(kClock + kClockGap) + ui.figures_width(time, style);
}

void running_time(Ui& ui, NodeId id, const Rect& rect, std::string_view name, std::string_view time,
                  const TextStyle& style) {
  running_time_node(ui, id, rect, name, time);
  Rect row = rect;
  icon_in(ui, row.cut_left(px_snap(kClock)), Icon::Clock, kClock, style.color);
  row.cut_left(px_snap(kClockGap));
  ui.figures(row, time, style);
}

void skeleton(Ui& ui, const Rect& rect) {
  ui.fill(rect, ui.theme().skeleton, 4);
}

float empty_state_height(Ui& ui, float width, std::string_view title, std::string_view text) {
  const float inner = std::min(width, px_snap(360));
  return ui.measure(title, type::style(type::Kind::Interface, 0, TextWeight::Semibold), inner).y + px_snap(4) +
         ui.measure(text, type::style(type::Kind::Interface, 0), inner).y;
}

float empty_state(Ui& ui, NodeId id, const Rect& rect, std::string_view title, std::string_view text) {
  const Theme& t = ui.theme();
  const float width = std::min(rect.width(), px_snap(360));
  const float height = empty_state_height(ui, rect.width(), title, text);
  const Rect box = centered_in(rect, width, height);
  const float title_height = ui.paragraph(
      box.min, width, title, type::style(type::Kind::Interface, t.text, TextWeight::Semibold), 0, Align::Center);
  ui.heading(id_of(id, "title"), {box.min, {box.max.x, box.min.y + title_height}}, title, 2);
  const ImVec2 below{box.min.x, box.min.y + title_height + px_snap(4)};
  ui.paragraph(below, width, text, type::style(type::Kind::Interface, t.text_secondary), 0, Align::Center);
  ui.text_node(id_of(id, "text"), {below, box.max}, text);
  return box.max.y;
}

}  // namespace smsdesk::web
