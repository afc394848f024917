#include "core/template/fold.h"

#include "core/base/utf8.h"

namespace smsdesk {
namespace {

// U+00C0 … U+00FF and U+0100 … U+017F (Unicode's decompositions, and the letters that have none by what people type).
constexpr std::string_view kLatin1 =
    "aaaaaaaceeeeiiii"
    "dnooooo*ouuuuyts"
    "aaaaaaaceeeeiiii"
    "dnooooo/ouuuuyty";
constexpr std::string_view kLatinA =
    "aaaaaaccccccccdd"
    "ddeeeeeeeeeegggg"
    "gggghhhhiiiiiiii"
    "iiiijjkkklllllll"
    "lllnnnnnnnnnoooo"
    "oooorrrrrrssssss"
    "ssttttttuuuuuuuu"
    "uuuuwwyyyzzzzzzs";
static_assert(kLatin1.size() == 64 && kLatinA.size() == 128);

struct Fold {
  char32_t from, to;
  char32_t base;
};
constexpr Fold kVietnamese[] = {{0x1EA0, 0x1EB7, U'a'}, {0x1EB8, 0x1EC7, U'e'}, {0x1EC8, 0x1ECB, U'i'},
                                {0x1ECC, 0x1EE3, U'o'}, {0x1EE4, 0x1EF1, U'u'}, {0x1EF2, 0x1EF9, U'y'}};
constexpr Fold kAccented[] = {
    {0x0386, 0x0386, 0x03B1}, {0x0388, 0x0388, 0x03B5}, {0x0389, 0x0389, 0x03B7}, {0x038A, 0x038A, 0x03B9},
    {0x038C, 0x038C, 0x03BF}, {0x038E, 0x038E, 0x03C5}, {0x038F, 0x038F, 0x03C9}, {0x0390, 0x0390, 0x03B9},
    {0x03AA, 0x03AA, 0x03B9}, {0x03AB, 0x03AB, 0x03C5}, {0x03AC, 0x03AC, 0x03B1}, {0x03AD, 0x03AD, 0x03B5},
    {0x03AE, 0x03AE, 0x03B7}, {0x03AF, 0x03AF, 0x03B9}, {0x03B0, 0x03B0, 0x03C5}, {0x03C2, 0x03C2, 0x03C3},
    {0x03CA, 0x03CA, 0x03B9}, {0x03CB, 0x03CB, 0x03C5}, {0x03CC, 0x03CC, 0x03BF}, {0x03CD, 0x03CD, 0x03C5},
    {0x03CE, 0x03CE, 0x03C9}, {0x0401, 0x0401, 0x0435}, {0x0451, 0x0451, 0x0435}};

/// 0: it is left out.
char32_t fold_one(char32_t c) {
  if (c < 0x80) return c >= U'A' && c <= U'Z' ? c + 32 : c;
  if (c == 0xD7 || c == 0xF7) return c;
  if (c >= 0xC0 && c <= 0xFF) return static_cast<char32_t>(kLatin1[c - 0xC0]);
  if (c >= 0x100 && c <= 0x17F) return static_cast<char32_t>(kLatinA[c - 0x100]);
  if ((c >= 0x300 && c <= 0x36F) || (c >= 0x64B && c <= 0x652)) return 0;
  for (const Fold& one : kAccented)
    if (c == one.from) return one.base;
  if (c >= 0x391 && c <= 0x3A9 && c != 0x3A2) return c + 32;
  if (c >= 0x410 && c <= 0x42F) return c + 32;
  if (c >= 0x400 && c <= 0x40F) return c + 80;
  for (const Fold& one : kVietnamese)
    if (c >= one.from && c <= one.to) return one.base;
  if (c >= 0x30A1 && c <= 0x30F6) return c - 0x60;
  return c;
}

}  // namespace

std::string folded(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    // Most of what is searched is ASCII, and thousands of texts are folded for one letter.
    if (const auto byte = static_cast<unsigned char>(text[i]); byte < 0x80) {
      if (byte != 0) result += static_cast<char>(fold_one(byte));
      ++i;
      continue;
    }
    if (const char32_t c = fold_one(utf8::next(text, i)); c != 0) utf8::append(result, c);
  }
  return result;
}

std::vector<std::string> folded_words(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : folded(text) + " ") {
    if (c != ' ' && c != '\n' && c != '\t') {
      word += c;
      continue;
    }
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  }
  return words;
}

}  // namespace smsdesk
