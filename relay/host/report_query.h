// What is asked of a report in the address of a request: parsed strictly, so that a filter that was written wrong is told
// about and never left out in silence. Pure.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "relay/store/store.h"

namespace smsdesk::relay {

enum class Report : std::uint8_t { AgentStates, Offers, Notes, ReportedMessages };
/// By the path of the request: "/api/reports/offers".
std::optional<Report> find_report(std::string_view path);

/// Words of store::AgentStateKind, in its order.
inline constexpr std::array<std::string_view, 4> kAgentStateKinds{"presence", "queue", "connection", "routing"};
static_assert(kAgentStateKinds.size() == static_cast<std::size_t>(store::AgentStateKind::Routing) + 1);
inline constexpr std::size_t kReportRowsMax = 200;
inline constexpr std::size_t kReportRowsUsual = 50;

struct ReportRequest {
  store::ReportQuery query;
  std::size_t limit = kReportRowsUsual;
};
/// `query`: as it stands in the address. The error is a sentence for whoever wrote it.
Result<ReportRequest> parse_report_request(Report report, std::string_view query);

/// "page" of the request that goes on behind that row, as an answer names it.
std::string page_name(const store::ReportPlace& last);

}  // namespace smsdesk::relay
