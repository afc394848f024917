// How the relay ends when a signal asks it to: first it is said, then it is done.
//
// Why: a load balancer learns from /readyz that it must send what is new elsewhere, and it can ask only as long as new
// connections are accepted. So for the time of the notice /readyz says 503 and agents' new sockets are refused, while
// whatever else comes is answered as always, carriers' webhooks too. Then comes the drain, which accepts nothing more.
// Ctrl-C (SIGINT) is a person at a terminal, with no balancer to tell: no notice. A second signal ends the notice.
// Lives on the loop's thread.
#pragma once

#include <chrono>
#include <functional>
#include <optional>

#include "relay/net/loop.h"

namespace smsdesk::relay {

class Stopping {
 public:
  struct Steps {
    std::function<void()> announce;  ///< nothing new is to come here
    std::function<void()> drain;     ///< what is under way is finished; then the relay ends
  };
  /// Each step is called once, the first always before the second. `notice` 0: the drain follows at once.
  Stopping(net::Loop& loop, std::chrono::milliseconds notice, Steps steps);
  ~Stopping();
  Stopping(const Stopping&) = delete;
  Stopping& operator=(const Stopping&) = delete;

  void on_signal(int signal);

 private:
  void drain();

  net::Loop& loop_;
  const std::chrono::milliseconds notice_;
  const Steps steps_;
  bool is_announced_ = false;
  bool is_draining_ = false;
  std::optional<net::Loop::TimerId> end_of_notice_;
};

}  // namespace smsdesk::relay
