// Which templates and links ask for the organisation's own customer fields: said beside the field before an admin removes it, and
// of those that go with what is saved. For core/screen only.
//
// A template outlives its field (core/workspace/customer_fields.h), so nothing refuses that. Templates are those that this admin may
// see: others' own are not named.
#pragma once

#include <string>
#include <string_view>

#include "core/client/state.h"

namespace smsdesk::screen {

/// Of the field that the working copy has under that name: "Used by 2 templates: Invoice, Quote."; empty: by none.
std::string field_uses(const State& state, std::string_view name);
/// Of what is in force and is not in the working copy any more, as far as something asks for it; or empty.
std::string lost_field_uses(const State& state);

}  // namespace smsdesk::screen
