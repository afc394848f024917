// The palette: a field, and below it what fits. The keyboard stays in the field, which says to a screen reader which entry is
// meant.
#include <cmath>

#include "core/words/words.h"
#include "imgui.h"
#include "web/platform/canvas.h"
#include "web/platform/page.h"
#include "web/view/panels.h"
#include "web/view/rows.h"
#include "web/widget/button.h"
#include "web/widget/field.h"
#include "web/widget/mark.h"
#include "web/widget/scroll.h"
#include "web/widget/surface.h"

namespace smsdesk::web::view {
namespace {

constexpr float kWidth = 640, kHeight = 520, kField = 44, kRow = 44, kSection = 28, kHint = 32, kPad = 8;

NodeId palette_id() {
  return id_of("palette");
}
NodeId field_id() {
  return id_of("palette.field");
}
NodeId list_id() {
  return id_of("palette.list");
}

Icon icon_of(screen::PaletteLine::Kind kind) {
  using Kind = screen::PaletteLine::Kind;
  switch (kind) {
    case Kind::Conversation:
      return Icon::Conversations;
    case Kind::Person:
    case Kind::Contact:
      return Icon::User;
    case Kind::Template:
      return Icon::Template;
    case Kind::Setting:
      return Icon::Settings;
    case Kind::Search:
      return Icon::Search;
    case Kind::Closed:
      return area_icon(Area::Find);
    case Kind::Action:
      break;
  }
  return Icon::Command;
}

void take(const screen::PaletteLine& line, Intents& out) {
  out.push_back(intent::DoPalette{PaletteStep::Take, line.key});
  for (const Intent& step : line.steps) out.push_back(step);
}

bool has_section(const screen::Palette& s, std::size_t i) {
  const std::string& section = s.lines[i].section;
  return !section.empty() && (i == 0 || s.lines[i - 1].section != section);
}

float height_of(const screen::Palette& s, std::size_t i) {
  return px_snap(kRow) + (has_section(s, i) ? px_snap(kSection) : 0);
}

void draw_line(Ui& ui, NodeId id, const Rect& rect, const screen::PaletteLine& s, int number, int count, Intents& out) {
  const Theme& t = ui.theme();
  Control c;
  c.id = id;
  c.rect = rect;
  c.role = Role::Option;
  c.flags = s.is_chosen ? kNodeSelected : 0u;
  const std::string ended = s.ended_at.ms == 0 ? std::string() : format_date_time(s.ended_at);
  const std::string name_said = ended.empty() ? s.accessible_name : s.accessible_name + comma() + ended;
  c.name = name_said;
  c.is_ring_inside = true;
  c.position = number;
  c.count = count;
  if (option_row(ui, c, s.is_chosen).was_pressed) take(s, out);
  if (!ui.is_visible(rect)) return;
  Rect line = rect.inset(px_snap(12), 0);
  const Rect sign = line.cut_left(px_snap(20));
  if (s.has_presence)
    presence_dot(ui, sign.center(), 5, s.presence, s.is_chosen ? t.selected : t.raised, s.is_uncertain);
  else
    icon_in(ui, sign, icon_of(s.kind), 16, t.text_secondary);
  line.cut_left(px_snap(10));
  if (!s.shortcut.empty()) {
    const float width = key_cap_width(ui, s.shortcut);
    if (width < line.width() / 2) {
      key_cap(ui, centered_in(line.cut_right(width), width, px_snap(20)), s.shortcut, t.text_secondary);
      line.cut_right(px_snap(12));
    }
  }
  const TextStyle name = type::style(type::Kind::Interface, t.text, TextWeight::Semibold);
  const TextStyle quiet = type::style(type::Kind::Secondary, t.text_secondary);
  if (!ended.empty()) {
    const float width = std::ceil(ui.measure(ended, quiet).x);
    if (width < line.width() / 2) {
      ui.words(line.cut_right(width), ended, quiet, Align::Right);
      line.cut_right(px_snap(12));
    }
  }
  const float wide = ui.measure(s.name, name).x;
  ui.words(line.cut_left(s.detail.empty() ? line.width() : std::min(wide, line.width())), s.name, name);
  line.cut_left(px_snap(12));
  if (line.width() > px_snap(40)) ui.words(line, s.detail, quiet, Align::Left, WhenCut::Nothing);
}

/// The chosen entry into view.
void follow_choice(ViewState& state, const screen::Palette& s, float height) {
  if (state.palette_chosen == s.chosen || s.chosen < 0) return;
  state.palette_chosen = s.chosen;
  float top = 0;
  for (int i = 0; i < s.chosen; ++i) top += height_of(s, static_cast<std::size_t>(i));
  const float bottom = top + height_of(s, static_cast<std::size_t>(s.chosen));
  if (top < state.palette_scroll.offset) state.palette_scroll.offset = s.chosen == 0 ? 0 : top;
  if (bottom > state.palette_scroll.offset + height) state.palette_scroll.offset = bottom - height;
}

void draw_lines(Ui& ui, const Rect& view, float y, const screen::Palette& s, Intents& out) {
  float bottom = y;
  for (std::size_t i = 0; i < s.lines.size(); ++i) bottom += height_of(s, i);
  ui.group(Role::ListBox, list_id(), {{view.min.x, y}, {view.max.x, bottom}}, s.title);
  const ParentScope scope(ui, list_id());
  for (std::size_t i = 0; i < s.lines.size(); ++i) {
    Rect row{{view.min.x, y}, {view.max.x, y + height_of(s, i)}};
    y = row.max.y;
    if (has_section(s, i))
      ui.words(row.cut_top(px_snap(kSection)).inset(px_snap(12), 0), s.lines[i].section,
               type::style(type::Kind::Secondary, ui.theme().text_secondary, TextWeight::Semibold));
    draw_line(ui, id_of(list_id(), static_cast<std::uint64_t>(i)), row, s.lines[i], static_cast<int>(i) + 1,
              static_cast<int>(s.lines.size()), out);
  }
}

/// Below the entries, of which it is none.
void draw_status(Ui& ui, const Rect& rect, const screen::Palette& s) {
  if (s.status.empty()) return;
  const Rect line = rect.inset(px_snap(12), 0);
  ui.lines(line, s.status, type::style(type::Kind::Secondary, ui.theme().text_secondary), 2);
  ui.status_node(id_of("palette.status"), line, s.status);
}

/// What is shown as chosen stays chosen: the state is told once.
void hold_choice(ViewState& state, const screen::Palette& s, Intents& out) {
  for (const Intent& intent : out) {
    const auto* step = intent.as<intent::DoPalette>();
    if (step == nullptr) continue;
    // Another list or another choice comes with the next frame.
    state.palette_held.clear();
    return;
  }
  if (s.chosen < 0) return;
  const std::string& key = s.lines[static_cast<std::size_t>(s.chosen)].key;
  if (state.palette_held == key) return;
  state.palette_held = key;
  out.push_back(intent::DoPalette{PaletteStep::Hold, key});
}

}  // namespace

void take_palette_events(ViewState& state, const screen::Palette& s, Intents& out) {
  if (!s.is_open) {
    state.is_palette_taking = false;
    return;
  }
  const auto take_chosen = [&] {
    if (s.chosen >= 0) take(s.lines[static_cast<std::size_t>(s.chosen)], out);
  };
  if (state.is_palette_taking) {
    state.is_palette_taking = false;
    return take_chosen();
  }
  using Kind = TextFieldEvent::Kind;
  // From what is seen to what is seen. Behind what was typed in this very frame nothing is seen yet.
  bool is_seen_list = !s.lines.empty();
  int at = s.chosen;
  const auto step = [&](bool is_down) {
    if (!is_seen_list) {
      out.push_back(intent::DoPalette{is_down ? PaletteStep::Next : PaletteStep::Previous});
      return;
    }
    const int count = static_cast<int>(s.lines.size());
    at = is_down ? (at + 1) % count : (at <= 0 ? count : at) - 1;
    out.push_back(intent::DoPalette{PaletteStep::Choose, s.lines[static_cast<std::size_t>(at)].key});
  };
  for (const TextFieldEvent& event : text_field_events()) {
    if (event.field != field_id()) continue;
    if (event.kind == Kind::Changed) {
      out.push_back(intent::DoPalette{PaletteStep::Filter, event.value});
      is_seen_list = false;
    }
    if (event.kind == Kind::Down || event.kind == Kind::Up) step(event.kind == Kind::Down);
    if (event.kind != Kind::Enter && event.kind != Kind::Tab) continue;
    // What was typed or moved in this very frame is not in the list yet: Enter means what will be chosen then.
    const bool is_seen = out.empty() || !out.back().is<intent::DoPalette>();
    if (is_seen) return take_chosen();
    state.is_palette_taking = true;
    return draw_again();
  }
}

void draw_palette(Ui& ui, ViewState& state, const screen::Palette& s, Intents& out) {
  if (!s.is_open) {
    if (state.is_palette_open && state.palette_focus != 0) focus_node(state.palette_focus);
    state.palette_focus = 0;
    state.is_palette_open = false;
    state.palette_held.clear();
    return;
  }
  const Theme& t = ui.theme();
  const bool is_small = ui.page_height_css() < 420;
  const Rect room = ui.page().inset(px_snap(is_small ? 4 : 16));
  float listed = 0;
  for (std::size_t i = 0; i < s.lines.size(); ++i) listed += height_of(s, i);
  const float lines = listed + (s.empty_text.empty() ? 0 : px_snap(kRow)) + (s.status.empty() ? 0 : px_snap(kRow));
  const bool has_hint = !is_small;
  const float around = px_snap(kField + 3 * kPad) + (has_hint ? px_snap(kHint) : 0);
  const float width = std::min(px_snap(kWidth), room.width());
  const float height = std::min({px_snap(kHeight), room.height(), lines + around});
  const float top = room.min.y + (is_small ? 0 : std::min(px_snap(72), std::max(0.0f, room.height() - height) / 3));
  const float left = std::floor(room.center().x - width / 2);
  const Rect box{{left, std::floor(top)}, {left + width, std::floor(top + height)}};

  ui.begin_layer("palette", ui.page());
  ui.push_alpha(ui.motions().appear(palette_id(), MotionKind::Fade));
  ui.fill(ui.page(), t.scrim);
  floating_card(ui, box, radius::kCard + 2);
  MirrorNode dialog;
  dialog.id = palette_id();
  dialog.role = Role::Dialog;
  dialog.flags = kNodeModal;
  dialog.min = box.min;
  dialog.max = box.max;
  dialog.name = s.title;
  ui.node(dialog);
  {
    const ParentScope scope(ui, palette_id());
    Rect rest = box.inset(px_snap(kPad));
    FieldBox field;
    field.id = field_id();
    field.rect = rest.cut_top(px_snap(kField));
    field.kind = FieldKind::Search;
    field.name = s.title;
    field.placeholder = s.placeholder;
    field.value = s.words;
    field.value_revision = s.revision;
    field.type = type::Kind::Message;
    field.padding_y = 10;
    field.description = s.hint;
    if (!s.lines.empty()) {
      field.list = list_id();
      field.active = s.chosen < 0 ? 0 : id_of(list_id(), static_cast<std::uint64_t>(s.chosen));
      field.list_takes_enter = s.chosen >= 0;
    }
    field_box(ui, field);
    if (has_hint) {
      const Rect hint = rest.cut_bottom(px_snap(kHint - kPad)).inset(px_snap(12), 0);
      ui.words(hint, s.hint, type::style(type::Kind::Secondary, t.text_secondary), Align::Left, WhenCut::Nothing);
    }
    rest.cut_top(px_snap(kPad));
    if (!s.empty_text.empty()) {
      const Rect line = rest.cut_top(px_snap(kRow)).inset(px_snap(12), 0);
      ui.lines(line, s.empty_text, type::style(type::Kind::Interface, t.text_secondary), 2);
      ui.status_node(id_of("palette.empty"), line, s.empty_text);
    }
    if (!state.is_palette_open) {
      state.palette_scroll = {};
      state.palette_chosen = 0;
      focus_node(field_id());
    }
    follow_choice(state, s, rest.height());
    ScrollArea area(ui, state.palette_scroll, rest);
    const float begin = area.top();
    draw_lines(ui, rest, begin, s, out);
    draw_status(ui, {{rest.min.x, begin + listed}, {rest.max.x, begin + listed + px_snap(kRow)}}, s);
    area.end(begin + lines);
  }
  const bool is_beside = ui.has_first_press() && !box.contains(ImGui::GetIO().MousePos);
  if (is_beside && state.is_palette_open) out.push_back(intent::DoPalette{PaletteStep::Close});
  state.is_palette_open = true;
  ui.pop_alpha();
  ui.end_layer();
  hold_choice(state, s, out);
}

}  // namespace smsdesk::web::view
