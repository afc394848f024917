// The timeline is one list: older messages that were loaded, the messages of the facts, and the outbox beneath them.
// Runs are messages of one side within five minutes; days are the view's business (it knows the viewer's zone), so a day
// mark is offered before every message whose UTC-independent day may differ: the view drops those that repeat a day.
#include <algorithm>

#include "core/conversation/delivery_failure.h"
#include "core/screen/parts.h"
#include "core/screen/words.h"

namespace smsdesk::screen {
namespace {

constexpr DurationMs kRunGap = minutes(5);

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
  Timeline(const State& state, const smsdesk::Conversation& conversation, Conversation& panel)
      : s_(state), conversation_(conversation), panel_(panel) {}

  void make() {
    const ConversationDetail& detail = *conversation_.detail;
    const auto history = s_.histories.find(conversation_.id);
    if (history != s_.histories.end()) {
      panel_.has_older = history->second.has_more;
      panel_.is_loading_older = history->second.pending.has_value();
    }
    if (panel_.is_loading_older) {
      panel_.timeline.push_back({TimelineItem::Kind::Loading, 0, {}, "Loading earlier messages…"});
    } else if (history != s_.histories.end() && !panel_.has_older) {
      panel_.timeline.push_back({TimelineItem::Kind::Start, 0, {}, "This is the beginning."});
    }
    if (history != s_.histories.end()) {
      panel_.bubbles.reserve(history->second.messages.size() + detail.messages.size() + 4);
      ConversationId part = {};
      for (const TimelineMessage& m : history->second.messages) {
        if (part.is_set() && !(m.conversation == part)) event(m.message.at, "A new conversation began");
        part = m.conversation;
        add(m.message);
      }
      if (part.is_set() && !(part == conversation_.id)) event(conversation_.opened_at, "A new conversation began");
    }
    const std::size_t unread = detail.unread_count();
    bool is_unread_shown = unread == 0 || conversation_.owner != s_.me;
    for (const Message& m : detail.messages) {
      if (!is_unread_shown && m.is_inbound && detail.seen_up_to < m.id) {
        is_unread_shown = true;
        panel_.timeline.push_back({TimelineItem::Kind::Unread, 0, m.at, std::to_string(unread) + " new"});
      }
      add(m);
    }
    for (const OutboxEntry& e : s_.outbox.entries()) {
      if (e.conversation == conversation_.id) add(e);
    }
    if (conversation_.state == ConversationState::AfterCallWork) {
      event(conversation_.ended_at,
            conversation_.owner == s_.me ? "You ended the conversation" : "The conversation ended");
    }
    close_run();
  }

 private:
  void event(Instant at, std::string text) {
    close_run();
    panel_.timeline.push_back({TimelineItem::Kind::Event, 0, at, std::move(text)});
  }
  void close_run() {
    if (!panel_.bubbles.empty()) panel_.bubbles.back().ends_run = true;
    is_run_closed_ = true;
  }
  void place(Bubble bubble, AgentId author) {
    const bool continues = !is_run_closed_ && !panel_.bubbles.empty() &&
                           panel_.bubbles.back().is_own == bubble.is_own && last_author_ == author &&
                           bubble.at - panel_.bubbles.back().at < kRunGap;
    bubble.starts_run = !continues;
    if (!continues && !panel_.bubbles.empty()) panel_.bubbles.back().ends_run = true;
    is_run_closed_ = false;
    last_author_ = author;
    bubble.accessible_name = (bubble.is_own ? (bubble.author.empty() ? "You" : bubble.author) : "Customer") + ": " +
                             (bubble.text.empty() ? "picture" : bubble.text) +
                             (bubble.mark_text.empty() ? "" : ". " + bubble.mark_text);
    panel_.timeline.push_back({TimelineItem::Kind::Day, 0, bubble.at, ""});
    panel_.timeline.push_back({TimelineItem::Kind::Bubble, panel_.bubbles.size(), bubble.at, ""});
    panel_.bubbles.push_back(std::move(bubble));
  }
  void add(const Message& m) {
    Bubble bubble;
    bubble.key = m.id.value;
    bubble.message = m.id;
    bubble.send_key = m.key;
    bubble.is_own = !m.is_inbound;
    if (bubble.is_own && m.author != s_.me) {
      const Agent* author = s_.workspace.find_agent(m.author);
      bubble.author = author == nullptr ? "A colleague" : author->name;
    }
    bubble.text = m.text;
    bubble.media = m.media;
    bubble.at = m.at;
    Mark mark = mark_of(m);
    bubble.mark = mark.mark;
    bubble.mark_text = std::move(mark.text);
    bubble.shows_mark_text = mark.always;
    place(std::move(bubble), m.author);
  }
  void add(const OutboxEntry& e) {
    Bubble bubble;
    bubble.key = key_of(e.key);
    bubble.send_key = e.key;
    bubble.is_own = true;
    bubble.text = e.text;
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
    place(std::move(bubble), s_.me);
  }

  const State& s_;
  const smsdesk::Conversation& conversation_;
  Conversation& panel_;
  AgentId last_author_;
  bool is_run_closed_ = true;
};

}  // namespace

void make_timeline(const State& state, const smsdesk::Conversation& conversation, Conversation& panel) {
  Timeline(state, conversation, panel).make();
}

}  // namespace smsdesk::screen
