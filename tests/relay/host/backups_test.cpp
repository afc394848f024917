// Copies of the database: every hour into a folder, and by hand.
#include "relay/host/backups.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <thread>

#include "relay/host/commands.h"
#include "relay/host/opening.h"
#include "relay/store/sqlite_store.h"
#include "tests/relay/host/files.h"

namespace smsdesk::relay {
namespace {

constexpr Instant kNow{1'767'323'045'000};  // 2026-01-02 03:04:05 UTC
using Names = std::set<std::string>;

std::unique_ptr<store::Store> open_store(const std::string& path) {
  store::SqliteOptions options;
  options.path = path;
  options.now = kNow;
  options.fresh_epoch = std::string(32, 'a');
  auto opened = store::open_sqlite_store(options);
  EXPECT_TRUE(opened) << opened.error().sentence;
  return opened ? std::move(*opened) : nullptr;
}

void log_a_row(store::Store& store, std::size_t bytes = 1) {
  store::Batch batch;
  batch.log = {{store.head() + 1, kNow, std::string(bytes, 'x')}};
  ASSERT_TRUE(store.append(store.head(), batch));
}

class Hourly : public testing::Test {
 protected:
  Hourly() {
    std::filesystem::create_directories(config_.data_dir = files_.folder() + "/data");
    store_ = open_store(database_file(config_));
  }
  void open(std::size_t kept = 24) {
    backups_.reset();
    auto reader = store_->open_reader();
    ASSERT_TRUE(reader);
    auto opened = Backups::open(std::move(reader.value()), folder_, kept);
    ASSERT_TRUE(opened) << opened.error().sentence;
    backups_ = std::move(*opened);
  }
  void step(Instant now) {
    backups_->step(now);
    while (backups_->is_busy()) std::this_thread::yield();
  }
  Names names() const {
    Names found;
    for (const auto& file : std::filesystem::directory_iterator(folder_)) found.insert(file.path().filename().string());
    return found;
  }

  Files files_;
  Config config_;
  const std::string folder_ = files_.folder() + "/deep/copies";
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<Backups> backups_;
};

TEST(BackupName, SaysWhenInTheOrderOfTime) {
  EXPECT_EQ(backup_name(kNow), "smsdesk-20260102T030405Z.db");
  EXPECT_EQ(backup_time("smsdesk-20260102T030405Z.db"), kNow);
  EXPECT_LT(backup_name(kNow), backup_name(kNow + hours(9 * 24)));
  for (const char* other : {"smsdesk.db", "smsdesk-20260102T030405Z.db.part", "smsdesk-20260102T030405Z.dbx",
                            "smsdesk-20261302T030405Z.db", "smsdesk-20260102T250405Z.db", "smsdesk-x.db", ""}) {
    EXPECT_FALSE(backup_time(other)) << other;
  }
}

TEST_F(Hourly, MakesACopyEveryHour) {
  open();
  log_a_row(*store_);
  step(kNow);
  EXPECT_EQ(names(), Names{backup_name(kNow)});
  log_a_row(*store_);
  step(kNow + minutes(59));
  EXPECT_EQ(names().size(), 1u);
  step(kNow + hours(1));
  EXPECT_EQ(names(), (Names{backup_name(kNow), backup_name(kNow + hours(1))}));
  EXPECT_EQ(open_store(folder_ + "/" + backup_name(kNow))->head(), 1u);
  EXPECT_EQ(open_store(folder_ + "/" + backup_name(kNow + hours(1)))->head(), 2u);
}

TEST_F(Hourly, KeepsTheNewestAndWhatIsNotItsOwn) {
  open(2);
  std::ofstream(folder_ + "/smsdesk.db") << "somebody's";
  for (int hour = 0; hour < 4; ++hour) step(kNow + hours(hour));
  EXPECT_EQ(names(), (Names{backup_name(kNow + hours(2)), backup_name(kNow + hours(3)), "smsdesk.db"}));
}

TEST_F(Hourly, GoesOnAfterARestartWhereItWas) {
  open();
  step(kNow);
  open();
  step(kNow + minutes(30));
  EXPECT_EQ(names().size(), 1u);
  step(kNow + hours(1));
  EXPECT_EQ(names().size(), 2u);
}

TEST_F(Hourly, WaitsForNoTimeThatAClockSetBackHasMade) {
  open();
  step(kNow);
  step(kNow + -hours(48));
  EXPECT_EQ(names().size(), 2u);
}

TEST_F(Hourly, TriesAgainSoonWhereOneFailed) {
  open();
  std::filesystem::create_directory(folder_ + "/" + backup_name(kNow));  // in the way
  step(kNow);
  step(kNow + minutes(9));
  EXPECT_EQ(names().size(), 1u);
  step(kNow + kBackupRetryAfter);
  EXPECT_EQ(names().count(backup_name(kNow + kBackupRetryAfter)), 1u);
}

TEST_F(Hourly, LeavesNoHalfCopies) {
  std::filesystem::create_directories(folder_);
  std::ofstream(folder_ + "/" + backup_name(kNow) + ".part") << "of a crash";
  std::ofstream(folder_ + "/other.part") << "somebody's";
  open();
  EXPECT_EQ(names(), Names{"other.part"});
  // Whether the copy is done or given up: when the relay has stopped, it is whole or not there.
  log_a_row(*store_, 32 * 1024 * 1024);
  backups_->step(kNow);
  while (backups_->is_busy() && names().count(backup_name(kNow) + ".part") == 0) std::this_thread::yield();
  backups_.reset();
  Names left = names();
  left.erase(backup_name(kNow));
  EXPECT_EQ(left, Names{"other.part"});
}

TEST_F(Hourly, RefusesAFolderThatCannotBeMade) {
  const std::string file = files_.put("file", "x");
  auto reader = store_->open_reader();
  ASSERT_TRUE(reader);
  const auto refused = Backups::open(std::move(reader.value()), file + "/copies", 1);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().sentence.find("backup_folder"), std::string::npos) << refused.error().sentence;
}

TEST_F(Hourly, OneIsMadeByHandBesideTheRelay) {
  log_a_row(*store_);
  const std::string file = files_.folder() + "/by-hand.db";
  testing::internal::CaptureStdout();
  EXPECT_EQ(back_up(config_, file), 0);
  const std::string said = testing::internal::GetCapturedStdout();
  EXPECT_NE(said.find(file + " is a complete copy of " + database_file(config_)), std::string::npos) << said;
  EXPECT_EQ(open_store(file)->head(), 1u);
  testing::internal::CaptureStderr();
  EXPECT_EQ(back_up(config_, file), 1);
  EXPECT_NE(testing::internal::GetCapturedStderr().find("there already"), std::string::npos);
}

}  // namespace
}  // namespace smsdesk::relay
