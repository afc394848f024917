// Routing beside the theory of queues: with one queue, agents who take one conversation at a time and answer at once, it is
// M/M/n. A discrete-event simulation through decide(), decide_offers() and apply() must wait as long as Erlang's formula says,
// within the confidence interval of the simulation; the formula's own assumptions hold of nothing that leaves an agent idle
// while somebody waits, or that loses somebody.
//
// Formula: A. K. Erlang, "Solution of some problems in the theory of probabilities of significance in automatic telephone
// exchanges" (1917), in the form of R. B. Cooper, Introduction to Queueing Theory, 2nd ed. (1981), section 3.5: C from the
// loss formula's recursion B(k) = aB(k-1) / (k + aB(k-1)), P(wait > t) = C e^(-(n - a)t / s), mean wait = C s / (n - a).
// Intervals by batch means: A. M. Law, Simulation Modeling and Analysis, 5th ed. (2015), section 9.5.3.
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <queue>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/base/random.h"
#include "core/workspace/decide.h"

namespace smsdesk::test {
namespace {

constexpr QueueId kQueue{1};
constexpr const char* kNumber = "+15005550006";
constexpr DurationMs kMeanService = seconds(300);
constexpr DurationMs kTarget = seconds(20);
constexpr std::size_t kBatches = 20;
constexpr double kStudent99 = 2.861;  // two-sided 99 % of Student's t with kBatches - 1 degrees of freedom

struct ErlangC {
  double mean_wait_ms;
  double service_level;
};
ErlangC erlang_c(unsigned agents, double load) {
  double blocked = 1;
  for (unsigned k = 1; k <= agents; ++k) blocked = load * blocked / (k + load * blocked);
  const double waits = blocked / (1 - load / agents * (1 - blocked));
  const double spare = agents - load;
  const auto service = static_cast<double>(kMeanService);
  return {waits * service / spare, 1 - waits * std::exp(-spare * static_cast<double>(kTarget) / service)};
}

AgentId agent_id(unsigned i) {
  return AgentId{11 + i};
}

/// One queue on a virtual clock.
class Station {
 public:
  Station(unsigned agents, double load, std::uint64_t seed)
      : random_(seed), mean_gap_(static_cast<double>(kMeanService) / load) {
    Organisation all;
    Queue queue;
    queue.id = kQueue;
    queue.name = "All";
    all.queues = {queue};
    all.numbers = {{kNumber, kQueue}};
    for (unsigned i = 0; i < agents; ++i) {
      all.agents.push_back(
          {agent_id(i), "a" + std::to_string(i), "A" + std::to_string(i), AgentRole::Agent, 1, {kQueue}});
    }
    give(all);
    for (unsigned i = 0; i < agents; ++i) {
      give(AgentArrived{agent_id(i)});
      command(agent_id(i), SetOnQueue{true});
    }
    next_arrival_ = now_ + gap();
  }

  /// The waits of the next `count` customers who are answered, in the order of their answers.
  std::vector<double> waits(std::size_t count) {
    waits_.clear();
    while (waits_.size() < count) {
      if (!ends_.empty() && ends_.top().at <= next_arrival_) {
        const End end = ends_.top();
        ends_.pop();
        now_ = end.at;
        command(end.agent, EndConversation{end.conversation});  // no codes, no form: over at once
      } else {
        now_ = next_arrival_;
        next_arrival_ = now_ + gap();
        arrive();
      }
      route();
    }
    return waits_;
  }

 private:
  struct End {
    Instant at;
    AgentId agent;
    ConversationId conversation;
    friend bool operator>(const End& a, const End& b) {
      return std::tie(a.at, a.conversation) > std::tie(b.at, b.conversation);
    }
  };

  DurationMs exponential(double mean) {
    const double uniform = (static_cast<double>(random_.next() >> 11) + 0.5) * 0x1p-53;
    return static_cast<DurationMs>(std::llround(-mean * std::log(uniform)));
  }
  DurationMs gap() { return exponential(mean_gap_); }

  void fold(const std::vector<LogEntry>& entries) {
    for (const LogEntry& entry : entries) {
      const Status folded = apply(w_, entry);
      if (!folded) ADD_FAILURE() << folded.error().sentence;
    }
  }
  void give(const Input& input) {
    const Decision decision = decide(w_, input, now_);
    if (decision.refusal) ADD_FAILURE() << decision.refusal->sentence;
    fold(decision.entries);
  }
  void command(AgentId agent, AgentCommand what) {
    give(CommandInput{agent, SendKey{"key-" + std::to_string(++keys_)}, std::move(what)});
  }
  void arrive() {
    const std::string customer = "+1415" + std::to_string(1'000'000 + customers_++ % 9'000'000);
    give(InboundMessage{CarrierMessageId{"SM" + std::to_string(customers_)}, customer, kNumber, "hi", {}});
    arrived_[w_.find_open(customer, kNumber)->id] = now_;
  }
  void route() {
    const std::vector<LogEntry> entries = decide_offers(w_, now_);
    fold(entries);
    for (const LogEntry& entry : entries) {
      const auto* offer = std::get_if<OfferMade>(&entry.body);
      if (offer == nullptr) continue;
      command(offer->agent, AnswerOffer{offer->offer});
      const auto arrived = arrived_.find(offer->conversation);
      waits_.push_back(static_cast<double>(now_ - arrived->second));
      arrived_.erase(arrived);
      ends_.push({now_ + exponential(static_cast<double>(kMeanService)), offer->agent, offer->conversation});
    }
  }

  Workspace w_;
  Instant now_{1'767'225'600'000};
  Random random_;
  double mean_gap_;
  Instant next_arrival_;
  std::uint64_t keys_ = 0, customers_ = 0;
  std::unordered_map<ConversationId, Instant> arrived_;
  std::priority_queue<End, std::vector<End>, std::greater<>> ends_;
  std::vector<double> waits_;
};

struct Interval {
  double mean = 0;
  double half_width = 0;
};
Interval interval_of(const std::vector<double>& batches) {
  Interval result;
  const auto count = static_cast<double>(batches.size());
  for (const double one : batches) result.mean += one / count;
  double variance = 0;
  for (const double one : batches) variance += (one - result.mean) * (one - result.mean) / (count - 1);
  result.half_width = kStudent99 * std::sqrt(variance / count);
  return result;
}

struct Case {
  unsigned agents;
  double utilization;
  std::size_t
      batch;  ///< customers in one: many times what one busy period holds, so that batches know little of each other
};

class RoutingBesideErlangC : public testing::TestWithParam<Case> {};

TEST_P(RoutingBesideErlangC, WaitsAsLongAsTheFormulaSays) {
  const Case given = GetParam();
  const double load = given.agents * given.utilization;
  const ErlangC expected = erlang_c(given.agents, load);
  Station station(given.agents, load, 7'000 + given.agents * 100 + static_cast<std::uint64_t>(given.utilization * 100));
  station.waits(given.batch);  // from empty to steady
  std::vector<double> mean_waits, service_levels;
  for (std::size_t i = 0; i < kBatches; ++i) {
    double sum = 0, within = 0;
    const std::vector<double> waits = station.waits(given.batch);
    for (const double wait : waits) {
      sum += wait;
      within += wait <= static_cast<double>(kTarget) ? 1 : 0;
    }
    mean_waits.push_back(sum / static_cast<double>(waits.size()));
    service_levels.push_back(within / static_cast<double>(waits.size()));
  }
  const Interval wait = interval_of(mean_waits), level = interval_of(service_levels);
  RecordProperty("wait_ms", std::to_string(wait.mean) + " +- " + std::to_string(wait.half_width) + ", formula " +
                                std::to_string(expected.mean_wait_ms));
  RecordProperty("service_level", std::to_string(level.mean) + " +- " + std::to_string(level.half_width) +
                                      ", formula " + std::to_string(expected.service_level));
  EXPECT_NEAR(wait.mean, expected.mean_wait_ms, wait.half_width);
  EXPECT_NEAR(level.mean, expected.service_level, level.half_width);
  // An interval that is wide holds anything.
  EXPECT_LT(wait.half_width, 0.4 * expected.mean_wait_ms);
  EXPECT_LT(level.half_width, 0.05);
}

INSTANTIATE_TEST_SUITE_P(Loads, RoutingBesideErlangC,
                         testing::Values(Case{1, 0.7, 1'500}, Case{5, 0.6, 1'000}, Case{5, 0.8, 1'500},
                                         Case{10, 0.7, 1'500}, Case{10, 0.85, 5'000}, Case{20, 0.8, 2'000},
                                         Case{20, 0.9, 10'000}),
                         [](const auto& given) {
                           return "Agents" + std::to_string(given.param.agents) + "Utilization" +
                                  std::to_string(static_cast<int>(given.param.utilization * 100));
                         });

/// So that the yardstick is not bent: 10 agents at 7 erlang by the sum of the definition, and one agent by M/M/1.
TEST(ErlangC, FormulaGivesAKnownValue) {
  const double waits = erlang_c(10, 7).mean_wait_ms * 3 / static_cast<double>(kMeanService);
  EXPECT_NEAR(waits, 0.2217, 0.0005);
  EXPECT_NEAR(erlang_c(1, 0.7).mean_wait_ms, 0.7 / 0.3 * static_cast<double>(kMeanService), 1);  // M/M/1
}

}  // namespace
}  // namespace smsdesk::test
