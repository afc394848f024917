#include "core/words/catalogue.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>

namespace smsdesk::words {
namespace {

using Rule = std::function<unsigned(unsigned)>;

std::string file_of(const std::string& language, unsigned forms, const Rule& rule, const std::string& texts) {
  std::string digits;
  for (unsigned n = 0; n < 200; ++n) digits += static_cast<char>('0' + rule(n));
  const std::string direction = language == "ar" ? "rtl" : "ltr";
  return "smsdesk words 1\nlanguage " + language + "\ndirection " + direction + "\nforms " + std::to_string(forms) +
         "\nplurals " + digits + "\n\n" + texts;
}
std::string german(const std::string& texts) {
  return file_of(
      "de", 2, [](unsigned n) { return n == 1 ? 0u : 1u; }, texts);
}

TEST(Catalogue, FindsTexts) {
  Catalogue all;
  ASSERT_TRUE(all.read(german("Send\tSenden\nTwo\\nlines \\\\ \\t\tZwei\\nZeilen \\\\ \\t\n")));
  EXPECT_EQ(all.language(), "de");
  EXPECT_FALSE(all.is_right_to_left());
  EXPECT_EQ(all.size(), 2u);
  EXPECT_STREQ(all.find({}, "Send"), "Senden");
  EXPECT_STREQ(all.find({}, "Two\nlines \\ \t"), "Zwei\nZeilen \\ \t");
  EXPECT_EQ(all.find({}, "Sen"), nullptr);
  EXPECT_EQ(all.find({}, ""), nullptr);
}

TEST(Catalogue, KeepsMeaningsApart) {
  Catalogue all;
  ASSERT_TRUE(
      all.read(german("key\x04"
                      "End\tEnde\nEnd\tBeenden\n")));
  EXPECT_STREQ(all.find("key", "End"), "Ende");
  EXPECT_STREQ(all.find({}, "End"), "Beenden");
  EXPECT_EQ(all.find("door", "End"), nullptr);
  EXPECT_EQ(all.find("ke", "End"), nullptr);
}

TEST(Catalogue, TakesTheFormOfACountInEachKindOfLanguage) {
  const auto forms_of = [](const std::string& file, std::initializer_list<std::uint64_t> counts) {
    Catalogue all;
    EXPECT_TRUE(all.read(file));
    std::string found;
    for (const std::uint64_t n : counts) {
      const char* text = all.find({}, "{n} message", n);
      found += text == nullptr ? "-" : text;
    }
    return found;
  };
  // The rules of gettext's manual and of CLDR.
  EXPECT_EQ(forms_of(german("{n} message\ta\tb\n"), {0, 1, 2, 100, 101, 201, 1'000'001}), "babbbbb");
  EXPECT_EQ(forms_of(file_of(
                         "fr", 2, [](unsigned n) { return n > 1 ? 1u : 0u; }, "{n} message\ta\tb\n"),
                     {0, 1, 2, 101, 200, 3'000}),
            "aabbbb");
  EXPECT_EQ(forms_of(file_of(
                         "ja", 1, [](unsigned) { return 0u; }, "{n} message\ta\n"),
                     {0, 1, 2, 5'000}),
            "aaaa");
  const auto arabic = [](unsigned n) {
    return n == 0 ? 0u : n == 1 ? 1u : n == 2 ? 2u : n % 100 >= 3 && n % 100 <= 10 ? 3u : n % 100 >= 11 ? 4u : 5u;
  };
  const std::string file = file_of("ar", 6, arabic, "{n} message\ta\tb\tc\td\te\tf\n");
  EXPECT_EQ(forms_of(file, {0, 1, 2, 3, 10, 11, 99, 100, 102, 103, 110, 111, 199, 200, 202, 203, 211, 1'000, 1'003}),
            "abcddeeffddeeffdefd");
  Catalogue all;
  ASSERT_TRUE(all.read(file));
  EXPECT_TRUE(all.is_right_to_left());
}

TEST(Catalogue, ATextThatIsNotCountedHasNoFormForMany) {
  Catalogue all;
  ASSERT_TRUE(all.read(german("{n} new\t{n} neu\n")));
  EXPECT_STREQ(all.find({}, "{n} new", 1), "{n} neu");
  EXPECT_EQ(all.find({}, "{n} new", 2), nullptr);
}

TEST(Catalogue, RefusesWhatIsNoCatalogueAndIsEmptyThen) {
  const std::string good = german("Send\tSenden\n");
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string file = good;
    file.replace(file.find(from), from.size(), to);
    return file;
  };
  const std::string broken[] = {
      "",
      "<!doctype html>",
      with("words 1", "words 2"),
      with("language de", "language"),
      with("direction ltr", "direction up"),
      with("forms 2", "forms 0"),
      with("forms 2", "forms 7"),
      with("forms 2", "forms 22"),
      with("forms 2", "forms 1"),       // the rule names a second one
      with("plurals 10", "plurals 1"),  // 199 digits
      with("plurals 10", "plurals 1x"),
      with("Send\tSenden", "Send"),
      with("Send\tSenden", "\tSenden"),
      with("Send\tSenden", "Send\ta\tb\tc"),  // three forms of two
      with("Senden", "Senden\\"),
      with("Senden", "Senden\\x"),
      with("Senden",
           "Sen\xFF"
           "den"),
      with("Send\tSenden\n", ""),
      good.substr(0, good.size() / 2),
      good + std::string("Stop\tHalt\0zwei\n", 15),
      std::string(kCatalogueBytesMax + 1, 'a'),
  };
  for (const std::string& file : broken) {
    Catalogue all;
    ASSERT_TRUE(all.read(good));
    EXPECT_FALSE(all.read(file)) << file;
    EXPECT_EQ(all.size(), 0u);
    EXPECT_EQ(all.find({}, "Send"), nullptr);
    EXPECT_EQ(all.language(), "");
  }
}

TEST(Catalogue, RefusesMoreTextsThanItTakes) {
  std::string texts;
  for (std::size_t i = 0; i <= kCatalogueTextsMax; ++i) texts += std::to_string(i) + "\tx\n";
  Catalogue all;
  EXPECT_FALSE(all.read(german(texts)));
}

TEST(Catalogue, KnowsASentenceWithSomethingPutIn) {
  Catalogue all;
  ASSERT_TRUE(
      all.read(german("{agent} has no room for it ({used} of {capacity}).\ta\n"
                      "{agent} has {what}.\tb\n"
                      "{n} newer message came in.\tc\td\n"
                      "{n} newer messages came in.\tc\td\n"
                      "{label}: {text}\te\n")));
  const Catalogue::Match room = all.match("Ben (late) has no room for it (3 of 4).");
  EXPECT_STREQ(room.text, "a");
  ASSERT_EQ(room.values.size(), 3u);
  EXPECT_EQ(room.values[0].second, "Ben (late)");
  EXPECT_EQ(room.values[1].second, "3");
  EXPECT_EQ(room.values[2].second, "4");
  EXPECT_STREQ(all.match("1 newer message came in.").text, "c");
  EXPECT_STREQ(all.match("12 newer messages came in.").text, "d");
  EXPECT_EQ(all.match("Ben has no room for it (3 of 4)").text, nullptr) << "the full stop is missing";
  EXPECT_EQ(all.match("Ben: hello").text, nullptr) << "too little of it is the pattern's";
  EXPECT_EQ(all.match("").text, nullptr);
}

}  // namespace
}  // namespace smsdesk::words
