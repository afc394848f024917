#include "core/sms/national_ids.h"

#include <cstddef>

#include "core/sms/luhn.h"
#include "core/sms/national_id_rules.h"

namespace smsdesk::sms {
namespace {

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr int value(char c) {
  return c - '0';
}
constexpr int number(std::string_view digits) {
  int whole = 0;
  for (const char c : digits) whole = whole * 10 + value(c);
  return whole;
}
constexpr bool has(std::string_view set, char c) {
  return set.find(c) != std::string_view::npos;
}
constexpr bool is_one_digit(std::string_view digits) {
  return digits.find_first_not_of(digits.front()) == std::string_view::npos;
}

constexpr bool is_date(int year, int month, int day) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12 || day < 1) return false;
  const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day <= kDays[month - 1] + (month == 2 && is_leap ? 1 : 0);
}

constexpr bool is_national_insurance(std::string_view id) {
  if (has("DFIQUV", id[0]) || has("DFIOQUV", id[1]) || !has("ABCD", id[8])) return false;
  for (const std::string_view pair : {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"})
    if (id.substr(0, 2) == pair) return false;
  return true;
}

constexpr bool is_steuer_id(std::string_view id) {
  int counts[10] = {}, repeated = 0, product = 10;
  for (std::size_t i = 0; i < 10; ++i) {
    const int digit = value(id[i]);
    const bool is_third_in_a_row = i >= 2 && id[i] == id[i - 1] && id[i] == id[i - 2];
    if (++counts[digit] > 3 || is_third_in_a_row) return false;
    if (counts[digit] == 2) ++repeated;
    const int sum = (digit + product) % 10;
    product = (sum == 0 ? 10 : sum) * 2 % 11;
  }
  return id[0] != '0' && repeated == 1 && value(id[10]) == (11 - product) % 10;
}

constexpr bool is_nir(std::string_view id) {
  const bool is_corsica = id[5] == '2' && (id[6] == 'A' || id[6] == 'B');
  if (!is_digit(id[6]) && !is_corsica) return false;
  // First digit: men and women, and those whose number is not final yet. Months: 20 and more where the month is not known.
  const int month = number(id.substr(3, 2));
  const bool has_month = (month >= 1 && month <= 12) || (month >= 20 && month <= 42) || month >= 50;
  if (!has("1278", id[0]) || !has_month || id.substr(5, 2) == "00") return false;
  if (id.substr(7, 3) == "000" || id.substr(10, 3) == "000") return false;
  int rest = 0;
  for (std::size_t i = 0; i < 13; ++i) {
    const int digit = !is_corsica || i < 5 || i > 6 ? value(id[i]) : i == 5 ? 1 : id[6] == 'A' ? 9 : 8;
    rest = (rest * 10 + digit) % 97;
  }
  return number(id.substr(13)) == 97 - rest;
}

constexpr bool has_spanish_letter(int digits, char letter) {
  return letter == std::string_view("TRWAGMYFPDXBNJZSQVHLCKE")[static_cast<std::size_t>(digits % 23)];
}
constexpr bool is_dni(std::string_view id) {
  return has_spanish_letter(number(id.substr(0, 8)), id[8]);
}
constexpr bool is_nie(std::string_view id) {
  return id[0] >= 'X' && id[0] <= 'Z' &&
         has_spanish_letter((id[0] - 'X') * 10'000'000 + number(id.substr(1, 7)), id[8]);
}

constexpr bool is_codice_fiscale(std::string_view id) {
  constexpr std::string_view kInPlaceOfDigits = "LMNPQRSTUV", kMonths = "ABCDEHLMPRST";
  // Of 0 to 9 and of A to Z alike, by the first, third … place.
  constexpr int kOdd[] = {1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23};
  for (const std::size_t i : {6u, 7u, 9u, 10u, 12u, 13u, 14u})
    if (!is_digit(id[i]) && !has(kInPlaceOfDigits, id[i])) return false;
  const auto digit = [&](std::size_t i) {
    return is_digit(id[i]) ? value(id[i]) : static_cast<int>(kInPlaceOfDigits.find(id[i]));
  };
  const int day = (digit(9) * 10 + digit(10)) % 40;
  if (!has(kMonths, id[8]) || digit(9) > 7 || day < 1 || day > 31) return false;
  int sum = 0;
  for (std::size_t i = 0; i < 15; ++i) {
    const int letter = is_digit(id[i]) ? value(id[i]) : id[i] - 'A';
    sum += i % 2 == 0 ? kOdd[letter] : letter;
  }
  return id[15] == static_cast<char>('A' + sum % 26);
}

constexpr bool is_bsn(std::string_view id) {
  int sum = -value(id[8]);
  for (int i = 0; i < 8; ++i) sum += value(id[static_cast<std::size_t>(i)]) * (9 - i);
  return sum % 11 == 0 && !is_one_digit(id);
}

constexpr bool is_my_number(std::string_view id) {
  int sum = 0;
  for (int n = 1; n <= 11; ++n) sum += value(id[static_cast<std::size_t>(11 - n)]) * (n <= 6 ? n + 1 : n - 5);
  const int rest = sum % 11;
  return value(id[11]) == (rest <= 1 ? 0 : 11 - rest) && !is_one_digit(id);
}

constexpr bool is_sin(std::string_view id) {
  return has_luhn_digit(id) && id[0] != '0' && id[0] != '8';
}

constexpr bool is_cpf(std::string_view id) {
  for (int checked = 9; checked <= 10; ++checked) {
    int sum = 0;
    for (int i = 0; i < checked; ++i) sum += value(id[static_cast<std::size_t>(i)]) * (checked + 1 - i);
    if (value(id[static_cast<std::size_t>(checked)]) != sum * 10 % 11 % 10) return false;
  }
  return !is_one_digit(id);
}

// The symmetries of a pentagon: 0 to 4 turn it, 5 to 9 turn it over too (J. Verhoeff, "Error detecting decimal codes", 1969).
constexpr int after(int first, int second) {
  const int turns = first < 5 ? first + second : first - second;
  const bool is_over = (first < 5) != (second < 5);
  return (turns + 10) % 5 + (is_over ? 5 : 0);
}
constexpr bool is_aadhaar(std::string_view id) {
  constexpr int kMoved[] = {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};
  int check = 0;
  for (std::size_t i = 0; i < id.size(); ++i) {
    int digit = value(id[id.size() - 1 - i]);
    for (std::size_t moves = i % 8; moves > 0; --moves) digit = kMoved[digit];
    check = after(check, digit);
  }
  return check == 0 && id[0] >= '2';
}

/// By MOD 11, with weights that double from the last digit on: ISO 7064 MOD 11-2.
constexpr int doubled_rest(std::string_view digits) {
  int rest = 0;
  for (const char c : digits) rest = (rest + value(c)) * 2 % 11;
  return rest;
}
constexpr bool is_resident_id(std::string_view id) {
  if (id[0] < '1' || id[0] > '8' || !(is_digit(id[17]) || id[17] == 'X')) return false;
  const int year = number(id.substr(6, 4));
  if (year < 1900 || year > 2099 || !is_date(year, number(id.substr(10, 2)), number(id.substr(12, 2)))) return false;
  const int check = (12 - doubled_rest(id.substr(0, 17))) % 11;
  return id[17] == (check == 10 ? 'X' : static_cast<char>('0' + check));
}

constexpr bool is_pesel(std::string_view id) {
  const int written = number(id.substr(2, 2));
  const bool is_new = written > 20;
  const int year = (is_new ? 2000 : 1900) + number(id.substr(0, 2));
  if (year < 1910 || !is_date(year, written - (is_new ? 20 : 0), number(id.substr(4, 2)))) return false;
  constexpr int kWeights[] = {1, 3, 7, 9};
  int sum = value(id[10]);
  for (std::size_t i = 0; i < 10; ++i) sum += value(id[i]) * kWeights[i % 4];
  return sum % 10 == 0;
}

constexpr bool is_saudi_id(std::string_view id) {
  return has("12", id[0]) && has_luhn_digit(id);
}

constexpr bool is_emirates_id(std::string_view id) {
  return id.substr(0, 3) == "784" && (id.substr(3, 2) == "19" || id.substr(3, 2) == "20");
}

/// Century, 2 being that of 1900, and YYMMDD, as in Egypt and Kuwait.
constexpr bool begins_with_birthday(std::string_view id) {
  return has("23", id[0]) && is_date(1700 + number(id.substr(0, 3)), number(id.substr(3, 2)), number(id.substr(5, 2)));
}
constexpr bool is_egyptian_id(std::string_view id) {
  // Four of cities, those of Lower, Upper and outer Egypt, and 88 of who was born abroad.
  const int place = number(id.substr(7, 2));
  const bool has_place = place == 88 || (place >= 1 && place <= 35 && place % 10 != 0 && (place < 5 || place > 10));
  return begins_with_birthday(id) && has_place;
}
constexpr bool is_kuwaiti_id(std::string_view id) {
  return begins_with_birthday(id) && (doubled_rest(id.substr(0, 11)) + value(id[11])) % 11 == 0;
}

constexpr std::string_view kNationalInsuranceWords = "NI|NINO|national insurance";
constexpr std::string_view kBsnWords = "bsn|burgerservicenummer|sofinummer|sofi-nummer";
constexpr std::string_view kMyNumberWords = "マイナンバー|個人番号|My Number";
constexpr std::string_view kSinWords = "SIN|social insurance|NAS|assurance sociale";
constexpr std::string_view kSaudiWords =
    "هوية|الهوية|الهويه|هويتي|هويتك|إقامة|الإقامة|الاقامة|إقامتي|إقامتك|السجل المدني|iqama|national id|saudi id";
constexpr std::string_view kAadhaarWords = "aadhaar|aadhar|adhaar|uidai|आधार";

constexpr NationalIdRule kRules[] = {
    {NationalId::NationalInsurance, "AA999999A", is_national_insurance},
    {NationalId::NationalInsurance, "AA.99.99.99.A", is_national_insurance},
    {NationalId::NationalInsurance, "AA.999999.A", is_national_insurance, kNationalInsuranceWords},
    {NationalId::NationalInsurance, "AA.999999A", is_national_insurance, kNationalInsuranceWords},
    {NationalId::SteuerId, "99999999999", is_steuer_id},
    {NationalId::SteuerId, "99.999.999.999", is_steuer_id},
    {NationalId::EmiratesId, "999999999999999", is_emirates_id},  // some are a NIR, too
    {NationalId::EmiratesId, "999.9999.9999999.9", is_emirates_id},
    {NationalId::Nir, "999999*99999999", is_nir},
    {NationalId::Nir, "999999*999999.99", is_nir},
    {NationalId::Nir, "9.99.99.9*.999.999.99", is_nir},
    {NationalId::Dni, "99999999A", is_dni},
    {NationalId::Dni, "99999999-A", is_dni},
    {NationalId::Dni, "99.999.999A", is_dni},
    {NationalId::Dni, "99.999.999-A", is_dni},
    {NationalId::Nie, "A9999999A", is_nie},
    {NationalId::Nie, "A9999999-A", is_nie},
    {NationalId::Nie, "A-9999999-A", is_nie},
    {NationalId::CodiceFiscale, "AAAAAA**A**A***A", is_codice_fiscale},
    {NationalId::CodiceFiscale, "AAA.AAA.**A**.A***A", is_codice_fiscale},
    {NationalId::Bsn, "999999999", is_bsn, kBsnWords},
    {NationalId::Bsn, "999.999.999", is_bsn, kBsnWords},
    {NationalId::Bsn, "9999.99.999", is_bsn, kBsnWords},
    {NationalId::MyNumber, "999999999999", is_my_number, kMyNumberWords},
    {NationalId::MyNumber, "9999.9999.9999", is_my_number, kMyNumberWords},
    {NationalId::Sin, "999999999", is_sin, kSinWords},
    {NationalId::Sin, "999.999.999", is_sin, kSinWords},
    {NationalId::Cpf, "99999999999", is_cpf},
    {NationalId::Cpf, "999.999.999-99", is_cpf},
    {NationalId::Cpf, "999.999.999.99", is_cpf},
    {NationalId::Aadhaar, "9999 9999 9999", is_aadhaar},
    {NationalId::Aadhaar, "9999.9999.9999", is_aadhaar, kAadhaarWords},
    {NationalId::Aadhaar, "999999999999", is_aadhaar, kAadhaarWords},
    {NationalId::ResidentId, "99999999999999999*", is_resident_id},
    {NationalId::ResidentId, "999999.99999999.999*", is_resident_id},
    {NationalId::Pesel, "99999999999", is_pesel},
    {NationalId::SaudiId, "9999999999", is_saudi_id, kSaudiWords},
    {NationalId::EgyptianId, "99999999999999", is_egyptian_id},
    {NationalId::KuwaitiId, "999999999999", is_kuwaiti_id},
};

}  // namespace

std::string_view national_id_name(NationalId id) {
  switch (id) {
    case NationalId::None:
      break;
    case NationalId::NationalInsurance:
      return "National Insurance";
    case NationalId::SteuerId:
      return "Steuer-ID";
    case NationalId::Nir:
      return "NIR";
    case NationalId::Dni:
      return "DNI";
    case NationalId::Nie:
      return "NIE";
    case NationalId::CodiceFiscale:
      return "codice fiscale";
    case NationalId::Bsn:
      return "BSN";
    case NationalId::MyNumber:
      return "My Number";
    case NationalId::Sin:
      return "SIN";
    case NationalId::Cpf:
      return "CPF";
    case NationalId::Aadhaar:
      return "Aadhaar";
    case NationalId::ResidentId:
      return "身份证";
    case NationalId::Pesel:
      return "PESEL";
    case NationalId::SaudiId:
      return "رقم الهوية";
    case NationalId::EmiratesId:
      return "Emirates ID";
    case NationalId::EgyptianId:
      return "الرقم القومي";
    case NationalId::KuwaitiId:
      return "الرقم المدني";
  }
  return {};
}

std::span<const NationalIdRule> national_id_rules() {
  return kRules;
}

}  // namespace smsdesk::sms
