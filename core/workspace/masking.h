// Customers' numbers for those who work without them: who does, and what they get instead. Pure.
//
// The organisation says for which roles numbers are masked, and whether a masked one may be shown to an agent who asks for
// it. That is written down (NumberRevealed), and is so for this agent as long as the conversation is in the workspace; of one that
// has left it, for the page that asked, as long as that reads it on this connection.
//
// Invariant: what a masked viewer is sent holds no number of a customer that smsdesk has as such. Words that people wrote
// are theirs: a number in a message, a note or a field stays, and a time zone that somebody typed. What the number alone says
// of the zone is told without its name, since one code can be a town; the clock stays, so that nobody is written to at night.
//
// Who works with masked numbers does not change them, also where one was shown: what such an agent saves of a contact keeps
// the numbers it has.
#pragma once

#include "core/workspace/decide.h"

namespace smsdesk {

/// This role works with masked numbers. Administrators never do: they write the contact lists.
bool has_masked_numbers(const OrganisationSettings& settings, AgentRole role);
/// Of this conversation: masked, and not shown to this agent yet.
bool is_masked_for(const OrganisationSettings& settings, const Conversation& conversation, const Agent& viewer);
/// They may ask for it.
bool can_reveal(const OrganisationSettings& settings, const Conversation& conversation, const Agent& viewer);

/// The customer's number and all others of their contact, as they stand in that conversation.
void mask(ConversationDetail& detail, ConversationId of);
/// `customer`: the conversation's, not masked. A zone by the number loses its name and keeps its offsets.
void mask(CustomerRecord& record, const std::string& customer, ConversationId of);
/// One that is seen by itself.
void mask(Contact& contact);

/// What one who works with masked numbers may save: the contact's own numbers as they are (c.known, which must have been
/// looked up) and that of the conversation.
void keep_numbers(SaveContact& c, const std::string& customer);

}  // namespace smsdesk
