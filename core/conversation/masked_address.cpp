#include "core/conversation/masked_address.h"

#include "core/sms/address.h"
#include "core/words/words.h"

namespace smsdesk {
namespace {

constexpr std::string_view kPrefix = "masked:";
constexpr std::size_t kDigitsTold = 2;

std::string masked(const std::string& address, const std::string& of, std::size_t place) {
  const auto parsed = sms::parse_address(address);
  if ((parsed && parsed->kind() == sms::AddressKind::Alphanumeric) || is_masked(address)) return address;
  const bool tells = parsed && parsed->kind() == sms::AddressKind::E164;
  return std::string(kPrefix) + of + "." + std::to_string(place) + ":" +
         (tells ? address.substr(address.size() - kDigitsTold) : std::string());
}

}  // namespace

std::string masked_address(const std::string& address, ConversationId of, std::size_t place) {
  return masked(address, std::to_string(of.value), place);
}
std::string masked_address(const std::string& address, ContactId of, std::size_t place) {
  return masked(address, "c" + std::to_string(of.value), place);
}

std::optional<std::string_view> masked_ending(std::string_view address) {
  if (address.substr(0, kPrefix.size()) != kPrefix) return std::nullopt;
  const std::size_t colon = address.find(':', kPrefix.size());
  return colon == std::string_view::npos ? std::string_view() : address.substr(colon + 1);
}

std::string readable_address(const std::string& address) {
  if (const auto ending = masked_ending(address))
    return "••• •••" + (ending->empty() ? std::string() : " " + std::string(*ending));
  const auto parsed = sms::parse_address(address);
  return parsed ? parsed->formatted() : address;
}

std::string spoken_address(const std::string& address) {
  const auto ending = masked_ending(address);
  if (!ending) return readable_address(address);
  return ending->empty() ? std::string(tr("hidden number")) : tr("number ending in {digits}", {{"digits", *ending}});
}

}  // namespace smsdesk
