#include "server-mock/account.h"

#include <algorithm>

namespace smsdesk::mock {
namespace {

int rank_of(MessageStatus status) {
  switch (status) {
    case MessageStatus::Scheduled:
      return 0;
    case MessageStatus::Accepted:
      return 1;
    case MessageStatus::Queued:
      return 2;
    case MessageStatus::Sending:
      return 3;
    case MessageStatus::Sent:
      return 4;
    case MessageStatus::Delivered:
    case MessageStatus::Undelivered:
    case MessageStatus::Failed:
    case MessageStatus::Canceled:
    case MessageStatus::Received:
      return 9;
  }
  return 9;
}

}  // namespace

std::string_view name_of(Direction direction) {
  switch (direction) {
    case Direction::Inbound:
      return "inbound";
    case Direction::OutboundApi:
      return "outbound-api";
    case Direction::OutboundReply:
      return "outbound-reply";
  }
  return "";
}

std::string_view name_of(MessageStatus status) {
  switch (status) {
    case MessageStatus::Scheduled:
      return "scheduled";
    case MessageStatus::Accepted:
      return "accepted";
    case MessageStatus::Queued:
      return "queued";
    case MessageStatus::Sending:
      return "sending";
    case MessageStatus::Sent:
      return "sent";
    case MessageStatus::Delivered:
      return "delivered";
    case MessageStatus::Undelivered:
      return "undelivered";
    case MessageStatus::Failed:
      return "failed";
    case MessageStatus::Canceled:
      return "canceled";
    case MessageStatus::Received:
      return "received";
  }
  return "";
}

bool is_final(MessageStatus status) {
  return rank_of(status) == 9;
}

Message& Account::add(Message message) {
  if (messages_.size() >= messages_max_) {
    by_sid_.erase(messages_.begin()->second.sid);
    messages_.erase(messages_.begin());
  }
  message.ordinal = ++last_ordinal_;
  by_sid_[message.sid] = message.ordinal;
  return messages_.emplace(message.ordinal, std::move(message)).first->second;
}

Message* Account::find(std::string_view sid) {
  const auto known = by_sid_.find(std::string(sid));
  return known == by_sid_.end() ? nullptr : &messages_.find(known->second)->second;
}

const Message* Account::find(std::string_view sid) const {
  const auto known = by_sid_.find(std::string(sid));
  return known == by_sid_.end() ? nullptr : &messages_.find(known->second)->second;
}

bool Account::remove(std::string_view sid) {
  const auto known = by_sid_.find(std::string(sid));
  if (known == by_sid_.end()) return false;
  messages_.erase(known->second);
  by_sid_.erase(known);
  return true;
}

ListPage Account::list(const ListQuery& query) const {
  const auto is_match = [&](const Message& message) {
    if (message.is_network_notice) return false;
    if (!query.to.empty() && message.to != query.to) return false;
    if (!query.from.empty() && message.from != query.from) return false;
    if (!query.not_before && !query.before) return true;
    if (!message.sent_at) return false;
    return (!query.not_before || *message.sent_at >= *query.not_before) &&
           (!query.before || *message.sent_at < *query.before);
  };
  ListPage page;
  const auto end = query.below_ordinal == 0 ? messages_.end() : messages_.lower_bound(query.below_ordinal);
  const std::size_t wanted = std::clamp<std::size_t>(query.page_size, 1, kPageSizeMax);
  for (auto at = std::make_reverse_iterator(end); at != messages_.rend(); ++at) {
    const Message& message = at->second;
    if (!is_match(message)) continue;
    if (page.messages.size() == wanted) {  // one more exists, so there is a next page
      page.next_below = page.messages.back()->ordinal;
      break;
    }
    page.messages.push_back(&message);
  }
  std::size_t newer = 0;
  for (auto at = end; at != messages_.end() && newer < wanted; ++at) {
    if (!is_match(at->second)) continue;
    ++newer;
    page.previous_below = at->first + 1;
  }
  return page;
}

std::vector<const Message*> Account::conversation(std::string_view phone, std::string_view number,
                                                  std::size_t count) const {
  std::vector<const Message*> found;
  for (auto at = messages_.rbegin(); at != messages_.rend() && found.size() < count; ++at) {
    const Message& message = at->second;
    if ((message.from == phone && message.to == number) || (message.from == number && message.to == phone)) {
      found.push_back(&message);
    }
  }
  std::reverse(found.begin(), found.end());
  return found;
}

std::vector<const Message*> Account::newest(std::size_t count) const {
  std::vector<const Message*> found;
  for (auto at = messages_.rbegin(); at != messages_.rend() && found.size() < count; ++at) {
    found.push_back(&at->second);
  }
  return found;
}

bool Account::advance(std::string_view sid, MessageStatus status, int error_code, Instant now) {
  Message* message = find(sid);
  if (message == nullptr || rank_of(status) <= rank_of(message->status)) return false;
  message->status = status;
  message->error_code = error_code;
  message->updated_at = now;
  if (status == MessageStatus::Sent && !message->sent_at) message->sent_at = now;
  return true;
}

bool Account::cancel(std::string_view sid, Instant now) {
  const Message* message = find(sid);
  return message != nullptr && message->status == MessageStatus::Scheduled &&
         advance(sid, MessageStatus::Canceled, 0, now);
}

bool Account::redact(std::string_view sid, Instant now) {
  Message* message = find(sid);
  if (message == nullptr || !is_final(message->status)) return false;
  message->body.clear();
  message->updated_at = now;
  return true;
}

void Account::opt_out(std::string_view phone, std::string_view number) {
  opted_out_.emplace(phone, number);
}

bool Account::opt_in(std::string_view phone, std::string_view number) {
  return opted_out_.erase({std::string(phone), std::string(number)}) > 0;
}

bool Account::is_opted_out(std::string_view phone, std::string_view number) const {
  return opted_out_.count({std::string(phone), std::string(number)}) > 0;
}

}  // namespace smsdesk::mock
