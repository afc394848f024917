// One POST to Messages.json: from form fields to a message that is ready, or to the error Twilio
// would give. Pure.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "relay/net/http.h"
#include "server-mock/account.h"
#include "server-mock/ids.h"

namespace smsdesk::mock {

inline constexpr int kBodyUnitsMax = 1'600;

struct OurNumber {
  std::string number;       ///< E.164, short code or sender name
  std::string webhook_url;  ///< where its inbound messages go; empty: nowhere
  bool has_mms = true;
};

struct ApiKey {
  std::string sid;  ///< SK…
  std::string secret;
};

/// Who the account is; fixed for one run.
struct Identity {
  std::string account_sid;
  std::string auth_token;
  std::vector<ApiKey> api_keys;
  std::string service_sid;  ///< the one Messaging Service, whose pool is `numbers`
  std::vector<OurNumber> numbers;

  const OurNumber* find_number(std::string_view number) const;
};

struct ApiError {
  int code;
  std::string detail;  ///< empty: the code's own sentence
};

/// Checks in the order in which Twilio complains. The message has everything but its ordinal.
std::variant<Message, ApiError> make_message(const net::FormFields& fields, const Identity& identity,
                                             const Account& account, IdSource& ids, Instant now);

}  // namespace smsdesk::mock
