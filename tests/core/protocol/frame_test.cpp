#include "core/protocol/frame.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/workspace/visibility.h"
#include "core/workspace/workspace_json.h"
#include "tests/support/builders/random_inputs.h"
#include "tests/support/builders/world.h"

namespace smsdesk::test {
namespace {

/// decode(encode(x)) is x: said by the bytes, which hold every field.
void expect_travels(const ClientFrame& frame) {
  const std::string bytes = encode_frame(frame);
  const auto again = decode_client_frame(bytes);
  ASSERT_TRUE(again) << bytes << again.error().sentence;
  EXPECT_EQ(again->index(), frame.index());
  EXPECT_EQ(encode_frame(*again), bytes);
}
void expect_travels(const RelayFrame& frame) {
  const std::string bytes = encode_frame(frame);
  const auto again = decode_relay_frame(bytes);
  ASSERT_TRUE(again) << bytes << again.error().sentence;
  EXPECT_EQ(again->index(), frame.index());
  EXPECT_EQ(encode_frame(*again), bytes);
}

std::vector<DraftFile> two_draft_files() {
  return {{std::string(64, 'a'), {}, "map.png", "image/png", 1'000, 40, 30},
          {{}, "page:f2", "plan.pdf", "application/pdf", 2'000}};
}

std::vector<TemplateAction> two_actions() {
  return {{TemplateActionKind::Note, "two\nlines"}, {TemplateActionKind::Park, {}, {}, hours(2)}};
}

TEST(ClientFrame, TravelsUnchanged) {
  RandomInputs inputs(7);
  World world;
  for (int i = 0; i < 1'000; ++i) {
    world.decide(inputs.next(world.workspace, world.now));
    world.make_offers();
    expect_travels(
        ClientFrame(CommandFrame{SendKey{"k-" + std::to_string(i)}, inputs.command(world.workspace, kAna, world.now)}));
    if (testing::Test::HasFailure()) return;
  }
  expect_travels(ClientFrame(Hello{}));
  expect_travels(ClientFrame(Hello{3, "0123", ~std::uint64_t{0}}));
  expect_travels(ClientFrame(AttentionFrame{ConversationId{7}, true}));
  expect_travels(ClientFrame(TargetsRequest{{"t"}, ConversationId{3}}));
  expect_travels(ClientFrame(DuplicatesRequest{{"d"}, ConversationId{3}}));
  expect_travels(ClientFrame(CustomerRequest{{"c"}, ConversationId{3}}));
  expect_travels(ClientFrame(ContactsRequest{{"c"}, "mira"}));
  expect_travels(ClientFrame(ContactsRequest{{"c"}, "mira", true}));
  expect_travels(ClientFrame(DraftFrame{ConversationId{3}, "words", {"v"}, "u"}));
  expect_travels(ClientFrame(DraftFrame{ConversationId{3}, "words", {"v"}, "u", DraftPart::Note}));
  expect_travels(ClientFrame(DraftFrame{ConversationId{3}, "", {"v"}, "u", DraftPart::Files, two_draft_files()}));
  expect_travels(ClientFrame(DraftFrame{ConversationId{3}, "words", {"v"}, "u", DraftPart::Answer, {}, SendAs::Mms}));
  DraftFrame actions{ConversationId{3}, "", {"v"}, "u", DraftPart::Actions};
  actions.actions = two_actions();
  expect_travels(ClientFrame(actions));
  expect_travels(ClientFrame(FindRequest{{"f"}, "sales 0199", true, Instant{9}, ConversationId{3}, 100}));
  expect_travels(ClientFrame(PageRequest{{"a"}, ConversationId{1}, MessageId{2}, 200}));
  expect_travels(ClientFrame(PageRequest{{"a"}, ConversationId{1}, {}, 50, MessageId{2}, {}, true}));
  expect_travels(ClientFrame(ReportedRequest{{"r"}, Instant{5}, MessageId{2}, 100}));
  MessagesRequest search;
  search.key = {"m"};
  search.words = "parcel";
  search.queue = QueueId{3};
  search.from = Instant{5};
  search.until = Instant{6};
  for (const FoundKind kind :
       {FoundKind::Messages, FoundKind::Everything, FoundKind::Customer, FoundKind::Us, FoundKind::Notes}) {
    search.kind = kind;
    search.author = AgentId{static_cast<std::uint64_t>(kind)};
    search.before_wrap_up = static_cast<std::uint64_t>(kind);
    expect_travels(ClientFrame(search));
  }
}

TEST(ClientFrame, ADraftHasTextOrFilesAndEachFileIsNamed) {
  const auto decodes = [](const DraftFrame& frame) {
    return bool(decode_client_frame(encode_frame(ClientFrame(frame))));
  };
  DraftFrame files{ConversationId{3}, "", {"v"}, "", DraftPart::Files, two_draft_files()};
  EXPECT_TRUE(decodes(files));
  DraftFrame wrong = files;
  wrong.text = "words";
  EXPECT_FALSE(decodes(wrong));
  wrong = files;
  wrong.part = DraftPart::Answer;
  EXPECT_FALSE(decodes(wrong)) << "an answer's files are a part of their own";
  wrong = files;
  wrong.send_as = SendAs::Mms;
  EXPECT_FALSE(decodes(wrong)) << "that is of the answer";
  wrong = files;
  wrong.files[0].hash = "../../etc/passwd";
  EXPECT_FALSE(decodes(wrong));
  wrong = files;
  wrong.files[1].key.clear();
  EXPECT_FALSE(decodes(wrong)) << "neither here nor on its way";
  wrong = files;
  wrong.files[1].key = std::string(kDraftFileKeyBytesMax + 1, 'k');
  EXPECT_FALSE(decodes(wrong));
  wrong = files;
  wrong.files.resize(kDraftFilesMax + 1, files.files[0]);
  EXPECT_FALSE(decodes(wrong));
  EXPECT_FALSE(
      decode_client_frame(R"({"type":"draft","conversation":3,"part":"poem","text":"x","version":"v","over":""})"));
  const auto plain = decode_client_frame(R"({"type":"draft","conversation":3,"text":"x","version":"v","over":""})");
  ASSERT_TRUE(plain);
  EXPECT_EQ(std::get<DraftFrame>(*plain).part, DraftPart::Answer);
}

TEST(ClientFrame, ADraftsActionsAreAPartOfTheirOwn) {
  const auto decodes = [](const DraftFrame& frame) {
    return bool(decode_client_frame(encode_frame(ClientFrame(frame))));
  };
  DraftFrame actions{ConversationId{3}, "", {"v"}, "", DraftPart::Actions};
  EXPECT_TRUE(decodes(actions)) << "there are none any more";
  actions.actions = two_actions();
  EXPECT_TRUE(decodes(actions));
  DraftFrame wrong = actions;
  wrong.part = DraftPart::Note;
  EXPECT_FALSE(decodes(wrong));
  wrong = actions;
  wrong.text = "words";
  EXPECT_FALSE(decodes(wrong));
  wrong = actions;
  wrong.actions.resize(kMessageActionsMax + 1);
  EXPECT_FALSE(decodes(wrong));
  wrong = actions;
  wrong.actions[0].text = std::string(kActionTextBytesMax + 1, 'x');
  EXPECT_FALSE(decodes(wrong));
}

TEST(DraftActions, AreOneOnALineAndWhatCannotBeReadIsLeftOut) {
  const std::string lines = encode_draft_actions(two_actions());
  EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 1);
  EXPECT_EQ(decode_draft_actions(lines), two_actions());
  EXPECT_EQ(decode_draft_actions("no JSON\n" + lines + "\n{}\n" + lines), two_actions());
  EXPECT_EQ(decode_draft_actions(lines + "\n" + encode_draft_actions({{TemplateActionKind::End}})),
            (std::vector<TemplateAction>{two_actions()[0], {TemplateActionKind::End}}));
}

TEST(DraftFiles, AreKeptAsTheyAreAndDamageIsAnEmptyList) {
  EXPECT_EQ(decode_draft_files(encode_draft_files(two_draft_files())), two_draft_files());
  EXPECT_TRUE(decode_draft_files("{\"files\":[{}]}").empty());
  EXPECT_TRUE(decode_draft_files("no JSON").empty());
}

TEST(ClientFrame, ASearchOfAnOldPageIsForMessagesAlone) {
  const auto frame = decode_client_frame(
      R"({"type":"find_messages","key":"k","words":"a","conversation":0,"queue":0,"agent":0,"from":0,"until":0,"before":0,"limit":50})");
  ASSERT_TRUE(frame) << frame.error().sentence;
  EXPECT_EQ(std::get<MessagesRequest>(*frame).kind, FoundKind::Messages);
  EXPECT_FALSE(std::get<MessagesRequest>(*frame).author.is_set());
}

TEST(RelayFrame, AnAnswerToASearchSaysWhatIsANote) {
  FoundMessagesFrame frame;
  frame.key = {"m"};
  frame.messages.resize(3);
  frame.messages[1].is_note = frame.messages[2].is_note = true;
  frame.messages[2].segment = 3;
  frame.next = MessageId{88};
  frame.next_wrap_up = 5;
  expect_travels(RelayFrame(frame));
  const auto again = decode_relay_frame(encode_frame(RelayFrame(frame)));
  ASSERT_TRUE(again);
  EXPECT_EQ(std::get<FoundMessagesFrame>(*again).messages, frame.messages);
  EXPECT_EQ(std::get<FoundMessagesFrame>(*again).next_wrap_up, 5u);
}

TEST(RelayFrame, TellsContactsWithWhatWasSaidWithThemLast) {
  ContactsFrame frame;
  frame.key = {"c"};
  frame.contacts.emplace_back();
  frame.contacts[0].id = ContactId{70};
  frame.contacts[0].name = "Mira Lind";
  expect_travels(RelayFrame(frame));
  frame.conversations.emplace_back();
  frame.conversations[0].conversation = ConversationId{12};
  frame.conversations[0].name = "Mira Lind";
  expect_travels(RelayFrame(frame));
}

TEST(RelayFrame, TellsWhyTwoContactsMayBeTheSamePerson) {
  DuplicatesFrame frame{{"d"}, {}, false};
  for (const DuplicateSign sign :
       {DuplicateSign::Email, DuplicateSign::Field, DuplicateSign::Number, DuplicateSign::Name}) {
    LikelyDuplicate one;
    one.contact.id = ContactId{7};
    one.contact.name = "Mira Lind";
    one.contact.numbers = {"+14155550199"};
    one.why = {sign, "Account", "4711"};
    frame.duplicates.push_back(std::move(one));
  }
  expect_travels(RelayFrame(frame));
  const auto again = decode_relay_frame(encode_frame(RelayFrame(frame)));
  ASSERT_TRUE(again);
  EXPECT_EQ(std::get<DuplicatesFrame>(*again).duplicates, frame.duplicates);
}

TEST(RelayFrame, TellsWhatIsKnownOfACustomer) {
  CustomerFrame frame{{"c"}, {}, false};
  expect_travels(RelayFrame(frame));
  Contact& contact = frame.record.contact.emplace();
  contact.id = ContactId{7};
  contact.name = "Mira Lind";
  contact.numbers = {"+14155550199"};
  contact.labels = {"VIP"};
  frame.record.consent = {ConsentState::OptedOut, Instant{5}, MessageId{4}, "STOP"};
  frame.record.zone = {"Europe/Berlin", {}, true};
  expect_travels(RelayFrame(frame));
  const auto again = decode_relay_frame(encode_frame(RelayFrame(frame)));
  ASSERT_TRUE(again);
  EXPECT_EQ(std::get<CustomerFrame>(*again).record, frame.record);
  frame.record.zone = {{}, {}, true, {{"America/Denver", {{Instant{1}, -420}}}, {"America/Chicago", {}}}};
  expect_travels(RelayFrame(frame));
  frame.number = "+14155550199";
  expect_travels(RelayFrame(frame));
  const auto shown = decode_relay_frame(encode_frame(RelayFrame(frame)));
  ASSERT_TRUE(shown);
  EXPECT_EQ(std::get<CustomerFrame>(*shown).number, frame.number);
}

TEST(RelayFrame, TellsWhatIsReportedAndByWhom) {
  ReportedFrame frame{{"r"}, {}, {}, true, false};
  frame.messages = {{MessageId{5}, ConversationId{4}, {ReportKind::Abuse, kAna, Instant{7}}, "h\xC3\xA9y"}};
  frame.conversations.resize(1);
  frame.conversations[0].conversation = ConversationId{4};
  expect_travels(RelayFrame(frame));
  const auto again = decode_relay_frame(encode_frame(RelayFrame(frame)));
  ASSERT_TRUE(again);
  EXPECT_EQ(std::get<ReportedFrame>(*again).messages, frame.messages);
  EXPECT_TRUE(std::get<ReportedFrame>(*again).has_more);
}

TEST(RelayFrame, TravelsUnchanged) {
  RandomInputs inputs(8);
  World world;
  for (int i = 0; i < 300; ++i) {
    const std::size_t before = world.log.size();
    world.decide(inputs.next(world.workspace, world.now));
    world.make_offers();
    EntriesFrame frame{
        world.workspace.offset, {world.log.begin() + static_cast<std::ptrdiff_t>(before), world.log.end()}, {}};
    if (i % 2 == 0) frame.digest = digest(world.workspace);
    expect_travels(RelayFrame(frame));
    if (testing::Test::HasFailure()) return;
  }
  for (const AgentId viewer : {kAna, kSam}) {
    expect_travels(RelayFrame(SnapshotFrame{world.workspace.offset, view_of(world.workspace, viewer)}));
  }
  expect_travels(RelayFrame(Welcome{1, kAna, "0123", kMorning}));
  expect_travels(RelayFrame(PulseFrame{}));
  expect_travels(RelayFrame(TimelineChangedFrame{ConversationId{7}}));
  expect_travels(RelayFrame(AnswerFrame{{"k"}, std::nullopt}));
  for (int kind = 0; kind < 11; ++kind) {
    expect_travels(RelayFrame(AnswerFrame{{"k"}, Refusal{static_cast<RefusalKind>(kind), inputs.text(), 3}}));
  }
  PageFrame page{{"k"}, ConversationId{4}, {}, true};
  Message message;
  message.id = MessageId{5};
  message.text = "héllo \xF0\x9F\x98\x80";
  message.media = {{"https://example.com/a", "image/png"}};
  page.messages.push_back({message, ConversationId{4}});
  expect_travels(RelayFrame(page));
  expect_travels(RelayFrame(TargetsFrame{{"t"}, {{{kSales, 2, 3, kMorning}}, {{kBen, 1, true}}}}));
  page.notes.push_back({{NoteId{6}, kAna, Instant{7}, "call h\xC3\xA9r", {kBen}}, ConversationId{4}});
  expect_travels(RelayFrame(page));
  TimelineSegment segment;
  segment.conversation = ConversationId{4};
  segment.handings = {{Instant{6}, HandingKind::Answered, kAna, {}, {}, ReturnReason::None},
                      {Instant{7}, HandingKind::Returned, kAna, kBen, kSupport, ReturnReason::Freed}};
  page.segments.push_back(segment);
  expect_travels(RelayFrame(page));
  const auto read = decode_relay_frame(encode_frame(RelayFrame(page)));
  ASSERT_TRUE(read);
  EXPECT_EQ(std::get<PageFrame>(*read).notes, page.notes);
  EXPECT_EQ(std::get<PageFrame>(*read).segments, page.segments);
}

TEST(RelayFrame, IsTheSameFromEntriesEncodedBefore) {
  World world;
  EntriesFrame frame{world.workspace.offset, world.log, 77};
  std::vector<std::string> encoded;
  for (const LogEntry& entry : world.log) encoded.push_back(encode_entry(entry));
  const std::vector<std::string_view> views(encoded.begin(), encoded.end());
  EXPECT_EQ(encode_entries_frame(frame.up_to, views, 77), encode_frame(RelayFrame(frame)));
  EXPECT_EQ(encode_entries_frame(9, {}, std::nullopt), encode_frame(RelayFrame(EntriesFrame{9, {}, {}})));
}

TEST(RelayFrame, KeepsAllBitsOfADigest) {
  const auto frame = decode_relay_frame(encode_frame(RelayFrame(EntriesFrame{1, {}, ~std::uint64_t{0}})));
  ASSERT_TRUE(frame);
  EXPECT_EQ(std::get<EntriesFrame>(*frame).digest, ~std::uint64_t{0});
}

TEST(ClientFrame, MalformedOnesAreRefusedWithASentence) {
  const std::string key65(65, 'a');
  const std::string table[] = {
      "",
      "{",
      "null",
      "[]",
      "7",
      "\"hello\"",
      "{}",
      R"({"type":7})",
      R"({"type":"welcome"})",
      R"({"type":"snapshot"})",
      R"({"type":"hello"})",
      R"({"type":"hello","version":"1","epoch":"","offset":0})",
      R"({"type":"hello","version":1,"epoch":"","offset":-1})",
      R"({"type":"hello","version":1,"epoch":"","offset":1.5})",
      R"({"type":"hello","version":1,"epoch":null,"offset":0})",
      R"({"type":"hello","version":99999999999,"epoch":"","offset":0})",
      R"({"type":"command"})",
      R"({"type":"command","key":"","command":{"type":"set_on_queue","is_on_queue":true}})",
      R"({"type":"command","key":"a b","command":{"type":"set_on_queue","is_on_queue":true}})",
      R"({"type":"command","key":")" + key65 + R"(","command":{"type":"set_on_queue","is_on_queue":true}})",
      R"({"type":"command","key":7,"command":{"type":"set_on_queue","is_on_queue":true}})",
      R"({"type":"command","key":"k"})",
      R"({"type":"command","key":"k","command":[]})",
      R"({"type":"command","key":"k","command":{"type":"fly"}})",
      R"({"type":"command","key":"k","command":{"type":"set_on_queue"}})",
      R"({"type":"command","key":"k","command":{"type":"set_on_queue","is_on_queue":1}})",
      R"({"type":"command","key":"k","command":{"type":"set_presence","presence":"asleep"}})",
      R"({"type":"command","key":"k","command":{"type":"send_message","conversation":"1","text":"x","seen_up_to":0,"ignores_newer":false}})",
      R"({"type":"command","key":"k","command":{"type":"send_message","conversation":1,"text":null,"seen_up_to":0,"ignores_newer":false}})",
      "{\"type\":\"command\",\"key\":\"k\",\"command\":{\"type\":\"send_message\",\"conversation\":"
      "1,\"text\":\"\xFF\",\"seen_up_to\":0,\"ignores_newer\":false}}",
      R"({"type":"page_request","key":"k","conversation":1,"before":0,"limit":0})",
      R"({"type":"page_request","key":"k","conversation":1,"before":0,"limit":201})",
      R"({"type":"page_request","key":"","conversation":1,"before":0,"limit":1})",
      R"({"type":"find_messages","key":"k","words":"a","conversation":0,"queue":0,"agent":0,"from":0,"until":0,"before":0,"limit":50,"kind":"all"})",
      R"({"type":"find_messages","key":"k","words":"a","conversation":0,"queue":0,"agent":0,"from":0,"until":0,"before":0,"limit":50,"kind":"notes","author":-1})",
      R"({"type":"find_messages","key":"k","words":"a","conversation":0,"queue":0,"agent":0,"from":0,"until":0,"before":0,"limit":101,"kind":"notes"})",
      R"({"type":"find_reported","key":"k","before_at":0,"before":0,"limit":0})",
      R"({"type":"find_reported","key":"k","before_at":0,"before":0,"limit":101})",
      R"({"type":"find_reported","key":"","before_at":0,"before":0,"limit":50})",
      R"({"type":"hello","type":"hello","version":1,"epoch":"","offset":0})",
      std::string(kClientFrameBytesMax + 1, ' '),
      std::string(60'000, '[')};
  for (const std::string& bytes : table) {
    const auto frame = decode_client_frame(bytes);
    ASSERT_FALSE(frame) << bytes.substr(0, 100);
    EXPECT_GT(frame.error().sentence.size(), 10u);
    EXPECT_EQ(frame.error().sentence.back(), '.') << frame.error().sentence;
  }
}

TEST(RelayFrame, MalformedOnesAreRefusedWithASentence) {
  const std::string table[] = {
      "",
      "{}",
      R"({"type":"hello"})",
      R"({"type":"entries"})",
      R"({"type":"entries","up_to":1,"entries":{}})",
      R"({"type":"entries","up_to":1,"entries":[{}],"digest":null})",
      R"({"type":"entries","up_to":1,"entries":[{"offset":1,"at":1,"type":"nothing"}],"digest":null})",
      R"({"type":"entries","up_to":1,"entries":[],"digest":"12x"})",
      R"({"type":"entries","up_to":1,"entries":[],"digest":"99999999999999999999999"})",
      R"({"type":"snapshot","offset":1})",
      R"({"type":"snapshot","offset":1,"view":{}})",
      R"({"type":"welcome","version":1})",
      R"({"type":"answer","key":"k"})",
      R"({"type":"answer","key":"k","refusal":{"kind":"bored","sentence":"","count":0}})",
      R"({"type":"page","key":"k","conversation":1,"messages":[{}],"has_more":false})"};
  for (const std::string& bytes : table) {
    const auto frame = decode_relay_frame(bytes);
    ASSERT_FALSE(frame) << bytes;
    EXPECT_GT(frame.error().sentence.size(), 10u);
  }
}

}  // namespace
}  // namespace smsdesk::test
