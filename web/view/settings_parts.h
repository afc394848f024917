// What the parts of the settings share. For web/view only.
#pragma once

#include "web/view/panels.h"

namespace smsdesk::web::view {

struct SettingsRows {
  Ui& ui;
  float x0, x1, y;
  Rect cut(float css) {
    const Rect rect{{x0, y}, {x1, y + px_snap(css)}};
    y = rect.max.y;
    return rect;
  }
};
void settings_section(SettingsRows& rows, std::string_view text);
/// The button that changes the first one; 0 = there is none.
NodeId first_shortcut(const screen::Keyboard& s);
/// The list of shortcuts, each to be changed.
void draw_keyboard(SettingsRows& rows, const screen::Keyboard& s, Intents& out);

}  // namespace smsdesk::web::view
