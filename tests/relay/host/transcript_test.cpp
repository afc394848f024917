#include "relay/host/transcript.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/base/random.h"

namespace smsdesk::relay {
namespace {

Transcript a_transcript() {
  Transcript t;
  t.taken = {ConversationId{12}, "html", false, false};
  t.by = AgentId{7};
  t.at = Instant{1'767'225'600'000};
  t.customer = "+14155550199";
  t.our_number = "+14155550100";
  t.names = {{AgentId{7}, "Ana <Ruiz>"}};
  store::ArchivedMessage in;
  in.message = MessageId{20};
  in.conversation = ConversationId{12};
  in.is_inbound = true;
  in.at = Instant{1'767'225'500'000};
  in.text = "<script>alert('x')</script> & more";
  in.status = "received";
  store::ArchivedMessage out = in;
  out.message = MessageId{22};
  out.is_inbound = false;
  out.author = AgentId{7};
  out.at = Instant{1'767'225'560'000};
  out.text = "On its way";
  out.status = "undelivered";
  out.error_code = "30003";
  t.messages = {in, out};
  t.segments = {{ConversationId{12}, 1, QueueId{1}, AgentId{7}, in.at, Instant{1'767'225'580'000}, "Order",
                 "secret note", "resolved", "agent", ""}};
  return t;
}

TEST(Transcript, TellsInOrderWhoSaidWhatAndHowItEnded) {
  EXPECT_EQ(transcript_text(a_transcript()),
            "Conversation with +1 415 555 0199\n"
            "On +1 415 555 0100. Taken by Ana <Ruiz>. 2026-01-01 00:00:00 UTC\n\n"
            "2025-12-31 23:58:20 UTC  -- The conversation began\n\n"
            "2025-12-31 23:58:20 UTC  Customer:\n<script>alert('x')</script> & more\n\n"
            "2025-12-31 23:59:20 UTC  Ana <Ruiz>:\nOn its way\n[Not delivered (code 30003)]\n\n"
            "2025-12-31 23:59:40 UTC  -- Ana <Ruiz> ended the conversation · Order · Resolved\n\n");
}

TEST(Transcript, HasInternalWordsOnlyWhereTheyWereAskedFor) {
  Transcript t = a_transcript();
  for (const auto& made : {transcript_html(t), transcript_text(t), transcript_json(t)})
    EXPECT_EQ(made.find("secret note"), std::string::npos);
  t.taken.has_notes = true;
  t.notes = {{NoteId{21}, ConversationId{12}, AgentId{7}, Instant{1'767'225'550'000}, "ask Ben", {}}};
  for (const auto& made : {transcript_html(t), transcript_text(t), transcript_json(t)}) {
    EXPECT_NE(made.find("secret note"), std::string::npos);
    EXPECT_NE(made.find("ask Ben"), std::string::npos);
  }
}

TEST(Transcript, LetsNoWordBecomeMarkup) {
  const std::string page = transcript_html(a_transcript());
  EXPECT_NE(page.find("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; more"), std::string::npos);
  EXPECT_NE(page.find("Ana &lt;Ruiz&gt;"), std::string::npos);
  // Whatever is written, the page has the same tags.
  const auto tags = [](const std::string& made) { return std::count(made.begin(), made.end(), '<'); };
  Random random(7);
  constexpr std::string_view kLetters = "<>&\"'/= aZ\\";
  for (int round = 0; round < 300; ++round) {
    Transcript t = a_transcript();
    std::string text;
    for (auto n = 1 + random.below(40); n > 0; --n) text += kLetters[random.below(kLetters.size())];
    t.messages[0].text = t.names[AgentId{7}] = t.segments[0].wrap_up_code = text;
    EXPECT_EQ(tags(transcript_html(t)), tags(page)) << text;
  }
}

TEST(Transcript, SaysWhereThereIsNothing) {
  Transcript t = a_transcript();
  t.messages.clear();
  t.is_cut = true;
  EXPECT_NE(transcript_html(t).find("Nothing was said."), std::string::npos);
  EXPECT_NE(transcript_text(t).find("Older messages are not in this transcript."), std::string::npos);
}

}  // namespace
}  // namespace smsdesk::relay
