#include "relay/media/ticket.h"

#include <gtest/gtest.h>
#include <sodium.h>

namespace smsdesk::media {
namespace {

constexpr Instant kNow{1'767'225'600'000};
const Ticket kTicket{MessageId{91}, 2, kNow + hours(1)};

TEST(Ticket, SaysWhatItWasMadeOf) {
  ASSERT_GE(sodium_init(), 0);
  const std::string key = make_ticket_key();
  const std::string text = encode_ticket(kTicket, key);
  EXPECT_EQ(text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
            std::string::npos);
  EXPECT_EQ(decode_ticket(text, key, kNow), kTicket);
}

TEST(Ticket, EndsAndCannotBeMadeByAnybodyElse) {
  const std::string key = make_ticket_key();
  const std::string text = encode_ticket(kTicket, key);
  EXPECT_EQ(decode_ticket(text, key, kNow + hours(2)), std::nullopt);
  EXPECT_EQ(decode_ticket(text, make_ticket_key(), kNow), std::nullopt);
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string other = text;
    other[i] = other[i] == 'A' ? 'B' : 'A';
    if (other == text) continue;
    const auto read = decode_ticket(other, key, kNow);
    EXPECT_EQ(read, std::nullopt) << i;
  }
  EXPECT_EQ(decode_ticket("", key, kNow), std::nullopt);
  EXPECT_EQ(decode_ticket("../../etc/passwd", key, kNow), std::nullopt);
  EXPECT_EQ(decode_ticket(std::string(4'000, 'A'), key, kNow), std::nullopt);
  EXPECT_EQ(encode_ticket(kTicket, "no key"), "");
}

}  // namespace
}  // namespace smsdesk::media
