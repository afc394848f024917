// A queue and a number out of the organisation's document.
#pragma once

#include "core/queue/queue.h"
#include "relay/organisation/item_reader.h"

namespace smsdesk::relay {

/// Whom and what a queue, a number or an agent may name.
struct KnownItems {
  Known codes{"wrap-up code"};
  Known skills{"skill"};
  Known groups{"group"};
  Known labels{"label"};
  Known schedules{"schedule"};
  Known lists{"contact list"};
  Known statuses{"sub-status"};
  Known queues{"queue"};
  Known agents{"agent", {}, {}, true};  ///< by login
};

/// Everything but id and name.
void read_queue(ItemReader& reader, const KnownItems& known, Queue& queue);
/// "0.0079 USD"; where it is not there, or empty, the price is not set.
void read_price(ItemReader& reader, const char* name, Price& price);
void read_number(ItemReader& reader, const KnownItems& known, OurNumber& number);

}  // namespace smsdesk::relay
