#include "relay/host/report_api.h"

#include "core/json/json.h"
#include "relay/host/answers.h"
#include "relay/host/log.h"
#include "relay/host/report_query.h"

namespace smsdesk::relay {
namespace {

constexpr const char* kBusy = "Too many reports are being read. Try again in a moment.";
constexpr const char* kCannotRead = "The report could not be read. Try again in a moment.";

template <typename AnyId>
void write_id(json::Writer& writer, std::string_view name, AnyId id) {
  writer.key(name).unsigned_integer(id.value);
}

void write_end(json::Writer& writer, const std::optional<Instant>& at) {
  writer.key("ended_at");
  if (at)
    writer.integer(at->ms);
  else
    writer.null();
}

void write_row(json::Writer& writer, const store::ArchivedAgentState& row) {
  write_id(writer, "agent", row.began.agent);
  writer.key("kind").string(kAgentStateKinds[static_cast<std::size_t>(row.began.kind)]);
  writer.key("state").string(row.began.state).key("sub_status").string(row.began.sub_status);
  writer.key("began_at").integer(row.began.at.ms);
  write_end(writer, row.ended_at);
  write_id(writer, "by", row.began.by);
  writer.key("is_automatic").boolean(row.began.is_automatic);
}

void write_row(json::Writer& writer, const store::ArchivedOffer& row) {
  write_id(writer, "offer", row.made.offer);
  write_id(writer, "conversation", row.made.conversation);
  write_id(writer, "agent", row.made.agent);
  write_id(writer, "queue", row.made.queue);
  writer.key("made_at").integer(row.made.made_at.ms).key("why").string(row.made.why);
  writer.key("trace").raw(row.made.trace.empty() ? "null" : row.made.trace);
  write_end(writer, row.ended ? std::optional(row.ended->at) : std::nullopt);
  writer.key("outcome").string(row.ended ? row.ended->outcome : "").key("reason");
  writer.string(row.ended ? row.ended->reason : "").key("is_automatic").boolean(row.ended && row.ended->is_automatic);
}

void write_row(json::Writer& writer, const store::PutNote& row) {
  write_id(writer, "note", row.note);
  write_id(writer, "conversation", row.conversation);
  write_id(writer, "author", row.author);
  writer.key("at").integer(row.at.ms).key("text").string(row.text).key("mentions").begin_array();
  for (const AgentId mention : row.mentions) writer.unsigned_integer(mention.value);
  writer.end_array().key("corrections").unsigned_integer(row.correction).key("corrected_at");
  if (row.correction == 0)
    writer.null();
  else
    writer.integer(row.corrected_at.ms);
  writer.key("is_taken_back").boolean(row.is_taken_back);
}

void write_row(json::Writer& writer, const store::SetMessageReport& row) {
  write_id(writer, "message", row.message);
  write_id(writer, "conversation", row.conversation);
  write_id(writer, "by", row.by);
  writer.key("at").integer(row.at.ms).key("kind").string(row.kind);
}

template <typename Row>
net::HttpResponse page_answer(const Result<store::ReportPage<Row>>& page) {
  if (!page) {
    log::warn("report_unreadable", "A report could not be read.", {{"cause", page.error().sentence}});
    return sentence_answer(503, kCannotRead);
  }
  json::Writer writer;
  writer.begin_object().key("rows").begin_array();
  for (const Row& row : page->rows) {
    writer.begin_object();
    write_row(writer, row);
    writer.end_object();
  }
  writer.end_array().key("next");
  if (page->next)
    writer.string(page_name(*page->next));
  else
    writer.null();
  writer.end_object();
  return json_answer(200, writer.take());
}

net::HttpResponse read(store::Reader& reader, Report report, const ReportRequest& asked) {
  switch (report) {
    case Report::AgentStates:
      return page_answer(reader.read_agent_states(asked.query, asked.limit));
    case Report::Offers:
      return page_answer(reader.read_offers(asked.query, asked.limit));
    case Report::Notes:
      return page_answer(reader.read_notes(asked.query, asked.limit));
    case Report::ReportedMessages:
      return page_answer(reader.read_message_reports(asked.query, asked.limit));
  }
  return sentence_answer(404, "There is no such report.");
}

}  // namespace

bool is_report(std::string_view path) {
  return find_report(path).has_value();
}

void answer_report(ArchiveReader& archive, const net::HttpRequest& request, net::Reply reply) {
  if (request.method != "GET") return reply.send(method_answer("GET"));
  const Report report = *find_report(request.path());
  const auto asked = parse_report_request(report, request.query());
  if (!asked) return reply.send(sentence_answer(400, asked.error().sentence));
  const auto shared = std::make_shared<net::Reply>(std::move(reply));
  const bool is_asked = archive.report(
      [report, asked = *asked, shared](store::Reader& reader) { shared->send(read(reader, report, asked)); });
  if (!is_asked) shared->send(sentence_answer(503, kBusy));
}

}  // namespace smsdesk::relay
