// A waiting time whose urgency is said by colour, weight and a sign together.
#pragma once

#include "core/screen/screen.h"
#include "web/widget/ui.h"

namespace smsdesk::web::view {
ImU32 urgency_color(const Theme& theme, screen::Urgency urgency);
float urgent_time_width(Ui& ui, std::string_view time, screen::Urgency urgency);
void draw_urgent_time(Ui& ui, const Rect& rect, std::string_view time, screen::Urgency urgency, Align align);
}  // namespace smsdesk::web::view
