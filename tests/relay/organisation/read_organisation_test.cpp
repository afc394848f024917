#include "relay/organisation/read_organisation.h"

#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include "core/words/words.h"
#include "tests/support/builders/world.h"
#include "tests/support/catalogue.h"

namespace smsdesk::relay {
namespace {

constexpr const char* kQueue = "[[queue]]\nid = 1\nname = \"Support\"\n";

TEST(ReadOrganisation, ReadsTheOlderFormWithIdsAndSeconds) {
  const OrganisationRead read =
      read_organisation_toml(std::string("[[wrap_up_code]]\nid = 4\nname = \"Done\"\n") + kQueue + R"(
wrap_up_codes = [4]
alert_timeout_s = 20
[[number]]
number = "+1 415 555 0100"
queue = 1
[[agent]]
id = 7
login = "ana"
name = "Ana"
role = "supervisor"
capacity = 2
queues = [1]
initial_password = "12345678"
)");
  ASSERT_TRUE(read.problems.empty()) << read.problems.front().sentence("file");
  const Organisation& organisation = read.organisation;
  ASSERT_EQ(organisation.queues.size(), 1u);
  EXPECT_EQ(organisation.queues[0].alert_timeout, seconds(20));
  EXPECT_EQ(organisation.queues[0].wrap_up_codes, (std::vector<WrapUpCodeId>{{4}}));
  EXPECT_EQ(organisation.numbers[0].number, "+14155550100");
  EXPECT_EQ(organisation.agents[0].role, AgentRole::Supervisor);
  EXPECT_EQ(organisation.agents[0].capacity, 2u);
  ASSERT_EQ(read.accounts.size(), 1u);
  EXPECT_EQ(read.accounts[0].agent, AgentId{7});
  EXPECT_EQ(read.accounts[0].initial_password, "12345678");
}

TEST(ReadOrganisation, ReadsNamesWithoutIds) {
  const OrganisationRead read = read_organisation_toml(R"(
[settings]
default_capacity = 4
[[queue]]
name = "Support"
skills = ["German"]
schedule = "Office"
label = ""
acw_mode = "mandatory_timed"
acw_timeout_code = "Done"
inactivity_timeout = "never"
[[queue.ring]]
after = "20 s"
groups = ["Back office"]
[[queue.field]]
name = "Case"
required = true
[[number]]
number = "+14155550100"
queue = "Support"
[[number.rule]]
kind = "keyword"
words = ["sales"]
queue = "Support"
[[wrap_up_code]]
name = "Done"
[[skill]]
name = "German"
[[skill]]
name = "Very good German"
[[group]]
name = "Back office"
members = ["ana"]
[[schedule]]
name = "Office"
zone = "Europe/Berlin"
hours = ["mon-fri 09:00-18:00"]
[[schedule.holiday]]
date = 2026-12-25
name = "Christmas"
[[agent]]
login = "ana"
name = "Ana"
queues = ["Support"]
skills = { "German" = 5, "Very good German" = 1 }
)");
  ASSERT_TRUE(read.problems.empty()) << read.problems.front().sentence("file");
  const Organisation& o = read.organisation;
  const Queue& queue = o.queues.at(0);
  EXPECT_EQ(queue.skills, (std::vector<SkillId>{o.skills.at(0).id}));
  EXPECT_EQ(queue.schedule, o.schedules.at(0).id);
  EXPECT_EQ(queue.acw_timeout_code, o.wrap_up_codes.at(0).id);
  EXPECT_EQ(queue.rings.at(0), (Ring{seconds(20), {o.groups.at(0).id}, {}}));
  EXPECT_EQ(queue.fields.at(0), (WrapUpField{"Case", true, {}}));
  EXPECT_EQ(o.schedules[0].holidays.at(0).date, "2026-12-25");
  EXPECT_EQ(o.schedules[0].open.size(), 5u);
  EXPECT_EQ(o.numbers.at(0).rules.at(0).queue, queue.id);
  EXPECT_EQ(o.groups[0].members, (std::vector<AgentId>{o.agents.at(0).agent}));
  EXPECT_EQ(o.agents[0].capacity, 0u) << "the default, whatever it becomes";
  EXPECT_EQ(o.settings.at(0).default_capacity, 4u);
  EXPECT_EQ(o.agents[0].skills.size(), 2u);
}

TEST(ReadOrganisation, KeepsTheItemsThatAreThereAndGivesNewOnesFreeIds) {
  const Organisation known = test::an_organisation();
  const OrganisationRead read = read_organisation_toml(R"(
[[queue]]
name = "Sales"
[[queue]]
id = 1
name = "Helpdesk"
[[queue]]
name = "Support"
[[agent]]
login = "BEN"
name = "Benjamin"
)",
                                                       {&known, 500});
  ASSERT_TRUE(read.problems.empty()) << read.problems.front().sentence("file");
  EXPECT_EQ(read.organisation.queues[0].id, test::kSales);
  EXPECT_EQ(read.organisation.queues[1].id, test::kSupport);  // under another name
  EXPECT_EQ(read.organisation.queues[2].id, QueueId{501});    // its old name is another queue now
  EXPECT_EQ(read.organisation.agents[0].agent, test::kBen);
}

struct Wrong {
  const char* text;
  unsigned line;  ///< behind the queue's three
  const char* reason;
};
const Wrong kWrong[] = {
    {"[[queue]]\nid = 1\nname = \"B\"", 4, "id 1 is used twice"},
    {"[[queue]]\nid = 0\nname = \"B\"", 5, "\"id\" must be a whole number"},
    {"[[queue]]\nid = 2\nname = \"\"", 6, "\"name\" must not be empty"},
    {"[[queue]]\nid = 2", 4, "\"name\" is missing"},
    {"[[queue]]\nid = 2\nname = \"Support\"", 4, "another one has this name"},
    {"[[queue]]\nid = 2\nname = \"B\"\nalert_timeout_s = 0", 7, "alert timeout: must be 7 to 900 seconds"},
    {"[[queue]]\nname = \"B\"\nalert_timeout = \"1 h\"", 6, "alert timeout: must be 7 to 900 seconds"},
    {"[[queue]]\nname = \"B\"\nalert_timeout = 30", 6, "must be a time such as \"30 s\""},
    {"[[queue]]\nname = \"B\"\nalert_timeout = \"30 s\"\nalert_timeout_s = 30", 7, "give one of them"},
    {"[[queue]]\nid = 2\nname = \"B\"\nwrap_up_codes = [9]", 7, "no wrap-up code 9"},
    {"[[queue]]\nid = 2\nname = \"B\"\nwrap_up_codes = [\"x\"]", 7, "no wrap-up code \"x\""},
    {"[[queue]]\nid = 2\nname = \"B\"\nauto_answer = 1", 7, "true or false"},
    {"[[queue]]\nname = \"B\"\nacw_mode = \"sometimes\"", 6, "must be optional, mandatory_discretionary"},
    {"[[queue]]\nname = \"B\"\nlabel = \"VIP\"", 6, "no label \"VIP\""},
    {"[[queue]]\nname = \"B\"\nschedule = true", 6, "must name a schedule"},
    {"[[queue]]\nname = \"B\"\n[[queue.ring]]\nafter = \"9 s\"\nbefore = 1", 8, "\"before\" is not a setting here"},
    {"[[queue]]\nname = \"B\"\n[[queue.ring]]\nafter = \"9 s\"", 6, "must add a group or drop a skill"},
    {"[[queue]]\nname = \"B\"\n[[queue.field]]\nname = \"\"", 7, "must not be empty"},
    {"[[queue]]\nname = \"B\"\ngroups = \"Back office\"", 6, "must be a list"},
    {"[[number]]\nnumber = \"hello\"\nqueue = 1", 5, "no telephone number"},
    {"[[number]]\nnumber = \"4155550100\"\nqueue = 1", 5, "no telephone number"},
    {"[[number]]\nnumber = \"+14155550100\"\nqueue = 2", 6, "no queue 2"},
    {"[[number]]\nnumber = \"+14155550100\"", 4, "\"queue\" is missing"},
    {"[[number]]\nnumber = \"+14155550100\"\nqueue = 1\nfiles_max = 11", 7, "files max: must be 0 to 10 files"},
    {"[[number]]\nnumber = \"+14155550100\"\nqueue = 1\nfile_types = [\"image/*\"]", 7, "image/* is none"},
    {"[[number]]\nnumber = \"+14155550100\"\nqueue = 1\nmms_price = \"2 cents\"", 7,
     "must be an amount and a currency"},
    {"[[number]]\nnumber = \"+14155550100\"\nqueue = 1\ntext_as_mms = \"always\"", 7, "\"text_as_mms\" must be"},
    {"[settings]\ntext_as_mms = \"default\"", 5, "\"text_as_mms\" must be"},
    {"[[number]]\nnumber = \"+14155550100\"\nqueue = 1\ncarrier_profile = \"pigeon\"", 7,
     "\"carrier_profile\" must be"},
    {"[[number]]\nnumber = \"+14155550100\"\nqueue = 1\n[[number]]\nnumber = \"+1 (415) 555-0100\"\nqueue = 1", 7,
     "stands there twice"},
    {"[[number]]\nnumber = \"+14155550100\"\nqueue = 1\n[[number.rule]]\nkind = \"keyword\"\nqueue = 1", 7,
     "needs at least one word"},
    {"[[agent]]\nid = 1\nlogin = \"a\"\nname = \"A\"\nrole = \"boss\"", 8, "\"role\" must be"},
    {"[[agent]]\nid = 1\nlogin = \"a\"\nname = \"A\"\nqueues = [2]", 8, "no queue 2"},
    {"[[agent]]\nid = 1\nlogin = \"\"\nname = \"A\"", 6, "\"login\" must not be empty"},
    {"[[agent]]\nid = 1\nlogin = \"a\"\nname = \"A\"\ncapacity = 0", 8,
     "\"capacity\" must be a whole number from 1 to 25"},
    {"[[agent]]\nid = 1\nlogin = \"a\"\nname = \"A\"\nskills = { German = 3 }", 8, "no skill \"German\""},
    {"[[agent]]\nid = 1\nlogin = \"a\"\nname = \"A\"\ninitial_password = \"short\"", 8, "\"initial_password\""},
    {"[[agent]]\nid = 1\nlogin = \"ana\"\nname = \"A\"\n[[agent]]\nid = 2\nlogin = \"ANA\"\nname = \"B\"", 10,
     "another agent has it"},
    {"[[agent]]\nid = 1\nlogin = \"a\"\nname = \"A\"\npassword = \"x\"", 8, "\"password\" is not a setting"},
    {"[agent]\nid = 1", 4, "\"agent\" must be a list"},
    {"[[team]]\nid = 1", 4, "\"team\" is not a setting here"},
    {"[[schedule]]\nname = \"S\"\nzone = \"Mars/Base\"", 6, "no time zone \"Mars/Base\""},
    {"[[schedule]]\nname = \"S\"\nhours = [\"always\"]", 6, "must be a list of hours"},
    {"[[schedule]]\nname = \"S\"\nhours = [\"mon 10:00-09:00\"]", 6, "must begin before it ends"},
    {"[[schedule]]\nname = \"S\"\n[[schedule.holiday]]\ndate = \"25.12.2026\"", 6, "YYYY-MM-DD"},
    {"[[schedule]]\nname = \"S\"\n[[schedule.holiday]]\nname = \"x\"", 6, "\"date\" is missing"},
    {"[[contact_list]]\nname = \"L\"\nnumbers = [\"4155550100\"]", 6, "no telephone number"},
    {"[[sub_status]]\nname = \"Tea\"\npresence = \"tea\"", 6, "\"presence\" must be offline, available"},
    {"[[label]]\nname = \"L\"\nweight = 26", 6, "weight: must be 1 to 25"},
    {"[settings]\nreserve = 99", 5, "reserved slots: must be"},
    {"[settings]\ncolour = 1", 5, "\"colour\" is not a setting here"},
    {"[[settings.customer_link]]\nname = \"CRM\"\naddress = \"https://crm.example/{field.Account}\"", 4,
     "customer link 1: address: “CRM” asks for the customer field “Account”, which is not there"},
    {"[[group]]\nname = \"G\"\nmembers = [\"zoe\"]", 6, "no agent \"zoe\""},
    {"[[queue]]\nname = Größe", 5, "outside quotes"},
    {"[[queue]]\nname =", 5, "this is no TOML: "},
};

TEST(ReadOrganisation, RefusesWhatIsWrongWithFileLineAndReason) {
  for (const Wrong& row : kWrong) {
    const OrganisationRead read = read_organisation_toml(std::string(kQueue) + row.text);
    ASSERT_FALSE(read.problems.empty()) << row.text;
    const std::string sentence = read.problems.front().sentence("o.toml");
    const std::string expected = "o.toml, line " + std::to_string(row.line);
    EXPECT_EQ(sentence.rfind(expected, 0), 0u) << row.text << "\n" << sentence;
    EXPECT_NE(sentence.find(row.reason), std::string::npos) << row.text << "\n" << sentence;
  }
}

/// The German texts of the client that are not counted.
std::shared_ptr<const words::Catalogue> german() {
  std::string texts;
  std::ifstream file(SMSDESK_DEMO "/../languages/de.po");
  std::string english;
  for (std::string line; std::getline(file, line);) {
    for (std::size_t at = line.find("\\\""); at != std::string::npos; at = line.find("\\\"", at)) line.erase(at, 1);
    const auto said = [&](std::string_view keyword) {
      return line.rfind(keyword, 0) == 0 ? line.substr(keyword.size(), line.size() - keyword.size() - 1) : "";
    };
    if (const std::string text = said("msgstr \""); !text.empty() && !english.empty())
      texts += english + "\t" + text + "\n";
    english = said("msgid \"");
  }
  return test::a_catalogue(texts);
}

TEST(ReadOrganisation, SaysNothingThatTheCataloguesDoNotKnow) {
  std::set<std::string> reasons;
  const auto note = [&](const OrganisationRead& read) {
    for (const TomlProblem& problem : read.problems) reasons.insert(problem.reason);
  };
  for (const Wrong& row : kWrong) note(read_organisation_toml(std::string(kQueue) + row.text));
  for (const char* text : {"", "[]", "{\"a\":1.5}", "{\"a\":[[1]]}", "{\"a\":1,\"a\":2}", "{\"queue\":[7]}",
                           "{\"settings\":7}", "{\"queue\":[{\"name\":7,\"file_types\":[7]}]}"})
    note(read_organisation_json(text));
  const auto catalogue = german();
  const words::Use use(catalogue.get());
  for (const std::string& reason : reasons) EXPECT_NE(translated(reason), reason);
  EXPECT_EQ(translated("must be 7 to 900 seconds."), "Erlaubt sind 7 bis 900 Sekunden.");
}

TEST(ReadOrganisation, TellsEverythingThatIsWrongUnknownNamesFirstAndThenByLine) {
  const OrganisationRead read = read_organisation_toml(
      "[[queue]]\nname = \"A\"\npriority = \"high\"\n[[queue]]\nname = \"B\"\nskills = [\"x\"]\ncolour = \"red\"\n");
  ASSERT_EQ(read.problems.size(), 3u);
  EXPECT_EQ(read.problems[0].line, 7u);
  EXPECT_EQ(read.problems[0].where, " in [[queue]] \"B\"");
  EXPECT_EQ(read.problems[1].line, 3u);
  EXPECT_EQ(read.problems[2].line, 6u);
}

TEST(ReadOrganisation, AMisspeltTableIsToldBeforeWhatMissesItHoweverMuchThatIs) {
  std::string text;
  for (int i = 0; i < 2 * static_cast<int>(kTomlProblemsMax); ++i) {
    text += "[[group]]\nname = \"G" + std::to_string(i) + "\"\nmembers = [\"mira\"]\n";
  }
  text += "[[agnt]]\nlogin = \"mira\"\nname = \"Mira\"\n";
  const OrganisationRead read = read_organisation_toml(text);
  ASSERT_EQ(read.problems.size(), kTomlProblemsMax);
  EXPECT_EQ(read.problems[0].said(), "\"agnt\" is not a setting here.");
  EXPECT_EQ(read.problems[0].line, 601u);
  EXPECT_EQ(read.problems[1].line, 3u);
}

TEST(ReadOrganisation, OfJsonNamesTheItemWhereThereIsNoLine) {
  const OrganisationRead read = read_organisation_json(R"({"queue":[{"name":"Support","alert_timeout":"1 s"}]})");
  ASSERT_EQ(read.problems.size(), 1u);
  EXPECT_EQ(read.problems[0].sentence("The document"),
            "The document in [[queue]] \"Support\": alert timeout: must be 7 to 900 seconds.");
}

/// The paths of everything that is wrong, in order.
std::vector<std::string> paths_of(const std::string& json) {
  std::vector<std::string> paths;
  for (const TomlProblem& problem : read_organisation_json(json).problems) paths.push_back(problem.path);
  return paths;
}

TEST(ReadOrganisation, LeadsToTheValueThatIsWrong) {
  struct Row {
    const char* json;
    const char* path;
  };
  const Row rows[] = {
      // What cannot be read …
      {R"({"queue":[{"name":"A"},{"name":"B","priority":"x"}]})", "queue/1/priority"},
      {R"({"queue":[{"name":"A","skills":["x"]}]})", "queue/0/skills/0"},
      {R"({"queue":[{"name":"A","ring":[{"after":"1 min","groups":["x"]}]}]})", "queue/0/ring/0/groups/0"},
      {R"({"number":[{"number":"+14155550100"}]})", "number/0/queue"},
      {R"({"agent":[{"login":"a","name":"A","skills":{"x":3}}]})", "agent/0/skills"},
      {R"({"settings":{"reserve":"x"}})", "settings/reserve"},
      {R"({"schedule":[{"name":"S","zone":"UTC","holiday":[{"date":"2026-12-25","hours":["x"]}]}]})",
       "schedule/0/holiday/0/hours/0"},
      // … and what cannot be so.
      {R"({"queue":[{"name":"A","alert_timeout":"1 s"}]})", "queue/0/alert_timeout"},
      {R"({"queue":[{"name":"A","last_agent_wait":"300 h"}]})", "queue/0/last_agent_wait"},
      {R"({"queue":[{"name":"A","acw_mode":"mandatory_timed","acw_timeout":"0 s"}]})", "queue/0/acw_timeout"},
      {R"({"queue":[{"name":"A","ring":[{"after":"1 min"}]}]})", "queue/0/ring/0"},
      {R"({"queue":[{"name":"A"},{"name":"A"}]})", "queue/1/name"},
      {R"({"settings":{"reserve":99}})", "settings/reserve"},
      {R"({"schedule":[{"name":"S","zone":"UTC","holiday":[{"date":"2026-12-25"},{"date":"never"}]}]})",
       "schedule/0/holiday/1/date"},
      {R"({"queue":[{"name":"Q"}],"number":[{"number":"+14155550100","queue":"Q","rule":[{"queue":"Q"}]}]})",
       "number/0/rule/0"},
      {R"({"queue":[{"name":"Q"}],"number":[{"number":"+14155550100","queue":"Q",
           "rule":[{"queue":"Q","words":["a"],"priority":101}]}]})",
       "number/0/rule/0/priority"},
      {R"({"settings":{"customer_field":[{"name":"Plan"}],"customer_link":[
           {"name":"Shop","address":"https://shop.example/{field.plan}"},
           {"name":"CRM","address":"https://crm.example/{field.Account}"}]}})",
       "settings/customer_link/1/address"},
  };
  for (const Row& row : rows) EXPECT_EQ(paths_of(row.json), std::vector<std::string>{row.path}) << row.json;
}

TEST(ReadOrganisation, TakesTheDemo) {
  const auto read = read_organisation_file(std::string(SMSDESK_DEMO) + "/organisation.toml");
  ASSERT_TRUE(read) << read.error().sentence;
  EXPECT_EQ(read->organisation.queues.size(), 4u);
  // It is there to be tried: each of these is met in some queue.
  std::set<AcwMode> modes;
  bool asks_resolved = false, asks_skills = false, has_fields = false;
  for (const Queue& queue : read->organisation.queues) {
    modes.insert(queue.acw_mode);
    asks_resolved = asks_resolved || queue.asks_resolved;
    asks_skills = asks_skills || (!queue.skills.empty() && queue.skill_evaluation == SkillEvaluation::Best);
    has_fields = has_fields || !queue.fields.empty();
  }
  EXPECT_EQ(modes.size(), 4u);
  EXPECT_TRUE(asks_resolved && asks_skills && has_fields);
  ASSERT_EQ(read->organisation.settings.size(), 1u);
  EXPECT_FALSE(read->organisation.settings[0].customer_fields.empty());
  EXPECT_FALSE(read->organisation.settings[0].customer_links.empty());
  for (const AccountConfig& account : read->accounts) EXPECT_FALSE(account.initial_password.empty()) << account.login;
}

TEST(ReadOrganisation, SaysThatAFileIsMissing) {
  const auto read = read_organisation_file("/nowhere/organisation.toml");
  ASSERT_FALSE(read);
  EXPECT_NE(read.error().sentence.find("/nowhere/organisation.toml cannot be read"), std::string::npos);
}

}  // namespace
}  // namespace smsdesk::relay
