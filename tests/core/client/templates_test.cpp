// Templates at the composer and in their dialog: what is typed finds them, what is chosen is put in filled, and nothing that
// is not filled goes out.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/client/draft_actions.h"
#include "core/screen/make_screen.h"
#include "core/workspace/template_document.h"
#include "tests/core/client/tab.h"
#include "tests/support/catalogue.h"

namespace smsdesk::test {
namespace {

class TemplatesAtWork : public testing::Test {
 protected:
  TemplatesAtWork() {
    Template hello = shared("Hello", "hi", "Hello {{customer.name|there}}, this is {{agent.first_name}}.");
    hello.texts.push_back({"es", "Hola, {{customer.number}}"});
    Template named = shared("By name", "name", "Dear {{customer.name}}, thank you");
    Template sales = shared("Offer", "offer", "We have an offer");
    sales.queues = {kSales};
    sales.library = TemplateLibrary::Own;
    sales.owner = kAna;
    Template own = shared("Mine", "", "My own words");
    own.library = TemplateLibrary::Own;
    own.owner = kAna;
    Template team = shared("Team's", "team", "Of the team");
    team.library = TemplateLibrary::Team;
    team.team = kSupport;
    at_.world.decide(TemplatesGiven{{hello, named, team}, {}});
    at_.world.command(kAna, SaveTemplates{{own, sales}});
    at_.tab.snapshot(at_.world, kAna);
    at_.tab.raise(intent::Select{at_.id});
  }
  static Template shared(std::string name, std::string shortcut, std::string text) {
    Template one;
    one.name = std::move(name);
    one.shortcut = std::move(shortcut);
    one.library = TemplateLibrary::Organisation;
    one.texts = {{"en", std::move(text)}};
    return one;
  }
  void type(const std::string& text, std::size_t cursor = std::string::npos) {
    at_.tab.raise(intent::EditDraft{at_.id, text, cursor});
  }
  screen::Desk desk() const { return screen::make_screen(at_.tab.s, at_.tab.now).desk; }
  screen::TemplateList list() const { return desk().conversation.composer.templates; }
  screen::TemplatesDialog dialog() const { return desk().templates; }
  std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (const screen::TemplateLine& line : list().lines)
      if (!line.is_action) all.push_back(line.name);
    return all;
  }
  void press(TemplateStep step, std::string text = {}, std::uint64_t number = 0) {
    at_.tab.raise(intent::DoTemplates{step, std::move(text), number});
  }
  /// What Enter does.
  void take() {
    const screen::TemplateList shown = list();
    ASSERT_GE(shown.chosen, 0);
    at_.tab.raise(shown.lines.at(static_cast<std::size_t>(shown.chosen)).intent);
  }
  std::string draft() const {
    const auto at = at_.tab.s.drafts.find(DraftPlace(at_.id));
    return at == at_.tab.s.drafts.end() ? "" : at->second.text;
  }
  template <typename Command>
  std::vector<std::pair<SendKey, Command>> given() const {
    std::vector<std::pair<SendKey, Command>> found;
    for (const auto& frame : at_.tab.sent_kind<CommandFrame>()) {
      if (const auto* one = std::get_if<Command>(&frame.command)) found.emplace_back(frame.key, *one);
    }
    return found;
  }
  TemplateId id_of(const std::string& name) const {
    for (const auto& [id, one] : at_.world.workspace.templates)
      if (one.name == name) return id;
    return {};
  }
  AtWork at_;
};
using Names = std::vector<std::string>;

TEST_F(TemplatesAtWork, ASlashAtTheStartOfAWordOpensTheList) {
  EXPECT_FALSE(list().is_shown);
  for (const char* text : {"/", "Hi /", "Hi\n/"}) {
    type(text);
    EXPECT_TRUE(list().is_shown) << text;
    type("");
  }
  for (const char* text : {"and/or", "1 / 2", "x", "/a\n"}) {
    type(text);
    EXPECT_FALSE(list().is_shown) << text;
  }
}

TEST_F(TemplatesAtWork, TypingFiltersAndTheQueueLimits) {
  type("/");
  EXPECT_EQ(names(), (Names{"By name", "Hello", "Mine", "Team's"})) << "Offer is for Sales";
  type("/hel");
  EXPECT_EQ(names(), Names{"Hello"});
  EXPECT_EQ(list().chosen, 0);
  type("/xyz");
  EXPECT_TRUE(list().is_shown);
  EXPECT_NE(list().empty_text, "");
  EXPECT_EQ(list().chosen, -1) << "Enter is the composer's";
  type("/xyz and words");
  EXPECT_FALSE(list().is_shown);
}

TEST_F(TemplatesAtWork, TheChosenOneIsShownFilledWithWhatItCosts) {
  type("/hi");
  EXPECT_EQ(list().preview.text, "Hello there, this is Ana.");
  EXPECT_EQ(list().preview.cost, "25 characters · 1 segment · GSM-7");
  ASSERT_EQ(list().preview.remarks.size(), 1u);
  EXPECT_NE(list().preview.remarks[0].find("customer's name"), std::string::npos);
  EXPECT_FALSE(list().preview.is_incomplete);
  type("/name");
  EXPECT_TRUE(list().preview.is_incomplete);
}

TEST_F(TemplatesAtWork, ATypedLanguageShowsItsText) {
  type("/hi es");
  EXPECT_EQ(list().preview.text, "Hola, +1 415 555 0199");
}

TEST_F(TemplatesAtWork, TheCustomersLanguageIsPreferred) {
  at_.relay(InboundMessage{{"SM77"}, kCustomer, kSupportNumber, "Hola, ¿dónde está mi pedido por favor?", {}});
  type("/hi");
  EXPECT_EQ(list().preview.text, "Hola, +1 415 555 0199");
}

TEST_F(TemplatesAtWork, TheLanguageOfTheContactComesBeforeWhatIsGuessed) {
  const auto speaks = [&](const std::string& language) {
    CustomerRecord record = at_.world.conversation(at_.id).detail->record;
    record.contact.emplace();
    record.contact->id = ContactId{70};
    record.contact->name = "Mira Lind";
    record.contact->numbers = {kCustomer};
    record.contact->language = language;
    at_.relay(CustomerRead{at_.id, record});
  };
  speaks("es");
  type("/hi");
  EXPECT_EQ(list().preview.text, "Hola, +1 415 555 0199") << "nothing was written in it";
  at_.relay(InboundMessage{{"SM77"}, kCustomer, kSupportNumber, "Hola, ¿dónde está mi pedido por favor?", {}});
  speaks("en");
  EXPECT_EQ(list().preview.text, "Hello Mira Lind, this is Ana.");
}

TEST_F(TemplatesAtWork, SeveralAreInsertedWhereTheCursorStands) {
  type("Well. /mine And more", 11);
  take();
  EXPECT_EQ(draft(), "Well. My own words And more");
  EXPECT_EQ(desk().conversation.composer.cursor, 18u);
  EXPECT_FALSE(list().is_shown);
  type("Well. My own words /hi And more", 22);
  take();
  EXPECT_EQ(draft(), "Well. My own words Hello there, this is Ana. And more");
}

TEST_F(TemplatesAtWork, ArrowsChooseAndGoRound) {
  type("/");
  const auto count = static_cast<int>(list().lines.size());
  press(TemplateStep::Next);
  EXPECT_EQ(list().chosen, 1);
  press(TemplateStep::Previous);
  press(TemplateStep::Previous);
  EXPECT_EQ(list().chosen, count - 1);
  EXPECT_TRUE(list().lines.back().is_action);
  take();
  EXPECT_TRUE(dialog().is_open);
}

TEST_F(TemplatesAtWork, EscapeLeavesTheTextAndDoesNotComeBack) {
  type("/he");
  press(TemplateStep::Leave);
  EXPECT_EQ(draft(), "/he");
  type("/hel");
  EXPECT_FALSE(list().is_shown);
  type("");
  type("/");
  EXPECT_TRUE(list().is_shown);
}

TEST_F(TemplatesAtWork, TheButtonOpensTheSameListWithoutASlash) {
  type("Well.  More", 6);
  press(TemplateStep::Open);
  EXPECT_EQ(names().size(), 4u);
  type("Well. mi More", 8);
  EXPECT_EQ(names(), Names{"Mine"});
  take();
  EXPECT_EQ(draft(), "Well. My own words More");
  press(TemplateStep::Open);
  EXPECT_TRUE(list().is_shown);
  press(TemplateStep::Open);
  EXPECT_FALSE(list().is_shown);
}

TEST_F(TemplatesAtWork, ThePaletteInsertsWhereTheCursorStandsOrInPlaceOfWhatWasTyped) {
  const auto take_in_palette = [&](const std::string& name) {
    at_.tab.raise(intent::DoPalette{PaletteStep::Open});
    at_.tab.raise(intent::DoPalette{PaletteStep::Filter, name});
    for (const screen::PaletteLine& line : desk().palette.lines) {
      if (line.name != name) continue;
      at_.tab.raise(intent::DoPalette{PaletteStep::Take, line.key});
      for (const Intent& step : line.steps) at_.tab.raise(step);
      return;
    }
    ADD_FAILURE() << name;
  };
  take_in_palette("Mine");
  EXPECT_EQ(draft(), "My own words");
  EXPECT_EQ(given<UseTemplate>().size(), 1u);
  type("Well.  More", 6);
  take_in_palette("Hello");
  EXPECT_EQ(draft(), "Well. Hello there, this is Ana. More");
  EXPECT_EQ(desk().conversation.composer.cursor, 31u);
  type("Well. /mi More", 9);
  ASSERT_TRUE(list().is_shown);
  take_in_palette("Mine");
  EXPECT_EQ(draft(), "Well. My own words More");
  EXPECT_FALSE(list().is_shown);
}

TEST_F(TemplatesAtWork, WhatIsMissingIsHeldAndSelected) {
  type("/name");
  take();
  EXPECT_EQ(draft(), "Dear {{customer.name}}, thank you");
  const screen::Composer composer = desk().conversation.composer;
  EXPECT_EQ(composer.draft.substr(composer.cursor, composer.cursor_end - composer.cursor), "{{customer.name}}");
  EXPECT_NE(composer.hold, "");
  at_.tab.raise(intent::Send{at_.id});
  EXPECT_TRUE(at_.tab.sends().empty());
  EXPECT_EQ(at_.tab.s.outbox.entries().size(), 0u);
  EXPECT_TRUE(at_.tab.said("{{customer.name}}"));
  type("Dear Maria, thank you");
  EXPECT_FALSE(at_.tab.said("{{customer.name}}")) << "the sentence goes with its reason";
  at_.tab.raise(intent::Send{at_.id});
  EXPECT_EQ(at_.tab.s.outbox.entries().size(), 1u);
}

TEST_F(TemplatesAtWork, AnEnterFasterThanTheListSendsNothing) {
  type("/hi");
  at_.tab.raise(intent::Send{at_.id});
  EXPECT_EQ(at_.tab.s.outbox.entries().size(), 0u);
}

TEST_F(TemplatesAtWork, UsesAreTheMostUsedFirst) {
  type("/mine");
  take();
  const auto used = given<UseTemplate>();
  ASSERT_EQ(used.size(), 1u);
  at_.relay(CommandInput{kAna, used[0].first, used[0].second});
  type("/");
  EXPECT_EQ(names().front(), "Mine");
}

TEST_F(TemplatesAtWork, AChangeByOthersIsThereAtOnce) {
  type("/");
  Template fresh = shared("A new one", "", "x");
  at_.relay(TemplatesGiven{{fresh}, {}});
  EXPECT_EQ(names().front(), "A new one");
}

TEST_F(TemplatesAtWork, TimesAreFilledAndNeverSentAsTheyAreWritten) {
  at_.relay(TemplatesGiven{{shared("When", "when", "{{greeting}}, until {{date+1d}} {{time}} ({{weekday+1d}})")}, {}});
  type("/when");
  EXPECT_FALSE(list().preview.is_incomplete) << list().preview.text;
  EXPECT_EQ(list().preview.text.find("{{"), std::string::npos) << list().preview.text;
  EXPECT_EQ(list().preview.text.substr(0, 5), "Good ");
  type("Until {{date+14d}}");
  at_.tab.raise(intent::Send{at_.id});
  EXPECT_TRUE(at_.tab.s.outbox.entries().empty());
}

TEST_F(TemplatesAtWork, TimesAreThoseOfWhereTheCustomerIs) {
  at_.relay(TemplatesGiven{{shared("Clock", "clock", "{{time}}")}, {}});
  type("/clock");
  const std::string ours = list().preview.text;
  auto& record = at_.tab.s.workspace.conversations.at(at_.id).detail->record;
  record.zone = {"Asia/Kathmandu", {{Instant{0}, 5 * 60 + 45}}, false};
  EXPECT_NE(list().preview.text, ours);
  record.zone.offsets.clear();
  EXPECT_EQ(list().preview.text, ours) << "not known: as before";
}

TEST_F(TemplatesAtWork, CustomerFieldsAreFilledAsLongAsTheyAreThere) {
  const auto configure = [&](std::vector<CustomerField> fields) {
    OrganisationSettings settings;
    settings.customer_fields = std::move(fields);
    at_.world.decide(an_organisation_with([&](Organisation& all) { all.settings = {settings}; }));
    at_.tab.snapshot(at_.world, kAna);
    at_.tab.raise(intent::Select{at_.id});
  };
  configure({{"Account no", {}}});
  at_.relay(TemplatesGiven{{shared("Account", "acc", "Quote {{field.ACCOUNT no|your account}}.")}, {}});
  type("/acc");
  EXPECT_EQ(list().preview.text, "Quote your account.") << "nobody is known";
  EXPECT_EQ(list().preview.remarks, Names{"Not known: the customer's “ACCOUNT no”. The default stands there."});
  CustomerRecord record = at_.world.conversation(at_.id).detail->record;
  record.contact.emplace();
  record.contact->id = ContactId{70};
  record.contact->name = "Mira Lind";
  record.contact->numbers = {kCustomer};
  record.contact->fields = {{"Account no", "A 7"}};
  at_.relay(CustomerRead{at_.id, record});
  EXPECT_EQ(list().preview.text, "Quote A 7.");
  EXPECT_EQ(list().preview.cost, "10 characters · 1 segment · GSM-7") << "counted as it is filled";
  configure({});
  type("");
  type("/acc");
  EXPECT_EQ(list().preview.text, "Quote your account.") << "the organisation has given it up";
}

TEST_F(TemplatesAtWork, AFieldWithNeitherValueNorDefaultIsHeld) {
  OrganisationSettings settings;
  settings.customer_fields = {{"Account no", {}}};
  at_.world.decide(an_organisation_with([&](Organisation& all) { all.settings = {settings}; }));
  at_.tab.snapshot(at_.world, kAna);
  at_.tab.raise(intent::Select{at_.id});
  at_.relay(TemplatesGiven{{shared("Account", "acc", "Quote {{field.Account no}}.")}, {}});
  type("/acc");
  take();
  EXPECT_NE(desk().conversation.composer.hold, "");
  at_.tab.raise(intent::Send{at_.id});
  EXPECT_TRUE(at_.tab.s.outbox.entries().empty());
}

TEST_F(TemplatesAtWork, AGreetingInNoLanguageIsSaid) {
  Template unknown = shared("Welcome", "welcome", "{{greeting}}!");
  unknown.texts[0].language.clear();
  at_.relay(TemplatesGiven{{unknown}, {}});
  type("/welcome");
  EXPECT_TRUE(list().preview.is_incomplete);
  ASSERT_EQ(list().preview.remarks.size(), 2u);
  EXPECT_NE(list().preview.remarks[1].find("text's language"), std::string::npos);
}

// Files -----------------------------------------------------------------------------------------------------------
TemplateFile a_file(char content, std::uint64_t bytes = 1'000, std::string type = "image/png") {
  return {std::string(64, content), std::string(1, content) + ".png", std::move(type), bytes, 40, 30};
}

class TemplatesWithFiles : public TemplatesAtWork {
 protected:
  TemplatesWithFiles() {
    Template map = shared("Map", "map", "This is the way");
    map.files = {a_file('a'), a_file('b', 2'000, "application/pdf")};
    at_.relay(TemplatesGiven{{map}, {}});
  }
  const std::vector<Attachment>& attached() { return at_.tab.s.attachments[at_.id]; }
  void offer(const std::string& key, const std::string& type = "image/png", std::uint64_t bytes = 1'000) {
    at_.tab.give(event::FileOffered{key, key + ".png", type, bytes});
  }
  void is_taken(const std::string& key, char content) {
    at_.tab.give(event::UploadEnded{key, 200,
                                    R"({"hash":")" + std::string(64, content) +
                                        R"(","content_type":"image/png","bytes":900,"width":4,"height":3})"});
  }
  void edit(const std::string& name) {
    press(TemplateStep::Manage);
    press(TemplateStep::Edit, {}, id_of(name).value);
  }
};

TEST_F(TemplatesWithFiles, AreShownAndGoIntoTheMessage) {
  type("/map");
  ASSERT_EQ(names(), Names{"Map"});
  EXPECT_EQ(list().lines[0].files, "2 files");
  EXPECT_NE(list().lines[0].accessible_name.find("2 files"), std::string::npos);
  ASSERT_EQ(list().preview.files.size(), 2u);
  EXPECT_EQ(list().preview.files[0].accessible_name, "a.png, PNG picture, 1 KB");
  EXPECT_EQ(list().preview.files[1].detail, "PDF document, 2 KB");
  EXPECT_EQ(list().preview.files[0].remove_name, "");
  EXPECT_EQ(list().preview.cost, "15 characters · 2 files, 3 KB, sent as one MMS");
  take();
  EXPECT_EQ(draft(), "This is the way");
  ASSERT_EQ(attached().size(), 2u);
  EXPECT_EQ(attached()[0].media.hash, std::string(64, 'a'));
  EXPECT_EQ(at_.tab.written("drafts").size(), 2u) << "they are kept with the draft";
  at_.tab.raise(intent::Send{at_.id});
  ASSERT_EQ(at_.tab.s.outbox.entries().size(), 1u);
  EXPECT_EQ(at_.tab.s.outbox.entries()[0].media.size(), 2u);
}

TEST_F(TemplatesWithFiles, WhatDoesNotFitIsSaidAndTheRestIsAttached) {
  for (std::size_t i = 0; i < kMediaMax - 1; ++i) {
    offer("f" + std::to_string(i));
    is_taken("f" + std::to_string(i), static_cast<char>('0' + i));
  }
  type("/map");
  take();
  EXPECT_EQ(draft(), "This is the way");
  EXPECT_EQ(attached().size(), kMediaMax);
  EXPECT_TRUE(at_.tab.said("Not attached: “b.png”. A message takes at most 10 files, with 5 MB together."));
  type("/map");
  take();
  EXPECT_EQ(attached().size(), kMediaMax) << "what is attached already is there";
}

TEST_F(TemplatesWithFiles, WhatDoesNotFitIsListedAsTheLanguageInUseLists) {
  at_.tab.s.language.catalogue = a_catalogue(", \t、\n“{text}”\t「{text}」\n");
  for (std::size_t i = 0; i < kMediaMax; ++i) {
    offer("f" + std::to_string(i));
    is_taken("f" + std::to_string(i), static_cast<char>('0' + i));
  }
  type("/map");
  take();
  EXPECT_TRUE(at_.tab.said("「a.png」、「b.png」"));
}

TEST_F(TemplatesWithFiles, BringWhatTheNumberTakes) {
  at_.tab.s.workspace.numbers[kSupportNumber].limits.file_types = {"image/png"};
  type("/map");
  take();
  EXPECT_EQ(draft(), "This is the way");
  ASSERT_EQ(attached().size(), 1u);
  EXPECT_EQ(attached()[0].media.name, "a.png");
  EXPECT_TRUE(at_.tab.said("b.png cannot be sent here, only these can: PNG picture."));
}

TEST_F(TemplatesWithFiles, FromANumberOfTextsAloneTheTextIsInsertedAlone) {
  at_.tab.s.workspace.numbers[kSupportNumber].has_mms = false;
  type("/map");
  EXPECT_EQ(list().preview.cost, "15 characters · 1 segment · GSM-7 · 2 files that cannot be sent from this number");
  take();
  EXPECT_EQ(draft(), "This is the way");
  EXPECT_TRUE(attached().empty());
  EXPECT_TRUE(at_.tab.said("The template's files were not attached"));
}

TEST_F(TemplatesWithFiles, FromANumberOfTextsAloneGoAsLinksBelowTheTextWhereThereAreSome) {
  at_.tab.s.workspace.numbers[kSupportNumber].has_mms = false;
  at_.tab.s.links_for_days = 7;
  type("/map");
  EXPECT_EQ(list().preview.cost, "15 characters · 1 segment · GSM-7 · 2 files go as links");
  take();
  EXPECT_EQ(draft(), "This is the way");
  EXPECT_TRUE(attached().empty());
  const std::string key = std::to_string(at_.id.value) + "-" + std::string(64, 'a');
  const auto asked = at_.tab.all<effect::HttpRequest>();
  ASSERT_EQ(asked.size(), 2u);
  EXPECT_EQ(asked[0],
            (effect::HttpRequest{kLinkTag + key, "POST", "/api/media/link/" + std::string(64, 'a'), "", "", ""}));
  const auto told = at_.tab.all<effect::Announce>();
  EXPECT_EQ(
      std::count(told.begin(), told.end(), effect::Announce{"Inserted: This is the way 2 files go as links.", false}),
      1);
  const auto chips = [&] { return screen::make_screen(at_.tab.s, at_.tab.now).desk.conversation.composer.attachments; };
  ASSERT_EQ(chips().size(), 2u);
  EXPECT_EQ(chips()[0].detail, "Making a link…") << "the relay has it: nothing is uploaded";
  EXPECT_EQ(chips()[0].percent, -1);
  EXPECT_EQ(chips()[0].accessible_name, chips()[0].title + ", Making a link…");
  // Something in the text is to be written over first: the link does not get in the way.
  at_.tab.s.drafts[at_.id].cursor = 5;
  at_.tab.s.drafts[at_.id].cursor_end = 7;
  at_.tab.give(event::HttpAnswered{asked[0].tag, 200, R"({"url":"https://desk.example/f/one","ends_at":0})"});
  EXPECT_EQ(draft(), "This is the way\nhttps://desk.example/f/one");
  EXPECT_EQ(at_.tab.s.drafts[at_.id].cursor, 5u);
  EXPECT_EQ(at_.tab.s.drafts[at_.id].cursor_end, 7u);
  at_.tab.give(event::HttpAnswered{asked[1].tag, 404, R"({"sentence":"The file is not there any more."})"});
  ASSERT_EQ(at_.tab.s.link_files[at_.id].size(), 1u);
  EXPECT_EQ(at_.tab.s.link_files[at_.id][0].failure, "The file is not there any more.");
  at_.tab.raise(intent::RetryUpload{at_.tab.s.link_files[at_.id][0].key});
  EXPECT_EQ(at_.tab.all<effect::HttpRequest>(), std::vector({asked[1]}));
  at_.tab.give(event::HttpAnswered{asked[1].tag, 200, R"({"url":"https://desk.example/f/two","ends_at":0})"});
  EXPECT_EQ(draft(), "This is the way\nhttps://desk.example/f/one\nhttps://desk.example/f/two");
  EXPECT_EQ(at_.tab.s.link_files.count(at_.id), 0u);
}

TEST_F(TemplatesWithFiles, GoAloneWhereThereIsNoText) {
  Template one = shared("Price list", "prices", "");
  one.texts.clear();
  one.files = {a_file('c'), a_file('d', 2'000, "application/pdf")};
  at_.relay(TemplatesGiven{{one}, {}});
  type("See here: /price", 16);
  ASSERT_EQ(names(), Names{"Price list"});
  EXPECT_EQ(list().lines[0].shortcut, "/prices");
  EXPECT_EQ(list().lines[0].files, "2 files");
  EXPECT_NE(list().lines[0].text.find("c.png, d.png"), std::string::npos) << list().lines[0].text;
  EXPECT_FALSE(list().preview.has_text);
  EXPECT_EQ(list().preview.files.size(), 2u);
  EXPECT_EQ(list().preview.cost, "2 files, 3 KB, sent as one MMS");
  EXPECT_FALSE(list().preview.is_incomplete);
  take();
  EXPECT_EQ(draft(), "See here: ") << "what was typed to find it goes, nothing else";
  EXPECT_EQ(attached().size(), 2u);
  const auto told = at_.tab.all<effect::Announce>();
  EXPECT_EQ(std::count(told.begin(), told.end(), effect::Announce{"2 files are attached.", false}), 1);
  EXPECT_EQ(given<UseTemplate>().size(), 1u);
  type("");
  at_.tab.raise(intent::Send{at_.id});
  ASSERT_EQ(at_.tab.s.outbox.entries().size(), 1u) << "as a message of files alone";
  press(TemplateStep::Manage);
  const auto lines = dialog().lines;
  const auto shown =
      std::find_if(lines.begin(), lines.end(), [](const auto& line) { return line.name == "Price list"; });
  ASSERT_NE(shown, lines.end());
  EXPECT_NE(shown->text.find("c.png"), std::string::npos) << shown->text;
}

TEST_F(TemplatesWithFiles, AloneFromANumberOfTextsAloneTheyChangeNothing) {
  Template one = shared("Price list", "prices", "");
  one.texts.clear();
  one.files = {a_file('c')};
  at_.relay(TemplatesGiven{{one}, {}});
  at_.tab.s.workspace.numbers[kSupportNumber].has_mms = false;
  type("/prices");
  take();
  EXPECT_TRUE(attached().empty());
  EXPECT_TRUE(at_.tab.said("The template's files were not attached"));
  EXPECT_TRUE(given<UseTemplate>().empty());
  for (const auto& told : at_.tab.all<effect::Announce>())
    EXPECT_EQ(told.sentence.find("Inserted"), std::string::npos) << told.sentence;
}

TEST_F(TemplatesWithFiles, AreSavedWithoutATextInWhateverLanguagesItHasTabs) {
  press(TemplateStep::Manage);
  press(TemplateStep::New);
  press(TemplateStep::Name, "Price list");
  press(TemplateStep::AddLanguage, "en");
  press(TemplateStep::AddLanguage, "de");
  press(TemplateStep::Text, " \n", 2);
  press(TemplateStep::Save);
  EXPECT_TRUE(given<SaveTemplates>().empty());
  EXPECT_EQ(dialog().form.problem, "The text is empty. Write what the customer is to read.");
  offer("f1");
  press(TemplateStep::Save);
  EXPECT_TRUE(given<SaveTemplates>().empty());
  EXPECT_NE(dialog().form.problem.find("still on its way"), std::string::npos) << dialog().form.problem;
  is_taken("f1", 'c');
  EXPECT_FALSE(dialog().form.preview.has_text);
  press(TemplateStep::Save);
  const auto saved = given<SaveTemplates>();
  ASSERT_EQ(saved.size(), 1u);
  EXPECT_TRUE(saved[0].second.templates.at(0).texts.empty());
  EXPECT_EQ(saved[0].second.templates[0].files.size(), 1u);
  at_.relay(CommandInput{kAna, saved[0].first, saved[0].second});
  at_.tab.frame(AnswerFrame{saved[0].first, std::nullopt});
  EXPECT_NE(dialog().report.find("was saved"), std::string::npos);
  edit("Price list");
  EXPECT_EQ(dialog().form.text, "") << "a text can be written to it later";
  ASSERT_EQ(dialog().form.tabs.size(), 1u);
  press(TemplateStep::Text, "Our prices", 10);
  press(TemplateStep::Save);
  ASSERT_EQ(given<SaveTemplates>().size(), 1u);
  EXPECT_EQ(given<SaveTemplates>()[0].second.templates.at(0).texts.size(), 1u);
}

TEST_F(TemplatesWithFiles, AreAddedAndRemovedInTheForm) {
  edit("Mine");
  EXPECT_EQ(dialog().form.files_label, "Add files");
  at_.tab.raise(intent::AttachFiles{});
  EXPECT_TRUE(at_.tab.did<effect::ChooseUploads>());
  offer("f1");
  EXPECT_TRUE(at_.tab.did<effect::BeginUpload>());
  EXPECT_TRUE(attached().empty()) << "not to the message beneath";
  at_.tab.give(event::UploadProgressed{"f1", 40, 0});
  EXPECT_EQ(dialog().form.files.at(0).percent, 40);
  EXPECT_FALSE(dialog().form.can_save);
  press(TemplateStep::Save);
  EXPECT_TRUE(given<SaveTemplates>().empty());
  is_taken("f1", 'c');
  EXPECT_EQ(dialog().form.files.at(0).detail, "900 bytes") << dialog().form.files.at(0).detail;
  offer("f2");
  at_.tab.give(event::UploadEnded{"f2", 413, R"({"sentence":"Too large."})"});
  ASSERT_EQ(dialog().form.files.size(), 2u) << "the rest stays";
  EXPECT_TRUE(dialog().form.files[1].is_failed);
  EXPECT_FALSE(dialog().form.can_save);
  at_.tab.raise(intent::RemoveAttachment{{}, "f2"});
  offer("f3");
  is_taken("f3", 'c');
  EXPECT_EQ(dialog().form.files.size(), 1u) << "the same content twice is one file";
  EXPECT_TRUE(dialog().form.can_save);
  press(TemplateStep::Save);
  const auto saved = given<SaveTemplates>();
  ASSERT_EQ(saved.size(), 1u);
  ASSERT_EQ(saved[0].second.templates.at(0).files.size(), 1u);
  EXPECT_EQ(saved[0].second.templates[0].files[0],
            (TemplateFile{std::string(64, 'c'), "f1.png", "image/png", 900, 4, 3}));
  at_.tab.frame(AnswerFrame{saved[0].first, std::nullopt});
  EXPECT_TRUE(at_.tab.did<effect::EndUpload>());
}

TEST_F(TemplatesWithFiles, WhatIsChosenForATemplateGoesIntoNoMessage) {
  edit("Mine");
  at_.tab.raise(intent::AttachFiles{});
  ASSERT_TRUE(at_.tab.did<effect::ChooseUploads>());
  const event::FileOffered chosen{"f1", "f1.png", "image/png", 1'000, at_.tab.all<effect::ChooseUploads>()[0].place};
  press(TemplateStep::Back);
  press(TemplateStep::Close);
  ASSERT_FALSE(at_.tab.s.templates.is_open);
  at_.tab.give(chosen);
  EXPECT_TRUE(attached().empty());
  EXPECT_TRUE(at_.tab.said("that it was chosen for is not open any more"));
}

TEST_F(TemplatesWithFiles, AreCheckedLikeThoseOfAMessage) {
  edit("Mine");
  offer("zip", "application/zip");
  EXPECT_TRUE(at_.tab.said("“zip.png” was not attached: pictures, audio"));
  for (int i = 0; i < 11; ++i) offer("n" + std::to_string(i));
  EXPECT_EQ(dialog().form.files.size(), kTemplateFilesMax);
  EXPECT_TRUE(at_.tab.said("a message takes at most 10"));
}

TEST_F(TemplatesWithFiles, AreReadOnlyWhereTheTemplateIs) {
  edit("Map");
  ASSERT_EQ(dialog().form.files.size(), 2u);
  EXPECT_EQ(dialog().form.files[0].remove_name, "");
  EXPECT_EQ(dialog().form.files_label, "");
  offer("f1");
  EXPECT_TRUE(at_.tab.said("open a template that you can change"));
  at_.tab.raise(intent::RemoveAttachment{{}, dialog().form.files[0].key});
  EXPECT_EQ(dialog().form.files.size(), 2u);
  press(TemplateStep::Copy);
  EXPECT_EQ(dialog().form.files.size(), 2u) << "a copy has them too";
  at_.tab.raise(intent::RemoveAttachment{{}, dialog().form.files[0].key});
  EXPECT_EQ(dialog().form.files.size(), 1u);
  EXPECT_TRUE(attached().empty());
}

TEST_F(TemplatesWithFiles, AnImportSaysWhichOnesTheRelayDoesNotHave) {
  press(TemplateStep::Manage);
  press(TemplateStep::Import);
  at_.tab.give(event::FileChosen{"x.json",
                                 R"({"smsdesk_templates":1,"templates":[{"name":"Way","texts":{"en":"x"},"files":[)"
                                 R"({"name":"here.png","hash":")" +
                                     std::string(64, 'a') + R"("},{"name":"gone.png","hash":")" + std::string(64, 'd') +
                                     R"("}]}]})",
                                 {}});
  const auto saved = given<SaveTemplates>();
  ASSERT_EQ(saved.size(), 1u);
  // As the relay does: what it has is described, the rest is left out.
  SaveTemplates known = saved[0].second;
  ASSERT_EQ(known.templates.at(0).files.size(), 2u);
  known.templates[0].files = {a_file('a')};
  at_.relay(CommandInput{kAna, saved[0].first, known});
  at_.tab.frame(AnswerFrame{saved[0].first, std::nullopt});
  EXPECT_TRUE(dialog().is_report_bad);
  EXPECT_NE(dialog().report.find("1 template was taken in."), std::string::npos) << dialog().report;
  EXPECT_NE(dialog().report.find("“gone.png” of “Way”"), std::string::npos) << dialog().report;
  EXPECT_EQ(dialog().report.find("here.png"), std::string::npos) << dialog().report;
}

TEST_F(TemplatesAtWork, TheLanguagesOfATextAreNamedInTheLanguageInUse) {
  at_.tab.s.language.catalogue = a_catalogue("Italian\tItalienisch\n");
  press(TemplateStep::Manage);
  press(TemplateStep::New);
  const auto offered = dialog().form.languages;
  const auto italian = std::find_if(offered.begin(), offered.end(), [](const screen::TemplateChoice& one) {
    const auto* step = one.intent.as<intent::DoTemplates>();
    return step != nullptr && step->text == "it";
  });
  ASSERT_NE(italian, offered.end());
  EXPECT_EQ(italian->name, "Italienisch");
}

// The dialog ------------------------------------------------------------------------------------------------------
TEST_F(TemplatesAtWork, TheFormOffersTheOrganisationsFieldsAndTakesNoOthers) {
  OrganisationSettings settings;
  settings.customer_fields = {{"Account no", {}}};
  at_.world.decide(an_organisation_with([&](Organisation& all) { all.settings = {settings}; }));
  at_.tab.snapshot(at_.world, kAna);
  press(TemplateStep::Manage);
  press(TemplateStep::New);
  ASSERT_FALSE(dialog().form.placeholders.empty());
  EXPECT_EQ(dialog().form.placeholders.back().name, "field.Account no");
  EXPECT_EQ(dialog().form.placeholders.back().meaning, "the customer's “Account no”");
  press(TemplateStep::Name, "Fresh");
  press(TemplateStep::Text, "{{field.Acount no}}", 0);
  press(TemplateStep::Save);
  EXPECT_EQ(dialog().form.problem, "There is no customer field “Acount no”. Choose one of the list.");
  EXPECT_TRUE(given<SaveTemplates>().empty());
  press(TemplateStep::Text, "", 0);
  press(TemplateStep::Placeholder, "field.Account no");
  EXPECT_EQ(dialog().form.text, "{{field.Account no}}");
  press(TemplateStep::Save);
  EXPECT_EQ(given<SaveTemplates>().size(), 1u);
}

TEST_F(TemplatesAtWork, ATemplateIsWrittenInPlace) {
  press(TemplateStep::Manage);
  EXPECT_EQ(dialog().lines.size(), 5u) << "all that the agent has, of every queue";
  press(TemplateStep::New);
  press(TemplateStep::Name, "Fresh");
  press(TemplateStep::Save);
  EXPECT_NE(dialog().form.problem, "");
  EXPECT_TRUE(given<SaveTemplates>().empty());
  press(TemplateStep::Text, "Hi ", 3);
  press(TemplateStep::Placeholder, "agent.name");
  EXPECT_EQ(dialog().form.text, "Hi {{agent.name}}");
  EXPECT_EQ(dialog().form.preview.text, "Hi Ana Lopez");
  press(TemplateStep::AddLanguage, "en");
  press(TemplateStep::AddLanguage, "de");
  press(TemplateStep::Text, "Hallo", 5);
  press(TemplateStep::Save);
  const auto saved = given<SaveTemplates>();
  ASSERT_EQ(saved.size(), 1u);
  EXPECT_EQ(saved[0].second.templates.at(0).texts.size(), 2u) << "a language that was opened and left empty is none";
  EXPECT_TRUE(dialog().form.is_busy);
  at_.tab.frame(AnswerFrame{saved[0].first, Refusal{RefusalKind::BadValue, "Another one has this name.", 0}});
  EXPECT_EQ(dialog().form.problem, "Another one has this name.");
  EXPECT_EQ(dialog().form.name, "Fresh") << "no word is lost";
  press(TemplateStep::Name, "Fresher");
  press(TemplateStep::Save);
  at_.tab.frame(AnswerFrame{given<SaveTemplates>().at(0).first, std::nullopt});
  EXPECT_FALSE(dialog().form.is_shown);
  EXPECT_NE(dialog().report.find("was saved"), std::string::npos);
}

TEST_F(TemplatesAtWork, DeletingAndDiscardingAreAskedFirst) {
  press(TemplateStep::Manage);
  press(TemplateStep::Edit, {}, id_of("Mine").value);
  press(TemplateStep::Name, "Other");
  press(TemplateStep::Back);
  EXPECT_TRUE(dialog().form.is_shown);
  EXPECT_EQ(dialog().form.back_label, "Discard changes");
  press(TemplateStep::AskDelete);
  EXPECT_TRUE(dialog().form.asks_delete);
  press(TemplateStep::KeepTemplate);
  EXPECT_FALSE(dialog().form.asks_delete);
  press(TemplateStep::AskDelete);
  press(TemplateStep::Delete);
  EXPECT_EQ(given<RemoveTemplate>().size(), 1u);
}

TEST_F(TemplatesAtWork, WhatIsNotOnesToChangeIsReadAndCopied) {
  press(TemplateStep::Manage);
  press(TemplateStep::Edit, {}, id_of("Hello").value);
  EXPECT_FALSE(dialog().form.is_enabled);
  EXPECT_NE(dialog().form.read_only_reason, "");
  EXPECT_FALSE(dialog().form.can_delete);
  press(TemplateStep::Copy);
  EXPECT_TRUE(dialog().form.is_enabled);
  EXPECT_EQ(dialog().form.libraries.size(), 1u) << "an agent has but their own";
}

TEST_F(TemplatesAtWork, TheMessageBecomesATemplate) {
  type("Thank you for the picture. /", std::string::npos);
  const auto lines = list().lines;
  ASSERT_EQ(lines.at(lines.size() - 2).name, "Save this message as a template");
  at_.tab.raise(lines.at(lines.size() - 2).intent);
  EXPECT_EQ(dialog().form.text, "Thank you for the picture.");
  EXPECT_EQ(draft(), "Thank you for the picture. /");
}

TEST_F(TemplatesAtWork, AMessageThatIsReadBecomesATemplate) {
  type("Half an answer");
  at_.relay(InboundMessage{{"SM77"}, kCustomer, kSupportNumber, "Where is {{my.parcel}}, please? \n", {}});
  const MessageId message = at_.world.newest(at_.id);
  at_.tab.raise(intent::OpenMessageMenu{at_.id, message, MessageMenu::Actions, 0});
  ASSERT_TRUE(desk().conversation.message_menu.is_open);
  at_.tab.raise(intent::MakeTemplate{at_.id, message});
  EXPECT_FALSE(desk().conversation.message_menu.is_open);
  ASSERT_TRUE(dialog().form.is_shown);
  EXPECT_EQ(dialog().title, "New template");
  EXPECT_TRUE(dialog().form.is_enabled);
  EXPECT_EQ(dialog().form.text, "Where is {{}}my.parcel}}, please?") << "a customer writes no placeholders";
  EXPECT_EQ(dialog().form.preview.text, "Where is {{my.parcel}}, please?");
  EXPECT_EQ(draft(), "Half an answer");
  press(TemplateStep::Name, "Parcel");
  press(TemplateStep::Save);
  const auto saved = given<SaveTemplates>();
  ASSERT_EQ(saved.size(), 1u);
  EXPECT_EQ(saved[0].second.templates.at(0).library, TemplateLibrary::Own);
  EXPECT_EQ(saved[0].second.templates[0].owner, kAna);
}

TEST_F(TemplatesAtWork, SoDoesOneOfOurs) {
  const MessageId message = at_.world.send(kAna, at_.id, "It is on its way");
  at_.tab.snapshot(at_.world, kAna);
  at_.tab.raise(intent::MakeTemplate{at_.id, message});
  EXPECT_EQ(dialog().form.text, "It is on its way");
}

TEST_F(TemplatesAtWork, OfAMessageThatIsNotThereNothingBecomes) {
  at_.tab.raise(intent::MakeTemplate{at_.id, MessageId{999'999}});
  EXPECT_FALSE(dialog().is_open);
  at_.tab.raise(intent::MakeTemplate{ConversationId{999'999}, at_.world.newest(at_.id)});
  EXPECT_FALSE(dialog().is_open);
}

TEST_F(TemplatesAtWork, WhatIsBeingWrittenStaysWhenTheDialogIsClosed) {
  press(TemplateStep::New);
  press(TemplateStep::Name, "Half");
  press(TemplateStep::Close);
  EXPECT_FALSE(dialog().is_open);
  press(TemplateStep::Manage);
  EXPECT_EQ(dialog().form.name, "Half");
}

TEST_F(TemplatesAtWork, WhatIsHalfWrittenIsNotReplacedAndTheOtherOneComesAfterIt) {
  press(TemplateStep::New);
  press(TemplateStep::Name, "Half");
  press(TemplateStep::Text, "Half a text");
  press(TemplateStep::Close);
  at_.tab.raise(intent::MakeTemplate{at_.id, at_.world.newest(at_.id)});
  ASSERT_TRUE(dialog().is_open);
  EXPECT_EQ(dialog().form.name, "Half");
  EXPECT_EQ(dialog().form.text, "Half a text");
  EXPECT_NE(dialog().form.problem, "") << "it is said why the other one is not there";
  press(TemplateStep::Save);
  ASSERT_EQ(given<SaveTemplates>().size(), 1u);
  const std::uint32_t revision = dialog().form.revision;
  at_.tab.frame(AnswerFrame{given<SaveTemplates>().at(0).first, std::nullopt});
  ASSERT_TRUE(dialog().form.is_shown);
  EXPECT_EQ(dialog().form.name, "");
  EXPECT_EQ(dialog().form.text, "hi") << "the message's";
  EXPECT_EQ(dialog().form.problem, "");
  EXPECT_GT(dialog().form.revision, revision) << "the fields show it";
}

TEST_F(TemplatesAtWork, WhoLeavesTheHalfWrittenOneGetsTheOtherAndWhoClosesTheDialogDoesNot) {
  press(TemplateStep::New);
  press(TemplateStep::Name, "Half");
  press(TemplateStep::Edit, {}, id_of("Mine").value);
  EXPECT_EQ(dialog().form.name, "Half");
  press(TemplateStep::Close);
  press(TemplateStep::Manage);
  press(TemplateStep::Back);
  press(TemplateStep::Back);
  EXPECT_FALSE(dialog().form.is_shown) << "the list; nobody waits for the other one any more";
  press(TemplateStep::Edit, {}, id_of("Mine").value);
  press(TemplateStep::Name, "Mine, changed");
  press(TemplateStep::Edit, {}, id_of("Mine").value);
  EXPECT_EQ(dialog().form.name, "Mine, changed");
  EXPECT_EQ(dialog().form.problem, "") << "it is the very one";
  type("Thank you. /");
  press(TemplateStep::NewFromDraft);
  EXPECT_EQ(dialog().form.name, "Mine, changed");
  press(TemplateStep::Back);
  press(TemplateStep::Back);
  ASSERT_TRUE(dialog().form.is_shown);
  EXPECT_EQ(dialog().form.text, "Thank you.");
}

TEST_F(TemplatesAtWork, ExportIsADocumentThatCanBeTakenIn) {
  press(TemplateStep::Manage);
  press(TemplateStep::Export);
  const auto files = at_.tab.all<effect::SaveFile>();
  ASSERT_EQ(files.size(), 1u);
  const auto read = read_template_document(at_.tab.s.workspace, kAna, files[0].content);
  ASSERT_TRUE(read.is_ok());
  EXPECT_EQ(read->size(), 5u);
}

TEST_F(TemplatesAtWork, ABadDocumentChangesNothing) {
  press(TemplateStep::Manage);
  press(TemplateStep::Import);
  ASSERT_EQ(at_.tab.all<effect::ChooseFile>().size(), 1u);
  at_.tab.give(event::FileChosen{"x.json", R"({"smsdesk_templates":1,"templates":[{"name":"A"}]})", {}});
  EXPECT_TRUE(dialog().is_report_bad);
  EXPECT_NE(dialog().report.find("Nothing was changed."), std::string::npos);
  EXPECT_TRUE(given<SaveTemplates>().empty());
  // Nor does one with something that is not this agent's to change, although the rest would be.
  press(TemplateStep::Import);
  at_.tab.give(event::FileChosen{
      "x.json",
      R"({"smsdesk_templates":1,"templates":[{"name":"A","texts":{"en":"a"}},{"name":"B","library":"organisation","texts":{"en":"b"}}]})",
      {}});
  EXPECT_TRUE(dialog().is_report_bad);
  EXPECT_TRUE(given<SaveTemplates>().empty());
}

TEST_F(TemplatesAtWork, SayWhatForcesUnicodeAndAreWrittenInGsmAndBack) {
  press(TemplateStep::New);
  const auto form = [&] { return dialog().form; };
  const std::string text = "It’s “ready”, {{agent.first_name}} " + std::string(60, 'x');
  press(TemplateStep::Text, text);
  EXPECT_EQ(form().marked, "’\x01“\x01”\x01");
  EXPECT_EQ(form().gsm.text, "3 characters force Unicode: ’ → ', “ → \", ” → \". Replacing saves 1 segment.");
  EXPECT_EQ(form().gsm.label, "Replace");
  EXPECT_EQ(form().gsm_shortcut, "Alt+G");
  EXPECT_EQ(form().preview.cost, "78 characters · 2 segments · UCS-2");
  const auto replace = [&] {
    for (const screen::AvailableAction& one : desk().actions)
      if (one.action == Action::WriteInGsm) at_.tab.raise(one.steps.at(0));
  };
  replace();
  EXPECT_EQ(form().text, "It's \"ready\", {{agent.first_name}} " + std::string(60, 'x'));
  ASSERT_EQ(at_.tab.all<effect::Announce>().size(), 1u);
  EXPECT_EQ(at_.tab.all<effect::Announce>()[0].sentence, "3 characters replaced.");
  EXPECT_EQ(form().marked, "");
  EXPECT_EQ(form().gsm.label, "Undo");
  EXPECT_EQ(form().preview.cost, "78 characters · 1 segment · GSM-7");
  press(TemplateStep::Text, form().text, 3);
  replace();
  EXPECT_EQ(form().text, text) << "only the cursor has moved in between";
  replace();
  press(TemplateStep::Text, form().text + "!");
  EXPECT_EQ(form().gsm.text, "") << "what was written since is not thrown away";
  press(TemplateStep::Text, text);
  replace();
  press(TemplateStep::AddLanguage, "es");
  EXPECT_EQ(form().gsm.text, "") << "that was another text";
}

TEST_F(TemplatesAtWork, SayWhatElseForcesUnicode) {
  press(TemplateStep::New);
  const auto form = [&] { return dialog().form; };
  press(TemplateStep::Text, "Até já, como está tudo consigo hoje");
  EXPECT_EQ(form().gsm.label, "Leave out accents");
  EXPECT_EQ(form().gsm_shortcut, "Ctrl+Shift+F2");
  EXPECT_EQ(form().gsm.text.substr(0, 24), "2 characters force Unico");
  press(TemplateStep::Text, "It’s on its way to you 🚚");
  EXPECT_EQ(form().gsm.text, "") << "it would stay Unicode";
  EXPECT_EQ(form().marked, "’\x01🚚\x01");
  EXPECT_NE(form().preview.cost.find("UCS-2, because of “’ 🚚”"), std::string::npos) << form().preview.cost;
  // What the preview says is of the preview, in which the name stands and not the default.
  press(TemplateStep::Text, "Good day {{agent.first_name|🚚}}");
  EXPECT_EQ(form().marked, "🚚\x01");
  EXPECT_EQ(form().preview.cost, "12 characters · 1 segment · GSM-7");
  // Of a text that is being typed still nothing is said.
  press(TemplateStep::Text, "It’s {{agent");
  EXPECT_EQ(form().gsm.text, "");
  EXPECT_EQ(form().marked, "");
  // The name of a field is no word that anybody pays for.
  press(TemplateStep::Text, "Good day {{field.Número|}}");
  EXPECT_EQ(form().marked, "");
}

TEST_F(TemplatesAtWork, SayNothingOfUnicodeToWhomMayOnlyRead) {
  Template shared_one = shared("Curly", "curly", "It’s ready");
  at_.relay(TemplatesGiven{{shared_one}, {}});
  for (const auto& [id, one] : at_.tab.s.workspace.templates)
    if (one.name == "Curly") press(TemplateStep::Edit, {}, id.value);
  const screen::TemplateFormScreen form = dialog().form;
  ASSERT_EQ(form.text, "It’s ready");
  EXPECT_FALSE(form.is_enabled);
  EXPECT_EQ(form.gsm.text, "");
}

TEST_F(TemplatesAtWork, WithActionsAreShownFilledAndGoIntoTheDraft) {
  Template one = shared("Look into it", "look", "We look into it");
  one.actions = {{TemplateActionKind::Note, "Told {{customer.name}}: {{agent.first_name}} asks {{customer.number}}"},
                 {TemplateActionKind::Park, {}, {}, hours(2)}};
  at_.relay(TemplatesGiven{{one}, {}});
  type("/look");
  const std::string told = list().preview.remarks.back();
  EXPECT_NE(told.find("When sent: Add the note “Told (the customer's name: not known): Ana asks +1 415 555 0199”"),
            std::string::npos)
      << told;
  EXPECT_NE(told.find("Park for 2 hours"), std::string::npos);
  EXPECT_NE(list().lines.at(0).detail.find("2 actions"), std::string::npos);
  take();
  EXPECT_EQ(draft(), "We look into it");
  const auto actions = draft_actions(at_.tab.s, at_.id);
  ASSERT_EQ(actions.size(), 2u);
  EXPECT_EQ(actions[0].text, "Told (the customer's name: not known): Ana asks +1 415 555 0199");
  EXPECT_EQ(actions[1].park_for, hours(2));
}

TEST_F(TemplatesAtWork, WithActionsAloneSendNothing) {
  Template one = shared("Set aside", "aside", "");
  one.texts.clear();
  one.actions = {{TemplateActionKind::Park, {}, {}, hours(2)}};
  at_.relay(TemplatesGiven{{one}, {}});
  type("/aside");
  EXPECT_EQ(list().lines.at(0).text, "Park for 2 hours");
  EXPECT_FALSE(list().preview.has_text);
  EXPECT_EQ(list().preview.cost, "Nothing is sent to the customer.");
  EXPECT_EQ(list().preview.remarks, Names{"To be done: Park for 2 hours"});
  take();
  EXPECT_EQ(draft(), "");
  EXPECT_EQ(desk().conversation.composer.actions.do_label, "Do it now");
}

TEST_F(TemplatesAtWork, ActionsAreAddedOrderedAndRemovedInTheForm) {
  const auto add = [&](const std::string& title) {
    for (const auto& one : dialog().form.addable_actions)
      if (one.name == title) return at_.tab.raise(one.intent);
    FAIL() << title;
  };
  const auto titles = [&] {
    Names all;
    for (const auto& one : dialog().form.actions) all.push_back(one.title);
    return all;
  };
  press(TemplateStep::New);
  press(TemplateStep::Name, "Set aside");
  EXPECT_NE(dialog().form.actions_empty, "");
  add("Park the conversation");
  add("Add an internal note");
  add("Add a label to the contact");
  EXPECT_EQ(titles(), (Names{"Add an internal note", "Add a label to the contact", "Park the conversation"}))
      << "what closes is the last";
  EXPECT_EQ(dialog().form.actions_empty, "");
  for (const auto& one : dialog().form.addable_actions) EXPECT_NE(one.name, "End the conversation");
  press(TemplateStep::LowerAction, {}, 0);
  press(TemplateStep::LowerAction, {}, 1);
  EXPECT_EQ(titles(), (Names{"Add a label to the contact", "Add an internal note", "Park the conversation"}))
      << "not behind what closes";
  EXPECT_EQ(dialog().form.actions[1].lower_name, "");
  EXPECT_EQ(dialog().form.actions[1].raise_name, "Move up: Add an internal note");
  press(TemplateStep::RemoveAction, {}, 0);
  press(TemplateStep::Save);
  EXPECT_NE(dialog().form.problem, "") << "the note is empty";
  press(TemplateStep::ActionText, "Asked the warehouse", 0);
  EXPECT_EQ(dialog().form.actions[1].value, "For 2 hours");
  press(TemplateStep::ActionValue, std::to_string(hours(24)), 1);
  EXPECT_EQ(dialog().form.actions[1].value, "For 1 day");
  press(TemplateStep::Save);
  const auto saved = given<SaveTemplates>();
  ASSERT_EQ(saved.size(), 1u) << dialog().form.problem;
  const Template& one = saved[0].second.templates.at(0);
  EXPECT_TRUE(one.texts.empty());
  EXPECT_EQ(one.actions, (std::vector<TemplateAction>{{TemplateActionKind::Note, "Asked the warehouse"},
                                                      {TemplateActionKind::Park, {}, {}, hours(24)}}));
}

TEST_F(TemplatesAtWork, AnActionThatNamesWhatIsGoneSaysSoInTheForm) {
  Template one = shared("To sales", "sales", "Sales will answer");
  one.library = TemplateLibrary::Own;
  one.owner = kAna;
  one.actions = {{TemplateActionKind::Transfer, {}, {}, 0, kSales}};
  at_.relay(CommandInput{kAna, {"k1"}, SaveTemplates{{one}}});
  press(TemplateStep::Edit, {}, id_of("To sales").value);
  ASSERT_EQ(dialog().form.actions.size(), 1u);
  EXPECT_EQ(dialog().form.actions[0].value, "Sales");
  EXPECT_EQ(dialog().form.actions[0].trouble, "");
  at_.tab.s.workspace.queues.at(kSales).removed_at = at_.tab.now;
  EXPECT_NE(dialog().form.actions[0].trouble.find("“Sales” is no longer there."), std::string::npos);
  EXPECT_EQ(dialog().form.actions[0].value, "");
}

}  // namespace
}  // namespace smsdesk::test
