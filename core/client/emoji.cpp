#include "core/client/emoji.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/client/turn.h"
#include "core/sms/letters.h"
#include "core/words/words.h"

namespace smsdesk {
namespace {

constexpr const char* kPath = "asset:emoji";
constexpr const char* kNamesPath = "asset:emoji.";
constexpr std::string_view kSelector = "\uFE0F";  ///< asks for a picture of the character before it
constexpr const char* kRecentKey = "emoji_recent";
constexpr const char* kToneKey = "emoji_tone";
constexpr unsigned kTonesMax = 5;
// The names of the groups in Unicode's data, as far as they have emoji of their own.
[[maybe_unused]] constexpr const char* kGroups[] = {
    mark("Smileys & Emotion"), mark("People & Body"),   mark("Animals & Nature"),
    mark("Food & Drink"),      mark("Travel & Places"), mark("Activities"),
    mark("Objects"),           mark("Symbols"),         mark("Flags")};

std::string_view take_until(std::string_view& text, char end) {
  const std::size_t at = std::min(text.find(end), text.size());
  const std::string_view part = text.substr(0, at);
  text.remove_prefix(std::min(text.size(), at + 1));
  return part;
}

/// One of the words begins with it; or has it somewhere, where words are written without spaces between them.
bool has_word(std::string_view words, std::string_view wanted) {
  std::size_t at = 0;
  if (sms::is_unspaced(utf8::next(wanted, at)) && words.find(wanted) != std::string_view::npos) return true;
  while (!words.empty()) {
    if (take_until(words, ' ').substr(0, wanted.size()) == wanted) return true;
  }
  return false;
}

bool begins_with(std::string_view text, std::string_view beginning) {
  return text.substr(0, beginning.size()) == beginning;
}
bool is_found_by(const Emoji& one, std::string_view word) {
  return has_word(one.name, word) || has_word(one.words, word) || has_word(one.own_words, word) || one.text == word;
}

void forget_names(EmojiState& emoji) {
  emoji.language = language_tag(Language::English);
  for (Emoji& one : emoji.all) {
    one.own_name.clear();
    one.own_words.clear();
  }
}

/// The names of the language in use, now that the emoji themselves are there.
void tend_names(Turn& turn) {
  EmojiState& emoji = turn.s.emoji;
  const std::string& wanted = turn.s.language.in_use;
  if (emoji.language == wanted) return;
  forget_names(emoji);
  if (emoji.language == wanted) return;
  emoji.phase = EmojiState::Phase::Loading;
  emoji.language_wanted = wanted;
  turn.emit(effect::HttpRequest{kEmojiNamesTag + wanted, "GET", kNamesPath + wanted, ""});
}

/// Where they do not come, the picker has English names, and asks again when it is opened next.
void on_names(Turn& turn, const event::HttpAnswered& answer) {
  EmojiState& emoji = turn.s.emoji;
  if (emoji.phase != EmojiState::Phase::Loading || answer.tag != kEmojiNamesTag + emoji.language_wanted) return;
  emoji.phase = EmojiState::Phase::Ready;
  if (answer.status == 200 && read_emoji_names(answer.body, emoji)) emoji.language = emoji.language_wanted;
}

/// With another tone, or none, it is the same one.
bool is_toned_form(const Emoji& emoji, const std::string& text) {
  for (unsigned tone = 0; tone <= kTonesMax; ++tone)
    if (toned(emoji, tone) == text) return true;
  return false;
}

}  // namespace

bool read_emoji(std::string_view file, EmojiState& into) {
  into.all.clear();
  into.groups.clear();
  while (!file.empty()) {
    std::string_view line = take_until(file, '\n');
    if (line.empty()) continue;
    if (line.front() == '#' && line.find('\t') == std::string_view::npos) {  // a keycap begins with that sign, too
      into.groups.push_back({std::string(line.substr(1)), into.all.size(), into.all.size()});
      continue;
    }
    Emoji emoji;
    emoji.has_tones = line.front() == '*' && line.substr(1, kSelector.size()) != kSelector;  // a keycap, too
    if (emoji.has_tones) line.remove_prefix(1);
    emoji.text = std::string(take_until(line, '\t'));
    emoji.name = std::string(take_until(line, '\t'));
    emoji.words = std::string(line);
    const bool is_good = !emoji.text.empty() && !emoji.name.empty() && utf8::is_valid(emoji.text);
    if (!is_good || into.groups.empty() || into.all.size() >= kEmojiMax) return false;
    into.all.push_back(std::move(emoji));
    into.groups.back().end = into.all.size();
  }
  return !into.all.empty();
}

bool read_emoji_names(std::string_view file, EmojiState& into) {
  std::size_t next = 0, found = 0;  // both files have one order
  bool is_good = true;
  while (!file.empty()) {
    std::string_view line = take_until(file, '\n');
    const std::string_view text = take_until(line, '\t');
    const std::string_view name = take_until(line, '\t');
    std::size_t at = next;
    while (at < into.all.size() && into.all[at].text != text) ++at;
    if (at == into.all.size()) continue;  // one that is not in the picker
    next = at + 1;
    is_good = !name.empty() && utf8::is_valid(name) && utf8::is_valid(line);
    if (!is_good) break;
    into.all[at].own_name = std::string(name);
    into.all[at].own_words = sms::case_folded(name) + " " + std::string(line);
    ++found;
  }
  is_good = is_good && found > 0;
  if (!is_good) forget_names(into);
  return is_good;
}

const std::string& name_of(const Emoji& emoji) {
  return emoji.own_name.empty() ? emoji.name : emoji.own_name;
}

std::string toned(const Emoji& emoji, unsigned tone) {
  if (tone == 0 || tone > kTonesMax || !emoji.has_tones) return emoji.text;
  std::string text;
  std::size_t at = 0;
  utf8::append(text, utf8::next(emoji.text, at));
  utf8::append(text, 0x1F3FA + tone);
  std::size_t behind = at;
  // A tone makes it a picture by itself: the selector that asked for one goes.
  if (behind < emoji.text.size() && utf8::next(emoji.text, behind) == 0xFE0F) at = behind;
  return text + emoji.text.substr(at);
}

std::vector<const Emoji*> shown_emoji(const EmojiState& s) {
  std::vector<const Emoji*> shown;
  if (s.phase != EmojiState::Phase::Ready) return shown;
  std::string folded = sms::case_folded(s.words);
  std::string_view rest = folded;
  std::vector<std::string_view> wanted;
  while (!rest.empty()) {
    const std::string_view word = take_until(rest, ' ');
    if (!word.empty()) wanted.push_back(word);
  }
  if (!wanted.empty()) {
    // Those whose name begins with what is looked for come first.
    for (const bool is_first : {true, false}) {
      for (const Emoji& one : s.all) {
        const bool begins = begins_with(one.name, folded) || begins_with(one.own_words, folded);
        const bool fits = begins || std::all_of(wanted.begin(), wanted.end(),
                                                [&](std::string_view word) { return is_found_by(one, word); });
        if (fits && begins == is_first && shown.size() < kEmojiFoundMax) shown.push_back(&one);
      }
    }
    return shown;
  }
  if (s.group == 0) {
    for (const std::string& text : s.recent) {
      const auto at =
          std::find_if(s.all.begin(), s.all.end(), [&](const Emoji& one) { return is_toned_form(one, text); });
      if (at != s.all.end()) shown.push_back(&*at);
    }
    return shown;
  }
  if (s.group > s.groups.size()) return shown;
  const EmojiGroup& group = s.groups[s.group - 1];
  for (std::size_t i = group.begin; i < group.end; ++i) shown.push_back(&s.all[i]);
  return shown;
}

void load_emoji_settings(EmojiState& emoji, std::string_view key, std::string_view value) {
  if (key == kToneKey && value.size() == 1 && value[0] >= '0' && value[0] <= '5')
    emoji.tone = static_cast<unsigned>(value[0] - '0');
  if (key != kRecentKey) return;
  emoji.recent.clear();
  while (!value.empty() && emoji.recent.size() < kEmojiRecentMax) {
    const std::string_view one = take_until(value, ' ');
    if (!one.empty() && one.size() <= 64) emoji.recent.emplace_back(one);
  }
}

void on_emoji_http(Turn& turn, const event::HttpAnswered& answer) {
  EmojiState& emoji = turn.s.emoji;
  if (answer.tag != kEmojiTag) return on_names(turn, answer);
  const bool is_good = answer.status == 200 && read_emoji(answer.body, emoji);
  emoji.phase = is_good                        ? EmojiState::Phase::Ready
                : answer.status == kNoSuchFile ? EmojiState::Phase::PageIsOld
                                               : EmojiState::Phase::Failed;
  if (!is_good) {
    emoji.all.clear();
    emoji.groups.clear();
    return;
  }
  forget_names(emoji);
  tend_names(turn);
}

void on_composer_intent(Turn& turn, const intent::OpenEmoji& i) {
  EmojiState& emoji = turn.s.emoji;
  emoji.is_open = i.is_open;
  if (!i.is_open) return;
  turn.s.open_menu = ConversationMenu::None;
  close_contact_choices(turn.s);
  emoji.words.clear();
  ++emoji.revision;
  emoji.group = emoji.recent.empty() ? 1 : 0;
  if (emoji.phase == EmojiState::Phase::Ready) return tend_names(turn);
  if (emoji.phase == EmojiState::Phase::Loading) return;
  emoji.phase = EmojiState::Phase::Loading;
  turn.emit(effect::HttpRequest{kEmojiTag, "GET", kPath, ""});
}

void on_composer_intent(Turn& turn, const intent::FindEmoji& i) {
  turn.s.emoji.words = std::string(utf8::prefix(i.words, kEmojiWordsBytesMax));
}

void on_composer_intent(Turn& turn, const intent::ShowEmojiGroup& i) {
  EmojiState& emoji = turn.s.emoji;
  emoji.group = std::min<unsigned>(i.group, static_cast<unsigned>(emoji.groups.size()));
  if (emoji.words.empty()) return;
  emoji.words.clear();
  ++emoji.revision;
}

void on_composer_intent(Turn& turn, const intent::SetEmojiTone& i) {
  turn.s.emoji.tone = std::min(i.tone, kTonesMax);
  turn.emit(effect::PutStorage{"settings", kToneKey, std::to_string(turn.s.emoji.tone)});
}

void on_composer_intent(Turn& turn, const intent::UseEmoji& i) {
  EmojiState& emoji = turn.s.emoji;
  emoji.is_open = false;
  const auto used =
      std::find_if(emoji.all.begin(), emoji.all.end(), [&](const Emoji& one) { return is_toned_form(one, i.text); });
  if (used == emoji.all.end()) return;
  std::erase_if(emoji.recent, [&](const std::string& one) { return is_toned_form(*used, one); });
  emoji.recent.insert(emoji.recent.begin(), i.text);
  if (emoji.recent.size() > kEmojiRecentMax) emoji.recent.resize(kEmojiRecentMax);
  std::string kept;
  for (const std::string& one : emoji.recent) kept += (kept.empty() ? "" : " ") + one;
  turn.emit(effect::PutStorage{"settings", kRecentKey, kept});
}

}  // namespace smsdesk
