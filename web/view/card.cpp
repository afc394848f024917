// A conversation of the agent's list: who, the last words, since when, what is the matter with it.
#include "core/words/words.h"
#include "imgui.h"
#include "web/platform/canvas.h"
#include "web/platform/page.h"
#include "web/view/panels.h"
#include "web/view/urgency.h"
#include "web/widget/button.h"
#include "web/widget/mark.h"

namespace smsdesk::web::view {
namespace {

constexpr float kResume = 36, kResumeColumn = 52;

void draw_resume(Ui& ui, const Rect& rect, NodeId card, const screen::Card& s, Intents& out) {
  const std::string name = tr("Take {customer} back", {{"customer", s.spoken_customer}});
  IconButton resume;
  resume.id = id_of(card, "resume");
  resume.rect = centered_in(rect, px_snap(kResume), px_snap(kResume));
  resume.icon = Icon::Undo;
  resume.name = name;
  resume.is_enabled = !s.is_resuming;
  if (icon_button(ui, resume)) out.push_back(intent::Resume{s.conversation});
}

/// "Back on Monday at 9:00"
std::string back_words(const screen::Card& s) {
  return tr(s.return_sentence,
            {{"day", s.return_day}, {"date", format_day(s.returns_at)}, {"time", format_time_of_day(s.returns_at)}});
}

/// By the right button, a long touch, and the keys for it. True: it has opened now. `rect`: without the button for taking back,
/// whose touch ends where it began.
bool hear_menu(const Ui& ui, CardMenu& menu, const Rect& rect, NodeId id, const Press& press, const screen::Card& s) {
  if (s.menu.empty()) return false;
  const bool is_by_key = ui.is_focused(id) && ui.has_menu_key();
  ImVec2 at;
  const bool is_by_pointer = ui.is_hovering(rect) && context_click(at) && rect.contains(at);
  if (!is_by_key && !is_by_pointer) return false;
  // From one card's to another's, the focus comes back to where it was before the first.
  if (!menu.conversation.is_set()) menu.opener = is_by_key || focused_node() == 0 ? id : focused_node();
  menu.conversation = s.conversation;
  menu.at = is_by_key ? ImVec2(rect.min.x + px_snap(12), rect.max.y) : at;
  menu.is_held = press.is_held;
  menu.menu.was_open = false;
  return true;
}

const screen::Card* find_card(const screen::Roster& s, ConversationId conversation) {
  for (const auto* list : {&s.mine, &s.asked, &s.parked})
    for (const screen::Card& card : *list)
      if (card.conversation == conversation) return &card;
  return nullptr;
}

}  // namespace

void draw_card(Ui& ui, CardMenu& menu, const Rect& rect, const screen::Card& s, int number, int count, Intents& out) {
  const Theme& t = ui.theme();
  const bool is_parked = s.state == screen::CardState::Parked;
  const NodeId id = ids::card(s.conversation);
  const ParentScope scope(ui, ui.list_item(id_of(id, "item"), rect, number, count));
  Control c;
  c.id = id;
  c.rect = rect;
  if (is_parked) c.rect.max.x -= px_snap(kResumeColumn);
  c.name = s.accessible_name;
  const std::string back = is_parked ? back_words(s) : std::string();
  c.tooltip = c.description = back;
  c.flags = s.is_selected ? kNodeCurrent : 0u;
  c.radius = 8;
  c.is_ring_inside = true;
  const Press p = ui.press(c);
  const bool has_menu = menu.conversation == s.conversation;
  const bool ends_hold = has_menu && menu.is_held;
  if (has_menu && !p.is_held) menu.is_held = false;
  // The end of the touch that has opened the menu chooses nothing.
  if (!hear_menu(ui, menu, c.rect, id, p, s) && p.was_pressed && !ends_hold) {
    if (has_menu) menu.conversation = {};
    out.push_back(intent::Select{s.conversation});
  }
  if (!ui.is_visible(rect)) return;
  if (s.is_selected)
    ui.fill(rect, t.selected, 8);
  else if (p.is_held || p.is_hovered)
    ui.fill(rect, p.is_held ? t.pressed : t.hover, 8);
  if (s.is_selected && t.is_high_contrast) ui.stroke(rect, t.accent, 8, 2);
  if (p.is_focused) ui.focus_ring(c.rect, 8, true);

  const bool is_unread = s.unread > 0;
  Rect inner = rect.inset(px_snap(12), px_snap(density::of(8, 4)));
  const float line_height = px_snap(density::of(20, 18));
  if (is_parked) draw_resume(ui, inner.cut_right(px_snap(kResume)), id, s, out);
  Rect line = inner.cut_top(line_height);
  const float age_width = urgent_time_width(ui, s.age, s.urgency);
  const TextStyle quiet = type::style(type::Kind::Secondary, t.text_secondary);
  const TextStyle strong = type::style(type::Kind::Interface, t.text, TextWeight::Semibold);
  draw_urgent_time(ui, ui.on_baseline(line.cut_right(age_width), strong, quiet), s.age, s.urgency, Align::Right);
  line.cut_right(px_snap(8));
  ui.words(line, s.customer, strong);

  line = inner.cut_top(line_height);
  if (is_unread) {
    const float width = badge(ui, {line.max.x, line.center().y}, s.unread, t.primary, t.on_primary);
    line.cut_right(width + px_snap(8));
  } else if (s.owes_answer) {
    ui.disc({line.max.x - px(5), line.center().y}, 4, t.accent);
    line.cut_right(px_snap(20));
  }
  ui.words(line, s.reason.empty() ? s.last_line : s.reason,
           type::style(type::Kind::Secondary, is_unread ? t.text : t.text_secondary), Align::Left,
           s.reason.empty() ? WhenCut::Nothing : WhenCut::Tell);

  line = inner.cut_top(line_height);
  if (!s.problem.empty()) {
    const TextStyle style = type::style(type::Kind::Secondary, t.danger.ink, TextWeight::Semibold);
    const float width = ui.measure(s.problem, style).x;
    Rect problem = line.cut_right(std::min(line.width(), width + px_snap(18)));
    icon_in(ui, problem.cut_left(px_snap(14)), Icon::Alert, 14, t.danger.ink);
    problem.cut_left(px_snap(4));
    ui.words(problem, s.problem, style);
    line.cut_right(px_snap(8));
  } else if (!s.state_name.empty()) {
    const float width = std::min(line.width(), chip_width(ui, s.state_name));
    const Tone& tone = s.is_state_urgent ? t.warning : t.info;
    chip(ui, {line.max.x - width, line.center().y}, s.state_name, s.is_selected ? on_selected(t, tone) : tone, width);
    line.cut_right(width + px_snap(8));
  } else if (s.has_draft) {
    Rect draft = line.cut_right(std::min(line.width(), ui.measure(tr("Draft"), quiet).x + px_snap(18)));
    icon_in(ui, draft.cut_left(px_snap(14)), Icon::Edit, 14, t.text_secondary);
    draft.cut_left(px_snap(4));
    ui.words(draft, tr("Draft"), quiet);
    line.cut_right(px_snap(8));
  }
  ui.words(line, s.queue, quiet);
}

void draw_card_menu(Ui& ui, CardMenu& open, const screen::Roster* s, Intents& out) {
  const screen::Card* card = s == nullptr ? nullptr : find_card(*s, open.conversation);
  if (card == nullptr || card->menu.empty()) {
    open.conversation = {};
    return menu_closed(open.menu);
  }
  std::vector<MenuEntry> entries;
  entries.reserve(card->menu.size());
  for (const screen::ActionChoice& choice : card->menu) {
    MenuEntry entry;
    entry.label = choice.label;
    entry.name = choice.accessible_name;
    entries.push_back(entry);
  }
  Menu m;
  m.id = id_of(ids::card(card->conversation), "menu");
  m.opener = open.opener;
  m.name = tr("Conversation options");
  m.corner = {{open.at.x, open.at.y + px_snap(4)}, false, false};
  const MenuAnswer answer = menu(ui, open.menu, m, entries);
  if (answer.chosen >= 0) out.push_back(card->menu[static_cast<std::size_t>(answer.chosen)].intent);
  if (answer.chosen < 0 && !answer.wants_close) return;
  open.conversation = {};
  request_frame();  // which gives the focus back
}

}  // namespace smsdesk::web::view
