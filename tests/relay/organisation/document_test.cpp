#include <gtest/gtest.h>

#include "core/workspace/decide.h"
#include "relay/organisation/document_text.h"
#include "relay/organisation/read_organisation.h"
#include "tests/support/builders/random_inputs.h"
#include "tests/support/builders/random_organisation.h"
#include "tests/support/builders/world.h"

namespace smsdesk::relay {
namespace {

std::string first_of(const OrganisationRead& read) {
  return read.problems.empty() ? std::string() : read.problems.front().sentence("document");
}

TEST(OrganisationDocument, ReadsBackAsItWasWritten) {
  for (const std::uint64_t seed : test::seeds(60)) {
    Random random(seed);
    const Organisation organisation = test::random_organisation(random);
    const Document document = make_document(organisation);
    const OrganisationRead toml = read_organisation_toml(to_toml(document));
    const OrganisationRead json = read_organisation_json(to_json(document));
    ASSERT_TRUE(toml.problems.empty()) << "seed " << seed << ": " << first_of(toml) << "\n" << to_toml(document);
    ASSERT_TRUE(json.problems.empty()) << "seed " << seed << ": " << first_of(json);
    EXPECT_EQ(toml.organisation, organisation) << "seed " << seed << "\n"
                                               << to_text(differences(document, make_document(toml.organisation)));
    EXPECT_EQ(json.organisation, organisation) << "seed " << seed;
  }
}

TEST(OrganisationDocument, ExportedAndImportedChangesNothing) {
  for (const std::uint64_t seed : test::seeds(30)) {
    Random random(seed);
    test::World world(test::random_organisation(random));
    const Organisation known = organisation_of(world.workspace);
    const OrganisationRead read =
        read_organisation_toml(to_toml(make_document(known)), {&known, world.workspace.last_id});
    ASSERT_TRUE(read.problems.empty()) << first_of(read);
    EXPECT_TRUE(decide(world.workspace, read.organisation, test::kMorning).entries.empty()) << "seed " << seed;
  }
}

TEST(OrganisationDocument, TellsWhatIsDifferent) {
  const Organisation before = test::a_rich_organisation();
  Organisation after = before;
  after.queues[0].alert_timeout = seconds(45);
  after.queues[0].skills = {test::kGerman, test::kBilling};
  after.agents.pop_back();
  after.skills.push_back({SkillId{90}, "French"});
  EXPECT_EQ(to_text(differences(make_document(before), make_document(after))),
            "skill French: added\n"
            "queue Support: alert_timeout: \"30 s\" -> \"45 s\"\n"
            "queue Support: skills: [\"German\"] -> [\"German\", \"Billing\"]\n"
            "agent Ada: removed\n");
  EXPECT_TRUE(differences(make_document(before), make_document(before)).empty());
}

TEST(OrganisationDocument, TellsWhatIsSaidNowAndWhatIsNotSaidAnyMore) {
  Organisation before = test::a_rich_organisation();
  before.queues[0].limits = {};
  before.agents[0].capacity = 3;
  Organisation after = before;
  after.queues[0].limits.segments_max = 2;
  after.agents[0].capacity = 0;
  const std::string agent = "agent " + before.agents[0].name;
  EXPECT_EQ(to_text(differences(make_document(before), make_document(after))),
            "queue Support: segments_max: nothing -> 2\n" + agent + ": capacity: 3 -> nothing\n");
  EXPECT_EQ(to_text(differences(make_document(after), make_document(before))),
            "queue Support: segments_max: 2 -> nothing\n" + agent + ": capacity: nothing -> 3\n");
}

TEST(OrganisationDocument, SaysNothingOfALimitThatIsNotSaid) {
  Organisation organisation = test::an_organisation();
  for (Queue& queue : organisation.queues) queue.limits = {};
  for (OurNumber& number : organisation.numbers) number.limits = {};
  for (AgentConfigured& agent : organisation.agents) agent.capacity = 0;
  const Document document = make_document(organisation);
  for (const std::string& text : {to_json(document), to_toml(document)}) {
    for (const char* name : {"chars_max", "segments_max", "files_max", "files_kb_max", "\"capacity\"", "\ncapacity"}) {
      EXPECT_EQ(text.find(name), std::string::npos) << name << "\n" << text;
    }
  }
  organisation.numbers[0].limits.files_kb_max = 600;
  EXPECT_NE(to_json(make_document(organisation)).find("\"files_kb_max\":600"), std::string::npos);
}

TEST(OrganisationDocument, CutsLongValuesBetweenCharacters) {
  Organisation before = test::an_organisation(), after = before;
  for (int i = 0; i < 500; ++i) after.queues[0].texts.greeting += "é";
  const auto list = differences(make_document(before), make_document(after));
  ASSERT_EQ(list.size(), 1u);
  EXPECT_LE(list[0].after.size(), kDifferenceTextMax + 5);
  EXPECT_EQ(list[0].after.substr(list[0].after.size() - 6), "é …");
}

TEST(OrganisationDocument, LeavesOutOfTomlWhatIsAsUsual) {
  const std::string text = to_toml(make_document(test::an_organisation()));
  EXPECT_NE(
      text.find("[[queue]]\nid = 2\nname = \"Sales\"\nalert_timeout = \"30 s\"\nservice_level_target = \"20 s\"\n\n"),
      std::string::npos)
      << text;
}

}  // namespace
}  // namespace smsdesk::relay
