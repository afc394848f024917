// The desk: which panels stand where, what floats over them, the shortcuts that are no single
// panel's, and where the keyboard's focus goes when something that was asked for has happened.
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "core/words/words.h"
#include "imgui.h"
#include "web/platform/canvas.h"
#include "web/platform/page.h"
#include "web/view/action_menu.h"
#include "web/view/composer_lines.h"
#include "web/view/panels.h"
#include "web/view/said_words.h"
#include "web/view/shortcuts.h"
#include "web/view/side_field.h"

namespace smsdesk::web::view {
namespace {

constexpr float kBar = 40, kLowBar = 28;

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
  if (s.overview.menu.is_open) return &s.overview.menu;
  if (const screen::ActionMenu* menu = s.find.filters.open_menu(); menu != nullptr) return menu;
  for (const screen::ContactFieldLine& line : s.context.known.form)
    if (line.menu.is_open) return &line.menu;
  return s.organisation.open_menu();
}

/// Of one message; it hears the keys itself.
bool has_float(const screen::Desk& s) {
  return s.conversation.message_menu.is_open || s.conversation.delivery.is_open;
}

bool has_menu_beside_list(const ViewState& state, const screen::Desk& s) {
  return s.rail.is_presence_menu_open || open_menu(s) != nullptr || has_float(s) ||
         state.team_menu.kind != TeamMenu::Kind::None || state.said_menu.is_open();
}

/// It hears the keys itself, and gives the focus back.
bool has_menu(const ViewState& state, const screen::Desk& s) {
  return has_menu_beside_list(state, s) || state.card_menu.conversation.is_set();
}

/// The menu of a card gives way to everything else that opens.
bool may_show_card_menu(const ViewState& state, const screen::Desk& s, const Layout& layout) {
  const bool is_covered = s.palette.is_open || s.settings.is_open || s.templates.is_open || s.note_dialog.is_open ||
                          layout.is_drawer_open || s.conversation.composer.emoji.is_open;
  return layout.has_roster && !is_covered && !has_menu_beside_list(state, s);
}

/// CSS px.
float area_width(const Ui& ui, const Layout& layout) {
  const bool is_beside = layout.has_roster && !layout.is_one_pane;
  return ui.page_width_css() - static_cast<float>((layout.has_rail ? kRailWidth : 0) + (is_beside ? layout.roster : 0));
}

/// One step back from what lies on top.
void step_back(const Ui& ui, const ViewState& state, const screen::Desk& s, const Layout& layout, Intents& out) {
  if (s.palette.is_open) return out.push_back(intent::DoPalette{PaletteStep::Close});
  if (s.note_dialog.is_open) return out.push_back(intent::DoNote{NoteStep::Close});
  if (s.settings.is_open && s.settings.keyboard.is_recording)
    return out.push_back(intent::DoShortcut{ShortcutStep::Cancel});
  if (s.settings.is_open) return out.push_back(intent::OpenSettings{false});
  if (s.templates.is_open)
    return out.push_back(intent::DoTemplates{s.templates.form.asks_delete ? TemplateStep::KeepTemplate
                                             : s.templates.form.is_shown  ? TemplateStep::Back
                                                                          : TemplateStep::Close});
  if (s.conversation.composer.templates.is_shown && layout.has_conversation)
    return out.push_back(intent::DoTemplates{TemplateStep::Leave});
  if (has_menu(state, s) || s.conversation.composer.emoji.is_open) return;
  if (layout.has_conversation && !s.conversation.composer.held.title.empty())
    return out.push_back(intent::KeepEditing{s.conversation.conversation});
  if (layout.is_drawer_open) return out.push_back(intent::ShowContext{false});
  if (s.conversation.search.is_shown) return out.push_back(intent::OpenTranscriptSearch{});
  if (s.find.is_reading) return out.push_back(s.conversation.back);
  if (layout.has_area && organisation_steps_back(area_width(ui, layout), s.organisation, out)) return;
  if (layout.has_conversation && !s.conversation.back_name.empty()) return out.push_back(s.conversation.back);
  if (layout.is_one_pane && !layout.has_roster) out.push_back(intent::ShowRoster{true});
}

/// Null: the focus is on none.
const screen::Bubble* focused_message(const TimelineState& state, const screen::Conversation& s) {
  const NodeId focused = focused_node();
  if (focused == 0) return nullptr;
  // On its own button, or, as the last frame has found, on a part of its text.
  const std::uint64_t within = focused == state.focused_node ? state.focused : 0;
  for (const screen::Bubble& bubble : s.bubbles) {
    if (!bubble.message.is_set()) continue;
    if (focused == ids::message_options(bubble.message) || bubble.key == within) return &bubble;
  }
  return nullptr;
}

/// What the action does to the message that has the focus, which only the view knows; else its own steps.
Intents steps_at(const screen::AvailableAction& one, const TimelineState& state, const screen::Conversation& s) {
  const screen::Bubble* at = focused_message(state, s);
  if (at != nullptr && one.action == Action::MessageMenu)
    return {intent::OpenMessageMenu{s.conversation, at->message, MessageMenu::Actions, 0}};
  if (at != nullptr && one.action == Action::ShowDelivery && at->is_own)
    return {intent::ShowDelivery{s.conversation, at->message}};
  return one.steps;
}

void hear_actions(const Ui& ui, ViewState& state, const screen::Desk& s, const Layout& layout, Intents& out) {
  // A closed conversation is read within the area of what was found.
  const bool has_pane = layout.has_conversation || (layout.has_area && s.area == Area::Find && s.find.is_reading);
  const bool has_emoji = s.conversation.composer.emoji.is_open;
  for (const screen::AvailableAction& one : s.actions) {
    if (has_emoji && one.action != Action::PickEmoji && one.action != Action::OpenPalette) continue;
    if ((one.is_in_pane && !has_pane) || !shortcuts::is_pressed(ui, one.chord, s.is_mac)) continue;
    if (!shows_line_of(one.action, s.conversation.composer, layout)) continue;
    if (facts_of(one.action).acts_once && !state.guard.takes(RepeatGuard::key_of(one.action), page_now())) continue;
    state.led_by = one.action;
    request_frame();  // also where it has led to what is there already
    for (const Intent& step : steps_at(one, state.timeline, s.conversation)) out.push_back(step);
  }
}

/// Told in every frame: what moves by itself may stand under another key in the next one.
void note_targets(RepeatGuard& guard, const screen::Desk& s) {
  std::array<std::uint64_t, kActionsCount> targets{};
  for (const screen::AvailableAction& one : s.actions) targets[RepeatGuard::key_of(one.action)] = one.target;
  // One that is being answered still has its place: what comes after it comes in the place of something.
  for (std::size_t i = 0; i < s.roster.alerts.size() && i < kAnswersMax; ++i)
    targets[RepeatGuard::key_of(answer_of_place(i))] = s.roster.alerts[i].offer.value;
  for (std::size_t i = 0; i < targets.size(); ++i) guard.note_target(i, targets[i], page_now());
}

/// What actions do to the timeline beside what they ask for: it goes to its end, a menu stands at its message.
void follow_actions(TimelineState& state, const Intents& out, std::size_t from) {
  for (std::size_t i = from; i < out.size(); ++i) {
    if (out[i].is<intent::ShowLatest>()) {
      state.is_at_bottom = true;
      state.input.velocity = 0;
      request_frame();
    }
    if (const auto* menu = out[i].as<intent::OpenMessageMenu>(); menu != nullptr && menu->message.is_set())
      state.menu_by_key = menu->message;
  }
}

/// What opens over everything that can be left for it.
void hear_palette(const Ui& ui, const screen::Desk& s, Intents& out) {
  for (const screen::AvailableAction& one : s.actions) {
    if (one.action != Action::OpenPalette || !shortcuts::is_pressed(ui, one.chord, s.is_mac)) continue;
    if (s.palette.is_open)
      out.push_back(intent::DoPalette{PaletteStep::Close});
    else
      for (const Intent& step : one.steps) out.push_back(step);
  }
}

/// What its keys do to the text of a template that is written.
void hear_template_form(const Ui& ui, const screen::Desk& s, Intents& out) {
  if (!s.templates.form.is_shown) return;
  for (const screen::AvailableAction& one : s.actions) {
    const bool is_its = one.action == Action::WriteInGsm || one.action == Action::WriteCloseGsm;
    if (!is_its || !shortcuts::is_pressed(ui, one.chord, s.is_mac)) continue;
    for (const Intent& step : one.steps) out.push_back(step);
  }
}

/// The shortcut that is being chosen.
void record_chord(const Ui& ui, const screen::Desk& s, Intents& out) {
  const Chord chord = shortcuts::pressed_chord(ui, s.is_mac);
  if (!chord.is_set()) return;
  if (chord.key == KeyCode::Tab || chord.key == KeyCode::Escape || (chord.key == KeyCode::Enter && chord.mods == 0) ||
      (chord.key == KeyCode::Space && chord.mods == 0))
    return;  // the keyboard must not be caught here: these go on to where they belong
  out.push_back(intent::DoShortcut{ShortcutStep::Press, Action::OpenPalette, chord});
}

void take_shortcuts(const Ui& ui, ViewState& state, const screen::Desk& s, const Layout& layout, Intents& out) {
  note_targets(state.guard, s);
  if (wants_escape(ui)) step_back(ui, state, s, layout, out);
  if (s.settings.is_open && s.settings.keyboard.is_recording) return record_chord(ui, s, out);
  if (s.palette.is_open) return hear_palette(ui, s, out);
  if (s.settings.is_open || s.note_dialog.is_open) return;
  if (s.templates.is_open) return hear_template_form(ui, s, out);
  if (has_menu(state, s)) return hear_palette(ui, s, out);
  hear_actions(ui, state, s, layout, out);
}

bool can_write_now(const screen::Desk& s, const Layout& layout) {
  return s.conversation.composer.is_shown && s.conversation.composer.is_enabled && layout.has_conversation &&
         !layout.is_drawer_open;
}

/// Where a key has led that leads to a part of the page, which nothing else would tell whoever hears it; 0: it does not, or what
/// it leads to takes the focus by itself.
NodeId led_to(Action action, const screen::Desk& s, const Layout& layout) {
  const auto tab = [&](ContextTab one) { return layout.has_context ? ids::context_tab(one) : NodeId{0}; };
  switch (action) {
    case Action::ShowConversations:
      return can_write_now(s, layout) && !layout.is_one_pane ? ids::composer_field()
             : layout.has_roster                             ? ids::on_queue_switch()
                                                             : NodeId{0};
    case Action::ShowClosed:
    case Action::SearchMessages:
      return ids::find_field();
    case Action::ShowOverview:
    case Action::ShowOrganisation:
      return ids::area(s.area);
    case Action::ShowCustomer:
      return tab(ContextTab::Customer);
    case Action::ShowNotes:
      return tab(ContextTab::Notes);
    case Action::ShowTeam:
      return tab(ContextTab::Team);
    case Action::ShowWrapUp:
      return tab(ContextTab::WrapUp);
    default:
      return 0;
  }
}

/// What was asked for in this frame, so that the focus can follow when it has happened.
void note_wishes(ViewState& state, const screen::Desk& s, const Layout& layout, const Intents& out, std::size_t from) {
  for (std::size_t i = from; i < out.size(); ++i) {
    FocusWish wish = FocusWish::None;
    const bool is_taken = out[i].is<intent::Answer>() || out[i].is<intent::Pick>() || out[i].is<intent::Resume>();
    if (is_taken || out[i].is<intent::Select>() || out[i].is<intent::OpenReported>()) wish = FocusWish::Composer;
    if (const auto* taken = out[i].as<intent::TakeOtherDraft>(); taken != nullptr && taken->part == DraftPart::Note) {
      focus_node(note_field(taken->conversation));
      continue;
    }
    // What is taken from a closed conversation leads to one that goes on: it is not there yet.
    const bool is_elsewhere = s.area == Area::Find;
    if (is_elsewhere && out[i].is<intent::Quote>()) wish = FocusWish::QuoteElsewhere;
    if (out[i].is<intent::EditAgain>() || out[i].is<intent::WriteAgain>() || out[i].is<intent::UseSuggestion>() ||
        (out[i].is<intent::Quote>() && !is_elsewhere) || out[i].is<intent::InsertTemplate>() ||
        out[i].is<intent::UndoSend>() || out[i].is<intent::TakeOtherDraft>() ||
        ((out[i].is<intent::WriteInGsm>() || out[i].is<intent::SendTextAsMms>()) &&
         state.is_palette_open)) {  // its key works from every field, and leaves that
      state.timeline.menu.opener = ids::composer_field();
      // Under the palette nothing can have the focus: it goes there when that has closed.
      if (state.is_palette_open)
        state.palette_focus = ids::composer_field();
      else
        focus_node(ids::composer_field());
      continue;
    }
    if (const auto* made = out[i].as<intent::MakeTemplate>())
      state.templates.return_to = ids::message_options(made->message);
    if (out[i].is<intent::DoTemplates>() && !s.templates.is_open) state.templates.return_to = 0;
    if (out[i].is<intent::Reopen>()) wish = FocusWish::Reopened;
    if (out[i].is<intent::GoToComposer>()) {
      wish = FocusWish::Field;
      request_frame();  // where nothing lay over the field, nothing else changes
    }
    const auto* team = out[i].as<intent::GoToColleagues>();
    if (team != nullptr) wish = team->is_invite ? FocusWish::Invite : FocusWish::Ask;
    if (out[i].is<intent::GoToNote>()) wish = FocusWish::Note;
    if (team != nullptr || out[i].is<intent::GoToNote>()) request_frame();  // as for the field
    if (out[i].is<intent::NoteAbout>()) wish = is_elsewhere ? FocusWish::NoteElsewhere : FocusWish::Note;
    if (out[i].is<intent::End>()) wish = FocusWish::WrapUp;
    if (out[i].is<intent::FinishWrapUp>()) wish = FocusWish::Next;
    if (wish == FocusWish::None) continue;
    state.focus_wish = wish;
    state.team_menu.wanted = TeamMenu::Kind::None;  // one that was on its way gives way, too
    state.wish_from = s.conversation.conversation;
    state.wish_may_stay = is_taken && !can_write_now(s, layout);
  }
}

/// The details stand beside, or lie over the rest, and the palette does not lie over them.
bool has_details(const screen::Desk& s, const Layout& layout) {
  return (layout.has_context || layout.is_drawer_open) && !s.palette.is_open;
}

bool is_tab_chosen(const screen::Context& s, ContextTab tab) {
  return std::any_of(s.tabs.begin(), s.tabs.end(),
                     [&](const screen::ContextTabLine& line) { return line.tab == tab && line.is_chosen; });
}

void follow_wishes(ViewState& state, const screen::Desk& s, const Layout& layout) {
  const bool is_elsewhere = s.conversation.conversation != state.wish_from;
  const bool can_write = can_write_now(s, layout);
  switch (state.focus_wish) {
    case FocusWish::None:
      return;
    case FocusWish::Composer:
      if (!is_elsewhere && !(state.wish_may_stay && can_write)) return;
      // Where there is one pane, the field would bring up a keyboard over what was just opened.
      if (layout.is_one_pane) {
        if (!layout.is_drawer_open) focus_node(ids::back_to_roster());
      } else if (can_write) {
        focus_node(ids::composer_field());
      } else if (s.conversation.has_back_beside || (!s.conversation.back_name.empty() && layout.has_conversation)) {
        focus_node(ids::back_to_roster());
      }
      break;
    case FocusWish::Reopened:
      if (is_elsewhere) break;
      if (s.area == Area::Find) return;  // it is the same conversation, and still closed
      if (layout.is_one_pane && !layout.is_drawer_open)
        focus_node(ids::back_to_roster());
      else if (can_write)
        focus_node(ids::composer_field());
      break;
    case FocusWish::Field:
      if (is_elsewhere) break;
      if (layout.is_behind) return;
      if (can_write) focus_node(ids::composer_field());
      break;
    case FocusWish::WrapUp:
      if (is_elsewhere) break;
      if (!s.context.is_wrap_up_due || (!layout.has_context && !layout.is_drawer_open)) return;
      focus_node(first_in_wrap_up(s.context));
      break;
    case FocusWish::QuoteElsewhere:
      // What was asked for has happened by the next frame, or it does nothing: whoever goes there later goes by themselves.
      if (s.area != Area::Find && can_write) focus_node(ids::composer_field());
      break;
    case FocusWish::NoteElsewhere:
      if (s.area == Area::Find) break;  // likewise
      state.focus_wish = FocusWish::Note;
      state.wish_from = s.conversation.conversation;
      return follow_wishes(state, s, layout);
    case FocusWish::Note:
      if (is_elsewhere) break;
      if (!s.context.notes.is_shown || !has_details(s, layout)) return;
      focus_node(note_field(s.conversation.conversation));
      break;
    case FocusWish::Ask:
    case FocusWish::Invite:
      if (is_elsewhere) break;
      if (!has_details(s, layout) || !is_tab_chosen(s.context, ContextTab::Team)) return;
      if (!open_colleagues(state.team_menu, s.context, state.focus_wish == FocusWish::Invite)) return;
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

/// Where the panel stands beside, it is no drawer: one that was asked for there, or before the page was that wide, would lie over the
/// conversation as soon as the page becomes narrow. After-call work opens it by itself.
void close_lost_drawer(const screen::Desk& s, const Layout& layout, Intents& out) {
  if (layout.has_context && s.is_context_shown && !s.context.is_wrap_up_due) out.push_back(intent::ShowContext{false});
}

/// One pane: the focus goes along, to the way back and from there to the card that it came from.
void follow_panes(ViewState& state, const screen::Desk& s, const Layout& layout) {
  const bool is_back = layout.is_one_pane && layout.has_roster && !state.was_roster_shown;
  const bool is_away = layout.is_one_pane && !layout.has_roster && state.was_roster_shown;
  if (is_back && s.conversation.conversation.is_set()) focus_node(ids::card(s.conversation.conversation));
  if (is_away && !layout.is_drawer_open) focus_node(ids::back_to_roster());
  state.was_roster_shown = layout.has_roster;
}

void size_panel(Ui& ui, SeparatorState& state, SidePanel panel, const Rect& rect, int width, int width_max,
                Intents& out) {
  const bool is_roster = panel == SidePanel::Roster;
  Separator line;
  line.id = id_of(is_roster ? "roster.edge" : "context.edge");
  line.x = is_roster ? rect.max.x : rect.min.x;
  line.y0 = rect.min.y;
  line.y1 = rect.max.y;
  line.name = is_roster ? tr("Width of the list") : tr("Width of the details");
  line.value = width;
  line.value_min = bounds_of(panel).min;
  line.value_max = width_max;
  line.value_default = bounds_of(panel).usual;
  line.is_panel_left = is_roster;
  const ParentScope scope(ui, id_of(is_roster ? "roster" : "context"));  // all of a page belongs to some landmark
  const SeparatorAnswer answer = separator(ui, state, line);
  if (answer.has_moved || answer.is_settled)
    out.push_back(intent::SetPanelWidth{panel, answer.value, answer.is_settled});
}

void draw_drawer(Ui& ui, ViewState& state, const Rect& page, const Rect& strip, const screen::Desk& s,
                 const Layout& layout, Intents& out) {
  if (!layout.is_drawer_open) {
    if (state.is_drawer_open && layout.is_context_drawer) focus_node(ids::show_context());
    state.is_drawer_open = false;
    return;
  }
  const float slid = ui.motions().appear(id_of("drawer"), MotionKind::Move);
  const float width = std::min(px_snap(kContextBounds.usual), page.width());
  Rect rect = page;
  rect.min.y = std::max(rect.min.y, strip.max.y);
  const Rect behind = rect;
  rect = rect.cut_right(width).moved(std::floor(px(24) * (1 - slid)), 0);
  ui.begin_layer("drawer", page);
  ui.fill(behind, with_alpha(ui.theme().scrim, slid));
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const bool is_beside = ui.has_first_press() && behind.contains(mouse) && !rect.contains(mouse);
  // What floats over it reaches beyond its edge.
  if (is_beside && state.is_drawer_open && open_menu(s) == nullptr && !state.said_menu.is_open())
    out.push_back(intent::ShowContext{false});
  draw_context(ui, state, rect, s.context, layout, out);
  {
    // The drawer leaves the strip free. All beside a modal is inert, so the strip is of the drawer while that is open.
    const ParentScope scope(ui, id_of("context"));
    draw_alert_strip(ui, strip, s, layout, out);
  }
  ui.end_layer();
  if (!state.is_drawer_open) {
    state.is_drawer_open = true;
    focus_node(id_of("context.close"));
  }
}

}  // namespace

void draw_desk(Ui& ui, ViewState& state, const screen::Desk& s, Intents& out) {
  const std::size_t from = out.size();
  const Layout layout = layout_of(ui.page_width_css(), s, ui.page_height_css());
  // First: what knows better where the focus goes says so later in the frame.
  if (const auto key = std::exchange(state.led_by, std::nullopt))
    if (const NodeId to = led_to(*key, s, layout); to != 0) focus_node(to);
  take_draft_events(state, s.conversation.composer, out);
  take_emoji_events(state, s.conversation.composer.emoji, out);
  take_context_events(state, s.context, out);
  take_template_events(s.templates, out);
  take_note_events(s.note_dialog, out);
  take_palette_events(state, s.palette, out);
  take_shortcuts(ui, state, s, layout, out);
  follow_actions(state.timeline, out, from);
  shortcuts::claim(state, s.chords, s.is_mac, s.settings.is_open && s.settings.keyboard.is_recording);

  Rect rest = ui.page();
  const Rect page = rest;
  Rect rail{};
  if (layout.has_rail) {
    rail = rest.cut_left(px_snap(kRailWidth));
    draw_rail(ui, state.rail_scroll, rail, s.rail, s.connection, out);
  }
  if (s.connection.is_bar_shown)
    draw_connection_bar(ui, rest.cut_top(px_snap(layout.is_low ? kLowBar : kBar)), s.connection, out);
  const Rect strip = rest.cut_top(alert_strip_height(s, layout));
  if (!layout.is_drawer_open) draw_alert_strip(ui, strip, s, layout, out);
  const Rect panels = rest;
  Rect roster = rest;
  if (layout.has_roster) {
    if (!layout.is_one_pane) roster = rest.cut_left(px_snap(static_cast<float>(layout.roster)));
    draw_roster(ui, state, roster, s.roster, out);
    if (!layout.is_one_pane)
      size_panel(ui, state.roster_edge, SidePanel::Roster, roster, layout.roster, layout.roster_max, out);
  }
  Rect context{};
  if (layout.has_context) context = rest.cut_right(px_snap(static_cast<float>(layout.context)));
  if (layout.has_area) draw_area(ui, state, rest, s, layout, out);
  if (!layout.has_area || s.area != Area::Overview) state.overview.was_shown = false;
  if (layout.has_conversation) draw_conversation(ui, state, rest, s.conversation, layout, out);
  if (layout.has_context) {
    draw_context(ui, state, context, s.context, layout, out);
    size_panel(ui, state.context_edge, SidePanel::Context, context, layout.context, layout.context_max, out);
  }

  draw_drawer(ui, state, page, strip, s, layout, out);
  if (layout.has_conversation && !layout.is_behind)
    draw_template_list(ui, state, s.conversation.composer.templates, out);
  draw_notices(ui, panels, s.notices, out);
  draw_card_menu(ui, state.card_menu, may_show_card_menu(state, s, layout) ? &s.roster : nullptr, out);
  draw_open_menu(ui, state.action_menu, open_menu(s), out);
  draw_message_menu(ui, state.timeline, s.conversation.message_menu, out);
  draw_delivery(ui, state, s.conversation.delivery, out);
  draw_emoji_panel(ui, state, s.conversation.composer, out);
  if (layout.has_rail) draw_presence_menu(ui, state.presence_menu, rail, s.rail, out);
  draw_team_menu(ui, state, s.context, out);
  draw_said_menu(ui, state.said_menu, s.conversation.conversation, out);
  draw_settings(ui, state, s.settings, out);
  draw_templates_dialog(ui, state, s.templates, out);
  draw_note_dialog(ui, state, s.note_dialog, out);
  draw_palette(ui, state, s.palette, out);

  close_lost_drawer(s, layout, out);
  follow_panes(state, s, layout);
  follow_wishes(state, s, layout);
  note_wishes(state, s, layout, out, from);
}

const Theme& theme_of(const screen::Screen& s) {
  SystemPreferences preferences = system_preferences();
  preferences.wants_more_contrast = preferences.wants_more_contrast || s.is_high_contrast;
  return find_theme(s.theme, preferences);
}

void draw_screen(Ui& ui, ViewState& state, const screen::Screen& s, Intents& out) {
  set_hours(s.time_format == TimeFormat::Hours12 ? 12 : s.time_format == TimeFormat::Hours24 ? 24 : 0);
  set_text_size(s.text_size);
  density::choose(s.density);
  ui.begin_frame(theme_of(s));
  fill_panel(ui.page().min, ui.page().max, ui.theme().background);
  if (state.named_in != s.language) {
    state.named_in = s.language;
    name_mirror_places(tr("Announcements"), tr("Over the page"));
  }
  if (s.page != screen::Page::Desk) {
    shortcuts::claim(state, {}, s.desk.is_mac, false);
    state.card_menu = {};
    state.team_menu = {};
    state.said_menu = {};
  }
  switch (s.page) {
    case screen::Page::Loading:
      draw_loading(ui, ui.page(), s.loading_text);
      break;
    case screen::Page::SignIn:
      draw_sign_in(ui, state.sign_in, s.sign_in, out);
      state.sign_in.has_led_here = true;
      break;
    case screen::Page::Desk:
      draw_desk(ui, state, s.desk, out);
      // The fields that had the focus are gone.
      if (std::exchange(state.sign_in.has_led_here, false)) focus_node(ids::on_queue_switch());
      break;
  }
  if (s.page != screen::Page::SignIn) state.sign_in.was_shown = false;
  ui.end_frame();
}

}  // namespace smsdesk::web::view
