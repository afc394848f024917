#include "server-mock/connection_overrides.h"

#include <algorithm>

#include "server-mock/read_number.h"

namespace smsdesk::mock {
namespace {

/// The part up to `mark`, which is taken off `text`.
std::string_view take_part(std::string_view& text, char mark) {
  const std::size_t end = std::min(text.find(mark), text.size());
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return part;
}

void read_policy(std::string_view names, ConnectionOverrides& into) {
  into.retries_unconnected = false;
  while (!names.empty()) {
    const std::string_view name = take_part(names, ',');
    const bool is_all = name == "all";
    into.retries_unconnected |= is_all || name == "ct";
    into.retries_unanswered |= is_all || name == "rt";
    into.retries_4xx |= is_all || name == "4xx";
    into.retries_5xx |= is_all || name == "5xx";
  }
}

}  // namespace

ConnectionOverrides parse_connection_overrides(std::string_view fragment) {
  ConnectionOverrides overrides;
  while (!fragment.empty()) {
    std::string_view value = take_part(fragment, '&');
    const std::string_view name = take_part(value, '=');
    if (name == "ct") {
      if (const auto ms = read_number_within(value, 100, 10'000)) overrides.connect = std::chrono::milliseconds(*ms);
    } else if (name == "rt") {
      if (const auto ms = read_number_within(value, 100, 15'000)) overrides.read = std::chrono::milliseconds(*ms);
    } else if (name == "rc") {
      overrides.retries = read_number_within(value, 0, 5).value_or(overrides.retries);
    } else if (name == "rp") {
      read_policy(value, overrides);
    }
  }
  return overrides;
}

}  // namespace smsdesk::mock
