#include "relay/carrier/twilio/statuses.h"

namespace smsdesk::twilio {
namespace {

struct Entry {
  std::string_view word;
  int rank;
};

constexpr int kOutside = -1;
constexpr int kFinalRank = 9;

// In the order of the enumerators.
constexpr Entry kEntries[] = {
    {"unknown", kOutside},
    {"scheduled", 0},
    {"accepted", 0},
    {"queued", 1},
    {"sending", 2},
    {"sent", 3},
    {"partially_delivered", 4},
    {"delivered", kFinalRank},
    {"undelivered", kFinalRank},
    {"failed", kFinalRank},
    {"canceled", kFinalRank},
    {"read", 10},
    {"receiving", kOutside},
    {"received", kOutside},
};
static_assert(sizeof kEntries / sizeof kEntries[0] == static_cast<int>(MessageStatus::Received) + 1);

const Entry& entry(MessageStatus status) {
  return kEntries[static_cast<int>(status)];
}

}  // namespace

MessageStatus parse_status(std::string_view word) {
  for (int i = 0; i <= static_cast<int>(MessageStatus::Received); ++i) {
    if (kEntries[i].word == word) return static_cast<MessageStatus>(i);
  }
  return MessageStatus::Unknown;
}

std::string_view name_of(MessageStatus status) {
  return entry(status).word;
}

int rank(MessageStatus status) {
  return entry(status).rank;
}

bool climbs(MessageStatus from, MessageStatus to) {
  if (rank(to) > rank(from)) return true;
  return to == MessageStatus::Delivered && from != to && rank(from) == kFinalRank;
}

bool is_final(MessageStatus status) {
  return rank(status) >= kFinalRank;
}

}  // namespace smsdesk::twilio
