// A long text as one MMS, where that costs less than its segments: whether it can go so, what it saves, and whether it does. One
// rule for the composer, which says so before anything is sent, and for the relay, which refuses what cannot go. Pure.
//
// It is the organisation that says whether agents are offered this, or a number for itself; the agent has the last word for each
// message (SendAs). A text that one MMS would not make cheaper is a text message, whatever was chosen before it was shortened.
// Nothing goes so that its author was not told of: what they choose travels with the message, and the relay chooses nothing.
// Texts of a queue's own are never MMS.
//
// Carriers take an MMS within their country only. What is sent elsewhere, they make a text of, or refuse. The United States and
// Canada count as one here, as they do for carriers; a toll-free number of +1 is taken as theirs, and a short code as of the
// country of whoever it can write to. Of a customer whose number is hidden from the reader the country is not known to their page,
// which then offers nothing.
#pragma once

#include <optional>
#include <string_view>

#include "core/workspace/workspace.h"

namespace smsdesk {

/// Both canonical addresses.
bool is_within_mms(std::string_view our_number, std::string_view customer);
/// What is so from the conversation's number.
TextAsMms text_as_mms_of(const Workspace& workspace, const Conversation& conversation);
/// A text without files may go as an MMS there.
bool can_go_as_mms(const Workspace& workspace, const Conversation& conversation);

struct MmsSaving {
  Price as_text;  ///< all of its segments
  Price as_mms;
};
/// Nothing where it cannot go so, where prices are not known or not of one currency, or where it would save nothing.
std::optional<MmsSaving> find_mms_saving(const Workspace& workspace, const Conversation& conversation,
                                         std::string_view text);
/// Whether a text without files goes as an MMS, as its author has chosen.
bool goes_as_mms(const Workspace& workspace, const Conversation& conversation, std::string_view text, SendAs chosen);

}  // namespace smsdesk
