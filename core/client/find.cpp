// Closed conversations: the list is the relay's, asked for page by page; one of them can be read as if it were open.
#include <algorithm>

#include "core/base/utf8.h"
#include "core/client/pending.h"
#include "core/client/turn.h"
#include "core/sms/text_cleanup.h"
#include "core/words/words.h"

namespace smsdesk {
namespace {

constexpr DurationMs kWordsRest = 250;
constexpr std::uint32_t kFoundAtOnce = 50;

void ask(Turn& turn, bool is_continued) {
  FindState& find = turn.s.find;
  find.ask_at.reset();
  if (turn.s.connection.link != Link::Up) return;  // go_on_finding() asks when it is back
  FindRequest request;
  request.key = turn.next_key();
  request.words = utf8::prefix(find.words, kFindWordsBytesMax);
  request.is_mine = find.is_mine;
  request.limit = kFoundAtOnce;
  if (is_continued && !find.found.empty()) {
    request.before_at = find.found.back().ended_at;
    request.before = find.found.back().conversation;
  }
  find.pending = request.key;
  find.is_continued = is_continued;
  turn.emit(effect::TransmitFrame{encode_frame(ClientFrame(request))});
}

Conversation closed_conversation(const FoundConversation& found) {
  Conversation closed;
  closed.id = found.conversation;
  closed.queue = found.queue;
  closed.opened_at = found.opened_at;
  closed.ended_at = found.ended_at;
  closed.resolution = found.resolution;
  closed.detail.emplace();
  closed.detail->customer = found.customer;
  closed.detail->our_number = found.our_number;
  if (!found.name.empty()) {
    Contact& contact = closed.detail->record.contact.emplace();
    contact.name = found.name;
    contact.numbers = {found.customer};
  }
  return closed;
}

/// What is loaded of it stays, and may be short of what came since.
void read_from(Turn& turn, ConversationId conversation) {
  const auto history = turn.s.histories.find(conversation);
  if (history == turn.s.histories.end() || !history->second.was_asked) return ask_for_page(turn, conversation);
  if (turn.s.find.followed != conversation) note_outdated(turn.s, conversation);
}

}  // namespace

const Conversation* find_readable(const State& state, ConversationId id) {
  if (const Conversation* known = state.workspace.find_conversation(id); known != nullptr && known->detail)
    return known;
  // Of what a colleague still files the facts hold a summary only.
  const auto& reading = state.find.reading;
  return reading && reading->id == id && reading->detail ? &*reading : nullptr;
}

void begin_finding(Turn& turn) {
  // What has ended since stands at the top: asked for each time that the list is opened.
  if (turn.s.area != Area::Find) return;
  if (turn.s.find.what == FindWhat::Messages)
    ask_for_messages(turn, false);
  else
    ask(turn, false);
}

void go_on_finding(Turn& turn) {
  FindState& find = turn.s.find;
  // The answer was lost with the connection, or there was none to ask on.
  const bool is_shown = turn.s.area == Area::Find && find.what == FindWhat::Conversations;
  if (find.pending || (is_shown && !find.was_answered)) ask(turn, find.pending && find.is_continued);
  if (!find.reading) return;
  read_from(turn, find.reading->id);
}

void on_find_intent(Turn& turn, const intent::EditFind& i) {
  FindState& find = turn.s.find;
  find.words = i.words;
  if (i.is_set) ++find.words_revision;
  (find.what == FindWhat::Messages ? find.messages.ask_at : find.ask_at) = turn.now + kWordsRest;
}
void on_find_intent(Turn& turn, const intent::FindMine& i) {
  if (turn.s.find.is_mine == i.is_mine) return;
  turn.s.find.is_mine = i.is_mine;
  begin_finding(turn);
}
void on_find_intent(Turn& turn, const intent::FindAgain&) {
  begin_finding(turn);
}
void on_find_intent(Turn& turn, const intent::FindOlder&) {
  const FindState& find = turn.s.find;
  if (find.what == FindWhat::Messages) {
    if (find.messages.next.is_set() && !find.messages.is_busy()) ask_for_messages(turn, true);
    return;
  }
  if (find.has_more && !find.pending && !find.ask_at) ask(turn, true);
}
void on_find_intent(Turn& turn, const intent::ReadClosed& i) {
  FindState& find = turn.s.find;
  if (!i.conversation.is_set()) return find.reading.reset();
  // It has been opened again meanwhile.
  if (const Conversation* open = turn.s.workspace.find_conversation(i.conversation); open != nullptr && open->detail)
    return select_conversation(turn, i.conversation);
  const auto found = std::find_if(find.found.begin(), find.found.end(),
                                  [&](const FoundConversation& one) { return one.conversation == i.conversation; });
  if (found != find.found.end()) return read_closed(turn, *found);
  PaletteState& palette = turn.s.palette;
  for (const auto* all : {&palette.closed.found, &palette.contacts.newest}) {
    for (const FoundConversation& one : *all) {
      if (one.conversation != i.conversation) continue;
      palette.read = one;
      return read_closed(turn, one);
    }
  }
}
void on_find_intent(Turn& turn, const intent::Reopen& i) {
  if (is_pending<ReopenConversation>(turn.s, i.conversation)) return;
  give_command(turn, ReopenConversation{i.conversation, {}}, false);
}

void read_closed(Turn& turn, const FoundConversation& found) {
  turn.s.find.reading = closed_conversation(found);
  turn.s.contacts.read = {};
  turn.s.contacts.read.found = found;
  turn.s.reported.read = {};
  close_contact_choices(turn.s);
  read_from(turn, found.conversation);
}

void on_found(Turn& turn, FoundFrame& frame) {
  FindState& find = turn.s.find;
  if (find.pending != frame.key) return;
  find.pending.reset();
  find.is_failed = frame.is_failed;
  if (frame.is_failed) return;
  find.was_answered = true;
  find.has_more = frame.has_more;
  const bool is_new = !find.is_continued;
  if (is_new) find.found.clear();
  find.found.insert(find.found.end(), std::make_move_iterator(frame.conversations.begin()),
                    std::make_move_iterator(frame.conversations.end()));
  // The list as it opens is no answer to anything.
  const bool is_asked = !sms::is_blank(find.words) || find.is_mine;
  const bool is_shown = turn.s.area == Area::Find && find.what == FindWhat::Conversations;
  if (!is_new || !is_asked || !is_shown) return;
  const std::size_t count = find.found.size();
  say_found(turn,
            count == 0 ? std::string(tr("No conversation found."))
                       : trn("{n} conversation found.", "{n} conversations found.", count),
            find.has_more);
}

void say_found(Turn& turn, std::string sentence, bool has_more) {
  if (has_more) sentence += std::string(" ") + tr("There are more.");
  turn.emit(effect::Announce{std::move(sentence), false});
}

void find_when_due(Turn& turn) {
  if (turn.s.find.ask_at && *turn.s.find.ask_at <= turn.now) ask(turn, false);
}

}  // namespace smsdesk
