#include "core/base/shortened.h"

#include <gtest/gtest.h>

namespace smsdesk {
namespace {

TEST(Shortened, KeepsWhatHasRoom) {
  EXPECT_EQ(shortened("", 0), "");
  EXPECT_EQ(shortened("four", 4), "four");
}

TEST(Shortened, EndsInAnEllipsisAndCutsNoScalar) {
  EXPECT_EQ(shortened("four", 3), "fou…");
  EXPECT_EQ(shortened("aé", 2), "a…");
  EXPECT_EQ(shortened("é", 1), "…");
}

}  // namespace
}  // namespace smsdesk
