#include "core/workspace/configured.h"

#include <gtest/gtest.h>

#include "tests/support/builders/world.h"

namespace smsdesk::test {
namespace {

TEST(ConfiguredItem, HasWhatStoodThereBefore) {
  const World world(a_rich_organisation());
  Queue changed = world.workspace.queues.at(kSupport);
  changed.priority = 7;
  const auto item = configured_item(world.workspace, QueueConfigured{changed});
  ASSERT_TRUE(item);
  EXPECT_EQ(item->id, "1");
  EXPECT_EQ(item->name, "Support");
  EXPECT_EQ(item->before, EntryBody(QueueConfigured{world.workspace.queues.at(kSupport)}));
  EXPECT_EQ(item->after, EntryBody(QueueConfigured{changed}));
  EXPECT_FALSE(configured_item(world.workspace, SkillConfigured{{SkillId{999}, "New"}})->before);
  const auto gone = configured_item(world.workspace, ItemRemoved{ItemKind::Label, kVip.value});
  EXPECT_EQ(gone->name, "VIP");
  EXPECT_TRUE(gone->before);
  EXPECT_FALSE(gone->after);
}

TEST(ConfiguredItem, OfARemovedAgentOrQueueIsNew) {
  World world;
  Organisation without = an_organisation();
  without.agents.erase(without.agents.begin());
  world.decide(without);
  EXPECT_FALSE(configured_item(world.workspace, an_organisation().agents[0])->before);
}

TEST(ConfiguredItem, LeavesOutOffsetsAndNumbersThatBothHave) {
  const World world(a_rich_organisation());
  Schedule schedule = world.workspace.schedules.begin()->second;
  schedule.offsets = {{Instant{5}, 60}};
  const auto same = configured_item(world.workspace, ScheduleConfigured{schedule});
  EXPECT_EQ(same->before, same->after);
  ContactList list = world.workspace.contact_lists.begin()->second;
  list.numbers.push_back("+14155551002");
  const auto more = configured_item(world.workspace, ContactListConfigured{list});
  EXPECT_TRUE(std::get<ContactListConfigured>(*more->before).list.numbers.empty());
  EXPECT_EQ(std::get<ContactListConfigured>(*more->after).list.numbers, (std::vector<std::string>{"+14155551002"}));
}

TEST(ConfiguredItem, OfAPasswordIsWhoseAndNothingElse) {
  const World world;
  const auto item = configured_item(world.workspace, AgentPasswordSet{kAna});
  ASSERT_TRUE(item);
  EXPECT_EQ(item->id, std::to_string(kAna.value));
  EXPECT_EQ(item->name, world.agent(kAna).name);
  EXPECT_FALSE(item->before || item->after);
  EXPECT_FALSE(configured_item(world.workspace, AgentPasswordSet{AgentId{999}}));
}

TEST(ConfiguredItem, IsNoneOfOtherEntries) {
  const World world;
  EXPECT_FALSE(configured_item(world.workspace, PresenceChanged{kAna}));
  EXPECT_FALSE(configured_item(world.workspace, AgentRemoved{AgentId{999}}));
}

TEST(RemovedBetween, NamesWhatIsNotThereAnyMore) {
  const Organisation before = a_rich_organisation();
  Organisation after = before;
  after.agents.pop_back();
  after.numbers.clear();
  after.labels.clear();
  const OrganisationItems removed = removed_between(before, after);
  EXPECT_EQ(removed.agents, (std::vector<AgentId>{kAda}));
  EXPECT_TRUE(removed.queues.empty());
  EXPECT_EQ(removed.numbers.size(), 2u);
  EXPECT_EQ(removed.others.size(), 2u);
  Organisation put = before;
  std::uint64_t last_id = 1000;
  put_items(put, after, removed, last_id);
  EXPECT_EQ(put, after);
}

TEST(PutItems, KeepsALoginThatIsNotSaid) {
  Organisation organisation = an_organisation(), change;
  change.agents = {{kAna, "", "Ana Maria", AgentRole::Agent, 2, {kSupport}}};
  std::uint64_t last_id = 1000;
  put_items(organisation, change, {}, last_id);
  EXPECT_EQ(organisation.agents[0].login, "ana");
  EXPECT_EQ(organisation.agents[0].name, "Ana Maria");
}

}  // namespace
}  // namespace smsdesk::test
