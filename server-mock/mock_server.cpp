#include "server-mock/mock_server.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <utility>

#include "server-mock/page_files.h"

namespace smsdesk::mock {
namespace {

net::HttpResponse make_text(int status, std::string text) {
  net::HttpResponse response;
  response.status = status;
  response.headers = {{"Content-Type", "text/plain; charset=utf-8"}};
  response.body = std::move(text);
  return response;
}

/// An IP address or localhost, with or without a port: names that no foreign site can point here.
bool is_own_name(std::string_view host) {
  if (host.starts_with("[")) return true;
  host = host.substr(0, host.find(':'));
  if (host == "localhost") return true;
  return !host.empty() && host.find_first_not_of("0123456789.") == std::string_view::npos;
}

/// The sentence of the refusal, or nothing for a request that a page of ours may make.
std::string find_foreign(const net::HttpRequest& request) {
  const std::string* host = request.find_header("Host");
  if (host == nullptr || !is_own_name(*host)) {
    return "Open this page by its IP address or as localhost.\n";
  }
  const std::string* origin = request.find_header("Origin");
  if (origin != nullptr && *origin != "http://" + *host) {
    return "This request comes from a page of another site.\n";
  }
  return {};
}

std::string_view find_content_type(std::string_view name) {
  if (name.ends_with(".html")) return "text/html; charset=utf-8";
  if (name.ends_with(".css")) return "text/css; charset=utf-8";
  return "text/javascript; charset=utf-8";
}

std::string_view find_page_name(std::string_view path) {
  if (path == "/") return "control.html";
  if (path == "/phone") return "phone.html";
  if (path.starts_with("/page/")) return path.substr(6);
  return {};
}

constexpr std::string_view kMediaFront = "/mock/media/";

net::ServerLimits make_limits() {
  net::ServerLimits limits;
  limits.body_bytes_max = kMediaBytesMax;          // a phone uploads pictures
  limits.requests_per_connection_max = 1'000'000;  // SDKs keep their connections
  limits.connections_per_address_max = 0;          // everything comes from this machine
  return limits;
}

}  // namespace

MockServer::MockServer(net::Loop& loop, MockSettings settings)
    : loop_(loop),
      settings_(std::move(settings)),
      live_(loop),
      carrier_(loop, settings_.identity, settings_.seed, settings_.faults),
      crowd_(loop, carrier_, settings_.seed),
      api_(carrier_, crowd_) {
  carrier_.set_observer(*this);
}

MockServer::~MockServer() = default;

Result<std::unique_ptr<MockServer>> MockServer::start(net::Loop& loop, MockSettings settings) {
  if (auto checked = check_faults(settings.faults); !checked) return checked.error();
  if (auto checked = check_plan(settings.customers); !checked) return checked.error();
  auto mock = std::unique_ptr<MockServer>(new MockServer(loop, std::move(settings)));
  net::ServerOptions options;
  options.address = mock->settings_.address;
  options.port = mock->settings_.port;
  options.limits = make_limits();
  auto server = net::HttpServer::listen(loop, std::move(options), *mock);
  if (!server) return server.error();
  mock->server_ = std::move(server).value();
  const bool is_v6 = mock->settings_.address.find(':') != std::string::npos;
  mock->carrier_.set_base_url("http://" + (is_v6 ? "[" + mock->settings_.address + "]" : mock->settings_.address) +
                              ":" + std::to_string(mock->server_->port()));
  if (mock->settings_.customers.count > 0) {
    if (auto planned = mock->crowd_.set_plan(mock->settings_.customers); !planned) {
      return planned.error();
    }
  }
  return mock;
}

void MockServer::stop(std::function<void()> done) {
  CrowdPlan nobody = crowd_.plan();
  nobody.count = 0;
  SMSDESK_ASSERT(crowd_.set_plan(nobody).is_ok());
  server_->drain(std::chrono::milliseconds(1'000), std::move(done));
}

void MockServer::on_request(net::HttpRequest request, net::Reply reply) {
  const std::string_view path = request.path();
  if (path.starts_with("/2010-04-01/")) {
    carrier_.answer_api(request, std::move(reply));
    return;
  }
  if (path == "/healthz") {
    reply.send(make_text(200, "ok\n"));
    return;
  }
  if (path.starts_with(kMediaFront) && request.method == "GET") {
    reply.send(show_media(path.substr(kMediaFront.size())));
    return;
  }
  // Pictures are the carrier's storage, which an application fetches under whatever name it knows
  // us by.
  if (!path.starts_with("/mock/samples/")) {
    if (std::string refusal = find_foreign(request); !refusal.empty()) {
      reply.send(make_text(403, std::move(refusal)));
      return;
    }
  }
  if (path == "/mock/media" && request.method == "POST") {
    const std::string* type = request.find_header("Content-Type");
    std::string content_type = type == nullptr ? "application/octet-stream" : *type;
    net::HttpResponse response = make_text(201, carrier_.upload(std::move(content_type), std::move(request.body)));
    reply.send(std::move(response));
    return;
  }
  if (path.starts_with("/mock/")) {
    reply.send(api_.answer(request));
    return;
  }
  reply.send(request.method == "GET" || request.method == "HEAD" ? show_page(path) : make_text(405, "Use GET.\n"));
}

/// As the carrier's own storage gives it out: to whoever has the address.
net::HttpResponse MockServer::show_media(std::string_view id) const {
  const MediaStorage::Content* content = carrier_.storage().find(std::string(id));
  if (content == nullptr) return make_text(404, "There is no such file.\n");
  net::HttpResponse response;
  response.headers = {{"Content-Type", content->content_type},
                      {"X-Content-Type-Options", "nosniff"},
                      {"Content-Security-Policy", "sandbox; default-src 'none'"}};
  response.body = content->bytes;
  return response;
}

net::HttpResponse MockServer::show_page(std::string_view path) const {
  const std::string_view name = find_page_name(path);
  for (const PageFile& file : page_files()) {
    if (file.name != name) continue;
    net::HttpResponse response;
    response.headers = {{"Content-Type", std::string(find_content_type(name))},
                        {"Cache-Control", "no-store"},
                        {"X-Content-Type-Options", "nosniff"},
                        {"Content-Security-Policy",
                         "default-src 'self'; img-src * data:; media-src *; frame-ancestors 'self'; base-uri 'none'"}};
    response.body = file.content;
    if (!settings_.page_dir.empty()) {
      std::ifstream in(settings_.page_dir + "/" + std::string(name), std::ios::binary);
      std::ostringstream content;
      content << in.rdbuf();
      if (in) response.body = content.str();
    }
    return response;
  }
  return make_text(404, "There is nothing at this address. The control page is at /, the phone at /phone.\n");
}

std::variant<std::unique_ptr<net::WebSocketHandler>, net::HttpResponse> MockServer::on_upgrade(
    const net::HttpRequest& request) {
  if (request.path() != "/mock/live") return make_text(404, "There is no WebSocket at this address.\n");
  if (std::string refusal = find_foreign(request); !refusal.empty()) {
    return make_text(403, std::move(refusal));
  }
  net::FormFields fields;
  std::string phone;
  if (net::decode_form(request.query(), fields)) {
    if (const std::string* given = net::find_field(fields, "phone")) phone = *given;
  }
  auto watcher = live_.watch(std::move(phone));
  if (!watcher) return make_text(503, "Too many pages are open.\n");
  return watcher;
}

void MockServer::on_message(const Message& message) {
  live_.tell_message(message);
}

void MockServer::on_delivered(const Message& message) {
  crowd_.hear(message);
}

void MockServer::on_activity() {
  live_.tell_activity();
}

}  // namespace smsdesk::mock
