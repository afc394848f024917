#include "relay/host/transcript.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/base/random.h"
#include "tests/support/catalogue.h"

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
            "On +1 415 555 0100. Taken by Ana <Ruiz>. 2026-01-01 00:00:00 UTC\n"
            "Times are in UTC.\n\n"
            "2025-12-31 23:58:20 UTC  -- The conversation began\n\n"
            "2025-12-31 23:58:20 UTC  Customer:\n<script>alert('x')</script> & more\n\n"
            "2025-12-31 23:59:20 UTC  Ana <Ruiz>:\nOn its way\n[Not delivered (code 30003)]\n\n"
            "2025-12-31 23:59:40 UTC  -- Ana <Ruiz> ended the conversation · Order · Resolved\n\n");
}

TEST(Transcript, TellsTimesByTheReadersClockBesideUtcAndSaysWhose) {
  Transcript t = a_transcript();
  // The clock is put forward between the two messages.
  t.zone = {"Europe/Berlin", {{Instant{0}, 60}, {Instant{1'767'225'550'000}, 120}}, false};
  EXPECT_EQ(
      transcript_text(t),
      "Conversation with +1 415 555 0199\n"
      "On +1 415 555 0100. Taken by Ana <Ruiz>. 2026-01-01 02:00:00 (2026-01-01 00:00:00 UTC)\n"
      "Times are by the clock of Europe/Berlin, with UTC in brackets.\n\n"
      "2026-01-01 00:58:20 (2025-12-31 23:58:20 UTC)  -- The conversation began\n\n"
      "2026-01-01 00:58:20 (2025-12-31 23:58:20 UTC)  Customer:\n<script>alert('x')</script> & more\n\n"
      "2026-01-01 01:59:20 (2025-12-31 23:59:20 UTC)  Ana <Ruiz>:\nOn its way\n[Not delivered (code 30003)]\n\n"
      "2026-01-01 01:59:40 (2025-12-31 23:59:40 UTC)  -- Ana <Ruiz> ended the conversation · Order · Resolved\n\n");
  const std::string page = transcript_html(t);
  EXPECT_NE(page.find(">Times are in UTC.</p>"), std::string::npos) << "until its script has asked the browser";
  EXPECT_NE(page.find("data-local=\"Times are by the clock of {zone}, with UTC in brackets.\""), std::string::npos);
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

TEST(Transcript, IsWrittenInTheLanguageOfWhoTakesIt) {
  Transcript t = a_transcript();
  t.catalogue = test::a_catalogue(
      "Conversation with {customer}\tGespräch mit {customer}\n"
      "On {number}. Taken by {agent}.\tÜber {number}. Erstellt von {agent}.\n"
      "{year}-{month}-{day} {time} UTC\t{day}.{month}.{year}, {time} UTC\n"
      "Times are in UTC.\tAlle Zeiten in UTC.\n"
      "The conversation began\tDas Gespräch begann\n"
      "Customer\tKunde\n"
      "Not delivered (code {code})\tNicht zugestellt (Code {code})\n"
      "{agent} ended the conversation\t{agent} hat das Gespräch beendet\n"
      "Resolved\tErledigt\n");
  EXPECT_EQ(transcript_text(t),
            "Gespräch mit +1 415 555 0199\n"
            "Über +1 415 555 0100. Erstellt von Ana <Ruiz>. 01.01.2026, 00:00:00 UTC\n"
            "Alle Zeiten in UTC.\n\n"
            "31.12.2025, 23:58:20 UTC  -- Das Gespräch begann\n\n"
            "31.12.2025, 23:58:20 UTC  Kunde:\n<script>alert('x')</script> & more\n\n"
            "31.12.2025, 23:59:20 UTC  Ana <Ruiz>:\nOn its way\n[Nicht zugestellt (Code 30003)]\n\n"
            "31.12.2025, 23:59:40 UTC  -- Ana <Ruiz> hat das Gespräch beendet · Order · Erledigt\n\n");
  const std::string page = transcript_html(t);
  EXPECT_NE(page.find("<html lang=\"de\" dir=\"ltr\">"), std::string::npos);
  EXPECT_NE(page.find("<h1>Gespräch mit +1 415 555 0199</h1>"), std::string::npos);
  EXPECT_NE(page.find("<time datetime=\"2025-12-31T23:59:20Z\">31.12.2025, 23:59:20 UTC</time>"), std::string::npos)
      << "a program reads the same time in every language";
  // What is made for English people afterwards is English.
  EXPECT_EQ(transcript_text(a_transcript()).rfind("Conversation with", 0), 0u);
}

TEST(Transcript, TakesTheOrderOfWordsAndSignsFromTheLanguage) {
  Transcript t = a_transcript();
  t.taken.has_notes = true;
  t.notes = {{NoteId{21}, ConversationId{12}, AgentId{7}, Instant{1'767'225'550'000}, "メモ", {}}};
  t.catalogue = test::a_catalogue(
      "Conversation with {customer}\t{customer} との会話\n"
      "{year}-{month}-{day} {time} UTC\t{year}/{month}/{day} {time} UTC\n"
      "{agent}, internal note\t{agent}（社内メモ）\n"
      "{name}:\t{name}：\n"
      "Customer\t顧客\n",
      "ja");
  const std::string text = transcript_text(t);
  EXPECT_EQ(text.rfind("+1 415 555 0199 との会話\n", 0), 0u);
  EXPECT_NE(text.find("2025/12/31 23:58:20 UTC  顧客：\n"), std::string::npos) << text;
  EXPECT_NE(text.find("Ana <Ruiz>（社内メモ）：\nメモ\n"), std::string::npos) << text;
  EXPECT_NE(transcript_html(t).find("<h2>Ana &lt;Ruiz&gt;（社内メモ） <time"), std::string::npos);
}

TEST(Transcript, IsReadFromRightToLeftWhereTheLanguageIs) {
  Transcript t = a_transcript();
  t.catalogue = test::a_catalogue(
      "Conversation with {customer}\tمحادثة مع {customer}\n"
      "Not delivered (code {code})\tلم تُسلَّم (الرمز {code})\n"
      "Print\tطباعة\n",
      "ar");
  const std::string page = transcript_html(t);
  EXPECT_NE(page.find("<html lang=\"ar\" dir=\"rtl\">"), std::string::npos);
  // A number keeps its own direction within the sentence.
  EXPECT_NE(page.find("<h1>محادثة مع \u2068+1 415 555 0199\u2069</h1>"), std::string::npos);
  EXPECT_NE(page.find("(الرمز \u206830003\u2069)"), std::string::npos);
  EXPECT_NE(page.find("id=\"print\">طباعة</button>"), std::string::npos);
  EXPECT_NE(page.find("<p dir=\"auto\">On its way</p>"), std::string::npos) << "what was said has its own direction";
}

TEST(Transcript, IsTheSameForProgramsInEveryLanguage) {
  Transcript t = a_transcript();
  t.names.clear();
  const std::string english = transcript_json(t);
  t.catalogue = test::a_catalogue("Customer\tKunde\nA colleague\tJemand\n");
  EXPECT_NE(transcript_text(t).find("Jemand"), std::string::npos);
  EXPECT_EQ(transcript_json(t), english);
}

TEST(Transcript, SaysOnAPageWhyThereIsNone) {
  const auto arabic = test::a_catalogue("Sign in.\tسجّل الدخول. <b>\n", "ar");
  const std::string page = refusal_html("Sign in.", arabic.get());
  EXPECT_NE(page.find("<html lang=\"ar\" dir=\"rtl\">"), std::string::npos);
  EXPECT_NE(page.find("<p>سجّل الدخول. &lt;b&gt;</p>"), std::string::npos);
  EXPECT_NE(refusal_html("Sign in.", nullptr).find("<p>Sign in.</p>"), std::string::npos);
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
