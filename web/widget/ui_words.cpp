// Words of the Ui: one line, several lines, figures of one width.
#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "imgui_internal.h"
#include "web/widget/ui.h"

namespace smsdesk::web {
namespace {

float wrap_css(float width) {
  return width > 0 ? width / pixel_ratio() : 0;
}

/// Figures that stand still are put together from left to right; with words of a right-to-left script among them they are one
/// line of text, in its own order.
bool has_rtl_words(std::string_view text) {
  return is_mirrored() &&
         std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xD6; });
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

float aligned(const Rect& rect, float width, Align align) {
  switch (align) {
    case Align::Left:
    case Align::Script:
      break;
    case Align::Center:
      return std::floor(rect.min.x + (rect.width() - width) * 0.5f);
    case Align::Right:
      return std::floor(rect.max.x - width);
  }
  return rect.min.x;
}

/// All of it is read from the side at which lines of the page end.
bool begins_at_end(const TextBlock& block) {
  return std::all_of(block.lines.begin(), block.lines.end(),
                     [](const TextLine& line) { return line.is_rtl != is_mirrored(); });
}

/// Calls piece(text, is_digit) for each digit and for each run without digits.
template <typename Piece>
void split_figures(std::string_view text, Piece piece) {
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at + 1;
    const bool digit = is_digit(text[at]);
    if (!digit)
      while (end < text.size() && !is_digit(text[end])) ++end;
    piece(text.substr(at, end - at), digit);
    at = end;
  }
}

/// Trailing spaces have no width of their own in a block, but they stand before the next piece.
std::size_t trailing_spaces(std::string_view text) {
  std::size_t n = 0;
  while (n < text.size() && text[text.size() - 1 - n] == ' ') ++n;
  return n;
}

}  // namespace

ImVec2 Ui::measure(std::string_view text, const TextStyle& style, float width, int lines_max) {
  if (text.empty()) return {0, 0};
  const TextBlock block = lay_out_text(text, style, wrap_css(width), lines_max);
  return {block.width, block.height};
}

float Ui::words(const Rect& rect, std::string_view text, const TextStyle& style, Align align, WhenCut when_cut) {
  if (text.empty() || rect.width() < 1 || !is_visible(rect)) return 0;
  const TextBlock block = lay_out_text(text, style, wrap_css(rect.width()), 1);
  const float y = std::floor(rect.min.y + (rect.height() - block.height) * 0.5f);
  const float width = block.width;
  const bool was_cut = block.was_cut;
  draw_text(list(), block, {aligned(rect, width, align), y}, alphas_.back());
  if (was_cut && when_cut == WhenCut::Tell) tell_whole(rect, text);
  return width;
}

Rect Ui::on_baseline(const Rect& row, const TextStyle& style, const TextStyle& other) {
  const auto baseline = [&](const TextStyle& one) {
    const TextBlock block = lay_out_text("0", one);
    return std::floor((row.height() - block.height) * 0.5f) + block.baseline;
  };
  return row.moved(0, std::floor(baseline(style) - baseline(other) + 0.5f));
}

void Ui::lines(const Rect& rect, std::string_view text, const TextStyle& style, int lines_max) {
  const float height = measure(text, style, rect.width(), lines_max).y;
  paragraph({rect.min.x, rect.min.y + (rect.height() - height) * 0.5f}, rect.width(), text, style, lines_max);
}

float Ui::paragraph(ImVec2 at, float width, std::string_view text, const TextStyle& style, int lines_max, Align align,
                    WhenCut when_cut) {
  if (text.empty() || width < 1) return 0;
  const TextBlock block = lay_out_text(text, style, wrap_css(width), lines_max);
  const Rect box{at, {at.x + width, at.y + block.height}};
  if (!is_visible(box)) return block.height;
  if (block.was_cut && when_cut == WhenCut::Tell) tell_whole(box, text);
  if (align == Align::Left || align == Align::Script) {
    draw_text(list(), block, {left_of(block, at.x, width, align), std::floor(at.y)}, alphas_.back());
    return block.height;
  }
  // The block knows left and right by script only; centred lines are laid out one by one.
  float y = at.y;
  const float line_height = block.height / static_cast<float>(std::max<std::size_t>(1, block.lines.size()));
  std::vector<std::pair<std::uint32_t, std::uint32_t>> spans;  // laying out a line may take the room of the whole
  for (const TextLine& line : block.lines) spans.emplace_back(line.begin, line.end);
  for (const auto& [begin, end] : spans) {
    std::string_view part = text.substr(begin, end - begin);
    while (!part.empty() && (part.back() == ' ' || part.back() == '\n')) part.remove_suffix(1);
    words({{at.x, y}, {at.x + width, y + line_height}}, part, style, align);
    y += line_height;
  }
  return block.height;
}

float Ui::left_of(const TextBlock& block, float x, float width, Align align) {
  return align == Align::Script && begins_at_end(block) ? std::floor(x + width - block.width) : x;
}

float Ui::selectable(NodeId id, ImVec2 at, float width, std::string_view text, const TextStyle& style, Align align) {
  const float height = paragraph(at, width, text, style, 0, align);
  if (height == 0) return 0;
  if (align != Align::Center) {
    const TextBlock block = lay_out_text(text, style, wrap_css(width));
    selectable_node(id, {left_of(block, at.x, width, align), std::floor(at.y)}, block, text, style);
    return height;
  }
  MirrorNode n;
  n.id = id;
  n.role = Role::Text;
  n.flags = kNodeSelectableText | kNodeCenteredText;
  n.min = at;
  n.max = {at.x + width, at.y + height};
  n.text = text;
  n.style = style;
  node(n);
  return height;
}

float Ui::figures_width(std::string_view text, const TextStyle& style) {
  if (has_rtl_words(text)) return std::ceil(measure(text, style).x);
  const float cell = std::ceil(measure("0", style).x);
  float width = 0;
  split_figures(text, [&](std::string_view piece, bool digit) { width += digit ? cell : run_width(piece, style); });
  return width;
}

float Ui::run_width(std::string_view piece, const TextStyle& style) {
  const std::size_t spaces = trailing_spaces(piece);
  const float space = spaces == 0 ? 0 : measure("n n", style).x - measure("nn", style).x;
  const std::string_view visible = piece.substr(0, piece.size() - spaces);
  return std::ceil((visible.empty() ? 0 : measure(visible, style).x) + space * static_cast<float>(spaces));
}

float Ui::figures(const Rect& rect, std::string_view text, const TextStyle& style, Align align) {
  if (text.empty() || !is_visible(rect)) return 0;
  const float width = figures_width(text, style);
  if (width > rect.width() || has_rtl_words(text)) return words(rect, text, style, align);
  const float cell = std::ceil(measure("0", style).x);
  const float start = aligned(rect, width, align);
  float x = start;
  split_figures(text, [&](std::string_view piece, bool digit) {
    const TextBlock block = lay_out_text(piece, style);
    const float y = std::floor(rect.min.y + (rect.height() - block.height) * 0.5f);
    const float inset = digit ? std::floor((cell - block.width) * 0.5f) : 0;
    const float advance = digit ? cell : run_width(piece, style);
    // Figures are read from left to right everywhere: on a mirrored page the first piece stands at the far end.
    const float at = is_mirrored() ? 2 * start + width - x - advance : x;
    draw_text(list(), block, {std::floor(at + inset), y}, alphas_.back());
    x += advance;
  });
  return width;
}

}  // namespace smsdesk::web
