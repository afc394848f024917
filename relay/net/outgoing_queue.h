// What the application holds of a WebSocket: the bounded queue of messages to it. For
// http_server.cpp only.
//
// Why apart from the session: the application may keep it longer than the connection, the server
// and even the loop, and drop it on any thread. So it owns nothing of Asio's, and reaches the
// session only by work posted to the loop. Invariant: never more than the maxima of ServerLimits;
// the message that does not fit closes the socket.
#pragma once

#include <boost/asio/post.hpp>
#include <deque>
#include <mutex>

#include "relay/net/server_core.h"

namespace smsdesk::net {

/// The session's side: called on the loop's thread when there is something to write or to close.
class QueueReader {
 public:
  virtual ~QueueReader() = default;
  virtual void pump() = 0;
};

class OutgoingQueue final : public WebSocket {
 public:
  struct Closing {
    std::uint16_t code = 0;
    std::string reason;
    bool is_overflow = false;
  };
  /// What to do next: write `message`, else close where `is_closing`, else wait for pump().
  struct Next {
    std::shared_ptr<const std::string> message;
    bool is_closing = false;
  };

  OutgoingQueue(const ServerCore& core, std::string address)
      : context_(core.context),
        is_loop_alive_(core.is_loop_alive),
        bytes_max_(core.limits.websocket_queue_bytes_max),
        messages_max_(core.limits.websocket_queue_messages_max),
        address_(std::move(address)) {}

  /// Before anybody else has the queue.
  void set_reader(std::weak_ptr<QueueReader> reader) { reader_ = std::move(reader); }

  bool send(std::shared_ptr<const std::string> message) override {
    if (!message) return false;
    const std::lock_guard lock(mutex_);
    if (is_closing_ || !is_loop_alive_->load()) return false;
    const bool fits = messages_.size() < messages_max_ && message->size() <= bytes_max_ - bytes_;
    if (fits) {
      bytes_ += message->size();
      messages_.push_back(std::move(message));
    } else {
      is_closing_ = true;
      closing_ = {1013, "too slow", true};
      drop_waiting();
    }
    wake();
    return fits;
  }

  void close(std::uint16_t code, std::string reason) override {
    const std::lock_guard lock(mutex_);
    if (is_closing_ || !is_loop_alive_->load()) return;
    is_closing_ = true;
    closing_ = {code, std::move(reason), false};
    wake();
  }

  std::string_view remote_address() const override { return address_; }

  std::size_t queued_bytes() const override {
    const std::lock_guard lock(mutex_);
    return bytes_;
  }

  Next take_next() {
    const std::lock_guard lock(mutex_);
    is_wake_posted_ = false;
    if (is_writing_) return {};
    if (messages_.empty()) return {nullptr, is_closing_};
    is_writing_ = true;
    return {messages_.front(), false};
  }

  void note_written() {
    const std::lock_guard lock(mutex_);
    is_writing_ = false;
    bytes_ -= messages_.front()->size();
    messages_.pop_front();
  }

  /// Whether the socket is being closed by this side.
  bool is_closing() const {
    const std::lock_guard lock(mutex_);
    return is_closing_;
  }

  Closing closing() const {
    const std::lock_guard lock(mutex_);
    return closing_;
  }

  /// The connection ended: nothing is taken any more. `closing` is what it ended with, unless this
  /// side closed before.
  Closing end(Closing closing) {
    const std::lock_guard lock(mutex_);
    if (!is_closing_) closing_ = std::move(closing);
    is_closing_ = true;
    drop_waiting();
    return closing_;
  }

 private:
  /// Keeps the message being written, whose bytes Beast still reads.
  void drop_waiting() {
    while (messages_.size() > (is_writing_ ? 1u : 0u)) {
      bytes_ -= messages_.back()->size();
      messages_.pop_back();
    }
  }

  void wake() {
    if (is_wake_posted_) return;
    is_wake_posted_ = true;
    asio::post(context_, [reader = reader_] {
      if (const auto held = reader.lock()) held->pump();
    });
  }

  asio::io_context& context_;
  const std::shared_ptr<std::atomic<bool>> is_loop_alive_;
  const std::size_t bytes_max_;
  const std::size_t messages_max_;
  const std::string address_;
  std::weak_ptr<QueueReader> reader_;

  mutable std::mutex mutex_;                                 ///< guards what follows
  std::deque<std::shared_ptr<const std::string>> messages_;  ///< the front is being written where is_writing_
  std::size_t bytes_ = 0;
  bool is_writing_ = false;
  bool is_wake_posted_ = false;
  bool is_closing_ = false;
  Closing closing_;
};

}  // namespace smsdesk::net
