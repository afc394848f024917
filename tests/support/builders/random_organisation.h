// Organisations of every shape that check_organisation() allows: for laws about writing, reading and comparing them. Seeded.
#pragma once

#include "core/base/random.h"
#include "core/workspace/organisation.h"

namespace smsdesk::test {

/// Every field of every kind differs from the usual now and then; names hold quotes, line ends and other scripts. Zones have
/// no offsets.
Organisation random_organisation(Random& random);

}  // namespace smsdesk::test
