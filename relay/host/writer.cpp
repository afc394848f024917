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
      zones_(std::move(zones)),
      flusher_([this] { return store_->flush(); }, std::move(sink),
               [this](const Error& error) {
                 {
                   const std::lock_guard lock(mutex_);
                   flush_error_ = error;
                 }
                 wake_.notify_one();
               }) {}

Writer::~Writer() {
  stop();
}

void Writer::start() {
  flusher_.start();
  thread_ = std::thread([this] { loop(); });
}

void Writer::stop() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
  flusher_.stop();
  if (flush_error_) log::error("store_unwritable", "The store cannot be written.", {{"cause", flush_error_->sentence}});
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
  Timing timing{flusher_.timing(), 0};
  const std::lock_guard lock(mutex_);
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
      const auto has_work = [this] { return is_stopping_ || !inputs_.empty() || !tasks_.empty() || flush_error_; };
      if (!is_healthy_) {
        wake_.wait_for(lock, kReloadEvery, has_work);
      } else if (wake_at_) {
        const auto until = std::chrono::system_clock::time_point(std::chrono::milliseconds(wake_at_->ms));
        wake_.wait_until(lock, until, has_work);
      } else {
        wake_.wait(lock, has_work);
      }
    }
    flusher_.wait_for_room();
    std::optional<Error> flush_error;
    {
      const std::lock_guard lock(mutex_);
      const std::size_t taken = std::min(inputs_.size(), kBatchInputsMax);
      inputs.assign(std::make_move_iterator(inputs_.begin()),
                    std::make_move_iterator(inputs_.begin() + static_cast<std::ptrdiff_t>(taken)));
      inputs_.erase(inputs_.begin(), inputs_.begin() + static_cast<std::ptrdiff_t>(taken));
      tasks.swap(tasks_);
      is_last = is_stopping_ && inputs_.empty();
    }
    // Who asks here sees nothing that the disk does not have.
    if (!tasks.empty()) flusher_.drain();
    {
      const std::lock_guard lock(mutex_);
      flush_error.swap(flush_error_);
    }
    if (flush_error) fail(*flush_error, {});
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
      flusher_.say(std::move(refusals));
    }
    if (is_last) return;
  }
}

void Writer::fail(const Error& error, std::vector<ServiceEffect> said) {
  std::string trouble = error.sentence;
  // Here and not where the sentence is made: at the start nothing goes on by itself.
  if (error.code == ErrorCode::Unavailable) trouble += " " + std::string(kGoesOn);
  log::error("store_unwritable", "The store cannot be written.", {{"cause", trouble}});
  is_healthy_ = false;
  wake_at_.reset();
  {
    const std::lock_guard lock(mutex_);
    trouble_ = trouble;
  }
  for (const SocketId socket : open_sockets_) {
    said.push_back(effect::CloseSocket{socket, 1013, "The relay cannot write right now."});
  }
  open_sockets_.clear();
  flusher_.say(std::move(said));
}

void Writer::save(const store::Snapshot& snapshot) {
  if (Status saved = store_->save_snapshot(snapshot); !saved) {
    log::warn("snapshot_not_saved", "The snapshot could not be saved.", {{"cause", saved.error().sentence}});
  } else if (snapshot.offset > kLogKept) {
    if (Status dropped = store_->drop_log_until(snapshot.offset - kLogKept); !dropped) {
      log::warn("old_log_stays", "The old log could not be dropped.", {{"cause", dropped.error().sentence}});
    }
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
  Flusher::Turn decided;
  decided.is_committed = !turn.batch.is_empty();
  decided.inputs = inputs.size();
  decided.began = Flusher::Clock::now();
  if (decided.is_committed) {
    const auto outcome = store_->append_ahead(turn.expected_head, turn.batch);
    if (!outcome) return fail(outcome.error(), std::move(turn.on_failure));
    if (*outcome == store::AppendOutcome::Conflict) {
      return fail({ErrorCode::Conflict, "Another process wrote to the database."}, std::move(turn.on_failure));
    }
  }
  wake_at_.reset();
  decided.on_failure = std::move(turn.on_failure);
  decided.effects = std::move(turn.effects);
  std::erase_if(decided.effects, [this](ServiceEffect& one) {
    if (const auto* wake = std::get_if<effect::WakeAt>(&one)) {
      wake_at_ = wake->at;
      return true;
    }
    auto* snapshot = std::get_if<effect::SaveSnapshot>(&one);
    if (snapshot == nullptr) return false;
    save({snapshot->offset, std::move(snapshot->body)});
    return true;
  });
  {
    const std::lock_guard lock(mutex_);
    counters_ = service_->counters();
  }
  if (decided.is_committed || !decided.effects.empty()) flusher_.give(std::move(decided));
}

void Writer::reload() {
  const auto steady_now = std::chrono::steady_clock::now();
  if (steady_now < next_reload_at_) return;
  next_reload_at_ = steady_now + kReloadEvery;
  flusher_.recover();
  {
    const std::lock_guard lock(mutex_);
    flush_error_.reset();
  }
  last_now_ = std::max(last_now_, wall_clock());
  // What failed behind a commit is in the store, and must be on disk before anything behind it.
  if (!store_->recover()) return;
  // A small write first: while the disk is full, the log is not read in vain.
  store::Batch probe;
  probe.at = last_now_;
  probe.seen_keys.push_back("probe:" + std::to_string(last_now_.ms) + ":" + std::to_string(++probes_));
  auto outcome = store_->append_ahead(store_->head(), probe);
  if (!outcome || *outcome == store::AppendOutcome::Conflict || !store_->flush()) return;
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
