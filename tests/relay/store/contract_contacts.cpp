// Contacts and consent, in every implementation.
#include "tests/relay/store/contract.h"

namespace smsdesk::store {
namespace {

TEST_P(StoreContract, ReadsWhatCustomersWroteShortlyInTheOrderOfTheLog) {
  PutMessage long_one = a_message(3, 1, "SM3"), ours = a_message(4, 1, "SM4"), other = a_message(5, 2, "SM5");
  long_one.text = std::string(257, 'x');
  ours.is_inbound = false;
  other.text = "é";
  ASSERT_TRUE(is_committed(append_archive(
      {a_conversation(1), a_conversation(2, "+14155550198"), a_message(2, 1, "SM2"), long_one, ours, other})));
  auto found = store().read_consent_signs({}, 256, "21610", 10);
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 2u);
  EXPECT_EQ((*found)[0].message, MessageId{2});
  EXPECT_EQ((*found)[0].customer, kCustomer);
  EXPECT_EQ((*found)[0].our_number, kOurNumber);
  EXPECT_EQ((*found)[0].text, "text 2");
  EXPECT_EQ((*found)[0].at, (Instant{9002}));
  EXPECT_EQ((*found)[1].customer, "+14155550198");
  EXPECT_EQ(store().read_consent_signs({}, 256, "21610", 1)->size(), 1u);
  EXPECT_EQ(store().read_consent_signs({2}, 256, "21610", 10)->size(), 1u);
  EXPECT_EQ(store().read_consent_signs({2}, 1, "21610", 10)->size(), 0u) << "its letter has two bytes";
  EXPECT_TRUE(store().read_consent_signs({~0ull}, 256, "21610", 10)->empty());
  EXPECT_FALSE(store().read_consent_signs({}, 256, "21610", kPageMax + 1));
}

TEST_P(StoreContract, ReadsWhichOfOursTheCarrierRefusedForWantOfConsent) {
  PutMessage refused = a_message(2, 1, "SM2"), failed = a_message(3, 1, "SM3");
  refused.is_inbound = failed.is_inbound = false;
  refused.text = std::string(257, 'x');
  ASSERT_TRUE(is_committed(append_archive({a_conversation(1), refused, failed, a_message(4, 1, "SM4")})));
  ASSERT_TRUE(is_committed(append_archive(
      {SetMessageStatus{{2}, {9500}, "failed", "", "21610"}, SetMessageStatus{{3}, {9500}, "failed", "", "30003"}})));
  const auto found = store().read_consent_signs({}, 256, "21610", 10);
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 2u);
  EXPECT_EQ((*found)[0].message, MessageId{2});
  EXPECT_FALSE((*found)[0].is_inbound);
  EXPECT_EQ((*found)[0].text, "");
  EXPECT_EQ((*found)[0].at, (Instant{9500})) << "when it was refused";
  EXPECT_TRUE((*found)[1].is_inbound);
}

PutContact contact(std::uint64_t id, const std::string& name, std::vector<std::string> numbers) {
  std::string words = name;
  for (const std::string& one : numbers) words += " " + one;
  return {{id}, name, words, "{\"name\":\"" + name + "\"}", std::move(numbers)};
}
const std::string kMira = R"({"name":"mira"})", kBen = R"({"name":"ben"})";

TEST_P(StoreContract, FindsAContactByIdNumberAndWords) {
  ASSERT_TRUE(
      is_committed(append_archive({contact(70, "mira", {"+4930111", "+4930112"}), contact(71, "ben", {"+4930113"})})));
  EXPECT_EQ(*store().find_contact({70}), kMira);
  EXPECT_EQ(*store().find_contact_of("+4930112"), kMira);
  EXPECT_EQ(*store().find_contact_of("+4930113"), kBen);
  EXPECT_FALSE(store().find_contact_of("+4930114")->has_value());
  EXPECT_FALSE(store().find_contact({72})->has_value());
  EXPECT_EQ(*store().find_contacts({"4930"}, 10), (std::vector{kBen, kMira}));
  EXPECT_EQ(*store().find_contacts({"4930", "mir"}, 10), std::vector{kMira});
  EXPECT_EQ(store().find_contacts({"4930"}, 1)->size(), 1u);
  EXPECT_TRUE(store().find_contacts({}, 10)->empty());
  EXPECT_FALSE(store().find_contacts({"x"}, 0));
}

// Any stretch of the log up to the head may be told again.
TEST_P(StoreContract, AMergedContactIsGoneAndItsNumbersAreTheOthers) {
  const std::vector<ArchiveOp> all{contact(70, "mira", {"+4930111"}), contact(71, "ben", {"+4930113"}),
                                   RemoveContact{{71}, {70}}, contact(70, "mira", {"+4930111", "+4930113"})};
  for (int time = 0; time < 2; ++time) {
    ASSERT_TRUE(is_committed(append_archive(all)));
    EXPECT_EQ(*store().find_contact_of("+4930113"), kMira);
    EXPECT_FALSE(store().find_contact({71})->has_value());
    EXPECT_EQ(*store().find_contacts({"4930"}, 10), std::vector{kMira});
  }
}

TEST_P(StoreContract, ANumberThatIsTakenOutIsNobodysAgain) {
  ASSERT_TRUE(is_committed(append_archive({contact(70, "mira", {"+4930111", "+4930112"})})));
  ASSERT_TRUE(is_committed(append_archive({contact(70, "mira", {"+4930112"})})));
  EXPECT_FALSE(store().find_contact_of("+4930111")->has_value());
}

PutContact keyed(std::uint64_t id, const std::string& name, std::vector<std::string> keys) {
  PutContact one = contact(id, name, {"+49301" + std::to_string(id)});
  one.keys = std::move(keys);
  return one;
}

TEST_P(StoreContract, FindsContactsByTheKeysThatTheyHaveNow) {
  ASSERT_TRUE(is_committed(
      append_archive({keyed(70, "mira", {"e1", "f2", "f2"}), keyed(71, "ben", {"e1"}), keyed(72, "eve", {"f2"})})));
  EXPECT_EQ(*store().find_contacts_by_key("e1", {99}, 10), (std::vector{kMira, kBen}));
  EXPECT_EQ(*store().find_contacts_by_key("e1", {70}, 10), std::vector{kBen});
  EXPECT_EQ(store().find_contacts_by_key("e1", {99}, 1)->size(), 1u);
  EXPECT_TRUE(store().find_contacts_by_key("e", {99}, 10)->empty());
  EXPECT_FALSE(store().find_contacts_by_key("e1", {99}, 0));
  ASSERT_TRUE(is_committed(append_archive({keyed(71, "ben", {"e3"})})));
  EXPECT_TRUE(store().find_contacts_by_key("e1", {70}, 10)->empty());
  EXPECT_EQ(*store().find_contacts_by_key("e3", {70}, 10), std::vector{kBen});
  ASSERT_TRUE(is_committed(append_archive({RemoveContact{{70}, {72}}, keyed(72, "eve", {"f2"})})));
  EXPECT_TRUE(store().find_contacts_by_key("e1", {99}, 10)->empty());
  EXPECT_EQ(store().find_contacts_by_key("f2", {99}, 10)->size(), 1u);
}

TEST_P(StoreContract, WhoWasToldApartStaysSoAlsoAsAPartOfAnother) {
  using Ids = std::vector<ContactId>;
  const Ids all{{70}, {71}, {72}, {73}};
  const std::vector<ArchiveOp> told{keyed(70, "mira", {}),        keyed(71, "ben", {}),
                                    keyed(72, "eve", {}),         keyed(73, "sam", {}),
                                    PutContactsApart{{71}, {70}}, PutContactsApart{{70}, {71}},
                                    PutContactsApart{{71}, {72}}, PutContactsApart{{70}, {70}}};
  for (int time = 0; time < 2; ++time) {
    ASSERT_TRUE(is_committed(append_archive(told)));
    EXPECT_EQ(*store().find_contacts_apart({70}, all), (Ids{{71}}));
    EXPECT_EQ(*store().find_contacts_apart({71}, all), (Ids{{70}, {72}}));
    EXPECT_TRUE(store().find_contacts_apart({73}, all)->empty());
    EXPECT_TRUE(store().find_contacts_apart({70}, {})->empty());
  }
  // Ben becomes a part of Sam, who is neither of the others then.
  ASSERT_TRUE(is_committed(append_archive({RemoveContact{{71}, {73}}})));
  EXPECT_EQ(*store().find_contacts_apart({73}, all), (Ids{{70}, {72}}));
  EXPECT_EQ(*store().find_contacts_apart({70}, all), (Ids{{73}}));
  // Merging takes back that the two are apart.
  ASSERT_TRUE(is_committed(append_archive({RemoveContact{{70}, {73}}})));
  EXPECT_EQ(*store().find_contacts_apart({73}, all), (Ids{{72}}));
  // What a refused batch said was never said.
  EXPECT_FALSE(append_archive({PutContactsApart{{72}, {74}}, a_message(8, 99)}));
  EXPECT_TRUE(store().find_contacts_apart({72}, {{74}})->empty());
}

TEST_P(StoreContract, KeepsTheLastWordOnConsentOfANumberToANumber) {
  const PutConsent stop{"+4930111", "+1500", "opted_out", {5}, {9}, "STOP"};
  ASSERT_TRUE(is_committed(append_archive({stop})));
  EXPECT_EQ((*store().find_consent("+4930111", "+1500"))->word, "STOP");
  EXPECT_FALSE(store().find_consent("+4930111", "+1501")->has_value());
  ASSERT_TRUE(is_committed(append_archive({PutConsent{"+4930111", "+1500", "opted_in", {6}, {10}, "START"}})));
  const auto last = store().find_consent("+4930111", "+1500");
  ASSERT_TRUE(last && *last);
  EXPECT_EQ((*last)->state, "opted_in");
  EXPECT_EQ((*last)->at, Instant{6});
  EXPECT_EQ((*last)->message, MessageId{10});
}

TEST_P(StoreContract, WhatARefusedBatchSaidOfContactsWasNeverSaid) {
  ASSERT_TRUE(
      is_committed(append_archive({a_conversation(1), a_message(7, 1, "M7"), contact(70, "mira", {"+4930111"})})));
  EXPECT_FALSE(append_archive({contact(71, "ben", {"+4930111"}), RemoveContact{{70}, {71}},
                               PutConsent{"+4930111", "+1500", "opted_out", {5}, {9}, "STOP"}, a_message(8, 1, "M7")}));
  EXPECT_EQ(*store().find_contact_of("+4930111"), kMira);
  EXPECT_FALSE(store().find_contact({71})->has_value());
  EXPECT_FALSE(store().find_consent("+4930111", "+1500")->has_value());
}

TEST_P(StoreContract, FindsClosedConversationsByTheContactsWordsAndOfCertainNumbersOnly) {
  const auto closed = [](std::uint64_t id, const std::string& customer) -> std::vector<ArchiveOp> {
    return {a_conversation(id, customer),
            SetConversationEnded{{id}, {static_cast<std::int64_t>(id)}, {41}, "Done", "", 1}};
  };
  std::vector<ArchiveOp> all = closed(1, "+4930111");
  for (const ArchiveOp& one : closed(2, "+4930113")) all.push_back(one);
  all.push_back(contact(70, "mira", {"+4930111"}));
  ASSERT_TRUE(is_committed(append_archive(all)));
  ClosedQuery query;
  query.sees_everything = true;
  query.words = {{"Mira", {}, {}}};
  auto page = store().find_closed(query, 10);
  ASSERT_TRUE(page) << page.error().sentence;
  ASSERT_EQ(page->conversations.size(), 1u);
  EXPECT_EQ(page->conversations[0].conversation, ConversationId{1});
  query.words.clear();
  query.customers = {"+4930113"};
  page = store().find_closed(query, 10);
  ASSERT_EQ(page->conversations.size(), 1u);
  EXPECT_EQ(page->conversations[0].conversation, ConversationId{2});
  query.customers = {"+4930113", "+4930111"};
  EXPECT_EQ(store().find_closed(query, 10)->conversations.size(), 2u);
}

// By parts of a number, digit by digit, it could be found out.
TEST_P(StoreContract, WhoMayNotSeeNumbersFindsThemAsAWholeOnly) {
  PutContact mira = contact(70, "mira", {"+4930111"});
  mira.words = std::string("mira 4711") + kNumbersBegin + " +4930111";
  ASSERT_TRUE(is_committed(
      append_archive({a_conversation(1, "+4930111"), SetConversationEnded{{1}, {5}, {41}, "Done", "", 1}, mira})));
  const auto found = [&](const std::string& word) {
    ClosedQuery query;
    query.sees_everything = true;
    query.numbers = NumberMatch::Whole;
    query.words = {{word, {}, {}}};
    const auto page = store().find_closed(query, 10);
    const auto contacts = store().find_contacts({word}, 10, NumberMatch::Whole);
    EXPECT_TRUE(page) << page.error().sentence;
    EXPECT_TRUE(contacts) << contacts.error().sentence;
    EXPECT_EQ(page->conversations.size(), contacts->size()) << word;
    return contacts->size();
  };
  for (const char* word : {"mira", "4711", "+4930111", "4930111"}) EXPECT_EQ(found(word), 1u) << word;
  for (const char* word : {"493011", "30111", "0", "+", "\x1F", "+4930112"}) EXPECT_EQ(found(word), 0u) << word;
  EXPECT_EQ(store().find_contacts({"30111"}, 10)->size(), 1u) << "who may see them finds them by any part";
}

}  // namespace
}  // namespace smsdesk::store
