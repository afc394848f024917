#include <algorithm>

#include "core/words/words.h"
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

std::string corrected_when(Instant at, Instant corrected_at) {
  const std::string day = format_day(corrected_at);
  return day == format_day(at) ? format_time_of_day(corrected_at) : day;
}

float remark_height(Ui& ui, std::string_view text, float width) {
  return px_snap(kRemarkHead) + ui.measure(text, words_style(ui.theme()), width).y;
}

void draw_remark(Ui& ui, const SaidTo& to, Remark r) {
  const Theme& t = ui.theme();
  MirrorNode n;
  n.id = r.id;
  n.role = Role::ListItem;
  n.min = r.box.min;
  n.max = r.box.max;
  ui.node(n);
  const ParentScope scope(ui, r.id);
  Rect head = r.inside.cut_top(px_snap(kRemarkHead));
  const Rect whole_head = head;
  std::string time = time_or_day(r.at, r.is_today);
  if (!r.fate.empty()) time.append(" · ").append(r.fate);
  const TextStyle quiet = type::style(type::Kind::Secondary, t.text_secondary);
  const Rect time_box = head.cut_right(std::min(head.width() / 2, ui.measure(time, quiet).x));
  ui.words(time_box, time, quiet, Align::Right);
  const Rect options_box = r.copy.more.empty() ? Rect{} : head.cut_right(px_snap(kCopyRoom));
  const Rect copy_box = head.cut_right(px_snap(kCopyRoom));
  ui.words(head, r.author, type::style(type::Kind::Secondary, r.author_color, TextWeight::Semibold));
  // The item has no name: the words are heard once, where they can be selected.
  const screen::AroundWords around = screen::around_words(r.accessible_name, r.text);
  ui.text_node(id_of(r.id, "author"), whole_head, around.before);
  said_words(ui, to, {r.id, r.inside.min, r.inside.width(), r.text, words_style(t)}, r.parts);
  const std::string behind = std::string(around.behind) + comma() + time;
  ui.text_node(id_of(r.id, "time"), time_box, behind);
  copy_button(ui, to, id_of(r.id, "copy"), r.box, copy_box, r.copy, r.parts);
  options_button(ui, to, id_of(r.id, "options"), r.box, options_box, r.copy, r.parts);
}

}  // namespace smsdesk::web::view
