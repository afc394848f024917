// Notes, consults and guests of the selected conversation.
#include <algorithm>
#include <set>

#include "core/base/utf8.h"
#include "core/client/pending.h"
#include "core/screen/menus.h"
#include "core/screen/parts.h"
#include "core/screen/words.h"
#include "core/sms/text_cleanup.h"
#include "core/words/words.h"

namespace smsdesk::screen {
namespace {

constexpr std::size_t kMentionChoicesMax = 6;

std::string agent_name(const State& s, AgentId id) {
  const Agent* agent = s.workspace.find_agent(id);
  return agent == nullptr ? std::string(tr("A colleague")) : agent->name;
}

/// Sits at a page, whatever the presence says: a question can be read there.
bool can_be_asked(const State& s, const Agent& agent) {
  return agent.id != s.me && !agent.removed_at && agent.is_connected;
}
bool can_take_over(const State& s, const Agent& agent) {
  return can_be_asked(s, agent) && agent.presence != Presence::Offline;
}

/// Letters of ASCII without case: enough to find a name by how it begins.
bool begins_with(std::string_view text, std::string_view beginning) {
  const auto folded = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return text.size() >= beginning.size() && std::equal(beginning.begin(), beginning.end(), text.begin(),
                                                       [&](char a, char b) { return folded(a) == folded(b); });
}

ActionChoice step(std::string label, Intent intent) {
  ActionChoice made;
  made.label = made.accessible_name = std::move(label);
  made.intent = std::move(intent);
  return made;
}

/// "Ben Okafor, available": the dot beside the name, for the ear.
std::string with_presence(const State& s, const std::string& name, const Agent& agent) {
  return name + comma() + as_told(s, presence_within(agent.presence));
}

ActionChoice person(const State& s, const Agent& agent, std::string detail, Intent intent) {
  ActionChoice made = step(agent.name, std::move(intent));
  made.accessible_name = detail.empty() ? with_presence(s, agent.name, agent) : agent.name + comma() + detail;
  made.detail = std::move(detail);
  made.has_presence = true;
  made.presence = agent.presence;
  made.is_uncertain = !is_connected(s);
  return made;
}

SideField field_at(const State& s, const DraftPlace& place, bool is_busy) {
  SideField field;
  if (const auto at = s.drafts.find(place); at != s.drafts.end()) {
    field.text = at->second.text;
    field.revision = at->second.revision;
  }
  field.is_busy = is_busy;
  field.is_enabled = !is_busy;
  field.can_send = field.is_enabled && !sms::is_blank(field.text);
  return field;
}

std::vector<ActionChoice> mention_choices(const State& s, const smsdesk::Conversation& c, const std::string& text) {
  std::vector<ActionChoice> choices;
  const auto begin = mention_begin(text);
  if (!begin) return choices;
  const std::string_view part = std::string_view(text).substr(*begin + 1);
  for (const auto& [id, agent] : s.workspace.agents) {
    if (id == s.me || agent.removed_at || part.size() >= agent.name.size()) continue;
    // By the whole name or by any word of it.
    bool fits = begins_with(agent.name, part);
    for (std::size_t at = agent.name.find(' '); !fits && at != std::string::npos; at = agent.name.find(' ', at + 1)) {
      fits = begins_with(std::string_view(agent.name).substr(at + 1), part);
    }
    if (!fits) continue;
    choices.push_back(person(s, agent, "", intent::CompleteMention{c.id, id}));
    if (choices.size() == kMentionChoicesMax) break;
  }
  return choices;
}

ConsultThread thread_of(const State& s, const smsdesk::Conversation& c, const Consult& consult, const Today& today) {
  ConsultThread thread;
  thread.consult = consult.id;
  const bool is_colleague = consult.colleague == s.me;
  const bool takes_part = is_colleague || consult.asker == s.me;
  const AgentId other = is_colleague ? consult.asker : consult.colleague;
  const std::string name = agent_name(s, other);
  thread.title =
      is_colleague ? tr(c.owner == s.me ? mark("{agent} writes to you") : mark("{agent} asks you"), {{"agent", name}})
      : takes_part ? name
                   : tr("{agent} asks {other}",
                        {{"agent", agent_name(s, consult.asker)}, {"other", agent_name(s, consult.colleague)}});
  thread.accessible_title = thread.title;
  if (const Agent* agent = s.workspace.find_agent(other); agent != nullptr && takes_part) {
    thread.has_presence = true;
    thread.presence = agent->presence;
    thread.is_uncertain = !is_connected(s);
    thread.accessible_title = with_presence(s, thread.title, *agent);
  }
  for (const ConsultMessage& message : consult.messages) {
    ConsultLine line;
    line.is_own = message.author == s.me;
    line.author = line.is_own ? std::string(tr("You")) : agent_name(s, message.author);
    line.at = message.at;
    line.is_today = today.has(line.at);
    line.text = message.text;
    line.is_suggestion = message.is_suggestion;
    line.accessible_name = !line.is_suggestion ? labelled(line.author, line.text)
                           : line.is_own
                               ? tr("You suggested a reply: {text}", {{"text", line.text}})
                               : tr("{agent} suggested a reply: {text}", {{"agent", line.author}, {"text", line.text}});
    if (line.is_suggestion && !line.is_own && may_send(s, c)) thread.suggestion = line.text;
    thread.lines.push_back(std::move(line));
  }
  if (!takes_part) {
    thread.field.is_enabled = false;
    return thread;
  }
  thread.field = field_at(s, {c.id, DraftKind::Consult, consult.id}, is_pending<SayInConsult>(s, consult.id));
  thread.field_name = tr("Write to {agent}", {{"agent", name}});
  thread.can_suggest =
      c.owner != s.me && (is_colleague || !may_send(s, c)) && utf8::utf16_units(thread.field.text) <= kTextUnitsMax;
  const Agent* agent = s.workspace.find_agent(other);
  if (c.owner == s.me && !c.transfer && c.state == ConversationState::Active && agent != nullptr &&
      can_take_over(s, *agent)) {
    thread.next_steps.push_back(step(tr("Hand over to {agent}", {{"agent", name}}), intent::Transfer{c.id, {}, other}));
  }
  thread.next_steps.push_back(step(tr("End thread"), intent::EndConsult{c.id, consult.id}));
  return thread;
}

NoteLine note_line(const State& s, const Note& note, const Today& today) {
  NoteLine line;
  line.note = note.id;
  line.is_own = note.author == s.me;
  line.author = line.is_own ? std::string(tr("You")) : agent_name(s, note.author);
  line.at = note.at;
  line.is_today = today.has(line.at);
  line.text = note_words(s, note);
  line.uses = note_uses(s, note);
  line.mentions_me = std::find(note.mentions.begin(), note.mentions.end(), s.me) != note.mentions.end();
  line.accessible_name = line.mentions_me
                             ? tr("{agent}, mentions you: {text}", {{"agent", line.author}, {"text", line.text}})
                             : labelled(line.author, line.text);
  return line;
}

}  // namespace

std::vector<NoteLine> earlier_notes(const State& s, const smsdesk::Conversation& c, const Today& today) {
  std::vector<NoteLine> lines;
  const auto history = s.histories.find(c.id);
  if (history == s.histories.end() || !c.detail) return lines;
  std::set<NoteId> held;
  for (const Note& note : c.detail->notes) held.insert(note.id);
  const auto& notes = history->second.notes;
  for (auto at = notes.rbegin(); at != notes.rend(); ++at) {
    if (held.count(at->first) == 0) lines.push_back(note_line(s, at->second.note, today));
  }
  return lines;
}

NotesPanel notes_panel(const State& s, const smsdesk::Conversation& c, const Today& today) {
  NotesPanel panel;
  if (!c.detail) return panel;
  panel.is_shown = true;
  for (const Note& note : c.detail->notes) panel.notes.push_back(note_line(s, note, today));
  panel.earlier = earlier_notes(s, c, today);
  if (!panel.earlier.empty()) panel.earlier_title = tr("Earlier notes");
  if (panel.notes.empty()) panel.empty_text = tr("Notes are for colleagues; the customer never sees them.");
  panel.placeholder = tr("@ names a colleague");
  panel.field = field_at(s, {c.id, DraftKind::Note}, is_pending<AddNote>(s, c.id));
  if (const auto draft = s.drafts.find({c.id, DraftKind::Note}); draft != s.drafts.end() && panel.field.is_enabled)
    panel.other_draft = other_draft_line(draft->second, c.id, DraftPart::Note);
  if (panel.field.is_enabled) panel.mentions = mention_choices(s, c, panel.field.text);
  return panel;
}

ColleaguesPanel colleagues_panel(const State& s, const smsdesk::Conversation& c, const Today& today) {
  ColleaguesPanel panel;
  if (!c.detail) return panel;
  panel.is_shown = true;
  for (const Consult& consult : c.detail->consults) panel.threads.push_back(thread_of(s, c, consult, today));
  panel.is_due = std::any_of(c.detail->consults.begin(), c.detail->consults.end(), [&](const Consult& one) {
    return (one.colleague == s.me || one.asker == s.me) && !one.messages.empty() && one.messages.back().author != s.me;
  });
  const Agent* me = s.workspace.find_agent(s.me);
  const bool is_sender = may_send(s, c);
  // A supervisor who reads along may speak to whoever has it.
  panel.can_ask = c.state == ConversationState::Active && (is_sender || (me != nullptr && me->sees_everything())) &&
                  c.detail->consults.size() < kConsultsMax;
  const bool may_invite = c.owner == s.me && c.state == ConversationState::Active;
  for (const auto& [id, agent] : s.workspace.agents) {
    if (!can_be_asked(s, agent)) continue;
    const bool is_asked = std::any_of(
        c.detail->consults.begin(), c.detail->consults.end(),
        [&, who = id](const Consult& one) { return one.colleague == who && (is_sender || one.asker == s.me); });
    if (panel.can_ask && !is_asked && (id != c.owner) == is_sender) {
      panel.people.push_back(person(s, agent, as_told(s, availability(agent)), intent::ChooseColleague{c.id, id}));
    }
    if (may_invite && !c.detail->is_invited(id)) {
      panel.invitable.push_back(person(s, agent, as_told(s, availability(agent)), intent::Invite{c.id, id}));
    }
  }
  panel.can_ask = panel.can_ask && (is_sender || !panel.people.empty());
  if (panel.can_ask && panel.people.empty()) panel.nobody_text = tr("Nobody else is here to be asked at the moment.");
  if (const auto asked = s.asked.find(c.id); asked != s.asked.end()) {
    const Agent* agent = s.workspace.find_agent(asked->second);
    if (agent != nullptr && can_be_asked(s, *agent)) panel.asked = agent->name;
  }
  panel.question = field_at(s, {c.id, DraftKind::Consult}, is_pending<BeginConsult>(s, c.id));
  panel.question.can_send = panel.question.can_send && !panel.asked.empty();
  for (const AgentId guest : c.detail->invited) {
    GuestLine line;
    const Agent* agent = s.workspace.find_agent(guest);
    line.name = guest == s.me ? std::string(tr("You")) : agent_name(s, guest);
    line.accessible_name = line.name;
    if (agent != nullptr) {
      line.presence = agent->presence;
      line.is_uncertain = !is_connected(s);
      line.accessible_name = with_presence(s, line.name, *agent);
    }
    if (guest == s.me) line.remove_name = tr("Leave this conversation");
    if (c.owner == s.me) line.remove_name = tr("Take the invitation of {agent} back", {{"agent", line.name}});
    line.remove = intent::Dismiss{c.id, guest};
    panel.guests.push_back(std::move(line));
  }
  return panel;
}

std::string others_line(const State& s, ConversationId conversation) {
  const auto at = s.watchers.find(conversation);
  if (at == s.watchers.end()) return {};
  std::vector<std::string> typing, looking;
  for (const Watcher& watcher : at->second) {
    if (watcher.agent != s.me) (watcher.is_typing ? typing : looking).push_back(agent_name(s, watcher.agent));
  }
  const std::vector<std::string>& named = typing.empty() ? looking : typing;
  if (named.empty()) return {};
  const std::string who = listed(named);
  return typing.empty()
             ? trn("{agents} looks at this too.", "{agents} look at this too.", named.size(), {{"agents", who}})
             : trn("{agents} is typing.", "{agents} are typing.", named.size(), {{"agents", who}});
}

AskedWords asked_words(const State& s, const smsdesk::Conversation& c) {
  if (!c.detail) return {};
  for (const Consult& consult : c.detail->consults) {
    if (consult.colleague != s.me) continue;
    AskedWords words{tr("{agent} asks you", {{"agent", agent_name(s, consult.asker)}}), {}, consult.began_at};
    if (consult.messages.empty()) return words;
    const ConsultMessage& last = consult.messages.back();
    const bool is_question = consult.messages.size() == 1;
    const std::string by = is_question           ? std::string(tr("Question"))
                           : last.author == s.me ? std::string(tr("You"))
                                                 : agent_name(s, last.author);
    words.line = labelled(by, on_one_line(last.text));
    words.at = last.at;
    return words;
  }
  if (c.detail->is_invited(s.me)) return {tr("With {agent}", {{"agent", agent_name(s, c.owner)}}), {}, {}};
  for (auto note = c.detail->notes.rbegin(); note != c.detail->notes.rend(); ++note) {
    if (std::find(note->mentions.begin(), note->mentions.end(), s.me) == note->mentions.end()) continue;
    return {tr("{agent} mentioned you", {{"agent", agent_name(s, note->author)}}),
            labelled(tr("Note"), on_one_line(note->text)), note->at};
  }
  return {};
}

}  // namespace smsdesk::screen
