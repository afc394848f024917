// Colleagues: threads in which somebody is asked, the question for the next one, and guests who write too.
#include <utility>

#include "core/words/words.h"
#include "web/platform/canvas.h"
#include "web/view/side_field.h"
#include "web/widget/button.h"
#include "web/widget/mark.h"

namespace smsdesk::web::view {
namespace {

constexpr float kRow = 36, kPad = 10;

NodeId ask_button() {
  return id_of("context.team.choose");
}
NodeId invite_button() {
  return id_of("context.team.invite");
}

float line_pad(const screen::ConsultLine& line) {
  return line.is_suggestion ? px_snap(8) : 0;
}
float line_height(const Column& column, const screen::ConsultLine& line) {
  const float width = column.width() - (line.is_suggestion ? 2 * px_snap(kPad) : 0);
  return remark_height(column.ui, line.text, width) + 2 * line_pad(line);
}

void draw_line(ContextBody& body, const screen::ConsultLine& line, NodeId id) {
  Column& column = body.column;
  Ui& ui = column.ui;
  const Theme& t = ui.theme();
  const Rect box = column.cut(line_height(column, line));
  if (line.is_suggestion) {
    ui.fill(box, t.neutral.soft, radius::kControl);
    ui.fill({box.min, {box.min.x + px_snap(3), box.max.y}}, t.accent, 1.5f);
  }
  const std::string who =
      line.author + (line.is_suggestion ? std::string(" · ") + tr("suggested reply") : std::string());
  draw_remark(ui, body.said(),
              {id, box.inset(line.is_suggestion ? px_snap(kPad) : 0, line_pad(line)), box, who, t.text_secondary,
               line.at, line.is_today, line.text, line.accessible_name, line.copy, line.parts});
  column.skip(8);
}

/// Buttons in a row, the next line where they do not fit.
class ButtonFlow {
 public:
  explicit ButtonFlow(Column& column) : column_(column), x_(column.x0) {}
  bool add(Button b) {
    Ui& ui = column_.ui;
    const float width = button_width(ui, b.label);
    if (x_ > column_.x0 && x_ + width > column_.x1) next_line();
    b.rect = {{x_, column_.y}, {std::min(x_ + width, column_.x1), column_.y + px_snap(kRow)}};
    x_ += width + px_snap(8);
    is_empty_ = false;
    return button(ui, b);
  }
  void end() {
    if (!is_empty_) column_.y += px_snap(kRow);
  }

 private:
  void next_line() {
    column_.y += px_snap(kRow + 8);
    x_ = column_.x0;
  }
  Column& column_;
  float x_;
  bool is_empty_ = true;
};

void thread_title(ContextBody& body, const screen::ConsultThread& thread, NodeId id) {
  Column& column = body.column;
  Ui& ui = column.ui;
  const Theme& t = ui.theme();
  Rect row = column.cut(px_snap(28));
  const Rect whole = row;
  if (thread.has_presence) {
    presence_dot(ui, row.cut_left(px_snap(12)).center(), 5, thread.presence, t.surface, thread.is_uncertain);
    row.cut_left(px_snap(8));
  }
  ui.words(row, thread.title, type::style(type::Kind::Interface, t.text, TextWeight::Semibold));
  ui.heading(id, whole, thread.accessible_title, 2);
}

void draw_thread_actions(ContextBody& body, const screen::ConsultThread& thread, NodeId id) {
  const ConversationId conversation = body.screen.conversation;
  ButtonFlow flow(body.column);
  if (thread.field.is_enabled || thread.field.is_busy) {
    Button send;
    send.id = id_of(id, "send");
    send.label = tr("Send");
    send.name = thread.field_name;
    send.look = ButtonLook::Primary;
    send.shortcut = tr("Enter");
    send.is_enabled = thread.field.can_send;
    send.is_busy = thread.field.is_busy;
    if (flow.add(send)) body.out.push_back(intent::SayToColleague{conversation, thread.consult, false});
  }
  if (thread.can_suggest) {
    Button suggest;
    suggest.id = id_of(id, "suggest");
    suggest.label = tr("Suggest as reply");
    suggest.tooltip = tr("What you wrote is offered as an answer to the customer");
    suggest.is_enabled = thread.field.can_send;
    if (flow.add(suggest)) body.out.push_back(intent::SayToColleague{conversation, thread.consult, true});
  }
  for (std::size_t i = 0; i < thread.next_steps.size(); ++i) {
    Button step;
    step.id = id_of(id_of(id, "step"), static_cast<std::uint64_t>(i));
    step.label = thread.next_steps[i].label;
    step.look = ButtonLook::Ghost;
    if (flow.add(step)) body.out.push_back(thread.next_steps[i].intent);
  }
  flow.end();
}

void draw_thread(ContextBody& body, const screen::ConsultThread& thread) {
  Column& column = body.column;
  Ui& ui = column.ui;
  const ConversationId conversation = body.screen.conversation;
  const NodeId id = id_of(id_of("context.thread"), thread.consult.value);
  thread_title(body, thread, id_of(id, "title"));
  {
    const NodeId list = id_of(id, "lines");
    float height = 0;
    for (const screen::ConsultLine& line : thread.lines) height += line_height(column, line) + px_snap(8);
    roving_list(ui, list, {{column.x0, column.y}, {column.x1, column.y + height}}, thread.title);
    const ParentScope scope(ui, list);
    for (std::size_t i = 0; i < thread.lines.size(); ++i)
      draw_line(body, thread.lines[i], id_of(list, static_cast<std::uint64_t>(i)));
  }
  if (!thread.suggestion.empty()) {
    Button use;
    use.id = ids::use_suggestion();
    use.rect = column.cut(px_snap(kRow));
    use.label = tr("Use the suggested reply");
    use.shortcut = body.screen.suggestion_shortcut;
    use.tooltip = tr("Puts it into the message field");
    if (button(ui, use)) body.out.push_back(intent::UseSuggestion{conversation, thread.suggestion});
    column.skip(8);
  }
  if (thread.field.is_enabled || thread.field.is_busy) {
    side_field(body, {{consult_field(conversation, thread.consult), conversation, false, thread.consult},
                      thread.field,
                      thread.field_name});
    column.skip(8);
  }
  draw_thread_actions(body, thread, id);
  column.skip(16);
  ui.line_below(column.cut(px_snap(1)), ui.theme().border);
  column.skip(16);
}

void quiet_text(Column& column, NodeId id, std::string_view text) {
  const TextStyle quiet = type::style(type::Kind::Secondary, column.ui.theme().text_secondary);
  const float height = column.ui.paragraph({column.x0, column.y}, column.width(), text, quiet);
  column.ui.text_node(id, column.cut(height), text);
  column.skip(12);
}

/// A button that opens a list of people; the list itself floats (draw_team_menu).
void people_button(ContextBody& body, NodeId id, std::string_view label, TeamMenu::Kind kind) {
  TeamMenu& menu = body.state.team_menu;
  const bool is_open = menu.kind == kind;
  Button b;
  b.id = id;
  b.rect = body.column.cut(px_snap(kRow));
  b.label = label;
  b.flags = kNodeHasPopup | (is_open ? kNodeExpanded : kNodeCollapsed);
  if (is_open) menu.anchor = b.rect;
  if (button(body.column.ui, b)) {
    menu.kind = is_open ? TeamMenu::Kind::None : kind;
    menu.anchor = b.rect;
    menu.conversation = body.screen.conversation;
  }
  body.column.skip(8);
}

void draw_question(ContextBody& body) {
  const screen::ColleaguesPanel& s = body.screen.colleagues;
  if (!s.can_ask) return;
  part_title(body.column, id_of("context.team.ask-title"), tr("Ask a colleague"));
  body.column.skip(4);
  if (!s.nobody_text.empty()) return quiet_text(body.column, id_of("context.team.nobody"), s.nobody_text);
  const ConversationId conversation = body.screen.conversation;
  people_button(body, ask_button(), s.asked.empty() ? std::string_view(tr("Choose a colleague")) : s.asked,
                TeamMenu::Kind::Ask);
  side_field(body, {{consult_field(conversation, {}), conversation, false, {}},
                    s.question,
                    tr("Question to a colleague"),
                    tr("The customer does not see it")});
  body.column.skip(8);
  Button ask;
  ask.id = id_of("context.team.ask");
  ask.rect = body.column.cut(px_snap(kRow));
  ask.rect.min.x = ask.rect.max.x - button_width(body.column.ui, tr("Ask"));
  ask.label = tr("Ask");
  ask.name = tr("Ask colleague");
  ask.shortcut = tr("Enter");
  ask.is_enabled = s.question.can_send;
  ask.is_busy = s.question.is_busy;
  if (button(body.column.ui, ask)) body.out.push_back(intent::AskColleague{conversation});
  body.column.skip(16);
}

void draw_guests(ContextBody& body) {
  const screen::ColleaguesPanel& s = body.screen.colleagues;
  if (s.guests.empty() && s.invitable.empty()) return;
  Column& column = body.column;
  Ui& ui = column.ui;
  const Theme& t = ui.theme();
  part_title(column, id_of("context.team.guests-title"), tr("Writing along"));
  column.skip(4);
  const NodeId list = id_of("context.team.guests");
  if (!s.guests.empty()) {
    const float height = px_snap(kRow) * static_cast<float>(s.guests.size());
    ui.group(Role::List, list, {{column.x0, column.y}, {column.x1, column.y + height}}, tr("Writing along"));
    const ParentScope scope(ui, list);
    for (std::size_t i = 0; i < s.guests.size(); ++i) {
      const screen::GuestLine& guest = s.guests[i];
      Rect row = column.cut(px_snap(kRow));
      const NodeId id = id_of(list, static_cast<std::uint64_t>(i));
      ui.group(Role::ListItem, id, row, guest.accessible_name);
      const ParentScope within(ui, id);
      if (!guest.remove_name.empty()) {
        IconButton remove;
        remove.id = id_of(id, "remove");
        remove.rect = centered_in(row.cut_right(px_snap(32)), px_snap(32), px_snap(32));
        remove.icon = Icon::Close;
        remove.icon_css = 16;
        remove.name = guest.remove_name;
        if (icon_button(ui, remove)) body.out.push_back(guest.remove);
      }
      presence_dot(ui, row.cut_left(px_snap(12)).center(), 5, guest.presence, t.surface, guest.is_uncertain);
      row.cut_left(px_snap(8));
      ui.words(row, guest.name, type::style(type::Kind::Interface, t.text));
    }
    column.skip(8);
  }
  if (!s.invitable.empty()) people_button(body, invite_button(), tr("Invite a colleague"), TeamMenu::Kind::Invite);
}

}  // namespace

void draw_team_tab(ContextBody& body) {
  const screen::ColleaguesPanel& s = body.screen.colleagues;
  if (!s.is_shown) return;
  for (const screen::ConsultThread& thread : s.threads) draw_thread(body, thread);
  draw_question(body);
  draw_guests(body);
  if (s.threads.empty() && !s.can_ask && s.guests.empty() && s.invitable.empty())
    quiet_text(body.column, id_of("context.team.empty"), tr("Nobody was asked in this conversation."));
}

bool open_colleagues(TeamMenu& menu, const screen::Context& s, bool is_invite) {
  const TeamMenu::Kind kind = is_invite ? TeamMenu::Kind::Invite : TeamMenu::Kind::Ask;
  if (!is_invite && !s.colleagues.asked.empty()) {
    focus_node(consult_field(s.conversation, {}));
    return true;
  }
  const bool has_focus = std::exchange(menu.wanted, kind) == kind;
  if (!has_focus) {
    focus_node(is_invite ? invite_button() : ask_button());
  } else {
    menu.wanted = TeamMenu::Kind::None;
    menu.kind = kind;
    menu.conversation = s.conversation;
  }
  request_frame();
  return has_focus;
}

void draw_team_menu(Ui& ui, ViewState& state, const screen::Context& s, Intents& out) {
  TeamMenu& open = state.team_menu;
  const bool is_ask = open.kind == TeamMenu::Kind::Ask;
  const auto& people = is_ask ? s.colleagues.people : s.colleagues.invitable;
  const bool is_there = open.kind != TeamMenu::Kind::None && open.conversation == s.conversation && !people.empty();
  if (!is_there) {
    open.kind = TeamMenu::Kind::None;
    // The last one who could be invited has taken the button along.
    if (open.menu.opener == invite_button() && s.colleagues.invitable.empty()) open.menu.opener = ids::context_panel();
    menu_closed(open.menu);
    return;
  }
  std::vector<MenuEntry> entries;
  entries.reserve(people.size());
  for (const screen::ActionChoice& one : people) {
    MenuEntry entry;
    entry.label = one.label;
    entry.detail = one.detail;
    entry.name = one.accessible_name;
    entry.has_presence = one.has_presence;
    entry.presence = one.presence;
    entry.is_uncertain = one.is_uncertain;
    entries.push_back(entry);
  }
  Menu m;
  m.id = id_of("context.team.menu");
  m.opener = is_ask ? ask_button() : invite_button();
  m.name = is_ask ? tr("Colleagues to ask") : tr("Colleagues to invite");
  m.corner = {{open.anchor.min.x, open.anchor.max.y + px_snap(4)}};
  const MenuAnswer answer = menu(ui, open.menu, m, entries);
  if (answer.chosen >= 0) out.push_back(people[static_cast<std::size_t>(answer.chosen)].intent);
  if (answer.chosen >= 0 || answer.wants_close) open.kind = TeamMenu::Kind::None;
}

}  // namespace smsdesk::web::view
