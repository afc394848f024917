// --check says of a configuration what a start would: each fault is shown to both.
#include "relay/host/start_check.h"

#include <gtest/gtest.h>
#include <sodium.h>

#include "relay/host/opening.h"
#include "relay/host/site.h"
#include "tests/relay/host/files.h"

namespace smsdesk::relay {
namespace {

class StartCheck : public testing::Test {
 protected:
  static void SetUpTestSuite() { ASSERT_GE(sodium_init(), 0); }
  StartCheck() {
    config_.file = files_.folder() + "/relay.toml";
    config_.data_dir = files_.folder() + "/data";
    config_.site_dir = files_.folder();
    config_.organisation_file = files_.put("organisation.toml", "[[queue]]\nname = \"Support\"\n");
    files_.put("index.html", "<page>");
    files_.put("site.json", R"([{"path":"/","file":"index.html"}])");
  }
  std::string refusal() const {
    const Status checked = check_start(config_);
    return checked ? std::string() : checked.error().sentence;
  }
  std::string refusal_of_database() const {
    const auto opened = open_database(config_, Instant{1'780'000'000'000});
    return opened ? std::string() : opened.error().sentence;
  }

  Files files_;
  Config config_;
};

TEST_F(StartCheck, FindsNothingWhereAllIsThereAndMakesNothing) {
  EXPECT_EQ(refusal(), "");
  config_.backup_folder = files_.folder() + "/backups";
  EXPECT_EQ(refusal(), "");
  EXPECT_FALSE(std::filesystem::exists(config_.data_dir));
  EXPECT_FALSE(std::filesystem::exists(config_.backup_folder));
}

TEST_F(StartCheck, PassesWhileARelayHasTheDatabase) {
  const auto opened = open_database(config_, Instant{1'780'000'000'000});
  ASSERT_TRUE(opened) << opened.error().sentence;
  EXPECT_EQ(refusal(), "");
}

TEST_F(StartCheck, SaysWhatIsWrongWithTheDatabasesFolder) {
  config_.data_dir = config_.organisation_file + "/data";
  EXPECT_EQ(refusal(), "The folder " + config_.data_dir + " cannot be made or written to: Not a directory.");
  EXPECT_EQ(refusal(), refusal_of_database());
}

TEST_F(StartCheck, SaysWhichFileOfTheConfigurationCannotBeRead) {
  config_.templates_file = "/nowhere/templates.json";
  EXPECT_NE(refusal().find("\"templates\" names /nowhere/templates.json"), std::string::npos) << refusal();
  EXPECT_EQ(refusal(), refusal_of_database());
  config_.organisation_file = "/nowhere/organisation.toml";
  EXPECT_NE(refusal().find("\"organisation\" names /nowhere/organisation.toml"), std::string::npos) << refusal();
  EXPECT_EQ(refusal(), refusal_of_database());
}

TEST_F(StartCheck, SaysThatTheClientIsNotThere) {
  std::filesystem::remove(config_.site_dir + "/index.html");
  EXPECT_EQ(refusal(), Site::load(config_.site_dir).error().sentence);
  config_.site_dir = files_.folder() + "/site";
  EXPECT_EQ(refusal(), Site::load(config_.site_dir).error().sentence);
  EXPECT_NE(refusal().find("site.json is missing"), std::string::npos) << refusal();
}

TEST_F(StartCheck, SaysThatBackupsHaveNoPlace) {
  config_.backup_folder = config_.organisation_file + "/backups";
  EXPECT_NE(refusal().find("The folder for backups " + config_.backup_folder), std::string::npos) << refusal();
}

// What it says of a pair that is there and wrong: tests/relay/net/tls_test.cpp, and tests/interop/tls.test.mjs of both.
TEST_F(StartCheck, SaysWhereItCannotListen) {
  config_.tls_certificate = files_.put("certificate.pem", "garbage");
  config_.tls_key = files_.put("key.pem", "garbage");
  EXPECT_NE(refusal().find("Cannot use the TLS certificate chain in " + config_.tls_certificate), std::string::npos)
      << refusal();
  config_.listen_address = "localhost";
  EXPECT_NE(refusal().find("Cannot listen on \"localhost\""), std::string::npos) << refusal();
}

}  // namespace
}  // namespace smsdesk::relay
