#include "tests/support/builders/world.h"

#include <algorithm>
#include <cstdio>

#include "core/base/assert.h"
#include "core/workspace/workspace_json.h"

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

Organisation a_rich_organisation() {
  Organisation all = an_organisation();
  all.skills = {{kGerman, "German"}, {kBilling, "Billing"}};
  all.groups = {{kBackOffice, "Back office", {kEve, kSam}}};
  all.labels = {{kVip, "VIP", 2, 1, false}, {kBulk, "Bulk", 1, 0, true}};
  all.sub_statuses = {{kCoaching, Presence::Meeting, "Coaching"}};
  Schedule hours{ScheduleId{71}, "Office", "Etc/UTC", {{Instant{0}, 0}}, {}, {}};
  for (unsigned day = 0; day < 7; ++day) hours.open.push_back({day, 0, 60});
  all.schedules = {hours};
  all.contact_lists = {{ContactListId{81}, "VIPs", {"+14155551001"}}};
  all.agents.push_back({kAda, "ada", "Ada", AgentRole::Admin, 1, {}});
  all.agents[0].skills = {{kGerman, 5}};
  all.agents[1].skills = {{kGerman, 2}, {kBilling, 4}};
  Queue& support = all.queues[0];
  support.skills = {kGerman};
  support.rings = {{seconds(20), {kBackOffice}, {}}, {seconds(60), {}, {kGerman}}};
  support.overflows = {{seconds(40), 0, {kBackOffice}}, {0, 60, {kBackOffice}}};
  support.schedule = ScheduleId{71};
  support.texts = {"Thank you. We answer soon.", "Still waiting. Sorry.", seconds(30), "We are closed."};
  support.quiet_after = minutes(2);
  support.inactivity_timeout = minutes(5);
  support.acw_mode = AcwMode::MandatoryTimed;
  support.acw_timeout = seconds(45);
  support.acw_extension = seconds(30);
  support.acw_timeout_code = kFollowUp;
  support.asks_resolved = true;
  support.fields = {{"Case", true, {}}, {"Kind", false, {"Parcel", "Invoice"}}};
  Queue& sales = all.queues[1];
  sales.skill_evaluation = SkillEvaluation::Best;
  sales.skills = {kBilling};
  sales.label = kVip;
  sales.is_manual_pick = true;
  sales.last_agent = LastAgentMode::AnyAgent;
  sales.preferred = {{kBackOffice, seconds(10)}};
  sales.inactivity_timeout = minutes(4);
  sales.inactivity_action = InactivityAction::BackToQueue;
  sales.acw_mode = AcwMode::AgentRequested;
  sales.grace = seconds(30);
  sales.is_auto_answer = true;
  all.numbers[0].rules = {{NumberRule::Kind::Keyword, {"sales"}, {}, kSales, {}, 0},
                          {NumberRule::Kind::ContactList, {}, ContactListId{81}, kSupport, {kBilling}, 5},
                          {NumberRule::Kind::Language, {"en"}, {}, kSupport, {}, 1}};
  all.settings = {{1, 1, minutes(15)}};
  return all;
}

RefusalKind refusal_of(const Decision& decision) {
  SMSDESK_ASSERT(decision.refusal.has_value());
  SMSDESK_ASSERT(!decision.refusal->sentence.empty());
  return decision.refusal->kind;
}

World::World(const Organisation& organisation) {
  SMSDESK_ASSERT(check_organisation(organisation).empty());
  decide(organisation);
}

void World::fold(const std::vector<LogEntry>& entries) {
  for (const LogEntry& entry : entries) {
    const Status folded = apply(workspace, entry);
    if (!folded) std::fprintf(stderr, "%s %s\n", folded.error().sentence.c_str(), encode_entry(entry).c_str());
    SMSDESK_ASSERT(folded.is_ok());
    log.push_back(entry);
  }
  const Status checked = check_invariants(workspace);
  if (!checked) std::fprintf(stderr, "%s\n", checked.error().sentence.c_str());
  SMSDESK_ASSERT(checked.is_ok());
}

Decision World::decide(const Input& input) {
  Decision decision = smsdesk::decide(workspace, input, now);
  SMSDESK_ASSERT(!decision.refusal || decision.entries.empty());
  fold(decision.entries);
  return decision;
}

std::vector<LogEntry> World::make_offers() {
  std::vector<LogEntry> all;
  for (;;) {
    std::vector<LogEntry> entries = decide_offers(workspace, now);
    if (entries.empty()) return all;
    fold(entries);
    for (LogEntry& entry : entries) all.push_back(std::move(entry));
    SMSDESK_ASSERT(all.size() < 100'000);
  }
}

void World::live(DurationMs time) {
  const Instant end = now + time;
  for (unsigned turns = 0;; ++turns) {
    SMSDESK_ASSERT(turns < 100'000);
    make_offers();
    deliver();
    const std::optional<Instant> next = next_deadline(workspace);
    if (!next || end < *next) break;
    now = std::max(now, *next);
    decide(TimePassed{});
  }
  now = end;
}

void World::deliver() {
  for (const MessageId message : due_sends(workspace, now, 1'000)) {
    decide(SendStarted{message});
    const CarrierMessageId name{"SM" + fresh_key().value};
    decide(SendFinished{message, SendOutcome::Taken, name, DeliveryStatus::Delivered, "", 0});
  }
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

AgentId World::asked_for(ConversationId id) const {
  const Offer* found = workspace.find_offer(conversation(id).offer);
  return found == nullptr ? AgentId{} : found->agent;
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
