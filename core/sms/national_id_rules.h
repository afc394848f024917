// How each national id number is known: how it is written, what its digits must satisfy, and which word must stand nearby where
// that does not suffice.
//
// Why so strict: an alarm that is mostly wrong is not read. Of random digits at most one in eleven may pass, or the way in
// which they are grouped must be that number's own; all others need a word. For core/sms only.
//
// What fewer than one in eleven random ones pass, as a bare number too:
//   National Insurance   two letters, six digits, A to D; letters and pairs that are not given out (HMRC, National Insurance
//                        Manual, NIM39110). It has no check digit: 1 in 12 of what is shaped so. In one piece, or in pairs as
//                        HMRC prints it; six digits apart from their letters need a word: bookings are written so ("BA 123456 C")
//   Steuer-ID            11 digits, the first no 0; of the first ten one digit is there twice or three times, not three in a row,
//                        and all others once at most; ISO 7064 MOD 11,10 (§ 139b AO, § 1 StIdV): 1 in 300
//   NIR                  sex, year, month, department (2A, 2B for Corsica), commune, order, and 97 less the rest by 97 (Insee,
//                        Code de la sécurité sociale R115-1): 1 in 300
//   DNI, NIE             8 digits, or X, Y or Z and 7, and the letter of the rest by 23 (Real Decreto 1553/2005): 1 in 26
//   codice fiscale       names, year, month's letter, day (+ 40 for women), place; digits may be letters where two people would
//                        have the same; a letter of weights by place (Decreto ministeriale 23 dicembre 1976)
//   CPF                  11 digits of which the last two check those before them, MOD 11 (Receita Federal); not one digit eleven
//                        times: 1 in 100
//   Resident id (China)  region, birthday, order; ISO 7064 MOD 11-2 with X for ten (GB 11643-1999)
//   PESEL                birthday with the century in the month, order; weights 1, 3, 7, 9 (ustawa o ewidencji ludności,
//                        24 September 2010, art. 15): 1 in 140, without birthdays before 1910
//   Emirates ID          784, the country's number (ISO 3166-1), year of birth, order (Federal Authority for Identity,
//                        Citizenship, Customs and Port Security). Its last digit is said to be Luhn's, which the authority does
//                        not say: it is not asked, as 1 in 50,000 pass without
//   الرقم القومي (Egypt)  century (2 or 3), birthday, governorate, order (Ministry of Interior, Civil Status Sector). How its last
//                        digit checks the others is not public: 1 in 490
//   الرقم المدني (Kuwait) century (2 or 3), birthday, order; weights 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2, MOD 11 (Public Authority for
//                        Civil Information): 1 in 1,500
// What needs its grouping or a word:
//   Aadhaar              12 digits, not beginning with 0 or 1, Verhoeff's check digit (UIDAI): 1 in 12; in fours with spaces,
//                        as its card and letters have it. Some carriers print a parcel's number so, too, and one in twelve of
//                        those is asked about in vain; with dashes or in one piece they are too many, so a word is needed
// What needs a word, because it is grouped as others are:
//   BSN                  9 digits, weights 9 to 2 and −1, MOD 11 ("elfproef", Wabb): 1 in 11
//   My Number            12 digits, MOD 11 (Ordinance 85 of 2014 of the Ministry of Internal Affairs, art. 5): 1 in 10; parcels
//                        have numbers in fours, too
//   رقم الهوية (Saudi Arabia) 10 digits, the first 1 of citizens or 2 of residents (iqama), Luhn (National Information Center):
//                        1 in 50 of all, but 1 in 10 of order and telephone numbers that begin so
//   SIN                  9 digits, not beginning with 0 or 8, Luhn (Employment and Social Development Canada): 1 in 12;
//                        telephone numbers of Spain, Poland and Portugal are in threes, too
#pragma once

#include <span>
#include <string_view>

#include "core/sms/national_ids.h"

namespace smsdesk::sms {

struct NationalIdRule {
  NationalId id = NationalId::None;
  /// Character by character: 9 a digit, A a letter of A to Z in either case, * one of both; "." a space, dash or point, the
  /// same each time; " " a space; "-" a dash.
  std::string_view shape;
  /// Of the digits and capital letters alone, which have that shape.
  bool (*is_right)(std::string_view plain);
  /// One of them must stand nearby, with "|" between them; capitals mean capitals, small letters either. Empty: none must.
  std::string_view words{};
};

/// Where several fit one text, the first counts.
std::span<const NationalIdRule> national_id_rules();

}  // namespace smsdesk::sms
