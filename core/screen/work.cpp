#include "core/screen/work.h"

#include <algorithm>

#include "core/client/pending.h"
#include "core/screen/parts.h"
#include "core/screen/routing_words.h"
#include "core/screen/words.h"
#include "core/words/words.h"

namespace smsdesk::screen {
namespace {

constexpr std::size_t kWaitingLinesMax = 20;

/// What a load at the capacity or above it is made of. Several causes may come together.
void explain(const Workspace& w, const Agent& agent, const Load& load, LoadWords& words) {
  const auto say = [&](std::string mark, const std::string& sentence) {
    words.mark = std::move(mark);
    words.reason += (words.reason.empty() ? "" : " ") + sentence;
  };
  if (load.interruptible > 0) {
    say(trn("{n} can wait", "{n} can wait", load.interruptible),
        trn("{n} of it can be interrupted, and does not stand in the way of other work.",
            "{n} of it can be interrupted, and does not stand in the way of other work.", load.interruptible));
  }
  const unsigned firm = load.counted(w.settings.reserve) - load.interruptible;
  if (load.count == 1 ? load.units > agent.capacity
                      : load.count - load.interruptible_count == 1 && firm > agent.capacity) {
    say(tr("1 large"), tr("One conversation counts more than all of the capacity."));
  } else if (firm > agent.capacity) {
    const bool any_goes_quiet =
        std::any_of(w.queues.begin(), w.queues.end(), [](const auto& one) { return one.second.quiet_after > 0; });
    // More than the reserve cannot have come back, nor anything where nothing goes quiet.
    if (any_goes_quiet && load.units - load.interruptible > agent.capacity &&
        firm - agent.capacity <= w.settings.reserve) {
      say(tr("came back"), tr("What is above {n} came back by itself.", {{"n", std::to_string(agent.capacity)}}));
    } else {
      say(tr("too much"), tr("The capacity, or what a conversation counts, was changed since it was taken."));
    }
  }
}

}  // namespace

std::vector<WaitingLine> waiting_lines(const State& s, Instant now) {
  std::vector<WaitingLine> lines;
  const Agent* me = s.workspace.find_agent(s.me);
  if (me == nullptr) return lines;
  std::vector<const smsdesk::Conversation*> waiting;
  for (const auto& [queue_id, ranked] : s.workspace.index.waiting) {
    const Queue* queue = s.workspace.find_queue(queue_id);
    const bool may = queue != nullptr &&
                     (me->sees_everything() || (queue->is_manual_pick && s.workspace.is_member(me->id, queue_id)));
    if (!may) continue;
    for (const auto& [rank, id] : ranked) {
      const smsdesk::Conversation* one = s.workspace.find_conversation(id);
      if (one->state == ConversationState::Waiting) waiting.push_back(one);
      if (waiting.size() > 10 * kWaitingLinesMax) break;
    }
  }
  std::sort(waiting.begin(), waiting.end(),
            [](const auto* a, const auto* b) { return std::pair(a->rank(), a->id) < std::pair(b->rank(), b->id); });
  if (waiting.size() > kWaitingLinesMax) waiting.resize(kWaitingLinesMax);
  for (const smsdesk::Conversation* one : waiting) {
    WaitingLine line;
    line.conversation = one->id;
    line.queue = queue_name(s, one->queue);
    const DurationMs waited = now - one->waiting_since;
    line.waited = clock_text(waited);
    line.urgency = urgency_of(s, one->queue, waited);
    line.is_busy = is_pending<PickConversation>(s, one->id);
    if (one->handover) line.mark = returned_line(s.workspace, *one);
    line.accessible_name =
        tr("Take from {queue}, waiting {duration}", {{"queue", line.queue}, {"duration", spoken_duration(waited)}}) +
        (line.mark.empty() ? "" : ". " + line.mark);
    lines.push_back(std::move(line));
  }
  return lines;
}

LoadWords load_words(const Workspace& w, const Agent& agent) {
  const Load& load = w.full_load_of(agent.id);
  const unsigned units = load.counted(w.settings.reserve);
  LoadWords words;
  words.is_full = !fits(load, kLeastWeight, agent.capacity, w.settings.reserve);
  const std::string used = std::to_string(units);
  words.share = tr("{used} of {capacity}", {{"used", used}, {"capacity", std::to_string(agent.capacity)}});
  const bool is_weighed =
      std::any_of(w.labels.begin(), w.labels.end(), [](const auto& one) { return one.second.weight != 1; });
  words.line = is_weighed
                   ? trn("{used} of {n} slot", "{used} of {n} slots", agent.capacity, {{"used", used}})
                   : trn("{used} of {n} conversation", "{used} of {n} conversations", agent.capacity, {{"used", used}});
  if (load.quiet > 0) words.mark = trn("{n} quiet", "{n} quiet", load.quiet);
  if (!words.mark.empty()) words.line += comma() + words.mark;
  if (words.is_full && words.mark.empty()) words.mark = tr("full");
  if (units >= agent.capacity) explain(w, agent, load, words);
  return words;
}

}  // namespace smsdesk::screen
