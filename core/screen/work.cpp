#include "core/screen/work.h"

#include <algorithm>

#include "core/client/pending.h"
#include "core/screen/parts.h"
#include "core/screen/routing_words.h"
#include "core/screen/words.h"

namespace smsdesk::screen {
namespace {

constexpr std::size_t kWaitingLinesMax = 20;

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

std::string load_line(const State& s, const Agent& me) {
  const unsigned load = s.workspace.load_of(me.id);
  std::string line = std::to_string(load) + " of " + counted(me.capacity, "conversation", "conversations");
  const unsigned quiet = s.workspace.full_load_of(me.id).quiet;
  if (quiet > 0) line += ", " + std::to_string(quiet) + " quiet";
  if (load > me.capacity) line += ". What is above " + std::to_string(me.capacity) + " came back by itself";
  return line;
}

}  // namespace smsdesk::screen
