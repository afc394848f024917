// One pass from left to right. A run of opening braces ends in a placeholder's two, where there are two; what stands up to the
// next "}}" on the same line is its inside.
#include "core/template/text.h"
#include "core/words/words.h"

#include <algorithm>
#include <array>

#include "core/template/field_name.h"

namespace smsdesk {
namespace {

constexpr std::string_view kOpen = "{{", kClose = "}}";

constexpr std::array<Placeholder, 13> kPlaceholders{{
    {"customer.name", mark("the customer's name")},
    {"customer.number", mark("the customer's number")},
    {"agent.name", mark("your name")},
    {"agent.first_name", mark("your first name")},
    {"queue", mark("the name of the queue")},
    {"our.number", mark("our number in this conversation")},
    {"organisation", mark("the name of the organisation")},
    {"date", mark("today's date")},
    {"time", mark("the time of day")},
    {"date+1d", mark("tomorrow's date; +2w is in two weeks")},
    {"time+1h", mark("the time in an hour; +30min is in half an hour")},
    {"weekday", mark("the day of the week; +1d is tomorrow's")},
    {"greeting", mark("a greeting by the time of day")},
}};

struct TimeName {
  std::string_view name;
  TimePlaceholder::Kind kind;
};
constexpr std::array<TimeName, 4> kTimeNames{{
    {"date", TimePlaceholder::Kind::Date},
    {"weekday", TimePlaceholder::Kind::Weekday},
    {"time", TimePlaceholder::Kind::Time},
    {"greeting", TimePlaceholder::Kind::Greeting},
}};
constexpr std::size_t kShiftDigitsMax = 3;

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
}

/// Where the shift begins, or the name's end.
std::size_t shift_begin(std::string_view name) {
  return std::min(name.find_first_of("+-"), name.size());
}

bool is_name(std::string_view name) {
  if (placeholder_field(name)) return true;
  const std::size_t shift = shift_begin(name);
  const auto is_word = [](std::string_view word) {
    return !word.empty() && std::all_of(word.begin(), word.end(), is_name_character);
  };
  return is_word(name.substr(0, shift)) && (shift == name.size() || is_word(name.substr(shift + 1)));
}

/// What "+2w" means for that kind; false where it means nothing.
bool read_shift(std::string_view shift, TimePlaceholder& into) {
  const bool is_back = shift.front() == '-';
  shift.remove_prefix(1);
  int amount = 0;
  std::size_t digits = 0;
  for (; digits < shift.size() && shift[digits] >= '0' && shift[digits] <= '9'; ++digits) {
    if (digits == kShiftDigitsMax) return false;
    amount = amount * 10 + (shift[digits] - '0');
  }
  if (digits == 0) return false;
  if (is_back) amount = -amount;
  const std::string_view unit = shift.substr(digits);
  const bool is_clock = into.kind == TimePlaceholder::Kind::Time;
  const bool is_calendar = into.kind == TimePlaceholder::Kind::Date || into.kind == TimePlaceholder::Kind::Weekday;
  if (is_calendar && unit == "d")
    into.days = amount;
  else if (is_calendar && unit == "w")
    into.days = 7 * amount;
  else if (is_clock && unit == "h")
    into.minutes = 60 * amount;
  else if (is_clock && unit == "min")
    into.minutes = amount;
  else
    return false;
  return true;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// A placeholder's inside, and where it stands with its braces.
struct Braced {
  std::size_t begin = 0, end = 0;
  std::string_view inside;
  bool is_closed = false;
};
std::optional<Braced> find_braced(std::string_view text, std::size_t from) {
  std::size_t begin = text.find(kOpen, from);
  if (begin == std::string_view::npos) return std::nullopt;
  while (begin + 2 < text.size() && text[begin + 2] == '{') ++begin;
  const std::size_t inside = begin + kOpen.size();
  const std::size_t close = text.find(kClose, inside);
  const std::size_t line = text.find('\n', inside);
  if (close == std::string_view::npos || line < close) return Braced{begin, inside, {}, false};
  return Braced{begin, close + kClose.size(), text.substr(inside, close - inside), true};
}

void add_once(std::vector<std::string>& to, const std::string& name) {
  if (std::find(to.begin(), to.end(), name) == to.end()) to.push_back(name);
}

std::string written(const TemplatePiece& piece) {
  return "{{" + piece.text + (piece.fallback ? "|" + *piece.fallback : std::string()) + "}}";
}

}  // namespace

std::span<const Placeholder> placeholders() {
  return kPlaceholders;
}

bool is_placeholder_name(std::string_view name) {
  return std::any_of(kPlaceholders.begin(), kPlaceholders.end(),
                     [&](const Placeholder& p) { return p.name == name; }) ||
         parse_time_placeholder(name).has_value() || placeholder_field(name).has_value();
}

std::optional<TimePlaceholder> parse_time_placeholder(std::string_view name) {
  const std::size_t shift = shift_begin(name);
  const auto known = std::find_if(kTimeNames.begin(), kTimeNames.end(),
                                  [&](const TimeName& one) { return one.name == name.substr(0, shift); });
  if (known == kTimeNames.end()) return std::nullopt;
  TimePlaceholder found{known->kind, 0, 0};
  if (shift < name.size() && !read_shift(name.substr(shift), found)) return std::nullopt;
  return found;
}

Result<std::vector<TemplatePiece>> parse_template(std::string_view text) {
  std::vector<TemplatePiece> pieces;
  const auto add_words = [&](std::string_view words) {
    if (words.empty()) return;
    if (pieces.empty() || pieces.back().is_placeholder) pieces.push_back({});
    pieces.back().text += words;
  };
  std::size_t at = 0;
  while (const auto braced = find_braced(text, at)) {
    add_words(text.substr(at, braced->begin - at));
    if (!braced->is_closed)
      return Error{ErrorCode::Invalid, tr("A placeholder begins with {{ and does not end with }} on the same line.")};
    at = braced->end;
    if (braced->inside.empty()) {
      add_words(kOpen);
      continue;
    }
    const std::size_t bar = braced->inside.find('|');
    const std::string_view name = trimmed(braced->inside.substr(0, bar));
    if (!is_name(name)) {
      return Error{ErrorCode::Invalid,
                   tr("“{placeholder}” is no placeholder. Write {braces} where two braces are meant.",
                      {{"placeholder", text.substr(braced->begin, braced->end - braced->begin)}, {"braces", "{{}}"}})};
    }
    TemplatePiece piece{true, std::string(name), std::nullopt};
    if (bar != std::string_view::npos) piece.fallback = std::string(braced->inside.substr(bar + 1));
    pieces.push_back(std::move(piece));
  }
  add_words(text.substr(at));
  return pieces;
}

std::string print_template(const std::vector<TemplatePiece>& pieces) {
  std::string text;
  for (const TemplatePiece& piece : pieces) {
    if (piece.is_placeholder) {
      text += written(piece);
      continue;
    }
    for (std::size_t at = 0; at < piece.text.size();) {
      const bool is_open = piece.text.compare(at, kOpen.size(), kOpen) == 0;
      text += is_open ? std::string("{{}}") : std::string(1, piece.text[at]);
      at += is_open ? kOpen.size() : 1;
    }
  }
  return text;
}

FilledTemplate fill_template(const std::vector<TemplatePiece>& pieces, const TemplateValues& values) {
  FilledTemplate filled;
  for (const TemplatePiece& piece : pieces) {
    if (!piece.is_placeholder) {
      filled.text += piece.text;
      continue;
    }
    const auto value = values.find(piece.text);
    if (value != values.end() && !value->second.empty()) {
      filled.text += value->second;
    } else if (piece.fallback) {
      filled.text += *piece.fallback;
      add_once(filled.defaulted, piece.text);
    } else {
      filled.text += written(piece);
      add_once(filled.missing, piece.text);
    }
  }
  return filled;
}

FilledTemplate fill_template(std::string_view text, const TemplateValues& values) {
  const auto pieces = parse_template(text);
  if (!pieces) return {std::string(text), {}, {}};
  return fill_template(*pieces, values);
}

std::optional<RawPlaceholder> find_raw_placeholder(std::string_view text, std::size_t from) {
  while (const auto braced = find_braced(text, from)) {
    from = braced->begin + kOpen.size();
    if (!braced->is_closed) continue;
    const std::string_view name = trimmed(braced->inside.substr(0, braced->inside.find('|')));
    if (is_placeholder_name(name)) return RawPlaceholder{braced->begin, braced->end, std::string(name)};
  }
  return std::nullopt;
}

std::string raw_placeholder_sentence(std::string_view written_as) {
  return tr("“{placeholder}” still stands in the text. Put the words there that the customer is to read.",
            {{"placeholder", written_as}});
}

}  // namespace smsdesk
