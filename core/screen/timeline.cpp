// The timeline is one list: older messages that were loaded, the messages of the facts, and the outbox beneath them.
// Runs are messages of one side within five minutes.
//
// The loaded history may be 200,000 messages and only grows at its ends, so what was made of it stays. Everything beneath it
// (at most kMessagesHeldMax messages and the outbox) is made anew each time: it may change anywhere.
#include <algorithm>
#include <optional>

#include "core/client/pending.h"
#include "core/conversation/delivery_failure.h"
#include "core/screen/parts.h"
#include "core/screen/words.h"
#include "core/sms/text_cleanup.h"

namespace smsdesk::screen {
namespace {

constexpr DurationMs kRunGap = minutes(5);
constexpr const char* kOtherConversation = "A new conversation began";

struct Mark {
  DeliveryMark mark;
  std::string text;
  bool always = false;
};

Mark mark_of(const Message& m) {
  switch (m.status) {
    case DeliveryStatus::Received:
      return {DeliveryMark::None, "", false};
    case DeliveryStatus::Queued:
      return m.error_code.empty()
                 ? Mark{DeliveryMark::Waiting, "Waiting for the carrier", false}
                 : Mark{DeliveryMark::Waiting, "The carrier asked to wait; it is sent again by itself", true};
    case DeliveryStatus::Sending:
      return {DeliveryMark::Sending, "Sending", false};
    case DeliveryStatus::Uncertain:
      return {DeliveryMark::Uncertain,
              "Not certain: the carrier did not answer. It is being checked; do not send it again.", true};
    case DeliveryStatus::Sent:
      return {DeliveryMark::Sent, "Sent", false};
    case DeliveryStatus::Delivered:
      return {DeliveryMark::Delivered, "Delivered", false};
    case DeliveryStatus::Failed:
      return {DeliveryMark::Failed, "Not sent. " + failure_sentence(m.error_code), true};
    case DeliveryStatus::Undelivered:
      return {DeliveryMark::Failed, "Not delivered. " + failure_sentence(m.error_code), true};
  }
  return {DeliveryMark::None, "", false};
}

std::uint64_t key_of(const SendKey& key) {
  std::uint64_t hash = 0xCBF29CE484222325u;
  for (const char c : key.value) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
  return hash;
}

class Timeline {
 public:
  Timeline(const State& state, const smsdesk::Conversation& conversation, DayOf day_of, Conversation& panel)
      : s_(state), conversation_(conversation), day_of_(day_of), panel_(panel) {
    const auto at = s_.histories.find(conversation_.id);
    history_ = at == s_.histories.end() ? nullptr : &at->second;
  }

  void make(std::uint64_t& made) {
    if (history_ != nullptr) {
      panel_.has_older = history_->has_more;
      panel_.is_loading_older = history_->pending.has_value();
    }
    if (holds()) {
      drop_loose();
    } else {
      panel_.bubbles.clear();
      panel_.timeline.clear();
      panel_.first_bubble = panel_.first_item = 0;
      panel_.basis = {};
      panel_.basis.id = ++made;
    }
    settle();
    add_live();
    if (panel_.is_loading_older) {
      put_first({TimelineItem::Kind::Loading, 0, {}, "Loading earlier messages…"});
    } else if (history_ != nullptr && !panel_.has_older) {
      put_first({TimelineItem::Kind::Start, 0, {}, "This is the beginning."});
    }
  }

 private:
  /// What the panel has of the history is what would be made of it now.
  bool holds() const {
    const TimelineBasis& basis = panel_.basis;
    if (basis.id == 0 || history_ == nullptr || basis.size == 0) return false;
    if (basis.history != history_->number || !(basis.me == s_.me)) return false;
    if (basis.prepended > history_->prepended) return false;
    const std::size_t older = history_->prepended - basis.prepended;
    if (older + basis.size > history_->messages.size()) return false;
    return std::all_of(basis.authors.begin(), basis.authors.end(),
                       [this](const auto& author) { return author_name(author.first) == author.second; });
  }
  /// Takes away what is not of the history: all beneath it, and the word above it.
  void drop_loose() {
    while (end_item() > panel_.basis.settled_end) panel_.timeline.pop_back();
    while (panel_.bubbles.size() > panel_.basis.size) panel_.bubbles.pop_back();
    const TimelineItem::Kind first = panel_.timeline.front().kind;
    if (first == TimelineItem::Kind::Loading || first == TimelineItem::Kind::Start) drop_first();
  }
  /// Brings the history's part up to date at both its ends.
  void settle() {
    TimelineBasis& basis = panel_.basis;
    basis.me = s_.me;
    if (history_ != nullptr && !history_->messages.empty()) {
      const auto& messages = history_->messages;
      std::size_t older = basis.size == 0 ? 0 : history_->prepended - basis.prepended;
      const std::size_t known_end = older + basis.size;
      while (older > 0) {
        --older;
        put_before(messages[older], messages[older + 1]);
      }
      if (known_end > 0) continue_after(messages[known_end - 1].message.author);
      for (std::size_t i = known_end; i < messages.size(); ++i) {
        if (i > 0 && !(messages[i - 1].conversation == messages[i].conversation)) {
          event(messages[i].message.at, kOtherConversation);
        }
        add_settled(messages[i].message);
      }
      basis.history = history_->number;
      basis.prepended = history_->prepended;
      basis.size = messages.size();
    }
    basis.settled_end = end_item();
  }
  void add_live() {
    const ConversationDetail& detail = *conversation_.detail;
    if (history_ != nullptr && !history_->messages.empty() &&
        !(history_->messages.back().conversation == conversation_.id)) {
      event(conversation_.opened_at, kOtherConversation);
    }
    const MessageId seen = seen_up_to(s_, conversation_);
    const std::size_t unread = detail.unread_after(seen);
    bool is_unread_shown = unread == 0 || conversation_.owner != s_.me;
    for (const Message& m : detail.messages) {
      if (!is_unread_shown && m.is_inbound && seen < m.id) {
        is_unread_shown = true;
        panel_.timeline.push_back({TimelineItem::Kind::Unread, 0, m.at, std::to_string(unread) + " new"});
      }
      Bubble bubble = bubble_of(m);
      bubble.can_write_again = has_failed(m.status) && may_write(s_, conversation_) && may_write_again(m.error_code);
      place(std::move(bubble), m.author);
    }
    for (const OutboxEntry& e : s_.outbox.entries()) {
      if (e.conversation == conversation_.id) place(bubble_of(e), s_.me);
    }
    if (conversation_.state == ConversationState::AfterCallWork) {
      event(conversation_.ended_at,
            conversation_.owner == s_.me ? "You ended the conversation" : "The conversation ended");
    }
    close_run();
  }

  std::int64_t end_item() const { return panel_.first_item + static_cast<std::int64_t>(panel_.timeline.size()); }
  void put_first(TimelineItem item) {
    panel_.timeline.push_front(std::move(item));
    --panel_.first_item;
  }
  void drop_first() {
    panel_.timeline.pop_front();
    ++panel_.first_item;
  }

  void event(Instant at, std::string text) {
    close_run();
    panel_.timeline.push_back({TimelineItem::Kind::Event, 0, at, std::move(text)});
  }
  void close_run() {
    if (!panel_.bubbles.empty()) panel_.bubbles.back().ends_run = true;
    is_run_closed_ = true;
  }
  /// What comes next may belong to the run of the bubble that is last now.
  void continue_after(AgentId author) {
    is_run_closed_ = false;
    last_author_ = author;
  }
  std::int64_t day(Instant at) {
    constexpr std::int64_t kQuarterMs = 15 * 60 * 1000;
    if (!day_ || at.ms / kQuarterMs != quarter_) {
      quarter_ = at.ms / kQuarterMs;
      day_ = day_of_(at);
    }
    return *day_;
  }
  static bool is_one_run(const Bubble& above, AgentId author_above, const Bubble& below, AgentId author_below) {
    return above.is_own == below.is_own && author_above == author_below && below.at - above.at < kRunGap;
  }
  void place(Bubble bubble, AgentId author) {
    const bool is_first = panel_.bubbles.empty();
    const bool continues =
        !is_run_closed_ && !is_first && is_one_run(panel_.bubbles.back(), last_author_, bubble, author);
    const bool is_other_day = is_first || day(panel_.bubbles.back().at) != day(bubble.at);
    bubble.starts_run = !continues;
    if (!is_first) panel_.bubbles.back().ends_run = !continues;
    continue_after(author);
    if (is_other_day) panel_.timeline.push_back({TimelineItem::Kind::Day, 0, bubble.at, ""});
    panel_.timeline.push_back({TimelineItem::Kind::Bubble,
                               panel_.first_bubble + static_cast<std::int64_t>(panel_.bubbles.size()), bubble.at, ""});
    panel_.bubbles.push_back(std::move(bubble));
  }
  /// An older message above all others; `next` is the one that was the first until now.
  void put_before(const TimelineMessage& m, const TimelineMessage& next) {
    Bubble& below = panel_.bubbles.front();
    Bubble bubble = bubble_of(m.message);
    if (day(bubble.at) == day(below.at)) drop_first();
    const bool is_other = !(m.conversation == next.conversation);
    if (is_other) put_first({TimelineItem::Kind::Event, 0, next.message.at, kOtherConversation});
    const bool continues = !is_other && is_one_run(bubble, m.message.author, below, next.message.author);
    below.starts_run = bubble.ends_run = !continues;
    bubble.starts_run = true;
    const Instant at = bubble.at;
    note_author(m.message);
    panel_.bubbles.push_front(std::move(bubble));
    put_first({TimelineItem::Kind::Bubble, --panel_.first_bubble, at, ""});
    put_first({TimelineItem::Kind::Day, 0, at, ""});
  }
  void add_settled(const Message& m) {
    note_author(m);
    place(bubble_of(m), m.author);
  }
  void note_author(const Message& m) {
    if (m.is_inbound || m.author == s_.me) return;
    auto& authors = panel_.basis.authors;
    const bool is_known =
        std::any_of(authors.begin(), authors.end(), [&m](const auto& author) { return author.first == m.author; });
    if (!is_known) authors.emplace_back(m.author, author_name(m.author));
  }

  std::string author_name(AgentId id) const {
    if (!id.is_set()) return "Automatic text";  // the queue's own
    const Agent* author = s_.workspace.find_agent(id);
    return author == nullptr ? "A colleague" : author->name;
  }
  /// A mark that is shown on hover only is the view's to add, behind the time.
  static void name(Bubble& bubble) {
    bubble.speaker = !bubble.is_own ? "Customer" : bubble.author.empty() ? "You" : bubble.author;
  }
  Bubble bubble_of(const Message& m) const {
    Bubble bubble;
    bubble.key = m.id.value;
    bubble.message = m.id;
    bubble.send_key = m.key;
    bubble.is_own = !m.is_inbound;
    if (bubble.is_own && m.author != s_.me) bubble.author = author_name(m.author);
    bubble.text = sms::isolated(m.text);
    bubble.media = m.media;
    bubble.at = m.at;
    Mark mark = mark_of(m);
    bubble.mark = mark.mark;
    bubble.mark_text = std::move(mark.text);
    bubble.shows_mark_text = mark.always;
    name(bubble);
    return bubble;
  }
  Bubble bubble_of(const OutboxEntry& e) const {
    Bubble bubble;
    bubble.key = key_of(e.key);
    bubble.send_key = e.key;
    bubble.is_own = true;
    bubble.text = sms::isolated(e.text);
    bubble.at = relay_now(s_, e.pressed_at);
    switch (e.phase) {
      case SendPhase::Storing:
      case SendPhase::Queued:
        bubble.mark = DeliveryMark::Waiting;
        bubble.mark_text = s_.connection.link == Link::Up ? "Sending" : "Waits for the connection";
        bubble.shows_mark_text = s_.connection.link != Link::Up;
        bubble.can_discard = s_.connection.link != Link::Up;
        break;
      case SendPhase::InFlight:
        bubble.mark = DeliveryMark::Sending;
        bubble.mark_text = "Sending";
        break;
      case SendPhase::Refused:
        bubble.mark = DeliveryMark::Refused;
        bubble.mark_text = "Not sent. " + e.refusal_sentence;
        bubble.shows_mark_text = true;
        bubble.can_send_anyway = e.refusal == RefusalKind::NewerMessages;
        bubble.can_edit_again = true;
        bubble.can_discard = true;
        break;
    }
    name(bubble);
    return bubble;
  }

  const State& s_;
  const smsdesk::Conversation& conversation_;
  const History* history_ = nullptr;
  DayOf day_of_;
  Conversation& panel_;
  std::int64_t quarter_ = 0;
  std::optional<std::int64_t> day_;
  AgentId last_author_;
  bool is_run_closed_ = true;
};

}  // namespace

void make_timeline(const State& state, const smsdesk::Conversation& conversation, DayOf day_of, Conversation& panel,
                   std::uint64_t& made) {
  Timeline(state, conversation, day_of, panel).make(made);
}

}  // namespace smsdesk::screen
