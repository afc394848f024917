// Twilio's REST door: a request becomes an answer and, where it created a message, work for the
// carrier.
//
// Routes: POST and GET /2010-04-01/Accounts/{sid}/Messages.json; GET, POST and DELETE
// …/Messages/{sid}.json; GET …/Messages/{sid}/Media.json and …/Media/{sid}[.json]. Basic
// authentication by account or API key. Pure but for the account it changes: `now`, faults and
// ordinal come from the caller.
#pragma once

#include <cstdint>
#include <string>

#include "relay/net/http.h"
#include "server-mock/account.h"
#include "server-mock/behaviour.h"
#include "server-mock/send_request.h"

namespace smsdesk::mock {

struct ApiAnswer {
  net::HttpResponse response;
  bool is_never_sent = false;  ///< the client is to wait until its own timeout
  std::string accepted_sid;    ///< a message was created and must be carried
  SendFate fate;               ///< of that message
  int error_code = 0;          ///< of a refusal, for the control page
};

class TwilioApi {
 public:
  TwilioApi(const Identity& identity, Account& account, IdSource& ids, std::uint64_t seed)
      : identity_(identity), account_(account), ids_(ids), seed_(seed) {}

  ApiAnswer answer(const net::HttpRequest& request, const Faults& faults, Instant now);

 private:
  bool is_authentic(const net::HttpRequest& request) const;
  ApiAnswer create(const net::HttpRequest& request, const Faults& faults, Instant now);
  ApiAnswer list(const net::HttpRequest& request) const;
  ApiAnswer answer_message(const net::HttpRequest& request, std::string_view sid, Instant now);
  ApiAnswer answer_media(const net::HttpRequest& request, Message& message, std::string_view rest);

  const Identity& identity_;
  Account& account_;
  IdSource& ids_;
  std::uint64_t seed_;
  std::uint64_t send_requests_ = 0;
};

}  // namespace smsdesk::mock
