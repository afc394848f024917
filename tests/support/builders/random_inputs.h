// Random inputs for laws: everything decide() may be given, plausible ones more often than
// nonsense. Seeded.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/workspace/decide.h"
#include "tests/support/builders/world.h"

namespace smsdesk::test {

/// The seeds of a law: `count` of them, or the one that SMSDESK_SEED names.
std::vector<std::uint64_t> seeds(std::uint64_t count);

/// A quarter of the worlds is plain, the others have everything configured.
bool is_rich(std::uint64_t seed);
World a_world(std::uint64_t seed);
/// Seconds, and now and then a night.
DurationMs some_time(Random& random);

class RandomInputs {
 public:
  explicit RandomInputs(std::uint64_t seed, bool is_rich = false) : random_(seed), is_rich_(is_rich) {}

  /// `now` is the instant at which it will be decided.
  Input next(const Workspace& workspace, Instant now);
  AgentCommand command(const Workspace& workspace, AgentId agent, Instant now);
  /// Valid UTF-8 of all kinds: empty, controls, quotes, four-byte characters, long.
  std::string text();
  Random& random() { return random_; }

 private:
  AgentId agent(const Workspace& workspace);
  TemplateId some_template(const Workspace& workspace);
  std::vector<TemplateAction> actions();
  ConversationId conversation(const Workspace& workspace, AgentId owner);
  MessageId send_in(const Workspace& workspace, DeliveryStatus status);
  std::string customer() { return "+1415555" + std::to_string(1000 + random_.below(6)); }

  std::optional<Input> fetched(const Workspace& workspace);
  AgentCommand colleague_command(const Workspace& workspace, AgentId agent, ConversationId conversation, Instant now);
  std::optional<ClosedConversation> closed(const std::string& from, const std::string& to, Instant now);

  Random random_;
  bool is_rich_;
  unsigned keys_ = 0;
};

}  // namespace smsdesk::test
