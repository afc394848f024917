// Looking at the files of a conversation: what the viewer shows, and in which order. Everything it says is said here.
#include <algorithm>
#include <string>
#include <vector>

#include "core/client/turn.h"
#include "core/conversation/masked_address.h"
#include "core/json/json.h"
#include "core/words/words.h"

namespace smsdesk {
namespace {

struct Shown {
  const Message* message;
  unsigned place;
};

std::string path_of(const Media& media) {
  return "/media/" + media.hash;
}

void collect_pictures(const State& s, const Message& message, std::vector<Shown>& into) {
  for (std::size_t i = 0; i < message.media.size(); ++i) {
    const Media& media = message.media[i];
    if (media.state == MediaState::Stored && shown_kind(s, media.content_type) == MediaKind::Picture)
      into.push_back({&message, static_cast<unsigned>(i)});
  }
}

}  // namespace

MediaKind shown_kind(const State& s, std::string_view content_type) {
  const bool is_shown =
      std::find(s.types_not_shown.begin(), s.types_not_shown.end(), content_type) == s.types_not_shown.end();
  return is_shown ? media_kind(content_type) : MediaKind::File;
}

std::string media_download_name(const Message& message, unsigned place) {
  const Media& media = message.media[place];
  if (!media.name.empty()) return media.name;
  const MediaType* type = find_media_type(media.content_type);
  return "attachment-" + std::to_string(message.id.value) + "-" + std::to_string(place + 1) + "." +
         std::string(type == nullptr ? std::string_view("bin") : type->extension);
}

std::string media_name(const State& s, const Conversation& conversation, const Message& message, const Media& media) {
  const MediaKind kind = shown_kind(s, media.content_type);
  const MediaType* type = find_media_type(media.content_type);
  std::string name = kind == MediaKind::Picture ? tr("Picture")
                     : kind == MediaKind::Audio ? tr("Audio")
                     : kind == MediaKind::Video ? tr("Video")
                     : type != nullptr          ? translated(type->label)
                                                : tr("File");
  if (!media.name.empty()) name += " " + media.name;
  std::string who;
  if (message.is_inbound) {
    who = spoken_address(conversation.detail->customer);
  } else if (const Agent* author = s.workspace.find_agent(message.author)) {
    who = author->name;
  }
  if (!message.is_inbound && message.author == s.me)
    name = tr("{what} from you", {{"what", name}});
  else if (!who.empty())
    name = tr("{what} from {whom}", {{"what", name}, {"whom", who}});
  if (media.width != 0) name += comma() + std::to_string(media.width) + " × " + std::to_string(media.height);
  return name;
}

void on_media_intent(Turn& turn, const intent::OpenMedia& i) {
  const State& s = turn.s;
  const Conversation* conversation = find_readable(s, i.conversation);
  if (conversation == nullptr || !conversation->detail) return;
  const Message* message = find_message(s, i.conversation, i.message);
  if (message == nullptr || i.place >= message->media.size()) return;
  const Media& media = message->media[i.place];
  if (media.state != MediaState::Stored) return;
  const MediaKind kind = shown_kind(s, media.content_type);
  if (kind == MediaKind::File) {
    turn.emit(effect::DownloadFile{path_of(media), media_download_name(*message, i.place)});
    return;
  }
  std::vector<Shown> shown;
  if (kind == MediaKind::Picture) {
    if (const History* history = shown_history(s, i.conversation); history != nullptr) {
      for (const TimelineMessage& one : history->messages) collect_pictures(s, one.message, shown);
    }
    const bool is_part = s.place.conversation == i.conversation && s.place.page;  // then the newest are far from it
    if (!is_part || conversation->detail->find(i.message) != nullptr)
      for (const Message& one : conversation->detail->messages) collect_pictures(s, one, shown);
  } else {
    shown.push_back({message, i.place});
  }
  const auto at = std::find_if(shown.begin(), shown.end(),
                               [&](const Shown& one) { return one.message->id == i.message && one.place == i.place; });
  if (at == shown.end()) return;
  json::Writer writer;
  writer.begin_object().key("at").unsigned_integer(static_cast<std::uint64_t>(at - shown.begin()));
  writer.key("kind").string(kind == MediaKind::Picture ? "picture" : kind == MediaKind::Audio ? "audio" : "video");
  writer.key("words").begin_object();
  const std::pair<const char*, const char*> words[] = {
      {"close", tr("Close")},
      {"next", tr("Next picture")},
      {"previous", tr("Previous picture")},
      {"download", tr("Download")},
      {"larger", tr("Zoom in")},
      {"smaller", tr("Zoom out")},
      {"of", tr("{at} of {count}")},
      {"comma", tr(", ")},
      {"failed", tr("It cannot be shown here. Download it instead.")},
      {"sound", tr("Only its sound can be played here. Download it to see its picture.")}};
  for (const auto& word : words) writer.key(word.first).string(word.second);
  writer.end_object().key("items").begin_array();
  for (const Shown& one : shown) {
    const Media& each = one.message->media[one.place];
    writer.begin_object().key("path").string(path_of(each));
    writer.key("name").string(media_download_name(*one.message, one.place));
    writer.key("title").string(media_name(s, *conversation, *one.message, each)).end_object();
  }
  writer.end_array().end_object();
  turn.emit(effect::ShowMedia{writer.take()});
}

}  // namespace smsdesk
