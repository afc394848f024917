#include "core/client/draft_actions.h"

#include <algorithm>

#include "core/base/shortened.h"
#include "core/client/pending.h"
#include "core/client/turn.h"
#include "core/sms/text_cleanup.h"
#include "core/words/words.h"

namespace smsdesk {
namespace {

constexpr std::size_t kNoteShownBytesMax = 120;
constexpr std::size_t kTogetherBytesMax = 40 * 1024;  // as written in a frame, which has the message's words, too

DraftPlace place_at(ConversationId conversation) {
  return {conversation, DraftKind::Actions};
}

void set_actions(Turn& turn, ConversationId conversation, const std::vector<TemplateAction>& actions) {
  set_draft(turn, place_at(conversation), encode_draft_actions(actions), true);
}

bool has(const std::vector<TemplateAction>& list, const TemplateAction& one) {
  return std::find(list.begin(), list.end(), one) != list.end();
}

/// A message with it waits in the outbox: it has left the draft.
bool is_on_its_way(const State& s, ConversationId conversation, const TemplateAction& one) {
  const auto& entries = s.outbox.entries();
  return std::any_of(entries.begin(), entries.end(), [&](const OutboxEntry& e) {
    return e.conversation == conversation && e.phase != SendPhase::Refused && e.phase != SendPhase::Undone &&
           has(e.actions, one);
  });
}

std::string queue_words(const Workspace& w, QueueId id) {
  const Queue* queue = w.find_queue(id);
  if (queue == nullptr) return tr("Transfer to a queue that is no longer there");
  return tr(queue->removed_at ? mark("Transfer to {queue}, which is no longer there") : mark("Transfer to {queue}"),
            {{"queue", queue->name}});
}

std::string code_words(const Workspace& w, WrapUpCodeId id) {
  const auto code = w.wrap_up_codes.find(id);
  if (code == w.wrap_up_codes.end()) return tr("Choose a wrap-up code that is no longer there");
  return tr("Choose the wrap-up code “{name}”", {{"name", code->second.name}});
}

std::string park_words(DurationMs span) {
  constexpr DurationMs kDay = hours(24);
  const auto count = [&](DurationMs unit) { return static_cast<std::uint64_t>(span / unit); };
  if (span % kDay == 0) return trn("Park for {n} day", "Park for {n} days", count(kDay));
  if (span % hours(1) == 0) return trn("Park for {n} hour", "Park for {n} hours", count(hours(1)));
  return trn("Park for {n} minute", "Park for {n} minutes", count(minutes(1)));
}

}  // namespace

std::vector<TemplateAction> draft_actions(const State& s, ConversationId conversation) {
  const auto at = s.drafts.find(place_at(conversation));
  return at == s.drafts.end() ? std::vector<TemplateAction>{} : decode_draft_actions(at->second.text);
}

bool sends_something(const State& s, ConversationId conversation) {
  const auto at = s.drafts.find(conversation);
  return (at != s.drafts.end() && !sms::is_blank(at->second.text)) || has_attachments(s, conversation) ||
         s.link_files.count(conversation) != 0;
}

std::string span_words(DurationMs span) {
  constexpr DurationMs kDay = hours(24);
  const auto count = [&](DurationMs unit) { return static_cast<std::uint64_t>(span / unit); };
  if (span % kDay == 0) return trn("For {n} day", "For {n} days", count(kDay));
  if (span % hours(1) == 0) return trn("For {n} hour", "For {n} hours", count(hours(1)));
  return trn("For {n} minute", "For {n} minutes", count(minutes(1)));
}

std::string action_words(const Workspace& w, const TemplateAction& action) {
  switch (action.kind) {
    case TemplateActionKind::WrapUpCode:
      return code_words(w, action.code);
    case TemplateActionKind::Label:
      return tr("Add the label “{name}”", {{"name", action.text}});
    case TemplateActionKind::Note:
      return tr("Add the note “{text}”", {{"text", shortened(action.text, kNoteShownBytesMax)}});
    case TemplateActionKind::Park:
      return park_words(action.park_for);
    case TemplateActionKind::Transfer:
      return queue_words(w, action.queue);
    case TemplateActionKind::End:
      return tr("End the conversation");
    case TemplateActionKind::EndResolved:
      return tr("End the conversation as resolved");
    case TemplateActionKind::EndFollowUp:
      break;
  }
  return tr("End the conversation, a follow-up is needed");
}

std::string actions_words(const Workspace& w, const std::vector<TemplateAction>& actions) {
  std::string words;
  for (const TemplateAction& one : actions) words += (words.empty() ? std::string() : comma()) + action_words(w, one);
  return words;
}

bool is_gone(const Workspace& w, const TemplateAction& action) {
  if (action.queue.is_set()) {
    const Queue* queue = w.find_queue(action.queue);
    return queue == nullptr || queue->removed_at;
  }
  return action.code.is_set() && w.wrap_up_codes.count(action.code) == 0;
}

bool add_actions(Turn& turn, ConversationId conversation, const std::vector<TemplateAction>& actions) {
  if (actions.empty()) return false;
  std::vector<TemplateAction> all = draft_actions(turn.s, conversation), left;
  for (const TemplateAction& one : actions) {
    std::vector<TemplateAction> with = all;
    if (put_action(with, one, kMessageActionsMax) && encode_draft_actions(with).size() <= kTogetherBytesMax)
      all = std::move(with);
    else
      left.push_back(one);
  }
  if (!left.empty())
    turn.notice(NoticeState::Tone::Problem, trn("Not added: {what}. With one message at most {n} action is done.",
                                                "Not added: {what}. With one message at most {n} actions are done.",
                                                kMessageActionsMax, {{"what", actions_words(turn.s.workspace, left)}}));
  set_actions(turn, conversation, all);
  return left.size() < actions.size();
}

void give_actions(Turn& turn, ConversationId conversation, OutboxEntry& to) {
  to.actions = draft_actions(turn.s, conversation);
  if (to.actions.empty()) return;
  // The form that the code is set in is the one that the agent has filled in so far.
  tell_wrap_ups(turn, true);
  set_actions(turn, conversation, {});
}

bool are_actions_in_outbox(const State& s, ConversationId conversation, const std::string& lines) {
  const std::vector<TemplateAction> all = decode_draft_actions(lines);
  const auto& entries = s.outbox.entries();
  return std::any_of(entries.begin(), entries.end(), [&](const OutboxEntry& e) {
    return e.conversation == conversation && e.phase != SendPhase::Undone && e.actions == all;
  });
}

// Where two pages have changed the list at the same time, nothing of it is lost, as with files: what the other one has, without
// what was removed here since, and what was added here since; of what there can be only one, this page's.
void meet_actions(Turn& turn, const KeptDraft& kept) {
  State& s = turn.s;
  Draft& draft = s.drafts[place_at(kept.conversation)];
  if (!kept.version.empty() && kept.version == draft.version) return;
  const bool follows = kept.over == draft.version;  // its writer knew what this page had told or been told
  const std::vector<TemplateAction> known = follows ? decode_draft_actions(draft.told) : std::vector<TemplateAction>{};
  const std::vector<TemplateAction> mine = draft_actions(s, kept.conversation);
  std::vector<TemplateAction> both;
  for (const TemplateAction& one : kept.actions) {
    const bool was_removed = has(known, one) && !has(mine, one);
    if (!was_removed && !is_on_its_way(s, kept.conversation, one)) put_action(both, one, kMessageActionsMax);
  }
  const bool has_own = std::any_of(
      mine.begin(), mine.end(), [&](const TemplateAction& one) { return !has(known, one) && !has(kept.actions, one); });
  for (const TemplateAction& one : mine)
    if (!has(known, one)) put_action(both, one, kMessageActionsMax);
  draft.version = kept.version;
  draft.told = encode_draft_actions(kept.actions);
  draft.is_from_elsewhere = !both.empty() && !has_own;
  draft.put(encode_draft_actions(both));
  draft.store_at = turn.now;
  if (draft.text == draft.told)
    draft.tell_at.reset();
  else
    draft.tell_at = turn.now + kDraftToldAfter;
}

void say_not_done(Turn& turn, const MessageAccepted& e) {
  if (e.author != turn.s.me) return;
  for (const ActionNotDone& one : e.not_done) {
    std::string sentence =
        tr("The message was sent, but this was not done: {action}. {reason}",
           {{"action", action_words(turn.s.workspace, one.action)}, {"reason", translated(one.sentence)}});
    turn.emit(effect::Announce{sentence, true});
    turn.notice(NoticeState::Tone::Problem, std::move(sentence));
  }
}

void on_composer_intent(Turn& turn, const intent::RemoveDraftAction& i) {
  std::vector<TemplateAction> all = draft_actions(turn.s, i.conversation);
  // What is under way already is done, or refused: it cannot be taken out.
  if (is_pending<DoActions>(turn.s, i.conversation) || std::erase(all, i.action) == 0) return;
  set_actions(turn, i.conversation, all);
  turn.emit(effect::Announce{tr("Removed: {what}", {{"what", action_words(turn.s.workspace, i.action)}}), false});
}

void on_composer_intent(Turn& turn, const intent::DoDraftActions& i) {
  State& s = turn.s;
  const Conversation* conversation = s.workspace.find_conversation(i.conversation);
  std::vector<TemplateAction> all = draft_actions(s, i.conversation);
  if (conversation == nullptr || !may_write(s, *conversation) || s.view_from || all.empty()) return;
  // Written while earlier messages went: they go with that one.
  if (sends_something(s, i.conversation)) return;
  if (is_pending<DoActions>(s, i.conversation) || do_after_sends(turn, i.conversation, i)) return;
  if (s.outbox.has_any(i.conversation)) {
    turn.notice(
        NoticeState::Tone::Problem,
        tr("A message of this conversation is not sent yet. Send it, discard it or stop asking about it first."),
        NoticeReason::UnsentSend, i.conversation);
    return;
  }
  tell_wrap_ups(turn, true);
  give_command(turn, DoActions{i.conversation, std::move(all)}, false);
}

bool on_actions_answer(Turn& turn, const AgentCommand& command, const std::optional<Refusal>& refusal) {
  const auto* done = std::get_if<DoActions>(&command);
  if (done == nullptr) return false;
  const Workspace& w = turn.s.workspace;
  if (!refusal) {
    std::vector<TemplateAction> left = draft_actions(turn.s, done->conversation);
    std::erase_if(left, [&](const TemplateAction& one) { return has(done->actions, one); });
    if (w.find_conversation(done->conversation) != nullptr) set_actions(turn, done->conversation, left);
    turn.emit(effect::Announce{tr("Done: {what}", {{"what", actions_words(w, done->actions)}}), false});
    return true;
  }
  const bool is_one = refusal->count > 0 && refusal->count <= done->actions.size();
  std::string sentence =
      tr(is_one && done->actions.size() > 1 ? mark("Nothing was done, because one part cannot be: {action}. {reason}")
                                            : mark("Not done: {action}. {reason}"),
         {{"action", is_one ? action_words(w, done->actions[refusal->count - 1]) : actions_words(w, done->actions)},
          {"reason", translated(refusal->sentence)}});
  turn.emit(effect::Announce{sentence, true});
  turn.notice(NoticeState::Tone::Problem, std::move(sentence));
  return true;
}

}  // namespace smsdesk
