// The admin's page for the gallery: a line of every kind.
#pragma once

#include <string_view>

#include "core/screen/organisation_page.h"

namespace smsdesk::web::view::gallery {

/// "organisation", "organisation-list" (nothing open), "organisation-review", "organisation-waiting".
screen::OrganisationPage make_organisation(std::string_view name, Instant now);

}  // namespace smsdesk::web::view::gallery
