#include "core/screen/said_words.h"

#include <gtest/gtest.h>

#include "tests/core/screen/desk.h"

namespace smsdesk::test {
namespace {

using screen::WordsCopy;

std::string copied(const WordsCopy& copy) {
  const auto* made = copy.intent.as<intent::CopyText>();
  return made == nullptr ? std::string() : made->text;
}

TEST(SaidWords, AreCopiedWholeWhateverTheNoticeHasRoomFor) {
  const std::string note = "First line\n" + std::string(200, 'x');
  const WordsCopy copy = screen::copy_of_note(note);
  EXPECT_EQ(copy.name, "Copy note");
  EXPECT_EQ(copied(copy), note);
  const std::string& notice = copy.intent.as<intent::CopyText>()->notice;
  EXPECT_EQ(notice.substr(0, 21), "Copied: First line xx");
  EXPECT_LT(notice.size(), 90u);
  EXPECT_EQ(screen::copy_of_field("Account", "C-4711").name, "Copy Account");
  EXPECT_EQ(screen::copy_of_text("Yes").name, "Copy text");
  EXPECT_TRUE(screen::copy_of_note("").name.empty());
}

TEST(SaidWords, AFieldIsCopiedOnceAndOpenedWhereItIsALink) {
  EXPECT_TRUE(screen::entities_of_field("mira@acme.example").empty())
      << "all of it is copied by the field's own button";
  EXPECT_TRUE(screen::entities_of_field("+1 415 555 0123").empty());
  const auto two = screen::entities_of_field("+1 415 555 0123, +1 415 555 0124");
  ASSERT_EQ(two.size(), 2u);
  EXPECT_EQ(two[1].value, "+14155550124");
  const auto link = screen::entities_of_field("https://crm.example/4711");
  ASSERT_EQ(link.size(), 1u);
  EXPECT_EQ(link[0].value, "https://crm.example/4711");
  EXPECT_TRUE(screen::entities_of_field("javascript:alert(1)").empty());
}

TEST(SaidWords, LinksBeginBehindWhatTheProgramSaysItself) {
  const std::string text = "ended.example ended it · see https://crm.example/4711 or 482913";
  const auto links = screen::links_of(text, 24);
  ASSERT_EQ(links.size(), 1u);
  EXPECT_EQ(links[0].host, "crm.example");
}

TEST(SaidWords, ALinksMenuSaysWhereItLeadsBeforeItIsOpened) {
  const auto links = screen::links_of("https://\u0430pple.com/x");
  ASSERT_EQ(links.size(), 1u);
  const screen::WordsMenu menu = screen::entity_menu(links[0]);
  EXPECT_EQ(menu.title, "Leads to xn--pple-43d.com, written as \u0430pple.com");
  ASSERT_EQ(menu.entries.size(), 2u);
  EXPECT_EQ(menu.entries[0].intent.as<intent::OpenLink>()->url, "https://xn--pple-43d.com/x");
  EXPECT_EQ(menu.entries[0].detail, "It may imitate another address");
}

TEST(SaidWords, TheirMenuHasAllOfThemAndWhatStandsInThem) {
  const std::string note = "See https://crm.example/4711, code 482913";
  const screen::WordsMenu menu = screen::words_menu(screen::copy_of_note(note), sms::find_entities(note));
  ASSERT_EQ(menu.entries.size(), 4u);
  EXPECT_EQ(menu.entries[0].label, "Copy note");
  EXPECT_EQ(menu.entries[1].label, "Open crm.example in a new tab");
  EXPECT_EQ(menu.entries[2].label, "Copy the link to crm.example");
  EXPECT_EQ(menu.entries[3].label, "Copy 482913");
  EXPECT_TRUE(screen::words_menu({}, sms::find_entities(note)).entries.empty()) << "there is nothing to copy";
  screen::WordsCopy with_more = screen::copy_of_note(note);
  with_more.more.emplace_back().label = "Correct note…";
  with_more.more_name = "Note options";
  EXPECT_EQ(screen::words_menu(with_more, {}).name, "Note options");
  EXPECT_EQ(screen::words_menu(with_more, {}).entries.at(1).label, "Correct note…");
  std::string many;
  for (int i = 0; i < 20; ++i) many += "https://a" + std::to_string(i) + ".example/x ";
  EXPECT_EQ(screen::words_menu(screen::copy_of_note(many), sms::find_entities(many)).entries.size(), 13u);
}

TEST(SaidWords, StandApartFromWhatIsSaidAroundThem) {
  const screen::AroundWords last = screen::around_words("Yes: Yes", "Yes");
  EXPECT_EQ(last.before, "Yes: ") << "the name before it has the same words";
  EXPECT_EQ(last.behind, "");
  const screen::AroundWords within = screen::around_words("“Call her”, says Ben", "Call her");
  EXPECT_EQ(within.before, "“");
  EXPECT_EQ(within.behind, "”, says Ben");
  EXPECT_EQ(screen::around_words("Ben", "").before, "Ben");
  EXPECT_EQ(screen::around_words("Ben", "Call her").before, "Ben");
}

TEST(SaidWords, AContactsFieldsNumbersAndNoteCanBeCopied) {
  World world;
  const ConversationId id = a_conversation().with_inbound("one").owned_by(kAna).in(world);
  CustomerRecord record = world.conversation(id).detail->record;
  record.contact.emplace();
  record.contact->id = ContactId{70};
  record.contact->name = "Mira Lind";
  record.contact->numbers = {"+14155550123", world.conversation(id).detail->customer};
  record.contact->labels = {"VIP"};
  record.contact->fields = {{"Account", "C-4711"}, {"File", "https://crm.example/4711"}};
  record.contact->note = "Rings twice, code 482913.";
  record.contact = normalised(*record.contact);
  world.decide(CustomerRead{id, record});
  State s = a_state(world);
  s.selected = id;
  const screen::CustomerPanel panel = a_desk(s, world.now).context.known;
  EXPECT_EQ(copied(panel.note_copy), "Rings twice, code 482913.");
  ASSERT_EQ(panel.note_parts.size(), 1u);
  EXPECT_EQ(panel.note_parts[0].value, "482913");
  std::vector<std::string> names, values;
  for (const screen::CustomerFact& one : panel.facts) {
    if (one.copy.name.empty()) continue;
    names.push_back(one.copy.name);
    values.push_back(copied(one.copy));
    EXPECT_EQ(one.parts, screen::entities_of_field(one.value));
    EXPECT_EQ(one.parts.size(), one.label == "File" ? 1u : 0u) << one.label;
    EXPECT_EQ(one.spoken, "") << "it is heard as it is read, so its words are the ones that are selected";
  }
  EXPECT_EQ(names, (std::vector<std::string>{"Copy Other numbers", "Copy Account", "Copy File"}));
  EXPECT_EQ(values, (std::vector<std::string>{"+1 415 555 0123", "C-4711", "https://crm.example/4711"}));
}

TEST(SaidWords, OfNotesAreLookedThroughOnceAndWhereTheyAreLookedAt) {
  World world;
  const ConversationId id = a_conversation().with_inbound("one").owned_by(kAna).in(world);
  world.command(kAna, AddNote{id, "Code 482913", {}});
  State s = a_state(world);
  s.selected = id;
  screen::Screen shown;
  const auto note = [&]() -> screen::NoteLine& {
    screen::remake_screen(shown, s, world.now);
    return shown.desk.context.notes.notes.at(0);
  };
  EXPECT_EQ(note().copy.name, "") << "behind another tab";
  EXPECT_TRUE(note().parts.empty());
  s.context_tabs[id] = {ContextTab::Notes, false};
  screen::NoteLine& first = note();
  EXPECT_EQ(copied(first.copy), "Code 482913");
  ASSERT_EQ(first.parts.size(), 1u);
  EXPECT_EQ(first.parts[0].value, "482913");
  first.parts[0].value = "of before";
  const screen::NoteLine& second = note();
  ASSERT_EQ(second.parts.size(), 1u);
  EXPECT_EQ(second.parts[0].value, "of before") << "taken over with the text that it was found in";
  s.context_tabs[id] = {ContextTab::Customer, false};
  EXPECT_TRUE(note().parts.empty());
}

TEST(SaidWords, OfColleaguesAreLookedThroughWhereTheyAreLookedAt) {
  World world;
  const ConversationId id = a_conversation().with_inbound("one").owned_by(kAna).in(world);
  world.on_queue(kBen);
  world.command(kAna, BeginConsult{id, kBen, "Is it 482913?"});
  State s = a_state(world);
  s.selected = id;
  s.context_tabs[id] = {ContextTab::Team, false};
  const screen::ColleaguesPanel panel = a_desk(s, world.now).context.colleagues;
  ASSERT_EQ(panel.threads.size(), 1u);
  ASSERT_EQ(panel.threads[0].lines.size(), 1u);
  EXPECT_EQ(copied(panel.threads[0].lines[0].copy), "Is it 482913?");
  ASSERT_EQ(panel.threads[0].lines[0].parts.size(), 1u);
  EXPECT_EQ(panel.threads[0].lines[0].parts[0].value, "482913");
}

}  // namespace
}  // namespace smsdesk::test
