#include "core/base/base64.h"

#include <gtest/gtest.h>

namespace smsdesk::test {
namespace {

// RFC 4648 §10.
TEST(Base64, KnowsHowManyBytesItsTextHas) {
  const std::string_view texts[] = {"", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"};
  for (std::size_t bytes = 0; bytes < std::size(texts); ++bytes) {
    EXPECT_EQ(base64_bytes(texts[bytes]), bytes) << texts[bytes];
    EXPECT_EQ(base64_length(bytes), texts[bytes].size()) << texts[bytes];
  }
  EXPECT_EQ(base64_bytes("+/+/"), 3u);
}

TEST(Base64, TakesNothingThatOnlyALenientReaderWould) {
  for (const char* text : {"Z", "Zg", "Zg=", "Zm9vY", "====", "Z===", "=Zg=", "Zg==Zg==", "Zm8=\n", "Zm 9", "Zm9-",
                           "Zm9_", "Zm9v\r\n\r\n", "Zm9\xc3", "data:;base64,Zg=="}) {
    EXPECT_FALSE(base64_bytes(text)) << text;
  }
  EXPECT_FALSE(base64_bytes(std::string_view("Zm9\0", 4)));
}

TEST(Base64, TakesOneTextForOneContent) {
  EXPECT_TRUE(base64_bytes("Zg=="));
  EXPECT_FALSE(base64_bytes("Zh==")) << "bits that belong to no byte";
  EXPECT_TRUE(base64_bytes("Zm8="));
  EXPECT_FALSE(base64_bytes("Zm9="));
}

}  // namespace
}  // namespace smsdesk::test
