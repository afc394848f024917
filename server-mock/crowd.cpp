#include "server-mock/crowd.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "server-mock/random.h"

namespace smsdesk::mock {
namespace {

// 415 is left to the developer's own numbers.
constexpr std::array kAreaCodes{212, 305, 312, 404, 503, 512, 602, 617, 702, 713,
                                720, 808, 816, 901, 907, 916, 919, 972, 214, 206};

}  // namespace

std::string make_customer_number(std::uint64_t seed, std::uint64_t index) {
  const std::uint64_t at = (mix(seed, 0, 77) + index) % (kAreaCodes.size() * 100);
  char number[24];
  std::snprintf(number, sizeof number, "+1%d55501%02d", kAreaCodes[at / 100], static_cast<int>(at % 100));
  return number;
}

Status check_plan(const CrowdPlan& plan) {
  if (plan.count < 0 || plan.count > kCustomersMax) {
    return Error{ErrorCode::Invalid, "count must be from 0 to " + std::to_string(kCustomersMax) + "."};
  }
  if (plan.rate_per_minute < 1 || plan.rate_per_minute > kRateMax) {
    return Error{ErrorCode::Invalid, "rate_per_minute must be from 1 to " + std::to_string(kRateMax) + "."};
  }
  if (plan.pace_percent < 0 || plan.pace_percent > 1'000) {
    return Error{ErrorCode::Invalid, "pace_percent must be from 0 to 1000."};
  }
  return Done{};
}

Status Crowd::set_plan(const CrowdPlan& plan) {
  if (auto checked = check_plan(plan); !checked) return checked;
  if (plan.count > 0 && carrier_.identity().numbers.empty()) {
    return Error{ErrorCode::Invalid, "There is no number to write to: start with --number."};
  }
  plan_ = plan;
  if (is_arrival_due_) loop_.cancel(arrival_);
  is_arrival_due_ = false;
  if (plan_.count == 0) {
    for (const auto& [phone, timer] : timers_) loop_.cancel(timer);
    timers_.clear();
    active_.clear();
  } else {
    welcome_next();
  }
  return Done{};
}

void Crowd::welcome_next() {
  is_arrival_due_ = false;
  if (active_.size() < static_cast<std::size_t>(plan_.count)) {
    const std::uint64_t index = started_++;
    const std::string phone = make_customer_number(seed_, index);
    const auto& numbers = carrier_.identity().numbers;
    const Persona& persona = personas()[index % personas().size()];
    // A number that is still writing keeps its conversation; this arrival is then skipped.
    const bool is_new =
        active_
            .emplace(phone, std::make_unique<Customer>(phone, numbers[index % numbers.size()].number, persona,
                                                       mix(seed_, index, 55), plan_.pace_percent, Carrier::now()))
            .second;
    if (is_new) wait_for(phone);
  }
  is_arrival_due_ = true;
  arrival_ = loop_.post_after(std::chrono::milliseconds(60'000 / plan_.rate_per_minute), [this] { welcome_next(); });
}

void Crowd::wait_for(const std::string& phone) {
  const auto timer = timers_.find(phone);
  if (timer != timers_.end()) {
    loop_.cancel(timer->second);
    timers_.erase(timer);
  }
  const auto due_at = active_.at(phone)->due_at();
  if (!due_at) {
    active_.erase(phone);
    return;
  }
  const auto wait = std::max(*due_at - Carrier::now(), std::chrono::milliseconds(0));
  timers_[phone] = loop_.post_after(wait, [this, phone] {
    timers_.erase(phone);
    step(phone);
  });
}

void Crowd::step(const std::string& phone) {
  const auto found = active_.find(phone);
  if (found == active_.end()) return;
  Customer& customer = *found->second;
  if (auto text = customer.step(Carrier::now())) {
    PhoneText written{customer.phone(), customer.number(), std::move(text->body), {}};
    if (text->picture >= 0) written.media.push_back("sample:" + std::to_string(text->picture));
    // The texts of persona.cpp are valid by construction.
    SMSDESK_ASSERT(carrier_.receive(written).is_ok());
  }
  wait_for(phone);
}

void Crowd::hear(const Message& message) {
  const auto found = active_.find(message.to);
  if (found == active_.end() || found->second->number() != message.from) return;
  found->second->hear(message.body, Carrier::now());
  wait_for(message.to);
}

}  // namespace smsdesk::mock
