#include "web/view/panels.h"

namespace smsdesk::web::view::ids {

NodeId rail_settings() {
  return id_of("rail.settings");
}
NodeId rail_palette() {
  return id_of("rail.palette");
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
NodeId reveal_number() {
  return id_of("context.customer.reveal");
}
NodeId edit_contact() {
  return id_of("context.contact.edit");
}
NodeId merge_contact() {
  return id_of("context.contact.merge");
}
NodeId contact_field(std::size_t index) {
  return id_of(id_of("context.contact.field"), static_cast<std::uint64_t>(index));
}
NodeId find_contact() {
  return id_of("context.contact.find");
}
NodeId compare() {
  return id_of("context.contact.compare");
}
NodeId back_to_roster() {
  return id_of("conversation.back");
}
NodeId transcript_search() {
  return id_of("conversation.search");
}
NodeId card(ConversationId conversation) {
  return id_of(id_of("card"), conversation.value);
}
NodeId message_options(MessageId message) {
  return id_of(id_of(id_of("bubble"), message.value), "options");
}
NodeId show_context() {
  return id_of("conversation.show-context");
}

NodeId templates_button() {
  return id_of("composer.templates");
}
NodeId template_list() {
  return id_of("composer.template-list");
}
NodeId find_field() {
  return id_of("find.words");
}
NodeId area(Area area) {
  return id_of(area == Area::Overview ? "overview" : area == Area::Organisation ? "org" : "conversation");
}
NodeId context_tab(ContextTab tab) {
  return id_of(id_of("context.tabs"), static_cast<std::uint64_t>(tab));
}
NodeId context_panel() {
  return id_of("context.panel");
}
NodeId use_suggestion() {
  return id_of("context.team.use");
}

}  // namespace smsdesk::web::view::ids
