// Small things that are looked at: chips, badges, avatars, dots, keys, countdown rings, bars for
// text on its way. They draw only; whoever uses them says the same in the mirror.
#pragma once

#include <string_view>

#include "core/queue/agent.h"
#include "web/widget/ui.h"

namespace smsdesk::web {

/// A word on a soft ground; returns its rectangle. `at` is its left edge and vertical middle.
Rect chip(Ui& ui, ImVec2 at, std::string_view text, const Tone& tone, float width_max);
float chip_width(Ui& ui, std::string_view text);

/// A count on a filled pill, right edge and vertical middle at `at`; returns its width.
float badge(Ui& ui, ImVec2 at, std::uint32_t count, ImU32 fill, ImU32 ink);

/// The key that does it.
void key_cap(Ui& ui, const Rect& rect, std::string_view key, ImU32 ink);
float key_cap_width(Ui& ui, std::string_view key);

/// Initials on a ground whose hue comes from the name.
void avatar(Ui& ui, const Rect& rect, std::string_view initials, std::string_view name);
/// Presence by colour and shape: full, half, barred, hollow. While nobody knows: a thin, broken ring without a colour.
void presence_dot(Ui& ui, ImVec2 center, float radius_css, Presence presence, ImU32 ground, bool is_uncertain = false);
ImU32 presence_color(const Theme& theme, Presence presence);

/// What is left of a time: a thin ring that empties clockwise. part 1 … 0.
void countdown_ring(Ui& ui, const Rect& rect, float part, ImU32 color);

/// A time that runs, behind a clock, at the rectangle's left; the mirror says it under that name.
void running_time(Ui& ui, NodeId id, const Rect& rect, std::string_view name, std::string_view time,
                  const TextStyle& style);
float running_time_width(Ui& ui, std::string_view time, const TextStyle& style);
/// What the mirror says of it, where it is not drawn.
void running_time_node(Ui& ui, NodeId id, const Rect& rect, std::string_view name, std::string_view time);

/// A quiet bar where text is on its way.
void skeleton(Ui& ui, const Rect& rect);

/// Title and explanation of a place where nothing is yet, in the middle of the rectangle; says it
/// to the mirror too. Returns the y below it.
float empty_state(Ui& ui, NodeId id, const Rect& rect, std::string_view title, std::string_view text);
/// The height that it needs at that width.
float empty_state_height(Ui& ui, float width, std::string_view title, std::string_view text);

}  // namespace smsdesk::web
