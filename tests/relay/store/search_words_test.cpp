// What a message is found by, in many scripts: the law is that the index and the look at the text agree.
#include "relay/store/search_words.h"

#include <gtest/gtest.h>

#include "core/base/random.h"

namespace smsdesk::store {
namespace {

bool is_found(std::string_view words, std::string_view text) {
  return find_terms(search_terms(words), text);
}

std::string marked(std::string_view words, std::string text) {
  std::vector<TextRange> ranges;
  if (!find_terms(search_terms(words), text, &ranges)) return "-";
  for (auto range = ranges.rbegin(); range != ranges.rend(); ++range) {
    text.insert(range->end, "]");
    text.insert(range->begin, "[");
  }
  return text;
}

struct Example {
  const char* words;
  const char* text;
  bool is_found;
};
constexpr Example kExamples[] = {
    {"parcel", "Where is my PARCEL?", true},
    {"PAR", "Where is my parcel?", true},
    {"arcel", "Where is my parcel?", false},
    {"my parcel", "A parcel, and it is my own", true},
    {"my letter", "A parcel, and it is my own", false},
    {"cafe", "Im Café", true},
    {"café", "Im CAFE", true},
    {"cafe", "Im Cafe\xCC\x81 um drei", true},  // decomposed
    {"strasse", "Hauptstraße 5, Straße 7", true},
    {"Straße", "STRASSE", true},
    {"uber", "Über uns", true},
    {"lodz", "Łódź", true},
    {"smorrebrod", "Smørrebrød", true},
    {"coeur", "Cœur", true},
    {"istanbul", "İSTANBUL", true},
    {"ελλαδα", "Ελλάδα", true},
    {"ΟΔΟΣ", "οδος", true},
    {"елка", "Ёлка", true},
    {"京", "東京都に行きます", true},
    {"東京", "東京都に行きます", true},
    {"京都", "東京都に行きます", true},  // any part of a run
    {"都東", "東京都に行きます", false},
    {"行きます", "東京都に行きます", true},
    {"きま行", "東京都に行きます", false},
    {"包裹", "我的包裹在哪里？", true},
    {"哪里", "我的包裹在哪里？", true},
    {"カタカナ", "ひらがなとｶﾀｶﾅ", true},  // half width
    {"かたかな", "カタカナ", true},
    {"がっこう", "学校（ガッコウ）", true},
    {"배송", "배송이 늦어요", true},
    {"송이", "배송이 늦어요", true},
    {"พัสดุ", "พัสดุของฉันอยู่ที่ไหน", true},
    {"ของฉัน", "พัสดุของฉันอยู่ที่ไหน", true},
    {"ขอฉัน", "พัสดุของฉันอยู่ที่ไหน", false},
    {"طرد", "أين الطرد؟", true},
    {"الطرد", "أين الطَّرْدُ؟", true},  // with its vowels
    {"احمد", "أحمد", true},
    {"كتاب", "والكتاب", true},
    {"שלום", "שָׁלוֹם", true},
    {"पार्सल", "मेरा पार्सल कहाँ है", true},
    {"12", "नंबर १२३", true},
    {"４７１１", "Order 4711", true},
    {"4711", "AB-4711/2", true},
    {"📦", "Your parcel 📦 is here", true},
    {"📦", "Your parcel is here", false},
    {"👍", "Yes 👍🏽", true},
    {"🇩🇪", "Aus 🇩🇪!", true},
    {"🇩🇪", "Aus 🇩🇰🇪🇸", false},
    {"iphone 手机", "我的iPhone手机", true},
    {"o'brien", "Mrs O’Brien", true},
    {"\"par* OR", "par or", true},  // FTS5's words are words
    {"NEAR(", "near here", true},
};

TEST(SearchWords, FindsInManyScripts) {
  for (const Example& one : kExamples)
    EXPECT_EQ(is_found(one.words, one.text), one.is_found) << one.words << " in " << one.text;
}

TEST(SearchWords, MarksWholeClusters) {
  EXPECT_EQ(marked("par", "My parcel, Parcels"), "My [par]cel, [Par]cels");
  EXPECT_EQ(marked("cafe", "Cafe\xCC\x81!"), "[Cafe\xCC\x81]!");
  EXPECT_EQ(marked("京都", "東京都"), "東[京都]");
  EXPECT_EQ(marked("strasse", "Straße"), "[Straße]");
  EXPECT_EQ(marked("stras", "Straße"), "[Straß]e");
  EXPECT_EQ(marked("👍", "👍🏽 ok"), "[👍🏽] ok");
  EXPECT_EQ(marked("a", "a a"), "[a] [a]");
  EXPECT_EQ(marked("ab abc", "abcd"), "[abc]d");
  EXPECT_EQ(marked("كتاب", "والكتاب"), "وال[كتاب]");
  EXPECT_EQ(marked("nothing", "some"), "-");
}

// Texts of ASCII alone are looked at without being folded first.
TEST(SearchWords, AsciiIsFoundAndMarkedAsAnyText) {
  constexpr std::string_view kLetters = "abAB1 -.\n\r'\x01";
  Random random(7);
  const auto some = [&](std::uint64_t most) {
    std::string text;
    for (std::uint64_t i = random.below(most + 1); i > 0; --i) text += kLetters[random.below(kLetters.size())];
    return text;
  };
  int found = 0;
  for (int round = 0; round < 20'000; ++round) {
    const std::string text = some(30);
    const std::vector<SearchTerm> terms = search_terms(some(4));
    std::vector<TextRange> ascii, any;
    const bool is_ascii_found = find_terms(terms, text, &ascii);
    ASSERT_EQ(is_ascii_found, find_terms(terms, text + " \u2026", &any)) << text;
    ASSERT_EQ(is_ascii_found, find_terms(terms, text)) << text;
    if (!is_ascii_found) continue;
    ASSERT_EQ(ascii, any) << text;
    ++found;
  }
  EXPECT_GT(found, 5'000);
  EXPECT_FALSE(is_found("京", "kyoto"));
  EXPECT_FALSE(is_found("📦", "parcel"));
}

TEST(SearchWords, TermsAreBoundedAndFewWordsAreNone) {
  EXPECT_TRUE(search_terms("").empty());
  EXPECT_TRUE(search_terms(" ,.- \"*()").empty());
  EXPECT_EQ(search_terms("a b c d e f g h i j k").size(), kSearchTermsMax);
  EXPECT_EQ(search_terms(std::string(500, 'x'))[0].text.size(), kSearchWordCharactersMax);
  EXPECT_EQ(search_terms("one ONE").size(), 1u);
  EXPECT_TRUE(is_found(std::string(500, 'x'), std::string(600, 'x')));
  EXPECT_FALSE(search_terms("\xFF\xFE broken").empty());
}

TEST(SearchWords, NothingOfAQueryIsSyntax) {
  for (const char* words : {"a\"b", "a AND b", "^a", "col:x", "(a)", "a*", "-a",
                            "\xEE\x80\x80"
                            "1"}) {
    const std::string expression = match_expression(search_terms(words));
    bool is_quoted = false;
    std::string outside;
    for (const char c : expression) {
      if (c == '"')
        is_quoted = !is_quoted;
      else if (!is_quoted)
        outside += c;
    }
    EXPECT_FALSE(is_quoted) << expression;
    while (outside.find(" AND ") != std::string::npos) outside.erase(outside.find(" AND "), 5);
    EXPECT_EQ(outside.find_first_not_of('*'), std::string::npos) << expression;
    EXPECT_EQ(expression.find("\xEE\x80\x80"), std::string::npos);
  }
}

TEST(SearchWords, ExcerptsKeepTheFirstMarkAndWholeClusters) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "Straße é ";
  text += "needle\nin it";
  for (int i = 0; i < 100; ++i) text += " 👨‍👩‍👧";
  std::vector<TextRange> ranges;
  ASSERT_TRUE(find_terms(search_terms("needle"), text, &ranges));
  const std::string excerpt = make_excerpt(text, ranges, 120);
  ASSERT_EQ(ranges.size(), 1u);
  EXPECT_EQ(excerpt.substr(ranges[0].begin, ranges[0].end - ranges[0].begin), "needle");
  EXPECT_EQ(excerpt.rfind("…", 0), 0u);
  EXPECT_EQ(excerpt.find('\n'), std::string::npos);
  EXPECT_LE(excerpt.size(), 120u + 6u);
  EXPECT_EQ(excerpt.substr(excerpt.size() - 3), "…");
  std::vector<TextRange> whole;
  ASSERT_TRUE(find_terms(search_terms("b"), "a b", &whole));
  EXPECT_EQ(make_excerpt("a b", whole, 100), "a b");
  EXPECT_EQ(whole, (std::vector<TextRange>{{2, 3}}));
}

}  // namespace
}  // namespace smsdesk::store
