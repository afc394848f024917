#include "tests/support/builders/world.h"

#include "core/base/assert.h"

namespace smsdesk::test {

Organisation an_organisation() {
  Organisation all;
  all.wrap_up_codes = {{kSolved, "Solved"}, {kFollowUp, "Follow up"}};
  Queue support;
  support.id = kSupport;
  support.name = "Support";
  support.wrap_up_codes = {kSolved, kFollowUp};
  Queue sales;
  sales.id = kSales;
  sales.name = "Sales";
  all.queues = {support, sales};
  all.numbers = {{kSupportNumber, kSupport}, {kSalesNumber, kSales}};
  all.agents = {{kAna, "ana", "Ana Lopez", AgentRole::Agent, 2, {kSupport}},
                {kBen, "ben", "Ben Okafor", AgentRole::Agent, 1, {kSupport, kSales}},
                {kEve, "eve", "Eve", AgentRole::Agent, 3, {kSales}},
                {kSam, "sam", "Sam Roth", AgentRole::Supervisor, 1, {}}};
  return all;
}

World::World() {
  decide(an_organisation());
}

void World::fold(const std::vector<LogEntry>& entries) {
  for (const LogEntry& entry : entries) {
    const Status folded = apply(workspace, entry);
    SMSDESK_ASSERT(folded.is_ok());
    log.push_back(entry);
  }
  const Status checked = check_invariants(workspace);
  SMSDESK_ASSERT(checked.is_ok());
}

Decision World::decide(const Input& input) {
  Decision decision = smsdesk::decide(workspace, input, now);
  SMSDESK_ASSERT(!decision.refusal || decision.entries.empty());
  fold(decision.entries);
  return decision;
}

std::vector<LogEntry> World::make_offers() {
  std::vector<LogEntry> entries = decide_offers(workspace, now);
  fold(entries);
  return entries;
}

void World::arrive(AgentId agent) {
  decide(AgentArrived{agent});
}

void World::on_queue(AgentId agent) {
  arrive(agent);
  command(agent, SetOnQueue{true});
}

SendKey World::fresh_key() {
  return SendKey{"key-" + std::to_string(++keys_)};
}

Decision World::command(AgentId agent, AgentCommand command) {
  return decide(CommandInput{agent, fresh_key(), std::move(command)});
}

ConversationId World::inbound(const std::string& text, const std::string& from, const std::string& to) {
  decide(InboundMessage{CarrierMessageId{"SM" + fresh_key().value}, from, to, text, {}});
  const Conversation* open = workspace.find_open(from, to);
  SMSDESK_ASSERT(open != nullptr);
  return open->id;
}

MessageId World::send(AgentId agent, ConversationId id, const std::string& text) {
  const Decision decision = command(agent, SendMessage{id, text, newest(id), false});
  SMSDESK_ASSERT(!decision.refusal);
  return newest(id);
}

const Conversation& World::conversation(ConversationId id) const {
  const Conversation* found = workspace.find_conversation(id);
  SMSDESK_ASSERT(found != nullptr);
  return *found;
}

const Agent& World::agent(AgentId id) const {
  const Agent* found = workspace.find_agent(id);
  SMSDESK_ASSERT(found != nullptr);
  return *found;
}

const Offer& World::offer_of(ConversationId id) const {
  const Offer* found = workspace.find_offer(conversation(id).offer);
  SMSDESK_ASSERT(found != nullptr);
  return *found;
}

MessageId World::newest(ConversationId id) const {
  const auto& messages = conversation(id).detail->messages;
  return messages.empty() ? MessageId{} : messages.back().id;
}

ConversationBuilder& ConversationBuilder::from(std::string customer) {
  customer_ = std::move(customer);
  return *this;
}
ConversationBuilder& ConversationBuilder::to(std::string our_number) {
  our_number_ = std::move(our_number);
  return *this;
}
ConversationBuilder& ConversationBuilder::with_inbound(std::string text) {
  steps_.emplace_back(Kind::Inbound, std::move(text));
  return *this;
}
ConversationBuilder& ConversationBuilder::owned_by(AgentId agent) {
  owner_ = agent;
  steps_.emplace_back(Kind::Answered, "");
  return *this;
}
ConversationBuilder& ConversationBuilder::with_own(std::string text) {
  steps_.emplace_back(Kind::Own, std::move(text));
  return *this;
}
ConversationBuilder& ConversationBuilder::ended() {
  steps_.emplace_back(Kind::Ended, "");
  return *this;
}

ConversationId ConversationBuilder::in(World& world) const {
  ConversationId id;
  for (const auto& [kind, text] : steps_) {
    switch (kind) {
      case Kind::Inbound:
        id = world.inbound(text, customer_, our_number_);
        break;
      case Kind::Answered: {
        if (world.agent(owner_).queue_status != QueueStatus::OnQueue) world.on_queue(owner_);
        world.make_offers();
        SMSDESK_ASSERT(world.offer_of(id).agent == owner_);
        world.command(owner_, AnswerOffer{world.offer_of(id).id});
        break;
      }
      case Kind::Own:
        world.send(owner_, id, text);
        break;
      case Kind::Ended:
        world.command(owner_, EndConversation{id});
        break;
    }
  }
  return id;
}

}  // namespace smsdesk::test
