// The time zones of areas in countries that have several of them: the part of number_zone.h that is long. Pure.
#pragma once

#include <string_view>

#include "core/sms/number_zone.h"

namespace smsdesk::sms {

/// `digits`: country code and number. The IANA zone of its area; empty where that is not certain.
std::string_view zone_of_area(std::string_view digits);
/// Likewise: of a number whose zone is not certain, those between which it is.
ZoneSpan span_of_area(std::string_view digits);

}  // namespace smsdesk::sms
