// The texts of one language: what stands in the program in English, and how it is said there.
//
// Why a file beside the program: most people need one language, and nobody all of them. The build makes each file from its
// catalogue (assets/languages/*.po, cmake/make_words.mjs); the page loads the one that is wanted.
//
// The file, in UTF-8, line by line:
//
//   smsdesk words 1
//   language de                 BCP 47
//   direction ltr               or rtl
//   forms 2                     how many forms a counted text has
//   plurals 1011111…            200 digits: the form for n = 0 … 199. From 200 on, n counts as 100 + n % 100; the build has
//                               checked that this is the rule of the language, so that there is no rule in the program.
//                               (an empty line)
//   English <tab> text          one line each; a counted text has as many texts as there are forms
//
// "\n", "\t" and "\\" stand for the three characters that a line cannot have. Where one English text has two meanings, its
// context and U+0004 stand before it, as in gettext's own files.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace smsdesk::words {

inline constexpr std::size_t kCatalogueBytesMax = 1'000'000;
inline constexpr std::size_t kCatalogueTextsMax = 10'000;
inline constexpr std::size_t kFormsMax = 6;  ///< Arabic has six

class Catalogue {
 public:
  /// What it was before is gone. False where this is no such file: it is empty then.
  bool read(std::string_view file);

  const std::string& language() const { return language_; }
  bool is_right_to_left() const { return is_right_to_left_; }
  std::size_t size() const { return texts_.size(); }

  /// The text for a count of `n`; nothing where it has none. Ends with a zero, and lives as long as the catalogue.
  const char* find(std::string_view context, std::string_view english, std::uint64_t n) const;
  /// Of a text that is not counted.
  const char* find(std::string_view context, std::string_view english) const;

  struct Match {
    const char* text = nullptr;                                         ///< null: none fits
    std::vector<std::pair<std::string_view, std::string_view>> values;  ///< name and what stands there, of the sentence
  };
  /// The text whose English one is the sentence with something put into it: the one that says most of it. Names that stand
  /// side by side, and texts of a few letters, fit nothing.
  Match match(std::string_view sentence) const;

 private:
  struct Text {
    std::uint32_t hash, key, first;  // where key and first form begin in `bytes_`; all end with a zero
    std::uint8_t forms;
  };
  bool read_head(std::string_view& file);
  bool read_text(std::string_view line);
  const char* form(std::string_view context, std::string_view english, unsigned form) const;

  std::string language_;
  bool is_right_to_left_ = false;
  unsigned forms_ = 1;
  std::array<std::uint8_t, 200> plurals_{};
  std::string bytes_;
  std::vector<Text> texts_;  // by hash
};

}  // namespace smsdesk::words
