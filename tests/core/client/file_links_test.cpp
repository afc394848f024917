// Files from a number that sends texts alone: from being offered to being a link in the draft.
#include <gtest/gtest.h>

#include "core/client/attachments.h"
#include "core/client/turn.h"
#include "core/screen/make_screen.h"
#include "tests/core/client/tab.h"

namespace smsdesk::test {
namespace {

const std::string kLink = "https://desk.example/f/AbCdEfGhIjKlMnOpQrStUg";

class FileLinks : public testing::Test {
 protected:
  void SetUp() override {
    at.tab.raise(intent::Select{at.id});
    for (Workspace* facts : {&at.world.workspace, &at.tab.s.workspace}) facts->numbers[kSupportNumber].has_mms = false;
    at.tab.s.links_for_days = 7;
  }
  void offer(const std::string& key, const std::string& type = "image/png", std::uint64_t bytes = 1'000) {
    at.tab.give(event::FileOffered{key, key + ".png", type, bytes});
  }
  void give_link(const std::string& key, const std::string& link = kLink, DurationMs works_for = hours(24 * 7)) {
    at.tab.give(event::UploadEnded{
        key, 200, R"({"url":")" + link + R"(","ends_at":)" + std::to_string((at.tab.now + works_for).ms) + "}"});
  }
  void write(const std::string& text, std::size_t cursor, std::size_t cursor_end) {
    at.tab.raise(intent::EditDraft{at.id, text});
    at.tab.s.drafts[at.id].cursor = cursor;
    at.tab.s.drafts[at.id].cursor_end = cursor_end;
  }
  const Draft& draft() { return at.tab.s.drafts[at.id]; }
  std::vector<Attachment> all() const {
    const auto list = at.tab.s.link_files.find(at.id);
    return list == at.tab.s.link_files.end() ? std::vector<Attachment>() : list->second;
  }
  AtWork at;
};

TEST_F(FileLinks, GoIntoTheTextAndAreNothingElse) {
  offer("f1");
  const auto begun = at.tab.all<effect::BeginUpload>();
  ASSERT_EQ(begun.size(), 1u);
  EXPECT_EQ(begun[0], (effect::BeginUpload{"f1", "/api/media/link", kSentBytesMax, false}));
  EXPECT_FALSE(has_attachments(at.tab.s, at.id)) << "it makes no MMS of the message";
  at.tab.give(event::UploadProgressed{"f1", 40, 0});
  ASSERT_EQ(all().size(), 1u);
  EXPECT_EQ(all()[0].percent, 40u);
  at.tab.send(at.id, "Here it is:");
  EXPECT_TRUE(at.tab.s.outbox.entries().empty()) << "not without its link";
  at.tab.s.drafts[at.id].cursor = at.tab.s.drafts[at.id].cursor_end = 11;
  give_link("f1");
  EXPECT_EQ(draft().text, "Here it is: " + kLink + " ");
  EXPECT_EQ(draft().cursor, draft().text.size()) << "what is written next does not touch it";
  EXPECT_TRUE(all().empty());
  EXPECT_EQ(at.tab.s.link_files.count(at.id), 0u);
  EXPECT_EQ(at.tab.all<effect::EndUpload>(), std::vector({effect::EndUpload{"f1"}}));
  EXPECT_EQ(at.tab.all<effect::Announce>(),
            std::vector({effect::Announce{"f1.png: The link is in the message. It works for 7 days.", false}}));
  at.tab.raise(intent::Send{at.id});
  ASSERT_EQ(at.tab.s.outbox.entries().size(), 1u);
  EXPECT_TRUE(at.tab.s.outbox.entries()[0].media.empty());
}

TEST_F(FileLinks, StandWhereThePersonWritesApartFromWhatIsBesideThem) {
  struct Row {
    const char* text;
    std::size_t cursor, cursor_end;
    std::string after;
    std::size_t cursor_after;
  };
  const std::size_t length = kLink.size();
  const Row rows[] = {
      {"", 0, 0, kLink + " ", length + 1},
      {"Hello there", 5, 5, "Hello " + kLink + " there", length + 7},
      {"Hello there", 6, 6, "Hello " + kLink + " there", length + 7},
      {"Hello there", 0, 5, "Hello " + kLink + " there", length + 7},
      {"Hello\nthere", 5, 5, "Hello " + kLink + "\nthere", length + 6},
      {"Hello\nthere", 6, 6, "Hello\n" + kLink + " there", length + 7},
      {"Hello", 99, 99, "Hello " + kLink + " ", length + 7},
      {"né", 2, 2, "n " + kLink + " é", length + 3},
  };
  for (const Row& row : rows) {
    write(row.text, row.cursor, row.cursor_end);
    offer("f1");
    give_link("f1");
    EXPECT_EQ(draft().text, row.after) << row.text;
    EXPECT_EQ(draft().cursor, row.cursor_after) << row.text;
    EXPECT_EQ(draft().cursor_end, row.cursor_after) << row.text;
  }
}

TEST_F(FileLinks, AKeyFromBeforeTheFieldShowsTheLinkTakesNothingAway) {
  struct Row {
    const char* text;
    std::size_t cursor;
    const char* edited;
    std::size_t edited_cursor;
    std::string after;
    std::size_t cursor_after;
  };
  const std::size_t length = kLink.size();
  const Row rows[] = {
      {"Hello", 5, "Hellox", 6, "Hellox " + kLink + " ", 6},
      {"", 0, "H", 1, kLink + " H", length + 2},
      {"Hello there", 6, "Hello xthere", 7, "Hello " + kLink + " xthere", length + 8},
      {"Hello there", 5, "Hallo there", 2, "Hallo " + kLink + " there", 2},
      {"Hello", 5, "", 0, " " + kLink + " ", 0},
      {"Hello", 5, "Hello", 2, "Hello " + kLink + " ", length + 7},
  };
  for (const Row& row : rows) {
    write(row.text, row.cursor, row.cursor);
    offer("f1");
    const std::uint32_t shown = draft().revision;
    give_link("f1");
    at.tab.raise(intent::EditDraft{at.id, row.edited, row.edited_cursor, shown});
    EXPECT_EQ(draft().text, row.after) << row.edited;
    EXPECT_EQ(draft().cursor, row.cursor_after) << row.edited;
    EXPECT_GT(draft().revision, shown) << "the field takes it over";
  }
  at.tab.raise(intent::EditDraft{at.id, "Words", 5, draft().revision});
  EXPECT_EQ(draft().text, "Words") << "who sees the link may take it away";
}

TEST_F(FileLinks, WaitForTheEndOfAnInputMethodsWork) {
  const auto compose = [&](const std::string& text, bool is_composing) {
    at.tab.raise(intent::EditDraft{at.id, text, text.size(), draft().revision, is_composing});
  };
  offer("f1");
  offer("f2");
  compose("に", true);
  const std::uint32_t revision = draft().revision;
  give_link("f1", "https://desk.example/f/1");
  give_link("f2", "https://desk.example/f/2");
  EXPECT_EQ(draft().text, "に");
  EXPECT_EQ(draft().revision, revision) << "the field is left alone";
  ASSERT_EQ(all().size(), 2u);
  const screen::Composer composer = screen::make_screen(at.tab.s, at.tab.now).desk.conversation.composer;
  EXPECT_EQ(composer.attachments.at(0).accessible_name, "f1.png, Its link waits for the word that you are writing");
  EXPECT_EQ(composer.attachments.at(0).percent, -1);
  compose("にほん", true);
  at.tab.raise(intent::Send{at.id});
  EXPECT_TRUE(at.tab.s.outbox.entries().empty()) << "not without the links";
  compose("日本", true);
  compose("日本", false);
  EXPECT_EQ(draft().text, "日本 https://desk.example/f/1 https://desk.example/f/2 ");
  EXPECT_EQ(draft().cursor, draft().text.size());
  EXPECT_TRUE(all().empty());
  EXPECT_EQ(at.tab.all<effect::Announce>()[0].sentence, "f1.png: The link is in the message. It works for 7 days.");
}

TEST_F(FileLinks, WaitForNoInputMethodThatWasLeftAlone) {
  offer("f1");
  at.tab.raise(intent::EditDraft{at.id, "Map", 3, {}, true});
  give_link("f1");
  EXPECT_EQ(draft().text, "Map");
  EXPECT_EQ(next_link(at.tab.s), at.tab.now + seconds(15));
  at.tab.tick(seconds(14));
  EXPECT_EQ(draft().text, "Map");
  at.tab.tick(seconds(1));
  EXPECT_EQ(draft().text, "Map " + kLink + " ") << "a telephone ends a word with the next one only";
}

TEST_F(FileLinks, WaitForNoFieldThatHasGone) {
  offer("f1");
  at.tab.raise(intent::EditDraft{at.id, "Map", 3, {}, true});
  give_link("f1");
  EXPECT_EQ(draft().text, "Map");
  at.tab.raise(intent::ShowArea{Area::Find});
  EXPECT_EQ(draft().text, "Map " + kLink + " ");
  at.tab.raise(intent::Select{at.id});
  offer("f2");
  at.tab.raise(intent::EditDraft{at.id, "Plan", 4, {}, true});
  give_link("f2");
  EXPECT_EQ(draft().text, "Plan");
  at.tab.raise(intent::ShowRoster{true});
  EXPECT_EQ(draft().text, "Plan " + kLink + " ");
}

TEST_F(FileLinks, OneThatFailsStaysWithItsReasonAndTheTextIsUntouched) {
  write("Words", 5, 5);
  offer("f1");
  offer("f2");
  at.tab.give(event::UploadEnded{"f1", 415, R"({"sentence":"Too odd."})"});
  EXPECT_EQ(at.tab.all<effect::Announce>(),
            std::vector({effect::Announce{"There is no link to “f1.png”. Too odd.", true}}));
  give_link("f2", "https://desk.example/f/2");
  EXPECT_EQ(draft().text, "Words https://desk.example/f/2 ");
  ASSERT_EQ(all().size(), 1u);
  EXPECT_EQ(all()[0].failure, "Too odd.");
  at.tab.raise(intent::Send{at.id});
  EXPECT_TRUE(at.tab.s.outbox.entries().empty()) << "whoever chose it means it to go";
  at.tab.raise(intent::RetryUpload{"f1"});
  ASSERT_EQ(at.tab.all<effect::BeginUpload>().size(), 1u);
  EXPECT_EQ(at.tab.all<effect::BeginUpload>()[0].path, "/api/media/link");
  at.tab.give(event::UploadEnded{"f1", 200, "what?"});
  EXPECT_EQ(all()[0].failure, "The relay did not take it. Try again.");
  at.tab.raise(intent::RemoveAttachment{at.id, "f1"});
  EXPECT_EQ(at.tab.all<effect::EndUpload>(), std::vector({effect::EndUpload{"f1"}}));
  EXPECT_TRUE(all().empty());
  give_link("f1");
  EXPECT_EQ(draft().text, "Words https://desk.example/f/2 ") << "it was removed";
  at.tab.raise(intent::Send{at.id});
  EXPECT_EQ(at.tab.s.outbox.entries().size(), 1u);
}

TEST_F(FileLinks, OneWithoutRoomWaitsUntilThereIsSomeAndIsNotUploadedAgain) {
  write(std::string(kDraftBytesMax, 'x'), 5, 5);
  offer("f1");
  give_link("f1");
  EXPECT_EQ(draft().text, std::string(kDraftBytesMax, 'x'));
  ASSERT_EQ(all().size(), 1u);
  EXPECT_EQ(all()[0].phase, Attachment::Phase::Failed);
  EXPECT_EQ(all()[0].failure, "There is no room for the link. Shorten the message, then try again.");
  write("Short", 5, 5);
  at.tab.raise(intent::RetryUpload{"f1"});
  EXPECT_FALSE(at.tab.did<effect::BeginUpload>());
  EXPECT_EQ(draft().text, "Short " + kLink + " ");
  EXPECT_TRUE(all().empty());
}

TEST_F(FileLinks, AreCheckedBefore) {
  offer("zip", "application/zip");
  EXPECT_TRUE(at.tab.said("There is no link to “zip.png”: pictures, audio, video"));
  offer("none", "image/png", 0);
  EXPECT_TRUE(at.tab.said("“none.png”: it is empty."));
  offer("film", "video/mp4", 6'000'000);
  EXPECT_TRUE(at.tab.said("it has 6 MB, and a file may have 5 MB at most"));
  EXPECT_TRUE(all().empty());
  offer("pdf", "application/pdf", 4'900'000);
  EXPECT_EQ(all().size(), 1u) << "any kind may be as large as a picture";
  offer("scan", "image/tiff", 9'000'000);
  EXPECT_TRUE(at.tab.all<effect::BeginUpload>().at(0).is_scaled);
  at.tab.give(event::UploadEnded{"scan", 0, "The picture could not be read. Choose another one."});
  EXPECT_TRUE(at.tab.said("There is no link to “scan.png”: it has 9 MB, and a file may have 5 MB at most"));
  EXPECT_EQ(all().size(), 1u) << "this browser makes nothing smaller of it";
  offer("photo", "image/jpeg", 9'000'000);
  const auto begun = at.tab.all<effect::BeginUpload>();
  ASSERT_EQ(begun.size(), 1u);
  EXPECT_EQ(begun[0], (effect::BeginUpload{"photo", "/api/media/link", kSentBytesMax, true}))
      << "no smaller than it must be";
  for (int i = 0; i < 9; ++i) offer("n" + std::to_string(i));
  EXPECT_EQ(all().size(), kMediaMax);
  EXPECT_TRUE(at.tab.said("There is no link to “n8.png”: at most 10 files are taken at once."));
}

TEST_F(FileLinks, AreOfNumbersThatSendNoFilesAndOfRelaysThatMakeThem) {
  at.tab.s.links_for_days = 0;
  offer("f1");
  EXPECT_TRUE(at.tab.said("pictures and files cannot be sent from this number"));
  at.tab.s.links_for_days = 7;
  at.tab.s.workspace.numbers[kSupportNumber].has_mms = true;
  offer("f2");
  ASSERT_EQ(at.tab.all<effect::BeginUpload>().size(), 1u);
  EXPECT_EQ(at.tab.all<effect::BeginUpload>()[0].path, "/api/media");
  EXPECT_TRUE(all().empty());
}

TEST_F(FileLinks, LeaveWithTheirConversation) {
  offer("f1");
  at.relay(CommandInput{kAna, at.world.fresh_key(), EndConversation{at.id}});
  ASSERT_EQ(all().size(), 1u);
  give_link("f1");
  EXPECT_TRUE(at.tab.said("There is no link to “f1.png”: nothing more can be written in its conversation."));
  EXPECT_TRUE(all().empty());
  at.tab.s.link_files[at.id].push_back({});
  at.tab.s.link_files[at.id][0].key = "f2";
  at.relay(CommandInput{kAna, at.world.fresh_key(), CompleteWrapUp{at.id, kSolved, ""}});
  EXPECT_EQ(at.tab.s.link_files.count(at.id), 0u);
}

TEST_F(FileLinks, HoldAConversationBackThatIsToBeEnded) {
  offer("f1");
  at.tab.raise(intent::End{at.id});
  EXPECT_TRUE(at.tab.sent_kind<CommandFrame>().empty()) << "as a draft does";
  EXPECT_TRUE(at.tab.said("What you have written is not sent."));
}

TEST_F(FileLinks, AreOfferedByTheComposerWhichSaysHowLongTheyWork) {
  const auto composer = [&] { return screen::make_screen(at.tab.s, at.tab.now).desk.conversation.composer; };
  EXPECT_TRUE(composer().can_attach);
  EXPECT_EQ(composer().attach_name, "Send files as links that work for 7 days");
  at.tab.give(event::FilesDragged{true});
  EXPECT_EQ(composer().drop_hint, "Drop to send as a link");
  offer("f1");
  at.tab.raise(intent::EditDraft{at.id, "Here"});
  EXPECT_EQ(composer().attachments.size(), 1u);
  EXPECT_EQ(composer().counter, "1 file on its way: it can be sent when its link is there");
  EXPECT_FALSE(composer().can_send);
  at.tab.give(event::UploadEnded{"f1", 0, ""});
  EXPECT_EQ(composer().counter, "1 file has no link: try again or remove it");
  EXPECT_TRUE(composer().attachments[0].is_failed);
  at.tab.raise(intent::RetryUpload{"f1"});
  give_link("f1");
  EXPECT_TRUE(composer().attachments.empty());
  EXPECT_TRUE(composer().can_send);
  EXPECT_NE(composer().counter.find("segment"), std::string::npos) << composer().counter;
  at.tab.s.links_for_days = 1;
  EXPECT_EQ(composer().attach_name, "Send files as links that work for 1 day");
  at.tab.s.links_for_days = 0;
  EXPECT_FALSE(composer().can_attach);
  EXPECT_EQ(composer().attach_name, "Files cannot be sent from this number");
}

TEST(FileLinksOfASession, AreWhatTheRelaySays) {
  Tab tab;
  tab.give(event::Started{});
  tab.give(event::HttpAnswered{"session", 200, R"({"agent":7,"links_for_days":30})"});
  EXPECT_EQ(tab.s.links_for_days, 30u);
  tab.give(event::HttpAnswered{"session_check", 200, ""});
  EXPECT_EQ(tab.s.links_for_days, 30u) << "nothing was said";
  tab.give(event::HttpAnswered{"session_check", 200, R"({"agent":7,"links_for_days":0})"});
  EXPECT_EQ(tab.s.links_for_days, 0u);
}

}  // namespace
}  // namespace smsdesk::test
