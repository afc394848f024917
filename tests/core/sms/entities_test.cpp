#include "core/sms/entities.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "core/base/random.h"
#include "core/base/utf8.h"
#include "core/sms/grapheme.h"

namespace smsdesk::sms {
namespace {

std::vector<std::string> found(std::string_view text, EntityKind kind) {
  std::vector<std::string> parts;
  for (const Entity& one : find_entities(text))
    if (one.kind == kind) parts.emplace_back(text.substr(one.begin, one.end - one.begin));
  return parts;
}
std::string link_of(std::string_view text) {
  const auto all = find_entities(text);
  return all.size() == 1 && all[0].kind == EntityKind::Link ? all[0].value : "";
}
using Words = std::vector<std::string>;

TEST(Entities, FindsLinksAndOpensWhatWasUnderstood) {
  EXPECT_EQ(link_of("See https://example.com/a?b=1#c."), "https://example.com/a?b=1#c");
  EXPECT_EQ(link_of("(HTTP://Example.com/x(y))"), "http://example.com/x(y)");
  EXPECT_EQ(link_of("www.example.com, thanks"), "https://www.example.com");
  EXPECT_EQ(link_of("go to bit.ly/3xY now"), "https://bit.ly/3xY");
  EXPECT_EQ(link_of("https://example.com:8443/"), "https://example.com:8443/");
  EXPECT_EQ(link_of("https://example.com/caf\u00E9"), "https://example.com/caf%C3%A9");
  EXPECT_EQ(link_of("\u201Chttps://example.com/\u201D"), "https://example.com/");
  EXPECT_EQ(link_of("\u8BF7\u770Bhttps://example.com/\u3002"), "https://example.com/");
}

TEST(Entities, SaysWhoseHostItIs) {
  const auto all = find_entities("https://\u0430pple.com/login");
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].host, "xn--pple-43d.com");
  EXPECT_EQ(all[0].host_written, "\u0430pple.com");
  EXPECT_TRUE(all[0].is_doubtful);
  EXPECT_EQ(all[0].value, "https://xn--pple-43d.com/login");
}

TEST(Entities, OpensNothingThatIsNoWebAddress) {
  for (const char* text :
       {"javascript:alert(1)", "data:text/html,hi", "JAVASCRIPT://example.com/%0aalert(1)", "file:///etc/passwd",
        "ftp://example.com", "https://bank.com@evil.com/", "https://bank.com:x@evil.com/", "https://localhost/",
        "http://", "https://exa\u202Emple.com", "call.me", "xhttp:/example", "vbscript:x", "tel:1"}) {
    EXPECT_TRUE(found(text, EntityKind::Link).empty()) << text;
  }
}

TEST(Entities, FindsMailNumbersAndCodes) {
  EXPECT_EQ(found("write to ana.ruiz+sms@example.co.uk.", EntityKind::Email), Words{"ana.ruiz+sms@example.co.uk"});
  for (const char* number : {"+1 415 555 0199", "(415) 555-0199", "415-555-0199", "415.555.0199", "+14155550199",
                             "030 1234567", "+49 (30) 1234-567", "4155550199"}) {
    const std::string text = std::string("call ") + number + " today";
    EXPECT_EQ(found(text, EntityKind::Phone), Words{number}) << number;
  }
  EXPECT_EQ(find_entities("call +1 (415) 555-0199.").at(0).value, "+14155550199");
  EXPECT_EQ(found("Your code is 482913.", EntityKind::Code), Words{"482913"});
  EXPECT_EQ(found("G-482913 is your code", EntityKind::Code), Words{"G-482913"});
  EXPECT_EQ(found("order AB12CD34 and 4711", EntityKind::Code), (Words{"AB12CD34", "4711"}));
  for (const char* text : {"in 2026", "at 14:05", "on 2026-11-26", "26.11.2026", "$1200", "1200\u20AC", "1,234,567",
                           "3.1415926", "50%", "12345678x", "v1.2.3456", "room 12", "ASAP", "1234/5678"}) {
    EXPECT_TRUE(find_entities(text).empty()) << text;
  }
}

TEST(Entities, ReadsNumbersInTheDigitsOfEveryScript) {
  const struct {
    const char *text, *written, *value;
  } kNumbers[] = {
      {"اتصل على ٠٥٠١٢٣٤٥٦٧ غدا", "٠٥٠١٢٣٤٥٦٧", "0501234567"},
      {"٠٥٠ ١٢٣ ٤٥٦٧، شكرا", "٠٥٠ ١٢٣ ٤٥٦٧", "0501234567"},
      {"\u202A+٩٦٦٥٠١٢٣٤٥٦٧\u202C", "+٩٦٦٥٠١٢٣٤٥٦٧", "+966501234567"},
      {"۰۹۱۲۳۴۵۶۷۸۹", "۰۹۱۲۳۴۵۶۷۸۹", "09123456789"},
      {"電話は０９０－１２３４－５６７８です", "０９０－１２３４－５６７８", "09012345678"},
      {"電話：090ー1234ー5678。", "090ー1234ー5678", "09012345678"},
      {"（０３）１２３４－５６７８", "（０３）１２３４－５６７８", "0312345678"},
      {"＋８１　９０　１２３４　５６７８", "＋８１　９０　１２３４　５６７８", "+819012345678"},
      {"call 415‑555–0199", "415‑555–0199", "4155550199"},
  };
  for (const auto& one : kNumbers) {
    EXPECT_EQ(found(one.text, EntityKind::Phone), Words{one.written}) << one.text;
    EXPECT_EQ(find_entities(one.text).at(0).value, one.value) << one.text;
  }
  EXPECT_EQ(found("رمزك ٤٨٢٩١٣", EntityKind::Code), Words{"٤٨٢٩١٣"});
  EXPECT_EQ(find_entities("رمزك ٤٨٢٩١٣").at(0).value, "482913");
  EXPECT_EQ(find_entities("番号は１２３４５６です").at(0).value, "123456");
  EXPECT_EQ(find_entities("«482913»").at(0).value, "482913");
  EXPECT_EQ(find_entities("인증번호는 482913입니다").at(0).value, "482913");
  for (const char* text : {"１２００円",   "¥1200",
                           "1200 ₽",     "２０２６年１１月２８日",
                           "٢٠٢٦/١١/٢٨",   "٣٫١٤١٥٩",
                           "１，２００",   "٥٠٠٠٪",
                           "1200–1500",    "2020–2021",
                           "1990-2000",    "１２：３０",
                           "スーパー１２", "$1200 $",
                           "定員1234人",   "1200원",
                           "5000개",       "2026년 11월 28일",
                           "1234명",       "1500일",
                           "1200월",       "1200시",
                           "1200분"}) {
    EXPECT_TRUE(find_entities(text).empty()) << text;
  }
}

TEST(Entities, FindsStreetsByTheirShape) {
  EXPECT_EQ(found("come to 1600 Pennsylvania Avenue NW today", EntityKind::Address),
            Words{"1600 Pennsylvania Avenue NW"});
  EXPECT_EQ(found("I live at 12 Main St.", EntityKind::Address), Words{"12 Main St"});
  EXPECT_EQ(found("Lange Stra\u00DFe 4", EntityKind::Address), Words{});
  EXPECT_EQ(found("bei Hauptstra\u00DFe 12a, bitte", EntityKind::Address), Words{"Hauptstra\u00DFe 12a"});
  EXPECT_TRUE(found("I have 3 Apples", EntityKind::Address).empty());
  EXPECT_TRUE(found("in 5 minutes on Main St", EntityKind::Address).empty());
}

TEST(Entities, LeavesClustersWhole) {
  EXPECT_TRUE(find_entities("48291\uFE0F\u20E3").empty()) << "its last digit is a keycap";
  EXPECT_TRUE(find_entities("482913\u0301").empty());
}

TEST(Entities, HaveAMaximum) {
  std::string text;
  for (std::size_t i = 0; i < kEntitiesMax + 20; ++i) text += "4711 ";
  EXPECT_EQ(find_entities(text).size(), kEntitiesMax);
  EXPECT_TRUE(find_entities("https://example.com/" + std::string(kLinkBytesMax, 'a')).empty());
}

TEST(Entities, TakeNoLongerForATextThatWasMadeToBeSlow) {
  constexpr std::size_t kBytes = 1'000'000;  // each of them took minutes where the work grew with its square
  const auto many = [](std::string_view part) {
    std::string text;
    while (text.size() < kBytes) text += part;
    return text;
  };
  const std::string link = "https://e.co/";
  EXPECT_EQ(link_of(link + many(")")), link);
  EXPECT_EQ(link_of(link + "(" + many("]")), link);
  EXPECT_TRUE(find_entities(link + many("(") + many(")")).empty()) << "all of it is the link, which is too long";
  const std::string links = many(link);
  const std::size_t fit = (kLinkBytesMax / link.size()) * link.size();
  EXPECT_EQ(found(links, EntityKind::Link), Words{links.substr(links.size() - fit)})
      << "of links in links the first that fits";
  EXPECT_EQ(found(links + many(")"), EntityKind::Link), Words{links.substr(links.size() - fit)});
  EXPECT_TRUE(find_entities(many("https://e.co:") + "@").empty());
  EXPECT_TRUE(find_entities("https://" + many("a.")).empty());
  EXPECT_TRUE(find_entities("a%a%a%a%a%a%a%a%a%a%a%a%a%a%a@" + many("a.")).empty());
}

/// Where a link ends, said another way: with the longest part that ends with what may end it. `rest` is all behind the host.
std::size_t kept_of(std::string_view rest) {
  const auto count = [](std::string_view text, char c) { return std::count(text.begin(), text.end(), c); };
  for (; !rest.empty(); rest.remove_suffix(1)) {
    const char last = rest.back();
    if (last == ')' || last == ']') {
      if (count(rest, last) <= count(rest, last == ')' ? '(' : '[')) break;
    } else if (std::string_view(".,;:!?'*([~").find(last) == std::string_view::npos) {
      break;
    }
  }
  return rest.size();
}

TEST(Entities, LawOfWhereLinksEnd) {
  static constexpr std::string_view kLink = "https://e.co", kBehindHost = "////??#:@,)",
                                    kBehind = "//??#xx.,!(([[))]]*:~'";
  Random random(20261204);
  std::size_t links = 0, too_long = 0;
  for (int round = 0; round < 5'000; ++round) {
    // Some are too long for a link, so that one that begins in them is looked at.
    std::string text;
    for (auto n = random.below(3) + 1; n > 0; --n) {
      for (auto m = random.below(4) + 1; m > 0; --m) {
        text += kLink;
        text += kBehindHost[random.below(kBehindHost.size())];
        for (auto k = random.below(16); k > 0; --k) text += kBehind[random.below(kBehind.size())];
        if (random.below(6) == 0) text += "/" + std::string(random.below(2 * kLinkBytesMax), 'x');
        if (random.below(6) == 0) text += std::string(random.below(60), random.below(2) == 0 ? '(' : ')');
        if (random.below(40) == 0) text += "(@";
        text += "/)"[random.below(2)];
      }
      text += ' ';
    }
    Words expected;
    for (std::size_t at = 0; (at = text.find(kLink, at)) != std::string::npos;) {
      const std::string_view rest =
          std::string_view(text).substr(at + kLink.size(), text.find(' ', at) - at - kLink.size());
      const bool has_rest = std::string_view("/?#").find(rest[0]) != std::string_view::npos;
      const bool has_name = rest[0] == '@' || (rest[0] == ':' && rest.find('@') != std::string_view::npos);
      const std::size_t size = kLink.size() + (has_rest ? kept_of(rest) : 0);
      too_long += size > kLinkBytesMax ? 1 : 0;
      const bool is_link = !has_name && size <= kLinkBytesMax;
      if (is_link) expected.push_back(text.substr(at, size));
      at += is_link ? size : 1;
    }
    links += expected.size();
    ASSERT_EQ(found(text, EntityKind::Link), expected) << text;
  }
  EXPECT_GT(links, 5'000u);
  EXPECT_GT(too_long, 500u) << "one that begins in what is too long is asked for, too";
}

/// Made of pieces that are near to something.
std::string near_text(Random& random) {
  static constexpr std::array<std::string_view, 46> kPieces = {
      "https://", "http://",  "javascript:", "data:",  "www.",    "example.com", ".com",   "a",      "@",    "/",
      ":",        "?",        "#",           ".",      ",",       " ",           "(",      ")",      "-",    "+",
      "1",        "42",       "2026",        "415",    "5550199", "AB",          "St",     " Main ", "xn--", "\u0430",
      "\u00E9",   "\u0301",   "\u200B",      "\u202E", "\u20E3",  "\U0001F600",  "\u3002", "%",      "\\",   "\n",
      "٠٥٠",      "１２３４", "－",          "（",     "）",      "東京都"};
  std::string text;
  for (auto n = random.below(24); n > 0; --n) text += kPieces[random.below(kPieces.size())];
  return text;
}

TEST(Entities, LawOfBordersAndLinks) {
  Random random(20261126);
  std::size_t links = 0, all = 0;
  for (int round = 0; round < 60'000; ++round) {
    const std::string text = near_text(random);
    std::vector<bool> begins(text.size() + 1, false);
    ClusterBreaker breaker;
    for (std::size_t i = 0; i < text.size();) {
      const std::size_t here = i;
      begins[here] = breaker.begins_cluster(utf8::next(text, i));
    }
    begins[text.size()] = true;
    std::uint32_t last = 0;
    for (const Entity& one : find_entities(text)) {
      ++all;
      ASSERT_LE(last, one.begin) << text;
      ASSERT_LT(one.begin, one.end) << text;
      ASSERT_LE(one.end, text.size()) << text;
      ASSERT_TRUE(begins[one.begin] && begins[one.end]) << text;
      last = one.end;
      if (one.kind == EntityKind::Phone || one.kind == EntityKind::Code) {
        for (const char c : one.value) ASSERT_TRUE((c > ' ' && c < 0x7F)) << text;
      }
      if (one.kind != EntityKind::Link) continue;
      ++links;
      ASSERT_TRUE(one.value.rfind("http://", 0) == 0 || one.value.rfind("https://", 0) == 0) << text;
      ASSERT_FALSE(one.host.empty()) << text;
      const std::size_t host = one.value.find("://") + 3;
      ASSERT_EQ(one.value.substr(host, one.host.size()), one.host) << text;
      const char behind = host + one.host.size() < one.value.size() ? one.value[host + one.host.size()] : '/';
      ASSERT_TRUE(behind == '/' || behind == '?' || behind == '#' || behind == ':') << text;
      for (const char c : one.value) ASSERT_TRUE(c > ' ' && c < 0x7F && c != '"' && c != '<' && c != '\\') << text;
    }
  }
  EXPECT_GT(links, 1'000u) << "the texts must be near enough to mean something";
  EXPECT_GT(all, 5'000u);
}

}  // namespace
}  // namespace smsdesk::sms
