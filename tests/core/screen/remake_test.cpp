// The law of remake_screen(): whatever happened in between, it makes the same as make_screen() does from nothing.
#include <gtest/gtest.h>

#include "tests/core/screen/desk.h"
#include "tests/support/builders/random_inputs.h"

namespace smsdesk::test {
namespace {

using screen::Screen;
using screen::TimelineItem;

bool is_same_item(const screen::Conversation& a, const TimelineItem& x, const screen::Conversation& b,
                  const TimelineItem& y) {
  if (x.kind != y.kind || x.at != y.at || x.text != y.text) return false;
  return x.kind != TimelineItem::Kind::Bubble || a.bubble_of(x) == b.bubble_of(y);
}

void expect_same(const screen::Conversation& a, const screen::Conversation& b) {
  ASSERT_EQ(a.conversation, b.conversation);
  ASSERT_EQ(a.bubbles.size(), b.bubbles.size());
  ASSERT_EQ(a.timeline.size(), b.timeline.size());
  for (std::size_t i = 0; i < a.timeline.size(); ++i)
    ASSERT_TRUE(is_same_item(a, a.timeline[i], b, b.timeline[i])) << "item " << i << " of " << a.timeline.size();
  EXPECT_EQ(a.has_older, b.has_older);
  EXPECT_EQ(a.is_loading_older, b.is_loading_older);
  EXPECT_EQ(a.composer.draft, b.composer.draft);
}

/// What TimelineBasis promises of two screens; how many items it was about.
std::size_t expect_settled(const screen::Conversation& was, const screen::Conversation& is) {
  if (was.basis.id == 0 || was.basis.id != is.basis.id) return 0;
  const std::int64_t from = std::max(was.first_item, is.first_item) + screen::kTimelineLoose;
  const std::int64_t to = std::min(was.basis.settled_end, is.basis.settled_end) - 1;
  for (std::int64_t place = from; place < to; ++place) {
    const auto& x = was.timeline[static_cast<std::size_t>(place - was.first_item)];
    const auto& y = is.timeline[static_cast<std::size_t>(place - is.first_item)];
    EXPECT_TRUE(is_same_item(was, x, is, y)) << "place " << place;
  }
  return to > from ? static_cast<std::size_t>(to - from) : 0;
}

/// A tab's state over a world in which everything happens; histories change as the client changes them.
class Life {
 public:
  explicit Life(std::uint64_t seed) : inputs_(seed) {}

  void step(State& s) {
    Random& random = inputs_.random();
    world_.pass(seconds(static_cast<std::int64_t>(random.below(400))));
    const Workspace before = world_.workspace;
    if (random.below(4) != 0) world_.decide(inputs_.next(world_.workspace, world_.now));
    world_.make_offers();
    s.workspace = view_of(world_.workspace, s.me);
    if (s.workspace.find_conversation(s.selected) == nullptr || random.below(40) == 0) select(s, random);
    push_out(s, before);
    switch (random.below(12)) {
      case 0:
      case 1:
      case 2:
        page(s, random);
        break;
      case 3:
        if (History* h = history(s)) h->pending = SendKey{"p"};
        break;
      case 4:
        if (History* h = history(s)) h->has_more = !h->has_more;
        break;
      case 5:
        outbox(s, random);
        break;
      case 6:
        s.connection.link = random.below(2) == 0 ? Link::Up : Link::Down;
        break;
      case 7:
        if (random.below(6) == 0) s.histories.clear();
        break;
      case 8:
        if (random.below(6) == 0) rename(random);
        break;
      default:
        break;
    }
  }
  Instant now() const { return world_.now; }

 private:
  History* history(State& s) {
    if (!s.selected.is_set()) return nullptr;
    History& h = s.histories[s.selected];
    if (h.number == 0) h.number = ++s.last_history;
    return &h;
  }
  void select(State& s, Random& random) {
    s.selected = {};
    std::vector<ConversationId> readable;
    for (const auto& [id, conversation] : s.workspace.conversations)
      if (conversation.detail) readable.push_back(id);
    if (!readable.empty()) s.selected = readable[random.below(readable.size())];
  }
  void push_out(State& s, const Workspace& before) {
    const auto at = s.histories.find(s.selected);
    const Conversation* was = before.find_conversation(s.selected);
    const Conversation* is = world_.workspace.find_conversation(s.selected);
    if (at == s.histories.end() || was == nullptr || is == nullptr || !was->detail || !is->detail) return;
    // Seldom are so many held that the facts push one out: the test lets one go by hand.
    if (is->detail->messages.size() > was->detail->messages.size() && inputs_.random().below(2) == 0)
      at->second.messages.push_back({old_message(inputs_.random(), world_.now), s.selected});
  }
  Message old_message(Random& random, Instant at) {
    Message m;
    m.id = MessageId{++old_ + 1'000'000};
    m.is_inbound = random.below(2) == 0;
    if (!m.is_inbound) {
      m.author = AgentId{11 + random.below(5)};
      m.status = static_cast<DeliveryStatus>(1 + random.below(7));
      if (m.status == DeliveryStatus::Failed) m.error_code = "30003";
    }
    m.at = at;
    m.text = inputs_.text();
    return m;
  }
  void page(State& s, Random& random) {
    History* h = history(s);
    if (h == nullptr) return;
    h->pending.reset();
    Instant at = h->messages.empty() ? kMorning : h->messages.front().message.at;
    const std::size_t count = random.below(6);
    if (!h->messages.empty()) h->prepended += count;
    for (std::size_t i = 0; i < count; ++i) {
      at = at + -minutes(static_cast<std::int64_t>(random.below(3) == 0 ? random.below(900) : random.below(8)));
      const ConversationId part = random.below(4) == 0 ? ConversationId{5000 + random.below(3)} : s.selected;
      h->messages.push_front({old_message(random, at), part});
      if (random.below(8) == 0) hand_over(*h, part, at);
    }
  }
  /// Above the oldest message, where nothing is made yet.
  void hand_over(History& h, ConversationId part, Instant at) {
    TimelineSegment& segment = h.segments[{part, 1}];
    segment.conversation = part;
    segment.segment = 1;
    segment.handings.push_back({at + -1, HandingKind::Moved, {}, kAna, kSales, ReturnReason::None});
  }
  void outbox(State& s, Random& random) {
    if (!s.selected.is_set()) return;
    OutboxEntry entry;
    entry.key = {"out" + std::to_string(++old_)};
    entry.conversation = s.selected;
    entry.text = inputs_.text();
    entry.pressed_at = world_.now;
    if (!s.outbox.add(entry).is_ok()) return;
    s.outbox.find(entry.key)->phase = random.below(2) == 0 ? SendPhase::Queued : SendPhase::Refused;
  }
  void rename(Random& random) {
    for (auto& [id, agent] : world_.workspace.agents)
      if (random.below(2) == 0) agent.name += "x";
    for (auto& [id, queue] : world_.workspace.queues)
      if (random.below(2) == 0) queue.name += "x";
  }

  World world_;
  RandomInputs inputs_;
  std::uint64_t old_ = 0;
};

TEST(RemakeLaw, IsWhatWouldBeMadeFromNothing) {
  std::size_t settled = 0, kept = 0;
  for (const std::uint64_t seed : seeds(60)) {
    SCOPED_TRACE("SMSDESK_SEED=" + std::to_string(seed));
    World first;
    State s = a_state(first, kSam);  // a supervisor reads everything
    Life life(seed);
    Screen screen;
    for (int i = 0; i < 250; ++i) {
      life.step(s);
      if (life.now().ms % 3 == 0) continue;  // several changes between two screens
      const screen::Conversation was = screen.desk.conversation;
      screen::remake_screen(screen, s, life.now());
      expect_same(screen.desk.conversation, screen::make_screen(s, life.now()).desk.conversation);
      if (testing::Test::HasFatalFailure()) return;
      settled += expect_settled(was, screen.desk.conversation);
      kept += was.basis.id != 0 && was.basis.id == screen.desk.conversation.basis.id ? 1u : 0u;
      if (testing::Test::HasFailure()) return;
    }
  }
  EXPECT_GT(kept, 1000u) << "the law must be about timelines that were taken over";
  EXPECT_GT(settled, 10'000u);
}

}  // namespace
}  // namespace smsdesk::test
