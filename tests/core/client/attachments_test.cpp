// Files that an agent attaches: from being offered to being part of a message; and what is looked at.
#include "core/client/attachments.h"

#include <gtest/gtest.h>

#include "core/screen/make_screen.h"
#include "tests/core/client/tab.h"
#include "tests/support/catalogue.h"

namespace smsdesk::test {
namespace {

const std::string kHash(64, 'b');

std::string taken(const std::string& hash = kHash, std::uint64_t bytes = 1'000) {
  return R"({"hash":")" + hash + R"(","content_type":"image/png","bytes":)" + std::to_string(bytes) +
         R"(,"width":40,"height":30})";
}

class Attaching : public testing::Test {
 protected:
  void SetUp() override { at.tab.raise(intent::Select{at.id}); }
  void offer(const std::string& key, const std::string& type = "image/png", std::uint64_t bytes = 1'000) {
    at.tab.give(event::FileOffered{key, key + ".png", type, bytes});
  }
  bool announced_not_there() const {
    return at.tab.all<effect::Announce>() ==
           std::vector(
               {effect::Announce{"Not sent. A file is not there yet: wait for it, try it again or remove it.", true}});
  }
  std::vector<Attachment>& all() { return at.tab.s.attachments[at.id]; }
  AtWork at;
};

TEST_F(Attaching, GoesWithTheTextAsOneMessage) {
  offer("f1");
  ASSERT_EQ(at.tab.all<effect::BeginUpload>().size(), 1u);
  EXPECT_EQ(at.tab.all<effect::BeginUpload>()[0], (effect::BeginUpload{"f1", "/api/media", kSentBytesMax, false}));
  at.tab.give(event::UploadProgressed{"f1", 40, 0});
  at.tab.send(at.id, "Here");
  EXPECT_TRUE(at.tab.s.outbox.entries().empty()) << "not without what is on its way";
  EXPECT_TRUE(announced_not_there());
  EXPECT_EQ(at.tab.s.drafts[at.id].text, "Here");
  at.tab.give(event::UploadEnded{"f1", 200, taken()});
  at.tab.raise(intent::Send{at.id});
  ASSERT_EQ(at.tab.s.outbox.entries().size(), 1u);
  at.tab.give(event::StorageWritten{"outbox", at.tab.s.outbox.entries()[0].key.value});
  ASSERT_EQ(at.tab.sends().size(), 1u);
  EXPECT_EQ(at.tab.sends()[0].second.text, "Here");
  EXPECT_EQ(at.tab.sends()[0].second.attachments, std::vector({Attached{kHash, "f1.png"}}));
  EXPECT_FALSE(has_attachments(at.tab.s, at.id));
}

TEST_F(Attaching, NeedsNoText) {
  offer("f1");
  at.tab.give(event::UploadEnded{"f1", 200, taken()});
  at.tab.raise(intent::Send{at.id});
  EXPECT_EQ(at.tab.s.outbox.entries().size(), 1u);
}

TEST_F(Attaching, WhatFailsKeepsTheTextAndTheRest) {
  offer("f1");
  offer("f2");
  at.tab.give(event::UploadEnded{"f1", 200, taken()});
  at.tab.give(event::UploadEnded{"f2", 413, R"({"sentence":"Too large."})"});
  at.tab.send(at.id, "Words");
  EXPECT_TRUE(at.tab.s.outbox.entries().empty());
  EXPECT_TRUE(announced_not_there());
  EXPECT_EQ(at.tab.s.drafts[at.id].text, "Words");
  ASSERT_EQ(all().size(), 2u);
  EXPECT_EQ(all()[1].failure, "Too large.");
  at.tab.raise(intent::RetryUpload{"f2"});
  EXPECT_TRUE(at.tab.did<effect::BeginUpload>());
  at.tab.give(event::UploadEnded{"f2", 0, ""});
  at.tab.raise(intent::RemoveAttachment{at.id, "f2"});
  EXPECT_EQ(at.tab.all<effect::EndUpload>(), std::vector({effect::EndUpload{"f2"}}));
  at.tab.raise(intent::Send{at.id});
  ASSERT_EQ(at.tab.s.outbox.entries().size(), 1u);
  EXPECT_EQ(at.tab.s.outbox.entries()[0].media.size(), 1u);
}

TEST_F(Attaching, IsCheckedBefore) {
  offer("zip", "application/zip");
  EXPECT_TRUE(at.tab.said("“zip.png” was not attached: pictures, audio"));
  offer("pdf", "application/pdf", 600'000);
  EXPECT_TRUE(at.tab.said("it has 600 KB, and files other than pictures may have 500 KB"));
  offer("svg", "image/svg+xml");
  offer("none", "image/png", 0);
  EXPECT_TRUE(all().empty());
  for (int i = 0; i < 11; ++i) offer("n" + std::to_string(i));
  EXPECT_EQ(all().size(), kMediaMax);
  EXPECT_TRUE(at.tab.said("“n10.png” was not attached: a message takes at most 10 files."));
}

TEST_F(Attaching, SaysHowManyWereLeftOut) {
  at.tab.give(event::FilesLeftOut{1});
  EXPECT_TRUE(at.tab.said("1 more file was not attached: at most 50 are taken at once."));
  at.tab.give(event::FilesLeftOut{12});
  EXPECT_TRUE(at.tab.said("12 more files were not attached: at most 50 are taken at once."));
}

TEST_F(Attaching, APictureBeyondTheLimitIsMadeSmaller) {
  offer("f1", "image/jpeg", 3'000'000);
  offer("f2", "image/jpeg", 9'000'000);
  const auto begun = at.tab.all<effect::BeginUpload>();
  ASSERT_EQ(begun.size(), 1u);
  EXPECT_EQ(begun[0], (effect::BeginUpload{"f2", "/api/media", 1'000'000, true}));
  offer("f3", "image/gif", 1'100'000);
  EXPECT_TRUE(at.tab.said("with it the attachments would have more than 5 MB together")) << "what moves stays as it is";
}

TEST_F(Attaching, WhatIsNoPictureToTheCarrierBecomesOne) {
  offer("f1", "image/webp", 400'000);
  EXPECT_EQ(at.tab.all<effect::BeginUpload>()[0], (effect::BeginUpload{"f1", "/api/media", 500'000, false}));
  offer("f2", "image/webp", 600'000);
  EXPECT_EQ(at.tab.all<effect::BeginUpload>()[0], (effect::BeginUpload{"f2", "/api/media", 600'000, true}));
}

TEST_F(Attaching, OtherPicturesAreMadeSmallerWhereTheBrowserReadsThem) {
  for (const char* type : {"image/heic", "image/avif", "image/bmp", "image/tiff"}) {
    offer(type, type, 2'000'000);
    ASSERT_EQ(at.tab.all<effect::BeginUpload>().size(), 1u) << type;
    EXPECT_TRUE(at.tab.all<effect::BeginUpload>()[0].is_scaled);
    at.tab.give(event::UploadEnded{type, 0, "The picture could not be read. Choose another one."});
    EXPECT_TRUE(all().empty());
    EXPECT_EQ(at.tab.all<effect::EndUpload>(), std::vector({effect::EndUpload{type}}));
    EXPECT_TRUE(at.tab.said("it has 2 MB, and files other than pictures may have 500 KB at most.")) << type;
    at.tab.s.notices.clear();
  }
  offer("f1", "image/bmp", 2'000'000);
  at.tab.give(event::UploadEnded{"f1", 200, taken()});
  EXPECT_EQ(all().size(), 1u);
  offer("f2", "image/bmp", 2'000'000);
  at.tab.give(event::UploadEnded{"f2", 0, ""});
  ASSERT_EQ(all().size(), 2u) << "without a connection it stays, to be tried again";
  EXPECT_EQ(all()[1].phase, Attachment::Phase::Failed);
  offer("f3", "image/jpeg", 9'000'000);
  at.tab.give(event::UploadEnded{"f3", 0, "The picture could not be read. Choose another one."});
  EXPECT_EQ(all().back().failure, "The picture could not be read. Choose another one.") << "it is broken";
}

TEST_F(Attaching, LargePicturesThatComeTogetherShareTheRoom) {
  std::vector<std::uint64_t> most;
  const auto offer_large = [&](const std::string& key) {
    offer(key, "image/jpeg", 9'000'000);
    for (const auto& begun : at.tab.all<effect::BeginUpload>()) {
      EXPECT_TRUE(begun.is_scaled);
      most.push_back(begun.bytes_max);
    }
  };
  for (int i = 0; i < 5; ++i) offer_large("f" + std::to_string(i));
  EXPECT_EQ(most, (std::vector<std::uint64_t>{2'500'000, 1'250'000, 625'000, 312'500, 300'000}));
  EXPECT_TRUE(at.tab.s.notices.empty());
  offer_large("f5");
  EXPECT_EQ(all().size(), 5u) << "a picture is not made as small as what is left";
  EXPECT_TRUE(at.tab.said("“f5.png” was not attached: with it the attachments would have more than 5 MB together"));
  offer("small", "image/png", 12'000);
  EXPECT_EQ(all().size(), 6u);
  at.tab.give(event::UploadProgressed{"f0", 1, 1'499'500});
  offer_large("f6");
  ASSERT_EQ(most.size(), 6u) << "it has become smaller than it had room for";
  EXPECT_EQ(most.back(), 500'500u);
}

TEST_F(Attaching, TakesWhatTheNumberTakes) {
  MessageLimits& limits = at.tab.s.workspace.numbers[kSupportNumber].limits;
  limits = {0, 0, 3, 600, {"image/jpeg", "image/png"}};
  offer("gif", "image/gif");
  EXPECT_TRUE(at.tab.said("“gif.png” was not attached: only these can be sent here: JPEG picture, PNG picture."));
  offer("f1", "image/jpeg", 9'000'000);
  ASSERT_EQ(at.tab.all<effect::BeginUpload>().size(), 1u);
  EXPECT_EQ(at.tab.all<effect::BeginUpload>()[0], (effect::BeginUpload{"f1", "/api/media", 300'000, true}))
      << "made as small as this number wants it";
  offer("f2", "image/png", 400'000);
  offer("f3", "image/png", 1'000);
  EXPECT_EQ(all().size(), 2u);
  EXPECT_TRUE(at.tab.said("with it the attachments would have more than 600 KB together"));
  at.tab.raise(intent::RemoveAttachment{at.id, "f1"});
  offer("f4", "image/png", 1'000);
  offer("f5", "image/png", 1'000);
  offer("f6", "image/png", 1'000);
  EXPECT_TRUE(at.tab.said("a message takes at most 3"));
  EXPECT_EQ(all().size(), 3u);
}

TEST_F(Attaching, WhatTheNumberDoesNotTakeAnyMoreIsNotSent) {
  offer("f1");
  at.tab.give(event::UploadEnded{"f1", 200, taken()});
  at.tab.s.workspace.numbers[kSupportNumber].limits.file_types = {"image/jpeg"};
  at.tab.send(at.id, "Here");
  EXPECT_TRUE(at.tab.s.outbox.entries().empty());
  const auto told = at.tab.all<effect::Announce>();
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].sentence, "Not sent. f1.png cannot be sent here, only these can: JPEG picture.");
  EXPECT_EQ(at.tab.s.drafts[at.id].text, "Here") << "nothing is lost";
  EXPECT_EQ(all().size(), 1u);
}

TEST_F(Attaching, OutlivesAReload) {
  offer("f1");
  at.tab.give(event::UploadEnded{"f1", 200, taken()});
  std::vector<std::pair<std::string, std::string>> drafts;
  for (const auto& [key, value] : at.tab.written("drafts")) drafts.emplace_back(key, value);
  ASSERT_EQ(drafts.size(), 1u);
  Tab again;
  again.start({}, drafts);
  again.welcome(kAna);
  again.snapshot(at.world, kAna);
  ASSERT_EQ(again.s.attachments[at.id].size(), 1u);
  EXPECT_EQ(again.s.attachments[at.id][0].media.hash, kHash);
  EXPECT_EQ(again.s.attachments[at.id][0].media.name, "f1.png");
  EXPECT_TRUE(are_attachments_ready(again.s, at.id));
}

TEST_F(Attaching, ComesBackWithARefusedMessage) {
  offer("f1");
  at.tab.give(event::UploadEnded{"f1", 200, taken()});
  at.tab.send(at.id, "Here");
  const SendKey key = at.tab.s.outbox.entries()[0].key;
  at.tab.give(event::StorageWritten{"outbox", key.value});
  at.tab.frame(AnswerFrame{key, Refusal{RefusalKind::BadValue, "No.", 0}});
  at.tab.raise(intent::EditAgain{key});
  EXPECT_EQ(at.tab.s.drafts[at.id].text, "Here");
  ASSERT_EQ(all().size(), 1u);
  EXPECT_EQ(all()[0].media.hash, kHash);
}

TEST_F(Attaching, WhatHasNowhereToGoIsNamedAsTheLanguageListsIt) {
  at.tab.s.language.catalogue = a_catalogue(", \t、\n", "ja");
  offer("f1");
  at.tab.give(event::UploadEnded{"f1", 200, taken()});
  offer("f2");
  at.relay(CommandInput{kAna, at.world.fresh_key(), EndConversation{at.id}});
  at.relay(CommandInput{kAna, at.world.fresh_key(), CompleteWrapUp{at.id, kSolved, ""}});
  EXPECT_TRUE(at.tab.said("Not sent, because the conversation is closed: “f1.png、f2.png”"));
}

TEST_F(Attaching, NeedsAConversationOfOnesOwnAndANumberThatCan) {
  at.tab.s.selected = {};
  offer("f1");
  EXPECT_TRUE(at.tab.said("open a conversation of yours first"));
  at.tab.raise(intent::Select{at.id});
  at.tab.s.workspace.numbers[kSupportNumber].has_mms = false;
  offer("f2");
  EXPECT_TRUE(at.tab.said("cannot be sent from this number"));
  EXPECT_TRUE(all().empty());
}

TEST_F(Attaching, WhatIsChosenGoesToNoOtherConversation) {
  const ConversationId other = a_conversation().from(kOtherCustomer).with_inbound("two").owned_by(kAna).in(at.world);
  at.tab.snapshot(at.world, kAna);
  at.tab.raise(intent::AttachFiles{at.id});
  ASSERT_EQ(at.tab.all<effect::ChooseUploads>().size(), 1u);
  const std::string place = at.tab.all<effect::ChooseUploads>()[0].place;
  const auto chosen = [&](const std::string& key) {
    at.tab.give(event::FileOffered{key, key + ".png", "image/png", 1'000, place});
  };
  at.tab.raise(intent::Select{other});
  chosen("f1");
  EXPECT_FALSE(has_attachments(at.tab.s, other));
  EXPECT_FALSE(has_attachments(at.tab.s, at.id));
  EXPECT_TRUE(at.tab.said("that it was chosen for is not open any more"));
  EXPECT_EQ(at.tab.all<effect::EndUpload>(), std::vector({effect::EndUpload{"f1"}}));
  offer("dropped");
  EXPECT_TRUE(has_attachments(at.tab.s, other)) << "what is dropped is for what is in sight";
  at.tab.raise(intent::Select{at.id});
  chosen("f2");
  EXPECT_EQ(all().size(), 1u);
  at.tab.s.notices.clear();
  at.relay(CommandInput{kAna, at.world.fresh_key(), EndConversation{at.id}});
  chosen("f3");
  EXPECT_EQ(all().size(), 1u);
  EXPECT_TRUE(at.tab.said("that it was chosen for is not open any more")) << "nothing can be written there any more";
}

TEST_F(Attaching, ThePictureOfACustomerIsLookedAtOnceItIsThere) {
  at.relay(InboundMessage{{"MM1"}, kCustomer, kSupportNumber, "", {{"https://c/1", "image/png"}}, {}});
  const MessageId message = at.world.newest(at.id);
  at.tab.raise(intent::OpenMedia{at.id, message, 0});
  EXPECT_FALSE(at.tab.did<effect::ShowMedia>());
  Media stored;
  stored.state = MediaState::Stored;
  stored.content_type = "image/png";
  stored.hash = kHash;
  stored.width = 640;
  stored.height = 480;
  at.relay(MediaReport{at.id, message, 0, stored});
  at.tab.raise(intent::OpenMedia{at.id, message, 0});
  const auto shown = at.tab.all<effect::ShowMedia>();
  ASSERT_EQ(shown.size(), 1u);
  EXPECT_NE(shown[0].content.find("/media/" + kHash), std::string::npos);
  EXPECT_NE(shown[0].content.find(", 640 × 480"), std::string::npos);
  stored.content_type = "application/pdf";
  at.relay(MediaReport{at.id, message, 0, stored});
  at.tab.raise(intent::OpenMedia{at.id, message, 0});
  ASSERT_TRUE(at.tab.did<effect::DownloadFile>());
  EXPECT_EQ(at.tab.all<effect::DownloadFile>()[0].path, "/media/" + kHash);
}

/// A customer's file of that type, on the relay.
MessageId received(AtWork& at, const char* type, char letter) {
  at.relay(InboundMessage{{std::string("MM") + letter}, kCustomer, kSupportNumber, "", {{"https://c/1", type}}, {}});
  const MessageId message = at.world.newest(at.id);
  Media stored;
  stored.state = MediaState::Stored;
  stored.content_type = type;
  stored.hash = std::string(64, letter);
  stored.bytes = 12'000;
  at.relay(MediaReport{at.id, message, 0, stored});
  return message;
}

TEST_F(Attaching, WhatTheBrowserPlaysIsPlayedAndWhatItDoesNotIsDownloaded) {
  const MessageId voice = received(at, "audio/amr", 'c'), film = received(at, "video/quicktime", 'd');
  at.tab.raise(intent::OpenMedia{at.id, voice, 0});
  ASSERT_TRUE(at.tab.did<effect::ShowMedia>());
  EXPECT_NE(at.tab.all<effect::ShowMedia>()[0].content.find("\"kind\":\"audio\""), std::string::npos);
  at.tab.raise(intent::OpenMedia{at.id, film, 0});
  ASSERT_TRUE(at.tab.did<effect::ShowMedia>());
  EXPECT_NE(at.tab.all<effect::ShowMedia>()[0].content.find("\"kind\":\"video\""), std::string::npos);
  at.tab.s.types_not_shown = {"audio/amr", "video/quicktime"};
  at.tab.raise(intent::OpenMedia{at.id, voice, 0});
  EXPECT_FALSE(at.tab.did<effect::ShowMedia>());
  EXPECT_TRUE(at.tab.did<effect::DownloadFile>());
}

TEST_F(Attaching, ThePicturesOfTheViewerAreThoseThatTheBrowserShows) {
  at.tab.s.types_not_shown = {"image/heic"};
  const MessageId odd = received(at, "image/heic", 'c'), plain = received(at, "image/png", 'd');
  at.tab.raise(intent::OpenMedia{at.id, plain, 0});
  ASSERT_TRUE(at.tab.did<effect::ShowMedia>());
  EXPECT_EQ(at.tab.all<effect::ShowMedia>()[0].content.find(std::string(64, 'c')), std::string::npos);
  at.tab.raise(intent::OpenMedia{at.id, odd, 0});
  ASSERT_TRUE(at.tab.did<effect::DownloadFile>());
  EXPECT_EQ(at.tab.all<effect::DownloadFile>()[0].name, "attachment-" + std::to_string(odd.value) + "-1.heic");
}

TEST_F(Attaching, TheBubbleSaysThatTheBrowserCannotShowIt) {
  received(at, "audio/amr", 'c');
  received(at, "image/heic", 'd');
  const auto newest = [&](std::size_t back) {
    const auto bubbles = screen::make_screen(at.tab.s, at.tab.now).desk.conversation.bubbles;
    return bubbles[bubbles.size() - 1 - back].media.at(0);
  };
  EXPECT_EQ(newest(1).kind, MediaKind::Audio);
  EXPECT_EQ(newest(1).action, "Play");
  EXPECT_EQ(newest(0).kind, MediaKind::Picture);
  at.tab.s.types_not_shown = {"audio/amr", "image/heic"};
  at.tab.raise(intent::Select{at.id});
  const screen::BubbleMedia voice = newest(1), picture = newest(0);
  EXPECT_EQ(voice.kind, MediaKind::File);
  EXPECT_EQ(voice.title, "AMR audio");
  EXPECT_EQ(voice.detail, "12 KB. This browser cannot play it.");
  EXPECT_TRUE(voice.has_long_detail);
  EXPECT_EQ(voice.action, "Download");
  EXPECT_EQ(voice.accessible_name.find("Download: AMR audio from "), 0u) << voice.accessible_name;
  EXPECT_EQ(picture.title, "HEIC picture");
  EXPECT_EQ(picture.detail, "12 KB. This browser cannot show it.");
}

TEST_F(Attaching, WhatTheBrowserShowsIsKnownFromTheStart) {
  Tab tab;
  tab.give(event::Started{false, {"en"}, {"audio/amr"}});
  EXPECT_EQ(shown_kind(tab.s, "audio/amr"), MediaKind::File);
  EXPECT_EQ(shown_kind(tab.s, "audio/mpeg"), MediaKind::Audio);
  EXPECT_EQ(shown_kind(tab.s, "text/html"), MediaKind::File);
}

TEST_F(Attaching, WhatCouldNotBeFetchedIsAskedForOnce) {
  at.relay(InboundMessage{{"MM1"}, kCustomer, kSupportNumber, "", {{"https://c/1", "image/png"}}, {}});
  const MessageId message = at.world.newest(at.id);
  Media failed;
  failed.state = MediaState::Failed;
  failed.failure = MediaFailure::NotFound;
  at.relay(MediaReport{at.id, message, 0, failed});
  at.tab.raise(intent::FetchMedia{at.id, message, 0});
  EXPECT_EQ(at.tab.sent().size(), 1u);
  at.tab.raise(intent::FetchMedia{at.id, message, 0});
  EXPECT_TRUE(at.tab.sent().empty());
  at.relay(CommandInput{kAna, {"k"}, FetchMedia{at.id, message, 0}});
  EXPECT_EQ(at.tab.s.workspace.find_conversation(at.id)->detail->find(message)->media[0].state, MediaState::Waiting);
}

}  // namespace
}  // namespace smsdesk::test
