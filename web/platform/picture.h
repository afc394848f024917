// Pictures that the page shows inside of the canvas: fetched from the page's own origin, decoded by the browser at the very size
// at which they are drawn, and held as textures, the least recently drawn giving way.
//
// Why textures and no elements above the canvas: menus, notices and dialogs of the canvas must cover them, and a scrolled list
// must clip them. Why at their size: both renderers draw texel for pixel. One that was given up is fetched again from the
// browser's cache when it comes into view. One that did not come for a reason that passes is asked for again while it is drawn
// (picture_tries.h).
#pragma once

#include <cstdint>
#include <string_view>

#include "imgui.h"

namespace smsdesk::web {

inline constexpr int kPicturesMax = 32;                    ///< held at once
inline constexpr int kPictureTexelsMax = 8 * 1024 * 1024;  ///< together: 32 MB

struct Picture {
  enum class State : std::uint8_t {
    Loading,
    Ready,
    Late,        ///< it did not come, and is asked for again by itself
    Gone,        ///< the relay does not have it
    Unreadable,  ///< what came is no picture to this browser, or nothing is given out
  } state = State::Loading;
  ImTextureID texture = 0;  ///< of Ready: all of it, width × height
};
/// Asks for it anew in every frame in which it is drawn. `path` on the page's own origin; whole device pixels; the picture covers
/// the rectangle, its corners are cut round by `radius` px.
Picture use_picture(std::string_view path, int width, int height, float radius);
/// The person wants what did not come asked for once more, past the browser's cache. It is Loading until then.
void ask_again_for_picture(std::string_view path);

}  // namespace smsdesk::web
