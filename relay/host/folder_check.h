// Whether a folder of the configuration can be used, told without making it.
#pragma once

#include <string>

namespace smsdesk::relay {

/// Why the folder cannot be written to, or made where it is missing, in the system's words ("Permission denied"); empty where
/// it can. Nothing is changed. For the user whom the process runs as.
std::string trouble_with_folder(const std::string& folder);

}  // namespace smsdesk::relay
