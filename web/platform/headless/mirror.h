// The mirror without a browser: what a frame said is kept as a list, and a test acts on it by role
// and name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "web/platform/mirror.h"

namespace smsdesk::web::headless {

/// A pushed node, with strings of its own.
struct MirroredNode {
  NodeId id = 0, parent = 0;
  Role role = Role::Group;
  std::uint32_t flags = 0;
  ImVec2 min, max;
  std::string name, text, description;
  TextStyle style;
  int level = 0, position = 0, count = 0;
};

/// The tree of the last whole frame, in reading order. end_mirror() asserts the rules of mirror.h:
/// parents first, ids unique, landmarks named.
const std::vector<MirroredNode>& mirrored_nodes();
/// The first node of that role and name, or null. Nodes outside an open modal are not found: they
/// are inert.
const MirroredNode* find_node(Role role, std::string_view name);
/// The first node whose text or name contains `words`, or null.
const MirroredNode* find_text(std::string_view words);

/// As a screen reader's click: the next frame's was_activated() answers true. False: no such node,
/// or it is disabled.
bool activate(Role role, std::string_view name);
/// As the Tab key or a click into it: focused_node() answers it from now on. False: no such node.
bool focus(Role role, std::string_view name, bool is_ring_visible = true);
/// The node that focus_node() asked for in the last frame (0 = none).
NodeId focus_asked_for();

struct SpokenSentence {
  std::string sentence;
  Announcement how;
};
const std::vector<SpokenSentence>& spoken();

/// Forgets everything; each test starts with it.
void reset_mirror();

}  // namespace smsdesk::web::headless
