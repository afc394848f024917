// Contacts as values: the one form in which they are kept, what is wrong with one, and that merging loses nothing.
#include "core/conversation/contact.h"

#include <gtest/gtest.h>

#include "core/conversation/contact_link.h"

namespace smsdesk {
namespace {

Contact a_contact(std::string name, std::vector<std::string> numbers) {
  Contact one;
  one.id = ContactId{1};
  one.name = std::move(name);
  one.numbers = std::move(numbers);
  return one;
}

TEST(Contact, IsKeptInOneForm) {
  Contact typed = a_contact("  Mira\nLind ", {"+1 (415) 555-0199", "", "+14155550123", "+1 415 555 0199"});
  typed.labels = {"VIP", " vip", "", "Late payer"};
  typed.other_names = {"mira lind", "Mira Lindqvist"};
  typed.fields = {{"Plan", "Gold"}, {"Account", " 4711 "}, {"Empty", " "}};
  const Contact kept = normalised(typed);
  EXPECT_EQ(kept.name, "Mira Lind");
  EXPECT_EQ(kept.numbers, (std::vector<std::string>{"+14155550123", "+14155550199"}));
  EXPECT_EQ(kept.labels, (std::vector<std::string>{"VIP", "Late payer"}));
  EXPECT_EQ(kept.other_names, (std::vector<std::string>{"Mira Lindqvist"}));
  EXPECT_EQ(kept.fields, (std::vector<FilledField>{{"Account", "4711"}, {"Plan", "Gold"}}));
  EXPECT_EQ(normalised(kept), kept);
  EXPECT_EQ(trouble_with(kept), "");
  EXPECT_TRUE(kept.has_number("+14155550199"));
}

TEST(Contact, SaysWhatIsWrong) {
  EXPECT_NE(trouble_with(normalised(a_contact(" ", {"+14155550199"}))), "");
  EXPECT_NE(trouble_with(normalised(a_contact("Mira", {}))), "");
  EXPECT_NE(trouble_with(normalised(a_contact("Mira", {"0176 123"}))).find("0176 123"), std::string::npos);
  Contact one = a_contact("Mira", {"+14155550199"});
  one.zone = "somewhere else";
  EXPECT_NE(trouble_with(one), "");
  one.zone = "Europe/Berlin";
  one.language = "English";
  EXPECT_NE(trouble_with(one), "");
  one.language = "en";
  one.note = std::string(kContactNoteBytesMax + 1, 'x');
  EXPECT_NE(trouble_with(one), "");
}

TEST(Contact, MergedLosesNothing) {
  Contact a = a_contact("Mira Lind", {"+14155550199"}), b = a_contact("M. Lindqvist", {"+14155550123"});
  a.labels = {"VIP"};
  b.labels = {"Late payer", "vip"};
  a.note = "Calls back.";
  b.note = "Has a dog.";
  a.fields = {{"Plan", "Gold"}};
  b.fields = {{"Account", "4711"}, {"Plan", "Silver"}};
  b.language = "sv";
  a.zone = "Europe/Stockholm";
  b.zone = "Europe/Oslo";
  const Contact both = merged(normalised(a), normalised(b));
  EXPECT_EQ(both.id, a.id);
  EXPECT_EQ(both.name, "Mira Lind");
  EXPECT_EQ(both.other_names, std::vector<std::string>{"M. Lindqvist"});
  EXPECT_EQ(both.numbers.size(), 2u);
  EXPECT_EQ(both.labels, (std::vector<std::string>{"VIP", "Late payer"}));
  EXPECT_EQ(both.field("Plan"), "Gold");
  EXPECT_EQ(both.field("Account"), "4711");
  EXPECT_EQ(both.language, "sv");
  EXPECT_EQ(both.note, "Calls back.\nHas a dog.\nPlan: Silver\nEurope/Oslo")
      << "no words of ours, in whatever language";
  EXPECT_EQ(trouble_with(both), "");
  // A short one does not count as told where its letters stand in some word.
  a.language = "en";
  b.language = "ba";
  const Contact two = merged(normalised(a), normalised(b));
  EXPECT_EQ(two.language, "en");
  EXPECT_EQ(two.note, "Calls back.\nHas a dog.\nPlan: Silver\nba\nEurope/Oslo");
  EXPECT_EQ(merged(two, normalised(b)).note, two.note) << "told once";
}

TEST(Contact, ClocksFollowTheZonesChanges) {
  const LocalZone zone{"Europe/Berlin", {{Instant{0}, 60}, {Instant{1'000}, 120}}, false};
  EXPECT_EQ(offset_at(zone, Instant{999}), 60);
  EXPECT_EQ(offset_at(zone, Instant{1'000}), 120);
  EXPECT_EQ(offset_at({}, Instant{1'000}), std::nullopt);
}

TEST(Contact, AClockThatIsNotCertainIsBetweenTwo) {
  LocalZone zone{{}, {}, true, {{"America/Denver", {{Instant{0}, -420}}}, {"America/Chicago", {{Instant{0}, -360}}}}};
  ASSERT_TRUE(offsets_at(zone, Instant{1}));
  EXPECT_EQ(offsets_at(zone, Instant{1})->behind, -420);
  EXPECT_EQ(offsets_at(zone, Instant{1})->ahead, -360);
  EXPECT_EQ(offset_at(zone, Instant{1}), std::nullopt) << "nothing is filled in by it";
  zone.between[1].offsets.clear();
  EXPECT_FALSE(offsets_at(zone, Instant{1}));
  const auto known = offsets_at({"Europe/Berlin", {{Instant{0}, 60}}, false}, Instant{1});
  ASSERT_TRUE(known);
  EXPECT_EQ(known->behind, 60);
  EXPECT_EQ(known->ahead, 60);
}

TEST(ContactLink, FillsInWhatCannotChangeWhereItLeads) {
  const Contact mira = a_contact("Mira & Co/..", {"+14155550199"});
  const std::string address = "https://crm.example/search?phone={number}&id={contact}&q={name}";
  const auto no_field = [](std::string_view) { return std::string_view(); };
  EXPECT_EQ(trouble_with_link(address), "");
  EXPECT_EQ(fill_link(address, "+14155550199", &mira, no_field),
            "https://crm.example/search?phone=%2B14155550199&id=1&q=Mira%20%26%20Co%2F..");
  EXPECT_EQ(fill_link(address, "+14155550199", nullptr, no_field), std::nullopt);
  EXPECT_EQ(fill_link("http://crm.example/{number}", "+1", nullptr, no_field), "http://crm.example/%2B1");
}

TEST(ContactLink, FillsInFieldsByTheirNames) {
  const std::string address = "https://crm.example/{field.Account no}?size={field.Größe}";
  EXPECT_EQ(trouble_with_link(address), "");
  EXPECT_EQ(link_fields(address), (std::vector<std::string_view>{"Account no", "Größe"}));
  EXPECT_TRUE(link_fields("https://crm.example/{number}").empty());
  std::string account = "A 1/2";
  const auto filled = [&] {
    return fill_link(address, "", nullptr, [&](std::string_view field) {
      return field == "Account no" ? std::string_view(account) : std::string_view("L");
    });
  };
  EXPECT_EQ(filled(), "https://crm.example/A%201%2F2?size=L");
  for (const char* nowhere : {"", ".", ".."}) {
    account = nowhere;
    EXPECT_EQ(filled(), std::nullopt) << nowhere;
  }
}

TEST(ContactLink, TakesOnlyAddressesOfTheWeb) {
  for (const char* bad :
       {"", "javascript:alert(1)", "data:text/html,x", "crm.example/{number}", "https://", "https:///x",
        "https://{number}.example/", "https://a@crm.example/", "https://crm.example/{secret}",
        "https://crm.example/{number", "https://crm.example/a b", "https://crm.example/{field.}",
        "https://{field.Account}.example/", "https://crm.example/{field.a|b}", "https://crm.example/ü{field.Account}",
        "https://crm.example/{field.Account", "https://crm.example/\n", "ftp://crm.example/{number}"})
    EXPECT_NE(trouble_with_link(bad), "") << bad;
}

}  // namespace
}  // namespace smsdesk
