// What was looked for, marked in a laid out text.
#pragma once

#include <vector>

#include "core/protocol/frame.h"
#include "web/widget/ui.h"

namespace smsdesk::web::view {

/// Behind the text, which is drawn after it. `ground` is what the text stands on.
void draw_text_marks(Ui& ui, const TextBlock& block, ImVec2 at, const TextStyle& style,
                     const std::vector<TextMark>& marks, ImU32 ground);

}  // namespace smsdesk::web::view
