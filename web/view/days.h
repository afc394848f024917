// Day separators of a timeline, in the viewer's zone.
//
// Why here: core offers one before every message, because it knows no zone; of those only the first
// of each day is shown.
#pragma once

#include "core/screen/screen.h"

namespace smsdesk::web::view {

/// Takes out every day separator that repeats the day of the one before it.
void drop_repeated_days(screen::Conversation& conversation);

}  // namespace smsdesk::web::view
