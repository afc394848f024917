// What of the list must be known where the list does not stand.
#include "core/screen/parts.h"
#include "core/screen/words.h"

namespace smsdesk::screen {

ListBrief list_brief(const Roster& roster, ConversationId open) {
  ListBrief brief;
  for (const Card& card : roster.mine)
    if (card.conversation != open) brief.unread += card.unread;
  brief.back_name = "Back to your conversations";
  if (brief.unread > 0) brief.back_name += ", " + std::to_string(brief.unread) + " unread";
  if (roster.alerts.empty()) return brief;
  const std::size_t others = roster.alerts.size() - 1;
  if (others > 0) brief.more_offers = std::to_string(others) + " more";
  brief.offers_name = roster.alerts.front().accessible_name +
                      (others > 0 ? ", and " + counted(others, "more offer", "more offers") : "");
  return brief;
}

}  // namespace smsdesk::screen
