#include "relay/media/picture_size.h"

#include <gtest/gtest.h>

#include <string>

#include "core/base/random.h"

namespace smsdesk::media {
namespace {

using namespace std::string_literals;

const std::string kFrame = "\xFF\xC0\0\x11\b\0\x64\0\xC8\3\1\x22\0\2\x11\1\3\x11\1"s;  // 200 × 100

std::string exif(char orientation) {
  return "\xFF\xE1\0\x22"
         "Exif\0\0MM\0*\0\0\0\b\0\1\1\x12\0\3\0\0\0\1\0"s +
         orientation + "\0\0\0\0\0\0"s;
}

TEST(PictureSize, IsReadFromTheHead) {
  EXPECT_EQ(find_picture_size("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\2\x80\0\0\1\xE0\b\2"s), (PictureSize{640, 480}));
  EXPECT_EQ(find_picture_size("GIF89a\x40\1\xF0\0\x80\0\0"s), (PictureSize{320, 240}));
  EXPECT_EQ(find_picture_size("\xFF\xD8"s + kFrame), (PictureSize{200, 100}));
  EXPECT_EQ(find_picture_size("RIFF\0\0\0\0WEBPVP8X\x0A\0\0\0\0\0\0\0\x7F\2\0\xDF\1\0"s), (PictureSize{640, 480}));
}

TEST(PictureSize, IsThatOfThePictureAsItIsShown) {
  EXPECT_EQ(find_picture_size("\xFF\xD8"s + exif(1) + kFrame), (PictureSize{200, 100}));
  EXPECT_EQ(find_picture_size("\xFF\xD8"s + exif(6) + kFrame), (PictureSize{100, 200}));
}

TEST(PictureSize, IsNotBelievedWhereItCannotBe) {
  EXPECT_EQ(find_picture_size("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\0\0\0\1\xE0"s), std::nullopt);
  EXPECT_EQ(find_picture_size("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\x7F\0\0\0\0\0\1\xE0"s), std::nullopt);
  EXPECT_EQ(find_picture_size("\xFF\xD8\xFF\xE0\0\1"s), std::nullopt);
  EXPECT_EQ(find_picture_size("words"), std::nullopt);
  EXPECT_EQ(find_picture_size(""), std::nullopt);
}

TEST(PictureSize, ReadsNothingBeyondAnyBytes) {
  Random random(7);
  const std::string begins[] = {"\xFF\xD8"s + exif(6) + kFrame, "RIFF\0\0\0\0WEBPVP8L"s,
                                "\x89PNG\r\n\x1A\n\0\0\0\rIHDR"s, "GIF89a"s};
  for (int i = 0; i < 20'000; ++i) {
    std::string bytes = begins[random.below(4)];
    for (int k = 0; k < 4; ++k) bytes += static_cast<char>(random.below(256));
    for (int k = 0; k < 3; ++k) bytes[random.below(bytes.size())] = static_cast<char>(random.below(256));
    bytes.resize(random.below(bytes.size() + 1));
    if (const auto size = find_picture_size(bytes)) {
      EXPECT_GT(size->width * size->height, 0u);
      EXPECT_LE(std::max(size->width, size->height), kPictureSideMax);
    }
  }
}

}  // namespace
}  // namespace smsdesk::media
