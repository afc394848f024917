#include "relay/toml/toml_text.h"

#include <gtest/gtest.h>

#include <string>

namespace smsdesk::relay {
namespace {

/// 0 where the text was taken.
unsigned line_refused(std::string_view text) {
  const auto parsed = parse_toml(text);
  const auto* problem = std::get_if<TomlProblem>(&parsed);
  return problem == nullptr ? 0 : problem->line;
}

TEST(TomlText, TakesLettersOfAllScriptsInQuotesAndComments) {
  for (const char* text : {"a = \"Größe 日本語 😀\"", "a = 'é'", "a = \"\"\"é\n\"é\"\n\"\"\"", "a = '''é'é'''",
                           "# é\na = 1", "\"é\" = 1", "a = \"\\\"é\"", "a = \"\"\"x\"\"\"\"\" # é",
                           "\xEF\xBB\xBF"
                           "a = 1"}) {
    EXPECT_EQ(line_refused(text), 0u) << text;
  }
}

TEST(TomlText, RefusesLettersOutsideAsciiAnywhereElseWithTheirLine) {
  const std::pair<const char*, unsigned> rows[] = {
      {"é = 1", 1},
      {"a = é", 1},
      {"a = 1\n[é]", 2},
      {"a = \"x\" é", 1},
      {"a = \"\"\"x\n\"\"\"\"\" é", 2},
      {"a = '\n'\né", 3},
      {"a = '''\n\n''''' é", 3},
      {"a.\xC2\xA0 = 1", 1},
      {"a = \"x\n\xD0\xB0", 1},
  };
  for (const auto& [text, line] : rows) {
    const unsigned found = line_refused(text);
    EXPECT_GT(found, 0u) << text;
    EXPECT_LE(found, line + 1) << text;
  }
}

TEST(TomlText, RefusesWhatIsTooLong) {
  EXPECT_TRUE(std::holds_alternative<TomlProblem>(parse_toml(std::string(kTomlBytesMax + 1, '\n'))));
  EXPECT_TRUE(std::holds_alternative<TomlProblem>(parse_json_as_toml(std::string(kTomlBytesMax + 1, ' '))));
}

TEST(TomlText, MakesTheSameTableOfJson) {
  const auto parsed =
      parse_json_as_toml(R"({"a":"x","n":3,"f":true,"none":null,"l":["p","q"],"t":[{"k":{"z":1}}],"e":[]})");
  const auto& table = std::get<toml::table>(parsed);
  const auto expected = parse_toml("a = \"x\"\nn = 3\nf = true\nl = [\"p\", \"q\"]\nt = [{ k = { z = 1 } }]\ne = []\n");
  EXPECT_TRUE(table == std::get<toml::table>(expected));
}

TEST(TomlText, RefusesJsonThatHasNoPlaceInADocument) {
  for (const char* text :
       {"", "[]", "7", "{\"a\":1.5}", "{\"a\":[[1]]}", "{\"a\":[null]}", "{\"a\":1,\"a\":2}", "{\"a\":1e3}"}) {
    EXPECT_TRUE(std::holds_alternative<TomlProblem>(parse_json_as_toml(text))) << text;
  }
}

TEST(TomlText, SaysThatAFileIsMissing) {
  const auto read = parse_toml_file("/nowhere/x.toml");
  ASSERT_FALSE(read);
  EXPECT_NE(read.error().sentence.find("/nowhere/x.toml cannot be read"), std::string::npos);
}

}  // namespace
}  // namespace smsdesk::relay
