// Pages that watch: a WebSocket for each open page, told of what changes.
//
// A phone's page names its phone and gets each of that phone's messages as it changes. The control
// page names none and is told only that something changed, at most every kTickEvery, and then asks
// for the state: however busy the carrier is, a page costs little. Bound to the loop's thread.
#pragma once

#include <chrono>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <set>
#include <string>

#include "relay/net/http_server.h"
#include "relay/net/loop.h"
#include "server-mock/account.h"

namespace smsdesk::mock {

inline constexpr std::size_t kWatchersMax = 100;
inline constexpr std::chrono::milliseconds kTickEvery{300};

/// A message as the mock's own pages and API show it.
nlohmann::json show_message(const Message& message);

class Live {
 public:
  explicit Live(net::Loop& loop) : loop_(loop) {}
  Live(const Live&) = delete;
  Live& operator=(const Live&) = delete;

  /// A handler for one page; `phone` is empty for the control page. Null: too many pages are open.
  std::unique_ptr<net::WebSocketHandler> watch(std::string phone);
  void tell_message(const Message& message);
  void tell_activity();

 private:
  class Watcher;
  net::Loop& loop_;
  std::set<Watcher*> watchers_;
  bool is_tick_due_ = false;
};

}  // namespace smsdesk::mock
