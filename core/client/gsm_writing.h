// Writing a text in GSM's characters and as it was before, of a message and of a template. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/sms/smart_encoding.h"

namespace smsdesk {

/// sms::smart_encoded, or that of a template.
using GsmEncoder = sms::SmartEncoding (*)(std::string_view text, sms::Equivalents which);

/// Of a template's text: its own words and its defaults. The names of placeholders stay as they are, whatever they are written
/// with: "{{field.Número}}" would name another field. Nothing is replaced in what cannot be parsed, nor where it would not be the
/// same placeholders then.
sms::SmartEncoding smart_encoded_template(std::string_view text, sms::Equivalents which = sms::Equivalents::True);
/// A template's own words and defaults alone; empty where it cannot be parsed.
std::string words_of_template(std::string_view text);

struct GsmWritten {
  std::string text;
  std::string before;  ///< what it takes the place of; empty: that was put back
  std::string said;    ///< what who hears the page is told
};
/// `before`: what stood there before it was written so; then that comes back. Nothing where the text would not fit.
std::optional<GsmWritten> written_in_gsm(const std::string& text, const std::string& before, sms::Equivalents which,
                                         GsmEncoder encoder);

}  // namespace smsdesk
