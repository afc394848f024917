// Dates are asked of the browser's Intl once per minute or day and kept: a list of messages asks
// for the same ones again and again, sixty times a second.
#include "web/platform/page.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <unordered_map>
#include <utility>

#include "web/platform/browser/canvas_internal.h"
#include "web/platform/browser/js.h"
#include "web/platform/field_size.h"
#include "web/platform/region.h"

namespace smsdesk::web {
namespace {

constexpr std::size_t kDatesMax = 4096;           // cached strings of one kind; then all are dropped
constexpr std::int64_t kQuarterHourMs = 900'000;  // no zone changes its offset between two quarters

struct Dates {
  int hours = 0;
  std::int64_t today = 0;  ///< when by_day was filled: how a day is said depends on the year in which it is said
  std::unordered_map<std::int64_t, std::string> by_minute, by_day, by_second, by_clock;
  std::unordered_map<std::int64_t, int> offset_by_quarter;
  std::map<std::string, std::string, std::less<>> regions;  ///< names of countries; there are no more than those
};

Dates& dates() {
  static auto* const the = new Dates();  // lives as long as the page
  return *the;
}

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - (a % b < 0 ? 1 : 0);
}

std::string format_date(int kind, std::int64_t ms) {
  char buffer[160];
  const int count = page_format_date(kind, static_cast<double>(ms), buffer, sizeof buffer);
  return std::string(buffer, static_cast<std::size_t>(std::max(count, 0)));
}

const std::string& cached(std::unordered_map<std::int64_t, std::string>& cache, std::int64_t key, int kind,
                          std::int64_t ms) {
  if (const auto found = cache.find(key); found != cache.end()) return found->second;
  if (cache.size() >= kDatesMax) cache.clear();
  return cache.emplace(key, format_date(kind, ms)).first->second;
}

}  // namespace

float px_snap(float css) {
  const float device = std::round(css * pixel_ratio());
  return css > 0 ? std::max(device, 1.0f) : device;
}

SystemPreferences system_preferences() {
  const int bits = page_preferences();
  return {(bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0};
}
bool is_page_visible() {
  return (page_preferences() & 16) != 0;
}
Instant page_now() {
  return {static_cast<std::int64_t>(page_now_ms())};
}

void set_page_title(std::string_view title) {
  page_set_title(title.data(), static_cast<int>(title.size()));
}
void set_theme_color(std::string_view css_color) {
  page_set_theme_color(css_color.data(), static_cast<int>(css_color.size()));
}

std::string format_time_of_day(Instant at) {
  return cached(dates().by_minute, floor_div(at.ms, 60'000), 0, at.ms);
}
std::string format_clock(int minute) {
  return cached(dates().by_clock, minute, 3, static_cast<std::int64_t>(minute) * 60'000);
}
void set_text_size(int percent) {
  static int shown = 100;
  if (std::exchange(shown, percent) != percent) canvas_set_text_size(percent / 100.0);
}
void set_hours(int hours) {
  if (hours == dates().hours) return;
  dates().hours = hours;
  page_set_hours(hours);
  dates().by_minute.clear();
  dates().by_second.clear();
  dates().by_clock.clear();
}
std::vector<std::string> browser_languages() {
  char lines[512];
  const int count = page_languages(lines, sizeof lines);
  std::string_view rest(lines, static_cast<std::size_t>(std::max(count, 0)));
  std::vector<std::string> languages;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    languages.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(rest.size(), end + 1));
  }
  return languages;
}
std::string region_name(std::string_view letters) {
  auto& known = dates().regions;
  if (const auto at = known.find(letters); at != known.end()) return at->second;
  char name[256];
  const int bytes = page_region_name(letters.data(), static_cast<int>(letters.size()), name, sizeof name);
  return known.emplace(letters, std::string(name, static_cast<std::size_t>(std::max(bytes, 0)))).first->second;
}
void set_page_language(std::string_view language, bool is_right_to_left) {
  page_set_language(language.data(), static_cast<int>(language.size()), is_right_to_left ? 1 : 0);
  set_mirrored(is_right_to_left);
  dates().by_minute.clear();
  dates().by_day.clear();
  dates().by_second.clear();
  dates().by_clock.clear();
  dates().regions.clear();
}
bool is_mac() {
  return page_is_mac() != 0;
}
float field_size_min() {
  return static_cast<float>(page_field_size_min());
}
std::string format_day(Instant at) {
  const std::int64_t today = local_day(page_now());
  if (std::exchange(dates().today, today) != today) dates().by_day.clear();
  return cached(dates().by_day, local_day(at), 1, at.ms);
}
std::string format_date_time(Instant at) {
  return cached(dates().by_second, floor_div(at.ms, 1000), 2, at.ms);
}

std::int64_t local_day(Instant at) {
  auto& offsets = dates().offset_by_quarter;
  const std::int64_t quarter = floor_div(at.ms, kQuarterHourMs);
  auto found = offsets.find(quarter);
  if (found == offsets.end()) {
    if (offsets.size() >= kDatesMax) offsets.clear();
    const int minutes = page_zone_offset_minutes(static_cast<double>(at.ms));
    found = offsets.emplace(quarter, minutes).first;
  }
  return floor_div(at.ms + static_cast<std::int64_t>(found->second) * 60'000, 86'400'000);
}

}  // namespace smsdesk::web
