#include "core/sms/number_zone.h"

#include <gtest/gtest.h>

#include <string>

namespace smsdesk::sms {
namespace {

struct Said {
  const char* number;
  const char* zone;
};

TEST(NumberZone, IsThatOfACountryWithOneOnly) {
  for (const Said& one : {Said{"+493012345678", "Europe/Berlin"},
                          {"+358401234567", "Europe/Helsinki"},
                          {"+8613912345678", "Asia/Shanghai"},
                          {"+99890123456", "Asia/Tashkent"},
                          {"+59995181234", "America/Curacao"},
                          {"+201001234567", "Africa/Cairo"}})
    EXPECT_EQ(zone_of_number(one.number), one.zone) << one.number;
}

TEST(NumberZone, IsThatOfTheAreaInNorthAmerica) {
  for (const Said& one : {Said{"+12125550123", "America/New_York"},  {"+13125550123", "America/Chicago"},
                          {"+13035550123", "America/Denver"},        {"+16025550123", "America/Phoenix"},
                          {"+12135550123", "America/Los_Angeles"},   {"+14155550199", "America/Los_Angeles"},
                          {"+19155550123", "America/Denver"},        {"+14025550123", "America/Chicago"},
                          {"+19075550123", "America/Anchorage"},     {"+18085550123", "Pacific/Honolulu"},
                          {"+14165550123", "America/Toronto"},       {"+15145550123", "America/Toronto"},
                          {"+12045550123", "America/Winnipeg"},      {"+14035550123", "America/Edmonton"},
                          {"+16045550123", "America/Vancouver"},     {"+19025550123", "America/Halifax"},
                          {"+15065550123", "America/Moncton"},       {"+17097535550", "America/St_Johns"},
                          {"+18765550123", "America/Jamaica"},       {"+12425550123", "America/Nassau"},
                          {"+18095550123", "America/Santo_Domingo"}, {"+18685550123", "America/Port_of_Spain"},
                          {"+17875550123", "America/Puerto_Rico"},   {"+14415550123", "Atlantic/Bermuda"},
                          {"+16715550123", "Pacific/Guam"},          {"+16845550123", "Pacific/Pago_Pago"}})
    EXPECT_EQ(zone_of_number(one.number), one.zone) << one.number;
}

TEST(NumberZone, IsThatOfTheAreaInOtherCountriesOfSeveralZones) {
  for (const Said& one : {Said{"+74951234567", "Europe/Moscow"},      {"+74231234567", "Asia/Vladivostok"},
                          {"+74012123456", "Europe/Kaliningrad"},     {"+77011234567", "Asia/Almaty"},
                          {"+61291234567", "Australia/Sydney"},       {"+61892123456", "Australia/Perth"},
                          {"+61882123456", "Australia/Adelaide"},     {"+61889212345", "Australia/Darwin"},
                          {"+61731234567", "Australia/Brisbane"},     {"+5511987654321", "America/Sao_Paulo"},
                          {"+5592987654321", "America/Manaus"},       {"+5568987654321", "America/Rio_Branco"},
                          {"+525512345678", "America/Mexico_City"},   {"+526641234567", "America/Tijuana"},
                          {"+526561234567", "America/Ciudad_Juarez"}, {"+529981234567", "America/Cancun"},
                          {"+528991234567", "America/Matamoros"},     {"+62211234567", "Asia/Jakarta"},
                          {"+62361123456", "Asia/Makassar"},          {"+64211234567", "Pacific/Auckland"},
                          {"+351211234567", "Europe/Lisbon"},         {"+351291123456", "Atlantic/Madeira"},
                          {"+34911234567", "Europe/Madrid"},          {"+34928123456", "Atlantic/Canary"},
                          {"+262692123456", "Indian/Reunion"},        {"+262639123456", "Indian/Mayotte"},
                          {"+56221234567", "America/Santiago"},       {"+56611234567", "America/Punta_Arenas"},
                          {"+59321234567", "America/Guayaquil"}})
    EXPECT_EQ(zone_of_number(one.number), one.zone) << one.number;
}

TEST(NumberZone, OfAPartGoesBeforeThatOfItsArea) {
  EXPECT_EQ(zone_of_number("+19075920123"), "America/Adak");
  EXPECT_EQ(zone_of_number("+19075810123"), "") << "nothing is said of that part";
  EXPECT_EQ(zone_of_number("+6433050123"), "Pacific/Chatham");
  EXPECT_EQ(zone_of_number("+6433010123"), "");
  EXPECT_EQ(zone_of_number("+351296123456"), "Atlantic/Azores");
}

// 850 lies on both sides of a boundary and 448 over it; mobile numbers of Russia, Australia, Spain, Portugal, Indonesia and Chile
// have no area.
TEST(NumberZone, IsNotSaidWhereItIsNotCertain) {
  for (const char* number :
       {"+18005550123",  "+18885550123",  "+19005550123", "+15005550006",  "+18505550123",  "+14485550123",
        "+12085550123",  "+19285550123",  "+18675550123", "+17095550123",  "+19995550123",  "+79161234567",
        "+74111234567",  "+61412345678",  "+61740123456", "+34612345678",  "+34900123456",  "+351912345678",
        "+351299123456", "+628121234567", "+56912345678", "+526361234567", "+522001234567", "+5597987654321",
        "+593987654321", "+68612345",     "+2430123456",  "+8001234567",   "+8821234567"})
    EXPECT_EQ(zone_of_number(number), "") << number;
}

TEST(NumberZone, ThatIsNotCertainIsBetweenTwo) {
  struct Between {
    const char* number;
    ZoneSpan zones;
  };
  for (const Between& one : {Between{"+18005550123", {"Pacific/Honolulu", "America/St_Johns"}},
                             {"+12085550123", {"America/Los_Angeles", "America/Denver"}},
                             {"+18505550123", {"America/Chicago", "America/New_York"}},
                             {"+19285550123", {"America/Phoenix", "America/Denver"}},
                             {"+19075810123", {"America/Adak", "America/Anchorage"}},
                             {"+17095550123", {"America/Goose_Bay", "America/St_Johns"}},
                             {"+79161234567", {"Europe/Kaliningrad", "Asia/Kamchatka"}},
                             {"+74111234567", {"Asia/Yakutsk", "Asia/Magadan"}},
                             {"+61412345678", {"Australia/Perth", "Australia/Sydney"}},
                             {"+61740123456", {"Australia/Brisbane", "Australia/Sydney"}},
                             {"+34612345678", {"Atlantic/Canary", "Europe/Madrid"}},
                             {"+351912345678", {"Atlantic/Azores", "Europe/Lisbon"}},
                             {"+5597987654321", {"America/Eirunepe", "America/Manaus"}},
                             {"+558001234567", {"America/Rio_Branco", "America/Sao_Paulo"}},
                             {"+526361234567", {"America/Ciudad_Juarez", "America/Chihuahua"}},
                             {"+522001234567", {"America/Tijuana", "America/Cancun"}},
                             {"+628121234567", {"Asia/Jakarta", "Asia/Jayapura"}},
                             {"+56912345678", {"America/Santiago", "America/Punta_Arenas"}},
                             {"+593987654321", {"Pacific/Galapagos", "America/Guayaquil"}},
                             {"+6433010123", {"Pacific/Auckland", "Pacific/Chatham"}},
                             {"+2430123456", {"Africa/Kinshasa", "Africa/Lubumbashi"}}}) {
    EXPECT_EQ(zones_of_number(one.number), one.zones) << one.number;
    EXPECT_EQ(zone_of_number(one.number), "") << one.number;
  }
  EXPECT_EQ(zones_of_number("+12125550123"), (ZoneSpan{"America/New_York", "America/New_York"}));
}

// What two countries claim, and numbers of no country.
TEST(NumberZone, IsBetweenNothingWhereNothingIsSaid) {
  for (const char* number : {"+73652123456", "+78692123456", "+8001234567", "+8821234567", "+1", "+180055", "68849",
                             "ACME", "masked:7.0:99", ""})
    EXPECT_EQ(zones_of_number(number), ZoneSpan{}) << number;
}

TEST(NumberZone, IsNoneOfWhatIsNoNumber) {
  for (const char* address : {"", "+", "+1", "+21", "68849", "4912345", "ACME", "masked:7.0:99"})
    EXPECT_EQ(zone_of_number(address), "") << address;
}

}  // namespace
}  // namespace smsdesk::sms
