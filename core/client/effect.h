// What the host must do for the client's state. Plain, comparable values; the host performs them in order.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "core/base/time.h"
#include "core/client/intent.h"

namespace smsdesk {

namespace effect {
struct OpenSocket {
  friend bool operator==(const OpenSocket&, const OpenSocket&) = default;
};
struct CloseSocket {
  friend bool operator==(const CloseSocket&, const CloseSocket&) = default;
};
struct TransmitFrame {
  std::string bytes;
  friend bool operator==(const TransmitFrame&, const TransmitFrame&) = default;
};
/// Same origin, JSON body unless another type is named; the answer comes as HttpAnswered with the tag.
struct HttpRequest {
  std::string tag, method, path, body;
  std::string content_type{}, if_match{};
  friend bool operator==(const HttpRequest&, const HttpRequest&) = default;
};
struct LoadStorage {
  std::string store;
  friend bool operator==(const LoadStorage&, const LoadStorage&) = default;
};
struct PutStorage {
  std::string store, key, value;
  friend bool operator==(const PutStorage&, const PutStorage&) = default;
};
struct DeleteStorage {
  std::string store, key;
  friend bool operator==(const DeleteStorage&, const DeleteStorage&) = default;
};
using SoundKind = smsdesk::SoundKind;
struct PlaySound {
  SoundKind sound = SoundKind::Message;
  ChosenSound chosen = ChosenSound::Ping;  ///< never None
  SoundVolume volume = SoundVolume::Normal;
  friend bool operator==(const PlaySound&, const PlaySound&) = default;
};
/// Spoken by the screen reader.
struct Announce {
  std::string sentence;
  bool is_urgent = false;
  friend bool operator==(const Announce&, const Announce&) = default;
};
inline constexpr const char* kAnswerAction = "answer";
inline constexpr const char* kDeclineAction = "decline";
/// A button in a notification; what was pressed comes as NotificationClicked with its action.
struct NotifyButton {
  std::string action, label;
  friend bool operator==(const NotifyButton&, const NotifyButton&) = default;
};
struct Notify {
  std::string tag, title, body;
  std::vector<NotifyButton> buttons{};  ///< left out where the browser knows none
  friend bool operator==(const Notify&, const Notify&) = default;
};
struct CloseNotification {
  std::string tag{};  ///< empty: all of them
  friend bool operator==(const CloseNotification&, const CloseNotification&) = default;
};
struct AskForNotifications {
  friend bool operator==(const AskForNotifications&, const AskForNotifications&) = default;
};
struct TellOtherTabs {
  std::string message;
  friend bool operator==(const TellOtherTabs&, const TellOtherTabs&) = default;
};
/// Send Ticked at that instant. The nearest wish wins; one is given anew with every event.
struct WakeAt {
  Instant at;
  friend bool operator==(const WakeAt&, const WakeAt&) = default;
};
/// Nothing that is shown has changed: the page needs no new frame for this event.
struct KeepScreen {
  friend bool operator==(const KeepScreen&, const KeepScreen&) = default;
};
/// A text as a file of the person's: their browser keeps or shows it.
struct SaveFile {
  std::string name, content_type, content;
  friend bool operator==(const SaveFile&, const SaveFile&) = default;
};
/// The person chooses one; FileChosen follows where they do.
struct ChooseFile {
  std::string accepts;                 ///< ".toml,.json"
  std::uint32_t bytes_max = 8u << 20;  ///< a larger one is not read
  friend bool operator==(const ChooseFile&, const ChooseFile&) = default;
};
struct CopyText {
  std::string text;
  friend bool operator==(const CopyText&, const CopyText&) = default;
};
/// In a tab of its own, which learns nothing of this page: http://, https://, or a path of the relay's, in which {zone} is
/// the name of the browser's time zone.
struct OpenLink {
  std::string url;
  friend bool operator==(const OpenLink&, const OpenLink&) = default;
};
/// The person chooses files to send; FileOffered follows for each, with the same place.
struct ChooseUploads {
  std::string accepts, place;
  friend bool operator==(const ChooseUploads&, const ChooseUploads&) = default;
};
/// Sends an offered file; a picture that is larger than that is made smaller first. UploadProgressed and UploadEnded follow.
struct BeginUpload {
  std::string key, path;
  std::uint64_t bytes_max = 0;
  bool is_scaled = false;
  friend bool operator==(const BeginUpload&, const BeginUpload&) = default;
};
/// A file out of a document joins those that were offered, under that key: BeginUpload sends it. `base64` is so, strictly.
struct OfferFile {
  std::string key, base64;
  friend bool operator==(const OfferFile&, const OfferFile&) = default;
};
/// The file is not needed any more; what is under way is broken off, and nothing is said of it.
struct EndUpload {
  std::string key;
  friend bool operator==(const EndUpload&, const EndUpload&) = default;
};
/// Opens the viewer; JSON: {at, kind, words, items: [{path, name, title}]}.
struct ShowMedia {
  std::string content;
  friend bool operator==(const ShowMedia&, const ShowMedia&) = default;
};
/// Reads a file of the relay's; the answer comes as HttpAnswered with the tag, and of a 200 the body is base64. A larger one is
/// answered 413.
struct FetchFile {
  std::string tag, path;
  std::uint64_t bytes_max = 0;
  friend bool operator==(const FetchFile&, const FetchFile&) = default;
};
/// A file of the relay's own becomes the person's.
struct DownloadFile {
  std::string path, name;
  friend bool operator==(const DownloadFile&, const DownloadFile&) = default;
};
struct ReloadPage {
  friend bool operator==(const ReloadPage&, const ReloadPage&) = default;
};
}  // namespace effect

using Effect =
    std::variant<effect::OpenSocket, effect::CloseSocket, effect::TransmitFrame, effect::HttpRequest,
                 effect::LoadStorage, effect::PutStorage, effect::DeleteStorage, effect::PlaySound, effect::Announce,
                 effect::Notify, effect::CloseNotification, effect::AskForNotifications, effect::TellOtherTabs,
                 effect::WakeAt, effect::KeepScreen, effect::CopyText, effect::OpenLink, effect::ReloadPage,
                 effect::SaveFile, effect::ChooseFile, effect::ChooseUploads, effect::BeginUpload, effect::EndUpload,
                 effect::ShowMedia, effect::DownloadFile, effect::OfferFile, effect::FetchFile>;

}  // namespace smsdesk
