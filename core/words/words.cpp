#include "core/words/words.h"

#include <vector>

#include "core/words/catalogue.h"

namespace smsdesk {
namespace {

thread_local const words::Catalogue* in_use = nullptr;

const char* find(std::string_view context, const char* english) {
  const char* found = in_use == nullptr ? nullptr : in_use->find(context, english);
  return found == nullptr ? english : found;
}

std::string filled(std::string_view text, const words::Put* begin_of_puts, const words::Put* end_of_puts,
                   std::string_view n) {
  std::string whole;
  while (!text.empty()) {
    const std::size_t begin = text.find('{');
    const std::size_t end = begin == std::string_view::npos ? begin : text.find_first_of("{}", begin + 1);
    if (end == std::string_view::npos) break;
    const std::string_view name = text.substr(begin + 1, end - begin - 1);
    const words::Put* put = text[end] == '}' ? begin_of_puts : end_of_puts;
    while (put != end_of_puts && put->name != name) ++put;
    const bool is_count = put == end_of_puts && text[end] == '}' && name == "n" && !n.empty();
    whole += text.substr(0, begin);
    if (put != end_of_puts || is_count) {
      // A number or a Latin name keeps its own direction within a sentence that is read the other way (UAX #9, isolates).
      const bool is_isolated = !is_count && words::is_right_to_left();
      if (is_isolated) whole += "\u2068";
      whole += is_count ? n : put->value;
      if (is_isolated) whole += "\u2069";
      text.remove_prefix(end + 1);
    } else {
      whole += text[begin];
      text.remove_prefix(begin + 1);
    }
  }
  return whole += text;
}
std::string filled(std::string_view text, words::Puts puts, std::string_view n) {
  return filled(text, puts.begin(), puts.end(), n);
}

}  // namespace

namespace words {

Use::Use(const Catalogue* catalogue) : before_(in_use) {
  in_use = catalogue;
}
Use::~Use() {
  in_use = before_;
}

bool is_right_to_left() {
  return in_use != nullptr && in_use->is_right_to_left();
}

}  // namespace words

const char* tr(const char* english) {
  return find({}, english);
}
std::string tr(const char* english, words::Puts puts) {
  return filled(find({}, english), puts, {});
}
const char* trc(const char* context, const char* english) {
  return find(context, english);
}
std::string trc(const char* context, const char* english, words::Puts puts) {
  return filled(find(context, english), puts, {});
}

std::string trn(const char* one, const char* many, std::uint64_t n, words::Puts puts) {
  const char* text = in_use == nullptr ? nullptr : in_use->find({}, one, n);
  if (text == nullptr) text = n == 1 ? one : many;
  return filled(text, puts, std::to_string(n));
}

std::string translated(std::string_view sentence) {
  if (in_use == nullptr || sentence.empty()) return std::string(sentence);
  if (const char* found = in_use->find({}, sentence)) return found;
  const words::Catalogue::Match match = in_use->match(sentence);
  if (match.text == nullptr) return std::string(sentence);
  std::vector<std::string> values;
  for (const auto& [name, value] : match.values)
    values.push_back(name == "reason" ? translated(value) : std::string(value));
  std::vector<words::Put> puts;
  for (std::size_t i = 0; i < values.size(); ++i) puts.push_back({match.values[i].first, values[i]});
  return filled(match.text, puts.data(), puts.data() + puts.size(), {});
}

std::string comma() {
  return tr(", ");
}
std::string labelled(std::string_view label, std::string_view text) {
  return tr("{label}: {text}", {{"label", label}, {"text", text}});
}

}  // namespace smsdesk
