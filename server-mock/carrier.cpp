#include "server-mock/carrier.h"

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "server-mock/address.h"
#include "server-mock/error_codes.h"
#include "server-mock/picture.h"
#include "server-mock/random.h"
#include "server-mock/read_number.h"
#include "server-mock/segments.h"

namespace smsdesk::mock {
namespace {

using std::chrono::milliseconds;

constexpr std::string_view kStopNotice =
    "You have successfully been unsubscribed. You will not receive any more messages from this "
    "number. Reply START to resubscribe.";
constexpr std::string_view kStartNotice =
    "You have successfully been re-subscribed to messages from this number. Reply HELP for help. "
    "Reply STOP to unsubscribe. Msg&Data Rates May Apply.";
constexpr std::string_view kHelpNotice = "Reply STOP to unsubscribe. Msg&Data Rates May Apply.";
constexpr std::string_view kUploadFront = "upload:";
// What Twilio says where it cannot get a MediaUrl has no code of its own for text messages.
constexpr int kMediaNotThere = 30008;
constexpr std::string_view kSampleFront = "sample:";

/// These say that the message never left the carrier.
bool is_failure_before_sending(int code) {
  return code == 30001 || code == 30002 || code == 30034;
}

Error make_invalid(std::string sentence) {
  return {ErrorCode::Invalid, std::move(sentence)};
}

}  // namespace

Instant Carrier::now() {
  return std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
}

Carrier::Carrier(net::Loop& loop, Identity identity, std::uint64_t seed, const Faults& faults)
    : loop_(loop),
      identity_(std::move(identity)),
      seed_(seed),
      faults_(faults),
      api_(identity_, account_, ids_, seed),
      storage_(loop),
      webhooks_(
          loop, identity_.auth_token, [] { return now(); },
          [this](const Webhook& webhook, const WebhookVerdict& verdict) { take_verdict(webhook, verdict); }) {}

void Carrier::tell(const Message& message) {
  if (observer_ != nullptr) observer_->on_message(message);
}

void Carrier::answer_api(const net::HttpRequest& request, net::Reply reply) {
  ++counts_.requests;
  ApiAnswer answer = api_.answer(request, faults_, now());
  if (answer.error_code != 0) {
    ++counts_.refused;
    if (refusals_.size() >= kRefusalsMax) refusals_.pop_front();
    const auto body = nlohmann::json::parse(answer.response.body, nullptr, false);
    refusals_.push_back({now(), answer.error_code, body.value("message", std::string())});
  }
  if (answer.accepted_sid.empty()) {
    // A redaction, a cancellation or a deletion may have changed what the pages show.
    if (observer_ != nullptr && request.method != "GET") observer_->on_activity();
    reply.send(std::move(answer.response));
    return;
  }
  ++counts_.accepted;
  if (answer.is_never_sent) {
    ++counts_.hung;
    keep_hanging(std::move(reply));
  } else {
    reply.send(std::move(answer.response));
  }
  tell(*account_.find(answer.accepted_sid));
  fetch_media(answer.accepted_sid, answer.fate);
}

void Carrier::fetch_media(const std::string& sid, const SendFate& fate) {
  const Message* message = account_.find(sid);
  if (message == nullptr || message->media.empty()) return carry(sid, fate);
  struct Fetching {
    std::size_t left = 0;
    bool has_failed = false;
  };
  auto fetching = std::make_shared<Fetching>();
  fetching->left = message->media.size();
  const std::vector<Media> all = message->media;
  for (const Media& media : all) {
    storage_.fetch(media.sid, media.location, [this, sid, fate, fetching, id = media.sid](bool is_there) {
      fetching->has_failed = fetching->has_failed || !is_there;
      Message* kept = account_.find(sid);
      if (kept == nullptr) return;
      for (Media& one : kept->media) {
        if (one.sid != id || !is_there) continue;
        one.content_type = storage_.find(id)->content_type;
        one.location = base_url_ + "/mock/media/" + id;
      }
      if (--fetching->left > 0) return;
      tell(*kept);
      SendFate actual = fate;
      if (fetching->has_failed) actual.error_code = kMediaNotThere;
      carry(sid, actual);
    });
  }
}

std::string Carrier::upload(std::string content_type, std::string bytes) {
  const std::string id = ids_.make("ME");
  storage_.put(id, {std::move(content_type), std::move(bytes)});
  return std::string(kUploadFront) + id;
}

void Carrier::keep_hanging(net::Reply reply) {
  if (hung_.size() >= kHungRepliesMax) hung_.pop_front();
  hung_.push_back(std::move(reply));
  // Whoever waits longer than any sensible client is let go: the server then answers 500.
  loop_.post_after(kHangMax, [this] {
    if (!hung_.empty()) hung_.pop_front();
  });
}

void Carrier::carry(const std::string& sid, const SendFate& fate) {
  const Message* message = account_.find(sid);
  if (message == nullptr) return;
  if (message->send_at && message->status == MessageStatus::Scheduled) {
    const milliseconds wait = std::max(*message->send_at - now(), milliseconds(0));
    loop_.post_after(wait, [this, sid, fate] { release_scheduled(sid, fate); });
    return;
  }
  // `sending` stands for the second half of the way to `sent`.
  const milliseconds half(fate.sent_after_ms / 2);
  loop_.post_after(half, [this, sid, fate, half] {
    Message* due = account_.find(sid);
    if (due == nullptr || is_final(due->status)) return;
    if (due->from.empty() && !identity_.numbers.empty()) due->from = identity_.numbers.front().number;
    if (account_.advance(sid, MessageStatus::Sending, 0, now())) tell(*due);
    loop_.post_after(milliseconds(fate.sent_after_ms) - half, [this, sid, fate] { mark_sent(sid, fate); });
  });
}

void Carrier::release_scheduled(const std::string& sid, const SendFate& fate) {
  if (account_.advance(sid, MessageStatus::Queued, 0, now())) carry(sid, fate);
}

void Carrier::mark_sent(const std::string& sid, const SendFate& fate) {
  if (is_failure_before_sending(fate.error_code)) {
    finish(sid, fate.error_code);
    return;
  }
  if (!account_.advance(sid, MessageStatus::Sent, 0, now())) return;
  const Message& message = *account_.find(sid);
  tell(message);
  report_status(message, WebhookStep::Sent);
  loop_.post_after(milliseconds(fate.final_after_ms), [this, sid, code = fate.error_code] { finish(sid, code); });
}

void Carrier::finish(const std::string& sid, int error_code) {
  const Message* message = account_.find(sid);
  if (message == nullptr) return;
  if (error_code == 0 && is_phone_off(message->to)) error_code = 30003;
  const MessageStatus status = error_code == 0                         ? MessageStatus::Delivered
                               : is_failure_before_sending(error_code) ? MessageStatus::Failed
                                                                       : MessageStatus::Undelivered;
  if (!account_.advance(sid, status, error_code, now())) return;
  ++(error_code == 0 ? counts_.delivered : counts_.undelivered);
  tell(*message);
  report_status(*message, WebhookStep::Final);
  if (error_code == 0 && observer_ != nullptr) observer_->on_delivered(*message);
}

void Carrier::report_status(const Message& message, WebhookStep step) {
  if (message.status_callback.empty()) return;
  Webhook webhook{message.sid, std::string(name_of(message.status)), message.status_callback,
                  make_status_fields(message, identity_.account_sid), ids_.make_uuid()};
  webhooks_.submit(message.sid, std::move(webhook), decide_webhook(seed_, message.ordinal, step, faults_));
}

Result<std::string> Carrier::receive(const PhoneText& text) {
  const std::optional<std::string> number = normalise_number(text.from);
  if (!number && !is_short_code(text.from) && !is_sender_name(text.from)) {
    return make_invalid("'" + text.from + "' cannot be the phone's number: write it like +14155550199.");
  }
  const OurNumber* ours = identity_.find_number(normalise_number(text.to).value_or(text.to));
  if (ours == nullptr) {
    return make_invalid("'" + text.to + "' is not one of this account's numbers.");
  }
  if (count_utf16_units(text.body) > kBodyUnitsMax) {
    return make_invalid("The text is longer than 1600 characters.");
  }
  if (text.media.size() > kMediaPerMessageMax) {
    return make_invalid("A message carries at most 10 pictures.");
  }
  if (text.body.empty() && text.media.empty()) {
    return make_invalid("The message is empty: give it a text or a picture.");
  }
  Message message;
  message.direction = Direction::Inbound;
  message.from = number.value_or(text.from);
  message.to = ours->number;
  message.body = text.body;
  for (const std::string& address : text.media) {
    Media media{ids_.make("ME"), "image/jpeg", address};
    if (address.starts_with(kSampleFront)) {
      const auto index =
          read_number_within(std::string_view(address).substr(kSampleFront.size()), 0, kSamplePictures - 1);
      if (!index) {
        return make_invalid("There is no sample picture '" + address + "'.");
      }
      media.content_type = "image/png";
      media.location = base_url_ + "/mock/samples/" + std::to_string(*index) + ".png";
    } else if (address.starts_with(kUploadFront)) {
      const std::string id = address.substr(kUploadFront.size());
      const MediaStorage::Content* content = storage_.find(id);
      if (content == nullptr) return make_invalid("There is no upload '" + address + "'.");
      media.content_type = content->content_type;
      media.location = base_url_ + "/mock/media/" + id;
    } else if (!is_callback_url(address)) {
      return make_invalid("'" + address + "' is not an http or https address of a picture.");
    } else if (address.find(".png") != std::string::npos) {
      media.content_type = "image/png";
    } else if (address.find(".gif") != std::string::npos) {
      media.content_type = "image/gif";
    }
    message.media.push_back(std::move(media));
  }
  message.is_mms = !message.media.empty();
  message.sid = ids_.make(message.is_mms ? "MM" : "SM");
  message.status = MessageStatus::Received;
  message.segments = measure_text(message.body).segments;
  message.created_at = message.updated_at = now();
  message.sent_at = message.created_at;
  if (ours->webhook_url.empty()) {
    message.webhook_note = "Nobody was told: this number has no webhook address.";
    message.has_webhook_failed = true;
  }
  const Message& kept = account_.add(std::move(message));
  ++counts_.received;
  tell(kept);
  apply_keyword(kept);
  if (!ours->webhook_url.empty()) {
    Webhook webhook{kept.sid, "inbound", ours->webhook_url, make_inbound_fields(kept, identity_.account_sid, base_url_),
                    ids_.make_uuid()};
    webhooks_.submit(kept.from + ">" + kept.to, std::move(webhook),
                     decide_webhook(seed_, kept.ordinal, WebhookStep::Inbound, faults_));
  }
  return kept.sid;
}

void Carrier::apply_keyword(const Message& inbound) {
  const bool was_opted_out = account_.is_opted_out(inbound.from, inbound.to);
  switch (find_keyword(inbound.body)) {
    case Keyword::Stop:
      account_.opt_out(inbound.from, inbound.to);
      if (!was_opted_out) send_notice(inbound, std::string(kStopNotice));
      return;
    case Keyword::Start:
      account_.opt_in(inbound.from, inbound.to);
      if (was_opted_out) send_notice(inbound, std::string(kStartNotice));
      return;
    case Keyword::Help:
      send_notice(inbound, std::string(kHelpNotice));
      return;
    case Keyword::None:
      if (was_opted_out && is_yes(inbound.body)) {
        account_.opt_in(inbound.from, inbound.to);
        send_notice(inbound, std::string(kStartNotice));
      }
      return;
  }
}

void Carrier::send_notice(const Message& inbound, std::string body) {
  Message notice;
  notice.sid = ids_.make("SM");
  notice.direction = Direction::OutboundReply;
  notice.from = inbound.to;
  notice.to = inbound.from;
  notice.body = std::move(body);
  notice.status = MessageStatus::Delivered;
  notice.segments = measure_text(notice.body).segments;
  notice.created_at = notice.updated_at = now();
  notice.sent_at = notice.created_at;
  notice.is_network_notice = true;
  tell(account_.add(std::move(notice)));
}

void Carrier::take_verdict(const Webhook& webhook, const WebhookVerdict& verdict) {
  if (Message* message = account_.find(webhook.sid)) {
    message->webhook_note = verdict.sentence;
    message->has_webhook_failed = verdict.error_code != 0;
    tell(*message);
    const Message inbound = *message;  // replies are added below and may drop the oldest message
    for (const TwimlMessage& reply : verdict.replies) send_reply(inbound, reply);
  }
  if (observer_ != nullptr) observer_->on_activity();
}

void Carrier::send_reply(const Message& inbound, const TwimlMessage& reply) {
  if (reply.body.empty() && reply.media_urls.empty()) return;
  if (account_.is_opted_out(inbound.from, inbound.to)) return;
  Message message;
  message.is_mms = !reply.media_urls.empty();
  message.sid = ids_.make(message.is_mms ? "MM" : "SM");
  message.direction = Direction::OutboundReply;
  message.from = inbound.to;
  message.to = inbound.from;
  message.body = reply.body;
  for (const std::string& url : reply.media_urls) {
    if (is_callback_url(url)) message.media.push_back({ids_.make("ME"), "image/jpeg", url});
  }
  message.segments = message.is_mms ? 1 : measure_text(message.body).segments;
  message.created_at = message.updated_at = now();
  const Message& kept = account_.add(std::move(message));
  tell(kept);
  // Its fate comes from a stream of its own, so that it does not shift those of the API's requests.
  carry(kept.sid, decide_send(mix(seed_), kept.ordinal, faults_));
}

Status Carrier::set_faults(const Faults& faults) {
  if (auto checked = check_faults(faults); !checked) return checked;
  faults_ = faults;
  if (observer_ != nullptr) observer_->on_activity();
  return Done{};
}

bool Carrier::set_phone_off(const std::string& phone, bool is_off) {
  if (!is_off) {
    phones_off_.erase(phone);
    return true;
  }
  if (phones_off_.size() >= kPhonesOffMax) return false;
  phones_off_.insert(phone);
  return true;
}

}  // namespace smsdesk::mock
