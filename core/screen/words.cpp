#include "core/screen/words.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "core/sms/address.h"

namespace smsdesk::screen {
namespace {

std::string two_digits(std::int64_t n) {
  char text[24];
  std::snprintf(text, sizeof text, "%02lld", static_cast<long long>(n));
  return text;
}

}  // namespace

std::string presence_name(Presence presence) {
  constexpr std::array<const char*, 8> kNames = {"Offline", "Available", "Away",    "Break",
                                                 "Busy",    "Meal",      "Meeting", "Training"};
  return kNames[static_cast<std::size_t>(presence)];
}

std::string clock_text(DurationMs duration) {
  const std::int64_t s = std::max<DurationMs>(duration, 0) / 1000;
  if (s < 3600) return std::to_string(s / 60) + ":" + two_digits(s % 60);
  return std::to_string(s / 3600) + ":" + two_digits(s / 60 % 60) + ":" + two_digits(s % 60);
}

std::string age_text(DurationMs duration) {
  const std::int64_t m = std::max<DurationMs>(duration, 0) / minutes(1);
  if (m < 1) return "now";
  if (m < 60) return std::to_string(m) + " min";
  if (m < 24 * 60) return std::to_string(m / 60) + " h";
  return std::to_string(m / (24 * 60)) + " d";
}

std::string spoken_duration(DurationMs duration) {
  const std::int64_t s = std::max<DurationMs>(duration, 0) / 1000;
  const auto parts = [](std::int64_t whole, const char* one, const char* many, std::int64_t rest, const char* rest_one,
                        const char* rest_many) {
    std::string text = counted(static_cast<std::uint64_t>(whole), one, many);
    if (rest > 0) text += " " + counted(static_cast<std::uint64_t>(rest), rest_one, rest_many);
    return text;
  };
  if (s < 60) return counted(static_cast<std::uint64_t>(s), "second", "seconds");
  if (s < 3600) return parts(s / 60, "minute", "minutes", s % 60, "second", "seconds");
  return parts(s / 3600, "hour", "hours", s / 60 % 60, "minute", "minutes");
}

DurationMs clock_changes_in(DurationMs duration) {
  return 1000 - std::max<DurationMs>(duration, 0) % 1000;
}
DurationMs age_changes_in(DurationMs duration) {
  return minutes(1) - std::max<DurationMs>(duration, 0) % minutes(1);
}

std::string counted(std::uint64_t count, const char* one, const char* many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

std::string readable_address(const std::string& address) {
  const auto parsed = sms::parse_address(address);
  return parsed ? parsed->formatted() : address;
}

std::string customer_title(const ConversationDetail& detail) {
  return detail.record.contact ? detail.record.contact->name : readable_address(detail.customer);
}

}  // namespace smsdesk::screen
