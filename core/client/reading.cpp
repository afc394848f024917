// What an agent does with a message that they read: copy, quote, note, mark as unread, report, send again, look at what became
// of it; and with what stands in its text.
#include <algorithm>
#include <utility>

#include "core/base/utf8.h"
#include "core/client/pending.h"
#include "core/client/same_customer.h"
#include "core/client/sending_again.h"
#include "core/client/turn.h"
#include "core/sms/text_cleanup.h"
#include "core/words/words.h"

namespace smsdesk {
namespace {

constexpr std::size_t kQuotedBytesMax = 300;

bool is_web_address(std::string_view url) {
  return url.starts_with("https://") || url.starts_with("http://");
}

/// In straight marks: curly ones would make the message a Unicode one, at twice the price.
std::string quoted(const Message& message) {
  std::string text = message.text;
  std::replace(text.begin(), text.end(), '\n', ' ');
  const std::string_view shown = utf8::prefix(text, kQuotedBytesMax);
  return "\"" + std::string(shown) + (shown.size() < text.size() ? "..." : "") + "\"";
}

/// Not where the place among what is pending would be that of what the agent does.
bool may_tell_seen(const State& s) {
  return s.untold_seen && s.connection.link == Link::Up && s.pending.size() + 1 < kPendingMax;
}

void ask_for_delivery(Turn& turn) {
  DeliveryState& delivery = turn.s.delivery;
  if (turn.s.connection.link != Link::Up) return;
  delivery.pending = turn.next_key();
  const DeliveryRequest request{*delivery.pending, delivery.conversation, delivery.message};
  turn.emit(effect::TransmitFrame{encode_frame(ClientFrame(request))});
}

/// What is read is taken there. It may be the same one: what was opened as closed goes on again meanwhile.
void go_to(Turn& turn, ConversationId id, ConversationId read) {
  if (id != read || turn.s.area != Area::Conversations) select_conversation(turn, id);
}

}  // namespace

const Message* find_message(const State& state, ConversationId conversation_id, MessageId message) {
  const Conversation* conversation = find_readable(state, conversation_id);
  if (conversation == nullptr) return nullptr;
  if (const Message* held = conversation->detail->find(message)) return held;
  const History* history = shown_history(state, conversation_id);
  if (history == nullptr) return nullptr;
  const std::size_t at = place_in(*history, message);
  return at < history->messages.size() ? &history->messages[at].message : nullptr;
}

void on_reading_intent(Turn& turn, const intent::SendAgain& i) {
  State& s = turn.s;
  s.message_menu = {};
  const Conversation* conversation = s.workspace.find_conversation(i.conversation);
  if (conversation == nullptr) return;
  const Message* message = find_to_send_again(s, *conversation, i.message);
  if (message == nullptr) return;
  const bool is_held = conversation->detail->find(i.message) != nullptr;
  OutboxEntry entry;
  entry.key = key_of_attempt(s, i.message);
  entry.scope = s.scope;
  entry.conversation = i.conversation;
  entry.text = message->text;
  entry.pressed_at = turn.now;
  if (is_held) entry.again_of = i.message;  // the relay looks no further back
  entry.media = message->media;
  entry.is_mms_text = message->is_mms_text;
  entry.seen_up_to = i.seen_up_to ? *i.seen_up_to : newest_of(*conversation);
  const std::string value = encode_outbox_entry(entry);
  const std::string key = entry.key.value;
  if (const Status added = s.outbox.add(std::move(entry)); !added)
    return turn.notice(NoticeState::Tone::Problem, added.error().sentence);
  turn.emit(effect::PutStorage{"outbox", key, value});
  if (!is_held) show_latest(turn, i.conversation);  // where it stands
  read_again(s, i.conversation);
}

void on_reading_intent(Turn& turn, const intent::OpenMessageMenu& i) {
  State& s = turn.s;
  s.message_menu = {};
  if (i.menu == MessageMenu::None || find_message(s, i.conversation, i.message) == nullptr) return;
  s.open_menu = ConversationMenu::None;
  s.decline_menu = {};
  close_contact_choices(s);
  s.message_menu = {i.conversation, i.message, i.menu, i.entity};
}

void on_reading_intent(Turn& turn, const intent::CopyText& i) {
  turn.s.message_menu = {};
  turn.emit(effect::CopyText{i.text});
  turn.emit(effect::Announce{i.notice, false});
  turn.notice(NoticeState::Tone::Success, i.notice);
}

void on_reading_intent(Turn& turn, const intent::OpenLink& i) {
  turn.s.message_menu = {};
  if (is_web_address(i.url)) turn.emit(effect::OpenLink{i.url});
}

void on_reading_intent(Turn& turn, const intent::Quote& i) {
  turn.s.message_menu = {};
  const Conversation* read = find_readable(turn.s, i.conversation);
  const Conversation* to = read == nullptr ? nullptr : find_to_answer(turn.s, *read);
  const Message* message = find_message(turn.s, i.conversation, i.message);
  if (to == nullptr || message == nullptr) return;
  const std::string quote = quoted(*message);
  const ConversationId id = to->id;
  go_to(turn, id, i.conversation);
  open_context(turn, false);  // it would lie over the field
  const std::string& there = turn.s.drafts[id].text;
  change_draft(turn, id, quote + "\n" + there, true);
}

void on_reading_intent(Turn& turn, const intent::NoteAbout& i) {
  turn.s.message_menu = {};
  const Conversation* read = find_readable(turn.s, i.conversation);
  const Conversation* to = read == nullptr ? nullptr : find_to_note(turn.s, *read);
  const Message* message = find_message(turn.s, i.conversation, i.message);
  if (to == nullptr || message == nullptr) return;
  const std::string about = tr("About {quote}: ", {{"quote", quoted(*message)}});
  const ConversationId id = to->id;
  go_to(turn, id, i.conversation);
  add_to_draft(turn, {id, DraftKind::Note}, about);
  choose_context_tab(turn, id, ContextTab::Notes);
  open_context(turn, true);
}

void on_reading_intent(Turn& turn, const intent::MarkUnread& i) {
  State& s = turn.s;
  s.message_menu = {};
  const Conversation* conversation = s.workspace.find_conversation(i.conversation);
  if (conversation == nullptr || conversation->owner != s.me || is_pending<MarkUnread>(s, i.conversation)) return;
  if (give_command(turn, MarkUnread{i.conversation, i.from}, false) && s.reads_again == i.conversation)
    s.reads_again = {};
}

void see(Turn& turn, const MarkSeen& seen) {
  if (turn.s.untold_seen && turn.s.untold_seen->conversation != seen.conversation) tell_seen(turn, true);
  turn.s.untold_seen = seen;
  tell_seen(turn, seen.ends_mark);
}

void tell_seen(Turn& turn, bool is_now) {
  State& s = turn.s;
  if (!may_tell_seen(s)) return;
  const DurationMs since = turn.now - s.seen_told_at;
  if (!is_now && since >= 0 && since < kSeenPause) return;
  const MarkSeen seen = *std::exchange(s.untold_seen, std::nullopt);
  const Conversation* conversation = s.workspace.find_conversation(seen.conversation);
  if (conversation == nullptr || conversation->owner != s.me) return;
  s.seen_told_at = turn.now;
  give_command(turn, seen, false);
}

std::optional<Instant> next_seen(const State& state) {
  if (!may_tell_seen(state)) return std::nullopt;
  return state.seen_told_at + kSeenPause;
}

void on_unread_answer(Turn& turn, const AgentCommand& command) {
  if (std::holds_alternative<MarkUnread>(command)) turn.notice(NoticeState::Tone::Success, tr("Marked as unread."));
}

void read_again(State& s, ConversationId conversation) {
  if (conversation == s.selected) s.reads_again = conversation;
}

void on_reading_intent(Turn& turn, const intent::ReportMessage& i) {
  turn.s.message_menu = {};
  give_command(turn, ReportMessage{i.conversation, i.message, i.kind}, false);
}

void on_reading_intent(Turn& turn, const intent::ShowDelivery& i) {
  turn.s.message_menu = {};
  turn.s.delivery = {};
  if (!i.message.is_set()) return;
  turn.s.delivery.conversation = i.conversation;
  turn.s.delivery.message = i.message;
  ask_for_delivery(turn);
}

void on_reading_intent(Turn& turn, const intent::TakeTranscript& i) {
  turn.s.open_menu = ConversationMenu::None;
  // JSON is for programs: it has no language.
  const std::string& language = turn.s.language.in_use;
  const bool is_told_language = language != language_tag(Language::English) && i.format != "json";
  turn.emit(effect::OpenLink{"/api/conversations/" + std::to_string(i.conversation.value) +
                             "/transcript?format=" + i.format + (i.has_notes ? "&notes=yes" : "") +
                             (is_told_language ? "&language=" + language : "") +
                             // The page to print asks its own browser; JSON has instants.
                             (i.format == "txt" ? "&zone={zone}" : "")});
}

void on_delivery(Turn& turn, DeliveryFrame& frame) {
  DeliveryState& delivery = turn.s.delivery;
  if (delivery.pending != frame.key) return;
  delivery.pending.reset();
  delivery.is_failed = frame.is_failed;
  if (frame.is_failed) return;
  delivery.is_known = true;
  delivery.chain = std::move(frame.chain);
}

void follow_delivery(Turn& turn, MessageId message) {
  const DeliveryState& delivery = turn.s.delivery;
  if (!delivery.message.is_set()) return;
  const bool is_of_it =
      delivery.message == message || std::any_of(delivery.chain.begin(), delivery.chain.end(),
                                                 [&](const MessageDelivery& one) { return one.message == message; });
  if (is_of_it) ask_for_delivery(turn);
}

void go_on_with_delivery(Turn& turn) {
  if (turn.s.delivery.message.is_set()) ask_for_delivery(turn);
}

}  // namespace smsdesk
