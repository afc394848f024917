// bench_webhook_load: signed inbound webhooks over keep-alive connections, each answered before the
// next one of its connection, as fast as the server acknowledges. Loopback only, bounded in number
// and time. Every answer must be 200.
//
// All requests are made and signed before the clock starts, so that little of the machine goes to
// the one who measures. It prints one JSON line: {"messages", "seconds", "per_s", "p50_ms",
// "p99_ms", "cpu_us"}.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "tests/bench/bare_sqlite.h"

namespace {

using Clock = std::chrono::steady_clock;

constexpr const char* kPath = "/carrier/twilio/inbound";
constexpr std::size_t kAnswerBytesMax = 64 * 1024;

struct Settings {
  std::uint16_t port = 0;
  std::string signed_base;  ///< what the server believes to be its own address
  std::string account;
  std::string token;
  std::string to = smsdesk::bench::kIngestOurNumber;
  std::string customer;  ///< empty: the customers of `conversations`
  std::size_t connections = 64;
  std::uint64_t messages = 10'000;
  std::uint64_t first = 1;
  std::uint64_t conversations = 2'000;
  std::size_t text_bytes = 80;
  double seconds_max = 120;
};

[[noreturn]] void stop(const std::string& sentence) {
  std::fprintf(stderr, "bench_webhook_load: %s\n", sentence.c_str());
  std::exit(1);
}

std::string form_encoded(std::string_view text) {
  constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain =
        (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_' || c == '.';
    if (is_plain) {
      out += c;
    } else if (c == ' ') {
      out += '+';
    } else {
      out += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return out;
}

std::string base64_hmac_sha1(const std::string& key, const std::string& data) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int bytes = 0;
  HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(data.data()),
       data.size(), digest, &bytes);
  unsigned char text[4 * ((EVP_MAX_MD_SIZE + 2) / 3) + 1];
  const int length = EVP_EncodeBlock(text, digest, static_cast<int>(bytes));
  return std::string(reinterpret_cast<const char*>(text), static_cast<std::size_t>(length));
}

/// The fields of Twilio's webhook, in the alphabetical order that the signature wants.
std::string make_request(const Settings& settings, std::uint64_t number) {
  smsdesk::bench::IngestShape shape;
  shape.conversations = settings.conversations;
  const std::string sid = smsdesk::bench::ingest_carrier_id(number);
  const std::string from = settings.customer.empty()
                               ? smsdesk::bench::ingest_customer(smsdesk::bench::ingest_conversation(number, shape))
                               : settings.customer;
  std::string text = "Message " + std::to_string(number) + " of the benchmark:";
  constexpr std::string_view kFiller = " where is my parcel, please?";
  while (text.size() < settings.text_bytes) text += kFiller;
  text.resize(std::max<std::size_t>(settings.text_bytes, 24));
  const std::pair<const char*, std::string> fields[] = {
      {"AccountSid", settings.account},
      {"ApiVersion", "2010-04-01"},
      {"Body", text},
      {"From", from},
      {"FromCity", "SAN FRANCISCO"},
      {"FromCountry", "US"},
      {"FromState", "CA"},
      {"FromZip", "94103"},
      {"MessageSid", sid},
      {"NumMedia", "0"},
      {"NumSegments", "1"},
      {"SmsMessageSid", sid},
      {"SmsSid", sid},
      {"SmsStatus", "received"},
      {"To", settings.to},
      {"ToCity", "SAN FRANCISCO"},
      {"ToCountry", "US"},
      {"ToState", "CA"},
      {"ToZip", "94103"},
  };
  std::string signed_text = settings.signed_base + kPath;
  std::string body;
  for (const auto& [name, value] : fields) {
    signed_text += name + value;
    if (!body.empty()) body += '&';
    body += name + ("=" + form_encoded(value));
  }
  return std::string("POST ") + kPath + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(settings.port) +
         "\r\nUser-Agent: TwilioProxy/1.1\r\nAccept: */*\r\nContent-Type: "
         "application/x-www-form-urlencoded; charset=UTF-8"
         "\r\nX-Twilio-Signature: " +
         base64_hmac_sha1(settings.token, signed_text) + "\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}

struct Connection {
  int socket = -1;
  std::string answer;
  Clock::time_point sent_at;
  bool is_waiting = false;
};

class Load {
 public:
  explicit Load(const Settings& settings) : settings_(settings), epoll_(epoll_create1(EPOLL_CLOEXEC)) {
    requests_.reserve(settings.messages);
    for (std::uint64_t i = 0; i < settings.messages; ++i)
      requests_.push_back(make_request(settings, settings.first + i));
    latencies_ms_.reserve(settings.messages);
    connections_.resize(std::min<std::size_t>(settings.connections, settings.messages));
  }

  void run() {
    for (std::size_t i = 0; i < connections_.size(); ++i) open(i);
    const auto cpu_before = cpu_seconds();
    const auto began = Clock::now();
    for (std::size_t i = 0; i < connections_.size(); ++i) send_next(i);
    epoll_event events[256];
    while (latencies_ms_.size() < settings_.messages) {
      if (seconds_since(began) > settings_.seconds_max) {
        stop("only " + std::to_string(latencies_ms_.size()) + " of " + std::to_string(settings_.messages) +
             " webhooks were acknowledged in the given time.");
      }
      const int ready = epoll_wait(epoll_, events, 256, 1'000);
      if (ready < 0 && errno != EINTR) stop(std::string("epoll: ") + std::strerror(errno));
      for (int i = 0; i < ready; ++i) receive(events[i].data.u32);
    }
    const double seconds = seconds_since(began);
    const double cpu = cpu_seconds() - cpu_before;
    std::sort(latencies_ms_.begin(), latencies_ms_.end());
    const auto count = static_cast<double>(latencies_ms_.size());
    std::printf(
        "{\"messages\":%zu,\"seconds\":%.3f,\"per_s\":%.1f,\"p50_ms\":%.2f,\"p99_ms\":%.2f,\"cpu_"
        "us\":%.2f}\n",
        latencies_ms_.size(), seconds, count / seconds, latencies_ms_[latencies_ms_.size() / 2],
        latencies_ms_[latencies_ms_.size() * 99 / 100], cpu * 1e6 / count);
  }

 private:
  static double seconds_since(Clock::time_point began) {
    return std::chrono::duration<double>(Clock::now() - began).count();
  }
  static double cpu_seconds() {
    struct rusage used = {};
    getrusage(RUSAGE_SELF, &used);
    return static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
  }

  void open(std::size_t index) {
    Connection& connection = connections_[index];
    if (connection.socket >= 0) ::close(connection.socket);
    connection = {};
    connection.socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(settings_.port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(connection.socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
      stop("nobody listens on 127.0.0.1:" + std::to_string(settings_.port) + ": " + std::strerror(errno));
    }
    const int one = 1;
    setsockopt(connection.socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    epoll_event event = {};
    event.events = EPOLLIN;
    event.data.u32 = static_cast<std::uint32_t>(index);
    if (epoll_ctl(epoll_, EPOLL_CTL_ADD, connection.socket, &event) != 0)
      stop(std::string("epoll: ") + std::strerror(errno));
  }

  void send_next(std::size_t index) {
    if (next_ == requests_.size()) return;
    Connection& connection = connections_[index];
    const std::string& request = requests_[next_++];
    connection.sent_at = Clock::now();
    connection.is_waiting = true;
    std::size_t done = 0;
    while (done < request.size()) {
      const ssize_t sent = ::send(connection.socket, request.data() + done, request.size() - done, MSG_NOSIGNAL);
      if (sent <= 0) stop(std::string("a request could not be sent: ") + std::strerror(errno));
      done += static_cast<std::size_t>(sent);
    }
  }

  void receive(std::size_t index) {
    Connection& connection = connections_[index];
    char bytes[16 * 1024];
    const ssize_t got = ::recv(connection.socket, bytes, sizeof bytes, 0);
    if (got < 0) stop(std::string("an answer could not be read: ") + std::strerror(errno));
    if (got == 0) {
      if (connection.is_waiting) stop("the server closed a connection without an answer.");
      ::close(connection.socket);
      connection.socket = -1;
      return;
    }
    connection.answer.append(bytes, static_cast<std::size_t>(got));
    if (connection.answer.size() > kAnswerBytesMax) stop("an answer is longer than 64 KiB.");
    const std::size_t head = connection.answer.find("\r\n\r\n");
    if (head == std::string::npos) return;
    const std::string_view lines = std::string_view(connection.answer).substr(0, head);
    const std::size_t length_at = lines.find("ontent-Length: ");
    const std::size_t body =
        length_at == std::string_view::npos ? 0 : std::strtoull(lines.data() + length_at + 15, nullptr, 10);
    if (connection.answer.size() < head + 4 + body) return;
    if (lines.substr(0, 12) != "HTTP/1.1 200") {
      stop("a webhook was not acknowledged: " + connection.answer.substr(0, 400));
    }
    const bool is_closing = lines.find("onnection: close") != std::string_view::npos;
    latencies_ms_.push_back(seconds_since(connection.sent_at) * 1e3);
    connection.answer.clear();
    connection.is_waiting = false;
    // A server may end a connection after so many requests; the carrier then opens another, and so
    // do we.
    if (is_closing) open(index);
    send_next(index);
  }

  const Settings& settings_;
  int epoll_;
  std::vector<std::string> requests_;
  std::size_t next_ = 0;
  std::vector<Connection> connections_;
  std::vector<double> latencies_ms_;
};

}  // namespace

int main(int count, char** arguments) {
  Settings settings;
  CLI::App app("Signed webhooks on loopback, as fast as they are acknowledged");
  app.add_option("--port", settings.port, "The server's port on 127.0.0.1")->required();
  app.add_option("--signed-base", settings.signed_base, "The address that signatures are over")->required();
  app.add_option("--account", settings.account, "AccountSid")->required();
  app.add_option("--token", settings.token, "Auth token")->required();
  app.add_option("--to", settings.to, "Our number");
  app.add_option("--customer", settings.customer, "One customer writes all of it; otherwise --conversations of them");
  app.add_option("--connections", settings.connections, "Connections")->check(CLI::Range(1, 1000));
  app.add_option("--messages", settings.messages, "How many")->check(CLI::Range(1, 200'000));
  app.add_option("--first", settings.first, "Number of the first one; the carrier's id follows from it");
  app.add_option("--conversations", settings.conversations, "Customers")->check(CLI::Range(1, 1'000'000));
  app.add_option("--text-bytes", settings.text_bytes, "Length of a message")->check(CLI::Range(24, 1600));
  app.add_option("--seconds-max", settings.seconds_max, "Fails beyond that")->check(CLI::Range(1.0, 600.0));
  CLI11_PARSE(app, count, arguments);
  Load(settings).run();
  return 0;
}
