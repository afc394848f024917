// Native text fields without a browser: a test types into them by name and sees where they were
// placed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "web/platform/text_field.h"

namespace smsdesk::web::headless {

struct PlacedField {
  NodeId id = 0;
  FieldKind kind = FieldKind::Line;
  ImVec2 min, max;
  std::string name, placeholder, autocomplete, description;
  std::string value;  ///< what a person would see: set by a risen value_revision or typed
  std::uint32_t value_revision = 0;
  std::uint64_t text_owner = 0;
  std::uint32_t chars_max = 0;
  bool is_disabled = false, is_invalid = false;
  bool enter_breaks_line = false;
  NodeId list = 0, active = 0;
  bool list_takes_enter = false, takes_files = false;
  int cursor = -1, cursor_end = -1;
  std::string marked;
};

/// The fields of the last whole frame.
const std::vector<PlacedField>& placed_fields();
const PlacedField* find_field(std::string_view name);
struct CoverRect {
  ImVec2 min, max;
  std::size_t fields = 0;  ///< how many of placed_fields() it covers, from the first
};
const std::vector<CoverRect>& cover_rects();

/// As typing: replaces the value, the caret behind it, or that many bytes behind its beginning; comes as a Changed event in
/// the next frame. False: there is no such field, it is disabled, or the value is longer than it takes.
bool type_into(std::string_view name, std::string_view value, std::size_t cursor = std::string_view::npos);
/// As an input method that shows `value` and is not done; and its end there, which comes as Moved.
bool compose_in(std::string_view name, std::string_view value);
bool end_composition_in(std::string_view name);
/// Up, Down and Tab do something only while a list is open at the field.
enum class FieldKey : std::uint8_t { Enter, ModifiedEnter, ShiftEnter, Escape, Up, Down, Tab };
/// As the key: an event, or a line feed at the end of the value where the field breaks lines.
bool press_in(std::string_view name, FieldKey key);
void set_content_height(NodeId field, float device_px);

void reset_fields();

// Called by the headless mirror.
void begin_fields();
void end_fields();

}  // namespace smsdesk::web::headless
