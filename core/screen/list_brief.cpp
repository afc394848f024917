// What of the list must be known where the list does not stand.
#include "core/screen/parts.h"
#include "core/screen/words.h"
#include "core/words/words.h"

namespace smsdesk::screen {

ListBrief list_brief(const Roster& roster, ConversationId open) {
  ListBrief brief;
  for (const Card& card : roster.mine)
    if (card.conversation != open) brief.unread += card.unread;
  brief.back_name = tr("Back to your conversations");
  if (brief.unread > 0) brief.back_name += comma() + trn("{n} unread", "{n} unread", brief.unread);
  if (roster.alerts.empty()) return brief;
  const std::size_t others = roster.alerts.size() - 1;
  if (others > 0) brief.more_offers = trn("{n} more", "{n} more", others);
  brief.offers_name = roster.alerts.front().accessible_name;
  if (others > 0) brief.offers_name += comma() + trn("and {n} more offer", "and {n} more offers", others);
  return brief;
}

}  // namespace smsdesk::screen
