// Chords as the page hears them: between core's keys and ImGui's, and what of them the browser must leave to the page.
#pragma once

#include <vector>

#include "core/client/chord.h"
#include "web/view/view_state.h"
#include "web/widget/ui.h"

namespace smsdesk::web::view::shortcuts {

/// Pressed in this frame. One that is held down counts once; one that types a character does not where something is written.
bool is_pressed(const Ui& ui, const Chord& chord, bool is_mac);
/// Whatever chord is pressed in this frame; not set: none.
Chord pressed_chord(const Ui& ui, bool is_mac);
/// Takes these from the browser, and no others; `takes_all`: whatever is pressed.
void claim(ViewState& state, const std::vector<Chord>& chords, bool is_mac, bool takes_all);

}  // namespace smsdesk::web::view::shortcuts
