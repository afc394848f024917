#include "core/sms/web_host.h"

#include <gtest/gtest.h>

namespace smsdesk::sms {
namespace {

std::string ascii(std::string_view text) {
  const auto host = parse_web_host(text);
  return host ? host->ascii : "";
}

// RFC 3492 §7.1 and names that browsers resolve every day.
TEST(WebHost, WritesNamesAsOthersDo) {
  EXPECT_EQ(punycode(U"\u4ED6\u4EEC\u4E3A\u4EC0\u4E48\u4E0D\u8BF4\u4E2D\u6587"), "ihqwcrb4cv8a8dqg056pqjye");
  EXPECT_EQ(punycode(U"3\u5E74B\u7D44\u91D1\u516B\u5148\u751F"), "3B-ww4c5e180e575a65lsy2b");
  EXPECT_EQ(punycode(U"Pro\u010Dprost\u011Bnemluv\u00ED\u010Desky"), "Proprostnemluvesky-uyb24dma41a");
  EXPECT_EQ(ascii("M\u00FCnchen.de"), "xn--mnchen-3ya.de");
  EXPECT_EQ(ascii("\u043F\u0440\u0438\u043C\u0435\u0440.\u0440\u0444"), "xn--e1afmkfd.xn--p1ai");
  EXPECT_EQ(ascii("Example.COM"), "example.com");
}

TEST(WebHost, DoubtsWhatCouldPassForAnother) {
  EXPECT_TRUE(parse_web_host("\u0430pple.com")->is_doubtful) << "one Cyrillic letter among Latin ones";
  EXPECT_EQ(ascii("\u0430pple.com"), "xn--pple-43d.com");
  EXPECT_TRUE(parse_web_host("\u0430\u0440\u0440\u04CF\u0435.com")->is_doubtful)
      << "all Cyrillic before an ASCII ending";
  EXPECT_FALSE(parse_web_host("\u043F\u0440\u0438\u043C\u0435\u0440.\u0440\u0444")->is_doubtful);
  EXPECT_FALSE(parse_web_host("m\u00FCnchen.de")->is_doubtful);
  EXPECT_FALSE(parse_web_host("\u65E5\u672Cshop.jp")->is_doubtful);
  EXPECT_FALSE(parse_web_host("apple.com")->is_doubtful);
}

TEST(WebHost, TakesOnlyHosts) {
  EXPECT_EQ(ascii("192.0.2.7"), "192.0.2.7");
  for (const char* no : {"", "localhost", "a..b", ".com", "com.", "-a.com", "a-.com", "a b.com", "1.2.3", "1.2.3.256",
                         "01.2.3.4", "a.0x7f", "exam\u2044ple.com", "exam\u200Bple.com", "a\uFF0Ecom.net", "a.c"}) {
    EXPECT_FALSE(parse_web_host(no)) << no;
  }
  EXPECT_FALSE(parse_web_host(std::string(64, 'a') + ".com"));
  EXPECT_FALSE(parse_web_host(std::string(63, 'a') + "." + std::string(63, 'b') + "." + std::string(63, 'c') + "." +
                              std::string(63, 'd') + ".com"));
}

}  // namespace
}  // namespace smsdesk::sms
