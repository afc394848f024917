// The viewer of the headless page lives in UTC and reads English.
#include "web/platform/page.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>

#include "web/platform/field_size.h"
#include "web/platform/headless/stage_state.h"
#include "web/platform/region.h"

namespace smsdesk::web {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr int kSettleFrames = 2;

}  // namespace

float pixel_ratio() {
  const StageState* stage = find_stage_state();
  return stage == nullptr ? 1.0f : stage->options.ratio * stage->text_size;
}
bool is_mirrored() {
  return false;  // its pictures are laid out, and not shown
}
float field_size_min() {
  const StageState& s = stage_state();
  return s.options.field_size_min / s.text_size;
}
void set_text_size(int percent) {
  stage_state().text_size = static_cast<float>(percent) / 100;
}

float px_snap(float css) {
  const float device = std::round(css * pixel_ratio());
  return css > 0 ? std::max(device, 1.0f) : device;
}

void request_frame() {
  StageState& s = stage_state();
  s.frames_wanted = std::max(s.frames_wanted, kSettleFrames);
}

void request_one_frame() {
  StageState& s = stage_state();
  s.frames_wanted = std::max(s.frames_wanted, 1);
}

void draw_again() {
  stage_state().is_drawn_again = true;
}

void request_frame_in(DurationMs delay) {
  StageState& s = stage_state();
  s.wake_at_ms = std::min(s.wake_at_ms, s.options.now.ms + std::max<DurationMs>(delay, 0));
}

SystemPreferences system_preferences() {
  return stage_state().options.preferences;
}
bool is_page_visible() {
  return stage_state().is_visible;
}
Instant page_now() {
  return stage_state().options.now;
}
void set_page_title(std::string_view title) {
  stage_state().title = title;
}
void set_theme_color(std::string_view css_color) {
  stage_state().theme_color = css_color;
}

std::int64_t local_day(Instant at) {
  return at.ms / kDayMs - (at.ms % kDayMs < 0 ? 1 : 0);
}

std::string format_time_of_day(Instant at) {
  return format_clock(static_cast<int>((at.ms - local_day(at) * kDayMs) / 60'000));
}

std::string format_clock(int minute) {
  const StageState* stage = find_stage_state();
  const int hour = minute / 60;
  char text[32];
  if (stage != nullptr && stage->hours == 12)
    std::snprintf(text, sizeof text, "%d:%02d %s", hour % 12 == 0 ? 12 : hour % 12, minute % 60,
                  hour < 12 ? "AM" : "PM");
  else
    std::snprintf(text, sizeof text, "%02d:%02d", hour, minute % 60);
  return text;
}

void set_hours(int hours) {
  stage_state().hours = hours;  // 24 where nothing is said, as its pictures have them
}
std::string region_name(std::string_view letters) {
  return letters == "US" ? "United States" : std::string(letters);
}
std::vector<std::string> browser_languages() {
  return {"en"};
}
void set_page_language(std::string_view language, bool is_right_to_left) {
  stage_state().language = language;
  stage_state().is_right_to_left = is_right_to_left;
}
bool is_mac() {
  return false;
}

namespace {

std::chrono::year_month_day date_of(Instant at) {
  return std::chrono::sys_days{std::chrono::days{local_day(at)}};
}

std::string day_and_month(Instant at) {
  static constexpr const char* kMonths[] = {"January", "February", "March",     "April",   "May",      "June",
                                            "July",    "August",   "September", "October", "November", "December"};
  const std::chrono::year_month_day date = date_of(at);
  return std::to_string(static_cast<unsigned>(date.day())) + " " + kMonths[static_cast<unsigned>(date.month()) - 1];
}

std::string weekday_of(Instant at) {
  static constexpr const char* kWeekdays[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                              "Thursday", "Friday", "Saturday"};
  return kWeekdays[std::chrono::weekday{std::chrono::sys_days{date_of(at)}}.c_encoding()];
}

std::string year_of(Instant at) {
  return std::to_string(static_cast<int>(date_of(at).year()));
}

}  // namespace

std::string format_day(Instant at) {
  const StageState* stage = find_stage_state();
  const bool is_this_year = stage == nullptr || date_of(at).year() == date_of(stage->options.now).year();
  return is_this_year ? weekday_of(at) + ", " + day_and_month(at) : day_and_month(at) + " " + year_of(at);
}

std::string format_date_time(Instant at) {
  return weekday_of(at) + ", " + day_and_month(at) + " " + year_of(at) + " at " + format_time_of_day(at);
}

}  // namespace smsdesk::web
