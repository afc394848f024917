// A message's menu, the parts of its text that can be opened or copied, and what these are called.
#include <algorithm>

#include "core/base/shortened.h"
#include "core/client/pending.h"
#include "core/client/same_customer.h"
#include "core/client/sending_again.h"
#include "core/conversation/delivery_failure.h"
#include "core/screen/parts.h"
#include "core/screen/said_words.h"
#include "core/sms/reactions.h"
#include "core/sms/text_cleanup.h"
#include "core/words/words.h"
#include "core/workspace/report_right.h"

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
  std::string words = shortened(text, kNamedBytesMax);
  std::replace(words.begin(), words.end(), '\n', ' ');
  return words;
}

const char* word_of(sms::EntityKind kind) {
  switch (kind) {
    case sms::EntityKind::Link:
      return tr("Link");
    case sms::EntityKind::Email:
      return tr("E-mail address");
    case sms::EntityKind::Phone:
      return tr("Number");
    case sms::EntityKind::Code:
      return tr("Code");
    case sms::EntityKind::Address:
      return tr("Address");
  }
  return tr("Text");
}

Intent copy(const std::string& value, const char* what) {
  return intent::CopyText{value, tr("{what} copied: {text}", {{"what", what}, {"text", first_words(value)}})};
}

std::vector<ActionChoice> entity_entries(const sms::Entity& entity) {
  const std::string word = word_of(entity.kind);
  if (entity.kind != sms::EntityKind::Link)
    return {choice(tr("Copy {text}", {{"text", entity.value}}), copy(entity.value, word_of(entity.kind)))};
  std::vector<ActionChoice> entries = {
      choice(tr("Open {host} in a new tab", {{"host", entity.host}}), intent::OpenLink{entity.value}),
      choice(tr("Copy the link to {host}", {{"host", entity.host}}), copy(entity.value, tr("Link")))};
  if (entity.is_doubtful) {
    entries.front().detail = tr("It may imitate another address");
    entries.front().accessible_name += comma() + tr("may imitate another address");
  }
  return entries;
}

void add_entities(const std::string& text, std::vector<ActionChoice>& into) {
  constexpr std::size_t kListedMax = 6;
  std::size_t listed = 0;
  for (const sms::Entity& entity : sms::find_entities(text)) {
    if (++listed > kListedMax) return;
    for (ActionChoice& entry : entity_entries(entity)) {
      entry.section = tr("In this message");
      into.push_back(std::move(entry));
    }
  }
}

/// There are words to write again. Those that a telephone made of a reaction are nobody's.
bool can_make_template(const Message& m) {
  return !sms::is_blank(m.text) && !(m.is_inbound && sms::parse_reaction(m.text));
}

/// What of it goes into what is being written: here, or where the conversation is closed in one that goes on with the same
/// customer.
void add_uses(const State& s, const smsdesk::Conversation& c, const Message& m, std::vector<ActionChoice>& into) {
  const smsdesk::Conversation* to_answer = m.text.empty() ? nullptr : find_to_answer(s, c);
  const smsdesk::Conversation* to_note = find_to_note(s, c);
  if (to_answer != nullptr)
    into.push_back(
        choice(to_answer->id == c.id ? tr("Quote") : tr("Quote in the open conversation"), intent::Quote{c.id, m.id}));
  if (to_note != nullptr)
    into.push_back(choice(to_note->id == c.id ? tr("Add a note about this") : tr("Add a note to the open conversation"),
                          intent::NoteAbout{c.id, m.id}));
  if (can_make_template(m)) into.push_back(choice(tr("Make a template from this"), intent::MakeTemplate{c.id, m.id}));
}

/// Reporting what the customer wrote; taking that back where one may.
void add_report(const State& s, const smsdesk::Conversation& c, const Message& m, std::vector<ActionChoice>& into) {
  if (!m.is_inbound) return;
  if (m.report.kind == ReportKind::None)
    return into.push_back(choice(tr("Report…"), intent::OpenMessageMenu{c.id, m.id, MessageMenu::Report, 0}));
  const Agent* me = s.workspace.find_agent(s.me);
  if (me != nullptr && may_change_report(m.report, *me))
    into.push_back(choice(m.report.by == s.me ? tr("Take the report back") : tr("Dismiss report"),
                          intent::ReportMessage{c.id, m.id, ReportKind::None}));
}

}  // namespace

std::string message_menu_name(const Bubble& bubble) {
  return labelled(tr("Message options"), bubble.text.empty() ? tr("picture or file") : first_words(bubble.text));
}

std::vector<sms::Entity> entities_of(const Bubble& bubble) {
  return bubble.message.is_set() ? sms::find_entities(bubble.text) : std::vector<sms::Entity>{};
}

std::string entity_name(const sms::Entity& entity) {
  if (entity.kind == sms::EntityKind::Link) {
    return tr(entity.is_doubtful ? mark("Link to {host}, which may imitate another address") : mark("Link to {host}"),
              {{"host", entity.host}});
  }
  return tr("Copy {text}", {{"text", entity.value}});
}

Intent entity_intent(ConversationId conversation, MessageId message, std::uint32_t index, const sms::Entity& entity) {
  if (entity.kind == sms::EntityKind::Link)
    return intent::OpenMessageMenu{conversation, message, MessageMenu::Entity, index};
  return copy(entity.value, word_of(entity.kind));
}

WordsMenu entity_menu(const sms::Entity& entity) {
  WordsMenu menu;
  menu.title = entity.kind == sms::EntityKind::Link ? tr("Leads to {host}", {{"host", entity.host}}) : entity.value;
  if (!entity.host_written.empty())
    menu.title += comma() + tr("written as {host}", {{"host", sms::isolated(entity.host_written)}});
  menu.name = menu.title;
  menu.entries = entity_entries(entity);
  return menu;
}

bool can_send_again(const State& s, const smsdesk::Conversation& c, const Message& m) {
  if (m.is_inbound || !has_failed(m.status)) return false;
  const DeliveryFailure* failure = find_delivery_failure(m.error_code);
  return (failure == nullptr || failure->may_pass) && find_to_send_again(s, c, m.id) != nullptr;
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
  panel.name = tr("Message options");
  const std::string text = sms::isolated(m->text);
  if (open.menu == MessageMenu::Entity) {
    const auto entities = sms::find_entities(text);
    if (open.entity >= entities.size()) return {};
    WordsMenu menu = entity_menu(entities[open.entity]);
    panel.title = std::move(menu.title);
    panel.name = std::move(menu.name);
    panel.entries = std::move(menu.entries);
    return panel;
  }
  if (open.menu == MessageMenu::Report) {
    panel.name = panel.title = tr("Report to the supervisors");
    panel.entries = {choice(tr("It is spam"), intent::ReportMessage{c.id, m->id, ReportKind::Spam}),
                     choice(tr("It is abusive"), intent::ReportMessage{c.id, m->id, ReportKind::Abuse})};
    return panel;
  }
  if (!m->text.empty()) panel.entries.push_back(choice(tr("Copy text"), copy(m->text, tr("Text"))));
  add_uses(s, c, *m, panel.entries);
  if (can_mark_unread(s, c, *m))
    panel.entries.push_back(choice(tr("Mark as unread from here"), intent::MarkUnread{c.id, m->id}));
  if (can_send_again(s, c, *m))
    panel.entries.push_back(choice(tr("Send again"), intent::SendAgain{c.id, m->id, newest_of(c)}));
  if (!m->is_inbound) panel.entries.push_back(choice(tr("Delivery details"), intent::ShowDelivery{c.id, m->id}));
  add_report(s, c, *m, panel.entries);
  add_entities(text, panel.entries);
  return panel;
}

}  // namespace smsdesk::screen
