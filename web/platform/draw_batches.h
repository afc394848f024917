// ImGui's draw lists as few calls of the renderer as can be: one buffer of vertices, one of indices, and behind each
// other what has one clip rectangle and one texture.
//
// Why: on a page of text every second command is a shape (white alone) and every other one a line of words, and each change of
// texture is a call of its own, which costs more than its triangles. A vertex that takes white says so itself, by kWhiteUv; so
// shapes go with whichever texture the words beside them have. Pure: no browser, no globals.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "imgui.h"

namespace smsdesk::web {

/// What a vertex that takes no texture has for its uv; gl.js draws whatever lies left of -0.5 in its colour alone.
inline constexpr ImVec2 kWhiteUv = {-1, -1};

/// One call. gl.js reads it as eight numbers.
struct DrawBatch {
  std::int32_t x0 = 0, y0 = 0, x1 = 0, y1 = 0;  ///< clip, device px; never empty
  std::int32_t texture = 0;                     ///< of a batch that is white alone: the one bound before it, if any
  std::int32_t first_index = 0, index_count = 0;
  std::int32_t first_vertex = 0;  ///< the indices count from here
};

class DrawBatches {
 public:
  /// Takes the place of the last picture's. In ImGui's order; commands that show nothing and callbacks are left out.
  void build(std::span<ImDrawList* const> lists);

  std::span<const ImDrawVert> vertices() const { return vertices_; }
  std::span<const ImDrawIdx> indices() const { return indices_; }
  std::span<const DrawBatch> batches() const { return batches_; }

 private:
  void add(const DrawBatch& batch, bool is_white);

  std::vector<ImDrawVert> vertices_;
  std::vector<ImDrawIdx> indices_;
  std::vector<DrawBatch> batches_;
  bool is_last_white_ = false;  // nothing in the last batch needs its texture
};

/// To the nearest whole pixel.
inline int whole(float value) {
  return static_cast<int>(value + (value < 0 ? -0.5f : 0.5f));
}

}  // namespace smsdesk::web
