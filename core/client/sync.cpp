// Frames from the relay. Facts change here and nowhere else: a snapshot replaces them, entries are folded in. Whatever
// does not fit (a fold refused, a digest that differs) ends in the same place as start-up: a new snapshot.
#include <algorithm>

#include "core/base/utf8.h"
#include "core/client/pending.h"
#include "core/client/turn.h"
#include "core/sms/address.h"
#include "core/workspace/visibility.h"

namespace smsdesk {
namespace {

std::string readable(const std::string& address) {
  const auto parsed = sms::parse_address(address);
  return parsed ? parsed->formatted() : address;
}

std::string first_words(const std::string& text) {
  constexpr std::size_t kBytesMax = 120;
  if (text.size() <= kBytesMax) return text;
  return std::string(utf8::prefix(text, kBytesMax)) + "…";
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
  if (was_lost) turn.emit(effect::Announce{"Connected again.", false});
  adopt_stored(turn);
  // What the facts already hold needs no second try.
  std::vector<SendKey> confirmed;
  for (const OutboxEntry& entry : turn.s.outbox.entries()) {
    const Conversation* conversation = turn.s.workspace.find_conversation(entry.conversation);
    if (conversation == nullptr || !conversation->detail) continue;
    const auto& messages = conversation->detail->messages;
    if (std::any_of(messages.begin(), messages.end(), [&](const Message& m) { return m.key == entry.key; })) {
      confirmed.push_back(entry.key);
    }
  }
  for (const SendKey& key : confirmed) forget_outbox_entry(turn, key);
  flush(turn);
  if (turn.s.workspace.find_conversation(turn.s.selected) == nullptr) turn.s.selected = {};
  if (!turn.s.selected.is_set()) return;
  // It was selected while there was no connection to ask on, or the facts that its history joined are gone.
  const auto history = turn.s.histories.find(turn.s.selected);
  if (history == turn.s.histories.end() || !history->second.was_asked) ask_for_page(turn, turn.s.selected);
}

/// Sounds, spoken words and notices that an entry is worth; looked at before it is folded.
class Heed {
 public:
  explicit Heed(Turn& turn) : turn_(turn), s_(turn.s) {}

  void operator()(const MessageReceived& e) {
    const Conversation* conversation = s_.workspace.find_conversation(e.conversation);
    if (conversation == nullptr || conversation->owner != s_.me || !conversation->detail) return;
    sound(effect::SoundKind::Message);
    const std::string who = readable(conversation->detail->customer);
    const std::string text = e.text.empty() ? std::string("A picture") : e.text;
    turn_.emit(effect::Announce{"Message from " + who + ": " + first_words(text), false});
    if (!s_.is_page_visible) {
      turn_.emit(effect::Notify{std::to_string(e.conversation.value), "Message from " + who, first_words(text)});
    }
  }
  void operator()(const ConversationShown& e) {
    if (!e.offer || e.offer->agent != s_.me || !e.conversation.detail) return;
    const std::string who = readable(e.conversation.detail->customer);
    const Queue* queue = s_.workspace.find_queue(e.conversation.queue);
    const std::string where = queue == nullptr ? std::string() : queue->name + ": ";
    sound(effect::SoundKind::Alert);
    turn_.emit(effect::Announce{"Alert. " + where + "message from " + who + ". Answer or decline.", true});
    const Message* last = e.conversation.detail->last_inbound();
    turn_.emit(effect::Notify{std::to_string(e.conversation.id.value), where + "message from " + who,
                              last == nullptr ? std::string() : first_words(last->text)});
  }
  void operator()(const OfferEnded& e) {
    // The offer goes with this entry, and with it why it was made.
    if (e.agent != s_.me || e.outcome != OfferOutcome::Accepted) return;
    const Offer* offer = s_.workspace.find_offer(e.offer);
    const Conversation* conversation = s_.workspace.find_conversation(e.conversation);
    if (offer != nullptr && conversation != nullptr) {
      s_.reasons[e.conversation] = {offer->trace, conversation->asked_queue()};
    }
  }
  void operator()(const QueueStatusChanged& e) {
    if (e.agent != s_.me) return;
    if (e.status == QueueStatus::NotResponding) {
      turn_.emit(effect::Announce{"You are not responding. Go on queue to get work again.", true});
    }
  }
  void operator()(const DeliveryChanged& e) {
    const Conversation* conversation = s_.workspace.find_conversation(e.conversation);
    if (conversation == nullptr || conversation->owner != s_.me || !conversation->detail) return;
    if (e.status != DeliveryStatus::Failed && e.status != DeliveryStatus::Undelivered) return;
    sound(effect::SoundKind::Failure);
    turn_.emit(
        effect::Announce{"A message to " + readable(conversation->detail->customer) + " was not delivered.", true});
  }
  template <typename Other>
  void operator()(const Other&) {}

 private:
  void sound(effect::SoundKind kind) {
    if (s_.settings.is_sound_on) turn_.emit(effect::PlaySound{kind});
  }
  Turn& turn_;
  State& s_;
};

/// What follows from an entry for this tab, after it was folded.
class Follow {
 public:
  explicit Follow(Turn& turn) : turn_(turn), s_(turn.s) {}

  void operator()(const MessageAccepted& e) { forget_outbox_entry(turn_, e.key); }
  void operator()(const OfferEnded& e) {
    if (e.agent != s_.me) return;
    turn_.emit(effect::CloseNotification{std::to_string(e.conversation.value)});
    if (e.outcome == OfferOutcome::Accepted) taken(e.offer, e.conversation);
  }
  void operator()(const ConversationShown& e) {
    // An offer that ended for somebody else comes as the conversation's new summary.
    if (!e.offer && !e.conversation.detail) {
      turn_.emit(effect::CloseNotification{std::to_string(e.conversation.id.value)});
    }
  }
  void operator()(const WrapUpPrepared& e) { follow_prepared(s_, e.conversation); }
  void operator()(const WrapUpCompleted& e) {
    s_.histories.erase(e.conversation);
    if (s_.drafts.count(e.conversation) != 0) set_draft(turn_, e.conversation, "", true);
    if (s_.selected == e.conversation) select_next();
  }
  template <typename Other>
  void operator()(const Other&) {}

 private:
  void taken(OfferId offer, ConversationId conversation) {
    if (is_pending<AnswerOffer>(s_, offer) || !s_.selected.is_set()) select_conversation(turn_, conversation);
  }
  void select_next() {
    s_.selected = {};
    // Who has waited longest for this agent's answer comes next; after-call work that is still owed before all.
    const Conversation* next = nullptr;
    for (const auto& [id, conversation] : s_.workspace.conversations) {
      if (conversation.owner != s_.me) continue;
      if (next == nullptr ||
          (conversation.state == ConversationState::AfterCallWork && next->state != ConversationState::AfterCallWork)) {
        next = &conversation;
      }
    }
    if (next != nullptr) select_conversation(turn_, next->id);
  }
  Turn& turn_;
  State& s_;
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
  if (held.size() == kMessagesHeldMax) history->second.messages.push_back({held.front(), id});
}

class Frames {
 public:
  explicit Frames(Turn& turn) : turn_(turn), s_(turn.s) {}

  void operator()(Welcome& f) {
    s_.me = f.agent;
    s_.connection.clock_skew = f.now - turn_.now;
    if (s_.epoch != f.epoch) s_.has_facts = false;
    s_.epoch = f.epoch;
    s_.scope = f.epoch + ":" + std::to_string(f.agent.value);
  }
  void operator()(SnapshotFrame& f) {
    s_.workspace = std::move(f.view);
    s_.workspace.offset = f.offset;
    s_.has_facts = true;
    s_.histories.clear();  // they joined the facts that are gone
    begin_wrap_ups_anew(s_);
    in_step(turn_);
  }
  void operator()(EntriesFrame& f) {
    if (!s_.has_facts) return take_snapshot_anew(turn_);
    for (const LogEntry& entry : f.entries) {
      // Entries that a resume repeats are known already.
      if (entry.offset <= s_.workspace.offset && s_.connection.link == Link::Greeting) continue;
      std::visit(Heed(turn_), entry.body);
      keep_pushed_out(s_, entry.body);
      if (Status folded = apply_view(s_.workspace, entry); !folded) return take_snapshot_anew(turn_);
      std::visit(Follow(turn_), entry.body);
      if (const ConversationId id = conversation_of(entry.body); id.is_set()) forget_if_lost(s_, id);
    }
    s_.workspace.offset = std::max(s_.workspace.offset, f.up_to);
    if (f.digest && *f.digest != digest(s_.workspace)) return take_snapshot_anew(turn_);
    if (s_.connection.link == Link::Greeting) in_step(turn_);
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
    s_.pending.erase(at);
    if (f.refusal && !was_quiet) turn_.notice(NoticeState::Tone::Problem, f.refusal->sentence);
  }
  void operator()(PageFrame& f) {
    const auto at = s_.histories.find(f.conversation);
    if (at == s_.histories.end() || at->second.pending != f.key) return;
    History& history = at->second;
    history.pending.reset();
    history.has_more = f.has_more && history.messages.size() + f.messages.size() < kHistoryMessagesMax;
    if (!history.messages.empty()) history.prepended += f.messages.size();
    for (auto m = f.messages.rbegin(); m != f.messages.rend(); ++m) history.messages.push_front(std::move(*m));
  }

 private:
  Turn& turn_;
  State& s_;
};

}  // namespace

void on_frame(Turn& turn, const std::string& bytes) {
  const Link link = turn.s.connection.link;
  if (link != Link::Greeting && link != Link::Up) return;
  auto frame = decode_relay_frame(bytes);
  if (!frame) {
    // Another version of the relay, most likely: a new snapshot or, by its close code, a new page.
    turn.notice(NoticeState::Tone::Problem, "The relay said something this page does not understand. Reload the page.");
    return take_snapshot_anew(turn);
  }
  std::visit(Frames(turn), frame.value());
}

}  // namespace smsdesk
