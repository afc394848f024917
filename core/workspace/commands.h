// One agent's commands, as a class whose members decide one each: the state it is given is read, entries are collected.
// For decide_commands.cpp (oneself, offers, writing, supervising), decide_colleagues.cpp, decide_closing.cpp and
// decide_templates.cpp only.
#pragma once

#include <string>
#include <vector>

#include "core/workspace/demand.h"
#include "core/workspace/entries.h"

namespace smsdesk {

class Commands {
 public:
  Commands(const Workspace& workspace, const Agent& agent, const SendKey& key, Instant now)
      : w_(workspace), agent_(agent), key_(key), now_(now), entries_(workspace, now, agent.id) {}

  // Oneself ------------------------------------------------------------------------------------------------------
  Decision operator()(const SetPresence& c);
  Decision operator()(const SetOnQueue& c);

  // Offers -------------------------------------------------------------------------------------------------------
  Decision operator()(const AnswerOffer& c);
  Decision operator()(const DeclineOffer& c);
  Decision operator()(const PickConversation& c);

  // Writing ------------------------------------------------------------------------------------------------------
  Decision operator()(const SendMessage& c);
  Decision operator()(const DoActions& c);  // decide_actions.cpp
  Decision operator()(const MarkSeen& c);
  Decision operator()(const MarkUnread& c);
  Decision operator()(const ReportMessage& c);
  Decision operator()(const FetchMedia& c);

  // Colleagues ---------------------------------------------------------------------------------------------------
  Decision operator()(const BeginTransfer& c);
  Decision operator()(const TakeBackTransfer& c);
  Decision operator()(const BeginConsult& c);
  Decision operator()(const SayInConsult& c);
  Decision operator()(const EndConsult& c);
  Decision operator()(const AddNote& c);
  Decision operator()(const CorrectNote& c);
  Decision operator()(const InviteGuest& c);
  Decision operator()(const DismissGuest& c);

  // Closing ------------------------------------------------------------------------------------------------------
  Decision operator()(const ParkConversation& c);
  Decision operator()(const ResumeConversation& c);
  Decision operator()(const ReopenConversation& c);
  Decision operator()(const EndConversation& c);
  Decision operator()(const PrepareWrapUp& c);
  Decision operator()(const CompleteWrapUp& c);
  Decision operator()(const RequestAcw& c);
  Decision operator()(const ExtendAcw& c);
  /// `closed` null: it is not kept.
  Decision check_reopening(ConversationId conversation, const ClosedConversation* closed) const;

  // Supervisors and admins ---------------------------------------------------------------------------------------
  Decision operator()(const FreeConversation& c);
  Decision operator()(const AbandonConversation& c);
  Decision operator()(const Configure& c);

  // Templates (decide_templates.cpp) -----------------------------------------------------------------------------
  Decision operator()(const SaveTemplates& c);
  Decision operator()(const RemoveTemplate& c);
  Decision operator()(const UseTemplate& c);

  // Contacts (decide_contacts.cpp) -------------------------------------------------------------------------------
  Decision operator()(const SaveContact& c);
  Decision operator()(const MergeContacts& c);
  Decision operator()(const RevealNumber& c);
  Decision operator()(const TellContactsApart& c);

 private:
  Decision done();
  static Decision gone();
  static Decision ended();
  static Decision parked();
  static Decision not_yours();
  const Offer* my_offer(OfferId id) const;
  /// Oneself, or another where one may decide over others; null: may not, or is not there.
  const Agent* subject(AgentId id) const;
  /// Somebody who is part of the organisation, else null.
  const Agent* colleague(AgentId id) const;
  static Decision no_right_over_others();
  static Decision too_long(std::string sentence);
  Decision no_room(const Agent& agent) const;
  bool has_room(const Agent& agent, QueueId queue) const;
  /// Refuses where the conversation is not this agent's to act on; else an empty decision.
  Decision check_mine(const Conversation* conversation) const;
  /// Likewise for whoever may hand it over: its owner, or a supervisor, who may do so with what nobody has, too.
  Decision check_handing(const Conversation* conversation) const;
  Decision move_waiting(const Conversation& conversation, const Queue& queue, const BeginTransfer& c);
  /// The words of a transfer or of a park, for whoever has the conversation later; not again where they stand last.
  void note_on(const Conversation& conversation, const std::string& text);
  /// Likewise for whoever may write to the customer.
  Decision check_sender(const Conversation* conversation) const;
  Decision check_words(const std::string& text) const;
  /// Those who can be named in a note, each once.
  std::vector<AgentId> named_in(const std::vector<AgentId>& mentions) const;
  /// The thread, where this agent takes part in it.
  const Consult* consult_of_mine(const Conversation* conversation, ConsultId id) const;
  static WrapUpForm cleaned(const WrapUpForm& form);
  Decision check_form(const Conversation& conversation, const WrapUpForm& form, bool is_final) const;
  /// Where no routing chose, but a person.
  RoutingTrace chosen_trace(RoutingTrace::Why why, const Conversation& conversation, const Agent& agent,
                            QueueId queue) const;
  void leave_queue(const Agent& agent);
  /// The conversation as earlier actions of the same decision have left it.
  Decision end(const Conversation* conversation, Resolution resolution);
  Decision do_action(Conversation& conversation, const TemplateAction& action);
  Decision add_label(Conversation& conversation, const std::string& label);
  /// Behind the entries that are there; returns what could not be done.
  std::vector<ActionNotDone> do_actions(const Conversation& conversation, const std::vector<TemplateAction>& actions,
                                        std::vector<LogEntry>& into);

  const Workspace& w_;
  const Agent& agent_;
  const SendKey& key_;
  Instant now_;
  Entries entries_;
};

}  // namespace smsdesk
