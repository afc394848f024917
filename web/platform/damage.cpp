#include "web/platform/damage.h"

#include <algorithm>
#include <cmath>

#include "web/platform/text_hash.h"

namespace smsdesk::web::soft {
namespace {

int tiles_of(int pixels) {
  return (pixels + kDamageTile - 1) / kDamageTile;
}

struct Bounds {
  float x0 = 1e9f, y0 = 1e9f, x1 = -1e9f, y1 = -1e9f;
  void add(ImVec2 at) {
    x0 = std::min(x0, at.x);
    y0 = std::min(y0, at.y);
    x1 = std::max(x1, at.x);
    y1 = std::max(y1, at.y);
  }
  /// Every pixel that a shape of these bounds may touch, within `clip`.
  Rect within(Rect clip) const {
    const auto whole = [](float value) { return static_cast<int>(std::clamp(value, -16384.0f, 32768.0f)); };
    return {std::max(clip.x0, whole(std::floor(x0))), std::max(clip.y0, whole(std::floor(y0))),
            std::min(clip.x1, whole(std::ceil(x1)) + 1), std::min(clip.y1, whole(std::ceil(y1)) + 1)};
  }
};

}  // namespace

void Damage::begin(int width, int height) {
  if (width != width_ || height != height_) before_.clear();
  width_ = width;
  height_ = height;
  columns_ = tiles_of(width);
  rows_ = tiles_of(height);
  shapes_.clear();
  calls_ = 0;
  now_.assign(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_), 0);
}

void Damage::touch(Rect rect, std::uint64_t hash) {
  const int x1 = std::min(rect.x1, width_), y1 = std::min(rect.y1, height_);
  const int x0 = std::max(rect.x0, 0), y0 = std::max(rect.y0, 0);
  if (x0 >= x1 || y0 >= y1) return;
  for (int row = y0 / kDamageTile; row <= (y1 - 1) / kDamageTile; ++row) {
    std::uint64_t* tiles = now_.data() + static_cast<std::ptrdiff_t>(row) * columns_;
    for (int column = x0 / kDamageTile; column <= (x1 - 1) / kDamageTile; ++column) {
      ContentHash both;
      both.word(tiles[column]);
      both.word(hash);
      tiles[column] = both.value();
    }
  }
}

void Damage::fill(Rect rect, std::uint32_t color) {
  ContentHash hash;
  hash.bytes(&rect, sizeof rect);
  hash.word(color);
  touch(rect, hash.value());
}

void Damage::draw(std::span<const ImDrawVert> vertices, std::span<const ImDrawIdx> indices, Rect clip,
                  std::uint64_t content) {
  const std::size_t count = indices.size();
  for (std::size_t i = 0; i + 3 <= count;) {
    // A rectangle is two triangles a b c and a c d: one shape of four corners.
    const bool is_quad = i + 6 <= count && indices[i + 3] == indices[i] && indices[i + 4] == indices[i + 2];
    Bounds bounds;
    ContentHash hash;
    hash.word(content);
    hash.bytes(&clip, sizeof clip);
    const auto add = [&](ImDrawIdx index) {
      const ImDrawVert& vertex = vertices[index];
      bounds.add(vertex.pos);
      hash.bytes(&vertex, sizeof vertex);
    };
    for (std::size_t corner = 0; corner < 3; ++corner) add(indices[i + corner]);
    if (is_quad) add(indices[i + 5]);
    const Rect touched = bounds.within(clip);
    touch(touched, hash.value());
    shapes_.push_back({touched, calls_, static_cast<std::uint32_t>(i), is_quad ? 6u : 3u});
    i += is_quad ? 6 : 3;
  }
  ++calls_;
}

bool Damage::differs(int column, int row) const {
  const std::size_t at =
      static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(column);
  return before_.size() != now_.size() || before_[at] != now_[at];
}

std::span<const Rect> Damage::end() {
  rects_.clear();
  Rect all{width_, height_, 0, 0};
  for (int row = 0; row < rows_; ++row) {
    for (int column = 0; column < columns_; ++column) {
      if (!differs(column, row)) continue;
      const int first = column;
      while (column + 1 < columns_ && differs(column + 1, row)) ++column;
      const Rect run{first * kDamageTile, row * kDamageTile, std::min((column + 1) * kDamageTile, width_),
                     std::min((row + 1) * kDamageTile, height_)};
      all = {std::min(all.x0, run.x0), std::min(all.y0, run.y0), std::max(all.x1, run.x1), std::max(all.y1, run.y1)};
      const auto above = std::find_if(rects_.begin(), rects_.end(), [&](const Rect& one) {
        return one.x0 == run.x0 && one.x1 == run.x1 && one.y1 == run.y0;
      });
      if (above != rects_.end())
        above->y1 = run.y1;
      else
        rects_.push_back(run);
    }
  }
  if (rects_.size() > kDamageRectsMax) rects_.assign(1, all);
  before_ = now_;
  return rects_;
}

}  // namespace smsdesk::web::soft
