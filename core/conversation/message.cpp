#include "core/conversation/message.h"

namespace smsdesk {

std::string_view delivery_word(DeliveryStatus status) {
  return kDeliveryWords[static_cast<std::size_t>(status)];
}

bool find_delivery_status(std::string_view word, DeliveryStatus& into) {
  for (std::size_t i = 0; i < kDeliveryWords.size(); ++i) {
    if (kDeliveryWords[i] == word) {
      into = static_cast<DeliveryStatus>(i);
      return true;
    }
  }
  return false;
}

bool is_final(DeliveryStatus status) {
  return status == DeliveryStatus::Failed || status == DeliveryStatus::Undelivered ||
         status == DeliveryStatus::Delivered;
}

bool climbs(DeliveryStatus from, DeliveryStatus to) {
  if (from == DeliveryStatus::Received || to == DeliveryStatus::Received) return false;
  // A second word of failure adds nothing; only delivery outranks it.
  if (is_final(from)) return from != DeliveryStatus::Delivered && to == DeliveryStatus::Delivered;
  return to > from;
}

}  // namespace smsdesk
