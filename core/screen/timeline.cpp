// The timeline is one list: older messages that were loaded, the messages of the facts, and the outbox beneath them.
// Runs are messages of one side within five minutes.
//
// The loaded history may be 200,000 messages and only grows at its ends, so what was made of it stays. Everything beneath it
// (at most kMessagesHeldMax messages and the outbox) is made anew each time: it may change anywhere.
#include <algorithm>
#include <optional>

#include "core/client/draft_actions.h"
#include "core/client/pending.h"
#include "core/conversation/delivery_failure.h"
#include "core/screen/parts.h"
#include "core/screen/reaction_folds.h"
#include "core/screen/timeline_events.h"
#include "core/screen/words.h"
#include "core/sms/text_cleanup.h"
#include "core/words/words.h"

namespace smsdesk::screen {
namespace {

constexpr DurationMs kRunGap = minutes(5);

struct Mark {
  DeliveryMark mark;
  std::string text;
  bool always = false;
};

Mark mark_with_words(const Message& m) {
  const DeliveryMark mark = mark_of(m.status);
  switch (m.status) {
    case DeliveryStatus::Received:
      return {mark, "", false};
    case DeliveryStatus::Queued:
      return m.error_code.empty() ? Mark{mark, tr("Waiting for the carrier"), false}
                                  : Mark{mark, tr("The carrier asked to wait; it is sent again by itself"), true};
    case DeliveryStatus::Sending:
      return {mark, tr("Sending"), false};
    case DeliveryStatus::Uncertain:
      return {mark, tr("Not certain: the carrier did not answer. It is being checked; do not send it again."), true};
    case DeliveryStatus::Sent:
      return {mark, tr("Sent"), false};
    case DeliveryStatus::Delivered:
      return {mark, tr("Delivered"), false};
    case DeliveryStatus::Failed:
      return {mark, tr("Not sent. {reason}", {{"reason", failure_sentence(m.error_code)}}), true};
    case DeliveryStatus::Undelivered:
      return {mark, tr("Not delivered. {reason}", {{"reason", failure_sentence(m.error_code)}}), true};
  }
  return {DeliveryMark::None, "", false};
}

MessagePlace place_of(const TimelineMessage& m) {
  return {m.conversation, m.message.id, m.message.at};
}

std::uint64_t key_of(const SendKey& key) {
  std::uint64_t hash = 0xCBF29CE484222325u;
  for (const char c : key.value) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
  return hash;
}

class Timeline {
 public:
  Timeline(const State& state, const smsdesk::Conversation& conversation, Instant browser_now, DayOf day_of,
           Conversation& panel)
      : s_(state),
        conversation_(conversation),
        history_(shown_history(state, conversation.id)),
        browser_now_(browser_now),
        day_of_(day_of),
        panel_(panel),
        events_(state, conversation, history_),
        unread_(unread_in(state, conversation)) {
    panel_.is_left_unread = is_left_unread(s_, conversation_);
    panel_.can_load = s_.connection.link == Link::Up && !s_.pages_again_at;
    panel_.is_long = history_ != nullptr && history_->messages.size() > kHistoryMessagesKept;
    const TimelinePlace& place = s_.place;
    panel_.is_at_place = place.conversation == conversation_.id;
    if (!panel_.is_at_place) return;
    panel_.place = place.message;
    panel_.place_wrap_up = place.wrap_up;
    panel_.place_number = place.number;
    if (!place.page) return;
    is_part_ = true;
    panel_.has_newer = place.has_newer;
    panel_.is_loading_newer = place.pending_newer.has_value();
  }

  void make(std::uint64_t& made) {
    const std::shared_ptr<const ReactionFolds> were = panel_.basis.folds;
    const auto folds = were ? std::make_shared<ReactionFolds>(*were) : std::make_shared<ReactionFolds>();
    folds->update(history_, conversation_);
    if (history_ != nullptr) {
      panel_.has_older = history_->has_more;
      panel_.is_loading_older = history_->pending.has_value();
    }
    if (were && holds() &&
        were->agrees_with(*folds, panel_.bubbles.front().message, panel_.bubbles[panel_.basis.size - 1].message)) {
      drop_loose();
    } else {
      panel_.bubbles.clear();
      panel_.timeline.clear();
      panel_.first_bubble = panel_.first_item = 0;
      panel_.basis = {};
      panel_.basis.id = ++made;
    }
    panel_.basis.folds = folds;
    find_last();
    const std::size_t known = panel_.basis.size;
    const std::size_t older = known == 0 ? 0 : history_->prepended - panel_.basis.prepended;
    settle();
    // The basis promises that what was there is as it was.
    if (offer_again(older, older + known)) panel_.basis.id = ++made;
    if (is_part_)
      end_part();
    else
      add_live();
    if (panel_.is_loading_older) {
      put_first({TimelineItem::Kind::Loading, 0, {}, tr("Earlier messages are on their way")});
    } else if (history_ != nullptr && !panel_.has_older) {
      put_first({TimelineItem::Kind::Start, 0, {}, tr("This is the beginning.")});
    }
    const std::size_t unread = unread_.count;
    panel_.latest = unread == 0 ? tr("Latest") : trn("Latest · {n} new", "Latest · {n} new", unread);
    panel_.latest_name =
        unread == 0 ? tr("Jump to latest") : trn("Jump to latest, {n} new", "Jump to latest, {n} new", unread);
  }

 private:
  /// What the panel has of the history is what would be made of it now.
  bool holds() const {
    const TimelineBasis& basis = panel_.basis;
    if (basis.id == 0 || history_ == nullptr || basis.size == 0) return false;
    if (basis.history != history_->number || !(basis.me == s_.me) || basis.words != s_.language.revision) return false;
    if (basis.prepended > history_->prepended) return false;
    const std::size_t older = history_->prepended - basis.prepended;
    if (older + basis.size > history_->messages.size()) return false;
    return std::all_of(basis.authors.begin(), basis.authors.end(),
                       [this](const auto& author) { return author_name(author.first) == author.second; }) &&
           std::all_of(basis.queues.begin(), basis.queues.end(), [this](const auto& queue) {
             return TimelineEvents::queue_name_of(s_, queue.first) == queue.second;
           });
  }
  /// Takes away what is not of the history: all beneath it, and the word above it.
  void drop_loose() {
    while (end_item() > panel_.basis.settled_end) panel_.timeline.pop_back();
    while (panel_.bubbles.size() > panel_.basis.size) panel_.bubbles.pop_back();
    const TimelineItem::Kind first = panel_.timeline.front().kind;
    if (first == TimelineItem::Kind::Loading || first == TimelineItem::Kind::Start) drop_first();
  }
  /// What comes next goes on from what is last now.
  void find_last() {
    if (!panel_.timeline.empty()) last_at_ = panel_.timeline.back().at;
    is_run_closed_ = true;
    for (std::size_t i = panel_.bubbles.size(); i > 0; --i) {
      if (panel_.bubbles[i - 1].is_folded) continue;
      last_ = &panel_.bubbles[i - 1];
      // Bubbles and the history stand side by side here, but for what was prepended meanwhile.
      const std::size_t older = history_->prepended - panel_.basis.prepended;
      last_author_ = history_->messages[older + i - 1].message.author;
      is_run_closed_ = panel_.timeline.back().kind != TimelineItem::Kind::Bubble;
      break;
    }
  }
  /// Brings the history's part up to date at both its ends.
  void settle() {
    TimelineBasis& basis = panel_.basis;
    basis.me = s_.me;
    basis.words = s_.language.revision;
    if (history_ != nullptr && !history_->messages.empty()) {
      const auto& messages = history_->messages;
      std::size_t older = basis.size == 0 ? 0 : history_->prepended - basis.prepended;
      const std::size_t known_end = older + basis.size;
      while (older > 0) {
        --older;
        put_before(older);
      }
      for (std::size_t i = known_end; i < messages.size(); ++i) {
        if (i > 0) add_between(place_of(messages[i - 1]), place_of(messages[i]));
        add_settled(messages[i]);
      }
      note_authors();
      basis.history = history_->number;
      basis.prepended = history_->prepended;
      basis.size = messages.size();
    }
    basis.settled_end = end_item();
  }
  /// What of the history did not arrive may be sent or written again; whether it may, changes after it was made. True: of one
  /// that was there before, of these.
  bool offer_again(std::size_t known_begin, std::size_t known_end) {
    bool has_changed = false;
    const bool may = may_write(s_, conversation_);
    for (std::size_t i = 0; i < panel_.basis.size; ++i) {
      Bubble& bubble = panel_.bubbles[i];
      if (bubble.mark != DeliveryMark::Failed) continue;
      const TimelineMessage& m = history_->messages[i];
      const bool is_here = may && m.conversation == conversation_.id;
      const bool sends = is_here && can_send_again(s_, conversation_, m.message);
      const bool writes = is_here && may_write_again(m.message.error_code);
      const bool is_other = sends != bubble.can_send_again || writes != bubble.can_write_again;
      has_changed = has_changed || (is_other && known_begin <= i && i < known_end);
      bubble.can_send_again = sends;
      bubble.can_write_again = writes;
    }
    return has_changed;
  }
  /// What follows is not loaded.
  void end_part() {
    close_run();
    if (panel_.has_newer && !history_->messages.empty())
      panel_.timeline.push_back({TimelineItem::Kind::Loading, 0, {}, tr("Later messages are on their way")});
  }
  void add_live() {
    const ConversationDetail& detail = *conversation_.detail;
    for (const Message& m : detail.messages)
      if (m.again_of.is_set()) sent_again_.push_back(m.again_of);
    std::optional<MessagePlace> above;
    if (history_ != nullptr && !history_->messages.empty()) above = place_of(history_->messages.back());
    for (const Message& m : detail.messages) {
      const MessagePlace here{conversation_.id, m.id, m.at};
      if (above) add_between(*above, here);
      above = here;
      if (m.id == unread_.first)
        panel_.timeline.push_back({TimelineItem::Kind::Unread, 0, m.at, trn("{n} new", "{n} new", unread_.count)});
      Bubble bubble = bubble_of(m, conversation_.id);
      bubble.can_send_again = can_send_again(s_, conversation_, m);
      bubble.can_write_again = has_failed(m.status) && may_write(s_, conversation_) && may_write_again(m.error_code);
      const bool is_sent_again = std::find(sent_again_.begin(), sent_again_.end(), m.id) != sent_again_.end();
      if (has_failed(m.status) && is_sent_again) bubble.mark_text += std::string(" ") + tr("It was sent again.");
      place(std::move(bubble), m.author);
    }
    if (above) {
      for (TimelineItem& item : events_.between(&*above, nullptr)) add_item(std::move(item));
    }
    for (const OutboxEntry& e : s_.outbox.entries()) {
      if (e.conversation == conversation_.id && e.phase != SendPhase::Undone) place(bubble_of(e), s_.me);
    }
    if (conversation_.state == ConversationState::AfterCallWork) {
      TimelineItem item;
      item.kind = TimelineItem::Kind::Event;
      item.at = conversation_.ended_at;
      item.text = conversation_.owner == s_.me ? tr("You ended the conversation") : tr("The conversation ended");
      item.has_time = true;
      add_item(std::move(item));
    }
    close_run();
  }
  void add_between(const MessagePlace& above, const MessagePlace& below) {
    for (TimelineItem& item : events_.between(&above, &below)) add_item(std::move(item));
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

  /// Something that is no message; a run does not go on across it.
  void add_item(TimelineItem item) {
    close_run();
    add_day(item.at);
    panel_.timeline.push_back(std::move(item));
  }
  void add_day(Instant at) {
    if (!last_at_ || day(*last_at_) != day(at)) panel_.timeline.push_back({TimelineItem::Kind::Day, 0, at, ""});
    last_at_ = at;
  }
  void close_run() {
    if (last_ != nullptr) join(*last_, nullptr);
    is_run_closed_ = true;
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
  /// `below` goes on with the run of `bubble`; null: nothing does. The mark at a run's end is that of all above it, but for
  /// those that say theirs. A mark beside a bubble takes no line: what is under way changes often, and moves nothing so.
  static void join(Bubble& bubble, const Bubble* below) {
    bubble.ends_run = below == nullptr;
    bubble.shows_mark_beside = below != nullptr && bubble.mark != DeliveryMark::None && !bubble.shows_mark_text &&
                               (bubble.mark != below->mark || below->shows_mark_text);
  }
  void place(Bubble bubble, AgentId author) {
    if (bubble.is_folded) {
      panel_.bubbles.push_back(std::move(bubble));
      return;
    }
    const bool continues = !is_run_closed_ && last_ != nullptr && is_one_run(*last_, last_author_, bubble, author);
    bubble.starts_run = !continues;
    if (last_ != nullptr) join(*last_, continues ? &bubble : nullptr);
    is_run_closed_ = false;
    last_author_ = author;
    add_day(bubble.at);
    panel_.timeline.push_back({TimelineItem::Kind::Bubble,
                               panel_.first_bubble + static_cast<std::int64_t>(panel_.bubbles.size()), bubble.at, ""});
    panel_.bubbles.push_back(std::move(bubble));
    last_ = &panel_.bubbles.back();
  }
  /// The first thing above all others, which are of the same day or a later one.
  void put_dated(TimelineItem item) {
    if (!panel_.timeline.empty() && day(panel_.timeline.front().at) == day(item.at)) drop_first();
    const Instant at = item.at;
    put_first(std::move(item));
    put_first({TimelineItem::Kind::Day, 0, at, ""});
  }
  /// An older message of the history above all others: the one behind it was the first until now.
  void put_before(std::size_t at_index) {
    const TimelineMessage& m = history_->messages[at_index];
    const TimelineMessage& next = history_->messages[at_index + 1];
    Bubble bubble = bubble_of(m.message, m.conversation);
    note_author(m.message);
    const MessagePlace above = place_of(m), below_place = place_of(next);
    std::vector<TimelineItem> items = events_.between(&above, &below_place);
    Bubble* below = nullptr;
    AgentId below_author;
    for (std::size_t i = 0; i < panel_.bubbles.size(); ++i) {
      if (panel_.bubbles[i].is_folded) continue;
      below = &panel_.bubbles[i];
      below_author = history_->messages[at_index + 1 + i].message.author;
      break;
    }
    const bool starts_with_bubble = panel_.timeline.size() > 1 && panel_.timeline[1].kind == TimelineItem::Kind::Bubble;
    const bool continues = items.empty() && starts_with_bubble && below != nullptr && !bubble.is_folded &&
                           is_one_run(bubble, m.message.author, *below, below_author);
    for (auto item = items.rbegin(); item != items.rend(); ++item) put_dated(std::move(*item));
    if (bubble.is_folded) {
      panel_.bubbles.push_front(std::move(bubble));
      --panel_.first_bubble;
      return;
    }
    if (below != nullptr) below->starts_run = !continues;
    bubble.starts_run = true;
    join(bubble, continues ? below : nullptr);
    const Instant at = bubble.at;
    panel_.bubbles.push_front(std::move(bubble));
    if (last_ == nullptr) last_ = &panel_.bubbles.front();
    TimelineItem item;
    item.bubble = --panel_.first_bubble;
    item.at = at;
    put_dated(std::move(item));
  }
  void add_settled(const TimelineMessage& m) {
    note_author(m.message);
    place(bubble_of(m.message, m.conversation), m.message.author);
  }
  void note_author(const Message& m) {
    if (!m.is_inbound) note_author(m.author);
    if (m.report.kind != ReportKind::None) note_author(m.report.by);
  }
  void note_author(AgentId id) {
    if (id == s_.me) return;
    auto& authors = panel_.basis.authors;
    const bool is_known =
        std::any_of(authors.begin(), authors.end(), [id](const auto& author) { return author.first == id; });
    if (!is_known) authors.emplace_back(id, author_name(id));
  }
  void note_authors() {
    for (const AgentId id : events_.take_authors()) note_author(id);
    auto& queues = panel_.basis.queues;
    for (const QueueId id : events_.take_queues()) {
      const bool is_known =
          std::any_of(queues.begin(), queues.end(), [id](const auto& queue) { return queue.first == id; });
      if (!is_known) queues.emplace_back(id, TimelineEvents::queue_name_of(s_, id));
    }
  }

  std::string author_name(AgentId id) const {
    if (!id.is_set()) return tr("Automatic text");  // the queue's own
    const Agent* author = s_.workspace.find_agent(id);
    return author == nullptr ? tr("A colleague") : author->name;
  }
  /// A mark that is shown on hover only is the view's to add, behind the time.
  static void name(Bubble& bubble) {
    bubble.speaker = !bubble.is_own ? tr("Customer") : bubble.author.empty() ? tr("You") : bubble.author;
  }
  Bubble bubble_of(const Message& m, ConversationId of) const {
    Bubble bubble;
    bubble.key = m.id.value;
    bubble.message = m.id;
    bubble.send_key = m.key;
    bubble.is_own = !m.is_inbound;
    if (bubble.is_own && m.author != s_.me) bubble.author = author_name(m.author);
    bubble.text = sms::isolated(m.text);
    if (!m.media.empty()) bubble.media = bubble_media(s_, conversation_, m, of);
    bubble.at = m.at;
    Mark mark = mark_with_words(m);
    bubble.mark = mark.mark;
    bubble.mark_text = std::move(mark.text);
    bubble.shows_mark_text = mark.always;
    name(bubble);
    const ReactionFolds& folds = *panel_.basis.folds;
    bubble.is_folded = folds.is_folded(m.id);
    if (const auto* badges = folds.find_badges(m.id)) {
      bubble.reactions = *badges;
      std::string reactions;
      for (const std::string& one : *badges) reactions += (reactions.empty() ? "" : comma()) + one;
      bubble.reactions_name = tr("The customer reacted with {reactions}", {{"reactions", reactions}});
    }
    if (m.report.kind != ReportKind::None) {
      const bool is_spam = m.report.kind == ReportKind::Spam;
      const std::string reporter = author_name(m.report.by);
      bubble.report = m.report.by == s_.me ? (is_spam ? tr("Reported as spam by you") : tr("Reported as abuse by you"))
                      : is_spam            ? tr("Reported as spam by {agent}", {{"agent", reporter}})
                                           : tr("Reported as abuse by {agent}", {{"agent", reporter}});
    }
    for (const ActionNotDone& one : m.not_done)
      bubble.not_done +=
          (bubble.not_done.empty() ? "" : "\n") +
          tr("Not done: {action}. {reason}",
             {{"action", sms::isolated(action_words(s_.workspace, one.action))}, {"reason", translated(one.sentence)}});
    return bubble;
  }
  Bubble bubble_of(const OutboxEntry& e) const {
    Bubble bubble;
    bubble.key = key_of(e.key);
    bubble.send_key = e.key;
    bubble.is_own = true;
    bubble.text = sms::isolated(e.text);
    if (!e.media.empty()) {
      Message waiting;
      waiting.author = s_.me;
      waiting.media = e.media;
      bubble.media = bubble_media(s_, conversation_, waiting, conversation_.id);
      for (BubbleMedia& one : bubble.media) one.action.clear();
    }
    bubble.at = relay_now(s_, e.pressed_at);
    switch (e.phase) {
      case SendPhase::Storing:
      case SendPhase::Queued:
        bubble.mark = DeliveryMark::Waiting;
        if (is_held_back(e, browser_now_)) {
          bubble.can_undo = bubble.shows_mark_text = true;
          bubble.mark_text =
              tr("Sending in {n} s", {{"n", std::to_string((e.not_before - browser_now_ + 999) / 1000)}});
          break;
        }
        bubble.mark_text = s_.connection.link == Link::Up ? tr("Sending")
                           : may_have_gone(e) ? tr("Perhaps sent. The relay is asked when the connection is back.")
                                              : tr("Waits for the connection");
        bubble.shows_mark_text = s_.connection.link != Link::Up;
        bubble.can_stop_asking = s_.connection.link != Link::Up && may_have_gone(e);
        bubble.can_discard = s_.connection.link != Link::Up && !bubble.can_stop_asking;
        break;
      case SendPhase::InFlight:
        bubble.mark = DeliveryMark::Sending;
        bubble.mark_text = tr("Sending");
        break;
      case SendPhase::Refused:
        bubble.mark = DeliveryMark::Refused;
        bubble.mark_text = tr("Not sent. {reason}", {{"reason", translated(e.refusal_sentence)}});
        bubble.shows_mark_text = true;
        bubble.can_send_anyway = e.refusal == RefusalKind::NewerMessages;
        bubble.can_edit_again = true;
        bubble.can_discard = true;
        break;
      case SendPhase::Undone:
        break;
    }
    name(bubble);
    return bubble;
  }

  const State& s_;
  const smsdesk::Conversation& conversation_;
  const History* history_;
  Instant browser_now_;
  bool is_part_ = false;  ///< a place in the middle is shown, not the whole
  DayOf day_of_;
  Conversation& panel_;
  TimelineEvents events_;
  Unread unread_;
  std::vector<MessageId> sent_again_;
  Bubble* last_ = nullptr;  ///< the bubble that is last now and has an item
  std::optional<Instant> last_at_;
  std::int64_t quarter_ = 0;
  std::optional<std::int64_t> day_;
  AgentId last_author_;
  bool is_run_closed_ = true;
};

}  // namespace

void make_timeline(const State& state, const smsdesk::Conversation& conversation, Instant browser_now, DayOf day_of,
                   Conversation& panel, std::uint64_t& made) {
  Timeline(state, conversation, browser_now, day_of, panel).make(made);
}

}  // namespace smsdesk::screen
