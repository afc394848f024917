// The desk as it was when the page was seen last, so that the next start shows it at once instead of an empty page. It is the
// workspace as the relay told it, kept among the settings now and then and when the page is hidden; from there on everything goes the one way
// of a connection that was lost: a Hello with its offset, then what has changed since, or a snapshot. Until then the page says
// from when it is, offers nothing and sends nothing. It leaves the browser with whoever signs out.
#include <charconv>

#include "core/client/turn.h"
#include "core/workspace/workspace_json.h"

namespace smsdesk {
namespace {

constexpr const char* kViewKey = "view";
constexpr std::size_t kViewBytesMax = 8'000'000;     // a larger one would take longer to read than a snapshot to come
constexpr DurationMs kKeptAfter = seconds(3);        // of a start; a page that is closed may not come to write
constexpr DurationMs kKeptAgainAfter = seconds(60);  // of the first change since
constexpr DurationMs kViewTooOld = hours(12);        // as long as a session lasts that nobody uses

/// "version agent offset at skew epoch", a line.
struct Head {
  std::uint64_t version = 0, agent = 0, offset = 0;
  std::int64_t at = 0, skew = 0;
  std::string epoch;
};

template <typename Number>
bool take_number(std::string_view& line, Number& number) {
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), number);
  if (error != std::errc{} || end == line.data() + line.size() || *end != ' ') return false;
  line.remove_prefix(static_cast<std::size_t>(end - line.data()) + 1);
  return true;
}

std::optional<Head> read_head(std::string_view line) {
  Head head;
  const bool is_read = take_number(line, head.version) && take_number(line, head.agent) &&
                       take_number(line, head.offset) && take_number(line, head.at) && take_number(line, head.skew);
  if (!is_read || head.version != kProtocolVersion || head.agent == 0 || line.empty()) return std::nullopt;
  head.epoch = std::string(line);
  return head;
}

}  // namespace

void note_view_changed(Turn& turn) {
  State& s = turn.s;
  if (!s.keep_view_at) s.keep_view_at = turn.now + (s.view_kept_at ? kKeptAgainAfter : kKeptAfter);
}

void keep_view_when_due(Turn& turn) {
  if (turn.s.keep_view_at && *turn.s.keep_view_at <= turn.now) keep_view(turn);
}

void keep_view(Turn& turn) {
  State& s = turn.s;
  s.keep_view_at.reset();
  if (s.session != SessionPhase::SignedIn || s.connection.link != Link::Up || s.view_kept_at == s.workspace.offset)
    return;
  s.view_kept_at = s.workspace.offset;
  const auto number = [](auto value) { return std::to_string(value) + " "; };
  std::string text = number(kProtocolVersion) + number(s.me.value) + number(s.workspace.offset) + number(turn.now.ms) +
                     number(s.connection.clock_skew) + s.epoch + "\n" + encode_workspace(s.workspace);
  if (text.size() > kViewBytesMax) return forget_view(turn);
  turn.emit(effect::PutStorage{"settings", kViewKey, std::move(text)});
}

void forget_view(Turn& turn) {
  turn.s.view_kept_at.reset();
  turn.emit(effect::DeleteStorage{"settings", kViewKey});
}

void load_view(Turn& turn, const event::StorageLoaded& settings) {
  State& s = turn.s;
  const bool is_unreached = s.session == SessionPhase::SignedOut && s.ask_session_at && !s.owes_sign_out;
  const bool is_early = s.session == SessionPhase::Unknown || s.session == SessionPhase::SignedIn || is_unreached;
  if (!is_early || s.has_facts || !s.epoch.empty()) return;
  for (const auto& [key, value] : settings.content) {
    if (key != kViewKey) continue;
    const std::size_t end = value.find('\n');
    const auto head = end == std::string::npos ? std::nullopt : read_head(std::string_view(value).substr(0, end));
    const bool is_mine = head && (!s.session_agent.is_set() || s.session_agent.value == head->agent);
    if (!is_mine || turn.now.ms - head->at > kViewTooOld) return forget_view(turn);
    auto workspace = decode_workspace(std::string_view(value).substr(end + 1));
    if (!workspace) return forget_view(turn);
    s.workspace = std::move(workspace.value());
    s.workspace.offset = head->offset;
    s.me = AgentId{head->agent};
    s.epoch = head->epoch;
    s.scope = s.epoch + ":" + std::to_string(head->agent);
    s.connection.clock_skew = head->skew;
    s.has_facts = true;
    s.view_from = Instant{head->at};
    if (is_unreached) s.session = SessionPhase::Unknown;
    return;
  }
}

void leave_view(Turn& turn) {
  State& s = turn.s;
  if (!s.view_from) return;
  store_drafts(turn, true);
  stop_transfer(turn);
  s.drafts.clear();
  s.attachments.clear();
  s.link_files.clear();
  s.wrap_ups.clear();
  s.histories.clear();
  s.workspace = {};
  s.has_facts = false;
  s.me = {};
  s.epoch.clear();
  s.scope.clear();
  s.selected = {};
  s.view_from.reset();
  forget_view(turn);
}

}  // namespace smsdesk
