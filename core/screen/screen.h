// Exactly what each panel shows: every decision, string and flag of the interface, as plain values.
//
// Why: views draw and decide nothing; what an agent sees can be tested without a screen. All panels of a frame are made
// from one state at one instant, so they never contradict each other.
//
// Times of day and dates are not text here: the view formats an Instant in the viewer's zone and language. Durations
// that run (waiting time, countdown) are text, and `wake_in` says when the text will next be another one.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/client/intent.h"
#include "core/conversation/message.h"
#include "core/queue/agent.h"
#include "core/screen/action_menu.h"
#include "core/screen/actions.h"
#include "core/screen/composer.h"
#include "core/screen/customer.h"
#include "core/screen/find.h"
#include "core/screen/organisation_page.h"
#include "core/screen/overview.h"
#include "core/screen/palette.h"
#include "core/screen/said_words.h"
#include "core/screen/search.h"
#include "core/screen/templates.h"
#include "core/sms/entities.h"

namespace smsdesk::screen {

class ReactionFolds;

enum class Page : std::uint8_t { Loading, SignIn, Desk };

struct SignIn {
  std::string login;
  std::string error;           ///< empty = none
  std::uint32_t revision = 0;  ///< rises when the fields must be set anew (password cleared after a refusal)
  bool is_busy = false;
  bool can_sign_in = false;
};

struct PresenceChoice {
  Presence presence = Presence::Available;
  SubStatusId sub_status;  ///< of a finer word: it stands below its presence
  std::string name;
  bool is_current = false;
  std::string accessible_name;  ///< "Coaching, meeting"
  bool is_uncertain = false;  ///< current as far as is known: there is no connection. The accessible name says so, too
};

/// The way to a part of the program.
struct RailPlace {
  Area area = Area::Conversations;
  std::string name;  ///< "Conversations, 3 unread"
  bool is_current = false;
};

/// The rail at the left edge.
struct Rail {
  std::vector<RailPlace> places;  ///< top to bottom
  std::string agent_name;
  std::string initials;
  std::string presence_name;  ///< "Available", "Meeting: Coaching", "Away, because nobody touched this page"
  Presence presence = Presence::Offline;
  bool is_presence_uncertain = false;  ///< the last one that is known: there is no connection. The name says so, too
  std::string time_in_presence;        ///< "12 min"; empty in the first minute, and where it is uncertain
  std::string presence_title;          ///< above the choices, which say the rest: whose it is, or why it is as it is
  bool is_presence_menu_open = false;
  std::vector<PresenceChoice> presence_choices;
  bool is_settings_open = false;
  std::string palette_name, palette_shortcut, settings_shortcut;
  bool is_quiet = false;
  std::string quiet_name;  ///< "Do not disturb is on for 25 min. Switch it off"
  std::uint32_t unread_total = 0;
};

/// State of the agent's part in routing, on top of the roster.
struct OnQueueSwitch {
  using State = RoutingStatus;
  State state = State::OffQueue;
  bool is_on = false;
  bool is_busy = false;       ///< asked, not yet answered by the relay
  std::string title;          ///< "On queue", "Off queue", "Not responding", "On queue · not connected"
  std::string time;           ///< in it, "12 min"; empty where it is uncertain
  std::string explanation;    ///< "2 of 3 conversations", "You missed an offer. Go on queue to get work again."
  bool is_uncertain = false;  ///< the last that is known: there is no connection
};

/// A waiting conversation that may be taken by hand.
struct WaitingLine {
  ConversationId conversation;
  std::string queue;
  std::string waited;
  Urgency urgency = Urgency::Calm;
  bool is_busy = false;
  std::string accessible_name;
  std::string mark{};  ///< "Transferred by Ana Ruiz.", with the note where the reader may read it; or empty
};

/// A conversation offered to this agent.
struct Alert {
  OfferId offer;
  std::string queue;
  std::string customer;  ///< for reading
  std::string spoken_customer;
  std::string our_number;
  std::string last_agent;  ///< "Last with Ben Okafor, who is away", or empty
  std::string first_line;  ///< the last message's text, one or two lines
  std::string why;         ///< why it is offered to this agent, in one sentence
  std::string mark;        ///< what happened to it before: came back, was transferred, with what note; or empty
  std::string waiting;     ///< "1:24"
  std::string target;      ///< "The queue's target is 1:00."
  Urgency urgency = Urgency::Calm;
  std::string countdown;        ///< "23 s"
  float countdown_part = 1;     ///< 1 … 0, what is left of the alert timeout
  bool is_busy = false;         ///< Answer or Decline was pressed
  std::string shortcut;         ///< to answer it; or empty
  std::string key_cap;          ///< the same, where it is one key and stands in the button; or empty
  ActionMenu reasons;           ///< to decline with one
  std::string accessible_name;  ///< "Support: message from +1 415 555 0199, waiting 1 minute 24 seconds"
};

enum class CardState : std::uint8_t { Active, AfterCallWork, Parked };

/// A line of the roster.
struct Card {
  ConversationId conversation;
  std::string customer, spoken_customer;
  std::string queue;
  std::string last_line;  ///< prefixed "You: " for own messages; "[picture]" for media
  std::string age;        ///< since the customer's last message where an answer is owed; else since the last message
  Urgency urgency = Urgency::Calm;
  bool owes_answer = false;
  std::uint32_t unread = 0;
  CardState state = CardState::Active;
  std::string state_name;            ///< "Wrap-up", or empty
  bool is_state_urgent = false;      ///< it ends by itself, soon
  std::string reason;                ///< of a parked one, or empty
  Instant returns_at;                ///< of a parked one
  const char* return_sentence = "";  ///< likewise, as in ReturnWords
  std::string return_day;
  bool is_resuming = false;
  std::string problem;  ///< "1 not sent", "1 failed", or empty
  bool has_draft = false;
  bool is_selected = false;
  std::string accessible_name;
  std::vector<ActionChoice> menu;  ///< of the right button and the menu key; or empty
};

struct QueueLine {
  std::string name;
  std::uint32_t waiting = 0;
  std::string longest_wait;  ///< empty where nobody waits
  Urgency urgency = Urgency::Calm;
};

struct Roster {
  OnQueueSwitch on_queue;
  std::string sound_problem;  ///< offers would come in silence: why, and what to do; or empty
  std::vector<Alert> alerts;  ///< oldest first
  std::vector<Card> mine;
  std::vector<Card> parked;  ///< set aside by this agent
  std::vector<Card> asked;   ///< colleagues' conversations into which this agent was asked
  std::vector<WaitingLine> waiting;
  std::vector<QueueLine> queues;  ///< of which the agent is a member; none beside the overview's table of them
  std::string empty_title;        ///< set where `mine` and `alerts` are empty
  std::string empty_text;
  enum class EmptyAction : std::uint8_t { None, GoOnQueue } empty_action = EmptyAction::None;
};

/// What of the list must be known where the list does not stand.
struct ListBrief {
  std::string back_name;     ///< of the way to it: "Back to your conversations, 2 unread"
  std::uint32_t unread = 0;  ///< in all conversations but the one that is open, unless that was marked as unread
  std::string more_offers;   ///< beside the first of them: "2 more"; or empty
  std::string offers_name;   ///< "Support: message from …, and 2 more offers"; empty where there is none
};

/// The mark at an own message.
enum class DeliveryMark : std::uint8_t { None, Waiting, Sending, Uncertain, Sent, Delivered, Failed, Refused };

/// A file of a message.
struct BubbleMedia {
  unsigned place = 0;
  MediaKind kind = MediaKind::File;
  MediaState state = MediaState::Waiting;
  unsigned width = 0, height = 0;  ///< of a picture; 0 = not known
  std::string path;                ///< of a stored one, on the page's own origin
  std::string title, detail;       ///< "PDF document", "120 KB"
  std::string action;              ///< "Download"; empty where nothing can be done
  bool can_fetch_again = false;
  std::string accessible_name;
  bool has_long_detail = false;  ///< up to two lines of it
  friend bool operator==(const BubbleMedia&, const BubbleMedia&) = default;
};

struct Bubble {
  std::uint64_t key = 0;  ///< stable identity: message id, or a hash of the send key for what is not confirmed
  MessageId message;      ///< not set for what is not confirmed
  SendKey send_key;       ///< own messages
  bool is_own = false;
  std::string author;  ///< of own side: name where it is not this agent
  std::string text;
  std::vector<BubbleMedia> media;
  Instant at;
  bool starts_run = false;  ///< the first of several by the same side within five minutes
  bool ends_run = false;
  DeliveryMark mark = DeliveryMark::None;
  std::string mark_text;         ///< "Delivered", "Not delivered: the phone could not be reached. Try again later."
  bool shows_mark_text = false;  ///< failures and what is uncertain always say so; others on hover and focus
  bool shows_mark_beside =
      false;  ///< inside a run, where the mark of what follows is not its own: it has one by itself
  bool can_send_anyway = false, can_edit_again = false, can_discard = false;
  bool can_stop_asking = false;        ///< it may have gone: to forget it is not to take it back
  bool can_write_again = false;        ///< it did not arrive, and another one may
  bool can_send_again = false;         ///< it did not arrive, and the very same may another time
  bool can_undo = false;               ///< it has not gone yet
  bool is_folded = false;              ///< a reaction that stands at what it is about, and has no item of its own
  std::vector<std::string> reactions;  ///< of the customer to this message: emoji, in their order
  std::string reactions_name;          ///< "Customer reacted with 👍"
  std::string report;                  ///< "Reported as spam by Ana Ruiz"; or empty
  std::string not_done;                ///< "Not done: Transfer to Billing. …", a line for each; or empty
  std::string speaker;                 ///< "You", "Customer", a colleague's name: said before the text
  friend bool operator==(const Bubble&, const Bubble&) = default;
};

/// What became of an internal note, and what this reader can do with it.
struct NoteUses {
  Instant corrected_at;        ///< 0: these are its first words
  bool is_taken_back = false;  ///< its words are a sentence that says so
  bool can_correct = false;    ///< and take back
  bool has_earlier = false;    ///< earlier words can be read
};

struct TimelineItem {
  enum class Kind : std::uint8_t { Bubble, Day, Unread, Event, Note, Loading, Start } kind = Kind::Bubble;
  std::int64_t bubble = 0;  ///< of Kind::Bubble: its place; Conversation::bubble_of() finds it
  Instant at;               ///< Day stands before the first bubble of every day
  std::string text;         ///< Event: "Ana ended the conversation"; Unread: "2 new"; Start: "This is the beginning."
  std::string author{};     ///< Note: who wrote it
  bool has_time = false;    ///< Event: its time of day is told with it
  NoteId note{};            ///< Note
  NoteUses uses{};          ///< Note
  WrapUpPlace wrap_up{};    ///< Event: an end with a wrap-up's note, which stands in the text from `note_begin` on
  std::uint32_t note_begin = 0;
};

/// What of a timeline stays as it is from one screen to the next, and what it was made from.
///
/// Items and bubbles are counted from a fixed place: older pages go before it, to negative numbers, so a number means the
/// same thing as long as `id` is the same. Of two screens with the same `id` (not 0), items are equal from
/// max(both first_item) + kTimelineLoose up to min(both settled_end) - 1: the loaded history, but for its edges.
struct TimelineBasis {
  /// Rises with every timeline that was made from nothing, and where one of its messages may be sent or written again, or may
  /// no more; 0 = promises nothing.
  std::uint64_t id = 0;
  std::int64_t settled_end = 0;  ///< behind the last item of the loaded history
  // For the next make only:
  AgentId me;
  std::uint32_t words = 0;                               ///< LanguageState::revision
  std::uint64_t history = 0;                             ///< History::number
  std::size_t prepended = 0, size = 0;                   ///< of that history
  std::vector<std::pair<AgentId, std::string>> authors;  ///< names that the loaded history shows
  std::vector<std::pair<QueueId, std::string>> queues;   ///< likewise
  std::shared_ptr<const ReactionFolds> folds;            ///< null: nothing was made
};
inline constexpr std::int64_t kTimelineLoose = 3;

/// Name of the button that opens a message's menu: "Message options: See you at five".
std::string message_menu_name(const Bubble& bubble);
/// What of its text can be opened or copied, as OpenMessageMenu counts it.
std::vector<sms::Entity> entities_of(const Bubble& bubble);
/// Of the control over such a part: "Link, leads to example.com", "Code 482913, copy".
std::string entity_name(const sms::Entity& entity);
/// What pressing it does: a link's menu, which says first where it leads; the copy of everything else.
Intent entity_intent(ConversationId conversation, MessageId message, std::uint32_t index, const sms::Entity& entity);

/// What can be done with one message, or with something in its text. Drawn where it was asked for.
struct MessageMenuPanel {
  bool is_open = false;
  MessageId message;
  MessageMenu kind = MessageMenu::None;
  std::string name;   ///< "Message from the customer, 14:05" without the time
  std::string title;  ///< above the entries: of a link, where it really leads; or empty
  std::vector<ActionChoice> entries;
  Intent close;
};

/// A step of a message's way to the customer.
struct DeliveryLine {
  Instant at;
  std::string text;  ///< "Handed to the carrier", "Not delivered"
  std::string code;  ///< "Code 30003"; or empty
  DeliveryMark mark = DeliveryMark::None;
};
/// One message of the chain: an attempt under a record of its own.
struct DeliveryRecord {
  std::string title;  ///< "First attempt", "Second attempt"
  std::string by;     ///< who sent it
  Instant at;
  DeliveryMark mark = DeliveryMark::None;
  std::string result;      ///< "Not delivered"
  std::string kind;        ///< "This is an MMS."; empty: as a text message
  std::string cause;       ///< in plain words; or empty
  std::string next_step;   ///< what a person can do; or empty
  std::string carrier_id;  ///< how the carrier calls it; or empty
  std::vector<DeliveryLine> lines;
};
struct DeliveryPanel {
  bool is_open = false;
  MessageId message;
  std::string text;    ///< of the message, the beginning
  std::string status;  ///< instead of records: on its way, could not be read, nothing is known; or empty
  bool is_loading = false;
  std::vector<DeliveryRecord> records;  ///< oldest first
  std::vector<ActionChoice> actions;    ///< "Send again", "Copy the carrier's id"
  Intent close;
};

/// An internal note.
struct NoteLine {
  NoteId note;
  std::string author;
  Instant at;
  std::string text;
  bool is_own = false;
  bool mentions_me = false;
  std::string accessible_name;  ///< "Ben Okafor: …" without the time
  bool is_today = false;        ///< a time, else a date
  WordsCopy copy{};             ///< where the note is looked at, likewise what stands in it
  std::vector<sms::Entity> parts{};
  NoteUses uses{};
};
/// The copy of a note's words and what else can be done with it, where it is read in that conversation's timeline.
WordsCopy uses_of_note(ConversationId read, NoteId note, std::string_view text, const NoteUses& uses);
/// "corrected 14:07"; empty where it was not. `at`: when the note was corrected, as words.
std::string corrected_words(const NoteUses& uses, std::string_view at);

struct Conversation {
  ConversationId conversation;  ///< not set: nothing is selected
  std::string title;            ///< customer for reading
  std::string spoken_title;
  NumberCopy copy;
  std::string queue;
  std::string our_number;
  std::string timer;              ///< "12:07" since answered, or after-call work's
  std::string timer_name;         ///< "Conversation time", "After-call work"
  std::vector<ActionMenu> menus;  ///< left to right
  std::string status;             ///< "Being transferred to Sales.", "Ends in 0:45 if nobody writes."; or empty
  bool is_status_urgent = false;
  std::string others;           ///< "Ben Okafor is typing.", "Mira Lindqvist looks at this too."; or empty
  std::vector<NoteLine> notes;  ///< internal ones of a closed conversation and those before it, newest first
  std::string notes_title;
  std::deque<Bubble> bubbles;  ///< oldest first
  std::deque<TimelineItem> timeline;
  std::int64_t first_bubble = 0, first_item = 0;  ///< places of bubbles[0] and timeline[0]
  TimelineBasis basis;
  const Bubble& bubble_of(const TimelineItem& item) const {
    return bubbles[static_cast<std::size_t>(item.bubble - first_bubble)];
  }
  bool has_older = false;
  bool is_loading_older = false;
  /// A place in the middle: what is shown ends before the newest message, and goes on when more is asked for.
  bool has_newer = false;
  bool is_loading_newer = false;
  bool can_load = false;           ///< pages can be asked for: there is a connection, and none has just failed
  bool is_long = false;            ///< so much is loaded that another older page makes the newest leave
  bool is_at_place = false;        ///< a message was gone to, or it was scrolled far back; ends with ShowLatest
  std::uint64_t place_number = 0;  ///< rises each time that a message is gone to
  MessageId place;                 ///< that message, or a note's number; not set: there is none
  WrapUpPlace place_wrap_up;       ///< set: it is this wrap-up's note, in the event behind that message
  TranscriptSearchBar search;
  std::string search_shortcut, undo_shortcut;
  std::string search_name;          ///< of the button that opens the search; empty: there is none
  std::string latest, latest_name;  ///< of the way to the newest message: "Latest · 3 new", "Jump to latest, 3 new"
  bool is_left_unread = false;      ///< the agent has marked it as unread: what is in view is not read by that
  MessageMenuPanel message_menu;
  DeliveryPanel delivery;
  Composer composer;
  std::string back_name;  ///< there is a list to go back to: "Back to closed conversations"; or empty
  Intent back;
  bool has_back_beside = false;  ///< the way back leads elsewhere than to the list beside it
  std::string empty_title;       ///< where nothing is selected
  std::string empty_text;
};

struct ContextTabLine {
  ContextTab tab = ContextTab::Customer;
  std::string name;
  bool is_chosen = false;
  bool is_due = false;  ///< it asks for something: a dot, and said in words
};

struct WrapUpChoice {
  WrapUpCodeId code;
  std::string name;
  bool is_chosen = false;
};

/// A field of the queue's wrap-up form beside code and note.
struct WrapUpFieldLine {
  std::string name;
  std::string value;
  std::vector<std::string> choices;  ///< empty = free text
  bool is_required = false;
};

/// A text that is being written beside the conversation.
struct SideField {
  std::string text;
  std::uint32_t revision = 0;  ///< rises when the field must be set anew
  bool is_enabled = true;
  bool is_busy = false;   ///< handed in, not yet taken
  bool can_send = false;  ///< something stands there; what is too long is said when it is handed in
};

/// Of one note: its words to be corrected, the question whether it is to be taken back, or what it said before.
struct NoteDialog {
  bool is_open = false;
  NoteStep step = NoteStep::Close;
  NoteId note;
  std::string title;
  std::string question;  ///< TakeBack
  std::string now;       ///< "It says now: “…”": TakeBack, and where another page was faster; or empty
  std::string problem;   ///< why it was not done; or empty
  SideField field;       ///< Correct
  std::string save_label, close_label;
  bool can_save = false, is_busy = false;
  std::string status;  ///< Earlier: instead of words; or empty
  bool is_loading = false;
  struct Wording {
    Instant at;
    bool is_today = false;
    std::string text;
    std::string accessible_name;  ///< "Earlier wording 1: …" without the time
  };
  std::vector<Wording> wordings;  ///< Earlier, oldest first
};

/// Internal notes: read by colleagues, never by the customer.
struct NotesPanel {
  bool is_shown = false;
  std::vector<NoteLine> notes;  ///< oldest first
  std::string empty_text;
  /// Of the segments and conversations before this one, as far as the timeline was loaded; newest first.
  std::vector<NoteLine> earlier;
  std::string earlier_title;
  SideField field;
  ComposerLine other_draft;  ///< what another page of the agent's has written
  std::string placeholder;
  std::vector<ActionChoice> mentions;  ///< while "@mar" is being written at the end: who that may become
};

struct ConsultLine {
  std::string author;
  Instant at;
  std::string text;
  bool is_own = false;
  bool is_suggestion = false;  ///< meant for the customer
  std::string accessible_name;
  bool is_today = false;
  WordsCopy copy{};  ///< as of a note
  std::vector<sms::Entity> parts{};
};
/// A side thread with one colleague.
struct ConsultThread {
  ConsultId consult;
  std::string title;  ///< "Ben Okafor", "Ana Ruiz asks you"
  bool has_presence = false;
  Presence presence = Presence::Offline;
  bool is_uncertain = false;       ///< the last one that is known: there is no connection
  std::string accessible_title;    ///< with the presence: "Ben Okafor, available, last known"
  std::vector<ConsultLine> lines;  ///< oldest first
  SideField field;
  std::string field_name;                  ///< "Write to Ben Okafor"
  bool can_suggest = false;                ///< what is written may be marked as a reply for the customer
  std::string suggestion;                  ///< the colleague's last one, while the reader may send it; or empty
  std::vector<ActionChoice> next_steps{};  ///< "Hand over to Ben Okafor", "End thread"
};
struct GuestLine {
  std::string name;
  Presence presence = Presence::Offline;
  bool is_uncertain = false;    ///< likewise
  std::string accessible_name;  ///< likewise
  std::string remove_name;      ///< "Take Ben Okafor's invitation back"; empty = this agent may not
  Intent remove;
};
struct ColleaguesPanel {
  bool is_shown = false;
  bool is_due = false;  ///< somebody waits for this agent's words
  std::vector<ConsultThread> threads;
  bool can_ask = false;
  std::vector<ActionChoice> people;  ///< who can be asked now; an entry's intent chooses
  std::string asked;                 ///< whom the question is for; empty = nobody is chosen yet
  std::string nobody_text;           ///< where nobody is here
  SideField question;
  std::vector<GuestLine> guests;
  std::vector<ActionChoice> invitable;  ///< empty where this agent may not invite
};

/// The panel at the right.
struct Context {
  bool is_shown = false;
  std::string name;                  ///< "Customer and wrap-up"; of what is closed "Customer"
  std::vector<ContextTabLine> tabs;  ///< left to right; one is chosen where the panel is shown
  std::string our_number;
  std::string queue;
  Instant opened_at;
  bool is_opened_today = false;
  std::uint64_t message_count = 0;
  bool shows_wrap_up = false;    ///< during the conversation too: it can be prepared
  bool is_wrap_up_due = false;   ///< after-call work: the panel asks for it
  bool is_wrap_up_open = false;  ///< the form may be filled in
  std::vector<WrapUpChoice> codes;
  std::vector<WrapUpFieldLine> fields;
  std::string note;
  std::uint32_t form_revision = 0;  ///< rises when note and fields must be set anew
  bool shows_finish = false;
  bool can_finish = false;
  std::string finish_hint;  ///< "Choose a code to finish."
  bool is_finishing = false;
  std::string time_left;  ///< of after-call work, "0:45"; empty = no limit
  std::string time_name;  ///< "Time left"; says what happens when it is over
  bool is_time_short = false;
  bool shows_extend = false;
  bool can_extend = false;
  std::string extend_label;  ///< "Add 2 min"
  bool is_extending = false;
  bool shows_acw_request = false;  ///< the agent says whether there will be after-call work
  bool is_acw_requested = false;
  bool is_acw_request_busy = false;
  std::string why_title;         ///< "Why did Ana get this?"
  std::vector<std::string> why;  ///< why its agent has it, a line each; empty = by no offer, or not for this reader
  ConversationId conversation;
  CustomerPanel known;
  std::string suggestion_shortcut;
  NotesPanel notes;
  ColleaguesPanel colleagues;
};

struct ConnectionBar {
  enum class State : std::uint8_t { Online, Connecting, Offline } state = State::Connecting;
  bool is_bar_shown = false;  ///< the slim bar; otherwise only the dot
  std::string title;          ///< "Connected", "Connection lost"
  std::string text;           ///< "You can read and write. 2 messages wait and go out when it is back."
  bool can_retry = false;
};

struct UndoChoice {
  DurationMs undo_for = 0;
  std::string name;  ///< "Off", "5 s"
  bool is_chosen = false;
};

struct NamedChoice {
  std::string name;
  bool is_chosen = false;
  Intent intent;
};

struct Notice {
  std::uint64_t id = 0;
  enum class Tone : std::uint8_t { Info, Success, Problem } tone = Tone::Info;
  std::string text;
  /// What it asks: a button each, the first for what it is about, the last lets it go. None: it can only be dismissed.
  std::vector<NamedChoice> answers{};
};

/// What one thing sounds like, or how loud.
struct SoundSetting {
  std::string name;  ///< "Sound of an offer", "Volume"
  std::vector<NamedChoice> choices;
};

/// Whether the browser shows notifications.
struct NotificationSetting {
  std::string text;   ///< what they are for, where the page can ask; else how it stands and where that is changed
  NamedChoice allow;  ///< without a name: the page cannot ask
};

struct Settings {
  bool is_open = false;
  ThemeChoice theme = ThemeChoice::System;
  bool is_high_contrast = false;
  std::vector<NamedChoice> time_formats;
  std::vector<NamedChoice> text_sizes, densities;
  std::vector<NamedChoice> languages;  ///< each in its own language
  std::string language_problem;        ///< the chosen one did not come
  NamedChoice language_step;           ///< what to do then
  bool is_quiet = false;
  std::vector<NamedChoice> quiet_choices;  ///< for how long
  std::string quiet_text;                  ///< what it means
  Keyboard keyboard;
  std::uint32_t keyboard_asked = 0;  ///< rises when the list of shortcuts is to be in view
  bool enter_sends = true;
  std::vector<UndoChoice> undo_choices;
  bool is_sound_on = true;
  std::vector<SoundSetting> sounds;
  SoundSetting sound_volume;  ///< of all of them
  NotificationSetting notifications;
  std::string sound_problem;  ///< "The browser blocks sound until you click once on this page."
  std::string agent_name, login_role;
};

struct Desk {
  Area area = Area::Conversations;  ///< what stands where conversation and details stand otherwise
  Rail rail;
  Roster roster;
  ListBrief list;
  Conversation conversation;
  Context context;
  Overview overview;
  ConnectionBar connection;
  std::vector<Notice> notices;
  Find find;  ///< Area::Find
  Settings settings;
  OrganisationPage organisation;
  TemplatesDialog templates;
  NoteDialog note_dialog;
  Palette palette;
  std::vector<AvailableAction> actions;
  std::vector<Chord> chords;  ///< of all actions, also those that cannot be done now
  bool is_mac = false;
  bool is_roster_shown = true;  ///< meaning only on narrow pages
  bool is_context_shown = true;
  int roster_width = kRosterBounds.usual,
      context_width = kContextBounds.usual;  ///< CSS px, as this agent has made them
};

struct Screen {
  Page page = Page::Loading;
  std::string loading_text;  ///< "Starting…"
  SignIn sign_in;
  Desk desk;
  std::string page_title;  ///< "(2) smsdesk", "Message from +1 415 555 0199 · smsdesk"
  ThemeChoice theme = ThemeChoice::System;
  bool is_high_contrast = false;
  TimeFormat time_format = TimeFormat::System;
  Density density = Density::Roomy;
  int text_size = 100;          ///< per cent
  std::string language = "en";  ///< BCP 47: that of all texts here
  bool is_right_to_left = false;
  DurationMs wake_in = -1;           ///< a text changes by itself after that long; -1 = never
  std::uint64_t timelines_made = 0;  ///< TimelineBasis::id of the last one
};

}  // namespace smsdesk::screen
