#include "core/screen/search.h"

#include <algorithm>

#include "core/screen/menus.h"
#include "core/screen/parts.h"
#include "core/screen/words.h"
#include "core/sms/text_cleanup.h"
#include "core/template/fold.h"
#include "core/words/words.h"

namespace smsdesk::screen {
namespace {

constexpr std::size_t kMenuEntriesMax = 100;

std::string whose_wrap_up_note(const State& state, const FoundMessage& found) {
  if (found.author == state.me) return tr("Your wrap-up note");
  const Agent* author = state.workspace.find_agent(found.author);
  return author == nullptr ? std::string(tr("Wrap-up note by a colleague"))
                           : tr("Wrap-up note by {agent}", {{"agent", author->name}});
}

std::string who_noted(const State& state, const FoundMessage& found) {
  if (found.segment != 0) return whose_wrap_up_note(state, found);
  if (found.author == state.me) return tr("Your internal note");
  const Agent* author = state.workspace.find_agent(found.author);
  return author == nullptr ? std::string(tr("Internal note by a colleague"))
                           : tr("Internal note by {agent}", {{"agent", author->name}});
}

std::string who_wrote(const State& state, const FoundMessage& found) {
  if (found.is_note) return who_noted(state, found);
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
  line.is_note = found.is_note;
  line.segment = found.segment;
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
                 state.place.message == found.message && state.place.wrap_up == wrap_up_place(found) &&
                 state.find.reading->id == found.conversation;
  line.accessible_name = labelled(spoken + comma() + line.below, line.text);
  return line;
}

/// Of queues or agents, by their names; those that were removed have messages too, and stand behind the others.
template <typename Id, typename All, typename Choose>
void fill_menu(const State& state, const All& all, Id chosen, FindMenu kind, Choose choose, ActionMenu& menu) {
  menu.has_menu = true;
  menu.is_open = state.find.open_menu == kind;
  menu.intent = intent::OpenFindMenu{menu.is_open ? FindMenu::None : kind};
  menu.close = intent::OpenFindMenu{};
  const auto at = all.find(chosen);
  const std::string any = menu.label;
  if (at != all.end()) menu.label = at->second.name;
  if (!menu.is_open) return;
  menu.form.has_filter = all.size() > kMenuPlainMax;
  menu.form.filter = state.menu_form.filter;
  menu.form.filter_name = tr("Find by name");
  menu.form.revision = state.menu_form.revision;
  menu.empty_text = tr("Nothing has that name.");
  const std::string wanted = folded(state.menu_form.filter);
  const auto add = [&](std::string label, Id id, bool is_removed) {
    if (menu.entries.size() >= kMenuEntriesMax) return;
    ActionChoice one;
    one.label = std::move(label);
    one.accessible_name = one.label;
    one.is_current = id == chosen;
    if (is_removed) one.section = tr("No longer here");
    one.intent = choose(id);
    menu.entries.push_back(std::move(one));
  };
  if (wanted.empty()) add(any, {}, false);
  for (const bool is_removed : {false, true})
    for (const auto& [id, one] : all)
      if (one.removed_at.has_value() == is_removed && folded(one.name).find(wanted) != std::string::npos)
        add(one.name, id, is_removed);
}

bool is_begun_day(std::string_view text) {
  return text.size() < std::string_view("2026-12-25").size() && text.find_first_not_of("0123456789-") == text.npos;
}

void fill_filters(const State& state, FindFilters& panel) {
  const MessageFilters& filters = state.find.filters;
  panel.first_day = filters.first_day;
  panel.last_day = filters.last_day;
  panel.is_first_day_begun = is_begun_day(filters.first_day);
  panel.is_last_day_begun = is_begun_day(filters.last_day);
  panel.revision = filters.revision;
  panel.kind = filters.kind;
  panel.is_set = filters.is_set();
  const char* no_day = tr("Write the day as year-month-day, such as 2026-12-25.");
  if (!sms::is_blank(filters.first_day) && filters.from.ms == 0) panel.first_day_problem = no_day;
  if (!sms::is_blank(filters.last_day) && filters.until.ms == 0)
    panel.last_day_problem = no_day;
  else if (filters.from.ms != 0 && filters.until.ms != 0 && !(filters.from < filters.until))
    panel.last_day_problem = tr("The last day is before the first one.");
  panel.queue.label = tr("Any queue");
  panel.queue.title = tr("Messages of which queue");
  fill_menu(
      state, state.workspace.queues, filters.queue, FindMenu::Queue,
      [](QueueId id) { return Intent(intent::ChooseFindQueue{id}); }, panel.queue);
  panel.queue.name = tr("Queue: {queue}", {{"queue", panel.queue.label}});
  panel.author.label = tr("Any agent");
  panel.author.title = tr("Messages by which agent");
  fill_menu(
      state, state.workspace.agents, filters.author, FindMenu::Author,
      [](AgentId id) { return Intent(intent::ChooseFindAuthor{id}); }, panel.author);
  panel.author.name = tr("Agent: {agent}", {{"agent", panel.author.label}});
}

}  // namespace

void fill_found_messages(const State& state, Instant now, DayOf day_of, Find& panel) {
  const MessageMatches& matches = state.find.messages;
  fill_filters(state, panel.filters);
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
    panel.empty_text =
        panel.filters.is_set
            ? tr("The filters hide what they do not let through. Clear them to look everywhere, or try fewer words.")
            : tr("All words must stand in one message. Try fewer of them, or only how they begin.");
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
  for (const FoundMessage& found : matches.found) {
    // Their places are those of the text as it was sent; one with open direction controls is shown with more.
    if (sms::isolated(found.text) != found.text) continue;
    if (found.segment != 0)
      bar.wrap_up_marks[wrap_up_place(found)] = found.marks;
    else
      bar.marks[found.message] = found.marks;
  }
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
