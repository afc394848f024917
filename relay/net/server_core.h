// What all connections of one server share, and what is known of a connection whatever its kind.
// For http_server.cpp only.
//
// Thread rule: everything here happens on the loop's thread, except the counters, which anybody may
// read.
#pragma once

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "relay/net/http_server.h"
#include "relay/net/loop_inner.h"

namespace smsdesk::net {

namespace asio = boost::asio;
using boost::system::error_code;
using Tcp = asio::ip::tcp;
using Socket = asio::basic_stream_socket<Tcp, LoopExecutor>;
using TlsStream = asio::ssl::stream<Socket>;
template <typename T>
using Task = asio::awaitable<T, LoopExecutor>;
inline constexpr asio::use_awaitable_t<LoopExecutor> kAwait;
using Clock = std::chrono::steady_clock;

class Peer;

struct ServerCore {
  ServerCore(Loop::Inner& loop, ServerLimits with_limits, Handler& with_handler)
      : context(loop.context),
        is_loop_alive(loop.is_alive),
        limits(with_limits),
        handler(&with_handler),
        acceptor(loop.context),
        accept_pause(loop.context),
        drain_timer(loop.context) {}

  asio::io_context& context;
  const std::shared_ptr<std::atomic<bool>> is_loop_alive;
  const ServerLimits limits;
  Handler* handler;  ///< null once the server is gone
  asio::basic_socket_acceptor<Tcp, LoopExecutor> acceptor;
  LoopTimer accept_pause;
  std::unique_ptr<asio::ssl::context> tls;

  std::unordered_set<Peer*> peers;
  std::unordered_map<std::string, unsigned> peers_by_address;
  unsigned refused_lingering = 0;
  bool is_draining = false;
  bool is_closing_after_answers = false;
  LoopTimer drain_timer;
  std::function<void()> drained;

  std::atomic<std::uint64_t> connections_open{0};
  std::atomic<std::uint64_t> websockets_open{0};
  std::atomic<std::uint64_t> requests{0};
  std::atomic<std::uint64_t> requests_malformed{0};
  std::atomic<std::uint64_t> connections_refused{0};
  std::atomic<std::uint64_t> websockets_overflowed{0};

  std::int64_t date_second = 0;
  std::string date;  ///< as of date_second
};

/// One place among the counted connections, held as long as the TCP connection lives.
class Place {
 public:
  Place(std::shared_ptr<ServerCore> core, std::string address, std::string address_key);
  ~Place();
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  ServerCore& core() const { return *core_; }
  const std::shared_ptr<ServerCore>& shared_core() const { return core_; }
  const std::string& address() const { return address_; }

 private:
  const std::shared_ptr<ServerCore> core_;
  const std::string address_;
  const std::string address_key_;
};

/// A connection as the server sees it when it drains or goes: HTTP or WebSocket, plain or TLS.
class Peer {
 public:
  explicit Peer(std::shared_ptr<Place> place);
  virtual ~Peer();
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;
  virtual void begin_drain() = 0;
  virtual void close_now() = 0;
  ServerCore& core() const { return place_->core(); }
  const std::shared_ptr<Place>& place() const { return place_; }

 private:
  const std::shared_ptr<Place> place_;
};

/// A deadline that moves often and fires rarely: re-arms its timer only when it is moved forward in
/// time.
class Deadline {
 public:
  explicit Deadline(asio::io_context& context) : timer_(context) {}
  /// `fire` is called once per set deadline that passes, while `owner` lives.
  template <typename Owner>
  void set(const std::shared_ptr<Owner>& owner, Clock::duration from_now, void (Owner::*fire)()) {
    at_ = Clock::now() + from_now;
    is_set_ = true;
    if (is_armed_ && armed_at_ <= at_) return;
    arm(std::weak_ptr<Owner>(owner), fire);
  }
  void clear() { is_set_ = false; }

 private:
  template <typename Owner>
  void arm(std::weak_ptr<Owner> owner, void (Owner::*fire)()) {
    is_armed_ = true;
    armed_at_ = at_;
    timer_.expires_at(at_);
    timer_.async_wait([this, owner = std::move(owner), fire](const error_code& error) {
      if (error) return;
      const std::shared_ptr<Owner> held = owner.lock();
      if (!held) return;
      is_armed_ = false;
      if (!is_set_) return;
      if (Clock::now() < at_) return arm(owner, fire);
      is_set_ = false;
      ((*held).*fire)();
    });
  }

  LoopTimer timer_;
  Clock::time_point at_;
  Clock::time_point armed_at_;
  bool is_set_ = false;
  bool is_armed_ = false;
};

}  // namespace smsdesk::net
