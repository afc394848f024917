// Which parts of the picture differ from the one before, so that the CPU renderer draws and shows those alone: a letter that
// was typed costs a few thousand pixels instead of a million.
//
// How: the picture is a grid of tiles, and each tile has a hash over everything that touches it, in the order of drawing. A
// tile whose hash is the one it had before has the same pixels. Pure: no browser, no globals.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "imgui.h"
#include "web/platform/soft.h"

namespace smsdesk::web::soft {

inline constexpr int kDamageTile = 64;  ///< px a side
inline constexpr std::size_t kDamageRectsMax = 16;

/// A triangle, or a rectangle of two, as it was handed to Damage::draw.
struct DrawnShape {
  Rect bounds;              ///< every pixel that it may touch
  std::uint32_t call = 0;   ///< the how-manieth call of draw() it came with
  std::uint32_t first = 0;  ///< of that call's indices
  std::uint32_t count = 0;  ///< 3 or 6
};

class Damage {
 public:
  /// A new picture begins. Of another size than the last one, all of it is damaged.
  void begin(int width, int height);
  /// As Target::fill.
  void fill(Rect rect, std::uint32_t color);
  /// As Target::draw. `content` is another number whenever the texture is another one, or holds something else where it held
  /// something before.
  void draw(std::span<const ImDrawVert> vertices, std::span<const ImDrawIdx> indices, Rect clip, std::uint64_t content);
  /// What must be drawn anew: apart from each other, at most kDamageRectsMax. None: the picture is the same.
  std::span<const Rect> end();
  /// Everything drawn since begin(), in order: what does not touch a part need not be drawn there again.
  std::span<const DrawnShape> shapes() const { return shapes_; }
  /// The last picture is not on the screen any more.
  void forget() { before_.clear(); }

 private:
  void touch(Rect rect, std::uint64_t hash);
  bool differs(int column, int row) const;

  int width_ = 0, height_ = 0;
  int columns_ = 0, rows_ = 0;
  std::vector<std::uint64_t> now_, before_;
  std::vector<Rect> rects_;
  std::vector<DrawnShape> shapes_;
  std::uint32_t calls_ = 0;
};

}  // namespace smsdesk::web::soft
