// The accessibility mirror: a DOM tree above the canvas that says what is drawn, always on.
//
// Why: a canvas is silent. The mirror gives screen readers roles, names and a live log, the keyboard its focus order,
// the mouse native text selection and find-in-page, and the tests something to find by role and name.
//
// Use: between begin_mirror() and end_mirror() each widget pushes its node beside its draw calls, in reading order.
// If nothing changed since the last frame (by hash), no DOM call is made; while the wheel turns, changes wait (mirror_pace.h). Clicks of assistive technology and of the
// keyboard come back as activations; real pointer clicks go to ImGui by position.
// Rectangles are device pixels, as everything that ImGui sees.
#pragma once

#include <cstdint>
#include <string_view>

#include "imgui.h"
#include "web/platform/text_run.h"

namespace smsdesk::web {

using NodeId = std::uint64_t;  ///< stable from frame to frame; 0 = the root. Make it from a hash of the widget's path.

enum class Role : std::uint8_t {
  Group,
  Main,
  Navigation,
  Complementary,
  Region,
  Form,
  Search,
  Heading,
  Text,
  Image,
  Status,
  Alert,
  Timer,
  Button,
  Link,
  Switch,
  Checkbox,
  Radio,
  RadioGroup,
  Tab,
  TabList,
  TabPanel,
  List,
  ListItem,
  Menu,
  MenuItem,
  MenuItemRadio,
  Dialog,
  AlertDialog,
  TextField,  ///< the place of a native text field (text_field.h) in the reading order
  Table,
  Row,
  Cell,
  ColumnHeader,
  ProgressBar,
  Separator,
  ListBox,  ///< of Options; the focus stays in the field that names it (TextField::list)
  Option,
};

enum NodeFlags : std::uint32_t {
  kNodeDisabled = 1u << 0,
  kNodePressed = 1u << 1,    ///< aria-pressed=true
  kNodeExpanded = 1u << 2,   ///< aria-expanded=true
  kNodeCollapsed = 1u << 3,  ///< aria-expanded=false
  kNodeSelected = 1u << 4,
  kNodeChecked = 1u << 5,  ///< with Switch, Checkbox, Radio, MenuItemRadio: aria-checked is always written
  kNodeCurrent = 1u << 6,  ///< aria-current=true
  kNodeModal = 1u << 7,    ///< the rest of the tree is inert
  kNodeHasPopup = 1u << 8,
  kNodeSelectableText = 1u << 9,  ///< `text` is laid over the drawn words for native selection
  kNodeFocusable = 1u << 10,      ///< in the tab order (buttons and their kin are without it)
  /// One stop in the tab order: arrow keys, Home and End move among the focusable nodes inside (roving tabindex). Menu,
  /// TabList and RadioGroup always do; set it on a List whose items are buttons. In a TabList and a RadioGroup the arrow
  /// also activates what it reaches. A List with a `level` is a grid of so many columns: up and down go by rows.
  kNodeRoving = 1u << 11,
  kNodeCenteredText = 1u << 12,  ///< with kNodeSelectableText: each line stands in the middle of the node's width
};

struct MirrorNode {
  NodeId id = 0;
  NodeId parent = 0;
  Role role = Role::Group;
  std::uint32_t flags = 0;
  ImVec2 min, max;        ///< device px, absolute
  std::string_view name;  ///< aria-label. Not on a ListItem that has its words inside: they would be read twice
  std::string_view text;  ///< text content; with kNodeSelectableText it has `style` and wraps at the node's width
  std::string_view description;  ///< aria-description: the shortcut, the reason
  TextStyle style;
  int level = 0;  ///< headings
  /// aria-posinset, aria-setsize; 0 = none. ProgressBar: value of maximum (0 = unknown). Separator that is focusable:
  /// value and maximum, and `level` is its minimum.
  int position = 0, count = 0;
};

inline constexpr int kMirrorNodesMax = 4096;

// Rules: a parent is pushed before its children; ids are unique in a frame; every landmark has a name; what floats (a
// menu, a toast) stands at the root inside a named Region of its own, because everything belongs to some landmark.
// A modal takes the focus when it appears (its first field or button, unless focus_node says otherwise) and gives it
// back to where it was when it goes. Where what has the focus goes and nobody says where it is to be, it is at what that stood
// in, so that it is never lost. Clicks of the mouse never move the focus away from a field.
// Activations and focus asked for in a frame are dropped at its end_mirror() if nobody took them.

void begin_mirror();
void push_node(const MirrorNode& node);
void end_mirror();

/// True once after assistive technology, Enter or Space activated that node.
bool was_activated(NodeId node);
/// Something was, and nobody has asked for it yet.
bool has_activations();
/// The node that has the keyboard's focus (0 = none), and whether its ring must show (keyboard, not mouse: a press of the
/// pointer ends that until the next key, a field shows it always).
NodeId focused_node();
bool is_focus_visible();
/// Moves the keyboard's focus there when the frame's tree is in place.
void focus_node(NodeId node);

enum class Announcement : std::uint8_t { Polite, Assertive };
/// Speaks through the hidden live region. New incoming messages, alerts, failures.
void announce(std::string_view sentence, Announcement how);
/// What a screen reader calls the two places that belong to no panel; in the page's language.
void name_mirror_places(std::string_view announcements, std::string_view over_the_page);

}  // namespace smsdesk::web
