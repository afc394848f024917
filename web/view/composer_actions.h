// Below the field: what is done when the message is sent, each with a button that takes it out. Of heights that follow from the
// width alone, so that the composer's height is known before anything is drawn.
#pragma once

#include "core/screen/composer.h"
#include "web/view/view_state.h"
#include "web/widget/ui.h"

namespace smsdesk::web::view {

/// Device px; 0 where there are none.
float composer_actions_height(const screen::ComposerActions& s, float width);
/// `rect` is as high as composer_actions_height().
void draw_composer_actions(Ui& ui, const Rect& rect, const screen::ComposerActions& s, Intents& out);

}  // namespace smsdesk::web::view
