// Text of any script on the canvas: whole lines, laid out and rasterised by the browser's own Canvas2D, kept as
// rectangles of texture pages and drawn as image quads.
//
// Why: Dear ImGui neither shapes nor orders text (Arabic, Devanagari, emoji come out wrong); the browser's own text
// does both, costs no font download, and gives the same pixels as the DOM. Every visible word of the client goes
// through here: messages, names, labels and figures alike. There is one text path.
//
// Lengths: `TextStyle` and wrap widths are CSS pixels; blocks and positions are device pixels (CSS × devicePixelRatio).
// The font size is css × ratio unrounded, boxes are whole device pixels (rounding the size makes every line wrap
// differently from the DOM).
//
// Memory: lines live in a bounded set of pages (kTextPagesMax); the least recently used page is emptied when another
// is needed. A block is valid until the end of the frame in which it was asked for.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "imgui.h"

namespace smsdesk::web {

inline constexpr int kTextPageSide = 1024;
inline constexpr int kTextPagesMax = 8;

enum class TextWeight : std::uint8_t { Regular = 0, Semibold = 1 };

struct TextStyle {
  float size = 14;         ///< CSS px
  float line_height = 20;  ///< CSS px
  TextWeight weight = TextWeight::Regular;
  ImU32 color =
      0xFF000000;  ///< rasterised in its final colour (Skia's contrast depends on it); alpha applies at drawing
};

struct TextLine {
  float x = 0;                       ///< from the block's left edge, device px; right-to-left lines stand at the right
  float width = 0;                   ///< device px
  std::uint32_t begin = 0, end = 0;  ///< bytes of the source text
  bool is_rtl = false;
};

struct TextBlock {
  float width = 0;     ///< widest line, device px, rounded up
  float height = 0;    ///< lines × line height, device px
  float baseline = 0;  ///< of the first line, from the top
  std::span<const TextLine> lines;
  bool was_cut = false;  ///< an ellipsis stands for the rest
  std::uint32_t handle = 0;
};

/// Breaks `text` exactly as the browser does for white-space: pre-wrap; overflow-wrap: anywhere; dir=auto.
/// `wrap_css` 0 = only at line feeds. `lines_max` 0 = no limit; otherwise the last line ends in an ellipsis.
TextBlock lay_out_text(std::string_view text, const TextStyle& style, float wrap_css = 0, int lines_max = 0);

/// A part of a line, relative to the block's top left corner, device px.
struct TextPiece {
  float x = 0, width = 0;
  std::size_t line = 0;  ///< it is as high as that line: line height × ratio
};
/// Where the bytes [begin, end) of the block's text stand: a piece for each line and each run of one direction. Writes at
/// most `pieces.size()`, and returns how many.
std::size_t find_text_range(const TextBlock& block, std::uint32_t begin, std::uint32_t end,
                            std::span<TextPiece> pieces);

/// Height in device px that lay_out_text would give, without keeping or rasterising anything.
float measure_text_height(std::string_view text, const TextStyle& style, float wrap_css);

/// Draws at whole device pixels. Lines whose raster is not ready within the frame's budget are drawn as a quiet bar
/// and another frame is asked for.
void draw_text(ImDrawList& list, const TextBlock& block, ImVec2 top_left, float alpha = 1);

}  // namespace smsdesk::web
