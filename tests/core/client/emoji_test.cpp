#include "core/client/emoji.h"

#include <gtest/gtest.h>

#include "tests/core/client/tab.h"

namespace smsdesk::test {
namespace {

constexpr const char* kFile =
    "#Smileys & Emotion\n😀\tgrinning face\tgrin happy\n😂\tface with tears of joy\tlaugh cry\n"
    "#People & Body\n*👍\tthumbs up\t+1 hand\n*☝️\tindex pointing up\tfinger\n#Symbols\n#️⃣\tkeycap: "
    "#\t\n#Flags\n🇩🇪\tflag: "
    "germany\tde\n";

class EmojiPicking : public testing::Test {
 protected:
  AtWork at_;
  EmojiState& emoji_ = at_.tab.s.emoji;
  void open() {
    at_.tab.raise(intent::OpenEmoji{true});
    at_.tab.give(event::HttpAnswered{"emoji", 200, kFile});
  }
  std::vector<std::string> shown() {
    std::vector<std::string> all;
    for (const Emoji* one : shown_emoji(emoji_)) all.push_back(toned(*one, emoji_.tone));
    return all;
  }
  std::vector<std::string> found(const std::string& words) {
    at_.tab.raise(intent::FindEmoji{words});
    return shown();
  }
};
using Strings = std::vector<std::string>;

TEST_F(EmojiPicking, LoadsTheFileOnceWhenItIsOpenedFirst) {
  at_.tab.raise(intent::OpenEmoji{true});
  ASSERT_EQ(at_.tab.all<effect::HttpRequest>().size(), 1u);
  EXPECT_EQ(at_.tab.all<effect::HttpRequest>()[0].path, "asset:emoji");
  at_.tab.give(event::HttpAnswered{"emoji", 200, kFile});
  EXPECT_EQ(emoji_.groups.size(), 4u);
  EXPECT_EQ(emoji_.all.back().name, "flag: germany");
  EXPECT_EQ(shown(), (Strings{"😀", "😂"})) << "nothing was used yet: the first group";
  at_.tab.raise(intent::OpenEmoji{false});
  at_.tab.raise(intent::OpenEmoji{true});
  EXPECT_FALSE(at_.tab.did<effect::HttpRequest>());
}

TEST_F(EmojiPicking, AFileThatCannotBeReadCanBeTriedAgain) {
  for (const auto& [status, body] :
       std::vector<std::pair<int, std::string>>{{0, ""}, {404, "<html>"}, {200, "<html>"}}) {
    at_.tab.raise(intent::OpenEmoji{true});
    ASSERT_TRUE(at_.tab.did<effect::HttpRequest>());
    at_.tab.give(event::HttpAnswered{"emoji", status, body});
    EXPECT_EQ(emoji_.phase, EmojiState::Phase::Failed);
  }
}

TEST_F(EmojiPicking, FindsByNameAndByWords) {
  open();
  EXPECT_EQ(found("thumb"), (Strings{"👍"}));
  EXPECT_EQ(found("LAUGH"), (Strings{"😂"}));
  EXPECT_EQ(found("face"), (Strings{"😂", "😀"})) << "the one whose name begins so comes first";
  EXPECT_EQ(found("joy tears"), (Strings{"😂"}));
  EXPECT_EQ(found("germany"), (Strings{"🇩🇪"}));
  EXPECT_EQ(found("zzz"), Strings{});
}

TEST_F(EmojiPicking, GivesTheToneToThoseThatTakeOne) {
  open();
  at_.tab.raise(intent::SetEmojiTone{5});
  at_.tab.raise(intent::ShowEmojiGroup{2});
  EXPECT_EQ(shown(), (Strings{"👍🏿", "☝🏿"}));
  at_.tab.raise(intent::ShowEmojiGroup{1});
  EXPECT_EQ(shown(), (Strings{"😀", "😂"}));
}

TEST_F(EmojiPicking, RemembersWhatWasUsedLastOnceEach) {
  open();
  at_.tab.raise(intent::UseEmoji{"😂"});
  EXPECT_FALSE(emoji_.is_open);
  at_.tab.raise(intent::UseEmoji{"👍"});
  at_.tab.raise(intent::SetEmojiTone{1});
  at_.tab.raise(intent::UseEmoji{"👍🏻"});
  EXPECT_EQ(at_.tab.written("settings").at("emoji_recent"), "👍🏻 😂");
  at_.tab.raise(intent::OpenEmoji{true});
  EXPECT_EQ(shown(), (Strings{"👍🏻", "😂"}));
  Tab again;
  again.start({}, {}, {{"emoji_recent", "👍🏻 😂"}, {"emoji_tone", "1"}});
  EXPECT_EQ(again.s.emoji.recent, (Strings{"👍🏻", "😂"}));
  EXPECT_EQ(again.s.emoji.tone, 1u);
}

}  // namespace
}  // namespace smsdesk::test
