#include "web/platform/draw_batches.h"

#include <cstddef>
#include <limits>

namespace smsdesk::web {
namespace {

constexpr int kReach = std::numeric_limits<ImDrawIdx>::max() + 1;  // vertices that one index can name

}  // namespace

void DrawBatches::add(const DrawBatch& batch, bool is_white) {
  if (!batches_.empty()) {
    DrawBatch& last = batches_.back();
    const bool goes_on = last.x0 == batch.x0 && last.y0 == batch.y0 && last.x1 == batch.x1 && last.y1 == batch.y1 &&
                         last.first_vertex == batch.first_vertex;
    if (goes_on && (is_white || is_last_white_ || last.texture == batch.texture)) {
      if (!is_white) last.texture = batch.texture;
      last.index_count += batch.index_count;
      is_last_white_ = is_last_white_ && is_white;
      return;
    }
  }
  const int bound = batches_.empty() ? batch.texture : batches_.back().texture;
  batches_.push_back(batch);
  if (is_white) batches_.back().texture = bound;
  is_last_white_ = is_white;
}

void DrawBatches::build(std::span<ImDrawList* const> lists) {
  vertices_.clear();
  indices_.clear();
  batches_.clear();
  int origin = 0;
  for (const ImDrawList* list : lists) {
    const int list_begin = static_cast<int>(vertices_.size());
    vertices_.insert(vertices_.end(), list->VtxBuffer.begin(), list->VtxBuffer.end());
    const int list_end = static_cast<int>(vertices_.size());
    for (const ImDrawCmd& command : list->CmdBuffer) {
      if (command.ElemCount == 0 || command.UserCallback != nullptr) continue;
      const ImVec4& clip = command.ClipRect;
      DrawBatch batch = {whole(clip.x), whole(clip.y), whole(clip.z), whole(clip.w)};
      if (batch.x1 <= batch.x0 || batch.y1 <= batch.y0) continue;
      const int begin = list_begin + static_cast<int>(command.VtxOffset);
      if (list_end - origin > kReach) origin = begin;
      const auto shift = static_cast<ImDrawIdx>(begin - origin);
      const std::span<const ImDrawIdx> drawn(list->IdxBuffer.Data + command.IdxOffset, command.ElemCount);
      batch.texture = static_cast<std::int32_t>(command.GetTexID());
      batch.first_index = static_cast<std::int32_t>(indices_.size());
      batch.index_count = static_cast<std::int32_t>(drawn.size());
      batch.first_vertex = origin;
      indices_.resize(indices_.size() + drawn.size());
      ImDrawIdx* to = indices_.data() + batch.first_index;
      for (std::size_t i = 0; i < drawn.size(); ++i) to[i] = static_cast<ImDrawIdx>(drawn[i] + shift);
      add(batch, list->VtxBuffer[static_cast<int>(command.VtxOffset + drawn[0])].uv.x < -0.5f);
    }
  }
}

}  // namespace smsdesk::web
