// A message's menu, the parts of its text that can be opened or copied, and what these are called.
#include <algorithm>

#include "core/base/utf8.h"
#include "core/client/pending.h"
#include "core/conversation/delivery_failure.h"
#include "core/screen/parts.h"
#include "core/sms/text_cleanup.h"

namespace smsdesk::screen {
namespace {

constexpr std::size_t kNamedBytesMax = 60;

ActionChoice choice(std::string label, Intent intent) {
  ActionChoice made;
  made.label = std::move(label);
  made.accessible_name = made.label;
  made.intent = std::move(intent);
  return made;
}

std::string first_words(const std::string& text) {
  std::string words(utf8::prefix(text, kNamedBytesMax));
  std::replace(words.begin(), words.end(), '\n', ' ');
  return words.size() < text.size() ? words + "…" : words;
}

const char* word_of(sms::EntityKind kind) {
  switch (kind) {
    case sms::EntityKind::Link:
      return "Link";
    case sms::EntityKind::Email:
      return "E-mail address";
    case sms::EntityKind::Phone:
      return "Number";
    case sms::EntityKind::Code:
      return "Code";
    case sms::EntityKind::Address:
      return "Address";
  }
  return "Text";
}

Intent copy(const std::string& value, const char* what) {
  return intent::CopyText{value, std::string(what) + " copied: " + first_words(value)};
}

std::vector<ActionChoice> entity_entries(const sms::Entity& entity) {
  const std::string word = word_of(entity.kind);
  if (entity.kind != sms::EntityKind::Link)
    return {choice("Copy " + entity.value, copy(entity.value, word_of(entity.kind)))};
  std::vector<ActionChoice> entries = {choice("Open " + entity.host + " in a new tab", intent::OpenLink{entity.value}),
                                       choice("Copy the link to " + entity.host, copy(entity.value, "Link"))};
  if (entity.is_doubtful) {
    entries.front().detail = "It may imitate another address";
    entries.front().accessible_name += ", may imitate another address";
  }
  return entries;
}

void add_entities(const std::string& text, std::vector<ActionChoice>& into) {
  constexpr std::size_t kListedMax = 6;
  std::size_t listed = 0;
  for (const sms::Entity& entity : sms::find_entities(text)) {
    if (++listed > kListedMax) return;
    for (ActionChoice& entry : entity_entries(entity)) {
      entry.section = "In this message";
      into.push_back(std::move(entry));
    }
  }
}

}  // namespace

std::string message_menu_name(const Bubble& bubble) {
  return "Message options: " + (bubble.text.empty() ? std::string("picture or file") : first_words(bubble.text));
}

std::vector<sms::Entity> entities_of(const Bubble& bubble) {
  return bubble.message.is_set() ? sms::find_entities(bubble.text) : std::vector<sms::Entity>{};
}

std::string entity_name(const sms::Entity& entity) {
  if (entity.kind == sms::EntityKind::Link) {
    return "Link to " + entity.host + (entity.is_doubtful ? ", which may imitate another address" : "");
  }
  return std::string("Copy ") + entity.value;
}

Intent entity_intent(ConversationId conversation, MessageId message, std::uint32_t index, const sms::Entity& entity) {
  if (entity.kind == sms::EntityKind::Link)
    return intent::OpenMessageMenu{conversation, message, MessageMenu::Entity, index};
  return copy(entity.value, word_of(entity.kind));
}

bool can_send_again(const State& s, const smsdesk::Conversation& c, const Message& m) {
  if (m.is_inbound || !has_failed(m.status) || !may_write(s, c)) return false;
  const DeliveryFailure* failure = find_delivery_failure(m.error_code);
  if (failure != nullptr && !failure->may_pass) return false;
  const auto& held = c.detail->messages;
  const auto& waiting = s.outbox.entries();
  return std::none_of(held.begin(), held.end(),
                      [&](const Message& one) { return one.again_of == m.id && !has_failed(one.status); }) &&
         std::none_of(waiting.begin(), waiting.end(), [&](const OutboxEntry& e) { return e.again_of == m.id; });
}

MessageMenuPanel message_menu(const State& s, const smsdesk::Conversation& c) {
  MessageMenuPanel panel;
  const MessageMenuState& open = s.message_menu;
  if (open.menu == MessageMenu::None || open.conversation != c.id) return panel;
  const Message* m = find_message(s, c.id, open.message);
  if (m == nullptr) return panel;
  panel.is_open = true;
  panel.message = m->id;
  panel.kind = open.menu;
  panel.close = intent::OpenMessageMenu{};
  panel.name = "Message options";
  const std::string text = sms::isolated(m->text);
  const bool is_open = s.workspace.find_conversation(c.id) != nullptr;
  if (open.menu == MessageMenu::Entity) {
    const auto entities = sms::find_entities(text);
    if (open.entity >= entities.size()) return {};
    const sms::Entity& entity = entities[open.entity];
    panel.title = entity.kind == sms::EntityKind::Link ? "Leads to " + entity.host : entity.value;
    if (!entity.host_written.empty()) panel.title += ", written as " + sms::isolated(entity.host_written);
    panel.name = panel.title;
    panel.entries = entity_entries(entity);
    return panel;
  }
  if (open.menu == MessageMenu::Report) {
    panel.name = panel.title = "Report to the supervisors";
    panel.entries = {choice("It is spam", intent::ReportMessage{c.id, m->id, ReportKind::Spam}),
                     choice("It is abusive", intent::ReportMessage{c.id, m->id, ReportKind::Abuse})};
    return panel;
  }
  if (!m->text.empty()) panel.entries.push_back(choice("Copy text", copy(m->text, "Text")));
  if (!m->text.empty() && may_write(s, c)) panel.entries.push_back(choice("Quote", intent::Quote{c.id, m->id}));
  if (is_open) panel.entries.push_back(choice("Add a note about this", intent::NoteAbout{c.id, m->id}));
  if (can_send_again(s, c, *m)) panel.entries.push_back(choice("Send again", intent::SendAgain{c.id, m->id}));
  if (!m->is_inbound) panel.entries.push_back(choice("Delivery details", intent::ShowDelivery{c.id, m->id}));
  if (m->is_inbound && is_open && c.detail->find(m->id) != nullptr) {
    if (m->report.kind == ReportKind::None)
      panel.entries.push_back(choice("Report…", intent::OpenMessageMenu{c.id, m->id, MessageMenu::Report, 0}));
    else
      panel.entries.push_back(choice("Take the report back", intent::ReportMessage{c.id, m->id, ReportKind::None}));
  }
  add_entities(text, panel.entries);
  return panel;
}

}  // namespace smsdesk::screen
