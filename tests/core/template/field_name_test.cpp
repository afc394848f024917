#include "core/template/field_name.h"

#include <gtest/gtest.h>

namespace smsdesk {
namespace {

TEST(FieldName, IsWhatStandsBehindTheDot) {
  EXPECT_EQ(placeholder_field("field.Account no"), "Account no");
  EXPECT_EQ(placeholder_field("field.Größe (cm) + Plan-B"), "Größe (cm) + Plan-B");
  EXPECT_EQ(placeholder_field("field." + std::string(kFieldNameBytesMax, 'x')), std::string(kFieldNameBytesMax, 'x'));
  for (const char* none : {"", "field", "field.", "field.  ", "fields.x", "Field.x", "customer.name", "field.a{b",
                           "field.a}b", "field.a|b", "field.a\nb", "field.a\x7F"})
    EXPECT_FALSE(placeholder_field(none)) << none;
  EXPECT_FALSE(placeholder_field("field." + std::string(kFieldNameBytesMax + 1, 'x')));
}

TEST(FieldName, IsWrittenWithoutWhatCannotStandInBraces) {
  EXPECT_EQ(field_placeholder("Account no"), "field.Account no");
  EXPECT_EQ(field_placeholder("  a{b}|c\n  d "), "field.a b c d");
  EXPECT_EQ(field_placeholder("{|}"), "");
  EXPECT_EQ(field_placeholder(""), "");
}

TEST(FieldName, IsTheSameHoweverItIsWritten) {
  for (const char* other : {"account nö", "ACCOUNT NO", " Account  no ", "Account|no", "Account\tno"})
    EXPECT_EQ(field_key(other), field_key("Account no")) << other;
  for (const char* other : {"Account", "Accountno", "Account no.", ""})
    EXPECT_NE(field_key(other), field_key("Account no")) << other;
  EXPECT_EQ(field_key("{|}"), "");
}

TEST(FieldNameLaws, WhatIsWrittenForAFieldAsksForIt) {
  for (const char* name : {"Account", "Plan B", " 口座 番号", "a|b", "{x}", "Größe (cm)", "|", "رقم الحساب", "x\ny"}) {
    const std::string written = field_placeholder(name);
    const auto asked = placeholder_field(written);
    ASSERT_EQ(asked.has_value(), !field_key(name).empty()) << name;
    EXPECT_EQ(field_key(asked.value_or("")), field_key(name)) << name;
  }
}

}  // namespace
}  // namespace smsdesk
