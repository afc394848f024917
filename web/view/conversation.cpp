// The middle of the desk: who, since when and what can be done; the timeline; the composer.
#include <algorithm>
#include <cmath>

#include "core/words/words.h"
#include "imgui.h"
#include "web/platform/canvas.h"
#include "web/view/action_menu.h"
#include "web/view/attachments.h"
#include "web/view/context_parts.h"
#include "web/view/panels.h"
#include "web/widget/button.h"
#include "web/widget/mark.h"
#include "web/widget/surface.h"

namespace smsdesk::web::view {
namespace {

constexpr float kHeader = 64, kLowHeader = 40, kGap = 8, kLowStatus = 24, kOthers = 28;
constexpr float kTitleRow = 56, kActionsRow = 44;  ///< a header of two rows
constexpr float kTitleMin = 160;                   ///< a longer name may end in an ellipsis beside what can be done
constexpr float kSearch = 36, kBack = 48;
constexpr float kCopy = 24, kCopyGap = 4;
constexpr float kNotesShare = 0.4f;  ///< of the room below the header, at most
constexpr float kMessagesMin = 66;   ///< two lines of text with what stands around them

Icon icon_of(const screen::ActionMenu& s) {
  switch (s.kind) {
    case ConversationMenu::Transfer:
      return s.has_menu ? Icon::Transfer : Icon::Undo;
    case ConversationMenu::Park:
      return Icon::Pause;
    case ConversationMenu::End:
      return Icon::Check;
    case ConversationMenu::Transcript:
      return Icon::Print;
    case ConversationMenu::Free:
    case ConversationMenu::None:
      break;
  }
  return Icon::Undo;
}

float gap_of(ActionLook look) {
  return look == ActionLook::Labelled ? px_snap(kGap) : 0;
}
/// What is not done every day is a sign in any case.
ActionLook look_of(const screen::ActionMenu& menu, ActionLook look) {
  return menu.kind == ConversationMenu::Transcript ? ActionLook::Icon : look;
}
float actions_width(Ui& ui, const screen::Conversation& s, ActionLook look) {
  float width = 0;
  for (const screen::ActionMenu& menu : s.menus) width += action_width(ui, menu, look_of(menu, look)) + gap_of(look);
  return std::max(0.0f, width - gap_of(look));
}

NodeId timer_id() {
  return id_of("conversation.timer");
}

/// A low page has no room for it: there the panel has it alone.
float copy_width(const screen::Conversation& s, bool is_low) {
  return s.copy.name.empty() || is_low ? 0 : px_snap(kCopyGap) + px_snap(kCopy);
}

/// Just behind the customer's name or number.
void draw_copy(Ui& ui, const Rect& title, float words_width, const screen::Conversation& s, Intents& out) {
  IconButton copy;
  copy.id = id_of("conversation.copy-number");
  const float x = title.min.x + std::min(words_width, title.width()) + px_snap(kCopyGap), side = px_snap(kCopy);
  copy.rect = centered_in({{x, title.min.y}, {x + side, title.max.y}}, side, side);
  copy.icon = Icon::Copy;
  copy.icon_css = 16;
  copy.name = s.copy.name;
  copy.shortcut = s.copy.shortcut;
  if (icon_button(ui, copy)) out.push_back(s.copy.intent);
}

/// Who, and of which queue: two lines, or one where there is room for no more. Where something has no room, it is there
/// for who looks for it.
void draw_title(Ui& ui, const Rect& rect, const screen::Conversation& s, bool is_low, bool has_timer, Intents& out) {
  const Theme& t = ui.theme();
  Rect lines = centered_in(rect, rect.width(), px_snap(is_low ? 24 : 44));
  Rect title = lines.cut_top(px_snap(24));
  const float copy = copy_width(s, is_low);
  title.cut_right(copy);
  const TextStyle style = type::style(is_low ? type::Kind::Interface : type::Kind::Title, t.text, TextWeight::Semibold);
  ui.words(title, s.title, style);
  ui.heading(id_of("conversation.title"), title, s.spoken_title, 1);
  if (copy > 0) draw_copy(ui, title, std::ceil(ui.measure(s.title, style).x), s, out);
  std::string below = s.queue;
  if (!s.our_number.empty()) below += (below.empty() ? "" : " · ") + s.our_number;
  if (!is_low) ui.words(lines, below, type::style(type::Kind::Secondary, t.text_secondary));
  ui.text_node(id_of("conversation.queue"), is_low ? title : lines, below);
  if (!has_timer) running_time_node(ui, timer_id(), title, s.timer_name, s.timer);
  if (is_low) ui.hint(id_of("conversation.title"), rect, s.spoken_title + " · " + below + " · " + s.timer);
}

bool has_back(const screen::Conversation& s, const Layout& layout) {
  return layout.is_one_pane || s.has_back_beside || (layout.has_conversation && !s.back_name.empty());
}
float header_side(const Layout& layout) {
  return px_snap(layout.is_low ? 4 : layout.is_one_pane ? 8 : 20);
}
float toggle_width(const Layout& layout) {
  return !layout.is_context_drawer ? 0 : layout.is_low ? px_snap(36) : px_snap(40 + 8);
}
float search_width(const screen::Conversation& s, bool is_low) {
  return s.search_name.empty() ? 0 : px_snap(kSearch) + (is_low ? 0 : px_snap(4));
}

/// The room that the customer has in any case, with what sets it apart from its neighbour.
float title_min(Ui& ui, const screen::Conversation& s) {
  const TextStyle style = type::style(type::Kind::Title, ui.theme().text, TextWeight::Semibold);
  return std::min(std::ceil(ui.measure(s.title, style).x) + px_snap(12), px_snap(kTitleMin)) + copy_width(s, false);
}

/// What can be done has a row of its own where the customer would be cut beside it. A low page has no height for that: there
/// a hint says who it is.
bool has_two_rows(Ui& ui, const screen::Conversation& s, const Layout& layout, float width) {
  if (layout.is_low) return false;
  const float beside = search_width(s, false) + actions_width(ui, s, ActionLook::Icon);
  const float taken = 2 * header_side(layout) + (has_back(s, layout) ? px_snap(kBack) : 0) + toggle_width(layout);
  return beside > 0 && width - taken - beside < title_min(ui, s);
}

float header_height(Ui& ui, const screen::Conversation& s, const Layout& layout, float width) {
  if (layout.is_low) return px_snap(kLowHeader);
  return has_two_rows(ui, s, layout, width) ? px_snap(kTitleRow) + px_snap(kActionsRow) : px_snap(kHeader);
}

/// The search and the menus, from the left of `row` on.
void draw_actions(Ui& ui, OpenMenu& open, Rect row, const screen::Conversation& s, ActionLook look, bool is_low,
                  Intents& out) {
  if (!s.search_name.empty()) {
    IconButton search;
    search.id = ids::transcript_search();
    search.rect = centered_in(row.cut_left(px_snap(kSearch)), px_snap(kSearch), px_snap(kSearch));
    search.icon = Icon::Search;
    search.name = s.search_name;
    search.shortcut = s.search_shortcut;
    search.is_on = s.search.is_shown;
    search.flags = s.search.is_shown ? kNodeExpanded : kNodeCollapsed;
    if (icon_button(ui, search)) out.push_back(transcript_search_toggle(s));
    row.cut_left(is_low ? 0 : px_snap(4));
  }
  for (const screen::ActionMenu& menu : s.menus) {
    const float width = action_width(ui, menu, look_of(menu, look));
    const Rect box = centered_in(row.cut_left(width), width, px_snap(36));
    draw_action(ui, open, ids::conversation_action(menu.kind), box, menu, icon_of(menu), look_of(menu, look), out);
    row.cut_left(gap_of(look));
  }
}

void draw_header(Ui& ui, OpenMenu& open, const Rect& rect, const screen::Conversation& s, const Layout& layout,
                 Intents& out) {
  const Theme& t = ui.theme();
  const bool is_low = layout.is_low, is_split = has_two_rows(ui, s, layout, rect.width());
  ui.line_below(rect, t.border);
  Rect rows = rect.inset(header_side(layout), 0);
  Rect actions_row = is_split ? rows.cut_bottom(px_snap(kActionsRow)) : Rect{};
  Rect row = rows;
  // What stands beside its list needs a way back only where that has no room.
  if (layout.is_one_pane && s.back_name.empty())
    draw_back_to_roster(ui, row, layout, out);
  else if (has_back(s, layout))
    draw_back(ui, row, s.back_name, s.back, out);
  // The mirror reads the title first; what stands at the right is cut off here and pushed below.
  const float toggle_side = px_snap(is_low ? 36 : 40);
  float right_width = toggle_width(layout);
  const float search = search_width(s, is_low);
  if (!is_split) right_width += search;
  // Words where there is room for them beside the customer's number, else icons.
  const float room = is_split ? actions_row.width() - search : row.width() - right_width - px_snap(180);
  const ActionLook look =
      !is_low && actions_width(ui, s, ActionLook::Labelled) <= room ? ActionLook::Labelled : ActionLook::Icon;
  const float actions = search + actions_width(ui, s, look);
  if (!is_split) right_width += actions - search;
  const TextStyle timer_style = type::style(type::Kind::Secondary, t.text_secondary);
  const float timer_width = running_time_width(ui, s.timer, timer_style);
  const float spare = row.width() - right_width;
  const bool has_timer =
      timer_width > 0 && spare > px_snap(200) && spare - timer_width - px_snap(16) >= title_min(ui, s);
  if (has_timer) right_width += timer_width + px_snap(16);
  Rect left = row;
  left.cut_right(right_width + px_snap(is_low ? 4 : 12));
  Rect right = row.cut_right(right_width);
  draw_title(ui, left, s, is_low, has_timer, out);

  if (has_timer) {
    const Rect timer = right.cut_left(timer_width);
    running_time(ui, timer_id(), timer, s.timer_name, s.timer, timer_style);
    ui.hint(timer_id(), timer, s.timer_name);
    right.cut_left(px_snap(16));
  }
  draw_actions(ui, open, is_split ? actions_row.cut_right(actions) : right, s, look, is_low, out);
  if (layout.is_context_drawer) {
    IconButton toggle;
    toggle.id = ids::show_context();
    toggle.rect = centered_in(right.cut_right(toggle_side), toggle_side, toggle_side);
    toggle.icon = Icon::User;
    toggle.name = layout.desk->context.name;
    toggle.flags = layout.is_drawer_open ? kNodeExpanded : kNodeCollapsed;
    toggle.is_on = layout.is_drawer_open;
    if (icon_button(ui, toggle)) out.push_back(intent::ShowContext{!layout.is_drawer_open});
  }
}

TextStyle status_style(const Theme& t, const screen::Conversation& s) {
  return type::style(type::Kind::Secondary, s.is_status_urgent ? t.warning.ink : t.info.ink,
                     s.is_status_urgent ? TextWeight::Semibold : TextWeight::Regular);
}

/// A slim line below the header that says what is happening to the conversation.
void draw_status(Ui& ui, Rect& rest, const screen::Conversation& s, bool is_low) {
  if (s.status.empty()) return;
  const Theme& t = ui.theme();
  const float side = px_snap(is_low ? 12 : 20), icon = px_snap(24);
  const TextStyle style = status_style(t, s);
  const float text = ui.measure(s.status, style, rest.width() - 2 * side - icon, 3).y;
  const Rect bar = rest.cut_top(is_low ? px_snap(kLowStatus) : text + px_snap(16));
  banner(ui, bar, s.is_status_urgent ? t.warning : t.info);
  Rect row = bar.inset(side, is_low ? 0 : px_snap(8));
  Rect sign = row.cut_left(icon);
  icon_in(ui, sign.cut_left(px_snap(16)), s.is_status_urgent ? Icon::Clock : Icon::Info, 16, style.color);
  if (is_low)
    ui.words(row, s.status, style);
  else
    ui.paragraph(row.min, row.width(), s.status, style, 3);
  // A countdown is not spoken every second: the figures are there for who looks for them.
  if (s.is_status_urgent)
    ui.text_node(id_of("conversation.status"), bar, s.status);
  else
    ui.status_node(id_of("conversation.status"), bar, s.status);
}

/// What colleagues noted of a closed conversation, above its messages; more than fits is scrolled.
void draw_closed_notes(Ui& ui, ViewState& state, Rect& rest, const screen::Conversation& s, Intents& out) {
  if (s.notes.empty()) return;
  const Theme& t = ui.theme();
  const float side = px_snap(20), pad = px_snap(12);
  Column column{ui, rest.min.x + side, rest.max.x - side, 0};
  const float whole = 2 * pad + px_snap(28) + notes_height(column, s.notes);
  const Rect view = rest.cut_top(std::min(whole, rest.height() * kNotesShare));
  ui.line_below(view, t.border);
  MirrorNode n;
  n.id = id_of("conversation.notes");
  n.role = Role::Region;
  n.flags = kNodeFocusable;  // it may be longer than its room
  n.min = view.min;
  n.max = view.max;
  n.name = s.notes_title;
  ui.node(n);
  const ParentScope scope(ui, n.id);
  if (state.notes_of != s.conversation) state.notes_scroll = {};
  state.notes_of = s.conversation;
  ScrollArea area(ui, state.notes_scroll, view);
  column.y = area.top() + pad;
  part_title(column, id_of("conversation.notes.title"), s.notes_title);
  column.skip(4);
  draw_notes(column, {state.said_menu, s.conversation, out}, id_of("conversation.notes.list"), s.notes_title, s.notes);
  area.end(column.y + pad);
  if (ui.is_focused(n.id) && is_focus_visible()) ui.focus_ring(view, 0, true);
}

/// Who else is here, just above where this agent writes; where the messages have no room to give, over their last line's
/// end for who listens only.
void draw_others(Ui& ui, Rect& rest, const screen::Conversation& s) {
  if (s.others.empty()) return;
  if (rest.height() < px_snap(kOthers + kMessagesMin)) {
    ui.status_node(id_of("conversation.others"), {{rest.min.x, rest.max.y - 1}, rest.max}, s.others);
    return;
  }
  const Rect line = rest.cut_bottom(px_snap(kOthers));
  ui.words(line.inset(px_snap(20), 0), s.others, type::style(type::Kind::Secondary, ui.theme().text_secondary));
  ui.status_node(id_of("conversation.others"), line, s.others);
}

}  // namespace

void draw_conversation(Ui& ui, ViewState& state, const Rect& rect, const screen::Conversation& s, const Layout& layout,
                       Intents& out) {
  const Theme& t = ui.theme();
  fill_panel(rect.min, rect.max, t.background);
  const NodeId id = id_of("conversation");
  ui.group(Role::Main, id, rect, tr("Conversation"));
  const ParentScope scope(ui, id);
  if (!s.conversation.is_set()) {
    state.draft.conversation = {};
    Rect box = rect.inset(px_snap(24));
    const Rect icon = centered_at({box.center().x, box.center().y - px_snap(64)}, px_snap(48), px_snap(48));
    if (!s.empty_title.empty()) icon_in(ui, icon, Icon::Conversations, 32, mix(t.text_secondary, t.background, 0.35f));
    empty_state(ui, id_of("conversation.empty"), box, s.empty_title, s.empty_text);
    return;
  }
  Rect rest = rect;
  draw_header(ui, state.action_menu, rest.cut_top(header_height(ui, s, layout, rect.width())), s, layout, out);
  draw_transcript_search(ui, state, rest, s, out);
  draw_status(ui, rest, s, layout.is_low);
  draw_closed_notes(ui, state, rest, s, out);
  const Rect composer = rest.cut_bottom(composer_height(state, s.composer, layout, rest.width()));
  draw_others(ui, rest, s);
  draw_timeline(ui, state, rest, s, out);
  draw_drop_hint(ui, rest, s.composer);
  draw_composer(ui, state, composer, s.conversation, s.composer, layout, out);
}

}  // namespace smsdesk::web::view
