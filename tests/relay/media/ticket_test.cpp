#include "relay/media/ticket.h"

#include <gtest/gtest.h>
#include <sodium.h>

#include <set>
#include <string>

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

TEST(LinkTicket, IsShortAndAnotherOneEachTimeAndKnownByItsKey) {
  ASSERT_GE(sodium_init(), 0);
  const std::string key = make_ticket_key();
  std::set<std::string> all;
  for (int i = 0; i < 200; ++i) {
    const std::string text = make_link_ticket(key);
    EXPECT_EQ(text.size(), kLinkTicketChars);
    EXPECT_NE(std::string("AQgw").find(text.back()), std::string::npos) << text << " ends with a letter";
    EXPECT_TRUE(is_link_ticket(text, key)) << text;
    EXPECT_FALSE(is_link_ticket(text, make_ticket_key())) << text;
    all.insert(text);
  }
  EXPECT_EQ(all.size(), 200u);
  EXPECT_EQ(make_link_ticket("no key"), "");
}

TEST(LinkTicket, IsNoneWhereACharacterIsAnotherOneOrMissing) {
  const std::string key = make_ticket_key();
  const std::string text = make_link_ticket(key);
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string other = text;
    other[i] = other[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(is_link_ticket(other, key)) << i;
  }
  const std::string of_the_carrier = encode_ticket(kTicket, key);
  for (const std::string& other : {std::string(), text.substr(1), text + "A", text.substr(0, 21) + "=",
                                   std::string(22, '/'), of_the_carrier, of_the_carrier.substr(0, 22)}) {
    EXPECT_FALSE(is_link_ticket(other, key)) << other;
  }
}

}  // namespace
}  // namespace smsdesk::media
