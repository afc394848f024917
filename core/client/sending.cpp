#include <algorithm>

#include "core/base/utf8.h"
#include "core/client/turn.h"

namespace smsdesk {
namespace {

constexpr DurationMs kDraftStoredAfter = 250;
constexpr std::string_view kTabAsks = "tab_asks:";
constexpr std::string_view kTabHere = "tab_here:";

void transmit(Turn& turn, const SendKey& key, const AgentCommand& command) {
  turn.emit(effect::TransmitFrame{encode_frame(ClientFrame(CommandFrame{key, command}))});
}

void load_settings(SettingsState& settings, const event::StorageLoaded& loaded) {
  for (const auto& [key, value] : loaded.content) {
    if (key == "theme") {
      settings.theme = value == "light"  ? ThemeChoice::Light
                       : value == "dark" ? ThemeChoice::Dark
                                         : ThemeChoice::System;
    } else if (key == "enter_sends") {
      settings.enter_sends = value == "yes";
    } else if (key == "sound") {
      settings.is_sound_on = value == "yes";
    }
  }
}

/// Each page keeps a draft of its own for a conversation: with one for all of them, sending in one page would throw away
/// what is being written in another. "epoch:agent:conversation@tab"; of older versions, without a tab.
std::string draft_key(const State& s, ConversationId conversation) {
  return s.scope + ":" + std::to_string(conversation.value) + "@" + s.tab;
}

/// Adds the words behind those that are there. False: they would not fit, and stay where they are.
bool take_words(Draft& draft, const std::string& words) {
  if (draft.text.find(words) != std::string::npos) return true;
  if (draft.text.size() + words.size() + 1 > kDraftBytesMax && !draft.text.empty()) return false;
  draft.text += (draft.text.empty() ? "" : "\n") + words;
  ++draft.revision;
  return true;
}

}  // namespace

void ask_for_tabs(Turn& turn) {
  turn.emit(effect::TellOtherTabs{std::string(kTabAsks) + turn.s.tab});
}

void on_tab_said(Turn& turn, const std::string& message) {
  State& s = turn.s;
  const bool is_question = message.compare(0, kTabAsks.size(), kTabAsks) == 0;
  if (!is_question && message.compare(0, kTabHere.size(), kTabHere) != 0) return;
  static_assert(kTabAsks.size() == kTabHere.size());
  if (s.other_tabs.size() < kOtherTabsMax) s.other_tabs.insert(message.substr(kTabHere.size()));
  if (is_question) turn.emit(effect::TellOtherTabs{std::string(kTabHere) + s.tab});
}

void on_storage_loaded(Turn& turn, const event::StorageLoaded& loaded) {
  State& s = turn.s;
  if (loaded.store == "settings") {
    load_settings(s.settings, loaded);
    return load_kept(turn, loaded);
  }
  auto& kept = loaded.store == "outbox" ? s.stored_outbox : s.stored_drafts;
  kept.clear();
  for (const auto& [key, value] : loaded.content) kept[key] = value;
  (loaded.store == "outbox" ? s.is_outbox_loaded : s.are_drafts_loaded) = true;
  if (!s.is_outbox_loaded || !s.are_drafts_loaded || s.session != SessionPhase::SignedIn) return;
  if (s.connection.link == Link::Down && !s.connection.retry_at) open_socket_now(turn);
}

void adopt_stored(Turn& turn) {
  State& s = turn.s;
  std::vector<OutboxEntry> mine;
  for (auto at = s.stored_outbox.begin(); at != s.stored_outbox.end();) {
    auto entry = decode_outbox_entry(at->second);
    if (entry && entry->scope != s.scope) {
      ++at;
      continue;
    }
    if (entry) mine.push_back(std::move(entry.value()));
    at = s.stored_outbox.erase(at);
  }
  std::sort(mine.begin(), mine.end(), [](const OutboxEntry& a, const OutboxEntry& b) {
    return std::pair(a.pressed_at, a.key.value) < std::pair(b.pressed_at, b.key.value);
  });
  for (OutboxEntry& entry : mine) {
    if (s.outbox.find(entry.key) != nullptr) continue;
    const Status added = s.outbox.add(std::move(entry));
    if (!added) turn.notice(NoticeState::Tone::Problem, added.error().sentence);
  }
  const std::string prefix = s.scope + ":";
  for (auto at = s.stored_drafts.begin(); at != s.stored_drafts.end();) {
    if (at->first.compare(0, prefix.size(), prefix) != 0) {
      ++at;
      continue;
    }
    const std::size_t mark = at->first.find('@', prefix.size());
    const std::string tab = mark == std::string::npos ? std::string() : at->first.substr(mark + 1);
    if (tab != s.tab && s.other_tabs.count(tab) != 0) {
      at = s.stored_drafts.erase(at);  // that page writes on
      continue;
    }
    std::uint64_t id = 0;
    for (const char c : at->first.substr(prefix.size(), mark - prefix.size())) {
      if (c >= '0' && c <= '9') id = id * 10 + static_cast<std::uint64_t>(c - '0');
    }
    if (s.workspace.find_conversation(ConversationId{id}) == nullptr) {
      // Wrapped up meanwhile: there is nowhere to write it any more.
      turn.emit(effect::DeleteStorage{"drafts", at->first});
      at = s.stored_drafts.erase(at);
      continue;
    }
    Draft& draft = s.drafts[ConversationId{id}];
    if (take_words(draft, at->second) && tab != s.tab) {
      // First written here, then removed there: a browser that dies in between has the words twice, never not at all.
      turn.emit(effect::PutStorage{"drafts", draft_key(s, ConversationId{id}), draft.text});
      turn.emit(effect::DeleteStorage{"drafts", at->first});
    }
    at = s.stored_drafts.erase(at);
  }
}

void on_storage_written(Turn& turn, const std::string& store_name, const std::string& key) {
  if (store_name != "outbox") return;
  OutboxEntry* entry = turn.s.outbox.find(SendKey{key});
  if (entry == nullptr || entry->phase != SendPhase::Storing) return;
  entry->phase = SendPhase::Queued;
  flush(turn);
}

void on_storage_failed(Turn& turn, const event::StorageFailed& failed) {
  State& s = turn.s;
  if (failed.key.empty()) {
    // A store that cannot be read at all: the page still works, it only forgets when it is closed.
    on_storage_loaded(turn, {failed.store, {}});
  }
  if (!s.is_storage_broken) {
    s.is_storage_broken = true;
    turn.notice(NoticeState::Tone::Problem, "This browser cannot keep unsent messages and drafts (" + failed.sentence +
                                                "). Keep this page open until everything is sent.");
  }
  on_storage_written(turn, failed.store, failed.key);
}

void flush(Turn& turn) {
  State& s = turn.s;
  if (s.connection.link != Link::Up) return;
  for (PendingCommand& pending : s.pending) {
    if (pending.is_sent) continue;
    pending.is_sent = true;
    pending.sent_at = turn.now;
    transmit(turn, pending.key, pending.command);
  }
  std::vector<ConversationId> held;  // an earlier message of the conversation is still being stored
  std::vector<std::pair<SendKey, SendMessage>> ready;
  for (const OutboxEntry& entry : s.outbox.entries()) {
    if (entry.phase == SendPhase::Storing) held.push_back(entry.conversation);
    if (entry.phase != SendPhase::Queued) continue;
    if (std::find(held.begin(), held.end(), entry.conversation) != held.end()) continue;
    ready.emplace_back(entry.key, SendMessage{entry.conversation, entry.text, entry.seen_up_to, entry.ignores_newer});
  }
  for (const auto& [key, message] : ready) {
    OutboxEntry* entry = s.outbox.find(key);
    entry->phase = SendPhase::InFlight;
    entry->sent_at = turn.now;
    transmit(turn, key, message);
  }
}

void give_command(Turn& turn, AgentCommand command, bool waits_for_connection) {
  State& s = turn.s;
  if (s.connection.link != Link::Up && !waits_for_connection) {
    turn.notice(NoticeState::Tone::Problem, "There is no connection right now, so this could not be done.",
                NoticeReason::NoConnection);
    return;
  }
  if (s.pending.size() >= kPendingMax) {
    turn.notice(NoticeState::Tone::Problem, "Too much is waiting for the connection. Try again when it is back.",
                NoticeReason::NoConnection);
    return;
  }
  s.pending.push_back({turn.next_key(), std::move(command), false});
  flush(turn);
}

void store_drafts(Turn& turn, bool all) {
  for (auto& [id, draft] : turn.s.drafts) {
    if (!draft.store_at || (!all && turn.now < *draft.store_at)) continue;
    draft.store_at.reset();
    const std::string key = draft_key(turn.s, id);
    if (draft.text.empty())
      turn.emit(effect::DeleteStorage{"drafts", key});
    else
      turn.emit(effect::PutStorage{"drafts", key, draft.text});
  }
}

void set_draft(Turn& turn, ConversationId conversation, std::string text, bool by_state) {
  Draft& draft = turn.s.drafts[conversation];
  if (draft.text == text && !by_state) return;
  draft.text = std::string(utf8::prefix(text, kDraftBytesMax));
  draft.store_at = by_state ? turn.now : turn.now + kDraftStoredAfter;
  if (by_state) ++draft.revision;
}

void forget_outbox_entry(Turn& turn, const SendKey& key) {
  if (turn.s.outbox.find(key) == nullptr) return;
  const SendKey kept = key;  // the caller's may live in the entry
  turn.s.outbox.erase(kept);
  turn.emit(effect::DeleteStorage{"outbox", kept.value});
}

void refuse_outbox_entry(Turn& turn, const SendKey& key, const Refusal& refusal) {
  State& s = turn.s;
  OutboxEntry* entry = s.outbox.find(key);
  const Conversation* conversation = s.workspace.find_conversation(entry->conversation);
  const bool is_mine = conversation != nullptr && conversation->owner == s.me;
  if (s.settings.is_sound_on) turn.emit(effect::PlaySound{effect::SoundKind::Failure});
  turn.emit(effect::Announce{"Not sent. " + refusal.sentence, true});
  if (is_mine) {
    entry->phase = SendPhase::Refused;
    entry->refusal = refusal.kind;
    entry->refusal_sentence = refusal.sentence;
    return;
  }
  // There is no place left to show it in; the words stay readable until they are dismissed.
  turn.notice(NoticeState::Tone::Problem, "Not sent: “" + entry->text + "”. " + refusal.sentence);
  forget_outbox_entry(turn, key);
}

}  // namespace smsdesk
