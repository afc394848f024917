// Addresses under which the carrier fetches what an agent sends: each names one file of one message, ends by itself, and cannot
// be guessed or made by anybody else. Nothing of the content's hash stands in it. Pure but for the key that is made once.
//
// And those under which customers get a file that went to them as a link: short, because they stand in a text message, so that
// the store says what each is for. That one was made here is seen without asking it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/ids.h"
#include "core/base/time.h"

namespace smsdesk::media {

struct Ticket {
  MessageId message;
  unsigned place = 0;
  Instant ends_at;
  friend bool operator==(const Ticket&, const Ticket&) = default;
};

/// 32 random bytes as hex, kept by the relay.
std::string make_ticket_key();
/// What stands in the address, of letters, digits, '-' and '_'. Empty where the key is none.
std::string encode_ticket(const Ticket& ticket, const std::string& key_hex);
/// Nothing where it was not made with that key, was changed, or has ended by `now`.
std::optional<Ticket> decode_ticket(std::string_view text, const std::string& key_hex, Instant now);

/// Fresh and random: kLinkTicketChars letters, digits, '-' and '_', the last one a letter, which every telephone takes into the
/// link that it finds in a text. Empty where the key is none.
std::string make_link_ticket(const std::string& key_hex);
inline constexpr std::size_t kLinkTicketChars = 22;
/// It was made with that key.
bool is_link_ticket(std::string_view text, const std::string& key_hex);

}  // namespace smsdesk::media
