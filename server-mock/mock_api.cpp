#include "server-mock/mock_api.h"

#include <initializer_list>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "server-mock/address.h"
#include "server-mock/error_codes.h"
#include "server-mock/live.h"
#include "server-mock/picture.h"
#include "server-mock/twilio_json.h"

namespace smsdesk::mock {
namespace {

using nlohmann::json;

net::HttpResponse make_json(int status, const json& body) {
  net::HttpResponse response;
  response.status = status;
  response.headers = {{"Content-Type", "application/json; charset=utf-8"}, {"Cache-Control", "no-store"}};
  response.body = dump(body);
  return response;
}

net::HttpResponse make_error(int status, std::string_view sentence) {
  return make_json(status, {{"error", sentence}});
}

/// The first name in `body` that is not among `names`.
std::optional<std::string> find_unknown(const json& body, std::initializer_list<std::string_view> names) {
  for (const auto& [name, value] : body.items()) {
    bool is_known = false;
    for (const std::string_view known : names) is_known = is_known || known == name;
    if (!is_known) return name;
  }
  return std::nullopt;
}

/// Reads an integer where the body has one; false where it has something else under that name.
bool read_integer(const json& body, std::string_view name, int& into) {
  const auto found = body.find(name);
  if (found == body.end()) return true;
  if (!found->is_number_integer()) return false;
  const auto value = found->get<std::int64_t>();
  if (value < -1'000'000'000 || value > 1'000'000'000) return false;
  into = static_cast<int>(value);
  return true;
}

bool read_string(const json& body, std::string_view name, std::string& into) {
  const auto found = body.find(name);
  if (found == body.end()) return true;
  if (!found->is_string()) return false;
  into = found->get<std::string>();
  return true;
}

json show_faults(const Faults& faults) {
  json shown = json::object();
  for (const FaultField& field : fault_fields()) shown[std::string(field.name)] = faults.*field.value;
  return shown;
}

json show_fault_fields() {
  json shown = json::array();
  for (const FaultField& field : fault_fields()) {
    shown.push_back({{"name", field.name},
                     {"label", field.label},
                     {"meaning", field.meaning},
                     {"unit", field.unit},
                     {"low", field.low},
                     {"high", field.high},
                     {"normal", Faults().*field.value}});
  }
  return shown;
}

net::HttpResponse change_faults(Carrier& carrier, const json& body) {
  Faults faults = carrier.faults();
  for (const auto& [name, value] : body.items()) {
    const FaultField* known = nullptr;
    for (const FaultField& field : fault_fields()) {
      if (field.name == name) known = &field;
    }
    if (known == nullptr) return make_error(400, "There is no fault named '" + name + "'.");
    if (!read_integer(body, name, faults.*(known->value))) {
      return make_error(400, name + " must be a whole number.");
    }
  }
  if (auto changed = carrier.set_faults(faults); !changed) {
    return make_error(400, changed.error().sentence);
  }
  return make_json(200, show_faults(faults));
}

net::HttpResponse change_customers(Crowd& crowd, const json& body) {
  if (auto unknown = find_unknown(body, {"count", "rate_per_minute", "pace_percent"})) {
    return make_error(400, "There is no setting named '" + *unknown + "'.");
  }
  CrowdPlan plan = crowd.plan();
  if (!read_integer(body, "count", plan.count) || !read_integer(body, "rate_per_minute", plan.rate_per_minute) ||
      !read_integer(body, "pace_percent", plan.pace_percent)) {
    return make_error(400, "count, rate_per_minute and pace_percent must be whole numbers.");
  }
  if (auto changed = crowd.set_plan(plan); !changed) {
    return make_error(400, changed.error().sentence);
  }
  return make_json(
      200, {{"count", plan.count}, {"rate_per_minute", plan.rate_per_minute}, {"pace_percent", plan.pace_percent}});
}

net::HttpResponse send_text(Carrier& carrier, const json& body) {
  if (auto unknown = find_unknown(body, {"from", "to", "body", "media"})) {
    return make_error(400, "A text has no field named '" + *unknown + "'.");
  }
  PhoneText text;
  if (!read_string(body, "from", text.from) || !read_string(body, "to", text.to) ||
      !read_string(body, "body", text.body)) {
    return make_error(400, "from, to and body must be strings.");
  }
  if (const auto media = body.find("media"); media != body.end()) {
    if (!media->is_array()) return make_error(400, "media must be a list of addresses.");
    for (const json& address : *media) {
      if (!address.is_string()) return make_error(400, "media must be a list of addresses.");
      text.media.push_back(address.get<std::string>());
    }
  }
  const Result<std::string> sid = carrier.receive(text);
  if (!sid) return make_error(400, sid.error().sentence);
  return make_json(201, {{"sid", *sid}});
}

net::HttpResponse switch_phone(Carrier& carrier, const json& body) {
  std::string number;
  const auto is_off = body.find("is_off");
  if (!read_string(body, "number", number) || is_off == body.end() || !is_off->is_boolean() || body.size() != 2) {
    return make_error(400, "Give number (a string) and is_off (true or false).");
  }
  const auto normal = normalise_number(number);
  if (!normal) return make_error(400, "'" + number + "' is not a phone number.");
  if (!carrier.set_phone_off(*normal, is_off->get<bool>())) {
    return make_error(400, "Too many phones are off; switch some on first.");
  }
  return make_json(200, {{"number", *normal}, {"is_off", is_off->get<bool>()}});
}

net::HttpResponse show_sample(std::string_view path) {
  path.remove_prefix(std::string_view("/mock/samples/").size());
  if (path.size() != 5 || path.substr(1) != ".png" || path[0] < '0' || path[0] >= '0' + kSamplePictures) {
    return make_error(404, "There is no such picture.");
  }
  net::HttpResponse response;
  response.headers = {{"Content-Type", "image/png"}, {"Cache-Control", "max-age=3600"}};
  response.body = make_sample_png(path[0] - '0');
  return response;
}

json show_customers(const Crowd& crowd) {
  json shown = json::array();
  for (const auto& [phone, customer] : crowd.active()) {
    if (shown.size() >= kCustomersShown) break;
    shown.push_back({{"number", phone},
                     {"to", customer->number()},
                     {"persona", customer->persona().key},
                     {"script", customer->persona().script},
                     {"phase", name_of(customer->phase())},
                     {"written", customer->written()},
                     {"heard", customer->heard()}});
  }
  return shown;
}

json show_counts(const Carrier& carrier) {
  const CarrierCounts& counts = carrier.counts();
  const WebhookCounts& webhooks = carrier.webhooks().counts();
  return {{"requests", counts.requests},
          {"accepted", counts.accepted},
          {"refused", counts.refused},
          {"hung", counts.hung},
          {"received", counts.received},
          {"delivered", counts.delivered},
          {"undelivered", counts.undelivered},
          {"stored", carrier.account().size()},
          {"opted_out", carrier.account().opted_out_count()},
          {"webhooks_accepted", webhooks.accepted},
          {"webhooks_failed", webhooks.failed},
          {"webhooks_lost", webhooks.lost},
          {"webhooks_duplicated", webhooks.duplicated},
          {"webhooks_held_back", webhooks.held_back}};
}

}  // namespace

net::HttpResponse MockApi::answer(const net::HttpRequest& request) {
  const std::string_view path = request.path();
  if (request.method == "POST") return answer_post(request);
  if (request.method != "GET") return make_error(405, "Use GET or POST.");
  if (path == "/mock/state") return show_state();
  if (path == "/mock/conversation") return show_conversation(request);
  if (path.starts_with("/mock/samples/")) return show_sample(path);
  return make_error(404, "There is nothing at this address.");
}

net::HttpResponse MockApi::answer_post(const net::HttpRequest& request) {
  const std::string* type = request.find_header("Content-Type");
  if (type == nullptr || !net::equals_without_case(std::string_view(*type).substr(0, 16), "application/json")) {
    return make_error(415, "Send JSON, with Content-Type: application/json.");
  }
  const json body = json::parse(request.body, nullptr, false);
  if (!body.is_object()) return make_error(400, "The body is not a JSON object.");
  const std::string_view path = request.path();
  if (path == "/mock/send") return send_text(carrier_, body);
  if (path == "/mock/faults") return change_faults(carrier_, body);
  if (path == "/mock/customers") return change_customers(crowd_, body);
  if (path == "/mock/phone") return switch_phone(carrier_, body);
  return make_error(404, "There is nothing at this address.");
}

net::HttpResponse MockApi::show_state() const {
  json numbers = json::array();
  for (const OurNumber& ours : carrier_.identity().numbers) {
    numbers.push_back({{"number", ours.number}, {"webhook_url", ours.webhook_url}, {"has_mms", ours.has_mms}});
  }
  json messages = json::array();
  for (const Message* message : carrier_.account().newest(kMessagesShown)) {
    messages.push_back(show_message(*message));
  }
  json webhooks = json::array();
  const auto& attempts = carrier_.webhooks().attempts();
  for (auto at = attempts.rbegin(); at != attempts.rend() && webhooks.size() < kAttemptsShown; ++at) {
    webhooks.push_back({{"at", format_iso8601(at->at)},
                        {"sid", at->sid},
                        {"kind", at->kind},
                        {"url", at->url},
                        {"attempt", at->number},
                        {"took_ms", at->took_ms},
                        {"is_accepted", at->is_accepted},
                        {"sentence", at->sentence}});
  }
  json refusals = json::array();
  for (auto at = carrier_.refusals().rbegin(); at != carrier_.refusals().rend(); ++at) {
    refusals.push_back({{"at", format_iso8601(at->at)}, {"code", at->code}, {"sentence", at->sentence}});
  }
  json samples = json::array();
  for (int i = 0; i < kSamplePictures; ++i) samples.push_back(describe_sample(i));
  return make_json(200, {{"account_sid", carrier_.identity().account_sid},
                         {"service_sid", carrier_.identity().service_sid},
                         {"base_url", carrier_.base_url()},
                         {"seed", std::to_string(carrier_.seed())},
                         {"started_at", format_iso8601(started_at_)},
                         {"numbers", std::move(numbers)},
                         {"faults", show_faults(carrier_.faults())},
                         {"fault_fields", show_fault_fields()},
                         {"customers",
                          {{"count", crowd_.plan().count},
                           {"rate_per_minute", crowd_.plan().rate_per_minute},
                           {"pace_percent", crowd_.plan().pace_percent},
                           {"started", crowd_.started()},
                           {"active", crowd_.active().size()},
                           {"list", show_customers(crowd_)}}},
                         {"counts", show_counts(carrier_)},
                         {"samples", std::move(samples)},
                         {"messages", std::move(messages)},
                         {"webhooks", std::move(webhooks)},
                         {"refusals", std::move(refusals)}});
}

net::HttpResponse MockApi::show_conversation(const net::HttpRequest& request) const {
  net::FormFields fields;
  const std::string* phone = nullptr;
  const std::string* number = nullptr;
  if (net::decode_form(request.query(), fields)) {
    phone = net::find_field(fields, "phone");
    number = net::find_field(fields, "number");
  }
  if (phone == nullptr || number == nullptr) return make_error(400, "Give phone and number.");
  json messages = json::array();
  for (const Message* message : carrier_.account().conversation(*phone, *number, kConversationShown)) {
    messages.push_back(show_message(*message));
  }
  return make_json(200, {{"messages", std::move(messages)},
                         {"is_off", carrier_.is_phone_off(*phone)},
                         {"is_opted_out", carrier_.account().is_opted_out(*phone, *number)}});
}

}  // namespace smsdesk::mock
