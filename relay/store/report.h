// The tables that reports and audit read: changes of the configuration, agents' states, offers, notes, changes of hands.
// Written inside the caller's transaction beside the archive, in the order of the log; replaying any stretch that ends at
// the head changes nothing.
#pragma once

#include <optional>
#include <type_traits>
#include <vector>

#include "relay/store/sqlite.h"
#include "relay/store/store.h"

namespace smsdesk::store {

class ReportWriter {
 public:
  static Result<ReportWriter> prepare(Connection& connection);
  template <typename Op>
  static constexpr bool takes() {
    return std::is_same_v<Op, PutAudit> || std::is_same_v<Op, PutAgentState> || std::is_same_v<Op, PutOffer> ||
           std::is_same_v<Op, SetOfferEnded> || std::is_same_v<Op, PutNote> || std::is_same_v<Op, SetNoteWords> ||
           std::is_same_v<Op, PutHanding>;
  }
  Status put(const PutAudit& op);
  Status put(const PutAgentState& op);
  Status put(const PutOffer& op);
  Status put(const SetOfferEnded& op);
  Status put(const PutNote& op);
  Status put(const SetNoteWords& op);
  Status put(const PutHanding& op);

 private:
  Statement put_audit_, end_state_, put_state_, put_offer_, end_offer_, put_note_, keep_wording_, set_note_,
      put_handing_;
};

class ReportQueries {
 public:
  static Result<ReportQueries> prepare(Connection& connection);
  Result<AuditPage> read_audit(std::optional<std::uint64_t> before, std::size_t limit);
  Result<std::vector<ArchivedHanding>> read_handings(ConversationId conversation);

 private:
  Statement audit_, handings_;
};

}  // namespace smsdesk::store
