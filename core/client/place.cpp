// A place in the middle of a timeline. What is loaded of a timeline reaches from somewhere to its newest message; a message
// further back is shown with its surroundings as a part of its own, which grows at both ends and becomes one with what is
// loaded as soon as they touch. An internal note can be gone to likewise, by its number: it is from the messages' counter, and
// the note stands between those around it.
#include <algorithm>
#include <iterator>

#include "core/client/turn.h"
#include "core/words/words.h"

namespace smsdesk {
namespace {

constexpr std::uint32_t kAroundAtOnce = 60;
constexpr std::uint32_t kNewerAtOnce = 50;

bool holds(const History& history, MessageId message) {
  return std::any_of(history.messages.begin(), history.messages.end(),
                     [message](const TimelineMessage& one) { return one.message.id == message; });
}

History* find_history(State& s, ConversationId conversation) {
  const auto at = s.histories.find(conversation);
  return at == s.histories.end() ? nullptr : &at->second;
}

/// Notes come with their conversation's messages, also those before and behind these.
bool has_note(const History& history, MessageId number) {
  return history.notes.count(NoteId{number.value}) != 0;
}

/// Not set: nothing of it is loaded.
MessageId first_loaded(const History* history, const Conversation& conversation) {
  if (history != nullptr && !history->messages.empty()) return history->messages.front().message.id;
  const auto& held = conversation.detail->messages;
  return held.empty() ? MessageId{} : held.front().id;
}

bool is_loaded(State& s, ConversationId id, MessageId message) {
  const History* history = find_history(s, id);
  if (history != nullptr && holds(*history, message)) return true;
  const Conversation* conversation = find_readable(s, id);
  if (conversation == nullptr) return false;
  const ConversationDetail& detail = *conversation->detail;
  if (std::any_of(detail.messages.begin(), detail.messages.end(),
                  [message](const Message& m) { return m.id == message; }))
    return true;
  const MessageId first = first_loaded(history, *conversation);
  if (!first.is_set() || !(first < message)) return false;
  return (history != nullptr && has_note(*history, message)) ||
         std::any_of(detail.notes.begin(), detail.notes.end(),
                     [message](const Note& note) { return note.id.value == message.value; });
}

/// The part shows it.
bool is_in_part(const TimelinePlace& place, MessageId message) {
  const History& part = *place.page;
  if (holds(part, message)) return true;
  if (part.messages.empty() || !has_note(part, message) || !(part.messages.front().message.id < message)) return false;
  return !place.has_newer || message < part.messages.back().message.id;
}

void ask(Turn& turn, PageRequest request, std::optional<SendKey>& pending) {
  if (turn.s.connection.link != Link::Up) return;
  request.key = turn.next_key();
  request.conversation = turn.s.place.conversation;
  pending = request.key;
  turn.emit(effect::TransmitFrame{encode_frame(ClientFrame(request))});
}

void ask_around(Turn& turn) {
  PageRequest request;
  request.around = turn.s.place.message;
  request.limit = kAroundAtOnce;
  ask(turn, request, turn.s.place.page->pending);
}

/// The part becomes the older end of what is loaded, where they touch.
void join(State& s) {
  TimelinePlace& place = s.place;
  const Conversation* conversation = find_readable(s, place.conversation);
  if (!place.page || place.page->messages.empty() || conversation == nullptr) return;
  History* history = find_history(s, place.conversation);
  const MessageId first = first_loaded(history, *conversation);
  const bool touches = first.is_set() && !(place.page->messages.back().message.id < first);
  if (place.has_newer && !touches) return;
  if (history == nullptr) history = &s.histories[place.conversation];
  if (history->number == 0) history->number = ++s.last_history;
  const bool was_empty = history->messages.empty();
  auto& part = place.page->messages;
  while (first.is_set() && !part.empty() && !(part.back().message.id < first)) part.pop_back();
  if (!was_empty) history->prepended += part.size();
  history->messages.insert(history->messages.begin(), std::make_move_iterator(part.begin()),
                           std::make_move_iterator(part.end()));
  history->has_more = place.page->has_more;
  history->was_asked = true;
  history->pending.reset();  // an answer to an older question would repeat what is there now
  history->notes.merge(place.page->notes);
  place.page.reset();
  place.has_newer = false;
  place.pending_newer.reset();
}

}  // namespace

void go_to_place(Turn& turn, ConversationId conversation, MessageId message) {
  State& s = turn.s;
  TimelinePlace& place = s.place;
  if (place.conversation != conversation) leave_place(s);
  place.conversation = conversation;
  place.message = message;
  ++place.number;
  if (is_loaded(s, conversation, message)) {
    leave_part(s);
    return;
  }
  if (place.page && is_in_part(place, message)) return;
  leave_part(s);
  place.page.emplace();
  place.page->number = ++s.last_history;
  place.page->was_asked = true;
  ask_around(turn);
}

void leave_part(State& s) {
  s.place.page.reset();
  s.place.has_newer = false;
  s.place.pending_newer.reset();
}

void leave_place(State& s) {
  leave_part(s);
  s.place.conversation = {};
  s.place.message = {};
}

void show_latest(Turn& turn, ConversationId conversation) {
  if (turn.s.place.conversation != conversation) return;
  leave_place(turn.s);
  const History* history = find_history(turn.s, conversation);
  if (history == nullptr || !history->was_asked) ask_for_page(turn, conversation);
}

bool load_older_at_place(Turn& turn, ConversationId conversation) {
  TimelinePlace& place = turn.s.place;
  if (place.conversation != conversation || !place.page) return false;
  History& part = *place.page;
  if (part.pending || part.messages.empty() || !part.has_more) return true;
  PageRequest request;
  request.before = part.messages.front().message.id;
  ask(turn, request, part.pending);
  return true;
}

void load_newer(Turn& turn, ConversationId conversation) {
  TimelinePlace& place = turn.s.place;
  if (place.conversation != conversation || !place.page || !place.has_newer || place.pending_newer) return;
  if (place.page->messages.empty()) return;
  PageRequest request;
  request.after = place.page->messages.back().message.id;
  request.limit = kNewerAtOnce;
  ask(turn, request, place.pending_newer);
}

bool on_place_page(Turn& turn, PageFrame& frame) {
  State& s = turn.s;
  TimelinePlace& place = s.place;
  if (!place.page || frame.conversation != place.conversation) return false;
  History& part = *place.page;
  const bool is_newer = place.pending_newer == frame.key;
  if (!is_newer && part.pending != frame.key) return false;
  const bool is_first = part.messages.empty();
  (is_newer ? place.pending_newer : part.pending).reset();
  for (TimelineNote& one : frame.notes) part.notes.insert_or_assign(one.note.id, std::move(one));
  while (part.notes.size() > kHistoryNotesMax) part.notes.erase(part.notes.begin());
  if (is_newer || is_first) {
    part.messages.insert(part.messages.end(), std::make_move_iterator(frame.messages.begin()),
                         std::make_move_iterator(frame.messages.end()));
    place.has_newer = frame.has_newer;
  } else {
    part.prepended += frame.messages.size();
    part.messages.insert(part.messages.begin(), std::make_move_iterator(frame.messages.begin()),
                         std::make_move_iterator(frame.messages.end()));
  }
  if (!is_newer) part.has_more = frame.has_more && part.messages.size() < kHistoryMessagesMax;
  if (is_first && !is_in_part(place, place.message)) {
    turn.notice(NoticeState::Tone::Problem, tr("That message cannot be shown: it is not there any more."));
    if (part.messages.empty()) return leave_place(s), true;
  }
  join(s);
  return true;
}

void join_place(State& s) {
  join(s);
}

void go_on_at_place(Turn& turn) {
  TimelinePlace& place = turn.s.place;
  if (place.page && place.page->messages.empty() && !place.page->pending) ask_around(turn);
}

}  // namespace smsdesk
