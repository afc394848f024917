// A carrier as it is on a bad day: it takes a message and says so late, twice or never; its
// receipts come doubled and out of order; it posts every inbound message until it is acknowledged,
// and sometimes once more.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "relay/service/service.h"

namespace smsdesk::sim {

class Carrier {
 public:
  explicit Carrier(Random& random) : random_(random) {}

  /// How kind it is, 0 … 100: at 100 it answers everything at once and loses nothing.
  int kindness = 60;

  // What it has of us.
  struct Taken {
    std::string sid, from, to, text, key;
    DeliveryStatus status = DeliveryStatus::Sent;
    Instant at;
    bool is_mms_text = false;
  };
  std::vector<Taken> taken;

  // Inbound: posted until acknowledged.
  struct Inbound {
    InboundMessage message;
    bool is_acked = false;
    Instant next_at;
    unsigned acks = 0;
  };
  std::vector<Inbound> inbound;
  struct Receipt {
    StatusReport report;
    bool is_acked = false;
    Instant next_at;
  };
  std::vector<Receipt> receipts;

  void customer_writes(std::string from, std::string to, std::string text, Instant now);

  /// CallCarrier. What it answers, and when, is put into `answers`.
  void call(const OutboundSend& send, Instant now);
  void look_up(const OutboundSend& send, Instant now);
  struct Answer {
    Instant at;
    std::uint64_t relay_run = 0;
    relay::ServiceInput input;
  };
  std::vector<Answer> answers;
  std::uint64_t relay_run = 0;  ///< answers to a relay that has crashed since are lost

 private:
  Random& random_;
  unsigned sids_ = 0;
};

}  // namespace smsdesk::sim
