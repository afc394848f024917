#include "core/workspace/load.h"

#include "core/base/assert.h"

namespace smsdesk {

void Load::add(const Weight& weight, bool is_quiet) {
  (is_quiet ? quiet : units) += weight.units;
  if (!is_quiet) ++count;
  if (!is_quiet && weight.is_interruptible) {
    interruptible += weight.units;
    ++interruptible_count;
  }
  if (weight.label.is_set()) ++by_label[weight.label];
}

void Load::drop(const Weight& weight, bool is_quiet) {
  unsigned& from = is_quiet ? quiet : units;
  SMSDESK_ASSERT(from >= weight.units);
  from -= weight.units;
  if (!is_quiet) --count;
  if (!is_quiet && weight.is_interruptible) {
    interruptible -= weight.units;
    --interruptible_count;
  }
  if (!weight.label.is_set()) return;
  const auto at = by_label.find(weight.label);
  SMSDESK_ASSERT(at != by_label.end());
  if (--at->second == 0) by_label.erase(at);
}

unsigned Load::in_the_way_of(const Weight& weight, unsigned reserve) const {
  return counted(reserve) - (weight.is_interruptible ? 0 : interruptible);
}

bool fits(const Load& load, const Weight& weight, unsigned capacity, unsigned reserve) {
  if (weight.label_limit != 0) {
    const auto at = load.by_label.find(weight.label);
    if (at != load.by_label.end() && at->second >= weight.label_limit) return false;
  }
  const unsigned taken = load.in_the_way_of(weight, reserve);
  return taken + weight.units <= capacity || (taken == 0 && capacity > 0);
}

}  // namespace smsdesk
