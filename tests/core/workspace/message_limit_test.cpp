// What an agent's message may be and what it costs: carriers, numbers and queues against texts and files.
#include "core/workspace/message_limit.h"

#include <gtest/gtest.h>

#include "tests/support/builders/world.h"

namespace smsdesk::test {
namespace {

Media a_file(const char* type, std::uint64_t bytes) {
  Media media;
  media.state = MediaState::Stored;
  media.content_type = type;
  media.name = "a file";
  media.bytes = bytes;
  return media;
}

MessageLimits chars(unsigned max) {
  return {max, 0, 0, 0, {}};
}
MessageLimits segments(unsigned max) {
  return {0, max, 0, 0, {}};
}
MessageLimits files(unsigned max) {
  return {0, 0, max, 0, {}};
}
MessageLimits kilobytes(unsigned max) {
  return {0, 0, 0, max, {}};
}
MessageLimits types(std::vector<std::string> names) {
  return {0, 0, 0, 0, std::move(names)};
}

SendLimits limits(CarrierProfile carrier, const MessageLimits& of_number = {}, const MessageLimits& of_queue = {}) {
  OurNumber number;
  number.carrier_profile = carrier;
  number.limits = of_number;
  Queue queue;
  queue.limits = of_queue;
  return limits_of(&number, &queue);
}

TEST(MessageLimit, TextsAreWhatCarrierNumberAndQueueTake) {
  constexpr auto kTwilio = CarrierProfile::Twilio, kSmpp = CarrierProfile::Smpp;
  const std::string face = "\xF0\x9F\x98\x80";  // two units
  const auto many = [](const std::string& one, int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += one;
    return text;
  };
  struct Row {
    const char* what;
    SendLimits limits;
    std::string fits, is_too_long;
    const char* sentence;
  };
  const Row rows[] = {
      {"Twilio's", limits(kTwilio), many("x", 1600), many("x", 1602),
       "The message is 2 characters too long: at most 1,600. Shorten it or send it in two parts."},
      {"counted in units", limits(kTwilio), many(face, 800), many(face, 801),
       "The message is 2 characters too long: at most 1,600. Shorten it or send it in two parts."},
      {"SMPP's", limits(kSmpp), many("x", 1530), many("x", 1531),
       "The message is 1 segment too long: at most 10. Shorten it or send it in two parts."},
      {"the number's, less", limits(kTwilio, chars(160)), many("x", 160), many("x", 161),
       "The message is 1 character too long: at most 160. Shorten it or send it in two parts."},
      {"the number's, more than the carrier's", limits(kSmpp, segments(11)), many("x", 1600), many("x", 1601),
       "The message is 1 character too long: at most 1,600. Shorten it or send it in two parts."},
      {"the queue's, less", limits(kTwilio, chars(320), chars(40)), many("x", 40), many("x", 41),
       "The message is 1 character too long: at most 40. Shorten it or send it in two parts."},
      {"the queue's, which cannot be more", limits(kTwilio, chars(320), chars(1600)), many("x", 320), many("x", 321),
       "The message is 1 character too long: at most 320. Shorten it or send it in two parts."},
      {"the queue's segments", limits(kTwilio, {}, segments(1)), many("x", 160), many("x", 161),
       "The message is 1 segment too long: at most 1. Shorten it or send it in two parts."},
      {"the number's segments under a queue's that are more", limits(kTwilio, segments(1), segments(5)),
       many("\xD0\xB6", 70), many("\xD0\xB6", 71),
       "The message is 1 segment too long: at most 1. Shorten it or send it in two parts."},
  };
  for (const Row& row : rows) {
    EXPECT_FALSE(find_excess(row.limits, row.fits)) << row.what;
    const auto excess = find_excess(row.limits, row.is_too_long);
    ASSERT_TRUE(excess) << row.what;
    EXPECT_EQ(sentence_of(*excess), row.sentence) << row.what;
  }
}

TEST(MessageLimit, AnMmsIsNotCutIntoSegments) {
  const SendLimits one = limits(CarrierProfile::Twilio, segments(1));
  EXPECT_TRUE(find_excess(one, std::string(161, 'x')));
  EXPECT_FALSE(find_excess(one, std::string(161, 'x'), true));
  EXPECT_TRUE(find_excess(one, std::string(1601, 'x'), true));
}

TEST(MessageLimit, FilesAreWhatCarrierNumberAndQueueTake) {
  constexpr auto kTwilio = CarrierProfile::Twilio, kSmpp = CarrierProfile::Smpp;
  const std::string none = "Attachments cannot be sent from this number. Take them off and send the text alone.";
  const Media picture = a_file("image/jpeg", 400'000), document = a_file("application/pdf", 400'000);
  struct Row {
    const char* what;
    SendLimits limits;
    std::vector<Media> files;
    std::string sentence;
  };
  const Row rows[] = {
      {"Twilio's", limits(kTwilio), {picture, document}, ""},
      {"eleven", limits(kTwilio), std::vector<Media>(11, a_file("image/png", 1)),
       "A message takes at most 10 attachments. Send the others in another one."},
      {"SMPP's", limits(kSmpp), {picture}, none},
      {"SMPP's, whatever the number says", limits(kSmpp, files(3)), {picture}, none},
      {"the number's count",
       limits(kTwilio, files(1)),
       {picture, picture},
       "A message takes at most 1 attachment. Send the others in another one."},
      {"the queue's count",
       limits(kTwilio, files(5), files(2)),
       {picture, picture, picture},
       "A message takes at most 2 attachments. Send the others in another one."},
      {"a queue's count, which cannot be more",
       limits(kTwilio, files(1), files(9)),
       {picture, picture},
       "A message takes at most 1 attachment. Send the others in another one."},
      {"the number's size",
       limits(kTwilio, kilobytes(600)),
       {picture, document},
       "The attachments have 800 KB together; a message takes 600 KB. Send some in another one."},
      {"the queue's size",
       limits(kTwilio, kilobytes(2'000), kilobytes(600)),
       {picture, picture},
       "The attachments have 800 KB together; a message takes 600 KB. Send some in another one."},
      {"the number's types",
       limits(kTwilio, types({"image/jpeg", "image/png"})),
       {picture, document},
       "a file cannot be sent here, only these can: JPEG picture, PNG picture."},
      {"what number and queue both take",
       limits(kTwilio, types({"image/jpeg", "image/png"}), types({"image/jpeg"})),
       {a_file("image/png", 1)},
       "a file cannot be sent here, only these can: JPEG picture."},
      {"nothing that both take", limits(kTwilio, types({"image/jpeg"}), types({"application/pdf"})), {picture}, none},
      {"a large one that is no picture",
       limits(kTwilio),
       {a_file("application/pdf", 600'000)},
       "Files other than pictures may have 500 KB at most: a file has 600 KB."},
  };
  for (const Row& row : rows) EXPECT_EQ(trouble_with_attachments(row.limits, row.files), row.sentence) << row.what;
}

TEST(MessageLimit, ANumberWithoutMmsHasNone) {
  OurNumber number;
  number.has_mms = false;
  EXPECT_FALSE(limits_of(&number, nullptr).has_mms);
  const SendLimits of_nobody = limits_of(nullptr, nullptr);
  EXPECT_TRUE(of_nobody.has_mms);
  EXPECT_EQ(of_nobody.chars_max, 1'600u);
}

TEST(MessageLimit, APriceIsTheNumbersOrElseTheOrganisationsAndNeverTheOtherKinds) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  Workspace w = world.workspace;
  const auto price = [&](Priced what) { return price_text(price_of(w, *w.find_conversation(id), what)); };
  EXPECT_EQ(price(Priced::Segment), "");
  w.settings.segment_price = {7'900, "USD"};
  EXPECT_EQ(price(Priced::Segment), "0.0079 USD");
  EXPECT_EQ(price(Priced::Mms), "") << "an MMS is no segment";
  w.settings.mms_price = {20'000, "USD"};
  w.numbers[kSupportNumber].segment_price = {50'000, "CHF"};
  EXPECT_EQ(price(Priced::Segment), "0.05 CHF");
  EXPECT_EQ(price(Priced::Mms), "0.02 USD");
  w.numbers[kSupportNumber].mms_price = {300'000, "CHF"};
  EXPECT_EQ(price(Priced::Mms), "0.3 CHF");
}

// The relay's door -------------------------------------------------------------------------------------------------
SendMessage with_files(ConversationId id, MessageId seen, std::string text, std::vector<Media> media) {
  SendMessage send{id, std::move(text), seen, false};
  for (Media& one : media) {
    one.hash = std::string(64, 'a');
    send.attachments.push_back({one.hash, one.name});
  }
  send.media = std::move(media);
  return send;
}

TEST(MessageLimit, TheRelayRefusesWhatAPageLetThroughWithTheSameSentence) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  const MessageId seen = world.newest(id);
  OurNumber number = world.workspace.numbers.at(kSupportNumber);
  const auto configure = [&](const MessageLimits& limits, bool has_mms = true) {
    number.limits = limits;
    number.has_mms = has_mms;
    world.workspace.numbers[kSupportNumber] = number;
    return limits_of(world.workspace, *world.workspace.find_conversation(id));
  };
  const auto refusal = [&](const SendMessage& send) {
    const Decision decision = decide(world.workspace, CommandInput{kAna, SendKey{"a-key"}, send}, world.now);
    return decision.refusal ? decision.refusal->sentence : std::string();
  };
  SendLimits now = configure(chars(5));
  EXPECT_EQ(refusal(with_files(id, seen, "hello", {})), "");
  EXPECT_EQ(refusal(with_files(id, seen, "hello!", {})), sentence_of(*find_excess(now, "hello!")));
  const std::vector<Media> two(2, a_file("image/png", 400'000));
  now = configure(kilobytes(600));
  EXPECT_EQ(refusal(with_files(id, seen, "", two)), trouble_with_attachments(now, two));
  EXPECT_NE(trouble_with_attachments(now, two), "");
  now = configure(segments(1));
  EXPECT_EQ(refusal(with_files(id, seen, std::string(300, 'x'), two)), "") << "one MMS";
  EXPECT_EQ(refusal(with_files(id, seen, std::string(300, 'x'), {})),
            sentence_of(*find_excess(now, std::string(300, 'x'))));
  now = configure({}, false);
  EXPECT_EQ(refusal(with_files(id, seen, "", two)), trouble_with_attachments(now, two));
  SendMessage gone = with_files(id, seen, "", two);
  gone.media.pop_back();
  EXPECT_EQ(refusal(gone), trouble_with_attachments(now, two)) << "that it is gone does not matter here";
  configure({});
  EXPECT_EQ(refusal(gone), "An attachment is not on the relay any more. Attach it again.");
}

}  // namespace
}  // namespace smsdesk::test
