#include "core/client/palette.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/client/turn.h"

namespace smsdesk {

namespace {
constexpr std::size_t kKeyBytesMax = 64;
}  // namespace

std::string encode_recent(std::string_view scope, const std::vector<std::string>& recent) {
  std::string text(scope);
  for (const std::string& key : recent) text += "\n" + key;
  return text;
}

std::vector<std::string> decode_recent(std::string_view text, std::string_view scope) {
  std::vector<std::string> recent;
  const std::string_view owner = text.substr(0, text.find('\n'));
  if (owner != scope) return recent;
  text.remove_prefix(owner.size());
  while (!text.empty() && recent.size() < kPaletteRecentMax) {
    text.remove_prefix(1);
    const std::string_view key = text.substr(0, text.find('\n'));
    text.remove_prefix(key.size());
    if (!key.empty() && key.size() <= kKeyBytesMax) recent.emplace_back(key);
  }
  return recent;
}

void on_personal_intent(Turn& turn, const intent::DoPalette& i) {
  State& s = turn.s;
  PaletteState& palette = s.palette;
  switch (i.step) {
    case PaletteStep::Open:
      palette.is_open = true;
      palette.words.clear();
      palette.chosen = 0;
      ++palette.revision;
      s.open_menu = ConversationMenu::None;
      s.message_menu = {};
      s.decline_menu = {};
      s.overview.menu = {};
      s.is_presence_menu_open = false;
      s.emoji.is_open = false;
      s.find.open_menu = FindMenu::None;
      return;
    case PaletteStep::Close:
      palette.is_open = false;
      return;
    case PaletteStep::Filter:
      palette.words = std::string(utf8::prefix(i.text, kPaletteWordsBytesMax));
      palette.chosen = 0;
      return;
    case PaletteStep::Next:
      ++palette.chosen;  // wraps with the entries there are (core/screen/palette.h)
      return;
    case PaletteStep::Previous:
      --palette.chosen;
      return;
    case PaletteStep::Take:
      break;
  }
  palette.is_open = false;
  if (i.text.empty() || i.text.size() > kKeyBytesMax) return;
  std::erase(palette.recent, i.text);
  palette.recent.insert(palette.recent.begin(), i.text);
  if (palette.recent.size() > kPaletteRecentMax) palette.recent.resize(kPaletteRecentMax);
  palette.stored_recent = encode_recent(s.scope, palette.recent);
  turn.emit(effect::PutStorage{"settings", "palette_recent", palette.stored_recent});
}

}  // namespace smsdesk
