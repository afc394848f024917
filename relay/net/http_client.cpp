// One thread owns the multi handle and all transfers; send() only hands over under a lock and wakes
// it.
//
// Queueing per host is ours, not curl's, because curl's connect timeout would run while a request
// waits for its turn.
//
// What is certainly not sent: curl counts every request byte that the kernel took
// (CURLINFO_REQUEST_SIZE, over all attempts) and notes when it was ready to send
// (CURLINFO_PRETRANSFER_TIME_T). Only where both are zero, and our read callback gave out no byte
// of the body, is the answer NotSent. Everything else without a whole answer is Uncertain.
//
// No silent repetition: curl repeats a request on a fresh connection where a reused one ends
// without an answer. If body bytes were sent it must rewind the body first, and our seek callback
// refuses that, so the transfer fails with CURLE_SEND_FAIL_REWIND. Without body bytes out, the peer
// has no whole request to act on. A request that is not idempotent and has no body gets a fresh
// connection, on which curl never repeats.
#include "relay/net/http_client.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sys/socket.h>
#include <csignal>

#include <atomic>
#include <deque>
#include <map>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "core/base/assert.h"

namespace smsdesk::net {

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t kAnswerHeaderBytesMax = 64 * 1024;
constexpr long kIdleConnectionsMax = 64;
constexpr int kPollMs = 1'000;

struct EasyDeleter {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct ListDeleter {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

struct Transfer {
  ClientRequest request;
  std::function<void(ClientResult)> done;
  Clock::time_point queued_at;
  std::string host_key;

  std::unique_ptr<CURL, EasyDeleter> easy;
  std::unique_ptr<curl_slist, ListDeleter> headers;
  std::size_t body_given = 0;
  std::size_t answer_header_bytes = 0;
  bool is_answer_too_large = false;
  AddressRule addresses = AddressRule::Any;
  ClientResult result;
  char curl_error[CURL_ERROR_SIZE] = {};
};

std::size_t give_body(char* to, std::size_t size, std::size_t count, void* context) {
  Transfer& transfer = *static_cast<Transfer*>(context);
  const std::size_t left = transfer.request.body.size() - transfer.body_given;
  const std::size_t given = std::min(size * count, left);
  transfer.request.body.copy(to, given, transfer.body_given);
  transfer.body_given += given;
  return given;
}

int refuse_rewind(void* context, curl_off_t offset, int origin) {
  const Transfer& transfer = *static_cast<const Transfer*>(context);
  const bool is_rewind_of_nothing = origin == SEEK_SET && offset == 0 && transfer.body_given == 0;
  return is_rewind_of_nothing ? CURL_SEEKFUNC_OK : CURL_SEEKFUNC_FAIL;
}

std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* context) {
  Transfer& transfer = *static_cast<Transfer*>(context);
  const std::size_t length = size * count;
  if (length > transfer.request.answer_bytes_max - transfer.result.body.size()) {
    transfer.is_answer_too_large = true;
    return CURL_WRITEFUNC_ERROR;
  }
  transfer.result.body.append(bytes, length);
  return length;
}

std::size_t take_header(char* bytes, std::size_t size, std::size_t count, void* context) {
  Transfer& transfer = *static_cast<Transfer*>(context);
  const std::size_t length = size * count;
  transfer.answer_header_bytes += length;
  if (transfer.answer_header_bytes > kAnswerHeaderBytesMax) {
    transfer.is_answer_too_large = true;
    return CURL_WRITEFUNC_ERROR;
  }
  std::string_view line(bytes, length);
  while (!line.empty() && (line.back() == '\r' || line.back() == '\n' || line.back() == ' ')) {
    line.remove_suffix(1);
  }
  if (line.substr(0, 5) == "HTTP/") {
    transfer.result.headers.clear();  // a new head: the one before was an interim answer
    return length;
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return length;
  std::string_view value = line.substr(colon + 1);
  while (!value.empty() && (value.front() == ' ' || value.front() == '\t')) value.remove_prefix(1);
  transfer.result.headers.push_back({std::string(line.substr(0, colon)), std::string(value)});
  return length;
}

/// The last word before a connection: curl has looked the name up and would connect there.
curl_socket_t open_socket(void* context, curlsocktype, curl_sockaddr* address) {
  Transfer& transfer = *static_cast<Transfer*>(context);
  if (transfer.addresses != AddressRule::Any) {
    char text[INET6_ADDRSTRLEN] = {};
    const bool is_v4 = address->family == AF_INET;
    const void* bytes = is_v4 ? static_cast<const void*>(&reinterpret_cast<sockaddr_in*>(&address->addr)->sin_addr)
                              : static_cast<const void*>(&reinterpret_cast<sockaddr_in6*>(&address->addr)->sin6_addr);
    const bool is_ip = (is_v4 || address->family == AF_INET6) &&
                       inet_ntop(address->family, bytes, static_cast<char*>(text), sizeof text) != nullptr;
    const std::string ip = static_cast<const char*>(text);
    const bool is_loopback = ip.rfind("127.", 0) == 0 || ip == "::1";
    const bool may =
        is_ip && (is_public_address(ip) || (transfer.addresses == AddressRule::PublicOrLoopback && is_loopback));
    if (!may) {
      transfer.result.is_address_refused = true;
      return CURL_SOCKET_BAD;
    }
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

bool is_idempotent(std::string_view method) {
  return method == "GET" || method == "HEAD" || method == "PUT" || method == "DELETE" || method == "OPTIONS";
}

/// Scheme, host and port: what shares connections.
std::string host_key(std::string_view url) {
  const std::size_t scheme_end = url.find("://");
  if (scheme_end == std::string_view::npos) return {};
  const std::size_t end = url.find_first_of("/?#", scheme_end + 3);
  return std::string(url.substr(0, end));
}

bool is_line(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

ClientResult not_sent(std::string sentence) {
  ClientResult result;
  result.error = std::move(sentence);
  return result;
}

/// All options of one transfer; false where the request cannot be expressed.
bool prepare(Transfer& transfer, const ClientOptions& options) {
  CURL* easy = transfer.easy.get();
  const ClientRequest& request = transfer.request;
  bool is_set = true;
  const auto set = [easy, &is_set](CURLoption option, auto value) {
    is_set = curl_easy_setopt(easy, option, value) == CURLE_OK && is_set;
  };
  set(CURLOPT_URL, request.url.c_str());
  set(CURLOPT_PROTOCOLS_STR, options.allows_plain_http ? "http,https" : "https");
  set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_PROXY, options.proxy.c_str());
  set(CURLOPT_USERAGENT, options.user_agent.c_str());
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  if (!options.ca_file.empty()) set(CURLOPT_CAINFO, options.ca_file.c_str());
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request.connect_timeout.count()));
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(request.total_timeout.count()));
  set(CURLOPT_TCP_KEEPALIVE, 1L);
  set(CURLOPT_ERRORBUFFER, static_cast<char*>(transfer.curl_error));
  set(CURLOPT_PRIVATE, static_cast<void*>(&transfer));
  transfer.addresses = options.addresses;
  set(CURLOPT_OPENSOCKETFUNCTION, &open_socket);
  set(CURLOPT_OPENSOCKETDATA, static_cast<void*>(&transfer));
  set(CURLOPT_WRITEFUNCTION, &take_body);
  set(CURLOPT_WRITEDATA, static_cast<void*>(&transfer));
  set(CURLOPT_HEADERFUNCTION, &take_header);
  set(CURLOPT_HEADERDATA, static_cast<void*>(&transfer));
  if (!request.user.empty()) {
    set(CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
    set(CURLOPT_USERNAME, request.user.c_str());
    set(CURLOPT_PASSWORD, request.password.c_str());
  }

  const bool is_post = request.method == "POST";
  if (request.method == "HEAD") {
    set(CURLOPT_NOBODY, 1L);
  } else if (is_post || !request.body.empty()) {
    set(is_post ? CURLOPT_POST : CURLOPT_UPLOAD, 1L);
    set(is_post ? CURLOPT_POSTFIELDSIZE_LARGE : CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    set(CURLOPT_READFUNCTION, &give_body);
    set(CURLOPT_READDATA, static_cast<void*>(&transfer));
    set(CURLOPT_SEEKFUNCTION, &refuse_rewind);
    set(CURLOPT_SEEKDATA, static_cast<void*>(&transfer));
    if (!is_post) set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
  } else if (request.method != "GET") {
    set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
  }
  if (request.body.empty() && !is_idempotent(request.method)) set(CURLOPT_FRESH_CONNECT, 1L);

  // curl would hold back large bodies until a "100 Continue" or a second has passed.
  transfer.headers.reset(curl_slist_append(nullptr, "Expect:"));
  for (const Header& header : request.headers) {
    // The form "Name;" is curl's for a header without a value.
    const std::string line = header.value.empty() ? header.name + ";" : header.name + ": " + header.value;
    if (header.name.empty() || !is_line(line)) return false;
    curl_slist* longer = curl_slist_append(transfer.headers.get(), line.c_str());
    if (longer == nullptr) return false;
    (void)transfer.headers.release();
    transfer.headers.reset(longer);
  }
  set(CURLOPT_HTTPHEADER, transfer.headers.get());
  return is_set && !request.method.empty() && is_line(request.method) && is_line(request.url);
}

/// Turns curl's verdict into ours.
ClientResult conclude(Transfer& transfer, CURLcode code) {
  CURL* easy = transfer.easy.get();
  ClientResult result = std::move(transfer.result);
  long status = 0;
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  result.status = static_cast<int>(status);
  if (code == CURLE_OK) {
    result.outcome = ClientResult::Outcome::Answered;
    return result;
  }
  long request_bytes = 0;
  curl_off_t ready_us = 0;
  const bool is_known = curl_easy_getinfo(easy, CURLINFO_REQUEST_SIZE, &request_bytes) == CURLE_OK &&
                        curl_easy_getinfo(easy, CURLINFO_PRETRANSFER_TIME_T, &ready_us) == CURLE_OK;
  const bool is_nothing_out =
      is_known && request_bytes == 0 && ready_us == 0 && transfer.body_given == 0 && status == 0;
  result.outcome = is_nothing_out ? ClientResult::Outcome::NotSent : ClientResult::Outcome::Uncertain;
  std::string detail = transfer.curl_error[0] != '\0' ? transfer.curl_error : curl_easy_strerror(code);
  if (transfer.is_answer_too_large) detail = "the answer is larger than allowed";
  if (result.is_address_refused) detail = "the address leads into a private network";
  result.is_too_large = transfer.is_answer_too_large;
  result.error = std::string(is_nothing_out ? "The request was not sent: "
                                            : "The request was sent and no whole answer came back: ") +
                 detail + ".";
  return result;
}

std::once_flag curl_started;

bool is_public_v4(std::uint32_t ip) {
  struct Range {
    std::uint32_t first;
    int bits;
  };
  static constexpr Range kNotPublic[] = {
      {0x00000000, 8},  {0x0A000000, 8},  {0x64400000, 10}, {0x7F000000, 8},  {0xA9FE0000, 16},
      {0xAC100000, 12}, {0xC0000000, 24}, {0xC0000200, 24}, {0xC0586300, 24}, {0xC0A80000, 16},
      {0xC6120000, 15}, {0xC6336400, 24}, {0xCB007100, 24}, {0xE0000000, 3},  // multicast, reserved, broadcast
  };
  for (const Range& range : kNotPublic) {
    if ((ip >> (32 - range.bits)) == (range.first >> (32 - range.bits))) return false;
  }
  return true;
}

bool is_public_ip(const std::string& text) {
  in_addr v4{};
  if (inet_pton(AF_INET, text.c_str(), &v4) == 1) return is_public_v4(ntohl(v4.s_addr));
  in6_addr v6{};
  if (inet_pton(AF_INET6, text.c_str(), &v6) != 1) return false;
  const unsigned char* b = v6.s6_addr;
  const auto v4_at = [b](int i) {
    return static_cast<std::uint32_t>(b[i]) << 24 | static_cast<std::uint32_t>(b[i + 1]) << 16 |
           static_cast<std::uint32_t>(b[i + 2]) << 8 | b[i + 3];
  };
  if (b[0] == 0x20 && b[1] == 0x02) return is_public_v4(v4_at(2));                                // 6to4
  if (b[0] == 0 && b[1] == 0x64 && b[2] == 0xFF && b[3] == 0x9B) return is_public_v4(v4_at(12));  // NAT64
  // Only global unicast is public; Teredo, documentation and benchmarks are cut out of it.
  if ((b[0] & 0xE0) != 0x20) return false;
  const bool is_special = b[0] == 0x20 && b[1] == 0x01 && ((b[2] == 0x0D && b[3] == 0xB8) || b[2] < 0x02);
  return !is_special;
}

}  // namespace

bool is_public_address(const std::string& ip) {
  return is_public_ip(ip);
}

struct HttpClient::Inner {
  Inner(Loop& with_loop, ClientOptions with_options)
      : loop(with_loop), options(std::move(with_options)), multi(curl_multi_init()) {
    SMSDESK_ASSERT(multi != nullptr);
    curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, kIdleConnectionsMax);
    curl_multi_setopt(multi, CURLMOPT_MAX_HOST_CONNECTIONS, static_cast<long>(options.connections_per_host_max));
  }

  struct Host {
    unsigned active = 0;
    std::deque<std::unique_ptr<Transfer>> waiting;
  };

  void answer(std::function<void(ClientResult)> done, ClientResult result) {
    loop.post([alive = is_alive, done = std::move(done), result = std::move(result)]() mutable {
      if (alive->load()) done(std::move(result));
    });
  }

  void work() {
    // A peer that resets must end a transfer, not the process; OpenSSL may write without
    // MSG_NOSIGNAL.
    sigset_t blocked;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &blocked, nullptr);
    while (!is_stopping) {
      take_incoming();
      expire_waiting();
      int running = 0;
      curl_multi_perform(multi, &running);
      if (finish_ready()) continue;  // a place is free: start what waits before sleeping
      curl_multi_poll(multi, nullptr, 0, kPollMs, nullptr);
    }
    for (auto& [easy, transfer] : active) curl_multi_remove_handle(multi, easy);
    active.clear();
    hosts.clear();
  }

  void take_incoming() {
    std::vector<std::unique_ptr<Transfer>> taken;
    {
      const std::lock_guard lock(mutex);
      taken.swap(incoming);
    }
    for (auto& transfer : taken) {
      Host& host = hosts[transfer->host_key];
      host.waiting.push_back(std::move(transfer));
      start_waiting(host);
    }
  }

  void start_waiting(Host& host) {
    while (!host.waiting.empty() && host.active < options.connections_per_host_max) {
      std::unique_ptr<Transfer> transfer = std::move(host.waiting.front());
      host.waiting.pop_front();
      start(host, std::move(transfer));
    }
  }

  void start(Host& host, std::unique_ptr<Transfer> transfer) {
    transfer->easy.reset(curl_easy_init());
    if (!transfer->easy || !prepare(*transfer, options)) {
      return finish(std::move(transfer), not_sent("The request was not sent: it is malformed."));
    }
    CURL* easy = transfer->easy.get();
    if (curl_multi_add_handle(multi, easy) != CURLM_OK) {
      return finish(std::move(transfer), not_sent("The request was not sent: curl refused it."));
    }
    ++host.active;
    active.emplace(easy, std::move(transfer));
  }

  /// Whether any transfer ended.
  bool finish_ready() {
    bool has_finished = false;
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi, &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      const CURLcode code = message->data.result;
      const auto found = active.find(message->easy_handle);
      SMSDESK_ASSERT(found != active.end());
      std::unique_ptr<Transfer> transfer = std::move(found->second);
      active.erase(found);
      curl_multi_remove_handle(multi, transfer->easy.get());
      ClientResult result = conclude(*transfer, code);
      const auto host = hosts.find(transfer->host_key);
      --host->second.active;
      finish(std::move(transfer), std::move(result));
      start_waiting(host->second);
      if (host->second.active == 0 && host->second.waiting.empty()) hosts.erase(host);
      has_finished = true;
    }
    return has_finished;
  }

  /// What waited for a connection for its whole time is given back; it has certainly not been sent.
  void expire_waiting() {
    const Clock::time_point now = Clock::now();
    for (auto it = hosts.begin(); it != hosts.end();) {
      auto& waiting = it->second.waiting;
      while (!waiting.empty() && now - waiting.front()->queued_at >= waiting.front()->request.total_timeout) {
        std::unique_ptr<Transfer> transfer = std::move(waiting.front());
        waiting.pop_front();
        finish(std::move(transfer), not_sent("The request was not sent: no connection became free in time."));
      }
      it = it->second.active == 0 && waiting.empty() ? hosts.erase(it) : std::next(it);
    }
  }

  void finish(std::unique_ptr<Transfer> transfer, ClientResult result) {
    --pending;
    answer(std::move(transfer->done), std::move(result));
  }

  Loop& loop;
  const ClientOptions options;
  CURLM* const multi;
  const std::shared_ptr<std::atomic<bool>> is_alive = std::make_shared<std::atomic<bool>>(true);
  std::atomic<bool> is_stopping{false};
  std::atomic<unsigned> pending{0};

  std::mutex mutex;  ///< guards incoming
  std::vector<std::unique_ptr<Transfer>> incoming;

  std::unordered_map<CURL*, std::unique_ptr<Transfer>> active;  ///< the thread's own, with hosts
  std::map<std::string, Host> hosts;
  std::thread thread;
};

HttpClient::HttpClient(Loop& loop, ClientOptions options) {
  std::call_once(curl_started, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  inner_ = std::make_unique<Inner>(loop, std::move(options));
  inner_->thread = std::thread([inner = inner_.get()] { inner->work(); });
}

HttpClient::~HttpClient() {
  inner_->is_alive->store(false);
  inner_->is_stopping = true;
  curl_multi_wakeup(inner_->multi);
  inner_->thread.join();
  curl_multi_cleanup(inner_->multi);
}

void HttpClient::send(ClientRequest request, std::function<void(ClientResult)> done) {
  if (inner_->pending.fetch_add(1) >= inner_->options.requests_max) {
    --inner_->pending;
    inner_->answer(std::move(done), not_sent("The request was not sent: too many requests are under way."));
    return;
  }
  auto transfer = std::make_unique<Transfer>();
  transfer->host_key = host_key(request.url);
  transfer->request = std::move(request);
  transfer->done = std::move(done);
  transfer->queued_at = Clock::now();
  {
    const std::lock_guard lock(inner_->mutex);
    inner_->incoming.push_back(std::move(transfer));
  }
  curl_multi_wakeup(inner_->multi);
}

}  // namespace smsdesk::net
