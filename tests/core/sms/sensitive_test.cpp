#include "core/sms/sensitive.h"

#include <gtest/gtest.h>

#include "core/base/random.h"

namespace smsdesk::sms {
namespace {

/// "card:4111 1111 …" for each finding.
std::vector<std::string> found(std::string_view text, const RiskRules& rules = {}) {
  constexpr const char* kNames[] = {"card:", "iban:", "ssn:", "id:", "loud:", "word:"};
  std::vector<std::string> all;
  for (const FoundRisk& one : find_risks(text, rules))
    all.push_back(kNames[static_cast<int>(one.risk)] + std::string(text.substr(one.begin, one.end - one.begin)));
  return all;
}
using Strings = std::vector<std::string>;

TEST(Sensitive, FindsCardNumbersHoweverTheyAreGrouped) {
  EXPECT_EQ(found("my card is 4111111111111111, ok?"), (Strings{"card:4111111111111111"}));
  EXPECT_EQ(found("4111 1111 1111 1111"), (Strings{"card:4111 1111 1111 1111"}));
  for (const char* text : {"4111.1111.1111.1111", "4111  1111  1111  1111", "4111 - 1111 - 1111 - 1111"})
    EXPECT_EQ(found(text), (Strings{std::string("card:") + text}));
  EXPECT_EQ(found("+4111111111111111"), (Strings{"card:4111111111111111"})) << "no telephone number is as long";
  EXPECT_EQ(found("5555-5555-5555-4444 exp 12/28"), (Strings{"card:5555-5555-5555-4444"}));
  EXPECT_EQ(found("amex 3782 822463 10005."), (Strings{"card:3782 822463 10005"}));
  EXPECT_EQ(found("２２２３００３１２２００３２２２"), (Strings{"card:２２２３００３１２２００３２２２"}));
  EXPECT_EQ(found("بطاقتي ٤١١١ ١١١١ ١١١١ ١١١١، شكرا"), (Strings{"card:٤١١١ ١١١١ ١١١١ ١١١١"})) << "of Arabic";
  EXPECT_EQ(found("کارت ۴۱۱۱۱۱۱۱۱۱۱۱۱۱۱۱"), (Strings{"card:۴۱۱۱۱۱۱۱۱۱۱۱۱۱۱۱"})) << "and of Persian";
  EXPECT_EQ(found("カードは4111111111111111です"), (Strings{"card:4111111111111111"})) << "no spaces between words";
  EXPECT_EQ(found("6011000990139424 3530111333300000 30569309025904"),
            (Strings{"card:6011000990139424", "card:3530111333300000", "card:30569309025904"}));
}

TEST(Sensitive, FindsACardBesideOtherNumbers) {
  EXPECT_EQ(found("order 7781 4111 1111 1111 1111 123"), (Strings{"card:4111 1111 1111 1111"}));
}

TEST(Sensitive, LeavesOtherNumbersAlone) {
  for (const char* text : {"4111 1111 1111 1112", "call +1 415 555 0199", "+1 4155550199 411", "0000 0000 0000 0000",
                           "9111111111111111", "tracking 1Z999AA10123456784", "ID4111111111111111X",
                           "41111111111111110", "2026-11-26 12:30", "12 34 56 78 90 12 34 56"}) {
    EXPECT_EQ(found(text), Strings{}) << text;
  }
}

// Law: of digits that an issuer's range has, exactly those with a right check digit are found.
TEST(Sensitive, RaisesNoAlarmWithoutARightCheckDigit) {
  Random random(7);
  int alarms = 0;
  for (int round = 0; round < 5'000; ++round) {
    std::string digits = "4";
    for (int i = 0; i < 14; ++i) digits += static_cast<char>('0' + random.below(10));
    int right = 0;
    for (char last = '0'; last <= '9'; ++last) right += found(digits + last).empty() ? 0 : 1;
    ASSERT_EQ(right, 1) << digits;
  }
  RiskRules cards;
  cards.national_ids = false;
  for (int round = 0; round < 20'000; ++round) {
    std::string digits;
    for (std::uint64_t i = 1 + random.below(24); i > 0; --i) digits += static_cast<char>('0' + random.below(10));
    alarms += found(digits, cards).empty() ? 0 : 1;
  }
  EXPECT_LT(alarms, 400);  // a tenth of the few that are of an issuer's range and length
}

TEST(Sensitive, FindsBankAccounts) {
  EXPECT_EQ(found("IBAN: DE89 3704 0044 0532 0130 00."), (Strings{"iban:DE89 3704 0044 0532 0130 00"}));
  EXPECT_EQ(found("gb82west12345698765432"), (Strings{"iban:gb82west12345698765432"}));
  EXPECT_EQ(found("DE٨٩٣٧٠٤٠٠٤٤٠٥٣٢٠١٣٠٠٠"), (Strings{"iban:DE٨٩٣٧٠٤٠٠٤٤٠٥٣٢٠١٣٠٠٠"})) << "digits of any script";
  EXPECT_EQ(found("口座はDE89370400440532013000です"), (Strings{"iban:DE89370400440532013000"}));
  EXPECT_EQ(found("DE89370400440532013001"), Strings{});
  EXPECT_EQ(found("DE8937040044053201300"), Strings{});
  EXPECT_EQ(found("ZZ89370400440532013000"), Strings{});
}

TEST(Sensitive, FindsSocialSecurityNumbersAsPeopleWriteThem) {
  EXPECT_EQ(found("SSN 123-45-6789"), (Strings{"ssn:123-45-6789"}));
  EXPECT_EQ(found("it is 123 45 6789"), (Strings{"ssn:123 45 6789"}));
  for (const char* text : {"123456789", "000-12-3456", "666-12-3456", "900-12-3456", "123-00-4567", "123-45-0000",
                           "123-45 6789", "1123-45-6789"})
    EXPECT_EQ(found(text), Strings{}) << text;
}

TEST(Sensitive, FindsShoutingInAnyScript) {
  EXPECT_EQ(found("PLEASE CALL US BACK RIGHT NOW!"), (Strings{"loud:PLEASE CALL US BACK RIGHT NOW"}));
  EXPECT_EQ(found("ПОЧЕМУ ВЫ МНЕ НЕ ОТВЕЧАЕТЕ"), (Strings{"loud:ПОЧЕМУ ВЫ МНЕ НЕ ОТВЕЧАЕТЕ"}));
  for (const char* text :
       {"OK THANKS", "Your code is ABCDEFGHJKLM", "Please call us back right now!", "早く返事をください！早く早く"})
    EXPECT_EQ(found(text), Strings{}) << text;
}

TEST(Sensitive, FindsListedWordsWholeAndWithoutCase) {
  RiskRules rules;
  rules.words = {"stupid", "Straße", "СРОЧНО", "馬鹿", "shut up"};
  EXPECT_EQ(found("You STUPID!", rules), (Strings{"word:STUPID"}));
  EXPECT_EQ(found("stupidity is not it", rules), Strings{});
  EXPECT_EQ(found("die STRAßE dort", rules), (Strings{"word:STRAßE"}));
  EXPECT_EQ(found("очень срочно, да", rules), (Strings{"word:срочно"}));
  EXPECT_EQ(found("この馬鹿者", rules), (Strings{"word:馬鹿"}));
  EXPECT_EQ(found("彼はstupidだ", rules), (Strings{"word:stupid"}));
  EXPECT_EQ(found("just Shut Up, please", rules), (Strings{"word:Shut Up"}));
}

TEST(Sensitive, LooksForNothingThatIsTurnedOff) {
  RiskRules none{false, false, false, false, false, {}};
  EXPECT_EQ(
      found("4111111111111111 DE89370400440532013000 123-45-6789 529.982.247-25 PLEASE CALL US BACK RIGHT NOW", none),
      Strings{});
}

TEST(Sensitive, NeverFindsMoreThanItsMaximum) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "4111111111111111, ";
  EXPECT_LE(find_risks(text, {}).size(), kFoundRisksMax);
}

}  // namespace
}  // namespace smsdesk::sms
