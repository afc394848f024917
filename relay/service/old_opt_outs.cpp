#include "relay/service/old_opt_outs.h"

#include <map>
#include <string>
#include <utility>

#include "core/conversation/delivery_failure.h"
#include "core/sms/keywords.h"
#include "core/workspace/enum_words.h"
#include "relay/service/rows.h"

namespace smsdesk::relay {
namespace {

// No word by which people stop messages is longer, however it is decorated (core/sms/keywords.cpp).
constexpr std::size_t kWordBytesMax = 256;

using Place = std::pair<std::string, std::string>;

}  // namespace

Result<std::vector<store::PutConsent>> find_old_opt_outs(store::Reader& archive) {
  std::map<Place, store::PutConsent> stopped;
  for (MessageId after;;) {
    auto page = archive.read_consent_signs(after, kWordBytesMax, std::string(kOptedOutCode), store::kPageMax);
    if (!page) return page.error();
    for (store::ConsentSign& one : *page) {
      const sms::Keyword keyword = sms::find_keyword(one.text);
      const Place place{one.customer, one.our_number};
      if (keyword.kind == sms::KeywordKind::OptIn) stopped.erase(place);
      // The first one counts until it is taken back, as when it is said today; the carrier's refusal tells of one too.
      if (keyword.kind == sms::KeywordKind::OptOut || !one.is_inbound)
        stopped.emplace(
            place, store::PutConsent{one.customer, one.our_number, std::string(fields::word_of(ConsentState::OptedOut)),
                                     one.at, one.message, std::string(keyword.word)});
    }
    if (page->size() < store::kPageMax) break;
    after = page->back().message;
  }
  std::vector<store::PutConsent> found;
  for (auto& [place, consent] : stopped) {
    const auto known = archive.find_consent(place.first, place.second);
    if (!known) return known.error();
    if (!*known) found.push_back(std::move(consent));
  }
  return found;
}

void append_old_opt_outs(const std::vector<store::PutConsent>& found, Workspace& workspace, Instant now,
                         store::Batch& into) {
  std::map<Place, const store::PutConsent*> by_place;
  for (const store::PutConsent& one : found) {
    into.archive.push_back(one);
    by_place[{one.customer, one.our_number}] = &one;
  }
  std::vector<LogEntry> entries;
  for (const auto& [id, conversation] : workspace.conversations) {
    if (!conversation.detail || conversation.detail->record.consent.state != ConsentState::Unknown) continue;
    const auto at = by_place.find({conversation.detail->customer, conversation.detail->our_number});
    if (at == by_place.end()) continue;
    const store::PutConsent& one = *at->second;
    entries.push_back({workspace.offset + entries.size() + 1,
                       now,
                       ConsentChanged{id, {ConsentState::OptedOut, one.at, one.message, one.word}},
                       {}});
  }
  fold_into_batch(workspace, entries, into);
}

}  // namespace smsdesk::relay
