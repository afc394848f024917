#include "relay/toml/toml_text.h"

#include <fstream>
#include <iterator>
#include <optional>

#include "core/words/words.h"

namespace smsdesk::relay {
namespace {

constexpr std::size_t kJsonDepthMax = 12;

/// Finds letters that TOML allows only inside quotes and comments. It follows strings as TOML writes them up to the first
/// mistake; behind one the parser does not read on either, and here every line begins outside again.
class LetterScan {
 public:
  explicit LetterScan(std::string_view text) : text_(text) {}

  /// The line of the first one.
  std::optional<unsigned> find() {
    if (text_.substr(0, 3) == "\xEF\xBB\xBF") at_ = 3;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (static_cast<unsigned char>(c) >= 0x80) return line_;
      if (c == '#')
        skip_line();
      else if (c == '"' || c == '\'')
        skip_string(c);
      else
        step();
    }
    return std::nullopt;
  }

 private:
  void step() {
    if (text_[at_] == '\n') ++line_;
    ++at_;
  }
  void skip_line() {
    while (at_ < text_.size() && text_[at_] != '\n') ++at_;
  }
  bool is_triple(char quote) const {
    return at_ + 2 < text_.size() && text_[at_] == quote && text_[at_ + 1] == quote && text_[at_ + 2] == quote;
  }
  void skip_string(char quote) {
    const bool is_long = is_triple(quote);
    at_ += is_long ? 3 : 1;
    while (at_ < text_.size()) {
      if (!is_long && text_[at_] == '\n') return;
      if (quote == '"' && text_[at_] == '\\' && at_ + 1 < text_.size()) {
        ++at_;
      } else if (is_long ? is_triple(quote) : text_[at_] == quote) {
        at_ += is_long ? 3 : 1;
        // Two more may stand before the closing three: they belong to the text.
        for (int more = 0; is_long && more < 2 && at_ < text_.size() && text_[at_] == quote; ++more) ++at_;
        return;
      }
      step();
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  unsigned line_ = 1;
};

std::optional<TomlProblem> put_value(toml::table& into, std::string_view key, json::View value);

std::optional<TomlProblem> put_object(toml::table& into, json::View object) {
  for (std::size_t i = 0; i < object.size(); ++i) {
    if (auto problem = put_value(into, object.member_key(i), object.at(i))) return problem;
  }
  return std::nullopt;
}

std::optional<TomlProblem> put_element(toml::array& into, std::string_view key, json::View value) {
  if (value.is_string()) {
    into.push_back(std::string(value.string()));
  } else if (const auto number = value.integer()) {
    into.push_back(*number);
  } else if (value.is_boolean()) {
    into.push_back(*value.boolean());
  } else if (value.is_object()) {
    toml::table table;
    if (auto problem = put_object(table, value)) return problem;
    into.push_back(std::move(table));
  } else {
    return TomlProblem{0, "",
                       tr("\"{name}\" holds something that is no text, whole number or object.", {{"name", key}})};
  }
  return std::nullopt;
}

std::optional<TomlProblem> put_value(toml::table& into, std::string_view key, json::View value) {
  if (value.is_null()) return std::nullopt;
  toml::array one;
  if (value.is_array()) {
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (auto problem = put_element(one, key, value.at(i))) return problem;
    }
    into.insert_or_assign(key, std::move(one));
    return std::nullopt;
  }
  if (auto problem = put_element(one, key, value)) return problem;
  into.insert_or_assign(key, std::move(*one.get(0)));
  return std::nullopt;
}

}  // namespace

std::variant<toml::table, TomlProblem> parse_toml(std::string_view text) {
  if (text.size() > kTomlBytesMax) return TomlProblem{0, "", tr("it is longer than 16 MiB.")};
  if (const auto line = LetterScan(text).find()) {
    return TomlProblem{*line, "", tr("a letter outside ASCII stands outside quotes; put names and texts in quotes.")};
  }
  try {
    return toml::parse(text);
  } catch (const toml::parse_error& error) {
    // The parser's own words are English in every language.
    return TomlProblem{error.source().begin.line, "",
                       tr("this is no TOML: {detail}.", {{"detail", error.description()}})};
  }
}

Result<toml::table> parse_toml_file(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string text;
  for (char block[64 * 1024]; stream && text.size() <= kTomlBytesMax;) {
    stream.read(block, sizeof block);
    text.append(block, static_cast<std::size_t>(stream.gcount()));
  }
  if (stream.bad() || (text.empty() && !stream.eof())) {
    return Error{ErrorCode::NotFound, "The file " + file + " cannot be read. Check the path and its rights."};
  }
  auto parsed = parse_toml(text);
  if (const auto* problem = std::get_if<TomlProblem>(&parsed))
    return Error{ErrorCode::Invalid, problem->sentence(file)};
  return std::get<toml::table>(std::move(parsed));
}

std::variant<toml::table, TomlProblem> parse_json_as_toml(std::string_view text) {
  if (text.size() > kTomlBytesMax) return TomlProblem{0, "", tr("it is longer than 16 MiB.")};
  auto document = json::Document::parse(text, kJsonDepthMax);
  if (!document) return TomlProblem{0, "", document.error().sentence};
  if (!document->root().is_object()) return TomlProblem{0, "", tr("an object is expected.")};
  toml::table table;
  if (auto problem = put_object(table, document->root())) return *problem;
  return table;
}

}  // namespace smsdesk::relay
