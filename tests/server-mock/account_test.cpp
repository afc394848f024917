#include "server-mock/account.h"

#include <gtest/gtest.h>

namespace smsdesk::mock {
namespace {

using std::chrono::seconds;

const Instant kStart{std::chrono::milliseconds(1'800'000'000'000)};

Message a_message(int n) {
  Message message;
  message.sid = "SM" + std::to_string(n);
  message.from = "+14155550100";
  message.to = n % 2 == 0 ? "+12125550101" : "+12125550102";
  message.body = "text " + std::to_string(n);
  message.created_at = message.updated_at = kStart + seconds(n);
  message.sent_at = message.created_at;
  return message;
}

Account an_account(int count, std::size_t messages_max = kMessagesMax) {
  Account account(messages_max);
  for (int n = 1; n <= count; ++n) account.add(a_message(n));
  return account;
}

TEST(Account, ListsNewestFirst) {
  const Account account = an_account(3);
  const ListPage page = account.list({});
  ASSERT_EQ(page.messages.size(), 3U);
  EXPECT_EQ(page.messages[0]->sid, "SM3");
  EXPECT_EQ(page.messages[2]->sid, "SM1");
  EXPECT_EQ(page.next_below, 0U);
  EXPECT_EQ(page.previous_below, 0U);
}

TEST(Account, PagesCoverEveryMessageOnceForEveryPageSize) {
  const Account account = an_account(23);
  for (std::size_t size = 1; size <= 25; ++size) {
    ListQuery query;
    query.page_size = size;
    std::vector<std::string> seen;
    for (;;) {
      const ListPage page = account.list(query);
      for (const Message* message : page.messages) seen.push_back(message->sid);
      if (page.next_below == 0) break;
      query.below_ordinal = page.next_below;
    }
    ASSERT_EQ(seen.size(), 23U) << size;
    for (int n = 0; n < 23; ++n) {
      EXPECT_EQ(seen[static_cast<std::size_t>(n)], "SM" + std::to_string(23 - n));
    }
  }
}

TEST(Account, ThePreviousPageOfTheNextPageIsThisPage) {
  const Account account = an_account(9);
  ListQuery query;
  query.page_size = 4;
  const ListPage first = account.list(query);
  query.below_ordinal = first.next_below;
  const ListPage second = account.list(query);
  query.below_ordinal = second.previous_below;
  EXPECT_EQ(account.list(query).messages, first.messages);
}

TEST(Account, PagingIsStableWhileNewMessagesArrive) {
  Account account = an_account(6);
  ListQuery query;
  query.page_size = 3;
  query.below_ordinal = account.list(query).next_below;
  account.add(a_message(7));
  EXPECT_EQ(account.list(query).messages[0]->sid, "SM3");
}

TEST(Account, FiltersByPeersAndDates) {
  const Account account = an_account(10);
  ListQuery query;
  query.to = "+12125550101";
  EXPECT_EQ(account.list(query).messages.size(), 5U);
  query.not_before = kStart + seconds(4);
  query.before = kStart + seconds(8);
  const ListPage page = account.list(query);
  ASSERT_EQ(page.messages.size(), 2U);
  EXPECT_EQ(page.messages[0]->sid, "SM6");
  EXPECT_EQ(page.messages[1]->sid, "SM4");
  query.from = "+19995550100";
  EXPECT_TRUE(account.list(query).messages.empty());
}

TEST(Account, NoDateListsWhatHasNotLeftYet) {
  Account account;
  Message waiting = a_message(2);
  waiting.sent_at.reset();
  account.add(std::move(waiting));
  ListQuery query;
  EXPECT_EQ(account.list(query).messages.size(), 1U);
  query.not_before = kStart;
  EXPECT_TRUE(account.list(query).messages.empty());
  query.not_before.reset();
  query.before = kStart + seconds(100);
  EXPECT_TRUE(account.list(query).messages.empty());
  ASSERT_TRUE(account.advance("SM2", MessageStatus::Sent, 0, kStart + seconds(9)));
  EXPECT_EQ(account.list(query).messages.size(), 1U);
}

TEST(Account, StatusesOnlyClimb) {
  Account account = an_account(1);
  EXPECT_TRUE(account.advance("SM1", MessageStatus::Sending, 0, kStart));
  EXPECT_TRUE(account.advance("SM1", MessageStatus::Sent, 0, kStart));
  EXPECT_FALSE(account.advance("SM1", MessageStatus::Sending, 0, kStart));
  EXPECT_TRUE(account.advance("SM1", MessageStatus::Undelivered, 30003, kStart));
  EXPECT_FALSE(account.advance("SM1", MessageStatus::Delivered, 0, kStart));
  EXPECT_EQ(account.find("SM1")->error_code, 30003);
}

TEST(Account, CancelsOnlyScheduledMessages) {
  Account account = an_account(1);
  Message scheduled = a_message(2);
  scheduled.status = MessageStatus::Scheduled;
  account.add(scheduled);
  EXPECT_FALSE(account.cancel("SM1", kStart));
  EXPECT_TRUE(account.cancel("SM2", kStart));
  EXPECT_FALSE(account.cancel("SM2", kStart));
}

TEST(Account, RedactsOnlyFinishedMessages) {
  Account account = an_account(1);
  EXPECT_FALSE(account.redact("SM1", kStart));
  EXPECT_EQ(account.find("SM1")->body, "text 1");
  account.advance("SM1", MessageStatus::Delivered, 0, kStart);
  EXPECT_TRUE(account.redact("SM1", kStart));
  EXPECT_EQ(account.find("SM1")->body, "");
}

TEST(Account, DropsTheOldestWhenFull) {
  const Account account = an_account(7, 5);
  EXPECT_EQ(account.size(), 5U);
  EXPECT_EQ(account.find("SM2"), nullptr);
  ASSERT_NE(account.find("SM3"), nullptr);
  EXPECT_EQ(account.find("SM7")->ordinal, 7U);
}

TEST(Account, HidesTheNetworksOwnNoticesFromTheApi) {
  Account account = an_account(1);
  Message notice = a_message(2);
  notice.is_network_notice = true;
  account.add(notice);
  EXPECT_EQ(account.list({}).messages.size(), 1U);
  EXPECT_EQ(account.newest(10).size(), 2U);
}

TEST(Account, OptOutsBelongToAPairOfNumbers) {
  Account account;
  account.opt_out("+12125550101", "+14155550100");
  EXPECT_TRUE(account.is_opted_out("+12125550101", "+14155550100"));
  EXPECT_FALSE(account.is_opted_out("+12125550101", "+14155550111"));
  EXPECT_TRUE(account.opt_in("+12125550101", "+14155550100"));
  EXPECT_FALSE(account.opt_in("+12125550101", "+14155550100"));
}

}  // namespace
}  // namespace smsdesk::mock
