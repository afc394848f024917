#include "web/platform/text_cache.h"

#include <utility>

#include "core/base/assert.h"

namespace smsdesk::web {

TextLayout* TextLayouts::find(std::uint64_t key) {
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return nullptr;
  all_.splice(all_.begin(), all_, found->second);
  found->second->used_in_frame = frame_;
  return &found->second->layout;
}

const TextLayout* TextLayouts::peek(std::uint64_t key) const {
  const auto found = by_key_.find(key);
  return found == by_key_.end() ? nullptr : &found->second->layout;
}

TextLayout& TextLayouts::keep(TextLayout made) {
  SMSDESK_ASSERT(by_key_.find(made.key) == by_key_.end());
  bytes_ += made.bytes();
  all_.push_front({std::move(made), frame_});
  TextLayout& kept = all_.front().layout;
  by_key_.emplace(kept.key, all_.begin());
  evict();
  return kept;
}

void TextLayouts::evict() {
  while (bytes_ > kLayoutBytesMax && !all_.empty() && all_.back().used_in_frame != frame_) {
    bytes_ -= all_.back().layout.bytes();
    by_key_.erase(all_.back().layout.key);
    all_.pop_back();
  }
}

void TextLayouts::clear() {
  all_.clear();
  by_key_.clear();
  bytes_ = 0;
}

const TextInk* TextInks::find(std::uint64_t key) const {
  const auto found = all_.find(key);
  return found == all_.end() ? nullptr : &found->second;
}

void TextInks::keep(std::uint64_t key, const TextInk& ink) {
  if (all_.size() >= kInksMax) all_.clear();
  all_.emplace(key, ink);
}

const float* TextBaselines::find(const TextStyle& style) const {
  for (const Baseline& b : all_) {
    if (b.size == style.size && b.line_height == style.line_height && b.weight == style.weight) return &b.value;
  }
  return nullptr;
}

void TextBaselines::keep(const TextStyle& style, float value) {
  if (all_.size() >= kBaselinesMax) all_.clear();
  all_.push_back({style.size, style.line_height, style.weight, value});
}

}  // namespace smsdesk::web
