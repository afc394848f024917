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
  writer.begin_object().key("zone").string(sms::zone_of_number(address->text())).end_object();
  return writer.take();
}

}  // namespace smsdesk::tools
