// What became of an own message: each attempt is a record of its own with everything that the carrier said, why, and what a
// person can do now. The causes and next steps are core/conversation/delivery_failure's.
#include <array>

#include "core/client/pending.h"
#include "core/conversation/delivery_failure.h"
#include "core/screen/parts.h"
#include "core/screen/words.h"
#include "core/sms/text_cleanup.h"
#include "core/words/words.h"

namespace smsdesk::screen {
namespace {

std::string result_words(DeliveryStatus status) {
  switch (status) {
    case DeliveryStatus::Queued:
      return tr("Waiting for the carrier");
    case DeliveryStatus::Sending:
      return tr("Being handed to the carrier");
    case DeliveryStatus::Uncertain:
      return tr("Not certain");
    case DeliveryStatus::Sent:
      return tr("Sent, no receipt yet");
    case DeliveryStatus::Failed:
      return tr("Not sent");
    case DeliveryStatus::Undelivered:
      return tr("Not delivered");
    case DeliveryStatus::Delivered:
      return tr("Delivered");
    case DeliveryStatus::Received:
      break;
  }
  return tr("Received");
}

std::string step_words(const DeliveryStepLine& step) {
  switch (step.status) {
    case DeliveryStatus::Queued:
      return step.retry_at ? tr("The carrier asked to wait") : tr("Waiting");
    case DeliveryStatus::Sending:
      return step.attempt > 1 ? trn("Handed to the carrier, {n} time", "Handed to the carrier, {n} times", step.attempt)
                              : std::string(tr("Handed to the carrier"));
    case DeliveryStatus::Uncertain:
      return tr("The carrier did not answer");
    case DeliveryStatus::Sent:
      return tr("Taken by the carrier");
    case DeliveryStatus::Failed:
      return tr("Refused by the carrier");
    case DeliveryStatus::Undelivered:
      return tr("Receipt: not delivered");
    case DeliveryStatus::Delivered:
      return tr("Receipt: delivered");
    case DeliveryStatus::Received:
      break;
  }
  return tr("Received");
}

std::string ordinal(std::size_t n) {
  constexpr std::array<const char*, 5> kWords = {mark("First attempt"), mark("Second attempt"), mark("Third attempt"),
                                                 mark("Fourth attempt"), mark("Fifth attempt")};
  return n < kWords.size() ? std::string(tr(kWords[n])) : tr("Attempt {n}", {{"n", std::to_string(n + 1)}});
}

void explain(const MessageDelivery& one, DeliveryRecord& record) {
  if (has_failed(one.status)) {
    if (const DeliveryFailure* failure = find_delivery_failure(one.error_code)) {
      record.cause = translated(failure->cause);
      record.next_step = translated(failure->next_step);
    } else {
      record.cause = failure_sentence(one.error_code);
    }
  } else if (one.status == DeliveryStatus::Uncertain) {
    record.cause = tr("The carrier did not answer, so it may have been sent.");
    record.next_step =
        tr("It is being checked with the carrier. Do not send it again before that: the customer could get it twice.");
  } else if (one.status == DeliveryStatus::Sent) {
    record.cause = tr("The carrier has taken it. Whether it has arrived, only a receipt can say.");
  }
}

}  // namespace

DeliveryMark mark_of(DeliveryStatus status) {
  switch (status) {
    case DeliveryStatus::Received:
      return DeliveryMark::None;
    case DeliveryStatus::Queued:
      return DeliveryMark::Waiting;
    case DeliveryStatus::Sending:
      return DeliveryMark::Sending;
    case DeliveryStatus::Uncertain:
      return DeliveryMark::Uncertain;
    case DeliveryStatus::Sent:
      return DeliveryMark::Sent;
    case DeliveryStatus::Delivered:
      return DeliveryMark::Delivered;
    case DeliveryStatus::Failed:
    case DeliveryStatus::Undelivered:
      return DeliveryMark::Failed;
  }
  return DeliveryMark::None;
}

DeliveryPanel delivery_panel(const State& s, const smsdesk::Conversation& c) {
  DeliveryPanel panel;
  const DeliveryState& shown = s.delivery;
  if (!shown.message.is_set() || shown.conversation != c.id) return panel;
  panel.is_open = true;
  panel.message = shown.message;
  panel.close = intent::ShowDelivery{};
  if (const Message* m = find_message(s, c.id, shown.message)) panel.text = sms::isolated(m->text);
  const bool waits = shown.pending.has_value() && !shown.is_known;
  if (s.connection.link != Link::Up)
    panel.status = tr("There is no connection. The details come when it is back.");
  else if (waits)
    panel.status = tr("The details are on their way…");
  else if (shown.is_failed)
    panel.status = tr("The details could not be read right now. Close this and try again.");
  else if (shown.is_known && shown.chain.empty())
    panel.status = tr("Nothing is known of this message any more.");
  panel.is_loading = waits && s.connection.link == Link::Up;
  for (const MessageDelivery& one : shown.chain) {
    DeliveryRecord record;
    record.title = ordinal(panel.records.size());
    const Agent* author = s.workspace.find_agent(one.author);
    record.by = !one.author.is_set() ? tr("Automatic text")
                : one.author == s.me ? tr("You")
                : author == nullptr  ? tr("A colleague")
                                     : author->name;
    record.at = one.at;
    record.mark = mark_of(one.status);
    record.result = result_words(one.status);
    if (one.is_mms) record.kind = tr("This is an MMS.");
    record.carrier_id = one.carrier_id;
    explain(one, record);
    record.lines.push_back({one.at, tr("Written"), {}, DeliveryMark::None});
    for (const DeliveryStepLine& step : one.steps) {
      record.lines.push_back({step.at, step_words(step),
                              step.error_code.empty() ? "" : tr("Code {code}", {{"code", step.error_code}}),
                              mark_of(step.status)});
    }
    panel.records.push_back(std::move(record));
  }
  if (shown.chain.empty()) return panel;
  const auto add = [&](std::string label, Intent intent) {
    ActionChoice made;
    made.label = made.accessible_name = std::move(label);
    made.intent = std::move(intent);
    panel.actions.push_back(std::move(made));
  };
  const MessageDelivery& last = shown.chain.back();
  const Message* newest = find_message(s, c.id, last.message);
  if (newest != nullptr && can_send_again(s, c, *newest))
    add(tr("Send again"), intent::SendAgain{c.id, last.message, newest_of(c)});
  if (!last.carrier_id.empty())
    add(tr("Copy the carrier's id"), intent::CopyText{last.carrier_id, tr("The carrier's id is copied.")});
  if (!last.error_code.empty())
    add(tr("Copy code {code}", {{"code", last.error_code}}),
        intent::CopyText{last.error_code, tr("Copied: {text}", {{"text", last.error_code}})});
  return panel;
}

}  // namespace smsdesk::screen
