// The admin's page against a scripted relay: loading, editing, judging, saving, collisions, import, history, passwords.
#include <gtest/gtest.h>

#include "tests/core/client/tab.h"

namespace smsdesk {
namespace {

using namespace test;  // the words of the world

constexpr const char* kDocument = R"({
  "settings":{"default_capacity":1,"reserve":1,"away_after":"15 min"},
  "wrap_up_code":[{"id":21,"name":"Solved"}],
  "skill":[{"id":31,"name":"German"},{"id":32,"name":"Billing"}],
  "queue":[
    {"id":1,"name":"Support","alert_timeout":"30 s","auto_answer":false,"skills":["German"],"wrap_up_codes":["Solved"],
     "ring":[{"after":"2 min","groups":[],"dropped_skills":["German"]}],"shade":"blue"},
    {"id":2,"name":"Sales","alert_timeout":"20 s","skills":[]}],
  "number":[{"number":"+15005550006","queue":"Support","rule":[]}],
  "agent":[{"id":11,"login":"ana","name":"Ana Lopez","role":"agent","capacity":2,"queues":["Support"],
            "skills":{"German":4}}],
  "extra":{"a":1}})";

class Admin : public ::testing::Test {
 protected:
  Admin() {
    Organisation all = an_organisation();
    all.agents.push_back({kAda, "ada", "Ada", AgentRole::Admin, 1, {}});
    world_ = World(all);
    tab_.start();
    tab_.welcome(kAda);
    tab_.snapshot(world_, kAda);
    tab_.raise(intent::ShowArea{Area::Organisation});
  }
  void open(const char* document = kDocument, const char* etag = "\"e1\"") { answer("load", 200, document, etag); }
  void answer(const char* what, int status, std::string body, std::string etag = {}) {
    tab_.give(event::HttpAnswered{std::string("organisation.") + what, status, std::move(body), std::move(etag)});
  }
  std::vector<effect::HttpRequest> asked(const std::string& what) const {
    std::vector<effect::HttpRequest> found;
    for (const auto& one : tab_.all<effect::HttpRequest>())
      if (one.tag == "organisation." + what) found.push_back(one);
    return found;
  }
  OrganisationState& o() { return tab_.s.organisation; }

  static FormPlace place(const char* section, std::uint32_t item, const char* field) {
    FormPlace at;
    at.section = static_cast<std::uint8_t>(form::find_section(section));
    at.item = item;
    at.field = static_cast<std::uint8_t>(form::find_field(form::sections()[at.section].fields, field));
    return at;
  }
  std::uint32_t key(const char* section, const std::string& title) {
    const std::size_t at = form::find_section(section);
    for (const form::Item& item : o().working.sections[at])
      if (form::title_of(at, item) == title) return item.key;
    ADD_FAILURE() << "no " << title;
    return 0;
  }
  FormPlace in_support(const char* field) { return place("queue", key("queue", "Support"), field); }
  void edit(FormEdit edit, const FormPlace& at, std::string text = {}, std::uint32_t number = 0) {
    tab_.raise(intent::EditOrganisation{edit, at, std::move(text), number});
  }
  void step(OrganisationStep step, std::string text = {}) { tab_.raise(intent::DoOrganisation{step, std::move(text)}); }
  /// Until the relay is asked about the working copy.
  effect::HttpRequest judged() {
    tab_.tick(seconds(1));
    const auto requests = asked("check");
    EXPECT_EQ(requests.size(), 1u);
    return requests.empty() ? effect::HttpRequest{} : requests.front();
  }
  void verdict(const std::string& problems, const std::string& differences = "[]", const char* etag = "e1") {
    answer("check", 200,
           "{\"problems\":" + problems + ",\"differences\":" + differences + ",\"etag\":\"" + etag + "\"}");
  }
  json::Document body_of(const effect::HttpRequest& request) {
    auto document = json::Document::parse(request.body);
    EXPECT_TRUE(document) << request.body;
    return std::move(document.value());
  }

  World world_;
  Tab tab_;
};

TEST_F(Admin, AsksForTheConfigurationWhenThePageIsOpenedAndWritesBackWhatItRead) {
  ASSERT_EQ(asked("load").size(), 1u);
  EXPECT_EQ(asked("load")[0].path, "/api/organisation?format=json");
  open();
  ASSERT_EQ(o().load, OrganisationState::Load::Ready);
  const auto written = json::Document::parse(form::write_document(o().working));
  const json::View queue = written->root().find("queue").at(0);
  EXPECT_EQ(queue.text_or("alert_timeout", ""), "30 s");
  EXPECT_EQ(queue.find("skills").at(0).string(), "German");
  EXPECT_EQ(queue.find("ring").at(0).find("dropped_skills").at(0).string(), "German");
  EXPECT_EQ(queue.text_or("shade", ""), "blue") << "what the page does not know comes back as it was";
  EXPECT_EQ(written->root().find("extra").find("a").integer(), 1) << "nor is a part of the document lost";
  EXPECT_EQ(written->root().find("agent").at(0).find("skills").find("German").integer(), 4);
  EXPECT_EQ(o().unsaved, 0u);
}

TEST_F(Admin, MayNotBeAnybodyElse) {
  Tab ana;
  ana.start();
  ana.welcome(kAna);
  ana.snapshot(world_, kAna);
  ana.raise(intent::ShowArea{Area::Organisation});
  EXPECT_EQ(ana.s.area, Area::Conversations);
  ana.raise(intent::DoOrganisation{OrganisationStep::ExportJson});
  EXPECT_TRUE(ana.all<effect::HttpRequest>().empty());
}

TEST_F(Admin, ARenamedItemIsStillMeantByWhatNamesIt) {
  open();
  edit(FormEdit::SetText, place("skill", key("skill", "German"), "name"), "Deutsch");
  const auto document = body_of(judged());
  EXPECT_EQ(document.root().find("queue").at(0).find("skills").at(0).string(), "Deutsch");
  EXPECT_TRUE(document.root().find("agent").at(0).find("skills").find("Deutsch").exists());
  EXPECT_EQ(o().unsaved, 1u) << "the queue is no other for it";
}

TEST_F(Admin, ARemovedItemStaysUntilItIsSavedAndIsNamedNoMore) {
  open();
  const FormPlace skill = place("skill", key("skill", "German"), "name");
  edit(FormEdit::RemoveItem, skill);
  const auto document = body_of(judged());
  EXPECT_EQ(document.root().find("skill").size(), 1u);
  EXPECT_EQ(document.root().find("queue").at(0).find("skills").size(), 0u);
  edit(FormEdit::RestoreItem, skill);
  EXPECT_EQ(o().unsaved, 0u);
  EXPECT_EQ(o().working.sections, o().loaded.sections);
}

TEST_F(Admin, AddsItemsRowsAndReferences) {
  open();
  FormPlace queues;
  queues.section = static_cast<std::uint8_t>(form::find_section("queue"));
  edit(FormEdit::AddItem, queues);
  const std::uint32_t fresh = o().at.item;
  edit(FormEdit::SetText, place("queue", fresh, "name"), "Returns");
  edit(FormEdit::Take, place("queue", fresh, "wrap_up_codes"), {}, key("wrap_up_code", "Solved"));
  edit(FormEdit::Take, place("queue", fresh, "members"), {}, key("agent", "Ana Lopez"));
  edit(FormEdit::Toggle, place("queue", fresh, "manual_pick"));
  edit(FormEdit::AddRow, place("queue", fresh, "ring"));
  const auto document = body_of(judged());
  const json::View queue = document.root().find("queue").at(2);
  EXPECT_EQ(queue.text_or("name", ""), "Returns");
  EXPECT_FALSE(queue.find("id").exists());
  EXPECT_EQ(queue.text_or("alert_timeout", ""), "30 s");
  EXPECT_EQ(queue.find("wrap_up_codes").at(0).string(), "Solved");
  EXPECT_TRUE(queue.bool_or("manual_pick", false));
  EXPECT_EQ(queue.find("ring").at(0).text_or("after", ""), "2 min");
  EXPECT_EQ(document.root().find("agent").at(0).find("queues").at(1).string(), "Returns");
}

TEST_F(Admin, ProblemsFindTheirFieldAndASentenceForIt) {
  open();
  edit(FormEdit::SetText, in_support("alert_timeout"), "1 s");
  judged();
  verdict(R"([{"line":0,"where":"in [[queue]] \"Support\"","path":"queue/0/alert_timeout",
               "sentence":"alert timeout: must be 7 to 900 seconds.","reason":"must be 7 to 900 seconds."},
              {"line":0,"where":"x","path":"queue/0/ring/0/groups","sentence":"\"groups\" must be a list.",
               "reason":"must be a list."}])");
  ASSERT_EQ(o().verdict.problems.size(), 2u);
  EXPECT_EQ(o().verdict.problems[0].place, in_support("alert_timeout"));
  EXPECT_EQ(o().verdict.problems[0].name, "Support");
  EXPECT_EQ(o().verdict.problems[0].sentence, "must be 7 to 900 seconds.");
  EXPECT_EQ(o().verdict.problems[1].name, "");
  EXPECT_EQ(o().verdict.problems[1].place.row, o().working.sections[0][0].values[in_support("ring").field].rows[0].key);
  EXPECT_NE(o().verdict.problems[1].place.part, FormPlace::kNone);
  edit(FormEdit::SetText, in_support("alert_timeout"), "30 s");
  EXPECT_TRUE(o().verdict.problems.empty()) << "nothing differs, so nothing is wrong";
}

TEST_F(Admin, AVerdictOnAnOlderCopyIsDropped) {
  open();
  edit(FormEdit::SetText, in_support("alert_timeout"), "1 s");
  judged();
  edit(FormEdit::SetText, in_support("alert_timeout"), "10 s");
  verdict(R"([{"line":0,"where":"","path":"queue/0/alert_timeout","reason":"no."}])");
  EXPECT_TRUE(o().verdict.problems.empty());
  EXPECT_FALSE(judged().body.empty());
}

TEST_F(Admin, SavesAgainstWhatItWasComparedWithAndLoadsWhatIsInForce) {
  open();
  edit(FormEdit::SetText, in_support("priority"), "5");
  judged();
  verdict("[]", R"([{"change":"changed","kind":"queue","key":"1","name":"Support","field":"priority"}])");
  step(OrganisationStep::Save);
  ASSERT_EQ(asked("save").size(), 1u);
  const auto request = asked("save")[0];
  EXPECT_EQ(request.if_match, "\"e1\"");
  EXPECT_EQ(request.content_type, "application/json");
  EXPECT_EQ(body_of(request).root().find("queue").at(0).find("priority").integer(), 5);
  edit(FormEdit::SetText, in_support("grace"), "5 min");  // while it is under way
  answer("save", 200, R"({"differences":[],"without_password":["zoe"]})");
  EXPECT_TRUE(tab_.said("zoe"));
  ASSERT_EQ(asked("load").size(), 1u);
  open(R"({"queue":[{"id":1,"name":"Support","priority":5}]})", "\"e2\"");
  EXPECT_EQ(o().etag, "e2");
  EXPECT_EQ(o().unsaved, 1u) << "what was written meanwhile stays";
}

TEST_F(Admin, ARefusedDocumentShowsItsProblemsAndKeepsEverything) {
  open();
  edit(FormEdit::SetText, in_support("priority"), "500");
  judged();
  verdict("[]");
  step(OrganisationStep::Save);
  answer("save", 422,
         R"({"sentence":"x","problems":[{"line":0,"where":"","path":"queue/0/priority","reason":"no."}]})");
  ASSERT_EQ(o().verdict.problems.size(), 1u);
  EXPECT_EQ(o().verdict.problems[0].place, in_support("priority"));
  step(OrganisationStep::Save);
  answer("save", 0, "");
  EXPECT_TRUE(tab_.said("cannot be reached"));
  EXPECT_EQ(o().unsaved, 1u);
}

TEST_F(Admin, WhoCollidesKeepsTheirsOrTakesTheOthers) {
  for (const bool keeps : {true, false}) {
    SCOPED_TRACE(keeps);
    tab_.s.organisation = {};
    tab_.s.notices.clear();
    tab_.raise(intent::ShowArea{Area::Organisation});
    open();
    edit(FormEdit::SetText, in_support("priority"), "5");
    edit(FormEdit::SetText, place("queue", key("queue", "Sales"), "name"), "Shop");
    judged();
    verdict("[]");
    step(OrganisationStep::Save);
    answer("save", 412, R"({"sentence":"changed"})");
    EXPECT_TRUE(o().is_outdated);
    step(keeps ? OrganisationStep::KeepChanges : OrganisationStep::TakeTheirs);
    ASSERT_EQ(asked("load").size(), 1u);
    // Theirs: another time to answer, and no Sales.
    open(R"({"queue":[{"id":1,"name":"Support","alert_timeout":"45 s","priority":0}]})", "\"e2\"");
    EXPECT_FALSE(o().is_outdated);
    EXPECT_EQ(o().unsaved, keeps ? 1u : 0u);
    const auto document = json::Document::parse(form::write_document(o().working));
    const json::View queue = document->root().find("queue").at(0);
    EXPECT_EQ(queue.text_or("alert_timeout", ""), "45 s");
    EXPECT_EQ(queue.i64_or("priority", -1), keeps ? 5 : 0);
    EXPECT_EQ(tab_.said("gone"), keeps) << "the name of a queue that is not there has no place";
  }
}

TEST_F(Admin, AChangeByAnotherIsTakenAtOnceWhereNothingIsUnsaved) {
  open();
  const auto configure = [&](const char* name) {
    tab_.frame(EntriesFrame{tab_.s.workspace.offset + 1,
                            {{tab_.s.workspace.offset + 1, tab_.now, SkillConfigured{{SkillId{90}, name}}}},
                            {}});
  };
  configure("French");
  EXPECT_EQ(asked("load").size(), 1u);
  open();
  edit(FormEdit::SetText, in_support("priority"), "5");
  configure("Italian");
  EXPECT_TRUE(asked("load").empty()) << "what is being written is not taken away";
  EXPECT_TRUE(o().is_outdated);
}

TEST_F(Admin, ADraftSurvivesAReload) {
  open();
  edit(FormEdit::SetText, in_support("priority"), "5");
  tab_.tick(seconds(1));
  const std::string kept = tab_.written("settings")["organisation_draft"];
  ASSERT_FALSE(kept.empty());
  Tab again;
  again.start({}, {}, {{"organisation_draft", kept}});
  again.welcome(kAda);
  again.snapshot(world_, kAda);
  EXPECT_EQ(unsaved_changes(again.s), 1u) << "said before the page is opened";
  again.raise(intent::ShowArea{Area::Organisation});
  again.give(event::HttpAnswered{"organisation.load", 200, kDocument, "\"e1\""});
  EXPECT_EQ(again.s.organisation.unsaved, 1u);
  EXPECT_EQ(again.s.organisation.working.sections[0][0].values[in_support("priority").field].text, "5");
  // Another admin at the same browser gets none of it.
  Tab other;
  other.start({}, {}, {{"organisation_draft", kept}});
  other.welcome(kSam);
  EXPECT_EQ(unsaved_changes(other.s), 0u);
}

TEST_F(Admin, TakesADocumentInAfterItWasCompared) {
  open();
  step(OrganisationStep::ShowImport);
  step(OrganisationStep::ChooseFile);
  EXPECT_EQ(tab_.all<effect::ChooseFile>().size(), 1u);
  tab_.give(event::FileChosen{"o.toml", "[[queue]]\nname = \"A\"\n"});
  ASSERT_EQ(asked("import_check").size(), 1u);
  EXPECT_EQ(asked("import_check")[0].content_type, "application/toml");
  answer("import_check", 200,
         R"({"problems":[],"differences":[{"change":"removed","kind":"queue","key":"2","name":"Sales"}],
             "lost_fields":["Account","Plan"],"etag":"e7"})");
  EXPECT_EQ(
      tab_.all<effect::Announce>(),
      (std::vector<effect::Announce>{effect::Announce{"This is what changes, for everybody and at once.", false}}));
  ASSERT_TRUE(o().import_verdict);
  EXPECT_EQ(o().import_verdict->lost_fields, (std::vector<std::string>{"Account", "Plan"}));
  step(OrganisationStep::Import);
  ASSERT_EQ(asked("import").size(), 1u);
  EXPECT_EQ(asked("import")[0].if_match, "\"e7\"");
  answer("import", 412, "{}");
  EXPECT_NE(o().import_failure.find("Compare it again"), std::string::npos);
  step(OrganisationStep::EditImport, " {\"queue\":[]}");
  step(OrganisationStep::CheckImport);
  answer("import_check", 200, R"({"problems":[],"differences":[],"etag":"e8"})");
  step(OrganisationStep::Import);
  answer("import", 422, R"({"sentence":"x","problems":[{"line":0,"where":"in [[queue]]","path":"queue/0/name",
      "sentence":"\"name\" is missing.","reason":"is missing."}]})");
  ASSERT_TRUE(o().import_verdict);
  ASSERT_EQ(o().import_verdict->problems.size(), 1u);
  EXPECT_EQ(o().import_verdict->problems[0].sentence, "is missing.");
  EXPECT_EQ(tab_.all<effect::Announce>(),
            (std::vector<effect::Announce>{effect::Announce{"1 thing is wrong with it.", true}}));
  EXPECT_EQ(o().import_failure, "");
  step(OrganisationStep::EditImport, " {\"queue\":[]}");
  step(OrganisationStep::CheckImport);
  EXPECT_EQ(asked("import_check")[0].content_type, "application/json");
  answer("import_check", 200, R"({"problems":[],"differences":[],"etag":"e8"})");
  step(OrganisationStep::Import);
  answer("import", 200, R"({"differences":[],"without_password":[]})");
  EXPECT_EQ(o().page, OrganisationPageKind::Form);
  EXPECT_TRUE(o().import_text.empty());
}

TEST_F(Admin, AsksHowManyHiddenTemplatesAskForAFieldWheneverThatIsSaid) {
  open();
  ASSERT_EQ(asked("field_uses").size(), 1u);
  EXPECT_EQ(asked("field_uses")[0].path, "/api/customer_fields");
  using Uses = std::vector<std::pair<std::string, std::uint64_t>>;
  answer("field_uses", 200,
         R"({"customer_fields":[{"name":"Account","own_templates":3},{"name":"Plan","own_templates":0}]})");
  EXPECT_EQ(o().hidden_uses, (Uses{{"Account", 3}, {"Plan", 0}}));
  step(OrganisationStep::Review);
  EXPECT_TRUE(asked("field_uses").empty()) << "nothing is changed";
  edit(FormEdit::SetText, in_support("priority"), "5");
  step(OrganisationStep::Review);
  EXPECT_EQ(asked("field_uses").size(), 1u);
  answer("field_uses", 503, R"({"sentence":"The relay is busy. Try again in a moment."})");
  EXPECT_EQ(o().hidden_uses.size(), 2u) << "the last that is known";
  answer("field_uses", 200, R"({"customer_fields":[{"name":"Plan","own_templates":1}]})");
  EXPECT_EQ(o().hidden_uses, (Uses{{"Plan", 1}}));
  step(OrganisationStep::EditImport, "{}");
  step(OrganisationStep::CheckImport);
  EXPECT_EQ(asked("field_uses").size(), 1u);
}

TEST_F(Admin, AsksAgainByItselfAfterPausesThatGrowWhereTheHiddenUsesAreRefused) {
  open();
  const std::string busy = R"({"sentence":"The relay is busy. Try again in a moment."})";
  for (const DurationMs pause : {seconds(5), seconds(10), seconds(20), seconds(40), seconds(80), seconds(80)}) {
    answer("field_uses", 503, busy);
    ASSERT_TRUE(o().uses_at);
    EXPECT_GE(*o().uses_at - tab_.now, pause);
    EXPECT_LT(*o().uses_at - tab_.now, pause + seconds(1)) << "pages do not come all at once";
    ASSERT_TRUE(tab_.did<effect::WakeAt>());
    tab_.idle(pause - 1);
    EXPECT_TRUE(asked("field_uses").empty());
    tab_.idle(seconds(1));
    EXPECT_EQ(asked("field_uses").size(), 1u);
    tab_.tick(0);
    EXPECT_TRUE(asked("field_uses").empty()) << "it is on its way";
  }
  EXPECT_EQ(o().uses_failures, 6u);
  answer("field_uses", 200, R"({"customer_fields":[]})");
  EXPECT_EQ(o().uses_failures, 0u);
  EXPECT_FALSE(o().uses_at);
}

TEST_F(Admin, AsksForTheHiddenUsesAgainOnlyWhereThePageIsOpen) {
  open();
  answer("field_uses", 0, "");
  tab_.raise(intent::ShowArea{Area::Conversations});
  tab_.idle(minutes(2));
  EXPECT_TRUE(asked("field_uses").empty());
  tab_.raise(intent::ShowArea{Area::Organisation});
  EXPECT_EQ(asked("field_uses").size(), 1u);
}

TEST_F(Admin, GivesTheDocumentOut) {
  open();
  step(OrganisationStep::ExportToml);
  EXPECT_EQ(asked("toml")[0].path, "/api/organisation?format=toml");
  answer("toml", 200, "[settings]\n");
  const auto saved = tab_.all<effect::SaveFile>();
  ASSERT_EQ(saved.size(), 1u);
  EXPECT_EQ(saved[0].name, "organisation.toml");
  EXPECT_EQ(saved[0].content, "[settings]\n");
}

TEST_F(Admin, ReadsTheHistoryPageByPage) {
  open();
  step(OrganisationStep::ShowHistory);
  EXPECT_EQ(asked("audit")[0].path, "/api/audit?limit=50");
  answer("audit", 200, R"({"rows":[{"offset":9,"at":5,"by":15,"action":"queue_configured","item":"1","name":"Support",
      "before":{"alert_timeout":30000},"after":{"alert_timeout":45000}}],"has_more":true})");
  ASSERT_EQ(o().audit.size(), 1u);
  step(OrganisationStep::MoreHistory);
  EXPECT_EQ(asked("audit")[0].path, "/api/audit?limit=50&before=9");
}

TEST_F(Admin, SetsAPasswordThatIsKeptNowhere) {
  open();
  tab_.raise(intent::ShowOrganisation{place("agent", key("agent", "Ana Lopez"), "")});
  step(OrganisationStep::AskPassword);
  step(OrganisationStep::EditPassword, "correct horse");
  step(OrganisationStep::SetPassword);
  ASSERT_EQ(asked("password").size(), 1u);
  EXPECT_EQ(asked("password")[0].path, "/api/agents/11/password");
  answer("password", 204, "");
  EXPECT_TRUE(o().password.empty());
  EXPECT_EQ(o().unsaved, 0u);
  EXPECT_EQ(form::write_document(o().working).find("horse"), std::string::npos);
}

}  // namespace
}  // namespace smsdesk
