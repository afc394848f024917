#include "core/workspace/masking.h"

#include <algorithm>

#include "core/conversation/masked_address.h"

namespace smsdesk {

bool has_masked_numbers(const OrganisationSettings& settings, AgentRole role) {
  switch (settings.masked_for) {
    case MaskedFor::Nobody:
      return false;
    case MaskedFor::Agents:
      return role == AgentRole::Agent;
    case MaskedFor::AgentsAndSupervisors:
      return role != AgentRole::Admin;
  }
  return true;
}

bool is_masked_for(const OrganisationSettings& settings, const Conversation& conversation, const Agent& viewer) {
  if (!has_masked_numbers(settings, viewer.role)) return false;
  return !settings.has_reveal || !conversation.detail || !conversation.detail->is_revealed_to(viewer.id);
}

bool can_reveal(const OrganisationSettings& settings, const Conversation& conversation, const Agent& viewer) {
  return settings.has_reveal && is_masked_for(settings, conversation, viewer);
}

void mask(ConversationDetail& detail, ConversationId of) {
  mask(detail.record, detail.customer, of);
  detail.customer = masked_address(detail.customer, of);
}

void mask(CustomerRecord& record, const std::string& customer, ConversationId of) {
  if (record.zone.is_guess) {
    record.zone.name.clear();
    for (auto& end : record.zone.between) end.name.clear();
  }
  if (!record.contact) return;
  std::size_t place = 0;
  for (std::string& number : record.contact->numbers)
    number = masked_address(number, of, number == customer ? 0 : ++place);
  std::sort(record.contact->numbers.begin(), record.contact->numbers.end());
}

void mask(Contact& contact) {
  std::size_t place = 0;
  for (std::string& number : contact.numbers) number = masked_address(number, contact.id, place++);
  std::sort(contact.numbers.begin(), contact.numbers.end());
}

void keep_numbers(SaveContact& c, const std::string& customer) {
  c.contact.numbers = c.known ? c.known->numbers : std::vector<std::string>();
  if (!c.contact.has_number(customer))
    c.contact.numbers.insert(std::lower_bound(c.contact.numbers.begin(), c.contact.numbers.end(), customer), customer);
}

}  // namespace smsdesk
