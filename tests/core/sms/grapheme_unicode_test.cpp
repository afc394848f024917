// Unicode's own data, of Debian's package unicode-data, judge the clusters: the table and the vectors of grapheme_test.cpp both
// come from one implementation, which could be wrong twice.
//
// The package may hold an older Unicode than our table (17.0). What a newer one changed stands here by name, as it is there;
// a difference without a name fails.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "core/sms/grapheme.h"

namespace smsdesk::sms {
namespace {

constexpr char32_t kBeyond = 0x110000;

/// The lines of a file of that package, without comments; none, and a failed test, where it is missing.
std::vector<std::string> lines_of(const std::string& name) {
  const std::string path = "/usr/share/unicode/" + name;
  std::ifstream file(path);
  if (!file.is_open()) ADD_FAILURE() << path << " is missing: apt-get install unicode-data (or ./smsdesk setup test).";
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) {
    line.erase(std::min(line.find('#'), line.size()));
    line.erase(line.find_last_not_of(" \t\r") + 1);
    if (!line.empty()) lines.push_back(line);
  }
  return lines;
}

char32_t hexadecimal(const std::string& digits) {
  return static_cast<char32_t>(std::stoul(digits, nullptr, 16));
}

/// A property file's "0300..036F ; Extend", the value for each code point; where `only` is given, of that value's lines.
std::vector<std::string> property_of(const std::string& name, const std::string& only = "") {
  std::vector<std::string> values(kBeyond);
  for (const std::string& line : lines_of(name)) {
    const std::size_t separator = line.find(';'), dots = line.find("..");
    const std::string value = line.substr(line.find_first_not_of(' ', separator + 1));
    if (!only.empty() && value != only) continue;
    const char32_t last = hexadecimal(dots < separator ? line.substr(dots + 2) : line);
    for (char32_t c = hexadecimal(line); c <= last; ++c) values[c] = value;
  }
  return values;
}

/// The text of a line of GraphemeBreakTest.txt as ours: "÷ 0020 × 0308 ÷", a break before a character or none.
std::string broken(const std::vector<char32_t>& text) {
  ClusterBreaker breaker;
  std::ostringstream line;
  for (char32_t c : text) {
    line << (breaker.begins_cluster(c) ? "÷ " : "× ") << std::hex << std::uppercase;
    line.width(4);
    line.fill('0');
    line << static_cast<std::uint32_t>(c) << ' ';
  }
  line << "÷";
  return line.str();
}

std::vector<char32_t> text_of(const std::string& line) {
  std::vector<char32_t> text;
  std::istringstream words(line);
  for (std::string word; words >> word;) {
    if (word != "÷" && word != "×") text.push_back(hexadecimal(word));
  }
  return text;
}

TEST(GraphemeUnicode, BreaksWhereUnicodesOwnTestsDo) {
  // Unicode 17.0 takes all that is no emoji, ✁ among it, from Extended_Pictographic: GB11 no longer joins two of them.
  const std::map<std::string, std::string> changed = {{"÷ 2701 × 200D × 2701 ÷", "÷ 2701 × 200D ÷ 2701 ÷"}};
  int read = 0;
  for (const std::string& line : lines_of("auxiliary/GraphemeBreakTest.txt")) {
    const auto newer = changed.find(line);
    EXPECT_EQ(broken(text_of(line)), newer == changed.end() ? line : newer->second);
    ++read;
  }
  EXPECT_GT(read, 500);
}

const char* name_of(GraphemeClass found) {
  switch (found) {
    case GraphemeClass::Cr:
      return "CR";
    case GraphemeClass::Lf:
      return "LF";
    case GraphemeClass::Control:
      return "Control";
    case GraphemeClass::Extend:
    case GraphemeClass::ExtendOutsideConjunct:
    case GraphemeClass::Linker:
      return "Extend";
    case GraphemeClass::Zwj:
      return "ZWJ";
    case GraphemeClass::SpacingMark:
      return "SpacingMark";
    case GraphemeClass::Prepend:
      return "Prepend";
    case GraphemeClass::RegionalIndicator:
      return "Regional_Indicator";
    case GraphemeClass::HangulL:
      return "L";
    case GraphemeClass::HangulV:
      return "V";
    case GraphemeClass::HangulT:
      return "T";
    case GraphemeClass::HangulLv:
      return "LV";
    case GraphemeClass::HangulLvt:
      return "LVT";
    case GraphemeClass::Other:
    case GraphemeClass::Pictographic:
    case GraphemeClass::Consonant:
      return "";  // the file does not list them
  }
  return "?";
}

TEST(GraphemeUnicode, HasTheClassOfEveryCharacter) {
  const std::vector<std::string> theirs = property_of("auxiliary/GraphemeBreakProperty.txt");
  const std::vector<std::string> ages = property_of("DerivedAge.txt");
  ASSERT_FALSE(HasFailure());
  std::map<char32_t, std::string> changed = {
      {0x1171E, "SpacingMark"},  // a spacing mark (Mc) by now
      {0x11A3A, ""},             // by now a letter like others, not one put before
  };
  // Between 15.0 and 17.0 vowel signs that end a decomposition, and viramas that are seen, turned from SpacingMark to Extend.
  for (char32_t c : {0xCC0,   0xCC7,   0xCC8,   0xCCA,   0xCCB,   0x1715,  0x1734,  0x1B3B,  0x1B3D,
                     0x1B43,  0x1B44,  0x1BAA,  0x1BF2,  0x1BF3,  0xA953,  0xA9C0,  0x111C0, 0x11235,
                     0x1134D, 0x116B6, 0x1193D, 0x11F41, 0x16FF0, 0x16FF1, 0x1D166, 0x1D16D}) {
    changed[c] = "Extend";
  }
  int listed = 0;
  for (char32_t c = 0; c < kBeyond; ++c) {
    const std::string ours = name_of(grapheme_class(c));
    listed += theirs[c].empty() ? 0 : 1;
    if (ours == theirs[c]) continue;
    if (theirs[c].empty() && ages[c].empty()) continue;  // a character of a newer Unicode
    const auto newer = changed.find(c);
    EXPECT_TRUE(newer != changed.end() && newer->second == ours)
        << std::hex << "U+" << static_cast<std::uint32_t>(c) << " is \"" << ours << "\", not \"" << theirs[c] << '"';
  }
  EXPECT_GT(listed, 17000);
}

TEST(GraphemeUnicode, TakesEmojiForPictures) {
  const std::vector<std::string> pictures = property_of("emoji/emoji-data.txt", "Extended_Pictographic");
  const std::vector<std::string> emoji = property_of("emoji/emoji-data.txt", "Emoji");
  ASSERT_FALSE(HasFailure());
  int found = 0;
  for (char32_t c = 0; c < kBeyond; ++c) {
    const bool is_picture = grapheme_class(c) == GraphemeClass::Pictographic;
    // Until Unicode 17.0 the property held pictures that are no emoji too.
    const bool must_be = !pictures[c].empty() && !emoji[c].empty(), may_be = !pictures[c].empty();
    EXPECT_TRUE(is_picture ? may_be : !must_be) << "U+" << std::hex << static_cast<std::uint32_t>(c);
    found += is_picture ? 1 : 0;
  }
  EXPECT_GT(found, 1000);
}

}  // namespace
}  // namespace smsdesk::sms
