// Contacts over the relay's tables: kept, found again with the next conversation, and what one turn says to the next input.
#include "core/conversation/duplicates.h"
#include "core/conversation/masked_address.h"
#include "core/workspace/workspace_json.h"
#include "relay/service/customers.h"
#include "relay/service/finding.h"
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
  void close_again(ConversationId id) {
    step({command(7, EndConversation{id}, "e2"), command(7, CompleteWrapUp{id, kSolved, "Still fine"}, "w2")});
  }
  void put(store::ArchiveOp op) {
    store::Batch batch;
    batch.archive = {std::move(op)};
    ASSERT_TRUE(store_.append(store_.head(), batch));
  }
  void break_contact() { put(store::PutContact{{900}, "Mira Lind", "mira", "{\"id\":", {kCustomer}}); }
  /// For who may read it, and for nobody else.
  void expect_history_of_both_numbers(ConversationId id) {
    FindRequest request{{"f"}, "", false, {}, {}, 20};
    request.of = id;
    step({frame(7, request)});
    ASSERT_EQ(all<effect::FindClosed>().size(), 1u);
    EXPECT_EQ(all<effect::FindClosed>()[0].query.customers.size(), 2u);
    connect(9, kEve);
    step({frame(9, request)});
    EXPECT_TRUE(all<effect::FindClosed>().empty());
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

class LikelyDuplicates : public ContactsKept {
 protected:
  static Contact with_account(Contact one, const std::string& account) {
    one.fields = {{"Account", account}};
    return one;
  }
  /// Ana's conversation with Mira, and another customer with the same account, whom the supervisor has named.
  void SetUp() override {
    ContactsKept::SetUp();
    mine_ = own_conversation();
    connect(8, kSam);
    step({command(7, SaveContact{mine_, with_account(mira(), "C-4711")}, "c1")});
    step({inbound("SM-other", kOtherCustomer)});
    for (const auto& [id, conversation] : service_->workspace().conversations)
      if (!(id == mine_)) other_ = id;
    Contact lind = with_account(mira({kOtherCustomer}), "c-4711");
    lind.name = "M. Lind";
    step({command(8, SaveContact{other_, lind}, "c2")});
    ASSERT_TRUE(record_of(other_).contact);
  }
  /// As the thread that reads the archive answers.
  std::vector<LikelyDuplicate> asked(SocketId socket, ConversationId id, const std::string& key) {
    step({frame(socket, DuplicatesRequest{{key}, id})});
    const auto questions = all<effect::FindDuplicates>();
    if (questions.size() != 1u) return {};
    auto likely = find_duplicates(store_, questions[0].contact, questions[0].rules);
    EXPECT_TRUE(likely);
    step({input::ArchiveRead{socket, DuplicatesFrame{{key}, std::move(*likely), false}}});
    for (const RelayFrame& one : told(socket))
      if (const auto* answer = std::get_if<DuplicatesFrame>(&one)) return answer->duplicates;
    ADD_FAILURE() << "no answer";
    return {};
  }
  ContactId contact_of(ConversationId id) const { return record_of(id).contact->id; }
  ConversationId mine_, other_;
};

TEST_F(LikelyDuplicates, AreToldToWhoReadsTheConversationWithTheReason) {
  const auto likely = asked(7, mine_, "d");
  ASSERT_EQ(likely.size(), 1u);
  EXPECT_EQ(likely[0].contact.id, contact_of(other_));
  EXPECT_EQ(likely[0].why, (Likeness{DuplicateSign::Field, "Account", "C-4711"}));
  EXPECT_EQ(likely[0].contact.numbers, std::vector<std::string>{kOtherCustomer});
  connect(9, kEve);
  step({frame(9, DuplicatesRequest{{"d"}, mine_})});
  EXPECT_TRUE(all<effect::FindDuplicates>().empty()) << "not hers to read";
  ASSERT_EQ(told(9).size(), 1u);
  EXPECT_TRUE(std::get<DuplicatesFrame>(told(9)[0]).duplicates.empty());
}

TEST_F(LikelyDuplicates, HaveMaskedNumbersForWhoWorksWithThem) {
  Organisation organisation = an_organisation();
  OrganisationSettings settings;
  settings.masked_for = MaskedFor::Agents;
  organisation.settings = {settings};
  step({input::Configured{organisation}});
  const auto likely = asked(7, mine_, "d");
  ASSERT_EQ(likely.size(), 1u);
  EXPECT_TRUE(is_masked(likely[0].contact.numbers.at(0)));
  // A number that stands in a field would tell one.
  Contact again = *record_of(other_).contact;
  again.fields = {{"Second phone", kCustomer}};
  step({command(8, SaveContact{other_, again}, "c3")});
  EXPECT_TRUE(asked(7, mine_, "d2").empty());
  const auto by_supervisor = asked(8, mine_, "d3");
  ASSERT_EQ(by_supervisor.size(), 1u);
  EXPECT_EQ(by_supervisor[0].why, (Likeness{DuplicateSign::Number, "Second phone", ""}));
}

TEST_F(LikelyDuplicates, ThatAreTwoPeopleAreNotToldAgainToAnybodyAndMayBeMergedLater) {
  const ContactId other = contact_of(other_);
  step({command(7, TellContactsApart{mine_, other}, "apart")});
  EXPECT_FALSE(refusal_to(7));
  EXPECT_TRUE(asked(7, mine_, "d1").empty());
  EXPECT_TRUE(asked(8, other_, "d2").empty()) << "from the other side, for another";
  const auto audit = store_.read_audit({}, 1);
  ASSERT_TRUE(audit);
  EXPECT_EQ(audit->rows.at(0).action, "contacts_told_apart");
  EXPECT_EQ(audit->rows.at(0).by, kAna);
  restart();
  connect(7, kAna);
  connect(8, kSam);
  EXPECT_TRUE(asked(8, mine_, "d3").empty());
  const Contact one = *record_of(mine_).contact, two = *record_of(other_).contact;
  step({command(8, MergeContacts{mine_, one.id, two.id, one.revision, two.revision}, "m")});
  EXPECT_FALSE(refusal_to(8));
  EXPECT_EQ(contact_of(other_), one.id);
}

TEST_F(LikelyDuplicates, OfWhomOneIsGoneOrIsTheSameAreRefused) {
  step({command(7, TellContactsApart{mine_, contact_of(mine_)}, "a1")});
  EXPECT_TRUE(refusal_to(7));
  step({command(7, TellContactsApart{mine_, ContactId{99'999}}, "a2")});
  EXPECT_TRUE(refusal_to(7));
  connect(9, kEve);
  step({command(9, TellContactsApart{mine_, contact_of(other_)}, "a3")});
  EXPECT_TRUE(refusal_to(9));
  EXPECT_EQ(asked(7, mine_, "d").size(), 1u);
}

TEST_F(LikelyDuplicates, WhatManyHaveIsNobodysOwn) {
  for (std::size_t i = 0; i < kSharedMax; ++i) {
    Contact one = with_account(mira({"+1415555" + std::to_string(3000 + i)}), "C-4711");
    one.id = ContactId{5000 + i};
    one.name = "Customer " + std::to_string(i);
    store::PutContact put{one.id, one.name, "", encode_contact(one), one.numbers};
    for (const DuplicateKey& key : duplicate_keys(one)) put.keys.push_back(key.text);
    store::Batch batch;
    batch.archive = {put};
    ASSERT_TRUE(store_.append(store_.head(), batch));
    // With this one, and the one that was there.
    const bool is_shared = i + 2 > kSharedMax;
    EXPECT_EQ(asked(7, mine_, "d" + std::to_string(i)).empty(), is_shared) << i;
  }
}

TEST_F(ContactsKept, AConversationThatGoesOnCountsWhatWasSaidBefore) {
  const ConversationId id = own_conversation();
  send(id, "one", "s1");
  close(id);
  step({inbound("SM-again")});
  const Conversation* again = service_->workspace().find_conversation(id);
  ASSERT_NE(again, nullptr);
  EXPECT_EQ(again->segment, 2u);
  EXPECT_EQ(again->detail->message_count, 3u);
  step({command(7, AnswerOffer{service_->workspace().offers.begin()->first}, "a2")});
  close_again(id);
  step({command(7, ReopenConversation{id}, "r")});
  EXPECT_EQ(service_->workspace().find_conversation(id)->detail->message_count, 3u);
  send(id, "two", "s2");
  EXPECT_EQ(service_->workspace().find_conversation(id)->detail->message_count, 4u);
}

TEST_F(ContactsKept, HistoryIsThatOfAllNumbersForWhoReadsTheConversation) {
  const ConversationId id = own_conversation();
  step({command(7, SaveContact{id, mira({kCustomer, kOtherCustomer})}, "c")});
  expect_history_of_both_numbers(id);
  step({frame(7, ContactsRequest{{"g"}, "Mirá (415)"})});
  ASSERT_EQ(all<effect::FindContacts>().size(), 1u);
  EXPECT_EQ(all<effect::FindContacts>()[0].words, (std::vector<std::string>{"mira", "415"}));
}

TEST_F(ContactsKept, HaveTheZoneOfTheNumberUntilSomebodySaysAnother) {
  const ConversationId id = own_conversation();
  EXPECT_EQ(record_of(id).zone, (LocalZone{"America/Los_Angeles", {}, true}));
  Contact one = mira();
  step({command(7, SaveContact{id, one}, "c1")});
  EXPECT_EQ(record_of(id).zone, (LocalZone{"America/Los_Angeles", {}, true})) << "a contact without a zone says none";
  one = *record_of(id).contact;
  one.zone = "Europe/Berlin";
  step({command(7, SaveContact{id, one}, "c2")});
  EXPECT_EQ(record_of(id).zone, (LocalZone{"Europe/Berlin", {}, false}));
  close(id);
  step({inbound("SM-next")});
  const ConversationId next = service_->workspace().conversations.begin()->first;
  EXPECT_EQ(record_of(next).zone, (LocalZone{"Europe/Berlin", {}, false}));
  step({inbound("SM-800", "+18005550123")});
  const auto& last = service_->workspace().conversations.rbegin()->second;
  ASSERT_EQ(last.detail->customer, "+18005550123");
  EXPECT_EQ(last.detail->record.zone, (LocalZone{{}, {}, true, {{"Pacific/Honolulu", {}}, {"America/St_Johns", {}}}}))
      << "it says no place";
}

class ClosedCustomer : public ContactsKept {
 protected:
  /// Mira has opted out; her conversation with Ana is closed.
  void SetUp() override {
    ContactsKept::SetUp();
    id_ = own_conversation();
    step({command(7, SaveContact{id_, mira({kCustomer, kOtherCustomer})}, "c")});
    step({input::Inbound{2, InboundMessage{{"SM-stop"}, kCustomer, kSupportNumber, "STOP", {}}}});
    close(id_);
  }
  CustomerFrame asked(SocketId socket) {
    step({frame(socket, CustomerRequest{{"k"}, id_})});
    for (const RelayFrame& one : told(socket))
      if (const auto* answer = std::get_if<CustomerFrame>(&one)) return *answer;
    ADD_FAILURE() << "no answer";
    return {};
  }
  /// What is told of customers in the last turn.
  std::vector<CustomerFrame> known_now(SocketId socket) const {
    std::vector<CustomerFrame> all;
    for (const RelayFrame& one : told(socket))
      if (const auto* frame = std::get_if<CustomerFrame>(&one)) all.push_back(*frame);
    return all;
  }
  ConversationId id_;
};

TEST_F(ClosedCustomer, IsToldToWhoMayReadTheConversation) {
  const CustomerFrame known = asked(7);
  EXPECT_EQ(known.key.value, "k");
  ASSERT_TRUE(known.record.contact);
  EXPECT_EQ(known.record.contact->name, "Mira Lind");
  EXPECT_EQ(known.record.contact->numbers.size(), 2u);
  EXPECT_EQ(known.record.consent.state, ConsentState::OptedOut);
  connect(9, kEve);
  EXPECT_EQ(asked(9).record, CustomerRecord{}) << "not her queue";
  EXPECT_FALSE(asked(9).is_failed);
}

TEST_F(ClosedCustomer, IsToldAgainWhenSomethingOfThemChanges) {
  connect(8, kSam);
  connect(9, kEve);
  asked(7);
  asked(9);
  step({inbound("SM-next", kOtherCustomer)});
  EXPECT_TRUE(known_now(7).empty()) << "nothing of her is another one";
  const ConversationId next = service_->workspace().conversations.rbegin()->first;
  Contact one = *record_of(next).contact;
  one.note = "Rings twice.";
  step({command(8, SaveContact{next, one}, "s1")});
  ASSERT_EQ(known_now(7).size(), 1u);
  EXPECT_EQ(known_now(7)[0].key.value, "k");
  EXPECT_EQ(known_now(7)[0].record.contact->note, "Rings twice.");
  EXPECT_TRUE(known_now(8).empty()) << "he has asked nothing";
  EXPECT_TRUE(known_now(9).empty()) << "not her queue";
  // Somebody else's change is none of hers.
  step({inbound("SM-800", "+18005550123")});
  const ConversationId other = service_->workspace().conversations.rbegin()->first;
  Contact stranger;
  stranger.name = "Somebody";
  stranger.numbers = {"+18005550123"};
  step({command(8, SaveContact{other, stranger}, "s2")});
  EXPECT_TRUE(known_now(7).empty());
  // Consent is of one number.
  step({frame(8, CustomerRequest{{"k8"}, next})});
  step({input::Inbound{3, InboundMessage{{"SM-stop2"}, kOtherCustomer, kSupportNumber, "STOP", {}}}});
  EXPECT_TRUE(known_now(7).empty());
  ASSERT_EQ(known_now(8).size(), 1u);
  EXPECT_EQ(known_now(8)[0].record.consent.state, ConsentState::OptedOut);
}

TEST_F(ClosedCustomer, IsNotLookedUpForWhatChangesOfSomebodyElse) {
  Contact one = *asked(7).record.contact;
  step({inbound("SM-800", "+18005550123")});
  // Written past the relay's mind: whoever looked would find it changed.
  one.note = "Rings twice.";
  put(store::PutContact{one.id, one.name, "mira", encode_contact(one), one.numbers});
  step({input::Inbound{3, InboundMessage{{"SM-stop2"}, "+18005550123", kSupportNumber, "STOP", {}}}});
  EXPECT_TRUE(known_now(7).empty());
}

TEST_F(ClosedCustomer, IsToldAgainWhereTheNumberBecomesNobodysOrAnotherContacts) {
  connect(8, kSam);
  asked(7);
  step({inbound("SM-next", kOtherCustomer)});
  const ConversationId next = service_->workspace().conversations.rbegin()->first;
  step({inbound("SM-800", "+18005550123")});
  const ConversationId other = service_->workspace().conversations.rbegin()->first;
  Contact one = *record_of(next).contact;
  one.numbers = {kOtherCustomer};
  step({command(8, SaveContact{next, one}, "s1")});
  ASSERT_EQ(known_now(7).size(), 1u);
  EXPECT_FALSE(known_now(7)[0].record.contact) << "the number was taken out";
  one = *record_of(next).contact;
  one.numbers = {kOtherCustomer, kCustomer};
  Contact stranger;
  stranger.name = "Somebody";
  stranger.numbers = {"+18005550123"};
  step({command(8, SaveContact{next, one}, "s2"), command(8, SaveContact{other, stranger}, "s3")});
  ASSERT_EQ(known_now(7).size(), 1u);
  const Contact gone = *record_of(next).contact, kept = *record_of(other).contact;
  step({command(8, MergeContacts{other, kept.id, gone.id, kept.revision, gone.revision}, "m")});
  ASSERT_EQ(known_now(7).size(), 1u);
  EXPECT_EQ(known_now(7)[0].record.contact->id, kept.id);
}

TEST_F(ClosedCustomer, IsToldLaterWhatCouldNotBeReadAtOnce) {
  connect(8, kSam);
  step({inbound("SM-next", kOtherCustomer)});
  step({frame(8, CustomerRequest{{"k8"}, service_->workspace().conversations.rbegin()->first})});
  ASSERT_EQ(known_now(8).size(), 1u);
  store_.fail_contacts(Error{ErrorCode::Unavailable, "The disk cannot be read."});
  step({input::Inbound{3, InboundMessage{{"SM-stop2"}, kOtherCustomer, kSupportNumber, "STOP", {}}}});
  EXPECT_TRUE(known_now(8).empty());
  ASSERT_EQ(all<effect::WakeAt>().size(), 1u);
  EXPECT_LE(all<effect::WakeAt>()[0].at, now_ + kCustomersAgainAfter);
  now_ = now_ + kCustomersAgainAfter;
  step({});
  EXPECT_TRUE(known_now(8).empty()) << "it cannot be read still";
  store_.fail_contacts(std::nullopt);
  step({});
  EXPECT_TRUE(known_now(8).empty()) << "not in every turn";
  now_ = now_ + kCustomersAgainAfter;
  step({});
  ASSERT_EQ(known_now(8).size(), 1u);
  EXPECT_EQ(known_now(8)[0].key.value, "k8");
  EXPECT_EQ(known_now(8)[0].record.consent.state, ConsentState::OptedOut);
  now_ = now_ + kCustomersAgainAfter;
  step({});
  EXPECT_TRUE(known_now(8).empty()) << "once";
}

TEST_F(ClosedCustomer, IsToldAsSoonAsItMayBeReadAndFollowedFromThere) {
  connect(8, kSam);
  connect(9, kEve);
  EXPECT_EQ(asked(9).record, CustomerRecord{}) << "not her queue";
  step({input::Configured{an_organisation_with([](Organisation& all) { all.agents[1].queues = {kSales}; })}});
  EXPECT_TRUE(known_now(9).empty()) << "somebody else's right";
  step({input::Configured{an_organisation_with([](Organisation& all) { all.agents[2].queues = {kSales, kSupport}; })}});
  ASSERT_EQ(known_now(9).size(), 1u);
  EXPECT_EQ(known_now(9)[0].key.value, "k");
  EXPECT_EQ(known_now(9)[0].record.contact->name, "Mira Lind");
  EXPECT_TRUE(std::holds_alternative<SnapshotFrame>(told(9)[0])) << "behind the facts that are hers now";
  step({inbound("SM-next", kOtherCustomer)});
  EXPECT_TRUE(known_now(9).empty()) << "once";
  const ConversationId next = service_->workspace().conversations.rbegin()->first;
  Contact one = *record_of(next).contact;
  one.note = "Rings twice.";
  step({command(8, SaveContact{next, one}, "s1")});
  ASSERT_EQ(known_now(9).size(), 1u);
  EXPECT_EQ(known_now(9)[0].record.contact->note, "Rings twice.");
  // What changes while it is not hers to see comes with the right.
  step({input::Configured{an_organisation()}});
  EXPECT_TRUE(known_now(9).empty());
  one = *record_of(next).contact;
  one.note = "Rings three times.";
  step({command(8, SaveContact{next, one}, "s2")});
  EXPECT_TRUE(known_now(9).empty()) << "not her queue any more";
  step(
      {input::Configured{an_organisation_with([](Organisation& all) { all.agents[2].role = AgentRole::Supervisor; })}});
  ASSERT_EQ(known_now(9).size(), 1u);
  EXPECT_EQ(known_now(9)[0].record.contact->note, "Rings three times.");
}

TEST_F(ClosedCustomer, IsToldThatThereIsNothingToKnowToWhoWasToldOfNobody) {
  connect(9, kEve);
  step({inbound("SM-short", "24466")});
  const ConversationId other = service_->workspace().conversations.rbegin()->first;
  step({command(7, AnswerOffer{service_->workspace().offers.begin()->first}, "a-short")});
  close_again(other);
  step({frame(9, CustomerRequest{{"k"}, other})});
  ASSERT_EQ(known_now(9).size(), 1u);
  step({input::Configured{an_organisation_with([](Organisation& all) { all.agents[2].queues = {kSales, kSupport}; })}});
  ASSERT_EQ(known_now(9).size(), 1u) << "it may be read now, and the page asks for what else there is";
  EXPECT_FALSE(known_now(9)[0].record.contact);
  step({inbound("SM-next", kOtherCustomer)});
  EXPECT_TRUE(known_now(9).empty()) << "once";
}

/// The closed conversation, which Ben may read, goes on with Ana, and something of the customer changes meanwhile.
class CustomerMeanwhile : public ClosedCustomer {
 protected:
  void SetUp() override {
    ClosedCustomer::SetUp();
    connect(8, kSam);
    connect(9, kBen);
    ASSERT_TRUE(asked(9).record.contact);
    step({inbound("SM-again")});
    step({command(7, AnswerOffer{service_->workspace().offers.begin()->first}, "a2")});
    Contact one = *record_of(id_).contact;
    one.note = "Rings twice.";
    step({command(8, SaveContact{id_, one}, "s1")});
    ASSERT_TRUE(known_now(9).empty()) << "it is Ana's now";
  }
};

TEST_F(CustomerMeanwhile, IsToldWhenTheConversationHasEndedAgain) {
  step({command(7, EndConversation{id_}, "e2")});
  ASSERT_EQ(known_now(9).size(), 1u);
  EXPECT_EQ(known_now(9)[0].record.contact->note, "Rings twice.");
  step({command(7, CompleteWrapUp{id_, kSolved, "Still fine"}, "w2")});
  EXPECT_TRUE(known_now(9).empty()) << "once";
}

TEST_F(CustomerMeanwhile, IsToldBehindTheTurnThatClosesItWhoseRowSaysWhoMayReadIt) {
  close_again(id_);
  EXPECT_TRUE(known_now(9).empty());
  ASSERT_EQ(all<effect::WakeAt>().size(), 1u);
  EXPECT_LE(all<effect::WakeAt>()[0].at, now_ + kCustomersAgainAfter);
  now_ = now_ + kCustomersAgainAfter;
  step({});
  ASSERT_EQ(known_now(9).size(), 1u);
  EXPECT_EQ(known_now(9)[0].record.contact->note, "Rings twice.");
}

TEST_F(ClosedCustomer, HasMaskedNumbersForWhoWorksWithThem) {
  step({input::Configured{an_organisation_with([](Organisation& all) {
    OrganisationSettings settings;
    settings.masked_for = MaskedFor::Agents;
    all.settings = {settings};
  })}});
  const CustomerFrame known = asked(7);
  for (const std::string& number : known.record.contact->numbers) EXPECT_TRUE(is_masked(number)) << number;
  connect(8, kSam);
  EXPECT_EQ(asked(8).record.contact->numbers, (std::vector<std::string>{kOtherCustomer, kCustomer}));
}

TEST_F(ClosedCustomer, IsNotToldWhereTheTablesCannotBeReadNow) {
  store_.fail_contacts(Error{ErrorCode::Unavailable, "The disk cannot be read."});
  EXPECT_TRUE(asked(7).is_failed);
  FindRequest request{{"f"}, "", false, {}, {}, 20};
  request.of = id_;
  step({frame(7, request)});
  ASSERT_EQ(told(7).size(), 1u);
  EXPECT_TRUE(std::get<FoundFrame>(told(7)[0]).is_failed);
}

TEST_F(ClosedCustomer, IsNotNobodyWhereTheContactIsDamaged) {
  break_contact();
  EXPECT_TRUE(asked(7).is_failed);
}

TEST_F(ClosedCustomer, HasAHistoryUnderAllNumbers) {
  expect_history_of_both_numbers(id_);
}

TEST_F(ClosedCustomer, IsChangedByWhoMayReadTheConversationAndStaysSo) {
  connect(8, kBen);
  connect(9, kEve);
  Contact one = *asked(7).record.contact;
  ASSERT_TRUE(asked(8).record.contact);
  one.note = "Rings twice.";
  step({command(9, SaveContact{id_, one}, "s9")});
  EXPECT_EQ(refusal_to(9)->kind, RefusalKind::NotYours);
  step({command(7, SaveContact{id_, one}, "s7")});
  EXPECT_FALSE(refusal_to(7));
  const auto frames = told(7);
  ASSERT_EQ(frames.size(), 2u);
  EXPECT_EQ(std::get<CustomerFrame>(frames[0]).record.contact->note, "Rings twice.") << "before the answer";
  ASSERT_EQ(known_now(8).size(), 1u) << "whoever reads it too";
  EXPECT_EQ(known_now(8)[0].record.contact->note, "Rings twice.");
  step({command(8, SaveContact{id_, one}, "s8")});
  EXPECT_EQ(refusal_to(8)->kind, RefusalKind::NotNow) << "it is of an older revision";
  restart();
  connect(7, kAna);
  EXPECT_EQ(asked(7).record.contact->note, "Rings twice.");
  const auto audit = store_.read_audit({}, 1);
  ASSERT_TRUE(audit);
  EXPECT_EQ(audit->rows.at(0).action, "contact_saved");
  EXPECT_EQ(audit->rows.at(0).by, kAna);
}

TEST_F(ClosedCustomer, IsChangedInEveryConversationThatGoesOnWithThem) {
  step({inbound("SM-next", kOtherCustomer)});
  const ConversationId next = service_->workspace().conversations.rbegin()->first;
  Contact one = *asked(7).record.contact;
  one.name = "M. Lindqvist";
  step({command(7, SaveContact{id_, one}, "s7")});
  EXPECT_EQ(record_of(next).contact->name, "M. Lindqvist");
}

TEST_F(ClosedCustomer, KeepsTheNumbersForWhoWorksWithMaskedOnes) {
  step({input::Configured{an_organisation_with([](Organisation& all) {
    OrganisationSettings settings;
    settings.masked_for = MaskedFor::Agents;
    all.settings = {settings};
  })}});
  Contact one = *asked(7).record.contact;
  one.note = "Rings twice.";
  one.numbers.clear();
  step({command(7, SaveContact{id_, one}, "s7")});
  EXPECT_FALSE(refusal_to(7));
  const auto body = store_.find_contact_of(kCustomer);
  ASSERT_TRUE(body && *body);
  EXPECT_EQ(decode_contact(**body)->note, "Rings twice.");
  EXPECT_EQ(decode_contact(**body)->numbers, (std::vector<std::string>{kOtherCustomer, kCustomer}));
  const auto known = known_now(7);
  ASSERT_EQ(known.size(), 1u);
  for (const std::string& number : known[0].record.contact->numbers) EXPECT_TRUE(is_masked(number)) << number;
}

TEST_F(ClosedCustomer, IsMergedAndToldApart) {
  connect(8, kSam);
  step({inbound("SM-800", "+18005550123")});
  const ConversationId other = service_->workspace().conversations.rbegin()->first;
  Contact lind;
  lind.name = "M. Lind";
  lind.numbers = {"+18005550123"};
  step({command(8, SaveContact{other, lind}, "s8")});
  const Contact theirs = *record_of(other).contact, own = *asked(7).record.contact;
  step({command(7, TellContactsApart{id_, theirs.id}, "a7")});
  EXPECT_FALSE(refusal_to(7));
  EXPECT_EQ(store_.find_contacts_apart(own.id, {theirs.id}).value(), std::vector<ContactId>{theirs.id});
  step({command(7, MergeContacts{id_, own.id, theirs.id, own.revision, theirs.revision}, "m7")});
  EXPECT_FALSE(refusal_to(7));
  EXPECT_EQ(record_of(other).contact->id, own.id);
  EXPECT_EQ(known_now(7).at(0).record.contact->numbers.size(), 3u);
}

TEST_F(ClosedCustomer, WhoseNumberIsNobodysBecomesAContactOrOneOfAnothers) {
  step({inbound("SM-short", "+18005550123")});
  const ConversationId other = service_->workspace().conversations.rbegin()->first;
  step({command(7, AnswerOffer{service_->workspace().offers.begin()->first}, "a3")});
  close_again(other);
  Contact one = *asked(7).record.contact;
  one.numbers.push_back("+18005550123");
  step({command(7, SaveContact{other, one}, "s7")});
  EXPECT_FALSE(refusal_to(7)) << "it becomes hers";
  EXPECT_EQ(known_now(7).at(0).record.contact->numbers.size(), 3u);
}

TEST_F(ClosedCustomer, WhoseConversationIsClosedInThisTurnIsChangedBehindIt) {
  step({inbound("SM-again")});
  step({command(7, AnswerOffer{service_->workspace().offers.begin()->first}, "a2")});
  Contact one = *record_of(id_).contact;
  one.note = "Rings twice.";
  step({command(7, EndConversation{id_}, "e2"), command(7, CompleteWrapUp{id_, kSolved, "Still fine"}, "w2"),
        command(7, SaveContact{id_, one}, "s1")});
  std::vector<std::optional<Refusal>> answers;
  for (const RelayFrame& frame : told(7))
    if (const auto* answer = std::get_if<AnswerFrame>(&frame)) answers.push_back(answer->refusal);
  ASSERT_EQ(answers.size(), 3u);
  ASSERT_TRUE(answers[2]) << "its row is not on disk yet";
  EXPECT_EQ(answers[2]->kind, RefusalKind::NotNow);
  step({command(7, SaveContact{id_, one}, "s2")});
  EXPECT_FALSE(refusal_to(7));
}

TEST_F(ClosedCustomer, IsNotChangedWhereTheTablesCannotBeReadNow) {
  const Contact one = *asked(7).record.contact;
  store_.fail_contacts(Error{ErrorCode::Unavailable, "The disk cannot be read."});
  step({command(7, SaveContact{id_, one}, "s7")});
  EXPECT_EQ(refusal_to(7)->kind, RefusalKind::NotNow);
}

TEST_F(ClosedCustomer, HasLikelyDuplicates) {
  step({frame(7, DuplicatesRequest{{"d"}, id_})});
  ASSERT_EQ(all<effect::FindDuplicates>().size(), 1u);
  EXPECT_EQ(all<effect::FindDuplicates>()[0].contact.name, "Mira Lind");
  connect(9, kEve);
  step({frame(9, DuplicatesRequest{{"d"}, id_})});
  EXPECT_TRUE(all<effect::FindDuplicates>().empty()) << "not hers to read";
}

/// Contacts that somebody looks for to read what was said with them.
class ContactsToRead : public ClosedCustomer {
 protected:
  ContactsFrame looked_for(SocketId socket, const std::string& words) {
    step({frame(socket, ContactsRequest{{"c"}, words, true})});
    const auto questions = all<effect::FindContacts>();
    if (questions.size() != 1u) return {};
    auto found =
        find_contacts(store_, questions[0].key, questions[0].words, questions[0].numbers, questions[0].readable);
    EXPECT_TRUE(found);
    step({input::ArchiveRead{socket, std::move(*found)}});
    for (const RelayFrame& one : told(socket))
      if (const auto* answer = std::get_if<ContactsFrame>(&one)) return *answer;
    ADD_FAILURE() << "no answer";
    return {};
  }
};

TEST_F(ContactsToRead, AreThoseOfConversationsThatOneMayRead) {
  const ContactsFrame found = looked_for(7, "lind mira");
  ASSERT_EQ(found.contacts.size(), 1u);
  ASSERT_EQ(found.conversations.size(), 1u);
  EXPECT_EQ(found.contacts[0].name, "Mira Lind");
  EXPECT_EQ(found.conversations[0].conversation, id_);
  EXPECT_EQ(found.conversations[0].name, "Mira Lind");
  EXPECT_NE(found.conversations[0].ended_at.ms, 0);
  connect(9, kEve);
  EXPECT_TRUE(looked_for(9, "lind").contacts.empty()) << "she may read nothing of hers";
  step({frame(9, ContactsRequest{{"c"}, "lind"})});
  EXPECT_FALSE(all<effect::FindContacts>().at(0).readable) << "to merge, all are found";
}

TEST_F(ContactsToRead, HaveWhatGoesOnWithThemBeforeWhatHasEnded) {
  connect(8, kSam);
  step({inbound("SM-next", kOtherCustomer)});
  const ConversationId next = service_->workspace().conversations.rbegin()->first;
  const ContactsFrame of_supervisor = looked_for(8, "lind");
  ASSERT_EQ(of_supervisor.conversations.size(), 1u);
  EXPECT_EQ(of_supervisor.conversations[0].conversation, next);
  EXPECT_EQ(of_supervisor.conversations[0].ended_at.ms, 0);
  connect(9, kBen);
  EXPECT_EQ(looked_for(9, "lind").conversations.at(0).conversation, id_) << "that one is not his to read";
}

TEST_F(ContactsToRead, AreFoundByNamesOfAllScripts) {
  Contact one = *asked(7).record.contact;
  const std::vector<std::pair<std::string, std::string>> all{
      {"Мария Соколова", "соколова МАРИЯ"}, {"田中 花子", "花子"}, {"مريم", "مريم"}, {"Zoë Ångström", "zoe angstrom"}};
  for (const auto& [name, words] : all) {
    one.name = name;
    step({command(7, SaveContact{id_, one}, "n" + std::to_string(one.revision))});
    ASSERT_FALSE(refusal_to(7));
    one = known_now(7).at(0).record.contact.value();
    EXPECT_EQ(looked_for(7, words).contacts.size(), 1u) << name;
  }
}

TEST_F(ContactsToRead, HaveMaskedNumbersForWhoWorksWithThem) {
  step({input::Configured{an_organisation_with([](Organisation& all) {
    OrganisationSettings settings;
    settings.masked_for = MaskedFor::Agents;
    all.settings = {settings};
  })}});
  const ContactsFrame found = looked_for(7, "lind");
  ASSERT_EQ(found.contacts.size(), 1u);
  for (const std::string& number : found.contacts[0].numbers) EXPECT_TRUE(is_masked(number)) << number;
  EXPECT_TRUE(is_masked(found.conversations.at(0).customer));
  EXPECT_TRUE(looked_for(7, "0199").contacts.empty()) << "a part of a number finds nobody";
}

}  // namespace
}  // namespace smsdesk::relay::test
