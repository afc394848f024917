// Native text fields over boxes that ImGui draws: <textarea> or <input>, visible, with the box's font.
//
// Why: input methods, spell check, undo, paste, mobile keyboards and screen readers work in a native field and
// nowhere else. Popups above a field cut holes into it with clip-path, so that clicks go to the popup.
//
// Values: the field belongs to the browser. C++ sets its value only where `value_revision` rises (another
// conversation's draft, a cleared composer); what the person types comes back as TextFieldEvents. What is set in a text that
// stays the same owner's (a template, a quotation) is a step of the browser's undo, and no event; only what was emptied stays
// so. Undo never brings back what was another owner's.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "imgui.h"
#include "web/platform/mirror.h"

namespace smsdesk::web {

inline constexpr int kTextFieldsMax = 64;     ///< placed in one frame
inline constexpr int kFieldEventsMax = 1024;  ///< between two frames; later ones replace the newest of their field

enum class FieldKind : std::uint8_t { Multiline, Line, Password, Search };

struct TextField {
  NodeId id = 0;  ///< also its node in the mirror (Role::TextField), so that it has a place in the tab order
  FieldKind kind = FieldKind::Line;
  ImVec2 min, max;  ///< device px: where text may stand (padding is outside)
  TextStyle style;
  std::string_view name;  ///< aria-label
  std::string_view placeholder;
  std::string_view autocomplete;  ///< "username", "current-password", "off"
  std::string_view value;
  std::uint32_t value_revision = 0;
  /// Whose text it is: the conversation's number. 0: nobody's, a value that is set takes its place without undo.
  std::uint64_t text_owner = 0;
  std::uint32_t chars_max = 0;  ///< UTF-16 units; 0 = no limit
  bool is_disabled = false;
  bool is_invalid = false;
  bool leaves_page_keys = false;  ///< Page Up and Page Down are not the field's: they move what stands above it
  bool tells_cursor = false;      ///< moves of the cursor come as Moved
  bool takes_files = false;       ///< a file that is pasted here is offered (media.h); into another field it is nothing
  // A list that is open at the field, whose keyboard stays here. It has the arrows up and down, and Escape.
  NodeId list = 0;                ///< its node (Role::ListBox); 0 = none
  NodeId active = 0;              ///< the entry that is meant
  bool list_takes_enter = false;  ///< Enter and Tab are the list's
  /// With a risen value_revision the cursor stands there, or what lies between is selected: bytes of the value. −1: behind it.
  int cursor = -1, cursor_end = -1;
  std::string_view description;
  /// What is marked wherever it stands in the value, also while that is typed: signs as the eye has them, each with a byte 1
  /// behind it. For the eye only.
  std::string_view marked;
};

/// Places a field in this frame; one that is not placed any more is taken away. Call between begin_ and end_mirror().
void place_text_field(const TextField& field, NodeId parent);
/// A rectangle of what lies above fields in this frame (popup, toast, dialog). It covers the fields placed before the
/// call, so a dialog says it first and then places its own fields.
void cover_fields(ImVec2 min, ImVec2 max);

struct TextFieldEvent {
  /// Up, Down and Tab: only while a list is open at the field.
  enum class Kind : std::uint8_t { Changed, Enter, ModifiedEnter, Escape, Focused, Blurred, Up, Down, Tab, Moved };
  NodeId field = 0;
  Kind kind = Kind::Changed;  ///< Enter never comes while an input method composes; Shift+Enter is a line feed
  std::string value;          ///< the whole value, UTF-8
  std::uint32_t selection_begin = 0, selection_end = 0;  ///< bytes
  /// An input method is at work in it. Its end comes as Moved, where the field tells its cursor.
  bool is_composing = false;
};
/// Events since the last frame, in order; they are dropped by end_mirror(). A field keeps plain Enter and Escape to itself:
/// they come here and not as keys. Whether Enter sends or breaks the line is said by set_enter_breaks_line.
std::span<const TextFieldEvent> text_field_events();
/// Writes it where the caret stands, in the place of what is selected, as if typed: the field's own undo takes it back. The
/// field gets the focus. Done when the frame's tree is in place; comes back as Changed.
void insert_in_field(NodeId field, std::string_view text);
/// For a multi-line field: true = plain Enter inserts a line feed and only Ctrl/Cmd+Enter comes as ModifiedEnter.
void set_enter_breaks_line(NodeId field, bool breaks);
/// The height in device px that the field's text needs at its present width (for growing boxes); 0 = not placed.
float field_content_height(NodeId field);

}  // namespace smsdesk::web
