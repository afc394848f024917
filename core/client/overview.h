// What a supervisor has chosen on the page of queues and agents. Plain values.
#pragma once

#include <cstdint>
#include <string>

#include "core/base/ids.h"
#include "core/base/time.h"

namespace smsdesk {

enum class OverviewTab : std::uint8_t { Queues, Agents, Reported };
enum class AgentSort : std::uint8_t { Routing, Name, Time };

/// What a menu of the page is about.
struct OverviewMenu {
  enum class Kind : std::uint8_t { None, Agent, Conversation, Queues };
  Kind kind = Kind::None;
  AgentId agent{};
  ConversationId conversation{};
  friend bool operator==(const OverviewMenu&, const OverviewMenu&) = default;
};

struct OverviewState {
  OverviewTab tab = OverviewTab::Queues;
  QueueId open_queue;  ///< whose conversations are listed; one row at a time
  AgentId open_agent;
  AgentSort sort = AgentSort::Routing;
  std::string filter;
  std::uint32_t filter_revision = 0;  ///< rises when the field must be set anew
  QueueId only_queue;                 ///< agents of that queue; not set = of all
  OverviewMenu menu;
};

/// What cannot be taken back is done by a second press within a while.
struct SureQuestion {
  enum class What : std::uint8_t { None, Free, End };
  What what = What::None;
  ConversationId conversation{};
  Instant until{};  ///< the browser's clock
};

}  // namespace smsdesk
