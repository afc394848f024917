#include "core/screen/reported.h"

#include <algorithm>

#include "core/base/shortened.h"
#include "core/client/pending.h"
#include "core/screen/overview_parts.h"
#include "core/screen/parts.h"
#include "core/screen/words.h"
#include "core/sms/text_cleanup.h"
#include "core/words/words.h"

namespace smsdesk::screen {
namespace {

constexpr std::size_t kNamedBytesMax = 60;

std::string who_reported(const State& s, AgentId by) {
  if (by == s.me) return tr("Reported by you");
  const Agent* agent = s.workspace.find_agent(by);
  return agent == nullptr ? std::string(tr("Reported by a colleague"))
                          : tr("Reported by {agent}", {{"agent", agent->name}});
}

ReportedLine line_of(const State& s, const ReportedMessage& one) {
  ReportedLine line;
  line.conversation = one.conversation;
  line.message = one.message;
  line.at = one.report.at;
  line.below = one.report.kind == ReportKind::Abuse ? trc("report", "Abuse") : trc("report", "Spam");
  line.below += " · " + who_reported(s, one.report.by);
  line.text = one.text.empty() ? std::string(tr("Picture or file")) : sms::isolated(one.text);
  std::string spoken;
  if (const auto of = s.reported.conversations.find(one.conversation); of != s.reported.conversations.end()) {
    line.customer = of->second.name.empty() ? readable_address(of->second.customer) : of->second.name;
    spoken = of->second.name.empty() ? spoken_address(of->second.customer) : of->second.name;
    // What no queue is known of came to a number.
    const std::string queue = queue_name(s, of->second.queue);
    line.below += " · " + (queue.empty() ? readable_address(of->second.our_number) : queue);
  }
  line.accessible_name = labelled((spoken.empty() ? std::string() : spoken + comma()) + line.below, line.text);
  line.dismiss_name = labelled(tr("Dismiss report"), shortened(line.text, kNamedBytesMax));
  line.is_busy = is_pending_report(s, one.message);
  return line;
}

}  // namespace

ReportedList reported_list(const State& s, Instant now, DayOf day_of) {
  const ReportedState& reported = s.reported;
  ReportedList list;
  const std::int64_t today = day_of(now);
  for (const ReportedMessage& one : reported.found) {
    list.lines.push_back(line_of(s, one));
    list.lines.back().is_today = day_of(one.report.at) == today;
  }
  list.is_busy = reported.pending.has_value();
  list.has_older = reported.has_more;
  if (s.connection.link != Link::Up) {
    list.problem = tr("There is no connection. Reported messages are asked for when it is back.");
  } else if (reported.is_failed) {
    list.problem = tr("Reported messages could not be read right now. What is shown may be old.");
    list.can_try_again = true;
  }
  if (!reported.was_answered && list.problem.empty()) list.loading_text = tr("Loading…");
  return list;
}

}  // namespace smsdesk::screen
