#include <gtest/gtest.h>

#include <string>

#include "core/json/json.h"

namespace smsdesk::json {
namespace {

Document parsed(std::string_view text) {
  auto document = Document::parse(text);
  EXPECT_TRUE(document.is_ok()) << text << ": " << (document.is_ok() ? "" : document.error().sentence);
  return std::move(document).value();
}

TEST(JsonParse, ShowsEveryKindOfValue) {
  Document document = parsed(R"( {"t":"a\u00e9\n","n":-7,"big":18446744073709551615,"r":1.5,"yes":true,
                                  "no":false,"none":null,"list":[1,[],{"x":2}],"empty":{}} )");
  View root = document.root();
  ASSERT_TRUE(root.is_object());
  EXPECT_EQ(root.size(), 9u);
  EXPECT_EQ(root.find("t").string(), "a\xC3\xA9\n");
  EXPECT_EQ(root.find("n").integer(), -7);
  EXPECT_EQ(root.find("n").unsigned_integer(), std::nullopt);
  EXPECT_EQ(root.find("big").unsigned_integer(), 18446744073709551615u);
  EXPECT_EQ(root.find("big").integer(), std::nullopt);
  EXPECT_EQ(root.find("r").number(), 1.5);
  EXPECT_EQ(root.find("r").integer(), std::nullopt);
  EXPECT_EQ(root.find("yes").boolean(), true);
  EXPECT_EQ(root.find("no").boolean(), false);
  EXPECT_TRUE(root.find("none").is_null());
  EXPECT_TRUE(root.find("none").exists());
  EXPECT_EQ(root.find("list").size(), 3u);
  EXPECT_EQ(root.find("list").at(0).integer(), 1);
  EXPECT_TRUE(root.find("list").at(1).is_array());
  EXPECT_EQ(root.find("list").at(2).find("x").integer(), 2);
  EXPECT_EQ(root.find("empty").size(), 0u);
}

TEST(JsonParse, AnswersNothingWhereThereIsNothing) {
  Document document = parsed(R"({"a":"text"})");
  View root = document.root();
  EXPECT_FALSE(root.find("b").exists());
  EXPECT_EQ(root.find("b").find("c").at(3).string(), "");
  EXPECT_EQ(root.find("b").kind(), Kind::Absent);
  EXPECT_EQ(root.at(1).kind(), Kind::Absent);
  EXPECT_EQ(root.member_key(1), "");
  EXPECT_EQ(root.find("a").integer(), std::nullopt);
  EXPECT_EQ(root.find("a").size(), 0u);
  EXPECT_EQ(View().string(), "");
  EXPECT_EQ(root.text_or("b", "otherwise"), "otherwise");
  EXPECT_EQ(root.text_or("a", "otherwise"), "text");
  EXPECT_EQ(root.u64_or("a", 5), 5u);
  EXPECT_EQ(root.i64_or("b", -5), -5);
  EXPECT_TRUE(root.bool_or("a", true));
}

TEST(JsonParse, KeepsMembersInWrittenOrder) {
  Document document = parsed(R"({"z":1,"a":{"y":[2]},"m":3})");
  View root = document.root();
  EXPECT_EQ(root.member_key(0), "z");
  EXPECT_EQ(root.member_key(1), "a");
  EXPECT_EQ(root.member_key(2), "m");
  EXPECT_EQ(root.at(1).find("y").at(0).integer(), 2);
  EXPECT_EQ(root.at(2).integer(), 3);
}

TEST(JsonParse, ReadsAnyValueAtTheTop) {
  EXPECT_EQ(parsed("\"x\"").root().string(), "x");
  EXPECT_EQ(parsed("-0").root().integer(), 0);
  EXPECT_EQ(parsed("-9223372036854775808").root().integer(), std::int64_t{-9223372036854775807} - 1);
  EXPECT_EQ(parsed(R"("\u0000\ud83d\ude00")").root().string(), std::string_view("\0\xF0\x9F\x98\x80", 5));
}

TEST(JsonParse, ViewsOutliveAMoveOfTheirDocument) {
  Document document = parsed(R"(["short"])");
  View element = document.root().at(0);
  Document moved = std::move(document);
  EXPECT_EQ(element.string(), "short");
}

TEST(JsonParse, RefusesWhatIsNotJson) {
  const std::string_view bad[] = {"",
                                  " ",
                                  "{",
                                  "}",
                                  "[",
                                  "]",
                                  "[1",
                                  "[1,",
                                  "[1,]",
                                  "[,1]",
                                  "{\"a\"}",
                                  "{\"a\":}",
                                  "{\"a\":1,}",
                                  "{a:1}",
                                  "{'a':1}",
                                  "{1:2}",
                                  "nul",
                                  "TRUE",
                                  "NaN",
                                  "Infinity",
                                  "-",
                                  "+1",
                                  "01",
                                  "1.",
                                  ".5",
                                  "1e",
                                  "0x10",
                                  "1 2",
                                  "[1]]",
                                  "{}{}",
                                  "\"",
                                  "\"\\",
                                  "\"\\x\"",
                                  "\"\\u12\"",
                                  "\"\\ud800\"",
                                  "\"\\udc00\"",
                                  "\"\\ud800\\u0041\"",
                                  "\"a\nb\"",
                                  "\"\t\"",
                                  "// c\n1",
                                  "/* c */1",
                                  "1e999",
                                  "-1e999",
                                  "\"\xFF\"",
                                  "\"\xC0\xAF\"",
                                  "\"\xED\xA0\x80\"",
                                  "\"\xF4\x90\x80\x80\"",
                                  "\"\xE2\x82\"",
                                  "\xEF\xBB",
                                  std::string_view("\0", 1),
                                  std::string_view("1\0", 2),
                                  std::string_view("[1]\0[2", 6),
                                  "[\"a\" \"b\"]",
                                  "[1:2]",
                                  "{\"a\" 1}"};
  for (std::string_view text : bad) {
    auto document = Document::parse(text);
    ASSERT_FALSE(document.is_ok()) << "accepted: " << text;
    EXPECT_EQ(document.error().code, ErrorCode::Invalid) << text;
    EXPECT_NE(document.error().sentence.find("at byte"), std::string::npos) << text;
  }
}

TEST(JsonParse, RefusesARepeatedKeyAtAnyDepth) {
  for (const char* text : {R"({"a":1,"a":2})", R"([{"b":{"c":1,"d":2,"c":3}}])", R"({"\u0061":1,"a":2})"}) {
    auto document = Document::parse(text);
    ASSERT_FALSE(document.is_ok()) << text;
    EXPECT_NE(document.error().sentence.find("twice"), std::string::npos);
  }
  EXPECT_TRUE(Document::parse(R"({"a":{"a":1},"b":[{"a":1},{"a":2}]})").is_ok());
}

TEST(JsonParse, RefusesNestingBeyondTheLimitAndNotBefore) {
  auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_TRUE(Document::parse(nested(32)).is_ok());
  auto refused = Document::parse(nested(33));
  ASSERT_FALSE(refused.is_ok());
  EXPECT_EQ(refused.error().code, ErrorCode::TooLarge);
  EXPECT_TRUE(Document::parse(nested(33), 33).is_ok());
  EXPECT_FALSE(Document::parse("[]", 0).is_ok());
  EXPECT_FALSE(Document::parse(std::string(1'000'000, '[')).is_ok());
  std::string objects;
  for (int i = 0; i < 100'000; ++i) objects += "{\"a\":";
  EXPECT_EQ(Document::parse(objects).error().code, ErrorCode::TooLarge);
}

TEST(JsonParse, AnyTruncationOrChangedByteIsReadOrRefused) {
  const std::string text = R"({"k":["\u20ac",1.5e3,-2,true,null,{"x":"\\\"y"}],"z":{}})";
  for (std::size_t length = 0; length < text.size(); ++length) {
    EXPECT_FALSE(Document::parse(text.substr(0, length)).is_ok()) << length;
  }
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (int byte = 0; byte < 256; ++byte) {
      std::string changed = text;
      changed[at] = static_cast<char>(byte);
      auto document = Document::parse(changed);
      if (document.is_ok()) {
        EXPECT_TRUE(document->root().exists());
      } else {
        EXPECT_FALSE(document.error().sentence.empty());
      }
    }
  }
}

}  // namespace
}  // namespace smsdesk::json
