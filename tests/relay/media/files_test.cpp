#include "relay/media/files.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

namespace smsdesk::media {
namespace {

namespace fs = std::filesystem;

class FilesOnDisk : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("smsdesk-files-" + std::to_string(::getpid()));
    fs::remove_all(folder_);
    open();
  }
  void TearDown() override { fs::remove_all(folder_); }
  void open() {
    auto files = Files::open(folder_.string());
    ASSERT_TRUE(files) << files.error().sentence;
    files_ = std::move(*files);
  }
  std::size_t count() const {
    std::size_t n = 0;
    for (const auto& one : fs::recursive_directory_iterator(folder_)) n += one.is_regular_file();
    return n;
  }
  fs::path folder_;
  std::unique_ptr<Files> files_;
};

TEST_F(FilesOnDisk, KeepsAContentOnceUnderItsHash) {
  const auto facts = files_->keep("hello\n");
  ASSERT_TRUE(facts) << facts.error().sentence;
  EXPECT_EQ(facts->hash, "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03");  // sha256sum
  EXPECT_EQ(facts->content_type, "text/plain");
  EXPECT_EQ(facts->bytes, 6u);
  ASSERT_TRUE(files_->keep("hello\n"));
  EXPECT_EQ(count(), 1u);
  EXPECT_EQ(*files_->read(facts->hash, 0, 6), "hello\n");
  EXPECT_EQ(*files_->read(facts->hash, 1, 3), "ell");
  EXPECT_FALSE(files_->read(facts->hash, 4, 3));
  EXPECT_FALSE(files_->read(std::string(64, '0'), 0, 1));
}

TEST_F(FilesOnDisk, WhatIsTakenBackIsGoneUnlessItWasThereBefore) {
  const auto first = files_->keep("unwanted"), again = files_->keep("unwanted");
  ASSERT_TRUE(first && again);
  files_->take_back(*again);
  EXPECT_EQ(count(), 1u) << "somebody else's";
  files_->take_back(*first);
  EXPECT_EQ(count(), 0u);
}

TEST_F(FilesOnDisk, IsForTheRelaysUserAlone) {
  struct stat facts {};
  ASSERT_EQ(::stat(folder_.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0700u);
}

TEST_F(FilesOnDisk, AFileBeyondItsLimitIsRefusedAndLeavesNothing) {
  auto incoming = files_->begin(10);
  ASSERT_TRUE(incoming);
  ASSERT_TRUE((*incoming)->write("12345"));
  const Status over = (*incoming)->write("678901");
  ASSERT_FALSE(over);
  EXPECT_EQ(over.error().code, ErrorCode::TooLarge);
  EXPECT_EQ(count(), 1u);
  incoming->reset();
  EXPECT_EQ(count(), 0u);
  EXPECT_FALSE(files_->keep(""));
}

TEST_F(FilesOnDisk, WhatACrashLeftHalfWrittenIsGoneAfterTheNextStart) {
  ASSERT_TRUE(files_->keep("whole"));
  std::ofstream(folder_ / "incoming" / "abc") << "hal";
  EXPECT_EQ(count(), 2u);
  open();
  EXPECT_EQ(count(), 1u);
}

// A crash may come after the rename's target was made by an earlier run and was cut off by a lost power supply.
TEST_F(FilesOnDisk, AFileThatIsShorterThanItsContentIsWrittenAnew) {
  const auto facts = files_->keep("whole words");
  ASSERT_TRUE(facts);
  fs::resize_file(folder_ / facts->hash.substr(0, 2) / facts->hash, 3);
  ASSERT_TRUE(files_->keep("whole words"));
  EXPECT_EQ(*files_->read(facts->hash, 0, 11), "whole words");
}

}  // namespace
}  // namespace smsdesk::media
