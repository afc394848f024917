#include "core/template/text.h"

#include <gtest/gtest.h>

#include "core/base/random.h"
#include "core/words/words.h"
#include "tests/support/catalogue.h"

namespace smsdesk {
namespace {

TemplatePiece words(std::string text) {
  return {false, std::move(text), std::nullopt};
}
TemplatePiece placeholder(std::string name, std::optional<std::string> fallback = std::nullopt) {
  return {true, std::move(name), std::move(fallback)};
}
std::vector<TemplatePiece> parsed(std::string_view text) {
  auto pieces = parse_template(text);
  EXPECT_TRUE(pieces.is_ok()) << text;
  return pieces ? std::move(pieces).value() : std::vector<TemplatePiece>{};
}

TEST(TemplateText, ReadsNamesDefaultsAndWords) {
  EXPECT_EQ(parsed("Hi {{customer.name|there}}, {{ agent.name }} here."),
            (std::vector{words("Hi "), placeholder("customer.name", "there"), words(", "), placeholder("agent.name"),
                         words(" here.")}));
  EXPECT_EQ(parsed("{{queue|}}"), std::vector{placeholder("queue", "")});
  EXPECT_EQ(parsed("{{queue|a } b { c}}"), std::vector{placeholder("queue", "a } b { c")});
  EXPECT_EQ(parsed(""), std::vector<TemplatePiece>{});
}

TEST(TemplateText, AFieldHasTheNameThatPeopleGaveIt) {
  EXPECT_EQ(parsed("No. {{ field.Account no |unknown}}, {{field.Größe (cm)+}}"),
            (std::vector{words("No. "), placeholder("field.Account no", "unknown"), words(", "),
                         placeholder("field.Größe (cm)+")}));
  EXPECT_TRUE(is_placeholder_name("field.Account no"));
  EXPECT_FALSE(is_placeholder_name("field."));
  for (const char* bad : {"{{field.a{b}}", "{{field.a\nb}}", "{{Field.Account}}", "{{field. Account"})
    EXPECT_FALSE(parse_template(bad).is_ok()) << bad;
  EXPECT_FALSE(parse_template("{{field." + std::string(101, 'X') + "}}").is_ok());
  EXPECT_EQ(fill_template("{{field.Plan|none}} {{field.Plan}}", {{"field.Plan", "Gold"}}).text, "Gold Gold");
  EXPECT_TRUE(find_raw_placeholder("Your {{field.Account no|}}"));
}

TEST(TemplateText, BracesAreWordsWhereTheyArePaired) {
  EXPECT_EQ(parsed("{a} {}"), std::vector{words("{a} {}")});
  EXPECT_EQ(parsed("{{}}name}}"), std::vector{words("{{name}}")});
  EXPECT_EQ(parsed("{{{queue}}}"), (std::vector{words("{"), placeholder("queue"), words("}")}));
}

TEST(TemplateText, SaysWhatIsNoPlaceholder) {
  for (const char* bad :
       {"{{customer.name", "{{customer\n.name}}", "{{Customer}}", "{{a b}}", "{{|x}}", "{{ }}", "a {{"}) {
    const auto pieces = parse_template(bad);
    ASSERT_FALSE(pieces.is_ok()) << bad;
    EXPECT_EQ(pieces.error().sentence.back(), '.');
  }
}

TEST(TemplateText, SaysWhatIsNoPlaceholderInTheLanguageInUse) {
  EXPECT_EQ(parse_template("a {{a b}}").error().sentence,
            "“{{a b}}” is no placeholder. Write {{}} where two braces are meant.");
  const auto german = test::a_catalogue(
      "“{placeholder}” is no placeholder. Write {braces} where two braces are meant.\t"
      "Für Klammern {braces}, denn {placeholder} gibt es nicht.\n");
  const words::Use use(german.get());
  EXPECT_EQ(parse_template("a {{a b}}").error().sentence, "Für Klammern {{}}, denn {{a b}} gibt es nicht.");
}

// Any pieces: neighbouring words are one piece, and no default holds what ends a placeholder.
std::vector<TemplatePiece> some_pieces(Random& random) {
  static constexpr const char* kWords[] = {"{", "}", "{{", "}}", "{{{", "a", "\n", "é", "{{}}", "|", "{{queue}}", " "};
  static constexpr const char* kFields[] = {"field.Account no", "field.Größe (cm)", "field.a+b"};
  static constexpr const char* kFallbacks[] = {"", "there", "{", "{{x", "a|b", "a}b", "}b"};
  std::vector<TemplatePiece> pieces;
  for (std::uint64_t i = random.below(8); i > 0; --i) {
    if (random.chance(50)) {
      const std::size_t which = random.below(placeholders().size() + std::size(kFields));
      TemplatePiece piece = placeholder(which < placeholders().size() ? std::string(placeholders()[which].name)
                                                                      : kFields[which - placeholders().size()]);
      if (random.chance(50)) piece.fallback = kFallbacks[random.below(std::size(kFallbacks))];
      pieces.push_back(piece);
    } else {
      if (pieces.empty() || pieces.back().is_placeholder) pieces.push_back(words(""));
      for (std::uint64_t n = 1 + random.below(4); n > 0; --n)
        pieces.back().text += kWords[random.below(std::size(kWords))];
    }
  }
  return pieces;
}

TEST(TemplateTextLaws, ParseOfPrintIsTheSame) {
  for (std::uint64_t seed = 1; seed <= 20'000; ++seed) {
    Random random(seed);
    const auto pieces = some_pieces(random);
    const std::string text = print_template(pieces);
    const auto again = parse_template(text);
    ASSERT_TRUE(again.is_ok()) << "seed " << seed << ": " << text << "\n" << again.error().sentence;
    ASSERT_EQ(*again, pieces) << "seed " << seed << ": " << text;
    ASSERT_EQ(print_template(*again), text) << "seed " << seed;
  }
}

TEST(TemplateTextLaws, FillingLeavesNoPlaceholderThatHasAValueOrADefault) {
  for (std::uint64_t seed = 1; seed <= 5'000; ++seed) {
    Random random(seed);
    auto pieces = some_pieces(random);
    TemplateValues values;
    std::string expected;
    for (TemplatePiece& piece : pieces) {
      if (!piece.is_placeholder) {
        expected += piece.text;
        continue;
      }
      if (random.chance(50)) values[piece.text] = "value of " + piece.text;
      if (values.count(piece.text) == 0 && !piece.fallback) piece.fallback = "default";
    }
    expected.clear();  // a name may stand before its value was chosen: what is expected is made from all of them
    for (const TemplatePiece& piece : pieces)
      expected += !piece.is_placeholder ? piece.text : values.count(piece.text) ? values[piece.text] : *piece.fallback;
    const FilledTemplate filled = fill_template(pieces, values);
    EXPECT_EQ(filled.text, expected) << "seed " << seed;
    EXPECT_TRUE(filled.missing.empty()) << "seed " << seed;
  }
}

TEST(TemplateTextLaws, WordsWithoutTwoBracesStayAsTheyAre) {
  static constexpr const char* kParts[] = {"{ ", "}", "}}", "a", "\n", "é", "|", "€", "😀", " "};
  for (std::uint64_t seed = 1; seed <= 2'000; ++seed) {
    Random random(seed);
    std::string text;
    for (std::uint64_t n = random.below(20); n > 0; --n) text += kParts[random.below(std::size(kParts))];
    EXPECT_EQ(fill_template(text, {{"queue", "Sales"}}).text, text) << "seed " << seed;
    EXPECT_FALSE(find_raw_placeholder(text)) << "seed " << seed;
  }
}

TEST(TemplateText, TellsWhatIsMissingAndWhereADefaultStands) {
  const FilledTemplate filled = fill_template("{{customer.name}}, {{customer.name|you}}: {{queue|us}} {{date}}",
                                              {{"date", "1 May"}, {"queue", ""}});
  EXPECT_EQ(filled.text, "{{customer.name}}, you: us 1 May");
  EXPECT_EQ(filled.missing, std::vector<std::string>{"customer.name"});
  EXPECT_EQ(filled.defaulted, (std::vector<std::string>{"customer.name", "queue"}));
}

TEST(TemplateText, ReadsHowFarATimeIsAway) {
  using Kind = TimePlaceholder::Kind;
  EXPECT_EQ(parse_time_placeholder("date"), (TimePlaceholder{Kind::Date, 0, 0}));
  EXPECT_EQ(parse_time_placeholder("date+1d"), (TimePlaceholder{Kind::Date, 1, 0}));
  EXPECT_EQ(parse_time_placeholder("weekday-2w"), (TimePlaceholder{Kind::Weekday, -14, 0}));
  EXPECT_EQ(parse_time_placeholder("time+90min"), (TimePlaceholder{Kind::Time, 0, 90}));
  EXPECT_EQ(parse_time_placeholder("time+999h"), (TimePlaceholder{Kind::Time, 0, 59'940}));
  EXPECT_EQ(parse_time_placeholder("greeting"), (TimePlaceholder{Kind::Greeting, 0, 0}));
  for (const char* bad : {"", "dates", "date+", "date+d", "date+1", "date+1h", "time+1d", "greeting+1h", "date+1000d",
                          "date+1d+1d", "date 1d", "queue+1d", "+1d"})
    EXPECT_FALSE(parse_time_placeholder(bad)) << bad;
}

TEST(TemplateText, ATimeThatIsAwayIsAPlaceholderLikeOthers) {
  EXPECT_EQ(parsed("{{ date+1d |soon}}"), std::vector{placeholder("date+1d", "soon")});
  EXPECT_TRUE(is_placeholder_name("weekday+3d"));
  EXPECT_FALSE(is_placeholder_name("date+3x"));
  EXPECT_TRUE(find_raw_placeholder("Until {{date+14d}}."));
  for (const char* bad : {"{{date + 1d}}", "{{date+}}", "{{date+1d+1d}}", "{{+1d}}"})
    EXPECT_FALSE(parse_template(bad).is_ok()) << bad;
}

TEST(TemplateText, FindsWhatMustNotReachACustomer) {
  const auto raw = find_raw_placeholder("{{x}} and { {{ customer.name |a}}!");
  ASSERT_TRUE(raw);
  EXPECT_EQ(raw->name, "customer.name");
  EXPECT_EQ(raw->begin, 12u);
  EXPECT_EQ(raw->end, 33u);
  EXPECT_TRUE(find_raw_placeholder("{{ {{queue}}"));
  EXPECT_FALSE(find_raw_placeholder("{{x}} {{queue"));
}

}  // namespace
}  // namespace smsdesk
