// Planes that hold something: cards, speech bubbles, banners.
#pragma once

#include "web/widget/ui.h"

namespace smsdesk::web {

/// A plane that floats a little: shadow, ground, edge.
void floating_card(Ui& ui, const Rect& rect, float radius_css = radius::kCard);

/// Which corners of a speech bubble belong to its tail: those that touch another bubble of the same
/// run, and the lower one in any case.
struct BubbleShape {
  bool is_own = false;
  bool joins_above = false;
};
void speech_bubble(Ui& ui, const Rect& rect, const BubbleShape& shape, ImU32 color);

/// A slim line of meaning over the whole width of a panel.
void banner(Ui& ui, const Rect& rect, const Tone& tone);

}  // namespace smsdesk::web
