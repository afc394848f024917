#include "core/screen/unread_line.h"

#include <algorithm>
#include <utility>

namespace smsdesk::screen {
namespace {

struct Unread {
  MessageId first;
  std::string text;
};

/// Whether anything was said above that item.
bool has_said_before(const Conversation& s, std::size_t item) {
  const auto is_bubble = [](const TimelineItem& one) { return one.kind == TimelineItem::Kind::Bubble; };
  return s.has_older ||
         std::any_of(s.timeline.begin(), s.timeline.begin() + static_cast<std::ptrdiff_t>(item), is_bubble);
}

/// What the screen says is unread, where not all is. That stands beneath the loaded history, which may be long.
Unread unread_now(const Conversation& s) {
  const std::int64_t settled = s.basis.id == 0 ? 0 : std::max<std::int64_t>(0, s.basis.settled_end - s.first_item);
  for (std::size_t i = s.timeline.size(); i > static_cast<std::size_t>(settled); --i) {
    if (s.timeline[i - 1].kind != TimelineItem::Kind::Unread) continue;
    if (!s.is_left_unread && !has_said_before(s, i - 1)) return {};
    for (std::size_t below = i; below < s.timeline.size(); ++below)
      if (s.timeline[below].kind == TimelineItem::Kind::Bubble)
        return {s.bubble_of(s.timeline[below]).message, s.timeline[i - 1].text};
  }
  return {};
}

/// The newest of this agent's own messages beneath that one; a refused one answers nothing.
std::uint64_t answer_beneath(const Conversation& s, MessageId first) {
  for (auto b = s.bubbles.rbegin(); b != s.bubbles.rend(); ++b) {
    if (b->message.is_set() && !(first < b->message)) break;
    if (b->is_own && b->author.empty() && b->mark != DeliveryMark::Refused) return b->key;
  }
  return 0;
}

}  // namespace

MessageId newest_shown(const Conversation& s) {
  for (auto b = s.bubbles.rbegin(); b != s.bubbles.rend(); ++b)
    if (b->message.is_set()) return b->message;
  return {};
}

UnreadLine unread_line(UnreadLine line, const Conversation& s, bool is_before_eyes) {
  const bool is_opened = line.conversation != s.conversation;
  if (is_opened) {
    line = {};
    line.conversation = s.conversation;
  }
  Unread now = unread_now(s);
  // A line does not wander down while what it stands above is read bit by bit. What was marked as unread was seen before.
  const bool has_begun = is_opened || s.is_left_unread || (line.newest < now.first && !is_before_eyes);
  if (now.first.is_set() && (has_begun || now.first == line.first)) {
    if (now.first != line.first || s.is_left_unread) line.answer = answer_beneath(s, now.first);
    line.first = now.first;
    line.text = std::move(now.text);
  }
  line.newest = std::max(line.newest, newest_shown(s));
  if (!line.first.is_set()) return line;
  const std::uint64_t answer = answer_beneath(s, line.first);
  if (answer != 0 && answer != line.answer) {
    line.first = {};
    line.text.clear();
  }
  return line;
}

}  // namespace smsdesk::screen
