#include "web/view/panels.h"

namespace smsdesk::web::view::ids {

NodeId rail_settings() {
  return id_of("rail.settings");
}
NodeId rail_presence() {
  return id_of("rail.presence");
}
NodeId on_queue_switch() {
  return id_of("roster.on-queue");
}
NodeId conversation_action(ConversationMenu menu) {
  return id_of(id_of("conversation.action"), static_cast<std::uint64_t>(menu));
}
NodeId composer_field() {
  return id_of("composer.field");
}
NodeId wrap_up_code(std::size_t index) {
  return id_of(id_of("context.codes"), static_cast<std::uint64_t>(index));
}
NodeId back_to_roster() {
  return id_of("conversation.back");
}
NodeId card(ConversationId conversation) {
  return id_of(id_of("card"), conversation.value);
}
NodeId show_context() {
  return id_of("conversation.show-context");
}

NodeId use_suggestion() {
  return id_of("context.team.use");
}

}  // namespace smsdesk::web::view::ids
