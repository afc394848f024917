// Where a customer's message goes: the rules of our number, in their order.
#include <gtest/gtest.h>

#include "tests/support/builders/world.h"

namespace smsdesk::test {
namespace {

constexpr ContactListId kVips{81};
constexpr const char* kSpanish = "Hola, necesito ayuda con mi pedido por favor";

/// Support's number with these rules; Sales takes what they lead to it.
World a_world(std::vector<NumberRule> rules) {
  Organisation all = an_organisation();
  all.skills = {{kGerman, "German"}, {kBilling, "Billing"}};
  all.contact_lists = {{kVips, "VIPs", {kCustomer}}};
  all.queues[0].priority = 3;
  all.queues[0].skills = {kBilling};
  all.queues[1].priority = 10;
  all.numbers[0].rules = std::move(rules);
  return World(all);
}

NumberRule keyword(std::vector<std::string> words, QueueId queue = kSales, int priority = 0) {
  return {NumberRule::Kind::Keyword, std::move(words), {}, queue, {}, priority};
}

TEST(NumberRules, WithoutOneThatFitsTheNumbersOwnQueueTakesIt) {
  World world = a_world({keyword({"sales"})});
  const Conversation& c = world.conversation(world.inbound("Where is my order"));
  EXPECT_EQ(c.queue, kSupport);
  EXPECT_EQ(c.demand.rule, "");
  EXPECT_EQ(c.demand.priority, 3);
  EXPECT_EQ(c.demand.skills, std::vector{kBilling});
}

TEST(NumberRules, AKeywordIsTheFirstWordInAnyCaseAndWithoutWhatIsAroundIt) {
  unsigned customer = 0;
  World world = a_world({keyword({"Sales", "buy"})});
  const auto queue_for = [&](const char* text) {
    return world.conversation(world.inbound(text, "+1415555" + std::to_string(1000 + customer++))).queue;
  };
  for (const char* text : {"sales", "SALES please", "  «Sales»!", "\nbuy, now", "Buy", "“buy”…", "—sales"}) {
    EXPECT_EQ(queue_for(text), kSales) << text;
  }
  for (const char* text : {"", "!?", "presales", "salesman", "I want sales", "sal es"}) {
    EXPECT_EQ(queue_for(text), kSupport) << text;
  }
}

TEST(NumberRules, AnEmptyFirstWordIsNoKeywordEvenOfAnEmptyWord) {
  World world = a_world({keyword({""})});
  EXPECT_EQ(world.conversation(world.inbound("?!")).queue, kSupport);
}

TEST(NumberRules, SayWhyAndAddTheirPriorityAndSkills) {
  NumberRule rule = keyword({"rechnung"}, kSupport, 20);
  rule.skills = {kGerman};
  World world = a_world({rule});
  const Demand& demand = world.conversation(world.inbound("Rechnung 17")).demand;
  EXPECT_EQ(demand.rule, "Keyword RECHNUNG");
  EXPECT_EQ(demand.priority, 23);
  EXPECT_EQ(demand.skills, (std::vector{kGerman, kBilling})) << "the queue's and the rule's, sorted";
}

TEST(NumberRules, AContactListIsOfExactNumbers) {
  World world = a_world({{NumberRule::Kind::ContactList, {}, kVips, kSales, {}, 5}});
  const Conversation& vip = world.conversation(world.inbound("hi", kCustomer));
  EXPECT_EQ(vip.queue, kSales);
  EXPECT_EQ(vip.demand.rule, "Contact list VIPs");
  EXPECT_EQ(vip.demand.priority, 15);
  EXPECT_EQ(world.conversation(world.inbound("hi", kOtherCustomer)).queue, kSupport);
}

TEST(NumberRules, ALanguageIsGuessedFromTheText) {
  World world = a_world({{NumberRule::Kind::Language, {"es", "pt"}, {}, kSales, {}, 0}});
  const Conversation& spanish = world.conversation(world.inbound(kSpanish));
  EXPECT_EQ(spanish.queue, kSales);
  EXPECT_EQ(spanish.demand.language, "es");
  EXPECT_EQ(spanish.demand.rule, "Language es");
  const Conversation& unclear = world.conversation(world.inbound("ok", kOtherCustomer));
  EXPECT_EQ(unclear.queue, kSupport);
  EXPECT_EQ(unclear.demand.language, "");
}

TEST(NumberRules, TheFirstThatFitsWins) {
  World world = a_world({{NumberRule::Kind::Language, {"es"}, {}, kSupport, {kGerman}, 1}, keyword({"hola", "buy"})});
  EXPECT_EQ(world.conversation(world.inbound(kSpanish)).demand.rule, "Language es");
  EXPECT_EQ(world.conversation(world.inbound("buy", kOtherCustomer)).demand.rule, "Keyword BUY");
}

TEST(NumberRules, AskOnlyOnceTheConversationBegins) {
  World world = a_world({keyword({"sales"})});
  const ConversationId id = world.inbound("hi");
  EXPECT_EQ(world.inbound("sales"), id);
  EXPECT_EQ(world.conversation(id).queue, kSupport);
}

TEST(NumberRules, AreToldInTheOffer) {
  World world = a_world({keyword({"sales"})});
  world.on_queue(kEve);
  const ConversationId id = world.inbound("sales, please");
  world.make_offers();
  EXPECT_EQ(world.offer_of(id).trace.rule, "Keyword SALES");
}

}  // namespace
}  // namespace smsdesk::test
