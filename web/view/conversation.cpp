// The middle of the desk: who, since when and what can be done; the timeline; the composer.
#include "imgui.h"
#include "web/platform/canvas.h"
#include "web/view/panels.h"
#include "web/view/shortcuts.h"
#include "web/widget/button.h"
#include "web/widget/mark.h"

namespace smsdesk::web::view {
namespace {

constexpr float kHeader = 64;

void draw_header(Ui& ui, const Rect& rect, const screen::Conversation& s, const Layout& layout, Intents& out) {
  const Theme& t = ui.theme();
  ui.line_below(rect, t.border);
  Rect row = rect.inset(px_snap(layout.is_one_pane ? 8 : 20), 0);
  if (layout.is_one_pane) {
    IconButton back;
    back.id = ids::back_to_roster();
    back.rect = centered_in(row.cut_left(px_snap(40)), px_snap(40), px_snap(40));
    back.icon = Icon::ChevronLeft;
    back.name = "Back to your conversations";
    back.shortcut = "Esc";
    if (icon_button(ui, back)) out.push_back(intent::ShowRoster{true});
    row.cut_left(px_snap(4));
  }
  // The mirror reads the title first; what stands at the right is cut off here and pushed below.
  Rect right = row;
  float right_width = 0;
  const bool has_toggle = layout.is_context_drawer;
  if (has_toggle) right_width += px_snap(48);
  const float end_width = button_width(ui, "End");
  if (s.can_end || s.is_ending) right_width += end_width;
  const TextStyle timer_style = type::style(type::Kind::Secondary, t.text_secondary);
  const float timer_width = s.timer.empty() ? 0 : ui.figures_width(s.timer, timer_style) + px_snap(20);
  const bool has_timer = timer_width > 0 && row.width() - right_width > px_snap(200);
  if (has_timer) right_width += timer_width + px_snap(16);
  Rect left = row;
  left.cut_right(right_width + px_snap(12));
  right = row.cut_right(right_width);

  Rect lines = centered_in(left, left.width(), px_snap(44));
  const Rect title = lines.cut_top(px_snap(24));
  ui.words(title, s.title, type::style(type::Kind::Title, t.text, TextWeight::Semibold));
  ui.heading(id_of("conversation.title"), title, s.title, 1);
  std::string below = s.queue;
  if (!s.our_number.empty()) below += (below.empty() ? "" : " · ") + s.our_number;
  ui.words(lines, below, type::style(type::Kind::Secondary, t.text_secondary));
  ui.text_node(id_of("conversation.queue"), lines, below);

  if (has_timer) {
    Rect timer = right.cut_left(timer_width);
    MirrorNode n;
    n.id = id_of("conversation.timer");
    n.role = Role::Timer;
    n.min = timer.min;
    n.max = timer.max;
    n.name = s.timer_name;
    n.text = s.timer;
    ui.node(n);
    ui.hint(n.id, timer, s.timer_name);
    icon_in(ui, timer.cut_left(px_snap(16)), Icon::Clock, 16, t.text_secondary);
    timer.cut_left(px_snap(4));
    ui.figures(timer, s.timer, timer_style);
    right.cut_left(px_snap(16));
  }
  if (s.can_end || s.is_ending) {
    Button end;
    end.id = id_of("conversation.end");
    end.rect = centered_in(right.cut_left(end_width), end_width, px_snap(36));
    end.label = "End";
    end.name = "End conversation";
    end.tooltip = "End conversation";
    end.shortcut = shortcuts::kEnd.words;
    end.is_busy = s.is_ending;
    if (button(ui, end)) out.push_back(intent::End{s.conversation});
  }
  if (has_toggle) {
    IconButton toggle;
    toggle.id = ids::show_context();
    toggle.rect = centered_in(right.cut_right(px_snap(40)), px_snap(40), px_snap(40));
    toggle.icon = Icon::User;
    toggle.name = "Customer and wrap-up";
    toggle.flags = layout.is_drawer_open ? kNodeExpanded : kNodeCollapsed;
    toggle.is_on = layout.is_drawer_open;
    if (icon_button(ui, toggle)) out.push_back(intent::ShowContext{!layout.is_drawer_open});
  }
}

}  // namespace

void draw_conversation(Ui& ui, ViewState& state, const Rect& rect, const screen::Conversation& s, const Layout& layout,
                       Intents& out) {
  const Theme& t = ui.theme();
  fill_panel(rect.min, rect.max, t.background);
  const NodeId id = id_of("conversation");
  ui.group(Role::Main, id, rect, "Conversation");
  const ParentScope scope(ui, id);
  if (!s.conversation.is_set()) {
    state.draft.conversation = {};
    Rect box = rect.inset(px_snap(24));
    const Rect icon = centered_at({box.center().x, box.center().y - px_snap(64)}, px_snap(48), px_snap(48));
    if (!s.empty_title.empty()) icon_in(ui, icon, Icon::Conversations, 32, mix(t.text_secondary, t.background, 0.35f));
    empty_state(ui, id_of("conversation.empty"), box, s.empty_title, s.empty_text);
    return;
  }
  Rect rest = rect;
  draw_header(ui, rest.cut_top(px_snap(kHeader)), s, layout, out);
  const Rect composer = rest.cut_bottom(composer_height(ui, state, s.composer));
  draw_timeline(ui, state.timeline, state.screen_revision, rest, s, out);
  draw_composer(ui, state, composer, s.conversation, s.composer, layout.is_behind, out);
}

}  // namespace smsdesk::web::view
