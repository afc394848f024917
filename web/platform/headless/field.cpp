#include "web/platform/headless/field.h"

#include <algorithm>

#include "core/base/assert.h"
#include "core/base/utf8.h"

namespace smsdesk::web {
namespace {

struct Height {
  NodeId field;
  float device_px;
};
struct State {
  std::vector<headless::PlacedField> building, shown;
  std::vector<headless::CoverRect> covers_building, covers_shown;
  std::vector<TextFieldEvent> events;
  std::vector<NodeId> breaking;
  std::vector<Height> heights;
  NodeId insert_into = 0;
  std::string inserted;
};
State state;

headless::PlacedField* find_by_name(std::string_view name) {
  for (auto& field : state.shown) {
    if (field.name == name) return &field;
  }
  return nullptr;
}

void push_event(const headless::PlacedField& field, TextFieldEvent::Kind kind,
                std::size_t cursor = std::string_view::npos) {
  const auto end = static_cast<std::uint32_t>(std::min(cursor, field.value.size()));
  state.events.push_back({field.id, kind, field.value, end, end, false});
}

}  // namespace

void place_text_field(const TextField& field, NodeId parent) {
  SMSDESK_ASSERT(state.building.size() < static_cast<std::size_t>(kTextFieldsMax));
  MirrorNode node;
  node.id = field.id;
  node.parent = parent;
  node.role = Role::TextField;
  node.flags = field.is_disabled ? kNodeDisabled : 0u;
  node.min = field.min;
  node.max = field.max;
  node.name = field.name;
  node.description = field.description;
  node.style = field.style;
  push_node(node);

  headless::PlacedField placed;
  placed.id = field.id;
  placed.kind = field.kind;
  placed.min = field.min;
  placed.max = field.max;
  placed.name = field.name;
  placed.placeholder = field.placeholder;
  placed.autocomplete = field.autocomplete;
  placed.description = field.description;
  placed.value = field.value;
  placed.value_revision = field.value_revision;
  placed.text_owner = field.text_owner;
  placed.chars_max = field.chars_max;
  placed.is_disabled = field.is_disabled;
  placed.is_invalid = field.is_invalid;
  placed.list = field.list;
  placed.active = field.active;
  placed.list_takes_enter = field.list_takes_enter;
  placed.takes_files = field.takes_files;
  placed.cursor = field.cursor;
  placed.cursor_end = field.cursor_end;
  placed.marked = field.marked;
  placed.enter_breaks_line = std::find(state.breaking.begin(), state.breaking.end(), field.id) != state.breaking.end();
  for (const auto& before : state.shown) {
    if (before.id == field.id && before.value_revision == field.value_revision) placed.value = before.value;
  }
  state.building.push_back(std::move(placed));
}

void cover_fields(ImVec2 min, ImVec2 max) {
  state.covers_building.push_back({min, max, state.building.size()});
}

std::span<const TextFieldEvent> text_field_events() {
  return state.events;
}

void insert_in_field(NodeId field, std::string_view text) {
  state.insert_into = field;
  state.inserted = text;
}

void set_enter_breaks_line(NodeId field, bool breaks) {
  auto found = std::find(state.breaking.begin(), state.breaking.end(), field);
  if (breaks && found == state.breaking.end()) state.breaking.push_back(field);
  if (!breaks && found != state.breaking.end()) state.breaking.erase(found);
}

float field_content_height(NodeId field) {
  for (const auto& height : state.heights) {
    if (height.field == field) return height.device_px;
  }
  // Without a browser nothing wraps: one line for each line feed.
  for (const auto& placed : state.shown) {
    if (placed.id != field) continue;
    const auto lines = 1 + std::count(placed.value.begin(), placed.value.end(), '\n');
    return 20.0f * static_cast<float>(lines);
  }
  return 0;
}

namespace headless {

const std::vector<PlacedField>& placed_fields() {
  return state.shown;
}
const PlacedField* find_field(std::string_view name) {
  return find_by_name(name);
}
const std::vector<CoverRect>& cover_rects() {
  return state.covers_shown;
}

bool type_into(std::string_view name, std::string_view value, std::size_t cursor) {
  PlacedField* field = find_by_name(name);
  if (field == nullptr || field->is_disabled) return false;
  if (field->chars_max != 0 && utf8::utf16_units(value) > field->chars_max) return false;
  field->value = value;
  push_event(*field, TextFieldEvent::Kind::Changed, cursor);
  return true;
}

bool compose_in(std::string_view name, std::string_view value) {
  if (!type_into(name, value)) return false;
  state.events.back().is_composing = true;
  return true;
}

bool end_composition_in(std::string_view name) {
  const PlacedField* field = find_by_name(name);
  if (field == nullptr) return false;
  push_event(*field, TextFieldEvent::Kind::Moved);
  return true;
}

bool press_in(std::string_view name, FieldKey key) {
  PlacedField* field = find_by_name(name);
  if (field == nullptr || field->is_disabled) return false;
  const bool is_multiline = field->kind == FieldKind::Multiline;
  const bool breaks =
      is_multiline && (key == FieldKey::ShiftEnter || (key == FieldKey::Enter && field->enter_breaks_line));
  const bool is_taken = field->list_takes_enter && (key == FieldKey::Enter || key == FieldKey::Tab);
  if (breaks && !is_taken) return type_into(name, field->value + '\n');
  if (key == FieldKey::Tab && !is_taken) return false;
  if ((key == FieldKey::Up || key == FieldKey::Down) && field->list == 0) return false;
  TextFieldEvent::Kind kind = TextFieldEvent::Kind::Enter;
  if (key == FieldKey::ModifiedEnter) kind = TextFieldEvent::Kind::ModifiedEnter;
  if (key == FieldKey::Escape) kind = TextFieldEvent::Kind::Escape;
  if (key == FieldKey::Up) kind = TextFieldEvent::Kind::Up;
  if (key == FieldKey::Down) kind = TextFieldEvent::Kind::Down;
  if (key == FieldKey::Tab) kind = TextFieldEvent::Kind::Tab;
  push_event(*field, kind);
  return true;
}

void set_content_height(NodeId field, float device_px) {
  for (auto& height : state.heights) {
    if (height.field == field) {
      height.device_px = device_px;
      return;
    }
  }
  state.heights.push_back({field, device_px});
}

void reset_fields() {
  state = State{};
}

void begin_fields() {
  state.building.clear();
  state.covers_building.clear();
}

void end_fields() {
  state.events.clear();
  state.shown = state.building;
  state.covers_shown = state.covers_building;
  for (PlacedField& field : state.shown) {
    if (field.id != state.insert_into) continue;
    field.value += state.inserted;  // the caret stands at the end here
    push_event(field, TextFieldEvent::Kind::Changed);
  }
  state.insert_into = 0;
}

}  // namespace headless
}  // namespace smsdesk::web
