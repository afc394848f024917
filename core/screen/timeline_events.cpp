#include "core/screen/timeline_events.h"

#include <algorithm>

#include "core/screen/parts.h"
#include "core/sms/text_cleanup.h"
#include "core/words/words.h"
#include "core/workspace/handing.h"

namespace smsdesk::screen {
namespace {

constexpr const char* kOtherConversation = mark("A new conversation began");

struct Placed {
  Instant at;
  int rank = 0;  ///< of one instant: an end, a beginning, a change of hands, a note, a look at the number
  std::uint64_t number = 0;
  TimelineItem item;
};

TimelineItem event_item(Instant at, std::string text) {
  TimelineItem item;
  item.kind = TimelineItem::Kind::Event;
  item.at = at;
  item.text = std::move(text);
  item.has_time = true;
  return item;
}

}  // namespace

std::string TimelineEvents::queue_name_of(const State& s, QueueId id) {
  const Queue* queue = s.workspace.find_queue(id);
  return queue == nullptr ? std::string(tr("another queue")) : queue->name;
}

std::string TimelineEvents::name_of(AgentId id) {
  authors_.push_back(id);
  const Agent* agent = s_.workspace.find_agent(id);
  return id == s_.me ? tr("You") : agent == nullptr ? tr("A colleague") : agent->name;
}

TimelineItem TimelineEvents::end_item(const TimelineSegment& segment) {
  TimelineItem item = event_item(*segment.ended_at, end_words(segment));
  if (segment.note.empty()) return item;
  item.text += " · ";
  item.wrap_up = {segment.conversation, segment.segment};
  item.note_begin = static_cast<std::uint32_t>(item.text.size());
  item.text += sms::isolated(segment.note);
  return item;
}

std::string TimelineEvents::end_words(const TimelineSegment& segment) {
  std::string text;
  switch (segment.cause) {
    case EndCause::Agent:
      text = !segment.agent.is_set()  ? std::string(tr("The conversation ended"))
             : segment.agent == s_.me ? std::string(tr("You ended the conversation"))
                                      : tr("{agent} ended the conversation", {{"agent", name_of(segment.agent)}});
      break;
    case EndCause::Inactivity:
      text = tr("The conversation ended, because nobody wrote");
      break;
    case EndCause::Supervisor:
      text = tr("A supervisor ended the conversation");
      break;
    case EndCause::Abandoned:
      text = tr("The conversation ended without an answer");
      break;
  }
  if (!segment.code.empty()) text += " · " + segment.code;
  if (segment.resolution == Resolution::Resolved) text += std::string(" · ") + tr("Resolved");
  if (segment.resolution == Resolution::FollowUp) text += std::string(" · ") + tr("Needs a follow-up");
  return text;
}

std::vector<std::string> TimelineEvents::handing_words(const Handing& handing) {
  // Who reads it knows that they answered; their messages say so to themselves.
  if (handing.kind == HandingKind::Answered && handing.agent == s_.me && !handing.by.is_set()) return {};
  HandingNames names;
  names.me = s_.me;
  names.agent = [this](AgentId id) {
    authors_.push_back(id);
    const Agent* agent = s_.workspace.find_agent(id);
    return agent == nullptr ? std::string(tr("A colleague")) : agent->name;
  };
  names.queue = [this](QueueId id) {
    queues_.push_back(id);
    return queue_name_of(s_, id);
  };
  return handing_lines(handing, names);
}

bool TimelineEvents::is_in_history(const Handing& handing) const {
  if (history_ == nullptr) return false;
  // Its own segment's: the map is by conversation and number.
  for (auto at = history_->segments.lower_bound({conversation_.id, 0});
       at != history_->segments.end() && at->first.first == conversation_.id; ++at) {
    const auto& known = at->second.handings;
    if (std::find(known.begin(), known.end(), handing) != known.end()) return true;
  }
  return false;
}

std::vector<TimelineItem> TimelineEvents::between(const MessagePlace* above, const MessagePlace* below) {
  std::vector<Placed> placed;
  if (above == nullptr) return {};
  bool has_beginning = false;
  const auto is_here = [&](Instant at) { return above->at <= at && (below == nullptr || at < below->at); };
  const auto add_handing = [&](const Handing& handing) {
    for (std::string& words : handing_words(handing))
      placed.push_back({handing.at, 2, placed.size(), event_item(handing.at, std::move(words))});
  };
  if (history_ != nullptr) {
    for (const auto& [key, one] : history_->segments) {
      const bool is_before = one.ended_at && *one.ended_at < above->at;
      const bool is_behind = below != nullptr && below->at <= one.opened_at;
      if (!is_before && !is_behind) {
        for (const Handing& handing : one.handings)
          if (is_here(handing.at)) add_handing(handing);
      }
      if (above->at < one.opened_at && (below == nullptr || one.opened_at <= below->at)) {
        has_beginning = true;
        const char* text = one.segment == 1 ? tr(kOtherConversation) : tr("The conversation went on");
        placed.push_back({one.opened_at, 1, one.conversation.value, event_item(one.opened_at, text)});
      }
      if (one.ended_at && above->at <= *one.ended_at && (below == nullptr || *one.ended_at < below->at))
        placed.push_back({*one.ended_at, 0, one.conversation.value, end_item(one)});
    }
  }
  for (const Handing& one : conversation_.detail->handings)
    if (is_here(one.at) && !is_in_history(one)) add_handing(one);
  for (const Reveal& one : conversation_.detail->reveals) {
    if (is_here(one.at))
      placed.push_back({one.at, 4, one.agent.value,
                        event_item(one.at, one.agent == s_.me
                                               ? std::string(tr("You looked at the number"))
                                               : tr("{agent} looked at the number", {{"agent", name_of(one.agent)}}))});
  }
  const bool is_other = below != nullptr && above->conversation != below->conversation;
  if (is_other && !has_beginning) {
    TimelineItem item = event_item(below->at, tr(kOtherConversation));
    placed.push_back({below->at, 1, below->conversation.value, std::move(item)});
  }
  const auto add_note = [&](const Note& note) {
    TimelineItem item;
    item.kind = TimelineItem::Kind::Note;
    item.at = note.at;
    item.author = name_of(note.author);
    item.note = note.id;
    item.text = sms::isolated(note_words(s_, note));
    item.uses = note_uses(s_, note);
    placed.push_back({note.at, 3, note.id.value, std::move(item)});
  };
  const auto& held = conversation_.detail->notes;
  if (history_ != nullptr) {
    for (auto at = history_->notes.upper_bound(NoteId{above->id.value}); at != history_->notes.end(); ++at) {
      if (below != nullptr && below->id.value < at->first.value) break;
      const bool is_held =
          std::any_of(held.begin(), held.end(), [&](const Note& note) { return note.id == at->first; });
      if (!is_held) add_note(at->second.note);
    }
  }
  for (const Note& note : held)
    if (above->id.value < note.id.value && (below == nullptr || note.id.value < below->id.value)) add_note(note);
  std::sort(placed.begin(), placed.end(), [](const Placed& a, const Placed& b) {
    if (a.at != b.at) return a.at < b.at;
    return a.rank != b.rank ? a.rank < b.rank : a.number < b.number;
  });
  std::vector<TimelineItem> items;
  items.reserve(placed.size());
  for (Placed& one : placed) items.push_back(std::move(one.item));
  return items;
}

}  // namespace smsdesk::screen
