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
       std::vector<std::pair<int, std::string>>{{0, ""}, {503, "<html>"}, {200, "<html>"}}) {
    at_.tab.raise(intent::OpenEmoji{true});
    ASSERT_TRUE(at_.tab.did<effect::HttpRequest>());
    at_.tab.give(event::HttpAnswered{"emoji", status, body});
    EXPECT_EQ(emoji_.phase, EmojiState::Phase::Failed);
  }
}

TEST_F(EmojiPicking, AFileThatTheRelayDoesNotHaveAnyMoreNeedsTheNewPage) {
  for (int times = 0; times < 2; ++times) {
    at_.tab.raise(intent::OpenEmoji{true});
    ASSERT_TRUE(at_.tab.did<effect::HttpRequest>()) << "perhaps the relay went back";
    at_.tab.give(event::HttpAnswered{"emoji", 404, "<html>"});
    EXPECT_EQ(emoji_.phase, EmojiState::Phase::PageIsOld);
    EXPECT_FALSE(at_.tab.did<effect::ReloadPage>()) << "not by itself";
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

constexpr const char* kGerman =
    "😀\tgrinsendes Gesicht\tlachen froehlich\n😂\tGesicht mit Freudentränen\tfreudentranen\n"
    "👍\tDaumen hoch\tgut\n🇩🇪\tFlagge: Deutschland\t\n🦕\tSauropode\tdino\n";

TEST_F(EmojiPicking, HasTheNamesOfTheLanguageInUse) {
  at_.tab.s.language.in_use = "de";
  open();
  const auto asked = at_.tab.all<effect::HttpRequest>();
  ASSERT_EQ(asked.size(), 1u);
  EXPECT_EQ(asked[0].path, "asset:emoji.de");
  EXPECT_EQ(emoji_.phase, EmojiState::Phase::Loading);
  at_.tab.give(event::HttpAnswered{"emoji.de", 200, kGerman});
  ASSERT_EQ(emoji_.phase, EmojiState::Phase::Ready);
  EXPECT_EQ(name_of(emoji_.all[0]), "grinsendes Gesicht");
  EXPECT_EQ(name_of(emoji_.all[3]), "index pointing up") << "it has none in German";
  EXPECT_EQ(found("GESICHT"), (Strings{"😂", "😀"}));
  EXPECT_EQ(found("freudentränen"), (Strings{"😂"}));
  EXPECT_EQ(found("freudentranen"), (Strings{"😂"})) << "without the accent";
  EXPECT_EQ(found("deutschland"), (Strings{"🇩🇪"}));
  EXPECT_EQ(found("thumbs"), (Strings{"👍"})) << "in English, too";
  EXPECT_EQ(found("daumen up"), (Strings{"👍"})) << "and in both";
  EXPECT_EQ(found("dino"), Strings{}) << "it is not among these emoji";
  at_.tab.raise(intent::OpenEmoji{false});
  at_.tab.raise(intent::OpenEmoji{true});
  EXPECT_FALSE(at_.tab.did<effect::HttpRequest>());
}

TEST_F(EmojiPicking, ChangesTheNamesWithTheLanguage) {
  at_.tab.s.language.in_use = "de";
  open();
  at_.tab.give(event::HttpAnswered{"emoji.de", 200, kGerman});
  at_.tab.s.language.in_use = "ja";
  at_.tab.raise(intent::OpenEmoji{true});
  ASSERT_EQ(at_.tab.all<effect::HttpRequest>().size(), 1u);
  EXPECT_EQ(at_.tab.all<effect::HttpRequest>()[0].path, "asset:emoji.ja");
  at_.tab.give(event::HttpAnswered{"emoji.de", 200, kGerman});
  EXPECT_EQ(emoji_.phase, EmojiState::Phase::Loading) << "that is of the language before";
  at_.tab.give(event::HttpAnswered{"emoji.ja", 200, "😀\tにっこり笑う\t顔\n👍\tサムズアップ\tグッド\n"});
  EXPECT_EQ(found("笑"), (Strings{"😀"})) << "within a word: no spaces stand between words there";
  EXPECT_EQ(found("ズアップ"), (Strings{"👍"}));
  EXPECT_EQ(found("daumen"), Strings{});
  at_.tab.s.language.in_use = "en";
  at_.tab.raise(intent::OpenEmoji{true});
  EXPECT_FALSE(at_.tab.did<effect::HttpRequest>());
  EXPECT_EQ(emoji_.phase, EmojiState::Phase::Ready);
  EXPECT_EQ(name_of(emoji_.all[0]), "grinning face");
}

TEST_F(EmojiPicking, IsEnglishWhereNamesDoNotComeAndAsksAgain) {
  at_.tab.s.language.in_use = "de";
  open();
  for (const auto& [status, body] : std::vector<std::pair<int, std::string>>{
           {0, ""}, {404, kGerman}, {200, "<html>"}, {200, "😀\t\tx\n"}, {200, "😀\tgut\t\n😂\t\xff\t\n"}}) {
    at_.tab.give(event::HttpAnswered{"emoji.de", status, body});
    ASSERT_EQ(emoji_.phase, EmojiState::Phase::Ready) << body;
    EXPECT_EQ(name_of(emoji_.all[0]), "grinning face") << body;
    EXPECT_EQ(found("grin"), (Strings{"😀"})) << body;
    at_.tab.raise(intent::OpenEmoji{false});
    at_.tab.raise(intent::OpenEmoji{true});
    ASSERT_TRUE(at_.tab.did<effect::HttpRequest>()) << body;
  }
  at_.tab.give(event::HttpAnswered{"emoji.de", 200, kGerman});
  EXPECT_EQ(name_of(emoji_.all[0]), "grinsendes Gesicht");
}

TEST(EmojiFile, TakesAKeycapForNoMark) {
  EmojiState all;
  ASSERT_TRUE(read_emoji("#Symbols\n*️⃣\tkeycap: *\t\n#️⃣\tkeycap: #\t\n*☝️\tindex pointing up\t\n", all));
  ASSERT_EQ(all.all.size(), 3u);
  EXPECT_EQ(all.all[0].text, "*️⃣");
  EXPECT_FALSE(all.all[0].has_tones);
  EXPECT_EQ(all.all[1].text, "#️⃣");
  EXPECT_EQ(all.all[2].text, "☝️");
  EXPECT_TRUE(all.all[2].has_tones);
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
