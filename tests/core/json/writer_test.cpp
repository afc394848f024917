#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>

#include "core/base/random.h"
#include "core/base/utf8.h"
#include "core/json/json.h"

namespace smsdesk::json {
namespace {

TEST(JsonWriter, WritesMembersInTheOrderOfTheCalls) {
  Writer writer;
  writer.begin_object().key("z").integer(-1).key("a").begin_array().string("x").boolean(true).null().begin_object();
  writer.end_object().end_array().key("m").unsigned_integer(18446744073709551615u).key("r").raw("[1]");
  writer.key("d").number(0.1).end_object();
  EXPECT_EQ(writer.take(), R"({"z":-1,"a":["x",true,null,{}],"m":18446744073709551615,"r":[1],"d":0.1})");
  EXPECT_EQ(writer.integer(5).take(), "5");
}

TEST(JsonWriter, EscapesOnlyWhatJsonAsks) {
  EXPECT_EQ(Writer().string("a\"b\\c/\n\t\x01\x7F").take(), "\"a\\\"b\\\\c/\\n\\t\\u0001\x7F\"");
  EXPECT_EQ(Writer().string("\xE2\x82\xAC \xF0\x9F\x98\x80").take(), "\"\xE2\x82\xAC \xF0\x9F\x98\x80\"");
  EXPECT_EQ(Writer().string(std::string_view("\0", 1)).take(), "\"\\u0000\"");
}

TEST(JsonWriter, ReplacesMalformedUtf8) {
  EXPECT_EQ(Writer().string("a\xFF z").take(), "\"a\xEF\xBF\xBD z\"");
  EXPECT_EQ(Writer().begin_object().key("\xED\xA0\x80").null().end_object().take(),
            "{\"" + utf8::repaired("\xED\xA0\x80") + "\":null}");
}

TEST(JsonWriter, WritesNumbersThatHaveNoJsonFormAsNull) {
  EXPECT_EQ(Writer().number(std::nan("")).take(), "null");
  EXPECT_EQ(Writer().number(std::numeric_limits<double>::infinity()).take(), "null");
}

TEST(JsonWriter, RefusesCallsOutOfOrder) {
#if GTEST_HAS_DEATH_TEST
  EXPECT_DEATH(Writer().begin_object().integer(1), "");
  EXPECT_DEATH(Writer().begin_array().key("a"), "");
  EXPECT_DEATH(Writer().begin_array().end_object(), "");
  EXPECT_DEATH(Writer().begin_object().key("a").end_object(), "");
  EXPECT_DEATH(Writer().begin_array().take(), "");
  EXPECT_DEATH(Writer().integer(1).integer(2), "");
#else
  GTEST_SKIP() << "no death tests on this platform";
#endif
}

/// Writes a random value; depth bounds the recursion.
void write_random(Random& random, int depth, Writer& writer) {
  switch (random.below(depth == 0 ? 6 : 8)) {
    case 0:
      writer.null();
      break;
    case 1:
      writer.boolean(random.chance(50));
      break;
    case 2:
      writer.integer(static_cast<std::int64_t>(random.next()));
      break;
    case 3:
      writer.unsigned_integer(random.next());
      break;
    case 4:
      writer.number(static_cast<double>(static_cast<std::int64_t>(random.next())) / 1024.0 + 0.5);
      break;
    case 5: {
      std::string text;
      for (std::uint64_t i = random.below(12); i > 0; --i)
        utf8::append(text, static_cast<char32_t>(random.below(0x110000)));
      writer.string(text);
      break;
    }
    case 6: {
      writer.begin_array();
      for (std::uint64_t i = random.below(5); i > 0; --i) write_random(random, depth - 1, writer);
      writer.end_array();
      break;
    }
    default: {
      writer.begin_object();
      for (std::uint64_t i = random.below(5); i > 0; --i) {
        writer.key("k\"" + std::to_string(i));
        write_random(random, depth - 1, writer);
      }
      writer.end_object();
    }
  }
}

TEST(JsonWriter, WhatIsWrittenReadsBackAndIsWrittenTheSame) {
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    Random random(seed);
    Writer writer;
    write_random(random, 5, writer);
    std::string once = writer.take();
    auto document = Document::parse(once);
    ASSERT_TRUE(document.is_ok()) << "seed " << seed << ": " << document.error().sentence << "\n" << once;
    ASSERT_EQ(Writer().copy(document->root()).take(), once) << "seed " << seed;
  }
}

}  // namespace
}  // namespace smsdesk::json
