// The dialog of one internal note: its words to be corrected, the question before it is taken back, or what it said before.
#include <algorithm>
#include <cmath>
#include <utility>

#include "core/words/words.h"
#include "imgui.h"
#include "web/view/context_parts.h"
#include "web/view/row_button.h"
#include "web/widget/field.h"
#include "web/widget/mark.h"
#include "web/widget/popup.h"

namespace smsdesk::web::view {
namespace {

constexpr float kFooter = 52;
constexpr int kProblemLinesMax = 6;

NodeId dialog_id() {
  return id_of("note-dialog");
}
NodeId words_id() {
  return id_of("note-dialog.words");
}
NodeId close_id() {
  return id_of("note-dialog.cancel");
}

Intent step(NoteStep which, std::string_view text = {}) {
  return intent::DoNote{which, {}, {}, std::string(text)};
}

/// A sentence that is heard as it comes.
void draw_status(Ui& ui, Rect& rest, NodeId id, std::string_view text, ImU32 ink, int lines_max = 0) {
  if (text.empty()) return;
  const TextStyle style = type::style(type::Kind::Interface, ink);
  const float height = ui.paragraph(rest.min, rest.width(), text, style, lines_max);
  ui.status_node(id, rest.cut_top(height), text);
  rest.cut_top(px_snap(10));
}

void draw_words(Ui& ui, Rect rest, const screen::NoteDialog& s) {
  field_label(ui, rest.cut_top(px_snap(kFieldLabel)), tr("Note for colleagues"));
  rest.cut_top(px_snap(kFieldLabelGap));
  FieldBox f;
  f.id = words_id();
  f.rect = rest;
  f.kind = FieldKind::Multiline;
  f.name = tr("Note for colleagues");
  f.value = s.field.text;
  f.value_revision = s.field.revision + 1;
  f.text_owner = s.note.value;
  f.is_enabled = s.field.is_enabled;
  f.is_invalid = !s.problem.empty();
  f.type = type::Kind::Interface;
  f.is_behind = is_cut(ui, f.rect);
  field_box(ui, f);
  set_enter_breaks_line(f.id, true);
}

void draw_wordings(Ui& ui, NoteDialogView& state, const Rect& rest, const screen::NoteDialog& s) {
  const Theme& t = ui.theme();
  const NodeId region = id_of("note-dialog.wordings");
  ui.group(Role::List, region, rest, s.title);
  const ParentScope scope(ui, region);
  ScrollArea area(ui, state.scroll, rest);
  Column c{ui, rest.min.x, rest.max.x - px_snap(8), area.top()};
  if (s.is_loading) skeleton(ui, c.cut(px_snap(20)));
  const TextStyle words = type::style(type::Kind::Interface, t.text);
  const TextStyle quiet = type::style(type::Kind::Secondary, t.text_secondary);
  for (std::size_t i = 0; i < s.wordings.size(); ++i) {
    const screen::NoteDialog::Wording& one = s.wordings[i];
    const NodeId id = id_of(region, static_cast<std::uint64_t>(i));
    const std::string since = time_or_day(one.at, one.is_today);
    const float height = std::ceil(ui.measure(one.text, words, c.width()).y) + px_snap(24);
    const Rect box = c.cut(height);
    const ParentScope inside(ui, ui.list_item(id, box, static_cast<int>(i) + 1, static_cast<int>(s.wordings.size())));
    Rect inner = box;
    const Rect head = inner.cut_top(px_snap(24));
    const screen::AroundWords around = screen::around_words(one.accessible_name, one.text);
    ui.words(head, since, quiet);
    const std::string before = since + ", " + std::string(around.before);
    ui.text_node(id_of(id, "since"), head, before);
    ui.selectable(id_of(id, "text"), inner.min, inner.width(), one.text, words, Align::Script);
    c.skip(12);
  }
  area.end(c.y);
}

/// Where the note was, else where the next one is written, else the composer.
NodeId focus_behind(const ViewState& view) {
  if (view.note_dialog.return_to != 0) return view.note_dialog.return_to;
  const auto at = std::find_if(view.side_fields.begin(), view.side_fields.end(),
                               [](const SideFieldPlace& one) { return one.is_note; });
  return at != view.side_fields.end() ? at->id : ids::composer_field();
}

}  // namespace

void take_note_events(const screen::NoteDialog& s, Intents& out) {
  if (!s.is_open || s.step != NoteStep::Correct) return;
  for (const TextFieldEvent& event : text_field_events()) {
    if (event.field != words_id()) continue;
    if (event.kind == TextFieldEvent::Kind::Changed) out.push_back(step(NoteStep::Edit, event.value));
    if (event.kind == TextFieldEvent::Kind::ModifiedEnter) out.push_back(step(NoteStep::Save));
  }
}

void draw_note_dialog(Ui& ui, ViewState& view, const screen::NoteDialog& s, Intents& out) {
  NoteDialogView& state = view.note_dialog;
  if (!s.is_open) {
    // A note that was taken back has no button to come back to.
    if (state.step == NoteStep::TakeBack && state.was_saved) state.return_to = 0;
    if (state.dialog.was_open) dialog_closed(state.dialog, focus_behind(view));
    state.step = NoteStep::Close;
    state.was_saved = false;
    return;
  }
  const Theme& t = ui.theme();
  const bool is_new = state.step != s.step || !state.dialog.was_open;
  if (is_new) {
    const NodeId from = std::exchange(view.said_menu.note_from, 0);
    // What the palette has of the focus goes with it.
    state.return_to = from != 0 ? from : view.is_palette_open ? NodeId{0} : focused_node();
    state.scroll = {};
  }
  state.step = s.step;
  bool wants_close = false;
  Dialog dialog;
  dialog.id = dialog_id();
  dialog.title = s.title;
  dialog.width_css = 520;
  dialog.height_css = s.step == NoteStep::TakeBack ? 300 : 400;
  Rect inner = begin_dialog(ui, state.dialog, dialog, wants_close);
  inner.cut_top(px_snap(8));
  Rect footer = inner.cut_bottom(px_snap(kFooter));
  footer = centered_in(footer, footer.width(), px_snap(kRowButton));
  if (!s.save_label.empty() &&
      row_button(ui, footer, s.save_label, id_of("note-dialog.save"),
                 s.step == NoteStep::TakeBack ? ButtonLook::Danger : ButtonLook::Primary, s.can_save, s.is_busy)) {
    state.was_saved = true;
    out.push_back(step(NoteStep::Save));
  }
  if (row_button(ui, footer, s.close_label, close_id(), ButtonLook::Secondary)) wants_close = true;
  draw_status(ui, inner, id_of("note-dialog.problem"), s.problem, t.danger.ink, kProblemLinesMax);
  draw_status(ui, inner, id_of("note-dialog.question"), s.question, t.text);
  draw_status(ui, inner, id_of("note-dialog.now"), s.now, t.text_secondary, s.step == NoteStep::Correct ? 3 : 5);
  draw_status(ui, inner, id_of("note-dialog.status"), s.status, t.text_secondary);
  if (s.step == NoteStep::Correct) draw_words(ui, inner, s);
  if (s.step == NoteStep::Earlier) draw_wordings(ui, state, inner, s);
  end_dialog(ui);
  if (is_new) focus_node(s.step == NoteStep::Correct ? words_id() : close_id());
  if (wants_close) {
    state.was_saved = false;
    out.push_back(step(NoteStep::Close));
  }
}

}  // namespace smsdesk::web::view
