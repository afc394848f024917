// The id numbers that states give to people, as far as they can be told from other numbers: which there are and what they are
// called. How each is known stands in national_id_rules.h. Pure.
#pragma once

#include <cstdint>
#include <string_view>

namespace smsdesk::sms {

/// Without the social security number of the United States, which is a risk of its own.
enum class NationalId : std::uint8_t {
  None,
  NationalInsurance,  ///< United Kingdom
  SteuerId,           ///< Germany
  Nir,                ///< France
  Dni,                ///< Spain, of citizens
  Nie,                ///< Spain, of foreigners
  CodiceFiscale,      ///< Italy
  Bsn,                ///< Netherlands
  MyNumber,           ///< Japan
  Sin,                ///< Canada
  Cpf,                ///< Brazil
  Aadhaar,            ///< India
  ResidentId,         ///< China
  Pesel,              ///< Poland
  SaudiId,            ///< Saudi Arabia, of citizens and residents
  EmiratesId,         ///< United Arab Emirates
  EgyptianId,         ///< Egypt
  KuwaitiId,          ///< Kuwait
};

/// As it is called where it is given, whatever the reader's language is; empty of None.
std::string_view national_id_name(NationalId id);

}  // namespace smsdesk::sms
