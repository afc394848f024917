#include "relay/carrier/twilio/errors.h"

#include <algorithm>
#include <iterator>

namespace smsdesk::twilio {
namespace {

constexpr Fault kFaults[] = {
    {20003, FaultClass::ChannelDown},   {20404, FaultClass::ChannelDown},   {20429, FaultClass::RetryLater},
    {21211, FaultClass::NumberSuspect}, {21212, FaultClass::Administrator}, {21408, FaultClass::Administrator},
    {21602, FaultClass::Permanent},     {21606, FaultClass::Administrator}, {21608, FaultClass::Administrator},
    {21610, FaultClass::OptedOut},      {21611, FaultClass::RetryLater},    {21612, FaultClass::NumberSuspect},
    {21614, FaultClass::NumberSuspect}, {21617, FaultClass::Permanent},     {21635, FaultClass::NumberSuspect},
    {21658, FaultClass::Permanent},     {30001, FaultClass::RetryLater},    {30002, FaultClass::ChannelDown},
    {30003, FaultClass::RetryOnce},     {30004, FaultClass::Permanent},     {30005, FaultClass::NumberSuspect},
    {30006, FaultClass::NumberSuspect}, {30007, FaultClass::Content},       {30008, FaultClass::RetryOnce},
    {30034, FaultClass::Administrator},
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
