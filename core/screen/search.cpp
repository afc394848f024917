#include "core/screen/search.h"

#include <algorithm>

#include "core/screen/parts.h"
#include "core/screen/words.h"
#include "core/sms/text_cleanup.h"
#include "core/words/words.h"

namespace smsdesk::screen {
namespace {

std::string who_wrote(const State& state, const FoundMessage& found) {
  if (found.is_inbound) return tr("Customer wrote");
  if (!found.author.is_set()) return tr("Automatic text");
  if (found.author == state.me) return tr("You wrote");
  const Agent* author = state.workspace.find_agent(found.author);
  return author == nullptr ? std::string(tr("A colleague wrote")) : tr("{agent} wrote", {{"agent", author->name}});
}

FoundMessageLine line_of(const State& state, const FoundMessage& found) {
  FoundMessageLine line;
  line.conversation = found.conversation;
  line.message = found.message;
  line.at = found.at;
  line.text = sms::isolated(found.text);
  // Marks are of the text as it came; where it is shown otherwise, they would stand elsewhere.
  if (line.text == found.text) line.marks = found.marks;
  std::string spoken;
  const auto of = state.find.messages.conversations.find(found.conversation);
  if (of != state.find.messages.conversations.end()) {
    spoken = of->second.name.empty() ? spoken_address(of->second.customer) : of->second.name;
    line.customer = of->second.name.empty() ? readable_address(of->second.customer) : of->second.name;
    line.below = queue_name(state, of->second.queue);
  }
  line.below += (line.below.empty() ? "" : " · ") + who_wrote(state, found);
  line.is_read = state.find.reading && state.place.conversation == found.conversation &&
                 state.place.message == found.message && state.find.reading->id == found.conversation;
  line.accessible_name = labelled(spoken + comma() + line.below, line.text);
  return line;
}

}  // namespace

void fill_found_messages(const State& state, Instant now, DayOf day_of, Find& panel) {
  const MessageMatches& matches = state.find.messages;
  const std::int64_t today = day_of(now);
  for (const FoundMessage& found : matches.found) {
    panel.messages.push_back(line_of(state, found));
    panel.messages.back().is_today = day_of(found.at) == today;
  }
  panel.is_busy = matches.is_busy();
  panel.has_older = matches.next.is_set();
  if (matches.is_failed)
    panel.problem = tr("Messages could not be searched right now. What is shown may be old.");
  else if (state.connection.link != Link::Up)
    panel.problem = tr("There is no connection. Messages are looked for when it is back.");
  if (!panel.messages.empty() || !panel.problem.empty()) return;
  if (sms::is_blank(state.find.words)) {
    panel.empty_title = tr("Look for words in messages");
    panel.empty_text =
        tr("The beginning of a word is enough. All conversations that you may see are searched, open and closed.");
  } else if (matches.was_answered && !panel.has_older && !panel.is_busy) {
    panel.empty_title = tr("No message was found");
    panel.empty_text = tr("All words must stand in one message. Try fewer of them, or only how they begin.");
  }
}

TranscriptSearchBar transcript_search_bar(const State& state, ConversationId conversation) {
  TranscriptSearchBar bar;
  const TranscriptSearch& search = state.transcript;
  if (!conversation.is_set() || search.conversation != conversation) return bar;
  const MessageMatches& matches = search.matches;
  bar.is_shown = true;
  bar.words = search.words;
  bar.revision = search.revision;
  bar.is_busy = matches.is_busy() || search.wants_older;
  const std::size_t count = matches.found.size();
  for (const FoundMessage& found : matches.found) bar.marks[found.message] = found.marks;
  const bool has_words = !sms::is_blank(search.words);
  if (matches.is_failed)
    bar.count = tr("Search failed. Press Enter to try again.");
  else if (has_words && state.connection.link != Link::Up)
    bar.count = tr("No connection");
  else if (has_words && count == 0 && matches.was_answered && !bar.is_busy && !matches.next.is_set())
    bar.count = tr("Not found");
  else if (count > 0 && !search.wanted.is_set())
    bar.count = tr(matches.next.is_set() ? mark("{at} of {count} or more") : mark("{at} of {count}"),
                   {{"at", std::to_string(search.at + 1)}, {"count", std::to_string(count)}});
  else if (bar.is_busy && has_words)
    bar.count = tr("Searching…");
  bar.can_go_newer = count > 0 && search.at > 0;
  bar.can_go_older = count > 0 && (search.at + 1 < count || matches.next.is_set());
  return bar;
}

}  // namespace smsdesk::screen
