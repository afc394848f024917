#include "web/platform/text_pages.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace smsdesk::web {
namespace {

bool overlap(const TextPlace& a, const TextPlace& b) {
  return a.page == b.page && a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

TEST(TextPages, AreAsManyAsTheViewNeeds) {
  TextPages pages;
  bool is_new_page = false;
  const auto fill = [&] {
    for (std::uint64_t key = 1; key <= 2 * kTextPagesMax; ++key) {
      pages.begin_frame();
      EXPECT_TRUE(pages.place(key, kTextPageSide, kTextPageSide, is_new_page));
    }
    return pages.page_count();
  };
  pages.fit(320 * 200);
  EXPECT_EQ(fill(), 3);
  pages.clear();
  pages.fit(1280 * 800);
  EXPECT_EQ(fill(), 3);
  pages.clear();
  pages.fit(1920 * 1080);
  EXPECT_EQ(fill(), 5);
  pages.clear();
  pages.fit(1e12);
  EXPECT_EQ(fill(), kTextPagesMax);
  pages.fit(1280 * 800);
  EXPECT_FALSE(pages.begin_frame().empty()) << "a smaller view gives back";
}

TEST(TextPages, NeverOverlapAndStayOnThePage) {
  TextPages pages;
  std::mt19937 random(7);
  std::vector<TextPlace> taken;
  for (std::uint64_t key = 1; key <= 400; ++key) {
    bool is_new_page = false;
    const auto place =
        pages.place(key, 40 + static_cast<int>(random() % 600), 14 + static_cast<int>(random() % 30), is_new_page);
    ASSERT_TRUE(place.has_value());
    EXPECT_LE(place->x + place->width, kTextPageSide);
    EXPECT_LE(place->y + place->height, kTextPageSide);
    for (const TextPlace& other : taken) ASSERT_FALSE(overlap(*place, other)) << key;
    taken.push_back(*place);
  }
}

TEST(TextPages, FindsWhatWasPlacedUntilItsPageIsEvicted) {
  TextPages pages;
  bool is_new_page = false;
  for (int page = 0; page < kTextPagesMax; ++page) {
    pages.begin_frame();
    ASSERT_TRUE(pages.place(static_cast<std::uint64_t>(page) + 1, kTextPageSide, kTextPageSide, is_new_page));
    EXPECT_TRUE(is_new_page);
  }
  pages.begin_frame();
  EXPECT_TRUE(pages.find(1).has_value());  // used now: page 2 is the oldest
  pages.begin_frame();
  const auto place = pages.place(100, kTextPageSide, 20, is_new_page);
  ASSERT_TRUE(place.has_value());
  EXPECT_TRUE(is_new_page);
  EXPECT_EQ(pages.page_count(), kTextPagesMax);
  EXPECT_FALSE(pages.find(2).has_value());
  EXPECT_TRUE(pages.find(1).has_value());
  EXPECT_TRUE(pages.find(3).has_value());
}

TEST(TextPages, OneFrameMayCrowdButNeverLosesWhatItUses) {
  TextPages pages;
  bool is_new_page = false;
  pages.begin_frame();
  std::uint64_t key = 1;
  while (pages.place(key, kTextPageSide, kTextPageSide, is_new_page)) ++key;
  EXPECT_EQ(pages.page_count(), kTextPagesCrowdedMax);
  for (std::uint64_t k = 1; k < key; ++k) EXPECT_TRUE(pages.find(k).has_value()) << k;
}

TEST(TextPages, GivesCrowdedPagesBackWhenTheyAreNotUsed) {
  TextPages pages;
  bool is_new_page = false;
  pages.begin_frame();
  for (std::uint64_t key = 1; key <= kTextPagesMax + 5; ++key) {
    ASSERT_TRUE(pages.place(key, kTextPageSide, kTextPageSide, is_new_page));
  }
  EXPECT_TRUE(pages.begin_frame().empty());  // the frame before used all of them
  EXPECT_TRUE(pages.find(3).has_value());
  const std::vector<int> released = pages.begin_frame();
  EXPECT_EQ(released.size(), 5u);
  EXPECT_EQ(pages.page_count(), kTextPagesMax);
  EXPECT_TRUE(pages.find(3).has_value());
  EXPECT_EQ(std::set<int>(released.begin(), released.end()).size(), 5u);
}

TEST(TextPages, RefusesWhatNoPageHolds) {
  TextPages pages;
  bool is_new_page = false;
  EXPECT_FALSE(pages.place(1, kTextPageSide + 1, 10, is_new_page).has_value());
  EXPECT_FALSE(pages.place(1, 10, kTextPageSide + 1, is_new_page).has_value());
  EXPECT_FALSE(pages.place(1, 0, 10, is_new_page).has_value());
}

TEST(TextPages, ForgetEverythingWhenCleared) {
  TextPages pages;
  bool is_new_page = false;
  ASSERT_TRUE(pages.place(1, 100, 20, is_new_page));
  pages.clear();
  EXPECT_FALSE(pages.find(1).has_value());
  EXPECT_EQ(pages.page_count(), 0);
  ASSERT_TRUE(pages.place(1, 100, 20, is_new_page));
  EXPECT_TRUE(is_new_page);
}

}  // namespace
}  // namespace smsdesk::web
