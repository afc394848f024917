// Drafts on the relay, so that another page or device of the agent has them. The browser's own storage stays the first line
// of safety; this is the second, and goes between devices.
//
// Each text has a name that its writer gives it, and says over which it was written. What comes from elsewhere is taken over
// where nothing here is of this page's own, or where it only goes on with what this page had told; else the two are apart, and
// the agent sees both: words of this page are never replaced, not even by another tab of the same browser. What was told of
// here and is sent elsewhere leaves this page too. Answers and notes are kept like that; how the files of an answer meet says
// draft_files.cpp, and what is to be done with it, draft_actions.cpp. What is asked of a colleague stays in the browser. A text is told of only while no message of
// its conversation is on its way: until the relay has that one, its copy of the draft is the message's. What is longer than the
// relay takes stays in the browser whole; it is told of again when it is shorter. So does what the relay has no room for beside
// the agent's other drafts; it is told of again after a while, for others go.
#include <algorithm>
#include <utility>

#include "core/base/shortened.h"
#include "core/client/draft_actions.h"
#include "core/client/draft_words.h"
#include "core/client/turn.h"
#include "core/sms/text_cleanup.h"
#include "core/words/words.h"

namespace smsdesk {
namespace {

constexpr DurationMs kTypingFor = seconds(3);        // after a key, the field is the person's
constexpr int kToldAtOnceMax = 20;                   // a page that says too much in a second is closed
constexpr DurationMs kRoomAskedAgain = seconds(60);  // others may have been sent or cleared
constexpr DurationMs kRefusedWithin = seconds(5);    // where the relay has no room, it says so at once

std::optional<DraftPart> part_of(DraftKind kind) {
  switch (kind) {
    case DraftKind::Answer:
      return DraftPart::Answer;
    case DraftKind::Note:
      return DraftPart::Note;
    case DraftKind::Files:
      return DraftPart::Files;
    case DraftKind::Actions:
      return DraftPart::Actions;
    case DraftKind::Consult:
      break;  // a question is written in a minute, and stays in the browser
  }
  return std::nullopt;
}
DraftPlace place_of(ConversationId conversation, DraftPart part) {
  return {conversation, part == DraftPart::Answer  ? DraftKind::Answer
                        : part == DraftPart::Note  ? DraftKind::Note
                        : part == DraftPart::Files ? DraftKind::Files
                                                   : DraftKind::Actions};
}
/// What stands there, as `told` says it.
std::string state_of(const State& s, const DraftPlace& place, const Draft& draft) {
  return place.kind == DraftKind::Files ? files_state(draft_files(s, place.conversation)) : kept_words(place, draft);
}
/// The same of what the relay has.
std::string state_of(const KeptDraft& kept) {
  return kept.part == DraftPart::Answer ? encode_draft_words(kept.text, kept.send_as) : kept.text;
}

bool waits_for_sends(const State& s, const DraftPlace& place) {
  if (place.kind == DraftKind::Note) return false;
  const auto& entries = s.outbox.entries();
  return std::any_of(entries.begin(), entries.end(), [&](const OutboxEntry& e) {
    return e.conversation == place.conversation && e.phase != SendPhase::Refused && e.phase != SendPhase::Undone;
  });
}

bool may_write_part(const State& s, const Conversation& conversation, DraftPart part) {
  return part == DraftPart::Note ? conversation.detail.has_value() : may_send(s, conversation);
}

/// This page wrote it, or the one before it whose words it has from the browser's storage.
bool is_own(const State& s, const Draft& draft, const std::string& version) {
  const auto is_of = [&](const std::string& tab) { return !tab.empty() && version.compare(0, tab.size(), tab) == 0; };
  return is_of(s.tab) || is_of(draft.origin);
}

void take_over(Turn& turn, const KeptDraft& kept, Draft& draft) {
  draft.put(kept.text);
  draft.send_as = kept.send_as;
  draft.told = state_of(kept);
  draft.tell_at.reset();
  draft.is_from_elsewhere = !kept.text.empty();
  draft.store_at = turn.now;  // what this browser has of it leaves its storage
  note_text_changed(draft);
}

void set_other(Draft& draft, Draft::Other kind, std::string text, SendAs send_as, Instant at) {
  draft.other = kind;
  draft.other_text = std::move(text);
  draft.other_as = send_as;
  draft.other_at = at;
}

/// Whoever does not see it hears it, once: not with each word that is written there.
void say_newer(Turn& turn, Draft& draft) {
  constexpr std::size_t kSaidBytesMax = 90;
  if (std::exchange(draft.is_other_told, true)) return;
  const std::string quoted = tr("“{text}”", {{"text", shortened(draft.other_text, kSaidBytesMax)}});
  turn.emit(effect::Announce{tr("Another device has a newer draft: {text}", {{"text", quoted}}), false});
}

/// Both stand there, and the agent is asked which.
void meet_newer(Turn& turn, const KeptDraft& kept, Draft& draft) {
  if (draft.other != Draft::Other::Newer) draft.is_other_told = false;
  set_other(draft, Draft::Other::Newer, kept.text, kept.send_as, kept.at);
  if (turn.s.selected == kept.conversation) say_newer(turn, draft);
}

/// Sent elsewhere (then it has no name), or emptied. What came from there goes; so does what was told of here, if it is what
/// was sent. Other words of this page stay, whatever was done to their copy.
void meet_emptied(Turn& turn, const KeptDraft& kept, Draft& draft, bool is_told, bool follows, bool was_another) {
  draft.other = Draft::Other::None;
  const bool is_theirs = draft.is_from_elsewhere && turn.now - draft.typed_at >= kTypingFor;
  const bool was_sent = kept.version.empty() && follows;
  if (is_told && (is_theirs || was_sent || sms::is_blank(draft.text))) return take_over(turn, kept, draft);
  // The relay has them again, unless it was somebody who saw them that took them away: then they are this page's alone.
  if (!follows && !was_another && !draft.tell_at && !draft.text.empty()) draft.tell_at = turn.now + kDraftToldAfter;
}

/// The same words here and there: how they are to go is asked of nobody.
void meet_choice(Turn& turn, const KeptDraft& kept, Draft& draft, bool is_taken) {
  draft.other = Draft::Other::None;
  if (is_taken && draft.send_as != kept.send_as) {
    draft.send_as = kept.send_as;
    draft.store_at = turn.now;
  }
  if (draft.send_as == kept.send_as)
    draft.tell_at.reset();
  else
    draft.tell_at = turn.now + kDraftToldAfter;
}

/// A message that begins with it waits in the outbox: the relay takes the draft away when it has that one.
bool is_on_its_way(const State& s, const KeptDraft& kept) {
  if (kept.part != DraftPart::Answer || kept.text.empty()) return false;
  const auto& entries = s.outbox.entries();
  return std::any_of(entries.begin(), entries.end(), [&](const OutboxEntry& e) {
    return e.conversation == kept.conversation && e.phase != SendPhase::Refused && e.phase != SendPhase::Undone &&
           sms::cleaned_text(e.text).compare(0, kept.text.size(), kept.text) == 0;
  });
}

/// The browser's storage has it, as all that is written here.
void note_no_room(Turn& turn, const KeptDraft& kept) {
  State& s = turn.s;
  const auto at = s.drafts.find(place_of(kept.conversation, kept.part));
  if (at == s.drafts.end() || at->second.version != kept.version) return;  // told of anew meanwhile
  Draft& draft = at->second;
  draft.version.clear();
  draft.told.clear();
  draft.tell_at.reset();
  if (state_of(s, at->first, draft).empty()) return;
  draft.tell_at = turn.now + kRoomAskedAgain;
  const bool is_known =
      std::any_of(s.drafts.begin(), s.drafts.end(), [](const auto& one) { return one.second.has_no_room; });
  draft.has_no_room = true;
  if (is_known) return;
  turn.notice(NoticeState::Tone::Problem,
              tr("The relay keeps {max} of your drafts and has no room for more, so what you begin now is in this "
                 "browser only. Send or clear some of the others, and your other devices have it too.",
                 {{"max", std::to_string(kKeptDraftsMax)}}),
              NoticeReason::NoRoomForDraft);
}

void meet(Turn& turn, const KeptDraft& kept) {
  if (kept.has_no_room) return note_no_room(turn, kept);
  if (kept.part == DraftPart::Files) return meet_files(turn, kept);
  if (kept.part == DraftPart::Actions) return meet_actions(turn, kept);
  const DraftPlace place = place_of(kept.conversation, kept.part);
  Draft& draft = turn.s.drafts[place];
  draft.has_no_room = false;  // it has a place there
  if (is_on_its_way(turn.s, kept)) {
    draft.version = kept.version;
    draft.told = state_of(kept);
    if (state_of(turn.s, place, draft) != draft.told) draft.tell_at = turn.now + kDraftToldAfter;
    return;
  }
  if (!kept.version.empty() && kept.version == draft.version) return;
  const bool follows = kept.over == draft.version;  // written by somebody who had what this page knew to be there
  const std::string state = state_of(turn.s, place, draft);
  const bool is_told = state == draft.told && !draft.tell_at;
  const bool is_typed = turn.now - draft.typed_at < kTypingFor;
  const bool was_another = draft.told != state && !draft.told.empty();
  const bool is_later =
      follows || draft.version < kept.version;  // of two at the same time both pages take the same one
  draft.version = kept.version;
  draft.told = state_of(kept);
  if (kept.text == draft.text) return meet_choice(turn, kept, draft, is_told && is_later);
  if (sms::is_blank(kept.text)) return meet_emptied(turn, kept, draft, is_told, follows, was_another);
  const bool has_own = !sms::is_blank(draft.text) && !draft.is_from_elsewhere;
  // An older copy of what stands here, or of a part of it: nothing of it is missing here.
  if (has_own &&
      (is_own(turn.s, draft, kept.version) || (!follows && draft.text.find(kept.text) != std::string::npos))) {
    draft.other = Draft::Other::None;
    if (!draft.tell_at) draft.tell_at = turn.now + kDraftToldAfter;
    return;
  }
  // Whoever goes on writing elsewhere takes nothing away.
  const bool goes_on = follows && !is_typed && kept.text.compare(0, draft.text.size(), draft.text) == 0;
  if (!is_told || (has_own && !goes_on)) return meet_newer(turn, kept, draft);
  take_over(turn, kept, draft);
  draft.other = Draft::Other::None;
}

/// False: it is too long to be kept there, which the agent is told once. What the relay has there stays.
bool fits_relay(Turn& turn, const DraftPlace& place, Draft& draft, const DraftFrame& frame) {
  const bool was_too_long = std::exchange(draft.is_too_long, frame.text.size() > kKeptDraftBytesMax);
  if (draft.is_too_long && !was_too_long)
    turn.notice(
        NoticeState::Tone::Problem,
        tr("One of your drafts is longer than the relay keeps, so it is in this browser only. Shorten it, and your "
           "other devices have it too."),
        NoticeReason::LongDraft, place.conversation);
  return !draft.is_too_long;
}

}  // namespace

void say_newer_drafts(Turn& turn, ConversationId conversation) {
  for (const DraftKind kind : {DraftKind::Answer, DraftKind::Note}) {
    const auto at = turn.s.drafts.find({conversation, kind});
    if (at != turn.s.drafts.end() && at->second.other == Draft::Other::Newer) say_newer(turn, at->second);
  }
}

std::string kept_words(const DraftPlace& place, const Draft& draft) {
  return place.kind == DraftKind::Answer ? encode_draft_words(draft.text, draft.send_as) : draft.text;
}

void note_draft_changed(Turn& turn, const DraftPlace& place, Draft& draft) {
  note_text_changed(draft);
  note_choice_changed(turn, place, draft);
}

void note_choice_changed(Turn& turn, const DraftPlace& place, Draft& draft) {
  if (!part_of(place.kind)) return;
  draft.typed_at = turn.now;
  draft.is_from_elsewhere = false;
  if (draft.text.empty()) {
    draft.other = Draft::Other::None;
    draft.send_as = SendAs::Usual;
  }
  const std::string state = state_of(turn.s, place, draft);
  // Told of again, and not refused so far: it is told of like any other.
  const bool has_room = !draft.has_no_room || !draft.told.empty();
  if (state.empty()) draft.has_no_room = false;
  if (draft.text.size() <= kKeptDraftBytesMax) draft.is_too_long = false;
  const Instant soon = turn.now + kDraftToldAfter;
  if (state == draft.told && !draft.has_no_room)
    draft.tell_at.reset();
  else if (!draft.tell_at || (has_room && soon < *draft.tell_at))
    draft.tell_at = soon;
}

void tell_drafts(Turn& turn, bool all) {
  State& s = turn.s;
  if (s.connection.link != Link::Up) return;
  int told_count = 0;
  for (auto& [place, draft] : s.drafts) {
    if (!draft.tell_at || (!all && turn.now < *draft.tell_at) || waits_for_sends(s, place)) continue;
    draft.tell_at.reset();
    const std::string state = state_of(s, place, draft);
    // It had no room, was told of again, and nothing was heard since.
    if (draft.has_no_room && state == draft.told) {
      draft.has_no_room = false;
      continue;
    }
    const auto part = part_of(place.kind);
    const Conversation* conversation = s.workspace.find_conversation(place.conversation);
    if (!part || conversation == nullptr || !may_write_part(s, *conversation, *part)) continue;
    if (told_count == kToldAtOnceMax) {
      draft.tell_at = turn.now + seconds(1);
      continue;
    }
    DraftFrame frame{place.conversation, {}, {}, draft.version, *part};
    if (*part == DraftPart::Files)
      frame.files = draft_files(s, place.conversation);
    else if (*part == DraftPart::Actions)
      frame.actions = draft_actions(s, place.conversation);
    else
      frame.text = sms::cleaned_text(draft.text);
    if (*part == DraftPart::Answer) frame.send_as = draft.send_as;
    if (!fits_relay(turn, place, draft, frame)) continue;
    frame.version.value = s.tab + "-" + std::to_string(++s.draft_versions);
    draft.told = state;
    draft.version = frame.version.value;
    if (draft.has_no_room) draft.tell_at = turn.now + kRefusedWithin;
    ++told_count;
    turn.emit(effect::TransmitFrame{encode_frame(ClientFrame(std::move(frame)))});
  }
}

std::optional<Instant> next_draft_tell(const State& s) {
  std::optional<Instant> next;
  if (s.connection.link != Link::Up) return next;
  for (const auto& [place, draft] : s.drafts) {
    if (!draft.tell_at || waits_for_sends(s, place)) continue;
    if (!next || *draft.tell_at < *next) next = draft.tell_at;
  }
  return next;
}

void on_drafts(Turn& turn, DraftsFrame& frame) {
  State& s = turn.s;
  if (s.connection.link == Link::Greeting) {
    s.greeted_drafts.clear();
    for (KeptDraft& one : frame.drafts)
      s.greeted_drafts.insert_or_assign(place_of(one.conversation, one.part), std::move(one));
    return;
  }
  for (const KeptDraft& one : frame.drafts) {
    if (s.workspace.find_conversation(one.conversation) != nullptr) meet(turn, one);
  }
}

void meet_kept_drafts(Turn& turn) {
  State& s = turn.s;
  for (auto& [place, draft] : s.drafts) {
    const auto part = part_of(place.kind);
    if (!part || s.greeted_drafts.count(place) != 0) continue;
    // The relay has none any more: what came from elsewhere was sent or emptied there, what is this page's own is told again.
    if (!draft.told.empty() && draft.is_from_elsewhere)
      meet(turn, {place.conversation, {}, {}, draft.version, turn.now, *part});
    draft.told.clear();
    if (!draft.is_from_elsewhere && !state_of(s, place, draft).empty()) draft.tell_at = turn.now + kDraftToldAfter;
  }
  for (const auto& [place, kept] : s.greeted_drafts) {
    if (s.workspace.find_conversation(place.conversation) == nullptr) continue;
    meet(turn, kept);
    Draft& draft = s.drafts[place];
    draft.has_no_room = false;
    const std::string state = state_of(s, place, draft);
    if (!state.empty() && state != draft.told && !draft.tell_at) draft.tell_at = turn.now + kDraftToldAfter;
  }
  s.greeted_drafts.clear();
}

void on_composer_intent(Turn& turn, const intent::TakeOtherDraft& i) {
  const DraftPlace place = place_of(i.conversation, i.part);
  const auto at = turn.s.drafts.find(place);
  if (at == turn.s.drafts.end() || at->second.other == Draft::Other::None) return;
  Draft& draft = at->second;
  const std::string other = std::move(draft.other_text), mine = draft.text;
  const Draft::Other kind = draft.other;
  draft.other = Draft::Other::None;
  if (!i.is_used) return;
  const SendAs mine_as = std::exchange(draft.send_as, draft.other_as);
  set_draft(turn, place, other, true);
  // The other way round: what is given up for it can be put back.
  if (kind == Draft::Other::Newer && !sms::is_blank(mine))
    set_other(draft, Draft::Other::Replaced, mine, mine_as, turn.now);
}

}  // namespace smsdesk
