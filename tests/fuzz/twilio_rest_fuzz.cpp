// Answers of the carrier's REST interface. The first byte chooses the HTTP status.
#include <iterator>

#include "core/base/utf8.h"
#include "relay/carrier/twilio/dates.h"
#include "relay/carrier/twilio/send_answer.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace smsdesk::twilio;
  constexpr int kStatuses[] = {0, 200, 201, 204, 302, 400, 401, 403, 404, 408, 429, 500, 503, 999};
  std::string_view bytes = smsdesk::fuzz::text_of(data, size);
  const int status = kStatuses[smsdesk::fuzz::take_byte(bytes) % std::size(kStatuses)];

  const SendAnswer answer = read_send_answer(status, bytes);
  if (answer.verdict == SendVerdict::Accepted) {
    SMSDESK_LAW(status >= 200 && status < 300 && !answer.record.carrier_id.value.empty());
  }
  // Only a refusal proves that nothing was sent: 429, or a full queue's 21611.
  if (answer.verdict == SendVerdict::Retry) SMSDESK_LAW(status >= 400 && status < 500 && status != 408);
  const CarrierError error = parse_error(status, bytes);
  SMSDESK_LAW(smsdesk::utf8::is_valid(error.message) && error.message.size() <= 500);

  if (const auto page = parse_message_page(bytes)) {
    const std::string& next = page->next_page_path;
    SMSDESK_LAW(next.empty() || (next.front() == '/' && next.substr(0, 2) != "//"));
    for (const MessageRecord& record : page->messages) {
      SMSDESK_LAW(fit_of(record, {}, smsdesk::Instant{}) == Fit::None || record.is_outbound);
      SMSDESK_LAW(smsdesk::utf8::is_valid(record.text) && smsdesk::utf8::is_valid(record.error_message));
    }
  }
  if (const auto record = parse_message(bytes)) SMSDESK_LAW(!record->carrier_id.value.empty());
  if (const auto at = parse_rfc2822(bytes)) SMSDESK_LAW(!iso8601(*at).empty());
  return 0;
}
