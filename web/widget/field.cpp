#include "web/widget/field.h"

#include <algorithm>

#include "web/platform/field_size.h"

namespace smsdesk::web {

void field_box(Ui& ui, const FieldBox& f) {
  const Theme& t = ui.theme();
  const bool is_focused = ui.is_focused(f.id);
  ui.fill(f.rect, f.is_enabled ? (t.is_dark ? t.background : t.surface) : t.neutral.soft, 8);
  const ImU32 edge = f.is_invalid ? t.danger.ink : is_focused ? t.accent : f.is_enabled ? t.control_border : t.border;
  ui.stroke(f.rect, edge, 8, is_focused ? 2 : t.border_width);

  const Rect inner = f.rect.inset(px_snap(f.padding_x), px_snap(f.padding_y));
  TextStyle style = type::style(f.type, f.is_enabled ? t.text : t.text_secondary);
  style.size = std::max(style.size, field_size_min());
  if (f.is_behind) {
    // The native field stays, unseen: its undo history, its selection and the focus are the
    // person's.
    const bool is_empty = f.value.empty();
    TextStyle shown = style;
    if (is_empty) shown.color = t.text_secondary;
    ui.push_clip(inner);
    if (f.kind != FieldKind::Password || is_empty)
      ui.paragraph(inner.min, inner.width(), is_empty ? f.placeholder : f.value, shown, 8);
    ui.pop_clip();
  }
  TextField field;
  field.id = f.id;
  field.kind = f.kind;
  field.min = inner.min;
  field.max = inner.max;
  field.style = style;
  field.name = f.name;
  field.placeholder = f.placeholder;
  field.autocomplete = f.autocomplete;
  field.value = f.value;
  field.value_revision = f.value_revision;
  field.text_owner = f.text_owner;
  field.chars_max = f.chars_max;
  field.is_disabled = !f.is_enabled;
  field.is_invalid = f.is_invalid;
  field.leaves_page_keys = f.leaves_page_keys;
  field.description = f.description;
  field.tells_cursor = f.tells_cursor;
  field.takes_files = f.takes_files;
  field.list = f.list;
  field.active = f.active;
  field.list_takes_enter = f.list_takes_enter;
  field.cursor = f.cursor;
  field.cursor_end = f.cursor_end;
  field.marked = f.marked;
  ui.place_field(field);
  if (f.is_behind) cover_fields(f.rect.min, f.rect.max);  // it covers what was placed before it
}

void field_label(Ui& ui, const Rect& rect, std::string_view text) {
  ui.words(rect, text, type::style(type::Kind::Secondary, ui.theme().text_secondary, TextWeight::Semibold));
}

}  // namespace smsdesk::web
