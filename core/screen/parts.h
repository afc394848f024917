// Panels that have a file of their own. For core/screen only.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "core/client/state.h"
#include "core/screen/make_screen.h"
#include "core/screen/screen.h"

namespace smsdesk::screen {

/// Empty where the queue is not known.
std::string queue_name(const State& state, QueueId queue);
/// By the queue's service-level target: Soon from three quarters of it on.
Urgency urgency_of(const State& state, QueueId queue, DurationMs waited);

inline bool is_connected(const State& state) {
  return state.connection.link == Link::Up;
}
/// Of a colleague: what the relay alone tells may have changed since the connection went. "on queue, last known".
std::string as_told(const State& state, std::string status);

/// The viewer's day in which a screen is made: what is of it has a time, what is older a date.
struct Today {
  DayOf day_of = utc_day;
  std::int64_t day = 0;
  bool has(Instant at) const { return day_of(at) == day; }
};

/// What has come in that its owner has not seen, as far as it stands somewhere by itself: a reaction that is folded onto the
/// message it is about is seen there, and nothing more is to be read. Of somebody else's conversation nothing is this agent's
/// to read.
struct Unread {
  std::size_t count = 0;
  MessageId first;  ///< not set: there is none
};
Unread unread_in(const State& state, const smsdesk::Conversation& conversation);
/// That message can be the first unread one: it is a customer's that the facts hold, in a conversation of this agent's that goes
/// on.
bool can_mark_unread(const State& state, const smsdesk::Conversation& conversation, const Message& message);
/// From where it is marked as unread as a whole: from what is unread already, or else from the customer's last message that
/// stands by itself. Not set: it cannot be.
MessageId unread_from(const State& state, const smsdesk::Conversation& conversation);

/// Of that roster; `open` is the conversation before the agent's eyes, where there is one.
ListBrief list_brief(const Roster& roster, ConversationId open);
/// The panel at the right; `changes_in` falls to when a text of it changes by itself, where that is sooner.
Context make_context(const State& state, Instant now, const Today& today, DurationMs& changes_in);
/// Likewise.
CustomerPanel customer_panel(const State& state, const smsdesk::Conversation& conversation, Instant now,
                             const Today& today, DurationMs& changes_in);
NumberCopy number_copy(const ConversationDetail& detail);
AttachmentChip attachment_chip(const State& state, const Attachment& one);
/// How far files have come to the relay; `bytes` of those that are there.
struct UploadTally {
  std::size_t under_way = 0, failed = 0;
  std::size_t elsewhere = 0;  ///< on their way from another page of the agent's
  std::uint64_t bytes = 0;
  bool is_done() const { return under_way == 0 && failed == 0 && elsewhere == 0; }
};
UploadTally tally_of(const std::vector<Attachment>& files);
/// "PDF document", "Picture".
std::string kind_words(std::string_view content_type);
/// `of`: whose message it is; the timeline has those of the customer's earlier conversations, too.
std::vector<BubbleMedia> bubble_media(const State& state, const smsdesk::Conversation& conversation,
                                      const Message& message, ConversationId of);
/// Below the field: the parts that are not empty, with dots between them.
using MeterParts = std::initializer_list<std::string_view>;
std::string meter_line(const MeterParts& parts);
/// Composer::counter_shorter of that line: of `lines`, each that is another one than the line before it.
std::vector<std::string> shorter_meters(std::string_view whole, std::initializer_list<MeterParts> lines);
/// What is attached, and what that means for sending.
void describe_attachments(const State& state, const smsdesk::Conversation& conversation, Composer& panel);
/// Copies of the words that are looked at, and what stands in them. `earlier`: of the screen before.
void add_word_uses(const Desk& earlier, Desk& desk);
/// What became of a note, what it says where it is read, and the dialog of one.
NoteUses note_uses(const State& state, const Note& note);
std::string note_words(const State& state, const Note& note);
NoteDialog note_dialog(const State& state, const Today& today);
NotesPanel notes_panel(const State& state, const smsdesk::Conversation& conversation, const Today& today);
/// Notes that came with what was loaded of the timeline and do not stand in the facts, newest first.
std::vector<NoteLine> earlier_notes(const State& state, const smsdesk::Conversation& conversation, const Today& today);
ColleaguesPanel colleagues_panel(const State& state, const smsdesk::Conversation& conversation, const Today& today);
/// The admin's page; not shown in another area.
OrganisationPage organisation_page(const State& state);
/// What another page of the agent's has written there.
ComposerLine other_draft_line(const Draft& draft, ConversationId id, DraftPart part);
/// Which colleagues look at it, and who of them is writing an answer.
std::string others_line(const State& state, ConversationId conversation);
/// Why somebody else's conversation is in this agent's list.
struct AskedWords {
  std::string why;  ///< "Ana Ruiz asks you"
  std::string
      line;    ///< what they were asked or told: "Question: May I refund?"; empty for a guest, who answers the customer
  Instant at;  ///< when that was said
};
AskedWords asked_words(const State& state, const smsdesk::Conversation& conversation);

/// The list over the composer, and the dialog; by both clocks: what the relay's facts are measured with, and the agent's.
TemplateList template_list(const State& state, Instant relay_at, Instant browser_at, DayOf day_of);
/// What a line says of a template beside its name: its text; where files go alone, their names; else what it does.
std::string template_words(const State& state, const Template& one, const std::string& text);
TemplatesDialog templates_dialog(const State& state, Instant relay_at, Instant browser_at, DayOf day_of);

/// As they can be put into that conversation's message, in their order.
std::vector<TemplateLine> template_lines(const State& state, const smsdesk::Conversation& conversation,
                                         const std::vector<TemplateHit>& hits, Instant relay_at, Instant browser_at,
                                         DayOf day_of);

/// "Alt+Shift+T"; empty where there is none.
std::string shortcut_words(const State& state, Action action);
/// What can be done with the panels that are made, and the shortcuts at their buttons.
void add_actions(const State& state, Instant browser_now, Desk& desk);
Keyboard keyboard(const State& state);
/// From the panels and actions of that desk.
Palette palette(const State& state, const Desk& desk, Instant relay_at, Instant browser_at, DayOf day_of);
Settings settings_panel(const State& state, Instant browser_now);
/// Why nothing would be heard; or empty.
std::string sound_problem(const State& state);
/// What can be heard, each with the sounds that it may have.
std::vector<SoundSetting> sound_settings(const SettingsState& own);
/// How loud all of them are.
SoundSetting sound_volume(const SettingsState& own);

Find find_panel(const State& state, Instant now, DayOf day_of);
/// FindWhat::Messages: lines and what is said instead of them.
void fill_found_messages(const State& state, Instant now, DayOf day_of, Find& panel);
/// Not shown where that conversation is not searched.
TranscriptSearchBar transcript_search_bar(const State& state, ConversationId conversation);
/// The closed conversation that is read: what became of it, and what can be done.
void describe_closed(const State& state, const smsdesk::Conversation& closed, const Today& today, Conversation& panel);

/// Fills bubbles and timeline: loaded history, what the workspace holds, and beneath it what is not confirmed. What
/// `panel` has of both is taken over where its basis still holds. `made` counts the timelines made from nothing.
void make_timeline(const State& state, const smsdesk::Conversation& conversation, Instant browser_now, DayOf day_of,
                   Conversation& panel, std::uint64_t& made);

/// `browser_now` is the browser's clock: how long a message can be taken back is the browser's to say.
Composer make_composer(const State& state, const smsdesk::Conversation& conversation, Instant relay_at,
                       Instant browser_now, DayOf day_of);
inline constexpr DurationMs kUndoTextChangesIn = 250;

/// The open menu of a message, and the panel that tells what became of one.
MessageMenuPanel message_menu(const State& state, const smsdesk::Conversation& conversation);
DeliveryPanel delivery_panel(const State& state, const smsdesk::Conversation& conversation);
/// The mark of a status, as it stands at a bubble and in the panel.
DeliveryMark mark_of(DeliveryStatus status);
/// The same text to the same number may go through, and is not on its way already.
bool can_send_again(const State& state, const smsdesk::Conversation& conversation, const Message& message);

}  // namespace smsdesk::screen
