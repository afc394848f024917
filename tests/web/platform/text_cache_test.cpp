#include "web/platform/text_cache.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <list>
#include <random>
#include <utility>

namespace smsdesk::web {
namespace {

TextLayout a_layout(std::uint64_t key, std::size_t text_bytes, std::size_t lines) {
  TextLayout made;
  made.key = key;
  made.text.assign(text_bytes, 'a');
  made.lines.resize(lines);
  made.width = static_cast<float>(key % 1000);
  return made;
}

/// The same, told in the plainest way: keys and sizes, most recently used first, and how many of them this frame uses.
struct Model {
  std::list<std::pair<std::uint64_t, std::size_t>> all;
  std::size_t bytes = 0, in_frame = 0;

  auto at(std::uint64_t key) {
    auto it = all.begin();
    while (it != all.end() && it->first != key) ++it;
    return it;
  }
  bool use(std::uint64_t key) {
    std::size_t before = 0;
    for (auto it = all.begin(); it != all.end(); ++it, ++before) {
      if (it->first != key) continue;
      if (before >= in_frame) ++in_frame;
      all.splice(all.begin(), all, it);
      return true;
    }
    return false;
  }
  void add(std::uint64_t key, std::size_t size) {
    all.emplace_front(key, size);
    bytes += size;
    ++in_frame;
    trim();
  }
  void trim() {
    while (bytes > kLayoutBytesMax && all.size() > in_frame) {
      bytes -= all.back().second;
      all.pop_back();
    }
  }
};

TEST(TextLayouts, StayWithinTheirBytesHoweverManyTextsAreRead) {
  TextLayouts layouts;
  std::mt19937 random(3);
  std::size_t put = 0;
  for (std::uint64_t key = 1; put < 5 * kLayoutBytesMax; ++key) {
    layouts.begin_frame();
    TextLayout made = a_layout(key, 100 + random() % 4000, 1 + random() % 40);
    put += made.bytes();
    layouts.keep(std::move(made));
    ASSERT_LE(layouts.bytes(), kLayoutBytesMax) << key;
  }
  EXPECT_GT(layouts.bytes(), kLayoutBytesMax * 9 / 10) << "what may be kept is kept";
}

TEST(TextLayouts, CountWhatTheyHold) {
  TextLayouts layouts;
  std::size_t sum = 0;
  for (std::uint64_t key = 1; key <= 100; ++key) {
    const TextLayout& kept = layouts.keep(a_layout(key, key * 10, key));
    EXPECT_GE(kept.bytes(), sizeof(TextLayout) + key * 10 + key * sizeof(TextLine));
    sum += kept.bytes();
  }
  EXPECT_EQ(layouts.bytes(), sum);
  EXPECT_EQ(layouts.count(), 100u);
  layouts.clear();
  EXPECT_EQ(layouts.bytes(), 0u);
  EXPECT_EQ(layouts.count(), 0u);
  EXPECT_EQ(layouts.find(1), nullptr);
}

TEST(TextLayouts, LetTheLeastRecentlyUsedGoFirst) {
  TextLayouts layouts;
  Model model;
  std::mt19937 random(11);
  std::uint64_t newest = 0;
  int found = 0, evicted = 0;
  for (int step = 0; step < 6000; ++step) {
    if (random() % 4 == 0) {
      layouts.begin_frame();
      layouts.evict();
      model.in_frame = 0;
      model.trim();
    }
    const std::uint64_t key = 1 + random() % (newest + 3);
    const bool is_known = model.use(key);
    TextLayout* one = layouts.find(key);
    ASSERT_EQ(one != nullptr, is_known) << "key " << key << " in step " << step;
    if (one != nullptr) {
      ++found;
      ASSERT_EQ(one->key, key);
      ASSERT_EQ(one->width, static_cast<float>(key % 1000));
    } else {
      if (key <= newest) ++evicted;
      newest = std::max(newest, key);
      TextLayout made = a_layout(key, 5000 + random() % 60000, random() % 100);
      model.add(key, made.bytes());
      layouts.keep(std::move(made));
    }
    ASSERT_EQ(layouts.bytes(), model.bytes);
    ASSERT_EQ(layouts.count(), model.all.size());
  }
  EXPECT_GT(found, 100);
  EXPECT_GT(evicted, 100);
}

TEST(TextLayouts, KeepWhatTheFrameUsesAndGiveItBackAfterwards) {
  TextLayouts layouts;
  const TextLayout* first = &layouts.keep(a_layout(1, 1000, 10));
  std::uint64_t key = 1;
  while (layouts.bytes() <= 2 * kLayoutBytesMax) layouts.keep(a_layout(++key, 100'000, 10));
  EXPECT_EQ(layouts.count(), key) << "a frame that needs more has it";
  EXPECT_EQ(layouts.find(1), first);
  EXPECT_EQ(first->text.size(), 1000u);
  layouts.begin_frame();
  layouts.evict();
  EXPECT_LE(layouts.bytes(), kLayoutBytesMax);
  EXPECT_EQ(layouts.find(2), nullptr) << "used longest ago";
  EXPECT_EQ(layouts.find(1), first) << "used last";
}

TEST(TextLayouts, AreNotUsedByWhoOnlyMeasures) {
  TextLayouts layouts;
  layouts.keep(a_layout(1, 1000, 1));
  layouts.keep(a_layout(2, 1000, 1));
  std::uint64_t key = 2;
  while (layouts.peek(1) != nullptr) {
    ASSERT_NE(layouts.peek(2), nullptr) << "the older one goes first, though it is looked at all the time";
    layouts.begin_frame();
    layouts.keep(a_layout(++key, 100'000, 1));
    ASSERT_LT(key, 1000u);
  }
  // The same with one that is drawn: it outlives all the others.
  const std::uint64_t drawn = key;
  for (int i = 0; i < 200; ++i) {
    layouts.begin_frame();
    ASSERT_NE(layouts.find(drawn), nullptr);
    layouts.keep(a_layout(++key, 100'000, 1));
  }
}

TEST(TextInks, AreNeverMoreThanTheyMay) {
  TextInks inks;
  std::size_t most = 0;
  for (std::uint64_t key = 1; key <= 3 * kInksMax; ++key) {
    ASSERT_EQ(inks.find(key), nullptr);
    inks.keep(key, {static_cast<std::int32_t>(key), 1, 2, 3});
    ASSERT_NE(inks.find(key), nullptr);
    EXPECT_EQ(inks.find(key)->left, static_cast<std::int32_t>(key));
    ASSERT_LE(inks.count(), kInksMax);
    most = std::max(most, inks.count());
  }
  EXPECT_EQ(most, kInksMax);
  inks.clear();
  EXPECT_EQ(inks.count(), 0u);
}

TEST(TextBaselines, AreNeverMoreThanTheyMayAndOfOneStyleEach) {
  TextBaselines baselines;
  TextStyle style;
  std::size_t most = 0;
  for (int i = 0; i < static_cast<int>(3 * kBaselinesMax); ++i) {
    style.size = 8 + static_cast<float>(i) * 0.25f;
    style.weight = i % 2 == 0 ? TextWeight::Regular : TextWeight::Semibold;
    ASSERT_EQ(baselines.find(style), nullptr);
    baselines.keep(style, static_cast<float>(i));
    ASSERT_NE(baselines.find(style), nullptr);
    EXPECT_EQ(*baselines.find(style), static_cast<float>(i));
    ASSERT_LE(baselines.count(), kBaselinesMax);
    most = std::max(most, baselines.count());
  }
  EXPECT_EQ(most, kBaselinesMax);
  TextStyle other = style;
  other.line_height += 1;
  EXPECT_EQ(baselines.find(other), nullptr);
  other = style;
  other.weight = style.weight == TextWeight::Regular ? TextWeight::Semibold : TextWeight::Regular;
  EXPECT_EQ(baselines.find(other), nullptr);
  other = style;
  other.color = 0xFF123456;  // the colour moves nothing
  EXPECT_NE(baselines.find(other), nullptr);
}

}  // namespace
}  // namespace smsdesk::web
