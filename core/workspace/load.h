// Utilization: how much an agent holds, and whether one more fits (features.md F.3 to F.7). Pure.
//
// A conversation weighs units of capacity by its queue's label. What is interruptible does not stand in the way of what
// is not. What is quiet (no reply of the customer for long) is lent a slot above the capacity, as long as there are reserved
// ones: where its customer writes again, it takes that slot. So a load is above the capacity by what came back by itself, by
// what is interruptible, by one conversation that weighs more than the whole capacity, or because the configuration changed.
#pragma once

#include <map>

#include "core/queue/agent.h"
#include "core/queue/queue.h"

namespace smsdesk {

struct Weight {
  unsigned units = 1;
  LabelId label;
  unsigned label_limit = 0;  ///< 0 = none
  bool is_interruptible = false;
};

/// One unit, not interruptible, without a label: whom this does not fit, nothing fits.
inline constexpr Weight kLeastWeight{};

struct Load {
  unsigned units = 0;                    ///< of all but the quiet
  unsigned interruptible = 0;            ///< of these units
  unsigned count = 0;                    ///< conversations of all but the quiet
  unsigned interruptible_count = 0;      ///< of these conversations
  unsigned quiet = 0;                    ///< units that are quiet
  std::map<LabelId, unsigned> by_label;  ///< conversations, quiet ones included
  friend bool operator==(const Load&, const Load&) = default;

  void add(const Weight& weight, bool is_quiet);
  void drop(const Weight& weight, bool is_quiet);
  bool is_empty() const { return units == 0 && quiet == 0; }
  /// Units that count: the quiet ones only as far as they exceed the reserve.
  unsigned counted(unsigned reserve) const { return units + (quiet > reserve ? quiet - reserve : 0); }
  /// Units that stand in the way of work of that kind.
  unsigned in_the_way_of(const Weight& weight, unsigned reserve) const;
};

/// Whether one more of that weight fits beside the load. What weighs more than the whole capacity fits an agent who has
/// nothing else: otherwise nobody could ever take it.
bool fits(const Load& load, const Weight& weight, unsigned capacity, unsigned reserve);

}  // namespace smsdesk
