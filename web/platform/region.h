// Names of countries in the viewer's language. The browser has them: a table of ours would be one for each language.
#pragma once

#include <string>
#include <string_view>

namespace smsdesk::web {

/// Of two letters (ISO 3166-1); the letters themselves where the browser has no name.
std::string region_name(std::string_view letters);

}  // namespace smsdesk::web
