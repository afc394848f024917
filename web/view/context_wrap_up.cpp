// The wrap-up: what is left of its time, codes, the queue's own fields, note, Finish. It can be filled in while the
// conversation runs.
#include "core/conversation/conversation.h"
#include "core/words/words.h"
#include "web/view/context_parts.h"
#include "web/widget/button.h"
#include "web/widget/choice.h"
#include "web/widget/field.h"
#include "web/widget/mark.h"

namespace smsdesk::web::view {
namespace {

constexpr float kLine = 40, kNote = 92;

NodeId note_id() {
  return id_of("context.note");
}
NodeId field_id(std::string_view name) {
  return id_of(id_of("context.field"), name);
}

void draw_time(ContextBody& body) {
  const screen::Context& s = body.screen;
  if (s.time_left.empty()) return;
  Column& column = body.column;
  Ui& ui = column.ui;
  const Theme& t = ui.theme();
  const Tone& tone = s.is_time_short ? t.warning : t.neutral;
  Rect row = column.cut(px_snap(48));
  ui.fill(row, tone.soft, 8);
  row = row.inset(px_snap(12), 0);
  if (s.shows_extend || s.is_extending) {
    Button extend;
    extend.id = id_of("context.extend");
    const float width = button_width(ui, s.extend_label);
    extend.rect = centered_in(row.cut_right(width), width, px_snap(32));
    extend.label = s.extend_label;
    extend.name = s.extend_label;
    extend.tooltip = tr("More time for after-call work");
    extend.is_enabled = s.can_extend || s.is_extending;
    extend.is_busy = s.is_extending;
    if (button(ui, extend)) body.out.push_back(intent::ExtendAcw{s.conversation});
    row.cut_right(px_snap(12));
  }
  const ImU32 ink = s.is_time_short ? tone.ink : t.text;
  const TextStyle figures = type::style(type::Kind::Interface, ink, TextWeight::Semibold);
  running_time(ui, id_of("context.time"), row, s.time_name, s.time_left, figures);
  row.cut_left(running_time_width(ui, s.time_left, figures));
  row.cut_left(px_snap(8));
  ui.words(row, s.time_name, type::style(type::Kind::Secondary, s.is_time_short ? tone.ink : t.text_secondary));
  column.skip(16);
}

void draw_request(ContextBody& body) {
  const screen::Context& s = body.screen;
  if (!s.shows_acw_request) return;
  Ui& ui = body.column.ui;
  Switch one;
  one.id = id_of("context.request");
  one.rect = body.column.cut(px_snap(kLine));
  one.name = tr("After-call work when it ends");
  one.is_on = s.is_acw_requested;
  one.is_busy = s.is_acw_request_busy;
  ui.words({one.rect.min, {one.rect.max.x - px_snap(kSwitchWidth + 12), one.rect.max.y}}, one.name,
           type::style(type::Kind::Interface, ui.theme().text));
  if (switch_row(ui, one)) body.out.push_back(intent::RequestAcw{s.conversation, !s.is_acw_requested});
  body.column.skip(16);
}

void draw_codes(ContextBody& body) {
  const screen::Context& s = body.screen;
  if (s.codes.empty()) return;
  Column& column = body.column;
  Ui& ui = column.ui;
  part_title(column, id_of("context.code"), tr("Code"));
  column.skip(4);
  const NodeId codes = id_of("context.codes");
  const float width = column.width() + 2 * px_snap(8);
  float height = 0;
  for (const screen::WrapUpChoice& choice : s.codes) height += radio_height(ui, width, choice.name);
  ui.group(Role::RadioGroup, codes, {{column.x0, column.y}, {column.x1, column.y + height}}, tr("Wrap-up code"));
  const ParentScope scope(ui, codes);
  for (std::size_t i = 0; i < s.codes.size(); ++i) {
    const screen::WrapUpChoice& choice = s.codes[i];
    const Rect row = column.cut(radio_height(ui, width, choice.name)).inset(-px_snap(8), px_snap(1));
    Radio r;
    r.id = ids::wrap_up_code(i);
    r.rect = row;
    r.name = choice.name;
    r.is_chosen = choice.is_chosen;
    r.is_enabled = s.is_wrap_up_open;
    r.position = static_cast<int>(i) + 1;
    r.count = static_cast<int>(s.codes.size());
    if (radio_row(ui, r)) body.out.push_back(intent::ChooseWrapUpCode{s.conversation, choice.code});
  }
  column.skip(16);
}

void draw_label(Column& column, const screen::WrapUpFieldLine& line) {
  Ui& ui = column.ui;
  const Theme& t = ui.theme();
  Rect row = column.cut(px_snap(kFieldLabel));
  if (line.is_required) {
    const TextStyle quiet = type::style(type::Kind::Secondary, t.text_secondary);
    const float width = ui.measure(tr("Required"), quiet).x;
    ui.words(row.cut_right(width), tr("Required"), quiet, Align::Right);
    row.cut_right(px_snap(8));
  }
  field_label(ui, row, line.name);
  column.skip(kFieldLabelGap);
}

void draw_text_field(ContextBody& body, const screen::WrapUpFieldLine& line) {
  FieldBox f;
  f.id = field_id(line.name);
  f.rect = body.column.cut(px_snap(kLine));
  f.name = line.name;
  f.value = line.value;
  f.value_revision = body.state.note.value_revision;
  f.text_owner = body.state.note.conversation.value;
  f.chars_max = static_cast<std::uint32_t>(kReasonBytesMax);
  f.description = line.is_required ? std::string_view(tr("Required")) : std::string_view();
  f.is_enabled = body.screen.is_wrap_up_open;
  f.type = type::Kind::Interface;
  f.padding_y = 10;
  f.is_behind = body.is_behind || is_cut(body.column.ui, f.rect);
  field_box(body.column.ui, f);
}

void draw_choices(ContextBody& body, const screen::WrapUpFieldLine& line) {
  Column& column = body.column;
  const std::string name = line.name + (line.is_required ? comma() + tr("required") : std::string());
  Chips chips;
  chips.id = field_id(line.name);
  chips.at = {column.x0, column.y};
  chips.width = column.width();
  chips.name = name;
  chips.labels = &line.choices;
  chips.is_enabled = body.screen.is_wrap_up_open;
  for (std::size_t i = 0; i < line.choices.size(); ++i)
    if (line.choices[i] == line.value) chips.chosen = static_cast<int>(i);
  const ChipsAnswer answer = radio_chips(column.ui, chips);
  column.y += answer.height;
  if (answer.pressed < 0) return;
  // Pressed once more, what nobody has to say is taken back.
  const bool is_taken_back = answer.pressed == chips.chosen;
  if (is_taken_back && line.is_required) return;
  body.out.push_back(
      intent::EditWrapUpField{body.screen.conversation, line.name,
                              is_taken_back ? std::string() : line.choices[static_cast<std::size_t>(answer.pressed)]});
}

void draw_fields(ContextBody& body) {
  for (const screen::WrapUpFieldLine& line : body.screen.fields) {
    draw_label(body.column, line);
    if (line.choices.empty())
      draw_text_field(body, line);
    else
      draw_choices(body, line);
    body.column.skip(16);
  }
}

void draw_note(ContextBody& body) {
  const screen::Context& s = body.screen;
  label_above(body.column, tr("Note"));
  FieldBox f;
  f.id = note_id();
  f.rect = body.column.cut(px_snap(kNote));
  f.kind = FieldKind::Multiline;
  f.name = tr("Note");
  f.value = s.note;
  f.value_revision = body.state.note.value_revision;
  f.text_owner = body.state.note.conversation.value;
  f.chars_max = static_cast<std::uint32_t>(kNoteBytesMax);
  f.is_enabled = s.is_wrap_up_open;
  f.type = type::Kind::Interface;
  f.is_behind = body.is_behind || is_cut(body.column.ui, f.rect);
  field_box(body.column.ui, f);
  set_enter_breaks_line(f.id, true);
  body.column.skip(12);
}

void draw_finish(ContextBody& body) {
  const screen::Context& s = body.screen;
  Column& column = body.column;
  Ui& ui = column.ui;
  if (!s.finish_hint.empty()) {
    const TextStyle style = type::style(type::Kind::Secondary, ui.theme().text_secondary);
    const float height = ui.paragraph({column.x0, column.y}, column.width(), s.finish_hint, style);
    ui.status_node(id_of("context.finish-hint"), column.cut(height), s.finish_hint);
    column.skip(8);
  }
  if (!s.shows_finish) return;
  Button finish;
  finish.id = id_of("context.finish");
  finish.rect = column.cut(px_snap(40));
  finish.label = tr("Finish");
  finish.name = tr("Finish wrap-up");
  finish.look = ButtonLook::Primary;
  finish.tooltip = tr("Finish wrap-up");
  finish.shortcut = tr("Ctrl+Enter");
  finish.is_enabled = s.can_finish;
  finish.is_busy = s.is_finishing;
  finish.description = s.can_finish ? std::string_view() : std::string_view(s.finish_hint);
  if (button(ui, finish)) body.out.push_back(intent::FinishWrapUp{s.conversation});
}

}  // namespace

void take_wrap_up_events(ViewState& state, const screen::Context& s, Intents& out) {
  // What was typed belongs to the form of the last frame.
  const ConversationId to = state.note.conversation;
  const std::vector<std::string> names = std::move(state.form_fields);
  state.form_fields.clear();
  if (!to.is_set()) return;
  for (const TextFieldEvent& event : text_field_events()) {
    const std::string* name = nullptr;
    for (const std::string& one : names)
      if (field_id(one) == event.field) name = &one;
    if (name == nullptr && event.field != note_id()) continue;
    if (event.kind == TextFieldEvent::Kind::Changed) {
      if (name == nullptr)
        out.push_back(intent::EditWrapUpNote{to, event.value});
      else
        out.push_back(intent::EditWrapUpField{to, *name, event.value});
    }
    const bool is_enter =
        event.kind == TextFieldEvent::Kind::Enter || event.kind == TextFieldEvent::Kind::ModifiedEnter;
    if (is_enter && s.conversation == to && s.can_finish) out.push_back(intent::FinishWrapUp{to});
  }
}

void draw_wrap_up_tab(ContextBody& body) {
  const screen::Context& s = body.screen;
  body.state.note.bind(s.conversation, s.form_revision);
  for (const screen::WrapUpFieldLine& line : s.fields)
    if (line.choices.empty()) body.state.form_fields.push_back(line.name);
  draw_time(body);
  draw_request(body);
  draw_codes(body);
  draw_fields(body);
  draw_note(body);
  draw_finish(body);
}

NodeId first_in_wrap_up(const screen::Context& s) {
  for (std::size_t i = 0; i < s.codes.size(); ++i)
    if (s.codes[i].is_chosen) return ids::wrap_up_code(i);
  if (!s.codes.empty()) return ids::wrap_up_code(0);
  for (const screen::WrapUpFieldLine& line : s.fields)
    if (line.choices.empty()) return field_id(line.name);
  return note_id();
}

}  // namespace smsdesk::web::view
