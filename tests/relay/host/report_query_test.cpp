#include "relay/host/report_query.h"

#include <gtest/gtest.h>

namespace smsdesk::relay {
namespace {

ReportRequest asked(Report report, const std::string& query) {
  auto request = parse_report_request(report, query);
  EXPECT_TRUE(request) << query << ": " << (request ? "" : request.error().sentence);
  return request ? *request : ReportRequest();
}

std::string refusal(Report report, const std::string& query) {
  const auto request = parse_report_request(report, query);
  EXPECT_FALSE(request) << query;
  return request ? std::string() : request.error().sentence;
}

TEST(ReportQuery, IsFoundByItsPath) {
  EXPECT_EQ(find_report("/api/reports/agent_states"), Report::AgentStates);
  EXPECT_EQ(find_report("/api/reports/offers"), Report::Offers);
  EXPECT_EQ(find_report("/api/reports/notes"), Report::Notes);
  for (const char* path :
       {"/api/reports", "/api/reports/", "/api/reports/offer", "/api/reports/offers/", "/api/offers"})
    EXPECT_FALSE(find_report(path)) << path;
}

TEST(ReportQuery, WithoutFiltersIsTheNewestOfAll) {
  const ReportRequest request = asked(Report::Offers, "");
  EXPECT_FALSE(request.query.agent.is_set() || request.query.conversation.is_set());
  EXPECT_FALSE(request.query.from || request.query.before || request.query.behind || request.query.kind);
  EXPECT_EQ(request.limit, kReportRowsUsual);
}

TEST(ReportQuery, TakesEveryFilter) {
  const ReportRequest offers =
      asked(Report::Offers, "agent=7&conversation=12&from=1000&to=2000&limit=200&page=1500-41");
  EXPECT_EQ(offers.query.agent, AgentId{7});
  EXPECT_EQ(offers.query.conversation, ConversationId{12});
  EXPECT_EQ(offers.query.from, Instant{1000});
  EXPECT_EQ(offers.query.before, Instant{2000});
  EXPECT_EQ(offers.query.behind, (store::ReportPlace{Instant{1500}, 41}));
  EXPECT_EQ(offers.limit, 200u);
  EXPECT_EQ(asked(Report::AgentStates, "kind=queue").query.kind, store::AgentStateKind::Queue);
  EXPECT_EQ(asked(Report::AgentStates, "kind=connection").query.kind, store::AgentStateKind::Connection);
}

TEST(ReportQuery, GoesOnWhereTheAnswerSaid) {
  const store::ReportPlace last{Instant{1'767'225'600'000}, 9'007'199'254'740'993};
  EXPECT_EQ(asked(Report::Notes, "page=" + page_name(last)).query.behind, last);
}

TEST(ReportQuery, SaysWhatIsWrongWithEachFilter) {
  EXPECT_EQ(refusal(Report::Offers, "agent=ana"), "\"agent\" is the number of an agent.");
  EXPECT_EQ(refusal(Report::Notes, "conversation=0"), "\"conversation\" is the number of a conversation.");
  EXPECT_EQ(refusal(Report::Offers, "from=yesterday"), "\"from\" is milliseconds since 1970.");
  EXPECT_EQ(refusal(Report::Offers, "to=253402300800000"), "\"to\" is milliseconds since 1970.");
  EXPECT_EQ(refusal(Report::Offers, "from=5&to=5"), "\"from\" must lie before \"to\".");
  EXPECT_EQ(refusal(Report::Offers, "limit=201"), "\"limit\" is 1 to 200.");
  EXPECT_EQ(refusal(Report::AgentStates, "kind=lunch"), "\"kind\" is presence, queue, connection or routing.");
  EXPECT_EQ(refusal(Report::Offers, "page=5"), "\"page\" is what an answer called \"next\".");
  EXPECT_EQ(refusal(Report::Offers, "agent=7&agent=8"), "\"agent\" stands there twice.");
  EXPECT_EQ(refusal(Report::Offers, "agent=%7"), "What stands behind the question mark cannot be read.");
}

TEST(ReportQuery, LeavesOutNothingThatItDoesNotKnow) {
  EXPECT_EQ(refusal(Report::Offers, "agnet=7"),
            "This report is asked for by agent, conversation, from, to, limit and page, and by nothing else.");
  EXPECT_EQ(refusal(Report::AgentStates, "conversation=12"),
            "This report is asked for by agent, kind, from, to, limit and page, and by nothing else.");
  for (const char* query : {"agent=", "agent=-7", "agent=7 ", "agent=+7", "agent=07x", "agent=9223372036854775808",
                            "limit=0", "limit=", "from=-1", "from=1.5", "page=", "page=-", "page=5-", "page=-5",
                            "page=5-6-7", "kind=queue", "=7", "agent"})
    EXPECT_FALSE(refusal(Report::Offers, query).empty()) << query;
}

}  // namespace
}  // namespace smsdesk::relay
