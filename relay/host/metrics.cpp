#include "relay/host/metrics.h"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <sstream>
#include <vector>

namespace smsdesk::relay {
namespace {

prometheus::MetricFamily family(const char* name, const char* help, double value, bool is_counter) {
  prometheus::MetricFamily family;
  family.name = name;
  family.help = help;
  family.type = is_counter ? prometheus::MetricType::Counter : prometheus::MetricType::Gauge;
  prometheus::ClientMetric metric;
  if (is_counter)
    metric.counter.value = value;
  else
    metric.gauge.value = value;
  family.metric.push_back(std::move(metric));
  return family;
}

}  // namespace

std::string metrics_text(const ServiceCounters& s, const Writer::Timing& t, const net::ServerCounters& h,
                         bool is_healthy, const UploadCleaning::Counters& cleaning) {
  std::vector<prometheus::MetricFamily> all;
  const auto counter = [&](const char* name, const char* help, auto value) {
    all.push_back(family(name, help, static_cast<double>(value), true));
  };
  const auto gauge = [&](const char* name, const char* help, auto value) {
    all.push_back(family(name, help, static_cast<double>(value), false));
  };
  gauge("smsdesk_store_writable", "1 while the store can be written", is_healthy ? 1 : 0);
  counter("smsdesk_messages_received_total", "Messages from customers, each once", s.messages_in);
  counter("smsdesk_messages_received_again_total", "Webhooks for a message that was known already",
          s.messages_in_again);
  counter("smsdesk_messages_recovered_total", "Messages whose webhook never came, found in the carrier's records",
          s.messages_recovered);
  counter("smsdesk_messages_accepted_total", "Messages that agents sent", s.messages_out);
  counter("smsdesk_delivery_reports_total", "Status callbacks of the carrier", s.reports);
  counter("smsdesk_commands_total", "Commands of agents", s.commands);
  counter("smsdesk_refusals_total", "Commands that were refused", s.refusals);
  counter("smsdesk_offers_total", "Conversations offered to an agent", s.offers);
  counter("smsdesk_offers_missed_total", "Offers that nobody answered in time", s.offers_missed);
  counter("smsdesk_snapshots_sent_total", "Whole views sent to browsers", s.snapshots_sent);
  counter("smsdesk_resumes_total", "Connections that went on where they were", s.resumes);
  gauge("smsdesk_conversations_waiting", "Conversations in queues", s.waiting);
  gauge("smsdesk_conversations_open", "Conversations waiting, active or in after-call work", s.conversations);
  gauge("smsdesk_agents_connected", "Agents with an open page", s.agents_connected);
  gauge("smsdesk_sends_waiting", "Messages not yet handed to the carrier", s.sends_waiting);
  gauge("smsdesk_sends_uncertain", "Messages of which it is not known whether the carrier has them", s.sends_uncertain);
  counter("smsdesk_commits_total", "Batches written to the store", t.batches);
  counter("smsdesk_inputs_total", "Inputs in those batches", t.inputs);
  counter("smsdesk_commit_seconds_total", "Time from the beginning of commits until they were on disk",
          static_cast<double>(t.commit_ns) / 1e9);
  gauge("smsdesk_commit_seconds_max", "The longest commit", static_cast<double>(t.commit_ns_max) / 1e9);
  gauge("smsdesk_inputs_waiting", "Inputs that wait for the next batch", t.waiting);
  counter("smsdesk_unsent_files_removed_total", "Files that were attached and not sent, and are removed",
          cleaning.files);
  counter("smsdesk_unsent_files_removed_bytes_total", "Bytes of those files", cleaning.bytes);
  gauge("smsdesk_http_connections_open", "Open connections", h.connections_open);
  gauge("smsdesk_websockets_open", "Open WebSockets", h.websockets_open);
  counter("smsdesk_http_requests_total", "HTTP requests", h.requests);
  counter("smsdesk_http_requests_malformed_total", "Requests refused as malformed", h.requests_malformed);
  counter("smsdesk_http_connections_refused_total", "Connections refused by a limit", h.connections_refused);
  counter("smsdesk_websockets_overflowed_total", "WebSockets closed because their reader was too slow",
          h.websockets_overflowed);
  std::ostringstream text;
  prometheus::TextSerializer().Serialize(text, all);
  return text.str();
}

}  // namespace smsdesk::relay
