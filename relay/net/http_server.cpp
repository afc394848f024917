// Accepting, limits, TLS and draining; the connections themselves are in http_connection.h and
// websocket_session.h. All of Beast but its parser of requests is compiled in this one file.
#include "relay/net/http_server.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/dispatch.hpp>

#include "relay/net/http_connection.h"
#include "relay/net/server_check.h"
#include "relay/net/server_core.h"

namespace smsdesk::net {

namespace {

/// How many refused connections may wait for their peers to take the 503; more are closed without a
/// word.
constexpr unsigned kRefusedLingeringMax = 128;
constexpr std::chrono::milliseconds kAcceptPause{100};

asio::ip::address without_mapping(const asio::ip::address& address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
  }
  return address;
}

/// An IPv6 host commonly owns a whole /64, so that is what counts as one address.
std::string limit_key(const asio::ip::address& address) {
  if (address.is_v4()) return address.to_string();
  auto bytes = address.to_v6().to_bytes();
  std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
  return asio::ip::address_v6(bytes).to_string();
}

void finish_drain_if_empty(ServerCore& core) {
  if (!core.drained || !core.peers.empty()) return;
  error_code ignored;
  core.drain_timer.cancel(ignored);
  if (core.is_loop_alive->load()) asio::post(core.context, std::move(core.drained));
  core.drained = nullptr;
}

/// Says 503 in plain HTTP and lets the peer read it.
Task<void> refuse_connection(std::shared_ptr<ServerCore> core, std::shared_ptr<Socket> socket) {
  ++core->refused_lingering;
  LoopTimer timer(core->context);
  timer.expires_after(kLingerDeadline);
  timer.async_wait([socket](const error_code& error) {
    error_code ignored;
    if (!error) socket->close(ignored);
  });
  const HttpResponse response = make_refusal_response({503, "There are too many connections."});
  const std::string bytes =
      encode_response_head(response, response.body.size(), http_date(std::time(nullptr)), true) + response.body;
  error_code error;
  socket->write_some(asio::buffer(bytes), error);  // fits into an empty socket buffer, or is lost
  socket->shutdown(Socket::shutdown_send, error);
  std::array<char, 1024> thrown_away;
  std::size_t count = 1;
  for (std::size_t total = 0; count > 0 && total < kLingerBytesMax; total += count) {
    count = co_await socket->async_read_some(asio::buffer(thrown_away), asio::redirect_error(kAwait, error));
  }
  timer.cancel();
  socket->close(error);
  --core->refused_lingering;
}

void admit(const std::shared_ptr<ServerCore>& core, Socket socket, const asio::ip::address& from) {
  const std::string key = limit_key(from);
  const ServerLimits& limits = core->limits;
  const auto of_address = core->peers_by_address.find(key);
  const bool is_address_full = limits.connections_per_address_max > 0 && of_address != core->peers_by_address.end() &&
                               of_address->second >= limits.connections_per_address_max;
  if (is_address_full || core->connections_open >= limits.connections_max) {
    ++core->connections_refused;
    if (core->tls || core->refused_lingering >= kRefusedLingeringMax) return;
    asio::co_spawn(core->context.get_executor(), refuse_connection(core, std::make_shared<Socket>(std::move(socket))),
                   &rethrow);
    return;
  }
  error_code ignored;
  socket.set_option(Tcp::no_delay(true), ignored);
  auto place = std::make_shared<Place>(core, from.to_string(), key);
  if (core->tls) {
    auto connection =
        std::make_shared<HttpConnection<TlsStream>>(std::move(place), TlsStream(std::move(socket), *core->tls));
    asio::co_spawn(core->context.get_executor(), HttpConnection<TlsStream>::run(connection), &rethrow);
  } else {
    auto connection = std::make_shared<HttpConnection<Socket>>(std::move(place), std::move(socket));
    asio::co_spawn(core->context.get_executor(), HttpConnection<Socket>::run(connection), &rethrow);
  }
}

Task<void> accept_all(std::shared_ptr<ServerCore> core) {
  while (core->acceptor.is_open()) {
    Socket socket(core->context);
    error_code error;
    co_await core->acceptor.async_accept(socket, asio::redirect_error(kAwait, error));
    if (core->handler == nullptr || core->is_draining) co_return;
    if (error) {
      if (error == asio::error::operation_aborted) co_return;
      // Mostly "too many open files": the connections that are open must end first.
      core->accept_pause.expires_after(kAcceptPause);
      co_await core->accept_pause.async_wait(asio::redirect_error(kAwait, error));
      continue;
    }
    const Tcp::endpoint from = socket.remote_endpoint(error);
    if (error) continue;  // gone already
    admit(core, std::move(socket), without_mapping(from.address()));
  }
}

Error unavailable(const ServerOptions& options, const std::string& what, const error_code& error) {
  return {ErrorCode::Unavailable, "Cannot listen on " + options.address + " port " + std::to_string(options.port) +
                                      ": " + what + ": " + error.message() + "."};
}

Result<asio::ip::address> parse_listen_address(const ServerOptions& options) {
  error_code error;
  const asio::ip::address address = asio::ip::make_address(options.address, error);
  if (!error) return address;
  return Error{ErrorCode::Invalid,
               "Cannot listen on \"" + options.address + "\": give an IP address, for example 127.0.0.1 or ::."};
}

Result<std::unique_ptr<asio::ssl::context>> load_tls(const TlsFiles& files) {
  auto tls = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
  error_code error;
  tls->set_options(asio::ssl::context::no_sslv2 | asio::ssl::context::no_sslv3 | asio::ssl::context::no_tlsv1 |
                       asio::ssl::context::no_tlsv1_1 | asio::ssl::context::no_compression,
                   error);
  if (!error) tls->use_certificate_chain_file(files.certificate_chain_pem, error);
  if (error) {
    return Error{ErrorCode::Invalid, "Cannot use the TLS certificate chain in " + files.certificate_chain_pem + ": " +
                                         error.message() + "."};
  }
  tls->use_private_key_file(files.private_key_pem, asio::ssl::context::pem, error);
  if (error) {
    return Error{ErrorCode::Invalid, "Cannot use the TLS private key in " + files.private_key_pem +
                                         " with that certificate: " + error.message() + "."};
  }
  return tls;
}

class Server final : public HttpServer {
 public:
  Server(std::shared_ptr<ServerCore> core, std::uint16_t port) : core_(std::move(core)), port_(port) {}

  ~Server() override {
    core_->handler = nullptr;
    core_->drained = nullptr;
    error_code ignored;
    core_->acceptor.close(ignored);
    core_->drain_timer.cancel(ignored);
    close_all();
  }

  std::uint16_t port() const override { return port_; }

  ServerCounters counters() const override {
    ServerCounters counters;
    counters.connections_open = core_->connections_open;
    counters.websockets_open = core_->websockets_open;
    counters.requests = core_->requests;
    counters.requests_malformed = core_->requests_malformed;
    counters.connections_refused = core_->connections_refused;
    counters.websockets_overflowed = core_->websockets_overflowed;
    return counters;
  }

  void close_after_answers() override {
    asio::dispatch(core_->context, [core = core_] { core->is_closing_after_answers = true; });
  }

  void drain(std::chrono::milliseconds deadline, std::function<void()> done) override {
    asio::dispatch(core_->context, [core = core_, deadline, done = std::move(done)]() mutable {
      core->is_draining = true;
      core->drained = std::move(done);
      error_code ignored;
      core->acceptor.close(ignored);
      for (Peer* peer : std::unordered_set<Peer*>(core->peers)) peer->begin_drain();
      core->drain_timer.expires_after(deadline);
      core->drain_timer.async_wait([core](const error_code& error) {
        if (error) return;
        for (Peer* peer : std::unordered_set<Peer*>(core->peers)) peer->close_now();
        if (core->drained) asio::post(core->context, std::move(core->drained));
        core->drained = nullptr;
      });
      finish_drain_if_empty(*core);
    });
  }

 private:
  void close_all() {
    for (Peer* peer : std::unordered_set<Peer*>(core_->peers)) peer->close_now();
  }

  const std::shared_ptr<ServerCore> core_;
  const std::uint16_t port_;
};

}  // namespace

Place::Place(std::shared_ptr<ServerCore> core, std::string address, std::string address_key)
    : core_(std::move(core)), address_(std::move(address)), address_key_(std::move(address_key)) {
  ++core_->connections_open;
  ++core_->peers_by_address[address_key_];
}

Place::~Place() {
  --core_->connections_open;
  const auto found = core_->peers_by_address.find(address_key_);
  if (--found->second == 0) core_->peers_by_address.erase(found);
}

Peer::Peer(std::shared_ptr<Place> place) : place_(std::move(place)) {
  core().peers.insert(this);
}

Peer::~Peer() {
  core().peers.erase(this);
  finish_drain_if_empty(core());
}

Reply::Reply(std::shared_ptr<Inner> inner) : inner_(std::move(inner)) {}

Reply::Reply(Reply&&) noexcept = default;

Reply& Reply::operator=(Reply&& other) noexcept {
  if (this != &other) {
    const Reply dropped(std::move(*this));
    inner_ = std::move(other.inner_);
  }
  return *this;
}

Reply::~Reply() {
  if (inner_) send(make_refusal_response({500, "The request was not answered."}));
}

void Reply::send(HttpResponse response) {
  const std::shared_ptr<Inner> inner = std::move(inner_);
  inner_ = nullptr;
  if (!inner || !inner->is_loop_alive->load()) return;
  asio::dispatch(inner->context, [connection = inner->connection, response = std::move(response)]() mutable {
    if (const auto waiting = connection.lock()) waiting->answer(std::move(response));
  });
}

Status check_server_options(const ServerOptions& options) {
  if (const auto address = parse_listen_address(options); !address) return address.error();
  if (!options.tls) return Done{};
  const auto loaded = load_tls(*options.tls);
  return loaded ? Status(Done{}) : Status(loaded.error());
}

Result<std::unique_ptr<HttpServer>> HttpServer::listen(Loop& loop, ServerOptions options, Handler& handler) {
  const auto address = parse_listen_address(options);
  if (!address) return address.error();
  auto core = std::make_shared<ServerCore>(loop.inner(), options.limits, handler);
  if (options.tls) {
    auto loaded = load_tls(*options.tls);
    if (!loaded) return loaded.error();
    core->tls = std::move(*loaded);
  }
  error_code error;
  auto& acceptor = core->acceptor;
  const Tcp::endpoint endpoint(*address, options.port);
  acceptor.open(endpoint.protocol(), error);
  if (error) return unavailable(options, "no socket", error);
  acceptor.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (error) return unavailable(options, "the port cannot be bound", error);
  acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error) return unavailable(options, "the port cannot be listened on", error);
  const std::uint16_t port = acceptor.local_endpoint(error).port();
  asio::co_spawn(core->context.get_executor(), accept_all(core), &rethrow);
  return std::unique_ptr<HttpServer>(std::make_unique<Server>(core, port));
}

}  // namespace smsdesk::net
