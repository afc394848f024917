#include "core/screen/time_words.h"

#include <algorithm>
#include <array>

#include "core/conversation/contact.h"
#include "core/queue/schedule.h"

namespace smsdesk::screen {
namespace {

/// The day's parts as that language's speakers greet by them: hours of the morning's end and of the evening's beginning.
struct LanguageOfTime {
  std::string_view tag;
  std::string_view morning, day, evening;
  unsigned day_from, evening_from;
  std::array<std::string_view, 7> weekdays;  ///< from Monday on
};
constexpr unsigned kMorningFrom = 4;

constexpr std::array<LanguageOfTime, 20> kLanguagesOfTime{{
    {"en",
     "Good morning",
     "Good afternoon",
     "Good evening",
     12,
     18,
     {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}},
    {"es",
     "Buenos días",
     "Buenas tardes",
     "Buenas noches",
     13,
     20,
     {"lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"}},
    {"de",
     "Guten Morgen",
     "Guten Tag",
     "Guten Abend",
     11,
     18,
     {"Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"}},
    {"fr",
     "Bonjour",
     "Bonjour",
     "Bonsoir",
     12,
     18,
     {"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"}},
    {"pt",
     "Bom dia",
     "Boa tarde",
     "Boa noite",
     12,
     19,
     {"segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado", "domingo"}},
    {"it",
     "Buongiorno",
     "Buon pomeriggio",
     "Buonasera",
     13,
     18,
     {"lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"}},
    {"nl",
     "Goedemorgen",
     "Goedemiddag",
     "Goedenavond",
     12,
     18,
     {"maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"}},
    {"pl",
     "Dzień dobry",
     "Dzień dobry",
     "Dobry wieczór",
     12,
     18,
     {"poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela"}},
    {"tr",
     "Günaydın",
     "İyi günler",
     "İyi akşamlar",
     12,
     18,
     {"Pazartesi", "Salı", "Çarşamba", "Perşembe", "Cuma", "Cumartesi", "Pazar"}},
    {"sv",
     "God morgon",
     "God dag",
     "God kväll",
     10,
     18,
     {"måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"}},
    {"ru",
     "Доброе утро",
     "Добрый день",
     "Добрый вечер",
     12,
     18,
     {"понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"}},
    {"uk",
     "Доброго ранку",
     "Доброго дня",
     "Доброго вечора",
     12,
     18,
     {"понеділок", "вівторок", "середа", "четвер", "пʼятниця", "субота", "неділя"}},
    {"el",
     "Καλημέρα",
     "Καλησπέρα",
     "Καλησπέρα",
     12,
     18,
     {"Δευτέρα", "Τρίτη", "Τετάρτη", "Πέμπτη", "Παρασκευή", "Σάββατο", "Κυριακή"}},
    {"ar",
     "صباح الخير",
     "مساء الخير",
     "مساء الخير",
     12,
     18,
     {"الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"}},
    {"he",
     "בוקר טוב",
     "צהריים טובים",
     "ערב טוב",
     12,
     17,
     {"יום שני", "יום שלישי", "יום רביעי", "יום חמישי", "יום שישי", "יום שבת", "יום ראשון"}},
    {"hi", "सुप्रभात", "नमस्ते", "शुभ संध्या", 12, 17, {"सोमवार", "मंगलवार", "बुधवार", "गुरुवार", "शुक्रवार", "शनिवार", "रविवार"}},
    {"ja",
     "おはようございます",
     "こんにちは",
     "こんばんは",
     11,
     18,
     {"月曜日", "火曜日", "水曜日", "木曜日", "金曜日", "土曜日", "日曜日"}},
    {"ko",
     "안녕하세요",
     "안녕하세요",
     "안녕하세요",
     12,
     18,
     {"월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일"}},
    {"zh",
     "早上好",
     "下午好",
     "晚上好",
     12,
     18,
     {"星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"}},
    {"vi",
     "Chào buổi sáng",
     "Chào buổi chiều",
     "Chào buổi tối",
     12,
     18,
     {"thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ Nhật"}},
}};

const LanguageOfTime* find_language(std::string_view tag) {
  const auto at = std::find_if(kLanguagesOfTime.begin(), kLanguagesOfTime.end(),
                               [&](const LanguageOfTime& one) { return one.tag == tag; });
  return at == kLanguagesOfTime.end() ? nullptr : &*at;
}

std::string two(unsigned number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string date_words(const LocalTime& t, std::string_view language) {
  static constexpr const char* kMonths[] = {"January", "February", "March",     "April",   "May",      "June",
                                            "July",    "August",   "September", "October", "November", "December"};
  const std::string year = std::to_string(t.year);
  if (language == "en") return std::string(kMonths[t.month - 1]) + " " + std::to_string(t.day) + ", " + year;
  if (language == "de" || language == "pl" || language == "ru" || language == "uk" || language == "tr")
    return two(t.day) + "." + two(t.month) + "." + year;
  if (language == "ja" || language == "zh" || language == "ko") return year + "/" + two(t.month) + "/" + two(t.day);
  if (language.empty() || language == "sv") return year + "-" + two(t.month) + "-" + two(t.day);
  return two(t.day) + "/" + two(t.month) + "/" + year;
}

std::string time_words(const LocalTime& t, std::string_view language) {
  const unsigned hour = t.minute / 60, minute = t.minute % 60;
  if (language != "en") return std::to_string(hour) + ":" + two(minute);
  return std::to_string(hour % 12 == 0 ? 12 : hour % 12) + ":" + two(minute) + (hour < 12 ? " AM" : " PM");
}

std::string greeting_words(const LocalTime& t, std::string_view language) {
  const LanguageOfTime* known = find_language(language);
  if (known == nullptr) return {};
  const unsigned hour = t.minute / 60;
  // Who writes at night has not got up yet.
  if (hour < kMorningFrom || hour >= known->evening_from) return std::string(known->evening);
  return std::string(hour < known->day_from ? known->morning : known->day);
}

std::string weekday_words(const LocalTime& t, std::string_view language) {
  const LanguageOfTime* known = find_language(language);
  return known == nullptr ? std::string() : std::string(known->weekdays[t.weekday]);
}

}  // namespace

std::string time_value(const TimePlaceholder& placeholder, const TimeHere& here, std::string_view language) {
  const Instant at = here.now + minutes(placeholder.minutes);
  // A clock of local time has days of 24 hours each: read as if it were UTC, days can be added.
  const Instant clock = at + minutes(offset_at(here.zone, at).value_or(0)) + hours(24) * placeholder.days;
  const LocalTime local = local_time(Schedule{}, clock);
  switch (placeholder.kind) {
    case TimePlaceholder::Kind::Date:
      return date_words(local, language);
    case TimePlaceholder::Kind::Weekday:
      return weekday_words(local, language);
    case TimePlaceholder::Kind::Time:
      return time_words(local, language);
    case TimePlaceholder::Kind::Greeting:
      break;
  }
  return greeting_words(local, language);
}

}  // namespace smsdesk::screen
