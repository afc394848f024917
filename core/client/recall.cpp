// What the browser remembers of an agent's desk: which conversation was open, so that a reload does not close it, and which
// were theirs, so that an agent who was away for too long is told what went back to a queue and why. Written among the
// settings when it changes; read where the facts come anew. The facts decide: what does not fit them is left out.
#include <algorithm>
#include <charconv>

#include "core/client/turn.h"
#include "core/sms/address.h"

namespace smsdesk {
namespace {

constexpr const char* kSelectedKey = "open_conversation";
constexpr const char* kMineKey = "my_conversations";
constexpr std::size_t kToldMax = 3;  // notices; more are counted

using Mine = std::vector<std::pair<ConversationId, std::string>>;  // with the customer

/// "scope" and then "id text" a line; nothing where it is another log's or agent's.
Mine decode_lines(const std::string& text, const std::string& scope) {
  Mine lines;
  if (text.compare(0, scope.size() + 1, scope + "\n") != 0) return lines;
  std::string_view rest = std::string_view(text).substr(scope.size() + 1);
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    std::uint64_t id = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), id);
    if (error != std::errc{}) continue;
    const std::size_t read = static_cast<std::size_t>(end - line.data());
    lines.emplace_back(ConversationId{id}, line.substr(std::min(line.size(), read + 1)));
  }
  return lines;
}

std::string encode_mine(const State& s) {
  std::string text = s.scope + "\n";
  const auto owned = s.workspace.index.owned.find(s.me);
  if (owned == s.workspace.index.owned.end()) return text;
  for (const ConversationId id : owned->second) {
    const Conversation* conversation = s.workspace.find_conversation(id);
    // After-call work ends by itself, and a parked one comes back as an offer: neither is lost.
    if (conversation == nullptr || conversation->state != ConversationState::Active || !conversation->detail) continue;
    text += std::to_string(id.value) + " " + conversation->detail->customer + "\n";
  }
  return text;
}

/// Why it is not this agent's any more, or nothing where they know.
std::string what_became_of(const State& s, const Conversation* conversation) {
  if (conversation == nullptr) return "was closed, or is a colleague's now.";
  if (conversation->owner.is_set()) {
    const Agent* owner = s.workspace.find_agent(conversation->owner);
    return owner == nullptr ? "is a colleague's now." : "is " + owner->name + "'s now.";
  }
  const Queue* queue = s.workspace.find_queue(conversation->queue);
  const std::string back = "went back to " + (queue == nullptr ? std::string("its queue") : queue->name);
  switch (conversation->returned) {
    case ReturnReason::AgentLost:
      return back + ", because your browser was not connected for too long.";
    case ReturnReason::Inactivity:
      return back + ", because nobody had written for a while.";
    case ReturnReason::Freed:
      return back + ": a supervisor took it.";
    case ReturnReason::Transferred:
      return "waits in " + (queue == nullptr ? std::string("its queue") : queue->name) + " now: it was transferred.";
    default:
      return back + ".";
  }
}

}  // namespace

void recall(Turn& turn) {
  State& s = turn.s;
  if (!s.are_settings_loaded || s.connection.link != Link::Up) return;
  std::vector<std::string> sentences;
  for (const auto& [id, customer] : decode_lines(s.kept_mine, s.scope)) {
    const Conversation* conversation = s.workspace.find_conversation(id);
    if (conversation != nullptr && conversation->owner == s.me) continue;
    const auto address = sms::parse_address(customer);
    sentences.push_back("While you were away, the conversation with " + (address ? address->formatted() : customer) +
                        " " + what_became_of(s, conversation));
  }
  if (sentences.size() > kToldMax) {
    sentences = {"While you were away, " + std::to_string(sentences.size()) +
                 " of your conversations were closed, went back to their queues or became colleagues'."};
  }
  for (std::string& sentence : sentences) turn.notice(NoticeState::Tone::Problem, std::move(sentence));
  select_kept(turn);
}

void select_kept(Turn& turn) {
  State& s = turn.s;
  if (s.selected.is_set()) return;
  for (const auto& [id, nothing] : decode_lines(s.kept_selected, s.scope)) {
    const Conversation* conversation = s.workspace.find_conversation(id);
    if (conversation != nullptr && conversation->owner == s.me) select_conversation(turn, id);
  }
}

void remember(Turn& turn) {
  State& s = turn.s;
  if (s.session != SessionPhase::SignedIn || !s.are_settings_loaded || s.connection.link != Link::Up) return;
  if (std::string mine = encode_mine(s); mine != s.kept_mine) {
    s.kept_mine = std::move(mine);
    turn.emit(effect::PutStorage{"settings", kMineKey, s.kept_mine});
  }
  if (!s.selected.is_set()) return;
  if (std::string selected = s.scope + "\n" + std::to_string(s.selected.value); selected != s.kept_selected) {
    s.kept_selected = std::move(selected);
    turn.emit(effect::PutStorage{"settings", kSelectedKey, s.kept_selected});
  }
}

void load_kept(Turn& turn, const event::StorageLoaded& settings) {
  for (const auto& [key, value] : settings.content) {
    if (key == kSelectedKey) turn.s.kept_selected = value;
    if (key == kMineKey) turn.s.kept_mine = value;
  }
  load_organisation_draft(turn.s, settings);
  turn.s.are_settings_loaded = true;
  if (turn.s.connection.link == Link::Up) meet_preferences(turn);
  load_view(turn, settings);
  if (turn.s.view_from) select_kept(turn);
  recall(turn);
}

}  // namespace smsdesk
