#include "server-mock/picture.h"

#include <gtest/gtest.h>

#include <set>

namespace smsdesk::mock {
namespace {

TEST(Pictures, AreDifferentAndSmallEnoughForAnMms) {
  std::set<std::string> seen;
  for (int i = 0; i < kSamplePictures; ++i) {
    const std::string png = make_sample_png(i);
    EXPECT_EQ(png.substr(0, 8), std::string("\x89PNG\r\n\x1a\n", 8));
    EXPECT_EQ(png.substr(png.size() - 8, 4), "IEND");
    EXPECT_LT(png.size(), 500U * 1024);
    seen.insert(png);
  }
  EXPECT_EQ(seen.size(), static_cast<std::size_t>(kSamplePictures));
}

}  // namespace
}  // namespace smsdesk::mock
