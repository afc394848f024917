// What the browser's storage has of an answer: its words, and how they are to go.
#include "core/client/draft_words.h"

#include <gtest/gtest.h>

namespace smsdesk::test {
namespace {

TEST(DraftWords, AreReadBackAsTheyWere) {
  for (const char* text : {"hello", "m", "\x02", "\x02m", "\x02u", "\x02\x02t", "Größe 😀\nline"})
    for (const SendAs send_as : {SendAs::Usual, SendAs::Mms, SendAs::Text})
      EXPECT_EQ(decode_draft_words(encode_draft_words(text, send_as)), (DraftWords{text, send_as})) << text;
}

TEST(DraftWords, AreThemselvesWhereNothingWasChosen) {
  EXPECT_EQ(encode_draft_words("hello", SendAs::Usual), "hello");
  EXPECT_EQ(decode_draft_words("hello"), (DraftWords{"hello", SendAs::Usual}));
  EXPECT_EQ(encode_draft_words("", SendAs::Mms), "") << "there is nothing to choose about";
  EXPECT_EQ(decode_draft_words(""), DraftWords());
  EXPECT_EQ(decode_draft_words("\x02z…"), (DraftWords{"\x02z…", SendAs::Usual}));
}

}  // namespace
}  // namespace smsdesk::test
