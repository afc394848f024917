// A queue and a number out of the organisation's document.
#pragma once

#include "core/queue/queue.h"
#include "relay/organisation/item_reader.h"

namespace smsdesk::relay {

/// Whom and what a queue, a number or an agent may name.
struct KnownItems {
  Known codes{mark("there is no wrap-up code {name}."), mark("must name a wrap-up code.")};
  Known skills{mark("there is no skill {name}."), mark("must name a skill.")};
  Known groups{mark("there is no group {name}."), mark("must name a group.")};
  Known labels{mark("there is no label {name}."), mark("must name a label.")};
  Known schedules{mark("there is no schedule {name}."), mark("must name a schedule.")};
  Known lists{mark("there is no contact list {name}."), mark("must name a contact list.")};
  Known statuses{};  ///< nothing names them
  Known queues{mark("there is no queue {name}."), mark("must name a queue.")};
  Known agents{mark("there is no agent {name}."), mark("must name an agent."), {}, {}, true};  ///< by login
};

/// Everything but id and name.
void read_queue(ItemReader& reader, const KnownItems& known, Queue& queue);
/// "0.0079 USD"; where it is not there, or empty, the price is not set.
void read_price(ItemReader& reader, const char* name, Price& price);
void read_number(ItemReader& reader, const KnownItems& known, OurNumber& number);

}  // namespace smsdesk::relay
