// One agent's machine: everything the page knows. Facts (workspace) and guesses (outbox, pending) never mix.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/client/attachments.h"
#include "core/client/contacts.h"
#include "core/client/emoji.h"
#include "core/client/intent.h"
#include "core/client/language.h"
#include "core/client/message_matches.h"
#include "core/client/notification_access.h"
#include "core/client/organisation.h"
#include "core/client/outbox.h"
#include "core/client/palette.h"
#include "core/client/preferences.h"
#include "core/client/repeat_guard.h"
#include "core/client/reported.h"
#include "core/client/templates.h"
#include "core/protocol/frame.h"
#include "core/workspace/workspace.h"

namespace smsdesk {

inline constexpr std::size_t kNoticesMax = 5;
inline constexpr std::size_t kProblemsMax = 200;  ///< notices, where all of them say what went wrong
/// An agent's own words make a draft no longer than that. One to which words come back that would be lost elsewhere may be
/// longer: the browser keeps it whole, the relay does not.
inline constexpr std::size_t kDraftBytesMax = kKeptDraftBytesMax;
/// Of a conversation's timeline that many messages are held at once, around what is read. What goes beyond, at the end that
/// is further away, is forgotten down to the second figure and asked for again when the agent comes back to it: a timeline of
/// any length costs the page the same.
inline constexpr std::size_t kHistoryMessagesMax = 2'000;
inline constexpr std::size_t kHistoryMessagesKept = 1'200;
inline constexpr std::size_t kHistoryNotesMax = 500;       ///< the newest of them
inline constexpr std::size_t kHistorySegmentsMax = 2'000;  ///< the newest of them
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

/// Where something is being written: an answer to the customer, an internal note, words to a colleague; and the lists of files
/// that are attached to the answer, and of what is done when it is sent.
enum class DraftKind : std::uint8_t { Answer, Note, Consult, Files, Actions };
struct DraftPlace {
  ConversationId conversation;
  DraftKind kind = DraftKind::Answer;
  ConsultId consult;  ///< Consult: the thread; not set: the question that will begin one
  // NOLINTNEXTLINE(google-explicit-constructor): a conversation's draft, where nothing else is said, is the answer
  DraftPlace(ConversationId of, DraftKind as = DraftKind::Answer, ConsultId thread = {})
      : conversation(of), kind(as), consult(thread) {}
  friend auto operator<=>(const DraftPlace&, const DraftPlace&) = default;
};
/// "12", "12:note", "12:consult:7": the place's part of a storage key.
std::string encode_place(const DraftPlace& place);
std::optional<DraftPlace> decode_place(std::string_view text);

struct Draft {
  std::string text;
  std::uint32_t revision = 0;       ///< rises when the state, not the person, changed the text
  std::optional<Instant> store_at;  ///< a write to storage is due then

  // The copy on the relay (draft_sync.cpp): what it has, by what name, and when it is told of this one.
  std::string told, version;
  std::string origin;  ///< the page whose words the browser's storage had
  std::optional<Instant> tell_at;
  Instant typed_at;                ///< by the person at this page
  bool is_from_elsewhere = false;  ///< another page's words, which that page and the relay keep
  bool is_too_long = false;        ///< for the relay, and the agent was told so
  bool has_no_room = false;        ///< there, when it was told of last, and the agent knows of it or of another one
  enum class Other : std::uint8_t { None, Newer, Replaced };
  Other other = Other::None;  ///< another page has written this since; or what stood here before it came
  std::string other_text;
  SendAs other_as = SendAs::Usual;
  Instant other_at;
  bool is_other_told = false;  ///< a newer one was said to who hears the page

  std::vector<sms::FoundRisk> held;  ///< Send was pressed, and this was found in `text`
  std::string before_gsm;            ///< what stood here before it was written in GSM's characters
  SendAs send_as = SendAs::Usual;    ///< of an answer; there is no choice without words
  std::size_t cursor = 0;            ///< of an answer: where the person writes, bytes
  std::size_t cursor_end = 0;        ///< behind it, where something is selected

  // What the field shows until it is told of the revision: what it reports meanwhile is about this.
  std::string before;
  std::uint32_t before_revision = 0;
  bool was_sent = false;  ///< `before` left with a message

  /// By the state, not by the person: the field takes it over, with the cursor at its end.
  void put(std::string to);
};

/// Grows at its two ends only and never changes between them, so that what is made from it can be made from the difference;
/// when it becomes shorter it has another number.
struct History {
  std::uint64_t number = 0;              ///< of the tab's histories; no two have the same
  std::deque<TimelineMessage> messages;  ///< older than what the workspace holds, oldest first
  std::size_t prepended = 0;             ///< how many came before the first that was there
  /// Internal notes of the conversations that these messages are of, by id; of an open one the facts may have them too.
  std::map<NoteId, TimelineNote> notes;
  std::map<std::pair<ConversationId, unsigned>, TimelineSegment> segments;  ///< likewise, by conversation and number
  bool has_more = true;
  std::optional<SendKey> pending;  ///< a page was asked for under this key
  bool was_asked = false;
  // Of a closed conversation, whose messages no entry brings.
  bool is_outdated = false;              ///< there may be something behind the last
  std::optional<SendKey> pending_newer;  ///< and that was asked for under this key
};

inline constexpr DurationMs kPagesAgainAfter = 2'000;  ///< where a page could not be read

/// A message that is gone to: it is marked, and where it is further back than what is loaded, a part around it is shown
/// instead of the whole. Who scrolls far back comes to such a part, too.
struct TimelinePlace {
  ConversationId conversation;  ///< not set: there is none
  MessageId message;            ///< or the number of an internal note; not set: it was scrolled to
  WrapUpPlace wrap_up;          ///< set: it is this wrap-up's note, which stands behind that message
  std::uint64_t number = 0;     ///< rises each time that a place is gone to
  std::optional<History> page;  ///< the part; not set: the message is among what is loaded
  bool has_newer = false;       ///< there is something between the part and what is loaded
  std::optional<SendKey> pending_newer;
};

struct WrapUpDraft {
  WrapUpForm form;
  std::uint32_t revision = 0;      ///< rises when the state, not the person, changed a text
  std::optional<Instant> tell_at;  ///< the relay does not know it yet and is told then
};

/// A tab of the context panel, chosen while the conversation ran or after it.
struct TabChoice {
  ContextTab tab = ContextTab::Customer;
  bool is_after = false;
};
struct DrawerChoice {
  ConversationId conversation;
  bool is_after = false;
  bool is_open = false;
};

/// A command on its way: the control that gave it shows that it is busy.
struct PendingCommand {
  SendKey key;
  AgentCommand command;
  bool is_sent = false;
  Instant sent_at{};        ///< where it was sent
  bool is_suspect = false;  ///< it was under way when the relay could not read something
};

/// Why a notice stands. Where there is a reason, the notice goes when it has gone.
enum class NoticeReason : std::uint8_t {
  None,
  UnsentSend,   ///< of the conversation
  UnsentDraft,  ///< of the conversation
  IsEnding,     ///< the conversation is
  SendsWait,    ///< in any conversation
  NoConnection,
  SignOutAsked,          ///< signing out was asked for, and conversations are open
  SureAsked,             ///< about the conversation
  RawPlaceholder,        ///< in the draft of the conversation
  LongDraft,             ///< of the conversation: the relay does not keep it
  NoRoomForDraft,        ///< on the relay, in any conversation
  NotificationsOffered,  ///< the browser has not been asked for them
};

struct NoticeState {
  std::uint64_t id = 0;
  enum class Tone : std::uint8_t { Info, Success, Problem } tone = Tone::Info;
  std::string text;
  Instant until;
  NoticeReason reason = NoticeReason::None;
  ConversationId about{};  ///< the conversation of the reason, where it has one
};

/// What was written into the menu of a conversation, beside its choice. Kept until another menu opens, so that a refused
/// command loses no words.
struct MenuForm {
  ConversationId conversation;
  ConversationMenu menu = ConversationMenu::None;
  std::string note;
  std::string filter;
  bool keeps_skills = true;
  std::uint32_t revision = 0;  ///< rises when the fields must be set anew
};

/// Whom the selected conversation could go to, as the relay tells while the transfer's menu is open.
struct TargetsState {
  ConversationId conversation;     ///< not set: nothing was asked for
  std::optional<SendKey> pending;  ///< asked under this key
  std::optional<Targets> known;    ///< the last answer
  Instant ask_at;                  ///< again then
};

/// Closed conversations, and what is looked for among them.
struct FindState {
  std::string words;
  std::uint32_t words_revision = 1;
  bool is_mine = false;
  std::vector<FoundConversation> found;
  bool has_more = false;
  bool is_failed = false;          ///< the last question could not be answered
  bool was_answered = false;       ///< `found` is an answer, not a beginning
  std::optional<SendKey> pending;  ///< asked under this key
  bool is_continued = false;       ///< the answer goes below what was found
  std::optional<Instant> ask_at;   ///< the words have changed: asked when they rest
  FindWhat what = FindWhat::Conversations;
  MessageMatches messages;  ///< by the same words
  MessageFilters filters;   ///< of these
  FindMenu open_menu = FindMenu::None;
  std::optional<Conversation> reading;  ///< what a timeline needs of the closed conversation that is read
  ConversationId followed;              ///< on this connection the relay says of what is added to its timeline
};

/// The menu of one message that is open.
struct MessageMenuState {
  ConversationId conversation;
  MessageId message;
  MessageMenu menu = MessageMenu::None;
  std::uint32_t entity = 0;
};

/// What became of the message whose way is shown.
struct DeliveryState {
  ConversationId conversation;
  MessageId message;               ///< not set: nothing is shown
  std::optional<SendKey> pending;  ///< asked under this key
  bool is_known = false;           ///< `chain` is an answer
  bool is_failed = false;          ///< the last question could not be answered
  std::vector<MessageDelivery> chain;
};

/// The note whose dialog is open. Words that were written there and not saved stay until another note is corrected.
struct NoteDialogState {
  NoteStep step = NoteStep::Close;  ///< Correct, TakeBack, Earlier; Close: it is not open
  ConversationId read;              ///< whose timeline shows it
  ConversationId written_in;
  NoteId note;
  unsigned over = 0;               ///< the correction that is before the agent's eyes
  std::string text;                ///< of Correct
  NoteId text_of;                  ///< for which note
  unsigned text_over = 0;          ///< the correction that it takes the place of
  std::uint32_t revision = 0;      ///< rises when the state, not the person, changed the text
  std::string problem;             ///< why it was not done; or empty
  bool is_overtaken = false;       ///< another page was faster
  std::optional<SendKey> pending;  ///< the command, or what was asked for, under this key
  // Earlier:
  bool is_known = false, is_failed = false;
  std::vector<NoteWording> wordings;
};

/// Off is the usual one: in a text conversation people answer each other within seconds, and every answer of an agent who never
/// takes one back would come late.
inline constexpr DurationMs kUndoChoices[] = {0, seconds(3), seconds(5), seconds(10)};

/// Done when the messages of the conversation that waited for a second thought are gone.
struct AfterSends {
  ConversationId conversation;
  Intent intent;
};

struct SettingsState {
  ThemeChoice theme = ThemeChoice::System;
  bool enter_sends = true;
  DurationMs undo_for = 0;  ///< a message waits so long, and can be taken back; one of kUndoChoices
  bool is_sound_on = true;
  std::map<AgentId, PanelWidths> panel_widths;  ///< of the agents who have used this browser
  ChosenSound alert_sound = ChosenSound::Chime;
  ChosenSound message_sound = ChosenSound::Ping;
  ChosenSound failure_sound = ChosenSound::Buzz;
  SoundVolume sound_volume = SoundVolume::Normal;
  bool is_high_contrast = false;
  TimeFormat time_format = TimeFormat::System;
  Density density = Density::Roomy;
  int text_size = 100;  ///< per cent; one of kTextSizes
  Language language = Language::System;
  Quiet quiet;
  Shortcuts shortcuts;
};

/// Between two marks of what the agent has seen, where nothing asks for the second one sooner (turn.h, tell_seen).
inline constexpr DurationMs kSeenPause = 500;

struct State {
  SessionPhase session = SessionPhase::Unknown;
  bool owes_sign_out = false;  ///< the relay does not know yet that somebody signed out here: its cookie holds
  std::optional<Instant> ask_session_at;  ///< the relay could not be asked who is signed in, or told; the next try
  SignInForm sign_in;
  Connection connection;
  bool is_page_visible = true;
  bool is_sound_blocked = false;
  NotificationAccess notifications = NotificationAccess::Unknown;
  Instant active_at;            ///< when the page was touched last, in any tab of this browser
  bool was_away_asked = false;  ///< since then, for having been idle

  AgentId me;
  std::string epoch;
  Workspace workspace;               ///< facts, as far as the relay has told
  bool has_facts = false;            ///< a snapshot came since sign-in, or they are kept ones
  std::optional<Instant> view_from;  ///< the facts are of the last time that this page was seen (kept_view.cpp)
  std::optional<std::uint64_t> view_kept_at;  ///< the offset of what storage has
  std::optional<Instant> keep_view_at;        ///< it is written anew then
  AgentId session_agent;                      ///< whose session it is, as far as the relay has said

  std::string scope;  ///< epoch and agent; what is stored under another one is left alone
  Outbox outbox;
  bool is_outbox_loaded = false, are_drafts_loaded = false;
  /// What storage held at the start, until the relay has said which log and agent this is.
  std::map<std::string, std::string> stored_outbox, stored_drafts;
  bool is_outbox_asked = false;           ///< it is being loaded once more
  std::set<SendKey> forgotten_meanwhile;  ///< what left the outbox since it was asked for
  bool are_settings_loaded = false;
  std::string kept_selected, kept_mine;  ///< as they stand in storage (recall.cpp)
  bool is_storage_broken = false;
  std::string tab;                   ///< names this page among the browser's; its drafts are stored under it
  std::set<std::string> other_tabs;  ///< pages that said they are there: their drafts are theirs
  std::map<DraftPlace, Draft> drafts;
  std::map<ConversationId, std::vector<Attachment>> attachments;  ///< to the answer
  /// From a number that takes none: each becomes a link in the answer when the relay has it, and is here until then.
  std::map<ConversationId, std::vector<Attachment>> link_files;
  unsigned links_for_days = 0;  ///< how long such a link works; 0: the relay makes none
  /// An input method is at work in that conversation's answer, and was not left alone for so long: a link waits for its end.
  ConversationId composing;
  Instant composing_until;
  bool is_dragging_files = false;
  std::uint64_t draft_versions = 0;  ///< given by this page
  std::map<ConversationId, History> histories;
  std::uint64_t last_history = 0;
  std::optional<Instant> pages_again_at;  ///< one could not be read; until then none is asked for
  TimelinePlace place;
  TranscriptSearch transcript;
  std::map<ConversationId, WrapUpDraft> wrap_ups;
  std::map<ConversationId, AgentId> asked;  ///< the colleague whom the question being written is for
  std::vector<PendingCommand> pending;
  std::map<DraftPlace, KeptDraft> greeted_drafts;  ///< what the relay keeps, until the facts are there
  std::optional<AfterSends> after_sends;
  EmojiState emoji;

  Area area = Area::Conversations;
  OrganisationState organisation;
  OverviewState overview;
  ReportedState reported;
  bool is_from_overview = false;  ///< the selected conversation was opened there; back leads there
  SureQuestion sure;
  ConversationId selected;
  /// The agent has come back to it at this page: what they had marked as unread there is read as it comes before their eyes.
  ConversationId reads_again;
  std::optional<MarkSeen> untold_seen;  ///< what came before the agent's eyes and the relay is told soon (reading.cpp)
  Instant seen_told_at;                 ///< when it was told of any last
  Instant typing_until;                 ///< an answer was being typed until then
  AttentionFrame told_attention;        ///< what the relay was told last
  std::map<ConversationId, std::vector<Watcher>> watchers;  ///< of what this page looks at
  Instant sign_out_asked_until;  ///< a second press until then signs out although conversations are open
  std::vector<NoticeState> notices;
  std::uint64_t last_notice = 0;
  SettingsState settings;
  PreferencesState preferences;
  LanguageState language;
  PaletteState palette;
  ShortcutChange shortcut_change;
  /// Something was done that moves the focus to where Enter sends (intents.cpp); 0: nothing, or words or files came since.
  Instant focus_moved_at;
  bool is_mac = false;
  std::vector<std::string> types_not_shown;  ///< by this browser, as Started says; the same from then on
  FindState find;
  TemplatesState templates;
  ContactsState contacts;
  bool is_settings_open = false;
  std::uint32_t keyboard_asked = 0;  ///< rises each time that the list of shortcuts is gone to
  bool is_presence_menu_open = false;
  ConversationMenu open_menu = ConversationMenu::None;  ///< of the selected conversation
  MenuForm menu_form;
  TargetsState targets;
  MessageMenuState message_menu;
  DeliveryState delivery;
  NoteDialogState note_dialog;
  OfferId decline_menu;  ///< the offer whose reasons are open
  bool is_roster_shown = true;
  /// Of a narrow page; a wide one always shows the panel (is_context_open). An open one is forgotten with the selection.
  DrawerChoice context_drawer;
  std::map<ConversationId, TabChoice> context_tabs;
};

/// Its owner, or invited into it: what this agent sends in it goes to the customer.
inline bool may_send(const State& state, const Conversation& conversation) {
  return conversation.owner == state.me || (conversation.detail && conversation.detail->is_invited(state.me));
}

/// The same, while it can still be answered.
inline bool may_write(const State& state, const Conversation& conversation) {
  return may_send(state, conversation) && conversation.state == ConversationState::Active;
}

/// Where the "@mar" at the end of a text begins, while it may still become a name.
std::optional<std::size_t> mention_begin(const std::string& text);

bool has_attachments(const State& state, ConversationId conversation);
/// What the relay has of them.
std::vector<Media> attached_media(const State& state, ConversationId conversation);
/// From its number of ours more than texts can be sent.
bool can_attach(const State& state, const Conversation& conversation);
/// It has no more than texts, and files go as links.
bool can_link(const State& state, const Conversation& conversation);
/// None is under way and none has failed, of those that become links either.
bool are_attachments_ready(const State& state, ConversationId conversation);
/// How this page shows it: as a file what this browser cannot show or play.
MediaKind shown_kind(const State& state, std::string_view content_type);
/// "Picture from +1 415 555 0199, 640 × 480".
std::string media_name(const State& state, const Conversation& conversation, const Message& message,
                       const Media& media);
/// The file's own name, or one that says what it is.
std::string media_download_name(const Message& message, unsigned place);

/// In the facts or, closed, being read; null where it is neither or its content may not be read.
const Conversation* find_readable(const State& state, ConversationId conversation);
/// What of that timeline is shown above what the facts hold: the part around a place, or what is loaded; null = nothing.
const History* shown_history(const State& state, ConversationId conversation);
/// In the facts or in what is shown of its timeline; null where it is in neither.
const Message* find_message(const State& state, ConversationId conversation, MessageId message);
/// A note, and of which conversation.
struct ReadNote {
  const Note* note = nullptr;
  ConversationId written_in;
};
/// In the facts or in what is loaded of that timeline; null where it is in neither.
ReadNote find_read_note(const State& state, ConversationId read, NoteId note);
/// It is being corrected or taken back.
bool is_note_busy(const State& state);
/// Changes of the organisation that are not in force yet: of the working copy, or of the draft in storage.
std::size_t unsaved_changes(const State& state);

/// No sounds, notifications and calls in the page's title.
bool is_quiet(const State& state, Instant now);

/// The relay's clock, as far as the browser's and the last Welcome tell.
inline Instant relay_now(const State& state, Instant now) {
  return now + state.connection.clock_skew;
}

}  // namespace smsdesk
