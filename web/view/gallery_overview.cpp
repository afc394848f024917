#include "web/view/gallery_overview.h"

#include <string>

namespace smsdesk::web::view::gallery {
namespace {

using namespace screen;  // the values that are made here are all of it

Figure figure(std::string text, std::string detail = {}, Urgency urgency = Urgency::Calm, bool is_quiet = false) {
  Figure f;
  f.text = std::move(text);
  f.detail = std::move(detail);
  f.urgency = urgency;
  f.is_quiet = is_quiet;
  return f;
}

OverviewRow queue(std::uint64_t id, std::string name, const std::string& waiting, const std::string& longest,
                  Urgency urgency, const std::string& level) {
  OverviewRow r;
  r.key = id;
  r.name = std::move(name);
  const bool is_calm = waiting == "0";
  r.figures = {figure(waiting, {}, Urgency::Calm, is_calm),
               figure(longest, {}, urgency),
               figure(level, {}, level < "80" ? Urgency::Soon : Urgency::Calm),
               figure("5"),
               figure("1"),
               figure("0", {}, Urgency::Calm, true),
               figure("6"),
               figure("2"),
               figure("0", {}, Urgency::Calm, true)};
  r.main =
      is_calm ? figure("None waiting", {}, Urgency::Calm, true) : figure(waiting + " waiting " + longest, {}, urgency);
  r.summary = "2 of 6 free · " + level + " in time · 5 in progress · 1 parked";
  r.accessible_name = r.name + ": " + waiting + " waiting · " + r.summary;
  r.open = intent::OpenOverviewQueue{QueueId{id}};
  return r;
}

OverviewConversation waiting(std::uint64_t id, std::string customer, std::string state, std::string age,
                             Urgency urgency, std::string terms, std::string why) {
  OverviewConversation c;
  c.conversation = ConversationId{id};
  c.customer = std::move(customer);
  c.state = std::move(state);
  c.age = std::move(age);
  c.urgency = urgency;
  c.terms = std::move(terms);
  c.why = std::move(why);
  c.menu_name = "What to do with " + c.customer;
  c.accessible_name = "Read " + c.customer + ", " + c.state;
  return c;
}

void show_queues(Overview& o) {
  o.list_name = "Queues";
  o.first_column = "Queue";
  o.columns = {{"Waiting", 58}, {"Longest", 78},  {"Service level", 92}, {"In progress", 80},   {"Parked", 50},
               {"Wrap-up", 58}, {"On queue", 64}, {"Free", 36},          {"Not responding", 98}};
  o.rows.push_back(queue(1, "Support", "3", "4:12", Urgency::Late, "71 %"));
  o.rows.push_back(queue(2, "Billing", "1", "0:16", Urgency::Soon, "88 %"));
  o.rows.push_back(queue(3, "Deliveries and returns", "0", "", Urgency::Calm, "96 %"));
  o.rows[0].is_open = true;
  o.rows[0].open = intent::OpenOverviewQueue{};
  o.conversations_name = "In Support";
  o.conversations = {
      waiting(21, "+1 415 555 0177", "Waiting", "4:12", Urgency::Late,
              "Priority 10 · German, Billing · widened 1 of 2 times",
              "2 agents are free, and none has German, Billing. The search widens in 48 seconds."),
      waiting(22, "+44 20 7946 0958", "Being offered", "0:40", Urgency::Calm, "",
              "Asks Ben Okafor, 12 seconds left. Ben Okafor was idle longest of 2 who are free: 3 minutes."),
      waiting(23, "+1 415 555 0142", "Mira Lindqvist, on its way to Billing", "1 min", Urgency::Calm, "", ""),
      waiting(24, "+1 415 555 0101", "Ana Ruiz, wrap-up", "0:51", Urgency::Calm, "", "")};
  o.conversations_text = "And 4 more.";
}

OverviewRow agent(std::uint64_t id, std::string name, Presence presence, Figure routing, Figure present, Figure work) {
  OverviewRow r;
  r.key = id;
  r.name = std::move(name);
  r.detail = "Support, Billing";
  r.has_presence = true;
  r.presence = presence;
  r.figures = {std::move(routing), std::move(present), figure("2 of 3"), std::move(work)};
  r.main = r.figures[0];
  r.main.text += " · " + r.main.detail;
  r.main.detail.clear();
  r.summary = r.figures[1].text + " · 2 of 3 · " + r.detail;
  r.accessible_name = r.name + ", " + r.main.text + ", " + r.summary;
  r.open = intent::OpenOverviewAgent{AgentId{id}};
  r.menu_name = "Change the state of " + r.name;
  r.menu = intent::OpenOverviewMenu{{OverviewMenu::Kind::Agent, AgentId{id}, {}}};
  return r;
}

void show_agents(Overview& o, std::size_t more) {
  o.tab = OverviewTab::Agents;
  o.has_tools = true;
  o.list_name = "Agents";
  o.first_column = "Agent";
  o.columns = {{"Routing", 148}, {"Presence", 148}, {"Load", 64}, {"Works on", 150}};
  o.queues.has_menu = true;
  o.queues.label = "All queues";
  o.queues.name = "Agents of: All queues";
  o.rows.push_back(agent(31, "Mira Lindqvist", Presence::Available, figure("Not responding", "6 min", Urgency::Late),
                         figure("Available", "2 h"), figure("1 conversation")));
  o.rows.push_back(agent(32, "Ana Ruiz", Presence::Available, figure("Interacting", "48 min"),
                         figure("Available", "2 h"), figure("2 conversations", "1 in wrap-up")));
  o.rows.push_back(agent(33, "Ben Okafor", Presence::Available, figure("Idle", "3 min"), figure("Available", "3 min"),
                         figure("1 offer")));
  o.rows.push_back(
      agent(34, "Lena Fischer", Presence::Meeting, figure("Off queue", "12 min, by Sam Reed", Urgency::Calm, true),
            figure("Meeting: Coaching", "12 min, by Sam Reed"), figure("Nothing", {}, Urgency::Calm, true)));
  for (std::size_t i = 0; i < more; ++i) {
    o.rows.push_back(agent(100 + i, "Agent number " + std::to_string(i + 1), Presence::Available,
                           figure("Idle", "9 min"), figure("Available", "1 h"), figure("Nothing")));
  }
}

void open_menu(Overview& o) {
  o.rows[1].is_menu_open = true;
  o.menu.is_open = o.menu.has_menu = true;
  o.menu.name = o.menu.title = "Ana Ruiz";
  o.menu.close = intent::OpenOverviewMenu{};
  ActionChoice off;
  off.label = off.accessible_name = "Take off queue";
  off.intent = intent::SetOnQueueOf{AgentId{32}, false};
  o.menu.entries.push_back(off);
  for (const auto& [presence, name] : {std::pair(Presence::Break, "Break"), std::pair(Presence::Meal, "Meal"),
                                       std::pair(Presence::Meeting, "Meeting")}) {
    ActionChoice one;
    one.label = one.accessible_name = name;
    one.section = "Presence";
    one.has_presence = true;
    one.presence = presence;
    one.intent = intent::SetPresenceOf{AgentId{32}, presence, {}};
    o.menu.entries.push_back(one);
  }
}

ReportedLine reported(std::uint64_t message, std::string customer, std::string below, std::string text, Instant at) {
  ReportedLine line;
  line.conversation = ConversationId{message};
  line.message = MessageId{message + 1000};
  line.customer = std::move(customer);
  line.below = std::move(below);
  line.text = std::move(text);
  line.at = at;
  line.is_today = message == 51;
  line.accessible_name = line.customer + ", " + line.below + ": " + line.text;
  line.dismiss_name = "Dismiss report: " + line.text;
  return line;
}

void show_reported(Overview& o) {
  const Instant at{1'767'225'600'000};
  o.tab = OverviewTab::Reported;
  o.list_name = "Reported messages";
  o.reported.lines = {
      reported(51, "+1 415 555 0177", "Abuse · Reported by Ana Ruiz · Support",
               "You are all liars, and I know where you work.", at),
      reported(52, "Mira Lind", "Spam · Reported by you · Billing",
               "Dear winner, your prize of 5,000 dollars waits for you. Write back with the number of your account and "
               "a copy "
               "of your passport, today only.",
               at + -hours(30)),
      reported(53, "+44 20 7946 0958", "Spam · Reported by Ben Okafor · Support", "Picture or file", at + -hours(50))};
}

ActionMenu action(ConversationMenu kind, std::string label, Intent intent) {
  ActionMenu m;
  m.kind = kind;
  m.label = m.name = std::move(label);
  m.intent = std::move(intent);
  return m;
}

/// Somebody else's conversation, read from the overview.
void read(Desk& d) {
  d.area = Area::Conversations;
  screen::Conversation& c = d.conversation;
  c.back_name = "Back to the overview";
  c.back = intent::ShowArea{Area::Overview};
  c.status = "Ana Ruiz has it. You read along.";
  c.composer = {};
  c.menus = {action(ConversationMenu::Transfer, "Transfer", intent::OpenConversationMenu{ConversationMenu::Transfer}),
             action(ConversationMenu::Free, "Give back", intent::FreeConversation{c.conversation}),
             action(ConversationMenu::End, "End", intent::EndForOthers{c.conversation})};
}

}  // namespace

void make_overview(Screen& s, std::string_view name) {
  Desk& d = s.desk;
  d.area = Area::Overview;
  d.roster.alerts.clear();
  d.rail.places = {{Area::Conversations, "Conversations", false}, {Area::Overview, "Overview", true}};
  d.is_roster_shown = d.is_context_shown = false;
  if (name == "reading") return read(d);
  Overview& o = d.overview;
  o.is_shown = true;
  o.headline = "4 waiting, longest 4:12 · 15 in progress · 4 of 12 agents free";
  if (name == "overview") {
    show_queues(o);
  } else if (name == "overview-reported") {
    show_reported(o);
  } else if (name == "overview-empty") {
    o.headline = "Nobody waits · no agent on queue";
    o.tab = OverviewTab::Agents;
    show_agents(o, 0);
    o.rows.clear();
    o.filter = "zz";
    o.empty_title = "Nobody is found";
    o.empty_text = "No agent of these queues is called that.";
  } else {
    show_agents(o, name == "overview-many" ? 100 : 0);
    if (name == "overview-menu") open_menu(o);
  }
}

}  // namespace smsdesk::web::view::gallery
