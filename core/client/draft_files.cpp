// The files of a draft between this page and the relay.
//
// Where two pages have changed the list at the same time, nothing of it is lost: what the other one has, without what was
// removed here since, and what was added here since. That needs no question, other than with words: a file that is too many is
// seen, and removed by one press. A file that is on its way is told too, under the key of the page that has it, so that no
// other page sends the message without it.
#include <algorithm>
#include <set>

#include "core/client/turn.h"
#include "core/workspace/template_files.h"

namespace smsdesk {
namespace {

const std::string& name_of(const DraftFile& file) {
  return file.is_here() ? file.hash : file.key;
}

std::string own_key(const State& s, const std::string& key) {
  return s.tab + ":" + key;
}

std::set<std::string> names_in(const std::string& state) {
  std::set<std::string> names;
  for (std::size_t begin = 0; begin < state.size();) {
    const std::size_t end = std::min(state.find('\n', begin), state.size());
    names.insert(state.substr(begin, end - begin));
    begin = end + 1;
  }
  return names;
}

bool has(const std::vector<DraftFile>& files, const std::string& name) {
  return std::any_of(files.begin(), files.end(), [&](const DraftFile& one) { return name_of(one) == name; });
}

DraftFile told_file(const State& s, const Attachment& one) {
  DraftFile file;
  if (one.phase == Attachment::Phase::Ready) {
    file.hash = one.media.hash;
    file.width = one.media.width;
    file.height = one.media.height;
  } else {
    file.key = one.phase == Attachment::Phase::Elsewhere ? one.key : own_key(s, one.key);
  }
  file.name = one.media.name;
  file.content_type = one.media.content_type.substr(0, kDraftFileTypeBytesMax);
  file.bytes = one.media.bytes;
  return file;
}

Attachment attachment_of(const DraftFile& file) {
  Attachment one = stored_attachment(
      media_of(TemplateFile{file.hash, file.name, file.content_type, file.bytes, file.width, file.height}));
  if (file.is_here()) return one;
  one.media.state = MediaState::Waiting;
  one.key = file.key;
  one.phase = Attachment::Phase::Elsewhere;
  return one;
}

/// A message with it waits in the outbox: it has left the draft.
bool is_on_its_way(const State& s, ConversationId conversation, const std::string& hash) {
  const auto& entries = s.outbox.entries();
  return !hash.empty() && std::any_of(entries.begin(), entries.end(), [&](const OutboxEntry& e) {
    return e.conversation == conversation && e.phase != SendPhase::Refused && e.phase != SendPhase::Undone &&
           std::any_of(e.media.begin(), e.media.end(), [&](const Media& one) { return one.hash == hash; });
  });
}

/// They are the draft's from now on. What did not get to the relay from here is nobody else's to take away.
void put_files(Turn& turn, ConversationId conversation, const std::vector<DraftFile>& files) {
  State& s = turn.s;
  std::vector<Attachment> before = std::move(s.attachments[conversation]);
  std::vector<Attachment> next;
  const auto take = [&](const std::string& name) -> std::optional<Attachment> {
    const auto at = std::find_if(before.begin(), before.end(), [&](const Attachment& one) {
      return one.phase != Attachment::Phase::Failed && name_of(told_file(s, one)) == name;
    });
    if (at == before.end()) return std::nullopt;
    std::optional<Attachment> taken(std::move(*at));
    before.erase(at);
    return taken;
  };
  for (const DraftFile& file : files) {
    if (auto known = take(name_of(file)))
      next.push_back(std::move(*known));
    else if (file.is_here() || file.key.compare(0, s.tab.size() + 1, own_key(s, "")) != 0)
      next.push_back(attachment_of(file));  // else: an upload of this page that has ended
  }
  for (Attachment& one : before) {
    if (one.phase == Attachment::Phase::Failed)
      next.push_back(std::move(one));
    else
      turn.emit(effect::EndUpload{one.key});
  }
  if (next.empty())
    s.attachments.erase(conversation);
  else
    s.attachments[conversation] = std::move(next);
}

}  // namespace

std::vector<DraftFile> draft_files(const State& s, ConversationId conversation) {
  std::vector<DraftFile> files;
  const auto at = s.attachments.find(conversation);
  if (at == s.attachments.end()) return files;
  for (const Attachment& one : at->second)
    if (one.phase != Attachment::Phase::Failed && files.size() < kDraftFilesMax) files.push_back(told_file(s, one));
  return files;
}

std::string files_state(const std::vector<DraftFile>& files) {
  std::string state;
  for (const DraftFile& one : files) state += (state.empty() ? "" : "\n") + name_of(one);
  return state;
}

void meet_files(Turn& turn, const KeptDraft& kept) {
  Draft& draft = turn.s.drafts[{kept.conversation, DraftKind::Files}];
  if (!kept.version.empty() && kept.version == draft.version) return;
  const bool follows = kept.over == draft.version;  // its writer knew what this page had told or been told
  const std::set<std::string> known = follows ? names_in(draft.told) : std::set<std::string>{};
  const std::vector<DraftFile> mine = draft_files(turn.s, kept.conversation);
  std::vector<DraftFile> both;
  for (const DraftFile& one : kept.files) {
    const bool was_removed = known.count(name_of(one)) != 0 && !has(mine, name_of(one));
    if (!was_removed && !is_on_its_way(turn.s, kept.conversation, one.hash)) both.push_back(one);
  }
  for (const DraftFile& one : mine)
    if (known.count(name_of(one)) == 0 && !has(both, name_of(one))) both.push_back(one);
  put_files(turn, kept.conversation, both);
  draft.version = kept.version;
  draft.told = files_state(kept.files);
  const std::string state = files_state(draft_files(turn.s, kept.conversation));
  const std::set<std::string> theirs = names_in(draft.told), now = names_in(state);
  // As with words: what another page has and keeps is not kept in this browser too.
  draft.is_from_elsewhere = !now.empty() && std::includes(theirs.begin(), theirs.end(), now.begin(), now.end());
  const auto at = turn.s.attachments.find(kept.conversation);
  draft.put(at == turn.s.attachments.end() ? std::string() : encode_attachments(at->second));
  draft.store_at = turn.now;
  if (state == draft.told)
    draft.tell_at.reset();
  else
    draft.tell_at = turn.now + kDraftToldAfter;
}

}  // namespace smsdesk
