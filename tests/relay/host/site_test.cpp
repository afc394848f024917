#include "relay/host/site.h"

#include <gtest/gtest.h>
#include <sodium.h>

#include "tests/relay/host/files.h"

namespace smsdesk::relay {
namespace {

std::string header_of(const net::HttpResponse& response, std::string_view name) {
  for (const net::Header& header : response.headers) {
    if (net::equals_without_case(header.name, name)) return header.value;
  }
  return {};
}

std::string body_of(const net::HttpResponse& response) {
  return response.shared_body ? *response.shared_body : response.body;
}

class SiteTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { ASSERT_GE(sodium_init(), 0); }
  SiteTest() {
    files_.put("index.html", "<page>");
    files_.put("app.js", "plain");
    files_.put("app.js.br", "brotli");
    files_.put("app.js.gz", "gzip");
    files_.put("secret.txt", "secret");
    files_.put("site.json", R"([{"path":"/","file":"index.html","type":"text/html"},
      {"path":"/app-1.js","file":"app.js","br":"app.js.br","gz":"app.js.gz","type":"text/javascript","immutable":true}])");
  }
  net::HttpResponse get(const std::string& target, std::vector<net::Header> headers = {}) const {
    auto site = Site::load(files_.folder());
    EXPECT_TRUE(site) << site.error().sentence;
    net::HttpRequest request;
    request.method = "GET";
    request.target = target;
    request.headers = std::move(headers);
    return site->answer(request);
  }
  const Files files_;
};

TEST_F(SiteTest, GivesTheCodingThatTheBrowserTakes) {
  const std::pair<const char*, const char*> rows[] = {
      {"br, gzip", "brotli"},  {"gzip, deflate, br", "brotli"}, {"gzip", "gzip"},
      {"GZIP", "gzip"},        {"br;q=0, gzip", "gzip"},        {"br;q=0.000,gzip;q=0", "plain"},
      {"br; q=0.5", "brotli"}, {"identity", "plain"},           {"", "plain"},
      {"brotli", "plain"},     {"xbr,,;q=1", "plain"},
  };
  for (const auto& [accepted, body] : rows) {
    const net::HttpResponse response = get("/app-1.js", {{"Accept-Encoding", accepted}});
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(body_of(response), body) << accepted;
    EXPECT_EQ(header_of(response, "Vary"), "Accept-Encoding");
    const std::string coding = header_of(response, "Content-Encoding");
    EXPECT_EQ(coding, std::string(body) == "brotli" ? "br" : std::string(body) == "gzip" ? "gzip" : "") << accepted;
  }
  EXPECT_EQ(body_of(get("/app-1.js")), "plain");
}

TEST_F(SiteTest, AnswersNotModifiedWhereTheBrowserHasIt) {
  const std::string etag = header_of(get("/"), "ETag");
  ASSERT_FALSE(etag.empty());
  const net::HttpResponse same = get("/", {{"If-None-Match", "\"other\", " + etag}});
  EXPECT_EQ(same.status, 304);
  EXPECT_TRUE(body_of(same).empty());
  EXPECT_EQ(get("/", {{"If-None-Match", "\"other\""}}).status, 200);
  EXPECT_NE(header_of(get("/app-1.js"), "ETag"), etag);
}

TEST_F(SiteTest, KeepsOnlyFilesThatAreNamedByTheirContent) {
  EXPECT_EQ(header_of(get("/app-1.js"), "Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(header_of(get("/"), "Cache-Control"), "no-cache");
  EXPECT_EQ(get("/?version=2").status, 200);
}

TEST_F(SiteTest, HasNothingOutsideItsList) {
  for (const char* target :
       {"/secret.txt", "/site.json", "/index.html", "/../secret.txt", "/..%2fsecret.txt", "//", "", "/.", "/app-1.js/",
        "/APP-1.js", "/app-1.js%00", "/app-1.js/../secret.txt", "\\secret.txt", "/%2e%2e/secret.txt"}) {
    const net::HttpResponse response = get(target);
    EXPECT_EQ(response.status, 404) << target;
    EXPECT_EQ(body_of(response).find("secret"), std::string::npos) << target;
  }
}

TEST_F(SiteTest, SaysWhichFileOfTheListIsMissing) {
  files_.put("site.json", R"([{"path":"/x","file":"missing.js"}])");
  const auto missing = Site::load(files_.folder());
  ASSERT_FALSE(missing);
  EXPECT_NE(missing.error().sentence.find("/x"), std::string::npos);
  for (const char* bad : {"", "{}", "[", "[7]", "[{\"path\":\"\",\"file\":\"index.html\"}]"}) {
    files_.put("site.json", bad);
    EXPECT_FALSE(Site::load(files_.folder())) << bad;
  }
  EXPECT_FALSE(Site::load(files_.folder() + "/nowhere"));
}

TEST(SecurityHeaders, AllowOwnScriptsOnlyAndTlsForAYear) {
  net::HttpResponse plain, tls;
  add_security_headers(plain, false);
  add_security_headers(tls, true);
  const std::string policy = header_of(plain, "Content-Security-Policy");
  for (const char* part : {"default-src 'self'", "script-src 'self' 'wasm-unsafe-eval'", "object-src 'none'",
                           "base-uri 'none'", "frame-ancestors 'none'"}) {
    EXPECT_NE(policy.find(part), std::string::npos) << part;
  }
  EXPECT_EQ(policy.find("unsafe-inline"), std::string::npos);
  EXPECT_EQ(policy.find("'unsafe-eval'"), std::string::npos);
  EXPECT_EQ(header_of(plain, "X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(header_of(plain, "Strict-Transport-Security"), "");
  EXPECT_EQ(header_of(tls, "Strict-Transport-Security"), "max-age=31536000");
}

}  // namespace
}  // namespace smsdesk::relay
