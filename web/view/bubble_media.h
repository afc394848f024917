// The files of a message in its bubble: pictures as they are, everything else as a chip that says what it is.
#pragma once

#include "core/screen/screen.h"
#include "web/view/view_state.h"
#include "web/widget/ui.h"

namespace smsdesk::web::view {

/// Device px, with the gap below it. Does not change when a picture arrives whose size was known.
float bubble_media_height(const screen::BubbleMedia& media, float width_max);
/// Draws it with its top left or top right at `y` of the column; returns where it stands.
Rect draw_bubble_media(Ui& ui, NodeId id, const Rect& column, float y, float width_max, ConversationId conversation,
                       const screen::Bubble& b, const screen::BubbleMedia& media, Intents& out);

}  // namespace smsdesk::web::view
