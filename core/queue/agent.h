// An agent as the routing of work sees one: presence, whether on queue, and how much fits. Plain values.
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
/// Idle and interacting are OnQueue without and with load; they are derived, never stored.
enum class QueueStatus : std::uint8_t { OffQueue, OnQueue, NotResponding };

inline constexpr unsigned kCapacityMax = 25;

struct Agent {
  AgentId id;
  std::string login;
  std::string name;
  AgentRole role = AgentRole::Agent;
  unsigned capacity = 1;        ///< messages at once, 1–kCapacityMax
  std::vector<QueueId> queues;  ///< sorted

  Presence presence = Presence::Offline;
  Instant presence_since;
  QueueStatus queue_status = QueueStatus::OffQueue;
  Instant queue_status_since;
  bool is_connected = false;  ///< at least one browser is here

  std::optional<Instant> removed_at;  ///< not in the organisation any more; kept for its name, and otherwise nobody

  bool is_member_of(QueueId queue) const;
  bool sees_everything() const { return role != AgentRole::Agent && !removed_at; }
  friend bool operator==(const Agent&, const Agent&) = default;
};

}  // namespace smsdesk
