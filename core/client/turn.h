// One event's work on the state: what the parts of reduce() share. For core/client only.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/client/composer_hold.h"
#include "core/client/reduce.h"
#include "core/sms/smart_encoding.h"

namespace smsdesk {

class Turn {
 public:
  Turn(State& state, const Event& event) : s(state), now(event.now), fresh_key_(event.fresh_key) {}

  State& s;
  const Instant now;
  std::vector<Effect> effects;
  bool is_unseen = false;                   ///< nothing that is shown has changed
  bool is_hold_told = false;                ///< it was said what became of the conversation before the agent's eyes
  std::vector<MessageAccepted> accepted{};  ///< this agent's in this turn, whichever page sent them

  void emit(Effect effect) { effects.push_back(std::move(effect)); }
  /// A key that no other command of this tab has: the event's fresh one, then numbered ones made from it.
  SendKey next_key() {
    const unsigned n = keys_given_++;
    return SendKey{n == 0 ? fresh_key_ : fresh_key_ + "-" + std::to_string(n)};
  }
  /// 0 … 999, from the event's random digits: jitter for backoffs.
  std::int64_t jitter() const {
    std::int64_t sum = 0;
    for (const char c : fresh_key_) sum = (sum * 31 + c) % 1000;
    return sum;
  }
  /// Shown, and said to who hears the page: at once where it is a problem. What was announced in this turn before is not
  /// said twice. One of the same text that still stands is replaced.
  void notice(NoticeState::Tone tone, std::string text, NoticeReason reason = NoticeReason::None,
              ConversationId about = {});

 private:
  const std::string& fresh_key_;
  unsigned keys_given_ = 0;
};

// session.cpp: sign-in, connection, backoff
void on_started(Turn& turn);
void on_http(Turn& turn, const event::HttpAnswered& answer);
void on_socket_opened(Turn& turn);
void on_socket_closed(Turn& turn, const event::SocketClosed& closed);
void on_tick(Turn& turn);
void open_socket_now(Turn& turn);
void sign_out_here(Turn& turn, std::string reason);
/// The link is dead though the socket says nothing: it is closed, and the next try begins.
void lose_link(Turn& turn);
/// The socket is gone or given up: what was in flight waits again, and the next try has its instant.
void go_down(Turn& turn);
std::optional<Instant> next_wake(const State& state);

// idle.cpp: nobody touches the page
inline constexpr const char* kActiveMessage = "active";  ///< between the tabs of a browser
void on_active(Turn& turn);
void note_activity(Turn& turn);
void check_idle(Turn& turn);
std::optional<Instant> next_idle_check(const State& state);

// sync.cpp: frames
void on_frame(Turn& turn, const std::string& bytes);
/// Their name, else their number, as it is said.
std::string customer_of(const ConversationDetail& detail);

// kept_view.cpp: the desk of the last time, for the next start
void keep_view(Turn& turn);
void note_view_changed(Turn& turn);
void keep_view_when_due(Turn& turn);
void forget_view(Turn& turn);
void load_view(Turn& turn, const event::StorageLoaded& settings);
void leave_view(Turn& turn);  ///< it is another agent's or another log's after all

// sending.cpp: outbox, drafts, commands
void on_storage_loaded(Turn& turn, const event::StorageLoaded& loaded);
void on_storage_written(Turn& turn, const std::string& store, const std::string& key);
void on_storage_failed(Turn& turn, const event::StorageFailed& failed);
void adopt_stored(Turn& turn);
/// There is no place left to show them in: the words, and the names of the files behind them, stay readable until they are
/// dismissed. `sentence` has {text}, and {reason} where there is one.
void say_lost_words(Turn& turn, const char* sentence, std::string words, const std::vector<Media>& files,
                    const std::string& reason = {});
void flush(Turn& turn);  ///< hands everything that waits to the socket, in order
/// Asks the relay for `command`: now, or once the connection is there where it may wait for that. Otherwise, and where too much
/// waits already, the agent is told so and there is no key: nothing of it will be done.
std::optional<SendKey> give_command(Turn& turn, AgentCommand command, bool waits_for_connection);
/// Writes the drafts that are due; `all`: those too that are not due yet, because the page may be gone after this. What was
/// sent leaves its draft only once the outbox has it on disk: storage keeps no order between the two, and a browser may be
/// killed in between.
void store_drafts(Turn& turn, bool all);
/// When the next draft is to be written.
std::optional<Instant> next_draft_write(const State& state);
/// Who else is there? Asked before drafts are adopted: those of a page that is gone belong to whoever comes next.
void ask_for_tabs(Turn& turn);
void on_tab_said(Turn& turn, const std::string& message);
/// Of any length: words that come back from where they would be lost are never cut.
void set_draft(Turn& turn, const DraftPlace& place, std::string text, bool by_state);
/// What the agent makes of it. Longer than a draft may be, and than it was: it is said, nothing changes, and what was typed
/// leaves the field. False then.
bool change_draft(Turn& turn, const DraftPlace& place, std::string text, bool by_state);
/// `text` behind what the draft has, on a line of its own. False: there was no room, as above.
bool add_to_draft(Turn& turn, const DraftPlace& place, const std::string& text);
/// A place where nothing more can be written: what stands there becomes part of the note, so that no word is lost.
void leave_draft(Turn& turn, const DraftPlace& place);
/// Tells the relay which conversation is looked at and written in, where that has changed.
void tell_attention(Turn& turn);
void forget_outbox_entry(Turn& turn, const SendKey& key);
/// What the facts hold already needs no second try.
void forget_confirmed(Turn& turn);
/// The outbox of the browser once more: another page may have been closed with messages in it.
void load_outbox_again(Turn& turn);
/// The relay closed because of something that it could not read. Anything under way may be it: given again and again, it
/// would close every connection to come.
void suspect_under_way(Turn& turn);
/// Suspects that the facts do not confirm are as good as refused: the agent sees them, and decides.
void set_suspects_aside(Turn& turn);
/// `is_kept`: a page that starts anew knows of it.
void refuse_outbox_entry(Turn& turn, const SendKey& key, const Refusal& refusal, bool is_kept = true);

// reading.cpp: what can be done with a message
void on_reading_intent(Turn& turn, const intent::SendAgain& i);
void on_reading_intent(Turn& turn, const intent::OpenMessageMenu& i);
void on_reading_intent(Turn& turn, const intent::CopyText& i);
void on_reading_intent(Turn& turn, const intent::OpenLink& i);
void on_reading_intent(Turn& turn, const intent::Quote& i);
void on_reading_intent(Turn& turn, const intent::NoteAbout& i);
void on_reading_intent(Turn& turn, const intent::MarkUnread& i);
/// It came before the agent's eyes. The relay is told at once, and of what follows at most every kSeenPause: each mark is an
/// entry of the log, and comes back to every page of the agent's.
void see(Turn& turn, const MarkSeen& seen);
/// What waits for that. `is_now`: the agent does something else now, or may be gone.
void tell_seen(Turn& turn, bool is_now);
std::optional<Instant> next_seen(const State& state);
void on_unread_answer(Turn& turn, const AgentCommand& command);  ///< it was done
/// The agent has come back to that conversation, which they may have marked as unread: they have chosen it, write to the
/// customer, or go to its newest message.
void read_again(State& s, ConversationId conversation);
void on_reading_intent(Turn& turn, const intent::ReportMessage& i);
void on_reading_intent(Turn& turn, const intent::ShowDelivery& i);
void on_reading_intent(Turn& turn, const intent::TakeTranscript& i);
void on_delivery(Turn& turn, DeliveryFrame& frame);
/// Something has happened to that message: where its way is shown, it is asked for anew.
void follow_delivery(Turn& turn, MessageId message);
/// The connection is back.
void go_on_with_delivery(Turn& turn);

// attachments.cpp: files that are sent
void on_file_offered(Turn& turn, const event::FileOffered& file);
void on_files_left_out(Turn& turn, const event::FilesLeftOut& e);
void on_files_dragged(Turn& turn, const event::FilesDragged& e);
void on_upload_progressed(Turn& turn, const event::UploadProgressed& e);
void on_upload_ended(Turn& turn, const event::UploadEnded& e);
/// Why the relay does not have it, as a sentence.
std::string why_not_uploaded(const event::UploadEnded& e);
void on_media_intent(Turn& turn, const intent::AttachFiles& i);
void on_media_intent(Turn& turn, const intent::RemoveAttachment& i);
void on_media_intent(Turn& turn, const intent::RetryUpload& i);
void on_media_intent(Turn& turn, const intent::FetchMedia& i);
void on_media_intent(Turn& turn, const intent::OpenMedia& i);  // media_view.cpp
/// What the draft's storage had of them is there again.
void restore_attachments(State& s, ConversationId conversation);
/// These very files are on their way already.
bool are_in_outbox(const State& s, ConversationId conversation, const std::string& lines);
/// All of them leave the draft with this message.
void give_attachments(Turn& turn, ConversationId conversation, OutboxEntry& to);
void take_attachments_back(Turn& turn, ConversationId conversation, const std::vector<Media>& media);
/// Puts to the answer what the relay has, within what one message takes; returns what does not fit.
std::vector<Media> attach_stored(Turn& turn, ConversationId conversation, const std::vector<Media>& media);
// file_links.cpp: files that go as links
/// The relay is asked for a link to each of these, which it has; returns what are too many.
std::vector<Media> link_stored(Turn& turn, ConversationId conversation, const std::vector<Media>& media);
/// As on_file_offered, where the number of that conversation takes none.
void on_link_offered(Turn& turn, const Conversation& conversation, const event::FileOffered& file);
void begin_link(Turn& turn, ConversationId conversation, Attachment& one);
/// The relay's answer. False: no such file becomes a link.
bool on_link_ended(Turn& turn, const event::UploadEnded& e);
void on_link_http(Turn& turn, const event::HttpAnswered& answer);
/// An input method is at work in that answer, or not any more.
void note_composing(Turn& turn, ConversationId conversation, bool is_composing);
/// Links that have waited for the end of that.
void tend_links(Turn& turn);
std::optional<Instant> next_link(const State& state);
bool is_link_file(const State& s, ConversationId conversation, const std::string& key);
/// False: it is none.
bool remove_link_file(Turn& turn, ConversationId conversation, const std::string& key);
/// Nothing is written there any more.
void leave_links(Turn& turn, ConversationId conversation);

// composing.cpp: from Send to the outbox, and back
inline constexpr const char* kUndoneMessage = "undone:";  ///< and the key, between the tabs of a browser
/// The text changed: nothing that was said of the one before holds.
void note_text_changed(Draft& draft);
void on_composer_intent(Turn& turn, const intent::Send& i);
void on_composer_intent(Turn& turn, const intent::KeepEditing& i);
void on_composer_intent(Turn& turn, const intent::UndoSend& i);
void on_composer_intent(Turn& turn, const intent::WriteInGsm& i);
void on_composer_intent(Turn& turn, const intent::SendTextAsMms& i);
void on_composer_intent(Turn& turn, const intent::OpenEmoji& i);  // emoji.cpp, and so on
void on_composer_intent(Turn& turn, const intent::FindEmoji& i);
void on_composer_intent(Turn& turn, const intent::ShowEmojiGroup& i);
void on_composer_intent(Turn& turn, const intent::SetEmojiTone& i);
void on_composer_intent(Turn& turn, const intent::UseEmoji& i);
void on_composer_intent(Turn& turn, const intent::TakeOtherDraft& i);  // draft_sync.cpp
/// What waits for a second thought goes now: in that conversation, or (not set) in all. True where something did.
bool release_sends(Turn& turn, ConversationId conversation);
/// What has waited long enough goes.
void release_due(Turn& turn);
/// Messages of the conversation wait for a second thought: they go now, and the intent follows them. False: it needs no waiting.
bool do_after_sends(Turn& turn, ConversationId conversation, Intent intent);
void follow_sends(Turn& turn);
/// What was undone before the browser went away is in its composer again.
void adopt_undone(Turn& turn);
/// What has not been sent goes back into the draft, files and all; the entry leaves when that is stored.
void write_anew(Turn& turn, OutboxEntry& entry);
/// The draft's storage has changed: what was undone into it may leave the outbox.
void on_draft_stored(Turn& turn, ConversationId conversation);

// composer_hold.cpp: what is in the way of an answer
/// A frame has come: what holds the composer since, and did not before, is said. `link`: as it was before the frame.
void tell_hold(Turn& turn, const ComposerHold& before, Link link);

// draft_sync.cpp: drafts on the relay
inline constexpr DurationMs kDraftToldAfter = seconds(2);  ///< of the first change that the relay does not know
void note_draft_changed(Turn& turn, const DraftPlace& place, Draft& draft);
/// The words are the same, and how they are to go is not.
void note_choice_changed(Turn& turn, const DraftPlace& place, Draft& draft);
/// As the browser's storage has it: the words, and of an answer how they are to go (draft_words.h).
std::string kept_words(const DraftPlace& place, const Draft& draft);
void tell_drafts(Turn& turn, bool all);
/// The conversation is chosen: what of its drafts is newer elsewhere, and was not said yet.
void say_newer_drafts(Turn& turn, ConversationId conversation);
std::optional<Instant> next_draft_tell(const State& state);
void on_drafts(Turn& turn, DraftsFrame& frame);
/// The facts are there: what the relay keeps meets what this page has.
void meet_kept_drafts(Turn& turn);
// draft_actions.cpp: what is done when the answer is sent
void on_composer_intent(Turn& turn, const intent::RemoveDraftAction& i);
void on_composer_intent(Turn& turn, const intent::DoDraftActions& i);
/// To those of the draft. What has no room is said; false: nothing came of it.
bool add_actions(Turn& turn, ConversationId conversation, const std::vector<TemplateAction>& actions);
/// All of them leave the draft with this message.
void give_actions(Turn& turn, ConversationId conversation, OutboxEntry& to);
/// These very actions are on their way already.
bool are_actions_in_outbox(const State& s, ConversationId conversation, const std::string& lines);
/// What the relay keeps, or another page has just changed, and what this page has.
void meet_actions(Turn& turn, const KeptDraft& kept);
/// The message is there, and something that was to be done with it was not.
void say_not_done(Turn& turn, const MessageAccepted& e);
/// False: it was another command.
bool on_actions_answer(Turn& turn, const AgentCommand& command, const std::optional<Refusal>& refusal);
// draft_files.cpp
/// What the draft has, or will have, as the relay is told.
std::vector<DraftFile> draft_files(const State& s, ConversationId conversation);
/// Which files these are and how far they have come; two lists with the same state need not be told again.
std::string files_state(const std::vector<DraftFile>& files);
/// What the relay keeps, or another page has just changed, and what this page has.
void meet_files(Turn& turn, const KeptDraft& kept);

/// The status of a file of the site ("asset:…") whose name, with the hash of its content, is of another version than the relay's.
inline constexpr int kNoSuchFile = 404;

// language.cpp
inline constexpr const char* kLanguageTag = "language.";  ///< and the language's tag
void on_language_http(Turn& turn, const event::HttpAnswered& answer);
/// Loads what is wanted now, where it is not in use.
void tend_language(Turn& turn);

// emoji.cpp
inline constexpr const char* kEmojiTag = "emoji";
inline constexpr const char* kEmojiNamesTag = "emoji.";  ///< and the language's tag
void on_emoji_http(Turn& turn, const event::HttpAnswered& answer);
void load_emoji_settings(EmojiState& emoji, std::string_view key, std::string_view value);

// targets.cpp: whom a conversation could go to
void ask_for_targets(Turn& turn);
void on_targets(Turn& turn, TargetsFrame& frame);
std::optional<Instant> next_targets_request(const State& state);

// preferences.cpp, palette.cpp: what agents set for themselves
/// What the agent has chosen to hear of it; nothing where sounds are off, or the agent is not to be disturbed.
void sound_for(Turn& turn, SoundKind kind);
void on_notification_access(Turn& turn, NotificationAccess access);
/// Once for every agent: that there are notifications, where the browser has not been asked for them.
void offer_notifications(Turn& turn);
/// One of the agent's own (is_preference), here and on the relay.
void set_preference(Turn& turn, const char* name, std::string value);
/// Where nobody looks at the page the system shows it, unless the agent is not to be disturbed.
void notify_away(Turn& turn, std::string tag, std::string title, std::string body);
void load_preferences(Turn& turn, const event::StorageLoaded& settings);
void on_preferences(Turn& turn, PreferencesFrame& frame);
/// The facts are there: what the relay keeps meets what this browser has.
void meet_preferences(Turn& turn);
void end_quiet_when_due(Turn& turn);
std::optional<Instant> next_quiet_end(const State& state);
void on_personal_intent(Turn& turn, const intent::SetTheme& i);
void on_personal_intent(Turn& turn, const intent::SetHighContrast& i);
void on_personal_intent(Turn& turn, const intent::SetTimeFormat& i);
void on_personal_intent(Turn& turn, const intent::SetDensity& i);
void on_personal_intent(Turn& turn, const intent::SetTextSize& i);
void on_personal_intent(Turn& turn, const intent::SetLanguage& i);
void ask_for_language_again(Turn& turn);                             ///< where it did not come
void on_personal_intent(Turn& turn, const intent::LoadLanguage& i);  // language.cpp
void on_personal_intent(Turn& turn, const intent::SetEnterSends& i);
void on_personal_intent(Turn& turn, const intent::SetUndo& i);
void on_personal_intent(Turn& turn, const intent::SetSound& i);
void on_personal_intent(Turn& turn, const intent::ChooseSound& i);
void on_personal_intent(Turn& turn, const intent::SetSoundVolume& i);
void on_personal_intent(Turn& turn, const intent::SetDoNotDisturb& i);
void on_personal_intent(Turn& turn, const intent::DoShortcut& i);
void on_personal_intent(Turn& turn, const intent::DoPalette& i);  // palette.cpp, and so on
/// False: it is no answer to what the palette has asked.
bool on_palette_found(Turn& turn, FoundFrame& frame);
bool on_palette_contacts(Turn& turn, ContactsFrame& frame);
/// Asks the relay when the words rest.
void tend_palette(Turn& turn);
void go_on_with_palette(Turn& turn);  ///< the connection is back

// recall.cpp: what the browser remembers of the desk
/// The facts have come anew: chooses the conversation that was open, and tells what is not this agent's any more.
void recall(Turn& turn);
/// Selects what was open, where it is this agent's still.
void select_kept(Turn& turn);
/// Writes what the event has changed.
void remember(Turn& turn);
void load_kept(Turn& turn, const event::StorageLoaded& settings);
/// Customers' numbers do not stay behind whoever signs out.
void forget_mine(Turn& turn);
void tell_sign_out(Turn& turn);
/// Somebody signed out here while the relay could not be told: it is told now, before anybody goes on in their name.
void load_owed_sign_out(Turn& turn, const event::StorageLoaded& settings);

// context_choice.cpp
void choose_context_tab(Turn& turn, ConversationId conversation, ContextTab tab);
void open_context(Turn& turn, bool is_open);

// wrap_up.cpp
/// Changes the form of a conversation of this agent; the relay is told after that time.
void change_wrap_up(Turn& turn, ConversationId conversation, DurationMs told_after,
                    const std::function<void(WrapUpForm&)>& change);
void set_field(WrapUpForm& form, const std::string& name, const std::string& value);
/// Tells the relay what is due; `all`: what is not due yet too, because the page may be gone after this.
void tell_wrap_ups(Turn& turn, bool all);
/// The relay's form of that conversation has changed.
void follow_prepared(State& state, ConversationId conversation);
/// What this tab keeps about a conversation that is not the agent's any more.
void forget_if_lost(State& state, ConversationId conversation);
/// All facts have come anew.
void begin_wrap_ups_anew(State& state);

// colleagues.cpp: consults, notes, guests
void on_colleague_intent(Turn& turn, const intent::ChooseColleague& i);
void on_colleague_intent(Turn& turn, const intent::AskColleague& i);
void on_colleague_intent(Turn& turn, const intent::SayToColleague& i);
void on_colleague_intent(Turn& turn, const intent::EndConsult& i);
void on_colleague_intent(Turn& turn, const intent::UseSuggestion& i);
void on_colleague_intent(Turn& turn, const intent::AddNote& i);
void on_colleague_intent(Turn& turn, const intent::CompleteMention& i);
void on_colleague_intent(Turn& turn, const intent::Invite& i);
void on_colleague_intent(Turn& turn, const intent::Dismiss& i);
/// The agents whose whole name stands behind an @ in the text.
std::vector<AgentId> mentions_in(const State& s, const std::string& text);
/// The relay has taken the command: the words are no draft any more.
void on_colleague_answer(Turn& turn, const AgentCommand& command);

// note_dialog.cpp: notes that are corrected or taken back
void on_colleague_intent(Turn& turn, const intent::DoNote& i);
/// False: the command was another one.
bool on_note_answer(Turn& turn, const SendKey& key, const AgentCommand& command, const std::optional<Refusal>& refusal);
void on_note_wordings(Turn& turn, NoteWordingsFrame& frame);
void on_note(Turn& turn, const NoteFrame& frame);
/// The entry is folded: what was loaded of timelines has the note, too.
void follow_note(Turn& turn, const NoteCorrected& entry, Instant at);
/// The connection is back.
void go_on_with_note(Turn& turn);

// contacts.cpp: who the customer is
void on_contact_intent(Turn& turn, const intent::EditContact& i);
void on_contact_intent(Turn& turn, const intent::FindContact& i);
void on_contact_intent(Turn& turn, const intent::DoContact& i);
/// False: it is no answer to a command of the customer's panel.
bool on_contact_answer(Turn& turn, const SendKey& key, const std::optional<Refusal>& refusal);
/// The form of that conversation's customer, opened where it is not; null where they cannot be changed now.
ContactForm* open_contact_form(State& state, ConversationId conversation);
// The forms in the browser's storage: contacts_kept.cpp.
void keep_contact_forms(Turn& turn);
void load_contact_forms(State& state, const event::StorageLoaded& settings);
void open_kept_forms(Turn& turn);
/// The conversation is before the agent's eyes: what waits for it goes on.
void open_waiting_form(Turn& turn, ConversationId conversation);
/// What is known of that conversation's customer has changed.
void follow_customer(State& state, ConversationId conversation);
/// The conversation is not there any more. What becomes of a form of its customer, tend_contacts() says.
void forget_customer(State& state, ConversationId conversation);
/// Something else opens, or is looked at: no field's choice stays open.
void close_contact_choices(State& state);
/// Before the facts lose it: the conversation goes on where this agent may not read it.
void lose_customer(State& state, ConversationId conversation);
/// Words of a form whose conversation is gone, shown until they were read.
void tell_not_kept(Turn& turn, const std::string& words);
/// Of one that is closed and can be read on: they wait there.
void tell_kept_behind(Turn& turn, const std::string& words);
/// False: it is the list of closed conversations that has asked.
bool on_history_found(Turn& turn, FoundFrame& frame);
void on_contacts(Turn& turn, ContactsFrame& frame);
void on_duplicates(Turn& turn, DuplicatesFrame& frame);
void on_customer(Turn& turn, CustomerFrame& frame);
/// Asks for what the panel shows and does not have.
void tend_contacts(Turn& turn);
std::optional<Instant> next_contacts_request(const State& state);

// find.cpp: closed conversations
/// The list was opened.
void begin_finding(Turn& turn);
/// The connection is back.
void go_on_finding(Turn& turn);
void on_find_intent(Turn& turn, const intent::EditFind& i);
void on_find_intent(Turn& turn, const intent::FindMine& i);
void on_find_intent(Turn& turn, const intent::FindAgain& i);
void on_find_intent(Turn& turn, const intent::FindOlder& i);
void on_find_intent(Turn& turn, const intent::ReadClosed& i);
void on_find_intent(Turn& turn, const intent::Reopen& i);
void on_found(Turn& turn, FoundFrame& frame);
/// To screen readers, once the answer to what was looked for is there.
void say_found(Turn& turn, std::string sentence, bool has_more);
void find_when_due(Turn& turn);
/// It is read; its newest messages are asked for.
void read_closed(Turn& turn, const FoundConversation& found);

// search.cpp: messages by their words
void ask_for_messages(Turn& turn, bool is_continued);
void on_search_intent(Turn& turn, const intent::ChooseFindWhat& i);
void on_search_intent(Turn& turn, const intent::OpenFindMenu& i);
void on_search_intent(Turn& turn, const intent::EditFindDay& i);
void on_search_intent(Turn& turn, const intent::ChooseFindQueue& i);
void on_search_intent(Turn& turn, const intent::ChooseFindAuthor& i);
void on_search_intent(Turn& turn, const intent::ChooseFindKind& i);
void on_search_intent(Turn& turn, const intent::ClearFindFilters& i);
void on_search_intent(Turn& turn, const intent::OpenFound& i);
void on_search_intent(Turn& turn, const intent::OpenTranscriptSearch& i);
void on_search_intent(Turn& turn, const intent::EditTranscriptSearch& i);
void on_search_intent(Turn& turn, const intent::StepTranscriptSearch& i);
void on_found_messages(Turn& turn, FoundMessagesFrame& frame);
void search_when_due(Turn& turn);
std::optional<Instant> next_search(const State& state);
/// The connection is back.
void go_on_searching(Turn& turn);
/// Search and place belong to what is read: they end with it.
void follow_reading(State& state);

// place.cpp: a place in the middle of a timeline
void go_to_place(Turn& turn, ConversationId conversation, MessageId message, WrapUpPlace wrap_up = {});
void leave_place(State& s);
void leave_part(State& s);  ///< what is loaded is shown again; the message stays marked
void show_latest(Turn& turn, ConversationId conversation);
/// False: that timeline is at no such place.
bool load_older_at_place(Turn& turn, ConversationId conversation);
void load_newer(Turn& turn, ConversationId conversation);
/// False: it is no answer to what was asked for a place.
bool on_place_page(Turn& turn, PageFrame& frame);
/// Where that message stands among its messages; their number where it is none of them.
std::size_t place_in(const History& history, MessageId message);
/// Whose timeline is before the agent.
ConversationId read_conversation(const State& s);
/// An older page was loaded: it may touch the part, or be more than is held.
void follow_history(State& s, ConversationId conversation);
/// The relay could not read what there is: said, and asked for again a little later.
void note_failed_page(Turn& turn, const PageFrame& frame, bool is_newer);
/// Where the agent reads in what was added to at its newer end is not known: it may well be longer for a while.
void limit_pushed_out(State& s, History& history);
void go_on_at_place(Turn& turn);
/// The timeline of the closed conversation that is read may be longer now: what was added is asked for.
void note_outdated(State& s, ConversationId conversation);
void tend_reading(Turn& turn);
/// False: it is no answer to that.
bool on_new_end(Turn& turn, PageFrame& frame);

// organisation.cpp: the admin's page
inline constexpr const char* kOrganisationTag = "organisation.";             ///< begins the tags of its requests
void on_organisation_intent(Turn& turn, const intent::EditOrganisation& i);  // organisation_edit.cpp
void on_organisation_intent(Turn& turn, const intent::ShowOrganisation& i);
void on_organisation_intent(Turn& turn, const intent::OpenPicker& i);
void on_organisation_intent(Turn& turn, const intent::DoOrganisation& i);
void on_organisation_http(Turn& turn, const event::HttpAnswered& answer);
void on_file_chosen(Turn& turn, const event::FileChosen& chosen);
/// The area was opened, or the facts came anew.
void enter_organisation(Turn& turn);
/// The running configuration is another one now.
void note_configured(Turn& turn);
/// The working copy has changed: it will be kept and judged.
void note_edited(Turn& turn);
/// What is due: the draft (`all`: also what is not due yet), the judgement.
void tend_organisation(Turn& turn, bool all);
std::optional<Instant> next_organisation_wake(const State& state);
void load_organisation_draft(State& state, const event::StorageLoaded& settings);

// templates.cpp
void on_template_intent(Turn& turn, const intent::InsertTemplate& i);
void on_template_intent(Turn& turn, const intent::DoTemplates& i);
void on_template_intent(Turn& turn, const intent::MakeTemplate& i);
/// The text that is being written there, or back.
void write_template_in_gsm(Turn& turn, sms::Equivalents which);
/// The answer's draft or its cursor is another one now: the list opens, follows, or closes.
void note_draft(Turn& turn, ConversationId conversation, bool is_typed);
/// Another conversation is before the agent's eyes, or the message was sent.
void leave_pick(State& state);
/// True where the draft still has a placeholder: it is said, and selected.
bool hold_raw_placeholder(Turn& turn, ConversationId conversation);
void on_template_answer(Turn& turn, const SendKey& key, const AgentCommand& command,
                        const std::optional<Refusal>& refusal);
/// Of the template that is being written; null where none is that this agent may change.
std::vector<Attachment>* template_files(State& state);
/// One came, went, or is on the relay now.
void note_template_files(Turn& turn);
bool takes_file(const State& state);
void on_template_file(Turn& turn, const event::FileChosen& chosen);

// template_documents.cpp
void export_templates(Turn& turn, bool has_files);
void import_templates(Turn& turn, const event::FileChosen& chosen);
/// What became of something, for the dialog and for a screen reader.
void report_templates(Turn& turn, std::string sentence, bool is_bad);
/// The files have come, or will not.
void finish_export(Turn& turn, TemplateTransfer transfer);

// template_intake.cpp
/// Its files have come, or will not: the templates are handed in.
void begin_intake(Turn& turn, std::vector<Template> templates);
/// The answer to one part. False: the command was none of an import's.
bool on_intake_answer(Turn& turn, const SendKey& key, const std::optional<Refusal>& refusal);
/// Some commands were given up without an answer.
void check_intake(Turn& turn);

// template_transfer.cpp
inline constexpr const char* kTemplateFilesTag = "template_files.";  ///< begins the tags of its requests
/// There is at least one file, and no other transfer.
void begin_transfer(Turn& turn, TemplateTransfer transfer);
void stop_transfer(Turn& turn);
void on_template_files_http(Turn& turn, const event::HttpAnswered& answer);
/// False: the upload is none of a library's.
bool on_template_file_uploaded(Turn& turn, const event::UploadEnded& e);

// overview.cpp: supervisors
void on_overview_intent(Turn& turn, const intent::ShowOverviewTab& i);
void on_overview_intent(Turn& turn, const intent::OpenOverviewQueue& i);
void on_overview_intent(Turn& turn, const intent::OpenOverviewAgent& i);
void on_overview_intent(Turn& turn, const intent::OpenOverviewMenu& i);
void on_overview_intent(Turn& turn, const intent::SortAgents& i);
void on_overview_intent(Turn& turn, const intent::FilterAgents& i);
void on_overview_intent(Turn& turn, const intent::ShowAgentsOf& i);
void on_overview_intent(Turn& turn, const intent::SetPresenceOf& i);
void on_overview_intent(Turn& turn, const intent::SetOnQueueOf& i);
void on_overview_intent(Turn& turn, const intent::HandOver& i);
void on_overview_intent(Turn& turn, const intent::FreeConversation& i);
void on_overview_intent(Turn& turn, const intent::EndForOthers& i);

// reported.cpp: reported messages, for supervisors
/// The list was opened.
void begin_reported(Turn& turn);
/// The connection is back.
void go_on_with_reported(Turn& turn);
/// Somebody has reported a message, or taken that back.
void note_reported(Turn& turn, const MessageReported& entry, AgentId by, Instant at);
/// A conversation has left the workspace.
void note_reported_closed(Turn& turn, ConversationId conversation);
/// The relay has taken the command.
void on_report_answer(Turn& turn, const AgentCommand& command);
/// Back leads there no more.
void leave_reported(State& s);
void on_reported(Turn& turn, ReportedFrame& frame);
void on_overview_intent(Turn& turn, const intent::OpenReported& i);
void on_overview_intent(Turn& turn, const intent::OlderReported& i);
void on_overview_intent(Turn& turn, const intent::ReportedAgain& i);
void on_overview_intent(Turn& turn, const intent::DismissReport& i);

// intents.cpp
/// Conversations that this agent is in the middle of.
std::size_t open_count(const State& state);
void on_intent(Turn& turn, const Intent& intent);
/// Chosen, and shown unless another part of the program is to stay.
void select_conversation(Turn& turn, ConversationId conversation, bool is_shown = true);
void ask_for_page(Turn& turn, ConversationId conversation);

}  // namespace smsdesk
