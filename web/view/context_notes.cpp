// Internal notes, oldest first, the field for the next one, and below a line those of before.
#include "core/words/words.h"
#include "web/view/side_field.h"
#include "web/widget/button.h"
#include "web/widget/mark.h"

namespace smsdesk::web::view {
namespace {

constexpr float kPadX = 12, kPadY = 8, kNoteGap = 8;

float note_height(const Column& column, const screen::NoteLine& note) {
  return remark_height(column.ui, note.text, column.width() - 2 * px_snap(kPadX)) + 2 * px_snap(kPadY);
}

void draw_note_line(Column& column, const SaidTo& to, const screen::NoteLine& note, NodeId id) {
  Ui& ui = column.ui;
  const Theme& t = ui.theme();
  const Tone& tone = note.mentions_me ? t.warning : t.neutral;
  const Rect card = column.cut(note_height(column, note));
  const std::string fate = screen::corrected_words(note.uses, corrected_when(note.at, note.uses.corrected_at));
  ui.fill(card, tone.soft, radius::kCard);
  draw_remark(ui, to,
              {id, card.inset(px_snap(kPadX), px_snap(kPadY)), card, note.author,
               note.mentions_me ? tone.ink : t.text_secondary, note.at, note.is_today, note.text, note.accessible_name,
               note.copy, note.parts, fate});
  column.skip(kNoteGap);
}

void draw_mentions(ContextBody& body, const std::vector<screen::ActionChoice>& mentions) {
  if (mentions.empty()) return;
  Column& column = body.column;
  Ui& ui = column.ui;
  const NodeId list = id_of("context.mentions");
  const float row = px_snap(36);
  const Rect whole{{column.x0, column.y}, {column.x1, column.y + row * static_cast<float>(mentions.size())}};
  ui.fill(whole, ui.theme().raised, radius::kControl);
  ui.stroke(whole, ui.theme().border, radius::kControl);
  ui.group(Role::Group, list, whole, tr("Whom to name"));
  const ParentScope scope(ui, list);
  for (std::size_t i = 0; i < mentions.size(); ++i) {
    if (choice_row(ui, id_of(list, static_cast<std::uint64_t>(i)), column.cut(row), mentions[i])) {
      body.out.push_back(mentions[i].intent);
      focus_node(note_field(body.screen.conversation));
    }
  }
  column.skip(8);
}

/// What another page has written: the words over as many lines as they need, and below them what can be done.
void draw_other_draft(ContextBody& body, const screen::ComposerLine& line) {
  if (line.text.empty()) return;
  Column& column = body.column;
  Ui& ui = column.ui;
  const NodeId id = id_of("context.notes.other");
  draw_sentence(column, id, line.text, ui.theme().info.ink, line.is_told);
  column.skip(4);
  if (!line.label.empty()) {
    Rect row = column.cut(px_snap(32));
    const auto put_button = [&](std::string_view label, std::string_view name, ButtonLook look, const Intent& intent) {
      Button b;
      b.id = id_of(id, label);
      b.rect = row.cut_left(button_width(ui, label));
      row.cut_left(px_snap(6));
      b.label = label;
      b.name = name;
      b.look = look;
      b.size_css = 13;
      if (button(ui, b)) body.out.push_back(intent);
    };
    put_button(line.label, line.name, ButtonLook::Secondary, line.intent);
    put_button(line.other_label, {}, ButtonLook::Ghost, line.other_intent);
  }
  column.skip(4);
}

}  // namespace

float notes_height(const Column& column, const std::vector<screen::NoteLine>& notes) {
  float height = 0;
  for (const screen::NoteLine& note : notes) height += note_height(column, note) + px_snap(kNoteGap);
  return height;
}

void draw_notes(Column& column, const SaidTo& to, NodeId list, std::string_view name,
                const std::vector<screen::NoteLine>& notes) {
  if (notes.empty()) return;
  const float height = notes_height(column, notes);
  roving_list(column.ui, list, {{column.x0, column.y}, {column.x1, column.y + height}}, name);
  const ParentScope scope(column.ui, list);
  for (const screen::NoteLine& note : notes) draw_note_line(column, to, note, id_of(list, note.note.value));
}

bool choice_row(Ui& ui, NodeId id, const Rect& rect, const screen::ActionChoice& choice) {
  const Theme& t = ui.theme();
  Control c;
  c.id = id;
  c.rect = rect;
  c.name = choice.accessible_name;
  c.is_ring_inside = true;
  const Press p = ui.press(c);
  if (p.is_hovered || p.is_focused) ui.fill(rect, t.hover, radius::kControl);
  if (p.is_focused) ui.focus_ring(rect, radius::kControl, true);
  Rect line = rect.inset(px_snap(10), 0);
  if (choice.has_presence) {
    presence_dot(ui, line.cut_left(px_snap(12)).center(), 5, choice.presence, t.raised, choice.is_uncertain);
    line.cut_left(px_snap(8));
  }
  ui.words(line, choice.label, type::style(type::Kind::Interface, t.text));
  return p.was_pressed;
}

void draw_notes_tab(ContextBody& body) {
  const screen::NotesPanel& s = body.screen.notes;
  if (!s.is_shown) return;
  Column& column = body.column;
  Ui& ui = column.ui;
  if (!s.empty_text.empty()) {
    const TextStyle quiet = type::style(type::Kind::Secondary, ui.theme().text_secondary);
    const float height = ui.paragraph({column.x0, column.y}, column.width(), s.empty_text, quiet);
    ui.text_node(id_of("context.notes.empty"), column.cut(height), s.empty_text);
    column.skip(12);
  } else {
    draw_notes(column, body.said(), id_of("context.notes"), tr("Notes"), s.notes);
    column.skip(4);
  }
  draw_other_draft(body, s.other_draft);
  side_field(body, {{note_field(body.screen.conversation), body.screen.conversation, true, {}},
                    s.field,
                    tr("Note for colleagues"),
                    s.placeholder,
                    76,
                    true});
  column.skip(8);
  draw_mentions(body, s.mentions);
  Button add;
  add.id = id_of("context.notes.add");
  add.rect = column.cut(px_snap(36));
  add.rect.min.x = add.rect.max.x - button_width(ui, tr("Add note"));
  add.label = tr("Add note");
  add.tooltip = tr("Add note");
  add.shortcut = tr("Ctrl+Enter");
  add.is_enabled = s.field.can_send;
  add.is_busy = s.field.is_busy;
  if (button(ui, add)) body.out.push_back(intent::AddNote{body.screen.conversation});
  if (s.earlier.empty()) return;
  column.skip(16);
  ui.line_below(column.cut(1), ui.theme().border);
  column.skip(12);
  part_title(column, id_of("context.notes.earlier.title"), s.earlier_title);
  column.skip(4);
  draw_notes(column, body.said(), id_of("context.notes.earlier"), s.earlier_title, s.earlier);
}

}  // namespace smsdesk::web::view
