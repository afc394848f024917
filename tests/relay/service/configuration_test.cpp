// The configuration changed while the relay runs, and what is written down of it.
#include <map>

#include "core/json/json.h"
#include "core/workspace/enum_words.h"
#include "core/workspace/workspace_json.h"
#include "relay/service/rows.h"
#include "tests/relay/service/relay_fixture.h"
#include "tests/relay/store/set_password.h"
#include "tests/support/builders/random_inputs.h"

namespace smsdesk::relay::test {
namespace {

class Configuration : public RelayFixture {
 protected:
  Configuration() {
    Organisation with_admin = an_organisation();
    with_admin.agents.push_back({kAda, "ada", "Ada", AgentRole::Admin, 1, {}});
    step({input::Configured{with_admin}});
  }
  Organisation in_force() const { return organisation_of(service_->workspace()); }
  /// The refusal; not set where it was done.
  std::optional<Refusal> reconfigure(const Organisation& before, const Organisation& after, AgentId by = kAda,
                                     std::vector<store::PasswordChange> first_passwords = {}) {
    step({input::Reconfigure{++request_, by, {"k" + std::to_string(request_)}, before, after, first_passwords}});
    return answer();
  }
  std::optional<Refusal> give_password(AgentId agent, const std::string& hash, AgentId by = kAda) {
    step({input::SetPassword{++request_, by, {agent, hash}}});
    return answer();
  }
  std::optional<Refusal> answer() const {
    const auto answers = all<effect::AnswerAdmin>();
    EXPECT_EQ(answers.size(), 1u);
    EXPECT_EQ(answers.at(0).request, request_);
    return answers.at(0).refusal;
  }
  std::string password_of(AgentId agent) { return store_.find_password(agent)->value_or(""); }
  std::vector<store::PutAudit> audit() { return store_.read_audit({}, 100)->rows; }

  std::uint64_t request_ = 0;
};

TEST_F(Configuration, IsReplacedLiveAndWrittenDownWithWhoDidIt) {
  connect(7, kBen);
  Organisation after = in_force();
  after.queues[1].alert_timeout = seconds(45);
  after.skills = {{SkillId{900}, "German"}};
  after.agents.erase(after.agents.begin());  // Ana
  EXPECT_FALSE(reconfigure(in_force(), after));
  EXPECT_EQ(in_force().queues[1].alert_timeout, seconds(45));
  EXPECT_EQ(in_force().skills.size(), 1u);
  EXPECT_TRUE(service_->workspace().find_agent(kAna)->removed_at);
  EXPECT_FALSE(told(7).empty()) << "Ben's page has the new queue";
  const auto changed = all<effect::AgentsChanged>();
  ASSERT_EQ(changed.size(), 1u);
  EXPECT_EQ(changed[0].agents->size(), 4u);
  const auto rows = audit();
  ASSERT_GE(rows.size(), 3u);
  EXPECT_EQ(rows[0].action, "agent_removed");
  EXPECT_EQ(rows[0].name, "Ana Lopez");
  EXPECT_EQ(rows[0].after, "");
  EXPECT_EQ(rows[1].action, "queue_configured");
  EXPECT_EQ(rows[1].before, "{\"alert_timeout\":30000}");
  EXPECT_EQ(rows[1].after, "{\"alert_timeout\":45000}");
  EXPECT_EQ(rows[2].action, "skill_configured");
  EXPECT_EQ(rows[2].before, "");
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(rows[i].by, kAda);
}

TEST_F(Configuration, IsNotReplacedByWhoComparedItWithAnOlderOne) {
  const Organisation old = in_force();
  Organisation first = old, second = old;
  first.queues[0].priority = 5;
  second.queues[0].name = "Helpdesk";
  EXPECT_FALSE(reconfigure(old, first));
  const auto refusal = reconfigure(old, second);
  ASSERT_TRUE(refusal);
  EXPECT_EQ(refusal->kind, RefusalKind::NotNow);
  EXPECT_EQ(in_force(), first);
}

TEST_F(Configuration, IsChangedByAdminsOnlyAndOnlyToWhatHolds) {
  Organisation after = in_force();
  after.queues[0].alert_timeout = seconds(1);
  EXPECT_EQ(reconfigure(in_force(), after)->kind, RefusalKind::BadValue);
  after.queues[0].alert_timeout = seconds(20);
  EXPECT_EQ(reconfigure(in_force(), after, kSam)->kind, RefusalKind::NoRight);
  EXPECT_EQ(in_force().queues[0].alert_timeout, seconds(30));
}

TEST_F(Configuration, KeepsALoginThatThePageDoesNotKnowAndAsksForOneOfANewAgent) {
  connect(9, kAda);
  Configure change;
  change.put.agents = {{kBen, "", "Benjamin", AgentRole::Agent, 1, {kSupport}}};
  step({command(9, change, "1")});
  EXPECT_EQ(service_->workspace().find_agent(kBen)->login, "ben");
  EXPECT_EQ(service_->workspace().find_agent(kBen)->name, "Benjamin");
  change.put.agents = {{{}, "", "Zoe", AgentRole::Agent, 1, {}}};
  step({command(9, change, "2")});
  const auto answer = std::get<AnswerFrame>(told(9).back());
  ASSERT_TRUE(answer.refusal);
  EXPECT_EQ(answer.refusal->sentence, "Agent Zoe: login: is needed to sign in.");
}

TEST_F(Configuration, ForgetsThePasswordOfWhoComesBackUnderAnotherLogin) {
  store::set_password(store_, kAna, "hash");
  const Organisation with_ana = in_force();
  Organisation without = with_ana, renamed = with_ana, other = with_ana;
  without.agents.erase(without.agents.begin());
  renamed.agents[0].login = "anna";
  other.agents[0].login = "zoe";
  EXPECT_FALSE(reconfigure(with_ana, renamed));
  EXPECT_TRUE(*store_.find_password(kAna)) << "a new login is no new person";
  EXPECT_FALSE(reconfigure(renamed, without));
  EXPECT_TRUE(*store_.find_password(kAna));
  EXPECT_FALSE(reconfigure(in_force(), other));
  EXPECT_FALSE(*store_.find_password(kAna));
}

TEST_F(Configuration, TellsWhoSetWhosePasswordAndNothingOfThePassword) {
  connect(7, kBen);
  connect(9, kAda);
  ASSERT_TRUE(store_.put_session({"aa", kBen, now_, now_}));
  const std::uint64_t head = store_.head();
  EXPECT_FALSE(give_password(kBen, "argon-of-ben"));
  EXPECT_EQ(password_of(kBen), "argon-of-ben");
  EXPECT_FALSE(store_.find_session("aa")->has_value()) << "of the password before";
  const store::PutAudit row = audit().at(0);
  EXPECT_EQ(row.action, "agent_password_set");
  EXPECT_EQ(row.by, kAda);
  EXPECT_EQ(row.item, std::to_string(kBen.value));
  EXPECT_EQ(row.name, "Ben Okafor");
  EXPECT_EQ(row.before + row.after, "");
  const auto log = store_.read_log(head, 10);
  ASSERT_TRUE(log);
  ASSERT_EQ(log->size(), 1u);
  EXPECT_EQ(log->front().body.find("argon"), std::string::npos);
  for (const SocketId socket : {7u, 9u}) EXPECT_TRUE(told(socket).empty()) << "it is in no stream";
  restart();  // and the log is read again
  EXPECT_EQ(password_of(kBen), "argon-of-ben");
}

TEST_F(Configuration, LetsOnlyAnAdminSetThePasswordOfSomebodyWhoIsThere) {
  const std::size_t rows = audit().size();
  EXPECT_EQ(give_password(kBen, "x", kSam)->kind, RefusalKind::NoRight);
  EXPECT_EQ(give_password(kBen, "x", AgentId{999})->kind, RefusalKind::NoRight);
  EXPECT_EQ(give_password(AgentId{999}, "x")->kind, RefusalKind::BadValue);
  Organisation without = in_force();
  std::erase_if(without.agents, [](const auto& agent) { return agent.agent == kBen; });
  EXPECT_FALSE(reconfigure(in_force(), without));
  EXPECT_EQ(give_password(kBen, "x")->kind, RefusalKind::BadValue);
  EXPECT_EQ(audit().size(), rows + 1) << "that he was removed";
  EXPECT_EQ(password_of(kBen) + password_of(AgentId{999}), "");
}

TEST_F(Configuration, TakesFirstPasswordsWhereThereIsNoneInTheSameBatch) {
  store::set_password(store_, kAna, "old");
  Organisation after = in_force();
  after.agents.push_back({AgentId{910}, "zoe", "Zoe", AgentRole::Agent, 1, {kSupport}});
  EXPECT_FALSE(reconfigure(in_force(), after, kAda, {{kAna, "first"}, {AgentId{910}, "first of Zoe"}}));
  EXPECT_EQ(password_of(kAna), "old");
  EXPECT_EQ(password_of(AgentId{910}), "first of Zoe");
  const auto rows = audit();
  EXPECT_EQ(rows.at(0).action + rows.at(0).name, "agent_password_setZoe");
  EXPECT_EQ(rows.at(0).by, kAda);
  EXPECT_EQ(rows.at(1).action + rows.at(1).name, "agent_configuredZoe");
  after.agents.push_back({AgentId{911}, "yan", "Yan", AgentRole::Agent, 1, {kSupport}});
  EXPECT_TRUE(reconfigure(Organisation{}, after, kAda, {{AgentId{911}, "first"}})) << "compared with an older one";
  EXPECT_EQ(password_of(AgentId{911}), "");
}

TEST_F(Configuration, TakesTheFirstPasswordOfWhoComesBackAsSomebodyElse) {
  store::set_password(store_, kAna, "old");
  const Organisation with_ana = in_force();
  Organisation without = with_ana, other = with_ana;
  without.agents.erase(without.agents.begin());
  other.agents[0].login = "zoe";
  EXPECT_FALSE(reconfigure(with_ana, without));
  EXPECT_FALSE(reconfigure(in_force(), other, kAda, {{kAna, "first of Zoe"}}));
  EXPECT_EQ(password_of(kAna), "first of Zoe");
}

TEST_F(Configuration, KeepsFirstPasswordsOfAnAdminWhoGivesThatRoleUp) {
  Organisation after = in_force();
  for (AgentConfigured& agent : after.agents) {
    if (agent.agent == kSam) agent.role = AgentRole::Admin;
    if (agent.agent == kAda) agent.role = AgentRole::Agent;
  }
  EXPECT_FALSE(reconfigure(in_force(), after, kAda, {{kBen, "first"}}));
  EXPECT_EQ(password_of(kBen), "first");
  EXPECT_EQ(audit().at(0).action, "agent_password_set");
  EXPECT_EQ(audit().at(0).by, AgentId{});
}

TEST_F(Configuration, HasTheOffsetsOfItsZonesAndRefreshesThem) {
  int minutes = 60;
  auto workspace = Service::load(store_);
  ASSERT_TRUE(workspace);
  service_.emplace(std::move(*workspace), store_,
                   [&](const std::string& zone, Instant) -> Result<std::vector<ZoneOffset>> {
                     if (zone == "Mars") return Error{ErrorCode::Invalid, "There is no zone Mars."};
                     return std::vector<ZoneOffset>{{Instant{0}, minutes}};
                   });
  Organisation after = in_force();
  after.schedules = {{ScheduleId{901}, "Office", "Europe/Berlin", {}, {}, {}}};
  EXPECT_FALSE(reconfigure(in_force(), after));
  EXPECT_EQ(in_force().schedules.at(0).offsets.at(0).minutes, 60);
  const std::size_t rows = audit().size();
  const std::uint64_t head = store_.head();
  step({input::ZonesDue{}});
  EXPECT_EQ(store_.head(), head) << "nothing changed";
  minutes = 120;
  step({input::ZonesDue{}});
  EXPECT_EQ(in_force().schedules.at(0).offsets.at(0).minutes, 120);
  EXPECT_EQ(audit().size(), rows) << "nobody changed anything";
  after = in_force();
  after.schedules[0].zone = "Mars";
  EXPECT_EQ(reconfigure(in_force(), after)->sentence, "Schedule Office: zone: There is no zone Mars.");
  connect(9, kAda);
  Configure change;
  change.put.schedules = after.schedules;
  step({command(9, change, "1")});
  EXPECT_EQ(std::get<AnswerFrame>(told(9).back()).refusal->kind, RefusalKind::BadValue);
}

TEST_F(Configuration, WritesDownOnlyTheNumbersOfAListThatDiffer) {
  Organisation after = in_force();
  after.contact_lists = {{ContactListId{902}, "VIPs", {"+14155550001", "+14155550002"}}};
  EXPECT_FALSE(reconfigure(in_force(), after));
  after.contact_lists[0].numbers = {"+14155550002", "+14155550003"};
  EXPECT_FALSE(reconfigure(in_force(), after));
  EXPECT_EQ(audit()[0].before, "{\"numbers\":[\"+14155550001\"]}");
  EXPECT_EQ(audit()[0].after, "{\"numbers\":[\"+14155550003\"]}");
}

TEST_F(Configuration, TellsWhoWasInWhichStateForHowLong) {
  connect(7, kAna);
  step({command(7, SetOnQueue{true}, "q")});
  now_ = now_ + minutes(5);
  connect(9, kAda);
  step({command(9, SetOnQueue{false, kAna}, "r")});
  store::ReportQuery of_ana;
  of_ana.agent = kAna;
  const auto states = store_.read_agent_states(of_ana, 10)->rows;
  ASSERT_GE(states.size(), 3u);
  for (const auto kind : {store::AgentStateKind::Queue, store::AgentStateKind::Routing}) {
    const auto newest = std::find_if(states.begin(), states.end(), [&](const auto& s) { return s.began.kind == kind; });
    ASSERT_NE(newest, states.end());
    EXPECT_EQ(newest->began.state, "off_queue");
    EXPECT_EQ(newest->began.by, kAda);
    EXPECT_FALSE(newest->ended_at);
  }
  const auto on_queue =
      std::find_if(states.begin(), states.end(), [](const auto& s) { return s.began.state == "on_queue"; });
  ASSERT_NE(on_queue, states.end());
  EXPECT_EQ(on_queue->ended_at, now_);
  EXPECT_EQ(*on_queue->ended_at - on_queue->began.at, minutes(5));
  EXPECT_EQ(on_queue->began.by, kAna);
}

TEST_F(Configuration, TellsHowLongWhoIsOnQueueWasIdleAndInteracting) {
  connect(7, kAna);
  step({command(7, SetOnQueue{true}, "q")});
  now_ = now_ + minutes(5);
  step({inbound("SM-one")});
  const OfferId offer = service_->workspace().offers.begin()->first;
  now_ = now_ + seconds(10);
  step({command(7, AnswerOffer{offer}, "a")});
  const ConversationId id = service_->workspace().conversations.begin()->first;
  now_ = now_ + minutes(2);
  step({command(7, EndConversation{id}, "e")});
  now_ = now_ + seconds(20);
  step({command(7, CompleteWrapUp{id, kSolved, ""}, "w")});
  std::vector<std::string> words;
  std::vector<DurationMs> durations;
  store::ReportQuery of_ana;
  of_ana.agent = kAna;
  const auto states = store_.read_agent_states(of_ana, 20);
  ASSERT_TRUE(states);
  for (const auto& one : states->rows) {
    if (one.began.kind != store::AgentStateKind::Routing) continue;
    words.push_back(one.began.state);
    if (one.ended_at) durations.push_back(*one.ended_at - one.began.at);
  }
  EXPECT_EQ(words, (std::vector<std::string>{"idle", "interacting", "idle"})) << "newest first";
  EXPECT_EQ(durations, (std::vector<DurationMs>{minutes(2) + seconds(30), minutes(5)}));
}

/// Law: what was written down is what routing says of everybody, and one entry changes it for one agent at most.
TEST(RoutingWatch, MissesNoChange) {
  constexpr std::uint64_t kSeeds = 20;
  for (const std::uint64_t seed : seeds(kSeeds)) {
    SCOPED_TRACE("SMSDESK_SEED=" + std::to_string(seed));
    World world = a_world(seed);
    RandomInputs inputs(seed, is_rich(seed));
    for (int i = 0; i < 200; ++i) {
      world.pass(some_time(inputs.random()));
      world.decide(inputs.next(world.workspace, world.now));
      world.make_offers();
    }
    Workspace again;
    std::map<AgentId, std::string> written;
    for (const LogEntry& entry : world.log) {
      const RoutingWatch watch(again, entry.body);
      ASSERT_TRUE(apply(again, entry).is_ok());
      std::vector<store::ArchiveOp> ops;
      watch.append_ops(again, entry, ops);
      ASSERT_LE(ops.size(), 1u);
      for (const store::ArchiveOp& op : ops) {
        written[std::get<store::PutAgentState>(op).agent] = std::get<store::PutAgentState>(op).state;
      }
      for (const auto& [id, agent] : again.agents) {
        const std::string known = written.count(id) == 0 ? std::string("off_queue") : written[id];
        ASSERT_EQ(known, fields::word_of(routing_status(again, agent))) << "agent " << id.value;
      }
    }
  }
}

TEST_F(Configuration, TellsOffersNotesAndHowAConversationEnded) {
  const ConversationId id = own_conversation();
  step({command(7, AddNote{id, "call back", {kBen}}, "n"), command(7, EndConversation{id}, "e")});
  step({command(7, CompleteWrapUp{id, kSolved, "done"}, "w")});
  store::ReportQuery of_it;
  of_it.conversation = id;
  const auto offers = store_.read_offers(of_it, 10)->rows;
  ASSERT_EQ(offers.size(), 1u);
  EXPECT_EQ(offers[0].made.agent, kAna);
  EXPECT_EQ(offers[0].made.why, "longest_idle");
  // All of the trace, word by word as the log has it.
  std::string logged;
  const auto rows = store_.read_log(0, 1000);
  for (const store::LogRow& row : *rows) {
    const auto entry = decode_entry(row.body);
    ASSERT_TRUE(entry);
    const auto* made = std::get_if<OfferMade>(&entry->body);
    if (made == nullptr || made->offer != offers[0].made.offer) continue;
    EXPECT_GT(made->trace.members, 0u);
    const auto document = json::Document::parse(row.body);
    logged = json::Writer().copy(document->root().find("trace")).take();
  }
  EXPECT_NE(logged, "");
  EXPECT_EQ(offers[0].made.trace, logged);
  EXPECT_EQ(offers[0].ended->outcome, "accepted");
  const auto notes = store_.read_notes(of_it, 10)->rows;
  ASSERT_EQ(notes.size(), 1u);
  EXPECT_EQ(notes[0].text, "call back");
  const auto handings = *store_.read_handings(id);
  ASSERT_EQ(handings.size(), 1u);
  EXPECT_EQ(handings[0].kind, "answered");
  EXPECT_EQ(handings[0].agent, kAna);
  EXPECT_EQ(handings[0].at, offers[0].ended->at);
  const auto archived = **store_.find_conversation(id);
  EXPECT_EQ(archived.end_cause, "agent");
  EXPECT_EQ(archived.resolution, "not_asked");
  EXPECT_EQ(archived.wrap_up_code, "Solved");
}

}  // namespace
}  // namespace smsdesk::relay::test
