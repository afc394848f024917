#include "relay/store/search_words.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "core/base/utf8.h"
#include "core/sms/grapheme.h"

namespace smsdesk::store {
namespace {

enum class Kind : std::uint8_t { Gap, Word, Run, Symbol };

/// A folded character and the cluster that it comes from.
struct Unit {
  char32_t character = 0;
  Kind kind = Kind::Gap;
  TextRange cluster;
};

struct Span {
  char32_t first, last;
};
template <std::size_t n>
bool is_in(char32_t c, const std::array<Span, n>& spans) {
  return std::any_of(spans.begin(), spans.end(), [c](const Span& s) { return c >= s.first && c <= s.last; });
}

// Marks that people leave out when they type: accents, Hebrew points, Arabic vowels and its stretching line. Those of Thai or
// Devanagari are vowels, and stay.
constexpr std::array<Span, 9> kLeftOut = {{{0x0300, 0x036F},
                                           {0x0591, 0x05C7},
                                           {0x0610, 0x061A},
                                           {0x0640, 0x0640},
                                           {0x064B, 0x065F},
                                           {0x0670, 0x0670},
                                           {0x06D6, 0x06ED},
                                           {0x1AB0, 0x1AFF},
                                           {0x1DC0, 0x1DFF}}};
// Letters that carry such marks composed.
constexpr std::array<Span, 4> kAccented = {{{0x00C0, 0x024F}, {0x0370, 0x052F}, {0x0622, 0x0626}, {0x1E00, 0x1FFF}}};
constexpr std::array<Span, 12> kWithoutSpaces = {{{0x0E00, 0x0EFF},
                                                  {0x1000, 0x109F},
                                                  {0x1780, 0x17FF},
                                                  {0x3005, 0x3007},
                                                  {0x3041, 0x30FF},
                                                  {0x31F0, 0x31FF},
                                                  {0x3400, 0x4DBF},
                                                  {0x4E00, 0x9FFF},
                                                  {0xAC00, 0xD7A3},
                                                  {0xF900, 0xFAFF},
                                                  {0x1B000, 0x1B16F},
                                                  {0x20000, 0x323AF}}};
constexpr std::array<Span, 1> kFlagLetters = {{{0x1F1E6, 0x1F1FF}}};
constexpr std::array<Span, 1> kSkinTones = {{{0x1F3FB, 0x1F3FF}}};

/// Letters that no decomposition takes apart, and of Arabic those that are written in several ways.
char32_t plain_letter(char32_t c) {
  switch (c) {
    case U'ø':
      return U'o';
    case U'ł':
      return U'l';
    case U'đ':
    case U'ð':
      return U'd';
    case U'ħ':
      return U'h';
    case U'ı':
      return U'i';
    case 0x0629:  // teh marbuta
      return 0x0647;
    case 0x0649:  // alef maksura, Farsi yeh
    case 0x06CC:
      return 0x064A;
    case 0x06A9:  // keheh
      return 0x0643;
    default:
      break;
  }
  if (c >= 0x0660 && c <= 0x0669) return U'0' + (c - 0x0660);
  if (c >= 0x06F0 && c <= 0x06F9) return U'0' + (c - 0x06F0);
  if (c >= 0x0966 && c <= 0x096F) return U'0' + (c - 0x0966);
  if (c >= 0x0E50 && c <= 0x0E59) return U'0' + (c - 0x0E50);
  if (c >= 0x30A1 && c <= 0x30F6) return c - 0x60;  // katakana as hiragana
  return c;
}

Kind kind_of(char32_t c) {
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_NL:
      return is_in(c, kWithoutSpaces) ? Kind::Run : Kind::Word;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NO:
      return Kind::Word;
    case UTF8PROC_CATEGORY_SO:
      return Kind::Symbol;
    default:
      return Kind::Gap;
  }
}

char folded(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}
bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

class Folder {
 public:
  explicit Folder(std::vector<Unit>& into) : into_(into) {}

  void ascii(char c, TextRange at) {
    into_.push_back({static_cast<char32_t>(folded(c)), is_word(c) ? Kind::Word : Kind::Gap, at});
  }
  void cluster(std::string_view bytes, TextRange at) {
    if (bytes.size() == 3) {
      std::size_t behind = 0;
      const char32_t c = utf8::next(bytes, behind);
      // Nothing folds these.
      if ((c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3)) return into_.push_back({c, Kind::Run, at});
    }
    utf8proc_uint8_t* folded = nullptr;
    constexpr auto kOptions = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE |
                                                             UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
    const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(bytes.data()),
                                   static_cast<utf8proc_ssize_t>(bytes.size()), &folded, kOptions);
    if (size < 0) return into_.push_back({U' ', Kind::Gap, at});
    const std::string_view text(reinterpret_cast<const char*>(folded), static_cast<std::size_t>(size));
    for (std::size_t i = 0; i < text.size();) letter(utf8::next(text, i), at);
    std::free(folded);  // NOLINT(cppcoreguidelines-no-malloc): utf8proc's contract
  }

 private:
  void letter(char32_t c, TextRange at) {
    if (is_in(c, kLeftOut) || is_in(c, kSkinTones)) return;
    if (c == U'æ' || c == U'œ') {
      put(c == U'æ' ? U'a' : U'o', at);
      return put(U'e', at);
    }
    if (!is_in(c, kAccented)) return put(plain_letter(c), at);
    std::array<utf8proc_int32_t, 8> parts{};
    int boundary = 0;
    const auto count =
        utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), parts.data(),
                                static_cast<utf8proc_ssize_t>(parts.size()), UTF8PROC_DECOMPOSE, &boundary);
    for (utf8proc_ssize_t i = 0; i < std::min<utf8proc_ssize_t>(count, parts.size()); ++i) {
      const auto part = static_cast<char32_t>(parts[static_cast<std::size_t>(i)]);
      if (!is_in(part, kLeftOut)) put(plain_letter(part), at);
    }
  }
  void put(char32_t c, TextRange at) { into_.push_back({c, is_in(c, kFlagLetters) ? Kind::Symbol : kind_of(c), at}); }
  std::vector<Unit>& into_;
};

std::vector<Unit> units_of(std::string_view text) {
  std::vector<Unit> units;
  units.reserve(text.size());
  Folder folder(units);
  sms::ClusterBreaker breaker;
  const auto close = [&](std::size_t begin, std::size_t end) {
    const TextRange at{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    if (end - begin == 1 && static_cast<unsigned char>(text[begin]) < 0x80)
      folder.ascii(text[begin], at);
    else if (end > begin)
      folder.cluster(text.substr(begin, end - begin), at);
  };
  std::size_t begin = 0;
  const auto is_ascii_at = [text](std::size_t at) { return static_cast<unsigned char>(text[at]) < 0x80; };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t before = at;
    // Most text: nothing can join two ASCII characters but CR and LF, which are two gaps here.
    if (is_ascii_at(at) && (at + 1 == text.size() || is_ascii_at(at + 1))) {
      close(begin, before);
      folder.ascii(text[at], {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + 1)});
      begin = ++at;
      breaker = {};
      continue;
    }
    if (breaker.begins_cluster(utf8::next(text, at))) {
      close(begin, before);
      begin = before;
    }
  }
  close(begin, text.size());
  return units;
}

/// Calls `visit(kind, first, behind)` for every word, run and symbol. A flag is one symbol of two units.
template <typename Visit>
void each_piece(const std::vector<Unit>& units, Visit visit) {
  for (std::size_t i = 0; i < units.size();) {
    const Kind kind = units[i].kind;
    std::size_t end = i + 1;
    if (kind == Kind::Word || kind == Kind::Run) {
      while (end < units.size() && units[end].kind == kind) ++end;
    } else if (kind == Kind::Symbol && is_in(units[i].character, kFlagLetters)) {
      if (end < units.size() && units[end].cluster == units[i].cluster) ++end;
    }
    if (kind != Kind::Gap) visit(kind, i, end);
    i = end;
  }
}

/// How many characters at the beginning of an Arabic word are its article and particles, with at least three behind them; 0
/// for none. Longest first.
std::size_t particles(const std::vector<Unit>& units, std::size_t begin, std::size_t end) {
  static constexpr std::array<std::u32string_view, 9> kParticles = {U"وال", U"بال", U"كال", U"فال", U"لل",
                                                                    U"ال",  U"و",   U"ب",   U"ل"};
  for (const std::u32string_view particle : kParticles) {
    if (end - begin < particle.size() + 3) continue;
    bool is_it = true;
    for (std::size_t i = 0; i < particle.size() && is_it; ++i) is_it = units[begin + i].character == particle[i];
    if (is_it) return particle.size();
  }
  return 0;
}

bool stands_at(const std::vector<Unit>& units, std::size_t at, std::size_t end, const std::u32string& text) {
  if (end - at < text.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (units[at + i].character != text[i]) return false;
  return true;
}

std::string encoded(std::u32string_view text) {
  std::string bytes;
  for (const char32_t c : text) utf8::append(bytes, c);
  return bytes;
}

/// The tokens of a run: its pairs, and where `has_last`, its last character, so that each stands at a token's beginning.
template <typename Add>
void add_pairs(const std::u32string& run, bool has_last, Add add) {
  const std::u32string_view view = run;
  for (std::size_t i = 0; i + 1 < view.size(); ++i) add(encoded(view.substr(i, 2)));
  if (has_last && !view.empty()) add(encoded(view.substr(view.size() - 1)));
}

std::u32string characters(const std::vector<Unit>& units, std::size_t begin, std::size_t end) {
  std::u32string text;
  for (; begin < end; ++begin) text += units[begin].character;
  return text;
}

/// Whether a folded word begins at `at`, by the rules of units_of() for what is ASCII throughout.
bool begins_at(std::string_view text, std::size_t at, const std::u32string& word) {
  for (const char32_t c : word) {
    if (at == text.size() || !is_word(text[at]) || static_cast<char32_t>(folded(text[at])) != c) return false;
    ++at;
  }
  return true;
}

/// Ranges in order, joined where they touch.
void tidy_ranges(std::vector<TextRange> found, std::vector<TextRange>& into) {
  std::sort(found.begin(), found.end(), [](const TextRange& a, const TextRange& b) { return a.begin < b.begin; });
  into.clear();
  for (const TextRange& one : found) {
    if (!into.empty() && one.begin <= into.back().end)
      into.back().end = std::max(into.back().end, one.end);
    else if (into.size() < kSearchRangesMax)
      into.push_back(one);
  }
}

/// find_terms() for a text of ASCII alone, which has words only: nothing is set up for one that has not all of them.
bool find_in_ascii(const std::vector<SearchTerm>& terms, std::string_view text, std::vector<TextRange>* ranges) {
  std::vector<TextRange> found;
  for (const SearchTerm& term : terms) {
    if (term.kind != SearchTerm::Kind::Word || term.text.empty()) return false;
    bool is_there = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
      if ((at > 0 && is_word(text[at - 1])) || !begins_at(text, at, term.text)) continue;
      is_there = true;
      if (ranges == nullptr) break;
      found.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + term.text.size())});
    }
    if (!is_there) return false;
  }
  if (ranges != nullptr) tidy_ranges(std::move(found), *ranges);
  return true;
}

}  // namespace

std::vector<SearchTerm> search_terms(std::string_view words) {
  std::vector<SearchTerm> terms;
  const std::vector<Unit> units = units_of(words);
  each_piece(units, [&](Kind kind, std::size_t begin, std::size_t end) {
    SearchTerm term;
    term.text = characters(units, begin, std::min(end, begin + kSearchWordCharactersMax));
    term.kind = kind == Kind::Word  ? SearchTerm::Kind::Word
                : kind == Kind::Run ? SearchTerm::Kind::Run
                                    : SearchTerm::Kind::Symbol;
    if (terms.size() < kSearchTermsMax && std::find(terms.begin(), terms.end(), term) == terms.end())
      terms.push_back(std::move(term));
  });
  return terms;
}

std::string index_tokens(std::string_view text) {
  std::vector<std::string> tokens;
  const std::vector<Unit> units = units_of(text);
  each_piece(units, [&](Kind kind, std::size_t begin, std::size_t end) {
    if (kind == Kind::Run)
      return add_pairs(characters(units, begin, end), true,
                       [&](std::string token) { tokens.push_back(std::move(token)); });
    const auto whole = [&](std::size_t from) {
      return encoded(characters(units, from, std::min(end, from + kSearchWordCharactersMax)));
    };
    tokens.push_back(whole(begin));
    if (const std::size_t skipped = kind == Kind::Word ? particles(units, begin, end) : 0; skipped > 0)
      tokens.push_back(whole(begin + skipped));
  });
  std::sort(tokens.begin(), tokens.end());
  tokens.erase(std::unique(tokens.begin(), tokens.end()), tokens.end());
  std::string joined;
  for (const std::string& token : tokens) {
    if (!joined.empty()) joined += ' ';
    joined += token;
  }
  return joined;
}

std::string match_expression(const std::vector<SearchTerm>& terms) {
  std::string expression;
  // Letters, digits, marks and symbols only: no quotation mark is among them.
  const auto add = [&](const std::string& token, bool is_beginning) {
    if (!expression.empty()) expression += " AND ";
    expression += '"' + token + '"' + (is_beginning ? "*" : "");
  };
  for (const SearchTerm& term : terms) {
    if (term.kind == SearchTerm::Kind::Run && term.text.size() > 1)
      add_pairs(term.text, false, [&](const std::string& token) { add(token, false); });
    else
      add(encoded(term.text), term.kind != SearchTerm::Kind::Symbol);
  }
  return expression;
}

bool find_terms(const std::vector<SearchTerm>& terms, std::string_view text, std::vector<TextRange>* ranges) {
  if (is_ascii(text)) return find_in_ascii(terms, text, ranges);
  const std::vector<Unit> units = units_of(text);
  std::vector<TextRange> found;
  std::vector<bool> is_there(terms.size(), false);
  const auto take = [&](std::size_t term, std::size_t at) {
    is_there[term] = true;
    if (ranges != nullptr)
      found.push_back({units[at].cluster.begin, units[at + terms[term].text.size() - 1].cluster.end});
  };
  each_piece(units, [&](Kind kind, std::size_t begin, std::size_t end) {
    for (std::size_t t = 0; t < terms.size(); ++t) {
      const SearchTerm& term = terms[t];
      if (term.text.empty()) continue;
      if (kind == Kind::Run && term.kind == SearchTerm::Kind::Run) {
        for (std::size_t at = begin; at + term.text.size() <= end; ++at)
          if (stands_at(units, at, end, term.text)) take(t, at);
      } else if (kind == Kind::Symbol && term.kind == SearchTerm::Kind::Symbol) {
        if (end - begin == term.text.size() && stands_at(units, begin, end, term.text)) take(t, begin);
      } else if (kind == Kind::Word && term.kind == SearchTerm::Kind::Word) {
        const std::size_t skipped = particles(units, begin, end);
        if (stands_at(units, begin, end, term.text))
          take(t, begin);
        else if (skipped > 0 && stands_at(units, begin + skipped, end, term.text))
          take(t, begin + skipped);
      }
    }
  });
  if (!std::all_of(is_there.begin(), is_there.end(), [](bool is) { return is; })) return false;
  if (ranges != nullptr) tidy_ranges(std::move(found), *ranges);
  return true;
}

std::string make_excerpt(std::string_view text, std::vector<TextRange>& ranges, std::size_t bytes_max) {
  constexpr std::string_view kEllipsis = "…";
  std::size_t begin = 0, end = text.size();
  if (text.size() > bytes_max) {
    const std::size_t wanted = ranges.empty() ? 0 : ranges.front().begin;
    const std::size_t from = wanted < bytes_max / 2 ? 0 : wanted - bytes_max / 4;
    // Between clusters, and where one is near, behind a space.
    std::size_t first = 0, behind_space = 0, last = 0;
    bool has_first = false;
    sms::ClusterBreaker breaker;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t before = at;
      if (!breaker.begins_cluster(utf8::next(text, at))) continue;
      if (before >= from && !has_first) first = before, has_first = true;
      if (before > 0 && before >= from && before <= wanted && behind_space == 0 && text[before - 1] == ' ')
        behind_space = before;
      if (has_first && before <= (behind_space > first ? behind_space : first) + bytes_max) last = before;
    }
    begin = from == 0 ? 0 : behind_space > first ? behind_space : first;
    end = text.size() - begin <= bytes_max ? text.size() : std::max(last, begin);
  }
  std::string excerpt;
  if (begin > 0) excerpt += kEllipsis;
  const std::size_t shift = excerpt.size();
  for (const char c : text.substr(begin, end - begin)) excerpt += c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
  if (end < text.size()) excerpt += kEllipsis;
  std::vector<TextRange> kept;
  for (const TextRange& range : ranges) {
    if (range.begin < begin || range.end > end) continue;
    kept.push_back({static_cast<std::uint32_t>(range.begin - begin + shift),
                    static_cast<std::uint32_t>(range.end - begin + shift)});
  }
  ranges = std::move(kept);
  return excerpt;
}

}  // namespace smsdesk::store
