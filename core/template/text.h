// The text of a template: words, and placeholders that become words when it is used. Pure.
//
// Syntax, all of it:
//   {{customer.name}}         a placeholder; its value stands there when the text is used
//   {{customer.name|there}}   the same with a default, for where there is no value; the default may be empty: {{queue|}}
//   {{}}                      two literal braces "{{"
//   {{date+1d}}               a day, week (w), hour (h) or minute (min) away from now: parse_time_placeholder says which
//   {{field.Account no}}      what is known of the customer under a name that the organisation gave it: field_name.h
// Names are lower-case letters, digits, "_" and "." and may have spaces around them, but none before the shift; that of a field
// is whatever people wrote, on one line and without "{", "}" and "|". A default is every character up to the
// next "}}", on one line (so that it holds no "}}" and does not end in "}"). Where more than two braces open, the last two are the placeholder's: "{{{agent.name}}" is a brace
// and a name. Everything else, single braces too, is literal.
//
// Laws (tests/core/template/text_test.cpp): parse(print(x)) == x; a text without "{{" is filled with itself; filled with a
// value or a default for every placeholder, no placeholder is left.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace smsdesk {

struct TemplatePiece {
  bool is_placeholder = false;
  std::string text;                     ///< literal words, or the placeholder's name
  std::optional<std::string> fallback;  ///< a placeholder's default
  friend bool operator==(const TemplatePiece&, const TemplatePiece&) = default;
};

/// Names need not be known (see kPlaceholders). Error: a placeholder that does not end or has no proper name.
Result<std::vector<TemplatePiece>> parse_template(std::string_view text);
std::string print_template(const std::vector<TemplatePiece>& pieces);

/// What a placeholder may be called, and what stands there, but for the organisation's own fields. Of the shifts there is an
/// example each.
struct Placeholder {
  std::string_view name;
  std::string_view meaning;  ///< for who writes a template
};
std::span<const Placeholder> placeholders();
/// Also of any customer field: whether the organisation has that one, core/workspace/customer_fields.h says.
bool is_placeholder_name(std::string_view name);

/// A placeholder that time fills: its name, and how far from now. core has no clock: who fills it is told what time it is.
struct TimePlaceholder {
  enum class Kind : std::uint8_t { Date, Weekday, Time, Greeting };
  Kind kind = Kind::Date;
  int days = 0;     ///< Date, Weekday: by the calendar
  int minutes = 0;  ///< Time
  friend bool operator==(const TimePlaceholder&, const TimePlaceholder&) = default;
};
/// "date", "date+1d", "weekday-2w", "time+90min", "time+2h", "greeting"; up to 999 of a unit.
std::optional<TimePlaceholder> parse_time_placeholder(std::string_view name);

/// By name; an empty value is none.
using TemplateValues = std::map<std::string, std::string, std::less<>>;

struct FilledTemplate {
  std::string text;                    ///< a placeholder with neither value nor default stands as it is written
  std::vector<std::string> missing;    ///< these, each once, in order
  std::vector<std::string> defaulted;  ///< where the default was used
  friend bool operator==(const FilledTemplate&, const FilledTemplate&) = default;
};
FilledTemplate fill_template(const std::vector<TemplatePiece>& pieces, const TemplateValues& values);
/// A text that cannot be parsed comes back as it is.
FilledTemplate fill_template(std::string_view text, const TemplateValues& values);

/// The first placeholder with a known name in what is about to be sent: bytes from `begin` to `end`.
struct RawPlaceholder {
  std::size_t begin = 0, end = 0;
  std::string name;
  friend bool operator==(const RawPlaceholder&, const RawPlaceholder&) = default;
};
std::optional<RawPlaceholder> find_raw_placeholder(std::string_view text, std::size_t from = 0);
/// Why a text with it is not sent: one sentence, also for the relay's refusal.
std::string raw_placeholder_sentence(std::string_view written);

}  // namespace smsdesk
