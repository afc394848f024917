#include "web/platform/headless/mirror.h"

#include <algorithm>
#include <utility>

#include "core/base/assert.h"
#include "web/platform/headless/field.h"

namespace smsdesk::web {
namespace {

struct State {
  std::vector<headless::MirroredNode> building;
  std::vector<headless::MirroredNode> shown;
  std::vector<NodeId> activated;
  std::vector<headless::SpokenSentence> spoken;
  NodeId focused = 0;
  bool is_ring_visible = false;
  NodeId focus_wish = 0;
  NodeId focus_asked_for = 0;
  NodeId restore = 0;  ///< had the focus before the modal opened
};
State state;

bool is_landmark(Role role) {
  return role == Role::Main || role == Role::Navigation || role == Role::Complementary || role == Role::Region ||
         role == Role::Form || role == Role::Search || role == Role::Dialog || role == Role::AlertDialog;
}

const headless::MirroredNode* find_id(NodeId id) {
  for (const auto& node : state.shown) {
    if (node.id == id) return &node;
  }
  return nullptr;
}

void check_rules(const std::vector<headless::MirroredNode>& nodes) {
  std::vector<NodeId> seen;
  seen.reserve(nodes.size());
  for (const auto& node : nodes) {
    SMSDESK_ASSERT(node.id != 0);
    auto place = std::lower_bound(seen.begin(), seen.end(), node.id);
    SMSDESK_ASSERT(place == seen.end() || *place != node.id);
    SMSDESK_ASSERT(node.parent == 0 || std::binary_search(seen.begin(), seen.end(), node.parent));
    SMSDESK_ASSERT(!is_landmark(node.role) || !node.name.empty());
    seen.insert(place, node.id);
  }
}

/// The topmost open modal, or 0.
NodeId modal() {
  NodeId found = 0;
  for (const auto& node : state.shown) {
    if ((node.flags & kNodeModal) != 0) found = node.id;
  }
  return found;
}

bool is_reachable(const headless::MirroredNode& node) {
  const NodeId top = modal();
  if (top == 0) return true;
  for (const auto* at = &node; at != nullptr; at = at->parent == 0 ? nullptr : find_id(at->parent)) {
    if (at->id == top) return true;
  }
  return false;
}

}  // namespace

void begin_mirror() {
  state.building.clear();
  headless::begin_fields();
}

void push_node(const MirrorNode& node) {
  SMSDESK_ASSERT(state.building.size() < static_cast<std::size_t>(kMirrorNodesMax));
  state.building.push_back({node.id, node.parent, node.role, node.flags, node.min, node.max, std::string(node.name),
                            std::string(node.text), std::string(node.description), node.style, node.level,
                            node.position, node.count});
}

void end_mirror() {
  check_rules(state.building);
  const bool was_modal = modal() != 0;
  state.shown = state.building;
  const bool is_modal = modal() != 0;
  if (is_modal && !was_modal) state.restore = state.focused;
  state.activated.clear();
  headless::end_fields();
  state.focus_asked_for = state.focus_wish;
  state.focus_wish = 0;
  if (state.focus_asked_for != 0 && find_id(state.focus_asked_for) != nullptr) {
    state.focused = state.focus_asked_for;
    state.is_ring_visible = true;
  }
  if (state.focused != 0 && find_id(state.focused) == nullptr) state.focused = 0;
  if (!was_modal || is_modal) return;
  const NodeId back = std::exchange(state.restore, 0);
  if (state.focused == 0 && back != 0 && find_id(back) != nullptr) state.focused = back;
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

void name_mirror_places(std::string_view, std::string_view) {}  // it has no such places
void announce(std::string_view sentence, Announcement how) {
  state.spoken.push_back({std::string(sentence), how});
}

namespace headless {

const std::vector<MirroredNode>& mirrored_nodes() {
  return state.shown;
}

const MirroredNode* find_node(Role role, std::string_view name) {
  for (const auto& node : state.shown) {
    if (node.role == role && node.name == name && is_reachable(node)) return &node;
  }
  return nullptr;
}

const MirroredNode* find_text(std::string_view words) {
  for (const auto& node : state.shown) {
    if (node.text.find(words) != std::string::npos || node.name.find(words) != std::string::npos) {
      return &node;
    }
  }
  return nullptr;
}

bool activate(Role role, std::string_view name) {
  const MirroredNode* node = find_node(role, name);
  if (node == nullptr || (node->flags & kNodeDisabled) != 0) return false;
  state.activated.push_back(node->id);
  return true;
}

bool focus(Role role, std::string_view name, bool is_ring_visible) {
  const MirroredNode* node = find_node(role, name);
  if (node == nullptr) return false;
  state.focused = node->id;
  state.is_ring_visible = is_ring_visible;
  return true;
}

NodeId focus_asked_for() {
  return state.focus_asked_for;
}
const std::vector<SpokenSentence>& spoken() {
  return state.spoken;
}

void reset_mirror() {
  state = State{};
  reset_fields();
}

}  // namespace headless
}  // namespace smsdesk::web
