// The organisation's own fields of a customer, where a template or a link asks for one. Pure.
//
// One rule for both: a field is found by its name, or else by one that reads the same (core/template/field_name.h), and it
// says what the contact has under it. Only what the organisation asks for now counts: a field that it has given up says
// nothing any more, so that a template's default stands there and the link is not shown, although the contact keeps it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/conversation/contact.h"
#include "core/queue/queue.h"
#include "core/template/template.h"

namespace smsdesk {

/// Null where there is none of that name.
const CustomerField* find_customer_field(const std::vector<CustomerField>& fields, std::string_view written);
/// Empty where it is not filled in, there is no such field, or nobody is known (null). It belongs to the contact.
std::string_view field_value(const std::vector<CustomerField>& fields, const Contact* contact,
                             std::string_view written);
/// What a template may write for them, in their order; one that another one's name hides is left out.
std::vector<std::string> field_placeholders(const std::vector<CustomerField>& fields);
/// Every field that a text of the template asks for, as it is written there.
std::vector<std::string> fields_asked(const Template& one);
/// Whether it may be worth asking: false, and no text of it asks for a field. A look, for whoever has very many.
bool may_ask_for_fields(const Template& one);
/// How many of the templates ask for each of the fields, in the fields' order.
std::vector<std::size_t> count_asking(const std::vector<CustomerField>& fields, const std::vector<Template>& templates);
/// The names of those that were there, and for which nothing that reads the same is there now: what asked for one asks in vain.
std::vector<std::string> fields_lost(const std::vector<CustomerField>& before, const std::vector<CustomerField>& after);
/// The first field that the template asks for and the organisation does not have, as a sentence; empty where it has all.
std::string trouble_with_fields(const Template& one, const std::vector<CustomerField>& fields);

}  // namespace smsdesk
