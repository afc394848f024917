#include "web/widget/icons.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

namespace smsdesk::web {
namespace {

/// How many numbers a command takes.
int numbers_of(char command) {
  switch (command) {
    case 'M':
    case 'L':
      return 2;
    case 'C':
      return 6;
    case 'Z':
      return 0;
    case 'O':
    case 'D':
      return 3;
    case 'R':
      return 5;
    default:
      return -1;
  }
}

TEST(Icons, AreWellFormedAndStayInsideTheirGrid) {
  for (int i = 0; i < static_cast<int>(Icon::kCount); ++i) {
    SCOPED_TRACE("icon " + std::to_string(i));
    const char* at = icon_path(static_cast<Icon>(i));
    ASSERT_NE(*at, '\0');
    bool is_open = false;
    while (*at != '\0') {
      const char command = *at++;
      if (command == ' ') continue;
      const int count = numbers_of(command);
      ASSERT_GE(count, 0) << command;
      // A line needs a point to begin at.
      if (command == 'L' || command == 'C' || command == 'Z') {
        ASSERT_TRUE(is_open) << command;
      }
      if (command == 'M') is_open = true;
      if (command == 'Z' || command == 'O' || command == 'D' || command == 'R') is_open = false;
      for (int n = 0; n < count; ++n) {
        char* end = nullptr;
        const float value = std::strtof(at, &end);
        ASSERT_NE(end, at) << "a number is missing behind " << command;
        EXPECT_GE(value, 0.0f);
        EXPECT_LE(value, 24.0f);
        at = end;
      }
    }
  }
}

}  // namespace
}  // namespace smsdesk::web
