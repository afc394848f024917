// How rows of reports stand in their pages, alike in every implementation of Store. Pure; for relay/store only.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>

#include "relay/store/store.h"

namespace smsdesk::store {

inline ReportPlace place_of(const ArchivedAgentState& row) {
  // One entry of the log may begin a state of each kind.
  return {row.began.at, row.began.offset * 4 + static_cast<std::uint64_t>(row.began.kind)};
}
inline ReportPlace place_of(const ArchivedOffer& row) {
  return {row.made.made_at, row.made.offer.value};
}
inline ReportPlace place_of(const PutNote& row) {
  return {row.at, row.note.value};
}

inline ReportPlace place_of(const SetMessageReport& row) {
  return {row.at, row.message.value};
}

/// Every row of the answer stands behind this one.
inline ReportPlace first_place(const ReportQuery& query) {
  constexpr auto kAll = std::numeric_limits<std::int64_t>::max();
  ReportPlace first{Instant{kAll}, static_cast<std::uint64_t>(kAll)};
  if (query.before) first = std::min(first, ReportPlace{*query.before, 0});
  if (query.behind) first = std::min(first, *query.behind);
  return first;
}

/// Of rows that are one more than `limit` where there is more.
template <typename Row>
ReportPage<Row> make_report_page(std::vector<Row> rows, std::size_t limit) {
  ReportPage<Row> page{std::move(rows), std::nullopt};
  if (page.rows.size() <= limit) return page;
  page.rows.resize(limit);
  page.next = place_of(page.rows.back());
  return page;
}

}  // namespace smsdesk::store
