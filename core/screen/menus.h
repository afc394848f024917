// What can be done with a conversation or an offer: buttons and their menus as values. For core/screen only.
//
// A menu's entry carries its intent: which entries there are and what they do is decided here, and a view draws any menu
// alike. Entries are made only for the menu that is open, but for those of the list's cards: which of them is open is the
// view's to know.
#pragma once

#include "core/client/state.h"
#include "core/screen/make_screen.h"
#include "core/screen/screen.h"

namespace smsdesk::screen {

/// So many targets can be looked through; beyond it there is a field to find one.
inline constexpr std::size_t kMenuPlainMax = 8;

/// By both clocks: what the relay's facts are measured with, and what the agent sees on the wall.
struct Clocks {
  Instant relay, browser;
  DayOf day_of = utc_day;
};

/// Transfer, Park, End, as far as this agent may; of somebody else's conversation, what a supervisor may.
std::vector<ActionMenu> conversation_menus(const State& state, const smsdesk::Conversation& conversation,
                                           const Clocks& clocks);
/// To print or keep what was said; of everybody who may read it, open or closed.
ActionMenu transcript_menu(const State& state, ConversationId conversation);
/// What can be done with a conversation where it stands in the list; `card` says the rest of it already. Empty: nothing.
std::vector<ActionChoice> card_menu(const State& state, const smsdesk::Conversation& conversation, const Card& card);
/// "on queue", "not responding", "off queue", "meal".
std::string availability(const Agent& agent);
/// The reasons with which an offer may be declined.
ActionMenu decline_menu(const State& state, OfferId offer, const std::string& customer);

}  // namespace smsdesk::screen
