// Where the clock of a telephone number stands, as far as the number says it.
//
// Why: nobody should be written to at night, and what an agent is told of the time there must be true. So a zone is named where
// the country, or the area by its code, keeps one time; of others it is said between which two clocks they live, rather than what
// is likely: of an area on both sides of a boundary, of a toll-free number, and of a mobile one where only fixed lines have area
// codes (Russia, Australia, Spain …). Where fewer than one in a thousand of those who have the code live by another clock, it is
// that of the others.
//
// It is a guess all the same: numbers move with their people. What somebody has said of a customer comes first.
// Written down here, from the numbering plans (ITU-T E.164 and its Operational Bulletin, NANPA, the national plans), and not
// generated from libphonenumber's map of zones: that one says the likeliest zone of a prefix, and takes the codes that lie over
// an area of two clocks for whole. It judges this table in tests/interop. Pure.
#pragma once

#include <string_view>

namespace smsdesk::sms {

/// The IANA zone of an address in canonical form, such as America/New_York; empty where it is not certain, or is no number.
std::string_view zone_of_number(std::string_view address);

/// IANA zones of one area or country: no clock of it is behind the one or ahead of the other, in winter or in summer. The same
/// two where the zone is certain; empty where nothing is known.
struct ZoneSpan {
  std::string_view behind, ahead;
  friend bool operator==(const ZoneSpan&, const ZoneSpan&) = default;
};
ZoneSpan zones_of_number(std::string_view address);

}  // namespace smsdesk::sms
