// The messages of one account: what the carrier remembers, and the rules by which it changes.
//
// Invariants: sids and ordinals are unique; ordinals grow with creation; a status only climbs its
// ladder; at most kMessagesMax messages are kept, and the oldest is dropped for a new one. Pure:
// instants come from the caller.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "server-mock/dates.h"

namespace smsdesk::mock {

inline constexpr std::size_t kMessagesMax = 200'000;
inline constexpr std::size_t kMediaPerMessageMax = 10;
inline constexpr std::size_t kPageSizeMax = 1'000;
inline constexpr std::size_t kPageSizeDefault = 50;

enum class Direction { Inbound, OutboundApi, OutboundReply };
std::string_view name_of(Direction direction);

enum class MessageStatus {
  Scheduled,
  Accepted,
  Queued,
  Sending,
  Sent,
  Delivered,
  Undelivered,
  Failed,
  Canceled,
  Received
};
/// As on the wire: "queued", "delivered" …
std::string_view name_of(MessageStatus status);
/// Nothing follows it any more.
bool is_final(MessageStatus status);

struct Media {
  std::string sid;           ///< ME…
  std::string content_type;  ///< what the carrier says of it
  std::string location;      ///< where its bytes are
};

struct Message {
  std::uint64_t ordinal = 0;  ///< 1 for the first of this run
  std::string sid;
  Direction direction = Direction::OutboundApi;
  std::string from;  ///< empty while a Messaging Service has not yet chosen its sender
  std::string to;
  std::string body;
  std::string service_sid;
  std::string status_callback;
  std::vector<Media> media;
  MessageStatus status = MessageStatus::Queued;
  int error_code = 0;
  int segments = 1;  ///< an MMS is one, whatever it says
  bool is_mms = false;
  Instant created_at;
  Instant updated_at;
  std::optional<Instant> sent_at;
  std::optional<Instant> send_at;  ///< of a scheduled message
  bool is_network_notice = false;  ///< the carrier's own answer to STOP: on the phone, but not in the API
  std::string webhook_note;        ///< what became of its last webhook, for the pages; empty before
  bool has_webhook_failed = false;
};

/// "DateSent", "DateSent<" and "DateSent>" as half-open bounds; a message that has not left yet is within none.
struct ListQuery {
  std::string to;
  std::string from;
  std::optional<Instant> not_before;
  std::optional<Instant> before;
  std::size_t page_size = kPageSizeDefault;
  std::uint64_t below_ordinal = 0;  ///< 0: from the newest; otherwise what a page token says
};

struct ListPage {
  std::vector<const Message*> messages;  ///< newest first; valid until the account changes
  std::uint64_t next_below = 0;          ///< 0: this is the last page
  std::uint64_t previous_below = 0;      ///< 0: this is the first page
};

class Account {
 public:
  explicit Account(std::size_t messages_max = kMessagesMax) : messages_max_(messages_max) {}

  /// Gives the message its ordinal and keeps it.
  Message& add(Message message);
  Message* find(std::string_view sid);
  const Message* find(std::string_view sid) const;
  bool remove(std::string_view sid);
  ListPage list(const ListQuery& query) const;
  /// The messages between a phone and one of our numbers, oldest first, at most `count` of the
  /// newest.
  std::vector<const Message*> conversation(std::string_view phone, std::string_view number, std::size_t count) const;
  /// The newest messages, newest first.
  std::vector<const Message*> newest(std::size_t count) const;

  /// Climbs to `status`; false (and nothing changes) where that would be a step back or the message
  /// is gone.
  bool advance(std::string_view sid, MessageStatus status, int error_code, Instant now);
  /// Only a scheduled message can be canceled.
  bool cancel(std::string_view sid, Instant now);
  bool redact(std::string_view sid, Instant now);

  void opt_out(std::string_view phone, std::string_view number);
  /// Whether the phone had opted out before.
  bool opt_in(std::string_view phone, std::string_view number);
  bool is_opted_out(std::string_view phone, std::string_view number) const;
  std::size_t opted_out_count() const { return opted_out_.size(); }
  std::size_t size() const { return messages_.size(); }

 private:
  std::size_t messages_max_;
  std::uint64_t last_ordinal_ = 0;
  std::map<std::uint64_t, Message> messages_;
  std::unordered_map<std::string, std::uint64_t> by_sid_;
  std::set<std::pair<std::string, std::string>> opted_out_;
};

}  // namespace smsdesk::mock
