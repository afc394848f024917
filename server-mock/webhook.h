// What the carrier tells the customer's application: the forms of webhooks, and how their answers
// are read. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "relay/net/http.h"
#include "server-mock/account.h"

namespace smsdesk::mock {

/// One webhook that is ready to go; the signature is made when it goes.
struct Webhook {
  std::string sid;   ///< of the message it is about
  std::string kind;  ///< "inbound", or the status that it reports
  std::string url;
  net::FormFields fields;
  std::string idempotency_token;  ///< one for all attempts
};

/// The fields of an inbound message; media are given by their API addresses below `base_url`.
net::FormFields make_inbound_fields(const Message& message, std::string_view account_sid, std::string_view base_url);
/// The fields of a status callback for what the message's status is now.
net::FormFields make_status_fields(const Message& message, std::string_view account_sid);

/// A reply that the application gives inside its TwiML answer.
struct TwimlMessage {
  std::string body;
  std::vector<std::string> media_urls;
};
struct WebhookVerdict {
  int error_code = 0;    ///< 0: accepted; 11200 bad status, 12300 content type, 12100 not TwiML
  std::string sentence;  ///< for the control page
  std::vector<TwimlMessage> replies;
};
/// How Twilio takes an HTTP answer. Only inbound webhooks are answered with TwiML.
WebhookVerdict judge_answer(bool is_inbound, int status, std::string_view content_type, std::string_view body);

}  // namespace smsdesk::mock
