#include "core/sms/segments.h"

#include <gtest/gtest.h>

#include <string>

#include "core/base/random.h"
#include "core/base/utf8.h"
#include "core/sms/grapheme.h"
#include "core/sms/gsm_alphabet.h"

namespace smsdesk::sms {
namespace {

std::string repeated(std::string_view text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

/// Text that mixes the alphabet, its extension, other scripts, emoji and marks; each seed leans to
/// one of them.
std::u32string random_text(Random& random) {
  constexpr std::u32string_view kKinds[] = {
      U"abc XYZ019.,", U"{}[]~^|€\\", U"жшщ漢字",  U"😀👩👨🎉", U"\u200D\uFE0F\u0301\U0001F3FD",
      U"🇩🇪🇫🇷",         U"\r\n",       U"कषम\u094D"};
  constexpr std::size_t kKindCount = sizeof kKinds / sizeof kKinds[0];
  std::uint64_t kinds = 1 + random.below(kKindCount);
  std::u32string text;
  for (std::uint64_t i = random.below(500); i > 0; --i) {
    std::u32string_view kind = kKinds[random.below(kinds)];
    text += kind[random.below(kind.size())];
  }
  return text;
}

std::string in_utf8(std::u32string_view text) {
  std::string bytes;
  for (char32_t c : text) utf8::append(bytes, c);
  return bytes;
}

std::u16string in_utf16(std::u32string_view text) {
  std::u16string units;
  for (char32_t c : text) {
    if (c > 0xFFFF) {
      units += static_cast<char16_t>(0xD800 + ((c - 0x10000) >> 10));
      units += static_cast<char16_t>(0xDC00 + ((c - 0x10000) & 0x3FF));
    } else {
      units += static_cast<char16_t>(c);
    }
  }
  return units;
}

TEST(Segments, EmptyTextIsOneSegmentOfNothing) {
  SegmentCount count = count_segments("");
  EXPECT_EQ(count.encoding, Encoding::Gsm7);
  EXPECT_EQ(count.count(), 1);
  EXPECT_EQ(count.units, 0);
}

TEST(Segments, OneCharacterOutsideTheAlphabetMakesAllOfItUcs2) {
  EXPECT_EQ(count_segments(repeated("{", 80)).units, 160);
  SegmentCount count = count_segments(repeated("{", 69) + "\u0436");
  EXPECT_EQ(count.encoding, Encoding::Ucs2);
  EXPECT_EQ(count.units, 70);
  EXPECT_EQ(count.count(), 1);
}

TEST(Segments, NeverSplitsAnEscapePair) {
  SegmentCount count = count_segments(repeated("a", 152) + "{" + repeated("a", 10));
  ASSERT_EQ(count.count(), 2);
  EXPECT_EQ(count.segments[0].units, 152);
  EXPECT_EQ(count.segments[1].units, 12);
}

TEST(Segments, NeverSplitsASurrogatePair) {
  SegmentCount count = count_segments(repeated("\u0436", 66) + "\U0001F600" + repeated("\u0436", 3));
  ASSERT_EQ(count.count(), 2);
  EXPECT_EQ(count.segments[0].units, 66);
  EXPECT_EQ(count.segments[1].units, 5);
}

TEST(Segments, NeverSplitsAFamily) {
  SegmentCount count =
      count_segments(repeated("\u0436", 60) + "\U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466" + "\u0436");
  ASSERT_EQ(count.count(), 2);
  EXPECT_EQ(count.segments[0].units, 60);
}

TEST(Segments, SplitsALetterUnderMoreMarksThanASegmentHolds) {
  SegmentCount count = count_segments("Z" + repeated("\u0301", 140));
  ASSERT_EQ(count.count(), 3);
  EXPECT_EQ(count.segments[0].units, 67);
  EXPECT_EQ(count.segments[1].units, 67);
  EXPECT_EQ(count.segments[2].units, 7);
}

TEST(Segments, CountsALineEndAsTwoCharactersThatMayPart) {
  SegmentCount count = count_segments(repeated("a", 152) + "\r\n" + repeated("a", 8));
  ASSERT_EQ(count.count(), 2);
  EXPECT_EQ(count.segments[0].units, 153);
}

TEST(Segments, MalformedUtf8CountsAsItsRepair) {
  EXPECT_EQ(count_segments("a\xFF").encoding, Encoding::Ucs2);
  EXPECT_EQ(count_segments("a\xFF").units, 2);
}

TEST(Segments, CoverTheTextInOrderWithoutOverfullOrEmptyOnes) {
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    Random random(seed);
    std::string text = in_utf8(random_text(random));
    SegmentCount count = count_segments(text);
    SegmentSizes sizes = segment_sizes(count.encoding);
    int units_max = count.count() == 1 ? sizes.single : sizes.concatenated;
    std::size_t at = 0;
    int units = 0;
    for (const Segment& segment : count.segments) {
      ASSERT_EQ(segment.begin, at) << "seed " << seed;
      ASSERT_TRUE(utf8::is_valid(std::string_view(text).substr(segment.begin, segment.end - segment.begin)))
          << "seed " << seed;
      ASSERT_LE(segment.units, units_max) << "seed " << seed;
      ASSERT_TRUE(text.empty() || segment.units > 0) << "seed " << seed;
      at = segment.end;
      units += segment.units;
    }
    ASSERT_EQ(at, text.size()) << "seed " << seed;
    ASSERT_EQ(units, count.units) << "seed " << seed;
  }
}

TEST(Segments, BothInputsAgree) {
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    Random random(seed);
    std::u32string text = random_text(random);
    SegmentCount a = count_segments(in_utf8(text)), b = count_segments_utf16(in_utf16(text));
    ASSERT_EQ(a.encoding, b.encoding) << "seed " << seed;
    ASSERT_EQ(a.units, b.units) << "seed " << seed;
    ASSERT_EQ(a.count(), b.count()) << "seed " << seed;
    for (std::size_t i = 0; i < a.segments.size(); ++i) {
      ASSERT_EQ(a.segments[i].units, b.segments[i].units) << "seed " << seed;
    }
  }
}

TEST(Segments, MoreTextNeverTakesFewer) {
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    Random random(seed);
    std::u32string a = random_text(random), b = random_text(random);
    SegmentCount first = count_segments(in_utf8(a)), both = count_segments(in_utf8(a + b));
    ASSERT_LE(first.count(), both.count()) << "seed " << seed;
    if (first.encoding == both.encoding) {
      SegmentCount second = count_segments(in_utf8(b));
      ASSERT_TRUE(second.encoding != both.encoding || first.units + second.units == both.units) << "seed " << seed;
    } else {
      ASSERT_EQ(both.encoding, Encoding::Ucs2) << "seed " << seed;
    }
  }
}

TEST(Segments, CutOnlyWhereAClusterBegins) {
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    Random random(seed);
    std::u32string characters = random_text(random);
    std::string text = in_utf8(characters);
    SegmentCount count = count_segments(text);
    ClusterBreaker breaker;
    std::size_t next_cut = 1;
    int cluster_units = 0;
    bool was_cut_inside = false;
    for (std::size_t at = 0; at < text.size();) {
      std::size_t begin = at;
      char32_t c = utf8::next(text, at);
      bool begins = breaker.begins_cluster(c) || c == U'\n';
      if (begins) {
        ASSERT_FALSE(was_cut_inside && cluster_units <= 67) << "seed " << seed;
        cluster_units = 0;
        was_cut_inside = false;
      }
      cluster_units += c > 0xFFFF ? 2 : 1;
      if (next_cut < count.segments.size() && count.segments[next_cut].begin == begin) {
        ++next_cut;
        was_cut_inside = was_cut_inside || !begins;
      }
    }
    ASSERT_EQ(next_cut, count.segments.size()) << "seed " << seed << ": a cut lies inside a character";
  }
}

TEST(Segments, SaysWhatIsBeyondTheGsmAlphabet) {
  using Clusters = std::vector<std::string_view>;
  EXPECT_EQ(beyond_gsm("").of, 0u);
  EXPECT_EQ(beyond_gsm("Grüße {€}").clusters, Clusters());
  EXPECT_EQ(beyond_gsm("Grüße {€}").of, 9u);
  EXPECT_EQ(beyond_gsm("Hi 👋🏽 there 👋").clusters, (Clusters{"👋🏽", "👋"}));
  EXPECT_EQ(beyond_gsm("ends with 👨‍👩‍👧").clusters, (Clusters{"👨‍👩‍👧"}));
  const BeyondGsm twice = beyond_gsm("it’s “what’s” new");
  EXPECT_EQ(twice.clusters, (Clusters{"’", "“", "”"})) << "each once, in their order";
  EXPECT_EQ(twice.count, 4u);
  EXPECT_EQ(twice.of, 17u);
  const BeyondGsm many = beyond_gsm("中文字", 2);
  EXPECT_EQ(many.clusters.size(), 2u);
  EXPECT_EQ(many.count, 3u);
}

}  // namespace
}  // namespace smsdesk::sms
