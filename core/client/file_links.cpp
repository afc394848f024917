// Files from a number that sends texts alone: each goes to the relay, and a link to it into the draft.
//
// The link is the draft's own text from then on, so that meter, outbox, timeline and archive need to know nothing of it. It
// stands where the person writes when it comes, and what is beside it is kept apart: a letter that touches it would become part
// of it. While an input method is at work there it waits, as whatever is put into such a text ends that work in its middle. The
// files of a template come behind its text, which is there before them and may have something to fill in. A file that failed
// stays listed, with the reason, and holds the message back: whoever chose it means it to go.
#include <algorithm>

#include "core/base/utf8.h"
#include "core/client/composer_hold.h"
#include "core/client/file_rules.h"
#include "core/client/turn.h"
#include "core/json/json.h"
#include "core/words/words.h"
#include "core/workspace/message_limit.h"

namespace smsdesk {
namespace {

constexpr DurationMs kDay = hours(24);
/// After its last key. On a telephone each word is an input method's until the next one is begun, and nobody begins one who has
/// said everything.
constexpr DurationMs kComposingFor = seconds(15);

bool is_apart(char beside) {
  return beside == ' ' || beside == '\n';
}

std::vector<Attachment>::iterator find_in(std::vector<Attachment>& files, const std::string& key) {
  return std::find_if(files.begin(), files.end(), [&](const Attachment& one) { return one.key == key; });
}

/// It is no list without a file.
void drop(Turn& turn, ConversationId conversation, const std::string& key) {
  const auto list = turn.s.link_files.find(conversation);
  if (list == turn.s.link_files.end()) return;
  const auto at = find_in(list->second, key);
  if (at == list->second.end()) return;
  turn.emit(effect::EndUpload{key});
  list->second.erase(at);
  if (list->second.empty()) turn.s.link_files.erase(list);
}

void fail(Turn& turn, Attachment& one, std::string why) {
  one.phase = Attachment::Phase::Failed;
  one.failure = std::move(why);
  turn.emit(effect::Announce{
      tr("There is no link to {name}. {reason}", {{"name", file_words(one.media.name)}, {"reason", one.failure}}),
      true});
}

/// Where the person writes, behind what they have selected.
bool put_at_cursor(Turn& turn, ConversationId conversation, std::string link) {
  const Draft& draft = turn.s.drafts[conversation];
  std::string text = draft.text;
  std::size_t at = std::min(std::max(draft.cursor, draft.cursor_end), text.size());
  at = utf8::prefix(text, at).size();
  if (at > 0 && !is_apart(text[at - 1])) link.insert(0, 1, ' ');
  const bool is_followed = at < text.size() && is_apart(text[at]);
  if (!is_followed) link += ' ';
  text.insert(at, link);
  if (!change_draft(turn, conversation, std::move(text), true)) return false;
  Draft& changed = turn.s.drafts[conversation];
  const std::size_t behind = at + link.size();
  changed.cursor = changed.cursor_end = behind + (is_followed && changed.text[behind] == ' ' ? 1 : 0);
  return true;
}

bool put_below(Turn& turn, ConversationId conversation, const std::string& link) {
  const Draft& draft = turn.s.drafts[conversation];
  const std::size_t cursor = draft.cursor, cursor_end = draft.cursor_end;
  const bool is_at_end = std::max(cursor, cursor_end) >= draft.text.size();
  if (!add_to_draft(turn, conversation, link)) return false;
  if (is_at_end && cursor == cursor_end) return true;
  Draft& changed = turn.s.drafts[conversation];
  changed.cursor = cursor;
  changed.cursor_end = cursor_end;
  return true;
}

/// The relay has it, and has said where.
void put_link(Turn& turn, ConversationId conversation, std::string key, std::uint64_t days) {
  State& s = turn.s;
  Attachment& one = *find_in(s.link_files[conversation], key);
  const std::string name = one.media.name, link = one.link;
  const Conversation* to = s.workspace.find_conversation(conversation);
  if (to == nullptr || !may_write(s, *to)) {
    drop(turn, conversation, key);
    turn.notice(NoticeState::Tone::Problem,
                tr("There is no link to {name}: nothing more can be written in its conversation.",
                   {{"name", file_words(name)}}));
    return;
  }
  if (s.composing == conversation) {
    one.link_days = std::max<std::uint64_t>(days, 1);
    return;
  }
  one.link_days = 0;
  const bool is_of_template = is_media_hash(one.media.hash);
  const bool is_put = is_of_template ? put_below(turn, conversation, link) : put_at_cursor(turn, conversation, link);
  if (!is_put) {
    one.phase = Attachment::Phase::Failed;
    one.failure = tr("There is no room for the link. Shorten the message, then try again.");
    return;
  }
  if (s.templates.pick.conversation == conversation) leave_pick(s);
  drop(turn, conversation, key);
  const std::string said = trn("The link is in the message. It works for {n} day.",
                               "The link is in the message. It works for {n} days.", days);
  turn.emit(effect::Announce{name.empty() ? said : labelled(name, said), false});
}

std::string too_large(const std::string& name, std::uint64_t bytes) {
  return tr("There is no link to {name}: it has {size}, and a file may have {max} at most.",
            {{"name", file_words(name)}, {"size", readable_size(bytes)}, {"max", readable_size(kSentBytesMax)}});
}

}  // namespace

bool can_link(const State& s, const Conversation& conversation) {
  return s.links_for_days > 0 && conversation.detail && !limits_of(s.workspace, conversation).has_mms;
}

void on_link_offered(Turn& turn, const Conversation& conversation, const event::FileOffered& file) {
  State& s = turn.s;
  const auto refuse = [&](std::string sentence) {
    turn.emit(effect::EndUpload{file.key});
    turn.notice(NoticeState::Tone::Problem, std::move(sentence));
  };
  const auto list = s.link_files.find(conversation.id);
  const std::size_t under_way = list == s.link_files.end() ? 0 : list->second.size();
  const std::string name = cleaned_media_name(file.name);
  const std::string what = file_words(name);
  if (under_way >= kMediaMax) {
    return refuse(trn("There is no link to {name}: at most {n} file is taken at once.",
                      "There is no link to {name}: at most {n} files are taken at once.", kMediaMax, {{"name", what}}));
  }
  if (file.bytes == 0) return refuse(tr("There is no link to {name}: it is empty.", {{"name", what}}));
  if (!may_be_sent(file.content_type)) {
    return refuse(tr("There is no link to {name}: pictures, audio, video, PDF, contact cards and texts can be sent.",
                     {{"name", what}}));
  }
  const bool is_too_large = file.bytes > kSentBytesMax;
  if (is_too_large && !can_be_scaled(file.content_type)) return refuse(too_large(name, file.bytes));
  Attachment one;
  one.key = file.key;
  one.media.name = name;
  one.media.content_type = file.content_type;
  one.media.bytes = std::min(file.bytes, kSentBytesMax);
  one.bytes_max = kSentBytesMax;
  one.was_scaled = is_too_large;
  one.bytes_offered = file.bytes;
  begin_link(turn, conversation.id, one);
  s.link_files[conversation.id].push_back(std::move(one));
  s.focus_moved_at = {};  // the agent is at this composer, as with words
}

std::vector<Media> link_stored(Turn& turn, ConversationId conversation, const std::vector<Media>& media) {
  std::vector<Media> left;
  for (const Media& file : media) {
    std::vector<Attachment>& files = turn.s.link_files[conversation];
    Attachment one = stored_attachment(file);
    one.key = std::to_string(conversation.value) + "-" + file.hash;
    if (find_in(files, one.key) != files.end()) continue;
    if (files.size() >= kMediaMax) {
      left.push_back(file);
      continue;
    }
    begin_link(turn, conversation, one);
    files.push_back(std::move(one));
  }
  return left;
}

void begin_link(Turn& turn, ConversationId conversation, Attachment& one) {
  one.phase = Attachment::Phase::Uploading;
  one.percent = 0;
  one.failure.clear();
  one.link_days = 0;
  if (!one.link.empty()) return put_link(turn, conversation, one.key, turn.s.links_for_days);
  if (!is_media_hash(one.media.hash)) {
    turn.emit(effect::BeginUpload{one.key, kLinkPath, one.bytes_max, one.was_scaled});
    return;
  }
  turn.emit(effect::HttpRequest{kLinkTag + one.key, "POST", kLinkPath + ("/" + one.media.hash), ""});
}

bool on_link_ended(Turn& turn, const event::UploadEnded& e) {
  for (auto& [conversation, files] : turn.s.link_files) {
    const auto at = find_in(files, e.key);
    if (at == files.end()) continue;
    if (at->phase != Attachment::Phase::Uploading) return true;
    auto document = json::Document::parse(e.body);
    const json::View root = document ? document->root() : json::View();
    std::string url(root.text_or("url", ""));
    // This browser cannot decode what it was to make smaller.
    if (e.status == 0 && e.body == kUnreadablePicture && !is_read_everywhere(at->media.content_type)) {
      std::string refusal = too_large(at->media.name, at->bytes_offered);
      drop(turn, ConversationId(conversation), e.key);
      turn.notice(NoticeState::Tone::Problem, std::move(refusal));
      return true;
    }
    if (e.status != 200 || url.empty()) {
      fail(turn, *at, why_not_uploaded(e));
      return true;
    }
    at->link = std::move(url);
    const Instant ends_at{static_cast<std::int64_t>(root.u64_or("ends_at", 0))};
    const DurationMs left = ends_at - relay_now(turn.s, turn.now);
    put_link(turn, ConversationId(conversation), e.key,
             static_cast<std::uint64_t>(std::max<DurationMs>((left + kDay / 2) / kDay, 1)));
    return true;
  }
  return false;
}

void on_link_http(Turn& turn, const event::HttpAnswered& answer) {
  event::UploadEnded ended;
  ended.key = answer.tag.substr(std::string_view(kLinkTag).size());
  ended.status = answer.status;
  ended.body = answer.status == 0 ? std::string() : answer.body;
  on_link_ended(turn, ended);
}

void note_composing(Turn& turn, ConversationId conversation, bool is_composing) {
  State& s = turn.s;
  if (is_composing) {
    s.composing = conversation;
    s.composing_until = turn.now + kComposingFor;
  } else if (s.composing == conversation) {
    s.composing = {};
  }
}

void tend_links(Turn& turn) {
  State& s = turn.s;
  if (s.composing.is_set()) {
    // With its field the input method has gone.
    const Conversation* at = s.workspace.find_conversation(s.composing);
    const bool has_field = s.area == Area::Conversations && s.selected == s.composing && at != nullptr &&
                           may_write(s, *at) && composer_lock(s, *at) == ComposerLock::None;
    if (!has_field || s.composing_until <= turn.now) s.composing = {};
  }
  std::vector<std::pair<ConversationId, std::string>> due;
  for (const auto& [conversation, files] : s.link_files)
    for (const Attachment& one : files)
      if (one.link_days != 0 && conversation != s.composing) due.emplace_back(conversation, one.key);
  for (const auto& [conversation, key] : due) {
    put_link(turn, conversation, key, find_in(s.link_files[conversation], key)->link_days);
    turn.is_unseen = false;
  }
}

std::optional<Instant> next_link(const State& s) {
  const auto waits = [](const Attachment& one) { return one.link_days != 0; };
  const auto list = s.link_files.find(s.composing);
  if (list == s.link_files.end() || std::none_of(list->second.begin(), list->second.end(), waits)) return std::nullopt;
  return s.composing_until;
}

bool is_link_file(const State& s, ConversationId conversation, const std::string& key) {
  const auto list = s.link_files.find(conversation);
  return list != s.link_files.end() &&
         std::any_of(list->second.begin(), list->second.end(), [&](const Attachment& one) { return one.key == key; });
}

bool remove_link_file(Turn& turn, ConversationId conversation, const std::string& key) {
  if (!is_link_file(turn.s, conversation, key)) return false;
  const std::string name = find_in(turn.s.link_files[conversation], key)->media.name;
  drop(turn, conversation, key);
  turn.emit(effect::Announce{tr("{name} is removed.", {{"name", name}}), false});
  return true;
}

void leave_links(Turn& turn, ConversationId conversation) {
  const auto list = turn.s.link_files.find(conversation);
  if (list == turn.s.link_files.end()) return;
  for (const Attachment& one : list->second) turn.emit(effect::EndUpload{one.key});
  turn.s.link_files.erase(list);
}

}  // namespace smsdesk
