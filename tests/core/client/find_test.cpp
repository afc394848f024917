// Closed conversations: what is asked of the relay, and what becomes of its answers.
#include <gtest/gtest.h>

#include "core/client/context_choice.h"
#include "tests/core/client/tab.h"

namespace smsdesk::test {
namespace {

FoundConversation closed(std::uint64_t id, const std::string& customer = "+14155550199") {
  FoundConversation one;
  one.conversation = ConversationId{id};
  one.queue = kSupport;
  one.customer = customer;
  one.our_number = "+14155550100";
  one.ended_at = kMorning + minutes(static_cast<std::int64_t>(id));
  one.agent = kAna;
  one.code = "Solved";
  return one;
}

class Finding : public testing::Test {
 protected:
  AtWork at_;
  Tab& tab_ = at_.tab;

  /// The one question that the last event asked.
  FindRequest asked() {
    const auto requests = tab_.sent_kind<FindRequest>();
    EXPECT_EQ(requests.size(), 1u);
    return requests.empty() ? FindRequest{} : requests[0];
  }
  void answer(const FindRequest& request, std::vector<FoundConversation> found, bool has_more = false) {
    tab_.frame(FoundFrame{request.key, std::move(found), has_more, false});
  }
  std::vector<std::uint64_t> listed() const {
    std::vector<std::uint64_t> ids;
    for (const FoundConversation& one : tab_.s.find.found) ids.push_back(one.conversation.value);
    return ids;
  }
};
using Ids = std::vector<std::uint64_t>;

TEST_F(Finding, BeginsWithTheNewestEachTimeItIsOpened) {
  tab_.raise(intent::ShowArea{Area::Find});
  const FindRequest first = asked();
  EXPECT_EQ(first.words, "");
  EXPECT_FALSE(first.before.is_set());
  answer(first, {closed(900), closed(800)});
  EXPECT_EQ(listed(), (Ids{900, 800}));
  tab_.raise(intent::Select{at_.id});
  tab_.raise(intent::ShowArea{Area::Find});
  answer(asked(), {closed(950), closed(900)});
  EXPECT_EQ(listed(), (Ids{950, 900}));
}

TEST_F(Finding, AsksWhenTheWordsRest) {
  tab_.raise(intent::ShowArea{Area::Find});
  const FindRequest beginning = asked();
  tab_.raise(intent::EditFind{"sal"});
  EXPECT_TRUE(tab_.sent().empty());
  tab_.tick(100);
  EXPECT_TRUE(tab_.sent().empty());
  tab_.raise(intent::EditFind{"sales"});
  tab_.tick(200);
  EXPECT_TRUE(tab_.sent().empty()) << "it was changed again";
  tab_.tick(50);
  const FindRequest words = asked();
  EXPECT_EQ(words.words, "sales");
  answer(beginning, {closed(1)});
  EXPECT_TRUE(listed().empty()) << "an answer to what is not asked any more";
  answer(words, {closed(2)});
  EXPECT_EQ(listed(), Ids{2});
}

TEST_F(Finding, CutsWordsThatNoFrameWouldHold) {
  tab_.raise(intent::ShowArea{Area::Find});
  tab_.raise(intent::EditFind{std::string(5'000, 'x')});
  tab_.tick(1'000);
  EXPECT_EQ(asked().words.size(), kFindWordsBytesMax);
}

TEST_F(Finding, GoesOnBelowTheLast) {
  tab_.raise(intent::ShowArea{Area::Find});
  answer(asked(), {closed(900), closed(800)}, true);
  tab_.raise(intent::FindOlder{});
  const FindRequest older = asked();
  EXPECT_EQ(older.before, ConversationId{800});
  EXPECT_EQ(older.before_at, closed(800).ended_at);
  tab_.raise(intent::FindOlder{});
  EXPECT_TRUE(tab_.sent().empty()) << "once";
  answer(older, {closed(700)});
  EXPECT_EQ(listed(), (Ids{900, 800, 700}));
  tab_.raise(intent::FindOlder{});
  EXPECT_TRUE(tab_.sent().empty()) << "there are no older ones";
  tab_.raise(intent::FindMine{true});
  EXPECT_TRUE(asked().is_mine);
}

TEST_F(Finding, SaysHowMuchWasFound) {
  const auto said = [&] {
    std::vector<std::string> all;
    for (const auto& one : tab_.all<effect::Announce>()) all.push_back(one.sentence);
    EXPECT_LE(all.size(), 1u);
    return all.empty() ? std::string() : all[0];
  };
  const auto look_for = [&](const std::string& words) {
    tab_.raise(intent::EditFind{words});
    tab_.tick(250);
    return asked();
  };
  tab_.raise(intent::ShowArea{Area::Find});
  answer(asked(), {closed(900), closed(800)});
  EXPECT_EQ(said(), "") << "nothing was looked for";
  answer(look_for("sal"), {closed(900), closed(800)}, true);
  EXPECT_EQ(said(), "2 conversations found. There are more.");
  EXPECT_FALSE(tab_.all<effect::Announce>()[0].is_urgent);
  tab_.raise(intent::FindOlder{});
  answer(asked(), {closed(700)});
  EXPECT_EQ(said(), "") << "what follows below is read where it stands";
  answer(look_for("sale"), {closed(900)});
  EXPECT_EQ(said(), "1 conversation found.");
  answer(look_for("sales"), {});
  EXPECT_EQ(said(), "No conversation found.");
  const FindRequest late = look_for("sale");
  tab_.raise(intent::ShowArea{Area::Conversations});
  answer(late, {closed(900)});
  EXPECT_EQ(said(), "") << "the list is not looked at any more";
}

TEST_F(Finding, AQuestionThatTheConnectionLostIsAskedAgain) {
  tab_.raise(intent::ShowArea{Area::Find});
  asked();
  tab_.lose();
  tab_.tick(60'000);
  tab_.give(event::SocketOpened{});
  tab_.welcome(kAna);
  tab_.snapshot(at_.world, kAna);
  answer(asked(), {closed(5)});
  EXPECT_EQ(listed(), Ids{5});
}

TEST_F(Finding, WhatFailedKeepsWhatIsShown) {
  tab_.raise(intent::ShowArea{Area::Find});
  answer(asked(), {closed(5)});
  tab_.raise(intent::FindAgain{});
  tab_.frame(FoundFrame{asked().key, {}, false, true});
  EXPECT_EQ(listed(), Ids{5});
  EXPECT_TRUE(tab_.s.find.is_failed);
  tab_.raise(intent::FindAgain{});
  answer(asked(), {});
  EXPECT_FALSE(tab_.s.find.is_failed);
  EXPECT_TRUE(listed().empty());
}

TEST_F(Finding, ReadsAClosedOnePageByPage) {
  tab_.raise(intent::ShowArea{Area::Find});
  answer(asked(), {closed(900)});
  tab_.raise(intent::ReadClosed{ConversationId{900}});
  const auto pages = tab_.sent_kind<PageRequest>();
  ASSERT_EQ(pages.size(), 1u);
  EXPECT_EQ(pages[0].conversation, ConversationId{900});
  EXPECT_TRUE(pages[0].follows) << "no entry tells of what is added to it";
  Message message;
  message.id = MessageId{77};
  message.text = "hello";
  tab_.frame(PageFrame{pages[0].key, ConversationId{900}, {{message, ConversationId{900}}}, true});
  tab_.raise(intent::LoadOlder{ConversationId{900}});
  ASSERT_EQ(tab_.sent_kind<PageRequest>().size(), 1u);
  EXPECT_EQ(tab_.sent_kind<PageRequest>()[0].before, MessageId{77});
  tab_.raise(intent::ReadClosed{});
  EXPECT_FALSE(tab_.s.find.reading);
  tab_.raise(intent::ReadClosed{at_.id});
  EXPECT_EQ(tab_.s.area, Area::Conversations) << "that one is open again";
}

/// A closed conversation is read; its newest page, with message 77, has come.
class ReadTimeline : public Finding {
 protected:
  ReadTimeline() {
    tab_.raise(intent::ShowArea{Area::Find});
    answer(asked(), {closed(900), closed(800)});
    tab_.raise(intent::ReadClosed{ConversationId{900}});
    page(only(), {77});
  }
  PageRequest only() {
    const auto pages = tab_.sent_kind<PageRequest>();
    EXPECT_EQ(pages.size(), 1u);
    return pages.empty() ? PageRequest{} : pages[0];
  }
  void page(const PageRequest& request, const Ids& ids, bool has_newer = false) {
    PageFrame frame;
    frame.key = request.key;
    frame.conversation = request.conversation;
    frame.has_newer = has_newer;
    for (const std::uint64_t id : ids) {
      TimelineMessage one;
      one.conversation = request.conversation;
      one.message.id = MessageId{id};
      frame.messages.push_back(one);
    }
    tab_.frame(frame);
  }
  Ids loaded() const {
    Ids ids;
    for (const TimelineMessage& one : tab_.s.histories.at(ConversationId{900}).messages)
      ids.push_back(one.message.id.value);
    return ids;
  }
  std::uint64_t number() const { return tab_.s.histories.at(ConversationId{900}).number; }
};

TEST_F(ReadTimeline, GrowsByWhatIsAddedToIt) {
  const std::uint64_t before = number();
  tab_.frame(TimelineChangedFrame{ConversationId{900}});
  const PageRequest request = only();
  EXPECT_EQ(request.conversation, ConversationId{900});
  EXPECT_EQ(request.after, MessageId{77});
  EXPECT_TRUE(request.follows);
  tab_.frame(TimelineChangedFrame{ConversationId{900}});
  EXPECT_TRUE(tab_.sent_kind<PageRequest>().empty()) << "one question at a time";
  page(request, {95}, true);
  EXPECT_EQ(loaded(), (Ids{77, 95}));
  EXPECT_NE(number(), before) << "it may stand with what was drawn";
  EXPECT_EQ(only().after, MessageId{95}) << "there is more";
  page(only(), {96});
  EXPECT_EQ(loaded(), (Ids{77, 95, 96}));
  EXPECT_TRUE(tab_.sent_kind<PageRequest>().empty());
}

/// A closed conversation is read in which something was answered.
class ReadAnswer : public Finding {
 protected:
  ReadAnswer() {
    tab_.raise(intent::ShowArea{Area::Find});
    answer(asked(), {closed(900)});
    tab_.raise(intent::ReadClosed{ConversationId{900}});
    page({said(77, "It left this morning.", false)});
  }
  static TimelineMessage said(std::uint64_t id, const std::string& text, bool is_inbound = true) {
    TimelineMessage one;
    one.conversation = ConversationId{900};
    one.message.id = MessageId{id};
    one.message.text = text;
    one.message.is_inbound = is_inbound;
    return one;
  }
  /// The answer to the one page that was asked for.
  void page(std::vector<TimelineMessage> messages) {
    const auto pages = tab_.sent_kind<PageRequest>();
    ASSERT_EQ(pages.size(), 1u);
    PageFrame frame;
    frame.key = pages[0].key;
    frame.conversation = pages[0].conversation;
    frame.messages = std::move(messages);
    tab_.frame(frame);
  }
  void add(std::vector<TimelineMessage> messages) {
    tab_.frame(TimelineChangedFrame{ConversationId{900}});
    page(std::move(messages));
  }
  std::vector<std::string> heard() const {
    std::vector<std::string> sentences;
    for (const effect::Announce& one : tab_.all<effect::Announce>()) {
      EXPECT_FALSE(one.is_urgent) << one.sentence;
      sentences.push_back(one.sentence);
    }
    return sentences;
  }
  using Sentences = std::vector<std::string>;
};

TEST_F(ReadAnswer, SaysTheReactionThatComesLate) {
  EXPECT_EQ(heard(), Sentences()) << "what was there is read, not announced";
  add({said(80, "Liked “It left this morning.”")});
  EXPECT_EQ(heard(), (Sentences{"+1 415 555 0199: Reacted with 👍 to “It left this morning.”"}));
  add({said(81, "Removed a like from “It left this morning.”"), said(82, "Loved “It left this morning.”")});
  EXPECT_EQ(heard(), (Sentences{"+1 415 555 0199: Took 👍 back from “It left this morning.”",
                                "+1 415 555 0199: Reacted with ❤️ to “It left this morning.”"}));
}

TEST_F(ReadAnswer, SaysNothingOfOlderReactionsNorOfWordsOfTheirs) {
  add({said(80, "Liked “It left this morning.”"), said(81, "Thank you!")});
  EXPECT_EQ(heard(), Sentences()) << "they went on";
  add({said(82, "Liked “Thank you!”")});
  EXPECT_EQ(heard(), Sentences()) << "their own";
  add({said(83, "Loved “It left this evening.”")});
  EXPECT_EQ(heard(), Sentences()) << "what it is about is not known";
}

TEST_F(ReadAnswer, SaysNoReactionWhereTheConversationIsNotBeforeTheAgent) {
  tab_.raise(intent::ShowArea{Area::Conversations});
  add({said(80, "Liked “It left this morning.”")});
  EXPECT_EQ(heard(), Sentences());
}

TEST_F(ReadAnswer, SaysTheReactionOnceToWhoStillFilesIt) {
  TimelineMessage answer = said(80, "It is at the depot.", false);
  TimelineMessage reaction = said(81, "Liked “It is at the depot.”");
  answer.conversation = reaction.conversation = at_.id;  // hers: its entry comes, too
  add({answer, reaction});
  EXPECT_EQ(heard(), Sentences());
}

TEST_F(ReadTimeline, AsksForWhatCameWhileNobodyToldOfIt) {
  tab_.raise(intent::ReadClosed{ConversationId{900}});
  EXPECT_TRUE(tab_.sent_kind<PageRequest>().empty()) << "it is followed";
  tab_.raise(intent::ReadClosed{ConversationId{800}});
  EXPECT_TRUE(only().follows);
  tab_.raise(intent::ReadClosed{ConversationId{900}});
  EXPECT_EQ(only().after, MessageId{77});
  page(only(), {});
  EXPECT_EQ(loaded(), (Ids{77}));
  tab_.lose();
  tab_.tick(seconds(10));
  tab_.give(event::SocketOpened{});
  tab_.welcome(kAna);
  EntriesFrame nothing_new;
  nothing_new.up_to = at_.world.workspace.offset;
  tab_.frame(nothing_new);
  EXPECT_EQ(only().after, MessageId{77}) << "nobody told this page meanwhile";
}

TEST_F(ReadTimeline, AsksAgainWhereItCouldNotBeRead) {
  tab_.frame(TimelineChangedFrame{ConversationId{900}});
  page(only(), {}, true);
  EXPECT_TRUE(tab_.sent_kind<PageRequest>().empty());
  tab_.tick(kPagesAgainAfter);
  EXPECT_EQ(only().after, MessageId{77});
}

// Of it, colleagues have a summary until it is filed.
TEST(FindingWhatIsStillFiled, ReadsItLikeAClosedOne) {
  AtWork at(kBen);
  Tab& tab = at.tab;
  at.relay(CommandInput{kAna, at.world.fresh_key(), EndConversation{at.id}});
  ASSERT_NE(tab.s.workspace.find_conversation(at.id), nullptr);
  ASSERT_FALSE(tab.s.workspace.find_conversation(at.id)->detail);
  tab.raise(intent::ShowArea{Area::Find});
  const auto asked = tab.sent_kind<FindRequest>();
  ASSERT_EQ(asked.size(), 1u);
  EXPECT_EQ(find_readable(tab.s, at.id), nullptr) << "it is not being read";
  tab.frame(FoundFrame{asked[0].key, {closed(at.id.value)}, false, false});
  tab.raise(intent::ReadClosed{at.id});
  const auto pages = tab.sent_kind<PageRequest>();
  ASSERT_EQ(pages.size(), 1u);
  EXPECT_EQ(pages[0].conversation, at.id);
  Message message;
  message.id = MessageId{77};
  message.text = "hello";
  tab.frame(PageFrame{pages[0].key, at.id, {{message, at.id}}, false});
  ASSERT_NE(find_message(tab.s, at.id, message.id), nullptr);
  at.relay(CommandInput{kAna, at.world.fresh_key(), CompleteWrapUp{at.id, kSolved, ""}});
  EXPECT_EQ(tab.s.workspace.find_conversation(at.id), nullptr);
  EXPECT_NE(find_message(tab.s, at.id, message.id), nullptr) << "it is read on when it is filed";
}

TEST_F(Finding, ReopensAndShowsWhatWasReopened) {
  tab_.raise(intent::ShowArea{Area::Find});
  answer(asked(), {closed(900)});
  tab_.raise(intent::ReadClosed{ConversationId{900}});
  tab_.raise(intent::Reopen{ConversationId{900}});
  ASSERT_EQ(tab_.sent_kind<CommandFrame>().size(), 1u);
  const CommandFrame command = tab_.sent_kind<CommandFrame>()[0];
  EXPECT_EQ(std::get<ReopenConversation>(command.command).conversation, ConversationId{900});
  tab_.raise(intent::Reopen{ConversationId{900}});
  EXPECT_TRUE(tab_.sent().empty()) << "it is on its way";
  const Workspace before = at_.world.workspace;
  const std::size_t from = at_.world.log.size();
  ReopenConversation obeyed{ConversationId{900}, {}};
  obeyed.closed =
      ClosedConversation{ConversationId{900}, kSupport, "+14155550199", "+14155550100", kMorning, kMorning, kAna, 1};
  const Decision decision = at_.world.command(kAna, obeyed);
  ASSERT_FALSE(decision.refusal) << decision.refusal->sentence;
  at_.stream(before, {at_.world.log.begin() + static_cast<std::ptrdiff_t>(from), at_.world.log.end()});
  EXPECT_EQ(tab_.s.area, Area::Conversations);
  EXPECT_EQ(tab_.s.selected, ConversationId{900});
}

TEST_F(Finding, WorkThatComesByItselfLeavesThePageWhereItIs) {
  tab_.raise(intent::ShowArea{Area::Find});
  const Workspace before = at_.world.workspace;
  const std::size_t from = at_.world.log.size();
  at_.world.command(kAna, EndConversation{at_.id});
  at_.world.command(kAna, CompleteWrapUp{at_.id, kSolved, ""});
  at_.stream(before, {at_.world.log.begin() + static_cast<std::ptrdiff_t>(from), at_.world.log.end()});
  EXPECT_EQ(tab_.s.area, Area::Find);
  const auto attention = tab_.s.told_attention;
  EXPECT_FALSE(attention.conversation.is_set()) << "nothing is looked at";
}

/// Ana reads what was closed with a customer.
class ReadCustomerTab : public Finding {
 protected:
  ReadCustomerTab() {
    tab_.raise(intent::ShowArea{Area::Find});
    answer(asked(), {closed(900), closed(800)});
    tab_.raise(intent::ReadClosed{ConversationId{900}});
  }
  CustomerRequest customer() {
    const auto requests = tab_.sent_kind<CustomerRequest>();
    EXPECT_EQ(requests.size(), 1u);
    return requests.empty() ? CustomerRequest{} : requests[0];
  }
  /// The relay says of all of it what it says to who may not read it.
  CustomerRequest told_of_nobody() {
    CustomerRequest request = customer();
    const auto pages = tab_.sent_kind<PageRequest>();
    EXPECT_EQ(pages.size(), 1u);
    for (const PageRequest& one : pages) tab_.frame(PageFrame{one.key, ConversationId{900}, {}, false});
    tab_.frame(CustomerFrame{request.key, {}, false});
    answer(asked(), {});
    return request;
  }
  static CustomerRecord mira() {
    CustomerRecord record;
    Contact& contact = record.contact.emplace();
    contact.id = ContactId{70};
    contact.name = "Mira Lind";
    contact.numbers = {"+14155550123", "+14155550199"};
    record.consent.state = ConsentState::OptedOut;
    return record;
  }
  const CustomerRecord& known() const { return tab_.s.find.reading->detail->record; }
};

TEST_F(ReadCustomerTab, IsAskedForWithTheConversationAndItsHistoryBehindThat) {
  const CustomerRequest request = customer();
  EXPECT_EQ(request.conversation, ConversationId{900});
  EXPECT_TRUE(tab_.sent_kind<FindRequest>().empty()) << "under which numbers is not known yet";
  tab_.frame(CustomerFrame{{"another"}, mira(), false});
  EXPECT_FALSE(known().contact);
  tab_.frame(CustomerFrame{request.key, mira(), false});
  EXPECT_EQ(known(), mira());
  const FindRequest history = asked();
  EXPECT_EQ(history.of, ConversationId{900});
  answer(history, {closed(900), closed(700)});
  EXPECT_EQ(tab_.s.contacts.history.found.size(), 2u);
  // Another of theirs, which is in no list but this.
  tab_.raise(intent::DoContact{ConversationId{900}, ContactStep::OpenHistory, 700});
  ASSERT_TRUE(tab_.s.find.reading);
  EXPECT_EQ(tab_.s.find.reading->id, ConversationId{700});
  EXPECT_EQ(tab_.s.contacts.read.found.code, "Solved") << "how it ended is still known";
  EXPECT_EQ(customer().conversation, ConversationId{700});
}

TEST_F(ReadCustomerTab, IsAskedForAgainWhereTheAnswerWasLost) {
  const CustomerRequest lost = customer();
  tab_.lose();
  tab_.tick(seconds(10));
  tab_.give(event::SocketOpened{});
  tab_.welcome(kAna);
  tab_.snapshot(at_.world, kAna);
  const CustomerRequest again = customer();
  EXPECT_EQ(again.conversation, ConversationId{900});
  tab_.frame(CustomerFrame{again.key, {}, true});
  EXPECT_TRUE(tab_.s.contacts.read.is_failed);
  EXPECT_EQ(asked().of, ConversationId{900}) << "what was before may be read all the same";
  tab_.tick(seconds(1));
  EXPECT_TRUE(tab_.sent_kind<CustomerRequest>().empty()) << "not over and over";
  tab_.raise(intent::ReadClosed{ConversationId{900}});
  EXPECT_EQ(customer().conversation, ConversationId{900});
}

TEST_F(ReadCustomerTab, FollowsWhatAColleagueChanges) {
  const CustomerRequest request = customer();
  tab_.frame(CustomerFrame{request.key, mira(), false});
  answer(asked(), {closed(900)});
  CustomerRecord changed = mira();
  changed.contact->note = "Rings twice.";
  tab_.frame(CustomerFrame{request.key, changed, false});
  EXPECT_EQ(known(), changed);
  EXPECT_TRUE(tab_.sent_kind<FindRequest>().empty()) << "under the same numbers was the same before";
  changed.contact->numbers.pop_back();
  tab_.frame(CustomerFrame{request.key, changed, false});
  EXPECT_EQ(asked().of, ConversationId{900});
  // What is told of one that is not read any more changes nothing.
  tab_.raise(intent::ReadClosed{ConversationId{800}});
  const CustomerRequest next = customer();
  const CustomerRecord listed = known();  // the name, which the list has by now
  tab_.frame(CustomerFrame{request.key, mira(), false});
  EXPECT_EQ(known(), listed);
  EXPECT_NE(known(), mira());
  tab_.frame(CustomerFrame{next.key, mira(), false});
  EXPECT_EQ(known(), mira());
}

TEST_F(ReadCustomerTab, BringsWhatWasEmptyForWantOfTheRightOnceItMayBeRead) {
  const CustomerRequest request = told_of_nobody();
  tab_.frame(CustomerFrame{request.key, mira(), false});
  EXPECT_EQ(known(), mira());
  const auto again = tab_.sent_kind<PageRequest>();
  ASSERT_EQ(again.size(), 1u);
  EXPECT_EQ(again[0].conversation, ConversationId{900});
  answer(asked(), {closed(900)});
  EXPECT_EQ(tab_.s.contacts.history.found.size(), 1u);
}

TEST_F(ReadCustomerTab, BringsItAlsoOfACustomerOfWhomNothingIsKnown) {
  const CustomerRequest request = told_of_nobody();
  tab_.frame(CustomerFrame{request.key, {}, false});
  EXPECT_EQ(tab_.sent_kind<PageRequest>().size(), 1u);
}

TEST_F(ReadCustomerTab, KeepsTheMessagesThatAreThereWhereTheCustomerIsKnownOnlyLater) {
  const CustomerRequest request = customer();
  Message message;
  message.id = MessageId{901};
  tab_.frame(
      PageFrame{tab_.sent_kind<PageRequest>().at(0).key, ConversationId{900}, {{message, ConversationId{900}}}, false});
  tab_.frame(CustomerFrame{request.key, {}, false});
  tab_.frame(CustomerFrame{request.key, mira(), false});
  EXPECT_TRUE(tab_.sent_kind<PageRequest>().empty());
  EXPECT_EQ(tab_.s.histories.at(ConversationId{900}).messages.size(), 1u);
}

TEST_F(ReadCustomerTab, IsAskedForAnewAfterABreakAndStandsMeanwhile) {
  tab_.frame(CustomerFrame{customer().key, mira(), false});
  tab_.lose();
  EXPECT_EQ(known(), mira());
  EXPECT_TRUE(tab_.s.contacts.read.is_known);
  tab_.tick(seconds(10));
  tab_.give(event::SocketOpened{});
  tab_.welcome(kAna);
  tab_.snapshot(at_.world, kAna);
  CustomerRecord changed = mira();
  changed.contact->name = "M. Lindqvist";
  tab_.frame(CustomerFrame{customer().key, changed, false});
  EXPECT_EQ(known(), changed);
}

TEST_F(ReadCustomerTab, IsChangedOnlyOnceTheyAreKnown) {
  const CustomerRequest request = customer();
  for (const ContactStep step : {ContactStep::Edit, ContactStep::Save, ContactStep::FindOther, ContactStep::Reveal})
    tab_.raise(intent::DoContact{ConversationId{900}, step, 0});
  EXPECT_TRUE(tab_.s.contacts.forms.empty());
  EXPECT_FALSE(tab_.s.contacts.other.conversation.is_set());
  EXPECT_TRUE(tab_.sent_kind<CommandFrame>().empty());
  tab_.frame(CustomerFrame{request.key, mira(), false});
  tab_.raise(intent::DoContact{ConversationId{900}, ContactStep::Reveal, 0});
  EXPECT_TRUE(tab_.sent_kind<CommandFrame>().empty()) << "no number is hidden";
  tab_.raise(intent::DoContact{ConversationId{900}, ContactStep::Edit, 0});
  EXPECT_EQ(tab_.s.contacts.forms.count(ConversationId{900}), 1u);
}

TEST_F(ReadCustomerTab, PanelOpensAsADrawerForThisConversation) {
  EXPECT_FALSE(is_context_open(tab_.s));
  tab_.raise(intent::ShowContext{true});
  EXPECT_TRUE(is_context_open(tab_.s));
  tab_.raise(intent::ReadClosed{ConversationId{800}});
  EXPECT_FALSE(is_context_open(tab_.s));
}

}  // namespace
}  // namespace smsdesk::test
