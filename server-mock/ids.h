// Identities in Twilio's form: two letters and 32 hexadecimal digits.
//
// Why they are not seeded: a relay remembers the ids it has seen, for good reason. Two runs of the
// mock with one seed must not give two different messages the same id, or the second run's messages
// would be taken for repetitions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace smsdesk::mock {

class IdSource {
 public:
  IdSource();  ///< takes its start from the system's random device
  /// For example make("SM").
  std::string make(std::string_view prefix);
  /// A UUID for I-Twilio-Idempotency-Token.
  std::string make_uuid();

 private:
  std::uint64_t run_;
  std::uint64_t count_ = 0;
};

/// Whether `text` is `prefix` followed by 32 hexadecimal digits.
bool is_sid(std::string_view text, std::string_view prefix);

}  // namespace smsdesk::mock
