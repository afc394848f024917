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
  Tab reload(AgentId agent = kAna) {
    Tab tab;
    tab.now = at_.world.now;
    tab.start({}, {}, {settings_.begin(), settings_.end()});
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
  EXPECT_TRUE(again.said("Mira Lind"));
  EXPECT_FALSE(reload().said("Mira Lind")) << "once";
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
