// Sign-in and the connection. One socket; backoff 0.5 s · 2^n with jitter up to 15 s; an opening that hangs is given up
// after ten seconds. A link may die without the browser noticing (a relay that stands still, a cable, a sleeping
// machine): it counts as lost where nothing was heard for two pulses, and ten seconds after a command that brought no
// word. Nothing is lost or doubled by a wrong guess: what was in flight goes out again under its key.
#include <algorithm>

#include "core/client/pending.h"
#include "core/client/turn.h"
#include "core/json/json.h"
#include "core/words/words.h"

namespace smsdesk {
namespace {

constexpr DurationMs kOpeningMax = seconds(10);
constexpr DurationMs kSilenceMax = 2 * kQuietMax;
constexpr DurationMs kAnswerMax = seconds(10);
constexpr DurationMs kBackoffFirst = 500;
constexpr DurationMs kBackoffMax = seconds(15);
// A relay that restarts closes everybody at once. Were all back at once, they would wait for each other's first view.
constexpr std::uint16_t kCloseRestart = 1012;  // RFC 6455's registry
constexpr DurationMs kSpreadPerAgent = 5;
constexpr DurationMs kSpreadMax = seconds(5);
constexpr DurationMs kSessionAskedAgain = seconds(3);
constexpr unsigned kSessionAskedEvery = 3;  // failed attempts

std::string sentence_of(const std::string& body, std::string otherwise) {
  auto document = json::Document::parse(body);
  if (!document) return otherwise;
  const std::string_view sentence = document->root().text_or("sentence", "");
  return sentence.empty() ? otherwise : translated(sentence);
}

/// What an answer says of the session.
struct SessionAnswer {
  AgentId agent;              ///< not set: nobody is named
  bool names_nobody = false;  ///< {"agent":null}: the relay is there, and nobody is signed in
  std::optional<unsigned> links_for_days;
};

SessionAnswer session_answer(const std::string& body) {
  SessionAnswer said;
  auto document = json::Document::parse(body);
  if (!document) return said;
  const auto agent = document->root().find("agent");
  said.agent = AgentId{document->root().u64_or("agent", 0)};
  said.names_nobody = agent.exists() && agent.is_null();
  if (document->root().find("links_for_days").exists())
    said.links_for_days =
        static_cast<unsigned>(std::min<std::uint64_t>(document->root().u64_or("links_for_days", 0), 9'999));
  return said;
}

/// An answer that says nothing of it changes nothing.
void note_links(State& s, const SessionAnswer& said) {
  if (said.links_for_days) s.links_for_days = *said.links_for_days;
}

constexpr const char* kOwesSignOutKey = "owes_sign_out";

void pay_sign_out(Turn& turn) {
  if (!turn.s.owes_sign_out) return;
  turn.s.owes_sign_out = false;
  turn.s.ask_session_at.reset();
  turn.emit(effect::DeleteStorage{"settings", kOwesSignOutKey});
}

void signed_in(Turn& turn) {
  turn.s.session = SessionPhase::SignedIn;
  note_activity(turn);
  turn.s.sign_in = SignInForm{turn.s.sign_in.login, {}, {}, turn.s.sign_in.revision + 1};
  if (turn.s.is_outbox_loaded && turn.s.are_drafts_loaded) open_socket_now(turn);
}

/// When the link that is up counts as dead, should nothing be heard until then.
std::optional<Instant> silent_until(const State& state) {
  const Connection& connection = state.connection;
  if (connection.link != Link::Up) return std::nullopt;
  Instant until = connection.heard_at + kSilenceMax;
  const auto asked = [&](Instant at) { until = std::min(until, std::max(at, connection.heard_at) + kAnswerMax); };
  for (const PendingCommand& pending : state.pending) {
    if (pending.is_sent) asked(pending.sent_at);
  }
  for (const OutboxEntry& entry : state.outbox.entries()) {
    if (entry.phase == SendPhase::InFlight) asked(entry.sent_at);
  }
  return until;
}

void say_lost(Turn& turn) {
  turn.emit(effect::Announce{tr("Connection lost. Messages you send wait and go out when it is back."), true});
}

}  // namespace

void lose_link(Turn& turn) {
  const Link link = turn.s.connection.link;
  if (turn.s.session != SessionPhase::SignedIn || link == Link::Down) return;
  turn.emit(effect::CloseSocket{});
  go_down(turn);
  if (link == Link::Up) say_lost(turn);
}

void go_down(Turn& turn) {
  Connection& connection = turn.s.connection;
  if (connection.link != Link::Down) connection.down_since = turn.now;
  connection.link = Link::Down;
  turn.s.outbox.requeue_in_flight();
  for (PendingCommand& pending : turn.s.pending) pending.is_sent = false;
  for (auto& [id, history] : turn.s.histories) {
    history.pending.reset();
    history.pending_newer.reset();
  }
  turn.s.find.followed = {};
  if (turn.s.place.page) turn.s.place.page->pending.reset();
  turn.s.place.pending_newer.reset();
  turn.s.delivery.pending.reset();
  turn.s.palette.closed.pending.reset();
  turn.s.palette.contacts.pending.reset();
  turn.s.preferences.pending.reset();
  turn.s.preferences.is_in_step = false;
  turn.s.told_attention = {};
  turn.s.watchers.clear();
  const DurationMs wait = std::min(kBackoffFirst << std::min(connection.attempt, 10u), kBackoffMax);
  connection.retry_at = turn.now + wait / 2 + wait * turn.jitter() / 2000;
  ++connection.attempt;
}

void on_started(Turn& turn) {
  turn.s.tab = turn.next_key().value;
  ask_for_tabs(turn);
  turn.emit(effect::LoadStorage{"outbox"});
  turn.emit(effect::LoadStorage{"drafts"});
  turn.emit(effect::LoadStorage{"settings"});
  turn.emit(effect::HttpRequest{"session", "GET", "/api/session", ""});
}

void on_http(Turn& turn, const event::HttpAnswered& answer) {
  State& s = turn.s;
  if (answer.tag.starts_with(kOrganisationTag)) return on_organisation_http(turn, answer);
  if (answer.tag.starts_with(kLanguageTag)) return on_language_http(turn, answer);
  if (answer.tag == kEmojiTag || answer.tag.starts_with(kEmojiNamesTag)) return on_emoji_http(turn, answer);
  if (answer.tag.starts_with(kTemplateFilesTag)) return on_template_files_http(turn, answer);
  if (answer.tag.starts_with(kLinkTag)) return on_link_http(turn, answer);
  if (answer.tag == "session") {
    if (s.owes_sign_out) return;  // whoever the cookie still names has left
    s.ask_session_at.reset();
    if (s.session != SessionPhase::Unknown && s.session != SessionPhase::SignedOut) return;  // signed in meanwhile
    const SessionAnswer said = session_answer(answer.body);
    if (answer.status == 200 && !said.names_nobody) {
      note_links(s, said);
      s.session_agent = said.agent;
      if (s.session_agent.is_set() && s.session_agent != s.me) leave_view(turn);
      return signed_in(turn);
    }
    const bool is_reached = answer.status == 401 || answer.status == 200;
    if (is_reached) leave_view(turn);
    // What was here last stays readable while nobody can say whether the session holds.
    if (!s.view_from) s.session = SessionPhase::SignedOut;
    std::string error;
    if (!is_reached) {
      // The cookie may be good: whoever reloaded the page while the relay was away goes on without a password.
      s.ask_session_at = turn.now + kSessionAskedAgain;
      error = tr("The relay cannot be reached. Trying again; what was not sent is kept.");
    }
    if (error != s.sign_in.error) {
      s.sign_in.error = std::move(error);
      ++s.sign_in.revision;
      if (!is_reached) turn.emit(effect::Announce{s.sign_in.error, true});
    }
    return;
  }
  if (answer.tag == "session_check") {
    const SessionAnswer said = session_answer(answer.body);
    const bool is_over = answer.status == 401 || (answer.status == 200 && said.names_nobody);
    if (answer.status == 200) note_links(s, said);
    if (is_over && s.session == SessionPhase::SignedIn) {
      sign_out_here(turn, tr("Your session has ended. Sign in again."));
    }
    return;
  }
  if (answer.tag == "sign_out") {
    // The page has forgotten everything already; the cookie is the relay's to end.
    const bool is_told = answer.status == 401 || (answer.status >= 200 && answer.status <= 299);
    if (is_told) return pay_sign_out(turn);
    if (s.session != SessionPhase::SignedOut) return;
    s.ask_session_at = turn.now + kSessionAskedAgain;
    if (s.owes_sign_out) return;
    // A page that starts anew must not go on in the name of whoever left.
    s.owes_sign_out = true;
    turn.emit(effect::PutStorage{"settings", kOwesSignOutKey, "1"});
    s.sign_in.error = tr("The relay could not be told yet that you signed out. This page tells it when it is back.");
    ++s.sign_in.revision;
    turn.emit(effect::Announce{s.sign_in.error, true});
    return;
  }
  if (answer.tag != "sign_in" || s.session != SessionPhase::SigningIn) return;
  if (answer.status == 200) {
    note_links(s, session_answer(answer.body));
    pay_sign_out(turn);  // another cookie has taken the place of that one
    return signed_in(turn);
  }
  s.session = SessionPhase::SignedOut;
  ++s.sign_in.revision;
  if (answer.status == 0) {
    s.sign_in.error = tr("The relay cannot be reached. Check the connection and try again.");
  } else if (answer.status == 401) {
    s.sign_in.password.clear();
    s.sign_in.error = sentence_of(answer.body, tr("Login or password is not right. Try again."));
  } else {
    s.sign_in.error = sentence_of(answer.body, tr("Signing in did not work. Try again in a moment."));
  }
  turn.emit(effect::Announce{s.sign_in.error, true});
}

void tell_sign_out(Turn& turn) {
  turn.emit(effect::HttpRequest{"sign_out", "DELETE", "/api/session", ""});
}

void load_owed_sign_out(Turn& turn, const event::StorageLoaded& settings) {
  State& s = turn.s;
  const bool owes = std::any_of(settings.content.begin(), settings.content.end(),
                                [](const auto& one) { return one.first == kOwesSignOutKey; });
  if (!owes || s.session == SessionPhase::SigningIn) return;
  if (s.session != SessionPhase::SignedOut) sign_out_here(turn, {});
  s.owes_sign_out = true;
  tell_sign_out(turn);
}

void open_socket_now(Turn& turn) {
  Connection& connection = turn.s.connection;
  connection.link = Link::Opening;
  connection.retry_at = turn.now + kOpeningMax;
  turn.emit(effect::OpenSocket{});
}

void on_socket_opened(Turn& turn) {
  if (turn.s.connection.link != Link::Opening) return;
  turn.s.connection.link = Link::Greeting;
  Hello hello;
  if (turn.s.has_facts) {
    hello.epoch = turn.s.epoch;
    hello.offset = turn.s.workspace.offset;
  }
  turn.emit(effect::TransmitFrame{encode_frame(ClientFrame(hello))});
}

void on_socket_closed(Turn& turn, const event::SocketClosed& closed) {
  State& s = turn.s;
  if (s.session != SessionPhase::SignedIn || s.connection.link == Link::Down) return;
  if (closed.code == kCloseSignedOut) {
    return sign_out_here(
        turn, closed.reason.empty() ? tr("Your session has ended. Sign in again.") : translated(closed.reason));
  }
  if (closed.code == kCloseVersion) {
    turn.emit(effect::ReloadPage{});
    return go_down(turn);
  }
  const bool was_up = s.connection.link == Link::Up;
  if (closed.code == kCloseBadFrame) suspect_under_way(turn);
  go_down(turn);
  if (closed.code == kCloseRestart) {
    const DurationMs spread =
        std::min(kSpreadPerAgent * static_cast<DurationMs>(s.workspace.agents.size()), kSpreadMax);
    s.connection.retry_at = *s.connection.retry_at + spread * turn.jitter() / 1000;
  }
  if (was_up) {
    say_lost(turn);
  } else if (s.connection.attempt % kSessionAskedEvery == 0) {
    // Perhaps the session is gone: the relay refuses the upgrade without saying so to the page.
    turn.emit(effect::HttpRequest{"session_check", "GET", "/api/session", ""});
  }
}

void sign_out_here(Turn& turn, std::string reason) {
  State& s = turn.s;
  if (s.connection.link != Link::Down) turn.emit(effect::CloseSocket{});
  turn.emit(effect::CloseNotification{});
  store_drafts(turn, true);
  tend_organisation(turn, true);
  stop_transfer(turn);
  State fresh;
  fresh.last_history = turn.s.last_history;
  fresh.session = SessionPhase::SignedOut;
  fresh.sign_in.error = std::move(reason);
  fresh.sign_in.revision = s.sign_in.revision + 1;
  fresh.sign_in.login = s.sign_in.login;
  fresh.settings = s.settings;
  fresh.preferences = s.preferences;
  fresh.preferences.pending.reset();
  fresh.preferences.is_in_step = false;
  fresh.palette.stored_recent = s.palette.stored_recent;
  fresh.is_mac = s.is_mac;
  fresh.types_not_shown = s.types_not_shown;  // the browser is the same, and is asked once
  fresh.language = s.language;
  fresh.emoji.recent = s.emoji.recent;
  fresh.emoji.tone = s.emoji.tone;
  fresh.tab = s.tab;
  fresh.are_settings_loaded = s.are_settings_loaded;
  fresh.kept_selected = s.kept_selected;
  fresh.kept_mine = s.kept_mine;
  fresh.organisation.kept = s.organisation.kept;
  fresh.contacts.kept = s.contacts.kept;
  fresh.is_page_visible = s.is_page_visible;
  fresh.is_sound_blocked = s.is_sound_blocked;
  // What was not sent or finished is in storage; it is loaded again for whoever signs in next and belongs to them only
  // where its scope is theirs.
  s = std::move(fresh);
  forget_view(turn);
  ask_for_tabs(turn);
  turn.emit(effect::LoadStorage{"outbox"});
  turn.emit(effect::LoadStorage{"drafts"});
}

void on_tick(Turn& turn) {
  State& s = turn.s;
  Connection& connection = s.connection;
  if (s.ask_session_at && *s.ask_session_at <= turn.now) {
    s.ask_session_at.reset();
    if (s.owes_sign_out && s.session == SessionPhase::SignedOut)
      tell_sign_out(turn);
    else if (s.session == SessionPhase::SignedOut || s.session == SessionPhase::Unknown)
      turn.emit(effect::HttpRequest{"session", "GET", "/api/session", ""});
  }
  if (const auto until = silent_until(s); until && *until <= turn.now) lose_link(turn);
  if (s.session == SessionPhase::SignedIn && connection.retry_at && *connection.retry_at <= turn.now) {
    if (connection.link == Link::Down) {
      open_socket_now(turn);
    } else if (connection.link == Link::Opening || connection.link == Link::Greeting) {
      turn.emit(effect::CloseSocket{});
      go_down(turn);
    }
  }
  release_due(turn);
  end_quiet_when_due(turn);
  keep_view_when_due(turn);
  store_drafts(turn, false);
  tell_drafts(turn, false);
  tell_wrap_ups(turn, false);
  tell_seen(turn, false);
  find_when_due(turn);
  search_when_due(turn);
  tend_palette(turn);
  tend_organisation(turn, false);
  if (s.pages_again_at && *s.pages_again_at <= turn.now) s.pages_again_at.reset();
  tend_reading(turn);
  const auto is_over = [&](const NoticeState& n) { return n.until.ms != 0 && n.until <= turn.now; };
  if (std::erase_if(s.notices, is_over) != 0) turn.is_unseen = false;
}

std::optional<Instant> next_wake(const State& state) {
  std::optional<Instant> next;
  const auto wish = [&](Instant at) {
    if (!next || at < *next) next = at;
  };
  if (state.session == SessionPhase::SignedIn && state.connection.link != Link::Up && state.connection.retry_at) {
    wish(*state.connection.retry_at);
  }
  if (const auto until = silent_until(state)) wish(*until);
  if (state.keep_view_at && state.connection.link == Link::Up) wish(*state.keep_view_at);
  if (state.ask_session_at) wish(*state.ask_session_at);
  if (const auto write = next_draft_write(state)) wish(*write);
  if (const auto tell = next_draft_tell(state)) wish(*tell);
  if (state.connection.link == Link::Up) {
    for (const OutboxEntry& entry : state.outbox.entries())
      if (entry.phase == SendPhase::Queued && entry.not_before.ms != 0) wish(entry.not_before);
  }
  for (const auto& [id, draft] : state.wrap_ups) {
    // Without the connection it waits for that; behind one on its way it waits for the answer.
    if (draft.tell_at && state.connection.link == Link::Up && !is_pending<PrepareWrapUp>(state, id)) {
      wish(*draft.tell_at);
    }
  }
  if (const auto seen = next_seen(state)) wish(*seen);
  if (state.told_attention.is_typing) wish(state.typing_until);
  if (state.pages_again_at) wish(*state.pages_again_at);
  for (const NoticeState& notice : state.notices) {
    if (notice.until.ms != 0) wish(notice.until);
  }
  if (state.find.ask_at) wish(*state.find.ask_at);
  if (const auto search = next_search(state)) wish(*search);
  if (const auto link = next_link(state)) wish(*link);
  if (const auto palette = next_palette_request(state)) wish(*palette);
  if (const auto contacts = next_contacts_request(state)) wish(*contacts);
  if (const auto targets = next_targets_request(state)) wish(*targets);
  if (const auto idle = next_idle_check(state)) wish(*idle);
  if (const auto quiet = next_quiet_end(state)) wish(*quiet);
  if (const auto organisation = next_organisation_wake(state)) wish(*organisation);
  return next;
}

}  // namespace smsdesk
