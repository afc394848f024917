#include <algorithm>

#include "web/view/context_parts.h"

namespace smsdesk::web::view {
namespace {

TextStyle words_style(const Theme& t) {
  return type::style(type::Kind::Interface, t.text);
}

}  // namespace

std::string time_or_day(Instant at, bool is_today) {
  return is_today ? format_time_of_day(at) : format_day(at);
}

float remark_height(Ui& ui, std::string_view text, float width) {
  return px_snap(kRemarkHead) + ui.measure(text, words_style(ui.theme()), width).y;
}

void draw_remark(Ui& ui, Remark r) {
  const Theme& t = ui.theme();
  Rect head = r.inside.cut_top(px_snap(kRemarkHead));
  const std::string time = time_or_day(r.at, r.is_today);
  const TextStyle quiet = type::style(type::Kind::Secondary, t.text_secondary);
  ui.words(head.cut_right(std::min(head.width() / 2, ui.measure(time, quiet).x)), time, quiet, Align::Right);
  head.cut_right(px_snap(8));
  ui.words(head, r.author, type::style(type::Kind::Secondary, r.author_color, TextWeight::Semibold));
  ui.paragraph(r.inside.min, r.inside.width(), r.text, words_style(t), 0, Align::Script);
  const std::string said = std::string(r.accessible_name) + comma() + time;
  MirrorNode n;
  n.id = r.id;
  n.role = Role::ListItem;
  n.min = r.box.min;
  n.max = r.box.max;
  n.text = said;
  ui.node(n);
}

}  // namespace smsdesk::web::view
