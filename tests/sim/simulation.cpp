#include "tests/sim/simulation.h"

#include <algorithm>
#include <deque>
#include <memory>
#include <set>
#include <utility>

#include "core/workspace/workspace_json.h"
#include "relay/host/flusher.h"
#include "relay/store/memory_store.h"
#include "tests/sim/browser.h"
#include "tests/sim/carrier.h"

namespace smsdesk::sim {
namespace {

constexpr QueueId kQueue{1};
constexpr WrapUpCodeId kCode{2};
// Of the rich organisation.
constexpr QueueId kOther{3};
constexpr SkillId kSkill{4};
constexpr GroupId kGroup{5};
constexpr LabelId kLabel{6};
constexpr ContactListId kList{7};
constexpr const char* kOurNumber = "+15005550006";

class Simulation {
 public:
  explicit Simulation(const Options& options)
      : options_(options), random_(options.seed), carrier_(random_), store_("0123456789abcdef0123456789abcdef") {
    for (unsigned i = 0; i < options.agents; ++i) browsers_.emplace_back(AgentId{11 + i}, random_);
    links_.resize(options.agents);
  }

  Outcome run() {
    start_relay();
    for (Browser& browser : browsers_) browser.open(now_);
    for (unsigned i = 0; i < options_.steps && failure_.empty(); ++i) {
      now_ = now_ + static_cast<DurationMs>(random_.chance(5) ? random_.below(40'000) : random_.below(400));
      act();
      pump();
    }
    if (failure_.empty()) heal();
    if (failure_.empty()) check();
    outcome_.failure = failure_;
    if (service_) outcome_.digest = digest(service_->workspace());
    return outcome_;
  }

 private:
  struct Link {
    relay::SocketId socket = 0;  ///< 0: none
    bool is_cut = false;
    std::deque<std::string> up, down;
    std::optional<Instant> browser_learns_at;
    std::uint16_t code = 1006;
    std::string reason;
  };
  struct Gone {
    relay::SocketId socket;
    Instant relay_learns_at;
  };

  void fail(std::string what) {
    if (failure_.empty()) failure_ = std::move(what);
  }
  bool is_stormy() const { return carrier_.kindness < 100; }
  DurationMs upto(std::uint64_t ms) { return static_cast<DurationMs>(random_.below(ms)); }

  // The relay and its crashes
  // -----------------------------------------------------------------------------------
  void start_relay() {
    // What the store shows is made durable before anything rests on it.
    if (const Status durable = store_.recover(); !durable) return fail(durable.error().sentence);
    auto workspace = relay::Service::load(store_);
    if (!workspace) return fail("The log cannot be loaded: " + workspace.error().sentence);
    if (const Status sound = check_invariants(*workspace); !sound) return fail(sound.error().sentence);
    service_.emplace(std::move(*workspace), store_);
    turn({relay::input::Started{}, relay::input::Configured{organisation()}});
  }

  Organisation organisation() const {
    Organisation all;
    all.wrap_up_codes = {{kCode, "Solved"}};
    Queue queue;
    queue.id = kQueue;
    queue.name = "Support";
    queue.wrap_up_codes = {kCode};
    all.queues = {queue};
    all.numbers = {{kOurNumber, kQueue}};
    // Long texts go as an MMS, unless the agent says otherwise.
    all.settings = {OrganisationSettings{}};
    all.settings[0].segment_price = {10, "USD"};
    all.settings[0].mms_price = {15, "USD"};
    all.settings[0].text_as_mms = TextAsMms::Automatic;
    for (const Browser& browser : browsers_) {
      const AgentRole role = browser.agent().value == 11 + 2 ? AgentRole::Supervisor : AgentRole::Agent;
      all.agents.push_back({browser.agent(), "a" + std::to_string(browser.agent().value), "Agent", role, 2, {kQueue}});
    }
    if (options_.is_rich) enrich(all);
    return all;
  }

  /// Everything of routing and closing that has a timer, at times that a storm of minutes comes to.
  static void enrich(Organisation& all) {
    all.skills = {{kSkill, "German"}};
    all.groups = {{kGroup, "Everybody", {}}};
    for (const AgentConfigured& agent : all.agents) all.groups[0].members.push_back(agent.agent);
    all.labels = {{kLabel, "Heavy", 2, 1, false}};
    all.contact_lists = {{kList, "Known", {"+14155551003", "+14155551005"}}};
    all.agents[0].skills = {{kSkill, 3}};
    all.agents.back().queues = {kQueue, kOther};
    Queue& queue = all.queues[0];
    queue.alert_timeout = seconds(10);
    queue.skills = {kSkill};
    queue.rings = {{seconds(15), {kGroup}, {}}, {seconds(30), {}, {kSkill}}};
    queue.overflows = {{0, 60, {kGroup}}};
    queue.texts = {"Thank you.", "Still waiting.", seconds(10), "Closed."};
    queue.quiet_after = minutes(1);
    queue.grace = seconds(20);
    queue.inactivity_timeout = minutes(2);
    queue.inactivity_action = InactivityAction::BackToQueue;
    queue.acw_mode = AcwMode::MandatoryTimed;
    queue.acw_timeout = seconds(30);
    queue.acw_timeout_code = kCode;
    Queue other;
    other.id = kOther;
    other.name = "Other";
    other.label = kLabel;
    other.is_manual_pick = true;
    other.is_auto_answer = true;
    other.last_agent = LastAgentMode::AnyAgent;
    other.preferred = {{kGroup, seconds(5)}};
    other.inactivity_timeout = minutes(3);
    other.grace = 0;
    all.queues.push_back(other);
    all.numbers[0].rules = {{NumberRule::Kind::ContactList, {}, kList, kOther, {}, 2}};
  }

  /// The process is gone. What it had committed is there; or, where the power went with it, what of that the disk has.
  void crash() {
    ++outcome_.crashes;
    service_.reset();
    waiting_.clear();
    flushing_.clear();
    if (random_.chance(50)) cut_power();
    ++carrier_.relay_run;
    wake_at_.reset();
    webhooks_.clear();  // the carrier hears nothing and posts again
    gone_.clear();
    pages_.clear();
    for (Link& link : links_) {
      if (link.socket == 0) continue;
      cut(link);
      link.down.clear();
    }
    for (auto& one : links_) one.up.clear();
    relay_back_at_ = now_ + upto(4'000);
  }

  void cut_power() {
    const std::size_t ahead = store_.ahead();
    const std::size_t kept = random_.chance(70) ? 0 : random_.below(ahead + 1);
    store_.cut_power(kept);
    outcome_.lost += ahead - std::min(kept, ahead);
    if (on_disk_.offset > store_.head()) on_disk_ = Workspace();  // followed anew, from the log's beginning
  }

  /// As the writer's: the next one is decided and committed while the disk is waited for.
  void turn(std::vector<relay::ServiceInput> inputs) {
    while (service_ && unfinished() >= relay::Flusher::kTurnsMax) run_flusher();
    if (!service_) return;
    outcome_.ahead += unfinished() > 0;
    const bool fails = is_stormy() && random_.below(200) == 0;
    relay::ServiceTurn turn = service_->step(inputs, now_);
    if (const Status sound = check_invariants(service_->workspace()); !sound) return fail(sound.error().sentence);
    if (is_stormy() && random_.below(800) == 0) return crash();  // before the commit: nothing has happened
    relay::Flusher::Turn decided;
    decided.is_committed = !turn.batch.is_empty();
    if (decided.is_committed) {
      if (fails) store_.fail_appends(Error{ErrorCode::Unavailable, "The disk is full."});
      const auto outcome = store_.append_ahead(turn.expected_head, turn.batch);
      store_.fail_appends(std::nullopt);
      if (!fails && (!outcome || *outcome != store::AppendOutcome::Committed)) {
        return fail("The store refused a batch: " + (outcome ? std::string("conflict") : outcome.error().sentence));
      }
      if (fails) {
        // What was committed before is said first.
        while (service_ && unfinished() > 0) run_flusher();
        if (!service_) return;
        for (auto& effect : turn.on_failure) perform(effect);
        return crash();
      }
    }
    check_restart();
    wake_at_.reset();
    std::erase_if(turn.effects, [this](relay::ServiceEffect& effect) { return perform_at_once(effect); });
    decided.effects = std::move(turn.effects);
    decided.on_failure = std::move(turn.on_failure);
    if (decided.is_committed || !decided.effects.empty()) waiting_.push_back(std::move(decided));
    if (is_stormy() && random_.below(300) == 0) crash();  // behind the commit, of which nobody was told
  }

  std::size_t unfinished() const { return waiting_.size() + flushing_.size(); }

  /// The disk answers when it does.
  void let_disk_answer() {
    while (service_ && unfinished() > 0 && failure_.empty() && (!is_stormy() || random_.chance(75))) run_flusher();
  }

  /// One step of the flusher's thread: all that waits is flushed, and what is committed from here on is not; or what was
  /// flushed is said, in order.
  void run_flusher() {
    if (flushing_.empty()) {
      flushing_.swap(waiting_);
      const bool is_due =
          std::any_of(flushing_.begin(), flushing_.end(), [](const auto& one) { return one.is_committed; });
      if (is_due && !flush()) {
        for (auto& one : std::exchange(flushing_, {})) {
          for (auto& effect : one.on_failure) perform(effect);
        }
        crash();  // the relay begins anew with what the store has, which may be what nobody was told of
      }
      return;
    }
    std::deque<relay::Flusher::Turn> turns = std::exchange(flushing_, {});
    std::size_t count = 0;
    for (const auto& one : turns) count += one.effects.size();
    // A crash may fall between any two effects.
    const bool crashes = is_stormy() && random_.below(250) == 0;
    std::size_t left = crashes ? random_.below(count + 1) : count;
    for (auto& one : turns) {
      for (auto& effect : one.effects) {
        if (left == 0) return crash();
        --left;
        perform(effect);
      }
    }
    if (crashes) crash();
  }

  bool flush() {
    const bool fails = is_stormy() && random_.below(200) == 0;
    if (fails) store_.fail_flushes(Error{ErrorCode::Unavailable, "The disk failed."});
    const Status flushed = store_.flush();
    store_.fail_flushes(std::nullopt);
    if (!flushed && !fails) fail(flushed.error().sentence);
    return flushed.is_ok();
  }

  /// A relay made anew at this very moment would hold the same facts, and do the same next at the same instant.
  void check_restart() {
    auto rows = store_.read_log(on_disk_.offset, 1'000'000);
    if (!rows) return fail(rows.error().sentence);
    for (const store::LogRow& row : *rows) {
      auto entry = decode_entry(row.body);
      if (!entry) return fail(entry.error().sentence);
      if (const Status folded = apply(on_disk_, *entry); !folded) return fail(folded.error().sentence);
    }
    if (++turns_ % 8 == 0) {
      auto snapshot = decode_workspace(encode_workspace(on_disk_));
      if (!snapshot) return fail(snapshot.error().sentence);
      on_disk_ = std::move(*snapshot);
    }
    const Workspace& live = service_->workspace();
    if (!(on_disk_ == live)) return fail("A relay made anew would hold other facts.");
    const auto next = next_deadline(live);
    if (next_deadline(on_disk_) != next) return fail("A relay made anew would wake at another instant.");
    const Instant then = next ? std::max(*next, now_) : now_;
    if (decide_offers(on_disk_, then) != decide_offers(live, then)) {
      return fail("A relay made anew would offer otherwise.");
    }
    if (decide(on_disk_, TimePassed{}, then).entries != decide(live, TimePassed{}, then).entries) {
      return fail("A relay made anew would find other things due.");
    }
  }

  void perform(relay::ServiceEffect& effect) {
    if (auto* answer = std::get_if<relay::effect::AnswerWebhook>(&effect)) {
      answer_webhook(*answer);
    } else if (auto* send = std::get_if<relay::effect::SendFrame>(&effect)) {
      if (Link* link = link_of(send->socket)) link->down.push_back(*send->bytes);
    } else if (auto* close = std::get_if<relay::effect::CloseSocket>(&effect)) {
      fail("The relay closed a socket: " + close->reason);
    } else if (auto* call = std::get_if<relay::effect::CallCarrier>(&effect)) {
      carrier_.call(call->send, now_);
    } else if (auto* ask = std::get_if<relay::effect::AskCarrier>(&effect)) {
      carrier_.look_up(ask->send, now_);
    } else if (auto* read = std::get_if<relay::effect::ReadPage>(&effect)) {
      read_page(*read);
    }
  }

  /// What the writer does itself, and not when the disk has answered.
  bool perform_at_once(relay::ServiceEffect& effect) {
    if (auto* wake = std::get_if<relay::effect::WakeAt>(&effect)) {
      wake_at_ = wake->at;
      return true;
    }
    auto* snapshot = std::get_if<relay::effect::SaveSnapshot>(&effect);
    if (snapshot == nullptr) return false;
    if (Status saved = store_.save_snapshot({snapshot->offset, snapshot->body}); !saved) fail(saved.error().sentence);
    return true;
  }

  void answer_webhook(const relay::effect::AnswerWebhook& answer) {
    const auto at = webhooks_.find(answer.webhook);
    if (at == webhooks_.end()) return;
    const auto [is_inbound, index] = at->second;
    webhooks_.erase(at);
    if (is_inbound && answer.answer == relay::effect::WebhookAnswer::NotOurs) fail("An inbound message was not taken.");
    const bool is_acked =
        answer.answer != relay::effect::WebhookAnswer::TryAgain && !random_.chance(is_stormy() ? 10 : 0);
    auto& acked = is_inbound ? carrier_.inbound[index].is_acked : carrier_.receipts[index].is_acked;
    acked = acked || is_acked;
    (is_inbound ? carrier_.inbound[index].next_at : carrier_.receipts[index].next_at) = now_ + 500;
  }

  void read_page(const relay::effect::ReadPage& read) {
    std::optional<MessageId> before;
    if (read.request.before.is_set()) before = read.request.before;
    auto page = store_.read_timeline(read.customer, read.our_number, before, read.request.limit);
    if (!page) return fail(page.error().sentence);
    PageFrame frame;
    frame.key = read.request.key;
    frame.conversation = read.request.conversation;
    frame.has_more = page->has_more;
    for (auto at = page->messages.rbegin(); at != page->messages.rend(); ++at) {
      Message message;
      message.id = at->message;
      message.is_inbound = at->is_inbound;
      message.author = at->author;
      message.at = at->at;
      message.text = at->text;
      frame.messages.push_back({std::move(message), at->conversation});
    }
    pages_.push_back(relay::input::ArchiveRead{read.socket, std::move(frame)});
  }

  // The network
  // --------------------------------------------------------------------------------------------------
  Link* link_of(relay::SocketId socket) {
    for (Link& link : links_) {
      if (link.socket == socket && !link.is_cut) return &link;
    }
    return nullptr;
  }

  /// Both sides learn it, each in its own time; what was under way may be lost. Now and then the browser is told nothing
  /// and must notice by itself.
  void cut(Link& link) {
    if (link.socket == 0 || link.is_cut) return;
    ++outcome_.cuts;
    link.is_cut = true;
    if (!random_.chance(20)) link.browser_learns_at = now_ + upto(5'000);
    gone_.push_back({link.socket, now_ + upto(8'000)});
    while (!link.down.empty() && random_.chance(50)) link.down.pop_back();
    while (!link.up.empty() && random_.chance(50)) link.up.pop_back();
  }

  void run_network(std::size_t i, std::vector<relay::ServiceInput>& inputs) {
    Browser& browser = browsers_[i];
    Link& link = links_[i];
    if (browser.wants_close || !browser.is_open()) {
      browser.wants_close = false;
      if (link.socket != 0) {
        cut(link);
        link = Link{};
      }
    }
    if (link.is_cut && link.browser_learns_at && *link.browser_learns_at <= now_) {
      // What arrived before the cut is read before it.
      while (!link.down.empty()) hand_down(browser, link);
      const std::uint16_t code = link.code;
      const std::string reason = link.reason;
      if (link.is_cut) link = Link{};
      browser.give(event::SocketClosed{code, reason}, now_);
    }
    if (browser.wants_socket && link.socket == 0) {
      browser.wants_socket = false;
      if (!service_ || (is_stormy() && random_.chance(10))) {
        browser.give(event::SocketClosed{1006, ""}, now_);
      } else {
        link.socket = ++sockets_;
        inputs.push_back(relay::input::SocketOpened{link.socket, browser.agent()});
        browser.give(event::SocketOpened{}, now_);
      }
    }
    for (std::string& frame : browser.outgoing) {
      if (link.socket != 0 && !link.is_cut) link.up.push_back(std::move(frame));
    }
    browser.outgoing.clear();
    while (!link.up.empty() && service_ && (!is_stormy() || random_.chance(80))) {
      inputs.push_back(relay::input::SocketFrame{link.socket, std::move(link.up.front())});
      link.up.pop_front();
    }
    while (!link.down.empty() && !browser.wants_close && (!is_stormy() || random_.chance(80))) hand_down(browser, link);
  }

  void hand_down(Browser& browser, Link& link) {
    const bool had_facts = browser.is_open() && browser.state().has_facts;
    const std::string frame = std::move(link.down.front());
    link.down.pop_front();
    browser.give(event::FrameReceived{frame}, now_);
    if (had_facts && browser.is_open() && !browser.state().has_facts) {
      fail("Agent " + std::to_string(browser.agent().value) + " lost step with the relay at: " + frame.substr(0, 600));
    }
  }

  // One round of everything
  // ---------------------------------------------------------------------------------------
  void pump() {
    for (unsigned round = 0; round < 3 && failure_.empty(); ++round) {
      if (!service_ && relay_back_at_ <= now_) start_relay();
      let_disk_answer();
      std::vector<relay::ServiceInput> inputs;
      for (std::size_t i = 0; i < browsers_.size(); ++i) {
        for (unsigned n = 0; n < 20 && browsers_[i].has_pending(now_); ++n) browsers_[i].run_pending(now_);
        run_network(i, inputs);
      }
      if (!service_) continue;
      for (std::size_t i = 0; i < gone_.size();) {
        if (now_ < gone_[i].relay_learns_at) {
          ++i;
          continue;
        }
        inputs.push_back(relay::input::SocketClosed{gone_[i].socket});
        gone_.erase(gone_.begin() + static_cast<std::ptrdiff_t>(i));
      }
      for (auto& page : pages_) inputs.push_back(std::move(page));
      pages_.clear();
      post_webhooks(inputs);
      for (std::size_t i = 0; i < carrier_.answers.size();) {
        auto& answer = carrier_.answers[i];
        if (now_ < answer.at) {
          ++i;
          continue;
        }
        if (answer.relay_run == carrier_.relay_run) inputs.push_back(std::move(answer.input));
        carrier_.answers.erase(carrier_.answers.begin() + static_cast<std::ptrdiff_t>(i));
      }
      if (inputs.empty() && wake_at_ && *wake_at_ <= now_) inputs.push_back(relay::input::TimerDue{});
      if (!inputs.empty()) turn(std::move(inputs));
    }
  }

  void post_webhooks(std::vector<relay::ServiceInput>& inputs) {
    for (std::size_t i = 0; i < carrier_.inbound.size(); ++i) {
      auto& one = carrier_.inbound[i];
      const bool again = one.is_acked && is_stormy() && random_.chance(1);
      if (!again && (one.is_acked || now_ < one.next_at)) continue;
      one.next_at = now_ + 15'000;
      webhooks_[++webhook_] = {true, i};
      inputs.push_back(relay::input::Inbound{webhook_, one.message});
    }
    for (std::size_t i = 0; i < carrier_.receipts.size(); ++i) {
      auto& one = carrier_.receipts[i];
      if (one.is_acked || now_ < one.next_at) continue;
      one.next_at = now_ + 15'000;
      webhooks_[++webhook_] = {false, i};
      inputs.push_back(relay::input::Status{webhook_, one.report});
    }
  }

  /// Each tenth time a reaction to what they got last.
  void customer_writes(const std::string& from) {
    std::string text = "in" + std::to_string(++texts_);
    const auto last = std::find_if(carrier_.taken.rbegin(), carrier_.taken.rend(),
                                   [&](const Carrier::Taken& one) { return one.to == from; });
    if (texts_ % 10 == 0 && last != carrier_.taken.rend()) text = "Liked “" + last->text + "”";
    carrier_.customer_writes(from, kOurNumber, std::move(text), now_);
  }

  /// Each fourth of two segments.
  std::string own_text() {
    const std::string text = "out" + std::to_string(++texts_) + ".";
    return texts_ % 4 == 0 ? text + std::string(200, 'x') : text;
  }

  // What people do
  // -------------------------------------------------------------------------------------------------
  void act() {
    const std::size_t i = random_.below(browsers_.size());
    Browser& browser = browsers_[i];
    switch (random_.below(24)) {
      case 0:
      case 1:
      case 2:
      case 3:
        customer_writes("+1415555" + std::to_string(1000 + random_.below(8)));
        return;
      case 4:
        return cut(links_[i]);
      case 5:
        if (!browser.is_open()) return browser.open(now_);
        if (random_.chance(20)) {
          ++outcome_.kills;
          browser.kill();
        }
        return;
      case 6:
        if (service_ && random_.chance(15)) crash();
        return;
      default:
        if (browser.is_open() && browser.state().has_facts)
          work(browser);
        else if (!browser.is_open() && random_.chance(40))
          browser.open(now_);
    }
  }

  void work(Browser& browser) {
    const State& s = browser.state();
    const Agent* me = s.workspace.find_agent(s.me);
    if (me == nullptr) return fail("An agent is not in its own facts.");
    if (me->queue_status != QueueStatus::OnQueue && random_.chance(60)) {
      return browser.raise(intent::SetOnQueue{true}, now_);
    }
    for (const auto& [id, offer] : s.workspace.offers) {
      if (offer.agent != s.me || !random_.chance(60)) continue;
      if (random_.chance(85)) return browser.raise(intent::Answer{OfferId{id}}, now_);
      return browser.raise(intent::Decline{OfferId{id}}, now_);
    }
    for (const OutboxEntry& entry : s.outbox.entries()) {
      const bool may_discard = entry.phase == SendPhase::Queued && s.connection.link != Link_::Up && random_.chance(3);
      if ((entry.phase != SendPhase::Refused || !random_.chance(40)) && !may_discard) continue;
      const SendKey key = entry.key;
      if (!may_discard && random_.chance(50)) return browser.raise(intent::SendAnyway{key}, now_);
      browser.shown_as_refused.insert(key.value);
      discarded_.insert(key.value);
      if (may_discard || random_.chance(50)) return browser.raise(intent::Discard{key}, now_);
      return browser.raise(intent::EditAgain{key}, now_);
    }
    std::vector<const Conversation*> mine;
    for (const auto& [id, conversation] : s.workspace.conversations) {
      if (conversation.owner == s.me) mine.push_back(&conversation);
    }
    if (options_.is_rich && random_.chance(10)) {
      for (const auto& [id, conversation] : s.workspace.conversations) {
        if (conversation.state == ConversationState::Waiting && conversation.queue == kOther) {
          return browser.raise(intent::Pick{id}, now_);
        }
      }
    }
    if (mine.empty()) return;
    const Conversation& conversation = *mine[random_.below(mine.size())];
    const ConversationId id = conversation.id;
    if (conversation.state == ConversationState::AfterCallWork) {
      browser.raise(intent::ChooseWrapUpCode{id, kCode}, now_);
      return browser.raise(intent::FinishWrapUp{id}, now_);
    }
    if (options_.is_rich && random_.chance(25)) return hand_over(browser, conversation);
    switch (random_.below(12)) {
      case 0:
        return browser.raise(intent::End{id}, now_);
      case 1:
        return browser.raise(intent::Select{id}, now_);
      case 2:
        return browser.raise(intent::LoadOlder{id}, now_);
      case 3:
        if (const auto& held = conversation.detail->messages; !held.empty()) {
          const MessageId first = held.front().id, newest = held.back().id;
          if (random_.chance(20)) return browser.raise(intent::MarkUnread{id, first}, now_);
          if (random_.chance(50)) browser.raise(intent::Select{id}, now_);
          browser.raise(intent::Seen{id, newest}, now_);
        }
        return;
      case 4:
        return browser.raise(intent::EditDraft{id, "draft " + std::to_string(++texts_)}, now_);
      case 5:
        if (random_.chance(10)) browser.raise(intent::SetPresence{Presence::Break}, now_);
        return;
      default:
        // Now and then the same words twice: the carrier's list cannot tell them apart.
        browser.raise(intent::EditDraft{id, random_.chance(8) ? "ok" : own_text()}, now_);
        if (texts_ % 8 == 0) browser.raise(intent::SendTextAsMms{id, false}, now_);
        return browser.raise(intent::Send{id}, now_);
    }
  }

  /// What else is done with a conversation than writing and ending it.
  void hand_over(Browser& browser, const Conversation& conversation) {
    const ConversationId id = conversation.id;
    if (conversation.state == ConversationState::Parked) return browser.raise(intent::Resume{id}, now_);
    if (conversation.transfer) return browser.raise(intent::TakeBackTransfer{id}, now_);
    switch (random_.below(3)) {
      case 0:
        return browser.raise(intent::Transfer{id, random_.chance(50) ? kQueue : kOther, {}}, now_);
      case 1:
        return browser.raise(intent::Transfer{id, {}, browsers_[random_.below(browsers_.size())].agent()}, now_);
      default:
        return browser.raise(intent::Park{id, seconds(10) + upto(60'000)}, now_);
    }
  }

  // After the storm
  // -------------------------------------------------------------------------------------------------
  bool is_quiet() const {
    if (!service_ || unfinished() > 0 || !carrier_.answers.empty() || !gone_.empty()) return false;
    for (const auto& one : carrier_.inbound) {
      if (!one.is_acked) return false;
    }
    for (const auto& one : carrier_.receipts) {
      if (!one.is_acked) return false;
    }
    for (const auto& [id, send] : service_->workspace().sends) {
      if (send.status != DeliveryStatus::Sent) return false;
    }
    for (std::size_t i = 0; i < browsers_.size(); ++i) {
      const Browser& browser = browsers_[i];
      if (!browser.is_open() || browser.state().connection.link != Link_::Up || browser.has_pending(now_)) return false;
      if (!browser.outgoing.empty() || !links_[i].up.empty() || !links_[i].down.empty()) return false;
      if (browser.state().outbox.unsent_count() > 0 || !browser.state().pending.empty()) return false;
    }
    return true;
  }

  void heal() {
    carrier_.kindness = 100;
    for (Browser& browser : browsers_) {
      if (!browser.is_open()) browser.open(now_);
    }
    for (int i = 0; i < 900 && failure_.empty(); ++i) {
      now_ = now_ + 1'000;
      pump();
      if (i > 60 && is_quiet()) return;
    }
    if (failure_.empty()) fail("Fifteen minutes after the storm something still waits: " + what_waits());
  }

  std::string what_waits() const {
    if (!service_) return "the relay";
    std::string all = unfinished() > 0 ? " the disk" : "";
    for (const auto& [id, send] : service_->workspace().sends) {
      if (send.status != DeliveryStatus::Sent) {
        all += " send " + std::to_string(id.value) + " " + std::string(delivery_word(send.status));
      }
    }
    for (const auto& one : carrier_.inbound) all += one.is_acked ? "" : " inbound " + one.message.carrier_id.value;
    for (const auto& one : carrier_.receipts) all += one.is_acked ? "" : " receipt " + one.report.carrier_id.value;
    for (const Browser& browser : browsers_) {
      const State& s = browser.state();
      all += " agent " + std::to_string(browser.agent().value) + ": link " +
             std::to_string(static_cast<int>(s.connection.link)) + ", unsent " +
             std::to_string(s.outbox.unsent_count()) + ", pending " + std::to_string(s.pending.size());
    }
    return all;
  }

  /// Every promise of the design, against the log on disk and what the carrier has.
  void check() {
    auto rows = store_.read_log(0, 1'000'000);
    if (!rows) return fail(rows.error().sentence);
    std::map<std::string, unsigned> received, accepted;
    std::map<std::string, std::pair<MessageId, std::string>> by_key;
    std::set<std::string> as_mms;
    std::map<MessageId, DeliveryChanged> last;
    std::set<ConversationId> closed;
    for (const store::LogRow& row : *rows) {
      auto entry = decode_entry(row.body);
      if (!entry) return fail(entry.error().sentence);
      if (const auto* in = std::get_if<MessageReceived>(&entry->body)) {
        ++received[in->carrier_id.value];
        outcome_.late_reactions += closed.count(in->conversation);
      }
      if (const auto* filed = std::get_if<WrapUpCompleted>(&entry->body)) closed.insert(filed->conversation);
      if (const auto* again = std::get_if<ConversationReopened>(&entry->body)) closed.erase(again->conversation);
      if (const auto* out = std::get_if<MessageAccepted>(&entry->body)) {
        ++accepted[out->key.value];
        by_key[out->key.value] = {out->message, out->text};
        if (out->is_mms_text) as_mms.insert(out->key.value);
      }
      if (const auto* change = std::get_if<DeliveryChanged>(&entry->body)) last[change->message] = *change;
      outcome_.transferred += std::holds_alternative<TransferBegan>(entry->body);
      outcome_.parked += std::holds_alternative<ConversationParked>(entry->body);
      outcome_.returned += std::holds_alternative<ConversationReturned>(entry->body);
      outcome_.reopened += std::holds_alternative<ConversationReopened>(entry->body);
    }
    outcome_.entries = rows->size();
    outcome_.inbound = carrier_.inbound.size();
    outcome_.accepted = accepted.size();
    outcome_.taken = carrier_.taken.size();
    for (const auto& one : carrier_.inbound) {
      const unsigned times = received[one.message.carrier_id.value];
      if (times != 1)
        return fail("Inbound " + one.message.carrier_id.value + " stands in the log " + std::to_string(times) +
                    " times.");
    }
    std::map<std::string, unsigned> taken;
    for (const auto& one : carrier_.taken) {
      if (++taken[one.key] > 1) return fail("The carrier got “" + one.text + "” twice.");
      if (accepted.count(one.key) == 0) return fail("The carrier got “" + one.text + "”, which nobody accepted.");
    }
    // At whichever attempt, it went as its record says.
    outcome_.as_mms = as_mms.size();
    for (const auto& one : carrier_.taken)
      if (one.is_mms_text != (as_mms.count(one.key) != 0))
        return fail("“" + one.text + "” went otherwise than is said.");
    struct Sum {
      unsigned accepted = 0, said = 0, taken = 0;
    };
    std::map<std::string, Sum> sums;
    for (const auto& [key, message] : by_key) ++sums[message.second].accepted;
    for (const auto& [key, message] : by_key) {
      if (accepted[key] != 1) return fail("“" + message.second + "” was accepted twice.");
      const auto at = last.find(message.first);
      const DeliveryStatus status = at == last.end() ? DeliveryStatus::Queued : at->second.status;
      const bool is_said_to_be_there = status == DeliveryStatus::Sent || status == DeliveryStatus::Delivered ||
                                       status == DeliveryStatus::Undelivered;
      // The same words twice, as a queue's greeting: the carrier's list cannot tell them apart.
      if (Sum& sum = sums[message.second]; sum.accepted > 1) {
        sum.said += is_said_to_be_there ? 1 : 0;
        sum.taken += taken[key];
        continue;
      }
      if (is_said_to_be_there != (taken[key] == 1)) {
        return fail("“" + message.second + "” is " + std::string(delivery_word(status)) + ", and the carrier has it " +
                    std::to_string(taken[key]) + " times.");
      }
    }
    for (const auto& [text, sum] : sums) {
      if (sum.said > sum.taken) return fail("More “" + text + "” are said to be sent than the carrier has.");
    }
    for (const Browser& browser : browsers_) check(browser, accepted);
    auto loaded = relay::Service::load(store_);
    if (!loaded) return fail(loaded.error().sentence);
    if (!(*loaded == service_->workspace())) return fail("The store and the relay hold different facts.");
  }

  void check(const Browser& browser, const std::map<std::string, unsigned>& accepted) {
    const std::string who = "Agent " + std::to_string(browser.agent().value);
    Workspace facts = browser.state().workspace;
    facts.offset = service_->workspace().offset;  // later entries were not for this agent
    if (digest(facts) != digest(view_of(service_->workspace(), browser.agent())))
      fail(who + " sees other facts than the relay.");
    outcome_.pressed += browser.pressed.size();
    for (const std::string& key : browser.stored) {
      const bool is_fact = accepted.count(key) != 0;
      const bool is_refused = browser.shown_as_refused.count(key) != 0;
      if (!is_fact && !is_refused) fail(who + "'s message “" + browser.pressed.at(key) + "” is lost.");
      const OutboxEntry* entry = browser.state().outbox.find(SendKey{key});
      if (is_fact && entry != nullptr)
        fail(who + "'s message “" + entry->text + "” is sent and still shown as unsent.");
    }
  }

  using Link_ = smsdesk::Link;

  const Options options_;
  Random random_;
  Carrier carrier_;
  store::MemoryStore store_;
  std::optional<relay::Service> service_;
  // Committed, or said behind what is: those that no flush has begun behind, and those that are flushed and not said yet.
  std::deque<relay::Flusher::Turn> waiting_, flushing_;
  Workspace on_disk_;  ///< what the log gives, followed turn by turn
  std::uint64_t turns_ = 0;
  std::deque<Browser> browsers_;
  std::vector<Link> links_;
  std::vector<Gone> gone_;
  std::vector<relay::ServiceInput> pages_;
  std::map<relay::WebhookId, std::pair<bool, std::size_t>> webhooks_;
  std::set<std::string> discarded_;
  std::optional<Instant> wake_at_;
  Instant relay_back_at_;
  Instant now_{1'767'225'600'000};
  relay::SocketId sockets_ = 0;
  relay::WebhookId webhook_ = 0;
  unsigned texts_ = 0;
  std::string failure_;
  Outcome outcome_;
};

}  // namespace

Outcome simulate(const Options& options) {
  return Simulation(options).run();
}

}  // namespace smsdesk::sim
