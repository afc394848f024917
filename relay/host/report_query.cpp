#include "relay/host/report_query.h"

#include <algorithm>
#include <tuple>

#include "relay/host/request_numbers.h"
#include "relay/net/http.h"

namespace smsdesk::relay {
namespace {

constexpr std::string_view kReports = "/api/reports/";
constexpr std::array<std::string_view, 4> kNames{"agent_states", "offers", "notes", "reported_messages"};
/// The end of the year 9999.
constexpr std::int64_t kInstantMax = 253'402'300'799'999;

std::optional<Instant> parse_instant(std::string_view text) {
  const auto ms = parse_number(text);
  if (!ms || *ms > static_cast<std::uint64_t>(kInstantMax)) return std::nullopt;
  return Instant{static_cast<std::int64_t>(*ms)};
}

template <typename AnyId>
bool take_id(std::string_view text, AnyId& into) {
  const auto number = parse_number(text);
  if (!number || *number == 0) return false;
  into = AnyId{*number};
  return true;
}

bool take_instant(std::string_view text, std::optional<Instant>& into) {
  into = parse_instant(text);
  return into.has_value();
}

bool take_page(std::string_view text, std::optional<store::ReportPlace>& into) {
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) return false;
  const auto at = parse_instant(text.substr(0, dash));
  const auto number = parse_number(text.substr(dash + 1));
  if (!at || !number) return false;
  into = store::ReportPlace{*at, *number};
  return true;
}

/// Takes one parameter; the sentence says what it may be, and is empty where it is that.
std::string take(Report report, std::string_view name, std::string_view value, ReportRequest& into) {
  store::ReportQuery& query = into.query;
  if (name == "agent") return take_id(value, query.agent) ? "" : "\"agent\" is the number of an agent.";
  if (name == "from") return take_instant(value, query.from) ? "" : "\"from\" is milliseconds since 1970.";
  if (name == "to") return take_instant(value, query.before) ? "" : "\"to\" is milliseconds since 1970.";
  if (name == "page") return take_page(value, query.behind) ? "" : "\"page\" is what an answer called \"next\".";
  if (name == "limit") {
    const auto limit = parse_number(value);
    if (!limit || *limit < 1 || *limit > kReportRowsMax) {
      return "\"limit\" is 1 to " + std::to_string(kReportRowsMax) + ".";
    }
    into.limit = static_cast<std::size_t>(*limit);
    return {};
  }
  if (name == "conversation" && report != Report::AgentStates) {
    return take_id(value, query.conversation) ? "" : "\"conversation\" is the number of a conversation.";
  }
  if (name == "kind" && report == Report::AgentStates) {
    const auto kind = std::find(kAgentStateKinds.begin(), kAgentStateKinds.end(), value);
    if (kind == kAgentStateKinds.end()) return "\"kind\" is presence, queue, connection or routing.";
    query.kind = static_cast<store::AgentStateKind>(kind - kAgentStateKinds.begin());
    return {};
  }
  const char* more = report == Report::AgentStates ? "kind" : "conversation";
  return std::string("This report is asked for by agent, ") + more + ", from, to, limit and page, and by nothing else.";
}

}  // namespace

std::optional<Report> find_report(std::string_view path) {
  if (path.substr(0, kReports.size()) != kReports) return std::nullopt;
  const auto name = std::find(kNames.begin(), kNames.end(), path.substr(kReports.size()));
  if (name == kNames.end()) return std::nullopt;
  return static_cast<Report>(name - kNames.begin());
}

Result<ReportRequest> parse_report_request(Report report, std::string_view query) {
  const auto wrong = [](std::string sentence) { return Error{ErrorCode::Invalid, std::move(sentence)}; };
  net::FormFields fields;
  if (!net::decode_form(query, fields)) return wrong("What stands behind the question mark cannot be read.");
  ReportRequest request;
  for (auto field = fields.begin(); field != fields.end(); ++field) {
    const bool is_again =
        std::any_of(fields.begin(), field, [&](const auto& before) { return before.first == field->first; });
    std::string sentence = take(report, field->first, field->second, request);
    if (sentence.empty() && is_again) sentence = "\"" + field->first + "\" stands there twice.";
    if (!sentence.empty()) return wrong(std::move(sentence));
  }
  const auto& [from, to] = std::tie(request.query.from, request.query.before);
  if (from && to && *from >= *to) return wrong("\"from\" must lie before \"to\".");
  return request;
}

std::string page_name(const store::ReportPlace& last) {
  return std::to_string(last.at.ms) + "-" + std::to_string(last.number);
}

}  // namespace smsdesk::relay
