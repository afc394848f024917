#include "core/screen/composer.h"

#include <algorithm>

#include "core/base/shortened.h"
#include "core/base/utf8.h"
#include "core/client/composer_hold.h"
#include "core/client/draft_actions.h"
#include "core/client/pending.h"
#include "core/screen/gsm_line.h"
#include "core/screen/parts.h"
#include "core/screen/words.h"
#include "core/sms/segments.h"
#include "core/sms/smart_encoding.h"
#include "core/sms/text_cleanup.h"
#include "core/template/text.h"
#include "core/words/numbers.h"
#include "core/words/words.h"
#include "core/workspace/message_limit.h"
#include "core/workspace/text_as_mms.h"

namespace smsdesk::screen {
namespace {

constexpr std::size_t kFoundShownMax = 4;
constexpr std::size_t kAroundBytes = 48;
constexpr std::size_t kFoundBytes = 80;
constexpr std::size_t kOtherBytes = 90;

std::string one_line(std::string_view text) {
  std::string line(text);
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line;
}
/// Its beginning, on one line.
std::string beginning_of(std::string_view text, std::size_t bytes_max) {
  return one_line(shortened(text, bytes_max));
}
/// Its end, on one line.
std::string end_of(std::string_view text) {
  if (text.size() <= kAroundBytes) return one_line(text);
  std::size_t at = text.size() - kAroundBytes;
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
  return "…" + one_line(text.substr(at));
}

std::string name_of(const sms::FoundRisk& found) {
  switch (found.risk) {
    case sms::Risk::CardNumber:
      return tr("Card number");
    case sms::Risk::BankAccount:
      return tr("Bank account");
    case sms::Risk::SocialSecurity:
      return tr("Social security number");
    case sms::Risk::NationalId:
      return tr("National id number ({name})", {{"name", sms::national_id_name(found.id)}});
    case sms::Risk::Shouting:
      return tr("Mostly capitals");
    case sms::Risk::ListedWord:
      return tr("Listed word");
  }
  return "";
}

HeldMessage held_message(const Draft& draft) {
  HeldMessage held;
  if (draft.held.empty()) return held;
  held.title = tr("Not sent yet. A text message is not encrypted: look at this first.");
  const bool is_only_tone = std::all_of(draft.held.begin(), draft.held.end(), [](const sms::FoundRisk& one) {
    return one.risk == sms::Risk::Shouting || one.risk == sms::Risk::ListedWord;
  });
  if (is_only_tone) held.title = tr("Not sent yet. Look at this first.");
  for (const sms::FoundRisk& one : draft.held) {
    if (held.lines.size() >= kFoundShownMax || one.end > draft.text.size()) continue;
    const std::string_view text = draft.text;
    HeldLine line;
    line.what = name_of(one);
    line.before = end_of(text.substr(0, one.begin));
    line.found = beginning_of(text.substr(one.begin, one.end - one.begin), kFoundBytes);
    line.after = beginning_of(text.substr(one.end), kAroundBytes);
    line.accessible_name = labelled(line.what, line.found);
    held.all += (held.all.empty() ? "" : " · ") + line.accessible_name;
    held.lines.push_back(std::move(line));
  }
  if (draft.held.size() > held.lines.size()) {
    held.more = trn("And {n} more.", "And {n} more.", draft.held.size() - held.lines.size());
    held.all += " · " + held.more;
  }
  return held;
}

std::string cost_of(Price price, int segments) {
  price.micros *= segments;
  return price_words(price);
}

EmojiPanel emoji_panel(const EmojiState& s) {
  EmojiPanel panel;
  panel.is_open = s.is_open;
  if (!s.is_open) return panel;
  panel.words = s.words;
  panel.revision = s.revision;
  if (s.phase == EmojiState::Phase::Loading || s.phase == EmojiState::Phase::None) {
    panel.empty_text = tr("Loading emoji…");
    return panel;
  }
  if (s.phase == EmojiState::Phase::Failed) {
    panel.empty_text = tr("The emoji could not be loaded. Try again when the connection is back.");
    panel.step = tr("Try again");
    panel.step_intent = intent::OpenEmoji{true};
    return panel;
  }
  if (s.phase == EmojiState::Phase::PageIsOld) {
    panel.empty_text = tr("This page is of an older version. Reload it to go on.");
    panel.step = tr("Reload");
    panel.step_intent = intent::ReloadPage{};
    return panel;
  }
  const bool is_finding = !s.words.empty();
  panel.groups.push_back({tr("Used last"), "", !is_finding && s.group == 0});
  for (std::size_t i = 0; i < s.groups.size(); ++i) {
    const EmojiGroup& group = s.groups[i];
    panel.groups.push_back({translated(group.name), s.all[group.begin].text, !is_finding && s.group == i + 1});
  }
  for (const Emoji* one : shown_emoji(s)) panel.cells.push_back({toned(*one, s.tone), name_of(*one)});
  if (is_finding) {
    panel.title = trn("{n} found", "{n} found", panel.cells.size());
    panel.empty_text = tr("No emoji is called so. Try another word.");
  } else {
    panel.title = panel.groups[std::min<std::size_t>(s.group, s.groups.size())].name;
    panel.empty_text = tr("What you use appears here.");
  }
  Emoji hand;
  hand.text = "✋";
  hand.has_tones = true;
  constexpr const char* kTones[] = {mark("No skin tone"),           mark("Light skin tone"),
                                    mark("Medium-light skin tone"), mark("Medium skin tone"),
                                    mark("Medium-dark skin tone"),  mark("Dark skin tone")};
  for (unsigned tone = 0; tone < std::size(kTones); ++tone)
    panel.tones.push_back({toned(hand, tone), tr(kTones[tone])});
  panel.tone = s.tone;
  return panel;
}

std::string segment_words(std::string_view text) {
  return trn("{n} segment", "{n} segments", static_cast<std::uint64_t>(sms::count_segments(text).count()));
}

/// What forces Unicode there, and what stood there before.
ComposerLine gsm_line_of(const Draft& draft, ConversationId id, const sms::SegmentCount& count, const Price& price) {
  if (!draft.before_gsm.empty()) return undo_gsm_line(id);
  if (count.encoding == sms::Encoding::Gsm7) return {};
  const GsmChoice choice = gsm_choice(draft.text, sms::smart_encoded);
  if (!choice.is_there()) return {};
  const int saved = count.count() - sms::count_segments(choice.made.text).count();
  return gsm_line(choice, saving_words(saved, price, choice.is_close), id);
}

/// Of a text alone.
/// `text`: as it leaves, without what is left out of it.
void add_text_meter(const State& s, const smsdesk::Conversation& conversation, const Draft& draft,
                    const std::string& text, Composer& panel) {
  const sms::SegmentCount count = sms::count_segments(text);
  const std::string segments = trn("{n} segment", "{n} segments", static_cast<std::uint64_t>(count.count()));
  const std::string characters = trn("{n} character", "{n} characters", utf8::utf16_units(text));
  const Price price = price_of(s.workspace, conversation, Priced::Segment);
  const std::string cost = price.is_set() ? cost_of(price, count.count()) : std::string();
  const std::string encoding(sms::name_of(count.encoding));
  panel.gsm = gsm_line_of(draft, conversation.id, count, price);
  // One such character more than doubles the price of a text: the agent sees which.
  const sms::BeyondGsm beyond = count.encoding == sms::Encoding::Gsm7 ? sms::BeyondGsm() : sms::beyond_gsm(text);
  std::string why;
  if (!beyond.clusters.empty() && panel.gsm.text.empty()) why = comma() + because_of(beyond);
  panel.counter = meter_line({characters, segments, cost, encoding + why});
  panel.counter_shorter = shorter_meters(
      panel.counter, {{characters, segments, cost, encoding}, {characters, segments, cost}, {segments, cost}, {cost}});
  panel.marked = marked_signs(beyond);
}

/// Of a text alone that goes as an MMS: paid once, whatever its characters are.
void add_mms_text_meter(const Price& price, const std::string& text, Composer& panel) {
  const std::string cost = price_words(price);
  const std::string characters = trn("{n} character", "{n} characters", utf8::utf16_units(text));
  panel.counter = meter_line({"MMS", cost, characters});
  panel.counter_shorter = shorter_meters(panel.counter, {{"MMS", cost}, {"MMS"}});
}

/// What one MMS costs in place of the segments, and the way from the one to the other.
ComposerLine mms_line(const MmsSaving& saving, bool is_mms, SendAs chosen, ConversationId of) {
  ComposerLine line;
  line.has_shortcut = true;
  line.is_told = chosen != SendAs::Usual;  // by the answer to the key or the button (composing)
  const std::string as_text = price_words(saving.as_text), as_mms = price_words(saving.as_mms);
  line.text =
      is_mms ? tr("It goes as one MMS and costs {mms} instead of {segments}.", {{"mms", as_mms}, {"segments", as_text}})
             : tr("As one MMS it costs {mms} instead of {segments}.", {{"mms", as_mms}, {"segments", as_text}});
  line.label = is_mms ? tr("Send as text") : tr("Send as MMS");
  line.name = is_mms ? tr("Send it as a text message, not as an MMS") : tr("Send it as one MMS");
  line.intent = intent::SendTextAsMms{of, !is_mms};
  return line;
}

void add_meter(const State& s, const smsdesk::Conversation& conversation, const Draft& draft, Composer& panel) {
  if (draft.text.empty()) return;
  const std::string text = sms::cleaned_text(draft.text);
  const SendLimits limits = limits_of(s.workspace, conversation);
  const bool has_files = has_attachments(s, conversation.id);
  const auto saving = has_files ? std::nullopt : find_mms_saving(s.workspace, conversation, text);
  const bool is_mms_text = saving && goes_as_mms(s.workspace, conversation, text, draft.send_as);
  const bool is_mms = has_files || is_mms_text;
  if (is_mms && !draft.before_gsm.empty()) panel.gsm = undo_gsm_line(conversation.id);
  if (is_mms_text) add_mms_text_meter(saving->as_mms, text, panel);
  if (!is_mms) add_text_meter(s, conversation, draft, text, panel);
  if (saving) panel.mms = mms_line(*saving, is_mms_text, draft.send_as, conversation.id);
  const auto excess = find_excess(limits, text, is_mms);
  if (!excess) return;
  panel.is_over_limit = true;
  const std::size_t over = excess->size - excess->max;
  const std::string most = number_words(excess->max);
  panel.over_limit = excess->is_segments ? trn("{n} segment too long, at most {max}",
                                               "{n} segments too long, at most {max}", over, {{"max", most}})
                                         : trn("{n} character too long, at most {max}",
                                               "{n} characters too long, at most {max}", over, {{"max", most}});
  const std::string short_line = excess->is_segments ? trn("{n} segment too long", "{n} segments too long", over)
                                                     : trn("{n} character too long", "{n} characters too long", over);
  panel.over_limit_shorter = {panel.over_limit, short_line, "−" + number_words(over)};
  if (!excess->is_segments && !is_mms) panel.over_limit += " · " + segment_words(text);
}

ComposerActions composer_actions(const State& s, ConversationId id) {
  ComposerActions panel;
  const std::vector<TemplateAction> all = draft_actions(s, id);
  if (all.empty()) return panel;
  const bool goes_with_message = sends_something(s, id);
  panel.title = goes_with_message ? tr("When sent:") : tr("To be done:");
  panel.is_enabled = !is_pending<DoActions>(s, id);
  for (const TemplateAction& one : all) {
    ActionChip chip;
    chip.words = action_words(s.workspace, one);
    chip.remove_name = tr("Remove: {what}", {{"what", chip.words}});
    chip.is_gone = is_gone(s.workspace, one);
    chip.remove = intent::RemoveDraftAction{id, one};
    panel.chips.push_back(std::move(chip));
  }
  if (goes_with_message) return panel;
  panel.do_label = tr("Do it now");
  panel.do_name = tr("Do it now: {what}", {{"what", actions_words(s.workspace, all)}});
  panel.do_now = intent::DoDraftActions{id};
  return panel;
}

}  // namespace

std::string meter_line(const MeterParts& parts) {
  std::string line;
  for (const std::string_view part : parts)
    if (!part.empty()) line.append(line.empty() ? "" : " · ").append(part);
  return line;
}

std::vector<std::string> shorter_meters(std::string_view whole, std::initializer_list<MeterParts> lines) {
  std::vector<std::string> shorter;
  for (const MeterParts& parts : lines) {
    std::string line = meter_line(parts);
    const std::string_view longer = shorter.empty() ? whole : std::string_view(shorter.back());
    if (!line.empty() && line != longer) shorter.push_back(std::move(line));
  }
  return shorter;
}

ComposerLine other_draft_line(const Draft& draft, ConversationId id, DraftPart part) {
  ComposerLine line;
  const std::string words = tr("“{text}”", {{"text", beginning_of(draft.other_text, kOtherBytes)}});
  switch (draft.other) {
    case Draft::Other::None:
      if (draft.is_from_elsewhere) line.text = tr("Written on another device or in another window.");
      return line;
    case Draft::Other::Newer:
      line.text = tr("Another device has a newer draft: {text}", {{"text", words}});
      line.is_told = true;
      line.label = tr("Use it");
      line.name = tr("Use the newer draft");
      line.other_label = tr("Keep this");
      break;
    case Draft::Other::Replaced:
      line.text = tr("This came from another device. Before, it was: {text}", {{"text", words}});
      line.label = tr("Put back");
      line.name = tr("Put the earlier text back");
      line.other_label = tr("Dismiss");
      break;
  }
  line.intent = intent::TakeOtherDraft{id, true, part};
  line.other_intent = intent::TakeOtherDraft{id, false, part};
  return line;
}

Composer make_composer(const State& s, const smsdesk::Conversation& conversation, Instant now, Instant browser_now,
                       DayOf day_of) {
  Composer panel;
  panel.is_shown = may_send(s, conversation);
  panel.enter_sends = s.settings.enter_sends;
  panel.chars_max = 0;  // longer text stays writable; it cannot be sent, and says so
  const std::string customer = conversation.detail ? conversation.detail->customer : std::string();
  panel.placeholder =
      tr("Message to {customer}",
         {{"customer", conversation.detail ? spoken_customer(*conversation.detail) : readable_address(customer)}});
  panel.disabled_reason = sentence_of(composer_lock(s, conversation));
  panel.is_enabled = panel.disabled_reason.empty();
  panel.newest = newest_of(conversation);
  panel.seen = seen_up_to(s, conversation);
  if (panel.is_enabled) panel.consent.text = consent_doubt(conversation);
  if (const auto at = s.drafts.find(conversation.id); at != s.drafts.end()) {
    const Draft& draft = at->second;
    panel.draft = draft.text;
    panel.draft_revision = draft.revision;
    panel.cursor = draft.cursor;
    panel.cursor_end = draft.cursor_end;
    if (const auto raw = find_raw_placeholder(draft.text))
      panel.hold = tr("Put the right words in place of “{placeholder}”",
                      {{"placeholder", std::string_view(draft.text).substr(raw->begin, raw->end - raw->begin)}});
    panel.held = held_message(draft);
    panel.other_draft = other_draft_line(draft, conversation.id, DraftPart::Answer);
    add_meter(s, conversation, draft, panel);
  }
  if (panel.is_enabled) panel.templates = template_list(s, now, browser_now, day_of);
  panel.can_send = panel.is_enabled && !sms::is_blank(panel.draft) && !panel.is_over_limit;
  describe_attachments(s, conversation, panel);
  if (panel.is_enabled) panel.actions = composer_actions(s, conversation.id);
  panel.hint = panel.enter_sends ? tr("Enter sends, Shift+Enter starts a new line") : tr("Ctrl+Enter sends");
  for (const OutboxEntry& entry : s.outbox.entries())
    if (entry.conversation == conversation.id && is_held_back(entry, browser_now)) panel.undo = entry.key;
  panel.emoji = emoji_panel(s.emoji);
  return panel;
}

}  // namespace smsdesk::screen
