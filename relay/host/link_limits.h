// How much of the relay those may take who follow links to files, which anybody can who has the address.
//
// Why: a link in one wrong place is followed by many. Each download holds a file in memory for as long as its reader is
// slow, so they are counted: of one link, of one address, and all of them. The limits are wide: behind a carrier's address
// stand many customers, and a player asks for a film in several parts at once. Pure but for its counts; a Place may be given
// back on any thread.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>

#include "core/base/time.h"

namespace smsdesk::relay {

class LinkLimits {
 public:
  static constexpr std::size_t kOfLinkMax = 6;  ///< downloads at once
  static constexpr std::size_t kOfAllMax = 64;
  static constexpr unsigned kFollowedMax = 240;  ///< by one address within kWindow
  static constexpr DurationMs kWindow = minutes(1);
  static constexpr std::size_t kAddressesMax = 10'000;
  static constexpr DurationMs kRoomAfter = seconds(5);  ///< where too many are under way

  LinkLimits();
  ~LinkLimits();
  LinkLimits(const LinkLimits&) = delete;
  LinkLimits& operator=(const LinkLimits&) = delete;

  /// A download under way; it ends when the last copy goes. May outlive the limits.
  using Place = std::shared_ptr<const void>;
  struct Verdict {
    Place place;          ///< null: not now
    DurationMs wait = 0;  ///< then: until it may be tried again
  };
  /// Each counts for its address, also where its link has no room.
  Verdict enter(const std::string& ticket, const std::string& address, Instant now);

 private:
  struct Followed {
    Instant since;
    unsigned count = 0;
  };
  struct UnderWay;
  /// 0: it may go on.
  DurationMs wait_of(const std::string& address, Instant now);

  std::map<std::string, Followed> followed_;  ///< by address
  const std::shared_ptr<UnderWay> under_way_;
};

}  // namespace smsdesk::relay
