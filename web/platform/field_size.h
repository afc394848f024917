// How large the words of native fields must be, beside what the theme says.
//
// Why: a browser of iOS enlarges the page as soon as a field gets the focus whose words have less than 16 CSS px, and leaves it so.
// Only the words grow there: line heights, and with them all boxes, stay the theme's.
#pragma once

namespace smsdesk::web {

/// CSS px at the text size that is set (page.h); 0 where it does not matter.
float field_size_min();

}  // namespace smsdesk::web
