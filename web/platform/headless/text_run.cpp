// Text without fonts: every code point is half an em wide, lines break behind spaces, a longer word
// anywhere. Deterministic, so that views' tests can compute where things stand.
#include "web/platform/text_run.h"

#include <algorithm>
#include <cmath>

#include "core/base/assert.h"
#include "core/base/utf8.h"
#include "web/platform/headless/stage_state.h"
#include "web/platform/page.h"

namespace smsdesk::web {
namespace {

bool is_rtl_start(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const char32_t c = utf8::next(text, at);
    if ((c >= 0x590 && c <= 0x8FF) || (c >= 0xFB1D && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFC)) return true;
    if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c >= 0xC0) return false;
  }
  return false;
}

struct Breaker {
  std::string_view text;
  float advance = 1;  // of one code point, device px
  float wrap = 0;     // 0 = none
  std::vector<TextLine> lines;

  void push(std::size_t begin, std::size_t end, bool is_rtl) {
    while (end > begin && text[end - 1] == ' ') --end;
    TextLine line;
    line.begin = static_cast<std::uint32_t>(begin);
    line.end = static_cast<std::uint32_t>(end);
    line.width = width(begin, end);
    line.is_rtl = is_rtl;
    lines.push_back(line);
  }

  float width(std::size_t begin, std::size_t end) const {
    int count = 0;
    for (std::size_t at = begin; at < end; ++count) utf8::next(text, at);
    return static_cast<float>(count) * advance;
  }

  void break_paragraph(std::size_t begin, std::size_t end) {
    const bool is_rtl = is_rtl_start(text.substr(begin, end - begin));
    std::size_t line = begin;    // start of the line
    std::size_t chance = begin;  // last place behind a space
    float used = 0;
    for (std::size_t at = begin; at < end;) {
      const std::size_t here = at;
      const char32_t c = utf8::next(text, at);
      used += advance;
      if (c != ' ' && wrap > 0 && used > wrap && here > line) {
        const std::size_t cut = chance > line ? chance : here;
        push(line, cut, is_rtl);
        line = chance = cut;
        used = width(line, at);
      }
      if (c == ' ') chance = at;
    }
    push(line, end, is_rtl);
  }
};

}  // namespace

TextBlock lay_out_text(std::string_view text, const TextStyle& style, float wrap_css, int lines_max) {
  StageState& s = stage_state();
  const float ratio = pixel_ratio();
  s.blocks.emplace_back();
  HeadlessBlock& block = s.blocks.back();
  block.text = text;
  block.style = style;
  Breaker breaker;
  breaker.text = block.text;
  breaker.advance = style.size * ratio * 0.5f;
  breaker.wrap = wrap_css * ratio;
  for (std::size_t begin = 0;;) {
    const std::size_t end = std::min(block.text.find('\n', begin), block.text.size());
    breaker.break_paragraph(begin, end);
    if (end + 1 >= block.text.size()) break;  // a last line feed opens no line
    begin = end + 1;
  }
  block.lines = std::move(breaker.lines);
  if (lines_max > 0 && block.lines.size() > static_cast<std::size_t>(lines_max)) {
    block.lines.resize(static_cast<std::size_t>(lines_max));
    block.was_cut = true;
    TextLine& last = block.lines.back();
    last.width += breaker.advance;
    while (breaker.wrap > 0 && last.width > breaker.wrap && last.end > last.begin) {
      do {
        --last.end;
      } while (last.end > last.begin && (static_cast<unsigned char>(block.text[last.end]) & 0xC0) == 0x80);
      last.width -= breaker.advance;
    }
  }
  for (const TextLine& line : block.lines) block.width = std::max(block.width, line.width);
  block.width = std::ceil(block.width);
  for (TextLine& line : block.lines) {
    if (line.is_rtl) line.x = block.width - line.width;
  }
  block.height = std::round(static_cast<float>(block.lines.size()) * style.line_height * ratio);
  TextBlock result;
  result.width = block.width;
  result.height = block.height;
  result.baseline = std::floor((style.line_height - style.size) * ratio * 0.5f + style.size * ratio * 0.8f);
  result.lines = block.lines;
  result.was_cut = block.was_cut;
  result.handle = static_cast<std::uint32_t>(s.by_handle.size());
  s.by_handle.push_back(&block);
  return result;
}

std::size_t find_text_range(const TextBlock& handed, std::uint32_t begin, std::uint32_t end,
                            std::span<TextPiece> pieces) {
  const StageState& s = stage_state();
  SMSDESK_ASSERT(handed.handle < s.by_handle.size());
  const HeadlessBlock& block = *s.by_handle[handed.handle];
  Breaker breaker;
  breaker.text = block.text;
  breaker.advance = block.style.size * pixel_ratio() * 0.5f;
  std::size_t count = 0;
  for (std::size_t i = 0; i < block.lines.size() && count < pieces.size(); ++i) {
    const TextLine& line = block.lines[i];
    const std::uint32_t from = std::max(begin, line.begin), to = std::min(end, line.end);
    if (from < to) pieces[count++] = {line.x + breaker.width(line.begin, from), breaker.width(from, to), i};
  }
  return count;
}

float measure_text_height(std::string_view text, const TextStyle& style, float wrap_css) {
  return lay_out_text(text, style, wrap_css).height;
}

void draw_text(ImDrawList& list, const TextBlock& handed, ImVec2 top_left, float alpha) {
  StageState& s = stage_state();
  SMSDESK_ASSERT(handed.handle < s.by_handle.size());
  const HeadlessBlock& block = *s.by_handle[handed.handle];
  DrawnText drawn;
  drawn.style = block.style;
  drawn.alpha = alpha;
  drawn.min = ImVec2(std::round(top_left.x), std::round(top_left.y));
  drawn.max = drawn.min + ImVec2(block.width, block.height);
  const float line_height = block.style.line_height * pixel_ratio();
  const auto color_alpha = static_cast<float>(block.style.color >> IM_COL32_A_SHIFT & 0xFF);
  const ImU32 color = (block.style.color & ~IM_COL32_A_MASK) |
                      static_cast<ImU32>(std::lround(color_alpha * std::clamp(alpha, 0.0f, 1.0f))) << IM_COL32_A_SHIFT;
  for (std::size_t i = 0; i < block.lines.size(); ++i) {
    const TextLine& line = block.lines[i];
    if (i > 0) drawn.text += '\n';
    drawn.text += block.text.substr(line.begin, line.end - line.begin);
    const float top = drawn.min.y + std::round(static_cast<float>(i) * line_height + line_height * 0.3f);
    list.AddRectFilled(ImVec2(drawn.min.x + line.x, top),
                       ImVec2(drawn.min.x + line.x + line.width, top + std::round(line_height * 0.4f)), color);
  }
  if (block.was_cut) drawn.text += "\u2026";
  s.texts.push_back(std::move(drawn));
}

}  // namespace smsdesk::web
