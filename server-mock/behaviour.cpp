#include "server-mock/behaviour.h"

#include <array>
#include <string>

#include "server-mock/random.h"

namespace smsdesk::mock {
namespace {

// Each question draws from a stream of its own.
enum Question : std::uint64_t {
  kRateLimit = 1,
  kServerError,
  kRefuse,
  kHang,
  kDeliverFail,
  kSlow,
  kSentDelay,
  kFinalDelay,
  kLose = 100,  // the three webhook steps use kLose + 10 * step and so on
  kDuplicate = 200,
  kReorder = 300,
  kWebhookDelay = 400,
};

bool is_hit(std::uint64_t seed, std::uint64_t ordinal, std::uint64_t question, int percent) {
  return static_cast<int>(mix(seed, ordinal, question) % 100) < percent;
}

int pick_delay(std::uint64_t seed, std::uint64_t ordinal, std::uint64_t question, const Faults& faults) {
  const auto width = static_cast<std::uint64_t>(faults.delay_ms_max - faults.delay_ms_min) + 1;
  return faults.delay_ms_min + static_cast<int>(mix(seed, ordinal, question) % width);
}

constexpr int kDelayMsMax = 600'000;
constexpr int kRetryAfterSMax = 3'600;

constexpr std::array kFields{
    FaultField{"delay_ms_min", "Shortest delay", "The least time between two steps of a message's life.", "ms",
               &Faults::delay_ms_min, 0, kDelayMsMax},
    FaultField{"delay_ms_max", "Longest delay", "The most time between two steps of a message's life.", "ms",
               &Faults::delay_ms_max, 0, kDelayMsMax},
    FaultField{"lose_percent", "Lose webhooks",
               "This share of webhooks (inbound messages and status callbacks) is never sent.", "%",
               &Faults::lose_percent, 0, 100},
    FaultField{"duplicate_percent", "Send webhooks twice",
               "This share of webhooks is sent a second time with the same idempotency token.", "%",
               &Faults::duplicate_percent, 0, 100},
    FaultField{"reorder_percent", "Reorder webhooks",
               "This share of webhooks arrives after the next one of its conversation or message.", "%",
               &Faults::reorder_percent, 0, 100},
    FaultField{"refuse_percent", "Refuse sends", "This share of send requests is answered 400 with the code below.",
               "%", &Faults::refuse_percent, 0, 100},
    FaultField{"refuse_code", "Refusal code", "The error code of refused sends, such as 21610.", "code",
               &Faults::refuse_code, 10'000, 99'999},
    FaultField{"fail_5xx_percent", "Fail with 500", "This share of send requests is answered 500 and not accepted.",
               "%", &Faults::fail_5xx_percent, 0, 100},
    FaultField{"rate_limit_percent", "Rate limit",
               "This share of send requests is answered 429 (20429) and not accepted.", "%",
               &Faults::rate_limit_percent, 0, 100},
    FaultField{"retry_after_s", "Try again after",
               "The seconds that a 429 names in its header Retry-After; with 0 it has none, as Twilio's.", "s",
               &Faults::retry_after_s, 0, kRetryAfterSMax},
    FaultField{"hang_percent", "Hang after accepting",
               "This share of sends is accepted and delivered, but the request is never answered.", "%",
               &Faults::hang_percent, 0, 100},
    FaultField{"deliver_fail_percent", "Fail delivery", "This share of accepted messages does not reach the phone.",
               "%", &Faults::deliver_fail_percent, 0, 100},
    FaultField{"deliver_fail_code", "Delivery error code",
               "The ErrorCode of messages that are not delivered, such as 30003.", "code", &Faults::deliver_fail_code,
               10'000, 99'999},
    FaultField{"slow_percent", "Slow statuses", "This share of accepted messages reaches its final status late.", "%",
               &Faults::slow_percent, 0, 100},
    FaultField{"slow_ms", "How slow", "The extra time before a slow message's final status.", "ms", &Faults::slow_ms, 0,
               kDelayMsMax},
};

}  // namespace

std::span<const FaultField> fault_fields() {
  return kFields;
}

Status check_faults(const Faults& faults) {
  for (const FaultField& field : kFields) {
    const int value = faults.*field.value;
    if (value < field.low || value > field.high) {
      return Error{ErrorCode::Invalid, std::string(field.name) + " is " + std::to_string(value) +
                                           ", but must be from " + std::to_string(field.low) + " to " +
                                           std::to_string(field.high) + "."};
    }
  }
  if (faults.delay_ms_min > faults.delay_ms_max) {
    return Error{ErrorCode::Invalid,
                 "delay_ms_min is above delay_ms_max: the shortest delay cannot be longer than the "
                 "longest."};
  }
  return Done{};
}

SendFate decide_send(std::uint64_t seed, std::uint64_t ordinal, const Faults& faults) {
  SendFate fate;
  if (is_hit(seed, ordinal, kRateLimit, faults.rate_limit_percent)) {
    fate.outcome = SendOutcome::RateLimit;
  } else if (is_hit(seed, ordinal, kServerError, faults.fail_5xx_percent)) {
    fate.outcome = SendOutcome::ServerError;
  } else if (is_hit(seed, ordinal, kRefuse, faults.refuse_percent)) {
    fate.outcome = SendOutcome::Refuse;
  } else if (is_hit(seed, ordinal, kHang, faults.hang_percent)) {
    fate.outcome = SendOutcome::AcceptAndHang;
  }
  fate.sent_after_ms = pick_delay(seed, ordinal, kSentDelay, faults);
  fate.final_after_ms = pick_delay(seed, ordinal, kFinalDelay, faults);
  if (is_hit(seed, ordinal, kSlow, faults.slow_percent)) fate.final_after_ms += faults.slow_ms;
  if (is_hit(seed, ordinal, kDeliverFail, faults.deliver_fail_percent)) {
    fate.error_code = faults.deliver_fail_code;
  }
  return fate;
}

WebhookFate decide_webhook(std::uint64_t seed, std::uint64_t ordinal, WebhookStep step, const Faults& faults) {
  const std::uint64_t offset = static_cast<std::uint64_t>(step) * 10;
  WebhookFate fate;
  fate.is_lost = is_hit(seed, ordinal, kLose + offset, faults.lose_percent);
  fate.is_duplicated = is_hit(seed, ordinal, kDuplicate + offset, faults.duplicate_percent);
  fate.is_held_back = is_hit(seed, ordinal, kReorder + offset, faults.reorder_percent);
  // The steps of an outbound message already waited for their status; an inbound text waits here.
  if (step == WebhookStep::Inbound) {
    fate.delay_ms = pick_delay(seed, ordinal, kWebhookDelay + offset, faults);
  }
  return fate;
}

}  // namespace smsdesk::mock
