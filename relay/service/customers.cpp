#include "relay/service/customers.h"

#include <algorithm>

#include "core/sms/number_zone.h"
#include "core/template/fold.h"
#include "core/workspace/enum_words.h"
#include "core/workspace/masking.h"
#include "core/workspace/workspace_json.h"

namespace smsdesk::relay {

Result<std::optional<Contact>> Customers::read(const Result<std::optional<std::string>>& body) const {
  if (!body) return body.error();
  if (!*body) return std::optional<Contact>();
  auto contact = decode_contact(**body);
  // Not the decoder's own sentence, whatever it quotes.
  if (!contact) return Error{ErrorCode::Invalid, "The row of a contact is damaged."};
  return std::optional<Contact>(std::move(contact.value()));
}

Result<std::optional<Contact>> Customers::find(ContactId id) const {
  const auto fresh = fresh_.find(id);
  if (fresh != fresh_.end()) return fresh->second;
  return read(store_.find_contact(id));
}

Result<std::optional<Contact>> Customers::find_of(const std::string& number) const {
  for (const auto& [id, contact] : fresh_)
    if (contact && contact->has_number(number)) return contact;
  auto kept = read(store_.find_contact_of(number));
  // What this turn has changed of it has that number no more.
  if (kept && *kept && fresh_.count((*kept)->id) != 0) return std::optional<Contact>();
  return kept;
}

std::optional<LocalZone> Customers::zone_named(const std::string& name, bool is_guess) const {
  if (name.empty()) return LocalZone{};
  if (!zones_) return LocalZone{name, {}, is_guess};
  auto offsets = zones_(name, now_);
  if (!offsets) return std::nullopt;
  return LocalZone{name, std::move(*offsets), is_guess};
}

std::optional<LocalZone> Customers::zone_of(const std::string& number) const {
  const sms::ZoneSpan span = sms::zones_of_number(number);
  if (span.behind == span.ahead) return zone_named(std::string(span.behind), true);
  LocalZone zone;
  zone.is_guess = true;
  for (const std::string_view name : {span.behind, span.ahead}) {
    auto one = zone_named(std::string(name), true);
    if (!one) return std::nullopt;
    zone.between.push_back({std::move(one->name), std::move(one->offsets)});
  }
  return zone;
}

Result<Customers::Found> Customers::record_of(const std::string& customer, const std::string& our_number) const {
  Found found;
  CustomerRecord& record = found.record;
  auto contact = find_of(customer);
  if (!contact && contact.error().code == ErrorCode::Unavailable) return contact.error();
  found.is_contact_unreadable = !contact;
  if (contact) record.contact = std::move(*contact);
  std::optional<LocalZone> zone;
  if (record.contact && !record.contact->zone.empty()) zone = zone_named(record.contact->zone, false);
  if (!zone) zone = zone_of(customer);
  if (zone) record.zone = std::move(*zone);
  auto consent = read_consent(customer, our_number);
  if (!consent) return consent.error();
  record.consent = std::move(*consent);
  return found;
}

Consent Customers::consent_of(const std::string& customer, const std::string& our_number) const {
  auto read = read_consent(customer, our_number);
  if (read) return std::move(*read);
  Consent consent;
  consent.is_unreadable = true;
  return consent;
}

Result<Consent> Customers::read_consent(const std::string& customer, const std::string& our_number) const {
  const auto fresh = fresh_consents_.find({customer, our_number});
  if (fresh != fresh_consents_.end()) return fresh->second;
  Consent consent;
  const auto kept = store_.find_consent(customer, our_number);
  if (!kept && kept.error().code == ErrorCode::Unavailable) return kept.error();
  if (kept && !*kept) return consent;
  const auto state = kept ? fields::find_word<ConsentState>((*kept)->state) : std::nullopt;
  consent.is_unreadable = !state;
  if (state) consent = {*state, (*kept)->at, (*kept)->message, (*kept)->word};
  return consent;
}

Status Customers::add_numbers(const std::vector<std::string>& numbers, std::vector<NumberFacts>& into) const {
  for (const std::string& number : numbers) {
    const bool is_there =
        std::any_of(into.begin(), into.end(), [&](const NumberFacts& one) { return one.number == number; });
    if (is_there) continue;
    auto contact = find_of(number);
    if (!contact) return contact.error();
    into.push_back({number, std::move(*contact), zone_of(number).value_or(LocalZone{})});
  }
  return Done{};
}

Status Customers::look_up(SaveContact& c, const std::optional<std::string>& kept_number) const {
  if (is_far_too_long(c.contact)) return Done{};  // it is refused without that
  if (c.contact.id.is_set()) {
    auto known = find(c.contact.id);
    if (!known) return known.error();
    c.known = std::move(*known);
  }
  if (kept_number) keep_numbers(c, *kept_number);
  const Contact wanted = normalised(c.contact);
  if (!trouble_with(wanted).empty()) return Done{};  // it is refused without that
  c.zone = zone_named(wanted.zone, false);
  if (auto done = add_numbers(wanted.numbers, c.numbers); !done) return done;
  return c.known ? add_numbers(c.known->numbers, c.numbers) : Status(Done{});
}

Status Customers::look_up(MergeContacts& c) const {
  auto kept = find(c.kept), gone = find(c.gone);
  if (!kept) return kept.error();
  if (!gone) return gone.error();
  c.kept_contact = std::move(*kept);
  c.gone_contact = std::move(*gone);
  if (!c.kept_contact || !c.gone_contact) return Done{};
  const Contact both = merged(*c.kept_contact, *c.gone_contact);
  c.zone = zone_named(both.zone, false);
  return add_numbers(both.numbers, c.numbers);
}

Status Customers::look_up(TellContactsApart& c) const {
  const auto other = find(c.other);
  if (!other) return other.error();
  c.is_other_known = other->has_value();
  if (!c.closed) return Done{};
  const auto own = find_of(c.closed->customer);
  if (!own) return own.error();
  if (*own) c.own = (*own)->id;
  return Done{};
}

void Customers::note(const Workspace& before, const EntryBody& body) {
  if (const auto* saved = std::get_if<ContactSaved>(&body)) {
    fresh_[saved->contact.id] = saved->contact;
    touch(saved->contact);
    if (saved->before) touch(*saved->before);
  } else if (const auto* joined = std::get_if<ContactsMerged>(&body)) {
    fresh_[joined->contact.id] = joined->contact;
    fresh_[joined->gone.id] = std::nullopt;
    for (const Contact* one : {&joined->contact, &joined->before, &joined->gone}) touch(*one);
  } else if (const auto* consent = std::get_if<ConsentChanged>(&body)) {
    const Conversation* conversation = before.find_conversation(consent->conversation);
    const auto put = [&](const std::string& customer, const std::string& our_number) {
      fresh_consents_[{customer, our_number}] = consent->consent;
      touched_.insert(customer);
    };
    if (!consent->customer.empty())
      put(consent->customer, consent->our_number);
    else if (conversation != nullptr && conversation->detail)
      put(conversation->detail->customer, conversation->detail->our_number);
  }
}

std::string contact_words(const Contact& contact) {
  std::string words = contact.name;
  const auto add = [&](const std::string& text) { words += " " + text; };
  for (const std::string& one : contact.other_names) add(one);
  for (const std::string& one : contact.labels) add(one);
  for (const FilledField& one : contact.fields) add(one.value);
  words = folded(words) + store::kNumbersBegin;
  for (const std::string& one : contact.numbers) words += " " + one;
  return words;
}

}  // namespace smsdesk::relay
