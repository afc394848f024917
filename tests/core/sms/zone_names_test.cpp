#include "core/sms/zone_names.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "core/sms/number_zone.h"

namespace smsdesk::sms {
namespace {

TEST(ZoneNames, AreInOrderEachOnce) {
  const std::vector<std::string> all = zone_names();
  EXPECT_GT(all.size(), 350u);
  EXPECT_TRUE(std::is_sorted(all.begin(), all.end()));
  EXPECT_EQ(std::adjacent_find(all.begin(), all.end()), all.end());
  for (const std::string& one : all) {
    const std::size_t slash = one.find('/');
    EXPECT_TRUE(slash != std::string::npos && slash > 0 && slash + 1 < one.size()) << one;
    EXPECT_EQ(one.find(' '), std::string::npos) << one;
  }
}

// What the page says of a number can be chosen for its owner.
TEST(ZoneNames, HaveWhatNumbersName) {
  const std::vector<std::string> all = zone_names();
  const std::set<std::string> known(all.begin(), all.end());
  std::set<std::string> missing;
  for (int code = 10000; code < 100000; ++code) {
    const ZoneSpan span = zones_of_number("+" + std::to_string(code) + "5550123");
    for (const std::string_view zone : {span.behind, span.ahead})
      if (!zone.empty() && known.count(std::string(zone)) == 0) missing.insert(std::string(zone));
  }
  EXPECT_EQ(missing, std::set<std::string>());
}

}  // namespace
}  // namespace smsdesk::sms
