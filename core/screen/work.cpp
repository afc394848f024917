#include "core/screen/work.h"

#include <algorithm>

#include "core/client/pending.h"
#include "core/screen/parts.h"
#include "core/screen/routing_words.h"
#include "core/screen/words.h"

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
    const std::string part = std::to_string(load.interruptible);
    say(part + " can wait", part + " of it can be interrupted, and does not stand in the way of other work.");
  }
  const unsigned firm = load.counted(w.settings.reserve) - load.interruptible;
  if (load.count == 1 ? load.units > agent.capacity
                      : load.count - load.interruptible_count == 1 && firm > agent.capacity) {
    say("1 large", "One conversation counts more than all of the capacity.");
  } else if (firm > agent.capacity) {
    const bool any_goes_quiet =
        std::any_of(w.queues.begin(), w.queues.end(), [](const auto& one) { return one.second.quiet_after > 0; });
    // More than the reserve cannot have come back, nor anything where nothing goes quiet.
    if (any_goes_quiet && load.units - load.interruptible > agent.capacity &&
        firm - agent.capacity <= w.settings.reserve) {
      say("came back", "What is above " + std::to_string(agent.capacity) + " came back by itself.");
    } else {
      say("too much", "The capacity, or what a conversation counts, was changed since it was taken.");
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
    if (one->handover) line.mark = transferred_line(s.workspace, one->handover->by, one->handover->note);
    line.accessible_name = "Take from " + line.queue + ", waiting " + spoken_duration(waited) +
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
  words.share = std::to_string(units) + " of " + std::to_string(agent.capacity);
  const bool is_weighed =
      std::any_of(w.labels.begin(), w.labels.end(), [](const auto& one) { return one.second.weight != 1; });
  words.line = std::to_string(units) + " of " +
               (is_weighed ? counted(agent.capacity, "unit", "units")
                           : counted(agent.capacity, "conversation", "conversations"));
  if (load.quiet > 0) words.mark = std::to_string(load.quiet) + " quiet";
  if (!words.mark.empty()) words.line += ", " + words.mark;
  if (words.is_full && words.mark.empty()) words.mark = "full";
  if (units >= agent.capacity) explain(w, agent, load, words);
  return words;
}

}  // namespace smsdesk::screen
