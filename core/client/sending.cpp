#include <algorithm>
#include <charconv>
#include <string_view>

#include "core/base/shortened.h"
#include "core/client/draft_actions.h"
#include "core/client/draft_words.h"
#include "core/client/turn.h"
#include "core/sms/text_cleanup.h"
#include "core/words/words.h"

namespace smsdesk {
namespace {

constexpr DurationMs kDraftStoredAfter = 250;
constexpr DurationMs kAdoptedLater = seconds(2);
constexpr std::size_t kNotifiedBytesMax = 120;  // of a text
constexpr std::string_view kTabAsks = "tab_asks:";
constexpr std::string_view kTabHere = "tab_here:";

void transmit(Turn& turn, const SendKey& key, const AgentCommand& command) {
  turn.emit(effect::TransmitFrame{encode_frame(ClientFrame(CommandFrame{key, command}))});
}

/// A number at the beginning of `text`, which is taken from it; 0 where there is none.
std::uint64_t take_number(std::string_view& text) {
  constexpr std::uint64_t kMax = 1'000'000'000'000'000;
  std::uint64_t number = 0;
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  for (; !text.empty() && text.front() >= '0' && text.front() <= '9' && number < kMax; text.remove_prefix(1)) {
    number = number * 10 + static_cast<std::uint64_t>(text.front() - '0');
  }
  return number;
}

constexpr std::string_view kWidthsOf = "panel_widths:";

int take_width(SidePanel panel, std::string_view& text) {
  const std::uint64_t number = take_number(text);
  const PanelBounds bounds = bounds_of(panel);
  if (number == 0) return bounds.usual;
  return clamped_width(panel, static_cast<int>(std::min<std::uint64_t>(number, 100'000)));
}

void load_panel_widths(SettingsState& settings, std::string_view key, std::string_view value) {
  if (settings.panel_widths.size() >= kPanelWidthsMax) return;
  std::string_view agent = key.substr(kWidthsOf.size());
  const AgentId id{take_number(agent)};
  if (!id.is_set() || !agent.empty()) return;
  PanelWidths& widths = settings.panel_widths[id];
  widths.roster = take_width(SidePanel::Roster, value);
  widths.context = take_width(SidePanel::Context, value);
}

void load_widths(SettingsState& settings, const event::StorageLoaded& loaded) {
  for (const auto& [key, value] : loaded.content)
    if (key.rfind(kWidthsOf, 0) == 0) load_panel_widths(settings, key, value);
}

/// A thread that has ended takes no words any more.
bool can_write(const State& s, const DraftPlace& place) {
  if (place.kind != DraftKind::Consult || !place.consult.is_set()) return true;
  const Conversation* conversation = s.workspace.find_conversation(place.conversation);
  return conversation->detail && conversation->detail->find_consult(place.consult) != nullptr;
}

/// Each page keeps a draft of its own for a place: with one for all of them, sending in one page would throw away
/// what is being written in another. "epoch:agent:place@tab"; of older versions, without a tab.
std::string draft_key(const State& s, const DraftPlace& place) {
  return s.scope + ":" + encode_place(place) + "@" + s.tab;
}

bool waits_for_outbox(const State& s, const DraftPlace& place) {
  const bool goes_with_message =
      place.kind == DraftKind::Answer || place.kind == DraftKind::Files || place.kind == DraftKind::Actions;
  return goes_with_message && s.outbox.is_storing(place.conversation);
}

/// The browser was killed after a message was stored and before its draft was removed.
bool is_in_outbox(const State& s, const DraftPlace& place, const std::string& text) {
  if (place.kind == DraftKind::Files) return are_in_outbox(s, place.conversation, text);
  if (place.kind == DraftKind::Actions) return are_actions_in_outbox(s, place.conversation, text);
  if (place.kind != DraftKind::Answer) return false;
  const auto& entries = s.outbox.entries();
  return std::any_of(entries.begin(), entries.end(), [&](const OutboxEntry& e) {
    return e.conversation == place.conversation && e.text == text && e.phase != SendPhase::Undone;
  });
}

/// Adds the words behind those that are there, however long that becomes: they have no other place.
void take_words(Draft& draft, const std::string& words) {
  if (draft.text.find(words) != std::string::npos) return;
  draft.put(draft.text + (draft.text.empty() ? "" : "\n") + words);
}

std::string with_below(const std::string& there, const std::string& text) {
  return sms::is_blank(there) ? text : there + "\n" + text;
}

/// The field shows what the draft has again, with the cursor where it was.
void put_back(Draft& draft) {
  const std::size_t cursor = draft.cursor, cursor_end = draft.cursor_end;
  draft.put(draft.text);
  draft.cursor = cursor;
  draft.cursor_end = cursor_end;
}

void say_lost_entry(Turn& turn, const OutboxEntry& entry) {
  say_lost_words(turn, mark("Not sent: “{text}”. {reason}"), entry.text, entry.media,
                 translated(entry.refusal_sentence));
}

/// Likewise, of words that were kept for a conversation that is not in view any more.
void say_lost_draft(Turn& turn, const DraftPlace& place, const std::string& kept) {
  if (place.kind == DraftKind::Actions) {
    say_lost_words(turn, mark("Not done, because the conversation is not yours to read any more: {text}"),
                   actions_words(turn.s.workspace, decode_draft_actions(kept)), {});
    return;
  }
  const bool is_files = place.kind == DraftKind::Files;
  say_lost_words(turn,
                 is_files || place.kind == DraftKind::Answer
                     ? mark("Not sent, because the conversation is not yours to read any more: “{text}”")
                     : mark("Not kept, because the conversation is not yours to read any more: “{text}”"),
                 is_files ? std::string() : kept, is_files ? media_in(decode_attachments(kept)) : std::vector<Media>());
}

void adopt_outbox_again(Turn& turn) {
  State& s = turn.s;
  s.is_outbox_asked = false;
  for (const SendKey& key : s.forgotten_meanwhile) s.stored_outbox.erase(key.value);
  s.forgotten_meanwhile.clear();
  if (s.connection.link != Link::Up) return;  // taken when it is up again
  adopt_stored(turn);
  forget_confirmed(turn);
  flush(turn);
}

}  // namespace

std::string encode_place(const DraftPlace& place) {
  std::string text = std::to_string(place.conversation.value);
  if (place.kind == DraftKind::Note) text += ":note";
  if (place.kind == DraftKind::Files) text += ":files";
  if (place.kind == DraftKind::Actions) text += ":actions";
  if (place.kind == DraftKind::Consult) text += ":consult:" + std::to_string(place.consult.value);
  return text;
}

std::optional<DraftPlace> decode_place(std::string_view text) {
  const auto number = [&]() -> std::optional<std::uint64_t> {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{}) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return value;
  };
  const auto conversation = number();
  if (!conversation) return std::nullopt;
  DraftPlace place(ConversationId{*conversation});
  if (text.empty()) return place;
  if (text == ":note") {
    place.kind = DraftKind::Note;
    return place;
  }
  if (text == ":files") {
    place.kind = DraftKind::Files;
    return place;
  }
  if (text == ":actions") {
    place.kind = DraftKind::Actions;
    return place;
  }
  constexpr std::string_view kConsult = ":consult:";
  if (text.substr(0, kConsult.size()) != kConsult) return std::nullopt;
  text.remove_prefix(kConsult.size());
  const auto consult = number();
  if (!consult || !text.empty()) return std::nullopt;
  place.kind = DraftKind::Consult;
  place.consult = ConsultId{*consult};
  return place;
}

void Draft::put(std::string to) {
  before = std::move(text);
  before_revision = revision++;
  was_sent = false;
  text = std::move(to);
  cursor = cursor_end = text.size();
}

void ask_for_tabs(Turn& turn) {
  turn.emit(effect::TellOtherTabs{std::string(kTabAsks) + turn.s.tab});
}

void on_tab_said(Turn& turn, const std::string& message) {
  State& s = turn.s;
  if (message.compare(0, std::string_view(kUndoneMessage).size(), kUndoneMessage) == 0) {
    const SendKey key{message.substr(std::string_view(kUndoneMessage).size())};
    const OutboxEntry* entry = s.outbox.find(key);
    s.stored_outbox.erase(key.value);
    // It is the other page's to remove from storage; one that has gone already cannot be taken back.
    const bool waits = entry != nullptr && (entry->phase == SendPhase::Queued || entry->phase == SendPhase::Refused);
    if (waits) s.outbox.erase(key);
    return;
  }
  const bool is_question = message.compare(0, kTabAsks.size(), kTabAsks) == 0;
  if (!is_question && message.compare(0, kTabHere.size(), kTabHere) != 0) return;
  static_assert(kTabAsks.size() == kTabHere.size());
  if (s.other_tabs.size() < kOtherTabsMax) s.other_tabs.insert(message.substr(kTabHere.size()));
  if (is_question) turn.emit(effect::TellOtherTabs{std::string(kTabHere) + s.tab});
}

void on_storage_loaded(Turn& turn, const event::StorageLoaded& loaded) {
  State& s = turn.s;
  if (loaded.store == "settings") {
    load_widths(s.settings, loaded);
    load_preferences(turn, loaded);
    for (const auto& [key, value] : loaded.content) load_emoji_settings(s.emoji, key, value);
    return load_kept(turn, loaded);
  }
  auto& kept = loaded.store == "outbox" ? s.stored_outbox : s.stored_drafts;
  kept.clear();
  for (const auto& [key, value] : loaded.content) kept[key] = value;
  (loaded.store == "outbox" ? s.is_outbox_loaded : s.are_drafts_loaded) = true;
  if (loaded.store == "outbox" && s.is_outbox_asked) return adopt_outbox_again(turn);
  if (!s.is_outbox_loaded || !s.are_drafts_loaded || s.session != SessionPhase::SignedIn) return;
  if (s.connection.link == Link::Down && !s.connection.retry_at) open_socket_now(turn);
}

void say_lost_words(Turn& turn, const char* sentence, std::string words, const std::vector<Media>& files,
                    const std::string& reason) {
  if (sms::is_blank(words) && files.empty()) return;
  for (const Media& one : files) words += (words.empty() ? std::string() : comma()) + one.name;
  turn.notice(NoticeState::Tone::Problem, tr(sentence, {{"text", words}, {"reason", reason}}));
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
    const Conversation* conversation = s.workspace.find_conversation(entry.conversation);
    if (entry.phase == SendPhase::Refused && (conversation == nullptr || !may_send(s, *conversation))) {
      say_lost_entry(turn, entry);
      turn.emit(effect::DeleteStorage{"outbox", entry.key.value});
      continue;
    }
    // Another page may be holding it back still: that one's word comes first, should it be taken back.
    if (turn.now < entry.not_before) entry.not_before = entry.not_before + kAdoptedLater;
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
    const std::size_t end = mark == std::string::npos ? at->first.size() : mark;
    const auto place = decode_place(std::string_view(at->first).substr(prefix.size(), end - prefix.size()));
    const bool is_known = place && s.workspace.find_conversation(place->conversation) != nullptr;
    const DraftWords kept = place && place->kind == DraftKind::Answer ? decode_draft_words(at->second)
                                                                      : DraftWords{at->second, SendAs::Usual};
    if (!is_known || is_in_outbox(s, *place, kept.text)) {
      // Out of view meanwhile, so that there is nowhere to write it any more; or on its way already.
      if (place && !is_known) say_lost_draft(turn, *place, kept.text);
      turn.emit(effect::DeleteStorage{"drafts", at->first});
      at = s.stored_drafts.erase(at);
      continue;
    }
    Draft& draft = s.drafts[*place];
    take_words(draft, kept.text);
    if (kept.send_as != SendAs::Usual) draft.send_as = kept.send_as;
    if (place->kind == DraftKind::Actions) draft.put(encode_draft_actions(decode_draft_actions(draft.text)));
    if (tab != s.tab) {
      // First written here, then removed there: a browser that dies in between has the words twice, never not at all.
      turn.emit(effect::PutStorage{"drafts", draft_key(s, *place), kept_words(*place, draft)});
      turn.emit(effect::DeleteStorage{"drafts", at->first});
    }
    at = s.stored_drafts.erase(at);
    if (place->kind == DraftKind::Files) restore_attachments(s, place->conversation);
    if (!tab.empty()) draft.origin = tab;
    const bool is_told = kept_words(*place, draft) == draft.told;
    if (place->kind != DraftKind::Consult && !is_told && !draft.tell_at) draft.tell_at = turn.now;
    if (!can_write(s, *place)) leave_draft(turn, *place);
  }
  adopt_undone(turn);
}

void on_storage_written(Turn& turn, const std::string& store_name, const std::string& key) {
  if (store_name == "drafts") {
    for (const auto& [place, draft] : turn.s.drafts)
      if (place.kind == DraftKind::Answer && !draft.store_at && key == draft_key(turn.s, place))
        on_draft_stored(turn, place.conversation);
    return;
  }
  if (store_name != "outbox") return;
  if (OutboxEntry* undone = turn.s.outbox.find(SendKey{key}); undone != nullptr && undone->phase == SendPhase::Undone) {
    undone->is_undone_stored = true;
    turn.s.drafts[undone->conversation].store_at = turn.now;
    return;
  }
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
    turn.notice(
        NoticeState::Tone::Problem,
        tr("This browser cannot keep unsent messages and drafts ({reason}). Keep this page open until everything "
           "is sent.",
           {{"reason", translated(failed.sentence)}}));
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
    const bool is_held = entry.phase == SendPhase::Storing || is_held_back(entry, turn.now);
    if (is_held) held.push_back(entry.conversation);
    if (entry.phase != SendPhase::Queued || is_held) continue;
    if (std::find(held.begin(), held.end(), entry.conversation) != held.end()) continue;
    SendMessage message{entry.conversation, entry.text, entry.seen_up_to, entry.ignores_newer, entry.again_of};
    // The relay has the files of what is sent again, which may be another agent's.
    if (!entry.again_of.is_set())
      for (const Media& one : entry.media) message.attachments.push_back({one.hash, one.name});
    message.despite = entry.despite;
    message.is_mms_text = entry.is_mms_text;
    message.actions = entry.actions;
    ready.emplace_back(entry.key, std::move(message));
  }
  for (const auto& [key, message] : ready) {
    OutboxEntry* entry = s.outbox.find(key);
    entry->phase = SendPhase::InFlight;
    entry->sent_at = turn.now;
    transmit(turn, key, message);
  }
}

void suspect_under_way(Turn& turn) {
  turn.s.outbox.suspect_in_flight();
  for (PendingCommand& pending : turn.s.pending) pending.is_suspect = pending.is_suspect || pending.is_sent;
}

void set_suspects_aside(Turn& turn) {
  const Refusal refusal{RefusalKind::BadValue, mark("The relay could not read it. Reload the page and try again."), 0};
  std::vector<SendKey> suspects;
  for (const OutboxEntry& entry : turn.s.outbox.entries()) {
    if (entry.is_suspect) suspects.push_back(entry.key);
  }
  for (const SendKey& key : suspects) {
    turn.s.outbox.find(key)->is_suspect = false;
    refuse_outbox_entry(turn, key, refusal, false);  // a reload is what is advised
  }
  const auto is_suspect = [](const PendingCommand& pending) { return pending.is_suspect; };
  if (std::erase_if(turn.s.pending, is_suspect) == 0) return;
  turn.notice(NoticeState::Tone::Problem,
              tr("The relay could not read what this page asked it to do. Reload the page and try again."));
  check_intake(turn);
}

void load_outbox_again(Turn& turn) {
  turn.s.is_outbox_asked = true;
  turn.emit(effect::LoadStorage{"outbox"});
}

void forget_confirmed(Turn& turn) {
  std::vector<SendKey> confirmed;
  for (const OutboxEntry& entry : turn.s.outbox.entries()) {
    const Conversation* conversation = turn.s.workspace.find_conversation(entry.conversation);
    if (conversation == nullptr || !conversation->detail) continue;
    const auto& messages = conversation->detail->messages;
    if (std::any_of(messages.begin(), messages.end(), [&](const Message& m) { return m.key == entry.key; })) {
      confirmed.push_back(entry.key);
    }
  }
  for (const SendKey& key : confirmed) forget_outbox_entry(turn, key);
}

std::optional<SendKey> give_command(Turn& turn, AgentCommand command, bool waits_for_connection) {
  State& s = turn.s;
  tell_seen(turn, true);  // before any other command
  if (s.connection.link != Link::Up && !waits_for_connection) {
    turn.notice(NoticeState::Tone::Problem, tr("There is no connection right now, so this could not be done."),
                NoticeReason::NoConnection);
    return std::nullopt;
  }
  if (s.pending.size() >= kPendingMax) {
    // With a connection, that one is back would be no reason for the notice to go.
    if (s.connection.link == Link::Up)
      turn.notice(NoticeState::Tone::Problem,
                  tr("The relay has not answered yet, so this could not be done. Try again in a moment."));
    else
      turn.notice(NoticeState::Tone::Problem, tr("Too much is waiting for the connection. Try again when it is back."),
                  NoticeReason::NoConnection);
    return std::nullopt;
  }
  const SendKey key = turn.next_key();
  s.pending.push_back({key, std::move(command), false});
  flush(turn);
  return key;
}

void store_drafts(Turn& turn, bool all) {
  for (auto& [place, draft] : turn.s.drafts) {
    if (!draft.store_at || (!all && turn.now < *draft.store_at) || waits_for_outbox(turn.s, place)) continue;
    draft.store_at.reset();
    const std::string key = draft_key(turn.s, place);
    if (draft.text.empty() || draft.is_from_elsewhere) {
      turn.emit(effect::DeleteStorage{"drafts", key});
      if (place.kind == DraftKind::Answer) on_draft_stored(turn, place.conversation);
    } else
      turn.emit(effect::PutStorage{"drafts", key, kept_words(place, draft)});
  }
}

std::optional<Instant> next_draft_write(const State& state) {
  std::optional<Instant> next;
  for (const auto& [place, draft] : state.drafts) {
    if (!draft.store_at || waits_for_outbox(state, place)) continue;
    if (!next || *draft.store_at < *next) next = draft.store_at;
  }
  return next;
}

void set_draft(Turn& turn, const DraftPlace& place, std::string text, bool by_state) {
  Draft& draft = turn.s.drafts[place];
  if (draft.text == text && !by_state) return;
  draft.store_at = by_state ? turn.now : turn.now + kDraftStoredAfter;
  if (by_state)
    draft.put(std::move(text));
  else
    draft.text = std::move(text);
  note_draft_changed(turn, place, draft);
}

bool change_draft(Turn& turn, const DraftPlace& place, std::string text, bool by_state) {
  Draft& draft = turn.s.drafts[place];
  if (text.size() > kDraftBytesMax && text.size() > draft.text.size()) {
    turn.notice(NoticeState::Tone::Problem,
                tr(by_state ? mark("The text would be too long with it. Shorten what stands there first.")
                            : mark("What you added last was not taken: the text would be too long with it. Add less of "
                                   "it, or shorten what stands there.")));
    if (!by_state) put_back(draft);
    return false;
  }
  if (place.kind == DraftKind::Answer && text != draft.text) read_again(turn.s, place.conversation);
  set_draft(turn, place, std::move(text), by_state);
  return true;
}

bool add_to_draft(Turn& turn, const DraftPlace& place, const std::string& text) {
  return change_draft(turn, place, with_below(turn.s.drafts[place].text, text), true);
}

void leave_draft(Turn& turn, const DraftPlace& place) {
  const auto at = turn.s.drafts.find(place);
  if (at == turn.s.drafts.end() || at->second.text.empty()) return;
  const std::string text = at->second.text;
  set_draft(turn, place, "", true);
  const DraftPlace note{place.conversation, DraftKind::Note};
  set_draft(turn, note, with_below(turn.s.drafts[note].text, text), true);
}

void tell_attention(Turn& turn) {
  State& s = turn.s;
  if (s.connection.link != Link::Up) return;
  AttentionFrame now;
  if (s.is_page_visible && s.area == Area::Conversations) now.conversation = s.selected;
  now.is_typing = now.conversation.is_set() && turn.now < s.typing_until;
  if (now == s.told_attention) return;
  if (now.conversation != s.told_attention.conversation) s.watchers.erase(s.told_attention.conversation);
  s.told_attention = now;
  turn.emit(effect::TransmitFrame{encode_frame(ClientFrame(now))});
}

void forget_outbox_entry(Turn& turn, const SendKey& key) {
  if (turn.s.outbox.find(key) == nullptr) return;
  const SendKey kept = key;  // the caller's may live in the entry
  if (turn.s.is_outbox_asked) turn.s.forgotten_meanwhile.insert(kept);
  turn.s.outbox.erase(kept);
  turn.emit(effect::DeleteStorage{"outbox", kept.value});
}

void refuse_outbox_entry(Turn& turn, const SendKey& key, const Refusal& refusal, bool is_kept) {
  State& s = turn.s;
  OutboxEntry* entry = s.outbox.find(key);
  const Conversation* conversation = s.workspace.find_conversation(entry->conversation);
  const bool is_mine = conversation != nullptr && may_send(s, *conversation);
  const std::string what = tr("Not sent. {reason}", {{"reason", translated(refusal.sentence)}});
  sound_for(turn, SoundKind::Failure);
  notify_away(turn, std::to_string(entry->conversation.value), what, shortened(entry->text, kNotifiedBytesMax));
  if (is_mine) {
    turn.emit(effect::Announce{what, true});
    entry->phase = SendPhase::Refused;
    entry->refusal = refusal.kind;
    entry->refusal_sentence = refusal.sentence;
    // What is said not to be sent is not sent by a reload.
    if (is_kept) turn.emit(effect::PutStorage{"outbox", key.value, encode_outbox_entry(*entry)});
    return;
  }
  entry->refusal_sentence = refusal.sentence;
  say_lost_entry(turn, *entry);
  forget_outbox_entry(turn, key);
}

}  // namespace smsdesk
