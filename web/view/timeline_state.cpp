// Items are matched by what is the same at both ends: messages come at the bottom, pages at the
// top, and what is between the common beginning and the common end is new or changed.
#include "web/view/timeline_state.h"

#include <algorithm>
#include <cmath>

#include "web/view/bubble.h"

namespace smsdesk::web::view {
namespace {

using screen::TimelineItem;

std::uint64_t key_of(const TimelineItem& item, const screen::Conversation& s) {
  const auto kind = static_cast<std::uint64_t>(item.kind);
  switch (item.kind) {
    case TimelineItem::Kind::Bubble:
      return id_of(1, s.bubbles[item.bubble].key);
    case TimelineItem::Kind::Day:
    case TimelineItem::Kind::Event:
      return id_of(id_of(2 + kind, item.text), static_cast<std::uint64_t>(item.at.ms));
    case TimelineItem::Kind::Unread:
    case TimelineItem::Kind::Loading:
    case TimelineItem::Kind::Start:
      break;
  }
  return id_of(NodeId{100}, kind);
}

std::uint32_t signature_of(const TimelineItem& item, const screen::Conversation& s) {
  if (item.kind != TimelineItem::Kind::Bubble) return 1;
  const screen::Bubble& b = s.bubbles[item.bubble];
  const std::uint64_t flags = (b.starts_run ? 1u : 0u) | (b.ends_run ? 2u : 0u) | (b.shows_mark_text ? 4u : 0u) |
                              (b.can_send_anyway || b.can_edit_again || b.can_discard ? 8u : 0u) |
                              (b.author.empty() ? 0u : 16u);
  std::uint64_t h = id_of(flags, static_cast<std::uint64_t>(b.text.size()));
  h = id_of(h, static_cast<std::uint64_t>(b.media.size()));
  if (b.shows_mark_text) h = id_of(h, b.mark_text);
  return static_cast<std::uint32_t>(h);
}

double estimate_of(const TimelineItem& item, const screen::Conversation& s, float width) {
  if (item.kind == TimelineItem::Kind::Bubble)
    return static_cast<double>(bubble_height_estimate(s.bubbles[item.bubble], width));
  return static_cast<double>(px_snap(48));
}

}  // namespace

void TimelineState::change_to(ConversationId to) {
  if (to == conversation) return;
  kept.erase(
      std::remove_if(kept.begin(), kept.end(), [this](const KeptPlace& k) { return k.conversation == conversation; }),
      kept.end());
  if (conversation.is_set() && anchor < items.size()) {
    if (kept.size() >= kKeptPlacesMax) kept.erase(kept.begin());
    kept.push_back({conversation, items[anchor].key, anchor_offset, is_at_bottom});
  }
  conversation = to;
  items.clear();
  heights = HeightIndex();
  revision = 0;
  anchor = 0;
  anchor_offset = 0;
  is_at_bottom = true;
  input = ScrollInput();
  asked_older_for = 0;
}

void TimelineState::sync(const screen::Conversation& s, std::uint32_t new_revision, float new_width, float new_ratio) {
  const bool is_fresh = conversation != s.conversation || revision == 0;
  change_to(s.conversation);
  const bool is_other_width = width != new_width || ratio != new_ratio;
  if (revision == new_revision && !is_other_width) return;
  revision = new_revision;
  width = new_width;
  ratio = new_ratio;

  const std::size_t count = s.timeline.size();
  std::vector<Item> next(count);
  for (std::size_t i = 0; i < count; ++i) next[i] = {key_of(s.timeline[i], s), signature_of(s.timeline[i], s), false};

  std::size_t head = 0;
  const std::size_t shorter = std::min(count, items.size());
  while (head < shorter && next[head].key == items[head].key) ++head;
  std::size_t tail = 0;
  while (tail < shorter - head && next[count - 1 - tail].key == items[items.size() - 1 - tail].key) ++tail;

  const auto old_index = [&](std::size_t i) -> std::size_t {
    if (i < head) return i;
    if (i >= count - tail) return i + items.size() - count;
    return items.size();
  };
  const std::uint64_t anchor_key = anchor < items.size() ? items[anchor].key : 0;
  std::vector<double> new_heights(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t old = old_index(i);
    const bool is_same = old < items.size() && items[old].signature == next[i].signature && !is_other_width;
    next[i].is_measured = is_same && items[old].is_measured;
    new_heights[i] = is_same ? heights.height(old) : estimate_of(s.timeline[i], s, new_width);
  }
  items = std::move(next);
  heights.assign(new_heights);

  std::uint64_t wanted = anchor_key;
  if (is_fresh) {
    for (const KeptPlace& place : kept) {
      if (place.conversation != s.conversation || place.is_at_bottom) continue;
      is_at_bottom = false;
      wanted = place.key;
      anchor_offset = place.offset;
    }
  }
  const auto found = std::find_if(items.begin(), items.end(), [wanted](const Item& i) { return i.key == wanted; });
  if (found != items.end()) {
    anchor = static_cast<std::size_t>(found - items.begin());
  } else {
    anchor = std::min(anchor, items.empty() ? 0 : items.size() - 1);
    anchor_offset = 0;
  }
}

}  // namespace smsdesk::web::view
