// Requests of the carrier's REST interface, as values; whoever performs them adds base URL and
// credentials.
//
// There is no idempotency key on a send. A send whose answer did not come is therefore Uncertain
// and never repeated blindly: a list request finds out whether the carrier has it. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "core/sms/address.h"
#include "relay/carrier/twilio/fields.h"

namespace smsdesk::twilio {

inline constexpr std::size_t kTextUnitsMax = 1600;  ///< UTF-16 units, which is how the carrier counts
inline constexpr std::size_t kSendMediaMax = 10;
inline constexpr int kPageSize = 50;

struct RestRequest {
  std::string method;  ///< "GET" or "POST"
  std::string path;    ///< behind the base URL, from "/"; holds its query already where it came from
                       ///< the carrier
  Fields query;        ///< to be encoded behind "?"
  Fields form;         ///< the body of a POST, application/x-www-form-urlencoded
};

struct SendOrder {
  sms::Address from;              ///< our number; may be unset when a messaging service is given
  std::string messaging_service;  ///< "MG…" or empty
  sms::Address to;
  std::string text;
  std::vector<std::string> media_urls;
  bool is_mms_text = false;     ///< without media, and all the same one MMS
  std::string status_callback;  ///< absolute URL; empty = no callbacks
};

/// Refuses what the carrier would: nothing to send, too long, too many pictures, nobody to send it
/// to.
Result<RestRequest> make_send_request(std::string_view account, const SendOrder& order);

/// Asks for one message, to learn its status when callbacks stay away.
RestRequest make_fetch_request(std::string_view account, const CarrierMessageId& id);

/// Asks which messages went from one number to another, the newest first. An unset `from` (a messaging
/// service chooses it; customers' are many) does not narrow the list.
RestRequest make_list_request(std::string_view account, const sms::Address& from, const sms::Address& to);

/// Asks for those of them that were sent at `since` or after it, by the carrier's clock. What still
/// waits at the carrier has no such date and is not listed: no answer for an uncertain send.
RestRequest make_list_request_since(std::string_view account, const sms::Address& from, const sms::Address& to,
                                    Instant since);

/// The page after this one, by the path that the carrier gave (MessagePage::next_page_path).
RestRequest make_next_page_request(std::string_view next_page_path);

}  // namespace smsdesk::twilio
