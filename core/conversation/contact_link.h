// Addresses of other systems' pages about a customer, from a template that an admin writes. Pure.
//
// In the address, {number} is the number of the conversation, {contact} the contact's id here and {name} its name; each
// stands there percent-encoded (RFC 3986 §2.1), so that no customer can change where the link leads.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/conversation/contact.h"

namespace smsdesk {

inline constexpr std::size_t kLinkAddressBytesMax = 1'000;

/// Why it cannot be used, to go on after the link's name; empty = nothing. Only https and http, and nothing that changes
/// may stand in the host.
std::string trouble_with_link(std::string_view address);
/// Nothing where it asks for the contact and there is none, or for the number and that is empty: it is not shown.
std::optional<std::string> fill_link(std::string_view address, const std::string& number, const Contact* contact);

}  // namespace smsdesk
