#include "core/words/words.h"

#include <gtest/gtest.h>

#include "core/words/catalogue.h"

namespace smsdesk {
namespace {

words::Catalogue german() {
  words::Catalogue all;
  const std::string digits = "10" + std::string(198, '1');
  EXPECT_TRUE(all.read("smsdesk words 1\nlanguage de\ndirection ltr\nforms 2\nplurals " + digits +
                       "\n\n"
                       "Send\tSenden\n"
                       "Transferred by {agent}: {note}\tMit „{note}“ übergeben von {agent}, ja {agent}\n"
                       "{n} message\t{n} Nachricht für {who}\t{n} Nachrichten für {who}\n"
                       "One\tEine allein\tMehrere, {n}\n"
                       "key\x04"
                       "End\tEnde\n"
                       "{reason} It stays.\t{reason} Es bleibt.\n"
                       "Together they are too much. {reason}\tZusammen zu viel. {reason}\n"
                       "The note is too long.\tDie Notiz ist zu lang.\n"
                       ", \t und \n"));
  return all;
}

TEST(Words, AreEnglishWithoutACatalogue) {
  EXPECT_STREQ(tr("Send"), "Send");
  EXPECT_EQ(tr("Decline {customer}", {{"customer", "Ann"}}), "Decline Ann");
  EXPECT_EQ(trn("{n} message", "{n} messages", 1), "1 message");
  EXPECT_EQ(trn("{n} message", "{n} messages", 0), "0 messages");
  EXPECT_STREQ(trc("key", "End"), "End");
  EXPECT_EQ(translated("The note is too long."), "The note is too long.");
  EXPECT_FALSE(words::is_right_to_left());
}

TEST(Words, AreThoseOfTheInnermostUse) {
  const words::Catalogue catalogue = german();
  {
    const words::Use use(&catalogue);
    EXPECT_STREQ(tr("Send"), "Senden");
    EXPECT_STREQ(trc("key", "End"), "Ende");
    EXPECT_STREQ(tr("End"), "End");
    {
      const words::Use english(nullptr);
      EXPECT_STREQ(tr("Send"), "Send");
    }
    EXPECT_STREQ(tr("Send"), "Senden");
    EXPECT_STREQ(tr("Not in it"), "Not in it");
  }
  EXPECT_STREQ(tr("Send"), "Send");
}

TEST(Words, PutInByNameInTheOrderOfTheLanguage) {
  const words::Catalogue catalogue = german();
  const words::Use use(&catalogue);
  EXPECT_EQ(tr("Transferred by {agent}: {note}", {{"agent", "Ben"}, {"note", "eilig"}}),
            "Mit „eilig“ übergeben von Ben, ja Ben");
}

TEST(Words, WhatIsPutInIsNotReadAgain) {
  const words::Catalogue catalogue = german();
  const words::Use use(&catalogue);
  EXPECT_EQ(tr("Transferred by {agent}: {note}", {{"agent", "{note}"}, {"note", "Send {agent} }{ {"}}),
            "Mit „Send {agent} }{ {“ übergeben von {note}, ja {note}");
}

TEST(Words, NamesThatNothingIsGivenForAndOtherBracesStay) {
  EXPECT_EQ(tr("{a} and {b} and {{a}} {", {{"a", "1"}}), "1 and {b} and {1} {");
  EXPECT_EQ(tr("{} {a", {{"a", "1"}, {"extra", "2"}}), "{} {a");
  EXPECT_EQ(tr("", {{"a", "1"}}), "");
}

TEST(Words, CountInTheFormsOfTheLanguage) {
  const words::Catalogue catalogue = german();
  const words::Use use(&catalogue);
  EXPECT_EQ(trn("{n} message", "{n} messages", 1, {{"who", "Ann"}}), "1 Nachricht für Ann");
  EXPECT_EQ(trn("{n} message", "{n} messages", 7, {{"who", "Ann"}}), "7 Nachrichten für Ann");
  EXPECT_EQ(trn("One", "{n} of them", 1), "Eine allein");
  EXPECT_EQ(trn("One", "{n} of them", 12), "Mehrere, 12");
  EXPECT_EQ(trn("{n} file", "{n} files", 2), "2 files") << "not in it";
  EXPECT_EQ(trn("{n} message", "{n} messages", 3, {{"n", "drei"}, {"who", "Ann"}}), "drei Nachrichten für Ann");
}

TEST(Words, OfElsewhereAreTranslatedWhereTheyAreKnown) {
  const words::Catalogue catalogue = german();
  const words::Use use(&catalogue);
  EXPECT_EQ(translated("The note is too long."), "Die Notiz ist zu lang.");
  EXPECT_EQ(translated("Together they are too much. The note is too long."),
            "Zusammen zu viel. Die Notiz ist zu lang.");
  EXPECT_EQ(translated("Nobody knows this."), "Nobody knows this.");
  EXPECT_EQ(translated(""), "");
}

TEST(Words, PartsOfALineAreJoinedAsTheLanguageDoes) {
  EXPECT_EQ("a" + comma() + "b", "a, b");
  EXPECT_EQ(labelled("Note", "it {text} is"), "Note: it {text} is");
  const words::Catalogue catalogue = german();
  const words::Use use(&catalogue);
  EXPECT_EQ("a" + comma() + "b", "a und b");
}

}  // namespace
}  // namespace smsdesk
