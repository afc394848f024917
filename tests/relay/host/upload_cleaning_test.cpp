// Files that were attached and not sent go; what a message has, what is young, and what was attached again stays.
#include "relay/host/upload_cleaning.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <future>
#include <thread>

#include "relay/media/files.h"
#include "relay/store/memory_store.h"
#include "tests/relay/host/files.h"

namespace smsdesk::relay {
namespace {

const Instant kNow{1'767'225'600'000};

class Cleaning : public testing::Test {
 protected:
  Cleaning()
      : store_(new store::MemoryStore(std::string(32, 'a'))),
        writer_(std::unique_ptr<store::Store>(store_), Workspace(), [](const std::vector<ServiceEffect>&) {}) {
    auto files = media::Files::open(folder());
    EXPECT_TRUE(files);
    files_ = std::move(*files);
    auto reader = store_->open_reader();
    EXPECT_TRUE(reader);
    cleaning_ = std::make_shared<UploadCleaning>(writer_, worker_, std::move(*reader), folder(), hours(24));
  }
  std::string folder() const { return place_.folder() + "/media"; }
  std::string path_of(const std::string& hash) const { return folder() + "/" + hash.substr(0, 2) + "/" + hash; }
  bool is_there(const std::string& hash) const { return std::filesystem::exists(path_of(hash)); }

  void set_age(const std::string& hash, Instant at) const {
    const timespec time{at.ms / 1'000, 0};
    const timespec both[] = {time, time};
    ASSERT_EQ(::utimensat(AT_FDCWD, path_of(hash).c_str(), both, 0), 0);
  }
  std::string kept(const std::string& content, Instant at) {
    const auto facts = files_->keep(content);
    EXPECT_TRUE(facts);
    set_age(facts->hash, at);
    return facts->hash;
  }
  /// As an agent's upload leaves it; while the writer does nothing, or on its thread.
  std::string attached(const std::string& content, Instant at) {
    const std::string hash = kept(content, at);
    EXPECT_TRUE(store_->put_upload({1}, {hash, "text/plain", content.size(), 0, 0}, at));
    return hash;
  }
  void send(const std::string& hash) {
    store::Batch batch;
    batch.archive = {store::SetMedia{{7}, {1}, 0, "{}", "", hash, false}};
    ASSERT_TRUE(store_->append(store_->head(), batch));
  }
  /// What one step begins is done.
  void step(Instant now) {
    cleaning_->step(now);
    while (cleaning_->is_busy()) std::this_thread::yield();
  }

  const Files place_;
  store::MemoryStore* store_;
  Writer writer_;
  Worker worker_;
  std::unique_ptr<media::Files> files_;
  std::shared_ptr<UploadCleaning> cleaning_;
};

TEST_F(Cleaning, RemovesWhatWasAttachedLongAgoAndNotSent) {
  const std::string unsent = attached("unsent", kNow + -hours(25)), sent = attached("sent", kNow + -hours(25)),
                    young = attached("young", kNow + -hours(23)), unknown = kept("no row", kNow + -hours(25));
  send(sent);
  writer_.start();
  step(kNow);
  EXPECT_FALSE(is_there(unsent));
  // A relay on an older or an empty database would take every file of the newer one away, and backups follow.
  EXPECT_TRUE(is_there(unknown)) << "another database may know of it";
  EXPECT_TRUE(is_there(sent));
  EXPECT_TRUE(is_there(young));
  EXPECT_EQ(cleaning_->counters().files, 1u);
  EXPECT_EQ(cleaning_->counters().bytes, 6u);
  writer_.stop();
  EXPECT_FALSE(*store_->has_uploaded({1}, unsent));
  EXPECT_TRUE(*store_->has_uploaded({1}, young));
  EXPECT_TRUE(store_->find_file(sent)->has_value());
}

TEST_F(Cleaning, WhatALinkLeadsToStaysWellBeyondItsEnd) {
  const std::string map = kept("a map", kNow + -hours(25));
  ASSERT_TRUE(store_->put_link({"ticket", map, {1}, kNow + -hours(25), kNow + hours(2)}, {map, "text/plain", 5, 0, 0}));
  writer_.start();
  step(kNow);
  EXPECT_TRUE(is_there(map)) << "attached long ago, and the link works";
  step(kNow + hours(26));
  EXPECT_TRUE(is_there(map)) << "as long as one that was attached when it ended";
  step(kNow + hours(28));
  EXPECT_FALSE(is_there(map));
  writer_.stop();
  EXPECT_FALSE(store_->find_link("ticket")->has_value());
}

TEST_F(Cleaning, WhatATemplateHasStays) {
  const std::string map = attached("a map", kNow + -hours(25));
  Template one;
  one.name = "The way to us";
  one.library = TemplateLibrary::Organisation;
  one.texts = {{"en", "Here is a map."}};
  one.files = {{map, "map.txt", "text/plain", 5, 0, 0}};
  ASSERT_TRUE(writer_.push(input::TakeTemplates{1, {}, {one}}));
  writer_.start();
  for (bool is_saved = false; !is_saved;) {
    std::promise<bool> has_it;
    ASSERT_TRUE(
        writer_.look([&](const Workspace* facts, store::Store&) { has_it.set_value(!facts->templates.empty()); }));
    is_saved = has_it.get_future().get();
  }
  step(kNow);
  writer_.stop();
  EXPECT_TRUE(is_there(map));
  EXPECT_TRUE(*store_->has_uploaded({1}, map));
}

// Its row is written after the file was found to be old, and the file itself is kept again before it is removed.
TEST_F(Cleaning, WhatIsAttachedAgainMeanwhileStays) {
  const std::string hash = attached("again", kNow + -hours(25));
  std::promise<void> is_looked;
  cleaning_->step(kNow);  // no writer yet: what was found waits for it
  ASSERT_TRUE(worker_.run([&] { is_looked.set_value(); }));
  is_looked.get_future().wait();
  ASSERT_TRUE(files_->keep("again"));
  // The acknowledgement comes behind the cleaning in the writer's queue: the row is forgotten and written anew.
  ASSERT_TRUE(writer_.run([&](store::Store& store) {
    EXPECT_TRUE(store.put_upload({1}, {hash, "text/plain", 5, 0, 0}, kNow));
  }));
  writer_.start();
  while (cleaning_->is_busy()) std::this_thread::yield();
  writer_.stop();
  EXPECT_TRUE(is_there(hash));
  EXPECT_TRUE(*store_->has_uploaded({1}, hash));
  EXPECT_TRUE(store_->find_file(hash)->has_value());
  EXPECT_EQ(cleaning_->counters().files, 0u);
}

TEST_F(Cleaning, WhatIsSentMeanwhileStays) {
  const std::string hash = attached("just sent", kNow + -hours(25));
  std::promise<void> is_looked;
  // The send is in the writer's queue before the cleaning is.
  ASSERT_TRUE(writer_.run([&](store::Store&) { send(hash); }));
  cleaning_->step(kNow);
  ASSERT_TRUE(worker_.run([&] { is_looked.set_value(); }));
  is_looked.get_future().wait();
  writer_.start();
  while (cleaning_->is_busy()) std::this_thread::yield();
  writer_.stop();
  EXPECT_TRUE(is_there(hash));
  EXPECT_TRUE(store_->find_file(hash)->has_value());
}

// The store knows nothing of it any more, so it is not to be found by looking.
TEST_F(Cleaning, WhatWasForgottenWhileTheWorkerHadNoRoomGoesWithTheNextRound) {
  const std::string hash = attached("forgotten", kNow + -hours(25));
  std::promise<void> is_looked, is_held, may_go_on;
  cleaning_->step(kNow);
  ASSERT_TRUE(worker_.run([&] { is_looked.set_value(); }));
  is_looked.get_future().wait();
  ASSERT_TRUE(worker_.run([&] {
    is_held.set_value();
    may_go_on.get_future().wait();
  }));
  is_held.get_future().wait();
  while (worker_.run([] {})) {
  }
  writer_.start();
  while (cleaning_->is_busy()) std::this_thread::yield();
  EXPECT_TRUE(is_there(hash));
  EXPECT_FALSE(*store_->has_uploaded({1}, hash));
  may_go_on.set_value();
  std::promise<void> is_free;
  while (!worker_.run([&] { is_free.set_value(); })) std::this_thread::yield();
  is_free.get_future().wait();
  step(kNow + kCleaningRoundEvery);
  EXPECT_FALSE(is_there(hash));
  EXPECT_EQ(cleaning_->counters().files, 1u);
}

TEST_F(Cleaning, LooksAtAFewFilesAStepAndBeginsAnewAfterAWhile) {
  const std::size_t count = kCleaningLookedAtMax + 10;
  for (std::size_t i = 0; i < count; ++i) {
    // Files are many here, and need not be synced: their names are enough.
    std::string hash = std::to_string(i);
    hash = "ab" + std::string(62 - hash.size(), '0') + hash;
    std::filesystem::create_directories(folder() + "/ab");
    std::ofstream(path_of(hash)) << "x";
    set_age(hash, kNow + -hours(25));
    ASSERT_TRUE(store_->put_upload({1}, {hash, "text/plain", 1, 0, 0}, kNow + -hours(25)));
  }
  writer_.start();
  step(kNow);
  EXPECT_EQ(cleaning_->counters().files, kCleaningLookedAtMax);
  step(kNow + minutes(1));
  EXPECT_EQ(cleaning_->counters().files, count);
  const std::string late = attached("late", kNow + -hours(25));
  step(kNow + minutes(2));
  EXPECT_TRUE(is_there(late)) << "the round is over";
  step(kNow + minutes(1) + kCleaningRoundEvery);
  EXPECT_FALSE(is_there(late));
}

}  // namespace
}  // namespace smsdesk::relay
