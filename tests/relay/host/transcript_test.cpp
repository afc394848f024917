#include "relay/host/transcript.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/base/random.h"
#include "core/conversation/media.h"
#include "core/workspace/workspace_json.h"
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
            "2025-12-31 23:59:20 UTC  Ana <Ruiz>:\nOn its way\n[Not delivered (code 30003): The phone could not be "
            "reached; it may be off.]\n\n"
            "2025-12-31 23:59:40 UTC  -- Ana <Ruiz> ended the conversation · Order · Resolved\n\n");
}

TEST(Transcript, SaysOfATextThatItWentAsAnMms) {
  Transcript t = a_transcript();
  EXPECT_EQ(transcript_text(t).find("MMS"), std::string::npos);
  EXPECT_NE(transcript_json(t).find(R"("is_mms_text":false)"), std::string::npos);
  store::ArchivedMessage& out = t.messages.back();
  out.is_mms_text = true;
  EXPECT_NE(transcript_text(t).find("On its way\n[MMS · Not delivered (code 30003)"), std::string::npos);
  EXPECT_NE(transcript_html(t).find("<p class=\"fate\">MMS · Not delivered"), std::string::npos);
  EXPECT_NE(transcript_json(t).find(R"("is_mms_text":true)"), std::string::npos);
  out.status = "sent";
  EXPECT_NE(transcript_text(t).find("On its way\n[MMS]\n"), std::string::npos);
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
      "2026-01-01 01:59:20 (2025-12-31 23:59:20 UTC)  Ana <Ruiz>:\nOn its way\n[Not delivered (code 30003): The phone "
      "could not be reached; it may be off.]\n\n"
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

TEST(Transcript, HasTheNewestWordsOfANoteAndSaysThatItWasCorrected) {
  Transcript t = a_transcript();
  t.taken.has_notes = true;
  store::PutNote corrected{NoteId{21}, ConversationId{12}, AgentId{7}, Instant{1'767'225'550'000}, "ask Eve", {}};
  corrected.correction = 2;
  corrected.corrected_at = Instant{1'767'225'555'000};
  store::PutNote gone{NoteId{22}, ConversationId{12}, AgentId{7}, Instant{1'767'225'560'000}, "", {}};
  gone.correction = 1;
  gone.corrected_at = Instant{1'767'225'565'000};
  gone.is_taken_back = true;
  t.notes = {corrected, gone};
  const std::string text = transcript_text(t);
  EXPECT_NE(text.find("Ana <Ruiz>, internal note:\nask Eve\n[Corrected: 2025-12-31 23:59:15 UTC]\n\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("Ana <Ruiz>, internal note:\nNote taken back by Ana <Ruiz>\n\n"), std::string::npos) << text;
  const std::string page = transcript_html(t);
  EXPECT_NE(page.find("<p class=\"fate\">Corrected <time"), std::string::npos) << page;
  EXPECT_NE(page.find("Note taken back by Ana &lt;Ruiz&gt;"), std::string::npos) << page;
  const std::string document = transcript_json(t);
  EXPECT_NE(document.find(R"("text":"ask Eve","corrections":2,"corrected_at":1767225555000,"is_taken_back":false)"),
            std::string::npos)
      << document;
  EXPECT_NE(document.find(R"("text":"","corrections":1,"corrected_at":1767225565000,"is_taken_back":true)"),
            std::string::npos)
      << document;
}

TEST(Transcript, TellsHowTheConversationChangedHands) {
  Transcript t = a_transcript();
  t.names[AgentId{8}] = "Ben";
  t.queue_names[QueueId{2}] = "Sales <all>";
  const ConversationId id{12};
  t.handings = {{id, Instant{1'767'225'510'000}, "answered", AgentId{8}, {}, {}},
                {id, Instant{1'767'225'520'000}, "parked", AgentId{8}, {}, {}},
                {id, Instant{1'767'225'530'000}, "answered", AgentId{7}, AgentId{8}, QueueId{2}},
                {id, Instant{1'767'225'535'000}, "of a later smsdesk", AgentId{7}, {}, {}}};
  const std::string text = transcript_text(t);
  EXPECT_NE(text.find("23:58:30 UTC  -- Ben answered\n\n"
                      "2025-12-31 23:58:40 UTC  -- Ben parked the conversation\n\n"
                      "2025-12-31 23:58:50 UTC  -- Ben transferred the conversation to Sales <all>\n\n"
                      "2025-12-31 23:58:50 UTC  -- Ana <Ruiz> answered\n\n"
                      "2025-12-31 23:59:20 UTC  Ana <Ruiz>:\n"),
            std::string::npos)
      << text;
  const std::string page = transcript_html(t);
  EXPECT_NE(page.find("<li class=\"event\">Ben transferred the conversation to Sales &lt;all&gt; <time"),
            std::string::npos)
      << page;
  EXPECT_NE(transcript_json(t).find(R"({"conversation":12,"at":1767225530000,"kind":"answered","agent":"Ana <Ruiz>",)"
                                    R"("by":"Ben","queue":"Sales <all>","reason":""})"),
            std::string::npos)
      << transcript_json(t);
}

TEST(Transcript, SaysWhatItWasParkedForBehindThePark) {
  Transcript t = a_transcript();
  t.taken.has_notes = true;
  const Instant at{1'767'225'520'000};
  t.handings = {{ConversationId{12}, at, "parked", AgentId{7}, {}, {}}};
  t.notes = {{NoteId{21}, ConversationId{12}, AgentId{7}, at, "waits for stock", {}}};
  const std::string text = transcript_text(t);
  const std::size_t parked = text.find("-- Ana <Ruiz> parked the conversation"), note = text.find("waits for stock");
  ASSERT_NE(parked, std::string::npos) << text;
  ASSERT_NE(note, std::string::npos) << text;
  EXPECT_LT(parked, note) << text;
}

TEST(Transcript, CallsTheCustomerByTheirName) {
  Transcript t = a_transcript();
  t.customer_name = "Mira <Lind>";
  const std::string text = transcript_text(t);
  EXPECT_EQ(text.rfind("Conversation with Mira <Lind> (+1 415 555 0199)\n", 0), 0u) << text;
  EXPECT_NE(text.find("UTC  Mira <Lind>:\n"), std::string::npos) << text;
  EXPECT_EQ(text.find("Customer"), std::string::npos) << text;
  const std::string page = transcript_html(t);
  EXPECT_NE(page.find("<h1>Conversation with Mira &lt;Lind&gt; (+1 415 555 0199)</h1>"), std::string::npos);
  EXPECT_NE(page.find("<h2>Mira &lt;Lind&gt; <time"), std::string::npos);
  const std::string json = transcript_json(t);
  EXPECT_NE(json.find(R"("customer":"+14155550199","customer_name":"Mira <Lind>")"), std::string::npos) << json;
  EXPECT_NE(json.find(R"("author":"Customer")"), std::string::npos) << "programs know it by that";
}

TEST(Transcript, TellsACodeThatIsNotKnownByItself) {
  Transcript t = a_transcript();
  t.messages[1].error_code = "99999";
  EXPECT_NE(transcript_text(t).find("[Not delivered (code 99999)]\n"), std::string::npos);
  t.messages[1].status = "failed";
  t.messages[1].error_code.clear();
  EXPECT_NE(transcript_text(t).find("[Not sent]\n"), std::string::npos);
}

std::string media_of(std::initializer_list<Media> media) {
  return encode_media(std::vector<Media>(media));
}

TEST(Transcript, TellsFilesByKindAndNameInTheReadersLanguage) {
  Transcript t = a_transcript();
  Media document, nameless, unknown, named;
  document.content_type = "application/pdf";
  document.name = "Bill <1>.pdf";
  nameless.content_type = "image/jpeg";
  unknown.content_type = "application/x-evil";
  named.content_type = kUnknownMediaType;
  named.name = "notes.xyz";
  t.messages[0].media = media_of({document, nameless, unknown, named});
  const std::string text = transcript_text(t);
  EXPECT_NE(
      text.find("[Attachment: Bill <1>.pdf, PDF document]\n[Attachment: JPEG picture]\n[Attachment of unknown type]\n"
                "[Attachment: notes.xyz]\n"),
      std::string::npos)
      << text;
  EXPECT_EQ(text.find("image/jpeg"), std::string::npos);
  EXPECT_NE(transcript_html(t).find("[Attachment: Bill &lt;1&gt;.pdf, PDF document]"), std::string::npos);
  EXPECT_EQ(transcript_html(t).find("<img"), std::string::npos) << "the relay does not have it yet";
  t.catalogue = test::a_catalogue("[Attachment: {type}]\t[Anhang: {type}]\nJPEG picture\tJPEG-Bild\n");
  EXPECT_NE(transcript_text(t).find("[Anhang: JPEG-Bild]\n"), std::string::npos);
}

TEST(Transcript, ShowsPicturesOnThePageThatTheRelayHas) {
  Transcript t = a_transcript();
  Media picture;
  picture.content_type = "image/png";
  picture.state = MediaState::Stored;
  picture.hash = std::string(64, 'a');
  picture.name = "\"><script>.png";
  picture.width = 320;
  picture.height = 240;
  t.messages[0].media = media_of({picture});
  const std::string page = transcript_html(t);
  EXPECT_NE(page.find("<p class=\"media\"><img src=\"/media/" + picture.hash +
                      "\" alt=\"PNG picture\" width=\"320\" height=\"240\"></p>"
                      "<p class=\"media\" dir=\"auto\">&quot;&gt;&lt;script&gt;.png</p>"),
            std::string::npos)
      << page;
  EXPECT_NE(transcript_text(t).find("[Attachment: \"><script>.png, PNG picture]"), std::string::npos);
  for (const char* type : {"application/pdf", "image/heic", "image/svg+xml", "text/html"}) {
    Media other = picture;
    other.content_type = type;
    t.messages[0].media = media_of({other});
    EXPECT_EQ(transcript_html(t).find("<img"), std::string::npos) << type;
  }
  Media odd = picture;
  odd.hash = "../../x\" onerror=\"";
  t.messages[0].media = media_of({odd});
  EXPECT_EQ(transcript_html(t).find("<img"), std::string::npos);
}

TEST(Transcript, ShowsSoManyPicturesAndTellsTheOthers) {
  Transcript t = a_transcript();
  Media picture;
  picture.content_type = "image/png";
  picture.state = MediaState::Stored;
  picture.hash = std::string(64, 'a');
  t.messages[0].media = media_of({picture, picture});
  const store::ArchivedMessage one = t.messages[0];
  while (t.messages.size() < kTranscriptPicturesMax / 2 + 2) t.messages.push_back(one);
  const std::string page = transcript_html(t);
  std::size_t shown = 0;
  for (std::size_t at = page.find("<img"); at != std::string::npos; at = page.find("<img", at + 1)) ++shown;
  EXPECT_EQ(shown, kTranscriptPicturesMax);
  EXPECT_NE(page.find("[Attachment: PNG picture]"), std::string::npos);
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
    t.messages[0].text = t.names[AgentId{7}] = t.segments[0].wrap_up_code = t.customer_name = text;
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
      "The phone could not be reached; it may be off.\tDas Telefon war nicht erreichbar.\n"
      "{agent} ended the conversation\t{agent} hat das Gespräch beendet\n"
      "Resolved\tErledigt\n");
  EXPECT_EQ(transcript_text(t),
            "Gespräch mit +1 415 555 0199\n"
            "Über +1 415 555 0100. Erstellt von Ana <Ruiz>. 01.01.2026, 00:00:00 UTC\n"
            "Alle Zeiten in UTC.\n\n"
            "31.12.2025, 23:58:20 UTC  -- Das Gespräch begann\n\n"
            "31.12.2025, 23:58:20 UTC  Kunde:\n<script>alert('x')</script> & more\n\n"
            "31.12.2025, 23:59:20 UTC  Ana <Ruiz>:\nOn its way\n[Nicht zugestellt (Code 30003): Das Telefon war nicht "
            "erreichbar.]\n\n"
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
