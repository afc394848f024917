// One agent's machine: everything the page knows. Facts (workspace) and guesses (outbox, pending) never mix.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/client/intent.h"
#include "core/client/outbox.h"
#include "core/protocol/frame.h"
#include "core/workspace/workspace.h"

namespace smsdesk {

inline constexpr std::size_t kNoticesMax = 5;
inline constexpr std::size_t kDraftBytesMax = 16 * 1024;
inline constexpr std::size_t kHistoryMessagesMax = 200'000;  ///< held per open conversation
inline constexpr std::size_t kHistoriesMax = 20;
inline constexpr std::size_t kPendingMax = 200;
inline constexpr std::size_t kOtherTabsMax = 100;

enum class SessionPhase : std::uint8_t { Unknown, SignedOut, SigningIn, SignedIn };
enum class Link : std::uint8_t { Down, Opening, Greeting, Up };

struct SignInForm {
  std::string login;
  std::string password;
  std::string error;
  std::uint32_t revision = 0;
};

struct Connection {
  Link link = Link::Down;
  unsigned attempt = 0;  ///< failed ones since the last success
  std::optional<Instant> retry_at;
  Instant down_since;
  Instant heard_at;           ///< the last frame's arrival, while up
  bool was_up = false;        ///< since sign-in
  DurationMs clock_skew = 0;  ///< relay − browser
};

struct Draft {
  std::string text;
  std::uint32_t revision = 0;       ///< rises when the state, not the person, changed the text
  std::optional<Instant> store_at;  ///< a write to storage is due then
};

/// Grows at its two ends only and never changes between them, so that what is made from it can be made from the difference.
struct History {
  std::uint64_t number = 0;              ///< of the tab's histories; no two have the same
  std::deque<TimelineMessage> messages;  ///< older than what the workspace holds, oldest first
  std::size_t prepended = 0;             ///< how many came before the first that was there
  bool has_more = true;
  std::optional<SendKey> pending;  ///< a page was asked for under this key
  bool was_asked = false;
};

struct WrapUpDraft {
  WrapUpCodeId code;
  std::string note;
  std::uint32_t revision = 0;
};

/// A command on its way: the control that gave it shows that it is busy.
struct PendingCommand {
  SendKey key;
  AgentCommand command;
  bool is_sent = false;
  Instant sent_at{};  ///< where it was sent
};

/// Why a notice stands. Where there is a reason, the notice goes when it has gone.
enum class NoticeReason : std::uint8_t {
  None,
  UnsentSend,   ///< of the conversation
  UnsentDraft,  ///< of the conversation
  IsEnding,     ///< the conversation is
  SendsWait,    ///< in any conversation
  NoConnection,
  SignOutAsked,  ///< signing out was asked for, and conversations are open
};

struct NoticeState {
  std::uint64_t id = 0;
  enum class Tone : std::uint8_t { Info, Success, Problem } tone = Tone::Info;
  std::string text;
  Instant until;
  NoticeReason reason = NoticeReason::None;
  ConversationId about{};  ///< the conversation of the reason, where it has one
};

struct SettingsState {
  ThemeChoice theme = ThemeChoice::System;
  bool enter_sends = true;
  bool is_sound_on = true;
};

struct State {
  SessionPhase session = SessionPhase::Unknown;
  std::optional<Instant> ask_session_at;  ///< the relay could not be asked who is signed in; the next try
  SignInForm sign_in;
  Connection connection;
  bool is_page_visible = true;
  bool is_sound_blocked = false;

  AgentId me;
  std::string epoch;
  Workspace workspace;     ///< facts, as far as the relay has told
  bool has_facts = false;  ///< a snapshot came since sign-in

  std::string scope;  ///< epoch and agent; what is stored under another one is left alone
  Outbox outbox;
  bool is_outbox_loaded = false, are_drafts_loaded = false;
  /// What storage held at the start, until the relay has said which log and agent this is.
  std::map<std::string, std::string> stored_outbox, stored_drafts;
  bool are_settings_loaded = false;
  std::string kept_selected, kept_mine;  ///< as they stand in storage (recall.cpp)
  bool is_storage_broken = false;
  std::string tab;                   ///< names this page among the browser's; its drafts are stored under it
  std::set<std::string> other_tabs;  ///< pages that said they are there: their drafts are theirs
  std::map<ConversationId, Draft> drafts;
  std::map<ConversationId, History> histories;
  std::uint64_t last_history = 0;
  std::map<ConversationId, WrapUpDraft> wrap_ups;
  std::vector<PendingCommand> pending;

  ConversationId selected;
  Instant sign_out_asked_until;  ///< a second press until then signs out although conversations are open
  std::vector<NoticeState> notices;
  std::uint64_t last_notice = 0;
  SettingsState settings;
  bool is_settings_open = false;
  bool is_presence_menu_open = false;
  ConversationMenu open_menu = ConversationMenu::None;  ///< of the selected conversation
  bool is_roster_shown = true;
  bool is_context_shown = false;  ///< the drawer of a narrow page; a wide one always shows the panel
};

/// The relay's clock, as far as the browser's and the last Welcome tell.
inline Instant relay_now(const State& state, Instant now) {
  return now + state.connection.clock_skew;
}

}  // namespace smsdesk
