#include "tests/support/builders/random_inputs.h"

#include <array>
#include <cstdlib>

#include "tests/support/builders/world.h"

namespace smsdesk::test {

std::vector<std::uint64_t> seeds(std::uint64_t count) {
  if (const char* one = std::getenv("SMSDESK_SEED")) return {std::strtoull(one, nullptr, 10)};
  std::vector<std::uint64_t> all;
  for (std::uint64_t seed = 1; seed <= count; ++seed) all.push_back(seed);
  return all;
}

bool is_rich(std::uint64_t seed) {
  return seed % 4 != 0;
}

World a_world(std::uint64_t seed) {
  if (!is_rich(seed)) return World(an_organisation());
  Organisation rich = a_rich_organisation();
  rich.settings[0].masked_for = static_cast<MaskedFor>(seed % 3);
  return World(rich);
}

DurationMs some_time(Random& random) {
  return random.chance(1) && random.chance(30) ? hours(12) : static_cast<DurationMs>(random.below(8'000));
}

std::string RandomInputs::text() {
  static constexpr std::array<const char*, 11> kTexts = {"hi",
                                                         "",
                                                         " \n\t ",
                                                         "\"quoted\\\" {json}",
                                                         "héllo wörld €",
                                                         "\xF0\x9F\x98\x80\xE2\x80\x8D\xF0\x9F\x91\xA9",
                                                         "a\x01\x1F\x7F"
                                                         "b",
                                                         "\xE2\x80\xAEoverride",
                                                         "STOP",
                                                         "Sales please, where is my order",
                                                         "line\r\nbreak\xE2\x80\xA8 end"};
  if (random_.chance(4)) return std::string(1 + random_.below(2000), 'x');
  return kTexts[random_.below(kTexts.size())];
}

AgentId RandomInputs::agent(const Workspace& workspace) {
  if (workspace.agents.empty() || random_.chance(2)) return AgentId{random_.below(30)};
  auto at = workspace.agents.begin();
  std::advance(at, static_cast<std::ptrdiff_t>(random_.below(workspace.agents.size())));
  return at->first;
}

ConversationId RandomInputs::conversation(const Workspace& workspace, AgentId owner) {
  std::vector<ConversationId> own, all;
  for (const auto& [id, one] : workspace.conversations) {
    all.push_back(id);
    if (one.owner == owner) own.push_back(id);
  }
  const auto& from = !own.empty() && random_.chance(90) ? own : all;
  if (from.empty() || random_.chance(2)) return ConversationId{random_.below(500)};
  return from[random_.below(from.size())];
}

MessageId RandomInputs::send_in(const Workspace& workspace, DeliveryStatus status) {
  std::vector<MessageId> all;
  for (const auto& [id, send] : workspace.sends) {
    if (send.status == status || random_.chance(10)) all.push_back(id);
  }
  return all.empty() ? MessageId{random_.below(500)} : all[random_.below(all.size())];
}

std::optional<ClosedConversation> RandomInputs::closed(const std::string& from, const std::string& to, Instant now) {
  if (!random_.chance(30)) return std::nullopt;
  ClosedConversation one;
  one.conversation = ConversationId{1 + random_.below(300)};
  one.queue = random_.chance(50) ? kSupport : kSales;
  one.customer = from;
  one.our_number = to;
  one.opened_at = now + -hours(100);
  one.ended_at = now + -hours(static_cast<std::int64_t>(random_.below(100)));
  one.agent = AgentId{11 + random_.below(5)};
  return one;
}

std::optional<Input> RandomInputs::fetched(const Workspace& workspace) {
  for (const auto& [id, conversation] : workspace.conversations) {
    for (const Message& message : conversation.detail->messages) {
      if (message.media.empty() || message.media[0].state != MediaState::Waiting) continue;
      Media media = message.media[0];
      media.state = random_.chance(70) ? MediaState::Stored : MediaState::Failed;
      media.failure = media.state == MediaState::Failed ? MediaFailure::NotFound : MediaFailure::None;
      media.hash = media.state == MediaState::Failed ? "" : std::string(64, 'c');
      media.width = static_cast<unsigned>(random_.below(2'000));
      return MediaReport{id, message.id, 0, std::move(media)};
    }
  }
  return std::nullopt;
}

std::vector<TemplateAction> RandomInputs::actions() {
  std::vector<TemplateAction> list;
  for (std::uint64_t count = 1 + random_.below(3); count > 0; --count) {
    TemplateAction one;
    one.kind = static_cast<TemplateActionKind>(random_.below(kTemplateActionKinds));
    one.text = text();
    one.code = random_.chance(80) ? kSolved : WrapUpCodeId{random_.below(40)};
    one.park_for = minutes(static_cast<std::int64_t>(random_.below(300)));
    one.queue = random_.chance(80) ? kSales : QueueId{random_.below(4)};
    list.push_back(std::move(one));
  }
  return list;
}

TemplateId RandomInputs::some_template(const Workspace& workspace) {
  if (workspace.templates.empty() || random_.chance(5)) return TemplateId{random_.below(500)};
  auto at = workspace.templates.begin();
  std::advance(at, static_cast<std::ptrdiff_t>(random_.below(workspace.templates.size())));
  return at->first;
}

AgentCommand RandomInputs::colleague_command(const Workspace& workspace, AgentId who, ConversationId id, Instant now) {
  const Conversation* known = workspace.find_conversation(id);
  const AgentId other = agent(workspace);
  ConsultId consult{random_.below(500)};
  if (known != nullptr && known->detail && !known->detail->consults.empty()) {
    consult = known->detail->consults[random_.below(known->detail->consults.size())].id;
  }
  WrapUpForm form{random_.chance(80) ? kSolved : WrapUpCodeId{random_.below(40)}, text(), {{"Case", text()}}};
  switch (random_.below(26)) {
    case 0:
      return BeginTransfer{id, random_.chance(50) ? kSales : kSupport, {}, text(), random_.chance(50)};
    case 1:
    case 2:
      return BeginTransfer{id, {}, other, text(), true};
    case 3:
      return TakeBackTransfer{id};
    case 4:
      return BeginConsult{id, other, text()};
    case 5:
      return SayInConsult{id, consult, text(), random_.chance(50)};
    case 6:
      return EndConsult{id, consult};
    case 7: {
      if (known == nullptr || !known->detail || known->detail->notes.empty() || random_.chance(50))
        return AddNote{id, text(), {other, who}};
      const Note& note = known->detail->notes[random_.below(known->detail->notes.size())];
      return CorrectNote{id, note.id, note.correction, text(), {other}, random_.chance(30)};
    }
    case 8:
      return InviteGuest{id, other};
    case 9:
      return DismissGuest{id, other};
    case 10:
    case 11:
      return ParkConversation{id, now + static_cast<DurationMs>(random_.below(60'000)), text()};
    case 12:
      return ResumeConversation{id};
    case 13: {
      ReopenConversation reopen{id, closed(customer(), kSupportNumber, now)};
      if (reopen.closed) reopen.closed->conversation = id;
      return reopen;
    }
    case 14:
      return FreeConversation{id};
    case 15:
      return AbandonConversation{id};
    case 16:
      return PrepareWrapUp{id, form};
    case 17:
      return RequestAcw{id, random_.chance(70)};
    case 18:
      return ExtendAcw{id};
    case 19: {
      const std::vector<ConversationId> waiting = [&] {
        std::vector<ConversationId> all;
        for (const auto& [one, c] : workspace.conversations) {
          if (c.state == ConversationState::Waiting) all.push_back(one);
        }
        return all;
      }();
      return PickConversation{waiting.empty() ? id : waiting[random_.below(waiting.size())]};
    }
    case 20:
      return SetPresence{Presence::Meeting, random_.chance(70) ? kCoaching : SubStatusId{3}, random_.chance(20),
                         random_.chance(50) ? other : AgentId{}};
    case 21: {
      MessageId message{random_.below(500)};
      if (known != nullptr && known->detail && !known->detail->messages.empty())
        message = known->detail->messages[random_.below(known->detail->messages.size())].id;
      return ReportMessage{id, message, static_cast<ReportKind>(random_.below(3))};
    }
    case 22: {
      SaveContact save;
      save.conversation = id;
      save.zone = LocalZone{};
      if (known != nullptr && known->detail) {
        save.known = known->detail->record.contact;
        if (save.known) save.contact = *save.known;
        if (!save.known) save.contact.numbers = {known->detail->customer};
      }
      save.contact.name = random_.chance(90) ? "Customer " + std::to_string(random_.below(20)) : text();
      save.contact.note = random_.chance(50) ? text() : std::string();
      if (random_.chance(30)) save.contact.labels = {"VIP", text()};
      if (random_.chance(10)) ++save.contact.revision;
      return save;
    }
    case 23: {
      MergeContacts merge;
      merge.conversation = id;
      merge.zone = LocalZone{};
      if (known != nullptr && known->detail) merge.kept_contact = known->detail->record.contact;
      for (const auto& [one, c] : workspace.conversations) {
        const auto& contact = c.detail->record.contact;
        if (contact && merge.kept_contact && contact->id != merge.kept_contact->id) merge.gone_contact = contact;
      }
      if (merge.kept_contact && merge.gone_contact) {
        merge.kept = merge.kept_contact->id;
        merge.gone = merge.gone_contact->id;
        merge.kept_revision = merge.kept_contact->revision;
        merge.gone_revision = merge.gone_contact->revision + (random_.chance(10) ? 1 : 0);
      }
      return merge;
    }
    case 24:
      return TellContactsApart{id, ContactId{random_.below(500)}, random_.chance(90)};
    default:
      return SetOnQueue{random_.chance(60), other};
  }
}

AgentCommand RandomInputs::command(const Workspace& workspace, AgentId who, Instant now) {
  OfferId offer{random_.below(500)};
  for (const auto& [id, one] : workspace.offers) {
    if (one.agent == who) offer = id;
  }
  const ConversationId id = conversation(workspace, who);
  const Conversation* known = workspace.find_conversation(id);
  const MessageId newest = known != nullptr && known->detail && !known->detail->messages.empty()
                               ? known->detail->messages.back().id
                               : MessageId{random_.below(500)};
  if (is_rich_ && random_.chance(40)) return colleague_command(workspace, who, id, now);
  switch (random_.below(is_rich_ ? 21 : 16)) {
    case 0:
      return SetPresence{static_cast<Presence>(random_.below(8))};
    case 1:
      return SetOnQueue{random_.chance(20)};
    case 2:
    case 3:
      return SetOnQueue{true};
    case 4:
    case 5:
    case 6:
      return AnswerOffer{offer};
    case 7:
      return DeclineOffer{offer};
    case 8:
    case 9:
    case 10: {
      SendMessage send{id, text(), random_.chance(85) ? newest : MessageId{random_.below(300)}, random_.chance(10)};
      if (random_.chance(15)) send.actions = actions();
      if (random_.chance(4)) return DoActions{id, actions()};
      return send;
    }
    case 11: {
      if (known == nullptr || !known->detail || known->detail->messages.empty() || random_.chance(60))
        return MarkSeen{id, newest, random_.chance(40)};
      const auto& held = known->detail->messages;
      return MarkUnread{id, held[random_.below(held.size())].id};
    }
    case 16: {
      Template one;
      one.id = random_.chance(40) ? TemplateId{} : some_template(workspace);
      one.name = "Template " + std::to_string(random_.below(20));
      one.library = static_cast<TemplateLibrary>(random_.below(3));
      if (one.library == TemplateLibrary::Team) one.team = kSupport;
      if (random_.chance(30)) one.queues = {kSales};
      const std::uint64_t number = random_.below(100);
      one.texts = {{"en", "Hello {{customer.name|there}}, " + std::to_string(number)}};
      if (number % 5 == 0) one.files = {{std::string(64, 'a'), "map.png", "image/png", 1'000 + number, 40, 30}};
      if (number % 10 == 0) one.texts.clear();
      return SaveTemplates{{std::move(one)}, random_.chance(20)};
    }
    case 17:
      return RemoveTemplate{some_template(workspace)};
    case 18:
      return UseTemplate{some_template(workspace)};
    case 19:
    case 20:
      return RevealNumber{id};
    case 12:
    case 13:
      return EndConversation{id, is_rich_ && random_.chance(80) ? Resolution::Resolved : Resolution::NotAsked};
    default:
      return CompleteWrapUp{id, random_.chance(85) ? kSolved : WrapUpCodeId{random_.below(40)}, text(),
                            is_rich_ ? std::vector<FilledField>{{"Case", text()}} : std::vector<FilledField>{}};
  }
}

Input RandomInputs::next(const Workspace& workspace, Instant now) {
  const auto key = [&] { return "k" + std::to_string(++keys_); };
  // A rich world has more that its people can do, so they do more.
  switch (random_.below(is_rich_ ? 36 : 20)) {
    case 0:
    case 1:
    case 2: {
      InboundMessage in{
          CarrierMessageId{"SM" + key()}, customer(), random_.chance(60) ? kSupportNumber : kSalesNumber, text(), {}};
      if (random_.chance(3)) in.to = "+19999999999";
      if (random_.chance(5)) in.from = "ACME";
      if (is_rich_ && workspace.find_open(in.from, in.to) == nullptr) in.previous = closed(in.from, in.to, now);
      if (random_.chance(10)) in.media.push_back({"https://example.com/" + text(), "image/png"});
      return in;
    }
    case 3:
    case 4: {
      StatusReport report;
      const MessageId id = send_in(workspace, DeliveryStatus::Sent);
      if (const OutboundSend* send = workspace.find_send(id)) {
        report.key = random_.chance(70) ? send->key : SendKey{};
        report.carrier_id = send->carrier_id.is_set() ? send->carrier_id : CarrierMessageId{"SM" + key()};
      }
      report.status = static_cast<DeliveryStatus>(1 + random_.below(7));
      report.error_code = random_.chance(50) ? "30003" : "";
      return report;
    }
    case 5:
      return SendStarted{send_in(workspace, DeliveryStatus::Queued)};
    case 6:
    case 7: {
      SendFinished finished;
      finished.message = send_in(workspace, DeliveryStatus::Sending);
      finished.outcome = static_cast<SendOutcome>(random_.below(4));
      if (finished.outcome == SendOutcome::Taken) {
        finished.carrier_id.value = "SM" + key();
        finished.status = static_cast<DeliveryStatus>(1 + random_.below(7));
      }
      finished.retry_after = static_cast<DurationMs>(random_.below(30'000));
      return finished;
    }
    case 8:
      return AgentArrived{agent(workspace)};
    case 9:
      return random_.chance(is_rich_ ? 15 : 40) ? Input(AgentLeft{agent(workspace), random_.chance(20)})
                                                : Input(AgentArrived{agent(workspace)});
    case 10: {
      if (is_rich_ && random_.chance(5)) {
        return TranscriptRequested{agent(workspace), {conversation(workspace, {}), "html", random_.chance(50), false}};
      }
      if (is_rich_ && random_.chance(5)) return PasswordSet{agent(workspace), random_.chance(50) ? kAda : AgentId{}};
      if (!random_.chance(is_rich_ ? 5 : 15)) return TimePassed{};
      Organisation changed = is_rich_ ? a_rich_organisation() : an_organisation();
      if (is_rich_) changed.settings[0].masked_for = static_cast<MaskedFor>(random_.below(3));
      if (is_rich_) changed.settings[0].has_reveal = random_.chance(80);
      if (is_rich_ && random_.chance(30)) changed.groups[0].members = {kBen};
      if (is_rich_ && random_.chance(30)) changed.queues[0].rings.resize(random_.below(2));
      if (is_rich_ && random_.chance(30)) changed.labels[0].weight = static_cast<unsigned>(1 + random_.below(3));
      changed.agents[random_.below(4)].capacity = static_cast<unsigned>(random_.below(5));  // 0: the default
      if (random_.chance(50)) changed.agents[random_.below(4)].queues = {kSales};
      if (random_.chance(30)) changed.agents[random_.below(4)].role = AgentRole::Supervisor;
      changed.queues[random_.below(2)].alert_timeout = seconds(static_cast<std::int64_t>(7 + random_.below(60)));
      if (random_.chance(30)) changed.queues[1].wrap_up_codes = {kFollowUp};
      if (random_.chance(40)) {
        const QueueId gone = random_.chance(50) ? kSupport : kSales;
        std::erase_if(changed.queues, [&](const Queue& queue) { return queue.id == gone; });
        for (AgentConfigured& agent : changed.agents) std::erase(agent.queues, gone);
        if (random_.chance(50))
          std::erase_if(changed.numbers, [&](const OurNumber& number) { return number.queue == gone; });
        for (OurNumber& number : changed.numbers) number.queue = changed.queues[0].id;
      }
      for (int i = random_.chance(60) ? 1 : 0; i > 0 || (!changed.agents.empty() && random_.chance(20)); --i) {
        changed.agents.erase(changed.agents.begin() +
                             static_cast<std::ptrdiff_t>(random_.below(changed.agents.size())));
      }
      return changed;
    }
    case 11:
      if (random_.chance(30)) {
        if (const auto report = fetched(workspace)) return *report;
      }
      return random_.chance(is_rich_ ? 3 : 10) ? Input(RelayStarted{}) : Input(TimePassed{});
    default: {
      if (is_rich_ && random_.chance(3)) {
        Configure configure;
        if (random_.chance(50))
          configure.put.sub_statuses = {{kCoaching, Presence::Meeting, "Coaching"}, {{}, Presence::Break, "Tea"}};
        else
          configure.removed.others = {{ItemKind::SubStatus, kCoaching.value}};
        if (random_.chance(20)) configure.removed.queues = {kSales};
        if (random_.chance(30))
          configure.put.settings = {
              {static_cast<unsigned>(1 + random_.below(3)), static_cast<unsigned>(random_.below(3)), 0}};
        return CommandInput{kAda, SendKey{key()}, std::move(configure)};
      }
      AgentId who = agent(workspace);
      if (is_rich_ && random_.chance(60)) {
        // Whoever has or is offered something does something about it.
        std::vector<AgentId> busy;
        for (const auto& [id, one] : workspace.conversations) {
          if (one.owner.is_set()) busy.push_back(one.owner);
        }
        for (const auto& [id, one] : workspace.offers) busy.push_back(one.agent);
        if (!busy.empty()) who = busy[random_.below(busy.size())];
      }
      return CommandInput{who, SendKey{key()}, command(workspace, who, now)};
    }
  }
}

}  // namespace smsdesk::test
