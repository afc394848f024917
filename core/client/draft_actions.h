// What is to be done when an answer is sent: it came with a template, stands with the draft, and goes with the message. And how
// it is said.
//
// It is kept as a part of the draft (draft_sync.cpp), one action on a line, so that storage, a second page and a message that is
// taken back treat it like files. Nothing is done before the relay has it on disk with the message.
#pragma once

#include <string>
#include <vector>

#include "core/client/state.h"

namespace smsdesk {

std::vector<TemplateAction> draft_actions(const State& state, ConversationId conversation);

/// There is a text or a file: what is to be done waits until it is sent. Else it can be done by itself.
bool sends_something(const State& state, ConversationId conversation);

/// "Park for 2 hours", "Transfer to Billing", "Add the note “Asked the warehouse”".
std::string action_words(const Workspace& workspace, const TemplateAction& action);
/// All of them, with commas.
std::string actions_words(const Workspace& workspace, const std::vector<TemplateAction>& actions);
/// "for 2 hours", as a choice is called.
std::string span_words(DurationMs span);
/// It names a queue or a wrap-up code that is not there any more.
bool is_gone(const Workspace& workspace, const TemplateAction& action);

}  // namespace smsdesk
