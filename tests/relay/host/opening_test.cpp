// Who is master of the configuration: the file seeds an empty database, and nothing else happens by itself.
#include "relay/host/opening.h"

#include <gtest/gtest.h>
#include <sodium.h>

#include "tests/relay/host/files.h"

namespace smsdesk::relay {
namespace {

constexpr Instant kNow{1'780'000'000'000};
constexpr const char* kFile =
    "[[queue]]\nname = \"Support\"\nschedule = \"Office\"\n"
    "[[schedule]]\nname = \"Office\"\nzone = \"Europe/Berlin\"\n"
    "[[agent]]\nlogin = \"ana\"\nname = \"Ana\"\nqueues = [\"Support\"]\ninitial_password = \"password\"\n";

class Opening : public testing::Test {
 protected:
  static void SetUpTestSuite() { ASSERT_GE(sodium_init(), 0); }
  Opening() {
    config_.data_dir = files_.folder() + "/data";
    config_.organisation_file = files_.put("organisation.toml", kFile);
  }
  Opened open() {
    auto opened = open_database(config_, kNow);
    EXPECT_TRUE(opened) << opened.error().sentence;
    return std::move(*opened);
  }
  std::vector<std::string> queues_of(const Workspace& workspace) {
    std::vector<std::string> names;
    for (const Queue& queue : organisation_of(workspace).queues) names.push_back(queue.name);
    return names;
  }
  void edit(const std::string& from, const std::string& to) {
    std::string text = kFile;
    text.replace(text.find(from), from.size(), to);
    files_.put("organisation.toml", text);
  }

  Files files_;
  Config config_;
};

TEST_F(Opening, SeedsAnEmptyDatabaseWithTheFileItsZonesAndPasswords) {
  Opened opened = open();
  EXPECT_EQ(queues_of(opened.workspace), (std::vector<std::string>{"Support"}));
  EXPECT_EQ(organisation_of(opened.workspace).schedules.at(0).offsets.size(), 11u);
  EXPECT_EQ(opened.store->agents_with_password()->size(), 1u);
  EXPECT_EQ(opened.notice, "");
  const auto audit = opened.store->read_audit({}, 10)->rows;
  ASSERT_EQ(audit.size(), 4u);
  EXPECT_EQ(audit[0].action + audit[0].name, "agent_password_setAna");
}

TEST_F(Opening, NeverUndoesWhatAnAdminChanged) {
  {
    Opened opened = open();
    OrganisationFile changed{organisation_of(opened.workspace), {}};
    changed.organisation.queues[0].name = "Helpdesk";
    ASSERT_TRUE(take_in(*opened.store, opened.workspace, changed, kNow));
  }
  Opened again = open();
  EXPECT_EQ(queues_of(again.workspace), (std::vector<std::string>{"Helpdesk"}));
  EXPECT_EQ(again.notice, "") << "the file is the one that was taken in";
}

TEST_F(Opening, TellsOfAFileThatWasEditedAndTakesItInWhenAsked) {
  open();
  edit("name = \"Ana\"", "name = \"Ana Ruiz\"");
  const auto name_of_ana = [](const Opened& opened) { return organisation_of(opened.workspace).agents.at(0).name; };
  {
    Opened opened = open();
    EXPECT_NE(opened.notice.find("would change 1 settings. The running configuration is kept."), std::string::npos)
        << opened.notice;
    EXPECT_EQ(name_of_ana(opened), "Ana");
    const Organisation known = organisation_of(opened.workspace);
    const auto file = read_organisation_file(config_.organisation_file, {&known, opened.workspace.last_id});
    ASSERT_TRUE(file);
    ASSERT_TRUE(take_in(*opened.store, opened.workspace, *file, kNow));
    ASSERT_TRUE(note_taken_in(*opened.store, config_.organisation_file));
  }
  Opened again = open();
  EXPECT_EQ(name_of_ana(again), "Ana Ruiz");
  EXPECT_EQ(again.notice, "");
}

TEST_F(Opening, TellsNothingOfAFileThatSaysTheSame) {
  open();
  files_.put("organisation.toml", std::string("# a comment\n") + kFile);
  EXPECT_EQ(open().notice, "");
}

TEST_F(Opening, ServesOnWithAFileThatIsWrongOrGone) {
  open();
  files_.put("organisation.toml", "[[queue]]\ncolour = 1\n");
  EXPECT_NE(open().notice.find("line 2 in [[queue]]: \"colour\""), std::string::npos);
  std::filesystem::remove(config_.organisation_file);
  EXPECT_EQ(open().notice, "");
}

TEST_F(Opening, SeedsAnEmptyDatabaseWithTemplatesOnce) {
  config_.templates_file = files_.put(
      "templates.json",
      R"({"smsdesk_templates":1,"templates":[{"name":"Hello","library":"queue: Support","texts":{"en":"Hi"}}]})");
  {
    Opened opened = open();
    ASSERT_EQ(opened.workspace.templates.size(), 1u);
    EXPECT_EQ(opened.workspace.templates.begin()->second.name, "Hello");
    EXPECT_EQ(opened.store->read_audit({}, 1)->rows.at(0).action, "template_saved");
  }
  files_.put("templates.json", "{");
  EXPECT_EQ(open().workspace.templates.size(), 1u) << "later it is not looked at any more";
}

TEST_F(Opening, ALibraryComesWithoutItsFilesAndWhatIsFilesAlone) {
  const std::string files = R"("files":[{"name":"map.png","hash":")" + std::string(64, 'a') + "\"}]}";
  const std::string alone = R"({"name":"Map","library":"queue: Support",)" + files;
  config_.templates_file = files_.put("templates.json", R"({"smsdesk_templates":1,"templates":[)" + alone +
                                                            R"(,{"name":"Hello","library":"queue: Support",)" +
                                                            R"("texts":{"en":"Hi"},)" + files + "]}");
  const auto opened = open();
  ASSERT_EQ(opened.workspace.templates.size(), 1u);
  EXPECT_EQ(opened.workspace.templates.begin()->second.name, "Hello");
  EXPECT_TRUE(opened.workspace.templates.begin()->second.files.empty());
}

TEST_F(Opening, AWrongLibraryOfTemplatesWritesNothing) {
  config_.templates_file = files_.put("templates.json", "{");
  const auto opened = open_database(config_, kNow);
  ASSERT_FALSE(opened);
  EXPECT_NE(opened.error().sentence.find("templates.json"), std::string::npos);
  config_.templates_file.clear();
  EXPECT_EQ(open().workspace.queues.size(), 1u) << "the next start begins anew";
}

// An earlier relay kept what was said and no record of it.
TEST_F(Opening, TakesOldOptOutsOutOfTheArchiveOnce) {
  {
    Opened opened = open();
    EXPECT_EQ(opened.old_opt_outs, 0u);
    store::PutMessage message;
    message.message = {9'001};
    message.conversation = {9'000};
    message.is_inbound = true;
    message.text = "stop!";
    message.status = "received";
    store::Batch batch;
    batch.archive = {store::PutConversation{{9'000}, {1}, "+14155550199", "+14155550100", kNow}, message,
                     store::SetConversationEnded{{9'000}, kNow, {}, "", ""}};
    ASSERT_TRUE(keep(*opened.store, batch));
  }
  {
    Opened opened = open();
    EXPECT_EQ(opened.old_opt_outs, 0u) << "it was looked for already";
    ASSERT_TRUE(opened.store->put_fact("old_opt_outs_read", ""));  // as if it had never been
  }
  {
    Opened opened = open();
    EXPECT_EQ(opened.old_opt_outs, 1u);
    const auto kept = opened.store->find_consent("+14155550199", "+14155550100");
    ASSERT_TRUE(kept && *kept);
    EXPECT_EQ((*kept)->state, "opted_out");
    EXPECT_EQ((*kept)->word, "STOP");
  }
  EXPECT_EQ(open().old_opt_outs, 0u);
}

TEST_F(Opening, OfAnEmptyDatabaseNeedsTheFile) {
  files_.put("organisation.toml", "[[queue]]\ncolour = 1\n");
  EXPECT_FALSE(open_database(config_, kNow));
  std::filesystem::remove(config_.organisation_file);
  const auto opened = open_database(config_, kNow);
  ASSERT_FALSE(opened);
  EXPECT_NE(opened.error().sentence.find("cannot be read"), std::string::npos);
}

TEST_F(Opening, SaysWhereTheConfigurationNamesWhatCannotBeRead) {
  const std::string file = files_.put("relay.toml", "organisation = \"there.toml\"\n\ntemplates = \"nowhere.json\"\n");
  auto config = read_config(file);
  ASSERT_TRUE(config) << config.error().sentence;
  config->data_dir = config_.data_dir;
  const auto refusal = [&] {
    const auto opened = open_database(*config, kNow);
    return opened ? std::string() : opened.error().sentence;
  };
  EXPECT_EQ(refusal(),
            file + ", line 1: \"organisation\" names " + files_.folder() + "/there.toml, which cannot be read.");
  files_.put("there.toml", kFile);
  EXPECT_EQ(refusal(),
            file + ", line 3: \"templates\" names " + files_.folder() + "/nowhere.json, which cannot be read.");
  files_.put("relay.toml", "");
  config = read_config(file);
  config->organisation_file = "/nowhere/organisation.toml";
  EXPECT_EQ(refusal(), file + ": \"organisation\" names /nowhere/organisation.toml, which cannot be read.");
}

}  // namespace
}  // namespace smsdesk::relay
