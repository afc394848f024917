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

}  // namespace smsdesk::web::view::ids
