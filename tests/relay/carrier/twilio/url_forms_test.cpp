#include "relay/carrier/twilio/url_forms.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

namespace smsdesk::twilio {
namespace {

bool has(const std::vector<std::string>& forms, std::string_view form) {
  return std::find(forms.begin(), forms.end(), form) != forms.end();
}

TEST(TwilioUrlForms, BeginWithTheUrlWithoutAndWithItsPort) {
  auto forms = url_forms("https://Hooks.example.com:8443/a?b=c");
  ASSERT_GE(forms.size(), 4u);
  EXPECT_EQ(forms[0], "https://Hooks.example.com/a?b=c");
  EXPECT_EQ(forms[1], "https://Hooks.example.com:8443/a?b=c");
  EXPECT_TRUE(has(forms, "https://hooks.example.com:8443/a?b=c"));
  EXPECT_TRUE(has(url_forms("http://a.example/"), "http://a.example:80/"));
  EXPECT_TRUE(has(url_forms("https://a.example/"), "https://a.example:443/"));
}

TEST(TwilioUrlForms, NormaliseAsABrowserDoes) {
  auto forms = url_forms("https://user:pw@A.example?q=O'B \xE2\x82\xAC%2f#rc=5");
  EXPECT_TRUE(has(forms, "https://user:pw@a.example/?q=O%27B%20%E2%82%AC%2f"));
  EXPECT_TRUE(has(forms, "https://user:pw@a.example/?q=O'B%20%E2%82%AC%2F"));
  EXPECT_TRUE(has(forms, "https://user:pw@a.example/?q=O%27B%20%E2%82%AC%2f#rc=5"));
}

TEST(TwilioUrlForms, EncodeAQueryAnew) {
  EXPECT_TRUE(has(url_forms("https://a.example/x?n=a+b&&m&n=%zz&m=1"), "https://a.example/x?n=a%20b&n=%25zz&m=&m=1"));
}

TEST(TwilioUrlForms, KeepAnAddressOfIpVersion6Whole) {
  auto forms = url_forms("https://[::1]:8443/x");
  EXPECT_EQ(forms[0], "https://[::1]/x");
  EXPECT_EQ(forms[1], "https://[::1]:8443/x");
  EXPECT_EQ(url_forms("https://[::1]/x")[1], "https://[::1]:443/x");
}

TEST(TwilioUrlForms, AreFewDistinctAndNeverNone) {
  for (const char* url : {"", "x", "://", "https://", "https:///x", "ftp://a/b", "http://:80", "https://a?b#c",
                          "https://@/", "?#", "https://a.example:1/x?a=1&b=2&a=3#f", "https://A.example/'?'=%41+#x"}) {
    auto forms = url_forms(url);
    EXPECT_GE(forms.size(), 1u) << url;
    EXPECT_LE(forms.size(), 12u) << url;
    EXPECT_EQ(std::set<std::string>(forms.begin(), forms.end()).size(), forms.size()) << url;
  }
  EXPECT_EQ(url_forms("not a url"), std::vector<std::string>{"not a url"});
}

TEST(TwilioUrlForms, OfSeveralUrlsAreEachTriedOnce) {
  const std::string plain = "https://a.example/x?n=a'b";
  const std::vector<std::string> urls{plain, plain + std::string(kWebhookOverrides)};
  const auto others = other_forms(urls);
  std::set<std::string> all, tried(urls.begin(), urls.end());
  for (const std::string& url : urls)
    for (const std::string& form : url_forms(url)) all.insert(form);
  for (const std::string& form : others) EXPECT_TRUE(tried.insert(form).second) << form << " was tried before";
  EXPECT_EQ(tried, all) << "and none is left out";
  EXPECT_TRUE(other_forms(std::vector<std::string>{"not a url"}).empty());
}

TEST(TwilioUrlForms, TheOverridesAreThoseThatTheReadmeAsksFor) {
  std::ifstream stream(SMSDESK_FIXTURES "/../../README.md");
  const std::string readme(std::istreambuf_iterator<char>(stream), {});
  EXPECT_NE(readme.find("`/carrier/twilio/inbound" + std::string(kWebhookOverrides) + "`"), std::string::npos);
  const auto forms = url_forms("https://a.example/x" + std::string(kWebhookOverrides));
  EXPECT_EQ(forms.front(), "https://a.example/x");
  EXPECT_TRUE(has(forms, "https://a.example/x" + std::string(kWebhookOverrides)));
}

}  // namespace
}  // namespace smsdesk::twilio
