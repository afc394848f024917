#include "core/client/outbox.h"

#include <gtest/gtest.h>

#include "core/words/words.h"
#include "tests/support/catalogue.h"

namespace smsdesk {
namespace {

OutboxEntry an_entry(const std::string& key) {
  OutboxEntry entry;
  entry.key = {key};
  entry.scope = "e:1";
  entry.conversation = ConversationId{4};
  entry.text = "he said \"hi\"\n\xF0\x9F\x98\x80";
  entry.seen_up_to = MessageId{9};
  entry.ignores_newer = true;
  entry.pressed_at = Instant{77};
  return entry;
}

TEST(Outbox, RefusesWhenFullAndDropsNothing) {
  Outbox outbox;
  for (std::size_t i = 0; i < kOutboxEntriesMax; ++i)
    ASSERT_TRUE(outbox.add(an_entry("k" + std::to_string(i))).is_ok());
  const Status refused = outbox.add(an_entry("one more"));
  ASSERT_FALSE(refused);
  EXPECT_FALSE(refused.error().sentence.empty());
  EXPECT_EQ(outbox.entries().size(), kOutboxEntriesMax);
  EXPECT_NE(outbox.find({"k0"}), nullptr);
  const auto german = test::a_catalogue(
      "500 messages wait to be sent. Wait until the connection is back.\t500 Nachrichten warten schon.\n");
  const words::Use use(german.get());
  EXPECT_EQ(outbox.add(an_entry("one more")).error().sentence, "500 Nachrichten warten schon.");
}

TEST(Outbox, TakesAKeyOnce) {
  Outbox outbox;
  ASSERT_TRUE(outbox.add(an_entry("k")).is_ok());
  EXPECT_FALSE(outbox.add(an_entry("k")).is_ok());
  EXPECT_EQ(outbox.entries().size(), 1u);
}

TEST(Outbox, ALostConnectionPutsBackOnlyWhatWasInFlight) {
  Outbox outbox;
  for (const char* key : {"a", "b", "c"}) ASSERT_TRUE(outbox.add(an_entry(key)).is_ok());
  outbox.find({"a"})->phase = SendPhase::InFlight;
  outbox.find({"b"})->phase = SendPhase::Refused;
  outbox.requeue_in_flight();
  EXPECT_EQ(outbox.find({"a"})->phase, SendPhase::Queued);
  EXPECT_EQ(outbox.find({"b"})->phase, SendPhase::Refused);
  EXPECT_EQ(outbox.find({"c"})->phase, SendPhase::Storing);
  EXPECT_EQ(outbox.unsent_count(), 2u);
}

TEST(OutboxEntry, SurvivesStorage) {
  const OutboxEntry entry = an_entry("k");
  const auto again = decode_outbox_entry(encode_outbox_entry(entry));
  ASSERT_TRUE(again);
  EXPECT_EQ(encode_outbox_entry(*again), encode_outbox_entry(entry));
  EXPECT_EQ(again->text, entry.text);
  EXPECT_EQ(again->phase, SendPhase::Queued);
}

TEST(OutboxEntry, BrokenStorageIsRefused) {
  for (const char* bytes : {"", "{}", "[]", R"({"key":""})", "\xFF"}) EXPECT_FALSE(decode_outbox_entry(bytes)) << bytes;
}

}  // namespace
}  // namespace smsdesk
