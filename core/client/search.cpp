// Messages, internal notes and notes of wrap-ups by their words: in all conversations (the list beside closed ones) and in
// the one that is read. The relay looks for them; what is found opens at its place in the timeline.
#include <algorithm>

#include "core/base/utf8.h"
#include "core/client/turn.h"
#include "core/sms/text_cleanup.h"
#include "core/words/words.h"

namespace smsdesk {
namespace {

constexpr DurationMs kWordsRest = 250;
constexpr std::uint32_t kFoundAtOnce = 50;
constexpr std::size_t kDayBytesMax = 40;

/// `request` says where and what narrows it.
void ask(Turn& turn, MessageMatches& matches, const std::string& words, MessagesRequest request, bool is_continued) {
  matches.ask_at.reset();
  if (sms::is_blank(words)) {
    matches = {};
    return;
  }
  if (turn.s.connection.link != Link::Up) {  // go_on_searching() asks when it is back
    if (!is_continued) {                     // what stands there answers other words or filters
      matches.found.clear();
      matches.next = {};
      matches.next_wrap_up = 0;
      matches.was_answered = false;
    }
    return;
  }
  request.key = turn.next_key();
  request.words = utf8::prefix(words, kFindWordsBytesMax);
  if (is_continued) {
    request.before = matches.next;
    request.before_wrap_up = matches.next_wrap_up;
  }
  matches.pending = request.key;
  matches.is_continued = is_continued;
  turn.emit(effect::TransmitFrame{encode_frame(ClientFrame(request))});
}

void ask_transcript(Turn& turn, bool is_continued) {
  TranscriptSearch& search = turn.s.transcript;
  MessagesRequest request;
  request.conversation = search.conversation;
  request.kind = FoundKind::Everything;
  request.limit = static_cast<std::uint32_t>(kFoundMessagesMax);
  ask(turn, search.matches, search.words, request, is_continued);
}

void open_transcript(Turn& turn, ConversationId conversation, const std::string& words, MessageId wanted,
                     WrapUpPlace wanted_wrap_up = {}) {
  TranscriptSearch& search = turn.s.transcript;
  const std::uint32_t revision = search.revision + 1;
  search = {};
  search.revision = revision;
  search.conversation = conversation;
  search.words = words;
  search.wanted = wanted;
  search.wanted_wrap_up = wanted_wrap_up;
  ask_transcript(turn, false);
}

void close_transcript(TranscriptSearch& search) {
  const std::uint32_t revision = search.revision + 1;
  search = {};
  search.revision = revision;
}

void show_match(Turn& turn, std::size_t at) {
  TranscriptSearch& search = turn.s.transcript;
  search.at = at;
  const FoundMessage& found = search.matches.found[at];
  go_to_place(turn, search.conversation, found.message, wrap_up_place(found));
}

void on_transcript_answer(Turn& turn) {
  TranscriptSearch& search = turn.s.transcript;
  const auto& found = search.matches.found;
  if (search.matches.is_failed) return;
  if (search.wants_older) {
    search.wants_older = false;
    if (search.at + 1 < found.size()) return show_match(turn, search.at + 1);
    // Its time was over before there was one.
    if (search.matches.next.is_set()) {
      search.wants_older = true;
      ask_transcript(turn, true);
    }
    return;
  }
  if (search.wanted.is_set()) {
    const auto it = std::find_if(found.begin(), found.end(), [&](const FoundMessage& one) {
      return one.message == search.wanted && wrap_up_place(one) == search.wanted_wrap_up;
    });
    // Where it is not found any more, what is next older. Notes of wrap-ups are left out: what they stand behind does not tell
    // how far the list has come.
    const auto older = std::find_if(found.begin(), found.end(), [&](const FoundMessage& one) {
      return one.segment == 0 && !(search.wanted < one.message);
    });
    const auto at = it != found.end() ? it : older;
    if (at == found.end() && search.matches.next.is_set()) return ask_transcript(turn, true);
    search.at = at == found.end() ? 0 : static_cast<std::size_t>(at - found.begin());
    search.wanted = {};
    search.wanted_wrap_up = {};
    return;  // it is shown already
  }
  if (!search.matches.is_continued && !found.empty()) show_match(turn, 0);
  if (found.empty() && search.matches.next.is_set()) ask_transcript(turn, true);
}

}  // namespace

void ask_for_messages(Turn& turn, bool is_continued) {
  FindState& find = turn.s.find;
  const MessageFilters& filters = find.filters;
  MessagesRequest request;
  request.queue = filters.queue;
  if (find.is_mine) request.agent = turn.s.me;
  request.author = filters.author;
  request.kind = filters.kind;
  request.from = filters.from;
  request.until = filters.until;
  request.limit = kFoundAtOnce;
  ask(turn, find.messages, find.words, request, is_continued);
}

void on_search_intent(Turn& turn, const intent::ChooseFindWhat& i) {
  FindState& find = turn.s.find;
  if (find.what == i.what) return;
  find.what = i.what;
  find.open_menu = FindMenu::None;
  find.ask_at.reset();
  find.messages.ask_at.reset();
  begin_finding(turn);
}
void on_search_intent(Turn& turn, const intent::OpenFindMenu& i) {
  State& s = turn.s;
  s.find.open_menu = i.menu;
  s.open_menu = ConversationMenu::None;
  s.message_menu = {};
  close_contact_choices(s);
  s.menu_form.filter.clear();
  ++s.menu_form.revision;
}
void on_search_intent(Turn& turn, const intent::EditFindDay& i) {
  MessageFilters& filters = turn.s.find.filters;
  (i.is_last ? filters.last_day : filters.first_day) = std::string(utf8::prefix(i.text, kDayBytesMax));
  Instant& meant = i.is_last ? filters.until : filters.from;
  const Instant at = i.at.value_or(Instant{});
  if (meant == at) return;
  meant = at;
  turn.s.find.messages.ask_at = turn.now + kWordsRest;
}
void on_search_intent(Turn& turn, const intent::ChooseFindQueue& i) {
  turn.s.find.open_menu = FindMenu::None;
  turn.s.find.filters.queue = i.queue;
  begin_finding(turn);
}
void on_search_intent(Turn& turn, const intent::ChooseFindAuthor& i) {
  turn.s.find.open_menu = FindMenu::None;
  turn.s.find.filters.author = i.author;
  begin_finding(turn);
}
void on_search_intent(Turn& turn, const intent::ChooseFindKind& i) {
  if (turn.s.find.filters.kind == i.kind) return;
  turn.s.find.filters.kind = i.kind;
  begin_finding(turn);
}
void on_search_intent(Turn& turn, const intent::ClearFindFilters&) {
  FindState& find = turn.s.find;
  find.open_menu = FindMenu::None;
  const std::uint32_t revision = find.filters.revision + 1;
  find.filters = {};
  find.filters.revision = revision;
  begin_finding(turn);
}
void on_search_intent(Turn& turn, const intent::OpenFound& i) {
  State& s = turn.s;
  const std::string words = s.find.words;
  if (const Conversation* open = s.workspace.find_conversation(i.conversation); open != nullptr && open->detail) {
    select_conversation(turn, i.conversation);
  } else {
    const auto found = s.find.messages.conversations.find(i.conversation);
    if (found == s.find.messages.conversations.end()) return;
    read_closed(turn, found->second);
  }
  const WrapUpPlace wrap_up = i.segment == 0 ? WrapUpPlace{} : WrapUpPlace{i.conversation, i.segment};
  go_to_place(turn, i.conversation, i.message, wrap_up);
  open_transcript(turn, i.conversation, words, i.message, wrap_up);
}
void on_search_intent(Turn& turn, const intent::OpenTranscriptSearch& i) {
  TranscriptSearch& search = turn.s.transcript;
  if (!i.conversation.is_set()) {
    close_transcript(search);
    return;
  }
  if (search.conversation == i.conversation || find_readable(turn.s, i.conversation) == nullptr) return;
  open_transcript(turn, i.conversation, {}, {});
}
void on_search_intent(Turn& turn, const intent::EditTranscriptSearch& i) {
  TranscriptSearch& search = turn.s.transcript;
  if (!search.conversation.is_set() || search.words == i.words) return;
  search.words = i.words;
  search.wanted = {};
  search.wanted_wrap_up = {};
  search.wants_older = false;
  search.matches.ask_at = turn.now + kWordsRest;
}
void on_search_intent(Turn& turn, const intent::StepTranscriptSearch& i) {
  TranscriptSearch& search = turn.s.transcript;
  MessageMatches& matches = search.matches;
  if (!search.conversation.is_set()) return;
  // Enter before the words have rested: look now. After a failure: look again.
  if (matches.ask_at || (matches.is_failed && !matches.pending)) return ask_transcript(turn, false);
  if (matches.pending || matches.found.empty()) return;
  if (!i.is_older) {
    if (search.at > 0) show_match(turn, search.at - 1);
  } else if (search.at + 1 < matches.found.size()) {
    show_match(turn, search.at + 1);
  } else if (matches.next.is_set()) {
    search.wants_older = true;
    ask_transcript(turn, true);
  }
}

void on_found_messages(Turn& turn, FoundMessagesFrame& frame) {
  MessageMatches& across = turn.s.find.messages;
  const bool has_some = across.is_continued && !across.found.empty();
  if (across.take(frame)) {
    const bool is_shown = turn.s.area == Area::Find && turn.s.find.what == FindWhat::Messages;
    if (!is_shown || across.is_failed || has_some) return;
    const std::size_t count = across.found.size();
    // Its time was over before there was one: what is rare is looked for to the end.
    if (count == 0 && across.next.is_set()) return ask_for_messages(turn, true);
    return say_found(
        turn,
        count == 0 ? std::string(tr("No message found.")) : trn("{n} message found.", "{n} messages found.", count),
        across.next.is_set());
  }
  if (turn.s.transcript.matches.take(frame)) on_transcript_answer(turn);
}

void search_when_due(Turn& turn) {
  FindState& find = turn.s.find;
  if (find.messages.ask_at && *find.messages.ask_at <= turn.now) ask_for_messages(turn, false);
  TranscriptSearch& search = turn.s.transcript;
  if (search.matches.ask_at && *search.matches.ask_at <= turn.now) {
    search.at = 0;
    ask_transcript(turn, false);
  }
}

std::optional<Instant> next_search(const State& state) {
  const auto& across = state.find.messages.ask_at;
  const auto& within = state.transcript.matches.ask_at;
  if (across && within) return std::min(*across, *within);
  return across ? across : within;
}

void go_on_searching(Turn& turn) {
  FindState& find = turn.s.find;
  const bool is_shown = turn.s.area == Area::Find && find.what == FindWhat::Messages;
  if (find.messages.pending || (is_shown && !find.messages.was_answered))
    ask_for_messages(turn, find.messages.pending && find.messages.is_continued);
  TranscriptSearch& search = turn.s.transcript;
  if (search.conversation.is_set() && (search.matches.pending || !search.matches.was_answered))
    ask_transcript(turn, search.matches.pending && search.matches.is_continued);
}

void follow_reading(State& state) {
  const ConversationId read = read_conversation(state);
  if (state.transcript.conversation.is_set() && state.transcript.conversation != read)
    close_transcript(state.transcript);
  if (state.place.conversation.is_set() && state.place.conversation != read) leave_place(state);
}

}  // namespace smsdesk
