// Sentences and figures of the interface, in one place. Pure. (English now; the catalogue of other languages replaces
// these functions, not their callers.)
#pragma once

#include <string>

#include "core/base/time.h"
#include "core/conversation/conversation.h"
#include "core/conversation/message.h"
#include "core/queue/agent.h"

namespace smsdesk::screen {

std::string presence_name(Presence presence);
/// 0:07, 1:24, 12:07, 1:02:03: for what runs.
std::string clock_text(DurationMs duration);
/// now, 4 min, 3 h, 2 d: for what is past.
std::string age_text(DurationMs duration);
/// "1 minute 24 seconds": for the ear.
std::string spoken_duration(DurationMs duration);
/// How long until clock_text or age_text of a running duration is another text.
DurationMs clock_changes_in(DurationMs duration);
DurationMs age_changes_in(DurationMs duration);
/// "1 message", "3 messages".
std::string counted(std::uint64_t count, const char* one, const char* many);

/// An address for reading; as it is where it cannot be parsed.
std::string readable_address(const std::string& address);
/// Who the customer is: their contact's name, else the number.
std::string customer_title(const ConversationDetail& detail);

}  // namespace smsdesk::screen
