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

std::string RandomInputs::text() {
  static constexpr std::array<const char*, 10> kTexts = {"hi",
                                                         "",
                                                         " \n\t ",
                                                         "\"quoted\\\" {json}",
                                                         "héllo wörld €",
                                                         "\xF0\x9F\x98\x80\xE2\x80\x8D\xF0\x9F\x91\xA9",
                                                         "a\x01\x1F\x7F"
                                                         "b",
                                                         "\xE2\x80\xAEoverride",
                                                         "STOP",
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

AgentCommand RandomInputs::command(const Workspace& workspace, AgentId who) {
  OfferId offer{random_.below(500)};
  for (const auto& [id, one] : workspace.offers) {
    if (one.agent == who) offer = id;
  }
  const ConversationId id = conversation(workspace, who);
  const Conversation* known = workspace.find_conversation(id);
  const MessageId newest = known != nullptr && known->detail && !known->detail->messages.empty()
                               ? known->detail->messages.back().id
                               : MessageId{random_.below(500)};
  switch (random_.below(16)) {
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
    case 10:
      return SendMessage{id, text(), random_.chance(85) ? newest : MessageId{random_.below(300)}, random_.chance(10)};
    case 11:
      return MarkSeen{id, newest};
    case 12:
    case 13:
      return EndConversation{id};
    default:
      return CompleteWrapUp{id, random_.chance(85) ? kSolved : WrapUpCodeId{random_.below(40)}, text()};
  }
}

Input RandomInputs::next(const Workspace& workspace) {
  const auto key = [&] { return "k" + std::to_string(++keys_); };
  switch (random_.below(20)) {
    case 0:
    case 1:
    case 2: {
      InboundMessage in{
          CarrierMessageId{"SM" + key()}, customer(), random_.chance(60) ? kSupportNumber : kSalesNumber, text(), {}};
      if (random_.chance(3)) in.to = "+19999999999";
      if (random_.chance(5)) in.from = "ACME";
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
      return random_.chance(40) ? Input(AgentLeft{agent(workspace)}) : Input(AgentArrived{agent(workspace)});
    case 10: {
      if (!random_.chance(15)) return TimePassed{};
      Organisation changed = an_organisation();
      changed.agents[random_.below(4)].capacity = static_cast<unsigned>(1 + random_.below(4));
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
      return random_.chance(10) ? Input(RelayStarted{}) : Input(TimePassed{});
    default: {
      const AgentId who = agent(workspace);
      return CommandInput{who, SendKey{key()}, command(workspace, who)};
    }
  }
}

}  // namespace smsdesk::test
