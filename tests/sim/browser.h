// One agent's browser: the real core/client machine, and a browser around it that can be killed.
// Its storage survives.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/client/reduce.h"

namespace smsdesk::sim {

class Browser {
 public:
  /// `random` is the simulation's; it outlives this.
  Browser(AgentId agent, Random& random) : agent_(agent), random_(random) {}

  AgentId agent() const { return agent_; }
  const State& state() const { return *state_; }
  bool is_open() const { return state_.has_value(); }

  /// The page is loaded. `now` is the virtual clock.
  void open(Instant now);
  /// Killed without a word: what was not in storage is gone.
  void kill();
  void give(EventBody body, Instant now);
  void raise(Intent intent, Instant now) { give(event::IntentRaised{std::move(intent)}, now); }
  /// What the host does between events: confirms storage, answers HTTP, ticks.
  void run_pending(Instant now);
  bool has_pending(Instant now) const;

  // What the network does with it; the simulation takes these.
  bool wants_socket = false;
  bool wants_close = false;
  std::vector<std::string> outgoing;

  /// Everything ever pressed: key → text. Kept by the observer, not by the browser.
  std::map<std::string, std::string> pressed;
  /// Keys whose storage was confirmed: from then on nothing may lose them.
  std::set<std::string> stored;
  /// Keys that were shown to the agent as not sent, or discarded by the agent.
  std::set<std::string> shown_as_refused;
  std::uint64_t snapshots_demanded = 0;

 private:
  void perform(Effect effect, Instant now);
  std::string fresh_key();

  AgentId agent_;
  Random& random_;
  std::optional<State> state_;
  std::optional<Instant> wake_at_;
  std::map<std::string, std::map<std::string, std::string>> storage_;
  std::vector<EventBody> pending_;  ///< answers of the host, each given in order
};

}  // namespace smsdesk::sim
