// The tokens of the look: colours, type, radii and spacing. The only place where a colour is
// written down.
//
// Why: light, dark and high contrast are the same drawing with other tokens, and a test can compute
// that every pair of text and ground that the views use has enough contrast. Pure values. Lengths
// are CSS pixels on a 4 px grid; colours are ImGui's (straight alpha).
#pragma once

#include <cstdint>

#include "core/client/intent.h"
#include "imgui.h"
#include "web/platform/page.h"
#include "web/platform/text_run.h"

namespace smsdesk::web {

constexpr ImU32 rgb(std::uint32_t hex, std::uint32_t alpha = 255) {
  return (alpha << 24) | ((hex & 0xFF) << 16) | (hex & 0xFF00) | ((hex >> 16) & 0xFF);
}
/// `color` with its alpha times `part` (0 … 1).
ImU32 with_alpha(ImU32 color, float part);
/// What is seen when `top` (with its alpha) lies on the opaque `ground`.
ImU32 over(ImU32 top, ImU32 ground);
/// Between a and b, all four channels; part 0 = a.
ImU32 mix(ImU32 a, ImU32 b, float part);
/// WCAG 2.2 contrast of two opaque colours: 1 … 21.
float contrast(ImU32 a, ImU32 b);

/// A quiet ground, and the text and marks of the same meaning that stand on it or on a surface.
struct Tone {
  ImU32 ink = 0;   ///< text and marks
  ImU32 soft = 0;  ///< opaque ground for `ink`
};

struct Theme {
  bool is_dark = false;
  bool is_high_contrast = false;

  ImU32 background = 0;  ///< of the page and the conversation
  ImU32 surface = 0;     ///< rail, roster, context, cards
  ImU32 raised = 0;      ///< what floats: menus, dialogs, toasts, alerts
  ImU32 hover = 0;       ///< laid over any of them; translucent
  ImU32 pressed = 0;
  ImU32 selected = 0;        ///< ground of the selected card or menu entry; opaque
  ImU32 border = 0;          ///< between planes; decoration, not needed to understand anything
  ImU32 control_border = 0;  ///< of fields, switches and radios: at least 3 : 1

  ImU32 text = 0;
  ImU32 text_secondary = 0;
  ImU32 text_disabled = 0;  ///< exempt from contrast rules, still readable

  ImU32 accent = 0;   ///< links, focus, icons in use
  ImU32 primary = 0;  ///< fill of the one important button
  ImU32 primary_hover = 0;
  ImU32 on_primary = 0;
  ImU32 own_bubble = 0;
  ImU32 on_own_bubble = 0;
  ImU32 customer_bubble = 0;
  ImU32 on_customer_bubble = 0;
  ImU32 selection = 0;  ///< browser's text selection is its own; this is the sign of an unread line

  Tone info, success, warning, danger, neutral;
  ImU32 danger_fill = 0;  ///< fill of a badge or button that warns
  ImU32 on_danger_fill = 0;

  ImU32 scrim = 0;     ///< over the page behind a dialog; translucent
  ImU32 shadow = 0;    ///< colour of a shadow's darkest ring; translucent
  ImU32 skeleton = 0;  ///< bars where text is on its way

  float border_width = 1;  ///< CSS px
};

/// The tone with a ground that is seen on a selected row, which is as soft as its own.
Tone on_selected(const Theme& theme, const Tone& tone);

/// Which theme the page shows: the agent's choice, where that is System the system's, with more
/// contrast where the system asks for it. Forced colours get the high-contrast theme: a canvas
/// cannot read the system's palette.
const Theme& find_theme(ThemeChoice choice, const SystemPreferences& preferences);

namespace themes {
extern const Theme kLight, kDark, kContrastLight, kContrastDark;
}

namespace radius {
inline constexpr float kControl = 6, kCard = 10, kBubble = 14, kBubbleTail = 4, kPill = 999;
}

namespace space {
inline constexpr float k1 = 4, k2 = 8, k3 = 12, k4 = 16, k5 = 20, k6 = 24, k8 = 32, k10 = 40, k12 = 48;
}

namespace density {
/// How much room rows and bubbles have, of all that is drawn from now on.
void choose(Density density);
bool is_compact();
/// Whichever of the two is in force; CSS px.
inline float of(float roomy, float compact) {
  return is_compact() ? compact : roomy;
}
}  // namespace density

namespace type {
enum class Kind : std::uint8_t { Tiny, Secondary, Interface, Message, Title, Headline };
/// Tiny is for figures in badges and keys only.
TextStyle style(Kind kind, ImU32 color, TextWeight weight = TextWeight::Regular);
}  // namespace type

}  // namespace smsdesk::web
