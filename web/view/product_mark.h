// The product's mark: a speech bubble on a rounded square.
#pragma once

#include "web/widget/ui.h"

namespace smsdesk::web::view {
void product_mark(Ui& ui, const Rect& rect);
}  // namespace smsdesk::web::view
