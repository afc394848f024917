// Where a timeline stands and how high its items are.
//
// Why: only what is in view is measured and drawn, so a conversation of 100,000 messages costs what
// fifteen cost. The place is an anchor (an item and an offset into it), never an absolute height:
// estimates above may be corrected and older pages may arrive without any jump.
//
// Invariants: items, heights and the screen's timeline have the same length after sync(); `anchor`
// is an index into them unless they are empty. Pure but for text measuring. Lengths are device
// pixels.
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "core/base/ids.h"
#include "core/screen/screen.h"
#include "core/screen/unread_line.h"
#include "web/widget/height_index.h"
#include "web/widget/popup.h"
#include "web/widget/scroll.h"

namespace smsdesk::web::view {

inline constexpr std::size_t kKeptPlacesMax = 20;  ///< conversations whose place is remembered; the oldest goes

struct TimelineState {
  struct Item {
    std::uint64_t key = 0;        ///< the same as long as it is the same thing
    std::uint32_t signature = 0;  ///< of what its height depends on
    bool is_measured = false;
    bool is_bubble = false;  ///< it lasts: what stands between bubbles is another thing when older pages arrive
  };
  struct KeptPlace {
    ConversationId conversation;
    std::uint64_t key = 0;
    double offset = 0;
    bool is_at_bottom = true;
  };

  ConversationId conversation;
  std::uint32_t revision = 0;
  float width = 0;  ///< for which the heights are
  float ratio = 0;
  bool is_compact = false;
  std::deque<Item> items;
  std::int64_t first_item = 0;  ///< place of items[0], as the screen counts
  std::uint64_t basis = 0;      ///< TimelineBasis::id and settled_end of the screen that they are of
  std::int64_t settled_end = 0;
  HeightIndex heights;
  bool is_at_bottom = true;
  std::size_t anchor = 0;    ///< the first item in view
  double anchor_offset = 0;  ///< of the view's top into it
  ScrollInput input;
  std::vector<KeptPlace> kept;

  std::uint64_t seen_place = 0;       ///< screen::Conversation::place_number that was gone to
  bool was_at_place = false;          ///< screen::Conversation::is_at_place in the last frame, in this conversation
  std::uint64_t asked_newer_for = 0;  ///< key of the newest bubble for which a newer page was asked for
  /// Where the menu of a message was asked for.
  struct MenuPlace {
    NodeId opener = 0;  ///< has the focus again afterwards
    Rect anchor;
  };
  MenuPlace menu_place;
  MessageId menu_by_key;  ///< whose menu an action has opened: its place is its button's, wherever that is drawn
  MenuState menu;
  MessageMenu menu_kind = MessageMenu::None;  ///< that was drawn last
  NodeId focused_node = 0;                    ///< the control that has it
  std::uint64_t focused = 0;  ///< key of the item with the keyboard's focus in the last frame (a bubble's own); 0: none
  std::uint64_t focus_wish = 0;       ///< key of the bubble that gets it when it is drawn
  std::uint64_t asked_older_for = 0;  ///< key of the oldest bubble for which an older page was asked for
  ConversationId seen_in;
  MessageId seen_up_to;    ///< was before the agent's eyes
  ConversationId said_in;  ///< what was said of that; not set: all of it is said anew
  MessageId said_up_to;
  MessageId read_up_to;    ///< Composer::seen of the last frame
  bool is_coming = false;  ///< by hand to the newest message of what was marked as unread
  bool is_latest_visible = false;
  bool is_read = false;        ///< in the last frame the newest was before the agent's eyes, and in step with the relay
  screen::UnreadLine unread;   ///< of this visit; it stands at the top of its message's item
  bool opens_at_line = false;  ///< in this frame, where what is unread does not fit into the view

  void focus_is_at(std::uint64_t key, NodeId node) {
    focused = key;
    focused_node = node;
  }
  /// Where the line above what is new stands in this screen; before sync().
  void follow_unread(const screen::Conversation& s, std::uint32_t new_revision, bool is_page_visible);
  /// Takes over the screen's items: keeps measured heights, the anchor and the place at the bottom. Costs what has
  /// changed: what the screen's basis promises to be as it was is not looked at.
  void sync(const screen::Conversation& s, std::uint32_t new_revision, float new_width, float new_ratio);
  /// Remembers the place in the present conversation and goes to that of another.
  void change_to(ConversationId to);

 private:
  /// The height of that message's item is another one.
  void measure_again(MessageId message);
  /// The same place, told by the first bubble in view.
  void anchor_at_bubble();
  struct Held {
    Item item;
    double height = 0;
  };
  Held take_first();
  Held take_last();
};

/// The newest message before the agent's eyes: what came in while they read further up is not.
MessageId seen_in_picture(const TimelineState& state, ConversationId conversation, const screen::Composer& s);

}  // namespace smsdesk::web::view
