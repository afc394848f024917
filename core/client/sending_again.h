// Messages that did not arrive and may go out once more, from the facts and from what is loaded of a long timeline.
//
// Of one that the facts hold the relay knows the attempts: it takes each only once. What is further back goes out as any new
// message, with the same text and files; that it did already is told by a later one with both. So all that followed it must be
// here: of a part of the timeline that is shown by itself nothing is sent again, only written again. Two pages that have not heard
// of one another's press name their attempts by the message that failed, so the relay has one of them. Pure.
#pragma once

#include "core/client/state.h"

namespace smsdesk {

/// An own one of this very conversation that failed, in the facts or in what is shown of the timeline; null: it is none, or is
/// not here.
const Message* find_failed(const State& state, const Conversation& conversation, MessageId message);
/// The key of its next attempt, the same at every page: of one message there is one, and the next is of that.
SendKey key_of_attempt(const State& state, MessageId failed);
/// As find_failed, while it may be written there and no attempt of it has followed or waits.
const Message* find_to_send_again(const State& state, const Conversation& conversation, MessageId message);

}  // namespace smsdesk
