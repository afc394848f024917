// What templates do beside their text. Each action is the command that the agent could have given, with its rules and rights;
// the only difference is that they come in one decision, so that a later one knows what an earlier one has changed: the
// wrap-up form that an end files, the contact that has another label already.
//
// What parks, transfers or ends the conversation comes behind everything else: after it nothing more could be folded.
#include <algorithm>
#include <iterator>

#include "core/words/words.h"
#include "core/workspace/commands.h"

namespace smsdesk {
namespace {

static_assert(kTemplateParkMax == kParkMax);
static_assert(kTemplateLabelBytesMax == kContactLabelBytesMax);
static_assert(kActionTextBytesMax == kNoteBytesMax);

bool is_code_of(const Queue* queue, WrapUpCodeId code) {
  return queue != nullptr &&
         std::find(queue->wrap_up_codes.begin(), queue->wrap_up_codes.end(), code) != queue->wrap_up_codes.end();
}

Resolution resolution_of(TemplateActionKind kind) {
  return kind == TemplateActionKind::EndResolved   ? Resolution::Resolved
         : kind == TemplateActionKind::EndFollowUp ? Resolution::FollowUp
                                                   : Resolution::NotAsked;
}

}  // namespace

Decision Commands::add_label(Conversation& conversation, const std::string& label) {
  const std::optional<Contact>& known = conversation.detail->record.contact;
  if (!known) {
    return refused(RefusalKind::NotNow, "This customer is not among the contacts yet, so there is nobody to label.");
  }
  Contact contact = *known;
  contact.labels.push_back(label);
  contact = normalised(std::move(contact));
  if (std::string trouble = trouble_but_numbers(contact); !trouble.empty())
    return refused(RefusalKind::BadValue, std::move(trouble));
  if (contact == *known) return done();
  contact.revision = known->revision + 1;
  contact.changed_by = agent_.id;
  contact.changed_at = now_;
  entries_.add(ContactSaved{contact, known});
  // Whose number it is stays, and so does its zone: only the contact is another one in what is known.
  for (const auto& [id, other] : w_.conversations) {
    if (!other.detail || !contact.has_number(other.detail->customer)) continue;
    CustomerRecord record = other.detail->record;
    record.contact = contact;
    entries_.add(CustomerKnown{id, std::move(record)});
  }
  conversation.detail->record.contact = std::move(contact);
  return done();
}

Decision Commands::do_action(Conversation& conversation, const TemplateAction& action) {
  const ConversationId id = conversation.id;
  const bool is_mine = conversation.owner == agent_.id;
  if (!is_mine && action.kind != TemplateActionKind::Note && action.kind != TemplateActionKind::Label) {
    return refused(RefusalKind::NotYours, "Only the agent who has the conversation can do this.");
  }
  switch (action.kind) {
    case TemplateActionKind::WrapUpCode: {
      if (!is_code_of(w_.find_queue(conversation.queue), action.code)) {
        return refused(RefusalKind::WrapUpNeeded, "The queue of this conversation does not have that wrap-up code.");
      }
      WrapUpForm form = conversation.detail->prepared;
      form.code = action.code;
      Decision prepared = (*this)(PrepareWrapUp{id, form});
      if (!prepared.refusal) conversation.detail->prepared = std::move(form);
      return prepared;
    }
    case TemplateActionKind::Label:
      return add_label(conversation, action.text);
    case TemplateActionKind::Note:
      return (*this)(AddNote{id, action.text, {}});
    case TemplateActionKind::Park:
      if (action.park_for <= 0 || action.park_for > kParkMax)
        return refused(RefusalKind::BadValue, "Choose a time within the next 31 days.");
      return (*this)(ParkConversation{id, now_ + action.park_for, {}});
    case TemplateActionKind::Transfer:
      // Not set, it would be one to an agent.
      if (w_.find_queue(action.queue) == nullptr)
        return refused(RefusalKind::BadValue, "This queue is not there any more. Choose another one.");
      return (*this)(BeginTransfer{id, action.queue, {}, {}, true});
    case TemplateActionKind::End:
    case TemplateActionKind::EndResolved:
    case TemplateActionKind::EndFollowUp:
      return end(&conversation, resolution_of(action.kind));
  }
  return done();
}

std::vector<ActionNotDone> Commands::do_actions(const Conversation& conversation,
                                                const std::vector<TemplateAction>& actions,
                                                std::vector<LogEntry>& into) {
  std::vector<ActionNotDone> not_done;
  if (actions.empty()) return not_done;
  Conversation then = conversation;
  bool is_closed = false, is_coded = false;
  const auto take = [&](const TemplateAction& action) {
    const bool is_code = action.kind == TemplateActionKind::WrapUpCode;
    Decision one = is_closed && is_closing(action.kind)
                       ? refused(RefusalKind::NotNow, "Only one action can park, transfer or end the conversation.")
                   : is_coded && is_code ? refused(RefusalKind::NotNow, "Only one action can set the wrap-up code.")
                                         : do_action(then, action);
    if (one.refusal) {
      not_done.push_back({action, std::move(one.refusal->sentence)});
      return;
    }
    is_closed = is_closed || is_closing(action.kind);
    is_coded = is_coded || is_code;
    std::move(one.entries.begin(), one.entries.end(), std::back_inserter(into));
  };
  for (const TemplateAction& action : actions)
    if (!is_closing(action.kind)) take(action);
  for (const TemplateAction& action : actions)
    if (is_closing(action.kind)) take(action);
  return not_done;
}

Decision Commands::operator()(const DoActions& c) {
  const Conversation* conversation = w_.find_conversation(c.conversation);
  if (conversation != nullptr && conversation->state == ConversationState::Parked) return parked();
  if (Decision no = check_sender(conversation); no.refusal) return no;
  if (c.actions.empty()) return refused(RefusalKind::Empty, "There is nothing to do.");
  if (c.actions.size() > kMessageActionsMax) {
    return too_long(mark("This is more than can be done at once. Remove some of the actions."));
  }
  std::vector<LogEntry> all;
  const std::vector<ActionNotDone> not_done = do_actions(*conversation, c.actions, all);
  if (not_done.empty()) return {std::move(all), std::nullopt};
  const auto which = std::find(c.actions.begin(), c.actions.end(), not_done.front().action) - c.actions.begin();
  return refused(RefusalKind::NotNow, not_done.front().sentence, static_cast<std::uint32_t>(which) + 1);
}

}  // namespace smsdesk
