// A webhook as it comes: form body → fields → message or report, and the signature over them. The first line is the URL.
#include <algorithm>

#include "core/base/utf8.h"
#include "relay/carrier/twilio/inbound.h"
#include "relay/carrier/twilio/signature.h"
#include "relay/carrier/twilio/url_forms.h"
#include "relay/net/http.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace smsdesk::twilio;
  const std::string_view bytes = smsdesk::fuzz::text_of(data, size);
  const std::size_t line_end = std::min(bytes.find('\n'), bytes.size());
  const std::string url(bytes.substr(0, line_end));
  const std::string_view body = line_end < bytes.size() ? bytes.substr(line_end + 1) : std::string_view{};

  std::vector<std::string> forms = url_forms(url);
  SMSDESK_LAW(!forms.empty() && forms.size() <= 12);
  std::sort(forms.begin(), forms.end());
  SMSDESK_LAW(std::adjacent_find(forms.begin(), forms.end()) == forms.end());

  Fields fields;
  if (!smsdesk::net::decode_form(body, fields)) return 0;
  const std::vector<std::string> tokens = {"first", "second"};
  const std::vector<std::string> urls = {url};
  for (const std::string& form : forms) {
    SMSDESK_LAW(is_signed_by(tokens, urls, signature_of("second", form, fields), fields));
    SMSDESK_LAW(!is_signed_by(tokens, urls, signature_of("third", form, fields), fields));
  }
  SMSDESK_LAW(!is_signed_by(tokens, urls, body, fields));
  SMSDESK_LAW(!is_json_signed_by(tokens, urls, url, body));

  if (const auto message = parse_inbound(fields)) {
    SMSDESK_LAW(smsdesk::utf8::is_valid(message->text));
    SMSDESK_LAW(message->from.is_set() && message->to.is_set() && !message->carrier_id.value.empty());
    SMSDESK_LAW(message->text.size() <= 3 * kBodyBytesMax && message->media.size() <= kMediaMax);
    SMSDESK_LAW(message->segments >= 0);
  }
  if (const auto report = parse_status_report(fields)) {
    SMSDESK_LAW(!report->carrier_id.value.empty());
    SMSDESK_LAW(smsdesk::utf8::is_valid(report->error_message));
    SMSDESK_LAW(report->error_message.size() <= kErrorMessageBytesMax);
  }
  return 0;
}
