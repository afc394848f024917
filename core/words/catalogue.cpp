#include "core/words/catalogue.h"

#include <algorithm>

#include "core/base/utf8.h"

namespace smsdesk::words {
namespace {

constexpr char kContextEnd = '\x04';
constexpr std::size_t kMatchBytesMin = 8, kMatchedBytesMax = 2'000;

std::string_view take_until(std::string_view& text, char end) {
  const std::size_t at = std::min(text.find(end), text.size());
  const std::string_view part = text.substr(0, at);
  text.remove_prefix(std::min(text.size(), at + 1));
  return part;
}

/// FNV-1a.
std::uint32_t hash_on(std::uint32_t hash, std::string_view text) {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return hash;
}
std::uint32_t hash_of(std::string_view context, std::string_view english) {
  std::uint32_t hash = 2166136261u;
  if (!context.empty()) hash = hash_on(hash_on(hash, context), {&kContextEnd, 1});
  return hash_on(hash, english);
}

/// Appends it with its zero; false where an escape is none.
bool append_plain(std::string_view text, std::string& to) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '\0') return false;
    if (c == '\\') {
      if (++i == text.size()) return false;
      c = text[i] == 'n' ? '\n' : text[i] == 't' ? '\t' : text[i] == '\\' ? '\\' : '\0';
      if (c == '\0') return false;
    }
    to += c;
  }
  to += '\0';
  return true;
}

using Values = std::vector<std::pair<std::string_view, std::string_view>>;

/// How many bytes of the sentence the pattern says itself; 0 where it does not fit. What is put in is as short as it can be.
std::size_t fits(std::string_view pattern, std::string_view sentence, Values& values) {
  values.clear();
  std::size_t said = std::min(pattern.find('{'), pattern.size());
  if (said == pattern.size() || sentence.substr(0, said) != pattern.substr(0, said)) return 0;
  sentence.remove_prefix(said);
  pattern.remove_prefix(said);
  while (!pattern.empty()) {
    const std::size_t end = pattern.find('}');
    if (pattern.front() != '{' || end == std::string_view::npos) return 0;
    const std::string_view name = pattern.substr(1, end - 1);
    pattern.remove_prefix(end + 1);
    const std::string_view next = pattern.substr(0, std::min(pattern.find('{'), pattern.size()));
    const bool is_last = next.size() == pattern.size();
    if (next.empty() && !is_last) return 0;
    if (is_last && sentence.size() < next.size()) return 0;
    const std::size_t at = is_last ? sentence.size() - next.size() : sentence.find(next);
    if (at == std::string_view::npos || sentence.substr(at, next.size()) != next) return 0;
    values.emplace_back(name, sentence.substr(0, at));
    sentence.remove_prefix(at + next.size());
    pattern.remove_prefix(next.size());
    said += next.size();
  }
  return sentence.empty() ? said : 0;
}

bool take_field(std::string_view& file, std::string_view name, std::string_view& value) {
  value = take_until(file, '\n');
  if (value.substr(0, name.size()) != name || value.size() <= name.size() || value[name.size()] != ' ') return false;
  value.remove_prefix(name.size() + 1);
  return true;
}

}  // namespace

bool Catalogue::read_head(std::string_view& file) {
  std::string_view value;
  if (take_until(file, '\n') != "smsdesk words 1") return false;
  if (!take_field(file, "language", value) || value.size() > 35) return false;
  language_ = std::string(value);
  if (!take_field(file, "direction", value) || (value != "ltr" && value != "rtl")) return false;
  is_right_to_left_ = value == "rtl";
  if (!take_field(file, "forms", value) || value.size() != 1 || value[0] < '1') return false;
  forms_ = static_cast<unsigned>(value[0] - '0');
  if (forms_ > kFormsMax) return false;
  if (!take_field(file, "plurals", value) || value.size() != plurals_.size()) return false;
  for (std::size_t n = 0; n < plurals_.size(); ++n) {
    const auto form = static_cast<unsigned>(value[n] - '0');
    if (value[n] < '0' || form >= forms_) return false;
    plurals_[n] = static_cast<std::uint8_t>(form);
  }
  return take_until(file, '\n').empty();
}

bool Catalogue::read_text(std::string_view line) {
  Text text{};
  text.key = static_cast<std::uint32_t>(bytes_.size());
  if (texts_.size() >= kCatalogueTextsMax || line.find('\t') == std::string_view::npos) return false;
  if (!append_plain(take_until(line, '\t'), bytes_)) return false;
  text.first = static_cast<std::uint32_t>(bytes_.size());
  text.hash = hash_of({}, std::string_view(bytes_).substr(text.key, text.first - 1 - text.key));
  // A tab more: the last text may be empty, and is one.
  for (bool is_last = false; !is_last; ++text.forms) {
    is_last = line.find('\t') == std::string_view::npos;
    if (text.forms == kFormsMax || !append_plain(take_until(line, '\t'), bytes_)) return false;
  }
  texts_.push_back(text);
  return text.first - text.key > 1 && (text.forms == 1 || text.forms == forms_);
}

bool Catalogue::read(std::string_view file) {
  *this = Catalogue();
  bool is_good = file.size() <= kCatalogueBytesMax && utf8::is_valid(file) && read_head(file);
  bytes_.reserve(is_good ? file.size() + 1 : 0);
  while (is_good && !file.empty()) is_good = read_text(take_until(file, '\n'));
  if (!is_good || texts_.empty()) {
    *this = Catalogue();
    return false;
  }
  std::sort(texts_.begin(), texts_.end(), [](const Text& a, const Text& b) { return a.hash < b.hash; });
  return true;
}

const char* Catalogue::form(std::string_view context, std::string_view english, unsigned form) const {
  const std::uint32_t hash = hash_of(context, english);
  auto at = std::lower_bound(texts_.begin(), texts_.end(), hash,
                             [](const Text& text, std::uint32_t wanted) { return text.hash < wanted; });
  for (; at != texts_.end() && at->hash == hash; ++at) {
    std::string_view key(bytes_.data() + at->key, at->first - 1 - at->key);
    if (!context.empty()) {
      const std::size_t end = context.size();
      if (key.substr(0, end) != context || key.size() <= end || key[end] != kContextEnd) continue;
      key.remove_prefix(end + 1);
    }
    if (key != english) continue;
    const char* text = bytes_.data() + at->first;
    if (form >= at->forms) return nullptr;
    for (; form > 0; --form) text += std::char_traits<char>::length(text) + 1;
    return *text == '\0' ? nullptr : text;
  }
  return nullptr;
}

Catalogue::Match Catalogue::match(std::string_view sentence) const {
  Match best;
  std::size_t most = kMatchBytesMin - 1;
  if (sentence.size() > kMatchedBytesMax) return best;
  Values values;
  for (const Text& one : texts_) {
    const std::string_view key(bytes_.data() + one.key, one.first - 1 - one.key);
    const std::size_t said = fits(key, sentence, values);
    if (said <= most) continue;
    most = said;
    std::uint64_t n = 0;
    for (const auto& [name, value] : values) {
      if (name != "n") continue;
      for (const char c : value) n = c >= '0' && c <= '9' ? n * 10 + static_cast<std::uint64_t>(c - '0') : n;
    }
    best.text = one.forms == 1 ? find({}, key) : find({}, key, n);
    best.values = values;
  }
  return best;
}

const char* Catalogue::find(std::string_view context, std::string_view english) const {
  return form(context, english, 0);
}
const char* Catalogue::find(std::string_view context, std::string_view english, std::uint64_t n) const {
  return form(context, english, plurals_[n < plurals_.size() ? n : 100 + n % 100]);
}

}  // namespace smsdesk::words
