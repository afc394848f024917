// The CPU renderer: Dear ImGui's triangles into an array of pixels, for machines without a usable
// WebGL2 (virtual and remote desktops, where a software GL is slower than this and takes half a
// second to start).
//
// Same rules as the GL renderer: premultiplied colours, textures sampled 1:1 at whole texels, clip
// rectangles on whole pixels, pixel centres at .5. Pixels are 0xAABBGGRR (ImU32, what ImageData
// wants); the target is opaque. Pure: no browser, no globals.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "imgui.h"

namespace smsdesk::web::soft {

/// Premultiplied RGBA texels.
struct Texture {
  int width = 0, height = 0;
  std::vector<std::uint32_t> texels;
  std::uint32_t generation = 0;  ///< rises when texels that were there hold something else
};

/// Half-open, whole pixels.
struct Rect {
  int x0 = 0, y0 = 0, x1 = 0, y1 = 0;
};

/// What both have; empty (x0 >= x1 or y0 >= y1) where they have nothing in common.
Rect intersect(Rect a, Rect b);

class Target {
 public:
  void resize(int width, int height);
  int width() const { return width_; }
  int height() const { return height_; }
  std::span<const std::uint32_t> pixels() const { return pixels_; }

  /// Overwrites, clipped to the target; alpha is ignored.
  void fill(Rect rect, std::uint32_t color);

  /// One ImGui draw command. Vertex colours are straight alpha, as ImGui writes them. `texture` may
  /// be null: white.
  void draw(std::span<const ImDrawVert> vertices, std::span<const ImDrawIdx> indices, Rect clip,
            const Texture* texture);

 private:
  bool draw_quad(const ImDrawVert* v[6], Rect clip, const Texture* texture);
  void fill_quad(Rect rect, std::uint32_t color);
  void blend_texels(Rect rect, int u, int v, std::uint32_t color, const Texture& texture);
  void draw_triangle(const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c, Rect clip, const Texture* texture);

  int width_ = 0, height_ = 0;
  std::vector<std::uint32_t> pixels_;
};

}  // namespace smsdesk::web::soft
