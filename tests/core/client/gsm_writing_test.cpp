// Texts of templates in GSM's characters: their words change, and never which placeholder stands in them.
#include "core/client/gsm_writing.h"

#include <gtest/gtest.h>

#include "core/sms/segments.h"
#include "core/template/text.h"

namespace smsdesk::test {
namespace {

std::string close(const std::string& text) {
  return smart_encoded_template(text, sms::Equivalents::Close).text;
}

TEST(GsmWriting, ReplacesInATemplatesWordsAndDefaults) {
  const sms::SmartEncoding made = smart_encoded_template("It’s {{customer.name|“friend”}} … {{queue}}’s");
  EXPECT_EQ(made.text, "It's {{customer.name|\"friend\"}} ... {{queue}}'s");
  EXPECT_EQ(made.replaced_count, 5u);
  ASSERT_EQ(made.replaced.size(), 4u);
  EXPECT_EQ(made.replaced[0], (sms::Replacement{"’", "'", 2})) << "named once, wherever it stands";
  EXPECT_TRUE(made.kept.empty());
}

TEST(GsmWriting, LeavesTheNamesOfPlaceholders) {
  EXPECT_EQ(close("Há {{field.Número|três}}"), "Ha {{field.Número|tres}}");
  EXPECT_EQ(smart_encoded_template("Yes {{field.Número}}").replaced_count, 0u);
  EXPECT_EQ(smart_encoded_template("Yes {{ field.Número }}").text, "Yes {{ field.Número }}")
      << "nothing is written anew";
}

TEST(GsmWriting, ReplacesNothingWhereItWouldBeAnotherTemplate) {
  for (const char* text : {"It’s {{customer.name", "It’s {{Customer}}", "Dear {{customer.name|you｝｝’s}}"}) {
    const sms::SmartEncoding made = smart_encoded_template(text);
    EXPECT_EQ(made.text, text);
    EXPECT_EQ(made.replaced_count, 0u) << text;
  }
  // Braces in words stay words.
  const sms::SmartEncoding made = smart_encoded_template("｛｛queue}} ’");
  const auto pieces = parse_template(made.text);
  ASSERT_TRUE(pieces);
  for (const TemplatePiece& piece : *pieces) EXPECT_FALSE(piece.is_placeholder) << made.text;
}

TEST(GsmWriting, TellsATemplatesOwnWords) {
  EXPECT_EQ(words_of_template("Hi {{customer.name|there}}, {{queue}}!"), "Hi there, !");
  EXPECT_EQ(words_of_template("Hi {{customer"), "");
}

TEST(GsmWriting, ComesBack) {
  const auto written = written_in_gsm("It’s", "", sms::Equivalents::True, sms::smart_encoded);
  ASSERT_TRUE(written);
  EXPECT_EQ(written->text, "It's");
  EXPECT_EQ(written->before, "It’s");
  EXPECT_EQ(written->said, "1 character replaced.");
  const auto back = written_in_gsm(written->text, written->before, sms::Equivalents::True, sms::smart_encoded);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->text, "It’s");
  EXPECT_EQ(back->before, "");
  EXPECT_FALSE(written_in_gsm("It’s 😀", "", sms::Equivalents::True, sms::smart_encoded));
  EXPECT_FALSE(written_in_gsm("It's", "", sms::Equivalents::True, sms::smart_encoded));
}

}  // namespace
}  // namespace smsdesk::test
