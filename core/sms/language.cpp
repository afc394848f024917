// First the script: most scripts belong to one language, or to one that is by far the likeliest. Han beside kana is Japanese,
// which writes both; a lone kana in another text is a face. For Latin script, words that are common in one language and not
// words of the others are counted; the language with most of them wins if it has at least one more than the next.
#include "core/sms/language.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "core/base/utf8.h"

namespace smsdesk::sms {
namespace {

struct ScriptRange {
  char32_t from, to;
  std::string_view language;
};
constexpr std::array<ScriptRange, 27> kScripts{{
    {0x0370, 0x03FF, "el"}, {0x0400, 0x052F, "ru"}, {0x0530, 0x058F, "hy"}, {0x0590, 0x05FF, "he"},
    {0x0600, 0x06FF, "ar"}, {0x0750, 0x077F, "ar"}, {0x0900, 0x097F, "hi"}, {0x0980, 0x09FF, "bn"},
    {0x0A00, 0x0A7F, "pa"}, {0x0A80, 0x0AFF, "gu"}, {0x0B80, 0x0BFF, "ta"}, {0x0C00, 0x0C7F, "te"},
    {0x0C80, 0x0CFF, "kn"}, {0x0D00, 0x0D7F, "ml"}, {0x0E00, 0x0E7F, "th"}, {0x0E80, 0x0EFF, "lo"},
    {0x1000, 0x109F, "my"}, {0x10A0, 0x10FF, "ka"}, {0x1100, 0x11FF, "ko"}, {0x1780, 0x17FF, "km"},
    {0x3041, 0x309F, "ja"}, {0x30A1, 0x30FA, "ja"}, {0x30FC, 0x30FF, "ja"}, {0xFF66, 0xFF9D, "ja"},
    {0x3400, 0x4DBF, "zh"}, {0x4E00, 0x9FFF, "zh"}, {0xAC00, 0xD7AF, "ko"},
}};

struct Words {
  std::string_view language;
  std::string_view words;  ///< between spaces, lower case
};
constexpr std::array<Words, 9> kWords{{
    {"en", " the is my you your please where what when have need help with order order's not can't "},
    {"de", " der das ist ich nicht und mein meine bitte wo wann ein eine haben habe für mit danke hilfe "},
    {"es", " el los mi por favor dónde donde cuándo está gracias necesito ayuda pedido una qué hola con "},
    {"fr", " le les mon je vous est où quand merci besoin commande une pas bonjour avec s'il plaît votre "},
    {"it", " il mio dove quando grazie ho bisogno aiuto ordine sono ciao che non per favore una "},
    {"pt", " meu minha onde está obrigado obrigada preciso ajuda pedido não uma olá com você quando "},
    {"nl", " het een ik mijn waar wanneer alstublieft bedankt niet hulp bestelling heb hallo met is "},
    {"pl", " gdzie jest moje moja proszę dziękuję kiedy nie potrzebuję pomocy zamówienie cześć dzień dobry "},
    {"tr", " nerede benim lütfen teşekkürler yardım sipariş ne zaman değil merhaba bir için "},
}};

char32_t lowered(char32_t c) {
  if (c >= 'A' && c <= 'Z') return c + 32;
  if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 32;
  return c;
}

bool is_latin_letter(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 0xDF && c <= 0x24F && c != 0xF7);
}

bool is_ascii_alnum(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// The one with most words; empty where two have as many.
std::string best_of(const std::map<std::string_view, int>& scores) {
  std::string_view best;
  int first = 0, second = 0;
  for (const auto& [language, score] : scores) {
    if (score > first) {
      second = first;
      first = score;
      best = language;
    } else {
      second = std::max(second, score);
    }
  }
  return first > second ? std::string(best) : std::string();
}

/// Behind the link or address that begins at `at`, or `at` where none does. They are in no language: the "com" of
/// "example.com" is no Portuguese.
std::size_t end_of_address(std::string_view text, std::size_t at) {
  std::size_t end = at;
  bool is_address = false;
  for (; end < text.size() && text[end] > ' ' && text[end] < 0x7F; ++end) {
    const bool is_dot = text[end] == '.' && end > at && end + 1 < text.size();
    if (is_dot && is_ascii_alnum(text[end - 1]) && is_ascii_alnum(text[end + 1])) is_address = true;
    if (text.substr(end, 3) == "://") is_address = true;
  }
  return is_address ? end : at;
}

}  // namespace

std::string guess_language(std::string_view text) {
  text = utf8::prefix(text, kLanguageBytesMax);
  std::map<std::string_view, int> scripts;
  int letters = 0;
  std::map<std::string_view, int> scores;
  std::string word;
  const auto end_word = [&] {
    if (word.empty()) return;
    const std::string wanted = " " + word + " ";
    for (const Words& one : kWords) {
      if (one.words.find(wanted) != std::string_view::npos) ++scores[one.language];
    }
    word.clear();
  };
  bool is_within = false;  // of a run of ASCII
  for (std::size_t at = 0; at < text.size();) {
    const bool is_ascii = text[at] > ' ' && text[at] < 0x7F;
    if (is_ascii && !is_within) {
      const std::size_t end = end_of_address(text, at);
      if (end != at) {
        at = end;
        continue;
      }
    }
    is_within = is_ascii;
    const char32_t c = lowered(utf8::next(text, at));
    const auto range = std::find_if(kScripts.begin(), kScripts.end(),
                                    [&](const ScriptRange& one) { return one.from <= c && c <= one.to; });
    if (range != kScripts.end()) {
      ++scripts[range->language];
      ++letters;
    }
    if (is_latin_letter(c)) ++letters;
    if (is_latin_letter(c) || (c == '\'' && !word.empty()))
      utf8::append(word, c);
    else
      end_word();
  }
  end_word();
  if (const auto kana = scripts.find("ja"); kana != scripts.end()) {
    const auto han = scripts.find("zh");
    if (han != scripts.end()) kana->second += std::exchange(han->second, 0);
  }
  for (const auto& [language, count] : scripts) {
    if (count * 2 > letters) return std::string(language);
  }
  return best_of(scores);
}

}  // namespace smsdesk::sms
