// What the mock carrier does to each message: pure, and decided by seed and ordinal alone.
//
// Why: a fault that shows a bug must come back when the run is repeated. Nothing here depends on
// the clock or on how requests interleave: the nth send request and the nth message have a fate of
// their own, and raising one percentage does not change the answers to the other questions.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/base/result.h"

namespace smsdesk::mock {

/// Faults on demand; everything 0 is a carrier that works. Percentages are of messages (or of
/// webhooks).
struct Faults {
  int delay_ms_min = 150;  ///< between two steps of a message's life
  int delay_ms_max = 900;
  int lose_percent = 0;
  int duplicate_percent = 0;
  int reorder_percent = 0;
  int refuse_percent = 0;
  int refuse_code = 21612;
  int fail_5xx_percent = 0;
  int rate_limit_percent = 0;
  int retry_after_s = 0;  ///< 0: a 429 has no Retry-After, as Twilio documents none
  int hang_percent = 0;
  int deliver_fail_percent = 0;
  int deliver_fail_code = 30003;
  int slow_percent = 0;
  int slow_ms = 20'000;
  friend bool operator==(const Faults&, const Faults&) = default;
};

/// One field of Faults as flags, JSON and the control page show it.
struct FaultField {
  std::string_view name;     ///< as in JSON; the flag is the same with '-' for '_'
  std::string_view label;    ///< for the page
  std::string_view meaning;  ///< one sentence
  std::string_view unit;     ///< "%", "ms", "s" or "code"
  int Faults::*value;
  int low;
  int high;
};
std::span<const FaultField> fault_fields();

/// Every value within its bounds and delay_ms_min not above delay_ms_max; otherwise a sentence that
/// names the field.
Status check_faults(const Faults& faults);

enum class SendOutcome {
  Accept,
  RateLimit,     ///< 429 with retry_after_s, not accepted
  ServerError,   ///< 500, not accepted
  Refuse,        ///< 400 with refuse_code, not accepted
  AcceptAndHang  ///< accepted, but the HTTP request is never answered
};

struct SendFate {
  SendOutcome outcome = SendOutcome::Accept;
  int sent_after_ms = 0;   ///< from the request to `sent`
  int final_after_ms = 0;  ///< from `sent` to the final status
  int error_code = 0;      ///< 0: delivered
  friend bool operator==(const SendFate&, const SendFate&) = default;
};
/// The fate of the nth send request.
SendFate decide_send(std::uint64_t seed, std::uint64_t ordinal, const Faults& faults);

enum class WebhookStep : std::uint64_t { Inbound = 0, Sent = 1, Final = 2 };

struct WebhookFate {
  bool is_lost = false;        ///< never sent
  bool is_duplicated = false;  ///< sent twice, with one idempotency token
  bool is_held_back = false;   ///< sent after the next one of its conversation or message
  int delay_ms = 0;
  friend bool operator==(const WebhookFate&, const WebhookFate&) = default;
};
/// The fate of one webhook of the message with this ordinal.
WebhookFate decide_webhook(std::uint64_t seed, std::uint64_t ordinal, WebhookStep step, const Faults& faults);

}  // namespace smsdesk::mock
