#include "relay/carrier/twilio/statuses.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace smsdesk::twilio {
namespace {

using enum MessageStatus;
constexpr MessageStatus kAll[] = {Unknown,   Scheduled,   Accepted, Queued,   Sending, Sent,      PartiallyDelivered,
                                  Delivered, Undelivered, Failed,   Canceled, Read,    Receiving, Received};

TEST(TwilioStatuses, WordsReadBack) {
  for (MessageStatus status : kAll) EXPECT_EQ(parse_status(name_of(status)), status);
  EXPECT_EQ(parse_status("teleported"), Unknown);
  EXPECT_EQ(parse_status(""), Unknown);
  EXPECT_EQ(parse_status("Delivered"), Unknown);
}

TEST(TwilioStatuses, ClimbTheLadderOnly) {
  EXPECT_TRUE(climbs(Accepted, Queued));
  EXPECT_TRUE(climbs(Queued, Sending));
  EXPECT_TRUE(climbs(Sending, Sent));
  EXPECT_TRUE(climbs(Sent, Delivered));
  EXPECT_TRUE(climbs(Queued, Failed));
  EXPECT_TRUE(climbs(Delivered, Read));
  EXPECT_TRUE(climbs(Unknown, Scheduled));
  EXPECT_FALSE(climbs(Delivered, Sent));
  EXPECT_FALSE(climbs(Delivered, Failed));
  EXPECT_FALSE(climbs(Sent, Queued));
  EXPECT_FALSE(climbs(Scheduled, Accepted));
  EXPECT_FALSE(climbs(Sent, Unknown));
  EXPECT_FALSE(climbs(Sent, Received));
}

TEST(TwilioStatuses, EvidenceOfDeliveryWins) {
  for (MessageStatus failed : {Failed, Undelivered, Canceled}) EXPECT_TRUE(climbs(failed, Delivered));
  EXPECT_FALSE(climbs(Read, Delivered));
}

TEST(TwilioStatuses, NothingClimbsForever) {
  for (MessageStatus status : kAll) {
    EXPECT_FALSE(climbs(status, status));
    for (MessageStatus other : kAll) EXPECT_FALSE(climbs(status, other) && climbs(other, status));
    EXPECT_EQ(is_final(status), rank(status) >= 9);
  }
}

// Whatever the order in which the same news arrives, a delivered message ends as delivered (or
// read).
TEST(TwilioStatuses, TheOrderOfArrivalDoesNotMatter) {
  std::vector<MessageStatus> news{Queued, Sending, Sent, Undelivered, Delivered};
  std::sort(news.begin(), news.end());
  do {
    MessageStatus shown = Accepted;
    for (MessageStatus next : news) shown = climbs(shown, next) ? next : shown;
    ASSERT_EQ(shown, Delivered);
  } while (std::next_permutation(news.begin(), news.end()));
}

}  // namespace
}  // namespace smsdesk::twilio
