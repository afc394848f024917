// What a message is found by: words folded so that case, accents, width and kana do not matter, and for scripts without
// spaces (Chinese, Japanese, Korean, Thai, Lao, Khmer, Burmese) every pair of neighbouring characters.
//
// Why not FTS5's own tokenizers: unicode61 takes a whole Chinese or Thai sentence for one word; trigram finds nothing shorter
// than three characters, which most Chinese words are, and takes fifty times as long for a rare word of frequent trigrams
// from an index of the same size (with positions, two and a half times the size). So the index is given tokens that are made
// here, and its "ascii" tokenizer only splits them at the spaces. A query is read by the same code; nothing that a person
// types reaches FTS5's syntax.
//
// A word is found by its beginning ("deliv" finds "delivery"), an Arabic one also behind its article and particles; a run of
// the scripts above by any part of it, down to one character; an emoji by itself, whatever its skin tone. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace smsdesk::store {

/// Bytes of a text, from a cluster's beginning to a cluster's end.
struct TextRange {
  std::uint32_t begin = 0, end = 0;
  friend bool operator==(const TextRange&, const TextRange&) = default;
};

/// One thing that must stand in a message.
struct SearchTerm {
  enum class Kind : std::uint8_t { Word, Run, Symbol } kind = Kind::Word;
  std::u32string text;  ///< folded
  friend bool operator==(const SearchTerm&, const SearchTerm&) = default;
};
inline constexpr std::size_t kSearchTermsMax = 8;
inline constexpr std::size_t kSearchWordCharactersMax = 40;  ///< of a longer word its beginning counts
inline constexpr std::size_t kSearchRangesMax = 64;          ///< marked places in one text

/// What a person looks for; empty where nothing stands there that a message could be found by.
std::vector<SearchTerm> search_terms(std::string_view words);

/// The tokens of a text, each one once, with a space between them.
std::string index_tokens(std::string_view text);

/// The terms for FTS5's MATCH: all must be there. Of a run its pairs are asked for in any order, so that what is found must
/// be looked at with find_terms().
std::string match_expression(const std::vector<SearchTerm>& terms);

/// Whether all terms stand in the text; `ranges`, where given, becomes where, in order and without overlap.
bool find_terms(const std::vector<SearchTerm>& terms, std::string_view text, std::vector<TextRange>* ranges = nullptr);

/// Part of a message around the first range: at most `bytes_max` (and two ellipses), cut between clusters, line breaks as
/// spaces. The ranges become those of the excerpt.
std::string make_excerpt(std::string_view text, std::vector<TextRange>& ranges, std::size_t bytes_max);

}  // namespace smsdesk::store
