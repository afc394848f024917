#include "web/view/layout.h"

#include <algorithm>

namespace smsdesk::web::view {
namespace {

constexpr float kDrawerBelow = 1024, kOnePaneBelow = 720;  // look.md
constexpr float kAreaBesideRoster = 1180;                  // tables and forms need the room

/// The conversation keeps its minimum: what is missing is taken from the context first, then from the list.
void fit_widths(Layout& layout, int page, const screen::Desk& s) {
  const bool has_list_inside = layout.has_area && layout.has_context;
  const int room = page - kRailWidth - (has_list_inside ? kListBesideFrom : kConversationMin);
  layout.roster = s.roster_width;
  layout.context = layout.has_context ? s.context_width : 0;
  const auto give = [&](int& width, int min) {
    const int missing = (layout.has_roster ? layout.roster : 0) + layout.context - room;
    if (missing > 0) width = std::max(min, width - missing);
  };
  if (layout.has_context) give(layout.context, kContextBounds.min);
  give(layout.roster, kRosterBounds.min);
  layout.roster_max = std::clamp(room - layout.context, kRosterBounds.min, kRosterBounds.max);
  layout.context_max =
      std::clamp(room - (layout.has_roster ? layout.roster : 0), kContextBounds.min, kContextBounds.max);
}

/// The panel stands beside a closed conversation where its list keeps its place, too.
bool fits_beside_list(float page, const screen::Desk& s) {
  const int roster = page >= kAreaBesideRoster ? s.roster_width : 0;
  return static_cast<int>(page) - kRailWidth - roster - kContextBounds.min >= kListBesideFrom;
}

}  // namespace

Layout layout_of(float page_width, const screen::Desk& s, float page_height) {
  Layout layout;
  layout.desk = &s;
  layout.has_area = s.area != Area::Conversations;
  const bool is_reading = s.area == Area::Find && s.context.is_shown;
  const bool has_panel = s.context.is_shown && (!layout.has_area || is_reading);
  layout.is_context_drawer = page_width < kDrawerBelow || (is_reading && !fits_beside_list(page_width, s));
  layout.is_one_pane = page_width < kOnePaneBelow;
  layout.is_low = page_height < kLowBelow;
  layout.is_drawer_open = has_panel && layout.is_context_drawer && s.is_context_shown;
  layout.has_context = has_panel && !layout.is_context_drawer;
  layout.has_conversation = !layout.has_area;
  if (layout.is_one_pane) {
    layout.has_roster = s.is_roster_shown || (!layout.has_area && !s.conversation.conversation.is_set());
    layout.has_rail = layout.has_roster;
    layout.has_conversation = !layout.has_area && !layout.has_roster;
    layout.has_area = layout.has_area && !layout.has_roster;
    layout.is_drawer_open = layout.is_drawer_open && (layout.has_conversation || layout.has_area);
  } else {
    layout.has_roster = !layout.has_area || page_width >= kAreaBesideRoster;
    fit_widths(layout, static_cast<int>(page_width), s);
  }
  layout.is_under_dialog = s.settings.is_open || s.templates.is_open || s.palette.is_open || s.note_dialog.is_open;
  layout.is_behind = layout.is_drawer_open || layout.is_under_dialog;
  return layout;
}

}  // namespace smsdesk::web::view
