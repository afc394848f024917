// One description of every value that travels: its fields' names, in order. Writing, reading and hashing all use it, so
// that a field cannot be written and forgotten in reading, or in the digest.
//
// For the .cpp files of core/workspace and core/protocol only: it is templates all the way.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "core/base/utf8.h"
#include "core/json/json.h"
#include "core/workspace/decide.h"
#include "core/workspace/workspace.h"

namespace smsdesk::fields {

// Words of enumerations, in the order of their enumerators -----------------------------------------------------
template <typename E>
struct Words;
#define SMSDESK_WORDS(E, N, ...)                                        \
  template <>                                                           \
  struct Words<E> {                                                     \
    static constexpr std::array<std::string_view, N> list{__VA_ARGS__}; \
  }
SMSDESK_WORDS(AgentRole, 3, "agent", "supervisor", "admin");
SMSDESK_WORDS(Presence, 8, "offline", "available", "away", "break", "busy", "meal", "meeting", "training");
SMSDESK_WORDS(QueueStatus, 3, "off_queue", "on_queue", "not_responding");
SMSDESK_WORDS(ConversationState, 4, "waiting", "alerting", "active", "after_call_work");
SMSDESK_WORDS(OfferOutcome, 5, "accepted", "declined", "timed_out", "agent_lost", "withdrawn");
SMSDESK_WORDS(RefusalKind, 11, "not_yours", "ended", "offer_gone", "newer_messages", "empty", "too_long",
              "cannot_reply", "wrap_up_needed", "unknown_number", "unknown_message", "no_right");
#undef SMSDESK_WORDS
template <>
struct Words<DeliveryStatus> {
  static constexpr const auto& list = kDeliveryWords;
};

// What each value is made of -------------------------------------------------------------------------------------
template <typename A>
void describe(A& a, Media& v) {
  a("url", v.url);
  a("content_type", v.content_type);
}
template <typename A>
void describe(A& a, Message& v) {
  a("id", v.id);
  a("is_inbound", v.is_inbound);
  a("author", v.author);
  a("at", v.at);
  a("text", v.text);
  a("media", v.media);
  a("status", v.status);
  a("status_at", v.status_at);
  a("error_code", v.error_code);
  a("key", v.key);
}
template <typename A>
void describe(A& a, ConversationDetail& v) {
  a("customer", v.customer);
  a("our_number", v.our_number);
  a("messages", v.messages);
  a("message_count", v.message_count);
  a("seen_up_to", v.seen_up_to);
}
template <typename A>
void describe(A& a, Conversation& v) {
  a("id", v.id);
  a("queue", v.queue);
  a("state", v.state);
  a("owner", v.owner);
  a("offer", v.offer);
  a("opened_at", v.opened_at);
  a("waiting_since", v.waiting_since);
  a("answered_at", v.answered_at);
  a("ended_at", v.ended_at);
  a("detail", v.detail);
}
template <typename A>
void describe(A& a, Agent& v) {
  a("id", v.id);
  a("login", v.login);
  a("name", v.name);
  a("role", v.role);
  a("capacity", v.capacity);
  a("queues", v.queues);
  a("presence", v.presence);
  a("presence_since", v.presence_since);
  a("queue_status", v.queue_status);
  a("queue_status_since", v.queue_status_since);
  a("is_connected", v.is_connected);
  a.if_there("removed_at", v.removed_at);
}
template <typename A>
void describe(A& a, Queue& v) {
  a("id", v.id);
  a("name", v.name);
  a("alert_timeout", v.alert_timeout);
  a("service_level_target", v.service_level_target);
  a("wrap_up_codes", v.wrap_up_codes);
  a.if_there("removed_at", v.removed_at);
}
template <typename A>
void describe(A& a, WrapUpCode& v) {
  a("id", v.id);
  a("name", v.name);
}
template <typename A>
void describe(A& a, OurNumber& v) {
  a("number", v.number);
  a("queue", v.queue);
}
template <typename A>
void describe(A& a, Offer& v) {
  a("id", v.id);
  a("conversation", v.conversation);
  a("agent", v.agent);
  a("made_at", v.made_at);
  a("expires_at", v.expires_at);
}
template <typename A>
void describe(A& a, OfferTerms& v) {
  a("id", v.id);
  a("agent", v.agent);
  a("made_at", v.made_at);
  a("expires_at", v.expires_at);
}
template <typename A>
void describe(A& a, OutboundSend& v) {
  a("message", v.message);
  a("conversation", v.conversation);
  a("key", v.key);
  a("to", v.to);
  a("from", v.from);
  a("text", v.text);
  a("status", v.status);
  a("attempt", v.attempt);
  a("accepted_at", v.accepted_at);
  a("changed_at", v.changed_at);
  a("not_before", v.not_before);
  a("carrier_id", v.carrier_id);
}
template <typename A>
void describe(A& a, Workspace& v) {
  a("is_view", v.is_view);
  a("offset", v.offset);
  a("last_id", v.last_id);
  a("agents", v.agents);
  a("queues", v.queues);
  a("wrap_up_codes", v.wrap_up_codes);
  a("numbers", v.numbers);
  a("conversations", v.conversations);
  a("offers", v.offers);
  a("sends", v.sends);
  a("idle_since", v.idle_since);
}

template <typename A>
void describe(A& a, AgentConfigured& v) {
  a("agent", v.agent);
  a("login", v.login);
  a("name", v.name);
  a("role", v.role);
  a("capacity", v.capacity);
  a("queues", v.queues);
}
template <typename A>
void describe(A& a, QueueConfigured& v) {
  describe(a, v.queue);
}
template <typename A>
void describe(A& a, WrapUpCodeConfigured& v) {
  describe(a, v.code);
}
template <typename A>
void describe(A& a, NumberConfigured& v) {
  describe(a, v.number);
}
template <typename A>
void describe(A& a, AgentRemoved& v) {
  a("agent", v.agent);
}
template <typename A>
void describe(A& a, QueueRemoved& v) {
  a("queue", v.queue);
}
template <typename A>
void describe(A& a, NumberRemoved& v) {
  a("number", v.number);
}
template <typename A>
void describe(A& a, PresenceChanged& v) {
  a("agent", v.agent);
  a("presence", v.presence);
}
template <typename A>
void describe(A& a, QueueStatusChanged& v) {
  a("agent", v.agent);
  a("status", v.status);
}
template <typename A>
void describe(A& a, AgentConnected& v) {
  a("agent", v.agent);
}
template <typename A>
void describe(A& a, AgentDisconnected& v) {
  a("agent", v.agent);
}
template <typename A>
void describe(A& a, ConversationOpened& v) {
  a("conversation", v.conversation);
  a("queue", v.queue);
  a("customer", v.customer);
  a("our_number", v.our_number);
}
template <typename A>
void describe(A& a, MessageReceived& v) {
  a("conversation", v.conversation);
  a("message", v.message);
  a("text", v.text);
  a("media", v.media);
  a("carrier_id", v.carrier_id);
}
template <typename A>
void describe(A& a, OfferMade& v) {
  a("offer", v.offer);
  a("conversation", v.conversation);
  a("agent", v.agent);
  a("expires_at", v.expires_at);
}
template <typename A>
void describe(A& a, OfferEnded& v) {
  a("offer", v.offer);
  a("conversation", v.conversation);
  a("agent", v.agent);
  a("outcome", v.outcome);
}
template <typename A>
void describe(A& a, MessageAccepted& v) {
  a("conversation", v.conversation);
  a("message", v.message);
  a("author", v.author);
  a("text", v.text);
  a("key", v.key);
}
template <typename A>
void describe(A& a, DeliveryChanged& v) {
  a("conversation", v.conversation);
  a("message", v.message);
  a("status", v.status);
  a("attempt", v.attempt);
  a("carrier_id", v.carrier_id);
  a("error_code", v.error_code);
  a("retry_at", v.retry_at);
}
template <typename A>
void describe(A& a, SendForgotten& v) {
  a("message", v.message);
}
template <typename A>
void describe(A& a, ConversationQueued& v) {
  a("conversation", v.conversation);
  a("queue", v.queue);
}
template <typename A>
void describe(A& a, ConversationSeen& v) {
  a("conversation", v.conversation);
  a("up_to", v.up_to);
}
template <typename A>
void describe(A& a, ConversationEnded& v) {
  a("conversation", v.conversation);
  a("agent", v.agent);
}
template <typename A>
void describe(A& a, WrapUpCompleted& v) {
  a("conversation", v.conversation);
  a("agent", v.agent);
  a("code", v.code);
  a("note", v.note);
}
template <typename A>
void describe(A& a, ConversationShown& v) {
  a("conversation", v.conversation);
  a("offer", v.offer);
}
template <typename A>
void describe(A& a, ConversationHidden& v) {
  a("conversation", v.conversation);
}

template <typename A>
void describe(A& a, SetPresence& v) {
  a("presence", v.presence);
}
template <typename A>
void describe(A& a, SetOnQueue& v) {
  a("is_on_queue", v.is_on_queue);
}
template <typename A>
void describe(A& a, AnswerOffer& v) {
  a("offer", v.offer);
}
template <typename A>
void describe(A& a, DeclineOffer& v) {
  a("offer", v.offer);
}
template <typename A>
void describe(A& a, SendMessage& v) {
  a("conversation", v.conversation);
  a("text", v.text);
  a("seen_up_to", v.seen_up_to);
  a("ignores_newer", v.ignores_newer);
}
template <typename A>
void describe(A& a, MarkSeen& v) {
  a("conversation", v.conversation);
  a("up_to", v.up_to);
}
template <typename A>
void describe(A& a, EndConversation& v) {
  a("conversation", v.conversation);
}
template <typename A>
void describe(A& a, CompleteWrapUp& v) {
  a("conversation", v.conversation);
  a("code", v.code);
  a("note", v.note);
}
template <typename A>
void describe(A& a, Refusal& v) {
  a("kind", v.kind);
  a("sentence", v.sentence);
  a("count", v.count);
}

/// Names of the alternatives of a variant, in its order; on the wire and in the log as "type".
inline constexpr std::array<std::string_view, std::variant_size_v<EntryBody>> kEntryNames = {
    "agent_configured",   "queue_configured",    "wrap_up_code_configured",
    "number_configured",  "presence_changed",    "queue_status_changed",
    "agent_connected",    "agent_disconnected",  "conversation_opened",
    "message_received",   "offer_made",          "offer_ended",
    "message_accepted",   "delivery_changed",    "send_forgotten",
    "conversation_seen",  "conversation_ended",  "wrap_up_completed",
    "conversation_shown", "conversation_hidden", "agent_removed",
    "queue_removed",      "number_removed",      "conversation_queued"};
inline constexpr std::array<std::string_view, std::variant_size_v<AgentCommand>> kCommandNames = {
    "set_presence", "set_on_queue", "answer_offer",     "decline_offer",
    "send_message", "mark_seen",    "end_conversation", "complete_wrap_up"};

// Writing ----------------------------------------------------------------------------------------------------------
class Out {
 public:
  explicit Out(json::Writer& writer) : writer_(writer) {}
  template <typename T>
  void operator()(std::string_view name, const T& value) {
    writer_.key(name);
    put(value);
  }
  template <typename T>
  void if_there(std::string_view name, const std::optional<T>& value) {
    (*this)(name, value);
  }
  template <typename T>
  void object(const T& value) {
    writer_.begin_object();
    describe(*this, const_cast<T&>(value));
    writer_.end_object();
  }

 private:
  void put(bool v) { writer_.boolean(v); }
  void put(unsigned v) { writer_.unsigned_integer(v); }
  void put(unsigned long v) { writer_.unsigned_integer(v); }
  void put(unsigned long long v) { writer_.unsigned_integer(v); }
  void put(int v) { writer_.integer(v); }
  void put(long v) { writer_.integer(v); }
  void put(long long v) { writer_.integer(v); }
  void put(const std::string& v) { writer_.string(v); }
  void put(Instant v) { writer_.integer(v.ms); }
  template <typename Tag>
  void put(Id<Tag> v) {
    writer_.unsigned_integer(v.value);
  }
  template <typename Tag>
  void put(const Key<Tag>& v) {
    writer_.string(v.value);
  }
  template <typename T>
  void put(const std::optional<T>& v) {
    if (v)
      put(*v);
    else
      writer_.null();
  }
  template <typename T>
  void put(const std::vector<T>& v) {
    writer_.begin_array();
    for (const T& one : v) put(one);
    writer_.end_array();
  }
  template <typename K, typename V>
  void put(const std::map<K, V>& v) {
    writer_.begin_array();
    for (const auto& [key, one] : v) {
      writer_.begin_array();
      put(key);
      put(one);
      writer_.end_array();
    }
    writer_.end_array();
  }
  template <typename T>
  void put(const T& v) {
    if constexpr (std::is_enum_v<T>)
      writer_.string(Words<T>::list[static_cast<std::size_t>(v)]);
    else
      object(v);
  }
  json::Writer& writer_;
};

// Reading ----------------------------------------------------------------------------------------------------------
// Every field must be there and of its kind; the first that is not is named in the error. Unknown fields are ignored.
// Only those that came later (if_there) may be missing from what was written before.
class In {
 public:
  bool is_ok() const { return error_.empty(); }
  const std::string& error() const { return error_; }
  void fail(std::string_view name) {
    if (error_.empty()) error_ = "Field \"" + std::string(name) + "\" is missing or malformed.";
  }

  template <typename T>
  void object(json::View view, T& into) {
    if (!view.is_object()) return fail(name_);
    const json::View outer = view_;
    view_ = view;
    describe(*this, into);
    view_ = outer;
  }
  template <typename T>
  void operator()(std::string_view name, T& into) {
    if (!is_ok()) return;
    const std::string_view outer = name_;
    name_ = name;
    get(view_.find(name), into);
    name_ = outer;
  }
  template <typename T>
  void if_there(std::string_view name, std::optional<T>& into) {
    if (view_.find(name).exists())
      (*this)(name, into);
    else
      into.reset();
  }

 private:
  void get(json::View v, bool& into) { take(v.boolean(), into); }
  void get(json::View v, unsigned& into) {
    const auto number = v.unsigned_integer();
    if (!number || *number > 0xFFFFFFFFu) return fail(name_);
    into = static_cast<unsigned>(*number);
  }
  void get(json::View v, unsigned long& into) { take(v.unsigned_integer(), into); }
  void get(json::View v, unsigned long long& into) { take(v.unsigned_integer(), into); }
  void get(json::View v, int& into) {
    const auto number = v.integer();
    if (!number || *number > 0x7FFFFFFF || *number < -0x7FFFFFFF) return fail(name_);
    into = static_cast<int>(*number);
  }
  void get(json::View v, long& into) { take(v.integer(), into); }
  void get(json::View v, long long& into) { take(v.integer(), into); }
  void get(json::View v, std::string& into) {
    if (!v.is_string()) return fail(name_);
    into = std::string(v.string());
  }
  void get(json::View v, Instant& into) { take(v.integer(), into.ms); }
  template <typename Tag>
  void get(json::View v, Id<Tag>& into) {
    take(v.unsigned_integer(), into.value);
  }
  template <typename Tag>
  void get(json::View v, Key<Tag>& into) {
    get(v, into.value);
  }
  template <typename T>
  void get(json::View v, std::optional<T>& into) {
    if (v.is_null()) {
      into.reset();
      return;
    }
    T value{};
    get(v, value);
    into = std::move(value);
  }
  template <typename T>
  void get(json::View v, std::vector<T>& into) {
    if (!v.is_array()) return fail(name_);
    into.clear();
    into.reserve(v.size());
    for (std::size_t i = 0; i < v.size() && is_ok(); ++i) {
      T one{};
      get(v.at(i), one);
      into.push_back(std::move(one));
    }
  }
  template <typename K, typename V>
  void get(json::View v, std::map<K, V>& into) {
    if (!v.is_array()) return fail(name_);
    into.clear();
    for (std::size_t i = 0; i < v.size() && is_ok(); ++i) {
      K key{};
      V one{};
      get(v.at(i).at(0), key);
      get(v.at(i).at(1), one);
      into.emplace(std::move(key), std::move(one));
    }
  }
  template <typename T>
  void get(json::View v, T& into) {
    if constexpr (std::is_enum_v<T>) {
      for (std::size_t i = 0; i < Words<T>::list.size(); ++i) {
        if (v.is_string() && Words<T>::list[i] == v.string()) {
          into = static_cast<T>(i);
          return;
        }
      }
      fail(name_);
    } else {
      object(v, into);
    }
  }
  template <typename O, typename T>
  void take(const O& read, T& into) {
    if (!read) return fail(name_);
    into = static_cast<T>(*read);
  }

  json::View view_;
  std::string_view name_ = "frame";
  std::string error_;
};

/// {"type": …, fields…} for one alternative of a variant, inside an object already begun.
template <typename Variant, std::size_t N>
void put_alternative(json::Writer& writer, const Variant& value, const std::array<std::string_view, N>& names) {
  writer.key("type").string(names[value.index()]);
  Out out(writer);
  std::visit([&](const auto& one) { describe(out, const_cast<std::decay_t<decltype(one)>&>(one)); }, value);
}

template <typename Variant, std::size_t I = 0>
bool emplace_alternative(Variant& value, std::size_t index) {
  if constexpr (I < std::variant_size_v<Variant>) {
    if (index == I) {
      value.template emplace<I>();
      return true;
    }
    return emplace_alternative<Variant, I + 1>(value, index);
  } else {
    return false;
  }
}

template <typename Variant, std::size_t N>
void get_alternative(In& in, json::View view, Variant& value, const std::array<std::string_view, N>& names) {
  const std::string_view type = view.text_or("type", "");
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == type) {
      emplace_alternative(value, i);
      std::visit([&](auto& one) { in.object(view, one); }, value);
      return;
    }
  }
  in.fail("type");
}

}  // namespace smsdesk::fields
