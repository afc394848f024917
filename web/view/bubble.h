// One message of the timeline: how high it is and how it is drawn.
#pragma once

#include "core/screen/screen.h"
#include "web/view/view_state.h"
#include "web/widget/ui.h"

namespace smsdesk::web::view {

/// Of the whole item at that column width, with the gap above it. Exact; device px.
float bubble_height(const screen::Bubble& b, float column_width);
/// A guess from the text's length, without measuring.
float bubble_height_estimate(const screen::Bubble& b, float column_width);
void draw_bubble(Ui& ui, const Rect& item, ConversationId conversation, const screen::Bubble& b, int position,
                 int count, Intents& out);

}  // namespace smsdesk::web::view
