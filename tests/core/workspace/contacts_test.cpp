// Contacts and consent: who may say who a customer is, what is refused, and that a browser's view follows.
#include <gtest/gtest.h>

#include "core/conversation/delivery_failure.h"
#include "core/workspace/configured.h"
#include "core/workspace/visibility.h"
#include "tests/support/builders/world.h"

namespace smsdesk::test {
namespace {

Contact mira(std::vector<std::string> numbers = {kCustomer}) {
  Contact one;
  one.name = "Mira Lind";
  one.numbers = std::move(numbers);
  return one;
}

class Contacts : public ::testing::Test {
 protected:
  /// With what the relay would look up: `known`, and nobody else's numbers.
  Decision save(AgentId by, ConversationId in, Contact contact, std::optional<Contact> known = {}) {
    SaveContact command{in, std::move(contact)};
    command.known = std::move(known);
    command.zone = LocalZone{};
    return world.command(by, command);
  }
  const std::optional<Contact>& contact_of(ConversationId id) const {
    return world.conversation(id).detail->record.contact;
  }
  const Consent& consent_of(ConversationId id) const { return world.conversation(id).detail->record.consent; }
  World world;
};

TEST_F(Contacts, ANumberGetsANameInEveryConversationWithIt) {
  const ConversationId support = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  const ConversationId sales = world.inbound("hi too", kCustomer, kSalesNumber);
  const ConversationId other = world.inbound("me", kOtherCustomer);
  const Decision saved = save(kAna, support, mira());
  ASSERT_FALSE(saved.refusal);
  for (const ConversationId id : {support, sales}) {
    ASSERT_TRUE(contact_of(id));
    EXPECT_EQ(contact_of(id)->name, "Mira Lind");
    EXPECT_EQ(contact_of(id)->revision, 1u);
    EXPECT_EQ(contact_of(id)->changed_by, kAna);
    EXPECT_TRUE(contact_of(id)->id.is_set());
  }
  EXPECT_FALSE(contact_of(other));
  EXPECT_EQ(view_of(world.workspace, kAna).find_conversation(support)->detail->record.contact->name, "Mira Lind");
  EXPECT_FALSE(view_of(world.workspace, kBen).find_conversation(sales)->detail) << "a summary tells nobody's name";
}

TEST_F(Contacts, OnlyWhoReadsTheConversationSaysWhoItIs) {
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  EXPECT_EQ(refusal_of(save(kEve, id, mira())), RefusalKind::NotYours);
  EXPECT_EQ(refusal_of(save(kAna, ConversationId{999}, mira())), RefusalKind::Ended);
  EXPECT_EQ(refusal_of(save(kAna, id, mira({kOtherCustomer}))), RefusalKind::BadValue) << "it is about somebody else";
  EXPECT_EQ(refusal_of(save(kAna, id, mira({"123456789"}))), RefusalKind::BadValue);
  EXPECT_FALSE(save(kSam, id, mira()).refusal) << "supervisors read all";
}

TEST_F(Contacts, WhatChangedMeanwhileIsNotOverwritten) {
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  save(kAna, id, mira());
  const Contact first = *contact_of(id);
  Contact second = first;
  second.labels = {"VIP"};
  ASSERT_FALSE(save(kSam, id, second, first).refusal);
  Contact late = first;
  late.name = "M. L.";
  EXPECT_EQ(refusal_of(save(kAna, id, late, contact_of(id))), RefusalKind::NotNow);
  EXPECT_EQ(refusal_of(save(kAna, id, late)), RefusalKind::NotNow) << "it is not there any more";
  late.revision = contact_of(id)->revision;
  ASSERT_FALSE(save(kAna, id, late, contact_of(id)).refusal);
  EXPECT_EQ(contact_of(id)->name, "M. L.");
  EXPECT_TRUE(save(kAna, id, *contact_of(id), contact_of(id)).entries.empty()) << "nothing is new";
}

TEST_F(Contacts, ANumberIsOfOneContactOnly) {
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  SaveContact command{id, mira({kCustomer, kOtherCustomer})};
  command.zone = LocalZone{};
  Contact ben = mira({kOtherCustomer});
  ben.id = ContactId{77};
  ben.name = "Ben Sand";
  command.numbers = {{kCustomer, std::nullopt, {}}, {kOtherCustomer, ben, {}}};
  const Decision refused = world.command(kAna, command);
  EXPECT_EQ(refusal_of(refused), RefusalKind::BadValue);
  EXPECT_NE(refused.refusal->sentence.find("Ben Sand"), std::string::npos);
}

TEST_F(Contacts, TwoBecomeOneInEveryConversation) {
  const ConversationId own = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  const ConversationId other = world.inbound("hello", kOtherCustomer);
  save(kAna, own, mira());
  save(kSam, other, mira({kOtherCustomer}));
  const Contact a = *contact_of(own), b = *contact_of(other);
  MergeContacts merge{own, b.id, a.id, b.revision, a.revision};
  merge.kept_contact = b;
  merge.gone_contact = a;
  merge.zone = LocalZone{};
  MergeContacts stale = merge;
  ++stale.gone_revision;
  EXPECT_EQ(refusal_of(world.command(kAna, stale)), RefusalKind::NotNow);
  const Decision done = world.command(kAna, merge);
  ASSERT_FALSE(done.refusal);
  for (const ConversationId id : {own, other}) {
    EXPECT_EQ(contact_of(id)->id, b.id);
    EXPECT_EQ(contact_of(id)->numbers.size(), 2u);
  }
  const auto audited = configured_item(world.workspace, done.entries[0].body);
  ASSERT_TRUE(audited);
  EXPECT_TRUE(audited->before && audited->after);
}

TEST_F(Contacts, AreToldApartByWhoReadsTheConversation) {
  const ConversationId own = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  TellContactsApart apart{own, ContactId{77}, true};
  EXPECT_EQ(refusal_of(world.command(kAna, apart)), RefusalKind::NotNow) << "it is nobody's number yet";
  save(kAna, own, mira());
  EXPECT_EQ(refusal_of(world.command(kEve, apart)), RefusalKind::NotYours);
  EXPECT_EQ(refusal_of(world.command(kAna, TellContactsApart{own, ContactId{77}, false})), RefusalKind::NotNow);
  EXPECT_EQ(refusal_of(world.command(kAna, TellContactsApart{own, contact_of(own)->id, true})), RefusalKind::NotNow);
  EXPECT_EQ(refusal_of(world.command(kAna, TellContactsApart{ConversationId{999}, ContactId{77}, true})),
            RefusalKind::Ended);
  const Workspace before = world.workspace;
  const Decision told = world.command(kAna, apart);
  ASSERT_FALSE(told.refusal);
  ASSERT_EQ(told.entries.size(), 1u);
  EXPECT_EQ(std::get<ContactsToldApart>(told.entries[0].body),
            (ContactsToldApart{own, kAna, contact_of(own)->id, ContactId{77}}));
  EXPECT_EQ(view_of(before, kAna).conversations.size(), view_of(world.workspace, kAna).conversations.size());
}

/// Ana's conversation with the customer has left the workspace; the relay has looked it up.
class ContactsOfClosed : public Contacts {
 protected:
  static ClosedConversation closed() {
    return {ConversationId{900}, kSupport, kCustomer, kSupportNumber, kMorning, kMorning + minutes(5), kAna, 1, 3};
  }
  static SaveContact saving(Contact contact) {
    SaveContact command{ConversationId{900}, std::move(contact)};
    command.zone = LocalZone{};
    command.closed = closed();
    return command;
  }
  Decision save_closed(AgentId by, Contact contact) { return world.command(by, saving(std::move(contact))); }
};

TEST_F(ContactsOfClosed, AreSaidByWhoMayReadIt) {
  EXPECT_EQ(refusal_of(save_closed(kEve, mira())), RefusalKind::NotYours) << "not her queue";
  EXPECT_EQ(refusal_of(save(kAna, ConversationId{900}, mira())), RefusalKind::Ended) << "the relay has found none";
  EXPECT_EQ(refusal_of(save_closed(kAna, mira({kOtherCustomer}))), RefusalKind::BadValue)
      << "it is about somebody else";
  SaveContact of_another{ConversationId{901}, mira()};
  of_another.zone = LocalZone{};
  of_another.closed = closed();
  EXPECT_EQ(refusal_of(world.command(kAna, of_another)), RefusalKind::Ended);
  for (const AgentId by : {kAna, kBen, kSam}) {
    const Decision saved = decide(world.workspace, CommandInput{by, {"k"}, saving(mira())}, world.now);
    ASSERT_FALSE(saved.refusal);
    ASSERT_EQ(saved.entries.size(), 1u);
    EXPECT_EQ(std::get<ContactSaved>(saved.entries[0].body).contact.changed_by, by);
  }
}

TEST_F(ContactsOfClosed, AreToldToWhatGoesOnWithThem) {
  const ConversationId sales = world.inbound("hi", kCustomer, kSalesNumber);
  ASSERT_FALSE(save_closed(kAna, mira()).refusal);
  ASSERT_TRUE(contact_of(sales));
  EXPECT_EQ(contact_of(sales)->name, "Mira Lind");
}

TEST_F(ContactsOfClosed, AreNotSaidWhileItGoesOnWithSomebodyElse) {
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  SaveContact command{id, mira()};
  command.zone = LocalZone{};
  command.closed = closed();
  command.closed->conversation = id;
  EXPECT_EQ(refusal_of(world.command(kBen, command)), RefusalKind::NotYours);
  world.command(kAna, EndConversation{id});
  ASSERT_EQ(world.conversation(id).state, ConversationState::AfterCallWork);
  EXPECT_EQ(refusal_of(save(kEve, id, mira())), RefusalKind::NotYours);
  EXPECT_FALSE(save(kBen, id, mira()).refusal) << "it has ended, and is in his queue";
}

TEST_F(ContactsOfClosed, KeepTheirNumbersForWhoWorksWithMaskedOnes) {
  world.workspace.settings.masked_for = MaskedFor::Agents;
  const Decision saved = save_closed(kAna, mira({}));
  ASSERT_FALSE(saved.refusal);
  EXPECT_EQ(std::get<ContactSaved>(saved.entries[0].body).contact.numbers, std::vector<std::string>{kCustomer});
}

TEST_F(ContactsOfClosed, AreMergedAndToldApartLikewise) {
  Contact a = mira(), b = mira({kOtherCustomer});
  a.id = ContactId{71};
  b.id = ContactId{72};
  a.revision = b.revision = 1;
  MergeContacts merge{ConversationId{900}, b.id, a.id, 1, 1};
  merge.kept_contact = b;
  merge.gone_contact = a;
  merge.zone = LocalZone{};
  EXPECT_EQ(refusal_of(world.command(kAna, merge)), RefusalKind::Ended);
  merge.closed = closed();
  EXPECT_EQ(refusal_of(world.command(kEve, merge)), RefusalKind::NotYours);
  TellContactsApart apart{ConversationId{900}, b.id, true, closed(), a.id};
  EXPECT_EQ(refusal_of(world.command(kEve, apart)), RefusalKind::NotYours);
  const Decision told = world.command(kAna, apart);
  ASSERT_EQ(told.entries.size(), 1u);
  EXPECT_EQ(std::get<ContactsToldApart>(told.entries[0].body),
            (ContactsToldApart{ConversationId{900}, kAna, a.id, b.id}));
  apart.own = {};
  EXPECT_EQ(refusal_of(world.command(kAna, apart)), RefusalKind::NotNow) << "the number is nobody's";
  const Decision done = world.command(kAna, merge);
  ASSERT_FALSE(done.refusal);
  EXPECT_EQ(std::get<ContactsMerged>(done.entries[0].body).contact.numbers.size(), 2u);
}

TEST_F(Contacts, AWordStopsMessagesAndAnotherOneStartsThemAgain) {
  const ConversationId id = a_conversation().with_inbound("START").owned_by(kAna).in(world);
  EXPECT_EQ(consent_of(id).state, ConsentState::Unknown) << "from somebody who never stopped it is an answer";
  world.inbound("please stop by at five");
  EXPECT_EQ(consent_of(id).state, ConsentState::Unknown);
  world.inbound(" Stop. ");
  EXPECT_EQ(consent_of(id).state, ConsentState::OptedOut);
  EXPECT_EQ(consent_of(id).message, world.newest(id));
  EXPECT_EQ(consent_of(id).at, world.now);
  const MessageId evidence = world.newest(id);
  world.inbound("STOP");
  EXPECT_EQ(consent_of(id).message, evidence) << "the first word counts";
  world.inbound("START");
  EXPECT_EQ(consent_of(id).state, ConsentState::OptedIn);
  save(kAna, id, mira());
  EXPECT_EQ(consent_of(id).state, ConsentState::OptedIn) << "it is the number's, not the contact's";
}

TEST_F(Contacts, WhoHasStoppedMessagesIsSentNothingMore) {
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  const MessageId waits = world.send(kAna, id, "This waits while the carrier is away.");
  const ConversationId other = a_conversation().from(kOtherCustomer).with_inbound("hi").owned_by(kAna).in(world);
  const MessageId to_other = world.send(kAna, other, "And this is somebody else's.");
  world.inbound("STOP");
  const Message* stopped = nullptr;
  for (const Message& one : world.conversation(id).detail->messages)
    if (one.id == waits) stopped = &one;
  ASSERT_NE(stopped, nullptr);
  EXPECT_EQ(stopped->status, DeliveryStatus::Failed);
  EXPECT_EQ(stopped->error_code, kOptedOutCode);
  EXPECT_EQ(due_sends(world.workspace, world.now, 10), std::vector{to_other});
  const SendMessage more{id, "But wait", world.newest(id), false};
  EXPECT_EQ(refusal_of(world.command(kAna, more)), RefusalKind::CannotReply);
  SendMessage again = more;
  again.again_of = waits;
  EXPECT_EQ(refusal_of(world.command(kAna, again)), RefusalKind::CannotReply);
  world.inbound("START");
  world.send(kAna, id, "Welcome back");
}

TEST_F(Contacts, WhoHasStoppedMessagesIsOwedNoAnswer) {
  const ConversationId id = a_conversation().with_inbound("Where is it?").owned_by(kAna).in(world);
  const Instant asked_at = world.now;
  const auto owed_since = [&] { return world.conversation(id).answer_owed_since; };
  world.pass(minutes(1));
  world.inbound("HELP");
  EXPECT_EQ(owed_since(), asked_at) << "a word that asks for help is a message";
  world.inbound("STOP");
  EXPECT_EQ(owed_since(), Instant{}) << "nor what was owed before: nothing can be sent";
  EXPECT_EQ(view_of(world.workspace, kAna).find_conversation(id)->answer_owed_since, Instant{});
  world.inbound("And do not call either");
  EXPECT_EQ(owed_since(), Instant{});
  world.inbound("START");
  EXPECT_EQ(owed_since(), Instant{}) << "it came while they were opted out";
  world.pass(minutes(1));
  world.inbound("So, where is it?");
  EXPECT_EQ(owed_since(), world.now);
  world.send(kAna, id, "On its way");
  world.pass(minutes(1));
  world.inbound("YES");
  EXPECT_EQ(owed_since(), world.now) << "an ordinary answer";
}

TEST_F(Contacts, AnOptOutThatTheTablesOrTheCarrierTellOfEndsWhatIsOwedToo) {
  InboundMessage message{{"SM9"}, kCustomer, kSupportNumber, "back again", {}};
  message.record.consent.state = ConsentState::OptedOut;
  world.decide(message);
  EXPECT_EQ(world.workspace.find_open(kCustomer, kSupportNumber)->answer_owed_since, Instant{});

  const ConversationId read = world.inbound("hi", kOtherCustomer);
  CustomerRecord record = world.conversation(read).detail->record;
  record.consent.is_unreadable = true;
  world.decide(CustomerRead{read, record});
  EXPECT_EQ(world.conversation(read).answer_owed_since, world.now) << "a message is what has it read again";
  record.consent = {};
  record.consent.state = ConsentState::OptedOut;
  world.decide(CustomerRead{read, record});
  EXPECT_EQ(world.conversation(read).answer_owed_since, Instant{});

  const ConversationId blocked =
      a_conversation().from("+14155550001").with_inbound("hi").owned_by(kEve).to(kSalesNumber).in(world);
  const MessageId refused = world.send(kEve, blocked, "Hello");
  world.inbound("And?", "+14155550001", kSalesNumber);
  EXPECT_EQ(world.conversation(blocked).answer_owed_since, world.now);
  world.decide(SendStarted{refused});
  world.decide(SendFinished{refused, SendOutcome::Refused, {}, DeliveryStatus::Failed, std::string(kOptedOutCode), 0});
  EXPECT_EQ(world.conversation(blocked).answer_owed_since, Instant{});
}

TEST_F(Contacts, TheCarriersOwnListStopsMessagesToo) {
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  const MessageId refused = world.send(kAna, id, "Hello");
  world.decide(SendStarted{refused});
  world.decide(SendFinished{refused, SendOutcome::Refused, {}, DeliveryStatus::Failed, "30003", 0});
  EXPECT_EQ(consent_of(id).state, ConsentState::Unknown);
  const MessageId blocked = world.send(kAna, id, "Hello?");
  world.decide(SendStarted{blocked});
  world.decide(SendFinished{blocked, SendOutcome::Refused, {}, DeliveryStatus::Failed, "21610", 0});
  EXPECT_EQ(consent_of(id).state, ConsentState::OptedOut);
  EXPECT_EQ(consent_of(id).message, blocked);
  EXPECT_EQ(consent_of(id).word, "") << "nobody wrote one here";
  EXPECT_EQ(refusal_of(world.command(kAna, SendMessage{id, "Still there?", world.newest(id), false})),
            RefusalKind::CannotReply);
}

TEST_F(Contacts, WhatComesLateTakesNothingBackThatWasSaidAfterIt) {
  const ConversationId id = a_conversation().with_inbound("STOP").owned_by(kAna).in(world);
  world.now = world.now + hours(1);
  world.inbound("STOP");
  InboundMessage late{{"SM-late"}, kCustomer, kSupportNumber, "START", {}};
  late.sent_at = consent_of(id).at + -minutes(1);
  world.decide(late);
  EXPECT_EQ(consent_of(id).state, ConsentState::OptedOut);
  late.carrier_id = {"SM-later"};
  late.sent_at = consent_of(id).at + minutes(1);
  world.decide(late);
  EXPECT_EQ(consent_of(id).state, ConsentState::OptedIn);
}

TEST_F(Contacts, FarTooMuchIsRefusedBeforeAnythingIsDoneWithIt) {
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  Contact one = mira();
  one.labels.resize(10'000, "label");
  EXPECT_EQ(refusal_of(save(kAna, id, one)), RefusalKind::TooLong);
  one.labels.clear();
  one.note.assign(kContactNoteBytesMax, 'n');
  for (char c = 'a'; c < 'z'; ++c) one.fields.push_back({std::string(1, c), std::string(kContactFieldBytesMax, 'v')});
  EXPECT_EQ(refusal_of(save(kAna, id, one)), RefusalKind::BadValue) << "it stands in every open conversation";
}

TEST_F(Contacts, WhatWasKnownComesWithTheFirstMessage) {
  InboundMessage message{{"SM9"}, kCustomer, kSupportNumber, "back again", {}};
  message.record.contact = mira();
  message.record.contact->id = ContactId{900};
  message.record.consent.state = ConsentState::OptedOut;
  message.record.zone.name = "Europe/Berlin";
  const Decision opened = world.decide(message);
  const ConversationId id = std::get<ConversationOpened>(opened.entries[0].body).conversation;
  EXPECT_EQ(world.conversation(id).detail->record, message.record);
  EXPECT_EQ(refusal_of(world.command(kEve, SaveContact{id, mira()})), RefusalKind::NotYours);
}

TEST_F(Contacts, ConsentThatCannotBeReadAllowsNothingUntilItIsReadAgain) {
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  CustomerRecord record = world.conversation(id).detail->record;
  record.consent.is_unreadable = true;
  world.decide(CustomerRead{id, record});
  const SendMessage hello{id, "Hello", world.newest(id), false};
  EXPECT_EQ(refusal_of(world.command(kAna, hello)), RefusalKind::CannotReply);
  world.inbound("YES");
  EXPECT_TRUE(consent_of(id).is_unreadable) << "it may be an ordinary answer";
  EXPECT_TRUE(world.decide(CustomerRead{id, record}).entries.empty());
  record.consent = {};
  world.decide(CustomerRead{id, record});
  world.send(kAna, id, "Hello");
  record.consent.is_unreadable = true;
  world.decide(CustomerRead{id, record});
  world.inbound("STOP");
  EXPECT_EQ(consent_of(id).state, ConsentState::OptedOut);
  EXPECT_FALSE(consent_of(id).is_unreadable);
}

TEST_F(Contacts, AStartIsTakenWhereConsentCannotBeRead) {
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  CustomerRecord record = world.conversation(id).detail->record;
  record.consent.is_unreadable = true;
  world.decide(CustomerRead{id, record});
  world.inbound("Start.");
  EXPECT_EQ(consent_of(id).state, ConsentState::OptedIn);
  EXPECT_FALSE(consent_of(id).is_unreadable);
  EXPECT_EQ(consent_of(id).word, "START");
  EXPECT_EQ(consent_of(id).message, world.newest(id));
  world.send(kAna, id, "Welcome back");
}

}  // namespace
}  // namespace smsdesk::test
