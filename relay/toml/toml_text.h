// Text of a file → a table of toml++, or what is wrong with it and where.
//
// Why not toml::parse alone: version 3.3.0 runs into undefined behaviour at letters outside ASCII that stand outside
// quotes and comments, and it has no bound on length. Such texts are refused before it sees them.
#pragma once

#include <string_view>
#include <variant>

#include "core/base/result.h"
#include "core/json/json.h"
#include "relay/toml/toml_problem.h"
#include "relay/toml/tomlpp.h"

namespace smsdesk::relay {

/// Longer texts are refused.
inline constexpr std::size_t kTomlBytesMax = 16u << 20;

std::variant<toml::table, TomlProblem> parse_toml(std::string_view text);
/// Reads the file and parses it; an error is the sentence for the person.
Result<toml::table> parse_toml_file(const std::string& file);
/// The same table out of JSON: an object whose values are texts, whole numbers, true/false, lists and objects. Members that
/// are null are left out. Nothing in it has a line.
std::variant<toml::table, TomlProblem> parse_json_as_toml(std::string_view text);

}  // namespace smsdesk::relay
