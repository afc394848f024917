#include "relay/host/carrier_link.h"

#include <sodium.h>

#include <algorithm>
#include <iterator>

#include "core/conversation/delivery_failure.h"
#include "core/sms/address.h"
#include "relay/carrier/twilio/dates.h"
#include "relay/carrier/twilio/rest.h"
#include "relay/carrier/twilio/send_answer.h"
#include "relay/carrier/twilio/statuses.h"
#include "relay/host/log.h"
#include "relay/host/retry_pause.h"

namespace smsdesk::relay {
namespace {

net::ClientOptions options_of(const CarrierConfig& config) {
  net::ClientOptions options;
  options.user_agent = "smsdesk-relay";
  // Plain HTTP only towards this machine: the mock carrier. Everything else is https or refused by the client.
  options.allows_plain_http = is_loopback_url(config.api_url);
  return options;
}

std::string url_of(const CarrierConfig& config, const twilio::RestRequest& rest) {
  std::string url = config.api_url + rest.path;
  if (!rest.query.empty()) url += "?" + net::encode_form(rest.query);
  return url;
}

/// Empty where there is none.
std::string header_of(const net::ClientResult& result, std::string_view name) {
  const auto is_it = [&](const net::Header& header) { return net::equals_without_case(header.name, name); };
  const auto at = std::find_if(result.headers.begin(), result.headers.end(), is_it);
  return at == result.headers.end() ? std::string() : at->value;
}

DurationMs backoff(unsigned attempt, const net::ClientResult& result) {
  return retry_pause(header_of(result, "Retry-After"), attempt, randombytes_random());
}

twilio::SendOrder order_of(const OutboundSend& send) {
  twilio::SendOrder order;
  if (auto from = sms::parse_address(send.from)) order.from = from.value();
  if (auto to = sms::parse_address(send.to)) order.to = to.value();
  order.text = send.text;
  order.media_urls.resize(send.media.size());  // for look-ups it only matters that there are some
  order.is_mms_text = send.is_mms_text;
  return order;
}

}  // namespace

DeliveryStatus delivery_status_of(twilio::MessageStatus status) {
  switch (status) {
    case twilio::MessageStatus::Delivered:
    case twilio::MessageStatus::Read:
      return DeliveryStatus::Delivered;
    case twilio::MessageStatus::Undelivered:
      return DeliveryStatus::Undelivered;
    case twilio::MessageStatus::Failed:
    case twilio::MessageStatus::Canceled:
      return DeliveryStatus::Failed;
    default:
      return DeliveryStatus::Sent;  // the carrier has it; how far it is on its way, it does not promise
  }
}

InboundMessage inbound_message_of(const twilio::InboundMessage& message) {
  InboundMessage ours;
  ours.carrier_id = message.carrier_id;
  ours.from = message.from.text();
  ours.to = message.to.text();
  ours.text = message.text;
  for (const twilio::Media& media : message.media) ours.media.push_back({media.url, media.content_type});
  return ours;
}

namespace {
std::string code_text(int code) {
  return code == 0 ? std::string() : std::to_string(code);
}

Result<twilio::MessagePage> page_of(const net::ClientResult& result) {
  if (result.outcome != net::ClientResult::Outcome::Answered)
    return Error{ErrorCode::Unavailable, "The carrier did not answer: " + result.error};
  if (result.status != 200)
    return Error{ErrorCode::Unavailable, "The carrier answered with HTTP " + std::to_string(result.status) + "."};
  return twilio::parse_message_page(result.body);
}

}  // namespace

CarrierLink::CarrierLink(net::Loop& loop, const CarrierConfig& config, Sink sink, Clock clock)
    : config_(config), sink_(std::move(sink)), clock_(std::move(clock)), client_(loop, options_of(config)) {}

net::ClientRequest CarrierLink::request(std::string method, std::string url) const {
  net::ClientRequest request;
  request.method = std::move(method);
  request.url = std::move(url);
  request.headers = {{"Accept", "application/json"}};
  request.user = config_.api_key.empty() ? config_.account_sid : config_.api_key;
  request.password = config_.api_key.empty() ? config_.auth_token : config_.api_secret;
  return request;
}

void CarrierLink::send(const OutboundSend& send) {
  twilio::SendOrder order = order_of(send);
  for (unsigned i = 0; i < send.media.size(); ++i) {
    order.media_urls[i] = media_address_ ? media_address_(send.message, i) : std::string();
  }
  // Our key comes back with every status, so that a receipt finds its message even where the answer was lost.
  order.status_callback =
      config_.webhook_base_url + "/carrier/twilio/status?key=" + net::encode_component(send.key.value);
  auto rest = twilio::make_send_request(config_.account_sid, order);
  if (!rest) {
    log::warn("send_impossible", "A message cannot be sent.",
              {{"message", send.message}, {"conversation", send.conversation}, {"cause", rest.error().sentence}});
    sink_(input::CarrierAnswered{{send.message, SendOutcome::Refused, {}, DeliveryStatus::Failed, "21211", 0}});
    return;
  }
  net::ClientRequest call = request(rest->method, url_of(config_, *rest));
  call.headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
  call.body = net::encode_form(rest->form);
  client_.send(std::move(call), [this, send](const net::ClientResult& result) {
    sink_(input::CarrierAnswered{finished(send, result)});
  });
}

SendFinished CarrierLink::finished(const OutboundSend& send, const net::ClientResult& result) const {
  SendFinished finished;
  finished.message = send.message;
  if (result.outcome == net::ClientResult::Outcome::NotSent) {
    log::warn("carrier_unreachable", "The carrier cannot be reached.",
              {{"message", send.message},
               {"conversation", send.conversation},
               {"attempt", send.attempt},
               {"cause", result.error}});
    finished.outcome = SendOutcome::TryLater;
    finished.error_code = kNoConnectionCode;
    finished.retry_after = backoff(send.attempt, result);
    return finished;
  }
  if (result.outcome == net::ClientResult::Outcome::Uncertain) {
    log::warn("send_uncertain", "Whether the carrier has taken a message is not known; it is asked.",
              {{"message", send.message},
               {"conversation", send.conversation},
               {"attempt", send.attempt},
               {"cause", result.error}});
    finished.outcome = SendOutcome::Uncertain;
    return finished;
  }
  const twilio::SendAnswer answer = twilio::read_send_answer(result.status, result.body);
  finished.error_code = code_text(answer.error.code);
  switch (answer.verdict) {
    case twilio::SendVerdict::Accepted:
      finished.outcome = SendOutcome::Taken;
      finished.carrier_id = answer.record.carrier_id;
      finished.status = delivery_status_of(answer.record.status);
      finished.error_code = code_text(answer.record.error_code);
      break;
    case twilio::SendVerdict::Retry:
      finished.outcome = SendOutcome::TryLater;
      finished.retry_after = backoff(send.attempt, result);
      break;
    case twilio::SendVerdict::ChannelDown:
      log::error("account_refused", "The carrier refuses this account.",
                 {{"message", send.message},
                  {"conversation", send.conversation},
                  {"http_status", result.status},
                  {"error_code", answer.error.code}});
      finished.outcome = SendOutcome::Refused;
      break;
    case twilio::SendVerdict::Permanent:
      finished.outcome = SendOutcome::Refused;
      break;
    case twilio::SendVerdict::Uncertain:
      log::warn("send_uncertain", "Whether the carrier has taken a message is not known; it is asked.",
                {{"message", send.message},
                 {"conversation", send.conversation},
                 {"attempt", send.attempt},
                 {"http_status", result.status}});
      finished.outcome = SendOutcome::Uncertain;
      break;
  }
  return finished;
}

struct CarrierLink::Search {
  MessageId message;
  twilio::SendOrder order;
  Instant accepted_at;
  int pages = 0;
  input::CarrierLookedUp result;
};

void CarrierLink::look_up(const OutboundSend& send) {
  auto search = std::make_shared<Search>();
  search->message = search->result.message = send.message;
  search->order = order_of(send);
  search->accepted_at = send.accepted_at;
  read_page(search,
            url_of(config_, twilio::make_list_request(config_.account_sid, search->order.from, search->order.to)));
}

struct CarrierLink::Listing {
  Listed found;
  Instant asked_at;  ///< by our clock
  int pages = 0;
  std::function<void(Result<Listed>)> done;
};

void CarrierLink::list_inbound(const std::string& our_number, Instant since, std::function<void(Result<Listed>)> done) {
  auto to = sms::parse_address(our_number);
  if (!to) return done(to.error());
  auto listing = std::make_shared<Listing>();
  listing->done = std::move(done);
  listing->asked_at = clock_();
  read_list(listing, url_of(config_, twilio::make_list_request_since(config_.account_sid, {}, *to, since)));
}

void CarrierLink::read_list(const std::shared_ptr<Listing>& listing, std::string url) {
  client_.send(request("GET", std::move(url)), [this, listing](const net::ClientResult& result) {
    auto page = page_of(result);
    if (!page) return listing->done(page.error());
    if (listing->pages == 0) {
      const auto there = twilio::by_carriers_clock(listing->asked_at, header_of(result, "Date"), clock_());
      listing->found.asked_at = there.value_or(listing->asked_at);
    }
    std::move(page->messages.begin(), page->messages.end(), std::back_inserter(listing->found.messages));
    if (page->next_page_path.empty()) return listing->done(std::move(listing->found));
    if (++listing->pages == kListPagesMax) {
      listing->found.is_cut = true;
      return listing->done(std::move(listing->found));
    }
    read_list(listing, url_of(config_, twilio::make_next_page_request(page->next_page_path)));
  });
}

void CarrierLink::read_page(const std::shared_ptr<Search>& search, std::string url) {
  client_.send(request("GET", std::move(url)), [this, search](const net::ClientResult& result) {
    auto page = page_of(result);
    if (!page) {
      sink_(input::CarrierLookedUp{search->message, false, {}});
      return;
    }
    const auto attempted_at = twilio::by_carriers_clock(search->accepted_at, header_of(result, "Date"), clock_());
    bool is_read_back = page->next_page_path.empty();
    for (const twilio::MessageRecord& record : page->messages) {
      is_read_back = is_read_back || twilio::is_older(record, attempted_at);
      const twilio::Fit fit = twilio::fit_of(record, search->order, attempted_at);
      if (fit == twilio::Fit::None) continue;
      search->result.candidates.push_back({record.carrier_id, delivery_status_of(record.status),
                                           code_text(record.error_code), fit == twilio::Fit::Doubtful});
    }
    if (!is_read_back && ++search->pages < kLookupPagesMax) {
      return read_page(search, url_of(config_, twilio::make_next_page_request(page->next_page_path)));
    }
    // The carrier lists the newest first.
    std::reverse(search->result.candidates.begin(), search->result.candidates.end());
    search->result.is_answered = true;
    search->result.is_complete = is_read_back;
    sink_(std::move(search->result));
  });
}

}  // namespace smsdesk::relay
