// What became of a document from outside, in words: the admin's page shows them, and who hears it is told them.
#pragma once

#include <string>

#include "core/client/organisation.h"

namespace smsdesk {

/// Empty: there is nothing to say yet.
std::string import_words(const OrganisationState& organisation);

}  // namespace smsdesk
