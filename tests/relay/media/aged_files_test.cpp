#include "relay/media/aged_files.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <set>

#include "relay/media/files.h"

namespace smsdesk::media {
namespace {

namespace fs = std::filesystem;
constexpr Instant kLimit{1'767'225'600'000};
using Hashes = std::set<std::string>;

class Aged : public testing::Test {
 protected:
  Aged() : folder_(fs::temp_directory_path() / ("smsdesk-aged-" + std::to_string(::getpid()))) {
    fs::remove_all(folder_);
    auto files = Files::open(folder_.string());
    EXPECT_TRUE(files);
    files_ = std::move(*files);
  }
  ~Aged() override { fs::remove_all(folder_); }
  fs::path path_of(const std::string& hash) const { return folder_ / hash.substr(0, 2) / hash; }
  void set_age(const std::string& hash, Instant at) const {
    const timespec time{at.ms / 1'000, at.ms % 1'000 * 1'000'000};
    const timespec both[] = {time, time};
    ASSERT_EQ(::utimensat(AT_FDCWD, path_of(hash).c_str(), both, 0), 0);
  }
  std::string kept(const std::string& content, Instant at) {
    const auto facts = files_->keep(content);
    EXPECT_TRUE(facts);
    set_age(facts->hash, at);
    return facts->hash;
  }
  fs::path folder_;
  std::unique_ptr<Files> files_;
};

TEST_F(Aged, AreFoundAFewAtATimeAndThenAllAnew) {
  Hashes old;
  for (int i = 0; i < 10; ++i) old.insert(kept("old " + std::to_string(i), kLimit + -1));
  kept("young", kLimit);
  AgedFiles aged(folder_.string());
  for (int round = 0; round < 2; ++round) {
    Hashes found;
    int calls = 0;
    do {
      const auto some = aged.find(kLimit, 3);
      EXPECT_LE(some.size(), 3u);
      for (const std::string& hash : some) EXPECT_TRUE(found.insert(hash).second) << "twice";
      ++calls;
    } while (!aged.is_round_over());
    EXPECT_EQ(found, old);
    EXPECT_EQ(calls, 4);
  }
}

TEST_F(Aged, WhatWasKeptAgainIsNotRemoved) {
  const std::string again = kept("again", kLimit + -1), gone = kept("gone", kLimit + -1);
  AgedFiles aged(folder_.string());
  ASSERT_EQ(aged.find(kLimit, 10).size(), 2u);
  ASSERT_TRUE(files_->keep("again"));
  EXPECT_EQ(*aged.remove(again, kLimit), 0u);
  EXPECT_EQ(*aged.remove(gone, kLimit), 4u);
  EXPECT_EQ(*aged.remove(gone, kLimit), 0u) << "it is not there any more";
  EXPECT_EQ(*files_->read(again, 0, 5), "again");
  EXPECT_FALSE(fs::exists(path_of(gone)));
}

TEST_F(Aged, WhatIsNotOursIsLeftAlone) {
  fs::create_directories(folder_ / "ab");
  fs::create_directory(folder_ / "ab" / ("ab" + std::string(62, '0')));
  for (const std::string& name : {std::string("notes"), "cd" + std::string(62, '0')}) {
    std::FILE* file = std::fopen((folder_ / "ab" / name).c_str(), "w");
    ASSERT_NE(file, nullptr);
    std::fclose(file);
  }
  EXPECT_TRUE(AgedFiles(folder_.string()).find(Instant{INT64_MAX}, 10).empty());
}

}  // namespace
}  // namespace smsdesk::media
