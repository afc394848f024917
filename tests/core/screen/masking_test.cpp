// A hidden number on the page: what the eye and the ear get instead, the way to see it, and what is not offered without it.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/conversation/masked_address.h"
#include "tests/core/client/tab.h"
#include "tests/core/screen/desk.h"

namespace smsdesk::test {
namespace {

class HiddenNumber : public testing::Test {
 protected:
  HiddenNumber() { configure(true); }
  void configure(bool has_reveal) {
    at_.world.decide(an_organisation_with([&](Organisation& all) {
      OrganisationSettings settings;
      settings.masked_for = MaskedFor::Agents;
      settings.has_reveal = has_reveal;
      settings.customer_links = {{"By number", "https://crm.example/?n={number}"},
                                 {"By contact", "https://crm.example/?id={contact}"}};
      all.settings = {settings};
    }));
    at_.tab.snapshot(at_.world, kAna);
    at_.tab.raise(intent::Select{at_.id});
  }
  screen::Desk desk() const { return a_desk(at_.tab.s, at_.tab.now); }
  screen::CustomerPanel panel() const { return desk().context.known; }
  std::vector<std::pair<SendKey, AgentCommand>> commands() const {
    std::vector<std::pair<SendKey, AgentCommand>> found;
    for (const auto& frame : at_.tab.sent_kind<CommandFrame>()) found.emplace_back(frame.key, frame.command);
    return found;
  }
  SendKey reveal() {
    at_.tab.raise(intent::DoContact{at_.id, ContactStep::Reveal, 0});
    const auto given = commands();
    if (given.size() != 1 || !std::holds_alternative<RevealNumber>(given[0].second)) {
      ADD_FAILURE() << "the number was not asked for";
      return {};
    }
    return given[0].first;
  }
  const screen::AvailableAction* action(Action wanted = Action::ShowNumber) {
    desk_ = desk();
    for (const screen::AvailableAction& one : desk_.actions)
      if (one.action == wanted) return &one;
    return nullptr;
  }
  void name_her(std::vector<std::string> numbers) {
    SaveContact save{at_.id, {}};
    save.contact.name = "Mira Lind";
    save.contact.numbers = std::move(numbers);
    save.zone = LocalZone{};
    at_.relay(CommandInput{kSam, at_.world.fresh_key(), save});
  }
  AtWork at_;
  screen::Desk desk_;
};

TEST_F(HiddenNumber, IsForTheEyeAndTheEarHowItEnds) {
  const screen::CustomerPanel shown = panel();
  EXPECT_EQ(shown.title, "••• ••• 99");
  EXPECT_EQ(shown.spoken_title, "number ending in 99");
  EXPECT_EQ(shown.below, "Phone number");
  EXPECT_EQ(desk().conversation.title, "••• ••• 99");
  EXPECT_EQ(desk().conversation.composer.placeholder, "Message to number ending in 99");
  EXPECT_TRUE(desk().conversation.composer.is_enabled) << "it can be answered as any number";
  const screen::Desk seen = desk();
  const auto& card = seen.roster.mine.at(0);
  EXPECT_EQ(card.customer, "••• ••• 99");
  EXPECT_EQ(card.accessible_name.find("number ending in 99"), 0u) << card.accessible_name;
}

TEST_F(HiddenNumber, IsShownOnceAskedForAndThePageSaysSo) {
  EXPECT_EQ(panel().reveal_label, "Show number");
  EXPECT_NE(panel().reveal_help, "");
  const SendKey key = reveal();
  EXPECT_TRUE(panel().is_revealing);
  at_.tab.raise(intent::DoContact{at_.id, ContactStep::Reveal, 0});
  EXPECT_TRUE(commands().empty()) << "not twice";
  at_.relay(CommandInput{kAna, key, RevealNumber{at_.id}});
  const auto said = at_.tab.all<effect::Announce>();
  EXPECT_TRUE(std::any_of(said.begin(), said.end(), [](const effect::Announce& one) {
    return one.sentence == "The number is +1 415 555 0199.";
  }));
  EXPECT_FALSE(at_.tab.did<effect::PlaySound>()) << "it is no new offer";
  at_.tab.frame(AnswerFrame{key, {}});
  EXPECT_EQ(panel().title, "+1 415 555 0199");
  EXPECT_EQ(panel().reveal_label, "");
  EXPECT_EQ(action(), nullptr);
  const screen::Desk seen = desk();
  const auto& items = seen.conversation.timeline;
  EXPECT_TRUE(
      std::any_of(items.begin(), items.end(), [](const auto& one) { return one.text == "You looked at the number"; }));
}

TEST_F(HiddenNumber, OfAClosedConversationIsShownOnceAskedFor) {
  at_.tab.raise(intent::ShowArea{Area::Find});
  const auto asked = at_.tab.sent_kind<FindRequest>();
  ASSERT_EQ(asked.size(), 1u);
  FoundConversation one = closed(900);
  one.customer = masked_address(kCustomer, one.conversation);
  at_.tab.frame(FoundFrame{asked[0].key, {one}, false, false});
  at_.tab.raise(intent::ReadClosed{one.conversation});
  const auto customers = at_.tab.sent_kind<CustomerRequest>();
  ASSERT_EQ(customers.size(), 1u);
  EXPECT_EQ(panel().reveal_label, "") << "who they are is not known yet";
  at_.tab.frame(CustomerFrame{customers[0].key, {}, false});
  EXPECT_EQ(panel().reveal_label, "Show number");
  EXPECT_EQ(panel().title, "••• ••• 99");
  ASSERT_NE(action(), nullptr);
  at_.tab.raise(action()->steps.back());
  const auto given = commands();
  ASSERT_EQ(given.size(), 1u);
  ASSERT_TRUE(std::holds_alternative<RevealNumber>(given[0].second));
  EXPECT_EQ(std::get<RevealNumber>(given[0].second).conversation, one.conversation);
  EXPECT_TRUE(panel().is_revealing);
  EXPECT_EQ(action(), nullptr);
  at_.tab.frame(CustomerFrame{customers[0].key, {}, false, kCustomer});
  const auto said = at_.tab.all<effect::Announce>();
  ASSERT_EQ(said.size(), 1u);
  EXPECT_EQ(said[0].sentence, "The number is +1 415 555 0199.");
  at_.tab.frame(AnswerFrame{given[0].first, {}});
  EXPECT_EQ(panel().title, "+1 415 555 0199");
  EXPECT_EQ(panel().copy.name, "Copy number");
  EXPECT_EQ(panel().reveal_label, "");
  EXPECT_EQ(action(), nullptr);
  at_.tab.frame(CustomerFrame{customers[0].key, {}, false, kCustomer});
  EXPECT_FALSE(at_.tab.did<effect::Announce>()) << "that is known";
  // On another connection the relay knows nothing of it.
  at_.tab.frame(CustomerFrame{customers[0].key, {}, false});
  EXPECT_EQ(panel().title, "••• ••• 99");
  EXPECT_EQ(panel().reveal_label, "Show number");
}

TEST_F(HiddenNumber, ARefusalIsSaid) {
  const SendKey key = reveal();
  at_.tab.frame(AnswerFrame{key, Refusal{RefusalKind::NoRight, "Your organisation does not show it.", 0}});
  EXPECT_TRUE(at_.tab.said("does not show it"));
  EXPECT_FALSE(panel().is_revealing);
}

TEST_F(HiddenNumber, IsAnActionLikeAnyOther) {
  const screen::AvailableAction* one = action();
  ASSERT_NE(one, nullptr);
  EXPECT_EQ(one->steps.back().as<intent::DoContact>()->step, ContactStep::Reveal);
  EXPECT_TRUE(one->chord.is_set());
}

TEST_F(HiddenNumber, WhereItIsNotAllowedNothingOffersIt) {
  configure(false);
  EXPECT_EQ(panel().title, "••• ••• 99");
  EXPECT_EQ(panel().reveal_label, "");
  EXPECT_EQ(action(), nullptr);
  at_.tab.raise(intent::DoContact{at_.id, ContactStep::Reveal, 0});
  EXPECT_TRUE(commands().empty());
}

TEST_F(HiddenNumber, StandsBelowAName) {
  name_her({kCustomer, kOtherCustomer});
  EXPECT_EQ(panel().title, "Mira Lind");
  EXPECT_EQ(panel().below, "••• ••• 99");
  EXPECT_EQ(panel().spoken_below, "number ending in 99");
  ASSERT_FALSE(panel().facts.empty());
  EXPECT_EQ(panel().facts[0].label, "Other numbers");
  EXPECT_EQ(panel().facts[0].value, "••• ••• 23");
  EXPECT_EQ(panel().facts[0].spoken, "number ending in 23");
  EXPECT_EQ(panel().facts[0].copy.name, "") << "what is hidden is not copied";
}

TEST_F(HiddenNumber, ALinkThatNeedsItIsNotOffered) {
  name_her({kCustomer});
  ASSERT_EQ(panel().links.size(), 1u);
  EXPECT_EQ(panel().links[0].name, "By contact");
  at_.relay(CommandInput{kAna, at_.world.fresh_key(), RevealNumber{at_.id}});
  ASSERT_EQ(panel().links.size(), 2u);
  EXPECT_NE(panel().links[0].address.find("14155550199"), std::string::npos);
}

TEST_F(HiddenNumber, TheFormHasNoNumbersAndSavesNone) {
  at_.tab.raise(intent::DoContact{at_.id, ContactStep::Edit, 0});
  const screen::CustomerPanel form = panel();
  ASSERT_TRUE(form.is_editing);
  EXPECT_TRUE(std::none_of(form.form.begin(), form.form.end(),
                           [](const auto& one) { return one.part == ContactPart::Numbers; }));
  at_.tab.raise(intent::EditContact{at_.id, 0, "Mira Lind"});
  at_.tab.raise(intent::DoContact{at_.id, ContactStep::Save, 0});
  const auto given = commands();
  ASSERT_EQ(given.size(), 1u) << panel().problem;
  const Contact& contact = std::get<SaveContact>(given[0].second).contact;
  EXPECT_EQ(contact.name, "Mira Lind");
  EXPECT_TRUE(contact.numbers.empty());
}

TEST_F(HiddenNumber, ATemplateThatNeedsItIsNotFilled) {
  Template one;
  one.name = "Callback";
  one.library = TemplateLibrary::Organisation;
  one.texts = {{"en", "We call {{customer.number}}."}};
  at_.world.decide(TemplatesGiven{{one}, {}});
  at_.tab.snapshot(at_.world, kAna);
  at_.tab.raise(intent::EditDraft{at_.id, "/call"});
  const screen::TemplateList list = desk().conversation.composer.templates;
  ASSERT_FALSE(list.lines.empty());
  EXPECT_NE(list.lines[0].text.find("{{customer.number}}"), std::string::npos) << list.lines[0].text;
}

TEST_F(HiddenNumber, ThePaletteDoesNotFindItByItsDigits) {
  const auto finds = [&](const std::string& words) {
    at_.tab.raise(intent::DoPalette{PaletteStep::Open});
    at_.tab.raise(intent::DoPalette{PaletteStep::Filter, words});
    const auto lines = desk().palette.lines;
    at_.tab.raise(intent::DoPalette{PaletteStep::Close});
    return std::any_of(lines.begin(), lines.end(),
                       [](const auto& one) { return one.kind == screen::PaletteLine::Kind::Conversation; });
  };
  EXPECT_FALSE(finds("4155550199"));
  EXPECT_TRUE(finds("ending in 99"));
}

TEST_F(HiddenNumber, IsCopiedOnlyOnceItIsShownAndAsItIsShown) {
  EXPECT_EQ(panel().copy.name, "");
  EXPECT_EQ(desk().conversation.copy.name, "");
  EXPECT_EQ(action(Action::CopyNumber), nullptr);
  const SendKey key = reveal();
  at_.relay(CommandInput{kAna, key, RevealNumber{at_.id}});
  at_.tab.frame(AnswerFrame{key, std::nullopt});
  for (const screen::NumberCopy& copy : {panel().copy, desk().conversation.copy}) {
    EXPECT_EQ(copy.name, "Copy number");
    ASSERT_TRUE(copy.intent.is<intent::CopyText>());
    EXPECT_EQ(copy.intent.as<intent::CopyText>()->text, "+1 415 555 0199");
    EXPECT_EQ(copy.intent.as<intent::CopyText>()->notice, "Copied: +1 415 555 0199");
    EXPECT_EQ(copy.shortcut, "Alt+Shift+↓");
  }
  EXPECT_NE(action(Action::CopyNumber), nullptr);
}

}  // namespace
}  // namespace smsdesk::test
