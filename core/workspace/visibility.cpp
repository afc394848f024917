// A viewer knows a conversation in one of three depths: not at all, its summary, all of it. While the depth is "all"
// before and after an entry, the entry itself goes to the viewer. In every other case, the viewer gets the conversation
// as it stands for them now (ConversationShown), if that differs from what they had, or ConversationHidden.
#include "core/workspace/visibility.h"

#include <algorithm>

#include "core/workspace/masking.h"

namespace smsdesk {
namespace {

/// What a queue's member who may not read it knows: nothing that changes with every message, and nobody's words.
Conversation summary_of(const Conversation& c) {
  Conversation seen;
  seen.id = c.id;
  seen.queue = c.queue;
  seen.state = c.state;
  seen.owner = c.owner;
  seen.opened_at = c.opened_at;
  seen.waiting_since = c.waiting_since;
  seen.answered_at = c.answered_at;
  seen.ended_at = c.ended_at;
  seen.returned = c.returned;
  seen.handover = c.handover;
  if (seen.handover) seen.handover->note.clear();
  seen.segment = c.segment;
  seen.demand.priority = c.demand.priority;
  seen.demand.skills = c.demand.skills;
  seen.demand.language = c.demand.language;
  seen.transfer = c.transfer;
  if (seen.transfer) {
    seen.transfer->note.clear();
    seen.transfer->own = {};
  }
  seen.parking = c.parking;
  if (seen.parking) seen.parking->reason.clear();
  return seen;
}

Conversation seen_conversation(const Workspace& w, const Conversation& conversation, bool may_read_it,
                               const Agent& viewer) {
  if (!may_read_it) return summary_of(conversation);
  Conversation seen = conversation;
  if (seen.detail && is_masked_for(w.settings, conversation, viewer)) mask(*seen.detail, seen.id);
  return seen;
}

/// An entry about a conversation that the viewer reads before and after it. Those that open it are never such ones.
LogEntry seen_entry(const Workspace& after, const LogEntry& entry, const Conversation& conversation,
                    const Agent& viewer) {
  LogEntry seen = entry;
  auto* known = std::get_if<CustomerKnown>(&seen.body);
  if (known != nullptr && conversation.detail && is_masked_for(after.settings, conversation, viewer))
    mask(known->record, conversation.detail->customer, conversation.id);
  return seen;
}

/// With this entry the viewer sees more of the conversation than before, and gets it anew.
bool shows_number_to(const EntryBody& body, const Agent& viewer) {
  const auto* revealed = std::get_if<NumberRevealed>(&body);
  return revealed != nullptr && revealed->agent == viewer.id;
}

template <typename... Kinds>
bool is_any(const EntryBody& body) {
  return (std::holds_alternative<Kinds>(body) || ...);
}

/// Whether an entry changes what a summary tells.
bool changes_summary(const EntryBody& body) {
  return is_any<ConversationOpened, ConversationReopened, OfferMade, OfferEnded, ConversationReturned, TransferBegan,
                TransferEnded, ConversationParked, ConversationResumed, ConversationEnded, ConversationQueued>(body);
}

/// Entries that may change who is a member of what.
bool changes_membership(const EntryBody& body) {
  return is_any<QueueConfigured, GroupConfigured, QueueRemoved, ItemRemoved>(body);
}

const std::set<QueueId>& queues_of(const Workspace& w, AgentId agent) {
  static const std::set<QueueId> none;
  const auto at = w.index.queues_of.find(agent);
  return at == w.index.queues_of.end() ? none : at->second;
}

std::set<GroupId> groups_of(const Workspace& w, AgentId agent) {
  std::set<GroupId> groups;
  for (const auto& [id, group] : w.groups) {
    if (std::binary_search(group.members.begin(), group.members.end(), agent)) groups.insert(id);
  }
  return groups;
}

/// The template that an entry is about; not set: none.
TemplateId template_of(const EntryBody& body) {
  if (const auto* saved = std::get_if<TemplateSaved>(&body)) return saved->saved.id;
  if (const auto* removed = std::get_if<TemplateRemoved>(&body)) return removed->id;
  if (const auto* used = std::get_if<TemplateUsed>(&body)) return used->id;
  return {};
}

void append_template_entry(const Workspace& after, const LogEntry& entry, bool was_seen, const Agent& viewer,
                           std::vector<LogEntry>& into) {
  if (const auto* used = std::get_if<TemplateUsed>(&entry.body)) {
    if (used->agent == viewer.id) into.push_back(entry);
    return;
  }
  const auto* saved = std::get_if<TemplateSaved>(&entry.body);
  if (saved == nullptr || may_see_template(after, saved->saved, viewer))
    into.push_back(entry);
  else if (was_seen)
    into.push_back({entry.offset, entry.at, TemplateHidden{saved->saved.id}, {}});
}

struct ConversationIn {
  ConversationId operator()(const ConversationShown& e) const { return e.conversation.id; }
  template <typename Entry>
  ConversationId operator()(const Entry& e) const {
    if constexpr (requires { ConversationId{e.conversation}; })
      return e.conversation;
    else
      return {};
  }
};

Sight::Masking masking_of(const OrganisationSettings& settings, const Agent& viewer) {
  if (!has_masked_numbers(settings, viewer.role)) return Sight::Masking::None;
  return settings.has_reveal ? Sight::Masking::UntilRevealed : Sight::Masking::Always;
}

}  // namespace

ConversationId conversation_of(const EntryBody& body) {
  return std::visit(ConversationIn{}, body);
}

bool may_read(const Workspace& workspace, const Conversation& conversation, const Agent& viewer) {
  if (viewer.sees_everything() || conversation.owner == viewer.id) return true;
  if (conversation.detail && conversation.detail->has_guest(viewer.id)) return true;
  if (!conversation.offer.is_set()) return false;
  const Offer* offer = workspace.find_offer(conversation.offer);
  return offer != nullptr && offer->agent == viewer.id;
}

bool may_read_closed(const Workspace& workspace, AgentId had_last, QueueId queue, const Agent& viewer) {
  return viewer.sees_everything() || had_last == viewer.id || workspace.is_member(viewer.id, queue);
}

bool may_see_summary(const Workspace& workspace, const Conversation& conversation, const Agent& viewer) {
  return workspace.is_member(viewer.id, conversation.queue) ||
         (conversation.transfer && workspace.is_member(viewer.id, conversation.asked_queue())) ||
         may_read(workspace, conversation, viewer);
}

bool may_see_template(const Workspace& workspace, const Template& one, const Agent& viewer) {
  if (one.library == TemplateLibrary::Own) return one.owner == viewer.id;
  if (viewer.sees_everything()) return true;
  if (one.library == TemplateLibrary::Team) {
    const auto group = workspace.groups.find(one.group);
    const bool is_in_group = group != workspace.groups.end() &&
                             std::binary_search(group->second.members.begin(), group->second.members.end(), viewer.id);
    if (!is_in_group && !workspace.is_member(viewer.id, one.team)) return false;
  }
  return one.queues.empty() || std::any_of(one.queues.begin(), one.queues.end(),
                                           [&](QueueId queue) { return workspace.is_member(viewer.id, queue); });
}

bool may_write_template(const Template& one, const Agent& by) {
  if (one.library == TemplateLibrary::Own) return one.owner == by.id;
  return one.library == TemplateLibrary::Team ? by.sees_everything() : by.role == AgentRole::Admin;
}

Workspace view_of(const Workspace& workspace, AgentId viewer_id) {
  Workspace view;
  view.is_view = true;
  view.offset = workspace.offset;
  view.settings = workspace.settings;
  view.skills = workspace.skills;
  view.groups = workspace.groups;
  view.labels = workspace.labels;
  view.sub_statuses = workspace.sub_statuses;
  view.schedules = workspace.schedules;
  view.agents = workspace.agents;
  for (auto& [id, agent] : view.agents) agent.login.clear();
  view.queues = workspace.queues;
  view.wrap_up_codes = workspace.wrap_up_codes;
  view.numbers = workspace.numbers;
  const Agent* viewer = workspace.find_agent(viewer_id);
  if (viewer != nullptr) {
    if (viewer->role == AgentRole::Admin) view.contact_lists = workspace.contact_lists;
    for (const auto& [id, one] : workspace.templates) {
      if (may_see_template(workspace, one, *viewer)) view.templates.emplace(id, one);
    }
    const auto uses = workspace.template_uses.find(viewer_id);
    if (uses != workspace.template_uses.end()) view.template_uses.insert(*uses);
    view.has_records = viewer->sees_everything();
    for (const auto& [queue, record] : workspace.records) {
      if (view.has_records && !record.answers.empty()) view.records[queue].answers = record.answers;
    }
    for (const auto& [id, conversation] : workspace.conversations) {
      const bool reads = may_read(workspace, conversation, *viewer);
      if (!reads && !may_see_summary(workspace, conversation, *viewer)) continue;
      view.conversations.emplace(id, seen_conversation(workspace, conversation, reads, *viewer));
      if (!reads || !conversation.offer.is_set()) continue;
      if (const Offer* offer = workspace.find_offer(conversation.offer)) view.offers.emplace(offer->id, *offer);
    }
  }
  rebuild_index(view);
  return view;
}

Sight sight_of(const Workspace& before, const EntryBody& entry, AgentId viewer_id) {
  const Agent* viewer = before.find_agent(viewer_id);
  if (viewer != nullptr && changes_membership(entry)) {
    return {false, false, queues_of(before, viewer_id), groups_of(before, viewer_id), false};
  }
  if (viewer != nullptr && is_any<SettingsConfigured>(entry))
    return {false, false, {}, {}, false, masking_of(before.settings, *viewer)};
  if (const TemplateId id = template_of(entry); viewer != nullptr && id.is_set()) {
    const Template* known = before.find_template(id);
    return {false, false, {}, {}, known != nullptr && may_see_template(before, *known, *viewer)};
  }
  const ConversationId id = conversation_of(entry);
  const Conversation* conversation = id.is_set() ? before.find_conversation(id) : nullptr;
  if (viewer == nullptr || conversation == nullptr) return {};
  return {may_see_summary(before, *conversation, *viewer), may_read(before, *conversation, *viewer), {}, {}, false};
}

bool append_view_entries(const Workspace& after, const LogEntry& entry, const Sight& before, AgentId viewer_id,
                         std::vector<LogEntry>& into) {
  const Agent* viewer = after.find_agent(viewer_id);
  if (viewer == nullptr) return false;
  const ConversationId id = conversation_of(entry.body);
  if (!id.is_set()) {
    // Sends, passwords, what the queues' records say of overflow, and contacts but as a part of conversations are in no
    // view; contact lists are in the admins'.
    if (is_any<SendForgotten, OverflowChanged, AgentPasswordSet, ContactSaved, ContactsMerged, ContactsToldApart>(
            entry.body))
      return true;
    if (is_any<ContactListConfigured>(entry.body) && viewer->role != AgentRole::Admin) return true;
    if (changes_membership(entry.body) && !viewer->sees_everything() &&
        (before.queues != queues_of(after, viewer_id) || before.groups != groups_of(after, viewer_id))) {
      return false;
    }
    if (is_any<SettingsConfigured>(entry.body) && before.masking != masking_of(after.settings, *viewer)) return false;
    if (template_of(entry.body).is_set()) {
      append_template_entry(after, entry, before.has_template, *viewer, into);
      return true;
    }
    if (const auto* removed = std::get_if<ItemRemoved>(&entry.body);
        removed != nullptr && removed->kind == ItemKind::ContactList && viewer->role != AgentRole::Admin) {
      return true;
    }
    const auto* gone = std::get_if<AgentRemoved>(&entry.body);
    if (gone != nullptr && gone->agent == viewer_id) return false;
    if (const auto* configured = std::get_if<AgentConfigured>(&entry.body)) {
      if (configured->agent == viewer_id) return false;
      AgentConfigured without_login = *configured;
      without_login.login.clear();
      into.push_back({entry.offset, entry.at, std::move(without_login), entry.by});
    } else {
      into.push_back(entry);
    }
    return true;
  }
  const Conversation* conversation = after.find_conversation(id);
  if (conversation == nullptr) {
    // It left the workspace with this entry, or was archived before it.
    if (before.detail)
      into.push_back(entry);
    else if (before.summary)
      into.push_back({entry.offset, entry.at, ConversationHidden{id}, {}});
    return true;
  }
  const bool reads = may_read(after, *conversation, *viewer);
  const bool shows_number = reads && shows_number_to(entry.body, *viewer);
  if (before.detail && reads && !shows_number) {
    into.push_back(seen_entry(after, entry, *conversation, *viewer));
    return true;
  }
  if (!reads && !may_see_summary(after, *conversation, *viewer)) {
    if (before.summary) into.push_back({entry.offset, entry.at, ConversationHidden{id}, {}});
    return true;
  }
  if (before.summary && before.detail == reads && !shows_number && !changes_summary(entry.body)) return true;
  ConversationShown shown{seen_conversation(after, *conversation, reads, *viewer), std::nullopt};
  if (reads && conversation->offer.is_set()) {
    if (const Offer* offer = after.find_offer(conversation->offer)) {
      shown.offer = OfferTerms{offer->id, offer->agent, offer->made_at, offer->expires_at, offer->trace};
    }
  }
  into.push_back({entry.offset, entry.at, std::move(shown), {}});
  return true;
}

}  // namespace smsdesk
