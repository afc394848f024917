// How wide an agent has made the panels at the sides. Kept in the browser, for each agent of it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace smsdesk {

enum class SidePanel : std::uint8_t { Roster, Context };

struct PanelBounds {
  int min, usual, max;  ///< CSS px
};
inline constexpr PanelBounds kRosterBounds{240, 300, 480};
inline constexpr PanelBounds kContextBounds{280, 320, 560};
inline constexpr std::size_t kPanelWidthsMax = 50;  ///< agents of one browser; of further ones nothing is kept

constexpr PanelBounds bounds_of(SidePanel panel) {
  return panel == SidePanel::Roster ? kRosterBounds : kContextBounds;
}

struct PanelWidths {
  int roster = kRosterBounds.usual;
  int context = kContextBounds.usual;
  int& of(SidePanel panel) { return panel == SidePanel::Roster ? roster : context; }
  friend bool operator==(const PanelWidths&, const PanelWidths&) = default;
};

constexpr int clamped_width(SidePanel panel, int width) {
  return std::clamp(width, bounds_of(panel).min, bounds_of(panel).max);
}

}  // namespace smsdesk
