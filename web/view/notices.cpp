// Short words about what has happened, at the lower edge. Each can be dismissed; the state lets
// them go by itself. What asks something has buttons instead, and stays until it is answered.
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

NodeId answer_id(std::uint64_t notice, std::size_t answer) {
  return id_of(id_of(id_of(id_of("notice"), notice), "answer"), static_cast<std::uint64_t>(answer));
}

/// Its button that only lets it go.
NodeId last_button(const screen::Notice& notice) {
  return notice.answers.empty() ? dismiss_id(notice.id) : answer_id(notice.id, notice.answers.size() - 1);
}

/// The button goes with its notice: to the one that stands beside it then, or back to writing.
void follow_dismissed(const std::vector<screen::Notice>& notices, std::uint64_t gone) {
  NodeId next = ids::composer_field();
  for (const screen::Notice& one : notices)
    if (one.id != gone) next = last_button(one);
  focus_node(next);
}

std::vector<Rect> answer_places(Ui& ui, const screen::Notice& notice, float width) {
  std::vector<std::string_view> labels;
  for (const screen::NamedChoice& one : notice.answers) labels.push_back(one.name);
  return button_rows(ui, labels, width);
}

/// Below its words. Which was pressed; negative: none.
int draw_answers(Ui& ui, const screen::Notice& notice, const std::vector<Rect>& places, ImVec2 at) {
  int pressed = -1;
  for (std::size_t i = 0; i < places.size(); ++i) {
    Button b;
    b.id = answer_id(notice.id, i);
    b.rect = places[i].moved(at.x, at.y);
    b.label = notice.answers[i].name;
    b.look = i == 0 ? ButtonLook::Primary : ButtonLook::Secondary;
    if (button(ui, b)) pressed = static_cast<int>(i);
  }
  return pressed;
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
    const bool asks = !notice->answers.empty();
    const float beside = px_snap(asks ? 58 : 84);  // a sign, and the button that dismisses it
    const float text_max = width_max - beside;
    const ImVec2 text = ui.measure(notice->text, style, text_max);
    const std::vector<Rect> places = answer_places(ui, *notice, width_max - px_snap(28));
    const float below = asks ? places.back().max.y + px_snap(12) : 0;
    const float width = is_at_top || asks ? width_max : std::max(px_snap(240), text.x + beside),
                height = text.y + px_snap(24) + below;
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
    row.cut_bottom(below);
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
    if (!asks) close.rect = centered_in(row.cut_right(px_snap(28)), px_snap(28), px_snap(28));
    close.icon = Icon::Close;
    close.icon_css = 16;
    close.name = tr("Dismiss");
    const Rect words{{row.min.x, row.min.y + px_snap(12)}, {row.max.x, row.max.y - px_snap(12)}};
    ui.paragraph(words.min, text_max, notice->text, style);
    ui.text_node(id_of(id, "text"), words, notice->text);
    const int answer = draw_answers(ui, *notice, places, {box.min.x + px_snap(14), row.max.y});
    if (answer >= 0) {
      const auto index = static_cast<std::size_t>(answer);
      out.push_back(notice->answers[index].intent);
      if (ui.is_focused(answer_id(notice->id, index))) follow_dismissed(notices, notice->id);
    }
    if (!asks && icon_button(ui, close)) {
      out.push_back(intent::DismissNotice{notice->id});
      if (ui.is_focused(close.id)) follow_dismissed(notices, notice->id);
    }
    ui.pop_alpha();
    ui.end_layer();
    y += (height + px_snap(8)) * (is_at_top ? 1.0f : -1.0f);
  }
}

}  // namespace smsdesk::web::view
