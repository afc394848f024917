#include "relay/media/file_type.h"

#include <gtest/gtest.h>

#include "core/conversation/media.h"

namespace smsdesk::media {
namespace {

using namespace std::string_literals;

std::string type_of(const std::string& bytes) {
  auto types = FileTypes::open();
  EXPECT_TRUE(types) << (types ? "" : types.error().sentence);
  return types->find(bytes);
}

TEST(FileType, KnowsWhatPhonesSendByTheirBytes) {
  const std::string filler(64, '\0');
  EXPECT_EQ(type_of("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\b\2\0\0\0"s + filler), "image/png");
  EXPECT_EQ(type_of("\xFF\xD8\xFF\xE0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"s + filler), "image/jpeg");
  EXPECT_EQ(type_of("GIF89a\1\0\1\0\x80\0\0"s + filler), "image/gif");
  EXPECT_EQ(type_of("RIFF\x24\0\0\0WEBPVP8L\x10\0\0\0\x2F"s + filler), "image/webp");
  EXPECT_EQ(type_of("\0\0\0\x18"
                    "ftypheic\0\0\0\0mif1heic"s +
                    filler),
            "image/heic");
  EXPECT_EQ(type_of("\0\0\0\x18"
                    "ftypmp42\0\0\0\0mp42isom"s +
                    filler),
            "video/mp4");
  EXPECT_EQ(type_of("\0\0\0\x18"
                    "ftyp3gp4\0\0\0\0isom3gp4"s +
                    filler),
            "video/3gpp");
  EXPECT_EQ(type_of("\0\0\0\x18"
                    "ftypM4A \0\0\0\0M4A mp42"s +
                    filler),
            "audio/mp4");
  EXPECT_EQ(type_of("OggS\0\2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\x1e\1vorbis"s + filler), "audio/ogg");
  EXPECT_EQ(type_of("RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x40\x1F\0\0\x80\x3E\0\0\2\0\x10\0"s + filler),
            "audio/wav");
  EXPECT_EQ(type_of("ID3\3\0\0\0\0\0\0\xFF\xFB\x90\0"s + filler), "audio/mpeg");
  EXPECT_EQ(type_of("#!AMR\n"s + filler), "audio/amr");
  EXPECT_EQ(type_of("%PDF-1.4\n1 0 obj\n"), "application/pdf");
  EXPECT_EQ(type_of("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Kim\r\nEND:VCARD\r\n"), "text/vcard");
  EXPECT_EQ(type_of("Only words, in lines.\nAnd more.\n"), "text/plain");
}

TEST(FileType, WhatABrowserCouldRunIsNothingThatWeKnow) {
  const std::string filler(64, '\0');
  for (const std::string& bytes :
       {"<html><script>alert(1)</script></html>"s, "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"s,
        "<?xml version=\"1.0\"?><a/>"s, "#!/bin/sh\nrm -rf /\n"s, "PK\3\4\x14\0zip"s + filler,
        "\x7F"
        "ELF\2\1\1\0"s +
            filler,
        "MZ\x90\0\3\0"s + filler}) {
    EXPECT_EQ(type_of(bytes), kUnknownMediaType) << bytes;
  }
  EXPECT_EQ(type_of(""), kUnknownMediaType);
}

}  // namespace
}  // namespace smsdesk::media
