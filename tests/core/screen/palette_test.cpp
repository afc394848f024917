// The palette: what is found by which letters, what stands first, and what taking it does. And the actions it is made from.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "core/client/context_choice.h"
#include "core/template/fold.h"
#include "tests/core/client/tab.h"
#include "tests/core/screen/desk.h"
#include "tests/support/catalogue.h"

namespace smsdesk::test {
namespace {

using screen::PaletteLine;

screen::Palette opened(AtWork& at, const std::string& words = {}) {
  at.tab.raise(intent::DoPalette{PaletteStep::Open});
  if (!words.empty()) at.tab.raise(intent::DoPalette{PaletteStep::Filter, words});
  return a_desk(at.tab.s, at.tab.now).palette;
}
std::string first(const screen::Palette& palette) {
  return palette.lines.empty() ? std::string() : palette.lines.front().name;
}
const PaletteLine* find_line(const screen::Palette& palette, const std::string& name) {
  for (const PaletteLine& line : palette.lines)
    if (line.name == name) return &line;
  return nullptr;
}

TEST(PaletteFit, PrefersTheBeginningThenWordsThenPartsThenLetters) {
  const auto fit = [](const char* words, const char* text) { return screen::fit_of(folded_words(words), text, true); };
  EXPECT_GT(fit("end", "end conversation"), fit("conv", "end conversation"));
  EXPECT_GT(fit("conv", "end conversation"), fit("vers", "end conversation"));
  EXPECT_GT(fit("vers", "end conversation"), fit("ec", "end conversation"));
  EXPECT_GT(fit("encon", "end conversation"), 0);
  EXPECT_EQ(fit("nc", "end conversation"), 0) << "no word begins with n";
  EXPECT_EQ(fit("end xyz", "end conversation"), 0) << "all words must be found";
  EXPECT_GT(fit("ETAGE", "étage zwei") + fit("etage", "etage zwei"), 0);
}

TEST(Palette, FindsConversationsByNumberHoweverItIsWritten) {
  AtWork at;
  for (const char* words : {"+1 415", "4155550199", "(415) 555-0199", "0199", "hi"}) {
    const screen::Palette palette = opened(at, words);
    const PaletteLine* line = find_line(palette, "+1 415 555 0199");
    ASSERT_NE(line, nullptr) << words;
    ASSERT_EQ(line->steps.size(), 1u);
    EXPECT_EQ(line->steps[0].as<intent::Select>()->conversation, at.id);
  }
}

TEST(Palette, FindsNamesThatLookLikeNumbers) {
  AtWork at;
  at.tab.s.workspace.queues.at(kSupport).name = "24/7";
  EXPECT_NE(find_line(opened(at, "24/7"), "+1 415 555 0199"), nullptr) << "by its queue";
}

TEST(Palette, FindsActionsAndShowsTheChordThatTheyHaveNow) {
  AtWork at;
  at.tab.raise(intent::Select{at.id});
  EXPECT_EQ(first(opened(at, "park")), "Park conversation");
  EXPECT_EQ(find_line(opened(at, "park"), "Park conversation")->shortcut, "Alt+P");
  at.tab.raise(intent::DoShortcut{ShortcutStep::Record, Action::Park});
  at.tab.raise(intent::DoShortcut{ShortcutStep::Press, Action::Park, *decode_chord("Alt+Shift+N")});
  EXPECT_EQ(find_line(opened(at, "park"), "Park conversation")->shortcut, "Alt+Shift+N");
  EXPECT_EQ(first(opened(at, "dark")), "Theme: dark");
}

TEST(Palette, CallsTheFilesAsTheComposersButtonDoes) {
  AtWork at;
  at.tab.raise(intent::Select{at.id});
  EXPECT_EQ(first(opened(at, "attach")), "Attach files");
  at.tab.s.workspace.numbers[kSupportNumber].has_mms = false;
  at.tab.s.links_for_days = 7;
  const std::string name = a_desk(at.tab.s, at.tab.now).conversation.composer.attach_name;
  EXPECT_EQ(name, "Send files as links that work for 7 days");
  for (const char* words : {"files as links", "attach"}) {
    const screen::Palette palette = opened(at, words);
    const PaletteLine* line = find_line(palette, name);
    ASSERT_NE(line, nullptr) << words;
    EXPECT_EQ(line->shortcut, "Alt+Shift+F");
    EXPECT_EQ(line->accessible_name, name + ", action, Alt+Shift+F");
    ASSERT_EQ(line->steps.size(), 1u);
    EXPECT_TRUE(line->steps[0].is<intent::AttachFiles>());
    EXPECT_EQ(find_line(palette, "Attach files"), nullptr);
  }
}

TEST(Palette, ShowsWhatWasTakenLatelyFirstAndRemembersItForThisAgentOnly) {
  AtWork at;
  EXPECT_EQ(opened(at).lines.front().section, "Conversations");
  at.tab.raise(intent::DoPalette{PaletteStep::Take, "a:sign_out"});
  EXPECT_FALSE(at.tab.s.palette.is_open);
  const std::string stored = at.tab.written("settings").at("palette_recent");
  const screen::Palette palette = opened(at);
  EXPECT_EQ(first(palette), "Sign out");
  EXPECT_EQ(palette.lines.front().section, "Recent");
  EXPECT_EQ(decode_recent(stored, at.tab.s.scope), (std::vector<std::string>{"a:sign_out"}));
  EXPECT_TRUE(decode_recent(stored, "e1:999").empty());
}

TEST(Palette, SaysThatNothingFitsAndOffersTheSearch) {
  AtWork at;
  const screen::Palette palette = opened(at, "xyzzy");
  EXPECT_EQ(palette.empty_text, "Nothing here is called “xyzzy”.");
  ASSERT_EQ(palette.lines.size(), 1u);
  EXPECT_EQ(palette.lines[0].name, "Search closed conversations for “xyzzy”");
  ASSERT_EQ(palette.lines[0].steps.size(), 4u);
  EXPECT_FALSE(palette.lines[0].steps[1].as<intent::FindMine>()->is_mine) << "those of others too";
  EXPECT_EQ(palette.lines[0].steps[2].as<intent::EditFind>()->words, "xyzzy");
  EXPECT_TRUE(palette.lines[0].steps[2].as<intent::EditFind>()->is_set) << "the field shows them";
}

/// As a view says it: what is shown as chosen is held.
void hold(AtWork& at) {
  const screen::Palette palette = a_desk(at.tab.s, at.tab.now).palette;
  ASSERT_GE(palette.chosen, 0);
  at.tab.raise(intent::DoPalette{PaletteStep::Hold, palette.lines[static_cast<std::size_t>(palette.chosen)].key});
}
std::string chosen_name(AtWork& at) {
  const screen::Palette palette = a_desk(at.tab.s, at.tab.now).palette;
  return palette.chosen < 0 ? std::string() : palette.lines[static_cast<std::size_t>(palette.chosen)].name;
}
/// The palette's question that the last event asked; the customer's panel has its own.
FindRequest asked(AtWork& at) {
  std::vector<FindRequest> all = at.tab.sent_kind<FindRequest>();
  std::erase_if(all, [](const FindRequest& one) { return one.limit != kPaletteClosedMax; });
  EXPECT_EQ(all.size(), 1u);
  return all.empty() ? FindRequest{} : all[0];
}
/// The same when the words have rested.
FindRequest rested(AtWork& at) {
  at.tab.tick(300);
  return asked(at);
}

/// Contacts that the relay has found for what is typed.
class PaletteContactsFound : public testing::Test {
 protected:
  static Contact contact(std::uint64_t id, const std::string& name) {
    Contact one;
    one.id = ContactId{id};
    one.name = name;
    one.numbers = {"+14155550123", "+14155550199"};
    one.labels = {"VIP"};
    one.revision = 1;
    return one;
  }
  void find(std::vector<Contact> contacts, std::vector<FoundConversation> newest, const std::string& words = "lind") {
    opened(at_, words);
    at_.tab.tick(300);
    const auto asked = at_.tab.sent_kind<ContactsRequest>();
    ASSERT_EQ(asked.size(), 1u);
    EXPECT_EQ(asked[0].words, words);
    EXPECT_TRUE(asked[0].is_to_read) << "only with whom something can be read";
    at_.tab.frame(ContactsFrame{asked[0].key, std::move(contacts), false, std::move(newest)});
  }
  screen::Palette palette() const { return a_desk(at_.tab.s, at_.tab.now).palette; }
  const PaletteLine* line() {
    shown_ = palette();
    for (const PaletteLine& one : shown_.lines)
      if (one.kind == PaletteLine::Kind::Contact) return &one;
    return nullptr;
  }
  AtWork at_;
  screen::Palette shown_;
};

TEST_F(PaletteContactsFound, StandAboveClosedConversationsWithWhoTheyAre) {
  opened(at_, "lind");
  at_.tab.tick(300);
  const auto contacts = at_.tab.sent_kind<ContactsRequest>();
  const FindRequest conversations = asked(at_);
  ASSERT_EQ(contacts.size(), 1u);
  at_.tab.frame(ContactsFrame{contacts[0].key, {contact(70, "Mira Lind")}, false, {closed(900)}});
  EXPECT_EQ(palette().empty_text, "") << "there is somebody";
  at_.tab.frame(FoundFrame{conversations.key, {closed(900)}, false, false});
  const screen::Palette all = palette();
  ASSERT_GE(all.lines.size(), 3u);
  EXPECT_EQ(all.lines.back().kind, PaletteLine::Kind::Closed);
  const PaletteLine& one = all.lines[all.lines.size() - 2];
  EXPECT_EQ(one.kind, PaletteLine::Kind::Contact);
  EXPECT_EQ(one.name, "Mira Lind");
  EXPECT_EQ(one.section, "Contacts");
  EXPECT_EQ(one.detail, "+1 415 555 0123, +1 415 555 0199 · VIP");
  EXPECT_EQ(one.accessible_name, "Mira Lind, contact, +1 415 555 0123, +1 415 555 0199, VIP");
}

TEST_F(PaletteContactsFound, OpenWhatEndedLastWithTheirPanel) {
  find({contact(70, "Mira Lind")}, {closed(900)});
  ASSERT_NE(line(), nullptr);
  EXPECT_EQ(line()->ended_at, closed(900).ended_at);
  at_.tab.raise(intent::DoPalette{PaletteStep::Take, line()->key});
  EXPECT_TRUE(at_.tab.s.palette.recent.empty()) << "only the relay knows them";
  for (const Intent& step : shown_.lines.back().steps) at_.tab.raise(step);
  EXPECT_EQ(at_.tab.s.area, Area::Find);
  ASSERT_TRUE(at_.tab.s.find.reading);
  EXPECT_EQ(at_.tab.s.find.reading->id, ConversationId{900});
  EXPECT_TRUE(is_context_open(at_.tab.s)) << "where it is a drawer";
}

TEST_F(PaletteContactsFound, OpenWhatGoesOnWithThem) {
  FoundConversation open = closed(at_.id.value);
  open.ended_at = {};
  find({contact(70, "Mira Lind")}, {open});
  ASSERT_NE(line(), nullptr);
  EXPECT_EQ(line()->ended_at.ms, 0);
  for (const Intent& step : line()->steps) at_.tab.raise(step);
  EXPECT_EQ(at_.tab.s.area, Area::Conversations);
  EXPECT_EQ(at_.tab.s.selected, at_.id);
  EXPECT_TRUE(is_context_open(at_.tab.s));
}

TEST_F(PaletteContactsFound, AreCalledInWhateverScriptTheyAreWritten) {
  find({contact(70, "田中 花子"), contact(71, "Мария Соколова")}, {closed(900), closed(901)}, "花子");
  EXPECT_NE(find_line(palette(), "田中 花子"), nullptr);
  EXPECT_NE(find_line(palette(), "Мария Соколова"), nullptr) << "that she fits, the relay knows";
}

TEST_F(PaletteContactsFound, AreGoneWithOtherWordsAndSaidWhereTheyCannotBeHad) {
  find({contact(70, "Mira Lind")}, {closed(900)});
  at_.tab.raise(intent::DoPalette{PaletteStep::Filter, "lindq"});
  EXPECT_EQ(line(), nullptr);
  at_.tab.tick(300);
  const auto contacts = at_.tab.sent_kind<ContactsRequest>();
  const FindRequest conversations = asked(at_);
  ASSERT_EQ(contacts.size(), 1u);
  at_.tab.frame(ContactsFrame{contacts[0].key, {}, true});
  at_.tab.frame(FoundFrame{conversations.key, {}, false, false});
  EXPECT_EQ(palette().status, "Contacts could not be looked for right now. Change a letter to try again.");
}

TEST(PaletteClosed, AreTheRelaysAndStandBelowAllElse) {
  AtWork at;
  opened(at, "(415) 555");
  EXPECT_TRUE(at.tab.sent().empty()) << "asked when the words rest";
  EXPECT_EQ(a_desk(at.tab.s, at.tab.now).palette.status, "Searching closed conversations…");
  const FindRequest request = rested(at);
  EXPECT_EQ(request.words, "(415) 555") << "what of it is a number, the relay knows";
  EXPECT_EQ(request.limit, kPaletteClosedMax);
  FoundConversation one = closed(900);
  one.name = "Mira Lind";
  one.code = "Solved";
  at.tab.frame(FoundFrame{request.key, {one}, false, false});
  const screen::Palette palette = a_desk(at.tab.s, at.tab.now).palette;
  EXPECT_EQ(palette.status, "");
  const PaletteLine& last = palette.lines.back();
  EXPECT_EQ(last.kind, PaletteLine::Kind::Closed);
  EXPECT_EQ(last.name, "Mira Lind");
  EXPECT_EQ(last.detail, "Support · Ana Lopez · Solved");
  EXPECT_EQ(last.section, "Closed conversations");
  EXPECT_EQ(last.ended_at, one.ended_at);
  EXPECT_EQ(last.accessible_name, "Mira Lind, closed conversation, Support · Ana Lopez · Solved");
}

TEST(PaletteClosed, OpensWhatWasTakenWithWhatIsKnownOfIt) {
  AtWork at;
  opened(at, "mira");
  FoundConversation one = closed(900);
  one.code = "Solved";
  at.tab.frame(FoundFrame{rested(at).key, {one}, false, false});
  const PaletteLine line = a_desk(at.tab.s, at.tab.now).palette.lines.back();
  at.tab.raise(intent::DoPalette{PaletteStep::Take, line.key});
  for (const Intent& step : line.steps) at.tab.raise(step);
  opened(at, "another");  // what it found is forgotten; what is read is not
  const screen::Desk desk = a_desk(at.tab.s, at.tab.now);
  EXPECT_EQ(desk.area, Area::Find);
  EXPECT_EQ(desk.conversation.conversation, ConversationId{900});
  EXPECT_EQ(desk.conversation.status, "Closed by Ana Lopez: Solved.");
  EXPECT_TRUE(std::any_of(desk.actions.begin(), desk.actions.end(),
                          [](const auto& action) { return action.action == Action::Reopen; }));
  EXPECT_TRUE(at.tab.s.palette.recent.empty()) << "it is not remembered";
}

TEST(PaletteClosed, ALateAnswerLeavesChosenWhatIsChosen) {
  AtWork at;
  opened(at, "e");
  hold(at);
  at.tab.raise(intent::DoPalette{PaletteStep::Next});
  hold(at);
  const std::string before = chosen_name(at);
  const FindRequest request = rested(at);
  at.tab.frame(FoundFrame{request.key, {closed(900), closed(800)}, false, false});
  EXPECT_EQ(chosen_name(at), before);
  at.tab.raise(intent::DoPalette{PaletteStep::Filter, "xyzzy"});
  hold(at);
  EXPECT_EQ(chosen_name(at), "Search closed conversations for “xyzzy”");
  const FindRequest other = rested(at);
  at.tab.frame(FoundFrame{request.key, {closed(700)}, false, false});
  EXPECT_EQ(a_desk(at.tab.s, at.tab.now).palette.lines.size(), 1u) << "it answers words that nobody asks for now";
  at.tab.frame(FoundFrame{other.key, {closed(900)}, false, false});
  EXPECT_EQ(chosen_name(at), "Search closed conversations for “xyzzy”");
}

TEST(Palette, WhatIsChosenStaysWhenSomethingComesBeforeItAndIsNothingWhenItGoes) {
  AtWork at;
  at.tab.raise(intent::Select{at.id});
  opened(at, "park conversation");
  hold(at);
  ASSERT_EQ(chosen_name(at), "Park conversation");
  at.tab.raise(intent::Park{at.id, minutes(5)});  // it is on its way, and no action any more
  const screen::Palette palette = a_desk(at.tab.s, at.tab.now).palette;
  ASSERT_FALSE(palette.lines.empty());
  EXPECT_EQ(palette.chosen, -1) << "Enter must not do what came into its place";
  at.tab.raise(intent::DoPalette{PaletteStep::Choose, palette.lines[0].key});
  EXPECT_EQ(a_desk(at.tab.s, at.tab.now).palette.chosen, 0);
}

TEST(PaletteClosed, SaysWhatIsNotKnown) {
  AtWork at;
  const auto status = [&] { return a_desk(at.tab.s, at.tab.now).palette.status; };
  opened(at, "xyzzy");
  at.tab.frame(FoundFrame{rested(at).key, {}, false, true});
  EXPECT_EQ(status(), "Closed conversations could not be searched right now. Change a letter to try again.");
  at.tab.raise(intent::DoPalette{PaletteStep::Filter, "xyzz"});
  at.tab.frame(FoundFrame{rested(at).key, {}, false, false});
  EXPECT_EQ(status(), "No closed conversation fits.");
  at.tab.raise(intent::DoPalette{PaletteStep::Filter, "xyz"});
  rested(at);
  at.tab.lose();
  EXPECT_EQ(status(), "There is no connection. Closed conversations are looked for when it is back.");
  at.tab.tick(seconds(20));
  at.tab.give(event::SocketOpened{});
  at.tab.welcome(kAna);
  at.tab.frame(EntriesFrame{at.world.workspace.offset, {}, {}});
  EXPECT_EQ(asked(at).words, "xyz") << "once more";
  at.tab.raise(intent::DoPalette{PaletteStep::Filter, ""});
  EXPECT_EQ(status(), "");
}

TEST(Palette, FindsEveryColleagueWhateverIsOpen) {
  AtWork at;
  const screen::Palette away = opened(at, "okafor");
  const PaletteLine* ben = find_line(away, "Ben Okafor");
  ASSERT_NE(ben, nullptr);
  ASSERT_EQ(ben->steps.size(), 4u);
  EXPECT_EQ(ben->steps[2].as<intent::EditFind>()->words, "Ben Okafor");
  at.world.arrive(kBen);
  at.tab.snapshot(at.world, kAna);
  at.tab.raise(intent::Select{at.id});
  const screen::Palette here = opened(at, "okafor");
  ben = find_line(here, "Ben Okafor");
  ASSERT_NE(ben, nullptr);
  EXPECT_NE(ben->steps.back().as<intent::ChooseColleague>(), nullptr);
}

TEST(Palette, WithoutAConnectionWhatAColleagueDoesIsTheLastThatIsKnown) {
  AtWork at;
  at.world.arrive(kBen);
  at.tab.snapshot(at.world, kAna);
  at.tab.raise(intent::Select{at.id});
  for (const bool is_up : {true, false}) {
    if (!is_up) at.tab.lose();
    const screen::Palette palette = opened(at, "okafor");
    const PaletteLine* ben = find_line(palette, "Ben Okafor");
    ASSERT_NE(ben, nullptr);
    EXPECT_EQ(ben->is_uncertain, !is_up);
    const std::string does = is_up ? "off queue" : "off queue, last known";
    EXPECT_EQ(ben->detail.find(does + " · "), 0u) << ben->detail;
    EXPECT_EQ(ben->accessible_name, "Ben Okafor, colleague, " + ben->detail);
    at.tab.raise(intent::DoPalette{PaletteStep::Close});
  }
}

TEST(Palette, ATemplateThatCannotBeInsertedIsCopiedOrShown) {
  AtWork at;
  Template one;
  one.name = "Greeting";
  one.library = TemplateLibrary::Organisation;
  one.texts = {{"en", "Good day."}};
  at.world.decide(TemplatesGiven{{one}, {}});
  at.tab.snapshot(at.world, kAna);
  const auto greeting = [&] {
    const screen::Palette palette = opened(at, "greeting");
    const PaletteLine* line = find_line(palette, "Greeting");
    EXPECT_NE(line, nullptr);
    return line == nullptr ? Intent() : line->steps.at(0);
  };
  at.tab.raise(intent::ShowArea{Area::Find});
  ASSERT_NE(greeting().as<intent::DoTemplates>(), nullptr) << "nobody is there whom it could be filled for";
  at.tab.raise(intent::Select{at.id});
  ASSERT_NE(greeting().as<intent::InsertTemplate>(), nullptr);
  at.relay(CommandInput{kAna, {"e"}, EndConversation{at.id}});
  const Intent made = greeting();
  const auto* copy = made.as<intent::CopyText>();
  ASSERT_NE(copy, nullptr);
  EXPECT_EQ(copy->text, "Good day.");
  EXPECT_NE(copy->notice.find("“Greeting” is copied"), std::string::npos) << copy->notice;
  const std::string why = a_desk(at.tab.s, at.tab.now).conversation.composer.disabled_reason;
  EXPECT_NE(copy->notice.find(why), std::string::npos) << copy->notice;
}

TEST(Palette, ATemplateOfFilesAloneIsOpenedWhereItCannotBeInserted) {
  AtWork at;
  Template one;
  one.name = "Price list";
  one.library = TemplateLibrary::Organisation;
  one.files = {{std::string(64, 'a'), "prices.pdf", "application/pdf", 1'000, 0, 0}};
  at.world.decide(TemplatesGiven{{one}, {}});
  at.tab.snapshot(at.world, kAna);
  const auto line = [&] {
    const screen::Palette palette = opened(at, "price list");
    const PaletteLine* found = find_line(palette, "Price list");
    EXPECT_NE(found, nullptr);
    return found == nullptr ? PaletteLine() : *found;
  };
  at.tab.raise(intent::ShowArea{Area::Find});
  EXPECT_NE(line().detail.find("prices.pdf"), std::string::npos) << line().detail;
  at.tab.raise(intent::Select{at.id});
  EXPECT_NE(line().steps.at(0).as<intent::InsertTemplate>(), nullptr);
  at.relay(CommandInput{kAna, {"e"}, EndConversation{at.id}});
  EXPECT_NE(line().steps.at(0).as<intent::DoTemplates>(), nullptr) << "there is no text to copy";
  EXPECT_NE(line().detail.find("prices.pdf"), std::string::npos) << line().detail;
}

/// More than are looked at for each letter, and the wanted one is the last of them.
TEST(Palette, FindsATemplateAmongThousandsByWhateverItsSearchFindsItBy) {
  AtWork at;
  std::vector<Template> all(400);
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i].name = "Answer " + std::to_string(i);
    all[i].library = TemplateLibrary::Organisation;
    all[i].texts = {{"en", "The words of each"}};
  }
  Template& wanted = all.back();
  wanted.name = "Zebra return label";
  wanted.shortcut = "striped";
  wanted.texts = {{"en", std::string(300, '.') + " with a giraffe"}, {"es", "Hola"}};
  at.world.decide(TemplatesGiven{all, {}});
  at.tab.snapshot(at.world, kAna);
  const auto look = [&] {
    for (const char* words : {"zebra", "label zebra", "striped", "giraffe", "zrl", "zebra giraffe", "zebra spanish"})
      EXPECT_NE(find_line(opened(at, words), wanted.name), nullptr) << words;
  };
  at.tab.raise(intent::ShowArea{Area::Find});
  look();
  at.tab.raise(intent::Select{at.id});
  look();
  EXPECT_EQ(find_line(opened(at, "zebra es"), wanted.name)->steps.at(0).as<intent::InsertTemplate>()->text, "Hola")
      << "in the language that is asked for";
  EXPECT_EQ(find_line(opened(at), wanted.name), nullptr);
  at.tab.raise(intent::DoPalette{PaletteStep::Take, find_line(opened(at, "zebra"), wanted.name)->key});
  EXPECT_EQ(first(opened(at)), wanted.name) << "what was taken lately stands there without words";
}

TEST(Palette, FindsATemplateByTheNameThatItsLanguageHasInTheLanguageInUse) {
  AtWork at;
  at.tab.s.language.catalogue = a_catalogue("Spanish\tSpanisch\n");
  std::vector<Template> both(2);
  for (Template& one : both) one.library = TemplateLibrary::Organisation;
  both[0].name = "Return label";
  both[0].texts = {{"en", "Hello"}, {"es", "Hola"}};
  both[1].name = "Spanischer Wein";
  both[1].texts = {{"de", "Rot"}};
  at.world.decide(TemplatesGiven{both, {}});
  at.tab.snapshot(at.world, kAna);
  const auto look = [&] {
    EXPECT_NE(find_line(opened(at, "spanisch"), "Return label"), nullptr);
    EXPECT_NE(find_line(opened(at, "return spanisch"), "Return label"), nullptr);
    EXPECT_EQ(find_line(opened(at, "return italienisch"), "Return label"), nullptr);
    EXPECT_EQ(first(opened(at, "spanisch")), "Spanischer Wein") << "a name comes before what is not shown";
  };
  at.tab.raise(intent::ShowArea{Area::Find});
  look();
  at.tab.raise(intent::Select{at.id});
  look();
}

/// Whatever can be chosen in the settings is found, too: of each choice one entry does exactly that.
TEST(Palette, FindsEverySettingThatTheSettingsHave) {
  AtWork at;
  at.tab.raise(intent::OpenSettings{true});
  const screen::Settings settings = a_desk(at.tab.s, at.tab.now).settings;
  at.tab.raise(intent::OpenSettings{false});
  std::vector<PaletteLine> lines;
  for (const char* words : {"theme", "contrast", "time", "density", "text size", "language", "enter", "sound", "volume",
                            "disturb", "offer", "offers in another window"})
    for (const PaletteLine& line : opened(at, words).lines) lines.push_back(line);
  const auto finds = [&](const auto& does) {
    return std::any_of(lines.begin(), lines.end(),
                       [&](const PaletteLine& line) { return line.steps.size() == 1 && does(line.steps[0]); });
  };
  for (const auto& one : settings.time_formats)
    EXPECT_TRUE(finds([&](const Intent& i) {
      const auto* set = i.as<intent::SetTimeFormat>();
      return set != nullptr && set->format == one.intent.as<intent::SetTimeFormat>()->format;
    })) << one.name;
  for (const auto& one : settings.text_sizes)
    EXPECT_TRUE(finds([&](const Intent& i) {
      const auto* set = i.as<intent::SetTextSize>();
      return set != nullptr && set->percent == one.intent.as<intent::SetTextSize>()->percent;
    })) << one.name;
  for (const auto& one : settings.densities)
    EXPECT_TRUE(finds([&](const Intent& i) {
      const auto* set = i.as<intent::SetDensity>();
      return set != nullptr && set->density == one.intent.as<intent::SetDensity>()->density;
    })) << one.name;
  for (const auto& one : settings.languages)
    EXPECT_TRUE(finds([&](const Intent& i) {
      const auto* set = i.as<intent::SetLanguage>();
      return set != nullptr && set->language == one.intent.as<intent::SetLanguage>()->language;
    })) << one.name;
  for (const auto& one : settings.quiet_choices)
    EXPECT_TRUE(finds([&](const Intent& i) {
      const auto* set = i.as<intent::SetDoNotDisturb>();
      return set != nullptr && set->for_ms == one.intent.as<intent::SetDoNotDisturb>()->for_ms;
    })) << one.name;
  for (const auto& one : settings.undo_choices)
    EXPECT_TRUE(finds([&](const Intent& i) {
      const auto* set = i.as<intent::SetUndo>();
      return set != nullptr && set->undo_for == one.undo_for;
    })) << one.name;
  for (const auto& thing : settings.sounds)
    for (const auto& one : thing.choices)
      EXPECT_TRUE(finds([&](const Intent& i) {
        const auto* set = i.as<intent::ChooseSound>();
        const auto* meant = one.intent.as<intent::ChooseSound>();
        return set != nullptr && set->of == meant->of && set->sound == meant->sound;
      })) << thing.name
          << ": " << one.name;
  for (const auto& one : settings.sound_volume.choices)
    EXPECT_TRUE(finds([&](const Intent& i) {
      const auto* set = i.as<intent::SetSoundVolume>();
      return set != nullptr && set->volume == one.intent.as<intent::SetSoundVolume>()->volume;
    })) << one.name;
  EXPECT_TRUE(finds([](const Intent& i) { return i.is<intent::SetHighContrast>(); }));
  EXPECT_TRUE(finds([](const Intent& i) { return i.is<intent::SetEnterSends>(); }));
  EXPECT_TRUE(finds([](const Intent& i) { return i.is<intent::SetSound>(); }));
  EXPECT_TRUE(finds([](const Intent& i) { return i.is<intent::TestSound>(); }));
  EXPECT_TRUE(finds([](const Intent& i) { return i.is<intent::AllowNotifications>(); }));
  at.tab.give(event::NotificationAccessTold{NotificationAccess::Blocked});
  const auto blocked = opened(at, "offers in another window").lines;
  ASSERT_FALSE(blocked.empty());
  EXPECT_TRUE(blocked[0].steps.at(0).is<intent::OpenSettings>()) << "the page cannot ask; there it stands why";
  for (const ThemeChoice theme : {ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark})
    EXPECT_TRUE(finds([&](const Intent& i) {
      const auto* set = i.as<intent::SetTheme>();
      return set != nullptr && set->theme == theme;
    }));
}

TEST(Palette, GoesRoundAtItsEnds) {
  AtWork at;
  const int count = static_cast<int>(opened(at).lines.size());
  at.tab.raise(intent::DoPalette{PaletteStep::Previous});
  EXPECT_EQ(a_desk(at.tab.s, at.tab.now).palette.chosen, count - 1);
  at.tab.raise(intent::DoPalette{PaletteStep::Next});
  EXPECT_EQ(a_desk(at.tab.s, at.tab.now).palette.chosen, 0);
}

TEST(Palette, IsBoundedWhateverIsTyped) {
  AtWork at;
  at.tab.raise(intent::DoPalette{PaletteStep::Open});
  at.tab.raise(intent::DoPalette{PaletteStep::Filter, std::string(10'000, 'e')});
  EXPECT_LE(at.tab.s.palette.words.size(), kPaletteWordsBytesMax);
  at.tab.raise(intent::DoPalette{PaletteStep::Filter, "e"});
  EXPECT_LE(a_desk(at.tab.s, at.tab.now).palette.lines.size(), kPaletteListedMax + 1);
}

std::vector<Intent> steps_of(AtWork& at, Action action) {
  for (const screen::AvailableAction& one : a_desk(at.tab.s, at.tab.now).actions)
    if (one.action == action) return one.steps;
  return {};
}

TEST(Actions, OpenTheMenuOfTheNewestMessageAndGoToIt) {
  AtWork at;
  at.tab.raise(intent::Select{at.id});
  const auto steps = steps_of(at, Action::MessageMenu);
  ASSERT_EQ(steps.size(), 2u);
  EXPECT_TRUE(steps[0].is<intent::ShowLatest>()) << "it is in view then";
  EXPECT_EQ(steps[1].as<intent::OpenMessageMenu>()->message, at.world.newest(at.id));
  for (const Intent& step : steps) at.tab.raise(step);
  EXPECT_TRUE(a_desk(at.tab.s, at.tab.now).conversation.message_menu.is_open);
  ASSERT_EQ(steps_of(at, Action::JumpToLatest).size(), 1u);
  EXPECT_TRUE(steps_of(at, Action::JumpToLatest)[0].as<intent::ShowLatest>()->is_read);
  EXPECT_FALSE(steps[0].as<intent::ShowLatest>()->is_read) << "a menu is opened there, and nothing else";
}

TEST(Actions, TellWhatBecameOfTheLastMessage) {
  AtWork at;
  at.tab.raise(intent::Select{at.id});
  EXPECT_TRUE(steps_of(at, Action::ShowDelivery).empty()) << "the agent has said nothing yet";
  at.relay(CommandInput{kAna, {"k"}, SendMessage{at.id, "It is on its way", at.world.newest(at.id), false}});
  const MessageId said = at.world.newest(at.id);
  at.relay(InboundMessage{{"SM9"}, kCustomer, kSupportNumber, "thank you", {}});
  const auto steps = steps_of(at, Action::ShowDelivery);
  ASSERT_EQ(steps.size(), 1u);
  EXPECT_EQ(steps[0].as<intent::ShowDelivery>()->message, said);
  at.tab.raise(steps[0]);
  EXPECT_TRUE(a_desk(at.tab.s, at.tab.now).conversation.delivery.is_open);
}

TEST(Actions, LeadToTheNoteAndToColleagues) {
  AtWork at;
  EXPECT_TRUE(steps_of(at, Action::WriteNote).empty()) << "none is open";
  at.tab.raise(intent::Select{at.id});
  const auto shown = [&] { return context_tab(at.tab.s, *at.tab.s.workspace.find_conversation(at.id)); };
  const auto note = steps_of(at, Action::WriteNote);
  ASSERT_EQ(note.size(), 1u);
  at.tab.raise(note[0]);
  EXPECT_EQ(shown(), ContextTab::Notes);
  EXPECT_TRUE(a_desk(at.tab.s, at.tab.now).is_context_shown);
  for (auto& [id, agent] : at.tab.s.workspace.agents) agent.is_connected = id == kAna;
  EXPECT_TRUE(steps_of(at, Action::AskColleague).empty()) << "nobody else is at a page";
  EXPECT_TRUE(steps_of(at, Action::InviteColleague).empty());
  at.tab.s.workspace.agents.at(kBen).is_connected = true;
  const auto invite = steps_of(at, Action::InviteColleague);
  ASSERT_EQ(invite.size(), 1u);
  EXPECT_TRUE(invite[0].as<intent::GoToColleagues>()->is_invite);
  const auto ask = steps_of(at, Action::AskColleague);
  ASSERT_EQ(ask.size(), 1u);
  EXPECT_FALSE(ask[0].as<intent::GoToColleagues>()->is_invite);
  at.tab.raise(ask[0]);
  EXPECT_EQ(shown(), ContextTab::Team);
}

TEST(Actions, CorrectTheLastNoteOfOnesOwn) {
  AtWork at;
  at.tab.raise(intent::Select{at.id});
  EXPECT_TRUE(steps_of(at, Action::CorrectNote).empty()) << "there is none";
  at.relay(CommandInput{kAna, {"n1"}, AddNote{at.id, "first", {}}});
  at.relay(CommandInput{kAna, {"n2"}, AddNote{at.id, "second", {}}});
  at.relay(CommandInput{kSam, {"n3"}, AddNote{at.id, "well done", {}}});
  const auto& notes = at.world.conversation(at.id).detail->notes;
  const auto steps = steps_of(at, Action::CorrectNote);
  ASSERT_EQ(steps.size(), 1u);
  EXPECT_EQ(steps[0].as<intent::DoNote>()->note, notes.at(1).id);
  at.tab.raise(steps[0]);
  EXPECT_EQ(a_desk(at.tab.s, at.tab.now).note_dialog.field.text, "second");
}

TEST(Actions, MarkTheOpenConversationAsUnreadUntilThatIsOnItsWay) {
  AtWork at;
  EXPECT_TRUE(steps_of(at, Action::MarkUnread).empty()) << "none is open";
  at.tab.raise(intent::Select{at.id});
  const auto steps = steps_of(at, Action::MarkUnread);
  ASSERT_EQ(steps.size(), 1u);
  at.tab.raise(steps[0]);
  EXPECT_EQ(at.tab.sent_kind<CommandFrame>().size(), 1u);
  EXPECT_TRUE(steps_of(at, Action::MarkUnread).empty());
}

TEST(Actions, GiveUpWhatWaitsAndWhatIsAskedAbout) {
  AtWork at;
  at.tab.raise(intent::Select{at.id});
  at.tab.send(at.id, "one");
  at.tab.give(event::StorageWritten{"outbox", at.tab.stored_key()});
  EXPECT_TRUE(steps_of(at, Action::DiscardUnsent).empty()) << "it is under way";
  at.tab.lose();
  const auto steps = steps_of(at, Action::DiscardUnsent);
  ASSERT_EQ(steps.size(), 1u);
  EXPECT_EQ(steps[0].as<intent::Discard>()->key, at.tab.s.outbox.entries().at(0).key);
}

TEST(Actions, FollowAConversationThroughItsWrapUp) {
  AtWork at;
  at.tab.raise(intent::Select{at.id});
  EXPECT_TRUE(steps_of(at, Action::FinishWrapUp).empty());
  at.relay(CommandInput{kAna, {"e"}, EndConversation{at.id}});
  EXPECT_TRUE(steps_of(at, Action::FinishWrapUp).empty()) << "a code is missing";
  at.tab.raise(intent::ChooseWrapUpCode{at.id, kSolved});
  ASSERT_EQ(steps_of(at, Action::FinishWrapUp).size(), 1u);
  EXPECT_TRUE(steps_of(at, Action::End).empty());
}

TEST(Actions, TakeAParkedConversationBack) {
  AtWork at;
  at.tab.raise(intent::Select{at.id});
  EXPECT_TRUE(steps_of(at, Action::Resume).empty());
  at.relay(CommandInput{kAna, {"p"}, ParkConversation{at.id, at.world.now + hours(1), ""}});
  const auto steps = steps_of(at, Action::Resume);
  ASSERT_EQ(steps.size(), 1u);
  EXPECT_EQ(steps[0].as<intent::Resume>()->conversation, at.id);
}

TEST(Actions, CopyTheNumberAsItsButtonDoes) {
  AtWork at;
  EXPECT_TRUE(steps_of(at, Action::CopyNumber).empty()) << "nothing is open";
  at.tab.raise(intent::Select{at.id});
  const auto steps = steps_of(at, Action::CopyNumber);
  ASSERT_EQ(steps.size(), 1u);
  at.tab.raise(steps[0]);
  EXPECT_EQ(at.tab.all<effect::CopyText>(), std::vector<effect::CopyText>{{"+1 415 555 0199"}});
  EXPECT_TRUE(at.tab.said("Copied: +1 415 555 0199"));
}

TEST(Actions, EditMergeAndSaveTheContact) {
  AtWork at;
  at.tab.raise(intent::Select{at.id});
  EXPECT_FALSE(steps_of(at, Action::MergeContact).empty());
  EXPECT_TRUE(steps_of(at, Action::SaveContact).empty());
  for (const Intent& step : steps_of(at, Action::EditContact)) at.tab.raise(step);
  EXPECT_TRUE(a_desk(at.tab.s, at.tab.now).context.known.is_editing);
  EXPECT_FALSE(steps_of(at, Action::SaveContact).empty());
  EXPECT_TRUE(steps_of(at, Action::EditContact).empty());
}

TEST(Actions, NameWhatAnOfferIsSoThatItsKeyIsGuarded) {
  AtWork at;
  const ConversationId offered = at.world.inbound("second", kOtherCustomer);
  at.world.make_offers();
  at.tab.snapshot(at.world, kAna);
  for (const screen::AvailableAction& one : a_desk(at.tab.s, at.tab.now).actions) {
    const bool is_offers = one.action == Action::AnswerOffer || one.action == answer_of_place(0) ||
                           one.action == Action::DeclineOffer || one.action == Action::DeclineWithReason;
    EXPECT_EQ(one.target, is_offers ? at.world.offer_of(offered).id.value : 0) << facts_of(one.action).name;
  }
  EXPECT_EQ(steps_of(at, Action::DeclineWithReason).size(), 1u);
}

TEST(Actions, AnswerOffersByTheirPlace) {
  World world;
  world.on_queue(kAna);
  world.inbound("first");
  world.inbound("second", kOtherCustomer);
  world.make_offers();
  Tab tab;
  tab.start();
  tab.welcome(kAna);
  tab.snapshot(world, kAna);
  const auto answered = [&](std::size_t place) {
    for (const screen::AvailableAction& one : a_desk(tab.s, tab.now).actions)
      if (one.action == answer_of_place(place)) return one.steps.at(0).as<intent::Answer>()->offer;
    return OfferId{};
  };
  const std::vector<screen::Alert> alerts = a_desk(tab.s, tab.now).roster.alerts;
  ASSERT_EQ(alerts.size(), 2u);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(answered(i), alerts[i].offer);
    EXPECT_EQ(alerts[i].shortcut, "Ctrl+Shift+" + std::to_string(i + 1));
    EXPECT_EQ(alerts[i].key_cap, "") << "three keys have no room in the button";
  }
  EXPECT_FALSE(answered(2).is_set());
  for (const char* digit : {"2", ""}) {
    ASSERT_TRUE(tab.s.settings.shortcuts.set(answer_of_place(1), *decode_chord(digit)));
    const screen::Alert second = a_desk(tab.s, tab.now).roster.alerts.at(1);
    EXPECT_EQ(second.shortcut, digit);
    EXPECT_EQ(second.key_cap, digit);
  }
  tab.raise(intent::Answer{alerts[0].offer});
  EXPECT_FALSE(answered(0).is_set()) << "it is being answered";
  EXPECT_EQ(answered(1), alerts[1].offer);
}

TEST(Actions, LeadToTheMessageFieldFromUnderTheDetails) {
  AtWork at;
  at.tab.raise(intent::Select{at.id});
  at.tab.raise(intent::ShowContext{true});
  ASSERT_TRUE(a_desk(at.tab.s, at.tab.now).is_context_shown);
  const auto steps = steps_of(at, Action::WriteMessage);
  ASSERT_EQ(steps.size(), 1u);
  EXPECT_EQ(steps[0].as<intent::GoToComposer>()->conversation, at.id);
  at.tab.raise(steps[0]);
  EXPECT_FALSE(a_desk(at.tab.s, at.tab.now).is_context_shown);
  at.relay(CommandInput{kAna, {"e"}, EndConversation{at.id}});
  EXPECT_TRUE(steps_of(at, Action::WriteMessage).empty()) << "nothing can be written any more";
}

/// Nothing that can be done is out of reach: each available action stands in the palette, under its own name.
TEST(Actions, AreAllInThePalette) {
  AtWork at;
  at.tab.raise(intent::Select{at.id});
  at.tab.raise(intent::EditDraft{at.id, "hello"});
  const screen::Desk desk = a_desk(at.tab.s, at.tab.now);
  std::set<Action> available;
  for (const screen::AvailableAction& one : desk.actions) {
    EXPECT_TRUE(available.insert(one.action).second) << facts_of(one.action).name;
    EXPECT_FALSE(one.steps.empty());
    EXPECT_EQ(one.chord, at.tab.s.settings.shortcuts.of(one.action));
    if (one.action == Action::OpenPalette) continue;
    const std::string name(facts_of(one.action).name);
    EXPECT_NE(find_line(opened(at, name), name), nullptr) << name;
  }
  for (const Action needed :
       {Action::Transfer, Action::Park, Action::End, Action::PickEmoji, Action::ShowNotes, Action::SearchInConversation,
        Action::InsertTemplate, Action::SaveAsTemplate, Action::MessageMenu, Action::JumpToLatest, Action::EditContact,
        Action::MarkUnread, Action::SearchMessages, Action::NewTemplate, Action::WriteNote})
    EXPECT_EQ(available.count(needed), 1u) << facts_of(needed).name;
  EXPECT_EQ(available.count(Action::AnswerOffer), 0u) << "there is none";
}

TEST(Settings, ListEveryActionOnceWithItsKeys) {
  AtWork at;
  at.tab.raise(intent::OpenSettings{true, true});
  screen::Settings settings = a_desk(at.tab.s, at.tab.now).settings;
  EXPECT_EQ(settings.keyboard.lines.size(), kActionsCount);
  EXPECT_FALSE(settings.keyboard.can_reset);
  at.tab.raise(intent::DoShortcut{ShortcutStep::Remove, Action::Park});
  settings = a_desk(at.tab.s, at.tab.now).settings;
  const auto park = std::find_if(settings.keyboard.lines.begin(), settings.keyboard.lines.end(),
                                 [](const auto& line) { return line.action == Action::Park; });
  EXPECT_EQ(park->keys, "None");
  EXPECT_FALSE(park->can_remove);
  EXPECT_TRUE(settings.keyboard.can_reset);
}

TEST(DoNotDisturb, IsSeenInTheRailAndKeepsTheTitleStill) {
  AtWork at;
  at.tab.raise(intent::SetDoNotDisturb{hours(1)});
  const screen::Screen quiet = screen::make_screen(at.tab.s, at.tab.now);
  EXPECT_TRUE(quiet.desk.rail.is_quiet);
  EXPECT_EQ(quiet.desk.rail.quiet_name, "Do not disturb is on for 1 h. Switch it off");
  at.tab.raise(intent::SetDoNotDisturb{0});
  EXPECT_FALSE(a_desk(at.tab.s, at.tab.now).rail.is_quiet);
}

}  // namespace
}  // namespace smsdesk::test
