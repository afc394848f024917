// Which contacts are likely the same person: the table of rules, and that their keys find what they say.
#include "core/conversation/duplicates.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace smsdesk {
namespace {

Contact contact(std::uint64_t id, const std::string& name) {
  Contact one;
  one.id = ContactId{id};
  one.name = name;
  one.numbers = {"+1415555" + std::to_string(1000 + id)};
  return one;
}
Contact with(Contact one, const std::string& field, const std::string& value) {
  one.fields.push_back({field, value});
  return normalised(std::move(one));
}
Contact labelled(Contact one, std::vector<std::string> labels) {
  one.labels = std::move(labels);
  return one;
}
Contact called(Contact one, std::vector<std::string> names) {
  one.other_names = std::move(names);
  return one;
}

const Contact kMira = contact(1, "Mira Lind"), kBen = contact(2, "Ben Okafor");

struct Case {
  const char* what;
  Contact one, other;
  std::optional<Likeness> why;
};

TEST(Duplicates, RulesTable) {
  const DuplicateRules rules{{"Plan"}, true};
  const Contact mira_again = contact(3, "MÍRA  lind");
  const Case cases[] = {
      {"nothing in common", kMira, kBen, {}},
      {"the same e-mail, whatever its case and field", with(kMira, "Mail", "Mira@Acme.example"),
       with(kBen, "Private", "mira@acme.example"), Likeness{DuplicateSign::Email, "Mail", "Mira@Acme.example"}},
      {"two e-mails", with(kMira, "Mail", "mira@acme.example"), with(kBen, "Mail", "ben@acme.example"), {}},
      {"an at sign is no e-mail", with(kMira, "Chat", "@mira"), with(kBen, "Chat", "@mira"), {}},
      {"the same id in the same field", with(kMira, "Account", "C-4711"), with(kBen, "Account", "c-4711"),
       Likeness{DuplicateSign::Field, "Account", "C-4711"}},
      {"the same value in another field", with(kMira, "Account", "4711"), with(kBen, "Order", "4711"), {}},
      {"too short for an id", with(kMira, "Floor", "12"), with(kBen, "Floor", "12"), {}},
      {"no digit in it", with(kMira, "City", "Springfield"), with(kBen, "City", "Springfield"), {}},
      {"several words", with(kMira, "Street", "Main Street 12"), with(kBen, "Street", "Main Street 12"), {}},
      {"a birthday", with(kMira, "Born", "1990-05-12"), with(kBen, "Born", "1990-05-12"), {}},
      {"a birthday, otherwise", with(kMira, "Born", "12.5.1990"), with(kBen, "Born", "12.5.1990"), {}},
      {"one of the organisation's choices", with(kMira, "Plan", "Gold2024"), with(kBen, "Plan", "Gold2024"), {}},
      {"a number of the other in a field", with(kMira, "Second phone", "+1 (415) 555-1002"), kBen,
       Likeness{DuplicateSign::Number, "Second phone", ""}},
      {"a number of this one in a field of the other", kBen, with(kMira, "Second phone", "+14155551002"),
       Likeness{DuplicateSign::Number, "Second phone", ""}},
      {"a number without its country", with(kMira, "Second phone", "4155551002"), kBen, {}},
      {"a name alone", kMira, mira_again, {}},
      {"a name and a label", labelled(kMira, {"vip", "late"}), labelled(mira_again, {"VIP"}),
       Likeness{DuplicateSign::Name, "", "vip"}},
      {"a name and a company", called(kMira, {"Acme"}), called(mira_again, {"ACME"}),
       Likeness{DuplicateSign::Name, "", "Acme"}},
      {"a name and a value in a field", with(kMira, "Company", "Acme"), with(mira_again, "Company", "acme"),
       Likeness{DuplicateSign::Name, "Company", "Acme"}},
      {"a name and a choice", with(kMira, "Plan", "Gold"), with(mira_again, "Plan", "Gold"), {}},
      {"a former name and a label", labelled(kMira, {"VIP"}),
       labelled(called(contact(3, "Mira Lindqvist"), {"Mira Lind"}), {"VIP"}),
       Likeness{DuplicateSign::Name, "", "VIP"}},
      {"one word is no full name", labelled(contact(1, "Mira"), {"VIP"}), labelled(contact(3, "Mira"), {"VIP"}), {}},
      {"but of East Asian ones it is", labelled(contact(1, "山田太郎"), {"VIP"}),
       labelled(contact(3, "山田太郎"), {"VIP"}), Likeness{DuplicateSign::Name, "", "VIP"}},
      {"father and son",
       labelled(with(kMira, "Account", "4711"), {"VIP"}),
       labelled(with(mira_again, "Account", "4712"), {"VIP"}),
       {}},
      {"the same name with two e-mails",
       labelled(with(kMira, "Mail", "a@acme.example"), {"VIP"}),
       labelled(with(mira_again, "Mail", "b@acme.example"), {"VIP"}),
       {}},
      {"the strongest sign is told", with(with(kMira, "Account", "4711"), "Mail", "m@acme.example"),
       with(with(mira_again, "Account", "4711"), "Mail", "m@acme.example"),
       Likeness{DuplicateSign::Email, "Mail", "m@acme.example"}},
  };
  for (const Case& one : cases) {
    EXPECT_EQ(likeness(one.one, one.other, rules), one.why) << one.what;
    const auto back = likeness(one.other, one.one, rules);
    ASSERT_EQ(back.has_value(), one.why.has_value()) << one.what;
    if (!one.why) continue;
    EXPECT_EQ(back->sign, one.why->sign) << one.what;
    // What is likely is found: they have a key of that sign in common.
    const auto keys = duplicate_keys(one.one), theirs = duplicate_keys(one.other);
    EXPECT_TRUE(std::any_of(keys.begin(), keys.end(), [&](const DuplicateKey& key) {
      return key.sign == one.why->sign && std::find(theirs.begin(), theirs.end(), key) != theirs.end();
    })) << one.what;
  }
}

TEST(Duplicates, NumbersAreNotToldToWhoWorksWithMaskedOnes) {
  const DuplicateRules masked{{}, false};
  EXPECT_FALSE(likeness(with(kMira, "Second phone", "+14155551002"), kBen, masked));
  // Another sign still holds.
  const Contact one = labelled(with(kMira, "Second phone", "+14155551003"), {"VIP"});
  const auto why = likeness(one, labelled(contact(3, "Mira Lind"), {"VIP"}), masked);
  ASSERT_TRUE(why);
  EXPECT_EQ(why->sign, DuplicateSign::Name);
}

TEST(DuplicateKeys, AreBoundedAndEachOnce) {
  Contact one = contact(1, "Mira Lind");
  EXPECT_EQ(duplicate_keys(one).size(), 2u) << "the number and the name";
  one.other_names = {"MIRA LIND"};
  EXPECT_EQ(duplicate_keys(one).size(), 2u);
  for (int i = 0; i < 300; ++i) one.fields.push_back({"Field " + std::to_string(i), "id-" + std::to_string(1000 + i)});
  EXPECT_EQ(duplicate_keys(one).size(), kDuplicateKeysMax);
  EXPECT_TRUE(duplicate_keys(Contact{}).empty());
}

}  // namespace
}  // namespace smsdesk
