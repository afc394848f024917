// Fixed, realistic screens: for the development page view_gallery, for screenshots and for tests of
// the views.
#pragma once

#include <string_view>

#include "core/screen/screen.h"

namespace smsdesk::web::view::gallery {

/// Names: loading, sign-in, sign-in-error, desk-empty, desk-off-queue, desk-busy, wrap-up, offline,
/// settings, presence, not-responding, drawer, over-limit, roster, transfer, transfer-many, park, end, decline,
/// transferring, inactive, lists, preparing, wrap-up-timed, find, find-empty,
/// organisation, organisation-list, organisation-review, organisation-waiting, overview, overview-agents, overview-many,
/// overview-menu, overview-empty, reading. An unknown name gives desk-busy.
screen::Screen make(std::string_view name, Instant now);
/// A desk whose conversation has that many messages.
screen::Screen make_long(std::size_t bubbles, Instant now);

}  // namespace smsdesk::web::view::gallery
