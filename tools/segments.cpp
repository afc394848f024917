#include "core/sms/segments.h"
#include "core/sms/smart_encoding.h"

#include <optional>

#include "tools/commands.h"

namespace smsdesk::tools {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

std::optional<std::u16string> read_code_units(std::string_view hex) {
  if (hex.size() % 4 != 0) return std::nullopt;
  std::u16string units;
  for (std::size_t at = 0; at < hex.size(); at += 4) {
    unsigned unit = 0;
    for (char c : hex.substr(at, 4)) {
      int value = hex_value(c);
      if (value < 0) return std::nullopt;
      unit = unit * 16 + static_cast<unsigned>(value);
    }
    units += static_cast<char16_t>(unit);
  }
  return units;
}

}  // namespace

Result<std::string> answer_segments(json::View object) {
  sms::SegmentCount count;
  std::optional<std::string> smart;
  if (object.find("utf16").is_string()) {
    auto units = read_code_units(object.find("utf16").string());
    if (!units) return Error{ErrorCode::Invalid, "\"utf16\" must hold four hexadecimal digits for each code unit."};
    count = sms::count_segments_utf16(*units);
  } else if (object.find("text").is_string()) {
    const std::string_view text = object.find("text").string();
    if (object.find("smart").boolean() == true) smart = sms::smart_encoded(text).text;
    count = sms::count_segments(smart ? std::string_view(*smart) : text);
  } else {
    return Error{ErrorCode::Invalid, "a string \"text\" or \"utf16\" is expected."};
  }
  json::Writer writer;
  writer.begin_object().key("encoding").string(sms::name_of(count.encoding));
  writer.key("segments").integer(count.count()).key("units").integer(count.units);
  if (smart) writer.key("text").string(*smart);
  writer.end_object();
  return writer.take();
}

}  // namespace smsdesk::tools
