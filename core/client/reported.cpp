// Reported messages in the supervisors' overview: the list is the relay's. It is asked for whenever it is opened and whenever
// a report of an open conversation is seen; of closed ones this page knows what it reports and takes back itself.
#include <algorithm>
#include <iterator>

#include "core/client/pending.h"
#include "core/client/turn.h"
#include "core/words/words.h"

namespace smsdesk {
namespace {

constexpr std::uint32_t kReportedAtOnce = 50;

bool is_shown(const State& s) {
  return s.area == Area::Overview && s.overview.tab == OverviewTab::Reported;
}

void ask(Turn& turn, bool is_continued) {
  ReportedState& reported = turn.s.reported;
  if (turn.s.connection.link != Link::Up) return;  // go_on_with_reported() asks when it is back
  ReportedRequest request;
  request.key = turn.next_key();
  if (is_continued && !reported.found.empty()) {
    request.before_at = reported.found.back().report.at;
    request.before = reported.found.back().message;
    request.limit = kReportedAtOnce;
  } else {
    // As many as are before the reader's eyes, so that a new one does not take the others away.
    const auto shown = static_cast<std::uint32_t>(std::min(reported.found.size(), kReportedMax));
    request.limit = std::max(kReportedAtOnce, shown);
  }
  reported.pending = request.key;
  reported.is_continued = is_continued;
  reported.is_stale = false;
  turn.emit(effect::TransmitFrame{encode_frame(ClientFrame(request))});
}

void ask_anew(Turn& turn) {
  if (!is_shown(turn.s)) return;
  if (turn.s.reported.pending)
    turn.s.reported.is_stale = true;
  else
    ask(turn, false);
}

bool set_report(History& history, MessageId message, const MessageReport& report) {
  const std::size_t at = place_in(history, message);
  if (at == history.messages.size() || history.messages[at].message.report == report) return false;
  history.messages[at].message.report = report;
  return true;
}

/// In what was loaded of timelines; what the facts hold is the fold's.
void set_report(State& s, MessageId message, const MessageReport& report) {
  for (auto& [id, history] : s.histories)
    if (set_report(history, message, report)) history.number = ++s.last_history;  // another one than what was drawn
  if (s.place.page && set_report(*s.place.page, message, report)) s.place.page->number = ++s.last_history;
}

}  // namespace

void begin_reported(Turn& turn) {
  if (is_shown(turn.s)) ask(turn, false);
}

void go_on_with_reported(Turn& turn) {
  // Reports may have come and gone meanwhile, and the answer was lost with the connection.
  turn.s.reported.pending.reset();
  begin_reported(turn);
}

void note_reported(Turn& turn, const MessageReported& entry, AgentId by, Instant at) {
  set_report(turn.s, entry.message,
             entry.kind == ReportKind::None ? MessageReport{} : MessageReport{entry.kind, by, at});
  ask_anew(turn);
}

void note_reported_closed(Turn& turn, ConversationId conversation) {
  // Who had it last and how it ended is the relay's to tell.
  if (turn.s.reported.conversations.count(conversation) != 0) ask_anew(turn);
}

void on_report_answer(Turn& turn, const AgentCommand& command) {
  const auto* report = std::get_if<ReportMessage>(&command);
  if (report == nullptr) return;
  // Of a closed conversation no entry tells it.
  if (report->kind != ReportKind::None) {
    const Message* known = find_message(turn.s, report->conversation, report->message);
    if (known == nullptr || known->report.kind != report->kind)
      set_report(turn.s, report->message, {report->kind, turn.s.me, relay_now(turn.s, turn.now)});
    return;
  }
  set_report(turn.s, report->message, {});
  ReportedState& reported = turn.s.reported;
  const auto at = std::find_if(reported.found.begin(), reported.found.end(),
                               [&](const ReportedMessage& one) { return one.message == report->message; });
  if (at == reported.found.end()) return;
  reported.found.erase(at);
  turn.emit(effect::Announce{tr("The report is dismissed."), false});
  // An answer that is on its way may be from before; and what is loaded may be at its end while there is more.
  if (reported.pending || (reported.found.empty() && reported.has_more)) ask_anew(turn);
}

void leave_reported(State& s) {
  ReportedState& reported = s.reported;
  if (reported.read.is_set() && s.find.reading && s.find.reading->id == reported.read) s.find.reading.reset();
  reported.read = {};
}

void on_reported(Turn& turn, ReportedFrame& frame) {
  ReportedState& reported = turn.s.reported;
  if (reported.pending != frame.key) return;
  reported.pending.reset();
  reported.is_failed = frame.is_failed;
  if (!frame.is_failed) {
    reported.was_answered = true;
    reported.has_more = frame.has_more;
    std::vector<ReportedMessage> behind;
    if (!reported.is_continued) {
      // Of a long list, what was loaded further down stays before the reader's eyes.
      const auto is_behind = [&](const ReportedMessage& one) {
        const ReportedMessage& last = frame.messages.back();
        return one.report.at < last.report.at || (one.report.at == last.report.at && one.message < last.message);
      };
      if (frame.has_more && !frame.messages.empty())
        std::copy_if(reported.found.begin(), reported.found.end(), std::back_inserter(behind), is_behind);
      reported.found.clear();
      if (behind.empty()) reported.conversations.clear();
    }
    for (FoundConversation& one : frame.conversations)
      reported.conversations.insert_or_assign(one.conversation, std::move(one));
    for (ReportedMessage& one : frame.messages) reported.found.push_back(std::move(one));
    reported.found.insert(reported.found.end(), behind.begin(), behind.end());
  }
  if (reported.is_stale) ask_anew(turn);
}

void on_overview_intent(Turn& turn, const intent::OpenReported& i) {
  State& s = turn.s;
  if (const Conversation* open = s.workspace.find_conversation(i.conversation); open != nullptr && open->detail) {
    select_conversation(turn, i.conversation);
  } else {
    const auto closed = s.reported.conversations.find(i.conversation);
    if (closed == s.reported.conversations.end())
      return turn.notice(NoticeState::Tone::Problem, tr("That message cannot be shown: it is not there any more."));
    s.area = Area::Find;
    s.is_roster_shown = false;
    s.overview.menu = {};
    begin_finding(turn);
    read_closed(turn, closed->second);
    s.reported.read = i.conversation;
  }
  go_to_place(turn, i.conversation, i.message);
}

void on_overview_intent(Turn& turn, const intent::OlderReported&) {
  const ReportedState& reported = turn.s.reported;
  if (reported.has_more && !reported.pending && is_shown(turn.s)) ask(turn, true);
}

void on_overview_intent(Turn& turn, const intent::ReportedAgain&) {
  begin_reported(turn);
}

void on_overview_intent(Turn& turn, const intent::DismissReport& i) {
  if (is_pending_report(turn.s, i.message)) return;
  give_command(turn, ReportMessage{i.conversation, i.message, ReportKind::None}, false);
}

}  // namespace smsdesk
