// Between the browser files of web/platform: what the exports call and what text runs need of the
// renderer.
#pragma once

#include <cstddef>
#include <cstdint>

namespace smsdesk::web {

/// What canvas.js reports; the numbers are in canvas.js too.
enum class InputKind : int {
  PointerMove = 0,  ///< a, b position; c 0 mouse, 1 touch, 2 pen
  PointerButton =
      1,  ///< a button, b is_down, c source, d which press of a double click; 0: told by PressCount, if at all
  PointerLeave = 2,
  Wheel = 3,         ///< a, b CSS px to the right and down
  Key = 4,           ///< a ImGuiKey, b is_down, c modifier bits: 1 ctrl, 2 shift, 4 alt, 8 meta
  Focus = 5,         ///< a is_focused
  TouchPan = 6,      ///< a, b delta; c, d fling velocity; positions in device px
  TouchState = 7,    ///< a is_touching
  FontsChanged = 8,  ///< a web font arrived
  ContextClick = 9,  ///< a, b position; a menu is wanted there
  PressCount = 10,   ///< a: which press of a double click the last one was, as the system counts
};
void canvas_input(InputKind kind, double a, double b, double c, double d);
void canvas_resized(int width, int height, double ratio);
void canvas_fonts_changed();
void canvas_frame(double now_ms);
void canvas_restored();

void set_mirrored(bool is_mirrored);
/// An x of the page as it is laid out, as it is shown, and the other way round (page.h, is_mirrored).
float mirrored_x(float x);

/// Makes texture `id` of that size, transparent, in whichever renderer is active.
void make_texture(int id, int width, int height);
void destroy_texture(int id);
/// The CPU renderer's texels, or null where GL owns them.
std::uint32_t* texture_texels(int id);
/// Texels changed: the next frame must be shown even where the geometry is the same.
void note_texture_change();
inline constexpr int kAtlasTexture = 1;
inline constexpr int kFirstTextTexture = 16;
inline constexpr int kFirstPictureTexture = 64;
inline constexpr int kTexturesMax = 64 + 32;  // of pictures there are kPicturesMax at most

/// The GPU lost them: each is loaded again when it is drawn.
void forget_pictures();

/// Text runs' part of a frame.
void begin_text_frame(bool is_first_pass);
void forget_text_rasters();  ///< the GPU lost them
void forget_text();          ///< another pixel ratio: layouts too

/// What text runs keep at the moment; the bounds are text_cache.h's. For the probe that holds them against each other.
struct TextCacheUse {
  std::size_t layout_bytes = 0, inks = 0, baselines = 0;
};
TextCacheUse text_cache_use();

}  // namespace smsdesk::web
