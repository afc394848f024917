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
