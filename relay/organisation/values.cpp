#include "relay/organisation/values.h"

#include <algorithm>
#include <array>

namespace smsdesk::relay {
namespace {

struct Unit {
  std::string_view name;
  DurationMs length;
};
// Written in the first that fits; "d" is read only, because "72 h" is what people say.
constexpr std::array<Unit, 5> kUnits{
    {{"h", hours(1)}, {"min", minutes(1)}, {"s", seconds(1)}, {"ms", 1}, {"d", hours(24)}}};
constexpr DurationMs kDurationMax = hours(24 * 366);
constexpr std::array<std::string_view, 7> kDays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::string clock_text(unsigned minute) {
  const auto two = [](unsigned n) { return std::string(n < 10 ? "0" : "") + std::to_string(n); };
  return two(minute / 60) + ":" + two(minute % 60);
}

std::string span_text(const OpenSpan& span) {
  return clock_text(span.from) + "-" + clock_text(span.to);
}

/// HH:MM; 24:00 is the end of the day.
std::optional<unsigned> parse_clock(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  for (const std::size_t i : {0u, 1u, 3u, 4u}) {
    if (!is_digit(text[i])) return std::nullopt;
  }
  const auto two = [&](std::size_t at) {
    return static_cast<unsigned>(text[at] - '0') * 10 + static_cast<unsigned>(text[at + 1] - '0');
  };
  const unsigned minute = two(0) * 60 + two(3);
  if (two(3) > 59 || minute > static_cast<unsigned>(kMinutesPerDay)) return std::nullopt;
  return minute;
}

std::optional<OpenSpan> parse_span(std::string_view text) {
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto from = parse_clock(trimmed(text.substr(0, dash)));
  const auto to = parse_clock(trimmed(text.substr(dash + 1)));
  if (!from || !to) return std::nullopt;
  return OpenSpan{0, *from, *to};
}

std::optional<unsigned> parse_day(std::string_view text) {
  const auto at = std::find(kDays.begin(), kDays.end(), text);
  if (at == kDays.end()) return std::nullopt;
  return static_cast<unsigned>(at - kDays.begin());
}

}  // namespace

std::string duration_text(DurationMs duration) {
  if (duration == 0) return "0 s";
  for (const Unit& unit : kUnits) {
    if (duration % unit.length == 0) return std::to_string(duration / unit.length) + " " + std::string(unit.name);
  }
  return {};  // every duration is a whole number of milliseconds
}

std::optional<DurationMs> parse_duration(std::string_view text) {
  text = trimmed(text);
  if (text == "never") return 0;
  std::size_t digits = 0;
  DurationMs number = 0;
  while (digits < text.size() && digits < 12 && is_digit(text[digits])) number = number * 10 + (text[digits++] - '0');
  if (digits == 0) return std::nullopt;
  const std::string_view name = trimmed(text.substr(digits));
  for (const Unit& unit : kUnits) {
    if (unit.name != name) continue;
    if (number > kDurationMax / unit.length) return std::nullopt;
    return number * unit.length;
  }
  return std::nullopt;
}

std::vector<std::string> hours_texts(const std::vector<OpenSpan>& spans) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < spans.size();) {
    std::size_t last = i;
    while (last + 1 < spans.size() && spans[last + 1].weekday == spans[last].weekday + 1 &&
           spans[last + 1].from == spans[i].from && spans[last + 1].to == spans[i].to) {
      ++last;
    }
    std::string days(kDays[std::min(spans[i].weekday, 6u)]);
    if (last > i) days += "-" + std::string(kDays[std::min(spans[last].weekday, 6u)]);
    texts.push_back(days + " " + span_text(spans[i]));
    i = last + 1;
  }
  return texts;
}

std::vector<std::string> day_hours_texts(const std::vector<OpenSpan>& spans) {
  std::vector<std::string> texts;
  texts.reserve(spans.size());
  for (const OpenSpan& span : spans) texts.push_back(span_text(span));
  return texts;
}

bool parse_hours(std::string_view text, std::vector<OpenSpan>& into) {
  text = trimmed(text);
  const std::size_t space = text.find(' ');
  if (space == std::string_view::npos) return false;
  const std::string_view days = text.substr(0, space);
  const auto span = parse_span(trimmed(text.substr(space)));
  const std::size_t dash = days.find('-');
  const auto first = parse_day(days.substr(0, dash));
  const auto last = dash == std::string_view::npos ? first : parse_day(days.substr(dash + 1));
  if (!span || !first || !last || *last < *first) return false;
  for (unsigned day = *first; day <= *last; ++day) into.push_back({day, span->from, span->to});
  return true;
}

bool parse_day_hours(std::string_view text, std::vector<OpenSpan>& into) {
  const auto span = parse_span(trimmed(text));
  if (span) into.push_back(*span);
  return span.has_value();
}

}  // namespace smsdesk::relay
