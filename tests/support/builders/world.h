// Readable arrangement: one small organisation, a clock, and what people do in it.
//
//   World world;
//   world.on_queue(kAna);
//   const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
//
// Everything goes through decide() and apply(), so that a test never starts from a workspace that
// could not be.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/workspace/decide.h"
#include "core/workspace/workspace.h"

namespace smsdesk::test {

inline constexpr QueueId kSupport{1};  ///< alert timeout 30 s, target 20 s, wrap-up codes kSolved and kFollowUp
inline constexpr QueueId kSales{2};    ///< no wrap-up codes
inline constexpr WrapUpCodeId kSolved{21};
inline constexpr WrapUpCodeId kFollowUp{22};
inline constexpr AgentId kAna{11};  ///< Support, two at once
inline constexpr AgentId kBen{12};  ///< Support and Sales, one at once
inline constexpr AgentId kEve{13};  ///< Sales, three at once
inline constexpr AgentId kSam{14};  ///< supervisor, of no queue
inline constexpr const char* kSupportNumber = "+15005550006";
inline constexpr const char* kSalesNumber = "+15005550007";
inline constexpr const char* kCustomer = "+14155550199";
inline constexpr const char* kOtherCustomer = "+14155550123";
inline constexpr Instant kMorning{1'767'225'600'000};

inline constexpr AgentId kAda{15};  ///< admin; only in a_rich_organisation()
inline constexpr SkillId kGerman{31};
inline constexpr SkillId kBilling{32};
inline constexpr GroupId kBackOffice{41};    ///< Eve and Sam
inline constexpr LabelId kVip{51};           ///< weighs two, at most one at once
inline constexpr LabelId kBulk{52};          ///< interruptible
inline constexpr SubStatusId kCoaching{61};  ///< of Meeting

Organisation an_organisation();
/// The same people and queues with everything that can be configured: skills, rings, overflow, labels, hours, texts, last
/// agent, quiet and inactive conversations, timed after-call work.
Organisation a_rich_organisation();

/// an_organisation() with its queue Support, or all of it, as the test needs it.
template <typename Change>
Organisation with_support(Change change) {
  Organisation all = an_organisation();
  change(all.queues[0]);
  return all;
}
template <typename Change>
Organisation an_organisation_with(Change change) {
  Organisation all = an_organisation();
  change(all);
  return all;
}

/// Why it was refused; a test that expects a refusal and gets none fails. Every refusal has a sentence.
RefusalKind refusal_of(const Decision& decision);

class World {
 public:
  /// The organisation is configured; nobody is connected.
  explicit World(const Organisation& organisation = an_organisation());

  Workspace workspace;
  Instant now = kMorning;
  std::vector<LogEntry> log;

  /// Decides and folds. Asserts that every entry fits and that the invariants hold afterwards.
  Decision decide(const Input& input);
  /// Makes every offer that can be made, and folds it: until routing has nothing more to say.
  std::vector<LogEntry> make_offers();
  void fold(const std::vector<LogEntry>& entries);
  void pass(DurationMs time) { now = now + time; }
  /// As a relay sees time pass: whatever becomes due within it is decided at its instant, offers follow, and what is to be
  /// sent is delivered at once.
  void live(DurationMs time);

  void arrive(AgentId agent);
  void on_queue(AgentId agent);  ///< arrives, too
  Decision command(AgentId agent, AgentCommand command);
  ConversationId inbound(const std::string& text, const std::string& from = kCustomer,
                         const std::string& to = kSupportNumber);
  /// The message of an accepted SendMessage that has seen everything.
  MessageId send(AgentId agent, ConversationId conversation, const std::string& text);

  const Conversation& conversation(ConversationId id) const;
  const Agent& agent(AgentId id) const;
  /// The only offer, or the one of that conversation.
  const Offer& offer_of(ConversationId id) const;
  /// Who is being asked for it; not set: nobody.
  AgentId asked_for(ConversationId id) const;
  MessageId newest(ConversationId id) const;
  SendKey fresh_key();

 private:
  void deliver();

  unsigned keys_ = 0;
};

class ConversationBuilder {
 public:
  ConversationBuilder& from(std::string customer);
  ConversationBuilder& to(std::string our_number);
  ConversationBuilder& with_inbound(std::string text);
  /// Offered to and answered by that agent (the only one who is on queue for it then).
  ConversationBuilder& owned_by(AgentId agent);
  ConversationBuilder& with_own(std::string text);
  ConversationBuilder& ended();
  ConversationId in(World& world) const;

 private:
  enum class Kind { Inbound, Answered, Own, Ended };
  std::string customer_ = kCustomer;
  std::string our_number_ = kSupportNumber;
  AgentId owner_;
  std::vector<std::pair<Kind, std::string>> steps_;
};
inline ConversationBuilder a_conversation() {
  return {};
}

}  // namespace smsdesk::test
