// The panels but the timeline (timeline.cpp). Each function makes one panel; `wish` collects when a text changes by itself.
#include "core/screen/make_screen.h"

#include <algorithm>
#include <array>

#include "core/base/utf8.h"
#include "core/client/context_choice.h"
#include "core/client/media_words.h"
#include "core/client/pending.h"
#include "core/conversation/delivery_failure.h"
#include "core/conversation/folded_reaction.h"
#include "core/screen/menus.h"
#include "core/screen/overview_parts.h"
#include "core/screen/park_times.h"
#include "core/screen/parts.h"
#include "core/screen/routing_words.h"
#include "core/screen/words.h"
#include "core/screen/work.h"
#include "core/sms/address.h"
#include "core/sms/segments.h"
#include "core/sms/text_cleanup.h"
#include "core/template/text.h"
#include "core/words/words.h"

namespace smsdesk::screen {

std::string queue_name(const State& s, QueueId id) {
  const Queue* queue = s.workspace.find_queue(id);
  return queue == nullptr ? std::string() : queue->name;
}

std::string as_told(const State& s, std::string status) {
  return is_connected(s) ? status : tr("{status}, last known", {{"status", status}});
}

Urgency urgency_of(const State& s, QueueId id, DurationMs waited) {
  const Queue* queue = s.workspace.find_queue(id);
  const DurationMs target = queue == nullptr ? seconds(20) : queue->service_level_target;
  if (waited >= target) return Urgency::Late;
  return waited >= target * 3 / 4 ? Urgency::Soon : Urgency::Calm;
}

namespace {

std::string initials_of(const std::string& name) {
  std::string initials;
  bool at_start = true;
  int letters = 0;
  for (std::size_t i = 0; i < name.size() && letters < 2;) {
    const std::size_t begin = i;
    const char32_t c = utf8::next(name, i);
    if (c == ' ' || c == '-') {
      at_start = true;
    } else if (at_start) {
      std::string letter(name.substr(begin, i - begin));
      if (letter.size() == 1 && letter[0] >= 'a' && letter[0] <= 'z') letter[0] = static_cast<char>(letter[0] - 32);
      initials += letter;
      at_start = false;
      ++letters;
    }
  }
  return initials;
}

std::string line_of(const Message& message) {
  return message.text.empty() && !message.media.empty() ? media_line(message.media) : on_one_line(message.text);
}

class Maker {
 public:
  Maker(const State& state, Instant now, DayOf day_of, Screen& earlier)
      : s_(state), now_(relay_now(state, now)), browser_now_(now), day_of_(day_of), earlier_(earlier) {}

  Screen make() {
    Screen screen;
    screen.timelines_made = earlier_.timelines_made;
    screen.theme = s_.settings.theme;
    screen.is_high_contrast = s_.settings.is_high_contrast;
    screen.time_format = s_.settings.time_format;
    screen.density = s_.settings.density;
    screen.text_size = s_.settings.text_size;
    screen.language = s_.language.in_use;
    screen.is_right_to_left = words::is_right_to_left();
    screen.page_title = "smsdesk";
    switch (s_.session) {
      case SessionPhase::Unknown:
        if (s_.has_facts) break;
        screen.page = Page::Loading;
        screen.loading_text = tr("Starting…");
        return screen;
      case SessionPhase::SignedOut:
      case SessionPhase::SigningIn:
        screen.page = Page::SignIn;
        screen.sign_in = sign_in();
        return screen;
      case SessionPhase::SignedIn:
        break;
    }
    if (!s_.has_facts) {
      screen.page = Page::Loading;
      screen.loading_text =
          s_.connection.attempt > 0 ? tr("The relay cannot be reached. Trying again…") : tr("Connecting…");
      return screen;
    }
    screen.page = Page::Desk;
    Desk& desk = screen.desk;
    desk.area = s_.area;
    desk.roster = roster();
    desk.list = list_brief(desk.roster, before_eyes());
    desk.rail = rail(desk.roster);
    desk.conversation = conversation(screen.timelines_made);
    if (s_.area == Area::Find) desk.find = find_panel(s_, now_, day_of_);
    desk.context = make_context(s_, now_, {day_of_, day_of_(now_)}, wake_in_);
    add_word_uses(earlier_.desk, desk);
    desk.organisation = organisation_page(s_);
    desk.overview = make_overview(s_, now_, day_of_, wake_in_);
    desk.connection = connection();
    desk.settings = settings_panel(s_, browser_now_);
    desk.templates = templates_dialog(s_, now_, browser_now_, day_of_);
    desk.note_dialog = note_dialog(s_, {day_of_, day_of_(now_)});
    desk.is_mac = s_.is_mac;
    add_actions(s_, browser_now_, desk);
    desk.palette = palette(s_, desk, now_, browser_now_, day_of_);
    for (const NoticeState& n : s_.notices) {
      desk.notices.push_back({n.id, static_cast<Notice::Tone>(n.tone), n.text});
      if (n.reason == NoticeReason::NotificationsOffered)
        desk.notices.back().answers = {{tr("Allow notifications"), false, intent::AllowNotifications{}},
                                       {tr("Not now"), false, intent::DismissNotice{n.id}}};
    }
    desk.is_roster_shown = s_.is_roster_shown || (s_.area == Area::Conversations && !s_.selected.is_set());
    desk.is_context_shown = is_context_open(s_);
    if (const auto widths = s_.settings.panel_widths.find(s_.me); widths != s_.settings.panel_widths.end()) {
      desk.roster_width = widths->second.roster;
      desk.context_width = widths->second.context;
    }
    screen.page_title = title(desk);
    screen.wake_in = wake_in_;
    return screen;
  }

 private:
  void wish(DurationMs in) {
    if (in >= 0 && (wake_in_ < 0 || in < wake_in_)) wake_in_ = in;
  }
  std::string running(DurationMs duration) {
    wish(clock_changes_in(duration));
    return clock_text(duration);
  }
  std::string ageing(DurationMs duration) {
    wish(age_changes_in(duration));
    return age_text(duration);
  }

  /// The conversation whose messages are read as they come; what the agent has marked as unread is none.
  ConversationId before_eyes() const {
    const smsdesk::Conversation* open = s_.workspace.find_conversation(s_.selected);
    const bool is_read = s_.area == Area::Conversations && open != nullptr && !is_left_unread(s_, *open);
    return is_read ? open->id : ConversationId{};
  }

  SignIn sign_in() const {
    SignIn panel;
    panel.login = s_.sign_in.login;
    panel.error = s_.sign_in.error;
    panel.revision = s_.sign_in.revision;
    panel.is_busy = s_.session == SessionPhase::SigningIn;
    panel.can_sign_in = !panel.is_busy && !s_.sign_in.login.empty() && !s_.sign_in.password.empty();
    return panel;
  }

  Rail rail(const Roster& roster) {
    Rail panel;
    const Agent* me = s_.workspace.find_agent(s_.me);
    if (me == nullptr) return panel;
    panel.agent_name = me->name;
    panel.initials = initials_of(me->name);
    panel.presence = me->presence;
    panel.is_presence_uncertain = !is_connected();
    panel.presence_name = as_known(presence_words(*me));
    panel.presence_title = me->is_presence_automatic || panel.is_presence_uncertain ? panel.presence_name : me->name;
    const DurationMs in_presence = now_ - me->presence_since;
    if (is_connected()) panel.time_in_presence = ageing(in_presence);
    if (in_presence < minutes(1)) panel.time_in_presence.clear();  // "Away for now" would say something else
    panel.is_presence_menu_open = s_.is_presence_menu_open;
    panel.is_settings_open = s_.is_settings_open;
    for (int i = 1; i <= 8; ++i) {
      const auto presence = static_cast<Presence>(i % 8);  // Offline stands last
      const std::string name = presence_name(presence);
      const bool is_current = presence == me->presence && !me->sub_status.is_set();
      panel.presence_choices.push_back(presence_choice(presence, {}, name, is_current, name));
      for (const auto& [id, status] : s_.workspace.sub_statuses) {
        if (status.presence != presence) continue;
        panel.presence_choices.push_back(
            presence_choice(presence, id, status.name, id == me->sub_status, status.name + comma() + name));
      }
    }
    panel.is_quiet = is_quiet(s_, browser_now_);
    if (panel.is_quiet) panel.quiet_name = tr("Do not disturb is on. Switch it off");
    if (const Instant until = s_.settings.quiet.until; panel.is_quiet && until.ms != 0) {
      const DurationMs left = std::max<DurationMs>(until - now_, 1);
      const std::string duration = age_text(left + minutes(1) - 1);  // the minute that runs counts
      panel.quiet_name = tr("Do not disturb is on for {duration}. Switch it off", {{"duration", duration}});
      wish(left % minutes(1) == 0 ? minutes(1) : left % minutes(1));
    }
    for (const Card& card : roster.mine) panel.unread_total += card.unread;
    const std::string unread =
        panel.unread_total == 0 ? "" : comma() + trn("{n} unread", "{n} unread", panel.unread_total);
    add_place(panel, Area::Conversations, tr("Conversations") + unread, me->role);
    add_place(panel, Area::Find, tr("Closed conversations"), me->role);
    add_place(panel, Area::Overview, tr("Overview"), me->role);
    const std::size_t unsaved = unsaved_changes(s_);
    const std::string changes = unsaved == 0 ? "" : comma() + trn("{n} unsaved change", "{n} unsaved changes", unsaved);
    add_place(panel, Area::Organisation, tr("Organisation") + changes, me->role);
    return panel;
  }
  void add_place(Rail& panel, Area area, std::string name, AgentRole role) const {
    if (may_open(area, role)) panel.places.push_back({area, std::move(name), area == s_.area});
  }

  bool is_connected() const { return screen::is_connected(s_); }
  /// What the relay alone decides may have changed since the connection went.
  std::string as_known(std::string status) const {
    return is_connected() ? status : tr("{status} · not connected", {{"status", status}});
  }
  PresenceChoice presence_choice(Presence presence, SubStatusId sub_status, const std::string& name, bool is_current,
                                 const std::string& spoken) const {
    const bool is_uncertain = is_current && !is_connected();
    return {presence, sub_status, name, is_current, is_uncertain ? as_known(spoken) : spoken, is_uncertain};
  }
  std::string presence_words(const Agent& agent) const {
    const std::string name = presence_name(agent.presence);
    const auto status = s_.workspace.sub_statuses.find(agent.sub_status);
    if (status != s_.workspace.sub_statuses.end()) return labelled(name, status->second.name);
    return agent.is_presence_automatic ? tr("{presence}, because nobody touched this page", {{"presence", name}})
                                       : name;
  }

  OnQueueSwitch on_queue() {
    OnQueueSwitch panel;
    const Agent* me = s_.workspace.find_agent(s_.me);
    panel.is_busy = is_switching_queue(s_, s_.me);
    if (me == nullptr) return panel;
    panel.is_uncertain = !is_connected();
    if (is_connected()) panel.time = ageing(now_ - me->queue_status_since);
    panel.state = routing_status(s_.workspace, *me);
    const LoadWords load = load_words(s_.workspace, *me);
    switch (panel.state) {
      case RoutingStatus::OffQueue:
        panel.title = tr("Off queue");
        panel.explanation = s_.workspace.full_load_of(me->id).is_empty()
                                ? tr("No messages are offered to you.")
                                : tr("{load}. No new ones are offered to you.", {{"load", load.line}});
        break;
      case RoutingStatus::Idle:
      case RoutingStatus::Interacting:
        panel.is_on = true;
        panel.title = tr("On queue");
        panel.explanation = load.is_full ? tr("{load}. You are full.", {{"load", load.line}}) : load.line;
        if (!load.reason.empty()) panel.explanation += (load.is_full ? " " : ". ") + load.reason;
        break;
      case RoutingStatus::NotResponding:
        panel.title = tr("Not responding");
        panel.explanation = tr("An offer was missed or declined. Go on queue to get messages again.");
        break;
    }
    panel.title = as_known(std::move(panel.title));
    return panel;
  }

  std::string agent_name(AgentId id) const {
    const Agent* agent = s_.workspace.find_agent(id);
    return agent == nullptr ? std::string(tr("a colleague")) : agent->name;
  }
  std::string alert_mark(const Offer& offer, const smsdesk::Conversation& conversation) const {
    // A supervisor offers what waits with nobody: only the offer says so.
    const bool is_handed = offer.trace.why == RoutingTrace::Why::Transfer && offer.trace.handed_by.is_set();
    if (is_handed) return handed_line(s_.workspace, offer.trace);
    if (!conversation.transfer) return returned_line(s_.workspace, conversation);
    return transferred_line(s_.workspace, conversation.transfer->by, conversation.transfer->note);
  }

  /// "You", "Ben Okafor", "Automatic", or nothing where the customer said it.
  std::string said_by(const Message& message) const {
    if (message.is_inbound) return {};
    if (!message.author.is_set()) return tr("Automatic");
    return message.author == s_.me ? std::string(tr("You")) : agent_name(message.author);
  }

  /// Of what the browser holds: a reopened conversation has none among the facts until somebody writes, but may have been
  /// read. Null: there is none.
  const Message* newest_message(const smsdesk::Conversation& conversation) const {
    if (!conversation.detail->messages.empty()) return &conversation.detail->messages.back();
    const auto history = s_.histories.find(conversation.id);
    if (history == s_.histories.end() || history->second.messages.empty()) return nullptr;
    return &history->second.messages.back().message;
  }

  /// newest_message() as a card says it: a reaction by what it is, where its bubble shows it so.
  std::string newest_line(const smsdesk::Conversation& conversation, const Message& newest) const {
    if (has_reaction_form(newest)) {
      const auto& held = conversation.detail->messages;
      const auto history = s_.histories.find(conversation.id);
      const std::size_t older = history == s_.histories.end() ? 0 : history->second.messages.size();
      const ConversationId of = held.empty() ? history->second.messages.back().conversation : conversation.id;
      const auto row = [&](std::size_t i) -> const Message* {
        if (i >= older) return i - older < held.size() ? &held[i - older] : nullptr;
        const TimelineMessage& one = history->second.messages[i];
        return one.conversation == of ? &one.message : nullptr;
      };
      if (const auto reaction = fold_reaction(row, older + held.size() - 1)) return on_one_line(words_of(*reaction));
    }
    const std::string speaker = said_by(newest);
    return speaker.empty() ? line_of(newest) : labelled(speaker, line_of(newest));
  }

  Alert alert(const Offer& offer, const smsdesk::Conversation& conversation) {
    Alert card;
    card.offer = offer.id;
    card.queue = queue_name(s_, conversation.asked_queue());
    card.why = why_line(s_.workspace, offer.trace, s_.me, true);
    card.mark = alert_mark(offer, conversation);
    // What is handed over waits since then, and for the queue it goes to.
    const DurationMs waited =
        now_ - (conversation.transfer ? conversation.transfer->began_at : conversation.waiting_since);
    card.waiting = running(waited);
    card.urgency = urgency_of(s_, conversation.asked_queue(), waited);
    if (const Queue* queue = s_.workspace.find_queue(conversation.asked_queue())) {
      card.target = tr("The queue's target is {duration}.", {{"duration", clock_text(queue->service_level_target)}});
    }
    const DurationMs left = std::max<DurationMs>(offer.expires_at - now_, 0);
    const DurationMs whole = std::max<DurationMs>(offer.expires_at - offer.made_at, 1);
    card.countdown = tr("{n} s", {{"n", std::to_string((left + 999) / 1000)}});
    card.countdown_part = static_cast<float>(left) / static_cast<float>(whole);
    wish(250);  // the ring runs
    card.is_busy = is_deciding(s_, offer.id);
    if (conversation.detail) {
      card.customer = customer_title(*conversation.detail);
      card.spoken_customer = spoken_customer(*conversation.detail);
      card.our_number = readable_address(conversation.detail->our_number);
      if (const Message* last = last_asking(*conversation.detail)) card.first_line = line_of(*last);
    }
    card.last_agent = last_agent_line(s_.workspace, offer.trace, s_.me);
    card.reasons = decline_menu(s_, offer.id, card.spoken_customer);
    card.accessible_name =
        tr("{queue}: message from {customer}", {{"queue", card.queue}, {"customer", card.spoken_customer}});
    if (!card.last_agent.empty())
      card.accessible_name += comma() + last_agent_line(s_.workspace, offer.trace, s_.me, true);
    card.accessible_name += comma() + tr("waiting {duration}", {{"duration", spoken_duration(waited)}});
    return card;
  }

  /// "Ends in 0:45", of a conversation in its last minute.
  std::string inactivity_words(const smsdesk::Conversation& c) {
    const Queue* queue = s_.workspace.find_queue(c.queue);
    const DurationMs left = std::max<DurationMs>(c.inactivity_warned_at + kInactivityWarning - now_, 0);
    const bool is_back = queue != nullptr && queue->inactivity_action == InactivityAction::BackToQueue;
    wish(left % 1000 == 0 ? 1000 : left % 1000);
    return tr(is_back ? mark("Goes back to the queue in {duration}") : mark("Ends in {duration}"),
              {{"duration", running(left)}});
  }

  Card card(const smsdesk::Conversation& conversation) {
    Card line;
    line.conversation = conversation.id;
    line.queue = queue_name(s_, conversation.queue);
    line.is_selected = s_.selected == conversation.id;
    if (conversation.state == ConversationState::AfterCallWork) {
      line.state = CardState::AfterCallWork;
      line.state_name = tr("Wrap-up");
    }
    if (conversation.state == ConversationState::Parked && conversation.parking) {
      line.state = CardState::Parked;
      const DurationMs left = std::max<DurationMs>(conversation.parking->until - now_, 0);
      line.state_name =
          left < minutes(1) ? tr("Back in a moment") : tr("Back in {duration}", {{"duration", age_text(left)}});
      line.reason = conversation.parking->reason;
      line.returns_at = conversation.parking->until + -(now_ - browser_now_);
      ReturnWords back = return_words(line.returns_at, browser_now_, day_of_);
      line.return_sentence = back.sentence;
      line.return_day = std::move(back.day);
      line.is_resuming = is_pending<ResumeConversation>(s_, conversation.id);
      wish(minutes(1) - left % minutes(1));
    }
    if (conversation.state == ConversationState::Active && conversation.inactivity_warned_at.ms != 0) {
      line.state_name = inactivity_words(conversation);
      line.is_state_urgent = true;
    }
    if (conversation.transfer) line.state_name = tr("Being transferred");
    AskedWords asked;
    if (conversation.owner != s_.me) asked = asked_words(s_, conversation);
    if (!asked.why.empty()) line.state_name = asked.why;
    const auto draft = s_.drafts.find(conversation.id);
    line.has_draft = draft != s_.drafts.end() && !draft->second.text.empty();
    std::string waiting;
    if (conversation.detail) {
      const ConversationDetail& detail = *conversation.detail;
      line.customer = customer_title(detail);
      line.spoken_customer = spoken_customer(detail);
      line.unread = static_cast<std::uint32_t>(unread_in(s_, conversation).count);
      if (const Message* last = newest_message(conversation)) {
        line.last_line = newest_line(conversation, *last);
        line.owes_answer = conversation.answer_owed_since.ms != 0 && conversation.state == ConversationState::Active &&
                           conversation.owner == s_.me;
        Instant since = last->at;
        if (line.owes_answer) {
          // The clock is the customer's: it runs from the first message that no person has answered.
          since = conversation.answer_owed_since;
          line.urgency = urgency_of(s_, conversation.queue, now_ - since);
          waiting = now_ - since < minutes(1)
                        ? comma() + tr("waiting less than a minute")
                        : comma() + tr("waiting {duration}",
                                       {{"duration", spoken_duration((now_ - since) / minutes(1) * minutes(1))}});
        }
        line.age = ageing(now_ - since);
      } else if (conversation.segment > 1) {
        line.last_line = tr("Reopened");
        if (conversation.last_activity_at.ms != 0) line.age = ageing(now_ - conversation.last_activity_at);
      }
      if (!asked.line.empty()) {
        line.last_line = asked.line;
        line.age = ageing(now_ - asked.at);
      }
      std::uint64_t failed = 0;
      for (const Message& m : detail.messages) {
        failed += has_failed(m.status) ? 1u : 0u;
      }
      std::uint64_t refused = 0;
      for (const OutboxEntry& e : s_.outbox.entries()) {
        refused += e.conversation == conversation.id && e.phase == SendPhase::Refused ? 1u : 0u;
      }
      if (refused > 0)
        line.problem = trn("{n} not sent", "{n} not sent", refused);
      else if (failed > 0)
        line.problem = trn("{n} not delivered", "{n} not delivered", failed);
    }
    line.accessible_name =
        line.spoken_customer + (line.queue.empty() ? "" : comma() + line.queue) +
        (line.unread > 0 ? comma() + trn("{n} unread message", "{n} unread messages", line.unread) : std::string()) +
        waiting + (line.state_name.empty() ? "" : comma() + line.state_name) +
        (line.reason.empty() ? "" : comma() + line.reason) + (line.problem.empty() ? "" : comma() + line.problem) +
        (line.has_draft ? comma() + tr("draft") : std::string()) +
        (line.last_line.empty() ? "" : comma() + line.last_line);
    line.menu = card_menu(s_, conversation, line);
    return line;
  }

  Roster roster() {
    Roster panel;
    panel.on_queue = on_queue();
    std::map<QueueId, std::pair<std::uint32_t, Instant>> waiting;
    for (const auto& [id, conversation] : s_.workspace.conversations) {
      if (conversation.owner == s_.me) {
        auto& list = conversation.state == ConversationState::Parked ? panel.parked : panel.mine;
        list.push_back(card(conversation));
      } else if (conversation.detail && conversation.detail->has_guest(s_.me)) {
        panel.asked.push_back(card(conversation));
      }
      if (conversation.state == ConversationState::Waiting || conversation.state == ConversationState::Alerting) {
        auto& [count, oldest] = waiting[conversation.queue];
        if (count++ == 0 || conversation.waiting_since < oldest) oldest = conversation.waiting_since;
      }
    }
    for (const auto& [id, offer] : s_.workspace.offers) {
      if (offer.agent != s_.me || s_.view_from) continue;  // an offer of the last time has long been another one's
      const smsdesk::Conversation* conversation = s_.workspace.find_conversation(offer.conversation);
      if (conversation != nullptr) panel.alerts.push_back(alert(offer, *conversation));
    }
    if (panel.on_queue.is_on) panel.sound_problem = sound_problem(s_);
    panel.waiting = waiting_lines(s_, now_);
    if (!panel.waiting.empty()) wish(seconds(1));
    const Agent* me = s_.workspace.find_agent(s_.me);
    // The overview's table says the same of each queue, and more.
    const bool has_table = s_.area == Area::Overview && s_.overview.tab == OverviewTab::Queues;
    for (const auto& [id, queue] : s_.workspace.queues) {
      if (has_table || me == nullptr || queue.removed_at ||
          (!s_.workspace.is_member(s_.me, id) && !me->sees_everything()))
        continue;
      QueueLine line;
      line.name = queue.name;
      if (const auto at = waiting.find(id); at != waiting.end()) {
        const DurationMs longest = now_ - at->second.second;
        line.waiting = at->second.first;
        line.longest_wait = running(longest);
        line.urgency = urgency_of(s_, id, longest);
      }
      panel.queues.push_back(std::move(line));
    }
    if (panel.mine.empty() && panel.alerts.empty()) {
      if (panel.on_queue.is_on) {
        panel.empty_title = tr("Nothing to answer");
        panel.empty_text = tr("The next message for you appears here, with a sound.");
      } else {
        panel.empty_title = tr("No conversations");
        panel.empty_text = tr("Go on queue and customers' messages are offered to you here.");
        panel.empty_action = Roster::EmptyAction::GoOnQueue;
      }
    }
    return panel;
  }

  /// What a supervisor reads who looks at somebody else's.
  std::string status_of_others(const smsdesk::Conversation& c) {
    if (!c.owner.is_set()) {
      wish(seconds(1));
      return why_waiting(s_.workspace, c, now_);
    }
    const std::string who = agent_name(c.owner);
    if (c.transfer) {
      const bool is_to_agent = c.transfer->to_agent.is_set();
      return tr("On its way to {whom}. {agent} has it until somebody accepts.",
                {{"whom", is_to_agent ? agent_name(c.transfer->to_agent) : queue_name(s_, c.transfer->to_queue)},
                 {"agent", who}});
    }
    if (c.parking) return tr("{agent} has parked it.", {{"agent", who}});
    return tr(c.state == ConversationState::AfterCallWork ? mark("{agent} is in after-call work.")
                                                          : mark("{agent} has it. You read along."),
              {{"agent", who}});
  }

  void set_status(const smsdesk::Conversation& c, Conversation& panel) {
    if (c.owner != s_.me && !may_send(s_, c)) {
      panel.status = status_of_others(c);
    } else if (c.transfer) {
      const bool is_asked = c.offer.is_set();
      const bool is_to_agent = c.transfer->to_agent.is_set();
      const char* text =
          is_to_agent ? mark("Waiting for {whom} to accept. It is yours until then.")
          : is_asked  ? mark("On its way to {whom}: an agent is being asked. It is yours until somebody accepts.")
                      : mark("On its way to {whom}: nobody is free yet. It is yours until somebody accepts.");
      panel.status =
          tr(text, {{"whom", is_to_agent ? agent_name(c.transfer->to_agent) : queue_name(s_, c.transfer->to_queue)}});
    } else if (c.parking) {
      panel.status = tr("Parked. It comes back to you first, at its time or when the customer writes.");
    } else if (c.inactivity_warned_at.ms != 0) {
      panel.is_status_urgent = true;
      panel.status = tr("{what} if nobody writes.", {{"what", inactivity_words(c)}});
    }
  }

  Conversation conversation(std::uint64_t& timelines_made) {
    if (s_.area == Area::Find) return closed_conversation(timelines_made);
    Conversation panel;
    const smsdesk::Conversation* selected = s_.workspace.find_conversation(s_.selected);
    if (selected == nullptr || !selected->detail) {
      panel.empty_title = tr("No conversation is open");
      panel.empty_text = tr("Choose one from the list, or answer the next message that is offered to you.");
      return panel;
    }
    begin(*selected, panel);
    if (s_.is_from_overview) {
      panel.back_name = tr("Back to the overview");
      panel.back = intent::ShowArea{Area::Overview};
    }
    if (selected->state == ConversationState::AfterCallWork) {
      panel.timer_name = tr("After-call work");
      panel.timer = running(now_ - selected->ended_at);
    } else if (selected->answered_at.ms != 0) {
      panel.timer_name = tr("Conversation time");
      panel.timer = running(now_ - selected->answered_at);
    }
    panel.menus = conversation_menus(s_, *selected, {now_, browser_now_, day_of_});
    if (s_.open_menu == ConversationMenu::Transfer) wish(seconds(1));  // how long the queues wait
    set_status(*selected, panel);
    panel.others = others_line(s_, selected->id);
    add_timeline(*selected, panel, timelines_made);
    panel.message_menu = message_menu(s_, *selected);
    panel.delivery = delivery_panel(s_, *selected);
    panel.composer = make_composer(s_, *selected, now_, browser_now_, day_of_);
    // "Sending in 4 s" is another text every second.
    if (panel.composer.undo.is_set()) wish(kUndoTextChangesIn);
    return panel;
  }
  Conversation closed_conversation(std::uint64_t& timelines_made) {
    Conversation panel;
    if (!s_.find.reading) {
      panel.empty_title = tr("No conversation is chosen");
      panel.empty_text = tr("Choose one from the list to read it.");
      return panel;
    }
    begin(*s_.find.reading, panel);
    describe_closed(s_, *s_.find.reading, {day_of_, day_of_(now_)}, panel);
    add_timeline(*s_.find.reading, panel, timelines_made);
    panel.message_menu = message_menu(s_, *s_.find.reading);
    panel.delivery = delivery_panel(s_, *s_.find.reading);
    return panel;
  }
  void begin(const smsdesk::Conversation& c, Conversation& panel) {
    panel.conversation = c.id;
    panel.title = customer_title(*c.detail);
    panel.spoken_title = spoken_customer(*c.detail);
    panel.copy = number_copy(*c.detail);
    panel.queue = queue_name(s_, c.queue);
    panel.our_number = readable_address(c.detail->our_number);
  }
  void add_timeline(const smsdesk::Conversation& c, Conversation& panel, std::uint64_t& timelines_made) {
    if (Conversation& was = earlier_.desk.conversation; was.conversation == panel.conversation) {
      panel.bubbles = std::move(was.bubbles);
      panel.timeline = std::move(was.timeline);
      panel.first_bubble = was.first_bubble;
      panel.first_item = was.first_item;
      panel.basis = std::move(was.basis);
    }
    make_timeline(s_, c, browser_now_, day_of_, panel, timelines_made);
    panel.search = transcript_search_bar(s_, c.id);
    panel.search_name = tr("Search in this conversation");
  }

  ConnectionBar connection() {
    ConnectionBar panel;
    if (s_.connection.link == Link::Up) {
      panel.state = ConnectionBar::State::Online;
      panel.title = tr("Connected");
      return panel;
    }
    panel.is_bar_shown = true;
    panel.state = s_.connection.link == Link::Down ? ConnectionBar::State::Offline : ConnectionBar::State::Connecting;
    panel.can_retry = s_.connection.link == Link::Down;
    if (s_.view_from) {
      const bool is_missing = !s_.sign_in.error.empty() || s_.connection.attempt > 0;
      panel.title = is_missing ? tr("The relay cannot be reached") : tr("Connecting");
      const DurationMs age = browser_now_ - *s_.view_from;
      panel.text = age < minutes(1) ? std::string(tr("You see what was here last."))
                                    : tr("You see what was here last, {duration} ago.", {{"duration", ageing(age)}});
      if (is_missing) panel.text += std::string(" ") + tr("Trying again.");
      return panel;
    }
    panel.title = tr("Connection lost");
    const std::size_t waiting = s_.outbox.unsent_count();
    panel.text = tr("Conversations stay readable.");
    panel.text += " ";
    panel.text += waiting == 0 ? tr("What you send waits here and goes out when the connection is back.")
                               : trn("{n} message waits and goes out when the connection is back.",
                                     "{n} messages wait and go out when the connection is back.", waiting);
    return panel;
  }

  std::string title(const Desk& desk) const {
    if (!desk.roster.alerts.empty() && !desk.rail.is_quiet) {
      return tr("Message from {customer} · smsdesk", {{"customer", desk.roster.alerts.front().customer}});
    }
    if (desk.rail.unread_total > 0) return tr("({n}) smsdesk", {{"n", std::to_string(desk.rail.unread_total)}});
    return "smsdesk";
  }

  const State& s_;
  Instant now_;
  Instant browser_now_;
  DayOf day_of_;
  Screen& earlier_;
  DurationMs wake_in_ = -1;
};

}  // namespace

std::int64_t utc_day(Instant at) {
  constexpr std::int64_t kDayMs = hours(24);
  return at.ms / kDayMs - (at.ms % kDayMs < 0 ? 1 : 0);
}

Screen make_screen(const State& state, Instant now, DayOf day_of) {
  Screen screen;
  remake_screen(screen, state, now, day_of);
  screen.desk.conversation.basis = {};
  return screen;
}

void remake_screen(Screen& screen, const State& state, Instant now, DayOf day_of) {
  const words::Use use(state.language.catalogue.get());
  screen = Maker(state, now, day_of, screen).make();
}

}  // namespace smsdesk::screen
