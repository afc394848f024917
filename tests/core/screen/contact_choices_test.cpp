// What a contact's language and time zone are chosen from.
#include "core/screen/contact_choices.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/core/client/tab.h"
#include "tests/core/screen/desk.h"

namespace smsdesk::test {
namespace {

using screen::ActionMenu;

class ContactChoices : public testing::Test {
 protected:
  ContactChoices() {
    at_.tab.raise(intent::Select{at_.id});
    at_.tab.raise(intent::DoContact{at_.id, ContactStep::Edit, 0});
  }
  screen::CustomerPanel panel() const { return a_desk(at_.tab.s, at_.tab.now).context.known; }
  std::uint64_t field(ContactPart part) const {
    const auto form = panel().form;
    const auto at = std::find_if(form.begin(), form.end(), [&](const auto& one) { return one.part == part; });
    return static_cast<std::uint64_t>(at - form.begin());
  }
  ActionMenu menu(ContactPart part) const { return panel().form.at(field(part)).menu; }
  void open(ContactPart part) { at_.tab.raise(menu(part).intent); }
  void find(const std::string& words) { at_.tab.raise(intent::FilterMenu{words}); }
  static const screen::ActionChoice* entry(const ActionMenu& menu, const std::string& label) {
    for (const screen::ActionChoice& one : menu.entries)
      if (one.label == label) return &one;
    return nullptr;
  }
  std::string text(ContactPart part) const { return at_.tab.s.contacts.forms.at(at_.id).fields[field(part)].text; }
  AtWork at_;
};

TEST_F(ContactChoices, AreClosedUntilTheyAreAskedFor) {
  EXPECT_EQ(menu(ContactPart::Zone).label, "By the number");
  EXPECT_EQ(menu(ContactPart::Zone).name, "Time zone: By the number");
  EXPECT_EQ(menu(ContactPart::Language).label, "No language");
  EXPECT_TRUE(menu(ContactPart::Zone).entries.empty());
  EXPECT_FALSE(menu(ContactPart::Name).has_menu) << "it is written";
  open(ContactPart::Zone);
  EXPECT_TRUE(menu(ContactPart::Zone).is_open);
  EXPECT_FALSE(menu(ContactPart::Language).is_open);
  open(ContactPart::Language);
  EXPECT_FALSE(menu(ContactPart::Zone).is_open) << "one at a time";
  at_.tab.raise(menu(ContactPart::Language).close);
  EXPECT_FALSE(menu(ContactPart::Language).is_open);
}

TEST_F(ContactChoices, OfAZoneAreFoundByItsPlaceAndSetItsName) {
  open(ContactPart::Zone);
  const ActionMenu all = menu(ContactPart::Zone);
  EXPECT_TRUE(all.form.has_filter && all.form.begins_in_filter);
  EXPECT_EQ(all.entries.size(), 50u);
  EXPECT_NE(all.title.find("the first 50 of"), std::string::npos);
  EXPECT_TRUE(all.entries[0].is_current) << "none is said";
  for (const char* words : {"berl", "BERLIN", "europe/berlin", " Berlin "}) {
    find(words);
    ASSERT_FALSE(menu(ContactPart::Zone).entries.empty()) << words;
    EXPECT_EQ(menu(ContactPart::Zone).entries[0].label, "Berlin") << words;
  }
  find("new york");
  EXPECT_EQ(menu(ContactPart::Zone).entries.at(0).accessible_name, "New York, America/New_York");
  find("buenos");
  at_.tab.raise(menu(ContactPart::Zone).entries.at(0).intent);
  EXPECT_EQ(text(ContactPart::Zone), "America/Argentina/Buenos_Aires");
  EXPECT_FALSE(menu(ContactPart::Zone).is_open) << "it is chosen";
  EXPECT_EQ(menu(ContactPart::Zone).name, "Time zone: Buenos Aires, America/Argentina/Buenos_Aires");
  open(ContactPart::Zone);
  EXPECT_EQ(at_.tab.s.menu_form.filter, "") << "it begins anew";
  EXPECT_EQ(menu(ContactPart::Zone).entries.at(0).label, "Buenos Aires");
  EXPECT_TRUE(menu(ContactPart::Zone).entries[0].is_current);
  at_.tab.raise(entry(menu(ContactPart::Zone), "By the number")->intent);
  EXPECT_EQ(text(ContactPart::Zone), "");
}

TEST_F(ContactChoices, OfALanguageAreFoundByItsNamesAndSetItsCode) {
  open(ContactPart::Language);
  EXPECT_EQ(menu(ContactPart::Language).entries.size(), 21u);
  for (const char* words : {"germ", "deutsch", "de"}) {
    find(words);
    EXPECT_NE(entry(menu(ContactPart::Language), "German"), nullptr) << words;
  }
  find("日本");
  at_.tab.raise(menu(ContactPart::Language).entries.at(0).intent);
  EXPECT_EQ(text(ContactPart::Language), "ja");
  EXPECT_EQ(menu(ContactPart::Language).name, "Language: Japanese, 日本語");
}

TEST_F(ContactChoices, KeepWhatIsInNoListAndTakeWhatIsWrittenAsACode) {
  at_.tab.raise(intent::EditContact{at_.id, static_cast<std::uint32_t>(field(ContactPart::Language)), "gsw"});
  at_.tab.raise(intent::EditContact{at_.id, static_cast<std::uint32_t>(field(ContactPart::Zone)), "Antarctica/Troll"});
  EXPECT_EQ(menu(ContactPart::Language).label, "gsw");
  EXPECT_EQ(menu(ContactPart::Zone).label, "Troll");
  open(ContactPart::Language);
  EXPECT_EQ(menu(ContactPart::Language).entries.at(0).label, "gsw");
  EXPECT_TRUE(menu(ContactPart::Language).entries[0].is_current);
  find("eu");
  ASSERT_NE(entry(menu(ContactPart::Language), "eu"), nullptr);
  at_.tab.raise(entry(menu(ContactPart::Language), "eu")->intent);
  EXPECT_EQ(text(ContactPart::Language), "eu");
  open(ContactPart::Zone);
  EXPECT_EQ(menu(ContactPart::Zone).entries.at(0).label, "Troll");
  find("Etc/UTC");
  at_.tab.raise(menu(ContactPart::Zone).entries.at(0).intent);
  EXPECT_EQ(text(ContactPart::Zone), "Etc/UTC");
  open(ContactPart::Zone);
  find("nowhere at all");
  EXPECT_TRUE(menu(ContactPart::Zone).entries.empty());
  EXPECT_EQ(menu(ContactPart::Zone).empty_text, "Nothing fits.");
}

TEST_F(ContactChoices, GiveWayToWhateverElseOpens) {
  const std::vector<Intent> all{intent::DoPalette{PaletteStep::Open, {}},
                                intent::OpenConversationMenu{ConversationMenu::Transfer, {}}, intent::OpenEmoji{true},
                                intent::ShowArea{Area::Find}, intent::Select{at_.id}};
  for (const Intent& other : all) {
    at_.tab.raise(intent::Select{at_.id});
    open(ContactPart::Zone);
    ASSERT_TRUE(menu(ContactPart::Zone).is_open);
    at_.tab.raise(other);
    EXPECT_FALSE(at_.tab.s.contacts.forms.at(at_.id).choosing);
  }
}

TEST_F(ContactChoices, AreNotOpenedWhileTheFormIsBeingSaved) {
  at_.tab.raise(intent::EditContact{at_.id, 0, "Mira Lind"});
  open(ContactPart::Zone);
  at_.tab.raise(intent::DoContact{at_.id, ContactStep::Save, 0});
  EXPECT_FALSE(menu(ContactPart::Zone).is_open);
  at_.tab.raise(intent::DoContact{at_.id, ContactStep::ShowChoices, field(ContactPart::Zone)});
  EXPECT_FALSE(menu(ContactPart::Zone).is_open);
  for (const ContactPart part : {ContactPart::Language, ContactPart::Zone})
    EXPECT_EQ(menu(part).unavailable, "The contact is being saved.");
  EXPECT_EQ(menu(ContactPart::Name).unavailable, "");
  at_.tab.s.contacts.forms.at(at_.id).pending.reset();
  EXPECT_EQ(menu(ContactPart::Zone).unavailable, "");
}

}  // namespace
}  // namespace smsdesk::test
