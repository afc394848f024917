// Every sentence that check_organisation() has: where it is, and what would be right.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "tests/support/builders/world.h"

namespace smsdesk::test {
namespace {

struct Case {
  const char* says;  ///< "where: sentence"
  std::function<void(Organisation&)> change;
};

std::vector<std::string> problems_of(const Organisation& organisation) {
  std::vector<std::string> all;
  for (const Problem& problem : check_organisation(organisation))
    all.push_back(problem.where + ": " + problem.sentence);
  return all;
}

/// Each change of the rich organisation leads to exactly that one problem.
void expect_said(const std::vector<Case>& cases) {
  for (const Case& one : cases) {
    Organisation organisation = a_rich_organisation();
    one.change(organisation);
    EXPECT_EQ(problems_of(organisation), std::vector<std::string>{one.says});
  }
}

Queue& support(Organisation& all) {
  return all.queues[0];
}
std::vector<Ring> rings(std::size_t count) {
  std::vector<Ring> all;
  for (std::size_t i = 0; i < count; ++i) all.push_back({seconds(10 * (static_cast<int>(i) + 1)), {kBackOffice}, {}});
  return all;
}

TEST(CheckOrganisation, HasNothingToSayOfAGoodOne) {
  EXPECT_TRUE(problems_of(an_organisation()).empty());
  EXPECT_TRUE(problems_of(a_rich_organisation()).empty());
  EXPECT_TRUE(problems_of(Organisation{}).empty());
}

TEST(CheckOrganisation, SaysEverythingThatIsWrongInTheOrderOfTheDocument) {
  Organisation all = a_rich_organisation();
  all.labels[0].weight = 0;
  all.queues[1].priority = 101;
  all.agents[0].capacity = 26;
  EXPECT_EQ(problems_of(all), (std::vector<std::string>{"Label VIP: weight: must be 1 to 25 units.",
                                                        "Queue Sales: priority: must be -100 to 100.",
                                                        "Agent Ana Lopez: capacity: must be 1 to 25 conversations."}));
}

TEST(CheckOrganisation, EverythingHasAnIdAndANameOfItsOwn) {
  expect_said({
      {"Skill French: has no id.",
       [](Organisation& o) {
         o.skills.push_back({{}, "French"});
       }},
      {"Skill French: the id 31 is used twice.",
       [](Organisation& o) {
         o.skills.push_back({kGerman, "French"});
       }},
      {"Skill 39: needs a name.",
       [](Organisation& o) {
         o.skills.push_back({SkillId{39}, ""});
       }},
      {"Skill German: another one has this name.",
       [](Organisation& o) {
         o.skills.push_back({SkillId{39}, "German"});
       }},
      {"Skill \xFF: has a name that is too long.",
       [](Organisation& o) {
         o.skills.push_back({SkillId{39}, "\xFF"});
       }},
  });
  Organisation all = a_rich_organisation();
  all.skills.push_back({SkillId{39}, std::string(101, 'x')});
  EXPECT_EQ(problems_of(all).size(), 1u);
  all.skills.back().name.pop_back();
  EXPECT_TRUE(problems_of(all).empty());
}

TEST(CheckOrganisation, PeopleAndStatusesMayShareANameOthersMayNot) {
  Organisation all = a_rich_organisation();
  all.agents[1].name = all.agents[0].name;
  all.sub_statuses.push_back({SubStatusId{62}, Presence::Busy, "Coaching"});
  EXPECT_TRUE(problems_of(all).empty());
  expect_said({
      {"Queue Support: another one has this name.", [](Organisation& o) { o.queues[1].name = "Support"; }},
      {"Wrap-up code Solved: another one has this name.", [](Organisation& o) { o.wrap_up_codes[1].name = "Solved"; }},
      {"Group Back office: another one has this name.",
       [](Organisation& o) {
         o.groups.push_back({GroupId{49}, "Back office", {}});
       }},
      {"Label VIP: another one has this name.", [](Organisation& o) { o.labels[1].name = "VIP"; }},
      {"Contact list VIPs: another one has this name.",
       [](Organisation& o) {
         o.contact_lists.push_back({ContactListId{89}, "VIPs", {}});
       }},
      {"Schedule Office: another one has this name.",
       [](Organisation& o) {
         o.schedules.push_back({ScheduleId{79}, "Office", "", {}, {}, {}});
       }},
  });
}

TEST(CheckOrganisation, LabelsWeighAndLimitWithinCapacity) {
  expect_said({
      {"Label VIP: weight: must be 1 to 25 units.", [](Organisation& o) { o.labels[0].weight = 26; }},
      {"Label VIP: limit: must be 0 to 25 conversations.", [](Organisation& o) { o.labels[0].limit = 26; }},
  });
}

TEST(CheckOrganisation, SchedulesAreOfADayAndInOrder) {
  constexpr const char* kSpan = "a span must begin before it ends, within one day. Overnight hours are two spans.";
  const std::string hours = std::string("Schedule Office: hours: ") + kSpan;
  const std::string holiday = std::string("Schedule Office: holiday 2026-12-24: ") + kSpan;
  expect_said({
      {hours.c_str(),
       [](Organisation& o) {
         o.schedules[0].open.push_back({7, 0, 60});
       }},
      {hours.c_str(),
       [](Organisation& o) {
         o.schedules[0].open.push_back({0, 60, 60});
       }},
      {hours.c_str(),
       [](Organisation& o) {
         o.schedules[0].open.push_back({0, 60, kMinutesPerDay + 1});
       }},
      {"Schedule Office: hours: has too many spans.",
       [](Organisation& o) {
         o.schedules[0].open.assign(kOpenSpansMax + 1, {0, 0, 60});
       }},
      {"Schedule Office: holidays: are too many.",
       [](Organisation& o) {
         for (std::size_t i = 0; i <= kHolidaysMax; ++i) {
           const std::string year = std::to_string(2000 + i);
           o.schedules[0].holidays.push_back({year + "-12-24", "", {}});
         }
       }},
      {"Schedule Office: holiday 24.12.2026: write the date as YYYY-MM-DD.",
       [](Organisation& o) {
         o.schedules[0].holidays = {{"24.12.2026", "", {}}};
       }},
      {"Schedule Office: holiday 2026-12-24: stands there twice.",
       [](Organisation& o) {
         o.schedules[0].holidays = {{"2026-12-24", "", {}}, {"2026-12-24", "", {}}};
       }},
      {holiday.c_str(),
       [](Organisation& o) {
         o.schedules[0].holidays = {{"2026-12-24", "", {{0, 9, 8}}}};
       }},
      {"Schedule Office: zone: its offsets are out of order.",
       [](Organisation& o) {
         o.schedules[0].offsets = {{Instant{5}, 0}, {Instant{5}, 60}};
       }},
  });
}

TEST(CheckOrganisation, ContactListsHoldNumbersInInternationalForm) {
  expect_said({
      {"Contact list VIPs: 0415 555 is not a number in international form, such as +14155550199.",
       [](Organisation& o) { o.contact_lists[0].numbers.push_back("0415 555"); }},
      {"Contact list VIPs: holds more than 100,000 numbers.",
       [](Organisation& o) { o.contact_lists[0].numbers.assign(100'001, kCustomer); }},
  });
}

TEST(CheckOrganisation, QueuesKeepTheirTimesWithinBounds) {
  expect_said({
      {"Queue Support: alert timeout: must be 7 to 900 seconds.",
       [](Organisation& o) { support(o).alert_timeout = kAlertTimeoutMin - 1; }},
      {"Queue Support: alert timeout: must be 7 to 900 seconds.",
       [](Organisation& o) { support(o).alert_timeout = kAlertTimeoutMax + 1; }},
      {"Queue Support: service level target: must be 1 to 86400 seconds.",
       [](Organisation& o) { support(o).service_level_target = 0; }},
      {"Queue Support: service level goal: must be 0 to 100 percent.",
       [](Organisation& o) { support(o).service_level_goal = 101; }},
      {"Queue Support: priority: must be -100 to 100.", [](Organisation& o) { support(o).priority = -101; }},
      {"Queue Support: wait for the last agent: must be 0 to 864000 seconds.",
       [](Organisation& o) { support(o).last_agent_wait = -1; }},
      {"Queue Support: waiting text after: must be 10 to 86400 seconds.",
       [](Organisation& o) { support(o).texts.waiting_after = seconds(9); }},
      {"Queue Support: threading window: must be 0 to 259200 seconds.",
       [](Organisation& o) { support(o).threading_window = kThreadingWindowMax + 1; }},
      {"Queue Support: quiet after: must be 60 to 259200 seconds.",
       [](Organisation& o) { support(o).quiet_after = 1; }},
      {"Queue Support: grace period: must be 0 to 86400 seconds.",
       [](Organisation& o) { support(o).grace = hours(25); }},
      {"Queue Support: inactivity timeout: must be 120 to 259200 seconds.",
       [](Organisation& o) { support(o).inactivity_timeout = minutes(1); }},
      {"Queue Support: after-call work: must be 1 to 3600 seconds.",
       [](Organisation& o) { support(o).acw_timeout = kAcwTimeoutMax + 1; }},
      {"Queue Support: extension of after-call work: must be 0 to 3600 seconds.",
       [](Organisation& o) { support(o).acw_extension = hours(2); }},
  });
}

TEST(CheckOrganisation, AQueueWithoutATimeLimitNeedsNoneThatIsGood) {
  Organisation all = a_rich_organisation();
  support(all).acw_mode = AcwMode::MandatoryDiscretionary;
  support(all).acw_timeout = 0;
  support(all).quiet_after = support(all).inactivity_timeout = 0;
  EXPECT_TRUE(problems_of(all).empty());
}

TEST(CheckOrganisation, QueuesNameWhatIsThere) {
  expect_said({
      {"Queue Support: label: there is no label 99.", [](Organisation& o) { support(o).label = LabelId{99}; }},
      {"Queue Support: wrap-up codes: there is no wrap-up code 99.",
       [](Organisation& o) { support(o).wrap_up_codes.push_back(WrapUpCodeId{99}); }},
      {"Queue Support: groups: there is no group 99.",
       [](Organisation& o) { support(o).groups.push_back(GroupId{99}); }},
      {"Queue Support: skills: there is no skill 99.",
       [](Organisation& o) { support(o).skills.push_back(SkillId{99}); }},
      {"Queue Support: preferred groups: there is no group 99.",
       [](Organisation& o) {
         support(o).preferred = {{GroupId{99}, seconds(5)}};
       }},
      {"Queue Support: schedule: there is no schedule 99.",
       [](Organisation& o) { support(o).schedule = ScheduleId{99}; }},
      {"Queue Support: code when the time is over: there is no wrap-up code 99.",
       [](Organisation& o) { support(o).acw_timeout_code = WrapUpCodeId{99}; }},
      {"Queue Support: ring 1: there is no group 99.",
       [](Organisation& o) { support(o).rings[0].groups = {GroupId{99}}; }},
      {"Queue Support: ring 2: there is no skill 99.",
       [](Organisation& o) { support(o).rings[1].dropped_skills = {SkillId{99}}; }},
      {"Queue Support: overflow 1: there is no group 99.",
       [](Organisation& o) { support(o).overflows[0].groups = {GroupId{99}}; }},
  });
}

TEST(CheckOrganisation, RingsFollowEachOther) {
  expect_said({
      {"Queue Support: rings: are at most 6.", [](Organisation& o) { support(o).rings = rings(7); }},
      {"Queue Support: ring 1: must be 1 to 86400 seconds.", [](Organisation& o) { support(o).rings[0].after = 0; }},
      {"Queue Support: ring 2: must begin after the one before it.",
       [](Organisation& o) { support(o).rings[1].after = support(o).rings[0].after; }},
      {"Queue Support: ring 1: must add a group or drop a skill.",
       [](Organisation& o) { support(o).rings[0].groups.clear(); }},
  });
}

TEST(CheckOrganisation, OverflowsHaveOneConditionAndAGroup) {
  expect_said({
      {"Queue Support: overflows: are at most 5.",
       [](Organisation& o) {
         support(o).overflows.assign(6, {seconds(9), 0, {kBackOffice}});
       }},
      {"Queue Support: overflow 1: needs a waiting time or a service level, one of the two.",
       [](Organisation& o) {
         support(o).overflows[0] = {0, 0, {kBackOffice}};
       }},
      {"Queue Support: overflow 1: needs a waiting time or a service level, one of the two.",
       [](Organisation& o) {
         support(o).overflows[0] = {seconds(9), 50, {kBackOffice}};
       }},
      {"Queue Support: overflow 1: must be 1 to 86400 seconds.",
       [](Organisation& o) { support(o).overflows[0].waited = 1; }},
      {"Queue Support: overflow 2: must be 0 to 100 percent.",
       [](Organisation& o) { support(o).overflows[1].service_level_below = 101; }},
      {"Queue Support: overflow 2: must name a group.",
       [](Organisation& o) { support(o).overflows[1].groups.clear(); }},
  });
}

TEST(CheckOrganisation, PreferredGroupsAreSixEachWithAWait) {
  expect_said({
      {"Queue Support: preferred groups: are at most 6.",
       [](Organisation& o) {
         support(o).preferred.assign(7, {kBackOffice, seconds(5)});
       }},
      {"Queue Support: wait for a preferred group: must be 1 to 3600 seconds.",
       [](Organisation& o) {
         support(o).preferred = {{kBackOffice, 0}};
       }},
  });
}

TEST(CheckOrganisation, TextsFitIntoAMessage) {
  const std::string text(kTextUnitsMax + 1, 'x');
  expect_said({
      {"Queue Support: greeting: is longer than 1,600 characters.",
       [&](Organisation& o) { support(o).texts.greeting = text; }},
      {"Queue Support: waiting text: is longer than 1,600 characters.",
       [&](Organisation& o) { support(o).texts.waiting = text; }},
      {"Queue Support: away text: is longer than 1,600 characters.",
       [&](Organisation& o) { support(o).texts.away = text; }},
  });
}

TEST(CheckOrganisation, LimitsOfMessagesAreWithinWhatTheRelayTakes) {
  expect_said({
      {"Queue Support: chars max: must be 0 to 1600 characters.",
       [](Organisation& o) { support(o).limits.chars_max = 1'601; }},
      {"Queue Support: segments max: must be 0 to 30 segments.",
       [](Organisation& o) { support(o).limits.segments_max = 31; }},
      {"Number +15005550006: files max: must be 0 to 10 files.",
       [](Organisation& o) { o.numbers[0].limits.files_max = 11; }},
      {"Number +15005550006: files kb max: must be 0 to 5000 KB.",
       [](Organisation& o) { o.numbers[0].limits.files_kb_max = 5'001; }},
      {"Number +15005550006: file types: image/* is none that can be sent; write one such as image/jpeg.",
       [](Organisation& o) {
         o.numbers[0].limits.file_types = {"image/jpeg", "image/*"};
       }},
      {"Queue Support: file types: are at most 30.",
       [](Organisation& o) { support(o).limits.file_types.assign(31, "image/png"); }},
  });
}

TEST(CheckOrganisation, WrapUpFieldsHaveNamesOfTheirOwn) {
  expect_said({
      {"Queue Support: wrap-up fields: each needs a name of its own.",
       [](Organisation& o) {
         support(o).fields = {{"Case", true, {}}, {"Case", false, {}}};
       }},
      {"Queue Support: wrap-up fields: each needs a name of its own.",
       [](Organisation& o) {
         support(o).fields = {{"", true, {}}};
       }},
      {"Queue Support: wrap-up fields: are at most 20.",
       [](Organisation& o) {
         support(o).fields.clear();
         for (int i = 0; i < 21; ++i) support(o).fields.push_back({"Field " + std::to_string(i), false, {}});
       }},
  });
}

TEST(CheckOrganisation, LinksAskForFieldsThatThereAre) {
  expect_said({
      {"Settings: customer link 1: address: “CRM” asks for the customer field “Account”, which is not there: add that "
       "field, or write the address without it.",
       [](Organisation& o) {
         o.settings[0].customer_links = {{"CRM", "https://crm.example/{field.Account}/{field.Plan}"}};
       }},
      {"Settings: customer link 2: can hold {number}, {contact}, {name} and customer fields such as {field.Account}, "
       "and no other braces.",
       [](Organisation& o) {
         o.settings[0].customer_fields = {{"Account no", {}}};
         o.settings[0].customer_links = {{"CRM", "https://crm.example/{field.ACCOUNT no}"},
                                         {"Shop", "https://shop.example/{account}"}};
       }},
  });
}

TEST(CheckOrganisation, AgentsHaveTheirOwnLoginAndKnownQueuesAndSkills) {
  expect_said({
      {"Agent Ben Okafor: login: another agent has it.", [](Organisation& o) { o.agents[1].login = "ANA"; }},
      {"Agent Ana Lopez: capacity: must be 1 to 25 conversations.", [](Organisation& o) { o.agents[0].capacity = 26; }},
      {"Agent Ana Lopez: queues: there is no queue 99.",
       [](Organisation& o) { o.agents[0].queues.push_back(QueueId{99}); }},
      {"Agent Ana Lopez: skills: there is no skill 99.",
       [](Organisation& o) {
         o.agents[0].skills.push_back({SkillId{99}, 1});
       }},
      {"Agent Ana Lopez: skill level: must be 1 to 5.", [](Organisation& o) { o.agents[0].skills[0].level = 6; }},
      {"Agent Ana Lopez: skills: one stands there twice.",
       [](Organisation& o) {
         o.agents[0].skills.push_back({kGerman, 1});
       }},
      {"Group Back office: members: there is no agent 99.",
       [](Organisation& o) { o.groups[0].members.push_back(AgentId{99}); }},
  });
}

TEST(CheckOrganisation, NumbersLeadToQueues) {
  expect_said({
      {"Number (0500): write it in international form, such as +14155550100.",
       [](Organisation& o) { o.numbers[1].number = "(0500)"; }},
      {"Number +15005550006: stands there twice.", [](Organisation& o) { o.numbers[1].number = kSupportNumber; }},
      {"Number +15005550007: queue: there is no queue 99.", [](Organisation& o) { o.numbers[1].queue = QueueId{99}; }},
      {"Number +15005550006: rule 1: there is no queue 99.",
       [](Organisation& o) { o.numbers[0].rules[0].queue = QueueId{99}; }},
      {"Number +15005550006: rule 1: there is no skill 99.",
       [](Organisation& o) { o.numbers[0].rules[0].skills = {SkillId{99}}; }},
      {"Number +15005550006: rule 1: priority: must be -100 to 100.",
       [](Organisation& o) { o.numbers[0].rules[0].priority = 101; }},
      {"Number +15005550006: rule 2: there is no contact list 99.",
       [](Organisation& o) { o.numbers[0].rules[1].list = ContactListId{99}; }},
      {"Number +15005550006: rule 1: needs at least one word.",
       [](Organisation& o) { o.numbers[0].rules[0].words.clear(); }},
      {"Number +15005550006: rules: are at most 50.",
       [](Organisation& o) {
         const NumberRule rule = o.numbers[0].rules[0];
         o.numbers[0].rules.assign(51, rule);
       }},
  });
}

TEST(CheckOrganisation, StatusesAreShortAndTenAPresence) {
  expect_said({
      {"Status 123456789012345678901234567890123: has more than 32 characters.",
       [](Organisation& o) { o.sub_statuses[0].name = "123456789012345678901234567890123"; }},
      {"Status Break 10: there are ten under this presence already.",
       [](Organisation& o) {
         for (std::uint64_t i = 0; i <= 10; ++i) {
           o.sub_statuses.push_back({SubStatusId{200 + i}, Presence::Break, "Break " + std::to_string(i)});
         }
       }},
  });
}

TEST(CheckOrganisation, SettingsAreWithinBounds) {
  expect_said({
      {"Settings: default capacity: must be 1 to 25 conversations.",
       [](Organisation& o) { o.settings[0].default_capacity = 0; }},
      {"Settings: reserved slots: must be 0 to 25 units.", [](Organisation& o) { o.settings[0].reserve = 26; }},
      {"Settings: away after: must be 60 to 86400 seconds.",
       [](Organisation& o) { o.settings[0].away_after = seconds(59); }},
  });
}

TEST(PutItems, ReplacesByIdGivesNewIdsAndRemoves) {
  Organisation all = a_rich_organisation();
  Organisation put;
  put.skills = {{kGerman, "Deutsch"}, {{}, "French"}};
  put.numbers = {{kSalesNumber, kSupport, {}}, {"+15005550008", kSales, {}}};
  OrganisationItems removed;
  removed.agents = {kEve};
  removed.numbers = {kSupportNumber};
  removed.others = {{ItemKind::WrapUpCode, kSolved.value}, {ItemKind::Group, kBackOffice.value}};
  std::uint64_t next_id = 500;
  put_items(all, put, removed, next_id);
  EXPECT_EQ(next_id, 501u);
  EXPECT_EQ(all.skills[0].name, "Deutsch");
  EXPECT_EQ(all.skills[2], (Skill{SkillId{501}, "French"}));
  ASSERT_EQ(all.numbers.size(), 2u);
  EXPECT_EQ(all.numbers[0].queue, kSupport);
  EXPECT_EQ(all.wrap_up_codes, (std::vector<WrapUpCode>{{kFollowUp, "Follow up"}}));
  EXPECT_TRUE(all.groups.empty());
  EXPECT_TRUE(std::none_of(all.agents.begin(), all.agents.end(),
                           [](const AgentConfigured& agent) { return agent.agent == kEve; }));
}

}  // namespace
}  // namespace smsdesk::test
