// Drafts on the relay, so that another page or device of the agent has them. The browser's own storage stays the first line
// of safety; this is the second, and goes between devices.
//
// Each text has a name that its writer gives it, and says over which it was written. What comes from elsewhere is taken over
// where it was written over what this page had told, or where nothing here is of this page's own; else the two are apart, and
// the agent sees both. Nothing is thrown away: what is replaced can be put back. A text is told of only while no message of
// its conversation is on its way: until the relay has that one, its copy of the draft is the message's.
#include <algorithm>

#include "core/client/turn.h"
#include "core/sms/text_cleanup.h"

namespace smsdesk {
namespace {

constexpr DurationMs kToldAfter = seconds(2);  // of the first change that the relay does not know
constexpr DurationMs kTypingFor = seconds(3);  // after a key, the field is the person's

bool waits_for_sends(const State& s, ConversationId conversation) {
  const auto& entries = s.outbox.entries();
  return std::any_of(entries.begin(), entries.end(), [&](const OutboxEntry& e) {
    return e.conversation == conversation && e.phase != SendPhase::Refused && e.phase != SendPhase::Undone;
  });
}

/// This page wrote it, or the one before it whose words it has from the browser's storage.
bool is_own(const State& s, const Draft& draft, const std::string& version) {
  const auto is_of = [&](const std::string& tab) { return !tab.empty() && version.compare(0, tab.size(), tab) == 0; };
  return is_of(s.tab) || is_of(draft.origin);
}

void take_over(Turn& turn, const KeptDraft& kept, Draft& draft) {
  draft.text = kept.text;
  ++draft.revision;
  draft.told = kept.text;
  draft.tell_at.reset();
  draft.is_from_elsewhere = !kept.text.empty();
  draft.store_at = turn.now;  // what this browser has of it leaves its storage
  note_text_changed(draft);
}

void set_other(Draft& draft, Draft::Other kind, std::string text, Instant at) {
  draft.other = kind;
  draft.other_text = std::move(text);
  draft.other_at = at;
}

void meet(Turn& turn, const KeptDraft& kept) {
  Draft& draft = turn.s.drafts[kept.conversation];
  if (!kept.version.empty() && kept.version == draft.version) return;
  const bool is_over_ours = kept.over == draft.version;
  const bool is_told = draft.text == draft.told && !draft.tell_at;
  const bool is_typed = turn.now - draft.typed_at < kTypingFor;
  const bool is_ours = is_own(turn.s, draft, kept.version);
  draft.version = kept.version;
  if (is_ours) draft.told = kept.text;
  if (is_ours && !draft.text.empty()) return;
  if (kept.text == draft.text) {
    draft.told = kept.text;
    draft.tell_at.reset();
    draft.other = Draft::Other::None;
    return;
  }
  if (is_told && (is_over_ours || sms::is_blank(draft.text) || (draft.is_from_elsewhere && !is_typed))) {
    const std::string before = draft.text;
    // Whoever goes on writing elsewhere takes nothing away.
    const bool goes_on = kept.text.compare(0, before.size(), before) == 0;
    const bool is_lost = !draft.is_from_elsewhere && !sms::is_blank(before) && !kept.text.empty() && !goes_on;
    take_over(turn, kept, draft);
    if (is_lost)
      set_other(draft, Draft::Other::Replaced, before, kept.at);
    else
      draft.other = Draft::Other::None;
    return;
  }
  draft.told = kept.text;
  if (sms::is_blank(kept.text)) {
    // Somebody emptied another text than this one: this page's words stay, and the relay has them again.
    if (!draft.tell_at && !draft.text.empty()) draft.tell_at = turn.now + kToldAfter;
    return;
  }
  set_other(draft, Draft::Other::Newer, kept.text, kept.at);
}

}  // namespace

void note_draft_changed(Turn& turn, const DraftPlace& place, Draft& draft) {
  note_text_changed(draft);
  if (place.kind != DraftKind::Answer) return;
  draft.typed_at = turn.now;
  draft.is_from_elsewhere = false;
  if (draft.text.empty()) draft.other = Draft::Other::None;
  if (draft.text == draft.told)
    draft.tell_at.reset();
  else if (!draft.tell_at)
    draft.tell_at = turn.now + kToldAfter;
}

void tell_drafts(Turn& turn, bool all) {
  State& s = turn.s;
  if (s.connection.link != Link::Up) return;
  for (auto& [place, draft] : s.drafts) {
    if (!draft.tell_at || (!all && turn.now < *draft.tell_at) || waits_for_sends(s, place.conversation)) continue;
    draft.tell_at.reset();
    const Conversation* conversation = s.workspace.find_conversation(place.conversation);
    if (conversation == nullptr || !may_send(s, *conversation)) continue;
    SendKey version{s.tab + "-" + std::to_string(++s.draft_versions)};
    DraftFrame frame{place.conversation, sms::cleaned_text(draft.text), std::move(version), draft.version};
    draft.told = draft.text;
    draft.version = frame.version.value;
    turn.emit(effect::TransmitFrame{encode_frame(ClientFrame(std::move(frame)))});
  }
}

std::optional<Instant> next_draft_tell(const State& s) {
  std::optional<Instant> next;
  if (s.connection.link != Link::Up) return next;
  for (const auto& [place, draft] : s.drafts) {
    if (!draft.tell_at || waits_for_sends(s, place.conversation)) continue;
    if (!next || *draft.tell_at < *next) next = draft.tell_at;
  }
  return next;
}

void on_drafts(Turn& turn, DraftsFrame& frame) {
  State& s = turn.s;
  if (s.connection.link == Link::Greeting) {
    s.greeted_drafts.clear();
    for (KeptDraft& one : frame.drafts) s.greeted_drafts[one.conversation] = std::move(one);
    return;
  }
  for (const KeptDraft& one : frame.drafts) {
    if (s.workspace.find_conversation(one.conversation) != nullptr) meet(turn, one);
  }
}

void meet_kept_drafts(Turn& turn) {
  State& s = turn.s;
  for (auto& [place, draft] : s.drafts) {
    if (place.kind != DraftKind::Answer || s.greeted_drafts.count(place.conversation) != 0) continue;
    // The relay has none any more: what came from elsewhere was sent or emptied there, what is this page's own is told again.
    if (!draft.told.empty() && draft.is_from_elsewhere)
      meet(turn, {place.conversation, {}, {}, draft.version, turn.now});
    draft.told.clear();
    if (!draft.text.empty() && !draft.is_from_elsewhere && draft.text != draft.told)
      draft.tell_at = turn.now + kToldAfter;
  }
  for (const auto& [conversation, kept] : s.greeted_drafts) {
    if (s.workspace.find_conversation(conversation) == nullptr) continue;
    meet(turn, kept);
    Draft& draft = s.drafts[conversation];
    if (!draft.text.empty() && draft.text != draft.told && !draft.tell_at) draft.tell_at = turn.now + kToldAfter;
  }
  s.greeted_drafts.clear();
}

void on_composer_intent(Turn& turn, const intent::TakeOtherDraft& i) {
  const auto at = turn.s.drafts.find(i.conversation);
  if (at == turn.s.drafts.end() || at->second.other == Draft::Other::None) return;
  Draft& draft = at->second;
  const std::string other = std::move(draft.other_text), mine = draft.text;
  const Draft::Other kind = draft.other;
  draft.other = Draft::Other::None;
  if (!i.is_used) return;
  set_draft(turn, i.conversation, other, true);
  // The other way round: what is given up for it can be put back.
  if (kind == Draft::Other::Newer && !sms::is_blank(mine)) set_other(draft, Draft::Other::Replaced, mine, turn.now);
}

}  // namespace smsdesk
