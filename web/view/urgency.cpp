#include "web/view/urgency.h"

#include "web/widget/button.h"

namespace smsdesk::web::view {
namespace {

TextStyle style_of(const Theme& t, screen::Urgency urgency) {
  return type::style(type::Kind::Secondary, urgency_color(t, urgency),
                     urgency == screen::Urgency::Calm ? TextWeight::Regular : TextWeight::Semibold);
}

}  // namespace

ImU32 urgency_color(const Theme& t, screen::Urgency urgency) {
  switch (urgency) {
    case screen::Urgency::Calm:
      break;
    case screen::Urgency::Soon:
      return t.warning.ink;
    case screen::Urgency::Late:
      return t.danger.ink;
  }
  return t.text_secondary;
}

float urgent_time_width(Ui& ui, std::string_view time, screen::Urgency urgency) {
  if (time.empty()) return 0;
  return ui.figures_width(time, style_of(ui.theme(), urgency)) + (urgency == screen::Urgency::Calm ? 0 : px_snap(18));
}

void draw_urgent_time(Ui& ui, const Rect& rect, std::string_view time, screen::Urgency urgency, Align align) {
  if (time.empty()) return;
  const float width = std::min(rect.width(), urgent_time_width(ui, time, urgency));
  Rect box = rect;
  if (align == Align::Right) box.min.x = rect.max.x - width;
  if (urgency != screen::Urgency::Calm) {
    icon_in(ui, box.cut_left(px_snap(14)), urgency == screen::Urgency::Late ? Icon::Alert : Icon::Clock, 14,
            urgency_color(ui.theme(), urgency));
    box.cut_left(px_snap(4));
  }
  ui.figures(box, time, style_of(ui.theme(), urgency));
}

}  // namespace smsdesk::web::view
