#include "relay/service/drafts.h"

#include <algorithm>

#include "core/sms/text_cleanup.h"

namespace smsdesk::relay {

Drafts::Drafts(const std::vector<store::DraftChange>& kept) {
  for (const store::DraftChange& one : kept) {
    drafts_[one.agent][one.conversation] = {one.conversation, one.text, one.version, {}, one.at};
    writers_[one.conversation].push_back(one.agent);
  }
}

std::optional<KeptDraft> Drafts::put(AgentId agent, const DraftFrame& frame, Instant now, store::Batch& batch) {
  const auto own = drafts_.find(agent);
  const bool is_there = own != drafts_.end() && own->second.count(frame.conversation) != 0;
  KeptDraft draft{frame.conversation, sms::cleaned_text(frame.text), frame.version.value, frame.over, now};
  if (draft.text.empty()) {
    if (!is_there) return std::nullopt;
    erase(agent, frame.conversation, now, batch);
    return draft;
  }
  if (!is_there) {
    if (own != drafts_.end() && own->second.size() >= kKeptDraftsMax) return std::nullopt;
    writers_[frame.conversation].push_back(agent);
  }
  drafts_[agent][frame.conversation] = draft;
  batch.drafts.push_back({agent, frame.conversation, now, draft.text, draft.version});
  return draft;
}

std::optional<KeptDraft> Drafts::drop_sent(AgentId agent, ConversationId conversation, const std::string& text,
                                           Instant now, store::Batch& batch) {
  const auto own = drafts_.find(agent);
  if (own == drafts_.end()) return std::nullopt;
  const auto at = own->second.find(conversation);
  if (at == own->second.end() || sms::cleaned_text(text).compare(0, at->second.text.size(), at->second.text) != 0)
    return std::nullopt;
  KeptDraft gone{conversation, {}, {}, at->second.version, now};
  erase(agent, conversation, now, batch);
  return gone;
}

void Drafts::drop(ConversationId conversation, Instant now, store::Batch& batch) {
  const auto at = writers_.find(conversation);
  if (at == writers_.end()) return;
  const std::vector<AgentId> writers = at->second;
  for (const AgentId agent : writers) erase(agent, conversation, now, batch);
}

void Drafts::drop(AgentId agent, Instant now, store::Batch& batch) {
  for (const KeptDraft& draft : of(agent)) erase(agent, draft.conversation, now, batch);
}

std::vector<KeptDraft> Drafts::of(AgentId agent) const {
  std::vector<KeptDraft> all;
  const auto own = drafts_.find(agent);
  if (own == drafts_.end()) return all;
  for (const auto& [conversation, draft] : own->second) all.push_back(draft);
  return all;
}

std::vector<ConversationId> Drafts::conversations() const {
  std::vector<ConversationId> all;
  for (const auto& [conversation, writers] : writers_) all.push_back(conversation);
  return all;
}

void Drafts::erase(AgentId agent, ConversationId conversation, Instant now, store::Batch& batch) {
  const auto own = drafts_.find(agent);
  own->second.erase(conversation);
  if (own->second.empty()) drafts_.erase(own);
  const auto writers = writers_.find(conversation);
  std::erase(writers->second, agent);
  if (writers->second.empty()) writers_.erase(writers);
  batch.drafts.push_back({agent, conversation, now, {}, {}});
}

}  // namespace smsdesk::relay
