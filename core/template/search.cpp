#include "core/template/search.h"

#include <algorithm>
#include <optional>

#include "core/template/fold.h"
#include "core/template/language.h"

namespace smsdesk {
namespace {

constexpr int kInText = 5;
constexpr int kWorst = 6;

/// 0 is the best; not set: the word is in neither.
std::optional<int> place_of(const std::string& word, const std::string& shortcut, const std::string& name) {
  if (shortcut == word) return 0;
  if (shortcut.compare(0, word.size(), word) == 0) return 1;
  const std::size_t in_name = name.find(word);
  if (in_name == 0) return 2;
  if (in_name != std::string::npos) return name.find(" " + word) != std::string::npos ? 3 : 4;
  if (shortcut.find(word) != std::string::npos) return 4;
  return std::nullopt;
}

bool names_language(const std::string& word, std::string_view tag) {
  if (tag.empty()) return false;
  if (word == tag) return true;
  if (word.size() < 3) return false;
  for (const LanguageName& one : languages()) {
    if (one.tag != tag) continue;
    const auto begins = [&](std::string_view name) { return folded(name).compare(0, word.size(), word) == 0; };
    return begins(one.name) || begins(one.own_name) || begins(language_name(tag));
  }
  return false;
}

std::size_t preferred_text(const Template& one, const std::vector<std::string>& languages_wanted) {
  for (const std::string& language : languages_wanted) {
    for (std::size_t i = 0; i < one.texts.size(); ++i)
      if (!language.empty() && one.texts[i].language == language) return i;
  }
  return 0;
}

struct Ranked {
  TemplateHit hit;
  int place = 0;
  TemplateUse use;
  std::string name;
};

std::optional<Ranked> rank(const Template& one, const std::vector<std::string>& words, const TemplateSearch& search) {
  Ranked ranked{{&one, preferred_text(one, search.languages)}, 0, {}, folded(one.name)};
  const std::string shortcut = folded(one.shortcut);
  // Thousands of texts take long to fold: only where a word is nowhere else.
  std::string all_texts;
  const auto is_in_text = [&](const std::string& word) {
    if (all_texts.empty())
      for (const TemplateText& text : one.texts) all_texts += folded(text.text) + "\n";
    return all_texts.find(word) != std::string::npos;
  };
  bool has_language = false;
  for (const std::string& word : words) {
    auto place = place_of(word, shortcut, ranked.name);
    if (!place && is_in_text(word)) place = kInText;
    if (place) {
      ranked.place = std::max(ranked.place, *place);
      // Found in another language's words only: that is the text which is meant.
      if (*place == kInText && !has_language && one.texts.size() > 1) {
        const auto has_word = [&](const TemplateText& t) { return folded(t.text).find(word) != std::string::npos; };
        if (!has_word(one.texts[ranked.hit.text])) {
          ranked.hit.text =
              static_cast<std::size_t>(std::find_if(one.texts.begin(), one.texts.end(), has_word) - one.texts.begin());
        }
      }
      if (*place < kInText) continue;
    }
    bool is_language = false;
    for (std::size_t i = 0; i < one.texts.size() && !is_language; ++i) {
      if (!names_language(word, one.texts[i].language)) continue;
      ranked.hit.text = i;
      is_language = has_language = true;
    }
    if (!is_language && !place) return std::nullopt;
    if (is_language && words.size() == 1) ranked.place = kWorst;
  }
  return ranked;
}

}  // namespace

TemplateText text_of(const TemplateHit& hit) {
  return hit.text < hit.one->texts.size() ? hit.one->texts[hit.text] : TemplateText{};
}

std::vector<TemplateHit> search_templates(const std::vector<const Template*>& among, const TemplateSearch& search,
                                          const UsesOf& uses_of) {
  const std::vector<std::string> words = folded_words(search.words);
  std::vector<Ranked> found;
  for (const Template* one : among) {
    if (auto ranked = rank(*one, words, search)) {
      if (uses_of) ranked->use = uses_of(one->id);
      found.push_back(std::move(*ranked));
    }
  }
  std::sort(found.begin(), found.end(), [](const Ranked& a, const Ranked& b) {
    if (a.place != b.place) return a.place < b.place;
    if (a.use.count != b.use.count) return a.use.count > b.use.count;
    if (a.name != b.name) return a.name < b.name;
    return a.hit.one->id < b.hit.one->id;
  });
  if (found.size() > search.limit) found.resize(search.limit);
  std::vector<TemplateHit> hits;
  hits.reserve(found.size());
  for (const Ranked& one : found) hits.push_back(one.hit);
  return hits;
}

}  // namespace smsdesk
