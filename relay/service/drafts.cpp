#include "relay/service/drafts.h"

#include <algorithm>

#include "core/sms/text_cleanup.h"

namespace smsdesk::relay {

Drafts::Drafts(const std::vector<store::DraftChange>& kept) {
  for (const store::DraftChange& one : kept) {
    KeptDraft draft{one.conversation, {}, one.version, {}, one.at, one.part};
    if (one.part == DraftPart::Files)
      draft.files = decode_draft_files(one.text);
    else if (one.part == DraftPart::Actions)
      draft.actions = decode_draft_actions(one.text);
    else
      draft.text = one.text;
    draft.send_as = one.send_as;
    drafts_[one.agent][{one.conversation, one.part}] = std::move(draft);
    writers_[one.conversation].insert(one.agent);
  }
}

std::optional<KeptDraft> Drafts::put(AgentId agent, const DraftFrame& frame, Instant now, store::Batch& batch) {
  const Place place{frame.conversation, frame.part};
  const bool is_there = find(agent, place) != nullptr;
  KeptDraft draft{frame.conversation, sms::cleaned_text(frame.text), frame.version.value, frame.over, now, frame.part};
  draft.files = frame.files;
  draft.send_as = frame.send_as;
  draft.actions = frame.actions;
  if (sms::is_blank(draft.text)) draft.text.clear();
  if (draft.is_empty()) {
    draft.send_as = SendAs::Usual;
    if (!is_there) return std::nullopt;
    erase(agent, place, now, batch);
    return draft;
  }
  const auto own = drafts_.find(agent);
  if (!is_there && own != drafts_.end() && own->second.size() >= kKeptDraftsMax) {
    KeptDraft refused{frame.conversation, {}, frame.version.value, frame.over, now, frame.part};
    refused.has_no_room = true;
    return refused;
  }
  keep(agent, draft, batch);
  return draft;
}

std::optional<KeptDraft> Drafts::drop_sent(AgentId agent, ConversationId conversation, DraftPart part,
                                           const std::string& text, Instant now, store::Batch& batch) {
  const KeptDraft* draft = find(agent, {conversation, part});
  if (draft == nullptr || draft->text.empty() ||
      sms::cleaned_text(text).compare(0, draft->text.size(), draft->text) != 0)
    return std::nullopt;
  KeptDraft gone{conversation, {}, {}, draft->version, now, part};
  erase(agent, {conversation, part}, now, batch);
  return gone;
}

std::optional<KeptDraft> Drafts::drop_sent_files(AgentId agent, ConversationId conversation,
                                                 const std::vector<Attached>& sent, Instant now, store::Batch& batch) {
  const KeptDraft* draft = find(agent, {conversation, DraftPart::Files});
  if (draft == nullptr || sent.empty()) return std::nullopt;
  KeptDraft left = *draft;
  std::erase_if(left.files, [&](const DraftFile& file) {
    return file.is_here() &&
           std::any_of(sent.begin(), sent.end(), [&](const Attached& one) { return one.hash == file.hash; });
  });
  if (left.files.size() == draft->files.size()) return std::nullopt;
  return keep_left(agent, std::move(left), now, batch);
}

std::optional<KeptDraft> Drafts::drop_sent_actions(AgentId agent, ConversationId conversation,
                                                   const std::vector<TemplateAction>& done, Instant now,
                                                   store::Batch& batch) {
  const KeptDraft* draft = find(agent, {conversation, DraftPart::Actions});
  if (draft == nullptr || done.empty()) return std::nullopt;
  KeptDraft left = *draft;
  std::erase_if(left.actions,
                [&](const TemplateAction& one) { return std::find(done.begin(), done.end(), one) != done.end(); });
  if (left.actions.size() == draft->actions.size()) return std::nullopt;
  return keep_left(agent, std::move(left), now, batch);
}

KeptDraft Drafts::keep_left(AgentId agent, KeptDraft left, Instant now, store::Batch& batch) {
  left.over = std::exchange(left.version, {});
  left.at = now;
  if (left.is_empty())
    erase(agent, {left.conversation, left.part}, now, batch);
  else
    keep(agent, left, batch);
  return left;
}

void Drafts::drop(ConversationId conversation, Instant now, store::Batch& batch) {
  const auto at = writers_.find(conversation);
  if (at == writers_.end()) return;
  const std::set<AgentId> writers(at->second.begin(), at->second.end());
  for (const AgentId agent : writers)
    for (const DraftPart part : {DraftPart::Answer, DraftPart::Note, DraftPart::Files, DraftPart::Actions})
      if (find(agent, {conversation, part}) != nullptr) erase(agent, {conversation, part}, now, batch);
}

void Drafts::drop(AgentId agent, Instant now, store::Batch& batch) {
  for (const KeptDraft& draft : of(agent)) erase(agent, {draft.conversation, draft.part}, now, batch);
}

std::vector<KeptDraft> Drafts::of(AgentId agent) const {
  std::vector<KeptDraft> all;
  const auto own = drafts_.find(agent);
  if (own == drafts_.end()) return all;
  for (const auto& [place, draft] : own->second) all.push_back(draft);
  return all;
}

std::vector<ConversationId> Drafts::conversations() const {
  std::vector<ConversationId> all;
  for (const auto& [conversation, writers] : writers_) all.push_back(conversation);
  return all;
}

const KeptDraft* Drafts::find(AgentId agent, const Place& place) const {
  const auto own = drafts_.find(agent);
  if (own == drafts_.end()) return nullptr;
  const auto at = own->second.find(place);
  return at == own->second.end() ? nullptr : &at->second;
}

void Drafts::keep(AgentId agent, KeptDraft draft, store::Batch& batch) {
  const Place place{draft.conversation, draft.part};
  store::DraftChange change{agent, draft.conversation, draft.at, draft.text, draft.version, draft.part};
  change.send_as = draft.send_as;
  if (draft.part == DraftPart::Files) {
    change.text = encode_draft_files(draft.files);
    for (const DraftFile& file : draft.files)
      if (file.is_here()) change.files.push_back(file.hash);
  }
  if (draft.part == DraftPart::Actions) change.text = encode_draft_actions(draft.actions);
  batch.drafts.push_back(std::move(change));
  if (find(agent, place) == nullptr) writers_[draft.conversation].insert(agent);
  drafts_[agent][place] = std::move(draft);
}

void Drafts::erase(AgentId agent, const Place& place, Instant now, store::Batch& batch) {
  const auto own = drafts_.find(agent);
  own->second.erase(place);
  if (own->second.empty()) drafts_.erase(own);
  const auto writers = writers_.find(place.first);
  writers->second.erase(writers->second.find(agent));
  if (writers->second.empty()) writers_.erase(writers);
  batch.drafts.push_back({agent, place.first, now, {}, {}, place.second});
}

}  // namespace smsdesk::relay
