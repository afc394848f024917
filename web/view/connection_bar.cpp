#include "core/words/words.h"
#include "imgui.h"
#include "web/view/panels.h"
#include "web/widget/button.h"
#include "web/widget/surface.h"

namespace smsdesk::web::view {
namespace {

ImU32 connection_color(const Theme& t, screen::ConnectionBar::State state) {
  switch (state) {
    case screen::ConnectionBar::State::Online:
      return t.success.ink;
    case screen::ConnectionBar::State::Connecting:
      return t.warning.ink;
    case screen::ConnectionBar::State::Offline:
      break;
  }
  return t.danger.ink;
}

}  // namespace

void draw_connection_dot(Ui& ui, ImVec2 center, ImU32 ground, const screen::ConnectionBar& s) {
  ui.disc(center, 4, connection_color(ui.theme(), s.state));
  if (s.state != screen::ConnectionBar::State::Online) ui.disc(center, 2, ground);
  ui.status_node(id_of("connection.dot"), centered_at(center, px_snap(24), px_snap(24)), s.title);
}

void draw_connection_bar(Ui& ui, const Rect& rect, const screen::ConnectionBar& s, Intents& out) {
  const Theme& t = ui.theme();
  const Tone& tone = s.state == screen::ConnectionBar::State::Offline ? t.warning : t.info;
  banner(ui, rect, tone);
  const NodeId id = id_of("connection");
  ui.group(Role::Region, id, rect, tr("Connection"));
  const ParentScope scope(ui, id);
  Rect row = rect.inset(px_snap(16), 0);
  icon_in(ui, row.cut_left(px_snap(20)),
          s.state == screen::ConnectionBar::State::Offline ? Icon::WifiOff : Icon::Refresh, 16, tone.ink);
  row.cut_left(px_snap(6));
  Rect action = row;
  if (s.can_retry) action = row.cut_right(button_width(ui, tr("Try now")));
  const TextStyle strong = type::style(type::Kind::Secondary, tone.ink, TextWeight::Semibold);
  const Rect text = row;
  const float width = ui.words(row, s.title, strong);
  row.cut_left(width + px_snap(8));
  ui.words(row, s.text, type::style(type::Kind::Secondary, t.text));
  ui.status_node(id_of(id, "text"), text, s.text.empty() ? s.title : s.title + ". " + s.text);
  if (!s.can_retry) return;
  Button retry;
  retry.id = id_of(id, "retry");
  retry.rect = centered_in(action, action.width(), std::min(px_snap(28), rect.height() - px_snap(4)));
  retry.label = tr("Try now");
  retry.size_css = 13;
  if (button(ui, retry)) out.push_back(intent::RetryConnection{});
}

}  // namespace smsdesk::web::view
