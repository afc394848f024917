#include "core/base/utf8.h"

#include <gtest/gtest.h>

#include "core/base/random.h"

namespace smsdesk::utf8 {
namespace {

bool is_scalar(char32_t c) {
  return c < 0xD800 || (c > 0xDFFF && c < 0x110000);
}

std::string random_bytes(Random& random, std::size_t size_max) {
  // Half of the bytes come from those that begin or continue sequences, so that near misses are
  // frequent.
  constexpr unsigned char kTelling[] = {0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1,
                                        0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF3, 0xF4, 0xF5, 0xFF};
  std::string text;
  for (std::uint64_t i = random.below(size_max + 1); i > 0; --i) {
    text += static_cast<char>(random.chance(50) ? random.below(256) : kTelling[random.below(sizeof kTelling)]);
  }
  return text;
}

TEST(Utf8, EveryScalarIsWrittenAndReadBack) {
  for (char32_t c = 0; c < 0x110000; ++c) {
    std::string text;
    append(text, c);
    std::size_t at = 0;
    char32_t read = next(text, at);
    if (read != (is_scalar(c) ? c : kReplacement) || at != text.size() || !is_valid(text)) {
      FAIL() << "U+" << std::hex << static_cast<std::uint32_t>(c);
    }
  }
  std::string beyond;
  append(beyond, 0x110000);
  EXPECT_EQ(beyond, "\xEF\xBF\xBD");
}

TEST(Utf8, TakesTheShortestFormsOnly) {
  for (std::string_view bad :
       {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xED\xBF\xBF", "\xF0\x8F\xBF\xBF",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\xC2", "\xE2\x82", "\xF0\x9F\x98", "\xC2\x41"}) {
    EXPECT_FALSE(is_valid(bad));
    EXPECT_TRUE(is_valid(repaired(bad)));
  }
  for (std::string_view good :
       {"", "a", "\xC2\x80", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    EXPECT_TRUE(is_valid(good));
  }
}

// The examples of the Unicode standard, table 3-8 and its neighbours: one U+FFFD for each maximal
// bad prefix.
TEST(Utf8, ReplacesEachMaximalBadPrefixOnce) {
  const std::string r = "\xEF\xBF\xBD";
  EXPECT_EQ(repaired("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41"), r + r + r + r + r + r + r + r + "A");
  EXPECT_EQ(repaired("\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41"), r + r + r + r + r + r + r + r + "A");
  EXPECT_EQ(repaired("\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42"), r + r + r + r + r + "A" + r + r + "B");
  EXPECT_EQ(repaired("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41"), r + r + r + r + "A");
}

TEST(Utf8, RepairGivesValidTextLeavesValidTextAloneAndIsDoneOnce) {
  for (std::uint64_t seed = 0; seed < 20000; ++seed) {
    Random random(seed);
    std::string text = random_bytes(random, 24);
    std::string once = repaired(text);
    ASSERT_TRUE(is_valid(once)) << "seed " << seed;
    ASSERT_EQ(repaired(once), once) << "seed " << seed;
    ASSERT_EQ(is_valid(text), once == text) << "seed " << seed;
  }
}

TEST(Utf8, ReadingAlwaysMovesOnAndAgreesWithRepair) {
  for (std::uint64_t seed = 0; seed < 20000; ++seed) {
    Random random(seed);
    std::string text = random_bytes(random, 24), written;
    std::size_t units = 0;
    for (std::size_t at = 0; at < text.size();) {
      std::size_t before = at;
      char32_t c = next(text, at);
      ASSERT_GT(at, before) << "seed " << seed;
      ASSERT_LE(at, text.size()) << "seed " << seed;
      ASSERT_TRUE(is_scalar(c)) << "seed " << seed;
      units += c > 0xFFFF ? 2 : 1;
      append(written, c);
    }
    ASSERT_EQ(written, repaired(text)) << "seed " << seed;
    ASSERT_EQ(utf16_units(text), units) << "seed " << seed;
  }
}

TEST(Utf8, APrefixCutsNoScalarAndIsTheLongest) {
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    Random random(seed);
    std::string text = repaired(random_bytes(random, 24));
    for (std::size_t limit = 0; limit <= text.size() + 1; ++limit) {
      std::string_view cut = prefix(text, limit);
      ASSERT_TRUE(is_valid(cut) && cut.size() <= limit && text.compare(0, cut.size(), cut) == 0) << "seed " << seed;
      if (cut.size() == text.size()) continue;
      std::size_t after = cut.size();
      next(text, after);
      ASSERT_GT(after, limit) << "seed " << seed;
    }
  }
}

}  // namespace
}  // namespace smsdesk::utf8
