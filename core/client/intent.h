// What the agent wants, as the views say it. Plain values; the only thing a view can do to the state.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/client/actions.h"
#include "core/client/area.h"
#include "core/client/contact_step.h"
#include "core/client/organisation_place.h"
#include "core/client/overview.h"
#include "core/client/panel_widths.h"
#include "core/client/personal.h"
#include "core/client/template_step.h"
#include "core/conversation/message.h"
#include "core/conversation/resolution.h"
#include "core/protocol/draft.h"
#include "core/protocol/found_kind.h"
#include "core/queue/agent.h"

namespace smsdesk {

enum class ThemeChoice : std::uint8_t { System, Light, Dark };
/// The tabs of the context panel.
enum class ContextTab : std::uint8_t { Customer, Notes, Team, WrapUp };
/// What is heard: an offer, a message or a colleague who asks, what was not sent.
enum class SoundKind : std::uint8_t { Alert, Message, Failure };
/// What that sounds like. The numbers are kept with the agent's preferences: new sounds come at the end. An older page takes
/// one that it does not know for the chime.
enum class ChosenSound : std::uint8_t { Chime, Bell, Knock, Ping, Buzz, None };
/// How loud all of them are, on top of the system's volume.
enum class SoundVolume : std::uint8_t { Quiet, Normal, Loud };
/// What is looked for: closed conversations, or messages of all that one may read.
enum class FindWhat : std::uint8_t { Conversations, Messages };
/// The menus of what narrows the messages that are looked for.
enum class FindMenu : std::uint8_t { None, Queue, Author };
/// The menus of an open conversation.
enum class ConversationMenu : std::uint8_t { None, Transfer, Park, Free, End, Transcript };
/// The menus of one message: what can be done with it, with something in its text, and why it is reported.
enum class MessageMenu : std::uint8_t { None, Actions, Entity, Report };
/// What is done with an internal note. Correct, TakeBack and Earlier open its dialog, of its words, of a question, and of what it
/// said before; the rest is done in it.
enum class NoteStep : std::uint8_t { Close, Correct, TakeBack, Earlier, Edit, Save };

namespace intent {
struct EditSignIn {
  std::string login;
  std::string password;
};
struct SignIn {};
struct SignOut {};
struct SetPresence {
  Presence presence = Presence::Available;
  SubStatusId sub_status{};
};
/// What was wished, not the other of what is: a supervisor may switch at the same moment.
struct SetOnQueue {
  bool on_queue = false;
};
struct Answer {
  OfferId offer;
};
struct Decline {
  OfferId offer;
  std::string reason{};  ///< in the agent's words; empty = none
};
/// The reasons of that offer; not set closes them.
struct OpenDeclineMenu {
  OfferId offer;
};
/// Another part of the program; choosing a conversation leads back to those.
struct ShowArea {
  Area area = Area::Conversations;
};
/// A change of the organisation's working copy.
struct EditOrganisation {
  FormEdit edit = FormEdit::SetText;
  FormPlace place;
  std::string text{};
  std::uint32_t number = 0;  ///< of a choice, or an item's key
};
/// Where the admin looks: a section, an item, a field to go to.
struct ShowOrganisation {
  FormPlace place;
};
/// The choice of a field that names items; no section: closed.
struct OpenPicker {
  FormPlace place;
};
struct DoOrganisation {
  OrganisationStep step = OrganisationStep::ShowForm;
  std::string text{};
};
struct Select {
  ConversationId conversation;
};
struct EditDraft {
  ConversationId conversation;
  std::string text;
  std::size_t cursor = std::string::npos;   ///< bytes; beyond the end: at the end
  std::optional<std::uint32_t> revision{};  ///< of the draft that was edited; not set: of the one there is
  bool is_composing = false;                ///< an input method is at work in it
};
/// The template's text, filled, in the place of what was typed to find it.
struct InsertTemplate {
  ConversationId conversation;
  TemplateId id;
  std::string text;
  std::vector<TemplateAction> actions{};  ///< theirs filled, too; done when the message is sent
};
/// It is not done when the answer is sent.
struct RemoveDraftAction {
  ConversationId conversation;
  TemplateAction action;
};
/// What would be done with an answer is done without one.
struct DoDraftActions {
  ConversationId conversation;
};
/// A field of the form of that conversation's customer, counted as the screen has them.
struct EditContact {
  ConversationId conversation;
  std::uint32_t field = 0;
  std::string text;
};
/// What another contact is looked for by.
struct FindContact {
  std::string words;
};
struct DoContact {
  ConversationId conversation;
  ContactStep step = ContactStep::Edit;
  std::uint64_t number = 0;
};
struct DoTemplates {
  TemplateStep step = TemplateStep::Open;
  std::string text{};
  std::uint64_t number = 0;
};
struct Send {
  ConversationId conversation;
  bool is_despite = false;  ///< the second press, after what was found in it was shown
  /// The newest message that was before the agent's eyes in the picture that was pressed; nothing = the newest there is.
  std::optional<MessageId> seen_up_to{};
};
/// Back to the text that was held.
struct KeepEditing {
  ConversationId conversation;
};
/// Takes a message back that waits for a second thought.
struct UndoSend {
  SendKey key;
};
/// In GSM's characters, or, pressed again, as it was before.
struct WriteInGsm {
  ConversationId conversation;  ///< not set: the text of the template that is written
  bool is_close = false;        ///< also without accents
};
/// The text that is written goes as one MMS, or as a text message after all.
struct SendTextAsMms {
  ConversationId conversation;
  bool is_mms = true;
};
/// The draft that another page has left, or what it replaced; `is_used` false: it is not wanted.
struct TakeOtherDraft {
  ConversationId conversation;
  bool is_used = true;
  DraftPart part = DraftPart::Answer;  ///< or Note
};
struct OpenEmoji {
  bool is_open = false;
};
struct FindEmoji {
  std::string words;
};
struct ShowEmojiGroup {
  unsigned group = 0;
};
struct SetEmojiTone {
  unsigned tone = 0;  ///< 0 = none, 1 (light) to 5 (dark)
};
/// It stands in the text already: remembered among the recent ones.
struct UseEmoji {
  std::string text;
};
/// What to do with a send that the relay refused.
struct SendAnyway {
  SendKey key;
};
struct EditAgain {
  SendKey key;
};  ///< back into the composer
/// The text of a message that did not arrive goes into the composer, as the beginning of a new one.
struct WriteAgain {
  ConversationId conversation;
  MessageId message;
};
/// The text of a message that did not arrive goes out once more, as a message of its own.
struct SendAgain {
  ConversationId conversation;
  MessageId message;
  std::optional<MessageId> seen_up_to{};  ///< as in Send
};
struct Discard {
  SendKey key;
};
/// None closes it. `entity`: which one of its text, as sms::find_entities counts them.
struct OpenMessageMenu {
  ConversationId conversation;
  MessageId message;
  MessageMenu menu = MessageMenu::None;
  std::uint32_t entity = 0;
};
struct CopyText {
  std::string text;
  std::string notice;  ///< what is said of it
};
/// A web address that sms::find_entities has found.
struct OpenLink {
  std::string url;
};
/// Into the composer, in front of an answer.
struct Quote {
  ConversationId conversation;
  MessageId message;
};
/// An internal note that quotes it is begun.
struct NoteAbout {
  ConversationId conversation;
  MessageId message;
};
/// The form of a new template with its text is opened.
struct MakeTemplate {
  ConversationId conversation;
  MessageId message;
};
/// From that message of the customer's on.
struct MarkUnread {
  ConversationId conversation;
  MessageId from;
};
/// To the supervisors; None takes it back.
struct ReportMessage {
  ConversationId conversation;
  MessageId message;
  ReportKind kind = ReportKind::None;
};
/// What became of an own message, step by step; a message that is not set closes it.
struct ShowDelivery {
  ConversationId conversation;
  MessageId message;
};
/// In a page of its own to print, or as a file.
struct TakeTranscript {
  ConversationId conversation;
  std::string format;  ///< html, txt, json
  bool has_notes = false;
};
/// Opens the choice of files.
struct AttachFiles {
  ConversationId conversation;  ///< not set: for the template that is being written
};
struct RemoveAttachment {
  ConversationId conversation;  ///< not set: of the template that is being written
  std::string key;
};
struct RetryUpload {
  std::string key;
};
/// A file of a message is looked at, listened to, or downloaded, by what it is.
struct OpenMedia {
  ConversationId conversation;
  MessageId message;
  unsigned place = 0;
};
/// It could not be fetched; once more.
struct FetchMedia {
  ConversationId conversation;
  MessageId message;
  unsigned place = 0;
};
struct LoadOlder {
  ConversationId conversation;
};
struct Seen {
  ConversationId conversation;
  MessageId up_to;
};  ///< the newest message is before the agent's eyes
struct End {
  ConversationId conversation;
  Resolution resolution = Resolution::NotAsked;
};
struct OpenConversationMenu {
  ConversationMenu menu = ConversationMenu::None;
  /// Of which it was pressed; where another one is open by now nothing opens. Not set = the open one.
  ConversationId conversation{};
};
/// What is written into the open menu: looked for, and said to whoever gets the conversation or to oneself.
struct FilterMenu {
  std::string text;
};
struct EditMenuNote {
  std::string text;
};
struct KeepSkills {
  bool keeps_skills = true;
};
struct Pick {
  ConversationId conversation;
};
/// To a queue or to an agent, with the menu's note.
struct Transfer {
  ConversationId conversation;
  QueueId to_queue;
  AgentId to_agent;
};
struct TakeBackTransfer {
  ConversationId conversation;
};
/// With the menu's note as its reason.
struct Park {
  ConversationId conversation;
  DurationMs for_ms = 0;
};
struct Resume {
  ConversationId conversation;
};
struct ExtendAcw {
  ConversationId conversation;
};
/// What is written in a note or to a colleague.
struct EditNote {
  ConversationId conversation;
  std::string text;
};
/// A note is corrected or taken back, or what it said before is read; in a dialog.
struct DoNote {
  NoteStep step = NoteStep::Close;
  ConversationId conversation{};  ///< Correct, TakeBack, Earlier: whose timeline shows it
  NoteId note{};
  std::string text{};  ///< Edit
};
struct AddNote {
  ConversationId conversation;
};
/// The "@mar" at the end of the note becomes that colleague's name.
struct CompleteMention {
  ConversationId conversation;
  AgentId agent;
};
struct ChooseColleague {
  ConversationId conversation;
  AgentId colleague;
};
/// `consult` not set: the question that begins a thread.
struct EditConsult {
  ConversationId conversation;
  ConsultId consult;
  std::string text;
};
/// Begins a thread with the chosen colleague.
struct AskColleague {
  ConversationId conversation;
};
struct SayToColleague {
  ConversationId conversation;
  ConsultId consult;
  bool is_suggestion = false;  ///< meant for the customer
};
struct EndConsult {
  ConversationId conversation;
  ConsultId consult;
};
/// The suggestion goes into the composer, behind what stands there.
struct UseSuggestion {
  ConversationId conversation;
  std::string text;
};
/// May read and send until the conversation ends.
struct Invite {
  ConversationId conversation;
  AgentId agent;
};
/// Takes the invitation back, or leaves.
struct Dismiss {
  ConversationId conversation;
  AgentId agent;
};
struct ChooseWrapUpCode {
  ConversationId conversation;
  WrapUpCodeId code;
};
struct EditWrapUpNote {
  ConversationId conversation;
  std::string note;
};
/// A field of the queue's wrap-up form; an empty value takes it back.
struct EditWrapUpField {
  ConversationId conversation;
  std::string name;
  std::string value;
};
struct FinishWrapUp {
  ConversationId conversation;
};
/// After-call work when the conversation ends, where the queue leaves it to the agent.
struct RequestAcw {
  ConversationId conversation;
  bool is_requested = true;
};
struct ChooseContextTab {
  ConversationId conversation;
  ContextTab tab = ContextTab::Customer;
};
/// What is looked for among closed conversations.
struct EditFind {
  std::string words;
  bool is_set = false;  ///< not typed in the field, which shows them from now on
};
struct FindMine {
  bool is_mine = false;
};
struct FindAgain {};
struct FindOlder {};
/// Reads one of those that were found; not set: back to the list.
struct ReadClosed {
  ConversationId conversation;
};
struct Reopen {
  ConversationId conversation;
};
struct ChooseFindWhat {
  FindWhat what = FindWhat::Conversations;
};
// What narrows the messages that are looked for.
struct OpenFindMenu {
  FindMenu menu = FindMenu::None;
};
/// A day as it is typed, and what it means: the first instant of it, or of the last day the first one behind it. Not set: it
/// is no day (yet).
struct EditFindDay {
  bool is_last = false;
  std::string text;
  std::optional<Instant> at{};
};
/// Not set: in any.
struct ChooseFindQueue {
  QueueId queue;
};
/// Not set: by anybody.
struct ChooseFindAuthor {
  AgentId author;
};
struct ChooseFindKind {
  FoundKind kind = FoundKind::Everything;
};
struct ClearFindFilters {};
/// A message or note that was found, at its place.
struct OpenFound {
  ConversationId conversation;
  MessageId message;
  unsigned segment = 0;  ///< of a wrap-up's note, which stands behind that message; 0: it is none
};
/// Looks for words in that conversation's timeline; not set: no longer.
struct OpenTranscriptSearch {
  ConversationId conversation;
};
struct EditTranscriptSearch {
  std::string words;
};
/// To the next older or newer message that was found.
struct StepTranscriptSearch {
  bool is_older = true;
};
/// Messages behind those of a place in the middle.
struct LoadNewer {
  ConversationId conversation;
};
/// From a place in the middle to the newest message.
struct ShowLatest {
  ConversationId conversation;
  bool is_read = false;  ///< the agent wants to be there: also what they have marked as unread is read again
};
// Supervisors: queues and agents at this moment.
struct ShowOverviewTab {
  OverviewTab tab = OverviewTab::Queues;
};
/// Lists what is in that queue; not set closes the list. Likewise for agents.
struct OpenOverviewQueue {
  QueueId queue;
};
struct OpenOverviewAgent {
  AgentId agent;
};
struct OpenOverviewMenu {
  OverviewMenu menu{};
};
/// A reported message at its place, to be read.
struct OpenReported {
  ConversationId conversation;
  MessageId message;
};
struct OlderReported {};
/// After a failure: asked once more.
struct ReportedAgain {};
/// The report was looked at: it is taken back.
struct DismissReport {
  ConversationId conversation;
  MessageId message;
};
struct SortAgents {
  AgentSort by = AgentSort::Routing;
};
struct FilterAgents {
  std::string text;
};
struct ShowAgentsOf {
  QueueId queue;
};
struct SetPresenceOf {
  AgentId agent;
  Presence presence = Presence::Available;
  SubStatusId sub_status{};
};
struct SetOnQueueOf {
  AgentId agent;
  bool is_on_queue = false;
};
/// Opens the conversation with its transfer menu.
struct HandOver {
  ConversationId conversation;
};
/// Away from whoever has it; the second press does it.
struct FreeConversation {
  ConversationId conversation;
};
/// Likewise.
struct EndForOthers {
  ConversationId conversation;
};
struct DismissNotice {
  std::uint64_t notice = 0;
};
struct SetTheme {
  ThemeChoice theme = ThemeChoice::System;
};
struct SetEnterSends {
  bool enter_sends = true;
};
struct SetUndo {
  DurationMs undo_for = 0;
};
struct SetSound {
  bool is_on = true;
};
struct ChooseSound {
  SoundKind of = SoundKind::Alert;
  ChosenSound sound = ChosenSound::Chime;
};
struct SetSoundVolume {
  SoundVolume volume = SoundVolume::Normal;
};
struct SetHighContrast {
  bool is_on = false;
};
struct SetDensity {
  Density density = Density::Roomy;
};
struct SetTextSize {
  int percent = 100;  ///< one of kTextSizes
};
struct SetLanguage {
  Language language = Language::System;
};
/// Once more, where it did not come.
struct LoadLanguage {};
struct ReloadPage {};
struct SetTimeFormat {
  TimeFormat format = TimeFormat::System;
};
/// No sounds and notifications for that long; 0 = not any more, negative = until it is switched off.
struct SetDoNotDisturb {
  DurationMs for_ms = 0;
};
struct DoPalette {
  PaletteStep step = PaletteStep::Open;
  std::string text{};
};
struct DoShortcut {
  ShortcutStep step = ShortcutStep::Record;
  Action action = Action::OpenPalette;
  Chord chord{};
};
struct AllowNotifications {};
struct TestSound {};
struct RetryConnection {};
struct OpenSettings {
  bool is_open = false;
  bool is_at_keyboard = false;  ///< where the shortcuts are listed
};
struct OpenPresenceMenu {
  bool is_open = false;
};
/// How wide a panel is, in CSS px; kept once it is settled.
struct SetPanelWidth {
  SidePanel panel = SidePanel::Roster;
  int width = 0;
  bool is_settled = true;
};
struct ShowContext {
  bool is_shown = true;
};  ///< the right panel where the page is narrow
struct ShowRoster {
  bool is_shown = true;
};  ///< one pane at a time on a phone
/// The message field gets the keyboard's focus; the right panel gives way where it lies over it.
struct GoToComposer {
  ConversationId conversation;
};
/// The field of the next note gets it, in the panel that stands beside or comes.
struct GoToNote {
  ConversationId conversation;
};
/// Likewise the list of colleagues who can be asked or invited; where one to ask is chosen already, the question to them.
struct GoToColleagues {
  ConversationId conversation;
  bool is_invite = false;
};
}  // namespace intent

namespace intent {
/// All there are. What is not in this list cannot be raised; who handles them (client/intents.cpp) handles each.
template <typename... Kinds>
struct List {};
using All =
    List<EditSignIn, SignIn, SignOut, SetPresence, SetOnQueue, Answer, Decline, OpenDeclineMenu, ShowArea,
         EditOrganisation, ShowOrganisation, OpenPicker, DoOrganisation, Select, EditDraft, Send, SendAnyway, EditAgain,
         WriteAgain, SendAgain, OpenMessageMenu, CopyText, OpenLink, Quote, NoteAbout, MarkUnread, ReportMessage,
         ShowDelivery, TakeTranscript, Discard, AttachFiles, RemoveAttachment, RetryUpload, OpenMedia, FetchMedia,
         LoadOlder, Seen, End, OpenConversationMenu, FilterMenu, EditMenuNote, KeepSkills, Pick, Transfer,
         TakeBackTransfer, Park, Resume, ExtendAcw, EditNote, AddNote, DoNote, CompleteMention, ChooseColleague,
         EditConsult, AskColleague, SayToColleague, EndConsult, UseSuggestion, Invite, Dismiss, ChooseWrapUpCode,
         EditWrapUpNote, EditWrapUpField, FinishWrapUp, RequestAcw, ChooseContextTab, EditFind, FindMine, FindAgain,
         FindOlder, ReadClosed, Reopen, ChooseFindWhat, OpenFindMenu, EditFindDay, ChooseFindQueue, ChooseFindAuthor,
         ChooseFindKind, ClearFindFilters, OpenFound, OpenTranscriptSearch, EditTranscriptSearch, StepTranscriptSearch,
         LoadNewer, ShowLatest, ShowOverviewTab, OpenOverviewQueue, OpenOverviewAgent, OpenOverviewMenu, SortAgents,
         FilterAgents, ShowAgentsOf, OpenReported, OlderReported, ReportedAgain, DismissReport, SetPresenceOf,
         SetOnQueueOf, HandOver, FreeConversation, EndForOthers, DismissNotice, SetTheme, SetEnterSends, SetSound,
         ChooseSound, SetSoundVolume, AllowNotifications, TestSound, RetryConnection, OpenSettings, OpenPresenceMenu,
         SetPanelWidth, ShowContext, ShowRoster, KeepEditing, UndoSend, WriteInGsm, SendTextAsMms, TakeOtherDraft,
         OpenEmoji, FindEmoji, ShowEmojiGroup, SetEmojiTone, UseEmoji, SetUndo, InsertTemplate, RemoveDraftAction,
         DoDraftActions, DoTemplates, MakeTemplate, EditContact, FindContact, DoContact, SetHighContrast, SetTimeFormat,
         SetDensity, SetTextSize, SetLanguage, LoadLanguage, ReloadPage, SetDoNotDisturb, DoPalette, DoShortcut,
         GoToComposer, GoToNote, GoToColleagues>;

/// The place of a kind in the list; -1 = not in it.
template <typename Kind, typename... Kinds>
constexpr int place_in(List<Kinds...>) {
  int place = 0;
  int found = -1;
  ((found = std::is_same_v<Kind, Kinds> ? place : found, ++place), ...);
  return found;
}
template <typename Kind>
inline constexpr int kPlace = place_in<Kind>(All{});
template <typename Kind>
concept OneOfAll = (kPlace<Kind> >= 0);
}  // namespace intent

/// One of them, by value; without one it asks for nothing. What it holds is shared and never changed: a copy costs a
/// count. No std::variant: with as many alternatives its names alone filled gigabytes of object files.
class Intent {
 public:
  Intent() = default;
  /// Implicit, as a variant's.
  template <intent::OneOfAll Kind>
  Intent(Kind value)  // NOLINT(google-explicit-constructor)
      : held_(static_cast<const Held*>(new HeldKind<Kind>(std::move(value)))) {}

  template <intent::OneOfAll Kind>
  bool is() const {
    return held_ != nullptr && held_->place == intent::kPlace<Kind>;
  }
  /// What it holds, if it is of that kind; else null.
  template <intent::OneOfAll Kind>
  const Kind* as() const {
    return is<Kind>() ? &static_cast<const HeldKind<Kind>*>(held_.get())->value : nullptr;
  }

 private:
  struct Held {
    explicit Held(int of) : place(of) {}
    virtual ~Held() = default;
    const int place;
  };
  template <typename Kind>
  struct HeldKind final : Held {
    explicit HeldKind(Kind&& of) : Held(intent::kPlace<Kind>), value(std::move(of)) {}
    const Kind value;
  };
  std::shared_ptr<const Held> held_;
};

}  // namespace smsdesk
