// The search index as a file: it follows the archive, is given up and made anew where it must be, and outlives a killed
// process at any point.
#include "relay/store/message_search.h"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

#include "core/base/random.h"
#include "relay/store/schema.h"
#include "relay/store/sqlite_store.h"
#include "tests/relay/store/contract.h"
#include "tests/relay/store/temporary_folder.h"

namespace smsdesk::store {
namespace {

using Ids = std::vector<std::uint64_t>;

void by_hand(const std::string& path, const std::string& sql) {
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &handle), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(handle);
  sqlite3_close(handle);
}

/// Words of several scripts from a small vocabulary, so that most queries find something.
std::string random_text(Random& random) {
  static constexpr const char* kWords[] = {"parcel", "Paket", "Café",   "straße", "東京都",    "我的包裹", "พัสดุ",
                                           "الطرد",  "📦",     "4711",   "order",  "Lieferung", "delivery", "delivered",
                                           "配送",   "배송",  "привет", "Ελλάδα", "a",         "the"};
  std::string text;
  for (std::uint64_t i = 1 + random.below(8); i > 0; --i) {
    text += kWords[random.below(std::size(kWords))];
    if (random.chance(80)) text += ' ';
  }
  return text;
}
std::string random_query(Random& random) {
  static constexpr const char* kQueries[] = {"par", "paket", "cafe",    "京都",   "京",        "包裹",
                                             "ดุ",   "طرد",   "📦",       "47",     "deliver",   "delivery the",
                                             "a",   "送",    "STRASSE", "ελλαδα", "배송 order"};
  return kQueries[random.below(std::size(kQueries))];
}

class SearchIndex : public testing::Test {
 protected:
  std::string path() { return folder_.file("relay.db"); }
  std::string index() { return search_file(path()); }
  void open() {
    store_.reset();
    SqliteOptions options;
    options.path = path();
    options.fresh_epoch = kEpoch;
    auto opened = open_sqlite_store(options);
    ASSERT_TRUE(opened) << opened.error().sentence;
    store_ = std::move(*opened);
  }
  /// So that a few hundred are of more than one span of days.
  static Instant at_of(std::uint64_t id) { return Instant{static_cast<std::int64_t>(id) * hours(3)}; }
  void say(std::uint64_t first, std::uint64_t count, Random& random) {
    Batch batch;
    for (std::uint64_t id = first; id < first + count; ++id) {
      const std::uint64_t conversation = 1 + id % 5;
      batch.archive.emplace_back(a_conversation(conversation, "+100" + std::to_string(conversation)));
      // Every seventh one is a note.
      if (id % 7 == 3) {
        texts_[id] = random_text(random);
        batch.archive.emplace_back(PutNote{{id}, {conversation}, {11}, at_of(id), texts_[id], {}});
        continue;
      }
      PutMessage message = a_message(id, conversation);
      message.text = random_text(random);
      message.at = at_of(id);
      texts_[id] = message.text;
      batch.archive.emplace_back(message);
    }
    ASSERT_TRUE(store_->append(store_->head(), batch));
  }
  /// What the law says is found.
  Ids expected(const std::string& words) const {
    Ids ids;
    for (auto at = texts_.rbegin(); at != texts_.rend(); ++at)
      if (find_terms(search_terms(words), at->second)) ids.push_back(at->first);
    return ids;
  }
  Ids found(const std::string& words, Reader* reader = nullptr, MessageQuery query = {}) {
    query.kind = FoundKind::Everything;
    query.terms = search_terms(words);
    query.sees_everything = true;
    query.time_max = hours(1);
    Ids ids;
    for (;;) {
      const auto page = (reader == nullptr ? *store_ : *reader).find_messages(query, 7);
      EXPECT_TRUE(page) << page.error().sentence;
      if (!page) return ids;
      for (const MatchedMessage& one : page->messages) ids.push_back(one.message.value);
      if (!page->next) return ids;
      query.before = page->next;
      query.before_wrap_up = page->next_wrap_up;
    }
  }
  std::uint64_t fill(std::size_t step = 50) {
    auto filler = store_->open_search_filler();
    EXPECT_TRUE(filler) << filler.error().sentence;
    std::uint64_t taken = 0;
    for (;;) {
      auto done = (*filler)->go_on(step);
      EXPECT_TRUE(done) << done.error().sentence;
      if (!done) return taken;
      taken += done->taken;
      changed_until_ = done->changed_until;
      if (done->is_level) return taken;
    }
  }
  /// Rows of the index for a token, whatever the archive says.
  std::string raw(const std::string& token, const std::string& table = "words") {
    sqlite3* handle = nullptr;
    std::string rows;
    EXPECT_EQ(sqlite3_open(index().c_str(), &handle), SQLITE_OK);
    const std::string sql = "SELECT rowid FROM " + table + " WHERE " + table + " MATCH '\"" + token + "\"'";
    const auto collect = [](void* to, int, char** values, char**) {
      static_cast<std::string*>(to)->append(values[0]).append(" ");
      return 0;
    };
    EXPECT_EQ(sqlite3_exec(handle, sql.c_str(), collect, &rows, nullptr), SQLITE_OK) << sqlite3_errmsg(handle);
    sqlite3_close(handle);
    return rows;
  }

  TemporaryFolder folder_;
  std::unique_ptr<Store> store_;
  std::map<std::uint64_t, std::string> texts_;
  std::uint64_t changed_until_ = 0;
};

TEST_F(SearchIndex, FindsTheSameHoweverMuchOfTheArchiveItHolds) {
  open();
  Random random(7);
  auto reader = store_->open_reader();  // before there is an index
  ASSERT_TRUE(reader);
  std::uint64_t next = 1;
  for (int round = 0; round < 12; ++round) {
    const std::uint64_t count = 1 + random.below(80);
    say(next, count, random);
    next += count;
    if (random.chance(50)) fill(1 + random.below(40));
    for (int i = 0; i < 6; ++i) {
      const std::string words = random_query(random);
      EXPECT_EQ(found(words), expected(words)) << words;
      EXPECT_EQ(found(words, reader->get()), expected(words)) << words;
    }
  }
  const Ids some = expected("deliver");
  EXPECT_GT(some.size(), 5u);
}

TEST_F(SearchIndex, NarrowsByDaysToTheSameAsLookingAtEachOne) {
  open();
  Random random(5);
  say(1, 700, random);
  fill(100);
  say(701, 100, random);
  for (int i = 0; i < 60; ++i) {
    const std::string words = random_query(random);
    MessageQuery query;
    const std::uint64_t from = 1 + random.below(800), until = from + random.below(random.chance(50) ? 40 : 800);
    if (!random.chance(20)) query.from = at_of(from);
    if (!random.chance(20)) query.until = at_of(until);
    Ids wanted = expected(words);
    std::erase_if(wanted, [&](std::uint64_t id) {
      return (query.from && at_of(id) < *query.from) || (query.until && !(at_of(id) < *query.until));
    });
    EXPECT_EQ(found(words, nullptr, query), wanted) << words << " from " << from << " until " << until;
  }
}

TEST_F(SearchIndex, GivesUpNotesThatWereChangedOrErased) {
  open();
  Batch batch;
  batch.archive.emplace_back(a_conversation(1));
  for (std::uint64_t id = 1; id <= 3; ++id)
    batch.archive.emplace_back(PutNote{{id}, {1}, {11}, {9}, "secret" + std::to_string(id), {}});
  ASSERT_TRUE(store_->append(store_->head(), batch));
  EXPECT_EQ(fill(), 3u);
  EXPECT_EQ(found("secret2"), (Ids{2}));
  by_hand(path(), "UPDATE note SET text = 'hidden' WHERE id = 1; DELETE FROM note WHERE id = 3;");
  EXPECT_EQ(found("secret3"), Ids{});
  fill(1);
  for (const char* word : {"secret1", "secret3"}) EXPECT_EQ(raw(word), "") << word;
  EXPECT_EQ(raw("secret2"), "2 ");
  EXPECT_EQ(raw("hidden"), "1 ");
  EXPECT_EQ(found("hidden"), (Ids{1}));
  // Its last one is a note, and goes.
  by_hand(path(), "DELETE FROM note");
  EXPECT_EQ(fill(), 0u);
  EXPECT_EQ(raw("secret2"), "");
}

TEST_F(SearchIndex, HasTheNewestWordsOfNotesThatWereCorrected) {
  open();
  Batch batch;
  batch.archive = {a_conversation(1), PutNote{{1}, {1}, {11}, {9}, "secret1", {}},
                   PutNote{{2}, {1}, {11}, {9}, "secret2", {}}};
  ASSERT_TRUE(store_->append(store_->head(), batch));
  EXPECT_EQ(fill(), 2u);
  batch.archive = {SetNoteWords{{1}, 1, {10}, "second1", {}}, SetNoteWords{{1}, 2, {11}, "third1", {}},
                   SetNoteWords{{2}, 1, {12}, "", {}, true}};
  ASSERT_TRUE(store_->append(store_->head(), batch));
  for (const char* word : {"secret1", "secret2", "second1"}) EXPECT_EQ(found(word), Ids{}) << word << " at once";
  fill(1);
  for (const char* word : {"secret1", "secret2", "second1"}) EXPECT_EQ(raw(word), "") << word;
  EXPECT_EQ(raw("third1"), "1 ");
  EXPECT_EQ(found("third1"), (Ids{1}));
}

TEST_F(SearchIndex, IsForItsOwnerOnlyAndNoPartOfABackup) {
  open();
  Random random(1);
  say(1, 5, random);
  fill();
  struct stat found {};
  ASSERT_EQ(::stat(index().c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777, 0600u);
  ASSERT_TRUE(store_->backup_to(folder_.file("copy.db"), [] { return true; }));
  EXPECT_FALSE(std::filesystem::exists(search_file(folder_.file("copy.db"))));
}

TEST_F(SearchIndex, OfAStoreOfBeforeItIsFilledFromTheBeginning) {
  by_hand(path(), schema_sql(7) +
                      "INSERT INTO meta VALUES (1, '00112233445566778899aabbccddeeff', "
                      "'00112233445566778899aabbccddeeff', 1, 0);"
                      "INSERT INTO timeline VALUES (1, '+1', '+2');"
                      "INSERT INTO conversation (id, timeline, queue, opened_at, ended_at) VALUES (1, 1, 7, 1, 2);"
                      "INSERT INTO message VALUES (5, 1, 1, 1, 0, 9, 9, 'An old parcel', '', 'received', '', NULL);"
                      "PRAGMA application_id=1397576516; PRAGMA user_version=7");
  open();
  EXPECT_EQ(found("parcel"), (Ids{5}));
  EXPECT_EQ(fill(), 1u);
  EXPECT_EQ(found("parcel"), (Ids{5}));
  EXPECT_EQ(fill(), 0u);
}

TEST_F(SearchIndex, OfAStoreOfBeforeNotesOfWrapUpsAreFoundAtTheirPlace) {
  by_hand(path(), schema_sql(14) +
                      "INSERT INTO meta VALUES (1, '00112233445566778899aabbccddeeff', "
                      "'00112233445566778899aabbccddeeff', 1, 0);"
                      "INSERT INTO timeline VALUES (1, '+1', '+2'), (2, '+3', '+2');"
                      "INSERT INTO conversation (id, timeline, queue, opened_at, ended_at, agent, note, segment,"
                      " reopened_at) VALUES (1, 1, 7, 1, 40, 11, 'second parcel', 2, 21), (2, 2, 7, 1, 30, 12,"
                      " 'parcel of another', 1, NULL), (3, 1, 7, 50, NULL, 11, '', 1, NULL);"
                      "INSERT INTO segment VALUES (1, 1, 7, 12, 1, 20, '', 'first parcel', '', '', '');"
                      "INSERT INTO message (id, timeline, conversation, is_inbound, author, at, status_at, text, media,"
                      " status) VALUES (5, 1, 1, 1, 0, 9, 9, 'a parcel', '', 'received'),"
                      " (6, 2, 2, 1, 0, 10, 10, 'a parcel', '', 'received'),"
                      " (7, 1, 1, 1, 0, 25, 25, 'a parcel', '', 'received'),"
                      " (8, 1, 3, 1, 0, 50, 50, 'a parcel', '', 'received');"
                      "PRAGMA application_id=1397576516; PRAGMA user_version=14");
  open();
  const auto places = [&] {
    MessageQuery query;
    query.kind = FoundKind::Everything;
    query.terms = search_terms("parcel");
    query.sees_everything = true;
    std::vector<std::pair<std::uint64_t, unsigned>> all;
    const auto page = store_->find_messages(query, 50);
    EXPECT_TRUE(page);
    if (page)
      for (const MatchedMessage& one : page->messages) all.emplace_back(one.message.value, one.segment);
    return all;
  };
  const std::vector<std::pair<std::uint64_t, unsigned>> wanted{{8, 0}, {7, 2}, {7, 0}, {6, 1}, {6, 0}, {5, 1}, {5, 0}};
  EXPECT_EQ(places(), wanted);
  EXPECT_EQ(fill(2), 7u);
  EXPECT_EQ(places(), wanted);
}

TEST_F(SearchIndex, FindsNotesOfWrapUpsHoweverMuchOfThemItHolds) {
  open();
  Random random(23);
  struct Said {
    std::uint64_t message;
    unsigned segment;
    std::string text;
  };
  std::vector<Said> all;  // oldest first
  std::uint64_t next = 1;
  std::map<std::uint64_t, unsigned> segments;
  std::map<std::uint64_t, std::uint64_t> last;  // message of each
  const auto expected_places = [&](const std::string& words) {
    std::vector<std::pair<std::uint64_t, unsigned>> found;
    for (auto one = all.rbegin(); one != all.rend(); ++one)
      if (find_terms(search_terms(words), one->text)) found.emplace_back(one->message, one->segment);
    return found;
  };
  const auto found_places = [&](const std::string& words) {
    MessageQuery query;
    query.kind = FoundKind::Everything;
    query.terms = search_terms(words);
    query.sees_everything = true;
    query.time_max = hours(1);
    std::vector<std::pair<std::uint64_t, unsigned>> found;
    for (;;) {
      const auto page = store_->find_messages(query, 3);
      EXPECT_TRUE(page);
      if (!page) return found;
      for (const MatchedMessage& one : page->messages) found.emplace_back(one.message.value, one.segment);
      if (!page->next) return found;
      query.before = page->next;
      query.before_wrap_up = page->next_wrap_up;
    }
  };
  for (int round = 0; round < 60; ++round) {
    Batch batch;
    for (std::uint64_t i = 1 + random.below(12); i > 0; --i) {
      const std::uint64_t conversation = 1 + random.below(5);
      batch.archive.emplace_back(a_conversation(conversation, "+100" + std::to_string(conversation)));
      if (segments.count(conversation) == 0) segments[conversation] = 1;
      if (last.count(conversation) == 0 || random.chance(60)) {
        PutMessage message = a_message(next, conversation);
        message.at = at_of(next);
        message.text = random_text(random);
        batch.archive.emplace_back(message);
        all.push_back({next, 0, message.text});
        last[conversation] = next++;
        continue;
      }
      // Ended and gone on again: two of them may stand behind the same message.
      const std::string note = random_text(random);
      unsigned& segment = segments[conversation];
      batch.archive.emplace_back(SetConversationEnded{{conversation}, at_of(next), {11}, "", note, segment});
      if (!note.empty()) all.push_back({last[conversation], segment, note});
      batch.archive.emplace_back(SetConversationReopened{{conversation}, at_of(next), {7}, {11}, ++segment});
    }
    ASSERT_TRUE(store_->append(store_->head(), batch));
    if (random.chance(40)) {
      auto filler = store_->open_search_filler();
      ASSERT_TRUE(filler) << filler.error().sentence;
      for (std::uint64_t steps = random.below(4); steps > 0; --steps)
        ASSERT_TRUE((*filler)->go_on(1 + static_cast<std::size_t>(random.below(9))));
    }
    for (int i = 0; i < 4; ++i) {
      const std::string words = random_query(random);
      ASSERT_EQ(found_places(words), expected_places(words)) << words << " in round " << round;
    }
  }
}

TEST_F(SearchIndex, GivesUpNotesOfWrapUpsThatWereChangedOrErased) {
  open();
  Batch batch;
  for (std::uint64_t id = 1; id <= 3; ++id) {
    batch.archive.emplace_back(a_conversation(id, "+100" + std::to_string(id)));
    batch.archive.emplace_back(a_message(10 + id, id));
    batch.archive.emplace_back(SetConversationEnded{{id}, {99'999}, {11}, "", "secret" + std::to_string(id)});
  }
  ASSERT_TRUE(store_->append(store_->head(), batch));
  EXPECT_EQ(fill(), 6u);
  for (const char* word : {"secret1", "secret3"}) EXPECT_NE(raw(word, "wrap_up_words"), "") << word;
  batch.archive = {SetConversationEnded{{1}, {99'999}, {11}, "", "hidden"}};
  ASSERT_TRUE(store_->append(store_->head(), batch));
  by_hand(path(), "DELETE FROM conversation WHERE id = 3");
  EXPECT_EQ(found("secret1"), Ids{});
  EXPECT_EQ(found("secret3"), Ids{});
  fill(1);
  for (const char* word : {"secret1", "secret3"}) EXPECT_EQ(raw(word, "wrap_up_words"), "") << word;
  EXPECT_EQ(found("secret2"), (Ids{12}));
  EXPECT_EQ(found("hidden"), (Ids{11}));
}

TEST_F(SearchIndex, GivesUpWhatWasChangedOrErased) {
  open();
  Batch batch;
  batch.archive.emplace_back(a_conversation(1));
  for (std::uint64_t id = 1; id <= 4; ++id) {
    PutMessage message = a_message(id, 1);
    message.text = "secret" + std::to_string(id);
    batch.archive.emplace_back(message);
  }
  ASSERT_TRUE(store_->append(store_->head(), batch));
  {
    auto filler = store_->open_search_filler();
    ASSERT_TRUE(filler);
    ASSERT_TRUE((*filler)->go_on(3));  // not the fourth
  }
  EXPECT_EQ(raw("secret1"), "1 ");
  by_hand(path(),
          "UPDATE message SET text = 'half' WHERE id = 1; UPDATE message SET text = 'hidden' WHERE id IN (1, 4);"
          "DELETE FROM message WHERE id = 3; UPDATE message SET status = 'delivered' WHERE id = 2;");
  EXPECT_EQ(found("secret1"), Ids{});  // at once: what is found is looked at
  EXPECT_EQ(found("secret3"), Ids{});
  fill(1);
  for (const char* word : {"secret1", "secret3", "secret4", "half"}) EXPECT_EQ(raw(word), "") << word;
  EXPECT_EQ(raw("secret2"), "2 ");
  EXPECT_EQ(raw("hidden"), "1 4 ");
  EXPECT_EQ(found("hidden"), (Ids{4, 1}));
  EXPECT_GT(changed_until_, 0u);
  ASSERT_TRUE(store_->forget_changed_texts(changed_until_));
  fill();
  EXPECT_EQ(found("hidden"), (Ids{4, 1}));
}

TEST_F(SearchIndex, GoesOnThoughItsLastMessageIsErased) {
  open();
  Random random(1);
  say(1, 5, random);
  fill();
  by_hand(path(), "DELETE FROM message WHERE id = 5");
  texts_.erase(5);
  EXPECT_EQ(fill(), 0u);
  // Its place is behind a message that is not there any more, and the list of it was cleared.
  ASSERT_TRUE(store_->forget_changed_texts(changed_until_));
  say(6, 3, random);
  fill();
  for (const char* words : {"a", "par", "京", "deliver", "📦"}) EXPECT_EQ(found(words), expected(words)) << words;
}

TEST_F(SearchIndex, OfAnotherStateOfTheDatabaseIsMadeAnew) {
  open();
  Random random(1);
  say(1, 20, random);
  ASSERT_TRUE(store_->backup_to(folder_.file("copy.db"), [] { return true; }));
  say(21, 20, random);
  fill();
  store_.reset();
  // The backup takes the place of the database, and goes on with other messages under the same numbers.
  std::filesystem::remove(path() + "-wal");
  std::filesystem::remove(path() + "-shm");
  std::filesystem::rename(folder_.file("copy.db"), path());
  open();
  texts_.erase(texts_.upper_bound(20), texts_.end());
  Random other(2);
  say(21, 30, other);
  EXPECT_EQ(fill(), 50u);
  for (const char* words : {"a", "par", "京", "deliver", "📦"}) EXPECT_EQ(found(words), expected(words)) << words;
}

TEST_F(SearchIndex, ThatIsDamagedOrOfAnotherVersionIsMadeAnewUnderReadersThatSawIt) {
  open();
  Random random(1);
  say(1, 20, random);
  fill();
  EXPECT_EQ(found("par"), expected("par"));
  by_hand(index(), "PRAGMA user_version=99");
  EXPECT_EQ(fill(), 20u);
  EXPECT_EQ(found("par"), expected("par"));
  {
    std::ofstream(index(), std::ios::trunc)
        << "no database at all, but long enough to be read as the head of one: " << std::string(4096, 'x');
  }
  std::filesystem::remove(index() + "-wal");
  EXPECT_EQ(fill(), 20u);
  EXPECT_EQ(found("par"), expected("par"));
}

TEST_F(SearchIndex, EndsWhenTheTimeIsOverAndGoesOnFromThere) {
  open();
  Batch batch;
  batch.archive.emplace_back(a_conversation(1));
  for (std::uint64_t id = 1; id <= 1000; ++id) {
    PutMessage message = a_message(id, 1);
    message.text = id == 3 ? "needle" : "hay";
    batch.archive.emplace_back(message);
  }
  ASSERT_TRUE(store_->append(store_->head(), batch));
  MessageQuery query;
  query.terms = search_terms("needle");
  query.sees_everything = true;
  query.time_max = 0;
  int pages = 0;
  Ids ids;
  for (; pages < 100; ++pages) {
    const auto page = store_->find_messages(query, 10);
    ASSERT_TRUE(page);
    for (const MatchedMessage& one : page->messages) ids.push_back(one.message.value);
    if (!page->next) break;
    EXPECT_TRUE(page->is_cut);
    query.before = page->next;
  }
  EXPECT_GT(pages, 1);
  EXPECT_LT(pages, 10);
  EXPECT_EQ(ids, (Ids{3}));
}

TEST_F(SearchIndex, IsReadWhileItIsFilledAndTheArchiveGrows) {
  open();
  Random random(3);
  say(1, 500, random);
  std::atomic<bool> is_over = false;
  std::thread filling([&] {
    auto filler = open_search_filler(path());
    ASSERT_TRUE(filler);
    while (!is_over) ASSERT_TRUE((*filler)->go_on(20));
  });
  auto reader = store_->open_reader();
  ASSERT_TRUE(reader);
  for (int round = 0; round < 20; ++round) {
    say(501 + static_cast<std::uint64_t>(round) * 40, 40, random);
    EXPECT_EQ(found("par", reader->get()), expected("par"));
    EXPECT_EQ(found("京都", reader->get()), expected("京都"));
  }
  is_over = true;
  filling.join();
}

// The filler dies at random points, again and again on one file. Steps and not time say when, so that it is under way on any
// machine; the moment that is waited after a step lets it die within the next one too.
TEST_F(SearchIndex, OutlivesAKilledProcess) {
  open();
  Random random(11);
  std::uint64_t next = 1;
  int killed_under_way = 0;
  for (int round = 0; round < 15; ++round) {
    say(next, 400, random);
    next += 400;
    const std::string archive = path();
    const std::uint64_t steps = random.below(70);  // 400 in steps of 7 are 58: some are killed once they have all
    const std::uint64_t delay_us = random.below(300);
    int told[2] = {-1, -1};
    ASSERT_EQ(::pipe(told), 0);
    const pid_t child = ::fork();
    if (child == 0) {
      ::close(told[0]);
      auto filler = open_search_filler(archive);
      if (!filler) ::_exit(1);
      for (;;) {
        auto done = (*filler)->go_on(7);
        if (!done) ::_exit(2);
        if (::write(told[1], "s", 1) != 1) ::_exit(3);
        if (done->is_level) break;
      }
      ::close(told[1]);
      for (;;) ::pause();
    }
    ::close(told[1]);
    char step = 0;
    for (std::uint64_t i = 0; i < steps && ::read(told[0], &step, 1) == 1; ++i) {
    }
    ::usleep(static_cast<useconds_t>(delay_us));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    ::close(told[0]);  // not before: nobody to read would end the filler by itself, between two steps
    ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) << status;
    for (int i = 0; i < 4; ++i) {
      const std::string words = random_query(random);
      ASSERT_EQ(found(words), expected(words)) << words << " in round " << round;
    }
    const std::uint64_t taken = fill(100);
    if (taken > 0 && taken < 400) ++killed_under_way;
    for (int i = 0; i < 4; ++i) {
      const std::string words = random_query(random);
      ASSERT_EQ(found(words), expected(words)) << words << " in round " << round;
    }
  }
  EXPECT_GT(killed_under_way, 0) << "no kill came between two steps";
  by_hand(index(),
          "INSERT INTO words (words) VALUES ('integrity-check');"
          "INSERT INTO wrap_up_words (wrap_up_words) VALUES ('integrity-check')");
}

}  // namespace
}  // namespace smsdesk::store
