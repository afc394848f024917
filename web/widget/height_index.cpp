// Sums differ from a plain walk's by rounding in the last bits only; heights of whole pixels are exact.
#include "web/widget/height_index.h"

#include <bit>
#include <utility>

#include "core/base/assert.h"

namespace smsdesk::web {
namespace {

std::size_t lowest_bit(std::size_t i) {
  return i & (~i + 1);
}

}  // namespace

void HeightIndex::Sums::assign(std::vector<double> heights) {
  heights_ = std::move(heights);
  const std::size_t n = heights_.size();
  tree_.assign(n + 1, 0);
  for (std::size_t i = 1; i <= n; ++i) {
    tree_[i] += heights_[i - 1];
    const std::size_t parent = i + lowest_bit(i);
    if (parent <= n) tree_[parent] += tree_[i];
  }
}

void HeightIndex::Sums::push(double height) {
  heights_.push_back(height);
  // The new node covers the items since the end of the block that its lowest bit closes.
  const std::size_t i = heights_.size();
  const std::size_t first = i - lowest_bit(i);
  double sum = height;
  for (std::size_t child = i - 1; child > first; child -= lowest_bit(child)) sum += tree_[child];
  tree_.push_back(sum);
}

void HeightIndex::Sums::pop() {
  heights_.pop_back();
  tree_.pop_back();  // no other node covers the last item
}

void HeightIndex::Sums::set(std::size_t index, double height) {
  const double change = height - heights_[index];
  heights_[index] = height;
  for (std::size_t i = index + 1; i < tree_.size(); i += lowest_bit(i)) tree_[i] += change;
}

double HeightIndex::Sums::before(std::size_t index) const {
  double sum = 0;
  for (std::size_t i = index; i > 0; i -= lowest_bit(i)) sum += tree_[i];
  return sum;
}

std::size_t HeightIndex::Sums::count_up_to(double sum, bool is_strict) const {
  const std::size_t n = size();
  std::size_t at = 0;
  double rest = sum;
  for (std::size_t step = std::bit_floor(n); step > 0; step /= 2) {
    if (at + step > n) continue;
    const double block = tree_[at + step];
    if (is_strict ? block >= rest : block > rest) continue;
    at += step;
    rest -= block;
  }
  return at;
}

void HeightIndex::share_out(std::size_t front) {
  std::vector<double> above, below;
  for (std::size_t i = front; i > 0; --i) above.push_back(height(i - 1));
  for (std::size_t i = front; i < size(); ++i) below.push_back(height(i));
  front_.assign(std::move(above));
  back_.assign(std::move(below));
}

void HeightIndex::assign(std::span<const double> heights) {
  for (const double height : heights) SMSDESK_ASSERT(height >= 0);
  front_ = Sums();
  back_.assign({heights.begin(), heights.end()});
}

void HeightIndex::push(double height) {
  SMSDESK_ASSERT(height >= 0);
  back_.push(height);
}

void HeightIndex::push_front(double height) {
  SMSDESK_ASSERT(height >= 0);
  front_.push(height);
}

// Half of what is left goes over, so that the next such move is as far away.
void HeightIndex::pop() {
  SMSDESK_ASSERT(!is_empty());
  if (back_.size() == 0) share_out(size() / 2);
  back_.pop();
}

void HeightIndex::pop_front() {
  SMSDESK_ASSERT(!is_empty());
  if (front_.size() == 0) share_out((size() + 1) / 2);
  front_.pop();
}

void HeightIndex::prepend(std::span<const double> heights) {
  for (std::size_t i = heights.size(); i > 0; --i) push_front(heights[i - 1]);
}

void HeightIndex::set(std::size_t index, double height) {
  SMSDESK_ASSERT(index < size() && height >= 0);
  if (index < front_.size())
    front_.set(front_.size() - 1 - index, height);
  else
    back_.set(index - front_.size(), height);
}

double HeightIndex::height(std::size_t index) const {
  SMSDESK_ASSERT(index < size());
  return index < front_.size() ? front_.height(front_.size() - 1 - index) : back_.height(index - front_.size());
}

double HeightIndex::top(std::size_t index) const {
  SMSDESK_ASSERT(index <= size());
  if (index < front_.size()) return front_.total() - front_.before(front_.size() - index);
  return front_.total() + back_.before(index - front_.size());
}

std::size_t HeightIndex::find(double y) const {
  if (is_empty()) return 0;
  const double above = front_.total();
  if (y < above) {
    // Counted from its end, `y` is covered by the item after those that end wholly below it.
    const std::size_t below = front_.count_up_to(above - y, true);
    return below < front_.size() ? front_.size() - 1 - below : 0;
  }
  const std::size_t at = front_.size() + back_.count_up_to(y - above, false);
  return at < size() ? at : size() - 1;
}

}  // namespace smsdesk::web
