// A transcript: what was said, by whom and when, as a page to print, as plain text or as JSON. Pure.
//
// Page and text are in the language of whoever takes it, with dates as they are written there; the page says which language
// that is and how it is read. JSON is for programs: it is the same in every language, with the customer's name apart.
//
// The words are strangers': in HTML every one of them is escaped, and the page's own policy (TranscriptApi) lets nothing
// run but the relay's script. Direction: each text stands in an element that finds its own. Instants are told in UTC; in the
// text by the reader's clock before that, where its zone is known, and marked up so that the page does the same. The head
// says which clock it is.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/zone_offset.h"
#include "core/words/catalogue.h"
#include "core/workspace/log_entry.h"
#include "relay/store/store.h"

namespace smsdesk::relay {

struct Transcript {
  TranscriptTaken taken;
  AgentId by;  ///< who takes it
  Instant at;
  std::string customer, our_number;              ///< addresses; the customer's as words where it is masked
  std::string customer_name;                     ///< their contact's; empty: there is none
  std::vector<store::ArchivedMessage> messages;  ///< oldest first
  std::vector<store::ArchivedSegment> segments;  ///< of these messages' conversations
  std::vector<store::PutNote> notes;             ///< where they were asked for
  std::vector<store::ArchivedHanding> handings;  ///< how these conversations changed hands
  std::map<AgentId, std::string> names;
  std::map<QueueId, std::string> queue_names;
  bool is_cut = false;                                ///< older messages were left out
  LocalZone zone;                                     ///< the reader's, for the text; no name: UTC alone
  std::shared_ptr<const words::Catalogue> catalogue;  ///< of the language; null: English
};

/// Pictures stand in it as themselves, from where the relay serves them to whoever may read this; what comes behind so many
/// is told in words, as are other files.
inline constexpr std::size_t kTranscriptPicturesMax = 500;
std::string transcript_html(const Transcript& transcript);
std::string transcript_text(const Transcript& transcript);
std::string transcript_json(const Transcript& transcript);
/// A page that says why there is no transcript: who asked for one to print reads it in a tab of its own.
std::string refusal_html(const char* sentence, const words::Catalogue* catalogue);

/// For text between tags and in attributes: & < > " '
std::string escaped_for_html(std::string_view text);
/// "2026-11-26 07:26:33 UTC", in the language in use.
std::string utc_text(Instant at);

}  // namespace smsdesk::relay
