// An agent as the routing of work sees one: presence, whether on queue, skills, and how much fits. Plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/base/time.h"

namespace smsdesk {

enum class AgentRole : std::uint8_t { Agent, Supervisor, Admin };

/// What a person does; apart from whether work is offered (features.md F.1).
enum class Presence : std::uint8_t { Offline, Available, Away, Break, Busy, Meal, Meeting, Training };

/// Whether work is offered. `NotResponding` follows a declined or missed offer and ends when the agent goes on queue again.
enum class QueueStatus : std::uint8_t { OffQueue, OnQueue, NotResponding };
/// The same with OnQueue told apart: nothing on hand, or a conversation that is offered, answered (a quiet one too) or wrapped
/// up. Derived by routing_status(), never stored in the workspace.
enum class RoutingStatus : std::uint8_t { OffQueue, Idle, Interacting, NotResponding };

inline constexpr unsigned kCapacityMax = 25;  // features.md §2: Genesys' maximum per media type
inline constexpr unsigned kSkillLevelMax = 5;
/// A page that is loaded anew and a relay that is started anew bring the browser back within this time: so long a lost agent
/// is waited for like one who is there.
inline constexpr DurationMs kComesBackWithin = seconds(20);
inline constexpr std::size_t kSubStatusNameCharsMax = 32;  // features.md F.2
inline constexpr std::size_t kSubStatusesPerPresenceMax = 10;

struct AgentSkill {
  SkillId skill;
  unsigned level = 3;  ///< 1–kSkillLevelMax
  friend bool operator==(const AgentSkill&, const AgentSkill&) = default;
};

/// A finer word under a presence: "Coaching" under Meeting.
struct SubStatus {
  SubStatusId id;
  Presence presence = Presence::Away;
  std::string name;
  friend bool operator==(const SubStatus&, const SubStatus&) = default;
};

struct Skill {
  SkillId id;
  std::string name;
  friend bool operator==(const Skill&, const Skill&) = default;
};

/// Agents who are members of a queue together.
struct Group {
  GroupId id;
  std::string name;
  std::vector<AgentId> members;  ///< sorted
  friend bool operator==(const Group&, const Group&) = default;
};

struct Agent {
  AgentId id;
  std::string login;
  std::string name;
  AgentRole role = AgentRole::Agent;
  unsigned capacity = 1;              ///< messages at once, 1–kCapacityMax
  bool has_default_capacity = false;  ///< it follows the organisation's default
  std::vector<QueueId> queues;        ///< sorted; membership by group comes on top
  std::vector<AgentSkill> skills;     ///< sorted by skill

  Presence presence = Presence::Offline;
  SubStatusId sub_status;
  Instant presence_since;
  AgentId presence_by;                 ///< who set it: the agent, a supervisor; not set: nobody did
  bool is_presence_automatic = false;  ///< set because nobody touched the page for a while
  QueueStatus queue_status = QueueStatus::OffQueue;
  Instant queue_status_since;
  AgentId queue_status_by;    ///< likewise
  bool is_connected = false;  ///< at least one browser is here
  Instant lost_at;            ///< since when none is; 0 while connected

  std::optional<Instant> removed_at;  ///< not in the organisation any more; kept for its name, and otherwise nobody

  /// 0 where the agent has not got the skill.
  unsigned level_of(SkillId skill) const;
  bool sees_everything() const { return role != AgentRole::Agent && !removed_at; }
  friend bool operator==(const Agent&, const Agent&) = default;
};

}  // namespace smsdesk
