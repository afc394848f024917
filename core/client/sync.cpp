// Frames from the relay. Facts change here and nowhere else: a snapshot replaces them, entries are folded in. Whatever
// does not fit (a fold refused, a digest that differs) ends in the same place as start-up: a new snapshot.
#include <algorithm>
#include <set>
#include <tuple>

#include "core/base/shortened.h"
#include "core/client/draft_actions.h"
#include "core/client/media_words.h"
#include "core/client/pending.h"
#include "core/client/turn.h"
#include "core/conversation/delivery_failure.h"
#include "core/conversation/folded_reaction.h"
#include "core/conversation/masked_address.h"
#include "core/sms/text_cleanup.h"
#include "core/words/words.h"
#include "core/workspace/visibility.h"
#include "core/workspace/workspace_json.h"

namespace smsdesk {
namespace {

constexpr std::size_t kSaidBytesMax = 120;  // of a text, in what is announced and notified
constexpr const char* kQueueTag = "queue";  // of the notification about oneself, not about a conversation

/// Of a message: its first words, and what stands for its files.
std::string first_words(const std::string& text, const std::vector<Media>& media) {
  const std::string words = shortened(text, kSaidBytesMax);
  if (media.empty()) return words;
  return text.empty() ? media_line(media) : words + " " + media_line(media);
}

void take_snapshot_anew(Turn& turn) {
  turn.s.has_facts = false;
  turn.emit(effect::CloseSocket{});
  // A socket that the page closes says no more. The next Hello has no offset and brings a snapshot.
  go_down(turn);
}

void in_step(Turn& turn) {
  Connection& connection = turn.s.connection;
  const bool was_lost = connection.was_up && connection.link != Link::Up;
  connection.link = Link::Up;
  connection.attempt = 0;
  connection.retry_at.reset();
  connection.was_up = true;
  turn.s.view_from.reset();
  note_view_changed(turn);
  if (was_lost) turn.emit(effect::Announce{tr("Connected again."), false});
  adopt_stored(turn);
  meet_kept_drafts(turn);
  meet_preferences(turn);
  forget_confirmed(turn);  // what the facts already hold needs no second try
  set_suspects_aside(turn);
  flush(turn);
  if (was_lost) load_outbox_again(turn);
  if (turn.s.workspace.find_conversation(turn.s.selected) == nullptr) turn.s.selected = {};
  recall(turn);
  ask_for_language_again(turn);
  go_on_finding(turn);
  go_on_searching(turn);
  go_on_with_palette(turn);
  go_on_at_place(turn);
  go_on_with_delivery(turn);
  go_on_with_note(turn);
  go_on_with_reported(turn);
  if (!turn.s.selected.is_set()) return;
  // It was selected while there was no connection to ask on, or the facts that its history joined are gone.
  const auto history = turn.s.histories.find(turn.s.selected);
  if (history == turn.s.histories.end() || !history->second.was_asked) ask_for_page(turn, turn.s.selected);
}

/// Sounds, spoken words and notices that an entry is worth; looked at before it is folded.
class Heed {
 public:
  /// `auto_answered`: offers of which a later entry says that the queue answered them; nobody is asked about these.
  Heed(Turn& turn, const std::set<OfferId>& auto_answered) : turn_(turn), s_(turn.s), auto_answered_(auto_answered) {}

  void operator()(const MessageReceived& e) {
    const Conversation* conversation = s_.workspace.find_conversation(e.conversation);
    if (conversation == nullptr || conversation->owner != s_.me || !conversation->detail) return;
    Message received;
    received.is_inbound = true;
    received.text = e.text;
    received.media = e.media;
    const auto reaction = fold_reaction(conversation->detail->messages, received);
    if (reaction && !reaction->about->is_inbound) return reacted(*conversation, words_of(*reaction));
    if (conversation->state == ConversationState::AfterCallWork)
      return;  // a reaction too, to what is not held any more
    sound(SoundKind::Message);
    const std::string who = customer_of(*conversation->detail);
    const std::string said = first_words(e.text, e.media);
    const std::string from = tr("Message from {customer}", {{"customer", who}});
    turn_.emit(effect::Announce{labelled(from, said), false});
    notify_away(turn_, std::to_string(e.conversation.value), from, said);
  }
  void operator()(const ConversationReturned& e) { taken_back(e.conversation, e.reason); }
  void operator()(const ConversationEnded& e) {
    const Conversation* conversation = s_.workspace.find_conversation(e.conversation);
    if (e.agent != s_.me || conversation == nullptr || !conversation->detail) return;
    const std::string customer = customer_of(*conversation->detail);
    if (e.cause == EndCause::Supervisor)
      say_gone(e.conversation, tr("A supervisor ended the conversation with {customer}. Its wrap-up is yours.",
                                  {{"customer", customer}}));
    if (e.cause == EndCause::Inactivity)
      say_gone(e.conversation,
               tr("The conversation with {customer} has ended, because nobody wrote. Its wrap-up is yours.",
                  {{"customer", customer}}));
  }
  void operator()(const InactivityWarned& e) {
    const Conversation* conversation = s_.workspace.find_conversation(e.conversation);
    if (conversation == nullptr || conversation->owner != s_.me || !conversation->detail) return;
    const Queue* queue = s_.workspace.find_queue(conversation->queue);
    const bool is_end = queue == nullptr || queue->inactivity_action == InactivityAction::End;
    const std::string what =
        tr(is_end ? mark("The conversation with {customer} ends in a minute if nobody writes.")
                  : mark("The conversation with {customer} goes back to the queue in a minute if nobody writes."),
           {{"customer", customer_of(*conversation->detail)}});
    sound(SoundKind::Message);
    turn_.emit(effect::Announce{what, true});
    notify_away(turn_, std::to_string(e.conversation.value), what, "");
  }
  void operator()(const TransferBegan& e) {
    const Conversation* conversation = s_.workspace.find_conversation(e.conversation);
    if (conversation == nullptr || conversation->owner != s_.me || e.transfer.by == s_.me) return;
    if (!conversation->detail) return;
    say(NoticeState::Tone::Info,
        tr("{agent} is transferring the conversation with {customer}.",
           {{"agent", name_of(e.transfer.by)}, {"customer", customer_of(*conversation->detail)}}));
  }
  void operator()(const ConversationShown& e) {
    if (!e.conversation.owner.is_set()) taken_back(e.conversation.id, e.conversation.returned);
    // What is shown anew while it is offered (its number, say) is no second offer.
    if (e.offer && e.offer->agent == s_.me && s_.workspace.find_offer(e.offer->id) == nullptr) {
      offered(e.conversation, e.offer->id, e.offer->trace);
    } else if (e.conversation.detail) {
      asked_in(e.conversation);
    }
    if (e.conversation.owner.is_set()) gone_to(e.conversation.id, e.conversation.owner);
  }
  void operator()(const ConversationHidden& e) {
    gone_to(e.conversation, {});
    lose_customer(s_, e.conversation);
  }
  /// Who may read it before it is offered (a supervisor) gets the offer alone.
  void operator()(const OfferMade& e) {
    const Conversation* conversation = s_.workspace.find_conversation(e.conversation);
    if (conversation != nullptr && e.agent == s_.me) offered(*conversation, e.offer, e.trace);
  }
  void operator()(const OfferEnded& e) {
    const Conversation* conversation = s_.workspace.find_conversation(e.conversation);
    if (conversation == nullptr || !conversation->detail) return;
    if (e.agent == s_.me) {
      if (e.outcome == OfferOutcome::Accepted && e.is_automatic) auto_answered(*conversation);
      return;
    }
    if (e.outcome == OfferOutcome::Accepted) return gone_to(e.conversation, e.agent);
    const bool was_asked = conversation->owner == s_.me && conversation->transfer &&
                           conversation->transfer->to_agent == e.agent && e.outcome != OfferOutcome::Withdrawn;
    if (!was_asked) return;
    const std::string who = name_of(e.agent);
    const std::string customer = customer_of(*conversation->detail);
    say(NoticeState::Tone::Problem,
        tr(e.outcome != OfferOutcome::Declined ? mark("{agent} did not answer for {customer}. It is yours still.")
           : e.reason.empty()                  ? mark("{agent} declined {customer}. It is yours still.")
                                               : mark("{agent} declined {customer}: {reason}. It is yours still."),
           {{"agent", who}, {"customer", customer}, {"reason", translated(e.reason)}}));
  }
  void operator()(const ConsultBegan& e) {
    if (e.colleague != s_.me) return;
    const Conversation* conversation = s_.workspace.find_conversation(e.conversation);
    const bool is_mine = conversation != nullptr && conversation->owner == s_.me;
    call(e.conversation, by(e.asker, is_mine ? mark("{agent} writes to you") : mark("{agent} asks you")), e.text);
  }
  void operator()(const ConsultSaid& e) {
    const Conversation* conversation = s_.workspace.find_conversation(e.conversation);
    if (conversation == nullptr || !conversation->detail || e.message.author == s_.me) return;
    const Consult* consult = conversation->detail->find_consult(e.consult);
    if (consult == nullptr || (consult->asker != s_.me && consult->colleague != s_.me)) return;
    call(
        e.conversation,
        by(e.message.author, e.message.is_suggestion ? mark("{agent} suggests a reply") : mark("{agent} wrote to you")),
        e.message.text);
  }
  void operator()(const NoteAdded& e) {
    const auto& mentions = e.note.mentions;
    if (e.note.author == s_.me || std::find(mentions.begin(), mentions.end(), s_.me) == mentions.end()) return;
    call(e.conversation, by(e.note.author, mark("{agent} mentioned you")), e.note.text);
  }
  /// Only who was not named before is called.
  void operator()(const NoteCorrected& e) {
    const Conversation* conversation = s_.workspace.find_conversation(e.conversation);
    const Note* note =
        conversation == nullptr || !conversation->detail ? nullptr : conversation->detail->find_note(e.note);
    const auto names_me = [&](const std::vector<AgentId>& all) {
      return std::find(all.begin(), all.end(), s_.me) != all.end();
    };
    if (note == nullptr || note->author == s_.me || names_me(note->mentions) || !names_me(e.mentions)) return;
    call(e.conversation, by(note->author, mark("{agent} mentioned you")), e.text);
  }
  void operator()(const GuestInvited& e) {
    if (e.agent == s_.me) call(e.conversation, tr("You are invited into a conversation"), "");
  }
  void operator()(const QueueStatusChanged& e) {
    if (e.agent != s_.me) return;
    if (e.status != QueueStatus::NotResponding) return turn_.emit(effect::CloseNotification{kQueueTag});
    const std::string what = tr("You are not responding. Go on queue to get work again.");
    // Who has just declined looks here; who has missed an offer may not.
    if (!is_pending<DeclineOffer>(s_)) sound(SoundKind::Failure);
    turn_.emit(effect::Announce{what, true});
    notify_away(turn_, kQueueTag, what, "");
  }
  void operator()(const DeliveryChanged& e) {
    const Conversation* conversation = s_.workspace.find_conversation(e.conversation);
    if (conversation == nullptr || conversation->owner != s_.me || !conversation->detail) return;
    if (!has_failed(e.status)) return;
    sound(SoundKind::Failure);
    const std::string what =
        tr("A message to {customer} was not delivered.", {{"customer", customer_of(*conversation->detail)}});
    turn_.emit(effect::Announce{what, true});
    notify_away(turn_, std::to_string(e.conversation.value), what,
                shortened(failure_sentence(e.error_code), kSaidBytesMax));
  }
  template <typename Other>
  void operator()(const Other&) {}

 private:
  /// Said, and asked of nobody: without a sound, and not in the place of a notification about what still waits.
  void reacted(const Conversation& conversation, const std::string& how) {
    const std::string who = customer_of(*conversation.detail);
    turn_.emit(effect::Announce{labelled(who, how), false});
    if (conversation.answer_owed_since.ms != 0) return;
    notify_away(turn_, std::to_string(conversation.id.value), who, how);
  }
  /// A conversation that comes into view because a colleague asks for this agent.
  void asked_in(const Conversation& c) {
    const Conversation* before = s_.workspace.find_conversation(c.id);
    if (c.owner == s_.me || (before != nullptr && before->detail) || !c.detail->has_guest(s_.me)) return;
    for (const Consult& consult : c.detail->consults) {
      if (consult.colleague != s_.me || consult.messages.empty()) continue;
      return call(c.id, by(consult.asker, mark("{agent} asks you")), consult.messages.back().text);
    }
    for (auto note = c.detail->notes.rbegin(); note != c.detail->notes.rend(); ++note) {
      if (std::find(note->mentions.begin(), note->mentions.end(), s_.me) == note->mentions.end()) continue;
      return call(c.id, by(note->author, mark("{agent} mentioned you")), note->text);
    }
    call(c.id, by(c.owner, mark("{agent} invited you into a conversation")), "");
  }
  /// A colleague wants something: heard, spoken, and shown where nobody looks at the page.
  void call(ConversationId conversation, const std::string& who, const std::string& text) {
    sound(SoundKind::Message);
    turn_.emit(effect::Announce{text.empty() ? who + "." : labelled(who, shortened(text, kSaidBytesMax)), false});
    notify_away(turn_, std::to_string(conversation.value), who, shortened(text, kSaidBytesMax));
  }
  void sound(SoundKind kind) { sound_for(turn_, kind); }
  std::string name_of(AgentId id) const {
    const Agent* agent = s_.workspace.find_agent(id);
    return agent == nullptr ? std::string(tr("A colleague")) : agent->name;
  }
  std::string by(AgentId agent, const char* text) const { return tr(text, {{"agent", name_of(agent)}}); }
  void say(NoticeState::Tone tone, std::string sentence) {
    turn_.emit(effect::Announce{sentence, tone == NoticeState::Tone::Problem});
    turn_.notice(tone, std::move(sentence));
  }
  /// Nothing more can be written there. Who was about to, and has not given it away, hears it at once.
  void say_gone(ConversationId id, std::string sentence, NoticeState::Tone tone = NoticeState::Tone::Info) {
    const Conversation* conversation = s_.workspace.find_conversation(id);
    const bool is_given = conversation != nullptr && conversation->transfer && conversation->transfer->by == s_.me;
    const bool is_here = id == s_.selected;
    turn_.is_hold_told = turn_.is_hold_told || is_here;
    turn_.emit(effect::Announce{sentence, is_here && s_.area == Area::Conversations && !is_given});
    turn_.notice(tone, std::move(sentence));
  }
  std::string heading(const Conversation& conversation) const {
    const Queue* queue = s_.workspace.find_queue(conversation.asked_queue());
    const std::string customer = customer_of(*conversation.detail);
    if (queue == nullptr) return tr("Message from {customer}", {{"customer", customer}});
    return tr("{queue}: message from {customer}", {{"queue", queue->name}, {"customer", customer}});
  }
  void notify(const Conversation& conversation, std::vector<effect::NotifyButton> buttons) {
    if (is_quiet(s_, turn_.now)) return;
    const Message* last = last_asking(*conversation.detail);
    turn_.emit(effect::Notify{std::to_string(conversation.id.value), heading(conversation),
                              last == nullptr ? std::string() : first_words(last->text, last->media),
                              std::move(buttons)});
  }
  void offered(const Conversation& conversation, OfferId offer, const RoutingTrace& trace) {
    if (!conversation.detail || auto_answered_.count(offer) != 0 || trace.why == RoutingTrace::Why::Picked) return;
    sound(SoundKind::Alert);
    turn_.emit(
        effect::Announce{tr("Alert. {heading}. Answer or decline.", {{"heading", heading(conversation)}}), true});
    notify(conversation, {{effect::kAnswerAction, tr("Answer")}, {effect::kDeclineAction, tr("Decline")}});
  }
  void auto_answered(const Conversation& conversation) {
    sound(SoundKind::Alert);
    say(NoticeState::Tone::Info, tr("{heading}. It was answered for you.", {{"heading", heading(conversation)}}));
    if (!s_.is_page_visible) notify(conversation, {});
  }
  /// It is not this agent's any more, and the agent did not ask for that.
  void taken_back(ConversationId id, ReturnReason reason) {
    if (s_.connection.link != Link::Up) return;  // recall() tells what happened meanwhile, of lost agents too
    const Conversation* conversation = s_.workspace.find_conversation(id);
    if (conversation == nullptr || conversation->owner != s_.me || !conversation->detail) return;
    if (is_pending<FreeConversation>(s_, id)) return;
    const Queue* queue = s_.workspace.find_queue(conversation->queue);
    const std::string customer = customer_of(*conversation->detail);
    const std::string where = queue == nullptr ? std::string(tr("its queue")) : queue->name;
    if (reason == ReturnReason::Freed)
      say_gone(id, tr("A supervisor gave the conversation with {customer} back to {queue}.",
                      {{"customer", customer}, {"queue", where}}));
    if (reason == ReturnReason::Inactivity)
      say_gone(id, tr("The conversation with {customer} went back to {queue}, because nobody wrote.",
                      {{"customer", customer}, {"queue", where}}));
  }
  /// What this agent had handed over has been accepted.
  void gone_to(ConversationId id, AgentId owner) {
    const Conversation* conversation = s_.workspace.find_conversation(id);
    if (conversation == nullptr || conversation->owner != s_.me || owner == s_.me) return;
    if (!conversation->transfer || !conversation->detail) return;
    const AgentId taker = owner.is_set() ? owner : conversation->transfer->to_agent;
    const std::string customer = customer_of(*conversation->detail);
    const Queue* queue = taker.is_set() ? nullptr : s_.workspace.find_queue(conversation->transfer->to_queue);
    if (!owner.is_set() && taker.is_set() && s_.connection.link != Link::Up) {
      // It went on without its sender while this page was gone: the colleague is asked, and may decline.
      return say_gone(id, tr("{customer} went on to {agent}.", {{"customer", customer}, {"agent", name_of(taker)}}));
    }
    // Of a queue that this agent does not see into it is not known who has it, or whether anybody does yet.
    say_gone(id,
             queue == nullptr
                 ? tr("{agent} has taken over {customer}.", {{"agent", name_of(taker)}, {"customer", customer}})
                 : tr("{customer} is with {queue} now.", {{"customer", customer}, {"queue", queue->name}}),
             NoticeState::Tone::Success);
  }
  Turn& turn_;
  State& s_;
  const std::set<OfferId>& auto_answered_;
};

/// What follows from an entry for this tab, after it was folded.
class Follow {
 public:
  Follow(Turn& turn, const LogEntry& of) : turn_(turn), s_(turn.s), of_(of) {}

  void operator()(const MessageAccepted& e) {
    forget_outbox_entry(turn_, e.key);
    say_not_done(turn_, e);
    if (e.author == s_.me) turn_.accepted.push_back(e);
    if (e.again_of.is_set()) follow_delivery(turn_, e.again_of);
  }
  void operator()(const DeliveryChanged& e) { follow_delivery(turn_, e.message); }
  void operator()(const MessageReported& e) { note_reported(turn_, e, of_.by, of_.at); }
  void operator()(const QueueStatusChanged& e) {
    const Agent* me = s_.workspace.find_agent(s_.me);
    if (e.agent != s_.me || me == nullptr) return;
    if (e.status == QueueStatus::OnQueue) offer_notifications(turn_);
    set_by(me->queue_status_by,
           e.status == QueueStatus::OnQueue ? mark("{agent} put you on queue.") : mark("{agent} took you off queue."));
  }
  void operator()(const PresenceChanged& e) {
    const Agent* me = s_.workspace.find_agent(s_.me);
    if (e.agent == s_.me && me != nullptr) set_by(me->presence_by, mark("{agent} changed your presence."));
  }
  void operator()(const ConversationEnded& e) {
    if (s_.workspace.find_conversation(e.conversation) == nullptr) closed(e.conversation);
  }
  void operator()(const OfferEnded& e) {
    if (e.agent != s_.me) return;
    turn_.emit(effect::CloseNotification{std::to_string(e.conversation.value)});
    if (e.outcome == OfferOutcome::Accepted) taken(e.offer, e.conversation);
  }
  void operator()(const ConversationShown& e) {
    // What this agent has reopened comes into view with all that it holds.
    if (e.conversation.owner == s_.me && is_pending<ReopenConversation>(s_, e.conversation.id))
      return select_conversation(turn_, e.conversation.id);
    if (is_pending<RevealNumber>(s_, e.conversation.id) && e.conversation.detail)
      turn_.emit(effect::Announce{
          tr("The number is {number}.", {{"number", spoken_address(e.conversation.detail->customer)}}), false});
    // An offer that ended for somebody else comes as the conversation's new summary.
    if (e.offer || e.conversation.detail) return;
    turn_.emit(effect::CloseNotification{std::to_string(e.conversation.id.value)});
    if (s_.selected == e.conversation.id) select_next();
  }
  void operator()(const ConversationHidden& e) {
    turn_.emit(effect::CloseNotification{std::to_string(e.conversation.value)});
    if (s_.selected == e.conversation) select_next();
  }
  /// A key may have asked for it, from wherever the agent was.
  void operator()(const AcwRequested& e) {
    if (!is_mine(e.conversation)) return;
    turn_.emit(effect::Announce{
        e.is_requested ? tr("After-call work follows when it ends.") : tr("No after-call work follows when it ends."),
        false});
  }
  void operator()(const AcwExtended& e) {
    if (is_mine(e.conversation)) turn_.emit(effect::Announce{tr("You have more time for the wrap-up."), false});
  }
  void operator()(const ConversationResumed& e) {
    if (e.agent == s_.me && is_pending<ResumeConversation>(s_, e.conversation))
      select_conversation(turn_, e.conversation);
  }
  void operator()(const CustomerKnown& e) { follow_customer(s_, e.conversation); }
  void operator()(const WrapUpPrepared& e) { follow_prepared(s_, e.conversation); }
  void operator()(const ConsultEnded& e) { leave_draft(turn_, {e.conversation, DraftKind::Consult, e.consult}); }
  void operator()(const WrapUpCompleted& e) { closed(e.conversation); }
  void operator()(const NoteCorrected& e) { follow_note(turn_, e, of_.at); }
  /// At another page: this one leaves it unread, too.
  void operator()(const ConversationMarkedUnread& e) {
    if (s_.reads_again == e.conversation && !is_pending<MarkUnread>(s_, e.conversation)) s_.reads_again = {};
  }
  template <typename Other>
  void operator()(const Other&) {}

 private:
  bool is_mine(ConversationId id) const {
    const Conversation* conversation = s_.workspace.find_conversation(id);
    return conversation != nullptr && conversation->owner == s_.me;
  }
  /// It has left the workspace.
  void closed(ConversationId conversation) {
    s_.histories.erase(conversation);
    leave_links(turn_, conversation);
    close_drafts(conversation);
    forget_customer(s_, conversation);
    turn_.emit(effect::CloseNotification{std::to_string(conversation.value)});
    s_.asked.erase(conversation);
    note_reported_closed(turn_, conversation);
    if (s_.selected != conversation) return;
    if (s_.is_from_overview) turn_.notice(NoticeState::Tone::Info, tr("The conversation that you read is closed."));
    select_next();
  }
  /// Somebody else has changed this agent's own state.
  void set_by(AgentId by, const char* what) {
    const Agent* agent = s_.workspace.find_agent(by);
    if (agent == nullptr || by == s_.me) return;
    const std::string sentence = tr(what, {{"agent", agent->name}});
    turn_.emit(effect::Announce{sentence, true});
    turn_.notice(NoticeState::Tone::Info, sentence);
  }
  void taken(OfferId offer, ConversationId conversation) {
    const bool is_asked_for = is_pending<AnswerOffer>(s_, offer) || is_pending<PickConversation>(s_, conversation);
    if (is_asked_for || !s_.selected.is_set())
      select_conversation(turn_, conversation, is_asked_for || s_.area == Area::Conversations);
  }
  /// What closes the conversation took it along: the message that went in the same step, or what another page of the agent's
  /// has done. The relay's word that it has left the draft comes later.
  bool went_along(const DraftPlace& place, const Draft& draft) const {
    const ConversationId id = place.conversation;
    if (place.kind == DraftKind::Actions) {
      const bool is_closed_here = is_pending<EndConversation>(s_, id) || is_pending<CompleteWrapUp>(s_, id);
      return of_.by == s_.me && !is_closed_here && draft.text == draft.told;
    }
    const std::string words = place.kind == DraftKind::Answer ? sms::cleaned_text(draft.text) : std::string();
    const std::vector<DraftFile> files =
        place.kind == DraftKind::Files ? draft_files(s_, id) : std::vector<DraftFile>();
    if (words.empty() && files.empty()) return false;
    const auto has_all = [&](const MessageAccepted& e) {
      return std::all_of(files.begin(), files.end(), [&](const DraftFile& file) {
        return std::any_of(e.media.begin(), e.media.end(),
                           [&](const Media& one) { return file.is_here() && one.hash == file.hash; });
      });
    };
    return std::any_of(turn_.accepted.begin(), turn_.accepted.end(), [&](const MessageAccepted& e) {
      return e.conversation == id && e.text.compare(0, words.size(), words) == 0 && has_all(e);
    });
  }
  /// What the relay has been asked to do is in its answer; only the others are left.
  std::vector<TemplateAction> actions_left(ConversationId conversation) const {
    std::vector<TemplateAction> left = draft_actions(s_, conversation);
    for (const PendingCommand& pending : s_.pending) {
      const auto* asked = std::get_if<DoActions>(&pending.command);
      if (asked == nullptr || asked->conversation != conversation) continue;
      std::erase_if(left, [&](const TemplateAction& one) {
        return std::find(asked->actions.begin(), asked->actions.end(), one) != asked->actions.end();
      });
    }
    return left;
  }
  /// There is nowhere to write any more. What was being written is shown until it was read.
  void close_drafts(ConversationId conversation) {
    std::vector<DraftPlace> places;
    for (const auto& [place, draft] : s_.drafts) {
      if (place.conversation == conversation) places.push_back(place);
    }
    for (const DraftPlace& place : places) {
      if (!went_along(place, s_.drafts.at(place))) say_lost(place);
      if (place.kind == DraftKind::Files) s_.attachments.erase(conversation);
      set_draft(turn_, place, "", true);
    }
  }
  void say_lost(const DraftPlace& place) {
    if (place.kind == DraftKind::Actions)
      return say_lost_words(turn_, mark("Not done, because the conversation is closed: {text}"),
                            actions_words(s_.workspace, actions_left(place.conversation)), {});
    const bool is_files = place.kind == DraftKind::Files;
    const auto files = s_.attachments.find(place.conversation);
    say_lost_words(turn_,
                   is_files || place.kind == DraftKind::Answer
                       ? mark("Not sent, because the conversation is closed: “{text}”")
                       : mark("Not kept, because the conversation is closed: “{text}”"),
                   is_files ? std::string() : s_.drafts.at(place).text,
                   is_files && files != s_.attachments.end() ? media_in(files->second) : std::vector<Media>());
  }
  void select_next() {
    s_.selected = {};
    if (s_.is_from_overview) {
      s_.is_from_overview = false;
      s_.area = Area::Overview;
      return;
    }
    // Who has waited longest for this agent's answer comes next; after-call work that is still owed before all, and what was set
    // aside behind all.
    const auto place = [](const Conversation& c) {
      const int turn = c.state == ConversationState::AfterCallWork ? 0 : c.state == ConversationState::Parked ? 2 : 1;
      return std::tuple(turn, c.answer_owed_since.ms == 0, c.answer_owed_since);
    };
    const Conversation* next = nullptr;
    for (const auto& [id, conversation] : s_.workspace.conversations) {
      if (conversation.owner != s_.me) continue;
      if (next == nullptr || place(conversation) < place(*next)) next = &conversation;
    }
    if (next != nullptr) select_conversation(turn_, next->id, s_.area == Area::Conversations);
    s_.reads_again = {};  // the page has chosen it
  }
  Turn& turn_;
  State& s_;
  const LogEntry& of_;
};

/// The workspace holds the last messages of a conversation only; what the next one pushes out moves to the history that
/// the agent has loaded, so that the timeline has no gap.
void keep_pushed_out(State& s, const EntryBody& body) {
  if (!std::holds_alternative<MessageReceived>(body) && !std::holds_alternative<MessageAccepted>(body)) return;
  const ConversationId id = conversation_of(body);
  const auto history = s.histories.find(id);
  const Conversation* conversation = s.workspace.find_conversation(id);
  if (history == s.histories.end() || conversation == nullptr || !conversation->detail) return;
  const auto& held = conversation->detail->messages;
  if (held.size() != kMessagesHeldMax) return;
  history->second.messages.push_back({held.front(), id});
  limit_pushed_out(s, history->second);
}

/// A file of a message that the agent has loaded of the history; what the facts hold is the fold's.
void change_history(State& s, const EntryBody& body) {
  const auto* changed = std::get_if<MediaChanged>(&body);
  if (changed == nullptr) return;
  const auto change = [&](History& history) {
    for (TimelineMessage& one : history.messages) {
      if (one.message.id != changed->message || changed->place >= one.message.media.size()) continue;
      one.message.media[changed->place] = changed->media;
      history.number = ++s.last_history;  // another one than what was drawn
    }
  };
  if (const auto at = s.histories.find(changed->conversation); at != s.histories.end()) change(at->second);
  if (s.place.conversation == changed->conversation && s.place.page) change(*s.place.page);
}

/// As entries are named: "queue_configured", "item_removed".
bool changes_configuration(const EntryBody& body) {
  const std::string_view name = entry_name(body);
  return name.ends_with("_configured") || (name.ends_with("_removed") && !name.starts_with("template_"));
}

/// In the facts.
bool is_marked_unread(const State& s, ConversationId id) {
  const Conversation* conversation = s.workspace.find_conversation(id);
  return conversation != nullptr && conversation->detail && conversation->detail->is_marked_unread;
}

/// What the agent has read, this page showed as read when it told the relay.
bool is_shown_already(const State& s, const EntryBody& body) {
  const auto* seen = std::get_if<ConversationSeen>(&body);
  if (seen == nullptr) return false;
  const Conversation* conversation = s.workspace.find_conversation(seen->conversation);
  return conversation != nullptr && conversation->owner == s.me && !(seen_up_to(s, *conversation) < seen->up_to);
}

class Frames {
 public:
  explicit Frames(Turn& turn) : turn_(turn), s_(turn.s) {}

  void operator()(Welcome& f) {
    if (s_.view_from && (s_.epoch != f.epoch || s_.me != f.agent)) leave_view(turn_);
    if (!s_.epoch.empty() && s_.epoch != f.epoch) {
      // Another log: its ids are of other conversations. What is written stays in storage, under the scope that it is of.
      store_drafts(turn_, true);
      s_.has_facts = false;
      turn_.emit(effect::CloseSocket{});
      turn_.emit(effect::ReloadPage{});
      return go_down(turn_);
    }
    s_.me = f.agent;
    s_.greeted_drafts.clear();
    s_.preferences.greeted.clear();
    s_.preferences.is_unreadable = false;
    s_.connection.clock_skew = f.now - turn_.now;
    s_.epoch = f.epoch;
    s_.scope = f.epoch + ":" + std::to_string(f.agent.value);
  }
  void operator()(PulseFrame&) { turn_.is_unseen = true; }
  void operator()(SnapshotFrame& f) {
    const bool was_marked = is_marked_unread(s_, s_.reads_again);
    s_.workspace = std::move(f.view);
    s_.workspace.offset = f.offset;
    s_.has_facts = true;
    s_.histories.clear();  // they joined the facts that are gone
    if (!was_marked && is_marked_unread(s_, s_.reads_again)) s_.reads_again = {};  // at another page, meanwhile
    begin_wrap_ups_anew(s_);
    s_.contacts.history = {};
    s_.contacts.duplicates = {};
    s_.contacts.read.was_asked = false;
    std::vector<ConversationId> of_forms;
    for (const auto& [id, form] : s_.contacts.forms) of_forms.push_back(id);
    for (const ConversationId id : of_forms) follow_customer(s_, id);
    in_step(turn_);
  }
  void operator()(EntriesFrame& f) {
    if (!s_.has_facts) return take_snapshot_anew(turn_);
    std::set<OfferId> auto_answered;
    for (const LogEntry& entry : f.entries) {
      const auto* ended = std::get_if<OfferEnded>(&entry.body);
      if (ended != nullptr && ended->is_automatic && ended->agent == s_.me) auto_answered.insert(ended->offer);
    }
    bool is_configured = false;
    bool is_unseen = s_.connection.link == Link::Up;
    for (const LogEntry& entry : f.entries) {
      is_unseen = is_unseen && is_shown_already(s_, entry.body);
      // Entries that a resume repeats are known already.
      if (entry.offset <= s_.workspace.offset && s_.connection.link == Link::Greeting) continue;
      std::visit(Heed(turn_, auto_answered), entry.body);
      is_configured = is_configured || changes_configuration(entry.body);
      keep_pushed_out(s_, entry.body);
      change_history(s_, entry.body);
      if (Status folded = apply_view(s_.workspace, entry); !folded) return take_snapshot_anew(turn_);
      std::visit(Follow(turn_, entry), entry.body);
      if (const ConversationId id = conversation_of(entry.body); id.is_set()) forget_if_lost(s_, id);
    }
    if (is_configured) note_configured(turn_);
    if (!f.entries.empty()) note_view_changed(turn_);
    s_.workspace.offset = std::max(s_.workspace.offset, f.up_to);
    if (f.digest && *f.digest != digest(s_.workspace)) return take_snapshot_anew(turn_);
    if (s_.connection.link == Link::Greeting) in_step(turn_);
    turn_.is_unseen = is_unseen;
  }
  void operator()(AnswerFrame& f) {
    if (const OutboxEntry* entry = s_.outbox.find(f.key)) {
      if (f.refusal)
        refuse_outbox_entry(turn_, entry->key, *f.refusal);
      else
        forget_outbox_entry(turn_, SendKey(f.key));
      return;
    }
    const auto at =
        std::find_if(s_.pending.begin(), s_.pending.end(), [&](const PendingCommand& p) { return p.key == f.key; });
    if (at == s_.pending.end()) return;
    const auto* prepared = std::get_if<PrepareWrapUp>(&at->command);
    const Conversation* held = prepared == nullptr ? nullptr : s_.workspace.find_conversation(prepared->conversation);
    // A form that goes to the relay by itself is nothing to speak of once the conversation is gone.
    const bool was_quiet = std::holds_alternative<MarkSeen>(at->command) ||
                           (prepared != nullptr && (held == nullptr || held->owner != s_.me));
    const AgentCommand command = std::move(at->command);
    s_.pending.erase(at);
    if (const auto* seen = std::get_if<MarkSeen>(&command); seen != nullptr && !f.refusal)
      turn_.is_unseen = is_shown_already(s_, ConversationSeen{seen->conversation, seen->up_to});
    if (on_contact_answer(turn_, f.key, f.refusal)) return;
    if (on_note_answer(turn_, f.key, command, f.refusal)) return;
    on_template_answer(turn_, f.key, command, f.refusal);
    if (on_actions_answer(turn_, command, f.refusal)) return;
    if (std::holds_alternative<SaveTemplates>(command)) return;  // its refusal stands where it was given
    if (!f.refusal) on_colleague_answer(turn_, command);
    if (!f.refusal) on_report_answer(turn_, command);
    if (!f.refusal) on_unread_answer(turn_, command);
    if (f.refusal && !was_quiet) turn_.notice(NoticeState::Tone::Problem, translated(f.refusal->sentence));
  }
  void operator()(DraftsFrame& f) { on_drafts(turn_, f); }
  void operator()(PreferencesFrame& f) { on_preferences(turn_, f); }
  void operator()(WatchersFrame& f) {
    if (f.conversation == s_.told_attention.conversation) s_.watchers[f.conversation] = std::move(f.watchers);
  }
  void operator()(FoundFrame& f) {
    if (!on_history_found(turn_, f) && !on_palette_found(turn_, f)) on_found(turn_, f);
  }
  void operator()(ContactsFrame& f) {
    if (!on_palette_contacts(turn_, f)) on_contacts(turn_, f);
  }
  void operator()(DuplicatesFrame& f) { on_duplicates(turn_, f); }
  void operator()(CustomerFrame& f) { on_customer(turn_, f); }
  void operator()(TimelineChangedFrame& f) { note_outdated(s_, f.conversation); }
  void operator()(TargetsFrame& f) { on_targets(turn_, f); }
  void operator()(FoundMessagesFrame& f) { on_found_messages(turn_, f); }
  void operator()(DeliveryFrame& f) { on_delivery(turn_, f); }
  void operator()(NoteWordingsFrame& f) { on_note_wordings(turn_, f); }
  void operator()(NoteFrame& f) { on_note(turn_, f); }
  void operator()(ReportedFrame& f) { on_reported(turn_, f); }
  void operator()(PageFrame& f) {
    if (on_place_page(turn_, f) || on_new_end(turn_, f)) return;
    const auto at = s_.histories.find(f.conversation);
    if (at == s_.histories.end() || at->second.pending != f.key) return;
    History& history = at->second;
    history.pending.reset();
    note_failed_page(turn_, f, false);
    history.has_more = f.has_more;
    if (!history.messages.empty()) history.prepended += f.messages.size();
    for (auto m = f.messages.rbegin(); m != f.messages.rend(); ++m) history.messages.push_front(std::move(*m));
    for (TimelineNote& one : f.notes) history.notes.insert_or_assign(one.note.id, std::move(one));
    while (history.notes.size() > kHistoryNotesMax) history.notes.erase(history.notes.begin());
    for (TimelineSegment& one : f.segments)
      history.segments.insert_or_assign({one.conversation, one.segment}, std::move(one));
    while (history.segments.size() > kHistorySegmentsMax) history.segments.erase(history.segments.begin());
    follow_history(s_, f.conversation);
  }

 private:
  Turn& turn_;
  State& s_;
};

}  // namespace

std::string customer_of(const ConversationDetail& detail) {
  return detail.record.contact ? detail.record.contact->name : spoken_address(detail.customer);
}

void on_frame(Turn& turn, const std::string& bytes) {
  const Link link = turn.s.connection.link;
  if (link != Link::Greeting && link != Link::Up) return;
  auto frame = decode_relay_frame(bytes);
  if (!frame) {
    // Another version of the relay, most likely: a new snapshot or, by its close code, a new page.
    turn.notice(NoticeState::Tone::Problem,
                tr("The relay said something this page does not understand. Reload the page."));
    return take_snapshot_anew(turn);
  }
  turn.s.connection.heard_at = turn.now;
  const ComposerHold before = composer_hold(turn.s);
  std::visit(Frames(turn), frame.value());
  tell_hold(turn, before, link);
}

}  // namespace smsdesk
