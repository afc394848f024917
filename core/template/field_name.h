// How a text asks for a customer field, which has the name that the organisation gave it: "Account no". Pure.
//
// A template has {{field.Account no}}, the address of a link {field.Account no}. Names are people's words, so they are
// compared as people read them: without case and accents, and with one space where there are several. What cannot stand in
// braces ("{", "}", "|", line ends) is a space there.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace smsdesk {

inline constexpr std::string_view kFieldPrefix = "field.";  ///< how it begins, whatever asks for a field
inline constexpr std::size_t kFieldNameBytesMax = 100;      ///< a longer one is no field's

/// The name that it asks for, as it is written: "account no" of "field.account no". Nothing where it asks for no field.
std::optional<std::string_view> placeholder_field(std::string_view placeholder);
/// What asks for the field of that name: "field.Account no". Empty where nothing of the name can be written.
std::string field_placeholder(std::string_view name);
/// Of two spellings of one name it is the same; empty where nothing is left to tell it by.
std::string field_key(std::string_view name);

}  // namespace smsdesk
