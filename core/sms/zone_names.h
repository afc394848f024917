// The time zones that are offered to choose from, by the names of the IANA database: one for each place that has a clock, or a
// country, of its own. What the table of numbers (number_zone.h) names is among them.
//
// A list of our own, as the browser's has old names of places and the relay's database is not here. The relay judges a name all
// the same; another one that it knows can be written. Pure.
#pragma once

#include <string>
#include <vector>

namespace smsdesk::sms {

/// Such as Europe/Berlin; by area and place, each once.
std::vector<std::string> zone_names();

}  // namespace smsdesk::sms
