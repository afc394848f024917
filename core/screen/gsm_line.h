// What forces Unicode in a text that is written: which signs, how it could be written instead, and what that saves. The same
// words for a message and for a template, which is paid for at every use. Nothing is replaced by itself. Pure.
#pragma once

#include <string>
#include <string_view>

#include "core/base/ids.h"
#include "core/client/gsm_writing.h"
#include "core/queue/price.h"
#include "core/screen/composer_line.h"
#include "core/sms/segments.h"

namespace smsdesk::screen {

/// How a text fits into GSM's alphabet: without another spelling where that is enough.
struct GsmChoice {
  sms::SmartEncoding made;
  bool is_close = false;  ///< it changes the spelling
  bool is_there() const { return made.replaced_count > 0 && made.kept.empty(); }
};
GsmChoice gsm_choice(std::string_view text, GsmEncoder encoder);

/// "Replacing saves 1 segment, $0.0079."; `price` of one, or not set.
std::string saving_words(int saved, const Price& price, bool is_close);
/// "1 character forces Unicode: ’ → '. It costs the same."; `saving` is its last sentence. No conversation: of the template that
/// is written.
ComposerLine gsm_line(const GsmChoice& choice, const std::string& saving, ConversationId of);
/// The same line once it was replaced.
ComposerLine undo_gsm_line(ConversationId of);

/// "because of “’ 🚚”", the first of them, and how many more there are: each is one that has to go.
std::string because_of(const sms::BeyondGsm& beyond);
/// As TextField::marked; empty in a text of another script, in which that would be every word.
std::string marked_signs(const sms::BeyondGsm& beyond);

}  // namespace smsdesk::screen
