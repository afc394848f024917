#include "core/sms/number_country.h"

#include <gtest/gtest.h>

namespace smsdesk::sms {
namespace {

struct Said {
  const char* number;
  const char* country;
};

TEST(NumberCountry, IsThatOfTheCountryCode) {
  for (const Said& one : {Said{"+493012345678", "DE"},
                          {"+447700900123", "GB"},
                          {"+358401234567", "FI"},
                          {"+2348031234567", "NG"},
                          {"+61412345678", "AU"},
                          {"+85291234567", "HK"},
                          {"+998901234567", "UZ"},
                          {"+201001234567", "EG"},
                          {"+59995181234", "CW"},
                          {"+38344123456", "XK"}})
    EXPECT_EQ(country_of_number(one.number), one.country) << one.number;
}

TEST(NumberCountry, IsThatOfTheLongestCode) {
  for (const Said& one : {Said{"+441534123456", "JE"},
                          {"+3581812345", "AX"},
                          {"+262692123456", "RE"},
                          {"+262639123456", "YT"},
                          {"+390669812345", "VA"},
                          {"+390612345678", "IT"}})
    EXPECT_EQ(country_of_number(one.number), one.country) << one.number;
}

TEST(NumberCountry, IsThatOfTheAreaWhereSeveralShareACode) {
  for (const Said& one : {Said{"+14155550199", "US"},
                          {"+12085550123", "US"},
                          {"+18085550123", "US"},
                          {"+14165550123", "CA"},
                          {"+18675550123", "CA"},
                          {"+13065550123", "CA"},
                          {"+18765550123", "JM"},
                          {"+17875550123", "PR"},
                          {"+16715550123", "GU"},
                          {"+77012345678", "KZ"},
                          {"+79123456789", "RU"},
                          {"+74951234567", "RU"}})
    EXPECT_EQ(country_of_number(one.number), one.country) << one.number;
}

TEST(NumberCountry, IsLeftOpenWhereTheNumberDoes) {
  for (const char* number :
       {"+18005550123", "+15005550006", "+870773123456", "+882161234567", "68849", "ACME", "", "+49", "+599812345678"})
    EXPECT_EQ(country_of_number(number), "") << number;
}

}  // namespace
}  // namespace smsdesk::sms
