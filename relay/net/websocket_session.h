// One open WebSocket over Beast. For http_server.cpp only.
//
// Writing: OutgoingQueue wakes the session, which writes one message after the other straight from
// the shared strings. Closing: close() lets the queue go out first, an overflow has thrown it away;
// either way the peer has kWebSocketCloseDeadline to take what is left and the close frame, then
// the socket is cut.
#pragma once

#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>

#include "core/base/utf8.h"
#include "relay/net/outgoing_queue.h"
#include "relay/net/server_core.h"

namespace smsdesk::net {

namespace beast = boost::beast;
inline constexpr std::chrono::seconds kWebSocketCloseDeadline{5};
inline constexpr unsigned kPingsUnansweredMax = 2;

template <typename Stream>
class WebSocketSession final : public Peer,
                               public QueueReader,
                               public std::enable_shared_from_this<WebSocketSession<Stream>> {
 public:
  WebSocketSession(std::shared_ptr<Place> with_place, Stream&& stream, std::unique_ptr<WebSocketHandler> handler)
      : Peer(std::move(with_place)),
        stream_(std::move(stream)),
        timer_(core().context),
        handler_(std::move(handler)),
        queue_(std::make_shared<OutgoingQueue>(core(), place()->address())) {}

  void begin_drain() override { queue_->close(1012, "the server restarts"); }

  void close_now() override {
    error_code ignored;
    beast::get_lowest_layer(stream_).close(ignored);
  }

  void pump() override {
    if (has_close_begun_ || has_ended_) return;
    const bool is_closing = queue_->is_closing();
    if (is_closing && !is_close_timed_) {
      is_close_timed_ = true;
      if (queue_->closing().is_overflow) ++core().websockets_overflowed;
      cut_after(kWebSocketCloseDeadline);
    }
    const OutgoingQueue::Next next = queue_->take_next();
    if (next.message) {
      stream_.async_write(asio::buffer(*next.message), [self = this->shared_from_this(), message = next.message](
                                                           const error_code& error, std::size_t) {
        self->queue_->note_written();
        if (error) return self->close_now();  // the reader then ends
        self->pump();
      });
    } else if (next.is_closing) {
      write_close();
    }
  }

  static Task<void> run(std::shared_ptr<WebSocketSession> self, HttpRequest request) {
    return self->serve(self, std::move(request));
  }

 private:
  Task<void> serve(std::shared_ptr<WebSocketSession> self, HttpRequest request) {
    queue_->set_reader(self);
    // NOLINTNEXTLINE(bugprone-use-after-move): clang-tidy 14 takes co_await for a loop
    if (!co_await accept(std::move(request))) co_return;
    ++core().websockets_open;
    handler_->on_open(queue_);
    start_tick();
    if (queue_->is_closing()) pump();  // a drain while the upgrade was answered

    error_code error;
    while (true) {
      std::string message;
      auto buffer = asio::dynamic_buffer(message);
      co_await stream_.async_read(buffer, asio::redirect_error(kAwait, error));
      if (error) break;
      pings_unanswered_ = 0;
      if (!stream_.got_text()) {
        queue_->close(1003, "only text frames are understood here");
      } else if (!is_server_gone() && !queue_->is_closing()) {
        handler_->on_message(std::move(message));
      }
    }
    end(error);
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

  void end(const error_code& error) {
    has_ended_ = true;
    OutgoingQueue::Closing closing{1006, {}, false};
    if (error == beast::websocket::error::closed) {
      closing.code = stream_.reason().code;
      closing.reason.assign(stream_.reason().reason.data(), stream_.reason().reason.size());
    } else if (error == beast::websocket::error::message_too_big) {
      closing.code = 1009;
    } else if (error == beast::websocket::error::bad_frame_payload) {
      closing.code = 1007;
    } else if (error == beast::websocket::condition::protocol_violation) {
      closing.code = 1002;
    }
    closing = queue_->end(std::move(closing));
    // A close of ours that still waits for the peer is finished by its own deadline; a broken
    // stream is cut here.
    if (!has_close_begun_) {
      timer_.cancel();
      close_now();
    }
    --core().websockets_open;
    if (!is_server_gone()) handler_->on_close(closing.code, std::move(closing.reason));
    handler_.reset();
  }

  bool is_server_gone() const { return core().handler == nullptr; }

  void write_close() {
    has_close_begun_ = true;
    const OutgoingQueue::Closing closing = queue_->closing();
    beast::websocket::close_reason reason;
    reason.code = closing.code;
    // RFC 6455 §5.5: a control frame carries at most 125 bytes, two of them the code.
    reason.reason = std::string(utf8::prefix(closing.reason, 123));
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
    if (is_close_timed_) return;  // the timer has another task since this was queued
    if (pings_unanswered_ >= kPingsUnansweredMax) return close_now();
    ++pings_unanswered_;
    if (!is_pinging_) {
      is_pinging_ = true;
      stream_.async_ping({}, [self = this->shared_from_this()](const error_code&) { self->is_pinging_ = false; });
    }
    start_tick();
  }

  beast::websocket::stream<Stream, false> stream_;
  LoopTimer timer_;  ///< pings while open, the deadline of opening and closing
  std::unique_ptr<WebSocketHandler> handler_;
  const std::shared_ptr<OutgoingQueue> queue_;
  unsigned pings_unanswered_ = 0;
  bool is_pinging_ = false;
  bool is_close_timed_ = false;
  bool has_close_begun_ = false;
  bool has_ended_ = false;
};

}  // namespace smsdesk::net
