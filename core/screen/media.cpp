// What a bubble says of its files, and the composer of what is attached.
#include "core/base/utf8.h"
#include "core/client/state.h"
#include "core/screen/parts.h"
#include "core/screen/words.h"
#include "core/words/words.h"
#include "core/workspace/message_limit.h"

namespace smsdesk::screen {
namespace {

std::string failure_sentence(MediaFailure failure) {
  switch (failure) {
    case MediaFailure::None:
    case MediaFailure::Unreachable:
      return tr("The carrier did not give it out.");
    case MediaFailure::NotFound:
      return tr("The carrier does not have it any more.");
    case MediaFailure::TooLarge:
      return tr("It is larger than 16 MB.");
    case MediaFailure::Unsafe:
      return tr("Its address is not one that may be fetched.");
    case MediaFailure::Empty:
      return tr("It is empty.");
    case MediaFailure::NoRoom:
      return tr("The relay has no room for it.");
  }
  return {};
}

std::string kind_name(MediaKind kind) {
  return kind == MediaKind::Picture ? tr("Picture")
         : kind == MediaKind::Audio ? tr("Audio")
         : kind == MediaKind::Video ? tr("Video")
                                    : tr("File");
}

/// "12 KB", and why it is not shown, where another browser might.
std::string detail_of(const Media& media, MediaKind kind, MediaKind shown) {
  const std::string size = readable_size(media.bytes);
  if (shown == kind) return size;
  return tr(kind == MediaKind::Picture ? mark("{size}. This browser cannot show it.")
                                       : mark("{size}. This browser cannot play it."),
            {{"size", size}});
}

}  // namespace

std::vector<BubbleMedia> bubble_media(const State& state, const smsdesk::Conversation& conversation,
                                      const Message& message, ConversationId of) {
  std::vector<BubbleMedia> all;
  const bool is_open = of == conversation.id && state.workspace.find_conversation(of) != nullptr;
  for (std::size_t i = 0; i < message.media.size(); ++i) {
    const Media& media = message.media[i];
    BubbleMedia one;
    one.place = static_cast<unsigned>(i);
    const MediaKind kind = media_kind(media.content_type);
    one.kind = shown_kind(state, media.content_type);
    one.state = media.state;
    one.width = media.width;
    one.height = media.height;
    const MediaType* type = find_media_type(media.content_type);
    const std::string name = media_name(state, conversation, message, media);
    if (media.state == MediaState::Stored) {
      one.path = "/media/" + media.hash;
      one.title = !media.name.empty() ? media.name
                  : type != nullptr   ? translated(type->label)
                                      : tr("File of unknown kind");
      one.detail = detail_of(media, kind, one.kind);
      one.has_long_detail = one.kind != kind;
      one.action = one.kind == MediaKind::File      ? tr("Download")
                   : one.kind == MediaKind::Picture ? tr("Open")
                                                    : tr("Play");
      one.accessible_name = one.kind == MediaKind::Picture ? name : labelled(one.action, name) + comma() + one.detail;
    } else if (media.state == MediaState::Waiting) {
      one.title = kind_name(kind);
      one.detail = tr("Loading…");
      one.accessible_name = tr("{name}, loading", {{"name", name}});
    } else {
      one.title = tr("{kind} not loaded", {{"kind", kind_name(kind)}});
      one.detail = failure_sentence(media.failure);
      one.has_long_detail = true;
      one.can_fetch_again = is_open;
      one.accessible_name = tr("{name} could not be loaded.", {{"name", name}}) + " " + one.detail;
    }
    all.push_back(std::move(one));
  }
  return all;
}

UploadTally tally_of(const std::vector<Attachment>& files) {
  UploadTally tally;
  for (const Attachment& one : files) {
    if (one.phase == Attachment::Phase::Uploading)
      ++tally.under_way;
    else if (one.phase == Attachment::Phase::Elsewhere)
      ++tally.elsewhere;
    else if (one.phase == Attachment::Phase::Failed)
      ++tally.failed;
    else
      tally.bytes += one.media.bytes;
  }
  return tally;
}

namespace {

/// "MMS · 2 files · 1.2 MB of 5 MB · $0.04 · 34 characters": one, and paid once, whatever is in it.
void add_mms_meter(const State& s, const smsdesk::Conversation& conversation, std::uint64_t bytes, Composer& panel) {
  const MediaLimits limits = limits_of(s.workspace, conversation).media;
  const std::string files = trn("{n} file", "{n} files", panel.attachments.size());
  const std::string size =
      tr("{size} of {max}", {{"size", readable_size(bytes)}, {"max", readable_size(limits.bytes_max)}});
  const Price price = price_of(s.workspace, conversation, Priced::Mms);
  const std::string cost = price.is_set() ? price_words(price) : std::string();
  std::string characters;
  if (!panel.draft.empty()) characters = trn("{n} character", "{n} characters", utf8::utf16_units(panel.draft));
  panel.counter = meter_line({"MMS", files, size, cost, characters});
  panel.counter_shorter =
      shorter_meters(panel.counter, {{"MMS", files, size, cost}, {"MMS", size, cost}, {"MMS", cost}, {"MMS"}});
}

}  // namespace

AttachmentChip attachment_chip(const State& state, const Attachment& one) {
  AttachmentChip chip;
  chip.key = one.key;
  const MediaKind kind = media_kind(one.media.content_type);
  chip.title = one.media.name.empty() ? kind_name(kind) : one.media.name;
  chip.is_picture = shown_kind(state, one.media.content_type) == MediaKind::Picture;
  const std::string size = readable_size(one.media.bytes);
  switch (one.phase) {
    case Attachment::Phase::Uploading:
      chip.percent = static_cast<int>(one.percent);
      chip.detail = one.was_scaled && one.percent == 0 ? std::string(tr("Being made smaller…"))
                                                       : tr("Uploading, {n} %", {{"n", std::to_string(one.percent)}});
      break;
    case Attachment::Phase::Elsewhere:
      chip.detail = tr("Not here yet: another device or window is uploading it");
      break;
    case Attachment::Phase::Ready:
      chip.path = chip.is_picture ? "/media/" + one.media.hash : std::string();
      chip.detail = one.was_scaled ? tr("Made smaller, {size}", {{"size", size}}) : size;
      break;
    case Attachment::Phase::Failed:
      chip.detail = one.failure;
      chip.is_failed = true;
      break;
  }
  chip.accessible_name = chip.title + comma() + chip.detail;
  chip.remove_name = tr("Remove {name}", {{"name", chip.title}});
  chip.retry_name = tr("Try {name} again", {{"name", chip.title}});
  return chip;
}

std::string kind_words(std::string_view content_type) {
  const MediaType* type = find_media_type(content_type);
  return type == nullptr ? kind_name(media_kind(content_type)) : translated(type->label);
}

namespace {

void describe_attached(const State& state, const smsdesk::Conversation& conversation, Composer& panel) {
  const auto at = state.attachments.find(conversation.id);
  if (at == state.attachments.end()) return;
  const UploadTally uploads = tally_of(at->second);
  for (const Attachment& one : at->second) panel.attachments.push_back(attachment_chip(state, one));
  if (panel.attachments.empty()) return;
  panel.counter_shorter.clear();  // an MMS is not counted in segments
  std::string line = trn("{n} attachment", "{n} attachments", panel.attachments.size());
  if (uploads.under_way > 0)
    line += comma() + trn("{n} on its way: it can be sent when they are there",
                          "{n} on their way: it can be sent when they are there", uploads.under_way);
  else if (uploads.elsewhere > 0)
    line += comma() + trn("{n} not here yet: another device is uploading it. Wait for it or remove it",
                          "{n} not here yet: another device is uploading them. Wait for them or remove them",
                          uploads.elsewhere);
  else if (uploads.failed > 0)
    line += comma() +
            trn("{n} not uploaded: try again or remove it", "{n} not uploaded: try again or remove it", uploads.failed);
  else
    line.clear();
  panel.counter = std::move(line);
  if (panel.counter.empty()) add_mms_meter(state, conversation, uploads.bytes, panel);
  const SendLimits limits = limits_of(state.workspace, conversation);
  if (std::string trouble = trouble_with_attachments(limits, attached_media(state, conversation.id));
      !trouble.empty()) {
    panel.is_over_limit = true;
    panel.over_limit = std::move(trouble);
    panel.over_limit_shorter.clear();
  }
  panel.can_send = panel.is_enabled && uploads.is_done() && !panel.is_over_limit;
}

/// On its way to be a link; what the relay has, as a template's file, is not uploaded for that.
AttachmentChip link_chip(const State& state, const Attachment& one) {
  AttachmentChip chip = attachment_chip(state, one);
  const bool is_waiting = one.link_days != 0;
  if (one.phase != Attachment::Phase::Uploading || (!is_waiting && !is_media_hash(one.media.hash))) return chip;
  chip.percent = -1;
  chip.detail = is_waiting ? tr("Its link waits for the word that you are writing") : tr("Making a link…");
  chip.accessible_name = chip.title + comma() + chip.detail;
  return chip;
}

/// On their way to be links; what they cost, the text says that they are then.
void describe_links(const State& state, const smsdesk::Conversation& conversation, Composer& panel) {
  const auto at = state.link_files.find(conversation.id);
  if (at == state.link_files.end()) return;
  const UploadTally uploads = tally_of(at->second);
  for (const Attachment& one : at->second) panel.attachments.push_back(link_chip(state, one));
  panel.counter = uploads.under_way > 0
                      ? trn("{n} file on its way: it can be sent when its link is there",
                            "{n} files on their way: it can be sent when their links are there", uploads.under_way)
                      : trn("{n} file has no link: try again or remove it",
                            "{n} files have no link: try again or remove them", uploads.failed);
  panel.counter_shorter.clear();
  panel.can_send = false;
}

}  // namespace

void describe_attachments(const State& state, const smsdesk::Conversation& conversation, Composer& panel) {
  const bool are_links = panel.is_enabled && can_link(state, conversation);
  panel.can_attach = panel.is_enabled && (!conversation.detail || are_links || can_attach(state, conversation));
  if (are_links) {
    panel.attach_name = trn("Send files as links that work for {n} day", "Send files as links that work for {n} days",
                            state.links_for_days);
  } else {
    panel.attach_name =
        panel.can_attach || !panel.is_enabled ? tr("Attach files") : tr("Files cannot be sent from this number");
  }
  if (state.is_dragging_files && panel.can_attach && !state.templates.is_open)
    panel.drop_hint = are_links ? tr("Drop to send as a link") : tr("Drop to attach");
  describe_attached(state, conversation, panel);
  describe_links(state, conversation, panel);
}

}  // namespace smsdesk::screen
