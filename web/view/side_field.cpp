#include "web/view/side_field.h"

#include "web/widget/field.h"

namespace smsdesk::web::view {

NodeId note_field(ConversationId conversation) {
  return id_of(id_of("context.side-note"), conversation.value);
}

NodeId consult_field(ConversationId conversation, ConsultId consult) {
  return id_of(id_of(id_of("context.consult"), conversation.value), consult.value);
}

void side_field(ContextBody& body, const SideFieldBox& box) {
  Ui& ui = body.column.ui;
  label_above(body.column, box.name);
  FieldBox f;
  f.id = box.place.id;
  f.rect = body.column.cut(px_snap(box.height_css));
  f.kind = FieldKind::Multiline;
  f.name = box.name;
  f.placeholder = box.placeholder;
  f.value = box.field.text;
  f.value_revision = box.field.revision + 1;
  f.text_owner = box.place.conversation.value;
  f.is_enabled = box.field.is_enabled;
  f.type = type::Kind::Interface;
  f.is_behind = body.is_behind || is_cut(ui, f.rect);
  field_box(ui, f);
  set_enter_breaks_line(f.id, box.enter_breaks_line);
  body.state.side_fields.push_back(box.place);
}

void take_side_events(ViewState& state, Intents& out) {
  const std::vector<SideFieldPlace> places = std::move(state.side_fields);
  state.side_fields.clear();
  for (const TextFieldEvent& event : text_field_events()) {
    for (const SideFieldPlace& place : places) {
      if (place.id != event.field) continue;
      const bool is_enter =
          event.kind == TextFieldEvent::Kind::Enter || event.kind == TextFieldEvent::Kind::ModifiedEnter;
      if (event.kind == TextFieldEvent::Kind::Changed) {
        if (place.is_note)
          out.push_back(intent::EditNote{place.conversation, event.value});
        else
          out.push_back(intent::EditConsult{place.conversation, place.consult, event.value});
      } else if (is_enter) {
        if (place.is_note)
          out.push_back(intent::AddNote{place.conversation});
        else if (place.consult.is_set())
          out.push_back(intent::SayToColleague{place.conversation, place.consult, false});
        else
          out.push_back(intent::AskColleague{place.conversation});
      }
    }
  }
}

}  // namespace smsdesk::web::view
