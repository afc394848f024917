#include "relay/media/file_copies.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "relay/media/files.h"

namespace smsdesk::media {
namespace {

namespace fs = std::filesystem;

class FileCopies : public testing::Test {
 protected:
  FileCopies() : place_(fs::temp_directory_path() / ("smsdesk-copies-" + std::to_string(::getpid()))) {
    fs::remove_all(place_);
    fs::create_directories(place_);
    files_ = open(from_);
  }
  ~FileCopies() override { fs::remove_all(place_); }
  static std::unique_ptr<Files> open(const std::string& folder) {
    auto files = Files::open(folder);
    EXPECT_TRUE(files) << files.error().sentence;
    return std::move(*files);
  }
  std::string keep(const std::string& content) {
    const auto facts = files_->keep(content);
    EXPECT_TRUE(facts);
    return facts->hash;
  }
  static fs::path path_in(const std::string& folder, const std::string& hash) {
    return fs::path(folder) / hash.substr(0, 2) / hash;
  }
  Result<Copied> copy() const {
    return copy_files(from_, to_, [] { return true; });
  }

  const fs::path place_;
  const std::string from_ = (place_ / "media").string(), to_ = (place_ / "copy").string();
  std::unique_ptr<Files> files_;
};

TEST_F(FileCopies, HaveEveryFileAndOnlyWhatIsNewIsCopied) {
  const std::string first = keep("first");
  ASSERT_TRUE(copy());
  const std::string second = keep("second one");
  const auto copied = copy();
  ASSERT_TRUE(copied);
  EXPECT_EQ(copied->files, 1u);
  EXPECT_EQ(copied->bytes, 10u);
  EXPECT_EQ(copy()->files, 0u);
  const auto put_back = open(to_);
  EXPECT_EQ(*put_back->read(first, 0, 5), "first");
  EXPECT_EQ(*put_back->read(second, 0, 10), "second one");
}

TEST_F(FileCopies, InOneFileSystemAreLinks) {
  const std::string hash = keep("hello");
  ASSERT_TRUE(copy());
  EXPECT_EQ(fs::hard_link_count(path_in(from_, hash)), 2u);
  fs::remove(path_in(from_, hash));
  EXPECT_TRUE(fs::exists(path_in(to_, hash))) << "and stay where the file goes";
}

TEST_F(FileCopies, OfNothingMakeNoFolder) {
  ASSERT_TRUE(copy());
  ASSERT_TRUE(copy_files((place_ / "not-there").string(), to_, [] { return true; }));
  EXPECT_FALSE(fs::exists(to_));
  keep("hello");
  EXPECT_EQ(copy_files(from_, from_, [] { return true; })->files, 0u);
}

TEST_F(FileCopies, AreOnAnotherDiskWholeOrNotThere) {
  // A folder in memory is another file system; where there is none, links were tried already.
  const fs::path other = fs::path("/dev/shm") / ("smsdesk-copies-" + std::to_string(::getpid()));
  std::error_code error;
  if (!fs::create_directories(other, error)) GTEST_SKIP() << "no /dev/shm";
  struct stat here {
  }, there{};
  ASSERT_EQ(::stat(place_.c_str(), &here), 0);
  ASSERT_EQ(::stat(other.c_str(), &there), 0);
  if (here.st_dev == there.st_dev) GTEST_SKIP() << "files of tests lie in memory too";
  const std::string to = (other / "media").string();
  const std::string large = keep(std::string(9 * 1024 * 1024, 'x')), small = keep("small");
  const auto given_up = copy_files(from_, to, [] { return false; });
  EXPECT_FALSE(given_up);
  EXPECT_FALSE(fs::exists(path_in(to, large)));
  EXPECT_TRUE(!fs::exists(to + "/incoming") || fs::is_empty(to + "/incoming"));
  std::size_t asked = 0;
  ASSERT_TRUE(copy_files(from_, to, [&] { return ++asked > 0; }));
  EXPECT_EQ(asked, 2u) << "every four MiB";
  EXPECT_EQ(fs::file_size(path_in(to, large)), 9u * 1024 * 1024);
  EXPECT_EQ(fs::file_size(path_in(to, small)), 5u);
  struct stat facts {};
  ASSERT_EQ(::stat(path_in(to, small).c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0077, 0u) << "for their owner alone";
  fs::remove_all(other);
}

TEST_F(FileCopies, KnowWhatTheFolderHasNotAnyMore) {
  const std::string stays = keep("stays"), goes = keep("goes");
  ASSERT_TRUE(copy());
  EXPECT_TRUE(files_only_in(to_, from_)->empty());
  fs::remove(path_in(from_, goes));
  EXPECT_EQ(*files_only_in(to_, from_), std::vector<std::string>{goes});
  EXPECT_TRUE(*remove_copy(to_, goes));
  EXPECT_FALSE(*remove_copy(to_, goes));
  EXPECT_TRUE(fs::exists(path_in(to_, stays)));
}

TEST_F(FileCopies, AreNotCompleteWhereAFolderCannotBeRead) {
  const std::string hash = keep("hello");
  ASSERT_TRUE(copy());
  const fs::path folder = path_in(from_, hash).parent_path();
  fs::remove_all(folder);
  std::ofstream(folder) << "no folder";
  const auto copied = copy();
  ASSERT_FALSE(copied);
  EXPECT_NE(copied.error().sentence.find(folder.string()), std::string::npos) << copied.error().sentence;
  EXPECT_FALSE(files_only_in(to_, from_)) << "and nothing is taken for gone";
}

TEST_F(FileCopies, LeaveNoHalves) {
  keep("hello");
  ASSERT_TRUE(copy());
  std::ofstream(to_ + "/incoming/abc") << "hal";
  clear_half_copies(to_);
  EXPECT_TRUE(fs::is_empty(to_ + "/incoming"));
}

}  // namespace
}  // namespace smsdesk::media
