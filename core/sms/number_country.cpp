// A code stands before its country's letters; of several with which a number begins the longest counts, so that a part of another
// country's code can be a country of its own. +1 is told by the zones of its areas: whatever is not elsewhere is in the United
// States, as far as its area is known at all.
#include "core/sms/number_country.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

#include "core/sms/number_zone.h"

namespace smsdesk::sms {
namespace {

constexpr std::size_t kNumberMin = 8;  // "+" and seven digits: a country alone is no number
constexpr std::size_t kLettersSize = 2;

constexpr std::string_view kCodes =
    "20EG 211SS 212MA 213DZ 216TN 218LY 220GM 221SN 222MR 223ML 224GN 225CI 226BF 227NE 228TG 229BJ 230MU 231LR 232SL "
    "233GH "
    "234NG 235TD 236CF 237CM 238CV 239ST 240GQ 241GA 242CG 243CD 244AO 245GW 246IO 247AC 248SC 249SD 250RW 251ET 252SO "
    "253DJ "
    "254KE 255TZ 256UG 257BI 258MZ 260ZM 261MG 262RE 262269YT 262639YT 263ZW 264NA 265MW 266LS 267BW 268SZ 269KM 27ZA "
    "290SH "
    "291ER 297AW 298FO 299GL 30GR 31NL 32BE 33FR 34ES 350GI 351PT 352LU 353IE 354IS 355AL 356MT 357CY 358FI 35818AX "
    "359BG "
    "36HU 370LT 371LV 372EE 373MD 374AM 375BY 376AD 377MC 378SM 380UA 381RS 382ME 383XK 385HR 386SI 387BA 389MK 39IT "
    "3906698VA 40RO 41CH 420CZ 421SK 423LI 43AT 44GB 441481GG 441534JE 441624IM 45DK 46SE 47NO 4779SJ 48PL 49DE 500FK "
    "501BZ "
    "502GT 503SV 504HN 505NI 506CR 507PA 508PM 509HT 51PE 52MX 53CU 54AR 55BR 56CL 57CO 58VE 590GP 591BO 592GY 593EC "
    "594GF "
    "595PY 596MQ 597SR 598UY 5993BQ 5994BQ 5997BQ 5999CW 60MY 61AU 62ID 63PH 64NZ 65SG 66TH 670TL 6723NF 673BN 674NR "
    "675PG "
    "676TO 677SB 678VU 679FJ 680PW 681WF 682CK 683NU 685WS 686KI 687NC 688TV 689PF 690TK 691FM 692MH 81JP 82KR 84VN "
    "850KP 852HK 853MO 855KH 856LA 86CN 880BD 886TW 90TR 91IN 92PK 93AF 94LK 95MM 960MV 961LB 962JO 963SY 964IQ 965KW "
    "966SA "
    "967YE 968OM 970PS 971AE 972IL 973BH 974QA 975BT 976MN 977NP 98IR 992TJ 993TM 994AZ 995GE 996KG 998UZ";

struct ZoneCountry {
  std::string_view zone, country;
};
// Of +1, where it is not the United States.
constexpr ZoneCountry kOfAmerica[] = {
    {"America/Toronto", "CA"},     {"America/Winnipeg", "CA"},      {"America/Edmonton", "CA"},
    {"America/Vancouver", "CA"},   {"America/Halifax", "CA"},       {"America/Moncton", "CA"},
    {"America/St_Johns", "CA"},    {"America/Regina", "CA"},        {"America/Iqaluit", "CA"},
    {"America/Anguilla", "AI"},    {"America/Antigua", "AG"},       {"America/Barbados", "BB"},
    {"America/Cayman", "KY"},      {"America/Dominica", "DM"},      {"America/Grand_Turk", "TC"},
    {"America/Grenada", "GD"},     {"America/Jamaica", "JM"},       {"America/Lower_Princes", "SX"},
    {"America/Montserrat", "MS"},  {"America/Nassau", "BS"},        {"America/Port_of_Spain", "TT"},
    {"America/Puerto_Rico", "PR"}, {"America/Santo_Domingo", "DO"}, {"America/St_Kitts", "KN"},
    {"America/St_Lucia", "LC"},    {"America/St_Thomas", "VI"},     {"America/St_Vincent", "VC"},
    {"America/Tortola", "VG"},     {"Atlantic/Bermuda", "BM"},      {"Pacific/Guam", "GU"},
    {"Pacific/Pago_Pago", "AS"},   {"Pacific/Saipan", "MP"},
};

std::string_view country_of_code(std::string_view digits) {
  std::string_view found;
  std::size_t longest = 0;
  for (std::string_view rest = kCodes; !rest.empty();) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    const std::string_view code = rest.substr(0, end - kLettersSize);
    if (code.size() > longest && digits.starts_with(code)) {
      longest = code.size();
      found = rest.substr(code.size(), kLettersSize);
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return found;
}

}  // namespace

std::string_view country_of_number(std::string_view address) {
  if (address.size() < kNumberMin || address.front() != '+') return {};
  const std::string_view digits = address.substr(1);
  const bool is_america = digits.front() == '1';
  if (!is_america && digits.front() != '7') return country_of_code(digits);
  const ZoneSpan zones = zones_of_number(address);
  // Without an area: from Hawaii to Newfoundland.
  if (zones.ahead.empty() || (is_america && zones.behind == "Pacific/Honolulu" && zones.ahead != zones.behind))
    return {};
  if (!is_america) return zones.ahead == "Asia/Almaty" ? "KZ" : "RU";
  const auto* const at = std::find_if(std::begin(kOfAmerica), std::end(kOfAmerica),
                                      [&](const ZoneCountry& one) { return one.zone == zones.ahead; });
  return at == std::end(kOfAmerica) ? std::string_view("US") : at->country;
}

}  // namespace smsdesk::sms
