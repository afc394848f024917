#include "core/sms/letters.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "core/base/utf8.h"

namespace smsdesk::sms {
namespace {

struct Capitals {
  std::uint32_t first;
  std::uint32_t last : 24, stride : 8;
  std::int32_t delta;
};
constexpr Capitals kCapitals[] = {
#include "core/sms/tables/case_table.inc"
};

struct Range {
  char32_t first, last;
};
bool is_in(const Range* begin, const Range* end, char32_t character) {
  return std::any_of(begin, end, [&](const Range& r) { return character >= r.first && character <= r.last; });
}

// Spaces, punctuation, symbols and pictures beyond ASCII.
constexpr Range kSeparators[] = {
    {0x80, 0xA9},     {0xAB, 0xB4},     {0xB6, 0xB9},     {0xBB, 0xBF},       {0xD7, 0xD7},       {0xF7, 0xF7},
    {0x2C2, 0x2C5},   {0x2D2, 0x2DF},   {0x37E, 0x37E},   {0x387, 0x387},     {0x55A, 0x55F},     {0x589, 0x58F},
    {0x5BE, 0x5BE},   {0x5C0, 0x5C0},   {0x5C3, 0x5C3},   {0x5F3, 0x5F4},     {0x600, 0x60F},     {0x61B, 0x61F},
    {0x66A, 0x66D},   {0x6D4, 0x6D4},   {0x964, 0x965},   {0xE3F, 0xE3F},     {0xE4F, 0xE4F},     {0xE5A, 0xE5B},
    {0x1360, 0x1368}, {0x2000, 0x200B}, {0x200E, 0x206F}, {0x207A, 0x207E},   {0x208A, 0x208E},   {0x20A0, 0x20CF},
    {0x2100, 0x2101}, {0x2190, 0x2BFF}, {0x2E00, 0x2E7F}, {0x3000, 0x3004},   {0x3008, 0x3020},   {0x3030, 0x3030},
    {0x30FB, 0x30FB}, {0xFE10, 0xFE1F}, {0xFE30, 0xFE6F}, {0xFEFF, 0xFEFF},   {0xFF01, 0xFF0F},   {0xFF1A, 0xFF20},
    {0xFF3B, 0xFF40}, {0xFF5B, 0xFF65}, {0xFFE0, 0xFFFF}, {0x1F000, 0x1FAFF}, {0xE0000, 0xE0FFF},
};
// Thai, Lao, Myanmar, Khmer, Kana, Bopomofo, Han.
constexpr Range kUnspaced[] = {
    {0xE00, 0xEFF},   {0x1000, 0x109F}, {0x1780, 0x17FF}, {0x2E80, 0x2FDF},   {0x3005, 0x3007},
    {0x3021, 0x31FF}, {0x3400, 0x9FFF}, {0xF900, 0xFAFF}, {0x20000, 0x3FFFF},
};
// Where a script's zero stands.
constexpr char32_t kZeros[] = {U'0',  0x660, 0x6F0, 0x966, 0x9E6, 0xA66,  0xAE6,  0xB66, 0xBE6,
                               0xC66, 0xCE6, 0xD66, 0xE50, 0xED0, 0x1040, 0x17E0, 0xFF10};

}  // namespace

char32_t lowered(char32_t character) {
  if (character < 0x80) return character >= U'A' && character <= U'Z' ? character + 32 : character;
  for (const Capitals& run : kCapitals) {
    if (character < run.first) break;
    if (character <= run.last && (character - run.first) % run.stride == 0)
      return static_cast<char32_t>(static_cast<std::int32_t>(character) + run.delta);
  }
  return character;
}

bool is_capital(char32_t character) {
  return lowered(character) != character;
}

bool is_small(char32_t character) {
  if (character < 0x80) return character >= U'a' && character <= U'z';
  if (character == 0x3C2) return true;  // final sigma
  return std::any_of(std::begin(kCapitals), std::end(kCapitals), [&](const Capitals& run) {
    const auto capital = static_cast<std::int64_t>(character) - run.delta;
    return capital >= run.first && capital <= run.last && (capital - run.first) % run.stride == 0;
  });
}

int digit_value(char32_t character) {
  for (const char32_t zero : kZeros) {
    if (character >= zero && character <= zero + 9) return static_cast<int>(character - zero);
  }
  return -1;
}

bool is_word_part(char32_t character) {
  if (character < 0x80) return is_small(character) || is_capital(character) || digit_value(character) >= 0;
  return !is_in(std::begin(kSeparators), std::end(kSeparators), character);
}

bool is_unspaced(char32_t character) {
  return is_in(std::begin(kUnspaced), std::end(kUnspaced), character);
}

std::string case_folded(std::string_view text) {
  std::string folded;
  folded.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char32_t small = lowered(utf8::next(text, at));
    utf8::append(folded, small == 0x3C2 ? 0x3C3 : small);
  }
  return folded;
}

}  // namespace smsdesk::sms
