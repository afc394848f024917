// What should not leave in a text message without a second thought: payment card numbers, bank accounts, national id numbers,
// shouting, words that the organisation has listed.
//
// Why: a text message is not encrypted and stays on two phones and at the carriers. Nothing is forbidden here: what is found
// is shown to the agent, who decides. What looks like a number of some kind is checked as its issuers check it, so that a
// booking number raises no alarm. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/sms/national_ids.h"

namespace smsdesk::sms {

enum class Risk : std::uint8_t {
  CardNumber,      ///< of an issuer's range and length, with a right check digit (ISO/IEC 7812)
  BankAccount,     ///< an IBAN of its country's length, with right check digits (ISO 13616)
  SocialSecurity,  ///< of the United States, written with its dashes or spaces
  NationalId,      ///< another state's, by its own rules (national_id_rules.h)
  Shouting,        ///< mostly capitals
  ListedWord,
};

/// What is looked for.
struct RiskRules {
  bool cards = true, bank_accounts = true, social_security = true, national_ids = true, shouting = true;
  std::vector<std::string> words;  ///< whole words or several in a row, without case, of any script
  friend bool operator==(const RiskRules&, const RiskRules&) = default;
};
inline constexpr std::size_t kListedWordsMax = 500;
inline constexpr std::size_t kListedWordBytesMax = 100;

/// Where, in bytes.
struct FoundRisk {
  Risk risk = Risk::CardNumber;
  std::size_t begin = 0, end = 0;
  sms::NationalId id = sms::NationalId::None;  ///< of a NationalId: which
  friend bool operator==(const FoundRisk&, const FoundRisk&) = default;
};
inline constexpr std::size_t kFoundRisksMax = 20;

/// In the order of the text, not overlapping but for shouting, which comes last and may reach over all of it.
std::vector<FoundRisk> find_risks(std::string_view utf8, const RiskRules& rules);

}  // namespace smsdesk::sms
