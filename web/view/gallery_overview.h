// The gallery's screens of the supervisors' page. For gallery_screens.cpp only.
#pragma once

#include <string_view>

#include "core/screen/screen.h"

namespace smsdesk::web::view::gallery {

/// overview, overview-agents, overview-many, overview-menu, overview-empty, reading: made from a busy desk.
void make_overview(screen::Screen& screen, std::string_view name);

}  // namespace smsdesk::web::view::gallery
