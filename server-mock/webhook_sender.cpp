#include "server-mock/webhook_sender.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "server-mock/signature.h"

namespace smsdesk::mock {
namespace {

net::ClientOptions make_client_options() {
  net::ClientOptions options;
  options.user_agent = "TwilioProxy/1.1";
  options.connections_per_host_max = 50;
  options.allows_plain_http = true;
  return options;
}

std::string find_content_type(const std::vector<net::Header>& headers) {
  for (const net::Header& header : headers) {
    if (net::equals_without_case(header.name, "Content-Type")) return header.value;
  }
  return {};
}

bool is_tried_again(const net::ClientResult& result, const ConnectionOverrides& overrides) {
  switch (result.outcome) {
    case net::ClientResult::Outcome::NotSent:
      return overrides.retries_unconnected;
    case net::ClientResult::Outcome::Uncertain:
      return overrides.retries_unanswered;
    case net::ClientResult::Outcome::Answered:
      return (overrides.retries_4xx && result.status / 100 == 4) || (overrides.retries_5xx && result.status / 100 == 5);
  }
  return false;
}

}  // namespace

WebhookSender::WebhookSender(net::Loop& loop, std::string auth_token, Clock clock, Done done, WebhookTimeouts timeouts)
    : loop_(loop),
      auth_token_(std::move(auth_token)),
      clock_(std::move(clock)),
      done_(std::move(done)),
      timeouts_(timeouts),
      client_(loop, make_client_options()) {}

void WebhookSender::submit(const std::string& lane, Webhook webhook, const WebhookFate& fate) {
  // What follows '#' configures the carrier's connection and is neither sent nor signed.
  const std::size_t mark = std::min(webhook.url.find('#'), webhook.url.size());
  const std::string_view behind = std::string_view(webhook.url).substr(mark);
  const ConnectionOverrides overrides = parse_connection_overrides(behind.substr(behind.empty() ? 0 : 1));
  webhook.url.resize(mark);
  if (fate.is_lost) {
    ++counts_.lost;
    report({std::move(webhook), {}, 1, false}, {-1, "Lost on purpose: never sent.", {}}, 0);
    return;
  }
  const std::chrono::milliseconds delay(fate.delay_ms);
  enqueue(lane, {std::move(webhook), std::chrono::steady_clock::now() + delay, 1, false, overrides}, fate);
  if (fate.delay_ms != 0) loop_.post_after(delay, [this, lane] { pump(lane); });
}

void WebhookSender::enqueue(const std::string& lane, const Job& job, const WebhookFate& fate) {
  std::optional<Job> repetition;
  if (fate.is_duplicated) {
    ++counts_.duplicated;
    repetition = job;
    repetition->is_repetition = true;
  }
  if (fate.is_held_back && lanes_.hold(lane, job)) {
    ++counts_.held_back;
    loop_.post_after(std::chrono::milliseconds(fate.delay_ms) + kHeldBackMax, [this, lane] {
      lanes_.release(lane);
      pump(lane);
    });
  } else if (!fate.is_held_back && !lanes_.push(lane, job)) {
    report(job, {11205, "Dropped: too many webhooks of this conversation are waiting.", {}}, 0);
    return;
  }
  if (repetition) lanes_.push(lane, std::move(*repetition));
  pump(lane);
}

void WebhookSender::pump(const std::string& lane) {
  // What is not due yet keeps its place, and those behind it; its own timer comes back here.
  const Job* next = lanes_.next(lane);
  if (next == nullptr || std::chrono::steady_clock::now() < next->due_at) return;
  if (auto job = lanes_.start(lane)) send(lane, std::move(*job));
}

void WebhookSender::send(const std::string& lane, Job job) {
  net::ClientRequest request;
  request.method = "POST";
  request.url = job.webhook.url;
  request.body = net::encode_form(job.webhook.fields);
  request.headers = {
      {"Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"},
      {"Accept", "*/*"},
      {"X-Twilio-Signature", sign_webhook(auth_token_, job.webhook.url, job.webhook.fields)},
      {"I-Twilio-Idempotency-Token", job.webhook.idempotency_token},
  };
  request.connect_timeout = job.overrides.connect.value_or(timeouts_.connect);
  request.total_timeout = timeouts_.total;
  if (job.overrides.read) {
    request.total_timeout = std::min(request.total_timeout, request.connect_timeout + *job.overrides.read);
  }
  const Instant begun_at = clock_();
  client_.send(std::move(request), [this, lane, job = std::move(job), begun_at](const net::ClientResult& result) {
    take_result(lane, job, begun_at, result);
  });
}

void WebhookSender::take_result(const std::string& lane, Job job, Instant begun_at, const net::ClientResult& result) {
  WebhookVerdict verdict;
  if (result.outcome == net::ClientResult::Outcome::Answered) {
    verdict =
        judge_answer(job.webhook.kind == "inbound", result.status, find_content_type(result.headers), result.body);
  } else {
    verdict.error_code = 11205;
    verdict.sentence = "11205: " + result.error;
  }
  const bool may_retry = job.attempt <= job.overrides.retries && is_tried_again(result, job.overrides);
  const std::int64_t took_ms = (clock_() - begun_at).count();
  if (may_retry) {
    verdict.sentence += " Trying once more.";
    Job retry = job;
    ++retry.attempt;
    job.is_repetition = true;  // the verdict that counts is the last one
    report(job, verdict, took_ms);
    send(lane, std::move(retry));
    return;
  }
  report(job, verdict, took_ms);
  lanes_.finish(lane);
  pump(lane);
}

void WebhookSender::report(const Job& job, const WebhookVerdict& verdict, std::int64_t took_ms) {
  if (attempts_.size() >= kAttemptsMax) attempts_.pop_front();
  std::string sentence = verdict.sentence;
  attempts_.push_back({clock_(), job.webhook.sid, job.webhook.kind, job.webhook.url, job.attempt, took_ms,
                       verdict.error_code == 0, std::move(sentence)});
  if (verdict.error_code == 0) {
    ++counts_.accepted;
  } else if (verdict.error_code > 0) {
    ++counts_.failed;
  }
  if (!job.is_repetition) done_(job.webhook, verdict);
}

}  // namespace smsdesk::mock
