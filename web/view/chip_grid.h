// Chips of one size below each other in as many columns as have room: heights follow from the width alone. For web/view only.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "web/widget/ui.h"

namespace smsdesk::web::view {

class ChipGrid {
 public:
  /// `width` in device px; the others in css px. A chip is `wide_css` wide at least, where the width allows it.
  ChipGrid(float width, float wide_css, float high_css, float gap_css)
      : high_(px_snap(high_css)), gap_(px_snap(gap_css)) {
    columns_ = std::max<std::size_t>(1, static_cast<std::size_t>((width + gap_) / (px_snap(wide_css) + gap_)));
    const auto count = static_cast<float>(columns_);
    wide_ = std::floor((width - (count - 1) * gap_) / count);
  }
  /// Of that many chips, with a gap below the last row; in device px.
  float height(std::size_t chips) const {
    return static_cast<float>((chips + columns_ - 1) / columns_) * (high_ + gap_);
  }
  Rect chip(ImVec2 corner, std::size_t which) const {
    const float x = corner.x + static_cast<float>(which % columns_) * (wide_ + gap_);
    const float y = corner.y + static_cast<float>(which / columns_) * (high_ + gap_);
    return {{x, y}, {x + wide_, y + high_}};
  }

 private:
  std::size_t columns_ = 1;
  float wide_ = 0, high_, gap_;
};

}  // namespace smsdesk::web::view
