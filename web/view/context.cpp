// The panel at the right: who the customer is, and the wrap-up, which can be prepared while the
// conversation runs.
#include "imgui.h"
#include "web/platform/canvas.h"
#include "web/view/panels.h"
#include "web/widget/button.h"
#include "web/widget/choice.h"
#include "web/widget/field.h"
#include "web/widget/mark.h"

namespace smsdesk::web::view {
namespace {

constexpr float kPad = 20, kRow = 36, kNote = 92;

NodeId note_id() {
  return id_of("context.note");
}

/// Draws cuts of one column from the top.
struct Column {
  Ui& ui;
  float x0, x1, y;
  Rect cut(float height) {
    const Rect rect{{x0, y}, {x1, y + height}};
    y += height;
    return rect;
  }
  void skip(float css) { y += px_snap(css); }
};

void title(Column& column, NodeId id, std::string_view text) {
  const Rect rect = column.cut(px_snap(24));
  column.ui.words(rect, text,
                  type::style(type::Kind::Secondary, column.ui.theme().text_secondary, TextWeight::Semibold));
  column.ui.heading(id, rect, text, 2);
}

void fact(Column& column, NodeId id, std::string_view label, std::string_view value) {
  if (value.empty()) return;
  Ui& ui = column.ui;
  const Theme& t = ui.theme();
  Rect row = column.cut(px_snap(28));
  const std::string said = std::string(label) + ": " + std::string(value);
  MirrorNode n;
  n.id = id;
  n.role = Role::ListItem;
  n.min = row.min;
  n.max = row.max;
  n.text = said;
  ui.node(n);
  ui.words(row.cut_left(px_snap(96)), label, type::style(type::Kind::Secondary, t.text_secondary));
  ui.words(row, value, type::style(type::Kind::Interface, t.text));
}

/// A time today, a day before that; the hint says both.
std::string since(Instant at, Instant now) {
  return local_day(at) == local_day(now) ? format_time_of_day(at) : format_day(at);
}

void draw_customer(Column& column, const screen::Context& s) {
  Ui& ui = column.ui;
  const Theme& t = ui.theme();
  Rect row = column.cut(px_snap(48));
  const Rect face = centered_in(row.cut_left(px_snap(40)), px_snap(40), px_snap(40));
  ui.disc(face.center(), 20, t.neutral.soft);
  icon_in(ui, face, Icon::User, 20, t.text_secondary);
  row.cut_left(px_snap(12));
  Rect lines = centered_in(row, row.width(), px_snap(40));
  const Rect name = lines.cut_top(px_snap(20));
  ui.words(name, s.customer, type::style(type::Kind::Message, t.text, TextWeight::Semibold));
  ui.heading(id_of("context.customer"), name, s.customer, 2);
  ui.words(lines, s.customer_kind, type::style(type::Kind::Secondary, t.text_secondary));
  ui.text_node(id_of("context.kind"), lines, s.customer_kind);
  column.skip(12);
  const NodeId list = id_of("context.facts");
  ui.group(Role::List, list, {{column.x0, column.y}, {column.x1, column.y + px_snap(28) * 4}}, "Facts");
  const ParentScope scope(ui, list);
  fact(column, id_of(list, "queue"), "Queue", s.queue);
  fact(column, id_of(list, "to"), "Written to", s.our_number);
  if (s.opened_at.ms != 0) fact(column, id_of(list, "since"), "Since", since(s.opened_at, ui.now()));
  if (s.message_count != 0) fact(column, id_of(list, "count"), "Messages", std::to_string(s.message_count));
}

void take_note(const BoundField& note, Intents& out) {
  if (!note.conversation.is_set()) return;
  for (const TextFieldEvent& event : text_field_events())
    if (event.field == note_id() && event.kind == TextFieldEvent::Kind::Changed)
      out.push_back(intent::EditWrapUpNote{note.conversation, event.value});
}

void draw_wrap_up(Column& column, ViewState& state, const screen::Context& s, bool is_behind, Intents& out) {
  Ui& ui = column.ui;
  const Theme& t = ui.theme();
  title(column, id_of("context.wrap-up"), "Wrap-up");
  column.skip(4);
  const NodeId codes = id_of("context.codes");
  const float row_height = px_snap(kRow);
  ui.group(Role::RadioGroup, codes,
           {{column.x0, column.y}, {column.x1, column.y + row_height * static_cast<float>(s.codes.size())}},
           "Wrap-up code");
  {
    const ParentScope scope(ui, codes);
    for (std::size_t i = 0; i < s.codes.size(); ++i) {
      const screen::WrapUpChoice& choice = s.codes[i];
      Rect row = column.cut(row_height);
      row.min.x -= px_snap(8);
      row.max.x += px_snap(8);
      Radio r;
      r.id = ids::wrap_up_code(i);
      r.rect = row.inset(0, px_snap(1));
      r.name = choice.name;
      r.is_chosen = choice.is_chosen;
      r.is_enabled = !s.is_finishing;
      r.position = static_cast<int>(i) + 1;
      r.count = static_cast<int>(s.codes.size());
      if (radio_row(ui, r)) out.push_back(intent::ChooseWrapUpCode{s.conversation, choice.code});
      // In a radio group the arrow keys choose the next one.
      if (!ui.is_focused(r.id)) continue;
      const std::size_t n = s.codes.size();
      std::size_t to = i;
      if (ui.has_key(ImGuiKey_DownArrow)) to = (i + 1) % n;
      if (ui.has_key(ImGuiKey_UpArrow)) to = (i + n - 1) % n;
      if (to == i || s.is_finishing) continue;
      focus_node(ids::wrap_up_code(to));
      out.push_back(intent::ChooseWrapUpCode{s.conversation, s.codes[to].code});
    }
  }
  column.skip(12);
  state.note.bind(s.conversation, s.note_revision);
  FieldBox f;
  f.id = note_id();
  f.rect = column.cut(px_snap(kNote));
  f.kind = FieldKind::Multiline;
  f.name = "Note";
  f.placeholder = "Note";
  f.value = s.note;
  f.value_revision = state.note.value_revision;
  f.chars_max = 4000;
  f.is_enabled = !s.is_finishing;
  f.type = type::Kind::Interface;
  // A native field cannot be cut by the panel's edge: it stands only where it is seen whole.
  const Rect clip = ui.clip();
  f.is_behind = is_behind || f.rect.min.y < clip.min.y || f.rect.max.y > clip.max.y;
  field_box(ui, f);
  set_enter_breaks_line(f.id, true);
  column.skip(12);
  if (!s.finish_hint.empty()) {
    const TextStyle style = type::style(type::Kind::Secondary, t.text_secondary);
    const float height = ui.paragraph({column.x0, column.y}, column.x1 - column.x0, s.finish_hint, style);
    ui.text_node(id_of("context.finish-hint"), column.cut(height), s.finish_hint);
    column.skip(8);
  }
  Button finish;
  finish.id = id_of("context.finish");
  finish.rect = column.cut(px_snap(40));
  finish.label = "Finish";
  finish.name = "Finish wrap-up";
  finish.look = s.is_wrap_up_due ? ButtonLook::Primary : ButtonLook::Secondary;
  finish.is_enabled = s.can_finish;
  finish.is_busy = s.is_finishing;
  finish.description = s.can_finish ? std::string_view() : std::string_view(s.finish_hint);
  if (s.is_wrap_up_due && button(ui, finish)) out.push_back(intent::FinishWrapUp{s.conversation});
  if (!s.is_wrap_up_due) column.y -= px_snap(40);
}

}  // namespace

void draw_context(Ui& ui, ViewState& state, const Rect& rect, const screen::Context& s, const Layout& layout,
                  Intents& out) {
  const Theme& t = ui.theme();
  take_note(state.note, out);
  state.note.conversation = s.shows_wrap_up ? state.note.conversation : ConversationId{};
  if (layout.is_context_drawer)
    ui.fill(rect, t.surface);
  else
    fill_panel(rect.min, rect.max, t.surface);
  ui.line_left(rect, t.border);
  const NodeId id = id_of("context");
  MirrorNode n;
  n.id = id;
  n.role = layout.is_context_drawer ? Role::Dialog : Role::Complementary;
  n.flags = layout.is_context_drawer ? kNodeModal : 0u;
  n.min = rect.min;
  n.max = rect.max;
  n.name = "Customer and wrap-up";
  ui.node(n);
  const ParentScope scope(ui, id);
  if (!s.is_shown) return;

  Rect view = rect;
  if (layout.is_context_drawer) {
    Rect top = view.cut_top(px_snap(56)).inset(px_snap(kPad), 0);
    IconButton close;
    close.id = id_of("context.close");
    close.rect = centered_in(top.cut_right(px_snap(36)), px_snap(36), px_snap(36));
    close.icon = Icon::Close;
    close.name = "Close";
    close.shortcut = "Esc";
    close.has_tooltip_on_focus = false;
    ui.words(top, "Customer and wrap-up", type::style(type::Kind::Interface, t.text, TextWeight::Semibold));
    if (icon_button(ui, close)) out.push_back(intent::ShowContext{false});
  }
  // In a drawer it is the plane that lies over the others.
  const bool is_behind = layout.is_behind && !layout.is_drawer_open;
  ScrollArea area(ui, state.context_scroll, view);
  Column column{ui, rect.min.x + px_snap(kPad), rect.max.x - px_snap(kPad), area.top() + px_snap(16)};
  // What is due comes first.
  if (s.shows_wrap_up && s.is_wrap_up_due) {
    draw_wrap_up(column, state, s, is_behind, out);
    column.skip(20);
    ui.line_below(column.cut(px_snap(1)), t.border);
    column.skip(16);
    draw_customer(column, s);
  } else {
    draw_customer(column, s);
    if (s.shows_wrap_up) {
      column.skip(16);
      ui.line_below(column.cut(px_snap(1)), t.border);
      column.skip(16);
      draw_wrap_up(column, state, s, is_behind, out);
    }
  }
  area.end(column.y + px_snap(20));
}

}  // namespace smsdesk::web::view
