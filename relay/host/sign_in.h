// Who is there: passwords (argon2id by libsodium, on worker threads), sessions, and the brake on guessing.
//
// A session is 256 random bits in an HttpOnly cookie; the store has only their SHA-256. Twelve hours idle or seven days end
// it. An unknown name costs the same time as a wrong password.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "core/base/ids.h"
#include "core/base/time.h"
#include "relay/store/store.h"

namespace smsdesk::relay {

inline constexpr const char* kNoMemoryForHashing = "There is not enough memory to hash a password (64 MiB).";
/// Empty where memory is short.
std::string hash_password(const std::string& password);
/// 256 random bits as 64 hex digits.
std::string new_token();
/// SHA-256, 64 hex digits.
std::string hash_token(const std::string& token);

/// Verifies passwords on two threads: each takes 64 MiB and a tenth of a second, so more at once would be a lever to
/// exhaust the machine. At most kWaitingMax wait.
class PasswordCheck {
 public:
  static constexpr std::size_t kWaitingMax = 32;
  PasswordCheck();
  ~PasswordCheck();
  struct Verdict {
    bool is_right = false;
    /// The right password hashed as new ones are, where `hash` was made otherwise: to be kept in its place.
    std::string fresh_hash{};
  };
  using Done = std::function<void(Verdict)>;
  /// `done` is called on a worker's thread. False: too many wait, nothing will be called. An empty hash is checked
  /// against a dummy, takes as long, and is never right.
  bool verify(std::string password, std::string hash, Done done);

 private:
  struct Job {
    std::string password, hash;
    Done done;
  };
  void run();
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Job> jobs_;
  bool is_stopping_ = false;
  std::string dummy_hash_;
  std::vector<std::thread> threads_;
};

/// Failed attempts per name and address: five are free, then 1 s · 2^n up to five minutes. Bounded; pure but for its map.
/// An attempt is counted as failed when it begins, so that many at once are no way around it.
class Throttle {
 public:
  static constexpr std::size_t kEntriesMax = 10'000;
  /// How long to wait, or 0 to go ahead.
  DurationMs wait_of(const std::string& who, Instant now);
  void failed(const std::string& who, Instant now);
  void succeeded(const std::string& who);

 private:
  struct Entry {
    unsigned failures = 0;
    Instant last;
  };
  std::map<std::string, Entry> entries_;
};

/// Sessions in memory, for the check before every upgrade; the store has them too. One thread.
class Sessions {
 public:
  static constexpr DurationMs kIdleMax = hours(12);
  static constexpr DurationMs kAgeMax = hours(7 * 24);
  void put(store::Session session) { by_hash_[session.token_hash] = std::move(session); }
  void erase(const std::string& token_hash) { by_hash_.erase(token_hash); }
  /// Forgets all sessions of agents for whom `is_over` says so.
  template <typename IsOver>
  void erase_if(IsOver is_over) {
    std::erase_if(by_hash_, [&](const auto& one) { return is_over(one.second.agent); });
  }
  /// The agent, where the session is alive; marks it as used. `needs_store` says that the use is worth writing down.
  std::optional<AgentId> find(const std::string& token_hash, Instant now, bool& needs_store);
  const store::Session* get(const std::string& token_hash) const;
  /// Forgets those that have ended, so that the map stays as small as the staff.
  void erase_ended(Instant now);

 private:
  std::map<std::string, store::Session> by_hash_;
};

}  // namespace smsdesk::relay
