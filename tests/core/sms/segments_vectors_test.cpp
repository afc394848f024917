// The vectors of tests/fixtures/segments.json, made with npm sms-segments-calculator 1.3.0.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "core/json/json.h"
#include "core/sms/segments.h"

namespace smsdesk::sms {
namespace {

std::u16string from_hex(std::string_view hex) {
  std::u16string text;
  for (std::size_t at = 0; at + 4 <= hex.size(); at += 4) {
    text += static_cast<char16_t>(std::stoul(std::string(hex.substr(at, 4)), nullptr, 16));
  }
  return text;
}

void expect_equal(const SegmentCount& ours, json::View vector) {
  std::string name(vector.text_or("name", ""));
  EXPECT_EQ(name_of(ours.encoding), vector.text_or("encoding", "")) << name;
  EXPECT_EQ(ours.count(), vector.i64_or("segments", -1)) << name;
  EXPECT_EQ(ours.units, vector.i64_or("units", -1)) << name;
  json::View each = vector.find("units_per_segment");
  ASSERT_EQ(ours.segments.size(), each.size()) << name;
  for (std::size_t i = 0; i < each.size(); ++i) EXPECT_EQ(ours.segments[i].units, each.at(i).integer()) << name;
}

TEST(SegmentsVectors, AgreeInEncodingSegmentsAndUnits) {
  std::ifstream file(SMSDESK_FIXTURES "/segments.json");
  std::string text(std::istreambuf_iterator<char>(file), {});
  auto document = json::Document::parse(text);
  ASSERT_TRUE(document.is_ok()) << document.error().sentence;
  json::View vectors = document->root().find("vectors");
  std::size_t judged = 0, quirks = 0;
  for (std::size_t i = 0; i < vectors.size(); ++i) {
    json::View vector = vectors.at(i);
    if (vector.bool_or("oracle_quirk", false)) {
      ++quirks;  // an empty and an over-full segment: nobody could send that
      continue;
    }
    ++judged;
    expect_equal(count_segments_utf16(from_hex(vector.text_or("utf16", ""))), vector);
    if (vector.find("text").is_string()) expect_equal(count_segments(vector.find("text").string()), vector);
  }
  EXPECT_EQ(judged + quirks, vectors.size());
  EXPECT_EQ(judged, 263u);
  EXPECT_EQ(quirks, 4u);
}

}  // namespace
}  // namespace smsdesk::sms
