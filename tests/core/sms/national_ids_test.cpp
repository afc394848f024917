// National id numbers: which are known, however they are written, and what is not taken for one.
#include "core/sms/national_ids.h"

#include <gtest/gtest.h>

#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/base/random.h"
#include "core/sms/national_id_rules.h"
#include "core/sms/sensitive.h"

namespace smsdesk::sms {
namespace {

/// "CPF 529.982.247-25" for each that is found.
std::vector<std::string> found(std::string_view text) {
  RiskRules rules;
  rules.cards = rules.bank_accounts = rules.social_security = rules.shouting = false;
  std::vector<std::string> all;
  for (const FoundRisk& one : find_risks(text, rules)) {
    EXPECT_EQ(one.risk, Risk::NationalId);
    all.push_back(std::string(national_id_name(one.id)) + " " +
                  std::string(text.substr(one.begin, one.end - one.begin)));
  }
  return all;
}
using Strings = std::vector<std::string>;

struct Row {
  const char* name;
  std::vector<const char*> right;
  std::vector<const char*> wrong;  ///< nearly so
};
const std::vector<Row> kRows = {
    {"National Insurance",
     {"AB123456C", "ab 12 34 56 c", "AB-12-34-56-D", "NI JG 123456 A", "NINO: jg-123456-a",
      "JG 123456A is your National Insurance number"},
     {"QQ123456C", "AO123456C", "BG123456C", "ZZ123456A", "AB123456E", "AB12345C", "AB1234567C", "AB 12-34-56 C",
      "AB123456CD", "BA 123456 C", "flight BA-123456-C", "your booking BA 123456C", "ni BA 123456 C",
      "NI BA 123456 E"}},
    {"Steuer-ID",
     {"86095742719", "86 095 742 719", "47036892816", "65929970489"},
     {"86095742718", "06095742719", "11195742719", "86095742", "860 957 427 19"}},
    {"NIR",
     {"185057800608491", "1 85 05 78 006 084 91", "1850578006084 91", "185052A00608435", "2 85 05 2B 006 084 12"},
     {"185057800608492", "185137800608491", "385057800608491", "185052C00608435", "1850578006084"}},
    {"DNI",
     {"12345678Z", "12.345.678-Z", "12345678-z", "01234567L"},
     {"12345678A", "1234567Z", "12345678 Z", "12345678"}},
    {"NIE", {"X1234567L", "X-1234567-L", "x1234567-l"}, {"X1234567M", "W1234567L", "X-123456-L"}},
    {"codice fiscale",
     {"RSSMRA85T10A562S", "rss mra 85t10 a562s", "RSSMRA85T50A562W", "RSSMRAURTMLARSNL"},
     {"RSSMRA85T10A562T", "RSSMRA85T40A562W", "RSSMRA85F10A562S", "RSSMRA85T10A562"}},
    {"BSN",
     {"bsn 123456782", "111222333 is your BSN", "BSN: 1234.56.782"},
     {"123456782", "BSN 123456789", "bsnx 123456782"}},
    {"My Number",
     {"マイナンバーは123456789018です", "個人番号：1234-5678-9018", "My Number 1234 5678 9018",
      "My Numberは123456789018です"},
     {"123456789018", "1234 5678 9018", "my number is 123456789018", "マイナンバーは123456789017です"}},
    {"SIN",
     {"SIN 130 692 544", "your social insurance number, 130-692-544", "NAS : 130692544"},
     {"130 692 544", "sin 130 692 544", "SIN 130 692 545", "SIN 046 454 286"}},
    {"CPF",
     {"529.982.247-25", "52998224725", "529 982 247 25", "111.444.777-35"},
     {"529.982.247-26", "111.111.111-11", "529.982 247-25", "529.982.247-251"}},
    {"Aadhaar",
     {"2345 6789 0124", "Aadhaar: 234567890124", "आधार 9999-4105-7058"},
     {"234567890124", "2345-6789-0124", "2345 6789 0125", "1345 6789 0124"}},
    {"身份证",
     {"11010519491231002X", "11010519491231002x", "身份证号码是11010519491231002X。", "110105 19491231 002X"},
     {"110105194912310021", "11010519491331002X", "91010519491231002X", "1101051949123100"}},
    {"PESEL", {"44051401359", "02270803624"}, {"44051401358", "44131401359", "44053201359", "02070803628"}},
    {"رقم الهوية",
     {"رقم الهوية 1034567899", "رقم الإقامة: ٢٠٣٤٥٦٧٨٩٧", "2034567897 is my Iqama", "هويتي ۱۰۳۴۵۶۷۸۹۹"},
     {"1034567899", "order 2034567897", "رقم الهوية 1034567898", "رقم الهوية 3034567895", "رقم الهوية 103456789"}},
    {"Emirates ID",
     {"784-1984-1234567-8", "784198412345678", "784 2001 1234567 0", "رقمي ٧٨٤-١٩٨٤-١٢٣٤٥٦٧-٨"},
     {"783-1984-1234567-8", "784-1884-1234567-8", "784-1984-123456-8", "784-1984 1234567-8", "784-1984-1234567"}},
    {"الرقم القومي",
     {"29001011234567", "30212318801234", "الرقم القومي: ٢٩٠٠١٠١١٢٣٤٥٦٧", "۲۹۰۰۱۰۱۱۲۳۴۵۶۷"},
     {"29013011234567", "29002301234567", "29001010534567", "29001012034567", "29001013634567", "19001011234567",
      "49001011234567", "2900101123456"}},
    {"الرقم المدني",
     {"290031501236", "300112204563", "الرقم المدني ٢٩٠٠٣١٥٠١٢٣٦"},
     {"290031501235", "290131501236", "290023001236", "190031501238", "29003150123"}},
};

TEST(NationalIds, AreFoundHoweverTheyAreWrittenAndNotWhereTheyAreNearlyRight) {
  for (const Row& row : kRows) {
    for (const char* text : row.right) {
      const Strings all = found(text);
      ASSERT_EQ(all.size(), 1u) << row.name << ": " << text;
      EXPECT_EQ(all[0].rfind(std::string(row.name) + " ", 0), 0u) << all[0] << " in " << text;
    }
    for (const char* text : row.wrong) EXPECT_EQ(found(text), Strings{}) << row.name << ": " << text;
  }
}

TEST(NationalIds, HaveARowAndANameEach) {
  std::set<std::string_view> names;
  for (const NationalIdRule& rule : national_id_rules()) {
    EXPECT_NE(national_id_name(rule.id), "");
    names.insert(national_id_name(rule.id));
  }
  std::set<std::string_view> tested;
  for (const Row& row : kRows) tested.insert(row.name);
  EXPECT_EQ(names, tested);
  EXPECT_EQ(national_id_name(NationalId::None), "");
}

TEST(NationalIds, EndWhereTheNumberEnds) {
  EXPECT_EQ(found("PESEL 44051401359."), (Strings{"PESEL 44051401359"}));
  EXPECT_EQ(found("(529.982.247-25), 12345678Z"), (Strings{"CPF 529.982.247-25", "DNI 12345678Z"}));
  EXPECT_EQ(found("44051401359 12 44051401359"), (Strings{"PESEL 44051401359", "PESEL 44051401359"}));
}

TEST(NationalIds, CountTheDigitsAndLettersOfOtherScripts) {
  EXPECT_EQ(found("٥٢٩٩٨٢٢٤٧٢٥"), (Strings{"CPF ٥٢٩٩٨٢٢٤٧٢٥"}));
  EXPECT_EQ(found("マイナンバー：１２３４５６７８９０１８"), (Strings{"My Number １２３４５６７８９０１８"}));
  EXPECT_EQ(found("マイナンバー：１２３４－５６７８－９０１８"), (Strings{"My Number １２３４－５６７８－９０１８"}));
  EXPECT_EQ(found("１２３４５６７８Ｚ"), (Strings{"DNI １２３４５６７８Ｚ"}));
  EXPECT_EQ(found("२३४५ ६७८९ ०१२४"), (Strings{"Aadhaar २३४५ ६७८९ ०१२४"}));
  EXPECT_EQ(found("رقمي القومي هو ٢٩٠٠١٠١١٢٣٤٥٦٧، شكرا"), (Strings{"الرقم القومي ٢٩٠٠١٠١١٢٣٤٥٦٧"}));
}

TEST(NationalIds, AreNoPartOfAnotherNumberOrOfAnAddress) {
  for (const char* text :
       {"ORD-44051401359", "#44051401359", "№44051401359", "44051401359-7", "44051401359/2", "+44051401359",
        "https://x.example/44051401359", "https://x.example/?id=44051401359", "file_44051401359", "3.44051401359",
        "44051401359.5", "44051401359x", "1 2345 6789 0124", "2345 6789 0124 7777", "12 529.982.247-25"})
    EXPECT_EQ(found(text), Strings{}) << text;
}

TEST(NationalIds, AWordIsNotFarAwayAndWhole) {
  EXPECT_EQ(found("BSN" + std::string(36, '.') + "123456782").size(), 1u);
  EXPECT_EQ(found("BSN" + std::string(41, '.') + "123456782").size(), 0u);
  EXPECT_EQ(found("123456782" + std::string(36, '.') + "BSN").size(), 1u);
  EXPECT_EQ(found("123456782" + std::string(41, '.') + "BSN").size(), 0u);
  EXPECT_EQ(found("USING 130 692 544"), Strings{});
}

TEST(NationalIds, WhatIsACardIsNoId) {
  // A resident id of Gansu that is a number of UnionPay, too.
  const std::vector<FoundRisk> all = find_risks("620102198001010754", {});
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].risk, Risk::CardNumber);
  EXPECT_EQ(all[0].id, NationalId::None);
}

/// What a contact centre writes every day, with random digits.
class Everyday {
 public:
  using Form = std::function<std::string(Everyday&)>;
  std::string digits(std::uint64_t count) {
    std::string made;
    for (; count > 0; --count) made += static_cast<char>('0' + random_.below(10));
    return made;
  }
  std::string digits(std::uint64_t from, std::uint64_t to) { return digits(from + random_.below(to - from + 1)); }
  std::string two(std::uint64_t from, std::uint64_t to) {
    const std::uint64_t number = from + random_.below(to - from + 1);
    return (number < 10 ? "0" : "") + std::to_string(number);
  }
  std::string letters(std::uint64_t count) {
    std::string made;
    for (; count > 0; --count) made += static_cast<char>('A' + random_.below(26));
    return made;
  }
  /// Alarms among 2,000.
  int alarms(const Form& form) {
    int count = 0;
    for (int i = 0; i < 2'000; ++i) count += found("It is " + form(*this) + " today").empty() ? 0 : 1;
    return count;
  }

 private:
  Random random_{11};
};

TEST(NationalIds, NoOrderTelephoneNumberOrDateThatIsWrittenAsUsualRaisesAnAlarm) {
  const std::pair<const char*, Everyday::Form> kForms[] = {
      {"#", [](Everyday& e) { return "#" + e.digits(5, 14); }},
      {"prefix", [](Everyday& e) { return e.letters(3) + "-" + e.digits(5, 12); }},
      {"glued prefix", [](Everyday& e) { return e.letters(2) + e.digits(6, 12); }},
      {"booking", [](Everyday& e) { return e.letters(2) + " " + e.digits(6) + " " + e.letters(1); }},
      {"parts", [](Everyday& e) { return e.digits(3) + "-" + e.digits(7) + "-" + e.digits(7); }},
      {"year", [](Everyday& e) { return "2026-" + e.digits(4, 8); }},
      {"parcel", [](Everyday& e) { return e.digits(4) + "-" + e.digits(4) + "-" + e.digits(4); }},
      {"parcel of 13", [](Everyday& e) { return e.digits(13); }},
      {"amount", [](Everyday& e) { return e.digits(1, 3) + "." + e.digits(3) + "," + e.digits(2); }},
      {"US", [](Everyday& e) { return "(" + e.digits(3) + ") " + e.digits(3) + "-" + e.digits(4); }},
      {"UK", [](Everyday& e) { return "0" + e.digits(4) + " " + e.digits(6); }},
      {"FR",
       [](Everyday& e) {
         std::string number = "0" + e.digits(1);
         for (int i = 0; i < 4; ++i) number += " " + e.digits(2);
         return number;
       }},
      {"ES", [](Everyday& e) { return e.digits(3) + " " + e.digits(3) + " " + e.digits(3); }},
      {"JP", [](Everyday& e) { return "090-" + e.digits(4) + "-" + e.digits(4); }},
      {"BR", [](Everyday& e) { return "(11) 9" + e.digits(4) + "-" + e.digits(4); }},
      {"E.164", [](Everyday& e) { return "+" + e.digits(9, 15); }},
      {"date", [](Everyday& e) { return "2026-" + e.two(1, 12) + "-" + e.two(1, 31) + " " + e.two(0, 23) + ":00"; }},
      {"day first", [](Everyday& e) { return e.two(1, 31) + "." + e.two(1, 12) + ".2026 " + e.two(0, 23) + ":30"; }},
      {"bare stamp", [](Everyday& e) { return "2026" + e.two(1, 12) + e.two(1, 31) + e.two(0, 23) + e.two(0, 59); }},
      {"bare stamp with seconds",
       [](Everyday& e) { return "2026" + e.two(1, 12) + e.two(1, 31) + e.two(0, 23) + e.two(0, 59) + "07"; }},
      {"stamp", [](Everyday& e) { return "2026" + e.two(1, 12) + e.two(1, 31) + "T" + e.two(0, 23) + "3000"; }},
  };
  Everyday everyday;
  for (const auto& [name, form] : kForms) EXPECT_EQ(everyday.alarms(form), 0) << name;
}

// Law: what is nothing but digits is seldom an id by accident, whatever its length.
TEST(NationalIds, BareDigitsSeldomRaiseAnAlarm) {
  Everyday everyday;
  for (std::uint64_t count = 4; count <= 20; ++count) {
    const int alarms = everyday.alarms([&](Everyday& e) { return e.digits(count); });
    // Of Poland, Brazil and Germany; of Kuwait; of Egypt; of France.
    const int most = count == 11 ? 70 : count == 12 ? 6 : count == 14 ? 12 : count == 15 ? 20 : 2;
    EXPECT_LE(alarms, most) << count << " digits";
  }
  EXPECT_LE(everyday.alarms([](Everyday& e) { return "1" + e.digits(10); }), 80) << "of the United States";
  EXPECT_LE(everyday.alarms([](Everyday& e) { return "090" + e.digits(8); }), 50) << "of Japan";
}

// Law: where a check digit is all there is, it lets at most one in eleven through.
TEST(NationalIds, NoRuleLetsMoreThanOneInElevenThrough) {
  Everyday everyday;
  EXPECT_LE(everyday.alarms([](Everyday& e) { return e.digits(4) + " " + e.digits(4) + " " + e.digits(4); }), 220);
  EXPECT_LE(everyday.alarms([](Everyday& e) { return e.letters(2) + e.digits(6) + e.letters(1); }), 220);
  EXPECT_LE(everyday.alarms([](Everyday& e) { return e.digits(8) + e.letters(1); }), 110);
}

}  // namespace
}  // namespace smsdesk::sms
