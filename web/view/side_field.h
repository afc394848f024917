// A native field for what is written beside the conversation: a note, a question, words to a colleague. Several may stand
// on the page, so that each event finds its place by the field's id.
#pragma once

#include "web/view/context_parts.h"

namespace smsdesk::web::view {

/// The id says which conversation and thread it belongs to: another one is another field.
NodeId note_field(ConversationId conversation);
/// `consult` not set: the question that begins a thread.
NodeId consult_field(ConversationId conversation, ConsultId consult);

struct SideFieldBox {
  SideFieldPlace place;
  const screen::SideField& field;
  std::string_view name;  ///< stands above it
  std::string_view placeholder = {};
  float height_css = 64;
  bool enter_breaks_line = false;
};
/// Cuts from the column what it and its label take.
void side_field(ContextBody& body, const SideFieldBox& box);

/// What was typed since the last frame, and what Enter asks for; before fields are placed anew.
void take_side_events(ViewState& state, Intents& out);

}  // namespace smsdesk::web::view
