// The simulated customers: how many there are, when the next one comes, and whose turn it is to
// write.
//
// Bound to the loop's thread; what each of them says is decided by customer.h. Customers are dealt
// out in turn from persona.h and get fictional numbers (555-0100 … 555-0199 of several area codes)
// that depend on the seed alone.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "core/base/result.h"
#include "relay/net/loop.h"
#include "server-mock/carrier.h"
#include "server-mock/customer.h"

namespace smsdesk::mock {

inline constexpr int kCustomersMax = 2'000;
inline constexpr int kRateMax = 6'000;

struct CrowdPlan {
  int count = 0;            ///< how many may be in a conversation at a time; 0: no new ones come
  int rate_per_minute = 6;  ///< how many new ones come
  int pace_percent = 100;   ///< their pauses: 100 is a person, 0 answers at once
};
Status check_plan(const CrowdPlan& plan);

class Crowd {
 public:
  Crowd(net::Loop& loop, Carrier& carrier, std::uint64_t seed) : loop_(loop), carrier_(carrier), seed_(seed) {}

  /// Takes effect at once; customers already writing finish by themselves, unless the count is 0:
  /// then they fall silent.
  Status set_plan(const CrowdPlan& plan);
  const CrowdPlan& plan() const { return plan_; }
  void hear(const Message& message);

  /// Those in a conversation, by phone number.
  const std::map<std::string, std::unique_ptr<Customer>>& active() const { return active_; }
  std::uint64_t started() const { return started_; }

 private:
  void welcome_next();
  void wait_for(const std::string& phone);
  void step(const std::string& phone);

  net::Loop& loop_;
  Carrier& carrier_;
  std::uint64_t seed_;
  CrowdPlan plan_;
  std::uint64_t started_ = 0;
  std::map<std::string, std::unique_ptr<Customer>> active_;
  std::map<std::string, net::Loop::TimerId> timers_;
  net::Loop::TimerId arrival_ = 0;
  bool is_arrival_due_ = false;
};

/// The fictional number of the nth simulated customer.
std::string make_customer_number(std::uint64_t seed, std::uint64_t index);

}  // namespace smsdesk::mock
