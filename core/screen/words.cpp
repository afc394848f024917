#include "core/screen/words.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>

#include "core/sms/address.h"

namespace smsdesk::screen {
namespace {

struct Failure {
  std::string_view code;
  std::string_view sentence;
};

// Twilio's codes by their published meaning (carrier.md §1a); the relay's own begin with "smsdesk:".
constexpr std::array<Failure, 25> kFailures = {{
    {"20003", "The carrier refused the relay's credentials. Tell an administrator."},
    {"20404", "The carrier does not know this account or number. Tell an administrator."},
    {"20429", "The carrier was too busy for too long. Send it again in a moment."},
    {"21211", "The number is not valid. Check it with the customer by another way."},
    {"21212", "Our number is not valid for sending. Tell an administrator."},
    {"21408", "Sending to this country is not enabled. Tell an administrator."},
    {"21606", "Our number cannot send text messages. Tell an administrator."},
    {"21608", "The carrier account is on trial and may not write to this number. Tell an administrator."},
    {"21610", "The customer has opted out (STOP). They must write START before anything can be sent."},
    {"21611", "Our number has too many messages waiting. Try again later."},
    {"21612", "The carrier has no route to this number. Use another way to reach the customer."},
    {"21614", "The number is not a mobile number. Use another way to reach the customer."},
    {"21617", "The text is too long for the carrier. Send it in two parts."},
    {"21635", "The number is a landline. Use another way to reach the customer."},
    {"30001", "The carrier's queue was full. Send it again in a moment."},
    {"30002", "The carrier account is suspended. Tell an administrator."},
    {"30003", "The phone could not be reached; it may be off. Try again later."},
    {"30004", "The customer or their carrier blocks our messages. Do not send again."},
    {"30005", "The number is unknown or out of service. Check it with the customer by another way."},
    {"30006", "The number is a landline or its carrier cannot be reached. Use another way."},
    {"30007", "The carrier filtered the text as spam. Word it differently before sending again."},
    {"30008", "The carrier gives no reason. Try once more later."},
    {"30034", "Our number is not registered for this traffic. Tell an administrator."},
    {"smsdesk:not-taken", "The carrier has no trace of it, so it was not sent. Send it again."},
    {"smsdesk:no-connection", "The carrier could not be reached. Send it again in a moment."},
}};

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

std::string failure_sentence(const std::string& error_code) {
  if (error_code.empty()) return "The carrier gives no reason. Try once more later.";
  for (const Failure& failure : kFailures) {
    if (failure.code == error_code) return std::string(failure.sentence);
  }
  return "The carrier refused it with code " + error_code + ". If it happens again, tell an administrator.";
}

std::string readable_address(const std::string& address) {
  const auto parsed = sms::parse_address(address);
  return parsed ? parsed->formatted() : address;
}

}  // namespace smsdesk::screen
