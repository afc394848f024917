#include "core/screen/actions.h"

#include <algorithm>

#include "core/client/pending.h"
#include "core/screen/parts.h"
#include "core/words/words.h"

namespace smsdesk::screen {
namespace {

constexpr std::size_t kBubblesLooked = 200;

/// By which the line about what forces Unicode does what it says. What changes the spelling has a key of its own: whoever means
/// the quotation marks does not lose the accents.
Action gsm_action(const ComposerLine& line) {
  const auto* step = line.intent.as<intent::WriteInGsm>();
  return step != nullptr && step->is_close ? Action::WriteCloseGsm : Action::WriteInGsm;
}

class Maker {
 public:
  Maker(const State& state, const Desk& desk, Instant now) : s_(state), d_(desk), now_(now) {}

  std::vector<AvailableAction> make() {
    add(Action::OpenPalette, {intent::DoPalette{PaletteStep::Open}});
    if (!d_.roster.on_queue.is_busy) add(Action::ToggleOnQueue, {intent::SetOnQueue{!d_.roster.on_queue.is_on}});
    add(Action::ChooseStatus, {intent::OpenPresenceMenu{true}});
    add(Action::DoNotDisturb, {intent::SetDoNotDisturb{is_quiet(s_, now_) ? 0 : -1}});
    if (d_.connection.can_retry) add(Action::ConnectNow, {intent::RetryConnection{}});
    if (!s_.notices.empty()) add(Action::DismissNotice, {intent::DismissNotice{s_.notices.back().id}});
    add(Action::OpenSettings, {intent::OpenSettings{true}});
    add(Action::OpenKeyboard, {intent::OpenSettings{true, true}});
    add(Action::SignOut, {intent::SignOut{}});
    places();
    offers();
    conversation();
    customer();
    wrap_up();
    writing();
    return std::move(all_);
  }

 private:
  void add(Action action, std::vector<Intent> steps, bool is_in_pane = false, std::uint64_t target = 0) {
    all_.push_back({action, s_.settings.shortcuts.of(action), is_in_pane, std::move(steps), target, {}});
  }

  void places() {
    for (const RailPlace& place : d_.rail.places) {
      const Action action = place.area == Area::Find           ? Action::ShowClosed
                            : place.area == Area::Overview     ? Action::ShowOverview
                            : place.area == Area::Organisation ? Action::ShowOrganisation
                                                               : Action::ShowConversations;
      add(action, {intent::ShowArea{place.area}});
      if (place.area == Area::Find)
        add(Action::SearchMessages, {intent::ShowArea{Area::Find}, intent::ChooseFindWhat{FindWhat::Messages}});
    }
    beside(Action::NextConversation, 1);
    beside(Action::PreviousConversation, -1);
    const smsdesk::Conversation* oldest = nullptr;
    for (const Card& card : d_.roster.mine) {
      const smsdesk::Conversation* one = s_.workspace.find_conversation(card.conversation);
      if (one == nullptr || !card.owes_answer) continue;
      if (oldest == nullptr || one->answer_owed_since < oldest->answer_owed_since) oldest = one;
    }
    if (oldest == nullptr) return;
    // Where it is open already, its key leads to the field all the same.
    const bool is_open = d_.area == Area::Conversations && s_.selected == oldest->id;
    add(Action::NextUnanswered,
        {is_open ? Intent(intent::GoToComposer{oldest->id}) : Intent(intent::Select{oldest->id})});
  }
  void beside(Action action, int step) {
    const auto& mine = d_.roster.mine;
    const auto at = std::find_if(mine.begin(), mine.end(), [](const Card& card) { return card.is_selected; });
    const std::size_t n = mine.size(), i = static_cast<std::size_t>(at - mine.begin());
    if (n == 0) return;
    const std::size_t to = i == n ? 0 : step > 0 ? (i + 1) % n : (i + n - 1) % n;
    if (to != i) add(action, {intent::Select{mine[to].conversation}});
  }

  void offers() {
    const auto at =
        std::find_if(d_.roster.alerts.begin(), d_.roster.alerts.end(), [](const Alert& one) { return !one.is_busy; });
    if (at != d_.roster.alerts.end()) {
      add(Action::AnswerOffer, {intent::Answer{at->offer}}, false, at->offer.value);
      add(Action::DeclineOffer, {intent::Decline{at->offer}}, false, at->offer.value);
      add(Action::DeclineWithReason, {at->reasons.intent}, false, at->offer.value);
    }
    for (std::size_t i = 0; i < d_.roster.alerts.size() && i < kAnswersMax; ++i) {
      const Alert& one = d_.roster.alerts[i];
      if (!one.is_busy) add(answer_of_place(i), {intent::Answer{one.offer}}, false, one.offer.value);
    }
    const auto& waiting = d_.roster.waiting;
    const auto first =
        std::find_if(waiting.begin(), waiting.end(), [](const WaitingLine& one) { return !one.is_busy; });
    if (first != waiting.end())
      add(Action::PickWaiting, {intent::Pick{first->conversation}}, false, first->conversation.value);
  }

  void conversation() {
    const Conversation& c = d_.conversation;
    if (!c.conversation.is_set()) return;
    for (const ActionMenu& menu : c.menus) {
      if (menu.is_busy || !menu.unavailable.empty()) continue;
      if (menu.kind == ConversationMenu::Transfer) add(Action::Transfer, {menu.intent}, true);
      if (menu.kind == ConversationMenu::Park) add(Action::Park, {menu.intent}, true);
      if (menu.kind == ConversationMenu::End) add(Action::End, {menu.intent}, true);
      if (menu.kind == ConversationMenu::Transcript) add(Action::Transcript, {menu.intent}, true);
      if (menu.kind == ConversationMenu::Free) add(Action::GiveBack, {menu.intent}, true);
      if (menu.intent.is<intent::Resume>()) add(Action::Resume, {menu.intent}, true);
      if (menu.intent.is<intent::Reopen>()) add(Action::Reopen, {menu.intent}, true);
    }
    const bool is_read = d_.area == Area::Conversations || d_.find.is_reading;
    if (is_read) messages();
    if (is_read) add(Action::SearchInConversation, {intent::OpenTranscriptSearch{c.conversation}});
    if (!is_read) return;
    own_note();
    if (!c.copy.name.empty()) add(Action::CopyNumber, {c.copy.intent}, true);
    for (const ContextTabLine& tab : d_.context.tabs) {
      const Action action = tab.tab == ContextTab::Notes    ? Action::ShowNotes
                            : tab.tab == ContextTab::Team   ? Action::ShowTeam
                            : tab.tab == ContextTab::WrapUp ? Action::ShowWrapUp
                                                            : Action::ShowCustomer;
      add(action, {intent::ChooseContextTab{c.conversation, tab.tab}, intent::ShowContext{true}}, true);
    }
    const smsdesk::Conversation* read = find_readable(s_, c.conversation);
    if (read != nullptr && can_reveal_number(s_, *read) && !is_pending<RevealNumber>(s_, c.conversation)) {
      add(Action::ShowNumber,
          {intent::ChooseContextTab{c.conversation, ContextTab::Customer}, intent::ShowContext{true},
           intent::DoContact{c.conversation, ContactStep::Reveal, 0}},
          true);
    }
    if (d_.area != Area::Conversations) return;
    const smsdesk::Conversation* facts = s_.workspace.find_conversation(c.conversation);
    const MessageId unread = facts == nullptr ? MessageId{} : unread_from(s_, *facts);
    if (unread.is_set() && !is_pending<MarkUnread>(s_, c.conversation))
      add(Action::MarkUnread, {intent::MarkUnread{c.conversation, unread}}, true);
    beside_it();
    // The newest one, of whichever thread.
    const auto& threads = d_.context.colleagues.threads;
    const auto with = std::find_if(threads.rbegin(), threads.rend(),
                                   [](const ConsultThread& one) { return !one.suggestion.empty(); });
    if (with != threads.rend()) add(Action::UseSuggestion, {intent::UseSuggestion{c.conversation, with->suggestion}});
    leaving();
  }

  /// The newest that can be corrected: of the conversation itself, else of those before it.
  void own_note() {
    const NotesPanel& notes = d_.context.notes;
    const auto can = [](const NoteLine& one) { return one.uses.can_correct; };
    const NoteLine* found = nullptr;
    if (const auto at = std::find_if(notes.notes.rbegin(), notes.notes.rend(), can); at != notes.notes.rend())
      found = &*at;
    for (const auto* list : {&notes.earlier, &d_.conversation.notes})
      if (const auto at = std::find_if(list->begin(), list->end(), can); found == nullptr && at != list->end())
        found = &*at;
    if (found != nullptr)
      add(Action::CorrectNote, {intent::DoNote{NoteStep::Correct, d_.conversation.conversation, found->note}}, true);
  }

  /// What is written to colleagues, where it can be.
  void beside_it() {
    const ConversationId id = d_.conversation.conversation;
    const Context& context = d_.context;
    if (context.notes.is_shown && context.notes.field.is_enabled) add(Action::WriteNote, {intent::GoToNote{id}}, true);
    const ColleaguesPanel& team = context.colleagues;
    if (team.can_ask && !team.people.empty()) add(Action::AskColleague, {intent::GoToColleagues{id, false}}, true);
    if (!team.invitable.empty()) add(Action::InviteColleague, {intent::GoToColleagues{id, true}}, true);
  }

  /// The newest message, and the newest that needs something. A view takes the message that has the focus for its menu and its
  /// delivery instead, where one has it.
  void messages() {
    const Conversation& c = d_.conversation;
    const Bubble *newest = nullptr, *own = nullptr;
    const Bubble *sent = nullptr, *written = nullptr, *discarded = nullptr;
    std::size_t looked = 0;
    for (auto b = c.bubbles.rbegin(); b != c.bubbles.rend() && looked < kBubblesLooked; ++b, ++looked) {
      const auto first = [&](const Bubble*& one, bool fits) { one = one == nullptr && fits ? &*b : one; };
      first(newest, b->message.is_set() && !b->is_folded);
      first(own, b->message.is_set() && b->is_own);
      first(sent, b->can_send_again || b->can_send_anyway);
      first(written, b->can_write_again || b->can_edit_again);
      first(discarded, b->can_discard || b->can_stop_asking);
    }
    if (newest != nullptr) {
      add(Action::MessageMenu,
          {intent::ShowLatest{c.conversation},
           intent::OpenMessageMenu{c.conversation, newest->message, MessageMenu::Actions, 0}},
          true);
    }
    if (own != nullptr) add(Action::ShowDelivery, {intent::ShowDelivery{c.conversation, own->message}}, true);
    if (!c.bubbles.empty()) add(Action::JumpToLatest, {intent::ShowLatest{c.conversation, true}}, true);
    if (sent != nullptr)
      add(Action::SendAgain,
          {sent->can_send_again ? Intent(intent::SendAgain{c.conversation, sent->message, c.composer.newest})
                                : Intent(intent::SendAnyway{sent->send_key})},
          true);
    if (written != nullptr)
      add(Action::WriteAgain,
          {written->can_write_again ? Intent(intent::WriteAgain{c.conversation, written->message})
                                    : Intent(intent::EditAgain{written->send_key})},
          true);
    if (discarded != nullptr) add(Action::DiscardUnsent, {intent::Discard{discarded->send_key}}, true);
  }

  void leaving() {
    const ColleaguesPanel& team = d_.context.colleagues;
    const auto is_end = [](const ActionChoice& step) { return step.intent.is<intent::EndConsult>(); };
    for (auto thread = team.threads.rbegin(); thread != team.threads.rend(); ++thread) {
      const auto step = std::find_if(thread->next_steps.begin(), thread->next_steps.end(), is_end);
      if (step == thread->next_steps.end()) continue;
      add(Action::EndThread, {step->intent}, true);
      break;
    }
    for (const GuestLine& guest : team.guests) {
      const auto* dismissed = guest.remove.as<intent::Dismiss>();
      if (dismissed != nullptr && dismissed->agent == s_.me && !guest.remove_name.empty())
        add(Action::LeaveConversation, {guest.remove}, true);
    }
  }

  void customer() {
    const bool is_closed = d_.area == Area::Find && d_.find.is_reading;
    if ((d_.area != Area::Conversations && !is_closed) || !d_.context.is_shown) return;
    const ConversationId id = d_.context.conversation;
    const CustomerPanel& known = d_.context.known;
    if (!known.links.empty()) add(Action::OpenCustomerLink, {intent::OpenLink{known.links.front().address}}, true);
    const auto at_customer = [&](ContactStep step) {
      return std::vector<Intent>{intent::ChooseContextTab{id, ContextTab::Customer}, intent::ShowContext{true},
                                 intent::DoContact{id, step, 0}};
    };
    if (known.is_editing) {
      if (!known.is_saving) add(Action::SaveContact, at_customer(ContactStep::Save), true);
    } else if (!known.is_finding && !known.edit_label.empty()) {
      add(Action::EditContact, at_customer(ContactStep::Edit), true);
      add(Action::MergeContact, at_customer(ContactStep::FindOther), true);
    }
  }

  void wrap_up() {
    const Context& c = d_.context;
    if (d_.area != Area::Conversations || !c.is_shown) return;
    if (c.shows_acw_request && !c.is_acw_request_busy)
      add(Action::RequestWrapUp, {intent::RequestAcw{c.conversation, !c.is_acw_requested}}, true);
    if (c.can_extend) add(Action::ExtendWrapUp, {intent::ExtendAcw{c.conversation}}, true);
    if (c.can_finish) add(Action::FinishWrapUp, {intent::FinishWrapUp{c.conversation}}, true);
  }

  void writing() {
    add(Action::ManageTemplates, {intent::DoTemplates{TemplateStep::Manage}});
    add(Action::NewTemplate, {intent::DoTemplates{TemplateStep::New}});
    // Where the form of a template lies over the message, its text is what is written.
    const TemplateFormScreen& form = d_.templates.form;
    if (form.is_shown) add_gsm(form.gsm, false);
    const Composer& composer = d_.conversation.composer;
    const ConversationId id = d_.conversation.conversation;
    if (d_.area != Area::Conversations || !composer.is_shown) return;
    if (composer.undo.is_set()) add(Action::UndoSend, {intent::UndoSend{composer.undo}}, true);
    if (!composer.is_enabled) return;
    add(Action::WriteMessage, {intent::GoToComposer{id}}, true);
    add(Action::InsertTemplate, {intent::DoTemplates{TemplateStep::Open}}, true);
    if (!composer.draft.empty()) add(Action::SaveAsTemplate, {intent::DoTemplates{TemplateStep::NewFromDraft}}, true);
    if (composer.can_attach) {
      add(Action::AttachFiles, {intent::AttachFiles{id}}, true);
      all_.back().name = composer.attach_name;
    }
    const auto& files = composer.attachments;
    const auto failed =
        std::find_if(files.begin(), files.end(), [](const AttachmentChip& one) { return one.is_failed; });
    if (failed != files.end()) add(Action::RetryUpload, {intent::RetryUpload{failed->key}}, true);
    if (!files.empty() && !files.back().remove_name.empty())
      add(Action::RemoveAttachment, {intent::RemoveAttachment{id, files.back().key}}, true);
    if (!composer.other_draft.label.empty()) add(Action::TakeOtherDraft, {composer.other_draft.intent}, true);
    if (!composer.held.title.empty()) add(Action::SendAnyway, {intent::Send{id, true, composer.newest}}, true);
    add(Action::PickEmoji, {intent::OpenEmoji{!composer.emoji.is_open}}, true);
    if (!composer.mms.text.empty()) add(Action::SendTextAsMms, {composer.mms.intent}, true);
    if (!form.is_shown) add_gsm(composer.gsm, true);
  }
  void add_gsm(const ComposerLine& line, bool is_in_pane) {
    if (line.has_shortcut && !line.text.empty()) add(gsm_action(line), {line.intent}, is_in_pane);
  }

  const State& s_;
  const Desk& d_;
  Instant now_;
  std::vector<AvailableAction> all_;
};

Action action_of(ConversationMenu menu) {
  return menu == ConversationMenu::Transfer ? Action::Transfer
         : menu == ConversationMenu::Park   ? Action::Park
         : menu == ConversationMenu::End    ? Action::End
                                            : Action::Transcript;
}

}  // namespace

std::string shortcut_words(const State& s, Action action) {
  return chord_words(s.settings.shortcuts.of(action), s.is_mac);
}

void add_actions(const State& s, Instant now, Desk& desk) {
  for (ActionMenu& menu : desk.conversation.menus) {
    const bool is_known = menu.kind != ConversationMenu::None && menu.kind != ConversationMenu::Free;
    menu.shortcut = is_known ? shortcut_words(s, action_of(menu.kind)) : std::string();
  }
  Composer& composer = desk.conversation.composer;
  const auto add_keys = [&](ComposerLine& line, std::string& shortcut) {
    shortcut = shortcut_words(s, gsm_action(line));
    if (!line.all.empty()) line.description = meter_line({shortcut, line.all});
  };
  add_keys(composer.gsm, composer.gsm_shortcut);
  add_keys(desk.templates.form.gsm, desk.templates.form.gsm_shortcut);
  composer.mms_shortcut = shortcut_words(s, Action::SendTextAsMms);
  composer.emoji_shortcut = shortcut_words(s, Action::PickEmoji);
  const std::string copy = shortcut_words(s, Action::CopyNumber);
  desk.conversation.copy.shortcut = desk.context.known.copy.shortcut = copy;
  desk.conversation.search_shortcut = shortcut_words(s, Action::SearchInConversation);
  desk.conversation.undo_shortcut = shortcut_words(s, Action::UndoSend);
  desk.context.suggestion_shortcut = shortcut_words(s, Action::UseSuggestion);
  desk.rail.palette_name = translated(facts_of(Action::OpenPalette).name);
  desk.rail.palette_shortcut = shortcut_words(s, Action::OpenPalette);
  desk.rail.settings_shortcut = shortcut_words(s, Action::OpenSettings);
  for (std::size_t i = 0; i < desk.roster.alerts.size() && i < kAnswersMax; ++i) {
    Alert& alert = desk.roster.alerts[i];
    alert.shortcut = shortcut_words(s, answer_of_place(i));
    alert.key_cap = is_character(s.settings.shortcuts.of(answer_of_place(i))) ? alert.shortcut : std::string();
  }
  for (std::size_t i = 0; i < kActionsCount; ++i) {
    const Chord& chord = s.settings.shortcuts.of(static_cast<Action>(i));
    if (chord.is_set()) desk.chords.push_back(chord);
  }
  desk.actions = Maker(s, desk, now).make();
}

Keyboard keyboard(const State& s) {
  Keyboard panel;
  const Shortcuts& shortcuts = s.settings.shortcuts;
  const ShortcutChange& change = s.shortcut_change;
  panel.is_recording = change.is_recording;
  for (std::size_t i = 0; i < kActionsCount; ++i) {
    const auto action = static_cast<Action>(i);
    const ActionFacts& facts = facts_of(action);
    ShortcutLine line;
    line.action = action;
    line.name = translated(facts.name);
    line.group = std::string(group_name(facts.group));
    line.is_usual = shortcuts.is_usual(action);
    line.keys = shortcuts.of(action).is_set() ? shortcut_words(s, action) : tr("None");
    line.can_remove = shortcuts.of(action).is_set() && Shortcuts::trouble_with(action, {}).empty();
    line.change_name =
        tr("Change the shortcut of “{action}”, now {keys}", {{"action", line.name}, {"keys", line.keys}});
    const std::string usual = facts.chord.is_set() ? chord_words(facts.chord, s.is_mac) : std::string(tr("None"));
    line.reset_name = tr("Reset “{action}” to {keys}", {{"action", line.name}, {"keys", usual}});
    line.remove_name = tr("Remove the shortcut of “{action}”", {{"action", line.name}});
    if (change.action == action) {
      line.is_recording = change.is_recording;
      line.problem = change.problem;
      if (change.can_exchange) {
        const std::string given = chord_words(shortcuts.of(action), s.is_mac);
        line.exchange_label = given.empty() ? tr("Take it from there") : tr("Exchange with {keys}", {{"keys", given}});
      }
    }
    panel.can_reset = panel.can_reset || !line.is_usual;
    panel.lines.push_back(std::move(line));
  }
  panel.fixed = {{tr("Ctrl+Enter"), tr("Send, or finish the wrap-up")},
                 {"/", tr("Find a template, at the start of a word")},
                 {tr("Page Up, Page Down"), tr("Move through the messages")},
                 {tr("Ctrl+Home, Ctrl+End"), tr("To the first or the newest one")},
                 {tr("Esc"), tr("One step back")}};
  return panel;
}

}  // namespace smsdesk::screen
