// Copies of the database and of the files of messages: every hour into a folder, and by hand.
#include "relay/host/backups.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <thread>

#include "relay/host/commands.h"
#include "relay/host/opening.h"
#include "relay/media/files.h"
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
    auto opened = Backups::open(std::move(reader.value()), folder_, kept, media_folder(config_));
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

  /// A file of a message, as the relay keeps it; its hash.
  std::string keep_picture(const std::string& content, std::uint64_t message = 7) {
    auto files = media::Files::open(media_folder(config_));
    EXPECT_TRUE(files);
    const auto facts = (*files)->keep(content);
    EXPECT_TRUE(facts);
    EXPECT_TRUE(store_->put_file({facts->hash, facts->content_type, facts->bytes, 0, 0}));
    store::Batch batch;
    batch.archive = {store::SetMedia{{message}, {1}, 0, "{}", "", facts->hash, false}};
    EXPECT_TRUE(store_->append(store_->head(), batch));
    return facts->hash;
  }
  std::string copy_of(const std::string& hash) const {
    return media_beside(folder_) + "/" + hash.substr(0, 2) + "/" + hash;
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

// As README says how to go back to a copy.
TEST_F(Hourly, PutBackServesThePicturesOfItsMessages) {
  open();
  const std::string hash = keep_picture("a picture");
  step(kNow);
  store_.reset();
  backups_.reset();
  std::filesystem::rename(config_.data_dir, config_.data_dir + ".old");
  std::filesystem::create_directories(config_.data_dir);
  std::filesystem::copy_file(folder_ + "/" + backup_name(kNow), database_file(config_));
  std::filesystem::copy(media_beside(folder_), media_folder(config_), std::filesystem::copy_options::recursive);
  store_ = open_store(database_file(config_));
  auto files = media::Files::open(media_folder(config_));
  ASSERT_TRUE(files);
  const auto media = store_->find_media({7}, 0);
  ASSERT_TRUE(media && *media);
  EXPECT_EQ((*media)->hash, hash);
  const auto file = store_->find_file((*media)->hash);
  ASSERT_TRUE(file && *file);
  EXPECT_EQ(*(*files)->read((*file)->hash, 0, (*file)->bytes), "a picture");
}

TEST_F(Hourly, KeepsAFileAsLongAsACopyKnowsOfIt) {
  open(2);
  const std::string gone = keep_picture("gone"), stays = keep_picture("stays", 8);
  step(kNow);
  // It is removed, as what is attached and not sent is.
  std::filesystem::remove(media_folder(config_) + "/" + gone.substr(0, 2) + "/" + gone);
  store::Batch batch;
  batch.archive = {store::SetMedia{{7}, {1}, 0, "{}", "", "", false}};
  ASSERT_TRUE(store_->append(store_->head(), batch));
  ASSERT_EQ(store_->forget_unused_files({gone}, kNow)->size(), 1u);
  step(kNow + hours(1));
  EXPECT_TRUE(std::filesystem::exists(copy_of(gone))) << "the first copy knows of it";
  step(kNow + hours(2));
  EXPECT_EQ(names().count(backup_name(kNow)), 0u);
  EXPECT_FALSE(std::filesystem::exists(copy_of(gone)));
  EXPECT_TRUE(std::filesystem::exists(copy_of(stays)));
}

TEST_F(Hourly, CleansBesideWhatIsNoCopyAndStopsAtOneThatCannotBeRead) {
  open(1);
  const std::string gone = keep_picture("gone");
  step(kNow);
  std::filesystem::remove(media_folder(config_) + "/" + gone.substr(0, 2) + "/" + gone);
  store::Batch batch;
  batch.archive = {store::SetMedia{{7}, {1}, 0, "{}", "", "", false}};
  ASSERT_TRUE(store_->append(store_->head(), batch));
  ASSERT_EQ(store_->forget_unused_files({gone}, kNow)->size(), 1u);
  for (const char* name : {"/notes.txt", "/copy.sha256", "/x.part"}) std::ofstream(folder_ + name) << "no database";
  std::ofstream(folder_ + "/empty");
  const std::string damaged = folder_ + "/damaged.db";
  std::ofstream(damaged, std::ios::binary) << std::string("SQLite format 3\0", 16) << "and no more";
  step(kNow + hours(1));
  EXPECT_TRUE(std::filesystem::exists(copy_of(gone))) << "it may be a copy of another version";
  std::filesystem::remove(damaged);
  step(kNow + hours(2));
  EXPECT_FALSE(std::filesystem::exists(copy_of(gone)));
}

TEST_F(Hourly, CopiesTheDatabaseAlsoWhereTheFilesCannotBe) {
  keep_picture("a picture");
  open();
  std::ofstream(media_beside(folder_)) << "in the way";
  step(kNow);
  EXPECT_EQ(names().count(backup_name(kNow)), 1u);
  std::filesystem::remove(media_beside(folder_));
  step(kNow + hours(1));
  EXPECT_EQ(names().count("media"), 1u);
}

TEST_F(Hourly, AreNotCompleteWhereTheFolderOfFilesIsGone) {
  open();
  std::filesystem::remove_all(media_folder(config_));
  EXPECT_TRUE(check_media_folder(media_folder(config_), database_file(config_))) << "no message has a file";
  const std::string hash = keep_picture("a picture");
  step(kNow);
  std::filesystem::remove_all(media_folder(config_));
  testing::internal::CaptureStderr();
  EXPECT_EQ(back_up(config_, files_.folder() + "/by-hand.db"), 1);
  const std::string said = testing::internal::GetCapturedStderr();
  EXPECT_NE(said.find(media_folder(config_) + " is not there"), std::string::npos) << said;
  step(kNow + hours(1));
  EXPECT_TRUE(std::filesystem::exists(copy_of(hash)));
}

TEST_F(Hourly, RefusesAFolderThatCannotBeMade) {
  const std::string file = files_.put("file", "x");
  auto reader = store_->open_reader();
  ASSERT_TRUE(reader);
  const auto refused = Backups::open(std::move(reader.value()), file + "/copies", 1, "");
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
  const std::string hash = keep_picture("a picture");
  testing::internal::CaptureStdout();
  EXPECT_EQ(back_up(config_, files_.folder() + "/again.db"), 0);
  EXPECT_NE(testing::internal::GetCapturedStdout().find("not there yet: 1, copied to"), std::string::npos);
  EXPECT_TRUE(std::filesystem::exists(files_.folder() + "/media/" + hash.substr(0, 2) + "/" + hash));
  testing::internal::CaptureStderr();
  EXPECT_EQ(back_up(config_, file), 1);
  EXPECT_NE(testing::internal::GetCapturedStderr().find("there already"), std::string::npos);
}

}  // namespace
}  // namespace smsdesk::relay
