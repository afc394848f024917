#include "relay/host/archive_reader.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <set>

#include "core/workspace/workspace_json.h"
#include "relay/service/finding.h"

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
    return {asked.socket, std::move(page)};
  }
  input::ArchiveRead operator()(const effect::FindClosed& asked) const {
    FoundFrame found = found_frame(asked.key, {});
    found.is_failed = true;
    return {asked.socket, std::move(found)};
  }
};

TimelineMessage message_of(const store::ArchivedMessage& row) {
  TimelineMessage one;
  one.conversation = row.conversation;
  one.message.id = row.message;
  one.message.is_inbound = row.is_inbound;
  one.message.author = row.author;
  one.message.at = one.message.status_at = row.at;
  one.message.text = row.text;
  one.message.media = decode_media(row.media);
  if (!find_delivery_status(row.status, one.message.status)) one.message.status = DeliveryStatus::Sent;
  one.message.error_code = row.error_code;
  return one;
}

/// In their order, at most kPageNotesMax.
void keep_newest(std::vector<TimelineNote>& notes) {
  std::sort(notes.begin(), notes.end(),
            [](const TimelineNote& a, const TimelineNote& b) { return a.note.id < b.note.id; });
  if (notes.size() > kPageNotesMax) notes.erase(notes.begin(), notes.end() - kPageNotesMax);
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
      for (store::PutNote& row : read->rows)
        page.notes.push_back({{row.note, row.author, row.at, std::move(row.text), std::move(row.mentions)}, id});
      keep_newest(page.notes);
    }
    return Done{};
  }

  input::ArchiveRead operator()(const effect::ReadPage& asked) const {
    std::optional<MessageId> before;
    if (asked.request.before.is_set()) before = asked.request.before;
    PageFrame page = empty_page(asked);
    do {  // until there is something to show: what is hidden is the newest
      auto read = reader.read_timeline(asked.customer, asked.our_number, before, asked.request.limit);
      if (!read) {
        spdlog::warn("a page of the archive could not be read: {}", read.error().sentence);
        return Failed{}(asked);
      }
      page.has_more = read->has_more;
      if (!read->messages.empty()) before = read->messages.back().message;
      for (auto row = read->messages.rbegin(); row != read->messages.rend(); ++row)
        if (!asked.hidden.is_set() || row->conversation != asked.hidden) page.messages.push_back(message_of(*row));
    } while (page.messages.empty() && page.has_more);
    if (auto added = add_notes(page); !added) {
      spdlog::warn("notes of a page of the archive could not be read: {}", added.error().sentence);
      return Failed{}(asked);
    }
    return {asked.socket, std::move(page)};
  }
  input::ArchiveRead operator()(const effect::FindClosed& asked) const {
    auto read = reader.find_closed(asked.query, asked.limit);
    if (!read) {
      spdlog::warn("closed conversations could not be looked for: {}", read.error().sentence);
      return Failed{}(asked);
    }
    return {asked.socket, found_frame(asked.key, *read)};
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
  {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() < kWaitingMax) {
      waiting_.push_back(std::move(question));
      wake_.notify_one();
      return;
    }
  }
  sink_(std::visit(Failed{}, question));
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
