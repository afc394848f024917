// Heights of a long list's items, with their running sums: a Fenwick tree over doubles.
//
// Why: an item's height is corrected when it is first seen, and the list must then know where every
// other item stands without walking a hundred thousand of them. Doubles, because single precision
// loses whole pixels beyond 2^23 (100,000 messages at a ratio of 2).
//
// Costs: set, push, top and find O(log n); assign and prepend O(n) (a millisecond for 100,000).
// Pure. Heights are never negative; the unit is the caller's.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace smsdesk::web {

class HeightIndex {
 public:
  std::size_t size() const { return heights_.size(); }
  bool is_empty() const { return heights_.empty(); }

  void assign(std::span<const double> heights);
  void push(double height);
  /// Older items before all others: every index moves up by heights.size().
  void prepend(std::span<const double> heights);
  void set(std::size_t index, double height);

  double height(std::size_t index) const;
  /// Sum of the heights before `index`; index == size() gives the total.
  double top(std::size_t index) const;
  double total() const { return top(size()); }
  /// The item that covers `y`: the last one whose top is <= y and that has a height; before all the
  /// first, behind all the last. 0 when empty.
  std::size_t find(double y) const;

 private:
  void rebuild();

  std::vector<double> heights_;
  std::vector<double> tree_;  // tree_[i] = sum of the (i & -i) heights that end at index i - 1
};

}  // namespace smsdesk::web
