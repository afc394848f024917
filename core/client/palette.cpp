#include "core/client/palette.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/client/turn.h"
#include "core/sms/text_cleanup.h"

namespace smsdesk {

namespace {
constexpr std::size_t kKeyBytesMax = 64;
constexpr DurationMs kWordsRest = 250;
constexpr std::string_view kClosedKey = "k:", kContactKey = "u:";

void ask_for_contacts(Turn& turn) {
  PaletteState& palette = turn.s.palette;
  const ContactsRequest request{turn.next_key(), palette.words, true};
  palette.contacts.pending = request.key;
  turn.emit(effect::TransmitFrame{encode_frame(ClientFrame(request))});
}

void ask_for_closed(Turn& turn) {
  PaletteState& palette = turn.s.palette;
  PaletteClosed& closed = palette.closed;
  closed.ask_at.reset();
  if (turn.s.connection.link != Link::Up) return;  // go_on_with_palette() asks when it is back
  ask_for_contacts(turn);                          // first: they stand above
  FindRequest request;
  request.key = turn.next_key();
  static_assert(kPaletteWordsBytesMax <= kFindWordsBytesMax);
  request.words = palette.words;
  request.limit = kPaletteClosedMax;
  closed.pending = request.key;
  turn.emit(effect::TransmitFrame{encode_frame(ClientFrame(request))});
}

/// Looks for other words: what was found answers those before.
void look_anew(Turn& turn) {
  PaletteState& palette = turn.s.palette;
  palette.chosen_key.clear();
  palette.chosen = 0;
  palette.closed = {};
  palette.contacts = {};
  if (!sms::is_blank(palette.words)) palette.closed.ask_at = turn.now + kWordsRest;
}

bool is_remembered(std::string_view key) {
  return !key.empty() && key.size() <= kKeyBytesMax && key != kPaletteSearchKey && !key.starts_with(kClosedKey) &&
         !key.starts_with(kContactKey);
}
}  // namespace

std::string palette_closed_key(ConversationId conversation) {
  return std::string(kClosedKey) + std::to_string(conversation.value);
}

std::string palette_contact_key(ContactId contact) {
  return std::string(kContactKey) + std::to_string(contact.value);
}

std::string plain_number(const std::string& word) {
  std::string digits;
  for (const char c : word) {
    if (c >= '0' && c <= '9') digits += c;
    const bool is_mark = c == '+' || c == '(' || c == ')' || c == '-' || c == '.' || c == '/';
    if (!is_mark && (c < '0' || c > '9')) return word;
  }
  return digits.empty() ? word : digits;
}

bool on_palette_found(Turn& turn, FoundFrame& frame) {
  PaletteClosed& closed = turn.s.palette.closed;
  if (closed.pending != frame.key) return false;
  closed.pending.reset();
  closed.is_failed = frame.is_failed;
  if (frame.is_failed) return true;
  closed.was_answered = true;
  closed.found = std::move(frame.conversations);
  if (closed.found.size() > kPaletteClosedMax) closed.found.resize(kPaletteClosedMax);
  return true;
}

bool on_palette_contacts(Turn& turn, ContactsFrame& frame) {
  PaletteContacts& contacts = turn.s.palette.contacts;
  if (contacts.pending != frame.key) return false;
  contacts.pending.reset();
  contacts.is_failed = frame.is_failed;
  if (frame.is_failed) return true;
  const std::size_t count = std::min({frame.contacts.size(), frame.conversations.size(), kPaletteContactsMax});
  frame.contacts.resize(count);
  frame.conversations.resize(count);
  contacts.found = std::move(frame.contacts);
  contacts.newest = std::move(frame.conversations);
  return true;
}

void tend_palette(Turn& turn) {
  const auto& ask_at = turn.s.palette.closed.ask_at;
  if (ask_at && *ask_at <= turn.now) ask_for_closed(turn);
}

void go_on_with_palette(Turn& turn) {
  const PaletteState& palette = turn.s.palette;
  const bool is_owed = !palette.closed.was_answered && !palette.closed.ask_at && !palette.closed.pending;
  if (palette.is_open && is_owed && !sms::is_blank(palette.words)) ask_for_closed(turn);
}

std::optional<Instant> next_palette_request(const State& state) {
  return state.palette.closed.ask_at;
}

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
      look_anew(turn);
      ++palette.revision;
      s.open_menu = ConversationMenu::None;
      s.message_menu = {};
      s.decline_menu = {};
      s.overview.menu = {};
      s.is_presence_menu_open = false;
      s.emoji.is_open = false;
      s.find.open_menu = FindMenu::None;
      close_contact_choices(s);
      return;
    case PaletteStep::Close:
      palette.is_open = false;
      palette.closed = {};
      palette.contacts = {};
      return;
    case PaletteStep::Filter:
      palette.words = std::string(utf8::prefix(i.text, kPaletteWordsBytesMax));
      look_anew(turn);
      return;
    case PaletteStep::Hold:
      turn.is_unseen = true;
      [[fallthrough]];
    case PaletteStep::Choose:
      palette.chosen_key = i.text;
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
  // What was found stays until the next opening: one of them may be what is read now.
  palette.closed.ask_at.reset();
  palette.closed.pending.reset();
  palette.contacts.pending.reset();
  if (!is_remembered(i.text)) return;
  std::erase(palette.recent, i.text);
  palette.recent.insert(palette.recent.begin(), i.text);
  if (palette.recent.size() > kPaletteRecentMax) palette.recent.resize(kPaletteRecentMax);
  palette.stored_recent = encode_recent(s.scope, palette.recent);
  turn.emit(effect::PutStorage{"settings", "palette_recent", palette.stored_recent});
}

}  // namespace smsdesk
