#include "relay/host/writer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <future>
#include <map>
#include <mutex>
#include <thread>

#include "core/workspace/workspace_json.h"
#include "relay/store/memory_store.h"

namespace smsdesk::relay {
namespace {

using effect::WebhookAnswer;

constexpr const char* kOurNumber = "+14155550100";

Organisation make_organisation() {
  Organisation organisation;
  Queue queue;
  queue.id = QueueId{1};
  queue.name = "Support";
  organisation.queues.push_back(queue);
  organisation.numbers.push_back({kOurNumber, QueueId{1}});
  AgentConfigured agent;
  agent.agent = AgentId{1};
  agent.login = agent.name = "ana";
  agent.capacity = 1;
  agent.queues = {QueueId{1}};
  organisation.agents.push_back(agent);
  organisation.agents.push_back({AgentId{2}, "ada", "ada", AgentRole::Admin, 1, {}});
  return organisation;
}

input::Inbound make_inbound(WebhookId webhook, const std::string& sid) {
  input::Inbound in;
  in.webhook = webhook;
  in.message.carrier_id.value = sid;
  in.message.from = "+12125550199";
  in.message.to = kOurNumber;
  in.message.text = "text of " + sid;
  return in;
}

/// A writer over a store in memory, and everything that it let out.
class Desk {
 public:
  Desk()
      : store_(new store::MemoryStore(std::string(32, 'a'))),
        writer_(std::unique_ptr<store::Store>(store_), Workspace(),
                [this](std::vector<ServiceEffect> effects) { take(effects); }) {}

  ~Desk() { store_->hold_flushes(false); }  // or it would not end where a test fails

  Writer& writer() { return writer_; }
  /// From what is pushed next on; with nothing, the store works again.
  void fail_appends(std::optional<Error> error) {
    EXPECT_TRUE(writer_.run([this, error](store::Store&) { store_->fail_appends(error); }));
  }

  store::MemoryStore& store() { return *store_; }
  /// What the customer wrote, for the first time or again.
  bool post(WebhookId webhook, const std::string& sid) {
    sids_[webhook] = sid;
    return writer_.push(make_inbound(webhook, sid));
  }
  /// Returns when the writer has committed something behind that offset.
  void wait_for_commit_behind(std::uint64_t head) {
    while (store_->head() <= head) std::this_thread::yield();
  }

  WebhookAnswer answer_of(WebhookId webhook) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return answers_.count(webhook) != 0; });
    return answers_.at(webhook);
  }
  /// The sentence; empty where the change was made.
  std::string refusal_of(std::uint64_t request) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return reconfigured_.count(request) != 0; });
    return reconfigured_.at(request);
  }
  /// Whether it was said to be for want of the store.
  bool is_busy_for(std::uint64_t transcript) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return transcripts_.count(transcript) != 0; });
    return transcripts_.at(transcript);
  }
  std::uint16_t close_code_of(SocketId socket) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return closed_.count(socket) != 0; });
    return closed_.at(socket);
  }
  std::size_t answered() {
    const std::lock_guard lock(mutex_);
    return answers_.size();
  }
  /// Whether each message was on disk when the carrier was told that it is taken, and how many that were. Once the writer has
  /// stopped.
  std::size_t expect_every_answer_after_its_flush() {
    const std::map<std::string, std::uint64_t> offsets = offsets_of_texts();
    for (const auto& [webhook, durable_head] : durable_heads_) {
      const auto offset = offsets.find("text of " + sids_[webhook]);
      if (offset == offsets.end())
        ADD_FAILURE() << "webhook " << webhook << " is not in the log";
      else
        EXPECT_GE(durable_head, offset->second) << "webhook " << webhook;
    }
    return durable_heads_.size();
  }
  /// As the carrier does: again until it is taken.
  WebhookId insist(const std::string& sid, WebhookId first) {
    for (WebhookId webhook = first;; ++webhook) {
      EXPECT_TRUE(post(webhook, sid));
      const WebhookAnswer answer = answer_of(webhook);
      if (answer != WebhookAnswer::TryAgain) {
        EXPECT_EQ(answer, WebhookAnswer::Taken);
        return webhook;
      }
    }
  }
  /// How often each text is in the log. Once the writer has stopped.
  std::map<std::string, int> texts() {
    std::map<std::string, int> texts;
    visit_received([&](std::uint64_t, const std::string& text) { ++texts[text]; });
    return texts;
  }

 private:
  template <typename Visit>
  void visit_received(Visit visit) {
    auto rows = store_->read_log(0, 100'000);
    EXPECT_TRUE(rows);
    for (const store::LogRow& row : *rows) {
      auto entry = decode_entry(row.body);
      EXPECT_TRUE(entry);
      if (const auto* received = std::get_if<MessageReceived>(&entry->body)) visit(row.offset, received->text);
    }
  }
  std::map<std::string, std::uint64_t> offsets_of_texts() {
    std::map<std::string, std::uint64_t> offsets;
    visit_received([&](std::uint64_t offset, const std::string& text) { offsets[text] = offset; });
    return offsets;
  }
  void take(const std::vector<ServiceEffect>& effects) {
    const std::lock_guard lock(mutex_);
    for (const ServiceEffect& one : effects) {
      if (const auto* answer = std::get_if<effect::AnswerWebhook>(&one)) {
        answers_[answer->webhook] = answer->answer;
        if (answer->answer == WebhookAnswer::Taken) durable_heads_[answer->webhook] = store_->durable_head();
      } else if (const auto* close = std::get_if<effect::CloseSocket>(&one)) {
        closed_[close->socket] = close->code;
      } else if (const auto* refused = std::get_if<effect::RefuseTranscript>(&one)) {
        transcripts_[refused->request] = refused->is_busy;
      } else if (const auto* change = std::get_if<effect::AnswerAdmin>(&one)) {
        reconfigured_[change->request] = change->refusal ? change->refusal->sentence : std::string();
      }
    }
    changed_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<WebhookId, WebhookAnswer> answers_;
  std::map<SocketId, std::uint16_t> closed_;
  std::map<std::uint64_t, std::string> reconfigured_;
  std::map<std::uint64_t, bool> transcripts_;
  std::map<WebhookId, std::uint64_t> durable_heads_;  ///< when it was said to be taken
  std::map<WebhookId, std::string> sids_;             ///< of what was posted; the test's thread's
  store::MemoryStore* store_;  ///< the writer's; but for its disk touched on its thread, or once it has stopped
  Writer writer_;
};

TEST(Writer, AnswersWhatIsKeptAndNotBefore) {
  Desk desk;
  desk.writer().push(input::Configured{make_organisation()});
  desk.writer().start();
  for (WebhookId webhook = 1; webhook <= 500; ++webhook) {
    ASSERT_TRUE(desk.post(webhook, "sid" + std::to_string(webhook)));
  }
  for (WebhookId webhook = 1; webhook <= 500; ++webhook) EXPECT_EQ(desk.answer_of(webhook), WebhookAnswer::Taken);
  desk.writer().stop();
  EXPECT_EQ(desk.expect_every_answer_after_its_flush(), 500u);
  EXPECT_EQ(desk.texts().size(), 500u);
}

TEST(Writer, SaysTryAgainWhileTheStoreFailsAndThenLosesAndDoublesNothing) {
  Desk desk;
  desk.writer().push(input::Configured{make_organisation()});
  desk.writer().push(input::SocketOpened{7, AgentId{1}});
  desk.writer().start();
  EXPECT_EQ(desk.insist("sid1", 1), 1u);
  desk.fail_appends(Error{ErrorCode::Unavailable, "The disk is full. Make room."});
  ASSERT_TRUE(desk.post(2, "sid2"));
  EXPECT_EQ(desk.answer_of(2), WebhookAnswer::TryAgain);
  EXPECT_EQ(desk.close_code_of(7), 1013);
  EXPECT_FALSE(desk.writer().is_healthy());
  EXPECT_EQ(desk.writer().trouble(),
            "The disk is full. Make room. The relay goes on by itself as soon as it can write again.");
  ASSERT_TRUE(desk.writer().push(input::SocketOpened{8, AgentId{1}}));
  EXPECT_EQ(desk.close_code_of(8), 1013);
  ASSERT_TRUE(desk.post(3, "sid3"));
  EXPECT_EQ(desk.answer_of(3), WebhookAnswer::TryAgain);
  desk.fail_appends(std::nullopt);
  desk.insist("sid2", 10);
  EXPECT_TRUE(desk.writer().is_healthy());
  EXPECT_EQ(desk.writer().trouble(), "");
  desk.insist("sid1", 1'000'000);
  desk.insist("sid3", 2'000'000);
  desk.writer().stop();
  EXPECT_EQ(desk.expect_every_answer_after_its_flush(), 4u);
  const std::map<std::string, int> expected{{"text of sid1", 1}, {"text of sid2", 1}, {"text of sid3", 1}};
  EXPECT_EQ(desk.texts(), expected);
}

TEST(Writer, DecidesAheadOfTheDiskAndSaysNothingBeforeItHasIt) {
  Desk desk;
  desk.writer().push(input::Configured{make_organisation()});
  desk.writer().start();
  desk.insist("sid1", 1);
  desk.store().hold_flushes(true);
  for (WebhookId webhook = 2; webhook <= 3; ++webhook) {
    const std::uint64_t head = desk.store().head();
    ASSERT_TRUE(desk.post(webhook, "sid" + std::to_string(webhook)));
    desk.wait_for_commit_behind(head);
  }
  desk.store().wait_for_held_flush();
  EXPECT_EQ(desk.answered(), 1u);
  EXPECT_LT(desk.store().durable_head(), desk.store().head());
  // Nor is it shown to those who ask for facts.
  std::atomic<bool> is_shown{false};
  ASSERT_TRUE(desk.writer().look([&](const Workspace*, store::Store& kept) {
    is_shown = true;
    EXPECT_EQ(static_cast<store::MemoryStore&>(kept).durable_head(), kept.head());
  }));
  EXPECT_FALSE(is_shown);
  desk.store().hold_flushes(false);
  EXPECT_EQ(desk.answer_of(2), WebhookAnswer::Taken);
  EXPECT_EQ(desk.answer_of(3), WebhookAnswer::Taken);
  desk.writer().stop();
  EXPECT_TRUE(is_shown);
  EXPECT_EQ(desk.expect_every_answer_after_its_flush(), 3u);
  EXPECT_EQ(desk.texts().size(), 3u);
}

TEST(Writer, SaysTryAgainWhereTheDiskFailsBehindACommitAndThenLosesAndDoublesNothing) {
  Desk desk;
  desk.writer().push(input::Configured{make_organisation()});
  desk.writer().push(input::SocketOpened{7, AgentId{1}});
  desk.writer().start();
  desk.insist("sid1", 1);
  desk.store().fail_flushes(Error{ErrorCode::Unavailable, "The disk failed."});
  ASSERT_TRUE(desk.post(2, "sid2"));
  EXPECT_EQ(desk.answer_of(2), WebhookAnswer::TryAgain);
  EXPECT_EQ(desk.close_code_of(7), 1013);
  EXPECT_FALSE(desk.writer().is_healthy());
  EXPECT_EQ(desk.writer().trouble(), "The disk failed. The relay goes on by itself as soon as it can write again.");
  ASSERT_TRUE(desk.post(3, "sid3"));
  EXPECT_EQ(desk.answer_of(3), WebhookAnswer::TryAgain);
  desk.store().fail_flushes(std::nullopt);
  // It is in the store, which nobody was told.
  desk.insist("sid2", 10);
  EXPECT_TRUE(desk.writer().is_healthy());
  desk.insist("sid3", 1'000'000);
  desk.writer().stop();
  EXPECT_EQ(desk.expect_every_answer_after_its_flush(), 3u);
  const std::map<std::string, int> expected{{"text of sid1", 1}, {"text of sid2", 1}, {"text of sid3", 1}};
  EXPECT_EQ(desk.texts(), expected);
}

TEST(Writer, PromisesNothingWhereTheStoreIsDamaged) {
  Desk desk;
  desk.writer().push(input::Configured{make_organisation()});
  desk.writer().start();
  EXPECT_EQ(desk.insist("sid1", 1), 1u);
  desk.fail_appends(Error{ErrorCode::Invalid, "The database is damaged: stop the relay."});
  ASSERT_TRUE(desk.post(2, "sid2"));
  EXPECT_EQ(desk.answer_of(2), WebhookAnswer::TryAgain);
  EXPECT_EQ(desk.writer().trouble(), "The database is damaged: stop the relay.");
}

TEST(Writer, SaysThatAChangeOfTheConfigurationWasNotKeptAndShowsNothingOfIt) {
  Desk desk;
  desk.writer().push(input::Configured{make_organisation()});
  desk.writer().start();
  desk.insist("sid1", 1);
  std::promise<Organisation> before;
  ASSERT_TRUE(desk.writer().look(
      [&](const Workspace* workspace, store::Store&) { before.set_value(organisation_of(*workspace)); }));
  const Organisation was = before.get_future().get();
  Organisation after = was;
  after.queues[0].name = "Helpdesk";
  desk.fail_appends(Error{ErrorCode::Unavailable, "The disk is full. Make room."});
  ASSERT_TRUE(desk.writer().push(input::Reconfigure{5, AgentId{2}, {"k"}, was, after}));
  EXPECT_NE(desk.refusal_of(5), "");
  std::promise<bool> is_shown;
  ASSERT_TRUE(
      desk.writer().look([&](const Workspace* workspace, store::Store&) { is_shown.set_value(workspace != nullptr); }));
  EXPECT_FALSE(is_shown.get_future().get());
  ASSERT_TRUE(desk.writer().push(input::Reconfigure{6, AgentId{2}, {"l"}, was, after}));
  EXPECT_NE(desk.refusal_of(6), "");
  desk.fail_appends(std::nullopt);
  desk.insist("sid2", 2);
  ASSERT_TRUE(desk.writer().push(input::Reconfigure{7, AgentId{2}, {"m"}, was, after}));
  EXPECT_EQ(desk.refusal_of(7), "");
}

TEST(Writer, SaysThatAPasswordWasNotKeptAndKeepsTheOneBefore) {
  Desk desk;
  desk.writer().push(input::Configured{make_organisation()});
  desk.writer().start();
  const auto password_of_ana = [&] {
    std::promise<std::string> found;
    EXPECT_TRUE(desk.writer().run(
        [&](store::Store& store) { found.set_value(store.find_password(AgentId{1})->value_or("none")); }));
    return found.get_future().get();
  };
  ASSERT_TRUE(desk.writer().push(input::SetPassword{5, AgentId{2}, {AgentId{1}, "first"}}));
  EXPECT_EQ(desk.refusal_of(5), "");
  desk.fail_appends(Error{ErrorCode::Unavailable, "The disk is full. Make room."});
  ASSERT_TRUE(desk.writer().push(input::SetPassword{6, AgentId{2}, {AgentId{1}, "second"}}));
  EXPECT_NE(desk.refusal_of(6), "");
  ASSERT_TRUE(desk.writer().push(input::SetPassword{7, AgentId{2}, {AgentId{1}, "third"}}));
  EXPECT_NE(desk.refusal_of(7), "");
  EXPECT_EQ(password_of_ana(), "first");
  desk.fail_appends(std::nullopt);
  desk.insist("sid1", 1);
  ASSERT_TRUE(desk.writer().push(input::SetPassword{8, AgentId{2}, {AgentId{1}, "fourth"}}));
  EXPECT_EQ(desk.refusal_of(8), "");
  EXPECT_EQ(password_of_ana(), "fourth");
}

TEST(Writer, LeavesNobodyWaitingWhileTheStoreFails) {
  Desk desk;
  desk.writer().push(input::Configured{make_organisation()});
  desk.writer().start();
  desk.insist("sid1", 1);
  desk.fail_appends(Error{ErrorCode::Unavailable, "The disk is full. Make room."});
  ASSERT_TRUE(desk.post(2, "sid2"));
  EXPECT_EQ(desk.answer_of(2), WebhookAnswer::TryAgain);
  ASSERT_FALSE(desk.writer().is_healthy());
  ASSERT_TRUE(desk.writer().push(input::TranscriptAsked{3, AgentId{2}, {}}));
  EXPECT_TRUE(desk.is_busy_for(3));
  ASSERT_TRUE(desk.writer().push(input::TakeTemplates{4, AgentId{2}, {}}));
  EXPECT_NE(desk.refusal_of(4), "");
  ASSERT_TRUE(desk.writer().push(input::Status{5, {}}));
  EXPECT_EQ(desk.answer_of(5), WebhookAnswer::TryAgain);
  ASSERT_TRUE(desk.writer().push(input::SocketFrame{6, "{}"}));
  EXPECT_EQ(desk.close_code_of(6), 1013);
}

TEST(Writer, CommitsWhatWaitsBeforeItStops) {
  Desk desk;
  desk.writer().push(input::Configured{make_organisation()});
  const std::size_t count = 3 * kBatchInputsMax;
  for (WebhookId webhook = 1; webhook <= count; ++webhook) {
    ASSERT_TRUE(desk.post(webhook, "sid" + std::to_string(webhook)));
  }
  desk.writer().start();
  desk.writer().stop();
  EXPECT_EQ(desk.answered(), count);
  EXPECT_EQ(desk.texts().size(), count);
  EXPECT_FALSE(desk.post(1, "late"));
  EXPECT_FALSE(desk.writer().run([](store::Store&) {}));
}

TEST(Writer, RefusesWhatMayWaitAndTakesWhatHasHappened) {
  Desk desk;
  for (std::size_t i = 0; i < Writer::kInputsMax; ++i) ASSERT_TRUE(desk.post(1, "sid"));
  EXPECT_FALSE(desk.post(1, "sid"));
  EXPECT_FALSE(desk.writer().push(input::SocketFrame{1, "{}"}));
  EXPECT_FALSE(desk.writer().push(input::SocketOpened{1, AgentId{1}}));
  EXPECT_FALSE(desk.writer().push(input::TranscriptAsked{1, AgentId{1}, {}}));
  EXPECT_FALSE(desk.writer().push(input::TakeTemplates{1, AgentId{2}, {}}));
  EXPECT_TRUE(desk.writer().push(input::SocketClosed{1}));
  EXPECT_TRUE(desk.writer().push(input::CarrierAnswered{}));
  EXPECT_EQ(desk.writer().timing().waiting, Writer::kInputsMax + 2);
}

TEST(Writer, RunsTasksInOrderAndRefusesTooMany) {
  Desk desk;
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < Writer::kTasksMax; ++i) {
    ASSERT_TRUE(desk.writer().run([&order, i](store::Store&) { order.push_back(i); }));
  }
  EXPECT_FALSE(desk.writer().run([](store::Store&) {}));
  desk.writer().start();
  desk.writer().stop();
  ASSERT_EQ(order.size(), Writer::kTasksMax);
  EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
}

}  // namespace
}  // namespace smsdesk::relay
