// Who works with masked numbers, what their views and entries hold, and how one is shown: written down, to that agent alone.
// That no view and no entry ever tells one is a law (laws_test.cpp).
#include "core/workspace/masking.h"

#include <gtest/gtest.h>

#include "core/conversation/masked_address.h"
#include "core/workspace/visibility.h"
#include "core/workspace/workspace_json.h"
#include "tests/support/builders/world.h"

namespace smsdesk::test {
namespace {

Organisation masked_for(MaskedFor whom, bool has_reveal = true) {
  return an_organisation_with([&](Organisation& all) {
    OrganisationSettings settings;
    settings.masked_for = whom;
    settings.has_reveal = has_reveal;
    all.settings = {settings};
  });
}

std::string customer_in(const World& world, ConversationId id, AgentId viewer) {
  return view_of(world.workspace, viewer).find_conversation(id)->detail->customer;
}

TEST(Masking, IsByRole) {
  const auto of = [](MaskedFor whom) {
    OrganisationSettings settings;
    settings.masked_for = whom;
    return std::vector<bool>{has_masked_numbers(settings, AgentRole::Agent),
                             has_masked_numbers(settings, AgentRole::Supervisor),
                             has_masked_numbers(settings, AgentRole::Admin)};
  };
  EXPECT_EQ(of(MaskedFor::Nobody), (std::vector<bool>{false, false, false}));
  EXPECT_EQ(of(MaskedFor::Agents), (std::vector<bool>{true, false, false}));
  EXPECT_EQ(of(MaskedFor::AgentsAndSupervisors), (std::vector<bool>{true, true, false}));
}

TEST(Masking, TheOwnerWorksWithoutTheNumberAndTheSupervisorWithIt) {
  World world(masked_for(MaskedFor::Agents));
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).with_own("hello").in(world);
  EXPECT_EQ(customer_in(world, id, kAna), masked_address(kCustomer, id));
  EXPECT_EQ(customer_in(world, id, kSam), kCustomer);
  EXPECT_EQ(world.workspace.sends.begin()->second.to, kCustomer) << "the carrier gets the number";
  EXPECT_EQ(world.conversation(id).detail->customer, kCustomer);
}

TEST(Masking, ASendersNameIsSeen) {
  World world(masked_for(MaskedFor::AgentsAndSupervisors));
  const ConversationId id = world.inbound("your code", "ACME");
  EXPECT_EQ(customer_in(world, id, kSam), "ACME");
}

TEST(Masking, TheContactsNumbersAreMaskedInTheViewAndInWhatIsTold) {
  World world(masked_for(MaskedFor::Agents));
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  SaveContact save{id, {}};
  save.contact.name = "Mira Lind";
  save.contact.numbers = {kCustomer, kOtherCustomer};
  save.zone = LocalZone{};
  const Workspace before = world.workspace;
  const Decision saved = world.command(kSam, save);
  ASSERT_FALSE(saved.refusal);
  std::vector<LogEntry> told;
  Workspace now = before;
  for (const LogEntry& entry : saved.entries) {
    const Sight sight = sight_of(now, entry.body, kAna);
    ASSERT_TRUE(apply(now, entry).is_ok());
    ASSERT_TRUE(append_view_entries(now, entry, sight, kAna, told));
  }
  ASSERT_EQ(told.size(), 1u);
  const Contact& seen = *std::get<CustomerKnown>(told[0].body).record.contact;
  EXPECT_EQ(seen.name, "Mira Lind");
  ASSERT_EQ(seen.numbers.size(), 2u);
  for (const std::string& number : seen.numbers) EXPECT_TRUE(is_masked(number)) << number;
  EXPECT_TRUE(seen.has_number(masked_address(kCustomer, id)));
  const Workspace view = view_of(world.workspace, kAna);
  EXPECT_EQ(*view.find_conversation(id)->detail->record.contact, seen);
  EXPECT_TRUE(check_invariants(view).is_ok());
}

TEST(Masking, TheZoneOfANumberHasNoPlaceAndThatWhichSomebodyTypedHas) {
  World world(masked_for(MaskedFor::Agents));
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  const auto told = [&](const CustomerRecord& record) {
    const Workspace before = world.workspace;
    const Decision read = world.decide(CustomerRead{id, record});
    std::vector<LogEntry> entries;
    for (const LogEntry& entry : read.entries)
      EXPECT_TRUE(append_view_entries(world.workspace, entry, sight_of(before, entry.body, kAna), kAna, entries));
    EXPECT_EQ(entries.size(), 1u);
    const LocalZone seen = view_of(world.workspace, kAna).find_conversation(id)->detail->record.zone;
    if (!entries.empty()) {
      EXPECT_EQ(std::get<CustomerKnown>(entries[0].body).record.zone, seen);
    }
    return seen;
  };
  CustomerRecord record;
  record.zone = {"America/Los_Angeles", {{Instant{0}, -480}}, true};
  EXPECT_EQ(told(record), (LocalZone{"", {{Instant{0}, -480}}, true})) << "the clock stays";
  EXPECT_EQ(view_of(world.workspace, kSam).find_conversation(id)->detail->record.zone, record.zone);
  EXPECT_EQ(world.conversation(id).detail->record.zone, record.zone);
  record.zone = {"Europe/Berlin", {{Instant{0}, 60}}, false};
  EXPECT_EQ(told(record), record.zone) << "these are words that people wrote";
  record.zone = {"America/Los_Angeles", {{Instant{0}, -480}}, true};
  told(record);
  world.command(kAna, RevealNumber{id});
  EXPECT_EQ(view_of(world.workspace, kAna).find_conversation(id)->detail->record.zone, record.zone)
      << "with the number";
}

TEST(Masking, WhoIsShownANumberSeesItAndNobodyElse) {
  World world(masked_for(MaskedFor::Agents));
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  world.command(kAna, InviteGuest{id, kBen});
  const Workspace before = world.workspace;
  const Decision shown = world.command(kAna, RevealNumber{id});
  ASSERT_EQ(shown.entries.size(), 1u);
  EXPECT_EQ(shown.entries[0].by, kAna);
  EXPECT_EQ(std::get<NumberRevealed>(shown.entries[0].body), (NumberRevealed{id, kAna}));
  const std::vector<Reveal> expected{{kAna, world.now}};
  EXPECT_EQ(world.conversation(id).detail->reveals, expected);
  EXPECT_EQ(customer_in(world, id, kAna), kCustomer);
  EXPECT_EQ(customer_in(world, id, kBen), masked_address(kCustomer, id));
  std::vector<LogEntry> to_ana, to_ben;
  const EntryBody& body = shown.entries[0].body;
  ASSERT_TRUE(append_view_entries(world.workspace, shown.entries[0], sight_of(before, body, kAna), kAna, to_ana));
  ASSERT_TRUE(append_view_entries(world.workspace, shown.entries[0], sight_of(before, body, kBen), kBen, to_ben));
  ASSERT_EQ(to_ana.size(), 1u);
  EXPECT_EQ(std::get<ConversationShown>(to_ana[0].body).conversation.detail->customer, kCustomer);
  ASSERT_EQ(to_ben.size(), 1u);
  EXPECT_TRUE(std::holds_alternative<NumberRevealed>(to_ben[0].body)) << "colleagues see that she did";
  EXPECT_TRUE(world.command(kAna, RevealNumber{id}).entries.empty()) << "once";
}

TEST(Masking, IsShownOnlyToWhoReadsTheConversationAndWhereItIsAllowed) {
  World world(masked_for(MaskedFor::Agents));
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  EXPECT_EQ(refusal_of(world.command(kBen, RevealNumber{id})), RefusalKind::NotYours);
  EXPECT_EQ(refusal_of(world.command(kAna, RevealNumber{ConversationId{999}})), RefusalKind::Ended);
  EXPECT_TRUE(world.command(kSam, RevealNumber{id}).entries.empty()) << "a supervisor sees it anyway";
  world.decide(masked_for(MaskedFor::Agents, false));
  EXPECT_EQ(refusal_of(world.command(kAna, RevealNumber{id})), RefusalKind::NoRight);
}

TEST(Masking, OfAClosedConversationIsShownToWhoMayReadItAndWrittenDownEachTime) {
  World world(masked_for(MaskedFor::Agents));
  RevealNumber reveal{ConversationId{900}};
  EXPECT_EQ(refusal_of(world.command(kAna, reveal)), RefusalKind::Ended) << "the relay has found none";
  reveal.closed = {
      ConversationId{900}, kSupport, kCustomer, kSupportNumber, kMorning, kMorning + minutes(5), kAna, 1, 3};
  EXPECT_EQ(refusal_of(world.command(kEve, reveal)), RefusalKind::NotYours) << "not her queue";
  const Workspace before = world.workspace;
  for (int i = 0; i < 2; ++i) {
    const Decision shown = world.command(kAna, reveal);
    ASSERT_EQ(shown.entries.size(), 1u);
    EXPECT_EQ(std::get<NumberRevealed>(shown.entries[0].body), (NumberRevealed{ConversationId{900}, kAna}));
    for (const AgentId viewer : {kAna, kSam}) {
      std::vector<LogEntry> seen;
      ASSERT_TRUE(append_view_entries(world.workspace, shown.entries[0],
                                      sight_of(before, shown.entries[0].body, viewer), viewer, seen));
      EXPECT_TRUE(seen.empty()) << "no view has that conversation";
    }
  }
  EXPECT_TRUE(world.command(kSam, reveal).entries.empty()) << "a supervisor sees it anyway";
  world.decide(masked_for(MaskedFor::Agents, false));
  EXPECT_EQ(refusal_of(world.command(kAna, reveal)), RefusalKind::NoRight);
}

TEST(Masking, IsOverWithTheConversation) {
  World world(masked_for(MaskedFor::Agents));
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  world.command(kAna, RevealNumber{id});
  world.command(kAna, EndConversation{id});
  EXPECT_EQ(customer_in(world, id, kAna), kCustomer) << "until its wrap-up";
  world.command(kAna, CompleteWrapUp{id, kSolved, ""});
  const ConversationId next = a_conversation().with_inbound("again").owned_by(kAna).in(world);
  EXPECT_TRUE(is_masked(customer_in(world, next, kAna)));
}

TEST(Masking, AChangeOfItNeedsANewSnapshotForWhomItConcerns) {
  World world(masked_for(MaskedFor::Nobody));
  const Workspace before = world.workspace;
  const Decision changed = world.decide(masked_for(MaskedFor::Agents));
  ASSERT_EQ(changed.entries.size(), 1u);
  std::vector<LogEntry> seen;
  const auto follows = [&](AgentId viewer) {
    return append_view_entries(world.workspace, changed.entries[0], sight_of(before, changed.entries[0].body, viewer),
                               viewer, seen);
  };
  EXPECT_FALSE(follows(kAna));
  EXPECT_TRUE(follows(kSam));
}

TEST(Masking, WhoDoesNotSeeNumbersKeepsThem) {
  World world(masked_for(MaskedFor::Agents));
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  SaveContact save{id, {}};
  save.contact.name = "Mira Lind";
  save.contact.numbers = {"+15559999999", masked_address(kCustomer, id)};
  save.zone = LocalZone{};
  ASSERT_FALSE(world.command(kAna, save).refusal);
  Contact kept = *world.conversation(id).detail->record.contact;
  EXPECT_EQ(kept.numbers, std::vector<std::string>{kCustomer});
  SaveContact both{id, kept};
  both.contact.numbers = {kCustomer, kOtherCustomer};
  both.known = kept;
  both.zone = LocalZone{};
  ASSERT_FALSE(world.command(kSam, both).refusal);
  kept = *world.conversation(id).detail->record.contact;
  world.command(kAna, RevealNumber{id});
  SaveContact renamed{id, kept};
  renamed.contact.name = "Mira L.";
  renamed.contact.numbers = {kCustomer};
  renamed.known = kept;
  renamed.zone = LocalZone{};
  ASSERT_FALSE(world.command(kAna, renamed).refusal);
  EXPECT_EQ(world.conversation(id).detail->record.contact->numbers.size(), 2u) << "also where one was shown";
  EXPECT_EQ(world.conversation(id).detail->record.contact->name, "Mira L.");
}

TEST(Masking, ARefusalNamesNoNumber) {
  World world(masked_for(MaskedFor::Agents));
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  SaveContact save{id, {}};
  save.contact.name = "Mira Lind";
  save.zone = LocalZone{};
  Contact ben;
  ben.id = ContactId{77};
  ben.name = "Ben Sand";
  ben.numbers = {kCustomer};
  save.numbers = {{kCustomer, ben, {}}};
  const Decision refused = world.command(kAna, save);
  EXPECT_EQ(refusal_of(refused), RefusalKind::BadValue);
  EXPECT_EQ(refused.refusal->sentence.find("0199"), std::string::npos) << refused.refusal->sentence;
  EXPECT_NE(refused.refusal->sentence.find("Ben Sand"), std::string::npos);
}

}  // namespace
}  // namespace smsdesk::test
