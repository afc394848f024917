#include <gtest/gtest.h>

#include "relay/host/config.h"
#include "tests/relay/host/files.h"

namespace smsdesk::relay {
namespace {

constexpr const char* kQueue = "[[queue]]\nid = 1\nname = \"Support\"\n";

TEST(Organisation, ReadsEverythingThatIsThere) {
  const Files files;
  const auto read = read_organisation(
      files.put("organisation.toml", std::string("[[wrap_up_code]]\nid = 4\nname = \"Done\"\n") + kQueue + R"(
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
)"));
  ASSERT_TRUE(read) << read.error().sentence;
  const Organisation& organisation = read->organisation;
  ASSERT_EQ(organisation.queues.size(), 1u);
  EXPECT_EQ(organisation.queues[0].alert_timeout, seconds(20));
  ASSERT_EQ(organisation.queues[0].wrap_up_codes.size(), 1u);
  ASSERT_EQ(organisation.numbers.size(), 1u);
  EXPECT_EQ(organisation.numbers[0].number, "+14155550100");
  ASSERT_EQ(organisation.agents.size(), 1u);
  EXPECT_EQ(organisation.agents[0].role, AgentRole::Supervisor);
  EXPECT_EQ(organisation.agents[0].capacity, 2u);
  ASSERT_EQ(read->accounts.size(), 1u);
  EXPECT_EQ(read->accounts[0].agent, AgentId{7});
}

TEST(Organisation, RefusesWhatIsWrongWithFileLineAndReason) {
  struct Row {
    const char* text;
    unsigned line;  ///< behind the queue's three
    const char* reason;
  };
  const Row rows[] = {
      {"[[queue]]\nid = 1\nname = \"B\"", 4, "id is used twice"},
      {"[[queue]]\nname = \"B\"", 4, "\"id\" is missing"},
      {"[[queue]]\nid = 0\nname = \"B\"", 5, "\"id\" must be a whole number"},
      {"[[queue]]\nid = 2\nname = \"\"", 6, "\"name\" must not be empty"},
      {"[[queue]]\nid = 2\nname = \"B\"\nalert_timeout_s = 0", 7, "\"alert_timeout_s\""},
      {"[[queue]]\nid = 2\nname = \"B\"\nwrap_up_codes = [9]", 4, "no wrap-up code 9"},
      {"[[queue]]\nid = 2\nname = \"B\"\nwrap_up_codes = [\"x\"]", 7, "whole numbers above 0"},
      {"[[number]]\nnumber = \"hello\"\nqueue = 1", 4, "no telephone number"},
      {"[[number]]\nnumber = \"4155550100\"\nqueue = 1", 4, "no telephone number"},
      {"[[number]]\nnumber = \"+14155550100\"\nqueue = 2", 4, "no queue 2"},
      {"[[number]]\nnumber = \"+14155550100\"\nqueue = 1\n[[number]]\nnumber = \"+1 (415) "
       "555-0100\"\nqueue = 1",
       7, "number is used twice"},
      {"[[agent]]\nid = 1\nlogin = \"a\"\nname = \"A\"\nrole = \"boss\"", 8, "\"role\" must be"},
      {"[[agent]]\nid = 1\nlogin = \"a\"\nname = \"A\"\nqueues = [2]", 4, "no queue 2"},
      {"[[agent]]\nid = 1\nlogin = \"\"\nname = \"A\"", 6, "\"login\" must not be empty"},
      {"[[agent]]\nid = 1\nlogin = \"a\"\nname = \"A\"\ncapacity = 0", 8, "\"capacity\""},
      {"[[agent]]\nid = 1\nlogin = \"a\"\nname = \"A\"\ninitial_password = \"short\"", 8, "\"initial_password\""},
      {"[[agent]]\nid = 1\nlogin = \"a\"\nname = \"A\"\n[[agent]]\nid = 1\nlogin = \"b\"\nname = "
       "\"B\"",
       8, "id is used twice"},
      {"[[agent]]\nid = 1\nlogin = \"ana\"\nname = \"A\"\n[[agent]]\nid = 2\nlogin = \"ANA\"\nname "
       "= \"B\"",
       8, "login is used twice"},
      {"[[agent]]\nid = 1\nlogin = \"a\"\nname = \"A\"\npassword = \"x\"", 8, "\"password\" is not a setting"},
      {"[agent]\nid = 1", 4, "\"agent\" must be a list"},
      {"[[team]]\nid = 1", 4, "\"team\" is not a setting here"},
  };
  const Files files;
  for (const Row& row : rows) {
    const std::string file = files.put("organisation.toml", std::string(kQueue) + row.text);
    const auto read = read_organisation(file);
    ASSERT_FALSE(read) << row.text;
    EXPECT_EQ(read.error().sentence.rfind(file + ", line " + std::to_string(row.line), 0), 0u) << row.text << "\n"
                                                                                               << read.error().sentence;
    EXPECT_NE(read.error().sentence.find(row.reason), std::string::npos) << row.text << "\n" << read.error().sentence;
  }
}

}  // namespace
}  // namespace smsdesk::relay
