#include "web/widget/tabs.h"
#include "core/words/words.h"

#include <algorithm>

namespace smsdesk::web {
namespace {

constexpr float kGap = 20, kDot = 14;

TextStyle label_style(const Theme& t, const TabLabel& tab, bool is_hovered) {
  return type::style(type::Kind::Interface, tab.is_chosen || is_hovered ? t.text : t.text_secondary,
                     tab.is_chosen ? TextWeight::Semibold : TextWeight::Regular);
}

}  // namespace

int tab_strip(Ui& ui, NodeId id, const Rect& rect, std::string_view name, const TabLabel* tabs, int count) {
  const Theme& t = ui.theme();
  ui.group(Role::TabList, id, rect, name);
  const ParentScope scope(ui, id);
  float needed = 0;
  const auto width_of = [&](const TabLabel& tab) {
    // As wide as when it is chosen, so that choosing moves nothing.
    TabLabel chosen = tab;
    chosen.is_chosen = true;
    return ui.measure(tab.name, label_style(t, chosen, false)).x + 1 + (tab.is_due ? px_snap(kDot) : 0);
  };
  for (int i = 0; i < count; ++i) needed += width_of(tabs[i]);
  const float gaps = static_cast<float>(std::max(1, count - 1));
  const float gap = std::clamp((rect.width() - needed) / gaps, px_snap(6), px_snap(kGap));
  Rect rest = rect;
  int pressed = -1;
  for (int i = 0; i < count; ++i) {
    const TabLabel& tab = tabs[i];
    const Rect part = rest.cut_left(width_of(tab));
    rest.cut_left(gap);
    Control c;
    c.id = tab.id;
    c.rect = part.inset(-px_snap(4), px_snap(10));
    c.role = Role::Tab;
    c.flags = tab.is_chosen ? kNodeSelected : 0u;
    c.name = tab.name;
    c.description = tab.is_due ? std::string_view(tr("Waits for you")) : std::string_view();
    c.position = i + 1;
    c.count = count;
    c.is_ring_inside = true;
    const Press p = ui.press(c);
    if (p.is_focused) ui.focus_ring(c.rect, radius::kControl, true);
    Rect words = part;
    if (tab.is_due) ui.disc({words.cut_right(px_snap(kDot)).max.x - px(4), part.center().y}, 3.5f, t.warning.ink);
    ui.words(words, tab.name, label_style(t, tab, p.is_hovered));
    if (tab.is_chosen) ui.fill({{part.min.x, rect.max.y - px_snap(2)}, {part.max.x, rect.max.y}}, t.accent);
    if (p.was_pressed && !tab.is_chosen) pressed = i;
  }
  return pressed;
}

}  // namespace smsdesk::web
