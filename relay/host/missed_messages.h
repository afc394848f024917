// Customers' messages that the carrier could not deliver to us.
//
// Why: Twilio gives a webhook one more try at most; while the relay, its disk or its network is down, what customers write
// is then in the carrier's records alone. So these are asked at the start, soon after a webhook had to be refused, and
// at intervals, since nobody tells a relay that it could not be reached. What is found goes through the ordinary
// intake, which knows what it has by the carrier's ids; what is new counts from when it is found.
//
// Bounds: one request at a time; kAgeMax back; CarrierLink::kListPagesMax pages a number and round. What lies beyond is
// said in the log. Invariant: the instant up to which everything was heard, a fact in the store and by the carrier's clock,
// moves only when all that a round found is on disk. Bound to the loop's thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "relay/host/carrier_link.h"
#include "relay/host/writer.h"
#include "relay/net/loop.h"

namespace smsdesk::relay {

class MissedMessages {
 public:
  /// How long it is quiet between rounds; tests are less patient.
  struct Pauses {
    DurationMs usual = minutes(10);
    DurationMs soon = seconds(30);  ///< where a round could not be finished, or a webhook was refused
  };
  static constexpr DurationMs kAgeMax = hours(7 * 24);
  static constexpr std::size_t kAtOnceMax = 500;  ///< with the writer, beside what comes by webhook and from browsers
  static constexpr DurationMs kOverlap = minutes(5);  ///< for webhooks under way, and clocks that are put right

  MissedMessages(net::Loop& loop, CarrierLink& carrier, Writer& writer, Pauses pauses,
                 CarrierLink::Clock clock = wall_clock);
  ~MissedMessages();
  MissedMessages(const MissedMessages&) = delete;
  MissedMessages& operator=(const MissedMessages&) = delete;

  /// Begins the first round now.
  void start();
  /// A webhook was refused because it could not be kept: the next round is soon.
  void webhook_refused();
  /// Whether the intake's answer is to a message from here.
  static bool is_own(WebhookId webhook) { return webhook >= kFirstId; }
  void answered(WebhookId webhook, effect::WebhookAnswer answer);

 private:
  static constexpr WebhookId kFirstId = WebhookId{1} << 62;  // webhooks are counted from 1
  struct Round {
    Instant began_at, since;
    std::optional<Instant> asked_at;  ///< by the carrier's clock, the first number; not set: there was none to ask for
    std::vector<std::string> numbers;
    std::size_t numbers_asked = 0;
    std::vector<twilio::MessageRecord> found;
    std::vector<input::Inbound> inputs;  ///< of what was found
    std::size_t given = 0;               ///< of the inputs, to the writer
    std::size_t unanswered = 0;          ///< of those
    bool is_whole = true;                ///< all of it is on disk
    bool is_soon = false;  ///< a webhook was refused meanwhile: the next round is soon, however this one ends
    std::uint64_t recovered_before = 0;
  };

  void begin_round();
  void ask_next();
  void take_in();
  void give_next();
  void end_round(bool is_whole);
  void schedule(DurationMs after);

  net::Loop& loop_;
  CarrierLink& carrier_;
  Writer& writer_;
  const Pauses pauses_;
  const CarrierLink::Clock clock_;
  std::unique_ptr<Round> round_;  ///< null between rounds
  net::Loop::TimerId timer_ = 0;
  bool is_soon_ = false;     ///< the next round is due after the short pause
  bool has_failed_ = false;  ///< the last round did; it is said once
  WebhookId next_id_ = kFirstId;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace smsdesk::relay
