// Short words about what has happened, at the lower edge. Each can be dismissed; the state lets
// them go by itself.
#include <cmath>
#include <cstdio>

#include "core/words/words.h"
#include "imgui.h"
#include "web/view/panels.h"
#include "web/widget/button.h"
#include "web/widget/surface.h"

namespace smsdesk::web::view {

namespace {

NodeId dismiss_id(std::uint64_t notice) {
  return id_of(id_of(id_of("notice"), notice), "dismiss");
}

/// The button goes with its notice: to the one that stands beside it then, or back to writing.
void follow_dismissed(const std::vector<screen::Notice>& notices, std::uint64_t gone) {
  NodeId next = ids::composer_field();
  for (const screen::Notice& one : notices)
    if (one.id != gone) next = dismiss_id(one.id);
  focus_node(next);
}

}  // namespace

void draw_notices(Ui& ui, const Rect& page, const std::vector<screen::Notice>& notices, Intents& out) {
  const Theme& t = ui.theme();
  // Over the roster, so that they hide nothing that is being read or written; where that is the
  // whole page, at its top. On a low page one at a time.
  const bool is_low = page.height() < px(kLowBelow);
  const bool is_at_top = page.width() < px(664);
  const float margin = px_snap(is_at_top ? 12 : 8);
  float y = is_at_top ? page.min.y + px_snap(is_low ? 44 : 72) : page.max.y - px_snap(12);
  const auto end = is_low && !notices.empty() ? notices.rbegin() + 1 : notices.rend();
  for (auto notice = notices.rbegin(); notice != end; ++notice) {
    const NodeId id = id_of(id_of("notice"), notice->id);
    const TextStyle style = type::style(type::Kind::Interface, t.text);
    const float width_max = is_at_top ? page.width() - 2 * margin : px_snap(284);
    const float text_max = width_max - px_snap(84);
    const ImVec2 text = ui.measure(notice->text, style, text_max);
    const float width = is_at_top ? width_max : std::max(px_snap(240), text.x + px_snap(84)),
                height = text.y + px_snap(24);
    const float shown = ui.motions().appear(id, MotionKind::Fade);
    const float slid = ui.motions().appear(id_of(id, "slide"), MotionKind::Move);
    const float top = is_at_top ? y : y - height;
    // The older ones come when these are dismissed.
    const bool fits = top >= page.min.y && top + height <= page.max.y;
    if (!fits && notice != notices.rbegin()) break;
    const float x = page.min.x + margin, drift = std::floor(px(10) * (1 - slid));
    const Rect box = Rect{{x, top}, {x + width, top + height}}.moved(0, is_at_top ? -drift : drift);
    char layer[32];
    std::snprintf(layer, sizeof layer, "notice-%llu", static_cast<unsigned long long>(notice->id));
    ui.begin_layer(layer, box);
    ui.push_alpha(shown);
    floating_card(ui, box);
    ui.group(Role::Group, id, box, tr("Notice"));
    const ParentScope scope(ui, id);
    Rect row = box.inset(px_snap(14), 0);
    const bool is_problem = notice->tone == screen::Notice::Tone::Problem;
    const bool is_success = notice->tone == screen::Notice::Tone::Success;
    icon_in(ui, row.cut_left(px_snap(20)),
            is_problem   ? Icon::Alert
            : is_success ? Icon::Check
                         : Icon::Info,
            20,
            is_problem   ? t.danger.ink
            : is_success ? t.success.ink
                         : t.info.ink);
    row.cut_left(px_snap(10));
    IconButton close;
    close.id = dismiss_id(notice->id);
    close.rect = centered_in(row.cut_right(px_snap(28)), px_snap(28), px_snap(28));
    close.icon = Icon::Close;
    close.icon_css = 16;
    close.name = tr("Dismiss");
    const Rect words{{row.min.x, box.min.y + px_snap(12)}, {row.max.x, box.max.y - px_snap(12)}};
    ui.paragraph(words.min, text_max, notice->text, style);
    ui.text_node(id_of(id, "text"), words, notice->text);
    if (icon_button(ui, close)) {
      out.push_back(intent::DismissNotice{notice->id});
      if (ui.is_focused(close.id)) follow_dismissed(notices, notice->id);
    }
    ui.pop_alpha();
    ui.end_layer();
    y += (height + px_snap(8)) * (is_at_top ? 1.0f : -1.0f);
  }
}

}  // namespace smsdesk::web::view
