// A frame's nodes are packed into flat records with a hash each; the sum of the hashes says whether
// anything changed. Only then JavaScript is called, once, with the whole list; it touches only the
// elements whose hash differs. While the wheel turns it is called now and then (mirror_pace.h).
#include "web/platform/mirror.h"

#include <algorithm>
#include <string>
#include <vector>

#include "core/base/assert.h"
#include "imgui_internal.h"
#include "web/platform/browser/canvas_internal.h"
#include "web/platform/browser/service_events.h"
#include "web/platform/mirror_pace.h"
#include "web/platform/page.h"

namespace smsdesk::web {
namespace {

constexpr std::size_t kHeardMax = 64;

/// One node as JavaScript reads it: 26 words of 32 bits. mirror.js names the same offsets.
struct PackedNode {
  NodeId id;                                       // words 0, 1
  NodeId parent;                                   // 2, 3
  std::uint64_t hash;                              // 4, 5: everything below but x and y, those of fields included
  std::uint32_t role;                              // 6
  std::uint32_t flags;                             // 7
  float x, y, w, h;                                // 8..11: CSS px, relative to the parent
  std::uint32_t name_at, name_size;                // 12, 13: bytes within the arena
  std::uint32_t text_at, text_size;                // 14, 15
  std::uint32_t description_at, description_size;  // 16, 17
  float font_size, line_height;                    // 18, 19: CSS px
  std::uint32_t is_semibold;                       // 20
  std::int32_t level;                              // 21; TextField: its kind
  std::int32_t position, count;                    // 22, 23
  std::uint64_t text_hash;                         // 24, 25
};
static_assert(sizeof(PackedNode) == 26 * 4);

extern "C" {
void smsdesk_js_mirror_start();
void smsdesk_js_mirror_sync(const PackedNode* nodes, int count, const char* arena, int is_same_order);
int smsdesk_js_mirror_has_selection();
int smsdesk_js_mirror_focus(std::uint32_t id_low, std::uint32_t id_high);
void smsdesk_js_mirror_announce(const char* sentence, int bytes, int is_assertive);
void smsdesk_js_mirror_name_places(const char* announcements, int announcements_bytes, const char* over,
                                   int over_bytes);
}

struct Place {
  NodeId id;
  ImVec2 min;
};

/// What the tree told, in its place between the other inputs (service_events.h).
struct Heard {
  std::uint32_t next_input;
  NodeId node;
  bool is_focus;  ///< else an activation
  bool is_ring_visible;
};

struct State {
  bool is_started = false;
  float ratio = 1;
  std::vector<PackedNode> nodes;
  std::vector<Place> places;  // of this frame's nodes, for their children
  std::string arena;
  std::uint64_t hash = 0, shown_hash = 0;
  std::uint64_t order = 0, shown_order = 0;    // of which nodes there are, and where in the tree
  std::uint64_t fields = 0, shown_fields = 0;  // of the fields, and where they are on the page: these are seen
  MirrorPace pace;
  NodeId focus_wish = 0;
  NodeId focused = 0;
  bool is_ring_visible = false;
  std::vector<NodeId> activated;
  std::vector<Heard> heard;
};
State state;

std::uint64_t mix(std::uint64_t hash, const void* data, std::size_t size) {
  const auto* at = static_cast<const unsigned char*>(data);
  for (; size >= 8; at += 8, size -= 8) {
    std::uint64_t word;
    __builtin_memcpy(&word, at, 8);
    hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
    hash ^= hash >> 32;
  }
  std::uint64_t rest = size;
  for (std::size_t i = 0; i < size; ++i) rest = rest << 8 | at[i];
  hash = (hash ^ rest) * 0x9E3779B97F4A7C15u;
  return hash ^ hash >> 29;
}

std::uint32_t keep(std::string_view text) {
  const auto at = static_cast<std::uint32_t>(state.arena.size());
  state.arena.append(text);
  return at;
}

ImVec2 origin_of(NodeId parent) {
  // The parent is most often the last pushed or one close before.
  for (auto place = state.places.rbegin(); place != state.places.rend(); ++place) {
    if (place->id == parent) return place->min;
  }
  SMSDESK_ASSERT(parent == 0);
  return ImVec2(0, 0);
}

bool is_field(NodeId id) {
  return std::any_of(state.nodes.begin(), state.nodes.end(), [id](const PackedNode& node) {
    return node.id == id && node.role == static_cast<std::uint32_t>(Role::TextField);
  });
}

void focus_now(NodeId node) {
  if (node != 0) smsdesk_js_mirror_focus(static_cast<std::uint32_t>(node), static_cast<std::uint32_t>(node >> 32));
}

}  // namespace

void begin_mirror() {
  if (!state.is_started) {
    smsdesk_js_mirror_start();
    state.is_started = true;
  }
  state.ratio = pixel_ratio();
  state.nodes.clear();
  state.places.clear();
  state.arena.clear();
  state.hash = mix(1, &state.ratio, sizeof state.ratio);
  state.order = state.fields = 1;
  begin_fields();
}

void push_node(const MirrorNode& laid_out) {
  SMSDESK_ASSERT(state.nodes.size() < static_cast<std::size_t>(kMirrorNodesMax));
  SMSDESK_ASSERT(laid_out.id != 0);
  MirrorNode node = laid_out;
  if (is_mirrored()) {
    node.min.x = mirrored_x(laid_out.max.x);
    node.max.x = mirrored_x(laid_out.min.x);
  }
  const ImVec2 origin = origin_of(node.parent);
  PackedNode packed{};
  packed.id = node.id;
  packed.parent = node.parent;
  packed.role = static_cast<std::uint32_t>(node.role);
  packed.flags = node.flags;
  packed.x = (node.min.x - origin.x) / state.ratio;
  packed.y = (node.min.y - origin.y) / state.ratio;
  packed.w = std::max(0.0f, (node.max.x - node.min.x) / state.ratio);
  packed.h = std::max(0.0f, (node.max.y - node.min.y) / state.ratio);
  packed.name_at = keep(node.name);
  packed.name_size = static_cast<std::uint32_t>(node.name.size());
  packed.text_at = keep(node.text);
  packed.text_size = static_cast<std::uint32_t>(node.text.size());
  packed.description_at = keep(node.description);
  packed.description_size = static_cast<std::uint32_t>(node.description.size());
  packed.font_size = node.style.size;
  packed.line_height = node.style.line_height;
  packed.is_semibold = node.style.weight == TextWeight::Semibold ? 1 : 0;
  packed.level = node.level;
  packed.position = node.position;
  packed.count = node.count;

  // The hash leaves out where the strings lie in the arena: that moves with every node before this
  // one.
  std::uint64_t hash = mix(node.id, &packed.parent, sizeof packed.parent);
  hash = mix(hash, &packed.role, sizeof(std::uint32_t) * 2);
  hash = mix(hash, &packed.w, sizeof(float) * 2);
  if (node.role == Role::TextField) hash = mix(hash, &packed.x, sizeof(float) * 2);  // its marks go with it
  hash = mix(hash, &packed.font_size, sizeof(float) * 2 + sizeof(std::uint32_t) * 4);
  hash = mix(hash, node.name.data(), node.name.size());
  hash = mix(hash, node.description.data(), node.description.size());
  packed.text_hash = mix(node.text.size(), node.text.data(), node.text.size());
  packed.hash = mix(hash, &packed.text_hash, sizeof packed.text_hash);
  state.hash = mix(state.hash, &packed.hash, sizeof packed.hash);
  state.hash = mix(state.hash, &packed.x, sizeof(float) * 2);
  state.order = mix(state.order, &packed.id, sizeof packed.id * 2);
  const std::uint32_t kind[] = {packed.role, packed.flags & kNodeModal};
  state.order = mix(state.order, kind, sizeof kind);
  if (node.role == Role::TextField) {
    state.order = mix(state.order, &packed.level, sizeof packed.level);
    state.fields = mix(mix(state.fields, &packed.hash, sizeof packed.hash), &node.min, sizeof node.min);
  }

  state.nodes.push_back(packed);
  state.places.push_back({node.id, node.min});
}

void end_mirror() {
  state.activated.clear();
  forget_field_events();
}

void show_mirror(double now, bool is_wheel_turned) {
  if (is_wheel_turned) state.pace.wheel_turned(now);
  const bool waits = state.pace.may_wait(now) && state.focus_wish == 0 && state.fields == state.shown_fields &&
                     smsdesk_js_mirror_has_selection() == 0;
  if (state.hash != state.shown_hash && !waits) {
    state.pace.written(now);
    state.shown_hash = state.hash;
    state.shown_fields = state.fields;
    smsdesk_js_mirror_sync(state.nodes.data(), static_cast<int>(state.nodes.size()), state.arena.data(),
                           state.order == state.shown_order ? 1 : 0);
    state.shown_order = state.order;
  } else if (state.hash != state.shown_hash) {
    // The frame behind the wheel's rest (canvas.js) writes it; should that one have come too soon, this one does.
    request_frame_in(static_cast<DurationMs>(MirrorPace::kLate));
  }
  // Before the fields, as undo takes back what is set in the one that has the focus; and after them, as it may be one that can
  // have it only now. What is no field only after them: the one that loses the focus tells of its text, which is still that of
  // the conversation before.
  const NodeId wish = state.focus_wish;
  state.focus_wish = 0;
  if (wish != 0 && is_field(wish)) focus_now(wish);
  sync_fields();
  focus_now(wish);
  perform_insertion();
}

std::uint32_t next_input() {
  return ImGui::GetCurrentContext()->InputEventsNextEventId;
}
bool is_due(std::uint32_t input) {
  const auto& inputs = ImGui::GetCurrentContext()->InputEventsQueue;
  return inputs.empty() || inputs.front().EventId >= input;
}

std::optional<std::uint32_t> hear_mirror_events() {
  auto at = state.heard.begin();
  for (; at != state.heard.end() && is_due(at->next_input); ++at) {
    if (!at->is_focus) {
      state.activated.push_back(at->node);
      continue;
    }
    state.focused = at->node;
    state.is_ring_visible = at->is_ring_visible;
  }
  state.heard.erase(state.heard.begin(), at);
  if (state.heard.empty()) return std::nullopt;
  return state.heard.front().next_input;
}

bool has_activations() {
  return !state.activated.empty();
}

bool was_activated(NodeId node) {
  auto found = std::find(state.activated.begin(), state.activated.end(), node);
  if (found == state.activated.end()) return false;
  state.activated.erase(found);
  return true;
}

NodeId focused_node() {
  return state.focused;
}
bool is_focus_visible() {
  return state.focused != 0 && state.is_ring_visible;
}
void focus_node(NodeId node) {
  state.focus_wish = node;
}

void name_mirror_places(std::string_view announcements, std::string_view over_the_page) {
  if (!state.is_started) {
    smsdesk_js_mirror_start();
    state.is_started = true;
  }
  smsdesk_js_mirror_name_places(announcements.data(), static_cast<int>(announcements.size()), over_the_page.data(),
                                static_cast<int>(over_the_page.size()));
}

void announce(std::string_view sentence, Announcement how) {
  if (!state.is_started) {
    smsdesk_js_mirror_start();
    state.is_started = true;
  }
  smsdesk_js_mirror_announce(sentence.data(), static_cast<int>(sentence.size()),
                             how == Announcement::Assertive ? 1 : 0);
}

bool dispatch_mirror_event(int kind, std::string_view bytes) {
  Heard heard{next_input(), 0, false, false};
  if (kind == kMirrorActivated && bytes.size() >= 8) {
    heard.node = read_plain<NodeId>(bytes, 0);
    if (state.heard.size() < kHeardMax) state.heard.push_back(heard);
  } else if (kind == kMirrorFocused && bytes.size() >= 9) {
    heard.node = read_plain<NodeId>(bytes, 0);
    heard.is_focus = true;
    heard.is_ring_visible = bytes[8] != 0;
    // Where it went in between is nobody's business, and where it is now must not be lost.
    if (!state.heard.empty() && (state.heard.back().is_focus || state.heard.size() >= kHeardMax))
      state.heard.pop_back();
    state.heard.push_back(heard);
  } else {
    return false;
  }
  request_frame();
  return true;
}

}  // namespace smsdesk::web
