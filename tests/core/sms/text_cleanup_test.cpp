#include "core/sms/text_cleanup.h"

#include <gtest/gtest.h>

#include "core/base/random.h"
#include "core/base/utf8.h"

namespace smsdesk::sms {
namespace {

TEST(TextCleanup, ShowsWhereACarrierLostACharacter) {
  EXPECT_EQ(cleaned_text(std::string_view("yy\0live.com", 11)), "yy\xEF\xBF\xBDlive.com");
}

TEST(TextCleanup, LeavesControlsOutButLineEndsAndTabs) {
  EXPECT_EQ(cleaned_text("a\x01\x1B\x08 b\t\r\nc\x7F\xC2\x85\xC2\x9F."), "a b\t\r\nc.");
}

TEST(TextCleanup, KeepsEveryScript) {
  std::string text = "\u0436\u6F22\u05D0\u202E\u0301\U0001F468\u200D\U0001F469\u00A0\uFEFF";
  EXPECT_EQ(cleaned_text(text), text);
}

TEST(TextCleanup, GivesStorableTextAndIsDoneOnce) {
  for (std::uint64_t seed = 0; seed < 5000; ++seed) {
    Random random(seed);
    std::string text;
    for (std::uint64_t i = random.below(20); i > 0; --i) text += static_cast<char>(random.below(256));
    std::string clean = cleaned_text(text);
    ASSERT_TRUE(utf8::is_valid(clean)) << "seed " << seed;
    ASSERT_EQ(clean.find('\0'), std::string::npos) << "seed " << seed;
    ASSERT_EQ(cleaned_text(clean), clean) << "seed " << seed;
  }
}

TEST(Blank, IsWhatHasNothingToSend) {
  for (const char* text : {"", " ", " \t\r\n "}) EXPECT_TRUE(is_blank(text)) << '"' << text << '"';
  for (const char* text : {".", " a ", "\n\u00E9"}) EXPECT_FALSE(is_blank(text)) << '"' << text << '"';
}

TEST(TextCleanup, DirectionControlsReachNoFurtherThanTheirLine) {
  EXPECT_EQ(isolated(""), "");
  EXPECT_EQ(isolated("plain\n\nשלום “x” …\n"), "plain\n\nשלום “x” …\n");
  // An override is closed with its line.
  EXPECT_EQ(isolated("a\u202Eb\nc"), "\u2068a\u202Eb\u2069\nc");
  // One isolate is opened and not closed; one is closed that was never opened.
  EXPECT_EQ(isolated("a\u2067b"), "\u2068a\u2067b\u2069\u2069");
  EXPECT_EQ(isolated("\u2069\u202Ea\n"), "\u2068\u202Ea\u2069\n");
  EXPECT_EQ(isolated("\u2066a\u2069"), "\u2068\u2066a\u2069\u2069");
}

}  // namespace
}  // namespace smsdesk::sms
