// Contacts over the relay's tables: kept, found again with the next conversation, and what one turn says to the next input.
#include "core/workspace/workspace_json.h"
#include "relay/service/customers.h"
#include "tests/relay/service/relay_fixture.h"

namespace smsdesk::relay::test {
namespace {

class ContactsKept : public RelayFixture {
 protected:
  static Contact mira(std::vector<std::string> numbers = {kCustomer}) {
    Contact one;
    one.name = "Mira Lind";
    one.numbers = std::move(numbers);
    return one;
  }
  const CustomerRecord& record_of(ConversationId id) const {
    return service_->workspace().find_conversation(id)->detail->record;
  }
  std::optional<Refusal> refusal_to(SocketId socket) const {
    for (const RelayFrame& one : told(socket))
      if (const auto* answer = std::get_if<AnswerFrame>(&one)) return answer->refusal;
    ADD_FAILURE() << "no answer";
    return std::nullopt;
  }
  void close(ConversationId id) {
    step({command(7, EndConversation{id}, "e"), command(7, CompleteWrapUp{id, kSolved, "All fine"}, "w")});
  }
};

TEST_F(ContactsKept, ComeWithTheNextConversationAndAfterARestart) {
  const ConversationId id = own_conversation();
  step({command(7, SaveContact{id, mira()}, "c")});
  EXPECT_FALSE(refusal_to(7));
  EXPECT_EQ(record_of(id).contact->name, "Mira Lind");
  step({input::Inbound{2, InboundMessage{{"SM-stop"}, kCustomer, kSupportNumber, "STOP", {}}}});
  close(id);
  restart();
  step({inbound("SM-next")});
  const ConversationId next = service_->workspace().conversations.begin()->first;
  EXPECT_EQ(record_of(next).contact->name, "Mira Lind");
  EXPECT_EQ(record_of(next).consent.state, ConsentState::OptedOut);
  EXPECT_EQ(record_of(next).consent.word, "STOP");
}

TEST_F(ContactsKept, OneTurnsInputsSeeEachOther) {
  const ConversationId id = own_conversation();
  connect(8, kSam);
  step({command(7, SaveContact{id, mira()}, "c1"), command(8, SaveContact{id, mira()}, "c2")});
  const auto refusal = refusal_to(8);
  ASSERT_TRUE(refusal);
  EXPECT_NE(refusal->sentence.find("Mira Lind"), std::string::npos);
}

TEST_F(ContactsKept, MergedAreFoundUnderBothNumbersAndAudited) {
  const ConversationId id = own_conversation();
  step({inbound("SM-other", kOtherCustomer)});
  connect(8, kSam);
  const Workspace& w = service_->workspace();
  ConversationId other;
  for (const auto& [one, c] : w.conversations)
    if (c.detail->customer == kOtherCustomer) other = one;
  step({command(7, SaveContact{id, mira()}, "c1"), command(8, SaveContact{other, mira({kOtherCustomer})}, "c2")});
  const Contact a = *record_of(id).contact, b = *record_of(other).contact;
  step({command(7, MergeContacts{id, a.id, b.id, a.revision, b.revision}, "m")});
  EXPECT_FALSE(refusal_to(7));
  EXPECT_EQ(record_of(other).contact->id, a.id);
  EXPECT_FALSE(store_.find_contact(b.id)->has_value());
  const auto body = store_.find_contact_of(kOtherCustomer);
  ASSERT_TRUE(body && *body);
  EXPECT_EQ(decode_contact(**body)->numbers.size(), 2u);
  const auto audit = store_.read_audit({}, 10);
  ASSERT_TRUE(audit);
  EXPECT_EQ(audit->rows[0].action, "contacts_merged");
  EXPECT_EQ(audit->rows[0].by, kAna);
  EXPECT_EQ(audit->rows[1].action, "contact_saved");
  step({command(7, MergeContacts{id, a.id, b.id, a.revision + 1, b.revision}, "m2")});
  EXPECT_TRUE(refusal_to(7)) << "it is part of the other one";
}

// A row that somebody else has written, or a disk has damaged.
class ContactsUnreadable : public ContactsKept {
 protected:
  void put(store::ArchiveOp op) {
    store::Batch batch;
    batch.archive = {std::move(op)};
    ASSERT_TRUE(store_.append(store_.head(), batch));
  }
  void break_contact() { put(store::PutContact{{900}, "Mira Lind", "mira", "{\"id\":", {kCustomer}}); }
  void put_consent(const std::string& state) {
    put(store::PutConsent{kCustomer, kSupportNumber, state, now_, {5}, "STOP"});
  }
  std::optional<Refusal> sent(ConversationId id, const std::string& key) {
    step({command(7, SendMessage{id, "hello", MessageId{~0ull >> 1}, true}, key)});
    return refusal_to(7);
  }
};

TEST_F(ContactsUnreadable, HoldNoMessageAndAreLeftAsTheyAre) {
  break_contact();
  step({inbound("SM-1")});
  ASSERT_EQ(all<effect::AnswerWebhook>().size(), 1u);
  EXPECT_EQ(all<effect::AnswerWebhook>()[0].answer, effect::WebhookAnswer::Taken);
  ASSERT_EQ(all<effect::CustomerUnreadable>().size(), 1u);
  EXPECT_TRUE(all<effect::CustomerUnreadable>()[0].is_contact);
  EXPECT_FALSE(all<effect::CustomerUnreadable>()[0].is_consent);
  const ConversationId id = own_conversation();
  EXPECT_EQ(all<effect::CustomerUnreadable>().size(), 0u);
  EXPECT_FALSE(record_of(id).contact);
  EXPECT_FALSE(sent(id, "k1")) << "consent stands in a row of its own";
  step({command(7, SaveContact{id, mira()}, "c")});
  const auto refusal = refusal_to(7);
  ASSERT_TRUE(refusal) << "nothing is written over the bad row";
  EXPECT_NE(refusal->sentence.find("damaged"), std::string::npos);
  EXPECT_EQ(**store_.find_contact({900}), "{\"id\":");
  close(id);
  step({inbound("SM-2")});
  EXPECT_TRUE(all<effect::CustomerUnreadable>().empty()) << "told once";
}

TEST_F(ContactsUnreadable, ConsentIsNotTakenForGivenUntilItIsRepaired) {
  put_consent("opted_\xff");
  const ConversationId id = own_conversation();
  EXPECT_TRUE(record_of(id).consent.is_unreadable);
  auto refusal = sent(id, "k1");
  ASSERT_TRUE(refusal);
  EXPECT_EQ(refusal->kind, RefusalKind::CannotReply);
  EXPECT_NE(refusal->sentence.find("cannot be read"), std::string::npos);
  step({input::Inbound{2, InboundMessage{{"SM-yes"}, kCustomer, kSupportNumber, "YES", {}}}});
  EXPECT_TRUE(sent(id, "k2")) << "an ordinary answer opens nothing";
  put_consent("opted_in");
  EXPECT_FALSE(sent(id, "k3"));
  EXPECT_EQ(record_of(id).consent.state, ConsentState::OptedIn);
}

TEST_F(ContactsUnreadable, AMessageComesAgainWhereTheyCannotBeReadJustNow) {
  store_.fail_contacts(Error{ErrorCode::Unavailable, "The disk cannot be read."});
  step({inbound("SM-1")});
  ASSERT_EQ(all<effect::AnswerWebhook>().size(), 1u);
  EXPECT_EQ(all<effect::AnswerWebhook>()[0].answer, effect::WebhookAnswer::TryAgain);
  EXPECT_TRUE(service_->workspace().conversations.empty());
  store_.fail_contacts(std::nullopt);
  step({inbound("SM-1")});
  EXPECT_EQ(all<effect::AnswerWebhook>()[0].answer, effect::WebhookAnswer::Taken);
}

TEST_F(ContactsUnreadable, AConversationIsNotReopenedWithoutWhoItIsWith) {
  const ConversationId id = own_conversation();
  step({command(7, SaveContact{id, mira()}, "c")});
  close(id);
  store_.fail_contacts(Error{ErrorCode::Unavailable, "The disk cannot be read."});
  step({command(7, ReopenConversation{id}, "r")});
  ASSERT_TRUE(refusal_to(7));
  EXPECT_EQ(refusal_to(7)->kind, RefusalKind::NotNow);
  store_.fail_contacts(std::nullopt);
  step({command(7, ReopenConversation{id}, "r")});
  EXPECT_FALSE(refusal_to(7));
  EXPECT_EQ(record_of(id).contact->name, "Mira Lind");
}

TEST_F(ContactsUnreadable, WhoIsKnownStaysKnownWhereOnlyConsentCanBeReadAgain) {
  put_consent("?");
  const ConversationId id = own_conversation();
  step({command(7, SaveContact{id, mira()}, "c")});
  ASSERT_TRUE(record_of(id).contact);
  const CustomerRecord before = record_of(id);
  put(store::PutContact{before.contact->id, "Mira Lind", "mira", "{\"id\":", {kCustomer}});
  put_consent("opted_in");
  EXPECT_FALSE(sent(id, "k1"));
  EXPECT_EQ(record_of(id).consent.state, ConsentState::OptedIn);
  EXPECT_EQ(record_of(id).contact, before.contact);
  EXPECT_EQ(record_of(id).zone, before.zone);
}

TEST_F(ContactsUnreadable, ConsentThatIsRepairedAsAnOptOutIsOne) {
  put_consent("");
  const ConversationId id = own_conversation();
  put_consent("opted_out");
  const auto refusal = sent(id, "k1");
  ASSERT_TRUE(refusal);
  EXPECT_NE(refusal->sentence.find("START"), std::string::npos);
}

TEST_F(ContactsUnreadable, AStopIsTakenWhateverStoodThere) {
  put_consent("?");
  const ConversationId id = own_conversation();
  step({input::Inbound{2, InboundMessage{{"SM-stop"}, kCustomer, kSupportNumber, "STOP", {}}}});
  EXPECT_EQ(record_of(id).consent.state, ConsentState::OptedOut);
  EXPECT_FALSE(record_of(id).consent.is_unreadable);
  EXPECT_EQ((*store_.find_consent(kCustomer, kSupportNumber))->state, "opted_out");
}

TEST_F(ContactsUnreadable, NoAutomaticTextGoesOutWhereConsentIsNotKnown) {
  Organisation organisation = an_organisation();
  for (Queue& queue : organisation.queues) queue.texts.greeting = "Hello, we are coming.";
  step({input::Configured{organisation}});
  put_consent("?");
  step({inbound("SM-1"), inbound("SM-2", kOtherCustomer)});
  ASSERT_EQ(all<effect::CallCarrier>().size(), 1u);
  EXPECT_EQ(all<effect::CallCarrier>()[0].send.to, kOtherCustomer);
}

TEST_F(ContactsKept, HistoryIsThatOfAllNumbersForWhoReadsTheConversation) {
  const ConversationId id = own_conversation();
  step({command(7, SaveContact{id, mira({kCustomer, kOtherCustomer})}, "c")});
  FindRequest request{{"f"}, "", false, {}, {}, 20};
  request.of = id;
  step({frame(7, request)});
  ASSERT_EQ(all<effect::FindClosed>().size(), 1u);
  EXPECT_EQ(all<effect::FindClosed>()[0].query.customers.size(), 2u);
  connect(9, kEve);
  step({frame(9, request)});
  EXPECT_TRUE(all<effect::FindClosed>().empty());
  step({frame(7, ContactsRequest{{"g"}, "Mirá (415)"})});
  ASSERT_EQ(all<effect::FindContacts>().size(), 1u);
  EXPECT_EQ(all<effect::FindContacts>()[0].words, (std::vector<std::string>{"mira", "415"}));
}

TEST(NumberZone, IsThatOfCountriesWithOneOnly) {
  EXPECT_EQ(zone_of_number("+493012345678"), "Europe/Berlin");
  EXPECT_EQ(zone_of_number("+358401234567"), "Europe/Helsinki");
  EXPECT_EQ(zone_of_number("+8613912345678"), "Asia/Shanghai");
  for (const char* unknown : {"+14155550199", "+79161234567", "+61412345678", "68849", "ACME"})
    EXPECT_EQ(zone_of_number(unknown), "") << unknown;
}

}  // namespace
}  // namespace smsdesk::relay::test
