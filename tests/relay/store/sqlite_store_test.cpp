#include "relay/store/sqlite_store.h"

#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

#include "relay/store/schema.h"
#include "relay/store/sqlite_backup.h"
#include "tests/relay/store/contract.h"
#include "tests/relay/store/generated_batch.h"
#include "tests/relay/store/set_password.h"
#include "tests/relay/store/temporary_folder.h"

namespace {
std::atomic<int> syncs_of_logs{0};
std::atomic<bool> is_disk_broken{false};
}  // namespace

/// In the place of the C library's, for SQLite too: counts, and fails on demand.
extern "C" int fdatasync(int descriptor) {
  char name[4096] = {};
  const std::string link = "/proc/self/fd/" + std::to_string(descriptor);
  const ssize_t size = ::readlink(link.c_str(), name, sizeof name - 1);
  if (size > 0 && std::string_view(name).ends_with("-wal")) ++syncs_of_logs;
  if (is_disk_broken) {
    errno = EIO;
    return -1;
  }
  return static_cast<int>(::syscall(SYS_fdatasync, descriptor));
}

namespace smsdesk::store {
namespace {

SqliteOptions options_for(const std::string& path) {
  SqliteOptions options;
  options.path = path;
  options.now = {1'700'000'000'000};
  options.fresh_epoch = kEpoch;
  return options;
}

StoreUnderTest make_sqlite_store() {
  auto folder = std::make_shared<TemporaryFolder>();
  auto opened = open_sqlite_store(options_for(folder->file("relay.db")));
  EXPECT_TRUE(opened) << opened.error().sentence;
  if (!opened) return {};
  return {folder, std::move(*opened)};
}

INSTANTIATE_TEST_SUITE_P(Sqlite, StoreContract, testing::Values(StoreMaker(make_sqlite_store)));

// What another program does to the file.
std::string by_hand(const std::string& path, const std::string& sql) {
  sqlite3* handle = nullptr;
  std::string found;
  EXPECT_EQ(sqlite3_open(path.c_str(), &handle), SQLITE_OK);
  const auto collect = [](void* to, int, char** values, char**) {
    static_cast<std::string*>(to)->append(values[0] != nullptr ? values[0] : "NULL");
    return 0;
  };
  EXPECT_EQ(sqlite3_exec(handle, sql.c_str(), collect, &found, nullptr), SQLITE_OK) << sqlite3_errmsg(handle);
  sqlite3_close(handle);
  return found;
}

class SqliteFile : public testing::Test {
 protected:
  std::unique_ptr<Store> open() { return open_with(options_for(path())); }
  std::unique_ptr<Store> open_with(const SqliteOptions& options) {
    auto opened = open_sqlite_store(options);
    EXPECT_TRUE(opened) << opened.error().sentence;
    return opened ? std::move(*opened) : nullptr;
  }
  Error refusal(const SqliteOptions& options) {
    auto opened = open_sqlite_store(options);
    EXPECT_FALSE(opened);
    return opened ? Error() : opened.error();
  }
  std::string path() const { return folder_.file("relay.db"); }
  void fill(Store& store, std::uint64_t batches) {
    for (std::uint64_t i = 0; i < batches; ++i) {
      const auto outcome = store.append(store.head(), generated::batch_after(store.head(), 20));
      ASSERT_TRUE(outcome) << outcome.error().sentence;
    }
  }

  TemporaryFolder folder_;
};

TEST_F(SqliteFile, KeepsEverythingWhenItIsOpenedAgain) {
  {
    auto store = open();
    fill(*store, 5);
    ASSERT_TRUE(store->save_snapshot({60, "sixty"}));
    ASSERT_TRUE(store->drop_log_until(50));
    set_password(*store, {3}, "hash");
    ASSERT_TRUE(store->put_session({"aa", {3}, {1}, {2}}));
  }
  auto options = options_for(path());
  options.fresh_epoch = "ffffffffffffffffffffffffffffffff";
  auto store = open_with(options);
  EXPECT_EQ(store->epoch(), kEpoch);
  EXPECT_EQ(store->head(), 100u);
  EXPECT_EQ(store->dropped_until(), 50u);
  EXPECT_EQ(store->read_log(50, 100)->size(), 50u);
  EXPECT_TRUE(store->is_seen(generated::seen_key(1)));
  EXPECT_EQ((*store->load_snapshot())->body, "sixty");
  EXPECT_EQ(store->find_password({3})->value_or(""), "hash");
  EXPECT_TRUE(store->find_session("aa")->has_value());
  EXPECT_EQ((*store->find_message_by_carrier_id(generated::carrier_id(77)))->message.value, 77u);
  EXPECT_EQ(store->read_history(generated::customer(5), generated::kOurNumber, 5)->size(), 1u);
}

TEST_F(SqliteFile, KnowsItsHeadWhenTheWholeLogWasDropped) {
  {
    auto store = open();
    fill(*store, 1);
    ASSERT_TRUE(store->save_snapshot({20, "all"}));
    ASSERT_TRUE(store->drop_log_until(20));
  }
  auto store = open();
  EXPECT_EQ(store->head(), 20u);
  ASSERT_NO_FATAL_FAILURE(fill(*store, 1));
  EXPECT_EQ((*store->read_log(20, 1))[0].offset, 21u);
}

TEST_F(SqliteFile, IsForItsOwnerOnly) {
  const auto rights_of = [](const std::string& name) {
    struct stat found = {};
    EXPECT_EQ(::stat(name.c_str(), &found), 0) << name;
    return found.st_mode & 0777;
  };
  {
    auto store = open();
    fill(*store, 1);
    EXPECT_EQ(rights_of(path()), 0600u);
    EXPECT_EQ(rights_of(path() + "-wal"), 0600u);
  }
  ASSERT_EQ(::chmod(path().c_str(), 0644), 0);
  auto store = open();
  EXPECT_EQ(rights_of(path()), 0600u);
}

TEST_F(SqliteFile, IsDurableByConfiguration) {
  auto store = open();
  fill(*store, 1);
  EXPECT_EQ(by_hand(path(), "PRAGMA journal_mode"), "wal");
  // Not in the file but of each connection: what the store's says makes any other one FULL (2). That it waits for the disk
  // by that, the next test counts.
  const std::string asked = by_hand(path(), "PRAGMA synchronous=OFF;" + connection_sql(100) + "PRAGMA synchronous");
  EXPECT_TRUE(asked.ends_with("1002")) << asked;
  EXPECT_EQ(by_hand(path(), "PRAGMA application_id"), std::to_string(0x534D5344));
  EXPECT_EQ(by_hand(path(), "PRAGMA user_version"), std::to_string(schema_version()));
}

TEST_F(SqliteFile, WaitsForTheDiskInAppendAndForWhatWasAppendedAheadInFlush) {
  auto store = open();
  fill(*store, 1);
  const auto syncs = [](const auto& act) {
    const int before = syncs_of_logs;
    act();
    return syncs_of_logs - before;
  };
  EXPECT_EQ(syncs([&] { fill(*store, 1); }), 1);
  const auto append_ahead = [&] {
    EXPECT_TRUE(store->append_ahead(store->head(), generated::batch_after(store->head(), 20)));
  };
  EXPECT_EQ(syncs(append_ahead), 0);
  EXPECT_EQ(syncs(append_ahead), 0);
  EXPECT_EQ(syncs([&] { EXPECT_TRUE(store->flush()); }), 1);
  // What is not ahead waits as before.
  EXPECT_EQ(syncs([&] { EXPECT_TRUE(store->put_fact("name", "value")); }), 1);
  EXPECT_EQ(syncs([&] { fill(*store, 1); }), 1);
}

TEST_F(SqliteFile, SaysThatTheDiskFailedBehindWhatWasAppendedAhead) {
  auto store = open();
  ASSERT_TRUE(store->append_ahead(0, generated::batch_after(0, 20)));
  is_disk_broken = true;
  const Status failed = store->flush();
  is_disk_broken = false;
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, ErrorCode::Unavailable);
  EXPECT_EQ(failed.error().sentence,
            "The disk failed while the relay wrote " + path() +
                " (Input/output error): check the disk and the system's log, and have a backup at hand.");
}

TEST_F(SqliteFile, CarriesOverAfterAFailedFlushWhatTheLogMayNotHaveOnDisk) {
  auto store = open();
  ASSERT_TRUE(store->append_ahead(0, generated::batch_after(0, 20)));
  is_disk_broken = true;
  EXPECT_FALSE(store->flush());
  EXPECT_FALSE(store->recover());
  is_disk_broken = false;
  ASSERT_TRUE(store->recover());
  ASSERT_TRUE(store->append_ahead(20, generated::batch_after(20, 20)));
  ASSERT_TRUE(store->flush());
  // What a disk has that wrote nothing of the log before it failed.
  const std::string copy = folder_.file("copy.db");
  std::filesystem::copy_file(path(), copy);
  EXPECT_EQ(by_hand(copy, "SELECT count(*) FROM log"), "20");
  std::filesystem::copy_file(path() + "-wal", copy + "-wal");
  EXPECT_EQ(by_hand(copy, "SELECT count(*) FROM log"), "40");
}

TEST_F(SqliteFile, IsCarriedOverFromTheWalWhenItCloses) {
  {
    auto store = open();
    fill(*store, 3);
    EXPECT_GT(std::filesystem::file_size(path() + "-wal"), 0u);
  }
  EXPECT_FALSE(std::filesystem::exists(path() + "-wal"));
  EXPECT_EQ(by_hand(path(), "SELECT count(*) FROM log"), "60");
}

TEST_F(SqliteFile, BelongsToOneRelayAtATime) {
  auto first = open();
  const Error error = refusal(options_for(path()));
  EXPECT_EQ(error.code, ErrorCode::Conflict);
  EXPECT_NE(error.sentence.find("already using"), std::string::npos) << error.sentence;
  // By another name it is the same file.
  const std::string link = folder_.file("link.db");
  std::filesystem::create_symlink(path(), link);
  EXPECT_EQ(refusal(options_for(link)).code, ErrorCode::Conflict);
  ASSERT_NO_FATAL_FAILURE(fill(*first, 1));
  first.reset();
  EXPECT_EQ(open()->head(), 20u);
}

TEST_F(SqliteFile, OfVersion2KeepsPasswordsAndConversations) {
  by_hand(path(), schema_sql(2) +
                      "INSERT INTO meta VALUES (1, '00112233445566778899aabbccddeeff',"
                      " '00112233445566778899aabbccddeeff', 1, 0);"
                      "INSERT INTO account VALUES (3, 'ana', 'hash');"
                      "INSERT INTO timeline VALUES (1, '+14155550199', '+14155550100');"
                      "INSERT INTO conversation VALUES (9, 1, 7, 5, 6, 3, 'Solved', 'n', 1);"
                      "PRAGMA application_id=1397576516; PRAGMA user_version=2");
  auto store = open();
  EXPECT_EQ(store->find_password({3})->value_or(""), "hash");
  const auto conversation = store->find_conversation({9});
  ASSERT_TRUE(conversation && *conversation);
  EXPECT_EQ((*conversation)->wrap_up_code, "Solved");
  EXPECT_EQ((*conversation)->resolution, "");
}

TEST_F(SqliteFile, OfVersion4KeepsFromNowOnHowSegmentsEnd) {
  by_hand(path(), schema_sql(4) +
                      "INSERT INTO meta VALUES (1, '00112233445566778899aabbccddeeff',"
                      " '00112233445566778899aabbccddeeff', 1, 0);"
                      "INSERT INTO timeline VALUES (1, '+14155550199', '+14155550100');"
                      "INSERT INTO conversation VALUES (9, 1, 7, 5, 6, 3, 'Solved', 'n', 2, 'resolved', 'agent', '');"
                      "PRAGMA application_id=1397576516; PRAGMA user_version=4");
  auto store = open();
  Batch batch;
  batch.archive = {SetConversationReopened{{9}, {8}, {7}, {}, 3}};
  ASSERT_TRUE(store->append(0, batch));
  const auto segments = *store->read_segments({9});
  ASSERT_EQ(segments.size(), 2u);
  EXPECT_EQ(segments[0].segment, 2u);
  EXPECT_EQ(segments[0].wrap_up_code + segments[0].resolution, "Solvedresolved");
  EXPECT_EQ(segments[0].opened_at, Instant{5});
  EXPECT_EQ(segments[0].ended_at, Instant{6});
  EXPECT_EQ(segments[1].opened_at, Instant{8});
}

TEST_F(SqliteFile, OfVersion7TellsHowItsMessagesStand) {
  by_hand(path(), schema_sql(7) +
                      "INSERT INTO meta VALUES (1, '00112233445566778899aabbccddeeff',"
                      " '00112233445566778899aabbccddeeff', 1, 0);"
                      "INSERT INTO timeline VALUES (1, '+14155550199', '+14155550100');"
                      "INSERT INTO conversation VALUES (9, 1, 7, 5, 6, 3, 'Solved', 'n', 1, '', '', '', NULL);"
                      "INSERT INTO message VALUES (20, 1, 9, 0, 3, 5, 8, 'Hi', '', 'undelivered', '30003', NULL);"
                      "PRAGMA application_id=1397576516; PRAGMA user_version=7");
  auto store = open();
  const auto chain = store->read_delivery({20});
  ASSERT_TRUE(chain.is_ok() && chain->size() == 1u);
  EXPECT_EQ((*chain)[0].message.status + (*chain)[0].message.error_code, "undelivered30003");
  EXPECT_EQ((*chain)[0].message.status_at, Instant{8});
  EXPECT_TRUE((*chain)[0].steps.empty());
}

TEST_F(SqliteFile, OfVersion7HasTheFilesOfCustomersOnItsListOfWork) {
  by_hand(path(),
          schema_sql(7) +
              "INSERT INTO meta VALUES (1, '00112233445566778899aabbccddeeff',"
              " '00112233445566778899aabbccddeeff', 1, 0);"
              "INSERT INTO timeline VALUES (1, '+14155550199', '+14155550100');"
              "INSERT INTO message (id, timeline, conversation, is_inbound, author, at, status_at, text, media, status,"
              " carrier_id) VALUES (5, 1, 9, 1, 0, 1, 1, '', '{\"media\":[{\"url\":\"https://c/1\",\"content_type\":"
              "\"image/png\"},{\"url\":\"https://c/2\",\"content_type\":\"\"}]}', 'received', 'MM5');"
              "INSERT INTO message (id, timeline, conversation, is_inbound, author, at, status_at, text, media, status)"
              " VALUES (6, 1, 9, 1, 0, 1, 1, 'words', '', 'received');"
              "PRAGMA application_id=1397576516; PRAGMA user_version=7");
  auto store = open();
  const auto waiting = store->waiting_media(10);
  ASSERT_TRUE(waiting) << waiting.error().sentence;
  ASSERT_EQ(waiting->size(), 2u);
  EXPECT_EQ((*waiting)[1].message, MessageId{5});
  EXPECT_EQ((*waiting)[1].conversation, ConversationId{9});
  EXPECT_EQ((*waiting)[1].place, 1u);
  EXPECT_EQ((*waiting)[1].url + (*waiting)[1].carrier_id, "https://c/2MM5");
}

TEST_F(SqliteFile, OfVersion14FindsLikelyDuplicatesAmongTheContactsThatAreThere) {
  by_hand(path(), schema_sql(14) +
                      "INSERT INTO meta VALUES (1, '00112233445566778899aabbccddeeff',"
                      " '00112233445566778899aabbccddeeff', 1, 0);"
                      "INSERT INTO contact VALUES (70, 0, 'Mira Lind', '', '{\"id\":70,\"name\":\"Mira Lind\","
                      "\"numbers\":[\"+14155550199\"],\"fields\":[{\"name\":\"Account\",\"value\":\"4711\"}]}'),"
                      " (71, 70, 'Merged', '', '{\"id\":71,\"name\":\"Mira Lind\",\"numbers\":[]}'),"
                      " (72, 0, 'Damaged', '', '{\"id\":');"
                      "PRAGMA application_id=1397576516; PRAGMA user_version=14");
  auto store = open();
  for (const char* key : {"fAccount\n4711", "nmira lind", "p+14155550199"}) {
    const auto found = store->find_contacts_by_key(key, {99}, 10);
    ASSERT_TRUE(found) << found.error().sentence;
    EXPECT_EQ(found->size(), 1u) << key;
  }
}

TEST_F(SqliteFile, OfVersion16KeepsItsDraftsAsAnswers) {
  by_hand(path(), schema_sql(16) +
                      "INSERT INTO meta VALUES (1, '00112233445566778899aabbccddeeff',"
                      " '00112233445566778899aabbccddeeff', 1, 0);"
                      "INSERT INTO draft VALUES (11, 9, 10, 'begun before the update', 'v1');"
                      "PRAGMA application_id=1397576516; PRAGMA user_version=16");
  auto store = open();
  EXPECT_EQ(*store->all_drafts(), (std::vector<DraftChange>{{{11}, {9}, {10}, "begun before the update", "v1"}}));
}

TEST_F(SqliteFile, OfVersion19HasMessagesWithWhichEverythingWasDone) {
  by_hand(path(),
          schema_sql(19) +
              "INSERT INTO meta VALUES (1, '00112233445566778899aabbccddeeff',"
              " '00112233445566778899aabbccddeeff', 1, 0);"
              "INSERT INTO timeline VALUES (1, '+14155550199', '+14155550100');"
              "INSERT INTO message (id, timeline, conversation, is_inbound, author, at, status_at, text, media, status)"
              " VALUES (6, 1, 9, 0, 3, 1, 1, 'words', '', 'delivered');"
              "PRAGMA application_id=1397576516; PRAGMA user_version=19");
  auto store = open();
  const auto chain = store->read_delivery({6});
  ASSERT_TRUE(chain.is_ok() && chain->size() == 1u);
  EXPECT_EQ((*chain)[0].message.not_done, "");
}

TEST_F(SqliteFile, OfVersion5KeepsOffersWithoutATrace) {
  by_hand(path(), schema_sql(5) +
                      "INSERT INTO meta VALUES (1, '00112233445566778899aabbccddeeff',"
                      " '00112233445566778899aabbccddeeff', 1, 0);"
                      "INSERT INTO offer VALUES (11, 9, 41, 7, 10, 'longest_idle', 20, 'accepted', '', 1);"
                      "PRAGMA application_id=1397576516; PRAGMA user_version=5");
  auto store = open();
  ReportQuery of_it;
  of_it.conversation = {9};
  const auto page = store->read_offers(of_it, 10);
  ASSERT_TRUE(page);
  const auto& offers = page->rows;
  ASSERT_EQ(offers.size(), 1u);
  EXPECT_EQ(offers[0].made.why + offers[0].made.trace, "longest_idle");
  ASSERT_TRUE(offers[0].ended);
  EXPECT_TRUE(offers[0].ended->is_automatic);
}

TEST_F(SqliteFile, OfVersion18TellsWhoAnswered) {
  by_hand(path(), schema_sql(18) +
                      "INSERT INTO meta VALUES (1, '00112233445566778899aabbccddeeff',"
                      " '00112233445566778899aabbccddeeff', 1, 0);"
                      "INSERT INTO offer (id, conversation, agent, queue, made_at, why, ended_at, outcome) VALUES"
                      " (11, 9, 41, 7, 10, 'longest_idle', 20, 'declined'),"
                      " (12, 9, 42, 7, 20, 'longest_idle', 30, 'accepted'),"
                      " (13, 9, 43, 7, 40, 'transfer', NULL, '');"
                      "PRAGMA application_id=1397576516; PRAGMA user_version=18");
  auto store = open();
  const auto handings = store->read_handings({9});
  ASSERT_TRUE(handings) << handings.error().sentence;
  EXPECT_EQ(*handings, (std::vector<ArchivedHanding>{{{9}, {30}, "answered", {42}, {}, {}, ""}}));
  Batch batch;
  batch.archive = {PutHanding{12, {{9}, {50}, "parked", {42}, {}, {}, ""}}};
  ASSERT_TRUE(store->append(0, batch));
  EXPECT_EQ(store->read_handings({9})->size(), 2u) << "offsets and offers do not meet";
}

TEST_F(SqliteFile, OfVersion19HasTextsThatWentAsTextsAndDraftsWithoutAChoice) {
  by_hand(path(), schema_sql(19) +
                      "INSERT INTO meta VALUES (1, '00112233445566778899aabbccddeeff',"
                      " '00112233445566778899aabbccddeeff', 1, 0);"
                      "INSERT INTO message (id, timeline, conversation, is_inbound, author, at, status_at, text, media,"
                      " status) VALUES (20, 1, 9, 0, 41, 10, 10, 'before the update', '', 'sent');"
                      "INSERT INTO draft_part VALUES (11, 9, 0, 10, 'begun before the update', 'v1');"
                      "PRAGMA application_id=1397576516; PRAGMA user_version=19");
  auto store = open();
  const auto chain = store->read_delivery({20});
  ASSERT_TRUE(chain) << chain.error().sentence;
  ASSERT_EQ(chain->size(), 1u);
  EXPECT_EQ((*chain)[0].message.text, "before the update");
  EXPECT_FALSE((*chain)[0].message.is_mms_text);
  EXPECT_EQ(*store->all_drafts(), (std::vector<DraftChange>{{{11}, {9}, {10}, "begun before the update", "v1"}}));
}

TEST_F(SqliteFile, OfVersion19HasNotesThatCanBeCorrected) {
  by_hand(path(),
          schema_sql(19) +
              "INSERT INTO meta VALUES (1, '00112233445566778899aabbccddeeff',"
              " '00112233445566778899aabbccddeeff', 1, 0);"
              "INSERT INTO note (id, conversation, author, at, text, mentions) VALUES (3, 9, 41, 10, 'call', '42');"
              "PRAGMA application_id=1397576516; PRAGMA user_version=19");
  auto store = open();
  EXPECT_EQ((*store->find_note({3}))->correction, 0u);
  EXPECT_FALSE((*store->find_note({3}))->is_taken_back);
  EXPECT_TRUE(store->read_note_wordings({3})->empty());
  Batch batch;
  batch.archive = {SetNoteWords{{3}, 1, {20}, "call at noon", {}}};
  ASSERT_TRUE(store->append(0, batch));
  EXPECT_EQ((*store->find_note({3}))->text, "call at noon");
  EXPECT_EQ(*store->read_note_wordings({3}), (std::vector<NoteWording>{{{10}, "call"}}));
  store.reset();
  by_hand(path(), "DELETE FROM note WHERE id = 3");
  EXPECT_TRUE(open()->read_note_wordings({3})->empty()) << "with the note what it said goes";
}

TEST_F(SqliteFile, OfANewerSmsdeskIsRefusedAndLeftAlone) {
  open().reset();
  by_hand(path(), "PRAGMA user_version=99");
  const Error error = refusal(options_for(path()));
  EXPECT_EQ(error.code, ErrorCode::Unsupported);
  EXPECT_NE(error.sentence.find("newer smsdesk"), std::string::npos) << error.sentence;
  EXPECT_EQ(by_hand(path(), "PRAGMA user_version"), "99");
}

TEST_F(SqliteFile, OfAnotherProgramIsRefusedAndLeftAlone) {
  by_hand(path(), "CREATE TABLE theirs (a)");
  const Error error = refusal(options_for(path()));
  EXPECT_EQ(error.code, ErrorCode::Invalid);
  EXPECT_NE(error.sentence.find("another program"), std::string::npos) << error.sentence;
  EXPECT_EQ(by_hand(path(), "SELECT name FROM sqlite_schema"), "theirs");
  EXPECT_EQ(by_hand(path(), "PRAGMA journal_mode"), "delete");
}

TEST_F(SqliteFile, ThatIsNoDatabaseIsRefusedWithWhatToDo) {
  std::ofstream(path()) << std::string(10'000, 'x');
  const Error error = refusal(options_for(path()));
  EXPECT_EQ(error.code, ErrorCode::Invalid);
  EXPECT_NE(error.sentence.find("backup"), std::string::npos) << error.sentence;
}

TEST_F(SqliteFile, ThatIsDamagedIsRefusedWithWhatToDo) {
  ASSERT_NO_FATAL_FAILURE(fill(*open(), 20));
  const auto size = std::filesystem::file_size(path());
  {
    std::fstream file(path(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(size / 2 / 4096 * 4096));
    file << std::string(3 * 4096, '\xA5');
  }
  const Error error = refusal(options_for(path()));
  EXPECT_EQ(error.code, ErrorCode::Invalid);
  EXPECT_NE(error.sentence.find("damaged"), std::string::npos) << error.sentence;
  EXPECT_NE(error.sentence.find("backup"), std::string::npos) << error.sentence;
}

TEST_F(SqliteFile, InAFolderThatIsMissingIsRefusedWithWhatToDo) {
  const Error error = refusal(options_for(folder_.file("missing/relay.db")));
  EXPECT_EQ(error.code, ErrorCode::Unavailable);
  EXPECT_NE(error.sentence.find("folder exists"), std::string::npos) << error.sentence;
}

// Appends until one fails, and expects that nothing of it is there and all before it is.
void expect_whole_rollback(Store& store, const char* words) {
  constexpr int kBatchesMax = 5000;
  for (int i = 0; i < kBatchesMax; ++i) {
    const std::uint64_t head = store.head();
    const auto outcome = store.append(head, generated::batch_after(head, 20));
    if (outcome) continue;
    EXPECT_EQ(outcome.error().code, ErrorCode::Unavailable);
    EXPECT_NE(outcome.error().sentence.find(words), std::string::npos) << outcome.error().sentence;
    EXPECT_EQ(store.head(), head);
    EXPECT_TRUE(store.read_log(head, 10)->empty());
    EXPECT_EQ(store.read_log(0, SIZE_MAX)->size(), head);
    for (std::uint64_t offset = head + 1; offset <= head + 20; ++offset) {
      EXPECT_FALSE(store.is_seen(generated::seen_key(offset)));
      EXPECT_FALSE(store.find_message_by_carrier_id(generated::carrier_id(offset))->has_value());
    }
    EXPECT_TRUE(store.is_seen(generated::seen_key(head)));
    return;
  }
  FAIL() << "the disk never got full";
}

TEST_F(SqliteFile, OnAFullDiskTakesTheBatchBackWholeAndSaysSo) {
  auto options = options_for(path());
  options.file_pages_max = 200;
  std::uint64_t head = 0;
  {
    auto store = open_with(options);
    ASSERT_NO_FATAL_FAILURE(expect_whole_rollback(*store, "The disk is full"));
    head = store->head();
    EXPECT_GT(head, 0u);
  }
  // With space again, the same rows go in.
  auto store = open();
  EXPECT_EQ(store->head(), head);
  ASSERT_NO_FATAL_FAILURE(fill(*store, 2));
  EXPECT_EQ(store->read_log(0, SIZE_MAX)->size(), head + 40);
}

TEST_F(SqliteFile, OnADiskThatIsFullAtTheStartSaysSoAndPromisesNothing) {
  { ASSERT_NO_FATAL_FAILURE(fill(*open(), 2)); }
  struct rlimit before = {};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
  // Room for nothing beside the file that is there.
  struct rlimit small = before;
  small.rlim_cur = 1'000;
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  const Error error = refusal(options_for(path()));
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  std::signal(SIGXFSZ, old_handler);
  EXPECT_EQ(error.code, ErrorCode::Unavailable);
  EXPECT_EQ(error.sentence, "The disk is full, so nothing could be written to " + path() + ": free some space there.");
  EXPECT_EQ(open()->head(), 40u);
}

TEST_F(SqliteFile, OnAFailingWriteTakesTheBatchBackAndGoesOnWhenItWorksAgain) {
  auto store = open();
  ASSERT_NO_FATAL_FAILURE(fill(*store, 2));
  struct rlimit before = {};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
  // The kernel cuts writes off in the middle of the WAL.
  struct rlimit small = before;
  small.rlim_cur = std::filesystem::file_size(path() + "-wal") + 40'000;
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  expect_whole_rollback(*store, "disk");
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  std::signal(SIGXFSZ, old_handler);
  const std::uint64_t head = store->head();
  ASSERT_NO_FATAL_FAILURE(fill(*store, 2));
  store.reset();
  store = open();
  EXPECT_EQ(store->read_log(0, SIZE_MAX)->size(), head + 40);
  EXPECT_EQ(by_hand(path(), "PRAGMA integrity_check"), "ok");
}

TEST_F(SqliteFile, SweepsManyKeysInBoundedSteps) {
  auto store = open();
  const std::size_t count = kSeenSweepMax + kSeenSweepMax / 2;
  Batch old;
  old.at = {10};
  for (std::size_t i = 0; i < count; ++i) old.seen_keys.push_back("old" + std::to_string(i));
  Batch young;
  young.at = {20};
  young.seen_keys = {"young"};
  ASSERT_TRUE(store->append(0, old));
  ASSERT_TRUE(store->append(0, young));
  EXPECT_FALSE(*store->forget_seen_before({20}));
  EXPECT_TRUE(*store->forget_seen_before({20}));
  for (std::size_t i = 0; i < count; ++i) {
    ASSERT_FALSE(store->is_seen("old" + std::to_string(i))) << i;
  }
  EXPECT_TRUE(store->is_seen("young"));
}

bool always() {
  return true;
}

TEST_F(SqliteFile, IsCopiedWholeWhileItIsWritten) {
  auto store = open();
  ASSERT_NO_FATAL_FAILURE(fill(*store, 5));
  auto reader = store->open_reader();
  ASSERT_TRUE(reader);
  const std::string copy = folder_.file("backup.db");
  std::thread other([&] { EXPECT_TRUE((*reader)->backup_to(copy, always)); });
  fill(*store, 20);
  other.join();
  EXPECT_FALSE(std::filesystem::exists(copy + ".part"));
  auto copied = open_with(options_for(copy));
  ASSERT_NE(copied, nullptr);
  EXPECT_NE(copied->epoch(), kEpoch) << "what goes on from it is another log";
  EXPECT_EQ(copied->epoch().size(), std::string(kEpoch).size());
  EXPECT_GE(copied->head(), 100u);
  EXPECT_EQ(copied->read_log(0, SIZE_MAX)->size(), copied->head());
  EXPECT_TRUE(copied->is_seen(generated::seen_key(copied->head())));
  EXPECT_FALSE(copied->is_seen(generated::seen_key(copied->head() + 1)));
  // From the writer's own connection as well.
  ASSERT_TRUE(store->backup_to(folder_.file("second.db"), always));
  EXPECT_EQ(open_with(options_for(folder_.file("second.db")))->head(), store->head());
  EXPECT_EQ(store->backup_to(folder_.file("missing/x.db"), always).error().code, ErrorCode::Unavailable);
}

/// Rows that make the file larger than several steps of a backup.
void fill_for_steps(Store& store) {
  for (int i = 0; i < 5; ++i) {
    Batch batch;
    batch.log = {{store.head() + 1, {1}, std::string(std::size_t{kBackupStepPages} * 4096, 'x')}};
    ASSERT_TRUE(store.append(store.head(), batch));
  }
}

TEST_F(SqliteFile, IsCopiedInStepsAsItWasWhenTheCopyBegan) {
  auto store = open();
  ASSERT_NO_FATAL_FAILURE(fill_for_steps(*store));
  auto reader = store->open_reader();
  ASSERT_TRUE(reader);
  const std::uint64_t head = store->head();
  int steps = 0;
  // The writer commits between any two steps, and the copy comes to its end all the same.
  ASSERT_TRUE((*reader)->backup_to(folder_.file("backup.db"), [&] {
    ++steps;
    const auto outcome = store->append(store->head(), generated::batch_after(store->head(), 20));
    EXPECT_TRUE(outcome);
    return steps < 1000;
  }));
  EXPECT_GE(steps, 5);
  EXPECT_EQ(store->head(), head + 20u * static_cast<unsigned>(steps));
  EXPECT_EQ(open_with(options_for(folder_.file("backup.db")))->head(), head);
  EXPECT_EQ(by_hand(folder_.file("backup.db"), "PRAGMA integrity_check"), "ok");
}

TEST_F(SqliteFile, LeavesNothingOfABackupThatWasGivenUp) {
  auto store = open();
  ASSERT_NO_FATAL_FAILURE(fill_for_steps(*store));
  int steps = 0;
  const Status given_up = store->backup_to(folder_.file("backup.db"), [&] { return ++steps < 2; });
  ASSERT_FALSE(given_up);
  EXPECT_NE(given_up.error().sentence.find("given up"), std::string::npos) << given_up.error().sentence;
  EXPECT_FALSE(std::filesystem::exists(folder_.file("backup.db")));
  EXPECT_FALSE(std::filesystem::exists(folder_.file("backup.db.part")));
  ASSERT_NO_FATAL_FAILURE(fill(*store, 1));  // and the writer's connection is free
}

TEST_F(SqliteFile, OverwritesNothingWithABackup) {
  auto store = open();
  std::ofstream(folder_.file("theirs.db")) << "precious";
  const Status refused = store->backup_to(folder_.file("theirs.db"), always);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::Conflict);
  EXPECT_NE(refused.error().sentence.find("theirs.db"), std::string::npos);
  EXPECT_EQ(std::filesystem::file_size(folder_.file("theirs.db")), 8u);
  // One that came while the copy was made is as safe.
  ASSERT_NO_FATAL_FAILURE(fill_for_steps(*store));
  EXPECT_EQ(store
                ->backup_to(folder_.file("late.db"),
                            [&] {
                              std::ofstream(folder_.file("late.db")) << "precious";
                              return true;
                            })
                .error()
                .code,
            ErrorCode::Conflict);
  EXPECT_EQ(std::filesystem::file_size(folder_.file("late.db")), 8u);
  EXPECT_FALSE(std::filesystem::exists(folder_.file("late.db.part")));
}

TEST_F(SqliteFile, BacksUpOverWhatACrashLeftBehind) {
  auto store = open();
  ASSERT_NO_FATAL_FAILURE(fill(*store, 1));
  std::ofstream(folder_.file("backup.db.part")) << std::string(100'000, 'x');
  ASSERT_TRUE(store->backup_to(folder_.file("backup.db"), always));
  EXPECT_EQ(open_with(options_for(folder_.file("backup.db")))->head(), 20u);
}

TEST_F(SqliteFile, IsBackedUpBesideTheRelayThatHoldsIt) {
  auto store = open();
  ASSERT_NO_FATAL_FAILURE(fill(*store, 3));
  ASSERT_TRUE(back_up_sqlite(path(), folder_.file("backup.db"), always));
  EXPECT_EQ(open_with(options_for(folder_.file("backup.db")))->head(), 60u);
  ASSERT_NO_FATAL_FAILURE(fill(*store, 1));
  store.reset();
  ASSERT_TRUE(back_up_sqlite(path(), folder_.file("stopped.db"), always));
  EXPECT_EQ(open_with(options_for(folder_.file("stopped.db")))->head(), 80u);
  EXPECT_EQ(back_up_sqlite(folder_.file("none.db"), folder_.file("x.db"), always).error().code, ErrorCode::NotFound);
  EXPECT_FALSE(std::filesystem::exists(folder_.file("none.db")));
  by_hand(folder_.file("theirs.db"), "CREATE TABLE theirs (a)");
  EXPECT_EQ(back_up_sqlite(folder_.file("theirs.db"), folder_.file("x.db"), always).error().code, ErrorCode::Invalid);
}

TEST_F(SqliteFile, OfAnEarlierVersionIsBackedUpAsItIs) {
  by_hand(path(), schema_sql(2) +
                      "INSERT INTO meta VALUES (1, '00112233445566778899aabbccddeeff',"
                      " '00112233445566778899aabbccddeeff', 1, 0);"
                      "PRAGMA application_id=1397576516; PRAGMA user_version=2");
  ASSERT_TRUE(back_up_sqlite(path(), folder_.file("backup.db"), always));
  EXPECT_EQ(by_hand(folder_.file("backup.db"), "PRAGMA user_version"), "2");
}

}  // namespace
}  // namespace smsdesk::store
