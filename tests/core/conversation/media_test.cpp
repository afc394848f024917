#include "core/conversation/media.h"

#include <gtest/gtest.h>

namespace smsdesk {
namespace {

Media file(const char* type, std::uint64_t bytes, const char* name = "") {
  Media media;
  media.content_type = type;
  media.bytes = bytes;
  media.name = name;
  return media;
}

TEST(Media, IsShownByAKnownTypeOnly) {
  EXPECT_EQ(media_kind("image/jpeg"), MediaKind::Picture);
  EXPECT_EQ(media_kind("audio/mpeg"), MediaKind::Audio);
  EXPECT_EQ(media_kind("video/mp4"), MediaKind::Video);
  for (const char* type : {"image/svg+xml", "text/html", "application/pdf", "", "application/octet-stream"}) {
    EXPECT_EQ(media_kind(type), MediaKind::File) << type;
  }
}

TEST(Media, WhatOnlySomeBrowsersShowIsWhatItIs) {
  EXPECT_EQ(media_kind("image/heic"), MediaKind::Picture);
  EXPECT_EQ(media_kind("audio/amr"), MediaKind::Audio);
  EXPECT_EQ(media_kind("video/quicktime"), MediaKind::Video);
  EXPECT_TRUE(is_picture_everywhere("image/webp"));
  for (const char* type : {"image/heic", "image/svg+xml", "audio/mpeg", ""}) {
    EXPECT_FALSE(is_picture_everywhere(type)) << type;
  }
}

TEST(Media, GoesInOneMessageWithinTheCarriersLimits) {
  EXPECT_EQ(trouble_with_sending(std::vector{file("image/jpeg", 4'000'000), file("application/pdf", 400'000)}), "");
  EXPECT_EQ(trouble_with_sending(std::vector{file("application/pdf", 600'000, "a.pdf")}),
            "Files other than pictures may have 500 KB at most: a.pdf has 600 KB.");
  EXPECT_EQ(trouble_with_sending(std::vector{file("image/png", 3'000'000), file("image/png", 2'500'000)}),
            "The attachments have 5.5 MB together; a message takes 5 MB. Send some in another one.");
  EXPECT_NE(trouble_with_sending(std::vector(11, file("image/png", 1))), "");
}

TEST(Media, NamesOfFilesLoseWhatAHeaderOrAFolderCouldMisread) {
  EXPECT_EQ(cleaned_media_name("../../etc/passwd"), "passwd");
  EXPECT_EQ(cleaned_media_name("C:\\photos\\me.jpg"), "me.jpg");
  EXPECT_EQ(cleaned_media_name("a\"b;\r\nc.png"), "abc.png");
  EXPECT_EQ(cleaned_media_name(".hidden"), "hidden");
  EXPECT_EQ(cleaned_media_name("写真.jpg"), "写真.jpg");
  EXPECT_EQ(cleaned_media_name(std::string(500, 'x')).size(), kMediaNameBytesMax);
  EXPECT_EQ(cleaned_media_name("\xFF\xFE"), "");
}

TEST(Media, SizesAreForReading) {
  EXPECT_EQ(readable_size(999), "999 bytes");
  EXPECT_EQ(readable_size(1'499), "1 KB");
  EXPECT_EQ(readable_size(640'000), "640 KB");
  EXPECT_EQ(readable_size(999'600), "1 MB");
  EXPECT_EQ(readable_size(1'240'000), "1.2 MB");
}

TEST(Media, AHashIsOne) {
  EXPECT_TRUE(is_media_hash(std::string(64, 'a')));
  for (const std::string& bad :
       {std::string(63, 'a'), std::string(64, 'A'), std::string("../") + std::string(61, 'a')}) {
    EXPECT_FALSE(is_media_hash(bad)) << bad;
  }
}

}  // namespace
}  // namespace smsdesk
