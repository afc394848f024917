// Numbers that an agent may not see do not leave the relay: in no frame, however it is asked for; and who was shown one is in
// the audit.
#include "core/workspace/masking.h"
#include "core/conversation/masked_address.h"
#include "relay/service/finding.h"
#include "tests/relay/service/relay_fixture.h"

namespace smsdesk::relay::test {
namespace {

class MaskedNumbers : public RelayFixture {
 protected:
  MaskedNumbers() { mask_for_agents(true); }
  void mask_for_agents(bool has_reveal, MaskedFor whom = MaskedFor::Agents) {
    step({input::Configured{an_organisation_with([&](Organisation& all) {
      OrganisationSettings settings;
      settings.masked_for = whom;
      settings.has_reveal = has_reveal;
      all.settings = {settings};
    })}});
  }
  /// Of all frames to that socket in the last turn.
  bool tells_number(SocketId socket, const std::string& number = kCustomer) const {
    for (const auto& send : all<effect::SendFrame>())
      if (send.socket == socket && send.bytes->find(number.substr(number.size() - 7)) != std::string::npos) return true;
    return false;
  }
  const std::vector<ServiceEffect>& read(SocketId socket, RelayFrame answer) {
    return step({input::ArchiveRead{socket, std::move(answer)}});
  }
  static FoundConversation found(ConversationId id) {
    FoundConversation one;
    one.conversation = id;
    one.customer = kCustomer;
    one.our_number = kSupportNumber;
    return one;
  }
};

TEST_F(MaskedNumbers, ComeToNoAgentWithAConversation) {
  connect(7, kAna);
  step({command(7, SetOnQueue{true}, "q")});
  step({inbound("SM-own")});
  EXPECT_FALSE(tells_number(7));
  const OfferId offer = service_->workspace().offers.begin()->first;
  step({command(7, AnswerOffer{offer}, "a")});
  EXPECT_FALSE(tells_number(7));
  connect(8, kAna);
  EXPECT_FALSE(tells_number(8)) << "nor with a snapshot";
  connect(9, kSam);
  EXPECT_TRUE(tells_number(9));
}

TEST_F(MaskedNumbers, AreShownToWhoAsksAndThatIsInTheAudit) {
  const ConversationId id = own_conversation();
  step({command(7, RevealNumber{id}, "r")});
  EXPECT_TRUE(tells_number(7));
  const auto audit = store_.read_audit({}, 10);
  ASSERT_TRUE(audit);
  ASSERT_FALSE(audit->rows.empty());
  EXPECT_EQ(audit->rows[0].action, "number_revealed");
  EXPECT_EQ(audit->rows[0].by, kAna);
  EXPECT_EQ(audit->rows[0].item, std::to_string(id.value));
  EXPECT_EQ(audit->rows[0].name, kCustomer);
  connect(8, kAna);
  EXPECT_TRUE(tells_number(8)) << "her other page has it too";
  restart();
  EXPECT_TRUE(service_->workspace().find_conversation(id)->detail->is_revealed_to(kAna));
}

TEST_F(MaskedNumbers, OfAClosedConversationIsShownToThePageThatAsksAndThatIsInTheAudit) {
  const ConversationId id = own_conversation();
  step({command(7, EndConversation{id}, "e")});
  step({command(7, CompleteWrapUp{id, kSolved, ""}, "w")});
  ASSERT_EQ(service_->workspace().find_conversation(id), nullptr);
  const auto customer = [&](SocketId socket) {
    std::vector<CustomerFrame> all;
    for (const RelayFrame& one : told(socket))
      if (const auto* frame = std::get_if<CustomerFrame>(&one)) all.push_back(*frame);
    return all;
  };
  connect(8, kAna);
  for (const SocketId socket : {SocketId{7}, SocketId{8}}) {
    step({frame(socket, CustomerRequest{{"k"}, id})});
    ASSERT_EQ(customer(socket).size(), 1u);
    EXPECT_EQ(customer(socket)[0].number, "");
    EXPECT_FALSE(tells_number(socket));
  }
  step({command(7, RevealNumber{id}, "r")});
  ASSERT_EQ(customer(7).size(), 1u);
  EXPECT_EQ(customer(7)[0].key, SendKey{"k"});
  EXPECT_EQ(customer(7)[0].number, kCustomer);
  ASSERT_TRUE(std::holds_alternative<AnswerFrame>(told(7).back())) << "behind the number";
  EXPECT_FALSE(std::get<AnswerFrame>(told(7).back()).refusal);
  EXPECT_TRUE(customer(8).empty()) << "the other page has not asked";
  const auto audit = store_.read_audit({}, 10);
  ASSERT_TRUE(audit);
  ASSERT_FALSE(audit->rows.empty());
  EXPECT_EQ(audit->rows[0].action, "number_revealed");
  EXPECT_EQ(audit->rows[0].by, kAna);
  EXPECT_EQ(audit->rows[0].item, std::to_string(id.value));
  // What changes of the customer meanwhile comes with the numbers, too.
  connect(9, kSam);
  Contact mira;
  mira.name = "Mira Lind";
  mira.numbers = {kCustomer};
  step({command(9, SaveContact{id, mira}, "c")});
  ASSERT_EQ(customer(7).size(), 1u);
  EXPECT_EQ(customer(7)[0].record.contact->numbers, std::vector<std::string>{kCustomer});
  ASSERT_EQ(customer(8).size(), 1u);
  EXPECT_TRUE(is_masked(customer(8)[0].record.contact->numbers.at(0)));
  step({frame(7, CustomerRequest{{"k2"}, id})});
  ASSERT_EQ(customer(7).size(), 1u);
  EXPECT_EQ(customer(7)[0].number, "") << "who comes back to it asks again";
  EXPECT_FALSE(tells_number(7));
  restart();
}

TEST_F(MaskedNumbers, ANewRuleReachesWhoIsConnected) {
  mask_for_agents(true, MaskedFor::Nobody);
  own_conversation();
  step({inbound("SM-2")});
  connect(8, kAna);
  EXPECT_TRUE(tells_number(8));
  mask_for_agents(true);
  ASSERT_FALSE(told(7).empty());
  EXPECT_TRUE(std::holds_alternative<SnapshotFrame>(told(7)[0]));
  EXPECT_FALSE(tells_number(7));
  connect(9, kAna, Hello{kProtocolVersion, store_.epoch(), 1});
  EXPECT_FALSE(tells_number(9)) << "what was kept for a resume is of the time before";
}

TEST_F(MaskedNumbers, AreInNoAnswerOfTheArchive) {
  const ConversationId id = own_conversation();
  connect(9, kSam);
  const ConversationId closed{900};
  FoundFrame list;
  list.conversations = {found(closed), found(id)};
  read(7, list);
  EXPECT_FALSE(tells_number(7));
  const auto masked = std::get<FoundFrame>(told(7).at(0)).conversations;
  EXPECT_EQ(masked[0].customer, masked_address(kCustomer, closed));
  EXPECT_EQ(masked[1].customer, masked_address(kCustomer, id)) << "as in the view";
  read(9, list);
  EXPECT_TRUE(tells_number(9));
  FoundMessagesFrame messages;
  messages.conversations = {found(closed)};
  messages.messages.emplace_back();
  messages.messages[0].conversation = closed;
  messages.messages[0].is_note = true;
  messages.messages[0].text = "order 4711, call after 5";
  read(7, messages);
  EXPECT_FALSE(tells_number(7));
  const FoundMessage note = std::get<FoundMessagesFrame>(told(7).at(0)).messages.at(0);
  EXPECT_TRUE(note.is_note);
  EXPECT_EQ(note.text, "order 4711, call after 5") << "what a colleague wrote is left as it is";
  ContactsFrame contacts;
  contacts.contacts.emplace_back();
  contacts.contacts[0].id = ContactId{70};
  contacts.contacts[0].name = "Mira Lind";
  contacts.contacts[0].numbers = {kCustomer, kOtherCustomer};
  read(7, contacts);
  EXPECT_FALSE(tells_number(7));
  EXPECT_FALSE(tells_number(7, kOtherCustomer));
  ASSERT_EQ(told(7).size(), 1u);
  step({command(7, RevealNumber{id}, "r")});
  read(7, list);
  const auto shown = std::get<FoundFrame>(told(7).at(0)).conversations;
  EXPECT_TRUE(is_masked(shown[0].customer)) << "a closed one stays masked";
  EXPECT_EQ(shown[1].customer, kCustomer);
}

TEST_F(MaskedNumbers, AreInNoListOfReportedMessages) {
  const ConversationId id = own_conversation();
  ReportedFrame reported;
  reported.key = {"r"};
  reported.conversations.emplace_back();
  reported.conversations[0].conversation = id;
  reported.conversations[0].customer = kCustomer;
  read(7, reported);
  EXPECT_FALSE(tells_number(7));
  ASSERT_EQ(told(7).size(), 1u);
  EXPECT_TRUE(is_masked(std::get<ReportedFrame>(told(7)[0]).conversations.at(0).customer));
}

TEST_F(MaskedNumbers, AreFoundByWholeNumbersOnly) {
  own_conversation();
  connect(9, kSam);
  step({frame(7, FindRequest{{"f"}, "0199", false, {}, {}, 20}), frame(7, ContactsRequest{{"c"}, "0199"})});
  EXPECT_EQ(all<effect::FindClosed>().at(0).query.numbers, store::NumberMatch::Whole);
  EXPECT_EQ(all<effect::FindContacts>().at(0).numbers, store::NumberMatch::Whole);
  step({frame(9, FindRequest{{"f"}, "0199", false, {}, {}, 20}), frame(9, ContactsRequest{{"c"}, "0199"})});
  EXPECT_EQ(all<effect::FindClosed>().at(0).query.numbers, store::NumberMatch::AnyPart);
  EXPECT_EQ(all<effect::FindContacts>().at(0).numbers, store::NumberMatch::AnyPart);
}

TEST_F(MaskedNumbers, AContactKeepsThemWhoeverSavesIt) {
  const ConversationId id = own_conversation();
  Contact mira;
  mira.name = "Mira Lind";
  step({command(7, SaveContact{id, mira}, "c")});
  EXPECT_FALSE(tells_number(7));
  const Contact saved = *service_->workspace().find_conversation(id)->detail->record.contact;
  EXPECT_EQ(saved.numbers, std::vector<std::string>{kCustomer});
  connect(9, kSam);
  Contact both = saved;
  both.numbers = {kCustomer, kOtherCustomer};
  step({command(9, SaveContact{id, both}, "c2")});
  Contact renamed = *service_->workspace().find_conversation(id)->detail->record.contact;
  renamed.name = "Mira L.";
  renamed.numbers = {"masked:1.0:99"};
  step({command(7, SaveContact{id, renamed}, "c3")});
  const Contact last = *service_->workspace().find_conversation(id)->detail->record.contact;
  EXPECT_EQ(last.name, "Mira L.");
  EXPECT_EQ(last.numbers, (std::vector<std::string>{kOtherCustomer, kCustomer}));
}

TEST_F(MaskedNumbers, StandInATranscriptOnlyForWhoMaySeeThem) {
  const ConversationId id = own_conversation();
  TranscriptTaken taken;
  taken.conversation = id;
  taken.format = "txt";
  step({input::TranscriptAsked{1, kAna, taken}});
  EXPECT_TRUE(all<effect::ReadTranscript>().at(0).is_masked);
  step({input::TranscriptAsked{2, kSam, taken}});
  EXPECT_FALSE(all<effect::ReadTranscript>().at(0).is_masked);
  step({command(7, RevealNumber{id}, "r"), input::TranscriptAsked{3, kAna, taken}});
  EXPECT_FALSE(all<effect::ReadTranscript>().at(0).is_masked);
}

}  // namespace
}  // namespace smsdesk::relay::test
