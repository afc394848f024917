// Why an agent was offered a conversation: what the routing looked at, as values. Kept with the offer and, once it was
// accepted, with the conversation while that agent has it; shown in plain words to the agent and to supervisors
// (core/screen/routing_words).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/base/time.h"

namespace smsdesk {

struct RoutingTrace {
  enum class Why : std::uint8_t {
    LongestIdle,
    BestSkills,
    LastAgent,  ///< had talked with this customer before
    PreferredGroup,
    SameAgent,  ///< had this very conversation: it came back
    Transfer,   ///< a colleague chose this agent
    Picked,     ///< the agent took it by hand
  };
  Why why = Why::LongestIdle;
  std::uint32_t members = 0;        ///< agents who could be asked at this stage: of the queue and of the groups added
  std::uint32_t free = 0;           ///< of them on queue, connected, and with room
  std::uint32_t suitable = 0;       ///< of these with the skills; counted up to kTraceCountMax
  std::vector<SkillId> skills;      ///< required at this stage
  std::uint32_t skill_score = 0;    ///< sum of the agent's levels in them
  std::uint32_t stage = 0;          ///< rings and waiting overflows reached
  std::vector<GroupId> groups;      ///< asked beside the queue's own members
  bool is_overflow = false;         ///< some of them because of the service level
  DurationMs waited = 0;            ///< in the queue
  DurationMs preferred_waited = 0;  ///< of it for a preferred agent or group
  AgentId last_agent;               ///< talked with this customer last, whether or not that counted
  DurationMs idle = 0;              ///< of the agent
  int priority = 0;
  std::uint32_t load = 0;  ///< units before this one
  std::uint32_t capacity = 0;
  std::uint32_t weight = 1;  ///< units of this one
  std::string rule;          ///< of the number, that led to the queue
  AgentId handed_by;         ///< who transferred it, or had parked it before it came back; not set: nobody did
  std::string handed_note;   ///< their words
  bool was_parked = false;   ///< they had parked it
  friend bool operator==(const RoutingTrace&, const RoutingTrace&) = default;
};

/// The count of suitable agents stops here: the choice does not need it, and it must not cost more than the choice.
inline constexpr std::uint32_t kTraceCountMax = 50;

}  // namespace smsdesk
