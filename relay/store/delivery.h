// What became of each message, step by step, and which messages agents have reported: tables beside the archive's, written
// inside the caller's transaction, so that they outlive the log.
#pragma once

#include <vector>

#include "relay/store/sqlite.h"
#include "relay/store/store.h"

namespace smsdesk::store {

class DeliveryWriter {
 public:
  static Result<DeliveryWriter> prepare(Connection& connection);
  /// The step that a change of status is.
  Status put(const SetMessageStatus& op);
  Status put(const SetMessageReport& op);

 private:
  Statement put_step_, put_report_;
};

Result<std::vector<ArchivedDelivery>> read_delivery(Connection& connection, MessageId message);
Result<ReportPage<SetMessageReport>> read_message_reports(Connection& connection, const ReportQuery& query,
                                                          std::size_t limit);

/// The chain of attempts from the messages that `find` and `find_again_of` know, oldest first; alike in every
/// implementation. `find(id)` gives Result<std::optional<ArchivedDelivery>>, `again(id)` the id of the newest message that
/// sends it again.
template <typename Find, typename Again>
Result<std::vector<ArchivedDelivery>> read_chain(MessageId message, Find find, Again again) {
  std::vector<ArchivedDelivery> chain;
  // To the first one; each names an older one, so it ends.
  MessageId first = message;
  for (std::size_t steps = 0; steps < kDeliveriesMax; ++steps) {
    auto one = find(first);
    if (!one) return one.error();
    if (!*one || !(**one).message.again_of.is_set()) break;
    if (!((**one).message.again_of < first)) break;
    first = (**one).message.again_of;
  }
  for (MessageId next = first; next.is_set() && chain.size() < kDeliveriesMax;) {
    auto one = find(next);
    if (!one) return one.error();
    if (!*one) break;
    chain.push_back(std::move(**one));
    const Result<MessageId> later = again(next);
    if (!later) return later.error();
    if (!(next < *later)) break;
    next = *later;
  }
  return chain;
}

}  // namespace smsdesk::store
