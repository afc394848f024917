// Sentences and figures of the interface that several panels need, in the language in use (core/words). Pure.
#pragma once

#include <string>
#include <vector>

#include "core/base/time.h"
#include "core/conversation/conversation.h"
#include "core/conversation/masked_address.h"
#include "core/conversation/message.h"
#include "core/queue/agent.h"

namespace smsdesk::screen {

std::string presence_name(Presence presence);
/// A name as it stands within a sentence: in English with a small letter, elsewhere as the catalogue has it.
std::string within(std::string_view english);
std::string presence_within(Presence presence);
/// 0:07, 1:24, 12:07, 1:02:03: for what runs.
std::string clock_text(DurationMs duration);
/// now, 4 min, 3 h, 2 d: for what is past.
std::string age_text(DurationMs duration);
/// "1 minute 24 seconds": for the ear.
std::string spoken_duration(DurationMs duration);
/// How long until clock_text or age_text of a running duration is another text.
DurationMs clock_changes_in(DurationMs duration);
DurationMs age_changes_in(DurationMs duration);
/// "Mira, Ben and Aylin".
std::string listed(const std::vector<std::string>& names);
/// On one line, at most so much as a card or row could show.
std::string on_one_line(const std::string& text);

using smsdesk::readable_address;
using smsdesk::spoken_address;
/// Who the customer is: their contact's name, else the number.
std::string customer_title(const ConversationDetail& detail);
/// The same for the ear.
std::string spoken_customer(const ConversationDetail& detail);

}  // namespace smsdesk::screen
