// A filter over JSON lines: one answer for each line, in order.
//
// A line that cannot be answered gives {"error": "Line 3: …", "line": 3} and the filter goes on;
// blank lines are passed over but counted. Memory does not grow with the input.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <string>

#include "core/base/result.h"
#include "core/json/json.h"

namespace smsdesk::tools {

inline constexpr std::size_t kLineBytesMax = 1u << 20;

/// Takes a JSON object, gives one JSON text without line ends.
using Answer = Result<std::string> (*)(json::View object);

/// True when every line was answered and written.
bool answer_lines(std::istream& in, std::ostream& out, Answer answer);

}  // namespace smsdesk::tools
