// Which country a telephone number is of, as its country code says it, and where several share one (+1, +7) its area.
//
// Why: an agent sees where a customer's number is from also where somebody has said by what clock they live, or where the number
// leaves that open. No states or provinces: people keep their numbers when they move within a country, and what number_zone.h knows
// of areas are clocks. Of what two countries claim, and of numbers of no country (toll-free ones of +1, satellites), nothing is
// said. From ITU-T E.164, annex to the Operational Bulletin, and ISO 3166-1. Pure.
#pragma once

#include <string_view>

namespace smsdesk::sms {

/// Two letters (ISO 3166-1, and XK as everybody writes Kosovo) of an address in canonical form; empty where it is of none, or is no
/// number. Their name is the viewer's language's.
std::string_view country_of_number(std::string_view address);

}  // namespace smsdesk::sms
