// One TCP connection that speaks HTTP/1.1, until it ends or becomes a WebSocket. For
// http_server.cpp only.
//
// One coroutine reads a request, hands it to the handler, waits for the reply, writes it, and
// begins again: that order is also how pipelined requests are answered. Every wait has a deadline
// but the one for our own handler.
#pragma once

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <ctime>
#include <optional>
#include <type_traits>

#include "relay/net/request_reader.h"
#include "relay/net/response_head.h"
#include "relay/net/server_core.h"
#include "relay/net/websocket_session.h"

namespace smsdesk::net {

inline constexpr std::size_t kReadBytes = 4 * 1024;
/// After a closing answer the peer's bytes are read and thrown away for a while: closing at once
/// would make the kernel send a reset, which can take the answer away from the peer (RFC 9112
/// §9.6).
inline constexpr std::chrono::seconds kLingerDeadline{2};
inline constexpr std::size_t kLingerBytesMax = 256 * 1024;

inline void rethrow(const std::exception_ptr& exception) {
  if (exception) std::rethrow_exception(exception);
}

/// Where a reply arrives.
class Answerable : public Peer {
 public:
  using Peer::Peer;
  virtual void answer(HttpResponse response) = 0;
};

}  // namespace smsdesk::net

struct smsdesk::net::Reply::Inner {
  std::weak_ptr<Answerable> connection;
  boost::asio::io_context& context;
  std::shared_ptr<std::atomic<bool>> is_loop_alive;
};

namespace smsdesk::net {

template <typename Stream>
class HttpConnection final : public Answerable, public std::enable_shared_from_this<HttpConnection<Stream>> {
 public:
  static constexpr bool kIsTls = std::is_same_v<Stream, TlsStream>;

  HttpConnection(std::shared_ptr<Place> with_place, Stream&& stream)
      : Answerable(std::move(with_place)),
        stream_(std::move(stream)),
        deadline_(core().context),
        answered_(core().context) {}

  static Task<void> run(std::shared_ptr<HttpConnection> self) { return self->serve(self); }

  void answer(HttpResponse response) override {
    answer_ = std::move(response);
    answered_.cancel();
  }

  void begin_drain() override {
    is_draining_ = true;
    if (is_idle_) close_now();
  }

  void close_now() override {
    error_code ignored;
    socket().close(ignored);
  }

 private:
  enum class Next { Continue, Close, Gone };

  Task<void> serve(std::shared_ptr<HttpConnection> self) {
    self_ = self;
    if constexpr (kIsTls) {
      set_deadline(core().limits.header_deadline);
      error_code error;
      co_await stream_.async_handshake(asio::ssl::stream_base::server, asio::redirect_error(kAwait, error));
      if (error) co_return;
    }
    Next next = Next::Continue;
    while (next == Next::Continue) next = co_await serve_one();
    if (next == Next::Close) co_await linger();
    close_now();
  }

  Task<Next> serve_one() {
    ++request_count_;
    std::optional<Refusal> refusal;
    const ServerLimits& limits = core().limits;
    RequestReader reader(limits.header_bytes_max, std::max(limits.body_bytes_max, limits.large_body_bytes_max));
    const bool has_head = co_await read_head(reader, refusal);
    if (refusal) co_return co_await refuse(*refusal);
    if (!has_head) co_return Next::Gone;
    RequestHead& head = reader.head();
    head.request.remote_address = place()->address();
    head.request.is_tls = kIsTls;
    if (head.is_websocket_upgrade) co_return co_await upgrade(std::move(head));

    if (is_server_gone()) co_return Next::Gone;
    const bool is_large = head.has_body && core().handler->takes_large_body(head.request);
    if (reader.limit_body(is_large ? limits.large_body_bytes_max : limits.body_bytes_max) ==
        RequestReader::State::Refused) {
      co_return co_await refuse(reader.refusal());
    }
    if (is_large) head.request.sink = core().handler->body_sink(head.request);
    const bool is_whole = co_await read_body(reader, refusal);
    if (refusal) co_return co_await refuse(*refusal);
    if (!is_whole || is_server_gone()) co_return Next::Gone;

    const bool is_head = head.request.method == "HEAD";
    const bool is_keep_alive = head.is_keep_alive;
    ++core().requests;
    deadline_.clear();
    answer_.reset();
    core().handler->on_request(std::move(head.request), make_reply());
    while (!answer_) {
      error_code woken;
      answered_.expires_at(Clock::time_point::max());
      co_await answered_.async_wait(asio::redirect_error(kAwait, woken));
      if (is_server_gone()) co_return Next::Gone;
    }
    co_return co_await respond(std::move(*answer_), is_head, is_keep_alive);
  }

  Reply make_reply() {
    return Reply(std::make_shared<Reply::Inner>(Reply::Inner{self_, core().context, core().is_loop_alive}));
  }

  /// False where the peer is gone or was idle for too long.
  Task<bool> read_head(RequestReader& reader, std::optional<Refusal>& refusal) {
    is_idle_ = in_.empty();
    if (is_idle_ && in_.capacity() > 2 * kReadBytes) in_.shrink_to_fit();  // a large body left it
    const ServerLimits& limits = core().limits;
    const bool is_first = request_count_ == 1;
    set_deadline(is_idle_ && !is_first ? limits.idle_deadline : limits.header_deadline);
    while (true) {
      std::size_t taken = 0;
      const RequestReader::State state = reader.read_head(in_, taken);
      in_.erase(0, taken);
      if (state == RequestReader::State::Complete) co_return true;
      if (state == RequestReader::State::Refused) {
        refusal = reader.refusal();
        co_return false;
      }
      if (is_idle_ && is_draining_) co_return false;
      if (!co_await read_some()) {
        if (has_timed_out_ && !is_idle_) refusal = Refusal{408, "The request head took too long."};
        co_return false;
      }
      if (is_idle_) {
        is_idle_ = false;
        set_deadline(limits.header_deadline);  // from the first byte on; further bytes don't extend it
      }
    }
  }

  Task<bool> read_body(RequestReader& reader, std::optional<Refusal>& refusal) {
    if (!reader.head().has_body) co_return true;
    const ServerLimits& limits = core().limits;
    set_deadline(limits.body_deadline);
    if (reader.head().expects_continue && in_.empty()) {
      static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
      if (!co_await write(kContinue, {}, limits.body_deadline)) co_return false;
    }
    BodySink* const sink = reader.head().request.sink.get();
    const Clock::time_point end = Clock::now() + kBodySinkDeadline;
    while (true) {
      std::size_t taken = 0;
      const RequestReader::State state = reader.read_body(in_, taken);
      in_.erase(0, taken);
      if (sink != nullptr && state != RequestReader::State::Refused) {
        std::string& body = reader.head().request.body;
        const int status = sink->write(body);
        body.clear();
        if (status != 0) {
          refusal =
              status == 507 ? Refusal{507, "There is no room left."} : Refusal{413, "The request body is too large."};
          co_return false;
        }
        // Progress has the deadline, not the whole: a large file may take its time on a slow link.
        set_deadline(std::min<Clock::duration>(limits.body_deadline, end - Clock::now()));
      }
      if (state == RequestReader::State::Complete) co_return true;
      if (state == RequestReader::State::Refused) {
        refusal = reader.refusal();
        co_return false;
      }
      if (!co_await read_some()) co_return note_slow_body(refusal);
    }
  }

  bool note_slow_body(std::optional<Refusal>& refusal) {
    if (has_timed_out_) refusal = Refusal{408, "The request body took too long."};
    return false;
  }

  Task<Next> upgrade(RequestHead head) {
    if (!in_.empty()) {
      co_return co_await refuse({400, "Nothing may follow an upgrade before it is answered."});
    }
    if (is_server_gone()) co_return Next::Gone;
    ++core().requests;
    if (is_draining_) {
      HttpResponse response = make_refusal_response({503, "The server restarts."});
      co_return co_await respond(std::move(response), false, false);
    }
    deadline_.clear();
    auto decision = core().handler->on_upgrade(head.request);
    if (auto* response = std::get_if<HttpResponse>(&decision)) {
      co_return co_await respond(std::move(*response), false, head.is_keep_alive);
    }
    auto session = std::make_shared<WebSocketSession<Stream>>(
        place(), std::move(stream_), std::get<std::unique_ptr<WebSocketHandler>>(std::move(decision)));
    asio::co_spawn(core().context.get_executor(), WebSocketSession<Stream>::run(session, std::move(head.request)),
                   &rethrow);
    co_return Next::Gone;
  }

  Task<Next> refuse(Refusal refusal) {
    ++core().requests_malformed;
    co_return co_await respond(make_refusal_response(refusal), false, false);
  }

  Task<Next> respond(HttpResponse response, bool is_head, bool is_keep_alive) {
    const bool is_last = request_count_ >= core().limits.requests_per_connection_max;
    if (!is_sendable(response)) {
      response = make_refusal_response({500, "The application's answer could not be encoded."});
    }
    const bool is_closing = !is_keep_alive || is_last || is_draining_ || core().is_closing_after_answers;
    const std::string_view body = response.shared_body ? std::string_view(*response.shared_body) : response.body;
    const std::string head = encode_response_head(response, body.size(), date(), is_closing);
    const bool is_body_sent = has_body(response.status) && !is_head;
    // Progress, not the whole answer, has the deadline: a large file may take its time on a slow
    // link.
    if (!co_await write(head, is_body_sent ? body : std::string_view{}, core().limits.body_deadline)) {
      co_return Next::Gone;
    }
    co_return is_closing ? Next::Close : Next::Continue;
  }

  std::string_view date() {
    const std::int64_t now = std::time(nullptr);
    if (core().date.empty() || core().date_second != now) {
      core().date_second = now;
      core().date = http_date(now);
    }
    return core().date;
  }

  Task<bool> read_some() {
    const std::size_t had = in_.size();
    in_.resize(had + kReadBytes);
    error_code error;
    const std::size_t count = co_await stream_.async_read_some(asio::buffer(in_.data() + had, kReadBytes),
                                                               asio::redirect_error(kAwait, error));
    in_.resize(had + count);
    co_return !error && count > 0 && !is_server_gone();
  }

  Task<bool> write(std::string_view first, std::string_view second, Clock::duration progress_within) {
    while (!first.empty() || !second.empty()) {
      set_deadline(progress_within);
      const std::array<asio::const_buffer, 2> buffers = {asio::buffer(first), asio::buffer(second)};
      error_code error;
      std::size_t count = co_await stream_.async_write_some(buffers, asio::redirect_error(kAwait, error));
      if (error) co_return false;
      const std::size_t of_first = std::min(count, first.size());
      first.remove_prefix(of_first);
      second.remove_prefix(count - of_first);
    }
    co_return true;
  }

  Task<void> linger() {
    set_deadline(kLingerDeadline);
    error_code error;
    if constexpr (kIsTls) {
      co_await stream_.async_shutdown(asio::redirect_error(kAwait, error));
      if (has_timed_out_) co_return;
    }
    socket().shutdown(Socket::shutdown_send, error);
    in_.clear();
    in_.resize(kReadBytes);
    std::size_t thrown_away = 0;
    while (thrown_away < kLingerBytesMax) {
      const std::size_t count =
          co_await socket().async_read_some(asio::buffer(in_), asio::redirect_error(kAwait, error));
      if (error) co_return;
      thrown_away += count;
    }
  }

  void set_deadline(Clock::duration from_now) { deadline_.set(self_.lock(), from_now, &HttpConnection::on_deadline); }

  /// First the pending operation is stopped, so that the peer can still be told; a second time, or
  /// under TLS, whose stream is of no use after a stopped operation, the socket is closed.
  void on_deadline() {
    if (has_timed_out_ || kIsTls) {
      has_timed_out_ = true;
      return close_now();
    }
    has_timed_out_ = true;
    error_code ignored;
    socket().cancel(ignored);
  }

  bool is_server_gone() const { return core().handler == nullptr; }

  Socket& socket() {
    if constexpr (kIsTls) {
      return stream_.next_layer();
    } else {
      return stream_;
    }
  }

  Stream stream_;
  std::weak_ptr<HttpConnection> self_;
  Deadline deadline_;
  LoopTimer answered_;  ///< never expires; cancelled when the answer is there
  std::optional<HttpResponse> answer_;
  std::string in_;  ///< bytes read and not yet used; at most a head or body's maximum and kReadBytes
  unsigned request_count_ = 0;
  bool is_idle_ = false;
  bool is_draining_ = false;
  bool has_timed_out_ = false;
};

}  // namespace smsdesk::net
