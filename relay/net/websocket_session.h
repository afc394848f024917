// One open WebSocket over Beast. For http_server.cpp only.
//
// Writing: send() queues under a lock and wakes the loop; the loop writes one message after the
// other straight from the shared strings. Closing: `close` lets the queue go out first, an overflow
// throws it away; either way the peer has kWebSocketCloseDeadline to take the close frame, then the
// socket is cut.
#pragma once

#include <boost/asio/post.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <deque>
#include <mutex>

#include "core/base/utf8.h"
#include "relay/net/server_core.h"

namespace smsdesk::net {

namespace beast = boost::beast;
inline constexpr std::chrono::seconds kWebSocketCloseDeadline{5};
inline constexpr unsigned kPingsUnansweredMax = 2;
inline constexpr std::uint16_t kBrokenCode = 1006;

template <typename Stream>
class WebSocketSession final : public WebSocket,
                               public Peer,
                               public std::enable_shared_from_this<WebSocketSession<Stream>> {
 public:
  WebSocketSession(std::shared_ptr<Place> with_place, Stream&& stream,
                   std::unique_ptr<WebSocketHandler> handler)
      : Peer(std::move(with_place)),
        stream_(std::move(stream)),
        timer_(core().context),
        handler_(std::move(handler)) {}

  bool send(std::shared_ptr<const std::string> message) override {
    if (!message) return false;
    {
      const std::lock_guard lock(mutex_);
      if (is_closing_) return false;
      const ServerLimits& limits = core().limits;
      const bool fits = queue_.size() < limits.websocket_queue_messages_max &&
                        message->size() <= limits.websocket_queue_bytes_max - queued_bytes_;
      if (fits) {
        queued_bytes_ += message->size();
        queue_.push_back(std::move(message));
        if (is_pump_posted_) return true;
        is_pump_posted_ = true;
      } else {
        is_closing_ = true;
      }
      if (fits) return post(&WebSocketSession::pump);
    }
    ++core().websockets_overflowed;
    post(&WebSocketSession::overflow);
    return false;
  }

  void close(std::uint16_t code, std::string reason) override {
    {
      const std::lock_guard lock(mutex_);
      if (is_closing_) return;
      is_closing_ = true;
      close_code_ = code;
      close_reason_ = std::move(reason);
    }
    post(&WebSocketSession::begin_close);
  }

  std::string_view remote_address() const override { return place()->address(); }

  std::size_t queued_bytes() const override {
    const std::lock_guard lock(mutex_);
    return queued_bytes_;
  }

  void begin_drain() override { close(1012, "the server restarts"); }

  void close_now() override {
    error_code ignored;
    beast::get_lowest_layer(stream_).close(ignored);
  }

  static Task<void> run(std::shared_ptr<WebSocketSession> self, HttpRequest request) {
    return self->serve(self, std::move(request));
  }

 private:
  Task<void> serve(std::shared_ptr<WebSocketSession> self, HttpRequest request) {
    if (!co_await accept(std::move(request))) co_return;
    ++core().websockets_open;
    handler_->on_open(self);
    start_tick();

    error_code error;
    while (true) {
      std::string message;
      auto buffer = asio::dynamic_buffer(message);
      co_await stream_.async_read(buffer, asio::redirect_error(kAwait, error));
      if (error) break;
      pings_unanswered_ = 0;
      if (!stream_.got_text()) {
        close(1003, "only text frames are understood here");
      } else if (!is_server_gone() && !has_close_begun_) {
        handler_->on_message(std::move(message));
      }
    }
    finish(error);
  }

  Task<bool> accept(HttpRequest request) {
    beast::http::request<beast::http::empty_body> upgrade;
    upgrade.method(beast::http::verb::get);
    upgrade.target(request.target);
    upgrade.version(11);
    for (const Header& header : request.headers) upgrade.insert(header.name, header.value);
    stream_.read_message_max(core().limits.websocket_message_bytes_max);
    stream_.auto_fragment(false);  // else Beast copies what is longer than its buffer
    stream_.text(true);
    stream_.control_callback([this](beast::websocket::frame_type kind, beast::string_view) {
      if (kind == beast::websocket::frame_type::pong) pings_unanswered_ = 0;
    });
    cut_after(core().limits.header_deadline);
    error_code error;
    co_await stream_.async_accept(upgrade, asio::redirect_error(kAwait, error));
    timer_.cancel();
    co_return !error && !is_server_gone();
  }

  void finish(const error_code& error) {
    timer_.cancel();
    std::uint16_t code = kBrokenCode;
    std::string reason;
    {
      const std::lock_guard lock(mutex_);
      if (is_closing_) {
        code = close_code_;
        reason = close_reason_;
      } else if (error == beast::websocket::error::closed) {
        code = stream_.reason().code;
        reason.assign(stream_.reason().reason.data(), stream_.reason().reason.size());
      } else if (error == beast::websocket::error::message_too_big) {
        code = 1009;
      } else if (error == beast::websocket::error::bad_frame_payload) {
        code = 1007;
      } else if (error == beast::websocket::condition::protocol_violation) {
        code = 1002;
      }
      is_closing_ = true;
      drop_queue();
    }
    // A close of ours that still waits for the peer is finished by its own deadline; a broken
    // stream is cut here.
    if (!has_close_begun_) close_now();
    --core().websockets_open;
    if (!is_server_gone()) handler_->on_close(code, std::move(reason));
    handler_.reset();
  }

  bool is_server_gone() const { return core().handler == nullptr; }

  bool post(void (WebSocketSession::*step)()) {
    if (!core().is_loop_alive->load()) return false;
    asio::post(core().context, [self = this->shared_from_this(), step] { ((*self).*step)(); });
    return true;
  }

  /// Keeps the message being written, whose bytes Beast still reads. Needs the lock.
  void drop_queue() {
    while (queue_.size() > (is_writing_ ? 1u : 0u)) {
      queued_bytes_ -= queue_.back()->size();
      queue_.pop_back();
    }
  }

  void pump() {
    std::shared_ptr<const std::string> message;
    bool is_time_to_close = false;
    {
      const std::lock_guard lock(mutex_);
      is_pump_posted_ = false;
      if (is_writing_) return;
      if (queue_.empty()) {
        is_time_to_close = is_closing_;
      } else {
        is_writing_ = true;
        is_pump_posted_ = true;  // the write's end pumps on
        message = queue_.front();
      }
    }
    if (is_time_to_close) return write_close();
    if (!message) return;
    stream_.async_write(asio::buffer(*message), [self = this->shared_from_this(), message](
                                                    const error_code& error, std::size_t) {
      {
        const std::lock_guard lock(self->mutex_);
        self->is_writing_ = false;
        self->queued_bytes_ -= self->queue_.front()->size();
        self->queue_.pop_front();
        if (error) {
          self->is_pump_posted_ =
              true;  // nothing is written any more; the reader notices and finishes
          return;
        }
      }
      self->pump();
    });
  }

  void overflow() {
    {
      const std::lock_guard lock(mutex_);
      drop_queue();
      close_code_ = 1013;
      close_reason_ = "too slow";
    }
    write_close();
  }

  void begin_close() {
    cut_after(kWebSocketCloseDeadline);
    pump();
  }

  void write_close() {
    if (has_close_begun_) return;
    has_close_begun_ = true;
    cut_after(kWebSocketCloseDeadline);
    beast::websocket::close_reason reason;
    {
      const std::lock_guard lock(mutex_);
      reason.code = close_code_;
      // RFC 6455 §5.5: a control frame carries at most 125 bytes, two of them the code.
      reason.reason = std::string(utf8::prefix(close_reason_, 123));
    }
    stream_.async_close(reason, [self = this->shared_from_this()](const error_code&) {
      self->timer_.cancel();
      self->close_now();
    });
  }

  void cut_after(Clock::duration delay) {
    timer_.expires_after(delay);
    timer_.async_wait([weak = this->weak_from_this()](const error_code& error) {
      const auto self = weak.lock();
      if (!error && self) self->close_now();
    });
  }

  void start_tick() {
    timer_.expires_after(core().limits.websocket_ping_every);
    timer_.async_wait([weak = this->weak_from_this()](const error_code& error) {
      const auto self = weak.lock();
      if (!error && self) self->tick();
    });
  }

  /// A ping that cannot even be written counts as unanswered: the peer has not read for that long.
  void tick() {
    if (pings_unanswered_ >= kPingsUnansweredMax) return close_now();
    ++pings_unanswered_;
    if (!is_pinging_) {
      is_pinging_ = true;
      stream_.async_ping(
          {}, [self = this->shared_from_this()](const error_code&) { self->is_pinging_ = false; });
    }
    start_tick();
  }

  beast::websocket::stream<Stream, false> stream_;
  LoopTimer timer_;  ///< pings while open, the deadline of opening and closing
  std::unique_ptr<WebSocketHandler> handler_;
  unsigned pings_unanswered_ = 0;
  bool is_pinging_ = false;
  bool has_close_begun_ = false;

  mutable std::mutex mutex_;  ///< guards what follows
  std::deque<std::shared_ptr<const std::string>>
      queue_;  ///< its front is being written where is_writing_
  std::size_t queued_bytes_ = 0;
  bool is_writing_ = false;
  bool is_pump_posted_ = false;
  bool is_closing_ = false;
  std::uint16_t close_code_ = kBrokenCode;
  std::string close_reason_;
};

}  // namespace smsdesk::net
