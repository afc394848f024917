// One message of the timeline: how high it is and how it is drawn.
#pragma once

#include "core/screen/screen.h"
#include "web/view/view_state.h"
#include "web/widget/icons.h"
#include "web/widget/ui.h"

namespace smsdesk::web::view {

/// Of the whole item at that column width, with the gap above it. Exact; device px.
float bubble_height(const screen::Bubble& b, float column_width);
/// A guess from the text's length, without measuring.
float bubble_height_estimate(const screen::Bubble& b, float column_width);
/// What of a bubble belongs to a search and not to the message.
struct BubbleMarks {
  const std::vector<TextMark>* words = nullptr;  ///< in the text; null = none
  bool is_place = false;                         ///< the message that was gone to
  std::string_view undo_shortcut;                ///< of the button that takes it back
  MessageId seen;                                ///< the newest message before the agent's eyes
};
/// The sign of a mark; false: there is none.
bool find_mark(const Theme& theme, screen::DeliveryMark mark, Icon& icon, ImU32& color);
ImU32 mark_ink(const Theme& theme, screen::DeliveryMark mark);
/// Whether buttons stand below it.
bool has_actions(const screen::Bubble& b);
/// Where its menu is asked for, `state` keeps the place.
void draw_bubble(Ui& ui, TimelineState& state, const Rect& item, ConversationId conversation, const screen::Bubble& b,
                 const BubbleMarks& marks, int position, int count, Intents& out);

}  // namespace smsdesk::web::view
