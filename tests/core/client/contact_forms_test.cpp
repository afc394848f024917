// Forms of contacts: what was written outlives a reload, a refusal, another agent in the same browser, and what colleagues
// change meanwhile; where it cannot, it is shown once more.
#include <gtest/gtest.h>

#include "core/client/contacts.h"
#include "tests/core/client/tab.h"

namespace smsdesk::test {
namespace {

class ContactForms : public testing::Test {
 protected:
  void keep(const Tab& tab) {
    for (const auto& [key, value] : tab.written("settings")) settings_[key] = value;
    for (const auto& gone : tab.all<effect::DeleteStorage>())
      if (gone.store == "settings") settings_.erase(gone.key);
  }
  void write(Tab& tab, std::uint32_t field, const std::string& text) {
    tab.raise(intent::EditContact{at_.id, field, text});
    keep(tab);
  }
  void open(Tab& tab) {
    tab.raise(intent::DoContact{at_.id, ContactStep::Edit, 0});
    keep(tab);
  }
  /// `page`: what it is called, and `others`: the pages that are there still.
  Tab reload(AgentId agent = kAna, const std::string& page = {}, const std::vector<std::string>& others = {}) {
    Tab tab;
    tab.now = at_.world.now;
    tab.start({}, {}, {settings_.begin(), settings_.end()});
    if (!page.empty()) tab.s.tab = page;
    for (const std::string& one : others) tab.give(event::OtherTabSaid{"tab_here:" + one});
    tab.welcome(agent);
    tab.snapshot(at_.world, agent);
    keep(tab);
    return tab;
  }
  /// A colleague has changed the contact; the relay tells it with the next snapshot.
  void colleague_saves(const std::string& name, std::vector<std::string> labels) {
    const auto& known = at_.world.conversation(at_.id).detail->record.contact;
    SaveContact save;
    save.conversation = at_.id;
    if (known) save.contact = *known;
    save.known = known;
    save.contact.name = name;
    save.contact.labels = std::move(labels);
    if (!known) save.contact.numbers = {at_.world.conversation(at_.id).detail->customer};
    save.zone = LocalZone{};
    ASSERT_FALSE(at_.world.command(kSam, save).refusal);
  }
  const ContactForm* form_in(const Tab& tab) const {
    const auto at = tab.s.contacts.forms.find(at_.id);
    return at == tab.s.contacts.forms.end() ? nullptr : &at->second;
  }
  static constexpr std::uint32_t kName = 0, kLabels = 2;
  AtWork at_;
  std::map<std::string, std::string> settings_;
};

TEST_F(ContactForms, OutliveAReload) {
  open(at_.tab);
  write(at_.tab, kName, "Mira Lind");
  const Tab again = reload();
  ASSERT_NE(form_in(again), nullptr);
  EXPECT_EQ(form_in(again)->fields[kName].text, "Mira Lind");
  EXPECT_EQ(form_in(again)->problem, "");
}

TEST_F(ContactForms, AreNotKeptWhereNothingWasChangedOrItWasGivenUp) {
  open(at_.tab);
  EXPECT_EQ(form_in(reload()), nullptr);
  write(at_.tab, kName, "Mira");
  at_.tab.raise(intent::DoContact{at_.id, ContactStep::Cancel, 0});
  keep(at_.tab);
  EXPECT_EQ(form_in(reload()), nullptr);
}

TEST_F(ContactForms, SayAloudWhyTheyCannotBeSaved) {
  const auto save = [&] { at_.tab.raise(intent::DoContact{at_.id, ContactStep::Save, 0}); };
  const auto heard = [&] {
    const auto all = at_.tab.all<effect::Announce>();
    return all.size() == 1 && all[0].is_urgent ? all[0].sentence : std::string();
  };
  open(at_.tab);
  save();
  EXPECT_EQ(heard(), "A contact needs a name.");
  write(at_.tab, kName, "Mira Lind");
  at_.tab.lose();
  save();
  EXPECT_NE(heard().find("There is no connection."), std::string::npos);
  EXPECT_EQ(heard(), form_in(at_.tab)->problem);
}

TEST_F(ContactForms, AreTheAgentsWhoWroteThem) {
  open(at_.tab);
  write(at_.tab, kName, "Mira Lind");
  const Tab of_another = reload(kSam);
  EXPECT_EQ(form_in(of_another), nullptr);
  EXPECT_NE(form_in(reload()), nullptr) << "and are still there when they come back";
}

TEST_F(ContactForms, OfAPageThatIsThereAreItsOwn) {
  at_.tab.s.tab = "one";
  open(at_.tab);
  write(at_.tab, kName, "Mira Lind");
  Tab other = reload(kAna, "two", {"one"});
  EXPECT_EQ(form_in(other), nullptr) << "it is being written there";
  other.raise(intent::DoContact{at_.id, ContactStep::Edit, 0});
  write(other, kName, "M. Lindqvist");
  write(at_.tab, kName, "Mira Lindt");
  EXPECT_EQ(form_in(reload(kAna, "three", {"two"}))->fields[kName].text, "Mira Lindt") << "of the one that is gone";
  EXPECT_EQ(form_in(reload(kAna, "four", {"three"}))->fields[kName].text, "M. Lindqvist") << "and of the other";
}

TEST_F(ContactForms, OfAPageThatIsGoneGoOnAtTheNextAndLeaveItsName) {
  at_.tab.s.tab = "one";
  open(at_.tab);
  write(at_.tab, kName, "Mira Lind");
  ASSERT_EQ(settings_.count("contact_forms.e1:" + std::to_string(kAna.value) + "@one"), 1u);
  EXPECT_EQ(form_in(reload(kAna, "two"))->fields[kName].text, "Mira Lind");
  EXPECT_EQ(settings_.count("contact_forms.e1:" + std::to_string(kAna.value) + "@one"), 0u);
  ASSERT_EQ(settings_.count("contact_forms.e1:" + std::to_string(kAna.value) + "@two"), 1u);
  // As it was kept before pages had names.
  settings_["contact_forms.e1:" + std::to_string(kAna.value)] =
      settings_.extract("contact_forms.e1:" + std::to_string(kAna.value) + "@two").mapped();
  EXPECT_EQ(form_in(reload(kAna, "three", {"one"}))->fields[kName].text, "Mira Lind");
  EXPECT_EQ(settings_.count("contact_forms.e1:" + std::to_string(kAna.value)), 0u);
}

TEST_F(ContactForms, OfTwoPagesThatAreGoneDoNotWriteOverEachOther) {
  at_.tab.s.tab = "one";
  open(at_.tab);
  write(at_.tab, kName, "Mira Lind");
  Tab other = reload(kAna, "two", {"one"});
  other.raise(intent::DoContact{at_.id, ContactStep::Edit, 0});
  write(other, kName, "M. Lindqvist");
  Tab next = reload(kAna, "three");
  EXPECT_EQ(form_in(next)->fields[kName].text, "Mira Lind");
  EXPECT_EQ(form_in(reload(kAna, "four", {"three"}))->fields[kName].text, "M. Lindqvist") << "it waits in storage";
  next.raise(intent::DoContact{at_.id, ContactStep::Cancel, 0});
  keep(next);
  EXPECT_EQ(form_in(reload(kAna, "five", {"three"}))->fields[kName].text, "M. Lindqvist");
  // The same twice, as where a browser died between writing and removing, is one.
  const std::string mine = "contact_forms.e1:" + std::to_string(kAna.value) + "@";
  settings_[mine + "six"] = settings_.at(mine + "five");
  EXPECT_NE(form_in(reload(kAna, "seven")), nullptr);
  EXPECT_EQ(settings_.count(mine + "five") + settings_.count(mine + "six"), 0u);
}

TEST_F(ContactForms, SayThatSomebodyHasChangedTheSameMeanwhile) {
  open(at_.tab);
  write(at_.tab, kLabels, "VIP");
  colleague_saves("Mira Lind", {"Late payer"});
  const Tab again = reload();
  ASSERT_NE(form_in(again), nullptr);
  EXPECT_EQ(form_in(again)->fields[kLabels].text, "VIP");
  EXPECT_EQ(form_in(again)->fields[kName].text, "Mira Lind") << "what was not touched is the colleague's";
  EXPECT_NE(form_in(again)->problem.find("also what you are changing"), std::string::npos);
}

TEST_F(ContactForms, GoOnFromWhatChangedWhileTheyWereBeingSaved) {
  open(at_.tab);
  write(at_.tab, kName, "Mira Lind");
  at_.tab.raise(intent::DoContact{at_.id, ContactStep::Save, 0});
  ASSERT_TRUE(form_in(at_.tab)->pending);
  const SendKey key = *form_in(at_.tab)->pending;
  colleague_saves("M. Lindqvist", {"VIP"});
  at_.tab.snapshot(at_.world, kAna);
  at_.tab.frame(AnswerFrame{key, Refusal{RefusalKind::NotNow, "Somebody has changed this contact meanwhile.", 0}});
  ASSERT_NE(form_in(at_.tab), nullptr);
  EXPECT_EQ(form_in(at_.tab)->before.revision, 1u) << "the next save is against what is there now";
  EXPECT_EQ(form_in(at_.tab)->fields[kName].text, "Mira Lind");
  EXPECT_EQ(form_in(at_.tab)->fields[kLabels].text, "VIP");
  EXPECT_NE(form_in(at_.tab)->problem, "");
}

TEST_F(ContactForms, ShowTheirWordsOnceMoreWhereTheConversationIsGone) {
  open(at_.tab);
  write(at_.tab, kName, "Mira Lind");
  at_.world.decide(CommandInput{kAna, {"e"}, EndConversation{at_.id}});
  at_.world.decide(CommandInput{kAna, {"w"}, CompleteWrapUp{at_.id, kSolved, ""}});
  const Tab again = reload();
  EXPECT_EQ(form_in(again), nullptr);
  EXPECT_TRUE(again.said("kept with the closed conversation: “Mira Lind”"));
  EXPECT_FALSE(reload().said("Mira Lind")) << "once";
  EXPECT_EQ(again.s.contacts.waiting.count(at_.id), 1u);
}

TEST_F(ContactForms, StayWithAConversationThatIsClosedAndCanBeReadOn) {
  open(at_.tab);
  write(at_.tab, kName, "Mira Lind");
  at_.relay(CommandInput{kAna, {"e"}, EndConversation{at_.id}});
  at_.relay(CommandInput{kAna, {"w"}, CompleteWrapUp{at_.id, kSolved, ""}});
  EXPECT_TRUE(at_.tab.said("kept with the closed conversation: “Mira Lind”"));
  ASSERT_NE(form_in(at_.tab), nullptr);
  EXPECT_EQ(form_in(at_.tab)->fields[kName].text, "Mira Lind");
}

TEST_F(ContactForms, AreShownOnceMoreWhereTheConversationCannotBeReadOn) {
  // Ben helps from another queue.
  AtWork at(kBen);
  at.world.command(kAna, InviteGuest{at.id, kBen});
  at.world.decide(an_organisation_with([](Organisation& all) { all.agents[1].queues = {kSales}; }));
  at.tab.snapshot(at.world, kBen);
  ASSERT_NE(at.tab.s.workspace.find_conversation(at.id), nullptr);
  at.tab.raise(intent::DoContact{at.id, ContactStep::Edit, 0});
  at.tab.raise(intent::EditContact{at.id, kName, "Mira Lind"});
  at.relay(CommandInput{kAna, {"e"}, EndConversation{at.id}});
  EXPECT_EQ(at.tab.s.contacts.forms.count(at.id), 0u);
  EXPECT_TRUE(at.tab.said("Not kept, because the conversation is not yours to read any more: “Mira Lind”"));
}

TEST_F(ContactForms, WaitWhileTheirConversationIsWithAColleagueAlsoOverAReload) {
  open(at_.tab);
  write(at_.tab, kName, "Mira Lind");
  Organisation all = an_organisation();
  all.agents[0].queues = {kSupport, kSales};
  at_.world.decide(all);
  ASSERT_FALSE(at_.world.command(kAna, BeginTransfer{at_.id, kSales, {}, "", true}).refusal);
  at_.world.decide(AgentLeft{kAna});
  at_.world.pass(hours(1));
  at_.world.decide(TimePassed{});
  ASSERT_FALSE(view_of(at_.world.workspace, kAna).find_conversation(at_.id)->detail);
  for (int i = 0; i < 2; ++i) {
    const Tab again = reload();
    EXPECT_EQ(form_in(again), nullptr);
    EXPECT_EQ(again.s.contacts.waiting.count(at_.id), 1u);
    EXPECT_FALSE(again.said("Mira Lind")) << "it has not ended";
  }
}

TEST_F(ContactForms, AreShownOnceMoreWhereTheConversationGoesOnOutOfSight) {
  open(at_.tab);
  write(at_.tab, kName, "Mira Lind");
  EntriesFrame frame;
  LogEntry hidden;
  hidden.offset = frame.up_to = at_.tab.s.workspace.offset + 1;
  hidden.at = at_.world.now;
  hidden.body = ConversationHidden{at_.id};
  frame.entries = {hidden};
  at_.tab.frame(frame);
  EXPECT_EQ(at_.tab.s.workspace.find_conversation(at_.id), nullptr);
  EXPECT_EQ(form_in(at_.tab), nullptr);
  EXPECT_TRUE(at_.tab.said("not yours to read any more: “Mira Lind”"));
}

/// Ana reads a closed conversation of her queue.
class ClosedContactForms : public testing::Test {
 protected:
  static constexpr ConversationId kClosed{900};
  static constexpr std::uint32_t kName = 0, kLabels = 2;
  void read(Tab& tab) {
    tab.raise(intent::ShowArea{Area::Find});
    const auto asked = tab.sent_kind<FindRequest>();
    ASSERT_EQ(asked.size(), 1u);
    FoundConversation one = closed(900);
    one.name = "Mira Lind";
    tab.frame(FoundFrame{asked[0].key, {one}, false, false});
    tab.raise(intent::ReadClosed{kClosed});
    const auto customers = tab.sent_kind<CustomerRequest>();
    ASSERT_EQ(customers.size(), 1u);
    customer_ = customers[0].key;
  }
  void tell(Tab& tab, const std::string& name, std::vector<std::string> labels = {}, std::uint32_t revision = 1) {
    CustomerRecord record;
    Contact& one = record.contact.emplace();
    one.id = ContactId{70};
    one.name = name;
    one.numbers = {"+14155550199"};
    one.labels = std::move(labels);
    one.revision = revision;
    tab.frame(CustomerFrame{customer_, record, false});
  }
  void keep(const Tab& tab) {
    for (const auto& [key, value] : tab.written("settings")) settings_[key] = value;
    for (const auto& gone : tab.all<effect::DeleteStorage>())
      if (gone.store == "settings") settings_.erase(gone.key);
  }
  template <typename Command>
  const CommandFrame* commanded(const Tab& tab) {
    sent_ = tab.sent_kind<CommandFrame>();
    for (const CommandFrame& one : sent_)
      if (std::holds_alternative<Command>(one.command)) return &one;
    return nullptr;
  }
  ContactForm& form() { return at_.tab.s.contacts.forms.at(kClosed); }
  void act(ContactStep step, std::uint64_t number = 0) { at_.tab.raise(intent::DoContact{kClosed, step, number}); }
  AtWork at_;
  SendKey customer_;
  std::vector<CommandFrame> sent_;
  std::map<std::string, std::string> settings_;
};

TEST_F(ClosedContactForms, OpenWhenItIsKnownWhoTheCustomerIs) {
  read(at_.tab);
  act(ContactStep::Edit);
  EXPECT_TRUE(at_.tab.s.contacts.forms.empty()) << "the list's name is no contact";
  tell(at_.tab, "Mira Lind");
  act(ContactStep::Edit);
  EXPECT_EQ(form().before.id, ContactId{70});
  EXPECT_EQ(form().fields[kName].text, "Mira Lind");
}

TEST_F(ClosedContactForms, AreSavedAndShownEverywhere) {
  read(at_.tab);
  tell(at_.tab, "Mira Lind");
  act(ContactStep::Edit);
  at_.tab.raise(intent::EditContact{kClosed, kName, "M. Lindqvist"});
  act(ContactStep::Save);
  const CommandFrame* save = commanded<SaveContact>(at_.tab);
  ASSERT_NE(save, nullptr);
  EXPECT_EQ(std::get<SaveContact>(save->command).conversation, kClosed);
  EXPECT_EQ(std::get<SaveContact>(save->command).contact.name, "M. Lindqvist");
  EXPECT_EQ(std::get<SaveContact>(save->command).contact.revision, 1u);
  const SendKey key = save->key;
  tell(at_.tab, "M. Lindqvist", {}, 2);
  EXPECT_EQ(form().problem, "") << "it is this very change";
  at_.tab.frame(AnswerFrame{key, std::nullopt});
  EXPECT_TRUE(at_.tab.s.contacts.forms.empty());
  EXPECT_EQ(at_.tab.s.find.reading->detail->record.contact->name, "M. Lindqvist");
  EXPECT_EQ(at_.tab.s.find.found[0].name, "M. Lindqvist") << "in the list";
}

TEST_F(ClosedContactForms, FollowWhatColleaguesChange) {
  read(at_.tab);
  tell(at_.tab, "Mira Lind");
  act(ContactStep::Edit);
  at_.tab.raise(intent::EditContact{kClosed, kLabels, "VIP"});
  tell(at_.tab, "M. Lindqvist", {}, 2);
  EXPECT_EQ(form().fields[kName].text, "M. Lindqvist");
  EXPECT_EQ(form().fields[kLabels].text, "VIP");
  EXPECT_EQ(form().before.revision, 2u);
  EXPECT_NE(form().problem.find("Their changes stand here now."), std::string::npos);
}

TEST_F(ClosedContactForms, OutliveAReloadAndGoOnWhenItIsReadAgain) {
  read(at_.tab);
  tell(at_.tab, "Mira Lind");
  act(ContactStep::Edit);
  at_.tab.raise(intent::EditContact{kClosed, kLabels, "VIP"});
  keep(at_.tab);
  for (int i = 0; i < 2; ++i) {
    Tab again;
    again.now = at_.world.now;
    again.start({}, {}, {settings_.begin(), settings_.end()});
    again.welcome(kAna);
    again.snapshot(at_.world, kAna);
    keep(again);
    EXPECT_TRUE(again.s.contacts.forms.empty());
    EXPECT_FALSE(again.said("VIP")) << "nothing has happened to it";
    if (i == 0) continue;  // not read, and kept all the same
    read(again);
    tell(again, "Mira Lind");
    ASSERT_EQ(again.s.contacts.forms.count(kClosed), 1u);
    EXPECT_EQ(again.s.contacts.forms.at(kClosed).fields[kLabels].text, "VIP");
    EXPECT_TRUE(again.s.contacts.waiting.empty());
  }
}

TEST_F(ClosedContactForms, AreForWhoMayReadIt) {
  read(at_.tab);
  tell(at_.tab, "Mira Lind");
  at_.tab.s.contacts.read.found.agent = kBen;
  act(ContactStep::Edit);
  EXPECT_EQ(at_.tab.s.contacts.forms.size(), 1u) << "it is of her queue";
  at_.tab.s.contacts.forms.clear();
  at_.tab.s.contacts.read.found.queue = kSales;
  act(ContactStep::Edit);
  EXPECT_TRUE(at_.tab.s.contacts.forms.empty());
}

TEST_F(ClosedContactForms, AreMergedWithAnother) {
  read(at_.tab);
  tell(at_.tab, "Mira Lind");
  act(ContactStep::FindOther);
  at_.tab.raise(intent::FindContact{"lind"});
  at_.tab.tick(300);
  const auto asked = at_.tab.sent_kind<ContactsRequest>();
  ASSERT_EQ(asked.size(), 1u);
  EXPECT_FALSE(asked[0].is_to_read) << "the other one may be anybody";
  Contact other;
  other.id = ContactId{71};
  other.name = "M. Lind";
  other.numbers = {"+14155550142"};
  other.revision = 3;
  at_.tab.frame(ContactsFrame{asked[0].key, {other}, false});
  act(ContactStep::Choose, 71);
  act(ContactStep::Merge);
  const CommandFrame* merge = commanded<MergeContacts>(at_.tab);
  ASSERT_NE(merge, nullptr);
  EXPECT_EQ(std::get<MergeContacts>(merge->command).conversation, kClosed);
  EXPECT_EQ(std::get<MergeContacts>(merge->command).kept, ContactId{70});
  EXPECT_EQ(std::get<MergeContacts>(merge->command).gone, ContactId{71});
}

TEST_F(ClosedContactForms, HaveSuggestionsBesideThem) {
  read(at_.tab);
  tell(at_.tab, "Mira Lind");
  const auto asked = at_.tab.sent_kind<DuplicatesRequest>();
  ASSERT_EQ(asked.size(), 1u);
  EXPECT_EQ(asked[0].conversation, kClosed);
}

/// Another contact is suggested as the same person as the customer that Ana looks at.
class SuggestedDuplicatesOf : public testing::Test {
 protected:
  SuggestedDuplicatesOf() {
    saves("Mira Lind");
    at_.tab.snapshot(at_.world, kAna);
    at_.tab.raise(intent::Select{at_.id});
  }
  void saves(const std::string& name) {
    const auto& known = at_.world.conversation(at_.id).detail->record.contact;
    SaveContact save;
    save.conversation = at_.id;
    if (known) save.contact = *known;
    save.known = known;
    save.contact.name = name;
    if (!known) save.contact.numbers = {at_.world.conversation(at_.id).detail->customer};
    save.zone = LocalZone{};
    at_.relay(CommandInput{kSam, at_.world.fresh_key(), save});
  }
  DuplicatesRequest asked() {
    const auto requests = at_.tab.sent_kind<DuplicatesRequest>();
    EXPECT_EQ(requests.size(), 1u);
    return requests.empty() ? DuplicatesRequest{} : requests[0];
  }
  static LikelyDuplicate likely(std::uint64_t id, const std::string& name) {
    LikelyDuplicate one;
    one.contact.id = ContactId{id};
    one.contact.name = name;
    one.contact.numbers = {"+14155550142"};
    one.contact.revision = 3;
    one.why = {DuplicateSign::Field, "Account", "4711"};
    return one;
  }
  const std::vector<LikelyDuplicate>& found() const { return at_.tab.s.contacts.duplicates.found; }
  SendKey told_apart() const {
    for (const ClientFrame& frame : at_.tab.sent())
      if (const auto* command = std::get_if<CommandFrame>(&frame))
        if (const auto* apart = std::get_if<TellContactsApart>(&command->command);
            apart != nullptr && apart->conversation == at_.id && apart->other == ContactId{71})
          return command->key;
    return {};
  }
  AtWork at_;
};

TEST_F(SuggestedDuplicatesOf, AreAskedForOnceForWhatTheContactSaysNow) {
  const DuplicatesRequest first = asked();
  EXPECT_EQ(first.conversation, at_.id);
  at_.tab.tick(seconds(1));
  EXPECT_TRUE(at_.tab.sent_kind<DuplicatesRequest>().empty()) << "once";
  at_.tab.frame(DuplicatesFrame{first.key, {likely(71, "M. Lind")}, false});
  EXPECT_EQ(found().size(), 1u);
  saves("Mira Lindqvist");
  const DuplicatesRequest again = asked();
  EXPECT_EQ(found().size(), 1u) << "what stands there stays until the answer";
  at_.tab.frame(DuplicatesFrame{first.key, {}, false});
  EXPECT_EQ(found().size(), 1u) << "an old answer is none";
  at_.tab.frame(DuplicatesFrame{again.key, {}, false});
  EXPECT_TRUE(found().empty());
}

TEST_F(SuggestedDuplicatesOf, AreAskedForAgainWhenTheConnectionWasLost) {
  asked();
  at_.tab.lose();
  EXPECT_FALSE(at_.tab.s.contacts.duplicates.pending);
  at_.tab.tick(seconds(20));
  at_.tab.give(event::SocketOpened{});
  at_.tab.welcome(kAna);
  at_.tab.frame(EntriesFrame{at_.world.workspace.offset, {}, {}});
  asked();
}

TEST_F(SuggestedDuplicatesOf, AreComparedAndMerged) {
  at_.tab.frame(DuplicatesFrame{asked().key, {likely(71, "M. Lind")}, false});
  at_.tab.raise(intent::DoContact{at_.id, ContactStep::Compare, 99});
  EXPECT_FALSE(at_.tab.s.contacts.other.conversation.is_set()) << "it was not suggested";
  at_.tab.raise(intent::DoContact{at_.id, ContactStep::Compare, 71});
  ASSERT_TRUE(at_.tab.s.contacts.other.chosen);
  EXPECT_EQ(at_.tab.s.contacts.other.chosen->name, "M. Lind");
  at_.tab.raise(intent::DoContact{at_.id, ContactStep::Merge, 0});
  bool is_merging = false;
  for (const ClientFrame& frame : at_.tab.sent())
    if (const auto* command = std::get_if<CommandFrame>(&frame))
      if (const auto* merge = std::get_if<MergeContacts>(&command->command))
        is_merging = merge->gone == ContactId{71} && merge->gone_revision == 3u;
  EXPECT_TRUE(is_merging);
}

TEST_F(SuggestedDuplicatesOf, AreToldApartWhenTheRelayHasIt) {
  at_.tab.frame(DuplicatesFrame{asked().key, {likely(71, "M. Lind"), likely(72, "Mira L.")}, false});
  at_.tab.raise(intent::DoContact{at_.id, ContactStep::TellApart, 71});
  const SendKey key = told_apart();
  ASSERT_TRUE(key.is_set());
  EXPECT_EQ(found().size(), 2u) << "not before";
  at_.tab.raise(intent::DoContact{at_.id, ContactStep::TellApart, 71});
  EXPECT_FALSE(told_apart().is_set()) << "once";
  at_.tab.frame(AnswerFrame{key, {}});
  ASSERT_EQ(found().size(), 1u);
  EXPECT_EQ(found()[0].contact.id, ContactId{72});
}

TEST_F(SuggestedDuplicatesOf, ThatCouldNotBeToldApartStay) {
  at_.tab.frame(DuplicatesFrame{asked().key, {likely(71, "M. Lind")}, false});
  at_.tab.raise(intent::DoContact{at_.id, ContactStep::TellApart, 71});
  at_.tab.frame(AnswerFrame{told_apart(), Refusal{RefusalKind::NotNow, "This contact is not there any more.", 0}});
  EXPECT_EQ(found().size(), 1u);
  EXPECT_TRUE(at_.tab.said("not there any more"));
  at_.tab.lose();
  at_.tab.raise(intent::DoContact{at_.id, ContactStep::TellApart, 71});
  EXPECT_EQ(found().size(), 1u);
  EXPECT_TRUE(at_.tab.said("no connection"));
}

}  // namespace
}  // namespace smsdesk::test
