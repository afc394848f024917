#include "server-mock/segments.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

namespace smsdesk::mock {
namespace {

TEST(Segments, CountsSeptetsAndUnits) {
  EXPECT_EQ(measure_text("hello").units, 5);
  EXPECT_EQ(measure_text("€[]").units, 6);
  EXPECT_TRUE(measure_text("ñ à Δ").is_gsm);
  EXPECT_FALSE(measure_text("ç").is_gsm);
  EXPECT_EQ(measure_text("😀").units, 2);
}

TEST(Segments, LosesRoomToTheHeaderBeyondOneMessage) {
  EXPECT_EQ(measure_text(std::string(160, 'a')).segments, 1);
  EXPECT_EQ(measure_text(std::string(161, 'a')).segments, 2);
  EXPECT_EQ(measure_text(std::string(306, 'a')).segments, 2);
  EXPECT_EQ(measure_text(std::string(307, 'a')).segments, 3);
}

TEST(Segments, TakesMalformedBytesAsReplacementCharacters) {
  EXPECT_EQ(decode_utf8("a\xFF\xC3"), U"a\xFFFD\xFFFD");
  EXPECT_EQ(decode_utf8("\xED\xA0\x80"), U"\xFFFD\xFFFD\xFFFD");
}

TEST(Segments, AgreesWithTheVendorsCalculator) {
  std::ifstream in(std::string(SMSDESK_FIXTURES) + "/segments.json");
  const auto fixture = nlohmann::json::parse(in, nullptr, false);
  const auto& cases = fixture.is_array() ? fixture : fixture.at("vectors");
  int compared = 0;
  for (const auto& entry : cases) {
    if (!entry.at("text").is_string() || entry.contains("oracle_quirk")) continue;
    const std::string text = entry.at("text").get<std::string>();
    if (text.empty()) continue;
    const TextLength length = measure_text(text);
    EXPECT_EQ(length.segments, entry.at("segments").get<int>()) << entry.value("name", text);
    EXPECT_EQ(length.is_gsm, entry.at("encoding").get<std::string>().starts_with("GSM")) << text;
    ++compared;
  }
  EXPECT_GT(compared, 250);
}

}  // namespace
}  // namespace smsdesk::mock
