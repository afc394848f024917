#include "relay/host/writer.h"

#include <algorithm>
#include <chrono>

#include "relay/host/log.h"

namespace smsdesk::relay {
namespace {
constexpr std::chrono::seconds kReloadEvery{1};
constexpr std::string_view kGoesOn = "The relay goes on by itself as soon as it can write again.";
constexpr std::uint64_t kLogKept = 100'000;  // rows behind the newest snapshot's offset

/// What is said to those who wait for an input while the store cannot be written; nothing where nobody waits: it has happened
/// already, and when the store works again it is found out anew or does not matter any more. There is no operator for the rest,
/// so that of every new input it has to be said here which it is.
struct Refused {
  using Told = std::optional<ServiceEffect>;
  Told operator()(const input::Inbound& in) const { return answer(in.webhook); }
  Told operator()(const input::Status& in) const { return answer(in.webhook); }
  Told operator()(const input::SocketOpened& in) const { return close(in.socket); }
  Told operator()(const input::SocketFrame& in) const { return close(in.socket); }
  Told operator()(const input::TranscriptAsked& in) const { return effect::RefuseTranscript{in.request, true}; }
  Told operator()(const input::Reconfigure& in) const { return refuse_admin(in.request); }
  Told operator()(const input::SetPassword& in) const { return refuse_admin(in.request); }
  Told operator()(const input::TakeTemplates& in) const { return refuse_admin(in.request); }
  Told operator()(const input::SocketClosed&) const { return std::nullopt; }
  Told operator()(const input::SignedOut&) const { return std::nullopt; }
  Told operator()(const input::CarrierAnswered&) const { return std::nullopt; }
  Told operator()(const input::CarrierLookedUp&) const { return std::nullopt; }
  Told operator()(const input::ArchiveRead&) const { return std::nullopt; }
  Told operator()(const input::MediaFetched&) const { return std::nullopt; }
  Told operator()(const input::TimerDue&) const { return std::nullopt; }
  Told operator()(const input::Configured&) const { return std::nullopt; }
  Told operator()(const input::ZonesDue&) const { return std::nullopt; }
  Told operator()(const input::Started&) const { return std::nullopt; }

 private:
  static Told answer(WebhookId webhook) { return effect::AnswerWebhook{webhook, effect::WebhookAnswer::TryAgain}; }
  static Told close(SocketId socket) { return effect::CloseSocket{socket, 1013, "The relay cannot write right now."}; }
  static Told refuse_admin(std::uint64_t request) {
    return effect::AnswerAdmin{
        request, Refusal{RefusalKind::NotNow, "The relay cannot write right now. Try again in a moment.", 0}};
  }
};
}  // namespace

Instant wall_clock() {
  return {std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
              .count()};
}

Writer::Writer(std::unique_ptr<store::Store> store, Workspace workspace, EffectSink sink, ZoneOffsets zones)
    : store_(std::move(store)),
      service_(std::make_unique<Service>(std::move(workspace), *store_, zones)),
      sink_(std::move(sink)),
      zones_(std::move(zones)) {}

Writer::~Writer() {
  stop();
}

void Writer::start() {
  thread_ = std::thread([this] { loop(); });
}

void Writer::stop() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

bool Writer::push(ServiceInput input) {
  // What has happened already (a socket closed, the carrier answered) must be taken even when much waits.
  const bool may_wait = std::visit(Refused(), input).has_value();
  {
    const std::lock_guard lock(mutex_);
    if (is_stopping_ || (may_wait && inputs_.size() >= kInputsMax)) return false;
    inputs_.push_back(std::move(input));
  }
  wake_.notify_one();
  return true;
}

bool Writer::run(std::function<void(store::Store&)> task) {
  return add_task([this, task = std::move(task)] { task(*store_); });
}

bool Writer::look(std::function<void(const Workspace*, store::Store&)> task) {
  return add_task([this, task = std::move(task)] { task(is_healthy_ ? &service_->workspace() : nullptr, *store_); });
}

bool Writer::add_task(std::function<void()> task) {
  {
    const std::lock_guard lock(mutex_);
    if (is_stopping_ || tasks_.size() >= kTasksMax) return false;
    tasks_.push_back(std::move(task));
  }
  wake_.notify_one();
  return true;
}

std::string Writer::trouble() const {
  const std::lock_guard lock(mutex_);
  return trouble_;
}

ServiceCounters Writer::counters() const {
  const std::lock_guard lock(mutex_);
  return counters_;
}

Writer::Timing Writer::timing() const {
  const std::lock_guard lock(mutex_);
  Timing timing = timing_;
  timing.waiting = inputs_.size();
  return timing;
}

void Writer::loop() {
  for (;;) {
    std::vector<ServiceInput> inputs;
    std::deque<std::function<void()>> tasks;
    bool is_last = false;
    {
      std::unique_lock lock(mutex_);
      const auto has_work = [this] { return is_stopping_ || !inputs_.empty() || !tasks_.empty(); };
      if (!is_healthy_) {
        wake_.wait_for(lock, kReloadEvery, has_work);
      } else if (wake_at_) {
        const auto until = std::chrono::system_clock::time_point(std::chrono::milliseconds(wake_at_->ms));
        wake_.wait_until(lock, until, has_work);
      } else {
        wake_.wait(lock, has_work);
      }
      const std::size_t taken = std::min(inputs_.size(), kBatchInputsMax);
      inputs.assign(std::make_move_iterator(inputs_.begin()),
                    std::make_move_iterator(inputs_.begin() + static_cast<std::ptrdiff_t>(taken)));
      inputs_.erase(inputs_.begin(), inputs_.begin() + static_cast<std::ptrdiff_t>(taken));
      tasks.swap(tasks_);
      is_last = is_stopping_ && inputs_.empty();
    }
    for (auto& task : tasks) task();
    if (!is_healthy_) reload();
    if (is_healthy_) {
      if (inputs.empty()) inputs.push_back(input::TimerDue{});
      turn(inputs);
    } else {
      std::vector<ServiceEffect> refusals;
      for (const ServiceInput& one : inputs) {
        if (auto refusal = std::visit(Refused(), one)) refusals.push_back(std::move(*refusal));
      }
      sink_(std::move(refusals));
    }
    if (is_last) return;
  }
}

void Writer::turn(std::vector<ServiceInput>& inputs) {
  for (const ServiceInput& one : inputs) {
    if (const auto* opened = std::get_if<input::SocketOpened>(&one))
      open_sockets_.insert(opened->socket);
    else if (const auto* closed = std::get_if<input::SocketClosed>(&one))
      open_sockets_.erase(closed->socket);
  }
  last_now_ = std::max(last_now_, wall_clock());
  ServiceTurn turn = [&] {
    const store::HeldView view(*store_);
    return service_->step(inputs, last_now_);
  }();
  const auto before = std::chrono::steady_clock::now();
  std::string trouble;
  if (!turn.batch.is_empty()) {
    auto outcome = store_->append(turn.expected_head, turn.batch);
    if (!outcome) {
      trouble = outcome.error().sentence;
      // Here and not where the sentence is made: at the start nothing goes on by itself.
      if (outcome.error().code == ErrorCode::Unavailable) trouble += " " + std::string(kGoesOn);
    } else if (*outcome == store::AppendOutcome::Conflict)
      trouble = "Another process wrote to the database.";
  }
  const auto took =
      std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now() - before).count();
  wake_at_.reset();
  if (!trouble.empty()) {
    log::error("store_unwritable", "The store cannot be written.", {{"cause", trouble}});
    is_healthy_ = false;
    {
      const std::lock_guard lock(mutex_);
      trouble_ = trouble;
    }
    for (const SocketId socket : open_sockets_) {
      turn.on_failure.push_back(effect::CloseSocket{socket, 1013, "The relay cannot write right now."});
    }
    open_sockets_.clear();
    sink_(std::move(turn.on_failure));
    return;
  }
  std::vector<ServiceEffect> effects;
  effects.reserve(turn.effects.size());
  for (ServiceEffect& one : turn.effects) {
    if (const auto* wake = std::get_if<effect::WakeAt>(&one)) {
      wake_at_ = wake->at;
    } else if (auto* snapshot = std::get_if<effect::SaveSnapshot>(&one)) {
      if (Status saved = store_->save_snapshot({snapshot->offset, std::move(snapshot->body)}); !saved) {
        log::warn("snapshot_not_saved", "The snapshot could not be saved.", {{"cause", saved.error().sentence}});
      } else if (snapshot->offset > kLogKept) {
        if (Status dropped = store_->drop_log_until(snapshot->offset - kLogKept); !dropped) {
          log::warn("old_log_stays", "The old log could not be dropped.", {{"cause", dropped.error().sentence}});
        }
      }
    } else {
      effects.push_back(std::move(one));
    }
  }
  {
    const std::lock_guard lock(mutex_);
    counters_ = service_->counters();
    if (!turn.batch.is_empty()) {
      ++timing_.batches;
      timing_.inputs += inputs.size();
      timing_.commit_ns += static_cast<std::uint64_t>(took);
      timing_.commit_ns_max = std::max(timing_.commit_ns_max, static_cast<std::uint64_t>(took));
    }
  }
  if (!effects.empty()) sink_(std::move(effects));
}

void Writer::reload() {
  const auto steady_now = std::chrono::steady_clock::now();
  if (steady_now < next_reload_at_) return;
  next_reload_at_ = steady_now + kReloadEvery;
  last_now_ = std::max(last_now_, wall_clock());
  // A small write first: while the disk is full, the log is not read in vain.
  store::Batch probe;
  probe.at = last_now_;
  probe.seen_keys.push_back("probe:" + std::to_string(last_now_.ms));
  auto outcome = store_->append(store_->head(), probe);
  if (!outcome || *outcome == store::AppendOutcome::Conflict) return;
  // A batch that was not written is forgotten: the workspace is what the store has.
  auto workspace = Service::load(*store_);
  if (!workspace) {
    log::error("store_unreadable", "The store cannot be read.", {{"cause", workspace.error().sentence}});
    return;
  }
  service_ = std::make_unique<Service>(std::move(workspace.value()), *store_, zones_);
  is_healthy_ = true;
  {
    const std::lock_guard lock(mutex_);
    trouble_.clear();
  }
  std::vector<ServiceInput> first{input::Started{}};
  turn(first);
  if (is_healthy_) log::info("store_writable_again", "The store can be written again.");
}

}  // namespace smsdesk::relay
