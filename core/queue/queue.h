// A queue and what an organisation defines around it: numbers, skills' use, rings, hours, closing. Plain values.
//
// Bounds are named here and checked by core/workspace/organisation.h, with a sentence for the person who edits.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/queue/price.h"
#include "core/sms/sensitive.h"

namespace smsdesk {

inline constexpr DurationMs kAlertTimeoutDefault = seconds(30);
inline constexpr DurationMs kAlertTimeoutMin = seconds(7);  // features.md §2, Genesys' limits
inline constexpr DurationMs kAlertTimeoutMax = seconds(900);
inline constexpr DurationMs kThreadingWindowMax = hours(72);
inline constexpr DurationMs kAcwTimeoutMax = minutes(60);
inline constexpr DurationMs kInactivityTimeoutMax = hours(72);
inline constexpr DurationMs kInactivityWarning = minutes(1);
inline constexpr std::size_t kRingsMax = 6;           // features.md E.2
inline constexpr std::size_t kOverflowsMax = 5;       // features.md E.5
inline constexpr std::size_t kPreferredRulesMax = 6;  // features.md E.4
inline constexpr int kPriorityMax = 100;
// What can be configured at most; it is what the relay's own adapter takes (carrier.md §1a, Twilio).
inline constexpr unsigned kCharsMax = 1'600;
inline constexpr unsigned kSegmentsMax = 30;  ///< more than 1,600 characters ever are
inline constexpr unsigned kFilesMax = 10;
inline constexpr unsigned kFilesKbMax = 5'000;    ///< 1 KB = 1,000 bytes
inline constexpr std::size_t kFileTypesMax = 30;  ///< more than are known

/// Whose rules hold for what is sent from a number, where nothing else is said (core/workspace/message_limit.h).
enum class CarrierProfile : std::uint8_t {
  Twilio,  ///< Twilio, and whoever copies its API
  Smpp,    ///< behind an SMPP link: texts alone, of few segments
};

/// What becomes of an agent's text where one MMS costs less than its segments (core/workspace/text_as_mms.h).
enum class TextAsMms : std::uint8_t {
  Never,
  Offer,      ///< the agent is told, and may choose it
  Automatic,  ///< it goes so; the agent is told before, and may turn it off
};
/// What a number says of that.
enum class NumberTextAsMms : std::uint8_t { Default, Never, Offer, Automatic };  ///< Default: as the organisation says

/// What a number, or a queue, says of an agent's message. 0 or empty: nothing, so what is less specific holds.
struct MessageLimits {
  unsigned chars_max = 0;  ///< UTF-16 units
  unsigned segments_max = 0;
  unsigned files_max = 0;
  unsigned files_kb_max = 0;              ///< of all files together, KB of 1,000 bytes
  std::vector<std::string> file_types{};  ///< content types that may go; of media_types()
  friend bool operator==(const MessageLimits&, const MessageLimits&) = default;
};

/// How required skills decide (features.md E.1). None: not looked at. Best: who has the most of them goes first, but
/// nobody is shut out. All: only who has all of them; then longest idle.
enum class SkillEvaluation : std::uint8_t { None, Best, All };

/// A bullseye ring: from `after` of waiting on, these groups are asked too and these skills are required no more.
struct Ring {
  DurationMs after = 0;
  std::vector<GroupId> groups;
  std::vector<SkillId> dropped_skills;
  friend bool operator==(const Ring&, const Ring&) = default;
};

/// Conditional group routing: these groups are asked too, while the condition holds.
struct Overflow {
  DurationMs waited = 0;             ///< for a conversation that has waited so long; 0 = not by waiting
  unsigned service_level_below = 0;  ///< for all of the queue while its service level is below; percent, 0 = not by it
  std::vector<GroupId> groups;
  friend bool operator==(const Overflow&, const Overflow&) = default;
};

enum class LastAgentMode : std::uint8_t { Disabled, QueueMembersOnly, AnyAgent };

/// Preferred agents, in order: the members of the group are waited for so long before everybody is asked.
struct PreferredRule {
  GroupId group;
  DurationMs wait = seconds(5);
  friend bool operator==(const PreferredRule&, const PreferredRule&) = default;
};

/// After-call work (features.md H.2).
enum class AcwMode : std::uint8_t {
  Optional,                ///< may be finished without a code
  MandatoryDiscretionary,  ///< a code is needed; no time limit
  MandatoryTimed,          ///< a code is needed; after the time limit one is assigned
  MandatoryFixedTime,      ///< likewise, and it cannot be left before the time is over
  AgentRequested,          ///< only where the agent asked for it during the conversation
};

/// A field of the wrap-up form beside code and note.
struct WrapUpField {
  std::string name;
  bool is_required = false;
  std::vector<std::string> choices;  ///< empty = free text
  friend bool operator==(const WrapUpField&, const WrapUpField&) = default;
};

enum class InactivityAction : std::uint8_t { End, BackToQueue };

/// What the queue says by itself. An empty text is not sent. None is ever sent while an agent is in the conversation.
struct QueueTexts {
  std::string greeting;  ///< once, when a conversation begins to wait within business hours
  std::string
      waiting;  ///< when it has waited for waiting_after, once; not after `away`, nor at night unless it was due by day
  DurationMs waiting_after = minutes(5);
  std::string away;  ///< to who writes outside business hours, instead of the greeting or later; once a stay
  friend bool operator==(const QueueTexts&, const QueueTexts&) = default;
};

struct Queue {
  QueueId id;
  std::string name;
  DurationMs alert_timeout = kAlertTimeoutDefault;
  DurationMs service_level_target = seconds(20);  ///< a first answer within it counts as in service level
  std::vector<WrapUpCodeId> wrap_up_codes;        ///< in the order shown

  std::optional<Instant> removed_at{};  ///< not in the organisation any more; kept for its name and codes

  bool is_auto_answer = false;       ///< offers are accepted at once, with notice and tone
  bool is_manual_pick = false;       ///< members may take a waiting conversation by hand
  unsigned service_level_goal = 80;  ///< percent answered within the target
  int priority = 0;                  ///< −kPriorityMax … kPriorityMax; a number's rule may add to it
  LabelId label;                     ///< what a conversation weighs
  std::vector<GroupId> groups;       ///< members, beside the agents who list the queue

  SkillEvaluation skill_evaluation = SkillEvaluation::All;
  std::vector<SkillId> skills;  ///< required of whoever answers, beside what a number's rule adds
  std::vector<Ring> rings;      ///< by `after`, rising
  std::vector<Overflow> overflows;
  LastAgentMode last_agent = LastAgentMode::QueueMembersOnly;
  DurationMs last_agent_wait = seconds(20);  ///< how long the last agent is waited for
  std::vector<PreferredRule> preferred;

  ScheduleId schedule;  ///< business hours; not set = always open
  QueueTexts texts;
  DurationMs threading_window = kThreadingWindowMax;  ///< 0 = every message after the end opens a new conversation

  DurationMs quiet_after = 0;         ///< without a customer's reply for so long it stops counting; 0 = never
  DurationMs grace = minutes(2);      ///< how long a lost browser keeps its open conversations
  DurationMs inactivity_timeout = 0;  ///< without a message from either side for so long; 0 = never
  InactivityAction inactivity_action = InactivityAction::End;

  AcwMode acw_mode = AcwMode::MandatoryDiscretionary;
  DurationMs acw_timeout = minutes(2);
  DurationMs acw_extension = 0;   ///< what one extension adds; 0 = not allowed
  WrapUpCodeId acw_timeout_code;  ///< assigned when the time is over; not set = none is
  bool asks_resolved = false;     ///< End needs an answer to "resolved?"
  std::vector<WrapUpField> fields;

  MessageLimits limits;  ///< below those of the number
  friend bool operator==(const Queue&, const Queue&) = default;
};

struct WrapUpCode {
  WrapUpCodeId id;
  std::string name;
  friend bool operator==(const WrapUpCode&, const WrapUpCode&) = default;
};

/// A capacity class (features.md F.5): a VIP conversation may weigh more than another.
struct UtilizationLabel {
  LabelId id;
  std::string name;
  unsigned weight = 1;            ///< units of capacity, 1–kCapacityMax
  unsigned limit = 0;             ///< of this label at once per agent; 0 = only capacity counts
  bool is_interruptible = false;  ///< does not stand in the way of work that is not interruptible
  friend bool operator==(const UtilizationLabel&, const UtilizationLabel&) = default;
};

/// Numbers that a rule may ask about: VIPs, suppliers.
struct ContactList {
  ContactListId id;
  std::string name;
  std::vector<std::string> numbers;  ///< canonical addresses, sorted
  friend bool operator==(const ContactList&, const ContactList&) = default;
};

/// Where a message to one of our numbers goes, if something is so. The first rule that fits wins.
struct NumberRule {
  enum class Kind : std::uint8_t { Keyword, ContactList, Language };
  Kind kind = Kind::Keyword;
  std::vector<std::string> words;  ///< Keyword: first words, without case; Language: BCP 47 primary tags ("es")
  ContactListId list;              ///< ContactList
  QueueId queue;
  std::vector<SkillId> skills;  ///< required on top of the queue's
  int priority = 0;             ///< added to the queue's
  friend bool operator==(const NumberRule&, const NumberRule&) = default;
};

/// One of our numbers and the queue whose agents answer it.
struct OurNumber {
  std::string number;  ///< canonical address
  QueueId queue;
  std::vector<NumberRule> rules{};
  bool has_mms = true;    ///< pictures and files can be sent from it
  Price segment_price{};  ///< of what is sent from it; not set: the organisation's
  Price mms_price{};      ///< of one MMS, whatever is in it; not set: the organisation's
  CarrierProfile carrier_profile = CarrierProfile::Twilio;
  MessageLimits limits{};
  NumberTextAsMms text_as_mms = NumberTextAsMms::Default;
  friend bool operator==(const OurNumber&, const OurNumber&) = default;
};

/// What the organisation wants to know of its customers, beside names and numbers.
struct CustomerField {
  std::string name;
  std::vector<std::string> choices{};  ///< none: free text
  friend bool operator==(const CustomerField&, const CustomerField&) = default;
};
/// A page of another system about a customer (core/conversation/contact_link.h).
struct CustomerLink {
  std::string name;
  std::string address;  ///< https://crm.example/search?phone={number}&id={contact}
  friend bool operator==(const CustomerLink&, const CustomerLink&) = default;
};
inline constexpr std::size_t kCustomerFieldsMax = 30;
inline constexpr std::size_t kCustomerLinksMax = 20;

/// Whose agents work without customers' numbers (core/workspace/masking.h).
enum class MaskedFor : std::uint8_t { Nobody, Agents, AgentsAndSupervisors };

/// Rules of the whole organisation.
struct OrganisationSettings {
  unsigned default_capacity = 1;  ///< of an agent for whom nothing is said
  unsigned reserve = 1;  ///< conversations an agent may have quiet, each with a slot above the capacity for its return
  DurationMs away_after = minutes(15);  ///< off queue and nothing touched for so long → Away by itself; 0 = never
  Price segment_price{};                ///< where a number says none; not set: nothing is said of cost
  Price mms_price{};                    ///< likewise
  sms::RiskRules warns{};               ///< what an agent is warned of before it leaves
  std::string name{};                   ///< as customers know it; stands in templates. May be empty
  std::vector<CustomerField> customer_fields{};
  std::vector<CustomerLink> customer_links{};
  MaskedFor masked_for = MaskedFor::Nobody;
  bool has_reveal = true;  ///< whose numbers are masked may have one shown, which is written down
  TextAsMms text_as_mms = TextAsMms::Offer;
  friend bool operator==(const OrganisationSettings&, const OrganisationSettings&) = default;
};

}  // namespace smsdesk
