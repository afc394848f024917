// Of a country's rows, that counts whose code is the longest with which the number goes on: an area can have a part with another
// clock (Adak in Alaska), and a part of which nothing is said has an empty zone. What has several clocks stands in a second table:
// an area on both sides of a boundary, and, without a code, whatever of a country no other row has: mobile and toll-free numbers
// that keep no area.
#include "core/sms/area_zone.h"

namespace smsdesk::sms {
namespace {

struct Area {
  std::string_view country;
  std::string_view zone;
  std::string_view codes;  ///< with a space between them
};

constexpr Area kAreas[] = {
    // North America (NANPA, CNA). Not here, since both sides of a boundary have the code: 208 and 986 (Idaho), 219, 574, 812
    // and 930 (Indiana), 270, 364 and 606 (Kentucky), 308 (Nebraska), 334 and 483 (Alabama, where Phenix City lives by
    // Georgia's clock), 423 and 729 (Tennessee), 458 and 541 (Oregon), 605 and 701 (Dakota), 620 and 785 (Kansas), 775
    // (Nevada), 448 and 850 (Florida), 906 (Michigan), 928 (Arizona with the Navajo Nation), 236, 250, 257, 672 and 778
    // (British Columbia), 306, 474 and 639 (Saskatchewan with its half of Lloydminster), 367, 418 and 581 (Québec with the
    // Îles-de-la-Madeleine), 807 (Ontario), 867 (the territories), 709 and 879 (Newfoundland and Labrador) but for the
    // exchanges of St. John's.
    {"1", "America/New_York",
     "201 202 203 207 212 215 216 220 223 227 229 231 234 239 240 248 252 260 267 269 272 276 283 301 302 304 305 "
     "313 315 317 321 324 326 329 330 332 336 339 347 351 352 363 380 386 401 404 407 410 412 413 419 434 436 440 "
     "443 445 463 470 472 475 478 484 502 508 513 516 517 518 540 551 561 567 570 571 582 585 586 603 607 609 610 "
     "614 616 617 624 631 640 645 646 656 667 678 679 680 681 686 689 703 704 706 716 717 718 724 727 728 732 734 "
     "740 743 754 757 762 765 770 771 772 774 781 786 802 803 804 810 813 814 821 826 828 835 838 839 843 845 848 "
     "854 856 857 859 860 862 863 864 865 878 904 908 910 912 914 917 919 929 934 937 941 943 947 948 954 959 973 "
     "978 980 984 989"},
    {"1", "America/Chicago",
     "205 210 214 217 218 224 225 228 235 251 254 256 262 274 281 309 312 314 316 318 319 320 325 327 331 337 346 "
     "353 361 402 405 409 414 417 430 432 447 457 464 469 471 479 501 504 507 512 515 531 534 539 557 563 572 573 "
     "580 601 608 612 615 618 621 629 630 636 641 651 659 660 662 682 708 712 713 715 726 730 731 737 763 769 773 "
     "779 806 815 816 817 830 832 847 861 870 872 901 903 913 918 920 924 931 936 938 940 945 952 956 972 975 979 "
     "985"},
    {"1", "America/Denver", "303 307 385 406 435 505 575 719 720 748 801 915 970 983"},
    {"1", "America/Phoenix", "480 520 602 623"},
    {"1", "America/Los_Angeles",
     "206 209 213 253 279 310 323 341 350 357 360 369 408 415 424 425 442 503 509 510 530 559 562 564 619 626 628 "
     "650 657 661 669 702 707 714 725 738 747 760 805 818 820 831 837 840 858 909 916 925 949 951 971"},
    {"1", "America/Anchorage", "907"},
    {"1", "America/Adak", "907592 907839"},
    {"1", "", "907581"},
    {"1", "Pacific/Honolulu", "808"},
    {"1", "America/Toronto",
     "226 249 263 289 343 354 365 382 416 437 438 450 468 514 519 548 579 613 647 683 705 742 753 819 873 905 942"},
    {"1", "America/Winnipeg", "204 431 584"},
    {"1", "America/Edmonton", "368 403 587 780 825"},
    {"1", "America/Vancouver", "604"},
    {"1", "America/Halifax", "782 902"},
    {"1", "America/Moncton", "428 506"},
    {"1", "America/St_Johns", "709722 709726 709729 709739 709745 709747 709753 709754 709757 709758"},
    {"1", "America/Anguilla", "264"},
    {"1", "America/Antigua", "268"},
    {"1", "America/Barbados", "246"},
    {"1", "America/Cayman", "345"},
    {"1", "America/Dominica", "767"},
    {"1", "America/Grand_Turk", "649"},
    {"1", "America/Grenada", "473"},
    {"1", "America/Jamaica", "658 876"},
    {"1", "America/Lower_Princes", "721"},
    {"1", "America/Montserrat", "664"},
    {"1", "America/Nassau", "242"},
    {"1", "America/Port_of_Spain", "868"},
    {"1", "America/Puerto_Rico", "787 939"},
    {"1", "America/Santo_Domingo", "809 829 849"},
    {"1", "America/St_Kitts", "869"},
    {"1", "America/St_Lucia", "758"},
    {"1", "America/St_Thomas", "340"},
    {"1", "America/St_Vincent", "784"},
    {"1", "America/Tortola", "284"},
    {"1", "Atlantic/Bermuda", "441"},
    {"1", "Pacific/Guam", "671"},
    {"1", "Pacific/Pago_Pago", "684"},
    {"1", "Pacific/Saipan", "670"},
    // Réunion and Mayotte, fixed and mobile.
    {"262", "Indian/Reunion", "262 263 692 693"},
    {"262", "Indian/Mayotte", "269 639"},
    // Spain, fixed: 90 is no place. Those of the Canary Islands begin as others do.
    {"34", "Europe/Madrid", "9"},
    {"34", "Atlantic/Canary", "922 928"},
    {"34", "", "90"},
    // Portugal, fixed.
    {"351", "Europe/Lisbon", "2"},
    {"351", "Atlantic/Madeira", "291"},
    {"351", "Atlantic/Azores", "292 295 296"},
    {"351", "", "29"},
    // Mexico, fixed and mobile. Since October 2022 only those at the border of the United States have summer time, each with
    // its neighbour, and Chihuahua keeps the time of the centre; where a code lies on both sides of that (636 in the north-
    // west), it is not here.
    {"52", "America/Mexico_City", "2 312 314 322 33 341 4 5 618 7 81 833 844 871 951 961 981 990 993 999"},
    {"52", "", "200 201"},
    {"52", "America/Chihuahua", "614 625 627 639"},
    {"52", "America/Ciudad_Juarez", "656"},
    {"52", "America/Matamoros", "867 868 877 878 899"},
    {"52", "America/Cancun", "983 984 987 998"},
    {"52", "America/Hermosillo", "622 631 644 662"},
    {"52", "America/Mazatlan", "311 612 624 667 668 669 687"},
    {"52", "America/Tijuana", "646 661 664 665 686"},
    // Brazil, fixed and mobile, by states. Not here: 66 (Mato Grosso's east, where many live by Brasília's clock) and 97 (the
    // inner Amazonas). Fernando de Noronha has a clock of its own and a thousandth of Recife's people.
    {"55", "America/Sao_Paulo",
     "11 12 13 14 15 16 17 18 19 21 22 24 27 28 31 32 33 34 35 37 38 41 42 43 44 45 46 47 48 49 51 53 54 55 61 62 "
     "64"},
    {"55", "America/Araguaina", "63"},
    {"55", "America/Bahia", "71 73 74 75 77"},
    {"55", "America/Maceio", "79 82"},
    {"55", "America/Recife", "81 87"},
    {"55", "America/Fortaleza", "83 84 85 86 88 89 98 99"},
    {"55", "America/Belem", "91 94 96"},
    {"55", "America/Santarem", "93"},
    {"55", "America/Manaus", "92"},
    {"55", "America/Boa_Vista", "95"},
    {"55", "America/Cuiaba", "65"},
    {"55", "America/Campo_Grande", "67"},
    {"55", "America/Porto_Velho", "69"},
    {"55", "America/Rio_Branco", "68"},
    // Chile, fixed: Santiago, Concepción, the south, and Magallanes.
    {"56", "America/Santiago", "2 41 42 43 45"},
    {"56", "America/Punta_Arenas", "61"},
    // Ecuador, fixed, but for 5, which the Galápagos have too.
    {"593", "America/Guayaquil", "2 3 4 6 7"},
    // Australia, fixed: 7 and 8 are shared by states, so of those the cities alone; 889 is the Northern Territory. Lord Howe
    // Island has less than a thousandth of those who have 2.
    {"61", "Australia/Sydney", "2"},
    {"61", "Australia/Melbourne", "3"},
    {"61", "Australia/Brisbane", "73"},
    {"61", "Australia/Adelaide", "881 882 883 884"},
    {"61", "Australia/Darwin", "889"},
    {"61", "Australia/Perth", "892 893 894 895 896 897 898"},
    // Indonesia, fixed: Java, Medan, Bali, Makassar, Jayapura.
    {"62", "Asia/Jakarta", "21 22 24 31 61"},
    {"62", "Asia/Makassar", "361 411"},
    {"62", "Asia/Jayapura", "967"},
    // New Zealand, fixed and mobile; the Chatham Islands have an exchange of their own, and of those beside it nothing is said.
    {"64", "Pacific/Auckland", "2 3 4 6 7 9"},
    {"64", "Pacific/Chatham", "3305"},
    {"64", "", "330"},
    // Russia, fixed: mobile numbers (9) keep no area. Not here: 411 (Yakutia, of three zones), and what two countries claim.
    // Kazakhstan's begin with 7; since March 2024 it has one clock.
    {"7", "Asia/Almaty", "7"},
    {"7", "Europe/Kaliningrad", "401"},
    {"7", "Europe/Moscow",
     "471 472 473 474 475 481 482 483 484 485 486 487 491 492 493 494 495 496 498 499 811 812 813 814 815 816 817 "
     "818 820 821 831 833 834 835 836 841 843 847 855 861 862 863 865 866 867 871 872 873 877 878 879"},
    {"7", "Europe/Volgograd", "844"},
    {"7", "Europe/Samara", "341 846 848"},
    {"7", "Europe/Ulyanovsk", "842"},
    {"7", "Europe/Saratov", "845"},
    {"7", "Europe/Astrakhan", "851"},
    {"7", "Asia/Yekaterinburg", "342 343 345 346 347 349 351 352 353"},
    {"7", "Asia/Omsk", "381"},
    {"7", "Asia/Novosibirsk", "383"},
    {"7", "Asia/Tomsk", "382"},
    {"7", "Asia/Novokuznetsk", "384"},
    {"7", "Asia/Barnaul", "385 388"},
    {"7", "Asia/Krasnoyarsk", "390 391 394"},
    {"7", "Asia/Irkutsk", "301 395"},
    {"7", "Asia/Chita", "302"},
    {"7", "Asia/Yakutsk", "416"},
    {"7", "Asia/Vladivostok", "421 423 426"},
    {"7", "Asia/Magadan", "413"},
    {"7", "Asia/Sakhalin", "424"},
    {"7", "Asia/Kamchatka", "415"},
    {"7", "Asia/Anadyr", "427"},
};

struct Span {
  std::string_view country;
  ZoneSpan zones;
  std::string_view codes;  ///< with a space between them; none: the rest of the country
};

constexpr Span kSpans[] = {
    // Whoever has no area there is somewhere between Hawaii and Newfoundland; fewer than one in a thousand live in the Pacific
    // beyond.
    {"1", {"Pacific/Honolulu", "America/St_Johns"}, ""},
    {"1", {"America/Los_Angeles", "America/Denver"}, "208 458 541 775 986"},
    {"1", {"America/Denver", "America/Chicago"}, "308 605 620 701 785"},
    {"1", {"America/Chicago", "America/New_York"}, "219 270 334 364 423 448 483 574 606 729 812 850 906 930"},
    {"1", {"America/Phoenix", "America/Denver"}, "928"},
    {"1", {"America/Adak", "America/Anchorage"}, "907581"},
    {"1", {"America/Vancouver", "America/Edmonton"}, "236 250 257 672 778"},
    {"1", {"America/Edmonton", "America/Regina"}, "306 474 639"},
    {"1", {"America/Winnipeg", "America/Toronto"}, "807"},
    {"1", {"America/Toronto", "America/Halifax"}, "367 418 581"},
    {"1", {"America/Whitehorse", "America/Iqaluit"}, "867"},
    {"1", {"America/Goose_Bay", "America/St_Johns"}, "709 879"},
    {"243", {"Africa/Kinshasa", "Africa/Lubumbashi"}, ""},
    {"262", {"Indian/Mayotte", "Indian/Reunion"}, ""},
    {"299", {"America/Thule", "America/Nuuk"}, ""},
    {"34", {"Atlantic/Canary", "Europe/Madrid"}, ""},
    {"351", {"Atlantic/Azores", "Europe/Lisbon"}, ""},
    {"52", {"America/Tijuana", "America/Cancun"}, ""},
    {"52", {"America/Ciudad_Juarez", "America/Chihuahua"}, "636"},
    {"55", {"America/Rio_Branco", "America/Sao_Paulo"}, ""},
    {"55", {"America/Cuiaba", "America/Sao_Paulo"}, "66"},
    {"55", {"America/Eirunepe", "America/Manaus"}, "97"},
    // Easter Island: fewer than one in a thousand.
    {"56", {"America/Santiago", "America/Punta_Arenas"}, ""},
    {"593", {"Pacific/Galapagos", "America/Guayaquil"}, ""},
    {"61", {"Australia/Perth", "Australia/Sydney"}, ""},
    {"61", {"Australia/Brisbane", "Australia/Sydney"}, "7"},
    {"61", {"Australia/Perth", "Australia/Adelaide"}, "8"},
    {"62", {"Asia/Jakarta", "Asia/Jayapura"}, ""},
    {"64", {"Pacific/Auckland", "Pacific/Chatham"}, "330"},
    {"675", {"Pacific/Port_Moresby", "Pacific/Bougainville"}, ""},
    {"686", {"Pacific/Tarawa", "Pacific/Kiritimati"}, ""},
    {"689", {"Pacific/Tahiti", "Pacific/Gambier"}, ""},
    {"691", {"Pacific/Chuuk", "Pacific/Pohnpei"}, ""},
    // Of what two countries claim nothing is said: only mobile and toll-free numbers, and Yakutia.
    {"7", {"Europe/Kaliningrad", "Asia/Kamchatka"}, "800 9"},
    {"7", {"Asia/Yakutsk", "Asia/Magadan"}, "411"},
    {"976", {"Asia/Hovd", "Asia/Ulaanbaatar"}, ""},
};

bool starts_with(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

/// The row whose code is the longest that `digits` begin with; null: there is none.
template <typename Row, std::size_t kRows>
const Row* find_row(const Row (&rows)[kRows], std::string_view digits) {
  const Row* found = nullptr;
  std::size_t longest = 0;
  for (const Row& row : rows) {
    if (!starts_with(digits, row.country)) continue;
    if (row.codes.empty() && found == nullptr) found = &row;
    const std::string_view number = digits.substr(row.country.size());
    for (std::string_view left = row.codes; !left.empty();) {
      const std::string_view code = left.substr(0, left.find(' '));
      left.remove_prefix(code.size() == left.size() ? code.size() : code.size() + 1);
      if (code.size() <= longest || !starts_with(number, code)) continue;
      longest = code.size();
      found = &row;
    }
  }
  return found;
}

}  // namespace

std::string_view zone_of_area(std::string_view digits) {
  const Area* area = find_row(kAreas, digits);
  return area == nullptr ? std::string_view() : area->zone;
}

ZoneSpan span_of_area(std::string_view digits) {
  const Span* span = find_row(kSpans, digits);
  return span == nullptr ? ZoneSpan{} : span->zones;
}

}  // namespace smsdesk::sms
