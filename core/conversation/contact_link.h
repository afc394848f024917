// Addresses of other systems' pages about a customer, from a template that an admin writes. Pure.
//
// In the address, {number} is the number of the conversation, {contact} the contact's id here, {name} its name and
// {field.Account no} what is known under that customer field (core/template/field_name.h); each stands there percent-encoded
// (RFC 3986 §2.1), so that no customer can change where the link leads.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/conversation/contact.h"

namespace smsdesk {

inline constexpr std::size_t kLinkAddressBytesMax = 1'000;

/// Why it cannot be used, to go on after the link's name; empty = nothing. Only https and http, and nothing that changes
/// may stand in the host. Whether the fields are there is the workspace's to say.
std::string trouble_with_link(std::string_view address);
/// The customer fields that it asks for, as they are written there; of an address that can be used.
std::vector<std::string_view> link_fields(std::string_view address);
/// What is known of the customer under a field's name as it is written; empty where that is nothing.
using FieldValueOf = std::function<std::string_view(std::string_view written)>;
/// Nothing where it asks for the contact and there is none, or for a number, a name or a field and that is empty: it is not
/// shown. Nor where that is "." or "..", which climbs in a path however it is encoded.
std::optional<std::string> fill_link(std::string_view address, const std::string& number, const Contact* contact,
                                     const FieldValueOf& field_value_of);

}  // namespace smsdesk
