#include "tests/sim/carrier.h"

#include <utility>

namespace smsdesk::sim {

void Carrier::customer_writes(std::string from, std::string to, std::string text, Instant now) {
  Inbound one;
  one.message = {{"SMin" + std::to_string(++sids_)}, std::move(from), std::move(to), std::move(text), {}};
  one.next_at = now + static_cast<DurationMs>(random_.below(500));
  inbound.push_back(std::move(one));
}

void Carrier::call(const OutboundSend& send, Instant now) {
  SendFinished finished;
  finished.message = send.message;
  const bool is_kind = random_.below(100) < static_cast<std::uint64_t>(kindness);
  const std::uint64_t how = is_kind ? 0 : random_.below(5);
  const auto take = [&] {
    const std::string sid = "SMout" + std::to_string(++sids_);
    taken.push_back({sid, send.from, send.to, send.text, send.key.value, DeliveryStatus::Sent, now, send.is_mms_text});
    finished.carrier_id.value = sid;
    finished.status = DeliveryStatus::Queued;
    const DeliveryStatus last = random_.chance(80) ? DeliveryStatus::Delivered : DeliveryStatus::Undelivered;
    for (const DeliveryStatus status : {DeliveryStatus::Queued, DeliveryStatus::Sent, last}) {
      const unsigned copies = 1 + (random_.chance(20) ? 1 : 0);
      for (unsigned i = 0; i < copies; ++i) {
        receipts.push_back(
            {StatusReport{{sid}, send.key, status, status == DeliveryStatus::Undelivered ? "30003" : "", {}}, false,
             now + static_cast<DurationMs>(random_.below(4'000))});
      }
    }
  };
  switch (how) {
    case 0:  // taken
    case 1:  // taken, the answer is late
      take();
      finished.outcome = SendOutcome::Taken;
      break;
    case 2:  // taken, and the answer never comes: the caller's timeout says uncertain
      take();
      // And sometimes all receipts on their way are lost, too. They keep their places: the relay may be about to answer some.
      if (random_.chance(50))
        for (Receipt& one : receipts) one.is_acked = true;
      finished = {send.message, SendOutcome::Uncertain, {}, DeliveryStatus::Sent, "", 0};
      break;
    case 3:  // not taken, and nobody knows
      finished.outcome = SendOutcome::Uncertain;
      break;
    default:
      finished.outcome = random_.chance(70) ? SendOutcome::TryLater : SendOutcome::Refused;
      finished.error_code = finished.outcome == SendOutcome::Refused ? "21610" : "20429";
      finished.retry_after = static_cast<DurationMs>(random_.below(3'000));
      break;
  }
  const DurationMs after =
      how == 0 ? static_cast<DurationMs>(random_.below(200)) : static_cast<DurationMs>(random_.below(9'000));
  answers.push_back({now + after, relay_run, relay::input::CarrierAnswered{finished}});
}

void Carrier::look_up(const OutboundSend& send, Instant now) {
  relay::input::CarrierLookedUp found;
  found.message = send.message;
  found.is_answered = random_.below(100) < static_cast<std::uint64_t>(kindness) || random_.chance(50);
  if (found.is_answered) {
    found.is_complete = true;
    for (const Taken& one : taken) {
      if (one.from == send.from && one.to == send.to && one.text == send.text) {
        found.candidates.push_back({{one.sid}, one.status, ""});
      }
    }
  }
  answers.push_back({now + static_cast<DurationMs>(random_.below(2'000)), relay_run, std::move(found)});
}

}  // namespace smsdesk::sim
