#include "relay/host/missed_messages.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>
#include <utility>

#include "relay/host/log.h"

namespace smsdesk::relay {
namespace {

constexpr const char* kHeardFact = "carrier_heard_until";

/// Nothing where there is no such fact yet, or one that cannot be read.
std::optional<Instant> heard_until(store::Store& store) {
  const auto fact = store.find_fact(kHeardFact);
  if (!fact || !*fact) return std::nullopt;
  Instant until;
  const std::string& text = **fact;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), until.ms);
  if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return until;
}

void note_heard(Writer& writer, Instant until) {
  // Where this is lost, the next round asks for more than it needs.
  writer.run([until](store::Store& store) { static_cast<void>(store.put_fact(kHeardFact, std::to_string(until.ms))); });
}

}  // namespace

MissedMessages::MissedMessages(net::Loop& loop, CarrierLink& carrier, Writer& writer, Pauses pauses,
                               CarrierLink::Clock clock)
    : loop_(loop), carrier_(carrier), writer_(writer), pauses_(pauses), clock_(std::move(clock)) {}

MissedMessages::~MissedMessages() {
  *alive_ = false;
}

void MissedMessages::start() {
  begin_round();
}

void MissedMessages::webhook_refused() {
  if (round_)
    round_->is_soon = true;
  else if (!is_soon_)
    schedule(pauses_.soon);
}

void MissedMessages::schedule(DurationMs after) {
  if (timer_ != 0) loop_.cancel(timer_);
  is_soon_ = after <= pauses_.soon;
  timer_ = loop_.post_after(std::chrono::milliseconds(after), [this, alive = alive_] {
    if (*alive) begin_round();
  });
}

void MissedMessages::begin_round() {
  timer_ = 0;
  is_soon_ = false;
  round_ = std::make_unique<Round>();
  round_->began_at = clock_();
  round_->recovered_before = writer_.counters().messages_recovered;
  const bool is_asked = writer_.look([this, alive = alive_](const Workspace* workspace, store::Store& store) {
    const bool is_readable = workspace != nullptr;
    std::vector<std::string> numbers;
    if (is_readable) {
      for (const auto& [number, ours] : workspace->numbers) numbers.push_back(number);
      // What is open on a number that was removed goes on, too.
      for (const auto& [id, conversation] : workspace->conversations) {
        if (conversation.detail && workspace->numbers.count(conversation.detail->our_number) == 0)
          numbers.push_back(conversation.detail->our_number);
      }
      std::sort(numbers.begin(), numbers.end());
      numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    }
    loop_.post([this, alive, is_readable, numbers = std::move(numbers), since = heard_until(store)] {
      if (!*alive) return;
      if (!is_readable) return end_round(false);
      // Before the first start there was nobody to miss anything.
      round_->since = since ? std::max(*since, round_->began_at + -kAgeMax) : round_->began_at;
      if (since) round_->numbers = numbers;
      if (since && *since < round_->since) {
        log::error("missed_too_long_ago",
                   "What customers wrote so many days ago, while the relay could not be reached, is not asked for.",
                   {{"days", kAgeMax / hours(24)}});
      }
      ask_next();
    });
  });
  if (!is_asked) end_round(false);
}

void MissedMessages::ask_next() {
  if (round_->numbers_asked == round_->numbers.size()) return take_in();
  const std::string& number = round_->numbers[round_->numbers_asked++];
  carrier_.list_inbound(number, round_->since, [this](Result<CarrierLink::Listed> listed) {
    if (!listed) {
      if (!has_failed_) {
        log::warn("missed_not_asked", "The carrier cannot be asked for what was missed.",
                  {{"cause", listed.error().sentence}});
      }
      return end_round(false);
    }
    if (listed->is_cut) {
      log::error("missed_too_many",
                 "More messages came to one number while the relay could not be reached than are asked for; the oldest "
                 "of them are not taken in.",
                 {{"messages", listed->messages.size()}});
    }
    if (!round_->asked_at) round_->asked_at = listed->asked_at;
    std::move(listed->messages.begin(), listed->messages.end(), std::back_inserter(round_->found));
    ask_next();
  });
}

void MissedMessages::take_in() {
  // In the order in which they were written: the carrier lists the newest first, number by number.
  std::reverse(round_->found.begin(), round_->found.end());
  std::stable_sort(round_->found.begin(), round_->found.end(), [](const auto& a, const auto& b) {
    return a.created_at.value_or(Instant{}) < b.created_at.value_or(Instant{});
  });
  for (const twilio::MessageRecord& record : round_->found) {
    if (auto message = twilio::inbound_of(record, {})) {
      round_->inputs.push_back({++next_id_, inbound_message_of(*message), true});
      round_->inputs.back().message.sent_at = record.created_at;
    }
  }
  round_->found.clear();
  give_next();
}

void MissedMessages::give_next() {
  Round& round = *round_;
  if (!round.is_whole || round.given == round.inputs.size()) return end_round(round.is_whole);
  const std::size_t end = std::min(round.given + kAtOnceMax, round.inputs.size());
  round.unanswered = end - round.given;
  while (round.given < end) {
    input::Inbound one = std::move(round.inputs[round.given++]);
    const WebhookId id = one.webhook;
    if (!writer_.push(std::move(one))) {
      loop_.post([this, alive = alive_, id] {
        if (*alive) answered(id, effect::WebhookAnswer::TryAgain);
      });
    }
  }
}

void MissedMessages::answered(WebhookId, effect::WebhookAnswer answer) {
  if (!round_ || round_->unanswered == 0) return;
  if (answer == effect::WebhookAnswer::TryAgain) round_->is_whole = false;
  if (--round_->unanswered == 0) give_next();
}

void MissedMessages::end_round(bool is_whole) {
  if (is_whole) {
    note_heard(writer_, round_->asked_at.value_or(round_->began_at) + -kOverlap);
    const std::uint64_t recovered = writer_.counters().messages_recovered - round_->recovered_before;
    if (recovered > 0) {
      log::warn("missed_found", "Messages whose webhook never came were found at the carrier.",
                {{"messages", recovered}});
    }
  }
  has_failed_ = !is_whole;
  const bool is_soon = !is_whole || round_->is_soon;
  round_.reset();
  schedule(is_soon ? pauses_.soon : pauses_.usual);
}

}  // namespace smsdesk::relay
