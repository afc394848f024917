// Where the agent writes: the field grows with its text, what it will cost stands right below, Send
// at the right. On a low page it is one line: the field, and Send, which says what it costs.
#include <cmath>

#include "imgui.h"
#include "web/platform/canvas.h"
#include "web/view/panels.h"
#include "web/widget/button.h"
#include "web/widget/field.h"

namespace smsdesk::web::view {
namespace {

constexpr float kLine = 21.75f, kLinesMax = 6, kPadY = 10, kRow = 44, kBelow = 12, kColumn = 760, kSide = 24;
constexpr float kLowPadY = 5, kLowMargin = 5, kLowClosed = 40;

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
  ui.status_node(id_of("composer.closed"), box, reason);
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
  f.chars_max = s.chars_max;
  f.is_invalid = s.is_over_limit;
  f.description = s.hint;
  f.padding_y = layout.is_low ? kLowPadY : kPadY;
  f.padding_x = layout.is_low ? 10 : 14;
  f.is_behind = layout.is_behind;
  f.leaves_page_keys = true;
  field_box(ui, f);
  set_enter_breaks_line(f.id, !s.enter_sends);
  const float needed = field_content_height(f.id);
  if (needed > 0 && std::abs(needed - state.composer_height) >= 1) {
    state.composer_height = needed;
    draw_again();
  }
}

void draw_send(Ui& ui, const Rect& rect, ConversationId conversation, const screen::Composer& s, std::string_view cost,
               Intents& out) {
  Button send;
  send.id = id_of("composer.send");
  send.rect = rect;
  send.label = "Send";
  send.look = ButtonLook::Primary;
  send.is_enabled = s.can_send;
  send.tooltip = cost.empty() ? std::string_view("Send") : cost;
  send.shortcut = s.enter_sends ? "Enter" : "Ctrl+Enter";
  if (button(ui, send)) out.push_back(intent::Send{conversation});
}

std::string_view cost_of(const screen::Composer& s) {
  return s.is_over_limit ? s.over_limit : s.counter;
}

/// What it costs stands at the left, right below the text; how to send at the right, where there is room for it.
void draw_cost(Ui& ui, const Rect& row, const screen::Composer& s) {
  const Theme& t = ui.theme();
  const TextStyle quiet = type::style(type::Kind::Secondary, t.text_secondary);
  const TextStyle style =
      s.is_over_limit ? type::style(type::Kind::Secondary, t.danger.ink, TextWeight::Semibold) : quiet;
  float width = ui.figures_width(cost_of(s), style);
  Rect left = row;
  if (s.is_over_limit) {
    icon_in(ui, left.cut_left(px_snap(16)), Icon::Alert, 16, t.danger.ink);
    left.cut_left(px_snap(4));
    width += px_snap(20);
  }
  ui.figures(left, cost_of(s), style);
  ui.text_node(id_of("composer.counter"), left, cost_of(s));
  if (width + ui.measure(s.hint, quiet).x + px_snap(24) <= row.width()) ui.words(row, s.hint, quiet, Align::Right);
}

void draw_low(Ui& ui, ViewState& state, const Rect& rect, ConversationId conversation, const screen::Composer& s,
              const Layout& layout, Intents& out) {
  Rect row = rect.inset(px_snap(8), px_snap(kLowMargin));
  const Rect send = row.cut_right(button_width(ui, "Send"));
  row.cut_right(px_snap(8));
  draw_field(ui, state, row, s, layout);
  ui.text_node(id_of("composer.counter"), send, cost_of(s));
  draw_send(ui, send, conversation, s, cost_of(s), out);
}

}  // namespace

void take_draft_events(const ViewState& state, const screen::Composer& s, Intents& out) {
  const ConversationId to = state.draft.conversation;  // of the last frame: that is where it was typed
  if (!to.is_set()) return;
  for (const TextFieldEvent& event : text_field_events()) {
    if (event.field != ids::composer_field()) continue;
    if (event.kind == TextFieldEvent::Kind::Changed) out.push_back(intent::EditDraft{to, event.value});
    const bool is_enter =
        event.kind == TextFieldEvent::Kind::Enter || event.kind == TextFieldEvent::Kind::ModifiedEnter;
    if (is_enter && s.is_enabled && !s.is_over_limit) out.push_back(intent::Send{to});
  }
}

float composer_height(const ViewState& state, const screen::Composer& s, const Layout& layout) {
  if (!s.is_shown) return 0;
  if (layout.is_low) {
    return s.is_enabled ? std::ceil(px(kLine)) + px_snap(2 * (kLowPadY + kLowMargin)) : px_snap(kLowClosed);
  }
  if (!s.is_enabled) return px_snap(72);
  return field_height(state) + px_snap(kRow + kBelow);
}

void draw_composer(Ui& ui, ViewState& state, const Rect& rect, ConversationId conversation, const screen::Composer& s,
                   const Layout& layout, Intents& out) {
  if (!s.is_shown) {
    state.draft.conversation = {};
    return;
  }
  const NodeId id = id_of("composer");
  ui.group(Role::Form, id, rect, "Reply");
  const ParentScope scope(ui, id);
  if (!s.is_enabled) {
    state.draft.conversation = {};
    draw_closed(ui, rect, s.disabled_reason, layout.is_low);
    return;
  }
  state.draft.bind(conversation, s.draft_revision);
  if (layout.is_low) return draw_low(ui, state, rect, conversation, s, layout, out);
  Rect column = column_of(rect);
  draw_field(ui, state, column.cut_top(field_height(state)), s, layout);
  Rect row = column.cut_top(px_snap(kRow));
  row.cut_top(px_snap(8));
  const Rect send = row.cut_right(button_width(ui, "Send") + px_snap(12));
  row.cut_right(px_snap(16));
  draw_cost(ui, row, s);
  draw_send(ui, send, conversation, s, {}, out);
}

}  // namespace smsdesk::web::view
