#include "core/client/attachments.h"

#include <algorithm>
#include <iterator>

#include "core/client/file_rules.h"
#include "core/client/turn.h"
#include "core/json/json.h"
#include "core/words/words.h"
#include "core/workspace/message_limit.h"
#include "core/workspace/workspace_json.h"

namespace smsdesk {
namespace {

bool begins_with(std::string_view text, std::string_view part) {
  return text.substr(0, part.size()) == part;
}

std::uint64_t room_beside(const std::vector<Attachment>& all, const MediaLimits& limits) {
  std::uint64_t used = 0;
  for (const Attachment& one : all)
    if (one.phase != Attachment::Phase::Failed) used += one.media.bytes;
  return used >= limits.bytes_max ? 0 : limits.bytes_max - used;
}

struct Judgement {
  std::string refusal;  ///< empty: it is taken
  std::uint64_t bytes_max = 0;
  bool is_scaled = false;
};

/// By what the browser says of it; what it is, the relay finds out, and what is not taken then is said by the meter.
Judgement judge(const MediaLimits& limits, const std::vector<Attachment>& all, const std::string& name,
                const std::string& type, std::uint64_t bytes, bool can_scale) {
  const std::string what = file_words(name);
  if (all.size() >= limits.files_max) {
    return {trn("{name} was not attached: a message takes at most {n} file.",
                "{name} was not attached: a message takes at most {n} files.", limits.files_max, {{"name", what}}),
            0};
  }
  if (bytes == 0) return {tr("{name} was not attached: it is empty.", {{"name", what}}), 0};
  if (!may_be_sent(type)) {
    return {tr("{name} was not attached: pictures, audio, video, PDF, contact cards and texts can be sent.",
               {{"name", what}}),
            0};
  }
  if (find_media_type(type) != nullptr && !limits.takes(type)) {
    return {tr("{name} was not attached: only these can be sent here: {types}.",
               {{"name", what}, {"types", types_words(limits)}}),
            0};
  }
  const std::uint64_t room = room_beside(all, limits);
  if (!can_scale && !is_sent_as_picture(type) && bytes > limits.file_bytes_max) {
    return {tr("{name} was not attached: it has {size}, and files other than pictures may have {max} at most.",
               {{"name", what}, {"size", readable_size(bytes)}, {"max", readable_size(limits.file_bytes_max)}}),
            0};
  }
  const std::uint64_t most = is_sent_as_picture(type) ? room : std::min(room, limits.file_bytes_max);
  if (bytes <= most) return {{}, most};
  // Half of the room, so that what is chosen with it has some too: how small it becomes is known only later.
  if (can_scale && room >= std::min(kScaledBytesMin, limits.bytes_max))
    return {{}, std::min(bytes, std::max(std::min(kScaledBytesMin, room), room / 2)), true};
  return {tr("{name} was not attached: with it the attachments would have more than {max} together.",
             {{"name", what}, {"max", readable_size(limits.bytes_max)}}),
          0};
}

/// Where files are chosen for; not set: the template that is being written.
std::string place_of(ConversationId conversation) {
  return conversation.is_set() ? std::to_string(conversation.value) : "template";
}

/// Of those that become links too. `of`: the conversation; not set: of the template that is being written.
Attachment* find_attachment(State& s, const std::string& key, ConversationId* of) {
  *of = {};
  if (TemplateForm* form = s.templates.form ? &*s.templates.form : nullptr) {
    const auto at =
        std::find_if(form->files.begin(), form->files.end(), [&](const Attachment& one) { return one.key == key; });
    if (at != form->files.end()) return &*at;
  }
  for (auto* lists : {&s.attachments, &s.link_files}) {
    for (auto& [conversation, all] : *lists) {
      const auto at = std::find_if(all.begin(), all.end(), [&](const Attachment& one) { return one.key == key; });
      if (at == all.end()) continue;
      *of = conversation;
      return &*at;
    }
  }
  return nullptr;
}

void keep_with_draft(Turn& turn, ConversationId conversation) {
  if (!conversation.is_set()) return note_template_files(turn);
  set_draft(turn, {conversation, DraftKind::Files}, encode_attachments(turn.s.attachments[conversation]), true);
}

/// The relay is told what is on its way, too; the browser's storage has only what is there.
void tell_of_files(Turn& turn, ConversationId conversation) {
  if (!conversation.is_set()) return;
  const DraftPlace place{conversation, DraftKind::Files};
  note_draft_changed(turn, place, turn.s.drafts[place]);
}

void fail(Turn& turn, Attachment& one, ConversationId of, std::string why) {
  one.phase = Attachment::Phase::Failed;
  one.failure = std::move(why);
  turn.emit(effect::Announce{
      tr("{name} could not be attached. {reason}", {{"name", one.media.name}, {"reason", one.failure}}), true});
  tell_of_files(turn, of);
}

/// This browser cannot decode what it was to make smaller: it is refused as what it is then, a file like any other. False: it is
/// not refused as that.
bool refuse_unread(Turn& turn, const Attachment& one, ConversationId of) {
  State& s = turn.s;
  if (is_read_everywhere(one.media.content_type)) return false;
  std::vector<Attachment>* all = of.is_set() ? &s.attachments[of] : template_files(s);
  const Conversation* conversation = s.workspace.find_conversation(of);
  if (all == nullptr) return false;
  const std::string key = one.key;
  std::vector<Attachment> others;
  std::copy_if(all->begin(), all->end(), std::back_inserter(others), [&](const Attachment& a) { return a.key != key; });
  const MediaLimits limits = conversation == nullptr ? MediaLimits{} : limits_of(s.workspace, *conversation).media;
  std::string refusal = judge(limits, others, one.media.name, one.media.content_type, one.bytes_offered, false).refusal;
  if (refusal.empty()) return false;
  *all = std::move(others);
  turn.emit(effect::EndUpload{key});
  turn.notice(NoticeState::Tone::Problem, std::move(refusal));
  tell_of_files(turn, of);
  keep_with_draft(turn, of);
  return true;
}

}  // namespace

bool may_be_sent(std::string_view type) {
  if (type == "image/svg+xml") return false;
  for (const std::string_view part : {"image/", "audio/", "video/"})
    if (begins_with(type, part)) return true;
  for (const std::string_view known :
       {"application/pdf", "text/plain", "text/vcard", "text/x-vcard", "text/directory", "text/calendar", "text/csv"})
    if (type == known) return true;
  return type.empty();
}

bool can_be_scaled(std::string_view type) {
  return begins_with(type, "image/") && type != "image/svg+xml" && type != "image/gif";
}

bool is_read_everywhere(std::string_view type) {
  return type == "image/jpeg" || type == "image/png" || type == "image/webp";
}

std::string file_words(const std::string& name) {
  return name.empty() ? tr("The picture") : tr("“{text}”", {{"text", name}});
}

std::string encode_attachments(const std::vector<Attachment>& all) {
  std::string lines;
  for (const Attachment& one : all) {
    if (one.phase != Attachment::Phase::Ready) continue;
    lines += (lines.empty() ? "" : "\n") + encode_one_media(one.media);
  }
  return lines;
}

std::vector<Attachment> decode_attachments(std::string_view lines) {
  std::vector<Attachment> all;
  while (!lines.empty() && all.size() < kMediaMax) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    Attachment one;
    one.media = decode_one_media(lines.substr(0, end));
    one.key = one.media.hash;
    one.phase = Attachment::Phase::Ready;
    if (is_media_hash(one.media.hash) && one.media.state == MediaState::Stored) all.push_back(std::move(one));
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return all;
}

Attachment stored_attachment(const Media& media) {
  Attachment one;
  one.key = media.hash;
  one.media = media;
  one.phase = Attachment::Phase::Ready;
  return one;
}

std::vector<Media> media_in(const std::vector<Attachment>& all) {
  std::vector<Media> media;
  media.reserve(all.size());
  for (const Attachment& one : all) media.push_back(one.media);
  return media;
}

bool can_attach(const State& s, const Conversation& conversation) {
  return conversation.detail && limits_of(s.workspace, conversation).has_mms;
}

void restore_attachments(State& s, ConversationId conversation) {
  const auto draft = s.drafts.find({conversation, DraftKind::Files});
  if (draft == s.drafts.end()) return;
  std::vector<Attachment>& all = s.attachments[conversation];
  for (Attachment& one : decode_attachments(draft->second.text)) {
    const bool is_there = std::any_of(all.begin(), all.end(),
                                      [&](const Attachment& known) { return known.media.hash == one.media.hash; });
    if (!is_there && all.size() < kMediaMax) all.push_back(std::move(one));
  }
}

bool are_in_outbox(const State& s, ConversationId conversation, const std::string& lines) {
  const std::vector<Attachment> all = decode_attachments(lines);
  const auto& entries = s.outbox.entries();
  return !all.empty() && std::any_of(entries.begin(), entries.end(), [&](const OutboxEntry& entry) {
    return entry.conversation == conversation && entry.media.size() == all.size() &&
           std::equal(all.begin(), all.end(), entry.media.begin(),
                      [](const Attachment& a, const Media& b) { return a.media.hash == b.hash; });
  });
}

bool are_attachments_ready(const State& s, ConversationId conversation) {
  if (s.link_files.count(conversation) != 0) return false;
  const auto at = s.attachments.find(conversation);
  return at == s.attachments.end() || std::all_of(at->second.begin(), at->second.end(), [](const Attachment& one) {
           return one.phase == Attachment::Phase::Ready;
         });
}

bool has_attachments(const State& s, ConversationId conversation) {
  const auto at = s.attachments.find(conversation);
  return at != s.attachments.end() && !at->second.empty();
}

std::vector<Media> attached_media(const State& s, ConversationId conversation) {
  std::vector<Media> media;
  const auto at = s.attachments.find(conversation);
  if (at == s.attachments.end()) return media;
  for (const Attachment& one : at->second)
    if (one.phase == Attachment::Phase::Ready) media.push_back(one.media);
  return media;
}

void give_attachments(Turn& turn, ConversationId conversation, OutboxEntry& to) {
  const auto at = turn.s.attachments.find(conversation);
  if (at == turn.s.attachments.end() || at->second.empty()) return;
  for (Attachment& one : at->second) {
    turn.emit(effect::EndUpload{one.key});
    to.media.push_back(std::move(one.media));
  }
  turn.s.attachments.erase(at);
  set_draft(turn, {conversation, DraftKind::Files}, {}, true);
}

std::vector<Media> attach_stored(Turn& turn, ConversationId conversation, const std::vector<Media>& media) {
  std::vector<Media> left;
  const Conversation* to = turn.s.workspace.find_conversation(conversation);
  if (media.empty() || to == nullptr || !can_attach(turn.s, *to)) return media;
  const MediaLimits limits = limits_of(turn.s.workspace, *to).media;
  std::vector<Attachment>& all = turn.s.attachments[conversation];
  for (const Media& one : media) {
    const bool is_there =
        std::any_of(all.begin(), all.end(), [&](const Attachment& known) { return known.media.hash == one.hash; });
    if (is_there) continue;
    const bool fits = all.size() < limits.files_max && one.bytes <= room_beside(all, limits);
    if (!fits || !trouble_with_sending(std::span<const Media>(&one, 1), limits).empty()) {
      left.push_back(one);
      continue;
    }
    all.push_back(stored_attachment(one));
  }
  keep_with_draft(turn, conversation);
  return left;
}

void take_attachments_back(Turn& turn, ConversationId conversation, const std::vector<Media>& media) {
  if (media.empty()) return;
  std::vector<Attachment>& all = turn.s.attachments[conversation];
  for (const Media& one : media) {
    const bool is_there =
        std::any_of(all.begin(), all.end(), [&](const Attachment& known) { return known.media.hash == one.hash; });
    if (is_there || all.size() >= kMediaMax) continue;
    all.push_back(stored_attachment(one));
  }
  keep_with_draft(turn, conversation);
}

// From the browser -------------------------------------------------------------------------------------------------
void on_file_offered(Turn& turn, const event::FileOffered& file) {
  State& s = turn.s;
  s.is_dragging_files = false;
  const auto refuse = [&](std::string sentence) {
    turn.emit(effect::EndUpload{file.key});
    turn.notice(NoticeState::Tone::Problem, std::move(sentence));
  };
  const auto refuse_late = [&] {
    refuse(tr("Nothing was attached: the conversation or template that it was chosen for is not open any more."));
  };
  // The browser's choice stays open whatever comes into view behind it.
  const bool is_chosen = !file.place.empty();
  if (is_chosen && file.place != place_of(s.templates.is_open ? ConversationId{} : s.selected)) return refuse_late();
  std::vector<Attachment>* to = nullptr;
  MediaLimits limits;  // of a template: the most that any message takes; where it is used, that one's hold
  if (s.templates.is_open) {
    to = template_files(s);
    if (s.templates.form && s.templates.form->pending)
      return refuse(tr("The template is being saved. Add files when that is done."));
    if (to == nullptr) return refuse(tr("Nothing was attached: open a template that you can change first."));
  } else {
    const Conversation* conversation = s.workspace.find_conversation(s.selected);
    if (s.area != Area::Conversations || conversation == nullptr || !may_write(s, *conversation)) {
      if (is_chosen) return refuse_late();
      return refuse(tr("Nothing was attached: open a conversation of yours first."));
    }
    if (can_link(s, *conversation)) return on_link_offered(turn, *conversation, file);
    if (!can_attach(s, *conversation))
      return refuse(tr("Nothing was attached: pictures and files cannot be sent from this number."));
    to = &s.attachments[conversation->id];
    limits = limits_of(s.workspace, *conversation).media;
  }
  std::vector<Attachment>& all = *to;
  const std::string name = cleaned_media_name(file.name);
  Judgement judged = judge(limits, all, name, file.content_type, file.bytes, can_be_scaled(file.content_type));
  if (!judged.refusal.empty()) return refuse(std::move(judged.refusal));
  Attachment one;
  one.key = file.key;
  one.media.name = name;
  one.media.content_type = file.content_type;
  one.was_scaled = judged.is_scaled;
  one.bytes_offered = file.bytes;
  one.media.bytes = std::min(file.bytes, judged.bytes_max);
  one.bytes_max = judged.bytes_max;
  turn.emit(effect::BeginUpload{one.key, kUploadPath, one.bytes_max, one.was_scaled});
  all.push_back(std::move(one));
  if (s.templates.is_open) return;
  s.focus_moved_at = {};  // the agent is at this composer, as with words
  tell_of_files(turn, s.selected);
}

void on_files_left_out(Turn& turn, const event::FilesLeftOut& e) {
  if (e.count == 0) return;
  turn.notice(NoticeState::Tone::Problem, trn("{n} more file was not attached: at most {max} are taken at once.",
                                              "{n} more files were not attached: at most {max} are taken at once.",
                                              e.count, {{"max", std::to_string(kOfferedMax)}}));
}

void on_files_dragged(Turn& turn, const event::FilesDragged& e) {
  turn.s.is_dragging_files = e.is_over;
}

void on_upload_progressed(Turn& turn, const event::UploadProgressed& e) {
  ConversationId of;
  Attachment* one = find_attachment(turn.s, e.key, &of);
  if (one == nullptr || one->phase != Attachment::Phase::Uploading) return;
  one->percent = std::min(e.percent, 100u);
  if (e.bytes != 0) one->media.bytes = e.bytes;
}

std::string why_not_uploaded(const event::UploadEnded& e) {
  if (e.status == 0 && !e.body.empty()) return translated(e.body);  // the browser's own reason
  if (e.status == 0) return tr("There was no connection. Try again.");
  if (e.status == 401) return tr("Your session has ended. Sign in again.");
  auto document = json::Document::parse(e.body);
  const std::string sentence(document ? document->root().text_or("sentence", "") : "");
  return sentence.empty() ? tr("The relay did not take it. Try again.") : translated(sentence);
}

void on_upload_ended(Turn& turn, const event::UploadEnded& e) {
  if (on_template_file_uploaded(turn, e) || on_link_ended(turn, e)) return;
  ConversationId of;
  Attachment* one = find_attachment(turn.s, e.key, &of);
  if (one == nullptr) return;
  auto document = json::Document::parse(e.body);
  const json::View root = document ? document->root() : json::View();
  const std::string hash(root.text_or("hash", ""));
  if (e.status == 200 && is_media_hash(hash)) {
    const std::string name = one->media.name;
    one->media = Media{};
    one->media.state = MediaState::Stored;
    one->media.name = name;
    one->media.hash = hash;
    one->media.content_type = std::string(root.text_or("content_type", kUnknownMediaType));
    one->media.bytes = root.u64_or("bytes", 0);
    one->media.width = static_cast<unsigned>(root.u64_or("width", 0));
    one->media.height = static_cast<unsigned>(root.u64_or("height", 0));
    one->phase = Attachment::Phase::Ready;
    turn.emit(effect::Announce{tr("{name} is attached.", {{"name", one->media.name}}), false});
    return keep_with_draft(turn, of);
  }
  if (e.status == 0 && e.body == kUnreadablePicture && refuse_unread(turn, *one, of)) return;
  fail(turn, *one, of, why_not_uploaded(e));
}

// From the views -----------------------------------------------------------------------------------------------------
void on_media_intent(Turn& turn, const intent::AttachFiles& i) {
  turn.emit(effect::ChooseUploads{std::string(kAttachmentsAccepted), place_of(i.conversation)});
}

void on_media_intent(Turn& turn, const intent::RemoveAttachment& i) {
  if (remove_link_file(turn, i.conversation, i.key)) return;
  const auto at = turn.s.attachments.find(i.conversation);
  std::vector<Attachment>* all = !i.conversation.is_set()         ? template_files(turn.s)
                                 : at == turn.s.attachments.end() ? nullptr
                                                                  : &at->second;
  if (all == nullptr) return;
  turn.emit(effect::EndUpload{i.key});
  const auto one = std::find_if(all->begin(), all->end(), [&](const Attachment& known) { return known.key == i.key; });
  if (one == all->end()) return;
  turn.emit(effect::Announce{tr("{name} is removed.", {{"name", one->media.name}}), false});
  all->erase(one);
  keep_with_draft(turn, i.conversation);
}

void on_media_intent(Turn& turn, const intent::RetryUpload& i) {
  ConversationId of;
  Attachment* one = find_attachment(turn.s, i.key, &of);
  if (one == nullptr || one->phase != Attachment::Phase::Failed) return;
  if (is_link_file(turn.s, of, i.key)) return begin_link(turn, of, *one);
  one->phase = Attachment::Phase::Uploading;
  one->percent = 0;
  one->failure.clear();
  turn.emit(effect::BeginUpload{one->key, kUploadPath, one->bytes_max, one->was_scaled});
  tell_of_files(turn, of);
}

void on_media_intent(Turn& turn, const intent::FetchMedia& i) {
  const bool is_asked = std::any_of(turn.s.pending.begin(), turn.s.pending.end(), [&](const PendingCommand& pending) {
    const auto* fetch = std::get_if<FetchMedia>(&pending.command);
    return fetch != nullptr && fetch->message == i.message && fetch->place == i.place;
  });
  if (!is_asked) give_command(turn, FetchMedia{i.conversation, i.message, i.place}, false);
}

}  // namespace smsdesk
