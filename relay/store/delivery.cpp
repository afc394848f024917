#include "relay/store/delivery.h"

#include <limits>

#include "relay/store/archive.h"

namespace smsdesk::store {
namespace {

constexpr auto kAll = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());

}  // namespace

Result<DeliveryWriter> DeliveryWriter::prepare(Connection& connection) {
  DeliveryWriter writer;
  const Status prepared = prepare_all(
      connection,
      {{writer.put_step_,
        "INSERT INTO delivery (message, \"offset\", at, attempt, status, error_code, retry_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"},
       {writer.put_report_,
        "INSERT INTO message_report (message, conversation, at, by_agent, kind) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (message) DO UPDATE SET at = excluded.at, by_agent = excluded.by_agent, kind = excluded.kind"}});
  if (!prepared) return prepared.error();
  return writer;
}

Status DeliveryWriter::put(const SetMessageStatus& op) {
  if (op.offset == 0) return Done{};
  return put_step_
      .with(op.message, op.offset, op.at, std::uint64_t{op.attempt}, op.status, op.error_code,
            op.retry_at.value_or(Instant{}))
      .run();
}

Status DeliveryWriter::put(const SetMessageReport& op) {
  return put_report_.with(op.message, op.conversation, op.at, op.by, op.kind).run();
}

Result<std::vector<ArchivedDelivery>> read_delivery(Connection& connection, MessageId message) {
  if (message.value > kAll) return std::vector<ArchivedDelivery>();
  auto row =
      connection.prepare("SELECT " SMSDESK_MESSAGE_COLUMNS " FROM " SMSDESK_MESSAGE_TABLES " WHERE message.id = ?");
  if (!row) return row.error();
  auto steps = connection.prepare(
      "SELECT at, attempt, status, error_code, retry_at FROM delivery WHERE message = ? ORDER BY \"offset\" LIMIT ?");
  if (!steps) return steps.error();
  auto later = connection.prepare("SELECT max(id) FROM message WHERE again_of = ? AND again_of <> 0");
  if (!later) return later.error();
  const auto find = [&](MessageId id) -> Result<std::optional<ArchivedDelivery>> {
    const auto has_row = row->with(id).next();
    if (!has_row) return has_row.error();
    if (!*has_row) return std::optional<ArchivedDelivery>();
    ArchivedDelivery one;
    one.message = read_message(*row);
    row->reset();
    auto found =
        all_rows<DeliveryStep>(steps->with(id, static_cast<std::uint64_t>(kDeliveryStepsMax)), [](Statement& step) {
          DeliveryStep read{step.instant(0), static_cast<unsigned>(step.number(1)), step.text(2), step.text(3), {}};
          if (step.integer(4) != 0) read.retry_at = step.instant(4);
          return read;
        });
    if (!found) return found.error();
    one.steps = std::move(*found);
    return std::optional<ArchivedDelivery>(std::move(one));
  };
  const auto again = [&](MessageId id) -> Result<MessageId> {
    const auto has_row = later->with(id).next();
    if (!has_row) return has_row.error();
    const MessageId found = *has_row && !later->is_null(0) ? MessageId{later->number(0)} : MessageId{};
    later->reset();
    return found;
  };
  return read_chain(message, find, again);
}

}  // namespace smsdesk::store
