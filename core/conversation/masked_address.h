// What stands in the place of a customer's number for those who may not see it, and the words for any address. Pure.
//
// A masked address says where it stands and how the number ends: "masked:7.0:99" is the customer of conversation 7. It is
// made by the relay, so that the number itself never comes to a browser that may not show it; there it stands wherever the
// number would. Two customers have never the same one (they are keys of WorkspaceIndex::open), and none can be taken for an
// address (a colon is in no address).
//
// How much it tells: the last two digits, so that an agent can tell two nameless customers apart and say "the number that
// ends in 99?". Four, as on receipts, would leave a few hundred numbers of one town, too few beside a name; a country code
// says where somebody comes from. A short code has too few digits to show any. A sender's name is no number and not masked.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/ids.h"

namespace smsdesk {

/// `place`: which of the numbers known in that conversation; 0 = its customer's own. What is no number stays as it is.
std::string masked_address(const std::string& address, ConversationId of, std::size_t place = 0);
/// A number of a contact that is seen by itself.
std::string masked_address(const std::string& address, ContactId of, std::size_t place);

/// The digits that a masked address tells, which may be none; not set: it is not masked.
std::optional<std::string_view> masked_ending(std::string_view address);
inline bool is_masked(std::string_view address) {
  return masked_ending(address).has_value();
}

/// For the eye: "+1 415 555 0199", "••• ••• 99", "ACME".
std::string readable_address(const std::string& address);
/// For the ear: the same, and "number ending in 99".
std::string spoken_address(const std::string& address);

}  // namespace smsdesk
