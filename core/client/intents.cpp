#include <algorithm>
#include <optional>
#include <string_view>

#include "core/base/utf8.h"
#include "core/client/pending.h"
#include "core/client/sending_again.h"
#include "core/client/turn.h"
#include "core/client/wrap_up.h"
#include "core/json/json.h"
#include "core/sms/text_cleanup.h"
#include "core/words/words.h"

namespace smsdesk {
namespace {

constexpr std::size_t kFilterMax = 200;             // bytes
constexpr DurationMs kTypingShownFor = seconds(4);  // after the last key
constexpr DurationMs kSignOutAskedFor = seconds(20);

bool is_of_before(const Draft& draft, const intent::EditDraft& edit) {
  return edit.revision && *edit.revision == draft.before_revision && draft.revision == draft.before_revision + 1;
}

/// The field reports of the text before, which the state has replaced: its cursor moved, or behind what was sent the next
/// message was begun. Anything else is the person's word against the state's, and counts.
bool is_outdated(const Draft& draft, const intent::EditDraft& edit) {
  if (!is_of_before(draft, edit)) return false;
  const bool goes_on = !draft.before.empty() && edit.text.compare(0, draft.before.size(), draft.before) == 0;
  return edit.text == draft.before || (draft.was_sent && goes_on);
}

/// From `begin` to `end` another text gave place to `put`.
struct Change {
  std::size_t begin = 0, end = 0;
  std::string_view put;
};

Change change_of(std::string_view from, std::string_view to) {
  const std::size_t most = std::min(from.size(), to.size());
  std::size_t begin = 0, behind = 0;
  while (begin < most && from[begin] == to[begin]) ++begin;
  while (behind < most - begin && from[from.size() - 1 - behind] == to[to.size() - 1 - behind]) ++behind;
  return {begin, from.size() - behind, to.substr(begin, to.size() - behind - begin)};
}

/// The state has added to the text (a link, say, when it came) while a key was pressed that the field reports of the text
/// before: neither takes the other away. Nothing: the state has done something else, or the field has seen it.
std::optional<intent::EditDraft> with_added(const Draft& draft, const intent::EditDraft& edit) {
  if (draft.was_sent || !is_of_before(draft, edit)) return std::nullopt;
  const Change added = change_of(draft.before, draft.text);
  if (added.begin != added.end || added.put.empty()) return std::nullopt;
  const Change typed = change_of(draft.before, edit.text);
  // At one place: what begins with a space stays apart from the word that is being written.
  const bool is_apart = added.put.front() == ' ' || added.put.front() == '\n';
  const bool is_typed_behind = typed.begin > added.begin || (typed.begin == added.begin && !is_apart);
  const std::size_t at =
      is_typed_behind ? added.begin : typed.begin + typed.put.size() + (std::max(typed.end, added.begin) - typed.end);
  intent::EditDraft both = edit;
  both.text.insert(at, added.put);
  both.cursor = std::min(edit.cursor, edit.text.size());
  if (both.cursor > at || (both.cursor == at && is_typed_behind)) both.cursor += added.put.size();
  return both;
}

class Intents {
 public:
  explicit Intents(Turn& turn) : turn_(turn), s_(turn.s) {}

  void operator()(const intent::EditSignIn& i) {
    s_.sign_in.login = i.login;
    s_.sign_in.password = i.password;
  }
  void operator()(const intent::SignIn&) {
    if (s_.session != SessionPhase::SignedOut || s_.sign_in.login.empty() || s_.sign_in.password.empty()) return;
    json::Writer writer;
    writer.begin_object().key("login").string(s_.sign_in.login).key("password").string(s_.sign_in.password);
    writer.end_object();
    s_.session = SessionPhase::SigningIn;
    s_.sign_in.error.clear();
    turn_.emit(effect::HttpRequest{"sign_in", "POST", "/api/session", writer.take()});
  }
  void operator()(const intent::SignOut&) {
    release_sends(turn_, {});
    if (s_.outbox.unsent_count() > 0) {
      turn_.notice(NoticeState::Tone::Problem,
                   tr("Messages still wait to be sent. Sign out when they are gone, or discard them or stop asking "
                      "about them first."),
                   NoticeReason::SendsWait);
      return;
    }
    if (const std::size_t open = open_count(s_); open > 0 && s_.sign_out_asked_until <= turn_.now) {
      s_.sign_out_asked_until = turn_.now + kSignOutAskedFor;
      turn_.notice(
          NoticeState::Tone::Problem,
          trn("A conversation is still open. It goes back to its queue when you are signed out. Press Sign out "
              "again to do so.",
              "{n} conversations are still open. They go back to their queues when you are signed out. Press "
              "Sign out again to do so.",
              open),
          NoticeReason::SignOutAsked);
      return;
    }
    tell_wrap_ups(turn_, true);
    tell_drafts(turn_, true);
    tell_seen(turn_, true);
    tell_sign_out(turn_);
    turn_.emit(effect::TellOtherTabs{"signed_out"});
    forget_mine(turn_);
    sign_out_here(turn_, "");
  }
  void operator()(const intent::SetPresence& i) {
    s_.is_presence_menu_open = false;
    give_command(turn_, SetPresence{i.presence, i.sub_status}, true);
  }
  void operator()(const intent::SetOnQueue& i) {
    const Agent* me = s_.workspace.find_agent(s_.me);
    if (me == nullptr || is_switching_queue(s_, s_.me)) return;
    if (i.on_queue != (me->queue_status == QueueStatus::OnQueue)) give_command(turn_, SetOnQueue{i.on_queue}, false);
  }
  void operator()(const intent::Answer& i) {
    if (is_deciding(s_, i.offer)) return;
    give_command(turn_, AnswerOffer{i.offer}, false);
  }
  void operator()(const intent::Decline& i) {
    s_.decline_menu = {};
    if (is_deciding(s_, i.offer)) return;
    give_command(turn_, DeclineOffer{i.offer, i.reason}, false);
  }
  void operator()(const intent::OpenDeclineMenu& i) {
    s_.decline_menu = i.offer;
    if (!i.offer.is_set()) return;
    s_.open_menu = ConversationMenu::None;
    close_contact_choices(s_);
  }
  void operator()(const intent::ShowArea& i) {
    const Agent* me = s_.workspace.find_agent(s_.me);
    if (me == nullptr || !may_open(i.area, me->role)) return;
    s_.area = i.area;
    s_.is_from_overview = false;
    s_.open_menu = ConversationMenu::None;
    s_.overview.menu = {};
    s_.find.open_menu = FindMenu::None;
    close_contact_choices(s_);
    s_.is_roster_shown = i.area == Area::Conversations;
    leave_reported(s_);
    begin_finding(turn_);
    begin_reported(turn_);
    if (i.area == Area::Organisation) enter_organisation(turn_);
  }
  void operator()(const intent::EditFind& i) { on_find_intent(turn_, i); }
  void operator()(const intent::FindMine& i) { on_find_intent(turn_, i); }
  void operator()(const intent::FindAgain& i) { on_find_intent(turn_, i); }
  void operator()(const intent::FindOlder& i) { on_find_intent(turn_, i); }
  void operator()(const intent::ReadClosed& i) { on_find_intent(turn_, i); }
  void operator()(const intent::Reopen& i) { on_find_intent(turn_, i); }
  void operator()(const intent::ChooseFindWhat& i) { on_search_intent(turn_, i); }
  void operator()(const intent::OpenFindMenu& i) { on_search_intent(turn_, i); }
  void operator()(const intent::EditFindDay& i) { on_search_intent(turn_, i); }
  void operator()(const intent::ChooseFindQueue& i) { on_search_intent(turn_, i); }
  void operator()(const intent::ChooseFindAuthor& i) { on_search_intent(turn_, i); }
  void operator()(const intent::ChooseFindKind& i) { on_search_intent(turn_, i); }
  void operator()(const intent::ClearFindFilters& i) { on_search_intent(turn_, i); }
  void operator()(const intent::OpenFound& i) { on_search_intent(turn_, i); }
  void operator()(const intent::OpenTranscriptSearch& i) { on_search_intent(turn_, i); }
  void operator()(const intent::EditTranscriptSearch& i) { on_search_intent(turn_, i); }
  void operator()(const intent::StepTranscriptSearch& i) { on_search_intent(turn_, i); }
  void operator()(const intent::LoadNewer& i) { load_newer(turn_, i.conversation); }
  void operator()(const intent::ShowLatest& i) {
    if (i.is_read) read_again(s_, i.conversation);
    show_latest(turn_, i.conversation);
  }
  void operator()(const intent::EditOrganisation& i) { if_admin(i); }
  void operator()(const intent::ShowOrganisation& i) { if_admin(i); }
  void operator()(const intent::OpenPicker& i) { if_admin(i); }
  void operator()(const intent::DoOrganisation& i) { if_admin(i); }
  void operator()(const intent::Select& i) { select_conversation(turn_, i.conversation); }
  void operator()(const intent::EditDraft& i) {
    note_composing(turn_, i.conversation, i.is_composing);
    if (const auto at = s_.drafts.find(i.conversation); at != s_.drafts.end() && is_outdated(at->second, i)) {
      const std::string rest = i.text.substr(at->second.before.size());
      if (!rest.empty()) change_draft(turn_, i.conversation, at->second.text + rest, true);
      return;
    }
    const std::optional<intent::EditDraft> both = with_added(s_.drafts[i.conversation], i);
    const bool is_typed = s_.drafts[i.conversation].text != i.text;
    if (!change_draft(turn_, i.conversation, both ? both->text : i.text, both.has_value())) return;
    Draft& draft = s_.drafts[i.conversation];
    draft.cursor = draft.cursor_end = std::min(both ? both->cursor : i.cursor, draft.text.size());
    note_draft(turn_, i.conversation, is_typed);
    if (is_typed) s_.focus_moved_at = {};
    if (is_typed && i.conversation == s_.selected)
      s_.typing_until = i.text.empty() ? Instant{} : turn_.now + kTypingShownFor;
  }

  template <typename ComposerIntent>
  requires requires(Turn& turn, const ComposerIntent& i) { on_composer_intent(turn, i); }
  void operator()(const ComposerIntent& i) { on_composer_intent(turn_, i); }
  template <typename ContactIntent>
  requires requires(Turn& turn, const ContactIntent& i) { on_contact_intent(turn, i); }
  void operator()(const ContactIntent& i) { on_contact_intent(turn_, i); }
  void operator()(const intent::SendAnyway& i) {
    OutboxEntry* entry = s_.outbox.find(i.key);
    if (entry == nullptr || entry->phase != SendPhase::Refused) return;
    // The same key: had the relay taken it after all, it would say so instead of sending twice.
    entry->ignores_newer = true;
    entry->phase = SendPhase::Storing;
    entry->refusal_sentence.clear();
    turn_.emit(effect::PutStorage{"outbox", entry->key.value, encode_outbox_entry(*entry)});
  }
  void operator()(const intent::EditAgain& i) {
    OutboxEntry* entry = s_.outbox.find(i.key);
    if (entry != nullptr && entry->phase == SendPhase::Refused) write_anew(turn_, *entry);
  }
  void operator()(const intent::WriteAgain& i) {
    const Conversation* conversation = s_.workspace.find_conversation(i.conversation);
    if (conversation == nullptr || !may_write(s_, *conversation)) return;
    const Message* failed = find_failed(s_, *conversation, i.message);
    if (failed == nullptr) return;
    const Message m = *failed;
    // Pressed twice, it stands there once.
    const std::string& there = s_.drafts[i.conversation].text;
    const bool is_there = there == m.text || (there.size() > m.text.size() && there.ends_with("\n" + m.text));
    if (!is_there && !m.text.empty() && !add_to_draft(turn_, i.conversation, m.text)) return;
    if (m.author == s_.me) take_attachments_back(turn_, i.conversation, m.media);
  }
  void operator()(const intent::Discard& i) {
    const OutboxEntry* entry = s_.outbox.find(i.key);
    if (entry == nullptr || entry->phase == SendPhase::InFlight || entry->phase == SendPhase::Undone) return;
    if (may_have_gone(*entry))
      turn_.notice(NoticeState::Tone::Problem,
                   tr("The relay is not asked any more. If the message was sent, it stays sent: look here when the "
                      "connection is back."));
    const std::string key = i.key.value;
    forget_outbox_entry(turn_, i.key);
    turn_.emit(effect::TellOtherTabs{kUndoneMessage + key});
  }
  void operator()(const intent::AttachFiles& i) { on_media_intent(turn_, i); }
  void operator()(const intent::RemoveAttachment& i) { on_media_intent(turn_, i); }
  void operator()(const intent::RetryUpload& i) { on_media_intent(turn_, i); }
  void operator()(const intent::OpenMedia& i) { on_media_intent(turn_, i); }
  void operator()(const intent::FetchMedia& i) { on_media_intent(turn_, i); }
  void operator()(const intent::LoadOlder& i) {
    if (!load_older_at_place(turn_, i.conversation)) ask_for_page(turn_, i.conversation);
  }
  void operator()(const intent::Seen& i) {
    const Conversation* conversation = s_.workspace.find_conversation(i.conversation);
    if (conversation == nullptr || conversation->owner != s_.me || !conversation->detail) return;
    if (s_.connection.link != Link::Up || is_left_unread(s_, *conversation)) return;
    // Only a customer's message counts as unread: our own ones are no news of what was read.
    const ReadSoFar read = read_so_far(s_, *conversation);
    const auto is_news = [&](const Message& m) { return m.is_inbound && read.up_to < m.id && !(i.up_to < m.id); };
    const auto& held = conversation->detail->messages;
    if (std::any_of(held.begin(), held.end(), is_news))
      see(turn_, MarkSeen{i.conversation, i.up_to, read.is_marked_unread});
  }
  void operator()(const intent::End& i) {
    if (!has_draft(i.conversation) && do_after_sends(turn_, i.conversation, i)) return;
    if (has_unsent(i.conversation)) {
      turn_.notice(
          NoticeState::Tone::Problem,
          tr("A message of this conversation is not sent yet. Send it, discard it or stop asking about it first."),
          NoticeReason::UnsentSend, i.conversation);
      return;
    }
    s_.open_menu = ConversationMenu::None;
    // An end cannot be taken back, and what stands in the composer would have nowhere to go: the agent decides.
    if (has_draft(i.conversation)) {
      turn_.notice(NoticeState::Tone::Problem,
                   tr("What you have written is not sent. Send it or clear it, then end the conversation."),
                   NoticeReason::UnsentDraft, i.conversation);
      return;
    }
    tell_wrap_ups(turn_, true);
    if (is_pending<EndConversation>(s_, i.conversation)) return;
    give_command(turn_, EndConversation{i.conversation, i.resolution}, false);
  }
  void operator()(const intent::OpenConversationMenu& i) {
    const bool opens = i.menu != ConversationMenu::None;
    if (opens && i.conversation.is_set() && i.conversation != read_conversation(s_)) return;
    s_.open_menu = i.menu;
    s_.message_menu = {};
    if (!opens) return;
    s_.decline_menu = {};
    close_contact_choices(s_);
    MenuForm& form = s_.menu_form;
    ++form.revision;
    form.filter.clear();
    if (form.conversation == s_.selected && form.menu == i.menu) return;
    form = MenuForm{s_.selected, i.menu, {}, {}, true, form.revision};
  }
  void operator()(const intent::FilterMenu& i) { s_.menu_form.filter = std::string(utf8::prefix(i.text, kFilterMax)); }
  void operator()(const intent::EditMenuNote& i) {
    s_.menu_form.note = std::string(utf8::prefix(i.text, kReasonBytesMax));
  }
  void operator()(const intent::KeepSkills& i) { s_.menu_form.keeps_skills = i.keeps_skills; }
  void operator()(const intent::Pick& i) {
    if (!is_pending<PickConversation>(s_, i.conversation)) give_command(turn_, PickConversation{i.conversation}, false);
  }
  void operator()(const intent::Transfer& i) {
    if (do_after_sends(turn_, i.conversation, i)) return;
    s_.open_menu = ConversationMenu::None;
    if (is_pending<BeginTransfer>(s_, i.conversation)) return;
    const MenuForm form = form_of(i.conversation, ConversationMenu::Transfer);
    give_command(turn_, BeginTransfer{i.conversation, i.to_queue, i.to_agent, form.note, form.keeps_skills}, false);
  }
  void operator()(const intent::TakeBackTransfer& i) {
    if (!is_pending<TakeBackTransfer>(s_, i.conversation)) give_command(turn_, TakeBackTransfer{i.conversation}, false);
  }
  void operator()(const intent::Park& i) {
    if (do_after_sends(turn_, i.conversation, i)) return;
    s_.open_menu = ConversationMenu::None;
    if (has_unsent(i.conversation)) {
      turn_.notice(NoticeState::Tone::Problem,
                   tr("A message of this conversation is not sent yet. Send it, discard it or stop asking about it "
                      "before you park."),
                   NoticeReason::UnsentSend, i.conversation);
      return;
    }
    if (is_pending<ParkConversation>(s_, i.conversation)) return;
    tell_wrap_ups(turn_, true);
    const MenuForm form = form_of(i.conversation, ConversationMenu::Park);
    give_command(turn_, ParkConversation{i.conversation, relay_now(s_, turn_.now) + i.for_ms, form.note}, false);
  }
  void operator()(const intent::Resume& i) {
    if (is_pending<ResumeConversation>(s_, i.conversation)) return;
    give_command(turn_, ResumeConversation{i.conversation}, false);
  }
  void operator()(const intent::ExtendAcw& i) {
    if (!is_pending<ExtendAcw>(s_, i.conversation)) give_command(turn_, ExtendAcw{i.conversation}, false);
  }
  void operator()(const intent::ChooseWrapUpCode& i) {
    change_wrap_up(turn_, i.conversation, 0, [&](WrapUpForm& form) { form.code = i.code; });
  }
  void operator()(const intent::EditNote& i) { change_draft(turn_, {i.conversation, DraftKind::Note}, i.text, false); }
  void operator()(const intent::EditConsult& i) {
    change_draft(turn_, {i.conversation, DraftKind::Consult, i.consult}, i.text, false);
  }
  template <typename ReadingIntent>
  requires requires(Turn& turn, const ReadingIntent& i) { on_reading_intent(turn, i); }
  void operator()(const ReadingIntent& i) { on_reading_intent(turn_, i); }
  template <typename OverviewIntent>
  requires requires(Turn& turn, const OverviewIntent& i) { on_overview_intent(turn, i); }
  void operator()(const OverviewIntent& i) { on_overview_intent(turn_, i); }
  void operator()(const intent::InsertTemplate& i) { on_template_intent(turn_, i); }
  void operator()(const intent::DoTemplates& i) { on_template_intent(turn_, i); }
  void operator()(const intent::MakeTemplate& i) { on_template_intent(turn_, i); }
  template <typename ColleagueIntent>
  void operator()(const ColleagueIntent& i) {
    on_colleague_intent(turn_, i);
  }
  void operator()(const intent::EditWrapUpNote& i) {
    change_wrap_up(turn_, i.conversation, kWrapUpToldAfter,
                   [&](WrapUpForm& form) { form.note = std::string(utf8::prefix(i.note, kNoteBytesMax)); });
    if (i.note.size() > kNoteBytesMax) show_wrap_up_anew(i.conversation);
  }
  void operator()(const intent::EditWrapUpField& i) {
    change_wrap_up(turn_, i.conversation, kWrapUpToldAfter,
                   [&](WrapUpForm& form) { set_field(form, i.name, i.value); });
    if (i.value.size() > kReasonBytesMax) show_wrap_up_anew(i.conversation);
  }
  void operator()(const intent::FinishWrapUp& i) {
    const Conversation* conversation = s_.workspace.find_conversation(i.conversation);
    if (conversation == nullptr || is_pending<CompleteWrapUp>(s_, i.conversation)) return;
    WrapUpForm form = wrap_up_form(s_, *conversation);
    CompleteWrapUp command{i.conversation, form.code, std::move(form.note), std::move(form.fields)};
    if (!give_command(turn_, std::move(command), false)) return;
    const auto own = s_.wrap_ups.find(i.conversation);
    if (own != s_.wrap_ups.end()) own->second.tell_at.reset();  // what is finished needs no telling beside it
  }
  void operator()(const intent::RequestAcw& i) {
    if (is_pending<RequestAcw>(s_, i.conversation)) return;
    give_command(turn_, RequestAcw{i.conversation, i.is_requested}, false);
  }
  void operator()(const intent::ChooseContextTab& i) { choose_context_tab(turn_, i.conversation, i.tab); }
  void operator()(const intent::DismissNotice& i) {
    std::erase_if(s_.notices, [&](const NoticeState& n) { return n.id == i.notice; });
  }
  void operator()(const intent::AllowNotifications&) {
    // Wherever it was pressed. What is left open in the browser's own question can be asked again from the settings.
    std::erase_if(s_.notices, [](const NoticeState& n) { return n.reason == NoticeReason::NotificationsOffered; });
    turn_.emit(effect::AskForNotifications{});
  }
  void operator()(const intent::TestSound&) {
    if (s_.settings.alert_sound == ChosenSound::None)
      return turn_.notice(NoticeState::Tone::Info, tr("No sound is chosen for offers."));
    turn_.emit(effect::PlaySound{SoundKind::Alert, s_.settings.alert_sound, s_.settings.sound_volume});
  }
  void operator()(const intent::RetryConnection&) {
    if (s_.connection.link == Link::Down && s_.connection.retry_at) s_.connection.retry_at = turn_.now;
  }
  void operator()(const intent::ReloadPage&) { turn_.emit(effect::ReloadPage{}); }
  void operator()(const intent::OpenSettings& i) {
    s_.is_settings_open = i.is_open;
    s_.shortcut_change = {};
    if (i.is_open && i.is_at_keyboard) ++s_.keyboard_asked;
  }
  template <typename PersonalIntent>
  requires requires(Turn& turn, const PersonalIntent& i) { on_personal_intent(turn, i); }
  void operator()(const PersonalIntent& i) { on_personal_intent(turn_, i); }
  void operator()(const intent::OpenPresenceMenu& i) { s_.is_presence_menu_open = i.is_open; }
  void operator()(const intent::ShowContext& i) { open_context(turn_, i.is_shown); }
  void operator()(const intent::SetPanelWidth& i) {
    auto& all = s_.settings.panel_widths;
    if (!s_.me.is_set() || (all.count(s_.me) == 0 && all.size() >= kPanelWidthsMax)) return;
    PanelWidths& widths = all[s_.me];
    widths.of(i.panel) = clamped_width(i.panel, i.width);
    if (i.is_settled) {
      keep_setting("panel_widths:" + std::to_string(s_.me.value),
                   std::to_string(widths.roster) + " " + std::to_string(widths.context));
    }
  }
  void operator()(const intent::ShowRoster& i) {
    s_.is_roster_shown = i.is_shown;
    if (i.is_shown) s_.composing = {};  // it takes the place of the conversation
  }
  void operator()(const intent::GoToComposer& i) {
    if (i.conversation == s_.selected) open_context(turn_, false);
  }
  void operator()(const intent::GoToNote& i) { show_tab(i.conversation, ContextTab::Notes); }
  void operator()(const intent::GoToColleagues& i) { show_tab(i.conversation, ContextTab::Team); }

 private:
  void show_tab(ConversationId conversation, ContextTab tab) {
    if (conversation != s_.selected) return;
    choose_context_tab(turn_, conversation, tab);
    open_context(turn_, true);
  }
  template <typename OrganisationIntent>
  void if_admin(const OrganisationIntent& i) {
    const Agent* me = s_.workspace.find_agent(s_.me);
    if (me != nullptr && may_open(Area::Organisation, me->role)) on_organisation_intent(turn_, i);
  }
  /// What was too long was cut: the field shows what is kept.
  void show_wrap_up_anew(ConversationId conversation) {
    const auto own = s_.wrap_ups.find(conversation);
    if (own != s_.wrap_ups.end()) ++own->second.revision;
  }
  void keep_setting(std::string key, std::string value) {
    turn_.emit(effect::PutStorage{"settings", std::move(key), std::move(value)});
  }
  MenuForm form_of(ConversationId conversation, ConversationMenu menu) const {
    const MenuForm& form = s_.menu_form;
    return form.conversation == conversation && form.menu == menu ? form : MenuForm{};
  }
  bool has_draft(ConversationId conversation) const {
    const auto draft = s_.drafts.find(conversation);
    return has_attachments(s_, conversation) || s_.link_files.count(conversation) != 0 ||
           (draft != s_.drafts.end() && !sms::is_blank(draft->second.text));
  }
  bool has_unsent(ConversationId conversation) const { return s_.outbox.has_any(conversation); }

  Turn& turn_;
  State& s_;
};

/// It was done, perhaps by Enter, and the composer that is shown next has the focus without having been asked for.
bool moves_focus(const State& s, const Intent& intent) {
  if (const auto* i = intent.as<intent::Answer>()) return is_deciding(s, i->offer);
  if (const auto* i = intent.as<intent::Pick>()) return is_pending<PickConversation>(s, i->conversation);
  if (const auto* i = intent.as<intent::Resume>()) return is_pending<ResumeConversation>(s, i->conversation);
  if (const auto* i = intent.as<intent::Reopen>()) return is_pending<ReopenConversation>(s, i->conversation);
  if (const auto* i = intent.as<intent::End>()) return is_pending<EndConversation>(s, i->conversation);
  if (const auto* i = intent.as<intent::FinishWrapUp>()) return is_pending<CompleteWrapUp>(s, i->conversation);
  if (const auto* i = intent.as<intent::DoDraftActions>()) return is_pending<DoActions>(s, i->conversation);
  if (intent.is<intent::RemoveDraftAction>()) return true;
  const auto* palette = intent.as<intent::DoPalette>();
  return palette != nullptr && palette->step == PaletteStep::Take;
}

template <typename Kind>
bool hand_over(Intents& to, const Intent& intent) {
  const Kind* one = intent.as<Kind>();
  if (one != nullptr) to(*one);
  return one != nullptr;
}
template <typename... Kinds>
void dispatch(Intents to, const Intent& intent, intent::List<Kinds...>) {
  (hand_over<Kinds>(to, intent) || ...);
}

}  // namespace

std::size_t open_count(const State& state) {
  const auto owned = state.workspace.index.owned.find(state.me);
  if (owned == state.workspace.index.owned.end()) return 0;
  return static_cast<std::size_t>(std::count_if(owned->second.begin(), owned->second.end(), [&](ConversationId id) {
    const Conversation* conversation = state.workspace.find_conversation(id);
    return conversation != nullptr && conversation->state == ConversationState::Active;
  }));
}

void on_intent(Turn& turn, const Intent& intent) {
  dispatch(Intents(turn), intent, intent::All{});
  if (moves_focus(turn.s, intent)) turn.s.focus_moved_at = turn.now;
}

void select_conversation(Turn& turn, ConversationId conversation, bool is_shown) {
  if (turn.s.workspace.find_conversation(conversation) == nullptr) return;
  if (turn.s.selected != conversation) {
    turn.s.typing_until = {};
    // An open drawer belongs to what it was opened for, while that is looked at: coming back does not open it again.
    if (turn.s.context_drawer.is_open) turn.s.context_drawer = {};
  }
  const bool is_same = turn.s.selected == conversation;
  if (!is_same) leave_pick(turn.s);
  turn.s.selected = conversation;
  say_newer_drafts(turn, conversation);
  read_again(turn.s, conversation);
  turn.s.message_menu = {};
  turn.s.delivery = {};
  turn.s.open_menu = ConversationMenu::None;
  turn.s.find.open_menu = FindMenu::None;
  close_contact_choices(turn.s);
  if (is_shown) {
    turn.s.is_from_overview = turn.s.area == Area::Overview || (turn.s.is_from_overview && is_same);
    turn.s.overview.menu = {};
    turn.s.area = Area::Conversations;
    turn.s.is_roster_shown = false;
  }
  turn.emit(effect::CloseNotification{std::to_string(conversation.value)});
  // Earlier conversations with this customer belong to what the agent reads: the first page is asked for at once.
  const auto history = turn.s.histories.find(conversation);
  if (history == turn.s.histories.end() || !history->second.was_asked) ask_for_page(turn, conversation);
}

void ask_for_page(Turn& turn, ConversationId conversation_id) {
  State& s = turn.s;
  const Conversation* conversation = find_readable(s, conversation_id);
  if (conversation == nullptr || s.connection.link != Link::Up) return;
  if (s.histories.size() >= kHistoriesMax && s.histories.count(conversation_id) == 0) {
    // Room is made by the one that is not looked at and was not asked for last; it can be asked for again.
    for (auto at = s.histories.begin(); at != s.histories.end(); ++at) {
      if (at->first == s.selected) continue;
      s.histories.erase(at);
      break;
    }
  }
  History& history = s.histories[conversation_id];
  if (history.number == 0) history.number = ++s.last_history;
  if (s.pages_again_at || history.pending || !history.has_more) return;
  PageRequest request;
  request.key = turn.next_key();
  request.conversation = conversation_id;
  const auto& held = conversation->detail->messages;
  if (!history.messages.empty())
    request.before = history.messages.front().message.id;
  else if (!held.empty())
    request.before = held.front().id;
  request.follows = s.find.reading && conversation == &*s.find.reading;
  if (request.follows) s.find.followed = conversation_id;
  history.pending = request.key;
  history.was_asked = true;
  turn.emit(effect::TransmitFrame{encode_frame(ClientFrame(request))});
}

}  // namespace smsdesk
