// When a parked conversation comes back.
#include "core/screen/park_times.h"

#include <gtest/gtest.h>

#include "core/words/words.h"
#include "tests/support/catalogue.h"

namespace smsdesk::test {
namespace {

using screen::ParkTime;
using screen::parse_park_time;

constexpr Instant kThursdayNoon{20'454 * hours(24) + hours(12)};  // 1 January 2026, by UTC

std::string label_of(std::string_view text, Instant now = kThursdayNoon) {
  const auto time = parse_park_time(text, now, screen::utc_day);
  return time ? time->label : "";
}
DurationMs duration_of(std::string_view text) {
  const auto time = parse_park_time(text, kThursdayNoon, screen::utc_day);
  return time ? time->duration : 0;
}
/// Two hours ahead of UTC.
std::int64_t eastern_day(Instant at) {
  return screen::utc_day(at + hours(2));
}

TEST(ParkTimes, EndWithTheMorningsThatPeopleMean) {
  const std::vector<ParkTime> times = screen::park_times(kThursdayNoon, screen::utc_day);
  ASSERT_EQ(times.size(), 6u);
  EXPECT_EQ(times[0].duration, minutes(15));
  EXPECT_EQ(times[3].label, "Until tomorrow, 9:00");
  EXPECT_EQ(times[3].duration, hours(21));
  EXPECT_EQ(times[4].label, "Until Monday, 9:00");
  EXPECT_EQ(times[4].duration, hours(3 * 24 + 21));
  EXPECT_EQ(screen::park_times(kThursdayNoon + hours(72), screen::utc_day).size(), 5u) << "tomorrow is Monday";
}

TEST(ParkTimes, AreTheAgentsOwnTimesOfDay) {
  const auto tomorrow = screen::park_times(kThursdayNoon, eastern_day)[3];
  EXPECT_EQ(tomorrow.duration, hours(19)) << "it is 14:00 there";
  EXPECT_EQ(parse_park_time("13:30", kThursdayNoon, eastern_day)->label, "Until tomorrow, 13:30");
  EXPECT_EQ(parse_park_time("14:30", kThursdayNoon, eastern_day)->duration, minutes(30));
}

TEST(TypedParkTime, TakesSpans) {
  EXPECT_EQ(duration_of("45"), minutes(45));
  EXPECT_EQ(duration_of("45 min"), minutes(45));
  EXPECT_EQ(duration_of("2h"), hours(2));
  EXPECT_EQ(duration_of(" 2 Hours "), hours(2));
  EXPECT_EQ(duration_of("31 days"), hours(24 * 31));
  EXPECT_EQ(label_of("1 h"), "For 1 hour");
}

TEST(TypedParkTime, TakesTimesOfDay) {
  EXPECT_EQ(label_of("14:30"), "Until today, 14:30");
  EXPECT_EQ(duration_of("14:30"), minutes(150));
  EXPECT_EQ(label_of("9:05"), "Until tomorrow, 9:05") << "today's has passed";
  EXPECT_EQ(label_of("9 am"), "Until tomorrow, 9:00");
  EXPECT_EQ(label_of("3pm"), "Until today, 15:00");
  EXPECT_EQ(label_of("12 am"), "Until tomorrow, 0:00");
}

std::string returns(Instant at, Instant now = kThursdayNoon, screen::DayOf day_of = screen::utc_day) {
  const screen::ReturnWords words = screen::return_words(at, now, day_of);
  return tr(words.sentence, {{"day", words.day}, {"date", "3 December"}, {"time", "9:00"}});
}

TEST(ReturnWords, NameTheDayWhereItIsNotToday) {
  const Instant midnight = kThursdayNoon + hours(12);
  EXPECT_EQ(returns(kThursdayNoon + minutes(15)), "Back at 9:00");
  EXPECT_EQ(returns(midnight + -1), "Back at 9:00");
  EXPECT_EQ(returns(kThursdayNoon + -hours(20)), "Back at 9:00") << "it is due; the relay's word is on its way";
  EXPECT_EQ(returns(midnight), "Back tomorrow at 9:00");
  EXPECT_EQ(returns(midnight + -1, kThursdayNoon, eastern_day), "Back tomorrow at 9:00") << "the agent's own day";
  EXPECT_EQ(returns(midnight + minutes(5), midnight + -minutes(5)), "Back tomorrow at 9:00");
  EXPECT_EQ(returns(midnight + hours(24)), "Back on Saturday at 9:00");
  EXPECT_EQ(returns(kThursdayNoon + hours(24 * 6)), "Back on Wednesday at 9:00");
  EXPECT_EQ(returns(kThursdayNoon + hours(24 * 7)), "Back on 3 December at 9:00") << "it would be today's name";
}

TEST(ReturnWords, NameTheDayInTheLanguageInUse) {
  const auto french = a_catalogue(
      "Back on {day} at {time}\tRetour {day} à {time}\nBack on {date} at {time}\tRetour le {date} à "
      "{time}\nMonday\tlundi\n",
      "fr");
  const words::Use use(french.get());
  EXPECT_EQ(returns(kThursdayNoon + hours(24 * 4)), "Retour lundi à 9:00");
  EXPECT_EQ(returns(kThursdayNoon + hours(24 * 8)), "Retour le 3 December à 9:00") << "a date is joined differently";
}

TEST(TypedParkTime, TakesDays) {
  EXPECT_EQ(label_of("tomorrow"), "Until tomorrow, 9:00");
  EXPECT_EQ(label_of("tomorrow 10:30"), "Until tomorrow, 10:30");
  EXPECT_EQ(label_of("mon"), "Until Monday, 9:00");
  EXPECT_EQ(label_of("mon 8"), "Until Monday, 8:00");
  EXPECT_EQ(label_of("Monday, 8:15"), "Until Monday, 8:15");
  EXPECT_EQ(duration_of("thursday 12:00"), hours(7 * 24)) << "today's name means the next one";
  EXPECT_EQ(label_of("fri"), "Until tomorrow, 9:00");
}

TEST(TypedParkTime, RefusesWhatItDoesNotUnderstand) {
  for (const char* text : {"", "soon", "0", "32 days", "24:00", "9:60", "13 pm", "0 am", "today 9:00", "mo", "2 weeks",
                           "12345", "14:30 h", "tomorrow x", "-5", "9::", "mon 9:00 9"}) {
    EXPECT_EQ(label_of(text), "") << text;
  }
}

TEST(TypedParkTime, TakesTheWordsOfTheLanguageBesideTheEnglishOnes) {
  const auto spanish = a_catalogue(
      "tomorrow\tMañana\ntoday\thoy\nMonday\tLunes\nTuesday\tMartes\nWednesday\tMiércoles\nSaturday\tMarcos\n", "es");
  const words::Use use(spanish.get());
  EXPECT_EQ(duration_of("mañana 9:00"), hours(21));
  EXPECT_EQ(duration_of("MAÑANA 9:00"), hours(21));
  EXPECT_EQ(duration_of("Hoy 14:30"), minutes(150));
  EXPECT_EQ(duration_of("tomorrow 9:00"), hours(21));
  EXPECT_EQ(duration_of("lun 9:00"), duration_of("mon 9:00"));
  EXPECT_EQ(duration_of("miérc 9"), duration_of("wed 9:00"));
  EXPECT_EQ(duration_of("mart 9:00"), duration_of("tue 9:00"));
  EXPECT_EQ(duration_of("mar 9:00"), 0) << "two days begin so";
}

}  // namespace
}  // namespace smsdesk::test
