#include "relay/carrier/twilio/errors.h"

#include <algorithm>
#include <iterator>

namespace smsdesk::twilio {
namespace {

constexpr Fault kFaults[] = {
    {20003, FaultClass::ChannelDown}, {20404, FaultClass::ChannelDown}, {20429, FaultClass::RetryLater},
    {21611, FaultClass::RetryLater},  {30001, FaultClass::RetryLater},  {30002, FaultClass::ChannelDown},
};

}  // namespace

std::span<const Fault> faults() {
  return kFaults;
}

FaultClass fault_of(int code) {
  const auto* at = std::lower_bound(std::begin(kFaults), std::end(kFaults), code,
                                    [](const Fault& one, int wanted) { return one.code < wanted; });
  return at != std::end(kFaults) && at->code == code ? at->fault : FaultClass::Permanent;
}

}  // namespace smsdesk::twilio
