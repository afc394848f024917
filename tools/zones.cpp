#include "core/sms/address.h"
#include "core/sms/number_zone.h"
#include "tools/commands.h"

namespace smsdesk::tools {

Result<std::string> answer_zone(json::View object) {
  const json::View number = object.find("number");
  if (!number.is_string()) return Error{ErrorCode::Invalid, "a string \"number\" is expected."};
  const auto address = sms::parse_address(number.string());
  if (!address) return address.error();
  json::Writer writer;
  const sms::ZoneSpan span = sms::zones_of_number(address->text());
  const bool is_certain = span.behind == span.ahead;
  writer.begin_object().key("zone").string(is_certain ? span.behind : std::string_view());
  if (!is_certain) writer.key("between").begin_array().string(span.behind).string(span.ahead).end_array();
  writer.end_object();
  return writer.take();
}

}  // namespace smsdesk::tools
