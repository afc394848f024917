// Who the customer is, and why their agent has them.
#include <algorithm>
#include <utility>

#include "core/words/words.h"
#include "web/platform/region.h"
#include "web/view/context_parts.h"
#include "web/view/rows.h"
#include "web/widget/button.h"

namespace smsdesk::web::view {
namespace {

constexpr float kLabel = 96;

/// Beside the name, or beside the number that stands for it.
void draw_reveal(ContextBody& body, Rect& row) {
  const screen::CustomerPanel& s = body.screen.known;
  CustomerView& view = body.state.customer;
  const bool had_focus = view.had_reveal_focus;
  view.had_reveal_focus = false;
  Ui& ui = body.column.ui;
  if (s.reveal_label.empty()) {
    // The button is gone with what it was for: the keyboard goes to what is next.
    if (had_focus && view.face_of == body.screen.conversation) focus_node(ids::edit_contact());
    return;
  }
  Button b;
  b.id = ids::reveal_number();
  const float width = std::min(row.width(), button_width(ui, s.reveal_label));
  b.rect = centered_in(row.cut_right(width), width, px_snap(32));
  b.label = s.reveal_label;
  b.description = b.tooltip = s.reveal_help;
  b.is_busy = s.is_revealing;
  row.cut_right(px_snap(8));
  if (button(ui, b)) body.out.push_back(intent::DoContact{body.screen.conversation, ContactStep::Reveal, 0});
  view.had_reveal_focus = focused_node() == b.id;
}

/// The number stands beside it.
void draw_copy(ContextBody& body, Rect& row) {
  const screen::NumberCopy& s = body.screen.known.copy;
  if (s.name.empty()) return;
  IconButton b;
  b.id = id_of("context.copy-number");
  b.rect = centered_in(row.cut_right(px_snap(32)), px_snap(32), px_snap(32));
  b.icon = Icon::Copy;
  b.name = s.name;
  b.shortcut = s.shortcut;
  row.cut_right(px_snap(8));
  if (icon_button(body.column.ui, b)) body.out.push_back(s.intent);
}

void draw_name(ContextBody& body) {
  const screen::CustomerPanel& s = body.screen.known;
  Column& column = body.column;
  Ui& ui = column.ui;
  const Theme& t = ui.theme();
  Rect row = column.cut(px_snap(48));
  const Rect face = centered_in(row.cut_left(px_snap(40)), px_snap(40), px_snap(40));
  ui.disc(face.center(), 20, t.neutral.soft);
  icon_in(ui, face, Icon::User, 20, t.text_secondary);
  row.cut_left(px_snap(12));
  draw_reveal(body, row);
  draw_copy(body, row);
  Rect lines = centered_in(row, row.width(), px_snap(40));
  const Rect name = lines.cut_top(px_snap(20));
  ui.words(name, s.title, type::style(type::Kind::Message, t.text, TextWeight::Semibold));
  ui.heading(id_of("context.customer"), name, s.spoken_title, 2);
  ui.words(lines, s.below, type::style(type::Kind::Secondary, t.text_secondary));
  ui.text_node(id_of("context.kind"), lines, s.spoken_below);
}

void draw_consent(Column& column, const screen::CustomerPanel& s) {
  if (s.consent_title.empty()) return;
  Ui& ui = column.ui;
  const Theme& t = ui.theme();
  if (s.consent_text.empty()) {  // the ordinary case, which needs no card
    const Rect line = column.cut(px_snap(20));
    ui.words(line, s.consent_title, type::style(type::Kind::Secondary, t.text_secondary));
    ui.text_node(id_of("context.no-opt-out"), line, s.consent_title);
    column.skip(12);
    return;
  }
  const Tone& tone = s.is_opted_out ? t.danger : t.neutral;
  const TextStyle bold = type::style(type::Kind::Secondary, tone.ink, TextWeight::Semibold);
  const TextStyle quiet = type::style(type::Kind::Secondary, s.is_opted_out ? tone.ink : t.text);
  const std::string at_words =
      s.consent_at.ms != 0 ? comma() + time_or_day(s.consent_at, s.is_consent_of_today) : std::string();
  const std::string title = s.consent_title + at_words;
  const float pad = px_snap(12), width = column.width() - 2 * pad;
  const float height = ui.measure(s.consent_text, quiet, width).y;
  const Rect card = column.cut(height + px_snap(20) + 2 * px_snap(8));
  ui.fill(card, tone.soft, radius::kCard);
  const ImVec2 at{card.min.x + pad, card.min.y + px_snap(8)};
  ui.words({at, {card.max.x - pad, at.y + px_snap(20)}}, title, bold);
  ui.paragraph({at.x, at.y + px_snap(20)}, width, s.consent_text, quiet);
  ui.status_node(id_of("context.consent"), card, title + ". " + s.consent_text);
  column.skip(12);
}

void draw_actions(ContextBody& body) {
  const screen::CustomerPanel& s = body.screen.known;
  if (s.edit_label.empty()) return;
  Column& column = body.column;
  Ui& ui = column.ui;
  Rect row = column.cut(px_snap(32));
  const auto place = [&](NodeId id, std::string_view label, ContactStep step) {
    const float width = std::min(column.width(), button_width(ui, label));
    if (width > row.width()) {  // not every language has room for both beside one another
      column.skip(8);
      row = column.cut(px_snap(32));
    }
    Button b;
    b.id = id;
    b.rect = row.cut_left(width);
    b.label = label;
    row.cut_left(px_snap(8));
    if (button(ui, b)) body.out.push_back(intent::DoContact{body.screen.conversation, step, 0});
  };
  place(ids::edit_contact(), s.edit_label, ContactStep::Edit);
  place(ids::merge_contact(), s.merge_label, ContactStep::FindOther);
  column.skip(12);
}

constexpr float kSuggestionPadX = 12, kSuggestionPadY = 8, kSuggestionGap = 8;

TextStyle suggestion_title(const Theme& t) {
  return type::style(type::Kind::Secondary, t.text, TextWeight::Semibold);
}
TextStyle suggestion_reason(const Theme& t) {
  return type::style(type::Kind::Secondary, t.text_secondary);
}
float suggestion_words_height(const Column& column, const screen::SuggestionLine& s) {
  const float width = column.width() - 2 * px_snap(kSuggestionPadX);
  const Theme& t = column.ui.theme();
  return column.ui.measure(s.title, suggestion_title(t), width).y +
         column.ui.measure(s.reason, suggestion_reason(t), width).y;
}
float suggestion_height(const Column& column, const screen::SuggestionLine& s) {
  return suggestion_words_height(column, s) + px_snap(4) + px_snap(32) + 2 * px_snap(kSuggestionPadY);
}

/// Whether the keyboard is on the button that tells it apart.
bool draw_suggestion(ContextBody& body, NodeId id, const screen::SuggestionLine& s, int number, int count) {
  Column& column = body.column;
  Ui& ui = column.ui;
  const Theme& t = ui.theme();
  const float words_height = suggestion_words_height(column, s);
  const Rect card = column.cut(suggestion_height(column, s));
  ui.fill(card, t.neutral.soft, radius::kCard);
  const ParentScope scope(ui, ui.list_item(id, card, number, count));
  Rect inside = card.inset(px_snap(kSuggestionPadX), px_snap(kSuggestionPadY));
  const Rect words = inside.cut_top(words_height);
  const float title = ui.paragraph(words.min, words.width(), s.title, suggestion_title(t));
  ui.paragraph({words.min.x, words.min.y + title}, words.width(), s.reason, suggestion_reason(t));
  const std::string said = s.title + ". " + s.reason;
  ui.text_node(id_of(id, "words"), words, said);
  inside.cut_top(px_snap(4));
  const auto place = [&](NodeId button_id, std::string_view label, std::string_view name, ContactStep step) {
    Button b;
    b.id = button_id;
    b.rect = inside.cut_left(std::min(inside.width(), button_width(ui, label)));
    b.label = label;
    b.name = name;
    b.is_busy = step == ContactStep::TellApart && s.is_busy;
    inside.cut_left(px_snap(8));
    if (button(ui, b)) body.out.push_back(intent::DoContact{body.screen.conversation, step, s.number});
  };
  const NodeId apart = id_of(id, "apart");
  place(id_of(id, "compare"), tr("Compare"), s.compare_name, ContactStep::Compare);
  place(apart, tr("Not the same"), s.apart_name, ContactStep::TellApart);
  return focused_node() == apart;
}

void draw_suggestions(ContextBody& body) {
  CustomerView& view = body.state.customer;
  const std::uint64_t had_focus = view.apart_focus;
  view.apart_focus = 0;
  const auto& all = body.screen.known.suggestions;
  const bool is_there =
      std::any_of(all.begin(), all.end(), [&](const screen::SuggestionLine& one) { return one.number == had_focus; });
  // The button is gone with what it was for: the keyboard goes to what is next.
  if (had_focus != 0 && !is_there && view.face_of == body.screen.conversation) focus_node(ids::merge_contact());
  if (all.empty()) return;
  Column& column = body.column;
  float height = 0;
  for (const screen::SuggestionLine& one : all) height += suggestion_height(column, one) + px_snap(kSuggestionGap);
  const NodeId list = id_of("context.suggestions");
  column.ui.group(Role::List, list, {{column.x0, column.y}, {column.x1, column.y + height}}, tr("Likely duplicates"));
  const ParentScope scope(column.ui, list);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (draw_suggestion(body, id_of(list, all[i].number), all[i], static_cast<int>(i) + 1,
                        static_cast<int>(all.size())))
      view.apart_focus = all[i].number;
    column.skip(kSuggestionGap);
  }
  column.skip(4);
}

void draw_note(ContextBody& body) {
  const screen::CustomerPanel& s = body.screen.known;
  if (s.note.empty()) return;
  Column& column = body.column;
  Ui& ui = column.ui;
  const float top = column.y;
  part_title(column, id_of("context.contact.note.title"), tr("Note"));
  const Rect title{{column.x1 - px_snap(kCopyRoom), top}, {column.x1, column.y}};
  const NodeId id = id_of("context.contact.note");
  column.y += said_words(
      ui, body.said(),
      {id, {column.x0, column.y}, column.width(), s.note, type::style(type::Kind::Interface, ui.theme().text)},
      s.note_parts);
  copy_button(ui, body.said(), id_of(id, "copy"), {{column.x0, top}, {column.x1, column.y}}, title, s.note_copy,
              s.note_parts);
  column.skip(12);
}

void draw_links(ContextBody& body) {
  const screen::CustomerPanel& s = body.screen.known;
  if (s.links.empty()) return;
  Column& column = body.column;
  Ui& ui = column.ui;
  part_title(column, id_of("context.links.title"), tr("In other systems"));
  const NodeId list = id_of("context.links");
  for (std::size_t i = 0; i < s.links.size(); ++i) {
    Button b;
    b.id = id_of(list, static_cast<std::uint64_t>(i));
    Rect row = column.cut(px_snap(36));
    b.rect = centered_in(row, row.width(), px_snap(32));
    b.label = s.links[i].name;
    const std::string name = tr("{link}, opens in a new tab", {{"link", s.links[i].name}});
    b.name = name;
    b.tooltip = s.links[i].address;
    if (button(ui, b)) body.out.push_back(intent::OpenLink{s.links[i].address});
  }
  column.skip(12);
}

/// Writes the local time before what else is said of it. A dash between two times is not heard.
void write_clock(screen::CustomerFact& fact) {
  const std::string from = format_clock(*fact.clock);
  if (!fact.clock_until) {
    fact.value.insert(0, from);
    return;
  }
  const std::string until = format_clock(*fact.clock_until);
  fact.spoken = tr("between {from} and {until}", {{"from", from}, {"until", until}}) + fact.value;
  fact.value.insert(0, tr("{from}–{until}", {{"from", from}, {"until", until}}));
}

void draw_facts(ContextBody& body) {
  const screen::Context& s = body.screen;
  std::vector<screen::CustomerFact> facts = s.known.facts;
  for (screen::CustomerFact& one : facts) {
    if (one.clock) write_clock(one);
    if (!one.region.empty()) one.value = region_name(one.region);
  }
  facts.push_back({tr("Queue"), s.queue});
  facts.push_back({tr("Written to"), s.our_number});
  if (s.opened_at.ms != 0) facts.push_back({tr("Since"), time_or_day(s.opened_at, s.is_opened_today)});
  if (s.message_count != 0) facts.push_back({tr("Messages"), std::to_string(s.message_count)});
  draw_facts_list(body, id_of("context.facts"), tr("Facts"), facts);
  body.column.skip(12);
}

void draw_history(ContextBody& body) {
  const screen::CustomerPanel& s = body.screen.known;
  Column& column = body.column;
  Ui& ui = column.ui;
  const Theme& t = ui.theme();
  part_title(column, id_of("context.history.title"), s.history_title);
  if (!s.history_status.empty())
    draw_sentence(column, id_of("context.history.status"), s.history_status, t.text_secondary);
  if (!s.history.empty()) {
    const NodeId list = id_of("context.history");
    const float height = px_snap(48);
    ui.group(Role::List, list, {{column.x0, column.y}, {column.x1, column.y + height * float(s.history.size())}},
             s.history_title);
    const ParentScope scope(ui, list);
    for (const screen::HistoryLine& line : s.history) {
      const std::string when = time_or_day(line.ended_at, line.is_today);
      const std::string name = line.accessible_name + comma() + tr("ended {when}", {{"when", when}});
      const Rect row = column.cut(height).inset(-px_snap(8), 0);
      if (two_line_row(ui, list, line.conversation.value, row, name, when, line.text))
        body.out.push_back(
            intent::DoContact{body.screen.conversation, ContactStep::OpenHistory, line.conversation.value});
    }
  }
  if (s.history_action.empty()) return;
  column.skip(8);
  Button more;
  more.id = id_of("context.history.more");
  more.rect = column.cut(px_snap(32));
  more.rect.max.x = more.rect.min.x + button_width(ui, s.history_action);
  more.label = s.history_action;
  if (button(ui, more)) body.out.push_back(intent::DoContact{body.screen.conversation, ContactStep::OlderHistory, 0});
}

/// One reason a paragraph, the decisive one first and in full ink.
void draw_why(Column& column, const screen::Context& s) {
  Ui& ui = column.ui;
  const Theme& t = ui.theme();
  part_title(column, id_of("context.why"), s.why_title);
  column.skip(4);
  const float indent = px_snap(16);
  std::vector<float> heights;
  float whole = 0;
  const auto style = [&](std::size_t i) {
    return type::style(type::Kind::Secondary, i == 0 ? t.text : t.text_secondary);
  };
  for (std::size_t i = 0; i < s.why.size(); ++i) {
    heights.push_back(ui.measure(s.why[i], style(i), column.width() - indent).y);
    whole += heights.back() + px_snap(6);
  }
  const NodeId list = id_of("context.why.list");
  ui.group(Role::List, list, {{column.x0, column.y}, {column.x1, column.y + whole}}, s.why_title);
  const ParentScope scope(ui, list);
  for (std::size_t i = 0; i < s.why.size(); ++i) {
    const Rect row = column.cut(heights[i]);
    MirrorNode n;
    n.id = id_of(list, static_cast<std::uint64_t>(i));
    n.role = Role::ListItem;
    n.min = row.min;
    n.max = row.max;
    n.text = s.why[i];
    ui.node(n);
    ui.disc({row.min.x + px(4), row.min.y + px(10)}, 2, i == 0 ? t.accent : t.text_secondary);
    ui.paragraph({row.min.x + indent, row.min.y}, column.width() - indent, s.why[i], style(i));
    column.skip(6);
  }
}

}  // namespace

void draw_sentence(Column& column, NodeId id, std::string_view text, ImU32 ink, bool is_told) {
  const TextStyle style = type::style(type::Kind::Secondary, ink);
  const float height = column.ui.paragraph({column.x0, column.y}, column.width(), text, style);
  const Rect row = column.cut(height);
  if (is_told)
    column.ui.text_node(id, row, text);
  else
    column.ui.status_node(id, row, text);
}

void draw_facts_list(ContextBody& body, NodeId id, std::string_view name,
                     const std::vector<screen::CustomerFact>& facts) {
  Column& column = body.column;
  Ui& ui = column.ui;
  const Theme& t = ui.theme();
  const TextStyle label = type::style(type::Kind::Secondary, t.text_secondary);
  const TextStyle value = type::style(type::Kind::Interface, t.text);
  // The button stands half in the panel's margin, so that the value keeps nearly all of its width.
  const float beyond = px_snap(8);
  const auto width_of = [&](const screen::CustomerFact& one) {
    return column.width() - px_snap(kLabel) - (one.copy.name.empty() ? 0 : px_snap(kCopyRoom) - beyond);
  };
  std::vector<float> heights;
  float whole = 0;
  for (const screen::CustomerFact& one : facts) {
    heights.push_back(std::max(px_snap(28), ui.measure(one.value, value, width_of(one)).y + px_snap(8)));
    whole += heights.back();
  }
  roving_list(ui, id, {{column.x0, column.y}, {column.x1 + beyond, column.y + whole}}, name);
  const ParentScope scope(ui, id);
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const screen::CustomerFact& fact = facts[i];
    Rect row = column.cut(heights[i]);
    const Rect wide{row.min, {row.max.x + beyond, row.max.y}};
    const NodeId item = id_of(id, static_cast<std::uint64_t>(i));
    Rect left = row.cut_left(px_snap(kLabel));
    const Rect label_box = left.cut_top(px_snap(28));
    ui.words(ui.on_baseline(label_box, value, label), fact.label, label);
    const float width = width_of(fact);
    const ImVec2 at{row.min.x, row.min.y + (heights[i] - ui.measure(fact.value, value, width).y) / 2};
    MirrorNode n;
    n.id = item;
    n.role = Role::ListItem;
    n.min = wide.min;
    n.max = wide.max;
    // What is heard otherwise than it is read stands there as it is heard.
    if (!fact.spoken.empty() || fact.clock) {
      const std::string said = labelled(fact.label, fact.spoken.empty() ? fact.value : fact.spoken);
      n.text = said;
      ui.node(n);
      ui.paragraph(at, width, fact.value, value);
      continue;
    }
    ui.node(n);
    const ParentScope inside(ui, item);
    ui.text_node(id_of(item, "label"), label_box, labelled(fact.label, {}));
    said_words(ui, body.said(), {item, at, width, fact.value, value, Align::Left}, fact.parts);
    const Rect copy_box{{wide.max.x - px_snap(kCopyRoom), wide.min.y}, {wide.max.x, wide.min.y + px_snap(28)}};
    copy_button(ui, body.said(), id_of(item, "copy"), wide, copy_box, fact.copy, fact.parts);
  }
}

void draw_customer_tab(ContextBody& body) {
  using Face = CustomerView::Face;
  const screen::CustomerPanel& s = body.screen.known;
  CustomerView& view = body.state.customer;
  const Face face = s.is_editing                  ? Face::Form
                    : s.is_finding && s.is_chosen ? Face::Compare
                    : s.is_finding                ? Face::Find
                                                  : Face::Facts;
  const bool is_same = view.face_of == body.screen.conversation;
  const Face before = view.face;
  view.face = face;
  view.face_of = body.screen.conversation;
  // A form that was left stands there again with what is known of the customer: nobody has asked for it.
  const bool was_editable = std::exchange(view.was_editable, !s.edit_label.empty());
  if (face == Face::Form)
    draw_contact_form(body);
  else if (face != Face::Facts)
    draw_other_contact(body);
  if (face != Face::Facts) {
    // What was asked for has come: the keyboard goes there.
    if (is_same && was_editable && before != face)
      focus_node(face == Face::Form   ? ids::contact_field(0)
                 : face == Face::Find ? ids::find_contact()
                                      : ids::compare());
    if (!is_same || before != face) body.state.context_scroll = {};
    return;
  }
  draw_name(body);
  body.column.skip(12);
  if (!s.status.empty()) {
    draw_sentence(body.column, id_of("context.customer.status"), s.status, body.column.ui.theme().text_secondary);
    body.column.skip(12);
  }
  draw_consent(body.column, s);
  draw_actions(body);
  draw_suggestions(body);
  draw_facts(body);
  draw_note(body);
  draw_links(body);
  if (!body.screen.why.empty()) {
    draw_why(body.column, body.screen);
    body.column.skip(12);
  }
  draw_history(body);
  if (!is_same || s.edit_label.empty()) return;
  if (before == Face::Form) focus_node(ids::edit_contact());
  if (before == Face::Find || before == Face::Compare) focus_node(ids::merge_contact());
}

}  // namespace smsdesk::web::view
