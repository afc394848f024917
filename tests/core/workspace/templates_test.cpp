// Templates: who may write and see which, what is refused, and that a browser's view follows every change.
#include <gtest/gtest.h>

#include <map>

#include "core/base/random.h"
#include "core/base/utf8.h"
#include "core/words/words.h"
#include "core/workspace/configured.h"
#include "core/workspace/template_document.h"
#include "core/workspace/template_files.h"
#include "core/workspace/visibility.h"
#include "core/workspace/workspace_json.h"
#include "tests/support/builders/world.h"
#include "tests/support/catalogue.h"

namespace smsdesk::test {
namespace {

Template own(AgentId owner, std::string name = "Hello") {
  Template one;
  one.name = std::move(name);
  one.owner = owner;
  one.texts = {{"en", "Hello {{customer.name|there}}"}};
  return one;
}
Template of_organisation(std::string name = "Hours") {
  Template one = own({}, std::move(name));
  one.library = TemplateLibrary::Organisation;
  return one;
}
Template of_queue(QueueId team, std::string name = "Refund") {
  Template one = own({}, std::move(name));
  one.library = TemplateLibrary::Team;
  one.team = team;
  return one;
}
Template of_group(GroupId group, std::string name = "Office") {
  Template one = own({}, std::move(name));
  one.library = TemplateLibrary::Team;
  one.group = group;
  return one;
}

TemplateFile a_file(char content, std::uint64_t bytes = 1'000, std::string type = "image/png") {
  return {std::string(64, content), "map.png", std::move(type), bytes, 40, 30};
}

class Templates : public ::testing::Test {
 protected:
  Decision save(AgentId by, Template one) { return world.command(by, SaveTemplates{{std::move(one)}}); }
  TemplateId saved(AgentId by, Template one) {
    const Decision decision = save(by, std::move(one));
    EXPECT_FALSE(decision.refusal) << decision.refusal->sentence;
    return decision.entries.empty() ? TemplateId{} : std::get<TemplateSaved>(decision.entries[0].body).saved.id;
  }
  bool sees(AgentId viewer, TemplateId id) const {
    return view_of(world.workspace, viewer).find_template(id) != nullptr;
  }
  World world{a_rich_organisation()};
};

TEST_F(Templates, EverybodyWritesTheirOwnAndNobodyElseSeesThem) {
  const TemplateId id = saved(kAna, own(kAna));
  EXPECT_TRUE(sees(kAna, id));
  for (const AgentId other : {kBen, kSam, kAda}) EXPECT_FALSE(sees(other, id));
  EXPECT_EQ(refusal_of(save(kBen, own(kAna))), RefusalKind::NoRight);
  EXPECT_EQ(refusal_of(world.command(kAna, SaveTemplates{{of_organisation()}})), RefusalKind::NoRight);
}

TEST_F(Templates, SupervisorsWriteATeamsAndAdminsTheOrganisations) {
  EXPECT_EQ(refusal_of(save(kAna, of_queue(kSupport))), RefusalKind::NoRight);
  EXPECT_EQ(refusal_of(save(kSam, of_organisation())), RefusalKind::NoRight);
  const TemplateId team = saved(kSam, of_queue(kSupport));
  const TemplateId all = saved(kAda, of_organisation());
  EXPECT_EQ(refusal_of(world.command(kAna, RemoveTemplate{team})), RefusalKind::NoRight);
  EXPECT_EQ(refusal_of(world.command(kSam, RemoveTemplate{all})), RefusalKind::NoRight);
  EXPECT_FALSE(world.command(kAda, RemoveTemplate{team}).refusal);
  EXPECT_EQ(world.workspace.find_template(team), nullptr);
}

TEST_F(Templates, NobodyTakesOverWhatIsNotTheirs) {
  const TemplateId all = saved(kAda, of_organisation());
  Template taken = own(kAna);
  taken.id = all;
  EXPECT_EQ(refusal_of(save(kAna, taken)), RefusalKind::NoRight);
  // Nor does deleting tell whether somebody else's own is there.
  const TemplateId anas = saved(kAna, own(kAna));
  EXPECT_FALSE(world.command(kBen, RemoveTemplate{anas}).refusal);
  EXPECT_NE(world.workspace.find_template(anas), nullptr);
}

TEST_F(Templates, ATeamsAreSeenByItsMembers) {
  const TemplateId support = saved(kSam, of_queue(kSupport));
  const TemplateId office = saved(kSam, of_group(kBackOffice));
  EXPECT_TRUE(sees(kAna, support));
  EXPECT_FALSE(sees(kAna, office));
  EXPECT_TRUE(sees(kEve, office));
  EXPECT_TRUE(sees(kSam, support));
  EXPECT_TRUE(sees(kAda, office));
}

TEST_F(Templates, WhatIsLimitedToQueuesIsSeenByTheirMembers) {
  Template limited = of_organisation();
  limited.queues = {kSales};
  const TemplateId id = saved(kAda, limited);
  EXPECT_EQ(sees(kAna, id), world.workspace.is_member(kAna, kSales));
  EXPECT_TRUE(sees(kBen, id));
  EXPECT_TRUE(sees(kSam, id));
}

TEST_F(Templates, ANameAndAShortcutStandOnceInALibrary) {
  Template first = own(kAna);
  first.shortcut = "hi";
  saved(kAna, first);
  EXPECT_EQ(refusal_of(save(kAna, own(kAna, "HÉLLO"))), RefusalKind::BadValue);
  Template second = own(kAna, "Other");
  second.shortcut = "Hi";
  EXPECT_EQ(refusal_of(save(kAna, second)), RefusalKind::BadValue);
  EXPECT_FALSE(save(kBen, own(kBen)).refusal);
  EXPECT_FALSE(save(kAda, of_organisation("Hello")).refusal);
}

TEST_F(Templates, SavingTheSameSaysNothing) {
  Template one = own(kAna);
  one.id = saved(kAna, one);
  EXPECT_TRUE(save(kAna, one).entries.empty());
  one.texts[0].text = "Hi";
  EXPECT_EQ(save(kAna, one).entries.size(), 1u);
}

TEST_F(Templates, ManyAreSavedTogetherOrNotAtAll) {
  const Decision decision = world.command(kAna, SaveTemplates{{own(kAna, "A"), own(kAna, ""), own(kAna, "C")}});
  EXPECT_EQ(refusal_of(decision), RefusalKind::BadValue);
  EXPECT_TRUE(world.workspace.templates.empty());
  EXPECT_EQ(refusal_of(world.command(kAna, SaveTemplates{{own(kAna, "A"), own(kAna, "a")}})), RefusalKind::BadValue);
  EXPECT_EQ(refusal_of(world.command(kAna, SaveTemplates{})), RefusalKind::Empty);
}

TEST_F(Templates, AnImportTakesThePlaceOfNamesakes) {
  const TemplateId id = saved(kAna, own(kAna));
  Template again = own(kAna, "hello");
  again.texts[0].text = "Hi";
  world.command(kAna, SaveTemplates{{again, own(kAna, "New")}, true});
  EXPECT_EQ(world.workspace.templates.size(), 2u);
  EXPECT_EQ(world.workspace.find_template(id)->texts[0].text, "Hi");
}

TEST_F(Templates, WhatIsGoneCannotBeSavedOverNorNamed) {
  Template one = own(kAna);
  one.id = TemplateId{4711};
  EXPECT_EQ(refusal_of(save(kAna, one)), RefusalKind::NotNow);
  EXPECT_EQ(refusal_of(save(kSam, of_queue(QueueId{4711}))), RefusalKind::BadValue);
  EXPECT_EQ(refusal_of(save(kSam, of_group(GroupId{4711}))), RefusalKind::BadValue);
  Template limited = own(kAna);
  limited.queues = {QueueId{4711}};
  EXPECT_EQ(refusal_of(save(kAna, limited)), RefusalKind::BadValue);
}

TEST_F(Templates, OwnOnesHaveALimit) {
  for (std::size_t i = 0; i < kOwnTemplatesMax; ++i) saved(kAna, own(kAna, "T" + std::to_string(i)));
  EXPECT_EQ(refusal_of(save(kAna, own(kAna, "One more"))), RefusalKind::NoRoom);
  EXPECT_FALSE(save(kBen, own(kBen)).refusal);
}

TEST_F(Templates, UsesAreCountedForTheirAgentAlone) {
  const TemplateId id = saved(kAda, of_organisation());
  world.command(kAna, UseTemplate{id});
  world.command(kAna, UseTemplate{id});
  world.command(kBen, UseTemplate{id});
  EXPECT_EQ(view_of(world.workspace, kAna).template_uses.at(kAna).at(id).count, 2u);
  EXPECT_EQ(view_of(world.workspace, kAna).template_uses.count(kBen), 0u);
  EXPECT_EQ(view_of(world.workspace, kSam).template_uses.size(), 0u);
  EXPECT_TRUE(world.command(kEve, UseTemplate{TemplateId{4711}}).entries.empty());
  world.command(kAda, RemoveTemplate{id});
  EXPECT_TRUE(world.workspace.template_uses.empty());
}

TEST_F(Templates, GoWithTheirAgent) {
  const TemplateId mine = saved(kAna, own(kAna));
  const TemplateId all = saved(kAda, of_organisation());
  world.command(kAna, UseTemplate{all});
  world.command(kAda, Configure{{}, {{kAna}, {}, {}, {}}});
  EXPECT_EQ(world.workspace.find_template(mine), nullptr);
  EXPECT_NE(world.workspace.find_template(all), nullptr);
  EXPECT_TRUE(world.workspace.template_uses.empty());
}

TEST_F(Templates, ARawPlaceholderIsNotSentByTheRelayEither) {
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  const Decision decision = world.command(kAna, SendMessage{id, "Hi {{ customer.name }}", world.newest(id), false});
  EXPECT_EQ(refusal_of(decision), RefusalKind::BadValue);
  EXPECT_NE(decision.refusal->sentence.find("{{ customer.name }}"), std::string::npos);
  EXPECT_FALSE(world.command(kAna, SendMessage{id, "Use {{braces}}", world.newest(id), false}).refusal);
}

TEST_F(Templates, SharedOnesAreInTheAuditAndOwnOnesAreNot) {
  const auto audited = [&](const EntryBody& body) { return configured_item(world.workspace, body); };
  Template one = of_organisation();
  EXPECT_FALSE(audited(TemplateSaved{one})->before);
  one.id = saved(kAda, one);
  one.texts[0].text = "Hi";
  const auto item = audited(TemplateSaved{one});
  ASSERT_TRUE(item && item->before && item->after);
  EXPECT_EQ(item->name, "Hours");
  EXPECT_FALSE(audited(TemplateRemoved{one.id})->after);
  const TemplateId mine = saved(kAna, own(kAna));
  EXPECT_FALSE(audited(TemplateSaved{own(kAna)}));
  EXPECT_FALSE(audited(TemplateRemoved{mine}));
}

TEST_F(Templates, TheRelayTakesInSharedOnesOnly) {
  EXPECT_FALSE(world.decide(TemplatesGiven{{of_organisation()}, {}}).refusal);
  EXPECT_EQ(refusal_of(world.decide(TemplatesGiven{{own(kAna)}, {}})), RefusalKind::NoRight);
  EXPECT_EQ(refusal_of(world.decide(TemplatesGiven{{of_organisation("B")}, kSam})), RefusalKind::NoRight);
}

TEST_F(Templates, SurviveBeingWrittenDown) {
  saved(kAda, of_organisation());
  Template with_file = own(kAna);
  with_file.files = {a_file('a')};
  const TemplateId id = saved(kAna, with_file);
  world.command(kAna, UseTemplate{id});
  const auto again = decode_workspace(encode_workspace(world.workspace));
  ASSERT_TRUE(again.is_ok());
  EXPECT_EQ(*again, world.workspace);
  EXPECT_EQ(digest(*again), digest(world.workspace));
}

TEST_F(Templates, FilesAreThoseThatOneMessageTakes) {
  Template one = own(kAna);
  one.files = {a_file('a'), a_file('b')};
  const TemplateId id = saved(kAna, one);
  EXPECT_EQ(world.workspace.find_template(id)->files, one.files);
  const auto refused_with = [&](std::vector<TemplateFile> files) {
    Template other = own(kAna, "Other");
    other.files = std::move(files);
    return refusal_of(save(kAna, other)) == RefusalKind::BadValue;
  };
  EXPECT_TRUE(refused_with({a_file('a'), a_file('a')})) << "twice the same";
  EXPECT_TRUE(refused_with({a_file('a', 3'000'000), a_file('b', 3'000'000)})) << "more than 5 MB";
  EXPECT_TRUE(refused_with({a_file('a', 600'000, "application/pdf")}));
  EXPECT_TRUE(refused_with({a_file('a', 1, "")})) << "not on the relay";
  EXPECT_TRUE(refused_with({{"no hash", "x.png", "image/png", 1, 0, 0}}));
  std::vector<TemplateFile> many;
  for (char c = '0'; c <= '9'; ++c) many.push_back(a_file(c));
  many.push_back(a_file('a'));
  EXPECT_TRUE(refused_with(many)) << "eleven";
  many.pop_back();
  Template ten = own(kAna, "Ten");
  ten.files = many;
  EXPECT_FALSE(save(kAna, ten).refusal);
}

TEST_F(Templates, FilesMayBeKeptWithoutAText) {
  Template one = own(kAna);
  one.texts.clear();
  EXPECT_EQ(refusal_of(save(kAna, one)), RefusalKind::BadValue) << "neither text nor file";
  one.files = {a_file('a')};
  const TemplateId id = saved(kAna, one);
  ASSERT_NE(world.workspace.find_template(id), nullptr);
  EXPECT_TRUE(world.workspace.find_template(id)->texts.empty());
  EXPECT_TRUE(check_invariants(world.workspace).is_ok());
  const auto again = decode_workspace(encode_workspace(world.workspace));
  ASSERT_TRUE(again.is_ok());
  EXPECT_EQ(*again, world.workspace);
  EXPECT_TRUE(sees(kAna, id));
}

TEST_F(Templates, WhoMayReadOneMayHaveItsFiles) {
  Template team = of_group(kBackOffice);
  team.files = {a_file('a')};
  saved(kSam, team);
  const auto has = [&](AgentId id, char content) {
    const std::string hash(64, content);
    const Agent& agent = *world.workspace.find_agent(id);
    const bool is_one = has_template_file(world.workspace, agent, hash);
    EXPECT_EQ(readable_template_files(world.workspace, agent).count(hash) != 0, is_one);
    return is_one;
  };
  EXPECT_TRUE(has(kEve, 'a'));
  EXPECT_TRUE(has(kSam, 'a'));
  EXPECT_FALSE(has(kAna, 'a'));
  EXPECT_FALSE(has(kEve, 'b'));
}

// A library's document --------------------------------------------------------------------------------------------
TEST_F(Templates, ADocumentIsReadBackTheSame) {
  Template limited = of_organisation("Späti");
  limited.queues = {kSupport};
  limited.shortcut = "hours";
  limited.texts.push_back({"es", "Línea 1\nLínea 2 {{queue|}}"});
  limited.files = {{std::string(64, 'a'), "map.png"}, {std::string(64, 'b'), ""}};
  const std::vector<Template> all = {limited, of_queue(kSales), of_group(kBackOffice), own(kAna)};
  std::vector<const Template*> listed;
  for (const Template& one : all) listed.push_back(&one);
  const auto read = read_template_document(world.workspace, kAna, write_template_document(world.workspace, listed));
  ASSERT_TRUE(read.is_ok()) << read.error().sentence;
  EXPECT_EQ(*read, all);
}

TEST_F(Templates, ADocumentHasFilesWithoutATextToo) {
  Template one = own(kAna, "Map");
  one.texts.clear();
  one.files = {{std::string(64, 'a'), "map.png"}};
  const std::string text = write_template_document(world.workspace, {&one});
  EXPECT_EQ(text.find("texts"), std::string::npos);
  const auto read = read_template_document(world.workspace, kAna, text);
  ASSERT_TRUE(read.is_ok()) << read.error().sentence;
  EXPECT_EQ(*read, std::vector{one});
  for (const char* rest : {R"("texts":{})", R"("files":[])"}) {
    const auto none = read_template_document(
        world.workspace, kAna, R"({"smsdesk_templates":1,"templates":[{"name":"Map",)" + std::string(rest) + "}]}");
    EXPECT_FALSE(none.is_ok()) << rest;
  }
}

TEST_F(Templates, ABadDocumentSaysWhatIsWrongAndWhere) {
  const auto sentence = [&](const std::string& list, AgentId reader = kAna) {
    const auto read =
        read_template_document(world.workspace, reader, R"({"smsdesk_templates":1,"templates":)" + list + "}");
    EXPECT_FALSE(read.is_ok()) << list;
    return read ? std::string() : read.error().sentence;
  };
  const std::string texts = R"("texts":{"en":"Hi"})";
  EXPECT_NE(sentence("[{\"name\":\"A\"," + texts + "},{\"name\":\"B\",\"libary\":\"own\"," + texts + "}]")
                .find("Template 2 (“B”)"),
            std::string::npos);
  EXPECT_NE(sentence("[{\"name\":\"A\",\"queues\":[\"Nowhere\"]," + texts + "}]").find("Nowhere"), std::string::npos);
  EXPECT_NE(sentence("[{\"name\":\"A\",\"library\":\"queue: Nowhere\"," + texts + "}]").find("Nowhere"),
            std::string::npos);
  EXPECT_NE(sentence("[{\"name\":\"A\",\"texts\":{\"en\":\"{{nobody}}\"}}]").find("{{nobody}}"), std::string::npos);
  EXPECT_NE(sentence("[{\"name\":\"A\"," + texts + "},{\"name\":\"a\"," + texts + "}]").find("has this name"),
            std::string::npos);
  EXPECT_NE(sentence("[{\"name\":\"A\"," + texts + "}]", AgentId{}).find("own"), std::string::npos);
  EXPECT_NE(sentence("[{\"name\":\"A\",\"files\":[{\"name\":\"x\"}]," + texts + "}]").find("hash"), std::string::npos);
  EXPECT_NE(sentence("[{\"name\":\"A\",\"files\":\"x\"," + texts + "}]").find("files"), std::string::npos);
  for (const char* list : {"[]", "{}", "[1]", "[{}]", "[{\"name\":1}]", "[{\"name\":\"A\",\"texts\":[]}]"})
    sentence(list);
  for (const char* text : {"", "{", "[]", "{}", R"({"smsdesk_templates":2,"templates":[]})"}) {
    EXPECT_FALSE(read_template_document(world.workspace, kAna, text).is_ok()) << text;
  }
}

TEST_F(Templates, WhatIsWrongWithADocumentIsSaidInWholeLetters) {
  const auto japanese = test::a_catalogue(
      "There is no customer field “{name}”. Choose one of the "
      "list.\t項目「{name}」はありません。一覧から選んでください。\n",
      "ja");
  const words::Use use(japanese.get());
  const auto read = read_template_document(
      world.workspace, kAna, R"({"smsdesk_templates":1,"templates":[{"name":"A","texts":{"en":"{{field.Shoe}}"}}]})");
  ASSERT_FALSE(read.is_ok());
  EXPECT_TRUE(utf8::is_valid(read.error().sentence)) << read.error().sentence;
  EXPECT_NE(read.error().sentence.find("一覧から選んでください"), std::string::npos) << read.error().sentence;
}

TEST_F(Templates, ADocumentCarriesItsFiles) {
  Template one = of_organisation("Map");
  one.files = {{std::string(64, 'a'), "map.png"}};
  const std::vector<TemplateContent> contents = {{std::string(64, 'a'), "map \"1\".png", "image/png", "AAECAw==", 4}};
  const std::string text = write_template_document(world.workspace, {&one}, contents);
  const auto read = read_template_library(world.workspace, kAna, text);
  ASSERT_TRUE(read.is_ok()) << read.error().sentence;
  EXPECT_EQ(read->templates, std::vector{one});
  ASSERT_EQ(read->contents.size(), 1u);
  EXPECT_EQ(read->contents[0].base64, "AAECAw==");
  EXPECT_EQ(read->contents[0].bytes, 4u);
  // Whoever looks for no contents reads the same templates.
  const auto bare = read_template_document(world.workspace, kAna, text);
  ASSERT_TRUE(bare.is_ok());
  EXPECT_EQ(*bare, read->templates);
  EXPECT_LE(text.size(), write_template_document(world.workspace, {&one}).size() + content_length_max(4));
}

TEST_F(Templates, AFileInADocumentIsBoundedAndStrictlyRead) {
  const auto read = [&](const std::string& contents) {
    return read_template_library(
        world.workspace, kAna,
        R"({"smsdesk_templates":1,"templates":[{"name":"A","texts":{"en":"a"}}],"contents":)" + contents + "}");
  };
  const auto trouble = [&](const std::string& base64) {
    const auto made = read(R"([{"hash":")" + std::string(64, 'a') + R"(","base64":)" + base64 + "}]");
    EXPECT_TRUE(made.is_ok()) << base64.substr(0, 60);
    if (!made || made->contents.size() != 1) return std::string("none");
    EXPECT_EQ(made->contents[0].base64.empty(), !made->contents[0].trouble.empty());
    return made->contents[0].trouble;
  };
  EXPECT_EQ(trouble("\"AAEC\""), "");
  for (const char* bad : {"\"AAE\"", "\"AA==AA==\"", "\"AAEC\\n\"", "\"AA-_\"", "1", "null"})
    EXPECT_EQ(trouble(bad), "its content in the document is damaged") << bad;
  EXPECT_EQ(trouble("\"\""), "it is empty");
  // One that is as large as it may be, and one that is larger.
  const auto of_length = [](std::size_t length) { return "\"" + std::string(length, 'A') + "\""; };
  const std::size_t most = kSentBytesMax / 3 * 4;
  EXPECT_EQ(trouble(of_length(most)), "");
  EXPECT_EQ(trouble(of_length(most + 8)), "it has more than 5 MB");
  const std::string hash = "\"hash\":\"" + std::string(64, 'a') + "\"";
  const std::string good = "{" + hash + ",\"base64\":\"AAEC\"}";
  for (const std::string& list :
       {std::string("{}"), std::string("1"), std::string("[1]"), std::string("[{\"base64\":\"AAEC\"}]"),
        "[" + good + "," + good + "]", "[{" + hash + ",\"bytes\":1,\"base64\":\"AAEC\"}]"}) {
    EXPECT_FALSE(read(list).is_ok()) << list;
  }
}

TEST_F(Templates, ADocumentIsBoundedWithItsFilesAndWithoutThem) {
  const std::string begin = R"({"smsdesk_templates":1,"templates":[{"name":"A","texts":{"en":"a"}}])";
  const auto sentence = [&](const std::string& text) {
    const auto read = read_template_library(world.workspace, kAna, text);
    return read ? std::string() : read.error().sentence;
  };
  EXPECT_EQ(sentence(begin + "}" + std::string(kTemplateLibraryBytesMax, ' ')), "The document is larger than 25 MB.");
  const std::string spaces(kTemplateDocumentBytesMax + 4'000, ' ');  // beyond what names and commas may take
  EXPECT_EQ(sentence(begin + "}" + spaces), "The document is larger than 2 MB.");
  const std::string content =
      R"({"hash":")" + std::string(64, 'a') + R"(","base64":")" + std::string(kTemplateDocumentBytesMax, 'A') + "\"}";
  EXPECT_EQ(sentence(begin + ",\"contents\":[" + content + "]}"), "");
  EXPECT_EQ(sentence(begin + ",\"contents\":[" + content + "]}" + spaces),
            "Without its files, the document is larger than 2 MB.");
}

// Laws ------------------------------------------------------------------------------------------------------------
AgentCommand some_command(Random& random, const Workspace& w, AgentId by) {
  const auto some_template = [&]() {
    if (w.templates.empty()) return TemplateId{random.below(50)};
    auto at = w.templates.begin();
    std::advance(at, static_cast<std::ptrdiff_t>(random.below(w.templates.size())));
    return at->first;
  };
  if (random.chance(20)) return UseTemplate{some_template()};
  if (random.chance(10)) return RemoveTemplate{some_template()};
  const std::string name = "T" + std::to_string(random.below(6));
  Template one = random.chance(40)   ? own(by, name)
                 : random.chance(50) ? of_organisation(name)
                 : random.chance(50) ? of_queue(QueueId{1 + random.below(3)}, name)
                                     : of_group(kBackOffice, name);
  if (random.chance(50)) one.id = some_template();
  for (std::uint64_t queue = 1; queue <= 2; ++queue)
    if (random.chance(20)) one.queues.push_back(QueueId{queue});
  return SaveTemplates{{one}, random.chance(30)};
}

TEST(TemplateLaws, ABrowsersViewFollowsEveryChange) {
  const std::vector<AgentId> agents = {kAna, kBen, kEve, kSam, kAda};
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    Random random(seed);
    World world(a_rich_organisation());
    std::map<AgentId, Workspace> views;
    for (const AgentId viewer : agents) views[viewer] = view_of(world.workspace, viewer);
    for (int step = 0; step < 120; ++step) {
      const AgentId by = agents[random.below(agents.size())];
      Input input = CommandInput{by, world.fresh_key(), some_command(random, world.workspace, by)};
      if (random.chance(12)) {
        // Who is of which group and queue changes, too.
        Organisation changed = organisation_of(world.workspace);
        for (Group& group : changed.groups) {
          group.members.clear();
          for (const AgentId member : agents)
            if (random.chance(40)) group.members.push_back(member);
        }
        for (AgentConfigured& agent : changed.agents) agent.login = "l" + std::to_string(agent.agent.value);
        for (Queue& queue : changed.queues)
          queue.groups = random.chance(50) ? std::vector{kBackOffice} : std::vector<GroupId>{};
        input = changed;
      }
      const Decision decision = smsdesk::decide(world.workspace, input, world.now);
      for (const LogEntry& entry : decision.entries) {
        std::map<AgentId, Sight> sights;
        for (const AgentId viewer : agents) sights[viewer] = sight_of(world.workspace, entry.body, viewer);
        world.fold({entry});
        for (const AgentId viewer : agents) {
          std::vector<LogEntry> seen;
          if (!append_view_entries(world.workspace, entry, sights[viewer], viewer, seen)) {
            views[viewer] = view_of(world.workspace, viewer);
          }
          for (const LogEntry& one : seen) ASSERT_TRUE(apply_view(views[viewer], one).is_ok()) << "seed " << seed;
          views[viewer].offset = world.workspace.offset;
          ASSERT_EQ(digest(views[viewer]), digest(view_of(world.workspace, viewer)))
              << "seed " << seed << ", agent " << viewer.value << ", " << entry_name(entry.body);
        }
      }
    }
  }
}

TEST_F(Templates, WithActionsTravelAsADocumentByNames) {
  Template one = of_organisation();
  one.actions = {{TemplateActionKind::WrapUpCode, {}, kSolved},
                 {TemplateActionKind::Label, "VIP"},
                 {TemplateActionKind::Note, "Greeted {{customer.name|them}}"},
                 {TemplateActionKind::Transfer, {}, {}, 0, kSales}};
  Template alone = of_organisation("Alone");
  alone.texts.clear();
  alone.actions = {{TemplateActionKind::Park, {}, {}, hours(2)}};
  Template ending = of_organisation("Ending");
  ending.actions = {{TemplateActionKind::EndFollowUp}};
  const std::string document = write_template_document(world.workspace, {&one, &alone, &ending});
  EXPECT_NE(document.find("{\"transfer\":\"Sales\"}"), std::string::npos) << document;
  const auto read = read_template_document(world.workspace, kAda, document);
  ASSERT_TRUE(read) << read.error().sentence;
  ASSERT_EQ(read->size(), 3u);
  EXPECT_EQ((*read)[0].actions, one.actions);
  EXPECT_EQ((*read)[1].actions, alone.actions);
  EXPECT_TRUE((*read)[1].texts.empty());
  EXPECT_EQ((*read)[2].actions, ending.actions);
}

TEST_F(Templates, ADocumentWithActionsThatCannotBeSaysWhy) {
  const auto trouble = [&](const std::string& actions) {
    const auto read = read_template_document(
        world.workspace, kAda,
        R"({"smsdesk_templates":1,"templates":[{"name":"A","texts":{"en":"x"},"actions":)" + actions + "}]}");
    EXPECT_FALSE(read) << actions;
    return read ? std::string() : read.error().sentence;
  };
  EXPECT_EQ(trouble(R"([{"phone":"home"}])"), "Template 1 (“A”): there is no action “phone”.");
  EXPECT_EQ(trouble(R"([{"transfer":"Nowhere"}])"), "Template 1 (“A”): there is no queue “Nowhere”.");
  EXPECT_EQ(trouble(R"([{"wrap_up_code":"Nothing"}])"), "Template 1 (“A”): there is no wrap-up code “Nothing”.");
  for (const char* bad :
       {R"({})", R"(["note"])", R"([{"note":"a","label":"b"}])", R"([{"note":7}])", R"([{"park_minutes":0}])",
        R"([{"park_minutes":44641}])", R"([{"end":"somehow"}])", R"([{"note":" "}])",
        R"([{"park_minutes":5},{"note":"behind it"}])", R"([{"park_minutes":5},{"end":"resolved"}])",
        R"([{"note":"1"},{"note":"2"},{"note":"3"},{"note":"4"},{"note":"5"},{"note":"6"}])"})
    EXPECT_NE(trouble(bad), "");
}

TEST_F(Templates, WhatAnActionNamesAndIsGoneIsNotExported) {
  Template one = of_organisation();
  one.actions = {{TemplateActionKind::WrapUpCode, {}, WrapUpCodeId{99}}, {TemplateActionKind::Note, "n"}};
  Template alone = of_organisation("Alone");
  alone.texts.clear();
  alone.actions = {{TemplateActionKind::Transfer, {}, {}, 0, QueueId{99}}};
  const auto read =
      read_template_document(world.workspace, kAda, write_template_document(world.workspace, {&alone, &one}));
  ASSERT_TRUE(read) << read.error().sentence;
  ASSERT_EQ(read->size(), 1u) << "nothing of the other is left";
  EXPECT_EQ((*read)[0].actions, (std::vector<TemplateAction>{{TemplateActionKind::Note, "n"}}));
}

}  // namespace
}  // namespace smsdesk::test
