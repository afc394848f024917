#include "relay/store/closed.h"

#include <algorithm>
#include <limits>

#include "core/base/ascii.h"
#include "core/json/json.h"
#include "core/template/fold.h"
#include "relay/store/archive.h"
#include "relay/store/batch_check.h"
#include "relay/store/contact_rows.h"

namespace smsdesk::store {
namespace {

template <typename Tag>
std::string json_list(const std::vector<Id<Tag>>& ids) {
  std::string list = "[";
  for (const Id<Tag> id : ids) list += (list.size() > 1 ? "," : "") + std::to_string(id.value);
  return list + "]";
}

template <typename Tag>
bool holds(const std::vector<Id<Tag>>& ids, Id<Tag> id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

std::string json_list(const std::vector<std::string>& texts) {
  json::Writer writer;
  writer.begin_array();
  for (const std::string& text : texts) writer.string(text);
  writer.end_array();
  return writer.take();
}

/// What a word is compared as: with notes, with names (wrap-up codes, contacts), with numbers.
struct Written {
  std::string text, name, number;
};
Written written(const ClosedWord& word) {
  Written forms{ascii_lowered(word.text), folded(word.text), word.number};
  if (forms.name.empty()) forms.name = "\n";  // marks alone; no name holds a line end
  if (forms.number.empty()) forms.number = forms.text;
  return forms;
}

constexpr int kBoundOfWord = 5;

/// Only how many words there are makes the text; the words themselves are bound. Of the few that went on after an end the
/// segments before are looked at too, by their key, and only where nothing else of the conversation matches.
std::string sql_of(const ClosedQuery& query) {
  std::string sql = "SELECT " SMSDESK_CONVERSATION_COLUMNS
                    ", customer, our_number FROM conversation JOIN timeline ON timeline.id = conversation.timeline"
                    " WHERE ended_at IS NOT NULL AND (ended_at < ?1 OR (ended_at = ?1 AND conversation.id < ?2))";
  if (query.is_mine)
    sql += " AND agent = ?3";
  else if (!query.sees_everything)
    sql += " AND (agent = ?3 OR queue IN (SELECT value FROM json_each(?4)))";
  if (!query.customers.empty())
    sql +=
        " AND conversation.timeline IN (SELECT id FROM timeline WHERE customer IN (SELECT value FROM json_each(?6)))";
  const bool is_whole = query.numbers == NumberMatch::Whole;
  const std::string in_contact = is_whole ? SMSDESK_INSTR_BEFORE_NUMBERS : "instr(words, ";
  int at = 7;
  for (std::size_t i = 0; i < query.words.size(); ++i, at += kBoundOfWord) {
    const auto bound = [at](int place) { return "?" + std::to_string(at + place); };
    const std::string text = bound(0), name = bound(3), number = bound(4);
    // The contacts that the word finds are looked for once, not for each conversation.
    sql +=
        " AND (customer IN (SELECT number FROM contact_number JOIN contact ON contact.id = contact_number.contact"
        " WHERE merged_into = 0 AND (" +
        in_contact + name + ") OR " + in_contact + number + "))) OR " +
        (is_whole ? "customer = " + number + " OR customer = '+' || " + number : "instr(customer, " + number + ")") +
        " OR instr(folded(wrap_up_code), " + name + ") OR instr(lower(note), " + text +
        ") OR queue IN (SELECT value FROM json_each(" + bound(1) + ")) OR agent IN (SELECT value FROM json_each(" +
        bound(2) +
        ")) OR (conversation.segment > 1 AND EXISTS (SELECT 1 FROM segment AS earlier WHERE earlier.conversation ="
        " conversation.id AND (instr(folded(earlier.wrap_up_code), " +
        name + ") OR instr(lower(earlier.note), " + text + ")))))";
  }
  return sql + " ORDER BY ended_at DESC, conversation.id DESC LIMIT ?5";
}

}  // namespace

Result<ClosedPage> find_closed(Connection& connection, const ClosedQuery& query, std::size_t limit) {
  if (auto checked = check_page_limit(limit); !checked) return checked.error();
  SMSDESK_ASSERT(query.words.size() <= kClosedWordsMax);
  auto found = connection.prepare(sql_of(query));
  if (!found) return found.error();
  constexpr auto kAll = std::numeric_limits<std::int64_t>::max();
  const Instant before_at = query.before_at.value_or(Instant{kAll});
  const std::uint64_t before = std::min(query.before.value, static_cast<std::uint64_t>(kAll));
  const std::string queues = json_list(query.queues);
  // Bound text must live until the last row was read.
  std::vector<std::string> bound;
  bound.reserve(query.words.size() * kBoundOfWord);
  for (const ClosedWord& word : query.words) {
    Written forms = written(word);
    bound.push_back(std::move(forms.text));
    bound.push_back(json_list(word.queues));
    bound.push_back(json_list(word.agents));
    bound.push_back(std::move(forms.name));
    bound.push_back(std::move(forms.number));
  }
  // One more than asked for says whether there is more.
  const std::string customers = json_list(query.customers);
  found->with(before_at, before, query.reader, queues, static_cast<std::uint64_t>(limit + 1), customers);
  for (std::size_t i = 0; i < bound.size(); ++i) found->bind(static_cast<int>(i) + 7, bound[i]);
  ClosedPage page;
  for (;;) {
    const auto has_row = found->next();
    if (!has_row) return has_row.error();
    if (!*has_row) return page;
    if (page.conversations.size() == limit) {
      page.has_more = true;
      found->reset();
      return page;
    }
    page.conversations.push_back(read_conversation(*found));
    page.conversations.back().customer = found->text(kConversationColumns);
    page.conversations.back().our_number = found->text(kConversationColumns + 1);
  }
}

bool is_whole_number(const std::string& number, const std::string& word) {
  return number == word || number == "+" + word;
}
std::string before_numbers(const std::string& contact_words) {
  const std::size_t end = contact_words.find(kNumbersBegin);
  return end == std::string::npos ? std::string() : contact_words.substr(0, end);
}

bool is_asked_for(const ClosedQuery& query, const ArchivedConversation& one,
                  const std::vector<ArchivedSegment>& segments, const std::string& contact_words) {
  if (!one.ended_at) return false;
  if (query.before_at) {
    const bool is_older =
        *one.ended_at < *query.before_at || (*one.ended_at == *query.before_at && one.conversation < query.before);
    if (!is_older) return false;
  }
  const bool is_mine = one.agent == query.reader;
  if (query.is_mine ? !is_mine : !query.sees_everything && !is_mine && !holds(query.queues, one.queue)) return false;
  if (!query.customers.empty() &&
      std::find(query.customers.begin(), query.customers.end(), one.customer) == query.customers.end())
    return false;
  return std::all_of(query.words.begin(), query.words.end(), [&](const ClosedWord& word) {
    const Written forms = written(word);
    const auto holds_text = [](const std::string& whole, const std::string& part) {
      return whole.find(part) != std::string::npos;
    };
    const auto is_told_in = [&](const ArchivedSegment& segment) {
      return holds_text(folded(segment.wrap_up_code), forms.name) ||
             holds_text(ascii_lowered(segment.note), forms.text);
    };
    const bool is_whole = query.numbers == NumberMatch::Whole;
    const std::string told = is_whole ? before_numbers(contact_words) : contact_words;
    const bool is_number =
        is_whole ? is_whole_number(one.customer, forms.number) : holds_text(one.customer, forms.number);
    return is_number || holds_text(told, forms.name) || holds_text(told, forms.number) ||
           holds(word.queues, one.queue) || holds(word.agents, one.agent) ||
           std::any_of(segments.begin(), segments.end(), is_told_in);
  });
}

}  // namespace smsdesk::store
