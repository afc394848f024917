// What the log writes, read again line by line: fields stand by themselves, and nothing that a stranger chose can make a
// line, hide a part of one or show a telephone number.
#include "relay/host/log.h"

#include <gtest/gtest.h>

#include <functional>
#include <regex>
#include <string>
#include <vector>

#include "core/base/utf8.h"
#include "core/json/json.h"

namespace smsdesk::relay {
namespace {

/// The lines that come of it at that level.
std::vector<std::string> lines_of(const std::string& level, const std::function<void()>& says) {
  testing::internal::CaptureStderr();
  start_log(level);
  says();
  stop_log();
  const std::string all = testing::internal::GetCapturedStderr();
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < all.size();) {
    const std::size_t end = all.find('\n', begin);
    EXPECT_NE(end, std::string::npos) << "a line without its end: " << all.substr(begin);
    if (end == std::string::npos) break;
    lines.push_back(all.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

/// The one line that comes of a value, and what a reader takes the value for.
struct Shown {
  std::string line, value;
};
Shown shown(const std::string& value) {
  const auto lines = lines_of("info", [&] { log::info("thing_done", "A thing is done.", {{"cause", value}}); });
  EXPECT_EQ(lines.size(), 1u) << value;
  if (lines.empty()) return {};
  const auto document = json::Document::parse(lines[0]);
  EXPECT_TRUE(document) << lines[0];
  if (!document) return {lines[0], {}};
  EXPECT_EQ(document->root().text_or("event", ""), "thing_done") << lines[0];
  EXPECT_EQ(document->root().size(), 5u) << lines[0];
  return {lines[0], std::string(document->root().text_or("cause", ""))};
}

TEST(Log, IsOneObjectALineWithFieldsOfTheirOwn) {
  const auto lines = lines_of("debug", [] {
    log::warn("thing_done", "A thing is done.",
              {{"conversation", ConversationId{4}},
               {"message", MessageId{7}},
               {"agent", AgentId{}},
               {"carrier_id", CarrierMessageId{"SM1"}},
               {"cause", ""},
               {"is_known", true},
               {"bytes", std::uint64_t{18'446'744'073'709'551'615u}},
               {"change", -3}});
    log::debug("looked", "Somebody looked.");
  });
  ASSERT_EQ(lines.size(), 2u);
  const auto document = json::Document::parse(lines[0]);
  ASSERT_TRUE(document) << lines[0];
  const json::View line = document->root();
  EXPECT_TRUE(std::regex_match(std::string(line.text_or("at", "")),
                               std::regex(R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d)")))
      << lines[0];
  EXPECT_EQ(line.text_or("level", ""), "warning");
  EXPECT_EQ(line.text_or("event", ""), "thing_done");
  EXPECT_EQ(line.text_or("text", ""), "A thing is done.");
  EXPECT_EQ(line.u64_or("conversation", 0), 4u);
  EXPECT_EQ(line.u64_or("message", 0), 7u);
  EXPECT_EQ(line.text_or("carrier_id", ""), "SM1");
  EXPECT_EQ(line.find("is_known").boolean(), true);
  EXPECT_EQ(line.u64_or("bytes", 0), 18'446'744'073'709'551'615u);
  EXPECT_EQ(line.i64_or("change", 0), -3);
  EXPECT_FALSE(line.find("agent").exists()) << "nobody";
  EXPECT_FALSE(line.find("cause").exists()) << "nothing to say";
  EXPECT_NE(lines[1].find(R"("level":"debug","event":"looked","text":"Somebody looked."})"), std::string::npos)
      << lines[1];
}

TEST(Log, AStrangersTextNeitherMakesALineNorHidesOne) {
  const std::vector<std::string> hostile = {
      "x\"}\n{\"at\":\"2026-01-01T00:00:00.000+00:00\",\"level\":\"info\",\"event\":\"signed_in\",\"agent\":1}",
      "x\",\"event\":\"signed_in",
      "\r\nx\vy\fz\\",
      "\x1b[2J\x1b]0;title\x07",
      std::string("a\0b", 3),
      "\x7f\xc2\x85\xc2\x9b"
      "2J",  // delete, next line, the one-character escape
      "a\xe2\x80\xa8"
      "b\xe2\x80\xa9"
      "c",  // line and paragraph separators
      "\xe2\x80\xae"
      "txt.exe\xe2\x81\xa6\xe2\x80\x8f\xef\xbb\xbf",  // turns of direction, and what cannot be seen
      "%v %l {} %%",
  };
  for (const std::string& value : hostile) {
    const Shown one = shown(value);
    EXPECT_EQ(one.value, value);
    for (std::size_t at = 0; at < one.line.size();) {
      const char32_t c = utf8::next(one.line, at);
      const bool is_seen = c >= 0x20 && (c < 0x7F || c > 0x9F) && !(c >= 0x2028 && c <= 0x202E) &&
                           !(c >= 0x2066 && c <= 0x2069) && c != 0x200F && c != 0xFEFF;
      EXPECT_TRUE(is_seen) << "U+" << std::hex << static_cast<unsigned>(c) << " in " << one.line;
    }
  }
}

TEST(Log, WhatIsNoTextIsRepaired) {
  EXPECT_EQ(shown("a\xff\xc3(b").value, "a\xef\xbf\xbd\xef\xbf\xbd(b");
}

TEST(Log, TelephoneNumbersAreCutToTheirLastDigits) {
  EXPECT_EQ(shown("To +14155550123: refused; +442071838750.").value, "To +…23: refused; +…50.");
  EXPECT_EQ(shown("/Messages.json?To=%2B14155550123&From=%2b4477").value, "/Messages.json?To=+…23&From=%2b4477");
  for (const char* other : {"1+1=2", "+", "%2B", "after +0200", "SM0123456789", "12+345678x"}) {
    EXPECT_EQ(shown(other).value, other);
  }
}

TEST(Log, ALongTextIsCutBetweenItsCharacters) {
  std::string text;
  while (text.size() < 2 * log::kValueBytesMax) text += "€";
  const std::string cut = shown(text).value;
  EXPECT_LE(cut.size(), log::kValueBytesMax + 3);
  EXPECT_TRUE(utf8::is_valid(cut));
  EXPECT_EQ(cut.substr(cut.size() - 6), "€…");
}

TEST(Log, SaysNothingBelowItsLevelNorBehindItsEnd) {
  const auto say_all = [] {
    log::debug("one", "One.");
    log::info("two", "Two.");
    log::warn("three", "Three.");
    log::error("four", "Four.");
  };
  EXPECT_EQ(lines_of("debug", say_all).size(), 4u);
  EXPECT_EQ(lines_of("info", say_all).size(), 3u);
  EXPECT_EQ(lines_of("warn", say_all).size(), 2u);
  EXPECT_EQ(lines_of("error", say_all).size(), 1u);
  EXPECT_EQ(lines_of("off", say_all).size(), 0u);
  testing::internal::CaptureStderr();
  say_all();
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

}  // namespace
}  // namespace smsdesk::relay
