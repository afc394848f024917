#include "core/sms/reactions.h"

#include <gtest/gtest.h>

namespace smsdesk::sms {
namespace {

void expect_reaction(std::string_view text, std::string_view emoji, bool is_removal, std::string_view quote) {
  const auto one = parse_reaction(text);
  ASSERT_TRUE(one) << text;
  EXPECT_EQ(one->emoji, emoji) << text;
  EXPECT_EQ(one->is_removal, is_removal) << text;
  EXPECT_EQ(one->quote, quote) << text;
}

TEST(Reactions, KnowsTheFormsThatAreReceived) {
  expect_reaction("Loved “Hi”", "❤️", false, "Hi");
  expect_reaction("Liked “Hi”", "👍", false, "Hi");
  expect_reaction("Disliked “Hi”", "👎", false, "Hi");
  expect_reaction("Laughed at “Hi”", "😂", false, "Hi");
  expect_reaction("Emphasized “Hi”", "‼️", false, "Hi");
  expect_reaction("Questioned “Hi”", "❓", false, "Hi");
  expect_reaction("Removed a heart from “Hi”", "❤️", true, "Hi");
  expect_reaction("Removed a like from “Hi”", "👍", true, "Hi");
  expect_reaction("Removed an exclamation from “Hi”", "‼️", true, "Hi");
  expect_reaction("Reacted 🎉 to “Hi”", "🎉", false, "Hi");
  expect_reaction("Reacted 👨‍👩‍👧 to “Hi”", "👨‍👩‍👧", false, "Hi");
  expect_reaction("Removed 🎉 from “Hi”", "🎉", true, "Hi");
  expect_reaction("Le encantó “Hola”", "❤️", false, "Hola");
  expect_reaction("Reaccionó con 😂 a “Hola”", "😂", false, "Hola");
  expect_reaction("👍 to “Hi”", "👍", false, "Hi");
  expect_reaction("\u200A\u200B👍\u200B to “\u200AHi\u200A”\u200A", "👍", false, "Hi");
  expect_reaction("Liked \"Hi\"", "👍", false, "Hi");
  expect_reaction("Liked “one “two” three”", "👍", false, "one “two” three");
  expect_reaction("Liked “a\nb”", "👍", false, "a\nb");
}

TEST(Reactions, KnowsGermanAndFrenchWithTheirMarks) {
  expect_reaction("Gefällt „Bis um fünf“", "👍", false, "Bis um fünf");
  expect_reaction("Liebt „Hallo“", "❤️", false, "Hallo");
  expect_reaction("Gefällt \"Hallo\"", "👍", false, "Hallo");
  expect_reaction("A aimé « À cinq heures »", "👍", false, "À cinq heures");
  expect_reaction("A aimé «\u00A0Oui\u00A0»", "👍", false, "Oui");
  expect_reaction("A adoré «\u202FOui\u202F»", "❤️", false, "Oui");
  expect_reaction("👍 zu „Hallo“", "👍", false, "Hallo");
  expect_reaction("\u200A\u200B❤️\u200B zu „\u200AHallo\u200A“\u200A", "❤️", false, "Hallo");
  expect_reaction("😂 à « Salut »", "😂", false, "Salut");
  for (const char* text :
       {"Gefällt mir „Hallo“", "Gefällt “Hallo”", "gefällt „Hallo“", "Gefällt „Hallo“ sehr", "Mir gefällt „Hallo“",
        "Er Liebt „Hallo“", "Liebt „“", "A aimé “Oui”", "A aimé « »", "Il A aimé « Oui »", "A aimé « Oui » !",
        "👍 zu “Hallo”", "👍 à „Salut“", "👍👍 zu „Hallo“", "ja zu „Hallo“", "Liked „Hi“", "Liked « Hi »"}) {
    EXPECT_FALSE(parse_reaction(text)) << text;
  }
}

TEST(Reactions, EverythingElseIsText) {
  for (const char* text : {"", "Liked", "Liked it", "I Liked “it”", "Liked “it” a lot", "Liked an image", "liked “it”",
                           "Liked “”", "Reacted badly to “it”", "Reacted 🎉🎉 to “it”", "Removed a banana from “it”",
                           "ok to “it”", " to “it”", "Liked “it", "Liked “it\"", "1 to “it”"}) {
    EXPECT_FALSE(parse_reaction(text)) << text;
  }
}

TEST(Reactions, QuotesMatchExactly) {
  EXPECT_TRUE(is_quote_of("See you at five", "See you at five"));
  EXPECT_FALSE(is_quote_of("See you at five", "See you at five."));
  EXPECT_FALSE(is_quote_of("see you at five", "See you at five"));
  EXPECT_FALSE(is_quote_of("", ""));
  EXPECT_TRUE(is_quote_of("The technician comes…", "The technician comes on Thursday"));
  EXPECT_FALSE(is_quote_of("The…", "The technician comes on Thursday")) << "too short to mean one message";
  EXPECT_FALSE(is_quote_of("The technician comes…", "The technician comes"));
  EXPECT_TRUE(is_quote_of("Wait…", "Wait…"));
}

}  // namespace
}  // namespace smsdesk::sms
