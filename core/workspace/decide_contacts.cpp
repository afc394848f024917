// Who is behind a number. A contact changes as a whole against the revision that its editor had before their eyes; each open
// conversation with one of its numbers is told in the same decision, so that no two of them ever say different things.
#include <algorithm>

#include "core/conversation/masked_address.h"
#include "core/words/words.h"
#include "core/workspace/commands.h"
#include "core/workspace/masking.h"
#include "core/workspace/visibility.h"

namespace smsdesk {
namespace {

constexpr const char* kGone =
    mark("This contact is not there any more: it was merged into another one. Look at it again.");

const NumberFacts* facts_of(const std::vector<NumberFacts>& all, const std::string& number) {
  const auto at = std::find_if(all.begin(), all.end(), [&](const NumberFacts& one) { return one.number == number; });
  return at == all.end() ? nullptr : &*at;
}

/// What is known of that number's customer once it is `contact`'s, or, not set, nobody's.
CustomerRecord record_of(const ConversationDetail& detail, const Contact* contact, const std::optional<LocalZone>& zone,
                         const std::vector<NumberFacts>& numbers) {
  CustomerRecord record;
  record.consent = detail.record.consent;
  if (contact != nullptr) {
    record.contact = *contact;
    if (!contact->zone.empty() && zone) {
      record.zone = *zone;
      return record;
    }
  }
  if (const NumberFacts* facts = facts_of(numbers, detail.customer)) record.zone = facts->zone;
  return record;
}

/// Every open conversation with a number that is `contact`'s, or was one of `before`.
void tell_conversations(const Workspace& w, const Contact& contact, const std::vector<std::string>& before,
                        const std::optional<LocalZone>& zone, const std::vector<NumberFacts>& numbers,
                        Entries& entries) {
  for (const auto& [id, conversation] : w.conversations) {
    if (!conversation.detail) continue;
    const std::string& customer = conversation.detail->customer;
    const bool is_of = contact.has_number(customer);
    if (!is_of && std::find(before.begin(), before.end(), customer) == before.end()) continue;
    CustomerRecord record = record_of(*conversation.detail, is_of ? &contact : nullptr, zone, numbers);
    if (!(record == conversation.detail->record)) entries.add(CustomerKnown{id, std::move(record)});
  }
}

/// One that has ended is read like a closed one, whoever still files it.
bool may_read_now(const Workspace& w, const Conversation& c, const Agent& agent) {
  return may_read(w, c, agent) ||
         (c.state == ConversationState::AfterCallWork && may_read_closed(w, c.owner, c.queue, agent));
}

/// The number of the conversation's customer, or why this agent cannot say who that is.
struct CustomerFound {
  const std::string* number = nullptr;
  bool is_others = false;  ///< it is there, and not for this agent
};
CustomerFound find_customer(const Workspace& w, ConversationId id, const std::optional<ClosedConversation>& closed,
                            const Agent& agent) {
  if (const Conversation* known = w.find_conversation(id)) {
    if (!known->detail) return {};
    if (!may_read_now(w, *known, agent)) return {nullptr, true};
    return {&known->detail->customer, false};
  }
  if (!closed || closed->conversation != id) return {};
  if (!may_read_closed(w, closed->agent, closed->queue, agent)) return {nullptr, true};
  return {&closed->customer, false};
}

}  // namespace

Decision Commands::operator()(const SaveContact& asked) {
  const CustomerFound found = find_customer(w_, asked.conversation, asked.closed, agent_);
  if (found.number == nullptr) return found.is_others ? not_yours() : ended();
  if (is_far_too_long(asked.contact))
    return too_long(mark("This is too much for one contact. Shorten the note or the fields."));
  const std::string& customer = *found.number;
  const bool keeps_numbers = has_masked_numbers(w_.settings, agent_.role);
  SaveContact c = asked;
  if (keeps_numbers) keep_numbers(c, customer);
  Contact contact = normalised(c.contact);
  if (std::string trouble = trouble_with(contact); !trouble.empty())
    return refused(RefusalKind::BadValue, std::move(trouble));
  if (!contact.zone.empty() && !c.zone)
    return refused(RefusalKind::BadValue,
                   tr("There is no time zone “{zone}”. Write it like Europe/Berlin.", {{"zone", contact.zone}}));
  const bool was_its = c.known && c.known->has_number(customer);
  if (!contact.has_number(customer) && !was_its)
    return refused(RefusalKind::BadValue, "The number of this conversation is not among those of the contact.");
  if (contact.id.is_set()) {
    if (!c.known) return refused(RefusalKind::NotNow, kGone);
    if (c.known->revision != contact.revision) {
      const Agent* by = w_.find_agent(c.known->changed_by);
      return refused(
          RefusalKind::NotNow,
          tr(by == nullptr ? mark("Somebody has changed this contact meanwhile. Look at it, then save again.")
                           : mark("{agent} has changed this contact meanwhile. Look at it, then save again."),
             {{"agent", by == nullptr ? std::string_view() : by->name}}));
    }
  }
  for (const std::string& number : contact.numbers) {
    const NumberFacts* facts = facts_of(c.numbers, number);
    if (facts != nullptr && facts->contact && facts->contact->id != contact.id) {
      const std::string which = keeps_numbers ? tr("The number of this conversation") : readable_address(number);
      return refused(RefusalKind::BadValue, tr("{number} belongs to {contact} already. Merge the two contacts instead.",
                                               {{"number", which}, {"contact", facts->contact->name}}));
    }
  }
  if (c.known) {
    contact.changed_by = c.known->changed_by;
    contact.changed_at = c.known->changed_at;
    if (contact == *c.known) return done();
  }
  if (!contact.id.is_set()) contact.id = entries_.next_id<ContactId>();
  contact.revision = c.known ? c.known->revision + 1 : 1;
  contact.changed_by = agent_.id;
  contact.changed_at = now_;
  entries_.add(ContactSaved{contact, c.known});
  tell_conversations(w_, contact, c.known ? c.known->numbers : std::vector<std::string>(), c.zone, c.numbers, entries_);
  return done();
}

Decision Commands::operator()(const MergeContacts& c) {
  const CustomerFound found = find_customer(w_, c.conversation, c.closed, agent_);
  if (found.number == nullptr) return found.is_others ? not_yours() : ended();
  if (!c.kept_contact || !c.gone_contact || c.kept == c.gone) return refused(RefusalKind::NotNow, kGone);
  const std::string& customer = *found.number;
  if (!c.kept_contact->has_number(customer) && !c.gone_contact->has_number(customer))
    return refused(RefusalKind::BadValue, "Neither of the two is the customer of this conversation.");
  if (c.kept_contact->revision != c.kept_revision || c.gone_contact->revision != c.gone_revision)
    return refused(RefusalKind::NotNow, "One of the two was changed meanwhile. Look at both again, then merge them.");
  Contact contact = merged(*c.kept_contact, *c.gone_contact);
  if (const std::string trouble = trouble_with(contact); !trouble.empty())
    return refused(RefusalKind::BadValue,
                   tr("Together they are too much for one contact. {reason}", {{"reason", trouble}}));
  contact.revision = c.kept_contact->revision + 1;
  contact.changed_by = agent_.id;
  contact.changed_at = now_;
  entries_.add(ContactsMerged{contact, *c.kept_contact, *c.gone_contact});
  tell_conversations(w_, contact, {}, c.zone, c.numbers, entries_);
  return done();
}

Decision Commands::operator()(const TellContactsApart& c) {
  const CustomerFound found = find_customer(w_, c.conversation, c.closed, agent_);
  if (found.number == nullptr) return found.is_others ? not_yours() : ended();
  ContactId own = c.own;
  if (const Conversation* conversation = w_.find_conversation(c.conversation)) {
    const auto& contact = conversation->detail->record.contact;
    own = contact ? contact->id : ContactId{};
  }
  if (!own.is_set() || !c.is_other_known || own == c.other) return refused(RefusalKind::NotNow, kGone);
  entries_.add(ContactsToldApart{c.conversation, agent_.id, own, c.other});
  return done();
}

Decision Commands::operator()(const RevealNumber& c) {
  const CustomerFound found = find_customer(w_, c.conversation, c.closed, agent_);
  if (found.number == nullptr) return found.is_others ? not_yours() : ended();
  const Conversation* conversation = w_.find_conversation(c.conversation);
  const bool is_masked = conversation != nullptr ? is_masked_for(w_.settings, *conversation, agent_)
                                                 : has_masked_numbers(w_.settings, agent_.role);
  if (!is_masked) return done();  // there is nothing to write down
  if (!w_.settings.has_reveal)
    return refused(RefusalKind::NoRight, "Your organisation does not show you the numbers of customers.");
  entries_.add(NumberRevealed{c.conversation, agent_.id});
  return done();
}

}  // namespace smsdesk
