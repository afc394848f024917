// Which panels stand on the page and how wide they are. Pure arithmetic in CSS px.
#pragma once

#include "core/screen/screen.h"

namespace smsdesk::web::view {

/// How the desk is laid out; the same for all panels of a frame.
struct Layout {
  bool has_rail = true, has_roster = true, has_conversation = true, has_context = true;
  bool has_area = false;  ///< another part of the program than the conversations: it has their and the details' room
  bool is_context_drawer = false;  ///< below 1024, or where it has no room beside what is read: it comes when asked for
  bool is_one_pane = false;        ///< below 720: roster or conversation
  bool is_low = false;  ///< little height (a large zoom, a keyboard on the glass): one line for everything but text
  bool is_drawer_open = false;
  bool is_under_dialog = false;         ///< over the drawer, too
  bool is_behind = false;               ///< a drawer or dialog lies over the panels
  int roster = 0, context = 0;          ///< widths
  int roster_max = 0, context_max = 0;  ///< how wide each may be made while the other stays as it is
  const screen::Desk* desk = nullptr;   ///< of which it is, for what says something of what does not stand on the page
};

inline constexpr int kRailWidth = 56;
inline constexpr int kConversationMin = 340;  ///< narrower, nobody can write in it: the panels give way

/// Closed conversations: narrower, the list and what is read take turns.
inline constexpr int kListBesideFrom = 720;

inline constexpr float kLowBelow = 340;  ///< page height

Layout layout_of(float page_width, const screen::Desk& s, float page_height = 800);

}  // namespace smsdesk::web::view
