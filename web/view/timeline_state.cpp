// The screen says which places are as they were. The few above and below them are matched by what is the same at both
// ends: messages come at the bottom, pages at the top, and what is between the common beginning and the common end is new
// or changed.
#include "web/view/timeline_state.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "web/theme.h"
#include "web/view/bubble.h"

namespace smsdesk::web::view {
namespace {

using screen::TimelineItem;

constexpr float kAboveLine = 72;  // CSS px: what was said before what is new, where a conversation opens at that

std::uint64_t bubble_key(std::uint64_t key) {
  return id_of(1, key);
}

std::uint64_t key_of(const TimelineItem& item, const screen::Conversation& s) {
  const auto kind = static_cast<std::uint64_t>(item.kind);
  switch (item.kind) {
    case TimelineItem::Kind::Bubble:
      return bubble_key(s.bubble_of(item).key);
    case TimelineItem::Kind::Note:  // whatever its words become, the focus stays at it
      return id_of(2 + kind, item.note.value);
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
  if (item.kind == TimelineItem::Kind::Note) return static_cast<std::uint32_t>(id_of(NodeId{1}, item.text));
  if (item.kind != TimelineItem::Kind::Bubble) return 1;
  const screen::Bubble& b = s.bubble_of(item);
  const std::uint64_t flags = (b.starts_run ? 1u : 0u) | (b.ends_run ? 2u : 0u) | (b.shows_mark_text ? 4u : 0u) |
                              (has_actions(b) ? 8u : 0u) | (b.author.empty() ? 0u : 16u) |
                              (b.reactions.empty() ? 0u : 32u) | (b.report.empty() ? 0u : 64u);
  std::uint64_t h = id_of(flags, static_cast<std::uint64_t>(b.text.size()));
  for (const screen::BubbleMedia& one : b.media) {
    h = id_of(h, static_cast<std::uint64_t>(one.width) << 32 | one.height);
    h = id_of(h, static_cast<std::uint64_t>(one.kind) << 8 | static_cast<std::uint64_t>(one.state) << 1 |
                     (one.can_fetch_again ? 1u : 0u));
  }
  if (b.shows_mark_text) h = id_of(h, b.mark_text);
  if (!b.not_done.empty()) h = id_of(h, b.not_done);
  return static_cast<std::uint32_t>(h);
}

double estimate_of(const TimelineItem& item, const screen::Conversation& s, float width) {
  if (item.kind == TimelineItem::Kind::Bubble)
    return static_cast<double>(bubble_height_estimate(s.bubble_of(item), width));
  if (item.kind == TimelineItem::Kind::Unread) return 0;  // its line is part of the message beneath it
  return static_cast<double>(px_snap(48));
}

}  // namespace

void TimelineState::anchor_at_bubble() {
  if (is_at_bottom) return;
  while (anchor + 1 < items.size() && !items[anchor].is_bubble) {
    anchor_offset -= heights.height(anchor);
    ++anchor;
  }
}

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
  asked_older_for = asked_newer_for = 0;
  focused = focus_wish = 0;
  focused_node = 0;
  was_at_place = false;
  is_read = opens_at_line = is_coming = false;
  said_in = {};
  read_up_to = {};
}

void TimelineState::measure_again(MessageId message) {
  if (!message.is_set()) return;
  for (std::size_t i = items.size(); i > 0; --i) {
    if (items[i - 1].key != bubble_key(message.value)) continue;
    items[i - 1].is_measured = false;
    return;
  }
}

void TimelineState::follow_unread(const screen::Conversation& s, std::uint32_t new_revision, bool is_page_visible) {
  const bool is_same = conversation == s.conversation && revision != 0;
  if (is_same && revision == new_revision) return;
  // Screens that were not drawn here were made while the page was hidden, or something else was shown.
  const bool is_before_eyes = is_same && is_read && is_page_visible && new_revision == revision + 1;
  const MessageId was = unread.first;
  unread = screen::unread_line(std::move(unread), s, is_before_eyes);
  if (!is_same || was == unread.first) return;
  measure_again(was);
  measure_again(unread.first);
}

TimelineState::Held TimelineState::take_first() {
  const Held held{items.front(), heights.height(0)};
  items.pop_front();
  heights.pop_front();
  ++first_item;
  return held;
}

TimelineState::Held TimelineState::take_last() {
  const Held held{items.back(), heights.height(items.size() - 1)};
  items.pop_back();
  heights.pop();
  return held;
}

void TimelineState::sync(const screen::Conversation& s, std::uint32_t new_revision, float new_width, float new_ratio) {
  const bool is_fresh = conversation != s.conversation || revision == 0;
  if (is_fresh || revision != new_revision) anchor_at_bubble();
  change_to(s.conversation);
  const bool is_other_width = width != new_width || ratio != new_ratio || is_compact != density::is_compact();
  if (revision == new_revision && !is_other_width) return;
  revision = new_revision;
  width = new_width;
  ratio = new_ratio;
  is_compact = density::is_compact();

  const std::uint64_t anchor_key = anchor < items.size() ? items[anchor].key : 0;
  const std::int64_t anchor_place = first_item + static_cast<std::int64_t>(anchor);
  const std::int64_t end = s.first_item + static_cast<std::int64_t>(s.timeline.size());
  // Places from `from` up to `to` are as they were. Where none are, all is in the part below them.
  std::int64_t from = s.first_item, to = s.first_item;
  if (basis != 0 && basis == s.basis.id && !is_other_width) {
    const std::int64_t first = std::max(first_item, s.first_item) + screen::kTimelineLoose;
    const std::int64_t last = std::min(settled_end, s.basis.settled_end) - 1;
    if (first < last) from = first, to = last;
  }
  std::vector<Held> above, below;
  if (from < to) {
    while (first_item < from) above.push_back(take_first());
    while (first_item + static_cast<std::int64_t>(items.size()) > to) below.push_back(take_last());
    std::reverse(below.begin(), below.end());
  } else {
    for (std::size_t i = 0; i < items.size(); ++i) below.push_back({items[i], heights.height(i)});
    items.clear();
    heights = HeightIndex();
    first_item = s.first_item;
  }

  const auto matched = [&](const std::vector<Held>& was, std::int64_t begin, std::int64_t behind) {
    std::vector<Held> is(static_cast<std::size_t>(behind - begin));
    const auto shown = [&](std::size_t i) -> const TimelineItem& {
      return s.timeline[static_cast<std::size_t>(begin - s.first_item) + i];
    };
    for (std::size_t i = 0; i < is.size(); ++i)
      is[i].item = {key_of(shown(i), s), signature_of(shown(i), s), false, shown(i).kind == TimelineItem::Kind::Bubble};
    const std::size_t shorter = std::min(was.size(), is.size());
    std::size_t head = 0, tail = 0;
    while (head < shorter && is[head].item.key == was[head].item.key) ++head;
    while (tail < shorter - head && is[is.size() - 1 - tail].item.key == was[was.size() - 1 - tail].item.key) ++tail;
    for (std::size_t i = 0; i < is.size(); ++i) {
      const Held* old = i < head ? &was[i] : i >= is.size() - tail ? &was[i + was.size() - is.size()] : nullptr;
      if (old != nullptr && old->item.signature == is[i].item.signature && !is_other_width)
        is[i] = *old;
      else
        is[i].height = estimate_of(shown(i), s, new_width);
    }
    return is;
  };
  for (const Held& held : matched(below, to, end)) {
    items.push_back(held.item);
    heights.push(held.height);
  }
  const std::vector<Held> upper = matched(above, s.first_item, from);
  for (auto held = upper.rbegin(); held != upper.rend(); ++held) {
    items.push_front(held->item);
    heights.push_front(held->height);
  }
  first_item = s.first_item;
  basis = s.basis.id;
  settled_end = s.basis.settled_end;

  std::uint64_t wanted = anchor_key;
  bool is_place_kept = anchor_place >= from && anchor_place < to;
  if (is_fresh) {
    for (const KeptPlace& place : kept) {
      if (place.conversation != s.conversation || place.is_at_bottom) continue;
      is_at_bottom = false;
      wanted = place.key;
      anchor_offset = place.offset;
      is_place_kept = false;
    }
    if (is_at_bottom && unread.first.is_set() && !s.is_at_place && !s.has_newer) {
      opens_at_line = true;
      is_at_bottom = false;
      wanted = bubble_key(unread.first.value);
      anchor_offset = -static_cast<double>(px_snap(kAboveLine));
      is_place_kept = false;
    }
  }
  if (is_place_kept) {
    anchor = static_cast<std::size_t>(anchor_place - first_item);
    return;
  }
  // Not among those that are as they were: then it is above or below them.
  const auto is_wanted = [wanted](const Item& i) { return i.key == wanted; };
  const auto kept_begin = items.begin() + static_cast<std::ptrdiff_t>(from - first_item);
  const auto kept_end = items.begin() + static_cast<std::ptrdiff_t>(to - first_item);
  auto found = std::find_if(items.begin(), kept_begin, is_wanted);
  if (found == kept_begin) {
    found = std::find_if(kept_end, items.end(), is_wanted);
  }
  if (found != items.end()) {
    anchor = static_cast<std::size_t>(found - items.begin());
  } else {
    is_at_bottom = is_at_bottom || is_fresh;  // what was looked at is not loaded any more
    anchor = std::min(anchor, items.empty() ? 0 : items.size() - 1);
    anchor_offset = 0;
  }
}

MessageId seen_in_picture(const TimelineState& state, ConversationId conversation, const screen::Composer& s) {
  if (state.is_latest_visible) return s.newest;
  return state.seen_in == conversation ? std::max(state.seen_up_to, s.seen) : s.seen;
}

}  // namespace smsdesk::web::view
