// The box around a native text field: ground, border, focus ring, what is wrong. The field
// itself is the browser's and stands inside (web/platform/text_field.h).
#pragma once

#include <string_view>

#include "web/widget/ui.h"

namespace smsdesk::web {

struct FieldBox {
  NodeId id = 0;
  Rect rect;  ///< the box with its border
  FieldKind kind = FieldKind::Line;
  std::string_view name;
  std::string_view placeholder = {};
  std::string_view autocomplete = "off";
  std::string_view value = {};
  std::uint32_t value_revision = 0;
  std::uint64_t text_owner = 0;  ///< as in TextField
  std::uint32_t chars_max = 0;
  std::string_view description = {};
  bool is_enabled = true;
  bool is_invalid = false;
  /// Another plane lies over it: its words are drawn on the canvas and the native field is covered.
  bool is_behind = false;
  bool leaves_page_keys = false;
  // As in TextField.
  bool tells_cursor = false, takes_files = false;
  NodeId list = 0, active = 0;
  bool list_takes_enter = false;
  int cursor = -1, cursor_end = -1;
  std::string_view marked = {};
  float padding_x = 12, padding_y = 8;
  type::Kind type = type::Kind::Message;
};
void field_box(Ui& ui, const FieldBox& f);

/// What a field is for, above it and in sight whatever it holds; a placeholder is gone with the first letter. For who listens it
/// is the field's name.
void field_label(Ui& ui, const Rect& rect, std::string_view text);
inline constexpr float kFieldLabel = 20, kFieldLabelGap = 4;  ///< CSS px: its height, and down to the field

}  // namespace smsdesk::web
