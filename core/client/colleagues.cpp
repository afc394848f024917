// Consults, notes and guests: what the agent wants, and what is worth a sound. A side text stays in its draft until the
// relay has it, so that a refusal or a lost connection loses no word.
#include <algorithm>

#include "core/base/utf8.h"
#include "core/client/pending.h"
#include "core/client/turn.h"
#include "core/sms/text_cleanup.h"
#include "core/words/words.h"

namespace smsdesk {
namespace {

/// What is written there, or nothing where it is blank.
std::string written_at(const State& s, const DraftPlace& place) {
  const auto at = s.drafts.find(place);
  return at == s.drafts.end() || sms::is_blank(at->second.text) ? std::string() : at->second.text;
}

/// What is to be handed in from there: nothing where it is blank, or where it is more than a note may have, which is said.
std::string ready_at(Turn& turn, const DraftPlace& place) {
  std::string text = written_at(turn.s, place);
  if (text.size() <= kNoteBytesMax) return text;
  turn.notice(NoticeState::Tone::Problem, tr("The text is too long. Keep it below 4,000 characters."));
  return {};
}

/// The draft is with the relay now. What was changed meanwhile stays.
void clear_if_unchanged(Turn& turn, const DraftPlace& place, const std::string& sent) {
  if (written_at(turn.s, place) == sent) set_draft(turn, place, "", true);
}

struct Settle {
  Turn& turn;
  void operator()(const AddNote& c) { clear_if_unchanged(turn, {c.conversation, DraftKind::Note}, c.text); }
  void operator()(const BeginConsult& c) {
    clear_if_unchanged(turn, {c.conversation, DraftKind::Consult}, c.text);
    turn.s.asked.erase(c.conversation);
  }
  void operator()(const SayInConsult& c) {
    clear_if_unchanged(turn, {c.conversation, DraftKind::Consult, c.consult}, c.text);
  }
  template <typename Other>
  void operator()(const Other&) {}
};

}  // namespace

std::vector<AgentId> mentions_in(const State& s, const std::string& text) {
  std::vector<AgentId> mentions;
  for (const auto& [id, agent] : s.workspace.agents) {
    if (!agent.removed_at && text.find("@" + agent.name) != std::string::npos) mentions.push_back(id);
  }
  return mentions;
}

std::optional<std::size_t> mention_begin(const std::string& text) {
  const std::size_t at = text.rfind('@');
  if (at == std::string::npos) return std::nullopt;
  if (at > 0 && text[at - 1] != ' ' && text[at - 1] != '\n' && text[at - 1] != '(') return std::nullopt;
  return text.find('\n', at) == std::string::npos ? std::optional(at) : std::nullopt;
}

void on_colleague_intent(Turn& turn, const intent::ChooseColleague& i) {
  turn.s.asked[i.conversation] = i.colleague;
}

void on_colleague_intent(Turn& turn, const intent::AskColleague& i) {
  const auto asked = turn.s.asked.find(i.conversation);
  if (asked == turn.s.asked.end() || is_pending<BeginConsult>(turn.s, i.conversation)) return;
  const std::string text = ready_at(turn, {i.conversation, DraftKind::Consult});
  if (text.empty()) return;
  give_command(turn, BeginConsult{i.conversation, asked->second, text}, true);
}

void on_colleague_intent(Turn& turn, const intent::SayToColleague& i) {
  if (is_pending<SayInConsult>(turn.s, i.consult)) return;
  const std::string text = ready_at(turn, {i.conversation, DraftKind::Consult, i.consult});
  if (text.empty()) return;
  give_command(turn, SayInConsult{i.conversation, i.consult, text, i.is_suggestion}, true);
}

void on_colleague_intent(Turn& turn, const intent::EndConsult& i) {
  if (!is_pending<EndConsult>(turn.s, i.consult)) give_command(turn, EndConsult{i.conversation, i.consult}, true);
}

void on_colleague_intent(Turn& turn, const intent::UseSuggestion& i) {
  const Conversation* conversation = turn.s.workspace.find_conversation(i.conversation);
  if (conversation == nullptr || !may_send(turn.s, *conversation)) return;
  add_to_draft(turn, i.conversation, i.text);
}

void on_colleague_intent(Turn& turn, const intent::AddNote& i) {
  if (is_pending<AddNote>(turn.s, i.conversation)) return;
  const std::string text = ready_at(turn, {i.conversation, DraftKind::Note});
  if (text.empty()) return;
  give_command(turn, AddNote{i.conversation, text, mentions_in(turn.s, text)}, true);
}

void on_colleague_intent(Turn& turn, const intent::CompleteMention& i) {
  const DraftPlace place{i.conversation, DraftKind::Note};
  const Agent* agent = turn.s.workspace.find_agent(i.agent);
  const std::string& text = turn.s.drafts[place].text;
  const auto begin = mention_begin(text);
  if (agent == nullptr || !begin) return;
  change_draft(turn, place, text.substr(0, *begin) + "@" + agent->name + " ", true);
}

void on_colleague_intent(Turn& turn, const intent::Invite& i) {
  if (is_pending<InviteGuest>(turn.s, i.conversation)) return;
  give_command(turn, InviteGuest{i.conversation, i.agent}, false);
}

void on_colleague_intent(Turn& turn, const intent::Dismiss& i) {
  if (is_pending<DismissGuest>(turn.s, i.conversation)) return;
  give_command(turn, DismissGuest{i.conversation, i.agent}, false);
}

void on_colleague_answer(Turn& turn, const AgentCommand& command) {
  std::visit(Settle{turn}, command);
}

}  // namespace smsdesk
