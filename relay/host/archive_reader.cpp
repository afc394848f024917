#include "relay/host/archive_reader.h"

#include <algorithm>
#include <set>

#include "core/workspace/enum_words.h"
#include "core/workspace/workspace_json.h"
#include "relay/host/log.h"
#include "relay/service/finding.h"
#include "relay/service/rows.h"

namespace smsdesk::relay {
namespace {

PageFrame empty_page(const effect::ReadPage& asked) {
  PageFrame page;
  page.key = asked.request.key;
  page.conversation = asked.request.conversation;
  return page;
}

/// What stands in an answer where nothing could be read.
struct Failed {
  input::ArchiveRead operator()(const effect::ReadPage& asked) const {
    PageFrame page = empty_page(asked);
    page.has_more = true;
    page.has_newer = asked.request.after.is_set() || asked.request.around.is_set();  // it may be asked for again
    return {asked.socket, std::move(page)};
  }
  input::ArchiveRead operator()(const effect::ReadDelivery& asked) const {
    return {asked.socket, DeliveryFrame{asked.request.key, asked.request.message, {}, true}};
  }
  input::ArchiveRead operator()(const effect::ReadNoteWordings& asked) const {
    return {asked.socket, NoteWordingsFrame{asked.request.key, asked.request.note, {}, true}};
  }
  input::ArchiveRead operator()(const effect::FindClosed& asked) const {
    FoundFrame found = found_frame(asked.key, {});
    found.is_failed = true;
    return {asked.socket, std::move(found)};
  }
  input::ArchiveRead operator()(const effect::FindContacts& asked) const {
    return {asked.socket, ContactsFrame{asked.key, {}, true}};
  }
  input::ArchiveRead operator()(const effect::FindDuplicates& asked) const {
    return {asked.socket, DuplicatesFrame{asked.key, {}, true}};
  }
  input::ArchiveRead operator()(const effect::FindMessages& asked) const {
    FoundMessagesFrame found;
    found.key = asked.key;
    found.is_failed = true;
    return {asked.socket, std::move(found)};
  }
  input::ArchiveRead operator()(const effect::FindReported& asked) const {
    ReportedFrame reported;
    reported.key = asked.key;
    reported.is_failed = true;
    return {asked.socket, std::move(reported)};
  }
};

constexpr std::size_t kExcerptBytesMax = 200;

FoundMessage found_message(store::MatchedMessage& row, bool is_whole) {
  FoundMessage one;
  one.message = row.message;
  one.conversation = row.conversation;
  one.is_inbound = row.is_inbound;
  one.author = row.author;
  one.at = row.at;
  one.is_note = row.is_note;
  one.segment = row.segment;
  one.text = is_whole ? std::move(row.text) : store::make_excerpt(row.text, row.ranges, kExcerptBytesMax);
  for (const store::TextRange& range : row.ranges) one.marks.push_back({range.begin, range.end});
  return one;
}

TimelineMessage message_of(const store::ArchivedMessage& row) {
  TimelineMessage one;
  one.conversation = row.conversation;
  one.message.id = row.message;
  one.message.is_inbound = row.is_inbound;
  one.message.author = row.author;
  one.message.at = row.at;
  one.message.status_at = row.status_at;
  one.message.text = row.text;
  one.message.media = decode_media(row.media);
  if (!find_delivery_status(row.status, one.message.status)) one.message.status = DeliveryStatus::Sent;
  one.message.error_code = row.error_code;
  one.message.again_of = row.again_of;
  one.message.is_mms_text = row.is_mms_text;
  one.message.not_done = decode_not_done(row.not_done);
  if (const auto kind = fields::find_word<ReportKind>(row.report); kind && !row.report.empty())
    one.message.report = {*kind, row.reported_by, row.reported_at};
  return one;
}

TimelineSegment segment_of(const store::ArchivedSegment& row) {
  TimelineSegment one{row.conversation, row.segment,      row.agent, row.opened_at,
                      row.ended_at,     row.wrap_up_code, row.note};
  if (const auto word = fields::find_word<Resolution>(row.resolution)) one.resolution = *word;
  if (const auto word = fields::find_word<EndCause>(row.end_cause)) one.cause = *word;
  return one;
}

MessageDelivery delivery_of(const store::ArchivedDelivery& row) {
  const TimelineMessage kept = message_of(row.message);
  MessageDelivery one{kept.message.id,
                      kept.message.author,
                      kept.message.at,
                      kept.message.status,
                      kept.message.error_code,
                      row.message.carrier_id,
                      {}};
  one.is_mms = kept.message.is_mms_text || !kept.message.media.empty();
  for (const store::DeliveryStep& step : row.steps) {
    DeliveryStepLine line{step.at, step.attempt, DeliveryStatus::Queued, step.error_code, step.retry_at};
    if (find_delivery_status(step.status, line.status)) one.steps.push_back(std::move(line));
  }
  // Of a message from before the steps were kept, the last one is known.
  if (one.steps.empty() && one.status != DeliveryStatus::Queued)
    one.steps.push_back({kept.message.status_at, 0, one.status, one.error_code, {}});
  return one;
}

TimelineNote timeline_note_of(store::PutNote& row) {
  const ConversationId of = row.conversation;
  return {note_of_row(std::move(row)), of};
}

/// In their order, at most kPageNotesMax.
void keep_newest(std::vector<TimelineNote>& notes) {
  std::sort(notes.begin(), notes.end(),
            [](const TimelineNote& a, const TimelineNote& b) { return a.note.id < b.note.id; });
  if (notes.size() > kPageNotesMax) notes.erase(notes.begin(), notes.end() - kPageNotesMax);
}

/// Into the segment of its time, of those from `first` on.
void add_handing(const store::ArchivedHanding& row, std::size_t first, std::vector<TimelineSegment>& segments) {
  const std::optional<Handing> handing = handing_of_row(row);
  if (!handing || first == segments.size()) return;
  std::size_t of = segments.size() - 1;
  while (of > first && handing->at < segments[of].opened_at) --of;
  segments[of].handings.push_back(*handing);
}

/// Of the page at most kPageHandingsMax: the oldest conversations, which stand first, give theirs up.
void keep_newest_handings(std::vector<TimelineSegment>& segments) {
  std::size_t count = 0;
  for (const TimelineSegment& one : segments) count += one.handings.size();
  for (TimelineSegment& one : segments) {
    if (count <= kPageHandingsMax) return;
    const std::size_t gone = std::min(count - kPageHandingsMax, one.handings.size());
    one.handings.erase(one.handings.begin(), one.handings.begin() + static_cast<std::ptrdiff_t>(gone));
    count -= gone;
  }
}

struct Read {
  store::Reader& reader;

  /// Notes go with the messages: whoever may read the one may read the other.
  Status add_notes(PageFrame& page) const {
    std::set<ConversationId> conversations;
    for (const TimelineMessage& one : page.messages) conversations.insert(one.conversation);
    for (const ConversationId id : conversations) {
      store::ReportQuery of_it;  // the newest, where there are very many
      of_it.conversation = id;
      auto read = reader.read_notes(of_it, kPageNotesMax);
      if (!read) return read.error();
      for (store::PutNote& row : read->rows) page.notes.push_back(timeline_note_of(row));
      keep_newest(page.notes);
      const auto segments = reader.read_segments(id);
      if (!segments) return segments.error();
      const auto handings = reader.read_handings(id);
      if (!handings) return handings.error();
      const std::size_t first = page.segments.size();
      for (const store::ArchivedSegment& row : *segments) page.segments.push_back(segment_of(row));
      for (const store::ArchivedHanding& row : *handings) add_handing(row, first, page.segments);
      keep_newest_handings(page.segments);
    }
    return Done{};
  }

  /// The note that is gone to: it may be an old one, or of a conversation that has no message on the page.
  Status add_wanted_note(const effect::ReadPage& asked, PageFrame& page) const {
    const NoteId wanted{asked.request.around.value};
    const auto is_it = [&](const TimelineMessage& one) { return one.message.id == asked.request.around; };
    const auto is_there = [&](const TimelineNote& one) { return one.note.id == wanted; };
    if (!wanted.is_set() || std::any_of(page.messages.begin(), page.messages.end(), is_it) ||
        std::any_of(page.notes.begin(), page.notes.end(), is_there))
      return Done{};
    auto row = reader.find_note(wanted);
    if (!row) return row.error();
    if (!*row || (asked.hidden.is_set() && (*row)->conversation == asked.hidden)) return Done{};
    const auto of = reader.find_conversation((*row)->conversation);
    if (!of) return of.error();
    if (!*of || (*of)->customer != asked.customer || (*of)->our_number != asked.our_number) return Done{};
    if (page.notes.size() >= kPageNotesMax) page.notes.erase(page.notes.begin());
    page.notes.push_back(timeline_note_of(**row));
    keep_newest(page.notes);
    return Done{};
  }

  Status add_older(const effect::ReadPage& asked, std::optional<MessageId> before, std::size_t limit,
                   PageFrame& page) const {
    do {  // until there is something to show: what is hidden is the newest
      auto read = reader.read_timeline(asked.customer, asked.our_number, before, limit);
      if (!read) return read.error();
      page.has_more = read->has_more;
      if (!read->messages.empty()) before = read->messages.back().message;
      for (auto row = read->messages.rbegin(); row != read->messages.rend(); ++row)
        if (!asked.hidden.is_set() || row->conversation != asked.hidden) page.messages.push_back(message_of(*row));
    } while (page.messages.empty() && page.has_more);
    return Done{};
  }
  Status add_newer(const effect::ReadPage& asked, MessageId after, std::size_t limit, PageFrame& page) const {
    const std::size_t had = page.messages.size();
    do {
      auto read = reader.read_timeline_after(asked.customer, asked.our_number, after, limit);
      if (!read) return read.error();
      page.has_newer = read->has_more;
      if (!read->messages.empty()) after = read->messages.back().message;
      for (const store::ArchivedMessage& row : read->messages)
        if (!asked.hidden.is_set() || row.conversation != asked.hidden) page.messages.push_back(message_of(row));
    } while (page.messages.size() == had && page.has_newer);
    return Done{};
  }

  input::ArchiveRead operator()(const effect::ReadPage& asked) const {
    PageFrame page = empty_page(asked);
    const PageRequest& request = asked.request;
    Status read = Done{};
    if (request.after.is_set()) {
      read = add_newer(asked, request.after, request.limit, page);
    } else if (request.around.is_set()) {
      // It is the last of the older half.
      const std::uint32_t newer = request.limit / 2;
      read = add_older(asked, MessageId{request.around.value + 1}, request.limit - newer, page);
      if (read && newer > 0) read = add_newer(asked, request.around, newer, page);
    } else {
      read =
          add_older(asked, request.before.is_set() ? std::optional(request.before) : std::nullopt, request.limit, page);
    }
    if (!read) {
      log::warn("page_unreadable", "A page of a timeline could not be read.",
                {{"connection", asked.socket}, {"cause", read.error().sentence}});
      return Failed{}(asked);
    }
    auto added = add_notes(page);
    if (added) added = add_wanted_note(asked, page);
    if (!added) {
      log::warn("page_unreadable", "A page of a timeline could not be read.",
                {{"connection", asked.socket}, {"cause", added.error().sentence}});
      return Failed{}(asked);
    }
    return {asked.socket, std::move(page)};
  }
  /// Only of the timeline that the reader may read.
  input::ArchiveRead operator()(const effect::ReadDelivery& asked) const {
    DeliveryFrame frame{asked.request.key, asked.request.message, {}, false};
    const auto chain = reader.read_delivery(asked.request.message);
    if (chain && chain->empty()) return {asked.socket, std::move(frame)};
    const auto of = chain ? reader.find_conversation(chain->front().message.conversation)
                          : Result<std::optional<store::ArchivedConversation>>(chain.error());
    if (!of) {
      log::warn("delivery_unreadable", "The delivery of a message could not be read.",
                {{"connection", asked.socket}, {"message", asked.request.message}, {"cause", of.error().sentence}});
      return Failed{}(asked);
    }
    const bool is_of_it = *of && (*of)->customer == asked.customer && (*of)->our_number == asked.our_number &&
                          (!asked.hidden.is_set() || (*of)->conversation != asked.hidden);
    if (!is_of_it) return {asked.socket, std::move(frame)};
    for (const store::ArchivedDelivery& row : *chain)
      if (!row.message.is_inbound) frame.chain.push_back(delivery_of(row));
    return {asked.socket, std::move(frame)};
  }
  input::ArchiveRead operator()(const effect::ReadNoteWordings& asked) const {
    NoteWordingsFrame frame{asked.request.key, asked.request.note, {}, false};
    const auto failed = [&](const Error& error) {
      log::warn("note_unreadable", "The earlier words of a note could not be read.",
                {{"connection", asked.socket}, {"note", asked.request.note}, {"cause", error.sentence}});
      return Failed{}(asked);
    };
    const auto note = reader.find_note(asked.request.note);
    if (!note) return failed(note.error());
    if (!*note || ((*note)->is_taken_back && !asked.has_taken_back)) return {asked.socket, std::move(frame)};
    const auto of = reader.find_conversation((*note)->conversation);
    if (!of) return failed(of.error());
    const bool is_of_it = *of && (*of)->customer == asked.customer && (*of)->our_number == asked.our_number &&
                          (!asked.hidden.is_set() || (*of)->conversation != asked.hidden);
    if (!is_of_it) return {asked.socket, std::move(frame)};
    auto wordings = reader.read_note_wordings(asked.request.note);
    if (!wordings) return failed(wordings.error());
    for (store::NoteWording& one : *wordings) frame.wordings.push_back({one.at, std::move(one.text)});
    return {asked.socket, std::move(frame)};
  }
  input::ArchiveRead operator()(const effect::FindClosed& asked) const {
    auto read = reader.find_closed(asked.query, asked.limit);
    if (!read) {
      log::warn("search_failed", "A search could not be done.",
                {{"connection", asked.socket}, {"what", "closed_conversations"}, {"cause", read.error().sentence}});
      return Failed{}(asked);
    }
    FoundFrame found = found_frame(asked.key, *read);
    for (FoundConversation& one : found.conversations) one.name = name_of(one.customer);
    return {asked.socket, std::move(found)};
  }
  /// Empty also where it cannot be read: the number says who it is.
  std::string name_of(const std::string& number) const {
    const auto body = reader.find_contact_of(number);
    if (!body || !*body) return {};
    auto contact = decode_contact(**body);
    return contact ? std::move(contact->name) : std::string();
  }
  input::ArchiveRead operator()(const effect::FindContacts& asked) const {
    auto found = find_contacts(reader, asked.key, asked.words, asked.numbers, asked.readable);
    if (!found) {
      log::warn("search_failed", "A search could not be done.",
                {{"connection", asked.socket}, {"what", "contacts"}, {"cause", found.error().sentence}});
      return Failed{}(asked);
    }
    return {asked.socket, std::move(*found)};
  }
  input::ArchiveRead operator()(const effect::FindDuplicates& asked) const {
    auto likely = find_duplicates(reader, asked.contact, asked.rules);
    if (!likely) {
      log::warn("search_failed", "A search could not be done.",
                {{"connection", asked.socket}, {"what", "duplicates"}, {"cause", likely.error().sentence}});
      return Failed{}(asked);
    }
    return {asked.socket, DuplicatesFrame{asked.key, std::move(*likely), false}};
  }
  input::ArchiveRead operator()(const effect::FindMessages& asked) const {
    auto read = reader.find_messages(asked.query, asked.limit);
    if (!read) {
      log::warn("search_failed", "A search could not be done.",
                {{"connection", asked.socket}, {"what", "messages"}, {"cause", read.error().sentence}});
      return Failed{}(asked);
    }
    FoundMessagesFrame found;
    found.key = asked.key;
    if (read->next) found.next = *read->next;
    found.next_wrap_up = read->next_wrap_up;
    std::set<ConversationId> known;
    for (store::MatchedMessage& row : read->messages) {
      found.messages.push_back(found_message(row, asked.query.is_within));
      if (!known.insert(row.conversation).second) continue;
      if (!add_conversation(row.conversation, found.conversations)) return Failed{}(asked);
    }
    return {asked.socket, std::move(found)};
  }
  /// One that is not there is left out.
  Status add_conversation(ConversationId id, std::vector<FoundConversation>& into) const {
    const auto conversation = reader.find_conversation(id);
    if (!conversation) return conversation.error();
    if (!*conversation) return Done{};
    into.push_back(found_conversation(**conversation));
    into.back().name = name_of((*conversation)->customer);
    return Done{};
  }
  input::ArchiveRead operator()(const effect::FindReported& asked) const {
    const auto failed = [&](const Error& error) {
      log::warn("search_failed", "A search could not be done.",
                {{"connection", asked.socket}, {"what", "reported_messages"}, {"cause", error.sentence}});
      return Failed{}(asked);
    };
    const auto read = reader.read_message_reports(asked.query, asked.limit);
    if (!read) return failed(read.error());
    ReportedFrame reported;
    reported.key = asked.key;
    reported.has_more = read->next.has_value();
    std::set<ConversationId> known;
    for (const store::SetMessageReport& row : read->rows) {
      ReportedMessage one{row.message, row.conversation, {ReportKind::None, row.by, row.at}, {}};
      if (const auto kind = fields::find_word<ReportKind>(row.kind)) one.report.kind = *kind;
      const auto chain = reader.read_delivery(row.message);
      if (!chain) return failed(chain.error());
      for (const store::ArchivedDelivery& kept : *chain) {
        std::vector<store::TextRange> none;
        if (kept.message.message == row.message)
          one.text = store::make_excerpt(kept.message.text, none, kExcerptBytesMax);
      }
      reported.messages.push_back(std::move(one));
      if (!known.insert(row.conversation).second) continue;
      if (const Status added = add_conversation(row.conversation, reported.conversations); !added)
        return failed(added.error());
    }
    return {asked.socket, std::move(reported)};
  }
};

}  // namespace

ArchiveReader::ArchiveReader(std::unique_ptr<store::Reader> reader, Sink sink)
    : reader_(std::move(reader)), sink_(std::move(sink)), thread_([this] { run(); }) {}

ArchiveReader::~ArchiveReader() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void ArchiveReader::read(Question question) {
  std::optional<Question> superseded;
  {
    const std::lock_guard lock(mutex_);
    superseded = take_superseded(question);
    if (waiting_.size() < kWaitingMax) {
      waiting_.push_back(std::move(question));
      wake_.notify_one();
      if (superseded) sink_(std::visit(Failed{}, *superseded));
      return;
    }
  }
  if (superseded) sink_(std::visit(Failed{}, *superseded));
  sink_(std::visit(Failed{}, question));
}

std::optional<ArchiveReader::Question> ArchiveReader::take_superseded(const Question& later) {
  const auto is_superseded = [&](const Question& question) {
    if (const auto* search = std::get_if<effect::FindMessages>(&question)) {
      const auto* next = std::get_if<effect::FindMessages>(&later);
      return next != nullptr && next->socket == search->socket && next->query.is_within == search->query.is_within;
    }
    const auto* reported = std::get_if<effect::FindReported>(&question);
    const auto* next = std::get_if<effect::FindReported>(&later);
    return reported != nullptr && next != nullptr && next->socket == reported->socket;
  };
  for (auto at = waiting_.begin(); at != waiting_.end(); ++at) {
    auto* question = std::get_if<Question>(&*at);
    if (question == nullptr || !is_superseded(*question)) continue;
    Question taken = std::move(*question);
    waiting_.erase(at);
    return taken;
  }
  return std::nullopt;
}

bool ArchiveReader::report(Report report) {
  const std::lock_guard lock(mutex_);
  if (reports_waiting_ >= kReportsWaitingMax || waiting_.size() >= kWaitingMax) return false;
  ++reports_waiting_;
  waiting_.push_back(std::move(report));
  wake_.notify_one();
  return true;
}

void ArchiveReader::run() {
  for (;;) {
    std::variant<Question, Report> next;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return is_stopping_ || !waiting_.empty(); });
      if (is_stopping_) return;
      next = std::move(waiting_.front());
      waiting_.pop_front();
      if (std::holds_alternative<Report>(next)) --reports_waiting_;
    }
    if (const auto* report = std::get_if<Report>(&next))
      (*report)(*reader_);
    else
      sink_(std::visit(Read{*reader_}, std::get<Question>(next)));
  }
}

}  // namespace smsdesk::relay
