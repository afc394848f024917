// A place in the middle of a timeline. What is loaded of a timeline reaches from somewhere to its newest message; a message
// further back is shown with its surroundings as a part of its own, which grows at both ends and becomes one with what is
// loaded as soon as they touch. Who scrolls so far back that the newest would be more than is held comes to such a part, too;
// what is held is bounded by forgetting the end that is further away. An internal note can be gone to likewise, by its number:
// it is from the messages' counter, and the note stands between those around it. The note of a wrap-up stands behind a message,
// which is loaded with its surroundings.
#include <algorithm>
#include <iterator>
#include <set>

#include "core/client/turn.h"
#include "core/conversation/folded_reaction.h"
#include "core/words/words.h"

namespace smsdesk {
namespace {

constexpr std::uint32_t kAroundAtOnce = 60;
constexpr std::uint32_t kNewerAtOnce = 50;
constexpr std::size_t kRestKept = 200;  // of the newest, while an older part is shown

bool holds(const History& history, MessageId message) {
  return place_in(history, message) < history.messages.size();
}

/// Notes and segments go with the conversations of which a message is held.
void forget_what_is_beside(History& history) {
  std::set<ConversationId> held;
  for (const TimelineMessage& one : history.messages) held.insert(one.conversation);
  std::erase_if(history.notes, [&](const auto& one) { return held.count(one.second.conversation) == 0; });
  std::erase_if(history.segments, [&](const auto& one) { return held.count(one.first.first) == 0; });
}

/// Of the older end; it can be asked for again.
void forget_oldest(State& s, History& history, std::size_t kept) {
  if (history.messages.size() <= kept) return;
  history.messages.erase(history.messages.begin(), history.messages.end() - static_cast<std::ptrdiff_t>(kept));
  history.has_more = true;
  history.pending.reset();  // its answer would go on from what is gone
  history.prepended = 0;
  history.number = ++s.last_history;
  forget_what_is_beside(history);
}

/// Of the part's newer end, likewise.
void forget_newest(State& s) {
  History& part = *s.place.page;
  if (part.messages.size() <= kHistoryMessagesMax) return;
  part.messages.resize(kHistoryMessagesKept);
  part.number = ++s.last_history;
  forget_what_is_beside(part);
  s.place.has_newer = true;
  s.place.pending_newer.reset();
}

/// What is loaded becomes a part; the newest of it stays what is loaded.
void make_part(State& s, ConversationId conversation, History& history) {
  TimelinePlace& place = s.place;
  if (place.conversation != conversation) leave_place(s);
  place.conversation = conversation;
  History rest;
  rest.number = ++s.last_history;
  rest.notes = history.notes;
  rest.segments = history.segments;
  rest.was_asked = true;
  rest.is_outdated = history.is_outdated || history.pending_newer;  // what was asked for belongs to the newest
  const auto first = history.messages.end() - static_cast<std::ptrdiff_t>(kRestKept);
  rest.messages.assign(std::make_move_iterator(first), std::make_move_iterator(history.messages.end()));
  history.messages.erase(first, history.messages.end());
  forget_what_is_beside(rest);
  place.page = std::move(history);
  place.page->number = ++s.last_history;
  place.page->is_outdated = false;
  place.page->pending_newer.reset();
  place.has_newer = true;
  history = std::move(rest);
  forget_newest(s);
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
  // Also where the relay knows of nothing newer: what does not touch has something between it.
  place.has_newer = place.has_newer || (first.is_set() && !touches);
  if (place.has_newer && !touches) return;
  if (history == nullptr) history = &s.histories[place.conversation];
  if (history->number == 0) history->number = ++s.last_history;
  const bool was_empty = history->messages.empty();
  forget_oldest(s, *place.page, kHistoryMessagesKept);  // it is read at its end, where they touch
  auto& part = place.page->messages;
  while (first.is_set() && !part.empty() && !(part.back().message.id < first)) part.pop_back();
  if (!was_empty) history->prepended += part.size();
  history->messages.insert(history->messages.begin(), std::make_move_iterator(part.begin()),
                           std::make_move_iterator(part.end()));
  history->has_more = place.page->has_more;
  history->was_asked = true;
  history->pending.reset();  // an answer to an older question would repeat what is there now
  history->notes.merge(place.page->notes);
  history->segments.merge(place.page->segments);
  place.page.reset();
  place.has_newer = false;
  place.pending_newer.reset();
}

/// The reactions to our words with which the timeline that is read ends now, behind what was `known` of it: said like those in
/// a conversation that goes on.
void tell_late_reactions(Turn& turn, ConversationId conversation, const History& history, std::size_t known) {
  const State& s = turn.s;
  if (s.area != Area::Find || !s.find.reading || s.find.reading->id != conversation) return;
  const ConversationId of = history.messages.back().conversation;
  const Conversation* held = s.workspace.find_conversation(of);
  if (held != nullptr && held->owner == s.me) return;  // its entry came, too, and was said
  const auto row = [&](std::size_t i) -> const Message* {
    const TimelineMessage& one = history.messages[i];
    return one.conversation == of ? &one.message : nullptr;
  };
  std::vector<std::string> said;
  for (std::size_t i = history.messages.size(); i > known; --i) {
    const auto reaction = fold_reaction(row, i - 1);
    if (!reaction || reaction->about->is_inbound) break;
    said.push_back(words_of(*reaction));
  }
  const std::string who = customer_of(*s.find.reading->detail);
  for (auto words = said.rbegin(); words != said.rend(); ++words)
    turn.emit(effect::Announce{labelled(who, *words), false});
}

}  // namespace

void go_to_place(Turn& turn, ConversationId conversation, MessageId message, WrapUpPlace wrap_up) {
  if (!message.is_set()) return;
  State& s = turn.s;
  TimelinePlace& place = s.place;
  if (place.conversation != conversation) leave_place(s);
  place.conversation = conversation;
  place.message = message;
  place.wrap_up = wrap_up;
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

std::size_t place_in(const History& history, MessageId message) {
  // A timeline's ids rise with time.
  const auto& all = history.messages;
  const auto at = std::lower_bound(all.begin(), all.end(), message, [](const TimelineMessage& one, MessageId wanted) {
    return one.message.id < wanted;
  });
  return at != all.end() && at->message.id == message ? static_cast<std::size_t>(at - all.begin()) : all.size();
}

ConversationId read_conversation(const State& s) {
  if (s.area != Area::Find) return s.selected;
  return s.find.reading ? s.find.reading->id : ConversationId{};
}

const History* shown_history(const State& state, ConversationId conversation) {
  if (state.place.conversation == conversation && state.place.page) return &*state.place.page;
  const auto at = state.histories.find(conversation);
  return at == state.histories.end() ? nullptr : &at->second;
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
  s.place.wrap_up = {};
}

void show_latest(Turn& turn, ConversationId conversation) {
  const bool was_at_place = turn.s.place.conversation == conversation;
  if (was_at_place) leave_place(turn.s);
  History* history = find_history(turn.s, conversation);
  // An older page that is on its way does not lead back to what it would make too long.
  if (history != nullptr) forget_oldest(turn.s, *history, kHistoryMessagesKept);
  if (!was_at_place) return;
  if (history == nullptr || !history->was_asked) ask_for_page(turn, conversation);
}

bool load_older_at_place(Turn& turn, ConversationId conversation) {
  TimelinePlace& place = turn.s.place;
  if (place.conversation != conversation || !place.page) return false;
  History& part = *place.page;
  if (turn.s.pages_again_at || part.pending || part.messages.empty() || !part.has_more) return true;
  place.pending_newer.reset();  // the way that was taken last
  PageRequest request;
  request.before = part.messages.front().message.id;
  ask(turn, request, part.pending);
  return true;
}

void load_newer(Turn& turn, ConversationId conversation) {
  TimelinePlace& place = turn.s.place;
  if (place.conversation != conversation || !place.page || !place.has_newer || place.pending_newer) return;
  if (turn.s.pages_again_at || place.page->messages.empty()) return;
  place.page->pending.reset();  // the way that was taken last
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
  note_failed_page(turn, frame, is_newer);
  (is_newer ? place.pending_newer : part.pending).reset();
  for (TimelineNote& one : frame.notes) part.notes.insert_or_assign(one.note.id, std::move(one));
  for (TimelineSegment& one : frame.segments)
    part.segments.insert_or_assign({one.conversation, one.segment}, std::move(one));
  // What is far from where it is read goes.
  const auto limit = [is_newer](auto& map, std::size_t max) {
    while (map.size() > max) map.erase(is_newer ? map.begin() : std::prev(map.end()));
  };
  limit(part.notes, kHistoryNotesMax);
  limit(part.segments, kHistorySegmentsMax);
  if (is_newer || is_first) {
    part.messages.insert(part.messages.end(), std::make_move_iterator(frame.messages.begin()),
                         std::make_move_iterator(frame.messages.end()));
    place.has_newer = frame.has_newer;
  } else {
    part.prepended += frame.messages.size();
    part.messages.insert(part.messages.begin(), std::make_move_iterator(frame.messages.begin()),
                         std::make_move_iterator(frame.messages.end()));
  }
  if (!is_newer) part.has_more = frame.has_more;
  if (is_first && !is_in_part(place, place.message)) {
    turn.notice(NoticeState::Tone::Problem, tr("That message cannot be shown: it is not there any more."));
    if (part.messages.empty()) return leave_place(s), true;
  }
  if (!is_newer)
    forget_newest(s);
  else if (part.messages.size() > kHistoryMessagesMax)
    forget_oldest(s, part, kHistoryMessagesKept);
  join(s);
  return true;
}

void follow_history(State& s, ConversationId conversation) {
  const bool has_part = s.place.conversation == conversation && s.place.page;
  if (has_part) join(s);
  History* history = find_history(s, conversation);
  if (history == nullptr || history->messages.size() <= kHistoryMessagesMax) return;
  if (has_part || read_conversation(s) != conversation)
    forget_oldest(s, *history, kHistoryMessagesKept);
  else
    make_part(s, conversation, *history);
}

void note_failed_page(Turn& turn, const PageFrame& frame, bool is_newer) {
  if (!frame.messages.empty() || !(is_newer ? frame.has_newer : frame.has_more)) return;
  turn.s.pages_again_at = turn.now + kPagesAgainAfter;
  turn.notice(NoticeState::Tone::Info, tr("Some messages could not be read right now. They are asked for again."));
}

void limit_pushed_out(State& s, History& history) {
  if (history.messages.size() > 2 * kHistoryMessagesMax) forget_oldest(s, history, kHistoryMessagesMax);
}

void note_outdated(State& s, ConversationId conversation) {
  if (History* history = find_history(s, conversation)) history->is_outdated = history->was_asked;
}

void tend_reading(Turn& turn) {
  State& s = turn.s;
  if (!s.find.reading || s.connection.link != Link::Up || s.pages_again_at) return;
  const ConversationId id = s.find.reading->id;
  History* history = find_history(s, id);
  if (history == nullptr || !history->is_outdated || history->pending || history->pending_newer) return;
  history->is_outdated = false;
  // It goes on, and the facts have its newest messages.
  if (find_readable(s, id) != &*s.find.reading) return;
  if (history->messages.empty()) {
    history->has_more = true;
    return ask_for_page(turn, id);
  }
  PageRequest request;
  request.key = turn.next_key();
  request.conversation = id;
  request.after = history->messages.back().message.id;
  request.limit = kNewerAtOnce;
  request.follows = true;
  s.find.followed = id;
  history->pending_newer = request.key;
  turn.emit(effect::TransmitFrame{encode_frame(ClientFrame(request))});
}

bool on_new_end(Turn& turn, PageFrame& frame) {
  State& s = turn.s;
  History* history = find_history(s, frame.conversation);
  if (history == nullptr || history->pending_newer != frame.key) return false;
  history->pending_newer.reset();
  note_failed_page(turn, frame, true);
  history->is_outdated = history->is_outdated || frame.has_newer;
  if (frame.messages.empty()) return true;
  const std::size_t known = history->messages.size();
  history->messages.insert(history->messages.end(), std::make_move_iterator(frame.messages.begin()),
                           std::make_move_iterator(frame.messages.end()));
  for (TimelineNote& one : frame.notes) history->notes.insert_or_assign(one.note.id, std::move(one));
  for (TimelineSegment& one : frame.segments)
    history->segments.insert_or_assign({one.conversation, one.segment}, std::move(one));
  while (history->notes.size() > kHistoryNotesMax) history->notes.erase(history->notes.begin());
  while (history->segments.size() > kHistorySegmentsMax) history->segments.erase(history->segments.begin());
  history->number = ++s.last_history;  // what is added may stand with a message that was drawn
  tell_late_reactions(turn, frame.conversation, *history, known);
  follow_history(s, frame.conversation);
  return true;
}

void go_on_at_place(Turn& turn) {
  TimelinePlace& place = turn.s.place;
  if (place.page && place.page->messages.empty() && !place.page->pending) ask_around(turn);
}

}  // namespace smsdesk
