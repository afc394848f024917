#include "web/widget/height_index.h"

#include <gtest/gtest.h>

#include <random>

namespace smsdesk::web {
namespace {

double walked_top(const std::vector<double>& heights, std::size_t index) {
  double sum = 0;
  for (std::size_t i = 0; i < index; ++i) sum += heights[i];
  return sum;
}

std::size_t walked_find(const std::vector<double>& heights, double y) {
  double bottom = 0;
  for (std::size_t i = 0; i < heights.size(); ++i) {
    bottom += heights[i];
    if (y < bottom) return i;
  }
  return heights.empty() ? 0 : heights.size() - 1;
}

void expect_equal_to_walk(const HeightIndex& index, const std::vector<double>& heights) {
  ASSERT_EQ(index.size(), heights.size());
  for (std::size_t i = 0; i <= heights.size(); ++i) {
    ASSERT_EQ(index.top(i), walked_top(heights, i)) << i;
  }
  const double total = walked_top(heights, heights.size());
  EXPECT_EQ(index.total(), total);
  for (double y = -3; y < total + 3; y += 0.5) {
    ASSERT_EQ(index.find(y), walked_find(heights, y)) << y;
  }
}

TEST(HeightIndex, IsZeroEverywhereWhenEmpty) {
  const HeightIndex index;
  EXPECT_TRUE(index.is_empty());
  EXPECT_EQ(index.total(), 0);
  EXPECT_EQ(index.find(0), 0u);
  EXPECT_EQ(index.find(100), 0u);
}

TEST(HeightIndex, EdgesBelongToTheItemBelow) {
  HeightIndex index;
  const std::vector<double> heights = {10, 20, 30};
  index.assign(heights);
  EXPECT_EQ(index.find(-1), 0u);
  EXPECT_EQ(index.find(9.5), 0u);
  EXPECT_EQ(index.find(10), 1u);
  EXPECT_EQ(index.find(59), 2u);
  EXPECT_EQ(index.find(60), 2u);
}

TEST(HeightIndex, ItemsWithoutHeightAreNeverFound) {
  HeightIndex index;
  const std::vector<double> heights = {0, 5, 0, 0, 5, 0};
  index.assign(heights);
  EXPECT_EQ(index.find(0), 1u);
  EXPECT_EQ(index.find(5), 4u);
}

TEST(HeightIndex, EqualsAWalkAfterEveryChange) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    const auto below = [&](unsigned n) { return static_cast<std::size_t>(random() % n); };
    HeightIndex index;
    std::vector<double> heights;
    for (int step = 0; step < 60; ++step) {
      const auto height = static_cast<double>(below(40));
      switch (below(7)) {
        case 0:
        case 1:
          index.push(height);
          heights.push_back(height);
          break;
        case 2:
          if (!heights.empty()) {
            const std::size_t at = below(static_cast<unsigned>(heights.size()));
            index.set(at, height);
            heights[at] = height;
          }
          break;
        case 3:
          if (!heights.empty()) {
            index.pop();
            heights.pop_back();
          }
          break;
        case 4:
          if (!heights.empty()) {
            index.pop_front();
            heights.erase(heights.begin());
          }
          break;
        case 5:
          index.push_front(height);
          heights.insert(heights.begin(), height);
          break;
        default: {
          std::vector<double> older(below(5));
          for (double& h : older) h = static_cast<double>(below(40));
          index.prepend(older);
          heights.insert(heights.begin(), older.begin(), older.end());
          break;
        }
      }
      expect_equal_to_walk(index, heights);
    }
  }
}

TEST(HeightIndex, KeepsWholePixelsBeyondSinglePrecision) {
  HeightIndex index;
  const std::vector<double> heights(1'000'000, 129);
  index.assign(heights);
  EXPECT_EQ(index.total(), 129e6);
  index.set(0, 130);
  EXPECT_EQ(index.top(1'000'000), 129e6 + 1);
  EXPECT_EQ(index.find(129e6), 999'999u);
  EXPECT_EQ(index.top(999'999), 129.0 * 999'999 + 1);
}

}  // namespace
}  // namespace smsdesk::web
