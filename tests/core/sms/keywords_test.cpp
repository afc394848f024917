#include "core/sms/keywords.h"

#include <gtest/gtest.h>

#include <string>

namespace smsdesk::sms {
namespace {

TEST(Keywords, FindsEveryWordOfTheLists) {
  for (const char* word : {"STOP", "STOPALL", "STOP ALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "OPTOUT", "OPT OUT",
                           "OPT-OUT", "REVOKE", "REMOVE", "ARRET"}) {
    EXPECT_EQ(find_keyword(word).kind, KeywordKind::OptOut) << word;
    EXPECT_EQ(find_keyword(word).word, word);
  }
  for (const char* word : {"START", "UNSTOP", "YES"}) EXPECT_EQ(find_keyword(word).kind, KeywordKind::OptIn) << word;
  for (const char* word : {"HELP", "INFO", "AIDE"}) EXPECT_EQ(find_keyword(word).kind, KeywordKind::Help) << word;
}

TEST(Keywords, LookThroughCaseDecorationAndWidth) {
  for (const char* text : {"stop", " Stop. ", "\"STOP!!!\"", "STOP \U0001F6D1", "\U0001F621\uFE0F stop \u2764\uFE0F",
                           "(stop)", "\u201Cstop\u201D", "stop\r\n", "\u00A0stop\u3000", "\uFF33\uFF34\uFF2F\uFF30",
                           "STOP\u2026", "\U0001F44D\U0001F3FDstop"}) {
    EXPECT_EQ(find_keyword(text).word, "STOP") << text;
  }
  EXPECT_EQ(find_keyword("stop   all").word, "STOP ALL");
  EXPECT_EQ(find_keyword("Arr\u00EAt").word, "ARRET");
  EXPECT_EQ(find_keyword("ARRE\u0302T").word, "ARRET");
}

TEST(Keywords, AreNoPartOfALongerMessage) {
  for (const char* text :
       {"", " ", "...", "\U0001F600", "please stop by", "stop please", "stop\u0436", "\u6F22 stop", "stopp", "s top",
        "1 stop", "stop 2", "non-stop", "sto\u0301p", "st.op", "help me", "yes yes", "don't stop"}) {
    EXPECT_EQ(find_keyword(text).kind, KeywordKind::None) << text;
  }
  EXPECT_EQ(find_keyword(std::string(400, '.') + "stop").kind, KeywordKind::None);
}

}  // namespace
}  // namespace smsdesk::sms
