#include "core/screen/find.h"

#include <algorithm>

#include "core/client/pending.h"
#include "core/screen/menus.h"
#include "core/screen/parts.h"
#include "core/screen/words.h"
#include "core/words/words.h"
#include "core/workspace/decide.h"

namespace smsdesk::screen {
namespace {

std::string agent_name(const State& state, AgentId id) {
  const Agent* agent = state.workspace.find_agent(id);
  return agent == nullptr ? std::string() : agent->name;
}

void append(std::string& line, const std::string& part) {
  if (part.empty()) return;
  if (!line.empty()) line += " · ";
  line += part;
}

/// As one of the lists has it.
const FoundConversation* find_found(const State& state, ConversationId id) {
  for (const FoundConversation& one : state.find.found)
    if (one.conversation == id) return &one;
  const auto& of_messages = state.find.messages.conversations;
  if (const auto at = of_messages.find(id); at != of_messages.end()) return &at->second;
  for (const FoundConversation& one : state.contacts.history.found)
    if (one.conversation == id) return &one;
  if (const auto& read = state.palette.read; read && read->conversation == id) return &*read;
  const auto& reported = state.reported.conversations;
  if (const auto at = reported.find(id); at != reported.end()) return &at->second;
  const FoundConversation& read = state.contacts.read.found;
  return read.conversation == id ? &read : nullptr;
}

FoundLine line_of(const State& state, const FoundConversation& found) {
  FoundLine line;
  line.conversation = found.conversation;
  line.customer = found.name.empty() ? readable_address(found.customer) : found.name;
  line.ended_at = found.ended_at;
  append(line.below, queue_name(state, found.queue));
  append(line.below, agent_name(state, found.agent));
  append(line.below, found.code);
  line.note = found.note;
  line.is_read = state.find.reading && state.find.reading->id == found.conversation;
  line.accessible_name = (found.name.empty() ? spoken_address(found.customer) : found.name) + comma() + line.below +
                         (line.note.empty() ? "" : ". " + line.note);
  return line;
}

ActionMenu reopen_button(const State& state, const FoundConversation& found) {
  ActionMenu reopen;
  reopen.label = tr("Reopen");
  reopen.name = tr("Reopen the conversation");
  reopen.intent = intent::Reopen{found.conversation};
  reopen.is_busy = is_pending<ReopenConversation>(state, found.conversation);
  ClosedConversation closed;
  closed.conversation = found.conversation;
  closed.queue = found.queue;
  closed.customer = found.customer;
  closed.our_number = found.our_number;
  closed.agent = found.agent;
  const Agent* me = state.workspace.find_agent(state.me);
  const auto refusal = me == nullptr ? std::nullopt : check_reopening(state.workspace, closed, *me);
  if (refusal) reopen.unavailable = translated(refusal->sentence);
  return reopen;
}

}  // namespace

Find find_panel(const State& state, Instant now, DayOf day_of) {
  const FindState& find = state.find;
  Find panel;
  panel.words = find.words;
  panel.words_revision = find.words_revision;
  panel.is_mine = find.is_mine;
  panel.what = find.what;
  panel.is_reading = find.reading.has_value();
  if (find.what == FindWhat::Messages) {
    panel.field_name = tr("Find messages");
    panel.placeholder = tr("Words in messages");
    panel.list_name = tr("Messages found");
    fill_found_messages(state, now, day_of, panel);
    return panel;
  }
  panel.field_name = tr("Find closed conversations");
  panel.placeholder = tr("Name, number, queue, agent, code or note");
  panel.list_name = tr("Closed conversations");
  panel.is_busy = find.pending || find.ask_at;
  const std::int64_t today = day_of(now);
  for (const FoundConversation& found : find.found) {
    panel.lines.push_back(line_of(state, found));
    panel.lines.back().is_today = day_of(found.ended_at) == today;
  }
  panel.has_older = find.has_more;
  if (find.is_failed)
    panel.problem = tr("The list could not be read right now. What is shown may be old.");
  else if (state.connection.link != Link::Up)
    panel.problem = tr("There is no connection. Closed conversations are looked for when it is back.");
  if (!panel.lines.empty() || !find.was_answered || !panel.problem.empty()) return panel;
  if (find.words.empty()) {
    panel.empty_title = find.is_mine ? tr("You have closed no conversation yet") : tr("No conversation is closed yet");
    panel.empty_text = tr("When a conversation has ended and its wrap-up is done, it is kept here.");
  } else {
    panel.empty_title = tr("Nothing was found");
    panel.empty_text =
        tr("Look for a name, digits of a number, a queue, an agent, a wrap-up code or words of its note.");
  }
  return panel;
}

void describe_closed(const State& state, const smsdesk::Conversation& closed, const Today& today, Conversation& panel) {
  panel.back_name = tr("Back to closed conversations");
  panel.back = intent::ReadClosed{};
  if (state.reported.read == closed.id) {
    panel.back_name = tr("Back to the overview");
    panel.back = intent::ShowArea{Area::Overview};
    panel.has_back_beside = true;
  }
  panel.notes = earlier_notes(state, closed, today);
  if (!panel.notes.empty()) panel.notes_title = tr("Internal notes");
  const FoundConversation* found = find_found(state, closed.id);
  if (found == nullptr) return;
  const std::string agent = agent_name(state, found->agent);
  const bool has_code = !found->code.empty();
  panel.status = tr(agent.empty() ? has_code ? mark("Closed: {code}.") : mark("Closed.")
                    : has_code ? mark("Closed by {agent}: {code}.")
                                  : mark("Closed by {agent}."),
                    {{"agent", agent}, {"code", found->code}});
  if (found->resolution == Resolution::Resolved) panel.status += std::string(" ") + tr("Resolved.");
  if (found->resolution == Resolution::FollowUp) panel.status += std::string(" ") + tr("It needs a follow-up.");
  const smsdesk::Conversation* filed = state.workspace.find_conversation(closed.id);
  if (filed != nullptr && filed->state == ConversationState::AfterCallWork)
    panel.status +=
        std::string(" ") + tr("{agent} is in after-call work.", {{"agent", agent_name(state, filed->owner)}});
  if (!found->note.empty()) panel.status += " " + tr("Note: {text}", {{"text", found->note}});
  panel.menus.push_back(transcript_menu(state, closed.id));
  panel.menus.push_back(reopen_button(state, *found));
}

}  // namespace smsdesk::screen
