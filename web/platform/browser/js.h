// The functions that canvas.js, gl.js, text.js and page (in canvas.js) give to C++. Pointers are
// into the wasm heap and are read before the call returns. Colours are ImU32 (0xAABBGGRR).
#pragma once

#include <cstdint>

extern "C" {

// canvas.js
/// Finds the stage and its canvas, chooses the renderer, listens to input. 1 = GL, 0 = CPU.
int canvas_start();
/// At least one frame soon, and `settle` in all.
void canvas_request_frame(int settle);
void canvas_request_frame_in(double delay_ms);
void canvas_request_frame_after_paint();  ///< the one that the browser makes by itself
void canvas_set_cursor(int imgui_cursor);
void canvas_claim_chord(int imgui_key, int modifiers);
void canvas_set_text_size(double size);
void canvas_release_chords();
void canvas_claim_all_chords(int is_all);
/// Shows the rectangle at (x, y) of a picture `width` × `height`.
void canvas_present_pixels(const std::uint32_t* pixels, int width, int height, int x, int y, int wide, int high);
double page_now_ms();            ///< wall clock
double page_steady_ms();         ///< for budgets and frame times
void page_set_hours(int hours);  ///< 12, 24, or 0: as the language has it
int page_is_mac();
double page_field_size_min();  ///< CSS px, or 0
/// A line each. Writes UTF-8, returns its bytes (never more than `capacity`).
int page_languages(char* to, int capacity);
/// The name of a country of two letters. Likewise.
int page_region_name(const char* letters, int letters_bytes, char* to, int capacity);
void page_set_language(const char* text, int bytes, int is_right_to_left);
int page_preferences();  ///< bits: 1 dark, 2 reduced motion, 4 more contrast, 8 forced colours, 16
                         ///< visible
void page_set_title(const char* text, int bytes);
void page_set_theme_color(const char* text, int bytes);
/// kind: 0 time of day, 1 day (of another year than the current one: with its year), 2 full, 3 time of day in UTC. Writes
/// UTF-8, returns its bytes (never more than `capacity`).
int page_format_date(int kind, double instant_ms, char* to, int capacity);
/// Minutes to add to UTC for the viewer's zone at that instant.
int page_zone_offset_minutes(double instant_ms);
void page_shown();  ///< the first frame is drawn
void page_show_failure(const char* text, int bytes);

// gl.js
void gl_begin(int width, int height, std::uint32_t clear_color);
void gl_fill(int x, int y, int width, int height, std::uint32_t color);
/// Once a picture: ImDrawVert, ImDrawIdx, DrawBatch (draw_batches.h).
void gl_draw(const void* vertices, int vertex_count, const void* indices, int index_count, const void* batches,
             int batch_count);
/// Makes texture `id` (or makes it anew), transparent.
void gl_texture_create(int id, int width, int height);
/// Premultiplied RGBA; `pitch` in texels.
void gl_texture_update(int id, const void* texels, int pitch, int x, int y, int width, int height);
void gl_texture_destroy(int id);

// text.js
/// Lines of `text`: 5 doubles each: begin byte, end byte, width (device px), is_rtl, was_cut.
/// Returns how many lines there are; at most `lines_capacity` are written. Sizes in device px.
int text_lay_out(const char* text, int bytes, double size, int weight, double wrap, int lines_max, double* lines,
                 int lines_capacity);
/// From the top of a line box to its baseline, device px, as the browser's own layout places it.
double text_baseline(double size_css, double line_height_css, int weight);
/// How many device px one px of the browser's layout is: 1 where the layout itself is zoomed (screens, page zoom), the
/// pixel ratio where only the picture is (device emulation). Baselines stand on whole layout px.
double text_layout_quantum();
/// Measures ink of one line around its origin (the baseline's left end, which lies `fraction` of a
/// pixel right of a whole one): writes left, top, width, height in whole device px, and keeps the
/// line for text_raster.
void text_measure_ink(const char* text, int bytes, double size, int weight, int is_rtl, int is_cut, double fraction,
                      std::int32_t* ink);
/// Rasterises the line measured last in `color`: into GL texture `page` at (x, y), or, where
/// `texels` is given, as premultiplied RGBA there with `pitch` texels a row. Only the ink's columns
/// [skip, skip + width).
void text_raster(std::uint32_t color, int skip, int width, int page, int x, int y, std::uint32_t* texels, int pitch);
/// Where the bytes [from, to) of one line stand in it, as the browser's own layout has them: 2 doubles a piece, x and width
/// in device px. Returns how many pieces were written.
int text_range(const char* text, int bytes, double size, int weight, int is_rtl, int from, int to, double* pieces,
               int capacity);
void text_forget_metrics();  ///< after a change of ratio or fonts
}
