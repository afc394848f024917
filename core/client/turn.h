// One event's work on the state: what the parts of reduce() share. For core/client only.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/client/reduce.h"

namespace smsdesk {

class Turn {
 public:
  Turn(State& state, const Event& event) : s(state), now(event.now), fresh_key_(event.fresh_key) {}

  State& s;
  const Instant now;
  std::vector<Effect> effects;
  bool is_unseen = false;  ///< nothing that is shown has changed

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
  /// One of the same text that still stands is replaced.
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

// sending.cpp: outbox, drafts, commands
void on_storage_loaded(Turn& turn, const event::StorageLoaded& loaded);
void on_storage_written(Turn& turn, const std::string& store, const std::string& key);
void on_storage_failed(Turn& turn, const event::StorageFailed& failed);
void adopt_stored(Turn& turn);
void flush(Turn& turn);  ///< hands everything that waits to the socket, in order
void give_command(Turn& turn, AgentCommand command, bool waits_for_connection);
/// Writes the drafts that are due; `all`: those too that are not due yet, because the page may be gone after this. What was
/// sent leaves its draft only once the outbox has it on disk: storage keeps no order between the two, and a browser may be
/// killed in between.
void store_drafts(Turn& turn, bool all);
/// When the next draft is to be written.
std::optional<Instant> next_draft_write(const State& state);
/// Who else is there? Asked before drafts are adopted: those of a page that is gone belong to whoever comes next.
void ask_for_tabs(Turn& turn);
void on_tab_said(Turn& turn, const std::string& message);
void set_draft(Turn& turn, const DraftPlace& place, std::string text, bool by_state);
/// `text` behind what the draft has, on a line of its own.
void add_to_draft(Turn& turn, const DraftPlace& place, const std::string& text);
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
void refuse_outbox_entry(Turn& turn, const SendKey& key, const Refusal& refusal);

// targets.cpp: whom a conversation could go to
void ask_for_targets(Turn& turn);
void on_targets(Turn& turn, TargetsFrame& frame);
std::optional<Instant> next_targets_request(const State& state);

// recall.cpp: what the browser remembers of the desk
/// The facts have come anew: chooses the conversation that was open, and tells what is not this agent's any more.
void recall(Turn& turn);
/// Writes what the event has changed.
void remember(Turn& turn);
void load_kept(Turn& turn, const event::StorageLoaded& settings);

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
/// The relay has taken the command: the words are no draft any more.
void on_colleague_answer(Turn& turn, const AgentCommand& command);

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
void find_when_due(Turn& turn);
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

// intents.cpp
/// Conversations that this agent is in the middle of.
std::size_t open_count(const State& state);
void on_intent(Turn& turn, const Intent& intent);
/// Chosen, and shown unless another part of the program is to stay.
void select_conversation(Turn& turn, ConversationId conversation, bool is_shown = true);
void ask_for_page(Turn& turn, ConversationId conversation);

}  // namespace smsdesk
