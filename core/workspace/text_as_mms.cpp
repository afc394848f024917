#include "core/workspace/text_as_mms.h"

#include "core/sms/address.h"
#include "core/sms/number_country.h"
#include "core/sms/segments.h"
#include "core/workspace/message_limit.h"

namespace smsdesk {
namespace {

bool is_of_north_america(std::string_view country) {
  return country == "US" || country == "CA";
}

bool is_wanted(TextAsMms setting, SendAs chosen) {
  switch (chosen) {
    case SendAs::Usual:
      break;
    case SendAs::Mms:
      return true;
    case SendAs::Text:
      return false;
  }
  return setting == TextAsMms::Automatic;
}

}  // namespace

bool is_within_mms(std::string_view our_number, std::string_view customer) {
  const std::string_view to = sms::country_of_number(customer);
  if (to.empty()) return false;
  const auto ours = sms::parse_address(our_number);
  if (!ours || !ours->can_be_answered()) return false;
  if (ours->kind() == sms::AddressKind::ShortCode) return true;
  const std::string_view from = sms::country_of_number(our_number);
  const bool is_toll_free = from.empty() && our_number.substr(0, 2) == "+1";
  return from == to || ((is_toll_free || is_of_north_america(from)) && is_of_north_america(to));
}

TextAsMms text_as_mms_of(const Workspace& w, const Conversation& conversation) {
  const auto number = conversation.detail ? w.numbers.find(conversation.detail->our_number) : w.numbers.end();
  switch (number == w.numbers.end() ? NumberTextAsMms::Default : number->second.text_as_mms) {
    case NumberTextAsMms::Default:
      break;
    case NumberTextAsMms::Never:
      return TextAsMms::Never;
    case NumberTextAsMms::Offer:
      return TextAsMms::Offer;
    case NumberTextAsMms::Automatic:
      return TextAsMms::Automatic;
  }
  return w.settings.text_as_mms;
}

bool can_go_as_mms(const Workspace& w, const Conversation& conversation) {
  return conversation.detail && text_as_mms_of(w, conversation) != TextAsMms::Never &&
         limits_of(w, conversation).has_mms &&
         is_within_mms(conversation.detail->our_number, conversation.detail->customer);
}

std::optional<MmsSaving> find_mms_saving(const Workspace& w, const Conversation& conversation, std::string_view text) {
  MmsSaving saving{price_of(w, conversation, Priced::Segment), price_of(w, conversation, Priced::Mms)};
  if (!saving.as_text.is_set() || saving.as_text.currency != saving.as_mms.currency) return std::nullopt;
  if (!can_go_as_mms(w, conversation)) return std::nullopt;
  const int segments = sms::count_segments(text).count();
  saving.as_text.micros *= segments;
  if (segments < 2 || saving.as_mms.micros >= saving.as_text.micros) return std::nullopt;
  return saving;
}

bool goes_as_mms(const Workspace& w, const Conversation& conversation, std::string_view text, SendAs chosen) {
  return is_wanted(text_as_mms_of(w, conversation), chosen) && find_mms_saving(w, conversation, text).has_value();
}

}  // namespace smsdesk
