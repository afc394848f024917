#include "core/screen/words.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "core/base/ascii.h"
#include "core/base/utf8.h"
#include "core/sms/text_cleanup.h"
#include "core/words/words.h"

namespace smsdesk::screen {
namespace {

std::string two_digits(std::int64_t n) {
  char text[24];
  std::snprintf(text, sizeof text, "%02lld", static_cast<long long>(n));
  return text;
}
std::string seconds_words(std::uint64_t n) {
  return trn("{n} second", "{n} seconds", n);
}
std::string minutes_words(std::uint64_t n) {
  return trn("{n} minute", "{n} minutes", n);
}

}  // namespace

namespace {

const char* english_name(Presence presence) {
  constexpr std::array<const char*, 8> kNames = {mark("Offline"), mark("Available"), mark("Away"),    mark("Break"),
                                                 mark("Busy"),    mark("Meal"),      mark("Meeting"), mark("Training")};
  return kNames[static_cast<std::size_t>(presence)];
}

}  // namespace

std::string presence_name(Presence presence) {
  return tr(english_name(presence));
}
std::string within(std::string_view english) {
  std::string text = translated(english);
  return text == english ? ascii_lowered(text) : text;
}
std::string presence_within(Presence presence) {
  return within(english_name(presence));
}

std::string clock_text(DurationMs duration) {
  const std::int64_t s = std::max<DurationMs>(duration, 0) / 1000;
  if (s < 3600) return std::to_string(s / 60) + ":" + two_digits(s % 60);
  return std::to_string(s / 3600) + ":" + two_digits(s / 60 % 60) + ":" + two_digits(s % 60);
}

std::string age_text(DurationMs duration) {
  const std::int64_t m = std::max<DurationMs>(duration, 0) / minutes(1);
  if (m < 1) return trc("how long ago", "now");
  if (m < 60) return tr("{n} min", {{"n", std::to_string(m)}});
  if (m < 24 * 60) return tr("{n} h", {{"n", std::to_string(m / 60)}});
  return tr("{n} d", {{"n", std::to_string(m / (24 * 60))}});
}

std::string spoken_duration(DurationMs duration) {
  const auto s = static_cast<std::uint64_t>(std::max<DurationMs>(duration, 0) / 1000);
  const auto with = [](const std::string& whole, std::uint64_t rest, const std::string& rest_words) {
    return rest == 0 ? whole : tr("{duration} {rest}", {{"duration", whole}, {"rest", rest_words}});
  };
  if (s < 60) return seconds_words(s);
  if (s < 3600) return with(minutes_words(s / 60), s % 60, seconds_words(s % 60));
  return with(trn("{n} hour", "{n} hours", s / 3600), s / 60 % 60, minutes_words(s / 60 % 60));
}

DurationMs clock_changes_in(DurationMs duration) {
  return 1000 - std::max<DurationMs>(duration, 0) % 1000;
}
DurationMs age_changes_in(DurationMs duration) {
  return minutes(1) - std::max<DurationMs>(duration, 0) % minutes(1);
}

std::string listed(const std::vector<std::string>& names) {
  std::string list;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0 && i + 1 == names.size()) return tr("{list} and {last}", {{"list", list}, {"last", names[i]}});
    list += (i == 0 ? "" : comma()) + names[i];
  }
  return list;
}

std::string on_one_line(const std::string& text) {
  std::string line = sms::isolated(text);
  std::replace(line.begin(), line.end(), '\n', ' ');
  return std::string(utf8::prefix(line, 200));
}

std::string customer_title(const ConversationDetail& detail) {
  return detail.record.contact ? detail.record.contact->name : readable_address(detail.customer);
}
std::string spoken_customer(const ConversationDetail& detail) {
  return detail.record.contact ? detail.record.contact->name : spoken_address(detail.customer);
}

}  // namespace smsdesk::screen
