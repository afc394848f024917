// Sends webhooks over HTTP as Twilio does: signed, 5 s to connect, 15 s in all, one retry where
// nothing was sent, or as the address says behind its "#".
//
// Bound to the loop's thread. The order within a lane is that of lanes.h: a delayed webhook takes its
// place when it is submitted and waits in it. Faults (loss, duplicates, reordering) are applied here,
// as the caller's WebhookFate says. Every attempt is kept for the
// control page, kAttemptsMax of them.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <string>

#include "relay/net/http_client.h"
#include "relay/net/loop.h"
#include "server-mock/behaviour.h"
#include "server-mock/connection_overrides.h"
#include "server-mock/dates.h"
#include "server-mock/lanes.h"
#include "server-mock/webhook.h"

namespace smsdesk::mock {

inline constexpr std::size_t kAttemptsMax = 500;
inline constexpr std::chrono::milliseconds kHeldBackMax{5'000};

/// Twilio's; tests are less patient.
struct WebhookTimeouts {
  std::chrono::milliseconds connect{5'000};
  std::chrono::milliseconds total{15'000};
};

struct Attempt {
  Instant at;
  std::string sid;
  std::string kind;
  std::string url;
  int number = 1;
  std::int64_t took_ms = 0;
  bool is_accepted = false;
  std::string sentence;
};

struct WebhookCounts {
  std::uint64_t accepted = 0;
  std::uint64_t failed = 0;
  std::uint64_t lost = 0;        ///< on purpose
  std::uint64_t duplicated = 0;  ///< on purpose
  std::uint64_t held_back = 0;   ///< on purpose
};

class WebhookSender {
 public:
  using Clock = std::function<Instant()>;
  /// Called once for each webhook, also for lost ones, with what became of it.
  using Done = std::function<void(const Webhook&, const WebhookVerdict&)>;

  WebhookSender(net::Loop& loop, std::string auth_token, Clock clock, Done done, WebhookTimeouts timeouts = {});

  void submit(const std::string& lane, Webhook webhook, const WebhookFate& fate);

  const std::deque<Attempt>& attempts() const { return attempts_; }  ///< oldest first
  const WebhookCounts& counts() const { return counts_; }

 private:
  struct Job {
    Webhook webhook;
    std::chrono::steady_clock::time_point due_at;
    int attempt = 1;
    bool is_repetition = false;  ///< the second of a duplicate: its verdict is not reported again
    ConnectionOverrides overrides{};
  };
  void enqueue(const std::string& lane, const Job& job, const WebhookFate& fate);
  void pump(const std::string& lane);
  void send(const std::string& lane, Job job);
  void take_result(const std::string& lane, Job job, Instant begun_at, const net::ClientResult& result);
  void report(const Job& job, const WebhookVerdict& verdict, std::int64_t took_ms);

  net::Loop& loop_;
  std::string auth_token_;
  Clock clock_;
  Done done_;
  WebhookTimeouts timeouts_;
  Lanes<Job> lanes_;
  std::deque<Attempt> attempts_;
  WebhookCounts counts_;
  net::HttpClient client_;  // last: its end stops all callbacks
};

}  // namespace smsdesk::mock
