// The carrier itself: takes messages from the API and from phones, moves them along, and tells the
// application.
//
// Bound to the loop's thread: it owns timers and the webhook sender, while every decision comes
// from the pure parts (behaviour, account, send_request, webhook). Whoever shows or plays the
// phones observes it.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "relay/net/http_server.h"
#include "relay/net/loop.h"
#include "server-mock/account.h"
#include "server-mock/behaviour.h"
#include "server-mock/ids.h"
#include "server-mock/media_storage.h"
#include "server-mock/send_request.h"
#include "server-mock/twilio_api.h"
#include "server-mock/webhook_sender.h"

namespace smsdesk::mock {

inline constexpr std::size_t kHungRepliesMax = 1'000;
inline constexpr std::chrono::milliseconds kHangMax{120'000};
inline constexpr std::size_t kRefusalsMax = 100;
inline constexpr std::size_t kPhonesOffMax = 1'000;

/// What somebody wrote on a phone.
struct PhoneText {
  std::string from;
  std::string to;
  std::string body;
  /// http(s) addresses, "sample:0" … for the built-in pictures, or "upload:…" for what the phone has uploaded
  std::vector<std::string> media;
};

struct Refusal {
  Instant at;
  int code = 0;
  std::string sentence;
};

class CarrierObserver {
 public:
  virtual ~CarrierObserver() = default;
  /// A message is new or has changed.
  virtual void on_message(const Message& message) = 0;
  /// A message reached its phone.
  virtual void on_delivered(const Message& message) = 0;
  /// Counters or attempts changed.
  virtual void on_activity() = 0;
};

struct CarrierCounts {
  std::uint64_t requests = 0;
  std::uint64_t accepted = 0;
  std::uint64_t refused = 0;
  std::uint64_t hung = 0;
  std::uint64_t received = 0;
  std::uint64_t delivered = 0;
  std::uint64_t undelivered = 0;
};

class Carrier {
 public:
  Carrier(net::Loop& loop, Identity identity, std::uint64_t seed, const Faults& faults);
  Carrier(const Carrier&) = delete;
  Carrier& operator=(const Carrier&) = delete;

  /// Where media addresses in webhooks point: this server, as others reach it.
  void set_base_url(std::string url) { base_url_ = std::move(url); }
  void set_observer(CarrierObserver& observer) { observer_ = &observer; }

  /// One request to the REST API.
  void answer_api(const net::HttpRequest& request, net::Reply reply);
  /// A text from a phone; the sid of the message, or what is wrong with it.
  Result<std::string> receive(const PhoneText& text);

  Status set_faults(const Faults& faults);
  /// A phone that is off gets nothing: 30003. False: too many are off already.
  bool set_phone_off(const std::string& phone, bool is_off);
  bool is_phone_off(const std::string& phone) const { return phones_off_.count(phone) > 0; }

  const Identity& identity() const { return identity_; }
  const Account& account() const { return account_; }
  const Faults& faults() const { return faults_; }
  const WebhookSender& webhooks() const { return webhooks_; }
  const CarrierCounts& counts() const { return counts_; }
  const std::deque<Refusal>& refusals() const { return refusals_; }
  /// A phone's own picture or file; what PhoneText::media calls it.
  std::string upload(std::string content_type, std::string bytes);
  const MediaStorage& storage() const { return storage_; }
  const std::string& base_url() const { return base_url_; }
  std::uint64_t seed() const { return seed_; }
  static Instant now();

 private:
  void carry(const std::string& sid, const SendFate& fate);
  /// Gets what an application sends from where it says it is, then carries the message.
  void fetch_media(const std::string& sid, const SendFate& fate);
  void release_scheduled(const std::string& sid, const SendFate& fate);
  void mark_sent(const std::string& sid, const SendFate& fate);
  void finish(const std::string& sid, int error_code);
  void report_status(const Message& message, WebhookStep step);
  void take_verdict(const Webhook& webhook, const WebhookVerdict& verdict);
  void send_reply(const Message& inbound, const TwimlMessage& reply);
  void apply_keyword(const Message& inbound);
  void send_notice(const Message& inbound, std::string body);
  void keep_hanging(net::Reply reply);
  void tell(const Message& message);

  net::Loop& loop_;
  const Identity identity_;
  const std::uint64_t seed_;
  Faults faults_;
  IdSource ids_;
  Account account_;
  TwilioApi api_;
  MediaStorage storage_;
  std::string base_url_;
  CarrierObserver* observer_ = nullptr;
  std::set<std::string> phones_off_;
  std::deque<net::Reply> hung_;
  std::deque<Refusal> refusals_;
  CarrierCounts counts_;
  WebhookSender webhooks_;
};

}  // namespace smsdesk::mock
