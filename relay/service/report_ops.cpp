#include <algorithm>

#include "core/base/assert.h"
#include "core/json/json.h"
#include "core/workspace/configured.h"
#include "core/workspace/enum_words.h"
#include "core/workspace/visibility.h"
#include "core/workspace/workspace_json.h"
#include "relay/service/rows.h"

namespace smsdesk::relay {
namespace {

/// The entry's members without those that every entry has; with `other`, only those in which the two differ.
std::string members(const json::Document& one, const json::Document* other) {
  json::Writer writer;
  writer.begin_object();
  for (std::size_t i = 0; i < one.root().size(); ++i) {
    const std::string_view key = one.root().member_key(i);
    if (key == "offset" || key == "at" || key == "type") continue;
    const json::View value = one.root().at(i);
    const auto text = [](json::View view) { return json::Writer().copy(view).take(); };
    if (other != nullptr && other->root().find(key).exists() && text(other->root().find(key)) == text(value)) continue;
    writer.key(key).copy(value);
  }
  writer.end_object();
  return writer.take();
}

json::Document document_of(const EntryBody& body) {
  auto document = json::Document::parse(encode_entry({0, {}, body}));
  SMSDESK_ASSERT(document.is_ok());  // our own writer made it
  return std::move(document.value());
}

void append_audit(const Workspace& before, const LogEntry& entry, std::vector<store::ArchiveOp>& into) {
  const std::optional<ConfiguredItem> item = configured_item(before, entry.body);
  if (!item || (item->before && item->after && *item->before == *item->after)) return;
  store::PutAudit put{entry.offset, entry.at,   entry.by, std::string(entry_name(entry.body)),
                      item->id,     item->name, {},       {}};
  if (item->before && item->after) {
    const json::Document was = document_of(*item->before), is = document_of(*item->after);
    put.before = members(was, &is);
    put.after = members(is, &was);
  } else if (item->before) {
    put.before = members(document_of(*item->before), nullptr);
  } else if (item->after) {
    put.after = members(document_of(*item->after), nullptr);
  }
  into.push_back(std::move(put));
}

struct Ops {
  const Workspace& before;
  const LogEntry& entry;
  std::vector<store::ArchiveOp>& into;

  void state(AgentId agent, store::AgentStateKind kind, std::string_view word, SubStatusId sub_status = {},
             bool is_automatic = false) {
    const auto sub = before.sub_statuses.find(sub_status);
    into.push_back(store::PutAgentState{entry.offset, agent, kind, entry.at, std::string(word),
                                        sub == before.sub_statuses.end() ? std::string() : sub->second.name, entry.by,
                                        is_automatic});
  }
  /// About a conversation, which is called by its customer.
  void put_audit(AgentId by, std::string action, ConversationId id, std::string after) {
    const Conversation* conversation = before.find_conversation(id);
    const bool is_known = conversation != nullptr && conversation->detail;
    into.push_back(store::PutAudit{entry.offset,
                                   entry.at,
                                   by,
                                   std::move(action),
                                   std::to_string(id.value),
                                   is_known ? conversation->detail->customer : std::string(),
                                   {},
                                   std::move(after)});
  }
  void operator()(const PresenceChanged& e) {
    state(e.agent, store::AgentStateKind::Presence, fields::word_of(e.presence), e.sub_status, e.is_automatic);
  }
  void operator()(const QueueStatusChanged& e) {
    state(e.agent, store::AgentStateKind::Queue, fields::word_of(e.status));
  }
  void operator()(const AgentConnected& e) { state(e.agent, store::AgentStateKind::Connection, "connected"); }
  void operator()(const AgentDisconnected& e) { state(e.agent, store::AgentStateKind::Connection, "disconnected"); }
  void operator()(const AgentRemoved& e) {
    state(e.agent, store::AgentStateKind::Presence, fields::word_of(Presence::Offline));
    state(e.agent, store::AgentStateKind::Queue, fields::word_of(QueueStatus::OffQueue));
    state(e.agent, store::AgentStateKind::Connection, "disconnected");
  }
  void operator()(const OfferMade& e) {
    const Conversation* conversation = before.find_conversation(e.conversation);
    into.push_back(store::PutOffer{e.offer, e.conversation, e.agent,
                                   conversation == nullptr ? QueueId{} : conversation->asked_queue(), entry.at,
                                   std::string(fields::word_of(e.trace.why)), encode_trace(e.trace)});
  }
  void operator()(const OfferEnded& e) {
    into.push_back(
        store::SetOfferEnded{e.offer, entry.at, std::string(fields::word_of(e.outcome)), e.reason, e.is_automatic});
  }
  /// Somebody was warned and sent it all the same.
  void operator()(const MessageAccepted& e) {
    if (e.despite.empty()) return;
    json::Writer after;
    after.begin_object().key("message").unsigned_integer(e.message.value).key("despite").begin_array();
    for (const sms::Risk risk : e.despite) after.string(fields::word_of(risk));
    after.end_array().end_object();
    put_audit(e.author, "sent_despite_warning", e.conversation, after.take());
  }
  /// Somebody has looked at a number that is masked for them.
  void operator()(const NumberRevealed& e) {
    put_audit(e.agent, std::string(entry_name(entry.body)), e.conversation, "{}");
  }
  /// Somebody has decided that two contacts are two people: who wonders later finds whom to ask.
  void operator()(const ContactsToldApart& e) {
    json::Writer after;
    after.begin_object().key("first").unsigned_integer(e.first.value);
    after.key("second").unsigned_integer(e.second.value).end_object();
    put_audit(e.agent, std::string(entry_name(entry.body)), e.conversation, after.take());
  }
  void operator()(const NoteAdded& e) {
    into.push_back(store::PutNote{e.note.id, e.conversation, e.note.author, e.note.at, e.note.text, e.note.mentions});
  }
  void operator()(const NoteCorrected& e) {
    into.push_back(store::SetNoteWords{e.note, e.correction, entry.at, e.text, e.mentions, e.is_taken_back});
  }
  /// Nothing is configured by it; the audit is where one looks for who took what with them.
  void operator()(const TranscriptTaken& e) {
    json::Writer after;
    after.begin_object().key("format").string(e.format).key("is_whole").boolean(e.is_whole);
    after.key("has_notes").boolean(e.has_notes).end_object();
    into.push_back(store::PutAudit{entry.offset,
                                   entry.at,
                                   entry.by,
                                   std::string(entry_name(entry.body)),
                                   std::to_string(e.conversation.value),
                                   "Transcript",
                                   {},
                                   after.take()});
  }
  template <typename Other>
  void operator()(const Other&) {}
};

/// The agents that an entry itself names.
struct NamedAgents {
  std::vector<AgentId>& into;
  template <typename Entry>
  void operator()(const Entry& e) const {
    if constexpr (requires { AgentId{e.agent}; }) into.push_back(e.agent);
    if constexpr (requires { AgentId{e.owner}; }) into.push_back(e.owner);
  }
};

RoutingStatus routing_of(const Workspace& w, AgentId id) {
  const Agent* agent = w.find_agent(id);
  return agent == nullptr ? RoutingStatus::OffQueue : routing_status(w, *agent);
}

}  // namespace

RoutingWatch::RoutingWatch(const Workspace& before, const EntryBody& body) {
  std::vector<AgentId> agents;
  std::visit(NamedAgents{agents}, body);
  if (const Conversation* conversation = before.find_conversation(conversation_of(body))) {
    agents.push_back(conversation->owner);
    if (const Offer* offer = before.find_offer(conversation->offer)) agents.push_back(offer->agent);
  }
  std::sort(agents.begin(), agents.end());
  agents.erase(std::unique(agents.begin(), agents.end()), agents.end());
  for (const AgentId agent : agents) {
    if (agent.is_set()) before_.emplace_back(agent, routing_of(before, agent));
  }
}

void RoutingWatch::append_ops(const Workspace& after, const LogEntry& entry,
                              std::vector<store::ArchiveOp>& into) const {
  for (const auto& [agent, was] : before_) {
    const RoutingStatus is = routing_of(after, agent);
    if (is == was) continue;
    into.push_back(store::PutAgentState{entry.offset, agent, store::AgentStateKind::Routing, entry.at,
                                        std::string(fields::word_of(is)), std::string(), entry.by, false});
  }
}

Note note_of_row(store::PutNote row) {
  return {row.note,       row.author,       row.at,           std::move(row.text), std::move(row.mentions),
          row.correction, row.corrected_at, row.is_taken_back};
}

void append_report_ops(const Workspace& before, const LogEntry& entry, std::vector<store::ArchiveOp>& into) {
  append_audit(before, entry, into);
  std::visit(Ops{before, entry, into}, entry.body);
}

void append_rows(const Workspace& before, const LogEntry& entry, store::Batch& into) {
  append_archive_ops(before, entry, into.archive);
  append_report_ops(before, entry, into.archive);
  if (const auto* configured = std::get_if<AgentConfigured>(&entry.body)) {
    const Agent* known = before.find_agent(configured->agent);
    if (known != nullptr && known->removed_at && known->login != configured->login) {
      into.passwords.push_back({configured->agent, {}});
    }
  }
}

void fold_into_batch(Workspace& workspace, const std::vector<LogEntry>& entries, store::Batch& into) {
  for (const LogEntry& entry : entries) {
    append_rows(workspace, entry, into);
    const RoutingWatch routing(workspace, entry.body);
    const Status folded = apply(workspace, entry);
    SMSDESK_ASSERT(folded.is_ok());  // decide() made it from this very workspace
    routing.append_ops(workspace, entry, into.archive);
    into.log.push_back({entry.offset, entry.at, encode_entry(entry)});
  }
}

Result<bool> has_password(store::Store& store, const store::Batch& pending, AgentId agent) {
  const auto last = std::find_if(pending.passwords.rbegin(), pending.passwords.rend(),
                                 [&](const store::PasswordChange& change) { return change.agent == agent; });
  if (last != pending.passwords.rend()) return !last->hash.empty();
  const auto known = store.find_password(agent);
  if (!known) return known.error();
  return known->has_value();
}

}  // namespace smsdesk::relay
