// The form of a contact, in place of what is known of the customer.
#include <algorithm>

#include "core/words/words.h"
#include "web/view/action_menu.h"
#include "web/view/context_parts.h"
#include "web/widget/button.h"
#include "web/widget/choice.h"
#include "web/widget/field.h"

namespace smsdesk::web::view {
namespace {

constexpr float kLine = 40, kLines = 68, kNote = 108, kFooterPad = 12;

TextStyle problem_style(const Theme& t) {
  return type::style(type::Kind::Secondary, t.danger.ink);
}

void draw_field(ContextBody& body, std::size_t i) {
  const screen::ContactFieldLine& line = body.screen.known.form[i];
  Column& column = body.column;
  Ui& ui = column.ui;
  const Theme& t = ui.theme();
  label_above(column, line.label);
  if (line.menu.has_menu) {
    const Rect row = column.cut(px_snap(kLine));
    const float width = std::min(row.width(), action_width(ui, line.menu, ActionLook::Labelled));
    const Rect box{row.min, {row.min.x + width, row.max.y}};
    draw_action(ui, body.state.action_menu, ids::contact_field(i), box, line.menu, Icon::Globe, ActionLook::Labelled,
                body.out);
    column.skip(12);
    return;
  }
  if (!line.choices.empty()) {
    Chips chips;
    chips.id = ids::contact_field(i);
    chips.at = {column.x0, column.y};
    chips.width = column.width();
    chips.name = line.label;
    chips.labels = &line.choices;
    chips.is_enabled = !body.screen.known.is_saving;
    for (std::size_t n = 0; n < line.choices.size(); ++n)
      if (line.choices[n] == line.text) chips.chosen = static_cast<int>(n);
    const ChipsAnswer answer = radio_chips(ui, chips);
    column.y += answer.height;
    if (answer.pressed >= 0) {
      const bool is_taken_back = answer.pressed == chips.chosen;
      body.out.push_back(
          intent::EditContact{body.screen.conversation, static_cast<std::uint32_t>(i),
                              is_taken_back ? std::string() : line.choices[static_cast<std::size_t>(answer.pressed)]});
    }
    column.skip(12);
    return;
  }
  FieldBox f;
  f.id = ids::contact_field(i);
  const float height = line.part == ContactPart::Note ? kNote : line.has_lines ? kLines : kLine;
  f.rect = column.cut(px_snap(height));
  f.kind = line.has_lines ? FieldKind::Multiline : FieldKind::Line;
  f.name = line.label;
  f.description = line.help;
  f.value = line.text;
  f.value_revision = body.state.customer.form.value_revision;
  f.text_owner = body.state.customer.form.conversation.value;
  f.chars_max = line.bytes_max;
  f.is_enabled = !body.screen.known.is_saving;
  f.type = type::Kind::Interface;
  if (!line.has_lines) f.padding_y = 10;
  f.is_behind = body.is_behind || is_cut(ui, f.rect);
  field_box(ui, f);
  if (line.has_lines) set_enter_breaks_line(f.id, true);
  if (!line.help.empty()) {
    column.skip(2);
    ui.words(column.cut(px_snap(18)), line.help, type::style(type::Kind::Secondary, t.text_secondary));
  }
  column.skip(12);
}

}  // namespace

void take_customer_events(ViewState& state, const screen::Context& s, Intents& out) {
  CustomerView& view = state.customer;
  const std::size_t count = view.fields;
  const ConversationId of = view.form.conversation, find_of = view.find_of;
  view.fields = 0;
  view.find_of = {};
  for (const TextFieldEvent& event : text_field_events()) {
    const bool is_enter =
        event.kind == TextFieldEvent::Kind::Enter || event.kind == TextFieldEvent::Kind::ModifiedEnter;
    if (find_of.is_set() && event.field == ids::find_contact() && event.kind == TextFieldEvent::Kind::Changed)
      out.push_back(intent::FindContact{event.value});
    for (std::size_t i = 0; i < count; ++i) {
      if (event.field != ids::contact_field(i)) continue;
      if (event.kind == TextFieldEvent::Kind::Changed)
        out.push_back(intent::EditContact{of, static_cast<std::uint32_t>(i), event.value});
      if (is_enter && s.conversation == of) out.push_back(intent::DoContact{of, ContactStep::Save, 0});
    }
  }
}

void draw_contact_form(ContextBody& body) {
  const screen::CustomerPanel& s = body.screen.known;
  Column& column = body.column;
  Ui& ui = column.ui;
  body.state.customer.form.bind(body.screen.conversation, s.form_revision);
  body.state.customer.fields = s.form.size();
  const Rect title = column.cut(px_snap(28));
  ui.words(title, s.form_title, type::style(type::Kind::Message, ui.theme().text, TextWeight::Semibold));
  ui.heading(id_of("context.form.title"), title, s.form_title, 2);
  column.skip(8);
  for (std::size_t i = 0; i < s.form.size(); ++i) draw_field(body, i);
}

float contact_footer_height(Ui& ui, const screen::CustomerPanel& s, float width) {
  const float text = s.problem.empty() ? 0 : ui.measure(s.problem, problem_style(ui.theme()), width).y + px_snap(8);
  return text + px_snap(kFooterPad + 36 + kFooterPad);
}

void draw_contact_footer(ContextBody& body, const Rect& rect) {
  const screen::CustomerPanel& s = body.screen.known;
  Ui& ui = body.column.ui;
  ui.line_above(rect, ui.theme().border);
  Column column{ui, body.column.x0, body.column.x1, rect.min.y + px_snap(kFooterPad)};
  if (!s.problem.empty()) {
    draw_sentence(column, id_of("context.form.problem"), s.problem, ui.theme().danger.ink);
    column.skip(8);
  }
  Rect row = column.cut(px_snap(36));
  Button save;
  save.id = id_of("context.form.save");
  save.rect = row.cut_left(button_width(ui, tr("Save contact")));
  save.label = tr("Save contact");
  save.look = ButtonLook::Primary;
  save.tooltip = tr("Save contact");
  save.shortcut = tr("Ctrl+Enter");
  save.is_busy = s.is_saving;
  if (button(ui, save)) body.out.push_back(intent::DoContact{body.screen.conversation, ContactStep::Save, 0});
  row.cut_left(px_snap(8));
  Button cancel;
  cancel.id = id_of("context.form.cancel");
  cancel.rect = row.cut_left(button_width(ui, tr("Cancel")));
  cancel.label = tr("Cancel");
  cancel.look = ButtonLook::Ghost;
  cancel.is_enabled = !s.is_saving;
  if (button(ui, cancel)) body.out.push_back(intent::DoContact{body.screen.conversation, ContactStep::Cancel, 0});
}

}  // namespace smsdesk::web::view
