// Another contact that is the same customer: it is looked for, then both are shown as the one that they become.
#include "core/words/words.h"
#include "web/view/context_parts.h"
#include "web/view/rows.h"
#include "web/widget/button.h"
#include "web/widget/choice.h"
#include "web/widget/field.h"

namespace smsdesk::web::view {
namespace {

void draw_title(Column& column, std::string_view text) {
  const Rect title = column.cut(px_snap(28));
  column.ui.words(title, text, type::style(type::Kind::Message, column.ui.theme().text, TextWeight::Semibold));
  column.ui.heading(id_of("context.other.title"), title, text, 2);
  column.skip(8);
}

void back_button(ContextBody& body, Rect& row, std::string_view label, ContactStep step) {
  Button b;
  b.id = id_of("context.other.back");
  b.rect = row.cut_left(button_width(body.column.ui, label));
  b.label = label;
  b.look = ButtonLook::Ghost;
  b.is_enabled = !body.screen.known.is_merging;
  if (button(body.column.ui, b)) body.out.push_back(intent::DoContact{body.screen.conversation, step, 0});
}

void draw_search(ContextBody& body) {
  const screen::CustomerPanel& s = body.screen.known;
  Column& column = body.column;
  Ui& ui = column.ui;
  const Theme& t = ui.theme();
  FieldBox f;
  f.id = ids::find_contact();
  f.rect = column.cut(px_snap(40));
  f.name = tr("Find a contact");
  f.placeholder = tr("Name, number or label");
  f.value = s.find_words;
  f.value_revision = body.state.customer.find_revision;
  f.chars_max = 200;
  f.type = type::Kind::Interface;
  f.padding_y = 10;
  f.is_behind = body.is_behind || is_cut(ui, f.rect);
  field_box(ui, f);
  body.state.customer.find_of = body.screen.conversation;
  column.skip(8);
  if (!s.find_status.empty()) {
    draw_sentence(column, id_of("context.other.status"), s.find_status, t.text_secondary);
    column.skip(8);
  }
  const NodeId list = id_of("context.other.list");
  const float height = px_snap(48);
  if (!s.found.empty()) {
    ui.group(Role::List, list, {{column.x0, column.y}, {column.x1, column.y + height * float(s.found.size())}},
             tr("Contacts found"));
    const ParentScope scope(ui, list);
    for (const screen::ContactLine& line : s.found) {
      const Rect row = column.cut(height).inset(-px_snap(8), 0);
      const std::string name = line.name + comma() + line.below;
      if (two_line_row(ui, list, line.number, row, name, line.name, line.below))
        body.out.push_back(intent::DoContact{body.screen.conversation, ContactStep::Choose, line.number});
    }
    column.skip(8);
  }
  Rect row = column.cut(px_snap(36));
  back_button(body, row, tr("Cancel"), ContactStep::CloseOther);
}

void draw_compare(ContextBody& body) {
  const screen::CustomerPanel& s = body.screen.known;
  Column& column = body.column;
  Ui& ui = column.ui;
  const Theme& t = ui.theme();
  draw_sentence(column, id_of("context.other.text"), s.merge_text, t.text);
  column.skip(12);
  if (!s.names.empty()) {
    part_title(column, id_of("context.other.name"), tr("Name that stays"));
    column.skip(4);
    const NodeId names = id_of("context.other.names");
    const float width = column.width() + 2 * px_snap(8);
    float height = 0;
    for (const std::string& name : s.names) height += radio_height(ui, width, name);
    ui.group(Role::RadioGroup, names, {{column.x0, column.y}, {column.x1, column.y + height}}, tr("Name that stays"));
    const ParentScope scope(ui, names);
    for (std::size_t i = 0; i < s.names.size(); ++i) {
      Radio r;
      r.id = id_of(names, static_cast<std::uint64_t>(i));
      r.rect = column.cut(radio_height(ui, width, s.names[i])).inset(-px_snap(8), px_snap(1));
      r.name = s.names[i];
      r.is_chosen = static_cast<int>(i) == s.kept;
      r.position = static_cast<int>(i) + 1;
      r.count = static_cast<int>(s.names.size());
      if (radio_row(ui, r)) body.out.push_back(intent::DoContact{body.screen.conversation, ContactStep::Keep, i});
    }
    column.skip(12);
  }
  part_title(column, id_of("context.other.preview"), tr("What it becomes"));
  draw_facts_list(body, id_of("context.other.facts"), tr("What it becomes"), s.preview);
  column.skip(12);
  if (!s.merge_problem.empty()) {
    draw_sentence(column, id_of("context.other.problem"), s.merge_problem, t.danger.ink);
    column.skip(8);
  }
  Rect row = column.cut(px_snap(36));
  Button merge;
  merge.id = ids::compare();
  merge.rect = row.cut_left(button_width(ui, s.merge_action));
  merge.label = s.merge_action;
  merge.look = ButtonLook::Primary;
  merge.is_busy = s.is_merging;
  merge.description = s.merge_text;
  if (button(ui, merge)) body.out.push_back(intent::DoContact{body.screen.conversation, ContactStep::Merge, 0});
  row.cut_left(px_snap(8));
  back_button(body, row, tr("Back"), ContactStep::Choose);
}

}  // namespace

void draw_other_contact(ContextBody& body) {
  draw_title(body.column, body.screen.known.find_title);
  if (body.screen.known.is_chosen)
    draw_compare(body);
  else
    draw_search(body);
}

}  // namespace smsdesk::web::view
