// The palette: one field in which conversations, people, templates, settings and actions are found by a few letters. What can
// be found, and in which order, is core/screen/palette.h; here is what is typed, what is chosen, and what was taken lately.
//
// Contacts and closed conversations are the relay's: it is asked when the words rest, and tells those conversations that this
// agent may read, and the contacts that they are with. Its answers come when they come, contacts first, so an entry is chosen by
// its key and not by its place: what is added or goes never changes what Enter does.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/protocol/frame.h"

namespace smsdesk {

inline constexpr std::size_t kPaletteWordsBytesMax = 100;
inline constexpr std::size_t kPaletteListedMax = 40;
inline constexpr std::size_t kPaletteRecentMax = 8;
inline constexpr std::uint32_t kPaletteClosedMax = 8;  ///< closed conversations that are listed
inline constexpr std::size_t kPaletteContactsMax = 8;  ///< contacts that are listed

struct State;

/// Closed conversations that fit the words.
struct PaletteClosed {
  std::vector<FoundConversation> found;  ///< the last ended first
  std::optional<Instant> ask_at;         ///< the words have changed: asked when they rest
  std::optional<SendKey> pending;        ///< asked under this key
  bool was_answered = false;
  bool is_failed = false;  ///< the last question could not be answered
};

/// Contacts that fit the words, by name; asked for when closed conversations are.
struct PaletteContacts {
  std::vector<Contact> found;
  std::vector<FoundConversation> newest;  ///< of each, in their order: what goes on, or what ended last
  std::optional<SendKey> pending;
  bool is_failed = false;
};

struct PaletteState {
  bool is_open = false;
  std::string words;
  std::uint32_t revision = 0;       ///< rises when the field must be set anew
  std::string chosen_key;           ///< the entry that is chosen; empty: the first
  int chosen = 0;                   ///< so many entries behind that one
  std::vector<std::string> recent;  ///< entries' keys, the newest first
  std::string stored_recent;        ///< as the browser's storage has them
  PaletteClosed closed;
  PaletteContacts contacts;
  std::optional<FoundConversation> read;  ///< the closed one that was opened from here last
};

/// "scope", and then a key a line.
std::string encode_recent(std::string_view scope, const std::vector<std::string>& recent);
std::vector<std::string> decode_recent(std::string_view text, std::string_view scope);

/// The keys of entries that are about the words, or that only the relay has: they are not remembered.
inline constexpr std::string_view kPaletteSearchKey = "search";
std::string palette_closed_key(ConversationId conversation);
std::string palette_contact_key(ContactId contact);

/// "(415) 555": of a number only the digits count. Anything else as it is.
std::string plain_number(const std::string& word);
/// When the relay is asked next.
std::optional<Instant> next_palette_request(const State& state);

}  // namespace smsdesk
