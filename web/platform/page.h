// The page around the canvas: pixel ratio, frames on demand, preferences of the system, title, clock and dates.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/time.h"

namespace smsdesk::web {

float pixel_ratio();  ///< device px per CSS px, zoom and text size included
inline float px(float css) {
  return css * pixel_ratio();
}
/// Everything is drawn that much larger, per cent: the page has fewer CSS pixels, and pixel_ratio() is larger. Before a
/// frame's first widget.
void set_text_size(int percent);
/// The page's language is read from right to left (set_page_language): what is shown is the mirror image of what is laid out,
/// words and pictures excepted. Everything is laid out as from left to right, and what meets the browser (pixels, pointer,
/// mirror, fields, keys) is turned around there, so that no widget knows of it.
bool is_mirrored();
/// CSS px rounded to whole device px, at least one where css > 0.
float px_snap(float css);

/// Asks for one more frame (and lets a few follow so that ImGui settles). Without it nothing is drawn: an idle page
/// costs nothing.
void request_frame();
/// Likewise, where nobody pressed or moved anything: ImGui has nothing to settle.
void request_one_frame();
/// Within a frame: what it draws from has changed, so it is built once more before it is shown (a few times at most; then the
/// next frame shows it).
void draw_again();
/// Asks for a frame in that many milliseconds: countdowns, relative times, toasts. The nearest wish wins.
void request_frame_in(DurationMs delay);

struct SystemPreferences {
  bool is_dark = false;
  bool reduces_motion = false;
  bool wants_more_contrast = false;
  bool forced_colors = false;
};
SystemPreferences system_preferences();
bool is_mac();  ///< its keyboard has Cmd and Option
bool is_page_visible();
Instant page_now();  ///< the browser's clock; corrected to the relay's by the client's state

void set_page_title(std::string_view title);
void set_theme_color(std::string_view css_color);

/// Of the browser, BCP 47, the one that is liked best first.
std::vector<std::string> browser_languages();
/// The language of all that the page says from now on, dates included; of a language that the browser knows a region of
/// ("de-CH"), the dates are that region's.
void set_page_language(std::string_view language, bool is_right_to_left);

/// Dates in the viewer's zone and the page's language, by Intl.DateTimeFormat, cached.
std::string format_time_of_day(Instant at);  ///< 14:05
std::string format_clock(int minute);        ///< likewise, by a clock elsewhere: a minute of its day
/// Of all that is formatted from now on: 12, 24, or 0 = as the language has it.
void set_hours(int hours);
std::string format_day(Instant at);        ///< Monday, 23 November; of another year 23 November 2024
std::string format_date_time(Instant at);  ///< full, for tooltips
/// Days since 1970 in the viewer's zone; for day separators.
std::int64_t local_day(Instant at);

}  // namespace smsdesk::web
