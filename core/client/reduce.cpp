#include "core/client/reduce.h"

#include <algorithm>

#include "core/base/shortened.h"
#include "core/client/pending.h"
#include "core/client/turn.h"
#include "core/sms/text_cleanup.h"
#include "core/template/text.h"
#include "core/words/words.h"

namespace smsdesk {

namespace {
constexpr DurationMs kNoticeShownMs = seconds(6);
constexpr const char* kSignedOutMessage = "signed_out";
constexpr std::size_t kSpokenBytesMax = 400;  // of a notice

bool stands(const State& s, const NoticeState& notice) {
  switch (notice.reason) {
    case NoticeReason::None:
      return true;
    case NoticeReason::UnsentSend: {
      return s.outbox.has_any(notice.about);
    }
    case NoticeReason::UnsentDraft: {
      const auto draft = s.drafts.find(notice.about);
      return has_attachments(s, notice.about) || s.link_files.count(notice.about) != 0 ||
             (draft != s.drafts.end() && !sms::is_blank(draft->second.text));
    }
    case NoticeReason::IsEnding:
      return is_pending<EndConversation>(s, notice.about);
    case NoticeReason::SendsWait:
      return s.outbox.unsent_count() > 0;
    case NoticeReason::NoConnection:
      return s.connection.link != Link::Up;
    case NoticeReason::SignOutAsked:
      return open_count(s) > 0;
    case NoticeReason::RawPlaceholder: {
      const auto draft = s.drafts.find(notice.about);
      return draft != s.drafts.end() && find_raw_placeholder(draft->second.text);
    }
    case NoticeReason::LongDraft:
      return std::any_of(s.drafts.begin(), s.drafts.end(), [](const auto& one) { return one.second.is_too_long; });
    case NoticeReason::NoRoomForDraft:
      return std::any_of(s.drafts.begin(), s.drafts.end(), [](const auto& one) { return one.second.has_no_room; });
    case NoticeReason::SureAsked:
      return s.sure.conversation == notice.about;
    case NoticeReason::NotificationsOffered:
      return s.notifications == NotificationAccess::Unasked;
  }
  return true;
}

struct Dispatch {
  Turn& turn;
  void operator()(const event::Started& e) {
    turn.s.is_mac = e.is_mac;
    turn.s.language.of_browser = e.languages;
    turn.s.types_not_shown = e.not_shown;
    on_started(turn);
  }
  void operator()(const event::StorageLoaded& e) { on_storage_loaded(turn, e); }
  void operator()(const event::StorageWritten& e) { on_storage_written(turn, e.store, e.key); }
  void operator()(const event::StorageFailed& e) { on_storage_failed(turn, e); }
  void operator()(const event::HttpAnswered& e) { on_http(turn, e); }
  void operator()(const event::SocketOpened&) { on_socket_opened(turn); }
  void operator()(const event::SocketClosed& e) { on_socket_closed(turn, e); }
  void operator()(const event::FrameReceived& e) { on_frame(turn, e.bytes); }
  void operator()(const event::Ticked&) {}
  void operator()(const event::PageShown& e) {
    turn.s.is_page_visible = e.is_visible;
    // A hidden page may be gone without another word: drafts are written now.
    if (!e.is_visible) {
      for (auto& [place, draft] : turn.s.drafts) {
        if (draft.store_at) draft.store_at = turn.now;
      }
      release_sends(turn, {});
      tell_drafts(turn, true);
      tell_wrap_ups(turn, true);
      tell_seen(turn, true);
      tend_organisation(turn, true);
      keep_view(turn);
    }
  }
  void operator()(const event::OnlineChanged& e) {
    Connection& connection = turn.s.connection;
    if (!e.is_online) return lose_link(turn);
    if (connection.link == Link::Down && connection.retry_at) connection.retry_at = turn.now;
  }
  void operator()(const event::PageTouched&) { on_active(turn); }
  void operator()(const event::SoundBlocked& e) { turn.s.is_sound_blocked = e.is_blocked; }
  void operator()(const event::NotificationAccessTold& e) { on_notification_access(turn, e.access); }
  void operator()(const event::NotificationClicked& e) {
    std::uint64_t id = 0;
    for (const char c : e.tag) {
      if (c < '0' || c > '9') return;
      id = id * 10 + static_cast<std::uint64_t>(c - '0');
    }
    if (!e.action.empty()) return decide_offer(ConversationId{id}, e.action == effect::kAnswerAction);
    if (turn.s.workspace.find_conversation(ConversationId{id}) != nullptr) {
      select_conversation(turn, ConversationId{id});
    }
  }
  void operator()(const event::OtherTabSaid& e) {
    if (e.message == kActiveMessage) note_activity(turn);
    if (e.message == kSignedOutMessage && turn.s.session == SessionPhase::SignedIn) {
      return sign_out_here(turn, tr("You signed out in another tab."));
    }
    on_tab_said(turn, e.message);
  }
  void operator()(const event::IntentRaised& e) { on_intent(turn, e.intent); }
  void operator()(const event::FileOffered& e) { on_file_offered(turn, e); }
  void operator()(const event::FilesLeftOut& e) { on_files_left_out(turn, e); }
  void operator()(const event::FilesDragged& e) { on_files_dragged(turn, e); }
  void operator()(const event::UploadProgressed& e) { on_upload_progressed(turn, e); }
  void operator()(const event::UploadEnded& e) { on_upload_ended(turn, e); }
  void operator()(const event::FileChosen& e) {
    takes_file(turn.s) ? on_template_file(turn, e) : on_file_chosen(turn, e);
  }

  /// By a button of its notification.
  void decide_offer(ConversationId conversation, bool is_answer) {
    for (const auto& [id, offer] : turn.s.workspace.offers) {
      if (offer.conversation != conversation || offer.agent != turn.s.me) continue;
      return on_intent(turn, is_answer ? Intent(intent::Answer{id}) : Intent(intent::Decline{id}));
    }
    if (is_answer) turn.notice(NoticeState::Tone::Info, tr("It is not offered to you any more."));
  }
};
}  // namespace

void Turn::notice(NoticeState::Tone tone, std::string text, NoticeReason reason, ConversationId about) {
  // Whoever hears it wants to know what it is about; all of a long draft stands in the notice.
  const std::string spoken = shortened(text, kSpokenBytesMax);
  const bool stood = std::erase_if(s.notices, [&](const NoticeState& n) { return n.text == text; }) > 0;
  const bool is_problem = tone == NoticeState::Tone::Problem;
  const bool is_said = std::any_of(effects.begin(), effects.end(), [&](const Effect& one) {
    const auto* said = std::get_if<effect::Announce>(&one);
    return said != nullptr && (said->sentence == text || said->sentence == spoken);
  });
  // What went wrong is said again each time that it is tried; other news only while it is news.
  if (!is_said && (is_problem || !stood)) emit(effect::Announce{std::move(spoken), is_problem});
  if (s.notices.size() >= kNoticesMax) {
    // What went wrong may hold the only copy of unsent words: it makes room for nothing but more than anybody reads.
    auto oldest = std::find_if(s.notices.begin(), s.notices.end(),
                               [](const NoticeState& n) { return n.tone != NoticeState::Tone::Problem; });
    if (oldest == s.notices.end() && s.notices.size() >= kProblemsMax) oldest = s.notices.begin();
    if (oldest != s.notices.end()) s.notices.erase(oldest);
  }
  // What went wrong stays until it was read, and a question until it is answered; the rest leaves by itself.
  const bool stays = is_problem || reason == NoticeReason::NotificationsOffered;
  const Instant until = reason == NoticeReason::SignOutAsked ? s.sign_out_asked_until
                        : reason == NoticeReason::SureAsked  ? s.sure.until
                        : stays                              ? Instant{}
                                                             : now + kNoticeShownMs;
  s.notices.push_back({++s.last_notice, tone, std::move(text), until, reason, about});
}

std::vector<Effect> reduce(State& state, const Event& event) {
  const auto catalogue = state.language.catalogue;  // the event may bring another one
  const words::Use use(catalogue.get());
  Turn turn(state, event);
  const auto due = next_wake(state);
  std::visit(Dispatch{turn}, event.body);
  tend_language(turn);
  tend_links(turn);
  on_tick(turn);
  follow_sends(turn);
  follow_reading(state);
  tell_attention(turn);
  ask_for_targets(turn);
  tend_contacts(turn);
  check_idle(turn);
  if (std::erase_if(state.notices, [&](const NoticeState& n) { return !stands(state, n); }) != 0)
    turn.is_unseen = false;
  remember(turn);
  if (turn.is_unseen && !(due && *due <= event.now)) turn.emit(effect::KeepScreen{});
  if (const auto wake = next_wake(state)) turn.emit(effect::WakeAt{*wake});
  return std::move(turn.effects);
}

}  // namespace smsdesk
