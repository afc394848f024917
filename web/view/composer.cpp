// Where the agent writes: the field grows with its text, what it will cost stands right below, Send
// at the right. On a low page it is one line: the field and Send, with as much of what it costs below Send as has room.
#include <cmath>

#include "core/words/words.h"
#include "imgui.h"
#include "web/platform/canvas.h"
#include "web/view/attachments.h"
#include "web/view/composer_actions.h"
#include "web/view/composer_lines.h"
#include "web/view/panels.h"
#include "web/widget/button.h"
#include "web/widget/field.h"

namespace smsdesk::web::view {
namespace {

constexpr float kLine = 21.75f, kLinesMax = 6, kPadY = 10, kRow = 44, kBelow = 12, kColumn = 760, kSide = 24;
constexpr float kLowPadY = 5, kLowMargin = 5, kLowClosed = 40, kLowMeter = 16, kLowAbove = 4;

float field_height(const ViewState& state) {
  const float one = std::ceil(px(kLine)), most = std::ceil(px(kLine * kLinesMax));
  return std::clamp(std::ceil(state.composer_height), one, most) + 2 * px_snap(kPadY);
}

Rect column_of(const Rect& rect) {
  const float side = std::min(px_snap(kSide), rect.width() * 0.05f);
  const float width = std::floor(std::min(px_snap(kColumn), rect.width() - 2 * side));
  const float x = std::floor(rect.center().x - width * 0.5f);
  return {{x, rect.min.y}, {x + width, rect.max.y}};
}

void draw_closed(Ui& ui, const Rect& rect, std::string_view reason, bool is_low) {
  const Theme& t = ui.theme();
  const Rect box = column_of(rect).inset(0, px_snap(is_low ? 4 : 12));
  ui.fill(box, t.neutral.soft, 8);
  ui.words(box.inset(px_snap(16), 0), reason, type::style(type::Kind::Interface, t.text_secondary), Align::Center);
  ui.text_node(id_of("composer.closed"), box, reason);  // who hears the page was told when it came about
}

void draw_field(Ui& ui, ViewState& state, const Rect& rect, const screen::Composer& s, const Layout& layout) {
  FieldBox f;
  f.id = ids::composer_field();
  f.rect = rect;
  f.kind = FieldKind::Multiline;
  f.name = s.placeholder;
  f.placeholder = s.placeholder;
  f.value = s.draft;
  f.value_revision = state.draft.value_revision;
  f.text_owner = state.draft.conversation.value;
  f.chars_max = s.chars_max;
  f.is_invalid = s.is_over_limit;
  f.description = s.hint;
  f.padding_y = layout.is_low ? kLowPadY : kPadY;
  f.padding_x = layout.is_low ? 10 : 14;
  f.is_behind = layout.is_behind;
  f.leaves_page_keys = true;
  f.tells_cursor = true;
  f.takes_files = true;
  f.cursor = static_cast<int>(s.cursor);
  f.cursor_end = static_cast<int>(s.cursor_end);
  f.marked = s.marked;
  if (s.templates.is_shown) {
    f.list = ids::template_list();
    f.list_takes_enter = s.templates.chosen >= 0;
    if (f.list_takes_enter) f.active = id_of(f.list, static_cast<std::uint64_t>(s.templates.chosen));
  }
  field_box(ui, f);
  set_enter_breaks_line(f.id, !s.enter_sends);
  const float needed = field_content_height(f.id);
  if (needed > 0 && std::abs(needed - state.composer_height) >= 1) {
    state.composer_height = needed;
    draw_again();
  }
}

void draw_send(Ui& ui, const Rect& rect, ConversationId conversation, const screen::Composer& s, MessageId seen,
               std::string_view cost, Intents& out) {
  Button send;
  send.id = id_of("composer.send");
  send.rect = rect;
  send.label = tr("Send");
  send.look = ButtonLook::Primary;
  send.is_enabled = s.can_send;
  send.tooltip = cost.empty() ? std::string_view(tr("Send")) : cost;
  send.shortcut = s.enter_sends ? tr("Enter") : tr("Ctrl+Enter");
  if (!button(ui, send)) return;
  if (s.templates.is_shown) out.push_back(intent::DoTemplates{TemplateStep::Leave});
  out.push_back(intent::Send{conversation, false, seen});
}

bool is_held(const screen::Composer& s) {
  return s.is_over_limit || !s.hold.empty();
}

void draw_attach(Ui& ui, const Rect& rect, ConversationId conversation, const screen::Composer& s, Intents& out) {
  IconButton attach;
  attach.id = id_of("composer.attach");
  attach.rect = rect;
  attach.icon = Icon::Attach;
  attach.name = s.attach_name;
  attach.is_enabled = s.can_attach;
  if (icon_button(ui, attach)) out.push_back(intent::AttachFiles{conversation});
}

std::string_view cost_of(const screen::Composer& s) {
  return !s.hold.empty() ? s.hold : s.is_over_limit ? s.over_limit : s.counter;
}

/// The longest of them that has room; empty where none has.
std::string_view fitting_cost(Ui& ui, const screen::Composer& s, const TextStyle& style, float room) {
  const std::string_view whole = cost_of(s);
  const std::vector<std::string>& shorter = s.is_over_limit ? s.over_limit_shorter : s.counter_shorter;
  if (!s.hold.empty() || shorter.empty() || ui.figures_width(whole, style) <= room) return whole;
  for (const std::string& one : shorter)
    if (ui.figures_width(one, style) <= room) return one;
  return {};
}

/// The list of templates: the same one that "/" opens.
void draw_templates_button(Ui& ui, const Rect& rect, const screen::Composer& s, Intents& out) {
  IconButton b;
  b.id = ids::templates_button();
  b.rect = rect;
  b.icon = Icon::Template;
  b.name = tr("Templates");
  b.shortcut = "/";
  b.is_on = s.templates.is_shown;
  b.flags = kNodeHasPopup | (s.templates.is_shown ? kNodeExpanded : kNodeCollapsed);
  if (!icon_button(ui, b)) return;
  out.push_back(intent::DoTemplates{TemplateStep::Open});
  focus_node(ids::composer_field());
}

/// What it costs stands at the left, right below the text; how to send at the right, where there is room for it.
void draw_cost(Ui& ui, const Rect& row, const screen::Composer& s) {
  const Theme& t = ui.theme();
  const TextStyle quiet = type::style(type::Kind::Secondary, t.text_secondary);
  const TextStyle style = is_held(s) ? type::style(type::Kind::Secondary, t.danger.ink, TextWeight::Semibold) : quiet;
  Rect left = row;
  float width = 0;
  if (is_held(s)) {
    icon_in(ui, left.cut_left(px_snap(16)), Icon::Alert, 16, t.danger.ink);
    left.cut_left(px_snap(4));
    width += px_snap(20);
  }
  const std::string_view cost = fitting_cost(ui, s, style, left.width());
  width += ui.figures_width(cost, style);
  ui.figures(left, cost, style);
  if (cost != cost_of(s)) ui.hint(id_of("composer.counter"), left, cost_of(s));
  ui.text_node(id_of("composer.counter"), left, cost_of(s));
  if (width + ui.measure(s.hint, quiet).x + px_snap(24) <= row.width()) ui.words(row, s.hint, quiet, Align::Right);
}

void draw_low(Ui& ui, ViewState& state, const Rect& rect, ConversationId conversation, const screen::Composer& s,
              const Layout& layout, Intents& out) {
  Rect whole = rect;
  const float files = attachments_height(s, rect.width() - px_snap(16));
  if (files > 0) {
    Rect chips = whole.cut_top(files);
    chips.cut_top(px_snap(4));
    draw_attachments(ui, chips.inset(px_snap(8), 0), conversation, s, out);
  }
  Rect row = whole.inset(px_snap(8), px_snap(kLowMargin));
  const float lines = composer_lines_height(s, layout);
  draw_composer_lines(ui, state, row.cut_top(lines), conversation, s, layout, out);
  const Rect actions = row.cut_bottom(composer_actions_height(s.actions, row.width()));
  draw_attach(ui, row.cut_left(row.height()), conversation, s, out);
  row.cut_left(px_snap(4));
  Rect right = row.cut_right(px_snap(32) + px_snap(4) + button_width(ui, tr("Send")));
  row.cut_right(px_snap(4));
  const bool has_meter = !cost_of(s).empty();
  Rect meter{};
  if (has_meter) {
    // Into the margins: there is no row for it, and what is pressed keeps 24 px.
    right.min.y -= px_snap(kLowAbove);
    right.max.y += px_snap(kLowMargin);
    meter = right.cut_bottom(px_snap(kLowMeter));
  }
  const Rect emoji = right.cut_left(px_snap(32));
  right.cut_left(px_snap(4));
  draw_emoji_button(ui, state, centered_in(emoji, px_snap(32), std::min(px_snap(32), emoji.height())), s, out);
  draw_field(ui, state, row, s, layout);
  if (has_meter) draw_cost(ui, meter, s);
  draw_send(ui, right, conversation, s, state.draft_seen, cost_of(s), out);
  draw_composer_actions(ui, actions, s.actions, out);
}

}  // namespace

void take_draft_events(const ViewState& state, const screen::Composer& s, Intents& out) {
  const ConversationId to = state.draft.conversation;  // of the last frame: that is where it was typed
  if (!to.is_set()) return;
  for (const TextFieldEvent& event : text_field_events()) {
    if (event.field != ids::composer_field()) continue;
    using Kind = TextFieldEvent::Kind;
    if (event.kind == Kind::Changed || event.kind == Kind::Moved)
      out.push_back(
          intent::EditDraft{to, event.value, event.selection_begin, state.draft.screen_revision, event.is_composing});
    if (event.kind == Kind::Up) out.push_back(intent::DoTemplates{TemplateStep::Previous});
    if (event.kind == Kind::Down) out.push_back(intent::DoTemplates{TemplateStep::Next});
    const bool is_taken = s.templates.is_shown && s.templates.chosen >= 0 &&
                          static_cast<std::size_t>(s.templates.chosen) < s.templates.lines.size();
    if (is_taken && (event.kind == Kind::Enter || event.kind == Kind::Tab)) {
      out.push_back(s.templates.lines[static_cast<std::size_t>(s.templates.chosen)].intent);
      continue;
    }
    const bool is_enter =
        event.kind == TextFieldEvent::Kind::Enter || event.kind == TextFieldEvent::Kind::ModifiedEnter;
    if (is_enter && s.is_enabled) out.push_back(intent::Send{to, false, state.draft_seen});
  }
}

float composer_height(const ViewState& state, const screen::Composer& s, const Layout& layout, float width) {
  if (!s.is_shown) return 0;
  if (layout.is_low) {
    return s.is_enabled ? std::ceil(px(kLine)) + px_snap(2 * (kLowPadY + kLowMargin)) +
                              attachments_height(s, width - px_snap(16)) + composer_lines_height(s, layout) +
                              composer_actions_height(s.actions, width - px_snap(16))
                        : px_snap(kLowClosed);
  }
  if (!s.is_enabled) return px_snap(72);
  const float column = column_of({{0, 0}, {width, 0}}).width();
  return attachments_height(s, column) + composer_lines_height(s, layout) + field_height(state) +
         composer_actions_height(s.actions, column) + px_snap(kRow + kBelow);
}

void draw_composer(Ui& ui, ViewState& state, const Rect& rect, ConversationId conversation, const screen::Composer& s,
                   const Layout& layout, Intents& out) {
  if (!s.is_shown) {
    state.draft.conversation = {};
    return;
  }
  state.template_anchor = column_of(rect);
  const NodeId id = id_of("composer");
  ui.group(Role::Form, id, rect, tr("Reply"));
  const ParentScope scope(ui, id);
  if (!s.is_enabled) {
    state.draft.conversation = {};
    draw_closed(ui, rect, s.disabled_reason, layout.is_low);
    return;
  }
  state.draft.bind(conversation, s.draft_revision);
  state.draft_seen = seen_in_picture(state.timeline, conversation, s);
  if (layout.is_low) return draw_low(ui, state, rect, conversation, s, layout, out);
  Rect column = column_of(rect);
  const Rect chips = column.cut_top(attachments_height(s, column.width()));
  draw_attachments(ui, chips, conversation, s, out);
  draw_composer_lines(ui, state, column.cut_top(composer_lines_height(s, layout)), conversation, s, layout, out);
  draw_field(ui, state, column.cut_top(field_height(state)), s, layout);
  draw_composer_actions(ui, column.cut_top(composer_actions_height(s.actions, column.width())), s.actions, out);
  Rect row = column.cut_top(px_snap(kRow));
  row.cut_top(px_snap(8));
  const Rect send = row.cut_right(button_width(ui, tr("Send")) + px_snap(12));
  row.cut_right(px_snap(8));
  draw_templates_button(ui, row.cut_right(px_snap(36)), s, out);
  row.cut_right(px_snap(4));
  const Rect emoji = centered_in(row.cut_right(px_snap(36)), px_snap(36), px_snap(36));
  row.cut_right(px_snap(12));
  draw_attach(ui, row.cut_left(row.height()), conversation, s, out);
  row.cut_left(px_snap(8));
  draw_cost(ui, row, s);
  draw_emoji_button(ui, state, emoji, s, out);
  draw_send(ui, send, conversation, s, state.draft_seen, {}, out);
}

}  // namespace smsdesk::web::view
