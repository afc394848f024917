// A batch is applied step by step, each step leaving behind how to undo it; a refused step undoes
// the steps before it. That is what a transaction does, at the cost of what the batch touches. Of a
// batch that is appended ahead they are kept until it is durable: a cut of the power undoes it.
#include "relay/store/memory_store.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "relay/store/archive.h"
#include "relay/store/batch_check.h"
#include "relay/store/closed.h"
#include "relay/store/delivery.h"
#include "relay/store/media_rows.h"
#include "relay/store/memory_contacts.h"
#include "relay/store/memory_media.h"
#include "relay/store/memory_reports.h"

namespace smsdesk::store {

/// A wrap-up's note and its place among messages, as the table of SqliteStore has them.
struct MemoryWrapUpNote {
  ConversationId conversation;
  unsigned segment = 1;
  MessageId after, anchor;
  AgentId author;
  Instant at;
  std::string text;
};

struct MemoryContent {
  using Timeline = std::pair<std::string, std::string>;  // customer, our number

  mutable std::mutex mutex;
  std::string epoch;
  std::condition_variable flush_changed;
  bool is_flush_held = false;
  bool is_flush_waiting = false;  ///< a flush() is held
  std::optional<Error> flush_error;
  std::optional<Error> unrecovered;  ///< the last flush() failed so
  std::uint64_t durable_head = 0;
  struct Ahead {
    std::uint64_t number;
    Undo undo;
  };
  std::deque<Ahead> ahead;  // the batches that are not durable
  std::uint64_t batches = 0;
  std::optional<Error> append_error;
  std::optional<Error> preferences_error;
  std::optional<Error> contacts_error;
  std::optional<Error> files_error;
  std::optional<Error> carrier_ids_error;
  std::map<std::uint64_t, LogRow> log;
  std::uint64_t head = 0;
  std::uint64_t dropped_until = 0;
  std::map<std::string, Instant, std::less<>> seen;
  std::optional<Snapshot> snapshot;
  std::map<ConversationId, ArchivedConversation> conversations;
  std::map<ConversationId, std::vector<ArchivedSegment>> earlier_segments;  // those before the last
  std::map<Timeline, std::map<ConversationId, bool>> history;
  std::map<MessageId, ArchivedMessage> messages;
  std::map<Timeline, std::map<MessageId, bool>> timelines;
  std::map<std::string, MessageId> by_carrier_id;
  std::map<MessageId, std::map<std::uint64_t, DeliveryStep>> steps;  // by their offset
  std::map<MessageId, MessageId> again;                              // which one sends it again: the newest
  std::map<std::uint64_t, MemoryWrapUpNote> wrap_up_notes;           // by number, which rises
  std::uint64_t last_wrap_up_note = 0;
  MemoryReports reports;
  MemoryMedia media;
  MemoryContacts contacts;
  std::map<AgentId, std::string> passwords;
  std::map<std::tuple<AgentId, ConversationId, DraftPart>, DraftChange> drafts;
  std::set<std::string> files_of_drafts() const {
    std::set<std::string> all;
    for (const auto& [place, draft] : drafts) all.insert(draft.files.begin(), draft.files.end());
    return all;
  }
  std::map<std::pair<AgentId, std::string>, std::string> preferences;
  std::map<std::string, Session> sessions;
  std::map<std::string, std::string> facts;
};

namespace {

MemoryContent::Timeline timeline_of(const ArchivedConversation& conversation) {
  return {conversation.customer, conversation.our_number};
}

Status put(MemoryContent& content, Undo& undo, const PutConversation& op) {
  if (content.conversations.count(op.conversation) != 0) return Done{};
  const MemoryContent::Timeline timeline{op.customer, op.our_number};
  for (const auto& [id, unused] : content.history[timeline]) {
    if (!content.conversations.at(id).ended_at) return refuse_second_open_conversation(op);
  }
  ArchivedConversation conversation;
  conversation.conversation = op.conversation;
  conversation.queue = op.queue;
  conversation.customer = op.customer;
  conversation.our_number = op.our_number;
  conversation.opened_at = op.opened_at;
  content.conversations[op.conversation] = conversation;
  content.history[timeline][op.conversation] = true;
  undo.push_back([&content, timeline, id = op.conversation] {
    content.conversations.erase(id);
    content.history[timeline].erase(id);
  });
  return Done{};
}

ArchivedSegment last_segment(const ArchivedConversation& one) {
  return {one.conversation, one.segment,      one.queue, one.agent,      one.reopened_at.value_or(one.opened_at),
          one.ended_at,     one.wrap_up_code, one.note,  one.resolution, one.end_cause,
          one.fields};
}

std::vector<ArchivedSegment> segments_of(const MemoryContent& content, const ArchivedConversation& one) {
  std::vector<ArchivedSegment> all;
  const auto earlier = content.earlier_segments.find(one.conversation);
  if (earlier != content.earlier_segments.end()) all = earlier->second;
  all.push_back(last_segment(one));
  return all;
}

/// What is said of an earlier segment than the archive has is old news.
template <typename Change>
void change_conversation(MemoryContent& content, Undo& undo, ConversationId id, unsigned segment, Change change) {
  const auto found = content.conversations.find(id);
  if (found == content.conversations.end() || segment < found->second.segment) return;
  undo.push_back([&content, before = found->second] { content.conversations[before.conversation] = before; });
  change(found->second);
}

Status give_carrier_id(MemoryContent& content, Undo& undo, ArchivedMessage& message, const std::string& carrier_id) {
  if (carrier_id.empty() || carrier_id == message.carrier_id) return Done{};
  if (content.by_carrier_id.count(carrier_id) != 0) return refuse_carrier_id(carrier_id);
  const std::string before = message.carrier_id;
  content.by_carrier_id.erase(before);
  content.by_carrier_id[carrier_id] = message.message;
  message.carrier_id = carrier_id;
  undo.push_back([&content, id = message.message, before, carrier_id] {
    content.by_carrier_id.erase(carrier_id);
    if (!before.empty()) content.by_carrier_id[before] = id;
  });
  return Done{};
}

Status put(MemoryContent& content, Undo& undo, const PutMessage& op) {
  if (content.messages.count(op.message) != 0) return Done{};
  const auto conversation = content.conversations.find(op.conversation);
  if (conversation == content.conversations.end()) return refuse_message_without_conversation(op);
  ArchivedMessage message;
  message.message = op.message;
  message.conversation = op.conversation;
  message.is_inbound = op.is_inbound;
  message.author = op.author;
  message.at = op.at;
  message.text = op.text;
  message.media = op.media;
  message.status = op.status;
  message.status_at = op.at;
  message.again_of = op.again_of;
  message.is_mms_text = op.is_mms_text;
  message.not_done = op.not_done;
  if (auto given = give_carrier_id(content, undo, message, op.carrier_id); !given) return given;
  const auto timeline = timeline_of(conversation->second);
  content.messages[op.message] = message;
  content.timelines[timeline][op.message] = true;
  if (op.again_of.is_set()) {
    MessageId& again = content.again[op.again_of];
    undo.push_back([&again, before = again] { again = before; });
    again = std::max(again, op.message);
  }
  undo.push_back([&content, timeline, id = op.message] {
    content.messages.erase(id);
    content.timelines[timeline].erase(id);
  });
  return Done{};
}

Status set_status(MemoryContent& content, Undo& undo, const SetMessageStatus& op) {
  const auto found = content.messages.find(op.message);
  if (found == content.messages.end()) return Done{};
  undo.push_back([&content, before = found->second] { content.messages[before.message] = before; });
  if (auto given = give_carrier_id(content, undo, found->second, op.carrier_id); !given) {
    return given;
  }
  found->second.status = op.status;
  found->second.status_at = op.at;
  found->second.error_code = op.error_code;
  if (op.offset == 0) return Done{};
  const DeliveryStep step{op.at, op.attempt, op.status, op.error_code, op.retry_at};
  if (content.steps[op.message].emplace(op.offset, step).second) {
    undo.push_back([&content, id = op.message, offset = op.offset] { content.steps[id].erase(offset); });
  }
  return Done{};
}

void put_wrap_up_note(MemoryContent& content, Undo& undo, ConversationId id, unsigned segment) {
  const auto found = content.conversations.find(id);
  if (found == content.conversations.end() || segment < found->second.segment) return;
  const ArchivedConversation& of = found->second;
  auto& notes = content.wrap_up_notes;
  const auto at = std::find_if(notes.begin(), notes.end(), [&](const auto& one) {
    return one.second.conversation == id && one.second.segment == of.segment;
  });
  if (of.note.empty() && at == notes.end()) return;
  const std::uint64_t number = at == notes.end() ? ++content.last_wrap_up_note : at->first;
  if (at == notes.end())
    undo.push_back([&content, number] { content.wrap_up_notes.erase(number); });
  else
    undo.push_back([&content, number, before = at->second] { content.wrap_up_notes[number] = before; });
  if (of.note.empty()) {
    notes.erase(at);
    return;
  }
  MemoryWrapUpNote* note = &notes[number];
  if (at == notes.end()) {
    note->conversation = id;
    note->segment = of.segment;
    if (!content.messages.empty()) note->after = content.messages.rbegin()->first;
    const auto& internal = content.reports.notes();
    if (!internal.empty()) note->after = std::max(note->after, MessageId{internal.rbegin()->first.value});
    const auto& said = content.timelines[timeline_of(of)];
    for (auto one = said.rbegin(); one != said.rend() && !note->anchor.is_set(); ++one)
      if (!(*of.ended_at < content.messages.at(one->first).at)) note->anchor = one->first;
  }
  note->author = of.agent;
  note->at = *of.ended_at;
  note->text = of.note;
}

struct Apply {
  MemoryContent& content;
  Undo& undo;

  Status operator()(const PutConversation& op) const { return put(content, undo, op); }
  Status operator()(const PutMessage& op) const { return put(content, undo, op); }
  Status operator()(const SetMessageStatus& op) const { return set_status(content, undo, op); }
  Status operator()(const SetMedia& op) const {
    content.media.put(undo, op);
    const auto found = content.messages.find(op.message);
    if (found == content.messages.end()) return Done{};
    undo.push_back([&content = content, id = op.message, before = found->second.media] {
      const auto at = content.messages.find(id);
      if (at != content.messages.end()) at->second.media = before;
    });
    found->second.media = with_media(found->second.media, op.place, op.media);
    return Done{};
  }
  Status operator()(const SetConversationOwner& op) const {
    change_conversation(content, undo, op.conversation, op.segment, [&op](ArchivedConversation& one) {
      if (op.agent.is_set()) one.agent = op.agent;
      if (op.queue.is_set()) one.queue = op.queue;
    });
    return Done{};
  }
  Status operator()(const SetConversationReopened& op) const {
    const auto found = content.conversations.find(op.conversation);
    if (found == content.conversations.end() || op.segment <= found->second.segment) return Done{};
    for (const auto& [id, unused] : content.history[timeline_of(found->second)]) {
      if (id != op.conversation && !content.conversations.at(id).ended_at) return refuse_reopening(op.conversation);
    }
    auto& earlier = content.earlier_segments[op.conversation];
    earlier.push_back(last_segment(found->second));
    undo.push_back([&earlier] { earlier.pop_back(); });
    change_conversation(content, undo, op.conversation, op.segment, [&op](ArchivedConversation& one) {
      one.ended_at.reset();
      one.reopened_at = op.at;
      one.queue = op.queue;
      if (op.agent.is_set()) one.agent = op.agent;
      one.segment = op.segment;
      one.wrap_up_code.clear();
      one.note.clear();
      one.resolution.clear();
      one.end_cause.clear();
      one.fields.clear();
    });
    return Done{};
  }
  Status operator()(const SetConversationEnded& op) const {
    change_conversation(content, undo, op.conversation, op.segment, [&op](ArchivedConversation& one) {
      one.ended_at = op.at;
      if (op.agent.is_set()) one.agent = op.agent;
      one.wrap_up_code = op.wrap_up_code;
      one.note = op.note;
      one.fields = op.fields;
      if (!op.resolution.empty()) one.resolution = op.resolution;
      if (!op.end_cause.empty()) one.end_cause = op.end_cause;
    });
    put_wrap_up_note(content, undo, op.conversation, op.segment);
    return Done{};
  }
  Status operator()(const PutContact& op) const { return put_customer(op); }
  Status operator()(const RemoveContact& op) const { return put_customer(op); }
  Status operator()(const PutContactsApart& op) const { return put_customer(op); }
  Status operator()(const PutConsent& op) const { return put_customer(op); }
  template <typename CustomerOp>
  Status put_customer(const CustomerOp& op) const {
    content.contacts.put(undo, op);
    return Done{};
  }
  template <typename ReportOp>
  Status operator()(const ReportOp& op) const {
    content.reports.put(undo, op);
    return Done{};
  }
};

void erase_sessions_of(MemoryContent& content, AgentId agent) {
  std::erase_if(content.sessions, [&](const auto& one) { return one.second.agent == agent; });
}

Status write(MemoryContent& content, Undo& undo, const Batch& batch) {
  for (const std::string& key : batch.seen_keys) {
    if (!content.seen.emplace(key, batch.at).second) return refuse_seen_key();
    undo.push_back([&content, key] { content.seen.erase(key); });
  }
  for (const ArchiveOp& op : batch.archive) {
    if (auto done = std::visit(Apply{content, undo}, op); !done) return done;
  }
  // Nothing below can be refused.
  for (const PasswordChange& change : batch.passwords) {
    keep(undo, content.passwords, change.agent);
    for (const auto& [hash, session] : content.sessions)
      if (session.agent == change.agent) keep(undo, content.sessions, hash);
    if (change.hash.empty())
      content.passwords.erase(change.agent);
    else
      content.passwords[change.agent] = change.hash;
    erase_sessions_of(content, change.agent);
  }
  for (const DraftChange& change : batch.drafts) {
    const std::tuple place(change.agent, change.conversation, change.part);
    keep(undo, content.drafts, place);
    if (change.text.empty())
      content.drafts.erase(place);
    else
      content.drafts[place] = change;
  }
  for (const PreferenceChange& change : batch.preferences) {
    const std::pair place(change.agent, change.name);
    keep(undo, content.preferences, place);
    if (change.value.empty())
      content.preferences.erase(place);
    else
      content.preferences[place] = change.value;
  }
  undo.push_back([&content, before = content.head] {
    content.log.erase(content.log.upper_bound(before), content.log.end());
    content.head = before;
  });
  for (const LogRow& row : batch.log) content.log[row.offset] = row;
  content.head += batch.log.size();
  return Done{};
}

void take_back(Undo& undo) {
  for (auto step = undo.rbegin(); step != undo.rend(); ++step) (*step)();
}

/// What is written at once makes all before it durable, where the disk is sound.
void settle(MemoryContent& content) {
  if (content.unrecovered) return;
  content.durable_head = content.head;
  content.ahead.clear();
}

std::optional<ArchivedConversation> find_conversation_in(const MemoryContent& content, ConversationId conversation) {
  const std::lock_guard lock(content.mutex);
  const auto found = content.conversations.find(conversation);
  return found == content.conversations.end() ? std::nullopt : std::optional(found->second);
}

std::vector<ArchivedSegment> read_segments_of(const MemoryContent& content, ConversationId conversation) {
  const std::lock_guard lock(content.mutex);
  const auto found = content.conversations.find(conversation);
  if (found == content.conversations.end()) return {};
  auto all = segments_of(content, found->second);
  if (all.size() > kPageMax) all.erase(all.begin(), all.end() - kPageMax);
  return all;
}

Result<ClosedPage> find_closed_in(const MemoryContent& content, const ClosedQuery& query, std::size_t limit) {
  if (auto checked = check_page_limit(limit); !checked) return checked.error();
  const std::lock_guard lock(content.mutex);
  ClosedPage page;
  for (const auto& [id, one] : content.conversations)
    if (is_asked_for(query, one, segments_of(content, one), content.contacts.words_of(one.customer)))
      page.conversations.push_back(one);
  std::sort(page.conversations.begin(), page.conversations.end(),
            [](const ArchivedConversation& a, const ArchivedConversation& b) {
              return a.ended_at != b.ended_at ? *a.ended_at > *b.ended_at : a.conversation > b.conversation;
            });
  page.has_more = page.conversations.size() > limit;
  if (page.has_more) page.conversations.resize(limit);
  return page;
}

ArchivedMessage message_in(const MemoryContent& content, MessageId id) {
  ArchivedMessage message = content.messages.at(id);
  if (const SetMessageReport* report = content.reports.find_message_report(id)) {
    message.report = report->kind;
    message.reported_by = report->by;
    message.reported_at = report->at;
  }
  return message;
}

Result<std::vector<ArchivedDelivery>> read_delivery_of(const MemoryContent& content, MessageId message) {
  const std::lock_guard lock(content.mutex);
  const auto find = [&](MessageId id) -> Result<std::optional<ArchivedDelivery>> {
    if (content.messages.count(id) == 0) return std::optional<ArchivedDelivery>();
    ArchivedDelivery one{message_in(content, id), {}};
    const auto steps = content.steps.find(id);
    if (steps != content.steps.end()) {
      for (const auto& [offset, step] : steps->second)
        if (one.steps.size() < kDeliveryStepsMax) one.steps.push_back(step);
    }
    return std::optional<ArchivedDelivery>(std::move(one));
  };
  const auto again = [&](MessageId id) -> Result<MessageId> {
    const auto at = content.again.find(id);
    return at == content.again.end() ? MessageId{} : at->second;
  };
  return read_chain(message, find, again);
}

Result<TimelinePage> read_timeline_of(const MemoryContent& content, const std::string& customer,
                                      const std::string& our_number, std::optional<MessageId> before,
                                      std::size_t limit) {
  if (auto checked = check_page_limit(limit); !checked) return checked.error();
  const std::lock_guard lock(content.mutex);
  TimelinePage page;
  const auto found = content.timelines.find({customer, our_number});
  if (found == content.timelines.end()) return page;
  auto at = before ? found->second.lower_bound(*before) : found->second.end();
  while (at != found->second.begin()) {
    --at;
    if (page.messages.size() == limit) {
      page.has_more = true;
      break;
    }
    page.messages.push_back(message_in(content, at->first));
  }
  return page;
}

Result<TimelinePage> read_timeline_after_in(const MemoryContent& content, const std::string& customer,
                                            const std::string& our_number, MessageId after, std::size_t limit) {
  if (auto checked = check_page_limit(limit); !checked) return checked.error();
  const std::lock_guard lock(content.mutex);
  TimelinePage page;
  const auto found = content.timelines.find({customer, our_number});
  if (found == content.timelines.end()) return page;
  for (auto at = found->second.upper_bound(after); at != found->second.end() && !page.has_more; ++at) {
    page.has_more = page.messages.size() == limit;
    if (!page.has_more) page.messages.push_back(content.messages.at(at->first));
  }
  return page;
}

/// Messages, internal notes and notes of wrap-ups from their newest on, as one list.
class NewestFirst {
 public:
  NewestFirst(const MemoryContent& content, const MessageQuery& query)
      : messages_(content.messages), notes_(content.reports.notes()), wrap_ups_(content.wrap_up_notes) {
    message_ = messages_.end();
    note_ = notes_.end();
    wrap_up_ = wrap_ups_.end();
    if (!query.before) return;
    const std::uint64_t below = query.before->value + (query.before_wrap_up == 0 ? 0 : 1);
    message_ = messages_.lower_bound(MessageId{below});
    note_ = notes_.lower_bound(NoteId{below});
    while (wrap_up_ != wrap_ups_.begin() && !is_older(*std::prev(wrap_up_), query)) --wrap_up_;
  }
  /// Not set: there are no more. Its place is `number`, behind which a wrap-up's note has its own.
  std::optional<MatchedMessage> next(std::uint64_t& number, std::uint64_t& wrap_up) {
    const std::uint64_t message = message_ == messages_.begin() ? 0 : std::prev(message_)->first.value;
    const std::uint64_t note = note_ == notes_.begin() ? 0 : std::prev(note_)->first.value;
    MatchedMessage one;
    wrap_up = 0;
    if (wrap_up_ != wrap_ups_.begin() && std::prev(wrap_up_)->second.after.value >= std::max(message, note)) {
      const MemoryWrapUpNote& row = (--wrap_up_)->second;
      one = read(row.anchor, row);
      one.is_note = true;
      one.segment = row.segment;
      number = row.after.value;
      wrap_up = wrap_up_->first;
    } else if (message > note) {
      const ArchivedMessage& row = (--message_)->second;
      one = read(row.message, row);
      one.is_inbound = row.is_inbound;
      number = message;
    } else if (note != 0) {
      const PutNote& row = (--note_)->second;
      one = read(MessageId{note}, row);
      one.is_note = true;
      number = note;
    } else {
      return std::nullopt;
    }
    return one;
  }

 private:
  template <typename Row>
  static MatchedMessage read(MessageId message, const Row& row) {
    MatchedMessage one;
    one.message = message;
    one.conversation = row.conversation;
    one.author = row.author;
    one.at = row.at;
    one.text = row.text;
    return one;
  }
  static bool is_older(const std::pair<const std::uint64_t, MemoryWrapUpNote>& one, const MessageQuery& query) {
    if (query.before_wrap_up != 0) return one.first < query.before_wrap_up;
    return one.second.after < *query.before;
  }
  const std::map<MessageId, ArchivedMessage>& messages_;
  const std::map<NoteId, PutNote>& notes_;
  const std::map<std::uint64_t, MemoryWrapUpNote>& wrap_ups_;
  std::map<MessageId, ArchivedMessage>::const_iterator message_;
  std::map<NoteId, PutNote>::const_iterator note_;
  std::map<std::uint64_t, MemoryWrapUpNote>::const_iterator wrap_up_;
};

Result<MatchedPage> find_messages_in(const MemoryContent& content, const MessageQuery& query, std::size_t limit) {
  if (auto checked = check_page_limit(limit); !checked) return checked.error();
  MatchedPage page;
  if (query.terms.empty()) return page;
  const std::lock_guard lock(content.mutex);
  NewestFirst all(content, query);
  MessageId last;
  std::uint64_t last_wrap_up = 0;
  std::uint64_t number = 0, wrap_up = 0;
  for (std::optional<MatchedMessage> next = all.next(number, wrap_up); next; next = all.next(number, wrap_up)) {
    MatchedMessage& one = *next;
    const auto of = content.conversations.find(one.conversation);
    if (of == content.conversations.end()) continue;
    const ArchivedConversation& conversation = of->second;
    one.customer = conversation.customer;
    one.our_number = conversation.our_number;
    one.queue = conversation.queue;
    one.agent = conversation.agent;
    if (!is_wanted(query, one, conversation.ended_at.has_value())) continue;
    if (!find_terms(query.terms, one.text, &one.ranges)) continue;
    if (page.messages.size() == limit) {
      page.next = last;
      page.next_wrap_up = last_wrap_up;
      return page;
    }
    page.messages.push_back(std::move(one));
    last = MessageId{number};
    last_wrap_up = wrap_up;
  }
  return page;
}

class MemorySearchFiller final : public SearchFiller {
 public:
  Result<FillStep> go_on(std::size_t) override { return FillStep{0, true, 0}; }  // there is no index
};

Result<std::vector<ArchivedConversation>> read_history_of(const MemoryContent& content, const std::string& customer,
                                                          const std::string& our_number, std::size_t limit) {
  if (auto checked = check_page_limit(limit); !checked) return checked.error();
  const std::lock_guard lock(content.mutex);
  std::vector<ArchivedConversation> rows;
  const auto found = content.history.find({customer, our_number});
  if (found == content.history.end()) return rows;
  for (auto at = found->second.rbegin(); at != found->second.rend() && rows.size() < limit; ++at) {
    rows.push_back(content.conversations.at(at->first));
  }
  return rows;
}

Result<std::optional<ArchivedMessage>> find_by_carrier_id(const MemoryContent& content, const std::string& carrier_id) {
  const std::lock_guard lock(content.mutex);
  const auto found = content.by_carrier_id.find(carrier_id);
  if (found == content.by_carrier_id.end()) return std::optional<ArchivedMessage>();
  return std::optional<ArchivedMessage>(message_in(content, found->second));
}

Result<std::vector<ConsentSign>> read_consent_signs_of(const MemoryContent& content, MessageId after,
                                                       std::size_t text_bytes_max, const std::string& error_code,
                                                       std::size_t limit) {
  if (auto checked = check_page_limit(limit); !checked) return checked.error();
  const std::lock_guard lock(content.mutex);
  std::vector<ConsentSign> found;
  for (auto at = content.messages.upper_bound(after); at != content.messages.end() && found.size() < limit; ++at) {
    const ArchivedMessage& one = at->second;
    const auto of = content.conversations.find(one.conversation);
    const bool is_sign = one.is_inbound ? one.text.size() <= text_bytes_max : one.error_code == error_code;
    if (!is_sign || of == content.conversations.end()) continue;
    found.push_back({one.message, of->second.customer, of->second.our_number, one.is_inbound ? one.at : one.status_at,
                     one.is_inbound ? one.text : "", one.is_inbound});
  }
  return found;
}

void name_carrier(const MemoryContent& content, ArchivedMedia& one) {
  const auto message = content.messages.find(one.message);
  if (message != content.messages.end()) one.carrier_id = message->second.carrier_id;
}

Status refuse_backup() {
  return Error{ErrorCode::Unsupported, "This relay keeps everything in memory: there is nothing to back up."};
}

class MemoryReader final : public Reader {
 public:
  explicit MemoryReader(std::shared_ptr<const MemoryContent> content) : content_(std::move(content)) {}
  Result<TimelinePage> read_timeline(const std::string& customer, const std::string& our_number,
                                     std::optional<MessageId> before, std::size_t limit) override {
    return read_timeline_of(*content_, customer, our_number, before, limit);
  }
  Result<TimelinePage> read_timeline_after(const std::string& customer, const std::string& our_number, MessageId after,
                                           std::size_t limit) override {
    return read_timeline_after_in(*content_, customer, our_number, after, limit);
  }
  Result<MatchedPage> find_messages(const MessageQuery& query, std::size_t limit) override {
    return find_messages_in(*content_, query, limit);
  }
  Result<std::vector<ArchivedConversation>> read_history(const std::string& customer, const std::string& our_number,
                                                         std::size_t limit) override {
    return read_history_of(*content_, customer, our_number, limit);
  }
  Result<std::optional<ArchivedConversation>> find_conversation(ConversationId conversation) override {
    return find_conversation_in(*content_, conversation);
  }
  Result<std::uint64_t> count_messages(ConversationId conversation) override {
    const std::lock_guard lock(content_->mutex);
    const auto is_of_it = [&](const auto& one) { return one.second.conversation == conversation; };
    return static_cast<std::uint64_t>(std::count_if(content_->messages.begin(), content_->messages.end(), is_of_it));
  }
  Result<std::vector<ArchivedSegment>> read_segments(ConversationId conversation) override {
    return read_segments_of(*content_, conversation);
  }
  Result<std::vector<ArchivedHanding>> read_handings(ConversationId conversation) override {
    const std::lock_guard lock(content_->mutex);
    return content_->reports.read_handings(conversation);
  }
  Result<ClosedPage> find_closed(const ClosedQuery& query, std::size_t limit) override {
    return find_closed_in(*content_, query, limit);
  }
  Result<std::optional<ArchivedMessage>> find_message_by_carrier_id(const std::string& carrier_id) override {
    return find_by_carrier_id(*content_, carrier_id);
  }
  Result<std::vector<ConsentSign>> read_consent_signs(MessageId after, std::size_t text_bytes_max,
                                                      const std::string& error_code, std::size_t limit) override {
    return read_consent_signs_of(*content_, after, text_bytes_max, error_code, limit);
  }
  Result<std::optional<std::string>> find_contact(ContactId contact) override {
    const std::lock_guard lock(content_->mutex);
    return content_->contacts.find(contact);
  }
  Result<std::optional<std::string>> find_contact_of(const std::string& number) override {
    const std::lock_guard lock(content_->mutex);
    return content_->contacts.find_of(number);
  }
  Result<std::vector<std::string>> find_contacts(const std::vector<std::string>& words, std::size_t limit,
                                                 NumberMatch numbers) override {
    const std::lock_guard lock(content_->mutex);
    return content_->contacts.find_all(words, limit, numbers);
  }
  Result<std::vector<std::string>> find_contacts_by_key(const std::string& key, ContactId but,
                                                        std::size_t limit) override {
    const std::lock_guard lock(content_->mutex);
    return content_->contacts.find_by_key(key, but, limit);
  }
  Result<std::vector<ContactId>> find_contacts_apart(ContactId contact, const std::vector<ContactId>& from) override {
    const std::lock_guard lock(content_->mutex);
    return content_->contacts.find_apart(contact, from);
  }
  Result<std::optional<PutConsent>> find_consent(const std::string& customer, const std::string& our_number) override {
    const std::lock_guard lock(content_->mutex);
    return content_->contacts.find_consent(customer, our_number);
  }
  Result<std::optional<StoredFile>> find_file(const std::string& hash) override {
    const std::lock_guard lock(content_->mutex);
    if (content_->files_error) return *content_->files_error;
    return content_->media.find_file(hash);
  }
  Result<std::optional<FileLink>> find_link(const std::string& ticket) override {
    const std::lock_guard lock(content_->mutex);
    if (content_->files_error) return *content_->files_error;
    return content_->media.find_link(ticket);
  }
  Result<std::vector<std::string>> find_unused_files(const std::vector<std::string>& hashes, Instant before) override {
    const std::lock_guard lock(content_->mutex);
    return content_->media.find_unused(hashes, before, content_->files_of_drafts());
  }
  Result<std::vector<ArchivedDelivery>> read_delivery(MessageId message) override {
    return read_delivery_of(*content_, message);
  }
  Result<ReportPage<SetMessageReport>> read_message_reports(const ReportQuery& query, std::size_t limit) override {
    const std::lock_guard lock(content_->mutex);
    return content_->reports.read_message_reports(query, limit);
  }
  Result<AuditPage> read_audit(std::optional<std::uint64_t> before, std::size_t limit) override {
    const std::lock_guard lock(content_->mutex);
    return content_->reports.read_audit(before, limit);
  }
  Result<ReportPage<ArchivedAgentState>> read_agent_states(const ReportQuery& query, std::size_t limit) override {
    const std::lock_guard lock(content_->mutex);
    return content_->reports.read_agent_states(query, limit);
  }
  Result<ReportPage<ArchivedOffer>> read_offers(const ReportQuery& query, std::size_t limit) override {
    const std::lock_guard lock(content_->mutex);
    return content_->reports.read_offers(query, limit);
  }
  Result<ReportPage<PutNote>> read_notes(const ReportQuery& query, std::size_t limit) override {
    const std::lock_guard lock(content_->mutex);
    return content_->reports.read_notes(query, limit);
  }
  Result<std::vector<NoteWording>> read_note_wordings(NoteId note) override {
    const std::lock_guard lock(content_->mutex);
    return content_->reports.read_note_wordings(note);
  }
  Result<std::optional<PutNote>> find_note(NoteId note) override {
    const std::lock_guard lock(content_->mutex);
    return content_->reports.find_note(note);
  }
  Status backup_to(const std::string&, const BackupGoesOn&) override { return refuse_backup(); }

 private:
  std::shared_ptr<const MemoryContent> content_;
};

}  // namespace

MemoryStore::MemoryStore(std::string epoch) : content_(std::make_shared<MemoryContent>()) {
  content_->epoch = std::move(epoch);
}
MemoryStore::~MemoryStore() = default;

void MemoryStore::fail_appends(std::optional<Error> error) {
  content_->append_error = std::move(error);
}

void MemoryStore::fail_contacts(std::optional<Error> error) {
  content_->contacts_error = std::move(error);
}

void MemoryStore::fail_preferences(std::optional<Error> error) {
  content_->preferences_error = std::move(error);
}

void MemoryStore::fail_files(std::optional<Error> error) {
  content_->files_error = std::move(error);
}

void MemoryStore::fail_carrier_ids(std::optional<Error> error) {
  content_->carrier_ids_error = std::move(error);
}

std::string MemoryStore::epoch() const {
  return content_->epoch;
}
std::uint64_t MemoryStore::head() const {
  const std::lock_guard lock(content_->mutex);
  return content_->head;
}
std::uint64_t MemoryStore::dropped_until() const {
  return content_->dropped_until;
}

Result<AppendOutcome> MemoryStore::append(std::uint64_t expected_head, const Batch& batch) {
  auto outcome = append_ahead(expected_head, batch);
  if (outcome && *outcome == AppendOutcome::Committed) settle();
  return outcome;
}

Status MemoryStore::flush() {
  std::unique_lock lock(content_->mutex);
  const std::uint64_t head = content_->head, batches = content_->batches;
  content_->is_flush_waiting = content_->is_flush_held;
  content_->flush_changed.notify_all();
  content_->flush_changed.wait(lock, [this] { return !content_->is_flush_held; });
  content_->is_flush_waiting = false;
  if (content_->flush_error) content_->unrecovered = content_->flush_error;
  if (content_->unrecovered) return *content_->unrecovered;
  content_->durable_head = std::max(content_->durable_head, head);
  auto& ahead = content_->ahead;
  while (!ahead.empty() && ahead.front().number <= batches) ahead.pop_front();
  return Done{};
}

Status MemoryStore::recover() {
  const std::lock_guard lock(content_->mutex);
  if (content_->flush_error) return *content_->flush_error;
  content_->unrecovered.reset();
  store::settle(*content_);
  return Done{};
}

void MemoryStore::fail_flushes(std::optional<Error> error) {
  const std::lock_guard lock(content_->mutex);
  content_->flush_error = std::move(error);
}

void MemoryStore::hold_flushes(bool is_held) {
  const std::lock_guard lock(content_->mutex);
  content_->is_flush_held = is_held;
  content_->flush_changed.notify_all();
}

void MemoryStore::wait_for_held_flush() {
  std::unique_lock lock(content_->mutex);
  content_->flush_changed.wait(lock, [this] { return content_->is_flush_waiting; });
}

std::uint64_t MemoryStore::durable_head() const {
  const std::lock_guard lock(content_->mutex);
  return content_->durable_head;
}

std::size_t MemoryStore::ahead() const {
  const std::lock_guard lock(content_->mutex);
  return content_->ahead.size();
}

void MemoryStore::cut_power(std::size_t kept) {
  const std::lock_guard lock(content_->mutex);
  for (auto& ahead = content_->ahead; ahead.size() > kept; ahead.pop_back()) take_back(ahead.back().undo);
  content_->unrecovered.reset();
  store::settle(*content_);
}

void MemoryStore::settle() {
  const std::lock_guard lock(content_->mutex);
  store::settle(*content_);
}

Result<AppendOutcome> MemoryStore::append_ahead(std::uint64_t expected_head, const Batch& batch) {
  const std::lock_guard lock(content_->mutex);
  if (expected_head != content_->head) return AppendOutcome::Conflict;
  if (content_->append_error) return *content_->append_error;
  if (auto checked = check_batch(expected_head, batch); !checked) return checked.error();
  if (batch.is_empty()) return AppendOutcome::Committed;
  Undo undo;
  if (const Status written = write(*content_, undo, batch); !written) {
    take_back(undo);
    return written.error();
  }
  content_->ahead.push_back({++content_->batches, std::move(undo)});
  return AppendOutcome::Committed;
}

Result<std::vector<LogRow>> MemoryStore::read_log(std::uint64_t after, std::size_t limit) {
  if (after < content_->dropped_until) return refuse_dropped_rows(after, content_->dropped_until);
  std::vector<LogRow> rows;
  for (auto at = content_->log.upper_bound(after); at != content_->log.end() && rows.size() < limit; ++at) {
    rows.push_back(at->second);
  }
  return rows;
}

bool MemoryStore::is_seen(std::string_view key) {
  return content_->seen.find(key) != content_->seen.end();
}

Result<bool> MemoryStore::forget_seen_before(Instant before) {
  for (auto at = content_->seen.begin(); at != content_->seen.end();) {
    at = at->second < before ? content_->seen.erase(at) : std::next(at);
  }
  settle();
  return true;
}

Result<std::optional<Snapshot>> MemoryStore::load_snapshot() {
  return content_->snapshot;
}

Status MemoryStore::save_snapshot(const Snapshot& snapshot) {
  const std::uint64_t kept = content_->snapshot ? content_->snapshot->offset : 0;
  if (auto checked = check_snapshot(snapshot.offset, kept, content_->head); !checked) return checked;
  content_->snapshot = snapshot;
  settle();
  return Done{};
}

Status MemoryStore::drop_log_until(std::uint64_t offset) {
  std::optional<std::uint64_t> kept;
  if (content_->snapshot) kept = content_->snapshot->offset;
  if (auto checked = check_drop(offset, kept); !checked) return checked;
  content_->log.erase(content_->log.begin(), content_->log.upper_bound(offset));
  content_->dropped_until = std::max(content_->dropped_until, offset);
  settle();
  return Done{};
}

Result<std::vector<PreferenceChange>> MemoryStore::all_preferences() {
  if (content_->preferences_error) return *content_->preferences_error;
  std::vector<PreferenceChange> all;
  for (const auto& [place, value] : content_->preferences) all.push_back({place.first, place.second, value});
  return all;
}

Result<std::vector<DraftChange>> MemoryStore::all_drafts() {
  std::vector<DraftChange> drafts;
  for (const auto& [place, draft] : content_->drafts) {
    drafts.push_back(draft);
    drafts.back().files.clear();
  }
  return drafts;
}

Result<std::optional<std::string>> MemoryStore::find_password(AgentId agent) {
  const auto found = content_->passwords.find(agent);
  if (found == content_->passwords.end()) return std::optional<std::string>();
  return std::optional<std::string>(found->second);
}

Status MemoryStore::renew_password_hash(AgentId agent, const std::string& was, const std::string& hash) {
  const auto found = content_->passwords.find(agent);
  if (found != content_->passwords.end() && found->second == was) found->second = hash;
  settle();
  return Done{};
}

Result<std::vector<AgentId>> MemoryStore::agents_with_password() {
  std::vector<AgentId> agents;
  for (const auto& [agent, hash] : content_->passwords) agents.push_back(agent);
  return agents;
}

Status MemoryStore::put_fact(const std::string& name, const std::string& value) {
  content_->facts[name] = value;
  settle();
  return Done{};
}

Result<std::optional<std::string>> MemoryStore::find_fact(const std::string& name) {
  const auto found = content_->facts.find(name);
  if (found == content_->facts.end()) return std::optional<std::string>();
  return std::optional<std::string>(found->second);
}

Status MemoryStore::put_file(const StoredFile& file) {
  const std::lock_guard lock(content_->mutex);
  content_->media.put_file(file);
  store::settle(*content_);
  return Done{};
}

Result<std::optional<StoredFile>> MemoryStore::find_file(const std::string& hash) {
  if (content_->files_error) return *content_->files_error;
  return content_->media.find_file(hash);
}

Status MemoryStore::put_upload(AgentId agent, const StoredFile& file, Instant at) {
  const std::lock_guard lock(content_->mutex);
  content_->media.put_file(file);
  content_->media.put_upload(agent, file.hash, at);
  store::settle(*content_);
  return Done{};
}

Status MemoryStore::put_link(const FileLink& link, const StoredFile& file) {
  const std::lock_guard lock(content_->mutex);
  if (auto done = content_->media.put_link(link); !done) return done;
  content_->media.put_file(file);
  content_->media.put_upload(link.agent, file.hash, link.at);
  store::settle(*content_);
  return Done{};
}

Result<std::optional<FileLink>> MemoryStore::find_link(const std::string& ticket) {
  if (content_->files_error) return *content_->files_error;
  return content_->media.find_link(ticket);
}

Result<std::vector<std::string>> MemoryStore::find_unused_files(const std::vector<std::string>& hashes,
                                                                Instant before) {
  return MemoryReader(content_).find_unused_files(hashes, before);
}

Result<std::vector<std::string>> MemoryStore::forget_unused_files(const std::vector<std::string>& hashes,
                                                                  Instant before) {
  const std::lock_guard lock(content_->mutex);
  auto unused = content_->media.find_unused(hashes, before, content_->files_of_drafts());
  if (!unused) return unused;
  for (const std::string& hash : *unused) content_->media.forget(hash);
  store::settle(*content_);
  return unused;
}

Result<bool> MemoryStore::has_uploaded(AgentId agent, const std::string& hash) {
  if (content_->files_error) return *content_->files_error;
  return content_->media.has_uploaded(agent, hash);
}

Result<std::vector<FileUse>> MemoryStore::uses_of_file(const std::string& hash, MessageId before, std::size_t limit) {
  return content_->media.uses_of_file(hash, before, limit);
}

Result<std::optional<ArchivedMedia>> MemoryStore::find_media(MessageId message, unsigned place) {
  std::optional<ArchivedMedia> one = content_->media.find_media(message, place);
  if (one) name_carrier(*content_, *one);
  return one;
}

Result<std::vector<ArchivedMedia>> MemoryStore::waiting_media(std::size_t limit) {
  auto all = content_->media.waiting_media(limit);
  if (all) {
    for (ArchivedMedia& one : *all) name_carrier(*content_, one);
  }
  return all;
}

Status MemoryStore::delete_sessions_of(AgentId agent) {
  erase_sessions_of(*content_, agent);
  settle();
  return Done{};
}

Status MemoryStore::put_session(const Session& session) {
  content_->sessions[session.token_hash] = session;
  settle();
  return Done{};
}

Result<std::optional<Session>> MemoryStore::find_session(const std::string& token_hash) {
  const auto found = content_->sessions.find(token_hash);
  if (found == content_->sessions.end()) return std::optional<Session>();
  return std::optional<Session>(found->second);
}

Result<std::vector<Session>> MemoryStore::all_sessions() {
  std::vector<Session> sessions;
  for (const auto& [hash, session] : content_->sessions) sessions.push_back(session);
  return sessions;
}

Status MemoryStore::delete_session(const std::string& token_hash) {
  content_->sessions.erase(token_hash);
  settle();
  return Done{};
}

Status MemoryStore::delete_sessions_before(Instant created, Instant last_used) {
  for (auto at = content_->sessions.begin(); at != content_->sessions.end();) {
    const bool is_old = at->second.created_at < created || at->second.last_used_at < last_used;
    at = is_old ? content_->sessions.erase(at) : std::next(at);
  }
  settle();
  return Done{};
}

Result<TimelinePage> MemoryStore::read_timeline(const std::string& customer, const std::string& our_number,
                                                std::optional<MessageId> before, std::size_t limit) {
  return read_timeline_of(*content_, customer, our_number, before, limit);
}

Result<TimelinePage> MemoryStore::read_timeline_after(const std::string& customer, const std::string& our_number,
                                                      MessageId after, std::size_t limit) {
  return read_timeline_after_in(*content_, customer, our_number, after, limit);
}

Result<MatchedPage> MemoryStore::find_messages(const MessageQuery& query, std::size_t limit) {
  return find_messages_in(*content_, query, limit);
}

Result<std::unique_ptr<SearchFiller>> MemoryStore::open_search_filler() {
  return std::unique_ptr<SearchFiller>(std::make_unique<MemorySearchFiller>());
}

Status MemoryStore::forget_changed_texts(std::uint64_t) {
  return Done{};
}

Result<std::vector<ArchivedConversation>> MemoryStore::read_history(const std::string& customer,
                                                                    const std::string& our_number, std::size_t limit) {
  return read_history_of(*content_, customer, our_number, limit);
}

Result<std::optional<ArchivedConversation>> MemoryStore::find_conversation(ConversationId conversation) {
  return find_conversation_in(*content_, conversation);
}

Result<std::uint64_t> MemoryStore::count_messages(ConversationId conversation) {
  return MemoryReader(content_).count_messages(conversation);
}

Result<std::vector<ArchivedSegment>> MemoryStore::read_segments(ConversationId conversation) {
  return read_segments_of(*content_, conversation);
}

Result<std::vector<ArchivedHanding>> MemoryStore::read_handings(ConversationId conversation) {
  const std::lock_guard lock(content_->mutex);
  return content_->reports.read_handings(conversation);
}

Result<ClosedPage> MemoryStore::find_closed(const ClosedQuery& query, std::size_t limit) {
  return find_closed_in(*content_, query, limit);
}

Result<std::optional<ArchivedMessage>> MemoryStore::find_message_by_carrier_id(const std::string& carrier_id) {
  if (content_->carrier_ids_error) return *content_->carrier_ids_error;
  return find_by_carrier_id(*content_, carrier_id);
}

Result<std::vector<ConsentSign>> MemoryStore::read_consent_signs(MessageId after, std::size_t text_bytes_max,
                                                                 const std::string& error_code, std::size_t limit) {
  return read_consent_signs_of(*content_, after, text_bytes_max, error_code, limit);
}

Result<AuditPage> MemoryStore::read_audit(std::optional<std::uint64_t> before, std::size_t limit) {
  return MemoryReader(content_).read_audit(before, limit);
}

Result<ReportPage<ArchivedAgentState>> MemoryStore::read_agent_states(const ReportQuery& query, std::size_t limit) {
  return MemoryReader(content_).read_agent_states(query, limit);
}

Result<ReportPage<ArchivedOffer>> MemoryStore::read_offers(const ReportQuery& query, std::size_t limit) {
  return MemoryReader(content_).read_offers(query, limit);
}

Result<std::optional<std::string>> MemoryStore::find_contact(ContactId contact) {
  if (content_->contacts_error) return *content_->contacts_error;
  return MemoryReader(content_).find_contact(contact);
}

Result<std::optional<std::string>> MemoryStore::find_contact_of(const std::string& number) {
  if (content_->contacts_error) return *content_->contacts_error;
  return MemoryReader(content_).find_contact_of(number);
}

Result<std::vector<std::string>> MemoryStore::find_contacts_by_key(const std::string& key, ContactId but,
                                                                   std::size_t limit) {
  if (content_->contacts_error) return *content_->contacts_error;
  return MemoryReader(content_).find_contacts_by_key(key, but, limit);
}

Result<std::vector<ContactId>> MemoryStore::find_contacts_apart(ContactId contact, const std::vector<ContactId>& from) {
  return MemoryReader(content_).find_contacts_apart(contact, from);
}

Result<std::vector<std::string>> MemoryStore::find_contacts(const std::vector<std::string>& words, std::size_t limit,
                                                            NumberMatch numbers) {
  return MemoryReader(content_).find_contacts(words, limit, numbers);
}

Result<std::optional<PutConsent>> MemoryStore::find_consent(const std::string& customer,
                                                            const std::string& our_number) {
  if (content_->contacts_error) return *content_->contacts_error;
  return MemoryReader(content_).find_consent(customer, our_number);
}

Result<std::vector<ArchivedDelivery>> MemoryStore::read_delivery(MessageId message) {
  return read_delivery_of(*content_, message);
}

Result<ReportPage<SetMessageReport>> MemoryStore::read_message_reports(const ReportQuery& query, std::size_t limit) {
  return MemoryReader(content_).read_message_reports(query, limit);
}

Result<std::optional<PutNote>> MemoryStore::find_note(NoteId note) {
  return MemoryReader(content_).find_note(note);
}
Result<std::vector<NoteWording>> MemoryStore::read_note_wordings(NoteId note) {
  return MemoryReader(content_).read_note_wordings(note);
}
Result<ReportPage<PutNote>> MemoryStore::read_notes(const ReportQuery& query, std::size_t limit) {
  return MemoryReader(content_).read_notes(query, limit);
}

Status MemoryStore::backup_to(const std::string&, const BackupGoesOn&) {
  return refuse_backup();
}

Result<std::unique_ptr<Reader>> MemoryStore::open_reader() {
  return std::unique_ptr<Reader>(std::make_unique<MemoryReader>(content_));
}

}  // namespace smsdesk::store
