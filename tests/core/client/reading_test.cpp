// What an agent does with a message, in one tab.
#include <gtest/gtest.h>

#include <tuple>

#include "core/client/context_choice.h"
#include "core/client/pending.h"
#include "core/client/sending_again.h"
#include "tests/core/client/tab.h"

namespace smsdesk::test {
namespace {

class ReadingTab : public testing::Test {
 protected:
  MessageId first() const { return at_.tab.s.workspace.find_conversation(at_.id)->detail->messages.front().id; }
  std::string text_of(MessageId message) const { return find_message(at_.tab.s, at_.id, message)->text; }
  std::string draft(DraftKind kind) const {
    const auto found = at_.tab.s.drafts.find({at_.id, kind});
    return found == at_.tab.s.drafts.end() ? std::string() : found->second.text;
  }
  /// A message of Ana's that the carrier refused.
  MessageId failed() {
    at_.relay(
        CommandInput{kAna, at_.world.fresh_key(), SendMessage{at_.id, "answer", at_.world.newest(at_.id), false}});
    const MessageId message = at_.world.newest(at_.id);
    at_.relay(SendStarted{message});
    at_.relay(SendFinished{message, SendOutcome::Refused, {}, DeliveryStatus::Sent, "30008", 0});
    return message;
  }
  AtWork at_;
};

TEST_F(ReadingTab, CopiesAndSaysSo) {
  at_.tab.raise(intent::CopyText{"482913", "Code copied: 482913"});
  EXPECT_EQ(at_.tab.all<effect::CopyText>(), std::vector<effect::CopyText>{{"482913"}});
  EXPECT_TRUE(at_.tab.said("Code copied: 482913"));
}

TEST_F(ReadingTab, OpensWebAddressesOnly) {
  for (const char* url : {"javascript:alert(1)", "data:text/html,x", "/api/session", "file:///x", "HTTPS://x", ""}) {
    at_.tab.raise(intent::OpenLink{url});
    EXPECT_FALSE(at_.tab.did<effect::OpenLink>()) << url;
  }
  at_.tab.raise(intent::OpenLink{"https://example.com/"});
  EXPECT_TRUE(at_.tab.did<effect::OpenLink>());
  at_.tab.raise(intent::TakeTranscript{at_.id, "txt", true});
  const auto opened = at_.tab.all<effect::OpenLink>();
  ASSERT_EQ(opened.size(), 1u);
  EXPECT_EQ(opened[0].url,
            "/api/conversations/" + std::to_string(at_.id.value) + "/transcript?format=txt&notes=yes&zone={zone}");
}

TEST_F(ReadingTab, TakesATranscriptInTheLanguageInUse) {
  const std::string begin = "/api/conversations/" + std::to_string(at_.id.value) + "/transcript?format=";
  at_.tab.s.language.in_use = "ar";
  for (const auto& [format, has_notes, end] :
       std::vector<std::tuple<const char*, bool, const char*>>{{"html", true, "html&notes=yes&language=ar"},
                                                               {"txt", false, "txt&language=ar&zone={zone}"},
                                                               {"json", false, "json"}}) {
    at_.tab.raise(intent::TakeTranscript{at_.id, format, has_notes});
    ASSERT_EQ(at_.tab.all<effect::OpenLink>().size(), 1u);
    EXPECT_EQ(at_.tab.all<effect::OpenLink>()[0].url, begin + end);
  }
}

TEST_F(ReadingTab, QuotesInFrontOfWhatIsBeingWritten) {
  at_.tab.raise(intent::EditDraft{at_.id, "so far"});
  at_.tab.raise(intent::Quote{at_.id, first()});
  EXPECT_EQ(draft(DraftKind::Answer), "\"" + text_of(first()) + "\"\nso far");
  at_.tab.raise(intent::NoteAbout{at_.id, first()});
  EXPECT_EQ(draft(DraftKind::Note), "About \"" + text_of(first()) + "\": ");
}

TEST_F(ReadingTab, SendsAgainUnderAKeyOfItsOwnAndOnce) {
  const MessageId message = failed();
  at_.tab.raise(intent::SendAgain{at_.id, message});
  ASSERT_EQ(at_.tab.s.outbox.entries().size(), 1u);
  const OutboxEntry entry = at_.tab.s.outbox.entries()[0];
  EXPECT_EQ(entry.again_of, message);
  EXPECT_EQ(entry.text, "answer");
  EXPECT_FALSE(entry.key == find_message(at_.tab.s, at_.id, message)->key);
  at_.tab.raise(intent::SendAgain{at_.id, message});
  EXPECT_EQ(at_.tab.s.outbox.entries().size(), 1u) << "not twice";
  const auto kept = decode_outbox_entry(encode_outbox_entry(entry));
  ASSERT_TRUE(kept.is_ok());
  EXPECT_EQ(kept->again_of, message) << "a browser that dies does not forget what it is";
  at_.tab.give(event::StorageWritten{"outbox", entry.key.value});
  const auto sent = at_.tab.sent_kind<CommandFrame>();
  ASSERT_EQ(sent.size(), 1u);
  EXPECT_EQ(std::get<SendMessage>(sent[0].command).again_of, message);
}

TEST_F(ReadingTab, SendsAgainWhatIsFurtherBackThanTheFacts) {
  Message old;
  old.id = MessageId{900};
  old.author = kAna;
  old.status = DeliveryStatus::Undelivered;
  old.error_code = "30003";
  old.text = "It left";
  old.media.resize(1);
  old.media[0].hash = std::string(64, 'a');
  old.media[0].name = "bill.pdf";
  State& s = at_.tab.s;
  History& history = s.histories[at_.id];
  history.messages = {{old, ConversationId{777}}};
  at_.tab.raise(intent::SendAgain{at_.id, old.id});
  EXPECT_TRUE(s.outbox.entries().empty()) << "it was of an earlier conversation";
  history.messages = {{old, at_.id}};
  at_.tab.raise(intent::SendAgain{at_.id, old.id});
  ASSERT_EQ(s.outbox.entries().size(), 1u);
  const SendKey key = s.outbox.entries()[0].key;
  at_.tab.raise(intent::SendAgain{at_.id, old.id});
  EXPECT_EQ(s.outbox.entries().size(), 1u) << "not twice";
  at_.tab.give(event::StorageWritten{"outbox", key.value});
  const auto sends = at_.tab.sends();
  ASSERT_EQ(sends.size(), 1u);
  EXPECT_EQ(sends[0].second.text, "It left");
  EXPECT_FALSE(sends[0].second.again_of.is_set()) << "the relay looks among the facts only: it is a new message";
  EXPECT_EQ(sends[0].second.attachments, (std::vector<Attached>{{std::string(64, 'a'), "bill.pdf"}}));

  s.outbox = {};
  Message later = old;
  later.id = MessageId{901};
  later.status = DeliveryStatus::Delivered;
  history.messages.push_back({later, at_.id});
  at_.tab.raise(intent::SendAgain{at_.id, old.id});
  EXPECT_TRUE(s.outbox.entries().empty()) << "it has followed already";
}

TEST_F(ReadingTab, SendsAgainUnderTheSameKeyAtEveryPage) {
  Message old;
  old.id = MessageId{900};
  old.author = kAna;
  old.status = DeliveryStatus::Undelivered;
  old.error_code = "30003";
  old.text = "It left";
  Tab other = at_.tab;
  other.tick(1);  // its events have keys of their own
  std::vector<SendKey> keys;
  for (Tab* tab : {&at_.tab, &other}) {
    tab->s.histories[at_.id].messages = {{old, at_.id}};
    tab->raise(intent::SendAgain{at_.id, old.id});
    ASSERT_EQ(tab->s.outbox.entries().size(), 1u);
    keys.push_back(tab->s.outbox.entries()[0].key);
  }
  EXPECT_EQ(keys[0], keys[1]);
  EXPECT_LE(keys[0].value.size(), kSendKeyBytesMax);
  EXPECT_FALSE(key_of_attempt(at_.tab.s, MessageId{901}) == keys[0]);
  other.s.epoch = "another";
  EXPECT_FALSE(key_of_attempt(other.s, old.id) == keys[0]) << "another log has another message of that number";
  other.s.epoch = std::string(100, 'e');
  EXPECT_LE(key_of_attempt(other.s, old.id).value.size(), kSendKeyBytesMax);
  // One page was faster: the other one's attempt is the same, and goes when the message is a fact.
  at_.tab.give(event::StorageWritten{"outbox", keys[0].value});
  ASSERT_EQ(at_.tab.sends().size(), 1u);
  at_.relay(CommandInput{kAna, keys[0], at_.tab.sends()[0].second});
  EXPECT_TRUE(at_.tab.s.outbox.entries().empty());
  other.snapshot(at_.world, kAna);
  EXPECT_TRUE(other.s.outbox.entries().empty());
}

TEST_F(ReadingTab, WhatIsSentAgainFromFurtherBackGoesAsItWent) {
  Message old;
  old.id = MessageId{900};
  old.author = kAna;
  old.status = DeliveryStatus::Undelivered;
  old.text = std::string(400, 'x');
  old.is_mms_text = true;
  at_.tab.s.histories[at_.id].messages = {{old, at_.id}};
  at_.tab.raise(intent::SendAgain{at_.id, old.id});
  ASSERT_EQ(at_.tab.s.outbox.entries().size(), 1u);
  at_.tab.give(event::StorageWritten{"outbox", at_.tab.s.outbox.entries()[0].key.value});
  ASSERT_EQ(at_.tab.sends().size(), 1u);
  EXPECT_TRUE(at_.tab.sends()[0].second.is_mms_text);
}

TEST_F(ReadingTab, SendsNothingAgainWhereItIsNotKnownWhatFollowed) {
  Message old;
  old.id = MessageId{900};
  old.author = kAna;
  old.status = DeliveryStatus::Undelivered;
  old.error_code = "30003";
  old.text = "It left";
  at_.tab.s.selected = at_.id;
  TimelinePlace& place = at_.tab.s.place;
  place.conversation = at_.id;
  place.page.emplace();
  place.page->messages = {{old, at_.id}};
  place.has_newer = true;
  at_.tab.raise(intent::SendAgain{at_.id, old.id});
  EXPECT_TRUE(at_.tab.s.outbox.entries().empty()) << "between this part and the facts may be a later attempt";
  at_.tab.raise(intent::WriteAgain{at_.id, old.id});
  EXPECT_EQ(draft(DraftKind::Answer), "It left") << "what one sends oneself is read before";
}

TEST_F(ReadingTab, WritesAgainWhatIsFurtherBackThanTheFacts) {
  Message old;
  old.id = MessageId{900};
  old.author = kAna;
  old.status = DeliveryStatus::Delivered;
  old.text = "It left";
  History& history = at_.tab.s.histories[at_.id];
  history.messages = {{old, at_.id}};
  at_.tab.raise(intent::WriteAgain{at_.id, old.id});
  EXPECT_EQ(draft(DraftKind::Answer), "") << "it has arrived";
  history.messages[0].message.status = DeliveryStatus::Failed;
  at_.tab.raise(intent::WriteAgain{at_.id, old.id});
  EXPECT_EQ(draft(DraftKind::Answer), "It left");
}

TEST_F(ReadingTab, AsksForAMessagesWayAndAgainWhenSomethingHappens) {
  const MessageId message = failed();
  at_.tab.raise(intent::ShowDelivery{at_.id, message});
  auto asked = at_.tab.sent_kind<DeliveryRequest>();
  ASSERT_EQ(asked.size(), 1u);
  EXPECT_EQ(asked[0].message, message);
  at_.tab.frame(DeliveryFrame{SendKey{"another"}, message, {}, false});
  EXPECT_FALSE(at_.tab.s.delivery.is_known);
  MessageDelivery one;
  one.message = message;
  at_.tab.frame(DeliveryFrame{asked[0].key, message, {one}, false});
  EXPECT_TRUE(at_.tab.s.delivery.is_known);
  at_.relay(CommandInput{kAna, at_.world.fresh_key(),
                         SendMessage{at_.id, "answer", at_.world.newest(at_.id), false, message}});
  asked = at_.tab.sent_kind<DeliveryRequest>();
  ASSERT_EQ(asked.size(), 1u) << "it was sent again";
  at_.tab.frame(DeliveryFrame{asked[0].key, message, {}, true});
  EXPECT_TRUE(at_.tab.s.delivery.is_failed);
  EXPECT_EQ(at_.tab.s.delivery.chain.size(), 1u) << "what was known stays";
  at_.tab.raise(intent::ShowDelivery{});
  EXPECT_FALSE(at_.tab.s.delivery.message.is_set());
}

/// Ana reads what was closed with a customer who writes with her again.
class ClosedReadingTab : public ReadingTab {
 protected:
  ClosedReadingTab() {
    FoundConversation found = closed(900);
    found.customer = at_.world.conversation(at_.id).detail->customer;
    found.our_number = at_.world.conversation(at_.id).detail->our_number;
    at_.tab.raise(intent::ShowArea{Area::Find});
    at_.tab.frame(FoundFrame{at_.tab.sent_kind<FindRequest>().at(0).key, {found}, false, false});
    at_.tab.raise(intent::ReadClosed{kClosed});
    TimelineMessage one;
    one.conversation = kClosed;
    one.message.id = MessageId{901};
    one.message.is_inbound = true;
    one.message.text = "buy now";
    PageFrame page;
    page.key = at_.tab.sent_kind<PageRequest>().at(0).key;
    page.conversation = kClosed;
    page.messages = {one};
    at_.tab.frame(page);
  }
  const Message& old() const { return *find_message(at_.tab.s, kClosed, MessageId{901}); }
  static constexpr ConversationId kClosed{900};
};

TEST_F(ClosedReadingTab, QuotesInWhatGoesOnWithTheSameCustomer) {
  at_.tab.raise(intent::Quote{kClosed, MessageId{901}});
  EXPECT_EQ(at_.tab.s.area, Area::Conversations);
  EXPECT_EQ(at_.tab.s.selected, at_.id);
  EXPECT_EQ(draft(DraftKind::Answer), "\"buy now\"\n");
}

TEST_F(ClosedReadingTab, NotesInWhatGoesOnWithTheSameCustomer) {
  at_.tab.raise(intent::NoteAbout{kClosed, MessageId{901}});
  EXPECT_EQ(at_.tab.s.area, Area::Conversations);
  EXPECT_EQ(draft(DraftKind::Note), "About \"buy now\": ");
  EXPECT_EQ(at_.tab.s.context_tabs.at(at_.id).tab, ContextTab::Notes);
}

TEST_F(ReadingTab, LeavesTheClosedOnesForOneThatGoesOnAgainMeanwhile) {
  const auto read_as_closed = [&] {
    at_.tab.s.area = Area::Find;
    at_.tab.s.find.reading = *at_.tab.s.workspace.find_conversation(at_.id);
  };
  const MessageId message = first();
  read_as_closed();
  at_.tab.raise(intent::NoteAbout{at_.id, message});
  EXPECT_EQ(at_.tab.s.area, Area::Conversations) << "the note is written there";
  EXPECT_EQ(at_.tab.s.selected, at_.id);
  read_as_closed();
  at_.tab.raise(intent::ShowContext{true});
  at_.tab.raise(intent::Quote{at_.id, message});
  EXPECT_EQ(at_.tab.s.area, Area::Conversations);
  EXPECT_EQ(at_.tab.s.selected, at_.id);
  EXPECT_FALSE(is_context_open(at_.tab.s)) << "the field lies under no drawer";
}

TEST_F(ClosedReadingTab, DoesNothingWhereNobodyGoesOnWithThem) {
  at_.relay(CommandInput{kAna, at_.world.fresh_key(), EndConversation{at_.id}});
  at_.relay(CommandInput{kAna, at_.world.fresh_key(), CompleteWrapUp{at_.id, kSolved, ""}});
  at_.tab.raise(intent::Quote{kClosed, MessageId{901}});
  at_.tab.raise(intent::NoteAbout{kClosed, MessageId{901}});
  EXPECT_EQ(at_.tab.s.area, Area::Find);
  EXPECT_EQ(draft(DraftKind::Answer), "");
  EXPECT_EQ(draft(DraftKind::Note), "");
}

TEST_F(ClosedReadingTab, MakesATemplateOfIt) {
  at_.tab.raise(intent::MakeTemplate{kClosed, MessageId{901}});
  ASSERT_TRUE(at_.tab.s.templates.form);
  EXPECT_EQ(at_.tab.s.templates.form->one.texts.at(0).text, "buy now");
}

TEST_F(ClosedReadingTab, ShowsWhatItHasReportedAndTakenBack) {
  at_.tab.raise(intent::ReportMessage{kClosed, MessageId{901}, ReportKind::Spam});
  const auto report = at_.tab.sent_kind<CommandFrame>();
  ASSERT_EQ(report.size(), 1u);
  EXPECT_EQ(old().report, MessageReport{}) << "not before the relay has it";
  at_.tab.frame(AnswerFrame{report[0].key, std::nullopt});
  EXPECT_EQ(old().report.kind, ReportKind::Spam) << "no entry tells it";
  EXPECT_EQ(old().report.by, kAna);
  at_.tab.raise(intent::ReportMessage{kClosed, MessageId{901}, ReportKind::None});
  at_.tab.frame(AnswerFrame{at_.tab.sent_kind<CommandFrame>().at(0).key, std::nullopt});
  EXPECT_EQ(old().report, MessageReport{});
}

/// A conversation that is read at this page and goes on, of three messages of the customer's.
class UnreadTab : public ReadingTab {
 protected:
  void SetUp() override {
    at_.tab.raise(intent::Select{at_.id});
    write("two");
    write("three");
    ASSERT_EQ(see(), 1u);
    ASSERT_EQ(unread(), 0u);
  }
  void write(const char* text) {
    at_.relay(InboundMessage{{"SM-" + std::to_string(++written_)}, kCustomer, kSupportNumber, text, {}});
  }
  /// The relay does what this page has just told it; how much that was.
  std::size_t obey() {
    const auto told = at_.tab.sent_kind<CommandFrame>();
    for (const CommandFrame& one : told) {
      at_.relay(CommandInput{kAna, one.key, one.command});
      at_.tab.frame(AnswerFrame{one.key, {}});
    }
    return told.size();
  }
  /// The newest message is in view.
  std::size_t see() {
    at_.tab.now = at_.tab.now + kSeenPause;
    at_.tab.raise(intent::Seen{at_.id, at_.world.newest(at_.id)});
    return obey();
  }
  void mark(MessageId from) {
    at_.tab.raise(intent::MarkUnread{at_.id, from});
    EXPECT_EQ(obey(), 1u);
  }
  std::size_t unread() const { return at_.world.conversation(at_.id).detail->unread_count(); }
  bool is_left() const { return is_left_unread(at_.tab.s, *at_.tab.s.workspace.find_conversation(at_.id)); }
  unsigned written_ = 0;
};

TEST_F(UnreadTab, IsNotReadAgainBecauseItIsStillOpen) {
  mark(first());
  EXPECT_TRUE(at_.tab.said("Marked as unread."));
  EXPECT_EQ(unread(), 3u);
  EXPECT_TRUE(is_left());
  EXPECT_EQ(see(), 0u);
  write("four");
  EXPECT_EQ(see(), 0u);
  at_.tab.give(event::PageShown{false});
  at_.tab.give(event::PageShown{true});
  EXPECT_EQ(see(), 0u);
  EXPECT_EQ(unread(), 4u);
  at_.tab.raise(intent::Select{at_.id});
  EXPECT_FALSE(is_left());
  EXPECT_EQ(see(), 1u);
  EXPECT_EQ(unread(), 0u);
}

TEST_F(UnreadTab, IsReadAgainByWhatTheAgentDoesInIt) {
  at_.tab.raise(intent::EditDraft{at_.id, "hello"});
  const auto is_read_by = [&](const Intent& act) {
    mark(first());
    EXPECT_TRUE(is_left());
    at_.tab.raise(act);
    const bool is_read = see() == 1u;
    EXPECT_EQ(unread(), is_read ? 0u : 3u);
    EXPECT_EQ(is_left(), !is_read);
    return is_read;
  };
  EXPECT_FALSE(is_read_by(intent::EditDraft{at_.id, "hello"})) << "the field is told of where the cursor is";
  EXPECT_FALSE(is_read_by(intent::EditNote{at_.id, "Call back"})) << "a note answers nobody";
  EXPECT_FALSE(is_read_by(intent::ShowLatest{at_.id})) << "by itself";
  EXPECT_TRUE(is_read_by(intent::ShowLatest{at_.id, true}));
  EXPECT_TRUE(is_read_by(intent::EditDraft{at_.id, "hello there"}));
  EXPECT_TRUE(is_read_by(intent::Send{at_.id}));
}

TEST_F(UnreadTab, IsFollowedFromAnotherPageBothWays) {
  at_.relay(CommandInput{kAna, {"elsewhere"}, MarkUnread{at_.id, first()}});
  EXPECT_TRUE(is_left());
  EXPECT_EQ(see(), 0u);
  at_.relay(CommandInput{kAna, {"merely-shows"}, MarkSeen{at_.id, at_.world.newest(at_.id)}});
  EXPECT_TRUE(is_left());
  at_.relay(CommandInput{kAna, {"came-back"}, MarkSeen{at_.id, at_.world.newest(at_.id), true}});
  EXPECT_FALSE(is_left());
  EXPECT_EQ(unread(), 0u);
}

TEST_F(UnreadTab, StaysSoAtAPageThatIsLoadedAnew) {
  mark(first());
  Tab again;
  again.start();
  again.welcome(kAna);
  again.snapshot(at_.world, kAna);
  const auto is_left_there = [&] { return is_left_unread(again.s, *again.s.workspace.find_conversation(at_.id)); };
  EXPECT_TRUE(is_left_there());
  again.raise(intent::Select{at_.id});
  EXPECT_FALSE(is_left_there());
}

TEST_F(UnreadTab, ASnapshotLeavesUnreadWhatWasMarkedMeanwhile) {
  at_.world.command(kAna, MarkUnread{at_.id, first()});
  at_.tab.snapshot(at_.world, kAna);
  EXPECT_TRUE(is_left());
  at_.tab.raise(intent::Select{at_.id});
  at_.tab.snapshot(at_.world, kAna);
  EXPECT_FALSE(is_left()) << "the agent has come back to it";
}

TEST_F(UnreadTab, IsShownBeforeTheRelayHasAnswered) {
  at_.tab.raise(intent::MarkUnread{at_.id, first()});
  const auto marked = at_.tab.sent_kind<CommandFrame>();
  ASSERT_EQ(marked.size(), 1u);
  EXPECT_TRUE(is_left());
  EXPECT_FALSE(seen_up_to(at_.tab.s, *at_.tab.s.workspace.find_conversation(at_.id)).is_set());
  at_.tab.raise(intent::MarkUnread{at_.id, first()});
  EXPECT_TRUE(at_.tab.sent_kind<CommandFrame>().empty()) << "asked already";
  // Whoever comes back at once has come back, also when the relay's word on the mark comes after that.
  at_.tab.raise(intent::Select{at_.id});
  at_.tab.raise(intent::Seen{at_.id, at_.world.newest(at_.id)});
  const auto seen = at_.tab.sent_kind<CommandFrame>();
  ASSERT_EQ(seen.size(), 1u);
  EXPECT_TRUE(std::get<MarkSeen>(seen[0].command).ends_mark);
  for (const CommandFrame& one : {marked[0], seen[0]}) {
    at_.relay(CommandInput{kAna, one.key, one.command});
    EXPECT_FALSE(is_left());
    at_.tab.frame(AnswerFrame{one.key, {}});
    EXPECT_FALSE(is_left());
  }
  EXPECT_EQ(unread(), 0u);
}

TEST_F(UnreadTab, ARefusalIsToldAndChangesNothing) {
  at_.tab.raise(intent::MarkUnread{at_.id, MessageId{9'000}});
  const auto told = at_.tab.sent_kind<CommandFrame>();
  ASSERT_EQ(told.size(), 1u);
  const Decision decision = at_.world.decide(CommandInput{kAna, told[0].key, told[0].command});
  ASSERT_TRUE(decision.refusal);
  at_.tab.frame(AnswerFrame{told[0].key, decision.refusal});
  EXPECT_TRUE(at_.tab.said(decision.refusal->sentence));
  EXPECT_FALSE(at_.tab.said("Marked as unread."));
  EXPECT_FALSE(is_left());
  EXPECT_EQ(seen_up_to(at_.tab.s, *at_.tab.s.workspace.find_conversation(at_.id)), at_.world.newest(at_.id));
  at_.tab.lose();
  at_.tab.raise(intent::MarkUnread{at_.id, first()});
  EXPECT_TRUE(at_.tab.said("There is no connection right now"));
  EXPECT_FALSE(is_left());
}

TEST_F(ReadingTab, SeesWhatAColleagueReportsFurtherBackThanTheFacts) {
  TimelineMessage older;
  older.conversation = at_.id;
  older.message.id = MessageId{9'000};
  older.message.is_inbound = true;
  at_.tab.s.histories[at_.id].messages = {older};
  at_.relay(CommandInput{kSam, at_.world.fresh_key(),
                         ReportMessage{at_.id, MessageId{9'000}, ReportKind::Abuse, at_.id, {}}});
  EXPECT_EQ(find_message(at_.tab.s, at_.id, MessageId{9'000})->report.by, kSam);
}

}  // namespace
}  // namespace smsdesk::test
