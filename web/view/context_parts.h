// What the tabs of the context panel share, among them notes, which the reader of a closed conversation sees too. For
// web/view only.
#pragma once

#include "web/view/panels.h"
#include "web/view/said_words.h"

namespace smsdesk::web::view {

/// Draws cuts of one column from the top.
struct Column {
  Ui& ui;
  float x0, x1, y;
  float width() const { return x1 - x0; }
  Rect cut(float height) {
    const Rect rect{{x0, y}, {x1, y + height}};
    y += height;
    return rect;
  }
  void skip(float css) { y += px_snap(css); }
};

/// Everything that the body of a tab is drawn from.
struct ContextBody {
  Column& column;
  ViewState& state;
  const screen::Context& screen;
  bool is_behind;  ///< a plane lies over the panel
  Intents& out;
  SaidTo said() const { return {state.said_menu, screen.conversation, out}; }
};

void draw_customer_tab(ContextBody& body);
/// In place of what is known: the contact's form; the search for another contact.
void draw_contact_form(ContextBody& body);
/// What became of it and its buttons: below it, in view however long it is.
float contact_footer_height(Ui& ui, const screen::CustomerPanel& s, float width);
void draw_contact_footer(ContextBody& body, const Rect& rect);
void draw_other_contact(ContextBody& body);
/// Label and value, a line each, as a list.
void draw_facts_list(ContextBody& body, NodeId id, std::string_view name,
                     const std::vector<screen::CustomerFact>& facts);
/// A sentence over as many lines as it needs, which a screen reader is told.
/// `is_told`: who hears the page was told when it came about, so it is no status besides.
void draw_sentence(Column& column, NodeId id, std::string_view text, ImU32 ink, bool is_told = false);
/// What was typed since the last frame; before fields are placed anew.
void take_customer_events(ViewState& state, const screen::Context& s, Intents& out);
void draw_notes_tab(ContextBody& body);
void draw_team_tab(ContextBody& body);
void draw_wrap_up_tab(ContextBody& body);

/// A native field cannot be cut by the panel's edge: it stands only where it is seen whole.
inline bool is_cut(const Ui& ui, const Rect& rect) {
  return rect.min.y < ui.clip().min.y || rect.max.y > ui.clip().max.y;
}

/// What somebody said to colleagues: author and time above, the words below. A list item of the mirror.
struct Remark {
  NodeId id = 0;
  Rect inside;  ///< within `box`, without its padding
  Rect box;
  std::string_view author;
  ImU32 author_color = 0;
  Instant at;
  bool is_today = false;
  std::string_view text;
  std::string_view accessible_name;  ///< has the text within; the time is added
  const screen::WordsCopy& copy;
  const std::vector<sms::Entity>& parts;
  std::string_view fate = {};  ///< what became of it, behind the time; or empty
};
inline constexpr float kRemarkHead = 24;
/// Without padding, at that width in device px.
float remark_height(Ui& ui, std::string_view text, float width);
void draw_remark(Ui& ui, const SaidTo& to, Remark remark);

/// A list of notes, a card each, under that name for who listens; nothing where there are none.
void draw_notes(Column& column, const SaidTo& to, NodeId list, std::string_view name,
                const std::vector<screen::NoteLine>& notes);
float notes_height(const Column& column, const std::vector<screen::NoteLine>& notes);

/// When a note was corrected, beside when it was written: a time of the same day, or a day.
std::string corrected_when(Instant at, Instant corrected_at);
/// A time today, a day before that.
std::string time_or_day(Instant at, bool is_today);

/// A whole row as a button, with a presence dot where the choice has one; true where it was pressed.
bool choice_row(Ui& ui, NodeId id, const Rect& rect, const screen::ActionChoice& choice);
/// The label of the field that comes next.
void label_above(Column& column, std::string_view text);
/// A quiet title over a part of a tab.
void part_title(Column& column, NodeId id, std::string_view text);

/// What was typed into the form since the last frame; before anything is bound anew.
void take_wrap_up_events(ViewState& state, const screen::Context& s, Intents& out);

}  // namespace smsdesk::web::view
