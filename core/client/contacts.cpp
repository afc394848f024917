#include "core/client/contacts.h"

#include <algorithm>
#include <utility>

#include "core/base/utf8.h"
#include "core/client/context_choice.h"
#include "core/client/pending.h"
#include "core/client/turn.h"
#include "core/conversation/masked_address.h"
#include "core/sms/text_cleanup.h"
#include "core/words/words.h"
#include "core/workspace/masking.h"
#include "core/workspace/visibility.h"

namespace smsdesk {
namespace {

constexpr DurationMs kWordsRest = 250;
constexpr std::uint32_t kHistoryAtOnce = 20;

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& one : lines) text += (text.empty() ? "" : "\n") + one;
  return text;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

/// In the facts with all that it holds.
const Conversation* open_one(const State& s, ConversationId id) {
  const Conversation* conversation = s.workspace.find_conversation(id);
  return conversation != nullptr && conversation->detail ? conversation : nullptr;
}

/// Whose customer's contact can be changed.
const Conversation* editable_one(const State& s, ConversationId id) {
  const Conversation* conversation = find_readable(s, id);
  return conversation != nullptr && can_edit_contact(s, *conversation) ? conversation : nullptr;
}

ContactForm& form_of(State& s, const Conversation& conversation) {
  if (const auto at = s.contacts.forms.find(conversation.id); at != s.contacts.forms.end()) return at->second;
  ContactForm form;
  form.outlives_end = form.is_behind_end = open_one(s, conversation.id) == nullptr;
  const CustomerRecord& record = conversation.detail->record;
  if (record.contact) form.before = *record.contact;
  if (!record.contact) form.before.numbers = {conversation.detail->customer};
  form.fields = {{ContactPart::Name, {}, {}}};
  if (!keeps_numbers(s)) form.fields.push_back({ContactPart::Numbers, {}, {}});
  form.fields.push_back({ContactPart::Labels, {}, {}});
  for (const CustomerField& one : s.workspace.settings.customer_fields)
    form.fields.push_back({ContactPart::Field, one.name, {}});
  // What the organisation does not ask for any more is kept, and can be changed.
  for (const FilledField& one : form.before.fields) {
    const bool is_there = std::any_of(form.fields.begin(), form.fields.end(), [&](const ContactField& f) {
      return f.part == ContactPart::Field && f.name == one.name;
    });
    if (!is_there) form.fields.push_back({ContactPart::Field, one.name, {}});
  }
  for (const ContactPart part : {ContactPart::Note, ContactPart::OtherNames, ContactPart::Language, ContactPart::Zone})
    form.fields.push_back({part, {}, {}});
  for (ContactField& field : form.fields) field.text = text_of(form.before, field);
  return s.contacts.forms.emplace(conversation.id, std::move(form)).first->second;
}

void save(Turn& turn, ConversationId conversation) {
  const auto at = turn.s.contacts.forms.find(conversation);
  if (at == turn.s.contacts.forms.end() || at->second.pending) return;
  ContactForm& form = at->second;
  form.problem.clear();
  form.choosing.reset();
  Contact contact = normalised(contact_of(form));
  const bool is_kept = keeps_numbers(turn.s);
  const Conversation* of = editable_one(turn.s, conversation);
  // They were masked when the form was opened.
  if (!is_kept && of != nullptr && std::any_of(contact.numbers.begin(), contact.numbers.end(), &is_masked))
    contact.numbers = numbers_of(*of->detail);
  if (std::string trouble = is_kept ? trouble_but_numbers(contact) : trouble_with(contact); !trouble.empty()) {
    turn.emit(effect::Announce{trouble, true});
    form.problem = std::move(trouble);
    return;
  }
  if (turn.s.connection.link != Link::Up) {
    form.problem = tr("There is no connection. What you have written stays here; save it when it is back.");
    turn.emit(effect::Announce{form.problem, true});
    return;
  }
  if (is_kept) contact.numbers.clear();  // the relay fills them in
  form.pending = give_command(turn, SaveContact{conversation, std::move(contact)}, false);
}

void merge(Turn& turn, const Conversation& conversation) {
  OtherContact& other = turn.s.contacts.other;
  if (!other.chosen || other.merging) return;
  other.problem.clear();
  if (turn.s.connection.link != Link::Up) {
    other.problem = tr("There is no connection. Try again when it is back.");
    turn.emit(effect::Announce{other.problem, true});
    return;
  }
  const auto& own = conversation.detail->record.contact;
  if (!own) {
    Contact with_number = *other.chosen;
    with_number.numbers.push_back(conversation.detail->customer);
    if (keeps_numbers(turn.s)) with_number.numbers.clear();  // the relay fills them in
    other.merging = give_command(turn, SaveContact{conversation.id, normalised(std::move(with_number))}, false);
  } else {
    const Contact& kept = other.keeps_other ? *other.chosen : *own;
    const Contact& gone = other.keeps_other ? *own : *other.chosen;
    other.merging =
        give_command(turn, MergeContacts{conversation.id, kept.id, gone.id, kept.revision, gone.revision}, false);
  }
}

void ask_for_contacts(Turn& turn) {
  OtherContact& other = turn.s.contacts.other;
  other.ask_at.reset();
  if (turn.s.connection.link != Link::Up) {
    other.is_failed = true;
    return;
  }
  const ContactsRequest request{turn.next_key(), std::string(utf8::prefix(other.words, kFindWordsBytesMax))};
  other.pending = request.key;
  turn.emit(effect::TransmitFrame{encode_frame(ClientFrame(request))});
}

void ask_for_history(Turn& turn, bool is_continued) {
  CustomerHistory& history = turn.s.contacts.history;
  FindRequest request;
  request.key = turn.next_key();
  request.of = history.conversation;
  request.limit = kHistoryAtOnce;
  if (is_continued && !history.found.empty()) {
    request.before_at = history.found.back().ended_at;
    request.before = history.found.back().conversation;
  }
  history.pending = request.key;
  history.is_continued = is_continued;
  turn.emit(effect::TransmitFrame{encode_frame(ClientFrame(request))});
}

/// What the facts have of an open conversation's customer. True: there is nothing to wait for.
bool ask_for_customer(Turn& turn, const Conversation& closed) {
  ReadCustomer& read = turn.s.contacts.read;
  if (!read.was_asked) {
    read.was_asked = true;
    const CustomerRequest request{turn.next_key(), closed.id};
    read.asked = read.pending = request.key;
    turn.emit(effect::TransmitFrame{encode_frame(ClientFrame(request))});
  }
  return !read.pending;
}

/// What was asked for while the conversation was not this agent's to read had an empty answer: it is asked for anew.
void ask_for_the_rest(Turn& turn, ConversationId closed) {
  State& s = turn.s;
  s.contacts.history = {};
  const auto at = s.histories.find(closed);
  if (at != s.histories.end() && (at->second.pending || !at->second.messages.empty())) return;
  s.histories.erase(closed);
  ask_for_page(turn, closed);
}

void open_history(Turn& turn, std::uint64_t number) {
  for (const FoundConversation& one : turn.s.contacts.history.found) {
    if (one.conversation.value != number) continue;
    turn.s.area = Area::Find;
    turn.s.is_roster_shown = false;
    begin_finding(turn);
    return read_closed(turn, FoundConversation(one));
  }
}

/// The contact of whom duplicates are suggested, where its panel is seen.
void ask_for_duplicates(Turn& turn, const Conversation& conversation) {
  SuggestedDuplicates& likely = turn.s.contacts.duplicates;
  const auto& contact = conversation.detail->record.contact;
  if (!contact) {
    likely = {};
    return;
  }
  const bool is_same = likely.conversation == conversation.id && likely.contact == contact->id;
  if (is_same && likely.revision == contact->revision) return;
  if (!is_same) likely = {};
  likely.conversation = conversation.id;
  likely.contact = contact->id;
  likely.revision = contact->revision;
  const DuplicatesRequest request{turn.next_key(), conversation.id};
  likely.pending = request.key;
  turn.emit(effect::TransmitFrame{encode_frame(ClientFrame(request))});
}

const LikelyDuplicate* find_suggested(const State& s, ConversationId conversation, std::uint64_t contact) {
  const SuggestedDuplicates& likely = s.contacts.duplicates;
  if (likely.conversation != conversation) return nullptr;
  for (const LikelyDuplicate& one : likely.found)
    if (one.contact.id.value == contact) return &one;
  return nullptr;
}

void compare(Turn& turn, ConversationId conversation, std::uint64_t contact) {
  const LikelyDuplicate* suggested = find_suggested(turn.s, conversation, contact);
  if (suggested == nullptr) return;
  OtherContact other;
  other.conversation = conversation;
  other.found = {suggested->contact};
  other.chosen = suggested->contact;
  other.was_answered = true;
  turn.s.contacts.other = std::move(other);
}

void tell_apart(Turn& turn, ConversationId conversation, std::uint64_t contact) {
  SuggestedDuplicates& likely = turn.s.contacts.duplicates;
  const LikelyDuplicate* suggested = find_suggested(turn.s, conversation, contact);
  if (suggested == nullptr || likely.telling_apart) return;
  if (turn.s.connection.link != Link::Up) {
    turn.notice(NoticeState::Tone::Problem, tr("There is no connection. Try again when it is back."));
    return;
  }
  likely.apart = suggested->contact.id;
  likely.telling_apart = give_command(turn, TellContactsApart{conversation, likely.apart}, false);
}

std::string unsaved_words(const ContactForm& form) {
  std::string words;
  for (const ContactField& field : form.fields)
    if (field.text != text_of(form.before, field) && !sms::is_blank(field.text))
      words += (words.empty() ? "" : " · ") + field.text;
  return words;
}

bool has_changes(const ContactForm& form) {
  return std::any_of(form.fields.begin(), form.fields.end(),
                     [&](const ContactField& field) { return field.text != text_of(form.before, field); });
}

/// Of a conversation that this agent has not before them any more. False: the form has no place left, or nothing in it.
bool goes_on_behind_end(Turn& turn, ConversationId id, ContactForm& form) {
  if (form.pending || form.is_behind_end) return true;
  if (!has_changes(form)) return false;
  const std::string words = unsaved_words(form);
  if (!form.outlives_end) {
    if (!words.empty())
      turn.notice(NoticeState::Tone::Problem,
                  tr("Not kept, because the conversation is not yours to read any more: “{text}”", {{"text", words}}));
    return false;
  }
  // With a colleague it goes on: it is read when it has ended.
  const Conversation* known = turn.s.workspace.find_conversation(id);
  if (known != nullptr && known->state != ConversationState::AfterCallWork) return true;
  form.is_behind_end = true;
  tell_kept_behind(turn, words);
  return true;
}

/// While a conversation goes on, it is known whether its agent may read it behind its end, too.
void tend_forms(Turn& turn) {
  State& s = turn.s;
  const Agent* me = s.workspace.find_agent(s.me);
  if (me == nullptr || s.connection.link != Link::Up) return;
  for (auto at = s.contacts.forms.begin(); at != s.contacts.forms.end();) {
    ContactForm& form = at->second;
    const Conversation* known = s.workspace.find_conversation(at->first);
    const Conversation* open = open_one(s, at->first);
    if (known != nullptr) form.outlives_end = may_read_closed(s.workspace, known->owner, known->queue, *me);
    if (open != nullptr) form.is_behind_end = false;
    at = open != nullptr || goes_on_behind_end(turn, at->first, form) ? std::next(at) : s.contacts.forms.erase(at);
  }
}

/// The choice of a field, instead of any other that is open.
void show_choices(Turn& turn, ConversationId conversation, std::optional<std::uint64_t> field) {
  State& s = turn.s;
  const auto at = s.contacts.forms.find(conversation);
  if (at == s.contacts.forms.end()) return;
  close_contact_choices(s);
  if (!field || *field >= at->second.fields.size() || at->second.pending) return;
  const ContactPart part = at->second.fields[*field].part;
  if (part != ContactPart::Language && part != ContactPart::Zone) return;
  at->second.choosing = field;
  s.open_menu = ConversationMenu::None;
  s.find.open_menu = FindMenu::None;
  s.decline_menu = {};
  s.message_menu = {};
  s.menu_form.filter.clear();
  ++s.menu_form.revision;
}

/// In the list from which it was opened stands what they are called now.
void rename_found(State& s, ConversationId id, const CustomerRecord& record) {
  for (FoundConversation& one : s.find.found) {
    const bool is_theirs = record.contact && record.contact->has_number(one.customer);
    if (one.conversation == id || is_theirs) one.name = record.contact ? record.contact->name : std::string();
  }
}

bool on_told_apart(Turn& turn, const SendKey& key, const std::optional<Refusal>& refusal) {
  SuggestedDuplicates& likely = turn.s.contacts.duplicates;
  if (likely.telling_apart != key) return false;
  likely.telling_apart.reset();
  if (refusal) {
    turn.notice(NoticeState::Tone::Problem, translated(refusal->sentence));
    return true;
  }
  std::erase_if(likely.found, [&](const LikelyDuplicate& one) { return one.contact.id == likely.apart; });
  turn.emit(effect::Announce{tr("It is remembered for everybody that they are two people."), false});
  return true;
}

}  // namespace

bool can_edit_contact(const State& s, const Conversation& c) {
  const Conversation* known = s.workspace.find_conversation(c.id);
  if (known != nullptr && known->detail) return true;
  const ReadCustomer& read = s.contacts.read;
  const Agent* me = s.workspace.find_agent(s.me);
  if (me == nullptr || read.found.conversation != c.id || !read.is_known || read.is_failed) return false;
  if (known == nullptr) return may_read_closed(s.workspace, read.found.agent, read.found.queue, *me);
  // One that a colleague still files is read like a closed one; one that goes on again is theirs.
  return known->state == ConversationState::AfterCallWork &&
         may_read_closed(s.workspace, known->owner, known->queue, *me);
}

bool keeps_numbers(const State& s) {
  const Agent* me = s.workspace.find_agent(s.me);
  return me != nullptr && has_masked_numbers(s.workspace.settings, me->role);
}

bool can_reveal_number(const State& s, const Conversation& c) {
  const Agent* me = s.workspace.find_agent(s.me);
  if (me == nullptr || !c.detail) return false;
  const std::vector<std::string> numbers = numbers_of(*c.detail);
  const bool hides = std::any_of(numbers.begin(), numbers.end(), [](const std::string& one) { return is_masked(one); });
  if (!hides || !can_reveal(s.workspace.settings, c, *me)) return false;
  return open_one(s, c.id) != nullptr ? may_read(s.workspace, c, *me) : can_edit_contact(s, c);
}

std::string text_of(const Contact& c, const ContactField& field) {
  switch (field.part) {
    case ContactPart::Name:
      return c.name;
    case ContactPart::OtherNames:
      return joined(c.other_names);
    case ContactPart::Numbers: {
      std::vector<std::string> readable;
      for (const std::string& number : c.numbers) readable.push_back(readable_address(number));
      return joined(readable);
    }
    case ContactPart::Labels:
      return joined(c.labels);
    case ContactPart::Field:
      return std::string(c.field(field.name));
    case ContactPart::Language:
      return c.language;
    case ContactPart::Zone:
      return c.zone;
    case ContactPart::Note:
      return c.note;
  }
  return {};
}

Contact contact_of(const ContactForm& form) {
  Contact c = form.before;
  c.fields.clear();
  for (const ContactField& field : form.fields) {
    switch (field.part) {
      case ContactPart::Name:
        c.name = field.text;
        break;
      case ContactPart::OtherNames:
        c.other_names = lines_of(field.text);
        break;
      case ContactPart::Numbers:
        c.numbers = lines_of(field.text);
        break;
      case ContactPart::Labels:
        c.labels = lines_of(field.text);
        break;
      case ContactPart::Field:
        c.fields.push_back({field.name, field.text});
        break;
      case ContactPart::Language:
        c.language = field.text;
        break;
      case ContactPart::Zone:
        c.zone = field.text;
        break;
      case ContactPart::Note:
        c.note = field.text;
        break;
    }
  }
  return c;
}

ContactForm* open_contact_form(State& s, ConversationId id) {
  const Conversation* conversation = editable_one(s, id);
  return conversation == nullptr ? nullptr : &form_of(s, *conversation);
}

std::vector<std::string> numbers_of(const ConversationDetail& detail) {
  return detail.record.contact ? detail.record.contact->numbers : std::vector<std::string>{detail.customer};
}

void on_contact_intent(Turn& turn, const intent::EditContact& i) {
  const auto at = turn.s.contacts.forms.find(i.conversation);
  if (at == turn.s.contacts.forms.end() || i.field >= at->second.fields.size() || at->second.pending) return;
  at->second.fields[i.field].text = i.text;
  at->second.problem.clear();
  if (at->second.choosing == i.field) at->second.choosing.reset();
}

void on_contact_intent(Turn& turn, const intent::FindContact& i) {
  OtherContact& other = turn.s.contacts.other;
  if (!other.conversation.is_set() || other.words == i.words) return;
  other.words = i.words;
  other.ask_at = turn.now + kWordsRest;
}

void on_contact_intent(Turn& turn, const intent::DoContact& i) {
  ContactsState& c = turn.s.contacts;
  // Nothing is changed of whom it is not known yet who they are.
  const bool is_reading = i.step == ContactStep::OlderHistory || i.step == ContactStep::OpenHistory;
  const Conversation* conversation =
      is_reading ? find_readable(turn.s, i.conversation) : editable_one(turn.s, i.conversation);
  if (conversation == nullptr) return;
  switch (i.step) {
    case ContactStep::Edit:
      c.other = {};
      form_of(turn.s, *conversation);
      return;
    case ContactStep::Cancel:
      c.forms.erase(i.conversation);
      return;
    case ContactStep::Save:
      return save(turn, i.conversation);
    case ContactStep::FindOther:
      c.other = {};
      c.other.conversation = i.conversation;
      return;
    case ContactStep::CloseOther:
      c.other = {};
      return;
    case ContactStep::Choose:
      c.other.chosen.reset();
      c.other.problem.clear();
      for (const Contact& one : c.other.found)
        if (one.id.value == i.number && i.number != 0) c.other.chosen = one;
      return;
    case ContactStep::Keep:
      c.other.keeps_other = i.number != 0;
      return;
    case ContactStep::Merge:
      return merge(turn, *conversation);
    case ContactStep::OlderHistory:
      if (turn.s.connection.link == Link::Up && !c.history.pending && (c.history.has_more || c.history.is_failed))
        ask_for_history(turn, !c.history.found.empty());
      return;
    case ContactStep::Reveal:
      if (can_reveal_number(turn.s, *conversation) && !is_pending<RevealNumber>(turn.s, i.conversation))
        give_command(turn, RevealNumber{i.conversation}, false);
      return;
    case ContactStep::Compare:
      return compare(turn, i.conversation, i.number);
    case ContactStep::TellApart:
      return tell_apart(turn, i.conversation, i.number);
    case ContactStep::OpenHistory:
      return open_history(turn, i.number);
    case ContactStep::ShowChoices:
      return show_choices(turn, i.conversation, i.number);
    case ContactStep::HideChoices:
      return show_choices(turn, i.conversation, std::nullopt);
  }
}

bool on_contact_answer(Turn& turn, const SendKey& key, const std::optional<Refusal>& refusal) {
  ContactsState& c = turn.s.contacts;
  for (auto& [id, form] : c.forms) {
    if (form.pending != key) continue;
    form.pending.reset();
    if (refusal) {
      form.problem = translated(refusal->sentence);
      turn.emit(effect::Announce{translated(refusal->sentence), true});
      follow_customer(turn.s, id);  // what had changed while it was under way
      return true;
    }
    turn.emit(effect::Announce{tr("The contact was saved."), false});
    c.forms.erase(id);
    return true;
  }
  if (on_told_apart(turn, key, refusal)) return true;
  if (c.other.merging != key) return false;
  c.other.merging.reset();
  if (refusal) {
    // They may have changed meanwhile: both are looked at anew.
    c.other.chosen.reset();
    c.other.ask_at = turn.now;
    c.other.problem = translated(refusal->sentence);
    turn.emit(effect::Announce{translated(refusal->sentence), true});
    return true;
  }
  turn.notice(NoticeState::Tone::Success, tr("The two are one contact now."));
  c.other = {};
  return true;
}

void follow_customer(State& s, ConversationId id) {
  const auto at = s.contacts.forms.find(id);
  const Conversation* conversation = editable_one(s, id);
  if (at == s.contacts.forms.end() || conversation == nullptr || !conversation->detail->record.contact) return;
  ContactForm& form = at->second;
  const Contact& now_is = *conversation->detail->record.contact;
  if (form.pending || (now_is.id == form.before.id && now_is.revision == form.before.revision)) return;
  bool has_own = false;
  for (ContactField& field : form.fields) {
    const std::string was = text_of(form.before, field), is = text_of(now_is, field);
    if (field.text == was)
      field.text = is;
    else if (was != is && field.text != is)
      has_own = true;
  }
  form.before = now_is;
  ++form.revision;
  form.problem =
      has_own ? tr("Somebody has changed this contact meanwhile, also what you are changing. Saving keeps yours.")
              : tr("Somebody has changed this contact meanwhile. Their changes stand here now.");
}

void forget_customer(State& s, ConversationId id) {
  if (s.contacts.other.conversation == id) s.contacts.other = {};
  const auto at = s.contacts.forms.find(id);
  if (at != s.contacts.forms.end()) at->second.choosing.reset();
}

void close_contact_choices(State& s) {
  for (auto& [id, form] : s.contacts.forms) form.choosing.reset();
}

void lose_customer(State& s, ConversationId id) {
  const auto at = s.contacts.forms.find(id);
  // Of one that was not this agent's to read already it says as well that it is closed.
  if (at != s.contacts.forms.end() && open_one(s, id) != nullptr) at->second.outlives_end = false;
}

void tell_kept_behind(Turn& turn, const std::string& words) {
  if (!words.empty())
    turn.notice(NoticeState::Tone::Problem,
                tr("Not saved, and kept with the closed conversation: “{text}”", {{"text", words}}));
}

void tell_not_kept(Turn& turn, const std::string& words) {
  if (!words.empty())
    turn.notice(NoticeState::Tone::Problem,
                tr("Not kept, because the conversation is closed: “{text}”", {{"text", words}}));
}

bool on_history_found(Turn& turn, FoundFrame& frame) {
  CustomerHistory& history = turn.s.contacts.history;
  if (history.pending != frame.key) return false;
  history.pending.reset();
  history.is_failed = frame.is_failed;
  if (frame.is_failed) return true;
  history.was_answered = true;
  history.has_more = frame.has_more;
  if (!history.is_continued) history.found.clear();
  history.found.insert(history.found.end(), std::make_move_iterator(frame.conversations.begin()),
                       std::make_move_iterator(frame.conversations.end()));
  return true;
}

void on_contacts(Turn& turn, ContactsFrame& frame) {
  OtherContact& other = turn.s.contacts.other;
  if (other.pending != frame.key) return;
  other.pending.reset();
  other.is_failed = frame.is_failed;
  if (frame.is_failed) return;
  other.was_answered = true;
  other.found = std::move(frame.contacts);
}

void on_duplicates(Turn& turn, DuplicatesFrame& frame) {
  SuggestedDuplicates& likely = turn.s.contacts.duplicates;
  if (likely.pending != frame.key) return;
  likely.pending.reset();
  // A suggestion that fails is none: it is asked for again with the next look at the customer.
  if (frame.is_failed)
    likely = {};
  else
    likely.found = std::move(frame.duplicates);
}

void on_customer(Turn& turn, CustomerFrame& frame) {
  ReadCustomer& read = turn.s.contacts.read;
  if (read.asked != frame.key) return;
  read.pending.reset();
  read.is_failed = frame.is_failed;
  if (frame.is_failed) return;
  const bool was_known = std::exchange(read.is_known, true);
  auto& reading = turn.s.find.reading;
  if (!reading || reading->id != read.found.conversation || !reading->detail) return;
  const bool was_hidden = is_masked(reading->detail->customer);
  reading->detail->customer = frame.number.empty() ? read.found.customer : frame.number;
  if (was_hidden && !frame.number.empty())
    turn.emit(effect::Announce{tr("The number is {number}.", {{"number", spoken_address(frame.number)}}), false});
  CustomerRecord& record = reading->detail->record;
  // Told again by itself: the right to read it may have come only now.
  const bool was_nobody = was_known && record == CustomerRecord{};
  record = std::move(frame.record);
  rename_found(turn.s, reading->id, record);
  follow_customer(turn.s, reading->id);
  if (was_nobody) ask_for_the_rest(turn, reading->id);
}

void tend_contacts(Turn& turn) {
  State& s = turn.s;
  tend_forms(turn);
  keep_contact_forms(turn);
  OtherContact& other = s.contacts.other;
  if (other.ask_at && *other.ask_at <= turn.now) {
    if (sms::is_blank(other.words)) {
      other.ask_at.reset();
      other.found.clear();
      other.was_answered = false;
    } else {
      ask_for_contacts(turn);
    }
  }
  if (s.connection.link != Link::Up) {
    // Lost with the connection: asked again when it is back.
    CustomerHistory& history = s.contacts.history;
    if (history.pending && !history.is_continued) history = {};
    history.pending.reset();
    if (s.contacts.duplicates.pending) s.contacts.duplicates = {};
    // Also what was answered: what has changed meanwhile was told to nobody.
    s.contacts.read.was_asked = false;
    s.contacts.read.asked.reset();
    s.contacts.read.pending.reset();
    return;
  }
  const Conversation* shown = panel_conversation(s);
  if (shown == nullptr || !shown->detail) return;
  if (s.area == Area::Find) {
    if (!ask_for_customer(turn, *shown)) return;  // under which numbers they are known is told with it
  } else if (s.area != Area::Conversations || context_tab(s, *shown) != ContextTab::Customer) {
    return;
  }
  if (can_edit_contact(s, *shown)) {
    open_waiting_form(turn, shown->id);
    ask_for_duplicates(turn, *shown);
  }
  CustomerHistory& history = s.contacts.history;
  std::vector<std::string> numbers = numbers_of(*shown->detail);
  if (history.conversation == shown->id && history.numbers == numbers) return;
  history = {};
  history.conversation = shown->id;
  history.numbers = std::move(numbers);
  ask_for_history(turn, false);
}

std::optional<Instant> next_contacts_request(const State& s) {
  return s.contacts.other.ask_at;
}

}  // namespace smsdesk
