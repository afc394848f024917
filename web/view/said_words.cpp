#include "web/view/said_words.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/screen/screen.h"
#include "core/words/words.h"
#include "imgui.h"
#include "web/platform/canvas.h"
#include "web/widget/button.h"

namespace smsdesk::web::view {
namespace {

/// Of a piece in its block.
Rect place_of(const TextPiece& piece, const TextBlock& block, const EntityLook& look) {
  float x0 = look.at.x + piece.x;
  if (look.centered_in > 0) {
    const TextLine& line = block.lines[piece.line];
    x0 += std::floor((look.centered_in - line.width) * 0.5f) - line.x;
  }
  const float line_height = look.style.line_height * pixel_ratio();
  const float y0 = look.at.y + std::floor(static_cast<float>(piece.line) * line_height);
  return {{std::floor(x0), y0}, {std::ceil(x0 + piece.width), y0 + std::ceil(line_height)}};
}

void open_menu(const SaidTo& to, screen::WordsMenu menu, NodeId opener, const Rect& anchor) {
  to.menu.shown = std::move(menu);
  to.menu.conversation = to.conversation;
  to.menu.opener = opener;
  to.menu.anchor = anchor;
}

}  // namespace

EntityAnswer draw_entities(Ui& ui, NodeId id, const std::vector<sms::Entity>& entities, const TextBlock& block,
                           const EntityLook& look) {
  EntityAnswer answer;
  for (std::size_t i = 0; i < entities.size(); ++i) {
    const sms::Entity& entity = entities[i];
    TextPiece pieces[8];
    const std::size_t count = find_text_range(block, entity.begin, entity.end, pieces);
    if (count == 0) continue;
    const std::string name = screen::entity_name(entity);
    const ImU32 under = entity.is_doubtful && look.warns ? ui.theme().warning.ink : look.style.color;
    bool was_pressed = false;
    Rect first;
    NodeId opener = 0;
    for (std::size_t p = 0; p < count; ++p) {
      const Rect box = place_of(pieces[p], block, look);
      const float y = std::floor(box.min.y + block.baseline + px_snap(2));
      ui.fill({{box.min.x, y}, {box.max.x, y + px_snap(1)}}, under);
      // Of an address over two lines the first piece is the control; the others answer to the pointer.
      if (p > 0) {
        if (!ui.is_hovering(box)) continue;
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        was_pressed = was_pressed || ui.has_first_press();
        continue;
      }
      Control c;
      c.id = id_of(id_of(id, "entity"), static_cast<std::uint64_t>(i));
      c.rect = {{box.min.x, box.min.y - px_snap(2)}, {box.max.x, box.max.y + px_snap(2)}};
      c.role = entity.kind == sms::EntityKind::Link ? Role::Link : Role::Button;
      c.flags = entity.kind == sms::EntityKind::Link ? kNodeHasPopup : 0u;
      c.name = name;
      c.tooltip = name;
      c.radius = 3;
      const Press press = ui.press(c);
      if (press.is_hovered) ui.fill({{box.min.x, y}, {box.max.x, y + px_snap(2)}}, under);
      if (ui.is_focused(c.id)) answer.focused = c.id;
      was_pressed = was_pressed || press.was_pressed;
      first = box;
      opener = c.id;
    }
    if (!was_pressed) continue;
    answer.pressed = static_cast<int>(i);
    answer.opener = opener;
    answer.place = first;
  }
  return answer;
}

float said_words(Ui& ui, const SaidTo& to, const SaidWords& words, const std::vector<sms::Entity>& entities,
                 NodeId* focused) {
  const float height =
      ui.selectable(id_of(words.id, "text"), words.at, words.width, words.text, words.style, words.align);
  if (entities.empty() || height == 0) return height;
  const TextBlock block = lay_out_text(words.text, words.style, words.width / pixel_ratio());
  EntityLook look;
  look.at = {Ui::left_of(block, words.at.x, words.width, words.align), std::floor(words.at.y)};
  look.centered_in = words.align == Align::Center ? words.width : 0;
  look.style = words.style;
  const EntityAnswer answer = draw_entities(ui, words.id, entities, block, look);
  if (focused != nullptr && answer.focused != 0) *focused = answer.focused;
  if (answer.pressed < 0) return height;
  const sms::Entity& entity = entities[static_cast<std::size_t>(answer.pressed)];
  if (entity.kind == sms::EntityKind::Link)
    open_menu(to, screen::entity_menu(entity), answer.opener, answer.place);
  else
    to.out.push_back(screen::entity_intent({}, {}, 0, entity));
  return height;
}

bool copy_button(Ui& ui, const SaidTo& to, NodeId id, const Rect& row, const Rect& box, const screen::WordsCopy& copy,
                 const std::vector<sms::Entity>& entities) {
  if (copy.name.empty()) return false;
  const Theme& t = ui.theme();
  Control c;
  c.id = id;
  // Clear of a link in the line below the box, whose control reaches above that line.
  const float height = std::min(px_snap(24), box.height() - px_snap(2));
  c.rect = centered_in({box.min, {box.max.x, box.max.y - px_snap(2)}}, px_snap(kCopyRoom), height);
  c.name = copy.name;
  c.tooltip = copy.name;
  const Press press = ui.press(c);
  const bool is_here = ui.is_hovering(row);
  if (press.is_hovered) ui.fill(c.rect, t.hover, radius::kControl);
  if (is_here || press.is_focused)
    icon_in(ui, c.rect, Icon::Copy, 16, press.is_hovered || press.is_focused ? t.text : t.text_secondary);
  if (press.was_pressed) to.out.push_back(copy.intent);
  const bool is_focused = ui.is_focused(c.id);
  if (is_focused && ui.has_menu_key()) open_menu(to, screen::words_menu(copy, entities), c.id, c.rect);
  ImVec2 at;
  if (is_here && context_click(at) && row.contains(at)) {
    const NodeId before = focused_node();
    open_menu(to, screen::words_menu(copy, entities), before != 0 ? before : c.id, {at, at});
  }
  return is_focused;
}

bool options_button(Ui& ui, const SaidTo& to, NodeId id, const Rect& row, const Rect& box,
                    const screen::WordsCopy& copy, const std::vector<sms::Entity>& entities) {
  if (copy.more.empty()) return false;
  const Theme& t = ui.theme();
  Control c;
  c.id = id;
  const float height = std::min(px_snap(24), box.height() - px_snap(2));
  c.rect = centered_in({box.min, {box.max.x, box.max.y - px_snap(2)}}, px_snap(kCopyRoom), height);
  c.flags = kNodeHasPopup;
  c.name = copy.more_name;
  c.tooltip = copy.more_name;
  const Press press = ui.press(c);
  if (press.is_hovered) ui.fill(c.rect, t.hover, radius::kControl);
  if (ui.is_hovering(row) || press.is_focused)
    icon_in(ui, c.rect, Icon::More, 16, press.is_hovered || press.is_focused ? t.text : t.text_secondary);
  const bool is_focused = ui.is_focused(c.id);
  if (press.was_pressed || (is_focused && ui.has_menu_key()))
    open_menu(to, screen::words_menu(copy, entities), c.id, c.rect);
  return is_focused;
}

void roving_list(Ui& ui, NodeId id, const Rect& rect, std::string_view name) {
  MirrorNode n;
  n.id = id;
  n.role = Role::List;
  n.flags = kNodeRoving;
  n.min = rect.min;
  n.max = rect.max;
  n.name = name;
  ui.node(n);
}

void draw_said_menu(Ui& ui, SaidMenu& open, ConversationId shown, Intents& out) {
  if (open.conversation != shown) open.shown = {};
  if (!open.is_open()) return menu_closed(open.menu);
  std::vector<MenuEntry> entries;
  entries.reserve(open.shown.entries.size());
  for (const screen::ActionChoice& choice : open.shown.entries) {
    MenuEntry entry;
    entry.label = choice.label;
    entry.detail = choice.detail;
    if (!choice.detail.empty()) entry.detail_color = ui.theme().warning.ink;
    entry.name = choice.accessible_name;
    entries.push_back(entry);
  }
  Menu m;
  m.id = id_of("said-menu");
  m.opener = open.opener;
  m.name = open.shown.name;
  m.title = open.shown.title;
  m.corner = {{open.anchor.min.x, open.anchor.max.y + px_snap(4)}};
  const MenuAnswer answer = menu(ui, open.menu, m, entries);
  if (answer.chosen >= 0) {
    const Intent& intent = open.shown.entries[static_cast<std::size_t>(answer.chosen)].intent;
    if (intent.is<intent::DoNote>()) open.note_from = open.opener;
    out.push_back(intent);
  }
  if (answer.chosen >= 0 || answer.wants_close) open.shown = {};
}

}  // namespace smsdesk::web::view
