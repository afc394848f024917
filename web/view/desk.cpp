// The desk: which panels stand where, what floats over them, the shortcuts that are no single
// panel's, and where the keyboard's focus goes when something that was asked for has happened.
#include <cmath>

#include "imgui.h"
#include "web/platform/canvas.h"
#include "web/view/action_menu.h"
#include "web/view/panels.h"

namespace smsdesk::web::view {
namespace {

constexpr float kRail = 56, kRoster = 300, kContext = 320, kBar = 40;
constexpr float kDrawerBelow = 1024, kOnePaneBelow = 720;  // look.md

Layout layout_of(const Ui& ui, const screen::Desk& s) {
  Layout layout;
  const float width = ui.page_width_css();
  layout.is_context_drawer = width < kDrawerBelow;
  layout.is_one_pane = width < kOnePaneBelow;
  layout.is_drawer_open = layout.is_context_drawer && s.is_context_shown && s.context.is_shown;
  layout.has_context = !layout.is_context_drawer && s.context.is_shown;
  if (layout.is_one_pane) {
    layout.has_roster = s.is_roster_shown || !s.conversation.conversation.is_set();
    layout.has_rail = layout.has_roster;
    layout.has_conversation = !layout.has_roster;
    layout.is_drawer_open = layout.is_drawer_open && layout.has_conversation;
  }
  layout.is_behind = layout.is_drawer_open || s.settings.is_open;
  return layout;
}

bool wants_escape(const Ui& ui) {
  if (ui.has_key(ImGuiKey_Escape)) return true;
  for (const TextFieldEvent& event : text_field_events())
    if (event.kind == TextFieldEvent::Kind::Escape) return true;
  return false;
}

/// The one menu of a button that is open, or null.
const screen::ActionMenu* open_menu(const screen::Desk& s) {
  for (const screen::ActionMenu& menu : s.conversation.menus)
    if (menu.is_open) return &menu;
  for (const screen::Alert& alert : s.roster.alerts)
    if (alert.reasons.is_open) return &alert.reasons;
  return nullptr;
}

/// One step back from what lies on top.
void step_back(const screen::Desk& s, const Layout& layout, Intents& out) {
  if (s.settings.is_open)
    out.push_back(intent::OpenSettings{false});
  else if (s.rail.is_presence_menu_open || open_menu(s) != nullptr)
    return;  // the menu hears Escape itself, to give the focus back
  else if (layout.is_drawer_open)
    out.push_back(intent::ShowContext{false});
  else if (layout.is_one_pane && layout.has_conversation)
    out.push_back(intent::ShowRoster{true});
}

void select_beside(const screen::Desk& s, int step, Intents& out) {
  const auto& mine = s.roster.mine;
  if (mine.empty()) return;
  std::size_t at = mine.size();
  for (std::size_t i = 0; i < mine.size(); ++i)
    if (mine[i].is_selected) at = i;
  const std::size_t n = mine.size();
  const std::size_t to = at == n ? 0 : step > 0 ? (at + 1) % n : (at + n - 1) % n;
  if (to != at) out.push_back(intent::Select{mine[to].conversation});
}

/// The newest one, of whichever thread.
void use_suggestion(const screen::Context& s, Intents& out) {
  for (auto thread = s.colleagues.threads.rbegin(); thread != s.colleagues.threads.rend(); ++thread) {
    if (thread->suggestion.empty()) continue;
    out.push_back(intent::UseSuggestion{s.conversation, thread->suggestion});
    return;
  }
}

void take_shortcuts(const Ui& ui, const screen::Desk& s, const Layout& layout, Intents& out) {
  if (wants_escape(ui)) step_back(s, layout, out);
  if (s.settings.is_open || s.rail.is_presence_menu_open || open_menu(s) != nullptr) return;
  for (int i = 0; i < 9 && static_cast<std::size_t>(i) < s.roster.alerts.size(); ++i) {
    const screen::Alert& alert = s.roster.alerts[static_cast<std::size_t>(i)];
    const bool plain = !ui.is_typing() && (ui.has_key(ImGuiKey_1 + i) || ui.has_key(ImGuiKey_Keypad1 + i));
    if ((plain || ui.has_key(ImGuiKey_1 + i, ImGuiMod_Alt)) && !alert.is_busy)
      out.push_back(intent::Answer{alert.offer});
  }
  if (ui.has_key(ImGuiKey_R, ImGuiMod_Alt)) use_suggestion(s.context, out);
  if (ui.has_key(ImGuiKey_DownArrow, ImGuiMod_Alt)) select_beside(s, 1, out);
  if (ui.has_key(ImGuiKey_UpArrow, ImGuiMod_Alt)) select_beside(s, -1, out);
  const struct {
    ImGuiKey key;
    ConversationMenu menu;
  } actions[] = {{ImGuiKey_T, ConversationMenu::Transfer},
                 {ImGuiKey_P, ConversationMenu::Park},
                 {ImGuiKey_W, ConversationMenu::End}};
  for (const auto& action : actions) {
    if (!layout.has_conversation || !ui.has_key(action.key, ImGuiMod_Alt)) continue;
    for (const screen::ActionMenu& menu : s.conversation.menus)
      if (menu.kind == action.menu && !menu.is_busy) out.push_back(menu.intent);
  }
  if (ui.has_key(ImGuiKey_Q, ImGuiMod_Alt) && !s.roster.on_queue.is_busy) out.push_back(intent::ToggleOnQueue{});
}

/// What was asked for in this frame, so that the focus can follow when it has happened.
void note_wishes(ViewState& state, const screen::Desk& s, const Intents& out, std::size_t from) {
  for (std::size_t i = from; i < out.size(); ++i) {
    FocusWish wish = FocusWish::None;
    if (std::holds_alternative<intent::Answer>(out[i]) || std::holds_alternative<intent::Select>(out[i]))
      wish = FocusWish::Composer;
    if (std::holds_alternative<intent::EditAgain>(out[i]) || std::holds_alternative<intent::UseSuggestion>(out[i])) {
      focus_node(ids::composer_field());
      continue;
    }
    if (std::holds_alternative<intent::End>(out[i])) wish = FocusWish::WrapUp;
    if (std::holds_alternative<intent::FinishWrapUp>(out[i])) wish = FocusWish::Next;
    if (wish == FocusWish::None) continue;
    state.focus_wish = wish;
    state.wish_from = s.conversation.conversation;
  }
}

void follow_wishes(ViewState& state, const screen::Desk& s, const Layout& layout) {
  const bool is_elsewhere = s.conversation.conversation != state.wish_from;
  const bool can_write = s.conversation.composer.is_shown && s.conversation.composer.is_enabled &&
                         layout.has_conversation && !layout.is_drawer_open;
  switch (state.focus_wish) {
    case FocusWish::None:
      return;
    case FocusWish::Composer:
      if (!is_elsewhere) return;
      if (can_write) focus_node(ids::composer_field());
      break;
    case FocusWish::WrapUp:
      if (is_elsewhere) break;
      if (!s.context.is_wrap_up_due || (!layout.has_context && !layout.is_drawer_open)) return;
      focus_node(first_in_wrap_up(s.context));
      break;
    case FocusWish::Next:
      if (!is_elsewhere) return;
      if (s.conversation.conversation.is_set() && can_write)
        focus_node(ids::composer_field());
      else if (layout.has_roster)
        focus_node(ids::on_queue_switch());
      break;
  }
  state.focus_wish = FocusWish::None;
}

void draw_drawer(Ui& ui, ViewState& state, const Rect& page, const screen::Desk& s, const Layout& layout,
                 Intents& out) {
  if (!layout.is_drawer_open) {
    if (state.is_drawer_open && layout.is_context_drawer) focus_node(ids::show_context());
    state.is_drawer_open = false;
    return;
  }
  const float slid = ui.motions().appear(id_of("drawer"), MotionKind::Move);
  const float width = std::min(px_snap(kContext), page.width());
  Rect rect = page;
  rect = rect.cut_right(width).moved(std::floor(px(24) * (1 - slid)), 0);
  ui.begin_layer("drawer", page, false);
  ui.fill(page, with_alpha(ui.theme().scrim, slid));
  const bool is_beside = ImGui::IsMouseClicked(ImGuiMouseButton_Left) && !rect.contains(ImGui::GetIO().MousePos);
  if (is_beside && state.is_drawer_open) out.push_back(intent::ShowContext{false});
  draw_context(ui, state, rect, s.context, layout, out);
  ui.end_layer();
  if (!state.is_drawer_open) {
    state.is_drawer_open = true;
    focus_node(id_of("context.close"));
  }
}

}  // namespace

void draw_desk(Ui& ui, ViewState& state, const screen::Desk& s, Intents& out) {
  const std::size_t from = out.size();
  const Layout layout = layout_of(ui, s);
  take_shortcuts(ui, s, layout, out);

  Rect rest = ui.page();
  const Rect page = rest;
  Rect rail{};
  if (layout.has_rail) {
    rail = rest.cut_left(px_snap(kRail));
    draw_rail(ui, rail, s.rail, s.connection, out);
  }
  if (s.connection.is_bar_shown) draw_connection_bar(ui, rest.cut_top(px_snap(kBar)), s.connection, out);
  const Rect panels = rest;
  if (layout.has_roster)
    draw_roster(ui, state, layout.is_one_pane ? rest : rest.cut_left(px_snap(kRoster)), s.roster, out);
  Rect context{};
  if (layout.has_context) context = rest.cut_right(px_snap(kContext));
  if (layout.has_conversation) draw_conversation(ui, state, rest, s.conversation, layout, out);
  if (layout.has_context) draw_context(ui, state, context, s.context, layout, out);

  draw_drawer(ui, state, page, s, layout, out);
  draw_notices(ui, panels, s.notices, out);
  draw_open_menu(ui, state.action_menu, open_menu(s), out);
  if (layout.has_rail) draw_presence_menu(ui, state.presence_menu, rail, s.rail, out);
  draw_team_menu(ui, state, s.context, out);
  draw_settings(ui, state, s.settings, out);

  follow_wishes(state, s, layout);
  note_wishes(state, s, out, from);
}

void draw_screen(Ui& ui, ViewState& state, const screen::Screen& s, Intents& out) {
  ui.begin_frame(find_theme(s.theme, system_preferences()));
  fill_panel(ui.page().min, ui.page().max, ui.theme().background);
  switch (s.page) {
    case screen::Page::Loading:
      draw_loading(ui, ui.page(), s.loading_text);
      break;
    case screen::Page::SignIn:
      draw_sign_in(ui, state.sign_in, s.sign_in, out);
      break;
    case screen::Page::Desk:
      draw_desk(ui, state, s.desk, out);
      break;
  }
  if (s.page != screen::Page::SignIn) state.sign_in.was_shown = false;
  ui.end_frame();
}

}  // namespace smsdesk::web::view
