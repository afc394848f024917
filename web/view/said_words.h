// Words that people wrote, wherever they stand: what of them can be opened or copied, and the copy of all of them.
//
// Why: notes, fields of contacts and what colleagues say to one another are read for what is in them, as messages are. A link
// never opens by its first press: its menu says where it leads.
#pragma once

#include "core/screen/said_words.h"
#include "web/view/view_state.h"
#include "web/widget/ui.h"

namespace smsdesk::web::view {

/// How words were drawn.
struct EntityLook {
  ImVec2 at;              ///< of the block's top left corner; of centred lines, of their room's
  float centered_in = 0;  ///< the width in which each line is centred; 0: they are not
  TextStyle style;
  bool warns = true;  ///< the ground lets a warning's colour be seen
};
struct EntityAnswer {
  int pressed = -1;    ///< which of them
  NodeId opener = 0;   ///< its control
  Rect place;          ///< of its first piece
  NodeId focused = 0;  ///< the control that has the keyboard's focus, of these
};
/// Links, numbers and codes in words that are drawn: underlined, and controls of their own.
EntityAnswer draw_entities(Ui& ui, NodeId id, const std::vector<sms::Entity>& entities, const TextBlock& block,
                           const EntityLook& look);

/// Where what is asked of words goes.
struct SaidTo {
  SaidMenu& menu;
  ConversationId conversation;
  Intents& out;
};
/// Words over as many lines as they need, with what stands in them.
struct SaidWords {
  NodeId id = 0;
  ImVec2 at;
  float width = 0;
  std::string_view text;
  TextStyle style;
  Align align = Align::Script;
};
/// Returns the height. `focused` becomes the control in it that has the keyboard's focus, where one has.
float said_words(Ui& ui, const SaidTo& to, const SaidWords& words, const std::vector<sms::Entity>& entities,
                 NodeId* focused = nullptr);

/// The button that copies words as a whole: it shows to the pointer on `row` and to the focus. The right button, a long touch
/// and the key for menus ask there for what can be done with them. True: it has the focus.
bool copy_button(Ui& ui, const SaidTo& to, NodeId id, const Rect& row, const Rect& box, const screen::WordsCopy& copy,
                 const std::vector<sms::Entity>& entities);
/// The button that asks for what else can be done with words, where there is something: it shows likewise, and takes kCopyRoom
/// beside that one. True: it has the focus.
bool options_button(Ui& ui, const SaidTo& to, NodeId id, const Rect& row, const Rect& box,
                    const screen::WordsCopy& copy, const std::vector<sms::Entity>& entities);
inline constexpr float kCopyRoom = 28;  ///< CSS px that it takes of a row

/// A list whose controls are one stop of the keyboard; arrow keys go among them.
void roving_list(Ui& ui, NodeId id, const Rect& rect, std::string_view name);

/// Over everything. It closes where its conversation is not shown any more.
void draw_said_menu(Ui& ui, SaidMenu& menu, ConversationId shown, Intents& out);

}  // namespace smsdesk::web::view
