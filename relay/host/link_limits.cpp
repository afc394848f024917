#include "relay/host/link_limits.h"

#include <mutex>
#include <utility>

namespace smsdesk::relay {

struct LinkLimits::UnderWay {
  std::mutex mutex;
  std::map<std::string, std::size_t> by_ticket;
  std::size_t count = 0;

  bool begin(const std::string& ticket) {
    const std::lock_guard lock(mutex);
    const auto at = by_ticket.find(ticket);
    if (count >= kOfAllMax || (at != by_ticket.end() && at->second >= kOfLinkMax)) return false;
    ++by_ticket[ticket];
    ++count;
    return true;
  }
  void end(const std::string& ticket) {
    const std::lock_guard lock(mutex);
    --count;
    const auto at = by_ticket.find(ticket);
    if (--at->second == 0) by_ticket.erase(at);
  }
};

LinkLimits::LinkLimits() : under_way_(std::make_shared<UnderWay>()) {}
LinkLimits::~LinkLimits() = default;

LinkLimits::Verdict LinkLimits::enter(const std::string& ticket, const std::string& address, Instant now) {
  if (const DurationMs wait = wait_of(address, now); wait > 0) return {nullptr, wait};
  if (!under_way_->begin(ticket)) return {nullptr, kRoomAfter};
  struct Held {
    std::shared_ptr<UnderWay> of;
    std::string ticket;
    Held(std::shared_ptr<UnderWay> under_way, std::string which) : of(std::move(under_way)), ticket(std::move(which)) {}
    Held(const Held&) = delete;
    Held& operator=(const Held&) = delete;
    ~Held() { of->end(ticket); }
  };
  return {std::make_shared<const Held>(under_way_, ticket), 0};
}

DurationMs LinkLimits::wait_of(const std::string& address, Instant now) {
  const auto is_over = [&](const Followed& one) { return now < one.since || now - one.since >= kWindow; };
  if (followed_.size() >= kAddressesMax && followed_.count(address) == 0) {
    std::erase_if(followed_, [&](const auto& one) { return is_over(one.second); });
    // Forgetting one of them is better than growing.
    if (followed_.size() >= kAddressesMax) followed_.erase(followed_.begin());
  }
  Followed& followed = followed_[address];
  if (followed.count == 0 || is_over(followed)) followed = {now, 0};
  if (followed.count < kFollowedMax) {
    ++followed.count;
    return 0;
  }
  return followed.since + kWindow - now;
}

}  // namespace smsdesk::relay
