#include "core/screen/customer.h"

#include <algorithm>

#include "core/client/pending.h"
#include "core/conversation/contact_link.h"
#include "core/screen/contact_choices.h"
#include "core/screen/parts.h"
#include "core/screen/words.h"
#include "core/sms/address.h"
#include "core/sms/number_country.h"
#include "core/template/language.h"
#include "core/words/words.h"
#include "core/workspace/customer_fields.h"

namespace smsdesk::screen {
namespace {

std::string joined(const std::vector<std::string>& all, const std::string& between = comma()) {
  std::string text;
  for (const std::string& one : all) text += (text.empty() ? "" : between) + one;
  return text;
}

std::string kind_of(const std::string& customer) {
  if (is_masked(customer)) return tr("Phone number");
  const auto address = sms::parse_address(customer);
  if (!address) return tr("Sender name");
  return address->kind() == sms::AddressKind::E164        ? tr("Phone number")
         : address->kind() == sms::AddressKind::ShortCode ? tr("Short code")
                                                          : tr("Sender name");
}

std::vector<std::string> readable(const std::vector<std::string>& numbers) {
  std::vector<std::string> all;
  all.reserve(numbers.size());
  for (const std::string& one : numbers) all.push_back(readable_address(one));
  return all;
}
std::vector<std::string> spoken(const std::vector<std::string>& numbers) {
  std::vector<std::string> all;
  all.reserve(numbers.size());
  for (const std::string& one : numbers) all.push_back(spoken_address(one));
  return all;
}

/// Empty where the place would tell of a masked number.
std::string place_words(const LocalZone& zone) {
  if (zone.between.size() != 2) return place_of(zone.name);
  if (zone.between[0].name.empty()) return {};
  return tr("{place} to {other}",
            {{"place", place_of(zone.between[0].name)}, {"other", place_of(zone.between[1].name)}});
}

/// Of a span of the day; what may be night is said, too: nobody is to be woken.
std::string night_words(int from, int until) {
  constexpr int kMorning = 8 * 60, kEvening = 21 * 60, kNextMorning = kMorning + 24 * 60;
  if (from >= kMorning && until < kEvening) return {};
  const bool is_all = until < kMorning || (from >= kEvening && until < kNextMorning);
  return comma() + (is_all ? tr("night") : tr("perhaps night"));
}

/// 14:05 and ", night · Berlin", where it is known; without the place where that would tell of a masked number.
void add_local_time(std::vector<CustomerFact>& facts, const LocalZone& zone, Instant now, DurationMs& changes_in) {
  const auto offsets = offsets_at(zone, now);
  if (!offsets) return;
  constexpr std::int64_t kDay = 24 * 60;
  const std::int64_t minute = now.ms / minutes(1) + offsets->behind;
  const int from = static_cast<int>(((minute % kDay) + kDay) % kDay);
  const int until = from + offsets->ahead - offsets->behind;
  const DurationMs change = minutes(1) - now.ms % minutes(1);
  if (changes_in < 0 || change < changes_in) changes_in = change;
  std::string where = place_words(zone);
  if (zone.is_guess) where += (where.empty() ? std::string() : comma()) + tr("by the number");
  CustomerFact line{tr("Local time"), night_words(from, until) + " · " + where, {}, from};
  if (until != from) line.clock_until = until % static_cast<int>(kDay);
  facts.push_back(std::move(line));
}

/// Not of a masked number: nothing is told of its digits.
void add_country(std::vector<CustomerFact>& facts, const std::string& customer) {
  if (is_masked(customer)) return;
  const std::string letters(sms::country_of_number(customer));
  if (letters.empty()) return;
  CustomerFact line{tr("Country"), letters};
  line.region = letters;
  facts.push_back(std::move(line));
}

void fact(std::vector<CustomerFact>& facts, const char* label, std::string value) {
  if (!value.empty()) facts.push_back({label, std::move(value)});
}

/// The customer's other numbers. What is heard is something else only of one that is masked, and that is not copied.
CustomerFact numbers_fact(const char* label, const std::vector<std::string>& numbers, bool can_copy) {
  CustomerFact made{label, joined(readable(numbers)), joined(spoken(numbers))};
  if (made.spoken == made.value) made.spoken.clear();
  if (!made.spoken.empty()) return made;
  made.parts = entities_of_field(made.value);
  if (can_copy) made.copy = copy_of_field(label, made.value);
  return made;
}

/// What a contact says; of the one that is looked at its number stands above already, and the rest can be copied.
std::vector<CustomerFact> facts_of(const Contact& c, const std::string& but) {
  std::vector<CustomerFact> facts;
  std::vector<std::string> numbers = c.numbers;
  numbers.erase(std::remove(numbers.begin(), numbers.end(), but), numbers.end());
  const char* label = but.empty() ? tr("Numbers") : tr("Other numbers");
  const bool can_copy = !but.empty();
  if (!numbers.empty()) facts.push_back(numbers_fact(label, numbers, can_copy));
  fact(facts, tr("Labels"), joined(c.labels));
  for (const FilledField& one : c.fields) {
    facts.push_back({one.name, one.value});
    facts.back().parts = entities_of_field(one.value);
    if (can_copy) facts.back().copy = copy_of_field(one.name, one.value);
  }
  fact(facts, tr("Also called"), joined(c.other_names));
  if (!c.language.empty()) fact(facts, tr("Language"), language_name(c.language));
  return facts;
}

void fill_consent(CustomerPanel& panel, const Consent& consent, const Today& today) {
  if (consent.is_unreadable) {
    panel.consent_title = tr("Consent unknown");
    panel.consent_text = tr("It cannot be read whether they have opted out.");
    return;
  }
  if (consent.state == ConsentState::Unknown) {
    panel.consent_title = tr("Has not opted out");
    return;
  }
  panel.is_opted_out = consent.state == ConsentState::OptedOut;
  panel.consent_title = panel.is_opted_out ? tr("Opted out") : tr("Opted in again");
  if (panel.is_opted_out && consent.word.empty())
    panel.consent_text = tr("The carrier refused a message: they want no more messages from this number.");
  else if (panel.is_opted_out)
    panel.consent_text =
        tr("They wrote “{word}”: they want no more messages from this number.", {{"word", consent.word}});
  else
    panel.consent_text = tr("They wrote “{word}” after they had opted out.", {{"word", consent.word}});
  panel.consent_at = consent.at;
  panel.is_consent_of_today = today.has(consent.at);
}

struct PartWords {
  ContactPart part;
  const char* label;
  const char* help;
  bool has_lines;
  std::uint32_t bytes_max;
};
constexpr PartWords kParts[] = {
    {ContactPart::Name, mark("Name"), "", false, kContactNameBytesMax},
    {ContactPart::Numbers, mark("Numbers"), mark("One a line, with + and the country"), true, 2'000},
    {ContactPart::Labels, mark("Labels"), mark("One a line"), true, 2'000},
    {ContactPart::Field, "", "", false, kContactFieldBytesMax},
    {ContactPart::Note, mark("Note"), mark("For colleagues, never sent"), true, kContactNoteBytesMax},
    {ContactPart::OtherNames, mark("Other names"), mark("One a line: former names, a company"), true, 2'000},
    {ContactPart::Language, mark("Language"), "", false, 0},
    {ContactPart::Zone, mark("Time zone"), "", false, 0},
};

void fill_form(CustomerPanel& panel, const State& s, ConversationId of, const ContactForm& form) {
  panel.is_editing = true;
  panel.form_title = form.before.id.is_set() ? tr("Edit contact") : tr("New contact");
  panel.form_revision = form.revision;
  panel.problem = form.problem;
  panel.is_saving = form.pending.has_value();
  for (std::size_t i = 0; i < form.fields.size(); ++i) {
    const ContactField& field = form.fields[i];
    const auto* words = std::find_if(std::begin(kParts), std::end(kParts),
                                     [&](const PartWords& one) { return one.part == field.part; });
    ContactFieldLine line{field.part, translated(words->label), translated(words->help), field.text,
                          {},         words->has_lines,         words->bytes_max};
    if (field.part == ContactPart::Field) {
      line.label = field.name;
      for (const CustomerField& one : s.workspace.settings.customer_fields)
        if (one.name == field.name) line.choices = one.choices;
      // What was chosen before and is no choice any more can still be seen, and left.
      if (!line.choices.empty() && !field.text.empty() &&
          std::find(line.choices.begin(), line.choices.end(), field.text) == line.choices.end())
        line.choices.push_back(field.text);
    }
    const ContactPlace place{of, static_cast<std::uint32_t>(i), form.choosing == i};
    if (field.part == ContactPart::Language) line.menu = language_menu(s, place, field.text);
    if (field.part == ContactPart::Zone) line.menu = zone_menu(s, place, field.text);
    if (panel.is_saving && line.menu.has_menu) line.menu.unavailable = tr("The contact is being saved.");
    panel.form.push_back(std::move(line));
  }
}

void fill_finding(CustomerPanel& panel, const ConversationDetail& detail, const OtherContact& other) {
  const auto& own = detail.record.contact;
  panel.is_finding = true;
  panel.find_title = own ? tr("Merge with another contact") : tr("Add to a contact");
  panel.find_words = other.words;
  panel.merge_problem = other.problem;
  panel.is_merging = other.merging.has_value();
  for (const Contact& one : other.found) {
    if (own && one.id == own->id) continue;
    panel.found.push_back({one.id.value, one.name, joined(spoken(one.numbers))});
  }
  if (other.is_failed)
    panel.find_status = tr("Contacts could not be looked for right now. Change a letter to try again.");
  else if (other.pending || other.ask_at)
    panel.find_status = panel.found.empty() ? tr("Searching…") : "";
  else if (panel.found.empty())
    panel.find_status =
        other.was_answered ? tr("No other contact was found.") : tr("Write a name, a number or a label.");
  if (!other.chosen) return;
  panel.is_chosen = true;
  if (!own) {
    panel.preview = facts_of(*other.chosen, {});
    panel.merge_text = is_masked(detail.customer)
                           ? tr("This number becomes one of {contact}.", {{"contact", other.chosen->name}})
                           : tr("{number} becomes a number of {contact}.",
                                {{"number", readable_address(detail.customer)}, {"contact", other.chosen->name}});
    panel.merge_action = tr("Add number");
    return;
  }
  const Contact& kept = other.keeps_other ? *other.chosen : *own;
  const Contact& gone = other.keeps_other ? *own : *other.chosen;
  const Contact both = merged(kept, gone);
  panel.names = {own->name, other.chosen->name};
  panel.kept = other.keeps_other ? 1 : 0;
  panel.preview = facts_of(both, {});
  fact(panel.preview, tr("Time zone"), both.zone);
  fact(panel.preview, tr("Note"), both.note);
  panel.merge_text = tr("They become one contact with all numbers, labels, fields, notes and conversations of both.");
  panel.merge_action = tr("Merge");
}

std::string reason_words(const Likeness& why) {
  switch (why.sign) {
    case DuplicateSign::Email:
      return tr("Both have the same e-mail: {value}", {{"value", why.value}});
    case DuplicateSign::Field:
      return tr("Both have the same {field}: {value}", {{"field", why.field}, {"value", why.value}});
    case DuplicateSign::Number:
      return tr("A number of one stands in the other’s {field}.", {{"field", why.field}});
    case DuplicateSign::Name:
      return tr("Both have the same name, and “{value}”.", {{"value", why.value}});
  }
  return {};
}

void fill_suggestions(CustomerPanel& panel, const State& s, const smsdesk::Conversation& c) {
  const SuggestedDuplicates& likely = s.contacts.duplicates;
  const auto& contact = c.detail->record.contact;
  if (!contact || likely.conversation != c.id || likely.contact != contact->id) return;
  for (const LikelyDuplicate& one : likely.found) {
    SuggestionLine line;
    line.number = one.contact.id.value;
    line.title = tr("May be the same person: {contact}", {{"contact", one.contact.name}});
    line.reason = reason_words(one.why);
    line.compare_name = tr("Compare with {contact}", {{"contact", one.contact.name}});
    line.apart_name = tr("Not the same as {contact}", {{"contact", one.contact.name}});
    line.is_busy = likely.telling_apart.has_value() && likely.apart == one.contact.id;
    panel.suggestions.push_back(std::move(line));
  }
}

/// Where none stands in the list. It may go on itself, or one that was before cannot be read, or is being filed: then it is
/// not the first.
std::string no_history_words(const smsdesk::Conversation& c) {
  if (c.segment > 1) return tr("It was closed before and goes on. There is no other that you may see.");
  if (c.detail->why && c.detail->why->last_agent.is_set()) return tr("There is no earlier one that you may see.");
  return tr("This is the first that you may see.");
}

void fill_history(CustomerPanel& panel, const State& s, const smsdesk::Conversation& c, bool is_closed,
                  const Today& today) {
  const CustomerHistory& history = s.contacts.history;
  panel.history_title = is_closed ? tr("Other conversations") : tr("Earlier conversations");
  if (history.conversation != c.id) {
    panel.history_status = s.connection.link == Link::Up ? tr("Loading…") : tr("There is no connection.");
    return;
  }
  for (const FoundConversation& one : history.found) {
    if (one.conversation == c.id) continue;  // it is before the reader's eyes
    const Agent* agent = s.workspace.find_agent(one.agent);
    std::string text = queue_name(s, one.queue);
    if (agent != nullptr) text += (text.empty() ? "" : " · ") + agent->name;
    if (!one.code.empty()) text += (text.empty() ? "" : " · ") + one.code;
    // Masked ones are of one conversation each: what they tell is compared.
    const std::string number = spoken_address(one.customer);
    if (one.customer != c.detail->customer && number != spoken_address(c.detail->customer))
      text += (text.empty() ? "" : " · ") + number;
    panel.history.push_back({one.conversation, one.ended_at, text,
                             tr("Read the conversation: {text}", {{"text", text}}), today.has(one.ended_at)});
  }
  if (history.is_failed) {
    panel.history_status = tr("Earlier conversations could not be read right now.");
    panel.history_action = tr("Try again");
  } else if (panel.history.empty()) {
    const bool has_older = history.was_answered && history.has_more;
    if (!has_older)
      panel.history_status = !history.was_answered ? std::string(tr("Loading…"))
                             : is_closed           ? std::string(tr("There is no other that you may see."))
                                                   : no_history_words(c);
    if (has_older && !history.pending) panel.history_action = tr("Show older");
  } else if (history.has_more) {
    panel.history_action = history.pending ? "" : tr("Show older");
  }
}

/// Of a closed conversation the facts hold nothing: it was asked for.
void fill_status(CustomerPanel& panel, const State& s, const smsdesk::Conversation& c) {
  const ReadCustomer& read = s.contacts.read;
  const bool is_it = read.found.conversation == c.id;
  if (is_it && read.is_failed)
    panel.status = tr("What is known of the customer could not be read right now. Open the conversation again to try.");
  else if (!is_it || !read.is_known)
    panel.status = s.connection.link == Link::Up ? tr("Loading…") : tr("There is no connection.");
}

void fill_links(CustomerPanel& panel, const State& s, const ConversationDetail& detail, const Contact* contact) {
  const auto value_of = [&](std::string_view field) {
    return field_value(s.workspace.settings.customer_fields, contact, field);
  };
  const std::string number = is_masked(detail.customer) ? std::string() : detail.customer;
  for (const CustomerLink& one : s.workspace.settings.customer_links)
    if (auto address = fill_link(one.address, number, contact, value_of))
      panel.links.push_back({one.name, std::move(*address)});
}

}  // namespace

NumberCopy number_copy(const ConversationDetail& detail) {
  const auto address = sms::parse_address(detail.customer);
  const bool is_number = address && address->kind() != sms::AddressKind::Alphanumeric;
  if (is_masked(detail.customer) || !is_number) return {};
  const std::string shown = readable_address(detail.customer);
  return {tr("Copy number"), intent::CopyText{shown, tr("Copied: {text}", {{"text", shown}})}};
}

CustomerPanel customer_panel(const State& s, const smsdesk::Conversation& c, Instant now, const Today& today,
                             DurationMs& changes_in) {
  CustomerPanel panel;
  const ConversationDetail& detail = *c.detail;
  const auto& contact = detail.record.contact;
  panel.has_contact = contact.has_value();
  panel.title = customer_title(detail);
  panel.spoken_title = spoken_customer(detail);
  panel.below = contact ? readable_address(detail.customer) : kind_of(detail.customer);
  panel.spoken_below = contact ? spoken_address(detail.customer) : panel.below;
  panel.copy = number_copy(detail);
  const bool is_closed = s.workspace.find_conversation(c.id) != &c;
  const bool can_edit = can_edit_contact(s, c);
  if (is_closed) fill_status(panel, s, c);
  if (can_reveal_number(s, c)) {
    panel.reveal_label = tr("Show number");
    panel.reveal_help = tr("That you have looked at it is recorded.");
    panel.is_revealing = is_pending<RevealNumber>(s, c.id);
  }
  if (can_edit) {
    panel.edit_label = contact ? tr("Edit contact") : tr("Add contact");
    panel.merge_label = contact ? tr("Merge…") : tr("Add to a contact…");
  }
  if (panel.status.empty()) {
    fill_consent(panel, detail.record.consent, today);
    if (contact) {
      panel.facts = facts_of(*contact, detail.customer);
      panel.note = contact->note;
      panel.note_copy = copy_of_note(contact->note);
    }
    add_local_time(panel.facts, detail.record.zone, now, changes_in);
    add_country(panel.facts, detail.customer);
    fill_links(panel, s, detail, contact ? &*contact : nullptr);
  }
  fill_history(panel, s, c, is_closed, today);
  if (!can_edit) return panel;
  const auto form = s.contacts.forms.find(c.id);
  if (form != s.contacts.forms.end()) fill_form(panel, s, c.id, form->second);
  if (s.contacts.other.conversation == c.id) fill_finding(panel, detail, s.contacts.other);
  fill_suggestions(panel, s, c);
  return panel;
}

}  // namespace smsdesk::screen
