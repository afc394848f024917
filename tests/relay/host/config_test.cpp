#include "relay/host/config.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/relay/host/files.h"

namespace smsdesk::relay {
namespace {

constexpr const char* kGood = R"(public_url = "https://desk.example"
[carrier]
account_sid = "AC00000000000000000000000000000000"
auth_token = "token"
)";

/// What reading and checking say, or "" where they are content.
std::string complaint_about(const std::string& file) {
  auto config = read_config(file);
  if (!config) return config.error().sentence;
  const Status checked = check_config(*config);
  return checked ? std::string() : checked.error().sentence;
}

TEST(Config, TakesAGoodFileAndPutsPathsBesideIt) {
  const Files files;
  const auto config = read_config(files.put("relay.toml", kGood));
  ASSERT_TRUE(config) << config.error().sentence;
  EXPECT_TRUE(check_config(*config));
  EXPECT_EQ(config->data_dir, files.folder() + "/data");
  EXPECT_EQ(config->organisation_file, files.folder() + "/organisation.toml");
  EXPECT_EQ(config->listen_port, 8080);
  EXPECT_EQ(config->backup_folder, "") << "none are made";
  EXPECT_EQ(config->backups_kept, 24u);
  EXPECT_EQ(config->unsent_uploads_kept_hours, 768u) << "a draft waits as long as a parked conversation may";
}

TEST(Config, OffersLinksWhereItIsSaidToWhereTheyLead) {
  const Files files;
  const auto days = [&](const std::string& text) {
    const auto config = read_config(files.put("relay.toml", text));
    EXPECT_TRUE(config) << text;
    return config ? offered_link_days(*config) : 99;
  };
  EXPECT_EQ(days(kGood), 7u);
  EXPECT_EQ(days(std::string("links_for_days = 30\n") + kGood), 30u);
  EXPECT_EQ(days(std::string("links_for_days = 0\n") + kGood), 0u);
  EXPECT_EQ(days("public_url = \"http://127.0.0.1:8080\""), 7u) << "as for a demonstration";
  EXPECT_EQ(days("links_for_days = 30"), 0u) << "nobody outside finds the usual public_url";
}

TEST(Config, AStopIsAnnouncedForAsLongAsTheFileSays) {
  const Files files;
  const auto usual = read_config(files.put("usual.toml", kGood));
  const auto none = read_config(files.put("none.toml", std::string(kGood) + "[drain]\nnotice_seconds = 0\n"));
  ASSERT_TRUE(usual && none);
  EXPECT_EQ(usual->drain_notice_seconds, 5u);
  EXPECT_EQ(none->drain_notice_seconds, 0u);
}

TEST(Config, PutsTheFolderOfBackupsBesideTheFileToo) {
  const Files files;
  const auto config =
      read_config(files.put("relay.toml", std::string("backup_folder = \"copies\"\nbackups_kept = 3\n") + kGood));
  ASSERT_TRUE(config) << config.error().sentence;
  EXPECT_EQ(config->backup_folder, files.folder() + "/copies");
  EXPECT_EQ(config->backups_kept, 3u);
}

TEST(Config, RefusesABadValueWithFileLineAndReason) {
  struct Row {
    const char* text;
    const char* line;
    const char* reason;
  };
  const Row rows[] = {
      {"data_dir = 7", "line 1", "\"data_dir\" must be a text"},
      {"\n\nsite_dir = []", "line 3", "\"site_dir\" must be a text"},
      {"backups_kept = 0", "line 1", "\"backups_kept\" must be a whole number from 1 to 10000"},
      {"unsent_uploads_kept_hours = 0", "line 1", "must be a whole number from 1 to 10000"},
      {"links_for_days = 366", "line 1", "\"links_for_days\" must be a whole number from 0 to 365"},
      {"origins = \"https://a.example\"", "line 1", "\"origins\" must be a list"},
      {"origins = [1]", "line 1", "\"origins\" must be a list of texts"},
      {"listen = 7", "line 1", "\"listen\" must be a table"},
      {"[listen]\nport = 65536", "line 2", "\"port\" must be a whole number from 0 to 65535"},
      {"[listen]\nport = -1", "line 2", "\"port\""},
      {"[listen]\nport = \"80\"", "line 2", "\"port\""},
      {"[listen]\nport = 80.5", "line 2", "\"port\""},
      {"[listen]\nconnections_per_address = -1", "line 2", "\"connections_per_address\""},
      {"[listen]\ntrusted_proxies = \"10.0.0.1\"", "line 2", "\"trusted_proxies\" must be a list"},
      {"[listen]\ntrusted_proxies = [7]", "line 2", "\"trusted_proxies\" must be a list of texts"},
      {"[listen]\nport = 1\ntrusted_proxies = [\"10.0.0.1\", \"proxy\"]", "line 3 in [listen]",
       "\"trusted_proxies\" has a bad entry: \"proxy\" is no address or range"},
      {"[listen]\ntrusted_proxies = [\"10.0.0.1/8\"]", "line 2", "has bits set beyond its prefix."},
      {"[drain]\nseconds = 301", "line 2", "\"seconds\""},
      {"[drain]\nnotice_seconds = 301", "line 2", "\"notice_seconds\""},
      {"[drain]\nnotice_seconds = -1", "line 2", "\"notice_seconds\""},
      {"[log]\nlevel = \"loud\"", "line 2", "\"level\" must be trace"},
      {"[carrier]\nauth_token = \"a\"\nauth_token_file = \"b\"", "line 2", "\"auth_token\" is given, and its file too"},
      {"\npublic_url = \"ftp://desk.example\"", "line 2", "\"public_url\" must be an http or https address"},
      {"public_url = \"https://desk.example/path\"", "line 1", "without a path"},
      {"origins = [\"https://a.example\", \"*\"]", "line 1", "\"origins\" has a bad entry: * must be"},
      {"[listen]\nmetrics_addresses = [\"10.0.0.1\", \"x\"]", "line 2", "\"metrics_addresses\" has a bad entry"},
      {"[listen]\nport = 1\ntls_certificate = \"cert.pem\"", "line 3 in [listen]", "given together"},
      {"[listen]\ntls_key = \"key.pem\"", "line 2 in [listen]", "\"tls_key\""},
      {"[carrier]\naccount_sid = \"AC1\"", "line 2 in [carrier]", "32 hexadecimal digits"},
      {"[carrier]\napi_url = \"http://api.example\"", "line 2 in [carrier]", "must begin with https://"},
      {"[carrier]\nwebhook_base_url = \"hooks\"", "line 2 in [carrier]", "\"webhook_base_url\""},
      {"[carrier]\nauth_token = \"t\"\napi_key = \"SK1\"", "line 3 in [carrier]", "given together"},
      {"[carrier]\napi_secret_file = \"s\"", "line 2 in [carrier]", "\"api_secret_file\" is not enough"},
      {"colour = \"red\"", "line 1", "\"colour\" is not a setting here"},
      {"[listen]\nadress = \"x\"", "line 2 in [listen]", "\"adress\" is not a setting here"},
      {"data_dir = ", "line 1", ""},
      {"data_dir = \"a\"\ndata_dir = \"b\"", "line 2", ""},
  };
  const Files files;
  for (const Row& row : rows) {
    const std::string file = files.put("relay.toml", row.text);
    const auto config = read_config(file);
    ASSERT_FALSE(config) << row.text;
    EXPECT_EQ(config.error().sentence.rfind(file + ", " + row.line, 0), 0u) << config.error().sentence;
    EXPECT_NE(config.error().sentence.find(row.reason), std::string::npos) << config.error().sentence;
  }
}

TEST(Config, OnThisMachineBothItsNamesMaySignIn) {
  struct Row {
    const char* public_url;
    std::vector<std::string> origins;
  };
  const Row rows[] = {{"http://127.0.0.1:9090", {"https://a.example", "http://localhost:9090"}},
                      {"http://127.0.0.1:9090/", {"https://a.example", "http://localhost:9090"}},
                      {"http://127.0.0.1", {"https://a.example", "http://localhost"}},
                      {"https://127.0.0.1:9090", {"https://a.example"}},
                      {"http://127.0.0.10:9090", {"https://a.example"}},
                      {"https://desk.example", {"https://a.example"}}};
  for (const Row& row : rows) {
    Config config;
    config.public_url = row.public_url;
    config.origins = {"https://a.example"};
    admit_localhost(config);
    admit_localhost(config);
    EXPECT_EQ(config.origins, row.origins) << row.public_url;
  }
}

TEST(Config, ReadsProxiesAsAddressesAndRanges) {
  const Files files;
  const auto config = read_config(
      files.put("relay.toml", "[listen]\ntrusted_proxies = [\"127.0.0.1\", \"10.0.0.0/8\", \"fd00::/8\"]\n"));
  ASSERT_TRUE(config) << config.error().sentence;
  ASSERT_EQ(config->trusted_proxies.size(), 3u);
  EXPECT_TRUE(config->trusted_proxies[1].has(parse_address_range("10.1.2.3")->address));
  EXPECT_TRUE(read_config(files.put("none.toml", ""))->trusted_proxies.empty());
}

TEST(Config, RefusesWhatDoesNotFitTogether) {
  struct Row {
    void (*change)(Config&);
    const char* reason;
  };
  const Row rows[] = {
      {[](Config& c) { c.tls_key = "key.pem"; }, "given together"},
      {[](Config& c) { c.public_url = "desk.example"; }, "\"public_url\""},
      {[](Config& c) { c.public_url = "https://desk.example/path"; }, "without a path"},
      {[](Config& c) { c.origins = {"https://a.example/"}; }, "\"origins\""},
      {[](Config& c) { c.origins = {"*"}; }, "\"origins\""},
      {[](Config& c) { c.carrier.api_url = "ftp://x"; }, "\"api_url\""},
      {[](Config& c) { c.carrier.api_url = "http://api.example"; }, "must begin with https"},
      {[](Config& c) { c.carrier.api_url = "http://127.0.0.1.evil.example"; }, "must begin with https"},
      {[](Config& c) { c.carrier.webhook_base_url = "hooks"; }, "\"webhook_base_url\""},
      {[](Config& c) { c.carrier.account_sid = "AC1"; }, "\"account_sid\""},
      {[](Config& c) { c.carrier.account_sid.back() = 'x'; }, "hexadecimal"},
      {[](Config& c) { c.carrier.auth_token.clear(); }, "SMSDESK_CARRIER_AUTH_TOKEN"},
      {[](Config& c) { c.carrier.api_key = "SK1"; }, "given together"},
      {[](Config& c) { c.log_level = "loud"; }, "log level"},
  };
  const Files files;
  auto good = read_config(files.put("relay.toml", kGood));
  ASSERT_TRUE(good);
  for (const Row& row : rows) {
    Config config = *good;
    row.change(config);
    const Status checked = check_config(config);
    ASSERT_FALSE(checked) << row.reason;
    EXPECT_NE(checked.error().sentence.find(row.reason), std::string::npos) << checked.error().sentence;
    EXPECT_NE(checked.error().sentence.find(config.file), std::string::npos);
  }
}

TEST(Config, ReadsSecretsFromFilesWithoutTheLineEnd) {
  const Files files;
  files.put("token", "secret-token\r\nsecond line\n");
  const auto config = read_config(files.put("relay.toml", "[carrier]\nauth_token_file = \"token\""));
  ASSERT_TRUE(config) << config.error().sentence;
  EXPECT_EQ(config->carrier.auth_token, "secret-token");
}

TEST(Config, SaysWhichSecretFileIsMissingOrEmpty) {
  const Files files;
  files.put("empty", "\n");
  files.put("blank", "  \r\n");
  for (const std::string name : {"empty", "blank", "missing"}) {
    const std::string file = files.put("relay.toml", "[carrier]\nauth_token_file = \"" + name + "\"");
    const auto config = read_config(file);
    ASSERT_FALSE(config);
    for (const std::string& part :
         {file, std::string("line 2 in [carrier]"), "\"auth_token_file\" names " + files.folder() + "/" + name}) {
      EXPECT_NE(config.error().sentence.find(part), std::string::npos) << config.error().sentence;
    }
  }
}

TEST(Config, TakesTheTokenFromTheEnvironmentWhereTheFileHasNone) {
  const Files files;
  ASSERT_EQ(::setenv("SMSDESK_CARRIER_AUTH_TOKEN", "from-environment", 1), 0);
  const auto without = read_config(files.put("without.toml", ""));
  const auto with = read_config(files.put("with.toml", kGood));
  ::unsetenv("SMSDESK_CARRIER_AUTH_TOKEN");
  ASSERT_TRUE(without && with);
  EXPECT_EQ(without->carrier.auth_token, "from-environment");
  EXPECT_EQ(with->carrier.auth_token, "token");
}

TEST(Config, SaysThatAFileIsMissing) {
  EXPECT_NE(complaint_about("/nowhere/relay.toml").find("/nowhere/relay.toml cannot be read"), std::string::npos);
}

TEST(OriginOf, IsWhatABrowserCallsTheOrigin) {
  const std::pair<const char*, const char*> rows[] = {
      {"https://desk.example", "https://desk.example"},
      {"HTTPS://Desk.Example:443/path?x#y", "https://desk.example"},
      {"http://desk.example:80", "http://desk.example"},
      {"http://desk.example:443", "http://desk.example:443"},
      {"http://127.0.0.1:8080/", "http://127.0.0.1:8080"},
      {"http://[::1]:8080", "http://[::1]:8080"},
      {"https://desk.example?x", "https://desk.example"},
      {"ftp://desk.example", ""},
      {"desk.example", ""},
      {"https://", ""},
      {"https://:443", ""},
      {"https://user@desk.example", ""},
      {"https://desk.example:", ""},
      {"https://desk.example:0", ""},
      {"https://desk.example:65536", ""},
      {"https://desk.example:8o", ""},
      {"https://desk example", ""},
      {"https://[::1", ""},
      {"https://[]", ""},
      {"null", ""},
      {"", ""},
  };
  for (const auto& [url, origin] : rows) EXPECT_EQ(origin_of(url), origin) << url;
}

TEST(LoopbackUrl, IsThisMachineAndNothingThatLooksLikeIt) {
  for (const char* url : {"http://127.0.0.1", "http://127.0.0.1:8081/x", "http://LOCALHOST:1", "https://[::1]:8"}) {
    EXPECT_TRUE(is_loopback_url(url)) << url;
  }
  for (const char* url :
       {"http://127.0.0.1.evil.example", "http://localhost.evil.example", "http://10.0.0.1", "x", ""}) {
    EXPECT_FALSE(is_loopback_url(url)) << url;
  }
}

}  // namespace
}  // namespace smsdesk::relay
