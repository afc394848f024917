// The parts of the program, of which one fills the page beside the rail and the roster.
#pragma once

#include <cstdint>

#include "core/queue/agent.h"

namespace smsdesk {

enum class Area : std::uint8_t {
  Conversations,
  Find,          ///< closed conversations, and looking for one
  Overview,      ///< queues and agents at this moment: for supervisors
  Organisation,  ///< the configuration: for admins
};

inline bool may_open(Area area, AgentRole role) {
  switch (area) {
    case Area::Conversations:
    case Area::Find:
      return true;
    case Area::Overview:
      return role != AgentRole::Agent;
    case Area::Organisation:
      return role == AgentRole::Admin;
  }
  return false;
}

}  // namespace smsdesk
