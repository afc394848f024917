#include "web/view/action_menu.h"

#include "core/words/words.h"
#include "imgui.h"
#include "web/view/urgency.h"
#include "web/widget/button.h"
#include "web/widget/choice.h"
#include "web/widget/field.h"

namespace smsdesk::web::view {
namespace {

NodeId menu_id() {
  return id_of("action-menu");
}
NodeId note_id() {
  return id_of("action-menu.note");
}
NodeId filter_id() {
  return id_of("action-menu.filter");
}

/// The place of the entry that is in force; −1 = none of them is such a choice.
int current_of(const screen::ActionMenu& s) {
  const auto at = std::find_if(s.entries.begin(), s.entries.end(), [](const auto& one) { return one.is_current; });
  return at == s.entries.end() ? -1 : static_cast<int>(at - s.entries.begin());
}

std::vector<MenuEntry> entries_of(const Theme& t, const screen::ActionMenu& s) {
  std::vector<MenuEntry> entries;
  entries.reserve(s.entries.size());
  for (const screen::ActionChoice& choice : s.entries) {
    MenuEntry entry;
    entry.label = choice.label;
    entry.detail = choice.detail;
    if (choice.urgency != screen::Urgency::Calm) entry.detail_color = urgency_color(t, choice.urgency);
    entry.section = choice.section;
    entry.name = choice.accessible_name;
    entry.is_current = choice.is_current;
    entry.has_presence = choice.has_presence;
    entry.presence = choice.presence;
    entry.is_uncertain = choice.is_uncertain;
    entries.push_back(entry);
  }
  return entries;
}

/// What was typed since the last frame; Enter in the field that finds takes the first of what was found.
void take_events(const screen::ActionMenu& s, Intents& out) {
  for (const TextFieldEvent& event : text_field_events()) {
    const bool is_note = event.field == note_id(), is_filter = event.field == filter_id();
    if (event.kind == TextFieldEvent::Kind::Changed && is_note) out.push_back(intent::EditMenuNote{event.value});
    if (event.kind == TextFieldEvent::Kind::Changed && is_filter) out.push_back(intent::FilterMenu{event.value});
    if (event.kind == TextFieldEvent::Kind::Enter && is_filter && !s.entries.empty())
      out.push_back(s.entries.front().intent);
    if (event.kind == TextFieldEvent::Kind::Enter && is_note)
      focus_node(menu_entry_id(menu_id(), std::max(0, current_of(s))));
  }
}

void draw_labelled_field(Ui& ui, Rect& rest, const FieldBox& wanted) {
  field_label(ui, rest.cut_top(px_snap(kFieldLabel)), wanted.name);
  rest.cut_top(px_snap(kFieldLabelGap));
  FieldBox f = wanted;
  f.rect = rest.cut_top(px_snap(36));
  f.type = type::Kind::Interface;
  field_box(ui, f);
  rest.cut_top(px_snap(8));
}

void draw_form_menu(Ui& ui, OpenMenu& state, const screen::ActionMenu& s, Intents& out) {
  const Theme& t = ui.theme();
  const bool is_new = !state.menu.was_open;
  if (is_new || state.form_revision != s.form.revision) {
    state.form_revision = s.form.revision;
    ++state.value_revision;
  }
  Popover popover;
  popover.id = id_of("action-menu.popover");
  popover.opener = state.opener;
  popover.title = s.title;
  popover.corner = {{state.anchor.max.x, state.anchor.max.y + px_snap(6)}, false, true};
  take_events(s, out);
  PopoverScope scope(ui, state.menu, popover);
  Rect rest = scope.content();
  rest.max.y = rest.min.y + px_snap(10'000);
  if (!s.form.note_name.empty()) {
    FieldBox note;
    note.id = note_id();
    note.name = s.form.note_name;
    note.value = s.form.note;
    note.value_revision = state.value_revision;
    draw_labelled_field(ui, rest, note);
  }
  if (s.form.asks_skills) {
    Rect row = rest.cut_top(px_snap(36));
    Switch keep;
    keep.id = id_of("action-menu.skills");
    keep.rect = row;
    keep.name = tr("Ask for the same skills");
    keep.is_on = s.form.keeps_skills;
    ui.words(row, keep.name, type::style(type::Kind::Interface, t.text));
    if (switch_row(ui, keep)) out.push_back(intent::KeepSkills{!s.form.keeps_skills});
    rest.cut_top(px_snap(4));
  }
  if (s.form.has_filter) {
    FieldBox filter;
    filter.id = filter_id();
    filter.kind = FieldKind::Search;
    filter.name = s.form.filter_name;
    filter.value = s.form.filter;
    filter.value_revision = state.value_revision;
    draw_labelled_field(ui, rest, filter);
  }
  float y = rest.min.y;
  if (s.entries.empty()) {
    const TextStyle quiet = type::style(type::Kind::Interface, t.text_secondary);
    const float height = ui.paragraph({rest.min.x, y + px_snap(8)}, rest.width(), s.empty_text, quiet);
    ui.status_node(id_of("action-menu.empty"), {{rest.min.x, y}, {rest.max.x, y + height}}, s.empty_text);
    y += height + px_snap(16);
  } else {
    const float bleed = px_snap(10);
    const int chosen = menu_rows(ui, menu_id(), s.title, rest.min.x - bleed, rest.max.x + bleed, y, entries_of(t, s),
                                 current_of(s) >= 0);
    if (chosen >= 0) out.push_back(s.entries[static_cast<std::size_t>(chosen)].intent);
  }
  if (scope.end(y + px_snap(8))) out.push_back(s.close);
  if (is_new) {
    if (s.form.begins_in_filter)
      focus_node(filter_id());
    else if (!s.entries.empty())
      focus_node(menu_entry_id(menu_id(), 0));
  }
}

}  // namespace

float action_width(Ui& ui, const screen::ActionMenu& s, ActionLook look) {
  return look == ActionLook::Icon ? px_snap(36) : button_width(ui, s.label);
}

void draw_action(Ui& ui, OpenMenu& state, NodeId id, const Rect& rect, const screen::ActionMenu& s, Icon icon,
                 ActionLook look, Intents& out) {
  const std::uint32_t flags = !s.has_menu ? 0u : kNodeHasPopup | (s.is_open ? kNodeExpanded : kNodeCollapsed);
  bool was_pressed = false;
  const bool can_be_used = s.unavailable.empty();
  // Who sees the sign alone must know what it is that cannot be done.
  const std::string tooltip = can_be_used ? s.name : labelled(s.name, s.unavailable);
  if (look == ActionLook::Icon) {
    IconButton b;
    b.id = id;
    b.rect = rect;
    b.icon = icon;
    b.name = s.name;
    b.shortcut = s.shortcut;
    b.description = s.unavailable;
    b.tooltip = tooltip;
    b.is_enabled = !s.is_busy && can_be_used;
    b.is_on = s.is_open;
    b.flags = flags;
    was_pressed = icon_button(ui, b);
  } else {
    Button b;
    b.id = id;
    b.rect = rect;
    b.label = s.label;
    b.name = s.name;
    b.description = s.unavailable;
    b.tooltip = tooltip;
    b.shortcut = s.shortcut;
    b.is_enabled = can_be_used;
    b.is_busy = s.is_busy;
    b.flags = flags;
    was_pressed = button(ui, b);
  }
  if (was_pressed) out.push_back(s.intent);
  if (s.is_open) place_open_menu(state, id, rect);
}

void place_open_menu(OpenMenu& state, NodeId opener, const Rect& anchor) {
  state.opener = opener;
  state.anchor = anchor;
  state.is_placed = true;
}

void draw_open_menu(Ui& ui, OpenMenu& state, const screen::ActionMenu* s, Intents& out) {
  const bool is_placed = state.is_placed;
  state.is_placed = false;
  if (s == nullptr || !is_placed) {
    menu_closed(state.menu);
    // Its button is not on this page any more: nothing would show that it is open.
    if (s != nullptr) out.push_back(s->close);
    return;
  }
  // One after another, as from a conversation's menu to that of whom it goes to, are different menus.
  if (state.menu.was_open && state.menu.opener != state.opener) state.menu.was_open = false;
  const bool has_form = !s->form.note_name.empty() || s->form.has_filter || s->form.asks_skills || s->entries.empty();
  if (has_form) return draw_form_menu(ui, state, *s, out);
  Menu m;
  m.id = menu_id();
  m.opener = state.opener;
  m.name = s->name;
  m.title = s->title;
  m.is_choice = current_of(*s) >= 0;
  m.corner = {{state.anchor.max.x, state.anchor.max.y + px_snap(6)}, false, true};
  const MenuAnswer answer = menu(ui, state.menu, m, entries_of(ui.theme(), *s));
  if (answer.chosen >= 0) out.push_back(s->entries[static_cast<std::size_t>(answer.chosen)].intent);
  if (answer.wants_close) out.push_back(s->close);
}

}  // namespace smsdesk::web::view
