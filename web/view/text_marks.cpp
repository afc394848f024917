#include "web/view/text_marks.h"

#include <array>
#include <cmath>

#include "web/platform/canvas.h"

namespace smsdesk::web::view {

void draw_text_marks(Ui& ui, const TextBlock& block, ImVec2 at, const TextStyle& style,
                     const std::vector<TextMark>& marks, ImU32 ground) {
  const ImU32 line = ui.theme().warning.ink, fill = mix(ground, line, 0.2f);
  const float height = style.line_height * pixel_ratio();
  for (const TextMark& mark : marks) {
    std::array<TextPiece, 8> pieces;
    const std::size_t count = find_text_range(block, mark.begin, mark.end, pieces);
    for (std::size_t i = 0; i < count; ++i) {
      // Colour alone would not do: the line below it is the sign.
      const float top = std::floor(at.y + static_cast<float>(pieces[i].line) * height);
      const float left = std::floor(at.x + pieces[i].x), right = std::ceil(at.x + pieces[i].x + pieces[i].width);
      const float bottom = std::floor(top + height);
      ui.fill({{left, top}, {right, bottom}}, fill, 2);
      ui.fill({{left, bottom - px_snap(2)}, {right, bottom}}, line);
    }
  }
}

}  // namespace smsdesk::web::view
