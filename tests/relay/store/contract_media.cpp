// The files of messages, in every implementation.
#include "tests/relay/store/contract.h"

namespace smsdesk::store {
namespace {

const std::string kHash(64, 'a');

SetMedia media(std::uint64_t message, unsigned place, const std::string& hash = {}) {
  const bool is_waiting = hash.empty();
  return {{message}, {1}, place, R"({"url":"u","content_type":")" + hash + R"("})", "u", hash, is_waiting};
}

PutMessage with_two(std::uint64_t message) {
  PutMessage put = a_message(message, 1, "MM" + std::to_string(message));
  put.media = R"({"media":[{"url":"u"},{"url":"v"}]})";
  return put;
}

TEST_P(StoreContract, HasAListOfFilesThatWaitAndChangesWhatTheMessageSaysOfThem) {
  ASSERT_TRUE(is_committed(append_archive({a_conversation(1), with_two(7), media(7, 0), media(7, 1)})));
  auto waiting = store().waiting_media(10);
  ASSERT_TRUE(waiting);
  ASSERT_EQ(waiting->size(), 2u);
  EXPECT_EQ((*waiting)[0].carrier_id, "MM7");
  ASSERT_TRUE(is_committed(append_archive({media(7, 1, kHash)})));
  waiting = store().waiting_media(10);
  ASSERT_EQ(waiting->size(), 1u);
  EXPECT_EQ((*waiting)[0].place, 0u);
  EXPECT_EQ((*store().find_media({7}, 1))->hash, kHash);
  EXPECT_FALSE(store().find_media({7}, 2)->has_value());
  EXPECT_EQ(timeline().messages[0].media,
            R"({"media":[{"url":"u","content_type":""},{"url":"u","content_type":")" + kHash + R"("}]})");
  const std::vector<FileUse> use{{{7}, {1}}};
  EXPECT_EQ(*store().uses_of_file(kHash, {}, 10), use);
  EXPECT_TRUE(store().uses_of_file("", {}, 10)->empty());
}

TEST_P(StoreContract, TellsInPagesWhichMessagesHaveAContentTheNewestFirstAndEachOnce) {
  const std::string other(64, 'b');
  ASSERT_TRUE(
      is_committed(append_archive({a_conversation(1), media(7, 0, kHash), media(7, 1, kHash), media(8, 0, other),
                                   media(9, 0), media(10, 0, kHash), media(11, 2, kHash)})));
  const std::vector<FileUse> newest{{{11}, {1}}, {{10}, {1}}}, oldest{{{7}, {1}}};
  EXPECT_EQ(*store().uses_of_file(kHash, {}, 2), newest);
  EXPECT_EQ(*store().uses_of_file(kHash, {10}, 2), oldest);
  EXPECT_TRUE(store().uses_of_file(kHash, {7}, 2)->empty());
  EXPECT_FALSE(store().uses_of_file(kHash, {}, 0));
  EXPECT_FALSE(store().uses_of_file(kHash, {}, kPageMax + 1));
}

// Any stretch of the log up to the head may be told again.
TEST_P(StoreContract, ToldAgainFilesAreAsTheyWere) {
  const std::vector<ArchiveOp> all{a_conversation(1), with_two(7), media(7, 0), media(7, 1), media(7, 0, kHash)};
  ASSERT_TRUE(is_committed(append_archive(all)));
  const std::string before = timeline().messages[0].media;
  ASSERT_TRUE(is_committed(append_archive(all)));
  EXPECT_EQ(timeline().messages[0].media, before);
  EXPECT_EQ(store().waiting_media(10)->size(), 1u);
}

TEST_P(StoreContract, AFileOfAMessageThatIsNotThereIsNoReasonToStop) {
  EXPECT_TRUE(is_committed(append_archive({media(99, 0)})));
  EXPECT_EQ(store().waiting_media(10)->size(), 1u);
}

TEST_P(StoreContract, WhatARefusedBatchSaidOfFilesWasNeverSaid) {
  ASSERT_TRUE(is_committed(append_archive({a_conversation(1), with_two(7), media(7, 0), media(7, 1)})));
  const std::string before = timeline().messages[0].media;
  EXPECT_FALSE(append_archive({media(7, 0, kHash), a_message(8, 1, "MM7")}));
  EXPECT_EQ(timeline().messages[0].media, before);
  EXPECT_EQ(store().waiting_media(10)->size(), 2u);
}

TEST_P(StoreContract, KnowsContentsAndWhoGaveThem) {
  const StoredFile file{kHash, "image/png", 1234, 40, 30};
  EXPECT_FALSE(store().find_file(kHash)->has_value());
  ASSERT_TRUE(store().put_file(file));
  ASSERT_TRUE(store().put_upload({3}, file, {5}));
  ASSERT_TRUE(store().put_upload({3}, file, {6}));
  EXPECT_EQ(**store().find_file(kHash), file);
  EXPECT_TRUE(*store().has_uploaded({3}, kHash));
  EXPECT_FALSE(*store().has_uploaded({4}, kHash));
}

// Deciding asks many questions in a view, and may note a file again; a batch that comes too early finds its way too.
TEST_P(StoreContract, AHeldViewIsInNobodysWay) {
  const StoredFile file{kHash, "image/png", 1234, 40, 30};
  Batch batch;
  batch.seen_keys = {"before"};
  ASSERT_TRUE(is_committed(store().append(0, batch)));
  {
    const HeldView view(store());
    EXPECT_TRUE(store().is_seen("before"));
    EXPECT_FALSE(store().is_seen("within"));
    ASSERT_TRUE(store().put_upload({3}, file, {5}));
    EXPECT_TRUE(*store().has_uploaded({3}, kHash)) << "what is written meanwhile is seen";
    batch.seen_keys = {"within"};
    ASSERT_TRUE(is_committed(store().append(0, batch)));
    EXPECT_TRUE(store().is_seen("within"));
    batch.seen_keys = {"fresh", "within"};
    EXPECT_FALSE(store().append(0, batch)) << "refused, and nothing of it kept";
    EXPECT_FALSE(store().is_seen("fresh"));
  }
  EXPECT_TRUE(store().is_seen("within"));
  batch.seen_keys = {"after"};
  EXPECT_TRUE(is_committed(store().append(0, batch)));
}

TEST_P(StoreContract, TakesNothingForUnusedThatItHasNeverHeardOf) {
  EXPECT_TRUE(store().find_unused_files({kHash}, {6})->empty());
  EXPECT_TRUE(store().forget_unused_files({kHash}, {6})->empty());
  ASSERT_TRUE(store().put_file({kHash, "image/png", 1, 1, 1}));
  EXPECT_EQ(*store().forget_unused_files({kHash}, {6}), std::vector{kHash}) << "known, and nobody's";
  EXPECT_TRUE(store().find_unused_files({kHash}, {6})->empty()) << "forgotten";
}

TEST_P(StoreContract, ForgetsContentsThatNothingNeedsAnyMore) {
  const auto file = [](char letter) { return StoredFile{std::string(64, letter), "image/png", 1, 1, 1}; };
  const std::vector<std::string> all{file('a').hash, file('b').hash, file('c').hash, file('d').hash};
  for (const char letter : {'a', 'b', 'c'}) ASSERT_TRUE(store().put_upload({3}, file(letter), {5}));
  ASSERT_TRUE(store().put_upload({4}, file('b'), {6}));  // given again, by somebody else
  ASSERT_TRUE(is_committed(append_archive({a_conversation(1), with_two(7), media(7, 0, file('c').hash)})));
  // a: old and unused; b: new enough; c: a message has it; d: this store does not know it, so it may be another one's.
  const std::vector<std::string> unused{file('a').hash};
  EXPECT_EQ(*store().find_unused_files(all, {6}), unused);
  auto reader = store().open_reader();
  ASSERT_TRUE(reader);
  EXPECT_EQ(*(*reader)->find_unused_files(all, {6}), unused);
  EXPECT_TRUE(*store().has_uploaded({3}, file('a').hash)) << "only looked at";
  EXPECT_EQ(*store().forget_unused_files(all, {6}), unused);
  EXPECT_FALSE(*store().has_uploaded({3}, file('a').hash));
  EXPECT_FALSE(store().find_file(file('a').hash)->has_value());
  for (const char letter : {'b', 'c'}) {
    EXPECT_TRUE(*store().has_uploaded({3}, file(letter).hash)) << letter;
    EXPECT_TRUE(store().find_file(file(letter).hash)->has_value()) << letter;
  }
  EXPECT_TRUE(store().find_unused_files({}, {6})->empty());
  EXPECT_FALSE(store().find_unused_files(std::vector<std::string>(kPageMax + 1, kHash), {6}));
  ASSERT_TRUE(store().put_upload({3}, file('a'), {9}));
  EXPECT_TRUE(*store().has_uploaded({3}, file('a').hash)) << "given anew";
}

TEST_P(StoreContract, KeepsALinkAndItsFileUntilItHasEnded) {
  const StoredFile file{kHash, "application/pdf", 12, 0, 0};
  const FileLink link{"ticket", kHash, {3}, {5}, {20}};
  EXPECT_FALSE(store().find_link("ticket")->has_value());
  ASSERT_TRUE(store().put_link(link, file));
  EXPECT_EQ(**store().find_link("ticket"), link);
  EXPECT_FALSE(store().find_link("ticke")->has_value());
  EXPECT_EQ(**store().find_file(kHash), file);
  EXPECT_TRUE(*store().has_uploaded({3}, kHash));
  const auto again = store().put_link({"ticket", kHash, {4}, {6}, {30}}, file);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::Conflict);
  EXPECT_FALSE(*store().has_uploaded({4}, kHash)) << "nothing of what is refused stays";
  auto reader = store().open_reader();
  ASSERT_TRUE(reader);
  EXPECT_EQ(**(*reader)->find_link("ticket"), link);
  EXPECT_FALSE((*reader)->find_link("ticke")->has_value());
  EXPECT_EQ(**(*reader)->find_file(kHash), file);
  EXPECT_FALSE((*reader)->find_file(std::string(64, 'e'))->has_value());
  EXPECT_TRUE((*reader)->find_unused_files({kHash}, {20})->empty());
  EXPECT_TRUE(store().forget_unused_files({kHash}, {20})->empty());
  EXPECT_EQ(*(*reader)->find_unused_files({kHash}, {21}), std::vector{kHash});
  EXPECT_TRUE(store().find_link("ticket")->has_value()) << "it has ended, and the file is there";
  EXPECT_EQ(*store().forget_unused_files({kHash}, {21}), std::vector{kHash});
  EXPECT_FALSE(store().find_link("ticket")->has_value()) << "without the file there is no link";
  EXPECT_FALSE((*reader)->find_link("ticket")->has_value());
}

TEST_P(StoreContract, ForgetsLinksThatHaveEndedWhenAnotherOneIsMade) {
  const StoredFile file{kHash, "image/png", 12, 4, 3};
  ASSERT_TRUE(store().put_link({"first", kHash, {3}, {5}, {20}}, file));
  ASSERT_TRUE(store().put_link({"second", kHash, {3}, {20}, {99}}, file));
  EXPECT_TRUE(store().find_link("first")->has_value()) << "that very moment is its last";
  ASSERT_TRUE(store().put_link({"third", kHash, {3}, {21}, {99}}, file));
  EXPECT_FALSE(store().find_link("first")->has_value());
  EXPECT_TRUE(store().find_link("second")->has_value());
}

TEST_P(StoreContract, NeedsTheFilesOfADraftAsLongAsItStands) {
  const auto file = [](char letter) { return StoredFile{std::string(64, letter), "image/png", 1, 1, 1}; };
  const std::string a = file('a').hash, b = file('b').hash;
  const auto keep = [&](std::vector<DraftChange> drafts) {
    Batch batch;
    batch.drafts = std::move(drafts);
    const auto outcome = store().append(store().head(), batch);
    ASSERT_TRUE(outcome && *outcome == AppendOutcome::Committed);
  };
  const auto unused = [&] {
    auto reader = store().open_reader();
    const auto found = store().find_unused_files({a, b}, {100});
    EXPECT_EQ(*(*reader)->find_unused_files({a, b}, {100}), *found);
    return *found;
  };
  for (const char letter : {'a', 'b'}) ASSERT_TRUE(store().put_upload({3}, file(letter), {5}));
  keep({{{3}, {9}, {10}, "a and b", "v1", DraftPart::Files, {a, b}},
        {{4}, {9}, {10}, "b", "v1", DraftPart::Files, {b}}});
  EXPECT_TRUE(unused().empty());
  EXPECT_TRUE(store().forget_unused_files({a, b}, {100})->empty());
  keep({{{3}, {9}, {11}, "words beside them", "v2"}});
  EXPECT_TRUE(unused().empty()) << "another part";
  keep({{{3}, {9}, {12}, "b alone", "v3", DraftPart::Files, {b}}});
  EXPECT_EQ(unused(), std::vector{a});
  keep({{{3}, {9}, {13}, "", "", DraftPart::Files}});
  EXPECT_EQ(unused(), std::vector{a}) << "somebody else's draft has it";
  keep({{{4}, {9}, {14}, "", "", DraftPart::Files}});
  EXPECT_EQ(*store().forget_unused_files({a, b}, {100}), (std::vector{a, b}));
}

}  // namespace
}  // namespace smsdesk::store
