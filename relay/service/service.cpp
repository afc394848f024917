// A turn, in order: every input is decided and folded at once, so that the next one sees it; then offers, then sends that
// are due; then each agent's stream is cut into one frame; answers to commands and webhooks come last, behind the entries
// that they caused. Folding before the commit is safe because nothing of it leaves the process before the commit, and a
// failed commit throws this Service away.
#include "relay/service/service.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>

#include "core/conversation/delivery_failure.h"
#include "core/template/fold.h"
#include "core/words/words.h"
#include "core/workspace/enum_words.h"
#include "core/workspace/late_reaction.h"
#include "core/workspace/masking.h"
#include "core/workspace/note_correction.h"
#include "core/workspace/template_files.h"
#include "core/workspace/workspace_json.h"
#include "relay/service/customers.h"
#include "relay/service/finding.h"
#include "relay/service/late_reaction.h"
#include "relay/service/readable_timeline.h"
#include "relay/service/rows.h"

namespace smsdesk::relay {
namespace {

// When a lost answer is asked for: soon, because the agent looks at "uncertain"; the last time is also the verdict.
constexpr DurationMs kLookupAfter[] = {seconds(5), seconds(20), seconds(90)};
constexpr unsigned kLookupTries = 3;
constexpr DurationMs kLookupAgainAfter = seconds(60);  // after none, or half an answer: it does not count

/// More than ever follow from one instant; a bound, so that a mistake is a late offer and not a relay that hangs.
constexpr int kRoundsMax = 1'000;
constexpr const char* kRemovedSentence = mark("Your account is not part of this organisation any more.");

/// Not set while it is open.
Result<std::optional<ClosedConversation>> closed_form(store::Store& store, const store::ArchivedConversation& one) {
  if (!one.ended_at) return std::optional<ClosedConversation>();
  const auto messages = store.count_messages(one.conversation);
  if (!messages) return messages.error();
  return std::optional(ClosedConversation{one.conversation, one.queue, one.customer, one.our_number, one.opened_at,
                                          *one.ended_at, one.agent, one.segment, *messages});
}

/// What cannot be read now stays where it is, and is read at the next start.
std::vector<store::DraftChange> kept_drafts(store::Store& store) {
  auto kept = store.all_drafts();
  return kept ? std::move(*kept) : std::vector<store::DraftChange>();
}

std::string command_key(AgentId agent, const SendKey& key) {
  return "c:" + std::to_string(agent.value) + ":" + key.value;
}

}  // namespace

struct Service::Step {
  Service& self;
  Instant now;
  ServiceTurn turn;
  std::vector<ServiceEffect> answers;
  std::unordered_set<std::string> keys;  ///< seen in this turn, not yet in the store
  std::vector<MessageId> fresh_uncertain;
  bool is_asking = false;  ///< what is decided now is what the carrier said when asked
  bool has_changed_agents = false;
  bool has_waiting_media = false;
  bool has_changed_rights = false;         ///< of somebody whose stream therefore needs a snapshot
  std::set<ConversationId> spoken_of{};    ///< of which this turn's entries are
  std::set<ConversationId> just_closed{};  ///< the facts in this turn: their rows are on disk only after it
  std::set<std::pair<MessageId, unsigned>> fetched_{};  ///< in this turn
  std::unordered_map<std::string, MessageId> names{};   ///< the carrier's, given in this turn and not yet in the store
  std::vector<InboundMessage> late_reactions{};         ///< kept in this turn and not yet in the store
  Customers customers{self.store_, self.zones_, now};
  std::vector<ServiceEffect> customers_told{};  ///< what is known of closed conversations' customers: behind the facts

  bool is_seen(const std::string& key) { return keys.count(key) != 0 || self.store_.is_seen(key); }
  void see(const std::string& key) {
    if (keys.insert(key).second) turn.batch.seen_keys.push_back(key);
  }

  void fold(const std::vector<LogEntry>& entries) {
    for (const LogEntry& entry : entries) fold(entry);
  }

  void fold(const LogEntry& entry) {
    Workspace& w = self.workspace_;
    count(entry.body);
    note_step(entry.body);
    if (const auto* delivery = std::get_if<DeliveryChanged>(&entry.body)) note_settled(*delivery);
    append_rows(w, entry, turn.batch);
    customers.note(w, entry.body);
    const RoutingWatch routing(w, entry.body);
    const ConversationId of = conversation_of(entry.body);
    const bool was_there = of.is_set() && w.find_conversation(of) != nullptr;
    std::vector<std::pair<Stream*, Sight>> sights;
    sights.reserve(self.streams_.size());
    for (auto& [agent, stream] : self.streams_) sights.emplace_back(&stream, sight_of(w, entry.body, agent));
    const Status folded = apply(w, entry);
    SMSDESK_ASSERT(folded.is_ok());  // decide() made it from this very workspace
    routing.append_ops(w, entry, turn.batch.archive);
    std::string body = encode_entry(entry);
    // The few forms in which this entry is seen: as it is, as a summary, without a login.
    std::vector<std::pair<LogEntry, std::shared_ptr<const std::string>>> forms;
    std::vector<LogEntry> seen;
    std::size_t i = 0;
    for (auto& [agent, stream] : self.streams_) {
      const Sight sight = sights[i++].second;
      seen.clear();
      if (!append_view_entries(w, entry, sight, agent, seen)) stream.needs_snapshot = has_changed_rights = true;
      for (LogEntry& one : seen) {
        auto form = std::find_if(forms.begin(), forms.end(), [&](const auto& known) { return known.first == one; });
        if (form == forms.end()) {
          auto bytes = std::make_shared<const std::string>(one == entry ? body : encode_entry(one));
          form = forms.emplace(forms.end(), std::move(one), std::move(bytes));
        }
        stream.fresh.push_back({entry.offset, form->second});
      }
    }
    turn.batch.log.push_back({entry.offset, entry.at, std::move(body)});
    if (of.is_set()) note_conversation(of, was_there);
    const auto* removed = std::get_if<AgentRemoved>(&entry.body);
    if (removed != nullptr) show_out(removed->agent);
    if (removed != nullptr || std::holds_alternative<AgentConfigured>(entry.body)) has_changed_agents = true;
  }

  void note_conversation(ConversationId id, bool was_there) {
    spoken_of.insert(id);
    if (self.workspace_.find_conversation(id) != nullptr) return;
    if (was_there) just_closed.insert(id);
    self.drafts_.drop(id, now, turn.batch);
  }

  /// Nobody of that name any more: sockets are closed, and nothing is kept for a resume.
  void show_out(AgentId agent) {
    for (const auto& [id, socket] : self.sockets_) {
      if (socket.agent == agent && !socket.is_closing) close(id, kCloseSignedOut, kRemovedSentence);
    }
    self.streams_.erase(agent);
    self.drafts_.drop(agent, now, turn.batch);
    self.preferences_.drop(agent, turn.batch);
  }

  void count(const EntryBody& body) {
    ServiceCounters& c = self.counters_;
    if (const auto* received = std::get_if<MessageReceived>(&body)) {
      ++c.messages_in;
      if (received->carrier_id.is_set()) names.emplace(received->carrier_id.value, received->message);
      has_waiting_media = has_waiting_media || !received->media.empty();
    } else if (const auto* changed = std::get_if<MediaChanged>(&body))
      has_waiting_media = has_waiting_media || changed->media.state == MediaState::Waiting;
    else if (std::holds_alternative<MessageAccepted>(body))
      ++c.messages_out;
    else if (std::holds_alternative<OfferMade>(body))
      ++c.offers;
    else if (const auto* delivery = std::get_if<DeliveryChanged>(&body)) {
      if (delivery->status == DeliveryStatus::Uncertain) fresh_uncertain.push_back(delivery->message);
      if (delivery->carrier_id.is_set()) names.emplace(delivery->carrier_id.value, delivery->message);
    } else if (const auto* ended = std::get_if<OfferEnded>(&body))
      c.offers_missed += ended->outcome == OfferOutcome::TimedOut;
  }

  void note_step(const EntryBody& body) {
    using Kind = effect::StepTaken::Kind;
    effect::StepTaken step;
    if (const auto* received = std::get_if<MessageReceived>(&body)) {
      step = {Kind::Received, received->conversation, received->message};
      step.carrier_id = received->carrier_id;
    } else if (const auto* accepted = std::get_if<MessageAccepted>(&body)) {
      step = {Kind::Accepted, accepted->conversation, accepted->message, accepted->author};
    } else if (const auto* delivery = std::get_if<DeliveryChanged>(&body)) {
      step = {Kind::Delivery, delivery->conversation, delivery->message};
      step.carrier_id = delivery->carrier_id;
      step.status = delivery_word(delivery->status);
      step.error_code = delivery->error_code;
      step.attempt = delivery->attempt;
    } else if (const auto* offered = std::get_if<OfferMade>(&body)) {
      step = {Kind::Offered, offered->conversation, {}, offered->agent};
    } else if (const auto* ended = std::get_if<OfferEnded>(&body)) {
      step = {Kind::OfferEnded, ended->conversation, {}, ended->agent};
      step.status = fields::word_of(ended->outcome);
    } else {
      return;
    }
    answers.push_back(std::move(step));
  }

  void note_settled(const DeliveryChanged& delivery) {
    const OutboundSend* send = self.workspace_.find_send(delivery.message);
    if (send == nullptr || send->status != DeliveryStatus::Uncertain || delivery.status == send->status) return;
    answers.push_back(effect::UncertainSettled{delivery.message, delivery.status, is_asking});
  }

  /// Until nothing is due any more: what was due may make something else due at once.
  void pass_time() {
    for (int round = 0; round < kRoundsMax && !decided(TimePassed{}).entries.empty(); ++round) {
    }
  }
  /// Until routing has nothing more to say; each round makes offers, or changes who is asked.
  void route() {
    for (int round = 0; round < kRoundsMax; ++round) {
      const std::vector<LogEntry> entries = decide_offers(self.workspace_, now);
      if (entries.empty()) return;
      fold(entries);
    }
  }

  Decision decided(const Input& input) {
    Decision decision = decide(self.workspace_, input, now);
    if (!decision.refusal) fold(decision.entries);
    return decision;
  }

  /// Where the carrier says that they want no more messages, what the tables say of that decides too: the conversation may
  /// have left the workspace.
  Decision decided_with_consent(StatusReport report) {
    if (report.error_code == kOptedOutCode) {
      const OutboundSend* send = self.workspace_.find_send(report.carrier_id, report.key);
      if (send != nullptr)
        report.consent = customers.consent_of(send->to, send->from);
      else if (report.archived)
        report.consent = customers.consent_of(report.archived->customer, report.archived->our_number);
    }
    return decided(std::move(report));
  }
  Decision decided_with_consent(SendFinished finished) {
    const OutboundSend* send = self.workspace_.find_send(finished.message);
    if (finished.error_code == kOptedOutCode && send != nullptr)
      finished.consent = customers.consent_of(send->to, send->from);
    return decided(std::move(finished));
  }

  void answer(WebhookId webhook, effect::WebhookAnswer how) {
    answers.push_back(effect::AnswerWebhook{webhook, how});
    turn.on_failure.push_back(effect::AnswerWebhook{webhook, effect::WebhookAnswer::TryAgain});
  }

  bool is_given_to_another(const CarrierMessageId& name, MessageId message) const {
    const auto given = names.find(name.value);
    return given != names.end() && given->second != message;
  }
  /// The carrier's name for a message is another one's already: the archive would refuse the whole batch, and again
  /// after every reload. Costs one read of an index.
  bool is_name_of_another(const CarrierMessageId& name, MessageId message) {
    if (!name.is_set()) return false;
    if (is_given_to_another(name, message)) return true;
    const auto archived = self.store_.find_message_by_carrier_id(name.value);
    return archived && *archived && (*archived)->message != message;
  }

  void operator()(const input::Inbound& in) {
    const CarrierMessageId& name = in.message.carrier_id;
    // The archive has every message under its carrier's name for ever; no second list of them is kept.
    const auto archived = self.store_.find_message_by_carrier_id(name.value);
    if (!archived) return answer(in.webhook, effect::WebhookAnswer::TryAgain);
    // Under the name of a message of our own it can neither be kept nor become ours by being repeated.
    if ((*archived && !(*archived)->is_inbound) || self.workspace_.find_send(name, {}) != nullptr) {
      return answer(in.webhook, effect::WebhookAnswer::NotOurs);
    }
    if (*archived || names.count(name.value) != 0) {
      if (!in.is_from_list) ++self.counters_.messages_in_again;
      return answer(in.webhook, effect::WebhookAnswer::Taken);
    }
    InboundMessage message = in.message;
    Customers::Found found;
    if (self.workspace_.find_open(message.from, message.to) == nullptr) {
      const auto reacted_in = find_reacted_conversation(self.store_, message, late_reactions);
      if (!reacted_in) return answer(in.webhook, effect::WebhookAnswer::TryAgain);
      if (reacted_in->is_set()) return keep_late_reaction(in, *reacted_in);
      // What was said before, and with whom, decides whether it goes on and who is asked first.
      const auto history = self.store_.read_history(message.from, message.to, 1);
      if (!history) return answer(in.webhook, effect::WebhookAnswer::TryAgain);
      if (!history->empty()) {
        auto closed = closed_form(self.store_, history->front());
        if (!closed) return answer(in.webhook, effect::WebhookAnswer::TryAgain);
        message.previous = std::move(*closed);
      }
      auto known = customers.record_of(message.from, message.to);
      if (!known) return answer(in.webhook, effect::WebhookAnswer::TryAgain);
      found = std::move(*known);
      message.record = found.record;
    }
    const Decision decision = decided(message);
    if (decision.refusal) return answer(in.webhook, effect::WebhookAnswer::NotOurs);
    tell_unreadable(found, message.from, message.to);
    if (in.is_from_list) ++self.counters_.messages_recovered;
    answer(in.webhook, effect::WebhookAnswer::Taken);
  }

  void keep_late_reaction(const input::Inbound& in, ConversationId ended) {
    const Decision decision = decide_late_reaction(self.workspace_, in.message, ended, now);
    if (decision.refusal) return answer(in.webhook, effect::WebhookAnswer::NotOurs);
    fold(decision.entries);
    late_reactions.push_back(in.message);
    tell_readers(in.message);
    if (in.is_from_list) ++self.counters_.messages_recovered;
    answer(in.webhook, effect::WebhookAnswer::Taken);
  }

  /// Entries go to those who have the conversation in their facts. Who reads it closed asks for what was added.
  void tell_readers(const InboundMessage& added) {
    for (const auto& [agent, stream] : self.streams_) {
      for (const SocketId id : stream.sockets) {
        const Socket& socket = self.sockets_.at(id);
        if (!socket.followed || socket.is_closing) continue;
        const FollowedTimeline& followed = *socket.followed;
        if (followed.customer != added.from || followed.our_number != added.to) continue;
        if (readable(agent, followed.conversation)) tell(id, TimelineChangedFrame{followed.conversation});
      }
    }
  }

  /// Once for each: it stays as it is until somebody repairs it.
  void tell_unreadable(const Customers::Found& found, const std::string& customer, const std::string& our_number) {
    const bool is_consent = found.record.consent.is_unreadable;
    if (!found.is_contact_unreadable && !is_consent) return;
    const Conversation* open = self.workspace_.find_open(customer, our_number);
    if (open == nullptr || self.unreadable_told_.size() >= kUnreadableToldMax) return;
    if (!self.unreadable_told_.emplace(customer, our_number).second) return;
    answers.push_back(effect::CustomerUnreadable{open->id, found.is_contact_unreadable, is_consent});
  }

  void operator()(const input::Status& in) {
    ++self.counters_.reports;
    const std::string key = "s:" + in.report.carrier_id.value + ":" + std::string(delivery_word(in.report.status));
    if (is_seen(key)) return answer(in.webhook, effect::WebhookAnswer::Taken);
    StatusReport report = in.report;
    if (self.workspace_.find_send(report.carrier_id, report.key) == nullptr) {
      auto archived = self.store_.find_message_by_carrier_id(report.carrier_id.value);
      if (!archived) return answer(in.webhook, effect::WebhookAnswer::TryAgain);
      if (*archived && !(*archived)->is_inbound) {
        DeliveryStatus known = DeliveryStatus::Sent;
        if (find_delivery_status((*archived)->status, known)) {
          report.archived = StatusReport::Archived{(*archived)->conversation, (*archived)->message, known};
          if (report.error_code == kOptedOutCode && !find_customer(*report.archived, (*archived)->at))
            return answer(in.webhook, effect::WebhookAnswer::TryAgain);
        }
      }
    } else if (const OutboundSend* send = self.workspace_.find_send(report.carrier_id, report.key);
               !send->carrier_id.is_set() && is_name_of_another(report.carrier_id, send->message)) {
      return answer(in.webhook, effect::WebhookAnswer::NotOurs);  // our key with another message's name
    }
    const Decision decision = decided_with_consent(std::move(report));
    if (decision.refusal) return answer(in.webhook, effect::WebhookAnswer::NotOurs);
    see(key);
    answer(in.webhook, effect::WebhookAnswer::Taken);
  }

  /// Whose message it is. False: the tables cannot be read now.
  bool find_customer(StatusReport::Archived& message, Instant sent_at) const {
    const auto conversation = self.store_.find_conversation(message.conversation);
    if (!conversation) return false;
    if (!*conversation) return true;
    message.customer = (*conversation)->customer;
    message.our_number = (*conversation)->our_number;
    message.sent_at = sent_at;
    return true;
  }

  void operator()(const input::SocketOpened& in) {
    self.sockets_[in.socket] = Socket{in.agent, false, false, now, now, 0};
  }

  void operator()(const input::SocketClosed& in) {
    const auto at = self.sockets_.find(in.socket);
    if (at == self.sockets_.end()) return;
    const AgentId agent = at->second.agent;
    self.sockets_.erase(at);
    tell_watchers(self.attention_.forget(in.socket));
    const auto stream = self.streams_.find(agent);
    if (stream == self.streams_.end() || stream->second.sockets.erase(in.socket) == 0) return;
    if (!stream->second.sockets.empty()) return;
    stream->second.last_socket_at = now;
    decided(AgentLeft{agent});
  }

  void operator()(const input::SignedOut& in) {
    for (const SocketId socket : in.sockets) (*this)(input::SocketClosed{socket});
    const auto stream = self.streams_.find(in.agent);
    if (stream != self.streams_.end() && !stream->second.sockets.empty()) return;
    decided(CommandInput{in.agent, {}, SetOnQueue{false}});
    decided(AgentLeft{in.agent, true});
  }

  void operator()(const input::SocketFrame& in) {
    const auto at = self.sockets_.find(in.socket);
    if (at == self.sockets_.end() || at->second.is_closing) return;
    Socket& socket = at->second;
    if (now - socket.second_began >= seconds(1)) {
      socket.second_began = now;
      socket.commands_in_second = 0;
    }
    if (++socket.commands_in_second > kCommandsPerSecondMax) {
      return close(in.socket, kCloseTooMany, "More than 50 commands in a second.");
    }
    auto frame = decode_client_frame(in.bytes);
    if (!frame) return close(in.socket, kCloseBadFrame, frame.error().sentence);
    if (const auto* hello = std::get_if<Hello>(&frame.value())) return greet(in.socket, socket, *hello);
    if (!socket.is_greeted) return close(in.socket, kCloseBadFrame, "The first frame must be hello.");
    if (const auto* command = std::get_if<CommandFrame>(&frame.value())) return obey(in.socket, socket, *command);
    if (const auto* attention = std::get_if<AttentionFrame>(&frame.value()))
      return attend(in.socket, socket, *attention);
    if (const auto* draft = std::get_if<DraftFrame>(&frame.value())) return keep_draft(in.socket, socket, *draft);
    if (const auto* request = std::get_if<PreferencesRequest>(&frame.value()))
      return keep_preferences(in.socket, socket.agent, *request);
    if (const auto* request = std::get_if<FindRequest>(&frame.value())) return find(in.socket, socket, *request);
    if (const auto* request = std::get_if<ContactsRequest>(&frame.value()))
      return find_contacts(in.socket, socket, *request);
    if (const auto* request = std::get_if<DuplicatesRequest>(&frame.value()))
      return find_duplicates(in.socket, socket, *request);
    if (const auto* request = std::get_if<CustomerRequest>(&frame.value()))
      return tell_customer(in.socket, socket, *request);
    if (const auto* request = std::get_if<MessagesRequest>(&frame.value()))
      return find_messages(in.socket, socket, *request);
    if (const auto* request = std::get_if<ReportedRequest>(&frame.value()))
      return find_reported(in.socket, socket, *request);
    if (const auto* request = std::get_if<TargetsRequest>(&frame.value()))
      return name_targets(in.socket, socket, *request);
    if (const auto* request = std::get_if<DeliveryRequest>(&frame.value()))
      return tell_delivery(in.socket, socket, *request);
    if (const auto* request = std::get_if<NoteWordingsRequest>(&frame.value()))
      return tell_note_wordings(in.socket, socket, *request);
    page(in.socket, socket, std::get<PageRequest>(frame.value()));
  }

  void find_contacts(SocketId id, const Socket& socket, const ContactsRequest& request) {
    const Agent* agent = self.workspace_.find_agent(socket.agent);
    if (agent == nullptr) return tell(id, ContactsFrame{request.key, {}, false});
    effect::FindContacts asked{id, request.key, contact_query(request.words), number_match(self.workspace_, *agent)};
    if (request.is_to_read) asked.readable = readable_contacts(self.workspace_, *agent);
    answers.push_back(std::move(asked));
  }

  void find_duplicates(SocketId id, const Socket& socket, const DuplicatesRequest& request) {
    const Agent* agent = self.workspace_.find_agent(socket.agent);
    if (agent == nullptr) return tell(id, DuplicatesFrame{request.key, {}, false});
    auto contact = contact_behind(*agent, request.conversation);
    if (!contact || !*contact) return tell(id, DuplicatesFrame{request.key, {}, false});
    answers.push_back(
        effect::FindDuplicates{id, request.key, std::move(**contact), duplicate_rules(self.workspace_, *agent)});
  }

  /// What stands beside an open conversation in the facts, of one that has left them; to who may read the conversation.
  void tell_customer(SocketId id, Socket& socket, const CustomerRequest& request) {
    CustomerFrame frame{request.key, {}, false};
    AskedCustomer& asked = socket.customer.emplace(AskedCustomer{});
    asked.request = request;
    if (const auto read = readable(socket.agent, request.conversation)) {
      auto known = customer_frame(socket.agent, asked, *read);
      frame.is_failed = !known;
      if (known) frame = std::move(*known);
      asked.is_readable = true;
      asked.number = read->customer;
      if (!frame.is_failed) asked.told = frame.record;
      asked.told_number = frame.number;
    } else {
      frame.is_failed = !is_archive_readable(request.conversation);
      self.has_unread_customers_ = true;
    }
    tell_of_customer(id, frame);
  }
  /// Before answers to commands, as entries are: whoever has changed the customer of what they read is told that it is done
  /// when they have it.
  void tell_of_customer(SocketId id, const CustomerFrame& frame) {
    customers_told.push_back(
        effect::SendFrame{id, std::make_shared<const std::string>(encode_frame(RelayFrame(frame)))});
  }
  /// Error: the tables cannot be read now.
  Result<CustomerFrame> customer_frame(AgentId agent, const AskedCustomer& asked, const ReadableTimeline& read) const {
    auto known = customers.record_of(read.customer, read.our_number);
    if (!known) return known.error();
    const ConversationId id = asked.request.conversation;
    CustomerFrame frame{asked.request.key, std::move(known->record), known->is_contact_unreadable};
    const bool is_shown = asked.is_revealed && self.workspace_.settings.has_reveal;
    if (is_shown)
      frame.number = read.customer;
    else if (is_masked(agent, id))
      mask(frame.record, read.customer, id);
    return frame;
  }
  /// On the page that has asked for it, and only while that reads the conversation.
  void show_number(SocketId id, Socket& socket, ConversationId conversation) {
    if (!socket.customer || socket.customer->request.conversation != conversation) return;
    AskedCustomer& asked = *socket.customer;
    asked.is_revealed = true;
    if (tell_again(id, socket.agent, asked)) return;
    asked.is_owed = true;
    if (!self.next_owed_at_) self.next_owed_at_ = now + kCustomersAgainAfter;
  }
  /// What changes of a customer is in the facts of those who have an open conversation with them. Whoever reads a closed one is
  /// told here, under the key that they asked with; whoever might not read it then, as soon as they may.
  void follow_customers() {
    const bool is_due = self.next_owed_at_ && now >= *self.next_owed_at_;
    const bool may_be_readable = self.has_unread_customers_ && (has_changed_rights || !spoken_of.empty());
    if (customers.touched().empty() && !may_be_readable && !is_due) return;
    bool is_owed = false;
    self.has_unread_customers_ = false;
    for (const auto& [agent, stream] : self.streams_) {
      for (const SocketId id : stream.sockets) {
        Socket& socket = self.sockets_.at(id);
        if (!socket.customer || socket.is_closing) continue;
        AskedCustomer& asked = *socket.customer;
        if (customers.touched().count(asked.number) != 0 || (is_due && asked.is_owed) || may_be_new_to(stream, asked))
          asked.is_owed = is_row_to_come(asked.request.conversation) || !tell_again(id, agent, asked);
        is_owed = is_owed || asked.is_owed;
        self.has_unread_customers_ = self.has_unread_customers_ || !asked.is_readable;
      }
    }
    if (!is_owed)
      self.next_owed_at_.reset();
    else if (!self.next_owed_at_ || is_due)
      self.next_owed_at_ = now + kCustomersAgainAfter;
  }
  /// The right to read it may have come with this turn: the agent's own has changed, or the conversation has.
  bool may_be_new_to(const Stream& stream, const AskedCustomer& asked) const {
    return !asked.is_readable && (stream.needs_snapshot || spoken_of.count(asked.request.conversation) != 0);
  }
  /// Who may read it says a row that is not on disk yet.
  bool is_row_to_come(ConversationId id) const {
    return just_closed.count(id) != 0 && self.workspace_.find_conversation(id) == nullptr;
  }
  /// False: the tables cannot be read now.
  bool tell_again(SocketId id, AgentId agent, AskedCustomer& asked) {
    const auto read = readable(agent, asked.request.conversation);
    const bool was_readable = std::exchange(asked.is_readable, read.has_value());
    if (!read) return is_archive_readable(asked.request.conversation);
    asked.number = read->customer;
    auto frame = customer_frame(agent, asked, *read);
    if (!frame || frame->is_failed) asked.is_readable = was_readable;
    if (!frame) return false;
    // That there is nothing to know is news to whoever was told of nobody.
    const bool is_told = frame->record == asked.told && frame->number == asked.told_number;
    if (frame->is_failed || (was_readable && is_told)) return true;
    tell_of_customer(id, *frame);
    asked.told = std::move(frame->record);
    asked.told_number = std::move(frame->number);
    return true;
  }
  /// Where a conversation is not readable(): whether that is for good.
  bool is_archive_readable(ConversationId id) const {
    return self.workspace_.find_conversation(id) != nullptr || self.store_.find_conversation(id);
  }

  /// The contact of a conversation's customer, open or closed; nothing where the agent may not read it.
  Result<std::optional<Contact>> contact_behind(const Agent& agent, ConversationId id) const {
    const Conversation* open = self.workspace_.find_conversation(id);
    if (open != nullptr && may_read(self.workspace_, *open, agent)) return open->detail->record.contact;
    const auto read = readable(agent.id, id);
    if (!read) return std::optional<Contact>();
    auto known = customers.record_of(read->customer, read->our_number);
    if (!known) return known.error();
    return std::move(known->record.contact);
  }
  /// Under which the customer of a conversation is known, open or closed; nothing where the agent may not read it.
  Result<std::vector<std::string>> numbers_behind(const Agent& agent, ConversationId id) const {
    const Conversation* open = self.workspace_.find_conversation(id);
    if (open != nullptr && may_read(self.workspace_, *open, agent))
      return numbers_of(open->detail->record, open->detail->customer);
    const auto read = readable(agent.id, id);
    if (!read) return std::vector<std::string>();
    const auto known = customers.record_of(read->customer, read->our_number);
    if (!known) return known.error();
    return numbers_of(known->record, read->customer);
  }
  static std::vector<std::string> numbers_of(const CustomerRecord& record, const std::string& customer) {
    return record.contact ? record.contact->numbers : std::vector<std::string>{customer};
  }

  void find(SocketId id, const Socket& socket, const FindRequest& request) {
    const Agent* agent = self.workspace_.find_agent(socket.agent);
    if (agent == nullptr) return tell(id, found_frame(request.key, {}));
    effect::FindClosed asked{id, request.key, closed_query(self.workspace_, *agent, request), request.limit};
    if (request.of.is_set()) {
      auto numbers = numbers_behind(*agent, request.of);
      FoundFrame nothing = found_frame(request.key, {});
      nothing.is_failed = !numbers;
      if (!numbers || numbers->empty()) return tell(id, nothing);
      asked.query.customers = std::move(*numbers);
    }
    answers.push_back(std::move(asked));
  }

  /// Of a conversation that is not this agent's to write in any more, nothing is kept: what they wrote stays in their browser.
  void keep_draft(SocketId id, const Socket& socket, DraftFrame frame) {
    const bool is_empty = frame.text.empty() && frame.files.empty();
    if (!is_empty && !may_write(socket.agent, frame.conversation, frame.part)) return;
    if (!frame.files.empty() && !keep_own_files(socket.agent, frame.files)) return;
    auto kept = self.drafts_.put(socket.agent, frame, now, turn.batch);
    if (kept && kept->has_no_room) return tell(id, DraftsFrame{{std::move(*kept)}});
    tell_others(id, socket.agent, std::move(kept));
  }
  /// Says of each file what it is, and takes out those that are not here or not this agent's. Error: the store cannot be read,
  /// and what the files are is not known.
  Status keep_own_files(AgentId agent, std::vector<DraftFile>& files) {
    Sendable sendable(self, agent);
    std::vector<DraftFile> kept;
    for (DraftFile& one : files) {
      one.name = cleaned_media_name(one.name);
      if (!one.is_here()) {
        one.width = one.height = 0;
        kept.push_back(std::move(one));
        continue;
      }
      const auto may = sendable.has(one.hash);
      if (!may) return may.error();
      const auto file = *may ? self.store_.find_file(one.hash) : Result<std::optional<store::StoredFile>>(std::nullopt);
      if (!file) return file.error();
      if (!*file) continue;
      kept.push_back({one.hash, {}, one.name, (*file)->content_type, (*file)->bytes, (*file)->width, (*file)->height});
    }
    files = std::move(kept);
    return Done{};
  }
  bool may_write(AgentId agent, ConversationId id, DraftPart part) const {
    if (part != DraftPart::Note) return may_write(agent, id);
    const Conversation* conversation = self.workspace_.find_conversation(id);
    const Agent* who = self.workspace_.find_agent(agent);
    return conversation != nullptr && who != nullptr && may_read(self.workspace_, *conversation, *who);
  }
  bool may_write(AgentId agent, ConversationId id) const {
    const Conversation* conversation = self.workspace_.find_conversation(id);
    return conversation != nullptr &&
           (conversation->owner == agent || (conversation->detail && conversation->detail->is_invited(agent)));
  }
  /// What was done leaves the draft in the same batch: no other page does it again.
  void drop_done(SocketId id, AgentId agent, ConversationId conversation, const std::vector<TemplateAction>& done) {
    tell_others(id, agent, self.drafts_.drop_sent_actions(agent, conversation, done, now, turn.batch));
  }
  void tell_others(SocketId id, AgentId agent, std::optional<KeptDraft> draft) {
    const auto stream = self.streams_.find(agent);
    if (!draft || stream == self.streams_.end()) return;
    const DraftsFrame frame{{std::move(*draft)}};
    for (const SocketId other : stream->second.sockets)
      if (other != id) tell(other, frame);
  }
  /// Told when the batch is on disk, to whoever changed them and to the agent's other pages.
  void keep_preferences(SocketId id, AgentId agent, const PreferencesRequest& request) {
    if (!have_preferences()) return tell(id, PreferencesFrame{request.key, {}, true});
    const PreferencesFrame frame{request.key, self.preferences_.put(agent, request.preferences, turn.batch)};
    tell(id, frame);
    const auto stream = self.streams_.find(agent);
    if (stream == self.streams_.end()) return;
    for (const SocketId other : stream->second.sockets)
      if (other != id) tell(other, frame);
  }
  /// Where they could not be read at the start, it is tried again whenever somebody needs them.
  bool have_preferences() {
    if (self.are_preferences_readable_) return true;
    if (!self.read_preferences()) return false;
    drop_lost_preferences();
    return true;
  }
  /// Of who was removed while they could not be read.
  void drop_lost_preferences() {
    for (const AgentId agent : self.preferences_.agents()) {
      const Agent* known = self.workspace_.find_agent(agent);
      if (known == nullptr || known->removed_at) self.preferences_.drop(agent, turn.batch);
    }
  }
  void tell_preferences(SocketId id, AgentId agent) {
    if (!have_preferences()) return tell_first(id, PreferencesFrame{{}, {}, true});
    const PreferencesFrame frame{{}, self.preferences_.of(agent)};
    if (!frame.preferences.empty()) tell_first(id, frame);
  }
  /// Of conversations that were closed while no relay ran.
  void drop_lost_drafts() {
    for (const ConversationId id : self.drafts_.conversations())
      if (self.workspace_.find_conversation(id) == nullptr) self.drafts_.drop(id, now, turn.batch);
  }
  void tell_drafts(SocketId id, AgentId agent) {
    DraftsFrame frame{self.drafts_.of(agent)};
    std::erase_if(frame.drafts, [&](const KeptDraft& one) { return !may_write(agent, one.conversation, one.part); });
    if (!frame.drafts.empty()) tell_first(id, frame);
  }

  void find_messages(SocketId id, const Socket& socket, const MessagesRequest& request) {
    const Agent* agent = self.workspace_.find_agent(socket.agent);
    FoundMessagesFrame nothing;
    nothing.key = request.key;
    if (agent == nullptr) return tell(id, nothing);
    effect::FindMessages asked{id, request.key, message_query(self.workspace_, *agent, request), request.limit};
    if (request.conversation.is_set()) {
      const auto within = readable(agent->id, request.conversation);
      if (!within) return tell(id, nothing);
      asked.query.is_within = true;
      asked.query.customer = within->customer;
      asked.query.our_number = within->our_number;
    }
    answers.push_back(std::move(asked));
  }

  void find_reported(SocketId id, const Socket& socket, const ReportedRequest& request) {
    const Agent* agent = self.workspace_.find_agent(socket.agent);
    if (agent == nullptr || !agent->sees_everything())
      return tell(id, ReportedFrame{request.key, {}, {}, false, false});
    effect::FindReported asked{id, request.key, {}, request.limit};
    if (request.before.is_set()) asked.query.behind = store::ReportPlace{request.before_at, request.before.value};
    answers.push_back(std::move(asked));
  }

  void name_targets(SocketId id, const Socket& socket, const TargetsRequest& request) {
    const Conversation* conversation = self.workspace_.find_conversation(request.conversation);
    const Agent* agent = self.workspace_.find_agent(socket.agent);
    const bool may =
        conversation != nullptr && agent != nullptr && (conversation->owner == agent->id || agent->sees_everything());
    tell(id, TargetsFrame{request.key, may ? targets_of(self.workspace_, *conversation) : Targets{}});
  }

  void attend(SocketId id, const Socket& socket, const AttentionFrame& frame) {
    const Conversation* conversation = self.workspace_.find_conversation(frame.conversation);
    const Agent* agent = self.workspace_.find_agent(socket.agent);
    const bool may = conversation != nullptr && agent != nullptr && may_read(self.workspace_, *conversation, *agent);
    tell_watchers(self.attention_.set(id, socket.agent, may ? frame.conversation : ConversationId{}, frame.is_typing));
  }
  void tell_watchers(const std::vector<ConversationId>& changed) {
    for (const ConversationId conversation : changed) {
      const WatchersFrame frame{conversation, self.attention_.watchers(conversation)};
      for (const SocketId socket : self.attention_.sockets(conversation)) tell(socket, frame);
    }
  }

  void close(SocketId socket, std::uint16_t code, std::string reason) {
    self.sockets_.at(socket).is_closing = true;
    answers.push_back(effect::CloseSocket{socket, code, std::move(reason)});
  }

  /// Welcome and what it brings: before everything that this turn still streams to the socket.
  template <typename Frame>
  void tell_first(SocketId socket, const Frame& frame) {
    send_first(socket, encode_frame(RelayFrame(frame)));
  }
  void send_first(SocketId socket, std::string bytes) {
    turn.effects.push_back(effect::SendFrame{socket, std::make_shared<const std::string>(std::move(bytes))});
  }

  template <typename Frame>
  void tell(SocketId socket, const Frame& frame) {
    answers.push_back(effect::SendFrame{socket, std::make_shared<const std::string>(encode_frame(RelayFrame(frame)))});
  }

  void greet(SocketId id, Socket& socket, const Hello& hello) {
    if (hello.version != kProtocolVersion) {
      return close(id, kCloseVersion, "The page is of another version than the relay. Reload it.");
    }
    if (socket.is_greeted) return close(id, kCloseBadFrame, "hello was said already.");
    const AgentId agent = socket.agent;
    const Agent* known = self.workspace_.find_agent(agent);
    if (known == nullptr || known->removed_at) return close(id, kCloseSignedOut, kRemovedSentence);
    socket.is_greeted = true;
    // Subscribe first, then snapshot, then what comes after: nothing can fall between.
    Stream& stream = self.streams_[agent];
    const bool is_new = stream.sockets.empty() && stream.complete_after == 0 && stream.kept.empty();
    if (is_new) stream.complete_after = self.workspace_.offset;
    decided(AgentArrived{agent});
    flush(agent, stream);  // to the agent's other sockets, before this one joins
    const std::string epoch = self.store_.epoch();
    tell_first(id, Welcome{kProtocolVersion, agent, epoch, now});
    tell_drafts(id, agent);
    tell_preferences(id, agent);
    const bool can_resume = hello.epoch == epoch && hello.offset >= stream.complete_after &&
                            hello.offset >= self.corrections_complete_after_ &&
                            hello.offset <= self.workspace_.offset && hello.offset > 0;
    if (can_resume) {
      ++self.counters_.resumes;
      std::vector<std::string_view> entries;
      for (const Seen& one : stream.kept) {
        if (one.offset > hello.offset) entries.push_back(*one.bytes);
      }
      send_first(id, encode_entries_frame(self.workspace_.offset, entries, digest(view_of(self.workspace_, agent))));
      tell_corrections_after(hello.offset, id, *known);
    } else {
      ++self.counters_.snapshots_sent;
      tell_first(id, SnapshotFrame{self.workspace_.offset, view_of(self.workspace_, agent)});
    }
    stream.sockets.insert(id);
  }

  void obey(SocketId id, Socket& socket, const CommandFrame& frame) {
    ++self.counters_.commands;
    const std::string key = command_key(socket.agent, frame.key);
    // What only rises may be obeyed twice; the end of a mark, sent again, could end a newer one.
    const auto* seen = std::get_if<MarkSeen>(&frame.command);
    const bool needs_key = seen == nullptr || seen->ends_mark;
    // A repeated command was obeyed: its entries are in the stream, only the answer was lost.
    if (needs_key && is_seen(key)) return tell(id, AnswerFrame{frame.key, std::nullopt});
    AgentCommand wanted = frame.command;
    std::optional<Refusal> refusal;
    Customers::Found found;
    if (auto* reopen = std::get_if<ReopenConversation>(&wanted)) {
      const auto archived = self.store_.find_conversation(reopen->conversation);
      if (archived && *archived) {
        auto closed = closed_form(self.store_, **archived);
        if (closed) reopen->closed = std::move(*closed);
        if (!closed) refusal = archive_unreadable();
      }
      if (reopen->closed) {
        auto known = customers.record_of(reopen->closed->customer, reopen->closed->our_number);
        if (known) found = std::move(*known);
        if (!known) refusal = unreadable(known.error());
        reopen->record = found.record;
      }
    }
    if (auto* save = std::get_if<SaveContact>(&wanted)) {
      refusal = look_up_closed(*save);
      if (!refusal) refusal = unreadable(customers.look_up(*save, kept_number(socket.agent, *save)));
    }
    if (auto* report = std::get_if<ReportMessage>(&wanted))
      if (!look_up_report(socket.agent, *report)) refusal = archive_unreadable();
    std::optional<Note> archived_note;
    if (auto* correct = std::get_if<CorrectNote>(&wanted)) {
      if (!look_up_note(socket.agent, *correct)) refusal = archive_unreadable();
      archived_note = correct->archived;
    }
    if (auto* fetch = std::get_if<FetchMedia>(&wanted))
      if (!look_up_file(*fetch)) refusal = archive_unreadable();
    if (auto* merge = std::get_if<MergeContacts>(&wanted)) {
      refusal = look_up_closed(*merge);
      if (!refusal) refusal = unreadable(customers.look_up(*merge));
    }
    if (auto* apart = std::get_if<TellContactsApart>(&wanted)) {
      refusal = look_up_closed(*apart);
      if (!refusal) refusal = unreadable(customers.look_up(*apart));
    }
    if (auto* reveal = std::get_if<RevealNumber>(&wanted)) refusal = look_up_closed(*reveal);
    if (auto* send = std::get_if<SendMessage>(&wanted)) {
      if (!find_attachments(socket.agent, *send)) refusal = files_unreadable();
      read_consent_again(send->conversation);
    }
    if (auto* save = std::get_if<SaveTemplates>(&wanted)) {
      const auto missing = keep_template_files(socket.agent, save->templates);
      if (!missing)
        refusal = files_unreadable();
      else if (!missing->empty() && !save->replaces_namesakes)
        refusal = not_here(missing->front());
    }
    const bool has_nothing_left = lost_all(frame.command, wanted);
    if (auto* configure = std::get_if<Configure>(&wanted)) refusal = set_offsets(configure->put.schedules);
    if (!refusal && !has_nothing_left) {
      Decision decision = decided(CommandInput{socket.agent, frame.key, std::move(wanted)});
      for (const LogEntry& entry : decision.entries)
        if (const auto* corrected = std::get_if<NoteCorrected>(&entry.body))
          follow_note(entry.offset, *corrected, archived_note);
      refusal = std::move(decision.refusal);
    }
    if (refusal)
      ++self.counters_.refusals;
    else if (needs_key)
      see(key);
    if (const auto* reopened = std::get_if<ReopenConversation>(&frame.command); reopened != nullptr && !refusal) {
      const Conversation* open = self.workspace_.find_conversation(reopened->conversation);
      if (open != nullptr && open->detail) tell_unreadable(found, open->detail->customer, open->detail->our_number);
    }
    if (const auto* used = std::get_if<UseTemplate>(&frame.command); used != nullptr && !refusal)
      take_files_of(used->id, socket.agent);
    if (const auto* sent = std::get_if<SendMessage>(&frame.command); sent != nullptr && !refusal) {
      tell_others(
          id, socket.agent,
          self.drafts_.drop_sent(socket.agent, sent->conversation, DraftPart::Answer, sent->text, now, turn.batch));
      tell_others(id, socket.agent,
                  self.drafts_.drop_sent_files(socket.agent, sent->conversation, sent->attachments, now, turn.batch));
      drop_done(id, socket.agent, sent->conversation, sent->actions);
    }
    if (const auto* shown = std::get_if<RevealNumber>(&frame.command); shown != nullptr && !refusal)
      show_number(id, socket, shown->conversation);
    if (const auto* done = std::get_if<DoActions>(&frame.command); done != nullptr && !refusal)
      drop_done(id, socket.agent, done->conversation, done->actions);
    if (const auto* note = std::get_if<AddNote>(&frame.command); note != nullptr && !refusal)
      tell_others(
          id, socket.agent,
          self.drafts_.drop_sent(socket.agent, note->conversation, DraftPart::Note, note->text, now, turn.batch));
    tell(id, AnswerFrame{frame.key, refusal});
  }

  /// Of a command about the customer of a conversation that has left the workspace: who had it, and in which queue.
  template <typename Command>
  std::optional<Refusal> look_up_closed(Command& command) const {
    if (self.workspace_.find_conversation(command.conversation) != nullptr) return std::nullopt;
    if (is_row_to_come(command.conversation)) return archive_unreadable();
    const auto archived = self.store_.find_conversation(command.conversation);
    if (!archived) return archive_unreadable();
    if (!*archived) return std::nullopt;
    auto closed = closed_form(self.store_, **archived);
    if (!closed) return archive_unreadable();
    command.closed = std::move(*closed);
    return std::nullopt;
  }
  /// Of the conversation, where the agent works with masked numbers.
  std::optional<std::string> kept_number(AgentId id, const SaveContact& save) const {
    const Agent* agent = self.workspace_.find_agent(id);
    if (agent == nullptr || !has_masked_numbers(self.workspace_.settings, agent->role)) return std::nullopt;
    const Conversation* of = self.workspace_.find_conversation(save.conversation);
    if (of != nullptr && of->detail) return of->detail->customer;
    return save.closed ? std::optional(save.closed->customer) : std::nullopt;
  }
  /// It may have been repaired: who tries to send finds out.
  void read_consent_again(ConversationId id) {
    const Conversation* conversation = self.workspace_.find_conversation(id);
    if (conversation == nullptr || !conversation->detail || !conversation->detail->record.consent.is_unreadable) return;
    const ConversationDetail& detail = *conversation->detail;
    auto found = customers.record_of(detail.customer, detail.our_number);
    if (!found || found->record.consent.is_unreadable) return;
    // Who they are stays known where just that cannot be read now.
    if (found->is_contact_unreadable) {
      found->record.contact = detail.record.contact;
      found->record.zone = detail.record.zone;
    }
    decided(CustomerRead{id, std::move(found->record)});
  }
  static std::optional<Refusal> unreadable(const Status& looked_up) {
    if (looked_up) return std::nullopt;
    if (looked_up.error().code == ErrorCode::Invalid) {
      return Refusal{
          RefusalKind::NotNow,
          mark("A contact with one of these numbers is damaged on the relay, so nothing is changed. Tell your "
               "admin."),
          0};
    }
    return Refusal{RefusalKind::NotNow, mark("The relay cannot read contacts right now. Try again in a moment."), 0};
  }

  /// What an agent may send: what is theirs, and what is a template's that they may read. For one command, before it is
  /// decided.
  class Sendable {
   public:
    Sendable(const Service& service, AgentId agent) : self_(service), agent_(agent) {}
    Result<bool> has(const std::string& hash) {
      auto is_own = self_.store_.has_uploaded(agent_, hash);
      if (!is_own || *is_own) return is_own;
      if (!of_templates_) {
        const Agent* agent = self_.workspace_.find_agent(agent_);
        of_templates_ = agent == nullptr ? Hashes() : readable_template_files(self_.workspace_, *agent);
      }
      return of_templates_->count(hash) != 0;
    }

   private:
    using Hashes = std::set<std::string_view>;
    const Service& self_;
    const AgentId agent_;
    std::optional<Hashes> of_templates_;  ///< looked for when it is first needed
  };

  /// What the agent has attached, as far as it is theirs and here. Error: the store cannot be read.
  Status find_attachments(AgentId agent, SendMessage& send) {
    Sendable sendable(self, agent);
    for (const Attached& one : send.attachments) {
      if (send.media.size() > kMediaMax || !is_media_hash(one.hash)) return Done{};
      const auto may = sendable.has(one.hash);
      if (!may) return may.error();
      if (!*may) return Done{};
      const auto file = self.store_.find_file(one.hash);
      if (!file) return file.error();
      if (!*file) return Done{};
      Media media;
      media.state = MediaState::Stored;
      media.content_type = (*file)->content_type;
      media.hash = one.hash;
      media.name = cleaned_media_name(one.name);
      media.bytes = (*file)->bytes;
      media.width = (*file)->width;
      media.height = (*file)->height;
      send.media.push_back(std::move(media));
    }
    return Done{};
  }

  /// They stand in the agent's draft now: they are the agent's own, whatever becomes of the template before it is sent. Where
  /// the store cannot write that, the template itself still has them.
  void take_files_of(TemplateId id, AgentId agent_id) {
    const Template* used = self.workspace_.find_template(id);
    const Agent* agent = self.workspace_.find_agent(agent_id);
    if (used == nullptr || agent == nullptr || !may_see_template(self.workspace_, *used, *agent)) return;
    for (const TemplateFile& one : used->files) {
      const auto file = self.store_.find_file(one.hash);
      if (!file || !*file || !self.store_.put_upload(agent_id, **file, now)) return;
    }
  }

  /// Says of each file what it is, and takes out those that are not here or not for who saves it; returns these. An admin,
  /// or the relay itself (`by` not set), takes any that is here: a library comes back with the files it went out with.
  /// Templates of files alone, of which none is left, it takes out too: an import goes on without them.
  /// Error: the store cannot be read, and the templates are not to be used.
  Result<std::vector<TemplateFile>> keep_template_files(AgentId by, std::vector<Template>& templates) const {
    std::vector<TemplateFile> missing;
    std::vector<Template> left;
    Sendable sendable(self, by);
    const Agent* agent = self.workspace_.find_agent(by);
    const bool takes_any = !by.is_set() || (agent != nullptr && agent->role == AgentRole::Admin);
    for (Template& one : templates) {
      if (one.files.empty() || one.files.size() > kTemplateFilesMax) {  // too many are refused as a whole
        left.push_back(std::move(one));
        continue;
      }
      std::vector<TemplateFile> kept;
      for (TemplateFile& file : one.files) {
        const bool is_hash = is_media_hash(file.hash);
        const auto may = is_hash && !takes_any ? sendable.has(file.hash) : Result<bool>(is_hash);
        if (!may) return may.error();
        const auto known =
            *may ? self.store_.find_file(file.hash) : Result<std::optional<store::StoredFile>>(std::nullopt);
        if (!known) return known.error();
        file.name = cleaned_media_name(file.name);
        if (*known)
          kept.push_back(
              {file.hash, file.name, (*known)->content_type, (*known)->bytes, (*known)->width, (*known)->height});
        else
          missing.push_back(std::move(file));
      }
      one.files = std::move(kept);
      if (!one.is_empty()) left.push_back(std::move(one));
    }
    templates = std::move(left);
    return missing;
  }
  /// An import of which nothing is left: there is nothing to decide, and nothing wrong.
  static bool lost_all(const AgentCommand& before, const AgentCommand& after) {
    const auto *had = std::get_if<SaveTemplates>(&before), *has = std::get_if<SaveTemplates>(&after);
    return had != nullptr && has != nullptr && !had->templates.empty() && has->templates.empty();
  }
  /// Of what the facts do not hold, or not for this agent: what the customer wrote in a timeline that the agent may read. False:
  /// the archive cannot be read now.
  bool look_up_report(AgentId by, ReportMessage& report) const {
    const Agent* agent = self.workspace_.find_agent(by);
    if (agent == nullptr) return true;
    const Conversation* open = self.workspace_.find_conversation(report.conversation);
    const bool is_held = open != nullptr && open->detail && open->detail->find(report.message) != nullptr;
    if (is_held && may_read(self.workspace_, *open, *agent)) return true;
    const auto chain = self.store_.read_delivery(report.message);
    if (!chain) return false;
    for (const store::ArchivedDelivery& one : *chain) {
      const store::ArchivedMessage& row = one.message;
      if (row.message != report.message || !row.is_inbound) continue;
      if (!is_in_readable_timeline(self.workspace_, self.store_, *agent, row.conversation)) continue;
      report.archived_in = row.conversation;
      if (const auto kind = fields::find_word<ReportKind>(row.report); kind && !row.report.empty())
        report.archived = {*kind, row.reported_by, row.reported_at};
    }
    return true;
  }
  /// Of what the facts do not hold, or not for this agent: a note of a timeline that they may read. False: the archive cannot be
  /// read now.
  bool look_up_note(AgentId by, CorrectNote& correct) const {
    const Agent* agent = self.workspace_.find_agent(by);
    if (agent == nullptr) return true;
    const Conversation* open = self.workspace_.find_conversation(correct.conversation);
    const bool is_held = open != nullptr && open->detail && open->detail->find_note(correct.note) != nullptr;
    if (is_held && may_read(self.workspace_, *open, *agent)) return true;
    if (is_row_to_come(correct.conversation)) return false;
    auto row = self.store_.find_note(correct.note);
    if (!row) return false;
    if (!*row || (*row)->conversation != correct.conversation) return true;
    if (!is_in_readable_timeline(self.workspace_, self.store_, *agent, correct.conversation)) return true;
    correct.archived = note_of_row(std::move(**row));
    bring_up_to_date(*correct.archived);
    return true;
  }
  /// Null: it was not corrected lately.
  const Note* find_corrected(NoteId note) const {
    const auto& all = self.corrected_notes_;
    const auto at = std::find_if(all.rbegin(), all.rend(), [&](const auto& one) { return one.note.note.id == note; });
    return at == all.rend() ? nullptr : &at->note.note;
  }
  void bring_up_to_date(Note& note) const {
    const Note* newest = find_corrected(note.id);
    if (newest != nullptr && note.correction < newest->correction) note = *newest;
  }
  /// The archive is read beside the writer: what it has read may have been corrected or taken back meanwhile.
  void bring_up_to_date(const Agent& reader, RelayFrame& answer) const {
    const auto is_taken_back = [&](NoteId note) {
      const Note* newest = find_corrected(note);
      return newest != nullptr && newest->is_taken_back;
    };
    if (auto* page = std::get_if<PageFrame>(&answer)) {
      for (TimelineNote& one : page->notes) bring_up_to_date(one.note);
    } else if (auto* found = std::get_if<FoundMessagesFrame>(&answer)) {
      std::erase_if(found->messages, [&](const FoundMessage& one) {
        return one.is_note && one.segment == 0 && is_taken_back(NoteId{one.message.value});
      });
    } else if (auto* earlier = std::get_if<NoteWordingsFrame>(&answer)) {
      if (is_taken_back(earlier->note) && !reader.sees_everything()) earlier->wordings.clear();
    }
  }
  /// To a page that comes back with what it has read of the archive before.
  void tell_corrections_after(std::uint64_t offset, SocketId id, const Agent& agent) {
    for (const CorrectedNote& one : self.corrected_notes_) {
      if (one.offset <= offset) continue;
      if (is_in_readable_timeline(self.workspace_, self.store_, agent, one.note.conversation))
        tell_first(id, NoteFrame{one.note});
    }
  }
  /// Entries go to those who have the note in their facts. Whoever has it from the archive is told here how it is now.
  void follow_note(std::uint64_t offset, const NoteCorrected& corrected, const std::optional<Note>& archived) {
    const Conversation* of = self.workspace_.find_conversation(corrected.conversation);
    TimelineNote told{{}, corrected.conversation};
    const Note* held = of != nullptr && of->detail ? of->detail->find_note(corrected.note) : nullptr;
    if (held != nullptr) {
      told.note = *held;
    } else {
      if (!archived) return;
      told.note = *archived;
      if (!correct(told.note, corrected, now)) return;
    }
    self.corrected_notes_.push_back({offset, told});
    std::string customer, our_number;
    if (of != nullptr && of->detail) {
      customer = of->detail->customer;
      our_number = of->detail->our_number;
    } else if (const auto row = self.store_.find_conversation(corrected.conversation); row && *row) {
      customer = (*row)->customer;
      our_number = (*row)->our_number;
    }
    const Conversation* open = self.workspace_.find_open(customer, our_number);
    std::map<SocketId, ConversationId> readers;
    if (open != nullptr)
      for (const SocketId id : self.attention_.sockets(open->id)) readers.emplace(id, open->id);
    for (const auto& [id, socket] : self.sockets_) {
      if (socket.followed && socket.followed->customer == customer && socket.followed->our_number == our_number)
        readers.insert_or_assign(id, socket.followed->conversation);
    }
    for (const auto& [id, conversation] : readers) {
      const auto socket = self.sockets_.find(id);
      if (socket == self.sockets_.end() || socket->second.is_closing) continue;
      const auto read = readable(socket->second.agent, conversation);
      if (read && read->hidden != corrected.conversation) tell(id, NoteFrame{told});
    }
  }
  /// Of a message that the facts do not hold any more. False: the archive cannot be read now.
  bool look_up_file(FetchMedia& fetch) const {
    const Conversation* conversation = self.workspace_.find_conversation(fetch.conversation);
    if (conversation == nullptr || !conversation->detail || conversation->detail->find(fetch.message)) return true;
    const auto row = self.store_.find_media(fetch.message, fetch.place);
    if (!row) return false;
    if (*row && (*row)->conversation == fetch.conversation) fetch.archived = decode_one_media((*row)->media);
    return true;
  }
  static Refusal archive_unreadable() {
    return {RefusalKind::NotNow, mark("The relay cannot read its archive right now. Try again in a moment."), 0};
  }
  static Refusal files_unreadable() {
    return {RefusalKind::NotNow, mark("The relay cannot read files right now. Try again in a moment."), 0};
  }
  static Refusal not_here(const TemplateFile& file) {
    return {RefusalKind::BadValue,
            tr("The relay does not have the file “{name}”. Remove it, or add it again.", {{"name", file.name}}), 0};
  }

  /// Only what waits: a second report, or one for what was erased, changes nothing.
  void operator()(const input::MediaFetched& in) {
    const auto row = self.store_.find_media(in.message, in.place);
    if (!row || !*row || !(*row)->is_waiting || !fetched_.emplace(in.message, in.place).second) return;
    decided(MediaReport{(*row)->conversation, in.message, in.place, in.media});
  }

  /// Nothing where every zone is known.
  std::optional<Refusal> set_offsets(std::vector<Schedule>& schedules) const {
    if (!self.zones_) return std::nullopt;
    for (Schedule& schedule : schedules) {
      auto offsets = self.zones_(schedule.zone, now);
      if (!offsets) {
        return Refusal{RefusalKind::BadValue, "Schedule " + schedule.name + ": zone: " + offsets.error().sentence, 1};
      }
      schedule.offsets = std::move(*offsets);
    }
    return std::nullopt;
  }

  void operator()(const input::Reconfigure& in) { answer_admin(in.request, reconfigure(in)); }
  void operator()(const input::TakeTemplates& in) {
    std::vector<Template> templates = in.templates;
    if (!keep_template_files(in.by, templates)) return answer_admin(in.request, files_unreadable());
    if (templates.empty() && !in.templates.empty()) return answer_admin(in.request, std::nullopt);
    answer_admin(in.request, decided(TemplatesGiven{std::move(templates), in.by}).refusal);
  }
  void operator()(const input::SetPassword& in) { answer_admin(in.request, set_password(in.by, in.password)); }
  void answer_admin(std::uint64_t request, std::optional<Refusal> refusal) {
    turn.on_failure.push_back(effect::AnswerAdmin{
        request, Refusal{RefusalKind::NotNow, mark("The relay cannot write right now. Try again in a moment."), 0}});
    answers.push_back(effect::AnswerAdmin{request, std::move(refusal)});
  }
  std::optional<Refusal> reconfigure(const input::Reconfigure& in) {
    if (!(organisation_of(self.workspace_) == in.before)) {
      return Refusal{RefusalKind::NotNow, mark("The configuration was changed meanwhile. Compare yours with it again."),
                     0};
    }
    Configure change{in.after, removed_between(in.before, in.after)};
    if (auto refusal = set_offsets(change.put.schedules)) return refusal;
    if (auto refusal = decided(CommandInput{in.by, in.key, std::move(change)}).refusal) return refusal;
    // By nobody, where this very document has taken its author's right away.
    const Agent* author = self.workspace_.find_agent(in.by);
    const bool is_admin = author != nullptr && !author->removed_at && author->role == AgentRole::Admin;
    for (const store::PasswordChange& first : in.first_passwords) {
      const auto known = has_password(self.store_, turn.batch, first.agent);
      if (known && !*known) set_password(is_admin ? in.by : AgentId{}, first);
    }
    return std::nullopt;
  }
  /// The word that it was set and the password itself are one batch.
  std::optional<Refusal> set_password(AgentId by, const store::PasswordChange& password) {
    auto refusal = decided(PasswordSet{password.agent, by}).refusal;
    if (!refusal) turn.batch.passwords.push_back(password);
    return refusal;
  }

  void operator()(const input::ZonesDue&) {
    Organisation organisation = organisation_of(self.workspace_);
    // A zone that the database has lost keeps what it had.
    for (Schedule& schedule : organisation.schedules) {
      std::vector<Schedule> one{schedule};
      if (!set_offsets(one)) schedule = std::move(one.front());
    }
    decided(std::move(organisation));
  }

  void page(SocketId id, Socket& socket, const PageRequest& request) {
    if (request.follows) socket.followed.reset();
    if (auto read = readable(socket.agent, request.conversation)) {
      if (request.follows) socket.followed = FollowedTimeline{request.conversation, read->customer, read->our_number};
      answers.push_back(
          effect::ReadPage{id, request, std::move(read->customer), std::move(read->our_number), read->hidden});
      return;
    }
    PageFrame nothing;
    nothing.key = request.key;
    nothing.conversation = request.conversation;
    tell(id, nothing);
  }
  void tell_delivery(SocketId id, const Socket& socket, const DeliveryRequest& request) {
    if (auto read = readable(socket.agent, request.conversation)) {
      answers.push_back(
          effect::ReadDelivery{id, request, std::move(read->customer), std::move(read->our_number), read->hidden});
      return;
    }
    tell(id, DeliveryFrame{request.key, request.message, {}, false});
  }
  void tell_note_wordings(SocketId id, const Socket& socket, const NoteWordingsRequest& request) {
    const Agent* agent = self.workspace_.find_agent(socket.agent);
    if (auto read = readable(socket.agent, request.conversation); read && agent != nullptr) {
      answers.push_back(effect::ReadNoteWordings{id, request, std::move(read->customer), std::move(read->our_number),
                                                 read->hidden, agent->sees_everything()});
      return;
    }
    tell(id, NoteWordingsFrame{request.key, request.note, {}, false});
  }
  /// What is taken is written down first.
  void operator()(const input::TranscriptAsked& in) {
    turn.on_failure.push_back(effect::RefuseTranscript{in.request, true});
    auto read = readable(in.by, in.taken.conversation);
    if (!read) {
      answers.push_back(effect::RefuseTranscript{in.request, false});
      return;
    }
    decided(TranscriptRequested{in.by, in.taken});
    auto known = std::make_shared<std::map<AgentId, std::string>>();
    for (const auto& [id, agent] : self.workspace_.agents) known->emplace(id, agent.name);
    auto queues = std::make_shared<std::map<QueueId, std::string>>();
    for (const auto& [id, queue] : self.workspace_.queues) queues->emplace(id, queue.name);
    answers.push_back(effect::ReadTranscript{
        in.request, now, in.taken, std::move(read->customer), std::move(read->our_number), read->hidden,
        is_masked(in.by, in.taken.conversation), std::move(known), std::move(queues)});
  }
  bool is_masked(AgentId reader, ConversationId id) const {
    const Agent* agent = self.workspace_.find_agent(reader);
    const Conversation* open = self.workspace_.find_conversation(id);
    if (agent == nullptr) return true;
    return open == nullptr ? has_masked_numbers(self.workspace_.settings, agent->role)
                           : is_masked_for(self.workspace_.settings, *open, *agent);
  }
  /// Nothing where the agent may not read the conversation.
  std::optional<ReadableTimeline> readable(AgentId reader, ConversationId id) const {
    const Agent* agent = self.workspace_.find_agent(reader);
    return agent == nullptr ? std::nullopt : find_readable_timeline(self.workspace_, self.store_, *agent, id);
  }

  void operator()(const input::ArchiveRead& in) {
    const auto at = self.sockets_.find(in.socket);
    const Agent* agent = at == self.sockets_.end() ? nullptr : self.workspace_.find_agent(at->second.agent);
    if (agent == nullptr) return;
    RelayFrame answer = in.answer;
    bring_up_to_date(*agent, answer);
    mask_for(self.workspace_, *agent, answer);
    tell(in.socket, answer);
  }

  void operator()(const input::CarrierAnswered& in) {
    if (self.in_flight_ > 0) --self.in_flight_;
    SendFinished finished = in.finished;
    if (is_name_of_another(finished.carrier_id, finished.message)) finished.carrier_id = {};
    decided_with_consent(std::move(finished));
  }

  /// Another message of the same words is with the carrier this very moment: what the carrier has may be that one.
  bool has_unnamed_twin(MessageId message) const {
    const OutboundSend* send = self.workspace_.find_send(message);
    if (send == nullptr) return false;
    const auto& sends = self.workspace_.sends;
    return std::any_of(sends.begin(), sends.end(), [&](const auto& one) {
      const OutboundSend& other = one.second;
      return other.message != message && other.status == DeliveryStatus::Sending && other.to == send->to &&
             other.from == send->from && other.text == send->text && other.media.empty() == send->media.empty();
    });
  }

  void operator()(const input::CarrierLookedUp& in) {
    is_asking = true;
    if (self.unheard_asked_.erase(in.message) != 0)
      hear_again(in);
    else
      settle(in);
    is_asking = false;
  }

  /// Only what the carrier says of this very message, and only where it has got further.
  void hear_again(const input::CarrierLookedUp& in) {
    const OutboundSend* send = self.workspace_.find_send(in.message);
    if (send == nullptr || send->status != DeliveryStatus::Sent) return;
    for (const auto& candidate : in.candidates) {
      if (!(candidate.carrier_id == send->carrier_id) || candidate.status == DeliveryStatus::Sent) continue;
      decided_with_consent(StatusReport{candidate.carrier_id, send->key, candidate.status, candidate.error_code, {}});
      return;
    }
  }

  void settle(const input::CarrierLookedUp& in) {
    const auto at = self.lookups_.find(in.message);
    if (at == self.lookups_.end()) return;
    Lookup& lookup = at->second;
    lookup.is_under_way = false;
    if (!in.is_answered) {
      lookup.next_at = now + kLookupAgainAfter;
      return;
    }
    if (has_unnamed_twin(in.message)) {
      lookup.next_at = now + kLookupAfter[0];
      return;
    }
    bool is_in_doubt = false;
    for (const auto& candidate : in.candidates) {
      // The same words may have been sent before: a message that already has its name here is another one.
      const OutboundSend* named = self.workspace_.find_send(candidate.carrier_id, {});
      if (named != nullptr && named->message != in.message) continue;
      if (is_given_to_another(candidate.carrier_id, in.message)) continue;
      auto archived = self.store_.find_message_by_carrier_id(candidate.carrier_id.value);
      if (archived && *archived && (*archived)->message != in.message) continue;
      if (!archived || candidate.is_doubtful) {
        is_in_doubt = true;
        continue;
      }
      decided_with_consent(SendFinished{in.message, SendOutcome::Taken, candidate.carrier_id, candidate.status,
                                        candidate.error_code, 0});
      return;
    }
    if (!in.is_complete || is_in_doubt) {
      // What was not read may hold it, and what is nobody else's may be it: no verdict, however often it is asked.
      lookup.next_at = now + kLookupAgainAfter;
      return;
    }
    if (++lookup.tries >= kLookupTries) {
      decided(
          SendFinished{in.message, SendOutcome::Refused, {}, DeliveryStatus::Failed, std::string(kNotTakenCode), 0});
      return;
    }
    lookup.next_at = now + kLookupAfter[lookup.tries];
  }

  void operator()(const input::TimerDue&) {}
  void operator()(const input::Configured& in) {
    Organisation organisation = in.organisation;
    set_offsets(organisation.schedules);
    decided(std::move(organisation));
  }
  void operator()(const input::Started&) {}  // step() has decided it

  /// Sends that may be handed to the carrier: the word that it is being sent goes to disk before the call.
  void dispatch() {
    while (self.in_flight_ < kSendsInFlightMax) {
      const std::vector<MessageId> due = due_sends(self.workspace_, now, kSendsInFlightMax - self.in_flight_);
      if (due.empty()) break;
      for (const MessageId message : due) {
        decided(SendStarted{message});
        answers.push_back(effect::CallCarrier{*self.workspace_.find_send(message)});
        ++self.in_flight_;
      }
    }
  }

  /// Asks the carrier about what is uncertain.
  void look_up() {
    for (auto at = self.lookups_.begin(); at != self.lookups_.end();) {
      const OutboundSend* send = self.workspace_.find_send(at->first);
      at = send == nullptr || send->status != DeliveryStatus::Uncertain ? self.lookups_.erase(at) : std::next(at);
    }
    for (const MessageId message : fresh_uncertain) {
      self.lookups_.emplace(message, Lookup{0, now + kLookupAfter[0], false});
    }
    for (auto& [message, lookup] : self.lookups_) {
      if (lookup.is_under_way || now < lookup.next_at) continue;
      lookup.is_under_way = true;
      answers.push_back(effect::AskCarrier{*self.workspace_.find_send(message)});
    }
    if (!self.next_unheard_at_) self.next_unheard_at_ = now + kUnheardAfter;
    while (!self.unheard_.empty() && now >= *self.next_unheard_at_) {
      const OutboundSend* send = self.workspace_.find_send(self.unheard_.front());
      self.unheard_.pop_front();
      // A receipt may have come meanwhile.
      if (send == nullptr || send->status != DeliveryStatus::Sent || now - send->accepted_at > kUnheardAgeMax) continue;
      self.unheard_asked_.insert(send->message);
      answers.push_back(effect::AskCarrier{*send});
      self.next_unheard_at_ = now + kUnheardEvery;
    }
  }
  /// One frame of what is new in this turn, to every socket of the agent.
  void flush(AgentId agent, Stream& stream) {
    if (stream.needs_snapshot) {
      stream.needs_snapshot = false;
      stream.fresh.clear();
      stream.kept.clear();
      stream.complete_after = self.workspace_.offset;
      if (stream.sockets.empty()) return;
      ++self.counters_.snapshots_sent;
      const SnapshotFrame frame{self.workspace_.offset, view_of(self.workspace_, agent)};
      const auto bytes = std::make_shared<const std::string>(encode_frame(RelayFrame(frame)));
      for (const SocketId socket : stream.sockets) turn.effects.push_back(effect::SendFrame{socket, bytes});
      return;
    }
    if (stream.fresh.empty()) return;
    if (!stream.sockets.empty()) {
      std::vector<std::string_view> entries;
      entries.reserve(stream.fresh.size());
      for (const Seen& one : stream.fresh) entries.push_back(*one.bytes);
      std::optional<std::uint64_t> sum;
      if (now - stream.digest_at >= kDigestEvery) {
        stream.digest_at = now;
        sum = digest(view_of(self.workspace_, agent));
      }
      const auto bytes =
          std::make_shared<const std::string>(encode_entries_frame(self.workspace_.offset, entries, sum));
      for (const SocketId socket : stream.sockets) turn.effects.push_back(effect::SendFrame{socket, bytes});
    }
    for (Seen& one : stream.fresh) stream.kept.push_back(std::move(one));
    stream.fresh.clear();
    while (stream.kept.size() > kStreamEntriesMax) {
      stream.complete_after = stream.kept.front().offset;
      stream.kept.pop_front();
    }
  }

  /// To whom nothing was said for a while: that the link lives. By rounds, so that ten thousand sockets are looked at
  /// every few seconds and not one by one.
  void pulse() {
    for (const ServiceEffect& one : turn.effects) {
      const auto* send = std::get_if<effect::SendFrame>(&one);
      const auto told = send == nullptr ? self.sockets_.end() : self.sockets_.find(send->socket);
      if (told != self.sockets_.end()) told->second.told_at = now;
    }
    if (self.sockets_.empty()) return self.next_pulse_round_.reset();
    if (self.next_pulse_round_ && now < *self.next_pulse_round_) return;
    std::shared_ptr<const std::string> bytes;
    Instant next = now + kPulseAfter;
    for (auto& [id, socket] : self.sockets_) {
      if (!socket.is_greeted || socket.is_closing) continue;
      if (now - socket.told_at >= kPulseAfter) {
        if (!bytes) bytes = std::make_shared<const std::string>(encode_frame(RelayFrame(PulseFrame{})));
        turn.effects.push_back(effect::SendFrame{id, bytes});
        socket.told_at = now;
      }
      next = std::min(next, socket.told_at + kPulseAfter);
    }
    self.next_pulse_round_ = std::max(next, now + (kQuietMax - kPulseAfter));
  }

  void finish() {
    for (auto at = self.streams_.begin(); at != self.streams_.end();) {
      flush(at->first, at->second);
      const bool is_over = at->second.sockets.empty() && now - at->second.last_socket_at >= kStreamKeptFor;
      at = is_over ? self.streams_.erase(at) : std::next(at);
    }
    // Before the answers: whoever is told of a new agent can already be found.
    if (has_changed_agents) {
      turn.effects.push_back(effect::AgentsChanged{
          std::make_shared<const std::vector<AgentConfigured>>(organisation_of(self.workspace_).agents)});
    }
    turn.effects.reserve(turn.effects.size() + customers_told.size() + answers.size() + 3);
    for (ServiceEffect& one : customers_told) turn.effects.push_back(std::move(one));
    for (ServiceEffect& one : answers) turn.effects.push_back(std::move(one));
    if (has_waiting_media) turn.effects.push_back(effect::MediaWaits{});
    pulse();
    turn.batch.at = now;
    if (self.workspace_.offset - self.snapshot_offset_ >=
        std::max(kLogRowsPerSnapshot, self.snapshot_bytes_ / kSnapshotBytesPerRow)) {
      self.snapshot_offset_ = self.workspace_.offset;
      std::string body = encode_workspace(self.workspace_);
      self.snapshot_bytes_ = body.size();
      turn.effects.push_back(effect::SaveSnapshot{self.workspace_.offset, std::move(body)});
    }
    std::optional<Instant> wake = next_deadline(self.workspace_);
    for (const auto& [message, lookup] : self.lookups_) {
      if (!lookup.is_under_way && (!wake || lookup.next_at < *wake)) wake = lookup.next_at;
    }
    if (!self.unheard_.empty() && (!wake || *self.next_unheard_at_ < *wake)) wake = self.next_unheard_at_;
    if (self.next_pulse_round_ && (!wake || *self.next_pulse_round_ < *wake)) wake = self.next_pulse_round_;
    if (self.next_owed_at_ && (!wake || *self.next_owed_at_ < *wake)) wake = self.next_owed_at_;
    // A send that is due but found no room in flight waits for an answer, not for a clock.
    if (wake && *wake <= now) wake = now + seconds(1);
    if (wake) turn.effects.push_back(effect::WakeAt{*wake});
  }
};

Service::Service(Workspace workspace, store::Store& store, ZoneOffsets zones)
    : workspace_(std::move(workspace)),
      store_(store),
      zones_(std::move(zones)),
      drafts_(kept_drafts(store)),
      preferences_({}),
      snapshot_offset_(workspace_.offset) {
  read_preferences();
  for (const auto& [message, send] : workspace_.sends) {
    if (send.status == DeliveryStatus::Uncertain) lookups_.emplace(message, Lookup{});
    if (send.status == DeliveryStatus::Sent && send.carrier_id.is_set()) unheard_.push_back(message);
    if (unheard_.size() > kUnheardMax) unheard_.pop_front();
  }
}

bool Service::read_preferences() {
  if (are_preferences_readable_) return true;
  const auto kept = store_.all_preferences();
  are_preferences_readable_ = kept.is_ok();
  if (kept) preferences_ = Preferences(*kept);
  return are_preferences_readable_;
}

Result<Workspace> Service::load(store::Store& store) {
  Workspace workspace;
  auto snapshot = store.load_snapshot();
  if (!snapshot) return snapshot.error();
  if (*snapshot) {
    auto decoded = decode_workspace((*snapshot)->body);
    if (!decoded) return decoded.error();
    workspace = std::move(decoded.value());
  }
  constexpr std::size_t kRowsAtOnce = 1'000;
  for (;;) {
    auto rows = store.read_log(workspace.offset, kRowsAtOnce);
    if (!rows) return rows.error();
    for (const store::LogRow& row : *rows) {
      auto entry = decode_entry(row.body);
      if (!entry) return entry.error();
      if (Status folded = apply(workspace, *entry); !folded) {
        return Error{ErrorCode::Invalid, "The log cannot be read at offset " + std::to_string(row.offset) + ". " +
                                             folded.error().sentence + " Restore a backup."};
      }
    }
    if (rows->size() < kRowsAtOnce) return workspace;
  }
}

ServiceTurn Service::step(std::span<const ServiceInput> inputs, Instant now) {
  Step step{*this, now, {}, {}, {}, {}, {}};
  step.turn.expected_head = workspace_.offset;
  // Not within a turn: those of it are not in the store yet.
  for (; corrected_notes_.size() > kCorrectedNotesMax; corrected_notes_.pop_front())
    corrections_complete_after_ = corrected_notes_.front().offset;
  step.answers.reserve(2 * inputs.size());
  // A start comes before the deadlines that passed meanwhile: nobody missed an offer while no relay was there.
  const auto is_start = [](const ServiceInput& one) { return std::holds_alternative<input::Started>(one); };
  if (std::any_of(inputs.begin(), inputs.end(), is_start)) {
    // What a turn before it would have told of them may not have been told.
    step.has_changed_agents = step.has_waiting_media = true;
    step.decided(RelayStarted{});
    step.drop_lost_drafts();
    if (step.have_preferences())
      step.drop_lost_preferences();
    else
      step.answers.push_back(effect::PreferencesUnreadable{});
  }
  // What was due is decided first: an answer that comes after its offer's deadline is late, whoever reads the clock.
  step.pass_time();
  for (const ServiceInput& one : inputs) {
    if (!is_start(one)) std::visit(step, one);
  }
  step.route();
  step.dispatch();
  step.look_up();
  step.follow_customers();
  step.finish();
  return std::move(step.turn);
}

ServiceCounters Service::counters() const {
  ServiceCounters counters = counters_;
  for (const auto& [queue, waiting] : workspace_.index.waiting) counters.waiting += waiting.size();
  counters.conversations = workspace_.conversations.size();
  for (const auto& [agent, stream] : streams_) counters.agents_connected += stream.sockets.empty() ? 0 : 1;
  counters.sends_waiting = workspace_.index.queued.size();
  counters.sends_uncertain = lookups_.size();
  return counters;
}

}  // namespace smsdesk::relay
