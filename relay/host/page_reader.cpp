#include "relay/host/page_reader.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "core/workspace/workspace_json.h"

namespace smsdesk::relay {

PageReader::PageReader(std::unique_ptr<store::Reader> reader, Sink sink)
    : reader_(std::move(reader)), sink_(std::move(sink)), thread_([this] { run(); }) {}

PageReader::~PageReader() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void PageReader::read(effect::ReadPage page) {
  {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() < kWaitingMax) {
      waiting_.push_back(std::move(page));
      wake_.notify_one();
      return;
    }
  }
  sink_(input::PageRead{page.socket, {page.request.key, page.request.conversation, {}, true}});
}

void PageReader::run() {
  for (;;) {
    effect::ReadPage asked;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return is_stopping_ || !waiting_.empty(); });
      if (is_stopping_) return;
      asked = std::move(waiting_.front());
      waiting_.pop_front();
    }
    PageFrame page;
    page.key = asked.request.key;
    page.conversation = asked.request.conversation;
    std::optional<MessageId> before;
    if (asked.request.before.is_set()) before = asked.request.before;
    auto read = reader_->read_timeline(asked.customer, asked.our_number, before, asked.request.limit);
    if (!read) {
      spdlog::warn("a page of the archive could not be read: {}", read.error().sentence);
      page.has_more = true;
    } else {
      page.has_more = read->has_more;
      for (const store::ArchivedMessage& row : read->messages) {
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
        page.messages.push_back(std::move(one));
      }
      std::reverse(page.messages.begin(), page.messages.end());
    }
    sink_(input::PageRead{asked.socket, std::move(page)});
  }
}

}  // namespace smsdesk::relay
