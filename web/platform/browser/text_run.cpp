// Two caches. Layouts (text, size, wrap → lines) are kept in C++ under a limit of bytes (text_cache.h), so that a
// frame in which nothing changed calls no JavaScript at all. Rasters (one line in one colour → a
// place on a page) live in TextPages; a line wider than a page is kept in pieces.
//
// Blocks are handed out per frame: a handle is an index into this frame's list, which names the
// layout and the colour.
#include "web/platform/text_run.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "core/base/assert.h"
#include "web/platform/browser/canvas_internal.h"
#include "web/platform/browser/js.h"
#include "web/platform/page.h"
#include "web/platform/text_cache.h"
#include "web/platform/text_hash.h"
#include "web/platform/text_pages.h"

namespace smsdesk::web {
namespace {

constexpr double kRasterBudgetMs = 4;
constexpr int kLinesPerCallMax = 4096;  // a longer text is cut here, with an ellipsis
constexpr int kPieceWidth = kTextPageSide;
constexpr int kDoublesPerLine = 5;

struct Block {
  TextLayout* layout = nullptr;
  TextStyle style;
  float baseline = 0;
};

struct TextRuns {
  TextLayouts layouts;
  std::vector<Block> blocks;
  TextPages pages;
  TextInks inks;  // of a line, by its key
  TextBaselines baselines;
  float layout_quantum = 0;  // 0 = not asked yet
  std::vector<double> lines;
  double raster_ms = 0;  // spent in this frame
};

TextRuns& runs() {
  static auto* const the = new TextRuns();  // lives as long as the page
  return *the;
}

float device_size(const TextStyle& style) {
  return style.size * pixel_ratio();
}

float baseline_of(TextRuns& r, const TextStyle& style) {
  if (const float* found = r.baselines.find(style)) return *found;
  const auto value = static_cast<float>(text_baseline(style.size, style.line_height, static_cast<int>(style.weight)));
  r.baselines.keep(style, value);
  return value;
}

std::uint64_t layout_key(std::string_view text, const TextStyle& style, float wrap_css, int lines_max) {
  ContentHash hash;
  hash.number(style.size);
  hash.number(wrap_css);
  hash.word(static_cast<std::uint64_t>(lines_max) << 8 | static_cast<std::uint64_t>(style.weight));
  hash.text(text);
  return hash.value();
}

int call_layout(TextRuns& r, std::string_view text, const TextStyle& style, float wrap_css, int lines_max) {
  const int limit = lines_max > 0 ? std::min(lines_max, kLinesPerCallMax) : kLinesPerCallMax;
  const std::size_t wanted =
      static_cast<std::size_t>(std::min<std::size_t>(static_cast<std::size_t>(limit), 64 + text.size())) *
      kDoublesPerLine;
  if (r.lines.size() < wanted) r.lines.resize(wanted);
  return text_lay_out(text.data(), static_cast<int>(text.size()), device_size(style), static_cast<int>(style.weight),
                      wrap_css * pixel_ratio(), limit, r.lines.data(),
                      static_cast<int>(r.lines.size()) / kDoublesPerLine);
}

TextLayout& layout_of(TextRuns& r, std::string_view text, const TextStyle& style, float wrap_css, int lines_max) {
  const std::uint64_t key = layout_key(text, style, wrap_css, lines_max);
  if (TextLayout* found = r.layouts.find(key)) return *found;
  const int count = call_layout(r, text, style, wrap_css, lines_max);
  TextLayout made;
  made.key = key;
  made.text = text;
  made.lines.resize(static_cast<std::size_t>(count));
  float widest = 0;
  for (int i = 0; i < count; ++i) {
    const double* from = r.lines.data() + static_cast<std::ptrdiff_t>(i) * kDoublesPerLine;
    TextLine& line = made.lines[static_cast<std::size_t>(i)];
    line.begin = static_cast<std::uint32_t>(from[0]);
    line.end = static_cast<std::uint32_t>(from[1]);
    line.width = static_cast<float>(from[2]);
    line.is_rtl = from[3] != 0;
    if (from[4] != 0) made.was_cut = true;
    widest = std::max(widest, line.width);
  }
  made.width = std::ceil(widest);
  for (TextLine& line : made.lines) {
    if (line.is_rtl) line.x = made.width - line.width;
  }
  return r.layouts.keep(std::move(made));
}

float block_height(std::size_t lines, const TextStyle& style) {
  return std::round(static_cast<float>(lines) * style.line_height * pixel_ratio());
}

/// Draws the pieces of a line whose origin (the baseline's left end) is at (x + fraction, y).
/// False: the budget is spent and something is missing.
bool draw_line(TextRuns& r, ImDrawList& list, const Block& block, const TextLine& line, bool is_cut, ImVec2 origin,
               float fraction, ImU32 tint) {
  const TextStyle& style = block.style;
  const std::string_view text = std::string_view(block.layout->text).substr(line.begin, line.end - line.begin);
  if (text.empty() && !is_cut) return true;
  ContentHash hash;
  hash.number(style.size);
  hash.number(fraction);
  hash.word(static_cast<std::uint64_t>(style.color | 0xFF000000) << 8 | static_cast<std::uint64_t>(style.weight) << 2 |
            (line.is_rtl ? 2u : 0u) | (is_cut ? 1u : 0u));
  hash.text(text);
  const std::uint64_t key = hash.value();

  bool is_measured = false;
  const auto measure = [&] {
    TextInk ink;
    text_measure_ink(text.data(), static_cast<int>(text.size()), device_size(style), static_cast<int>(style.weight),
                     line.is_rtl ? 1 : 0, is_cut ? 1 : 0, fraction, &ink.left);
    is_measured = true;
    return ink;
  };
  TextInk ink;
  if (const TextInk* known = r.inks.find(key)) {
    ink = *known;
  } else {
    if (r.raster_ms >= kRasterBudgetMs) return false;
    const double started = page_steady_ms();
    ink = measure();
    r.inks.keep(key, ink);
    r.raster_ms += page_steady_ms() - started;
  }
  for (int skip = 0, piece = 0; skip < ink.width; skip += kPieceWidth, ++piece) {
    const int width = std::min<int>(kPieceWidth, ink.width - skip);
    const std::uint64_t piece_key = key + static_cast<std::uint64_t>(piece);
    std::optional<TextPlace> at = r.pages.find(piece_key);
    if (!at) {
      if (r.raster_ms >= kRasterBudgetMs) return false;
      const double started = page_steady_ms();
      bool is_new_page = false;
      at = r.pages.place(piece_key, width, ink.height, is_new_page);
      if (!at) return true;  // more text in one frame than all pages hold: nothing that waiting would mend
      const int texture = kFirstTextTexture + at->page;
      if (is_new_page) make_texture(texture, kTextPageSide, kTextPageSide);
      if (!is_measured) measure();
      text_raster(style.color, skip, width, texture, at->x, at->y, texture_texels(texture), kTextPageSide);
      note_texture_change();
      r.raster_ms += page_steady_ms() - started;
    }
    constexpr auto kSide = static_cast<float>(kTextPageSide);
    ImVec2 min(origin.x + static_cast<float>(ink.left + skip), origin.y + static_cast<float>(ink.top));
    ImVec2 max(min.x + static_cast<float>(width), min.y + static_cast<float>(ink.height));
    ImVec2 uv_min(static_cast<float>(at->x) / kSide, static_cast<float>(at->y) / kSide);
    ImVec2 uv_max(static_cast<float>(at->x + width) / kSide, static_cast<float>(at->y + ink.height) / kSide);
    if (is_mirrored()) {
      min.x = std::exchange(max.x, mirrored_x(min.x));
      min.x = mirrored_x(min.x);
      std::swap(uv_min.x, uv_max.x);
    }
    list.AddImage(ImTextureRef(static_cast<ImTextureID>(kFirstTextTexture + at->page)), min, max, uv_min, uv_max, tint);
  }
  return true;
}

}  // namespace

TextBlock lay_out_text(std::string_view text, const TextStyle& style, float wrap_css, int lines_max) {
  TextRuns& r = runs();
  TextLayout& layout = layout_of(r, text, style, wrap_css, lines_max);
  const float baseline = baseline_of(r, style);
  r.blocks.push_back({&layout, style, baseline});
  TextBlock block;
  block.width = layout.width;
  block.height = block_height(layout.lines.size(), style);
  block.baseline = baseline;
  block.lines = layout.lines;
  block.was_cut = layout.was_cut;
  block.handle = static_cast<std::uint32_t>(r.blocks.size() - 1);
  return block;
}

std::size_t find_text_range(const TextBlock& text_block, std::uint32_t begin, std::uint32_t end,
                            std::span<TextPiece> pieces) {
  TextRuns& r = runs();
  SMSDESK_ASSERT(text_block.handle < r.blocks.size());
  const Block& block = r.blocks[text_block.handle];
  std::size_t count = 0;
  const std::vector<TextLine>& lines = block.layout->lines;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const TextLine& line = lines[i];
    const std::uint32_t from = std::max(begin, line.begin), to = std::min(end, line.end);
    if (from >= to) continue;
    const std::string_view text = std::string_view(block.layout->text).substr(line.begin, line.end - line.begin);
    std::array<double, 16> found{};
    const int written =
        text_range(text.data(), static_cast<int>(text.size()), device_size(block.style),
                   static_cast<int>(block.style.weight), line.is_rtl ? 1 : 0, static_cast<int>(from - line.begin),
                   static_cast<int>(to - line.begin), found.data(), static_cast<int>(found.size() / 2));
    for (std::size_t p = 0; p < static_cast<std::size_t>(written) && count < pieces.size(); ++p) {
      const float width = static_cast<float>(found[2 * p + 1]), x = line.x + static_cast<float>(found[2 * p]);
      pieces[count++] = {is_mirrored() ? block.layout->width - x - width : x, width, i};
    }
  }
  return count;
}

float measure_text_height(std::string_view text, const TextStyle& style, float wrap_css) {
  TextRuns& r = runs();
  if (const TextLayout* found = r.layouts.peek(layout_key(text, style, wrap_css, 0)))
    return block_height(found->lines.size(), style);
  return block_height(static_cast<std::size_t>(call_layout(r, text, style, wrap_css, 0)), style);
}

void draw_text(ImDrawList& list, const TextBlock& text_block, ImVec2 top_left, float alpha) {
  TextRuns& r = runs();
  SMSDESK_ASSERT(text_block.handle < r.blocks.size());
  const Block block = r.blocks[text_block.handle];
  const float color_alpha = static_cast<float>(block.style.color >> IM_COL32_A_SHIFT & 0xFF) / 255.0f;
  const auto tint_alpha = static_cast<ImU32>(std::lround(std::clamp(alpha, 0.0f, 1.0f) * color_alpha * 255.0f));
  if (tint_alpha == 0) return;
  const ImU32 tint = IM_COL32(255, 255, 255, tint_alpha);
  // Words are no mirror image: from here on, x is that of the picture as it is seen.
  const float left = std::round(is_mirrored() ? mirrored_x(top_left.x + block.layout->width) : top_left.x);
  const float top = std::round(top_left.y);
  const float line_height = block.style.line_height * pixel_ratio();
  const ImVec4 clip = list._ClipRectStack.empty() ? ImVec4(0, 0, 1e9f, 1e9f) : list._ClipRectStack.back();
  if (r.layout_quantum == 0) r.layout_quantum = static_cast<float>(text_layout_quantum());
  // The browser rounds each line's baseline to its layout's whole px, then to device px.
  const auto snapped = [quantum = r.layout_quantum](float y) {
    return std::floor(std::floor(y / quantum + 0.5f) * quantum + 0.5f);
  };
  bool is_complete = true;
  const std::vector<TextLine>& lines = block.layout->lines;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const TextLine& line = lines[i];
    const float line_top = top + static_cast<float>(i) * line_height;
    // Half a line of margin: accents and emoji reach out of their line box.
    if (line_top > clip.w + line_height || line_top + line_height * 2 < clip.y) continue;
    const float whole = std::floor(line.x);
    // Sixty-fourths, as the browser's layout has them: keys stay few.
    const float fraction = std::floor((line.x - whole) * 64.0f) / 64.0f;
    const ImVec2 origin(left + whole, top + snapped(line_top - top + block.baseline));
    const bool is_cut = block.layout->was_cut && i + 1 == lines.size();
    if (draw_line(r, list, block, line, is_cut, origin, fraction, tint)) continue;
    is_complete = false;
    const ImU32 quiet = (block.style.color & ~IM_COL32_A_MASK) | static_cast<ImU32>(tint_alpha / 8) << IM_COL32_A_SHIFT;
    const float bar = std::round(line_height * 0.4f);
    const float bar_top = std::round(line_top + (line_height - bar) / 2);
    const float bar_left = left + whole, bar_right = bar_left + std::round(line.width);
    list.AddRectFilled(ImVec2(is_mirrored() ? mirrored_x(bar_right) : bar_left, bar_top),
                       ImVec2(is_mirrored() ? mirrored_x(bar_left) : bar_right, bar_top + bar), quiet);
  }
  if (!is_complete) canvas_request_frame(1);
}

void begin_text_frame(bool is_first_pass) {
  TextRuns& r = runs();
  r.blocks.clear();
  r.layouts.begin_frame();
  if (!is_first_pass) return;  // passes of one frame share its budget and its pages
  r.layouts.evict();
  r.raster_ms = 0;
  const ImVec2 view = ImGui::GetIO().DisplaySize;
  r.pages.fit(static_cast<double>(view.x) * static_cast<double>(view.y));
  for (const int page : r.pages.begin_frame()) destroy_texture(kFirstTextTexture + page);
}

void forget_text_rasters() {
  runs().pages.clear();
}

void forget_text() {
  TextRuns& r = runs();
  r.layouts.clear();
  r.blocks.clear();
  r.inks.clear();
  r.baselines.clear();
  r.layout_quantum = 0;
  r.pages.clear();
  text_forget_metrics();
}

TextCacheUse text_cache_use() {
  const TextRuns& r = runs();
  return {r.layouts.bytes(), r.inks.count(), r.baselines.count()};
}

}  // namespace smsdesk::web
