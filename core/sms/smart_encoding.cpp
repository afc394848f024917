// Cluster by cluster: one that GSM has stays. Of another, a letter and its accent are put together first; then each
// character takes its equivalent. Where one of a cluster's characters has none, the whole cluster stays.
#include "core/sms/smart_encoding.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "core/base/utf8.h"
#include "core/sms/grapheme.h"
#include "core/sms/gsm_alphabet.h"

namespace smsdesk::sms {
namespace {

/// At most three characters, in GSM.
struct Entry {
  char16_t from;
  char to[4];
};

// By `from`, rising. U+FF01 … U+FF5E are computed.
constexpr Entry kTrue[] = {
    {0x0009, " "},   {0x0060, "'"},  {0x00A0, " "},  {0x00AB, "\""}, {0x00AD, ""},   {0x00B4, "'"},   {0x00BB, "\""},
    {0x02B9, "'"},   {0x02BA, "\""}, {0x02BB, "'"},  {0x02BC, "'"},  {0x02BD, "'"},  {0x02C6, "^"},   {0x02C8, "'"},
    {0x02CA, "'"},   {0x02CB, "'"},  {0x02DC, "~"},  {0x02EE, "\""}, {0x2000, " "},  {0x2001, " "},   {0x2002, " "},
    {0x2003, " "},   {0x2004, " "},  {0x2005, " "},  {0x2006, " "},  {0x2007, " "},  {0x2008, " "},   {0x2009, " "},
    {0x200A, " "},   {0x200B, ""},   {0x200E, ""},   {0x200F, ""},   {0x2010, "-"},  {0x2011, "-"},   {0x2012, "-"},
    {0x2013, "-"},   {0x2014, "-"},  {0x2015, "-"},  {0x2018, "'"},  {0x2019, "'"},  {0x201A, "'"},   {0x201B, "'"},
    {0x201C, "\""},  {0x201D, "\""}, {0x201E, "\""}, {0x201F, "\""}, {0x2022, "-"},  {0x2026, "..."}, {0x2028, "\n"},
    {0x2029, "\n"},  {0x202F, " "},  {0x2032, "'"},  {0x2033, "\""}, {0x2039, "'"},  {0x203A, "'"},   {0x203C, "!!"},
    {0x2043, "-"},   {0x2044, "/"},  {0x204E, "*"},  {0x205F, " "},  {0x2060, ""},   {0x2212, "-"},   {0x2215, "/"},
    {0x2217, "*"},   {0x2223, "|"},  {0x223C, "~"},  {0x275B, "'"},  {0x275C, "'"},  {0x275D, "\""},  {0x275E, "\""},
    {0x3000, " "},   {0x301D, "\""}, {0x301E, "\""}, {0xFB00, "ff"}, {0xFB01, "fi"}, {0xFB02, "fl"},  {0xFB03, "ffi"},
    {0xFB04, "ffl"}, {0xFE50, ","},  {0xFE52, "."},  {0xFE54, ";"},  {0xFE55, ":"},  {0xFE56, "?"},   {0xFE57, "!"},
    {0xFE59, "("},   {0xFE5A, ")"},  {0xFE5B, "{"},  {0xFE5C, "}"},  {0xFE5F, "#"},  {0xFE60, "&"},   {0xFE61, "*"},
    {0xFE62, "+"},   {0xFE63, "-"},  {0xFE64, "<"},  {0xFE65, ">"},  {0xFE66, "="},  {0xFE68, "\\"},  {0xFE69, "$"},
    {0xFE6A, "%"},   {0xFE6B, "@"},  {0xFEFF, ""},
};

// Letters by their base letter: Latin-1 and Latin Extended-A, as far as GSM lacks them.
constexpr char32_t kAccented[] =
    U"ÀÁÂÃÈÊËÌÍÎÏÒÓÔÕÙÚÛÝáâãçêëíîïóôõúûýÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĴĵĶķĹĺĻļĽľĿŀŁłŃńŅņŇňŌōŎŏŐőŔŕ"
    U"ŖŗŘřŚśŜŝŞş"
    U"ŠšŢţŤťŦŧŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƠơƯưǰǴǵȘșȚț";
constexpr char kBases[] =
    "AAAAEEEIIIIOOOOUUUYaaaceeiiiooouuyyAaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiJjKkLlLlLlLlLlNnNnNnOoOoOoRrR"
    "rRrSsSsSs"
    "SsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzOoUujGgSsTt";
static_assert(std::size(kAccented) == std::size(kBases));

// Where Unicode has letters with their accents as a capital and its small letter in turn: the base letters of these pairs. That is
// how Vietnamese, Pinyin and the transcriptions of other scripts are written (Latin Extended-B and Latin Extended Additional).
struct Pairs {
  char32_t first;
  std::string_view bases;
};
constexpr Pairs kPairs[] = {
    {0x01CD, "AIOUUUUU"},
    {0x01DE, "AA"},
    {0x01E6, "GKOO"},
    {0x01F8, "N"},
    {0x0200, "AAEEIIOORRUU"},
    {0x021E, "H"},
    {0x0226, "AEOOOOY"},
    {0x1E00, "ABBBCDDDDDEEEEEFGHHHHHIIKKKLLLLMMMNNNNOOOOPPRRRRSSSSSTTTTUUUUUVVWWWWWXXYZZZ"},
    {0x1EA0, "AAAAAAAAAAAAEEEEEEEEIIOOOOOOOOOOOOUUUUUUUYYYY"},
};

constexpr Entry kClose[] = {
    {0x00AA, "a"},  {0x00B2, "2"}, {0x00B3, "3"}, {0x00B9, "1"},  {0x00BA, "o"}, {0x0152, "OE"},
    {0x0153, "oe"}, {0x1E96, "h"}, {0x1E97, "t"}, {0x1E98, "w"},  {0x1E99, "y"}, {0x1E9A, "a"},
    {0x1E9B, "s"},  {0x1E9C, "s"}, {0x1E9D, "s"}, {0x1E9E, "SS"},
};

struct Composed {
  char base;
  char16_t mark;
  char32_t whole;
};
constexpr Composed kComposed[] = {
    {'A', 0x308, U'Ä'}, {'A', 0x30A, U'Å'}, {'C', 0x327, U'Ç'}, {'E', 0x301, U'É'}, {'N', 0x303, U'Ñ'},
    {'O', 0x308, U'Ö'}, {'U', 0x308, U'Ü'}, {'a', 0x300, U'à'}, {'a', 0x308, U'ä'}, {'a', 0x30A, U'å'},
    {'e', 0x300, U'è'}, {'e', 0x301, U'é'}, {'i', 0x300, U'ì'}, {'n', 0x303, U'ñ'}, {'o', 0x300, U'ò'},
    {'o', 0x308, U'ö'}, {'u', 0x300, U'ù'}, {'u', 0x308, U'ü'},
};

bool is_accent(char32_t character) {
  return character >= 0x300 && character < 0x370;
}

template <std::size_t N>
const Entry* find_in(const Entry (&table)[N], char32_t character) {
  const auto at = std::lower_bound(std::begin(table), std::end(table), character,
                                   [](const Entry& entry, char32_t c) { return entry.from < c; });
  return at != std::end(table) && at->from == character ? at : nullptr;
}

/// 0 where the table of pairs does not have it.
char base_of_pair(char32_t character) {
  for (const Pairs& one : kPairs) {
    if (character < one.first || character >= one.first + 2 * one.bases.size()) continue;
    const std::size_t place = character - one.first;
    const char base = one.bases[place / 2];
    return place % 2 == 0 ? base : static_cast<char>(base + ('a' - 'A'));
  }
  return 0;
}

/// False where there is none; what is GSM already is its own.
bool append_equivalent(char32_t character, Equivalents which, std::string& to) {
  if (gsm_septets(character) != 0) {
    utf8::append(to, character);
    return true;
  }
  if (character >= 0xFF01 && character <= 0xFF5E) {
    const char32_t plain = character - 0xFEE0;
    return append_equivalent(plain, which, to);
  }
  const Entry* entry = find_in(kTrue, character);
  if (entry == nullptr && which == Equivalents::Close) {
    entry = find_in(kClose, character);
    const auto at = std::find(std::begin(kAccented), std::end(kAccented) - 1, character);
    if (entry == nullptr && at != std::end(kAccented) - 1) {
      to += kBases[at - std::begin(kAccented)];
      return true;
    }
    if (const char base = base_of_pair(character); entry == nullptr && base != 0) {
      to += base;
      return true;
    }
    if (entry == nullptr && is_accent(character)) return true;  // the base letter alone
  }
  if (entry == nullptr) return false;
  to += entry->to;
  return true;
}

/// What stands in the place of a cluster, or nothing.
std::optional<std::string> equivalent_of(std::string_view cluster, Equivalents which) {
  std::string to;
  std::size_t at = 0;
  const char32_t first = utf8::next(cluster, at);
  if (at < cluster.size()) {
    std::size_t behind = at;
    const char32_t mark = utf8::next(cluster, behind);
    for (const Composed& one : kComposed) {
      if (static_cast<char32_t>(one.base) != first || one.mark != mark) continue;
      utf8::append(to, one.whole);
      at = behind;
      break;
    }
  }
  if (to.empty()) at = 0;
  while (at < cluster.size()) {
    if (!append_equivalent(utf8::next(cluster, at), which, to)) return std::nullopt;
  }
  return to;
}

class Maker {
 public:
  explicit Maker(Equivalents which) : which_(which) {}

  void add(std::string_view cluster, bool is_beyond) {
    if (!is_beyond) {
      made_.text += cluster;
      return;
    }
    const auto to = equivalent_of(cluster, which_);
    if (!to) {
      made_.text += cluster;
      ++made_.kept_count;
      if (std::find(made_.kept.begin(), made_.kept.end(), cluster) == made_.kept.end())
        made_.kept.emplace_back(cluster);
      return;
    }
    made_.text += *to;
    ++made_.replaced_count;
    const auto known = std::find_if(made_.replaced.begin(), made_.replaced.end(),
                                    [&](const Replacement& one) { return one.from == cluster; });
    if (known != made_.replaced.end())
      ++known->count;
    else
      made_.replaced.push_back({std::string(cluster), *to, 1});
  }
  SmartEncoding take() { return std::move(made_); }

 private:
  Equivalents which_;
  SmartEncoding made_;
};

}  // namespace

SmartEncoding smart_encoded(std::string_view text, Equivalents which) {
  Maker maker(which);
  ClusterBreaker breaker;
  std::size_t begin = 0;  // of the cluster
  bool is_beyond = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t here = at;
    const char32_t character = utf8::next(text, at);
    if (breaker.begins_cluster(character)) {
      if (here > begin) maker.add(text.substr(begin, here - begin), is_beyond);
      begin = here;
      is_beyond = false;
    }
    is_beyond = is_beyond || gsm_septets(character) == 0;
  }
  if (begin < text.size()) maker.add(text.substr(begin), is_beyond);
  return maker.take();
}

}  // namespace smsdesk::sms
