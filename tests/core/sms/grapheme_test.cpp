#include "core/sms/grapheme.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

namespace smsdesk::sms {
namespace {

TEST(Grapheme, BeginsClustersWhereAnotherImplementationDoes) {
  std::ifstream file(SMSDESK_FIXTURES "/graphemes.txt");
  ASSERT_TRUE(file.is_open());
  int texts = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    ++texts;
    std::istringstream words(line);
    ClusterBreaker breaker;
    int position = 0;
    for (std::string word; words >> word; ++position) {
      bool begins = word[0] == '/';
      auto character = static_cast<char32_t>(std::stoul(word.substr(begins ? 1 : 0), nullptr, 16));
      ASSERT_EQ(breaker.begins_cluster(character), begins) << "character " << position << " of: " << line;
    }
  }
  EXPECT_EQ(texts, 1500);
}

TEST(Grapheme, KnowsBothKindsOfHangulSyllable) {
  EXPECT_EQ(grapheme_class(0xAC00), GraphemeClass::HangulLv);
  EXPECT_EQ(grapheme_class(0xAC01), GraphemeClass::HangulLvt);
  EXPECT_EQ(grapheme_class(0xD7A3), GraphemeClass::HangulLvt);
  EXPECT_EQ(grapheme_class(0xD7A4), GraphemeClass::Other);
}

TEST(Grapheme, HasAClassForEveryNumber) {
  EXPECT_EQ(grapheme_class(0), GraphemeClass::Control);
  EXPECT_EQ(grapheme_class(0x10FFFF), GraphemeClass::Other);
  EXPECT_EQ(grapheme_class(0xFFFFFFFF), GraphemeClass::Other);
}

}  // namespace
}  // namespace smsdesk::sms
