#include "web/app.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "core/client/reduce.h"
#include "core/conversation/media.h"
#include "core/json/json.h"
#include "core/screen/make_screen.h"
#include "core/words/words.h"
#include "web/platform/canvas.h"
#include "web/platform/media.h"
#include "web/platform/page.h"
#include "web/view/panels.h"

namespace smsdesk::web {
namespace {

constexpr DurationMs kSkeletonFor = 400;
constexpr DurationMs kRelayComesWithin = 150;

/// What the browser does not show or play.
std::vector<std::string> types_not_shown() {
  std::vector<std::string> types;
  for (const MediaType& type : media_types())
    if (type.kind != MediaKind::File && !can_show(type.name)) types.emplace_back(type.name);
  return types;
}

/// The whole content of a store; what is no text is not ours.
std::vector<std::pair<std::string, std::string>> stored_pairs(const std::string& text) {
  std::vector<std::pair<std::string, std::string>> pairs;
  const Result<json::Document> document = json::Document::parse(text);
  if (!document.is_ok()) return pairs;
  const json::View root = document.value().root();
  pairs.reserve(root.size());
  for (std::size_t i = 0; i < root.size(); ++i)
    if (root.at(i).is_string()) pairs.emplace_back(root.member_key(i), root.at(i).string());
  return pairs;
}

std::string css_color(ImU32 color) {
  char text[8];
  std::snprintf(text, sizeof text, "#%02X%02X%02X", static_cast<unsigned>(color & 0xFF),
                static_cast<unsigned>((color >> 8) & 0xFF), static_cast<unsigned>((color >> 16) & 0xFF));
  return text;
}

Sound sound_of(const effect::PlaySound& e) {
  switch (e.chosen) {
    case ChosenSound::Chime:
      return Sound::Chime;
    case ChosenSound::Bell:
      return Sound::Bell;
    case ChosenSound::Knock:
      return Sound::Knock;
    case ChosenSound::Buzz:
      return Sound::Failure;
    case ChosenSound::Ping:
    case ChosenSound::None:  // not an effect
      return Sound::Message;
  }
  return Sound::Message;
}

Loudness loudness_of(SoundVolume volume) {
  switch (volume) {
    case SoundVolume::Quiet:
      return Loudness::Quiet;
    case SoundVolume::Normal:
      return Loudness::Normal;
    case SoundVolume::Loud:
      return Loudness::Loud;
  }
  return Loudness::Normal;
}

template <typename E>
bool has(const std::vector<Effect>& effects) {
  return std::any_of(effects.begin(), effects.end(),
                     [](const Effect& effect) { return std::holds_alternative<E>(effect); });
}

struct Performer {
  Instant now;
  void operator()(const effect::OpenSocket&) const { open_socket(kSocketPath); }
  void operator()(const effect::CloseSocket&) const { close_socket(); }
  void operator()(const effect::TransmitFrame& e) const { send_socket(e.bytes); }
  void operator()(const effect::HttpRequest& e) const {
    send_http(e.tag, e.method, e.path, e.body, {e.content_type, e.if_match});
  }
  void operator()(const effect::LoadStorage& e) const { storage_load(e.store); }
  void operator()(const effect::PutStorage& e) const { storage_put(e.store, e.key, e.value); }
  void operator()(const effect::DeleteStorage& e) const { storage_delete(e.store, e.key); }
  void operator()(const effect::PlaySound& e) const { play_sound(sound_of(e), loudness_of(e.volume)); }
  void operator()(const effect::Announce& e) const {
    announce(e.sentence, e.is_urgent ? Announcement::Assertive : Announcement::Polite);
  }
  void operator()(const effect::Notify& e) const {
    std::string buttons;
    for (const effect::NotifyButton& button : e.buttons) buttons += button.action + "\n" + button.label + "\n";
    show_notification(e.tag, e.title, e.body, buttons);
  }
  void operator()(const effect::CloseNotification& e) const { close_notification(e.tag); }
  void operator()(const effect::AskForNotifications&) const { request_notification_permission(); }
  void operator()(const effect::TellOtherTabs& e) const { broadcast_to_tabs(e.message); }
  void operator()(const effect::KeepScreen&) const {}
  void operator()(const effect::WakeAt& e) const { wake_in(std::max<DurationMs>(0, e.at - now)); }
  void operator()(const effect::ReloadPage&) const { reload_page(); }
  void operator()(const effect::CopyText& e) const { copy_to_clipboard(e.text); }
  void operator()(const effect::OpenLink& e) const { open_link(e.url); }
  void operator()(const effect::SaveFile& e) const { save_file(e.name, e.content_type, e.content); }
  void operator()(const effect::ChooseFile& e) const { choose_file(e.accepts, e.bytes_max); }
  void operator()(const effect::ChooseUploads& e) const { choose_uploads(e.accepts, e.place); }
  void operator()(const effect::BeginUpload& e) const { begin_upload(e.key, e.path, e.bytes_max, e.is_scaled); }
  void operator()(const effect::EndUpload& e) const { end_upload(e.key); }
  void operator()(const effect::ShowMedia& e) const { show_viewer(e.content); }
  void operator()(const effect::DownloadFile& e) const { download_file(e.path, e.name); }
  void operator()(const effect::OfferFile& e) const { offer_file(e.key, e.base64); }
  void operator()(const effect::FetchFile& e) const { fetch_file(e.tag, e.path, e.bytes_max); }
};

}  // namespace

void Client::start() {
  started_at_ = page_now();
  set_service_sink([this](ServiceEvent heard) { hear(std::move(heard)); });
  raise(event::Started{is_mac(), browser_languages(), types_not_shown()});
}

void Client::hear(ServiceEvent heard) {
  using Kind = ServiceEvent::Kind;
  switch (heard.kind) {
    case Kind::SocketOpened:
      raise(event::SocketOpened{});
      break;
    case Kind::SocketClosed:
      raise(event::SocketClosed{static_cast<std::uint16_t>(heard.number), std::move(heard.text)});
      break;
    case Kind::SocketMessage:
      raise(event::FrameReceived{std::move(heard.text)});
      break;
    case Kind::HttpAnswered:
      raise(event::HttpAnswered{std::move(heard.tag), static_cast<int>(heard.number), std::move(heard.text),
                                std::move(heard.key)});
      break;
    case Kind::FileChosen: {
      const bool is_read = heard.number != 0;
      raise(event::FileChosen{std::move(heard.tag), is_read ? std::move(heard.text) : std::string(),
                              is_read ? std::string() : std::move(heard.text)});
      break;
    }
    case Kind::FileOffered: {
      const std::size_t line = heard.text.find('\n');
      std::string place = line == std::string::npos ? "" : heard.text.substr(line + 1);
      raise(event::FileOffered{std::move(heard.tag), std::move(heard.key), heard.text.substr(0, line),
                               static_cast<std::uint64_t>(heard.number), std::move(place)});
      break;
    }
    case Kind::FilesLeftOut:
      raise(event::FilesLeftOut{static_cast<std::uint64_t>(heard.number)});
      break;
    case Kind::FilesDragged:
      raise(event::FilesDragged{heard.number != 0});
      break;
    case Kind::UploadProgressed:
      raise(event::UploadProgressed{std::move(heard.tag), static_cast<unsigned>(heard.number),
                                    static_cast<std::uint64_t>(std::strtoull(heard.text.c_str(), nullptr, 10))});
      break;
    case Kind::UploadEnded:
      raise(event::UploadEnded{std::move(heard.tag), static_cast<int>(heard.number), std::move(heard.text)});
      break;
    case Kind::StorageLoaded:
      raise(event::StorageLoaded{std::move(heard.tag), stored_pairs(heard.text)});
      break;
    case Kind::StorageWritten:
      raise(event::StorageWritten{std::move(heard.tag), std::move(heard.key)});
      break;
    case Kind::StorageFailed:
      raise(event::StorageFailed{std::move(heard.tag), std::move(heard.key), std::move(heard.text)});
      break;
    case Kind::NotificationAccess:
      raise(event::NotificationAccessTold{parse_notification_access(heard.text)});
      break;
    case Kind::NotificationClicked:
      raise(event::NotificationClicked{std::move(heard.tag), std::move(heard.text)});
      break;
    case Kind::SoundBlocked:
      raise(event::SoundBlocked{true});
      break;
    case Kind::SoundReady:
      raise(event::SoundBlocked{false});
      break;
    case Kind::VisibilityChanged:
      raise(event::PageShown{heard.number != 0});
      break;
    case Kind::OnlineChanged:
      raise(event::OnlineChanged{heard.number != 0});
      break;
    case Kind::OtherTab:
      raise(event::OtherTabSaid{std::move(heard.text)});
      break;
    case Kind::Touched:
      raise(event::PageTouched{});
      break;
    case Kind::Woken:
      raise(event::Ticked{});
      break;
    case Kind::PreferencesChanged:
      request_frame();
      break;
  }
}

void Client::raise(EventBody body) {
  Event event;
  event.body = std::move(body);
  event.now = page_now();
  event.fresh_key = random_key();
  const std::vector<Effect> effects = reduce(state_, event);
  // Every event gives the one wish for a wake-up anew, or there is none. It is told first: an
  // effect may be answered at once, and that answer's own wish must stand.
  if (!has<effect::WakeAt>(effects)) wake_in(-1);
  for (const Effect& effect : effects)
    if (std::holds_alternative<effect::WakeAt>(effect)) std::visit(Performer{event.now}, effect);
  for (const Effect& effect : effects)
    if (!std::holds_alternative<effect::WakeAt>(effect)) std::visit(Performer{event.now}, effect);
  if (has<effect::KeepScreen>(effects)) return;
  is_screen_stale_ = true;
  // A page that is seen is made anew once a frame, however many events came before it; a hidden one has no frames.
  if (is_drawing_) {
    has_own_change_ = true;
    draw_again();  // what a press or a key does is seen in the frame that found it
  } else if (is_page_visible())
    request_one_frame();
  else {
    show();
    show_outside();
  }
}

void Client::show() {
  const Instant now = page_now();
  screen::remake_screen(screen_, state_, now, local_day);
  is_screen_stale_ = has_own_change_ = false;
  shown_scope_ = state_.scope;
  screen_due_ = screen_.wake_in >= 0 ? now + screen_.wake_in : Instant{};
  ++view_state_.screen_revision;
  if (screen_.language != shown_language_) {
    shown_language_ = screen_.language;
    set_page_language(shown_language_, screen_.is_right_to_left);
  }
}

/// What the page shows outside the canvas. It must be right in a hidden page too: title and badge call the agent back. And
/// it does not flicker: in a frame it is shown when that has found out what the agent sees.
void Client::show_outside() {
  if (screen_.page_title != shown_title_) {
    shown_title_ = screen_.page_title;
    set_page_title(shown_title_);
  }
  const std::uint32_t badge = screen_.page == screen::Page::Desk ? screen_.desk.rail.unread_total : 0;
  if (badge != shown_badge_) {
    shown_badge_ = badge;
    set_badge(badge);
  }
}

/// The first frame is the dearest, and what is asked for first (the session, the browser's storage) has mostly come before a
/// "Starting…" would be drawn; a relay that is near answers before the desk of the last time would be.
bool Client::has_something_to_show() {
  if (is_screen_stale_) show();
  const DurationMs since = page_now() - started_at_;
  const DurationMs waits_for = screen_.page == screen::Page::Loading ? kSkeletonFor
                               : state_.view_from                    ? kRelayComesWithin
                                                                     : 0;
  if (since < 0 || since >= waits_for) return true;  // before: the clock was set back
  request_frame_in(waits_for - since);
  return false;
}

void Client::frame() {
  if (screen_due_.ms != 0 && page_now() >= screen_due_) is_screen_stale_ = true;
  // What is pressed was aimed at what was shown: where something came from outside between the picture and the press, and
  // moved what stood there, the press is heard first. What the agent changed is shown to the next press; and where somebody
  // was signed out or in, nothing that the one before pressed is for the other.
  const bool is_kept = is_screen_stale_ && view_state_.screen_revision != 0 && !has_own_change_ &&
                       shown_scope_ == state_.scope && hears_press();
  if (is_screen_stale_ && !is_kept) show();
  const auto catalogue = state_.language.catalogue;  // what is pressed below may bring another one
  const words::Use use(catalogue.get());
  const Theme& theme = view::theme_of(screen_);
  if (&theme != shown_theme_) {
    shown_theme_ = &theme;
    set_theme_color(css_color(theme.surface));
  }
  intents_.clear();
  is_drawing_ = true;
  view::draw_screen(ui_, view_state_, screen_, intents_);
  for (Intent& intent : intents_) raise(event::IntentRaised{std::move(intent)});
  is_drawing_ = false;
  if (is_kept) draw_again();
  if (!is_screen_stale_) show_outside();
  if (screen_due_.ms != 0) request_frame_in(std::max<DurationMs>(1, screen_due_ - page_now()));
}

}  // namespace smsdesk::web
