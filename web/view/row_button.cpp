#include "web/view/row_button.h"

namespace smsdesk::web::view {

bool row_button(Ui& ui, Rect& row, std::string_view label, NodeId id, ButtonLook look, bool is_enabled, bool is_busy) {
  const float width = button_width(ui, label) + (is_busy ? px_snap(16) : 0);
  Button b;
  b.id = id;
  b.rect = centered_in(row.cut_right(width), width, px_snap(kRowButton));
  b.label = label;
  b.look = look;
  b.is_enabled = is_enabled;
  b.is_busy = is_busy;
  row.cut_right(px_snap(8));
  return button(ui, b);
}

}  // namespace smsdesk::web::view
