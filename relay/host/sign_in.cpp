#include "relay/host/sign_in.h"

#include <sodium.h>

#include <algorithm>

namespace smsdesk::relay {
namespace {
constexpr unsigned long long kOperations = 2;
constexpr std::size_t kMemory = 64u << 20;
constexpr unsigned kThreads = 2;
constexpr unsigned kFreeFailures = 5;
constexpr DurationMs kWaitMax = minutes(5);
constexpr DurationMs kForgottenAfter = minutes(30);
constexpr DurationMs kUseWorthWriting = minutes(5);

bool has_ended(const store::Session& session, Instant now) {
  return now - session.last_used_at > Sessions::kIdleMax || now - session.created_at > Sessions::kAgeMax;
}
}  // namespace

std::string hash_password(const std::string& password) {
  char hash[crypto_pwhash_STRBYTES];
  if (crypto_pwhash_str(hash, password.data(), password.size(), kOperations, kMemory) != 0) return {};
  return hash;
}

std::string new_token() {
  unsigned char bytes[32];
  randombytes_buf(bytes, sizeof bytes);
  char hex[sizeof bytes * 2 + 1];
  sodium_bin2hex(hex, sizeof hex, bytes, sizeof bytes);
  return hex;
}

std::string hash_token(const std::string& token) {
  unsigned char hash[crypto_hash_sha256_BYTES];
  crypto_hash_sha256(hash, reinterpret_cast<const unsigned char*>(token.data()), token.size());
  char hex[sizeof hash * 2 + 1];
  sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
  return hex;
}

PasswordCheck::PasswordCheck() : dummy_hash_(hash_password(new_token())) {
  for (unsigned i = 0; i < kThreads; ++i) threads_.emplace_back([this] { run(); });
}

PasswordCheck::~PasswordCheck() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  wake_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

bool PasswordCheck::verify(std::string password, std::string hash, Done done) {
  {
    const std::lock_guard lock(mutex_);
    if (is_stopping_ || jobs_.size() >= kWaitingMax) return false;
    jobs_.push_back({std::move(password), std::move(hash), std::move(done)});
  }
  wake_.notify_one();
  return true;
}

void PasswordCheck::run() {
  for (;;) {
    Job job;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return is_stopping_ || !jobs_.empty(); });
      if (is_stopping_) return;
      job = std::move(jobs_.front());
      jobs_.pop_front();
    }
    const std::string& hash = job.hash.empty() ? dummy_hash_ : job.hash;
    Verdict verdict;
    verdict.is_right =
        crypto_pwhash_str_verify(hash.c_str(), job.password.data(), job.password.size()) == 0 && !job.hash.empty();
    if (verdict.is_right && crypto_pwhash_str_needs_rehash(hash.c_str(), kOperations, kMemory) == 1) {
      verdict.fresh_hash = hash_password(job.password);
    }
    sodium_memzero(job.password.data(), job.password.size());
    job.done(std::move(verdict));
  }
}

DurationMs Throttle::wait_of(const std::string& who, Instant now) {
  const auto at = entries_.find(who);
  if (at == entries_.end() || at->second.failures < kFreeFailures) return 0;
  const unsigned beyond = std::min(at->second.failures - kFreeFailures, 20u);
  const DurationMs wait = std::min(seconds(1) << beyond, kWaitMax);
  return std::max<DurationMs>(at->second.last + wait - now, 0);
}

void Throttle::failed(const std::string& who, Instant now) {
  if (entries_.size() >= kEntriesMax && entries_.count(who) == 0) {
    std::erase_if(entries_, [&](const auto& one) { return now - one.second.last > kForgottenAfter; });
    // Full of fresh failures is an attack; forgetting the first of them is better than growing.
    if (entries_.size() >= kEntriesMax) entries_.erase(entries_.begin());
  }
  Entry& entry = entries_[who];
  if (now - entry.last > kForgottenAfter) entry.failures = 0;
  ++entry.failures;
  entry.last = now;
}

void Throttle::succeeded(const std::string& who) {
  entries_.erase(who);
}

std::optional<AgentId> Sessions::find(const std::string& token_hash, Instant now, bool& needs_store) {
  needs_store = false;
  const auto at = by_hash_.find(token_hash);
  if (at == by_hash_.end()) return std::nullopt;
  store::Session& session = at->second;
  if (has_ended(session, now)) {
    by_hash_.erase(at);
    return std::nullopt;
  }
  needs_store = now - session.last_used_at > kUseWorthWriting;
  if (needs_store) session.last_used_at = now;
  return session.agent;
}

void Sessions::erase_ended(Instant now) {
  std::erase_if(by_hash_, [&](const auto& one) { return has_ended(one.second, now); });
}

const store::Session* Sessions::get(const std::string& token_hash) const {
  const auto at = by_hash_.find(token_hash);
  return at == by_hash_.end() ? nullptr : &at->second;
}

}  // namespace smsdesk::relay
