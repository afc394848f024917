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

}  // namespace
}  // namespace smsdesk::test
