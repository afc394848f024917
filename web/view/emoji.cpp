// The emoji picker: what is looked for, the groups, a grid in which the arrow keys move, skin tones.
#include <algorithm>
#include <cmath>

#include "core/words/words.h"
#include "imgui.h"
#include "web/view/composer_lines.h"
#include "web/widget/button.h"
#include "web/widget/field.h"

namespace smsdesk::web::view {
namespace {

constexpr int kColumns = 9;
constexpr float kCell = 36, kGridHeight = 5.5f * kCell, kTab = 30, kTone = 28;
constexpr float kWidth = kColumns * kCell + 32;

NodeId button_id() {
  return id_of("composer.emoji");
}
NodeId field_id() {
  return id_of("emoji.find");
}
NodeId grid_id() {
  return id_of("emoji.grid");
}
NodeId cell_id(std::size_t index) {
  return id_of(grid_id(), static_cast<std::uint64_t>(index));
}

void pick(ViewState& state, const std::string& text, Intents& out) {
  insert_in_field(ids::composer_field(), text);
  state.emoji_menu.opener = ids::composer_field();  // where the focus goes when it has closed
  out.push_back(intent::UseEmoji{text});
}

/// A square with one emoji in it; true where it was pressed.
bool cell(Ui& ui, const Control& wanted, std::string_view text, float size_css, bool is_chosen) {
  const Theme& t = ui.theme();
  Control c = wanted;
  c.tooltip = c.name;
  c.has_tooltip_on_focus = true;
  c.is_ring_inside = true;
  const Press p = ui.press(c);
  if (!ui.is_visible(c.rect)) return p.was_pressed;
  if (is_chosen) ui.fill(c.rect, t.selected, 6);
  if (p.is_hovered || p.is_focused) ui.fill(c.rect, t.hover, 6);
  TextStyle style = type::style(type::Kind::Message, t.text);
  style.size = size_css;
  style.line_height = size_css * 1.3f;
  ui.words(c.rect, text, style, Align::Center, WhenCut::Nothing);
  if (p.is_focused) ui.focus_ring(c.rect, 6, true);
  return p.was_pressed;
}

void draw_groups(Ui& ui, const Rect& row, const screen::EmojiPanel& s, Intents& out) {
  const NodeId list = id_of("emoji.groups");
  ui.group(Role::TabList, list, row, tr("Groups"));
  const ParentScope scope(ui, list);
  const float width = row.width() / static_cast<float>(s.groups.size());
  for (std::size_t i = 0; i < s.groups.size(); ++i) {
    const screen::EmojiGroupTab& group = s.groups[i];
    const float x = std::floor(row.min.x + width * static_cast<float>(i));
    Control c;
    c.id = id_of(list, static_cast<std::uint64_t>(i));
    c.rect = {{x, row.min.y}, {x + std::floor(width), row.max.y}};
    c.role = Role::Tab;
    c.flags = group.is_chosen ? kNodeSelected : 0u;
    c.name = group.name;
    c.position = static_cast<int>(i) + 1;
    c.count = static_cast<int>(s.groups.size());
    const bool was_pressed = cell(ui, c, group.text, 16, group.is_chosen);
    if (group.text.empty()) icon_in(ui, c.rect, Icon::Clock, 16, ui.theme().text_secondary);
    if (was_pressed) out.push_back(intent::ShowEmojiGroup{static_cast<unsigned>(i)});
  }
}

void draw_grid(Ui& ui, ViewState& state, const Rect& view, const screen::EmojiPanel& s, Intents& out) {
  const std::string shown = s.title + "/" + s.words;
  if (shown != state.emoji_shown) {
    state.emoji_shown = shown;
    state.emoji_scroll = {};
  }
  const float side = px_snap(kCell);
  const std::size_t rows = (s.cells.size() + kColumns - 1) / kColumns;
  ScrollArea area(ui, state.emoji_scroll, view);
  MirrorNode n;
  n.id = grid_id();
  n.role = Role::TabPanel;
  n.flags = kNodeRoving;
  n.level = kColumns;
  n.min = view.min;
  n.max = view.max;
  n.name = tr("Emoji");
  ui.node(n);
  {
    const ParentScope scope(ui, n.id);
    for (std::size_t i = 0; i < s.cells.size(); ++i) {
      const std::size_t column = i % kColumns, row = i / kColumns;
      Control c;
      c.id = cell_id(i);
      c.rect.min = {view.min.x + static_cast<float>(column) * side, area.top() + static_cast<float>(row) * side};
      c.rect.max = {c.rect.min.x + side, c.rect.min.y + side};
      c.name = s.cells[i].name;
      if (cell(ui, c, s.cells[i].text, 22, false)) pick(state, s.cells[i].text, out);
    }
  }
  area.end(area.top() + static_cast<float>(rows) * side);
}

void draw_tones(Ui& ui, Rect row, const screen::EmojiPanel& s, Intents& out) {
  const TextStyle quiet = type::style(type::Kind::Secondary, ui.theme().text_secondary);
  const Rect tones = row.cut_right(px_snap(kTone) * static_cast<float>(s.tones.size()));
  ui.words(row, tr("Skin tone"), quiet);
  const NodeId list = id_of("emoji.tones");
  ui.group(Role::RadioGroup, list, tones, tr("Skin tone"));
  const ParentScope scope(ui, list);
  Rect rest = tones;
  for (std::size_t i = 0; i < s.tones.size(); ++i) {
    Control c;
    c.id = id_of(list, static_cast<std::uint64_t>(i));
    c.rect = rest.cut_left(px_snap(kTone));
    c.role = Role::Radio;
    c.flags = i == s.tone ? kNodeChecked : 0u;
    c.name = s.tones[i].name;
    c.position = static_cast<int>(i) + 1;
    c.count = static_cast<int>(s.tones.size());
    if (cell(ui, c, s.tones[i].text, 16, i == s.tone)) out.push_back(intent::SetEmojiTone{static_cast<unsigned>(i)});
  }
}

}  // namespace

void take_emoji_events(const ViewState&, const screen::EmojiPanel& s, Intents& out) {
  if (!s.is_open) return;
  for (const TextFieldEvent& event : text_field_events()) {
    if (event.field == field_id() && event.kind == TextFieldEvent::Kind::Changed)
      out.push_back(intent::FindEmoji{event.value});
  }
}

void draw_emoji_button(Ui& ui, ViewState& state, const Rect& rect, const screen::Composer& s, Intents& out) {
  IconButton b;
  b.id = button_id();
  b.rect = rect;
  b.icon = Icon::Smile;
  b.name = tr("Emoji");
  b.shortcut = s.emoji_shortcut;
  b.is_on = s.emoji.is_open;
  b.flags = kNodeHasPopup | (s.emoji.is_open ? kNodeExpanded : kNodeCollapsed);
  if (icon_button(ui, b)) out.push_back(intent::OpenEmoji{!s.emoji.is_open});
  state.emoji_anchor = rect;
  state.is_emoji_placed = true;
}

void draw_emoji_panel(Ui& ui, ViewState& state, const screen::Composer& s, Intents& out) {
  const bool is_placed = state.is_emoji_placed;
  state.is_emoji_placed = false;
  if (!s.emoji.is_open || !is_placed) {
    menu_closed(state.emoji_menu);
    if (s.emoji.is_open) out.push_back(intent::OpenEmoji{false});
    return;
  }
  const bool is_new = !state.emoji_menu.was_open;
  if (is_new || state.emoji_revision != s.emoji.revision) {
    state.emoji_revision = s.emoji.revision;
    ++state.emoji_value_revision;
  }
  Popover popover;
  popover.id = id_of("emoji");
  popover.opener = button_id();
  popover.title = tr("Emoji");
  popover.width_css = kWidth;
  popover.corner = {{state.emoji_anchor.max.x, state.emoji_anchor.min.y - px_snap(6)}, true, true};
  PopoverScope scope(ui, state.emoji_menu, popover);
  Rect rest = scope.content();
  rest.max.y = rest.min.y + px_snap(10'000);
  FieldBox find;
  find.id = field_id();
  find.kind = FieldKind::Search;
  find.name = tr("Find an emoji");
  find.placeholder = find.name;
  find.value = s.emoji.words;
  find.value_revision = state.emoji_value_revision;
  find.type = type::Kind::Interface;
  if (!s.emoji.cells.empty()) find.list = grid_id();
  find.rect = rest.cut_top(px_snap(36));
  field_box(ui, find);
  rest.cut_top(px_snap(8));
  if (!s.emoji.groups.empty()) draw_groups(ui, rest.cut_top(px_snap(kTab)), s.emoji, out);
  const Theme& t = ui.theme();
  if (!s.emoji.title.empty()) {
    const Rect title = rest.cut_top(px_snap(28));
    ui.words(title, s.emoji.title, type::style(type::Kind::Secondary, t.text_secondary, TextWeight::Semibold));
    ui.status_node(id_of("emoji.title"), title, s.emoji.title);
  }
  const Rect grid = rest.cut_top(px_snap(kGridHeight));
  if (s.emoji.cells.empty()) {
    Rect empty = grid;
    const Rect words = empty.cut_top(px_snap(48));
    ui.lines(words, s.emoji.empty_text, type::style(type::Kind::Interface, t.text_secondary), 2);
    ui.status_node(id_of("emoji.empty"), words, s.emoji.empty_text);
    if (!s.emoji.step.empty()) {
      Button step;
      step.id = id_of("emoji.step");
      step.label = s.emoji.step;
      step.rect = empty.cut_top(px_snap(36));
      step.rect.max.x = step.rect.min.x + button_width(ui, step.label);
      if (button(ui, step)) {
        out.push_back(s.emoji.step_intent);
        focus_node(field_id());  // the button goes
      }
    }
  } else {
    draw_grid(ui, state, grid, s.emoji, out);
  }
  rest.cut_top(px_snap(8));
  if (!s.emoji.tones.empty()) draw_tones(ui, rest.cut_top(px_snap(32)), s.emoji, out);
  for (const TextFieldEvent& event : text_field_events()) {
    if (event.field != field_id() || s.emoji.cells.empty()) continue;
    if (event.kind == TextFieldEvent::Kind::Down) focus_node(cell_id(0));
    if (event.kind == TextFieldEvent::Kind::Enter) pick(state, s.emoji.cells.front().text, out);
  }
  if (scope.end(rest.min.y + px_snap(8))) out.push_back(intent::OpenEmoji{false});
  if (is_new) focus_node(field_id());
}

}  // namespace smsdesk::web::view
