// The mock's own API, for its pages and for tests: everything a page can do is one of these
// requests.
//
//   GET  /mock/state                                   faults, customers, counts, last messages and
//   webhooks GET  /mock/conversation?phone=+1…&number=+1…       the messages between the two,
//   oldest first POST /mock/send       {from, to, body, media}      a text from a phone; 201 {sid}
//   POST /mock/faults     {any of the fault fields}    changes those, keeps the others
//   POST /mock/customers  {count, rate_per_minute, pace_percent}
//   POST /mock/phone      {number, is_off}             a phone that is off gets nothing (30003)
//   GET  /mock/samples/N.png                           the built-in pictures
// Bodies are JSON and must say so in Content-Type, so that a foreign page in a browser cannot post
// here without asking first. A wrong body is answered 400 with {"error": sentence} and changes
// nothing.
#pragma once

#include "relay/net/http.h"
#include "server-mock/carrier.h"
#include "server-mock/crowd.h"

namespace smsdesk::mock {

inline constexpr std::size_t kMessagesShown = 100;
inline constexpr std::size_t kAttemptsShown = 100;
inline constexpr std::size_t kConversationShown = 500;
inline constexpr std::size_t kCustomersShown = 100;

class MockApi {
 public:
  MockApi(Carrier& carrier, Crowd& crowd) : carrier_(carrier), crowd_(crowd), started_at_(Carrier::now()) {}
  net::HttpResponse answer(const net::HttpRequest& request);

 private:
  net::HttpResponse show_state() const;
  net::HttpResponse show_conversation(const net::HttpRequest& request) const;
  net::HttpResponse answer_post(const net::HttpRequest& request);

  Carrier& carrier_;
  Crowd& crowd_;
  Instant started_at_;
};

}  // namespace smsdesk::mock
