// tree_ counts from 1. Sums differ from a plain walk's by rounding in the last bits only; heights
// of whole pixels are exact.
#include "web/widget/height_index.h"

#include <bit>

#include "core/base/assert.h"

namespace smsdesk::web {

void HeightIndex::rebuild() {
  const std::size_t n = heights_.size();
  tree_.assign(n + 1, 0);
  for (std::size_t i = 1; i <= n; ++i) {
    tree_[i] += heights_[i - 1];
    const std::size_t parent = i + (i & (~i + 1));
    if (parent <= n) tree_[parent] += tree_[i];
  }
}

void HeightIndex::assign(std::span<const double> heights) {
  for (const double height : heights) SMSDESK_ASSERT(height >= 0);
  heights_.assign(heights.begin(), heights.end());
  rebuild();
}

void HeightIndex::push(double height) {
  SMSDESK_ASSERT(height >= 0);
  if (tree_.empty()) tree_.push_back(0);
  heights_.push_back(height);
  // The new node covers the items since the end of the block that its lowest bit closes.
  const std::size_t i = heights_.size();
  const std::size_t first = i - (i & (~i + 1));
  double sum = height;
  for (std::size_t child = i - 1; child > first; child -= child & (~child + 1)) sum += tree_[child];
  tree_.push_back(sum);
}

void HeightIndex::prepend(std::span<const double> heights) {
  for (const double height : heights) SMSDESK_ASSERT(height >= 0);
  heights_.insert(heights_.begin(), heights.begin(), heights.end());
  rebuild();
}

void HeightIndex::set(std::size_t index, double height) {
  SMSDESK_ASSERT(index < heights_.size() && height >= 0);
  const double change = height - heights_[index];
  heights_[index] = height;
  for (std::size_t i = index + 1; i < tree_.size(); i += i & (~i + 1)) tree_[i] += change;
}

double HeightIndex::height(std::size_t index) const {
  SMSDESK_ASSERT(index < heights_.size());
  return heights_[index];
}

double HeightIndex::top(std::size_t index) const {
  SMSDESK_ASSERT(index <= heights_.size());
  double sum = 0;
  for (std::size_t i = index; i > 0; i -= i & (~i + 1)) sum += tree_[i];
  return sum;
}

std::size_t HeightIndex::find(double y) const {
  const std::size_t n = heights_.size();
  if (n == 0) return 0;
  std::size_t at = 0;  // how many items lie wholly at or above y
  double rest = y;
  for (std::size_t step = std::bit_floor(n); step > 0; step /= 2) {
    if (at + step <= n && tree_[at + step] <= rest) {
      at += step;
      rest -= tree_[at];
    }
  }
  return at < n ? at : n - 1;
}

}  // namespace smsdesk::web
