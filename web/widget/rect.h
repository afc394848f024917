// Rectangles that are cut into rows and columns: the whole layout of the client is cuts from the
// page's edges.
//
// Why: each panel gets the rectangle that is left, so that two of them cannot overlap.
// Pure. Lengths are device pixels, as everything that ImGui sees.
#pragma once

#include <algorithm>
#include <cmath>

#include "imgui.h"

namespace smsdesk::web {

struct Rect {
  ImVec2 min, max;

  float width() const { return max.x - min.x; }
  float height() const { return max.y - min.y; }
  ImVec2 size() const { return {width(), height()}; }
  ImVec2 center() const { return {(min.x + max.x) * 0.5f, (min.y + max.y) * 0.5f}; }
  bool is_empty() const { return max.x <= min.x || max.y <= min.y; }
  bool contains(ImVec2 p) const { return p.x >= min.x && p.x < max.x && p.y >= min.y && p.y < max.y; }
  bool overlaps(const Rect& o) const {
    return min.x < o.max.x && o.min.x < max.x && min.y < o.max.y && o.min.y < max.y;
  }

  /// Takes that much from an edge and gives it away; never more than there is.
  Rect cut_left(float w) {
    const float x = std::min(max.x, min.x + w);
    const Rect cut{min, {x, max.y}};
    min.x = x;
    return cut;
  }
  Rect cut_right(float w) {
    const float x = std::max(min.x, max.x - w);
    const Rect cut{{x, min.y}, max};
    max.x = x;
    return cut;
  }
  Rect cut_top(float h) {
    const float y = std::min(max.y, min.y + h);
    const Rect cut{min, {max.x, y}};
    min.y = y;
    return cut;
  }
  Rect cut_bottom(float h) {
    const float y = std::max(min.y, max.y - h);
    const Rect cut{{min.x, y}, max};
    max.y = y;
    return cut;
  }

  Rect inset(float by) const { return inset(by, by); }
  Rect inset(float x, float y) const { return {{min.x + x, min.y + y}, {max.x - x, max.y - y}}; }
  Rect moved(float x, float y) const { return {{min.x + x, min.y + y}, {max.x + x, max.y + y}}; }
  Rect intersected(const Rect& o) const {
    return {{std::max(min.x, o.min.x), std::max(min.y, o.min.y)}, {std::min(max.x, o.max.x), std::min(max.y, o.max.y)}};
  }
};

/// A rectangle of that size around a point, on whole pixels.
inline Rect centered_at(ImVec2 center, float w, float h) {
  const float x = std::floor(center.x - w * 0.5f + 0.5f);
  const float y = std::floor(center.y - h * 0.5f + 0.5f);
  return {{x, y}, {x + w, y + h}};
}
inline Rect centered_in(const Rect& outer, float w, float h) {
  return centered_at(outer.center(), w, h);
}

}  // namespace smsdesk::web
