// Form bodies and request targets. Law: what decodes, encodes to what decodes to the same.
#include "relay/net/http.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace smsdesk::net;
  const std::string_view bytes = smsdesk::fuzz::text_of(data, size);
  FormFields fields;
  if (decode_form(bytes, fields)) {
    SMSDESK_LAW(fields.size() <= kFormFieldsMax);
    FormFields again;
    SMSDESK_LAW(decode_form(encode_form(fields), again) && again == fields);
  }
  const std::string component = encode_component(bytes);
  SMSDESK_LAW(decode_form(component, fields));
  SMSDESK_LAW(bytes.empty() ? fields.empty() : (fields.size() == 1 && fields[0].first == bytes));

  HttpRequest request;
  request.target = bytes;
  request.headers = {{"Cookie", std::string(bytes)}};
  SMSDESK_LAW(request.path().size() + request.query().size() <= bytes.size());
  SMSDESK_LAW(request.cookie("session").size() <= bytes.size());
  return 0;
}
