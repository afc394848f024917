// Heights of a long list's items, with their running sums: two Fenwick trees over doubles, back to back, so that the list
// grows and shrinks at both ends.
//
// Why: an item's height is corrected when it is first seen, and the list must then know where every
// other item stands without walking a hundred thousand of them; and older pages come before all that is there. Doubles,
// because single precision loses whole pixels beyond 2^23 (100,000 messages at a ratio of 2).
//
// Costs: set, push, pop, top and find O(log n) (pop O(n) where it empties one of the trees, which happens once in n);
// assign O(n). Pure. Heights are never negative; the unit is the caller's.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace smsdesk::web {

class HeightIndex {
 public:
  std::size_t size() const { return front_.size() + back_.size(); }
  bool is_empty() const { return size() == 0; }

  void assign(std::span<const double> heights);
  void push(double height);
  /// Before all others: every index moves up by one.
  void push_front(double height);
  void pop();
  void pop_front();
  /// Older items before all others, in their order: every index moves up by heights.size().
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
  class Sums {
   public:
    std::size_t size() const { return heights_.size(); }
    double height(std::size_t i) const { return heights_[i]; }
    double total() const { return before(size()); }
    double before(std::size_t i) const;  ///< sum of the first i
    void assign(std::vector<double> heights);
    void push(double height);
    void pop();
    void set(std::size_t i, double height);
    /// How many items end at or above `sum` (`is_strict`: above it).
    std::size_t count_up_to(double sum, bool is_strict) const;

   private:
    std::vector<double> heights_;
    std::vector<double> tree_ = {0};  // from 1; tree_[i] = sum of the (i & -i) heights that end at index i - 1
  };
  void share_out(std::size_t front);

  Sums front_;  // in reverse: its first stands right before back_'s first
  Sums back_;
};

}  // namespace smsdesk::web
