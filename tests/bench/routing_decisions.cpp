// bench_routing_decisions AGENTS QUEUES WAITING: routing at its limit. Every agent is on queue and full, WAITING
// conversations wait; again and again one agent ends a conversation and files its wrap-up, one customer writes, and what
// routing offers is decided, folded and answered.
//
// A round begins with a line on standard input that says how many decisions, and ends with a JSON line on standard output,
// as in ingest_floor.cpp. Times are processor time of this one thread: "decision_us" is decide_offers() and the fold of the
// offer, "cycle_us" all that happens from one agent's end to the next. Where an offer does not come, it stops: a routing
// that offers nothing would be fast.
#include <time.h>

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "core/base/random.h"
#include "core/workspace/decide.h"

namespace {

using namespace smsdesk;

constexpr std::uint64_t kDecisionsMax = 10'000'000;
constexpr std::uint64_t kSizeMax = 100'000;
constexpr std::uint64_t kSkills = 12;
constexpr std::uint64_t kGroups = 10;
constexpr std::uint64_t kQueuesOfAnAgent = 5;

[[noreturn]] void stop(const std::string& sentence) {
  std::fprintf(stderr, "bench_routing_decisions: %s\n", sentence.c_str());
  std::exit(1);
}

double cpu_us() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

QueueId queue_id(std::uint64_t i) {
  return QueueId{1 + i};
}
SkillId skill_id(std::uint64_t i) {
  return SkillId{1'001 + i};
}
GroupId group_id(std::uint64_t i) {
  return GroupId{2'001 + i};
}
constexpr WrapUpCodeId kSolved{3'001};
AgentId agent_id(std::uint64_t i) {
  return AgentId{10'001 + i};
}
std::string number_of(std::uint64_t queue) {
  return "+1500" + std::to_string(5'550'000 + queue);
}

Organisation an_organisation(std::uint64_t agents, std::uint64_t queues, Random& random) {
  Organisation all;
  all.wrap_up_codes = {{kSolved, "Solved"}};
  for (std::uint64_t i = 0; i < kSkills; ++i) all.skills.push_back({skill_id(i), "Skill " + std::to_string(i)});
  for (std::uint64_t i = 0; i < kGroups; ++i) all.groups.push_back({group_id(i), "Group " + std::to_string(i), {}});
  for (std::uint64_t i = 0; i < queues; ++i) {
    Queue queue;
    queue.id = queue_id(i);
    queue.name = "Queue " + std::to_string(i);
    queue.wrap_up_codes = {kSolved};
    queue.rings = {{minutes(10), {group_id(i % kGroups)}, {}}};
    queue.overflows = {{0, 50, {group_id((i + 1) % kGroups)}}};
    all.queues.push_back(queue);
    // Half of what comes asks for a skill, by the customer's first word.
    OurNumber number{number_of(i), queue.id, {}};
    for (std::uint64_t skill = 0; skill < kSkills / 2; ++skill) {
      number.rules.push_back({NumberRule::Kind::Keyword,
                              {"w" + std::to_string(skill)},
                              {},
                              queue.id,
                              {skill_id((i + skill) % kSkills)},
                              0});
    }
    all.numbers.push_back(number);
  }
  for (std::uint64_t i = 0; i < agents; ++i) {
    AgentConfigured agent;
    agent.agent = agent_id(i);
    agent.login = "agent" + std::to_string(i);
    agent.name = "Agent " + std::to_string(i);
    agent.capacity = 1 + static_cast<unsigned>(random.below(3));
    for (std::uint64_t one = 0; one < kQueuesOfAnAgent; ++one) {
      const QueueId queue = queue_id((i + one * 7) % queues);
      bool is_new = true;
      for (const QueueId known : agent.queues) is_new = is_new && known != queue;
      if (is_new) agent.queues.push_back(queue);
    }
    for (std::uint64_t skill = 0; skill < kSkills; ++skill) {
      if (random.chance(60)) agent.skills.push_back({skill_id(skill), 1 + static_cast<unsigned>(random.below(5))});
    }
    all.groups[i % kGroups].members.push_back(agent.agent);
    all.agents.push_back(agent);
  }
  return all;
}

class Floor {
 public:
  Floor(std::uint64_t agents, std::uint64_t queues, std::uint64_t waiting) : queues_(queues), random_(1) {
    give(an_organisation(agents, queues, random_));
    for (std::uint64_t i = 0; i < agents; ++i) {
      give(AgentArrived{agent_id(i)});
      command(agent_id(i), SetOnQueue{true});
    }
    while (w_.conversations.size() < agents) write();
    do {
      for (int i = 0; i < 100; ++i) write();
      route();
    } while (!w_.index.available.empty());
    while (w_.conversations.size() < held_.size() + waiting) write();
    route();
  }

  void round(std::uint64_t decisions) {
    decided_ = 0;
    in_decisions_ = 0;
    const double began = cpu_us();
    std::uint64_t idle_cycles = 0;
    while (decided_ < decisions) {
      const std::uint64_t before = decided_;
      finish_one();
      write();
      route();
      idle_cycles = decided_ == before ? idle_cycles + 1 : 0;
      if (idle_cycles > 1'000) stop("agents are free, conversations wait, and nothing is offered.");
    }
    const double all = cpu_us() - began;
    const auto count = static_cast<double>(decided_);
    std::printf("{\"decisions\":%llu,\"waiting\":%zu,\"decision_us\":%.3f,\"cycle_us\":%.3f}\n",
                static_cast<unsigned long long>(decided_), w_.conversations.size() - held_.size(),
                in_decisions_ / count, all / count);
    std::fflush(stdout);
  }

 private:
  void fold(const std::vector<LogEntry>& entries) {
    for (const LogEntry& entry : entries) {
      if (const Status folded = apply(w_, entry); !folded) stop(folded.error().sentence);
    }
  }
  void give(const Input& input) {
    const Decision decision = decide(w_, input, now_);
    if (decision.refusal) stop(decision.refusal->sentence);
    fold(decision.entries);
  }
  void command(AgentId agent, AgentCommand what) {
    give(CommandInput{agent, SendKey{"key-" + std::to_string(++keys_)}, std::move(what)});
  }
  void write() {
    now_ = now_ + 1;
    ++customers_;
    const std::uint64_t word = random_.below(kSkills);  // the upper half of them no rule knows
    give(InboundMessage{CarrierMessageId{"SM" + std::to_string(customers_)},
                        "+1415" + std::to_string(1'000'000 + customers_ % 9'000'000),
                        number_of(random_.below(queues_)),
                        "w" + std::to_string(word) + " please",
                        {}});
  }
  void finish_one() {
    const std::size_t which = random_.below(held_.size());
    const auto [agent, conversation] = held_[which];
    held_[which] = held_.back();
    held_.pop_back();
    command(agent, EndConversation{conversation});
    command(agent, CompleteWrapUp{conversation, kSolved, ""});
  }
  void route() {
    for (;;) {
      const double began = cpu_us();
      const std::vector<LogEntry> entries = decide_offers(w_, now_);
      fold(entries);
      in_decisions_ += cpu_us() - began;
      if (entries.empty()) break;
      for (const LogEntry& entry : entries) {
        const auto* offer = std::get_if<OfferMade>(&entry.body);
        if (offer == nullptr) continue;
        ++decided_;
        command(offer->agent, AnswerOffer{offer->offer});
        held_.emplace_back(offer->agent, offer->conversation);
      }
    }
  }

  Workspace w_;
  Instant now_{1'767'225'600'000};
  std::uint64_t queues_;
  Random random_;
  std::uint64_t keys_ = 0, customers_ = 0, decided_ = 0;
  double in_decisions_ = 0;
  std::vector<std::pair<AgentId, ConversationId>> held_;
};

std::uint64_t size_of(const char* text) {
  const std::uint64_t size = std::strtoull(text, nullptr, 10);
  if (size == 0 || size > kSizeMax) stop("each size is a number from 1 to 100000.");
  return size;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 4) stop("say how many agents, queues and waiting conversations.");
  Floor floor(size_of(arguments[1]), size_of(arguments[2]), size_of(arguments[3]));
  std::puts("ready");
  std::fflush(stdout);
  for (std::string line; std::getline(std::cin, line);) {
    const std::uint64_t decisions = std::strtoull(line.c_str(), nullptr, 10);
    if (decisions == 0 || decisions > kDecisionsMax) stop("a round is 1 to 10000000 decisions, not '" + line + "'.");
    floor.round(decisions);
  }
  return 0;
}
