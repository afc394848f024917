// The one font that Dear ImGui gets: every glyph is blank and half as wide as it is high.
//
// Why: ImGui needs a current font to compute line heights and spacing; words are drawn by text runs
// instead.
#pragma once

struct ImFontAtlas;

namespace smsdesk::web {

/// Adds the blank font to `atlas` and keeps its texture small: white pixels only, no cursors, no
/// baked lines.
void add_empty_font(ImFontAtlas& atlas);

}  // namespace smsdesk::web
