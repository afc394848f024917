// What a frame says of its fields goes to JavaScript only where its hash changed. A field's element
// is made by the mirror at its node; here it gets its look, its value and its holes.
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "core/base/assert.h"
#include "core/base/utf8.h"
#include "web/platform/browser/canvas_internal.h"
#include "web/platform/browser/js.h"
#include "web/platform/browser/service_events.h"
#include "web/platform/page.h"
#include "web/platform/text_field.h"

namespace smsdesk::web {
namespace {

/// One field as field.js reads it: 30 words of 32 bits.
struct PackedField {
  NodeId id;                                         // words 0, 1
  float width, height;                               // 2, 3: CSS px
  float font_size, line_height;                      // 4, 5: CSS px
  std::uint32_t is_semibold;                         // 6
  std::uint32_t color;                               // 7: ImU32
  std::uint32_t chars_max;                           // 8
  std::uint32_t flags;                               // 9: kDisabled…
  std::uint32_t value_revision;                      // 10
  std::uint32_t value_at, value_size;                // 11, 12
  std::uint32_t placeholder_at, placeholder_size;    // 13, 14
  std::uint32_t autocomplete_at, autocomplete_size;  // 15, 16
  std::uint32_t clip_at, clip_size;                  // 17, 18: path data, empty = whole
  std::uint32_t kind;                                // 19
  std::int32_t cursor, cursor_end;                   // 20, 21: UTF-16 units of the value; −1 = behind it
  NodeId list, active;                               // 22 … 25
  std::uint32_t marked_at, marked_size;              // 26, 27
  std::uint64_t text_owner;                          // 28, 29
};
static_assert(sizeof(PackedField) == 30 * 4);

constexpr std::uint32_t kDisabled = 1, kInvalid = 2, kEnterBreaksLine = 4, kHidden = 8, kLeavesPageKeys = 16,
                        kTellsCursor = 32, kListTakesEnter = 64, kTakesFiles = 128;
constexpr std::size_t kVisiblePartsMax = 64;

extern "C" {
void smsdesk_js_field_place(const PackedField* field, const char* arena);
double smsdesk_js_field_height(std::uint32_t id_low, std::uint32_t id_high);
void smsdesk_js_field_insert(std::uint32_t id_low, std::uint32_t id_high, const char* text, int bytes);
}

struct Box {
  float left, top, right, bottom;
};

struct FieldNow {
  PackedField packed;
  Box box;                   // device px
  std::vector<Box> visible;  // what no cover hides
  std::uint64_t hash;        // of all but the value and the holes
};

struct Shown {
  NodeId id;
  std::uint64_t hash;
};

/// What a field told, in its place between the other inputs (service_events.h).
struct Heard {
  std::uint32_t next_input;
  TextFieldEvent event;
};

struct State {
  std::vector<FieldNow> fields;
  std::string arena;
  std::vector<Shown> shown;
  std::vector<TextFieldEvent> events;
  std::vector<Heard> heard;
  std::vector<NodeId> breaking;
  NodeId insert_into = 0;
  std::string inserted;
};
State state;

std::uint64_t mix(std::uint64_t hash, std::uint64_t word) {
  hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
  return hash ^ hash >> 31;
}

std::uint64_t mix(std::uint64_t hash, std::string_view text) {
  for (const char c : text) hash = mix(hash, static_cast<unsigned char>(c));
  return mix(hash, text.size());
}

std::uint64_t mix(std::uint64_t hash, float value) {
  std::uint32_t bits;
  __builtin_memcpy(&bits, &value, sizeof bits);
  return mix(hash, std::uint64_t{bits});
}

/// As it is shown.
Box box_of(ImVec2 min, ImVec2 max) {
  if (is_mirrored()) return {mirrored_x(max.x), min.y, mirrored_x(min.x), max.y};
  return {min.x, min.y, max.x, max.y};
}

/// UTF-16 units before that byte; −1 stays.
std::int32_t units_before(std::string_view value, int bytes) {
  if (bytes < 0) return -1;
  return static_cast<std::int32_t>(utf8::utf16_units(utf8::prefix(value, static_cast<std::size_t>(bytes))));
}

std::uint32_t keep(std::string_view text) {
  const auto at = static_cast<std::uint32_t>(state.arena.size());
  state.arena.append(text);
  return at;
}

/// Takes `hole` out of every part: each is left as at most four rectangles around it. An even-odd
/// path of the holes themselves would fill again where two of them overlap.
void cut(std::vector<Box>& parts, const Box& hole) {
  std::vector<Box> left;
  for (const Box& part : parts) {
    const Box in{std::max(part.left, hole.left), std::max(part.top, hole.top), std::min(part.right, hole.right),
                 std::min(part.bottom, hole.bottom)};
    if (in.left >= in.right || in.top >= in.bottom) {
      left.push_back(part);
      continue;
    }
    if (part.top < in.top) left.push_back({part.left, part.top, part.right, in.top});
    if (in.bottom < part.bottom) left.push_back({part.left, in.bottom, part.right, part.bottom});
    if (part.left < in.left) left.push_back({part.left, in.top, in.left, in.bottom});
    if (in.right < part.right) left.push_back({in.right, in.top, part.right, in.bottom});
  }
  if (left.size() <= kVisiblePartsMax) parts = std::move(left);
}

std::string clip_path_of(const FieldNow& field, float ratio) {
  std::string path;
  for (const Box& part : field.visible) {
    char step[128];
    std::snprintf(step, sizeof step, "M%.2f %.2fH%.2fV%.2fH%.2fZ",
                  static_cast<double>((part.left - field.box.left) / ratio),
                  static_cast<double>((part.top - field.box.top) / ratio),
                  static_cast<double>((part.right - field.box.left) / ratio),
                  static_cast<double>((part.bottom - field.box.top) / ratio),
                  static_cast<double>((part.left - field.box.left) / ratio));
    path += step;
  }
  return path;
}

bool is_whole(const FieldNow& field) {
  if (field.visible.size() != 1) return false;
  const Box& part = field.visible.front();
  return part.left == field.box.left && part.top == field.box.top && part.right == field.box.right &&
         part.bottom == field.box.bottom;
}

}  // namespace

void begin_fields() {
  state.fields.clear();
  state.arena.clear();
}

void place_text_field(const TextField& field, NodeId parent) {
  SMSDESK_ASSERT(state.fields.size() < static_cast<std::size_t>(kTextFieldsMax));
  MirrorNode node;
  node.id = field.id;
  node.parent = parent;
  node.role = Role::TextField;
  node.flags = field.is_disabled ? kNodeDisabled : 0u;
  node.min = field.min;
  node.max = field.max;
  node.name = field.name;
  node.description = field.description;
  node.level = static_cast<int>(field.kind);
  push_node(node);

  const float ratio = pixel_ratio();
  FieldNow now{};
  PackedField& packed = now.packed;
  packed.id = field.id;
  packed.width = std::max(0.0f, (field.max.x - field.min.x) / ratio);
  packed.height = std::max(0.0f, (field.max.y - field.min.y) / ratio);
  packed.font_size = field.style.size;
  packed.line_height = field.style.line_height;
  packed.is_semibold = field.style.weight == TextWeight::Semibold ? 1 : 0;
  packed.color = field.style.color;
  packed.chars_max = field.chars_max;
  packed.kind = static_cast<std::uint32_t>(field.kind);
  packed.value_revision = field.value_revision;
  packed.text_owner = field.text_owner;
  if (field.is_disabled) packed.flags |= kDisabled;
  if (field.is_invalid) packed.flags |= kInvalid;
  if (field.leaves_page_keys) packed.flags |= kLeavesPageKeys;
  if (field.tells_cursor) packed.flags |= kTellsCursor;
  if (field.list_takes_enter) packed.flags |= kListTakesEnter;
  if (field.takes_files) packed.flags |= kTakesFiles;
  packed.list = field.list;
  packed.active = field.active;
  packed.cursor = units_before(field.value, field.cursor);
  packed.cursor_end = units_before(field.value, field.cursor_end);
  if (std::find(state.breaking.begin(), state.breaking.end(), field.id) != state.breaking.end()) {
    packed.flags |= kEnterBreaksLine;
  }
  packed.value_at = keep(field.value);
  packed.value_size = static_cast<std::uint32_t>(field.value.size());
  packed.placeholder_at = keep(field.placeholder);
  packed.placeholder_size = static_cast<std::uint32_t>(field.placeholder.size());
  packed.autocomplete_at = keep(field.autocomplete);
  packed.autocomplete_size = static_cast<std::uint32_t>(field.autocomplete.size());
  packed.marked_at = keep(field.marked);
  packed.marked_size = static_cast<std::uint32_t>(field.marked.size());

  std::uint64_t hash = mix(1, field.id);
  for (const float value : {packed.width, packed.height, packed.font_size, packed.line_height}) {
    hash = mix(hash, value);
  }
  for (const std::uint32_t value :
       {packed.is_semibold, packed.color, packed.chars_max, packed.kind, packed.value_revision, packed.flags}) {
    hash = mix(hash, std::uint64_t{value});
  }
  hash = mix(mix(mix(hash, field.list), field.active), field.text_owner);
  now.hash = mix(mix(mix(hash, field.placeholder), field.autocomplete), field.marked);
  now.box = box_of(field.min, field.max);
  now.visible = {now.box};
  state.fields.push_back(std::move(now));
}

void cover_fields(ImVec2 min, ImVec2 max) {
  for (FieldNow& field : state.fields) cut(field.visible, box_of(min, max));
}

void sync_fields() {
  const float ratio = pixel_ratio();
  std::vector<Shown> now;
  for (FieldNow& field : state.fields) {
    std::string clip;
    if (field.visible.empty()) {
      field.packed.flags |= kHidden;
    } else if (!is_whole(field)) {
      clip = clip_path_of(field, ratio);
    }
    const std::uint64_t hash = mix(mix(field.hash, clip), std::uint64_t{field.packed.flags});
    now.push_back({field.packed.id, hash});
    const bool is_same = std::any_of(state.shown.begin(), state.shown.end(), [&](const Shown& shown) {
      return shown.id == field.packed.id && shown.hash == hash;
    });
    if (is_same) continue;
    field.packed.clip_at = keep(clip);
    field.packed.clip_size = static_cast<std::uint32_t>(clip.size());
    smsdesk_js_field_place(&field.packed, state.arena.data());
  }
  state.shown = std::move(now);
}

void insert_in_field(NodeId field, std::string_view text) {
  state.insert_into = field;
  state.inserted = text;
  request_frame();
}
void perform_insertion() {
  if (state.insert_into == 0) return;
  const NodeId field = state.insert_into;
  state.insert_into = 0;
  smsdesk_js_field_insert(static_cast<std::uint32_t>(field), static_cast<std::uint32_t>(field >> 32),
                          state.inserted.data(), static_cast<int>(state.inserted.size()));
}

std::span<const TextFieldEvent> text_field_events() {
  return state.events;
}
std::optional<std::uint32_t> hear_field_events() {
  auto at = state.heard.begin();
  for (; at != state.heard.end() && is_due(at->next_input); ++at) state.events.push_back(std::move(at->event));
  state.heard.erase(state.heard.begin(), at);
  if (state.heard.empty()) return std::nullopt;
  return state.heard.front().next_input;
}
void forget_field_events() {
  state.events.clear();
}

void set_enter_breaks_line(NodeId field, bool breaks) {
  auto found = std::find(state.breaking.begin(), state.breaking.end(), field);
  if (breaks && found == state.breaking.end()) state.breaking.push_back(field);
  if (!breaks && found != state.breaking.end()) state.breaking.erase(found);
}

float field_content_height(NodeId field) {
  const double css =
      smsdesk_js_field_height(static_cast<std::uint32_t>(field), static_cast<std::uint32_t>(field >> 32));
  return static_cast<float>(css) * pixel_ratio();
}

bool dispatch_field_event(int kind, std::string_view bytes) {
  constexpr int kKinds = static_cast<int>(TextFieldEvent::Kind::Moved) + 1;
  if (kind < kFieldEventFirst || kind >= kFieldEventFirst + kKinds) return false;
  if (bytes.size() < 20) return true;
  TextFieldEvent event;
  event.field = read_plain<NodeId>(bytes, 0);
  event.kind = static_cast<TextFieldEvent::Kind>(kind - kFieldEventFirst);
  event.selection_begin = read_plain<std::uint32_t>(bytes, 8);
  event.selection_end = read_plain<std::uint32_t>(bytes, 12);
  event.is_composing = read_plain<std::uint32_t>(bytes, 16) != 0;
  event.value = bytes.substr(20);
  // A value that changed again before anybody looked is not worth a second event; nor is more than
  // the maximum. That the field was empty meanwhile is: what was closed for the words in it may open again.
  const bool is_step = event.kind == TextFieldEvent::Kind::Up || event.kind == TextFieldEvent::Kind::Down;
  const bool is_typed = event.kind == TextFieldEvent::Kind::Changed;
  const bool is_same = !is_step && !state.heard.empty() && state.heard.back().event.field == event.field &&
                       state.heard.back().event.kind == event.kind;
  const bool was_emptied = is_typed && is_same && state.heard.back().event.value.empty() && !event.value.empty();
  if (is_same && (!was_emptied || state.heard.size() >= static_cast<std::size_t>(kFieldEventsMax)))
    state.heard.pop_back();
  if (state.heard.size() < static_cast<std::size_t>(kFieldEventsMax))
    state.heard.push_back({next_input(), std::move(event)});
  // The field shows by itself what was typed; where it grows by it, it has asked for a frame (field.js).
  if (is_typed)
    canvas_request_frame_after_paint();
  else
    request_frame();
  return true;
}

}  // namespace smsdesk::web
