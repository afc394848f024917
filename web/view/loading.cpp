#include <cmath>

#include "imgui.h"
#include "web/view/panels.h"
#include "web/view/product_mark.h"
#include "web/widget/mark.h"
#include "web/widget/surface.h"

namespace smsdesk::web::view {

void product_mark(Ui& ui, const Rect& rect) {
  const Theme& t = ui.theme();
  const float side = std::min(rect.width(), rect.height());
  const Rect box = centered_in(rect, side, side);
  ui.fill(box, t.primary, side / pixel_ratio() * 0.28f);
  const Rect bubble =
      centered_at({box.center().x, box.center().y - side * 0.02f}, std::floor(side * 0.52f), std::floor(side * 0.38f));
  ui.fill(bubble, t.on_primary, side / pixel_ratio() * 0.12f);
  const ImVec2 a{bubble.min.x + side * 0.08f, bubble.max.y - side * 0.06f};
  ui.list().AddTriangleFilled(a, {a.x + side * 0.18f, a.y}, {a.x, a.y + side * 0.17f}, ui.shaded(t.on_primary));
  for (int i = -1; i <= 1; ++i)
    ui.disc({bubble.center().x + static_cast<float>(i) * side * 0.13f, bubble.center().y},
            side / pixel_ratio() * 0.035f, t.primary);
}

void draw_loading(Ui& ui, const Rect& page, std::string_view text) {
  const Theme& t = ui.theme();
  ui.group(Role::Main, id_of("loading"), page, "smsdesk");
  const ParentScope scope(ui, id_of("loading"));
  const Rect box = centered_in(page, std::min(px_snap(320), page.width()), px_snap(104));
  Rect column = box;
  product_mark(ui, column.cut_top(px_snap(48)));
  column.cut_top(px_snap(16));
  const Rect line = column.cut_top(px_snap(20));
  ui.words(line, text, type::style(type::Kind::Interface, t.text_secondary), Align::Center);
  ui.status_node(id_of("loading.text"), line, text);
}

}  // namespace smsdesk::web::view
