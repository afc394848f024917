// The emoji that can be picked: names, words to find them by, groups, skin tones, what was used last.
//
// Why a part of its own: the table is large and few need it, so it is no part of the program. The build makes it from
// Unicode's data (cmake/make_emoji.mjs); the page loads it when the picker is opened first. It is English; names and words of
// another language are a file of their own, loaded when the picker is opened in it. English words find an emoji in every
// language: many people know no others for them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace smsdesk {

inline constexpr std::size_t kEmojiMax = 5'000;
inline constexpr std::size_t kEmojiFoundMax = 180;
inline constexpr std::size_t kEmojiRecentMax = 27;
inline constexpr std::size_t kEmojiWordsBytesMax = 100;

struct Emoji {
  std::string text;
  std::string name;        ///< "grinning face"
  std::string words;       ///< what else it is found by, in small letters
  bool has_tones = false;  ///< takes a skin tone behind its first character
  std::string own_name;    ///< in the language of the names; empty: it has its English one only
  std::string own_words;   ///< what it is found by in that language, in small letters: its name, then the others
};
struct EmojiGroup {
  std::string name;
  std::size_t begin = 0, end = 0;  ///< of EmojiState::all
};

struct EmojiState {
  enum class Phase : std::uint8_t { None, Loading, Ready, Failed, PageIsOld } phase = Phase::None;
  bool is_open = false;
  std::vector<Emoji> all;
  std::vector<EmojiGroup> groups;
  std::string language = "en";  ///< of the names
  std::string language_wanted;  ///< whose names are on their way
  std::string words;            ///< what is looked for
  std::uint32_t revision = 0;   ///< rises when the field must be set anew
  unsigned group = 0;           ///< 0 = used last
  unsigned tone = 0;
  std::vector<std::string> recent;  ///< the last one first
};

/// The file of the build: "#Group", and "text <tab> name <tab> words", with "*" before the text of those that have tones.
/// False where it is not such a file.
bool read_emoji(std::string_view file, EmojiState& into);
/// The file of a language: "text <tab> name <tab> words" for those that have a name there. False where it is not such a file;
/// then all have their English names.
bool read_emoji_names(std::string_view file, EmojiState& into);
/// In the language of the names.
const std::string& name_of(const Emoji& emoji);
/// With the tone, where it takes one.
std::string toned(const Emoji& emoji, unsigned tone);
/// What is to be shown: what was found, what was used last, or a group.
std::vector<const Emoji*> shown_emoji(const EmojiState& state);

}  // namespace smsdesk
